"""Consumers: sums by site before any threshold, one year, secrets unknown, nobody drawn twice."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy
import pandas
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from raw_tables import (
    CATALOGUE,
    DUNKERQUE,
    REAL,
    check,
    ground,
    layer,
    outcome,
    raw,
    tables,
    wild_rows,
)
from territoires_industrie.territoires_industrie import geometry
from territoires_industrie.territoires_industrie.layers import metered, registers, transport
from territoires_industrie.territoires_industrie.layers.consumers import consumers
from territoires_industrie.territoires_industrie.layers.consumption import size_changes
from territoires_industrie.territoires_industrie.layers.made import NOWHERE, OFF_LEGEND
from territoires_industrie.territoires_industrie.layers.masking import (
    ALL,
    COMPLEMENT,
    masked_totals,
)

ROOT = Path(__file__).parents[2]
LAYER = layer("consumers")
OVER_10, OVER_50 = "> à 10 000 MWh", "> à 50 000 MWh"
BELOW = "site sous le seuil de 10\u202f000 MWh"
GAS, ELECTRICITY, ENEDIS = "sdes-gaz-adresse", "sdes-elec-adresse", "enedis-adresse"
PORT = (2.30, 51.03)  # a point in Dunkerque


def sdes(mwh, ban="59183_0001_00012", **cells):
    lon, lat = PORT
    return {
        "OPERATEUR": "Enedis",
        "ANNEE": 2024,
        "CODE_GRAND_SECTEUR": "I",
        "CODE_SECTEUR_NAF2_CODE": "20",
        "CONSO": mwh,
        "NOM_COMMUNE": "Dunkerque",
        "ADRESSE": "12 RUE DU PORT",
        "BAN_ID": ban,
        "BAN_NIVEAU": "housenumber",
        "BAN_LONGITUDE": lon,
        "BAN_LATITUDE": lat,
        "CODE_IRIS_CODE": "591830101",
        **cells,
    }


def enedis(mwh, **cells):
    return {
        "annee": "2024",
        "code_commune": "59183",
        "code_iris": "591830101",
        "adresse": "99 RUE NEUVE",
        "code_grand_secteur": "INDUSTRIE",
        "code_secteur_naf2": "24",
        "consommation_annuelle_totale_de_ladresse_mwh": mwh,
        **cells,
    }


def made(*raws, **parameters):
    given_tables = tables(*raws)
    found = consumers(given_tables, layer("consumers", **parameters), ground(DUNKERQUE))
    check(found, given_tables, "consumers")
    return found


def rows(*raws, **parameters):
    return made(*raws, **parameters).tables["consumers"]


def only(*raws, **parameters):
    (row,) = rows(*raws, **parameters).to_dict("records")
    return row


def read_sites(*raws):
    return metered.read_addresses(tables(*raws), LAYER.parameters).sites


class TestSums:
    def test_an_address_is_added_up_before_any_threshold(self):
        row = only(raw(ELECTRICITY, [sdes(6000.0), sdes(5000.0, CODE_SECTEUR_NAF2_CODE="10")]))
        assert row["size"] == OVER_10
        assert row["electricity_mwh"] == 11000
        assert row["naf"] == "20"
        assert row["class"] == "Industrie chimique et pharmaceutique"
        assert "2 divisions NAF à cette adresse" in row["note"]

    def test_both_energies_of_one_year_make_the_total(self):
        row = only(raw(ELECTRICITY, [sdes(8000.0)]), raw(GAS, [sdes(45000.0)]))
        assert (row["electricity_mwh"], row["gas_mwh"], row["total_mwh"]) == (8000, 45000, 53000)
        assert (row["size"], row["year"], row["source"]) == (OVER_50, 2024, GAS)
        assert row["note"] is None

    def test_different_years_are_never_added(self):
        row = only(
            raw(ELECTRICITY, [sdes(30000.0, ANNEE=2023)]), raw(GAS, [sdes(40000.0, ANNEE=2024)])
        )
        assert numpy.isnan(row["total_mwh"])
        assert row["size"] == OVER_10  # 40,000, not 70,000
        assert "électricité 2023 et gaz 2024" in row["note"]

    def test_the_newest_common_year_counts(self):
        found = made(
            raw(ELECTRICITY, [sdes(20000.0, ANNEE=2023), sdes(90000.0, ANNEE=2024)]),
            raw(GAS, [sdes(1000.0, ANNEE=2023)]),
        )
        (row,) = found.tables["consumers"].to_dict("records")
        assert (row["total_mwh"], row["year"]) == (21000, 2023)
        assert outcome(found, ELECTRICITY)[metered.OTHER_YEAR] == 1

    def test_one_energy_alone_leaves_the_total_unknown(self):
        row = only(raw(ELECTRICITY, [sdes(20000.0)]))
        assert numpy.isnan(row["gas_mwh"])
        assert numpy.isnan(row["total_mwh"])
        assert row["size"] == OVER_10
        assert row["note"] == "Gaz non publié à cette adresse : total inconnu."

    @pytest.mark.parametrize("withheld", ["s", "secret", "", None, float("nan")])
    def test_a_secret_is_unknown_and_counted(self, withheld):
        found = made(
            raw(GAS, [sdes(withheld), sdes(12000.0), sdes(withheld, ban="59183_0009_00001")])
        )
        (row,) = found.tables["consumers"].to_dict("records")
        assert row["gas_mwh"] == 12000
        assert "Minimum : 1 valeur(s) de cette adresse sous secret." in row["note"]
        assert outcome(found, GAS)[metered.WITHHELD] == 2
        assert any(
            "2 consommations d'adresses sous secret" in limit
            for limit in found.limits_in("ti-3201")
        )

    def test_what_is_below_every_threshold_is_no_consumer(self):
        found = made(raw(GAS, [sdes(10000.0)]))
        assert found.tables["consumers"].empty
        assert outcome(found, GAS) == {BELOW: 1}

    @pytest.mark.parametrize(
        ("basis", "size"), [("electricity", None), ("gas", OVER_10), ("electricity+gas", OVER_10)]
    )
    def test_the_basis_is_a_parameter(self, basis, size):
        found = rows(raw(ELECTRICITY, [sdes(9000.0)]), raw(GAS, [sdes(11000.0)]), basis=basis)
        assert found["size"].tolist() == ([size] if size else [])

    def test_homes_and_negative_values_are_no_sites(self):
        found = made(raw(GAS, [sdes(90000.0, CODE_GRAND_SECTEUR="R"), sdes(-5.0)]))
        assert found.tables["consumers"].empty
        assert outcome(found, GAS) == {metered.HOMES: 1, metered.NEGATIVE: 1}

    def test_another_energy_in_the_file_does_not_count(self):
        found = made(raw(GAS, [sdes(90000.0, FILIERE="E"), sdes(20000.0, FILIERE="G")]))
        assert found.tables["consumers"]["gas_mwh"].tolist() == [20000]
        assert outcome(found, GAS)[metered.OTHER_ENERGY] == 1

    def test_what_a_transport_network_delivers_is_followed_elsewhere(self):
        found = made(raw(ELECTRICITY, [sdes(90000.0, OPERATEUR="RTE")]))
        assert outcome(found, ELECTRICITY) == {metered.TRANSPORT: 1}

    def test_numbers_and_codes_may_be_written_the_french_way(self):
        row = only(raw(GAS, [sdes("12 345,5", CODE_IRIS_CODE=591830101.0, ANNEE="2024")]))
        assert (row["gas_mwh"], row["insee"]) == (12345.5, "59183")


class TestPlaces:
    def test_neighbours_of_one_street_stay_apart(self):
        street = {"BAN_NIVEAU": "street", "ban": "59183_0001"}
        found = rows(raw(GAS, [sdes(11000.0, **street), sdes(9000.0, **street, ADRESSE="QUAI 2")]))
        assert found["key"].tolist() == ["adresse:591830101:12 rue du port"]
        assert found["position"].tolist() == ["adresse"]

    @pytest.mark.parametrize(
        "vaguer",
        [
            {"BAN_NIVEAU": "street", "ban": "59183_0001"},
            {"BAN_NIVEAU": "municipality", "ban": "59183"},
            {"BAN_NIVEAU": "", "ban": ""},
            {"BAN_NIVEAU": "street", "ban": "59183_0001", "ADRESSE": "12, rue du port"},
            # A street's middle lies in another IRIS of the commune.
            {"BAN_NIVEAU": "street", "ban": "59183_0001", "CODE_IRIS_CODE": "591830102"},
        ],
    )
    def test_the_same_written_address_is_one_site_whatever_the_ban_found(self, vaguer):
        row = only(raw(ELECTRICITY, [sdes(8000.0)]), raw(GAS, [sdes(45000.0, **vaguer)]))
        assert (row["key"], row["total_mwh"], row["size"]) == ("59183_0001_00012", 53000, OVER_50)
        assert row["position"] == "adresse"

    @pytest.mark.parametrize(
        "other",
        [
            {"ADRESSE": "14 RUE DU PORT"},
            {"CODE_IRIS_CODE": "593500101"},  # the same street's name in Lille
        ],
    )
    def test_another_written_address_stays_another_site(self, other):
        vaguer = sdes(20000.0, ban="59183_0001", BAN_NIVEAU="street", **other)
        found = read_sites(raw(ELECTRICITY, [sdes(20000.0)]), raw(GAS, [vaguer]))
        assert len(found) == 2

    def test_without_a_number_the_same_words_hold_within_an_iris_only(self):
        words = {"ADRESSE": "ZONE INDUSTRIELLE"}
        vaguer = {"ban": "59183_0001", "BAN_NIVEAU": "street", **words}
        same = read_sites(raw(ELECTRICITY, [sdes(9.0, **words)]), raw(GAS, [sdes(9.0, **vaguer)]))
        assert len(same) == 1
        vaguer["CODE_IRIS_CODE"] = "591830102"
        apart = read_sites(raw(ELECTRICITY, [sdes(9.0, **words)]), raw(GAS, [sdes(9.0, **vaguer)]))
        assert len(apart) == 2

    def test_words_that_several_house_numbers_bear_tell_none(self):
        both = [sdes(9.0), sdes(9.0, ban="59183_0001_00014")]
        vaguer = sdes(9.0, ban="59183_0001", BAN_NIVEAU="street")
        assert len(read_sites(raw(ELECTRICITY, both), raw(GAS, [vaguer]))) == 3

    def test_the_level_follows_from_the_identifier_where_it_is_unsaid(self):
        found = rows(
            raw(GAS, [sdes(6000.0, BAN_NIVEAU=None), sdes(6000.0, BAN_NIVEAU=None, ADRESSE="x")])
        )
        assert found["key"].tolist() == ["59183_0001_00012"]

    @pytest.mark.parametrize(
        "vague",
        [
            {"BAN_NIVEAU": "municipality", "ban": "59183"},
            {"BAN_LONGITUDE": 51.03, "BAN_LATITUDE": 2.30},  # swapped
            {"BAN_LONGITUDE": None},
            {"BAN_QUALITE": 0.2},
        ],
    )
    def test_a_vague_place_is_the_commune_s(self, vague):
        row = only(raw(GAS, [sdes(20000.0, **vague)]))
        assert row["position"] == "commune"
        assert row["geometry"] == ground(DUNKERQUE).centres(pandas.Series(["59183"]))[0]
        assert (row["commune"], row["rattachement"]) == ("Dunkerque", DUNKERQUE)

    def test_an_address_stands_where_the_ban_puts_it(self):
        row = only(raw(GAS, [sdes(20000.0)]))
        assert row["position"] == "adresse"
        assert (
            geometry.distance_m(row["geometry"], geometry.to_lambert93(geometry.point(*PORT))) < 1
        )
        assert row["name"] is None  # no register names an address

    def test_zeros_lost_from_codes_come_back(self):
        found = consumers(
            tables(raw(GAS, [sdes(20000.0, ban="", BAN_NIVEAU="", CODE_IRIS_CODE=26910101)])),
            LAYER,
            ground("ti-3208"),
        )
        assert found.tables["consumers"]["insee"].tolist() == ["02691"]
        assert found.tables["consumers"]["key"].tolist() == ["adresse:026910101:12 rue du port"]

    def test_without_address_nothing_is_a_site(self):
        found = made(raw(GAS, [sdes(20000.0, ban=None, BAN_NIVEAU=None, ADRESSE=" ")]))
        assert outcome(found, GAS) == {metered.NO_ADDRESS: 1}

    def test_a_far_site_is_kept_off(self):
        far = {"CODE_IRIS_CODE": "021680301", "BAN_LONGITUDE": 3.39, "BAN_LATITUDE": 49.03}
        found = made(raw(GAS, [sdes(20000.0, **far)]))
        assert found.tables["consumers"].empty
        assert outcome(found, GAS) == {"hors du périmètre demandé": 1}


class TestEnedis:
    PLACED = {
        "geo_id": "59183_0777_00099",
        "geo_type": "housenumber",
        "geo_lon": 2.3,
        "geo_lat": 51.0,
    }

    def test_sdes_has_the_first_word_on_an_address(self):
        twice = {**self.PLACED, "geo_id": "59183_0001_00012"}
        found = made(
            raw(ELECTRICITY, [sdes(20000.0)]),
            raw(ENEDIS, [enedis(21000.0, **twice), enedis(30000.0, **self.PLACED)]),
        )
        table = found.tables["consumers"].set_index("key")
        assert table["electricity_mwh"].to_dict() == {
            "59183_0001_00012": 20000,
            "59183_0777_00099": 30000,
        }
        assert table.loc["59183_0777_00099", "source"] == ENEDIS
        assert outcome(found, ENEDIS)[metered.ALREADY_SDES] == 1

    def test_the_same_written_address_is_the_same(self):
        found = made(
            raw(ELECTRICITY, [sdes(20000.0)]),
            raw(ENEDIS, [enedis(21000.0, **{**self.PLACED, "adresse": "12 rue du Port"})]),
        )
        assert outcome(found, ENEDIS) == {metered.ALREADY_SDES: 1}

    @pytest.mark.parametrize("written", ["", "-", None])
    def test_an_address_without_words_is_no_other_s(self, written):
        found = made(
            raw(ELECTRICITY, [sdes(20000.0, ADRESSE=written)]),
            raw(ENEDIS, [enedis(30000.0, **{**self.PLACED, "adresse": written})]),
        )
        assert found.tables["consumers"]["electricity_mwh"].tolist() == [20000, 30000]

    def test_unplaced_it_counts_only_where_sdes_is_silent(self):
        found = made(
            raw(ELECTRICITY, [sdes(20000.0)]),
            raw(
                ENEDIS,
                [
                    enedis(21000.0),
                    enedis(22000.0, code_commune="59271", code_iris="592710101"),
                ],
            ),
        )
        assert outcome(found, ENEDIS)[metered.NOT_MATCHED] == 1
        assert found.tables["consumers"]["insee"].tolist() == ["59183", "59271"]
        assert found.tables["consumers"]["position"].tolist() == ["adresse", "commune"]

    def test_a_year_ahead_of_sdes_it_waits(self):
        found = made(
            raw(ELECTRICITY, [sdes(20000.0, ANNEE=2023)]),
            raw(ENEDIS, [enedis(30000.0, **self.PLACED)]),
        )
        assert outcome(found, ENEDIS) == {metered.OTHER_YEAR: 1}

    def test_alone_it_is_added_up_by_address(self):
        row = only(raw(ENEDIS, [enedis(6000.0), enedis(7000.0, code_secteur_naf2="10")]))
        assert (row["electricity_mwh"], row["class"]) == (13000, "Agroalimentaire")


class TestSectors:
    @pytest.mark.parametrize(
        ("naf", "said"),
        [
            ("16", "division NAF 16, non tranchée"),
            ("46", "division NAF 46, hors des divisions 10 à 33"),
            (1, "division NAF 01, hors des divisions 10 à 33"),
            (None, "division NAF non publiée"),
        ],
    )
    def test_outside_the_legend_a_site_is_kept_and_listed(self, naf, said):
        found = made(raw(GAS, [sdes(20000.0, CODE_SECTEUR_NAF2_CODE=naf)]))
        (row,) = found.tables["consumers"].to_dict("records")
        assert row["class"] == ""
        assert row["note"].startswith(f"Hors légende : {said}. À décider.")
        assert outcome(found, GAS) == {OFF_LEGEND: 1}
        assert any("1 site hors légende" in limit for limit in found.limits_in("ti-3201"))

    def test_every_division_has_the_class_of_the_catalogue(self):
        divisions = LAYER.parameters["naf_divisions"]
        given_rows = [
            sdes(20000.0, ban=f"59183_0001_000{division}", CODE_SECTEUR_NAF2_CODE=division)
            for known in divisions.values()
            for division in known
        ]
        found = rows(raw(GAS, given_rows)).set_index("naf")["class"].to_dict()
        assert found == {d: name for name, known in divisions.items() for d in known}

    def test_the_table_by_siret_goes_before_the_naf(self):
        local = raw(
            "polenergie-local",
            [
                {
                    "table": "consumers",
                    "name": "Canettes",
                    "siret": "349 516 005 00015",
                    "naf": "2592Z",
                    "insee": "59082",
                    "electricity_mwh": "11 000",
                },
                {"table": "consumers", "name": "Autre", "naf": "2592Z", "insee": "59082"},
            ],
        )
        found = rows(local).set_index("name")
        assert found["class"].to_dict() == {
            "Canettes": "Agroalimentaire",
            "Autre": "Métallurgie/sidérurgie",
        }
        assert found["size"].to_dict() == {"Canettes": OVER_10, "Autre": "Taille non publiée"}
        assert set(found["diffusion"]) == {"interne"}


def typed(**cells):
    return {
        "table": "consumers",
        "key": "k",
        "name": "Usine",
        "commune": "Dunkerque",
        "insee": "59183",
        "class": "Industrie chimique et pharmaceutique",
        "verifie_par": "IREP 2015",
        "verifie_le": "2026-11-22",
        **cells,
    }


class TestTypedSites:
    def test_those_of_old_registers_alone_are_counted_with_their_years(self):
        old = [typed(), typed(key="l", name="Autre"), typed(key="m", **{"class": ""})]
        found = made(raw("irep-2015", old), raw("eutl-2022", [typed(key="n", insee="59271")]))
        limits = found.limits_in("ti-3201")
        assert (
            "3 sites d'après des registres de 2015 et 2022, activité actuelle non vérifiée."
            in limits
        )
        alone = made(raw("eutl-2022", [typed()]), raw("atlas-2026", [typed(key="o")]))
        assert (
            "1 site d'après un registre de 2022, activité actuelle non vérifiée."
            in alone.limits_in("ti-3201")
        )
        assert not any("registre" in limit for limit in made().limits_in("ti-3201"))

    def test_alone_it_stands_without_a_size(self):
        found = made(raw("irep-2015", [typed()]))
        (row,) = found.tables["consumers"].to_dict("records")
        assert (row["size"], row["position"]) == ("Taille non publiée", "commune")
        assert outcome(found, "irep-2015") == {"": 1}

    def test_as_many_measured_ones_keep_it_off_as_a_suggestion(self):
        found = made(raw(GAS, [sdes(20000.0)]), raw("irep-2015", [typed()]))
        assert found.tables["consumers"]["name"].tolist() == [None]  # no name moves
        assert outcome(found, "irep-2015") == {
            "sans doute un consommateur déjà mesuré, à rapprocher": 1
        }

    def test_with_fewer_measured_ones_all_stay(self):
        found = made(
            raw(GAS, [sdes(20000.0)]), raw("irep-2015", [typed(), typed(key="l", name="Autre")])
        )
        table = found.tables["consumers"]
        assert len(table) == 3
        assert table["note"].str.contains("peut être ce site", na=False).sum() == 2

    def test_another_class_or_commune_is_another_site(self):
        found = rows(
            raw(GAS, [sdes(20000.0)]),
            raw("irep-2015", [typed(insee="59271")]),
            raw("atlas-2026", [typed(key="m", **{"class": "Papeterie"})]),
        )
        assert len(found) == 3

    def test_off_the_legend_it_is_kept_and_told(self):
        found = made(raw("irep-2015", [typed(**{"class": ""})]))
        assert len(found.tables["consumers"]) == 1
        assert outcome(found, "irep-2015") == {OFF_LEGEND: 1}

    def test_without_a_place_it_is_refused(self):
        found = made(raw("irep-2015", [typed(insee="99999")]))
        assert outcome(found, "irep-2015") == {NOWHERE: 1}

    def test_the_shipped_rows_all_find_their_place(self):
        path = ROOT / "resources" / "embedded" / "consumers.csv"
        with path.open(encoding="utf-8", newline="") as file:
            shipped = [{**row, "table": "consumers"} for row in csv.DictReader(file)]
        raws = [
            raw(source, [row for row in shipped if row["source"] == source])
            for source in ("atlas-2026", "irep-2015", "eutl-2022")
        ]
        found = made(*raws, raw("odre-iris", [iris("592730105", 4093723.574)], "2023"))
        table = found.tables["consumers"]
        assert set(table["key"]) == {row["key"] for row in shipped}
        assert (table["class"] == "").sum() == 2


def iris(code, mwh, year="2023", gas=None, **cells):
    return {
        "annee": year,
        "code_iris": code,
        "code_insee_commune": str(code)[:5],
        "commune": "x",
        "consommation_electricite_rte": mwh,
        "consommation_gaz_grtgaz": gas,
        **cells,
    }


class TestTransport:
    def test_the_register_makes_a_site_of_a_delivery(self):
        found = made(raw("odre-iris", [iris("592730105", 4093723.574)], "2023"))
        (row,) = found.tables["consumers"].to_dict("records")
        assert (row["key"], row["name"], row["commune"]) == (
            "32197078200033",
            "Aluminium Dunkerque",
            "Loon-Plage",
        )
        assert (row["size"], row["year"], row["position"]) == (OVER_50, 2023, "commune")
        # a named site's consumption leaves as a class only
        assert numpy.isnan([row["electricity_mwh"], row["gas_mwh"], row["total_mwh"]]).all()
        assert row["verifie_par"] and row["verifie_le"] == "2026-11-22"

    def test_other_deliveries_are_a_control_total(self):
        found = made(
            raw(
                "odre-iris",
                [
                    iris("592710101", 1224697.9),
                    iris("592710101", 999.0, year="2022"),
                    iris("592710101", None),
                    iris("591830101", 0),
                    iris("626540000", 406734.3),
                    iris("590920000", None, gas=5000.0),
                    iris(None, 5.0, code_insee_commune=None),
                ],
            )
        )
        assert outcome(found, "odre-iris") == {
            transport.TO_IDENTIFY: 1,
            transport.OLDER: 1,
            transport.TWICE: 1,
            transport.UNPUBLISHED: 1,
            "usage exclu : interconnexion": 1,
            "usage exclu : centrale électrique": 1,
            transport.NO_IRIS: 1,
        }
        # the register's own site is there whatever its delivery
        assert found.tables["consumers"]["size"].tolist() == ["Taille non publiée"]
        assert "1 livraison des réseaux de transport à identifier, par IRIS." in found.limits_in(
            "ti-3201"
        )

    def test_no_sentence_tells_what_the_energy_table_masks(self):
        """The table hides the deliveries of fewer than three IRIS: their GWh stand nowhere else."""
        both = [iris("592710101", 3e6, year="2024"), iris("591830101", None, "2024", gas=3.04e6)]
        limits = made(raw("odre-iris", both)).limits_in("ti-3201")
        assert "2 livraisons des réseaux de transport à identifier, par IRIS." in limits
        assert not any("GWh" in limit for limit in limits)

    def test_a_lost_zero_comes_back(self):
        told = transport.transport_control(
            raw("odre-iris", [iris(27800000, 79300.3, code_insee_commune=2780)]), ground()
        )
        assert told.loc["ti-3214", "iris_over_50_gwh"] == 1

    def test_the_list_to_identify_leaves_out_what_is_known(self):
        listed = transport.to_identify(
            raw(
                "odre-iris",
                [iris("592730105", 9.0), iris("592710101", 7.0), iris("593590101", 8.0)],
            ),
            registers.load_registers().transport,
            ground(),
        )
        assert listed["iris"].tolist() == ["593590101", "592710101"]
        assert listed["territory"].tolist() == [DUNKERQUE, DUNKERQUE]

    def test_two_sites_of_one_iris_share_what_nothing_parts(self):
        register = registers.load_registers().transport
        twin = register.iloc[:1].assign(siret="1" * 14, nom="Voisine")
        found, _ = transport.transport_sites(
            transport.read_deliveries(raw("odre-iris", [iris("592730105", 9.0)])),
            pandas.concat([register, twin]),
            LAYER.parameters,
            ground(),
        )
        assert found["electricity"].isna().all()
        assert len(found) == 2

    @pytest.mark.real
    def test_the_real_deliveries_give_the_known_control_totals(self):
        path = REAL / "odre_iris_rte_hdf.csv"
        if not path.exists():
            pytest.skip("no real data beside the checkout")
        frame = pandas.read_csv(path, dtype="str")
        rename = {
            "code_commune": "code_insee_commune",
            "consommation_electricite_rte_mwh": "consommation_electricite_rte",
        }
        told = frame.rename(columns=rename).assign(annee="2023")
        control = transport.transport_control(raw("odre-iris", told.to_dict("records")), ground())
        found = {
            territory[3:]: (row["iris_over_10_gwh"], row["iris_over_50_gwh"], round(row["gwh"]))
            for territory, row in control.iterrows()
            if territory
        }
        assert found == {
            "3201": (8, 5, 5886),
            "3207": (15, 8, 1675),
            "3205": (6, 4, 774),
            "3206": (2, 2, 510),
            "3212": (2, 1, 301),
            "3213": (3, 2, 280),
            "3208": (3, 2, 260),
            "3216": (3, 2, 185),
            "3215": (4, 2, 157),
            "3211": (3, 1, 155),
            "3202": (1, 1, 124),
            "3204": (2, 1, 117),
            "3214": (1, 1, 79),
            "2809": (1, 1, 72),
            "3209": (1, 0, 38),
            "3217": (1, 0, 20),
            "3210": (1, 0, 17),
        }


class TestRegisters:
    def test_a_sector_is_that_of_the_shipped_edition(self):
        path = ROOT / "resources" / "embedded" / "consumers.csv"
        with path.open(encoding="utf-8", newline="") as file:
            shipped = {row["siret"]: row["class"] for row in csv.DictReader(file)}
        classes = {each.key for each in CATALOGUE.layers["consumers"].legend("types").classes}
        for row in registers.load_registers().sectors.to_dict("records"):
            assert shipped[row["siret"]] == row["classe"]
            assert row["classe"] in {"", *classes}
            assert row["raison"]

    def test_every_use_is_known_or_a_site_s(self):
        uses = set(registers.load_registers().transport["usage"])
        assert uses <= {"", *LAYER.parameters["excluded_iris_uses"]}

    @pytest.mark.parametrize(
        ("change", "said"),
        [
            (lambda text: text.replace("2026-11-22", "hier", 1), 'line 2, column "vérifié le"'),
            (lambda text: text.replace("77813049200045", "778"), 'line 2, column "siret"'),
            (lambda text: text.replace("siret,", "sirett,"), "its columns are sirett"),
            (lambda text: text + '"x', "cannot be read"),
        ],
    )
    def test_a_mistake_is_told_by_its_place(self, tmp_path, change, said):
        for path in registers.REGISTERS_FOLDER.glob("*.csv"):
            (tmp_path / path.name).write_text(path.read_text(encoding="utf-8"), encoding="utf-8")
        target = tmp_path / "sectors_by_siret.csv"
        target.write_text(change(target.read_text(encoding="utf-8")), encoding="utf-8")
        with pytest.raises(registers.RegisterError, match=said):
            registers.load_registers(tmp_path)

    def test_a_gauge_is_a_class_of_waterways(self, tmp_path):
        for path in registers.REGISTERS_FOLDER.glob("*.csv"):
            text = path.read_text(encoding="utf-8").replace(",Va+,", ",grand,", 1)
            (tmp_path / path.name).write_text(text, encoding="utf-8")
        said = 'waterway_gauges.csv, line 2, column "gabarit"'
        with pytest.raises(registers.RegisterError, match=said):
            registers.load_registers(tmp_path)


class TestSizeChanges:
    def test_sites_whose_class_depends_on_the_basis_are_listed(self):
        table = rows(
            raw(ELECTRICITY, [sdes(8000.0), sdes(60000.0, ban="59183_0002_00001")]),
            raw(GAS, [sdes(9000.0), sdes(70000.0, ban="59183_0002_00001")]),
            raw("irep-2015", [typed(insee="59271")]),
        )
        changed = size_changes(table, LAYER.parameters)
        assert changed["key"].tolist() == ["59183_0001_00012"]
        assert changed.iloc[0][["electricity+gas", "electricity", "gas"]].tolist() == [
            OVER_10,
            "",
            "",
        ]

    def test_nothing_published_changes_nothing(self):
        table = rows(raw("irep-2015", [typed()]))
        assert size_changes(table, LAYER.parameters).empty


def sites_of(*cells):
    """A table of consumers from (territory, sector, electricity)."""
    return pandas.DataFrame(
        {
            "rattachement": [cell[0] for cell in cells],
            "class": [cell[1] for cell in cells],
            "electricity_mwh": [float(cell[2]) for cell in cells],
            "gas_mwh": [float("nan")] * len(cells),
        }
    )


PLACES = st.sampled_from(["ti-3201", "ti-3202", "ti-3203"])
KINDS = st.sampled_from(["Papeterie", "Textile", "Agroalimentaire", ""])
CONSUMED = st.one_of(st.integers(0, 10**5), st.sampled_from([10_000, 90_000]))


class TestMasking:
    def test_few_sites_and_one_that_dominates_are_masked(self):
        calm = [("ti-3201", "Papeterie", 20)] * 4
        told = masked_totals(
            sites_of(*calm, ("ti-3202", "Papeterie", 97), *[("ti-3202", "Papeterie", 1)] * 3),
            LAYER.parameters,
        ).set_index(["energy", "territory", "sector"])
        assert (
            told.loc[("électricité", "ti-3202", "Papeterie"), "masked"]
            == "un site fait 85 % ou plus"
        )
        # all four have the same sector: the total minus ti-3201 would tell ti-3202
        assert told.loc[("électricité", "ti-3202", "Papeterie"), "mwh"] != 100
        assert told["mwh"].notna().sum() < len(told)

    def test_a_lone_masked_cell_takes_the_smallest_rectangle_with_it(self):
        cells = [
            (t, s, mwh)
            for t, mwh in (("ti-3201", 10), ("ti-3202", 20), ("ti-3203", 30))
            for s in ("Papeterie", "Textile", "Agroalimentaire")
            for _ in range(4)
        ]
        cells.remove(("ti-3203", "Textile", 30))
        cells.remove(("ti-3203", "Textile", 30))
        told = masked_totals(sites_of(*cells), LAYER.parameters)
        hidden = told[told["masked"] != ""].set_index(["territory", "sector"])["masked"].to_dict()
        assert hidden == {
            ("ti-3203", "Textile"): "moins de 3 sites",
            ("ti-3203", "Agroalimentaire"): COMPLEMENT,
            ("ti-3201", "Textile"): COMPLEMENT,
            ("ti-3201", "Agroalimentaire"): COMPLEMENT,
        }

    def test_a_large_site_is_not_hidden_beside_a_small_sector(self):
        """The total less the visible sectors would be one site's figure, but for a small rest."""
        one = "ti-3201"
        cells = [(one, "Papeterie", 192.5), *[(one, "Papeterie", 1)] * 16]
        cells += [(one, "Textile", 1)] * 4
        cells += [(one, "Agroalimentaire", 10)] * 9 + [(one, "Autre", 9)] * 100
        told = masked_totals(sites_of(*cells), LAYER.parameters)
        hidden = told[told["masked"] != ""].set_index(["territory", "sector"])["masked"].to_dict()
        assert hidden[(one, "Papeterie")] == "un site fait 85 % ou plus"
        assert hidden[(one, "Agroalimentaire")] == COMPLEMENT
        assert (one, "Autre") not in hidden
        assert (one, "Textile") not in hidden
        assert (one, ALL) not in hidden

    @settings(deadline=None, max_examples=60)
    @given(st.lists(st.tuples(PLACES, KINDS, CONSUMED), min_size=1, max_size=40))
    def test_no_union_of_masked_cells_tells_a_site(self, cells):
        """A total less its visible parts: at least three sites, none of 85 % or more."""
        sites = sites_of(*cells)
        told = masked_totals(sites, LAYER.parameters)
        for axis, sites_axis in (("territory", "rattachement"), ("sector", "class")):
            other, other_sites = (
                ("sector", "class") if axis == "territory" else ("territory", "rattachement")
            )
            for name, line in told.groupby(axis):
                hidden = set(line.loc[line["masked"] != "", other])
                if not hidden or ALL in hidden:
                    continue
                mine = sites if name == ALL else sites[sites[sites_axis] == name]
                union = mine.loc[mine[other_sites].isin(hidden), "electricity_mwh"]
                assert len(union) >= 3
                assert union.sum() == 0 or union.max() < 0.85 * union.sum()

    def test_few_sites_are_said_so(self):
        told = masked_totals(sites_of(("ti-3201", "Papeterie", 20)), LAYER.parameters)
        assert set(told["masked"]) == {"moins de 3 sites"}
        assert told["mwh"].isna().all()
        assert told["sites"].tolist() == [1, 1, 1, 1]

    def test_totals_are_sums(self):
        many = [(t, s, 20) for t in ("ti-3201", "ti-3202") for s in ("Papeterie", "Textile")] * 4
        told = masked_totals(sites_of(*many), LAYER.parameters).set_index(["territory", "sector"])
        assert (told["masked"] == "").all()
        assert told.loc[(ALL, ALL), "mwh"] == 320
        assert told.loc[("ti-3201", ALL), "mwh"] == 160

    def test_a_table_without_sites_has_no_cells(self):
        assert masked_totals(sites_of(), LAYER.parameters).empty

    @settings(deadline=None, max_examples=50)
    @given(st.lists(st.tuples(PLACES, KINDS, CONSUMED), min_size=1, max_size=40))
    def test_no_masked_cell_can_be_worked_out_again(self, cells):
        table = sites_of(*cells)
        told = masked_totals(table, LAYER.parameters).set_index(["territory", "sector"])
        hidden = [place for place in told.index if told.loc[place, "masked"]]
        for place in told.index:
            assert bool(told.loc[place, "masked"]) == bool(pandas.isna(told.loc[place, "mwh"]))
        lines = []
        for axis in (0, 1):
            for name in {place[axis] for place in told.index}:
                members = [place for place in told.index if place[axis] == name]
                lines.append([_sign(place, axis) if place in members else 0 for place in hidden])
        if not hidden:
            return
        equations = numpy.array(lines, dtype=float)
        rank = numpy.linalg.matrix_rank(equations)
        for number, place in enumerate(hidden):
            alone = numpy.zeros(len(hidden))
            alone[number] = 1
            more = numpy.linalg.matrix_rank(numpy.vstack([equations, alone]))
            assert more == rank + 1, (place, told)

    @settings(deadline=None, max_examples=50)
    @given(st.lists(st.tuples(PLACES, KINDS, CONSUMED), min_size=1, max_size=40))
    def test_every_small_or_dominated_cell_is_masked(self, cells):
        told = masked_totals(sites_of(*cells), LAYER.parameters)
        for row in told.to_dict("records"):
            mine = [
                mwh
                for territory, sector, mwh in cells
                if row["territory"] in (ALL, territory) and row["sector"] in (ALL, sector)
            ]
            assert row["sites"] == len(mine)
            must = len(mine) < 3 or (sum(mine) > 0 and max(mine) / sum(mine) >= 0.85)
            assert bool(row["masked"]) >= must
            if not must and row["masked"]:
                assert row["masked"] == COMPLEMENT
            if not row["masked"]:
                assert row["mwh"] == pytest.approx(sum(mine))


