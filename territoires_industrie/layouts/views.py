"""Which piece of land a frame shows, at which scale."""

from __future__ import annotations

from qgis.core import QgsRectangle

from .placement import Box
from .symbols import View

#: Scales that a reader can reckon with; none finer than 1:100 000 (DOMAIN 1, public safety).
SCALES = (100_000, 125_000, 150_000, 200_000, 250_000, 300_000, 350_000, 400_000, 500_000, 750_000)
#: Land kept around the territory, as a factor of its size.
_AIR = 1.04


def view_of(extent: QgsRectangle, frame: Box) -> View:
    """The piece of land shown in a frame: the extent's centre at the finest round scale that fits.

    Args:
        extent: the territory's bounding box, EPSG:2154.
        frame: the map's frame (mm).
    """
    needed = 1000 * _AIR * max(extent.width() / frame.width, extent.height() / frame.height)
    scale = next((scale for scale in SCALES if scale >= needed), -(-needed // 100_000) * 100_000)
    metres = scale / 1000
    shown = QgsRectangle.fromCenterAndSize(
        extent.center(), frame.width * metres, frame.height * metres
    )
    return View(shown, scale)
