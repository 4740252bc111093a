"""A territory's profile: the atlas' "fiche", every figure with its source and its vintage."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from ..territories import Territory
from .figure import Figure

Cell = str | float | int | None


@dataclass(frozen=True)
class EpciLine:
    """One EPCI of the territory: inhabitants and number of communes."""

    siren: str
    name: str
    population: int
    communes: int


@dataclass(frozen=True)
class TownLine:
    """One of the territory's largest communes; `rank`: 2 prefecture, 1 sous-préfecture, 0 none."""

    insee: str
    name: str
    population: int
    rank: int


@dataclass(frozen=True)
class SectorLine:
    """One manufacturing sector (A38): jobs and establishments, None where they are not known.

    `bands` gives the jobs by size of establishment, in the order of sizes; a band whose jobs are
    secret or counted elsewhere is None. `least`: the jobs that are known where `posts` is not.
    """

    code: str
    label: str
    posts: int | None
    establishments: int | None
    bands: Mapping[str, int | None]
    least: int | None = None


@dataclass(frozen=True)
class Table:
    """One table of the profile: exact values, None where nothing is known.

    `units` and `decimals` stand beside each column: the unit of its numbers ("" for words) and how
    many decimals a page prints (None for words).
    """

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    units: tuple[str, ...]
    decimals: tuple[int | None, ...]
    source: str
    vintage: str
    note: str = ""


@dataclass(frozen=True)
class Profile:
    """All that is known of a territory, in the order that pages print it."""

    territory: Territory
    created: datetime
    figures: Mapping[str, Figure]
    epci: tuple[EpciLine, ...]
    towns: tuple[TownLine, ...]
    sectors: tuple[SectorLine, ...]
    jobs_year: int | None
    jobs_source: str
    tables: Mapping[str, Table]
