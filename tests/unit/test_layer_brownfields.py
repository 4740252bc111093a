"""Brownfields: the rule, its parameters, what is counted as not shown, who is never named."""

from __future__ import annotations

import pandas
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from layer_rows import (
    DUNKERQUE,
    HAZEBROUCK,
    PARIS,
    check,
    drawn,
    ground,
    layer_of,
    make,
    point,
    raw_of,
    real,
    real_features,
    square,
    told,
    wild_tables,
)
from territoires_industrie.territoires_industrie import geometry
from territoires_industrie.territoires_industrie.layers.recipes import recipe

ADEME = "Friche étude Ademe 2021, intéressante pour du PV au sol"
SIDE_OF_TWO_HA = 141.43


def site(number, metres=SIDE_OF_TWO_HA, at=DUNKERQUE, **cells):
    return {
        "site_id": f"59183_{number}",
        "site_nom": f"Site inventé {number}",
        "site_type": "friche industrielle",
        "site_statut": "friche sans projet",
        "comm_insee": "59183",
        "comm_nom": "DUNKERQUE",
        "source_nom": "Observatoire local",
        "unite_fonciere_surface": 776_265.0,
        "geometry": square(*at, metres) if metres else None,
        **cells,
    }


def made_of(*sites, source="cartofriches", **parameters):
    return make(layer_of("brownfields", **parameters), raw_of(source, list(sites)))


def test_the_rule_keeps_sites_without_project_above_one_hectare_by_their_polygon():
    made = made_of(
        site(1),
        site(2, metres=99.0),
        site(3, site_statut="friche avec projet"),
        site(4, site_statut="Friche Reconvertie"),
        site(5, site_statut="friche potentielle"),
        site(6, site_statut="inconnu"),
        site(7, site_type="friche ferroviaire"),
        site(8, site_type="friche agro-industrielle"),
        site(9, at=PARIS),
        site(10, metres=0, comm_insee=None),
    )
    assert told(made) == {
        "dessinée": 1,
        "surface ≤ 1 ha": 1,
        "avec projet": 1,
        "reconvertie": 1,
        "potentielle": 1,
        "statut inconnu": 1,
        "autre type": 2,
        "hors du périmètre demandé": 1,
        "géométrie absente ou illisible": 1,
    }
    (outline,) = made.tables["brownfields"].to_dict("records")
    assert outline["area_ha"] == pytest.approx(2.0, abs=0.01)
    assert outline["verifie_par"] == "Cartofriches (Cerema), site 59183_1"
    assert outline["rattachement"] == "ti-3201"
    (marker,) = made.tables["brownfields_point"].to_dict("records")
    assert marker["key"] == outline["key"] == "59183_1"
    assert geometry.contains(outline["geometry"], marker["geometry"])
    assert made.limits_in("ti-3201") == (
        "Friches : sans projet, plus de 1 ha ; inventaire Cartofriches du 15 avril 2026, "
        "non exhaustif, 7 sites non représentés.",
    )


def test_the_threshold_and_the_status_are_parameters():
    small = site(1, metres=99.0, site_statut="friche avec projet")
    without = made_of(small)
    assert drawn(without) == 0
    assert without.limits_in("ti-3201")[0].startswith("Friches : sans projet, plus de 1 ha ;")
    changed = made_of(small, min_area_ha=0.5, statut="friche avec projet")
    assert drawn(changed) == 1
    (limit,) = changed.limits_in("ti-3201")
    assert limit.startswith("Friches : avec projet, plus de 0,5 ha ; inventaire Cartofriches du 15")
    assert limit.endswith("non exhaustif, 0 site non représenté.")


def test_the_rule_is_told_where_the_inventory_has_no_site_at_all():
    made = make(layer_of("brownfields"), raw_of("cartofriches", []))
    assert made.limits_in("ti-3201") == (
        "Friches : sans projet, plus de 1 ha ; inventaire Cartofriches du 15 avril 2026, "
        "non exhaustif, 0 site non représenté.",
    )


def test_a_solar_site_is_never_named_and_a_site_of_both_classes_has_two_markers():
    made = made_of(
        site(1, source_nom=ADEME, nature="Ademe", site_type="inconnu"),
        site(2, source_nom=ADEME, at=HAZEBROUCK),
    )
    markers = made.tables["brownfields_point"].set_index("key")
    assert dict(markers["class"]) == {
        "59183_1": "Friche pour solaire",
        "59183_2": "Friche industrielle",
        "59183_2-solaire": "Friche pour solaire",
    }
    assert markers["name"].isna().all() and markers["verifie_par"].isna().all()
    assert markers.loc["59183_1", "note"] == "Site étudié par l'ADEME (2021), non vérifié."
    assert markers["area_ha"].notna().tolist() == [True, True, False]
    assert len(made.tables["brownfields"]) == 2
    assert told(made) == {"dessinée": 2}


