"""Corrections replayed on the publishers' rows, and the publishers' rows back from corrected ones.

Each correction is held against what the publisher says now. A name, a class or a place holds even
where the publisher has changed its mind, which is listed for a decision; a figure does not, for the
publisher's is newer. What is hidden or closed leaves the legend, not the edition (its class is
emptied), as projects do that nobody checked. Nothing is ever left out in silence.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

from ..catalogue import AtlasLayer, Catalogue
from ..french import long_date
from ..layers.rows import atlas_frame
from ..sources.local import SOURCE
from .cells import Tables, json_cell, value_from_json
from .correction import (
    ADD,
    CHANGE,
    CLASS,
    CLOSE,
    CLOSED,
    HIDE,
    MOVE,
    POSITION,
    STATUT,
    Correction,
    read_text,
)
from .marks import unmarked
from .outcome import APPLIED, CONFLICT, MOVED, ORPHAN, SETTLED, Outcome, Replaced
from .values import GEOMETRY, CorrectionError, same
from .whereabouts import Whereabouts

if TYPE_CHECKING:
    from pandas import DataFrame

#: What takes an object off the map comes after what says which class it has.
_LAST = (HIDE, CLOSE)
_FIGURES = ("integer", "real")
_APPROXIMATE = ("iris", "commune")


@dataclass(frozen=True)
class Applied:
    """The corrected tables, and what became of each correction, in the order of the file."""

    tables: dict[str, DataFrame]
    outcomes: list[Outcome]


def apply(
    tables: Mapping[str, DataFrame],
    corrections: Sequence[Correction],
    catalogue: Catalogue,
    today: date,
) -> Applied:
    """Replay corrections on rows as their publishers have them; the tables given are left alone.

    Args:
        tables: the atlas' tables by name, uncorrected.
        corrections: those that stand; of two of one slot, the later one holds.
        catalogue: the layers, for twin tables and types.
        today: closings up to this day are in force.
    """
    desk = _Desk(Tables(tables, catalogue), catalogue, today)
    slots = {each.slot(catalogue): each for each in corrections}
    ordered = sorted(slots.values(), key=lambda each: (each.kind in _LAST, each.number))
    done = {each.number: desk.replay(each) for each in ordered}
    desk.cells.mark(desk.told)
    outcomes = [
        replace(done[number], territory=desk.territory(done[number])) for number in sorted(done)
    ]
    return Applied(desk.cells.frames, outcomes)


def restored(
    tables: Mapping[str, DataFrame], outcomes: Sequence[Outcome], catalogue: Catalogue
) -> dict[str, DataFrame]:
    """The tables of an edition as the publishers have them; `outcomes` are that edition's.

    Tables that are not given are left out; those given are left alone.
    """
    cells = Tables(tables, catalogue)
    undone = sorted(outcomes, key=lambda o: (o.correction.kind in _LAST, o.correction.number))
    for outcome in reversed(undone):
        if outcome.applied and outcome.replaced is not None:
            _undo(cells, outcome.correction.key, outcome.replaced)
    return {name: unmarked(frame) for name, frame in cells.frames.items()}


def _undo(cells: Tables, key: str, replaced: Replaced) -> None:
    for table, columns in replaced.items():
        if table not in cells.frames or not cells.has(table, key):
            continue
        if columns is None:
            cells.drop(table, key)
            continue
        for name, value in columns.items():
            cells.put(table, key, name, value_from_json(name, value))


@dataclass
class _Desk:
    """One replay: the tables as corrected so far, and the publishers' words that were replaced."""

    cells: Tables
    catalogue: Catalogue
    today: date
    public: dict[tuple[str, str, str], str] = field(default_factory=dict)
    told: dict[tuple[str, str], list[Correction]] = field(default_factory=dict)

    def replay(self, correction: Correction) -> Outcome:
        """Hold a correction against the rows, and change them where it applies."""
        layer = self.catalogue.layer_of(correction.table)
        if correction.kind == ADD:
            return self._added(correction, layer)
        if not self.cells.has(correction.table, correction.key):
            return Outcome(correction, ORPHAN, applied=False)
        name = self._column(correction)
        found = self._published(correction, name)
        kind = GEOMETRY if name == GEOMETRY else self.cells.field(correction.table, name).type
        state = _state(correction, found, kind)
        figure = correction.kind == CHANGE and kind in _FIGURES
        if state == SETTLED or (state == CONFLICT and figure):
            return Outcome(correction, state, applied=False, found=found)
        try:
            new = self._new_cells(correction, layer)
        except CorrectionError:  # the catalogue no longer has the column or the class
            return Outcome(correction, CONFLICT, applied=False, found=found)
        for each in new:  # before it is replaced
            self._published(correction, each)
        return Outcome(correction, state, True, found, "", self._put(correction, layer, new))

    def territory(self, outcome: Outcome) -> str:
        """The territory of an object; where a line or surface of nobody lies, its middle's."""
        told = outcome.correction
        attached = self.cells.text(told.table, told.key, "rattachement")
        place = self.cells.text(told.table, told.key, GEOMETRY)
        return attached or self._ground.territory(place) or ""

    @cached_property
    def _ground(self) -> Whereabouts:
        return Whereabouts(self.cells.frames)

    @staticmethod
    def _column(correction: Correction) -> str:
        """The column whose public value a correction was made against."""
        return correction.field or {HIDE: CLASS, CLOSE: STATUT}[correction.kind]

    def _published(self, correction: Correction, name: str) -> str:
        """What the publisher says, whatever an earlier correction has made of it."""
        layer = self.catalogue.layer_of(correction.table)
        now = self.cells.text(correction.table, correction.key, name)
        place = correction.table if name == GEOMETRY else layer.id
        return self.public.setdefault((place, correction.key, name), now)

    def _new_cells(self, correction: Correction, layer: AtlasLayer) -> dict[str, Any]:
        """The cells of the object that change, by column."""
        if correction.kind == HIDE:
            return {CLASS: ""}
        if correction.kind == CLOSE:
            gone = date.fromisoformat(correction.effective) <= self.today
            return {CLASS: "", STATUT: CLOSED} if gone else {}
        table = self.catalogue.table(correction.table)
        value = read_text(correction.field, correction.after, table, layer)
        if correction.field == CLASS and value is None:
            value = ""  # off the legend
        new = {correction.field: value}
        if correction.kind == MOVE and table.geometry == "point":
            vague = self.cells.text(table.name, correction.key, POSITION) in _APPROXIMATE
            new |= {POSITION: "exacte"} if vague else {}
        return new

    def _put(self, correction: Correction, layer: AtlasLayer, new: Mapping[str, Any]) -> Replaced:
        """Change an object in all tables of its layer, but its shape in one; what was there."""
        replaced: Replaced = {}
        for table in (each.name for each in layer.tables):
            mine = table == correction.table
            if not self.cells.has(table, correction.key) or (correction.kind == MOVE and not mine):
                continue
            self.told.setdefault((table, correction.key), []).append(correction)
            columns = replaced.setdefault(table, {})
            for name, value in new.items():
                if columns is not None and self.cells.knows(table, name):
                    old = self.cells.put(table, correction.key, name, value)
                    columns[name] = json_cell(old)
        return replaced

    def _added(self, correction: Correction, layer: AtlasLayer) -> Outcome:
        table = self.catalogue.table(correction.table)
        if self.cells.has(table.name, correction.key):
            name = self.cells.text(table.name, correction.key, "name")
            return Outcome(correction, CONFLICT, applied=False, found=name or correction.key)
        try:
            cells = {
                name: read_text(name, text, table, layer)
                for name, text in correction.row().items()
                if name not in ("key", "source")
            }
        except CorrectionError:
            return Outcome(correction, CONFLICT, applied=False)
        given = {"position": "exacte", "diffusion": "interne", "vintage": said_on(correction)}
        whole = {**given, **cells, "key": correction.key, "source": SOURCE}
        self.cells.append(table.name, atlas_frame(table, whole, range(1)))
        self.told.setdefault((table.name, correction.key), []).append(correction)
        return Outcome(correction, APPLIED, True, "", "", {table.name: None})


def said_on(correction: Correction) -> str:
    """The day of a correction as a page prints it."""
    return long_date(date.fromisoformat(correction.made_on))


def _state(correction: Correction, found: str, kind: str) -> str:
    """How a correction stands to what the publisher says now."""
    if correction.kind == HIDE or same(found, correction.before, kind):
        return APPLIED
    if correction.kind == CLOSE:
        return SETTLED if found == CLOSED else CONFLICT
    if same(found, correction.after, kind):
        return SETTLED
    return MOVED if correction.kind == MOVE else CONFLICT
