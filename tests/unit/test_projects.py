"""Projects to come: drawn while somebody checks them, off the page after a year without."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pandas
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from layer_rows import point as point_at
from layer_rows import raw_of
from raw_tables import CATALOGUE, DUNKERQUE, WILD, ground, raw
from territoires_industrie.territoires_industrie.edition import Accounting
from territoires_industrie.territoires_industrie.embedded import build_embedded
from territoires_industrie.territoires_industrie.gathering import registry_tables
from territoires_industrie.territoires_industrie.layers.made import DRAWN, KEPT_OFF
from territoires_industrie.territoires_industrie.layers.recipes import recipe
from territoires_industrie.territoires_industrie.layers.rows import atlas_frame
from territoires_industrie.territoires_industrie.projects import (
    UNCHECKED,
    accounted,
    read_date,
    set_aside,
    unchecked,
)
from test_layer_networks import osm
from test_layer_producers import REGISTRE, plant, turbines

NOW = datetime(2026, 11, 22, 9, 0)
TABLE = CATALOGUE.table("producers")


def rows(*cells):
    frame = pandas.DataFrame(
        [
            {
                "key": str(number),
                "class": "Éolien",
                "statut": "annoncé",
                "rattachement": DUNKERQUE,
                "source": "atlas-2026",
                "vintage": "sans date",
                **each,
            }
            for number, each in enumerate(cells)
        ]
    )
    return atlas_frame(TABLE, {name: frame[name] for name in frame.columns}, frame.index)


def aside(*cells, now=NOW):
    given_rows = rows(*cells)
    before = given_rows.copy()
    found, counts = set_aside({"producers": given_rows}, now)
    pandas.testing.assert_frame_equal(given_rows, before)
    return found["producers"], counts


@pytest.mark.parametrize(
    ("cells", "note"),
    [
        ({"verifie_le": "2025-11-22"}, "Projet non vérifié depuis le 22 novembre 2025."),
        ({"verifie_le": "01/05/2024"}, "Projet non vérifié depuis le 1er mai 2024."),
        ({"vintage": "mars 2025"}, "Projet non vérifié depuis mars 2025."),
        ({"vintage": "2024"}, "Projet non vérifié depuis 2024."),
        ({"vintage": "consulté le 1er mai 2025"}, "Projet non vérifié depuis le 1er mai 2025."),
        ({"verifie_le": "2025-01-01", "vintage": "2026"}, "Projet non vérifié depuis le 1er janv"),
        ({}, "Projet sans date de vérification."),
        ({"verifie_le": "2025-02-31"}, "Projet sans date de vérification."),
        ({"vintage": "2025", "note": "Rattaché."}, "Rattaché. Projet non vérifié depuis 2025."),
    ],
)
@pytest.mark.parametrize("statut", ["annoncé", "autorisé", "en travaux", "suspendu", "abandonné"])
def test_what_nobody_checked_for_a_year_is_off_the_page(cells, note, statut):
    found, counts = aside({**cells, "statut": statut})
    (row,) = found.to_dict("records")
    assert row["class"] == ""
    assert row["note"].startswith(note)
    assert counts == {("producers", "atlas-2026", DUNKERQUE): 1}
    assert unchecked(found).tolist() == [True]


@pytest.mark.parametrize(
    "cells",
    [
        {"verifie_le": "2025-11-23"},
        {"vintage": "mars 2026"},
        {"verifie_le": "2026-01-01", "vintage": "2015"},
        {"verifie_le": "inconnu", "vintage": "30 juin 2026"},
        {"statut": "en service"},
        {"statut": None},
        {"class": ""},
    ],
)
def test_what_is_checked_or_no_project_stays(cells):
    found, counts = aside(cells)
    pandas.testing.assert_frame_equal(found, rows(cells))
    assert not counts


def test_it_is_said_once_however_often_it_is_taken_over():
    once, _ = aside({"vintage": "2024"}, {"vintage": "2026"})
    again, counts = set_aside({"producers": once}, NOW)
    pandas.testing.assert_frame_equal(again["producers"], once)
    assert not counts


def test_tables_without_a_status_pass():
    base = pandas.DataFrame({"name": ["Mer du Nord"], "geometry": [None]})
    assert set_aside({"placenames": base}, NOW)[0]["placenames"] is base


def test_a_leap_day_has_a_year_before():
    _, counts = aside({"verifie_le": "2027-02-28"}, now=datetime(2028, 2, 29))
    assert counts


def test_accounts_follow():
    _, counts = aside({"vintage": "2024"}, {"vintage": "2026"})
    entries = [
        Accounting("producers", "atlas-2026", DRAWN, "", 2, DUNKERQUE),
        Accounting("producers", "atlas-2026", DRAWN, "", 5, "ti-3202"),
        Accounting("consumers", "atlas-2026", DRAWN, "", 1, DUNKERQUE),
    ]
    told = list(accounted(entries, counts, CATALOGUE))
    assert told == [
        replace(entries[0], rows=1),
        replace(entries[0], rows=1, outcome=KEPT_OFF, reason=UNCHECKED),
        *entries[1:],
    ]


@settings(deadline=None)
@given(st.lists(st.tuples(WILD, WILD), min_size=1, max_size=8))
def test_whatever_is_written_no_row_is_lost(cells):
    found, counts = aside(*({"verifie_le": day, "vintage": word} for day, word in cells))
    assert len(found) == len(cells)
    assert (found["class"] == "").sum() == sum(counts.values()) == unchecked(found).sum()


def test_a_date_is_the_first_of_a_text():
    assert read_date("au 3 mai 2026, puis 2027") == (date(2026, 5, 3), "le 3 mai 2026")
    assert read_date("2023-2027") == (date(2023, 1, 1), "2023")
    assert read_date(2024) == ()


# ---------------------------------------------------------------- the projects that are shipped


PROJECTS = {
    "producers": {"atlas:epr2-gravelines": "annoncé", "atlas:eolien-en-mer-dunkerque": "annoncé"},
    "network400kv_point": {"atlas:poste-flandre-maritime": "annoncé"},
}


@pytest.fixture(scope="module")
def embedded(tmp_path_factory):
    return build_embedded(tmp_path_factory.mktemp("embedded"))


AT_SEA = {"technologie": "En mer posé"}


def planned(frame):
    frame = frame[frame["statut"].fillna("en service") != "en service"]
    assert (frame["class"] != "").all()
    return dict(zip(frame["key"], frame["statut"], strict=True))


def made(layer_id, embedded, *raws):
    layer = CATALOGUE.layers[layer_id]
    given_tables = registry_tables(layer, CATALOGUE, embedded)
    given_tables |= {table.source: table for table in raws}
    return recipe(layer)(given_tables, layer, ground(DUNKERQUE)).tables


def test_the_projects_of_the_embedded_edition_say_where_they_are_from(embedded):
    for name, wanted in PROJECTS.items():
        frame = embedded.frame(name).set_index("key").loc[list(wanted)]
        assert frame["statut"].to_dict() == wanted
        assert (frame["source_atlas"].notna() | frame["verifie_par"].notna()).all()
        told = frame["verifie_le"].fillna(frame["vintage"]).map(read_date)
        assert told.map(bool).all()


def test_the_register_swallows_no_project(embedded):
    """The plant beside it, of the same commune and class, is another thing."""
    nuclear = {"filiere": "Nucléaire", "technologie": "Fission nucléaire"}
    units = [
        plant(
            f"GRAV5N0{number} - GROUPE 0{number} DE LA CENTRALE NUCLEAIRE DE GRAVELINES",
            f"17W100P100P000{number}",
            codeinseecommune="59273",
            postesource="GRAV5",
            **nuclear,
        )
        for number in range(1, 7)
    ]
    farms = [turbines("LES MOULINS", "17W9"), turbines("LE LARGE", "17W8") | AT_SEA]
    tables = made("producers", embedded, raw(REGISTRE, [*units, *farms], "30 juin 2026"))
    found, counts = set_aside(tables, NOW)
    assert planned(found["producers"]) == PROJECTS["producers"]
    assert not counts
    nuclear_plants = found["producers"]["class"] == "Centrale nucléaire"
    assert set(found["producers"].loc[nuclear_plants, "statut"]) == {"en service", "annoncé"}


def test_the_network_swallows_no_substation_to_come(embedded):
    """A substation of another name, though of the same commune, is another thing."""
    beside = osm(1, "substation", "400000", point_at(2.16396, 50.96970), "node", name="Le Voisin")
    tables = made("network400kv", embedded, raw_of("osm-power", [beside]))
    found, counts = set_aside(tables, NOW)
    assert planned(found["network400kv_point"]) == PROJECTS["network400kv_point"]
    assert "node/1" in set(found["network400kv_point"]["key"])
    assert not counts


def test_they_leave_the_page_when_nobody_looks_at_them_for_a_year(embedded):
    tables = {name: embedded.frame(name) for name in PROJECTS}
    found, counts = set_aside(tables, datetime(2027, 3, 1))
    assert sum(counts.values()) == 3
    for name, wanted in PROJECTS.items():
        rows = found[name].set_index("key").loc[list(wanted)]
        assert (rows["class"] == "").all()
        assert rows["note"].str.endswith("Projet non vérifié depuis mars 2026.").all()
