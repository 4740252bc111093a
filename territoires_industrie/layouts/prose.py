"""Running text on a page: Markdown broken into measured lines, poured into columns.

Qt reads the Markdown (markdown.py); the lines are ours, each measured in its own weight, so that a
text's height is known before it is drawn and nothing is ever cut off. Every block is a live label.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from html import escape
from itertools import groupby, islice, zip_longest

from qgis.core import QgsLayoutItemLabel, QgsPrintLayout
from qgis.PyQt.QtCore import QRectF, Qt

from .markdown import Letter, Paragraph, paragraphs
from .placement import Box
from .texts import height_of, text_format, width_of

#: Type sizes of headings, as shares of the text's.
_HEADING_SIZES = {"heading1": 1.5, "heading2": 1.22, "heading3": 1.05}
#: Air above and below the lines, as shares of the height of a line of text.
_AIR_ABOVE = {"heading1": 0.9, "heading2": 0.7, "heading3": 0.5}
_AIR_BELOW = {"heading1": 0.35, "heading2": 0.25, "heading3": 0.15, "bullet": 0.3, "number": 0.3}
_PARAGRAPH_AIR = 0.5
_LISTS = ("bullet", "number")
#: Indent of a list (mm a point of type), and the least air between a marker and its text (mm).
_LIST_STEP = 0.4
_MARKER_GAP = 1.2
#: Lines of a paragraph that stay together at the foot and at the head of a column.
_TOGETHER = 2
#: So many blocks at most are kept with the one after them: title, heading, announcement.
_LONGEST_RUN = 3
#: A paragraph of so few lines that announces a list is kept with it.
_SHORT = 3
#: Shares of the width that a line may fill and of the height that it takes: drawn at few dots per
#: inch, letters are up to 1 % wider and higher than measured, and QGIS would break the line again.
_SAFE = 0.98
_SAFE_HEIGHT = 1.01
_ROUNDING = 1e-6


@dataclass(frozen=True)
class Block:
    """A heading, a paragraph or an entry of a list, broken into printed lines.

    `kind` is heading1, heading2, heading3, paragraph, bullet or number; each of `lines` is HTML
    that holds nothing but <b> and <i>; `size` is in points; `height` (mm) includes the air, of
    which `above` is not needed at the head of a column; `indent` is in mm; `marker` is what stands
    before the first line of a list's entry.
    """

    kind: str
    lines: tuple[str, ...]
    size: float
    height: float
    indent: float
    keep_with_next: bool
    above: float = 0.0
    marker: str = ""

    @property
    def text_height(self) -> float:
        """Height of the lines alone (mm)."""
        return _lines_height(len(self.lines), self.size)

    @property
    def below(self) -> float:
        """Air under the lines (mm), not needed at the foot of a column."""
        return self.height - self.above - self.text_height


def _lines_height(count: int, size: float) -> float:
    return height_of(count, size) * _SAFE_HEIGHT


# ---------------------------------------------------------------- Markdown to lines


def flow(markdown: str, width: float, size: float = 9.0) -> list[Block]:
    """Break a text into blocks whose lines fit in `width` mm.

    Args:
        markdown: the text, as Markdown; HTML in it is printed as it is written, links are printed
            as their text and their address, pictures and rules not at all.
        width: of the columns it will be poured into (mm).
        size: of its letters (points); headings are larger.

    Returns:
        Blocks in reading order; none for an empty text.
    """
    blocks = [_block(paragraph, width, size) for paragraph in paragraphs(markdown)]
    return [_beside(block, following) for block, following in zip_longest(blocks, blocks[1:])]


def _block(paragraph: Paragraph, width: float, size: float) -> Block:
    kind, marker = paragraph.kind, paragraph.marker
    air = _lines_height(1, size)
    size *= _HEADING_SIZES.get(kind, 1.0)
    indent = _LIST_STEP * size * paragraph.depth
    if marker:
        indent += _marker_room(marker, size) - _LIST_STEP * size
    indent = min(indent, width / 2)  # a list nested deeper than the column is wide
    letters = _lines(paragraph.letters, (width - indent) * _SAFE, size)
    lines = tuple(_html(line) for line in letters)
    above = _AIR_ABOVE.get(kind, 0.0) * air
    height = above + _lines_height(len(lines), size) + _AIR_BELOW.get(kind, _PARAGRAPH_AIR) * air
    keep = kind.startswith("heading")
    return Block(kind, lines, size, height, indent, keep, above, marker)


def _marker_room(marker: str, size: float) -> float:
    return max(_LIST_STEP * size, width_of(marker, size) / _SAFE + _MARKER_GAP)


def _beside(block: Block, following: Block | None) -> Block:
    """The block as it is before the one that follows it.

    A short paragraph that announces a list is kept with it; the last entry of a list has the air of
    a paragraph under it.
    """
    before_list = following is not None and following.kind in _LISTS
    if block.kind == "paragraph" and before_list and len(block.lines) <= _SHORT:
        return replace(block, keep_with_next=True)
    if block.kind in _LISTS and not before_list:
        air = (_PARAGRAPH_AIR - _AIR_BELOW[block.kind]) * _lines_height(1, block.size)
        return replace(block, height=block.height + air)
    return block


def _lines(letters: Sequence[Letter], width: float, size: float) -> Iterator[list[Letter]]:
    """Letters broken at spaces into lines of `width` mm, within a word that is longer."""
    for part in _parted(letters, "\n"):
        line: list[Letter] = []
        for word in _parted(part, " "):
            for index, piece in enumerate(_pieces(word, width, size)):
                longer = [*line, _gap(line[-1], piece[0]), *piece] if line else piece
                if line and (index or _width(longer, size) > width):
                    yield line
                    longer = piece
                line = longer
        if line:
            yield line


def _parted(letters: Sequence[Letter], at: str) -> Iterator[list[Letter]]:
    """The runs of letters between those that are `at`."""
    for parting, run in groupby(letters, key=lambda letter: letter[0] == at):
        if not parting:
            yield list(run)


def _gap(before: Letter, after: Letter) -> Letter:
    """A space as bold or slanted as the letters on both of its sides are."""
    return " ", before[1] and after[1], before[2] and after[2]


def _pieces(word: list[Letter], width: float, size: float) -> Iterator[list[Letter]]:
    """The word; cut into pieces that fit where it is wider than a line."""
    while len(word) > 1 and _width(word, size) > width:
        fitting = 1
        while _width(word[: fitting + 1], size) <= width:
            fitting += 1
        yield word[:fitting]
        word = word[fitting:]
    yield word


def _runs(letters: Sequence[Letter]) -> Iterator[tuple[str, bool, bool]]:
    for (bold, italic), run in groupby(letters, key=lambda letter: letter[1:]):
        yield "".join(letter for letter, _, _ in run), bold, italic


def _width(letters: Sequence[Letter], size: float) -> float:
    """Width on paper (mm), each run measured in its own weight."""
    return sum(width_of(text, size, bold=b, italic=i) for text, b, i in _runs(letters))


def _html(letters: Sequence[Letter]) -> str:
    """A line as the HTML that QGIS' labels understand; nothing in it runs as an expression."""
    html = ""
    for text, bold, italic in _runs(letters):
        run = escape(text, quote=False).replace("[", "&#91;")
        run = f"<i>{run}</i>" if italic else run
        html += f"<b>{run}</b>" if bold else run
    return html


