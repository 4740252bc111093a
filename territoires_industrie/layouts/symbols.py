"""What a map page has to place: symbols with their sizes on paper, and the texts beside them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from qgis.core import (
    QgsExpressionContext,
    QgsExpressionContextScope,
    QgsExpressionContextUtils,
    QgsFeature,
    QgsFeatureRequest,
    QgsMarkerSymbol,
    QgsPalLayerSettings,
    QgsRectangle,
    QgsSimpleMarkerSymbolLayer,
    QgsSingleSymbolRenderer,
    QgsSvgMarkerSymbolLayer,
    QgsSymbolLayer,
    QgsVectorLayer,
)

from .placement import Mark, Name
from .texts import line_height, width_of

#: Positions at which a name would stand on a false spot: a number and a list instead (DOMAIN 2).
APPROXIMATE = ("iris", "commune")


#: A site this heavy (kW, or MWh a year) comes before any smaller one of its precision.
_HEAVY = 6e6
#: What a text may be wider on the map than measured (mm): every version of QGIS draws letters a
#: shade differently.
_NAME_AIR = 0.6
#: What a letter takes more (mm) where a style spaces letters by a point: QGIS 3.40 spaces them so
#: much wider in a PDF than in a picture, and neither must lose its last letters.
_SPACED = 2.7 * 25.4 / 72


@dataclass(frozen=True)
class Site:
    """One symbol of the page with what its row says; its key is `key_of` its table and row."""

    key: str
    table: str
    territory: str
    name: str
    commune: str
    kind: str
    status: str
    approximate: bool
    verified: bool
    mark: Mark
    power_kw: float = 0.0


@dataclass(frozen=True)
class Numbering:
    """Numbers given from outside, so that paper and workbook call a site by the same one.

    A map that is numbered so names no site: each bears its number and stands in the list.

    Attributes:
        numbers: by `key_of` of each site.
        besides: paragraphs for the list of a theme's map, by its id: what has no symbol to number.
    """

    numbers: Mapping[str, int]
    besides: Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class View:
    """The piece of land that a map frame shows, in Lambert-93 metres, and its scale."""

    extent: QgsRectangle
    scale: float

    def on_paper(self, x: float, y: float) -> tuple[float, float]:
        """Ground coordinates -> millimetres from the frame's top left corner."""
        metres_per_mm = self.scale / 1000
        return (
            (x - self.extent.xMinimum()) / metres_per_mm,
            (self.extent.yMaximum() - y) / metres_per_mm,
        )


def key_of(table: str, key: str) -> str:
    """What a row is called among all of a page: two tables may know the same site.

    The styles look their rows up under the same words (resources/rebuild/styles.py).
    """
    return f"{table}/{key}"


def sites_in(layer: QgsVectorLayer, table: str, view: View) -> list[Site]:
    """The point symbols of one layer inside the view, with their radius on paper (mm)."""
    # The categories own their symbols, so they are held as long as these are looked at.
    categories = layer.renderer().categories()
    symbols = {str(category.value()): category.symbol() for category in categories}
    context = _context(layer, view.scale)
    sites = []
    for feature in layer.getFeatures(QgsFeatureRequest(view.extent)):
        symbol = symbols.get(_text(feature, "class"))
        if symbol is not None:
            context.setFeature(feature)
            sites.append(_site(feature, table, view, symbol, context))
    return sites


def _mark_of(symbol: QgsMarkerSymbol, context: QgsExpressionContext) -> tuple[float, float]:
    """Half the width (mm) of a symbol for a row, and how far its number's badge would reach on."""
    radius = _radius(symbol, context)
    reaches = [
        max(_badge_shift(part, context)) + part.size() / 2
        for part in symbol
        if isinstance(part, QgsSimpleMarkerSymbolLayer)
    ]
    return radius, max(0.0, max(reaches, default=0.0) - radius)


def _badge_shift(
    badge: QgsSimpleMarkerSymbolLayer, context: QgsExpressionContext
) -> tuple[float, float]:
    """Where the style puts a badge, from the symbol's centre (mm)."""
    offset = badge.dataDefinedProperties().property(QgsSymbolLayer.Property.Offset)
    right, down = offset.valueAsString(context, "0,0")[0].split(",")
    return float(right), float(down)


def _radius(symbol: QgsMarkerSymbol, context: QgsExpressionContext) -> float:
    """Half the width (mm) of the largest picture of a symbol, as its style sizes it for a row."""
    pictures = [part for part in symbol if isinstance(part, QgsSvgMarkerSymbolLayer)]
    sizes = [
        part.dataDefinedProperties()
        .property(QgsSymbolLayer.Property.Size)
        .valueAsDouble(context, part.size())[0]
        for part in pictures
    ]
    return max(sizes, default=0.0) / 2


