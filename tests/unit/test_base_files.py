"""The shipped base of the maps: land where there is land, and files that a person can review."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from territoires_industrie.territoires_industrie import geometry, territories
from territoires_industrie.territoires_industrie.territories import TERRITORIES_FOLDER

RESOURCES = TERRITORIES_FOLDER.parent
BASE = RESOURCES / "embedded" / "base"
FILES = [
    *(BASE / f"{name}.geojson" for name in ("land", "departments", "borders", "rivers", "rail")),
    BASE / "placenames.geojson",
    RESOURCES / "embedded" / "roads.geojson",
    TERRITORIES_FOLDER / "epci.geojson",
]


def features(path: Path) -> list[dict]:
    return json.loads(path.read_text(encoding="utf-8"))["features"]


@pytest.fixture(scope="module")
def land() -> bytes:
    return geometry.union(
        geometry.from_geojson(feature["geometry"]) for feature in features(BASE / "land.geojson")
    )


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
class TestReviewable:
    def test_one_feature_a_line(self, path):
        lines = path.read_text(encoding="utf-8").splitlines()
        assert len(lines) == len(features(path)) + 2

    def test_no_coordinate_is_finer_than_a_metre(self, path):
        assert re.search(r"\d\.\d{6}", path.read_text(encoding="utf-8")) is None

    def test_every_geometry_is_valid_and_in_or_near_the_region(self, path):
        for feature in features(path):
            shape = geometry.from_geojson(feature["geometry"])
            west, south, east, north = geometry.bounds(shape)
            assert geometry.is_valid(shape)
            assert -0.5 < west <= east < 5.7
            assert 48 < south <= north < 52


def test_the_files_stay_small():
    assert sum(path.stat().st_size for path in FILES) < 2_500_000


def test_every_town_stands_on_land(land):
    prefectures = [place for place in territories.all_communes().values() if place.is_prefecture]
    assert len(prefectures) == 26
    assert all(geometry.contains(land, geometry.point(town.lon, town.lat)) for town in prefectures)


def test_the_epci_end_where_the_land_does(land):
    """Else the sea would show through the coast, or a strip of foreign land in front of it."""
    region = geometry.union(epci.outline for epci in territories.all_epci().values())
    ground = geometry.to_lambert93(land)
    drowned = geometry.difference(region, ground)
    assert drowned is None or geometry.area_ha(drowned) < 1
    off_dunkerque = geometry.to_lambert93(
        geometry.from_wkt("POLYGON((2.1 51.06,2.5 51.06,2.5 51.5,2.1 51.5,2.1 51.06))")
    )
    strip = geometry.difference(geometry.clip(ground, off_dunkerque) or ground, region)
    assert strip is None or geometry.area_ha(strip) < 1


@pytest.mark.parametrize("feature", features(BASE / "placenames.geojson"))
def test_seas_are_named_at_sea_and_countries_on_land(feature, land):
    place = geometry.from_geojson(feature["geometry"])
    assert feature["properties"]["kind"] in {"sea", "country", "region"}
    assert geometry.contains(land, place) == (feature["properties"]["kind"] != "sea")


def test_neighbours_are_not_named_inside_the_region():
    region = geometry.union(epci.outline for epci in territories.all_epci().values())
    for feature in features(BASE / "placenames.geojson"):
        place = geometry.to_lambert93(geometry.from_geojson(feature["geometry"]))
        assert not geometry.intersects(region, place)


def test_the_five_departments_fill_the_region():
    names = {
        feature["properties"]["code"]: feature["properties"]["name"]
        for feature in features(BASE / "departments.geojson")
    }
    assert names == {
        "02": "Aisne",
        "59": "Nord",
        "60": "Oise",
        "62": "Pas-de-Calais",
        "80": "Somme",
    }
    shapes = [
        geometry.to_lambert93(geometry.from_geojson(feature["geometry"]))
        for feature in features(BASE / "departments.geojson")
    ]
    # 32 002 km² by IGN's outlines of 2018; the generalised ones are slightly larger.
    assert sum(map(geometry.area_km2, shapes)) == pytest.approx(32_002, rel=0.002)


def test_the_border_runs_from_the_sea_along_the_departments():
    (border,) = features(BASE / "borders.geojson")
    line = border["geometry"]["coordinates"]
    assert line[0] == pytest.approx([2.545, 51.089], abs=0.005)
    nord = next(
        geometry.from_geojson(feature["geometry"])
        for feature in features(BASE / "departments.geojson")
        if feature["properties"]["code"] == "59"
    )
    along = [geometry.intersects(nord, geometry.point(*place)) for place in line]
    assert sum(along) > 200


def test_known_rivers_are_named():
    named = {feature["properties"]["name"] for feature in features(BASE / "rivers.geojson")}
    assert {"Aisne", "Escaut", "Lys", "Marne", "Oise", "Seine", "Somme"} <= named


def test_roads_say_what_they_are_and_how_exact():
    rows = [feature["properties"] for feature in features(RESOURCES / "embedded" / "roads.geojson")]
    assert len({row["key"] for row in rows}) == len(rows) > 2_000
    assert {row["class"] for row in rows} == {"Réseau routier"}
    assert {row["source"] for row in rows} == {"osm-highways"}
    assert {row["position"] for row in rows} == {"commune"}, "straight lines are no exact course"
