"""The rectangles of a page before anything is drawn in them."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from territoires_industrie.territoires_industrie.layouts.frames import (
    MARGIN,
    ORIENTATIONS,
    PAPERS,
    frames,
)

papers = st.sampled_from(sorted(PAPERS))
orientations = st.sampled_from(ORIENTATIONS)
#: Up to a third of an A4 page of sources.
footers = st.floats(5, 70)


def parts(made):
    return {
        "title": made.title,
        "map": made.map,
        "notes": made.notes,
        "locator": made.locator,
        "scale_bar": made.scale_bar,
        "footer": made.footer,
    }


@given(papers, orientations, footers)
def test_everything_lies_within_the_margins(paper, orientation, footer):
    made = frames(paper, orientation, footer)
    printable = made.page.grown(-MARGIN + 1e-6)
    for name, box in parts(made).items():
        assert box.within(printable), name
        assert box.width > 0
        assert box.height > 0


@given(papers, orientations, footers)
def test_nothing_overlaps(paper, orientation, footer):
    made = parts(frames(paper, orientation, footer))
    for (one, its), (other, others) in combinations(made.items(), 2):
        assert not its.grown(-1e-6).overlaps(others), (one, other)


@given(papers, orientations, footers)
def test_notes_begin_in_the_legends_panel(paper, orientation, footer):
    made = frames(paper, orientation, footer)
    assert made.legend == made.notes


@given(papers, orientations, footers, footers)
def test_the_map_gives_way_to_the_sources(paper, orientation, footer, other):
    less, more = sorted((footer, other))
    assert frames(paper, orientation, more).map.height == pytest.approx(
        frames(paper, orientation, less).map.height - (more - less)
    )


def test_a3_has_a_larger_map_and_the_same_panel():
    a4, a3 = frames("a4", "landscape"), frames("a3", "landscape")
    assert a3.map.width > a4.map.width + 100
    assert a3.legend.width == a4.legend.width
    assert (a4.page.width, a4.page.height) == (297, 210)
    assert (a3.page.width, a3.page.height) == (420, 297)


def test_upright_paper_is_the_same_sheet_turned():
    for paper in PAPERS:
        lying, upright = (frames(paper, way).page for way in ORIENTATIONS)
        assert (lying.width, lying.height) == (upright.height, upright.width)


@pytest.mark.parametrize("orientation", ORIENTATIONS)
def test_the_map_takes_most_of_the_page(orientation):
    made = frames("a4", orientation, 12)
    share = made.map.width * made.map.height / (made.page.width * made.page.height)
    assert share > 0.5
