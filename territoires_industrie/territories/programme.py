"""The programme's list: the 183 territories of phase II, and the 18 that the atlas prints."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from .errors import PhaseOneList
from .shipped import rows_of
from .territory import Territory

PHASE_TWO_COUNT = 183
"""Number of territories in phase II; phase I (2018-2022) had 149."""

PHASE_TWO_WITNESS = "ti-3217"
"""An id that exists in phase II only. Most phase I ids exist in both, naming other EPCI."""


@lru_cache(maxsize=1)
def all_territories() -> tuple[Territory, ...]:
    """The 183 territories of phase II, by id; the atlas' 18 carry its name, page and order."""
    atlas = {row["id"]: row for row in rows_of("atlas.csv")}
    rows = rows_of("territories.csv")
    refuse_phase_one(row["id"] for row in rows)
    return tuple(_territory(row, atlas.get(row["id"])) for row in rows)


@lru_cache(maxsize=1)
def atlas_territories() -> tuple[Territory, ...]:
    """The 18 territories of the atlas of Hauts-de-France, in its order."""
    printed = (territory for territory in all_territories() if territory.atlas_order is not None)
    return tuple(sorted(printed, key=lambda territory: territory.atlas_order or 0))


@lru_cache(maxsize=1)
def territory_of_epci() -> dict[str, Territory]:
    """The territory of each EPCI that has one, by SIREN (no EPCI is in two)."""
    return {siren: territory for territory in all_territories() for siren in territory.sirens}


def refuse_phase_one(ids: Iterable[str]) -> None:
    """Let the ids of a whole list pass when it is phase II's, else raise PhaseOneList.

    The ids of one territory cannot tell: ti-3201 is Aa – Dunkerque – Flandre in phase II and
    another place in phase I. A list can: 183 distinct ids, ti-3217 among them (ANCT publishes both
    lists under the same title).
    """
    distinct = set(ids)
    if len(distinct) == PHASE_TWO_COUNT and PHASE_TWO_WITNESS in distinct:
        return
    raise PhaseOneList(
        "This is not the phase II list (2023-2027) of territoires d'industrie, which has "
        "{expected} distinct ids, {witness} among them: {count} were found. A list of 149 ids is "
        "phase I's (2018-2022), whose ids name other EPCI: take ANCT's list of 2023-2027.",
        count=len(distinct),
        expected=PHASE_TWO_COUNT,
        witness=PHASE_TWO_WITNESS,
    )


def _territory(row: dict[str, str], printed: dict[str, str] | None) -> Territory:
    sirens = tuple(row["sirens"].split())
    if printed is None:
        return Territory(row["id"], row["name"], sirens)
    return Territory(
        row["id"], row["name"], sirens, printed["name"], int(printed["page"]), int(printed["order"])
    )
