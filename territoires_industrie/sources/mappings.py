"""Which column of a user's file is which of the atlas', found, kept beside the file, used again.

What is kept is what was found, for the user to see and to correct. It binds nobody: columns that
come later are matched too, and one that we had found ourselves is looked for again when it is gone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from ..catalogue import Field, Table
from ..territories import normalised
from .errors import nearest
from .instructions import BadFile, Instructions, load_instructions, save_instructions
from .places import names_a_place

if TYPE_CHECKING:
    from pandas import DataFrame

#: Columns of registers, which make a row's key where the table has no such column (DOMAIN 2).
IDENTIFIERS = ("siret", "aiot", "code_aiot", "eic", "sncu", "sandre", "site_id")
#: What a column may be besides one of the table's: where the row is.
PLACES = ("x", "y", "address")
#: What the edition itself writes: a file's own column of that name is another thing.
_WRITTEN = ("source",)
_NAMED = 12  # columns that a note names


def load_mapping(path: Path, layer: str = "") -> dict[str, str] | None:
    """The columns of the mapping saved beside a file, or None; raises BadFile."""
    found = load_instructions(path, layer)
    return None if found is None else dict(found.columns)


def save_mapping(path: Path, mapping: Mapping[str, str], layer: str = "") -> bool:
    """Keep the columns beside their file, with all else that is kept there; False where not."""
    known = load_instructions(path, layer) or Instructions()
    return save_instructions(path, replace(known, columns=dict(mapping)), layer)


def mapping_of(
    frame: DataFrame, table: Table, saved: Mapping[str, str] | None, file: str
) -> dict[str, str]:
    """The saved mapping, checked, and with it the other columns that mean one of the table's.

    A saved column that its own words explain was found by us, or might have been: where the file
    no longer has it, it is left out and looked for again. One that only the user can have named
    must be there. A column saved as "" is one that the user does not want read.

    Raises:
        BadFile: the user's mapping names a column that the file or the atlas does not have.
    """
    columns = [name for name in frame.columns if name != "geometry"]
    words = words_of(table.fields)
    known = {**words, **dict.fromkeys((*PLACES, *_WRITTEN), ())}
    kept = {}
    for column, name in (saved or {}).items():
        if column in columns and (name in known or name == ""):
            kept[column] = name
        elif column in columns or (name and _matched([column], words) != {column: name}):
            place, among = (name, sorted(known)) if column in columns else (column, columns)
            raise BadFile(
                'The mapping of your file {file} names "{missing}", which is not there (nearest: '
                "{near}): correct it, or delete it to have it made anew.",
                file=file,
                missing=place,
                near=", ".join(nearest(place, among)) or "–",
            )
    others = [column for column in columns if column not in kept]
    taken = set(kept.values())
    open_words = {name: each for name, each in words.items() if name not in taken}
    return {**kept, **_matched(others, open_words)}


def unread_columns(frame: DataFrame, mapping: Mapping[str, str]) -> list[str]:
    """A note (French) that names the file's columns that nothing of the atlas is taken from.

    Those with positions are read as such; those saved as "" are the user's own choice.
    """
    names = [name for name in frame.columns if name not in mapping and not names_a_place(name)]
    if not names:
        return []
    named = ", ".join(f"« {name} »" for name in names[:_NAMED])
    more = f" et {len(names) - _NAMED} autres" if len(names) > _NAMED else ""
    return [f"colonnes non lues : {named}{more}."]


def vanished_columns(saved: Mapping[str, str] | None, mapping: Mapping[str, str]) -> list[str]:
    """A note (French) on saved columns that are gone from the file, and that no other replaces."""
    known = {"", *mapping.values()}
    gone = [column for column, name in (saved or {}).items() if name not in known]
    named = ", ".join(f"« {column} »" for column in gone)
    return [f"colonnes de la correspondance absentes du fichier : {named}."] if gone else []


def words_of(fields: Sequence[Field]) -> dict[str, tuple[str, ...]]:
    """By the atlas' name of a column, the names that a file may give it."""
    own = {
        field.name: (field.name, field.alias, field.title)
        for field in fields
        if field.name not in _WRITTEN
    }
    return {**{name: (name, *_headed(name)) for name in IDENTIFIERS}, **own}


def _headed(name: str) -> Iterator[str]:
    """What people write above a register's identifiers: `N° SIRET`, `Code SANDRE`."""
    for word in ("code", "n°", "no", "numéro", "numéro de", "identifiant"):
        yield f"{word} {name}"


def _matched(columns: Sequence[str], words: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """By exact name, then by name, alias or title whatever their case, accents and signs."""
    found = {name: name for name in words if name in columns}
    by_words = {normalised(column): column for column in reversed(columns)}
    for name, each in words.items():
        if name in found.values():
            continue
        for text in each:
            column = by_words.get(normalised(text))
            if column is not None and column not in found:
                found[column] = name
                break
    return found


def columns_of_places(mapping: Mapping[str, str]) -> tuple[str, str] | None:
    """The file's columns that the user has named as coordinates, or None."""
    named = {name: column for column, name in mapping.items()}
    return (named["x"], named["y"]) if "x" in named and "y" in named else None
