"""Delimited text (CSV, TSV) in whatever encoding and with whatever separator, as texts."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from ..errors import AtlasError
from ..libraries import require

if TYPE_CHECKING:
    from pandas import DataFrame

_SEPARATORS = ";,\t|"
_LOOKED_AT = 20  # rows that the separator is told from
_BYTE_ORDER_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)


class Unreadable(AtlasError):
    """Why a file cannot be read: the part of a sentence that whoever knows the file completes."""


def read_delimited(content: bytes, separator: str = "", *, ragged: bool = False) -> DataFrame:
    """The rows as texts under their headings, None where a cell is empty.

    Empty and repeated headings get names of their own (`colonne 3`, `nom (2)`).

    Args:
        content: the file.
        separator: one character; told from the first rows when it is not given.
        ragged: whether rows may lack cells at their end. A publisher's never do, so that a row cut
            short shows; spreadsheets leave them out.

    Raises:
        Unreadable: not text, no heading, or a row of another width; with its line.
    """
    text = decoded(content)
    if text.lstrip().startswith("<"):
        raise Unreadable("it is a page, not a table")
    rows = _rows(text, separator or separator_of(text))
    heading, filled = next(rows, (0, [])), list(rows)
    if not any(cell.strip() for cell in heading[1]):
        raise Unreadable("it has no heading")
    names = unique_names(heading[1])
    cells = [_fitted(line, row, len(names), ragged) for line, row in filled]
    return require("pandas").DataFrame(cells, columns=list(names), dtype="object")


def decoded(content: bytes) -> str:
    """The text of a file without its byte order mark; raises Unreadable when it is none.

    UTF-8 where it is valid, else Windows' Western encoding: French files have no third.
    """
    for mark, encoding in (*_BYTE_ORDER_MARKS, (b"", "utf-8"), (b"", "cp1252"), (b"", "latin-1")):
        if content.startswith(mark):
            try:
                text = content.decode(encoding)
            except UnicodeDecodeError:
                continue
            if "\0" in text:
                break
            return text
    raise Unreadable("it is not text")


def separator_of(text: str) -> str:
    """The separator under which most of the first rows are as wide as the heading."""

    def evenness(separator: str) -> tuple[int, int]:
        first = io.StringIO("".join(text.splitlines(keepends=True)[:_LOOKED_AT]))
        try:
            widths = [len(row) for row in csv.reader(first, delimiter=separator) if row]
        except csv.Error:
            return 0, 0
        even = sum(width == widths[0] for width in widths) if widths and widths[0] > 1 else 0
        return even, widths[0] if widths else 0

    return max(_SEPARATORS, key=evenness)


def unique_names(heading: Iterable[object]) -> tuple[str, ...]:
    """Headings without blanks around, none empty, none twice."""
    names: list[str] = []
    for number, cell in enumerate(heading, start=1):
        name = " ".join(str(cell if cell is not None else "").split()) or f"colonne {number}"
        wanted, copy = name, 2
        while name in names:
            name, copy = f"{wanted} ({copy})", copy + 1
        names.append(name)
    return tuple(names)


def _rows(text: str, separator: str) -> Iterator[tuple[int, list[str]]]:
    """The rows that are not blank, each with the line that it ends on."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    while True:
        try:
            row = next(reader, None)
        except csv.Error as error:
            raise Unreadable(
                "its line {line} is not delimited text ({reason})",
                line=reader.line_num,
                reason=str(error),
            ) from error
        if row is None:
            return
        if any(cell.strip() for cell in row):
            yield reader.line_num, row


def _fitted(line: int, row: Sequence[str], width: int, ragged: bool) -> list[str | None]:
    """The cells of a row, as many as headings; raises Unreadable when they are not."""
    too_many = any(cell.strip() for cell in row[width:])
    if too_many or (len(row) < width and not ragged):
        raise Unreadable(
            "its line {line} has {cells} cells under {headings} headings",
            line=line,
            cells=len(row),
            headings=width,
        )
    cells: list[str | None] = [cell.strip() or None for cell in row[:width]]
    return cells + [None] * (width - len(cells))
