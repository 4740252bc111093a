"""A map put into a project that somebody works in: loaded in turns, then there at one stroke."""

from __future__ import annotations

from collections.abc import Generator, Sequence

from qgis.core import QgsProject, QgsVectorLayer

from ..catalogue import Catalogue, MapTheme
from ..edition import Edition
from ..territories import Territory
from ..turns import finished
from .layers import (
    BASE,
    BASE_GROUP,
    BASE_TABLES,
    PERIMETERS,
    TABLE_PROPERTY,
    ThemeLayers,
    base_in,
    drawing_order,
    load_part,
    open_on,
    perimeter_of,
    prepare_project,
    putting_base,
    putting_theme,
)


def show_theme(
    project: QgsProject,
    edition: Edition,
    catalogue: Catalogue,
    theme: MapTheme,
    territory: Territory,
) -> ThemeLayers:
    """As `showing`, without a pause."""
    return finished(showing(project, edition, catalogue, theme, territory))


def showing(
    project: QgsProject,
    edition: Edition,
    catalogue: Catalogue,
    theme: MapTheme,
    territory: Territory,
) -> Generator[None, None, ThemeLayers]:
    """Add one map to a project that may hold others, and let the territory stand out.

    The base that is already there is used again when it comes from the same edition. A turn loads
    or adds a layer; stopped between two, a project still has the map that it had.

    Raises:
        MapError: QGIS cannot read a table, or the edition has no outline for the territory.
        EditionError: the edition lacks a table.
    """
    own: dict[str, QgsVectorLayer] = {}
    for name in drawing_order(catalogue, theme):
        own[name] = load_part(edition, catalogue, name, theme.id)
        yield
    base: dict[str, QgsVectorLayer] = {}
    if base_in(project, edition, catalogue) is None:
        for name in BASE_TABLES:
            base[name] = load_part(edition, catalogue, name, BASE)
            yield
    # Looked up before anything of the user's project is touched.
    perimeter_of(own[PERIMETERS], territory)
    prepare_project(project, territory)
    before = _shown_of(project, theme)
    try:
        if base:
            yield from putting_base(project, base)
        yield from putting_theme(project, catalogue, theme, own)
    except GeneratorExit:
        new = {layer.id() for layer in (*own.values(), *base.values())}
        project.removeMapLayers(sorted(new & set(project.mapLayers())))
        _remove_empty(project, theme.title, BASE_GROUP)
        raise
    project.removeMapLayers(before)
    layers = ThemeLayers(theme, own, base_in(project, edition, catalogue) or base)
    open_on(project, layers, territory)
    yield
    return layers


def show_only(project: QgsProject, theme: MapTheme, themes: Sequence[MapTheme]) -> None:
    """Leave one map visible on the canvas: four at once cannot be read. Pages are not concerned."""
    for other in themes:
        group = project.layerTreeRoot().findGroup(other.title)
        group.setItemVisibilityChecked(other.id == theme.id)


def show_table(project: QgsProject, catalogue: Catalogue, table: str) -> str:
    """Let a table be seen on the canvas, alone among our maps where another is seen now.

    Returns:
        The title of the map that draws it where the project does not hold that map; else "".
    """
    nodes = [
        node
        for node in project.layerTreeRoot().findLayers()
        if node.layer() is not None and node.layer().customProperty(TABLE_PROPERTY) == table
    ]
    drawing = [theme for theme in catalogue.themes if table in theme.draw_order]
    if not nodes:
        return drawing[0].title if drawing else ""
    if any(node.isVisible() for node in nodes):
        return ""
    held = [theme for theme in catalogue.themes if _shown_of(project, theme)]
    theme = next((each for each in drawing if each in held), None)
    if theme is not None:
        show_only(project, theme, held)
        nodes = [x for x in nodes if x.parent().name() == theme.title] or nodes
    nodes[0].setItemVisibilityCheckedParentRecursive(True)
    return ""


def _shown_of(project: QgsProject, theme: MapTheme) -> list[str]:
    """The same map loaded before, by its layers' ids; a user's own group of that name is none."""
    group = project.layerTreeRoot().findGroup(theme.title)
    layers = [node.layer() for node in group.findLayers()] if group else []
    ours = all(layer and layer.customProperty(TABLE_PROPERTY) for layer in layers)
    return [layer.id() for layer in layers] if ours else []


def _remove_empty(project: QgsProject, *titles: str) -> None:
    """There may be two of a name: a base of each edition."""
    root = project.layerTreeRoot()
    for group in [each for each in root.findGroups() if each.name() in titles]:
        if not group.children():
            root.removeChildNode(group)