# ---------------------------------------------------------------- lines to columns


def pour(
    blocks: Sequence[Block], columns: Sequence[Box]
) -> tuple[list[tuple[Box, Block]], list[Block]]:
    """Place blocks into columns, in order, as far as they go.

    A paragraph may be divided between its lines, never so that one line stays alone; what is kept
    with the next does not end a column. Where a column is too low for these rules and no later one
    is higher, it takes the lines that fit.

    Args:
        blocks: from `flow`, for the width of the columns.
        columns: rectangles on the page (mm), in reading order.

    Returns:
        What fits, each with the rectangle of its lines, and the rest. When nothing was placed, the
        columns are lower than one line: no further page of them would help.
    """
    placed: list[tuple[Box, Block]] = []
    waiting = deque(blocks)
    for index, column in enumerate(columns):
        after = index + 1
        highest = all(column.height >= later.height for later in columns[after:])
        placed += _fill(column, waiting, highest)
    return placed, list(waiting)


def _fill(column: Box, waiting: deque[Block], last_resort: bool) -> Iterator[tuple[Box, Block]]:
    """Place what goes into one column, taking it from `waiting`."""
    used = 0.0
    while waiting:
        if not used:  # no air at the head of a column
            waiting[0] = replace(waiting[0], above=0.0, height=waiting[0].height - waiting[0].above)
        room = column.height - used
        count = _fitting(waiting, room)
        if not count and not used and last_resort:
            count = _lines_in(room, waiting[0])
        if not count:
            return
        block, rest = _divided(waiting.popleft(), count)
        waiting.extendleft(rest)
        place = Box(
            column.x + block.indent,
            column.y + used + block.above,
            column.width - block.indent,
            block.text_height,
        )
        yield place, block
        used += block.height


