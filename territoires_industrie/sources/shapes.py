"""Shapes as files give them: rows read by GDAL down to an area."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, NamedTuple

from osgeo import gdal, ogr, osr

from .. import geometry
from ..libraries import require
from .area import Area
from .boxes import Bounds, extent, meets
from .cells import decoded, mended, reader
from .crs import bounds_in, declared, epsg_by_magnitude
from .delimited import Unreadable, unique_names
from .errors import quoted

if TYPE_CHECKING:
    from pandas import DataFrame

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
        return shapes._replace(frame=mended(shapes.frame)) if path.endswith(".shp") else shapes


def layer_names(path: str, drivers: Sequence[str]) -> tuple[str, ...]:
    """The names of the layers, in their order; raises Unreadable."""
    with _quiet():
        dataset = _opened(path, drivers)
        return tuple(dataset.GetLayer(i).GetName() for i in range(dataset.GetLayerCount()))


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


# ---------------------------------------------------------------- GDAL's rows


def _rows(layer: ogr.Layer, wanted: Wanted, tick: Callable[[], None]) -> Shapes:
    pandas = require("pandas")
    definition = layer.GetLayerDefn()
    fields = [definition.GetFieldDefn(index) for index in range(definition.GetFieldCount())]
    names = unique_names(decoded(field.GetName()) for field in fields)
    readers = [reader(field, index) for index, field in enumerate(fields)]
    epsg, transformation = declared(layer.GetSpatialRef())
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


# ---------------------------------------------------------------- GDAL itself


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
