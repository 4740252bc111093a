"""Tables of labels and hairlines: columns as wide as their words need, no row cut in two."""

from __future__ import annotations

from collections.abc import Sequence

from ...profile.figure import UNKNOWN
from ..placement import Box
from .pen import FAINT_CELL, LEFT, NOTE, RIGHT, SUBHEAD, Pen, Type
from .sheet import CONTINUED, Flow
from .table_text import MISSING, Grid
from .table_widths import BETWEEN, sized, widths_of

#: A table that is cut leaves at least so many rows below its head.
_TOGETHER = 2
#: How the first cell of a row of totals begins.
_TOTAL = "Ensemble"


def add_grid(flow: Flow, name: str, grid: Grid) -> None:
    """Draw a table where the flow stands; what does not fit goes on in the next column."""
    writer = _Writer(flow, name, grid)
    writer.write()
    flow.leave(flow.tables.after)


class _Writer:
    """The drawing of one table."""

    def __init__(self, flow: Flow, name: str, grid: Grid) -> None:
        self._flow = flow
        self._name = name
        self._grid = grid = sized(grid, flow.width, flow.tables.size)
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
        setting = self._flow.tables
        small = whole <= self._flow.column.height * setting.uncut
        fits = setting.whole and bool(others) and whole <= others[0].height
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
            x += width + BETWEEN
        return places

    def _broken(self, row: Sequence[str]) -> list[list[str]]:
        # All as if bold, the wider: a total's row is.
        kind = self._grid.kind._replace(bold=True)
        pairs = zip(row, self._widths, strict=True)
        return [_lines(text, width, kind) if text else [] for text, width in pairs]

    def _height(self, row: Sequence[str]) -> float:
        most = max((len(lines) for lines in self._broken(row)), default=1)
        return self._grid.kind.height(max(most, 1)) + 2 * self._flow.tables.padding + 0.2

    def _write_row(self, row: Sequence[str], height: float) -> None:
        box = self._flow.take(height)
        pen = self._flow.pen
        kind = self._grid.kind
        if row[0].startswith(_TOTAL):
            kind = kind._replace(bold=True)
        cells = self._cells(self._broken(row), box)
        for text, (lines, place, right) in zip(row, cells, strict=True):
            if lines:
                faint = kind._replace(colour=FAINT_CELL.colour, bold=False)
                self._write_cell(pen, lines, place, right, faint if text == MISSING else kind)
        pen.rule(f"{self._name}_line", box.x, box.bottom - 0.2, box.width)

    def _write_cell(
        self, pen: Pen, lines: Sequence[str], place: Box, right: bool, kind: Type
    ) -> None:
        inner = Box(
            place.x, place.y + self._flow.tables.padding, place.width, kind.height(len(lines))
        )
        pen.label(f"{self._name}_cell", lines, kind, inner, RIGHT if right else LEFT)


def _lines(text: str, width: float, kind: Type) -> list[str]:
    """A cell's lines; what is missing, never bold, takes two where the column is narrow."""
    if text != MISSING:
        return kind.lines(text, width)
    kind = kind._replace(bold=False)
    lines = kind.lines(text, width)
    return lines if len(lines) == 1 else kind.lines(UNKNOWN, width)
