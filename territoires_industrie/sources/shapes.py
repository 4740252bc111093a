"""Shapes as files give them: rows read by GDAL down to an area, and the CRS that they are in."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from osgeo import gdal, ogr, osr

from .. import geometry
from ..libraries import require
from .area import Area
from .delimited import Unreadable, unique_names
from .errors import quoted

if TYPE_CHECKING:
    from pandas import DataFrame

Bounds = tuple[float, float, float, float]

#: What degrees and metres can be in mainland France, Belgium's and Italy's neighbours included.
IN_DEGREES: Bounds = (-10, 40, 15, 53)
IN_LAMBERT93: Bounds = (-400_000, 5_900_000, 1_500_000, 7_300_000)

#: What else French files are in without saying so, after degrees and Lambert 93.
NAMED_CRS: Mapping[int, str] = {
    geometry.WGS84: "degrés WGS 84 (EPSG:4326)",
    geometry.LAMBERT93: "Lambert 93 (EPSG:2154)",
    3950: "CC50 (EPSG:3950)",
    3949: "CC49 (EPSG:3949)",
    27572: "Lambert II étendu (EPSG:27572)",
    32631: "UTM 31 Nord (EPSG:32631)",
    3857: "Mercator sphérique (EPSG:3857)",
}
_REGION: Bounds = (1.2, 48.6, 4.6, 51.3)  # the Hauts-de-France and what is near, in degrees

_SURE = 70  # per cent: the least confidence at which PROJ's match of a CRS is believed
_TICK = 500  # rows between two looks at whether the user stopped


class Shapes(NamedTuple):
    """Rows with a column `geometry` of WKB or None.

    Attributes:
        frame: the rows that were wanted.
        epsg: what their shapes are in, None without shapes.
        read: of how many rows.
        unplaced: how many of them lost a shape that could not be projected.
    """

    frame: DataFrame
    epsg: int | None
    read: int
    unplaced: int = 0


class Wanted(NamedTuple):
    """Which rows to keep: shapes whose box meets `area`, and rows without shape if `shapeless`."""

    area: Area | None = None
    shapeless: Callable[[Mapping[str, Any]], bool] = lambda row: True


def read_shapes(
    path: str,
    drivers: Sequence[str],
    layer: str = "",
    *,
    options: Sequence[str] = (),
    wanted: Wanted | None = None,
    tick: Callable[[], None] = lambda: None,
) -> Shapes:
    """The rows of a layer (the first unless named) of what GDAL opens at `path`.

    `drivers` are the only ones tried, so that a file's content never chooses another; `options`
    are theirs. A CRS that is no EPSG code is left for Lambert 93. `tick` is called now and then.

    Raises:
        Unreadable: GDAL does not read it, or not to its end.
    """
    with _quiet():
        found = _opened(path, drivers, options)
        layer_found = found.GetLayerByName(layer) if layer else found.GetLayer(0)
        if layer_found is None:
            raise Unreadable('it has no layer "{layer}"', layer=layer or "0")
        shapes = _rows(layer_found, wanted or Wanted(), tick)
        return shapes._replace(frame=_mended(shapes.frame)) if path.endswith(".shp") else shapes


def layer_names(path: str, drivers: Sequence[str]) -> tuple[str, ...]:
    """The names of the layers, in their order; raises Unreadable."""
    with _quiet():
        dataset = _opened(path, drivers)
        return tuple(dataset.GetLayer(i).GetName() for i in range(dataset.GetLayerCount()))


def _opened(path: str, drivers: Sequence[str], options: Sequence[str] = ()) -> gdal.Dataset:
    gdal.ErrorReset()
    dataset = gdal.OpenEx(
        path,
        gdal.OF_VECTOR | gdal.OF_READONLY,
        allowed_drivers=list(drivers),
        open_options=list(options),
    )
    _refuse_failure()
    if dataset is None:
        raise Unreadable("GDAL cannot open it (not a format that it knows)")
    return dataset


@contextmanager
def in_memory(content: bytes, name: str) -> Iterator[str]:
    """A path at which GDAL finds `content` for a while; nothing is written on any disk."""
    folder = f"/vsimem/{id(content):x}"
    gdal.FileFromMemBuffer(f"{folder}/{name}", content)
    try:
        yield f"{folder}/{name}"
    finally:
        for left in gdal.ReadDir(folder) or ():  # a driver may leave notes beside the file
            gdal.Unlink(f"{folder}/{left}")


@contextmanager
def configured(options: Mapping[str, str]) -> Iterator[None]:
    """GDAL with these settings, in this thread and for a while."""
    before = {name: gdal.GetThreadLocalConfigOption(name) for name in options}
    for name, value in options.items():
        gdal.SetThreadLocalConfigOption(name, value)
    try:
        yield
    finally:
        for name, value in before.items():
            gdal.SetThreadLocalConfigOption(name, value)


def extent(shapes: Iterable[bytes | None]) -> Bounds | None:
    """The box around all shapes, None where there is none."""
    boxes = [geometry.bounds(wkb) for wkb in shapes if wkb is not None]
    if not boxes:
        return None
    west, south, east, north = zip(*boxes, strict=True)
    return min(west), min(south), max(east), max(north)


def within(inner: Bounds, outer: Bounds) -> bool:
    """Whether a box lies in another."""
    return (
        inner[0] >= outer[0]
        and inner[1] >= outer[1]
        and inner[2] <= outer[2]
        and inner[3] <= outer[3]
    )


def swapped(shapes: Iterable[bytes | None]) -> list[bytes | None]:
    """The shapes with x and y exchanged: latitude first becomes longitude first."""
    return [None if wkb is None else _swapped(wkb) for wkb in shapes]


def epsg_by_magnitude(box: Bounds | None) -> int | None:
    """The CRS that a box of coordinates can only be in: one of the region's, else of France's."""
    if box is None:
        return None
    if within(box, IN_DEGREES):
        return geometry.WGS84
    told = (epsg for epsg, region in region_boxes().items() if within(box, region))
    return next(told, geometry.LAMBERT93 if within(box, IN_LAMBERT93) else None)


@lru_cache(maxsize=1)
def region_boxes() -> Mapping[int, Bounds]:
    """The box of the region in each of `NAMED_CRS`: none of them meets another."""
    return {epsg: _box_in(_REGION, epsg) for epsg in NAMED_CRS}


def bounds_in(area: Area, epsg: int) -> Bounds:
    """An area's box with its margin in another CRS: around its corners."""
    if epsg == geometry.LAMBERT93:
        return area.bounds_lambert93
    if epsg == geometry.WGS84:
        return area.bounds
    return _box_in(area.bounds, epsg)


