"""The region's territories coloured by one indicator: a live page of the `text` template."""

from __future__ import annotations

import math
from collections.abc import Sequence

from qgis.core import (
    Qgis,
    QgsFillSymbol,
    QgsLayoutItemScaleBar,
    QgsLayoutItemShape,
    QgsLinePatternFillSymbolLayer,
    QgsLineSymbol,
    QgsMarkerSymbol,
    QgsPalLayerSettings,
    QgsProperty,
    QgsRectangle,
    QgsRuleBasedRenderer,
    QgsTextBufferSettings,
    QgsTextFormat,
    QgsVectorLayer,
    QgsVectorLayerSimpleLabeling,
)
from qgis.PyQt.QtGui import QColor

from ...french import number
from ...indicators.mapping import IndicatorMap, LegendLine, Ranked
from ...maps.layers import PERIMETERS, layer_title, load_table
from ...territories import perimeter_sentence
from ..furniture import add_map, put
from ..placement import Box
from ..texts import INK, text_format
from .pen import BODY, CELL, FAINT_CELL, NOTE, RIGHT, STRONG_CELL, SUBHEAD, Pen
from .sheet import Desk, Pages, Sheet

#: Below the coloured territories, top first.
_BASE = ("borders", "departments", "rivers", "land")
_NAMES = "placenames"
_TOWNS = "communes"
#: Enough towns to know where one is: those that a reader from elsewhere has heard of.
_SHOWN_TOWNS = '"is_prefecture" = 2 or ("is_prefecture" = 1 and "population" >= 40000)'
#: At this scale a sea is named once, where it is wide, and not where a strip of it is seen.
_SHOWN_NAMES = (
    """if("kind" = 'sea', x($geometry) = minimum(x($geometry), group_by:="name") """
    """and "name" not in ('Pas de Calais', 'Mer du Nord'), """
    """x($geometry) = maximum(x($geometry), group_by:="name"))"""
)
_BLANK = "Sans couleur : hors des territoires d'industrie choisis."
_AIR = 1.04
_PANEL = 78.0  # mm, for legend and list
_GAP = 4.0
_SWATCH = Box(0, 0, 7.0, 3.6)
_OUTLINE = "#4c5961"
#: What is not known, and what may not be told: told apart by the lines' slope.
_HATCHES = {False: 45.0, True: 135.0}
_HATCH = "#6b7278"
_STEP = 25_000
_RANK, _TOWN = 9.0, 6.5  # points
_BAR_STEP = 25.0  # km


def indicator_sheet(desk: Desk, shown: IndicatorMap) -> Sheet:
    """The page; its layers join the desk's project.

    Raises:
        MapError: the edition's perimeters cannot be read.
        TemplateError: the institution's template cannot be used.
    """
    note = f"{shown.sources}. {perimeter_sentence(shown.territories)}."
    pages = Pages(desk, shown.title, shown.title, shown.subtitle, shown.title, sources=note)
    pen, body = pages.turn()
    picture = Box(body.x, body.y, body.width - _PANEL - _GAP, body.height)
    panel = Box(picture.right + _GAP, body.y, _PANEL, body.height)
    perimeters = _perimeters(desk, shown)
    scale = _add_map(desk, pen, perimeters, picture)
    below = _add_legend(pen, shown, panel)
    below = _add_ranking(pen, shown.ranking, Box(panel.x, below, panel.width, 0), panel.bottom)
    _add_notes(pen, shown, scale, Box(panel.x, below, panel.width, panel.bottom - below))
    return pages.sheets[0]


# ---------------------------------------------------------------- the map


def _perimeters(desk: Desk, shown: IndicatorMap) -> QgsVectorLayer:
    """The perimeters, a rule for each class, named with their values."""
    layer = load_table(desk.edition, desk.catalogue.table(PERIMETERS), shown.title)
    root = QgsRuleBasedRenderer.Rule(None)
    for line in shown.legend:
        rule = QgsRuleBasedRenderer.Rule(symbol_of(line))
        rule.setFilterExpression(_one_of(line.members))
        rule.setLabel(line.text)
        root.appendChild(rule)
    layer.setRenderer(QgsRuleBasedRenderer(root))
    _name(layer, shown.ranking)
    desk.project.addMapLayer(layer)
    return layer


