"""The numbered sites of a map that has no room for their list."""

from __future__ import annotations

from collections.abc import Sequence

from ..placement import Box
from .pen import CELL, Pen
from .sheet import Desk, Flow, Pages, Sheet, columns_of

TITLE = "Sites numérotés"
_COLUMNS = 3
_AFTER = 0.8
#: So many lines of a commune stay together; a metropolis may have more than a column holds.
_TOGETHER = 12


def site_list_sheets(
    desk: Desk, title: str, subtitle: str, paragraphs: Sequence[str]
) -> list[Sheet]:
    """The list, commune by commune, in columns.

    Args:
        desk: what every sheet is made with.
        title: the territory's.
        subtitle: the map's.
        paragraphs: one a commune, as below the map.
    """
    what = f"{subtitle} – {TITLE[0].lower()}{TITLE[1:]}"
    pages = Pages(desk, f"{title} – {what}", title, what, bookmark="")

    def turn() -> tuple[Pen, list[Box]]:
        pen, body = pages.turn()
        return pen, columns_of(body, _COLUMNS)

    flow = Flow(turn)
    for paragraph in paragraphs:
        lines = CELL.lines(paragraph, flow.width)
        for first in range(0, len(lines), _TOGETHER):
            end = first + _TOGETHER
            part = lines[first:end]
            # Taken first: that may turn the page, and change the pen.
            place = flow.take(CELL.height(len(part)) + _AFTER)
            flow.pen.write_lines("sites", part, CELL, place.x, place.y, place.width)
    return pages.sheets
