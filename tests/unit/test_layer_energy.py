"""Energy by territory: every raw row once, secrets unknown, and verdicts on what may be shown."""

from __future__ import annotations

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
from territoires_industrie.territoires_industrie.layers import biomethane, metered, plants
from territoires_industrie.territoires_industrie.layers.energy import TOLD, energy
from territoires_industrie.territoires_industrie.layers.masking import COMPLEMENT
from territoires_industrie.territoires_industrie.layers.recipes import recipe
from territoires_industrie.territoires_industrie.layers.rows import OUTSIDE
from territoires_industrie.territoires_industrie.layers.transport import OLDER, UNPUBLISHED
from test_layer_consumers import (
    ADDRESS_COLUMNS,
    ELECTRICITY,
    ENEDIS,
    ENEDIS_COLUMNS,
    GAS,
    IRIS_COLUMNS,
    enedis,
    iris,
    sdes,
)
from test_layer_producers import BIOMETHANE, REGISTRE, REGISTRE_COLUMNS, plant, point

LAYER = layer("energy")
IRIS = "odre-iris"
ALL, OFF = LAYER.parameters["all_addresses"], LAYER.parameters["off_legend"]
CHEMISTRY = "Industrie chimique et pharmaceutique"


def site(number, mwh, **cells):
    """A row of SDES at a house of its own."""
    return sdes(mwh, ban=f"59183_0001_{number:05d}", **cells)


def made(*raws, area=(DUNKERQUE,)):
    given_tables = tables(*raws)
    found = energy(given_tables, LAYER, ground(*area))
    check(found, given_tables, "energy")
    return found


def cells(*raws, **more):
    table = made(*raws, **more).tables["energy"]
    return table.set_index(["flux", "category", "energy"]).sort_index()


def cell(category, energy_word, *raws, flux="consommation"):
    return cells(*raws).loc[(flux, category, energy_word)].to_dict()


def test_the_layer_has_its_recipe():
    assert recipe(CATALOGUE.layers["energy"]) is energy


class TestConsumption:
    def test_addresses_are_added_up_by_sector_and_energy(self):
        table = cells(
            raw(ELECTRICITY, [site(1, 100.0), site(2, 40.0, CODE_SECTEUR_NAF2_CODE="47")]),
            raw(GAS, [site(1, 7.0)]),
            raw(ENEDIS, [enedis(5.0, code_commune="59271", code_iris="592710101")]),
        )
        mwh = {key[1:]: row for key, row in table["mwh"].to_dict().items()}
        assert mwh == {
            (CHEMISTRY, "électricité"): 100,
            ("Métallurgie/sidérurgie", "électricité"): 5,
            (OFF, "électricité"): 40,
            (ALL, "électricité"): 145,
            (CHEMISTRY, "gaz"): 7,
            (ALL, "gaz"): 7,
        }
        whole = table.loc[("consommation", ALL, "électricité")]
        assert (whole["sites"], whole["year"], whole["vintage"]) == (3, 2024, "2024")
        assert whole["sources"] == f"{ELECTRICITY}, {ENEDIS}"
        assert whole["territory"] == DUNKERQUE

    def test_a_site_counts_whole_in_its_main_sector(self):
        table = cells(
            raw(ELECTRICITY, [site(1, 60.0), site(1, 30.0, CODE_SECTEUR_NAF2_CODE="10")]),
            raw(GAS, [site(1, 50.0, CODE_SECTEUR_NAF2_CODE="10")]),
        )
        assert table.loc[("consommation", "Agroalimentaire", "électricité"), "mwh"] == 90
        assert ("consommation", CHEMISTRY, "électricité") not in table.index

    @pytest.mark.parametrize("withheld", ["s", "secret", None])
    def test_a_secret_is_unknown_and_counted(self, withheld):
        found = made(raw(GAS, [site(1, withheld), site(2, 12.0)]))
        table = found.tables["energy"].set_index("category")
        assert table.loc[ALL, ["sites", "mwh", "of_which_withheld"]].tolist() == [1, 12, 1]
        assert outcome(found, GAS) == {metered.WITHHELD: 1, TOLD: 1}
        assert found.limits_in(DUNKERQUE) == (
            "1 consommation d'adresse sous secret statistique, inconnues.",
        )

    def test_nothing_but_secrets_is_no_zero(self):
        told = cell(ALL, "gaz", raw(GAS, [site(1, "s")]))
        assert pandas.isna(told["mwh"])
        assert (told["sites"], told["of_which_withheld"], told["masked"]) == (0, 1, None)

    def test_a_neighbour_s_rows_are_kept_off(self):
        found = made(raw(GAS, [site(1, 5.0, CODE_IRIS_CODE="021680000"), site(2, 3.0)]))
        assert set(found.tables["energy"]["mwh"]) == {3}
        assert outcome(found, GAS) == {OUTSIDE: 1, TOLD: 1}

    def test_homes_are_accounted_for_as_on_the_map(self):
        found = made(raw(GAS, [site(1, 5.0, CODE_GRAND_SECTEUR="R")]))
        assert outcome(found, GAS) == {metered.HOMES: 1}
        assert found.tables["energy"].empty


