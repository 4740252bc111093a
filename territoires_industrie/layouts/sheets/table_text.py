"""A profile's table as French texts, ready to be set: what is printed, and what is left unsaid."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from ...french import NO_BREAK_SPACE, number
from ...profile.figure import UNKNOWN
from ...profile.lines import Cell, Table
from .pen import CELL, COLUMN_HEAD, Type

#: Columns that may be empty without anything being unknown.
_OPTIONAL = ("Remarque", "Note")
#: In a narrow column it stays on one line.
MISSING = UNKNOWN.replace(" ", NO_BREAK_SPACE)


@dataclass(frozen=True)
class Grid:
    """A table as it is printed: French texts.

    Attributes:
        title: above it, "" for none.
        heads: one a column.
        rows: a text a column; what is missing is printed fainter.
        numeric: columns that are read from the right.
        foot: source, year, what is left out.
        empty: why there is no row.
        kind: of the cells' text.
        shares: of the width, one a column, for tables that stand under one another; else the
            columns are as wide as their words need.
    """

    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numeric: tuple[bool, ...]
    foot: str = ""
    empty: str = ""
    kind: Type = CELL
    shares: tuple[float, ...] = ()

    @property
    def head(self) -> Type:
        """The text of the heads: as much smaller than usual as the cells' is."""
        return COLUMN_HEAD._replace(size=COLUMN_HEAD.size * min(self.kind.size / CELL.size, 1.0))


def printed(table: Table, empty: str) -> Grid:
    """A table of the profile as it is printed; `empty` says why it may have no row.

    A column of which nothing is known is named in the foot instead of repeating that on each row.
    """
    table, unknown = _without_unknown(table)
    heads = tuple(
        f"{head} ({unit})" if unit and f"({unit}" not in head else head
        for head, unit in zip(table.columns, table.units, strict=True)
    )
    rows = tuple(
        tuple(
            _text(cell, places, name)
            for cell, places, name in zip(row, table.decimals, table.columns, strict=True)
        )
        for row in table.rows
    )
    numeric = tuple(places is not None for places in table.decimals)
    parts = (source_of(table.source, table.vintage), unknown, table.note)
    return Grid(table.title, heads, rows, numeric, " ".join(p for p in parts if p), empty)


def parted(table: Table, by: Sequence[str]) -> list[Table]:
    """A table for each combination of some columns' values, which become a part of the title.

    The last one bears source and note: they are those of all.
    """
    keys = [index for index, name in enumerate(table.columns) if name in by]
    kept = [index for index in range(len(table.columns)) if index not in keys]

    def without(values: Sequence[Any]) -> tuple[Any, ...]:
        return tuple(values[index] for index in kept)

    def kind(row: Sequence[Cell]) -> str:
        return ", ".join(str(row[index]) for index in keys if row[index])

    kinds = list(dict.fromkeys(kind(row) for row in table.rows))
    parts = []
    for each in kinds:
        last = each == kinds[-1]
        part = replace(
            table,
            title=f"{table.title.partition(' :')[0]} : {each}",
            columns=without(table.columns),
            rows=tuple(without(row) for row in table.rows if kind(row) == each),
            units=without(table.units),
            decimals=without(table.decimals),
            source=table.source if last else "",
            vintage=table.vintage if last else "",
            note=table.note if last else "",
        )
        # A column that one kind of rows has not is not unknown there: it does not apply.
        parts.append(_without_unknown(part)[0])
    return parts or [table]


def _without_unknown(table: Table) -> tuple[Table, str]:
    """The table without its columns of unknown values, and the sentence that names them."""
    known = [
        index
        for index in range(len(table.columns))
        if not table.rows or any(row[index] not in (None, "") for row in table.rows)
    ]
    lost = [name for index, name in enumerate(table.columns) if index not in known]
    if not lost:
        return table, ""

    def kept(values: Sequence[Any]) -> tuple[Any, ...]:
        return tuple(values[index] for index in known)

    less = replace(
        table,
        columns=kept(table.columns),
        rows=tuple(kept(row) for row in table.rows),
        units=kept(table.units),
        decimals=kept(table.decimals),
    )
    names = ", ".join(name[0].lower() + name[1:] for name in lost)
    return less, f"{UNKNOWN[0].upper()}{UNKNOWN[1:]} : {names}."


def source_of(source: str, vintage: str) -> str:
    """A table's origin: `Source : INSEE, FLORES (fin 2023)`; "" where there is none."""
    if not source:
        return ""
    return f"Source : {source} ({vintage})." if vintage else f"Source : {source}."


def _text(cell: Cell, places: int | None, column: str) -> str:
    if cell is None or cell == "":
        # A remark that nobody made is not missing.
        return "" if column in _OPTIONAL else MISSING
    if isinstance(cell, str):
        return cell
    return number(cell, places or 0)
