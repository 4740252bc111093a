"""What became of each of the user's rows, for whoever has to put right what could not be placed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..libraries import require
from .columns import column, nothing_as_none, texts

if TYPE_CHECKING:
    from pandas import DataFrame

#: Told of each row: where it stands in the file, what it became, and why.
COLUMNS = (
    *("file", "line", "name", "commune", "table", "key", "class", "territory", "position"),
    *("outcome", "reason"),
)
_MADE = {"key": "key", "commune": "commune", "class": "class", "territory": "rattachement"}


def fates_of(rows: DataFrame) -> DataFrame:
    """The rows of a raw table with nothing told of them yet but where they stand."""
    pandas = require("pandas")
    line = column(rows, "ti_line")
    count = pandas.Series(range(1, len(rows) + 1), index=rows.index, dtype="object")
    told = {
        "file": column(rows, "ti_file").fillna(""),
        "line": line.where(line.notna(), count),
        "name": texts(column(rows, "name")).fillna(""),
        "commune": texts(column(rows, "commune")).fillna(""),
    }
    blank = pandas.Series("", index=rows.index, dtype="object")
    return pandas.DataFrame({name: told.get(name, blank) for name in COLUMNS}, dtype="object")


def with_rows(told: DataFrame, made: DataFrame, table: str) -> DataFrame:
    """The same with what a table (an atlas frame, numbered as `told`) made of some of them."""
    found = told.copy()
    found.loc[made.index, "table"] = table
    for name, theirs in {**_MADE, "position": "position"}.items():
        if theirs in made.columns:
            cells = nothing_as_none(made[theirs]).fillna("")
            found.loc[made.index, name] = cells
    return found
