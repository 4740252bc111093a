"""What a territory is made of, and what that amounts to: outline, area, people."""

from __future__ import annotations

from functools import lru_cache

from .. import geometry
from .errors import MissingOutlines
from .geography import all_communes, all_epci, commune_outlines
from .programme import PHASE_TWO_COUNT
from .territory import Commune, Epci, Territory

_SLIVER_M = 10.0
"""Ground this narrow between communes and EPCI is a drawing error: their outlines are generalised
and cut apart, so they do not always touch."""


def epci(territory: Territory) -> tuple[Epci, ...]:
    """The EPCI of a territory in its list's order; raises MissingOutlines for one not shipped.

    Of a user's own perimeter those that lie in it as a whole.
    """
    shipped = all_epci()
    missing = tuple(siren for siren in territory.sirens if siren not in shipped)
    if missing:
        raise MissingOutlines(territory, missing)
    return tuple(shipped[siren] for siren in territory.sirens)


@lru_cache(maxsize=PHASE_TWO_COUNT)
def perimeter(territory: Territory) -> bytes:
    """The territory's outline, the union of its EPCI: WKB in EPSG:2154; raises MissingOutlines.

    Of an EPCI that a user's own perimeter cuts, the union of the communes that lie in it.
    """
    whole = [member.outline for member in epci(territory)]
    cut = set(territory.parts)
    if not cut:
        return geometry.union(whole)
    outlines = commune_outlines()
    pieces = [outlines[each.insee] for each in communes(territory) if each.siren_epci in cut]
    grown = geometry.buffer(geometry.union([*whole, *pieces]), _SLIVER_M)
    # Corners that a buffer has rounded have many points.
    return geometry.simplify(geometry.buffer(grown, -_SLIVER_M), _SLIVER_M / 10)


@lru_cache(maxsize=PHASE_TWO_COUNT)
def communes(territory: Territory) -> tuple[Commune, ...]:
    """The communes of the territory's EPCI by INSEE code, those outside the region too.

    Raises MissingOutlines when an EPCI is not shipped: its communes are not either.
    """
    if territory.is_own:
        return tuple(all_communes()[insee] for insee in territory.insee)
    members = {member.siren for member in epci(territory)}
    return tuple(commune for commune in all_communes().values() if commune.siren_epci in members)


def population(territory: Territory) -> int:
    """Inhabitants (population municipale of POPULATION_YEAR); raises MissingOutlines."""
    return sum(commune.population for commune in communes(territory))


def area_km2(territory: Territory) -> float:
    """Area of the perimeter in km², measured in EPSG:2154; raises MissingOutlines."""
    return geometry.area_km2(perimeter(territory))
