"""Cells of a file's table as GDAL gives them, and texts of which it did not know the encoding."""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from osgeo import ogr

if TYPE_CHECKING:
    from pandas import DataFrame


def reader(field: ogr.FieldDefn, index: int) -> Callable[[ogr.Feature], Any]:
    """How a column's cells are read: dates as ISO texts, truths as bool, the rest as it is."""
    is_date = field.GetType() in (ogr.OFTDate, ogr.OFTDateTime, ogr.OFTTime)
    is_truth = field.GetSubType() == ogr.OFSTBoolean

    def cell(feature: ogr.Feature) -> Any:
        if not feature.IsFieldSetAndNotNull(index):
            return None
        if is_date:
            return feature.GetFieldAsString(index).replace("/", "-")
        if is_truth:
            return bool(feature.GetFieldAsInteger(index))
        value = feature.GetField(index)
        if isinstance(value, str):
            return decoded(value)
        return (
            value.decode("latin-1") if isinstance(value, (bytes, bytearray)) else plain_cell(value)
        )

    return cell


def plain_cell(cell: Any) -> Any:
    """A cell that a table can hold: lists and objects as JSON text, no infinite numbers."""
    if isinstance(cell, (list, tuple, dict)):
        return json.dumps(cell, ensure_ascii=False)
    return None if isinstance(cell, float) and not math.isfinite(cell) else cell


def decoded(text: str) -> str:
    """A text of which GDAL did not know the encoding: a shapefile that has lost its .cpg."""
    raw = text.encode("utf-8", "surrogateescape")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace")


def mended(frame: DataFrame) -> DataFrame:
    """A shapefile's texts in UTF-8 that GDAL took for Latin-1, since no .cpg file says so."""
    for name in frame.columns.drop("geometry"):
        cells = frame[name]
        foreign = cells.map(lambda cell: isinstance(cell, str) and not cell.isascii())
        if not foreign.any():
            continue
        texts = cells[foreign].map(_from_utf8)
        if texts.notna().all():
            frame.loc[foreign, name] = texts
    return frame


def _from_utf8(cell: str) -> str | None:
    try:
        return cell.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return None
