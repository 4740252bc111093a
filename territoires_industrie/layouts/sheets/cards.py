"""Key figures in a fine grid: the number large, what it counts, its year, its source below."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from ...profile.figure import AT_LEAST, UNKNOWN, Figure
from ..placement import Box
from ..texts import FAINT_INK
from .pen import NOTE, Pen, Type, unbroken

NUMBER = Type(15, True)
UNIT = Type(8)
LABEL = Type(7.5)
MISSING = Type(9, False, FAINT_INK)
_GUTTER = 4.0
_NUMBER_HEIGHT = NUMBER.height(1)
_NUMBER = re.compile(r"(?:[<>≥≤≈~]\s*)?[-−–]?\d[\d\s.,\u202f\u00a0]*")
_BELOW = 2.5
#: Longer remarks (letters) are those of a whole table, below which they stand.
_LONGEST_REMARK = 150
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


class Notes:
    """The sources of a sheet's figures, numbered, and what they leave out, lettered: the footer's.

    Under each card they would be longer than the figure; in the footer each stands once.
    """

    def __init__(self) -> None:
        self._sources: dict[str, int] = {}
        self._remarks: dict[str, str] = {}

    def add(self, figure: Figure) -> None:
        """Number a figure's source and remark, unless they have been named before."""
        if figure.source:
            self._sources.setdefault(figure.source, len(self._sources) + 1)
        remark = figure.note.strip()
        if remark and len(remark) <= _LONGEST_REMARK:
            self._remarks.setdefault(remark, _LETTERS[len(self._remarks) % len(_LETTERS)])

    def mark(self, figure: Figure) -> str:
        """What stands under a card: its vintage, then its source and remark as `(2, a)`."""
        number = self._sources.get(figure.source)
        letter = self._remarks.get(figure.note.strip())
        marks = ", ".join(str(mark) for mark in (number, letter) if mark is not None)
        return " ".join(part for part in (figure.vintage, f"({marks})" if marks else "") if part)

    @property
    def text(self) -> str:
        """The footer: `Sources des chiffres : (1) INSEE… · (2) IGN… (a) Population 2022`."""
        sources = [f"({mark})\u00a0{text}" for text, mark in self._sources.items()]
        remarks = [f"({mark})\u00a0{text.rstrip('.')}." for text, mark in self._remarks.items()]
        told = f"Sources des chiffres : {' · '.join(sources)}." if sources else ""
        return " ".join(part for part in (told, *remarks) if part)


def noted(figures: Iterable[Figure]) -> Notes:
    """The numbered sources of some figures."""
    notes = Notes()
    for figure in figures:
        notes.add(figure)
    return notes


def chosen(figures: Mapping[str, Figure], names: Sequence[str]) -> list[Figure]:
    """The figures of these names that the profile has, in this order."""
    return [figures[name] for name in names if name in figures]


def known(figures: Iterable[Figure]) -> list[Figure]:
    """Those that have a value: beside words, what is missing is not repeated."""
    return [figure for figure in figures if figure.value is not None]


def cards_height(figures: Sequence[Figure], notes: Notes, width: float, columns: int) -> float:
    """Height (mm) that a grid of cards needs."""
    return sum(
        _row_height(row, notes, _card_width(width, columns)) for row in _rows(figures, columns)
    )


def add_cards(
    pen: Pen,
    figures: Sequence[Figure],
    notes: Notes,
    x: float,
    y: float,
    width: float,
    columns: int,
) -> float:
    """Draw figures in so many columns; the place below them (mm)."""
    card = _card_width(width, columns)
    for row in _rows(figures, columns):
        height = _row_height(row, notes, card)
        for index, figure in enumerate(row):
            place = Box(x + index * (card + _GUTTER), y, card, height)
            _add_card(pen, figure, notes, place)
        y += height
    return y


def _card_width(width: float, columns: int) -> float:
    return (width - (columns - 1) * _GUTTER) / columns


def _rows(figures: Sequence[Figure], columns: int) -> list[Sequence[Figure]]:
    starts = range(0, len(figures), columns)
    return [figures[first:end] for first, end in ((at, at + columns) for at in starts)]


def _row_height(row: Sequence[Figure], notes: Notes, width: float) -> float:
    return max(_card_height(figure, notes, width) for figure in row)


def _card_height(figure: Figure, notes: Notes, width: float) -> float:
    label = LABEL.height(len(LABEL.lines(figure.label, width)))
    fine = NOTE.height(len(NOTE.lines(notes.mark(figure), width)))
    return 1.2 + _NUMBER_HEIGHT + label + fine + _BELOW


def _add_card(pen: Pen, figure: Figure, notes: Notes, box: Box) -> None:
    pen.rule("card_rule", box.x, box.y, box.width, "#2b2f33", 0.25)
    top = box.y + 1.2
    _add_number(pen, figure, Box(box.x, top, box.width, _NUMBER_HEIGHT))
    top = pen.write("card_label", figure.label, LABEL, box.x, top + _NUMBER_HEIGHT, box.width)
    fine = notes.mark(figure)
    if fine:
        pen.write("card_note", fine, NOTE, box.x, top, box.width)


def _add_number(pen: Pen, figure: Figure, box: Box) -> None:
    """The number large, its unit beside it; a text that is no number as large as fits."""
    text = figure.text
    if figure.value is None or text == UNKNOWN:
        _add_low(pen, "card_missing", UNKNOWN, MISSING, box)
        return
    # A minimum is said after its unit, so that the number stands first: 12 GWh au moins.
    least = text.startswith(AT_LEAST)
    text = text.removeprefix(AT_LEAST)
    match = _NUMBER.match(text)
    number = match.group().strip() if match else text
    end = match.end() if match else len(text)
    unit = text[end:].strip()
    if unit.casefold() == figure.label.casefold():
        unit = ""  # the label below says it: 122, Communes
    unit = f"{unit} {AT_LEAST}".strip() if least else unit
    kind = NUMBER
    while kind.width(number) * 1.04 > box.width and kind.size > 7:
        kind = kind._replace(size=kind.size - 0.5)
    if kind != NUMBER and not unit:
        _add_low(pen, "card_value", number, kind, box)
        return
    wide = min(kind.width(number) * 1.03 + 0.3, box.width)
    _add_low(pen, "card_value", number, kind, Box(box.x, box.y, wide, box.height))
    rest = Box(box.x + wide + 0.8, box.y, box.right - box.x - wide - 0.8, box.height)
    if unit:
        _add_unit(pen, unit, rest)


def _add_unit(pen: Pen, unit: str, box: Box) -> None:
    kind = UNIT
    while kind.width(unit) * 1.05 > box.width and kind.size > 5:
        kind = kind._replace(size=kind.size - 0.5)
    _add_low(pen, "card_unit", unit, kind, box)


def _add_low(pen: Pen, name: str, text: str, kind: Type, box: Box) -> None:
    """A line that stands on the same foot as the large number."""
    # The share of a line that hangs below its foot is the same at every size of one font.
    rise = (NUMBER.line - kind.line) * 0.21
    high = kind.height(1)
    place = Box(box.x, box.bottom - high - rise, box.width, high)
    pen.label(name, [unbroken(text)], kind, place)