def _sign(place, axis):
    """A total stands on the other side of its row's or column's equation."""
    return -1 if place[1 - axis] == ALL else 1


ADDRESS_COLUMNS = sorted(set(metered._SDES.values()))
ENEDIS_COLUMNS = sorted(set(metered._ENEDIS.values()))
IRIS_COLUMNS = list(iris("1", 2)) + ["pdl_electricite_rte"]
TYPED_COLUMNS = [*typed(), "siret", "size", "statut", "position", "diffusion"]


@settings(deadline=None, max_examples=60)
@given(
    electricity=wild_rows(ADDRESS_COLUMNS),
    gas=wild_rows(ADDRESS_COLUMNS),
    more=wild_rows(ENEDIS_COLUMNS),
    delivered=wild_rows(IRIS_COLUMNS),
    known=wild_rows(TYPED_COLUMNS),
    plain=st.lists(
        st.sampled_from([sdes(20000.0), sdes("secret"), sdes(9e4, ban=None)]), max_size=3
    ),
)
def test_whatever_publishers_write_no_row_is_lost(electricity, gas, more, delivered, known, plain):
    # typed rows come from an edition, whose words were checked when it was written
    words = {"table": "consumers", "class": "Papeterie", "size": None}
    known = [{**row, **words} for row in known]
    given_tables = tables(
        raw(ELECTRICITY, [*plain, *electricity], columns=()),
        raw(GAS, [*gas, *plain]),
        raw(ENEDIS, more),
        raw("odre-iris", delivered),
        raw("irep-2015", known),
    )
    found = consumers(given_tables, LAYER, ground(DUNKERQUE))
    check(found, given_tables, "consumers")


@pytest.mark.parametrize("source", [GAS, ELECTRICITY, ENEDIS, "odre-iris", "irep-2015"])
def test_a_source_without_rows_makes_none(source):
    found = made(raw(source, [], columns=["x"]))
    assert set(found.tables["consumers"]["source"]) <= {"odre-iris"}


def test_no_source_at_all_makes_empty_tables():
    found = consumers({}, LAYER, ground(DUNKERQUE))
    assert found.accounts == ()
    assert found.tables["consumers"].empty
