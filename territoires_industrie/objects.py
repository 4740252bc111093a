"""The objects of a layer in an edition: one row each, measured, ready to be compared and counted.

An object is what bears one key within a layer; one that stands in two tables (a brownfield's
outline and its marker) is one object, told as in the first of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any

from . import geometry
from .catalogue import AtlasLayer, Field
from .edition.tracing import control_quantity
from .layers.columns import numbers
from .libraries import require
from .territories import Territory, perimeter

if TYPE_CHECKING:
    from pandas import DataFrame, Series

_GEOMETRY = "geometry"
_PLACE = (Field("x", "real", "X", "m"), Field("y", "real", "Y", "m"))
_TABLE = Field("table", "text", "Table")
# What every object has for the comparison, be it that an older catalogue did not know it.
_COMMON = tuple("name commune rattachement position source vintage note".split())
# Lines and surfaces are measured where no column of theirs says how large they are.
_MEASURES: dict[str, tuple[Field, Callable[[bytes], float]]] = {
    "line": (Field("length_km", "real", "Longueur", "km"), geometry.length_km),
    "polygon": (Field("area_ha", "real", "Surface", "ha"), geometry.area_ha),
}
MEASURES = tuple(field.name for field, _ in _MEASURES.values())
_POINT_WKB = b"\x01\x01\x00\x00\x00"  # little endian, two-dimensional; then x and y


def fields_of(layer: AtlasLayer) -> dict[str, Field]:
    """The fields of a layer's objects by name: its tables', its measures', and the table's name."""
    fields = {field.name: field for table in layer.tables for field in table.fields}
    for table in layer.tables:
        if table.geometry in _MEASURES:
            measured, _ = _MEASURES[table.geometry]
            fields.setdefault(measured.name, measured)
    return fields | {_TABLE.name: _TABLE}


def told_fields(layer: AtlasLayer, tables: Mapping[str, DataFrame]) -> set[str]:
    """The names of the fields that an edition's tables of the layer tell, or that are measured."""
    columns = {column for frame in tables.values() for column in frame.columns}
    catalogued = {field.name for table in layer.tables for field in table.fields}
    return {name for name in fields_of(layer) if name in columns or name not in catalogued}


def objects_of(layer: AtlasLayer, tables: Mapping[str, DataFrame]) -> DataFrame:
    """The objects of a layer by key, from its tables as `Edition.frame` reads them.

    Columns are those of `fields_of`, `geometry` (WKB), and `x`, `y` in EPSG:2154 (NaN unless it is
    a point). Texts are empty and numbers NaN where they are not known, or not in these tables.
    """
    pandas = require("pandas")
    fields = fields_of(layer) | {field.name: field for field in _PLACE}
    wanted = list(dict.fromkeys(["key", *fields, *_COMMON, _GEOMETRY]))
    parts = [
        _measured(tables[table.name], table.geometry).assign(table=table.name)
        for table in layer.tables
        if table.name in tables and len(tables[table.name])
    ]
    cells = [part.reindex(columns=wanted).astype("object") for part in parts]
    together = (
        pandas.concat(cells, ignore_index=True) if cells else pandas.DataFrame(columns=wanted)
    )
    together = together.drop_duplicates("key")
    for name in wanted:
        if name in fields and fields[name].type in ("real", "integer"):
            together[name] = numbers(together[name])
        elif name != _GEOMETRY:
            together[name] = _words(together[name])
    return together.set_index("key")


def keys_in(objects: DataFrame, territories: Iterable[Territory]) -> set[str]:
    """The keys of what belongs to the territories or, belonging to none, lies in one of them."""
    chosen = list(territories)
    attached = objects["rattachement"]
    inside = set(objects.index[attached.isin({territory.id for territory in chosen})])
    free = objects.loc[attached == "", _GEOMETRY].dropna()
    if free.empty:
        return inside
    outline = geometry.union(perimeter(territory) for territory in chosen)
    west, south, east, north = geometry.bounds(outline)

    def lies_there(wkb: bytes) -> bool:
        left, bottom, right, top = geometry.bounds(wkb)
        near = left <= east and right >= west and bottom <= north and top >= south
        return near and geometry.intersects(outline, wkb)

    return inside | set(free.index[free.map(lies_there).astype("bool")])


def quantity_of(layer: AtlasLayer) -> Field | None:
    """What proves that nothing was lost: the layer's control quantity, else its measure."""
    named = (control_quantity(layer, table) for table in layer.tables)
    measured = (_MEASURES[t.geometry][0].name for t in layer.tables if t.geometry in _MEASURES)
    return fields_of(layer).get(next((name for name in [*named, *measured] if name), ""))


def figures_of(old: DataFrame, new: DataFrame, quantity: Field | None) -> DataFrame:
    """Objects (`before`, `after`) and their sums (`sum_before`, `sum_after`) by `territory`.

    What belongs to no territory stands under the empty one; a sum of nothing known is NaN.
    """
    pandas = require("pandas")
    sides = {}
    for side, objects in (("before", old), ("after", new)):
        territory = objects["rattachement"]
        sides[side] = objects.groupby(territory).size()
        if quantity is not None:
            sides[f"sum_{side}"] = objects[quantity.name].groupby(territory).sum(min_count=1)
    together = pandas.DataFrame(sides).sort_index()
    together = together.reindex(columns=["before", "after", "sum_before", "sum_after"])
    for side in ("before", "after"):
        together[side] = together[side].fillna(0).astype("int64")
        together[f"sum_{side}"] = together[f"sum_{side}"].astype("float64")
    return together.rename_axis("territory").reset_index()


def _measured(rows: DataFrame, kind: str) -> DataFrame:
    """The rows with their place or their measure, as far as they have a shape."""
    if kind == "point":
        return rows.assign(**_places(rows[_GEOMETRY]))
    if kind not in _MEASURES:
        return rows
    field, measure = _MEASURES[kind]
    measured = numbers(rows[_GEOMETRY].map(measure, na_action="ignore"))
    given = numbers(rows[field.name]) if field.name in rows.columns else measured
    return rows.assign(**{field.name: given.where(given.notna(), measured)})


def _places(shapes: Series) -> dict[str, Any]:
    """The coordinates of points, read from their bytes all at once; NaN for anything else."""
    numpy = require("numpy")
    cells = shapes.to_numpy(dtype="object")
    is_point = shapes.map(_is_plain_point).to_numpy(dtype="bool")
    points = numpy.frombuffer(
        b"".join(cells[is_point]), dtype=[("head", "V5"), ("x", "<f8"), ("y", "<f8")]
    )
    places = {}
    for field in _PLACE:
        places[field.name] = numpy.full(len(cells), numpy.nan)
        places[field.name][is_point] = points[field.name]
    return places


def _is_plain_point(wkb: Any) -> bool:
    return isinstance(wkb, bytes) and len(wkb) == 21 and wkb.startswith(_POINT_WKB)


def _words(cells: Series) -> Series:
    """Texts, empty where there is nothing."""
    return cells.astype("object").where(cells.notna(), "").map(str).astype("object")
