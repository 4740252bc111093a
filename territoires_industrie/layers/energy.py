"""Energy by territory: what is consumed by sector, delivered, produced by filière and injected.

DOMAIN 1, 3 and 4, and what follows from them:

- Addresses are added up by site before anything else (`metered`). A site counts whole in the
  sector of the division that consumes most, as on the map; no threshold applies.
- Deliveries of the transport networks are a total of their own, never added to the addresses;
  traction, interconnectors and power stations stand apart in it.
- Every filière of the register counts, those off the legend and the small ones too. A register
  publishes each plant's energy, so production is not masked.
- What each cell of consumption must hide from whom is decided here, where the sites are known
  (`masking`); the edition keeps the verdict beside the figure, and `audience` applies it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from .. import french
from ..catalogue import AtlasLayer, load_catalogue
from ..libraries import require
from ..sources.raw import RawTable
from .biomethane import BIOMETHANE, injection_points
from .columns import column, divisions, nothing_as_none, on_distinct
from .ground import Ground
from .made import DRAWN, KEPT_OFF, Account, Made
from .masking import ALL, masked_totals
from .metered import (
    ADDRESS_SOURCES,
    ELECTRICITY,
    ELECTRICITY_SDES,
    ENEDIS,
    GAS,
    GAS_SDES,
    WITHHELD,
    Addresses,
    read_addresses,
)
from .plants import REGISTRE, RETIRED, read_register
from .producers import energy_table
from .registers import load_registers
from .rows import OUTSIDE, atlas_frame, counted, dated, no_rows, together
from .sectors import Sector
from .transport import ODRE_IRIS, UNPUBLISHED, read_deliveries

if TYPE_CHECKING:
    from pandas import DataFrame, Series

CONSUMED, PRODUCED = "consommation", "production"
TOLD = "au tableau de l'énergie"

_NAF = {
    ELECTRICITY_SDES: "CODE_SECTEUR_NAF2_CODE",
    GAS_SDES: "CODE_SECTEUR_NAF2_CODE",
    ENEDIS: "code_secteur_naf2",
}
_WORDS = {ELECTRICITY: "électricité", GAS: "gaz"}
_DIVISIONS = 100  # a division of the NAF has two digits
_PLACE = ["energy", "territory", "category"]
_Part = tuple["DataFrame", tuple[Account, ...]]


def energy(raw: Mapping[str, RawTable], layer: AtlasLayer, ground: Ground) -> Made:
    """The table `energy` (MWh a year, gas in PCS; kW; GWh a year of capacity) and its accounts.

    One row for each territory asked, flux, category and energy that anything is known of.
    """
    parts = list(_parts(raw, layer, ground))
    accounts = together(tuple(account for _, more in parts for account in more))
    filled = [cells for cells, _ in parts if len(cells)]
    if not filled:
        return Made(no_rows(layer), accounts)
    table = layer.tables[0]
    cells = require("pandas").concat(filled, ignore_index=True)
    found = atlas_frame(table, {name: cells[name] for name in cells.columns}, cells.index)
    told = {
        territory.id: tuple(_limits(found[found["territory"] == territory.id], layer))
        for territory in ground.area.territories
    }
    return Made({table.name: found}, accounts, limits_by_territory=told)


def _parts(raw: Mapping[str, RawTable], layer: AtlasLayer, ground: Ground) -> Iterator[_Part]:
    """What each kind of source tells, with the accounts of its rows."""
    if any(source in raw for source in ADDRESS_SOURCES):
        yield _consumed(raw, layer, ground)
    if ODRE_IRIS in raw:
        yield _delivered(raw[ODRE_IRIS], layer, ground)
    if REGISTRE in raw:
        yield _produced(raw[REGISTRE], layer, ground)
    if BIOMETHANE in raw:
        yield _injected(raw[BIOMETHANE], layer, ground)


def _asked(ground: Ground) -> set[str]:
    return {territory.id for territory in ground.area.territories}


def _rules(layer_id: str) -> AtlasLayer:
    """Another layer's rules, so that a figure here is counted as the map counts it."""
    return load_catalogue().layers[layer_id]


# ---------------------------------------------------------------- consumption


