"""Wishes that wait in one file of which several windows have a part."""

from __future__ import annotations

import json
from contextlib import contextmanager
from dataclasses import asdict
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from corrected_rows import shape
from hypothesis import given, settings
from hypothesis import strategies as st
from raw_tables import CATALOGUE
from territoires_industrie.territoires_industrie.corrections import drafting, pending
from territoires_industrie.territoires_industrie.corrections.correction import HIDE, MOVE, RENAME
from territoires_industrie.territoires_industrie.corrections.drafting import (
    Row,
    Signature,
    addition,
    wish_for,
)
from territoires_industrie.territoires_industrie.corrections.pending import (
    Pending,
    WishesUnreadable,
)
from territoires_industrie.territoires_industrie.corrections.values import text_of

BY = Signature("A. Lyste", "visite du 20 novembre", date(2026, 11, 22))
THERE = "POINT (651000.5 7100000.25)"


def wish(kind, key="a", **said):
    cells = {"name": f"Usine {key}", "class": "Éolien", "geometry": text_of(shape("producers"))}
    return wish_for(Row("producers", key, cells), kind, BY, CATALOGUE, **said)


def add(name="Neuve"):
    return addition(
        "producers", {"name": name, "class": "Éolien", "geometry": THERE}, BY, CATALOGUE
    )


class Door:
    """A lock that can be made to fail, and tells whether somebody is in."""

    def __init__(self, path):
        self.path, self.error, self.is_shut = path, None, False

    @contextmanager
    def __call__(self, path):
        if self.error is not None:
            raise self.error
        if path == self.path:
            assert not self.is_shut, "two at once"
        self.is_shut = True
        try:
            yield
        finally:
            self.is_shut = False


@pytest.fixture
def path(tmp_path):
    return tmp_path / "profil" / "en-attente.json"


@pytest.fixture
def door(path):
    return Door(path)


@pytest.fixture
def windows(path, door):
    return [Pending(path, CATALOGUE, door) for _ in range(2)]


def on_disk(path):
    return [each.id for each in pending.load(path, CATALOGUE)]


# ---------------------------------------------------------------- the file


def test_what_waits_is_found_again(path):
    wishes = [wish(MOVE, after=THERE, position=drafting.AT_ADDRESS), add("L'Usine « é »")]
    pending.save(path, wishes)
    assert pending.load(path, CATALOGUE) == wishes
    pending.save(path, [])
    assert not path.exists()
    assert pending.load(path, CATALOGUE) == []


@pytest.mark.parametrize(
    "content",
    ["", "[", '{"a": 1}', '[{"draft": {}}]', '["x"]', "[[]]", "\xff", '[{"draft": null}]'],
)
def test_what_cannot_be_read_is_set_aside_and_not_lost(tmp_path, content):
    path = tmp_path / "en-attente.json"
    for name in ("illisible", "illisible-2"):  # the first is not written over by the second
        path.write_text(content + name, "latin-1")
        with pytest.raises(WishesUnreadable, match=name):
            pending.load(path, CATALOGUE)
        assert (tmp_path / f"en-attente.{name}.json").read_text("latin-1") == content + name
        assert pending.load(path, CATALOGUE) == []


def test_an_id_that_is_no_text_is_damage(path):
    told = asdict(wish(HIDE))
    path.parent.mkdir()
    path.write_text(json.dumps([{**told, "id": []}]))
    with pytest.raises(WishesUnreadable, match="illisible"):
        pending.load(path, CATALOGUE)


def test_a_file_that_cannot_be_had_now_is_left_where_it_is(path):
    path.mkdir(parents=True)
    with pytest.raises(WishesUnreadable, match="cannot be read"):
        pending.load(path, CATALOGUE)
    assert path.is_dir()


def test_wishes_of_before_they_had_ids_have_the_same_in_all_windows(path, windows):
    first, second = windows
    told = [asdict(each) for each in (add(), add(), wish(HIDE))]
    for each in told:
        del each["id"]
    path.parent.mkdir()
    path.write_text(json.dumps(told))
    first.read()
    second.read()
    ids = [each.id for each in first.wishes]
    assert len(set(ids)) == 3
    first.remove(ids[:1])
    second.remove(ids[2:])
    assert on_disk(path) == ids[1:2]


# ---------------------------------------------------------------- two windows


