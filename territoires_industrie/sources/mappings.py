"""Which column of a user's file is which of the atlas', found, kept beside the file, used again.

What is kept is what was found, for the user to see and to correct. It binds nobody: columns that
come later are matched too, and one that we had found ourselves is looked for again when it is gone.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from ..catalogue import Field, Table
from ..territories import normalised
from .delimited import unique_names
from .errors import SourceError, nearest
from .places import names_a_place

if TYPE_CHECKING:
    from pandas import DataFrame

MAPPING_SUFFIX = ".mapping.json"
#: Columns of registers, which make a row's key where the table has no such column (DOMAIN 2).
IDENTIFIERS = ("siret", "aiot", "code_aiot", "eic", "sncu", "sandre", "site_id")
_NAMED = 12  # columns that a note names


class BadFile(SourceError):
    """A file of the user's cannot be used; the sentence names it and says what to change."""


def load_mapping(path: Path, layer: str = "") -> dict[str, str] | None:
    """The mapping saved beside a file, or None; raises BadFile when it cannot be read."""
    place = _mapping_place(path, layer)
    if not place.is_file():
        return None
    try:
        found = json.loads(place.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError, RecursionError) as error:
        raise BadFile(
            "The mapping {file} cannot be read ({reason}): correct it, or delete it to have it "
            "made anew.",
            file=place.name,
            reason=str(error),
        ) from error
    if not isinstance(found, dict) or not all(isinstance(name, str) for name in found.values()):
        raise BadFile(
            "The mapping {file} is not a list of your columns with the atlas' names: correct it, "
            "or delete it to have it made anew.",
            file=place.name,
        )
    return found


def save_mapping(path: Path, mapping: Mapping[str, str], layer: str = "") -> bool:
    """Keep a mapping beside its file; False where that folder cannot be written to."""
    text = json.dumps(mapping, ensure_ascii=False, indent=2)
    try:
        _mapping_place(path, layer).write_text(f"{text}\n", encoding="utf-8")
    except OSError:
        return False
    return True


def _mapping_place(path: Path, layer: str) -> Path:
    plain = normalised(layer).replace(" ", "-")
    return path.with_name(f"{path.name}{f'.{plain}' if plain else ''}{MAPPING_SUFFIX}")


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
    words = _words(table.fields)
    kept = {}
    for column, name in (saved or {}).items():
        if column in columns and (name in words or name == ""):
            kept[column] = name
        elif column in columns or (name and _matched([column], words) != {column: name}):
            place, among = (name, sorted(words)) if column in columns else (column, columns)
            raise BadFile(
                'The mapping of your file {file} names "{missing}", which is not there (nearest: '
                "{near}): correct it, or delete it to have it made anew.",
                file=file,
                missing=place,
                near=", ".join(nearest(place, among)) or "–",
            )
    others = [column for column in columns if column not in kept]
    open_words = {name: each for name, each in words.items() if name not in kept.values()}
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


def _words(fields: Sequence[Field]) -> dict[str, tuple[str, ...]]:
    """By the atlas' name of a column, the names that a file may give it."""
    own = {field.name: (field.name, field.alias, field.title) for field in fields}
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


def renamed(frame: DataFrame, mapping: Mapping[str, str]) -> DataFrame:
    """The frame under the atlas' names; a column that stands in another's way gives way."""
    wanted = {column: name for column, name in mapping.items() if name}
    given = {*wanted.values(), "table", "geometry"}
    names = [
        wanted.get(name, f"{name} (fichier)" if name in given and name != "geometry" else name)
        for name in frame.columns
    ]
    return frame.set_axis(unique_names(names), axis=1)
