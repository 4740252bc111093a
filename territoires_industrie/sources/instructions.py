"""How a file of the user's is to be read: kept beside it, so that every refresh reads it alike.

The file is `<file>.mapping.json`. Its short form is the columns alone, {"Nom": "name"}; its long
form has them under "columns", and beside them whatever else had to be decided.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any

from ..territories import normalised
from .errors import SourceError

MAPPING_SUFFIX = ".mapping.json"
#: Stands in a list of classes for the cells that are empty, and for a file without that column.
EMPTY = "*"


class BadFile(SourceError):
    """A file of the user's cannot be used; the sentence names it and says what to change."""


@dataclass(frozen=True)
class Instructions:
    """What was found, or decided by the user, of one file.

    Attributes:
        columns: the file's columns by name -> the atlas' (`x`, `y` and `address` too; "note" for
            any number of them; "" for one not to be read).
        classes: column of the atlas -> (the file's word -> the legend's key, "" for none).
        factors: the file's columns whose numbers are multiplied to be in the atlas' unit.
        table: the table of the atlas that the rows go to, "" for the one that the name says.
        layer: of a GeoPackage or a workbook with several.
        encoding, separator: of a text; "" for what it shows itself.
        heading: the line of the headings, 0 for none, None for the first that is not blank.
        epsg: what the coordinates are in, None for what they, or the file, show.
        diffusion: who may see rows that do not say so themselves.
        defaults: column of the atlas -> what it holds for rows that do not say so themselves.
        origin: where the file comes from and under which licence, as its owner puts it.
        places: address and commune, as `place_of` writes them -> longitude, latitude (EPSG:4326)
            and precision, from a geocoder that the user has asked.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    classes: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    factors: Mapping[str, float] = field(default_factory=dict)
    table: str = ""
    layer: str = ""
    encoding: str = ""
    separator: str = ""
    heading: int | None = None
    epsg: int | None = None
    diffusion: str = ""
    defaults: Mapping[str, str] = field(default_factory=dict)
    origin: str = ""
    places: Mapping[str, tuple[float, float, str]] = field(default_factory=dict)


_KINDS: Mapping[str, tuple[type, ...]] = {
    "columns": (dict,),
    "classes": (dict,),
    "factors": (dict,),
    "table": (str,),
    "layer": (str,),
    "encoding": (str,),
    "separator": (str,),
    "heading": (int, type(None)),
    "epsg": (int, type(None)),
    "diffusion": (str,),
    "defaults": (dict,),
    "origin": (str,),
    "places": (dict,),
}


def load_instructions(path: Path, layer: str = "") -> Instructions | None:
    """What is kept beside a file (and for a layer or sheet of it), or None; raises BadFile."""
    place = next((place for place in _places(path, layer) if place.is_file()), None)
    return None if place is None else read_instructions(place)


def read_instructions(place: Path) -> Instructions:
    """The instructions in a file, in either form; raises BadFile when they cannot be read."""
    try:
        found = json.loads(place.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError, RecursionError) as error:
        raise BadFile(
            "The mapping {file} cannot be read ({reason}): correct it, or delete it to have it "
            "made anew.",
            file=place.name,
            reason=str(error),
        ) from error
    if isinstance(found, dict) and all(isinstance(name, str) for name in found.values()):
        return Instructions(columns=found)
    if not _is_whole(found):
        raise BadFile(
            "The mapping {file} is not a list of your columns with the atlas' names: correct it, "
            "or delete it to have it made anew.",
            file=place.name,
        )
    return Instructions(**found)


def written_out(how: Instructions) -> str:
    """Instructions as the text of their file: the short form where columns say it all."""
    told = {name: value for name, value in asdict(how).items() if value not in ({}, "", None)}
    short = set(told) <= {"columns"}
    return json.dumps(dict(how.columns) if short else told, ensure_ascii=False, indent=2) + "\n"


def save_instructions(path: Path, how: Instructions, layer: str = "") -> bool:
    """Keep instructions beside their file; False where that folder cannot be written to."""
    kept = next((place for place in _places(path, layer) if place.is_file()), None)
    try:
        (kept or _places(path, layer)[0]).write_text(written_out(how), encoding="utf-8")
    except OSError:
        return False
    return True


def mapping_place(path: Path, layer: str = "") -> Path:
    """Where the instructions of a file, or of a layer or sheet of it, are kept."""
    plain = normalised(layer).replace(" ", "-")
    return path.with_name(f"{path.name}{f'.{plain}' if plain else ''}{MAPPING_SUFFIX}")


def place_of(address: str, commune: str) -> str:
    """An address in a commune as `Instructions.places` names it."""
    return f"{normalised(address)}|{normalised(commune)}"


def _places(path: Path, layer: str) -> list[Path]:
    """A layer's own instructions, then the file's, where these are of that layer."""
    own, whole = mapping_place(path, layer), mapping_place(path)
    if layer and not own.is_file() and whole.is_file() and read_instructions(whole).layer == layer:
        return [whole]
    return [own]


def _is_whole(found: Any) -> bool:
    """Whether it is the long form: known keys, each of its kind."""
    if not isinstance(found, dict) or not set(found) <= {
        each.name for each in fields(Instructions)
    }:
        return False
    if not all(isinstance(value, _KINDS[name]) for name, value in found.items()):
        return False
    words = [found.get(name, {}) for name in ("columns", "defaults")]
    words += found.get("classes", {}).values()
    lists = all(
        isinstance(each, dict) and all(isinstance(word, str) for word in each.values())
        for each in words
    )
    numbers = all(isinstance(factor, (int, float)) for factor in found.get("factors", {}).values())
    return lists and numbers and all(_is_place(each) for each in found.get("places", {}).values())


def _is_place(found: Any) -> bool:
    """Two numbers and a word."""
    if not isinstance(found, (list, tuple)) or len(found) != 3:
        return False
    *numbers, word = found
    return isinstance(word, str) and all(isinstance(number, (int, float)) for number in numbers)
