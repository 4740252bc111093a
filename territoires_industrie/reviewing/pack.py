"""A pack for each territory's référent: a PDF of numbered maps and the workbook that goes with it.

Both are made from the audience's own edition, and both take their numbers from one list.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from qgis.core import QgsExpressionContextUtils, QgsProject

from ..audience import for_audience, select
from ..catalogue import Catalogue
from ..edition import Edition
from ..errors import AtlasError, Cancelled
from ..files import make_folder, refuse_existing
from ..french import NO_BREAK_SPACE, day_of, long_date, typographic
from ..layouts.export import Document, export_pdf, without_bookmarks
from ..layouts.page import PLACEMENT_VARIABLE
from ..layouts.sheets.sheet import fill
from ..layouts.symbols import Numbering, key_of
from ..layouts.templates import Look, check_look, item_of
from ..mapset import MapSetOrder, compose
from ..mapset.composing import MapPages
from ..mapset.order import AUTHOR
from ..mapset.placing import workshop
from ..pace import Pace, Progress
from ..publish import refuse_secrets
from ..tables.workbook import excel
from ..territories import Territory
from .book import write_pack_book
from .objects import Reviewed, objects_of

_SUFFIX = "relecture"
_TRACED = "Tracés, sans repère sur la carte"
_SEPARATOR = f"{NO_BREAK_SPACE}· "
#: A page composed and printed for each of four maps, and the workbook.
_STEPS = 9


@dataclass(frozen=True)
class PackOrder:
    """What to write, where, and for whom.

    Attributes:
        territories: a PDF and a workbook each.
        folder: made where it is missing.
        audience: rows meant for fewer eyes are absent from both files.
        paper: `a4` or `a3`.
        look: the institution's own templates and logo.
        dpi: dots per inch of what has to be drawn as pixels.
        replace: write over files of the same names; else they are refused before anything is done.
    """

    territories: Sequence[Territory]
    folder: Path
    audience: str = "partenaires"
    paper: str = "a4"
    look: Look = field(default_factory=Look)
    dpi: int = 300
    replace: bool = False

    def document_of(self, territory: Territory) -> Path:
        """The numbered maps."""
        return self.folder / f"{territory.slug}-{_SUFFIX}.pdf"

    def book_of(self, territory: Territory) -> Path:
        """The workbook to fill in."""
        return self.folder / f"{territory.slug}-{_SUFFIX}.xlsx"

    def files(self) -> list[Path]:
        """All of them, each territory's together."""
        return [
            path
            for territory in self.territories
            for path in (self.document_of(territory), self.book_of(territory))
        ]


@dataclass
class PackFiles:
    """The files written, in order, and what the user should know about them."""

    files: list[Path] = field(default_factory=list)
    warnings: list[AtlasError] = field(default_factory=list)


def write_packs(
    order: PackOrder,
    edition: Edition,
    catalogue: Catalogue,
    progress: Progress,
    cancelled: Callable[[], bool],
) -> PackFiles:
    """Write the packs of the territories.

    Args:
        order: what to write.
        edition: the data, whole: what the audience may not see is left out here.
        catalogue: maps, classes, sources.
        progress: told before each page is composed and after it is printed.
        cancelled: asked between pages.

    Raises:
        Cancelled: the user stopped; the packs of territories already finished stay.
        FileIsThere: a file is there already, and none may be replaced.
        LibraryMissing: openpyxl is not installed; nothing was written.
        AtlasError: with one sentence for the user.
    """
    excel()
    check_look(order.look)
    if not order.replace:
        refuse_existing(order.files())
    pace = Pace(progress, cancelled)
    pace.phase(1.0, _STEPS * len(order.territories))
    written = PackFiles()
    selection = select(edition, order.audience, catalogue)
    with TemporaryDirectory(prefix="territoires-", ignore_cleanup_errors=True) as folder:
        seen = for_audience(
            edition, order.audience, folder, catalogue, cancelled=cancelled, selection=selection
        )
        make_folder(order.folder)
        for territory in order.territories:
            with workshop(order.folder) as drafts:
                made = _Pack(order, territory, seen, catalogue, pace.step, written.warnings)
                made.write(drafts, set(selection.secrets()))
                if cancelled():
                    raise Cancelled
                for target in (order.document_of(territory), order.book_of(territory)):
                    os.replace(drafts / target.name, target)
                    written.files.append(target)
    progress(1.0, "")
    return written


def numbering_of(objects: Sequence[Reviewed]) -> Numbering:
    """The numbers as the maps take them, with a paragraph for the lines, which bear none."""
    besides: dict[str, list[str]] = {}
    for each in objects:
        if each.traced:
            told = typographic(each.name)
            besides.setdefault(each.theme.id, []).append(f"{each.number}{NO_BREAK_SPACE}{told}")
    return Numbering(
        {key_of(each.table, each.key): each.number for each in objects if not each.traced},
        {
            theme: [f"{_TRACED}{NO_BREAK_SPACE}: {_SEPARATOR.join(texts)}"]
            for theme, texts in besides.items()
        },
    )


@dataclass(frozen=True)
class _Pack:
    """One territory's two files on their way."""

    order: PackOrder
    territory: Territory
    edition: Edition
    catalogue: Catalogue
    step: Callable[[str], None]
    warnings: list[AtlasError]

    def write(self, folder: Path, secrets: Collection[str]) -> None:
        """Compose and print the maps, then write the workbook of what they show."""
        objects = objects_of(self.edition, self.territory, self.catalogue)
        maps = MapSetOrder(
            territories=(self.territory,),
            themes=self.catalogue.themes,
            formats=("pdf",),
            folder=folder,
            dpi=self.order.dpi,
            paper=self.order.paper,
            look=self.order.look,
            publication=False,
            audience=self.order.audience,
            numbering=numbering_of(objects),
        )
        project = QgsProject()
        try:
            pages = compose(project, maps, self.edition, self.catalogue, self.step)
            self._say_what_it_is(pages)
            refuse_secrets(project, folder, secrets)
            self._print(pages, folder / self.order.document_of(self.territory).name)
            shown = _numbers_on(pages)
        finally:
            # Some systems do not delete a file that a layer still holds.
            project.clear()
        book = self.order.book_of(self.territory)
        self.step(book.name)
        off_paper = {each.number for each in objects if not each.traced} - shown
        write_pack_book(
            folder / book.name, objects, off_paper, self.territory, self.edition, self.catalogue
        )

    def _say_what_it_is(self, pages: Sequence[MapPages]) -> None:
        day = long_date(day_of(self.edition.created))
        for each in pages:
            for layout in each.layouts:
                fill(layout, "edition", f"Épreuve à relire – édition du {day}")

    def _print(self, pages: Sequence[MapPages], target: Path) -> None:
        layouts = [layout for each in pages for layout in each.layouts]
        title = f"{self.territory.title} – cartes à relire"
        document = Document(title, AUTHOR, self.edition.created)
        name = self.order.document_of(self.territory)
        if not export_pdf(
            layouts,
            target,
            self.order.dpi,
            document,
            lambda page: self.step(f"{target.name} ({page})"),
        ):
            self.warnings.append(without_bookmarks(name))


def _numbers_on(pages: Sequence[MapPages]) -> set[int]:
    """The numbers that the maps bear: what lies outside a frame bears none."""
    found: set[int] = set()
    for each in pages:
        scope = QgsExpressionContextUtils.layoutItemScope(item_of(each.page, "map"))
        placed = json.loads(scope.variable(PLACEMENT_VARIABLE))
        found |= set(map(int, placed["numbers"].values()))
    return found
