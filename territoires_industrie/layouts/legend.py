"""The legend of a page: exactly the atlas' groups, in its order, absent classes greyed."""

from __future__ import annotations

from collections.abc import Container, Mapping
from html import escape
from zlib import crc32

from qgis.core import (
    Qgis,
    QgsLayerTreeGroup,
    QgsLayerTreeLayer,
    QgsLayoutItemLegend,
    QgsLayoutUtils,
    QgsLegendRenderer,
    QgsLegendStyle,
    QgsMapLayerLegendUtils,
    QgsPrintLayout,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QSizeF

from ..catalogue import Catalogue, Legend, LegendClass
from ..french import typographic
from ..maps.layers import ThemeLayers
from ..maps.styles import fade_symbol, sample_symbol
from .texts import printed, text_format, wrap
from .wording import WITHHELD

HEAD_SIZE = 9.0
CLASS_SIZE = 7.5
#: Room for a symbol (mm): the largest, a consumer over 50 000 MWh, is 5.6 wide.
SYMBOL_WIDTH = 6.0
SYMBOL_HEIGHT = 3.4
_INDENT = SYMBOL_WIDTH + 2.0
#: A class without a row on the page stays in the legend, but as a shadow of itself. Its colours
#: are mixed with white: legends draw markers without their symbol's opacity.
_PALENESS = 0.7
_ABSENT_INK = "#9aa1a7"
_COLUMN_SPACE = 3.0
_NOTE = "ti_legend"

#: Classes of each table that have at least one row on the page: {table: {field: {class keys}}}.
Present = Mapping[str, Mapping[str, set[str]]]


def fill_legend(
    layout: QgsPrintLayout,
    legend: QgsLayoutItemLegend,
    layers: ThemeLayers,
    catalogue: Catalogue,
    present: Present,
    hide_absent: bool = False,
    withheld: Container[str] = (),
) -> QSizeF:
    """Fill a page's legend with the theme's classes, in as many columns as its template has.

    What somebody has changed in it by hand since it was filled last stays as it is.

    Args:
        layout: the page.
        legend: its legend, as wide as it may be.
        layers: the theme's layers, whose symbols the legend shows.
        catalogue: groups, classes and printed labels.
        present: which classes have rows on this page; the others are greyed, or hidden.
        hide_absent: leave absent classes out instead of greying them.
        withheld: tables whose rows are known but kept from the readers; their classes say so.

    Returns:
        The size it needs (mm), known without painting the page first.
    """
    root = legend.model().rootGroup()
    if legend.customProperty(_NOTE, "") not in ("", _note(root)):
        return _size_of(layout, legend)
    legend.setAutoUpdateModel(False)
    root.removeAllChildren()
    width = legend.rect().width() / legend.columnCount() - legend.columnSpace()
    for group in layers.theme.groups:
        node = root.addGroup(typographic(group.title))
        QgsLegendRenderer.setNodeLegendStyle(node, QgsLegendStyle.Style.Subgroup)
        for layer_id, legend_id in group.entries:
            entry = _legend_of(catalogue, layer_id, legend_id)
            layer = layers.own[entry.table]
            kept_back = entry.table in withheld
            shown = _shown(entry, present, hide_absent and not kept_back)
            _add_entry(legend, node, layer, entry, shown, width, kept_back)
    legend.setCustomProperty(_NOTE, _note(root))
    return _size_of(layout, legend)


def _note(root: QgsLayerTreeGroup) -> str:
    """Groups, layers and labels of a legend in a few characters, to see whether they changed."""
    words = [
        (node.name(), sorted((k, str(node.customProperty(k))) for k in node.customProperties()))
        for group in root.children()
        for node in (group, *group.children())
    ]
    return f"{crc32(repr(words).encode()):08x}"


def _legend_of(catalogue: Catalogue, layer_id: str, legend_id: str) -> Legend:
    return next(x for x in catalogue.layers[layer_id].legends if x.id == legend_id)


def _shown(legend: Legend, present: Present, hide_absent: bool) -> dict[LegendClass, bool]:
    """The classes that a legend shows, in its order, and whether each has rows on the page."""
    on_page = present.get(legend.table, {}).get(legend.field, set())
    return {c: c.key in on_page for c in legend.classes if c.key in on_page or not hide_absent}


def _add_entry(
    item: QgsLayoutItemLegend,
    group: QgsLayerTreeGroup,
    layer: QgsVectorLayer,
    legend: Legend,
    shown: Mapping[LegendClass, bool],
    width: float,
    withheld: bool,
) -> None:
    """One legend of one layer: a layer node whose children are the classes, in their order."""
    if not shown:
        return
    node = group.addLayer(layer)
    QgsLegendRenderer.setNodeLegendStyle(node, QgsLegendStyle.Style.Hidden)
    # Nodes are taken from the renderer's own, in order; their symbol and text are then ours.
    QgsMapLayerLegendUtils.setLegendNodeOrder(node, list(range(len(shown))))
    for index, (legend_class, on_page) in enumerate(shown.items()):
        symbol = sample_symbol(layer, **{legend.field: legend_class.key})
        if not on_page:
            fade_symbol(symbol, _PALENESS)
        QgsMapLayerLegendUtils.setLegendNodeCustomSymbol(node, index, symbol)
        text, absent = legend_class.label, not on_page
        if absent and withheld:
            text, absent = f"{text} ({WITHHELD})", False
        _label(node, index, text, width, absent)
    item.model().refreshLayerLegend(node)


def _label(node: QgsLayerTreeLayer, index: int, text: str, width: float, absent: bool) -> None:
    lines = wrap(typographic(text), width - _INDENT, CLASS_SIZE)
    lines = [escape(printed(line)) for line in lines]
    if absent:
        lines = [f'<span style="color:{_ABSENT_INK}">{line}</span>' for line in lines]
    QgsMapLayerLegendUtils.setLegendNodeUserLabel(node, index, "\n".join(lines))


def set_type(legend: QgsLayoutItemLegend, columns: int) -> None:
    """Type sizes and air of CHARTE "Page", for the shipped templates."""
    for name, size, bold, above in (
        (QgsLegendStyle.Style.Subgroup, HEAD_SIZE, True, 1.8),
        (QgsLegendStyle.Style.SymbolLabel, CLASS_SIZE, False, 0.0),
        (QgsLegendStyle.Style.Symbol, CLASS_SIZE, False, 0.4),
    ):
        style = legend.style(name)
        letters = text_format(size, bold=bold)
        letters.setAllowHtmlFormatting(name == QgsLegendStyle.Style.SymbolLabel)
        style.setTextFormat(letters)
        style.setMargin(QgsLegendStyle.Side.Top, above)
        legend.setStyle(name, style)
    head = legend.style(QgsLegendStyle.Style.Subgroup)
    head.setMargin(QgsLegendStyle.Side.Bottom, 0.7)
    legend.setStyle(QgsLegendStyle.Style.Subgroup, head)
    label = legend.style(QgsLegendStyle.Style.SymbolLabel)
    label.setMargin(QgsLegendStyle.Side.Left, 2.0)
    legend.setStyle(QgsLegendStyle.Style.SymbolLabel, label)
    legend.setBoxSpace(0)
    legend.setSymbolWidth(SYMBOL_WIDTH)
    legend.setSymbolHeight(SYMBOL_HEIGHT)
    legend.setMaximumSymbolSize(SYMBOL_WIDTH)
    legend.setWrapString("\n")
    legend.setBackgroundEnabled(False)
    legend.setResizeToContents(False)
    legend.setColumnCount(columns)
    legend.setColumnSpace(_COLUMN_SPACE if columns > 1 else 0)


def _size_of(layout: QgsPrintLayout, legend: QgsLayoutItemLegend) -> QSizeF:
    context = QgsLayoutUtils.createRenderContextForLayout(layout, None, 300)
    context.setFlag(Qgis.RenderContextFlag.UseRenderingOptimization, False)
    return QgsLegendRenderer(legend.model(), legend.legendSettings()).minimumSize(context)
