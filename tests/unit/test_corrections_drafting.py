"""Wishes of somebody at the map, and the corrections that they come to."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from types import SimpleNamespace

import pytest
from corrected_rows import shape, tables, texts
from raw_tables import CATALOGUE
from territoires_industrie.territoires_industrie.capturing import keep_wishes
from territoires_industrie.territoires_industrie.corrections import drafting
from territoires_industrie.territoires_industrie.corrections.addresses import locate, towns_named
from territoires_industrie.territoires_industrie.corrections.applying import apply
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
from territoires_industrie.territoires_industrie.corrections.drafting import (
    Row,
    Signature,
    addition,
    columns_to_change,
    drafted,
    kinds_for,
    place_of,
    tables_to_add_to,
    wish_for,
    with_wish,
)
from territoires_industrie.territoires_industrie.corrections.store import CorrectionStore
from territoires_industrie.territoires_industrie.corrections.values import (
    CorrectionError,
    text_of,
)

TODAY = date(2026, 11, 22)
BY = Signature("A. Lyste", "visite du 20 novembre", TODAY)
THERE = "POINT (651000.5 7100000.25)"


def plant(key, **cells):
    return {"key": key, "name": f"Usine {key}", "class": "Éolien", "power_kw": 100.0, **cells}


def row(key="a", table="producers", **cells):
    usual = {"name": f"Usine {key}", "class": "Éolien", "geometry": text_of(shape(table))}
    return Row(table, key, {**usual, **cells})


def wish(kind, key="a", by=BY, table="producers", **said):
    return wish_for(row(key, table), kind, by, CATALOGUE, **said)


def add(name="Neuve", by=BY, **cells):
    given = {"name": name, "class": "Éolien", "geometry": THERE, **cells}
    return addition("producers", given, by, CATALOGUE)


def kept(wishes, whole, outcomes=(), history=()):
    return drafted(wishes, whole, outcomes, history, CATALOGUE)


def told(found):
    return [(each.key, each.kind, each.field, each.after) for each in found.drafts]


@pytest.fixture
def whole():
    return tables(producers=[plant(key) for key in "abcdef"])


# ---------------------------------------------------------------- what can be wished


def kinds_of(table):
    return kinds_for(CATALOGUE.table(table), CATALOGUE.layer_of(table))


def test_a_line_is_not_moved_and_the_base_is_nobodys():
    assert kinds_of("producers") == (MOVE, RENAME, RECLASS, CLOSE, HIDE, CHANGE)
    assert kinds_of("roads") == (RENAME, RECLASS, CLOSE, HIDE, CHANGE)
    assert kinds_of("communes") == ()


def test_what_is_added_is_a_point_of_the_atlas():
    found = {table.name for _, table in tables_to_add_to(CATALOGUE)}
    assert {"producers", "consumers", "wasteheat"} <= found
    assert not found & {"communes", "roads", "placenames"}


def test_other_columns_are_neither_keys_nor_classes():
    found = {f.name for f in columns_to_change(CATALOGUE.table("consumers"), _layer("consumers"))}
    assert {"total_mwh", "statut", "verifie_par"} <= found
    assert not found & {"key", "source", "name", "class", "size"}


def _layer(table):
    return CATALOGUE.layer_of(table)


def test_what_stands_there_already_is_no_wish():
    with pytest.raises(CorrectionError, match="already"):
        wish(RENAME, after="Usine a")
    with pytest.raises(CorrectionError, match="already"):
        wish(MOVE, after=text_of(shape("producers")))
    with pytest.raises(CorrectionError, match="off the legend"):
        wish_for(row(**{"class": ""}), HIDE, BY, CATALOGUE)


@pytest.mark.parametrize(
    "said",
    [
        {"kind": RECLASS, "field": "class", "after": "Boulangerie"},
        {"kind": CHANGE, "field": "power_kw", "after": "beaucoup"},
        {"kind": CHANGE, "field": "key", "after": "b"},
        {"kind": CLOSE, "after": "bientôt"},
        {"kind": MOVE, "after": "POINT (2.3 51.0)"},
    ],
)
def test_what_cannot_be_kept_is_refused_at_once(said):
    with pytest.raises(CorrectionError):
        wish(**said)


def test_nobody_wishes_without_a_name():
    with pytest.raises(CorrectionError, match="auteur"):
        wish(RENAME, by=replace(BY, author=" "), after="Autre")
    with pytest.raises(CorrectionError, match="no place"):
        addition("producers", {"name": "Neuve"}, BY, CATALOGUE)


def test_a_second_thought_stands_for_the_first():
    wishes = [wish(RENAME, after="Un"), add(), wish(HIDE, key="b")]
    wishes = with_wish(wishes, wish(RENAME, after="Deux"), CATALOGUE)
    wishes = with_wish(wishes, add(), CATALOGUE)
    assert [(w.draft.kind, w.title) for w in wishes] == [
        (ADD, "Neuve"),
        (HIDE, "Usine b"),
        (RENAME, "Usine a"),
        (ADD, "Neuve"),
    ]
    assert [place_of(each) for each in wishes] == [THERE, "", "", THERE]
    assert place_of(wish(MOVE, after=THERE)) == THERE


# ---------------------------------------------------------------- what they come to


def test_each_wish_becomes_the_correction_that_editing_would(whole):
    wishes = [
        wish(MOVE, "a", after=THERE),
        wish(RENAME, "b", after="La Râperie"),
        wish(RECLASS, "c", field="class", after="Bioénergies"),
        wish(CLOSE, "d", after="2026-10-01"),
        wish(HIDE, "e"),
        wish(CHANGE, "f", field="power_kw", after="250.5"),
        add(),
    ]
    found = kept(wishes, whole)
    assert not found.refused
    assert [each[:3] for each in sorted(told(found))] == [
        ("a", MOVE, "geometry"),
        ("ajout:2026-11-22:1", ADD, ""),
        ("b", RENAME, "name"),
        ("c", RECLASS, "class"),
        ("d", CLOSE, ""),
        ("e", HIDE, ""),
        ("f", CHANGE, "power_kw"),
    ]
    assert {each.author for each in found.drafts} == {"A. Lyste"}
    assert {each.reason for each in found.drafts} == {"visite du 20 novembre"}

    numbered = [replace(each, number=n) for n, each in enumerate(found.drafts, 1)]
    rows = texts(apply(whole, numbered, CATALOGUE, TODAY).tables["producers"])
    assert rows["a"]["geometry"] == THERE
    assert rows["b"]["name"] == "La Râperie"
    assert rows["c"]["class"] == "Bioénergies"
    assert (rows["d"]["statut"], rows["d"]["class"]) == ("abandonné", "")
    assert rows["e"]["class"] == ""
    assert rows["f"]["power_kw"] == "250.5"
    added = rows["ajout:2026-11-22:1"]
    assert (added["name"], added["geometry"], added["diffusion"]) == ("Neuve", THERE, "publique")


def test_an_address_says_how_precise_the_place_is():
    whole = tables(producers=[plant("a", position="commune")])
    found = kept([wish(MOVE, after=THERE, position=drafting.AT_ADDRESS)], whole)
    numbered = [replace(each, number=n) for n, each in enumerate(found.drafts, 1)]
    (rows,) = texts(apply(whole, numbered, CATALOGUE, TODAY).tables["producers"]).values()
    assert rows["position"] == "adresse"
    assert rows["geometry"] == THERE


def test_two_objects_added_under_two_reasons_are_two(whole):
    found = kept([add("Une"), add("Autre", replace(BY, reason="courrier"))], whole)
    assert sorted(each.key for each in found.drafts) == [
        "ajout:2026-11-22:1",
        "ajout:2026-11-22:2",
    ]
    assert {each.reason for each in found.drafts} == {"visite du 20 novembre", "courrier"}


def corrected(whole, wishes):
    """An edition's tables with wishes applied, and its outcomes."""
    drafts = kept(wishes, whole).drafts
    numbered = [replace(each, number=n) for n, each in enumerate(drafts, 1)]
    done = apply(whole, numbered, CATALOGUE, TODAY)
    return done.tables, done.outcomes, numbered