@pytest.mark.parametrize(
    "cells",
    [
        {"nature": "MTE non vérifié"},
        {"source_nature": "MTE non vérifié"},
        {"source_nom": "Site Basias ou Basol non vérifié par le Cerema"},
        {"site_nom": "59183_1"},
        {"site_nom": "59183_1", "nature": "MTE"},
    ],
)
def test_what_cerema_did_not_verify_is_not_named(cells):
    (row,) = made_of(site(1, **cells)).tables["brownfields"].to_dict("records")
    assert row["name"] is None and row["verifie_par"] is None


def test_points_of_the_national_file_count_by_the_sites_own_surface_never_by_the_land_unit():
    made = made_of(
        site(1, geometry=point(*DUNKERQUE), site_surface="20 000"),
        site(2, geometry=point(*DUNKERQUE), site_surface=None),
        source="cartofriches-gpkg",
    )
    assert made.tables["brownfields"].empty
    assert made.tables["brownfields_point"]["area_ha"].tolist() == [2.0]
    assert told(made) == {"dessinée": 1, "surface du site inconnue": 1}


def test_a_site_of_two_sources_or_pages_is_drawn_once():
    made = make(
        layer_of("brownfields"),
        raw_of("cartofriches", [site(1, source_nom=ADEME), site(1)]),
        raw_of("ademe-pv-2021", [site(1, source_nom=ADEME), site(2, source_nom=ADEME)]),
    )
    assert sorted(made.tables["brownfields"]["key"]) == ["59183_1", "59183_2"]
    assert told(made) == {
        "dessinée": 2,
        "identifiant en double": 1,
        "site d'une source préférée": 1,
    }


def test_typed_brownfields_stand_back_where_the_inventory_has_their_site():
    typed = {
        "table": "brownfields_point",
        "class": "Friche industrielle",
        "position": "commune",
        "name": None,
    }
    facts = raw_of(
        "atlas-2026",
        [
            {**typed, "key": "atlas:a", "insee": "59183"},
            {**typed, "key": "atlas:b", "insee": "59463"},
        ],
        2154,
    )
    made = make(layer_of("brownfields"), raw_of("cartofriches", [site(1)]), facts)
    assert sorted(made.tables["brownfields_point"]["key"]) == ["59183_1", "atlas:b"]
    assert told(made) == {"dessinée": 2, "remplacée par une ligne publique": 1}


@real
@pytest.mark.real
def test_the_381_real_sites_of_2023_follow_the_rule_under_their_older_field_names():
    frame = real_features("cartofriches_geofriches_bbox3-50-3.5-50.5_2023.geojson", "site_id")
    everywhere = ground("all")
    made = make(layer_of("brownfields"), raw_of("cartofriches", frame), at=everywhere)
    fates = told(made)
    assert sum(fates.values()) == 381
    assert fates["potentielle"] == 335 and fates["avec projet"] == 26
    assert fates["statut inconnu"] == 20 and drawn(made) == 0
    solar = frame["source_nom"] == ADEME
    frame.loc[solar, "site_statut"] = "friche sans projet"  # as the same sites are told since 2025
    made = make(layer_of("brownfields"), raw_of("cartofriches", frame), at=everywhere)
    rows = made.tables["brownfields"].set_index("key")
    assert set(rows.index) == {"59178_12250", "59603_12600"}
    assert set(rows["class"]) == {"Friche pour solaire"} and rows["name"].isna().all()
    assert rows.loc["59178_12250", "area_ha"] == pytest.approx(12.0, abs=0.3)


COLUMNS = {
    "site_id": ["59183_1", "59183_2", "59183_3", None],
    "site_nom": ["Friche", "59183_1", None],
    "site_type": ["friche industrielle", "FRICHE INDUSTRIELLE", "inconnu"],
    "site_statut": ["friche sans projet", "Friche sans projet", "friche avec projet"],
    "comm_insee": ["59183", 59295, "2691", None],
    "comm_nom": ["DUNKERQUE", None],
    "source_nom": [ADEME, "Friche Ã©tude Ademe 2021", "urbanvitaliz"],
    "nature": ["Ademe", "MTE non vérifié", None],
    "site_surface": ["12 000,5", 20000, None],
}


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(
        st.sampled_from(["cartofriches", "cartofriches-gpkg", "ademe-pv-2021"]),
        unique=True,
        max_size=3,
    ).flatmap(lambda names: st.tuples(*[wild_tables(name, COLUMNS) for name in names]))
)
def test_no_site_is_lost_and_nothing_raises_whatever_is_given(tables):
    layer, raw = layer_of("brownfields"), {table.source: table for table in tables}
    check(recipe(layer)(raw, layer, ground()), raw, layer)


def test_areas_are_of_the_polygon_whatever_its_place_in_the_file():
    frame = pandas.DataFrame([site(1, metres=200.0), site(2, metres=300.0)], index=[9, 4])
    made = make(layer_of("brownfields"), raw_of("cartofriches", frame))
    areas = made.tables["brownfields"].set_index("key")["area_ha"]
    assert areas.round(1).to_dict() == {"59183_1": 4.0, "59183_2": 9.0}
