"""Which territory a place lies in, by the outlines that an edition bears.

Its commune is nobody's guess: an edition knows the centres of communes only.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from .. import geometry
from ..geometry import GeometryError

if TYPE_CHECKING:
    from pandas import DataFrame

_EPCI = "epci"


class Whereabouts:
    """The outlines of an edition's EPCI; without them nothing is known of any place."""

    def __init__(self, tables: Mapping[str, DataFrame]) -> None:
        self._frame = tables.get(_EPCI)

    def territory(self, wkt: str) -> str | None:
        """The id of the territory of a place (WKT, EPSG:2154), "" where its EPCI is in none.

        None where it lies in no EPCI known, such as at sea.
        """
        if not wkt:
            return None
        try:
            place = geometry.inner_point(geometry.from_wkt(wkt))
        except GeometryError:
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
