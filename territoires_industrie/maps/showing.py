"""A map put into a project that somebody works in: loaded in turns, then there at one stroke."""

from __future__ import annotations

from collections.abc import Generator

from qgis.core import QgsProject, QgsVectorLayer

from ..catalogue import Catalogue, MapTheme
from ..edition import Edition
from ..territories import Territory
from ..turns import finished
from .layers import (
    BASE,
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
    put_base,
    put_theme,
    styled_table,
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

    The base that is already there is used again when it comes from the same edition. A turn loads a
    layer; the project is touched by the last one alone, so a stop before it changes nothing.

    Raises:
        MapError: QGIS cannot read a table, or the edition has no outline for the territory.
        EditionError: the edition lacks a table.
    """
    perimeter_of(styled_table(edition, catalogue.table(PERIMETERS)), territory)
    own: dict[str, QgsVectorLayer] = {}
    for name in drawing_order(catalogue, theme):
        own[name] = load_part(edition, catalogue, name, theme.id)
        yield
    base: dict[str, QgsVectorLayer] = {}
    if base_in(project, edition, catalogue) is None:
        for name in BASE_TABLES:
            base[name] = load_part(edition, catalogue, name, BASE)
            yield
    prepare_project(project, territory)
    if base:
        put_base(project, base)
    _remove_theme(project, theme)
    put_theme(project, catalogue, theme, own)
    shown = base_in(project, edition, catalogue) or base
    layers = ThemeLayers(theme, own, shown)
    open_on(project, layers, territory)
    return layers


def _remove_theme(project: QgsProject, theme: MapTheme) -> None:
    """Take away the same map loaded before; a user's own group of that name stays."""
    group = project.layerTreeRoot().findGroup(theme.title)
    layers = [node.layer() for node in group.findLayers()] if group else []
    if layers and all(layer and layer.customProperty(TABLE_PROPERTY) for layer in layers):
        project.removeMapLayers([layer.id() for layer in layers])
        project.layerTreeRoot().removeChildNode(group)
