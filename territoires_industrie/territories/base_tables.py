"""The rows of the base tables that editions show: EPCI, perimeters and communes."""

from __future__ import annotations

from collections.abc import Iterator

from .composition import area_km2, communes, perimeter, population
from .geography import all_communes, all_epci
from .programme import atlas_territories, territory_of_epci


def epci_rows() -> Iterator[dict[str, object]]:
    """Rows of the base table `epci`: territory is None outside any, outline WKB in EPSG:2154."""
    owners = territory_of_epci()
    for member in all_epci().values():
        owner = owners.get(member.siren)
        yield {
            "siren": member.siren,
            "name": member.name,
            "territory": owner.id if owner else None,
            "geometry": member.outline,
        }


def perimeter_rows() -> Iterator[dict[str, object]]:
    """Rows of the base table `perimeters`: the atlas' 18, with counts of people and communes."""
    for territory in atlas_territories():
        yield {
            "territory": territory.id,
            "name": territory.title,
            "area_km2": round(area_km2(territory), 2),
            "population": population(territory),
            "communes": len(communes(territory)),
            "geometry": perimeter(territory),
        }


def commune_rows() -> Iterator[dict[str, object]]:
    """Rows of the base table `communes`: centres as WKB in EPSG:2154, with population and rank."""
    owners = territory_of_epci()
    for commune in all_communes().values():
        owner = owners.get(commune.siren_epci)
        yield {
            "insee": commune.insee,
            "name": commune.name,
            "population": commune.population,
            "siren_epci": commune.siren_epci,
            "territory": owner.id if owner else None,
            "is_prefecture": commune.is_prefecture,
            "geometry": commune.centre,
        }
