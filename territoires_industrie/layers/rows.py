"""Rows of the atlas' tables: every column of the catalogue, unique keys, an account of each row."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from .. import french
from ..catalogue import AtlasLayer, Field, Table
from ..libraries import require
from ..sources.raw import RawTable
from .columns import codes, nothing_as_none, numbers, texts
from .ground import Ground
from .made import OUTCOMES, Account

if TYPE_CHECKING:
    from pandas import DataFrame, Index, Series

UNDATED = "sans date"
OUTSIDE = "hors du périmètre demandé"

_DEFAULTS = {"statut": "en service", "diffusion": "publique", "class": ""}
_LARGEST = 2**53  # beyond, a float no longer holds each integer


def atlas_frame(table: Table, values: Mapping[str, Any], index: Index | range) -> DataFrame:
    """The rows of an atlas table: all the catalogue's columns and `geometry`, each of its type.

    `values` gives columns by name, as series over `index` or as one value for all rows; a name
    that the table does not have is an error of the caller's (KeyError). What is left out is null,
    but for `statut` "en service", `diffusion` "publique" and `class` "". Texts are str or None
    (without the characters that a GeoPackage refuses), integers Int64, reals float64.
    """
    pandas = require("pandas")
    known = {field.name: field for field in table.fields}
    for name in values:
        if name not in known and name != "geometry":
            raise KeyError(f"{table.name}.{name}")
    given = {**{name: word for name, word in _DEFAULTS.items() if name in known}, **values}
    columns = {
        name: _typed(_spread(given.get(name), index), field) for name, field in known.items()
    }
    columns["geometry"] = nothing_as_none(_spread(given.get("geometry"), index))
    return pandas.DataFrame(columns, index=index)


def _spread(value: Any, index: Index | range) -> Series:
    pandas = require("pandas")
    if isinstance(value, pandas.Series):
        return value.reindex(index)
    return pandas.Series([value] * len(index), index=index, dtype="object")


def _typed(values: Series, field: Field) -> Series:
    if field.type == "real":
        return numbers(values)
    if field.type == "integer":
        found = numbers(values).round()
        return found.where(found.abs() < _LARGEST).astype("Int64")
    return nothing_as_none(values.map(_storable, na_action="ignore"))


def _storable(value: Any) -> str:
    """A text that a GeoPackage can hold: no NUL, no half of a surrogate pair."""
    text = str(value).replace("\0", "")
    return text if text.isascii() else text.encode("utf-8", "ignore").decode("utf-8")


def no_rows(layer: AtlasLayer) -> dict[str, DataFrame]:
    """The layer's tables, each with its columns and no row."""
    return {table.name: atlas_frame(table, {}, range(0)) for table in layer.tables}


def stacked(table: Table, frames: list[DataFrame]) -> DataFrame:
    """Atlas frames of one table below each other, numbered anew, with unique keys."""
    filled = [frame for frame in frames if len(frame)]
    if not filled:
        return atlas_frame(table, {}, range(0))
    found = require("pandas").concat(filled, ignore_index=True)
    if "key" in found.columns:
        found["key"] = unique_keys(found["key"])
    return found


def unique_keys(keys: Series) -> Series:
    """The keys, with " (2)", " (3)" … behind the second, the third of a kind, in the rows' order.

    The same rows in the same order give the same keys; a key that nobody shares stays as it is.
    """
    found = nothing_as_none(keys)
    repeated, taken = found.duplicated(), set(found)
    number = found.groupby(found, dropna=False).cumcount() + 1
    told = found.astype("str")
    fresh = told + " (" + number.astype("str") + ")"
    while (clash := repeated & fresh.isin(taken)).any():  # somebody's key is written so
        number = number.where(~clash, number + len(found))
        fresh = told + " (" + number.astype("str") + ")"
    return nothing_as_none(found.where(~repeated, fresh))


def dated(raw: RawTable) -> str:
    """The vintage as rows and pages say it: "30 juin 2026", else "sans date"."""
    return raw.vintage.strip() or UNDATED


def checked_on(raw: RawTable) -> str:
    """The day on which a source vouched for its rows, as `verifie_le` has it."""
    return raw.retrieved_at.date().isoformat()


# ---------------------------------------------------------------- rows that people typed


def registry_rows(raw: RawTable, table: Table) -> DataFrame:
    """The rows of one table among those that a registry or a local file brought, as an atlas frame.

    Their index says which rows of `raw.frame`, counted from 0, they are. What they leave open gets
    `raw`'s source and vintage; of a user's file also a key from its line and `diffusion` "interne"
    (DOMAIN 1). A word that a closed list of the table does not hold is dropped, for the edition
    would refuse the whole table.
    """
    frame = raw.frame.reset_index(drop=True)
    if "table" in frame.columns:
        frame = frame[frame["table"] == table.name]
    names = [field.name for field in table.fields if field.name in frame.columns]
    values: dict[str, Any] = {name: frame[name] for name in names}
    if "geometry" in frame.columns:
        values["geometry"] = frame["geometry"]
    for field in table.fields:
        if field.name in values and field.type == "text":
            values[field.name] = _within(texts(values[field.name]), field)
    if "insee" in values:
        values["insee"] = codes(values["insee"], 5)
    numbered = require("pandas").Series(frame.index, index=frame.index).add(1).astype("str")
    local = raw.source.endswith("-local")
    defaults = {
        "key": f"{raw.source}:" + numbered,
        "statut": "en service",
        "diffusion": "interne" if local else "publique",
        "source": raw.source,
        "vintage": dated(raw),
        "class": "",
    }
    for name in (field.name for field in table.fields if field.name in defaults):
        values[name] = _filled(values.get(name), defaults[name], frame.index)
    return atlas_frame(table, values, frame.index)


