"""The territoires d'industrie: ANCT's 183 of phase II, the atlas' 18, perimeters and communes.

A territory is a list of EPCI, named by SIREN, never by their names, which change. The list is the
one of phase II (2023-2027) on the EPCI of 1 January 2026 (COG 2026). Outlines, populations and
centres of communes are shipped for the EPCI that touch Hauts-de-France
(resources/territories/README.md says from where), so only the territories made of these have a
perimeter here: the 18 of the atlas, and what a user puts together of the same communes
(`perimeters/`).
"""

from __future__ import annotations

from .base_tables import commune_rows, epci_rows, perimeter_rows
from .composition import area_km2, communes, epci, perimeter, population
from .errors import MissingOutlines, PhaseOneList, TerritoryError, UnknownTerritory
from .finding import EVERY_TERRITORY_OF_THE_ATLAS, find, resolve
from .geography import all_communes, all_epci, commune_outlines
from .names import normalised
from .programme import all_territories, atlas_territories, refuse_phase_one, territory_of_epci
from .shipped import TERRITORIES_FOLDER
from .territory import Commune, Epci, Territory
from .vintage import POPULATION_YEAR, perimeter_note, perimeter_sentence

__all__ = [
    "EVERY_TERRITORY_OF_THE_ATLAS",
    "POPULATION_YEAR",
    "TERRITORIES_FOLDER",
    "Commune",
    "Epci",
    "MissingOutlines",
    "PhaseOneList",
    "Territory",
    "TerritoryError",
    "UnknownTerritory",
    "all_communes",
    "all_epci",
    "all_territories",
    "area_km2",
    "atlas_territories",
    "commune_outlines",
    "commune_rows",
    "communes",
    "epci",
    "epci_rows",
    "find",
    "normalised",
    "perimeter",
    "perimeter_note",
    "perimeter_rows",
    "perimeter_sentence",
    "population",
    "refuse_phase_one",
    "resolve",
    "territory_of_epci",
]
