"""Geometry on WKB bytes, done by GDAL, which is always there with QGIS.

Geometries travel as two-dimensional little-endian WKB, so that a table of them is plain data:
it can be written, compared and sent to another thread. Measures are taken in Lambert-93
(EPSG:2154), the legal projection of metropolitan France, whose unit is the metre.

GDAL reports a failure by an exception or by an empty answer, depending on a switch that the whole
process shares. The switch belongs to QGIS: this module leaves it alone and understands both ways.
"""

from __future__ import annotations

import json
import math
import threading
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from typing import Any

from osgeo import gdal, ogr, osr

LAMBERT93 = 2154
WGS84 = 4326

_SQUARE_METRES_PER_HECTARE = 10_000
_METRES_PER_KILOMETRE = 1_000
_KINDS = {0: "point", 1: "line", 2: "polygon"}
_CONTAINERS = (
    ogr.wkbGeometryCollection,
    ogr.wkbMultiPoint,
    ogr.wkbMultiLineString,
    ogr.wkbMultiPolygon,
)


class GeometryError(ValueError):
    """A geometry that cannot be read, projected or computed with; the message says why."""


# ---------------------------------------------------------------- reading and writing


def from_wkt(text: str) -> bytes:
    """WKB of a well-known text; coordinates are kept, Z and M are dropped.

    Raises GeometryError when the text is not a geometry.
    """
    return _wkb(_made(f"WKT {text[:60]!r}", ogr.CreateGeometryFromWkt, text))


def from_geojson(geometry: str | Mapping[str, Any]) -> bytes:
    """WKB of a GeoJSON geometry, given as text or as the parsed object; coordinates are kept.

    Raises GeometryError when it is not a geometry.
    """
    text = geometry if isinstance(geometry, str) else json.dumps(geometry)
    return _wkb(_made(f"GeoJSON {text[:60]!r}", ogr.CreateGeometryFromJson, text))


def point(x: float, y: float) -> bytes:
    """WKB of the point (x, y), in whatever CRS the two numbers are.

    Raises GeometryError when a coordinate is not a finite number.
    """
    if not (math.isfinite(x) and math.isfinite(y)):
        raise GeometryError(f"A point needs two finite coordinates, not ({x}, {y}).")
    geometry = ogr.Geometry(ogr.wkbPoint)
    geometry.AddPoint_2D(x, y)
    return _wkb(geometry)


def rectangle(west: float, south: float, east: float, north: float) -> bytes:
    """A rectangle as a polygon's WKB, in whatever CRS its sides are given."""
    corners = ((west, south), (east, south), (east, north), (west, north), (west, south))
    return from_wkt("POLYGON ((" + ", ".join(f"{x!r} {y!r}" for x, y in corners) + "))")


def to_wkt(wkb: bytes) -> str:
    """Well-known text of a geometry, coordinates in full precision."""
    text: str = _read(wkb).ExportToWkt()
    return text


def to_geojson(wkb: bytes, digits: int = 5) -> dict[str, Any]:
    """GeoJSON geometry, coordinates rounded to `digits` decimals (5 in degrees: a metre)."""
    text = _read(wkb).ExportToJson(options=[f"COORDINATE_PRECISION={digits}"])
    parsed: dict[str, Any] = json.loads(text)
    return parsed


def kind(wkb: bytes) -> str:
    """'point', 'line' or 'polygon', single or multiple (for a mixture: its highest dimension)."""
    return _KINDS[_read(wkb).GetDimension()]


def bounds(wkb: bytes) -> tuple[float, float, float, float]:
    """(xmin, ymin, xmax, ymax) in the geometry's own units.

    Raises GeometryError when the geometry is empty: nothing has no bounds.
    """
    xmin, xmax, ymin, ymax = _filled(wkb).GetEnvelope()
    return xmin, ymin, xmax, ymax


def is_valid(wkb: bytes) -> bool:
    """Whether rings close, have points enough and cross neither themselves nor each other."""
    return bool(_called("Validation", _read(wkb).IsValid))


def parts(wkb: bytes) -> list[bytes]:
    """The single geometries of a multiple one or of a collection; a single one alone."""
    return [_wkb(part) for part in _parts(_read(wkb))]


# ---------------------------------------------------------------- projection


def to_lambert93(wkb: bytes, epsg: int = WGS84) -> bytes:
    """The geometry in EPSG:2154; `epsg` says what it is in, longitude before latitude.

    Raises GeometryError when the CRS is unknown or a coordinate falls outside the projection.
    """
    return _projected(wkb, epsg, LAMBERT93)


