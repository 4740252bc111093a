"""What a user may choose for a file: a column for each of the atlas', what is still lacking."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ..catalogue import AtlasLayer, Field, Table
from ..errors import AtlasError
from ..french import number
from ..sources.crs import NAMED_CRS
from ..sources.instructions import EMPTY, Instructions
from . import vocabulary
from .guessing import ColumnGuess
from .looking import Look

if TYPE_CHECKING:
    from pandas import DataFrame

X, Y, ADDRESS = "x", "y", "address"
NOTE, POSITION = "note", "position"
_PLACES = {X: "Longitude ou X", Y: "Latitude ou Y", ADDRESS: "Adresse"}
#: What the atlas writes itself, and what has a place of its own among the choices.
_NOT_CHOSEN = ("rattachement", "source", "source_atlas", "position", "note")
#: Registers' identifiers, which make a row's key where the table has no such column.
_REGISTERS = {
    **{"siret": "SIRET", "aiot": "Code AIOT", "code_aiot": "Code AIOT", "eic": "Code EIC"},
    **{"sncu": "Code SNCU", "sandre": "Code SANDRE", "site_id": "Identifiant de friche"},
}
#: One of these must be known, else a row is nowhere.
_SOMEWHERE = ("insee", "commune", ADDRESS)
_FIRST = ("name", "class", X, Y, ADDRESS, "insee", "commune")
_LAST = ("key", "statut", "diffusion", "vintage", "verifie_par", "verifie_le")
#: A row is known by these: one for all would make them one.
_OF_EACH = ("key", "name", "class", "diffusion", *_PLACES)
_SAMPLES = 3


class NotYet(AtlasError):
    """Something is still to be chosen."""


@dataclass(frozen=True)
class Slot:
    """A column of the atlas that one of the file's may fill.

    Attributes:
        name, title: the atlas' name and its French title.
        unit: the atlas' unit, "" for none.
        units: what the file's numbers may be in, and how many of the atlas' unit each is.
        values: the words of a closed list.
        needed: "place" for what places a row, "wanted" for what makes it be drawn and named.
        may_default: whether one value may hold for all rows that say nothing.
    """

    name: str
    title: str
    unit: str
    units: Mapping[str, float]
    values: tuple[str, ...]
    needed: str
    may_default: bool


def slots(table: Table, layer: AtlasLayer, found: Collection[str] = ("siret",)) -> tuple[Slot, ...]:
    """What may be chosen for a table: name and place first, the layer's own, the rest.

    Of the registers' identifiers that the table has no column for, those `found`.
    """
    fields = {field.name: field for field in table.fields if field.name not in _NOT_CHOSEN}
    legends = {legend.field for legend in layer.legends if legend.table == table.name}
    own = [name for name in fields if name not in (*_FIRST, *_LAST)]
    registers = [name for name in _REGISTERS if name in found and name not in fields]
    names = [name for name in (*_FIRST, *own, *_LAST) if name in fields or name in _PLACES]
    return tuple(_slot(name, fields.get(name), legends) for name in (*names, *registers))


def _slot(name: str, field: Field | None, legends: Collection[str]) -> Slot:
    needed = "place" if name in (X, Y, *_SOMEWHERE) else ""
    if name == "name" or name in legends:
        needed = "wanted"
    if field is None:
        return Slot(name, {**_PLACES, **_REGISTERS}[name], "", {}, (), needed, False)
    units = vocabulary.units_for(field.unit)
    return Slot(
        name,
        field.title,
        field.unit or "",
        units if len(set(units.values())) > 1 else {},
        field.values,
        needed,
        name not in (*_OF_EACH, *legends),
    )


def chosen_columns(look: Look) -> dict[str, str]:
    """The file's column for each of the atlas', as it is understood now; coordinates among them."""
    found = {
        each.name: each.column for each in look.columns if each.name not in ("", NOTE, POSITION)
    }
    placed = [each.column for each in look.columns if each.name == POSITION]
    if len(placed) == 2:
        found |= {X: placed[0], Y: placed[1]}
    return found


def noted_columns(look: Look) -> tuple[str, ...]:
    """The file's columns that go to each row's note."""
    return tuple(each.column for each in look.columns if each.name == NOTE)


def guess_of(look: Look, column: str) -> ColumnGuess | None:
    """What a column was taken for, how surely and why."""
    return next((each for each in look.columns if each.column == column), None)


def with_columns(
    look: Look,
    chosen: Mapping[str, str],
    noted: Collection[str],
    factors: Mapping[str, float],
) -> Instructions:
    """The instructions of a file once its columns were chosen.

    Args:
        look: the file as it was understood.
        chosen: the atlas' column -> the file's.
        noted: the file's columns that go to the note; all others are not read.
        factors: the file's columns whose numbers are multiplied.

    Raises:
        NotYet: one column of the file was chosen for two of the atlas'.
    """
    twice = [column for column, times in Counter(chosen.values()).items() if times > 1]
    if twice:
        raise NotYet(
            'The column "{column}" of your file is chosen twice: choose another for one of them.',
            column=twice[0],
        )
    places = {each.column for each in look.columns if each.name == POSITION}
    columns = {}
    for column in (name for name in look.content.frame.columns if name != "geometry"):
        name = next((name for name, own in chosen.items() if own == column), None)
        if name is None and column in places and not {X, Y} & set(chosen):
            continue  # found by its heading, or its cells
        columns[column] = name or (NOTE if column in noted else "")
    return replace(look.how, columns=columns, factors=dict(factors))


def lacking(look: Look) -> NotYet | None:
    """Why rows could not be placed at all, None when they can."""
    chosen = chosen_columns(look)
    if (X in chosen) != (Y in chosen):
        return NotYet("Choose both coordinates, or neither.")
    somewhere = set(_SOMEWHERE) & {*chosen, *look.how.defaults}
    if look.epsg is None and not somewhere:
        return NotYet(
            "Nothing says where the rows are: choose the columns of the coordinates, of the "
            "commune or of its INSEE code."
        )
    if somewhere == {ADDRESS} and look.epsg is None:
        return NotYet("An address needs its commune: choose the column of the commune or its code.")
    return None


def placed_by(look: Look) -> str:
    """Where the rows' positions come from, in French."""
    columns = [each.column for each in look.columns if each.name in (POSITION, X, Y)]
    named = " et ".join(f"« {column} »" for column in columns)
    if look.epsg is None:
        return "Aucune coordonnée : les lignes iront au centre de leur commune."
    system = NAMED_CRS.get(look.epsg, f"EPSG:{look.epsg}")
    origin = f"Coordonnées des colonnes {named}" if columns else "Géométries du fichier"
    return f"{origin}, en {system}."


