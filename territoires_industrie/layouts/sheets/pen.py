"""What sheets are written with: the scale of types, and a pen that never writes over an edge."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from qgis.core import (
    QgsFillSymbol,
    QgsLayoutItemLabel,
    QgsLayoutItemPolyline,
    QgsLayoutItemShape,
    QgsLinePatternFillSymbolLayer,
    QgsLineSymbol,
    QgsPrintLayout,
)
from qgis.PyQt.QtCore import QPointF, Qt
from qgis.PyQt.QtGui import QPolygonF

from ...french import NO_BREAK_SPACE, THIN_SPACE, typographic
from ..furniture import add_rectangle, add_text, put
from ..placement import Box
from ..texts import FAINT_INK, INK, height_of, line_height, width_of, wrap

LEFT = Qt.AlignmentFlag.AlignLeft
RIGHT = Qt.AlignmentFlag.AlignRight

#: Between the rows of a table, under a card: seen, but never before the words.
HAIRLINE = "#d5dade"
#: The ground of a panel beside the words.
PANEL = "#f4f5f6"
HATCH = "#8a9299"


def unbroken(text: str) -> str:
    """Printed French: numbers and their signs stay on one line too."""
    text = re.sub(r"(?<!\d)(\d{1,3}) (?=\d{3}(?!\d))", rf"\1{THIN_SPACE}", typographic(text))
    return re.sub(r"(?<=[<>≥≤≈]) (?=\d)", NO_BREAK_SPACE, text)


class Type(NamedTuple):
    """A kind of text: size (pt), weight and colour."""

    size: float
    bold: bool = False
    colour: str = INK

    def lines(self, text: str, width: float) -> list[str]:
        """A French text broken to a width (mm)."""
        return wrap(unbroken(text), width, self.size, bold=self.bold)

    def width(self, text: str) -> float:
        """Width on paper (mm) of one line."""
        return width_of(unbroken(text), self.size, bold=self.bold)

    def height(self, lines: int) -> float:
        """Height on paper (mm) that a label of so many lines needs."""
        # QGIS rounds each line a little differently from the font's own measure.
        return height_of(lines, self.size) * 1.03 + 0.4

    @property
    def line(self) -> float:
        """Distance (mm) between two lines."""
        return line_height(self.size)


HEAD = Type(12.5, True)
SUBHEAD = Type(9, True)
BODY = Type(9)
CELL = Type(7.5)
STRONG_CELL = Type(7.5, True)
FAINT_CELL = Type(7.5, False, FAINT_INK)
COLUMN_HEAD = Type(6.5, True, FAINT_INK)
NOTE = Type(6, False, FAINT_INK)


class Pen:
    """Adds measured items to one layout, each under an id of its own.

    Attributes:
        layout: the sheet.
    """

    def __init__(self, layout: QgsPrintLayout) -> None:
        self.layout = layout
        self._used: Counter[str] = Counter()

    def name(self, wanted: str) -> str:
        """An id that no item of this pen has yet: `cell`, then `cell_2` and so on."""
        self._used[wanted] += 1
        count = self._used[wanted]
        return wanted if count == 1 else f"{wanted}_{count}"

    def write(
        self, name: str, text: str, kind: Type, x: float, y: float, width: float, **how: object
    ) -> float:
        """Write a text broken to a width (mm); the place below it (mm)."""
        return self.write_lines(name, kind.lines(text, width), kind, x, y, width, **how)

    def write_lines(
        self,
        name: str,
        lines: Sequence[str],
        kind: Type,
        x: float,
        y: float,
        width: float,
        align: Qt.AlignmentFlag = LEFT,
    ) -> float:
        """Write lines that fit already; the place below them (mm)."""
        box = Box(x, y, width, kind.height(len(lines)))
        self.label(name, lines, kind, box, align)
        return box.bottom

    def label(
        self,
        name: str,
        lines: Sequence[str],
        kind: Type,
        box: Box,
        align: Qt.AlignmentFlag = LEFT,
        valign: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignTop,
    ) -> QgsLayoutItemLabel:
        """A label in a rectangle that was measured for it."""
        return add_text(
            self.layout,
            self.name(name),
            lines,
            box,
            kind.size,
            bold=kind.bold,
            colour=kind.colour,
            align=align,
            valign=valign,
        )

    def rectangle(self, name: str, box: Box, fill: str, outline: str | None = None) -> None:
        """A plain rectangle."""
        add_rectangle(self.layout, self.name(name), box, fill, outline)

    def rule(
        self, name: str, x: float, y: float, width: float, colour: str = HAIRLINE, high: float = 0.2
    ) -> None:
        """A thin horizontal line."""
        self.rectangle(name, Box(x, y, width, high), colour)

    def hatched(self, name: str, box: Box, colour: str = HATCH) -> None:
        """A striped rectangle for what is not known; grey where nothing at all is."""
        symbol = QgsFillSymbol.createSimple(
            {"style": "no", "outline_color": colour, "outline_width": "0.2"}
        )
        pattern = QgsLinePatternFillSymbolLayer()
        pattern.setLineAngle(45)
        pattern.setDistance(1.2)
        pattern.setSubSymbol(QgsLineSymbol.createSimple({"color": colour, "width": "0.25"}))
        symbol.insertSymbolLayer(0, pattern)
        shape = QgsLayoutItemShape(self.layout)
        shape.setShapeType(QgsLayoutItemShape.Shape.Rectangle)
        shape.setSymbol(symbol)
        put(self.layout, shape, self.name(name), box)

    def leader(self, name: str, x: float, y: float, width: float) -> None:
        """A dotted line that leads the eye from a title to its page number."""
        look: Mapping[str, str] = {
            "color": HATCH,
            "width": "0.25",
            "use_custom_dash": "1",
            "customdash": "0.01;1.3",
            "capstyle": "round",
        }
        line = QgsLayoutItemPolyline(QPolygonF([QPointF(0, 0), QPointF(width, 0)]), self.layout)
        line.setSymbol(QgsLineSymbol.createSimple(dict(look)))
        line.setId(self.name(name))
        self.layout.addLayoutItem(line)
        line.attemptSetSceneRect(line.rect().translated(x, y))
