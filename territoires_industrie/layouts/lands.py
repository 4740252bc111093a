"""The land that a map shows: whose ground is where, and the names of seas and neighbours on it."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property

from qgis.core import Qgis, QgsFeatureRequest, QgsGeometry, QgsPoint, QgsVectorLayer

from .placement import Box, Name, Placement, Point
from .shapes import Lines, Occupied, Segment
from .symbols import View, key_of, names_in

#: The base map's table of seas, countries and regions.
PLACENAMES = "placenames"
#: Limits that part countries and regions.
_LIMITS = ("borders", "departments")
#: Lines are looked at no closer than this, and the ground by cells of this size (mm).
FINEST = 0.5
#: Free edge around a land's name, and inside the map's frame (mm).
_AIR = 1.0
#: Places for a land's name are looked at this far apart (mm).
_STEP = 3.0
#: What weighs against a place, in millimetres away from the usual one: symbols under the name, a
#: leader behind it, less free land around it than `_WIDE` (mm).
_ON_SYMBOL, _ON_LEADER, _CRAMPED = 8.0, 6.0, 40.0
_WIDE = 3.0


class Ground:
    """To which ground a point of the map belongs: the territory, other land, or none, the sea."""

    def __init__(self, outline: QgsGeometry, land: QgsVectorLayer, view: View) -> None:
        self._view = view
        shown = land.getFeatures(QgsFeatureRequest(view.extent).setNoAttributes())
        pieces = [feature.geometry().clipped(view.extent) for feature in shown]
        # The engines only point at the geometries.
        self._shapes = (outline, QgsGeometry.unaryUnion(pieces))
        self._engines = [QgsGeometry.createGeometryEngine(x.constGet()) for x in self._shapes]
        for engine in self._engines:
            engine.prepareGeometry()
        self._known: dict[tuple[int, int], str | None] = {}

    def at(self, x: float, y: float) -> str | None:
        """The ground under a point of paper (mm), to the next half millimetre."""
        cell = round(x / FINEST), round(y / FINEST)
        if cell not in self._known:
            self._known[cell] = self._look(cell[0] * FINEST, cell[1] * FINEST)
        return self._known[cell]

    def _look(self, x: float, y: float) -> str | None:
        metres = self._view.scale / 1000
        extent = self._view.extent
        # A point of its own: what a passing QgsGeometry points at is gone before it is looked at.
        point = QgsPoint(extent.xMinimum() + x * metres, extent.yMaximum() - y * metres)
        territory, land = self._engines
        if territory.contains(point):
            return "territory"
        return "land" if land.contains(point) else None


class LandNames:
    """Writes seas, countries and regions where the reader of one map sees them."""

    def __init__(
        self,
        base: Mapping[str, QgsVectorLayer],
        outline: Iterable[Sequence[Point]],
        ground: Ground,
        view: View,
        frame: Box,
    ) -> None:
        """Begin with what the map shows.

        Args:
            base: the layers of the base map; without place names nothing is written.
            outline: the territory's, as lines (mm).
            ground: what is land.
            view: the piece of land that the map shows.
            frame: the map's frame (mm).
        """
        self._base = base
        self._outline = outline
        self._ground = ground
        self._view = view
        self._inside = Box(0, 0, frame.width, frame.height).grown(-_AIR)

    def name(self, placement: Placement, leaders: Iterable[Segment], boxes: Iterable[Box]) -> None:
        """Add the names of lands to a page whose symbols and other names stand.

        A name stands at its own point where that is free, else as near as may be on the same sea
        or in the same country; where there is no room at all it is not written.

        Args:
            placement: gets the names.
            leaders: of the page's symbols (mm).
            boxes: what no name may hide, besides names (mm).
        """
        taken = Occupied([*boxes, *placement.name_boxes.values()])
        symbols, lines = Occupied(placement.marks.values()), Lines(leaders)
        for land in self._lands:
            box = self._best(land, taken, symbols, lines)
            if box is None:
                placement.unnamed.append(land.key)
                continue
            taken.add(box)
            x, y = _point(land)
            placement.name_boxes[land.key] = box
            placement.names[land.key] = (
                round(box.x - x, 2),
                round(box.y + box.height / 2 - y, 2),
            )

    @cached_property
    def _lands(self) -> list[Name]:
        """The names whose point the map shows, in the table's order."""
        if PLACENAMES not in self._base:
            return []
        return [
            replace(name, key=key_of(PLACENAMES, str(row.id())))
            for row, name in names_in(self._base[PLACENAMES], self._view)
        ]

    @cached_property
    def _limits(self) -> Lines:
        """The territory's outline and the limits of countries and regions (mm)."""
        shown = QgsFeatureRequest(self._view.extent).setNoAttributes()
        limits = [
            line
            for table in _LIMITS
            for feature in self._base[table].getFeatures(shown)
            for line in lines_on_paper(feature.geometry(), self._view)
        ]
        return Lines.of([*self._outline, *limits])

    def _best(self, land: Name, taken: Occupied, symbols: Occupied, leaders: Lines) -> Box | None:
        best, least = None, math.inf
        for away, box in self._places(land):
            if away >= least:
                break
            if not box.within(self._inside) or not taken.free(box.grown(_AIR)):
                continue
            cost = away + _ON_LEADER * leaders.across(box) + _ON_SYMBOL * (not symbols.free(box))
            wide = box.grown(_WIDE)
            cost += _CRAMPED * (not taken.free(wide) or bool(self._limits.across(wide)))
            if cost < least and (away == 0 or self._is_the_same_land(land, box)):
                best, least = box, cost
        return best

    def _places(self, land: Name) -> Iterator[tuple[float, Box]]:
        """How far away (mm), and where: upon the name's own point first, then the nearest."""
        x, y = _point(land)
        columns = range(math.ceil(-x / _STEP), math.floor((self._inside.right - x) / _STEP) + 1)
        rows = range(math.ceil(-y / _STEP), math.floor((self._inside.bottom - y) / _STEP) + 1)
        shifts = [(column * _STEP, row * _STEP) for column in columns for row in rows]
        for dx, dy in sorted(shifts, key=lambda shift: (math.hypot(*shift), shift)):
            left, top = x + dx - land.width / 2, y + dy - land.height / 2
            yield math.hypot(dx, dy), Box(left, top, land.width, land.height)

    def _is_the_same_land(self, land: Name, box: Box) -> bool:
        """Whether a name may stand there: no limit lies between its own point and the place.

        Nor under it; and of two lands without a limit in between the nearer one is meant.
        """
        here = _point(land)
        ends = (box.x, box.right)
        corners = [(x, y) for x in (*ends, box.middle[0]) for y in (box.y, box.bottom)]
        if {self._ground.at(*corner) for corner in corners} != {self._ground.at(*here)}:
            return False
        if self._limits.across(box) or self._limits.crossing((here, box.middle)):
            return False
        return self._nearest(*box.middle) == self._nearest(*here)

    def _nearest(self, x: float, y: float) -> str:
        """The land, of a sea's or of a country's kind as the ground is, whose point is nearest."""
        sea = self._ground.at(x, y) is None
        alike = [(name, at) for name, at, is_sea in self._points if is_sea == sea]
        return min(alike, key=lambda each: math.dist(each[1], (x, y)), default=("", (0.0, 0.0)))[0]

    @cached_property
    def _points(self) -> list[tuple[str, Point, bool]]:
        """Name and point (mm) of every sea, country and region, and whether it is a sea."""
        return [
            (row["name"], self._view.on_paper(at.x(), at.y()), row["kind"] == "sea")
            for row in self._base[PLACENAMES].getFeatures()
            for at in [row.geometry().asPoint()]
        ]


def lines_on_paper(shape: QgsGeometry, view: View) -> list[list[Point]]:
    """The lines of a shape, or the rings of its surfaces, on paper (mm)."""
    lines = shape.convertToType(Qgis.GeometryType.Line, True)  # its parts live as long as it does
    return [
        [view.on_paper(point.x(), point.y()) for point in part.vertices()]
        for part in lines.constParts()
    ]


def _point(land: Name) -> Point:
    return land.at or (0.0, 0.0)
