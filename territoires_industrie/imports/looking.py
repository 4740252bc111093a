"""A user's file looked at before anything is done: what it holds, and what that may mean."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from .. import geometry
from ..catalogue import AtlasLayer, Catalogue, CatalogueError, Table
from ..errors import AtlasError
from ..sources.contents import TEXTS, Content, first_rows, kind_of, layers_of, read_content
from ..sources.delimited import Unreadable
from ..sources.errors import nearest
from ..sources.instructions import MAPPING_SUFFIX, BadFile, Instructions, read_instructions
from ..sources.mappings import PLACES, words_of
from ..sources.places import place_columns, with_places
from ..territories import normalised
from . import vocabulary
from .classes import ClassGuess, guess_classes
from .guessing import ColumnGuess, guess_columns, table_score
from .headings import heading_of

if TYPE_CHECKING:
    from pandas import DataFrame

#: From here on a table of the atlas is taken for a file's without being named.
TABLE_FROM = 0.5


class NoLayerTold(BadFile):
    """A file can be read, and nothing says which layer of the atlas it is for."""


@dataclass(frozen=True)
class Look:
    """What a file holds and how it would be read.

    Attributes:
        path, sheet: the file, and of several its layer or sheet.
        sheets: all of them.
        table: of the atlas.
        columns, classes: the guesses, in the file's order.
        how: the instructions that the guesses make.
        rows: how many.
        content: what was read, under the file's own names.
        epsg: what its coordinates are in, None where there are none.
        notes: in French, what was noticed.
    """

    path: Path
    sheet: str
    sheets: tuple[str, ...]
    table: Table
    columns: tuple[ColumnGuess, ...]
    classes: tuple[ClassGuess, ...]
    how: Instructions
    rows: int
    content: Content
    epsg: int | None
    notes: tuple[str, ...]


def look(
    path: Path,
    catalogue: Catalogue,
    wanted: str = "",
    sheet: str = "",
    how: Instructions | None = None,
    remembered: Path | None = None,
    usual: Mapping[str, str] | None = None,
) -> Look:
    """Look at a file.

    Args:
        path: the file.
        catalogue: the atlas' layers.
        wanted: the id of a layer or the name of a table; "" to be told from the file.
        sheet: of a GeoPackage or a workbook with several; "" for the first.
        how: what the user says of it already (heading, encoding, CRS, some of the columns).
        remembered: the folder of earlier imports, whose headings are known.
        usual: a mapping of a like file: it holds for the columns that are there.

    Raises:
        BadFile: it is not there or cannot be read, or nothing says which layer it is for.
    """
    how = how or Instructions()
    name = f"{path.name} ({sheet})" if sheet else path.name
    if not path.exists():
        raise BadFile(
            "There is no file or folder {path}: choose your own data again, or none.", path=path
        )
    try:
        sheets = layers_of(path)
        if sheet and sheets and sheet not in sheets:
            raise Unreadable(
                'it has no layer "{sheet}" (it has: {sheets})',
                sheet=sheet,
                sheets=", ".join(sheets),
            )
        if how.heading is None:
            how = replace(how, heading=heading_of(first_rows(path, how, sheet)))
        content = read_content(path, how, sheet)
        if content.frame.empty:
            raise Unreadable("it has no row")
        return _understood(
            path, sheet, sheets, content, name, catalogue, wanted, how, remembered, usual or {}
        )
    except BadFile:
        raise
    except (AtlasError, OSError) as error:
        raise _unusable(name, error) from error


def look_again(
    found: Look, catalogue: Catalogue, how: Instructions, remembered: Path | None = None
) -> Look:
    """The same file understood otherwise, without reading it again.

    `how` says all that is said of it now; heading, encoding and separator stay those it was read
    with, and it goes to the layer that it went to. Raises BadFile.
    """
    name = f"{found.path.name} ({found.sheet})" if found.sheet else found.path.name
    how = replace(how, heading=found.how.heading)
    path, sheet, sheets, content = found.path, found.sheet, found.sheets, found.content
    table = found.table.name
    try:
        return _understood(
            path, sheet, sheets, content, name, catalogue, table, how, remembered, {}
        )
    except BadFile:
        raise
    except (AtlasError, OSError) as error:
        raise _unusable(name, error) from error


def _unusable(name: str, error: Exception) -> BadFile:
    return BadFile(
        "Your file {file} cannot be used: {reason}. Correct it, or save it again as CSV in "
        "UTF-8 or as GeoPackage.",
        file=name,
        reason=error,
    )


def _understood(
    path: Path,
    sheet: str,
    sheets: tuple[str, ...],
    content: Content,
    name: str,
    catalogue: Catalogue,
    wanted: str,
    how: Instructions,
    remembered: Path | None,
    usual: Mapping[str, str],
) -> Look:
    """What rows that were read may mean."""
    there = {column: said for column, said in usual.items() if column in content.frame}
    how = replace(how, columns={**there, **how.columns})
    placed = place_columns(content.frame, _named(how))
    _, epsg, notes = with_places(content.frame, content.epsg, how.epsg, _named(how))
    table = _table(path, sheet, content.frame, catalogue, wanted)
    layer = catalogue.layer_of(table.name)
    known = _remembered(remembered, table) if remembered else {}
    guesses = _said(content.frame, table, layer, placed, known, how, name)
    columns = _columns(guesses)
    frame = content.frame
    classes = _classes_said(guess_classes(frame, columns, table, layer), how)
    how = replace(
        how,
        table=table.name,
        layer=sheet,
        columns=columns,
        factors=_factors(guesses, how),
        classes=_classes(classes, how),
        encoding=content.encoding,
        separator=content.separator,
        epsg=how.epsg or (epsg if epsg and epsg != content.epsg else None),
    )
    return Look(
        path=path,
        sheet=sheet,
        sheets=sheets,
        table=table,
        columns=tuple(guesses),
        classes=tuple(classes),
        how=how,
        rows=len(frame),
        content=content,
        epsg=epsg,
        notes=(*content.notes, *notes),
    )


# ---------------------------------------------------------------- which table


def _table(path: Path, sheet: str, frame: DataFrame, catalogue: Catalogue, wanted: str) -> Table:
    if wanted:
        return table_named(wanted, catalogue)
    found = proposals(f"{path.stem} {sheet}", frame, catalogue)
    if found and found[0][1] >= TABLE_FROM:
        return found[0][0]
    raise NoLayerTold(
        "Nothing in your file {file} says which layer of the atlas it is for: choose the layer "
        "(for instance {names}).",
        file=path.name,
        names=", ".join(table.name for table, _ in found[:3]) or "wasteheat",
    )


def table_named(name: str, catalogue: Catalogue) -> Table:
    """The table of that name, or the first of the layer with that id or title; raises BadFile."""
    plain = normalised(name)
    layers = [layer for layer in catalogue.layers.values() if layer.family == "atlas"]
    for layer in layers:
        if plain in (normalised(layer.id), normalised(layer.title)):
            return layer.tables[0]
    try:
        table = catalogue.table(name.strip())
    except CatalogueError:
        table = None
    if table is None or catalogue.layer_of(table.name) not in layers:
        names = [layer.id for layer in layers]
        raise BadFile(
            'The atlas has no layer "{name}" that your own data may go to (nearest: {near}).',
            name=name,
            near=", ".join(nearest(name, names) or names),
        )
    return table


def proposals(name: str, frame: DataFrame, catalogue: Catalogue) -> list[tuple[Table, float]]:
    """The tables that a file or a layer of a project may be for, the likeliest first."""
    kind = "none"
    if "geometry" in frame and frame["geometry"].notna().any():
        kind = str(frame["geometry"].dropna().head(50).map(geometry.kind).mode().iloc[0])
    columns = [column for column in frame.columns if column != "geometry"]
    scored = [
        (_of_kind(layer, kind), table_score(name, columns, kind, layer))
        for layer in catalogue.layers.values()
        if layer.family == "atlas"
    ]
    return sorted(
        ((table, score) for table, score in scored if score > 0), key=lambda each: -each[1]
    )


def _of_kind(layer: AtlasLayer, kind: str) -> Table:
    """The layer's table of that kind of shape, else its first."""
    return next((table for table in layer.tables if table.geometry == kind), layer.tables[0])


