"""Symbols that share a place drawn apart, with leader lines that an eye can follow.

Pure geometry in millimetres of paper, like `placement`, which asks. A symbol goes where it costs
the least: near its true point, with a leader that neither passes under other symbols nor crosses
other leaders. When all stand, symbols of one size whose leaders still cross change places, and
those whose leaders still pass under others look for a better place once more.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from .shapes import Box, Lines, Occupied, Point, Segment

#: Says to which ground a point of the map (mm) belongs: a symbol is carried within its own.
Ground = Callable[[float, float], object]

#: Free space kept between two symbols, and around a name (mm).
GAP = 0.5
#: A symbol is never carried further than this from its true point (mm): beyond, a leader line
#: would no longer be followed by the eye. Only a text on the map drives one further away, or a
#: crowd that leaves nothing free: then up to so many times as far.
FARTHEST = 34.0
_AT_MOST = 2.0
#: No leader is drawn for a shorter displacement (mm): the symbol still shows its place.
SHORTEST_LEADER = 2.5
#: Two rings of candidate positions are this far apart (mm).
RING = 1.2
#: What a leader's fault weighs, in millimetres of leader: passing under a symbol, crossing another
#: leader, or the symbol's own coming to lie on others' leaders.
_UNDER, _CROSSING, _ON_LEADER = 5.0, 4.0, 5.0
#: How much further than the nearest free place a better one is looked for (mm).
_FURTHER = 6.0
#: A leader may graze a symbol's edge (mm).
_GRAZE = 0.6
#: How often crossings are looked for again, and how many symbols seek a better place.
_ROUNDS, _SECOND_THOUGHTS = 6, 150
#: Of more symbols than this, leaders are past mending: each takes the nearest free place, at once.
_MENDABLE = 500
#: What one symbol learnt of the crowd around it serves others of its size as near as this (mm).
_NEIGHBOURHOOD = 4.0


@dataclass(frozen=True)
class Mark:
    """A symbol to draw: its true point, its radius (mm), and how much it matters.

    `badge` is how far (mm) its number reaches beyond the radius, to the right and downwards;
    `farthest` how far (mm) it may be carried: without a free place within, it stays.
    """

    key: str
    x: float
    y: float
    radius: float
    priority: float = 0.0
    movable: bool = True
    badge: float = 0.0
    farthest: float = FARTHEST

    @property
    def point(self) -> Point:
        return self.x, self.y

    def box(self, shift: Point) -> Box:
        """The square that it takes with its air, and with the room of its number (mm)."""
        reach = self.radius + GAP / 2
        side = 2 * reach + self.badge
        return Box(self.x + shift[0] - reach, self.y + shift[1] - reach, side, side)

    def leader(self, shift: Point) -> Segment | None:
        """The line from its true point to where it is drawn; None where none is needed."""
        if math.hypot(*shift) <= SHORTEST_LEADER:
            return None
        return self.point, (self.x + shift[0], self.y + shift[1])


class Spreading:
    """Places symbols one by one, then mends what the first ones could not know of the last."""

    def __init__(
        self,
        frame: Box,
        occupied: Occupied,
        obstacles: Sequence[Box],
        ground: Ground,
        count: int,
    ) -> None:
        self._careful = count <= _MENDABLE
        self._frame = frame
        self._occupied = occupied
        #: What a mark without a free place must not lie under: texts, and for one that is bound
        #: to its place also the marks that are not.
        self._texts = Occupied(obstacles)
        self._weightier = Occupied()
        self._ground = ground
        self._marks: list[Mark] = []
        self.leaders = Lines()
        self.shifts: dict[str, Point] = {}
        #: By size, ground and neighbourhood: a point, and how far around it nothing is free (mm).
        self._full: dict[tuple[object, ...], tuple[Point, float]] = {}

    def settle(self, mark: Mark) -> None:
        """Take the best free place for a mark; its own point where the crowd leaves none.

        Better two symbols that touch than one carried out of sight.
        """
        shift = self._place_of(mark) if mark.movable else (0.0, 0.0)
        self._marks.append(mark)
        self._stand(mark, shift)

    def _place_of(self, mark: Mark) -> Point:
        """On its own ground; where that is full, outside of it rather than upon others."""
        farthest = self._farthest(mark)
        found = self._best(mark, farthest)
        if found is None and not _is_bound(mark):
            found = self._best(mark, farthest, anywhere=True)
            # A long leader is still better than a symbol that hides another.
            found = found or self._best(mark, _AT_MOST * farthest)
        return found or self._upon_others(mark)

    def mend(self) -> None:
        """Uncross leaders, then let symbols whose leaders are still at fault seek once more."""
        if not self._careful:
            return
        self._uncross()
        faulty = [mark for mark in self._marks if self._faults(mark, self.shifts[mark.key])]
        for mark in faulty[:_SECOND_THOUGHTS]:
            shift = self.shifts[mark.key]
            self._leave(mark)
            cost = math.hypot(*shift) + self._faults(mark, shift)
            found = self._best(mark, math.hypot(*shift) + 3 * RING, anew=True)
            better = found and math.hypot(*found) + self._faults(mark, found) < cost - RING / 2
            self._stand(mark, found if found and better else shift)
        self._uncross()

    def _stand(self, mark: Mark, shift: Point) -> None:
        self.shifts[mark.key] = shift
        self._occupied.add(mark.box(shift))
        if not _is_bound(mark):
            self._weightier.add(mark.box(shift))
        leader = mark.leader(shift)
        if leader is not None:
            self.leaders.add(leader)

    def _leave(self, mark: Mark) -> None:
        shift = self.shifts.pop(mark.key)
        self._occupied.remove(mark.box(shift))
        if not _is_bound(mark):
            self._weightier.remove(mark.box(shift))
        leader = mark.leader(shift)
        if leader is not None:
            self.leaders.remove(leader)

    def _farthest(self, mark: Mark) -> float:
        """How far a mark may be carried (mm): from under a text, as far as it takes.

        Not one that is bound to its place: a text may hide what is not the page's matter.
        """
        if _is_bound(mark) or self._texts.free(mark.box((0.0, 0.0))):
            return mark.farthest
        return math.hypot(self._frame.width, self._frame.height)

    def _best(
        self, mark: Mark, farthest: float, *, anew: bool = False, anywhere: bool = False
    ) -> Point | None:
        """The displacement that costs the least, in millimetres of distance and of faults.

        Args:
            mark: a mark that does not stand.
            farthest: how far to look (mm).
            anew: whether to look also where nothing was free before.
            anywhere: whether any ground will do, but the sea.
        """
        own = self._ground(mark.x, mark.y)
        cell = math.floor(mark.x / _NEIGHBOURHOOD), math.floor(mark.y / _NEIGHBOURHOOD)
        crowd = (mark.radius, mark.badge, own, anywhere, cell)
        full = 0.0
        if not anew and crowd in self._full:
            centre, full = self._full[crowd]
            full -= math.dist(centre, mark.point)
        room = _Room(self._frame, mark)
        best, least, nearest = None, math.inf, math.inf
        for ring in [0, *range(max(1, math.ceil(full / RING)), round(farthest / RING) + 1)]:
            if ring * RING >= min(least, nearest + _FURTHER):
                break
            for shift in _ring(mark.radius, ring):
                if not room.holds(shift) or not self._occupied.free(mark.box(shift)):
                    continue
                cost = ring * RING + self._faults(mark, shift)
                if cost < least and self._keeps_to(own, mark, shift, anywhere):
                    best, least, nearest = shift, cost, min(nearest, ring * RING)
            if best is None:
                full = max(full, (ring + 1) * RING)
        if not anew:
            self._full[crowd] = mark.point, full
        return best

    def _upon_others(self, mark: Mark) -> Point:
        """Where to go when nothing is free: upon symbols that show at least, or nowhere."""
        room, own = _Room(self._frame, mark), self._ground(mark.x, mark.y)
        above = self._weightier if _is_bound(mark) else self._texts
        for ring in range(round(self._farthest(mark) / RING) + 1):
            for shift in _ring(mark.radius, ring):
                if not room.holds(shift) or not above.free(mark.box(shift)):
                    continue
                if not _is_bound(mark) or self._keeps_to(own, mark, shift):
                    return shift
        return 0.0, 0.0

    def _keeps_to(self, own: object, mark: Mark, shift: Point, anywhere: bool = False) -> bool:
        """Whether a displaced symbol stays on its own ground, or on one, and off its edge."""
        if shift == (0.0, 0.0):
            return True
        x, y = mark.x + shift[0], mark.y + shift[1]
        reach = mark.radius
        around = ((0, 0), (reach, 0), (-reach, 0), (0, reach), (0, -reach))
        grounds = {self._ground(x + dx, y + dy) for dx, dy in around}
        return grounds == {own} or (anywhere and len(grounds) == 1 and grounds != {None})

    def _faults(self, mark: Mark, shift: Point) -> float:
        """What is wrong with a place, in millimetres; nothing where that is not looked at."""
        if not self._careful or math.hypot(*shift) > FARTHEST:
            return 0.0
        box = mark.box(shift)
        faults = _ON_LEADER * self.leaders.behind(box.grown(-GAP / 2))
        leader = mark.leader(shift)
        if leader is None:
            return faults
        under = self._occupied.met_by(leader, _GRAZE)
        if mark.key in self.shifts and box.grown(-_GRAZE).meets(leader):
            under -= 1  # the symbol itself, which stands at the leader's end
        return faults + _UNDER * under + _CROSSING * len(self.leaders.crossing(leader))

    def _uncross(self) -> None:
        """Let symbols of one size and one ground change places where their leaders cross.

        Of two leaders that cross, the exchanged ones are shorter together: so it comes to an end.
        """
        for _ in range(_ROUNDS):
            if not self._exchanged():
                return

    def _exchanged(self) -> bool:
        led = {}
        for mark in self._marks:
            leader = mark.leader(self.shifts[mark.key])
            if leader is not None:
                led[leader] = mark
        changed = False
        for leader, mark in list(led.items()):
            for other in self.leaders.crossing(leader):
                partner = led.get(other)
                if led.get(leader) is mark and partner and self._exchange(mark, partner, led):
                    changed = True
                    break
        return changed

    def _exchange(self, one: Mark, other: Mark, led: dict[Segment, Mark]) -> bool:
        """Exchange the places of two marks if that is shorter; keep the register of leaders."""
        alike = (one.radius, one.badge) == (other.radius, other.badge)
        if not alike or self._ground(*one.point) != self._ground(*other.point):
            return False
        ends = [_moved(mark, self.shifts[mark.key]) for mark in (other, one)]
        shifts = [_shift(mark, end) for mark, end in zip((one, other), ends, strict=True)]
        before = sum(math.hypot(*self.shifts[mark.key]) for mark in (one, other))
        lengths = [math.hypot(*shift) for shift in shifts]
        if sum(lengths) >= before - 1e-6 or max(lengths) > min(one.farthest, other.farthest):
            return False
        for mark in (one, other):
            leader = mark.leader(self.shifts[mark.key])
            if leader is not None:
                led.pop(leader, None)
            self._leave(mark)
        for mark, shift in zip((one, other), shifts, strict=True):
            self._stand(mark, shift)
            leader = mark.leader(shift)
            if leader is not None:
                led[leader] = mark
        return True


class _Room:
    """How far a mark may be shifted without leaving the frame."""

    def __init__(self, frame: Box, mark: Mark) -> None:
        box = mark.box((0.0, 0.0))
        self._left, self._right = frame.x - box.x, frame.right - box.right
        self._up, self._down = frame.y - box.y, frame.bottom - box.bottom

    def holds(self, shift: Point) -> bool:
        return self._left <= shift[0] <= self._right and self._up <= shift[1] <= self._down


def _is_bound(mark: Mark) -> bool:
    return mark.farthest < FARTHEST


def _moved(mark: Mark, shift: Point) -> Point:
    return mark.x + shift[0], mark.y + shift[1]


def _shift(mark: Mark, end: Point) -> Point:
    return end[0] - mark.x, end[1] - mark.y


@lru_cache(maxsize=1024)
def _ring(radius: float, ring: int) -> tuple[Point, ...]:
    """Displacements around a true point, a symbol's width apart; every other ring turned a half."""
    distance = ring * RING
    steps = max(8, round(2 * math.pi * distance / (radius + GAP))) if ring else 1
    angles = (2 * math.pi * (step + 0.5 * (ring % 2)) / steps for step in range(steps))
    return tuple((distance * math.cos(angle), distance * math.sin(angle)) for angle in angles)
