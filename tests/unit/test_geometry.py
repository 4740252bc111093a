"""Geometry on WKB bytes, against values worked out by hand."""

from __future__ import annotations

import json
import struct
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st
from osgeo import ogr
from territoires_industrie.territoires_industrie import geometry
from territoires_industrie.territoires_industrie.geometry import GeometryError

KILOMETRE_SQUARE = (
    "POLYGON((700000 6600000,701000 6600000,701000 6601000,700000 6601000,700000 6600000))"
)
ITS_EASTERN_NEIGHBOUR = (
    "POLYGON((701000 6600000,702000 6600000,702000 6601000,701000 6601000,701000 6600000))"
)
HORSESHOE = "POLYGON((0 0,3 0,3 1,1 1,1 2,3 2,3 3,0 3,0 0))"


def wkb(text: str) -> bytes:
    return geometry.from_wkt(text)


class TestReading:
    def test_a_point_is_little_endian_two_dimensional_wkb(self):
        assert geometry.point(1.5, 2.5) == struct.pack("<BIdd", 1, 1, 1.5, 2.5)

    @pytest.mark.parametrize("text", ["POINT Z (1 2 3)", "POINT M (1 2 3)", "POINT ZM (1 2 3 4)"])
    def test_height_and_measure_are_dropped(self, text):
        assert wkb(text) == geometry.point(1, 2)

    def test_geojson_as_text_or_as_object(self):
        shape = {"type": "LineString", "coordinates": [[0, 0], [3, 4]]}
        assert geometry.from_geojson(shape) == geometry.from_geojson(json.dumps(shape))
        assert geometry.from_geojson(shape) == wkb("LINESTRING(0 0,3 4)")

    def test_geojson_is_written_with_the_decimals_asked_for(self):
        written = geometry.to_geojson(geometry.point(2.123456789, 51.987654321))
        assert written == {"type": "Point", "coordinates": [2.12346, 51.98765]}

    def test_wkt_there_and_back(self):
        assert wkb(geometry.to_wkt(wkb(HORSESHOE))) == wkb(HORSESHOE)

    @pytest.mark.parametrize(
        ("make", "wrong", "named"),
        [
            (geometry.from_wkt, "POINT(a b)", "POINT(a b)"),
            (geometry.from_wkt, "", "WKT"),
            (geometry.from_geojson, '{"type": "Heap"}', "Heap"),
            (geometry.from_geojson, "not json", "not json"),
            (geometry.area_m2, b"", "WKB"),
            (geometry.area_m2, wkb(HORSESHOE)[:-5], "WKB"),
        ],
    )
    @pytest.mark.parametrize("exceptions", [True, False])
    def test_what_is_no_geometry_is_refused_either_way(
        self, make, wrong, named, exceptions, gdal_switch, capfd
    ):
        gdal_switch(exceptions)
        with pytest.raises(GeometryError, match="not possible") as refusal:
            make(wrong)
        assert named in str(refusal.value)
        assert ogr.GetUseExceptions() == exceptions, "the switch is QGIS', not ours"
        assert capfd.readouterr().err == ""

    @pytest.mark.parametrize("value", [float("nan"), float("inf")])
    def test_a_point_needs_finite_coordinates(self, value):
        with pytest.raises(GeometryError, match="finite"):
            geometry.point(2.0, value)

    @pytest.mark.parametrize(
        ("text", "kind"),
        [
            ("POINT(0 0)", "point"),
            ("MULTIPOINT(0 0,1 1)", "point"),
            ("LINESTRING(0 0,1 1)", "line"),
            ("MULTIPOLYGON(((0 0,1 0,1 1,0 0)))", "polygon"),
            ("GEOMETRYCOLLECTION(POINT(0 0),LINESTRING(0 0,1 1))", "line"),
        ],
    )
    def test_kind(self, text, kind):
        assert geometry.kind(wkb(text)) == kind

    def test_bounds(self):
        assert geometry.bounds(wkb("LINESTRING(3 1,0 5)")) == (0, 1, 3, 5)

    def test_an_empty_geometry_has_neither_bounds_nor_centre(self):
        nothing = wkb("POLYGON EMPTY")
        for measure in (geometry.bounds, geometry.centroid, geometry.inner_point):
            with pytest.raises(GeometryError, match="empty"):
                measure(nothing)

    def test_validity(self, capfd):
        assert geometry.is_valid(wkb(HORSESHOE))
        assert not geometry.is_valid(wkb("POLYGON((0 0,1 1,1 0,0 1,0 0))"))
        assert capfd.readouterr().err == ""

    def test_parts_of_a_nested_collection(self):
        nested = wkb("GEOMETRYCOLLECTION(MULTIPOINT(0 0,1 1),LINESTRING(0 0,1 1))")
        assert geometry.parts(nested) == [
            wkb("POINT(0 0)"),
            wkb("POINT(1 1)"),
            wkb("LINESTRING(0 0,1 1)"),
        ]


