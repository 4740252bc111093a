"""The simplest parts of a page, each added to a layout at a given rectangle (mm)."""

from __future__ import annotations

from collections.abc import Sequence

from qgis.core import (
    Qgis,
    QgsFillSymbol,
    QgsLayoutItem,
    QgsLayoutItemLabel,
    QgsLayoutItemMap,
    QgsLayoutItemShape,
    QgsLayoutMeasurement,
    QgsPrintLayout,
    QgsRectangle,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QRectF, Qt
from qgis.PyQt.QtGui import QColor

from ..maps.layers import SEA
from .placement import Box
from .templates import verbatim
from .texts import INK, text_format

_RULE = 0.3
FRAME_COLOUR = "#8a9299"


def add_text(
    layout: QgsPrintLayout,
    name: str,
    lines: Sequence[str],
    box: Box,
    size: float,
    *,
    bold: bool = False,
    italic: bool = False,
    colour: str = INK,
    align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
    valign: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignTop,
) -> QgsLayoutItemLabel:
    """A label whose lines were broken to fit beforehand; `name` is the item's id."""
    label = QgsLayoutItemLabel(layout)
    label.setText(verbatim("\n".join(lines)))
    label.setTextFormat(text_format(size, bold=bold, italic=italic, colour=colour))
    label.setHAlign(align)
    label.setVAlign(valign)
    label.setMarginX(0)
    label.setMarginY(0)
    put(layout, label, name, box)
    return label


def add_rectangle(
    layout: QgsPrintLayout, name: str, box: Box, fill: str | None, outline: str | None = None
) -> QgsLayoutItemShape:
    """A plain rectangle: a rule, the ground of a box of text, or an unseen placeholder."""
    shape = QgsLayoutItemShape(layout)
    shape.setShapeType(QgsLayoutItemShape.Shape.Rectangle)
    shape.setSymbol(
        QgsFillSymbol.createSimple(
            {
                "style": "solid" if fill else "no",
                "color": fill or "#ffffff",
                "outline_style": "solid" if outline else "no",
                "outline_color": outline or fill or "#ffffff",
                "outline_width": "0.2",
            }
        )
    )
    put(layout, shape, name, box)
    return shape


def add_rule(layout: QgsPrintLayout, name: str, x: float, y: float, width: float) -> None:
    """A thin horizontal line."""
    add_rectangle(layout, name, Box(x, y, width, _RULE), "#2b2f33")


def add_map(
    layout: QgsPrintLayout,
    name: str,
    box: Box,
    extent: QgsRectangle,
    layers: Sequence[QgsVectorLayer],
) -> QgsLayoutItemMap:
    """A map item that keeps its own set of layers.

    The order of the calls matters: `zoomToExtent` before the item has its final size leaves an
    empty extent, and the export still says Success (see sources/qgis-headless, pitfall 1).
    """
    item = QgsLayoutItemMap(layout)
    layout.addLayoutItem(item)
    item.attemptSetSceneRect(QRectF(box.x, box.y, box.width, box.height))
    item.zoomToExtent(extent)
    item.setLayers(list(layers))
    item.setKeepLayerSet(True)
    item.setBackgroundColor(SEA)
    item.setFrameEnabled(True)
    item.setFrameStrokeColor(QColor(FRAME_COLOUR))
    item.setFrameStrokeWidth(QgsLayoutMeasurement(0.2, Qgis.LayoutUnit.Millimeters))
    item.setId(name)
    return item


def put(layout: QgsPrintLayout, item: QgsLayoutItem, name: str, box: Box) -> None:
    """Add an item to a layout at a rectangle (mm), under an id."""
    layout.addLayoutItem(item)
    item.attemptSetSceneRect(QRectF(box.x, box.y, box.width, box.height))
    item.setId(name)
