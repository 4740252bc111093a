"""services.sandre.eaufrance.fr: a MapServer WFS of treatment plants, GML or CSV, no JSON."""

from __future__ import annotations

import tables
from hosts import wfs
from made import heat
from osgeo import ogr
from places import project
from replies import Reply, Request, csv_text, text_reply
from tables import Row

TYPES = [
    ("sa:SysTraitementEauxUsees", "2020 - France entière"),
    ("sa:SysTraitementEauxUsees_FXX", "2020 - France métropolitaine"),
    ("sa:SysTraitementEauxUsees_2019", "2019 - France entière"),
    ("sa:SysTraitementEauxUsees_2018", "2018 - France entière"),
]
_DATES = (
    "DateMAJSTEU",
    "DateMiseServiceOuvrageDepollution",
    "DateMiseHorServiceOuvrageDepollution",
)


def sources(request: Request) -> tuple[str, ...]:
    return ("sandre-step",) if request.path.startswith("/geo/odp") else ()


def answer(request: Request) -> Reply:
    if request.path.rstrip("/") != "/geo/odp":
        return text_reply("<html><body>Not Found</body></html>", status=404)
    if request.faulty("wfs-exception-200"):
        return wfs.exception("NoApplicableCode", "msDrawMap(): Image handling error", status=200)
    asked = request.folded("request").lower()
    if asked == "getcapabilities":
        title = "Ouvrages de dépollution - Système de traitement des eaux usées"
        types = [(name, f"{title} {what}", "urn:ogc:def:crs:EPSG::4326") for name, what in TYPES]
        spaces = 'xmlns:sa="http://xml.sandre.eaufrance.fr/"'
        return wfs.capabilities(types, "Référentiel des ouvrages de dépollution (ODP)", spaces)
    name = request.folded("typenames") or request.folded("typename")
    if name not in dict(TYPES):
        text = f"msWFSGetFeature(): WFS server error. TYPENAME {name} doesn't exist"
        return wfs.exception("InvalidParameterValue", text, "typename")
    columns = list(tables.properties(heat.treatment_plants()[0]))
    if asked == "describefeaturetype":
        kinds = wfs.kinds_of(heat.treatment_plants()[0])
        return wfs.schema(name, tables.names(columns, request), kinds, "msGeometry")
    if asked != "getfeature":
        return wfs.exception("OperationNotSupported", f"No operation {asked}", "request")
    return _features(request, name, columns)


def _features(request: Request, name: str, columns: list[str]) -> Reply:
    output = request.folded("outputformat").lower()
    if "json" in output:
        text = f"msWFSGetFeature(): '{output}' is not a permitted output format"
        return wfs.exception("InvalidParameterValue", text, "outputformat")
    try:
        rows = _inside(request, tables.present(heat.treatment_plants(), request))
        if request.folded("resulttype").lower() == "hits":
            return wfs.hits(min(len(rows), request.number("count", len(rows))))
        page, total = wfs.page(request, rows, 100_000)
        # MapServer knows the total only where a page ends the rows (tests/unit/…_mapserver.py)
        full = request.folded("count") and len(page) in {0, request.number("count", 0)}
        matched = None if full else total
    except ValueError:
        return wfs.exception("InvalidParameterValue", "Invalid BBOX or COUNT", "bbox")
    page = tables.changed(tables.given(page, request), request)
    if "csv" in output:
        text = csv_text(page, tables.names(columns, request), ",")
        return text_reply(text, "text/csv; charset=utf-8")
    return wfs.gml(
        page,
        name,
        namespace=("sa", "http://xml.sandre.eaufrance.fr/"),
        matched=matched,
        crs=request.folded("srsname", "urn:ogc:def:crs:EPSG::4326"),
        geometry="msGeometry",
        dates=_DATES,
        empty=True,
        swap=request.faulty("swapped-axes"),
    )


def _inside(request: Request, rows: list[Row]) -> list[Row]:
    text = request.folded("bbox")
    if not text:
        return rows
    (a, b, c, d), crs = wfs.box(text)
    epsg, lat_first = wfs.epsg_of(crs or "urn:ogc:def:crs:EPSG::4326")
    if lat_first:
        a, b, c, d = b, a, d, c
    area = ogr.CreateGeometryFromWkt(f"POLYGON(({a} {b},{c} {b},{c} {d},{a} {d},{a} {b}))")
    area = project(area, 4326, epsg)
    return [row for row in rows if (s := tables.shape_of(row)) is not None and s.Intersects(area)]


HOSTS = {"services.sandre.eaufrance.fr": (answer, sources)}
