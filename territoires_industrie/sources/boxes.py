"""Boxes around shapes: west, south, east and north, in whatever CRS the shapes are in."""

from __future__ import annotations

from collections.abc import Iterable

from .. import geometry

Bounds = tuple[float, float, float, float]


def extent(shapes: Iterable[bytes | None]) -> Bounds | None:
    """The box around all shapes, None where there is none."""
    boxes = [geometry.bounds(wkb) for wkb in shapes if wkb is not None]
    if not boxes:
        return None
    west, south, east, north = zip(*boxes, strict=True)
    return min(west), min(south), max(east), max(north)


def within(inner: Bounds, outer: Bounds) -> bool:
    """Whether a box lies in another."""
    return (
        inner[0] >= outer[0]
        and inner[1] >= outer[1]
        and inner[2] <= outer[2]
        and inner[3] <= outer[3]
    )


def meets(box: Bounds, other: Bounds) -> bool:
    """Whether two boxes share a point."""
    return box[0] <= other[2] and box[2] >= other[0] and box[1] <= other[3] and box[3] >= other[1]
