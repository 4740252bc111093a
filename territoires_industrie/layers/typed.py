"""Facts typed from the atlas, registers and documents: they stand in until public rows arrive.

A typed row never overwrites public data, and its marks (`source_atlas`, `verifie_par`) stay as
typed (DOMAIN 8). Which of them a public row replaces is the rule of a layer.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from ..catalogue import AtlasLayer, Table
from ..libraries import require
from .columns import nothing_as_none
from .ground import Ground
from .local import is_local
from .made import DRAWN, ELSEWHERE, KEPT_OFF, NOWHERE, OFF_LEGEND, REJECTED, Account, Made
from .rows import OUTSIDE, Ledger, atlas_frame, counted, registry_rows, sentences, settled, stacked
from .shapes import shapes_of

if TYPE_CHECKING:
    from pandas import DataFrame, Series

    from ..sources.raw import RawTable

REPLACED = "remplacée par une ligne publique"
_EIC = r"\b\d\d[A-Z][A-Z0-9-]{12}[A-Z0-9]\b"  # issuer, kind, 12 characters, a check
SAME_IDENTIFIER = "déjà figurée sous le même identifiant"


@dataclass(frozen=True)
class Standing:
    """What a rule says of typed rows, in their order.

    Attributes:
        reasons: why a row stands back, "" where it stays; by the rows' index.
        notes: what a row that stays says besides, "" for nothing; None where none says anything.
    """

    reasons: Series
    notes: Series | None = None


#: Given the typed rows of a table, of all sources, and its public rows: how each typed one stands.
Rule = Callable[["DataFrame", "DataFrame"], Standing]
#: The same: which of the typed rows stand back.
Replaced = Callable[["DataFrame", "DataFrame"], "Series"]


def is_typed(raw: RawTable) -> bool:
    """Whether a table ships with the plugin: its rows have the atlas' columns and say `table`."""
    return "table" in raw.frame.columns and not is_local(raw)


# ---------------------------------------------------------------- rules


def standing_back(replaced: Replaced, reason: str = REPLACED) -> Rule:
    """The rule by which the rows that `replaced` chooses stand back for one reason."""

    def rule(typed: DataFrame, public: DataFrame) -> Standing:
        return Standing(replaced(typed, public).map({True: reason, False: ""}))

    return rule


def same_key(typed: DataFrame, public: DataFrame) -> Series:
    """Which typed rows bear the key of a public one."""
    return typed["key"].isin(public["key"])


def any_public(typed: DataFrame, public: DataFrame) -> Series:
    """All the typed rows where there is any public row: they only stand in for a whole source."""
    return require("pandas").Series(len(public) > 0, index=typed.index)


def perhaps_public(
    better: DataFrame, identifiers: Collection[str], suggested: str, nearby: str
) -> Rule:
    """The rule where a public row may be a typed object without its name.

    Where a commune has at least as many better rows of a class as typed ones, each typed one has a
    better one to be, and they are kept off as suggestions; where it has fewer, some typed one is
    surely missing there, nobody knows which, and all stay, with a note. An object drawn twice is
    seen and settled; a smelter left out is not. No name ever moves onto another source's point
    (DOMAIN 2). Projects to come stay: no other source has them.

    Args:
        better: the public rows that may be typed ones.
        identifiers: the keys and SIRET of public rows; a typed row with one is surely that, as is
            one whose key or `verifie_par` names an EIC that those of a better row name, wherever
            each of them is filed.
        suggested: why a row is kept off as a suggestion.
        nearby: the note of a row that stays beside better ones.
    """

    def rule(typed: DataFrame, _public: DataFrame) -> Standing:
        some, enough = _maybe_there(typed, better)
        known = set().union(*_eics(better))
        same = _identified(typed, identifiers) | ~_eics(typed).map(known.isdisjoint)
        reasons = enough.map({True: suggested, False: ""}).where(~same, SAME_IDENTIFIER)
        return Standing(reasons, some.map({True: nearby, False: ""}))

    return rule


def _identified(typed: DataFrame, identifiers: Collection[str]) -> Series:
    same = typed["key"].isin(identifiers)
    if "siret" in typed.columns:
        same |= typed["siret"].isin(identifiers) & typed["siret"].notna()
    return same


def _eics(rows: DataFrame) -> Series:
    """The EIC codes that each row's key and `verifie_par` name, as lists."""
    said = rows["key"].fillna("").str.cat(rows["verifie_par"].fillna(""), sep=" ")
    return said.str.findall(_EIC)


