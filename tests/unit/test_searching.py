"""Territories found while somebody types."""

from __future__ import annotations

import csv
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from territoires_industrie.territoires_industrie import searching
from territoires_industrie.territoires_industrie.errors import AtlasError
from territoires_industrie.territoires_industrie.perimeters.saved import own_territory
from territoires_industrie.territoires_industrie.searching import can_be_drawn, search
from territoires_industrie.territoires_industrie.territories import (
    TERRITORIES_FOLDER,
    all_epci,
    all_territories,
    atlas_territories,
    find,
    territory_of_epci,
)


def ids(text):
    return [match.territory.id for match in search(text).matches]


def test_nothing_typed_finds_the_atlas_in_its_order():
    for text in ("", "  ", "?!"):
        assert ids(text) == [territory.id for territory in atlas_territories()]
        assert not search(text).guessed


@pytest.mark.parametrize(
    ("text", "first", "by"),
    [
        ("dunkerque", "ti-3201", ""),
        ("DUNK", "ti-3201", ""),
        ("ti-3201", "ti-3201", ""),
        ("3201", "ti-3201", ""),
        ("lens henin", "ti-3209", ""),
        ("Hénin—Lens", "ti-3209", ""),
        ("coeur de flandre", "ti-3201", "CA Coeur de Flandre"),
        ("Flandre intérieure", "ti-3201", "CC de Flandre Intérieure"),
        ("flandre interieure", "ti-3201", "CC de Flandre Intérieure"),
        ("Thiérache", "ti-3217", ""),
        ("saint-quentinois tergnier", "ti-3208", "Saint-Quentinois - Tergnier - Est Somme"),
        ("gravelines", "ti-3201", "Gravelines"),
    ],
)
def test_a_part_of_any_name_finds_its_territory(text, first, by):
    found = search(text)
    assert not found.guessed
    assert (found.matches[0].territory.id, found.matches[0].by) == (first, by)


@pytest.mark.parametrize(
    ("text", "first"),
    [("dunkerk", "ti-3201"), ("valenciennois", "ti-3207"), ("bethunne", "ti-3205")],
)
def test_what_is_spelled_nearly_so_is_offered_as_a_guess(text, first):
    found = search(text)
    assert found.guessed
    assert found.matches[0].territory.id == first


class TestOwnPerimeters:
    OWN = own_territory("Façade d'Opale", ["59183", "59273"], date(2026, 11, 22))

    def test_they_are_found_by_their_names(self):
        for text in ("facade", "opale fac", "pp-facade", "façade d opale"):
            (match, *_) = search(text, [self.OWN]).matches
            assert match.territory == self.OWN
            assert match.by == ""
        assert self.OWN.id not in ids("facade")
        assert search("fasade", [self.OWN]).matches[0].territory == self.OWN

    def test_they_stand_after_the_atlas_where_nothing_is_typed(self):
        found = [match.territory.id for match in search("", [self.OWN]).matches]
        assert found == [*(each.id for each in atlas_territories()), self.OWN.id]


def test_the_larger_of_two_communes_comes_first():
    assert [match.by for match in search("boulogne").matches] == [
        "Boulogne-sur-Mer",
        "Boulogne-sur-Helpe",
    ]


def test_what_can_be_drawn_comes_before_what_cannot():
    drawn = [can_be_drawn(match.territory) for match in search("sud").matches]
    assert True in drawn
    assert False in drawn
    assert drawn == sorted(drawn, reverse=True)


def test_what_can_be_drawn_are_the_atlas():
    drawn = {territory.id for territory in all_territories() if can_be_drawn(territory)}
    assert drawn == {territory.id for territory in atlas_territories()}


@pytest.mark.parametrize(
    ("text", "first"), [("dunkerke", "ti-3201"), ("valencienes", "ti-3207"), ("betune", "ti-3205")]
)
def test_a_slip_of_the_keys_finds_what_resembles_it(text, first):
    found = search(text)
    assert found.guessed
    assert found.matches[0].territory.id == first


@pytest.mark.parametrize("text", ["zzzzzz", "qx", "x" * 500])
def test_what_resembles_nothing_finds_nothing(text):
    assert search(text).matches == []


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=30))
def test_whatever_is_typed_each_territory_comes_once(text):
    found = ids(text)
    assert len(found) == len(set(found))


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(all_territories()), st.integers(3, 60))
def test_every_beginning_of_a_name_finds_it(territory, length):
    begun = territory.title[:length].rstrip()
    assert territory.id in ids(begun)
    assert ids(territory.id)[0] == territory.id


class TestOldNames:
    rows = list(
        csv.DictReader((TERRITORIES_FOLDER / "old_names.csv").read_text("utf-8").splitlines())
    )

    def test_each_says_where_it_is_known_from_and_stands_for_epci_of_today(self):
        assert len(self.rows) > 10
        for row in self.rows:
            assert row["known_from"]
            for siren in row["sirens"].split():
                assert siren in all_epci()
                assert siren in territory_of_epci()

    def test_each_finds_the_territories_of_its_epci(self):
        for row in self.rows:
            wanted = {territory_of_epci()[siren].id for siren in row["sirens"].split()}
            assert wanted <= set(ids(row["old_name"])), row["old_name"]


def test_a_missing_file_is_one_sentence(monkeypatch, tmp_path):
    monkeypatch.setattr(searching, "TERRITORIES_FOLDER", tmp_path)
    searching._names.cache_clear()
    try:
        with pytest.raises(AtlasError, match=r"install it again: old_names\.csv"):
            search("dunkerque")
    finally:
        monkeypatch.undo()
        searching._names.cache_clear()
    assert search("dunkerque").matches[0].territory == find("ti-3201")
