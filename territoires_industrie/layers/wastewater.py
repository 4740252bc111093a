"""Wastewater plants: SANDRE's register, completed by EnRezo and by classified installations."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ..catalogue import AtlasLayer
from ..french import number
from ..libraries import require
from ..territories import normalised
from .columns import codes, column, nothing_as_none, numbers, prefixed, texts
from .ground import Ground, points_at
from .local import column_like, insee_codes, with_local
from .made import DRAWN, KEPT_OFF, NOWHERE, REJECTED, Account, Made
from .rows import (
    OUTSIDE,
    Ledger,
    atlas_frame,
    checked_on,
    dated,
    sentences,
    settled,
    stacked,
)
from .shapes import shapes_of
from .typed import standing_back, with_typed
from .wasteheat_fields import FAMILIES, deposits

if TYPE_CHECKING:
    from pandas import DataFrame, Series

    from ..sources.raw import RawTable

SANDRE, ENREZO, ICPE = "sandre-step", "enrezo-step", "georisques-icpe"
_CLOSED = "hors service"
_NO_CAPACITY = "capacité inconnue"
_NO_NATURE = "nature non publiée, hors légende"
_TWICE = "même station qu'une ligne précédente"
_NO_CODE = "sans code SANDRE, station peut-être déjà dessinée"
_NOT_A_PLANT = "installation sans rubrique de traitement des eaux"
_SAME_COMMUNE = "commune où le SANDRE a déjà une station industrielle"
_BELOW = "Sous le seuil de {} EH, hors légende."
_NOTE_ENREZO = "Nature non publiée par EnRezo : classe estimée."
_NOTE_ICPE = "Installation classée (rubriques {}) : capacité non publiée."


def wastewaterplants(raw: Mapping[str, RawTable], layer: AtlasLayer, ground: Ground) -> Made:
    """Plants in service from `min_capacity_eh` inhabitants (DOMAIN 6); the key is SANDRE's code.

    - SANDRE: class by nature, "mixte" with the municipal ones; closed plants are rejected.
    - EnRezo fills capacities that SANDRE leaves open and brings plants that SANDRE lacks; it
      publishes no nature, so `enrezo_class` is an estimate, and says so in the note.
    - Classified installations of 2750 to 2752: industrial plants in communes where SANDRE has no
      industrial one. Their capacity is not published; they are kept all the same, since the
      rubrics are of collective plants (2752 begins at 10 000 EH), with that note.
    - Typed rows stand back where a public plant of their class stands in their commune.
    """
    table = layer.tables[0]
    frames: list[DataFrame] = []
    accounts: list[Account] = []
    readers = {SANDRE: _sandre, ENREZO: _enrezo, ICPE: _icpe}
    for name in (name for name in readers if name in raw):
        ledger = Ledger(name, len(raw[name].frame))
        rows = readers[name](raw, stacked(table, frames), layer, ground, ledger)
        kept = ledger.open
        ledger.judge(rows["class"] != "", DRAWN)
        ledger.judge(ledger.open, KEPT_OFF, _NO_NATURE)
        frames.append(rows[kept])
        accounts += ledger.accounts(rows["rattachement"])
    told = _limits(accounts, layer, ground) if raw else {}
    made = Made({table.name: stacked(table, frames)}, tuple(accounts), limits_by_territory=told)
    made = with_typed(made, raw, layer, ground, standing_back(_same_plant))
    return with_local(made, raw, layer, ground, lambda rows: _classed(rows, layer))


def _sandre(
    raw: Mapping[str, RawTable],
    _before: DataFrame,
    layer: AtlasLayer,
    ground: Ground,
    ledger: Ledger,
) -> DataFrame:
    """SANDRE's rows; `CdOuvrageDepollution` has 12 digits, of which a number loses the zeros."""
    source = raw[SANDRE]
    frame = source.frame.reset_index(drop=True)
    code = codes(column(frame, "CdOuvrageDepollution"), 12)
    capacity = numbers(column(frame, "CapaciteNom"))
    if ENREZO in raw:
        capacity = capacity.where(capacity.notna(), code.map(_capacities(raw[ENREZO], ground)))
    nature = _natures(frame, layer)
    values = {
        "key": code,
        "name": texts(column(frame, "NomOuvrageDepollution")),
        "insee": insee_codes(column(frame, "CdCommune")),
        "commune": texts(column(frame, "LbCommune")),
        "class": nature.map(layer.parameters["natures"]).fillna(""),
        "verifie_par": prefixed("SANDRE, ouvrage ", code),
        "nature": nature,
        "capacity_eh": capacity,
        "geometry": _sandre_places(source, frame),
    }
    rows = _atlas_rows(source, values, layer, ground)
    ledger.judge(
        _has_a_day(column(frame, "DateMiseHorServiceOuvrageDepollution")), REJECTED, _CLOSED
    )
    ledger.judge(code.notna() & code.duplicated(), REJECTED, _TWICE)
    _judge_places(ledger, rows, ground)
    _judge_size(ledger, capacity, layer)
    return rows


