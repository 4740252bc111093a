"""Facts typed from the atlas and from registers: they stand in until public rows arrive."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from ..catalogue import AtlasLayer, Table
from ..libraries import require
from .ground import Ground
from .local import ELSEWHERE, OFF_LEGEND, is_local
from .made import DRAWN, KEPT_OFF, REJECTED, Account, Made
from .networks import shapes_of
from .rows import OUTSIDE, Ledger, nothing_as_none, registry_rows, settled, stacked

if TYPE_CHECKING:
    from pandas import DataFrame, Series

    from ..sources.raw import RawTable

REPLACED = "remplacée par une ligne publique"
NOWHERE = "sans position ni commune connue"

#: Given typed rows and the public rows of their table: which of the typed ones stand back.
Replaced = Callable[["DataFrame", "DataFrame"], "Series"]


def is_typed(raw: RawTable) -> bool:
    """Whether a table ships with the plugin: its rows have the atlas' columns and say `table`."""
    return "table" in raw.frame.columns and not is_local(raw)


def same_key(typed: DataFrame, public: DataFrame) -> Series:
    """Which typed rows bear the key of a public one."""
    return typed["key"].isin(public["key"])


def any_public(typed: DataFrame, public: DataFrame) -> Series:
    """All the typed rows where there is any public row: they only stand in for a whole source."""
    return require("pandas").Series(len(public) > 0, index=typed.index)


def with_typed(
    made: Made,
    raw: Mapping[str, RawTable],
    layer: AtlasLayer,
    ground: Ground,
    replaced: Replaced = same_key,
    reason: str = REPLACED,
) -> Made:
    """A layer with the typed rows that no public row replaces, below the public ones.

    A typed row never overwrites public data, and its marks (`source_atlas`, `verifie_par`) stay
    as typed (DOMAIN 8). One that is replaced is kept off the map for `reason`.
    """
    frames = {table.name: [made.tables[table.name]] for table in layer.tables}
    accounts: list[Account] = []
    for source in (table for table in raw.values() if is_typed(table)):
        ledger = Ledger(source.source, len(source.frame))
        where = require("pandas").Series(range(len(source.frame)), dtype="int64")
        territories = require("pandas").Series("", index=where.index, dtype="object")
        for table in layer.tables:
            rows = _placed(source, table, ground)
            verdicts = (
                (rows["geometry"].isna(), REJECTED, NOWHERE),
                (~ground.inside(rows["geometry"]), KEPT_OFF, OUTSIDE),
                (replaced(rows, made.tables[table.name]), KEPT_OFF, reason),
            )
            for judged, outcome, why in verdicts:
                ledger.judge(where.isin(rows.index[judged.to_numpy(dtype=bool)]), outcome, why)
            kept = rows[ledger.open[rows.index]]
            on_legend = kept.index[(kept["class"] != "").to_numpy()]
            ledger.judge(where.isin(on_legend), DRAWN)
            ledger.judge(where.isin(kept.index), KEPT_OFF, OFF_LEGEND)
            frames[table.name].append(kept)
            territories[rows.index] = rows["rattachement"].fillna("")
        ledger.judge(ledger.open, KEPT_OFF, ELSEWHERE)
        accounts += ledger.accounts(territories)
    tables = {table.name: stacked(table, frames[table.name]) for table in layer.tables}
    return replace(made, tables=tables, accounts=(*made.accounts, *accounts))


def _placed(raw: RawTable, table: Table, ground: Ground) -> DataFrame:
    """The typed rows of a table where they stand; a line stays nobody's unless it says whose."""
    rows = registry_rows(raw, table)
    rows["geometry"] = shapes_of(raw, table.geometry).reindex(rows.index)
    if table.geometry == "point":
        return settled(rows, ground)
    rows["rattachement"] = rows["rattachement"].fillna("")
    rows["position"] = nothing_as_none(rows["position"].fillna("exacte"))
    return rows
