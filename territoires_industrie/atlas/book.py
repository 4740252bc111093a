"""The foreman of the whole document: chapters, what stands around them, one file bound of all."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from ..audience import for_audience
from ..catalogue import Catalogue
from ..edition import Edition
from ..files import make_folder, refuse_existing
from ..layouts.export import Document, export_document, without_bookmarks
from ..layouts.templates import check_look
from ..pace import Pace, Progress
from ..territories import Territory
from ..words.errors import WordsError
from ..words.words import DOCUMENTS, document_words
from ..workers.running import WorkersMissing
from .matter import TITLE, print_matter
from .named import named_sites
from .order import AtlasFiles, AtlasOrder
from .printing import Leaf, numbered
from .side_by_side import print_chapters, print_side_by_side

#: About so many steps has a chapter: read, its pages composed, and printed.
_CHAPTER_STEPS = 37


def print_atlas(
    order: AtlasOrder,
    edition: Edition,
    catalogue: Catalogue,
    progress: Progress,
    cancelled: Callable[[], bool],
) -> AtlasFiles:
    """Print the document of the chosen territories, and one for each where that is ordered.

    Everything is made from the rows that the audience may see (DOMAIN 1). One territory's project
    at a time is in memory; pages wait on disk.

    Args:
        order: what to print.
        edition: the data.
        catalogue: themes, legends, words.
        progress: told before each page.
        cancelled: asked between pages, several times a second where others print.

    Raises:
        Cancelled: the user stopped; documents already finished stay, none is half written.
        AtlasError: with one sentence for the user.
    """
    if not order.replace:
        refuse_existing(order.files)
    check_look(order.look)
    _check_texts(order.texts)
    make_folder(order.target.parent)
    for text in DOCUMENTS:
        # A mistake in the last of them is told before any page.
        document_words(text, {}, order.texts)
    pace = Pace(progress, cancelled)
    written = AtlasFiles()
    with TemporaryDirectory(prefix="territoires-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        seen = for_audience(edition, order.audience, folder, catalogue, cancelled=cancelled)
        book = _Book(order, seen, catalogue, folder, pace, written)
        chapters = book.chapters(cancelled)
        book.bind(chapters)
    progress(1.0, "")
    return written


def print_chapters_only(
    order: AtlasOrder,
    edition: Edition,
    catalogue: Catalogue,
    folder: Path,
    progress: Progress,
    cancelled: Callable[[], bool],
) -> None:
    """What a worker does: print chapters, from the audience's own edition, for another to bind.

    Raises:
        Cancelled: the user stopped.
        AtlasError: with one sentence for the user.
    """
    pace = Pace(progress, cancelled)
    pace.phase(1.0, _CHAPTER_STEPS * len(order.territories))
    print_chapters(order, edition, catalogue, folder, pace.step)


def _check_texts(folder: Path | None) -> None:
    """See that the folder of the analyst's texts is there; WordsError."""
    if folder is not None and not folder.is_dir():
        raise WordsError("There is no folder {path}: choose that of your texts.", path=folder)


class _Book:
    """One document on its way, in a folder of work."""

    def __init__(
        self,
        order: AtlasOrder,
        edition: Edition,
        catalogue: Catalogue,
        folder: Path,
        pace: Pace,
        written: AtlasFiles,
    ) -> None:
        self._order = order
        self._edition = edition
        self._catalogue = catalogue
        self._folder = folder
        self._pace = pace
        self._written = written

    def chapters(self, cancelled: Callable[[], bool]) -> dict[Territory, list[Leaf]]:
        """The printed pages of every territory, made here or side by side."""
        order = self._order
        folder = self._folder / "chapters"
        self._pace.phase(0.85, _CHAPTER_STEPS * len(order.territories))
        if min(order.workers, len(order.territories)) > 1:
            try:
                return print_side_by_side(
                    order, self._edition, self._catalogue, folder, self._pace.part, cancelled
                )
            except WorkersMissing as error:
                self._written.warnings.append(error)
        return print_chapters(order, self._edition, self._catalogue, folder, self._pace.step)

    def bind(self, chapters: dict[Territory, list[Leaf]]) -> None:
        """Print what stands around the chapters, and write the documents."""
        order = self._order
        sites = {
            territory: named_sites(self._edition, self._catalogue, order.themes, territory)
            for territory in order.territories
        }
        folder = self._folder / "matter"
        folder.mkdir()
        self._pace.phase(0.9, 30)
        matter = print_matter(
            order, self._edition, self._catalogue, chapters, sites, folder, self._pace.step
        )
        inside = [leaf for leaves in chapters.values() for leaf in leaves]
        self._write(
            [*matter.front, *inside, *matter.reserve, *matter.index], order.target, TITLE, 0.96
        )
        if order.each:
            for territory, leaves in chapters.items():
                self._write(
                    [*leaves, *matter.alone[territory]],
                    order.alone(territory),
                    f"{territory.title} – {TITLE}",
                    1.0,
                )

    def _write(self, leaves: Sequence[Leaf], target: Path, title: str, end: float) -> None:
        """Number pages and bind them into a file."""
        self._pace.phase(end, 2 * len(leaves))
        self._pace.step(target.name)
        # A prefix: a document may be called as a folder of ours is.
        folder = self._folder / f"bound-{target.stem}"
        folder.mkdir()
        pages = numbered(leaves, folder, self._order.dpi, self._pace.step)
        bookmarked = export_document(
            pages,
            target,
            self._order.dpi,
            Document(title, self._order.imprint.publisher, self._edition.created),
            lambda _page: self._pace.step(""),
        )
        self._written.files.append(target)
        if not bookmarked:
            self._written.warnings.append(without_bookmarks(target))
