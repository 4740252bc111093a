"""The words by which people's files call what the atlas has: resources/imports/words.json."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from ..paths import RESOURCES
from ..territories import normalised

_WORDS = RESOURCES / "imports" / "words.json"
#: How many of the atlas' unit one of a heading's is, by the atlas' unit.
_WATT_HOURS = {"kwh": 1e-3, "mwh": 1.0, "gwh": 1e3, "twh": 1e6}
_WATTS = {
    "w": 1e-3,
    "kw": 1.0,
    "kwe": 1.0,
    "kwc": 1.0,
    "mw": 1e3,
    "mwe": 1e3,
    "mwc": 1e3,
    "gw": 1e6,
}
_FACTORS: Mapping[str, Mapping[str, float]] = {
    "MWh": _WATT_HOURS,
    "MWh/an": _WATT_HOURS,
    "MWh PCS": _WATT_HOURS,
    "GWh/an": {name: factor / 1e3 for name, factor in _WATT_HOURS.items()},
    "kW": _WATTS,
    "ha": {"m2": 1e-4, "m²": 1e-4, "ha": 1.0, "km2": 100.0, "km²": 100.0},
    "km": {"m": 1e-3, "km": 1.0, "ml": 1e-3},
    "°C": {"°c": 1.0, "c": 1.0},
    "%": {"%": 1.0},
    "EH": {"eh": 1.0},
}
#: As they are written where people choose among them.
_WRITTEN = {
    name.casefold(): name
    for name in ("kWh", "MWh", "GWh", "TWh", "W", "kW", "MW", "GW", "kWe", "kWc", "MWe", "MWc")
    + ("°C", "EH")
}
_UNITS = sorted(
    {unit for units in _FACTORS.values() for unit in units}
    | {"°f", "k", "nm3/h", "nm³/h", "m3/h", "m³/h", "m3", "m³", "m3/j", "t", "t/an", "tep", "l/s"}
    | {"kg/j", "€", "k€", "gj", "th"},
    key=len,
    reverse=True,
)
_NAMED = "|".join(map(re.escape, _UNITS))
#: A unit stands in brackets, behind "en", or last behind a blank or an underscore.
_UNIT = re.compile(
    rf"[(\[]\s*(?:en )?({_NAMED})(?:\s*/\s*an|\s+par\s+an|\s*pcs)?\s*[)\]]"
    rf"|\ben\s+({_NAMED})\b(?:\s*/\s*an)?"
    rf"|[\s_]({_NAMED})(?:[\s_/]*an|_pcs)?$",
    re.IGNORECASE,
)


@lru_cache(maxsize=1)
def _words() -> Mapping[str, Any]:
    found: Mapping[str, Any] = json.loads(_WORDS.read_text(encoding="utf-8"))
    return found


def words_for_field(name: str) -> tuple[str, ...]:
    """What people call a column of the atlas, as `normalised` writes it."""
    return tuple(_words()["fields"].get(name, ()))


def words_for_table(layer: str) -> tuple[str, ...]:
    """What people call a layer of the atlas, as `normalised` writes it."""
    return tuple(_words()["tables"].get(layer, ()))


def words_for_classes(layer: str) -> Mapping[str, tuple[str, ...]]:
    """What people call the classes of a layer, by their keys, as `normalised` writes it."""
    return {key: tuple(words) for key, words in _words()["classes"].get(layer, {}).items()}


def words_for_list(field: str) -> Mapping[str, tuple[str, ...]]:
    """What people call the words of a closed list of the atlas, as `normalised` writes it."""
    return {word: tuple(words) for word, words in _words()["lists"].get(field, {}).items()}


def without_unit(heading: str) -> str:
    """A heading as `normalised` writes it, without the unit that it names."""
    return normalised(_UNIT.sub(" ", heading)) or normalised(heading)


def factor(heading: str, unit: str | None) -> float | None:
    """What numbers under a heading are multiplied by to be in a unit of the atlas.

    1 where the heading names no unit or the atlas' own, None where it names one that cannot be
    made the atlas' (`Nm3/h` where GWh a year are wanted).
    """
    found = _UNIT.search(heading)
    if found is None or not unit:
        return 1.0
    named = next(name for name in found.groups() if name).casefold()
    return _FACTORS.get(unit, {}).get(named)


def units_for(unit: str | None) -> Mapping[str, float]:
    """The units that numbers may be in, and how many of a unit of the atlas one of each is."""
    return {_WRITTEN.get(name, name): each for name, each in _FACTORS.get(unit or "", {}).items()}


@lru_cache(maxsize=1)
def all_words() -> frozenset[str]:
    """Every word that a heading of the atlas' columns may be, as `normalised` writes it."""
    from ..catalogue import load_catalogue

    named = {word for words in _words()["fields"].values() for word in words}
    fields = {field for table in load_catalogue().tables for field in table.fields}
    return frozenset(
        named | {normalised(text) for field in fields for text in (field.name, field.title)}
    )
