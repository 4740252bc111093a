"""Whether rows fit the catalogue: columns, types, closed lists of words, kinds of geometry.

What does not fit is told by table, column and row, before anything is written.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from numbers import Integral, Real
from typing import TYPE_CHECKING, Any, TypeAlias

from osgeo import ogr

from .errors import AtlasError

if TYPE_CHECKING:
    from pandas import DataFrame

    from .catalogue import AtlasLayer, Catalogue, Table

Columns: TypeAlias = "dict[str, list[Any]]"

# What every row of an atlas table must say: who it is, how precisely it stands where it is drawn,
# who may see it, and which source it comes from. Other columns may be left out, and are then null.
REQUIRED = ("key", "class", "position", "diffusion", "source")
NEVER_NULL = ("key", "position", "diffusion", "source")

GEOMETRIES = {
    "point": ogr.wkbPoint,
    "line": ogr.wkbMultiLineString,
    "polygon": ogr.wkbMultiPolygon,
    "none": ogr.wkbNone,
}
_PARTS = {ogr.wkbMultiLineString: ogr.wkbLineString, ogr.wkbMultiPolygon: ogr.wkbPolygon}


class EditionError(AtlasError):
    """An edition cannot be read or written; the message says what, where, and what to do."""


class MisfitError(EditionError):
    """A value does not fit the catalogue; `row` counts from 0, `reason` says what is wrong."""

    def __init__(self, table: str, column: str, row: int, reason: str) -> None:
        self.table = table
        self.column = column
        self.row = row
        self.reason = reason
        super().__init__(f'Table "{table}", column "{column}", row {row + 1}: {reason}.')


def check_tables(tables: Mapping[str, DataFrame], catalogue: Catalogue) -> None:
    """Let tables pass whose columns and words the catalogue knows, else raise EditionError."""
    known = {table.name for layer in catalogue.layers.values() for table in layer.tables}
    for name, frame in tables.items():
        if name not in known:
            raise EditionError(f'The catalogue has no table "{name}".')
        if len(frame) or len(frame.columns):
            _check_columns(frame, catalogue.layer_of(name), catalogue.table(name))
            _check_vocabularies(frame, catalogue.layer_of(name), catalogue.table(name))


def _check_columns(frame: DataFrame, layer: AtlasLayer, table: Table) -> None:
    known = {"geometry", *(field.name for field in table.fields)}
    for column in frame.columns:
        if column not in known:
            raise EditionError(
                f'Table "{table.name}" has a column "{column}" that the catalogue does not know.'
            )
    required = REQUIRED if layer.family == "atlas" else tuple(field.name for field in table.fields)
    for column in ("geometry", *required):
        if column not in frame.columns:
            raise EditionError(f'Table "{table.name}" lacks the column "{column}".')
    for column in NEVER_NULL if layer.family == "atlas" else ():
        missing = frame[column].isna().to_numpy()
        if missing.any():
            raise MisfitError(table.name, column, int(missing.argmax()), "a value is required")
    if layer.family == "atlas":
        _check_keys(frame, table)


def _check_keys(frame: DataFrame, table: Table) -> None:
    """Pages number and count objects by their keys."""
    repeated = frame["key"].duplicated().to_numpy()
    if repeated.any():
        row = int(repeated.argmax())
        reason = f"{frame['key'].iloc[row]!r} is the key of an earlier row too"
        raise MisfitError(table.name, "key", row, reason)


def _check_vocabularies(frame: DataFrame, layer: AtlasLayer, table: Table) -> None:
    """A word outside its closed list would be drawn by no symbol, or shown to everybody."""
    vocabularies = {field.name: set(field.values) for field in table.fields if field.values}
    for legend in layer.legends:
        if legend.table == table.name:
            keys = {legend_class.key for legend_class in legend.classes}
            # An empty class is one off the legend.
            vocabularies.setdefault(legend.field, set()).update({"", *keys})
    for column, words in vocabularies.items():
        if column not in frame.columns:
            continue
        strange = (frame[column].notna() & ~frame[column].isin(words)).to_numpy()
        if strange.any():
            row = int(strange.argmax())
            value = frame[column].iloc[row]
            raise MisfitError(table.name, column, row, f"{value!r} is none of {sorted(words)}")


def converted(frame: DataFrame, table: Table) -> Columns:
    """The columns as plain Python values that fit the schema, None where there is nothing.

    Geometries stay WKB in EPSG:2154, without Z. Raises MisfitError.
    """
    converters = {field.name: _CONVERTERS[field.type] for field in table.fields}
    converters["geometry"] = partial(_checked_wkb, wanted=GEOMETRIES[table.geometry])
    columns: Columns = {}
    for name in frame.columns:
        values = columns[name] = []
        pairs = zip(frame[name].tolist(), frame[name].isna(), strict=True)
        for row, (value, missing) in enumerate(pairs):
            try:
                values.append(None if missing else converters[name](value))
            except (ValueError, OverflowError) as error:  # an integer may be too large for a float
                raise MisfitError(table.name, name, row, str(error)) from error
    return columns


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError(f"{value!r} is not a text")
    if "\0" in value or any("\ud800" <= letter <= "\udfff" for letter in value):
        raise ValueError(f"{value!r} holds characters that a GeoPackage cannot store")
    return value


def _integer(value: object) -> int:
    if isinstance(value, Integral):
        number = int(value)
    elif isinstance(value, Real) and float(value).is_integer():
        number = int(float(value))  # pandas makes floats of integers beside nulls
    else:
        raise ValueError(f"{value!r} is not an integer")
    if not -(2**63) <= number < 2**63:
        raise ValueError(f"{number} is too large")
    return number


def _real(value: object) -> float:
    if not isinstance(value, Real) or not math.isfinite(value):
        raise ValueError(f"{value!r} is not a finite number")
    return float(value)


def _date(value: object) -> str:
    day = value if isinstance(value, date) else date.fromisoformat(_text(value))
    return day.isoformat()[:10]


_CONVERTERS: dict[str, Callable[[object], Any]] = {
    "text": _text,
    "integer": _integer,
    "real": _real,
    "date": _date,
}


def _checked_wkb(wkb: object, wanted: int) -> bytes:
    """The WKB without Z, once it is known to be a geometry that the table can hold."""
    shape = from_wkb(wkb)
    shape.FlattenTo2D()
    if shape.GetGeometryType() not in (wanted, _PARTS.get(wanted)):
        raise ValueError(f"a {shape.GetGeometryName()} does not fit here")
    west, east, south, north = shape.GetEnvelope()
    if shape.IsEmpty() or not all(map(math.isfinite, (west, east, south, north))):
        raise ValueError("the geometry is empty or has no finite coordinates")
    if max(abs(west), abs(east)) <= 180 and max(abs(south), abs(north)) <= 90:
        raise ValueError("these are degrees, where metres in EPSG:2154 are needed")
    return bytes(shape.ExportToIsoWkb(ogr.wkbNDR))


def from_wkb(wkb: object) -> ogr.Geometry:
    """The geometry of a WKB; ValueError when it is none, GDAL's exceptions on or off."""
    if not isinstance(wkb, (bytes, bytearray, memoryview)):
        raise ValueError(f"{type(wkb).__name__} is not WKB")
    try:
        shape = ogr.CreateGeometryFromWkb(bytes(wkb))
    except RuntimeError as error:  # GDAL with its exceptions on
        raise ValueError(f"the WKB is damaged ({error})") from error
    if shape is None:
        raise ValueError("the WKB is damaged")
    return shape