def names_in(layer: QgsVectorLayer, view: View) -> list[tuple[QgsFeature, Name]]:
    """The texts that a layer's own labelling would write inside the view, measured on paper.

    Each with its row, beside the point where it stands; the caller says which weighs what.
    """
    if layer.labeling() is None:
        return []
    settings = layer.labeling().settings()
    context = _context(layer, view.scale)
    defined = settings.dataDefinedProperties()
    size_property = defined.property(QgsPalLayerSettings.Property.Size)
    bold_property = defined.property(QgsPalLayerSettings.Property.Bold)
    spacing_property = defined.property(QgsPalLayerSettings.Property.FontLetterSpacing)
    expression = settings.getLabelExpression()
    expression.prepare(context)
    names = []
    for feature in layer.getFeatures(QgsFeatureRequest(view.extent)):
        context.setFeature(feature)
        text = expression.evaluate(context)
        if text:
            size = size_property.valueAsDouble(context, settings.format().size())[0]
            bold = bold_property.valueAsBool(context, False)[0]
            at = view.on_paper(*_point(feature))
            name = _name(str(text), size, bold, at, _dot_radius(layer, context))
            spaced = spacing_property.valueAsDouble(context, 0.0)[0] * _SPACED * len(str(text))
            names.append((feature, replace(name, width=name.width + spaced)))
    return names


def _name(text: str, size: float, bold: bool, at: tuple[float, float], dot: float) -> Name:
    lines = text.split("\n")
    width = max(width_of(line, size, bold=bold) for line in lines)
    return Name("", width + _NAME_AIR, len(lines) * line_height(size), at=at, dot=dot)


def _dot_radius(layer: QgsVectorLayer, context: QgsExpressionContext) -> float:
    """Half the width (mm) of a town's dot as its style sizes it; 0 for what has another symbol."""
    renderer = layer.renderer()
    if not isinstance(renderer, QgsSingleSymbolRenderer):
        return 0.0
    symbol = renderer.symbol()
    (dot,) = symbol
    size = dot.dataDefinedProperties().property(QgsSymbolLayer.Property.Size)
    return size.valueAsDouble(context, dot.size())[0] / 2


def _site(
    feature: QgsFeature,
    table: str,
    view: View,
    symbol: QgsMarkerSymbol,
    context: QgsExpressionContext,
) -> Site:
    radius, badge = _mark_of(symbol, context)
    key = key_of(table, str(feature["key"]))
    approximate = feature["position"] in APPROXIMATE
    x, y = view.on_paper(*_point(feature))
    power = _number(feature, "power_kw")
    # Exact symbols hold their ground and larger ones come first: the small and vague make way.
    weight = min(max(power, _number(feature, "total_mwh")) / _HEAVY, 1) * 50
    priority = (0 if approximate else 100) + radius + weight
    return Site(
        key=key,
        table=table,
        territory=_text(feature, "rattachement"),
        name=_text(feature, "name"),
        commune=_text(feature, "commune"),
        kind=_text(feature, "class"),
        status=_text(feature, "statut"),
        approximate=approximate,
        verified=bool(_text(feature, "verifie_par")),
        mark=Mark(key, x, y, radius, priority, badge=badge),
        power_kw=power,
    )


def _text(feature: QgsFeature, field: str) -> str:
    value = feature[field]
    return value if isinstance(value, str) else ""


def _number(feature: QgsFeature, field: str) -> float:
    """A figure of a row, 0 where the row has none or its table has no such column."""
    if feature.fieldNameIndex(field) < 0:
        return 0.0
    value = feature[field]
    return float(value) if isinstance(value, (int, float)) else 0.0


def _point(feature: QgsFeature) -> tuple[float, float]:
    point = feature.geometry().asPoint()
    return point.x(), point.y()


def _context(layer: QgsVectorLayer, scale: float) -> QgsExpressionContext:
    """What a style's expressions may ask for, away from any page."""
    here = QgsExpressionContextScope()
    here.setVariable("map_scale", scale)
    context = QgsExpressionContext()
    # One by one: a list of scopes given to the constructor stays Python's, and is freed too early.
    for scope in (
        QgsExpressionContextUtils.globalScope(),
        layer.createExpressionContextScope(),
        here,
    ):
        context.appendScope(scope)
    context.setFields(layer.fields())
    return context
