"""Texts measured before they are drawn, so that none is ever cut off on paper."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from qgis.core import Qgis, QgsLayoutItemLabel, QgsTextFormat
from qgis.PyQt.QtGui import QColor, QFont, QFontMetricsF

from ..french import NO_BREAK_SPACE, THIN_SPACE
from .fonts import provide

#: The page's font, then fonts of near widths that other systems have (CHARTE "Page").
FAMILIES = ("Open Sans", "Liberation Sans", "Arial", "DejaVu Sans")
INK = "#2b2f33"
FAINT_INK = "#6b7278"

#: Share of a box that a line may fill: at the very width, rounding makes QGIS break it again.
_SAFE = 0.97
_MM_PER_POINT = 25.4 / 72
#: Fonts are measured once at this pixel size and scaled: widths do not depend on the screen.
_MEASURED_AT = 400


@dataclass(frozen=True)
class Type:
    """What decides how wide and high a text is: size in points, weight, slope, fonts to try."""

    size: float
    bold: bool = False
    italic: bool = False
    families: tuple[str, ...] = FAMILIES


def type_of(label: QgsLayoutItemLabel) -> Type:
    """The type in which a template's label prints."""
    text = label.textFormat()
    font = text.font()
    families = tuple(text.families()) or (font.family(),)
    return Type(text.size(), font.bold(), font.italic(), families)


def _font(bold: bool, italic: bool, families: tuple[str, ...] = FAMILIES) -> QFont:
    provide()
    font = QFont(families[0])
    font.setFamilies(list(families))
    # A weight, never a named style: style names are translated by the system.
    font.setWeight(QFont.Weight.Bold if bold else QFont.Weight.Normal)
    font.setItalic(italic)
    return font


def text_format(
    size: float, *, bold: bool = False, italic: bool = False, colour: str = INK
) -> QgsTextFormat:
    """A QGIS text format in the page's font, `size` in points."""
    text = QgsTextFormat()
    text.setFont(_font(bold, italic))
    text.setFamilies(list(FAMILIES))
    text.setSize(size)
    text.setSizeUnit(Qgis.RenderUnit.Points)
    text.setColor(QColor(colour))
    return text


def printed(text: str) -> str:
    """The text as it is printed, with no-break spaces of the usual width.

    The narrow ones are not in every copy of the pages' font: another font would come in for them.
    """
    return text.replace(THIN_SPACE, NO_BREAK_SPACE)


class _Measures(threading.local):
    """Fonts made ready to measure, of each thread its own: Qt keeps none of them for two."""

    def __init__(self) -> None:
        self._known: dict[tuple[bool, bool, tuple[str, ...]], QFontMetricsF] = {}

    def of(self, bold: bool, italic: bool, families: tuple[str, ...]) -> QFontMetricsF:
        kind = bold, italic, families
        if kind not in self._known:
            font = _font(bold, italic, families)
            font.setPixelSize(_MEASURED_AT)
            self._known[kind] = QFontMetricsF(font)
        return self._known[kind]


_MEASURES = _Measures()


def width_of(
    text: str,
    size: float,
    *,
    bold: bool = False,
    italic: bool = False,
    families: tuple[str, ...] = FAMILIES,
) -> float:
    """Width on paper (mm) of one line of text at `size` points."""
    advance = _MEASURES.of(bold, italic, families).horizontalAdvance(printed(text))
    return advance / _MEASURED_AT * size * _MM_PER_POINT


def line_height(size: float, families: tuple[str, ...] = FAMILIES) -> float:
    """Distance on paper (mm) between two lines of text at `size` points."""
    return _MEASURES.of(False, False, families).lineSpacing() / _MEASURED_AT * size * _MM_PER_POINT


def wrap(
    text: str,
    width: float,
    size: float,
    *,
    bold: bool = False,
    families: tuple[str, ...] = FAMILIES,
) -> list[str]:
    """Break a text into lines that fit in `width` mm, within a word where it is longer."""

    def wide(piece: str) -> float:
        return width_of(piece, size, bold=bold, families=families)

    width *= _SAFE
    lines: list[str] = []
    for paragraph in text.split("\n"):
        line = ""
        for word in _pieces(paragraph.split(" "), width, wide):
            longer = f"{line} {word}" if line else word
            if line and wide(longer) > width:
                lines.append(line)
                line = word
            else:
                line = longer
        lines.append(line)
    return lines


def _pieces(words: Iterable[str], width: float, wide: Callable[[str], float]) -> Iterator[str]:
    """The words, those wider than a line cut into pieces that fit."""
    for word in words:
        while len(word) > 1 and wide(word) > width:
            fitting = 1
            while wide(word[: fitting + 1]) <= width:
                fitting += 1
            yield word[:fitting]
            word = word[fitting:]
        yield word


def height_of(lines: int, size: float, families: tuple[str, ...] = FAMILIES) -> float:
    """Height on paper (mm) of that many lines at `size` points."""
    return lines * line_height(size, families)
