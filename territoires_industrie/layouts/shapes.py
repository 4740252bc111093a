"""Rectangles and lines on paper, found again by grid cell so that a crowded page stays quick.

Millimetres: x to the right, y downwards. Nothing here knows QGIS.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

Point = tuple[float, float]
Segment = tuple[Point, Point]

#: Side of a grid cell (mm): about the size of a symbol with its air.
_CELL = 8.0
Cell = tuple[int, int]
#: A line is upright that moves aside by less (mm).
_UPRIGHT = 1e-6


@dataclass(frozen=True)
class Box:
    """A rectangle on paper (mm): left, top, width, height."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        return self.x + self.width

    @property
    def bottom(self) -> float:
        return self.y + self.height

    @property
    def middle(self) -> Point:
        return self.x + self.width / 2, self.y + self.height / 2

    def overlaps(self, other: Box) -> bool:
        """True when the two rectangles share more than an edge."""
        return (
            self.x < other.right
            and other.x < self.right
            and self.y < other.bottom
            and other.y < self.bottom
        )

    def within(self, other: Box) -> bool:
        """True when this rectangle lies wholly inside the other."""
        return (
            self.x >= other.x
            and self.y >= other.y
            and self.right <= other.right
            and self.bottom <= other.bottom
        )

    def grown(self, margin: float) -> Box:
        """The rectangle with `margin` mm more on every side."""
        return Box(
            self.x - margin, self.y - margin, self.width + 2 * margin, self.height + 2 * margin
        )

    def meets(self, segment: Segment) -> bool:
        """True when a part of the segment lies in the rectangle (Liang and Barsky's clipping)."""
        (x, y), (to_x, to_y) = segment
        dx, dy = to_x - x, to_y - y
        first, last = 0.0, 1.0
        for step, room in (
            (-dx, x - self.x),
            (dx, self.right - x),
            (-dy, y - self.y),
            (dy, self.bottom - y),
        ):
            if step == 0:
                if room <= 0:
                    return False
            elif step < 0:
                first = max(first, room / step)
            else:
                last = min(last, room / step)
            if first >= last:
                return False
        return True


class Occupied:
    """Boxes already taken."""

    def __init__(self, boxes: Iterable[Box] = ()) -> None:
        self._cells: dict[Cell, list[Box]] = defaultdict(list)
        #: What was hit last: the next box that is asked for is often in the same place.
        self._in_the_way: Box | None = None
        for box in boxes:
            self.add(box)

    def add(self, box: Box) -> None:
        for cell in _cells_of(box):
            self._cells[cell].append(box)

    def remove(self, box: Box) -> None:
        """Take away a box that was added."""
        self._in_the_way = None
        for cell in _cells_of(box):
            self._cells[cell].remove(box)

    def free(self, box: Box) -> bool:
        """Whether no box taken overlaps this one."""
        if self._in_the_way is not None and box.overlaps(self._in_the_way):
            return False
        for cell in _cells_of(box):
            for taken in self._cells.get(cell, ()):
                if box.overlaps(taken):
                    self._in_the_way = taken
                    return False
        return True

    def met_by(self, segment: Segment, margin: float) -> int:
        """How many boxes, `margin` mm smaller on every side, a segment passes through.

        Those that cover its start do not count: it has to leave from under them.
        """
        near = {box for cell in _along(segment) for box in self._cells.get(cell, ())}
        inner = (box.grown(-margin) for box in near)
        return sum(box.meets(segment) and not _covers(box, segment[0]) for box in inner)


class Lines:
    """Segments already drawn."""

    def __init__(self, segments: Iterable[Segment] = ()) -> None:
        self._cells: dict[Cell, list[Segment]] = defaultdict(list)
        for segment in segments:
            self.add(segment)

    @classmethod
    def of(cls, lines: Iterable[Sequence[Point]]) -> Lines:
        """The segments of lines that go from point to point."""
        return cls(segment for line in lines for segment in pairwise(line))

    def add(self, segment: Segment) -> None:
        for cell in _along(segment):
            self._cells[cell].append(segment)

    def remove(self, segment: Segment) -> None:
        """Take away a segment that was added."""
        for cell in _along(segment):
            self._cells[cell].remove(segment)

    def across(self, box: Box) -> int:
        """How many segments pass through a box."""
        return sum(box.meets(segment) for segment in self._near(box))

    def behind(self, box: Box) -> int:
        """How many segments pass through a box without beginning or ending in it."""
        return sum(
            box.meets(segment) and not any(_covers(box, end) for end in segment)
            for segment in self._near(box)
        )

    def _near(self, box: Box) -> set[Segment]:
        return {segment for cell in _cells_of(box) for segment in self._cells.get(cell, ())}

    def crossing(self, segment: Segment) -> list[Segment]:
        """The segments that cross another one, in the order of their coordinates."""
        near = {other for cell in _along(segment) for other in self._cells.get(cell, ())}
        return sorted(other for other in near if cross(segment, other))


def cross(one: Segment, other: Segment) -> bool:
    """True when two segments cross at a point inside both: from a common end they only part."""
    return (
        _side(one, other[0]) * _side(one, other[1]) < 0
        and _side(other, one[0]) * _side(other, one[1]) < 0
    )


def _side(segment: Segment, point: Point) -> float:
    (x, y), (to_x, to_y) = segment
    return (to_x - x) * (point[1] - y) - (to_y - y) * (point[0] - x)


def _covers(box: Box, point: Point) -> bool:
    return box.x < point[0] < box.right and box.y < point[1] < box.bottom


def _cells_of(box: Box) -> Iterator[Cell]:
    columns = range(math.floor(box.x / _CELL), math.floor(box.right / _CELL) + 1)
    rows = range(math.floor(box.y / _CELL), math.floor(box.bottom / _CELL) + 1)
    return ((column, row) for column in columns for row in rows)


def _along(segment: Segment) -> Iterator[Cell]:
    """The cells through which a segment runs, column by column."""
    (x, y), (to_x, to_y) = min(segment, segment[::-1])
    upright = to_x - x < _UPRIGHT
    slope = 0.0 if upright else (to_y - y) / (to_x - x)
    for column in range(math.floor(x / _CELL), math.floor(to_x / _CELL) + 1):
        if upright:
            ends = y, to_y
        else:
            left, right = max(x, column * _CELL), min(to_x, (column + 1) * _CELL)
            ends = y + slope * (left - x), y + slope * (right - x)
        for row in range(math.floor(min(ends) / _CELL), math.floor(max(ends) / _CELL) + 1):
            yield column, row
