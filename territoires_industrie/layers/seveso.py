"""SEVESO establishments by threshold, of Géorisques' classified installations (DOMAIN 1).

Name and regime are kept, and nothing else: neither a position nor what is stored there. The
threshold stands in `statutSeveso` as published ("Seveso seuil haut"); a blank says that the
installation has none (sources/consumption-economy-territories.md 4).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from ..catalogue import AtlasLayer
from ..libraries import require
from ..sources.raw import RawTable
from .columns import codes, column, folded, nothing_as_none, on_distinct, texts
from .ground import Ground, points_at
from .made import DRAWN, KEPT_OFF, REJECTED, Made
from .rows import OUTSIDE, Ledger, atlas_frame, counted, no_rows

if TYPE_CHECKING:
    from pandas import DataFrame, Series

ICPE = "georisques-icpe"

NOT_SEVESO = "installation classée non SEVESO"
UNREAD = "statut SEVESO non reconnu"
TWICE = "établissement répété"
ENDED = "établissement à l'arrêt ou en fin d'exploitation"
PLANNED = "établissement en construction ou en projet"
TOLD = "au décompte des établissements SEVESO"


def seveso(raw: Mapping[str, RawTable], layer: AtlasLayer, ground: Ground) -> Made:
    """The table `seveso`: one row an establishment, with its territory, name and regime."""
    if ICPE not in raw:
        return Made(no_rows(layer), ())
    parameters = layer.parameters
    frame = raw[ICPE].frame.reset_index(drop=True)
    rows = _read(frame, parameters["regimes"], ground)
    ledger = Ledger(ICPE, len(frame))
    ledger.judge(rows["said"].isin(parameters["no_regime"]), KEPT_OFF, NOT_SEVESO)
    ledger.judge(rows["regime"].isna(), REJECTED, UNREAD)
    repeated = rows[ledger.open & rows["aiot"].notna()]
    repeated = repeated.index[repeated["aiot"].duplicated()]
    ledger.judge(rows.index.isin(repeated), REJECTED, TWICE)
    ledger.judge(_says(rows["state"], parameters["ended"]), KEPT_OFF, ENDED)
    ledger.judge(_says(rows["state"], parameters["planned"]), KEPT_OFF, PLANNED)
    asked = {territory.id for territory in ground.area.territories}
    ledger.judge(~rows["territory"].isin(asked), KEPT_OFF, OUTSIDE)
    told = rows[ledger.open]
    ledger.judge(ledger.open, DRAWN, TOLD)
    table = layer.tables[0]
    values = {name: told[name] for name in ("territory", "name", "regime")}
    return Made(
        {table.name: atlas_frame(table, values, told.index)},
        ledger.accounts(rows["territory"]),
        limits_by_territory=_limits(rows, parameters["no_regime"], asked),
    )


def _read(frame: DataFrame, regimes: Sequence[str], ground: Ground) -> DataFrame:
    """One row an installation: aiot, name, said (its status as words), regime, state, territory."""

    def regime(said: str) -> str | None:
        return next((name for name in regimes if name in said), None)

    said = on_distinct(column(frame, "statutSeveso"), folded).fillna("")
    insee = on_distinct(column(frame, "codeInsee"), lambda cells: codes(cells, 5))
    places = points_at(column(frame, "longitude"), column(frame, "latitude"))
    return require("pandas").DataFrame(
        {
            "aiot": codes(column(frame, "codeAiot"), 10),
            "name": texts(column(frame, "raisonSociale")),
            "said": said,
            "regime": nothing_as_none(said.map(regime)),
            "state": on_distinct(column(frame, "etatActivite"), folded).fillna(""),
            # only SEVESO sites are looked for on the ground: the others have no regime to tell
            "territory": ground.territories_of(insee, places.where(said != "", None)),
        },
        index=frame.index,
    )


def _says(states: Series, words: Sequence[str]) -> Series:
    """Whether a state of activity holds one of the words."""
    return states.map(lambda state: any(word in state for word in words)).astype(bool)


def _limits(
    rows: DataFrame, no_regime: Sequence[str], asked: set[str]
) -> dict[str, tuple[str, ...]]:
    """By territory, how many statuses could not be read: they may be SEVESO."""
    unread = rows[rows["regime"].isna() & ~rows["said"].isin(no_regime)]
    numbers = unread.groupby("territory").size()
    words = (
        "établissement au statut SEVESO non reconnu, non compté",
        "établissements au statut SEVESO non reconnu, non comptés",
    )
    return {
        territory: (f"{counted(int(number), *words)}.",)
        for territory, number in numbers.items()
        if territory in asked
    }
