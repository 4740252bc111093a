"""What a workbook is made of: sheets of typed columns, and a page of words; no library here."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

#: What a column holds. Codes are texts, so that their leading zeros stay.
TEXT, NUMBER, DATE = "text", "number", "date"


class AtLeast(NamedTuple):
    """A number that is a minimum: parts of it are not published. It stays a number."""

    value: float


#: None stays empty. A text in a column of numbers is a mark: "masqué", "non disponible".
Cell = str | int | float | date | AtLeast | None

#: The longest name of a sheet that Excel opens.
LONGEST_NAME = 31
_FORBIDDEN = re.compile(r"[\[\]:*?/\\\x00-\x1f\x7f\ud800-\udfff\ufffe\uffff]+")
# Excel keeps these for itself, in English and in French.
_RESERVED = ("history", "historique")
# What XML 1.0 cannot hold, and half characters.
_UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LONGEST_TEXT = 32_767


@dataclass(frozen=True)
class Column:
    """A heading, and how its cells are to be read.

    Attributes:
        title: with the unit of its numbers.
        kind: `TEXT`, `NUMBER` or `DATE`.
        decimals: shown of its numbers, which are stored whole; None as many as there are.
        grouped: whether thousands are set apart; not in years and codes.
    """

    title: str
    kind: str = TEXT
    decimals: int | None = 0
    grouped: bool = True


@dataclass(frozen=True)
class Grid:
    """A sheet of rows under one row of headings.

    Attributes:
        name: of the tab, as wished for (see `sheet_names`).
        title: at the head of each printed page.
        columns: the headings.
        rows: a cell for each column.
        fixed: so many columns stay in sight at the left.
        footer: rows of totals below, which filters leave alone.
    """

    name: str
    title: str
    columns: tuple[Column, ...]
    rows: Sequence[Sequence[Cell]]
    fixed: int = 1
    footer: Sequence[Sequence[Cell]] = ()


@dataclass(frozen=True)
class Words:
    """A page of paragraphs and small tables.

    Attributes:
        name: of the tab.
        title: at its head.
        widths: of its columns, in characters.
        lines: from top to bottom.
    """

    name: str
    title: str
    widths: tuple[int, ...]
    lines: Sequence[WordLine]


class WordLine(NamedTuple):
    """A line of `Words`: a paragraph across all columns, or a row of cells."""

    style: str
    cells: tuple[Cell, ...]


#: Styles of lines.
HEADING, PARAGRAPH, HEADS, ROW = "heading", "paragraph", "heads", "row"


def writable(text: str) -> str:
    """A text without what no XML file can hold, and no longer than a cell of Excel."""
    return _UNWRITABLE.sub("\ufffd", text)[:_LONGEST_TEXT]


def sheet_names(wished: Iterable[str]) -> list[str]:
    """Names that Excel takes, one for each name wished for, none twice."""
    taken: set[str] = set()
    names = []
    for wish in wished:
        name = _allowed(wish)
        number = 2
        while name.casefold() in taken:
            end = f" ({number})"
            name = f"{_allowed(wish)[: LONGEST_NAME - len(end)].rstrip()}{end}"
            number += 1
        taken.add(name.casefold())
        names.append(name)
    return names


def _allowed(wish: str) -> str:
    """A name without what Excel forbids; a typed apostrophe becomes a printed one."""
    name = _FORBIDDEN.sub(" ", wish).replace("'", "\u2019")
    name = " ".join(name.split())
    if len(name) > LONGEST_NAME:
        name = name[: LONGEST_NAME - 1].rstrip() + "…"
    return f"{name} -" if name.casefold() in _RESERVED else name or "Feuille"
