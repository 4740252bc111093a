"""api.insee.fr: Melodi, observations by dimension."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

import tables
from made import land
from places import epcis
from replies import Reply, Request, json_reply
from tables import Row

ID = "DS_FLORES_A38"
YEARS = (2023, 2024)
_DIMENSIONS = (
    """GEO ACTIVITY NUMBER_EMPL LEGAL_FORM_WITH_PUBLIC FLORES_MEASURE TIME_PERIOD""".split()
)


def sources(request: Request) -> tuple[str, ...]:
    return ("melodi-flores",) if ID in request.path else ()


def answer(request: Request) -> Reply:
    path = request.path.rstrip("/")
    if path == f"/melodi/data/{ID}":
        return _data(request)
    if path == f"/melodi/catalog/{ID}":
        return json_reply(_catalog())
    if path == "/melodi/catalog/all":
        return json_reply([_catalog()])
    if path == f"/melodi/range/{ID}":
        activities = [{"code": code} for code in [*land.A38, "_T", "BE"]]
        years = [{"code": str(year)} for year in YEARS]
        ranges = {"ACTIVITY": activities, "TIME_PERIOD": years}
        listed = [{"concept": {"code": name}, "values": v} for name, v in ranges.items()]
        return json_reply({"range": listed})
    return json_reply({"code": 404, "message": "Jeu de données inconnu"}, 404)


def _catalog() -> dict[str, Any]:
    title = "Nombre d'établissements et effectifs salariés en 38 grands secteurs (synthétique)"
    products = [{"id": f"{ID}_{year}_CSV_FR", "title": str(year)} for year in YEARS]
    return {"identifier": ID, "title": [{"lang": "fr", "content": title}], "product": products}


def _rows(request: Request) -> list[Row]:
    wanted = request.all("GEO")
    years = [int(y) for y in request.all("TIME_PERIOD") if y.isdigit()] or list(YEARS)
    sirens = [geo.partition("EPCI-")[2] for geo in wanted] if wanted else list(epcis())
    rows = [
        row
        for siren in sirens
        if siren in epcis()
        for year in years
        if year in YEARS
        for row in land.jobs(siren, year)
    ]
    if request.faulty("melodi-K-only"):
        rows = [row | {"OBS_STATUS": "K", "value": None} for row in rows]
    return rows


def _data(request: Request) -> Reply:
    most = request.number("maxResult", 20)
    if most > 100_000:
        message = "maxResult ne peut pas dépasser 100000"
        return json_reply({"code": 400, "message": message}, 400)
    rows = tables.present(_rows(request), request)
    for name, value in request.query:
        if name in _DIMENSIONS and name not in {"GEO", "TIME_PERIOD"}:
            allowed = set(request.all(name))
            rows = [row for row in rows if row[name] in allowed]
        elif name not in {*_DIMENSIONS, "maxResult", "totalCount", "page", "idTerritoire", "range"}:
            message = f"Paramètre inconnu : {name}={value}"
            return json_reply({"code": 400, "message": message}, 400)
    total = len(rows)
    if request.faulty("silent-cap"):
        most = min(most, int(request.faults["silent-cap"] or 50))
    page = request.number("page", 1)
    start = tables.page_start(request, (page - 1) * most)
    shown = tables.given(rows[start : start + most], request)
    observations = [_observation(row, n) for n, row in enumerate(tables.changed(shown, request))]
    last = page * most >= total or most == 0
    paging: dict[str, Any] = {"isLast": last, "first": _page(request, 1)}
    if request.get("totalCount").upper() == "TRUE":
        paging["count"] = total
    if not last:
        paging["next"] = _page(request, page if request.faulty("next-loop") else page + 1)
    title = {"fr": "FLORES, 38 secteurs (synthétique)", "en": "FLORES (synthetic)"}
    return json_reply(
        {"identifier": ID, "title": title, "observations": observations, "paging": paging}
    )


def _page(request: Request, number: int) -> str:
    query = [(k, v) for k, v in request.query if k != "page"] + [("page", str(number))]
    scheme = "http" if request.faulty("http-next") else "https"
    host = "ailleurs.example" if request.faulty("next-other-host") else request.host
    return f"{scheme}://{host}{request.raw_path}?{urlencode(query)}"


def _observation(row: Row, number: int) -> dict[str, Any]:
    value = row.get("value")
    if value is not None:
        measure: dict[str, Any] = {"value": value}
    else:
        measure = {} if number % 2 else {"value": None}
    dimensions = {k: v for k, v in row.items() if k not in {"OBS_STATUS", "value"}}
    return {
        "dimensions": dimensions,
        "attributes": {"OBS_STATUS": row["OBS_STATUS"]} if "OBS_STATUS" in row else {},
        "measures": {"OBS_VALUE_NIVEAU": measure},
    }


HOSTS = {"api.insee.fr": (answer, sources)}
