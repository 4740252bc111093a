"""One correction: what is changed of which object, since what value, by whom, when and why.

A correction names an object by its table and key and never by its place in a file, so it can be
replayed on rows that were fetched anew. `before` is what the publisher said when it was made: what
tells later whether the publisher has changed its mind.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from ..catalogue import AtlasLayer, Catalogue, CatalogueError, Field, Table
from ..conformity import NEVER_NULL
from .values import GEOMETRY, CorrectionError, is_storable, read_cell, read_shape

#: What is done to an object; these words stand in the analyst's file.
ADD, MOVE, RENAME, RECLASS = "ajouter", "déplacer", "renommer", "reclasser"
CLOSE, HIDE, CHANGE, WITHDRAW = "fermer", "masquer", "modifier", "annuler"
KINDS = (ADD, MOVE, RENAME, RECLASS, CLOSE, HIDE, CHANGE, WITHDRAW)

#: Who may see it, as rows say it (DOMAIN 1).
PUBLIC, PARTNERS, INTERNAL = "publique", "partenaires", "interne"
DIFFUSIONS = (PUBLIC, PARTNERS, INTERNAL)

NAME, CLASS, STATUT, POSITION = "name", "class", "statut", "position"
#: An object that is no longer there; the word that the tables have for it.
CLOSED = "abandonné"
#: Columns that say who an object is and who told of it: nobody's opinion.
FIXED = ("key", "source")
_FIELDS = {MOVE: GEOMETRY, RENAME: NAME}
_BARE = (ADD, CLOSE, HIDE, WITHDRAW)  # they concern the whole object
_WHOLE = "*"


@dataclass(frozen=True)
class Correction:
    """A line of the analyst's file.

    Attributes:
        number: its place in the file, from 1; 0 for one that is not kept yet.
        table: the atlas' table that the object stands in.
        key: the object's stable identifier.
        kind: one of `KINDS`.
        field: the column that changes; `geometry` of a move; empty where it is the whole object.
        before: what the publisher said when it was made, as text (places: WKT in EPSG:2154).
        after: what it shall be; of an addition the row as a JSON object of texts; of a
            withdrawal the number of the correction that is taken back.
        effective: the day of a closing (ISO); empty for all others.
        reason: why.
        author: who says so.
        made_on: when it was made (ISO).
        diffusion: the widest audience that is shown the corrected value.
        reason_diffusion: the widest audience that is told author and reason.
        replaces: the number of the earlier correction that this one stands in for; 0 for none.
    """

    number: int
    table: str
    key: str
    kind: str
    field: str = ""
    before: str = ""
    after: str = ""
    effective: str = ""
    reason: str = ""
    author: str = ""
    made_on: str = ""
    diffusion: str = PUBLIC
    reason_diffusion: str = INTERNAL
    replaces: int = 0

    def slot(self, catalogue: Catalogue) -> tuple[str, str, str]:
        """What it decides on: of two corrections of one slot, the later one holds.

        An object is one in all tables of its layer, but has a row and a shape in each.
        """
        own = self.kind in (MOVE, ADD)
        place = self.table if own else catalogue.layer_of(self.table).id
        return place, self.key, self.field or (self.kind if self.kind != ADD else _WHOLE)

    def is_seen_by(self, audience: str) -> bool:
        """Whether an audience is shown the corrected value."""
        return self.diffusion in seen_by(audience)

    def names(self) -> list[str]:
        """The names that it gives to its object, for whoever must not see them."""
        if self.kind == ADD:
            return [text for name, text in self.row().items() if name == NAME]
        return [self.after] if self.field == NAME and self.after else []

    def row(self) -> dict[str, str]:
        """The cells of an addition, as texts by column.

        Raises:
            CorrectionError: they are no JSON object of texts.
        """
        try:
            cells = json.loads(self.after)
        except ValueError as error:
            raise CorrectionError(
                "the row to add is not readable ({reason})", reason=error
            ) from error
        if not isinstance(cells, dict) or not all(isinstance(v, str) for v in cells.values()):
            raise CorrectionError("the row to add is not an object of texts")
        return cells


def seen_by(audience: str) -> tuple[str, ...]:
    """The words of `diffusion` that an audience is given."""
    return DIFFUSIONS[: DIFFUSIONS.index(audience) + 1] if audience in DIFFUSIONS else ()


def row_text(cells: Mapping[str, str]) -> str:
    """The cells of a row to add as `Correction.after` keeps them."""
    return json.dumps({name: text for name, text in cells.items() if text}, ensure_ascii=False)


# ---------------------------------------------------------------- validation


def check(correction: Correction, catalogue: Catalogue) -> None:
    """Let a correction pass that can be kept and replayed.

    Raises:
        CorrectionError: the reason, as the part of a sentence that whoever knows the place begins.
    """
    _check_words(correction)
    if correction.kind == WITHDRAW:
        if not correction.after.isdecimal():
            raise CorrectionError("it does not say which correction is withdrawn")
        return
    try:
        table, layer = catalogue.table(correction.table), catalogue.layer_of(correction.table)
    except CatalogueError as error:
        raise CorrectionError('the atlas has no table "{table}"', table=correction.table) from error
    if layer.family != "atlas":
        raise CorrectionError(
            'the table "{table}" is not one that can be corrected', table=correction.table
        )
    _check_change(correction, table, layer)


def _check_words(correction: Correction) -> None:
    _one_of("action", correction.kind, KINDS)
    _one_of("diffusion", correction.diffusion, DIFFUSIONS)
    _one_of("diffusion_motif", correction.reason_diffusion, DIFFUSIONS)
    for text in vars(correction).values():
        if isinstance(text, str) and not is_storable(text):
            raise CorrectionError(
                "“{text}” holds characters that nothing can store", text=ascii(text)
            )
    for what, text in (("clé", correction.key), ("auteur", correction.author)):
        if not text.strip() and not (what == "clé" and correction.kind == WITHDRAW):
            raise CorrectionError("“{what}” is empty", what=what)
    _check_day(correction.made_on)
    if correction.kind == CLOSE:
        _check_day(correction.effective)


def _check_day(text: str) -> None:
    try:
        date.fromisoformat(text)
    except ValueError as error:
        raise CorrectionError("“{text}” is no date such as 2026-03-01", text=text) from error


def _one_of(what: str, word: str, words: Collection[str]) -> None:
    if word not in words:
        raise CorrectionError(
            "“{word}” is no {what}: choose among {words}",
            word=word,
            what=what,
            words=", ".join(words),
        )


def _check_change(correction: Correction, table: Table, layer: AtlasLayer) -> None:
    if correction.kind in _BARE:
        if correction.kind == ADD:
            _check_row(correction.row(), table, layer)
        return
    wanted = _FIELDS.get(correction.kind, correction.field)
    if correction.field != wanted:
        raise CorrectionError(
            "“{kind}” changes the column “{wanted}”, not “{field}”",
            kind=correction.kind,
            wanted=wanted,
            field=correction.field,
        )
    if correction.kind == RECLASS and correction.field not in classes_of(table, layer):
        raise CorrectionError(
            'the column “{field}” of "{table}" holds no classes',
            field=correction.field,
            table=table.name,
        )
    read_text(correction.field, correction.after, table, layer)


def _check_row(cells: Mapping[str, str], table: Table, layer: AtlasLayer) -> None:
    for name, text in cells.items():
        if name not in FIXED:
            read_text(name, text, table, layer)
    if table.geometry != "none" and GEOMETRY not in cells:
        raise CorrectionError("the row to add has no place")


def read_text(name: str, text: str, table: Table, layer: AtlasLayer) -> Any:
    """The value of a column that a text of a correction stands for; None for an empty one.

    Raises:
        CorrectionError: there is no such column, it must not change or be empty, or the text is
            no value of it.
    """
    if name == GEOMETRY:
        return read_shape(text, table.geometry)
    field = next((field for field in table.fields if field.name == name), None)
    if field is None or name in FIXED:
        raise CorrectionError(
            'the column “{name}” of "{table}" cannot be corrected',
            name=field.title if field else name,
            table=layer.title,
        )
    if not text and name in NEVER_NULL:
        raise CorrectionError("the column “{name}” may not be empty", name=field.title)
    return read_cell(text, field, _words(field, table, layer))


def _words(field: Field, table: Table, layer: AtlasLayer) -> Collection[str]:
    """The closed list of a column's words; none where any text will do."""
    return field.values or classes_of(table, layer).get(field.name, ())


def classes_of(table: Table, layer: AtlasLayer) -> dict[str, tuple[str, ...]]:
    """The columns of a table that hold classes of a legend, with their keys."""
    return {
        legend.field: tuple(each.key for each in legend.classes)
        for legend in layer.legends
        if legend.table == table.name
    }
