"""The user's own rows: completed, placed, classed, and put before the public ones."""

from __future__ import annotations

from dataclasses import replace

import pandas
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from layer_rows import (
    DUNKERQUE,
    PARIS,
    check,
    ground,
    layer_of,
    line,
    make,
    point,
    raw_of,
    told,
    wild_tables,
)
from territoires_industrie.territoires_industrie.layers.local import (
    column_like,
    insee_of,
    local_rows,
    with_local,
)
from territoires_industrie.territoires_industrie.layers.local_cells import class_of
from territoires_industrie.territoires_industrie.layers.made import DRAWN, Account, Made
from territoires_industrie.territoires_industrie.layers.rows import atlas_frame

LOCAL = "polenergie-local"


def made_of(layer_id: str, *rows, epsg=4326):
    layer = layer_of(layer_id)
    raw = {LOCAL: raw_of(LOCAL, list(rows), epsg)}
    made = local_rows(raw, layer, ground())
    check(made, raw, layer)
    return made


def test_a_row_is_completed_where_it_leaves_something_open():
    made = made_of(
        "wasteheat",
        {"name": "Verrerie (inventée)", "insee": 59183, "class": "chaleur fatale < 80 °c"},
        {
            "siret": "444 718 563 00034",
            "commune": "Grande-Synthe",
            "geometry": point(*DUNKERQUE),
            "statut": "En Travaux",
            "diffusion": "Partenaires",
            "temperature_c": "35,5",
        },
    )
    first, second = made.tables["wasteheat"].to_dict("records")
    assert first["key"] == "local:verrerie-inventee-59183"
    assert (first["position"], first["diffusion"], first["statut"]) == (
        "commune",
        "interne",
        "en service",
    )
    assert first["class"] == "Chaleur fatale < à 80°C"
    assert first["rattachement"] == "ti-3201" and first["commune"] == "Dunkerque"
    assert second["key"] == "44471856300034"
    assert (second["position"], second["diffusion"], second["statut"]) == (
        "exacte",
        "partenaires",
        "en travaux",
    )
    assert (second["insee"], second["temperature_c"]) == ("59271", 35.5)


def test_a_class_that_the_legend_lacks_is_kept_off_it_with_a_note():
    made = made_of("wastewaterplants", {"key": "A", "insee": "59183", "class": "Communes"})
    (row,) = made.tables["wastewaterplants"].to_dict("records")
    assert row["class"] == "" and "« Communes »" in row["note"]
    assert told(made) == {"hors légende": 1}


def test_a_layer_of_one_class_needs_none_and_points_go_to_the_table_of_points():
    made = made_of(
        "heatnetworks",
        {"key": "A", "geometry": line(DUNKERQUE, (2.4, 51.0))},
        {"key": "B", "geometry": point(*DUNKERQUE)},
        {"key": "C", "insee": "59295"},
    )
    assert made.tables["heatnetworks"]["key"].tolist() == ["A"]
    assert made.tables["heatnetworks_point"]["key"].tolist() == ["B", "C"]
    assert set(made.tables["heatnetworks_point"]["class"]) == {"Réseau de chaleur"}


def test_an_identifier_holds_a_letter_or_a_figure():
    made = made_of("wasteheat", {"key": "\ud800", "siret": "-", "insee": "59183", "name": "Four"})
    assert made.tables["wasteheat"]["key"].tolist() == ["local:four-59183"]


def test_rows_without_place_elsewhere_or_of_another_layer_are_accounted_for():
    made = made_of(
        "wasteheat",
        {"key": "A", "geometry": point(*PARIS)},
        {"key": "B", "geometry": line(DUNKERQUE, (2.4, 51.0)), "insee": None},
        {"key": "C", "commune": "Nulle-Part-sur-Mer"},
        {"key": "E", "commune": "Nulle-Part-sur-Mer", "geometry": b"no shape"},
        {"key": "D", "table": "consumers", "insee": "59183"},
    )
    assert made.tables["wasteheat"].empty
    assert told(made) == {
        "hors du périmètre demandé": 1,
        "géométrie d'un autre type que la couche": 1,
        "commune inconnue et sans géométrie": 1,
        "géométrie absente ou illisible": 1,
        "destinée à une autre couche": 1,
    }


