"""Symbols and names on paper: nothing covers anything, whatever the crowd."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from territoires_industrie.territoires_industrie.layouts.placement import (
    FARTHEST,
    GAP,
    Box,
    Mark,
    Name,
    Placement,
    Point,
    place,
)
from territoires_industrie.territoires_industrie.layouts.shapes import Lines, Segment, cross

FRAME = Box(0, 0, 200, 150)


def overlapping(boxes: list[Box]) -> list[tuple[Box, Box]]:
    shrunk = [box.grown(-0.01) for box in boxes]
    return [pair for pair in itertools.combinations(shrunk, 2) if pair[0].overlaps(pair[1])]


def test_a_lone_symbol_stays_where_it_is() -> None:
    placement = place([Mark("a", 50, 50, 2)], [], FRAME)
    assert placement.offsets == {}


def test_sites_of_one_commune_are_spread_and_the_weightiest_keeps_the_spot() -> None:
    marks = [Mark(str(n), 60, 60, 2.1, priority=n) for n in range(20)]
    placement = place(marks, [], FRAME)
    assert "19" not in placement.offsets
    assert len(placement.offsets) == 19
    assert overlapping(list(placement.marks.values())) == []


def test_a_symbol_never_travels_further_than_a_leader_line_can_be_followed() -> None:
    marks = [Mark(str(n), 60, 60, 2.1) for n in range(60)]
    placement = place(marks, [], FRAME)
    travelled = [(x * x + y * y) ** 0.5 for x, y in placement.offsets.values()]
    assert max(travelled) <= FARTHEST + 0.1


def test_symbols_avoid_a_box_laid_on_the_map() -> None:
    box = Box(40, 40, 30, 30)
    placement = place([Mark("a", 50, 50, 2)], [], FRAME, [box])
    assert not placement.marks["a"].overlaps(box)


def test_a_name_goes_to_the_right_of_its_symbol_when_there_is_room() -> None:
    placement = place([Mark("a", 50, 50, 2)], [Name("a", 20, 3)], FRAME)
    assert placement.names["a"][0] > 2
    assert placement.names["a"][1] == 0


def test_a_name_at_the_right_edge_goes_to_the_left() -> None:
    placement = place([Mark("a", 195, 50, 2)], [Name("a", 20, 3)], FRAME)
    assert placement.names["a"][0] < -20


def test_a_name_without_room_is_reported() -> None:
    full = [
        Box(0, 0, 200, 48),
        Box(0, 52.6, 200, 100),
        Box(0, 40, 47.5, 30),
        Box(52.5, 40, 150, 30),
    ]
    placement = place([Mark("a", 50, 50, 2)], [Name("a", 20, 3)], FRAME, full)
    assert placement.unnamed == ["a"]


crowds = st.lists(
    st.tuples(st.floats(10, 190), st.floats(10, 140), st.floats(0.5, 3), st.floats(0, 9)),
    max_size=40,
)


@settings(max_examples=60, deadline=None)
@given(crowds)
def test_no_crowd_makes_two_boxes_overlap(crowd: list[tuple[float, float, float, float]]) -> None:
    marks = [Mark(str(n), *values) for n, values in enumerate(crowd)]
    names = [Name(mark.key, 18, 2.6, mark.priority) for mark in marks]
    placement = place(marks, names, FRAME)
    boxes = [*placement.marks.values(), *placement.name_boxes.values()]
    assert overlapping(boxes) == []
    assert all(box.within(FRAME.grown(0.01)) for box in placement.name_boxes.values())
    assert len(placement.names) + len(placement.unnamed) == len(names)


@given(crowds)
@settings(max_examples=20, deadline=None)
def test_the_same_page_twice_is_the_same_page(
    crowd: list[tuple[float, float, float, float]],
) -> None:
    marks = [Mark(str(n), *values) for n, values in enumerate(crowd)]
    first, second = place(marks, [], FRAME), place(list(reversed(marks)), [], FRAME)
    assert first.offsets == second.offsets


# --- Leaders ---


def leaders(marks: list[Mark], placement: Placement) -> dict[str, Segment]:
    drawn = ((mark, mark.leader(placement.offsets.get(mark.key, (0.0, 0.0)))) for mark in marks)
    return {mark.key: leader for mark, leader in drawn if leader is not None}


def crossings(drawn: Iterable[Segment]) -> int:
    return sum(cross(*pair) for pair in itertools.combinations(drawn, 2))


def passing_under(marks: list[Mark], placement: Placement) -> int:
    """How many symbols lie on leaders that come from another place."""
    places = {mark.key: mark.point for mark in marks}
    return sum(
        places[key] != mark.point and placement.marks[mark.key].grown(-0.8).meets(leader)
        for key, leader in leaders(marks, placement).items()
        for mark in marks
    )


towns = st.lists(
    st.tuples(st.floats(30, 170), st.floats(30, 120), st.integers(1, 8)), min_size=1, max_size=6
)


def around(crowd: list[tuple[float, float, int]], radius: float = 2.1) -> list[Mark]:
    """So many symbols at each town's centre."""
    return [
        Mark(f"{town}-{n}", x, y, radius)
        for town, (x, y, count) in enumerate(crowd)
        for n in range(count)
    ]


