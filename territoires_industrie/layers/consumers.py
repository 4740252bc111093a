"""Consumers: sites that addresses measure, sites that registers know, each once, with its sector.

- Measured sites come from `metered` and `consumption`; no register names them, so they bear no
  name: commune and NAF would only be a suggestion (DOMAIN 2).
- A site of the register of transport-connected sites gets its size class from ODRÉ's delivery, not
  the figure, which is a place's and would tell a named site's consumption (DOMAIN 1 and 3).
- Sites typed from registers and documents stand without a size, at their commune: `typed`.
- Sector: the register by SIRET first, then the division of the NAF. Outside divisions 10 to 33, and
  in a division that is undecided (16), a site is kept off the legend and listed (DOMAIN 3).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from .. import french
from ..catalogue import AtlasLayer
from ..libraries import require
from ..sources.raw import RawTable
from .columns import column, nothing_as_none, numbers, on_distinct, texts
from .consumption import measure, sites_over, sizes
from .ground import Ground, points_at
from .local import is_local, with_local
from .made import DRAWN, KEPT_OFF, OFF_LEGEND, Account, Made
from .metered import BOTH, ELECTRICITY, GAS, STREET, WITHHELD, Addresses, read_addresses
from .registers import Registers, load_registers
from .rows import (
    OUTSIDE,
    atlas_frame,
    counted,
    dated,
    no_rows,
    sentences,
    settled,
    stacked,
    together,
)
from .sectors import Sector
from .transport import ODRE_IRIS, read_deliveries, to_identify, transport_sites
from .typed import of_old_registers, perhaps_public, with_typed

if TYPE_CHECKING:
    from pandas import DataFrame, Series

ADDED_UP = "additionnée par site"
BELOW = "site sous le seuil de {} MWh"
_SUGGESTED = "sans doute un consommateur déjà mesuré, à rapprocher"
_NEARBY = "Un consommateur mesuré de la même commune et de la même classe peut être ce site."


def consumers(raw: Mapping[str, RawTable], layer: AtlasLayer, ground: Ground) -> Made:
    """The table `consumers` (points, EPSG:2154; energies in MWh, gas in PCS) and its accounts."""
    table = layer.tables[0]
    registers = load_registers()
    sector = Sector(layer.parameters, registers)
    addresses = read_addresses(raw, layer.parameters)
    measured, accounts = _measured(addresses, raw, layer, sector, ground)
    connected, more = _connected(raw, layer, registers, sector, ground)
    public = {**no_rows(layer), table.name: stacked(table, [measured, connected])}
    made = Made(public, together((*accounts, *more)), tuple(_basis(addresses, layer)))
    rule = perhaps_public(measured, set(connected["siret"]), _SUGGESTED, _NEARBY)
    made = with_typed(made, raw, layer, ground, rule)
    rows = made.tables[table.name]
    rows["size"] = rows["size"].fillna(layer.parameters["size_unknown"])
    made = with_local(made, _completed(raw, layer, sector), layer, ground)
    told = _limits(made.tables[table.name], addresses, raw, registers, layer, ground)
    return replace(made, limits_by_territory=told)


def _measured(
    addresses: Addresses,
    raw: Mapping[str, RawTable],
    layer: AtlasLayer,
    sector: Sector,
    ground: Ground,
) -> tuple[DataFrame, tuple[Account, ...]]:
    parameters = layer.parameters
    least = min(parameters["thresholds_mwh"].values())
    sites = sites_over(addresses, parameters["basis"], least)
    frame = _measured_frame(sites, addresses, raw, layer, sector, ground)
    inside = ground.inside(frame["geometry"]).to_numpy()
    rows = addresses.rows
    addresses.judge(rows["mwh"].isna().to_numpy(), KEPT_OFF, WITHHELD)
    legend = (frame["class"] != "").to_numpy()
    for chosen, outcome, reason in (
        (~inside, KEPT_OFF, OUTSIDE),
        (inside & legend, DRAWN, ADDED_UP),
        (inside & ~legend, KEPT_OFF, OFF_LEGEND),
    ):
        addresses.judge(rows["site"].isin(sites.index[chosen]).to_numpy(), outcome, reason)
    addresses.judge(rows["site"].notna().to_numpy(), KEPT_OFF, BELOW.format(french.number(least)))
    accounts = [
        account
        for source, ledger in addresses.ledgers.items()
        for account in ledger.accounts(on_distinct(addresses.places[source], ground.territories_of))
    ]
    return frame[inside].reset_index(drop=True), tuple(accounts)


def _measured_frame(
    sites: DataFrame,
    addresses: Addresses,
    raw: Mapping[str, RawTable],
    layer: AtlasLayer,
    sector: Sector,
    ground: Ground,
) -> DataFrame:
    sites = sites.reset_index(drop=True)
    vague = (sites["level"] < STREET) | (sites["score"] < layer.parameters["min_ban_score"])
    spots = nothing_as_none(points_at(sites["lon"], sites["lat"]).where(~vague))
    names = ground.commune_names(sites["insee"])
    nobody = require("pandas").Series(None, index=sites.index, dtype="object")  # without SIRET
    measured = measure(
        sites["electricity_mwh"],
        sites["gas_mwh"],
        sites["total_mwh"],
        layer.parameters["basis"],
    )
    values = {
        "key": sites["site"],
        "commune": names.where(names != "", texts(sites["commune"])),
        "insee": sites["insee"],
        "class": sector.classes(nobody, sites["naf"]),
        "position": spots.notna().map({True: "adresse", False: "commune"}),
        "source": sites["source"],
        "vintage": sites["source"].map({name: dated(table) for name, table in raw.items()}),
        "note": sentences(
            sector.notes(nobody, sites["naf"]),
            _unknown_half(sites, addresses),
            _minimum(sites["withheld"]),
            _several(sites["divisions"]),
        ),
        "size": sizes(measured, layer.parameters["thresholds_mwh"]),
        "naf": sites["naf"],
        "electricity_mwh": sites["electricity_mwh"],
        "gas_mwh": sites["gas_mwh"],
        "total_mwh": sites["total_mwh"],
        "year": sites["year"],
        "geometry": spots,
    }
    return settled(atlas_frame(layer.tables[0], values, sites.index), ground)


def _unknown_half(sites: DataFrame, addresses: Addresses) -> Series:
    """Why a total is unknown."""
    told = require("pandas").Series("", index=sites.index, dtype="object")
    electricity, gas = sites["electricity_mwh"].isna(), sites["gas_mwh"].isna()
    told = told.where(~gas, "Gaz non publié à cette adresse : total inconnu.")
    told = told.where(~electricity, "Électricité non publiée à cette adresse : total inconnu.")
    years = " et ".join(
        f"{word} {addresses.years[energy]}"
        for energy, word in ((ELECTRICITY, "électricité"), (GAS, "gaz"))
        if energy in addresses.years
    )
    apart = ~electricity & ~gas & sites["total_mwh"].isna()
    return told.where(~apart, f"Années différentes ({years}), non additionnées.")


def _minimum(withheld: Series) -> Series:
    count = withheld.fillna(0).astype("int64")
    told = "Minimum : " + count.astype("str") + " valeur(s) de cette adresse sous secret."
    return told.where(count > 0, "")


def _several(kinds: Series) -> Series:
    count = kinds.fillna(0).astype("int64")
    told = (
        count.astype("str") + " divisions NAF à cette adresse ; la plus consommatrice est retenue."
    )
    return told.where(count > 1, "")


def _connected(
    raw: Mapping[str, RawTable],
    layer: AtlasLayer,
    registers: Registers,
    sector: Sector,
    ground: Ground,
) -> tuple[DataFrame, tuple[Account, ...]]:
    """The sites that the register of transport-connected sites knows, at their commune."""
    table = layer.tables[0]
    if ODRE_IRIS not in raw:
        return atlas_frame(table, {}, range(0)), ()
    found = read_deliveries(raw[ODRE_IRIS])
    sites, accounts = transport_sites(found, registers.transport, layer.parameters, ground)
    measured = measure(
        sites["electricity"],
        sites["gas"],
        sites["electricity"] + sites["gas"],
        layer.parameters["basis"],
    )
    known = sizes(measured, layer.parameters["thresholds_mwh"])
    by_iris = (
        f"Taille : classe tirée des livraisons de transport ({found.year}) à l'IRIS "
        + sites["iris"]
        + ", total d'un lieu ; le chiffre n'est pas repris."
    )
    values = {
        "key": sites["siret"],
        "name": sites["nom"],
        "commune": ground.commune_names(sites["insee"]),
        "insee": sites["insee"],
        "class": sector.classes(sites["siret"], sites["naf"]),
        "position": "commune",
        "source": ODRE_IRIS,
        "vintage": dated(raw[ODRE_IRIS]),
        "verifie_par": sites["source"],
        "verifie_le": sites["vérifié le"],
        "note": sentences(
            sector.notes(sites["siret"], sites["naf"]), by_iris.where(known.notna(), "")
        ),
        "size": known.fillna(layer.parameters["size_unknown"]),
        "siret": sites["siret"],
        "naf": sites["naf"],
        "year": numbers(sites["siret"].map(lambda _: found.year)).where(known.notna()),
        "geometry": ground.centres(sites["insee"]),
    }
    frame = settled(atlas_frame(table, values, sites.index), ground)
    return frame[ground.inside(frame["geometry"])].reset_index(drop=True), accounts


def _completed(
    raw: Mapping[str, RawTable], layer: AtlasLayer, sector: Sector
) -> dict[str, RawTable]:
    """The user's own rows with the class and the size that follow from what they do say."""
    parameters = layer.parameters
    told = dict(raw)
    for name, table in raw.items():
        if not is_local(table):
            continue
        frame = table.frame.copy()
        given = texts(column(frame, "class"))
        siret = texts(column(frame, "siret")).str.replace(r"\s", "", regex=True)
        found = sector.classes(siret, column(frame, "naf"))
        frame["class"] = nothing_as_none(given.where(given.notna(), found.replace("", None)))
        electricity, gas = (numbers(column(frame, name)) for name in ("electricity_mwh", "gas_mwh"))
        total = numbers(column(frame, "total_mwh"))
        total = total.where(total.notna(), electricity + gas)
        measured = measure(electricity, gas, total, parameters["basis"])
        known = sizes(measured, parameters["thresholds_mwh"]).where(
            measured.notna(), parameters["size_unknown"]
        )
        written = texts(column(frame, "size"))
        frame["size"] = nothing_as_none(written.where(written.notna(), known))
        frame["total_mwh"] = total
        told[name] = replace(table, frame=frame)
    return told


