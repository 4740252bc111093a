"""Geothermal potential, waste heat, wastewater plants and heat networks."""

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
    lines,
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
from territoires_industrie.territoires_industrie.layers.wasteheat_fields import temperatures

# ---------------------------------------------------------------- geothermal potential


def aquifer(code, lon, metres=2000, lat=51.0):
    return {"pot_value": code, "potentiel": "…", "geometry": square(lon, lat, metres)}


def test_the_potential_is_classed_by_its_code_and_merged():
    made = make(
        layer_of("geothermalpotential"),
        raw_of(
            "brgm-nappes",
            [
                aquifer(9, 2.30),
                aquifer("8", 2.30, lat=51.1),
                aquifer(8, 2.31, lat=51.1),
                aquifer(5.0, 2.40),
                aquifer("3", 2.50),
                aquifer(2, 2.50, lat=51.1),
                aquifer(12, 2.5),
                aquifer("secret", 2.5),
                aquifer(8, 2.7, lat=48.8),
            ],
        ),
    )
    rows = made.tables["geothermalpotential"].set_index("key")
    assert dict(rows["class"]) == {
        "nappe-3-1": "Potentiel non connu",
        "nappe-5-1": "Potentiel moyen et faible",
        "nappe-8-1": "Potentiel fort",
        "nappe-9-1": "Potentiel fort",
    }
    assert told(made) == {
        "dessinée": 5,
        "absence de potentiel ou code hors légende": 2,
        "code de potentiel illisible": 1,
        "hors du périmètre demandé": 1,
    }
    assert "nappe" in made.limits[0]


def test_the_unknown_potential_is_an_option_and_keys_run_from_west_to_east():
    pieces = [aquifer(8, 2.6), aquifer(8, 2.3), aquifer(1, 2.4)]
    made = make(layer_of("geothermalpotential", show_unknown=False), raw_of("brgm-nappes", pieces))
    rows = made.tables["geothermalpotential"]
    assert rows["key"].tolist() == ["nappe-8-1", "nappe-8-2"]
    west = rows["geometry"].map(lambda wkb: geometry.bounds(wkb)[0])
    assert west.is_monotonic_increasing
    assert told(made)["potentiel non connu, non représenté"] == 1


def test_rings_that_cross_are_mended():
    bow = geometry.from_wkt("POLYGON ((2.3 51, 2.4 51.05, 2.4 51, 2.3 51.05, 2.3 51))")
    made = make(
        layer_of("geothermalpotential"), raw_of("brgm-nappes", [{"pot_value": 8, "geometry": bow}])
    )
    assert made.tables["geothermalpotential"]["geometry"].map(geometry.is_valid).all()


# ---------------------------------------------------------------- waste heat

LOW = "Potentiel_de_chaleur_récupérable_en_Basse_Température_(MWh_an)_fourchette_{}"
HIGH = "Potentiel_de_chaleur_récupérable_en_Haute_Température_(MWh_an)_fourchette_{}"
UNKNOWN = "Gisement identifié, température non publiée"


def factory(number, at=DUNKERQUE, **cells):
    return {
        "Identifiant_ICPE": f"7000{number}",
        "Nom_de_l_établissemen": f"Usine inventée {number}",
        "Code_commune": "59183",
        "Nom_commune": "Dunkerque",
        "Siret": f"4447185630003{number}",
        LOW.format("basse"): 1000,
        LOW.format("haute"): 2000,
        HIGH.format("basse"): None,
        HIGH.format("haute"): None,
        "Précision_de_la_localisation": "1",
        "geometry": point(*at) if at else None,
        **cells,
    }


def heat(*raws, **parameters):
    return make(layer_of("wasteheat", **parameters), *raws)