class TestProjection:
    def test_the_origin_of_lambert_93_is_exact(self):
        """3° E, 46.5° N is (700 000, 6 600 000) by definition of the projection."""
        x, y, *_ = geometry.bounds(geometry.to_lambert93(geometry.point(3.0, 46.5)))
        assert (x, y) == pytest.approx((700_000, 6_600_000), abs=0.001)

    def test_longitude_comes_before_latitude(self):
        x, y, *_ = geometry.bounds(geometry.to_lambert93(geometry.point(2.377, 51.034)))
        assert x == pytest.approx(656_500, abs=500)
        assert y == pytest.approx(7_104_300, abs=500)

    def test_web_mercator_comes_in_too(self):
        mercator = geometry.point(333_958.4723798, 5_860_000)
        assert geometry.bounds(geometry.to_lambert93(mercator, 3857))[0] == pytest.approx(
            700_000, abs=1
        )

    def test_nothing_moves_when_it_is_there_already(self):
        assert geometry.to_lambert93(wkb(KILOMETRE_SQUARE), 2154) == wkb(KILOMETRE_SQUARE)

    def test_an_empty_geometry_stays_empty(self):
        assert geometry.to_lambert93(wkb("POINT EMPTY")) == wkb("POINT EMPTY")

    @given(st.floats(-4.5, 8), st.floats(42, 51.5))
    def test_there_and_back_is_the_same_place(self, longitude, latitude):
        back = geometry.to_wgs84(geometry.to_lambert93(geometry.point(longitude, latitude)))
        assert geometry.bounds(back)[:2] == pytest.approx((longitude, latitude), abs=1e-7)

    @pytest.mark.parametrize("exceptions", [True, False])
    def test_unknown_crs_and_impossible_place(self, exceptions, gdal_switch):
        gdal_switch(exceptions)
        with pytest.raises(GeometryError, match="EPSG:999999"):
            geometry.to_lambert93(geometry.point(3, 46), 999999)
        with pytest.raises(GeometryError, match="EPSG:4326 to EPSG:2154"):
            geometry.to_lambert93(geometry.point(500, 200))

    def test_threads_do_not_share_a_transformation(self):
        places = [geometry.point(2 + index / 1000, 50) for index in range(400)]
        alone = [geometry.to_lambert93(place) for place in places]
        with ThreadPoolExecutor(8) as pool:
            assert list(pool.map(geometry.to_lambert93, places)) == alone