def test_a_public_row_of_the_same_key_stands_back_and_its_account_says_so():
    layer = layer_of("wasteheat")
    table = layer.tables[0]
    values = {
        "key": ["S1", "S2"],
        "class": "Chaleur fatale < à 40°C",
        "position": "exacte",
        "source": "enrezo-industrie",
        "rattachement": "ti-3201",
        "geometry": raw_of("x", [{"g": point(650_000, 7_100_000)}] * 2).frame["g"],
    }
    values["key"] = pandas.Series(values["key"])
    public = Made(
        {table.name: atlas_frame(table, values, range(2))},
        (Account("enrezo-industrie", DRAWN, "", 2, "ti-3201"),),
    )
    raw = {LOCAL: raw_of(LOCAL, [{"key": "S1", "insee": "59183", "class": "< 200 °C"}])}
    made = with_local(public, raw, layer, ground())
    rows = made.tables[table.name].set_index("key")
    assert dict(rows["source"]) == {"S1": LOCAL, "S2": "enrezo-industrie"}
    fates = {(a.source, a.outcome, a.reason): a.rows for a in made.accounts}
    assert fates["enrezo-industrie", "dessinée", ""] == 1
    assert fates["enrezo-industrie", "hors carte", "remplacée par le fichier de l'utilisateur"] == 1


@pytest.mark.parametrize(
    ("head", "cell", "key"),
    [
        ("SIRET", "04471856300034", "04471856300034"),
        ("N° Siret", 4471856300034, "04471856300034"),
        ("siret", "044 718 563 00034", "04471856300034"),
        ("Code AIOT", "6301234", "0006301234"),
        ("code Sandre", "32345678901", "032345678901"),
        ("Éic", "17w000000000001a", "17W000000000001A"),
    ],
)
def test_a_public_row_stands_back_for_a_column_of_its_identifier(head, cell, key):
    layer = layer_of("wasteheat")
    values = {
        "key": pandas.Series([key, "other"]),
        "class": "Chaleur fatale < à 40°C",
        "position": "exacte",
        "source": "enrezo-industrie",
        "rattachement": "ti-3201",
        "geometry": raw_of("x", [{"g": point(650_000, 7_100_000)}] * 2).frame["g"],
    }
    public = Made(
        {"wasteheat": atlas_frame(layer.tables[0], values, range(2))},
        (Account("enrezo-industrie", DRAWN, "", 2, "ti-3201"),),
    )
    own = {head: cell, "key": "my own", "insee": "59183"}
    made = with_local(public, {LOCAL: raw_of(LOCAL, [own])}, layer, ground())
    assert list(made.tables["wasteheat"]["key"]) == ["my own", "other"]


def test_a_row_that_is_not_drawn_overrules_nothing():
    layer = layer_of("wasteheat")
    values = {
        "key": pandas.Series(["12345678900011"]),
        "position": "exacte",
        "source": "enrezo-industrie",
        "rattachement": "ti-3201",
        "geometry": pandas.Series([point(650_000, 7_100_000)]),
    }
    public = Made({"wasteheat": atlas_frame(layer.tables[0], values, range(1))}, ())
    far = {"siret": "12345678900011", "geometry": point(*PARIS)}
    made = with_local(public, {LOCAL: raw_of(LOCAL, [far])}, layer, ground())
    assert list(made.tables["wasteheat"]["source"]) == ["enrezo-industrie"]


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        ("oui", 1),
        ("NON", 0),
        ("Vrai", 1),
        ("faux", 0),
        (True, 1),
        (False, 0),
        (1, 1),
        ("0", 0),
        ("peut-être", None),
        (None, None),
    ],
)
def test_yes_and_no_are_understood_as_words(cell, number):
    made = made_of("wasteheat", {"key": "A", "insee": "59183", "deja_valorisee": cell})
    (found,) = made.tables["wasteheat"]["deja_valorisee"]
    assert (None if pandas.isna(found) else found) == number


