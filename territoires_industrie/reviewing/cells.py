"""Answers as people type them and spreadsheets keep them: texts, days, words of a list, places."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from .. import geometry
from ..corrections.values import is_storable
from ..projects import read_date
from ..territories import normalised

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2028\u2029\u2060\ufeff]")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_UNTYPEABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
#: What a spreadsheet shows where a formula has gone wrong.
_ERRORS = re.compile(r"#(REF|NAME|VALUE|DIV/0|N/A|NUM|NULL|NOM|VALEUR|NOMBRE|NUL)[!?]?", re.I)
#: A number of a pair: its decimal sign is a point or a comma, its thousands may be set apart.
_NUMBER = re.compile(r"[-+]?\d+(?:[ \u00a0\u202f]\d{3})*(?:[.,]\d+)?")
#: Where one coordinate may end and the other begin.
_BETWEEN = re.compile(r"\s*[;/,]\s*|\s+")
_SIGNS = re.compile(r"(?i)\b(lat(itude)?|lon(g(itude)?)?|[xy]|m|nord|est|[ne])\b\.?\s*[:=]?|°")
#: Where a spreadsheet begins to count days, and the days that a cell may mean by a number.
_FIRST_DAY = date(1899, 12, 30)
_SERIALS = (10_000, 80_000)  # 1927 to 2119
#: Northern France with what lies off its coast: WGS84 degrees, and Lambert-93 metres.
_LATITUDES, _LONGITUDES = (48.0, 52.5), (0.0, 6.0)
_EASTINGS, _NORTHINGS = (450_000.0, 950_000.0), (6_750_000.0, 7_250_000.0)


def text_of(value: Any) -> str:
    """A cell as one line of text; numbers without a needless ".0", days as ISO."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bool):
        return "vrai" if value else "faux"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 2**53 else repr(value)
    text = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), str(value))
    return " ".join(_UNTYPEABLE.sub(" ", _INVISIBLE.sub("", text)).split())


def is_readable(text: str) -> bool:
    """Whether a text can be kept, and is no formula nor the mistake of one."""
    return is_storable(text) and not _ERRORS.fullmatch(text) and not text.startswith("=")


def word_of(text: str, words: Iterable[str]) -> str | None:
    """The word of a list that a text means, whatever its capitals, accents and blanks."""
    known = list(words)
    if text in known:
        return text
    same = [word for word in known if normalised(word) == normalised(text) != ""]
    return same[0] if len(same) == 1 else None


def day_of(value: Any) -> date | None:
    """The day that a cell means: a date, its number, `03/11/2026`, `3 novembre 2026`, ISO."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, bool):
        return None
    text = text_of(value)
    number = _number(text)
    if number is not None:
        inside = _SERIALS[0] <= number <= _SERIALS[1] and number == int(number)
        return _FIRST_DAY + timedelta(days=int(number)) if inside else None
    short = re.fullmatch(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{2})", text)
    if short:
        text = f"{short[1]}/{short[2]}/20{short[3]}"
    text = re.sub(r"^(\d{1,2})[.-](\d{1,2})[.-](\d{4})$", r"\1/\2/\3", text)
    found = read_date(text)
    # A month or a year alone says no day.
    return found[0] if found and found[1].startswith("le ") else None


def place_of(text: str) -> bytes | None:
    """The point (WKB, EPSG:2154) that two coordinates mean; None for none that can be told.

    Degrees (WGS84) or metres (Lambert-93), in either order: in northern France, latitudes and
    longitudes, eastings and northings have no value in common.
    """
    bare = " ".join(_SIGNS.sub(" ", text).split()).strip("() ")
    found = set()
    for gap in _BETWEEN.finditer(bare):
        start, end = gap.span()
        point = _point(_number(bare[:start]), _number(bare[end:]))
        if point is not None:
            found.add(point)
    return found.pop() if len(found) == 1 else None


def _point(one: float | None, other: float | None) -> bytes | None:
    if one is None or other is None:
        return None
    for first, second in ((one, other), (other, one)):
        if _within(first, _LATITUDES) and _within(second, _LONGITUDES):
            x, y, _, _ = geometry.bounds(geometry.to_lambert93(geometry.point(second, first)))
            return geometry.point(round(x, 2), round(y, 2))
        if _within(first, _EASTINGS) and _within(second, _NORTHINGS):
            return geometry.point(first, second)
    return None


def _number(text: str) -> float | None:
    text = text.strip()
    if not _NUMBER.fullmatch(text):
        return None
    number = float(re.sub(r"\s", "", text).replace(",", "."))
    return number if math.isfinite(number) else None


def _within(value: float, limits: tuple[float, float]) -> bool:
    return limits[0] <= value <= limits[1]
