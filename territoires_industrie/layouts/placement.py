"""Where symbols and names go on a page, so that none covers another.

Pure geometry in millimetres of paper: x to the right, y downwards, origin at the top left corner of
the map frame. Nothing here knows QGIS: the page measures symbols and texts, asks `place`, and hands
the answer to the layers' data-defined properties (DESIGN 6, "Crowded symbols").
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

Point = tuple[float, float]

#: Free space kept between two symbols, and around a name (mm).
GAP = 0.5
#: A symbol is never carried further than this from its true point (mm): beyond, a leader line
#: would no longer be followed by the eye.
FARTHEST = 34.0
#: Two rings of candidate positions are this far apart (mm).
RING = 1.2
_RINGS = int(FARTHEST / RING)


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
    """A text to write: its size (mm), how much it matters, and what it stands beside.

    Without `at` it stands beside the mark of the same key, wherever that goes; with `at` (mm) it
    stands beside a point of the map, a town. An `early` name takes its place before the movable
    marks do: a reader finds the main towns first.
    """

    key: str
    width: float
    height: float
    priority: float = 0.0
    at: Point | None = None
    early: bool = False


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
    ground: Callable[[float, float], bool] = lambda _x, _y: True,
) -> Placement:
    """Place every mark, then as many names as fit, the weightiest first.

    Args:
        marks: symbols of one page; those outside the frame are left where they are.
        names: texts.
        frame: the map's frame (mm); nothing is placed outside it.
        obstacles: rectangles to leave free (a box of text laid on the map).
        ground: says of a point whether a symbol may be carried there: a factory is not drawn at
            sea. A symbol whose true point is refused goes anywhere.

    Returns:
        Offsets of the moved marks, anchors (left edge, middle height) of the written names, both
        relative to the mark's true point, and the keys of names that found no room.
    """
    occupied = _Occupied()
    for box in obstacles:
        occupied.add(box)
    placement = Placement()
    weightiest = sorted(names, key=lambda name: (-name.priority, name.key))
    for mark in sorted(marks, key=lambda mark: (-mark.priority, mark.key)):
        if not mark.movable:
            _settle(mark, (0.0, 0.0), occupied, placement)
    _place_names((name for name in weightiest if name.early), marks, frame, occupied, placement)
    crowds = _Crowds(frame, occupied, ground)
    for mark in sorted(marks, key=lambda mark: (-mark.priority, mark.key)):
        if mark.movable:
            _settle(mark, crowds.free_spot(mark), occupied, placement)
    late = (name for name in weightiest if not name.early)
    _place_names(late, marks, frame, occupied, placement)
    return placement


class _Crowds:
    """Finds free places; remembers how far the crowd around a point reaches already."""

    def __init__(
        self, frame: Box, occupied: _Occupied, ground: Callable[[float, float], bool]
    ) -> None:
        self._frame = frame
        self._occupied = occupied
        self._ground = ground
        self._reach: dict[tuple[Point, float], int] = {}

    def free_spot(self, mark: Mark) -> Point:
        """The displacement to the nearest free place; none where the crowd leaves none.

        Better two symbols that touch than one carried out of sight.
        """
        crowd = ((mark.x, mark.y), mark.radius)
        bound = self._ground(mark.x, mark.y)
        first = self._reach.get(crowd, 0)
        for ring, shift in _spiral(mark, first):
            # What filled this ring for one symbol fills it for the next of the same size.
            self._reach[crowd] = ring
            box = _square(mark, shift)
            if not box.within(self._frame) or not self._occupied.free(box):
                continue
            if not bound or self._ground(mark.x + shift[0], mark.y + shift[1]):
                return shift
        self._reach[crowd] = _RINGS + 1
        return 0.0, 0.0


def _settle(mark: Mark, shift: Point, occupied: _Occupied, placement: Placement) -> None:
    if shift != (0.0, 0.0):
        placement.offsets[mark.key] = (round(shift[0], 2), round(shift[1], 2))
    placement.marks[mark.key] = _square(mark, shift)
    occupied.add(placement.marks[mark.key])


def _square(mark: Mark, shift: Point) -> Box:
    reach = mark.radius + GAP / 2
    return Box(mark.x + shift[0] - reach, mark.y + shift[1] - reach, 2 * reach, 2 * reach)


def _spiral(mark: Mark, first: int) -> Iterator[tuple[int, Point]]:
    """The true point, then rings around it, from the ring `first` on; a half-step turn a ring."""
    if first == 0:
        yield 0, (0.0, 0.0)
    for ring in range(max(1, first), _RINGS + 1):
        distance = ring * RING
        steps = max(8, round(2 * math.pi * distance / (mark.radius + GAP)))
        for step in range(steps):
            angle = 2 * math.pi * (step + 0.5 * (ring % 2)) / steps
            yield ring, (distance * math.cos(angle), distance * math.sin(angle))


def _place_names(
    names: Iterable[Name],
    marks: Sequence[Mark],
    frame: Box,
    occupied: _Occupied,
    placement: Placement,
) -> None:
    true_points = {mark.key: (mark.x, mark.y) for mark in marks}
    for name in names:
        x, y = name.at or true_points[name.key]
        beside = Box(x, y, 0, 0) if name.at else placement.marks[name.key]
        box = next(
            (box for box in _beside(name, beside) if box.within(frame) and occupied.free(box)),
            None,
        )
        if box is None:
            placement.unnamed.append(name.key)
            continue
        occupied.add(box)
        placement.name_boxes[name.key] = box
        placement.names[name.key] = (
            round(box.x - x, 2),
            round(box.y + box.height / 2 - y, 2),
        )


def _beside(name: Name, mark: Box) -> Iterator[Box]:
    """Positions of a name around its mark, in a cartographer's order of preference."""
    middle_x = mark.x + mark.width / 2
    middle_y = mark.y + mark.height / 2
    # An early name leaves room at its point for the symbol that may come there.
    for away in (2.8, 4.5) if name.early else (0.3, 1.8, 3.6):
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
