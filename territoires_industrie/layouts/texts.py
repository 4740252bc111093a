"""Texts measured before they are drawn, so that none is ever cut off on paper."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from qgis.core import Qgis, QgsTextFormat
from qgis.PyQt.QtGui import QColor, QFont, QFontMetricsF

#: The page's font, then fonts of near widths that other systems have (CHARTE "Page").
FAMILIES = ("Open Sans", "Liberation Sans", "Arial", "DejaVu Sans")
INK = "#2b2f33"
FAINT_INK = "#6b7278"

#: Share of a box that a line may fill: at the very width, rounding makes QGIS break it again.
_SAFE = 0.97
_MM_PER_POINT = 25.4 / 72
#: Fonts are measured once at this pixel size and scaled: widths do not depend on the screen.
_MEASURED_AT = 400


def _font(bold: bool, italic: bool) -> QFont:
    font = QFont(FAMILIES[0])
    font.setFamilies(list(FAMILIES))
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


@lru_cache(maxsize=4)
def _metrics(bold: bool, italic: bool) -> QFontMetricsF:
    font = _font(bold, italic)
    font.setPixelSize(_MEASURED_AT)
    return QFontMetricsF(font)


def width_of(text: str, size: float, *, bold: bool = False, italic: bool = False) -> float:
    """Width on paper (mm) of one line of text at `size` points."""
    return _metrics(bold, italic).horizontalAdvance(text) / _MEASURED_AT * size * _MM_PER_POINT


def line_height(size: float) -> float:
    """Distance on paper (mm) between two lines of text at `size` points."""
    return _metrics(False, False).lineSpacing() / _MEASURED_AT * size * _MM_PER_POINT


def wrap(text: str, width: float, size: float, *, bold: bool = False) -> list[str]:
    """Break a text into lines that fit in `width` mm, within a word where it is longer."""
    width *= _SAFE
    lines: list[str] = []
    for paragraph in text.split("\n"):
        line = ""
        for word in _pieces(paragraph.split(" "), width, size, bold):
            longer = f"{line} {word}" if line else word
            if line and width_of(longer, size, bold=bold) > width:
                lines.append(line)
                line = word
            else:
                line = longer
        lines.append(line)
    return lines


def _pieces(words: Iterable[str], width: float, size: float, bold: bool) -> Iterator[str]:
    """The words, those wider than a line cut into pieces that fit."""
    for word in words:
        while len(word) > 1 and width_of(word, size, bold=bold) > width:
            fitting = 1
            while width_of(word[: fitting + 1], size, bold=bold) <= width:
                fitting += 1
            yield word[:fitting]
            word = word[fitting:]
        yield word


def height_of(lines: int, size: float) -> float:
    """Height on paper (mm) of that many lines at `size` points."""
    return lines * line_height(size)