@settings(max_examples=80, deadline=None)
@given(towns)
def test_leaders_of_towns_do_not_cross(crowd: list[tuple[float, float, int]]) -> None:
    marks = around(crowd)
    assert crossings(leaders(marks, place(marks, [], FRAME)).values()) == 0


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.floats(90, 110), st.floats(70, 80)), max_size=60))
def test_leaders_of_any_crowd_of_one_size_do_not_cross(points: list[Point]) -> None:
    """Sixty symbols whose true points lie within two centimetres by one."""
    marks = [Mark(str(n), x, y, 1.6) for n, (x, y) in enumerate(points)]
    assert crossings(leaders(marks, place(marks, [], FRAME)).values()) == 0


@pytest.mark.parametrize("count", [4, 8, 12])
def test_leaders_of_one_town_seldom_pass_under_the_symbols_of_the_next(count: int) -> None:
    marks = around([(100, 75, count), (114, 75, count), (106, 88, count)])
    placement = place(marks, [], FRAME)
    assert len(leaders(marks, placement)) >= 3 * (count - 1)
    assert passing_under(marks, placement) <= 1


def test_a_number_has_its_room_and_a_name_takes_it_back() -> None:
    marks = [Mark("a", 50, 50, 2, badge=1.5), Mark("b", 100, 50, 2, badge=1.5)]
    placement = place(marks, [Name("a", 20, 3)], FRAME)
    assert placement.marks["b"].width == placement.marks["a"].width + 1.5
    assert placement.name_boxes["a"].x < placement.marks["b"].right
    assert placement.names["a"] == (2 + GAP / 2 + 0.3, 0)


def test_from_far_under_a_list_a_symbol_comes_out_and_no_further() -> None:
    box = Box(0, 0, 58, 140)
    marks = [Mark(f"{x}-{y}", x, y, 1.6) for x in range(4, 58, 9) for y in range(5, 140, 15)]
    placement = place(marks, [], FRAME, [box])
    assert not any(taken.overlaps(box) for taken in placement.marks.values())
    assert overlapping(list(placement.marks.values())) == []
    assert max(taken.right for taken in placement.marks.values()) < 58 + FARTHEST


def test_a_full_map_is_no_reason_to_stay_under_a_list() -> None:
    box = Box(0, 0, 198, 100)
    marks = [Mark(str(n), 5 + n % 180, 50, 2.1) for n in range(700)]
    placement = place(marks, [], FRAME, [box])
    assert not any(taken.overlaps(box) for taken in placement.marks.values())


def test_a_neighbour_is_not_carried_far() -> None:
    marks = [Mark(str(n), 60, 60, 2.1, farthest=6) for n in range(30)]
    placement = place(marks, [], FRAME)
    assert max(math.hypot(*shift) for shift in placement.offsets.values()) <= 6.1


def test_a_neighbour_stays_under_a_list_unless_it_lies_at_its_edge() -> None:
    box = Box(0, 0, 58, 140)
    marks = [Mark("deep", 20, 60, 2.1, farthest=9), Mark("edge", 55, 60, 2.1, farthest=9)]
    placement = place(marks, [], FRAME, [box])
    assert "deep" not in placement.offsets
    assert not placement.marks["edge"].overlaps(box)


def test_neighbours_touch_one_another_rather_than_the_pages_own() -> None:
    own = [Mark(f"own-{n}", 60, 60, 2.1, 1) for n in range(6)]
    others = [Mark(f"other-{n}", 60, 60, 2.1, farthest=9) for n in range(30)]
    placement = place([*own, *others], [], FRAME)
    for mark, other in itertools.product(own, others):
        assert not placement.marks[mark.key].grown(-0.01).overlaps(placement.marks[other.key])


