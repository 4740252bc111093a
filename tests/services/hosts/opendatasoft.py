"""odre.opendatasoft.com: Explore v2.1, its limits and its two shapes of errors."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import tables
from expressions import BadExpression, UnknownField, parse
from made import energy, lines, sites
from places import chance
from replies import Reply, Request, csv_text, json_reply
from tables import Row

BASE = "/api/explore/v2.1/catalog/datasets"
_ADVICE = "Streaming interrupted due to the following error: Search query failed (error_code: "


@dataclass(frozen=True)
class Dataset:
    title: str
    publisher: str
    rows: Callable[[], tuple[Row, ...]]
    source: str
    data_processed: str
    shape: str = ""
    dates: tuple[str, ...] = ()
    geo: tuple[str, ...] = ()


DATASETS = {
    "points-dinjection-de-biomethane-en-france": Dataset(
        "Points d'injection de biométhane en France",
        "GRDF, NaTran, Teréga",
        energy.biomethane,
        "odre-biomethane",
        "2026-08-27T05:00:00+00:00",
        "coordonnees",
        ("date_de_mes", "date_de_fermeture_du_site"),
        ("coordonnees",),
    ),
    "registre-national-installation-production-stockage-electricite-agrege": Dataset(
        "Registre national des installations de production et de stockage d'électricité"
        " (au 31/07/2026)",
        "RTE, Enedis, EDF SEI, ELD",
        energy.registre,
        "odre-registre",
        "2026-09-10T06:12:00+00:00",
        dates=("datemiseenservice_date",),
    ),
    "consommation-annuelle-par-iris": Dataset(
        "Consommation annuelle d'électricité et de gaz par IRIS des sites raccordés aux réseaux"
        " de transport",
        "RTE, NaTran, Teréga",
        sites.iris_rows,
        "odre-iris",
        "2025-04-02T08:00:00+00:00",
        "geo_point_iris",
        ("annee",),
        ("geo_point_iris",),
    ),
    "postes-electriques-rte": Dataset(
        "Sites électriques RTE et points de piquage (au 16 juin 2026)",
        "RTE",
        energy.postes,
        "odre-postes",
        "2026-06-16T08:30:00+00:00",
    ),
    "lignes-aeriennes-rte-nv": Dataset(
        "Lignes aériennes RTE - nouveau découpage (au 16 juin 2026)",
        "RTE",
        energy.lignes,
        "odre-lignes",
        "2026-06-16T08:30:00+00:00",
    ),
    "trace-du-reseau-grt-250": Dataset(
        "Tracé du réseau de transport de gaz, précis à environ 250 m",
        "NaTran",
        lines.gas_pipes,
        "natran-trace",
        "2026-01-20T09:00:00+00:00",
        "geo_shape",
        geo=("geo_shape", "geo_point_2d"),
    ),
}


def sources(request: Request) -> tuple[str, ...]:
    found = [d.source for id_, d in DATASETS.items() if f"/datasets/{id_}" in request.path]
    return tuple(found)


def answer(request: Request) -> Reply:
    if request.path.rstrip("/") == BASE:
        results = [{"dataset_id": id_} for id_ in DATASETS]
        return json_reply({"total_count": len(results), "results": results})
    parts = request.path.removeprefix(f"{BASE}/").strip("/").split("/")
    dataset = DATASETS.get(parts[0])
    if not request.path.startswith(BASE) or dataset is None:
        return error(404, "NotFoundResource", "The requested dataset does not exist.")
    if request.faulty("ods-error-v2"):
        return error(400, "ODSQLError", "ODSQL query is malformed: Unknown field: codedepartement")
    if request.faulty("ods-error-v1"):
        return _quota()
    try:
        return _ask(request, parts, dataset)
    except UnknownField as unknown:
        message = f"ODSQL query is malformed: Unknown field: {unknown}"
        return error(400, "ODSQLError", message)
    except BadExpression as bad:
        return error(400, "ODSQLError", f"ODSQL query is malformed: {bad}")


def error(status: int, code: str, message: str) -> Reply:
    """The shape of version 2: error_code and message."""
    return json_reply({"error_code": code, "message": message}, status)


def _quota() -> Reply:
    """The shape of version 1: errorcode and error."""
    return json_reply(
        {
            "errorcode": 10005,
            "reset_time": "2026-11-23T00:00:00Z",
            "limit_time_unit": "day",
            "call_limit": 1000,
            "error": "You have exceeded the requests limit for anonymous users.",
        },
        429,
    )


def _ask(request: Request, parts: list[str], dataset: Dataset) -> Reply:
    rows = tables.present(dataset.rows(), request)
    columns = list(dataset.rows()[0])
    if len(parts) == 1:
        return _metadata(request, parts[0], dataset, columns, len(rows))
    rows = _where(request, dataset, rows, columns)
    if parts[1] == "records":
        return _records(request, dataset, rows, columns)
    if parts[1] == "exports" and len(parts) == 3:
        return _export(request, dataset, rows, columns, parts[2])
    return error(404, "NotFoundResource", f"Resource {'/'.join(parts[1:])} does not exist.")


def _fields(request: Request, dataset: Dataset, columns: list[str]) -> list[dict[str, Any]]:
    sample = next((row for row in dataset.rows() if row), {})
    kinds = {int: "int", float: "double", bool: "boolean"}

    def kind(column: str) -> str:
        if column in dataset.geo:
            return "geo_shape" if column == "geo_shape" else "geo_point_2d"
        if column in dataset.dates:
            return "date"
        return kinds.get(type(sample.get(column)), "text")

    return [
        {"name": name, "label": name, "type": kind(name), "description": None, "annotations": {}}
        for name in tables.names(columns, request)
    ]


def _metadata(
    request: Request, id_: str, dataset: Dataset, columns: list[str], count: int
) -> Reply:
    default = {
        "title": dataset.title,
        "description": "<p>Jeu synthétique, pour les essais seulement.</p>",
        "publisher": dataset.publisher,
        "license": "Licence Ouverte v2.0 (Etalab)",
        "modified": "2019-05-02T08:00:00+00:00",  # stale on some datasets
        "data_processed": dataset.data_processed,
        "metadata_processed": dataset.data_processed,
        "records_count": count,
    }
    return json_reply(
        {
            "dataset_id": id_,
            "dataset_uid": f"da_{len(id_):06d}",
            "has_records": True,
            "data_visible": True,
            "features": ["analyze", "geo"] if dataset.geo else ["analyze"],
            "metas": {"default": default},
            "fields": _fields(request, dataset, columns),
        }
    )


def _where(request: Request, dataset: Dataset, rows: list[Row], columns: list[str]) -> list[Row]:
    known = set(columns)
    gone = set(columns) - set(tables.names(columns, request))
    for where in request.all("where"):
        if not where.strip():
            continue
        for date in dataset.dates:
            if re.search(rf"\b{date}\s*=\s*[\"']\d{{4}}[\"']", where):
                raise BadExpression(f"Invalid date for {date}")
        test = parse(where, known - gone, tables.shape_of, "odsql")
        rows = [row for row in rows if test(row)]
    for refine in request.all("refine"):
        field, _, value = refine.partition(":")
        if field not in known:
            raise UnknownField(field)
        rows = [row for row in rows if str(row.get(field)) == value.strip('"')]
    return rows


def _selected(request: Request, columns: list[str]) -> list[str]:
    names = tables.names(columns, request)
    text = request.get("select")
    if not text or text.strip() == "*":
        return names
    wanted = [name.strip() for name in text.split(",")]
    for name in wanted:
        if name not in names:
            raise UnknownField(name)
    return wanted


def _ordered(request: Request, rows: list[Row], columns: list[str]) -> list[Row]:
    for term in reversed([t.strip() for t in request.get("order_by").split(",") if t.strip()]):
        name, _, way = term.partition(" ")
        if name not in columns:
            raise UnknownField(name)
        rows = sorted(
            rows,
            key=lambda row, name=name: (row[name] is None, str(type(row[name])), row[name] or 0),
            reverse=way.strip().lower() == "desc",
        )
    return rows


def _limits(headers: dict[str, str] | None = None) -> dict[str, str]:
    return {"x-ratelimit-limit": "10000000", "x-ratelimit-remaining": "9999871",
            "x-ratelimit-reset": "2026-11-23 00:00:00+00:00"} | (headers or {})  # fmt: skip


def _records(request: Request, dataset: Dataset, rows: list[Row], columns: list[str]) -> Reply:
    try:
        limit, offset = request.number("limit", 10), request.number("offset", 0)
    except ValueError:
        return error(400, "InvalidRESTParameterError", "limit and offset must be integers.")
    if not -1 <= limit <= 100:
        message = (
            f"Invalid value for limit API parameter: {limit} was found but"
            " -1 <= limit <= 100 is expected."
        )
        return error(400, "InvalidRESTParameterError", message)
    limit = 100 if limit < 0 else limit
    if offset + limit > 10_000:
        message = (
            f"Invalid value for offset API parameter: {offset} was found but"
            f" offset + limit should be lower than or equal to 10000."
        )
        return error(400, "InvalidRESTParameterError", message)
    total = len(rows)
    rows = _ordered(request, rows, columns)
    if not request.get("order_by") and offset:
        # no order is promised: another page comes from another order
        rows = chance(f"order/{offset}").sample(rows, len(rows))
    start = tables.page_start(request, offset)
    page = tables.given(rows[start : start + limit], request)
    selected = _selected(request, columns)
    results = [_json_row(row, dataset, selected) for row in tables.changed(page, request)]
    reply = json_reply({"total_count": total, "results": results})
    reply.headers |= _limits()
    return reply


def _json_row(row: Row, dataset: Dataset, selected: list[str]) -> Row:
    out = {name: row.get(name) for name in selected}
    if out.get("geo_shape"):
        out["geo_shape"] = {"type": "Feature", "geometry": out["geo_shape"], "properties": {}}
    return out


def _export(
    request: Request, dataset: Dataset, rows: list[Row], columns: list[str], kind: str
) -> Reply:
    limit, offset = request.number("limit", -1), request.number("offset", 0)
    if offset and offset + max(limit, 0) > 10_000:
        return error(400, "InvalidRESTParameterError", "offset + limit <= 10000 is expected.")
    rows = _ordered(request, rows, columns)
    rows = rows[offset : None if limit < 0 else offset + limit]
    selected = _selected(request, columns)
    rows = tables.changed(tables.given(rows, request), request)
    if kind == "json":
        body = json.dumps([_json_row(row, dataset, selected) for row in rows], ensure_ascii=False)
        reply = Reply(body.encode())
    elif kind == "geojson":
        features = [_feature(row, dataset, selected, request) for row in rows]
        body = json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False)
        reply = Reply(body.encode(), kind="application/geo+json; charset=utf-8")
    elif kind == "csv":
        text = "\ufeff" + csv_text(rows, selected, request.get("delimiter") or ";")
        reply = Reply(text.encode(), kind="text/csv; charset=utf-8")
    else:
        return error(400, "InvalidRESTParameterError", f"Unknown export format {kind}.")
    if request.faulty("ods-streaming-error-in-200"):
        cut = reply.body[: int(len(reply.body) * 0.6)]
        reply.body = cut + (_ADVICE + "InternalSearchError)").encode()
    reply.headers |= _limits()
    return reply


def _feature(row: Row, dataset: Dataset, selected: list[str], request: Request) -> Row:
    swap = request.faulty("swapped-axes")
    shape = tables.geojson(row, swap=swap) if dataset.shape else None
    if dataset.shape == "geo_shape":
        shape = None if row.get("geo_shape") is None else shape
    if request.faulty("no-geometry"):
        shape = None
    props = {name: row.get(name) for name in selected if name != dataset.shape}
    return {"type": "Feature", "geometry": shape, "properties": props}


HOSTS = {"odre.opendatasoft.com": (answer, sources)}
