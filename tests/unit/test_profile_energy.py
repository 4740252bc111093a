"""Energies of a profile: masked cells, secrets, control totals, silent plants."""

from __future__ import annotations

import pytest
from profile_rows import SOURCE, figures, profile
from raw_tables import CATALOGUE, DUNKERQUE

ADDRESSES = "Ensemble des adresses"
SECTORS = [each.key for each in CATALOGUE.layers["consumers"].legend("types").classes]


def cell(category, mwh, energy="électricité", flux="consommation", **cells):
    common = {
        "territory": DUNKERQUE,
        "flux": flux,
        "category": category,
        "energy": energy,
        "sites": 10,
        "mwh": mwh,
        "of_which_withheld": 0,
        "year": 2024,
        "vintage": "2024",
        "sources": SOURCE,
    }
    return {**common, **cells}


def made(filiere, kw, mwh, **cells):
    return cell(filiere, mwh, flux="production", power_kw=kw, year=None, **cells)


def plain(text):
    return text.replace("\u202f", " ").replace("\u00a0", " ")


def told(found, name):
    return found[name].value, plain(found[name].text)


def test_a_total_with_its_year_source_and_exact_value():
    found = figures(energy=[cell(ADDRESSES, 1_034_257.126), cell(ADDRESSES, 811_933.976, "gaz")])
    assert told(found, "conso_electricite_gwh") == (1034.257126, "1 030 GWh")
    assert told(found, "conso_gaz_gwh") == (811.933976, "812 GWh PCS")
    assert told(found, "annee_consommations") == (2024, "2024")
    assert found["conso_gaz_gwh"].source == "Bureau d'essai, Essai energy"
    assert found["conso_gaz_gwh"].vintage == "2024"


def test_two_years_are_no_year():
    rows = [cell(ADDRESSES, 1.0), cell(ADDRESSES, 1.0, "gaz", year=2023)]
    assert figures(energy=rows)["annee_consommations"].value is None


def test_secrets_make_a_minimum_and_are_counted():
    found = figures(energy=[cell(ADDRESSES, 999_999.0, of_which_withheld=3)])
    assert told(found, "conso_electricite_gwh") == (999.999, "au moins 999 GWh")
    assert "3 valeurs non publiées" in found["conso_electricite_gwh"].note


def test_more_secrets_than_sites_leave_nothing_to_tell():
    found = figures(energy=[cell(ADDRESSES, 5_000.0, sites=2, of_which_withheld=3)])
    assert found["conso_electricite_gwh"].value is None


def test_a_masked_cell_says_why_and_hides_the_sum_over_sectors():
    rows = [cell(name, 1000.0) for name in SECTORS]
    rows[0] |= {"mwh": None, "masked": "moins de 3 sites"}
    found = profile(energy=[*rows, cell(ADDRESSES, 9_000.0)])
    assert found.figures["conso_electricite_gwh"].value == 9.0
    assert found.figures["conso_electricite_industrie_gwh"].value is None
    assert "masqués" in found.figures["conso_electricite_industrie_gwh"].note
    (line,) = [row for row in found.tables["energie"].rows if row[1] == SECTORS[0]]
    assert line[5] is None
    assert line[7] == "masquée : moins de 3 sites"


def test_the_analyst_sees_the_masked_figure_and_its_mark():
    rows = [cell(name, 1000.0) for name in SECTORS]
    rows[0] |= {"masked": "moins de 3 sites"}
    found = profile(energy=[*rows, cell(ADDRESSES, 9_000.0)])
    assert found.figures["conso_electricite_industrie_gwh"].value == pytest.approx(8.0)
    (line,) = [row for row in found.tables["energie"].rows if row[1] == SECTORS[0]]
    assert line[7] == "interne : moins de 3 sites"


def test_what_is_off_the_legend_is_no_industry():
    found = figures(
        energy=[cell(SECTORS[0], 1000.0), cell("Hors légende", 500.0), cell(ADDRESSES, 1500.0)]
    )
    assert told(found, "conso_electricite_industrie_gwh") == (1.0, "1 GWh")


def test_deliveries_are_a_total_of_their_own():
    found = figures(
        energy=[
            cell(ADDRESSES, 1000.0),
            cell("Livraisons de transport", 6_040_427.0, year=2023),
            cell("Livraisons de transport, usages exclus", 400_000.0),
        ]
    )
    assert told(found, "conso_electricite_gwh") == (1.0, "1 GWh")
    assert told(found, "livraisons_electricite_gwh") == (6040.427, "6 040 GWh")
    assert "jamais ajouté" in found["livraisons_electricite_gwh"].note
    assert found["livraisons_gaz_gwh"].value is None


