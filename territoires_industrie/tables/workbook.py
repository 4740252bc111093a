"""Sheets to an XLSX file, through openpyxl: typed, styled, ready to be filtered and printed.

openpyxl rather than GDAL's driver, which can neither style nor freeze nor set up a print, and
rather than XlsxWriter, which cannot read back what a reader has filled in: Debian's pandas
recommends it, and it is one command elsewhere (`libraries.require` says which). It is asked to do
without lxml, whose library clashes with QGIS' own on Windows (QGIS issues 55807, 58205).

Rows go to the disk as they come, so that a stop is answered at once.
"""

from __future__ import annotations

import io
import os
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from ..errors import AtlasError, Cancelled
from ..libraries import require
from .cells import (
    DATE,
    HEADING,
    HEADS,
    NUMBER,
    PARAGRAPH,
    AtLeast,
    Cell,
    Column,
    Grid,
    Words,
    sheet_names,
    writable,
)
from .styles import Styles, height_of_line, height_of_paragraph, width_of

#: Who made the file: never whoever ran it.
AUTHOR = "Extension QGIS Territoires d’industrie"
_ROWS_BETWEEN_LOOKS = 200
#: A line of two cells: the second takes all the width that is left.
_WORD_AND_SENTENCE = 2
_A4 = 9  # as Excel numbers papers
_MARGIN = 0.4  # inch
_MOST_ON_A_PAGE = 30  # columns
_MARGIN_SIZE = 9  # points


class TablesError(AtlasError):
    """A workbook that cannot be written."""


@dataclass(frozen=True)
class About:
    """What a file says of itself.

    Attributes:
        title: in its properties.
        subject: in its properties.
        footer: at the foot of each printed page.
        created: the edition's moment.
    """

    title: str
    subject: str
    footer: str
    created: datetime


def excel() -> Any:
    """The module openpyxl; LibraryMissing says how to install it."""
    # Only where nobody has asked for lxml: read once, when openpyxl is imported first.
    os.environ.setdefault("OPENPYXL_LXML", "False")
    return require("openpyxl")


def write_workbook(
    path: Path,
    pages: Sequence[Words | Grid],
    about: About,
    cancelled: Callable[[], bool] = lambda: False,
) -> None:
    """Write sheets into one XLSX file, whole or not at all; a file of that name is replaced.

    Raises:
        Cancelled: `cancelled()` said so.
        LibraryMissing: openpyxl is not installed.
        TablesError: the file cannot be written.
    """
    book = excel().Workbook(write_only=True)
    sign(book, about)
    styles = Styles(book)
    try:
        for name, page in zip(sheet_names(page.name for page in pages), pages, strict=True):
            if cancelled():
                raise Cancelled
            sheet = book.create_sheet(name)
            set_up(sheet, page, about)
            if isinstance(page, Words):
                write_words(sheet, page, styles)
            else:
                _write_grid(sheet, page, styles, cancelled)
    except Cancelled:
        book.save(io.BytesIO())  # so openpyxl lets go of its temporary files
        raise
    save(book, path)


def sign(book: Any, about: About) -> None:
    """Write into a workbook's properties what it is, and never who made it."""
    book.properties.creator = AUTHOR
    book.properties.lastModifiedBy = AUTHOR
    book.properties.title = writable(about.title)
    book.properties.subject = writable(about.subject)
    book.properties.created = about.created.replace(tzinfo=None)
    book.properties.language = "fr-FR"


def save(book: Any, path: Path) -> None:
    """Write a workbook whole or not at all; TablesError where that cannot be done."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=path.parent, prefix=".tableaux-") as workshop:
            draft = Path(workshop) / path.name
            book.save(draft)
            os.replace(draft, path)
    except OSError as error:
        raise TablesError(
            "{path} cannot be written ({reason}): close it in other programs, check the free "
            "space and the rights there, or choose another folder.",
            path=path,
            reason=error,
        ) from error


# ---------------------------------------------------------------- printing


def set_up(sheet: Any, page: Words | Grid, about: About) -> None:
    """Landscape, as wide as the paper, headings on each page, what it is at head and foot."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = _A4
    sheet.sheet_properties.pageSetUpPr = excel().worksheet.properties.PageSetupProperties(
        fitToPage=True
    )
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    if isinstance(page, Grid) and len(page.columns) > _MOST_ON_A_PAGE:
        # Too wide for one sheet of paper: it goes on beside it, its first columns repeated.
        sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 0, 1
        sheet.print_title_cols = f"A:{excel().utils.get_column_letter(page.fixed)}"
    for side in ("left", "right"):
        setattr(sheet.page_margins, side, _MARGIN)
    told = (
        (sheet.oddHeader.center, _in_margin(page.title)),
        (sheet.oddFooter.left, _in_margin(about.footer)),
        (sheet.oddFooter.right, "&P / &N"),
    )
    for part, text in told:
        part.text = text
        part.size = _MARGIN_SIZE  # else a text that begins with a figure would give the size