def to_wgs84(wkb: bytes, epsg: int = LAMBERT93) -> bytes:
    """The geometry in EPSG:4326, longitude before latitude; `epsg` says what it is in.

    Raises GeometryError when the CRS is unknown or a coordinate falls outside the projection.
    """
    return _projected(wkb, epsg, WGS84)


def _projected(wkb: bytes, source: int, target: int) -> bytes:
    geometry = _read(wkb)
    if source == target or geometry.IsEmpty():
        return _wkb(geometry)
    transformation = _transformation(source, target, threading.get_ident())
    _must_succeed(
        f"Projection from EPSG:{source} to EPSG:{target}", geometry.Transform, transformation
    )
    if not all(math.isfinite(value) for value in geometry.GetEnvelope()):
        raise GeometryError(
            f"The geometry cannot be projected from EPSG:{source} to EPSG:{target}."
        )
    return _wkb(geometry)


@lru_cache(maxsize=64)
def _transformation(source: int, target: int, _thread: int) -> osr.CoordinateTransformation:
    """One transformation per pair of CRS and per thread: PROJ's contexts may not be shared."""
    return osr.CoordinateTransformation(_reference(source), _reference(target))


def _reference(epsg: int) -> osr.SpatialReference:
    reference = osr.SpatialReference()
    _must_succeed(f"EPSG:{epsg}", reference.ImportFromEPSG, epsg)
    reference.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    return reference


# ---------------------------------------------------------------- operations


def union(parts: Iterable[bytes]) -> bytes:
    """One geometry covering all `parts`, which share a CRS; inner limits of polygons disappear.

    Raises GeometryError when there is no part.
    """
    geometries = [_read(wkb) for wkb in parts]
    if not geometries:
        raise GeometryError("A union needs at least one geometry.")
    if all(geometry.GetDimension() == 2 for geometry in geometries):
        return _wkb(_made("Union", _gathered(geometries).UnionCascaded))
    total = geometries[0]
    for geometry in geometries[1:]:
        total = _made("Union", total.Union, geometry)
    return _wkb(total)


def clip(wkb: bytes, mask: bytes) -> bytes | None:
    """The part of a geometry inside `mask` (same CRS), None when there is none.

    Only pieces of the geometry's own dimension are kept: a polygon that touches the mask along a
    line is outside.
    """
    geometry = _read(wkb)
    inside = _made("Clip", geometry.Intersection, _read(mask))
    return _of_dimension(inside, geometry.GetDimension())


def difference(wkb: bytes, mask: bytes) -> bytes | None:
    """The part of a geometry outside `mask` (same CRS), None when there is none."""
    geometry = _read(wkb)
    outside = _made("Difference", geometry.Difference, _read(mask))
    return _of_dimension(outside, geometry.GetDimension())


def buffer(wkb: bytes, distance: float) -> bytes:
    """The zone within `distance` of a geometry, in its own units (metres in EPSG:2154)."""
    return _wkb(_made("Buffer", _read(wkb).Buffer, distance))


def boundary(wkb: bytes) -> bytes:
    """The rings of a polygon as lines, the ends of a line as points."""
    return _wkb(_made("Boundary", _filled(wkb).Boundary))


def simplify(wkb: bytes, tolerance: float) -> bytes:
    """The shape with fewer points, none further than `tolerance` (its own units) from the first.

    Rings neither vanish nor cross themselves; neighbours simplified apart may come apart.
    """
    return _wkb(_made("Simplification", _read(wkb).SimplifyPreserveTopology, tolerance))


def rounded(wkb: bytes, step: float) -> bytes:
    """The geometry with every corner on a grid of `step` metres: no more can be told of it."""
    geometry = _filled(wkb)
    _round(geometry, step)
    return _wkb(geometry)


def intersects(first: bytes, second: bytes) -> bool:
    """Whether two geometries of one CRS share at least a point."""
    return bool(_called("Comparison", _read(first).Intersects, _read(second)))


def contains(outer: bytes, inner: bytes) -> bool:
    """Whether `inner` lies wholly in `outer` (same CRS)."""
    return bool(_called("Comparison", _read(outer).Contains, _read(inner)))


def centroid(wkb: bytes) -> bytes:
    """The centre of gravity, perhaps outside a bent shape; raises GeometryError when empty."""
    return _wkb(_made("Centroid", _filled(wkb).Centroid))


def inner_point(wkb: bytes) -> bytes:
    """A point that is certainly on the shape, for a label; raises GeometryError when empty."""
    return _wkb(_made("Point on surface", _filled(wkb).PointOnSurface))


# ---------------------------------------------------------------- measures, in EPSG:2154


