"""The sites that the index lists: those that a register names, on the maps that draw them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..catalogue import Catalogue, MapTheme
from ..edition import Edition
from ..territories import Territory


@dataclass(frozen=True)
class NamedSite:
    """A site, its commune, and the maps (theme ids) that show it."""

    name: str
    commune: str
    themes: frozenset[str]


def named_sites(
    edition: Edition, catalogue: Catalogue, themes: Sequence[MapTheme], territory: Territory
) -> list[NamedSite]:
    """A territory's own sites that may be named (DOMAIN 2: only those that somebody verified).

    Args:
        edition: the audience's own.
        catalogue: which classes are drawn.
        themes: the maps of the document.
        territory: whose sites.

    Raises:
        EditionError: the edition cannot be read.
    """
    found: dict[tuple[str, str], set[str]] = {}
    tables = edition.tables()
    for theme in themes:
        for table in theme.draw_order:
            if table in tables and catalogue.table(table).geometry == "point":
                for place in _places(edition, catalogue, table, territory):
                    found.setdefault(place, set()).add(theme.id)
    return [NamedSite(*place, frozenset(maps)) for place, maps in sorted(found.items())]


def _places(
    edition: Edition, catalogue: Catalogue, table: str, territory: Territory
) -> list[tuple[str, str]]:
    """(name, commune) of a table's verified rows of a class that is drawn."""
    frame = edition.frame(table)
    drawn = {
        entry.key
        for legend in catalogue.layer_of(table).legends
        if legend.table == table and legend.field == "class"
        for entry in legend.classes
    }
    mine = frame[
        (frame["rattachement"] == territory.id)
        & (frame["verifie_par"].fillna("") != "")
        & (frame["name"].fillna("") != "")
        & frame["class"].isin(drawn)
    ]
    communes = mine["commune"].fillna("")
    return list(zip(mine["name"].astype(str), communes.astype(str), strict=True))