class TestVerdicts:
    def test_figures_stay_and_carry_their_verdict(self):
        few = [site(number, 10.0) for number in range(2)]
        many = [site(number, 10.0, CODE_SECTEUR_NAF2_CODE="10") for number in range(10, 20)]
        main = [site(30, 850.0, CODE_SECTEUR_NAF2_CODE="17")]
        main += [site(number, 50.0, CODE_SECTEUR_NAF2_CODE="17") for number in range(31, 34)]
        table = cells(raw(ELECTRICITY, [*few, *many, *main])).droplevel([0, 2])
        assert table.loc[CHEMISTRY, ["mwh", "masked"]].tolist() == [20, "moins de 3 sites"]
        assert table.loc["Papeterie", ["mwh", "masked"]].tolist() == [
            1000,
            "un site fait 85 % ou plus",
        ]
        assert table.loc["Papeterie", "share_max"] == 0.85
        assert table.loc["Agroalimentaire", ["mwh", "masked"]].tolist() == [100, None]
        assert table.loc[ALL, "masked"] is None

    def test_a_lone_masked_cell_takes_another_with_it(self):
        rows = [site(1, 10.0)] + [
            site(10 * kind + number, 10.0 * kind, CODE_SECTEUR_NAF2_CODE=naf)
            for kind, naf in ((1, "10"), (2, "17"))
            for number in range(4)
        ]
        table = cells(raw(ELECTRICITY, rows)).droplevel([0, 2])
        hidden = table["masked"].dropna().to_dict()
        assert hidden.pop(CHEMISTRY) == "moins de 3 sites"
        assert set(hidden.values()) == {COMPLEMENT}

    def test_production_is_published_plant_by_plant_and_not_masked(self):
        table = cells(raw(REGISTRE, [plant()]), raw(BIOMETHANE, [point(1)]))
        assert table["masked"].isna().all()
        assert table["share_max"].isna().all()


class TestDeliveries:
    def test_they_are_a_total_of_their_own(self):
        found = made(
            raw(
                IRIS,
                [
                    iris("592710101", 1000.0),
                    iris("592710101", 9.0, year="2022"),
                    iris("592730105", 3000.0),
                    iris("591830101", None),
                    iris("593590101", None, gas=500.0),
                    iris("626540000", 406734.3),
                ],
                "2023",
            )
        )
        table = found.tables["energy"].set_index(["category", "energy"])
        category = LAYER.parameters["deliveries"]
        told = table.loc[(category, "électricité")]
        assert (told["mwh"], told["sites"], told["of_which_withheld"]) == (4000, 2, 1)
        assert (told["year"], told["vintage"], told["sources"]) == (2023, "2023", IRIS)
        assert told["masked"] == "moins de 3 sites"
        assert table.loc[(category, "gaz"), "mwh"] == 500
        assert len(table) == 2
        assert outcome(found, IRIS) == {TOLD: 3, UNPUBLISHED: 1, OLDER: 1, OUTSIDE: 1}

    def test_traction_interconnectors_and_power_stations_stand_apart(self):
        given_rows = [iris("590920000", 70.0, gas=5000.0), iris("590920001", 30.0)]
        table = made(raw(IRIS, given_rows), area=()).tables["energy"]
        assert table.set_index(["category", "energy"])["mwh"].to_dict() == {
            (LAYER.parameters["deliveries"], "électricité"): 100,
            (LAYER.parameters["excluded_deliveries"], "gaz"): 5000,
        }

    @pytest.mark.real
    @pytest.mark.skipif(not REAL.is_dir(), reason="no real data beside the checkout")
    def test_the_real_control_total(self):
        frame = pandas.read_csv(REAL / "odre_iris_rte_hdf.csv", dtype={"code_iris": str})
        given_rows = [
            iris(row["code_iris"], row["consommation_electricite_rte_mwh"])
            for row in frame.to_dict("records")
        ]
        table = made(raw(IRIS, given_rows)).tables["energy"]
        assert table["mwh"].sum() / 1000 == pytest.approx(5886, abs=1)