def area_m2(wkb: bytes) -> float:
    """Area in m² of a polygon in EPSG:2154 (0 for points and lines)."""
    geometry = _read(wkb)
    return float(geometry.GetArea()) if geometry.GetDimension() == 2 else 0.0


def area_ha(wkb: bytes) -> float:
    """Area in hectares of a polygon in EPSG:2154."""
    return area_m2(wkb) / _SQUARE_METRES_PER_HECTARE


def area_km2(wkb: bytes) -> float:
    """Area in km² of a polygon in EPSG:2154."""
    return area_m2(wkb) / _METRES_PER_KILOMETRE**2


def length_km(wkb: bytes) -> float:
    """Length in km of a line in EPSG:2154; of a polygon, its whole boundary."""
    geometry = _read(wkb)
    measured = geometry.Boundary() if geometry.GetDimension() == 2 else geometry
    return float(measured.Length()) / _METRES_PER_KILOMETRE


def distance_m(first: bytes, second: bytes) -> float:
    """Shortest distance in metres between two geometries in EPSG:2154 (0 when they meet).

    Raises GeometryError when one is empty.
    """
    return float(_called("Distance", _filled(first).Distance, _filled(second)))


# ---------------------------------------------------------------- GDAL, tamed


def _read(wkb: bytes) -> ogr.Geometry:
    geometry = _made("WKB", ogr.CreateGeometryFromWkb, bytes(wkb))
    geometry.FlattenTo2D()
    return geometry


def _round(geometry: ogr.Geometry, step: float) -> None:
    for each in range(geometry.GetGeometryCount()):
        _round(geometry.GetGeometryRef(each), step)
    for each in range(geometry.GetPointCount()):
        x, y = geometry.GetX(each), geometry.GetY(each)
        geometry.SetPoint_2D(each, step * round(x / step), step * round(y / step))


def _filled(wkb: bytes) -> ogr.Geometry:
    geometry = _read(wkb)
    if geometry.IsEmpty():
        raise GeometryError("The geometry is empty.")
    return geometry


def _wkb(geometry: ogr.Geometry) -> bytes:
    geometry.FlattenTo2D()
    return bytes(geometry.ExportToIsoWkb(ogr.wkbNDR))


def _made(what: str, make: Callable[..., ogr.Geometry | None], *arguments: object) -> ogr.Geometry:
    """The geometry that GDAL makes, or a GeometryError saying what was being made."""
    geometry = _called(what, make, *arguments)
    if geometry is None:
        raise GeometryError(f"{what} is not possible: {_last_error()}.")
    return geometry


def _must_succeed(what: str, act: Callable[..., int], *arguments: object) -> None:
    if _called(what, act, *arguments) != ogr.OGRERR_NONE:
        raise GeometryError(f"{what} is not possible: {_last_error()}.")


def _called(what: str, function: Callable[..., Any], *arguments: object) -> Any:
    gdal.ErrorReset()
    gdal.PushErrorHandler("CPLQuietErrorHandler")
    try:
        return function(*arguments)
    except RuntimeError as error:
        raise GeometryError(f"{what} is not possible: {error}.") from error
    finally:
        gdal.PopErrorHandler()


def _last_error() -> str:
    return gdal.GetLastErrorMsg().rstrip(". ") or "GDAL gives no reason"


def _gathered(polygons: Iterable[ogr.Geometry]) -> ogr.Geometry:
    gathered = ogr.Geometry(ogr.wkbMultiPolygon)
    for polygon in polygons:
        for part in _parts(polygon):
            gathered.AddGeometry(part)
    return gathered


def _of_dimension(geometry: ogr.Geometry, dimension: int) -> bytes | None:
    """The pieces of one dimension, as one geometry; None when there is none."""
    kept = [
        part for part in _parts(geometry) if not part.IsEmpty() and part.GetDimension() == dimension
    ]
    if not kept:
        return None
    if len(kept) == 1:
        return _wkb(kept[0])
    multiple = ogr.Geometry(
        (ogr.wkbMultiPoint, ogr.wkbMultiLineString, ogr.wkbMultiPolygon)[dimension]
    )
    for part in kept:
        multiple.AddGeometry(part)
    return _wkb(multiple)


def _parts(geometry: ogr.Geometry) -> list[ogr.Geometry]:
    """The single geometries of a multiple one, of a collection, or the geometry itself."""
    if ogr.GT_Flatten(geometry.GetGeometryType()) not in _CONTAINERS:
        return [geometry]
    members = (geometry.GetGeometryRef(index) for index in range(geometry.GetGeometryCount()))
    return [part.Clone() for member in members for part in _parts(member)]
