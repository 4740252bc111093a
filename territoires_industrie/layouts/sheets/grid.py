"""Tables of labels and hairlines: columns as wide as their words need, no row cut in two."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from ...french import NO_BREAK_SPACE, number
from ...profile.figure import UNKNOWN
from ...profile.lines import Cell, Table
from ..placement import Box
from .pen import CELL, COLUMN_HEAD, FAINT_CELL, LEFT, NOTE, RIGHT, SUBHEAD, Pen, Type, unbroken
from .sheet import CONTINUED, Flow

#: Air between two columns, above and below a row (mm).
_BETWEEN = 3.5
_PADDING = 0.5
#: Labels are a little wider than their words: at the very width QGIS breaks them once more.
_SPARE = 1.04
#: No column is narrower (mm), so that heads do not touch.
_NARROWEST = 7.0
#: A table that is cut leaves at least so many rows below its head.
_TOGETHER = 2
#: Sizes (points) of a table with many columns, the best first.
_SIZES = (7.5, 7.0, 6.5, 6.0)
#: A table lower than this share of a column is never cut, even if that takes another sheet.
_SMALL = 0.4
#: The same where sheets are to be saved.
_SMALLEST_CUT = 0.15
_AFTER = 5.0
#: Columns that may be empty without anything being unknown.
_OPTIONAL = ("Remarque", "Note")
#: How the first cell of a row of totals begins.
_TOTAL = "Ensemble"
#: In a narrow column it stays on one line.
_MISSING = UNKNOWN.replace(" ", NO_BREAK_SPACE)


@dataclass(frozen=True)
class Grid:
    """A table as it is printed: French texts.

    Attributes:
        title: above it, "" for none.
        heads: one a column.
        rows: a text a column; what is missing is printed fainter.
        numeric: columns that are read from the right.
        foot: source, year, what is left out.
        empty: why there is no row.
        kind: of the cells' text.
        shares: of the width, one a column, for tables that stand under one another; else the
            columns are as wide as their words need.
    """

    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numeric: tuple[bool, ...]
    foot: str = ""
    empty: str = ""
    kind: Type = CELL
    shares: tuple[float, ...] = ()

    @property
    def head(self) -> Type:
        """The text of the heads: as much smaller than usual as the cells' is."""
        return COLUMN_HEAD._replace(size=COLUMN_HEAD.size * min(self.kind.size / CELL.size, 1.0))


def printed(table: Table, empty: str) -> Grid:
    """A table of the profile as it is printed; `empty` says why it may have no row.

    A column of which nothing is known is named in the foot instead of repeating that on each row.
    """
    table, unknown = _without_unknown(table)
    heads = tuple(
        f"{head} ({unit})" if unit and f"({unit}" not in head else head
        for head, unit in zip(table.columns, table.units, strict=True)
    )
    rows = tuple(
        tuple(
            _text(cell, places, name)
            for cell, places, name in zip(row, table.decimals, table.columns, strict=True)
        )
        for row in table.rows
    )
    numeric = tuple(places is not None for places in table.decimals)
    parts = (source_of(table.source, table.vintage), unknown, table.note)
    return Grid(table.title, heads, rows, numeric, " ".join(p for p in parts if p), empty)


def parted(table: Table, by: Sequence[str]) -> list[Table]:
    """A table for each combination of some columns' values, which become a part of the title.

    The last one bears source and note: they are those of all.
    """
    keys = [index for index, name in enumerate(table.columns) if name in by]
    kept = [index for index in range(len(table.columns)) if index not in keys]

    def without(values: Sequence[Any]) -> tuple[Any, ...]:
        return tuple(values[index] for index in kept)

    def kind(row: Sequence[Cell]) -> str:
        return ", ".join(str(row[index]) for index in keys if row[index])

    kinds = list(dict.fromkeys(kind(row) for row in table.rows))
    parts = []
    for each in kinds:
        last = each == kinds[-1]
        part = replace(
            table,
            title=f"{table.title.partition(' :')[0]} : {each}",
            columns=without(table.columns),
            rows=tuple(without(row) for row in table.rows if kind(row) == each),
            units=without(table.units),
            decimals=without(table.decimals),
            source=table.source if last else "",
            vintage=table.vintage if last else "",
            note=table.note if last else "",
        )
        # A column that one kind of rows has not is not unknown there: it does not apply.
        parts.append(_without_unknown(part)[0])
    return parts or [table]