def _enrezo(
    raw: Mapping[str, RawTable],
    before: DataFrame,
    layer: AtlasLayer,
    ground: Ground,
    ledger: Ledger,
) -> DataFrame:
    """EnRezo's plants that SANDRE lacks; all of them where SANDRE did not answer."""
    source = raw[ENREZO]
    found = deposits(source, FAMILIES[ENREZO], ground)
    values = {
        "key": found.key,
        "name": found.name,
        "insee": found.insee,
        "commune": found.commune,
        "class": layer.parameters["enrezo_class"],
        "position": found.position,
        "verifie_par": found.proof,
        "note": _NOTE_ENREZO,
        "capacity_eh": found.capacity_eh,
        "geometry": shapes_of(source, "point"),
    }
    rows = _atlas_rows(source, values, layer, ground)
    there = _sandre_codes(raw)
    ledger.judge(found.key.isin(there) | found.key.duplicated(), KEPT_OFF, _TWICE)
    if SANDRE in raw:
        ledger.judge(found.proof.isna(), KEPT_OFF, _NO_CODE)
    _judge_places(ledger, rows, ground)
    _judge_size(ledger, found.capacity_eh, layer)
    return rows


def _icpe(
    raw: Mapping[str, RawTable],
    before: DataFrame,
    layer: AtlasLayer,
    ground: Ground,
    ledger: Ledger,
) -> DataFrame:
    """Classified installations that treat effluents, by their rubrics (`2750 2910`)."""
    source = raw[ICPE]
    frame = source.frame.reset_index(drop=True)
    wanted = layer.parameters["icpe_rubriques"]
    said = texts(column_like(frame, "rubriques?$", "numero ?rubrique"))
    every = said.fillna("").str.findall(r"(?<!\d)\d{4}(?!\d)")
    rubrics = every.map(lambda found: [rubric for rubric in wanted if rubric in found])
    aiot = codes(column(frame, "codeAiot"), 10)
    line = f"{ICPE}:" + (frame.index.to_series() + 1).astype("str")
    nature = layer.parameters["icpe_nature"]
    values = {
        "key": aiot.where(aiot.notna(), line),
        "name": texts(column(frame, "raisonSociale")),
        "insee": insee_codes(column(frame, "codeInsee")),
        "commune": texts(column(frame, "commune")),
        "class": layer.parameters["natures"][nature],
        "verifie_par": prefixed("Géorisques, AIOT ", aiot),
        "note": rubrics.map(", ".join).map(_NOTE_ICPE.format),
        "nature": nature,
        "geometry": shapes_of(source, "point"),
    }
    rows = _atlas_rows(source, values, layer, ground)
    state = texts(column(frame, "etatActivite")).fillna("").map(normalised)
    ledger.judge(rubrics.str.len() == 0, KEPT_OFF, _NOT_A_PLANT)
    ledger.judge(state.str.contains("cess|fin d exploitation|ferme"), REJECTED, _CLOSED)
    ledger.judge(aiot.notna() & aiot.duplicated(), REJECTED, _TWICE)
    known = before.loc[before["nature"] == nature, "insee"].dropna()
    ledger.judge(rows["insee"].isin(known), KEPT_OFF, _SAME_COMMUNE)
    _judge_places(ledger, rows, ground)
    return rows


def _atlas_rows(
    raw: RawTable, values: Mapping[str, Any], layer: AtlasLayer, ground: Ground
) -> DataFrame:
    """The rows of a source with what all have alike, the commune's official name among it."""
    table = layer.tables[0]
    index = raw.frame.reset_index(drop=True).index
    line = f"{raw.source}:" + (index.to_series() + 1).astype("str")
    rows = atlas_frame(table, {**values, "source": raw.source, "vintage": dated(raw)}, index)
    official = ground.commune_names(rows["insee"]).replace("", None)
    day = require("pandas").Series(checked_on(raw), index=index, dtype="object")
    rows["key"] = rows["key"].where(rows["key"].notna(), line)
    rows["commune"] = nothing_as_none(official.where(official.notna(), rows["commune"]))
    rows["verifie_le"] = nothing_as_none(day.where(rows["verifie_par"].notna()))
    return settled(rows, ground)


