"""The small map that says where the territory lies in the region."""

from __future__ import annotations

from qgis.core import QgsExpressionContextUtils, QgsPrintLayout, QgsRectangle, QgsVectorLayer

from ..maps.layers import TERRITORY_VARIABLE, ThemeLayers
from ..territories import Territory
from .furniture import add_map
from .placement import Box

#: Land kept around the region, as a factor of its size.
_AIR = 1.06


def add_locator(
    layout: QgsPrintLayout,
    perimeters: QgsVectorLayer,
    layers: ThemeLayers,
    territory: Territory,
    box: Box,
) -> None:
    """Draw the region, its departments, and the territory filled."""
    departments = layers.base["departments"]
    item = add_map(
        layout,
        "locator",
        box,
        _filling(departments.extent(), box),
        [perimeters, departments, layers.base["land"]],
    )
    QgsExpressionContextUtils.setLayoutItemVariable(item, TERRITORY_VARIABLE, territory.id)


def _filling(extent: QgsRectangle, box: Box) -> QgsRectangle:
    """The extent with some air, grown to the box's proportions so that the map fills its frame."""
    shown = QgsRectangle(extent)
    shown.scale(_AIR)
    ratio = box.width / box.height
    if shown.width() / shown.height() < ratio:
        missing = shown.height() * ratio - shown.width()
        shown.setXMinimum(shown.xMinimum() - missing / 2)
        shown.setXMaximum(shown.xMaximum() + missing / 2)
    else:
        missing = shown.width() / ratio - shown.height()
        shown.setYMinimum(shown.yMinimum() - missing / 2)
        shown.setYMaximum(shown.yMaximum() + missing / 2)
    return shown