def _basis(addresses: Addresses, layer: AtlasLayer) -> Iterator[str]:
    """What sizes are measured by: energies, years, and what is left out (DOMAIN 3)."""
    basis = {
        BOTH: "électricité et gaz (PCS)",
        ELECTRICITY: "électricité seule",
        GAS: "gaz seul (PCS)",
    }[layer.parameters["basis"]]
    if addresses.years:
        years = " et ".join(str(year) for year in sorted(set(addresses.years.values())))
        without = ", ".join(layer.parameters["not_counted"])
        yield f"Tailles : {basis}, {years}, hors {without}."


def _limits(
    rows: DataFrame,
    addresses: Addresses,
    raw: Mapping[str, RawTable],
    registers: Registers,
    layer: AtlasLayer,
    ground: Ground,
) -> dict[str, tuple[str, ...]]:
    """What the map of each territory cannot show, in sentences for its page."""
    places = on_distinct(addresses.rows["insee"], ground.territories_of)
    secret = places[addresses.rows["mwh"].isna()]
    listed = None
    if ODRE_IRIS in raw:
        listed = to_identify(raw[ODRE_IRIS], registers.transport, ground)
    undecided = rows.loc[rows["class"] == "", "rattachement"]
    years = layer.parameters["register_years"]
    return {
        territory.id: (
            *_told(
                int((secret == territory.id).sum()),
                None if listed is None else listed[listed["territory"] == territory.id],
                int((undecided == territory.id).sum()),
            ),
            *of_old_registers(rows[rows["rattachement"] == territory.id], years, "site", "sites"),
        )
        for territory in ground.area.territories
    }


def _told(secret: int, listed: DataFrame | None, undecided: int) -> Iterator[str]:
    """A territory's cells under secrecy, deliveries that are nobody's yet, sites off the legend."""
    if secret:
        words = ("consommation d'adresse", "consommations d'adresses")
        yield f"{counted(secret, *words)} sous secret statistique, inconnues."
    if listed is not None and len(listed):
        words = ("livraison des réseaux de transport", "livraisons des réseaux de transport")
        # their GWh less the energy table's total would tell those of the sites that are known
        yield f"{counted(len(listed), *words)} à identifier, par IRIS."
    if undecided:
        words = ("site hors légende", "sites hors légende")
        yield f"{counted(undecided, *words)} : activité hors de l'industrie ou non tranchée."