def _consumed(raw: Mapping[str, RawTable], layer: AtlasLayer, ground: Ground) -> _Part:
    """Addresses by territory, sector and energy, and their total over the sectors."""
    addresses = read_addresses(raw, _rules("consumers").parameters)
    sites = _sites(addresses, layer, ground)
    rows = addresses.rows
    inside = sites["rattachement"].isin(_asked(ground)).to_numpy()
    addresses.judge(~inside[rows["site"].to_numpy()], KEPT_OFF, OUTSIDE)
    addresses.judge(rows["mwh"].isna().to_numpy(), KEPT_OFF, WITHHELD)
    addresses.judge(rows["site"].notna().to_numpy(), DRAWN, TOLD)
    accounts = [
        account
        for source, ledger in addresses.ledgers.items()
        for account in ledger.accounts(on_distinct(addresses.places[source], ground.territories_of))
    ]
    cells = _cells(sites[inside], layer.parameters["all_addresses"])
    for energy_id, word in _WORDS.items():
        mine = [s for s in addresses.sources if ADDRESS_SOURCES[s] == energy_id]
        chosen = cells["energy"] == word
        cells.loc[chosen, "year"] = addresses.years.get(energy_id)
        cells.loc[chosen, "vintage"] = ", ".join(dict.fromkeys(dated(raw[name]) for name in mine))
        cells.loc[chosen, "sources"] = ", ".join(mine)
    return cells, tuple(accounts)


def _sites(addresses: Addresses, layer: AtlasLayer, ground: Ground) -> DataFrame:
    """One row a site, in the order of `addresses.sites`: where, which sector, how much.

    Columns: rattachement, class, electricity_mwh and gas_mwh (NaN where nothing is published),
    electricity_withheld and gas_withheld (rows under secrecy).
    """
    pandas, numpy = require("pandas"), require("numpy")
    rows, count = addresses.rows, len(addresses.sites)
    places = pandas.Series(range(count), dtype="int64")
    first = rows.drop_duplicates("site").set_index("site").reindex(places)
    sector = Sector(_rules("consumers").parameters, load_registers())

    def classes(naf: Series) -> Series:
        nobody = pandas.Series(None, index=naf.index, dtype="object")  # no address has a SIRET
        return sector.classes(nobody, naf.map("{:02.0f}".format, na_action="ignore"))

    sector_of = on_distinct(_main_division(addresses), classes).fillna("")
    columns = {
        "rattachement": on_distinct(first["insee"], ground.territories_of),
        "class": sector_of.where(sector_of != "", layer.parameters["off_legend"]),
    }
    at, mwh, kind = (rows[name].to_numpy() for name in ("site", "mwh", "energy"))
    secret = numpy.isnan(mwh)
    for number, name in enumerate(_WORDS):
        known = (kind == number) & ~secret
        total = numpy.bincount(at[known], weights=mwh[known], minlength=count)
        published = numpy.bincount(at[known], minlength=count) > 0
        columns[f"{name}_mwh"] = numpy.where(published, total, numpy.nan)
        columns[f"{name}_withheld"] = numpy.bincount(at[(kind == number) & secret], minlength=count)
    return pandas.DataFrame(columns, index=places)


