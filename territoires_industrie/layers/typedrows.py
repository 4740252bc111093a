"""Rows typed from registers and documents, beside those that better sources bring.

One may be an object that a better source has without its name. Where a commune has at least as many
better ones of a class as typed ones, each typed one has a better one to be, and they are kept off
as suggestions; where it has fewer, some typed one is surely missing there, nobody knows which, and
all stay, with a note. An object drawn twice is seen and settled; a smelter left out is not. No name
ever moves onto another source's point (DOMAIN 2). Projects to come stay: no other source has them.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..catalogue import Table
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
SAME_IDENTIFIER = "déjà figurée sous le même identifiant"
ANOTHER_TABLE = "ligne d'une autre table que celle de la couche"


@dataclass(frozen=True)
class Wording:
    """Why a typed row is kept off as a suggestion, and the note of one that stays beside others."""

    suggested: str
    nearby: str


def typed_rows(
    raw: Mapping[str, RawTable],
    table: Table,
    better: DataFrame,
    identifiers: Collection[str],
    wording: Wording,
    ground: Ground,
) -> tuple[DataFrame, list[Account]]:
    """The typed rows that no better source shows already, with the accounts of all of them.

    `better` are the atlas rows of the layer's other sources; `identifiers` the keys and SIRET that
    they surely are, which a typed row may share.
    """
    sources = [source for source in TYPED_SOURCES if source in raw]
    parts = [registry_rows(raw[source], table).assign(row_of=source) for source in sources]
    if not parts:
        return atlas_frame(table, {}, range(0)), []
    rows = require("pandas").concat(parts).rename_axis("row").reset_index()
    rows = settled(rows, ground)
    nearby, surely = _maybe_there(rows, better)
    notes = sentences(rows["note"].fillna(""), nearby.map({True: wording.nearby, False: ""}))
    rows["note"] = notes.where(nearby, rows["note"])
    same = rows["key"].isin(identifiers)
    if "siret" in rows.columns:
        same |= rows["siret"].isin(identifiers) & rows["siret"].notna()
    rows["reason"], rows["outcome"] = "", DRAWN
    for chosen, outcome, reason in (
        (rows["class"] == "", KEPT_OFF, OFF_LEGEND),
        (surely, KEPT_OFF, wording.suggested),
        (same, KEPT_OFF, SAME_IDENTIFIER),
        (~ground.inside(rows["geometry"]), KEPT_OFF, OUTSIDE),
        (rows["geometry"].isna(), REJECTED, NOWHERE),
    ):
        rows["outcome"] = rows["outcome"].where(~chosen, outcome)
        rows["reason"] = rows["reason"].where(~chosen, reason)
    accounts: list[Account] = []
    for source in sources:
        accounts += _accounts(raw[source], rows[rows["row_of"] == source])
    kept = rows["reason"].isin(["", OFF_LEGEND])
    columns = ["row", "row_of", "reason", "outcome"]
    return rows[kept].drop(columns=columns).reset_index(drop=True), accounts


def _accounts(raw: RawTable, part: DataFrame) -> tuple[Account, ...]:
    """Every row of the raw table; what belongs to another table of the layer is said so."""
    numpy = require("numpy")
    ledger = Ledger(raw.source, len(raw.frame))
    places = numpy.full(len(raw.frame), "", dtype=object)
    places[part["row"].to_numpy(dtype="int64")] = part["rattachement"].fillna("").to_numpy()
    for (outcome, reason), group in part.groupby(["outcome", "reason"]):
        mask = numpy.zeros(len(raw.frame), dtype=bool)
        mask[group["row"].to_numpy(dtype="int64")] = True
        ledger.judge(mask, outcome, reason)
    ledger.judge(ledger.open, KEPT_OFF, ANOTHER_TABLE)
    return ledger.accounts(places)


def _maybe_there(rows: DataFrame, better: DataFrame) -> tuple[Series, Series]:
    """Typed rows with better ones of their class in their commune: some, and enough for all."""
    open_ = (rows["class"] != "") & (rows["statut"] == "en service") & rows["insee"].notna()
    place = rows["insee"].fillna("") + "|" + rows["class"].fillna("")
    found = (better["insee"].fillna("") + "|" + better["class"]).value_counts()
    known = place.map(found).fillna(0)
    typed = place.where(open_).map(place[open_].value_counts()).fillna(0)
    surely = open_ & (known > 0) & (known >= typed)
    return open_ & (known > 0) & ~surely, surely