class TestOperations:
    def test_the_limit_between_neighbours_disappears(self):
        both = geometry.union([wkb(KILOMETRE_SQUARE), wkb(ITS_EASTERN_NEIGHBOUR)])
        assert len(geometry.parts(both)) == 1
        assert geometry.area_km2(both) == 2
        assert geometry.length_km(both) == 6

    def test_union_of_lines_and_of_a_mixture(self):
        crossing = geometry.union([wkb("LINESTRING(0 0,2 0)"), wkb("LINESTRING(1 -1,1 1)")])
        assert len(geometry.parts(crossing)) == 4
        mixture = geometry.union([wkb(HORSESHOE), geometry.point(9, 9)])
        assert len(geometry.parts(mixture)) == 2

    def test_union_of_nothing_is_refused(self):
        with pytest.raises(GeometryError, match="at least one"):
            geometry.union([])

    def test_clip_keeps_what_is_inside(self):
        western_half = geometry.clip(wkb(HORSESHOE), wkb("POLYGON((0 0,1 0,1 3,0 3,0 0))"))
        assert geometry.area_m2(western_half or b"") == 3

    def test_clip_of_a_neighbour_that_only_touches_is_nothing(self):
        assert geometry.clip(wkb(KILOMETRE_SQUARE), wkb(ITS_EASTERN_NEIGHBOUR)) is None

    def test_clip_of_a_line_gives_its_pieces_and_no_point(self):
        pieces = geometry.clip(wkb("LINESTRING(2 -1,2 4)"), wkb(HORSESHOE))
        assert sorted(map(geometry.bounds, geometry.parts(pieces or b""))) == [
            (2, 0, 2, 1),
            (2, 2, 2, 3),
        ]

    def test_difference(self):
        rest = geometry.difference(wkb(HORSESHOE), wkb("POLYGON((0 0,1 0,1 3,0 3,0 0))"))
        assert geometry.area_m2(rest or b"") == 4
        assert geometry.difference(wkb(HORSESHOE), wkb(HORSESHOE)) is None

    def test_the_centroid_may_fall_outside_but_the_inner_point_not(self):
        ring = wkb("POLYGON((0 0,9 0,9 9,0 9,0 0),(1 1,8 1,8 8,1 8,1 1))")
        assert geometry.bounds(geometry.centroid(ring))[:2] == (4.5, 4.5)
        assert not geometry.contains(ring, geometry.centroid(ring))
        assert geometry.contains(ring, geometry.inner_point(ring))

    def test_boundary_of_a_polygon_with_a_hole(self):
        ring = wkb("POLYGON((0 0,9 0,9 9,0 9,0 0),(1 1,8 1,8 8,1 8,1 1))")
        assert geometry.length_km(geometry.boundary(ring)) == pytest.approx(0.064)

    def test_simplify_leaves_out_what_is_nearer_than_the_tolerance(self):
        wavy = wkb("LINESTRING(0 0,5 0.4,10 0,10 10)")
        assert geometry.simplify(wavy, 0.5) == wkb("LINESTRING(0 0,10 0,10 10)")
        assert geometry.simplify(wavy, 0.3) == wavy

    def test_buffer_of_a_point_is_nearly_a_disc(self):
        assert geometry.area_m2(geometry.buffer(geometry.point(0, 0), 100)) == pytest.approx(
            31_416, rel=0.01
        )

    def test_intersects_and_contains(self):
        square, neighbour = wkb(KILOMETRE_SQUARE), wkb(ITS_EASTERN_NEIGHBOUR)
        assert geometry.intersects(square, neighbour)
        assert not geometry.contains(square, neighbour)
        assert geometry.contains(square, geometry.point(700_500, 6_600_500))


class TestMeasures:
    def test_one_square_kilometre_in_every_unit(self):
        square = wkb(KILOMETRE_SQUARE)
        assert geometry.area_m2(square) == 1_000_000
        assert geometry.area_ha(square) == 100
        assert geometry.area_km2(square) == 1
        assert geometry.length_km(square) == 4

    def test_lines_and_points_have_no_area(self):
        assert geometry.area_m2(wkb("LINESTRING(0 0,3 4)")) == 0
        assert geometry.area_m2(geometry.point(0, 0)) == 0

    def test_three_four_five(self):
        assert geometry.length_km(wkb("LINESTRING(0 0,3000 4000)")) == 5
        assert geometry.length_km(wkb("MULTILINESTRING((0 0,3000 4000),(0 0,0 1000))")) == 6
        assert geometry.distance_m(geometry.point(0, 0), geometry.point(3, 4)) == 5

    def test_what_meets_is_at_no_distance(self):
        assert geometry.distance_m(wkb(KILOMETRE_SQUARE), geometry.point(700_500, 6_600_500)) == 0

    def test_there_is_no_distance_to_nothing(self):
        with pytest.raises(GeometryError, match="empty"):
            geometry.distance_m(wkb("POINT EMPTY"), geometry.point(0, 0))


@pytest.fixture
def gdal_switch():
    """Sets GDAL's switch between exceptions and empty answers, and puts it back."""
    before = ogr.GetUseExceptions()

    def switch(on: bool) -> None:
        (ogr.UseExceptions if on else ogr.DontUseExceptions)()

    yield switch
    switch(before)
