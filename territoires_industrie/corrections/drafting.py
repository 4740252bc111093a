"""What somebody wants corrected, wish by wish, before it is kept.

A wish is a correction without a number, held against the row as it is shown. Once wishes are to be
kept they are put into a copy of the edition's tables, which is read as one edited by hand
(`capture`): so what a wish comes to is decided there alone, whoever it comes from.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from .. import geometry
from ..catalogue import AtlasLayer, Catalogue, CatalogueError, Field, Table
from ..layers.rows import atlas_frame, no_rows
from ..sources.local import SOURCE
from .capture import Captured, Copy, Hand, capture
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
    POSITION,
    PUBLIC,
    RECLASS,
    RENAME,
    STATUT,
    Correction,
    check,
    classes_of,
    read_text,
    row_text,
)
from .outcome import Outcome
from .values import GEOMETRY, CorrectionError, same, text_of

if TYPE_CHECKING:
    from pandas import DataFrame

#: How precisely a place is known that an address gave.
AT_ADDRESS = "adresse"
_COLUMNS = {MOVE: GEOMETRY, RENAME: NAME, HIDE: CLASS, CLOSE: STATUT}


@dataclass(frozen=True)
class Row:
    """An object as it is shown: its table, its key, and its cells as texts by column."""

    table: str
    key: str
    cells: Mapping[str, str]

    @property
    def title(self) -> str:
        """Its name, else its key."""
        return self.cells.get(NAME) or self.key

    @property
    def stands(self) -> str:
        """A point of it (WKT, EPSG:2154); "" where it has no shape, or a broken one."""
        wkt = self.cells.get(GEOMETRY, "")
        if not wkt or wkt.startswith("POINT"):
            return wkt
        try:
            return text_of(geometry.inner_point(geometry.from_wkt(wkt)))
        except geometry.GeometryError:
            return ""


@dataclass(frozen=True)
class Signature:
    """Who wishes it, why, since when, and who may be told: as `Correction` has it."""

    author: str
    reason: str
    on: date
    diffusion: str = PUBLIC
    reason_diffusion: str = INTERNAL


@dataclass(frozen=True)
class Wish:
    """One thing to correct.

    Attributes:
        draft: what is wished, as a correction without a number; `before` is what is shown.
        title: what the object is called where it is shown.
        stands: where it stands there, or a point of it (WKT, EPSG:2154); "" for nowhere.
        position: how precisely its new place is known, where that is another than for a click.
        id: what it is known by where several windows have it.
    """

    draft: Correction
    title: str = ""
    stands: str = ""
    position: str = ""
    id: str = field(default_factory=lambda: str(uuid4()))


# ---------------------------------------------------------------- what can be wished


def kinds_for(table: Table, layer: AtlasLayer) -> tuple[str, ...]:
    """What can be done to the objects of a table; nothing where it takes no corrections."""
    if layer.family != "atlas":
        return ()
    kinds = [MOVE] if table.geometry == "point" else []
    kinds.append(RENAME)
    kinds += [RECLASS] if classes_of(table, layer) else []
    return (*kinds, CLOSE, HIDE, CHANGE)


def tables_to_add_to(catalogue: Catalogue) -> list[tuple[AtlasLayer, Table]]:
    """The tables whose objects a click can place."""
    return [
        (layer, table)
        for layer in catalogue.layers.values()
        for table in layer.tables
        if layer.family == "atlas" and table.geometry == "point"
    ]


def columns_to_change(table: Table, layer: AtlasLayer) -> list[Field]:
    """The columns that no other kind of correction is for."""
    others = {NAME, *FIXED, *classes_of(table, layer)}
    return [field for field in table.fields if field.name not in others]


# ---------------------------------------------------------------- wishes


def wish_for(
    row: Row,
    kind: str,
    signature: Signature,
    catalogue: Catalogue,
    field: str = "",
    after: str = "",
    position: str = "",
) -> Wish:
    """A wish about an object that is there.

    Args:
        row: the object.
        kind: what is to be done; of an addition see `addition`.
        signature: who wishes it.
        catalogue: the layers.
        field: the column, of a new class or another value.
        after: the new name, class, value or place (WKT, EPSG:2154); of a closing its day (ISO).
        position: `AT_ADDRESS` where an address gave the place.

    Raises:
        CorrectionError: it cannot be kept, or says what is there already; the part of a sentence
            that says why.
    """
    column = _COLUMNS.get(kind, field)
    before = row.cells.get(column, "")
    draft = _signed(Correction(0, row.table, row.key, kind), signature)
    if kind == CLOSE:
        draft = replace(draft, before=before, effective=after)
    elif kind == HIDE:
        if not before:
            raise CorrectionError("it stands off the legend already")
        draft = replace(draft, before=before)
    else:
        draft = replace(draft, field=column, before=before, after=after.strip())
        if same(before, draft.after, GEOMETRY if kind == MOVE else "text"):
            raise CorrectionError("that is what stands there already")
    check(draft, catalogue)
    return Wish(draft, row.title, row.stands, position)


def addition(
    table: str, cells: Mapping[str, str], signature: Signature, catalogue: Catalogue
) -> Wish:
    """A wish for an object that the edition lacks; `cells` are texts by column, with `geometry`.

    Raises:
        CorrectionError: as in `wish_for`.
    """
    row = {name: text.strip() for name, text in cells.items()}
    after = row_text({**row, "diffusion": signature.diffusion})
    # A key of its own is given once it is kept.
    draft = _signed(Correction(0, table, "ajout", ADD, after=after), signature)
    check(draft, catalogue)
    return Wish(draft, row.get(NAME) or row.get(CLASS, ""))


def with_wish(wishes: Sequence[Wish], new: Wish, catalogue: Catalogue) -> list[Wish]:
    """The wishes with another behind them: it stands for an earlier one about the same thing."""
    if new.draft.kind == ADD:
        return [*wishes, new]
    slot = new.draft.slot(catalogue)
    others = [
        each for each in wishes if each.draft.kind == ADD or each.draft.slot(catalogue) != slot
    ]
    return [*others, new]


def place_of(wish: Wish) -> str:
    """Where a wish is to be seen on the map (WKT, EPSG:2154); "" where it says no place."""
    if wish.draft.kind == ADD:
        return wish.draft.row().get(GEOMETRY, "")
    return wish.draft.after if wish.draft.kind == MOVE else ""


def _signed(draft: Correction, by: Signature) -> Correction:
    return replace(
        draft,
        author=by.author.strip(),
        reason=by.reason.strip(),
        made_on=by.on.isoformat(),
        diffusion=by.diffusion,
        reason_diffusion=by.reason_diffusion,
    )


# ---------------------------------------------------------------- kept


def drafted(
    wishes: Sequence[Wish],
    whole: Mapping[str, DataFrame],
    outcomes: Sequence[Outcome],
    history: Sequence[Correction],
    catalogue: Catalogue,
) -> Captured:
    """What wishes come to as corrections of an edition.

    Args:
        wishes: in the order in which they were made.
        whole: the edition's tables of all layers that the wishes speak of, and `epci`.
        outcomes: the edition's corrections.
        history: the corrections kept so far.
        catalogue: the layers.
    """
    named = {each.draft.table for each in wishes}
    empty = [no_rows(catalogue.layer_of(name)) for name in sorted(named)]
    tables = {name: rows for each in empty for name, rows in each.items()} | dict(whole)
    found = Captured()
    own = {o.correction.key for o in outcomes if o.correction.kind == ADD}
    for hand, group in _by_hand(wishes, own):
        edited = Tables({name: tables[name] for name in named}, catalogue)
        shown = Tables({name: tables[name] for name in named}, catalogue)
        for wish in group:
            try:
                _recognise(shown, wish)
                _grant(edited, wish, own, catalogue)
            except CorrectionError as error:
                found.refused.append((wish.draft, error))
        given = {name: tables[name] for name in named}
        kept = [*history, *found.drafts]
        told = capture(Copy(edited.frames, given, tables, outcomes, kept), hand, catalogue)
        found.drafts.extend(told.drafts)
        found.refused.extend(told.refused)
    return found


def _by_hand(wishes: Iterable[Wish], own: set[str]) -> list[tuple[Hand, list[Wish]]]:
    """Wishes that one copy can bear, and its hand.

    What is hidden is taken out of the copy, so it has one of its own. An object that was added by
    hand is told anew as a whole: all wishes about it are in one copy, under the last one's hand.
    """
    last = {(w.draft.table, w.draft.key): w.draft for w in wishes if w.draft.key in own}
    groups: dict[tuple[Any, ...], list[Wish]] = {}
    for wish in wishes:
        by = last.get((wish.draft.table, wish.draft.key), wish.draft)
        signed = (by.author, by.reason, by.made_on, by.diffusion, by.reason_diffusion)
        groups.setdefault((*signed, wish.draft.kind == HIDE), []).append(wish)
    return [
        (
            Hand(
                author,
                reason,
                date.fromisoformat(on),
                diffusion=diffusion,
                reason_diffusion=reason_diffusion,
                closings={
                    (w.draft.table, w.draft.key): date.fromisoformat(w.draft.effective)
                    for w in group
                    if w.draft.kind == CLOSE
                },
            ),
            group,
        )
        for (author, reason, on, diffusion, reason_diffusion, _), group in groups.items()
    ]


def _grant(edited: Tables, wish: Wish, own: set[str], catalogue: Catalogue) -> None:
    """Do in the copy what is wished."""
    told = wish.draft
    table, layer = _place(told, catalogue)
    if told.kind == ADD:
        cells = {
            name: read_text(name, text, table, layer)
            for name, text in told.row().items()
            if name not in FIXED
        }
        whole = {POSITION: "exacte", **cells, "source": SOURCE}
        edited.append(table.name, atlas_frame(table, whole, range(1)))
        return
    if not edited.has(told.table, told.key):
        raise CorrectionError("the edition in use no longer has this object")
    if told.kind == HIDE:
        edited.drop(told.table, told.key)
        return
    if told.kind == CLOSE:
        cells = {STATUT: CLOSED}
        cells |= {CLASS: ""} if told.key in own else {}
    else:
        cells = {told.field: read_text(told.field, told.after, table, layer)}
        cells |= {POSITION: wish.position} if wish.position else {}
    for name, value in cells.items():
        if edited.knows(told.table, name):
            edited.put(told.table, told.key, name, value)


def _recognise(shown: Tables, wish: Wish) -> None:
    """Another edition may have given a key to something else: neither name nor place tell of it."""
    told = wish.draft
    if told.kind == ADD or not wish.stands or not shown.has(told.table, told.key):
        return
    names = (NAME, GEOMETRY)
    there = Row(told.table, told.key, {n: shown.text(told.table, told.key, n) for n in names})
    named = there.cells[NAME] == wish.title  # what has no name is known by its place alone
    if not named and not same(there.stands, wish.stands, GEOMETRY):
        raise CorrectionError(
            "the edition in use has something else under that key, “{name}”", name=there.title
        )


def _place(told: Correction, catalogue: Catalogue) -> tuple[Table, AtlasLayer]:
    try:
        return catalogue.table(told.table), catalogue.layer_of(told.table)
    except CatalogueError as error:
        raise CorrectionError('the atlas has no table "{table}"', table=told.table) from error