def seen_in(there, kind, key, by=BY, **said):
    """A wish about a row as an edition shows it."""
    return wish_for(
        Row("producers", key, texts(there["producers"])[key]), kind, by, CATALOGUE, **said
    )


def test_what_was_added_keeps_all_that_is_wished_of_it_later(whole):
    there, outcomes, history = corrected(whole, [add()])
    key = history[0].key
    later = [
        seen_in(there, RENAME, key, after="Rebaptisée"),
        seen_in(there, MOVE, key, replace(BY, reason="plan"), after="POINT (652000.0 7101000.0)"),
    ]
    (again,) = kept(later, there, outcomes, history).drafts[-1:]
    assert again.kind == ADD
    assert again.row()["name"] == "Rebaptisée"
    assert again.row()["geometry"].startswith("POINT (652000")
    assert again.reason == "plan"


def test_what_was_added_and_is_hidden_is_taken_back(whole):
    there, outcomes, history = corrected(whole, [add()])
    (found,) = kept([seen_in(there, HIDE, history[0].key)], there, outcomes, history).drafts
    assert (found.kind, found.after) == (WITHDRAW, str(history[0].number))


def test_what_was_added_and_closes_leaves_the_legend(whole):
    there, outcomes, history = corrected(whole, [add()])
    closed = seen_in(there, CLOSE, history[0].key, after="2026-10-01")
    (again,) = kept([closed], there, outcomes, history).drafts
    done = apply(whole, [replace(again, number=2)], CATALOGUE, TODAY)
    assert texts(done.tables["producers"])[again.key]["class"] == ""


