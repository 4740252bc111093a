"""Where the rows of a user's table are: columns of coordinates as shapes, and shapes as asked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from .. import french, geometry
from ..libraries import require
from ..territories import normalised
from .boxes import Bounds, within
from .crs import IN_DEGREES, IN_LAMBERT93, NAMED_CRS, region_boxes, swapped
from .delimited import Unreadable

if TYPE_CHECKING:
    from pandas import DataFrame, Series

#: Column names, as `normalised` writes them: the first found are taken.
_PAIRS: tuple[tuple[str, str], ...] = (
    ("longitude", "latitude"),
    ("lon", "lat"),
    ("long", "lat"),
    ("lng", "lat"),
    ("longitude wgs84", "latitude wgs84"),
    ("lon wgs84", "lat wgs84"),
    ("x wgs84", "y wgs84"),
    ("x", "y"),
    ("x l93", "y l93"),
    ("x lambert93", "y lambert93"),
    ("x lambert 93", "y lambert 93"),
    ("coord x", "coord y"),
    ("coordonnee x", "coordonnee y"),
    ("coordonnees x", "coordonnees y"),
    ("coordonneex", "coordonneey"),
    ("xcoord", "ycoord"),
    ("est", "nord"),
)
_WKT = ("wkt", "geometry", "geometrie", "geom", "the geom", "geompoint", "geometry wkt")
_TOGETHER = ("coordonnees", "coordonnees gps", "gps", "geo point 2d", "geopoint", "lat lon")
_WKT_HEAD = re.compile(r"\s*(?:SRID=\d+;)?\s*(?:MULTI)?(?:POINT|LINESTRING|POLYGON)", re.IGNORECASE)
_BOXES: dict[int, Bounds] = {geometry.WGS84: IN_DEGREES, geometry.LAMBERT93: IN_LAMBERT93}
#: How far from the region a site of its file may be, and the share of cells that must be places.
_FAR_M, _NEARLY_ALL = 300_000.0, 0.8
_TURNED = "coordonnées inversées, remises en ordre."
_PAIR = re.compile(r"\s*\[?\s*(-?\d+(?:[.,]\d+)?)\s*[,;/ ]\s*(-?\d+(?:[.,]\d+)?)\s*\]?\s*")


def names_a_place(column: str) -> bool:
    """Whether positions are looked for in a column of that name."""
    return normalised(column) in {*_WKT, *_TOGETHER, *(name for pair in _PAIRS for name in pair)}


def with_places(
    frame: DataFrame,
    epsg: int | None,
    wanted: int | None = None,
    named: tuple[str, str] | None = None,
) -> tuple[DataFrame, int | None, list[str]]:
    """The rows with a column `geometry`, what it is in, and notes (French) on what has none.

    Where the file has no shapes they are made from a column of WKT, a column of "latitude,
    longitude", or two columns of coordinates (`named`, else by their headings, else two that hold
    places of the region alone). What they are in is `wanted`, else what their magnitude says;
    latitude and longitude exchanged are put right where all of them show it. Columns stay.

    Raises:
        Unreadable: coordinates that are in nothing that is known.
    """
    if "geometry" in frame and frame["geometry"].map(type).eq(bytes).any():
        return _declared(frame, epsg, wanted)
    columns = {normalised(name): name for name in reversed(list(frame.columns))}
    finders = (_from_wkt, _from_pairs, _from_columns, _from_values)
    for find in (partial(_from_named, named), *finders):
        shapes = find(frame, columns)
        if shapes is not None and any(wkb is not None for wkb in shapes):
            placed, found, notes = in_their_crs(shapes, wanted)
            frame = frame.drop(columns="geometry", errors="ignore")
            frame["geometry"] = require("pandas").Series(placed, index=frame.index, dtype="object")
            return frame, found, [*notes, *_unplaced(frame["geometry"])]
    frame = frame.drop(columns="geometry", errors="ignore").assign(geometry=None)
    return frame, None, ["aucune coordonnée trouvée."]


def _declared(
    frame: DataFrame, epsg: int | None, wanted: int | None
) -> tuple[DataFrame, int | None, list[str]]:
    """Shapes in the CRS that the user says, else their file, unless that is plainly wrong."""
    shapes = frame["geometry"]
    if wanted is None and epsg is not None and not _is_astray(shapes, epsg):
        return frame, epsg, _unplaced(shapes)
    try:
        placed, found, notes = in_their_crs(list(shapes), wanted)
    except Unreadable:
        return frame, epsg, _unplaced(shapes)
    if found not in (epsg, wanted):
        notes = [*notes, f"système de coordonnées déclaré à tort, lu en EPSG:{found}."]
    frame = frame.assign(
        geometry=require("pandas").Series(placed, index=frame.index, dtype="object")
    )
    return frame, found, [*notes, *_unplaced(frame["geometry"])]


def _is_astray(shapes: Series, epsg: int) -> bool:
    """Whether no shape can be in France in the CRS that its file declares (degrees or Lambert)."""
    box = _BOXES.get(epsg)
    there = [wkb for wkb in shapes if wkb is not None]
    return box is not None and not any(within(geometry.bounds(wkb), box) for wkb in there)


def in_their_crs(
    shapes: Sequence[bytes | None], wanted: int | None = None
) -> tuple[list[bytes | None], int, list[str]]:
    """The shapes in the CRS that is wanted, else that most of them can only be in, and notes.

    The region is looked at first, for its places are those of one CRS only; then the whole country,
    in degrees and Lambert 93. Shapes out of reach of that CRS are left out. Where none is in its
    place as it is written, but with its coordinates exchanged, all are turned.

    Raises:
        Unreadable: in none that is known.
    """
    turned = swapped(shapes)
    if wanted is not None:
        box = region_boxes().get(wanted)
        if box is None or _count(shapes, box) >= _count(turned, box):
            return _reached(shapes, wanted), wanted, []
        return _reached(turned, wanted), wanted, [_TURNED]
    if found := _in_region(shapes, turned):
        return found
    for candidates, notes in ((shapes, []), (turned, [_TURNED])):
        by_crs = {epsg: _inside(candidates, box) for epsg, box in _BOXES.items()}
        epsg = max(by_crs, key=lambda code: sum(wkb is not None for wkb in by_crs[code]))
        if any(wkb is not None for wkb in by_crs[epsg]):
            return by_crs[epsg], epsg, notes
    raise Unreadable("its coordinates are neither degrees nor Lambert 93 metres in France")


def _in_region(
    shapes: Sequence[bytes | None], turned: Sequence[bytes | None]
) -> tuple[list[bytes | None], int, list[str]] | None:
    """The CRS in which at least half of the shapes are in the region, None where there is none."""
    boxes = region_boxes()
    most = sum(wkb is not None for wkb in shapes) / 2
    for candidates, notes in ((shapes, []), (turned, [_TURNED])):
        bounds = [None if wkb is None else geometry.bounds(wkb) for wkb in candidates]
        for epsg, box in boxes.items():
            if sum(each is not None and within(each, box) for each in bounds) >= most:
                wide = _BOXES.get(epsg) or _widened(box)
                kept = [
                    wkb if each is not None and within(each, wide) else None
                    for wkb, each in zip(candidates, bounds, strict=True)
                ]
                told = [] if epsg in _BOXES else [f"coordonnées lues en {NAMED_CRS[epsg]}."]
                return kept, epsg, [*notes, *told]
    return None


def _reached(shapes: Sequence[bytes | None], epsg: int) -> list[bytes | None]:
    """The shapes that are in or near France in that CRS: degrees among metres are no place."""
    box = _BOXES.get(epsg)
    return _inside(shapes, box) if box else [_near_france(wkb, epsg) for wkb in shapes]


def _near_france(wkb: bytes | None, epsg: int) -> bytes | None:
    try:
        there = wkb is not None and within(
            geometry.bounds(geometry.to_lambert93(wkb, epsg)), IN_LAMBERT93
        )
    except geometry.GeometryError:
        return None
    return wkb if there else None


def _count(shapes: Iterable[bytes | None], box: Bounds) -> int:
    return sum(wkb is not None for wkb in _inside(shapes, box))


def _widened(box: Bounds) -> Bounds:
    west, south, east, north = box
    return west - _FAR_M, south - _FAR_M, east + _FAR_M, north + _FAR_M


def of_the_kind(frame: DataFrame, wanted: str) -> tuple[DataFrame, list[str]]:
    """The rows with shapes of a table's kind: a point inside stands for a line or polygon.

    Raises:
        Unreadable: points where lines or polygons are wanted, or one of these for the other.
    """
    kinds = frame["geometry"].map(lambda wkb: None if wkb is None else geometry.kind(wkb))
    other = kinds.notna() & (kinds != wanted)
    if wanted == "none" or not other.any():
        return frame, []
    if wanted != "point":
        raise Unreadable(
            "its row {row} has a {found} where a {wanted} is wanted",
            row=int(other.to_numpy().argmax()) + 1,
            found=kinds[other].iloc[0],
            wanted=wanted,
        )
    frame = frame.copy()
    frame.loc[other, "geometry"] = frame.loc[other, "geometry"].map(geometry.inner_point)
    return frame, [f"contours représentés par un point : {french.number(int(other.sum()))}."]


def in_lambert93(frame: DataFrame, epsg: int | None) -> DataFrame:
    """The rows with shapes in EPSG:2154, None where a shape cannot be projected."""
    if epsg in (None, geometry.LAMBERT93):
        return frame

    def projected(wkb: bytes | None) -> bytes | None:
        try:
            return None if wkb is None else geometry.to_lambert93(wkb, epsg or geometry.WGS84)
        except geometry.GeometryError:
            return None

    return frame.assign(geometry=frame["geometry"].map(projected))


def _from_wkt(frame: DataFrame, columns: dict[str, str]) -> list[bytes | None] | None:
    column = next((columns[name] for name in _WKT if name in columns), None)
    if column is None or not frame[column].map(_is_wkt).any():
        return None
    return [_of_wkt(cell) for cell in frame[column]]


def _is_wkt(cell: object) -> bool:
    return isinstance(cell, str) and bool(_WKT_HEAD.match(cell))


def _of_wkt(cell: object) -> bytes | None:
    if not isinstance(cell, str):
        return None
    try:
        wkb = geometry.from_wkt(cell.partition(";")[2] if cell.upper().startswith("SRID") else cell)
        geometry.bounds(wkb)
    except geometry.GeometryError:
        return None
    return wkb


def _from_pairs(frame: DataFrame, columns: dict[str, str]) -> list[bytes | None] | None:
    """A cell of two numbers, the latitude first as everybody writes it."""
    column = next((columns[name] for name in _TOGETHER if name in columns), None)
    if column is None:
        return None
    found = frame[column].map(lambda cell: _PAIR.fullmatch(cell) if isinstance(cell, str) else None)
    lat, lon = (_numbers(found.map(lambda pair, g=g: pair[g] if pair else None)) for g in (1, 2))
    return _points(lon, lat)


def _from_columns(frame: DataFrame, columns: dict[str, str]) -> list[bytes | None] | None:
    for across, up in _PAIRS:
        if across in columns and up in columns:
            return _points(_numbers(frame[columns[across]]), _numbers(frame[columns[up]]))
    return None


def _from_named(
    named: tuple[str, str] | None, frame: DataFrame, _columns: dict[str, str]
) -> list[bytes | None] | None:
    if named is None:
        return None
    across, up = named
    return _points(_numbers(frame[across]), _numbers(frame[up]))


def _from_values(frame: DataFrame, _columns: dict[str, str]) -> list[bytes | None] | None:
    pair = _pair_of_places(frame)
    return None if pair is None else _from_named(pair, frame, {})


def _pair_of_places(frame: DataFrame) -> tuple[str, str] | None:
    """Two neighbouring columns of numbers that are places of the region, nearly all of them."""
    names = [name for name in frame.columns if name != "geometry"]
    for first, second in zip(names, names[1:], strict=False):
        x, y = _numbers(frame[first]), _numbers(frame[second])
        filled = int((frame[first].notna() | frame[second].notna()).sum())
        for pair, a, b in (((first, second), x, y), ((second, first), y, x)):
            if any(_mostly_in(a, b, box, filled) for box in region_boxes().values()):
                return pair
    return None


def place_columns(frame: DataFrame, named: tuple[str, str] | None = None) -> tuple[str, ...]:
    """The columns that `with_places` reads positions from, none where the rows have shapes."""
    if "geometry" in frame and frame["geometry"].map(type).eq(bytes).any():
        return ()
    columns = {normalised(name): name for name in reversed(list(frame.columns))}
    if named is not None:
        return named
    for single, find in ((_WKT, _from_wkt), (_TOGETHER, _from_pairs)):
        if any(find(frame, columns) or ()):
            return (next(columns[name] for name in single if name in columns),)
    pairs = [(columns[a], columns[b]) for a, b in _PAIRS if a in columns and b in columns]
    if pairs and any(_from_columns(frame, columns) or ()):
        return pairs[0]
    return _pair_of_places(frame) or ()


def _mostly_in(x: Series, y: Series, box: Bounds, filled: int) -> bool:
    west, south, east, north = box
    there = x.between(west, east) & y.between(south, north)
    return filled > 0 and bool(there.sum() >= _NEARLY_ALL * filled)


def _numbers(cells: Series) -> Series:
    texts = cells.map(lambda cell: "".join(str(cell).split()).replace(",", "."))
    numbers: Series = require("pandas").to_numeric(texts, errors="coerce").astype("float64")
    return numbers.where(numbers.abs() < 1e9)  # an infinite coordinate is none


def _points(x: Iterable[float], y: Iterable[float]) -> list[bytes | None]:
    known = ((a, b, a == a and b == b and (a, b) != (0, 0)) for a, b in zip(x, y, strict=True))
    return [geometry.point(a, b) if placed else None for a, b, placed in known]


def _inside(shapes: Iterable[bytes | None], box: Bounds) -> list[bytes | None]:
    return [
        wkb if wkb is not None and within(geometry.bounds(wkb), box) else None for wkb in shapes
    ]


def _unplaced(shapes: Series) -> list[str]:
    without = int(shapes.isna().sum())
    return [f"lignes sans position lisible : {french.number(without)}."] if without else []
