"""What somebody has changed by hand in a copy of an edition, as corrections.

Rows are recognised by their keys. What the copy leaves as it was is no correction; what it changes
is held against the publisher's word, not against an earlier correction: that one is replaced, or
taken back where the copy says again what the publisher says.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from ..catalogue import AtlasLayer, Catalogue, Table
from ..layers.columns import nothing_as_none
from ..libraries import require
from .applying import restored
from .cells import Tables
from .correction import (
    ADD,
    CHANGE,
    CLASS,
    CLOSE,
    CLOSED,
    FIXED,
    HIDE,
    INTERNAL,
    MOVE,
    NAME,
    PUBLIC,
    RECLASS,
    RENAME,
    STATUT,
    Correction,
    check,
    classes_of,
    row_text,
)
from .marks import without_mark
from .outcome import Outcome
from .rekeyed import rekeyed
from .store import standing, withdrawal
from .values import GEOMETRY, CorrectionError, same
from .whereabouts import INSEE, TOWN, Whereabouts, commune_after, town_of

if TYPE_CHECKING:
    from pandas import DataFrame

_IN_SERVICE = ("", "en service")
#: A cell that is filled again, and what had taken its object off the map.
_BROUGHT_BACK = {CLASS: (HIDE, CLOSE), STATUT: (CLOSE,)}
_ATTACHED = "rattachement"
_FRESH = "ajout:"
_NEW_KEY = _FRESH + "{day}"


@dataclass(frozen=True)
class Hand:
    """Who changed the copy, and how that is to be kept.

    Attributes:
        author: who.
        reason: why; the same for all.
        on: the day.
        deleted: `masquer` or `fermer`: what a row that was taken out of the copy means.
        diffusion: the widest audience of the corrected values.
        reason_diffusion: the widest audience of author and reason.
        reasons: why, of some objects by table and key, where it is not the same for all.
        closings: the day on which some objects closed, by table and key; else the day of the hand.
    """

    author: str
    reason: str
    on: date
    deleted: str = HIDE
    diffusion: str = PUBLIC
    reason_diffusion: str = INTERNAL
    reasons: Mapping[tuple[str, str], str] = field(default_factory=dict)
    closings: Mapping[tuple[str, str], date] = field(default_factory=dict)

    def reason_of(self, table: str, key: str) -> str:
        """Why an object is corrected."""
        return self.reasons.get((table, key), self.reason)


@dataclass(frozen=True)
class Copy:
    """An edited copy, and what it was made from.

    Attributes:
        edited: the copy's tables by name.
        given: the same tables as they were handed out, to the copy's audience.
        whole: the edition's own tables, for everybody's eyes.
        outcomes: the edition's corrections.
        history: the corrections kept so far, be they in the edition or not.
    """

    edited: Mapping[str, DataFrame]
    given: Mapping[str, DataFrame]
    whole: Mapping[str, DataFrame]
    outcomes: Sequence[Outcome] = ()
    history: Sequence[Correction] = ()


@dataclass(frozen=True)
class Captured:
    """Corrections to keep, in the tables' order, and what could not be made one: why, in French."""

    drafts: list[Correction] = field(default_factory=list)
    refused: list[tuple[Correction, CorrectionError]] = field(default_factory=list)
    ignored: list[str] = field(default_factory=list)


def capture(copy: Copy, hand: Hand, catalogue: Catalogue) -> Captured:
    """The corrections that make of an edition what its copy has become.

    What is kept already is not kept twice: a copy may be read again.
    """
    found = Captured()
    slots: dict[tuple[str, ...], Correction] = {}
    reader = _Reader(copy, hand, catalogue)
    kept = {_said(each, catalogue) for each in standing(copy.history, catalogue)}
    for layer in catalogue.layers.values():
        for table in layer.tables if layer.family == "atlas" else ():
            if table.name not in copy.edited or table.name not in copy.given:
                continue
            found.ignored.extend(reader.ignored(table))
            for draft in reader.drafts(table, layer):
                try:
                    check(draft, catalogue)
                except CorrectionError as error:
                    found.refused.append((draft, error))
                    continue
                # A twin table (outline and marker) says the same of its object again.
                slots.setdefault((*draft.slot(catalogue), draft.kind, draft.after), draft)
    found.drafts.extend(each for each in slots.values() if _said(each, catalogue) not in kept)
    return found