def test_neither_loses_what_the_other_has_added(path, windows):
    first, second = windows
    mine, other = wish(HIDE, "a"), wish(HIDE, "b")
    first.add(mine)
    second.add(other)
    assert on_disk(path) == [mine.id, other.id]
    assert [each.id for each in second.wishes] == [mine.id, other.id]
    first.read()
    assert [each.id for each in first.wishes] == [mine.id, other.id]


def test_what_one_has_discarded_the_other_does_not_bring_back(path, windows):
    first, second = windows
    gone, stays = wish(HIDE, "a"), wish(HIDE, "b")
    first.add(gone)
    second.read()
    first.remove([gone.id])
    second.add(stays)
    assert on_disk(path) == [stays.id]
    second.remove([gone.id, stays.id])
    assert not path.exists()
    first.read()
    assert first.wishes == ()


def test_a_second_thought_takes_the_place_of_what_was_shown_alone(path, windows):
    first, second = windows
    one, two, three = (wish(RENAME, after=name) for name in ("Un", "Deux", "Trois"))
    first.add(one)
    second.add(two)  # it had not seen the first
    assert on_disk(path) == [one.id, two.id]
    second.add(three)
    assert on_disk(path) == [three.id]


@pytest.mark.parametrize("error", [TimeoutError(110, "busy"), PermissionError(13, "no")])
def test_what_cannot_be_written_waits_in_the_window_and_is_tried_again(path, windows, door, error):
    first, second = windows
    old, new = wish(HIDE, "a"), wish(HIDE, "b")
    second.add(old)
    first.read()
    door.error = error
    with pytest.raises(WishesUnreadable, match="apply them before"):
        first.add(new)
    with pytest.raises(WishesUnreadable):
        first.remove([old.id])
    assert [each.id for each in first.wishes] == [new.id]
    assert not first.is_kept
    assert on_disk(path) == [old.id]
    second.read()  # without a lock one may look
    assert [each.id for each in second.wishes] == [old.id]
    door.error = None
    first.read()
    assert first.is_kept
    assert on_disk(path) == [new.id]


def test_a_folder_that_cannot_be_made_is_said(tmp_path, door):
    (tmp_path / "fichier").write_text("")
    alone = Pending(tmp_path / "fichier" / "x.json", CATALOGUE, door)
    with pytest.raises(WishesUnreadable, match="apply them"):
        alone.add(wish(HIDE))
    assert len(alone.wishes) == 1


def test_of_a_damaged_file_what_the_window_knows_is_written_anew(path, windows):
    first, _ = windows
    known, new = wish(HIDE, "a"), wish(HIDE, "b")
    first.add(known)
    path.write_text("[")
    with pytest.raises(WishesUnreadable, match="illisible"):
        first.add(new)
    assert on_disk(path) == [known.id, new.id]
    assert path.with_suffix(".illisible.json").read_text() == "["


def test_looking_makes_nothing(path, windows):
    windows[0].read()
    assert not path.parent.exists()


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["add", "remove", "read"]),
        st.integers(0, 1),  # the window
        st.integers(0, 3),  # which object, or which of those shown
        st.sampled_from([None, None, None, TimeoutError, PermissionError]),
    ),
    max_size=25,
)


@settings(max_examples=150, deadline=None)
@given(STEPS)
def test_whatever_two_windows_do_nothing_is_lost_and_nothing_comes_back(steps):
    with TemporaryDirectory() as folder:
        path = Path(folder) / "en-attente.json"
        door = Door(path)
        windows = [Pending(path, CATALOGUE, door) for _ in range(2)]
        added, gone = [], [set(), set()]
        for act, number, which, error in steps:
            window = windows[number]
            door.error = error and error(1, "not now")
            shown = window.wishes
            try:
                if act == "add":
                    new = add() if which == 3 else wish(HIDE, "abc"[which])
                    added.append(new.id)
                    if new.draft.kind == HIDE:
                        gone[number] |= {w.id for w in shown if w.draft.key == new.draft.key}
                    window.add(new)
                elif act == "remove" and shown:
                    chosen = shown[which % len(shown)].id
                    gone[number].add(chosen)
                    window.remove([chosen])
                else:
                    window.read()
            except WishesUnreadable:
                assert error is not None
            # Written or not, a window shows what was done in it.
            assert not gone[number].intersection(w.id for w in window.wishes)
        door.error = None
        for window in (*windows, *windows):
            window.read()
        left = [each for each in added if each not in gone[0] | gone[1]]
        assert sorted(on_disk(path)) == sorted(left)
        for window in windows:
            assert [w.id for w in window.wishes] == on_disk(path)
