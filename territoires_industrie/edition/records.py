"""What stands in an edition beside its rows: provenance, availability, accounts."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import Any

from ..corrections.outcome import Outcome, read_rows, write_outcomes

STATES = ("complete", "partial", "empty", "absent")

_RECORDS = """
CREATE TABLE provenance (
    fid INTEGER PRIMARY KEY, layer TEXT NOT NULL, source TEXT NOT NULL, publisher TEXT,
    dataset TEXT, url TEXT, vintage TEXT, retrieved_at TEXT, rows INTEGER, rows_rejected INTEGER,
    sum REAL, licence TEXT, notes TEXT);
CREATE TABLE availability (
    fid INTEGER PRIMARY KEY, layer TEXT NOT NULL, territory TEXT NOT NULL, state TEXT NOT NULL,
    statement TEXT);
CREATE TABLE accounting (
    fid INTEGER PRIMARY KEY, layer TEXT NOT NULL, source TEXT NOT NULL, outcome TEXT NOT NULL,
    reason TEXT, rows INTEGER NOT NULL, territory TEXT);
CREATE TABLE edition (key TEXT PRIMARY KEY, value TEXT);
INSERT INTO gpkg_contents (table_name, data_type, identifier, description, srs_id) VALUES
    ('provenance', 'attributes', 'Provenance', 'Sources, millésimes et licences', 0),
    ('availability', 'attributes', 'Disponibilité', 'Couverture par couche et par territoire', 0),
    ('accounting', 'attributes', 'Décompte', 'Ce que sont devenues les lignes de chaque source', 0),
    ('edition', 'attributes', 'Édition', 'Date, titre et format de l''édition', 0);
"""
_INSERT_PROVENANCE = (
    "INSERT INTO provenance (layer, source, publisher, dataset, url, vintage, retrieved_at, rows,"
    " rows_rejected, sum, licence, notes) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
_SELECT_PROVENANCE = (
    "SELECT layer, source, publisher, dataset, url, vintage, retrieved_at, rows, rows_rejected,"
    " sum, licence, notes FROM provenance ORDER BY fid"
)
_INSERT_AVAILABILITY = (
    "INSERT INTO availability (layer, territory, state, statement) VALUES (?, ?, ?, ?)"
)
_SELECT_AVAILABILITY = "SELECT layer, territory, state, statement FROM availability ORDER BY fid"
_INSERT_ACCOUNTING = (
    "INSERT INTO accounting (layer, source, outcome, reason, rows, territory)"
    " VALUES (?, ?, ?, ?, ?, ?)"
)
_SELECT_ACCOUNTING = (
    "SELECT layer, source, outcome, reason, rows, territory FROM accounting ORDER BY fid"
)
_SELECT_TABLES = (
    "SELECT table_name FROM gpkg_contents WHERE data_type IN ('features', 'attributes')"
    " AND table_name NOT IN ('provenance', 'availability', 'accounting', 'corrections', 'edition',"
    " 'layer_styles', 'qgis_projects')"
)


@dataclass(frozen=True)
class Provenance:
    """Where the rows of one layer that name one source come from.

    `rows` and `sum` are computed from the data when the edition is written: `sum` is the total of
    the layer's control quantity, in the unit of that column (None where the layer has none).
    """

    layer: str
    source: str
    publisher: str = ""
    dataset: str = ""
    url: str = ""
    vintage: str = ""
    retrieved_at: str = ""
    rows: int = 0
    rows_rejected: int = 0
    sum: float | None = None
    licence: str = ""
    notes: str = ""


@dataclass(frozen=True)
class Availability:
    """What an edition holds of a layer in a territory: a state of `STATES`, a French sentence."""

    layer: str
    territory: str
    state: str
    statement: str


@dataclass(frozen=True)
class Accounting:
    """What became of `rows` rows that were read of a source for a layer, and why (in French).

    The entries of a layer and source add up to what the publisher gave. `territory` is empty where
    a row's territory is not known.
    """

    layer: str
    source: str
    outcome: str
    reason: str
    rows: int
    territory: str = ""


def write_records(
    path: Path,
    provenance: Iterable[Provenance],
    availability: Iterable[Availability],
    accounting: Iterable[Accounting],
    corrections: Sequence[Outcome],
) -> None:
    """The tables beside the features."""
    with closing(sqlite3.connect(path)) as database, database:
        database.executescript(_RECORDS)
        database.executemany(
            _INSERT_PROVENANCE,
            [astuple(entry) for entry in provenance],
        )
        database.executemany(
            _INSERT_AVAILABILITY,
            [astuple(entry) for entry in availability],
        )
        database.executemany(_INSERT_ACCOUNTING, [astuple(entry) for entry in accounting])
        write_outcomes(database, corrections)


def write_own_record(path: Path, record: Mapping[str, str]) -> None:
    """What the edition says of itself comes last and makes it one."""
    with closing(sqlite3.connect(path)) as database, database:
        database.executemany("INSERT INTO edition (key, value) VALUES (?, ?)", record.items())


def table_names(database: sqlite3.Connection) -> list[str]:
    """The tables of the catalogue; records and a publication's own are none of them."""
    return [name for (name,) in database.execute(_SELECT_TABLES)]


def read_provenance(database: sqlite3.Connection) -> list[Provenance]:
    """In the order written."""
    return [Provenance(*row) for row in database.execute(_SELECT_PROVENANCE)]


def read_availability(database: sqlite3.Connection) -> list[Availability]:
    """In the order written."""
    return [Availability(*row) for row in database.execute(_SELECT_AVAILABILITY)]


def read_accounting(database: sqlite3.Connection) -> list[Accounting]:
    """In the order written."""
    return [Accounting(*row) for row in database.execute(_SELECT_ACCOUNTING)]


def all_records(database: sqlite3.Connection) -> list[tuple[Any, ...]]:
    """Every record but the edition's own, as it is stored: what a checksum is made of."""
    return [
        *database.execute(_SELECT_PROVENANCE),
        *database.execute(_SELECT_AVAILABILITY),
        *database.execute(_SELECT_ACCOUNTING),
        *read_rows(database),
    ]