def _said(correction: Correction, catalogue: Catalogue) -> tuple[str, ...]:
    """What a correction comes to; whoever adds an object twice has not given it its key."""
    if correction.kind == ADD:
        fresh = correction.key.startswith(_FRESH)
        return (correction.table, ADD, "" if fresh else correction.key, correction.after)
    slot = correction.slot(catalogue)
    return (*slot, correction.kind, correction.before, correction.after, correction.effective)


class _Reader:
    """Holds a copy against what it was made from, table by table."""

    def __init__(self, copy: Copy, hand: Hand, catalogue: Catalogue) -> None:
        self._copy = copy
        self._hand = hand
        self._catalogue = catalogue
        self._public = Tables(restored(copy.whole, copy.outcomes, catalogue), catalogue)
        self._whole = Tables(copy.whole, catalogue)
        self._ground = Whereabouts(copy.whole)
        self._standing = {
            each.correction.slot(catalogue): each.correction
            for each in copy.outcomes
            if each.applied
        }

    def ignored(self, table: Table) -> Iterator[str]:
        """Columns that somebody has added: no table of the atlas can hold them."""
        known = {GEOMETRY, *(each.name for each in table.fields)}
        for name in self._copy.edited[table.name].columns:
            if name not in known:
                yield f"{table.name}.{name}"

    def drafts(self, table: Table, layer: AtlasLayer) -> Iterator[Correction]:
        old = self._copy.given[table.name]
        taken = {*old.get("key", ()), *(each.key for each in self._copy.history)}
        new = _with_keys(self._copy.edited[table.name], self._hand.on, taken)
        there = Tables({table.name: new}, self._catalogue)
        before = Tables({table.name: old}, self._catalogue)
        if "key" not in old.columns or "key" not in new.columns:
            return
        for key in _touched(old, new):
            yield from self._changed(table, layer, key, before, there)
        renamed = rekeyed(old, new)
        for key, other in renamed.items():  # refused: no key can be corrected
            after = "" if other.startswith(_FRESH) else other
            yield self._draft(table, key, CHANGE, field="key", before=key, after=after)
        for key in old.loc[~old["key"].isin([*new["key"], *renamed]), "key"]:
            yield from self._deleted(table, key)
        for key in new.loc[~new["key"].isin([*old["key"], *renamed.values()]), "key"]:
            yield self._added(table, key, there)

    def _changed(
        self, table: Table, layer: AtlasLayer, key: str, before: Tables, there: Tables
    ) -> Iterator[Correction]:
        names = [each.name for each in table.fields if there.knows(table.name, each.name)]
        changed = [
            (name, old, new)
            for name in [GEOMETRY, *names]
            if not same(
                old := _cell(before, table.name, key, name),
                new := _cell(there, table.name, key, name),
                "text",
            )
        ]
        told = {name: new for name, _, new in changed}
        if GEOMETRY in told and table.geometry == "point":
            told |= self._followed(table.name, key, set(told), there)
        own = self._standing.get(self._draft(table, key, ADD).slot(self._catalogue))
        if own is not None:  # what was added by hand is told anew
            if told:
                yield self._again(own, told)
            return
        for name, new in told.items():
            yield from self._of_cell(table, layer, key, name, new)

    def _followed(
        self, table: str, key: str, edited: Collection[str], there: Tables
    ) -> dict[str, str]:
        """What a move says of territory and commune, unless the copy says otherwise."""
        old, new = (_cell(each, table, key, GEOMETRY) for each in (self._whole, there))
        then, now = self._ground.territory(old), self._ground.territory(new)
        found = {}
        # One that belonged elsewhere than where it stood does so by written decision (DOMAIN 4).
        if now is not None and _cell(there, table, key, _ATTACHED) == then != now:
            found[_ATTACHED] = now
        town = commune_after(_cell(there, table, key, INSEE), old, new)
        if town is not None and not {TOWN, INSEE} & set(edited):
            found |= {TOWN: town.name, INSEE: town.insee}
        return {name: text for name, text in found.items() if name not in edited}

    def _again(self, own: Correction, changed: Mapping[str, str]) -> Correction:
        cells = {**own.row(), **{k: v for k, v in changed.items() if k not in FIXED}}
        draft = self._draft(self._catalogue.table(own.table), own.key, ADD, after=row_text(cells))
        return replace(draft, diffusion=cells.get("diffusion") or INTERNAL)

    def _of_cell(
        self, table: Table, layer: AtlasLayer, key: str, name: str, new: str
    ) -> Iterator[Correction]:
        """The correction of one cell; or what takes an earlier one back."""
        public = _cell(self._public, table.name, key, name)
        kind = _kind(table, layer, name)
        draft = self._draft(table, key, kind, field=name, before=public, after=new)
        for each in _BROUGHT_BACK.get(name, ()) if new else ():
            if (off := self._standing.get((layer.id, key, each))) is not None:
                yield self._withdrawn(off)
        day = self._hand.closings.get((table.name, key))
        if name == STATUT and new == CLOSED and (public in _IN_SERVICE or day is not None):
            effective = (day or self._hand.on).isoformat()
            yield replace(draft, kind=CLOSE, field="", after="", effective=effective)
        elif same(public, new, GEOMETRY if name == GEOMETRY else "text"):
            earlier = self._standing.get(draft.slot(self._catalogue))
            if earlier is not None:
                yield self._withdrawn(earlier)
        else:
            yield draft

    def _deleted(self, table: Table, key: str) -> Iterator[Correction]:
        if not self._public.has(table.name, key):
            slot = self._draft(table, key, ADD).slot(self._catalogue)
            if slot in self._standing:
                yield self._withdrawn(self._standing[slot])
            return
        if self._draft(table, key, self._hand.deleted).slot(self._catalogue) in self._standing:
            return
        if self._hand.deleted == CLOSE:
            before = _cell(self._public, table.name, key, STATUT)
            effective = self._hand.on.isoformat()
            yield replace(self._draft(table, key, CLOSE, before=before), effective=effective)
        else:
            before = _cell(self._public, table.name, key, CLASS)
            yield self._draft(table, key, HIDE, before=before)

    def _added(self, table: Table, key: str, there: Tables) -> Correction:
        names = [each.name for each in table.fields if there.knows(table.name, each.name)]
        told = {name: _cell(there, table.name, key, name) for name in [*names, GEOMETRY]}
        cells = {name: text for name, text in told.items() if name not in FIXED}
        cells[_ATTACHED] = cells.get(_ATTACHED) or self._ground.territory(cells[GEOMETRY]) or ""
        cells |= town_of(cells)
        cells["diffusion"] = cells.get("diffusion") or INTERNAL
        draft = self._draft(table, key, ADD, after=row_text(cells))
        return replace(draft, diffusion=cells["diffusion"])

    def _draft(self, table: Table, key: str, kind: str, **values: Any) -> Correction:
        hand = self._hand
        return Correction(
            0,
            table.name,
            key,
            kind,
            reason=hand.reason_of(table.name, key),
            author=hand.author,
            made_on=hand.on.isoformat(),
            diffusion=hand.diffusion,
            reason_diffusion=hand.reason_diffusion,
            **values,
        )

    def _withdrawn(self, correction: Correction) -> Correction:
        hand = self._hand
        reason = hand.reason_of(correction.table, correction.key)
        return withdrawal(correction, hand.author, reason, hand.on)


