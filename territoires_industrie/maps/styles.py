"""A table's symbols: styles/<table>.qml put on a layer, whole and independent of this machine.

The files are written by resources/rebuild/styles.py. They name icons by their path in the plugin;
here these are replaced by the icons' content, since a path means nothing on a colleague's machine
and a picture kept as SVG stays vector in the PDF (DESIGN 4).
"""

from __future__ import annotations

import base64
import re
from functools import lru_cache

from qgis.core import (
    QgsCategorizedSymbolRenderer,
    QgsExpressionContext,
    QgsFeature,
    QgsMarkerSymbol,
    QgsProperty,
    QgsPropertyCollection,
    QgsSvgMarkerSymbolLayer,
    QgsSymbol,
    QgsSymbolLayer,
    QgsVectorLayer,
)
from qgis.PyQt.QtGui import QColor
from qgis.PyQt.QtXml import QDomDocument

from ..catalogue import load_catalogue
from ..errors import AtlasError
from ..paths import ROOT

STYLE_FOLDER = ROOT / "styles"
_ICON = re.compile(r"resources/icons/[a-z-]+\.svg")


class StyleError(AtlasError):
    """A style is missing, damaged or not made for its layer; the message says which and why."""


def load_style(layer: QgsVectorLayer, table: str, style: str | None = None) -> None:
    """Give a layer the symbols and labels of a table of the catalogue, and its French headings.

    Args:
        layer: the layer.
        table: its table in the catalogue.
        style: the name of another style than the table's own, for a second view of it.

    Raises:
        StyleError: the table has no style, or QGIS refuses it for this layer.
    """
    name = style or table
    done, message = layer.importNamedStyle(style_document(name))
    if not done:
        raise StyleError(
            "Style {style} does not fit layer {layer}: {reason}",
            style=name,
            layer=layer.name(),
            reason=message,
        )
    for field in load_catalogue().table(table).fields:
        layer.setFieldAlias(layer.fields().lookupField(field.name), field.alias)


def style_document(table: str) -> QDomDocument:
    """Read a table's style with its icons inlined; a new document at each call.

    Raises:
        StyleError: the file or one of its icons is missing, or the file is no XML.
    """
    document = QDomDocument()
    done, message, line, _ = document.setContent(_style_text(table))
    if not done:
        raise StyleError(
            "Style 'styles/{table}.qml' is damaged at line {line}: {reason}.",
            table=table,
            line=line,
            reason=message,
        )
    return document


def sample_symbol(layer: QgsVectorLayer, **attributes: str) -> QgsSymbol:
    """The symbol that a styled layer gives to a row with these values, for a legend.

    The symbol is fixed: it needs no row to be drawn again, has neither number nor leader line, and
    is never faded. Without a `class` it is drawn in neutral grey where the style has a grey (the
    sizes of consumers), else as the first class.

    Args:
        layer: a layer that `load_style` has styled with categories.
        attributes: values by field: `class`, `size`, `statut`, `position`…

    Raises:
        StyleError: the style has no such class.
    """
    renderer = layer.renderer()
    if not isinstance(renderer, QgsCategorizedSymbolRenderer):
        raise StyleError("Style of layer '{layer}' has no classes.", layer=layer.name())
    feature = QgsFeature(layer.fields())
    for name, value in attributes.items():
        if layer.fields().lookupField(name) >= 0:
            feature[name] = value
    symbol = _symbol_of(renderer, attributes.get("class"), layer.name())
    if isinstance(symbol, QgsMarkerSymbol):
        _fix_pictures(symbol, feature)
    symbol.setDataDefinedProperties(QgsPropertyCollection())
    return symbol


def fade_symbol(symbol: QgsSymbol, whiteness: float) -> None:
    """Mix every colour of a sample with white, for a class that a page does not show.

    Args:
        symbol: changed in place, with the symbols inside it and the colours inside its pictures.
        whiteness: 0 changes nothing, 1 leaves a white shape.
    """
    for part in symbol:
        if part.subSymbol() is not None:
            fade_symbol(part.subSymbol(), whiteness)
        # All read before any is set: a part's colour and its fill are often one and the same.
        colour, fill, outline = part.color(), part.fillColor(), part.strokeColor()
        part.setColor(_paler(colour, whiteness))
        part.setFillColor(_paler(fill, whiteness))
        part.setStrokeColor(_paler(outline, whiteness))
        if isinstance(part, QgsSvgMarkerSymbolLayer):
            part.setParameters(
                {name: _paler_value(value, whiteness) for name, value in part.parameters().items()}
            )


@lru_cache(maxsize=64)
def _style_text(table: str) -> str:
    path = STYLE_FOLDER / f"{table}.qml"
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise StyleError(
            "Table '{table}' has no style: 'styles/{table}.qml' is missing.", table=table
        ) from None
    return _ICON.sub(lambda match: _inlined(match.group()), text)


@lru_cache(maxsize=64)
def _inlined(icon: str) -> str:
    try:
        content = (ROOT / icon).read_bytes()
    except FileNotFoundError:
        raise StyleError(
            "Icon '{icon}' is missing from the plugin: install it again.", icon=icon
        ) from None
    return "base64:" + base64.b64encode(content).decode("ascii")


def _symbol_of(
    renderer: QgsCategorizedSymbolRenderer, key: str | None, layer_name: str
) -> QgsSymbol:
    # Categories are copies which take their symbols with them: they must outlive the cloning.
    categories = renderer.categories()
    if key is None:
        return (renderer.sourceSymbol() or categories[0].symbol()).clone()
    index = renderer.categoryIndexForValue(key)
    if index < 0:
        raise StyleError(
            "Style of layer '{layer}' has no class '{key}'.", layer=layer_name, key=key
        )
    return categories[index].symbol().clone()


def _fix_pictures(symbol: QgsMarkerSymbol, feature: QgsFeature) -> None:
    """Reduce a symbol to its pictures, with what they derive from a row written down."""
    context = QgsExpressionContext()
    context.setFields(feature.fields())
    context.setFeature(feature)
    for index in reversed(range(symbol.symbolLayerCount())):
        part = symbol.symbolLayer(index)
        if not isinstance(part, QgsSvgMarkerSymbolLayer):
            symbol.deleteSymbolLayer(index)
            continue
        size = part.dataDefinedProperties().property(QgsSymbolLayer.Property.Size)
        part.setSize(size.valueAsDouble(context, part.size())[0])
        part.setParameters(
            {
                # Anew from its words: a property that has drawn a layer keeps what it was prepared
                # with, and clones share it.
                name: QgsProperty.fromValue(
                    QgsProperty.fromExpression(value.expressionString()).value(context)[0]
                )
                for name, value in part.parameters().items()
            }
        )
        part.setDataDefinedProperties(QgsPropertyCollection())


def _paler(colour: QColor, whiteness: float) -> QColor:
    levels = (colour.red(), colour.green(), colour.blue())
    return QColor(*(round(level + (255 - level) * whiteness) for level in levels), colour.alpha())


def _paler_value(value: QgsProperty, whiteness: float) -> QgsProperty:
    """A picture's parameter, paler where it is a colour."""
    text = str(value.staticValue())
    if not text.startswith("#"):
        return value
    return QgsProperty.fromValue(_paler(QColor(text), whiteness).name())
