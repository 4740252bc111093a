"""The analyst's file: lines are only added, spreadsheets may save it, mistakes are told by line."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import date

import pytest
from corrected_rows import correction
from hypothesis import given, settings
from hypothesis import strategies as st
from raw_tables import CATALOGUE
from territoires_industrie.territoires_industrie.corrections import store as store_module
from territoires_industrie.territoires_industrie.corrections.correction import (
    ADD,
    CHANGE,
    CLOSE,
    HIDE,
    MOVE,
    RECLASS,
    RENAME,
    WITHDRAW,
    row_text,
)
from territoires_industrie.territoires_industrie.corrections.store import (
    CorrectionStore,
    StoreError,
)

TODAY = date(2026, 11, 22)
RENAMED = correction(RENAME, "a", field="name", before="A", after="B", number=0)


@pytest.fixture
def store(tmp_path):
    return CorrectionStore(tmp_path / "éditions", CATALOGUE)


def test_nothing_is_kept_where_nothing_was_said(store):
    assert (store.history(), store.standing(), store.add([])) == ([], [], [])
    assert not store.path.exists()


def test_lines_are_only_added(store):
    store.add([RENAMED])
    before = store.path.read_bytes()
    (second,) = store.add([replace(RENAMED, after="C")])
    assert store.path.read_bytes().startswith(before)
    assert (second.number, second.replaces) == (2, 1)
    (back,) = store.withdraw([2], "Chef", "erreur", TODAY)
    assert (back.number, back.kind, back.after, back.author) == (3, WITHDRAW, "2", "Chef")
    assert store.standing() == []
    assert [c.number for c in store.history()] == [1, 2, 3]
    assert sorted(path.name for path in store.folder.iterdir()) == ["corrections.csv"]


def test_a_conflict_is_settled_by_confirming_it(store):
    store.add([RENAMED, correction(HIDE, "a", number=0)])
    (kept,) = store.confirm({1: "Z"}, "Chef", "", TODAY)
    assert (kept.before, kept.after, kept.replaces) == ("Z", "B", 1)
    assert (kept.reason, kept.author) == ("visite", "Chef")
    assert [c.number for c in store.standing()] == [2, 3]


@pytest.mark.parametrize("numbers", [[7], [0], [1, 7]])
def test_only_what_stands_can_be_taken_back(store, numbers):
    store.add([RENAMED])
    with pytest.raises(StoreError, match="No correction [70] stands"):
        store.withdraw(numbers, "Chef", "", TODAY)
    assert len(store.history()) == 1


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"table": "plants"}, 'no table "plants"'),
        ({"table": "jobs"}, "not one that can be corrected"),
        ({"kind": "effacer"}, "is no action"),
        ({"key": " "}, "clé.* is empty"),
        ({"author": ""}, "auteur.* is empty"),
        ({"made_on": "hier"}, "no date"),
        ({"diffusion": "tous"}, "is no diffusion"),
        ({"reason_diffusion": "tous"}, "is no diffusion_motif"),
        ({"reason": "a\0"}, "nothing can store"),
        ({"reason": "\ud800"}, "nothing can store"),
        ({"field": "class"}, "changes the column"),
        ({"kind": RECLASS, "field": "commune"}, "holds no classes"),
        ({"kind": RECLASS, "field": "class", "after": "Rose"}, "is none of"),
        ({"kind": CHANGE, "field": "statut", "after": "ouvert"}, "is none of"),
        ({"kind": CHANGE, "field": "source", "after": "moi"}, "cannot be corrected"),
        ({"kind": CHANGE, "field": "couleur", "after": "bleu"}, "cannot be corrected"),
        ({"kind": CHANGE, "field": "position", "after": ""}, "may not be empty"),
        ({"kind": CHANGE, "field": "power_kw", "after": "beaucoup"}, "does not fit"),
        ({"kind": CHANGE, "field": "power_kw", "after": "nan"}, "does not fit"),
        ({"kind": CHANGE, "field": "units", "after": "9" * 30}, "does not fit"),
        ({"kind": MOVE, "field": "geometry", "after": "là"}, "is no place"),
        ({"kind": MOVE, "field": "geometry", "after": ""}, "is no place"),
        ({"kind": MOVE, "field": "geometry", "after": "POINT EMPTY"}, "is no place"),
        ({"kind": MOVE, "field": "geometry", "after": "POINT (2.3 51)"}, "not in metres"),
        ({"kind": MOVE, "field": "geometry", "after": "LINESTRING (7e5 7e6, 8e5 7e6)"}, "no point"),
        ({"kind": CLOSE, "field": "", "effective": "bientôt"}, "no date"),
        ({"kind": ADD, "field": "", "after": "{"}, "not readable"),
        ({"kind": ADD, "field": "", "after": '{"name": 3}'}, "object of texts"),
        ({"kind": ADD, "field": "", "after": '{"name": "A"}'}, "has no place"),
        ({"kind": WITHDRAW, "field": "", "after": "la 3"}, "which correction"),
    ],
)
def test_what_cannot_be_replayed_is_not_kept(store, changed, said):
    with pytest.raises(StoreError, match=said):
        store.add([RENAMED, replace(RENAMED, **changed)])
    assert store.history() == []


def rewrite(store, change):
    store.path.write_bytes(change(store.path.read_bytes().decode("utf-8-sig")))


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.encode("cp1252"),
        lambda text: text.replace(";", ",").encode(),
        lambda text: text.replace(";", "\t").replace("\r\n", "\n").encode("utf-16"),
        lambda text: text.replace("2026-11-20", "20/11/2026").encode("utf-8-sig"),
        lambda text: text.replace(";publique;interne", ";;").encode(),
        lambda text: (text + ";;;;;;;;;;;;;\r\n").encode(),
    ],
)
def test_a_spreadsheet_may_have_saved_it(store, change):
    kept = store.add([replace(RENAMED, after="Usine Émaillée", reason="vu")])
    rewrite(store, change)
    assert store.history() == kept


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda text: text.replace("renommer", "rebaptiser"), "line 2: .*rebaptiser"),
        (lambda text: text.replace("\r\n1;", "\r\n1,5;"), "line 2: .*no number"),
        (lambda text: text + text.splitlines()[1], "line 3: .*does not grow"),
        (lambda text: text.replace("cle;", "clef;"), "lacks the column cle"),
        (lambda text: text.replace("numero", "n"), "first heading"),
        (lambda text: text + '2;"', "delimited text"),
        (lambda text: "", "first heading"),
    ],
)
def test_a_mistake_is_told_by_file_and_line(store, change, said):
    store.add([RENAMED])
    rewrite(store, lambda text: change(text).encode())
    before = store.path.read_bytes()
    with pytest.raises(StoreError, match=said) as caught:
        store.add([RENAMED])
    assert "corrections.csv" in str(caught.value)
    assert store.path.read_bytes() == before


def test_two_writers_do_not_lose_each_others_lines(store, monkeypatch):
    store.add([RENAMED])
    monkeypatch.setattr(store_module, "_LOCK_WAIT", 0.1)
    lock = store.path.with_name(".corrections.csv.lock")
    lock.mkdir()
    with pytest.raises(StoreError, match="another program"):
        store.add([RENAMED])
    os.utime(lock, (0, 0))  # whoever held it was killed long ago
    assert len(store.add([RENAMED])) == 1
    assert not lock.exists()


WILD = st.one_of(
    st.text(st.characters(blacklist_categories=("Cs",), blacklist_characters="\0"), max_size=20),
    st.text("'=+-@1,", max_size=4),
)


@pytest.mark.parametrize("text", ["=1+1", "+33 3", "-abc", "@x", "=cmd|'/c calc'!A0", "'=1"])
def test_no_cell_is_a_formula_to_a_spreadsheet(store, text):
    kept = store.add([replace(RENAMED, before=text, after=text + "!", reason=text)])
    cells = store.path.read_text("utf-8-sig").replace('"', "").splitlines()[1].split(";")
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]
    assert store.history() == kept


@settings(max_examples=80, deadline=None)
@given(st.lists(st.tuples(WILD, WILD, WILD, WILD), max_size=5))
def test_any_words_come_back_as_they_were(tmp_path_factory, words):
    store = CorrectionStore(tmp_path_factory.mktemp("wild"), CATALOGUE)
    drafts = [
        replace(
            RENAMED,
            key=f"k{key}".strip(),
            before=before.strip(),
            after=after.strip(),
            reason=reason.strip(),
        )
        for key, before, after, reason in words
    ]
    row = {"name": "x" * 200_000, "note": 'a;"b"\r\n', "geometry": "POINT (7e5 7e6)"}
    drafts.append(correction(ADD, "n", number=0, after=row_text(row)))
    kept = store.add(drafts)
    assert store.history() == kept
    assert [replace(each, number=0, replaces=0) for each in kept] == drafts
    assert kept[-1].row() == row