class TestProduction:
    def test_filieres_off_the_legend_and_small_plants_count(self):
        solar = {"filiere": "Solaire", "technologie": "Photovoltaïque"}
        found = made(
            raw(
                REGISTRE,
                [
                    plant(),
                    plant("Toits", "17W2", **solar, energieannuelleglissanteinjectee=None),
                    plant("Agrégation des installations", None, regime=None, nbinstallations=9)
                    | solar,
                    plant("Fermée", "17W3", regime="En retrait définitif"),
                    plant("Loin", "17W4", codeinseecommune="02168"),
                    plant(codeinseecommune=None),
                ],
                "30 juin 2026",
            )
        )
        table = found.tables["energy"].set_index("category")
        assert table.loc["Solaire", ["sites", "mwh", "power_kw"]].tolist() == [10, 1.0, 3710.0]
        assert table.loc["Solaire", "of_which_withheld"] == 1
        assert table.loc["Bioénergies", "sites"] == 1
        assert table.loc["Ensemble", ["sites", "mwh", "power_kw"]].tolist() == [11, 2.0, 5565.0]
        assert table.loc["Ensemble", ["energy", "vintage"]].tolist() == [
            "électricité",
            "30 juin 2026",
        ]
        assert outcome(found, REGISTRE) == {
            TOLD: 3,
            plants.RETIRED.format("En retrait définitif"): 1,
            OUTSIDE: 2,
        }

    def test_injection_points_have_a_capacity_and_no_energy(self):
        found = made(
            raw(BIOMETHANE, [point(1), point(2), point(3, site_ouvert="False"), point(4) | AISNE])
        )
        table = found.tables["energy"].set_index("category")
        told = table.loc["Biométhane"]
        assert (told["sites"], told["capacity_gwh_y"]) == (2, pytest.approx(156.415))
        assert pandas.isna(told["mwh"])
        assert told["energy"] == "biométhane"
        assert outcome(found, BIOMETHANE) == {TOLD: 2, biomethane.CLOSED: 1, OUTSIDE: 1}


AISNE = {"code_commune": "02168", "current_code": "02168"}


@settings(deadline=None, max_examples=40)
@given(
    electricity=wild_rows(ADDRESS_COLUMNS),
    gas=wild_rows(ADDRESS_COLUMNS),
    more=wild_rows(ENEDIS_COLUMNS),
    delivered=wild_rows(IRIS_COLUMNS),
    registered=wild_rows(REGISTRE_COLUMNS),
    injecting=wild_rows(list(point(1))),
    plain=st.lists(st.sampled_from([sdes(20000.0), sdes("secret")]), max_size=3),
)
def test_whatever_publishers_write_no_row_is_lost(
    electricity, gas, more, delivered, registered, injecting, plain
):
    made(
        raw(ELECTRICITY, [*plain, *electricity]),
        raw(GAS, [*gas, *plain]),
        raw(ENEDIS, more),
        raw(IRIS, delivered),
        raw(REGISTRE, [plant(), *registered]),
        raw(BIOMETHANE, injecting),
    )


@pytest.mark.parametrize("source", LAYER.sources)
def test_a_source_without_rows_makes_none(source):
    assert made(raw(source, [], columns=["x"])).tables["energy"].empty


def test_no_source_at_all_makes_an_empty_table():
    found = energy({}, LAYER, ground(DUNKERQUE))
    assert found.accounts == ()
    assert found.tables["energy"].empty
