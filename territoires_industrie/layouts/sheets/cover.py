"""Covers: of the whole document, and of each territory."""

from __future__ import annotations

from collections.abc import Sequence

from qgis.core import QgsExpressionContextUtils, QgsPrintLayout

from ...french import day_of, long_date
from ...maps.layers import TERRITORY_VARIABLE
from ...territories import Territory
from ...words.words import Words
from .. import templates
from ..furniture import add_map
from ..locator import filling
from .sheet import Desk, Sheet, fill, fits, open_cover
from .territory_map import region_layers

DOCUMENT_SUBTITLE = "Région Hauts-de-France"
TERRITORY_SUBTITLE = "Territoire d'industrie"
#: DOMAIN 7: the cover says so.
NOT_AFFILIATED = (
    "Document établi à partir de données publiques, sans lien avec le programme Territoires "
    "d'industrie de l'ANCT."
)
_BOOKMARK = "Couverture"
#: The template's place for the map of the region.
_PICTURE = "picture"


def document_cover(
    desk: Desk, title: str, mentions: Sequence[str] = (), subtitle: str = DOCUMENT_SUBTITLE
) -> list[Sheet]:
    """The first page of the document.

    Args:
        desk: what sheets are made with.
        title: of the document.
        mentions: who signs, who funds: sentences, as many as the template has room for; that of
            DOMAIN 7 is always there.
        subtitle: under the title.
    """
    layout = open_cover(desk, f"{title} – {_BOOKMARK.lower()}")
    fill(layout, "title", title.upper())
    fill(layout, "subtitle", subtitle)
    fill(layout, "date", f"Document mis à jour en {_month(desk)}")
    _mention(layout, mentions)
    _add_region(desk, layout, None)
    return [Sheet(layout, _BOOKMARK)]


def territory_cover(
    desk: Desk, words: Words, level: int = 1, mentions: Sequence[str] = ()
) -> list[Sheet]:
    """The first page of a territory, with the month of its words, else the edition's.

    `mentions` are as in `document_cover`.
    """
    territory = words.territory
    layout = open_cover(desk, f"{territory.title} – {_BOOKMARK.lower()}")
    fill(layout, "title", territory.title.upper())
    fill(layout, "subtitle", TERRITORY_SUBTITLE)
    status = f" ({words.status})" if words.status else ""
    fill(layout, "date", f"Document mis à jour en {words.updated_month or _month(desk)}{status}")
    _mention(layout, mentions)
    _add_region(desk, layout, territory)
    return [Sheet(layout, territory.title, level)]


def _mention(layout: QgsPrintLayout, mentions: Sequence[str]) -> None:
    told: list[str] = []
    for mention in dict.fromkeys([NOT_AFFILIATED, *mentions]):
        if fits(layout, "mention", " ".join([*told, mention])):
            told.append(mention)
    fill(layout, "mention", " ".join(told))


def _add_region(desk: Desk, layout: QgsPrintLayout, territory: Territory | None) -> None:
    """The region with all perimeters, one of them filled; a template may have no room for it."""
    if layout.itemById(_PICTURE) is None:
        return
    box = templates.take_box(layout, _PICTURE)
    layers = region_layers(desk)
    item = add_map(layout, "region_map", box, filling(layers[1].extent(), box), layers)
    chosen = territory.id if territory else ""
    QgsExpressionContextUtils.setLayoutItemVariable(item, TERRITORY_VARIABLE, chosen)


def _month(desk: Desk) -> str:
    """`novembre 2026`: the edition's."""
    return long_date(day_of(desk.edition.created)).partition(" ")[2]
