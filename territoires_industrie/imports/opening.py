"""A user's file opened for the assistant: first rows, sheets, and what an earlier import says."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from ..catalogue import Catalogue
from ..errors import AtlasError
from ..layers.columns import slug
from ..sources.contents import first_rows, layers_of
from ..sources.instructions import MAPPING_SUFFIX, BadFile, Instructions, read_instructions
from .keeping import LONGEST
from .looking import Look, look_again, table_named
from .sheets import look_inside

if TYPE_CHECKING:
    from pandas import DataFrame

_ROWS = 12  # that are shown
_LONGEST_CELL = 80
SAID, KEPT, NAMED, HEADINGS = "said", "kept", "named", "headings"


@dataclass(frozen=True)
class Kept:
    """An earlier import: what it is called, and how it was read."""

    name: str
    how: Instructions


@dataclass(frozen=True)
class Opened:
    """A file as it was opened.

    Attributes:
        path: the file.
        sheets: of a workbook or GeoPackage.
        heads, rows: the headings and the first rows, as they are read; of a file that is not
            understood, no headings and the rows as they stand.
        look: how it is understood, None where it is not.
        told_by: what says which layer it is for: the user (SAID), an earlier import (KEPT), the
            file's name (NAMED), its headings (HEADINGS).
        kept: the earlier import whose mapping is used.
        problem: why it is not understood.
    """

    path: Path
    sheets: tuple[str, ...] = ()
    heads: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    look: Look | None = None
    told_by: str = ""
    kept: Kept | None = None
    problem: AtlasError | None = field(default=None, compare=False)


def open_file(
    path: Path,
    catalogue: Catalogue,
    imports: Path,
    wanted: str = "",
    sheet: str = "",
    how: Instructions | None = None,
) -> Opened:
    """Open a file; whatever is wrong with it is its `problem`, nothing is raised.

    Args:
        path: the file.
        catalogue: the atlas' layers.
        imports: the folder where earlier imports are, whose mappings are found again.
        wanted: the layer's id that the user chose, "" to be told from the file.
        sheet: the one that the user chose, "" for the first that has a table.
        how: what the user says of heading, encoding and separator.
    """
    said = how or Instructions()
    kept = _of_that_name(path, imports, wanted, catalogue)
    try:
        found = _look(path, catalogue, imports, wanted, sheet, said, kept)
        if kept is None:
            kept = _of_those_columns(found, imports)
            if kept is not None:
                found = look_again(found, catalogue, _taken(kept.how, found), imports)
    except (AtlasError, OSError) as error:
        problem = error if isinstance(error, AtlasError) else BadFile("{reason}", reason=error)
        sheets, rows = _as_it_stands(path, said, sheet)
        return Opened(path, sheets, (), rows, None, "", None, problem)
    heads = tuple(name for name in found.content.frame.columns if name != "geometry")
    rows = _texts(found.content.frame[list(heads)].head(_ROWS))
    told_by = SAID if wanted else _told_by(found, kept, catalogue)
    return Opened(path, found.sheets, heads, rows, found, told_by, kept)


def _look(
    path: Path,
    catalogue: Catalogue,
    imports: Path,
    wanted: str,
    sheet: str,
    said: Instructions,
    kept: Kept | None,
) -> Look:
    if kept is None:
        return look_inside(path, catalogue, wanted, sheet, said, imports)
    old = kept.how
    how = replace(
        old,
        columns={},
        table="",
        layer="",
        heading=old.heading if said.heading is None else said.heading,
        encoding=said.encoding,
        separator=said.separator,
    )
    # Another file of that name may have another sheet.
    sheet = sheet or (old.layer if old.layer in _sheets(path) else "")
    return look_inside(path, catalogue, wanted or old.table, sheet, how, imports, old.columns)


def _told_by(found: Look, kept: Kept | None, catalogue: Catalogue) -> str:
    from .guessing import table_score

    if kept is not None and kept.how.table == found.table.name:
        return KEPT
    layer = catalogue.layer_of(found.table.name)
    by_name = table_score(f"{found.path.stem} {found.sheet}", (), found.table.geometry, layer)
    return NAMED if by_name else HEADINGS


# ---------------------------------------------------------------- earlier imports


def _of_that_name(path: Path, imports: Path, wanted: str, catalogue: Catalogue) -> Kept | None:
    """The import of a file of that name, into the layer that is wanted."""
    name = slug(path.stem)[:LONGEST]
    table = table_named(wanted, catalogue).name if wanted else ""
    for each in _earlier(imports):
        if each.name == name and table in ("", each.how.table):
            return each
    return None


def _of_those_columns(found: Look, imports: Path) -> Kept | None:
    """The import, into the same layer, of a file with the very same columns."""
    heads = {name for name in found.content.frame.columns if name != "geometry"}
    for each in _earlier(imports):
        if each.how.table == found.table.name and each.how.columns:
            # Coordinates that were found by themselves are in no mapping.
            missing = heads - set(each.how.columns)
            if set(each.how.columns) <= heads and missing <= _placed(found):
                return each
    return None


def _placed(found: Look) -> set[str]:
    return {each.column for each in found.columns if each.name == "position"}


def _taken(how: Instructions, found: Look) -> Instructions:
    return replace(
        how,
        table=found.table.name,
        layer=found.sheet,
        encoding=found.how.encoding,
        separator=found.how.separator,
    )


def _earlier(imports: Path) -> list[Kept]:
    """The imports that are kept, the newest first; a mapping that cannot be read is none."""
    if not imports.is_dir():
        return []
    files = sorted(imports.glob(f"*{MAPPING_SUFFIX}"), key=_written, reverse=True)
    found = []
    for place in files:
        with suppress(BadFile):
            how = read_instructions(place)
            stem = place.name.removesuffix(MAPPING_SUFFIX).rpartition(".")[0]
            found.append(Kept(stem.partition(".")[2], how))
    return [each for each in found if each.how.table]


def _written(place: Path) -> float:
    try:
        return place.stat().st_mtime
    except OSError:
        return 0.0


# ---------------------------------------------------------------- what is shown


def _sheets(path: Path) -> tuple[str, ...]:
    try:
        return layers_of(path)
    except (AtlasError, OSError):
        return ()


def _as_it_stands(
    path: Path, how: Instructions, sheet: str
) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """The sheets and first rows of a file that is not understood, as far as they can be had."""
    try:
        rows = first_rows(path, how, sheet)[:_ROWS]
    except (AtlasError, OSError):
        rows = []
    return _sheets(path), tuple(tuple(cell[:_LONGEST_CELL] for cell in row) for _, row in rows)


def _texts(frame: DataFrame) -> tuple[tuple[str, ...], ...]:
    cells = frame.astype("object").where(frame.notna(), "")
    return tuple(
        tuple(str(cell)[:_LONGEST_CELL] for cell in row)
        for row in cells.itertuples(index=False, name=None)
    )