def _kind(table: Table, layer: AtlasLayer, name: str) -> str:
    if name == GEOMETRY:
        return MOVE
    if name == NAME:
        return RENAME
    return RECLASS if name in classes_of(table, layer) else CHANGE


def _cell(tables: Tables, table: str, key: str, name: str) -> str:
    text = tables.text(table, key, name)
    return without_mark(text) if name == "note" else text


def _touched(old: DataFrame, new: DataFrame) -> list[str]:
    """The keys of rows that both have and that differ in some cell, found column by column."""
    both = old.loc[old["key"].isin(new["key"]), "key"]
    sides = [frame.drop_duplicates("key").set_index("key").loc[both] for frame in (old, new)]
    touched = require("pandas").Series(False, index=both.index)
    for name in sides[0].columns.intersection(sides[1].columns):
        cells = [nothing_as_none(side[name]).set_axis(both.index) for side in sides]
        touched |= cells[0].ne(cells[1]) & (cells[0].notna() | cells[1].notna())
    return list(both[touched])


def _with_keys(frame: DataFrame, on: date, known: set[str]) -> DataFrame:
    """Rows that all have keys, each its own: copied features bear that of their model."""
    if "key" not in frame.columns or frame.empty:
        return frame
    keys = frame["key"].astype("object")
    bare = keys.isna() | (keys.map(str).str.strip() == "")
    copied = keys.duplicated() & ~bare
    fresh = keys.where(~bare & ~copied, _NEW_KEY.format(day=on.isoformat()))
    taken = set(keys[~bare]) | known
    number = 1
    found = []
    for key, is_new in zip(fresh, bare | copied, strict=True):
        while is_new and f"{key}:{number}" in taken:
            number += 1
        found.append(f"{key}:{number}" if is_new else key)
        taken.add(found[-1])
    return frame.assign(key=found)
