"""Where symbols and names go on a page, so that none covers another.

Pure geometry in millimetres of paper: x to the right, y downwards, origin at the top left corner of
the map frame. Nothing here knows QGIS: the page measures symbols and texts, asks `place`, and hands
the answer to the layers' data-defined properties (DESIGN 6, "Crowded symbols").
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

Point = tuple[float, float]

#: Free space kept between two symbols, and around a name (mm).
GAP = 0.5
#: A symbol is never carried further than this from its true point (mm): beyond, a leader line
#: would no longer be followed by the eye.
FARTHEST = 34.0
#: Two rings of candidate positions are this far apart (mm).
RING = 1.2


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


@dataclass(frozen=True)
class Mark:
    """A symbol to draw: its true point, its radius (mm), and how much it matters."""

    key: str
    x: float
    y: float
    radius: float
    priority: float = 0.0
    movable: bool = True


@dataclass(frozen=True)
class Name:
    """A text to write beside a mark: its size (mm), and how much it matters."""

    key: str
    width: float
    height: float
    priority: float = 0.0


@dataclass
class Placement:
    """The answer: displacements of symbols and anchors of names, both from the true point (mm)."""

    offsets: dict[str, Point] = field(default_factory=dict)
    names: dict[str, Point] = field(default_factory=dict)
    marks: dict[str, Box] = field(default_factory=dict)
    name_boxes: dict[str, Box] = field(default_factory=dict)
    unnamed: list[str] = field(default_factory=list)


class _Occupied:
    """Boxes already taken, found again by grid cell so that a crowded page stays quick."""

    def __init__(self, cell: float = 8.0) -> None:
        self._cell = cell
        self._cells: dict[tuple[int, int], list[Box]] = defaultdict(list)

    def _touched(self, box: Box) -> Iterator[tuple[int, int]]:
        columns = range(math.floor(box.x / self._cell), math.floor(box.right / self._cell) + 1)
        rows = range(math.floor(box.y / self._cell), math.floor(box.bottom / self._cell) + 1)
        return ((column, row) for column in columns for row in rows)

    def add(self, box: Box) -> None:
        for cell in self._touched(box):
            self._cells[cell].append(box)

    def free(self, box: Box) -> bool:
        return not any(
            box.overlaps(taken) for cell in self._touched(box) for taken in self._cells[cell]
        )


def place(
    marks: Sequence[Mark],
    names: Iterable[Name],
    frame: Box,
    obstacles: Iterable[Box] = (),
) -> Placement:
    """Place every mark, then as many names as fit, the weightiest first.

    Args:
        marks: symbols of one page; those outside the frame are left where they are.
        names: texts, each for the mark of the same key.
        frame: the map's frame (mm); nothing is placed outside it.
        obstacles: rectangles to leave free (a box of text laid on the map).

    Returns:
        Offsets of the moved marks, anchors (left edge, middle height) of the written names, both
        relative to the mark's true point, and the keys of names that found no room.
    """
    occupied = _Occupied()
    for box in obstacles:
        occupied.add(box)
    placement = Placement()
    order = sorted(marks, key=lambda mark: (mark.movable, -mark.priority, mark.key))
    for mark in order:
        _place_mark(mark, frame, occupied, placement)
    by_key = {mark.key: mark for mark in marks}
    for name in sorted(names, key=lambda name: (-name.priority, name.key)):
        _place_name(name, by_key[name.key], frame, occupied, placement)
    return placement


def _place_mark(mark: Mark, frame: Box, occupied: _Occupied, placement: Placement) -> None:
    for dx, dy in _spiral(mark) if mark.movable else ((0.0, 0.0),):
        box = _square(mark, dx, dy)
        if not mark.movable or (box.within(frame) and occupied.free(box)):
            break
    else:
        # No free place near enough: better two symbols that touch than one that lies.
        dx, dy = 0.0, 0.0
        box = _square(mark, dx, dy)
    if (dx, dy) != (0.0, 0.0):
        placement.offsets[mark.key] = (round(dx, 2), round(dy, 2))
    placement.marks[mark.key] = box
    occupied.add(box)


def _square(mark: Mark, dx: float, dy: float) -> Box:
    reach = mark.radius + GAP / 2
    return Box(mark.x + dx - reach, mark.y + dy - reach, 2 * reach, 2 * reach)


def _spiral(mark: Mark) -> Iterator[Point]:
    """The true point, then rings around it, nearest first; a half-step turn a ring."""
    yield 0.0, 0.0
    for ring in range(1, int(FARTHEST / RING) + 1):
        distance = ring * RING
        steps = max(8, round(2 * math.pi * distance / (mark.radius + GAP)))
        for step in range(steps):
            angle = 2 * math.pi * (step + 0.5 * (ring % 2)) / steps
            yield distance * math.cos(angle), distance * math.sin(angle)


def _place_name(
    name: Name, mark: Mark, frame: Box, occupied: _Occupied, placement: Placement
) -> None:
    for box in _beside(name, placement.marks[name.key]):
        if box.within(frame) and occupied.free(box):
            occupied.add(box)
            placement.name_boxes[name.key] = box
            placement.names[name.key] = (
                round(box.x - mark.x, 2),
                round(box.y + box.height / 2 - mark.y, 2),
            )
            return
    placement.unnamed.append(name.key)


def _beside(name: Name, mark: Box) -> Iterator[Box]:
    """Positions of a name around its mark, in a cartographer's order of preference."""
    middle_x = mark.x + mark.width / 2
    middle_y = mark.y + mark.height / 2
    for away in (0.3, 1.8, 3.6):
        right, left = mark.right + away, mark.x - away - name.width
        above, below = mark.y - away - name.height, mark.bottom + away
        for x, y in (
            (right, middle_y - name.height / 2),
            (left, middle_y - name.height / 2),
            (middle_x - name.width / 2, above),
            (middle_x - name.width / 2, below),
            (right, above),
            (right, below),
            (left, above),
            (left, below),
        ):
            yield Box(x, y, name.width, name.height)
