"""A project's layers and pages: new ones, or an analyst's own filled anew."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from qgis.core import QgsPrintLayout, QgsProject

from ..catalogue import Catalogue, MapTheme
from ..edition import Edition
from ..layouts.canvas import forget_spread, spread
from ..layouts.fonts import provide
from ..layouts.page import (
    THEME_PROPERTY,
    PageSpec,
    best_orientation,
    build_page,
    fill_page,
    list_elsewhere,
    pages_in,
    paper_of,
    template_name,
)
from ..layouts.sheets.sheet import Desk
from ..layouts.sheets.site_list import site_list_sheets
from ..layouts.templates import template_of, write
from ..maps.layers import (
    PERIMETERS,
    ThemeLayers,
    add_base,
    add_locator_layer,
    add_theme,
    base_in,
    locator_in,
    open_on,
    perimeter_of,
    prepare_project,
    theme_in,
)
from ..maps.showing import show_only
from ..territories import Territory
from .order import AUTHOR, AUTO, MapSetOrder

#: Names the map page that a page of sites belongs to.
LIST_OF_PROPERTY = "ti_list_of"


def compose(
    project: QgsProject,
    order: MapSetOrder,
    edition: Edition,
    catalogue: Catalogue,
    page_begun: Callable[[str], None],
) -> list[MapPages]:
    """Put the layers of the themes and the pages of the territories into a project.

    Nothing is written to disk. Pages that the project holds of other maps are given back too.

    Args:
        project: empty, or an analyst's own (stored.py), whose pages are filled anew.
        order: territories, themes, paper.
        edition: the data.
        catalogue: themes, legends, words.
        page_begun: told each page's name; may raise `Cancelled`.
    """
    pages: list[MapPages] = []
    for _ in compose_in_turns(project, order, edition, catalogue, page_begun, pages):
        pass
    return pages


def compose_in_turns(
    project: QgsProject,
    order: MapSetOrder,
    edition: Edition,
    catalogue: Catalogue,
    page_begun: Callable[[str], None],
    pages: list[MapPages],
) -> Iterator[None]:
    """As `compose`, with a turn for the window after each map's layers and each page.

    What was made so far stays in the project when nobody asks for the next turn; `pages` is filled
    territory by territory.
    """
    # First of all: Qt remembers what it took for a font that it lacked.
    provide()
    new = not project.mapLayers()
    forget_spread(project)
    themes: dict[str, ThemeLayers] = {}
    yield from _themes(project, order, edition, catalogue, themes)
    first = themes[order.themes[0].id]
    if new:
        show_only(project, first.theme, order.themes)
        open_on(project, first, order.territories[0])
    _sign(project, ", ".join(territory.title for territory in order.territories))
    for layers in themes.values():
        spread(project, layers, catalogue, order.territories[0])
    locator = locator_in(project) or add_locator_layer(project, edition, catalogue)
    for territory in order.territories:
        made = {}
        for layers in themes.values():
            page_begun(f"{territory.title} – {layers.theme.title}")
            spec = _spec(order, layers, territory)
            found = pages_in(project, territory, layers.theme)
            for page in found:
                fill_page(page, layers, locator, edition, catalogue, spec)
            kept = bool(found) and template_of(found[0]) != template_name(spec)
            page = (
                found[0]
                if found
                else build_page(project, layers, locator, edition, catalogue, spec)
            )
            desk = Desk(project, order.look, edition, catalogue, paper_of(page))
            asked = layers.theme in order.themes
            made[layers.theme.id] = MapPages(
                layers.theme, page, _lists(desk, territory, page), kept, asked
            )
            yield
        _number(list(made.values()))
        pages += made.values()


@dataclass(frozen=True)
class MapPages:
    """A map, and the pages of its list of sites where the map has no room for it.

    Attributes:
        theme: the map's.
        page: its page.
        lists: of its sites.
        kept: the page is an analyst's own, on another paper or template than is asked for now.
        asked: the order names this map; else its page was stored, and is filled with the same
            edition: one publication, one count of pages.
    """

    theme: MapTheme
    page: QgsPrintLayout
    lists: Sequence[QgsPrintLayout]
    kept: bool = False
    asked: bool = True

    @property
    def layouts(self) -> list[QgsPrintLayout]:
        """All of them, in order."""
        return [self.page, *self.lists]


def _lists(desk: Desk, territory: Territory, page: QgsPrintLayout) -> list[QgsPrintLayout]:
    """The pages of a map's list, in the place of those of an edition before."""
    manager = desk.project.layoutManager()
    mine = page.name()
    for layout in manager.printLayouts():
        if layout.customProperty(LIST_OF_PROPERTY) == mine:
            manager.removeLayout(layout)
    paragraphs = list_elsewhere(page)
    if not paragraphs:
        return []
    theme = page.customProperty(THEME_PROPERTY)
    subtitle = desk.catalogue.theme(theme).title
    sheets = site_list_sheets(desk, territory.title, subtitle, paragraphs)
    for sheet in sheets:
        sheet.layout.setCustomProperty(LIST_OF_PROPERTY, mine)
        manager.addLayout(sheet.layout)
    return [sheet.layout for sheet in sheets]


def _number(pages: Sequence[MapPages]) -> None:
    """Number a territory's pages: `3 / 4`."""
    layouts = [layout for map_pages in pages for layout in map_pages.layouts]
    for number, layout in enumerate(layouts, start=1):
        write(layout, "page_number", [f"{number} / {len(layouts)}"])


def _themes(
    project: QgsProject,
    order: MapSetOrder,
    edition: Edition,
    catalogue: Catalogue,
    made: dict[str, ThemeLayers],
) -> Iterator[None]:
    """The layers of every map asked for, and of those whose pages the project holds already.

    These are filled too: a project of two editions would lie.
    """
    prepare_project(project, order.territories[0])
    base = base_in(project, edition, catalogue) or add_base(project, edition, catalogue)
    found = {
        theme.id: theme_in(project, edition, catalogue, theme, base)
        for theme in catalogue.themes
        if theme in order.themes or any(pages_in(project, t, theme) for t in order.territories)
    }
    root = project.layerTreeRoot()
    groups = (root.findGroup(theme.title) for theme in catalogue.themes)
    shown = any(group is not None and group.itemVisibilityChecked() for group in groups)
    for theme in (each for each in catalogue.themes if each.id in found):
        layers = found[theme.id]
        if layers is None:
            layers = add_theme(project, edition, catalogue, theme, base)
            # Beside a map that is on the canvas already: two at once cannot be read.
            root.findGroup(theme.title).setItemVisibilityChecked(not shown)
        made[theme.id] = layers
        yield


def _spec(order: MapSetOrder, layers: ThemeLayers, territory: Territory) -> PageSpec:
    return PageSpec(
        territory,
        paper=order.paper,
        orientation=_orientation(order, layers, territory),
        hide_absent=order.hide_absent,
        look=order.look,
        numbering=order.numbering,
    )


def _orientation(order: MapSetOrder, layers: ThemeLayers, territory: Territory) -> str:
    """As ordered; else the one that suits the territory's shape, the same for all its maps."""
    if order.orientation != AUTO:
        return order.orientation
    outline = perimeter_of(layers.own[PERIMETERS], territory)
    return best_orientation(outline.boundingBox(), order.paper)


def _sign(project: QgsProject, title: str) -> None:
    """Title and author of the project, which QGIS writes into pictures too: never a login."""
    project.setTitle(title)
    metadata = project.metadata()
    metadata.setTitle(title)
    metadata.setAuthor(AUTHOR)
    project.setMetadata(metadata)
