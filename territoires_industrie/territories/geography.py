"""The shipped EPCI and communes of COG 2026: names, people, outlines and centres."""

from __future__ import annotations

import json
from functools import lru_cache

from .. import geometry
from .shipped import rows_of, text_of
from .territory import Commune, Epci


@lru_cache(maxsize=1)
def all_epci() -> dict[str, Epci]:
    """The shipped EPCI (92 that touch Hauts-de-France) by SIREN."""
    collection = json.loads(text_of("epci.geojson"))
    return {feature["properties"]["siren"]: _epci(feature) for feature in collection["features"]}


@lru_cache(maxsize=1)
def all_communes() -> dict[str, Commune]:
    """The communes of the shipped EPCI by INSEE code."""
    return {row["insee"]: _commune(row) for row in rows_of("communes.csv")}


@lru_cache(maxsize=1)
def commune_outlines() -> dict[str, bytes]:
    """The outlines of the shipped communes by INSEE code: WKB in EPSG:2154, generalised."""
    collection = json.loads(text_of("communes.geojson"))
    return {
        feature["properties"]["insee"]: geometry.to_lambert93(
            geometry.from_geojson(feature["geometry"])
        )
        for feature in collection["features"]
    }


def _epci(feature: dict[str, dict[str, str]]) -> Epci:
    properties = feature["properties"]
    return Epci(
        siren=properties["siren"],
        name=properties["nom"],
        type=properties["type"],
        population=int(properties["population"]),
        departements=tuple(properties["departements"].split("/")),
        outline=geometry.to_lambert93(geometry.from_geojson(feature["geometry"])),
    )


def _commune(row: dict[str, str]) -> Commune:
    return Commune(
        insee=row["insee"],
        name=row["name"],
        departement=row["departement"],
        siren_epci=row["siren_epci"],
        population=int(row["population"]),
        lon=float(row["lon"]),
        lat=float(row["lat"]),
        area_km2=float(row["area_km2"]),
        is_prefecture=int(row["is_prefecture"]),
    )
