"""Every layer's rows: the catalogue's columns, unique keys, an account of each row."""

from __future__ import annotations

import pandas
import pytest
from hypothesis import given
from hypothesis import strategies as st
from raw_tables import CATALOGUE, DUNKERQUE, WILD, ground, raw
from territoires_industrie.territoires_industrie.layers.made import DRAWN, KEPT_OFF, REJECTED
from territoires_industrie.territoires_industrie.layers.rows import (
    Ledger,
    atlas_frame,
    no_rows,
    registry_rows,
    settled,
    stacked,
    unique_keys,
)

TABLE = CATALOGUE.table("consumers")


def series(*values):
    return pandas.Series(list(values), dtype="object")


def test_a_frame_has_all_columns_of_their_types():
    frame = atlas_frame(
        TABLE,
        {"key": series("a", "b"), "year": series(2024, None), "total_mwh": "1 234,5"},
        range(2),
    )
    assert list(frame.columns) == [*(field.name for field in TABLE.fields), "geometry"]
    assert frame["year"].tolist() == [2024, pandas.NA]
    assert frame["total_mwh"].tolist() == [1234.5, 1234.5]
    assert frame.loc[0, ["statut", "diffusion", "class", "name"]].tolist() == [
        "en service",
        "publique",
        "",
        None,
    ]


def test_a_column_that_the_catalogue_does_not_know_is_refused():
    with pytest.raises(KeyError, match="consumers.colour"):
        atlas_frame(TABLE, {"colour": "red"}, range(1))


@given(values=st.lists(WILD, min_size=1, max_size=8))
def test_whatever_a_cell_holds_fits_its_column(values):
    frame = atlas_frame(
        TABLE, {name: series(*values) for name in ("name", "year", "gas_mwh")}, range(len(values))
    )
    assert str(frame["year"].dtype) == "Int64"
    assert str(frame["gas_mwh"].dtype) == "float64"
    for text in frame["name"]:
        assert text is None or ("\0" not in text and text.encode("utf-8").decode("utf-8") == text)


@given(st.lists(st.sampled_from(["a", "b", "a (2)", "a (2) (2)", "b (3)"]), max_size=12))
def test_keys_become_unique_and_lone_ones_stay(keys):
    found = unique_keys(series(*keys))
    assert not found.duplicated().any()
    for before, after in zip(keys, found, strict=True):
        assert after == before if keys.count(before) == 1 else after.startswith(before)


def test_layers_without_rows_have_their_columns():
    for name in ("consumers", "jobs"):
        for frame in no_rows(CATALOGUE.layers[name]).values():
            assert len(frame) == 0
            assert "geometry" in frame.columns


def test_frames_stack_with_keys_told_apart():
    one = atlas_frame(TABLE, {"key": "a"}, range(1))
    assert stacked(TABLE, [one, one.head(0), one])["key"].tolist() == ["a", "a (2)"]
    assert len(stacked(TABLE, [])) == 0


def test_the_first_verdict_on_a_row_holds():
    ledger = Ledger("s", 3)
    ledger.judge([True, False, False], REJECTED, "vide")
    ledger.judge([True, True, False], KEPT_OFF, "loin")
    assert ledger.open.tolist() == [False, False, True]
    ledger.judge(ledger.open, DRAWN)
    told = ledger.accounts([DUNKERQUE, None, DUNKERQUE])
    assert [(a.outcome, a.reason, a.rows, a.territory) for a in told] == [
        (DRAWN, "", 1, DUNKERQUE),
        (KEPT_OFF, "loin", 1, ""),
        (REJECTED, "vide", 1, DUNKERQUE),
    ]


def test_a_row_without_verdict_is_no_account():
    with pytest.raises(ValueError, match="1 rows without a verdict"):
        Ledger("s", 1).accounts([""])
    with pytest.raises(ValueError, match="perdue"):
        Ledger("s", 1).judge([True], "perdue")


def test_typed_rows_keep_what_they_say_and_get_the_rest():
    local = raw(
        "polenergie-local",
        [
            {"table": "consumers", "name": "Usine", "insee": 2691, "statut": "fermé"},
            {"table": "producers", "name": "Centrale"},
            {"table": "consumers", "key": "k", "diffusion": "partenaires", "insee": "59183"},
        ],
    )
    frame = registry_rows(local, TABLE)
    assert frame.index.tolist() == [0, 2]
    assert frame["key"].tolist() == ["polenergie-local:1", "k"]
    assert frame["insee"].tolist() == ["02691", "59183"]
    assert frame["diffusion"].tolist() == ["interne", "partenaires"]
    assert frame["statut"].tolist() == ["en service", "en service"]
    placed = settled(frame, ground(DUNKERQUE))
    assert placed["position"].tolist() == ["commune", "commune"]
    assert placed["rattachement"].tolist() == ["ti-3208", DUNKERQUE]
    assert placed["geometry"].notna().all()
