"""What a map set that is there already means for one that is printed into its place.

A territory's maps are one work: when one of them is asked for again, the others stay, in the
publication and in the PDF.
"""

from __future__ import annotations

from pathlib import Path

from qgis.core import QgsProject

from ..catalogue import Catalogue, MapTheme
from ..edition import Edition
from ..layouts.export import ExportError
from ..layouts.page import THEME_PROPERTY
from ..layouts.pdf import titles_in
from ..maps.layers import PART_PROPERTY
from ..stored import stored_project, themes_stored
from .composing import LIST_OF_PROPERTY
from .order import MapSetOrder


def resumed(order: MapSetOrder, stored: Path, edition: Edition) -> QgsProject:
    """The project to compose in: the analyst's own where one is stored, else an empty one.

    New pages asked for take the place of those of their maps; pages of other maps stay.

    Args:
        order: maps, audience, and whether pages are made anew.
        stored: a publication or a .qgz, there or not.
        edition: what the project's layers show from now on.

    Raises:
        PublicationError: there is no project, or its pages were made for more eyes.
    """
    if not _stays(order, stored):
        return QgsProject()
    project = stored_project(stored, edition, order.audience)
    if order.reset:
        for theme in order.themes:
            _forget_pages(project, theme)
            _forget_layers(project, theme)
    return project


def _forget_pages(project: QgsProject, theme: MapTheme) -> None:
    manager = project.layoutManager()
    layouts = manager.printLayouts()
    pages = [each for each in layouts if each.customProperty(THEME_PROPERTY) == theme.id]
    names = {page.name() for page in pages}
    lists = [each for each in layouts if each.customProperty(LIST_OF_PROPERTY) in names]
    for layout in [*pages, *lists]:
        manager.removeLayout(layout)


def _forget_layers(project: QgsProject, theme: MapTheme) -> None:
    """Take a map's layers out with their styles, and its group where nothing else is in it."""
    layers = project.mapLayers()
    mine = [name for name, each in layers.items() if each.customProperty(PART_PROPERTY) == theme.id]
    project.removeMapLayers(mine)
    group = project.layerTreeRoot().findGroup(theme.title)
    if group is not None and not group.children():
        group.parent().removeChildNode(group)


def lends(order: MapSetOrder, stored: Path) -> bool:
    """Whether pages of a file go into the map set that takes its place."""
    return _stays(order, stored)


def _stays(order: MapSetOrder, stored: Path) -> bool:
    return stored.exists() and (not order.reset or bool(_others(order, stored)))


def _others(order: MapSetOrder, stored: Path) -> set[str]:
    """The maps of a file that are not asked for now."""
    return themes_stored(stored, THEME_PROPERTY) - {theme.id for theme in order.themes}


def refuse_lost_maps(order: MapSetOrder, catalogue: Catalogue) -> None:
    """See that no PDF loses maps that are neither asked for nor stored in its publication.

    Raises:
        ExportError: one would; nothing is printed.
    """
    for territory in order.territories:
        target = order.document_of(territory)
        if "pdf" not in order.formats or not target.is_file():
            continue
        stored = order.publication_of(territory)
        kept = _others(order, stored) if stored.exists() else set()
        printed = {theme.id for theme in order.themes} | kept
        titles = _titles(target)
        lost = [
            theme.title
            for theme in catalogue.themes
            if theme.id not in printed and any(title.endswith(theme.title) for title in titles)
        ]
        if lost:
            raise ExportError(
                "{path} also has the maps {maps}, which would be lost, as their pages are not "
                "stored beside it: print these too, or choose another folder.",
                path=target,
                maps=", ".join(f"“{title}”" for title in lost),
            )


def _titles(target: Path) -> set[str]:
    """What a PDF is called inside; nothing where it cannot be read: its writing will tell why."""
    try:
        return titles_in(target)
    except OSError:
        return set()
