"""A profile as JSON, for programs, and as CSV, for spreadsheets.

Both say the same. The JSON's keys are stable; what is not known is null, never 0. The first key,
`format`, changes when a key does:

    format          "territoires-industrie/fiche/1"
    territoire      id, nom, slug, epci (SIREN), perimetre
    edition         date (ISO 8601)
    indicateurs     by name: libelle, valeur (exact), unite, texte (as printed), minimum (the
                    value is at least that), source, millesime, note
    epci, communes  siren or insee, nom, population, communes or chef_lieu (2 prefecture, 1
                    sous-préfecture, 0 none)
    secteurs        annee, source, lignes: code (A38), libelle, postes, etablissements, tranches
                    (jobs by size of establishment)
    tableaux        by name: titre, colonnes (nom, unite, decimales), lignes, source, millesime,

Note:
The CSV is French: semicolons, decimal commas, and a byte order mark, without which Excel takes
UTF-8 for its own coding. A line a figure, then the tables, each under its title.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Sequence
from typing import Any

from ..spreadsheets import shielded
from ..territories import perimeter_note
from .lines import Cell, Profile, SectorLine, Table

FORMAT = "territoires-industrie/fiche/1"
_BOM = "\ufeff"


def as_json(profile: Profile) -> str:
    """The profile as JSON (UTF-8, indented), described above."""
    return json.dumps(_plain(profile), ensure_ascii=False, allow_nan=False, indent=2) + "\n"


def as_csv(profile: Profile) -> str:
    """The profile as CSV; to be written as UTF-8 with its line ends as they are."""
    target = io.StringIO(newline="")
    writer = csv.writer(target, delimiter=";", lineterminator="\r\n")
    for line in _lines(profile):
        writer.writerow([_cell(cell) for cell in line])
    return _BOM + target.getvalue()


# ---------------------------------------------------------------- JSON


def _plain(profile: Profile) -> dict[str, Any]:
    territory = profile.territory
    return {
        "format": FORMAT,
        "territoire": {
            "id": territory.id,
            "nom": territory.title,
            "slug": territory.slug,
            "epci": list(territory.sirens),
            "perimetre": perimeter_note([territory]),
        },
        "edition": {"date": profile.created.isoformat()},
        "indicateurs": {
            figure.name: {
                "libelle": figure.label,
                "valeur": figure.value,
                "unite": figure.unit,
                "texte": figure.text,
                "minimum": figure.minimum,
                "source": figure.source,
                "millesime": figure.vintage,
                "note": figure.note,
            }
            for figure in profile.figures.values()
        },
        "epci": [
            {
                "siren": line.siren,
                "nom": line.name,
                "population": line.population,
                "communes": line.communes,
            }
            for line in profile.epci
        ],
        "communes": [
            {
                "insee": line.insee,
                "nom": line.name,
                "population": line.population,
                "chef_lieu": line.rank,
            }
            for line in profile.towns
        ],
        "secteurs": {
            "annee": profile.jobs_year,
            "source": profile.jobs_source,
            "lignes": [_sector(line) for line in profile.sectors],
        },
        "tableaux": {name: _table(table) for name, table in profile.tables.items()},
    }


def _sector(line: SectorLine) -> dict[str, Any]:
    return {
        "code": line.code,
        "libelle": line.label,
        "postes": line.posts,
        "etablissements": line.establishments,
        "tranches": dict(line.bands),
    }


def _table(table: Table) -> dict[str, Any]:
    columns = zip(table.columns, table.units, table.decimals, strict=True)
    return {
        "titre": table.title,
        "colonnes": [
            {"nom": name, "unite": unit, "decimales": decimals} for name, unit, decimals in columns
        ],
        "lignes": [list(row) for row in table.rows],
        "source": table.source,
        "millesime": table.vintage,
        "note": table.note,
    }


# ---------------------------------------------------------------- CSV


def _lines(profile: Profile) -> Iterator[Sequence[Cell]]:
    territory = profile.territory
    yield ("Territoire", territory.id, territory.title, perimeter_note([territory]))
    yield ("Édition", f"{profile.created:%d/%m/%Y}")
    yield ()
    yield (
        "Nom",
        "Indicateur",
        "Valeur",
        "Unité",
        "Texte",
        "Minimum",
        "Source",
        "Millésime",
        "Note",
    )
    for figure in profile.figures.values():
        yield (
            figure.name,
            figure.label,
            figure.value,
            figure.unit,
            figure.text,
            "oui" if figure.minimum else None,
            figure.source,
            figure.vintage,
            figure.note,
        )
    yield from _titled("EPCI", ("SIREN", "Nom", "Population", "Communes"))
    for epci in profile.epci:
        yield (epci.siren, epci.name, epci.population, epci.communes)
    yield from _titled("Communes les plus peuplées", ("Code INSEE", "Nom", "Population"))
    for town in profile.towns:
        yield (town.insee, town.name, town.population)
    yield from _sectors(profile)
    for table in profile.tables.values():
        yield from _printed(table)


def _sectors(profile: Profile) -> Iterator[Sequence[Cell]]:
    year = f", fin {profile.jobs_year}" if profile.jobs_year else ""
    bands = tuple(profile.sectors[0].bands) if profile.sectors else ()
    yield from _titled(
        f"Industrie manufacturière par secteur (A38){year}",
        ("Code", "Secteur", "Postes", "Établissements", *(f"Postes, {band}" for band in bands)),
    )
    for line in profile.sectors:
        told = (line.bands.get(band) for band in bands)
        yield (line.code, line.label, line.posts, line.establishments, *told)
    yield ("Source", profile.jobs_source)


def _printed(table: Table) -> Iterator[Sequence[Cell]]:
    heads = zip(table.columns, table.units, strict=True)
    yield from _titled(table.title, [f"{name} ({unit})" if unit else name for name, unit in heads])
    yield from table.rows
    yield ("Source", table.source, table.vintage)
    if table.note:
        yield ("Note", table.note)


def _titled(title: str, columns: Sequence[str]) -> Iterator[Sequence[Cell]]:
    yield ()
    yield (title,)
    yield columns


def _cell(value: Cell) -> str:
    """A value as French spreadsheets read it: decimal comma, nothing for null, no formula."""
    if value is None:
        return ""
    if isinstance(value, str):
        return shielded(value)
    told = repr(value)
    return (f"{value:.9f}" if "e" in told else told).replace(".", ",")
