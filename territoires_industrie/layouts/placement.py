"""Where symbols and names go on a page, so that none covers another.

Pure geometry in millimetres of paper: x to the right, y downwards, origin at the top left corner of
the map frame. Nothing here knows QGIS: the page measures symbols and texts, asks `place`, and hands
the answer to the layers' data-defined properties (DESIGN 6, "Crowded symbols").
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from .shapes import Box, Lines, Occupied, Point
from .spreading import FARTHEST, GAP, SHORTEST_LEADER, Ground, Mark, Spreading

__all__ = [
    "FARTHEST",
    "GAP",
    "SHORTEST_LEADER",
    "Box",
    "Mark",
    "Name",
    "Placement",
    "Point",
    "place",
]

#: How far from its symbol, or from its town's dot, a name may stand (mm), the nearest first: a
#: reader must not have to look for what it names. Further than the first it must be plain whose
#: name it is: no other symbol may be as near.
_AWAY = (0.3, 0.9, 1.5)
#: What weighs against a place of a name, in places: a road, a leader or a network's line behind it,
#: another town's dot in it or as near as `_NEAR` (mm), the outline behind it: any other place is
#: better than that.
_ON_ROAD, _ON_LEADER, _ON_LINE, _ON_TOWN, _ON_OUTLINE = 3, 4, 8, 12, 50
_NEAR = 1.0
#: Free edge around a town's dot (mm).
_DOT_AIR = 0.1


@dataclass(frozen=True)
class Name:
    """A text to write: its size (mm), how much it matters, and what it stands beside.

    Without `at` it stands beside the mark of the same key, wherever that goes; with `at` (mm) it
    stands beside a point of the map, a town, under a dot of radius `dot` (mm) that no symbol and
    no other name may hide: where one does, the town is not named. An `early` name and its dot take
    their place before the movable marks do: a reader finds the main towns first. Of the towns, only
    these may lie on the outline rather than be missing.
    """

    key: str
    width: float
    height: float
    priority: float = 0.0
    at: Point | None = None
    early: bool = False
    dot: float = 0.0

    @property
    def dot_box(self) -> Box | None:
        """The square of the town's dot, with a little air (mm)."""
        if self.at is None or not self.dot:
            return None
        reach = self.dot + _DOT_AIR
        return Box(self.at[0] - reach, self.at[1] - reach, 2 * reach, 2 * reach)


@dataclass
class Placement:
    """The answer: displacements of symbols and anchors of names, both from the true point (mm)."""

    offsets: dict[str, Point] = field(default_factory=dict)
    names: dict[str, Point] = field(default_factory=dict)
    marks: dict[str, Box] = field(default_factory=dict)
    name_boxes: dict[str, Box] = field(default_factory=dict)
    unnamed: list[str] = field(default_factory=list)


def place(
    marks: Sequence[Mark],
    names: Iterable[Name],
    frame: Box,
    obstacles: Iterable[Box] = (),
    ground: Ground = lambda _x, _y: True,
    outline: Iterable[Sequence[Point]] = (),
    networks: Iterable[Sequence[Point]] = (),
    roads: Lines | None = None,
) -> Placement:
    """Place every mark, then as many names as fit, the weightiest first.

    Args:
        marks: symbols of one page; those outside the frame are left where they are.
        names: texts.
        frame: the map's frame (mm); nothing is placed outside it.
        obstacles: rectangles to leave free (a box of text laid on the map): symbols leave them
            for the nearest place beside, however far.
        ground: says to which ground a point belongs, None at sea. A symbol is carried within its
            own: a factory is not drawn at sea, nor in the next territory.
        outline: lines (mm) on which names do not lie.
        networks: lines (mm) that names lie on only where they find no other place.
        roads: what a name keeps off where a place near by is as good.

    Returns:
        Offsets of the moved marks, anchors (left edge, middle height) of the written names, both
        relative to the mark's true point, and the keys of names that found no room.
    """
    texts = list(obstacles)
    occupied = Occupied(texts)
    spreading = Spreading(frame, occupied, texts, ground, len(marks))
    weightiest = sorted(names, key=lambda name: (-name.priority, name.key))
    by_weight = sorted(marks, key=lambda mark: (-mark.priority, mark.key))
    writing = _Writing(
        marks, weightiest, frame, occupied, ground, outline, networks, roads or Lines()
    )
    for mark in by_weight:
        if not mark.movable:
            spreading.settle(mark)
    writing.write((name for name in weightiest if name.early), spreading)
    for mark in by_weight:
        if mark.movable:
            spreading.settle(mark)
    spreading.mend()
    for mark in by_weight:
        shift = spreading.shifts[mark.key]
        if shift != (0.0, 0.0):
            writing.placement.offsets[mark.key] = (round(shift[0], 2), round(shift[1], 2))
        writing.placement.marks[mark.key] = mark.box(shift)
    writing.mend((name for name in weightiest if name.early), spreading)
    writing.write((name for name in weightiest if not name.early), spreading)
    return writing.placement