def test_without_a_published_temperature_a_deposit_says_so():
    made = heat(raw_of("enrezo-industrie", [factory(1)]))
    (row,) = made.tables["wasteheat"].to_dict("records")
    assert row["class"] == UNKNOWN and pandas.isna(row["temperature_c"])
    assert row["key"] == "44471856300031"
    assert row["verifie_par"] == "EnRezo (Cerema), SIRET 44471856300031"
    assert row["energy_mwh"] == 2000
    assert "1\u202f000 à 2\u202f000 MWh/an" in row["note"]
    assert made.limits_in("ti-3201") == (
        "Chaleur fatale : température non publiée pour 1 gisement.",
    )


@pytest.mark.parametrize(
    ("published", "class_", "temperature"),
    [
        ("35", "Chaleur fatale < à 40°C", 35),
        (40, "Chaleur fatale < à 80°C", 40),
        ("< 40 °C", "Chaleur fatale < à 40°C", None),
        ("80,5°C", "Chaleur fatale < à 100°C", 80.5),
        ("199 °C", "Chaleur fatale < à 200°C", 199),
        (200, "", 200),
        ("350", "", 350),
        ("40-80", UNKNOWN, None),
        ("chaude", UNKNOWN, None),
        (-3, UNKNOWN, None),
        (99999, UNKNOWN, None),
    ],
)
def test_a_published_temperature_gives_the_band(published, class_, temperature):
    made = heat(raw_of("enrezo-industrie", [factory(1, t_major=published)]))
    (row,) = made.tables["wasteheat"].to_dict("records")
    assert row["class"] == class_
    assert row["temperature_c"] == temperature or (
        temperature is None and pandas.isna(row["temperature_c"])
    )
    assert told(made) == {"dessinée" if class_ else "au-delà de 200 °C, hors légende": 1}


def test_the_estimate_is_off_unless_asked_for_and_says_what_it_is():
    rule = layer_of("wasteheat").parameters["estimate"]
    rows = [factory(1), factory(2, **{HIGH.format("haute"): 500}), factory(3, t_major=35)]
    made = heat(raw_of("enrezo-industrie", rows), estimate={**rule, "enabled": True})
    by_key = made.tables["wasteheat"].set_index("key")
    assert by_key["class"].tolist() == [
        "Chaleur fatale < à 100°C",
        "Chaleur fatale < à 200°C",
        "Chaleur fatale < à 40°C",
    ]
    assert by_key["note"].str.contains("Classe estimée").tolist() == [True, True, False]
    assert any("classe estimée" in limit for limit in made.limits_in("ti-3201"))


def test_energies_are_in_mwh_whatever_their_column_and_nothing_is_a_potential_of_zero():
    made = heat(
        raw_of(
            "enrezo-datacenter",
            [
                {
                    "Nom_": "Centre",
                    "Commune": "Dunkerque",
                    "Potentiel_estimé__Tier_III___GWh_an_": "1,5",
                }
            ],
        ),
        raw_of("enrezo-industrie", [factory(1, **{LOW.format("haute"): 0})]),
    )
    (row,) = made.tables["wasteheat"].to_dict("records")
    assert (row["energy_mwh"], row["position"], row["insee"]) == (1500, "commune", "59183")
    assert told(made) == {"dessinée": 1, "potentiel nul": 1}


def test_incineration_loses_no_zero_and_stands_at_its_commune_without_coordinates():
    plant = {"NOM_INST": "CVE", "NOM_COMM": "X", "MIN_PRD_CR": "1 000", "MAX_PRD_CR": 5000}
    made = heat(
        raw_of(
            "enrezo-uve",
            [
                {**plant, "INSEE_COM": 59183, "geometry": None},
                {**plant, "INSEE_COM": 2691, "geometry": point(*DUNKERQUE)},
                {**plant, "INSEE_COM": None, "geometry": None},
            ],
        )
    )
    rows = made.tables["wasteheat"]
    assert rows["position"].tolist() == ["commune", "exacte"]
    assert rows["insee"].tolist() == ["59183", "02691"]
    assert rows["name"].tolist() == ["CVE", "CVE"] and rows["verifie_par"].isna().all()
    assert told(made) == {"dessinée": 2, "sans position ni commune connue": 1}


