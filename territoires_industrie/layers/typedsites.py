"""Consumers typed from registers and documents: known to be there, without a size.

One may be a measured site. Where a commune has at least as many measured sites of a class as typed
ones, each typed one has a measured one to be, and they are kept off as suggestions; where it has
fewer, some typed site is surely missing among the measured, nobody knows which, and all stay, with
a note. A site drawn twice is seen and settled; a smelter left out is not. No name ever moves onto a
measured point (DOMAIN 2).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from ..catalogue import AtlasLayer, Table
from ..libraries import require
from ..sources.raw import RawTable
from .ground import Ground
from .made import DRAWN, KEPT_OFF, REJECTED, Account
from .rows import OUTSIDE, Ledger, atlas_frame, registry_rows, settled
from .sectors import sentences

if TYPE_CHECKING:
    from pandas import DataFrame, Series

TYPED_SOURCES = ("irep-2015", "eutl-2022", "atlas-2026")

OFF_LEGEND = "hors légende, à décider"
NOWHERE = "sans position ni commune connue"
SAME_SIRET = "déjà figurée sous le même SIRET"
SUGGESTED = "sans doute un consommateur déjà mesuré, à rapprocher"

_MAYBE_MEASURED = (
    "Un consommateur mesuré de la même commune et de la même classe peut être ce site."
)


def typed_sites(
    raw: Mapping[str, RawTable],
    layer: AtlasLayer,
    measured: DataFrame,
    connected: DataFrame,
    ground: Ground,
) -> tuple[DataFrame, list[Account]]:
    """The sites typed from registers and documents that no better source shows already."""
    table = layer.tables[0]
    parts = [
        settled(registry_rows(raw[source], table), ground).assign(row_of=source)
        for source in TYPED_SOURCES
        if source in raw
    ]
    if not parts:
        return atlas_frame(table, {}, range(0)), []
    rows = require("pandas").concat(parts).rename_axis("row").reset_index()
    rows["size"] = rows["size"].fillna(layer.parameters["size_unknown"])
    nearby, surely = _maybe_measured(rows, measured)
    rows["note"] = sentences(
        rows["note"].fillna(""), nearby.map({True: _MAYBE_MEASURED, False: ""})
    )
    rows["reason"], rows["outcome"] = "", DRAWN
    for chosen, outcome, reason in (
        (rows["class"] == "", KEPT_OFF, OFF_LEGEND),
        (surely, KEPT_OFF, SUGGESTED),
        (rows["siret"].notna() & rows["siret"].isin(connected["siret"]), KEPT_OFF, SAME_SIRET),
        (~ground.inside(rows["geometry"]), KEPT_OFF, OUTSIDE),
        (rows["geometry"].isna(), REJECTED, NOWHERE),
    ):
        rows["outcome"] = rows["outcome"].where(~chosen, outcome)
        rows["reason"] = rows["reason"].where(~chosen, reason)
    accounts: list[Account] = []
    for source, part in rows.groupby("row_of", sort=False):
        accounts += _accounts_of_typed(raw[source], part, table)
    kept = rows["reason"].isin(["", OFF_LEGEND])
    return rows.loc[kept, measured.columns].reset_index(drop=True), accounts


def _accounts_of_typed(raw: RawTable, part: DataFrame, table: Table) -> tuple[Account, ...]:
    """Every row of the raw table; what belongs to another table of the layer is said so."""
    numpy = require("numpy")
    ledger = Ledger(raw.source, len(raw.frame))
    places = numpy.full(len(raw.frame), "", dtype=object)
    places[part["row"].to_numpy()] = part["rattachement"].fillna("").to_numpy()
    for (outcome, reason), group in part.groupby(["outcome", "reason"]):
        mask = numpy.zeros(len(raw.frame), dtype=bool)
        mask[group["row"].to_numpy()] = True
        ledger.judge(mask, outcome, reason)
    ledger.judge(ledger.open, KEPT_OFF, f"ligne d'une autre table que {table.name}")
    return ledger.accounts(places)


def _maybe_measured(rows: DataFrame, measured: DataFrame) -> tuple[Series, Series]:
    """Typed sites with measured ones of their class in their commune: some, and enough for all."""
    open_ = (rows["class"] != "") & (rows["statut"] == "en service") & rows["insee"].notna()
    place = rows["insee"].fillna("") + "|" + rows["class"].fillna("")
    found = (measured["insee"].fillna("") + "|" + measured["class"]).value_counts()
    known = place.map(found).fillna(0)
    typed = place.where(open_).map(place[open_].value_counts()).fillna(0)
    surely = open_ & (known > 0) & (known >= typed)
    return open_ & (known > 0) & ~surely, surely
