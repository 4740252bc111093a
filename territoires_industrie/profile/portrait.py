"""Who lives where: inhabitants, area, communes, EPCI and towns (DOMAIN 7 and 8)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .. import territories
from ..libraries import require
from ..territories import MissingOutlines, Territory
from .figure import Figure, Origin, count_figure, figure, text_figure, year_figure
from .holdings import Holdings, word
from .lines import EpciLine, TownLine

if TYPE_CHECKING:
    from pandas import DataFrame

#: How many of the largest communes a page lists.
_TOWNS = 8
_MAIN_TOWNS = 3

_PEOPLE = "cog-2026"
_AREA = "admin-express"
_MEMBERS = "anct-ti"


def portrait_figures(holdings: Holdings) -> list[Figure]:
    """Population, area, communes, density, EPCI and the main towns."""
    people, area, communes = _measures(holdings)
    towns = town_lines(holdings)
    density = people / area if people is not None and area else None
    # A commune is a member through its EPCI: the list of members is ANCT's.
    listed_by = holdings.origin("perimeters", [_PEOPLE])
    counted = f"population municipale {territories.POPULATION_YEAR}"
    inhabited = Origin(listed_by.source, counted if listed_by.source else "")
    measured = holdings.origin("perimeters", [_AREA])
    # Of a user's own perimeter nobody publishes a list of EPCI.
    listed = (
        holdings.origin("perimeters", [_MEMBERS]) if not holdings.territory.is_own else Origin()
    )
    both = Origin(
        _together(inhabited.source, measured.source), _together(inhabited.vintage, measured.vintage)
    )
    year = f"Population municipale {territories.POPULATION_YEAR}."
    main = ", ".join(town.name for town in towns[:_MAIN_TOWNS]) or None
    return [
        figure("population", "Population", people, "habitants", inhabited, year),
        year_figure(
            "annee_population",
            "Année de la population",
            territories.POPULATION_YEAR if people is not None else None,
            inhabited,
        ),
        figure(
            "superficie_km2",
            "Superficie",
            area,
            "km²",
            measured,
            "Mesurée sur des contours généralisés.",
            0,
        ),
        count_figure("communes", "Communes", communes, ("commune", "communes"), listed_by),
        figure("densite", "Densité", density, "hab./km²", both, year, 0),
        count_figure(
            "epci_nombre",
            "EPCI",
            len(holdings.territory.sirens),
            ("EPCI", "EPCI"),
            listed,
            _cut(holdings.territory) + territories.perimeter_sentence([holdings.territory]) + ".",
        ),
        text_figure("villes_principales", "Communes les plus peuplées", main, inhabited, year),
    ]


def _cut(territory: Territory) -> str:
    """How many EPCI a user's own perimeter cuts, as a sentence; "" for none."""
    count = len(territory.parts)
    return f"Sans {count} EPCI dont une partie seulement est dans le périmètre. " if count else ""


def _measures(holdings: Holdings) -> tuple[int | None, float | None, int | None]:
    """Inhabitants, km² and number of communes: the edition's, else the shipped ones."""
    pandas = require("pandas")
    rows = holdings.mine("perimeters")
    if len(rows):
        row = rows.iloc[0]
        people, area, count = row["population"], row["area_km2"], row["communes"]
        return (
            int(people) if pandas.notna(people) else None,
            float(area) if pandas.notna(area) and area > 0 else None,
            int(count) if pandas.notna(count) else None,
        )
    try:
        return (
            territories.population(holdings.territory),
            territories.area_km2(holdings.territory),
            len(territories.communes(holdings.territory)),
        )
    except MissingOutlines:
        return None, None, None


def epci_lines(holdings: Holdings) -> tuple[EpciLine, ...]:
    """The EPCI in the order of ANCT's list, those only that the edition or the plugin knows."""
    shipped = territories.all_epci()
    rows = holdings.frame("epci")
    named = {
        siren: name
        for siren, name in zip(rows["siren"], rows["name"], strict=True)
        if word(siren) and word(name)
    }
    communes = _members(holdings)
    people = communes["population"].groupby(communes["siren_epci"]).agg(["sum", "size"])
    lines = []
    cut = set(holdings.territory.parts)
    for siren in (*holdings.territory.sirens, *holdings.territory.parts):
        known = shipped.get(siren)
        name = named.get(siren) or (known.name if known else None)
        if name is None or siren not in people.index:
            continue
        if siren in cut:
            name = f"{name} (en partie)"
        total, count = people.loc[siren]
        lines.append(EpciLine(siren, name, int(total), int(count)))
    return tuple(lines)


def town_lines(holdings: Holdings) -> tuple[TownLine, ...]:
    """The largest communes, the most inhabited first."""
    rows = _members(holdings).sort_values(
        ["population", "insee"], ascending=[False, True], kind="stable"
    )
    return tuple(
        TownLine(row["insee"], row["name"], int(row["population"]), int(row["is_prefecture"]))
        for row in rows.head(_TOWNS).to_dict("records")
    )


def _members(holdings: Holdings) -> DataFrame:
    """The territory's communes: insee, name, population, siren_epci, is_prefecture; all known."""
    pandas = require("pandas")
    names = ["insee", "name", "population", "siren_epci", "is_prefecture"]
    rows = holdings.frame("communes")
    own = holdings.territory.insee
    among, codes = ("insee", own) if own else ("siren_epci", holdings.territory.sirens)
    rows = rows.loc[rows[among].isin(codes), names]
    if rows.empty:
        wanted = set(codes)
        shipped = [
            (each.insee, each.name, each.population, each.siren_epci, each.is_prefecture)
            for each in territories.all_communes().values()
            if getattr(each, among) in wanted
        ]
        rows = pandas.DataFrame(shipped, columns=names)
    rows = rows[rows["insee"].notna() & rows["name"].notna() & rows["population"].notna()]
    return rows.assign(
        population=rows["population"].astype("int64"),
        is_prefecture=rows["is_prefecture"].fillna(0).astype("int64"),
    )


def _together(*texts: str) -> str:
    return " ; ".join(dict.fromkeys(filter(None, texts)))