def step(code, capacity, **cells):
    return {
        "Code_sandre": code,
        "Nom_de_la_STEP": f"STEP {code}",
        "code_insee": "59183",
        "commune": "Dunkerque",
        "Capacité_nominale_en_équivalent_habitant__EH_": capacity,
        "temp_moy_annuel": 14.2,
        "Chaleur_fatale_annuelle__MWh_an__valorisable_en_sortie_de_STEP": 900,
        "geometry": point(*DUNKERQUE),
        **cells,
    }


def test_a_step_is_drawn_once_by_the_layer_of_step():
    rows = [step(15910000001, 50_000), step("015910000002", 500)]
    made = heat(raw_of("enrezo-step", rows))
    (row,) = made.tables["wasteheat"].to_dict("records")
    assert row["key"] == "015910000001" and row["class"] == ""
    assert (row["temperature_c"], row["energy_mwh"]) == (14.2, 900)
    assert told(made) == {
        "dessinée comme station d'épuration": 1,
        "station d'épuration sous le seuil de la carte": 1,
    }
    plants = make(layer_of("wastewaterplants"), raw_of("enrezo-step", rows))
    assert plants.tables["wastewaterplants"]["key"].tolist() == ["015910000001"]
    thresholds = (
        layer_of("wasteheat").parameters["step_drawn_from_eh"],
        layer_of("wastewaterplants").parameters["min_capacity_eh"],
    )
    assert len(set(thresholds)) == 1


def test_typed_deposits_give_way_by_siret_and_leave_what_they_know():
    typed = {
        "table": "wasteheat",
        "class": UNKNOWN,
        "position": "commune",
        "insee": "59183",
        "deja_valorisee": 1,
    }
    facts = raw_of(
        "atlas-2026", [{**typed, "key": "44471856300031"}, {**typed, "key": "other"}], 2154
    )
    made = heat(raw_of("enrezo-industrie", [factory(1), factory(2)]), facts)
    rows = made.tables["wasteheat"].set_index("key")
    assert rows["deja_valorisee"].fillna(-1).to_dict() == {
        "44471856300031": 1,
        "44471856300032": -1,
        "other": 1,
    }
    assert rows.loc["44471856300031", "source"] == "enrezo-industrie"
    assert told(made) == {"dessinée": 3, "remplacée par une ligne publique": 1}


def incinerator(name="UIOM de la Côte", insee=59183, **cells):
    return {
        "NOM_INST": name,
        "INSEE_COM": insee,
        "MAX_PRD_CR": 5000,
        "geometry": point(*DUNKERQUE),
        **cells,
    }


def typed_incinerator(**cells):
    row = {
        "table": "wasteheat",
        "key": "41030116200336",
        "name": "Centre de valorisation énergétique",
        "class": UNKNOWN,
        "position": "commune",
        "insee": "59183",
        "verifie_par": "IREP 2015",
        "deja_valorisee": 1,
        **cells,
    }
    return raw_of("atlas-2026", [row], 2154)


def test_an_incinerator_alone_in_its_commune_is_the_typed_one_and_drawn_once():
    made = heat(raw_of("enrezo-uve", [incinerator()]), typed_incinerator(note="Lu dans l'atlas."))
    (row,) = made.tables["wasteheat"].to_dict("records")
    assert (row["key"], row["name"]) == ("41030116200336", "Centre de valorisation énergétique")
    assert (row["source"], row["verifie_par"]) == ("enrezo-uve", "IREP 2015")
    assert (row["energy_mwh"], row["position"], row["deja_valorisee"]) == (5000, "exacte", 1)
    # EnRezo's own name is nobody's register: it is not printed anywhere.
    assert row["note"].endswith("unité d'EnRezo, rapprochée par la commune. Lu dans l'atlas.")
    assert told(made) == {"dessinée": 1, "remplacée par une ligne publique": 1}


