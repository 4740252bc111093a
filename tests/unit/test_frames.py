"""The rectangles of a page before anything is drawn in them."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from territoires_industrie.territoires_industrie.layouts.frames import MARGIN, PAGES, frames

papers = st.sampled_from(sorted(PAGES))
#: Up to a third of an A4 page of sources.
footers = st.floats(5, 70)


def parts(made):
    return {
        "title": made.title,
        "map": made.map,
        "reading": made.reading,
        "locator": made.locator,
        "scale_bar": made.scale_bar,
        "footer": made.footer,
    }


@given(papers, footers)
def test_everything_lies_within_the_margins(paper, footer):
    made = frames(paper, footer)
    printable = made.page.grown(-MARGIN + 1e-6)
    for name, box in parts(made).items():
        assert box.within(printable), name
        assert box.width > 0
        assert box.height > 0


@given(papers, footers)
def test_nothing_overlaps(paper, footer):
    for (one, its), (other, others) in combinations(parts(frames(paper, footer)).items(), 2):
        assert not its.grown(-1e-6).overlaps(others), (one, other)


@given(papers, footers)
def test_the_panel_holds_the_reading_the_locator_and_the_scale(paper, footer):
    made = frames(paper, footer)
    panel = made.panel.grown(1e-6)
    assert made.reading.within(panel)
    assert made.locator.within(panel)
    assert made.scale_bar.within(panel)


@given(papers, footers, footers)
def test_the_map_gives_way_to_the_sources(paper, footer, other):
    less, more = sorted((footer, other))
    assert frames(paper, more).map.height == pytest.approx(
        frames(paper, less).map.height - (more - less)
    )


def test_a3_has_a_larger_map_and_the_same_panel():
    a4, a3 = frames("a4", 10), frames("a3", 10)
    assert a3.map.width > a4.map.width + 100
    assert a3.panel.width == a4.panel.width
    assert (a4.page.width, a4.page.height) == (297, 210)
    assert (a3.page.width, a3.page.height) == (420, 297)


def test_the_map_takes_most_of_the_page():
    made = frames("a4", 12)
    share = made.map.width * made.map.height / (made.page.width * made.page.height)
    assert share > 0.5
