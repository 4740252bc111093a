"""The contents: titles, dotted leaders, page numbers, in two columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..placement import Box
from .pen import RIGHT, Pen, Type, unbroken
from .sheet import Desk, Flow, Pages, Sheet, columns_of

TITLE = "Sommaire"
_KINDS = (Type(10, True), Type(8.5), Type(7.5))
#: Height of a row and air above a title (mm), by level.
_ROWS = (5.6, 4.5, 4.1)
_ABOVE = (1.6, 0.0, 0.0)
_INDENT = 5.0
_PAGE_WIDTH = 9.0
_SMALLEST = 6.0


@dataclass(frozen=True)
class Entry:
    """A line of the contents: title, depth from 1, page (None while it is not known)."""

    title: str
    level: int
    page: int | None


def contents_sheets(desk: Desk, entries: Sequence[Entry], subtitle: str = "") -> list[Sheet]:
    """The contents of a document.

    How many sheets there are depends on the entries' number and levels only, so the caller may ask
    once with pages unknown, count, and ask again.

    Args:
        desk: what sheets are made with.
        entries: in the document's order.
        subtitle: under the title.
    """
    pages = Pages(desk, TITLE, TITLE, subtitle, TITLE)

    def turn() -> tuple[Pen, list[Box]]:
        pen, body = pages.turn()
        return pen, columns_of(body)

    flow = Flow(turn)
    for index, entry in enumerate(entries):
        level = _level(entry)
        flow.leave(_ABOVE[level])
        following = entries[index + 1] if index + 1 < len(entries) else None
        # A chapter's title is not left alone at the foot of a column.
        stays = following is not None and _level(following) > level
        box = flow.take(_ROWS[level], _ROWS[_level(following)] if stays and following else 0.0)
        _add_row(flow.pen, entry, level, box)
    return pages.sheets


def _level(entry: Entry) -> int:
    return min(max(entry.level, 1), len(_KINDS)) - 1


def _add_row(pen: Pen, entry: Entry, level: int, box: Box) -> None:
    kind, indent = _KINDS[level], _INDENT * level
    page = "" if entry.page is None else str(entry.page)
    room = box.width - indent - _PAGE_WIDTH - 2.0
    title = unbroken(entry.title)
    while kind.width(title) * 1.05 > room and kind.size > _SMALLEST:
        kind = kind._replace(size=kind.size - 0.5)
    height = kind.height(1)
    y = box.y + (box.height - height) / 2
    width = min(kind.width(title) * 1.03 + 0.3, room)
    pen.label("entry", [title], kind, Box(box.x + indent, y, width, height))
    start = box.x + indent + width + 1.0
    end = box.right - _PAGE_WIDTH
    if end - start > 4:
        pen.leader("leader", start, y + height * 0.64, end - start)
    if page:
        place = Box(box.right - _PAGE_WIDTH, y, _PAGE_WIDTH, height)
        pen.label("entry_page", [page], kind, place, RIGHT)