def _box_in(box: Bounds, epsg: int) -> Bounds:
    """A box of degrees in another CRS: around its corners."""
    if epsg == geometry.WGS84:
        return box
    west, south, east, north = box
    transformation = osr.CoordinateTransformation(_reference(geometry.WGS84), _reference(epsg))
    corners = [(x, y) for x in (west, east) for y in (south, north)]
    placed = [transformation.TransformPoint(x, y)[:2] for x, y in corners]
    across, up = zip(*placed, strict=True)
    return min(across), min(up), max(across), max(up)


def meets(box: Bounds, other: Bounds) -> bool:
    """Whether two boxes share a point."""
    return box[0] <= other[2] and box[2] >= other[0] and box[1] <= other[3] and box[3] >= other[1]


# ---------------------------------------------------------------- GDAL's rows


def _rows(layer: ogr.Layer, wanted: Wanted, tick: Callable[[], None]) -> Shapes:
    pandas = require("pandas")
    definition = layer.GetLayerDefn()
    fields = [definition.GetFieldDefn(index) for index in range(definition.GetFieldCount())]
    names = unique_names(_decoded(field.GetName()) for field in fields)
    readers = [_reader(field, index) for index, field in enumerate(fields)]
    epsg, transformation = _declared(layer.GetSpatialRef())
    box = bounds_in(wanted.area, epsg) if wanted.area and epsg else None
    rows: list[dict[str, Any]] = []
    read = 0
    for feature in _features(layer):
        if read % _TICK == 0:
            tick()
        read += 1
        shape, around = _placed(feature.GetGeometryRef(), transformation)
        if around is not None and box is not None and not meets(around, box):
            continue
        row = {name: cell(feature) for name, cell in zip(names, readers, strict=True)}
        if shape is not None or wanted.shapeless(row):
            rows.append({**row, "geometry": shape})
    columns = [*(name for name in names if name != "geometry"), "geometry"]
    frame = pandas.DataFrame(rows, columns=columns, dtype="object")
    return _known(Shapes(frame, epsg, read), wanted.area)


def _features(layer: ogr.Layer) -> Iterator[ogr.Feature]:
    """The rows to the end; a file that breaks off ends too, and only GDAL's last error tells."""
    while True:
        gdal.ErrorReset()
        feature = layer.GetNextFeature()
        _refuse_failure()
        if feature is None:
            return
        yield feature


def _known(shapes: Shapes, area: Area | None) -> Shapes:
    """Rows whose file names no CRS get the one that their coordinates can only be in."""
    frame, epsg, read, _ = shapes
    if epsg is not None or frame["geometry"].isna().all():
        return Shapes(frame, epsg if frame["geometry"].notna().any() else None, read)
    epsg = epsg_by_magnitude(extent(frame["geometry"]))
    if epsg is None:
        raise Unreadable("its shapes are neither in degrees nor in Lambert 93, and name no CRS")
    if area is not None:
        box = bounds_in(area, epsg)
        near = [wkb is None or meets(geometry.bounds(wkb), box) for wkb in frame["geometry"]]
        frame = frame[near].reset_index(drop=True)
    return Shapes(frame, epsg, read)


