"""A copy edited by hand, read as corrections: applied to the edition they give the copy again."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pandas
import pytest
from corrected_rows import all_texts, shape, tables, texts
from hypothesis import given, settings
from hypothesis import strategies as st
from raw_tables import CATALOGUE
from territoires_industrie.territoires_industrie.corrections.applying import apply, restored
from territoires_industrie.territoires_industrie.corrections.capture import Copy, Hand, capture
from territoires_industrie.territoires_industrie.corrections.correction import (
    ADD,
    CHANGE,
    CLOSE,
    HIDE,
    MOVE,
    RECLASS,
    RENAME,
    WITHDRAW,
)
from territoires_industrie.territoires_industrie.corrections.store import CorrectionStore
from territoires_industrie.territoires_industrie.corrections.whereabouts import commune_of
from territoires_industrie.territoires_industrie.geometry import (
    distance_m,
    intersects,
    point,
    rectangle,
    to_wkt,
)
from territoires_industrie.territoires_industrie.territories import commune_outlines

TODAY = date(2026, 11, 22)
HAND = Hand("A. Lyste", "visite du 20 novembre", TODAY)


def plant(key, **cells):
    return {"key": key, "name": f"Usine {key}", "class": "Éolien", "power_kw": 100.0, **cells}


def edited(given_tables, table, **cells_by_key):
    """The tables with other cells: `edited(t, "producers", a={"name": "X"})`; None deletes."""
    frame = given_tables[table].copy()
    for key, cells in cells_by_key.items():
        row = frame.index[frame["key"] == key][0]
        if cells is None:
            frame = frame.drop(index=row)
            continue
        for name, value in cells.items():
            frame.at[row, name] = value
    return {**given_tables, table: frame.reset_index(drop=True)}


def captured(before, after, outcomes=(), hand=HAND, whole=None):
    return capture(Copy(after, before, whole or before, outcomes), hand, CATALOGUE)


def kinds(found):
    return [(each.key, each.kind, each.field, each.before, each.after) for each in found.drafts]


def test_each_gesture_is_one_correction_and_nothing_else_is():
    before = tables(producers=[plant(key) for key in "abcdef"])
    after = edited(
        before,
        "producers",
        a={"name": "La Râperie"},
        b={"class": "Bioénergies"},
        c={"geometry": point(651000.5, 7100000.25)},
        d={"statut": "abandonné"},
        e={"power_kw": 250.5},
        f=None,
    )
    found = captured(before, after)
    assert sorted(kinds(found)) == [
        ("a", RENAME, "name", "Usine a", "La Râperie"),
        ("b", RECLASS, "class", "Éolien", "Bioénergies"),
        ("c", MOVE, "geometry", "POINT (650200.0 7100000.0)", "POINT (651000.5 7100000.25)"),
        ("d", CLOSE, "", "en service", ""),
        ("e", CHANGE, "power_kw", "100", "250.5"),
        ("f", HIDE, "", "Éolien", ""),
    ]
    assert {(d.author, d.reason, d.made_on) for d in found.drafts} == {
        ("A. Lyste", "visite du 20 novembre", "2026-11-22")
    }
    assert (found.refused, found.ignored) == ([], [])
    assert captured(before, before).drafts == []


def test_a_row_taken_out_may_mean_closed():
    before = tables(producers=[plant("a")])
    hand = Hand("A", "", TODAY, deleted=CLOSE)
    (draft,) = captured(before, edited(before, "producers", a=None), hand=hand).drafts
    assert (draft.kind, draft.effective, draft.before) == (CLOSE, "2026-11-22", "en service")


def test_rows_added_or_copied_get_keys_of_their_own():
    before = tables(producers=[plant("a")])
    new = tables(
        producers=[
            plant("a"),
            plant("a", geometry=point(7e5, 7e6)),
            plant(None, diffusion="publique"),
            plant("mine"),
        ]
    )
    new["producers"]["diffusion"] = [None, None, "publique", None]
    new["producers"].loc[0, "diffusion"] = "publique"
    found = captured(before, new)
    assert [(d.kind, d.key, d.diffusion) for d in found.drafts] == [
        (ADD, "ajout:2026-11-22:1", "interne"),
        (ADD, "ajout:2026-11-22:2", "publique"),
        (ADD, "mine", "interne"),
    ]
    assert "source" not in found.drafts[0].row()


def test_twins_say_a_thing_once():
    rows = [{"key": "a", "class": "Friche industrielle"}]
    before = tables(brownfields=rows, brownfields_point=rows)
    after = edited(before, "brownfields", a={"name": "Filature"})
    after = edited(after, "brownfields_point", a={"name": "Filature"})
    assert len(captured(before, after).drafts) == 1
    gone = edited(edited(before, "brownfields", a=None), "brownfields_point", a=None)
    assert [d.kind for d in captured(before, gone).drafts] == [HIDE]


def test_what_cannot_be_one_is_told():
    before = tables(producers=[plant("a"), plant("b")])
    after = edited(before, "producers", a={"source": "moi"}, b={"class": "Rose"})
    after["producers"]["couleur"] = "bleu"
    found = captured(before, after)
    assert found.drafts == []
    assert [(d.key, d.field) for d, _ in found.refused] == [("a", "source"), ("b", "class")]
    assert "Rose" in str(found.refused[1][1])
    assert found.ignored == ["producers.couleur"]


@pytest.mark.parametrize(
    ("attached", "x", "said"),
    [
        ("ti-3201", 650500.0, "ti-3216"),
        ("ti-3201", 649500.0, None),
        ("ti-3201", 900000.0, None),
        ("ti-9999", 650500.0, None),  # by written decision
    ],
)
def test_a_move_into_another_territory_says_so(attached, x, said):
    epci = pandas.DataFrame(
        {
            "territory": ["ti-3216", "ti-3201"],
            "geometry": [rectangle(650000, 0, 651000, 8e6), rectangle(640000, 0, 650000, 8e6)],
        }
    )
    row = plant("a", rattachement=attached, geometry=point(645000.0, 7e6))
    before = tables(producers=[row])
    after = edited(before, "producers", a={"geometry": point(x, 7e6)})
    found = captured(before, after, whole={**before, "epci": epci})
    told = {d.field: d.after for d in found.drafts}
    assert told.pop("geometry") == f"POINT ({x} 7000000.0)"
    assert told == ({"rattachement": said} if said else {})


@pytest.mark.parametrize("more", [{}, {"name": "Autre nom"}, {"class": "Bioénergies"}])
@pytest.mark.parametrize("key", ["b2", None, ""])
def test_a_changed_key_is_told_and_nothing_is_hidden_or_added(key, more):
    before = tables(producers=[plant("a"), plant("b")])
    found = captured(before, edited(before, "producers", b={"key": key, **more}))
    assert found.drafts == []
    ((draft, _error),) = found.refused
    assert (draft.key, draft.field, draft.before, draft.after) == ("b", "key", "b", key or "")


def test_another_site_in_the_place_of_one_taken_out_is_one():
    before = tables(producers=[plant("a"), plant("b")])
    cells = {"key": "c", "name": "Parc", "class": "Bioénergies"}
    found = captured(before, edited(before, "producers", b=cells))
    assert [each.kind for each in found.drafts] == [HIDE, ADD]


# Two real communes, a dozen kilometres apart.
GRAVELINES, SYNTHE = (638455.0, 7099406.0), (650200.0, 7100000.0)
AT_GRAVELINES = {"commune": "Gravelines", "insee": "59273"}


@pytest.mark.parametrize(
    ("cells", "start", "end", "said"),
    [
        (AT_GRAVELINES, GRAVELINES, SYNTHE, ("Grande-Synthe", "59271")),
        (AT_GRAVELINES, GRAVELINES, (639000.0, 7099406.0), None),
        (AT_GRAVELINES, GRAVELINES, (600000.0, 7150000.0), None),  # at sea
        ({"commune": "Ancienne", "insee": "59999"}, GRAVELINES, SYNTHE, ("Grande-Synthe", "59271")),
        ({"commune": "Ancienne", "insee": "59999"}, GRAVELINES, (639000.0, 7099406.0), None),
        (AT_GRAVELINES, SYNTHE, (650240.0, 7100000.0), None),  # its seat is told, not its place
        ({}, GRAVELINES, SYNTHE, None),
    ],
)
def test_the_commune_follows_a_move_that_clearly_leaves_it(cells, start, end, said):
    before = tables(producers=[plant("a", geometry=point(*start), **cells)])
    after = edited(before, "producers", a={"geometry": point(*end)})
    told = {d.field: d.after for d in captured(before, after).drafts}
    assert told.pop("geometry")
    assert told == (dict(zip(("commune", "insee"), said, strict=True)) if said else {})


def test_about_a_boundary_the_commune_stays():
    outline = commune_outlines()["59271"]
    y = 7100000.0
    spots = [point(650200.0 + 100 * step, y) for step in range(200)]
    outside = [each for each in spots if not intersects(outline, each) and commune_at(each)]
    near, far = outside[0], next(e for e in outside if distance_m(outline, e) > 1500)
    told = {"commune": "Grande-Synthe", "insee": "59271"}
    before = tables(producers=[plant("a", geometry=point(*SYNTHE), **told)])
    for place, moved in ((near, False), (far, True)):
        after = edited(before, "producers", a={"geometry": place})
        fields = {d.field for d in captured(before, after).drafts}
        assert ("insee" in fields) is moved


def commune_at(place):
    return commune_of(to_wkt(place))


def test_a_commune_that_was_typed_is_not_followed():
    row = plant("a", geometry=point(*GRAVELINES), **AT_GRAVELINES)
    before = tables(producers=[row])
    cells = {"geometry": point(*SYNTHE), "commune": "Loon-Plage"}
    after = edited(before, "producers", a=cells)
    assert {d.field for d in captured(before, after).drafts} == {"geometry", "commune"}


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({}, ("Grande-Synthe", "59271")),
        ({"commune": "GRANDE SYNTHE"}, ("GRANDE SYNTHE", "59271")),
        ({"insee": "59271"}, ("Grande-Synthe", "59271")),
        ({"commune": "Loon-Plage"}, ("Loon-Plage", None)),
    ],
)
def test_a_row_added_gets_the_commune_of_its_place(cells, said):
    before = tables(producers=[plant("a")])
    new = tables(producers=[plant("a"), plant("mine", geometry=point(*SYNTHE), **cells)])
    (draft,) = captured(before, new).drafts
    assert (draft.row().get("commune"), draft.row().get("insee")) == said


def test_a_move_and_its_commune_are_taken_back_together(kept):
    row = plant("a", geometry=point(*GRAVELINES), **AT_GRAVELINES)
    public = tables(producers=[row])
    moves, _ = kept.edit(public, lambda t: edited(t, "producers", a={"geometry": point(*SYNTHE)}))
    assert len(moves) == 3
    home = {"geometry": point(*GRAVELINES)}
    back, _ = kept.edit(public, lambda t: edited(t, "producers", a=home))
    assert {each.kind for each in back} == {WITHDRAW}
    assert kept.store.standing() == []


def test_objects_added_in_two_copies_of_one_edition_are_both_kept(kept):
    public = tables(producers=[plant("a")])
    east, west = (
        tables(producers=[plant("a"), plant(None, geometry=point(x, 7e6))]) for x in (6.5e5, 6.4e5)
    )
    for copy in (east, west, east):
        history = kept.store.history()
        found = capture(Copy(copy, public, public, (), history), HAND, CATALOGUE)
        kept.store.add(found.drafts)
    assert [c.key for c in kept.store.history()] == [
        "ajout:2026-11-22:1",
        "ajout:2026-11-22:2",
    ]


# ---------------------------------------------------------------- on top of corrections


@pytest.fixture
def kept(tmp_path):
    """A store, and what it makes of public rows."""

    class Kept:
        store = CorrectionStore(tmp_path, CATALOGUE)

        def edition(self, public):
            return apply(public, self.store.standing(), CATALOGUE, TODAY)

        def edit(self, public, change):
            done = self.edition(public)
            after = change(done.tables)
            found = captured(done.tables, after, done.outcomes)
            return self.store.add(found.drafts), after

    return Kept()


def test_a_second_edit_is_held_against_the_publisher_and_replaces_the_first(kept):
    public = tables(producers=[plant("a")])
    (first,), _ = kept.edit(public, lambda t: edited(t, "producers", a={"name": "B"}))
    (second,), _ = kept.edit(public, lambda t: edited(t, "producers", a={"name": "C"}))
    assert (second.before, second.after, second.replaces) == ("Usine a", "C", first.number)
    (back,), _ = kept.edit(public, lambda t: edited(t, "producers", a={"name": "Usine a"}))
    assert (back.kind, back.after) == (WITHDRAW, str(second.number))
    assert kept.store.standing() == []
    assert [each.number for each in kept.store.history()] == [1, 2, 3]


def test_what_was_hidden_or_closed_comes_back_when_its_class_does(kept):
    public = tables(producers=[plant("a"), plant("b")])
    kept.edit(public, lambda t: edited(t, "producers", a=None, b={"statut": "abandonné"}))
    hidden = kept.edition(public).tables["producers"]
    assert hidden["class"].tolist() == ["", ""]
    change = {"class": "Éolien"}
    kept.edit(
        public, lambda t: edited(t, "producers", a=change, b={**change, "statut": "suspendu"})
    )
    rows = texts(kept.edition(public).tables["producers"])
    assert (rows["a"]["class"], rows["a"]["statut"]) == ("Éolien", "en service")
    assert (rows["b"]["class"], rows["b"]["statut"]) == ("Éolien", "suspendu")


def test_an_added_row_is_edited_and_taken_out_again(kept):
    public = tables(producers=[plant("a")])
    new = {"producers": tables(producers=[plant("a"), plant("mine", note="vu")])["producers"]}
    kept.edit(public, lambda _: new)
    _, after = kept.edit(public, lambda t: edited(t, "producers", mine={"power_kw": 7.0}))
    done = kept.edition(public)
    assert texts(done.tables["producers"], ["note"]) == texts(after["producers"], ["note"])
    assert texts(done.tables["producers"])["mine"]["note"].startswith("vu Correction de l'analyste")
    kept.edit(public, lambda t: edited(t, "producers", mine=None))
    assert all_texts(kept.edition(public).tables) == all_texts(public)


NAMES = st.one_of(
    st.text(st.characters(blacklist_categories=("Cs",), blacklist_characters="\0"), max_size=12),
    st.sampled_from(["=1+1", '"', "a;b", "l1\r\nl2", "\ufeff", "é" * 300, "Correction de l'an"]),
)


@st.composite
def edits(draw):
    """Cells that somebody types over, one object after the other."""
    found = {}
    for key in draw(st.lists(st.sampled_from("abcd"), unique=True)):
        found[key] = draw(
            st.one_of(
                st.none(),
                st.fixed_dictionaries(
                    {},
                    optional={
                        "name": NAMES,
                        "note": NAMES,
                        "class": st.sampled_from(["", "Éolien", "Bioénergies"]),
                        "power_kw": st.floats(allow_nan=False, allow_infinity=False),
                        "units": st.integers(-(2**53) + 1, 2**53 - 1),
                        "geometry": st.builds(point, st.floats(1e5, 1.2e6), st.floats(6e6, 7.2e6)),
                    },
                ),
            )
        )
    return found


@settings(max_examples=60, deadline=None)
@given(first=edits(), second=edits())
def test_the_round_trip_gives_the_edited_table(tmp_path_factory, first, second):
    store = CorrectionStore(tmp_path_factory.mktemp("store"), CATALOGUE)
    public = tables(producers=[plant(key) for key in "abcd"])
    for cells in (first, second):
        done = apply(public, store.standing(), CATALOGUE, TODAY)
        after = edited(done.tables, "producers", **cells)
        found = captured(done.tables, after, done.outcomes)
        assert (found.refused, found.ignored) == ([], [])
        store.add(found.drafts)
        again = apply(public, store.standing(), CATALOGUE, TODAY)
        wanted = texts(after["producers"], ["note"])
        got = texts(again.tables["producers"], ["note"])
        shown = {key: row for key, row in got.items() if key in wanted}
        assert shown == wanted
        assert {row["class"] for key, row in got.items() if key not in wanted} <= {""}
        back = restored(again.tables, again.outcomes, CATALOGUE)
        pandas.testing.assert_frame_equal(back["producers"], public["producers"])


def test_shapes_make_the_round_trip():
    rows = [{"key": "a", "class": "Friche industrielle"}]
    before = tables(brownfields=rows)
    moved = rectangle(650000.125, 7100000.5, 650100.75, 7100100.0)
    after = edited(before, "brownfields", a={"geometry": moved})
    found = captured(before, after)
    made = [replace(draft, number=1) for draft in found.drafts]
    done = apply(before, made, CATALOGUE, TODAY)
    assert done.tables["brownfields"]["geometry"][0] == moved != shape("brownfields")
