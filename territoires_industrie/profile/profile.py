"""A territory's profile: the atlas' "fiche", every figure with its source and its vintage."""

from __future__ import annotations

from ..catalogue import Catalogue
from ..edition import Edition
from ..territories import Territory
from .consumers import consumer_figures, consumer_table
from .documents import as_csv, as_json
from .energy import energy_figures, energy_table
from .geothermal import geothermal_figures
from .heat import heat_figures, heat_table
from .holdings import Holdings
from .infrastructures import Infrastructures, infrastructure_figures, infrastructure_table
from .jobs import Jobs, job_figures, sector_lines
from .land import land_figures, land_table
from .lines import EpciLine, Profile, SectorLine, Table, TownLine
from .networks import entry_table, network_figures, substation_table
from .plants import plant_figures, plant_table
from .portrait import epci_lines, portrait_figures, town_lines
from .risks import seveso_figures

__all__ = [
    "EpciLine",
    "Profile",
    "SectorLine",
    "Table",
    "TownLine",
    "as_csv",
    "as_json",
    "profile_of",
]


def profile_of(edition: Edition, territory: Territory, catalogue: Catalogue) -> Profile:
    """All that an edition knows of a territory.

    The edition is the audience's own (`audience.for_audience`). What it does not hold is None and
    reads "non disponible", never 0; a table that an older edition lacks is no error.

    Raises:
        EditionError: the file is damaged.
    """
    holdings = Holdings(edition, territory, catalogue)
    jobs, found = Jobs(holdings), Infrastructures(holdings)
    figures = [
        *portrait_figures(holdings),
        *job_figures(jobs),
        *seveso_figures(holdings),
        *consumer_figures(holdings),
        *energy_figures(holdings),
        *plant_figures(holdings),
        *network_figures(holdings),
        *geothermal_figures(holdings),
        *heat_figures(holdings),
        *land_figures(holdings),
        *infrastructure_figures(found),
    ]
    return Profile(
        territory=territory,
        created=edition.created,
        figures={figure.name: figure for figure in figures},
        epci=epci_lines(holdings),
        towns=town_lines(holdings),
        sectors=sector_lines(jobs),
        jobs_year=jobs.year,
        jobs_source=jobs.origin.source,
        tables={
            "consommateurs": consumer_table(holdings),
            "energie": energy_table(holdings),
            "centrales": plant_table(holdings),
            "postes_400kv": substation_table(holdings),
            "entrees_gaz": entry_table(holdings),
            "reseaux_chaleur": heat_table(holdings),
            "friches": land_table(holdings),
            "infrastructures": infrastructure_table(found),
        },
    )
