"""Corrections replayed on fresh rows: what they change, what they find changed, what they undo."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pandas
import pytest
from corrected_rows import all_texts, correction, shape, tables, texts
from hypothesis import given, settings
from hypothesis import strategies as st
from raw_tables import CATALOGUE, DUNKERQUE
from territoires_industrie.territoires_industrie.conformity import check_tables, converted
from territoires_industrie.territoires_industrie.corrections.applying import apply, restored
from territoires_industrie.territoires_industrie.corrections.consequences import accounted
from territoires_industrie.territoires_industrie.corrections.correction import (
    ADD,
    CHANGE,
    CLOSE,
    HIDE,
    MOVE,
    RECLASS,
    RENAME,
    row_text,
)
from territoires_industrie.territoires_industrie.corrections.outcome import (
    APPLIED,
    CONFLICT,
    MOVED,
    ORPHAN,
    SETTLED,
)
from territoires_industrie.territoires_industrie.edition import Accounting
from territoires_industrie.territoires_industrie.geometry import bounds
from territoires_industrie.territoires_industrie.layers.made import DRAWN, KEPT_OFF

TODAY = date(2026, 11, 22)
HERE, NEAR, FAR = "POINT (650000 7100000)", "POINT (650000.5 7100000)", "POINT (651000 7100500)"


def replayed(public, *corrections, today=TODAY):
    before = {name: frame.copy() for name, frame in public.items()}
    done = apply(public, corrections, CATALOGUE, today)
    for name, frame in before.items():
        pandas.testing.assert_frame_equal(public[name], frame)
    check_tables(done.tables, CATALOGUE)
    for name, frame in done.tables.items():
        converted(frame, CATALOGUE.table(name))
    back = restored(done.tables, done.outcomes, CATALOGUE)
    for name, frame in before.items():
        pandas.testing.assert_frame_equal(back[name], frame)
    return done


def plant(**cells):
    return {"name": "Usine", "class": "Éolien", "power_kw": 100.0, **cells}


def one(done, table="producers"):
    return done.tables[table].to_dict("records")[0]


@pytest.mark.parametrize(
    ("made", "cells"),
    [
        (correction(RENAME, field="name", before="Usine", after="L'Usine"), {"name": "L'Usine"}),
        (
            correction(RECLASS, field="class", before="Éolien", after="Bioénergies"),
            {"class": "Bioénergies"},
        ),
        (correction(RECLASS, field="class", before="Éolien", after=""), {"class": ""}),
        (correction(CHANGE, field="power_kw", before="100", after="120.5"), {"power_kw": 120.5}),
        (correction(CHANGE, field="units", before="", after="3"), {"units": 3}),
        (correction(HIDE, before="Éolien"), {"class": "", "statut": "en service"}),
        (
            correction(CLOSE, before="en service", effective="2026-11-22"),
            {"class": "", "statut": "abandonné"},
        ),
        (
            correction(CLOSE, before="en service", effective="2026-11-23"),
            {"class": "Éolien", "statut": "en service"},
        ),
    ],
)
def test_each_kind_changes_its_cells_and_marks_the_row(made, cells):
    done = replayed(tables(producers=[plant(), plant()]), made)
    row, other = done.tables["producers"].to_dict("records")
    assert {name: row[name] for name in cells} == cells
    assert row["source"] == "atlas-2026"
    assert row["note"].startswith("Correction de l'analyste : ")
    assert other["note"] is None
    assert (other["name"], other["class"]) == ("Usine", "Éolien")
    (outcome,) = done.outcomes
    assert (outcome.state, outcome.applied, outcome.territory) == (APPLIED, True, DUNKERQUE)


def test_a_move_makes_a_vague_position_exact():
    public = tables(producers=[plant(position="commune", note="Au centre.")])
    done = replayed(public, correction(MOVE, field="geometry", before=HERE, after=FAR))
    row = one(done)
    assert bounds(row["geometry"])[:2] == (651000.0, 7100500.0)
    assert row["position"] == "exacte"
    assert row["note"] == "Au centre. Correction de l'analyste : position (n° 1)."


def test_a_position_said_besides_a_move_is_held_against_the_publishers():
    public = tables(producers=[plant(position="commune")])
    done = replayed(
        public,
        correction(MOVE, field="geometry", before=HERE, after=FAR),
        correction(CHANGE, number=2, field="position", before="commune", after="adresse"),
    )
    assert one(done)["position"] == "adresse"
    assert [outcome.state for outcome in done.outcomes] == [APPLIED, APPLIED]


def test_an_object_is_one_in_its_outline_and_its_marker():
    public = tables(
        brownfields=[{"class": "Friche industrielle"}],
        brownfields_point=[{"class": "Friche industrielle"}],
    )
    done = replayed(
        public,
        correction(RENAME, table="brownfields", field="name", after="Ancienne filature"),
        correction(HIDE, table="brownfields_point", number=2, before="Friche industrielle"),
    )
    for name in ("brownfields", "brownfields_point"):
        assert (one(done, name)["name"], one(done, name)["class"]) == ("Ancienne filature", "")


@pytest.mark.parametrize(
    ("made", "now", "state", "applied"),
    [
        (correction(RENAME, field="name", before="Usin", after="X"), {}, CONFLICT, True),
        (correction(RENAME, field="name", before="Usin", after="Usine"), {}, SETTLED, False),
        (
            correction(CHANGE, field="power_kw", before="90", after="120"),
            {},
            CONFLICT,
            False,  # the publisher has a newer figure
        ),
        (correction(CHANGE, field="note", before="a", after="b"), {"note": "c"}, CONFLICT, True),
        (correction(MOVE, field="geometry", before=NEAR, after=FAR), {}, APPLIED, True),
        (correction(MOVE, field="geometry", before=FAR, after=NEAR), {}, SETTLED, False),
        (
            correction(MOVE, field="geometry", before=FAR, after="POINT (7e5 7.1e6)"),
            {},
            MOVED,
            True,
        ),
        (
            correction(CLOSE, before="en service", effective="2026-01-01"),
            {"statut": "suspendu"},
            CONFLICT,
            True,
        ),
        (
            correction(CLOSE, before="en service", effective="2026-01-01"),
            {"statut": "abandonné"},
            SETTLED,
            False,
        ),
        (correction(HIDE, before="Bioénergies"), {}, APPLIED, True),
        (correction(RENAME, key="gone", field="name", after="X"), {}, ORPHAN, False),
        (correction(HIDE, key="gone"), {}, ORPHAN, False),
        (
            correction(ADD, after=row_text({"name": "Autre", "geometry": FAR})),
            {},
            CONFLICT,
            False,  # the publisher has it now
        ),
    ],
)
def test_what_the_publisher_says_now_is_told(made, now, state, applied):
    public = tables(producers=[plant(**now)])
    done = replayed(public, made)
    (outcome,) = done.outcomes
    assert (outcome.state, outcome.applied) == (state, applied)
    changed = all_texts(done.tables) != all_texts(public)
    assert changed is applied


def test_a_row_is_added_with_the_users_source_for_internal_eyes():
    cells = {"name": "Neuve", "class": "Bioénergies", "power_kw": "12.5", "geometry": FAR}
    done = replayed(tables(producers=[]), correction(ADD, key="mine", after=row_text(cells)))
    row = one(done)
    assert (row["key"], row["name"], row["power_kw"]) == ("mine", "Neuve", 12.5)
    assert (row["source"], row["diffusion"], row["position"]) == (
        "polenergie-local",
        "interne",
        "exacte",
    )
    assert row["statut"] == "en service"


def test_the_later_of_two_on_one_cell_holds_whatever_their_order_in_the_list():
    made = [
        correction(RENAME, number=1, field="name", before="Usine", after="A"),
        correction(RENAME, number=2, field="name", before="Usine", after="B"),
    ]
    done = replayed(tables(producers=[plant()]), *made)
    assert one(done)["name"] == "B"
    assert [outcome.correction.number for outcome in done.outcomes] == [2]


@pytest.mark.parametrize("numbers", [(1, 2), (2, 1)])
def test_what_is_hidden_stays_hidden_whatever_its_class_becomes(numbers):
    hide, reclass = numbers
    done = replayed(
        tables(producers=[plant()]),
        correction(HIDE, number=hide, before="Éolien"),
        correction(RECLASS, number=reclass, field="class", before="Éolien", after="Bioénergies"),
    )
    assert one(done)["class"] == ""


# ---------------------------------------------------------------- accounts


def accounts_of(given):
    """The accounts of rows as a layer gives them."""
    rows = given["producers"]
    drawn = int((rows["class"] != "").sum())
    return [
        Accounting("producers", "atlas-2026", DRAWN, "", drawn, DUNKERQUE),
        Accounting(
            "producers", "atlas-2026", KEPT_OFF, "hors légende", len(rows) - drawn, DUNKERQUE
        ),
    ]


def test_accounts_still_add_up_and_say_what_the_hand_did():
    public = tables(producers=[plant(), plant(), plant(), plant(**{"class": ""})])
    done = replayed(
        public,
        correction(HIDE, key="0", number=1, before="Éolien"),
        correction(CLOSE, key="1", number=2, before="en service", effective="2026-01-01"),
        correction(RECLASS, key="3", number=3, field="class", before="", after="Éolien"),
        correction(ADD, key="n", number=4, after=row_text({"class": "Éolien", "geometry": FAR})),
    )
    before = [entry for entry in accounts_of(public) if entry.rows]
    after = accounted(before, done.outcomes, public, done.tables, CATALOGUE)
    told = {(a.source, a.outcome, a.reason): a.rows for a in after}
    assert told == {
        ("atlas-2026", DRAWN, ""): 1,
        ("atlas-2026", DRAWN, "classe corrigée"): 1,
        ("atlas-2026", KEPT_OFF, "masquée à l'impression (correction)"): 1,
        ("atlas-2026", KEPT_OFF, "site fermé (correction)"): 1,
        ("polenergie-local", DRAWN, "ajoutée (correction)"): 1,
    }
    back = accounted(after, [], done.tables, public, CATALOGUE)
    assert sum(a.rows for a in back) == 4
    assert {(a.outcome, a.rows) for a in back} == {(DRAWN, 3), (KEPT_OFF, 1)}


# ---------------------------------------------------------------- ten refreshes

KEYS = st.sampled_from([str(number) for number in range(4)])
WORDS = st.sampled_from(["", "Usine", "Usine A", "Usine b ", 'Ω: «x»; "y"\n=1', "🏭", "0012"])
PLACES = st.sampled_from(["650000 7100000", "650000.4 7100000", "652000 7101000", "660000 7090000"])
CLASSES = st.sampled_from(["", "Éolien", "Bioénergies"])
FIGURES = st.sampled_from(["", "0", "100", "120.5", "1e300"])
STATUTS = st.sampled_from(["en service", "suspendu", "abandonné"])


@st.composite
def publics(draw):
    """What the publisher says at one refresh: any of four objects, in any order."""
    rows = []
    for key in draw(st.lists(KEYS, unique=True)):
        figure = draw(FIGURES)
        rows.append(
            {
                "key": key,
                "name": draw(WORDS) or None,
                "class": draw(CLASSES),
                "statut": draw(STATUTS),
                "power_kw": float(figure) if figure else None,
                "geometry": shape_at(draw(PLACES)),
                "note": draw(st.sampled_from([None, "Au centre."])),
            }
        )
    return tables(producers=rows)


def shape_at(pair):
    from territoires_industrie.territoires_industrie.geometry import from_wkt

    return from_wkt(f"POINT ({pair})")


def change_of(field, words):
    return st.builds(lambda old, new: {"field": field, "before": old, "after": new}, words, words)


SPOTS = PLACES.map("POINT ({})".format)
#: What each kind of correction says besides whose it is.
VALUES = {
    ADD: st.builds(lambda n, p: {"after": row_text({"name": n, "geometry": p})}, WORDS, SPOTS),
    MOVE: change_of("geometry", SPOTS),
    RENAME: change_of("name", WORDS),
    RECLASS: change_of("class", CLASSES),
    CHANGE: change_of("power_kw", FIGURES),
    CLOSE: STATUTS.map(lambda before: {"before": before, "effective": "2026-06-01"}),
    HIDE: CLASSES.map(lambda before: {"before": before}),
}


@st.composite
def handmade(draw):
    """Corrections as an analyst may have made them over the years, contradicting each other."""
    found = []
    for number in range(1, draw(st.integers(0, 8)) + 1):
        kind = draw(st.sampled_from(list(VALUES)))
        values = draw(VALUES[kind])
        found.append(correction(kind, key=draw(KEYS), number=number, **values))
    return found


@settings(max_examples=30, deadline=None)
@given(handmade(), st.lists(publics(), min_size=10, max_size=10))
def test_corrections_survive_ten_refreshes_and_nothing_is_done_twice(made, years):
    slots = {each.slot(CATALOGUE): each for each in made}
    standing = sorted(each.number for each in slots.values())
    for public in years:
        done = replayed(public, *made)
        assert [o.correction.number for o in done.outcomes] == standing
        # Replayed on what it left, once that is the publishers' again, it leaves the same.
        back = restored(done.tables, done.outcomes, CATALOGUE)
        again = apply(back, made, CATALOGUE, TODAY)
        assert all_texts(again.tables) == all_texts(done.tables)
        assert again.outcomes == done.outcomes
        rows, keys = texts(done.tables["producers"]), set(public["producers"]["key"])
        assert len(rows) == len(done.tables["producers"])
        for outcome in done.outcomes:
            told = outcome.correction
            added = any(
                o.applied and o.correction.kind == ADD and o.correction.key == told.key
                for o in done.outcomes
            )
            there = told.key in keys
            if told.kind == ADD:
                assert outcome.applied is not there
                assert told.key in rows
                continue
            before_it = added and any(
                o.correction.kind == ADD
                and o.correction.key == told.key
                and (o.correction.number < told.number or told.kind in (HIDE, CLOSE))
                for o in done.outcomes
            )
            assert (outcome.state == ORPHAN) is not (there or before_it)
            if outcome.applied and told.kind == RENAME:
                assert rows[told.key]["name"] == told.after.strip()
            if outcome.applied and told.kind == MOVE:
                assert rows[told.key]["geometry"] == str(all_places(told.after))
            if outcome.applied and told.kind in (HIDE, CLOSE):
                assert rows[told.key]["class"] == ""
            if not outcome.applied and told.kind == CHANGE and there:
                public_now = texts(public["producers"])[told.key]["power_kw"]
                assert rows[told.key]["power_kw"] == public_now


def all_places(wkt):
    from territoires_industrie.territoires_industrie.corrections.values import text_of
    from territoires_industrie.territoires_industrie.geometry import from_wkt

    return text_of(from_wkt(wkt))


def test_conflicts_are_listed_exactly():
    """Year after year the publisher changes one thing; what it changed is what is listed."""
    made = [
        correction(RENAME, key="0", number=1, field="name", before="Usine", after="A"),
        correction(RECLASS, key="1", number=2, field="class", before="Éolien", after="Bioénergies"),
        correction(CHANGE, key="2", number=3, field="power_kw", before="100", after="120"),
        correction(HIDE, key="3", number=4, before="Éolien"),
    ]
    years = [
        ({}, {}),
        ({"0": {"name": "Usine nouvelle"}}, {1: CONFLICT}),
        ({"1": {"class": "Cogénération de gaz"}}, {2: CONFLICT}),
        ({"1": {"class": "Bioénergies"}}, {2: SETTLED}),
        ({"2": {"power_kw": 140.0}}, {3: CONFLICT}),
        ({"3": None}, {4: ORPHAN}),
        ({"0": None, "1": None}, {1: ORPHAN, 2: ORPHAN}),
        ({"3": {"name": "Autre"}}, {}),
        ({"0": {"geometry": shape("producers", 9)}}, {}),
        ({}, {}),
    ]
    for changes, listed in years:
        rows = [
            plant(key=key, **(changes.get(key) or {}))
            for key in "0123"
            if changes.get(key, {}) is not None
        ]
        done = replayed(tables(producers=rows), *made)
        expected = {each.number: listed.get(each.number, APPLIED) for each in made}
        assert {o.correction.number: o.state for o in done.outcomes} == expected


def test_a_catalogue_that_lost_a_class_keeps_the_correction_for_a_decision():
    made = correction(RECLASS, field="class", before="Éolien", after="Classe d'autrefois")
    done = replayed(tables(producers=[plant()]), made)
    assert [(o.state, o.applied) for o in done.outcomes] == [(CONFLICT, False)]
    assert one(done)["class"] == "Éolien"
    assert replace(done.outcomes[0].correction) == made
