"""apidf-preprod.cerema.fr: Cartofriches, pages by number, an address of the next one."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

import tables
from made import land
from osgeo import ogr
from replies import Reply, Request, json_reply
from tables import Row

BASE = "/cartofriches"
_LIGHT = """site_id site_nom site_adresse site_type site_statut comm_nom comm_insee dep
proprio_personne unite_fonciere_surface unite_fonciere_refcad source_nom nature
urba_zone_type""".split()


def sources(request: Request) -> tuple[str, ...]:
    # two sources of the catalogue ask the same address
    return ("cartofriches", "ademe-pv-2021") if request.path.startswith(BASE) else ()


def answer(request: Request) -> Reply:
    parts = request.path.removeprefix(BASE).strip("/").split("/")
    if not request.path.startswith(BASE) or parts[0] not in {"friches", "geofriches"}:
        return json_reply({"detail": "Pas trouvé."}, 404)
    if parts[0] == "friches" and len(parts) == 2:
        found = next((r for r in land.brownfields() if r["site_id"] == parts[1]), None)
        if found is None:
            return json_reply({"detail": "Pas trouvé."}, 404)
        return json_reply(tables.properties(found))
    try:
        rows = _chosen(request, tables.present(land.brownfields(), request))
    except ValueError as error:
        return json_reply({"detail": str(error)}, 400)
    return _page(request, rows, parts[0] == "geofriches")


def _chosen(request: Request, rows: list[Row]) -> list[Row]:
    communes = [code for code in request.get("code_insee").split(",") if code]
    departement, text = request.get("coddep"), request.get("in_bbox")
    if not (communes or departement or text):
        raise ValueError("Un filtre géographique est obligatoire (code_insee, coddep ou in_bbox).")
    if len(communes) > 10:
        raise ValueError("code_insee : dix codes au plus.")
    if communes:
        rows = [row for row in rows if row["comm_insee"] in communes]
    if departement:
        rows = [row for row in rows if row["dep"] == departement]
    if text:
        rows = _in_box(rows, [float(number) for number in text.split(",")])
    for name, sign in (("surface_min", 1), ("surface_max", -1)):
        if request.get(name):
            bound = float(request.get(name)) * sign
            rows = [row for row in rows if row["unite_fonciere_surface"] * sign >= bound]
    return rows


def _in_box(rows: list[Row], numbers: list[float]) -> list[Row]:
    a, b, c, d = numbers
    if c - a > 1 or d - b > 1:
        raise ValueError("in_bbox : un degré de côté au plus.")
    area = ogr.CreateGeometryFromWkt(f"POLYGON(({a} {b},{c} {b},{c} {d},{a} {d},{a} {b}))")
    return [row for row in rows if (s := tables.shape_of(row)) is not None and s.Intersects(area)]


def _page(request: Request, rows: list[Row], shapes: bool) -> Reply:
    size = min(request.number("page_size", 50), 1000)
    if request.faulty("silent-cap"):
        size = min(size, int(request.faults["silent-cap"] or 50))
    number = request.number("page", 1)
    start = (number - 1) * size
    if start and start >= len(rows):
        return json_reply({"detail": "Page non valide."}, 404)
    first = tables.page_start(request, start)
    page = tables.given(rows[first : first + size], request)
    if request.get("fields") != "all":
        shown = (*_LIGHT, "ring", "geo_shape")
        page = [{k: row[k] for k in shown if k in row} for row in page]
    page = tables.changed(page, request)
    more = start + size < len(rows)
    envelope: dict[str, Any] = {
        "count": len(rows),
        "next": _address(request, number if request.faulty("next-loop") else number + 1)
        if more
        else None,
        "previous": _address(request, number - 1) if number > 1 else None,
    }
    if not shapes:
        return json_reply(envelope | {"results": [tables.properties(row) for row in page]})
    features = [_feature(row, request) for row in page]
    return json_reply({"type": "FeatureCollection"} | envelope | {"features": features})


def _feature(row: Row, request: Request) -> dict[str, Any]:
    shape = tables.geojson(row, swap=request.faulty("swapped-axes"))
    if request.faulty("no-geometry"):
        shape = None
    props = tables.properties(row)
    site_id = props.pop("site_id", None)
    # the id stands on the feature; with all fields it is also among the properties
    if request.get("fields") == "all" and site_id is not None:
        props = {"site_id": site_id} | props
    return {"type": "Feature", "id": site_id, "geometry": shape, "properties": props}


def _address(request: Request, number: int) -> str:
    query = [(k, v) for k, v in request.query if k != "page"] + [("page", str(number))]
    scheme = "http" if request.faulty("http-next") else "https"
    host = "ailleurs.example" if request.faulty("next-other-host") else request.host
    return f"{scheme}://{host}{request.raw_path}?{urlencode(query)}"


HOSTS = {"apidf-preprod.cerema.fr": (answer, sources)}
