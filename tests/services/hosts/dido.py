"""data.statistiques.developpement-durable.gouv.fr: DiDo, files by vintage, CSV as a whole."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import tables
from made import sites
from places import epcis
from replies import Reply, Request, csv_text, json_reply, text_reply
from tables import Row

BASE = "/dido/api/v1"
#: A vintage that is announced and not yet given: its date is always to come.
SOON = (date.today() + timedelta(days=40)).isoformat()


@dataclass(frozen=True)
class Millesime:
    name: str
    date_diffusion: str
    rows: Callable[[], tuple[Row, ...]]


@dataclass(frozen=True)
class Datafile:
    rid: str
    title: str
    millesimes: tuple[Millesime, ...]
    source: str = ""


def _addresses(carrier: str, year: int) -> Callable[[], tuple[Row, ...]]:
    return lambda: sites.address_rows(carrier, year)


def _by_iris() -> tuple[Row, ...]:
    """A file at the IRIS, where small cells read `secret`."""
    rows = []
    for row in sites.address_rows("E"):
        secret = isinstance(row["CONSO"], str) or (row["CONSO"] or 0) < 300
        rows.append(
            {
                "OPERATEUR": row["OPERATEUR"],
                "ANNEE": row["ANNEE"],
                "FILIERE": "E",
                "CODE_IRIS_CODE": row["CODE_IRIS_CODE"],
                "CODE_IRIS_LIBELLE": row["CODE_IRIS_LIBELLE"],
                "CODE_CATEGORIE_CONSOMMATION": "ENT",
                "CODE_SECTEUR_NAF2_CODE": row["CODE_SECTEUR_NAF2_CODE"],
                "CODE_GRAND_SECTEUR": row["CODE_GRAND_SECTEUR"],
                "CONSO": "secret" if secret else row["CONSO"],
                "PDL": "secret" if secret else row["PDL"],
                "INDQUAL": 1.0,
            }
        )
    return tuple(rows)


def _by_epci() -> tuple[Row, ...]:
    return tuple(
        {"OPERATEUR": "ENEDIS", "ANNEE": 2024, "FILIERE": "E", "CODE_EPCI_CODE": siren,
         "CODE_EPCI_LIBELLE": epci.name, "CODE_GRAND_SECTEUR": "I", "CONSO": "secret",
         "PDL": "secret", "NB_IRIS_MASQUES": 3}
        for siren, epci in sorted(epcis().items())
    )  # fmt: skip


OLD_GAS = "f68dee12-435f-40c8-bb4a-b869c598b046"
GAS = "412c3bc7-c190-4678-a6c8-9957412d5eba"
SOON_GAS = "0a4c852d-9ca1-46f8-abc1-77a44684775c"
ELECTRICITY = "48a563c4-7dfc-41a3-88bd-ec2f34336a54"
OLD = "a0f04eb7-acef-4a25-84a3-fb640a8255ae"

_ADDRESS = "Données locales de consommation d'électricité, de gaz naturel et de chaleur - adresse"
_IRIS = (
    "Données locales de consommation d'électricité, de gaz naturel et de chaleur et de froid - IRIS"
    " (à partir de 2018)"
)


def _year(
    year: int, carrier: str, *millesimes: tuple[str, str]
) -> tuple[str, tuple[Millesime, ...]]:
    """A file of its own for each carrier and year, revised from vintage to vintage."""
    what = "de gaz naturel" if carrier == "G" else "d'électricité"
    rows = _addresses(carrier, year)
    made = tuple(Millesime(name, day, rows) for name, day in millesimes)
    return f"Consommation annuelle {what} à l'adresse, année {year}", made


DATAFILES = {
    file.rid: file
    for file in (
        Datafile(OLD_GAS, *_year(2023, "G", ("2024-09", "2024-09-30")), "sdes-gaz-adresse"),
        Datafile(GAS, *_year(2024, "G", ("2025-10", "2025-10-15"), ("2026-12", SOON)),
                 "sdes-gaz-adresse"),
        Datafile(SOON_GAS, *_year(2025, "G", ("2026-12", SOON)), "sdes-gaz-adresse"),
        Datafile(OLD, *_year(2020, "E", ("2021-10", "2021-10-29")), "sdes-elec-adresse"),
        Datafile(ELECTRICITY, *_year(2024, "E", ("2025-10", "2025-10-15"), ("2026-12", SOON)),
                 "sdes-elec-adresse"),
        Datafile("f88a1c55-0f24-4dac-9ac5-e151caf745e8",
                 "Consommation d'électricité par IRIS, année 2020",
                 (Millesime("2021-10", "2021-10-29", _by_iris),)),
        Datafile("d676a3a5-4eca-417d-bebc-754de9c1ca1c", "Consommation d'électricité par EPCI",
                 (Millesime("2025-10", "2025-10-15", _by_epci),)),
    )
}  # fmt: skip

_IDS = ("610244c9" + "e436671e84ec5da8", "6102" + "0" * 18 + "ad")
DATASETS = {
    _IDS[0]: (_IRIS, [rid for rid, file in DATAFILES.items() if not file.source]),
    _IDS[1]: (_ADDRESS, [rid for rid, file in DATAFILES.items() if file.source]),
}


def sources(request: Request) -> tuple[str, ...]:
    for rid, file in DATAFILES.items():
        if rid in request.path:
            return (file.source,) if file.source else ()
    if request.path.startswith(f"{BASE}/datasets"):
        return ("sdes-gaz-adresse", "sdes-elec-adresse")
    return ()


def answer(request: Request) -> Reply:
    parts = request.path.removeprefix(BASE).strip("/").split("/")
    if not request.path.startswith(BASE):
        return json_reply({"statusCode": 404, "message": "Not Found"}, 404)
    if parts == ["datasets"]:
        data = [] if request.faulty("empty-array") else [_dataset(request, i) for i in DATASETS]
        return json_reply(_paged(data))
    if parts == ["datafiles"]:
        return json_reply(_paged([_datafile(request, file) for file in DATAFILES.values()]))
    if parts[0] == "datasets" and parts[1] in DATASETS:
        return json_reply(_dataset(request, parts[1]))
    file = DATAFILES.get(parts[1]) if parts[0] == "datafiles" and len(parts) > 1 else None
    if file is None or request.faulty("datafile-gone"):
        return json_reply({"statusCode": 404, "message": "Fichier de données inconnu"}, 404)
    if len(parts) == 2:
        return json_reply(_datafile(request, file))
    return _rows(request, file, parts[2])


def _paged(data: list[Any]) -> dict[str, Any]:
    return {"total": len(data), "page": 1, "pageSize": "all", "firstPage": None,
            "previousPage": None, "nextPage": None, "lastPage": None, "data": data}  # fmt: skip


def _dataset(request: Request, id_: str) -> dict[str, Any]:
    title, rids = DATASETS[id_]
    return {
        "id": id_,
        "title": title,
        "description": "Jeu synthétique, pour les essais seulement.",
        "organization": {"name": "SDES"},
        "license": "fr-lo",
        "datafiles": [_datafile(request, DATAFILES[rid]) for rid in rids],
    }


def _datafile(request: Request, file: Datafile) -> dict[str, Any]:
    return {
        "rid": file.rid,
        "title": file.title,
        "description": "Fichier synthétique.",
        "temporal_coverage": None,
        "millesimes": [_millesime(request, m) for m in _announced(request, file)],
    }


def _announced(request: Request, file: Datafile) -> list[Millesime]:
    if request.faulty("dido-only-announced"):
        return [Millesime("2026-12", SOON, file.millesimes[-1].rows)]
    return list(file.millesimes)


def _millesime(request: Request, millesime: Millesime) -> dict[str, Any]:
    when = millesime.date_diffusion
    if request.faulty("dido-not-yet-published") and when == SOON:
        when = "2026-11-02"  # the day has passed, the file is not there
    rows = millesime.rows()
    kinds = {int: "BIGINT", float: "DOUBLE", bool: "BOOLEAN"}
    return {
        "millesime": millesime.name,
        "date_diffusion": f"{when}T07:00:00.000Z",
        "rows": len(rows),
        "columns": [
            {"name": name, "description": name, "unit": None,
             "type": kinds.get(type(rows[0].get(name)), "VARCHAR")}
            for name in tables.names(list(rows[0]), request)
        ],
    }  # fmt: skip


def _rows(request: Request, file: Datafile, kind: str) -> Reply:
    wanted = request.get("millesime")
    given = [m for m in file.millesimes if m.date_diffusion != SOON]
    if not wanted and request.faulty("dido-not-yet-published"):
        wanted = file.millesimes[-1].name
    if not wanted and given:
        wanted = given[-1].name
    chosen = next((m for m in given if m.name == wanted), None)
    if chosen is None:
        message = f"Le millésime {wanted} n'est pas encore diffusé"
        return json_reply({"statusCode": 400, "error": "Bad Request", "message": message}, 400)
    rows = tables.present(chosen.rows(), request)
    columns = list(chosen.rows()[0])
    for name, value in request.query:
        if name in columns:
            rows = _filtered(rows, name, value)
    rows = tables.changed(tables.given(rows, request), request)
    columns = tables.names(columns, request)
    kept = [name for name in request.get("columns").split(",") if name]
    unknown = [name for name in kept if name not in columns]
    if unknown:
        message = f"Colonne inconnue : {unknown[0]}"
        return json_reply({"statusCode": 400, "error": "Bad Request", "message": message}, 400)
    columns = kept or columns
    if kind == "json":
        return json_reply([{name: row.get(name) for name in columns} for row in rows])
    if kind != "csv":
        return json_reply({"statusCode": 404, "message": "Not Found"}, 404)
    return text_reply(_csv(request, rows, columns), "text/csv; charset=utf-8")


def _csv(request: Request, rows: list[Row], columns: list[str]) -> str:
    """Unless told otherwise, a line of descriptions stands above the header."""
    head = ""
    if request.get("withColumnDescription", "true") == "true":
        described = {name: f"Description de {name}" for name in columns}
        head += csv_text([described], columns, quoted=True, header=False)
    if request.get("withColumnUnit", "false") == "true":
        head += csv_text([dict.fromkeys(columns, "s.u.")], columns, quoted=True, header=False)
    named = request.get("withColumnName", "true") == "true"
    return head + csv_text(rows, columns, quoted=True, header=named)


def _filtered(rows: list[Row], name: str, value: str) -> list[Row]:
    operator, _, operand = value.partition(":")
    if operator == "contains":
        return [row for row in rows if operand in str(row[name] or "")]
    if operator == "in":
        among = set(operand.split(","))
        return [row for row in rows if str(row[name]) in among]
    if operator in {"gt", "gte"}:
        least = float(operand)
        return [row for row in rows if isinstance(row[name], int | float) and row[name] >= least]
    return [row for row in rows if str(row[name]) == (operand or operator)]


HOSTS = {"data.statistiques.developpement-durable.gouv.fr": (answer, sources)}