@pytest.mark.parametrize(
    ("public", "typed"),
    [
        ([incinerator(), incinerator("Autre UIOM")], {}),
        ([incinerator(insee=59271)], {}),
        ([incinerator()], {"name": "Verrerie (inventée)"}),
    ],
)
def test_no_name_moves_where_several_may_be_meant(public, typed):
    made = heat(raw_of("enrezo-uve", public), typed_incinerator(**typed))
    rows = made.tables["wasteheat"]
    assert len(rows) == len(public) + 1
    assert set(rows.loc[rows["source"] == "enrezo-uve", "name"]) == {
        each["NOM_INST"] for each in public
    }


def test_the_users_deposits_come_first_and_are_banded_by_their_temperature():
    own = raw_of(
        "polenergie-local",
        [
            {"siret": "44471856300031", "temperature_c": 75, "insee": "59183"},
            {"key": "B", "insee": "59183"},
        ],
    )
    made = heat(raw_of("enrezo-industrie", [factory(1)]), own)
    rows = made.tables["wasteheat"].set_index("key")
    assert dict(rows["class"]) == {"44471856300031": "Chaleur fatale < à 80°C", "B": UNKNOWN}
    assert set(rows["source"]) == {"polenergie-local"}
    assert told(made) == {"dessinée": 2, "remplacée par le fichier de l'utilisateur": 1}


def test_swapped_coordinates_leave_a_deposit_at_its_commune():
    swapped = point(DUNKERQUE[1], DUNKERQUE[0])
    made = heat(raw_of("enrezo-industrie", [factory(1, geometry=swapped)]))
    assert made.tables["wasteheat"]["position"].tolist() == ["commune"]


@given(st.lists(st.one_of(st.text(), st.floats(), st.integers(), st.none(), st.booleans())))
def test_temperatures_are_plausible_or_missing(cells):
    found, bounds = temperatures(pandas.Series(cells, dtype="object"))
    assert ((found > 0) & (found <= 2000) | found.isna()).all()
    assert len(bounds) == len(cells)


# ---------------------------------------------------------------- wastewater plants


def plant(code, capacity=20_000, nature="Urbain", **cells):
    return {
        "CdOuvrageDepollution": code,
        "NomOuvrageDepollution": f"STEP {code}",
        "LbNatureSystTraitementEauxUsees": nature,
        "CapaciteNom": capacity,
        "CdCommune": "59183",
        "LbCommune": "DUNKERQUE",
        "DateMiseHorServiceOuvrageDepollution": None,
        "geometry": geometry.to_lambert93(point(*DUNKERQUE)),
        **cells,
    }


def plants(*raws, **parameters):
    return make(layer_of("wastewaterplants", **parameters), *raws)


def sandre(*rows):
    return raw_of("sandre-step", list(rows), 2154)


def test_plants_are_classed_by_nature_above_the_threshold_while_in_service():
    made = plants(
        sandre(
            plant(15910000001),
            plant("015910000002", nature="industriel"),
            plant("015910000003", nature="Mixte"),
            plant("015910000004", capacity="9 999"),
            plant("015910000005", capacity=None),
            plant("015910000006", DateMiseHorServiceOuvrageDepollution="2019-12-31"),
            plant("015910000007", nature=None),
            plant("015910000001"),
            plant("015910000008", geometry=None, CdCommune=None),
            plant("015910000009", geometry=geometry.to_lambert93(point(*PARIS))),
            plant("015910000010", DateMiseHorServiceOuvrageDepollution="0000-00-00"),
        )
    )
    rows = made.tables["wastewaterplants"].set_index("key")
    assert dict(rows["class"]) == {
        "015910000001": "Collectivités",
        "015910000002": "Industriels",
        "015910000003": "Collectivités",
        "015910000007": "",
        "015910000010": "Collectivités",
    }
    assert rows.loc["015910000003", "nature"] == "mixte"
    assert rows.loc["015910000001", "verifie_par"] == "SANDRE, ouvrage 015910000001"
    assert told(made) == {
        "dessinée": 4,
        "sous le seuil de 10\u202f000 EH": 1,
        "capacité inconnue": 1,
        "hors service": 1,
        "nature non publiée, hors légende": 1,
        "même station qu'une ligne précédente": 1,
        "sans position ni commune connue": 1,
        "hors du périmètre demandé": 1,
    }
    assert plants(sandre(plant("1")), min_capacity_eh=50_000).tables["wastewaterplants"].empty


