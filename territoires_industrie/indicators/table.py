"""The figures of territories side by side, with totals that say no more than the cells do.

DOMAIN 1 holds across territories: a total over territories is the sum of cells that the same table
shows, never of what the edition knows besides. So whatever can be worked out from a total could be
read in the cells already, and no masked cell can be worked out by subtraction.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from .. import french
from ..audience import AUDIENCES
from ..catalogue import Catalogue
from ..edition import Edition
from ..errors import Cancelled
from ..pace import Progress
from ..profile.energy import sector_figures
from ..profile.figure import AT_LEAST, UNKNOWN, Figure, Origin, figure, rounded, total
from ..profile.holdings import Holdings
from ..profile.profile import profile_of
from ..sentences import sentences
from ..territories import Territory
from .choice import Indicator, indicators

#: What stands where a figure would tell a site's.
MASKED = "masqué"
#: Beside a figure that only the analyst's own file gives.
INSIDE = "interne"
_NOBODY = "Aucune valeur pour ce territoire."


@dataclass(frozen=True)
class Row:
    """A territory and its figures by indicator."""

    territory: Territory
    figures: Mapping[str, Figure]


@dataclass(frozen=True)
class Table:
    """Territories side by side.

    Attributes:
        created: the edition's moment.
        audience: for whom it is.
        rows: a territory each, in the order asked for.
        totals: by indicator, of those that add up.
    """

    created: datetime
    audience: str
    rows: tuple[Row, ...]
    totals: Mapping[str, Figure]

    def column(self, name: str) -> list[Figure]:
        """An indicator's figure of each territory."""
        return [row.figures[name] for row in self.rows]


def table_of(
    edition: Edition,
    territories: Sequence[Territory],
    catalogue: Catalogue,
    progress: Progress = lambda _share, _text: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Table:
    """The figures of territories in an audience's own edition (`audience.for_audience`).

    Raises:
        Cancelled: `cancelled()` said so between two territories.
        EditionError: the edition is damaged.
    """
    rows = []
    for number, territory in enumerate(territories):
        if cancelled():
            raise Cancelled
        progress(number / len(territories), territory.title)
        rows.append(Row(territory, _figures(edition, territory, catalogue)))
    audience = edition.record.get("audience", AUDIENCES[-1])
    return Table(edition.created, audience, tuple(rows), dict(totals_of(rows)))


def totals_of(rows: Sequence[Row]) -> Iterator[tuple[str, Figure]]:
    """The sums over territories of what the rows show; unknown and masked cells make a minimum."""
    for each in indicators():
        if not each.adds or not rows:
            continue
        figures = [row.figures[each.name] for row in rows]
        found = total([value_of(one) for one in figures])
        if found.value is not None:
            minimum = found.minimum or any(one.minimum for one in figures)
            found = replace(found, minimum=minimum)
        made = figure(each.name, each.label, found, each.unit, Origin(), decimals=each.decimals)
        yield each.name, replace(made, masked=made.value is not None and inside(figures))


def inside(figures: Sequence[Figure]) -> bool:
    """Whether one of the figures is for the analyst's own eyes."""
    return any(one.masked and one.value is not None for one in figures)


def value_of(figure: Figure) -> float | None:
    """The number of a figure, None where there is none: a mark is never a number."""
    return float(figure.value) if isinstance(figure.value, (int, float)) else None


def mark_of(figure: Figure) -> str:
    """What has to stand beside or instead of a number: "" for nothing."""
    if value_of(figure) is None:
        return MASKED if figure.masked else UNKNOWN
    if figure.minimum:
        return AT_LEAST.strip()
    return INSIDE if figure.masked else ""


def printed(figure: Figure, indicator: Indicator) -> str:
    """A cell of a printed table: the rounded number without its unit, or a mark."""
    value = value_of(figure)
    if value is None:
        return mark_of(figure)
    told = rounded(value, indicator.decimals, downwards=figure.minimum)
    return french.typographic(AT_LEAST * figure.minimum + told)


def shared_notes(figures: Sequence[Figure]) -> list[str]:
    """The sentences that are said of all figures that have a value."""
    told = [sentences(figure.note) for figure in figures if figure.value is not None]
    first = told[0] if told else []
    return [one for one in first if all(one in others for others in told)]


def _figures(edition: Edition, territory: Territory, catalogue: Catalogue) -> dict[str, Figure]:
    found = dict(profile_of(edition, territory, catalogue).figures)
    holdings = Holdings(edition, territory, catalogue)
    found |= {each.name: each for each in sector_figures(holdings)}
    return {each.name: found.get(each.name) or _missing(each) for each in indicators()}


def _missing(indicator: Indicator) -> Figure:
    return figure(indicator.name, indicator.label, None, indicator.unit, Origin(), _NOBODY)
