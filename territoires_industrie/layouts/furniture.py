"""The parts of a page around its map, each added to a layout at a given rectangle (mm)."""

from __future__ import annotations

from collections.abc import Sequence

from qgis.core import (
    Qgis,
    QgsFillSymbol,
    QgsLayoutItem,
    QgsLayoutItemLabel,
    QgsLayoutItemMap,
    QgsLayoutItemScaleBar,
    QgsLayoutItemShape,
    QgsLayoutMeasurement,
    QgsPrintLayout,
    QgsRectangle,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QRectF, Qt
from qgis.PyQt.QtGui import QColor

from ..french import number
from ..maps.layers import SEA
from .placement import Box
from .texts import FAINT_INK, INK, text_format

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
    label.setText(_verbatim("\n".join(lines)))
    label.setTextFormat(text_format(size, bold=bold, italic=italic, colour=colour))
    label.setHAlign(align)
    label.setVAlign(valign)
    label.setMarginX(0)
    label.setMarginY(0)
    _put(layout, label, name, box)
    return label


def _verbatim(text: str) -> str:
    """The text such that a layout prints it as it is: data must not run expressions on a page."""
    return text.replace("[%", "[\u2060%")


def add_rectangle(
    layout: QgsPrintLayout, name: str, box: Box, fill: str, outline: str | None = None
) -> QgsLayoutItemShape:
    """A plain rectangle: a rule, or the ground of a box of text with a hairline around it."""
    shape = QgsLayoutItemShape(layout)
    shape.setShapeType(QgsLayoutItemShape.Shape.Rectangle)
    shape.setSymbol(
        QgsFillSymbol.createSimple(
            {
                "color": fill,
                "outline_style": "solid" if outline else "no",
                "outline_color": outline or fill,
                "outline_width": "0.2",
            }
        )
    )
    _put(layout, shape, name, box)
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


def add_scale_bar(layout: QgsPrintLayout, map_item: QgsLayoutItemMap, box: Box) -> None:
    """A bar in kilometres with the scale as a fraction above it."""
    scale = map_item.scale()
    add_text(
        layout,
        "scale",
        [f"Échelle 1:{number(round(scale, -3))} – Lambert-93"],
        Box(box.x, box.y, box.width, 3.0),
        6.5,
        colour=FAINT_INK,
    )
    bar = QgsLayoutItemScaleBar(layout)
    bar.setStyle("Single Box")
    bar.setLinkedMap(map_item)
    bar.setUnits(Qgis.DistanceUnit.Kilometers)
    bar.setUnitLabel("km")
    bar.setNumberOfSegmentsLeft(0)
    bar.setNumberOfSegments(2)
    bar.setUnitsPerSegment(_segment_km(scale, box.width))
    bar.setTextFormat(text_format(6.5))
    bar.setHeight(1.2)
    bar.setLabelBarSpace(0.7)
    bar.setBoxContentSpace(0)
    _put(layout, bar, "scale_bar", Box(box.x, box.y + 3.2, box.width, box.height - 3.2))


def _segment_km(scale: float, width: float) -> float:
    """The longest round length of which two segments fill at most 70 % of the width (mm)."""
    kilometres = width * 0.7 / 2 * scale / 1_000_000
    return max((x for x in (1, 2, 2.5, 5, 10, 20, 25, 50, 100) if x <= kilometres), default=1)


def _put(layout: QgsPrintLayout, item: QgsLayoutItem, name: str, box: Box) -> None:
    layout.addLayoutItem(item)
    item.attemptSetSceneRect(QRectF(box.x, box.y, box.width, box.height))
    item.setId(name)
