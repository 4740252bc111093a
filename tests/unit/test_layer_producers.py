"""Producers: classes by technology first, units gathered with care, wind farms at their place."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pandas
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from raw_tables import (
    CATALOGUE,
    DUNKERQUE,
    REAL,
    check,
    exported,
    ground,
    layer,
    outcome,
    raw,
    tables,
    wild_rows,
)
from territoires_industrie.territoires_industrie import geometry
from territoires_industrie.territoires_industrie.layers import biomethane, plants, wind
from territoires_industrie.territoires_industrie.layers.made import ELSEWHERE, NOWHERE
from territoires_industrie.territoires_industrie.layers.producers import (
    IN_A_PLANT,
    energy_table,
    producers,
)
from territoires_industrie.territoires_industrie.layers.typed import SAME_IDENTIFIER

ROOT = Path(__file__).parents[2]
LAYER = layer("producers")
REGISTRE, BIOMETHANE, ICPE = "odre-registre", "odre-biomethane", "georisques-icpe"
EIC = "17W000000000001A"  # invented
SUGGESTED = "sans doute une installation du registre, à rapprocher"


def plant(name="BIO-AISNERGIE", eic="17W1", **cells):
    return {
        "nominstallation": name,
        "codeeicresourceobject": eic,
        "codeinseecommune": "59183",
        "commune": "Dunkerque",
        "filiere": "Bioénergies",
        "codecombustible": None,
        "combustible": None,
        "technologie": None,
        "puismaxinstallee": 1855.0,
        "nbinstallations": 1,
        "regime": "En service",
        "postesource": None,
        "datemiseenservice_date": "2015-03-03",
        "energieannuelleglissanteinjectee": 1000,
        **cells,
    }


def turbines(name, eic="17W1", **cells):
    return plant(name, eic, filiere="Eolien", technologie="Terrestre", **cells)


def made(*raws, area=(DUNKERQUE,), **parameters):
    given_tables = tables(*raws)
    found = producers(given_tables, layer("producers", **parameters), ground(*area))
    check(found, given_tables, "producers")
    return found


def rows(*raws, **more):
    return made(*raws, **more).tables["producers"]


def only(*raws, **more):
    (row,) = rows(*raws, **more).to_dict("records")
    return row


class TestClasses:
    @pytest.mark.parametrize(
        ("filiere", "code", "combustible", "technologie", "expected"),
        [
            ("Nucléaire", "URANI", "Uranium", "Fission nucléaire", "Centrale nucléaire"),
            ("Eolien", None, None, "Terrestre", "Éolien"),
            ("Eolien", None, None, "En mer flottant", "Éolien"),
            ("Éolien", None, None, None, "Éolien"),
            ("Stockage non hydraulique", None, None, "Batterie", "Stockage d'électricité"),
            ("Bioénergies", "B.MET", None, None, "Cogénération de biométhane"),
            ("Bioénergies", None, "Biogaz de station d'épuration", None, "Bioénergies"),
            ("Bioénergies", None, "Déchets ménagers", "Turbine à vapeur", "Bioénergies"),
            ("Thermique non renouvelable", None, "Déchets industriels", None, "Bioénergies"),
            (
                "Thermique non renouvelable",
                "GAZ",
                "Gaz",
                "Cogénération à combustion",
                "Cogénération de gaz",
            ),
            (
                "Thermique non renouvelable",
                "GAZ",
                "Gaz",
                "Cogénération à vapeur",
                "Cogénération de gaz",
            ),
            ("Thermique non renouvelable", "GAZ", "Gaz", None, "Thermique non renouvelable"),
            (
                "Thermique non renouvelable",
                "GAZ",
                "Gaz",
                "Cycle combiné",
                "Thermique non renouvelable",
            ),
            ("Thermique non renouvelable", "FIOUL", "Fioul", "", "Thermique non renouvelable"),
            ("THERMIQUE NON RENOUVELABLE", None, None, None, "Thermique non renouvelable"),
        ],
    )
    def test_each_kind_has_its_class(self, filiere, code, combustible, technologie, expected):
        row = only(
            raw(
                REGISTRE,
                [
                    plant(
                        filiere=filiere,
                        codecombustible=code,
                        combustible=combustible,
                        technologie=technologie,
                    )
                ],
            )
        )
        assert row["class"] == expected

    def test_gas_without_technology_is_flagged_not_assumed(self):
        gas = {"filiere": "Thermique non renouvelable", "combustible": "Gaz"}
        assert only(raw(REGISTRE, [plant(**gas)]))["note"] == "Cogénération possible."

    @pytest.mark.parametrize(
        ("filiere", "technologie"),
        [
            ("Thermique non renouvelable", "Photovoltaïque"),  # so filed in Ajaccio
            ("Solaire", None),
            ("Hydraulique", "Fil de l'eau"),
            ("Géothermie", None),
            ("Energies Marines", "Marémotrice"),
            ("Autre", None),
        ],
    )
    def test_what_the_atlas_leaves_out_is_off_the_map(self, filiere, technologie):
        found = made(raw(REGISTRE, [plant(filiere=filiere, technologie=technologie)]))
        assert found.tables["producers"].empty
        assert outcome(found, REGISTRE) == {plants.OFF_LEGEND: 1}
        assert any("1 installation hors légende" in limit for limit in found.limits_in("ti-3201"))

    def test_an_unknown_kind_is_listed(self):
        found = made(raw(REGISTRE, [plant(filiere="Fusion", technologie="Tokamak")]))
        assert outcome(found, REGISTRE) == {"filière inconnue : Fusion / – / Tokamak": 1}
        assert any("filière inconnue" in limit for limit in found.limits_in("ti-3201"))

    def test_every_class_is_one_of_the_legend(self):
        keys = {each.key for each in CATALOGUE.layers["producers"].legend("types").classes}
        assert {rule["class"] for rule in LAYER.parameters["class_rules"]} <= {"", *keys}

    def test_the_solar_option_lets_large_plants_in(self):
        solar = {"filiere": "Solaire", "technologie": "Photovoltaïque"}
        given_rows = [
            plant("Grande", puismaxinstallee=1000.0, **solar),
            plant("Petite", "17W2", puismaxinstallee=999.0, **solar),
        ]
        found = made(raw(REGISTRE, given_rows), solar_option={"enabled": True, "min_kwp": 1000})
        assert found.tables["producers"]["name"].tolist() == ["Grande"]
        assert rows(raw(REGISTRE, given_rows)).empty


class TestPlants:
    def test_small_ones_count_and_are_not_drawn(self):
        small = plant(
            "Agrégation des installations de moins de 36KW",
            None,
            filiere="Solaire",
            regime=None,
            nbinstallations=14,
            puismaxinstallee=49.46,
        )
        found = made(raw(REGISTRE, [small, plant("x", None, regime="", nbinstallations=3)]))
        assert found.tables["producers"].empty
        assert outcome(found, REGISTRE) == {plants.AGGREGATE: 2}
        assert found.limits_in("ti-3201")[0].startswith("17 installations de moins de 36 kW")

    def test_six_units_are_one_plant(self):
        units = [
            plant(
                f"GRAV5N0{number} - GROUPE 0{number} DE LA CENTRALE NUCLEAIRE DE GRAVELINES",
                f"17W100P100P000{number}",
                codeinseecommune="59273",
                postesource="GRAV5",
                filiere="Nucléaire",
                technologie="Fission nucléaire",
                puismaxinstallee=910000.0,
            )
            for number in (2, 1, 3, 4, 5, 6)
        ]
        found = made(raw(REGISTRE, units))
        (row,) = found.tables["producers"].to_dict("records")
        assert (row["power_kw"], row["units"], row["key"]) == (5_460_000, 6, "17W100P100P0001")
        assert (row["name"], row["position"]) == ("Centrale nucléaire de Gravelines", "exacte")
        assert row["verifie_par"].startswith("Registre national (ODRÉ), EIC 17W100P100P0001, ")
        assert row["verifie_le"] == "2026-11-22"
        assert outcome(found, REGISTRE) == {IN_A_PLANT: 6}
        away = geometry.distance_m(
            row["geometry"], geometry.to_lambert93(geometry.point(2.13929, 51.01285))
        )
        assert away < 1

    def test_units_are_gathered_by_their_plant_s_name(self):
        thermal = {"filiere": "Thermique non renouvelable", "combustible": "Charbon"}
        found = rows(
            raw(
                REGISTRE,
                [
                    plant(
                        "BOUCHT01 - GROUPE 01 DE LA CENTRALE THERMIQUE DE BOUCHAIN", "b", **thermal
                    ),
                    plant(
                        "BOUCHT02 - GROUPE 02 DE LA CENTRALE THERMIQUE DE BOUCHAIN", "a", **thermal
                    ),
                    plant(
                        "BOUCHT03 - GROUPE 03 DE LA CENTRALE THERMIQUE DE BOUCHAIN",
                        "c",
                        **{**thermal, "regime": "En retrait provisoire"},
                    ),
                ],
            )
        )
        assert found["units"].tolist() == [2, 1]
        assert found["key"].tolist() == ["a", "c"]
        assert found["statut"].tolist() == ["en service", "suspendu"]
        assert found["note"].tolist() == [None, "En retrait provisoire selon le registre."]

    def test_the_same_free_name_is_the_same_plant_in_its_commune_only(self):
        given_rows = [
            turbines("FERME DU MOULIN", "a"),
            turbines("Ferme du Moulin", "b"),
            turbines("FERME DU MOULIN", "c", codeinseecommune="59271"),
            plant("FERME DU MOULIN", "d"),
        ]
        assert rows(raw(REGISTRE, given_rows))["units"].tolist() == [2, 1, 1]

    @pytest.mark.parametrize("name", ["Confidentiel", "CONFIDENTIEL", None, "", "PARC EOLIEN"])
    def test_what_has_no_name_of_its_own_is_never_gathered(self, name):
        found = rows(raw(REGISTRE, [turbines(name, "a"), turbines(name, "b")]))
        assert found["key"].tolist() == ["a", "b"]

    def test_a_confidential_name_stays_so(self):
        row = only(raw(REGISTRE, [plant("Confidentiel")]))
        assert (row["name"], row["verifie_par"], row["verifie_le"]) == (None, None, None)
        assert row["note"] == "Nom confidentiel au registre."

    def test_without_eic_nothing_vouches_for_a_name(self):
        row = only(raw(REGISTRE, [plant("SUCRERIE", None)]))
        assert (row["name"], row["verifie_par"]) == ("SUCRERIE", None)
        assert row["key"] == "registre:59183:SUCRERIE"

    def test_another_regime_is_told(self):
        found = made(raw(REGISTRE, [plant(regime="En retrait définitif")]))
        assert outcome(found, REGISTRE) == {"régime : En retrait définitif": 1}

    def test_a_plant_stands_where_it_is_not_where_it_is_filed(self):
        row = only(raw(REGISTRE, [plant(codeinseecommuneimplantation="59271")]))
        assert (row["insee"], row["commune"]) == ("59271", "Grande-Synthe")

    @pytest.mark.parametrize(
        ("date", "year"),
        [("1900-01-01", None), ("01/01/1919", None), ("01/03/1988", 1988), ("2015-03-03", 2015)],
    )
    def test_a_date_that_fills_a_hole_is_none(self, date, year):
        row = only(raw(REGISTRE, [plant(datemiseenservice_date=None, dateMiseEnService=date)]))
        assert (None if pandas.isna(row["commissioning"]) else row["commissioning"]) == year

    def test_old_exports_read_the_same(self):
        old = {
            "nomInstallation": "USINE",
            "codeEICResourceObject": "17W9",
            "codeINSEECommune": 59183,
        }
        old |= {"filiere": "Bioénergies", "puisMaxInstallee": "1 855,5", "nbInstallations": "2"}
        row = only(raw(REGISTRE, [{**old, "regime": "En service"}]))
        assert (row["power_kw"], row["units"], row["key"]) == (1855.5, 2, "17W9")

    @pytest.mark.parametrize(
        ("name", "printed"),
        [
            (
                "BOUCHT01 - GROUPE 01 DE LA CENTRALE THERMIQUE DE BOUCHAIN",
                "Centrale thermique de Bouchain",
            ),
            (
                "B.GUEEA1 - ADP A1 DE LA FERME ÉOLIENNE DE BANC-DE-GUERANDE",
                "Ferme éolienne de Banc-de-Guerande",
            ),
            ("SSLAIS01-STOCKAGE N0 01 DE SAINT-LAID", "Stockage de Saint-Laid"),
            ("BIO-AISNERGIE", "BIO-AISNERGIE"),
            ("GAEC DU MOULIN LOINTAIN", "GAEC DU MOULIN LOINTAIN"),
            ("X - Y", "X - Y"),
        ],
    )
    def test_names_are_readable(self, name, printed):
        assert plants.readable(name) == printed


def installation(aiot, name, **cells):
    return {
        "codeAiot": aiot,
        "raisonSociale": name,
        "codeInsee": "59183",
        "longitude": "2.30",
        "latitude": "51.03",
        "eolienne": "true",
        "etatActivite": "En exploitation avec titre",
        "rubriques": "",
        **cells,
    }


class TestWind:
    def test_name_and_commune_place_a_farm(self):
        found = made(
            raw(
                REGISTRE,
                [turbines("PARC EOLIEN DE L'ARBRE CHAUD", "a"), turbines("LES MONTS", "b")],
            ),
            raw(
                ICPE,
                [
                    installation("01", "SAS FERME EOLIENNE ARBRE CHAUD"),
                    installation("02", "AUTRE"),
                    installation("03", "ENCORE", eolienne="false", rubriques="2910 2980"),
                    installation("04", "USINE", eolienne="false", rubriques="2980x"),
                ],
            ),
        )
        table = found.tables["producers"].set_index("key")
        assert table["position"].to_dict() == {"a": "exacte", "b": "commune"}
        assert "AIOT 01" in table.loc["a", "note"]
        assert outcome(found, ICPE) == {wind.PLACED: 1, wind.UNUSED: 2, wind.OTHER: 1}
        assert any(
            "1 parc éolien au centre de leur commune" in limit
            for limit in found.limits_in("ti-3201")
        )

    def test_an_installation_places_one_farm_only(self):
        found = rows(
            raw(REGISTRE, [turbines("ARBRE CHAUD", "a"), turbines("Confidentiel", "b")]),
            raw(ICPE, [installation("01", "ARBRE CHAUD")]),
        )
        assert found["position"].tolist() == ["exacte", "commune"]

    def test_one_farm_and_one_installation_are_an_inference(self):
        row = only(
            raw(REGISTRE, [turbines("Confidentiel")]), raw(ICPE, [installation("01", "SEPE X")])
        )
        assert (row["position"], row["name"]) == ("adresse", None)  # the place, never the name
        assert "seule installation éolienne de la commune, AIOT 01" in row["note"]

    @pytest.mark.parametrize(
        "spoiled",
        [
            {"etatActivite": "Cessation déclarée"},
            {"longitude": None},
            {"longitude": "51.03", "latitude": "2.30"},
            {"codeInsee": "59271"},
        ],
    )
    def test_what_ended_or_stands_nowhere_places_nothing(self, spoiled):
        found = made(
            raw(REGISTRE, [turbines("Confidentiel")]),
            raw(ICPE, [installation("01", "SEPE X", **spoiled)]),
        )
        assert found.tables["producers"]["position"].tolist() == ["commune"]
        assert outcome(found, ICPE) == {wind.UNUSED: 1}

    def test_a_farm_at_sea_has_no_place_on_land(self):
        sea = turbines("Confidentiel") | {"technologie": "En mer posé"}
        row = only(raw(REGISTRE, [sea]), raw(ICPE, [installation("01", "SEPE X")]))
        assert row["position"] == "commune"

    def test_installations_alone_are_no_plants(self):
        found = made(raw(ICPE, [installation("01", "SEPE X")]))
        assert found.tables["producers"].empty


def point(number, **cells):
    return {
        "id_unique_projet": number,
        "nom_du_projet": "NORD-METHA",
        "site": "Industriel territorial",
        "commune": "Dunkerque",
        "code_commune": "59183",
        "current_code": "59183",
        "coordonnees": {"lon": 2.33, "lat": 51.03},
        "date_de_mes": "2023-05-01",
        "capacite_de_production_gwh_an": 78.2075,
        "site_ouvert": "True",
        **cells,
    }


class TestBiomethane:
    def test_an_open_point_is_drawn_at_its_commune(self):
        row = only(exported(BIOMETHANE, [point(1508)], "début 2026"))
        assert (row["key"], row["class"]) == ("biomethane-1508", "Point d'injection de biométhane")
        assert (row["capacity_gwh_y"], row["commissioning"]) == (78.2075, 2023)
        assert (row["position"], row["vintage"]) == ("commune", "début 2026")
        assert row["geometry"] == ground(DUNKERQUE).centres(pandas.Series(["59183"]))[0]
        assert row["verifie_par"].endswith("id_unique_projet 1508")

    def test_closed_is_a_word(self):
        found = made(
            exported(BIOMETHANE, [point(1, site_ouvert="False"), point(2, site_ouvert=None)])
        )
        assert found.tables["producers"]["key"].tolist() == ["biomethane-2"]
        assert outcome(found, BIOMETHANE) == {biomethane.CLOSED: 1, "": 1}

    def test_today_s_commune_goes_before(self):
        row = only(exported(BIOMETHANE, [point(1, code_commune="59006", current_code="59271")]))
        assert (row["insee"], row["commune"]) == ("59271", "Grande-Synthe")

    def test_two_of_one_number_are_told_apart(self):
        found = rows(exported(BIOMETHANE, [point(1), point(1), point(None)]))
        assert found["key"].tolist() == ["biomethane-1", "biomethane-1 (2)", "biomethane-ligne-3"]

    def test_an_unknown_commune_leaves_the_published_place(self):
        unknown = {"code_commune": None, "current_code": "99999"}
        found = made(
            exported(BIOMETHANE, [point(1, **unknown), point(2, coordonnees=None, **unknown)])
        )
        (row,) = found.tables["producers"].to_dict("records")
        assert (row["rattachement"], row["position"]) == (DUNKERQUE, "commune")
        published = geometry.to_lambert93(geometry.point(2.33, 51.03))
        assert geometry.distance_m(row["geometry"], published) < 1
        assert outcome(found, BIOMETHANE) == {"": 1, NOWHERE: 1}

    @pytest.mark.real
    def test_the_real_points_are_the_region_s_107(self):
        path = REAL / "biomethane_points_injection_HDF_107.json"
        if not path.exists():
            pytest.skip("no real data beside the checkout")
        points = json.loads(path.read_text(encoding="utf-8"))
        table = rows(exported(BIOMETHANE, points), area=())
        assert len(table) == 107
        assert table["insee"].str[:2].value_counts().to_dict() == {
            "02": 27,
            "60": 26,
            "62": 21,
            "59": 18,
            "80": 15,
        }
        assert round(table["capacity_gwh_y"].sum()) == 2539

    @pytest.mark.real
    def test_the_real_plants_of_the_region_are_read(self):
        path = REAL / "odre_registre_records_extrait.json"
        if not path.exists():
            pytest.skip("no real data beside the checkout")
        records = json.loads(path.read_text(encoding="utf-8"))["results"]
        row = only(raw(REGISTRE, records), area=())
        assert (row["name"], row["statut"]) == ("Centrale thermique de Bouchain", "suspendu")
        assert (row["power_kw"], row["commissioning"]) == (250000, 1970)


def typed(**cells):
    return {
        "table": "producers",
        "key": "k",
        "name": "Centrale",
        "insee": "59183",
        "class": "Thermique non renouvelable",
        **cells,
    }


class TestTyped:
    def test_a_typed_plant_yields_to_the_register_s(self):
        found = made(
            raw(REGISTRE, [plant(filiere="Thermique non renouvelable")]),
            raw("irep-2015", [typed()]),
        )
        assert found.tables["producers"]["source"].tolist() == [REGISTRE]
        assert outcome(found, "irep-2015") == {SUGGESTED: 1}

    @pytest.mark.parametrize(
        "marks", [{"verifie_par": "Registre national (ODRÉ), EIC 17W000000000001A"}, {"key": EIC}]
    )
    @pytest.mark.parametrize("name", ["DK6", "Confidentiel"])
    def test_an_eic_tells_a_plant_filed_in_another_commune(self, marks, name):
        registered = plant(name, EIC, codeinseecommune="59340", filiere="Nucléaire")
        found = made(raw(REGISTRE, [registered]), raw("irep-2015", [typed(**marks)]))
        assert found.tables["producers"]["source"].tolist() == [REGISTRE]
        assert outcome(found, "irep-2015") == {SAME_IDENTIFIER: 1}

    def test_another_eic_is_another_plant(self):
        registered = plant("A", EIC, codeinseecommune="59340", filiere="Nucléaire")
        found = rows(raw(REGISTRE, [registered]), raw("irep-2015", [typed(key=EIC[:-1] + "B")]))
        assert len(found) == 2

    def test_a_register_yet_unknown_is_read_and_told(self):
        another = [typed(), typed(key="z", table="elsewhere")]
        found = made(raw("registre-futur", another), raw("atlas-2026", [typed(key="l")]))
        assert set(found.tables["producers"]["source"]) == {"registre-futur", "atlas-2026"}
        assert outcome(found, "registre-futur") == {"": 1, ELSEWHERE: 1}

    def test_a_project_stays_beside_what_runs(self):
        found = made(
            raw(REGISTRE, [plant(filiere="Thermique non renouvelable")]),
            raw("atlas-2026", [typed(statut="annoncé")]),
        )
        assert found.tables["producers"]["statut"].tolist() == ["en service", "annoncé"]

    def test_the_shipped_rows_all_find_their_place(self):
        path = ROOT / "resources" / "embedded" / "producers.csv"
        with path.open(encoding="utf-8", newline="") as file:
            shipped = [{**row, "table": "producers"} for row in csv.DictReader(file)]
        kept = [row for row in shipped if row["source"] in ("atlas-2026", "irep-2015")]
        raws = [
            raw(source, [row for row in kept if row["source"] == source])
            for source in ("atlas-2026", "irep-2015")
        ]
        table = rows(*raws)
        assert set(table["key"]) == {row["key"] for row in kept}
        assert set(table["rattachement"]) == {DUNKERQUE}


class TestEnergyTable:
    def test_everything_is_in_it(self):
        solar = {"filiere": "Thermique non renouvelable", "technologie": "Photovoltaïque"}
        small = plant(
            "Agrégation des installations de moins de 36KW",
            None,
            regime=None,
            nbinstallations=14,
            puismaxinstallee="49,46",
            energieannuelleglissanteinjectee=None,
            filiere="Solaire",
        )
        given_rows = [
            plant(**solar, energieannuelleglissanteinjectee=None),
            small,
            plant(codeinseecommune="02168"),
            plant(codeinseecommune=None),
            plant(filiere=None),
        ]
        told = energy_table(raw(REGISTRE, given_rows), LAYER, ground(DUNKERQUE))
        told = told.set_index(["territory", "filiere"])
        assert told.loc[(DUNKERQUE, "Solaire"), "installations"] == 15
        assert told.loc[(DUNKERQUE, "Solaire"), "power_kw"] == pytest.approx(1855 + 49.46)
        assert pandas.isna(told.loc[(DUNKERQUE, "Solaire"), "energy_kwh"])
        assert told.loc[("ti-3215", "Bioénergies"), "energy_kwh"] == 1000
        assert told.loc[("", "Bioénergies"), "installations"] == 1
        assert told.loc[(DUNKERQUE, "inconnue"), "power_kw"] == 1855
        assert told["installations"].sum() == 18


REGISTRE_COLUMNS = [
    *plant(),
    "codeinseecommuneimplantation",
    "puisMaxInstallee",
    "energieannuelleglissanteproduite",
]


@settings(deadline=None, max_examples=60)
@given(
    registered=wild_rows(REGISTRE_COLUMNS),
    installed=wild_rows(list(installation("", ""))),
    injecting=wild_rows([*point(1), "geometry"]),
    known=wild_rows([*typed(), "position", "diffusion", "statut", "siret"]),
    plain=st.lists(st.sampled_from([plant(), turbines("Confidentiel"), turbines("A")]), max_size=4),
)
def test_whatever_publishers_write_no_row_is_lost(registered, installed, injecting, known, plain):
    known = [{**row, "table": "producers", "class": "Éolien"} for row in known]
    given_tables = tables(
        raw(REGISTRE, [*plain, *registered]),
        raw(ICPE, [*installed, installation("01", "A")]),
        raw(BIOMETHANE, injecting),
        raw("atlas-2026", known),
    )
    found = producers(given_tables, LAYER, ground(DUNKERQUE))
    check(found, given_tables, "producers")
    told = energy_table(given_tables[REGISTRE], LAYER, ground(DUNKERQUE))
    assert told["territory"].notna().all()


@pytest.mark.parametrize("source", [REGISTRE, BIOMETHANE, ICPE, "atlas-2026"])
def test_a_source_without_rows_makes_none(source):
    assert rows(raw(source, [], columns=["x"])).empty


def test_no_source_at_all_makes_empty_tables():
    found = producers({}, LAYER, ground(DUNKERQUE))
    assert found.accounts == ()
    assert found.tables["producers"].empty
