"""Which commune and territory a place lies in, by the outlines that an edition bears."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from .. import geometry
from ..geometry import GeometryError

if TYPE_CHECKING:
    from pandas import DataFrame

_COMMUNES = "communes"


class Whereabouts:
    """The communes of an edition; without them nothing is known of any place."""

    def __init__(self, tables: Mapping[str, DataFrame]) -> None:
        self._frame = tables.get(_COMMUNES)

    def at(self, wkt: str) -> dict[str, str]:
        """The columns `insee`, `commune` and `rattachement` of a place (WKT, EPSG:2154).

        Empty where the place lies in no commune known.
        """
        if not wkt:
            return {}
        try:
            place = geometry.inner_point(geometry.from_wkt(wkt))
        except GeometryError:
            return {}
        x, y, _, _ = geometry.bounds(place)
        for row, (west, south, east, north), outline in self._outlines:
            inside = west <= x <= east and south <= y <= north
            if inside and geometry.intersects(outline, place):
                return dict(row)
        return {}

    def territory(self, insee: str) -> str:
        """The territory of a commune, "" where there is none or the commune is not known."""
        return next((r["rattachement"] for r, _, _ in self._outlines if r["insee"] == insee), "")

    @cached_property
    def _outlines(self) -> list[tuple[dict[str, str], tuple[float, float, float, float], bytes]]:
        if self._frame is None or self._frame.empty:
            return []
        columns = (self._frame[name] for name in ("insee", "name", "territory", "geometry"))
        return [
            (
                {"insee": insee, "commune": name, "rattachement": territory or ""},
                geometry.bounds(outline),
                outline,
            )
            for insee, name, territory, outline in zip(*columns, strict=True)
            if outline is not None
        ]