@pytest.mark.parametrize(
    ("cell", "word", "told"),
    [
        ("public", "publique", False),
        ("Publiques", "publique", False),
        ("partenaire", "partenaires", False),
        ("INTERNE", "interne", False),
        (None, "interne", False),
        ("non public", "interne", True),
        ("pas publique", "interne", True),
        ("publication interdite", "interne", True),
        ("tous", "interne", True),
    ],
)
def test_who_may_see_a_row_is_never_guessed_widely(cell, word, told):
    made = made_of("wasteheat", {"key": "A", "insee": "59183", "diffusion": cell})
    (row,) = made.tables["wasteheat"].to_dict("records")
    assert row["diffusion"] == word
    note = f"Diffusion : « {cell} » non reconnu, « interne » retenu."
    assert (row["note"] == note) if told else (row["note"] is None)


def test_the_file_vouches_for_the_names_that_nobody_else_verified():
    layer = layer_of("wasteheat")
    rows = [
        {"name": "Verrerie (inventée)", "insee": "59183"},
        {"name": "Scierie (inventée)", "insee": "59183", "verifie_par": "DREAL"},
        {"key": "A", "insee": "59183"},
    ]
    raw = replace(raw_of(LOCAL, rows), url="wasteheat.csv")
    made = local_rows({LOCAL: raw}, layer, ground())
    assert list(made.tables["wasteheat"]["verifie_par"]) == [
        "fichier de l'utilisateur (wasteheat.csv)",
        "DREAL",
        None,
    ]


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("chaleur fatale < 40 °C", "Chaleur fatale < à 40°C"),
        ("CHALEUR FATALE < A 40°C", "Chaleur fatale < à 40°C"),
        ("Chaleur fatale < 45 °C", ""),
        (
            "gisement identifie, temperature non publié",
            "Gisement identifié, température non publiée",
        ),
        ("autre chose", ""),
        ("", ""),
    ],
)
def test_a_class_is_known_by_its_words_but_never_by_near_figures(text, key):
    assert class_of(text, layer_of("wasteheat").legends[0]) == key


def test_communes_are_found_by_name_within_their_department_where_several_bear_it():
    names = pandas.Series(["DUNKERQUE", "Saint Aubin", "saint-aubin", "Nulle Part", None])
    places = pandas.Series([None, None, "02", "59", "59"], dtype="object")
    codes = insee_of(names, ground(), places).tolist()
    assert codes == ["59183", None, "02671", None, None]


def test_columns_are_found_by_their_bare_words_in_the_patterns_order():
    frame = pandas.DataFrame({"Débit_moyen (m3/j)": [1], "Précision_de_la_localisation": [2]})
    assert column_like(frame, "precision de", "debit").tolist() == [2]
    assert column_like(frame, "absent").isna().all()


COLUMNS = {
    "table": ["wasteheat", "heatnetworks", "heatnetworks_point", "elsewhere", None],
    "key": ["A", "B", "A (2)", None],
    "name": ["Verrerie", "Verrerie", None],
    "siret": ["44471856300034", "444 718 563 00034", 44471856300034],
    "commune": ["Dunkerque", "Hazebrouck", "Saint-Aubin"],
    "insee": ["59183", 59295, "2691"],
    "class": ["Chaleur fatale < 40 °C", "Réseau de chaleur", "?"],
    "statut": ["annoncé", "EN SERVICE"],
    "position": ["exacte", "Adresse"],
    "diffusion": ["publique", "interne"],
    "lon": [2.37, "2,37", 51.0],
    "lat": [51.03, "51,03", 2.3],
    "temperature_c": ["35", 60],
    "delivered_mwh": ["1 234,5"],
    "year": [2023, "2023.0"],
}


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(["wasteheat", "heatnetworks", "roads"]), wild_tables(LOCAL, COLUMNS))
def test_no_row_of_the_users_is_lost_and_nothing_raises(layer_id, table):
    layer, raw = layer_of(layer_id), {LOCAL: table}
    check(local_rows(raw, layer, ground()), raw, layer)
    make(layer, table)
