"""The parts that a user's own perimeter is fetched in: the atlas' territories, else single EPCI.

Perimeters overlap each other and the territories; what an edition covers must not, or a row would
belong to two, and two published sums would differ by one site (DOMAIN 2, secrecy by subtraction).
So the shipped ground is parted once and for all: the 18 territories, and each EPCI of none by
itself. A perimeter is fetched as the whole parts that it touches, and seen in the edition
afterwards (`view.py`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING

from ..territories import Territory, all_communes, all_epci, territory_of_epci

if TYPE_CHECKING:
    from ..edition import Edition

_PREFIX = "epci-"


@lru_cache(maxsize=1)
def part_of_epci() -> Mapping[str, Territory]:
    """The part that each shipped EPCI is in, by SIREN."""
    owners = territory_of_epci()
    return {
        siren: owners.get(siren) or Territory(_PREFIX + siren, each.name, (siren,))
        for siren, each in all_epci().items()
    }


def parts_of(territories: Iterable[Territory]) -> list[Territory]:
    """The parts that cover territories, each once; a territory of ANCT's list is one itself."""
    found: dict[Territory, None] = {}
    for territory in territories:
        if not territory.is_own:
            found[territory] = None
            continue
        touched = {all_communes()[insee].siren_epci for insee in territory.insee}
        parts = (part for siren, part in part_of_epci().items() if siren in touched)
        found |= dict.fromkeys(parts)
    return list(found)


def whole_parts(territory: Territory) -> list[Territory]:
    """Those of the parts of a user's own perimeter that lie in it as a whole."""
    inside = set(territory.sirens)
    return [part for part in parts_of([territory]) if inside.issuperset(part.sirens)]


def parts_in(edition: Edition) -> list[Territory]:
    """The EPCI of no territory that an edition was fetched for."""
    known = {part.id: part for part in part_of_epci().values()}
    ids = dict.fromkeys(entry.territory for entry in edition.availabilities())
    return [known[each] for each in ids if each.startswith(_PREFIX) and each in known]