# ---------------------------------------------------------------- what the user has said


def _named(how: Instructions) -> tuple[str, str] | None:
    by_name = {name: column for column, name in how.columns.items()}
    return (by_name["x"], by_name["y"]) if {"x", "y"} <= set(by_name) else None


def _said(
    frame: DataFrame,
    table: Table,
    layer: AtlasLayer,
    placed: Sequence[str],
    known: Mapping[str, str],
    how: Instructions,
    file: str,
) -> list[ColumnGuess]:
    """The guesses, what the user says in the place of what was guessed."""
    known_names = {*words_of(table.fields), *PLACES, "note", ""}
    for column, name in how.columns.items():
        among = (column, list(frame.columns)) if column not in frame else (name, known_names)
        if among[0] not in among[1]:
            raise BadFile(
                'The mapping of your file {file} names "{missing}", which is not there (nearest: '
                "{near}): correct it.",
                file=file,
                missing=among[0],
                near=", ".join(nearest(among[0], among[1])) or "–",
            )
    guesses = guess_columns(frame.drop(columns=list(how.columns)), table, layer, placed, known)
    taken = {name for name in how.columns.values() if name != "note"}
    free = {each.column: each for each in guesses}
    found = []
    for column in (name for name in frame.columns if name != "geometry"):
        if column not in how.columns:
            guess = free[column]
            lost = guess.name in taken
            found.append(replace(guess, name="note", confidence=0.0) if lost else guess)
            continue
        name = how.columns[column]
        unit = next((field.unit for field in table.fields if field.name == name), None)
        factor = how.factors.get(column) or vocabulary.factor(column, unit) or 1.0
        example = next((str(cell) for cell in frame[column].dropna().head(1)), "")
        found.append(ColumnGuess(column, name, 1.0, "indiqué", factor, example))
    return found