def _main_division(addresses: Addresses) -> Series:
    """By site, in their order, the number of the division that consumes most, NaN for none."""
    numpy = require("numpy")
    rows = addresses.rows
    naf = numpy.full(len(rows), numpy.nan)
    for number, source in enumerate(addresses.sources):
        cells = on_distinct(column(addresses.frames[source], _NAF[source]), _division_numbers)
        mine = (rows["source"] == number).to_numpy()
        naf[mine] = cells.to_numpy()[rows["row"].to_numpy()[mine]]
    known = ~numpy.isnan(naf)
    kind = rows["site"].to_numpy()[known].astype("int64") * _DIVISIONS + naf[known].astype("int64")
    kinds, of_kind = numpy.unique(kind, return_inverse=True)
    weights = numpy.nan_to_num(rows["mwh"].to_numpy()[known])
    sums = numpy.bincount(of_kind, weights=weights, minlength=len(kinds))
    order = numpy.lexsort((kinds, -sums))  # of equals the first division
    sites, first = numpy.unique(kinds[order] // _DIVISIONS, return_index=True)
    main = numpy.full(len(addresses.sites), numpy.nan)
    main[sites] = kinds[order][first] % _DIVISIONS
    return require("pandas").Series(main)


def _division_numbers(cells: Series) -> Series:
    return divisions(cells).astype("float64")


def _cells(sites: DataFrame, total: str | None) -> DataFrame:
    """Sites by energy, territory and category, each cell with what to hide of it and why.

    `total` names the category of the sums over all others; None leaves these out.
    """
    pandas = require("pandas")
    masks = masked_totals(sites, _rules("consumers").parameters)
    masks = masks[masks["territory"] != ALL].rename(columns={"sector": "category"})
    figures = []
    for name, word in _WORDS.items():
        mine = pandas.DataFrame(
            {
                "energy": word,
                "territory": sites["rattachement"],
                "category": sites["class"],
                "mwh": sites[f"{name}_mwh"],
                "of_which_withheld": sites[f"{name}_withheld"],
            }
        )
        mine = mine[mine["mwh"].notna() | (mine["of_which_withheld"] > 0)]
        figures.append(mine)
        if total is not None:
            figures.append(mine.assign(category=ALL))
    grouped = pandas.concat(figures, ignore_index=True).groupby(_PLACE)
    cells = pandas.DataFrame(
        {
            "mwh": grouped["mwh"].sum(min_count=1),
            "of_which_withheld": grouped["of_which_withheld"].sum(),
            "largest": grouped["mwh"].max(),
        }
    )
    cells["share_max"] = cells.pop("largest") / cells["mwh"].where(cells["mwh"] > 0)
    cells = cells.join(masks.set_index(_PLACE)[["sites", "masked"]]).reset_index()
    cells["sites"] = cells["sites"].fillna(0)
    cells["masked"] = nothing_as_none(cells["masked"].where(cells["masked"] != ""))
    cells["category"] = cells["category"].where(cells["category"] != ALL, total)
    return cells.assign(flux=CONSUMED, year=None, vintage=None, sources=None)


def _delivered(raw: RawTable, layer: AtlasLayer, ground: Ground) -> _Part:
    """Deliveries of the transport networks by territory and energy: IRIS stand for sites.

    An IRIS of which nothing is published counts as withheld under electricity (RTE's secret).
    """
    found = read_deliveries(raw)
    rows, territories = found.rows, ground.territories_of(found.places)
    here = territories.isin(_asked(ground)).to_numpy()
    found.ledger.judge(~here, KEPT_OFF, OUTSIDE)
    unknown = rows[["electricity", "gas"]].isna().all(axis=1)
    found.ledger.judge(found.places.index.isin(rows.loc[unknown, "row"]), KEPT_OFF, UNPUBLISHED)
    found.ledger.judge(found.ledger.open, DRAWN, TOLD)
    rows = rows.assign(territory=territories.reindex(rows["row"]).to_numpy())
    rows = rows[rows["territory"].isin(_asked(ground))]
    cells = _cells(_as_sites(rows, unknown.reindex(rows.index), layer.parameters), None)
    cells = cells.assign(year=found.year, vintage=dated(raw), sources=raw.source)
    return cells, found.ledger.accounts(territories)


def _as_sites(rows: DataFrame, unknown: Series, parameters: Mapping[str, Any]) -> DataFrame:
    """IRIS in the form of `_sites`, each energy in the category of its use."""
    pandas = require("pandas")
    register = load_registers().transport
    uses = _rules("consumers").parameters["excluded_iris_uses"]
    register = register[register["usage"].isin(uses)]
    parts = []
    for name, word in _WORDS.items():
        covered = register.loc[register["énergie"].str.contains(word), "iris"]
        excluded = rows["iris"].isin(set(covered))
        columns = {f"{other}_mwh": float("nan") for other in _WORDS}
        columns |= {f"{other}_withheld": 0 for other in _WORDS}
        part = pandas.DataFrame(columns, index=rows.index)
        part[f"{name}_mwh"] = rows[name]
        if name == ELECTRICITY:
            part[f"{name}_withheld"] = unknown.astype("int64")
        part["rattachement"] = rows["territory"]
        part["class"] = excluded.map(
            {True: parameters["excluded_deliveries"], False: parameters["deliveries"]}
        )
        parts.append(part)
    return pandas.concat(parts, ignore_index=True)


# ---------------------------------------------------------------- production


def _produced(raw: RawTable, layer: AtlasLayer, ground: Ground) -> _Part:
    """The register's plants by territory and filière, and their total.

    The energy is that injected over a sliding year, a minimum where plants do not publish it; they
    are counted as withheld.
    """
    pandas = require("pandas")
    producers = _rules("producers")
    rows = read_register(raw, producers.parameters).rows
    territories = on_distinct(rows["insee"], ground.territories_of).fillna("")
    here, retired = territories.isin(_asked(ground)), rows["statut"].isna()
    regimes = rows["regime"].map(RETIRED.format, na_action="ignore")
    accounts = _counted(
        raw.source,
        territories,
        pandas.Series(TOLD, index=rows.index).where(~retired, regimes).where(here, OUTSIDE),
    )
    kept = replace(raw, frame=raw.frame.reset_index(drop=True)[(here & ~retired).to_numpy()])
    told = energy_table(kept, producers, ground)
    told = told[told["territory"].isin(_asked(ground))]
    cells = pandas.DataFrame(
        {
            "territory": told["territory"],
            "category": told["filiere"],
            "sites": told["installations"],
            "mwh": told["energy_kwh"] / 1000,
            "power_kw": told["power_kw"],
        }
    )
    silent = rows[here & ~retired & rows["kwh"].isna()]
    names = [territories[silent.index], silent["filiere"].fillna("inconnue")]
    withheld = silent.groupby(names).size()
    places = pandas.MultiIndex.from_frame(cells[["territory", "category"]])
    cells["of_which_withheld"] = withheld.reindex(places).fillna(0).to_numpy()
    return _with_total(cells, raw, layer, "électricité"), accounts


def _with_total(cells: DataFrame, raw: RawTable, layer: AtlasLayer, word: str) -> DataFrame:
    """Production by territory and category with the sums over the categories."""
    sums = cells.drop(columns="category").groupby("territory").sum(min_count=1).reset_index()
    sums["category"] = layer.parameters["all_kinds"]
    whole = require("pandas").concat([cells, sums], ignore_index=True)
    return whole.assign(flux=PRODUCED, energy=word, vintage=dated(raw), sources=raw.source)


def _counted(source: str, territories: Series, reasons: Series) -> tuple[Account, ...]:
    """Every row by its reason: what is told is in the table, the rest is kept off."""
    told = require("pandas").DataFrame({"territory": territories, "reason": reasons})
    return tuple(
        Account(source, DRAWN if reason == TOLD else KEPT_OFF, reason, int(rows), territory)
        for (reason, territory), rows in told.groupby(["reason", "territory"]).size().items()
    )


def _injected(raw: RawTable, layer: AtlasLayer, ground: Ground) -> _Part:
    """The open injection points by territory: a capacity, for no energy is published."""
    points, accounts = injection_points(raw, _rules("producers"), ground)
    asked = _asked(ground)
    points = points[points["rattachement"].isin(asked)]
    grouped = points.groupby("rattachement")
    cells = require("pandas").DataFrame(
        {
            "sites": grouped.size(),
            "capacity_gwh_y": grouped["capacity_gwh_y"].sum(min_count=1),
            "of_which_withheld": grouped["capacity_gwh_y"].agg(lambda each: each.isna().sum()),
        }
    )
    cells = cells.rename_axis("territory").reset_index()
    cells["category"] = layer.parameters["injection"]
    judged = tuple(
        account
        if account.outcome != DRAWN
        else replace(account, reason=TOLD)
        if account.territory in asked
        else replace(account, outcome=KEPT_OFF, reason=OUTSIDE)
        for account in accounts
    )
    return _with_total(cells, raw, layer, "biométhane"), judged


# ---------------------------------------------------------------- what is said of it


def _limits(cells: DataFrame, layer: AtlasLayer) -> Iterator[str]:
    """What the figures of a territory leave out, in sentences."""
    parameters = layer.parameters
    withheld = cells.groupby(["flux", "category"])["of_which_withheld"].sum()
    secret = withheld.get((CONSUMED, parameters["all_addresses"]), 0)
    if secret:
        words = ("consommation d'adresse", "consommations d'adresses")
        yield f"{counted(secret, *words)} sous secret statistique, inconnues."
    silent = withheld.get((PRODUCED, parameters["all_kinds"]), 0)
    if silent:
        yield f"Production inconnue pour {french.number(silent)} lignes du registre national."