def _judge_places(ledger: Ledger, rows: DataFrame, ground: Ground) -> None:
    ledger.judge(rows["geometry"].isna(), REJECTED, NOWHERE)
    ledger.judge(~ground.inside(rows["geometry"]), KEPT_OFF, OUTSIDE)


def _judge_size(ledger: Ledger, capacity: Series, layer: AtlasLayer) -> None:
    smallest = layer.parameters["min_capacity_eh"]
    ledger.judge(capacity.isna(), KEPT_OFF, _NO_CAPACITY)
    ledger.judge(capacity < smallest, KEPT_OFF, f"sous le seuil de {number(smallest)} EH")


def _natures(frame: DataFrame, layer: AtlasLayer) -> Series:
    """urbain, industriel or mixte by the register's wording, which may hold more words."""
    said = texts(column(frame, "LbNatureSystTraitementEauxUsees"))
    brief = texts(column(frame, "MnNatureSystTraitementEauxUsees"))
    words = said.where(said.notna(), brief).fillna("").map(normalised)
    found = require("pandas").Series(None, index=frame.index, dtype="object")
    for nature in layer.parameters["natures"]:
        found = found.mask(words.str.contains(nature, regex=False) & found.isna(), nature)
    return nothing_as_none(found)


def _sandre_places(raw: RawTable, frame: DataFrame) -> Series:
    """The register's shapes, else its coordinates (`LongWGS84…`, so spelled, and `LatWGS84…`)."""
    shapes = shapes_of(raw, "point")
    lon, lat = (column(frame, f"{name}WGS84OuvrageDepollution") for name in ("Long", "Lat"))
    return nothing_as_none(shapes.where(shapes.notna(), points_at(lon, lat)))


def _has_a_day(cells: Series) -> Series:
    """Whether a date is given; `0000-00-00` is none."""
    return texts(cells).fillna("").str.contains(r"[1-9]")


def _sandre_codes(raw: Mapping[str, RawTable]) -> Series:
    frame = raw[SANDRE].frame if SANDRE in raw else require("pandas").DataFrame()
    return codes(column(frame, "CdOuvrageDepollution"), 12).dropna()


def _capacities(raw: RawTable, ground: Ground) -> Series:
    """EnRezo's capacities by SANDRE's code."""
    found = deposits(raw, FAMILIES[ENREZO], ground)
    table = require("pandas").DataFrame({"code": found.key, "capacity": found.capacity_eh})
    return table.drop_duplicates("code").set_index("code")["capacity"]


def _limits(
    accounts: list[Account], layer: AtlasLayer, ground: Ground
) -> dict[str, tuple[str, ...]]:
    """The threshold, and by territory the plants that nobody knows to be above or below it."""
    unknown: Counter[str] = Counter()
    for account in accounts:
        if account.reason == _NO_CAPACITY:
            unknown[account.territory] += account.rows
    sentence = f"Stations d'au moins {number(layer.parameters['min_capacity_eh'])} EH"
    return {
        territory.id: (f"{sentence}{_unknown(unknown[territory.id])}.",)
        for territory in ground.area.territories
    }


def _unknown(count: int) -> str:
    plural = "s" if count > 1 else ""
    return f" ; {number(count)} de capacité inconnue non figurée{plural}" if count else ""


def _same_plant(typed: DataFrame, public: DataFrame) -> Series:
    """Which typed plants a public one is: same commune and class."""
    place = typed["insee"].fillna("").str.cat(typed["class"], sep="|")
    return place.isin(public["insee"].fillna("").str.cat(public["class"], sep="|"))


def _classed(rows: DataFrame, layer: AtlasLayer) -> DataFrame:
    """The user's plants with the class of their nature where they name no class.

    The map's threshold, which its page states, is theirs too: smaller ones stay off the legend.
    """
    by_nature = rows["nature"].map(layer.parameters["natures"])
    silent = (rows["class"] == "") & by_nature.notna()
    smallest = layer.parameters["min_capacity_eh"]
    small = (rows["capacity_eh"] < smallest).fillna(False).astype(bool)
    note = small.map({True: _BELOW.format(number(smallest)), False: ""})
    return rows.assign(
        **{
            "class": rows["class"].mask(silent, by_nature).mask(small, ""),
            "note": sentences(rows["note"].fillna(""), note),
        }
    )