def _placed(
    shape: ogr.Geometry | None, transformation: osr.CoordinateTransformation | None
) -> tuple[bytes | None, Bounds | None]:
    """A shape as WKB with its box; nothing of one that is empty or has no finite coordinates."""
    if shape is None or shape.IsEmpty():
        return None, None
    if shape.HasCurveGeometry():
        shape = shape.GetLinearGeometry()
    shape.FlattenTo2D()
    if transformation is not None and shape.Transform(transformation) != ogr.OGRERR_NONE:
        return None, None
    west, east, south, north = shape.GetEnvelope()
    if not all(math.isfinite(value) for value in (west, east, south, north)):
        return None, None
    return bytes(shape.ExportToIsoWkb(ogr.wkbNDR)), (west, south, east, north)


def _declared(
    reference: osr.SpatialReference | None,
) -> tuple[int | None, osr.CoordinateTransformation | None]:
    """A layer's CRS as an EPSG code, else Lambert 93 and the way there from what it is in."""
    if reference is None:
        return None, None
    for authority, code in _authorities(reference):
        if authority == "EPSG":
            return int(code), None
    reference.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    target = _reference(geometry.LAMBERT93)
    return geometry.LAMBERT93, osr.CoordinateTransformation(reference, target)


def _authorities(reference: osr.SpatialReference) -> Iterator[tuple[str | None, str]]:
    """The names that a CRS may go by: its own, then PROJ's matches (a .prj file names none)."""
    if reference.GetAuthorityName(None) == "OGC" and reference.GetAuthorityCode(None) == "CRS84":
        yield "EPSG", str(geometry.WGS84)
    yield reference.GetAuthorityName(None), reference.GetAuthorityCode(None)
    matches = [match for match, sureness in reference.FindMatches() or [] if sureness >= _SURE]
    codes = [(match.GetAuthorityName(None), match.GetAuthorityCode(None)) for match in matches]
    # RGF93's later realisations (v2, v2b) match as well and differ by millimetres.
    yield from sorted(codes, key=lambda code: code != ("EPSG", str(geometry.LAMBERT93)))


def _reference(epsg: int) -> osr.SpatialReference:
    reference = osr.SpatialReference()
    reference.ImportFromEPSG(epsg)
    reference.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    return reference


def _reader(field: ogr.FieldDefn, index: int) -> Callable[[ogr.Feature], Any]:
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
            return _decoded(value)
        return (
            value.decode("latin-1") if isinstance(value, (bytes, bytearray)) else plain_cell(value)
        )

    return cell


def _decoded(text: str) -> str:
    """A text of which GDAL did not know the encoding: a shapefile that has lost its .cpg."""
    raw = text.encode("utf-8", "surrogateescape")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace")


def _mended(frame: DataFrame) -> DataFrame:
    """A shapefile's texts in UTF-8 that GDAL took for Latin-1, since no .cpg file says so."""
    for name in frame.columns.drop("geometry"):
        cells = frame[name]
        foreign = cells.map(lambda cell: isinstance(cell, str) and not cell.isascii())
        if not foreign.any():
            continue
        mended = cells[foreign].map(_from_utf8)
        if mended.notna().all():
            frame.loc[foreign, name] = mended
    return frame


def _from_utf8(cell: str) -> str | None:
    try:
        return cell.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return None


@contextmanager
def _quiet() -> Iterator[None]:
    """GDAL without its words on the terminal; what it raises where somebody had it raise.

    No handler of ours takes the words: they may quote a broken file, and be no text.
    """
    gdal.PushErrorHandler("CPLQuietErrorHandler")
    try:
        yield
    except RuntimeError as error:
        raise Unreadable("GDAL cannot read it ({reason})", reason=quoted(str(error))) from error
    finally:
        gdal.PopErrorHandler()


def _refuse_failure() -> None:
    if gdal.GetLastErrorType() >= gdal.CE_Failure:
        words = gdal.GetLastErrorMsg().encode("utf-8", "replace").decode()
        raise Unreadable("GDAL cannot read it ({reason})", reason=quoted(words.rstrip(". ")))


def plain_cell(cell: Any) -> Any:
    """A cell that a table can hold: lists and objects as JSON text, no infinite numbers."""
    if isinstance(cell, (list, tuple, dict)):
        return json.dumps(cell, ensure_ascii=False)
    return None if isinstance(cell, float) and not math.isfinite(cell) else cell


def _swapped(wkb: bytes) -> bytes:
    shape = ogr.CreateGeometryFromWkb(wkb)
    shape.SwapXY()
    return bytes(shape.ExportToIsoWkb(ogr.wkbNDR))