def test_power_by_filiere_and_none_where_the_register_has_none():
    found = figures(
        energy=[made("Eolien", 58_750.0, 85_269.0), made("Ensemble", 58_750.0, 85_269.0)]
    )
    assert told(found, "puissance_eolien_mw") == (58.75, "58,8 MW")
    assert told(found, "puissance_nucleaire_mw") == (0.0, "0 MW")
    assert told(found, "production_electricite_gwh") == (85.269, "85,3 GWh")
    assert figures(energy=[])["puissance_nucleaire_mw"].value is None


def test_silent_plants_make_the_production_a_minimum_while_they_are_few():
    rows = [
        made("Eolien", 1_016_080.0, 669_968.0, of_which_withheld=2),
        made("Ensemble", 1_016_080.0, 669_968.0, of_which_withheld=2),
    ]
    assert told(figures(energy=rows), "production_electricite_gwh")[1] == "au moins 669 GWh"
    rows.insert(0, made("Nucléaire", 5_460_000.0, None, of_which_withheld=6))
    assert figures(energy=rows)["production_electricite_gwh"].value is None


def test_storage_is_no_production():
    rows = [
        made("Eolien", 1000.0, 2000.0, sites=2, of_which_withheld=1),
        made("Stockage non hydraulique", 400.0, 700.0, sites=1),
        made("Ensemble", 1400.0, 2700.0, sites=3, of_which_withheld=1),
    ]
    found = profile(energy=rows)
    assert told(found.figures, "installations_production")[0] == 2
    assert told(found.figures, "puissance_installee_mw")[0] == 1
    assert told(found.figures, "production_electricite_gwh") == (2, "au moins 2 GWh")
    whole = found.tables["energie"].rows[-1]
    assert whole[1] == "Ensemble hors stockage"
    assert whole[3:8] == (2, 1.0, 2.0, None, "au moins : 1 valeur inconnue")


def test_a_total_of_mostly_silent_plants_is_not_printed():
    rows = [
        made("Eolien", 1000.0, 2000.0),
        made("Nucléaire", 5_460_000.0, None, of_which_withheld=6),
        made("Ensemble", 5_461_000.0, 2000.0, of_which_withheld=6),
    ]
    whole = profile(energy=rows).tables["energie"].rows[-1]
    assert whole[5] is None
    assert whole[7] == "6 valeurs inconnues"


def test_injection_from_the_table_else_from_the_map():
    point = {
        "key": "b",
        "rattachement": DUNKERQUE,
        "class": "Point d'injection de biométhane",
        "capacity_gwh_y": 35.752,
        "source": SOURCE,
    }
    capacity = cell("Ensemble", None, "biométhane", "production", sites=3, capacity_gwh_y=67.083)
    found = figures(energy=[capacity], producers=[point])
    assert told(found, "points_injection") == (3, "3 points d’injection")
    assert told(found, "injection_gwh_an") == (67.083, "67,1 GWh/an")
    found = figures(producers=[point, {**point, "key": "c", "capacity_gwh_y": None}])
    assert told(found, "points_injection") == (2, "2 points d’injection")
    assert told(found, "injection_gwh_an") == (35.752, "au moins 35,7 GWh/an")


def test_the_table_is_in_the_legends_order_with_totals_behind():
    rows = [
        made("Ensemble", 1.0, 1.0),
        made("Eolien", 1.0, 1.0),
        cell("Ensemble", None, "biométhane", "production", capacity_gwh_y=67.083),
        cell("Biométhane", None, "biométhane", "production", capacity_gwh_y=67.083),
        cell(ADDRESSES, 3.0, of_which_withheld=2),
        cell("Hors légende", 1.0),
        *(cell(name, 1.0) for name in reversed(SECTORS)),
    ]
    table = profile(energy=rows).tables["energie"]
    assert [row[1] for row in table.rows] == [
        *SECTORS,
        "Hors légende",
        ADDRESSES,
        "Éolien",
        "Ensemble hors stockage",
        "Biométhane",
    ]
    assert [row[7] for row in table.rows if row[7]] == ["au moins : 2 valeurs inconnues"]
    assert all(len(row) == len(table.columns) == len(table.units) for row in table.rows)


def test_a_source_that_was_down_makes_minimums_and_no_zero():
    silent = {"energy": ("partial", "Sans « Registre » : source en panne le 3 mai 2026.")}
    rows = [cell(ADDRESSES, 5_000.0), made("Ensemble", 58_750.0, 85_269.0)]
    found = figures(energy=rows, _states=silent)
    assert told(found, "conso_electricite_gwh") == (5.0, "au moins 5 GWh")
    assert told(found, "puissance_installee_mw") == (58.75, "au moins 58,7 MW")
    assert found["puissance_nucleaire_mw"].value is None
