"""Rows on their way into an answer, and what the faults of data do to them."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any

from osgeo import ogr
from places import RESOURCES, project
from replies import Request

Row = dict[str, Any]


@cache
def catalogue() -> dict[str, Any]:
    """The sources as the plugin's catalogue describes them."""
    path = RESOURCES / "catalogue" / "sources.json"
    return json.loads(path.read_text(encoding="utf-8"))


def expected(source: str) -> list[str]:
    return list(catalogue().get(source, {}).get("expected_columns", []))


def victim(request: Request, columns: Sequence[str], fault: str) -> str | None:
    """The column that a fault renames or drops: the one it names, else the last one expected."""
    named = request.faults.get(fault)
    if named:
        return named if named in columns else None
    for source in request.sources:
        for column in reversed(expected(source)):
            if column in columns:
                return column
    return columns[-1] if columns else None


def renaming(request: Request, columns: Sequence[str]) -> Callable[[Row], Row]:
    """What the faults of columns make of each row; without them, the row itself."""
    renamed = (
        victim(request, columns, "renamed-column") if request.faulty("renamed-column") else None
    )
    dropped = (
        victim(request, columns, "dropped-column") if request.faulty("dropped-column") else None
    )
    added = request.faulty("added-column")
    words = request.faulty("numbers-as-text")
    if not (renamed or dropped or added or words):
        return lambda row: row

    def change(row: Row) -> Row:
        out = {(f"{k}_2026" if k == renamed else k): v for k, v in row.items() if k != dropped}
        if words:
            out = {key: _as_text(value) for key, value in out.items()}
        return out | {"colonne_nouvelle": "nouveau"} if added else out

    return change


def _as_text(value: Any) -> Any:
    """A number as a French text, decimal comma: a silent change of type."""
    return str(value).replace(".", ",") if type(value) in {int, float} else value


def changed(rows: Sequence[Row], request: Request) -> list[Row]:
    if not rows:
        return []
    change = renaming(request, list(rows[0]))
    return [change(row) for row in rows]


def names(columns: Sequence[str], request: Request) -> list[str]:
    """The columns' names as the faults leave them."""
    return list(renaming(request, columns)(dict.fromkeys(columns)))


def present(rows: Sequence[Row], request: Request) -> list[Row]:
    """The rows that the service believes it has: none with `empty-array`."""
    return [] if request.faulty("empty-array") else list(rows)


def given(rows: Sequence[Row], request: Request) -> list[Row]:
    """The rows that it really sends: with `wrong-count`, fewer than it announces."""
    if request.faulty("wrong-count") and rows:
        return list(rows[: min(len(rows) - 1, int(len(rows) * 0.9))])
    return list(rows)


def page_start(request: Request, start: int) -> int:
    """Where a page begins; with `duplicate-page` the second is the first again."""
    return 0 if request.faulty("duplicate-page") else start


_MOST_SHAPES = 100_000
_SHAPES: dict[int, tuple[Row, ogr.Geometry | None]] = {}


def shape_of(row: Row) -> ogr.Geometry | None:
    """The row's shape in EPSG:4326, made once; keys line, parts, ring, point or geo_shape."""
    known = _SHAPES.get(id(row))
    if known is not None:
        return known[1]
    if len(_SHAPES) > _MOST_SHAPES:
        _SHAPES.clear()  # rows that a fault changed are new at each request
    made = _shape(row)
    shape = None if made is None else ogr.CreateGeometryFromJson(json.dumps(made))
    _SHAPES[id(row)] = (row, shape)  # the row too: an address is only its own while it lives
    return shape


def _shape(row: Row) -> dict[str, Any] | None:
    if row.get("geo_shape"):
        return row["geo_shape"]
    for column in ("coordonnees", "geo_point_2d", "geo_point_iris"):
        if row.get(column):
            return {"type": "Point", "coordinates": [row[column]["lon"], row[column]["lat"]]}
    if row.get("line"):
        return {"type": "LineString", "coordinates": row["line"]}
    if row.get("ring"):
        return {"type": "MultiPolygon", "coordinates": [[row["ring"]]]}
    point = row.get("point")
    if point and not math.isnan(point[0]):
        return {"type": "Point", "coordinates": list(point)}
    return None


def geojson(row: Row, *, epsg: int = 4326, z: bool = False, swap: bool = False) -> Any:
    """The row's shape as GeoJSON, moved, with heights, or with its axes in the wrong order."""
    point = row.get("point")
    if point and math.isnan(point[0]):
        return {"type": "Point", "coordinates": [math.nan, math.nan]}
    if epsg == 4326 or shape_of(row) is None:
        made = _shape(row)
    else:
        moved = project(shape_of(row), epsg)
        made = json.loads(moved.ExportToJson(["COORDINATE_PRECISION=3"]))
    if made is None or not (z or swap):
        return made
    return made | {"coordinates": _bent(made["coordinates"], z, swap)}


def _bent(at: Any, z: bool, swap: bool) -> Any:
    if isinstance(at[0], int | float):
        x, y = (at[1], at[0]) if swap else (at[0], at[1])
        return [x, y, 42.7] if z else [x, y]
    return [_bent(part, z, swap) for part in at]


SHAPE_KEYS = {"line", "ring", "point", "parts"}


def properties(row: Mapping[str, Any]) -> Row:
    """The row without its shape."""
    return {key: value for key, value in row.items() if key not in SHAPE_KEYS}
