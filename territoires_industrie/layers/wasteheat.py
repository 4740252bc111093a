"""Waste heat, in the atlas' bands of temperature where a temperature is known."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ..catalogue import AtlasLayer, Table
from ..french import number
from ..libraries import require
from ..territories import normalised
from .columns import nothing_as_none
from .ground import Ground
from .local import with_local
from .made import DRAWN, KEPT_OFF, NOWHERE, OFF_LEGEND, REJECTED, Account, Made
from .rows import (
    OUTSIDE,
    Ledger,
    atlas_frame,
    checked_on,
    counted,
    dated,
    registry_rows,
    sentences,
    settled,
    stacked,
)
from .shapes import shapes_of
from .typed import is_typed, with_typed
from .wasteheat_fields import FAMILIES, Deposits, deposits

if TYPE_CHECKING:
    from pandas import DataFrame, Series

    from ..sources.raw import RawTable

_STEP = "station d'épuration"
_INCINERATORS = "enrezo-uve"
_MATCHED = "Énergie et position : unité d'EnRezo, rapprochée par la commune."
_DRAWN_AS_STEP = "dessinée comme station d'épuration"
_SMALL_STEP = "station d'épuration sous le seuil de la carte"
_NO_POTENTIAL = "potentiel nul"
_HOTTER = "au-delà de {} °C, hors légende"


def wasteheat(raw: Mapping[str, RawTable], layer: AtlasLayer, ground: Ground) -> Made:
    """The user's deposits first, then EnRezo's; typed ones where no public row is the same site.

    - A class needs a published temperature (`temp_moy_annuel`, `t_major`): no public field holds
      the atlas' bands (heat-brownfields-biomethane.md 2.2). Else "température non publiée". The
      estimating rule is an option, off, and every class that it gives says so (DOMAIN 6).
    - A STEP is drawn once (DOMAIN 6), by the layer of STEP: from `step_drawn_from_eh` inhabitants
      on it is kept here with its heat, off the legend; a smaller one is not kept.
    - Above the last bound a deposit is kept, off the legend.
    - `energy_mwh` is the high end of the published bracket, low and high temperature together; the
      note gives both ends.
    - `deja_valorisee` comes from the atlas' typed rows, by SIRET.
    - EnRezo's incinerators bear no identifier: one that is alone in its commune is the typed one
      there, and bears its key and its name.
    """
    table = layer.tables[0]
    frames: list[DataFrame] = []
    accounts: list[Account] = []
    for name in (name for name in raw if name in FAMILIES):
        ledger = Ledger(name, len(raw[name].frame))
        rows, listed = _rows(raw[name], layer, ground, ledger)
        frames.append(rows[listed])
        accounts += ledger.accounts(rows["rattachement"])
    public = _identified(stacked(table, frames), raw, layer)
    public = _with_reuse(public, raw, table)
    made = Made({table.name: public}, tuple(accounts))
    made = with_typed(made, raw, layer, ground)
    made = with_local(made, raw, layer, ground, lambda rows: _banded(rows, layer))
    rows = made.tables[table.name]
    told = {
        territory.id: _limits(rows[rows["rattachement"] == territory.id], layer)
        for territory in ground.area.territories
    }
    return replace(made, limits_by_territory=told)


def _rows(
    raw: RawTable, layer: AtlasLayer, ground: Ground, ledger: Ledger
) -> tuple[DataFrame, Any]:
    """All the rows of a source as atlas rows, judged, and which of them the table has."""
    family = FAMILIES[raw.source]
    found = deposits(raw, family, ground)
    classes, estimated = _classes(found, family.kind, layer)
    is_step = family.kind == _STEP
    day = require("pandas").Series(checked_on(raw), index=classes.index, dtype="object")
    values: dict[str, Any] = {
        "key": found.key,
        "name": found.name,
        "insee": found.insee,
        "commune": found.commune,
        "class": "" if is_step else classes,
        "position": found.position,
        "source": raw.source,
        "vintage": dated(raw),
        "verifie_par": found.proof,
        "verifie_le": day.where(found.proof.notna()),
        "note": _notes(found, estimated & (not is_step), layer),
        "temperature_c": found.temperature_c.where(~found.is_bound),
        "energy_mwh": found.high_mwh,
        "geometry": shapes_of(raw, "point"),
    }
    rows = settled(atlas_frame(layer.tables[0], values, classes.index), ground)
    ledger.judge(rows["geometry"].isna(), REJECTED, NOWHERE)
    ledger.judge(~ground.inside(rows["geometry"]), KEPT_OFF, OUTSIDE)
    ledger.judge(found.high_mwh == 0, KEPT_OFF, _NO_POTENTIAL)
    if is_step:
        small = ~(found.capacity_eh >= layer.parameters["step_drawn_from_eh"])
        ledger.judge(small, KEPT_OFF, _SMALL_STEP)
    listed = ledger.open
    ledger.judge(listed & is_step, KEPT_OFF, _DRAWN_AS_STEP)
    ledger.judge(rows["class"] == "", KEPT_OFF, _HOTTER.format(_hottest(layer)))
    ledger.judge(ledger.open, DRAWN)
    return rows, listed


def _classes(found: Deposits, kind: str, layer: AtlasLayer) -> tuple[Series, Series]:
    """The class of each deposit, and whether it is estimated; "" above the last bound."""
    known = found.temperature_c.notna()
    classes = _bands(found.temperature_c, found.is_bound, layer)
    rule: Mapping[str, Any] = layer.parameters["estimate"]
    if not rule["enabled"]:
        return classes, known & ~known
    kinds = require("pandas").Series(kind, index=classes.index, dtype="object")
    if kind == "industrie":
        warm = found.warm_mwh > 0
        kinds = warm.map({True: f"{kind}, haute température", False: f"{kind}, basse température"})
    by_bound = {bound: key for key, bound in layer.parameters["upper_bounds_c"].items()}
    guessed = kinds.map(rule["upper_bound_c"]).map(by_bound)
    estimated = ~known & guessed.notna()
    return classes.where(~estimated, guessed), estimated


def _bands(temperatures: Series, is_bound: Series, layer: AtlasLayer) -> Series:
    """The band of each temperature: the first whose bound is higher.

    A temperature published as a bound itself (`< 40 °C`) is in the band of that bound.
    """
    bounds = layer.parameters["upper_bounds_c"]
    found = temperatures.map({}).astype("object").fillna("")
    for key, bound in sorted(bounds.items(), key=lambda item: -item[1]):
        found = found.mask((temperatures < bound) | (is_bound & (temperatures == bound)), key)
    return found.mask(temperatures.isna(), layer.parameters["temperature_unknown"])


def _hottest(layer: AtlasLayer) -> str:
    return number(max(layer.parameters["upper_bounds_c"].values()))


def _notes(found: Deposits, estimated: Series, layer: AtlasLayer) -> Series:
    """The published bracket of energy, a bound of temperature, and that a class is estimated."""
    bracket = found.low_mwh.notna() & found.high_mwh.notna() & (found.low_mwh < found.high_mwh)
    low = _told("Fourchette publiée : {}", found.low_mwh.where(bracket))
    high = _told(" à {} MWh/an.", found.high_mwh.where(bracket))
    bound = _told(
        " Température publiée : moins de {} °C.", found.temperature_c.where(found.is_bound)
    )
    mention = layer.parameters["estimate"]["mention"]
    guess = estimated.map({True: f" {mention[:1].upper()}{mention[1:]}.", False: ""})
    notes = low.str.cat([high, bound, guess]).str.strip()
    return nothing_as_none(notes.where(notes != ""))


def _told(sentence: str, values: Series) -> Series:
    """A sentence with each number in French, "" where there is none."""
    said = values.map(lambda value: sentence.format(number(value)), na_action="ignore")
    return nothing_as_none(said).fillna("")


def _identified(public: DataFrame, raw: Mapping[str, RawTable], layer: AtlasLayer) -> DataFrame:
    """Incinerators as the typed ones of their commune, where each side has only one there."""
    table = layer.tables[0]
    parts = [registry_rows(source, table) for source in raw.values() if is_typed(source)]
    if not parts or public.empty:
        return public
    typed = require("pandas").concat(parts)
    typed = typed[_says_incinerator(typed["name"], layer) & typed["insee"].notna()]
    typed = typed[~typed["key"].isin(public["key"])]
    typed = typed.drop_duplicates("insee", keep=False).set_index("insee")
    ours = public["source"] == _INCINERATORS
    alone = ours & ~public["insee"].where(ours).duplicated(keep=False)
    same = alone & public["insee"].isin(typed.index)
    known = {name: nothing_as_none(public["insee"].map(typed[name])) for name in typed.columns}
    found = public.copy()
    for name in ("key", "name", "source_atlas", "verifie_par", "verifie_le"):
        found[name] = nothing_as_none(found[name].where(~same, known[name]))
    matched = same.map({True: _MATCHED, False: ""})
    notes = sentences(public["note"].fillna(""), matched, known["note"].fillna(""))
    return found.assign(note=nothing_as_none(public["note"].where(~same, notes)))


def _says_incinerator(names: Series, layer: AtlasLayer) -> Series:
    words = [re.escape(normalised(word)) for word in layer.parameters["incinerator_words"]]
    bare = nothing_as_none(names.map(normalised, na_action="ignore")).fillna("")
    return bare.str.contains(rf"\b(?:{'|'.join(words)})\b")


def _with_reuse(public: DataFrame, raw: Mapping[str, RawTable], table: Table) -> DataFrame:
    """Public deposits with what typed rows of the same SIRET know: that their heat is used."""
    found = public["deja_valorisee"]
    for source in (source for source in raw.values() if is_typed(source)):
        typed = registry_rows(source, table).drop_duplicates("key").set_index("key")
        found = found.where(found.notna(), public["key"].map(typed["deja_valorisee"]))
    return public.assign(deja_valorisee=found.astype("Int64"))


def _banded(rows: DataFrame, layer: AtlasLayer) -> DataFrame:
    """The user's deposits with the class of their temperature where they name no class."""
    temperatures = rows["temperature_c"]
    bands = _bands(temperatures, temperatures.isna(), layer)
    # A class that the legend lacks is told in the note, and stays off the legend.
    silent = (rows["class"] == "") & ~rows["note"].fillna("").str.contains(OFF_LEGEND, regex=False)
    return rows.assign(**{"class": rows["class"].mask(silent, bands)})


def _limits(rows: DataFrame, layer: AtlasLayer) -> tuple[str, ...]:
    """What the bands leave open: temperatures that nobody published, classes by a rule of ours."""
    told = []
    unknown = int((rows["class"] == layer.parameters["temperature_unknown"]).sum())
    if unknown:
        told_of = counted(unknown, "gisement", "gisements")
        told.append(f"Chaleur fatale : température non publiée pour {told_of}.")
    mention = layer.parameters["estimate"]["mention"]
    if rows["note"].fillna("").str.contains(mention, case=False, regex=False).any():
        told.append(f"Chaleur fatale : {mention} d'après le type de gisement, non publiée.")
    return tuple(told)
