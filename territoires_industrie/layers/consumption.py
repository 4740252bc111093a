"""The sites that addresses are, and what they weigh.

What a site is weighed by, its measure, is the total of a year where both energies are known, else
the larger of what is known: a minimum of its total, so that no class is ever too high (DOMAIN 3).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ..libraries import require
from .columns import nothing_as_none
from .metered import ELECTRICITY, GAS, Addresses

if TYPE_CHECKING:
    from pandas import DataFrame, Series


def measure(electricity: Series, gas: Series, total: Series, basis: str) -> Series:
    """What sites are weighed by under a basis, in MWh; NaN where that is unknown.

    With both energies: the total, else the larger of what is known, a minimum of the total.
    """
    if basis == ELECTRICITY:
        return electricity
    if basis == GAS:
        return gas
    larger = electricity.where(~(gas > electricity.fillna(-1)), gas)
    return total.where(total.notna(), larger)


def sizes(measured: Series, thresholds: Mapping[str, float]) -> Series:
    """The size class of each measure (MWh): that of the highest threshold it exceeds, else None."""
    found = require("pandas").Series(None, index=measured.index, dtype="object")
    for name, least in sorted(thresholds.items(), key=lambda item: item[1]):
        found = found.where(~(measured > least), name)
    return nothing_as_none(found)


def size_changes(consumers: DataFrame, parameters: Mapping[str, Any]) -> DataFrame:
    """The sites whose size class changes with the basis: key, name, commune, class, one a basis.

    A column of a basis holds the size class, "" below every threshold, and the word for unknown
    sizes where that basis knows nothing of the site. Sites without any published figure are left
    out: no basis says anything of them.
    """
    table = consumers[consumers[["electricity_mwh", "gas_mwh", "total_mwh"]].notna().any(axis=1)]
    told = table[["key", "name", "commune", "class"]].copy()
    for basis in parameters["bases"]:
        measured = measure(table["electricity_mwh"], table["gas_mwh"], table["total_mwh"], basis)
        found = sizes(measured, parameters["thresholds_mwh"]).fillna("")
        told[basis] = found.where(measured.notna(), parameters["size_unknown"])
    changed = told[list(parameters["bases"])].nunique(axis=1) > 1
    return told[changed].reset_index(drop=True)


def sites_over(addresses: Addresses, basis: str, least: float) -> DataFrame:
    """The sites whose measure is above `least` MWh, with their place, division and energies.

    The index is the site's place in `addresses.sites`. Columns: site (its identifier),
    electricity_mwh, gas_mwh, total_mwh (null unless both are known, of one year), year, source (of
    the larger energy), naf (the division that consumes most), divisions (how many), withheld (how
    many rows), insee, iris, commune, lon, lat, level, score.
    """
    pandas, numpy = require("pandas"), require("numpy")
    rows, count = addresses.rows, len(addresses.sites)
    at, mwh = rows["site"].to_numpy(), rows["mwh"].to_numpy()
    sums = []
    for number in (0, 1):
        known = (rows["energy"].to_numpy() == number) & ~numpy.isnan(mwh)
        total = numpy.bincount(at[known], weights=mwh[known], minlength=count)
        published = numpy.bincount(at[known], minlength=count) > 0
        sums.append(pandas.Series(numpy.where(published, total, numpy.nan)))
    electricity, gas = sums
    both = electricity + gas if addresses.same_year else electricity * numpy.nan
    over = (measure(electricity, gas, both, basis) > least).to_numpy()
    sites = pandas.DataFrame({"electricity_mwh": electricity, "gas_mwh": gas, "total_mwh": both})[
        over
    ]
    sites.insert(0, "site", pandas.Series(addresses.sites, dtype="object")[over])
    return sites.join(_described(addresses, addresses.details(rows[over[at]])))


def _described(addresses: Addresses, rows: DataFrame) -> DataFrame:
    """What is said of each site: by its finest position, its largest energy and division."""
    pandas = require("pandas")
    rows = rows.assign(placed=rows["lon"].notna() & rows["lat"].notna())
    best = rows.sort_values(
        ["placed", "level", "source", "row"], ascending=[False, False, True, True]
    )
    place = best.drop_duplicates("site").set_index("site")[
        ["insee", "iris", "commune", "lon", "lat", "level", "score"]
    ]
    kinds = rows.groupby(["site", "naf"])["mwh"].sum().reset_index()
    kinds = kinds.sort_values(["mwh", "naf"], ascending=[False, True])
    energies = rows.groupby(["site", "source"])["mwh"].sum().reset_index()
    first = energies.sort_values(["mwh", "source"], ascending=[False, True])
    first = first.drop_duplicates("site").set_index("site")["source"]
    newest = rows.groupby("site")["year"].max()
    told = {
        "naf": kinds.drop_duplicates("site").set_index("site")["naf"],
        "divisions": kinds.groupby("site").size(),
        "withheld": rows["mwh"].isna().groupby(rows["site"]).sum(),
        "source": first.map(dict(enumerate(addresses.sources))),
        "year": newest,
    }
    return place.join(pandas.DataFrame(told))
