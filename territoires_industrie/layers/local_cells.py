"""What the cells of a user's file mean: identifiers, words of closed lists, yes and no."""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence
from os.path import commonprefix
from typing import TYPE_CHECKING, Any

from ..catalogue import Field, Legend, Table
from ..libraries import require
from ..territories import normalised
from .columns import column, ids_of, nothing_as_none, numbers, texts, truths

if TYPE_CHECKING:
    from pandas import DataFrame, Series

#: What identifies an object by register, the surest first (DOMAIN 2), and the digits that it has
#: where it is a number: one that a spreadsheet read lost its zeros in front.
_IDENTIFIERS = {
    "siret": 14,
    "aiot": 10,
    "code_aiot": 10,
    "eic": 0,
    "sncu": 0,
    "sandre": 12,
    "site_id": 0,
}
#: What people write before the register's name at the head of a column: `N° SIRET`, `Code SANDRE`.
_BEFORE = {"code", "id", "identifiant", "n", "no", "num", "numero", "de", "du", "d", "la", "l"}
_UNKNOWN_CLASS = "Classe « {} » hors légende."
_NUMERIC = ("integer", "real")
_ENDED = r"[.!?…]\s*$"
_ALIKE = 5  # letters that a word and the list's must begin with, to be one


def identifiers(frame: DataFrame) -> dict[str, Series]:
    """The registers' identifiers of a user's rows, by register, the surest first; None for none.

    A column is known whatever the case and accents of its name.
    """
    heads = {name: _bare(str(name)) for name in reversed(list(frame.columns))}
    columns = {head: name for name, head in heads.items()}
    found = {}
    for name, width in _IDENTIFIERS.items():
        column = name if name in frame.columns else columns.get(_bare(name))
        if column is not None:
            found[name] = _identifier(frame[column], width)
    return found


def _bare(head: str) -> str:
    words = normalised(head).split()
    return " ".join(word for word in words if word not in _BEFORE)


def _identifier(cells: Series, width: int) -> Series:
    found = ids_of(cells).str.replace(r"\s", "", regex=True)
    short = found.str.fullmatch(r"\d+", na=False)
    return nothing_as_none(found.where(~short, found.str.zfill(width)))


def known_as(found: Mapping[str, Series]) -> set[str]:
    """All the identifiers of rows, as `comparable` writes them."""
    return {key for cells in found.values() for key in comparable(cells).dropna()}


def comparable(keys: Series) -> Series:
    """Identifiers whatever their case."""
    return texts(keys).str.casefold()


def yes_or_no(cells: Series) -> Series:
    """1, 0 or nothing, from numbers and from words such as "oui" and "faux"."""
    told, words = numbers(cells), truths(cells).map({True: 1.0, False: 0.0})
    return told.where(told.notna(), numbers(words))


def listed(cells: Series, field: Field, default: str | None = None) -> tuple[Series, Series]:
    """The words of a closed list that cells mean, and a note (French) on each that means none.

    Case and accents do not count, nor an ending: `public` is `publique`. A word that might be
    several, or none, is `default`, as is an empty cell: what nobody understood must not open a row
    to more eyes than its owner wanted.
    """
    said = texts(cells)
    found = said.map(lambda text: _nearest(text, field.values), na_action="ignore")
    unknown = said.where(said.notna() & found.isna())
    kept = f", « {default} » retenu" if default else ""
    notes = unknown.map(
        lambda text: f"{field.title} : « {text} » non reconnu{kept}.", na_action="ignore"
    )
    words = nothing_as_none(found)
    return words if default is None else words.fillna(default), nothing_as_none(notes).fillna("")


def _nearest(text: str, words: Sequence[str]) -> str | None:
    """The word that is written so, else the only one that begins alike."""
    wanted = normalised(text)
    known = {normalised(word): word for word in words}
    if wanted in known:
        return known[wanted]
    alike = [word for plain, word in known.items() if _begin_alike(plain, wanted)]
    return alike[0] if len(alike) == 1 else None