# --- Grounds and outlines ---

#: A territory's eastern border.
BORDER = [(100.0, -10.0), (100.0, 160.0)]


def side(x: float, _y: float) -> str:
    return "territory" if x < 100 else "land"


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.floats(80, 120), st.floats(60, 90)), max_size=30))
def test_no_symbol_changes_sides(points: list[Point]) -> None:
    marks = [Mark(str(n), x, y, 2.1) for n, (x, y) in enumerate(points)]
    placement = place(marks, [], FRAME, ground=side)
    for mark in marks:
        dx, dy = placement.offsets.get(mark.key, (0.0, 0.0))
        assert side(mark.x, mark.y) == side(mark.x + dx, mark.y + dy)


def test_from_a_full_ground_a_symbol_goes_outside_rather_than_upon_others() -> None:
    marks = [Mark(str(n), 60, 60, 2.1) for n in range(20)]
    placement = place(
        marks, [], FRAME, ground=lambda x, y: math.hypot(x - 60, y - 60) < 12 or (None, "")[y < 60]
    )
    assert overlapping(list(placement.marks.values())) == []
    outside = [y for x, y in placement.offsets.values() if math.hypot(x, y) > 12]
    assert outside
    assert all(y < 0 for y in outside)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.floats(60, 140), st.floats(20, 130)), max_size=30))
def test_towns_names_keep_to_their_side_and_off_the_outline(points: list[Point]) -> None:
    names = [Name(str(n), 18, 2.6, -n, at=point) for n, point in enumerate(points)]
    placement = place([], names, FRAME, ground=side, outline=[BORDER])
    for name in names:
        box = placement.name_boxes.get(name.key)
        if box is not None and name.at is not None:
            assert (box.right <= 100) == (name.at[0] < 100)
            assert box.right <= 100 or box.x >= 100


def test_a_main_town_is_named_on_the_outline_rather_than_not_at_all() -> None:
    walls = [Box(0, 0, 93, 150), Box(93, 0, 5, 73), Box(93, 77, 5, 73)]
    town = Name("a", 18, 2.6, at=(95, 75))
    late = place([], [town], FRAME, walls, side, [BORDER])
    early = place([], [replace(town, early=True)], FRAME, walls, side, [BORDER])
    assert late.unnamed == ["a"]
    assert early.name_boxes["a"].right > 100


def test_a_town_by_the_sea_may_be_named_on_it() -> None:
    walls = [Box(0, 0, 99, 150)]
    placement = place(
        [], [Name("a", 18, 2.6, at=(99.9, 75))], FRAME, walls, lambda x, y: None if x > 100 else 1
    )
    assert placement.name_boxes["a"].x > 100


def test_a_name_does_not_stand_upon_another_town() -> None:
    names = [Name("a", 18, 2.6, 2, at=(50, 75)), Name("b", 18, 2.6, 1, at=(60, 75))]
    assert place([], names, FRAME).name_boxes["a"].right < 60


def test_a_distant_name_is_plainly_its_symbols() -> None:
    """Where the only room for a name lies between two symbols, it is listed instead."""
    marks = [Mark("a", 50, 50, 2), Mark("b", 50, 58.6, 2)]
    walls = [Box(30, 40, 17.7, 30), Box(52.3, 40, 20, 30), Box(47.7, 40, 4.6, 7.7)]
    placement = place(marks, [Name("a", 3, 1.2)], FRAME, walls)
    assert placement.marks["a"].middle == (50, 50)
    assert placement.name_boxes["a"].bottom < 54


# --- Near what they name ---


def gap(one: Box, other: Box) -> float:
    """How far two rectangles are apart (mm)."""
    across = max(one.x - other.right, other.x - one.right, 0)
    down = max(one.y - other.bottom, other.y - one.bottom, 0)
    return math.hypot(across, down)


town_lists = st.lists(st.tuples(st.floats(5, 195), st.floats(5, 145)), max_size=30)