def test_the_threshold_is_told_and_the_plants_whose_capacity_nobody_knows():
    known, unknown = (
        plant("015910000001"),
        [
            plant("015910000002", capacity=None),
            plant("015910000003", capacity=None),
        ],
    )

    def limits(*rows, **parameters):
        return plants(sandre(*rows), **parameters).limits_in("ti-3201")

    assert limits(known) == ("Stations d'au moins 10\u202f000 EH.",)
    assert limits(known, min_capacity_eh=2000) == ("Stations d'au moins 2\u202f000 EH.",)
    assert limits(known, unknown[0]) == (
        "Stations d'au moins 10\u202f000 EH ; 1 de capacité inconnue non figurée.",
    )
    assert limits(*unknown) == (
        "Stations d'au moins 10\u202f000 EH ; 2 de capacité inconnue non figurées.",
    )


def test_enrezo_fills_what_sandre_leaves_open_and_stands_in_for_it():
    both = plants(
        sandre(plant("015910000001", capacity=None)),
        raw_of(
            "enrezo-step",
            [step(15910000001, 30_000), step("015910000002", 40_000), step(None, 50_000)],
        ),
    )
    rows = both.tables["wastewaterplants"].set_index("key")
    assert dict(rows["capacity_eh"]) == {"015910000001": 30_000, "015910000002": 40_000}
    assert rows.loc["015910000001", "source"] == "sandre-step"
    assert "estimée" in rows.loc["015910000002", "note"]
    assert told(both)["sans code SANDRE, station peut-être déjà dessinée"] == 1
    alone = plants(raw_of("enrezo-step", [step(None, 50_000)])).tables["wastewaterplants"]
    assert alone["class"].tolist() == ["Collectivités"] and alone["verifie_par"].isna().all()


def icpe(number, rubrics, **cells):
    return {
        "codeAiot": f"000700{number}",
        "raisonSociale": f"Entreprise inventée {number}",
        "codeInsee": "59183",
        "etatActivite": "En exploitation avec titre",
        "rubriques": rubrics,
        "geometry": point(*DUNKERQUE),
        **cells,
    }


def test_classified_installations_add_industrial_plants_where_sandre_has_none():
    made = plants(
        sandre(
            plant(
                "015910000001",
                nature="industriel",
                CdCommune="59295",
                geometry=geometry.to_lambert93(point(*HAZEBROUCK)),
            )
        ),
        raw_of(
            "georisques-icpe",
            [
                icpe(1001, "2750 2910"),
                icpe(1002, "2752", codeInsee="59295"),
                icpe(1003, "12750 27501"),
                icpe(1004, ""),
                icpe(1005, "2751", etatActivite="Cessation déclarée"),
            ],
        ),
    )
    rows = made.tables["wastewaterplants"].set_index("key")
    assert set(rows.index) == {"015910000001", "0007001001"}
    row = rows.loc["0007001001"]
    assert (row["class"], row["nature"]) == ("Industriels", "industriel")
    assert pandas.isna(row["capacity_eh"]) and "2750" in row["note"] and "capacité" in row["note"]
    assert row["verifie_par"] == "Géorisques, AIOT 0007001001"
    assert told(made) == {
        "dessinée": 2,
        "commune où le SANDRE a déjà une station industrielle": 1,
        "installation sans rubrique de traitement des eaux": 2,
        "hors service": 1,
    }


def test_typed_plants_give_way_to_public_ones_of_their_commune_and_class():
    typed = {"table": "wastewaterplants", "class": "Collectivités", "position": "commune"}
    facts = raw_of(
        "irep-2015",
        [
            {**typed, "key": "irep:1", "insee": "59183"},
            {**typed, "key": "irep:2", "insee": "59271"},
        ],
        2154,
    )
    made = plants(sandre(plant("015910000001")), facts)
    assert sorted(made.tables["wastewaterplants"]["key"]) == ["015910000001", "irep:2"]


