"""www.georisques.gouv.fr: classified installations, an archive of CSV in ISO-8859-1."""

from __future__ import annotations

from collections.abc import Sequence

import tables
from hosts.files import archive
from made import land
from replies import Reply, Request, csv_text, json_reply
from tables import Row

CSV = "/api/v1/csv/installations_classees"
JSON = "/api/v1/installations_classees"


def sources(request: Request) -> tuple[str, ...]:
    return ("georisques-icpe",) if "installations_classees" in request.path else ()


def answer(request: Request) -> Reply:
    path = request.path.rstrip("/")
    if path not in {CSV, JSON}:
        return json_reply({"code": 404, "message": "Not found"}, 404)
    departements = [d for text in request.all("departement") for d in text.split(",") if d]
    communes = [c for text in request.all("code_insee") for c in text.split(",") if c]
    if not (departements or communes):
        return json_reply({"code": 400, "message": "un critère géographique est attendu"}, 400)
    rows = [
        row
        for row in tables.present(land.installations(), request)
        if row["departement"] in departements or row["codeInsee"] in communes
    ]
    return _archive(request, rows) if path == CSV else _json(request, rows)


def _archive(request: Request, rows: list[Row]) -> Reply:
    size, page = request.number("page_size", 1000), request.number("page", 1)
    first = tables.page_start(request, (page - 1) * size)
    rows = tables.given(rows[first : first + size], request)
    codes = {row["codeAiot"] for row in rows}
    rubrics = [row for row in land.rubrics() if row["codeAiot"] in codes]
    documents = [
        {"codeAiot": code, "nomFichier": f"document-fictif-{n}.pdf", "dateDepot": "2026-11-02"}
        for n, code in enumerate(sorted(codes)[:50])
    ]
    listed = _latin(documents, ["codeAiot", "nomFichier", "dateDepot"])
    inspections = [
        {"codeAiot": code, "dateInspection": "2024-03-12"} for code in sorted(codes)[:50]
    ]
    members = {
        "InstallationClassee.csv": _csv(request, rows, list(land.installations()[0])),
        "rubriqueIC.csv": _csv(request, rubrics, list(land.rubrics()[0])),
        "inspection.csv": _latin(inspections, ["codeAiot", "dateInspection"]),
        "metadataFichierInspection.csv": listed,
        "metadataFichierHorsInspection.csv": listed,
    }
    if request.faulty("zip-missing-member"):
        del members["InstallationClassee.csv"]
    made = archive(members)
    if request.faulty("corrupt-zip"):
        middle = len(made) // 3
        noise = bytes(b ^ 0x5A for b in made[middle : middle + 60])
        made = made[:middle] + noise + made[middle + 60 :]
    if request.faulty("truncated-zip"):
        made = made[: int(len(made) * 0.7)]
    if request.faulty("not-a-zip"):
        made = b"<html><body>Export en cours</body></html>"
    return Reply(made, kind="application/zip")


def _csv(request: Request, rows: Sequence[Row], columns: list[str]) -> bytes:
    columns = [name for name in columns if name != "departement"]
    names = tables.names(columns, request) if "raisonSociale" in columns else columns
    changed = tables.changed(rows, request) if "raisonSociale" in columns else list(rows)
    text = csv_text(changed, names, ";")
    # as published; the fault makes it what readers do not expect
    return text.encode("utf-8" if request.faulty("wrong-encoding") else "iso-8859-1", "replace")


def _latin(rows: Sequence[Row], columns: list[str]) -> bytes:
    return csv_text(rows, columns, ";").encode("iso-8859-1")


def _json(request: Request, rows: list[Row]) -> Reply:
    size, page = min(request.number("page_size", 10), 1000), request.number("page", 1)
    data = [
        {k: v for k, v in row.items() if k != "departement"} | {"codeAIOT": row["codeAiot"]}
        for row in rows[(page - 1) * size : page * size]
    ]
    pages = -(-len(rows) // size)
    return json_reply({"results": len(rows), "page": page, "total_pages": pages, "data": data})


HOSTS = {
    "www.georisques.gouv.fr": (answer, sources),
    "georisques.gouv.fr": (answer, sources),
}