class _Writing:
    """Writes names where they hide nothing."""

    def __init__(
        self,
        marks: Sequence[Mark],
        names: Sequence[Name],
        frame: Box,
        occupied: Occupied,
        ground: Ground,
        outline: Iterable[Sequence[Point]],
        networks: Iterable[Sequence[Point]],
        roads: Lines,
    ) -> None:
        self.placement = Placement()
        self._marks = {mark.key: mark for mark in marks}
        self._frame = frame
        self._occupied = occupied
        self._ground = ground
        self._outline, self._networks = Lines.of(outline), Lines.of(networks)
        #: Looked at once the symbols stand, whose places are the same where no roads are known.
        self._roads, self._symbols_stand = roads, False
        self._towns = [(name.at, name.dot_box or Box(*name.at, 0, 0)) for name in names if name.at]

    def write(self, names: Iterable[Name], spreading: Spreading) -> None:
        """Write names in their order; keep those that find no room."""
        symbols = Occupied(self._bare(key) for key in self.placement.marks)
        for name in names:
            numbered = self._without_number(name)
            box = self._best(name, spreading.leaders, symbols)
            if box is None:
                self._with_number(name, numbered)
                self.placement.unnamed.append(name.key)
                continue
            if name.dot_box is not None:
                self._occupied.add(name.dot_box)
            self._put(name, box)

    def mend(self, names: Iterable[Name], spreading: Spreading) -> None:
        """Let names that were written before the symbols stood seek once more.

        They could not know of the leaders, which would pass under them.
        """
        self._symbols_stand = True
        symbols = Occupied(self._bare(key) for key in self.placement.marks)
        for name in names:
            box = self.placement.name_boxes.get(name.key)
            if box is None or not (spreading.leaders.across(box) or self._roads.across(box)):
                continue
            taken = [box] if name.dot_box is None else [box, name.dot_box]
            for each in taken:
                self._occupied.remove(each)
            box = self._best(name, spreading.leaders, symbols) or box
            for each in taken[1:]:
                self._occupied.add(each)
            self._put(name, box)

    def _put(self, name: Name, box: Box) -> None:
        x, y = name.at or self._marks[name.key].point
        self._occupied.add(box)
        self.placement.name_boxes[name.key] = box
        self.placement.names[name.key] = (
            round(box.x - x, 2),
            round(box.y + box.height / 2 - y, 2),
        )

    def _without_number(self, name: Name) -> Box | None:
        """Take the room of a symbol's number back: what bears a name bears none."""
        if name.at is not None:
            return None
        box = self.placement.marks[name.key]
        self._occupied.remove(box)
        self.placement.marks[name.key] = self._bare(name.key)
        self._occupied.add(self.placement.marks[name.key])
        return box

    def _bare(self, key: str) -> Box:
        """A symbol's square without the room of its number."""
        box, badge = self.placement.marks[key], self._marks[key].badge
        return Box(box.x, box.y, box.width - badge, box.height - badge)

    def _with_number(self, name: Name, box: Box | None) -> None:
        if box is not None:
            self._occupied.remove(self.placement.marks[name.key])
            self._occupied.add(box)
            self.placement.marks[name.key] = box

    def _best(self, name: Name, leaders: Lines, symbols: Occupied) -> Box | None:
        """The best of a name's places that are free; None when none is."""
        best, least = None, float("inf")
        if name.dot_box is not None and not self._may_have_dot(name.dot_box):
            return None
        for rank, (away, box) in enumerate(self._places(name)):
            if rank >= least:
                break
            if not box.within(self._frame) or not self._occupied.free(box):
                continue
            # A little less than `away`, where its own symbol begins.
            if away > _AWAY[0] and not symbols.free(box.grown(away - 0.05)):
                continue
            cost = rank + _ON_LEADER * leaders.across(box) + _ON_TOWN * self._towns_in(name, box)
            cost += _ON_LINE * bool(self._networks.across(box))
            cost += _ON_ROAD * bool(self._symbols_stand and self._roads.across(box))
            if self._outline.across(box) or not self._may_lie(name, box):
                if name.at is not None and not name.early:
                    continue
                cost += _ON_OUTLINE
            if cost < least:
                best, least = box, cost
        return best

    def _may_have_dot(self, dot: Box) -> bool:
        """Whether a town's dot would be seen whole."""
        return dot.within(self._frame) and self._occupied.free(dot)

    def _may_lie(self, name: Name, box: Box) -> bool:
        """Whether a name lies on the ground of what it names, or on nobody's: at sea."""
        at = self.placement.marks[name.key].middle if name.at is None else name.at
        return self._ground(*box.middle) in (None, self._ground(*at))

    def _towns_in(self, name: Name, box: Box) -> int:
        """How many other towns a name would stand upon, or near enough to seem theirs."""
        reach = box.grown(_NEAR)
        return sum(dot.overlaps(reach) for at, dot in self._towns if at != name.at)

    def _places(self, name: Name) -> Iterator[tuple[float, Box]]:
        """Places of a name around its mark, in a cartographer's order of preference.

        None lies off a corner, which is further from a round symbol than a side. A long name may
        slide above or below it, by a third, where something stands at one end of it.
        """
        if name.at is not None:
            mark = name.dot_box or Box(*name.at, 0, 0)
        else:
            mark = self.placement.marks[name.key]
        middle_x, middle_y = mark.middle
        half = name.height / 2
        for away in _AWAY:
            right, left = mark.right + away, mark.x - away - name.width
            above, below = mark.y - away - name.height, mark.bottom + away
            for x, y in (
                (right, middle_y - half),
                (left, middle_y - half),
                (middle_x - name.width / 2, above),
                (middle_x - name.width / 2, below),
                (right, middle_y - name.height),
                (right, middle_y),
                (left, middle_y - name.height),
                (left, middle_y),
                (middle_x, above),
                (middle_x, below),
                (middle_x - name.width, above),
                (middle_x - name.width, below),
                (middle_x - name.width / 3, above),
                (middle_x - name.width / 3, below),
                (middle_x - name.width * 2 / 3, above),
                (middle_x - name.width * 2 / 3, below),
            ):
                yield away, Box(x, y, name.width, name.height)