def _lines_in(room: float, block: Block) -> int:
    """How many of the block's lines have their place in so many mm."""
    count = int((room - block.above) / _lines_height(1, block.size) + _ROUNDING)
    return min(max(count, 0), len(block.lines))


def _fitting(waiting: Iterable[Block], room: float) -> int:
    """How many lines of the first block may stand in so many mm; 0 when it has to wait."""
    blocks = iter(waiting)
    first = next(blocks)
    count, lines = _lines_in(room, first), len(first.lines)
    if count < lines:
        count = 0 if first.keep_with_next else min(count, lines - _TOGETHER)
        return count if count >= _TOGETHER else 0
    kept = first
    for block in islice(blocks, _LONGEST_RUN):
        if not kept.keep_with_next:
            break
        room -= kept.height
        kept = block
        alone = len(block.lines) < 2 * _TOGETHER or block.keep_with_next
        if _lines_in(room, block) < (len(block.lines) if alone else _TOGETHER):
            return 0
    return lines


def _divided(block: Block, count: int) -> tuple[Block, list[Block]]:
    """The block's first lines, and what is left of it."""
    if count == len(block.lines):
        return block, []
    head = replace(
        block,
        lines=block.lines[:count],
        height=block.above + _lines_height(count, block.size),
        keep_with_next=False,
    )
    left = replace(
        block,
        lines=block.lines[count:],
        height=block.height - head.height,
        above=0.0,
        marker="",
    )
    return head, [left]


# ---------------------------------------------------------------- columns to labels


def add_blocks(layout: QgsPrintLayout, name: str, placed: Sequence[tuple[Box, Block]]) -> None:
    """Add one live label a block, with the id `name_1`, `name_2`…; a list's marker has its own.

    Args:
        layout: the page.
        name: what the items' ids begin with; a marker's is `name_1_marker`.
        placed: from `pour`.
    """
    for number, (box, block) in enumerate(placed, start=1):
        if block.marker:
            room = min(block.indent, _marker_room(block.marker, block.size))
            marker = Box(box.x - room, box.y, room, _lines_height(1, block.size))
            _add(layout, f"{name}_{number}_marker", (escape(block.marker),), marker, block.size)
        _add(layout, f"{name}_{number}", block.lines, box, block.size)


def _add(layout: QgsPrintLayout, name: str, lines: Sequence[str], box: Box, size: float) -> None:
    label = QgsLayoutItemLabel(layout)
    letters = text_format(size)
    letters.setAllowHtmlFormatting(True)
    label.setTextFormat(letters)
    label.setText("\n".join(lines))
    label.setHAlign(Qt.AlignmentFlag.AlignLeft)
    label.setVAlign(Qt.AlignmentFlag.AlignTop)
    label.setMarginX(0)
    label.setMarginY(0)
    layout.addLayoutItem(label)
    label.attemptSetSceneRect(QRectF(box.x, box.y, box.width, box.height))
    label.setId(name)
