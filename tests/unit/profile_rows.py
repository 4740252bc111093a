"""Editions made of a few rows, for the tests of profiles. All rows here are invented."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from pathlib import Path

import pandas
from raw_tables import CATALOGUE, DUNKERQUE
from territoires_industrie.territoires_industrie.edition import (
    Accounting,
    Availability,
    Provenance,
)
from territoires_industrie.territoires_industrie.layers.rows import atlas_frame
from territoires_industrie.territoires_industrie.profile.profile import profile_of
from territoires_industrie.territoires_industrie.territories import find

TERRITORY = find(DUNKERQUE)
#: The source that made-up rows name.
SOURCE = "registre-essai"
_NUMBERS = itertools.count()


@dataclass
class Shelf:
    """What an edition answers, from frames in memory."""

    frames: dict[str, pandas.DataFrame]
    states: dict[str, tuple[str, str]] = field(default_factory=dict)
    listed: tuple[str, ...] = ()
    created: datetime = datetime(2026, 11, 22, 7, 30)  # noqa: RUF009

    def __post_init__(self):
        number = next(_NUMBERS)
        self.path = Path(f"/nowhere/edition-{number}.gpkg")
        self.record = {"checksum": f"{number:08x}"}

    def tables(self):
        return set(self.frames)

    def frame(self, table):
        return self.frames[table]

    def provenance(self, layer=None):
        entries = [
            Provenance(
                name, SOURCE, publisher="Bureau d'essai", dataset=f"Essai {name}", vintage="2024",
                rows=1,
            )
            for name in CATALOGUE.layers
        ]  # fmt: skip
        return [entry for entry in entries if layer in (None, entry.layer)]

    def availability(self, territory):
        return {
            layer: Availability(layer, territory, state, said)
            for layer, (state, said) in self.states.items()
        }

    def corrections(self):
        return []

    def accounting(self):
        return [Accounting(layer, SOURCE, "dessinée", "", 1, DUNKERQUE) for layer in self.listed]


def frame_of(table, rows):
    """Rows of a table with the catalogue's columns; what they leave out is null."""
    found = CATALOGUE.table(table)
    names = dict.fromkeys(name for row in rows for name in row)
    values = {
        name: pandas.Series([row.get(name) for row in rows], dtype="object") for name in names
    }
    return atlas_frame(found, values, range(len(rows)))


@cache
def _bare():
    """Every table of the catalogue without a row."""
    return {table.name: frame_of(table.name, []) for table in CATALOGUE.tables}


def shelf(_listed=True, _states=None, **tables):
    """An edition with these rows, whose sources were read everywhere (unless not `_listed`)."""
    layers = {CATALOGUE.layer_of(name).id for name in tables}
    states = dict.fromkeys(layers, ("complete", "")) | (_states or {})
    frames = _bare() | {name: frame_of(name, rows) for name, rows in tables.items()}
    return Shelf(frames, states, tuple(layers) if _listed else ())


def site(key, **cells):
    """A row of an atlas table: in the territory, in service, verified, on the legend."""
    common = {
        "key": key,
        "name": f"Site {key}",
        "commune": "Gravelines",
        "insee": "59273",
        "rattachement": DUNKERQUE,
        "class": "classe",
        "source": SOURCE,
        "verifie_par": "Registre d'essai",
    }
    return {**common, **cells}


def profile(**tables):
    """The profile of Dunkerque from an edition of these rows."""
    return profile_of(shelf(**tables), TERRITORY, CATALOGUE)


def figures(**tables):
    """Its figures by name."""
    return profile(**tables).figures
