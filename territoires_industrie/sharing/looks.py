"""The atlas' symbols for a web page: read from styles/, as SVG pictures and plain strokes."""

from __future__ import annotations

import re
from typing import Any

from qgis.core import (
    QgsApplication,
    QgsCategorizedSymbolRenderer,
    QgsExpressionContext,
    QgsFeature,
    QgsGeometryGeneratorSymbolLayer,
    QgsLinePatternFillSymbolLayer,
    QgsSimpleFillSymbolLayer,
    QgsSimpleLineSymbolLayer,
    QgsSingleSymbolRenderer,
    QgsSvgMarkerSymbolLayer,
    QgsSymbol,
    QgsSymbolLayer,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QColor

from ..catalogue import Catalogue
from ..edition import Edition
from ..maps.layers import load_table
from ..maps.styles import sample_symbol

_ATTRIBUTE = re.compile(r'[\w:-]+="[^"]*"')
_ELEMENT = re.compile(rf"<(?P<name>\w+)(?P<attributes>(?:\s+{_ATTRIBUTE.pattern})*)\s*(?P<end>/?)>")
#: Values of a row by field that decide how it looks: `class`, `size`, `statut`, `position`, `rank`.
Attributes = dict[str, Any]


class Looks:
    """Symbols and paths, each once, in the order in which they were asked for.

    Attributes:
        symbols: `svg` (a whole drawing, without references to anything) and `size` (mm on paper).
        paths: `strokes`, bottom to top, of `colour`, `width` (mm) and `dashes` (mm); `fill` of
            `colour` and `opacity`; `hatch` of `colour`, `width` and `distance` (mm), and `angle`
            (degrees).
    """

    def __init__(self, edition: Edition, catalogue: Catalogue) -> None:
        self.symbols: list[dict[str, Any]] = []
        self.paths: list[dict[str, Any]] = []
        self._edition = edition
        self._catalogue = catalogue
        self._layers: dict[str, QgsVectorLayer] = {}

    def drawn_classes(self, table: str) -> set[str]:
        """The classes that the style of a table draws; rows of others are off the map."""
        renderer = self._layer(table).renderer()
        if not isinstance(renderer, QgsCategorizedSymbolRenderer):
            return set()
        return {str(category.value()) for category in renderer.categories()}

    def symbol(self, table: str, attributes: Attributes) -> int:
        """The number of a point's symbol; StyleError for a class that the style does not know."""
        sample = sample_symbol(self._layer(table), **attributes)
        part = next(part for part in sample if isinstance(part, QgsSvgMarkerSymbolLayer))
        words = {name: str(value.staticValue()) for name, value in part.parameters().items()}
        # Size and outline in millimetres: the outline comes out in the drawing's own units.
        drawing = QgsApplication.svgCache().svgContent(
            part.path(),
            part.size(),
            part.fillColor(),
            part.strokeColor(),
            part.strokeWidth(),
            1.0,
            0.0,
            True,
            words,
        )
        svg = _settled(bytes(drawing).decode("utf-8"))
        return _number_of({"svg": svg, "size": round(part.size(), 2)}, self.symbols)

    def path(self, table: str, attributes: Attributes) -> int:
        """The number of a line's or surface's look."""
        layer = self._layer(table)
        feature = QgsFeature(layer.fields())
        for name, value in {"key": "-", **attributes}.items():
            if layer.fields().lookupField(name) >= 0:
                feature[name] = value
        context = QgsExpressionContext()
        context.setFields(layer.fields())
        context.setFeature(feature)
        look: dict[str, Any] = {"strokes": []}
        for symbol in _symbols_of(layer, attributes.get("class")):
            _add_look(symbol, context, look)
        return _number_of(look, self.paths)

    def _layer(self, table: str) -> QgsVectorLayer:
        if table not in self._layers:
            self._layers[table] = load_table(self._edition, self._catalogue.table(table), table)
        return self._layers[table]


def _settled(svg: str) -> str:
    """A drawing that is the same at each run, with no word left that only QGIS understands.

    Qt writes attributes in an order of chance, and a parameter that a symbol does not set stays
    as `param(name) default`.
    """
    svg = re.sub(r"param\([\w-]+\)\s*", "", svg)
    svg = re.sub(r"<title>[^<]*</title>|\n|\sxmlns:xlink=\"[^\"]*\"", "", svg)
    return _ELEMENT.sub(_with_sorted_attributes, svg)


def _with_sorted_attributes(element: re.Match[str]) -> str:
    attributes = sorted(_ATTRIBUTE.findall(element["attributes"]))
    return f"<{' '.join([element['name'], *attributes])}{element['end']}>"


def _number_of(look: dict[str, Any], looks: list[dict[str, Any]]) -> int:
    if look not in looks:
        looks.append(look)
    return looks.index(look)


def _symbols_of(layer: QgsVectorLayer, key: str | None) -> list[QgsSymbol]:
    """The symbols of a class, or of a style without classes; copies, which outlive their style."""
    renderer = layer.renderer()
    if isinstance(renderer, QgsCategorizedSymbolRenderer):
        categories = renderer.categories()
        return [c.symbol().clone() for c in categories if str(c.value()) == key]
    return [renderer.symbol().clone()] if isinstance(renderer, QgsSingleSymbolRenderer) else []


def _add_look(symbol: QgsSymbol, context: QgsExpressionContext, look: dict[str, Any]) -> None:
    """Note what the parts of a symbol draw; plates and ticks along lines are paper's."""
    for part in symbol:
        if isinstance(part, QgsGeometryGeneratorSymbolLayer):
            _add_look(part.subSymbol(), context, look)
        elif isinstance(part, QgsSimpleLineSymbolLayer):
            look["strokes"].append(_stroke(part, context))
        elif isinstance(part, QgsLinePatternFillSymbolLayer):
            line = part.subSymbol().symbolLayer(0)
            look["hatch"] = {
                "colour": line.color().name(),
                "width": line.width(),
                "distance": part.distance(),
                "angle": part.lineAngle(),
            }
        elif isinstance(part, QgsSimpleFillSymbolLayer):
            look["fill"] = {
                "colour": part.fillColor().name(),
                "opacity": round(part.fillColor().alphaF(), 2),
            }
            if part.strokeStyle() != Qt.PenStyle.NoPen:
                look["strokes"].append(_plain_stroke(part.strokeColor(), part.strokeWidth(), []))


def _stroke(part: QgsSimpleLineSymbolLayer, context: QgsExpressionContext) -> dict[str, Any]:
    """A line as its style draws it for a row: a road is as wide as its rank, a project dashed."""
    properties = part.dataDefinedProperties()
    width, _ = properties.property(QgsSymbolLayer.Property.StrokeWidth).valueAsDouble(
        context, part.width()
    )
    own = ";".join(f"{x:g}" for x in part.customDashVector()) if part.useCustomDashPattern() else ""
    dashes, _ = properties.property(QgsSymbolLayer.Property.CustomDash).valueAsString(context, own)
    lengths = [float(x) for x in (dashes or "").split(";") if x]
    return _plain_stroke(part.color(), width, lengths)


def _plain_stroke(colour: QColor, width: float, dashes: list[float]) -> dict[str, Any]:
    return {"colour": colour.name(), "width": round(width, 2), "dashes": dashes}
