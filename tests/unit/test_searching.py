"""Territories by a few letters."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from territoires_industrie.territoires_industrie.searching import matching
from territoires_industrie.territoires_industrie.territories import all_epci, atlas_territories


def ids(text, most=10):
    return [match.territory.id for match in matching(text, most)]


@pytest.mark.parametrize(
    "text",
    [
        "dunk",
        "DUNKERQUE",
        "flandre aa",
        "ti-3201",
        "3201",
        "Hazebrouck",
        "Flandre intérieure",
        "flandre interieure",
        "cœur de fl",
        "Coeur de Flandre",
    ],
)
def test_dunkerque_is_found_first(text):
    assert ids(text)[0] == "ti-3201"


@pytest.mark.parametrize("text", ["béth", "BETH", "beth bruay", "bruay béthune"])
def test_accents_case_and_order_do_not_matter(text):
    assert matching(text)[0].territory.title.startswith("Béthune-Bruay")


def test_a_members_name_is_told():
    assert matching("hazebrouck")[0].member == "Hazebrouck"
    assert matching("flandre intérieure")[0].member == all_epci()["200040947"].name
    assert matching("dunkerque")[0].member == ""


def test_the_own_name_goes_before_a_towns():
    assert "Vimeu" in matching("vimeu")[0].territory.title


def test_nothing_said_is_everything_in_the_atlas_order():
    assert ids("") == [territory.id for territory in atlas_territories()]


@pytest.mark.parametrize("text", ["x", "zzzz", "dunkerque quimper", "basse-terre"])
def test_nothing_is_found(text):
    assert matching(text) == []


@given(st.text())
def test_each_is_found_once_and_the_likeliest_first(text):
    found = matching(text)
    assert len({match.territory.id for match in found}) == len(found)
    scores = [match.score for match in found]
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 1 for score in scores)
