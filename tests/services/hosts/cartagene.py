"""cartagene.cerema.fr: an ArcGIS WFS whose type names carry a date, and whose JSON holds `nan`."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass

import tables
from hosts import wfs
from made import heat, sites
from osgeo import ogr
from replies import Reply, Request, text_reply
from tables import Row

ROOT = "/server/services/Hosted/"


def _data_centres() -> tuple[Row, ...]:
    return tuple(
        {"OBJECTID": n, "Identifiant": f"DC{n:03d}", "Nom_": f"Centre de données fictif {n:02d}",
         "Commune": s.commune.name, "Opérateur": "OPERATEUR FICTIF",
         "Potentiel_estimé__Tier_III___GWh_an_": 4.2, "point": (s.lon, s.lat)}
        for n, s in enumerate(sites.sites()[::400], 1)
    )  # fmt: skip


@dataclass(frozen=True)
class Service:
    typename: str
    rows: Callable[[], tuple[Row, ...]]
    source: str = ""


SERVICES = {
    "enrezo_gisement_industrie": Service(
        "enrezo_gisement_industrie:referentiels.c_2025_enrezo_prod.gisement_industrie_2025",
        heat.waste_heat_industry,
        "enrezo-industrie",
    ),
    "enrezo_gisement_step": Service(
        "enrezo_gisement_step:gisement_step_20250902", heat.waste_heat_plants, "enrezo-step"
    ),
    "enrezo_chaleur_fatale_incineration": Service(
        "enrezo_chaleur_fatale_incineration:EnRezo_chaleur_fatale_incineration",
        heat.incinerators,
        "enrezo-uve",
    ),
    "enrezo_gisement_datacenter": Service(
        "enrezo_gisement_datacenter:referentiels.c_2025_enrezo_prod.gisement_datacenter_2025",
        _data_centres,
    ),
    # a name with accents, percent-encoded in UTF-8; not one of the catalogue's
    "Recensement_des_réseaux_de_chaleur_et_de_froid": Service(
        "Recensement_des_réseaux_de_chaleur_et_de_froid:Réseaux_de_chaleur", _data_centres
    ),
}


def _service(request: Request) -> str:
    return request.path.removeprefix(ROOT).partition("/")[0]


def sources(request: Request) -> tuple[str, ...]:
    service = SERVICES.get(_service(request))
    return (service.source,) if service and service.source else ()


def answer(request: Request) -> Reply:
    service = SERVICES.get(_service(request))
    if service is None or not request.path.endswith("/MapServer/WFSServer"):
        return text_reply("<html><body>Service not found</body></html>", status=404)
    if request.faulty("wfs-exception-200"):
        return wfs.exception("NoApplicableCode", "Wait time of the request exceeded.", status=200)
    typename = service.typename
    if request.faulty("renamed-type"):
        typename = typename.rstrip("0123456789_") + "_20260901"  # the next release
    asked = request.folded("request").lower()
    if asked == "getcapabilities":
        if request.faulty("no-types"):
            return wfs.capabilities([], _service(request), "")
        label = typename.rpartition(":")[2]
        return wfs.capabilities(
            [(typename, label, "urn:ogc:def:crs:EPSG::4326")], _service(request), ""
        )
    name = request.folded("typenames") or request.folded("typename")
    if name != typename:
        return wfs.exception("InvalidParameterValue", f"{name} is not a type here", "typeName")
    columns = list(tables.properties(service.rows()[0]))
    if asked == "describefeaturetype":
        kinds = wfs.kinds_of(service.rows()[0])
        return wfs.schema(name, tables.names(columns, request), kinds, "Shape")
    if asked != "getfeature":
        return wfs.exception("OperationNotSupported", f"No operation {asked}", "request")
    return _features(request, name, service)


def _features(request: Request, name: str, service: Service) -> Reply:
    rows = tables.present(service.rows(), request)
    try:
        rows = _inside(request, rows)
        if request.folded("resulttype").lower() == "hits":
            return wfs.hits(len(rows))
        page, matched = wfs.page(request, rows, 50_000)
    except ValueError as error:
        return wfs.exception("InvalidParameterValue", str(error))
    page = tables.changed(tables.given(page, request), request)
    if "json" not in request.folded("outputformat").lower():
        return wfs.gml(page, name.partition(":")[2], namespace=("e", "https://cerema/fictif"),
                       matched=matched, crs="urn:ogc:def:crs:EPSG::4326", geometry="Shape",
                       swap=request.faulty("swapped-axes"))  # fmt: skip
    if request.faulty("json-refused"):
        return wfs.exception("InvalidParameterValue", "GEOJSON is not supported", "outputFormat")
    features = [
        {
            "type": "Feature",
            "id": number + 1,
            "geometry": tables.geojson(row, swap=request.faulty("swapped-axes")),
            "properties": tables.properties(row),
        }
        for number, row in enumerate(page)
    ]
    crs = {"type": "name", "properties": {"name": "EPSG:4326"}}
    body = json.dumps(
        {"type": "FeatureCollection", "crs": crs, "features": features}, ensure_ascii=False
    )
    return Reply(body.replace("NaN", "nan").encode(), kind="application/json;charset=utf-8")


def _inside(request: Request, rows: list[Row]) -> list[Row]:
    text = request.folded("bbox")
    if not text:
        return rows
    (a, b, c, d), crs = wfs.box(text)
    if not crs or crs.upper().startswith("URN"):
        a, b, c, d = b, a, d, c
    area = ogr.CreateGeometryFromWkt(f"POLYGON(({a} {b},{c} {b},{c} {d},{a} {d},{a} {b}))")
    return [row for row in rows if (s := tables.shape_of(row)) is not None and s.Intersects(area)]


HOSTS = {"cartagene.cerema.fr": (answer, sources)}