def _within(values: Series, field: Field) -> Series:
    return values.where(values.isin(field.values)) if field.values else values


def _filled(values: Series | None, default: Any, index: Index) -> Series:
    spread = _spread(default, index)
    return spread if values is None else values.where(values.notna(), spread)


def settled(frame: DataFrame, ground: Ground) -> DataFrame:
    """Rows with the centre of their commune where they have no shape, and where they belong.

    A row that stands somewhere and does not say how precisely is "exacte"; one put at its commune's
    centre is "commune". A written `rattachement` holds against the ground (DOMAIN 4).
    """
    placed = frame.copy()
    bare = placed["geometry"].isna()
    placed["geometry"] = nothing_as_none(
        placed["geometry"].where(~bare, ground.centres(placed["insee"]))
    )
    said = placed["position"].where(~bare).notna()
    placed["position"] = nothing_as_none(
        placed["position"].where(said, bare.map({True: "commune", False: "exacte"}))
    )
    written = placed["rattachement"].fillna("") != ""
    found = ground.territories_of(placed["insee"], placed["geometry"])
    placed["rattachement"] = nothing_as_none(placed["rattachement"].where(written, found))
    return placed


def counted(number: float, one: str, many: str) -> str:
    """`1 site`, `1 234 sites`: a number in French with the words for one or for many."""
    return f"{french.number(number)} {one if number < 2 else many}"


def sentences(*parts: Series) -> Series:
    """The parts of each row's note one behind the other, None where there is nothing to say."""
    joined = parts[0].astype("object")
    for part in parts[1:]:
        joined = joined + " " + part
    joined = joined.str.replace(r"\s+", " ", regex=True).str.strip()
    return nothing_as_none(joined.where(joined != ""))


# ---------------------------------------------------------------- accounts


class Ledger:
    """What becomes of each row of one source; the first verdict on a row holds.

    Rows are counted from 0, in the order of the raw table.
    """

    def __init__(self, source: str, rows: int) -> None:
        numpy = require("numpy")
        self.source = source
        self._verdicts: list[tuple[str, str]] = []
        self._codes = numpy.full(rows, -1, dtype="int64")

    @property
    def open(self) -> Any:
        """Which rows have no verdict yet (a numpy array of truths)."""
        return self._codes < 0

    def judge(self, rows: Any, outcome: str, reason: str = "") -> None:
        """Give rows (an array or series of truths, one a row) a verdict, if they have none yet."""
        if outcome not in OUTCOMES:
            raise ValueError(outcome)
        verdict = (outcome, reason)
        if verdict not in self._verdicts:
            self._verdicts.append(verdict)
        chosen = require("numpy").asarray(rows, dtype=bool) & self.open
        self._codes[chosen] = self._verdicts.index(verdict)

    def judge_each(self, rows: Any, outcome: str, reasons: Series) -> None:
        """The same with a reason for each row."""
        for reason in reasons[require("numpy").asarray(rows, dtype=bool)].unique():
            self.judge(rows & (reasons == reason).to_numpy(), outcome, reason)

    def verdicts(self) -> tuple[list[str], list[str]]:
        """The outcome and the reason of each row; all must have a verdict."""
        told = [self._verdicts[number] for number in self._codes]
        return [outcome for outcome, _ in told], [reason for _, reason in told]

    def accounts(self, territories: Any) -> tuple[Account, ...]:
        """The rows by verdict and territory ("" where it is not known); all must have a verdict."""
        if self.open.any():
            raise ValueError(f"{self.source}: {int(self.open.sum())} rows without a verdict")
        pandas, numpy = require("pandas"), require("numpy")
        where, names = pandas.factorize(pandas.Series(territories, dtype="object").fillna(""))
        counted = numpy.bincount(self._codes * max(len(names), 1) + where)
        found = []
        for number in numpy.flatnonzero(counted):
            verdict, place = divmod(int(number), len(names))
            outcome, reason = self._verdicts[verdict]
            found.append(Account(self.source, outcome, reason, int(counted[number]), names[place]))
        return tuple(sorted(found, key=lambda each: (each.outcome, each.reason, each.territory)))


def together(accounts: tuple[Account, ...]) -> tuple[Account, ...]:
    """Accounts that say the same of the same territory, added up."""
    totals: dict[Account, int] = {}
    for account in accounts:
        same = replace(account, rows=0)
        totals[same] = totals.get(same, 0) + account.rows
    return tuple(replace(same, rows=rows) for same, rows in totals.items())