def _without_unknown(table: Table) -> tuple[Table, str]:
    """The table without its columns of unknown values, and the sentence that names them."""
    known = [
        index
        for index in range(len(table.columns))
        if not table.rows or any(row[index] not in (None, "") for row in table.rows)
    ]
    lost = [name for index, name in enumerate(table.columns) if index not in known]
    if not lost:
        return table, ""

    def kept(values: Sequence[Any]) -> tuple[Any, ...]:
        return tuple(values[index] for index in known)

    less = replace(
        table,
        columns=kept(table.columns),
        rows=tuple(kept(row) for row in table.rows),
        units=kept(table.units),
        decimals=kept(table.decimals),
    )
    names = ", ".join(name[0].lower() + name[1:] for name in lost)
    return less, f"{UNKNOWN[0].upper()}{UNKNOWN[1:]} : {names}."


def source_of(source: str, vintage: str) -> str:
    """A table's origin: `Source : INSEE, FLORES (fin 2023)`; "" where there is none."""
    if not source:
        return ""
    return f"Source : {source} ({vintage})." if vintage else f"Source : {source}."


def _text(cell: Cell, places: int | None, column: str) -> str:
    if cell is None or cell == "":
        # A remark that nobody made is not missing.
        return "" if column in _OPTIONAL else _MISSING
    if isinstance(cell, str):
        return cell
    return number(cell, places or 0)


def add_grid(flow: Flow, name: str, grid: Grid) -> None:
    """Draw a table where the flow stands; what does not fit goes on in the next column."""
    writer = _Writer(flow, name, grid)
    writer.write()
    flow.leave(_AFTER)


class _Writer:
    """The drawing of one table."""

    def __init__(self, flow: Flow, name: str, grid: Grid) -> None:
        self._flow = flow
        self._name = name
        self._grid = grid = _sized(grid, flow.width)
        self._widths = widths_of(grid, flow.width)

    def write(self) -> None:
        grid, flow = self._grid, self._flow
        foot = NOTE.lines(grid.foot, flow.width) if grid.foot else []
        foot_height = NOTE.height(len(foot)) if foot else 0.0
        if not grid.rows:
            self._write_empty(foot, foot_height)
            return
        self._keep_whole(foot_height)
        self._write_head(False)
        group = ""
        for index, row in enumerate(grid.rows):
            group = row[0] or group
            height = self._height(row)
            last = index == len(grid.rows) - 1
            if height + (foot_height + 0.6 if last and foot else 0.0) > flow.room + 0.01:
                flow.next_column()
                self._write_head(True)
                if not row[0] and group:
                    # What the rows above named once is named again on top of a column.
                    row = (f"{group} ({CONTINUED})", *row[1:])
                    height = self._height(row)
            self._write_row(row, height)
        if foot:
            self._write_foot(foot, foot_height)

    def _keep_whole(self, foot_height: float) -> None:
        """Begin in the next column where the whole table fits there, and not here."""
        rows = [self._height(row) for row in self._grid.rows]
        whole = self._head_height + sum(rows) + (foot_height and foot_height + 0.6)
        others = self._flow.left[1:]
        column = self._flow.column.height
        small = whole <= column * (_SMALLEST_CUT if self._flow.thrifty else _SMALL)
        fits = bool(others) and whole <= others[0].height and not self._flow.thrifty
        if whole > self._flow.room and (small or fits):
            self._flow.next_column()
        else:
            few = sum(rows[:_TOGETHER]) + (foot_height if len(rows) <= _TOGETHER else 0.0)
            self._flow.keep(self._head_height + few)

    def _write_empty(self, foot: Sequence[str], foot_height: float) -> None:
        lines = FAINT_CELL.lines(self._grid.empty or UNKNOWN, self._flow.width)
        height = FAINT_CELL.height(len(lines))
        self._flow.keep(self._title_height + 1.0 + height + foot_height)
        self._write_title(False)
        self._rule()
        box = self._flow.take(height + 1.0)
        inner = Box(box.x, box.y + 0.8, box.width, height)
        self._flow.pen.label(f"{self._name}_empty", lines, FAINT_CELL, inner)
        if foot:
            self._write_foot(foot, foot_height)

    def _write_foot(self, foot: Sequence[str], height: float) -> None:
        box = self._flow.take(height + 0.6)
        inner = Box(box.x, box.y + 0.6, box.width, height)
        self._flow.pen.label(f"{self._name}_foot", foot, NOTE, inner)

    @property
    def _title_lines(self) -> list[str]:
        # Measured with what a continuation adds, so that both are as high.
        if not self._grid.title:
            return []
        return SUBHEAD.lines(f"{self._grid.title} ({CONTINUED})", self._flow.width)

    @property
    def _title_height(self) -> float:
        lines = self._title_lines
        return SUBHEAD.height(len(lines)) + 0.6 if lines else 0.0

    @property
    def _head_lines(self) -> list[list[str]]:
        pairs = zip(self._grid.heads, self._widths, strict=True)
        return [self._grid.head.lines(head, width) if head else [] for head, width in pairs]

    @property
    def _head_height(self) -> float:
        most = max((len(lines) for lines in self._head_lines), default=0)
        heads = self._grid.head.height(most) + 0.4 if most else 0.0
        return self._title_height + heads + 0.3

    def _write_title(self, again: bool) -> None:
        height = self._title_height
        if not height:
            return
        box = self._flow.take(height)
        text = self._grid.title + (f" ({CONTINUED})" if again else "")
        lines = SUBHEAD.lines(text, self._flow.width)
        inner = Box(box.x, box.y, box.width, SUBHEAD.height(len(lines)))
        self._flow.pen.label(f"{self._name}_title", lines, SUBHEAD, inner)

    def _write_head(self, again: bool) -> None:
        self._write_title(again)
        heads = self._head_lines
        most = max((len(lines) for lines in heads), default=0)
        if most:
            height = self._grid.head.height(most)
            box = self._flow.take(height + 0.4)
            for lines, place, right in self._cells(heads, box):
                foot = place.bottom - 0.4
                high = self._grid.head.height(len(lines))
                inner = Box(place.x, foot - high, place.width, high)
                if lines:
                    self._flow.pen.label(
                        f"{self._name}_head",
                        lines,
                        self._grid.head,
                        inner,
                        RIGHT if right else LEFT,
                    )
        self._rule()

    def _rule(self) -> None:
        box = self._flow.take(0.3)
        self._flow.pen.rule(f"{self._name}_rule", box.x, box.y, box.width, "#2b2f33", 0.3)

    def _cells(
        self, texts: Sequence[Sequence[str]], box: Box
    ) -> list[tuple[Sequence[str], Box, bool]]:
        places, x = [], box.x
        for lines, width, right in zip(texts, self._widths, self._grid.numeric, strict=True):
            places.append((lines, Box(x, box.y, width, box.height), right))
            x += width + _BETWEEN
        return places

    def _broken(self, row: Sequence[str]) -> list[list[str]]:
        # All as if bold, the wider: a total's row is.
        kind = self._grid.kind._replace(bold=True)
        pairs = zip(row, self._widths, strict=True)
        return [_lines(text, width, kind) if text else [] for text, width in pairs]

    def _height(self, row: Sequence[str]) -> float:
        most = max((len(lines) for lines in self._broken(row)), default=1)
        return self._grid.kind.height(max(most, 1)) + 2 * _PADDING + 0.2

    def _write_row(self, row: Sequence[str], height: float) -> None:
        box = self._flow.take(height)
        pen = self._flow.pen
        kind = self._grid.kind
        if row[0].startswith(_TOTAL):
            kind = kind._replace(bold=True)
        cells = self._cells(self._broken(row), box)
        for text, (lines, place, right) in zip(row, cells, strict=True):
            if lines:
                faint = kind._replace(colour=FAINT_CELL.colour)
                self._write_cell(pen, lines, place, right, faint if text == _MISSING else kind)
        pen.rule(f"{self._name}_line", box.x, box.bottom - 0.2, box.width)

    def _write_cell(
        self, pen: Pen, lines: Sequence[str], place: Box, right: bool, kind: Type
    ) -> None:
        inner = Box(place.x, place.y + _PADDING, place.width, kind.height(len(lines)))
        pen.label(f"{self._name}_cell", lines, kind, inner, RIGHT if right else LEFT)


