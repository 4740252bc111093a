"""Which column of a user's file is which of the atlas', found, kept beside the file, used again."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from ..catalogue import Field, Table
from ..territories import normalised
from .delimited import unique_names
from .errors import SourceError, nearest

if TYPE_CHECKING:
    from pandas import DataFrame

MAPPING_SUFFIX = ".mapping.json"


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
    frame: DataFrame, table: Table, wanted: Mapping[str, str] | None, file: str
) -> dict[str, str]:
    """The user's mapping, checked; else the columns that mean one of the table's."""
    columns = [name for name in frame.columns if name != "geometry"]
    if wanted is None:
        return _matched(columns, table.fields)
    known = {field.name for field in table.fields}
    for column, name in wanted.items():
        place, among = (column, columns) if column not in columns else (name, sorted(known))
        if column not in columns or name not in known:
            raise BadFile(
                'The mapping of your file {file} names "{missing}", which is not there (nearest: '
                "{near}): correct it, or delete it to have it made anew.",
                file=file,
                missing=place,
                near=", ".join(nearest(place, among)) or "–",
            )
    return dict(wanted)


def _matched(columns: Sequence[str], fields: Sequence[Field]) -> dict[str, str]:
    """By exact name, then by name, alias or title whatever their case, accents and signs."""
    found = {field.name: field.name for field in fields if field.name in columns}
    by_words = {normalised(column): column for column in reversed(columns)}
    for field in fields:
        if field.name in found.values():
            continue
        for words in (field.name, field.alias, field.title):
            column = by_words.get(normalised(words))
            if column is not None and column not in found:
                found[column] = field.name
                break
    return found


def renamed(frame: DataFrame, mapping: Mapping[str, str]) -> DataFrame:
    """The frame under the atlas' names; a column that stands in another's way gives way."""
    given = set(mapping.values()) | {"table", "geometry"}
    names = [
        mapping.get(name, f"{name} (fichier)" if name in given and name != "geometry" else name)
        for name in frame.columns
    ]
    return frame.set_axis(unique_names(names), axis=1)