@settings(max_examples=60, deadline=None)
@given(crowds, town_lists)
def test_a_name_stands_beside_what_it_names_and_no_dot_is_hidden(
    crowd: list[tuple[float, float, float, float]], points: list[Point]
) -> None:
    marks = [Mark(f"s{n}", *values) for n, values in enumerate(crowd)]
    places = [
        Name(f"t{n}", 18, 2.6, -n, at=point, early=n < 5, dot=0.6) for n, point in enumerate(points)
    ]
    placement = place(marks, [*(Name(m.key, 18, 2.6, 9) for m in marks), *places], FRAME)
    for mark in marks:
        if mark.key in placement.names:
            assert gap(placement.name_boxes[mark.key], placement.marks[mark.key]) < 1.8
    dots = [t.dot_box for t in places if t.key in placement.names and t.dot_box is not None]
    for town in places:
        if town.key in placement.names and town.dot_box is not None:
            assert gap(placement.name_boxes[town.key], town.dot_box) < 1.8
    taken = [*placement.marks.values(), *placement.name_boxes.values(), *dots]
    assert overlapping(taken) == []


def test_a_town_under_a_symbol_is_not_named_but_a_main_town_drives_the_symbol_away() -> None:
    town, mark = Name("a", 18, 2.6, at=(50, 75), dot=0.6), Mark("s", 50, 75, 2)
    assert place([mark], [town], FRAME).unnamed == ["a"]
    placement = place([mark], [replace(town, early=True)], FRAME)
    assert placement.unnamed == []
    assert "s" in placement.offsets


def test_a_name_keeps_off_a_network_where_there_is_other_room() -> None:
    pipe = [(50.0, 50.0), (90.0, 50.0)]
    placement = place([Mark("a", 50, 50, 2)], [Name("a", 20, 3)], FRAME, networks=[pipe])
    assert not Lines([(pipe[0], pipe[1])]).across(placement.name_boxes["a"])


def test_a_name_keeps_off_a_road_that_moves_no_symbol() -> None:
    road = ((45.0, 75.0), (90.0, 75.0))
    town = Name("t", 18, 2.6, at=(50, 75), dot=0.6)
    marks = [Mark(str(n), 54, 76, 2) for n in range(4)]
    for early in (False, True):
        town = replace(town, early=early)
        lone = place([], [town], FRAME, roads=Lines([road]))
        assert not Lines([road]).across(lone.name_boxes["t"])
        with_road = place(marks, [town], FRAME, roads=Lines([road]))
        assert with_road.offsets == place(marks, [town], FRAME).offsets


def test_a_main_towns_name_keeps_off_the_leaders_that_come_after_it() -> None:
    """A symbol that finds its place beyond the name alone: the name goes out of its way."""
    mark = Mark("s", 50, 75, 2)
    town = Name("t", 18, 2.6, at=(50, 75), dot=0.6, early=True)
    placement = place([mark], [town], FRAME, ground=lambda x, y: x > 46 and 70 < y < 80 or None)
    (leader,) = leaders([mark], placement).values()
    assert leader[1][0] > 69
    assert not Lines([leader]).across(placement.name_boxes["t"])
    taken = [placement.marks["s"], placement.name_boxes["t"]]
    assert overlapping(taken) == []


def test_a_name_stands_apart_from_another_towns_dot() -> None:
    one = Name("a", 18, 2.6, 2, at=(50, 75), dot=1.0)
    other = Name("b", 18, 2.6, 1, at=(71, 75), dot=1.0)
    assert place([], [one, other], FRAME).name_boxes["a"].right < 60


def test_a_long_name_slides_along_its_dot_rather_than_over_the_outline() -> None:
    town = Name("t", 38, 2.6, at=(85, 75), dot=0.6, early=True)
    placement = place([], [town], FRAME, [Box(0, 0, 55, 150)], side, [BORDER])
    assert placement.name_boxes["t"].right <= 100


segments = st.tuples(
    st.tuples(st.floats(0, 200), st.floats(0, 150)), st.tuples(st.floats(0, 200), st.floats(0, 150))
)


@settings(max_examples=200, deadline=None)
@given(segments, st.lists(segments, max_size=10), st.floats(0, 180), st.floats(0, 130))
def test_an_index_finds_what_a_look_at_all_finds(
    one: Segment, others: list[Segment], x: float, y: float
) -> None:
    box = Box(x, y, 20, 20)
    lines = Lines(others)
    assert lines.crossing(one) == sorted({other for other in others if cross(one, other)})
    assert lines.across(box) == len({other for other in others if box.meets(other)})
