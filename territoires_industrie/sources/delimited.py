"""Delimited text (CSV, TSV) in whatever encoding and with whatever separator, as texts."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, TypeAlias

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
_WITHOUT_MARK = ((b"", "utf-8"), (b"", "cp1252"), (b"", "latin-1"))

#: A line's number and its cells.
Row: TypeAlias = "tuple[int, list[str]]"


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
    return under_heading(delimited_rows(content, separator), ragged=ragged)[0]


def delimited_rows(content: bytes, separator: str = "", encoding: str = "") -> Iterator[Row]:
    """The rows that are not blank, each with the line that it ends on; raises Unreadable."""
    text = decoded(content, encoding)
    if text.lstrip().startswith("<"):
        raise Unreadable("it is a page, not a table")
    return _rows(text, separator or separator_of(text))


def under_heading(
    rows: Iterable[Row], *, ragged: bool = False, heading: int | None = None
) -> tuple[DataFrame, list[int]]:
    """Rows of texts as a table under their heading, and the line of each.

    Args:
        rows: line and cells.
        ragged: as for `read_delimited`.
        heading: the line of the heading, before which nothing is read; None for the first row, 0
            for none (`colonne 1`, `colonne 2`…).

    Raises:
        Unreadable: no heading, or a row of another width.
    """
    following = iter(rows)
    if heading == 0:
        filled = list(following)
        head: Sequence[object] = [None] * max((len(row) for _, row in filled), default=0)
    else:
        first: Row = (0, [])
        head = next((row for line, row in following if heading in (None, line)), first[1])
        filled = list(following)
        if not any(str(cell or "").strip() for cell in head):
            raise Unreadable("it has no heading")
    names = unique_names(head)
    cells = [_fitted(line, row, len(names), ragged or heading == 0) for line, row in filled]
    frame = require("pandas").DataFrame(cells, columns=list(names), dtype="object")
    return frame, [line for line, _ in filled]


def decoded(content: bytes, encoding: str = "") -> str:
    """The text of a file without its byte order mark; raises Unreadable when it is none.

    UTF-8 where it is valid, else Windows' Western encoding: French files have no third, unless
    the user names it.
    """
    text = content.decode(encoding_of(content, encoding)) if content else ""
    if "\0" in text:
        raise Unreadable("it is not text")
    return text


def encoding_of(content: bytes, wanted: str = "") -> str:
    """The encoding that a text can be read in: the one wanted, else as `decoded` says."""
    given = [(b"", wanted)] if wanted else [*_BYTE_ORDER_MARKS, *_WITHOUT_MARK]
    for mark, encoding in given:
        if content.startswith(mark):
            with suppress(UnicodeDecodeError, LookupError):
                content.decode(encoding)
                return encoding
    if wanted:
        raise Unreadable('it is no text in the encoding "{encoding}"', encoding=wanted)
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


def _rows(text: str, separator: str) -> Iterator[Row]:
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
