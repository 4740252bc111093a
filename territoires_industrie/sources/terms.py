"""A user's rows in the atlas' terms: its names, its numbers and units, its classes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from .. import french
from ..catalogue import Field, Table
from ..libraries import require
from ..territories import normalised
from .delimited import unique_names
from .instructions import EMPTY, Instructions, place_of

if TYPE_CHECKING:
    from pandas import DataFrame, Series

NOTE, ADDRESS = "note", "address"
#: The coordinates, as they were written, of rows that got no shape from them.
UNREAD = "ti_unread"
#: Headings of columns that are remarks already: their cells need no heading before them.
_REMARKS = re.compile(r"(notes?|remarques?|commentaires?|observations?|divers|infos?)( .*)?")
_NUMERIC = ("integer", "real")
_YEAR = "Année"
_NUMBER = re.compile(r"[-+]?\d[\d.,]*(?:e[-+]?\d+)?", re.IGNORECASE)
_THOUSANDS = re.compile(r"[-+]?\d{1,3}(?:\.\d{3})+,\d+")
_ENGLISH = re.compile(r"[-+]?\d{1,3}(?:,\d{3})+\.\d+")


def in_the_atlas_terms(
    frame: DataFrame,
    used: Mapping[str, str],
    table: Table,
    how: Instructions,
    placed: Sequence[str] = (),
) -> tuple[DataFrame, list[str]]:
    """The rows with the atlas' columns, numbers and classes, and notes (French) on what is none.

    Cells of columns meant for the note stand there behind their heading, as does every word that
    was put into other terms and every coordinate (of the columns `placed`) that is none, so that
    nothing that somebody wrote is lost.
    """
    asides = [
        *_asides(frame, used),
        *_dates(frame, used, table),
        *_no_places(frame, placed),
    ]
    unread = _unread_places(frame, placed)
    wanted = {column: name for column, name in used.items() if name != NOTE}
    told = [column for column, name in used.items() if name == NOTE]
    named = renamed(frame.drop(columns=told), wanted)
    named, odd = _with_numbers(named, table.fields, _factors(how, used))
    for field, words in how.classes.items():
        named[field], said = _classed(named, field, words)
        asides.append(said)
    note = _joined(asides, named)
    if note is not None:
        named[NOTE] = note
    for field_name, said in how.defaults.items():
        named[field_name] = _filled(named, field_name, said, table.fields)
    if how.diffusion and "diffusion" in {field.name for field in table.fields}:
        given = named["diffusion"] if "diffusion" in named else _nothing(named)
        named["diffusion"] = given.where(given.notna(), how.diffusion)
    if unread is not None:
        named[UNREAD] = unread
    return _at_addresses(named, how), odd


def renamed(frame: DataFrame, mapping: Mapping[str, str]) -> DataFrame:
    """The frame under the atlas' names; a column that stands in another's way gives way."""
    wanted = {column: name for column, name in mapping.items() if name}
    given = {*wanted.values(), "table", "geometry", "ti_file", "ti_line", UNREAD}
    names = [
        wanted.get(name, f"{name} (fichier)" if name in given and name != "geometry" else name)
        for name in frame.columns
    ]
    return frame.set_axis(unique_names(names), axis=1)


def plain_number(cell: Any, units: Iterable[str] = ()) -> Any:
    """A cell as `to_numeric` takes it: `1 234,5`, `1.234,5` and, of its own unit, `38 °C`."""
    if not isinstance(cell, str):
        return cell if isinstance(cell, (int, float)) and not isinstance(cell, bool) else None
    text = "".join(cell.split())
    if _THOUSANDS.fullmatch(text):
        return text.replace(".", "").replace(",", ".")
    if _ENGLISH.fullmatch(text):
        return text.replace(",", "")
    if found := _NUMBER.match(text):
        rest = text.removeprefix(found[0]).casefold()
        if rest and rest in {"".join(unit.split()).casefold() for unit in units}:
            text = found[0]
    return text.replace(",", ".")


# ---------------------------------------------------------------- numbers


def _factors(how: Instructions, used: Mapping[str, str]) -> dict[str, float]:
    return {used[column]: factor for column, factor in how.factors.items() if used.get(column)}


def _with_numbers(
    frame: DataFrame, fields: Sequence[Field], factors: Mapping[str, float]
) -> tuple[DataFrame, list[str]]:
    """Texts as numbers where the atlas wants numbers; notes on what is none.

    A cell that is no number stays as it is, for the layer to account for.
    """
    pandas, notes = require("pandas"), []
    for field in fields:
        if field.type not in _NUMERIC or field.name not in frame or field.is_yes_or_no:
            continue  # a layer understands `oui` and `non`
        cells = frame[field.name]
        units = (field.unit,) if field.unit and field.name not in factors else ()
        plain = cells.map(lambda cell, units=units: plain_number(cell, units))
        numbers = pandas.to_numeric(plain, errors="coerce").astype("float64")
        if field.title.startswith(_YEAR):
            numbers = numbers.where(numbers.notna() | cells.isna(), _years(cells))
        wrong = cells[numbers.isna() & cells.notna()]
        numbers = _times(numbers, factors.get(field.name, 1.0))
        frame[field.name] = numbers.astype("object").where(numbers.notna(), cells)
        if len(wrong):
            notes.append(
                f"valeurs de « {field.title} » qui ne sont pas des nombres : "
                f"{french.number(len(wrong))} (par exemple « {str(wrong.iloc[0])[:30]} »)."
            )
    return frame, notes


def _times(numbers: Series, factor: float) -> Series:
    """Numbers in another unit: a thousandth by division, which keeps 25 400 at 25.4."""
    return numbers / round(1 / factor) if 0 < factor < 1 else numbers * factor


def _years(cells: Series) -> Series:
    """The year in a date, whichever way it is written."""
    found = cells.astype("str").str.extract(r"(?<!\d)((?:19|20)\d\d)(?!\d)", expand=False)
    return require("pandas").to_numeric(found, errors="coerce").astype("float64")


def _dates(frame: DataFrame, used: Mapping[str, str], table: Table) -> list[Series]:
    """Whole dates in columns of which the atlas has the year alone."""
    yearly = {field.name for field in table.fields if field.title.startswith(_YEAR)}
    told = []
    for column in (column for column, name in used.items() if name in yearly):
        cells = frame[column]
        bare = cells.isna() | cells.map(lambda cell: len(_text(cell).strip()) <= len("2026"))
        told.append(_headed(cells.where(~bare), column))
    return told


def _filled(frame: DataFrame, name: str, said: str, fields: Sequence[Field]) -> Series:
    """A column with what holds for the rows that say nothing, a number where one is wanted."""
    given = frame[name] if name in frame else _nothing(frame)
    field = next((field for field in fields if field.name == name), None)
    value: Any = said
    if field is not None and field.type in _NUMERIC and not field.is_yes_or_no:
        plain = plain_number(said, (field.unit,) if field.unit else ())
        number = require("pandas").to_numeric(plain, errors="coerce")
        value = float(number) if number == number else said
    return given.astype("object").where(given.notna(), value)


# ---------------------------------------------------------------- words


def _classed(frame: DataFrame, field: str, words: Mapping[str, str]) -> tuple[Series, Series]:
    """A column of classes with the legend's keys for the file's words, and the words replaced."""
    given = frame[field] if field in frame else _nothing(frame)
    known = {normalised(word): key for word, key in words.items() if key and word != EMPTY}
    found = given.map(lambda cell: known.get(normalised(str(cell))), na_action="ignore")
    classed = given.where(found.isna(), found)
    if words.get(EMPTY):
        classed = classed.where(classed.notna(), words[EMPTY])
    changed = found.notna() & (given != found)
    said = given.where(changed).map(lambda cell: f"Classe saisie : {cell}", na_action="ignore")
    return classed.astype("object"), said


def _asides(frame: DataFrame, used: Mapping[str, str]) -> list[Series]:
    """The cells meant for the note, each behind its heading; an address stands there too."""
    told = [column for column, name in used.items() if name in (NOTE, ADDRESS)]
    told.sort(key=lambda column: not _REMARKS.fullmatch(normalised(column)))
    return [_headed(frame[column], column) for column in told]


def _no_places(frame: DataFrame, placed: Sequence[str]) -> list[Series]:
    """What stands in columns of coordinates of rows that got no shape from them."""
    bare = frame["geometry"].isna()
    told = [frame[column].where(bare) for column in placed if column in frame]
    return [_headed(cells, str(cells.name)) for cells in told if cells.notna().any()]


def _unread_places(frame: DataFrame, placed: Sequence[str]) -> Series | None:
    """The same in one text a row, None where nothing stands in any."""
    bare = frame["geometry"].isna()
    told = [frame[column].where(bare) for column in placed if column in frame]
    cells = [each.map(_text, na_action="ignore") for each in told]
    said = _joined(cells, frame, " / ")
    return None if said is None or said.isna().all() else said


def _headed(cells: Series, heading: str) -> Series:
    if _REMARKS.fullmatch(normalised(heading)):
        return cells.map(_text, na_action="ignore")
    return cells.map(lambda cell: f"{heading} : {_text(cell)}", na_action="ignore")


def _text(cell: Any) -> str:
    if isinstance(cell, bool):
        return "oui" if cell else "non"
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)


def _joined(asides: Sequence[Series], frame: DataFrame, sign: str = " ; ") -> Series | None:
    """What is to be said of each row, a sign between; None where nothing is said of any."""
    if not asides:
        return None
    table = require("pandas").concat(asides, axis=1)
    rows = table.to_numpy(dtype="object").tolist()
    notes = [sign.join(cell for cell in row if isinstance(cell, str)) or None for row in rows]
    return require("pandas").Series(notes, index=frame.index, dtype="object")


# ---------------------------------------------------------------- addresses


def _at_addresses(frame: DataFrame, how: Instructions) -> DataFrame:
    """Rows without a shape where the geocoder that the user asked has put their address."""
    if not how.places or ADDRESS not in frame:
        return frame
    asked = [
        place_of(str(address or ""), str(commune or ""))
        for address, commune in zip(frame[ADDRESS], communes_of(frame), strict=True)
    ]
    bare = frame["geometry"].isna().tolist()
    found = [
        how.places.get(name) if open_ else None for name, open_ in zip(asked, bare, strict=True)
    ]
    placed = frame.copy()
    for number, name in enumerate(("lon", "lat", "position")):
        given = placed[name] if name in placed else _nothing(placed)
        values = [place[number] if place else old for place, old in zip(found, given, strict=True)]
        placed[name] = require("pandas").Series(values, index=placed.index, dtype="object")
    return placed


def communes_of(frame: DataFrame) -> Series:
    """What says in which commune each row is: its INSEE code, else its name."""
    insee = frame["insee"] if "insee" in frame else _nothing(frame)
    named = frame["commune"] if "commune" in frame else _nothing(frame)
    return insee.where(insee.notna(), named)


def _nothing(frame: DataFrame) -> Series:
    return require("pandas").Series(None, index=frame.index, dtype="object")
