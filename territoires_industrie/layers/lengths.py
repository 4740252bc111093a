"""How long lines are inside a territory: drawn whole across its border, measured up to it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from .. import geometry
from ..territories import Territory, perimeter

if TYPE_CHECKING:
    from pandas import DataFrame, Series

_IN_SERVICE = "en service"


def lengths_inside(shapes: Series, outline: bytes) -> Series:
    """The kilometres of each line (WKB in EPSG:2154) that lie within an outline.

    0 for a line outside it and for what is no line; NaN where there is no shape. A line along the
    border counts on both sides of it.
    """
    west, south, east, north = geometry.bounds(outline)

    def inside(wkb: bytes) -> float:
        left, bottom, right, top = geometry.bounds(wkb)
        if left > east or right < west or bottom > north or top < south:
            return 0.0
        within = geometry.clip(wkb, outline) if geometry.kind(wkb) == "line" else None
        return geometry.length_km(within) if within else 0.0

    return shapes.map(inside, na_action="ignore").astype("float64")


def lengths_by_territory(
    frames: Iterable[DataFrame], territories: Iterable[Territory]
) -> Mapping[str, float]:
    """The kilometres of a layer within each territory, by its id.

    Args:
        frames: the layer's tables in the atlas' columns, with `geometry` (WKB in EPSG:2154). Rows
            off the legend and projects to come are left out, as is what is no line.
        territories: those to measure in.
    """
    drawn = [
        rows.loc[(rows["class"].fillna("") != "") & (rows["statut"] == _IN_SERVICE), "geometry"]
        for rows in frames
    ]
    return {
        territory.id: float(
            sum(lengths_inside(shapes, perimeter(territory)).sum() for shapes in drawn)
        )
        for territory in territories
    }
