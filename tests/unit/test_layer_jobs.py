"""Jobs: what INSEE publishes by EPCI, and nothing where it does not."""

from __future__ import annotations

import pandas
import pytest
from hypothesis import given, settings
from raw_tables import DUNKERQUE, check, ground, layer, outcome, raw, tables, wild_rows
from territoires_industrie.territoires_industrie.layers import jobs as module
from territoires_industrie.territoires_industrie.layers.jobs import jobs

FLORES = "melodi-flores"
LAYER = layer("jobs")


def seen(value, activity="CA", size="_T", measure="EMPL3112", **cells):
    return {
        "GEO": "2025-EPCI-245900428",
        "ACTIVITY": activity,
        "NUMBER_EMPL": size,
        "FLORES_MEASURE": measure,
        "OBS_STATUS": "A",
        "TIME_PERIOD": "2023",
        "OBS_VALUE": value,
        **cells,
    }


def made(rows, **more):
    given_tables = tables(raw(FLORES, rows, **more))
    found = jobs(given_tables, LAYER, ground(DUNKERQUE))
    check(found, given_tables, "jobs")
    return found


def test_measures_stand_side_by_side():
    found = made([seen(120), seen(7, measure="UNIT_LOC"), seen(50, size="E50T99")])
    table = found.tables["jobs"]
    assert table[["size_band", "posts", "establishments"]].values.tolist() == [
        ["E50T99", 50, pandas.NA],
        ["_T", 120, 7],
    ]
    assert set(table["territory"]) == {DUNKERQUE}
    assert set(table["siren"]) == {"245900428"}
    assert set(table["year"]) == {2023}
    assert table["geometry"].isna().all()
    assert outcome(found, FLORES) == {module.TOLD: 3}


@pytest.mark.parametrize("hidden", [{"OBS_STATUS": "K"}, {"OBS_VALUE": None}, {"OBS_VALUE": "s"}])
def test_what_is_counted_elsewhere_is_unknown_not_zero(hidden):
    found = made([seen(0, **hidden), seen(3, measure="UNIT_LOC")])
    (row,) = found.tables["jobs"].to_dict("records")
    assert pandas.isna(row["posts"])
    assert row["establishments"] == 3
    assert outcome(found, FLORES) == {module.ELSEWHERE: 1, module.TOLD: 1}


def test_a_true_zero_stays():
    assert made([seen(0)]).tables["jobs"]["posts"].tolist() == [0]


def test_a_value_included_elsewhere_is_unknown_even_when_it_is_written():
    found = made([seen(12, OBS_STATUS="K")])
    assert found.tables["jobs"]["posts"].isna().all()


def test_only_the_newest_year_the_area_and_the_two_measures_count():
    found = made(
        [
            seen(1),
            seen(2, TIME_PERIOD="2022"),
            seen(3, GEO="2025-EPCI-200093201"),
            seen(4, GEO="2025-DEP-59"),
            seen(5, measure="WAGES"),
            seen(6),
        ]
    )
    assert found.tables["jobs"]["posts"].tolist() == [1]
    assert outcome(found, FLORES) == {
        module.TOLD: 1,
        module.OLDER: 1,
        "hors du périmètre demandé": 1,
        module.NO_PLACE: 1,
        module.OTHER_MEASURE: 1,
        module.TWICE: 1,
    }


@settings(deadline=None, max_examples=60)
@given(rows=wild_rows(list(seen(1))))
def test_whatever_insee_writes_no_row_is_lost(rows):
    made([seen(1), *rows])
    made(rows)


def test_without_the_source_the_table_is_empty():
    found = jobs({}, LAYER, ground(DUNKERQUE))
    assert found.tables["jobs"].empty
    assert made([], columns=["GEO"]).tables["jobs"].empty
