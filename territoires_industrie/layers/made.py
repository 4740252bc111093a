"""What a normaliser makes of raw rows, and its account of every one of them."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pandas import DataFrame

DRAWN = "dessinée"
KEPT_OFF = "hors carte"
REJECTED = "écartée"
OUTCOMES = (DRAWN, KEPT_OFF, REJECTED)

# Reasons that several layers give.
NOWHERE = "sans position ni commune connue"
OFF_LEGEND = "hors légende"
ELSEWHERE = "destinée à une autre couche"
SPARE = "source de secours, non utilisée"


@dataclass(frozen=True)
class Account:
    """What became of `rows` raw rows of a source: an outcome of `OUTCOMES` and why, in French.

    `territory` is the id of the territory that they belong to, empty where that is not known.
    The accounts of a source add up to the rows that were read of it.
    """

    source: str
    outcome: str
    reason: str
    rows: int
    territory: str = ""


@dataclass(frozen=True)
class Own:
    """What became of the user's own rows.

    Attributes:
        fates: a row for each, as they were read: `file`, `line`, `table`, `key`, `name`, `commune`,
            `territory`, `position`, `class`, `outcome`, `reason`.
        known: by table, the identifiers (`comparable`) that the rows in it bear.
    """

    fates: DataFrame
    known: Mapping[str, Set[str]]


@dataclass(frozen=True)
class Made:
    """The tables of a layer, by name, in the catalogue's columns (geometry: WKB in EPSG:2154).

    Attributes:
        tables: the rows; a table of the layer that is left out has none.
        accounts: what became of every row read.
        limits: French sentences on what the layer cannot show, printed on all its pages.
        limits_by_territory: those that hold for one territory only (they count its rows).
        own: what became of the user's rows, where there were any.
        notes: by source id, in French, for its provenance.
    """

    tables: Mapping[str, DataFrame]
    accounts: tuple[Account, ...]
    limits: tuple[str, ...] = ()
    notes: Mapping[str, str] = field(default_factory=dict)
    limits_by_territory: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    own: Own | None = None

    def limits_in(self, territory: str) -> tuple[str, ...]:
        """What the pages of a territory, by its id, say of the layer."""
        return (*self.limits, *self.limits_by_territory.get(territory, ()))
