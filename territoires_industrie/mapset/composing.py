"""A project's layers and pages: new ones, or an analyst's own filled anew."""

from __future__ import annotations

from collections.abc import Callable

from qgis.core import QgsPrintLayout, QgsProject

from ..catalogue import Catalogue, MapTheme
from ..edition import Edition
from ..layouts.fonts import provide
from ..layouts.page import (
    PageSpec,
    best_orientation,
    build_page,
    fill_page,
    page_in,
    spread,
)
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
    show_only,
    theme_in,
)
from ..territories import Territory
from .order import AUTHOR, AUTO, MapSetOrder


def compose(
    project: QgsProject,
    order: MapSetOrder,
    edition: Edition,
    catalogue: Catalogue,
    page_begun: Callable[[str], None],
) -> list[QgsPrintLayout]:
    """Put the layers of the themes and the pages of the territories into a project.

    Nothing is written to disk.

    Args:
        project: empty, or an analyst's own (stored.py), whose pages are filled anew.
        order: territories, themes, paper.
        edition: the data.
        catalogue: themes, legends, words.
        page_begun: told each page's name; may raise `Cancelled`.
    """
    # First of all: Qt remembers what it took for a font that it lacked.
    provide()
    new = not project.mapLayers()
    themes = _themes(project, order, edition, catalogue)
    first = themes[order.themes[0].id]
    if new:
        show_only(project, first.theme, order.themes)
        open_on(project, first, order.territories[0])
    _sign(project, ", ".join(territory.title for territory in order.territories))
    for layers in themes.values():
        spread(project, layers, catalogue, order.territories[0])
    locator = locator_in(project) or add_locator_layer(project, edition, catalogue)
    pages = {}
    for territory in order.territories:
        for layers in themes.values():
            page_begun(f"{territory.title} – {layers.theme.title}")
            spec = _spec(order, layers, territory)
            page = page_in(project, territory, layers.theme)
            if page is None:
                page = build_page(project, layers, locator, edition, catalogue, spec)
            else:
                fill_page(page, layers, locator, edition, catalogue, spec)
            pages[territory, layers.theme.id] = page
    return [pages[territory, theme.id] for territory in order.territories for theme in order.themes]


def _themes(
    project: QgsProject, order: MapSetOrder, edition: Edition, catalogue: Catalogue
) -> dict[str, ThemeLayers]:
    """The layers of every map asked for, and of those whose pages the project holds already.

    These are filled too: a project of two editions would lie.
    """
    prepare_project(project, order.territories[0])
    base = base_in(project, edition) or add_base(project, edition, catalogue)
    found = {
        theme.id: theme_in(project, edition, catalogue, theme)
        for theme in catalogue.themes
        if theme in order.themes or any(page_in(project, t, theme) for t in order.territories)
    }
    return {
        theme.id: found[theme.id] or add_theme(project, edition, catalogue, theme, base)
        for theme in catalogue.themes
        if theme.id in found
    }


def _spec(order: MapSetOrder, layers: ThemeLayers, territory: Territory) -> PageSpec:
    return PageSpec(
        territory,
        number=_number(order, layers.theme),
        count=len(order.themes),
        paper=order.paper,
        orientation=_orientation(order, layers, territory),
        hide_absent=order.hide_absent,
        look=order.look,
    )


def _number(order: MapSetOrder, theme: MapTheme) -> int:
    """The page's number in the set; one that is not in it keeps its number in the atlas."""
    return order.themes.index(theme) + 1 if theme in order.themes else theme.number


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
