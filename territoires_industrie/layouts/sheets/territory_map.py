"""The small map of a portrait: outline, EPCI, towns, main roads, nothing of the four themes."""

from __future__ import annotations

import math

from qgis.core import (
    Qgis,
    QgsExpressionContextUtils,
    QgsMarkerSymbol,
    QgsPalLayerSettings,
    QgsPrintLayout,
    QgsProperty,
    QgsRectangle,
    QgsRuleBasedRenderer,
    QgsTextBufferSettings,
    QgsVectorLayer,
    QgsVectorLayerSimpleLabeling,
)
from qgis.PyQt.QtGui import QColor

from ...french import number
from ...maps.layers import (
    BASE_TABLES,
    PERIMETERS,
    TABLE_PROPERTY,
    TERRITORY_VARIABLE,
    add_locator_layer,
    file_of,
    layer_title,
    load_table,
    locator_in,
    perimeter_of,
)
from ...territories import Territory
from ..furniture import add_map
from ..placement import Box
from ..texts import FAINT_INK, INK, text_format
from .sheet import Desk

#: Top first: names, the territory's outline, limits and lines, the land.
TABLES = (
    "placenames",
    "communes",
    PERIMETERS,
    "epci",
    "borders",
    "departments",
    "roads",
    "waterways",
    "rail",
    "rivers",
    "land",
)
TOWNS = "communes"
_OWN = "coalesce(\"territory\", '') = @ti_territory"
#: The item's variable that says how many inhabitants a town must have to be named.
_LEAST = "ti_least_town"
#: Around the territory, only the towns that say where it is.
_SHOWN = (
    f'(({_OWN}) and "population" >= @{_LEAST}) '
    f'or "is_prefecture" > 0 or "population" >= max(50000, @{_LEAST})'
)
#: From 1 000 inhabitants to 50 000: QGIS weighs a name left out by a power of this, and must not
#: leave out a large town for two small ones.
PRIORITY = 'max(2, min(10, 2 + 8 * ln("population" / 1000.0) / ln(50)))'
#: The project's layers of this map are found again by this property.
_MARK = "territoires_industrie/portrait"
#: Land kept around the territory, as a factor of its size.
_AIR = 1.06
#: Scales are rounded to this, and never finer than 1:100 000 (DOMAIN 1).
_STEP = 25_000
_FINEST = 100_000


def add_territory_map(
    desk: Desk, layout: QgsPrintLayout, territory: Territory, box: Box, least_town: int
) -> float:
    """Draw the territory in a frame; the scale's denominator.

    Args:
        desk: project and edition.
        layout: the sheet.
        territory: whose outline stands out.
        box: the frame (mm).
        least_town: inhabitants from which on its towns are named.

    Raises:
        MapError: the edition has no outline for the territory.
    """
    layers = _layers(desk)
    outline = perimeter_of(layers[PERIMETERS], territory).boundingBox()
    extent, scale = _view(outline, box)
    drawn = [layers[name] for name in TABLES]
    item = add_map(layout, "territory_map", box, extent, drawn)
    for name, value in ((TERRITORY_VARIABLE, territory.id), (_LEAST, least_town)):
        QgsExpressionContextUtils.setLayoutItemVariable(item, name, value)
    return scale


def region_layers(desk: Desk) -> list[QgsVectorLayer]:
    """All perimeters, departments, land: the small map of the pages, top first."""
    locator = locator_in(desk.project)
    if locator is None or file_of(locator) != desk.edition.path:
        locator = add_locator_layer(desk.project, desk.edition, desk.catalogue)
    layers = _layers(desk)
    return [locator, layers["departments"], layers["land"]]


def scale_text(scale: float) -> str:
    """`échelle 1:350 000`."""
    return f"échelle 1:{number(scale)}"


def _view(outline: QgsRectangle, box: Box) -> tuple[QgsRectangle, float]:
    """The outline's surroundings (EPSG:2154) at the finest round scale at which they fit."""
    needed = 1000 * _AIR * max(outline.width() / box.width, outline.height() / box.height)
    scale = max(_FINEST, math.ceil(needed / _STEP) * _STEP)
    metres = scale / 1000
    width, height = box.width * metres, box.height * metres
    return QgsRectangle.fromCenterAndSize(outline.center(), width, height), scale


def _layers(desk: Desk) -> dict[str, QgsVectorLayer]:
    """The layers of the map: those that the project has of this edition already, else new ones.

    The base is the maps' own; outline, roads and canals are this map's, since each map has its own,
    and so are the towns, whose names have no symbols to give way to here.
    """
    layers: dict[str, QgsVectorLayer] = {}
    for layer in desk.project.mapLayers().values():
        if not isinstance(layer, QgsVectorLayer) or file_of(layer) != desk.edition.path:
            continue
        table = layer.customProperty(TABLE_PROPERTY, "")
        shared = table in BASE_TABLES and table != TOWNS
        if shared or layer.customProperty(_MARK):
            layers.setdefault(table, layer)
    for name in TABLES:
        if name not in layers:
            layers[name] = _added(desk, name)
    return layers


def _added(desk: Desk, name: str) -> QgsVectorLayer:
    """A layer of the project, so that the page stays live, but not of its tree."""
    layer = load_table(desk.edition, desk.catalogue.table(name), layer_title(desk.catalogue, name))
    layer.setCustomProperty(_MARK, True)
    if name == TOWNS:
        _name_towns(layer)
    return desk.project.addMapLayer(layer, False)


def _name_towns(layer: QgsVectorLayer) -> None:
    """Towns as dots with their names, the larger first, those of the territory before others."""
    dot = QgsMarkerSymbol.createSimple(
        {"size": "1.1", "color": INK, "outline_color": "#ffffff", "outline_width": "0.15"}
    )
    rules = QgsRuleBasedRenderer(dot)
    rules.rootRule().children()[0].setFilterExpression(_SHOWN)
    layer.setRenderer(rules)
    names = QgsPalLayerSettings()
    names.fieldName = f'if({_SHOWN}, "name", null)'
    names.isExpression = True
    letters = text_format(7)
    halo = QgsTextBufferSettings()
    halo.setEnabled(True)
    halo.setSize(0.6)
    halo.setColor(QColor("#fbfaf7"))
    letters.setBuffer(halo)
    names.setFormat(letters)
    names.placement = Qgis.LabelPlacement.OrderedPositionsAroundPoint
    names.dist = 0.8
    names.distUnits = Qgis.RenderUnit.Millimeters
    properties = names.dataDefinedProperties()
    size = 'case when "population" >= 50000 then 9 when "population" >= 15000 then 8 else 7 end'
    for key, expression in (
        (QgsPalLayerSettings.Property.Size, size),
        (QgsPalLayerSettings.Property.Bold, '"is_prefecture" = 2'),
        (QgsPalLayerSettings.Property.Color, f"if({_OWN}, '{INK}', '{FAINT_INK}')"),
        (QgsPalLayerSettings.Property.Priority, f"if({_OWN}, {PRIORITY}, 2)"),
        (QgsPalLayerSettings.Property.ZIndex, '"population" / 1000.0'),
    ):
        properties.setProperty(key, QgsProperty.fromExpression(expression))
    names.setDataDefinedProperties(properties)
    layer.setLabeling(QgsVectorLayerSimpleLabeling(names))
    layer.setLabelsEnabled(True)
