"""Symbols and names on paper: nothing covers anything, whatever the crowd."""

from __future__ import annotations

import itertools

from hypothesis import given, settings
from hypothesis import strategies as st
from territoires_industrie.territoires_industrie.layouts.placement import (
    FARTHEST,
    Box,
    Mark,
    Name,
    place,
)

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
