"""What a new edition takes over: rows of other territories, and nothing twice."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pandas
import pytest
from territoires_industrie.territoires_industrie import carryover
from territoires_industrie.territoires_industrie.catalogue import load_catalogue
from territoires_industrie.territoires_industrie.edition import (
    Availability,
    Provenance,
    write_edition,
)
from territoires_industrie.territoires_industrie.geometry import bounds, from_wkt, length_km, point
from territoires_industrie.territoires_industrie.layers.rows import atlas_frame
from territoires_industrie.territoires_industrie.sources.area import Area
from territoires_industrie.territoires_industrie.territories import find, perimeter

CATALOGUE = load_catalogue()
HERE, THERE = "ti-3201", "ti-3216"
AREA = Area.of([find(HERE)])
WEST, SOUTH, EAST, NORTH = AREA.bounds_lambert93
MARK = "Repris de l'édition du 21 novembre 2026."


def producers(*rows):
    """Rows (key, territory, name)."""
    keys, territories, names = zip(*rows, strict=True) if rows else ((), (), ())
    index = range(len(rows))
    values = {
        "key": pandas.Series(keys, index=index, dtype="object"),
        "rattachement": pandas.Series(territories, index=index, dtype="object"),
        "name": pandas.Series(names, index=index, dtype="object"),
        "class": "Éolien",
        "position": "commune",
        "source": "odre-registre",
        "geometry": point(650_000, 7_000_000),
    }
    return atlas_frame(CATALOGUE.table("producers"), values, index)


def roads(*rows):
    """Rows (key, WKT)."""
    index = range(len(rows))
    values = {
        "key": pandas.Series([key for key, _ in rows], index=index, dtype="object"),
        "class": "Réseau routier",
        "position": "exacte",
        "source": "rrn-liaisons",
        "geometry": pandas.Series(
            [from_wkt(text) for _, text in rows], index=index, dtype="object"
        ),
    }
    return atlas_frame(CATALOGUE.table("roads"), values, index)


@pytest.fixture
def edition(tmp_path):
    def written(**tables):
        sources = [Provenance("producers", "odre-registre"), Provenance("roads", "rrn-liaisons")]
        known = [
            Availability("producers", territory, "complete", "") for territory in (HERE, THERE)
        ]
        created = datetime(2026, 11, 21)
        return write_edition(tmp_path, tables, sources, known, created, CATALOGUE)

    return written


def merged(new, previous, layer="producers"):
    layer = CATALOGUE.layers[layer]
    frames = carryover.with_other_territories({layer.id: new}, previous, layer, AREA)
    return frames[layer.id]


def test_other_territories_stay_and_say_so(edition):
    previous = edition(producers=producers(("a", HERE, "vieux"), ("b", THERE, "voisin")))
    found = merged(producers(("c", HERE, "neuf")), previous)
    assert found[["key", "name", "note"]].values.tolist() == [
        ["c", "neuf", None],
        ["b", "voisin", MARK],
    ]


def test_what_the_territory_no_longer_has_is_gone(edition):
    previous = edition(producers=producers(("a", HERE, "fermé")))
    assert merged(producers(), previous).empty


def test_a_neighbour_seen_from_here_stands_back(edition):
    previous = edition(producers=producers(("b", THERE, "chez lui")))
    found = merged(producers(("b", THERE, "vu d'ici"), ("n", THERE, "nouveau")), previous)
    assert dict(zip(found["key"], found["name"], strict=True)) == {
        "b": "chez lui",
        "n": "nouveau",
    }


def test_a_neighbour_never_asked_for_is_as_new_as_the_rest(edition):
    never = "ti-3212"
    previous = edition(producers=producers(("b", never, "vu naguère")))
    found = merged(producers(("b", never, "vu maintenant")), previous)
    assert found[["name", "note"]].values.tolist() == [["vu maintenant", None]]


def test_lines_inside_the_area_are_the_new_ones_and_those_outside_stay(edition):
    x, y = (WEST + EAST) / 2, (SOUTH + NORTH) / 2
    previous = edition(
        roads=roads(
            ("inside", f"LINESTRING ({x} {y}, {x + 1000} {y})"),
            ("outside", f"LINESTRING ({EAST + 5000} {y}, {EAST + 9000} {y})"),
            ("across", f"LINESTRING ({x} {y}, {EAST + 9000} {y})"),
        )
    )
    new = roads(("across", f"LINESTRING ({x} {y}, {EAST + 9999} {y})"))
    found = merged(new, previous, "roads").set_index("key")
    assert sorted(found.index) == ["across", "outside"]
    assert found.loc["across", "note"] is None
    assert bounds(found.loc["across", "geometry"])[2] == EAST + 9999


def test_lines_that_only_share_a_number_meet_at_the_border(edition):
    x, y = (WEST + EAST) / 2, (SOUTH + NORTH) / 2
    previous = edition(roads=roads(("A1-1", f"LINESTRING ({x} {y}, {EAST + 9000} {y})")))
    new = roads(("A1-1", f"LINESTRING ({x} {y}, {EAST + 900} {y + 500})"))
    found = merged(new, previous, "roads").set_index("key")
    mine, behind = found.loc["A1-1"], found.loc["A1-1 (2)"]
    assert (mine["note"], behind["note"]) == (None, MARK)
    assert bounds(mine["geometry"])[2] == pytest.approx(EAST)
    assert bounds(behind["geometry"]) == pytest.approx((EAST, y, EAST + 9000, y))


def test_numbers_that_hold_within_one_fetch_only_lose_nothing(edition):
    y = (SOUTH + NORTH) / 2
    far = f"LINESTRING ({EAST + 5000} {y}, {EAST + 9000} {y})"
    previous = edition(roads=roads(("A1-1", far)))
    found = merged(roads(("A1-1", f"LINESTRING ({WEST} {y}, {EAST} {y})")), previous, "roads")
    assert found["geometry"].map(length_km).sum() == pytest.approx((EAST - WEST) / 1000 + 4)
    assert found["key"].is_unique


def test_points_of_no_territory_stay_unless_they_came_again(edition):
    previous = edition(producers=producers(("a", "", "loin"), ("b", "", "vieux")))
    found = merged(producers(("b", "", "neuf")), previous)
    assert dict(zip(found["key"], found["name"], strict=True)) == {"a": "loin", "b": "neuf"}


def test_the_users_own_rows_need_no_server(edition):
    previous = edition(producers=producers(("a", HERE, "public"), ("x", HERE, "remplacé")))
    mine = producers(("x", HERE, "le mien")).assign(source="polenergie-local")
    layer = CATALOGUE.layers["producers"]
    found = carryover.with_own({"producers": mine}, previous, layer, AREA)["producers"]
    assert dict(zip(found["key"], found["name"], strict=True)) == {"x": "le mien", "a": "public"}


def test_a_line_across_the_limit_keeps_its_part_outside(edition):
    y = (SOUTH + NORTH) / 2
    line = f"LINESTRING ({EAST - 2000} {y}, {EAST + 9000} {y})"
    previous = edition(roads=roads(("across", line)))
    (part,) = merged(roads(), previous, "roads")["geometry"]
    assert bounds(part) == pytest.approx((EAST, y, EAST + 9000, y))


def test_the_mark_is_made_once(edition, tmp_path):
    first = edition(producers=producers(("b", THERE, "voisin")))
    rows = carryover.all_rows(first, CATALOGUE.layers["producers"])["producers"]
    assert rows["note"].tolist() == [MARK]
    again = write_edition(
        tmp_path / "next",
        {"producers": rows},
        [Provenance("producers", "odre-registre")],
        [],
        datetime(2026, 11, 22),
        CATALOGUE,
    )
    rows = carryover.all_rows(again, CATALOGUE.layers["producers"])["producers"]
    assert rows["note"].tolist() == [MARK]


def test_holds_only_what_it_has_rows_of(edition):
    previous = edition(producers=producers(("b", THERE, "voisin")))
    layer = CATALOGUE.layers["producers"]
    there = Area.of([find(THERE)])
    assert carryover.holds(previous, layer, {"odre-registre"}, there) == {"odre-registre"}
    assert not carryover.holds(previous, layer, {"odre-registre"}, AREA)
    assert not carryover.holds(previous, layer, {"odre-biomethane"}, there)
    assert not carryover.holds(previous, CATALOGUE.layers["roads"], {"rrn-liaisons"}, there)


def test_lines_are_held_where_they_lie(edition):
    previous = edition(roads=roads(("a", f"LINESTRING ({WEST} {SOUTH}, {EAST} {NORTH})")))
    layer = CATALOGUE.layers["roads"]
    assert carryover.holds(previous, layer, {"rrn-liaisons"}, AREA) == {"rrn-liaisons"}
    assert not carryover.holds(previous, layer, {"rrn-liaisons"}, Area.of([find("ti-3215")]))


def test_an_edition_older_than_a_table_has_no_row_of_it(edition):
    previous = edition(producers=producers(("b", THERE, "voisin")))
    layer = CATALOGUE.layers["producers"]
    (table,) = layer.tables
    later = replace(layer, id="centres", tables=(replace(table, name="centres"),))
    assert carryover.all_rows(previous, later)["centres"].empty
    new = {"centres": producers(("c", HERE, "neuf"))}
    found = carryover.with_other_territories(new, previous, later, AREA)
    assert found["centres"]["key"].tolist() == ["c"]
    assert not carryover.holds(previous, later, {"odre-registre"}, AREA)


def test_the_area_reaches_further_than_the_territory():
    west, south, east, north = bounds(perimeter(find(HERE)))
    assert west - WEST == pytest.approx(10_000)
    assert NORTH - north == pytest.approx(10_000)
    assert south > SOUTH
    assert east < EAST
