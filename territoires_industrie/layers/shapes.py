"""Shapes as the atlas draws them: in EPSG:2154, of the right kind, lines joined end to end.

What network layers share. A line may cross many territories: it belongs to none of them
(`rattachement` ""), is drawn whole, and a page shows what lies across its territory.
"""

from __future__ import annotations

import math
import struct
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, TypeAlias

from .. import geometry
from ..libraries import require
from .columns import nothing_as_none
from .made import KEPT_OFF, REJECTED
from .rows import OUTSIDE, Ledger

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from pandas import Series

    from ..sources.raw import RawTable
    from .ground import Ground

NO_SHAPE = "géométrie absente ou illisible"
NO_LENGTH = "tronçon réduit à un point"

# Mainland France and its neighbours in EPSG:2154 (metres): swapped coordinates fall far outside.
_WEST, _SOUTH, _EAST, _NORTH = -100_000, 5_900_000, 1_400_000, 7_500_000
_END_M = 0.1  # ends of lines nearer than this are one
_LINE_HEAD = struct.Struct("<BII")
# Types of WKB.
_LINE, _LINES = 2, 5
_MIXED = (4, 7)  # several points, a collection

#: A line's vertices: an array of (x, y) in metres of EPSG:2154.
Line: TypeAlias = "NDArray[Any]"
_Node: TypeAlias = "tuple[int, int]"


def shapes_of(raw: RawTable, *kinds: str) -> Series:
    """The shapes of a raw table as WKB in EPSG:2154, counted from 0; None for what is no shape.

    What cannot be read or projected, is empty, lies far from France (swapped or absurd
    coordinates) or is not of these kinds (`point`, `line`, `polygon`; any when none is named)
    comes out None. Shapes without a declared CRS are taken for EPSG:2154.
    """
    frame = raw.frame.reset_index(drop=True)
    if "geometry" not in frame.columns:
        return require("pandas").Series([None] * len(frame), index=frame.index, dtype="object")
    epsg = raw.epsg or geometry.LAMBERT93
    shapes = [_usable(cell, epsg, kinds) for cell in frame["geometry"]]
    return require("pandas").Series(shapes, index=frame.index, dtype="object")


def _usable(cell: Any, epsg: int, kinds: Sequence[str]) -> bytes | None:
    if not isinstance(cell, (bytes, bytearray, memoryview)):
        return None
    try:
        wkb = geometry.to_lambert93(bytes(cell), epsg)
        kind = geometry.kind(wkb)
        if (kinds and kind not in kinds) or not _in_or_near_france(wkb):
            return None
        # Bounds overlook a vertex that is no number.
        whole = kind == "point" or math.isfinite(geometry.length_km(wkb))
        return _of_one_kind(wkb, kind) if whole else None
    except geometry.GeometryError:
        return None


def _in_or_near_france(wkb: bytes) -> bool:
    west, south, east, north = geometry.bounds(wkb)
    return west >= _WEST and south >= _SOUTH and east <= _EAST and north <= _NORTH


def _of_one_kind(wkb: bytes, kind: str) -> bytes | None:
    """A shape that a table can hold: of several points their middle, of a mixture its main kind."""
    if _LINE_HEAD.unpack_from(wkb)[1] not in _MIXED:
        return wkb
    if kind == "point":
        return geometry.centroid(wkb)
    if kind == "polygon":
        return geometry.union(part for part in geometry.parts(wkb) if geometry.area_m2(part))
    lines = _lines(wkb)
    return as_wkb(lines) if lines else None


def judge_places(ledger: Ledger, shapes: Series, ground: Ground) -> None:
    """Reject the rows without shape, keep off those outside the area asked for."""
    ledger.judge(shapes.isna(), REJECTED, NO_SHAPE)
    ledger.judge(~ground.inside(shapes), KEPT_OFF, OUTSIDE)


# ---------------------------------------------------------------- lines


def lines_of(shapes: Series) -> Series:
    """The lines of each shape, as a list; an empty one where there is no shape or no length."""
    lines = [[] if wkb is None else _lines(wkb) for wkb in shapes]
    return require("pandas").Series(lines, index=shapes.index, dtype="object")


def _lines(wkb: bytes) -> list[Line]:
    numpy = require("numpy")
    found = []
    for part in geometry.parts(wkb):
        if _LINE_HEAD.unpack_from(part)[1] == _LINE:
            vertices = numpy.frombuffer(part, "<f8", offset=_LINE_HEAD.size).reshape(-1, 2)
            if len(vertices) and (vertices != vertices[0]).any():
                found.append(vertices)
    return found


