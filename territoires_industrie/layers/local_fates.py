"""What became of each of the user's rows, for whoever has to put right what could not be placed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from .. import geometry
from ..catalogue import Table
from ..libraries import require
from ..sources.terms import UNREAD
from ..territories import commune_outlines
from .columns import column, nothing_as_none, texts

if TYPE_CHECKING:
    from pandas import DataFrame, Series

    from .ground import Ground

#: Told of each row: where it stands in the file, what it became, and why. `unread` are coordinates
#: that put it nowhere, `apart` the kilometres to the commune that it names, where they are many,
#: `beyond` whether it stands in no territory, `above` the end of the legend that it is hotter than.
COLUMNS = (
    *("file", "line", "name", "commune", "table", "key", "class", "territory", "position"),
    *("outcome", "reason", "unread", "apart", "beyond", "above"),
)
_MADE = {"key": "key", "commune": "commune", "class": "class", "territory": "rattachement"}


_FAR_M = 5_000.0  # from a commune's outline: what an office's address or a slip of figures gives


def fates_of(rows: DataFrame, shapes: Series) -> DataFrame:
    """The rows of a raw table with nothing told of them yet but where they stand."""
    pandas = require("pandas")
    line = column(rows, "ti_line")
    count = pandas.Series(range(1, len(rows) + 1), index=rows.index, dtype="object")
    told = {
        "file": column(rows, "ti_file").fillna(""),
        "line": line.where(line.notna(), count),
        "name": texts(column(rows, "name")).fillna(""),
        "commune": texts(column(rows, "commune")).fillna(""),
        "unread": texts(column(rows, UNREAD)).where(shapes.isna()).fillna(""),
    }
    blank = pandas.Series("", index=rows.index, dtype="object")
    return pandas.DataFrame({name: told.get(name, blank) for name in COLUMNS}, dtype="object")


def with_rows(told: DataFrame, made: DataFrame, table: Table, ground: Ground) -> DataFrame:
    """The same with what a table (an atlas frame, numbered as `told`) made of some of them."""
    found = told.copy()
    found.loc[made.index, "table"] = table.name
    found.loc[made.index, "apart"] = _apart(made, ground)
    if table.geometry != "line":  # one may cross many territories, and belongs to none
        found.loc[made.index, "beyond"] = made["rattachement"].fillna("") == ""
    for name, theirs in {**_MADE, "position": "position"}.items():
        if theirs in made.columns:
            cells = nothing_as_none(made[theirs]).fillna("")
            found.loc[made.index, name] = cells
    return found


def with_heat(told: DataFrame, made: DataFrame, bounds: Mapping[str, float] | None) -> DataFrame:
    """The same with the end of a legend of temperatures (its `bounds`), for the rows beyond it."""
    if not bounds or "temperature_c" not in made.columns:
        return told
    hottest = max(bounds.values())
    off = (made["class"].fillna("") == "") & (made["temperature_c"] >= hottest)
    found = told.copy()
    found.loc[made.index[off.to_numpy(dtype=bool)], "above"] = hottest
    return found


def _apart(made: DataFrame, ground: Ground) -> Series:
    """How many kilometres lie between rows and the communes that they name, "" for few."""
    numpy, pandas = require("numpy"), require("pandas")
    there = made[made["geometry"].notna() & made["insee"].isin(ground.communes.index)]
    boxes = _boxes(there["geometry"])
    centres = ground.communes.loc[there["insee"], ["x", "y"]].to_numpy(dtype="float64")
    far = _between(boxes, numpy.hstack([centres, centres])) > _FAR_M
    suspects, boxes = there[far], boxes[far]
    told = pandas.Series("", index=made.index, dtype="object")
    if len(suspects):
        outlines = commune_outlines()
        gaps = _between(boxes, _boxes(suspects["insee"].map(outlines)))
        told[suspects.index] = [round(gap / 1000) if gap > _FAR_M else "" for gap in gaps]
    return told


def _boxes(shapes: Series) -> Any:
    """West, south, east and north of each shape."""
    numpy = require("numpy")
    return numpy.array([geometry.bounds(wkb) for wkb in shapes], dtype="float64").reshape(-1, 4)


def _between(one: Any, other: Any) -> Any:
    """The metres between boxes, 0 where they meet."""
    numpy = require("numpy")
    gaps = numpy.maximum(one[:, :2] - other[:, 2:], other[:, :2] - one[:, 2:]).clip(0.0)
    return numpy.hypot(gaps[:, 0], gaps[:, 1])
