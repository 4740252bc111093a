"""One territory's chapter: every element of DOMAIN 9 in the atlas' order."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from qgis.core import QgsProject

from ..catalogue import Catalogue
from ..edition import Edition
from ..layouts.sheets.cover import territory_cover
from ..layouts.sheets.jobs import jobs_sheet
from ..layouts.sheets.portrait import portrait_sheets
from ..layouts.sheets.prose_sheets import section_sheets
from ..layouts.sheets.sheet import Desk, Sheet
from ..layouts.sheets.swot import swot_sheet
from ..layouts.sheets.tables import tables_sheets
from ..layouts.sheets.unwritten import is_written, unwritten_sheets
from ..mapset import MapPages, MapSetOrder, compose
from ..profile.profile import Profile, profile_of
from ..territories import Territory
from ..words.words import Words, territory_words
from .order import AtlasOrder, Step
from .printing import Leaf, Unprinted, print_leaves

#: The chapter's parts in the atlas' order: a map by its theme's id, a sheet by its name.
_PARTS = (
    "portrait",
    "emplois",
    "consumers",
    "activite",
    "producers",
    "networks",
    "heat",
    "chaleur",
    "tableaux",
    "perspectives",
    "swot",
)
#: The bookmarks under a territory's name.
_LEVEL = 2


def read_chapter(
    order: AtlasOrder, edition: Edition, catalogue: Catalogue, territory: Territory
) -> tuple[Profile, Words]:
    """A territory's figures and words.

    Raises:
        WordsError: what the analyst wrote cannot be printed as it is.
        EditionError: the edition cannot be read.
    """
    profile = profile_of(edition, territory, catalogue)
    return profile, territory_words(territory, profile.figures, order.texts)


def print_chapter(
    order: AtlasOrder,
    edition: Edition,
    catalogue: Catalogue,
    profile: Profile,
    words: Words,
    folder: Path,
    step: Step,
) -> list[Leaf]:
    """Compose and print a chapter, from a project of its own that is gone afterwards.

    Args:
        order: maps, paper, looks, texts.
        edition: the audience's own.
        catalogue: themes, legends, words.
        profile: the territory's figures.
        words: what is written of it.
        folder: where the pages go; it is there.
        step: told each page twice, when it is composed and when it is printed; may raise
            `Cancelled`.

    Raises:
        AtlasError: with one sentence for the user.
    """
    project = QgsProject()
    try:
        desk = Desk(project, order.look, edition, catalogue, order.paper, order.reviews)
        chapter = _Chapter(order, desk, step)
        pages = list(chapter.pages(profile, words))
        return print_leaves(pages, folder, "page", order.dpi, step)
    finally:
        # Some systems do not delete a file that a layer still holds.
        project.clear()


class _Chapter:
    """The composition of a chapter."""

    def __init__(self, order: AtlasOrder, desk: Desk, step: Step) -> None:
        self._order = order
        self._desk = desk
        self._step = step

    def pages(self, profile: Profile, words: Words) -> Iterator[Unprinted]:
        """The pages in their order; the maps are composed first, for all share their layers."""
        territory = profile.territory
        maps = self._maps(territory)
        yield from map(
            Unprinted, territory_cover(self._desk, words, mentions=self._order.imprint.mentions)
        )
        for part in _PARTS:
            if part in maps:
                found = maps[part]
                yield Unprinted(Sheet(found.page, found.theme.title, _LEVEL), part)
                for layout in found.lists:
                    yield Unprinted(Sheet(layout, "", _LEVEL))
            else:
                for sheet in self._sheets(part, profile, words):
                    yield Unprinted(sheet)

    def _maps(self, territory: Territory) -> dict[str, MapPages]:
        """The map pages, by theme."""
        order, desk = self._order, self._desk
        if not order.themes:
            return {}
        maps = MapSetOrder(
            territories=(territory,),
            themes=order.themes,
            formats=(),
            folder=order.target.parent,
            dpi=order.dpi,
            paper=order.paper,
            look=order.look,
            hide_absent=order.hide_absent,
            publication=False,
            audience=order.audience,
        )
        pages = compose(desk.project, maps, desk.edition, desk.catalogue, self._step)
        return {each.theme.id: each for each in pages}

    def _sheets(self, part: str, profile: Profile, words: Words) -> list[Sheet]:
        """The sheets of a part that is no map; none where there is nothing to say."""
        desk = self._desk
        makers: dict[str, Callable[[], list[Sheet]]] = {
            "portrait": lambda: portrait_sheets(desk, profile, words),
            "emplois": lambda: jobs_sheet(desk, profile),
            "activite": lambda: section_sheets(desk, profile, words, "activite"),
            "chaleur": lambda: section_sheets(desk, profile, words, "chaleur"),
            "tableaux": lambda: tables_sheets(desk, profile),
            "perspectives": lambda: section_sheets(desk, profile, words, "perspectives"),
            "swot": lambda: swot_sheet(desk, profile, words),
        }
        if not is_written(words):
            # One sheet for three, of figures that wait for their words.
            makers["chaleur"] = lambda: unwritten_sheets(desk, profile, words)
            del makers["activite"], makers["perspectives"]
        if part not in makers:
            return []
        self._step(f"{profile.territory.title} – {part}")
        return makers[part]()
