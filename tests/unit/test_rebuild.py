"""The rules by which the maintainer's commands join, mend and round; no package is fetched."""

from __future__ import annotations

import json

import pytest
from territoires_industrie.resources.rebuild import base
from territoires_industrie.resources.rebuild import territories as rebuild
from territoires_industrie.resources.rebuild.files import rounded, writable, write_features
from territoires_industrie.territoires_industrie import geometry
from territoires_industrie.territoires_industrie.territories import PhaseOneList, TerritoryError


def square(west: float, south: float, side: float = 1) -> bytes:
    return base.box((west, south, west + side, south + side))


class TestRounding:
    def test_five_decimals_and_no_point_twice(self):
        line = [(2.1234567, 51.0), (2.1234568, 51.0), (2.2, 51.00000001)]
        assert rounded(line) == [[2.12346, 51.0], [2.2, 51.0]]

    def test_every_depth_and_no_height(self):
        assert rounded([[[(1, 2, 3), (4, 5, 6)]]]) == [[[[1, 2], [4, 5]]]]

    def test_a_file_has_one_feature_a_line_and_reads_as_json(self, tmp_path):
        path = tmp_path / "towns.geojson"
        shape = {"type": "Point", "coordinates": [2.3456789, 51]}
        write_features(path, [({"name": "Étaples"}, shape), ({"name": "Ault"}, shape)])
        assert len(path.read_text(encoding="utf-8").splitlines()) == 4
        collection = json.loads(path.read_text(encoding="utf-8"))
        assert collection["name"] == "towns"
        assert collection["features"][0]["properties"] == {"name": "Étaples"}
        assert collection["features"][0]["geometry"]["coordinates"] == [2.34568, 51]


class TestJoining:
    def test_pieces_that_meet_end_to_end_become_one_whatever_their_direction(self):
        (line,) = base.joined([[(0, 0), (1, 0)], [(2, 0), (1, 0)], [(2, 0), (3, 0)]])
        assert line in ([(0, 0), (1, 0), (2, 0), (3, 0)], [(3, 0), (2, 0), (1, 0), (0, 0)])

    def test_a_junction_of_three_stays(self):
        star = [[(0, 0), (1, 0)], [(0, 0), (0, 1)], [(0, 0), (-1, 0)]]
        assert len(base.joined(star)) == 3

    def test_a_ring_closes(self):
        ring = base.joined([[(0, 0), (1, 0)], [(1, 0), (1, 1)], [(1, 1), (0, 0)]])
        assert len(ring) == 1
        assert ring[0][0] == ring[0][-1]
        assert len(ring[0]) == 4

    def test_the_order_of_the_pieces_does_not_matter(self):
        pieces = [[(x, 0), (x + 1, 0)] for x in range(6)] + [[(3, 0), (3, 1)], [(3, 1), (3, 2)]]
        assert base.joined(pieces) == base.joined(pieces[::-1])

    def test_a_tributary_is_led_to_the_river_it_all_but_touches(self):
        river, tributary = [(0, 0), (1, 0), (2, 0)], [(1, 1), (1.0005, 0.0005)]
        assert list(base.flowing_together([river, tributary])) == [river, [(1, 1), (1, 0)]]


class TestLandAndSea:
    def test_an_island_a_lagoon_and_an_islet_in_it(self, monkeypatch):
        monkeypatch.setattr(base, "BINS", (0, 0, 10, 10))
        monkeypatch.setattr(base, "DRY_LAND", (2, 2))
        coast = [geometry.boundary(square(1, 1, 8)), geometry.boundary(square(3, 3, 4))]
        islet = geometry.boundary(square(4, 4, 1))
        dry = geometry.union(base.dry_faces([*coast, islet]))
        assert geometry.area_m2(dry) == 64 - 16 + 1

    def test_a_coast_that_crosses_the_frame(self, monkeypatch):
        monkeypatch.setattr(base, "BINS", (0, 0, 10, 10))
        monkeypatch.setattr(base, "DRY_LAND", (5, 2))
        dry = geometry.union(base.dry_faces([geometry.from_wkt("LINESTRING(0 4,10 4)")]))
        assert geometry.bounds(dry) == (0, 0, 10, 4)

    def test_an_arc_of_a_ring_goes_round_its_start(self):
        ring = [(0, 0), (1, 0), (1, 1), (0, 1)]
        assert base.arc(ring, 1, 2) == [(1, 0), (1, 1)]
        assert base.arc(ring, 3, 1) == [(0, 1), (0, 0), (1, 0)]


