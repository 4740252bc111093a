"""Publishers' cells as values: numbers, codes, texts, truths; what is withheld stays unknown."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING, Any

from ..libraries import require

if TYPE_CHECKING:
    from pandas import DataFrame, Series

_BLANKS = re.compile(r"[\s\u00a0\u202f]+")
_TRUE = {"true", "vrai", "oui", "1", "yes", "t"}
_FALSE = {"false", "faux", "non", "0", "no", "f"}
_NOTHING = {"", "na", "nan", "none", "null", "nd", "n/a", "<na>"}


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
    if cell is None or (isinstance(cell, float) and math.isnan(cell)):
        return None
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)  # a code that pandas took for a number
    text = str(cell).strip()
    return None if text.casefold() in _NOTHING else text


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
