"""Which territory and which commune a place lies in.

Territories are told by the outlines that an edition bears, communes by those that the plugin ships:
these are drawn for 1:250 000, so near a boundary the commune that was told before stays.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from .. import geometry
from ..geometry import GeometryError
from ..territories import Commune, all_communes, commune_outlines, normalised
from .values import GEOMETRY

if TYPE_CHECKING:
    from pandas import DataFrame

#: The columns that say where an object is.
TOWN, INSEE = "commune", "insee"
_EPCI = "epci"
#: As near as this (metres) to a commune's outline, a place may still lie in it.
_VAGUE_M = 1000.0


class Whereabouts:
    """The outlines of an edition's EPCI; without them nothing is known of any place."""

    def __init__(self, tables: Mapping[str, DataFrame]) -> None:
        self._frame = tables.get(_EPCI)

    def territory(self, wkt: str) -> str | None:
        """The id of the territory of a place (WKT, EPSG:2154), "" where its EPCI is in none.

        None where it lies in no EPCI known, such as at sea.
        """
        place = _place(wkt)
        if place is None:
            return None
        x, y, _, _ = geometry.bounds(place)
        for territory, (west, south, east, north), outline in self._outlines:
            inside = west <= x <= east and south <= y <= north
            if inside and geometry.intersects(outline, place):
                return territory
        return None

    @cached_property
    def _outlines(self) -> list[tuple[str, tuple[float, float, float, float], bytes]]:
        if self._frame is None or self._frame.empty:
            return []
        columns = (self._frame[name] for name in ("territory", "geometry"))
        return [
            (territory or "", geometry.bounds(outline), outline)
            for territory, outline in zip(*columns, strict=True)
            if outline is not None
        ]


def commune_of(wkt: str) -> Commune | None:
    """The commune of a place (WKT, EPSG:2154); None at sea and outside those that are shipped."""
    place = _place(wkt)
    if place is None:
        return None
    x, y, _, _ = geometry.bounds(place)
    for insee, (west, south, east, north) in _boxes().items():
        inside = west <= x <= east and south <= y <= north
        if inside and geometry.intersects(commune_outlines()[insee], place):
            return all_communes().get(insee)
    return None


def commune_after(insee: str, then: str, now: str) -> Commune | None:
    """The commune that an object moved into; None where it clearly left none.

    Args:
        insee: the code of the commune that it was in; of one that is not shipped (it was merged, it
            is in another region), the place tells.
        then: the place that it was moved from.
        now: the place that it was moved to.
    """
    found, before = commune_of(now), commune_of(then)
    if not insee or found is None or found.insee == insee:
        return None
    home = insee if insee in commune_outlines() else before.insee if before else ""
    if not home:
        return found
    # One that was told to be elsewhere than where it stood, and still stands there, stays so.
    as_before = found == before and not _is_near(then, home)
    return None if as_before or _is_near(now, home) else found


def town_of(cells: Mapping[str, str]) -> dict[str, str]:
    """The commune of a row to add, by its place; what it says itself holds."""
    name, insee = cells.get(TOWN, ""), cells.get(INSEE, "")
    town = commune_of(cells[GEOMETRY])
    if town is None or normalised(name) not in ("", normalised(town.name)):
        return {}
    return {TOWN: name or town.name, INSEE: town.insee} if insee in ("", town.insee) else {}


def _is_near(wkt: str, insee: str) -> bool:
    place = _place(wkt)
    if place is None:
        return False
    return geometry.distance_m(commune_outlines()[insee], place) <= _VAGUE_M


def _place(wkt: str) -> bytes | None:
    """A point of a shape; None where there is none."""
    try:
        return geometry.inner_point(geometry.from_wkt(wkt)) if wkt else None
    except GeometryError:
        return None


@lru_cache(maxsize=1)
def _boxes() -> dict[str, tuple[float, float, float, float]]:
    return {insee: geometry.bounds(outline) for insee, outline in commune_outlines().items()}