def test_what_is_hidden_comes_back_with_its_class(whole):
    there, outcomes, history = corrected(whole, [wish(HIDE)])
    shown = replace_cells(row(), {"class": ""})
    back = wish_for(shown, RECLASS, BY, CATALOGUE, field="class", after="Éolien")
    (found,) = kept([back], there, outcomes, history).drafts
    assert found.kind == WITHDRAW


def replace_cells(shown, cells):
    return Row(shown.table, shown.key, {**shown.cells, **cells})


def test_an_object_that_is_gone_is_told_and_holds_nothing_up(whole):
    found = kept([wish(RENAME, "zzz", after="Autre"), wish(HIDE, "a")], whole)
    assert [(draft.key, str(error)) for draft, error in found.refused] == [
        ("zzz", "the edition in use no longer has this object")
    ]
    assert [each.key for each in found.drafts] == ["a"]


@pytest.mark.parametrize(
    ("cells", "is_it"),
    [
        ({}, True),
        ({"name": "Rebaptisée par sa source"}, True),
        ({"geometry": "POINT (651000.0 7100000.0)"}, True),
        ({"name": "Autre", "geometry": "POINT (651000.0 7100000.0)"}, False),
        ({"name": "", "geometry": "POINT (651000.0 7100000.0)"}, False),
    ],
)
def test_a_key_that_another_edition_gave_to_something_else_is_not_corrected(whole, cells, is_it):
    shown = replace_cells(row(), cells)
    hidden = wish_for(shown, HIDE, BY, CATALOGUE)
    found = kept([hidden], whole)
    assert [each.key for each in found.drafts] == (["a"] if is_it else [])
    assert [(draft, "something else" in str(error)) for draft, error in found.refused] == (
        [] if is_it else [(hidden.draft, True)]
    )


@pytest.mark.parametrize("shape", ["POLYGON EMPTY", "POLYGON ((1 2", "no shape at all"])
def test_a_broken_shape_stands_nowhere(shape):
    assert replace_cells(row(), {"geometry": shape}).stands == ""


def test_a_table_that_the_edition_lacks_may_be_added_to():
    found = kept([add()], {})
    assert [each.kind for each in found.drafts] == [ADD]


def test_kept_again_it_is_the_same_correction(whole):
    wishes = [wish(MOVE, after=THERE), wish(HIDE, "b")]
    history = [replace(d, number=n) for n, d in enumerate(kept(wishes, whole).drafts, 1)]
    assert told(kept(wishes, whole, history=history)) == []


# ---------------------------------------------------------------- the foreman, and addresses


def test_wishes_are_kept_all_or_none(tmp_path, whole):
    class Edition:
        def tables(self):
            return set(whole)

        def frame(self, name):
            return whole[name]

        def corrections(self):
            return []

    store = CorrectionStore(tmp_path, CATALOGUE)
    kept = keep_wishes([wish(MOVE, after=THERE), wish(HIDE, "b")], Edition(), store)
    assert [each.number for each in kept.corrections] == [1, 2]
    assert [each.kind for each in store.history()] == [MOVE, HIDE]


class Geocoder:
    """Answers as the service does."""

    def __init__(self, line):
        self.line, self.sent = line, b""

    def raise_if_cancelled(self):
        pass

    def post_file(self, url, *, fields, name, content, check, timeout):
        self.sent = content
        heads = "ti_id,latitude,longitude,result_score,result_type,result_id,result_label"
        answer = SimpleNamespace(text=lambda _encoding: f"{heads}\n0,{self.line}\n", url=url)
        check(answer)
        return answer


def test_an_address_is_found_in_its_commune():
    (town,) = towns_named("gravelines")
    client = Geocoder("50.99,2.12,0.9,housenumber,59273_1,1 rue du Port 59820 Gravelines")
    found = locate("1 rue du Port", town, client)
    assert found.position == "adresse"
    assert found.label == "1 rue du Port 59820 Gravelines"
    x, y = (float(each) for each in found.place[7:-1].split())
    assert 630_000 < x < 645_000
    assert 7_090_000 < y < 7_110_000
    assert b"59273" in client.sent


def test_a_commune_alone_is_no_address():
    (town,) = towns_named("59273")
    weak = Geocoder("50.99,2.12,0.3,housenumber,x,x")
    vague = Geocoder("50.99,2.12,0.9,municipality,x,x")
    assert locate("1 rue du Port", town, weak) is None
    assert locate("1 rue du Port", town, vague) is None
    assert towns_named("Nulle-Part-sur-Mer") == []
