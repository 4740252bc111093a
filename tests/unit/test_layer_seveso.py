"""SEVESO establishments: name and regime of those that run, and every installation told of."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from raw_tables import DUNKERQUE, check, ground, layer, outcome, raw, tables, wild_rows
from territoires_industrie.territoires_industrie.layers import seveso as module
from territoires_industrie.territoires_industrie.layers.seveso import seveso

ICPE = "georisques-icpe"
LAYER = layer("seveso")


def installation(number, status="Seveso seuil haut", **cells):
    return {
        "codeAiot": f"00070{number:05d}",
        "raisonSociale": f"ÉTABLISSEMENT FICTIF {number}",
        "codeInsee": "59183",
        "longitude": "2.37",
        "latitude": "51.03",
        "statutSeveso": status,
        "etatActivite": "En exploitation avec titre",
        **cells,
    }


def made(rows, **more):
    given_tables = tables(raw(ICPE, rows, **more))
    found = seveso(given_tables, LAYER, ground(DUNKERQUE))
    check(found, given_tables, "seveso")
    return found


def test_only_name_regime_and_territory_are_kept():
    table = made([installation(1), installation(2, "Seveso seuil bas")]).tables["seveso"]
    assert table.drop(columns="geometry").to_dict("records") == [
        {"territory": DUNKERQUE, "name": "ÉTABLISSEMENT FICTIF 1", "regime": "seuil haut"},
        {"territory": DUNKERQUE, "name": "ÉTABLISSEMENT FICTIF 2", "regime": "seuil bas"},
    ]
    assert table["geometry"].isna().all()


@pytest.mark.parametrize("status", [None, "", "Non Seveso", "NON SEVESO"])
def test_a_blank_status_is_no_regime(status):
    found = made([installation(1, status)])
    assert found.tables["seveso"].empty
    assert outcome(found, ICPE) == {module.NOT_SEVESO: 1}
    assert found.limits_in(DUNKERQUE) == ()


def test_a_status_that_nobody_can_read_is_told():
    found = made([installation(1, "Seveso 3"), installation(2)])
    assert len(found.tables["seveso"]) == 1
    assert outcome(found, ICPE) == {module.UNREAD: 1, module.TOLD: 1}
    assert found.limits_in(DUNKERQUE) == (
        "1 établissement au statut SEVESO non reconnu, non compté.",
    )


@pytest.mark.parametrize(
    ("state", "reason"),
    [
        ("En fin d'exploitation", module.ENDED),
        ("Cessation déclarée", module.ENDED),
        ("À l'arrêt", module.ENDED),
        ("En construction", module.PLANNED),
        (None, module.TOLD),
    ],
)
def test_what_does_not_run_is_not_counted(state, reason):
    assert outcome(made([installation(1, etatActivite=state)]), ICPE) == {reason: 1}


def test_an_establishment_counts_once_and_neighbours_do_not():
    found = made([installation(1), installation(1), installation(2, codeInsee="59350")])
    assert outcome(found, ICPE) == {module.TOLD: 1, module.TWICE: 1, module.OUTSIDE: 1}


def test_without_a_code_it_is_where_it_stands():
    rows = [installation(1, codeInsee=None), installation(2, codeInsee=None, longitude=None)]
    found = made(rows)
    assert list(found.tables["seveso"]["name"]) == ["ÉTABLISSEMENT FICTIF 1"]
    assert outcome(found, ICPE) == {module.TOLD: 1, module.OUTSIDE: 1}


@settings(deadline=None, max_examples=60)
@given(rows=wild_rows(list(installation(1))))
def test_whatever_is_written_no_row_is_lost(rows):
    made([installation(1), *rows])
    made(rows)


def test_without_the_source_the_table_is_empty():
    found = seveso({}, LAYER, ground(DUNKERQUE))
    assert found.tables["seveso"].empty
    assert made([], columns=["codeAiot"]).tables["seveso"].empty