def test_the_users_plants_are_classed_by_their_nature():
    own = raw_of("polenergie-local", [{"key": "A", "insee": "59183", "nature": "Mixte"}])
    assert plants(own).tables["wastewaterplants"]["class"].tolist() == ["Collectivités"]


# ---------------------------------------------------------------- heat networks

TRACE = lines((DUNKERQUE, (2.39, 51.04)), ((2.39, 51.04), (2.41, 51.04)))


def network(code, shape, **cells):
    return {
        "Identifiant reseau": code,
        "nom_reseau": f"Réseau inventé {code}",
        "communes": "Dunkerque, Saint-Pol-sur-Mer",
        "departement": "Nord",
        "longueur_reseau": 51.2,
        "livraisons_totale_MWh": 112_136,
        "Taux EnR&R": 59.9,
        "production_totale_MWh": 1000,
        "prod_MWh_chaleur_industiel": 330,
        "prod_MWh_autre_chaleur_recuperee": None,
        "prod_MWh_UIOM": 200,
        "geometry": None if shape is None else geometry.to_lambert93(shape),
        **cells,
    }


def networks(*rows):
    return make(layer_of("heatnetworks"), raw_of("fcu", list(rows), 2154, "14 septembre 2026"))


def test_traces_are_lines_and_all_else_points():
    made = networks(
        network("5914C", TRACE),
        network("5916C", point(*HAZEBROUCK), communes="HAZEBROUCK"),
        network("5999C", None, communes="Wormhout"),
        network("5914C", point(*DUNKERQUE)),
        network("9999C", point(*PARIS), communes="Paris", departement="Paris"),
        network("8888C", None, communes="Nulle-Part"),
        network("7777C", square(*DUNKERQUE, 100)),
    )
    (row,) = made.tables["heatnetworks"].to_dict("records")
    assert (row["key"], row["insee"], row["commune"]) == ("5914C", "59183", "Dunkerque")
    assert (row["length_km"], row["delivered_mwh"], row["enr_pct"]) == (51.2, 112_136, 59.9)
    assert row["recovered_pct"] == pytest.approx(53.0)
    assert row["verifie_par"] == "France Chaleur Urbaine, SNCU 5914C"
    assert pandas.isna(row["year"])
    points = made.tables["heatnetworks_point"].set_index("key")
    assert dict(points["position"]) == {"5916C": "exacte", "5999C": "commune", "7777C": "exacte"}
    assert told(made) == {
        "dessinée": 4,
        "même réseau, déjà tracé": 1,
        "hors du périmètre demandé": 1,
        "sans position ni commune connue": 1,
    }


def test_the_texts_of_the_shapefile_and_networks_without_code():
    made = networks(
        {
            "Identifian": "",
            "nom_reseau": "Sans code",
            "communes": "Dunkerque",
            "departemen": "Nord",
            "longueur_r": "",
            "livraisons": "1 234,5",
            "geometry": geometry.to_lambert93(TRACE),
        }
    )
    (row,) = made.tables["heatnetworks"].to_dict("records")
    assert row["key"] == "fcu:59183-sans-code" and row["verifie_par"] is None
    assert row["delivered_mwh"] == 1234.5
    assert row["length_km"] == pytest.approx(geometry.length_km(geometry.to_lambert93(TRACE)))
    assert pandas.isna(row["recovered_pct"])


@pytest.mark.parametrize(
    ("cells", "share"),
    [
        ({"production_totale_MWh": 0}, None),
        ({"production_totale_MWh": "secret"}, None),
        ({"prod_MWh_chaleur_industiel": None, "prod_MWh_UIOM": None}, None),
        ({"prod_MWh_chaleur_industiel": 0, "prod_MWh_UIOM": None}, 0),
        ({"prod_MWh_UIOM": 5000}, None),
    ],
)
def test_the_recovered_share_is_known_or_missing(cells, share):
    (row,) = networks(network("5914C", TRACE, **cells)).tables["heatnetworks"].to_dict("records")
    assert row["recovered_pct"] == share or (share is None and pandas.isna(row["recovered_pct"]))


