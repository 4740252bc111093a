"""The real communes and outlines that the synthetic rows stand in, and chance that repeats itself.

Codes, names, centres and outlines are read from `resources/territories`; nothing else here is real.
"""

from __future__ import annotations

import csv
import json
import math
import random
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from osgeo import ogr, osr

ogr.UseExceptions()
osr.UseExceptions()

RESOURCES = Path(__file__).resolve().parents[2] / "resources"
SEED = "territoires-industrie"

DEPARTEMENTS = {
    "02": "Aisne",
    "59": "Nord",
    "60": "Oise",
    "62": "Pas-de-Calais",
    "76": "Seine-Maritime",
    "80": "Somme",
}

#: Longitude and latitude, degrees of EPSG:4326.
Point = tuple[float, float]


@dataclass(frozen=True)
class Commune:
    insee: str
    name: str
    departement: str
    siren: str
    population: int
    lon: float
    lat: float
    area_km2: float

    @property
    def region(self) -> tuple[str, str]:
        return ("28", "Normandie") if self.departement == "76" else ("32", "Hauts-de-France")

    @property
    def postcode(self) -> str:
        return f"{self.departement}{int(self.insee[2:]) % 90 * 10:03d}"


@dataclass(frozen=True)
class Epci:
    siren: str
    name: str


@dataclass(frozen=True)
class Territory:
    id: str
    name: str
    sirens: tuple[str, ...]


def chance(name: str) -> random.Random:
    """Chance that is the same at every start, of its own for each use."""
    return random.Random(f"{SEED}/{name}")


@cache
def communes() -> tuple[Commune, ...]:
    """The 3,831 communes of the EPCI that touch the region, by INSEE code."""
    with (RESOURCES / "territories" / "communes.csv").open(encoding="utf-8", newline="") as file:
        rows = [
            Commune(
                row["insee"],
                row["name"],
                row["departement"],
                row["siren_epci"],
                int(row["population"] or 0),
                float(row["lon"]),
                float(row["lat"]),
                float(row["area_km2"]),
            )
            for row in csv.DictReader(file)
        ]
    return tuple(sorted(rows, key=lambda commune: commune.insee))


@cache
def by_insee() -> dict[str, Commune]:
    return {commune.insee: commune for commune in communes()}


@cache
def of_epci(siren: str) -> tuple[Commune, ...]:
    return tuple(commune for commune in communes() if commune.siren == siren)


@cache
def _outlines() -> dict[str, dict]:
    text = (RESOURCES / "territories" / "epci.geojson").read_text(encoding="utf-8")
    return {f["properties"]["siren"]: f for f in json.loads(text)["features"]}


@cache
def epcis() -> dict[str, Epci]:
    """The 92 EPCI that touch the region, by SIREN."""
    return {s: Epci(s, feature["properties"]["nom"]) for s, feature in _outlines().items()}


@cache
def outline(siren: str) -> ogr.Geometry:
    """The EPCI's outline, EPSG:4326."""
    return ogr.CreateGeometryFromJson(json.dumps(_outlines()[siren]["geometry"]))


@cache
def all_territories() -> tuple[Territory, ...]:
    """The 183 territories of ANCT's phase II."""
    with (RESOURCES / "territories" / "territories.csv").open(encoding="utf-8", newline="") as file:
        return tuple(
            Territory(row["id"], row["name"], tuple(row["sirens"].split()))
            for row in csv.DictReader(file)
        )


@cache
def territories() -> tuple[Territory, ...]:
    """The atlas' 18."""
    with (RESOURCES / "territories" / "atlas.csv").open(encoding="utf-8", newline="") as file:
        ids = [row["id"] for row in csv.DictReader(file)]
    known = {territory.id: territory for territory in all_territories()}
    return tuple(known[id_] for id_ in ids)


@cache
def communes_of(territory: Territory) -> tuple[Commune, ...]:
    return tuple(c for siren in territory.sirens for c in of_epci(siren))


def scatter(dice: random.Random, commune: Commune) -> Point:
    """A point at a plausible distance from the town hall."""
    reach = 0.35 * math.sqrt(commune.area_km2)
    angle = dice.uniform(0, 2 * math.pi)
    away = reach * math.sqrt(dice.random())
    lon = commune.lon + away * math.cos(angle) / (111.3 * math.cos(math.radians(commune.lat)))
    return round(lon, 6), round(commune.lat + away * math.sin(angle) / 111.2, 6)


def weighted(dice: random.Random, among: Sequence[Commune], count: int) -> list[Commune]:
    """Communes drawn by population, as what people build is."""
    return dice.choices(among, [commune.population + 50 for commune in among], k=count)


@cache
def _srs(epsg: int) -> osr.SpatialReference:
    srs = osr.SpatialReference()
    srs.ImportFromEPSG(epsg)
    srs.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    return srs


def srs(epsg: int) -> osr.SpatialReference:
    """A reference system whose coordinates are x, y whatever its authority says."""
    return _srs(epsg)


def project(shape: ogr.Geometry, to: int, source: int = 4326) -> ogr.Geometry:
    """A copy of the shape in another system; x, y order."""
    moved = shape.Clone()
    if to != source:
        moved.Transform(osr.CoordinateTransformation(srs(source), srs(to)))
    return moved


def lambert93(lon: float, lat: float) -> Point:
    shape = ogr.Geometry(ogr.wkbPoint)
    shape.AddPoint_2D(lon, lat)
    moved = project(shape, 2154)
    return round(moved.GetX(), 2), round(moved.GetY(), 2)


def plain(text: str) -> str:
    """Upper case without accents, as registers write names."""
    flat = unicodedata.normalize("NFD", text.replace("œ", "oe").replace("Œ", "OE"))
    return "".join(c for c in flat if not unicodedata.combining(c)).upper()
