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
    item.zoomToExtent(filling(departments.extent(), rectangle_of(item)))
    item.setLayers([perimeters, departments, layers.base["land"]])
    item.setKeepLayerSet(True)
    QgsExpressionContextUtils.setLayoutItemVariable(item, TERRITORY_VARIABLE, territory.id)


def filling(extent: QgsRectangle, box: Box) -> QgsRectangle:
    """The extent with some air, grown to the box's proportions so that the map fills its frame."""
    metres = _AIR * max(extent.width() / box.width, extent.height() / box.height)
    width, height = box.width * metres, box.height * metres
    return QgsRectangle.fromCenterAndSize(extent.center(), width, height)