def _begin_alike(word: str, wanted: str) -> bool:
    shared = len(commonprefix([word, wanted]))
    return " " not in wanted and shared >= _ALIKE and len(wanted) - shared <= _ALIKE


def by_the_user(file: str, names: Series) -> Series:
    """What vouches for the user's names: the file, as the user knows it; None without a name."""
    named = f" ({file})" if file and "://" not in file else ""
    proof = require("pandas").Series(
        f"fichier de l'utilisateur{named}", index=names.index, dtype="object"
    )
    return nothing_as_none(proof.where(names.notna()))


def unread_cells(rows: DataFrame, table: Table, insee: Series) -> Series:
    """What cells say that no column can hold, in words for the note ("" for nothing).

    A number that is none or has decimals that are rounded, a code that is no commune's (`insee` is
    what was understood), neither yes nor no: what somebody wrote by hand stays readable.
    """
    said = require("pandas").Series("", index=rows.index, dtype="object")
    titles = {field.name: field.title for field in table.fields}
    lost = {"insee": insee.isna()} if "insee" in titles else {}
    for field in table.fields:
        if field.type not in _NUMERIC or field.name not in rows.columns:
            continue
        cells = rows[field.name]
        found = yes_or_no(cells) if field.is_yes_or_no else numbers(cells)
        lost[field.name] = found.isna() | ((found % 1 != 0) & (field.type == "integer"))
    for name, gone in lost.items():
        cells = texts(column(rows, name))
        unread = cells.where(gone & cells.notna())
        words = unread.map(lambda cell, t=titles[name]: f"{t} : « {cell} ».", na_action="ignore")
        said = followed(said, words)
    return said


def followed(note: Series, words: Series) -> Series:
    """Notes with more sentences behind them ("" or None for none), what is there ended by a dot."""
    note, words = note.fillna(""), nothing_as_none(words).fillna("")
    open_end = (note != "") & (words != "") & ~note.str.contains(_ENDED)
    ended = note.where(~open_end, note + ".")
    return ended.str.cat(words, sep=" ").str.strip()


def with_identifiers(note: Series, found: Mapping[str, Series], key: Series) -> Series:
    """Notes that name the identifiers which are no row's key and have no column of their own."""
    for name, cells in found.items():
        if name == "code_aiot" and "aiot" in found:
            continue  # one column that goes by two names
        apart = cells.where(cells.notna() & (comparable(cells) != comparable(key)))
        head = name.upper()
        words = apart.map(lambda cell, head=head: f"{head} : {cell}.", na_action="ignore")
        note = followed(note, words)
    return nothing_as_none(note.where(note.fillna("") != ""))


def classes_of(rows: DataFrame, values: Mapping[str, Any], legend: Legend) -> dict[str, Any]:
    """A legend's column by its keys, and the note with the classes that it does not know."""
    given = texts(column(rows, legend.field))
    only = legend.classes[0].key if len(legend.classes) == 1 else ""
    known = given.map(lambda text: class_of(text, legend), na_action="ignore")
    found = nothing_as_none(known).fillna(only)
    strange = given.notna() & (found == "")
    note = given.where(strange).map(_UNKNOWN_CLASS.format, na_action="ignore")
    both = followed(nothing_as_none(values["note"]), note)
    return {legend.field: found, "note": nothing_as_none(both.where(both != ""))}


def class_of(text: str, legend: Legend) -> str:
    """The key of the class that a text means, "" for none.

    Case, accents and signs do not count, nor does a slip of spelling; figures do.
    """
    known: dict[str, str] = {}
    for each in legend.classes:
        known |= {normalised(each.label): each.key, normalised(each.key): each.key}
    wanted = normalised(text)
    if wanted in known:
        return known[wanted]
    near = difflib.get_close_matches(wanted, known, n=1, cutoff=0.85)
    return known[near[0]] if near and _figures(near[0]) == _figures(wanted) else ""


def _figures(text: str) -> list[str]:
    return [word for word in text.split() if any(letter.isdigit() for letter in word)]
