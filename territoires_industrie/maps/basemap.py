"""The optional background of pages: IGN's Plan IGN, as one picture of a page's piece of land.

The tiles are asked for by the plugin's own client, not by QGIS' raster provider. So a mirror that
is a folder serves too, nobody but the mirror is asked where there is one, what was fetched prints
again without a network, and a service that fails is told in a sentence: QGIS leaves holes in
silence.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from osgeo import gdal, osr
from qgis.core import (
    QgsBilinearRasterResampler,
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCubicRasterResampler,
    QgsMapLayer,
    QgsProject,
    QgsRasterLayer,
    QgsRectangle,
)
from qgis.PyQt.QtGui import QImage

from ..errors import AtlasError
from ..french import long_date
from ..net.answer import Answer, NetworkError, Refused
from ..net.side_by_side import run_side_by_side
from .layers import MAP_CRS, TABLE_PROPERTY

if TYPE_CHECKING:
    from ..net.client import Client

TITLE = "Plan IGN"
#: Of the Géoplateforme: public, without a key, and without a limit of requests
#: (base-layers.md 5). `PM_0_19` is the set of tiles that its capabilities advertise.
ADDRESS = (
    "https://data.geopf.fr/wmts?SERVICE=WMTS&REQUEST=GetTile&VERSION=1.0.0"
    "&LAYER=GEOGRAPHICALGRIDSYSTEMS.PLANIGNV2&STYLE=normal&FORMAT=image/png"
    "&TILEMATRIXSET=PM_0_19&TILEMATRIX={zoom}&TILEROW={row}&TILECOL={column}"
)
ATTRIBUTION = "Plan IGN © IGN, Géoplateforme, consulté le {day} (Licence Ouverte 2.0)"
#: Tables of the base that the picture shows itself, and does not need twice.
SHOWN_BY_IT = ("rail", "rivers")

_TILE = 256  # pixels
_HALF_WORLD_M = 20_037_508.342789244
_DEEPEST = 19
#: How large the picture's own words print: its pixels, made for screens, at this many to the inch.
_PIXELS_PER_INCH = 150
_METRES_PER_INCH = 0.0254
#: Tiles of one page: A3 takes some 200. Beyond, the picture is coarser.
_MOST_TILES = 400
_AT_ONCE = 8
_PNG = b"\x89PNG\r\n\x1a\n"
_NOT_FOUND = 404
#: What is drawn over it must stand out, and the atlas' land and sea shine through.
_OPACITY, _SATURATION = 0.6, -40


class BasemapError(AtlasError):
    """The background could not be had; the message says why, and that pages do without."""


@dataclass(frozen=True)
class Basemap:
    """A picture to draw right above the land, and the line that the page owes for it."""

    layer: QgsRasterLayer
    attribution: str


@dataclass(frozen=True)
class _Tiles:
    """The tiles of one zoom that cover a rectangle: first and last columns and rows."""

    zoom: int
    west: int
    north: int
    east: int
    south: int

    @property
    def columns(self) -> int:
        return self.east - self.west + 1

    @property
    def rows(self) -> int:
        return self.south - self.north + 1

    @property
    def middle(self) -> tuple[int, int]:
        return (self.west + self.east) // 2, (self.north + self.south) // 2

    def places(self) -> Iterator[tuple[int, int]]:
        """Every (column, row), row by row."""
        for row in range(self.north, self.south + 1):
            for column in range(self.west, self.east + 1):
                yield column, row


def plan_ign(
    client: Client,
    extent: QgsRectangle,
    scale: float,
    folder: Path,
    cancelled: Callable[[], bool] = lambda: False,
) -> Basemap:
    """Fetch Plan IGN for a page's map; pages of one view share it.

    Args:
        client: asks the Géoplateforme, or the mirror in its place, or the cache alone.
        extent: what the map shows (EPSG:2154), `QgsLayoutItemMap.extent()`.
        scale: the map's scale denominator; it decides how large the picture's words print.
        folder: gets one GeoTIFF (EPSG:3857), which has to stay as long as the layer.
        cancelled: looked at often.

    Returns:
        A pale layer that is in no project yet, and the attribution with the oldest tile's day.

    Raises:
        BasemapError: one sentence for a warning; print without.
        Cancelled: the user stopped.
    """
    tiles = _tiles(extent, scale)
    answers = _fetched(client, tiles, cancelled)
    path = folder / f"plan-ign-{tiles.zoom}-{tiles.west}-{tiles.north}.tif"
    try:
        _write(path, tiles, answers)
    except (OSError, RuntimeError) as error:
        raise _without(str(error)) from error
    layer = QgsRasterLayer(str(path), TITLE, "gdal")
    if not layer.isValid():
        raise _without(f"{path.name}: {layer.error().message()}")
    _make_pale(layer)
    oldest = min(answer.retrieved_at for answer in answers.values() if answer is not None)
    return Basemap(layer, ATTRIBUTION.format(day=_day(oldest)))


def under(drawn: Sequence[QgsMapLayer], picture: QgsRasterLayer) -> list[QgsMapLayer]:
    """The layers of a map item, top first, with the picture right above the land.

    Land stays: it shows through the pale picture, and where the picture has nothing. So does the
    sea, which is the map item's background. The base's own rail and rivers give way.
    """
    found: list[QgsMapLayer] = []
    for layer in drawn:
        table = layer.customProperty(TABLE_PROPERTY)
        if table == "land":
            found.append(picture)
        if table not in SHOWN_BY_IT:
            found.append(layer)
    return found if picture in found else [*found, picture]


# ---------------------------------------------------------------- which tiles


def _tiles(extent: QgsRectangle, scale: float) -> _Tiles:
    """The tiles of a piece of land, of the zoom that prints best at a scale."""
    crs = (QgsCoordinateReferenceSystem(name) for name in (MAP_CRS, "EPSG:3857"))
    box = QgsCoordinateTransform(*crs, QgsProject.instance()).transformBoundingBox(extent)
    # A metre of Web Mercator is shorter on the ground, the further north the more.
    stretch = math.cosh(box.center().y() / (_HALF_WORLD_M / math.pi))
    wanted = scale * _METRES_PER_INCH / _PIXELS_PER_INCH * stretch
    zoom = round(math.log2(2 * _HALF_WORLD_M / _TILE / wanted))
    zoom = min(max(zoom, 0), _DEEPEST)
    tiles = _covering(box, zoom)
    while tiles.columns * tiles.rows > _MOST_TILES and zoom:
        zoom -= 1
        tiles = _covering(box, zoom)
    return tiles


def _covering(box: QgsRectangle, zoom: int) -> _Tiles:
    side = 2 * _HALF_WORLD_M / 2**zoom
    last = 2**zoom - 1

    def number(metres: float) -> int:
        return min(max(math.floor((metres + _HALF_WORLD_M) / side), 0), last)

    return _Tiles(
        zoom,
        number(box.xMinimum()),
        number(-box.yMaximum()),
        number(box.xMaximum()),
        number(-box.yMinimum()),
    )


# ---------------------------------------------------------------- asking


def _fetched(
    client: Client, tiles: _Tiles, cancelled: Callable[[], bool]
) -> dict[tuple[int, int], Answer | None]:
    """Every tile's answer, None for one that the service does not have; whole, or an error.

    The middle one comes first: a service that is down is then asked once, not for every tile.
    """

    def ask(place: tuple[int, int]) -> Answer | None:
        column, row = place
        address = ADDRESS.format(zoom=tiles.zoom, row=row, column=column)
        try:
            return client.get(address, check=_check)
        except Refused as error:
            if error.status == _NOT_FOUND and place != tiles.middle:
                return None  # at the sea and abroad there are no tiles of the deep zooms
            raise

    def job(place: tuple[int, int]) -> Callable[[], Answer | None]:
        return lambda: ask(place)

    answers: dict[tuple[int, int], Answer | None] = {}
    rest = [place for place in tiles.places() if place != tiles.middle]
    for places in ([tiles.middle], rest):
        jobs = {f"{column} {row}": job((column, row)) for column, row in places}
        done = run_side_by_side(jobs, _AT_ONCE, cancelled, lambda _name, _result: None)
        for place, result in zip(places, done.values(), strict=True):
            if isinstance(result, (NetworkError, BasemapError)):
                raise _without(result) from result
            if isinstance(result, Exception):
                raise result
            answers[place] = result
    return answers


def _check(answer: Answer) -> None:
    """Believe nothing but a tile of the right size; raises BasemapError."""
    if _picture(answer) is None:
        raise BasemapError("{host} gave no map tile", host=answer.url.split("/")[2])


def _picture(answer: Answer) -> QImage | None:
    content = answer.path.read_bytes()
    sizes = [int.from_bytes(part, "big") for part in (content[16:20], content[20:24])]
    if not content.startswith(_PNG) or sizes != [_TILE, _TILE]:  # never unpack another size
        return None
    picture = QImage.fromData(content)
    if picture.isNull():
        return None
    return picture.convertToFormat(QImage.Format.Format_RGBA8888)


def _without(reason: object) -> BasemapError:
    return BasemapError(
        "Plan IGN could not be fetched ({reason}): pages are printed on the plugin's own base.",
        reason=reason,
    )


# ---------------------------------------------------------------- one picture


def _write(path: Path, tiles: _Tiles, answers: dict[tuple[int, int], Answer | None]) -> None:
    """The tiles as one GeoTIFF in EPSG:3857; transparent where the service has none."""
    options = ["COMPRESS=DEFLATE", "TILED=YES", "PHOTOMETRIC=RGB", "ALPHA=YES"]
    size = tiles.columns * _TILE, tiles.rows * _TILE
    target = gdal.GetDriverByName("GTiff").Create(str(path), *size, 4, gdal.GDT_Byte, options)
    if target is None:
        raise OSError(gdal.GetLastErrorMsg())
    side = 2 * _HALF_WORLD_M / 2**tiles.zoom
    pixel = side / _TILE
    left, top = tiles.west * side - _HALF_WORLD_M, _HALF_WORLD_M - tiles.north * side
    target.SetGeoTransform((left, pixel, 0, top, 0, -pixel))
    crs = osr.SpatialReference()
    crs.ImportFromEPSG(3857)
    target.SetProjection(crs.ExportToWkt())
    for (column, row), answer in answers.items():
        picture = _picture(answer) if answer is not None else None
        if picture is None:
            continue
        bits = picture.constBits()
        bits.setsize(_TILE * _TILE * 4)
        target.WriteRaster(
            (column - tiles.west) * _TILE,
            (row - tiles.north) * _TILE,
            _TILE,
            _TILE,
            bytes(bits),
            band_list=[1, 2, 3, 4],
            buf_pixel_space=4,
            buf_line_space=4 * _TILE,
            buf_band_space=1,
        )
    target.FlushCache()


def _make_pale(layer: QgsRasterLayer) -> None:
    layer.setOpacity(_OPACITY)
    layer.hueSaturationFilter().setSaturation(_SATURATION)
    layer.resampleFilter().setZoomedInResampler(QgsCubicRasterResampler())
    layer.resampleFilter().setZoomedOutResampler(QgsBilinearRasterResampler())


def _day(moment: datetime) -> str:
    return long_date(moment.astimezone().date())
