"""What the user may choose once for all, and what an institution chooses for its machines."""

from __future__ import annotations

import os

import pytest
from hypothesis import given
from hypothesis import strategies as st
from territoires_industrie.territoires_industrie import audience, preferences
from territoires_industrie.territoires_industrie.catalogue import load_catalogue
from territoires_industrie.territoires_industrie.preferences import (
    AUDIENCE,
    EDITIONS,
    LOGO,
    MIRROR,
    PAPER,
    PREFERENCES,
    TEMPLATES,
    choose,
    chosen,
    imposed_on,
    is_missing,
)


class Store(dict):
    """Settings in memory."""

    def value(self, key, default=None):
        return self.get(key, default)

    def setValue(self, key, value):
        self[key] = value

    def remove(self, key):
        self.pop(key, None)


@pytest.fixture(autouse=True)
def _nothing_imposed(monkeypatch):
    for each in PREFERENCES:
        monkeypatch.delenv(each.variable, raising=False)


def test_the_words_are_those_of_the_rooms():
    from territoires_industrie.territoires_industrie.layouts import frames

    assert preferences.AUDIENCES == audience.AUDIENCES
    assert tuple(frames.PAPERS) == preferences.PAPERS


def test_the_bases_are_those_of_the_catalogue():
    consumers = load_catalogue().layers["consumers"].parameters
    assert tuple(consumers["bases"]) == preferences.BASES
    assert preferences.BASIS.default == consumers["basis"]


@pytest.mark.parametrize("basis", preferences.BASES)
def test_a_basis_measures_consumers_and_changes_nothing_else(basis):
    shipped = load_catalogue()
    measured = shipped.measured_by(basis)
    assert measured.layers["consumers"].parameters["basis"] == basis
    assert shipped.layers["consumers"].parameters["basis"] == preferences.BASES[0]
    assert measured.layers["producers"] is shipped.layers["producers"]
    assert list(measured.layers) == list(shipped.layers)


def test_an_unknown_basis_measures_nothing():
    assert load_catalogue().measured_by("vapeur") is load_catalogue()


def test_keys_and_variables_are_the_plugins_own():
    assert all(each.key.startswith("territoires_industrie/") for each in PREFERENCES)
    assert all(each.variable.startswith("TERRITOIRES_INDUSTRIE_") for each in PREFERENCES)
    assert len({each.key for each in PREFERENCES}) == len(PREFERENCES)
    assert len({each.variable for each in PREFERENCES}) == len(PREFERENCES)


@pytest.mark.parametrize("preference", PREFERENCES)
def test_nobody_has_chosen(preference):
    assert chosen(preference, Store(), {}) == preference.default


def test_the_narrowest_audience_is_the_default():
    assert AUDIENCE.default == "publique"


def test_what_was_chosen_holds():
    store = Store()
    choose(AUDIENCE, "partenaires", store)
    choose(MIRROR, " https://mandataire.example.org ", store)
    assert chosen(AUDIENCE, store, {}) == "partenaires"
    assert chosen(MIRROR, store, {}) == "https://mandataire.example.org"


def test_the_default_leaves_nothing_behind():
    store = Store()
    for each in PREFERENCES:
        choose(each, "a3" if each is PAPER else each.default or "x", store)
    for each in PREFERENCES:
        choose(each, each.default, store)
    assert store == {}


class TestTheEnvironment:
    def test_holds_before_the_settings(self):
        store = Store({PAPER.key: "a3"})
        assert chosen(PAPER, store, {PAPER.variable: "A4"}) == "a4"
        assert imposed_on(PAPER, {PAPER.variable: "A4"}) == "a4"

    def test_empty_it_says_none(self):
        store = Store({MIRROR.key: "https://mandataire.example.org"})
        assert chosen(MIRROR, store, {MIRROR.variable: ""}) == ""

    def test_a_wrong_word_is_no_choice(self):
        """A slip of the pen in a deployment must not widen what leaves the house."""
        environment = {AUDIENCE.variable: "tous"}
        assert imposed_on(AUDIENCE, environment) is None
        assert chosen(AUDIENCE, Store(), environment) == "publique"
        assert chosen(AUDIENCE, Store({AUDIENCE.key: "partenaires"}), environment) == "partenaires"

    def test_what_it_imposes_is_not_kept_as_the_users(self, monkeypatch):
        store = Store({PAPER.key: "a4"})
        monkeypatch.setenv(PAPER.variable, "a3")
        choose(PAPER, "a3", store)
        assert store == {PAPER.key: "a4"}


class TestPlaces:
    def test_variables_and_home_are_put_in(self, monkeypatch, tmp_path):
        monkeypatch.setenv("COMMUN", str(tmp_path))
        assert chosen(EDITIONS, Store(), {EDITIONS.variable: "$COMMUN/éditions"}) == str(
            tmp_path / "éditions"
        )
        store = Store({LOGO.key: "~/logo.svg"})
        assert chosen(LOGO, store, {}) == os.path.expanduser("~/logo.svg")

    def test_what_is_not_there_is_known(self, tmp_path):
        nowhere, logo = str(tmp_path / "nulle part"), tmp_path / "logo.svg"
        logo.touch()
        assert all(is_missing(each, nowhere) for each in (MIRROR, TEMPLATES, LOGO))
        assert not is_missing(EDITIONS, nowhere), "it is made"
        assert not is_missing(MIRROR, "https://mandataire.example.org")
        assert not is_missing(TEMPLATES, str(tmp_path))
        assert not is_missing(LOGO, str(logo))
        assert is_missing(LOGO, str(tmp_path))
        assert not any(is_missing(each, each.default) for each in PREFERENCES)

    def test_nowhere_is_the_profiles(self):
        assert chosen(EDITIONS, Store(), {EDITIONS.variable: "  "}) == ""


@given(st.text(), st.none() | st.text())
def test_whatever_stands_there_something_allowed_holds(kept, said):
    for each in PREFERENCES:
        environment = {} if said is None else {each.variable: said}
        assert each.allows(chosen(each, Store({each.key: kept}), environment))
