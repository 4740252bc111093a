"""What became of one correction when it was replayed, and the record of it in an edition.

The record lets every figure on paper be traced: the row's `source` stays, its note says that it was
corrected, and here stand by whom, against what, and what the publisher says. It also gives the
publisher's rows back, for a new replay must not begin with the old one's results.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Any, TypeAlias

from .correction import INTERNAL, Correction, seen_by

if TYPE_CHECKING:
    from pandas import DataFrame

#: What may become of a correction; these words stand in the edition and in reports.
APPLIED = "appliquée"
SETTLED = "déjà publiée"
ORPHAN = "orpheline"
CONFLICT = "en conflit"
MOVED = "déplacée par l'éditeur"
STATES = (APPLIED, SETTLED, ORPHAN, CONFLICT, MOVED)
#: The states that somebody has to decide on.
OPEN = (ORPHAN, CONFLICT, MOVED)

#: The publisher's cells by table and column, as JSON can hold them; None for a row of ours.
Replaced: TypeAlias = "dict[str, dict[str, Any] | None]"


@dataclass(frozen=True)
class Outcome:
    """A correction as it was replayed.

    Attributes:
        correction: the line of the analyst's file.
        state: one of `STATES`.
        applied: whether the edition's rows bear it. A figure in conflict does not: the publisher
            has a newer one. A name, a class or a place in conflict does, until somebody decides.
        found: what the publisher says now, as text.
        territory: the id of the territory that the object belongs to, "" for none.
        replaced: the cells that it changed, as the publisher has them.
    """

    correction: Correction
    state: str
    applied: bool
    found: str = ""
    territory: str = ""
    replaced: Replaced | None = None


def seen(
    outcomes: Iterable[Outcome], audience: str, tables: Mapping[str, DataFrame]
) -> list[Outcome]:
    """What an audience is told of the corrections that its rows bear.

    Values before and after may be secrets of their own (the place of a 400 kV substation), and the
    analyst's words are his: outside, author and reason go only where the correction says so.

    Args:
        outcomes: those of the whole edition.
        audience: who is told.
        tables: the rows that it is given; corrections of other rows are not told.
    """
    if audience == INTERNAL:
        return list(outcomes)
    keys = {name: set(frame["key"]) for name, frame in tables.items() if "key" in frame.columns}
    return [
        _bare(each, audience)
        for each in outcomes
        if each.applied
        and each.correction.is_seen_by(audience)
        and each.correction.key in keys.get(each.correction.table, ())
    ]


def _bare(outcome: Outcome, audience: str) -> Outcome:
    told = replace(outcome.correction, before="", after="")
    if told.reason_diffusion not in seen_by(audience):
        told = replace(told, author="", reason="")
    return replace(outcome, correction=told, found="", replaced=None)


# ---------------------------------------------------------------- the record in an edition

_ATTRIBUTES = tuple(field.name for field in fields(Correction))
# “table” is a word of SQL, so its column is called table_name.
_CREATE = """
CREATE TABLE corrections (
    fid INTEGER PRIMARY KEY, number INTEGER, table_name TEXT, key TEXT, kind TEXT, field TEXT,
    before TEXT, after TEXT, effective TEXT, reason TEXT, author TEXT, made_on TEXT, diffusion TEXT,
    reason_diffusion TEXT, replaces INTEGER, state TEXT, applied INTEGER, found TEXT,
    territory TEXT, replaced TEXT);
INSERT INTO gpkg_contents (table_name, data_type, identifier, description, srs_id) VALUES
    ('corrections', 'attributes', 'Corrections', 'Corrections de l''analyste rejouées', 0);
"""
_INSERT = (
    "INSERT INTO corrections (number, table_name, key, kind, field, before, after, effective,"
    " reason, author, made_on, diffusion, reason_diffusion, replaces, state, applied, found,"
    " territory, replaced) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
_SELECT = (
    "SELECT number, table_name, key, kind, field, before, after, effective, reason, author,"
    " made_on, diffusion, reason_diffusion, replaces, state, applied, found, territory, replaced"
    " FROM corrections ORDER BY fid"
)
_HAS = "SELECT 1 FROM sqlite_master WHERE name = 'corrections'"


def write_outcomes(database: sqlite3.Connection, outcomes: Sequence[Outcome]) -> None:
    """Add the record to an edition that has none; nothing where nothing was corrected."""
    if not outcomes:
        return
    database.executescript(_CREATE)
    database.executemany(_INSERT, [_cells(outcome) for outcome in outcomes])


def read_rows(database: sqlite3.Connection) -> list[tuple[Any, ...]]:
    """The record as it was written, for sums over it; none in an edition without corrections."""
    if not database.execute(_HAS).fetchone():
        return []
    return list(database.execute(_SELECT))


def read_outcomes(database: sqlite3.Connection) -> list[Outcome]:
    """What an edition tells of the corrections that were replayed on it."""
    found = []
    for row in read_rows(database):
        *told, state, applied, public, territory, replaced = row
        correction = Correction(**dict(zip(_ATTRIBUTES, told, strict=True)))
        cells = json.loads(replaced) if replaced else None
        found.append(Outcome(correction, state, bool(applied), public, territory, cells))
    return found


def _cells(outcome: Outcome) -> tuple[Any, ...]:
    told = outcome.correction
    replaced = None
    if outcome.replaced is not None:
        replaced = json.dumps(outcome.replaced, ensure_ascii=False)
    return (
        *(getattr(told, name) for name in _ATTRIBUTES),
        outcome.state,
        int(outcome.applied),
        outcome.found,
        outcome.territory,
        replaced,
    )
