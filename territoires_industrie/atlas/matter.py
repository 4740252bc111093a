"""What stands before and after the chapters: cover, contents, texts, reserve, index."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from qgis.core import QgsProject

from ..catalogue import Catalogue
from ..edition import Edition
from ..layouts.sheets.contents import Entry, contents_sheets
from ..layouts.sheets.cover import DOCUMENT_SUBTITLE, document_cover
from ..layouts.sheets.index import IndexEntry, index_sheets
from ..layouts.sheets.prose_sheets import prose_sheets
from ..layouts.sheets.sheet import Desk, Sheet
from ..layouts.sheets.sources import limits_sheets, sources_sheets
from ..territories import Territory
from ..words.imprint import Imprint
from ..words.words import document_words
from .named import NamedSite
from .order import AtlasOrder, Step
from .printing import Leaf, Unprinted, print_leaves

TITLE = "Atlas énergie et industrie des territoires d'industrie"
INDEX = "Index des sites"

Chapters = Mapping[Territory, Sequence[Leaf]]


@dataclass(frozen=True)
class Matter:
    """Printed pages around the chapters; `alone` are those that end a territory's own document."""

    front: list[Leaf]
    reserve: list[Leaf]
    index: list[Leaf]
    alone: dict[Territory, list[Leaf]]


def print_matter(
    order: AtlasOrder,
    edition: Edition,
    catalogue: Catalogue,
    chapters: Chapters,
    sites: Mapping[Territory, Sequence[NamedSite]],
    folder: Path,
    step: Step,
) -> Matter:
    """Compose and print the pages around chapters that are printed already.

    Args:
        order: paper, looks, texts.
        edition: the audience's own.
        catalogue: words, attributions.
        chapters: the printed pages of each territory, in the document's order.
        sites: what the index lists, by territory.
        folder: where the pages go; it is there.
        step: told each page; may raise `Cancelled`.

    Raises:
        AtlasError: with one sentence for the user.
    """
    project = QgsProject()
    desk = Desk(project, order.look, edition, catalogue, order.paper)
    try:
        around = _Around(desk, order, chapters, step)
        return Matter(
            print_leaves(around.front(), folder, "front", order.dpi, step),
            print_leaves(map(Unprinted, around.reserve), folder, "reserve", order.dpi, step),
            print_leaves(around.index(sites), folder, "index", order.dpi, step),
            _alone(desk, order, folder, step) if order.each else {},
        )
    finally:
        project.clear()


def _alone(desk: Desk, order: AtlasOrder, folder: Path, step: Step) -> dict[Territory, list[Leaf]]:
    """What a territory's own document says of its limits, of the sources, and of itself."""
    after = [*sources_sheets(desk), *reserve_sheets(desk, order.texts, order.imprint)]
    common = print_leaves(map(Unprinted, after), folder, "after", order.dpi, step)
    alone = {}
    for territory in order.territories:
        sheets = limits_sheets(desk, (territory,))
        name = f"limits-{territory.id}"
        own = print_leaves(map(Unprinted, sheets), folder, name, order.dpi, step)
        alone[territory] = [*own, *common]
    return alone


def reserve_sheets(desk: Desk, texts: Path | None, imprint: Imprint) -> list[Sheet]:
    """What every document ends with: what it does not vouch for, and whose its data are."""
    sections = [document_words(name, {}, texts, imprint) for name in ("reserve", "mentions")]
    title = f"{sections[0].title} et {sections[1].title.lower()}"
    return prose_sheets(desk, title, "", sections)


class _Around:
    """Composes the pages around the chapters, once it is known how many there are."""

    def __init__(self, desk: Desk, order: AtlasOrder, chapters: Chapters, step: Step) -> None:
        self._desk = desk
        self._order = order
        self._chapters = chapters
        step(TITLE)
        self._cover = document_cover(
            desk, TITLE, order.imprint.mentions, subtitle=_subtitle(chapters)
        )
        self._opening = list(self._opening_sheets())
        self.reserve = reserve_sheets(desk, order.texts, order.imprint)
        self._contents = len(contents_sheets(desk, self._entries(0)))

    def _opening_sheets(self) -> Iterator[Sheet]:
        """Between contents and chapters."""
        yield from self._prose("introduction")
        yield from limits_sheets(self._desk, tuple(self._chapters))
        yield from sources_sheets(self._desk)
        yield from self._prose("fiche")
        yield from self._prose("referents")

    def _prose(self, name: str) -> list[Sheet]:
        section = document_words(name, {}, self._order.texts, self._order.imprint)
        return prose_sheets(self._desk, section.title, "", section)

    def front(self) -> Iterator[Unprinted]:
        """Cover, contents with the pages known now, opening texts."""
        yield from map(Unprinted, self._cover)
        entries = self._entries(self._contents)
        yield from map(Unprinted, contents_sheets(self._desk, entries))
        yield from map(Unprinted, self._opening)

    def index(self, sites: Mapping[Territory, Sequence[NamedSite]]) -> Iterator[Unprinted]:
        """The index, with the pages of the maps that show each site."""
        entries = []
        for territory, page in self._starts():
            pages = {
                leaf.theme: page + index
                for index, leaf in enumerate(self._chapters[territory])
                if leaf.theme
            }
            entries += [
                IndexEntry(
                    site.name,
                    site.commune,
                    territory.title,
                    tuple(sorted(pages[theme] for theme in site.themes)),
                )
                for site in sites[territory]
            ]
        yield from map(Unprinted, index_sheets(self._desk, entries))

    def _starts(self) -> Iterator[tuple[Territory, int]]:
        """The first page of each chapter, the document's cover being page 1."""
        page = 1 + len(self._cover) + self._contents + len(self._opening)
        for territory, leaves in self._chapters.items():
            yield territory, page
            page += len(leaves)

    def _entries(self, contents: int) -> list[Entry]:
        """The lines of the contents, where these take so many pages."""
        marks: list[tuple[str, int]] = [
            *((sheet.bookmark, sheet.level) for sheet in self._opening),
            *((leaf.bookmark, leaf.level) for each in self._chapters.values() for leaf in each),
            *((sheet.bookmark, sheet.level) for sheet in self.reserve),
            (INDEX, 1),
        ]
        first = 1 + len(self._cover) + contents
        return [
            Entry(bookmark, level, first + index)
            for index, (bookmark, level) in enumerate(marks)
            if bookmark
        ]


def _subtitle(territories: Iterable[Territory]) -> str:
    """The region, where all territories are the atlas' own."""
    return DOCUMENT_SUBTITLE if all(each.atlas_order for each in territories) else ""
