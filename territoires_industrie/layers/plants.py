"""The national register of electricity plants (ODRÉ): classes, names, units gathered into plants.

DOMAIN 4 and sources/electricity-gas-hydrogen.md 2. Traps: a commune's plants below 36 kW are one
row without EIC or regime, whose name says so; a plant may be filed in a wrong filière, so the
technology decides first; `codeinseecommune` may be a neighbour of where the plant stands
(`codeinseecommuneimplantation`: Tricastin is filed at Pierrelatte); old exports write column names
in camel case and decimal commas; some dates only fill a hole.

Names follow four grammars:

1. RTE's units: "BOUCHT01 - GROUPE 01 DE LA CENTRALE THERMIQUE DE BOUCHAIN", the unit's code, its
   number, the plant. TRANCHE, ADP (wind, sea) and STOCKAGE ("SSLAIS01-STOCKAGE N0 01 DE
   SAINT-LAID") are written the same way. Units of one plant share all that follows the number.
2. A free name: "BIO-AISNERGIE".
3. "Confidentiel", or nothing: no name; such rows are never gathered.
4. "Agrégation des installations de moins de 36KW".

Rows are gathered into one plant when commune, class, status and plant name are the same, and the
name is more than the word for its kind ("PARC EOLIEN"). The register of plants gathers by EIC or
by source substation, commune and filière (Gravelines: six units, GRAV5).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ..libraries import require
from ..sources.raw import RawTable
from ..territories import normalised
from .columns import codes, column, folded, nothing_as_none, numbers, on_distinct, texts, years
from .made import KEPT_OFF
from .rows import Ledger

if TYPE_CHECKING:
    from pandas import DataFrame, Series

REGISTRE = "odre-registre"

UNKNOWN_KIND = "filière inconnue : {}"
AGGREGATE = "regroupement d'installations de moins de 36 kW"
OFF_LEGEND = "filière hors légende"
RETIRED = "régime : {}"

_TEXTS = {
    "name": ("nominstallation",),
    "eic": ("codeeicresourceobject",),
    "commune": ("commune",),
    "filiere": ("filiere",),
    "combustible": ("combustible",),
    "codecombustible": ("codecombustible",),
    "technologie": ("technologie",),
    "poste": ("postesource",),
    "regime": ("regime",),
}
_DATES = ("datemiseenservice_date", "datemiseenservice_format_date", "datemiseenservice")
_RULE_COLUMNS = ("filiere", "combustible", "codecombustible", "technologie")
_MOST_INSTALLATIONS = 10_000_000  # in one row: more is a slip
_DECIDED = {"class": "class", "remark": "note", "corrected": "filiere"}  # column -> a rule's key
_UNIT = re.compile(
    r"^\S+\s*-\s*(?P<what>GROUPE|TRANCHE|ADP|STOCKAGE|UNIT[EÉ])\s+(N[°0O]?\s*)?[A-Z]?\d+[A-Z]?\s+"
    r"(?P<link>DE LA |DE L'|DU |DES |DE |D')(?P<plant>\S.*)$",
    re.IGNORECASE,
)
_KIND_WORDS = set(
    "parc ferme centrale eolien eolienne photovoltaique solaire cogeneration biogaz methanisation "
    "stockage batterie batteries unite installation de du la le les des d l".split()
)
_SMALL_WORDS = {"de", "du", "des", "la", "le", "les", "et", "en", "sur", "sous", "aux", "au", "à"}
_COMMON_WORDS = {
    "centrale": "centrale",
    "thermique": "thermique",
    "nucleaire": "nucléaire",
    "ferme": "ferme",
    "parc": "parc",
    "eolien": "éolien",
    "eolienne": "éolienne",
    "stockage": "stockage",
}


@dataclass(frozen=True)
class Register:
    """The register's rows under one schema, with verdicts on those that are no plant of the map.

    `rows`: name, eic, insee, commune, filiere (corrected by the technology), combustible,
    codecombustible, technologie, poste, regime, kw, count, year, kwh (a sliding year), aggregate,
    class (None where no rule knows the kind), remark (the rule's), statut; indexed by raw row.
    """

    rows: DataFrame
    ledger: Ledger


def read_register(raw: RawTable, parameters: Mapping[str, Any]) -> Register:
    """Read, class and judge the rows; what stays open is to be drawn."""
    pandas = require("pandas")
    frame = raw.frame.reset_index(drop=True)
    frame = frame.rename(columns=lambda name: str(name).casefold())
    frame = frame.loc[:, ~frame.columns.duplicated()]
    rows = pandas.DataFrame(
        {field: on_distinct(column(frame, names[0]), texts) for field, names in _TEXTS.items()},
        index=frame.index,
    )
    rows["insee"] = _first(
        [
            on_distinct(column(frame, name), lambda cells: codes(cells, 5))
            for name in ("codeinseecommuneimplantation", "codeinseecommune")
        ]
    )
    power = numbers(column(frame, "puismaxinstallee"))
    rows["kw"] = power.where(power >= 0)
    count = numbers(column(frame, "nbinstallations"))
    rows["count"] = count.where(count.between(0, _MOST_INSTALLATIONS))
    rows["kwh"] = _first(
        [
            numbers(column(frame, f"energieannuelleglissante{kind}"))
            for kind in ("injectee", "produite")
        ]
    )
    rows["year"] = _commissioned(frame, parameters["placeholder_dates"])
    _classify(rows, parameters["class_rules"])
    rows["aggregate"] = _aggregates(rows, parameters["aggregate_name"])
    regimes = {normalised(name): statut for name, statut in parameters["regimes"].items()}
    rows["statut"] = on_distinct(rows["regime"], folded).fillna("").map(regimes)
    return Register(rows, _judged(raw.source, rows, parameters))


def _first(columns: list[Series]) -> Series:
    found = columns[0]
    for other in columns[1:]:
        found = found.where(found.notna(), other)
    return found


def _commissioned(frame: DataFrame, placeholders: list[str]) -> Series:
    """The year of commissioning; a date that only fills a hole is none."""
    dates = _first([on_distinct(column(frame, name), texts) for name in _DATES])
    french = {"/".join(reversed(day.split("-"))) for day in placeholders}
    dates = dates.where(~dates.astype("object").isin({*placeholders, *french}))
    return on_distinct(dates, lambda cells: years(cells).astype("float64"))


def _classify(rows: DataFrame, rules: list[Mapping[str, Any]]) -> None:
    """`class`, `remark` and the corrected `filiere` of each row: the first rule that fits decides.

    A rule's word fits whatever its case and accents; "" fits what is blank, "Déchets*" a beginning.
    """
    pandas = require("pandas")
    told = {name: on_distinct(rows[name], folded).fillna("") for name in _RULE_COLUMNS}
    joined = told["filiere"].str.cat([told[name] for name in _RULE_COLUMNS[1:]], sep="|")
    numbered, _ = pandas.factorize(joined)
    kinds = pandas.DataFrame(told).groupby(numbered, sort=True).first()
    kinds = kinds.assign(**dict.fromkeys(_DECIDED)).astype("object")
    for rule in reversed(rules):
        fits = pandas.Series(True, index=kinds.index)
        for name, word in rule["when"].items():
            wanted, said = normalised(word), kinds[name]
            fits &= said.str.startswith(wanted) if word.endswith("*") else said == wanted
        for name, key in _DECIDED.items():
            kinds.loc[fits, name] = rule.get(key)
    for name in _DECIDED:
        found = nothing_as_none(kinds[name]).to_numpy()[numbered]
        rows[name] = pandas.Series(found, index=rows.index, dtype="object")
    corrected = rows.pop("corrected")
    rows["filiere"] = nothing_as_none(corrected.where(corrected.notna(), rows["filiere"]))


def _aggregates(rows: DataFrame, beginning: str) -> Series:
    """Rows that stand for many small plants: named so, or without EIC and regime."""
    # few names begin alike: only those are worth being folded
    alike = rows["name"].str[:1].str.casefold() == beginning[:1].casefold()
    name = on_distinct(rows["name"].where(alike), folded).fillna("")
    return name.str.startswith(normalised(beginning)) | (rows["eic"].isna() & rows["regime"].isna())


def _judged(source: str, rows: DataFrame, parameters: Mapping[str, Any]) -> Ledger:
    ledger = Ledger(source, len(rows))
    unknown = rows["class"].isna()
    kinds = rows.loc[unknown, ["filiere", "combustible", "technologie"]].fillna("–")
    reasons = rows["class"].where(~unknown, kinds["filiere"].str.cat(kinds.iloc[:, 1:], sep=" / "))
    ledger.judge_each(unknown, KEPT_OFF, reasons.map(UNKNOWN_KIND.format, na_action="ignore"))
    ledger.judge(rows["aggregate"], KEPT_OFF, AGGREGATE)
    ledger.judge((rows["class"] == "") & ~_wanted_solar(rows, parameters), KEPT_OFF, OFF_LEGEND)
    retired = rows["statut"].isna()
    ledger.judge_each(retired, KEPT_OFF, rows["regime"].map(RETIRED.format, na_action="ignore"))
    return ledger


def _wanted_solar(rows: DataFrame, parameters: Mapping[str, Any]) -> Series:
    """Solar plants that the option puts on the map (DOMAIN 4: off by default)."""
    option = parameters["solar_option"]
    solar = on_distinct(rows["filiere"], folded) == "solaire"
    return solar & (rows["kw"] >= option["min_kwp"]) & bool(option["enabled"])


# ---------------------------------------------------------------- plants


def plants_of(rows: DataFrame, known: DataFrame) -> tuple[DataFrame, Series]:
    """Units as plants: one row each, in the order of their first unit.

    Args:
        rows: the register's rows that are to be drawn.
        known: the register of plants.

    Returns:
        name, key (the first EIC, else one from commune and name), eics, confidential, insee,
        commune, class, filiere, combustible, technologie, kw, units, year, statut, remark, lon, lat
        and source (of a known plant; null for others). And by raw row, the plant it is of.
    """
    pandas = require("pandas")
    rows = rows.copy()
    anonymous = rows["name"].isna() | (on_distinct(rows["name"], folded) == "confidentiel")
    named = rows["name"].where(~anonymous)
    rows["name"] = nothing_as_none(named.map(readable, na_action="ignore"))
    rows["confidential"] = anonymous & rows["name"].isna()
    stem = folded(rows["name"])
    alone = stem.map(lambda words: words is None or set(words.split()) <= _KIND_WORDS)
    same = rows["insee"] + "|" + rows["class"] + "|" + rows["statut"] + "|" + stem
    apart = alone.astype(bool) | same.isna()
    rows["plant"] = same.where(~apart, "row:" + rows.index.to_series().astype("str"))
    for name in ("lon", "lat", "source"):
        rows[name] = pandas.Series(None, index=rows.index, dtype="object")
    for number, plant in enumerate(known.to_dict("records")):
        members = _members(rows, plant)
        rows.loc[members, "plant"] = f"known:{number}:" + rows.loc[members, "statut"]
        for name, word in (("name", "nom"), ("lon", "lon"), ("lat", "lat"), ("source", "source")):
            rows.loc[members, name] = plant[word]
    plants = _as_plants(rows)
    order, _ = pandas.factorize(rows["plant"])
    return plants, pandas.Series(order, index=rows.index)


def _members(rows: DataFrame, plant: Mapping[str, str]) -> Series:
    if plant["eic"]:
        return rows["eic"] == plant["eic"]
    return (
        (rows["poste"] == plant["poste"])
        & (rows["insee"] == plant["insee"])
        & (rows["filiere"] == plant["filière"])
    )


def _as_plants(rows: DataFrame) -> DataFrame:
    pandas = require("pandas")
    groups = rows.groupby("plant", sort=False)
    plants = rows.drop_duplicates("plant").set_index("plant")
    plants = plants.drop(columns=["kw", "count", "year", "eic"])
    for name in ("combustible", "technologie", "remark"):
        plants[name] = _joined(rows, name).reindex(plants.index)
    eics = _joined(rows, "eic").reindex(plants.index)
    totals = pandas.DataFrame(
        {
            "kw": groups["kw"].sum(min_count=1),
            "units": groups["count"].sum(min_count=1),
            "year": groups["year"].min(),
        }
    )
    plants = plants.join(totals).assign(eics=eics).reset_index(drop=True)
    first = plants["eics"].str.split(", ").str[0]
    spare = "registre:" + plants["insee"].fillna("") + ":" + plants["name"].fillna(plants["class"])
    plants["key"] = nothing_as_none(first.where(first.notna(), spare))
    return plants


def _joined(rows: DataFrame, name: str) -> Series:
    """The different words of each plant's units, sorted, joined by commas."""
    told = rows.dropna(subset=[name]).drop_duplicates(["plant", name]).sort_values(name)
    several = told["plant"].duplicated(keep=False)
    joined = told[several].groupby("plant")[name].agg(", ".join)
    return require("pandas").concat([told[~several].set_index("plant")[name], joined])


def readable(name: str) -> str:
    """A plant's name as a page prints it: without the unit's code, and not in capitals.

    "BOUCHT01 - GROUPE 01 DE LA CENTRALE THERMIQUE DE BOUCHAIN" -> "Centrale thermique de Bouchain";
    a free name stays as its owner wrote it.
    """
    unit = _UNIT.match(name)
    if unit is None:
        return name
    plant = unit["plant"].strip()
    if unit["what"].upper() == "STOCKAGE":
        plant = f"stockage {unit['link']}{plant}"
    if plant.upper() != plant and unit["what"].upper() != "STOCKAGE":
        return plant[0].upper() + plant[1:]
    words = re.split(r"([\s\-'()]+)", plant.lower())
    told = "".join(_spelled(word) for word in words)
    return told[0].upper() + told[1:]


def _spelled(word: str) -> str:
    if word in _SMALL_WORDS:
        return word
    return _COMMON_WORDS.get(normalised(word), word.capitalize())