def member(insee: str, outline: bytes, *, absorbed: bool = False) -> rebuild.Member:
    return rebuild.Member(insee, insee, "59", "200000000", 1, absorbed, outline, None)


class TestMending:
    def test_ground_of_a_merged_commune_goes_to_the_neighbour_that_absorbed_one(self, capsys):
        around = {
            f"59{x}{y}": member(f"59{x}{y}", square(x, y), absorbed=(x, y) == (0, 1))
            for x in range(3)
            for y in range(3)
            if (x, y) != (1, 1)
        }
        shapes = {insee: (one.outline, None) for insee, one in around.items()}
        whole = {one.insee: one for one in rebuild.mended(list(around.values()), shapes)}
        assert geometry.area_m2(whole["5901"].outline) == 2
        assert sum(geometry.area_m2(one.outline) for one in whole.values()) == 9
        assert "without a commune go to 5901" in capsys.readouterr().out

    def test_a_hole_that_a_commune_of_elsewhere_covers_is_no_hole(self):
        ring = geometry.difference(square(0, 0, 3), square(1, 1)) or b""
        shapes = {"59001": (ring, None), "76001": (square(1, 1), None)}
        assert rebuild.holes([member("59001", ring)], shapes) == []

    def test_overlaps_stay_with_the_first(self):
        outlines = rebuild.apart({"1": square(0, 0, 2), "2": square(1, 0, 2), "3": square(3, 0)})
        assert {siren: geometry.area_m2(one) for siren, one in outlines.items()} == {
            "1": 4,
            "2": 2,
            "3": 1,
        }

    def test_an_outline_that_rounding_makes_cross_is_mended(self):
        spike = "POLYGON((0 0,1 0,1 1,0.5000001 1,0.5000001 2,0.5 2,0.5 1,0 1,0 0))"
        shape = writable(geometry.to_geojson(geometry.from_wkt(spike), 12))
        assert geometry.is_valid(geometry.from_geojson(shape))
        assert geometry.area_m2(geometry.from_geojson(shape)) == pytest.approx(1)

    def test_a_town_hall_astray_is_not_the_centre(self):
        home = member("59001", square(2, 50))
        near, far = geometry.point(2.5, 50.2), geometry.point(9, 9)
        assert rebuild.replace(home, town_hall=near).centre == (2.5, 50.2)
        assert rebuild.replace(home, town_hall=far).centre == home.centre


class TestTerritoriesTable:
    @pytest.fixture
    def cog(self):
        class Cog:
            sirens = frozenset(
                siren for territory in rebuild_source() for siren in territory["sirens"].split()
            )

        return Cog()

    @pytest.fixture
    def table(self, tmp_path, monkeypatch):
        monkeypatch.setattr(rebuild, "TERRITORIES_FOLDER", tmp_path)

        def write(rows):
            cells = ((row["id"], row["name"], row["sirens"]) for row in rows)
            path = tmp_path / "territories.csv"
            rebuild.write_table(path, rebuild.TERRITORY_COLUMNS, cells)

        return write

    def test_rows_come_out_sorted_and_plain(self, cog, table):
        rows = rebuild_source()
        rows[0] = rows[0] | {"name": " Basse\N{RIGHT SINGLE QUOTATION MARK}Terre  "}
        table(rows[::-1])
        checked = rebuild.territories(cog)
        assert [row[0] for row in checked] == sorted(row["id"] for row in rows)
        assert checked[0][1] == "Basse'Terre"

    def test_a_shorter_list_a_shared_member_and_a_stranger_are_refused(self, cog, table):
        rows = rebuild_source()
        table(rows[:149])
        with pytest.raises(PhaseOneList):
            rebuild.territories(cog)
        table([rows[0] | {"sirens": rows[1]["sirens"]}, *rows[1:]])
        with pytest.raises(TerritoryError, match="is in two territories"):
            rebuild.territories(cog)
        table([rows[0] | {"sirens": "999999999"}, *rows[1:]])
        with pytest.raises(TerritoryError, match=r"999999999 \(ti-0101\)"):
            rebuild.territories(cog)


def rebuild_source() -> list[dict[str, str]]:
    from territoires_industrie.territoires_industrie.territories import all_territories

    return [
        {"id": one.id, "name": one.name, "sirens": " ".join(one.sirens)}
        for one in all_territories()
    ]
