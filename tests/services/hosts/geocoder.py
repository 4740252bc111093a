"""The Géoplateforme's geocoder: one address by GET, a file of them by POST."""

from __future__ import annotations

import csv
import io
import re
from functools import cache
from typing import Any

import tables
from made.sites import Site, sites
from places import Commune, by_insee, chance, communes, lambert93, plain, scatter
from replies import Reply, Request, csv_text, json_reply

_RESULTS = """latitude longitude result_label result_score result_score_next result_type result_id
result_housenumber result_name result_street result_postcode result_city result_context
result_citycode result_oldcitycode result_oldcity result_district result_status""".split()


def answer(request: Request) -> Reply:
    path = request.path.rstrip("/")
    if path.endswith("/search/csv"):
        if request.method != "POST":
            return json_reply({"code": 405, "message": "Method not allowed"}, 405)
        return _file(request)
    if path.endswith("/search"):
        return _one(request)
    return json_reply({"code": 404, "message": "Not found"}, 404)


@cache
def _known() -> dict[tuple[str, str], Site]:
    return {(plain(site.address), site.commune.insee): site for site in sites()}


@cache
def _by_name() -> dict[str, Commune]:
    return {plain(commune.name): commune for commune in communes()}


def find(text: str, insee: str) -> dict[str, Any] | None:
    """Where an address is; None where nothing looks like it."""
    text = plain(" ".join(text.split()))
    commune = by_insee().get(insee)
    if commune is None:
        last = [c for name, c in _by_name().items() if text.endswith(name)]
        commune = max(last, key=lambda c: len(c.name), default=None)
    if not text or commune is None:
        return None
    bare = text.removesuffix(plain(commune.name)).strip()
    bare = bare.removesuffix(commune.postcode).strip()
    site = _known().get((bare, commune.insee))
    dice = chance(f"ban/{bare}/{commune.insee}")
    if site is not None and site.number % 53 == 0:
        return None
    if site is not None and site.number % 37:
        kind, score = ("street", 0.62) if site.number % 29 == 0 else ("housenumber", 0.94)
        return _found(kind, commune, site.address, site.ban_id, (site.lon, site.lat), score)
    if not bare or site is not None or dice.random() < 0.05:
        return _found("municipality", commune, "", commune.insee, (commune.lon, commune.lat), 0.42)
    if dice.random() < 0.04:
        return None
    kind = "housenumber" if re.match(r"\d", bare) else "street"
    id_ = f"{commune.insee}_{dice.randrange(10_000):04d}"
    return _found(kind, commune, bare.title(), id_, scatter(dice, commune), 0.71)


def _found(
    kind: str, commune: Commune, name: str, id_: str, at: tuple[float, float], score: float
) -> dict[str, Any]:
    house, _, street = name.partition(" ")
    numbered = kind == "housenumber"
    label = f"{name} {commune.postcode} {commune.name}".strip()
    x, y = lambert93(*at)
    return {
        "label": label if name else commune.name,
        "score": score,
        "housenumber": house if numbered else None,
        "id": id_,
        "name": name or commune.name,
        "postcode": commune.postcode,
        "citycode": commune.insee,
        "x": x,
        "y": y,
        "city": commune.name,
        "context": f"{commune.departement}, {commune.region[1]}",
        "type": kind,
        "importance": 0.5,
        "street": street if numbered else name or None,
        "lon": at[0],
        "lat": at[1],
    }


def _one(request: Request) -> Reply:
    text = request.get("q")
    if len(text) < 3:
        return json_reply({"code": 400, "message": "Parameter q must have at least 3 chars"}, 400)
    found = None if request.faulty("geocode-unmatched") else find(text, request.get("citycode"))
    features = []
    if found is not None and not request.faulty("empty-array"):
        props = {k: v for k, v in found.items() if k not in {"lon", "lat"} and v is not None}
        shape = {"type": "Point", "coordinates": [found["lon"], found["lat"]]}
        features = [{"type": "Feature", "geometry": shape, "properties": props}]
    return json_reply({"type": "FeatureCollection", "features": features, "query": text})


def _parts(request: Request) -> list[tuple[str, bytes]]:
    """The fields of a multipart form; raises ValueError."""
    kind = request.headers.get("content-type", "")
    boundary = re.search(r'boundary="?([^";]+)', kind)
    if boundary is None:
        raise ValueError("multipart/form-data expected")
    parts = []
    for piece in request.body.split(b"--" + boundary[1].encode())[1:-1]:
        head, _, content = piece.partition(b"\r\n\r\n")
        name = re.search(rb'name="([^"]*)"', head)
        if name is None:
            raise ValueError("a part has no name")
        parts.append((name[1].decode(), content.removesuffix(b"\r\n")))
    return parts


def _file(request: Request) -> Reply:
    try:
        parts = _parts(request)
        data = next((content for name, content in parts if name == "data"), None)
        if data is None:
            raise ValueError("a CSV file must be provided in data")
        text = data.decode("utf-8-sig")
    except ValueError as error:
        return json_reply({"code": 400, "message": str(error)}, 400)
    if len(data) > 50_000_000:
        return json_reply({"code": 413, "message": "file too large"}, 413)
    fields = [(name, value.decode()) for name, value in parts if name != "data"]
    first = text.split("\n", 1)[0]
    delimiter = ";" if first.count(";") > first.count(",") else ","
    reader = csv.DictReader(io.StringIO(text), delimiter=delimiter)
    header = list(reader.fieldnames or [])
    columns = [value for name, value in fields if name == "columns"] or header
    insee = next((value for name, value in fields if name == "citycode"), "")
    unknown = [name for name in [*columns, insee] if name and name not in header]
    if unknown:
        return json_reply({"code": 400, "message": f"unknown column {unknown[0]}"}, 400)
    rows = [_located(row, columns, insee, request) for row in reader]
    rows = tables.given(tables.present(rows, request), request)
    kept = [value for name, value in fields if name == "result_columns"]
    out = header + [name for name in _RESULTS if not kept or name in kept]
    out = tables.names(out, request)
    body = csv_text(tables.changed(rows, request), out, delimiter)
    return Reply(body.encode(), kind="text/csv; charset=utf-8")


def _located(
    row: dict[str, Any], columns: list[str], insee: str, request: Request
) -> dict[str, Any]:
    text = " ".join(row[name] or "" for name in columns)
    found = find(text, row[insee] if insee else "")
    out = row | dict.fromkeys(_RESULTS)
    if found is None or request.faulty("geocode-unmatched"):
        return out | {"result_status": "not-found"}
    keys = "label score type id housenumber name street postcode city context citycode".split()
    out |= {f"result_{key}": found[key] for key in keys}
    lon, lat = found["lon"], found["lat"]
    if request.faulty("swapped-axes"):
        lon, lat = lat, lon
    return out | {"longitude": lon, "latitude": lat, "result_status": "ok"}
