"""Producers: plants of the national register, biomethane injection points, typed projects.

DOMAIN 4: solar, hydro, geothermal, marine and other plants are off the map and in `energy_table`;
what stands for many plants below 36 kW counts in totals and is drawn nowhere; a wind farm bears one
symbol, at its classified installation rather than at the town hall (`wind`). A name of the register
goes with its EIC; a confidential one stays so.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ..catalogue import AtlasLayer
from ..libraries import require
from ..sources.raw import RawTable
from ..territories import Territory, communes
from .biomethane import BIOMETHANE, injection_points
from .columns import nothing_as_none, on_distinct
from .ground import Ground, points_at
from .local import with_local
from .made import DRAWN, KEPT_OFF, NOWHERE, REJECTED, Account, Made
from .plants import OFF_LEGEND, REGISTRE, Register, plants_of, read_register
from .registers import load_registers
from .rows import (
    OUTSIDE,
    atlas_frame,
    checked_on,
    counted,
    dated,
    no_rows,
    sentences,
    settled,
    stacked,
    together,
)
from .typed import of_old_registers, perhaps_public, with_typed
from .wind import ICPE, accounts_of_installations, placed, read_installations

if TYPE_CHECKING:
    from pandas import DataFrame, Series

WIND = "Éolien"
IN_A_PLANT = "unité d'une installation figurée"
_SUGGESTED = "sans doute une installation du registre, à rapprocher"
_NEARBY = (
    "Une installation du registre, de la même commune et de la même classe, peut être celle-ci."
)


def producers(raw: Mapping[str, RawTable], layer: AtlasLayer, ground: Ground) -> Made:
    """The table `producers` (points, EPSG:2154; kW and GWh a year) and its accounts."""
    table = layer.tables[0]
    frames, accounts = [], []
    told: dict[str, tuple[str, ...]] = {}
    if REGISTRE in raw:
        register = read_register(raw[REGISTRE], layer.parameters)
        plants, more = _plants(register, raw, layer, ground)
        frames.append(plants)
        accounts += more
        told = {
            territory.id: tuple(_limits(plants, register, territory))
            for territory in ground.area.territories
        }
    elif ICPE in raw:
        accounts += _unused_installations(raw, layer, ground)
    if BIOMETHANE in raw:
        injecting, others = injection_points(raw[BIOMETHANE], layer, ground)
        frames.append(injecting)
        accounts += others
    found = stacked(table, frames)
    made = Made(
        {**no_rows(layer), table.name: found},
        together(tuple(accounts)),
        limits_by_territory=told,
    )
    rule = perhaps_public(found, set(found["key"]), _SUGGESTED, _NEARBY)
    made = with_local(with_typed(made, raw, layer, ground, rule), raw, layer, ground)
    return replace(made, limits_by_territory=_with_old_registers(made, layer, ground))


def _with_old_registers(
    made: Made, layer: AtlasLayer, ground: Ground
) -> dict[str, tuple[str, ...]]:
    """The limits by territory, and the installations that only an old register vouches for."""
    rows, years = made.tables[layer.tables[0].name], layer.parameters["register_years"]
    words = ("installation", "installations")
    return {
        territory.id: (
            *made.limits_by_territory.get(territory.id, ()),
            *of_old_registers(rows[rows["rattachement"] == territory.id], years, *words),
        )
        for territory in ground.area.territories
    }


def energy_table(raw: RawTable, layer: AtlasLayer, ground: Ground) -> DataFrame:
    """Every installation of the register by territory and filière, on the map or not.

    Columns: territory (id, "" outside any), filiere (as the technology corrects it), installations
    (small ones of an aggregate each), power_kw, energy_kwh (injected over a sliding year; null
    where nothing is published). DOMAIN 4: off the legend, always in the total.
    """
    rows = read_register(raw, layer.parameters).rows
    told = require("pandas").DataFrame(
        {
            "territory": on_distinct(rows["insee"], ground.territories_of).fillna(""),
            "filiere": rows["filiere"].fillna("inconnue"),
            "installations": rows["count"].fillna(1),
            "power_kw": rows["kw"],
            "energy_kwh": rows["kwh"],
        }
    )
    sums = told.groupby(["territory", "filiere"]).sum(min_count=1).reset_index()
    sums["installations"] = sums["installations"].astype("int64")
    return sums


def _plants(
    register: Register, raw: Mapping[str, RawTable], layer: AtlasLayer, ground: Ground
) -> tuple[DataFrame, list[Account]]:
    ledger = register.ledger
    plants, owners = plants_of(register.rows[ledger.open], load_registers().plants)
    frame, accounts = _placed_frame(plants, raw, layer, ground)
    nowhere = frame["geometry"].isna()
    inside = ground.inside(frame["geometry"])
    for chosen, outcome, reason in (
        (nowhere, REJECTED, NOWHERE),
        (~inside, KEPT_OFF, OUTSIDE),
        (frame["class"] == "", KEPT_OFF, OFF_LEGEND),
        (frame["class"] != "", DRAWN, IN_A_PLANT),
    ):
        members = owners.index[owners.isin(plants.index[chosen.to_numpy()])]
        ledger.judge(register.rows.index.isin(members), outcome, reason)
    territories = on_distinct(register.rows["insee"], ground.territories_of)
    return frame[inside].reset_index(drop=True), [*accounts, *ledger.accounts(territories)]


def _placed_frame(
    plants: DataFrame, raw: Mapping[str, RawTable], layer: AtlasLayer, ground: Ground
) -> tuple[DataFrame, tuple[Account, ...]]:
    """The plants as atlas rows: where a register, an installation or their commune puts them."""
    spots = points_at(plants["lon"], plants["lat"])
    position = spots.notna().map({True: "exacte", False: "commune"})
    aiot = spots.map(lambda _: None)
    accounts: tuple[Account, ...] = ()
    if ICPE in raw:
        installations, ledger, places = read_installations(raw[ICPE], layer.parameters, ground)
        at_sea = plants["technologie"].fillna("").str.startswith("En mer")
        onshore = (plants["class"] == WIND) & spots.isna() & ~at_sea
        farms = placed(plants[onshore], installations).reindex(plants.index)
        found = farms["geometry"].notna()
        spots = nothing_as_none(spots.where(~found, farms["geometry"]))
        position, aiot = position.where(~found, farms["position"]), farms["aiot"]
        used = set(aiot.dropna())
        accounts = accounts_of_installations(installations, used, ledger, places)
    named = plants["eics"].notna() & plants["name"].notna()
    day = checked_on(raw[REGISTRE])
    official = "Registre national (ODRÉ), EIC " + plants["eics"]
    values: dict[str, Any] = {
        "key": plants["key"],
        "name": plants["name"],
        "commune": _communes(plants, ground),
        "insee": plants["insee"],
        "class": plants["class"],
        "statut": plants["statut"],
        "position": position,
        "source": REGISTRE,
        "vintage": dated(raw[REGISTRE]),
        "verifie_par": official.where(named),
        "verifie_le": official.where(official.isna(), day).where(named),
        "note": _notes(plants, position, aiot),
        "filiere": plants["filiere"],
        "combustible": plants["combustible"],
        "technologie": plants["technologie"],
        "power_kw": plants["kw"],
        "units": plants["units"],
        "commissioning": plants["year"],
        "geometry": spots,
    }
    return settled(atlas_frame(layer.tables[0], values, plants.index), ground), accounts


def _communes(plants: DataFrame, ground: Ground) -> Series:
    names = ground.commune_names(plants["insee"])
    return names.where(names != "", plants["commune"])


def _notes(plants: DataFrame, position: Series, aiot: Series) -> Series:
    """What a reader must know of each plant, in French."""
    blank = require("pandas").Series("", index=plants.index, dtype="object")
    remark = nothing_as_none(plants["remark"].map(_sentence, na_action="ignore"))
    by_name = "Position : installation classée AIOT " + aiot.fillna("") + "."
    alone = "Position : seule installation éolienne de la commune, AIOT " + aiot.fillna("") + "."
    where = blank.where(aiot.isna(), by_name.where(position == "exacte", alone))
    return sentences(
        blank.where(~plants["confidential"], "Nom confidentiel au registre."),
        blank.where(plants["statut"] != "suspendu", "En retrait provisoire selon le registre."),
        remark.fillna(""),
        where,
        (plants["source"].astype("object") + ".").fillna(""),
    )


def _sentence(words: str) -> str:
    return words[0].upper() + words[1:] + "."


def _unused_installations(
    raw: Mapping[str, RawTable], layer: AtlasLayer, ground: Ground
) -> tuple[Account, ...]:
    """Without the register no farm is known: installations alone are no plants."""
    installations, ledger, places = read_installations(raw[ICPE], layer.parameters, ground)
    return accounts_of_installations(installations, set(), ledger, places)


def _limits(plants: DataFrame, register: Register, territory: Territory) -> list[str]:
    """What the map of a territory cannot show, in sentences for its page."""
    members = [commune.insee for commune in communes(territory)]
    rows = register.rows[register.rows["insee"].isin(members)]
    plants = plants[plants["rattachement"] == territory.id]
    told = []
    small = rows.loc[rows["aggregate"], "count"].fillna(1).sum()
    off = ((rows["class"] == "") & ~rows["aggregate"]).sum()
    unknown = rows["class"].isna().sum()
    vague = ((plants["class"] == WIND) & (plants["position"] == "commune")).sum()
    apart = "au tableau de l'énergie seul."
    for number, one, many, rest in (
        (small, "installation", "installations", f"de moins de 36 kW, {apart}"),
        (
            off,
            "installation hors légende",
            "installations hors légende",
            f"(solaire, hydraulique…), {apart}",
        ),
        (unknown, "installation", "installations", "d'une filière inconnue, non figurées."),
        (vague, "parc éolien", "parcs éoliens", "au centre de leur commune, faute de position."),
    ):
        if number:
            told.append(f"{counted(number, one, many)} {rest}")
    return told