def _maybe_there(rows: DataFrame, better: DataFrame) -> tuple[Series, Series]:
    """Typed rows with better ones of their class in their commune: some, and enough for all."""
    open_ = (rows["class"] != "") & (rows["statut"] == "en service") & rows["insee"].notna()
    place = rows["insee"].fillna("") + "|" + rows["class"].fillna("")
    found = (better["insee"].fillna("") + "|" + better["class"]).value_counts()
    known = place.map(found).fillna(0)
    typed = place.where(open_).map(place[open_].value_counts()).fillna(0)
    surely = open_ & (known > 0) & (known >= typed)
    return open_ & (known > 0) & ~surely, surely


_SAME_KEY = standing_back(same_key)


# ---------------------------------------------------------------- rows


def of_old_registers(
    rows: DataFrame, years: Mapping[str, int], one: str, many: str
) -> tuple[str, ...]:
    """A limit (French) that counts the rows on the legend which only an old register vouches for.

    `years`: by source, the year of the register; `one` and `many`: what a row is.
    """
    drawn = rows.loc[(rows["class"] != "") & rows["source"].isin(set(years)), "source"]
    if drawn.empty:
        return ()
    told = sorted({years[source] for source in drawn})
    among = "un registre" if len(told) == 1 else "des registres"
    named = " et ".join(str(year) for year in told)
    words = counted(len(drawn), one, many)
    return (f"{words} d'après {among} de {named}, activité actuelle non vérifiée.",)


def with_typed(
    made: Made,
    raw: Mapping[str, RawTable],
    layer: AtlasLayer,
    ground: Ground,
    rule: Rule = _SAME_KEY,
) -> Made:
    """A layer with the typed rows that no public row replaces, below the public ones.

    Every row of every typed table is accounted for; one that stands back is kept off the map for
    the rule's reason.
    """
    sources = [source for source in raw.values() if is_typed(source)]
    if not sources:
        return made
    ledgers = {source.source: Ledger(source.source, len(source.frame)) for source in sources}
    places = {
        name: require("pandas").Series("", index=range(len(ledger.open)), dtype="object")
        for name, ledger in ledgers.items()
    }
    tables = dict(made.tables)
    for table in layer.tables:
        public = made.tables.get(table.name, atlas_frame(table, {}, range(0)))
        rows = _all_rows(sources, table, ground)
        standing = rule(rows, public)
        if standing.notes is not None:
            rows["note"] = _noted(rows["note"], standing.notes)
        kept = []
        for name, own in rows.groupby("from", sort=False):
            places[name][own["row"]] = own["rattachement"].fillna("").to_numpy()
            reasons = standing.reasons[own.index].to_numpy()
            kept.append(_judged(own, reasons, ledgers[name], ground))
        tables[table.name] = stacked(table, [public, *kept])
    accounts: list[Account] = []
    for name, ledger in ledgers.items():
        ledger.judge(ledger.open, KEPT_OFF, ELSEWHERE)
        accounts += ledger.accounts(places[name])
    return replace(made, tables=tables, accounts=(*made.accounts, *accounts))


def _all_rows(sources: list[RawTable], table: Table, ground: Ground) -> DataFrame:
    """The typed rows of a table, of all sources; `from` and `row` say which raw row each is."""
    parts = [_placed(source, table, ground).assign(**{"from": source.source}) for source in sources]
    return require("pandas").concat(parts).rename_axis("row").reset_index()


def _placed(raw: RawTable, table: Table, ground: Ground) -> DataFrame:
    """The typed rows of a table where they stand; a line stays nobody's unless it says whose."""
    rows = registry_rows(raw, table)
    rows["geometry"] = shapes_of(raw, table.geometry).reindex(rows.index)
    if table.geometry == "point":
        return settled(rows, ground)
    rows["rattachement"] = rows["rattachement"].fillna("")
    rows["position"] = nothing_as_none(rows["position"].fillna("exacte"))
    return rows


def _noted(before: Series, notes: Series) -> Series:
    return nothing_as_none(sentences(before.fillna(""), notes).where(notes != "", before))


def _judged(rows: DataFrame, reasons: Any, ledger: Ledger, ground: Ground) -> DataFrame:
    """The rows of one source that stay, once all have a verdict; `row` numbers them as it does."""
    where = require("pandas").Series(range(len(ledger.open)), dtype="int64")

    def judge(chosen: Any, outcome: str, reason: str = "") -> None:
        ledger.judge(where.isin(rows.loc[chosen, "row"]), outcome, reason)

    judge(rows["geometry"].isna(), REJECTED, NOWHERE)
    judge(~ground.inside(rows["geometry"]), KEPT_OFF, OUTSIDE)
    for reason in filter(None, dict.fromkeys(reasons)):
        judge(reasons == reason, KEPT_OFF, reason)
    stays = ledger.open[rows["row"]]
    judge(stays & (rows["class"] != ""), DRAWN)
    judge(stays, KEPT_OFF, OFF_LEGEND)
    return rows[stays].drop(columns=["row", "from"])
