"""Pages printed once, without their numbers; the numbers are laid over them when they are bound.

So each page is drawn once, by whatever process, before anybody knows which page it will be, and the
same page has a number in the atlas and another in its territory's own document.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from qgis.core import (
    QgsFillSymbol,
    QgsLayoutItemLabel,
    QgsLayoutSize,
    QgsPrintLayout,
    QgsProject,
    QgsReadWriteContext,
)
from qgis.PyQt.QtXml import QDomDocument

from ..layouts.export import Page, print_page
from ..layouts.pdf import PrintedPage
from ..layouts.sheets.sheet import Sheet
from ..layouts.templates import write
from .order import Step

_NUMBER = "page_number"


@dataclass(frozen=True)
class Leaf:
    """A printed page that waits for its number.

    Attributes:
        path: a PDF of one page.
        width: of the page (mm).
        height: of the page (mm).
        bookmark: its name in the contents; "" continues the page before.
        level: of the bookmark, from 1.
        number: the label for its number, as QGIS writes it into a template; "" for a cover.
        theme: the map that it shows, by the theme's id; "" for a page of another kind.
    """

    path: Path
    width: float
    height: float
    bookmark: str
    level: int
    number: str
    theme: str = ""


@dataclass(frozen=True)
class Unprinted:
    """A composed page; `theme` as in `Leaf`."""

    sheet: Sheet
    theme: str = ""


def print_leaves(
    pages: Iterable[Unprinted], folder: Path, name: str, dpi: int, step: Step
) -> list[Leaf]:
    """Print pages into a folder, one file each.

    Args:
        pages: composed, in their order.
        folder: where the files go; it is there.
        name: how the files' names begin.
        dpi: of what has to be drawn as pixels.
        step: told each page's name; may raise `Cancelled`.

    Raises:
        ExportError: a page cannot be written.
    """
    leaves = []
    for index, page in enumerate(pages, start=1):
        layout = page.sheet.layout
        step(layout.name())
        number = _take_number(layout)
        printed = print_page(layout, folder / f"{name}-{index}.pdf", dpi)
        leaves.append(
            Leaf(
                printed.path,
                printed.width,
                printed.height,
                page.sheet.bookmark,
                page.sheet.level,
                number,
                page.theme,
            )
        )
    return leaves


def _take_number(layout: QgsPrintLayout) -> str:
    """Empty the label for the number; the label as a template would hold it."""
    label = layout.itemById(_NUMBER)
    if not isinstance(label, QgsLayoutItemLabel):
        return ""
    write(layout, _NUMBER, [""])
    document = QDomDocument()
    element = document.createElement("item")
    document.appendChild(element)
    label.writeXml(element, document, QgsReadWriteContext())
    return document.toString()


def numbered(leaves: Sequence[Leaf], folder: Path, dpi: int, step: Step) -> list[Page]:
    """The pages of a document: each with its number, counted from 1, covers too but unwritten.

    Args:
        leaves: in the document's order.
        folder: where the numbers are printed; it is there.
        dpi: as the pages' own.
        step: called for each page; may raise `Cancelled`.

    Raises:
        ExportError: a number cannot be printed.
    """
    project = QgsProject()
    pages = []
    for number, leaf in enumerate(leaves, start=1):
        step("")
        overlays: tuple[PrintedPage, ...] = ()
        if leaf.number:
            layout = _number_alone(project, leaf, number)
            overlays = (print_page(layout, folder / f"{number}.pdf", dpi),)
        printed = PrintedPage(leaf.path, leaf.width, leaf.height)
        pages.append(Page(printed, leaf.bookmark, leaf.level, overlays))
    return pages


def _number_alone(project: QgsProject, leaf: Leaf, number: int) -> QgsPrintLayout:
    """A page of the same size with nothing but its number."""
    layout = QgsPrintLayout(project)
    layout.initializeDefaults()
    sheet = layout.pageCollection()
    sheet.page(0).setPageSize(QgsLayoutSize(leaf.width, leaf.height))
    # Without the paper, which would hide the page under it.
    sheet.setPageStyleSymbol(QgsFillSymbol.createSimple({"style": "no", "outline_style": "no"}))
    document = QDomDocument()
    document.setContent(leaf.number)
    label = QgsLayoutItemLabel(layout)
    layout.addLayoutItem(label)
    # The element "item" holds what the label wrote, under a name of QGIS' own.
    label.readXml(document.documentElement().firstChildElement(), document, QgsReadWriteContext())
    label.setText(str(number))
    return layout


def save_leaves(leaves: Sequence[Leaf], file: Path) -> None:
    """Note printed pages, for another process; their files are named beside the note."""
    notes = [{**asdict(leaf), "path": leaf.path.name} for leaf in leaves]
    file.write_text(json.dumps(notes), encoding="utf-8")


def load_leaves(file: Path) -> list[Leaf]:
    """The pages that `save_leaves` noted."""
    notes = json.loads(file.read_text(encoding="utf-8"))
    return [Leaf(**{**note, "path": file.parent / note["path"]}) for note in notes]
