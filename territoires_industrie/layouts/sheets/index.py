"""The index of sites: name, where it is, the pages that show it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ..placement import Box
from .pen import CELL, NOTE, RIGHT, STRONG_CELL, Pen, Type
from .prose_sheets import ACCENT
from .sheet import Desk, Flow, Pages, Sheet, columns_of

TITLE = "Index des sites"
_LETTER = Type(11, True, ACCENT)
_COLUMN = 90.0
_PAGES_SHARE = 0.28
_AFTER = 1.1
#: The legal form that may stand before a name: a reader looks the name up.
_LEGAL_FORM = re.compile(
    r"^(?:(?:s\.a\.s|s\.a\.r\.l|s\.a|sarl|sasu?|sa|scea|sci|scop|sem|snc|sica|eurl|earl|gaec|gie"
    r"|ste|ets|etablissements)\b[.\s]*)+(?:[-–:]\s*)?"
)


@dataclass(frozen=True)
class IndexEntry:
    """A site that a register names, its commune and territory, and the pages that show it."""

    name: str
    commune: str
    territory: str
    pages: tuple[int, ...]


def index_sheets(desk: Desk, entries: Sequence[IndexEntry]) -> list[Sheet]:
    """The sites in alphabetical order, in columns; a sheet that says so where there is none.

    Legal forms do not count; a territory is named only where there are several.
    """
    pages = Pages(desk, TITLE, TITLE, "", TITLE)

    def turn() -> tuple[Pen, list[Box]]:
        pen, body = pages.turn()
        return pen, columns_of(body, max(1, round(body.width / _COLUMN)))

    flow = Flow(turn)
    if not entries:
        why = "Aucun site n'est nommé dans ce document."
        lines = CELL.lines(why, flow.width)
        place = flow.take(CELL.height(len(lines)))
        flow.pen.label("entry", lines, CELL, place)
    letter = ""
    several = len({entry.territory for entry in entries}) > 1
    for entry in sorted(entries, key=_place):
        row = _Row(entry if several else replace(entry, territory=""), flow.width)
        if row.letter != letter:
            letter = row.letter
            _add_letter(flow, letter, row.height)
        # Taken first: that may turn the page, and change the pen.
        place = flow.take(row.height)
        row.draw(flow.pen, place)
    return pages.sheets


def _place(entry: IndexEntry) -> tuple[str, str, str, str]:
    """Where an entry stands: by its name without its legal form."""
    return _sorted_by(entry.name), _plain(entry.name), _plain(entry.commune), entry.territory


def _sorted_by(name: str) -> str:
    plain = _plain(name)
    return _LEGAL_FORM.sub("", plain) or plain


def _plain(text: str) -> str:
    """Letters without accents or case."""
    split = unicodedata.normalize("NFKD", text)
    return "".join(c for c in split if not unicodedata.combining(c)).casefold().strip()


def _add_letter(flow: Flow, letter: str, with_next: float) -> None:
    flow.leave(2.0)
    box = flow.take(_LETTER.height(1) + 1.2, with_next)
    flow.pen.write_lines("letter", [letter], _LETTER, box.x, box.y, box.width)
    flow.pen.rule("letter_rule", box.x, box.bottom - 0.8, box.width)


class _Row:
    """One entry, measured for a column."""

    def __init__(self, entry: IndexEntry, width: float) -> None:
        self._pages_width = width * _PAGES_SHARE
        self._name_width = width - self._pages_width - 2.0
        self._name = STRONG_CELL.lines(entry.name, self._name_width)
        place = " – ".join(part for part in (entry.commune, entry.territory) if part)
        self._place = NOTE.lines(place, self._name_width) if place else []
        listed = ", ".join(str(page) for page in sorted(set(entry.pages)))
        self._pages = CELL.lines(listed, self._pages_width) if listed else []
        first = _sorted_by(entry.name)[:1].upper()
        self.letter = first if first.isalpha() else "0–9"

    @property
    def height(self) -> float:
        """Height (mm) with the air below."""
        names = STRONG_CELL.height(len(self._name))
        places = NOTE.height(len(self._place)) if self._place else 0.0
        return max(names + places, CELL.height(max(len(self._pages), 1))) + _AFTER

    def draw(self, pen: Pen, box: Box) -> None:
        y = pen.write_lines("entry", self._name, STRONG_CELL, box.x, box.y, self._name_width)
        if self._place:
            pen.write_lines("entry_place", self._place, NOTE, box.x, y, self._name_width)
        if self._pages:
            x = box.right - self._pages_width
            pen.write_lines("entry_pages", self._pages, CELL, x, box.y, self._pages_width, RIGHT)