def symbol_of(line: LegendLine) -> QgsFillSymbol:
    """The fill of a class: its colour, or hatches on white."""
    symbol = QgsFillSymbol.createSimple(
        {"color": line.colour or "#ffffff", "outline_color": _OUTLINE, "outline_width": "0.3"}
    )
    if not line.colour:
        pattern = QgsLinePatternFillSymbolLayer()
        pattern.setLineAngle(_HATCHES[line.masked])
        pattern.setDistance(1.6)
        pattern.setSubSymbol(QgsLineSymbol.createSimple({"color": _HATCH, "width": "0.25"}))
        symbol.appendSymbolLayer(pattern)
    return symbol


def _one_of(names: Sequence[str]) -> str:
    return f'"territory" in ({", ".join(map(_quoted, names))})'


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _name(layer: QgsVectorLayer, ranking: Sequence[Ranked]) -> None:
    """The rank of each territory on its ground: its name and value stand beside it in the list."""
    cases = " ".join(
        f"when {_one_of([one.id])} then '{place}'" for place, one in enumerate(ranking, start=1)
    )
    names = QgsPalLayerSettings()
    names.fieldName = f"case {cases} end" if ranking else "''"
    names.isExpression = True
    names.setFormat(_haloed(_RANK, INK, bold=True))
    names.placement = Qgis.LabelPlacement.Horizontal
    names.priority = 10
    layer.setLabeling(QgsVectorLayerSimpleLabeling(names))
    layer.setLabelsEnabled(True)


def _haloed(size: float, colour: str, *, bold: bool = False) -> QgsTextFormat:
    letters = text_format(size, bold=bold, colour=colour)
    halo = QgsTextBufferSettings()
    halo.setEnabled(True)
    halo.setSize(0.6)
    halo.setColor(QColor("#ffffff"))
    letters.setBuffer(halo)
    return letters


def _towns(desk: Desk) -> QgsVectorLayer:
    """The largest towns as dots with their names, for orientation."""
    layer = _added(desk, _TOWNS)
    dot = {"size": "1.2", "color": INK, "outline_color": "#ffffff", "outline_width": "0.2"}
    rules = QgsRuleBasedRenderer(QgsMarkerSymbol.createSimple(dot))
    rules.rootRule().children()[0].setFilterExpression(_SHOWN_TOWNS)
    layer.setRenderer(rules)
    names = QgsPalLayerSettings()
    names.fieldName = f'if({_SHOWN_TOWNS}, "name", null)'
    names.isExpression = True
    names.setFormat(_haloed(_TOWN, INK))
    names.placement = Qgis.LabelPlacement.OrderedPositionsAroundPoint
    names.dist = 0.8
    names.distUnits = Qgis.RenderUnit.Millimeters
    layer.setLabeling(QgsVectorLayerSimpleLabeling(names))
    layer.setLabelsEnabled(True)
    return layer


def _place_names(desk: Desk) -> QgsVectorLayer:
    """Seas and neighbours, each named once."""
    layer = _added(desk, _NAMES)
    labeling = layer.labeling()
    if isinstance(labeling, QgsVectorLayerSimpleLabeling):
        names = labeling.settings()
        properties = names.dataDefinedProperties()
        shown = QgsProperty.fromExpression(_SHOWN_NAMES)
        properties.setProperty(QgsPalLayerSettings.Property.Show, shown)
        names.setDataDefinedProperties(properties)
        layer.setLabeling(QgsVectorLayerSimpleLabeling(names))
    return layer


