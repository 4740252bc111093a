"""Whether a territory has anything of what a table draws."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import geometry
from .territories import Territory, perimeter

if TYPE_CHECKING:
    from pandas import DataFrame


def any_in(rows: DataFrame, territory: Territory) -> bool:
    """Whether a territory has an object on the legend: attached to it, or lying across it."""
    if "territory" in rows.columns:
        return bool((rows["territory"] == territory.id).any())
    drawn = rows[rows["class"].fillna("") != ""]
    attached = drawn["rattachement"].fillna("")
    if (attached == territory.id).any():
        return True
    outline = perimeter(territory)
    west, south, east, north = geometry.bounds(outline)
    for wkb in drawn.loc[attached == "", "geometry"].dropna():
        left, bottom, right, top = geometry.bounds(wkb)
        near = left <= east and right >= west and bottom <= north and top >= south
        if near and geometry.intersects(outline, wkb):
            return True
    return False
