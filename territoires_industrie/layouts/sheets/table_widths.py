"""How wide a table's columns are, and how large its letters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ...profile.figure import UNKNOWN
from .pen import unbroken
from .table_text import MISSING, Grid

#: Air between two columns (mm).
BETWEEN = 3.5
#: Labels are a little wider than their words: at the very width QGIS breaks them once more.
_SPARE = 1.04
#: No column is narrower (mm), so that heads do not touch.
_NARROWEST = 7.0
#: Sizes (points) of a table with many columns, the best first.
_SIZES = (7.5, 7.0, 6.5, 6.0)


def sized(grid: Grid, width: float, most: float) -> Grid:
    """The table with letters as large as its longest words allow, no word being cut.

    Args:
        grid: the table.
        width: of its column (mm).
        most: the largest size (points).
    """
    free = width - BETWEEN * (len(grid.heads) - 1)
    for size in _SIZES:
        kind = grid.kind._replace(size=min(size, grid.kind.size, most))
        tried = replace(grid, kind=kind)
        if sum(_longest(tried, index) for index in range(len(grid.heads))) <= free:
            return tried
    return replace(grid, kind=grid.kind._replace(size=min(_SIZES[-1], grid.kind.size, most)))


def widths_of(grid: Grid, width: float) -> list[float]:
    """Widths (mm) of the columns.

    Heads give way first, then cells; while the page is wide enough no word is cut.
    """
    count = len(grid.heads)
    free = width - BETWEEN * (count - 1)
    if grid.shares:
        return [share * free for share in grid.shares]
    wide, middle, least = (
        [measure(grid, index) for index in range(count)] for measure in (_wide, _whole, _longest)
    )
    if sum(wide) <= free:
        return _stretched(grid, wide, free)
    if sum(middle) <= free:
        return _between(middle, wide, free)
    if sum(least) <= free:
        return _between(least, middle, free)
    return [each * free / sum(least) for each in least]


def _stretched(grid: Grid, widths: Sequence[float], free: float) -> list[float]:
    """What is left goes to the words, so that numbers stay together on the right."""
    words = sum(each for each, number_ in zip(widths, grid.numeric, strict=True) if not number_)
    spare = free - sum(widths)
    return [
        each if number_ or not words else each + spare * each / words
        for each, number_ in zip(widths, grid.numeric, strict=True)
    ]


def _between(low: Sequence[float], high: Sequence[float], free: float) -> list[float]:
    """The low widths, each grown towards the high one by the same share of its way."""
    way = sum(high) - sum(low)
    share = (free - sum(low)) / way if way > 0 else 0.0
    return [least + share * (most - least) for least, most in zip(low, high, strict=True)]


def _wide(grid: Grid, index: int) -> float:
    """Width (mm) of a column whose head takes two lines at most."""
    words = [grid.head.width(word) for word in unbroken(grid.heads[index]).split(" ")]
    head = grid.head.width(grid.heads[index])
    return max(_whole(grid, index), _padded(min(head, head / 2 + max(words) / 2)))


def _whole(grid: Grid, index: int) -> float:
    """Width (mm) of a column's longest cell, on one line."""
    kind = grid.kind._replace(bold=True)
    cells = [kind.width(row[index]) for row in grid.rows]
    return max(_padded(max(cells, default=0.0)), _longest(grid, index))


def _longest(grid: Grid, index: int) -> float:
    """Width (mm) of a column's longest word."""
    kind = grid.kind._replace(bold=True)
    cells = {UNKNOWN if row[index] == MISSING else unbroken(row[index]) for row in grid.rows}
    words = [kind.width(word) for cell in cells for word in cell.split(" ")]
    heads = [grid.head.width(word) for word in unbroken(grid.heads[index]).split(" ")]
    return _padded(max([*words, *heads, _NARROWEST]))


def _padded(width: float) -> float:
    return width * _SPARE + 0.5
