"""What a file of the user's holds: its rows under its own names, whatever wrote them."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .. import french
from .archives import archive_members, read_file
from .delimited import (
    Row,
    Unreadable,
    delimited_rows,
    encoding_of,
    separator_of,
    under_heading,
    unique_names,
)
from .instructions import Instructions
from .shapes import configured, layer_names, read_shapes

if TYPE_CHECKING:
    from pandas import DataFrame

TEXTS = (".csv", ".tsv", ".txt")
WORKBOOKS = {".xlsx": "XLSX", ".ods": "ODS"}
SHAPES = {
    ".geojson": "GeoJSON",
    ".json": "GeoJSON",
    ".gpkg": "GPKG",
    ".shp": "ESRI Shapefile",
}
MANY_LAYERS = (*WORKBOOKS, ".gpkg")
KNOWN = (*TEXTS, *WORKBOOKS, *SHAPES, ".zip")
#: Of a workbook, the first row is the heading even where all rows are texts; or it is a row.
_HEADED = {"OGR_XLSX_HEADERS": "FORCE", "OGR_ODS_HEADERS": "FORCE"}
_BARE = {"OGR_XLSX_HEADERS": "DISABLE", "OGR_ODS_HEADERS": "DISABLE"}
_PEEKED = 40  # rows that a heading is looked for in
#: UTF-8 that was read as Windows' encoding: `Ã©`, `â€™`, `Â°`.
_GARBLED = re.compile(
    "[\u00c2-\u00c5\u00e2][\u0080-\u00bf\u0152-\u017e\u0192\u02c6\u02dc\u2013-\u2122]"
)
_SLASHED_DAY = re.compile(r"(\d{4})/(\d\d)/(\d\d)(?=$| )")


@dataclass(frozen=True)
class Content:
    """A file's rows with `geometry`, what that is in, and the line (or number) of each row.

    `encoding` and `separator` are those of a text, "" for other files; `notes` are in French.
    """

    frame: DataFrame
    epsg: int | None
    lines: Sequence[int]
    encoding: str = ""
    separator: str = ""
    notes: tuple[str, ...] = ()


def kind_of(path: Path) -> str:
    """The ending of a file's name, whatever its case."""
    return path.suffix.casefold()


def read_content(path: Path, how: Instructions, layer: str = "") -> Content:
    """A file's rows, read as the instructions say; raises Unreadable, OSError."""
    kind = kind_of(path)
    if kind in TEXTS:
        found = _text(path, how)
    elif kind in WORKBOOKS:
        found = _sheet(path, layer, how)
    elif kind in SHAPES:
        shapes = read_shapes(str(path), (SHAPES[kind],), layer)
        found = Content(shapes.frame, shapes.epsg, range(1, len(shapes.frame) + 1))
    elif kind == ".zip":
        shapes = read_file(path)
        frame = shapes.frame.drop(columns="member", errors="ignore")
        found = Content(frame, shapes.epsg, range(1, len(frame) + 1))
    else:
        raise Unreadable('it is no kind of file that is read here ("{kind}")', kind=kind or "–")
    return found if how.encoding else _mended(found)


def first_rows(path: Path, how: Instructions, layer: str = "") -> list[Row]:
    """The first rows of a text or a sheet as they stand, with their lines; of others none."""
    if kind_of(path) in TEXTS:
        rows = delimited_rows(path.read_bytes(), how.separator, how.encoding)
        return list(itertools.islice(rows, _PEEKED))
    if kind_of(path) in WORKBOOKS:
        return list(itertools.islice(_bare_rows(path, layer), _PEEKED))
    return []


def layers_of(path: Path) -> tuple[str, ...]:
    """The layers or sheets of a file that may have several, none of others; raises Unreadable."""
    kind = kind_of(path)
    if kind not in MANY_LAYERS:
        return ()
    if kind in WORKBOOKS:
        archive_members(path)  # a workbook is a zip archive, and may be a bad one
    return layer_names(str(path), (WORKBOOKS.get(kind) or SHAPES[kind],))


def _text(path: Path, how: Instructions) -> Content:
    content = path.read_bytes()
    encoding = encoding_of(content, how.encoding)
    rows = delimited_rows(content, how.separator, encoding)
    frame, lines = under_heading(rows, ragged=True, heading=how.heading)
    separator = how.separator or separator_of(content.decode(encoding))
    return Content(frame, None, lines, encoding, separator)


def _sheet(path: Path, layer: str, how: Instructions) -> Content:
    archive_members(path)
    if how.heading is not None:
        frame, lines = under_heading(_bare_rows(path, layer), ragged=True, heading=how.heading)
        return Content(frame, None, lines)
    with configured(_HEADED):
        shapes = read_shapes(str(path), (WORKBOOKS[kind_of(path)],), layer)
    filled = _filled(shapes.frame)
    # The heading stands above the first row.
    return Content(filled.reset_index(drop=True), None, [row + 2 for row in filled.index])


def _bare_rows(path: Path, layer: str) -> Iterator[Row]:
    """The rows of a sheet as texts, the blank ones left out; days as `2026-03-01`."""
    archive_members(path)
    with configured(_BARE):
        shapes = read_shapes(str(path), (WORKBOOKS[kind_of(path)],), layer)
    cells = shapes.frame.drop(columns="geometry")
    for number, row in enumerate(cells.itertuples(index=False, name=None), start=1):
        texts = [_as_text(cell) for cell in row]
        if any(text.strip() for text in texts):
            yield number, texts


def _as_text(cell: Any) -> str:
    if cell is None or cell != cell:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return _SLASHED_DAY.sub(r"\1-\2-\3", cell) if isinstance(cell, str) else str(cell)


def _filled(frame: DataFrame) -> DataFrame:
    """A sheet without the empty rows and columns that spreadsheets leave around a table."""
    cells = frame.drop(columns="geometry")
    cells = cells.where(cells.notna() & (cells != ""), None)
    filled: DataFrame = cells.dropna(how="all")
    return filled


def _mended(content: Content) -> Content:
    """Cells and headings in UTF-8 that somebody's program read as Windows' encoding, put right."""
    frame, number = content.frame.copy(deep=False), 0
    for name in frame.columns.drop("geometry", errors="ignore"):
        cells = frame[name]
        mended = cells.map(_ungarbled, na_action="ignore")
        changed = cells.notna() & (mended != cells)
        if changed.any():
            number += int(changed.sum())
            frame[name] = cells.where(~changed, mended)
    frame.columns = unique_names(_ungarbled(name) for name in frame.columns)
    if not number and list(frame.columns) == list(content.frame.columns):
        return content
    note = f"accents mal encodés, rétablis dans {french.number(number)} cellules."
    return Content(frame, content.epsg, content.lines, content.encoding, content.separator, (note,))


def _ungarbled(cell: Any) -> Any:
    if isinstance(cell, str) and not cell.isascii() and _GARBLED.search(cell):
        for encoding in ("cp1252", "latin-1"):
            with suppress(UnicodeError):
                return cell.encode(encoding).decode("utf-8")
    return cell