def _add_map(desk: Desk, pen: Pen, perimeters: QgsVectorLayer, box: Box) -> float:
    """The map at the finest round scale at which all perimeters fit; the scale's denominator."""
    base = [_added(desk, name) for name in _BASE]
    layers = [_towns(desk), _place_names(desk), perimeters, *base]
    outline = perimeters.extent()
    needed = 1000 * _AIR * max(outline.width() / box.width, outline.height() / box.height)
    scale = math.ceil(needed / _STEP) * _STEP
    half_width, half_height = box.width * scale / 2000, box.height * scale / 2000
    centre = outline.center()
    extent = QgsRectangle(
        centre.x() - half_width,
        centre.y() - half_height,
        centre.x() + half_width,
        centre.y() + half_height,
    )
    item = add_map(pen.layout, "indicator_map", box, extent, layers)
    bar = QgsLayoutItemScaleBar(pen.layout)
    bar.setLinkedMap(item)
    bar.applyDefaultSettings()
    bar.setUnits(Qgis.DistanceUnit.Kilometers)
    bar.setUnitLabel("km")
    bar.setUnitsPerSegment(_BAR_STEP)
    bar.setNumberOfSegments(2)
    bar.setNumberOfSegmentsLeft(0)
    bar.setHeight(1.4)
    bar.setTextFormat(text_format(7))
    bar.setBackgroundEnabled(False)
    put(pen.layout, bar, "scale_bar", Box(box.x + 3, box.bottom - 11, 45, 9))
    return scale


def _added(desk: Desk, name: str) -> QgsVectorLayer:
    layer = load_table(desk.edition, desk.catalogue.table(name), layer_title(desk.catalogue, name))
    return desk.project.addMapLayer(layer)


# ---------------------------------------------------------------- beside it


def _add_legend(pen: Pen, shown: IndicatorMap, panel: Box) -> float:
    """Classes with their numbers of territories; the place below (mm)."""
    y = pen.write("legend_head", "Légende", SUBHEAD, panel.x, panel.y, panel.width)
    left = panel.x + _SWATCH.width + 2
    for line in shown.legend:
        count = len(line.members)
        words = f"{line.text} ({count} {'territoires' if count > 1 else 'territoire'})"
        swatch = Box(panel.x, y + 0.4, _SWATCH.width, _SWATCH.height)
        _add_swatch(pen, line, swatch)
        below = pen.write("legend_class", words, CELL, left, y + 0.4, panel.right - left)
        y = max(below, swatch.bottom + 0.6)
    if shown.method:
        y = pen.write("method", shown.method, NOTE, panel.x, y + 0.4, panel.width)
    return y + 2


def _add_swatch(pen: Pen, line: LegendLine, box: Box) -> None:
    shape = QgsLayoutItemShape(pen.layout)
    shape.setShapeType(QgsLayoutItemShape.Shape.Rectangle)
    shape.setSymbol(symbol_of(line))
    put(pen.layout, shape, pen.name("swatch"), box)


def _add_ranking(pen: Pen, ranking: Sequence[Ranked], place: Box, bottom: float) -> float:
    """Territories by value, each with its number on the map; the place below (mm)."""
    head = "Du plus grand au plus petit" if len(ranking) > 1 else "Valeur"
    y = pen.write("ranking_head", head, SUBHEAD, place.x, place.y, place.width)
    value_width = max((CELL.width(one.text) for one in ranking), default=0.0) + 1.5
    name_x = place.x + 6
    name_width = place.width - 6 - value_width - 1
    for rank, one in enumerate(ranking, start=1):
        kind = FAINT_CELL if not one.colour else CELL
        lines = kind.lines(one.title, name_width)
        below = pen.write_lines("rank_name", lines, kind, name_x, y, name_width)
        pen.write("rank", str(rank), STRONG_CELL, place.x, y, 5.5)
        pen.write(
            "rank_value", one.text, kind, place.right - value_width, y, value_width, align=RIGHT
        )
        y = below
    return y + 2


def _add_notes(pen: Pen, shown: IndicatorMap, scale: float, room: Box) -> None:
    text = " ".join((*shown.notes, _BLANK, f"Échelle 1:{number(scale)}."))
    kind = BODY._replace(size=6.5)
    lines = kind.lines(text, room.width)
    while kind.height(len(lines)) > room.height and kind.size > 5:
        kind = kind._replace(size=kind.size - 0.5)
        lines = kind.lines(text, room.width)
    pen.write_lines("notes", lines, kind, room.x, room.y, room.width)