def samples(frame: DataFrame, column: str) -> str:
    """A few of a column's cells, as they stand."""
    cells = frame[column].dropna().head(_SAMPLES)
    return " · ".join(number(cell) if isinstance(cell, float) else str(cell) for cell in cells)


def with_class(how: Instructions, field: str, word: str, key: str) -> Instructions:
    """Instructions in which a word of the file (`EMPTY` for none) means a class, "" for none."""
    told = {name: dict(words) for name, words in how.classes.items()}
    words = told.setdefault(field, {})
    if word == EMPTY and not key:
        words.pop(EMPTY, None)
    else:
        words[word] = key
    return replace(how, classes={name: each for name, each in told.items() if each})


@dataclass(frozen=True)
class Word:
    """A word of the file (`EMPTY` for rows that say nothing) and what it may mean.

    `field` is the atlas' column and `title` what it is called, `key` the class or word of a closed
    list that it means, "" for none yet; `choices` are these by key, as people read them.
    """

    field: str
    title: str
    word: str
    key: str
    rows: int
    choices: Mapping[str, str]


def words_to_class(look: Look, layer: AtlasLayer) -> tuple[Word, ...]:
    """The words of a file that mean a class or a word of a closed list, unknown ones first."""
    choices = {field.name: {word: word for word in field.values} for field in look.table.fields}
    titles = {field.name: field.title for field in look.table.fields}
    found = []
    for legend in layer.legends:
        if legend.table == look.table.name and len(legend.classes) > 1:
            choices[legend.field] = {each.key: each.label for each in legend.classes}
    for each in look.classes:
        if choices.get(each.field):
            found.append(
                Word(
                    each.field,
                    titles.get(each.field, each.field),
                    each.word,
                    each.key,
                    each.rows,
                    choices[each.field],
                )
            )
    found.sort(key=lambda word: bool(word.key))
    for legend in layer.legends:
        if legend.table == look.table.name and len(legend.classes) > 1:
            field = legend.field
            if all(word.word != EMPTY or word.field != field for word in found):
                key = look.how.classes.get(field, {}).get(EMPTY, "")
                found.append(Word(field, titles.get(field, field), EMPTY, key, 0, choices[field]))
    return tuple(found)
