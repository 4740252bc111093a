"""The mark that a corrected row bears in its note, so that nobody takes it for the publisher's."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from ..catalogue import Field
from ..french import long_date
from .correction import ADD, CLOSE, HIDE, MOVE, RECLASS, RENAME, Correction

if TYPE_CHECKING:
    from pandas import DataFrame, Series

PUBLIC_MARK = "Ligne corrigée par l'analyste."
_MARK = "Correction de l'analyste : {what}."
# Numbers and catalogue words only, so that no publisher's or analyst's note is cut.
_MARKED = re.compile(rf"\s?(?:Correction de l'analyste : [^.]*\.|{re.escape(PUBLIC_MARK)})")
_WORDS = {ADD: "ajout", MOVE: "position", RENAME: "nom", RECLASS: "classe", HIDE: "masqué"}


def mark_of(corrections: list[Correction], fields: Mapping[str, Field]) -> str:
    """What was corrected of an object, and by which lines of the analyst's file."""
    words = [f"{_word(each, fields)} (n° {each.number})" for each in corrections]
    return _MARK.format(what=", ".join(words))


def _word(correction: Correction, fields: Mapping[str, Field]) -> str:
    if correction.kind == CLOSE:
        return f"fermeture le {long_date(date.fromisoformat(correction.effective))}"
    if correction.kind in _WORDS:
        return _WORDS[correction.kind]
    title = fields[correction.field].title if correction.field in fields else correction.field
    return title[0].lower() + title[1:].replace(".", "")


def public_mark(notes: Series) -> Series:
    """Of each note what everybody may read: that the row is corrected, and nothing else."""
    marked = notes.fillna("").astype(str).str.contains(_MARKED)
    return notes.astype("object").where(marked, None).mask(marked, PUBLIC_MARK)


def without_mark(note: str) -> str:
    """A note as it is without our mark."""
    return _MARKED.sub("", note).strip()


def unmarked(frame: DataFrame) -> DataFrame:
    """Rows whose notes bear no mark."""
    if "note" not in frame.columns or frame.empty:
        return frame
    ours = frame["note"].map(lambda note: isinstance(note, str) and bool(_MARKED.search(note)))
    ours = ours.astype(bool)
    if not ours.any():
        return frame
    bare = frame.loc[ours, "note"].map(lambda note: without_mark(note) or None)
    notes = frame["note"].astype("object").copy()
    notes[ours] = bare.astype("object").where(bare.notna(), None)
    return frame.assign(note=notes)
