"""An indicator as a map shows it: classes, what is not known, a list, what has to be said of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..audience import AUDIENCES
from ..french import typographic
from ..profile.figure import rounded
from .choice import Indicator, map_notes, map_title
from .classes import QUANTILES, SAID, classes_of
from .table import MASKED, Table, mark_of, printed, shared_notes, value_of

if TYPE_CHECKING:
    from ..territories import Territory

#: Light to dark, told apart by colour-blind eyes and on grey paper (C. Brewer, YlOrBr).
COLOURS = {
    1: ("#fe9929",),
    2: ("#fee391", "#d95f0e"),
    3: ("#fff3b8", "#fec44f", "#d95f0e"),
    4: ("#fff7c7", "#fed976", "#fe9929", "#cc4c02"),
    5: ("#fff7c7", "#fee08b", "#fdb04e", "#ec7014", "#b34a02"),
    6: ("#fff7c7", "#fee08b", "#fec44f", "#fe9929", "#e0650f", "#a63c03"),
    7: ("#fff7c7", "#fee391", "#fec44f", "#fe9929", "#ec7014", "#cc4c02", "#8c2d04"),
}
FEWEST, MOST = 2, 7
_AT_LEAST = "« au moins » : classé selon ce minimum, la valeur peut être plus élevée."
_BETWEEN = " ; "  # sources and vintages of a figure
_ABSOLUTE = "Quantité, et non rapport : un territoire vaste ou peuplé en a souvent davantage."


@dataclass(frozen=True)
class LegendLine:
    """A class of the map: its colour ("" is hatched), its words, whose it is (territory ids)."""

    colour: str
    text: str
    members: tuple[str, ...]
    masked: bool = False


@dataclass(frozen=True)
class Ranked:
    """A territory in the page's list: "au moins 12 GWh", and the colour of its class."""

    id: str
    title: str
    text: str
    colour: str
    masked: bool = False


@dataclass(frozen=True)
class IndicatorMap:
    """All that a page says of an indicator, in French.

    Attributes:
        title: of the page.
        subtitle: unit and audience.
        legend: classes from low to high, then what is masked or not known.
        method: how the classes were made.
        ranking: territories from high to low, those without a value last.
        notes: what has to be known to read it.
        sources: of its values, with vintages.
    """

    title: str
    subtitle: str
    legend: tuple[LegendLine, ...]
    method: str
    ranking: tuple[Ranked, ...]
    notes: tuple[str, ...]
    sources: str
    territories: tuple[Territory, ...] = ()


def indicator_map(
    table: Table, indicator: Indicator, count: int, method: str = QUANTILES
) -> IndicatorMap:
    """The map of an indicator, in `count` classes at most, made by a method of `METHODS`."""
    figures = {row.territory.id: row.figures[indicator.name] for row in table.rows}
    known = {name: value for name, one in figures.items() if (value := value_of(one)) is not None}
    classes = classes_of(known, count, method)
    colours = COLOURS.get(len(classes), COLOURS[MOST])
    legend = [
        LegendLine(colour, _range(each.low, each.high, indicator), each.members)
        for colour, each in zip(colours, classes, strict=False)
    ]
    for mark in (MASKED, "non disponible"):
        lacking = [name for name, one in figures.items() if name not in known]
        members = tuple(name for name in lacking if mark_of(figures[name]) == mark)
        if members:
            legend.append(LegendLine("", mark, members, masked=mark == MASKED))
    of_class = {name: line.colour for line in legend for name in line.members}
    return IndicatorMap(
        title=map_title(indicator),
        subtitle=_subtitle(table, indicator),
        legend=tuple(legend),
        method=f"Classes : {SAID[method]}." if len(classes) > 1 else "",
        ranking=tuple(_ranking(table, indicator, of_class)),
        notes=tuple(_notes(table, indicator)),
        sources=_sources(table, indicator),
        territories=tuple(row.territory for row in table.rows),
    )


def _subtitle(table: Table, indicator: Indicator) -> str:
    inside = " · usage interne" if table.audience == AUDIENCES[-1] else ""
    unit = indicator.unit or "nombre"
    return f"{unit}, par territoire d’industrie{inside}"


def _range(low: float, high: float, indicator: Indicator) -> str:
    ends = [rounded(value, indicator.decimals) for value in (low, high)]
    told = ends[0] if ends[0] == ends[1] else f"de {ends[0]} à {ends[1]}"
    return typographic(f"{told} {indicator.unit}".strip())


def _ranking(table: Table, indicator: Indicator, colours: dict[str, str]) -> list[Ranked]:
    def height(row: tuple[float | None, int]) -> tuple[bool, float, int]:
        value, place = row
        return value is None, -(value or 0.0), place

    values = [value_of(row.figures[indicator.name]) for row in table.rows]
    order = sorted(range(len(values)), key=lambda place: height((values[place], place)))
    return [
        Ranked(
            row.territory.id,
            row.territory.title,
            printed(row.figures[indicator.name], indicator),
            colours[row.territory.id],
            mark_of(row.figures[indicator.name]) == MASKED,
        )
        for row in (table.rows[place] for place in order)
    ]


def _notes(table: Table, indicator: Indicator) -> list[str]:
    figures = table.column(indicator.name)
    notes = [*map_notes(indicator), *shared_notes(figures)]
    if indicator.adds:
        notes.append(_ABSOLUTE)
    if any(figure.minimum for figure in figures):
        notes.append(_AT_LEAST)
    if any(mark_of(figure) == MASKED for figure in figures):
        notes.append("« masqué » : la valeur dirait celle d’un site, ou permettrait de la déduire.")
    return notes


def _sources(table: Table, indicator: Indicator) -> str:
    """Each source once, with its vintage."""
    told: dict[str, None] = {}
    for figure in table.column(indicator.name):
        names, vintages = figure.source.split(_BETWEEN), figure.vintage.split(_BETWEEN)
        if len(names) != len(vintages):
            names, vintages = [figure.source], [figure.vintage]
        for name, vintage in zip(names, vintages, strict=True):
            if name:
                told[f"{name} ({vintage})" if vintage else name] = None
    return "Sources : " + _BETWEEN.join(told) if told else "Aucune source n’a donné de valeur"
