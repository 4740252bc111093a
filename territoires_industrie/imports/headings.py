"""Where the headings of a user's table stand, which may have titles above it."""

from __future__ import annotations

from collections.abc import Sequence

from ..sources.delimited import Row
from ..sources.places import names_a_place
from . import vocabulary

_FIRST = 25  # rows that a heading is looked for in


def heading_of(rows: Sequence[Row]) -> int | None:
    """The line of the headings, 0 where there is none, None for the first line of the file.

    It is the first with two words that the atlas knows, else the first as wide as the rows below:
    titles that somebody wrote above a table are narrower, and no row of data is a heading.
    """
    told = [(line, [cell for cell in cells if cell.strip()]) for line, cells in rows[:_FIRST]]
    told = [(line, cells) for line, cells in told if cells]
    if not told:
        return None
    known = vocabulary.all_words()
    hits = [(line, sum(_is_known(cell, known) for cell in cells)) for line, cells in told]
    best = next((line for line, number in hits if number >= 2), None)
    if best is not None:
        return None if best == 1 else best
    widths = sorted(len(cells) for _, cells in told)
    usual = widths[len(widths) // 2]
    line, cells = next((each for each in told if len(each[1]) >= 0.6 * usual), told[0])
    if not any(_is_known(cell, known) for cell in cells) and _is_data(cells, told):
        return 0
    return None if line == 1 else line


def _is_data(cells: Sequence[str], told: Sequence[tuple[int, Sequence[str]]]) -> bool:
    """Whether a row is like those below it: with numbers, as they have."""
    others = [row for _, row in told if row is not cells]
    numbers = sum(_is_number(cell) for cell in cells)
    return numbers > 0 and all(any(map(_is_number, row)) for row in others[:5])


def _is_number(cell: str) -> bool:
    text = "".join(cell.split()).replace(",", ".", 1)
    try:
        return float(text) == float(text)
    except ValueError:
        return False


def _is_known(cell: str, known: frozenset[str]) -> bool:
    return vocabulary.without_unit(cell) in known or names_a_place(cell)