def _lines(text: str, width: float, kind: Type) -> list[str]:
    """A cell's lines; what is missing takes two where the column is narrow."""
    lines = kind.lines(text, width)
    return kind.lines(UNKNOWN, width) if text == _MISSING and len(lines) > 1 else lines


def _sized(grid: Grid, width: float) -> Grid:
    """The table with letters as large as its longest words allow (mm), no word being cut."""
    free = width - _BETWEEN * (len(grid.heads) - 1)
    for size in _SIZES:
        kind = grid.kind._replace(size=min(size, grid.kind.size))
        tried = replace(grid, kind=kind)
        if sum(_longest(tried, index) for index in range(len(grid.heads))) <= free:
            return tried
    return replace(grid, kind=grid.kind._replace(size=min(_SIZES[-1], grid.kind.size)))


def widths_of(grid: Grid, width: float) -> list[float]:
    """Widths (mm) of the columns.

    Heads give way first, then cells; while the page is wide enough no word is cut.
    """
    count = len(grid.heads)
    free = width - _BETWEEN * (count - 1)
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
    cells = {UNKNOWN if row[index] == _MISSING else unbroken(row[index]) for row in grid.rows}
    words = [kind.width(word) for cell in cells for word in cell.split(" ")]
    heads = [grid.head.width(word) for word in unbroken(grid.heads[index]).split(" ")]
    return _padded(max([*words, *heads, _NARROWEST]))


def _padded(width: float) -> float:
    return width * _SPARE + 0.5
