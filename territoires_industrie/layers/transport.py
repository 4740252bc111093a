"""Deliveries of the transport networks by IRIS (ODRÉ): a control total, seldom a site.

An IRIS is a place, not a site: the smelter behind Gravelines' 4,094 GWh stands in the next commune,
the 407 GWh of Peuplingues are a converter station's (DOMAIN 3). A row becomes a site only through
the register of transport-connected sites. Traps (sources/consumption-economy-territories.md 2.4):
codes of eight characters that lost their zero, with empty duplicates; nothing since 2022 where a
secret is kept, and zeros that are probably secrets too; no NAF.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ..libraries import require
from ..sources.raw import RawTable
from .columns import codes, column, nothing_as_none, numbers, texts, years
from .ground import Ground
from .made import DRAWN, KEPT_OFF, REJECTED, Account
from .rows import Ledger

if TYPE_CHECKING:
    from pandas import DataFrame, Series

ODRE_IRIS = "odre-iris"

NO_IRIS = "sans code IRIS"
TWICE = "doublon vide du même IRIS"
OLDER = "année antérieure à la plus récente"
UNPUBLISHED = "secret probable (valeur absente ou nulle)"
TO_IDENTIFY = "total d'un IRIS, site à identifier"
EXCLUDED = "usage exclu : {}"
IN_A_SITE = "livraison d'un site connu"

_GWH_STEPS = (10, 50)
_WORDS = {"electricity": "électricité", "gas": "gaz"}  # the register's
_ENERGIES = list(_WORDS)


@dataclass(frozen=True)
class Deliveries:
    """The newest year's deliveries, one row an IRIS: iris, insee, electricity, gas (MWh), row.

    A delivery that is withheld, empty or 0 is NaN; `row` is its place in the raw table.
    """

    rows: DataFrame
    year: int | None
    ledger: Ledger
    places: Series


def read_deliveries(raw: RawTable) -> Deliveries:
    """The newest year of the table, with verdicts on the rows that it does not keep."""
    frame = raw.frame.reset_index(drop=True)
    ledger = Ledger(raw.source, len(frame))
    rows = require("pandas").DataFrame(
        {
            "iris": codes(column(frame, "code_iris"), 9),
            "insee": codes(column(frame, "code_insee_commune"), 5),
            "commune": texts(column(frame, "commune")),
            "year": years(column(frame, "annee")).astype("float64"),
            "electricity": _delivered(frame, "consommation_electricite_rte"),
            "gas": _delivered(
                frame,
                "consommation_gaz_grtgaz",
                "consommation_gaz_natran",
                "consommation_gaz_terega",
            ),
            "row": range(len(frame)),
        }
    )
    rows["insee"] = nothing_as_none(
        rows["insee"].where(rows["insee"].notna(), rows["iris"].str[:5])
    )
    places = rows["insee"]
    ledger.judge(rows["iris"].isna(), REJECTED, NO_IRIS)
    newest = rows["year"].max()
    ledger.judge(rows["year"].notna() & (rows["year"] < newest), KEPT_OFF, OLDER)
    rows = rows[ledger.open]
    rows["known"] = rows[["electricity", "gas"]].notna().sum(axis=1)
    rows = rows.sort_values(["known", "row"], ascending=[False, True])
    twice = rows["iris"].duplicated()
    spare = places.index.isin(rows.loc[twice, "row"])
    ledger.judge(spare, REJECTED, TWICE)
    kept = rows[~twice].sort_values("row").drop(columns="known")
    return Deliveries(kept, None if newest != newest else int(newest), ledger, places)


def _delivered(frame: DataFrame, *names: str) -> Series:
    """MWh over the columns of an energy; zeros are probably secrets, and unknown (DOMAIN 3)."""
    parts = require("pandas").DataFrame({name: numbers(column(frame, name)) for name in names})
    parts = parts.where(parts > 0)
    return parts.sum(axis=1, min_count=1)


def transport_control(raw: RawTable, ground: Ground) -> DataFrame:
    """Electricity delivered by RTE in the newest year, by territory: the control total.

    By territory id ("" outside any): iris_over_10_gwh, iris_over_50_gwh (counts of IRIS that reach
    that much), gwh (sum of what is published), secret (IRIS whose delivery is withheld or 0).
    Traction, interconnectors and power stations are in it: it is what the networks delivered.
    """
    rows = read_deliveries(raw).rows
    mwh = rows["electricity"]
    return (
        require("pandas")
        .DataFrame(
            {
                "territory": ground.territories_of(rows["insee"]),
                **{
                    f"iris_over_{step}_gwh": (mwh >= step * 1000).astype("int64")
                    for step in _GWH_STEPS
                },
                "gwh": mwh / 1000,
                "secret": mwh.isna().astype("int64"),
            }
        )
        .groupby("territory")
        .sum()
    )


def to_identify(raw: RawTable, register: DataFrame, ground: Ground) -> DataFrame:
    """The IRIS whose deliveries no register attributes, the largest first, for a review list.

    Columns: iris, insee, commune, territory, electricity_mwh, gas_mwh, year.
    """
    found = read_deliveries(raw)
    rows = found.rows.copy()
    for energy, word in _WORDS.items():
        rows[energy] = rows[energy].where(~_told(rows, register, word))
    rows = rows[rows[_ENERGIES].notna().any(axis=1)]
    listed = require("pandas").DataFrame(
        {
            "iris": rows["iris"],
            "insee": rows["insee"],
            "commune": nothing_as_none(
                rows["commune"].where(rows["commune"].notna(), ground.commune_names(rows["insee"]))
            ),
            "territory": ground.territories_of(rows["insee"]),
            "electricity_mwh": rows["electricity"],
            "gas_mwh": rows["gas"],
            "year": found.year,
        }
    )
    weight = listed[["electricity_mwh", "gas_mwh"]].sum(axis=1)
    order = weight.sort_values(ascending=False, kind="stable").index
    return listed.loc[order].reset_index(drop=True)


def transport_sites(
    found: Deliveries, register: DataFrame, parameters: Mapping[str, Any], ground: Ground
) -> tuple[DataFrame, tuple[Account, ...]]:
    """The register's industrial sites with what is known of their deliveries, and the accounts.

    Columns: siret, nom, insee, naf, source, vérifié le (the register's), electricity, gas (MWh,
    NaN where several sites share an IRIS or nothing is published). A site that the register knows
    is there even while its delivery is secret.
    """
    excluded = set(parameters["excluded_iris_uses"])
    known = register[~register["usage"].isin(excluded) & (register["siret"] != "")]
    rows = found.rows
    published = rows[_ENERGIES].notna()
    _judge(found, rows[~published.any(axis=1)], KEPT_OFF, UNPUBLISHED)
    for use, group in register[register["usage"].isin(excluded)].groupby("usage"):
        told = {energy: _told(rows, group, word) for energy, word in _WORDS.items()}
        covered = ~(published & ~require("pandas").DataFrame(told)).any(axis=1)
        _judge(found, rows[covered], KEPT_OFF, EXCLUDED.format(use))
    linked = [published[energy] & _told(rows, known, word) for energy, word in _WORDS.items()]
    _judge(found, rows[linked[0] | linked[1]], DRAWN, IN_A_SITE)
    _judge(found, rows, KEPT_OFF, TO_IDENTIFY)
    sites = known.merge(rows[["iris", *_ENERGIES]], on="iris", how="left")
    shared = sites["iris"].duplicated(keep=False)
    for energy, word in _WORDS.items():
        sites[energy] = sites[energy].where(sites["énergie"].str.contains(word) & ~shared)
    return sites, found.ledger.accounts(ground.territories_of(found.places))


def _told(rows: DataFrame, register: DataFrame, word: str) -> Series:
    """Whose delivery of an energy the register attributes, to a site or to an excluded use."""
    return rows["iris"].isin(set(register.loc[register["énergie"].str.contains(word), "iris"]))


def _judge(found: Deliveries, chosen: DataFrame, outcome: str, reason: str) -> None:
    found.ledger.judge(found.places.index.isin(chosen["row"]), outcome, reason)