def _in_margin(text: str) -> str:
    """A text for the head or foot of pages, where & begins a code of Excel's."""
    return " ".join(writable(text).split()).replace("&", "&&")


# ---------------------------------------------------------------- rows


def _write_grid(sheet: Any, grid: Grid, styles: Styles, cancelled: Callable[[], bool]) -> None:
    letter = excel().utils.get_column_letter
    widths = [width_of(column, grid.rows, index) for index, column in enumerate(grid.columns)]
    for index, width in enumerate(widths, start=1):
        sheet.column_dimensions[letter(index)].width = width
    sheet.freeze_panes = f"{letter(grid.fixed + 1)}2"
    sheet.print_title_rows = "1:1"
    titles = [column.title for column in grid.columns]
    sheet.auto_filter.ref = f"A1:{letter(len(titles))}{len(grid.rows) + 1}"
    sheet.row_dimensions[1].height = height_of_line(titles, widths)
    sheet.append(styled(sheet, titles, [styles.head] * len(titles)))
    for number, row in enumerate([*grid.rows, *grid.footer]):
        if number % _ROWS_BETWEEN_LOOKS == 0 and cancelled():
            raise Cancelled
        named = [styles.of(column, cell) for column, cell in zip(grid.columns, row, strict=True)]
        sheet.append(styled(sheet, row, named))


def write_words(sheet: Any, page: Words, styles: Styles) -> None:
    """Write a page of paragraphs and small tables."""
    letter = excel().utils.get_column_letter
    last = letter(len(page.widths))
    for index, width in enumerate(page.widths, start=1):
        sheet.column_dimensions[letter(index)].width = width
    sheet.sheet_view.showGridLines = False
    title: tuple[Cell, ...] = (page.title,)
    lines = [("title", title), *page.lines]
    for number, (style, cells) in enumerate(lines, start=1):
        if style in (PARAGRAPH, HEADING, "title"):
            sheet.merged_cells.add(f"A{number}:{last}{number}")
        elif len(cells) == _WORD_AND_SENTENCE:
            sheet.merged_cells.add(f"B{number}:{last}{number}")
        if style not in (HEADING, "title"):
            sheet.row_dimensions[number].height = _height(style, cells, page.widths)
        sheet.append(styled(sheet, cells, [_word_style(styles, style, cell) for cell in cells]))


def _height(style: str, cells: Sequence[Cell], widths: Sequence[int]) -> float:
    """The height (points) of a line, whose merged cells a spreadsheet does not measure."""
    if style == PARAGRAPH:
        return height_of_paragraph(cells[0], widths)
    if len(cells) == _WORD_AND_SENTENCE:
        return height_of_line(cells, (widths[0], sum(widths[1:])))
    return height_of_line(cells, widths)


def _word_style(styles: Styles, style: str, cell: Cell) -> str:
    if style == HEADS:
        return styles.head
    if style in ("title", HEADING, PARAGRAPH):
        return styles.words[style]
    if isinstance(cell, date):
        return styles.of(Column("", DATE), cell)
    return styles.of(Column("", NUMBER if isinstance(cell, int) else "text"), cell)


def styled(sheet: Any, values: Sequence[Cell], named: Sequence[str]) -> list[Any]:
    """The cells of a row, each in a named style; texts are texts, whatever they begin with."""
    return list(_styled(sheet, values, named))


def _styled(sheet: Any, values: Sequence[Cell], named: Sequence[str]) -> Iterator[Any]:
    make = excel().cell.WriteOnlyCell
    for value, style in zip(values, named, strict=True):
        if value is None or value == "":
            yield None
            continue
        cell = make(sheet)
        if isinstance(value, str):
            cell.value = writable(value)
            # Whatever it begins with, a text is a text: never a formula, nor an error.
            cell.data_type = "s"
        else:
            cell.value = value.value if isinstance(value, AtLeast) else value
        cell.style = style
        yield cell
