"""A page's scale, as a fraction and as a bar in kilometres."""

from __future__ import annotations

from qgis.core import QgsLayoutItemMap, QgsLayoutItemScaleBar, QgsPrintLayout

from ..french import number
from .templates import rectangle_of, write

#: Lengths (km) of which a bar is made.
_SEGMENTS = (1, 2, 5, 10, 20, 50, 100)
#: Share of its box that two segments may fill: figures stand beside them.
_SHARE = 0.7


def write_scale(layout: QgsPrintLayout, map_item: QgsLayoutItemMap) -> None:
    """Write the map's scale in label `scale` and bar `scale_bar`; a template may lack them."""
    scale = map_item.scale()
    write(layout, "scale", [f"Échelle 1:{number(round(scale, -3))} – Lambert-93"])
    bar = layout.itemById("scale_bar")
    if isinstance(bar, QgsLayoutItemScaleBar):
        bar.setLinkedMap(map_item)
        # A bar shrinks to its segments; the words above it tell the room for both.
        room = rectangle_of(layout.itemById("scale") or bar).width
        bar.setUnitsPerSegment(_segment_km(scale, room))


def _segment_km(scale: float, width: float) -> float:
    """The longest round length of which two segments fit in the width (mm)."""
    kilometres = width * _SHARE / 2 * scale / 1_000_000
    return max((length for length in _SEGMENTS if length <= kilometres), default=1)
