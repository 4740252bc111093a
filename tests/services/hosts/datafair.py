"""opendata.enedis.fr: data-fair, lines paged by the address of the next page."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

import tables
from made import sites
from replies import Reply, Request, json_reply, text_reply
from tables import Row

ID = "consommation-annuelle-entreprise-par-adresse"
BASE = f"/data-fair/api/v1/datasets/{ID}"
_MOST = 10_000


def sources(request: Request) -> tuple[str, ...]:
    return ("enedis-adresse",) if ID in request.path else ()


def answer(request: Request) -> Reply:
    path = request.path.rstrip("/")
    if not path.startswith(BASE):
        return text_reply("Jeu de données inconnu.", "text/plain; charset=utf-8", 404)
    columns = list(sites.enedis_rows()[0])
    if path == BASE:
        return json_reply(_metadata(request, columns))
    if path == f"{BASE}/schema":
        return json_reply(_schema(request, columns))
    if path == f"{BASE}/lines":
        return _lines(request, columns)
    return text_reply("Not found", "text/plain; charset=utf-8", 404)


def _schema(request: Request, columns: list[str]) -> list[dict[str, Any]]:
    numbers = {"consommation_annuelle_totale_de_ladresse_mwh", "nombre_de_sites"}
    return [
        {"key": name, "type": "number" if name in numbers else "string", "title": name}
        for name in tables.names(columns, request)
    ]


def _metadata(request: Request, columns: list[str]) -> dict[str, Any]:
    return {
        "id": ID,
        "title": "Consommation annuelle d'électricité des entreprises par adresse",
        "description": "Jeu synthétique, pour les essais seulement.",
        "count": len(tables.present(sites.enedis_rows(), request)),
        "dataUpdatedAt": "2025-09-18T08:00:00.000Z",
        "finalizedAt": "2025-09-18T08:05:00.000Z",
        "schema": _schema(request, columns),
    }


def _number(value: Any) -> float:
    try:
        return float(value)
    except (TypeError, ValueError):
        return float("nan")


_TESTS = {
    "eq": lambda found, value: str(found) == value,
    "neq": lambda found, value: str(found) != value,
    "in": lambda found, value: str(found) in value.replace('"', "").split(","),
    "gte": lambda found, value: _number(found) >= float(value),
    "gt": lambda found, value: _number(found) > float(value),
    "lte": lambda found, value: _number(found) <= float(value),
    "starts": lambda found, value: str(found).startswith(value),
}


def _unknown(name: str) -> Reply:
    text = f"Impossible de faire une recherche sur le champ {name}, il n'existe pas."
    return text_reply(text, "text/plain; charset=utf-8", 400)


def _lines(request: Request, columns: list[str]) -> Reply:
    rows = tables.present(sites.enedis_rows(), request)
    left = set(tables.names(columns, request))
    for name, value in request.query:
        column, _, word = name.rpartition("_")
        if word in _TESTS and column:
            if column not in left:
                return _unknown(column)
            rows = [row for row in rows if _TESTS[word](row[column], value)]
    size = request.number("size", 12)
    if size > _MOST:
        return text_reply(f"size ne peut dépasser {_MOST}", "text/plain; charset=utf-8", 400)
    wanted = [name for name in request.get("select").split(",") if name]
    for name in wanted:
        if name not in left:
            return _unknown(name)
    for name in reversed([name for name in request.get("sort").split(",") if name]):
        column = name.lstrip("-")
        if column not in left:
            return _unknown(column)
        rows = sorted(rows, key=lambda row: str(row[column]), reverse=name.startswith("-"))  # noqa: B023
    return _page(request, rows, size, wanted)


def _page(request: Request, rows: list[Row], size: int, wanted: list[str]) -> Reply:
    start = request.number("after", 0)
    after = start + size
    first = tables.page_start(request, start)
    page = rows[first : first + size]
    if request.faulty("silent-cap"):
        page, after = page[:50], len(rows)
    page = tables.changed(tables.given(page, request), request)
    results = [
        {"_id": f"ligne{first + n:06d}", "_i": first + n, "_score": None}
        | ({k: row.get(k) for k in wanted} if wanted else row)
        for n, row in enumerate(page)
    ]
    reply: dict[str, Any] = {"total": len(rows), "results": results}
    if after < len(rows) or request.faulty("next-loop"):
        reply["next"] = _next(request, start if request.faulty("next-loop") else after)
    return json_reply(reply)


def _next(request: Request, after: int) -> str:
    query = [(k, v) for k, v in request.query if k != "after"] + [("after", str(after))]
    scheme = "http" if request.faulty("http-next") else "https"
    host = "ailleurs.example" if request.faulty("next-other-host") else request.host
    return f"{scheme}://{host}{request.raw_path}?{urlencode(query)}"


HOSTS = {"opendata.enedis.fr": (answer, sources)}
