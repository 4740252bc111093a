"""Crowded symbols on the canvas: drawn apart as on an A4 page, by offsets that the project holds.

To find the offsets takes a second a map, so they can be found in any thread, from the edition
alone; the project is told in the main one.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping

from qgis.core import QgsExpressionContextUtils, QgsProject, QgsVectorLayer
from qgis.PyQt import sip

from ..catalogue import Catalogue, MapTheme
from ..edition import Edition
from ..maps.layers import PERIMETERS, ThemeLayers, perimeter_of, styled_table
from ..territories import Territory
from .frames import frames
from .sites import BASE_LOOKED_AT, NETWORKS, MapSites, pairs
from .views import view_of

#: The project's variable with the offsets (mm) of the canvas, by `symbols.key_of` each row.
SPREAD_VARIABLE = "ti_spread"


def spread(
    project: QgsProject, layers: ThemeLayers, catalogue: Catalogue, territory: Territory
) -> None:
    """Let the canvas draw apart the symbols of one commune, as layers of the project style them."""
    keep_spread(project, [layers.theme], _offsets(layers, catalogue, territory))


def offsets_of(
    edition: Edition, catalogue: Catalogue, theme: MapTheme, territory: Territory
) -> dict[str, str]:
    """How far each symbol of a map goes aside (`dx,dy` in mm), under the plugin's own styles.

    In whatever thread: it opens layers of its own, and they end in it.

    Raises:
        MapError: the edition has no outline for the territory, or a table cannot be read.
        EditionError: the edition lacks a table.
    """
    opened: list[QgsVectorLayer] = []

    def layers(names: Iterable[str]) -> dict[str, QgsVectorLayer]:
        made = {name: styled_table(edition, catalogue.table(name)) for name in names}
        opened.extend(made.values())
        return made

    own = [
        name
        for name in dict.fromkeys((*reversed(theme.draw_order), PERIMETERS))
        if catalogue.table(name).geometry == "point" or name in (*NETWORKS, PERIMETERS)
    ]
    try:
        looked_at = ThemeLayers(theme, layers(own), layers(BASE_LOOKED_AT))
        return _offsets(looked_at, catalogue, territory)
    finally:
        # Whoever collects garbage may be another thread.
        for layer in opened:
            sip.delete(layer)


def keep_spread(
    project: QgsProject, themes: Iterable[MapTheme], offsets: Mapping[str, str]
) -> None:
    """Tell a project the offsets of these maps; those of other maps that it shows stay."""
    anew = tuple(f"{table}/" for theme in themes for table in theme.draw_order)
    scope = QgsExpressionContextUtils.projectScope(project)
    before = json.loads(scope.variable(SPREAD_VARIABLE) or "{}")
    others = {key: shift for key, shift in before.items() if not key.startswith(anew)}
    told = json.dumps({**others, **offsets})
    QgsExpressionContextUtils.setProjectVariable(project, SPREAD_VARIABLE, told)


def forget_spread(project: QgsProject) -> None:
    """Leave no displacement of an older edition's sites on the canvas, nor their keys."""
    QgsExpressionContextUtils.setProjectVariable(project, SPREAD_VARIABLE, "{}")


def _offsets(layers: ThemeLayers, catalogue: Catalogue, territory: Territory) -> dict[str, str]:
    frame = frames("a4", "landscape").map
    outline = perimeter_of(layers.own[PERIMETERS], territory)
    view = view_of(outline.boundingBox(), frame)
    sites = MapSites(layers, catalogue, territory, outline, view, frame)
    return pairs(sites.freely_placed.placement.offsets)
