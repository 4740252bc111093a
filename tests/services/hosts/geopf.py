"""data.geopf.fr: the Géoplateforme's WFS (a GeoServer), its geocoder and its tiles."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

import tables
from expressions import BadExpression, UnknownField, parse
from hosts import geocoder, wfs, wmts
from made import lines
from osgeo import ogr
from places import chance, epcis, outline, project
from replies import Reply, Request, json_reply
from tables import Row

CAP = 5000


@cache
def _epcis() -> tuple[Row, ...]:
    return tuple(
        {
            "cleabs": f"EPCI____{int(siren):016d}",
            "nom_officiel": epci.name,
            "code_siren": siren,
            "geo_shape": json.loads(outline(siren).ExportToJson()),
        }
        for siren, epci in sorted(epcis().items())
    )


@dataclass(frozen=True)
class Layer:
    rows: Callable[[], tuple[Row, ...]]
    source: str
    title: str
    heights: bool = True


LAYERS = {
    "BDTOPO_V3:troncon_de_route": Layer(
        lines.road_sections, "bdtopo-troncon-route", "Tronçon de route"
    ),
    "BDTOPO_V3:troncon_hydrographique": Layer(
        lines.water_sections, "bdtopo-hydro", "Tronçon hydrographique"
    ),
    "BDTOPO_V3:ligne_electrique": Layer(lines.power_lines, "bdtopo-lignes", "Ligne électrique"),
    "BDTOPO_V3:poste_de_transformation": Layer(
        lines.substations, "bdtopo-postes", "Poste de transformation"
    ),
    "LIMITES_ADMINISTRATIVES_EXPRESS.LATEST:epci": Layer(_epcis, "", "EPCI", heights=False),
}


def sources(request: Request) -> tuple[str, ...]:
    if "/geocodage/" in request.path:
        return ("geocodage",)
    if request.path == "/wmts":
        return wmts.sources(request)
    name = _typename(request)
    return (LAYERS[name].source,) if name in LAYERS and LAYERS[name].source else ()


def _typename(request: Request) -> str:
    return request.folded("typenames") or request.folded("typename")


def answer(request: Request) -> Reply:
    if request.path.startswith("/geocodage/"):
        return geocoder.answer(request)
    if request.path == "/wmts":
        return wmts.answer(request)
    if not request.path.startswith("/wfs"):
        return json_reply({"error": "not found"}, 404)
    reply = _wfs(request)
    reply.headers |= {"x-ratelimit-limit-second": "1", "ratelimit-limit": "30",
                      "ratelimit-remaining": "29", "ratelimit-reset": "1"}  # fmt: skip
    return reply


def _wfs(request: Request) -> Reply:
    if request.faulty("wfs-exception-200"):
        return wfs.exception("NoApplicableCode", "java.lang.NullPointerException", status=200)
    asked = request.folded("request").lower()
    if asked == "getcapabilities":
        types = [
            (name, layer.title, "urn:ogc:def:crs:EPSG::4326") for name, layer in LAYERS.items()
        ]
        return wfs.capabilities(types, "Service WFS de la Géoplateforme (joué)", "")
    name = _typename(request)
    layer = LAYERS.get(name)
    if layer is None:
        return wfs.exception("InvalidParameterValue", f"Feature type {name} unknown", "typeName")
    columns = [key for key in tables.properties(layer.rows()[0]) if key != "geo_shape"]
    if asked == "describefeaturetype":
        return _describe(request, name, layer, columns)
    if asked != "getfeature":
        return wfs.exception("OperationNotSupported", f"No operation {asked}", "request")
    if request.folded("bbox") and request.folded("cql_filter"):
        text = "bbox and cql_filter both specified but are mutually exclusive"
        return wfs.exception("NoApplicableCode", text, status=500)
    try:
        return _features(request, name, layer, columns)
    except UnknownField as unknown:
        text = f"Illegal property name: {unknown} for feature type {name}"
        return wfs.exception("InvalidParameterValue", text, "GetFeature")
    except (BadExpression, ValueError) as bad:
        return wfs.exception("InvalidParameterValue", f"Could not parse: {bad}", "GetFeature")


def _describe(request: Request, name: str, layer: Layer, columns: list[str]) -> Reply:
    kinds = wfs.kinds_of(layer.rows()[0])
    named = tables.names(columns, request)
    if "json" not in request.folded("outputformat"):
        return wfs.schema(name, named, kinds, "geometrie")
    listed = [
        {"name": n, "maxOccurs": 1, "minOccurs": 0, "nillable": True,
         "type": kinds.get(n, "xsd:string"), "localType": kinds.get(n, "xsd:string")[4:]}
        for n in named
    ]  # fmt: skip
    listed.append({"name": "geometrie", "maxOccurs": 1, "minOccurs": 0, "nillable": True,
                   "type": "gml:Geometry", "localType": "Geometry"})  # fmt: skip
    local = name.rpartition(":")[2]
    return json_reply({"featureTypes": [{"typeName": local, "properties": listed}]})


def _features(request: Request, name: str, layer: Layer, columns: list[str]) -> Reply:
    rows = _matching(request, tables.present(layer.rows(), request), columns)
    if request.folded("resulttype").lower() == "hits":
        return wfs.hits(len(rows))
    rows = _sorted(request, rows, columns)
    page, matched = wfs.page(request, rows, CAP)
    page = tables.given(page, request)
    page = tables.changed(page, request)
    kept = [n.strip() for n in request.folded("propertyname").split(",") if n.strip()]
    if kept:
        page = [{k: v for k, v in row.items() if k in kept} for row in page]
    crs = request.folded("srsname", "EPSG:4326")
    if "json" not in request.folded("outputformat"):
        return wfs.gml(page, name, namespace=("BDTOPO_V3", "http://wxs.ign.fr/datastore/BDTOPO_V3"),
                       matched=matched, crs=crs, geometry="geometrie",
                       swap=request.faulty("swapped-axes"))  # fmt: skip
    if request.faulty("json-refused"):
        text = "Failed to find response for output format application/json"
        return wfs.exception("InvalidParameterValue", text, "outputFormat")
    return _geojson(request, name, layer, page, matched, wfs.epsg_of(crs)[0])


def _geojson(
    request: Request, name: str, layer: Layer, page: list[Row], matched: int, epsg: int
) -> Reply:
    local = name.rpartition(":")[2]
    start = request.number("startindex", 0)
    features = []
    for number, row in enumerate(page):
        shape = tables.geojson(row, epsg=epsg, z=layer.heights, swap=request.faulty("swapped-axes"))
        props = {k: v for k, v in tables.properties(row).items() if k != "geo_shape"}
        features.append(
            {
                "type": "Feature",
                "id": f"{local}.{start + number}",
                "geometry": None if request.faulty("no-geometry") else shape,
                "geometry_name": "geometrie",
                "properties": props,
            }
        )
    urn = f"urn:ogc:def:crs:EPSG::{epsg}" if epsg != 4326 else "urn:ogc:def:crs:OGC:1.3:CRS84"
    crs = {"type": "name", "properties": {"name": urn}}
    body = json.dumps(
        {
            "type": "FeatureCollection",
            "features": features,
            "totalFeatures": matched,
            "numberMatched": matched,
            "numberReturned": len(features),
            "timeStamp": "2026-11-22T09:00:00.000Z",
            "crs": crs if features else None,
        },
        ensure_ascii=False,
    )
    if request.faulty("bare-nan"):
        body = body.replace("42.7]", "nan]", 1).replace("null", "nan")
    return Reply(body.encode(), kind="application/json;charset=UTF-8")


def _matching(request: Request, rows: list[Row], columns: list[str]) -> list[Row]:
    condition = request.folded("cql_filter")
    if condition:
        gone = set(columns) - set(tables.names(columns, request))
        fields = {*columns, "geometrie"} - gone
        test = parse(condition, fields, tables.shape_of, "cql")
        return [row for row in rows if test(row)]
    text = request.folded("bbox")
    if not text:
        return rows
    (a, b, c, d), crs = wfs.box(text)
    if not crs or crs.upper().startswith("URN"):
        a, b, c, d = b, a, d, c  # WFS 2.0 without a CRS, and the URN: latitude first
    area = ogr.CreateGeometryFromWkt(f"POLYGON(({a} {b},{c} {b},{c} {d},{a} {d},{a} {b}))")
    epsg = wfs.epsg_of(crs)[0] if crs else 4326
    if epsg != 4326:
        area = project(area, 4326, epsg)
    return [row for row in rows if (s := tables.shape_of(row)) is not None and s.Intersects(area)]


def _sorted(request: Request, rows: list[Row], columns: list[str]) -> list[Row]:
    term = request.folded("sortby")
    if not term:
        start = request.number("startindex", 0)
        # pages without an order overlap
        return chance(f"wfs/{start}").sample(rows, len(rows)) if start else rows
    name, _, way = term.partition(" ")
    if name not in columns:
        raise UnknownField(name)
    falling = way.strip().upper() in {"D", "DESC"}
    return sorted(rows, key=lambda row: str(row.get(name)), reverse=falling)


HOSTS = {"data.geopf.fr": (answer, sources)}
