"""Publishers' cells as values: numbers, codes, texts, truths; what is withheld stays unknown."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from ..libraries import require
from ..territories import normalised

if TYPE_CHECKING:
    from pandas import DataFrame, Series

_BLANKS = re.compile(r"[\s\u00a0\u202f]+")
_TRUE = {"true", "vrai", "oui", "1", "yes", "t"}
_DIVISION = re.compile(r"\d{1,2}")
_FALSE = {"false", "faux", "non", "0", "no", "f"}
_NOTHING = {"", "na", "nan", "none", "null", "nd", "n/a", "<na>"}
_LONGEST_NOTHING = max(map(len, _NOTHING))


def column(frame: DataFrame, name: str) -> Series:
    """A column, or one of nothing where the publisher left it out of this answer."""
    if name in frame.columns:
        return frame[name]
    return require("pandas").Series(None, index=frame.index, dtype="object")


def texts(cells: Series) -> Series:
    """Texts without blanks around, None where there is nothing (`NA`, `nan`, an empty text)."""
    found = cells.map(_text).astype("object")
    return found.where(found.notna(), None)  # pandas 3 would make NaN of None


def _text(cell: Any) -> str | None:
    if isinstance(cell, str):
        text = cell.strip()
    elif cell is None or (isinstance(cell, float) and math.isnan(cell)):
        return None
    elif isinstance(cell, float) and cell.is_integer():
        return str(int(cell))  # a code that pandas took for a number
    else:
        text = str(cell).strip()
    return None if len(text) <= _LONGEST_NOTHING and text.casefold() in _NOTHING else text


def numbers(cells: Series) -> Series:
    """Numbers as float64; NaN for what is withheld (`secret`, `s`), missing or no number.

    Takes French writing too: `1 234,5`. An infinite number is no number.
    """
    pandas, numpy = require("pandas"), require("numpy")
    if pandas.api.types.is_bool_dtype(cells):
        return pandas.Series(numpy.nan, index=cells.index, dtype="float64")
    if not pandas.api.types.is_numeric_dtype(cells):
        cells = cells.map(_plain_number)
    found = pandas.to_numeric(cells, errors="coerce").astype("float64")
    return found.where(numpy.isfinite(found))


def _plain_number(cell: Any) -> Any:
    if isinstance(cell, bool):
        return None
    if isinstance(cell, str):
        text = _BLANKS.sub("", cell)
        return text.replace(",", ".") if text.count(",") == 1 and "." not in text else text
    return cell if isinstance(cell, (int, float)) else None


def codes(cells: Series, width: int) -> Series:
    """Codes of `width` characters with the zeros that a number loses in front; None for none.

    `2691` read as a number is the commune `02691`; `2A004` stays.
    """
    found = texts(cells)
    short = found.notna() & (found.str.len() < width)
    return found.where(~short, found.str.zfill(width))


def truths(cells: Series) -> Series:
    """True, False or None, from booleans and from words such as "True", "oui" and "0"."""
    return texts(cells).map(_truth).astype("object")


def _truth(text: str | None) -> bool | None:
    word = (text or "").casefold()
    return True if word in _TRUE else False if word in _FALSE else None


def years(cells: Series) -> Series:
    """The year that stands first in a date or a number, as Int64; nothing before 1800."""
    pandas = require("pandas")
    found = texts(cells).str.extract(r"(?<!\d)((?:1[89]|20)\d\d)(?!\d)", expand=False)
    return pandas.to_numeric(found, errors="coerce").astype("Int64")


def nothing_as_none(values: Series) -> Series:
    """The same values as plain objects, None for whatever pandas takes for missing."""
    pandas = require("pandas")
    cells = values.to_numpy(dtype="object", copy=True)
    cells[values.isna().to_numpy()] = None
    return pandas.Series(cells, index=values.index, dtype="object")


def folded(cells: Series) -> Series:
    """Words in lower-case ASCII, None where there are none."""
    return nothing_as_none(texts(cells).map(normalised, na_action="ignore"))


def on_distinct(cells: Series, read: Callable[[Series], Series]) -> Series:
    """`read(cells)`, asked once of each distinct value: a million rows hold few different ones."""
    pandas, numpy = require("pandas"), require("numpy")
    numbered, distinct = pandas.factorize(cells.to_numpy())
    values = read(pandas.Series(list(distinct), dtype="object"))
    if values.dtype == "float64":
        known = numpy.append(values.to_numpy(), numpy.nan)
        return pandas.Series(known[numbered], index=cells.index)
    known = numpy.append(values.to_numpy(dtype="object"), None)
    known[pandas.isna(known)] = None
    return pandas.Series(known[numbered], index=cells.index, dtype="object")


def ids_of(cells: Series) -> Series:
    """Publishers' identifiers, None for what holds neither a letter nor a figure."""
    found = texts(cells)
    bare = found.map(normalised, na_action="ignore")
    return nothing_as_none(found.where(bare.notna() & (bare != "")))


def prefixed(prefix: str, names: Series) -> Series:
    """The texts with something before them, None where there is none."""
    return nothing_as_none(names.map(lambda text: f"{prefix}{text}", na_action="ignore"))


def slug(text: str) -> str:
    """A text as part of a key: plain letters, digits and hyphens."""
    return normalised(text).replace(" ", "-")


def divisions(cells: Series) -> Series:
    """NAF codes (`10`, `1`, `10.51C`, `2442Z`) as divisions of two digits, None for none."""
    return nothing_as_none(texts(cells).map(_division, na_action="ignore"))


def _division(text: str) -> str | None:
    found = _DIVISION.match(text)
    return found[0].zfill(2) if found else None
