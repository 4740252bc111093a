"""A territory's maps into a project that somebody works in, without holding up its window.

What takes long is found beforehand, in any thread, from the edition alone; what belongs to the main
thread comes in turns.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping, Sequence
from dataclasses import dataclass

from qgis.core import QgsExpressionContextUtils, QgsProject

from .catalogue import Catalogue, MapTheme
from .edition import Edition
from .errors import Cancelled
from .layouts.canvas import keep_spread, offsets_of
from .layouts.wording import limits
from .maps.layers import PART_PROPERTY, TERRITORY_VARIABLE, ThemeLayers
from .maps.showing import showing
from .territories import Territory, UnknownTerritory, find

Offsets = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True)
class Prepared:
    """Maps that can be put into a project.

    Attributes:
        edition: that they show.
        territory: that stands out.
        themes: the maps.
        offsets: of crowded symbols, by theme (see `layouts/canvas.py`).
        remarks: what the edition lacks of the territory, in French, each once.
    """

    edition: Edition
    territory: Territory
    themes: Sequence[MapTheme]
    offsets: Offsets
    remarks: Sequence[str]


def prepare(
    edition: Edition,
    territory: Territory,
    themes: Sequence[MapTheme],
    catalogue: Catalogue,
    cancelled: Callable[[], bool] = lambda: False,
) -> Prepared:
    """Find out what takes long, in any thread; the pages' font is there already (fonts.py).

    Raises:
        Cancelled: `cancelled()` said so, between two maps.
        MapError: the edition has no outline for the territory, or a table cannot be read.
        EditionError: the edition lacks a table.
    """
    known = edition.availability(territory.id)
    remarks = [sentence for theme in themes for sentence in limits(catalogue, theme, known)]
    offsets = spread_anew(edition, territory, themes, catalogue, cancelled)
    return Prepared(edition, territory, themes, offsets, tuple(dict.fromkeys(remarks)))


def spread_anew(
    edition: Edition,
    territory: Territory,
    themes: Sequence[MapTheme],
    catalogue: Catalogue,
    cancelled: Callable[[], bool] = lambda: False,
) -> Offsets:
    """The offsets of crowded symbols on these maps, in any thread; errors as `prepare`."""
    found: dict[str, Mapping[str, str]] = {}
    for theme in themes:
        if cancelled():
            raise Cancelled
        found[theme.id] = offsets_of(edition, catalogue, theme, territory)
    return found


def bring_in(
    project: QgsProject, prepared: Prepared, catalogue: Catalogue, theme: MapTheme
) -> Generator[None, None, ThemeLayers]:
    """Put one of the maps into a project, in the main thread; turns and errors as of `showing`."""
    layers = yield from showing(project, prepared.edition, catalogue, theme, prepared.territory)
    keep_spread(project, [theme], prepared.offsets[theme.id])
    return layers


def shown_in(
    project: QgsProject, catalogue: Catalogue, own: Sequence[Territory] = ()
) -> tuple[Territory | None, list[MapTheme]]:
    """The territory that stands out in a project, and the maps that it shows.

    No territory where there is none, or it is a perimeter that is not among the user's `own`.
    """
    parts = {layer.customProperty(PART_PROPERTY) for layer in project.mapLayers().values()}
    themes = [theme for theme in catalogue.themes if theme.id in parts]
    name = QgsExpressionContextUtils.projectScope(project).variable(TERRITORY_VARIABLE)
    try:
        return find(str(name or ""), own), themes
    except UnknownTerritory:
        return None, themes
