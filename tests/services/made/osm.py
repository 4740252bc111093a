"""OpenStreetMap's objects, as Overpass gives them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

from made.lines import course, power_lines, square, stops_of, substation_points
from places import Point


@cache
def osm_power() -> tuple[dict[str, Any], ...]:
    """OpenStreetMap's objects at 400 kV: lines, an underground cable, stations of three kinds."""
    elements: list[dict[str, Any]] = []
    for number, line in enumerate(r for r in power_lines() if r["voltage"] == "400 kV"):
        cable = number == 7
        tags = {
            "power": "cable" if cable else "line",
            "voltage": "400000;225000" if number % 6 == 2 else "400000",
            "name": f"Liaison fictive {number:03d}",
            "ref:FR:RTE": f"FIC{number:03d}L71FICTI",
            "operator": "RTE",
        }
        if number == 11:
            tags["voltage"] = "380000"
        if number % 9 == 4:
            del tags["name"]
        elements.append(_way(100_000 + number, line["line"], tags))
    high = [point for point, flag in substation_points() if flag]
    for number, point in enumerate(high):
        tags = {
            "power": "substation",
            "voltage": "400000;225000" if number % 2 else "400000",
            "name": f"Poste fictif {number:03d}",
            "ref:FR:RTE": f"FIC{number:03d}",
            "substation": "converter" if number == 3 else "transmission",
        }
        elements.append(_station(number, point, tags))
    return tuple(elements)


def _way(number: int, line: Sequence[Point], tags: dict[str, str]) -> dict[str, Any]:
    lons, lats = [p[0] for p in line], [p[1] for p in line]
    return {
        "type": "way",
        "id": number,
        "bounds": {"minlat": min(lats), "minlon": min(lons), "maxlat": max(lats),
                   "maxlon": max(lons)},
        "geometry": [{"lat": lat, "lon": lon} for lon, lat in line],
        "tags": tags,
    }  # fmt: skip


def _station(number: int, point: Point, tags: dict[str, str]) -> dict[str, Any]:
    ring = square(point, 0.002)
    if number % 7 == 5:
        return {"type": "node", "id": 200_000 + number, "lat": point[1], "lon": point[0],
                "tags": tags}  # fmt: skip
    way = _way(200_000 + number, ring, tags)
    if number % 7 != 6:
        return way
    member = {"type": "way", "ref": 300_000 + number, "role": "outer", "geometry": way["geometry"]}
    return {"type": "relation", "id": 200_000 + number, "bounds": way["bounds"],
            "members": [member], "tags": tags | {"type": "multipolygon"}}  # fmt: skip


@cache
def osm_hydrogen() -> tuple[dict[str, Any], ...]:
    """Two private pipes near the coast and the Scarpe, nothing elsewhere."""
    courses = ["Dunkerque|Gravelines", "Dunkerque|Ghyvelde", "Douai|Valenciennes"]
    elements = []
    for number, towns in enumerate(courses):
        tags = {"man_made": "pipeline", "substance": "hydrogen", "location": "underground",
                "operator": f"OPÉRATEUR FICTIF {number}"}  # fmt: skip
        if number == 1:
            del tags["operator"]
        way = _way(400_000 + number, course(f"H2/{towns}", stops_of(towns), 2.0), tags)
        if number == 2:
            member = {"type": "way", "ref": 401_000, "role": "", "geometry": way["geometry"]}
            way = {"type": "relation", "id": 400_002, "bounds": way["bounds"], "members": [member],
                   "tags": tags | {"type": "route", "route": "pipeline"}}  # fmt: skip
        elements.append(way)
    return tuple(elements)
