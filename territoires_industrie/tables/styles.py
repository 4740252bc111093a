"""How cells look: a named style for each kind, and sizes that let their words be read."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import islice
from typing import Any

from ..libraries import require
from .cells import DATE, NUMBER, AtLeast, Cell, Column

_FONT = "Calibri"
_INK = "1D2B36"
_FAINT = "6B7278"
_RULE = "9AA7B1"
_HEAD = "E3EAEF"
_DATE_FORMAT = "dd/mm/yyyy"
#: Widths in characters of the font.
_NARROWEST, _WIDEST = 9.0, 48.0
_HEAD_WIDEST = 18
_LINE = 15.0  # points, at 11
_ROWS_LOOKED_AT = 2_000


class Styles:
    """The named styles of one workbook, made as they are asked for."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._library = require("openpyxl.styles")
        self._known: set[str] = set()
        self.head = self._made("TI en-tête", bold=True, fill=_HEAD, wrap=True, rule=True)
        self.words = {
            "title": self._made("TI titre", bold=True, size=16),
            "heading": self._made("TI rubrique", bold=True, size=12, rule=True),
            "paragraph": self._made("TI paragraphe", wrap=True),
        }

    def of(self, column: Column, cell: Cell) -> str:
        """The name of the style of a cell of a column."""
        if column.kind == NUMBER and isinstance(cell, str):
            return self._made("TI mention", faint=True, right=True)
        if column.kind == DATE and isinstance(cell, date):
            return self._made("TI date", form=_DATE_FORMAT)
        if column.kind != NUMBER or isinstance(cell, (str, date)):
            return self._made("TI texte", wrap=True, quoted=True)
        form, words = _form(column)
        if isinstance(cell, AtLeast):
            # Shown more exactly: rounded upwards, a minimum would be none.
            form, words = _form(replace(column, decimals=_exactly(column.decimals)))
            return self._made(f"{words}, au moins", form=f'"au moins "{form}', right=True)
        return self._made(words, form=form, right=True)

    def _made(
        self,
        name: str,
        *,
        bold: bool = False,
        size: int = 11,
        faint: bool = False,
        fill: str = "",
        form: str = "General",
        wrap: bool = False,
        right: bool = False,
        rule: bool = False,
        quoted: bool = False,
    ) -> str:
        if name in self._known:
            return name
        make = self._library
        style = make.NamedStyle(name=name)
        colour = _FAINT if faint else _INK
        style.font = make.Font(name=_FONT, size=size, bold=bold, italic=faint, color=colour)
        style.alignment = make.Alignment(
            vertical="top", wrap_text=wrap, horizontal="right" if right else None
        )
        style.number_format = "@" if quoted else form
        if fill:
            style.fill = make.PatternFill("solid", fgColor=fill)
        if rule:
            style.border = make.Border(bottom=make.Side(style="thin", color=_RULE))
        self._book.add_named_style(style)
        self._known.add(name)
        return name


def _exactly(decimals: int | None) -> int | None:
    return decimals + 2 if decimals else decimals


def _form(column: Column) -> tuple[str, str]:
    """How numbers of a column are shown, in Excel's code, and a name for that."""
    if column.decimals is None:
        return "General", "TI nombre"
    form = "#,##0" if column.grouped else "0"
    name = "TI nombre" if column.grouped else "TI code"
    if column.decimals:
        form += "." + "0" * column.decimals
    return form, f"{name} {column.decimals}"


def width_of(column: Column, rows: Sequence[Sequence[Cell]], index: int) -> float:
    """The width of a column: its words and numbers fit, up to a width at which texts break."""
    longest = max((len(word) for word in column.title.split()), default=0)
    head = max(longest, min(len(column.title), _HEAD_WIDEST)) + 3  # the filter's arrow
    told = (_shown(row[index], column) for row in islice(rows, _ROWS_LOOKED_AT))
    body = max((len(line) for text in told for line in text.split("\n")), default=0)
    return min(max(_NARROWEST, head, body + 2), _WIDEST)


def height_of_line(cells: Sequence[Cell], widths: Sequence[float]) -> float:
    """The height (points) that broken texts side by side need."""
    counts = [
        _lines(_shown(cell, Column("")), width) for cell, width in zip(cells, widths, strict=False)
    ]
    return _LINE * max(counts, default=1)


def height_of_paragraph(cell: Cell, widths: Sequence[float]) -> float:
    """The height (points) of a text across all columns, which a spreadsheet does not work out."""
    return _LINE * _lines(_shown(cell, Column("")), sum(widths)) + 3


def _lines(text: str, width: float) -> int:
    # A tenth less than the width: letters of a text are not all of one breadth.
    return sum(max(1, math.ceil(len(part) / (0.9 * width))) for part in text.split("\n"))


def _shown(cell: Cell, column: Column) -> str:
    """About what a spreadsheet shows of a cell."""
    if cell is None:
        return ""
    if isinstance(cell, AtLeast):
        return f"au moins {_shown(cell.value, column)}"
    if isinstance(cell, date):
        return "00/00/0000"
    if isinstance(cell, str):
        return cell
    if column.decimals is None:
        return f"{cell:,.10g}"
    return f"{cell:,.{column.decimals}f}"