def test_typed_networks_give_way_by_their_code():
    typed = {"table": "heatnetworks_point", "class": "Réseau de chaleur", "position": "commune"}
    facts = raw_of(
        "atlas-2026",
        [
            {**typed, "key": "5914C", "insee": "59183", "name": "Énergie Grand Littoral"},
            {**typed, "key": "atlas:w", "insee": "59663", "name": "Réseau de Wormhout"},
        ],
        2154,
    )
    made = make(layer_of("heatnetworks"), raw_of("fcu", [network("5914C", TRACE)], 2154), facts)
    assert made.tables["heatnetworks_point"]["key"].tolist() == ["atlas:w"]
    assert told(made) == {"dessinée": 2, "remplacée par une ligne publique": 1}


@real
@pytest.mark.real
def test_the_real_traces_of_dunkerque_hazebrouck_and_douchy():
    frame = real_features("fcu_reseaux_chaleur_dunkerque_hazebrouck_douchy_subset.geojson")
    frame = frame.rename(
        columns={"id": "Identifiant reseau", "nom": "nom_reseau", "taux_enrr": "Taux EnR&R"}
    )
    frame["communes"] = ["Dunkerque", "Douchy-les-Mines", "Hazebrouck"]
    frame["departement"] = "Nord"
    made = make(layer_of("heatnetworks"), raw_of("fcu", frame), at=ground("all"))
    rows = made.tables["heatnetworks"].set_index("key")
    assert list(rows.index) == ["5914C", "5915C", "5916C"]
    assert rows.loc["5914C", "length_km"] == pytest.approx(36, abs=1.5)
    assert rows["rattachement"].tolist()[::2] == ["ti-3201", "ti-3201"]
    assert rows["insee"].tolist() == ["59183", "59179", "59295"]
    assert drawn(made) == 3


# ---------------------------------------------------------------- anything at all

SOURCES = {
    "geothermalpotential": {
        "brgm-nappes": {"pot_value": [8, "9", 5.0, "3", 2], "potentiel": ["Fort"]},
    },
    "wasteheat": {
        "enrezo-industrie": {
            **{name: [value] for name, value in factory(1).items() if name != "geometry"},
            "t_major": ["35", "< 40", 350],
        },
        "enrezo-uve": {
            "NOM_INST": ["CVE"],
            "INSEE_COM": [59183, 2691],
            "NOM_COMM": ["Dunkerque"],
            "MIN_PRD_CR": [1, "2"],
            "MAX_PRD_CR": [3, "4 000"],
        },
        "enrezo-step": {
            name: [value] for name, value in step(15910000001, 50_000).items() if name != "geometry"
        },
    },
    "wastewaterplants": {
        "sandre-step": {
            name: [value] for name, value in plant(15910000001).items() if name != "geometry"
        },
        "enrezo-step": {
            name: [value] for name, value in step(15910000001, 50_000).items() if name != "geometry"
        },
        "georisques-icpe": {
            name: [value] for name, value in icpe(1001, "2750").items() if name != "geometry"
        },
    },
    "heatnetworks": {
        "fcu": {
            name: [value, None]
            for name, value in network("5914C", None).items()
            if name != "geometry"
        },
    },
}
CASES = st.sampled_from(sorted(SOURCES)).flatmap(
    lambda layer: st.tuples(
        st.just(layer),
        st.lists(st.sampled_from(sorted(SOURCES[layer])), unique=True).flatmap(
            lambda names: st.tuples(*[wild_tables(name, SOURCES[layer][name]) for name in names])
        ),
    )
)


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(CASES)
def test_no_row_is_lost_and_nothing_raises_whatever_is_given(case):
    layer_id, tables = case
    layer, raw = layer_of(layer_id), {table.source: table for table in tables}
    check(recipe(layer)(raw, layer, ground()), raw, layer)
