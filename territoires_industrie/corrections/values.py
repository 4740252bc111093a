"""Cells as the texts of a correction, and back: what people read is what is replayed.

Nothing is an empty text. Numbers are written with a point and in full, dates as ISO, places as WKT
in EPSG:2154.
"""

from __future__ import annotations

import math
from collections.abc import Collection
from datetime import date
from typing import Any

from .. import geometry
from ..catalogue import Field
from ..errors import AtlasError
from ..geometry import GeometryError

GEOMETRY = "geometry"
#: Publishers round their coordinates: nearer than this (metres), a place is the same.
SAME_PLACE_M = 1.0

_SAME_WITHIN = 1e-9  # a figure told with other digits is the same figure


class CorrectionError(AtlasError):
    """A correction that cannot be kept or replayed: the part of a sentence that says why.

    Whoever knows the file and the line begins the sentence.
    """


def text_of(value: Any) -> str:
    """A cell as text: without blanks around, empty where there is nothing."""
    if value is None or value != value:
        return ""
    if isinstance(value, (bytes, bytearray, memoryview)):
        return _shape_text(bytes(value))
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, date):
        return value.isoformat()[:10]
    number = float(value)
    return str(int(value)) if number.is_integer() and abs(number) < 2**53 else repr(number)


def cell_text(value: Any) -> str:
    """The same for a cell of pandas, which has a nothing of its own."""
    return "" if type(value).__name__ in ("NAType", "NaTType") else text_of(value)


def _shape_text(wkb: bytes) -> str:
    if geometry.kind(wkb) == "point" and len(geometry.parts(wkb)) == 1:
        x, y, _, _ = geometry.bounds(wkb)
        return f"POINT ({x!r} {y!r})"  # exactly; GDAL writes fifteen digits
    return geometry.to_wkt(wkb)


def read_shape(text: str, kind: str) -> bytes:
    """The WKB of a place; CorrectionError when it is none, or of another kind than its table's."""
    try:
        wkb = geometry.from_wkt(text)
        found, box = geometry.kind(wkb), geometry.bounds(wkb)
    except (GeometryError, RuntimeError) as error:
        raise CorrectionError("“{text}” is no place", text=text[:60]) from error
    if found != kind or (kind == "point" and len(geometry.parts(wkb)) != 1):
        raise CorrectionError("“{text}” is no {kind}", text=text[:60], kind=kind)
    if not all(map(math.isfinite, box)) or max(map(abs, box)) <= 180:
        raise CorrectionError("“{text}” is not in metres (EPSG:2154)", text=text[:60])
    return wkb


def read_cell(text: str, field: Field, words: Collection[str] = ()) -> Any:
    """A text as a value of its column, None for an empty one; CorrectionError when it is none."""
    if not is_storable(text):
        raise CorrectionError(
            "“{field}” holds characters that nothing can store", field=field.title
        )
    if words and text and text not in words:
        raise CorrectionError(
            "“{text}” is none of {words} ({field})",
            text=text[:60],
            words=", ".join(words),
            field=field.title,
        )
    if not text:
        return None
    try:
        return _READERS[field.type](text)
    except (ValueError, OverflowError) as error:
        raise CorrectionError(
            "“{text}” does not fit “{field}”", text=text[:60], field=field.title
        ) from error


def is_storable(text: str) -> bool:
    """Whether a text has neither a NUL nor half of a surrogate pair, which no file takes."""
    return "\0" not in text and not any("\ud800" <= letter <= "\udfff" for letter in text)


def _whole(text: str) -> int:
    number = int(text)
    if not -(2**63) <= number < 2**63:
        raise ValueError(text)
    return number


def _real(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise ValueError(text)
    return number


def _day(text: str) -> str:
    return date.fromisoformat(text).isoformat()


_READERS: dict[str, Any] = {"text": str, "integer": _whole, "real": _real, "date": _day}


def same(one: str, other: str, kind: str) -> bool:
    """Whether two texts stand for one value of a column of type `kind`, or for one place."""
    if one.strip() == other.strip():
        return True
    if not one.strip() or not other.strip():
        return False
    if kind == GEOMETRY:
        return _same_place(one, other)
    if kind in ("real", "integer"):
        try:
            return math.isclose(float(one), float(other), rel_tol=_SAME_WITHIN)
        except ValueError:
            return False
    return False


def _same_place(one: str, other: str) -> bool:
    try:
        first, second = geometry.from_wkt(one), geometry.from_wkt(other)
        return all(
            geometry.contains(geometry.buffer(outer, SAME_PLACE_M), inner)
            for outer, inner in ((first, second), (second, first))
        )
    except GeometryError:  # what cannot be compared is not known to be the same
        return False
