"""Jobs: INSEE's FLORES by EPCI, sector and size of establishment (DOMAIN 8).

Traps (sources/consumption-economy-territories.md 3.1): an observation of status K is counted
elsewhere and has no value, which is not 0; posts, not full-time equivalents; end of December.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from ..catalogue import AtlasLayer
from ..libraries import require
from ..sources.raw import RawTable
from ..territories import all_epci
from .columns import column, nothing_as_none, numbers, on_distinct, texts, years
from .ground import Ground
from .made import DRAWN, KEPT_OFF, REJECTED, Made
from .rows import OUTSIDE, Ledger, atlas_frame, no_rows

if TYPE_CHECKING:
    from pandas import DataFrame, Series

FLORES = "melodi-flores"

NO_PLACE = "sans EPCI reconnu"
OTHER_MEASURE = "autre mesure que les postes et les établissements"
OLDER = "année antérieure à la plus récente"
TWICE = "observation répétée"
TOLD = "au tableau des emplois"
ELSEWHERE = "valeur comptée ailleurs, inconnue ici"

_PLACE = ["siren", "activity", "size_band"]


def jobs(raw: Mapping[str, RawTable], layer: AtlasLayer, ground: Ground) -> Made:
    """The table `jobs`: a row for each EPCI, activity and size band, posts and establishments."""
    if FLORES not in raw:
        return Made(no_rows(layer), ())
    table, parameters = layer.tables[0], layer.parameters
    frame = raw[FLORES].frame.reset_index(drop=True)
    rows = _read(frame, parameters["measures"])
    ledger = Ledger(FLORES, len(frame))
    ledger.judge(rows["siren"].isna() | rows["activity"].isna(), REJECTED, NO_PLACE)
    ledger.judge(~rows["siren"].isin(ground.area.sirens), KEPT_OFF, OUTSIDE)
    ledger.judge(rows["measure"].isna(), KEPT_OFF, OTHER_MEASURE)
    newest = rows.loc[ledger.open, "year"].max()
    ledger.judge(rows["year"].notna() & (rows["year"] < newest), KEPT_OFF, OLDER)
    others = [rows[name] for name in (*_PLACE[1:], "measure")]
    rows["place"] = rows["siren"].str.cat(others, sep="|", na_rep="")
    opened = rows[ledger.open]
    ledger.judge(rows.index.isin(opened.index[opened["place"].duplicated()]), REJECTED, TWICE)
    known = rows[ledger.open]
    hidden = known["status"] == parameters["included_elsewhere"]
    known = known.assign(value=known["value"].where(~hidden))
    ledger.judge(rows.index.isin(known.index[known["value"].isna()]), KEPT_OFF, ELSEWHERE)
    ledger.judge(ledger.open, DRAWN, TOLD)
    owners = {siren: owner.id for siren, owner in ground.owners.items()}
    accounts = ledger.accounts(on_distinct(rows["siren"], lambda cells: cells.map(owners)))
    told = _by_measure(known, parameters["measures"])
    values = {name: told[name] for name in told.columns}
    values["territory"] = told["siren"].map(owners)
    return Made({table.name: atlas_frame(table, values, told.index)}, accounts)


def _read(frame: DataFrame, measures: Mapping[str, str]) -> DataFrame:
    """One row an observation: siren, activity, size_band, measure, status, year, value."""
    codes_of = {code: name for name, code in measures.items()}
    shipped = set(all_epci())

    def siren_of(cells: Series) -> Series:
        """`2025-EPCI-245900428`, `EPCI-245900428` and `245900428` are one EPCI."""
        found = texts(cells).str.extract(r"(\d{9})$", expand=False)
        return found.where(found.isin(shipped))

    def words(name: str) -> Series:
        return on_distinct(column(frame, name), texts)

    return require("pandas").DataFrame(
        {
            "siren": on_distinct(column(frame, "GEO"), siren_of),
            "activity": words("ACTIVITY"),
            "size_band": words("NUMBER_EMPL").fillna("_T"),
            "measure": nothing_as_none(words("FLORES_MEASURE").map(codes_of)),
            "status": words("OBS_STATUS"),
            "year": on_distinct(
                column(frame, "TIME_PERIOD"), lambda cells: years(cells).astype("float64")
            ),
            "value": numbers(column(frame, "OBS_VALUE")),
        }
    )


def _by_measure(known: DataFrame, measures: Mapping[str, str]) -> DataFrame:
    """Posts and establishments side by side; null where one is not told."""
    places = known.groupby(_PLACE, sort=True)["year"].max().to_frame()
    for name in measures:
        mine = known[known["measure"] == name].set_index(_PLACE)["value"]
        places[name] = mine.reindex(places.index)
    return places.reset_index()