def as_wkb(lines: Sequence[Line]) -> bytes:
    """One line, or several as one shape (little-endian WKB)."""
    single = [_LINE_HEAD.pack(1, _LINE, len(line)) + line.astype("<f8").tobytes() for line in lines]
    if len(single) == 1:
        return single[0]
    return _LINE_HEAD.pack(1, _LINES, len(single)) + b"".join(single)


def chains(lines: Sequence[Line]) -> list[list[tuple[int, bool]]]:
    """Which lines follow each other end to end, each as (its place in `lines`, run backwards).

    Lines are joined where exactly two ends meet: at a junction of three, and where a line stops,
    a chain ends.
    """
    ends = [(_node(line[0]), _node(line[-1])) for line in lines]
    meeting: dict[_Node, list[tuple[int, int]]] = defaultdict(list)
    for place, pair in enumerate(ends):
        for side, node in enumerate(pair):
            meeting[node].append((place, side))
    seen: set[int] = set()

    def walk(place: int, side: int) -> list[tuple[int, bool]]:
        path = []
        while place not in seen:
            seen.add(place)
            path.append((place, side == 1))
            onward = meeting[ends[place][1 - side]]
            others = [end for end in onward if end[0] != place]
            if len(onward) != 2 or not others:
                break
            place, side = others[0]
        return path

    free = [
        (place, side)
        for place, pair in enumerate(ends)
        for side in (0, 1)
        if len(meeting[pair[side]]) != 2
    ]
    rings = [(place, 0) for place in range(len(lines))]
    return [path for start in free + rings if (path := walk(*start))]


def joined(lines: Sequence[Line], chain: Iterable[tuple[int, bool]]) -> Line:
    """The vertices of a chain, those where two lines meet once."""
    numpy = require("numpy")
    runs = [lines[place][::-1] if back else lines[place] for place, back in chain]
    line: Line = numpy.concatenate([runs[0], *(run[1:] for run in runs[1:])])
    return line


def touching(lines: Sequence[Line]) -> list[list[int]]:
    """The lines that hang together by their ends, as places in `lines`, the westernmost first."""
    first_at: dict[_Node, int] = {}
    parent = list(range(len(lines)))

    def root(place: int) -> int:
        while parent[place] != place:
            parent[place] = parent[parent[place]]
            place = parent[place]
        return place

    for place, line in enumerate(lines):
        for vertex in (line[0], line[-1]):
            other = first_at.setdefault(_node(vertex), place)
            parent[root(place)] = root(other)
    groups: dict[int, list[int]] = defaultdict(list)
    for place in range(len(lines)):
        groups[root(place)].append(place)
    return sorted(
        groups.values(),
        key=lambda group: min(tuple(lines[place].min(axis=0)) for place in group),
    )


def _node(vertex: Any) -> _Node:
    return round(float(vertex[0]) / _END_M), round(float(vertex[1]) / _END_M)


def gathered(
    lines: Series, names: Series, apart: bool = True
) -> list[tuple[str, bytes, list[Any]]]:
    """The lines of one name as one shape: (name, WKB, the rows that it is made of).

    `lines` is what `lines_of` gives, `names` a text or None by row. With `apart`, lines of one name
    that do not touch are shapes of their own; lines without a name are so in any case. In the order
    of names, then from west to east.
    """
    found: list[tuple[str, bytes, list[Any]]] = []
    for name, own in lines.groupby(nothing_as_none(names).fillna(""), sort=True):
        pieces = [(row, line) for row, several in own.items() for line in several]
        every = [line for _, line in pieces]
        groups = touching(every) if apart or not name else [list(range(len(every)))]
        for group in filter(None, groups):
            chosen = [every[place] for place in group]
            shape = as_wkb([joined(chosen, chain) for chain in chains(chosen)])
            found.append((str(name), shape, list(dict.fromkeys(pieces[p][0] for p in group))))
    return found


def strung(lines: Series) -> list[tuple[bytes, list[Any]]]:
    """Lines joined end to end where exactly two meet: (WKB, the rows that it is made of)."""
    pieces = [(row, line) for row, several in lines.items() for line in several]
    every = [line for _, line in pieces]
    return [
        (as_wkb([joined(every, chain)]), list(dict.fromkeys(pieces[p][0] for p, _ in chain)))
        for chain in chains(every)
    ]
