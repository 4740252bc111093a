"""What part of France the sources are asked for."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from .. import geometry
from ..territories import Territory, communes, perimeter

#: Neighbours this near are fetched too: a page shows them, faded, around the territory.
MARGIN_M = 10_000
_DIGITS = 4  # of degrees: some ten metres


@dataclass(frozen=True)
class Area:
    """The territories that an edition is made for, in the terms in which services filter.

    `beside` are EPCI of no territory (perimeters/parts.py) that the edition before covers: they are
    not asked for now, and what comes from there along the border still belongs to them.
    """

    territories: tuple[Territory, ...]
    beside: tuple[Territory, ...] = ()

    @classmethod
    def of(cls, territories: Sequence[Territory], beside: Sequence[Territory] = ()) -> Area:
        return cls(tuple(territories), tuple(beside))

    @cached_property
    def sirens(self) -> tuple[str, ...]:
        """The SIREN of every EPCI."""
        return tuple(siren for territory in self.territories for siren in territory.sirens)

    @cached_property
    def communes(self) -> tuple[str, ...]:
        """The INSEE codes of every commune (COG 2026), in order."""
        return tuple(sorted({c.insee for t in self.territories for c in communes(t)}))

    @cached_property
    def departements(self) -> tuple[str, ...]:
        """The codes of the departments that hold these communes, in order."""
        return tuple(sorted({c.departement for t in self.territories for c in communes(t)}))

    @cached_property
    def bounds_lambert93(self) -> tuple[float, float, float, float]:
        """(west, south, east, north) with the margin, in metres of EPSG:2154."""
        boxes = [geometry.bounds(perimeter(territory)) for territory in self.territories]
        west, south = min(box[0] for box in boxes), min(box[1] for box in boxes)
        east, north = max(box[2] for box in boxes), max(box[3] for box in boxes)
        return west - MARGIN_M, south - MARGIN_M, east + MARGIN_M, north + MARGIN_M

    def meets(self, wkb: bytes | None) -> bool:
        """Whether a shape in EPSG:2154 reaches into the bounds of the area with its margin."""
        if wkb is None:
            return False
        left, bottom, right, top = geometry.bounds(wkb)
        west, south, east, north = self.bounds_lambert93
        return left <= east and right >= west and bottom <= north and top >= south

    @cached_property
    def bounds(self) -> tuple[float, float, float, float]:
        """(west, south, east, north) in degrees of EPSG:4326, around `bounds_lambert93`."""
        west, south, east, north = self.bounds_lambert93
        corners = [
            geometry.bounds(geometry.to_wgs84(geometry.point(x, y)))
            for x in (west, east)
            for y in (south, north)
        ]
        step = 10**_DIGITS
        return (
            math.floor(min(corner[0] for corner in corners) * step) / step,
            math.floor(min(corner[1] for corner in corners) * step) / step,
            math.ceil(max(corner[0] for corner in corners) * step) / step,
            math.ceil(max(corner[1] for corner in corners) * step) / step,
        )