def _columns(guesses: Sequence[ColumnGuess]) -> dict[str, str]:
    """The guesses as a mapping; coordinates are found again by their headings or values."""
    return {each.column: each.name for each in guesses if each.name != "position"}


def _factors(guesses: Sequence[ColumnGuess], how: Instructions) -> dict[str, float]:
    """By column; 1 stands where the user says so, for its heading may say otherwise."""
    return {
        each.column: each.factor
        for each in guesses
        if each.factor != 1.0 or each.column in how.factors
    }


def _classes_said(guesses: Sequence[ClassGuess], how: Instructions) -> list[ClassGuess]:
    said = {
        (field, normalised(word)): key
        for field, words in how.classes.items()
        for word, key in words.items()
    }
    found = []
    for each in guesses:
        key = said.get((each.field, normalised(each.word)))
        found.append(each if key is None else replace(each, key=key, confidence=1.0))
    return found


def _classes(guesses: Sequence[ClassGuess], how: Instructions) -> dict[str, dict[str, str]]:
    """The classes by column: the guesses, and what the user says of words that are not there."""
    found: dict[str, dict[str, str]] = {name: dict(words) for name, words in how.classes.items()}
    for each in guesses:
        if each.key and normalised(each.word) != normalised(each.key):
            found.setdefault(each.field, {})[each.word] = each.key
    return found


def _remembered(folder: Path, table: Table) -> dict[str, str]:
    """The headings of earlier imports into a table and what they were said to be."""
    found: dict[str, str] = {}
    for place in sorted(folder.glob(f"{table.name}.*{MAPPING_SUFFIX}")):
        try:
            columns = read_instructions(place).columns
        except BadFile:
            continue  # its own import will say so
        found |= {normalised(column): name for column, name in columns.items() if name}
    return {heading: name for heading, name in found.items() if name not in ("note", *PLACES)}


def is_text(path: Path) -> bool:
    """Whether encoding and separator are questions that a file raises."""
    return kind_of(path) in TEXTS
