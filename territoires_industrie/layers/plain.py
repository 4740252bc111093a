"""A layer that the catalogue alone describes: columns renamed, one class, nothing to decide.

Its parameters are `columns` (the table's column -> the publisher's) and `class` (a legend key).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ..libraries import require
from .columns import codes
from .local import is_local, with_local
from .made import DRAWN, KEPT_OFF, NOWHERE, REJECTED, Account, Made
from .rows import OUTSIDE, Ledger, atlas_frame, dated, no_rows, settled, stacked
from .shapes import shapes_of
from .typed import is_typed, with_typed

if TYPE_CHECKING:
    from pandas import DataFrame

    from ..catalogue import AtlasLayer
    from ..sources.raw import RawTable
    from .ground import Ground


def plain(raw: Mapping[str, RawTable], layer: AtlasLayer, ground: Ground) -> Made:
    """The rows of every source that answered, under the table's own names, in one class.

    Only publishers' rows need new names: typed rows and the user's own have the atlas' already.
    """
    tables = no_rows(layer)
    table = layer.tables[0]
    frames: list[DataFrame] = []
    accounts: list[Account] = []
    for source in (each for each in raw.values() if not is_typed(each) and not is_local(each)):
        rows = settled(_renamed(source, layer), ground)
        ledger = Ledger(source.source, len(source.frame))
        ledger.judge(rows["geometry"].isna(), REJECTED, NOWHERE)
        ledger.judge(~ground.inside(rows["geometry"]), KEPT_OFF, OUTSIDE)
        drawn = ledger.open
        ledger.judge(drawn, DRAWN)
        frames.append(rows[drawn])
        accounts += ledger.accounts(rows["rattachement"])
    made = Made({**tables, table.name: stacked(table, frames)}, tuple(accounts))
    return with_local(with_typed(made, raw, layer, ground), raw, layer, ground)


def _renamed(source: RawTable, layer: AtlasLayer) -> DataFrame:
    frame = source.frame.reset_index(drop=True)
    named: Mapping[str, str] = layer.parameters.get("columns", {})
    values: dict[str, Any] = {
        name: frame[column] for name, column in named.items() if column in frame.columns
    }
    numbered = require("pandas").Series(frame.index, index=frame.index).add(1).astype("str")
    values.setdefault("key", f"{source.source}:" + numbered)
    if "insee" in values:
        values["insee"] = codes(values["insee"], 5)
    values |= {
        "geometry": shapes_of(source, layer.tables[0].geometry),
        "class": layer.parameters.get("class", ""),
        "source": source.source,
        "vintage": dated(source),
    }
    return atlas_frame(layer.tables[0], values, frame.index)
