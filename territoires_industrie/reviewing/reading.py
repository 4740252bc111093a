"""A workbook that comes back, as its answers: whatever spreadsheet saved it, and however sorted.

Sheets and columns are known by their headings, rows by their keys, else by their numbers.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice, zip_longest
from pathlib import Path
from typing import Any

from ..errors import AtlasError
from ..libraries import LibraryMissing
from ..tables.workbook import excel
from ..territories import normalised
from .cells import text_of
from .form import ABOUT_LINES, CHECK_COLUMNS, MARK, MISSING_COLUMNS, Heading

#: No territory has more; a sheet that was coloured to its end has a million empty rows.
_MOST_ROWS, _MOST_COLUMNS = 20_000, 80
#: The headings stand within so many rows: somebody may have put a line above.
_HEAD_WITHIN = 12
_LARGEST = 40 * 2**20  # bytes
#: Files of a workbook unpack to more than they are, but not to this many times as much.
_MOST_UNPACKED = 400 * 2**20
_DATA_HEADS = ("numero", "cle", "nom", "classe", "statut")

Row = Mapping[str, Any]


class ReviewError(AtlasError):
    """A file that is no workbook of a review, or cannot be read."""


@dataclass(frozen=True)
class Line:
    """A row of a sheet: where it stands, and its cells by the ids of their headings."""

    sheet: str
    number: int
    cells: Row

    def text(self, name: str) -> str:
        """A cell as text, empty where the column is gone."""
        return text_of(self.cells.get(name))


@dataclass(frozen=True)
class Given:
    """What a row said when it went out."""

    key: str
    name: str
    kind: str
    statut: str


@dataclass(frozen=True)
class Returned:
    """A returned workbook.

    Attributes:
        path: the file.
        checked: rows of the sheet of objects.
        missing: rows of the sheet of what is missing.
        about: what stands on the first sheet: person, body, day, state; raw cells.
        given: what each row said when it went out, by its number; empty where that is gone.
        territory: its id, "" where the file no longer says it.
        edition: when the edition was made that the pack was written from; None for not told.
        lost: ids of columns that were taken out.
    """

    path: Path
    checked: list[Line]
    missing: list[Line]
    about: dict[str, Any]
    given: dict[int, Given]
    territory: str = ""
    edition: datetime | None = None
    lost: list[Heading] = field(default_factory=list)

    @property
    def tables(self) -> set[str]:
        """The tables that its rows name."""
        keys = {line.text("key") for line in self.checked} | {g.key for g in self.given.values()}
        return {key.partition("/")[0] for key in keys}


def read_returned(path: Path) -> Returned:
    """Read a workbook that came back.

    Raises:
        ReviewError: it is no XLSX file, cannot be read, or has no sheet of a review.
        LibraryMissing: openpyxl is not installed.
    """
    sheets = _sheets(path)
    about: dict[str, Any] = {}
    checked: list[Line] | None = None
    missing: list[Line] = []
    lost: list[Heading] = []
    facts: dict[str, Any] = {}
    given: dict[int, Given] = {}
    for name, rows in sheets.items():
        if rows and text_of(_at(rows[0], 0)) == MARK:
            facts, given = _data(rows)
        elif (head := _head(rows, CHECK_COLUMNS)) is not None:
            checked = [*(checked or []), *_lines(name, rows, head)]
            lost = [each for each in CHECK_COLUMNS if each.id not in head[1]]
        elif (head := _head(rows, MISSING_COLUMNS)) is not None:
            missing += _lines(name, rows, head)
        else:
            about.update(_about(rows))
    if checked is None:
        raise ReviewError(
            "{path} has no sheet of objects to review: choose the workbook that was sent to the "
            "référent and came back.",
            path=path,
        )
    return Returned(
        path,
        checked,
        missing,
        about,
        given,
        text_of(facts.get("territoire")),
        _moment(text_of(facts.get("edition"))),
        lost,
    )


def _sheets(path: Path) -> dict[str, list[Sequence[Any]]]:
    """The rows of every sheet, the hidden ones too: values, and formulas that have none."""
    try:
        if path.stat().st_size > _LARGEST or _unpacked(path) > _MOST_UNPACKED:
            raise ReviewError("{path} is too large to be a workbook of a review.", path=path)
        values, typed = (_loaded(path, values=only) for only in (True, False))
    except (ReviewError, LibraryMissing):
        raise
    except Exception as error:  # noqa: BLE001 - openpyxl raises whatever a broken file leads to
        raise ReviewError(
            "{path} cannot be read as an XLSX workbook ({reason}): open it in a spreadsheet and "
            "save it as XLSX.",
            path=path,
            reason=str(error).partition("\n")[0] or type(error).__name__,
        ) from error
    return {name: _with_formulas(rows, typed.get(name, [])) for name, rows in values.items()}


def _loaded(path: Path, *, values: bool) -> dict[str, list[Sequence[Any]]]:
    book = excel().load_workbook(path, read_only=True, data_only=values)
    try:
        return {sheet.title: _rows(sheet) for sheet in book.worksheets}
    finally:
        book.close()


def _with_formulas(
    values: Sequence[Sequence[Any]], typed: Sequence[Sequence[Any]]
) -> list[Sequence[Any]]:
    """What was typed where a program has kept no value of it: an answer is never lost."""
    return [
        [each if each is not None else other for each, other in zip_longest(row, raw)]
        for row, raw in zip_longest(values, typed, fillvalue=())
    ]


def _unpacked(path: Path) -> int:
    with zipfile.ZipFile(path) as archive:
        return sum(each.file_size for each in archive.infolist())


def _rows(sheet: Any) -> list[Sequence[Any]]:
    sheet.reset_dimensions()  # some programs write a size that is not the sheet's
    rows = islice(sheet.iter_rows(values_only=True), _MOST_ROWS)
    return [row[:_MOST_COLUMNS] for row in rows]


def _at(row: Sequence[Any], index: int) -> Any:
    return row[index] if index < len(row) else None


# ---------------------------------------------------------------- sheets

_Head = tuple[int, dict[str, int]]


def _head(rows: Sequence[Sequence[Any]], headings: Sequence[Heading]) -> _Head | None:
    """The row of the headings and the column of each; None where most of them are missing."""
    wanted = {normalised(each.title): each.id for each in headings}
    for number, row in enumerate(rows[:_HEAD_WITHIN]):
        found: dict[str, int] = {}
        for index, cell in enumerate(row):
            name = wanted.get(normalised(text_of(cell)))
            if name is not None:
                found.setdefault(name, index)
        if len(found) >= len(headings) / 3:
            return number, found
    return None


def _lines(name: str, rows: Sequence[Sequence[Any]], head: _Head) -> Iterator[Line]:
    first, columns = head
    for number, row in enumerate(rows, start=1):
        cells = {key: _at(row, index) for key, index in columns.items()}
        if number > first + 1 and any(map(text_of, cells.values())):
            yield Line(name, number, cells)


def _about(rows: Sequence[Sequence[Any]]) -> Iterator[tuple[str, Any]]:
    """The answers on the first sheet: the first cell behind each label."""
    labels = {normalised(label): name for name, label in ABOUT_LINES.items()}
    for row in rows[:60]:
        for index, cell in enumerate(row[:6]):
            name = labels.get(normalised(text_of(cell)))
            if name is not None:
                behind = [each for each in islice(row, index + 1, None) if text_of(each)]
                if behind:
                    yield name, behind[0]


def _data(rows: Sequence[Sequence[Any]]) -> tuple[dict[str, Any], dict[int, Given]]:
    facts: dict[str, Any] = {}
    given: dict[int, Given] = {}
    within = False
    for row in rows:
        first = text_of(_at(row, 0))
        if first == _DATA_HEADS[0]:
            within = True
        elif within and first.isdecimal():
            key, name, kind, statut = (text_of(_at(row, index)) for index in range(1, 5))
            given[int(first)] = Given(key, name, kind, statut)
        elif not within:
            facts[first] = _at(row, 1)
    return facts, given


def _moment(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None
