"""The small map that says where the territory lies in the region."""

from __future__ import annotations

from qgis.core import (
    QgsExpressionContextUtils,
    QgsLayoutItemMap,
    QgsPrintLayout,
    QgsRectangle,
    QgsVectorLayer,
)

from ..maps.layers import TERRITORY_VARIABLE, ThemeLayers
from ..territories import Territory
from .placement import Box
from .templates import rectangle_of

#: Land kept around the region, as a factor of its size.
_AIR = 1.06


def fill_locator(
    layout: QgsPrintLayout,
    perimeters: QgsVectorLayer,
    layers: ThemeLayers,
    territory: Territory,
) -> None:
    """Draw the region, its departments, and the territory filled; a template may leave it out."""
    item = layout.itemById("locator")
    if not isinstance(item, QgsLayoutItemMap):
        return
    departments = layers.base["departments"]
    item.zoomToExtent(_filling(departments.extent(), rectangle_of(item)))
    item.setLayers([perimeters, departments, layers.base["land"]])
    item.setKeepLayerSet(True)
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
