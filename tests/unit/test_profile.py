"""A territory's figures: exact, rounded for pages, and never more than the rows can tell."""

from __future__ import annotations

import math
from dataclasses import fields
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from profile_rows import SOURCE, TERRITORY, figures, frame_of, profile, shelf, site
from raw_tables import CATALOGUE, DUNKERQUE
from territoires_industrie.territoires_industrie import geometry
from territoires_industrie.territoires_industrie.profile.figure import (
    UNKNOWN,
    Origin,
    Total,
    count_figure,
    figure,
    rounded,
    total,
)
from territoires_industrie.territoires_industrie.profile.profile import profile_of
from territoires_industrie.territoires_industrie.territories import communes, perimeter

#: What the analyst's texts may quote: a name that goes would break them.
NAMES = (
    "population annee_population superficie_km2 communes densite epci_nombre villes_principales "
    "annee_emplois emplois_salaries emplois_industrie part_emplois_industrie "
    "postes_manufacturiers part_emplois_manufacturiers etablissements_manufacturiers "
    "premier_secteur part_premier_secteur seveso_seuil_haut seveso_seuil_bas seveso_nombre "
    "consommateurs_recenses grands_consommateurs grands_consommateurs_50_gwh "
    "consommateurs_taille_inconnue annee_consommations conso_electricite_gwh conso_gaz_gwh "
    "conso_electricite_industrie_gwh conso_gaz_industrie_gwh livraisons_electricite_gwh "
    "livraisons_gaz_gwh installations_production puissance_installee_mw puissance_nucleaire_mw "
    "puissance_thermique_mw puissance_eolien_mw puissance_solaire_mw puissance_bioenergies_mw "
    "puissance_hydraulique_mw puissance_stockage_mw production_electricite_gwh points_injection "
    "injection_gwh_an centrales_nombre plus_grande_centrale plus_grande_centrale_mw "
    "parcs_eoliens postes_400kv lignes_400kv_km entrees_gaz capacite_entree_gaz_gm3_an "
    "part_geothermie_moyenne part_geothermie_forte part_geothermie_inconnue "
    "reseaux_chaleur_nombre reseaux_chaleur_km reseaux_chaleur_gwh part_recuperation "
    "part_enr_reseaux gisements_chaleur_fatale stations_epuration friches_nombre friches_ha "
    "friches_solaires_nombre friches_solaires_ha autoroutes autoroutes_km routes_nationales "
    "routes_nationales_km voies_navigables_km reseau_hydrogene"
).split()
TABLES = (
    "consommateurs energie centrales postes_400kv entrees_gaz reseaux_chaleur friches "
    "infrastructures"
).split()


def plain(text):
    return text.replace("\u202f", " ").replace("\u00a0", " ")


def told(found, name):
    return found[name].value, plain(found[name].text)


# ---------------------------------------------------------------- numbers


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (376909, None, "377 000"),
        (5886.3, None, "5 890"),
        (67.083, None, "67,1"),
        (13.0, None, "13"),
        (0.69, None, "0,69"),
        (0.0004, None, "0"),
        (0, None, "0"),
        (999.6, None, "1 000"),
        (1612.28, 0, "1 612"),
        (18.45, 1, "18,5"),
        (22.0, 1, "22,0"),
    ],
)
def test_three_digits_or_so_many_decimals(value, decimals, text):
    assert plain(rounded(value, decimals)) == text


def test_a_minimum_is_rounded_downwards():
    assert plain(rounded(1058.9, downwards=True)) == "1 050"
    assert plain(figure("a", "A", Total(1058.9, True), "GWh", Origin()).text) == (
        "au moins 1 050 GWh"
    )


def test_one_thing_is_singular():
    texts = [count_figure("a", "A", n, ("site", "sites"), Origin()).text for n in (0, 1, 2)]
    assert [plain(text) for text in texts] == ["0 site", "1 site", "2 sites"]


NUMBERS = st.lists(st.one_of(st.none(), st.floats(0, 1e9)), max_size=9)


@given(values=NUMBERS, unknown=st.integers(0, 5))
def test_what_is_unknown_is_never_added_as_nothing(values, unknown):
    found = total(values, unknown)
    known = [value for value in values if value is not None]
    missing = len(values) - len(known) + unknown
    if found.value is None:
        assert not known or missing > len(known)
    else:
        assert found.value == math.fsum(known)
        assert found.minimum == (missing > 0)


@given(value=st.floats(0, 1e9))
def test_a_minimum_is_never_above_the_value(value):
    text = rounded(value, downwards=True).replace("\u202f", "").replace(",", ".")
    assert float(text) <= value


# ---------------------------------------------------------------- the whole


def test_every_name_stays():
    found = profile()
    assert list(found.figures) == NAMES
    assert list(found.tables) == TABLES
    assert all(name == told.name for name, told in found.figures.items())


def test_the_documentation_lists_every_name_with_its_label():
    found = profile()
    page = (Path(__file__).parents[2] / "docs" / "fiche.md").read_text(encoding="utf-8")
    page = plain(page).replace("’", "'")
    for figure_ in found.figures.values():
        assert f"| `{figure_.name}` | {plain(figure_.label)} | {figure_.unit or '–'} |" in page
    for name, table in found.tables.items():
        assert f"| `{name}` | {plain(table.title)} | {plain(', '.join(table.columns))} |" in page


def test_an_empty_edition_knows_the_ground_only():
    found = profile()
    known = {name for name, told in found.figures.items() if told.value is not None}
    assert known == {
        "population", "annee_population", "superficie_km2", "communes", "densite", "epci_nombre",
        "villes_principales",
    }  # fmt: skip
    assert all(told.text == UNKNOWN for name, told in found.figures.items() if name not in known)
    assert found.sectors == ()
    assert found.jobs_year is None


def test_an_edition_older_than_the_tables_is_no_error():
    edition = shelf()
    edition.frames.clear()
    found = profile_of(edition, TERRITORY, CATALOGUE).figures
    assert told(found, "population") == (376909, "377 000 habitants")
    assert found["seveso_seuil_haut"].value is None


def test_the_ground():
    found = profile()
    assert told(found.figures, "superficie_km2")[1] == "1 612 km²"
    assert told(found.figures, "densite")[1] == "234 hab./km²"
    assert [line.siren for line in found.epci] == list(TERRITORY.sirens)
    assert sum(line.population for line in found.epci) == 376909
    assert sum(line.communes for line in found.epci) == len(communes(TERRITORY))
    assert (found.towns[0].name, found.towns[0].rank) == ("Dunkerque", 1)
    assert found.figures["villes_principales"].text.startswith("Dunkerque, Hazebrouck, ")


def test_every_known_figure_names_publisher_dataset_and_vintage():
    found = figures(
        jobs=everywhere(job("_T", 100), job("BE", 20)),
        seveso=[{"territory": DUNKERQUE, "name": "A", "regime": "seuil haut"}],
        consumers=[site("c", **{"class": "Textile"}, size="> à 10 000 MWh")],
        producers=[site("p", **{"class": "Éolien"}, power_kw=60_000.0)],
        heatnetworks=[site("h", length_km=3.0, delivered_mwh=10.0)],
        brownfields_point=[site("f", **{"class": "Friche industrielle"}, area_ha=2.0)],
        network400kv_point=[site("s")],
    )
    for name in ("emplois_salaries", "seveso_seuil_haut", "grands_consommateurs", "friches_ha",
                 "parcs_eoliens", "reseaux_chaleur_km", "postes_400kv"):  # fmt: skip
        assert found[name].value is not None, name
        assert found[name].source.startswith("Bureau d'essai, Essai "), name
        assert found[name].vintage == "2024"
    assert [each.name for each in fields(found["population"])][:8] == [
        "name", "label", "value", "text", "unit", "source", "vintage", "note",
    ]  # fmt: skip


# ---------------------------------------------------------------- jobs


def job(activity, posts, siren="*", establishments=None, band="_T"):
    return {
        "territory": DUNKERQUE,
        "siren": siren,
        "activity": activity,
        "size_band": band,
        "posts": posts,
        "establishments": establishments,
        "year": 2023,
    }


def everywhere(*rows):
    """The rows for each EPCI of the territory."""
    return [{**row, "siren": siren} for siren in TERRITORY.sirens for row in rows]


MANUFACTURING = CATALOGUE.layers["jobs"].parameters["manufacturing"]


def all_sectors(posts=10, establishments=2):
    rows = [job(code, posts, establishments=establishments) for code in MANUFACTURING]
    return [*rows, job("_T", 1000), job("BE", 200)]


def test_both_shares_of_industry():
    found = profile(jobs=everywhere(*all_sectors()))
    told_ = found.figures
    assert told(told_, "emplois_salaries") == (4000, "4 000 postes")
    assert told(told_, "part_emplois_industrie") == (20.0, "20,0 %")
    assert told(told_, "part_emplois_manufacturiers") == (13.0, "13,0 %")
    assert told(told_, "etablissements_manufacturiers") == (104, "104 établissements")
    assert "A5, BE" in told_["part_emplois_industrie"].note
    assert "CA à CM" in told_["part_emplois_manufacturiers"].note
    assert told_["emplois_salaries"].note.startswith(
        "Postes salariés fin 2023, hors intérim détaché"
    )
    assert found.jobs_year == 2023
    assert len(found.sectors) == 13


def test_a_value_counted_elsewhere_makes_its_sector_unknown_and_the_sum_a_minimum():
    rows = everywhere(*all_sectors())
    rows[0]["posts"] = None  # CA of the first EPCI
    found = profile(jobs=rows)
    lines = {line.code: line.posts for line in found.sectors}
    assert lines.pop("CA") is None
    assert set(lines.values()) == {40}
    assert found.sectors[-1].code == "CA"
    assert told(found.figures, "postes_manufacturiers") == (510, "au moins 510 postes")
    assert found.figures["postes_manufacturiers"].minimum
    assert "Sans 1 valeur sur 52" in found.figures["postes_manufacturiers"].note
    assert told(found.figures, "part_emplois_manufacturiers")[1].startswith("au moins 12,7")
    assert found.figures["part_emplois_industrie"].minimum is False


def test_a_share_needs_its_whole():
    rows = everywhere(*(row for row in all_sectors() if row["activity"] != "_T"))
    rows += everywhere(job("_T", 1000))[1:]
    found = figures(jobs=rows)
    assert found["emplois_salaries"].minimum
    assert found["part_emplois_industrie"].value is None


def test_of_mostly_unknown_values_there_is_no_sum():
    found = figures(jobs=everywhere(*all_sectors())[:16])
    assert found["postes_manufacturiers"].value is None
    assert found["emplois_salaries"].value is None


def test_bands_and_the_newest_year_only():
    rows = everywhere(*all_sectors(), job("CA", 4, band="E1T4"), job("CA", 6, band="E_GE500"))
    rows += [{**row, "year": 2022, "posts": 9999} for row in rows]
    found = profile(jobs=rows)
    (line,) = [line for line in found.sectors if line.code == "CA"]
    assert {name: posts for name, posts in line.bands.items() if posts is not None} == {
        "1 à 4": 16,
        "500 et plus": 24,
    }
    assert line.posts == 40


def test_the_first_sector_is_named_only_when_nothing_unknown_can_exceed_it():
    rows = everywhere(
        *all_sectors(),
    )
    for row in rows:
        if row["activity"] == "CH":
            row["posts"] = 70
    assert figures(jobs=rows)["premier_secteur"].value == "Métallurgie et produits métalliques"
    rows[0]["posts"] = None  # at most 200 - 70 - 110 = 20 jobs, with 30 elsewhere
    assert figures(jobs=rows)["premier_secteur"].value == "Métallurgie et produits métalliques"
    for row in rows:
        if row["activity"] == "BE":
            row["posts"] = 500
    assert figures(jobs=rows)["premier_secteur"].value is None


# ---------------------------------------------------------------- SEVESO


def test_seveso_by_threshold():
    rows = [("A", "seuil haut"), ("B", "seuil bas"), ("C", "seuil bas")]
    rows = [{"territory": DUNKERQUE, "name": name, "regime": regime} for name, regime in rows]
    rows.append({"territory": "ti-3213", "name": "D", "regime": "seuil haut"})
    found = figures(seveso=rows)
    assert told(found, "seveso_seuil_haut") == (1, "1 établissement")
    assert told(found, "seveso_seuil_bas") == (2, "2 établissements")
    assert told(found, "seveso_nombre") == (3, "3 établissements")


def test_none_is_said_of_a_list_that_was_read_only():
    assert told(figures(seveso=[]), "seveso_seuil_haut") == (0, "0 établissement")
    assert told(figures(seveso=[], _listed=False), "seveso_seuil_haut") == (None, UNKNOWN)
    silent = {"seveso": ("partial", "Sans « Installations » : source en panne le 3 mai 2026.")}
    assert figures(seveso=[], _states=silent)["seveso_seuil_haut"].value is None
    absent = {"seveso": ("absent", "")}
    assert figures(seveso=[], _states=absent)["seveso_seuil_haut"].value is None


# ---------------------------------------------------------------- sites


def test_large_consumers_here_and_running():
    rows = [
        site("a", **{"class": "Textile"}, size="> à 10 000 MWh"),
        site("b", **{"class": "Textile"}, size="> à 50 000 MWh"),
        site("c", **{"class": "Papeterie"}, size="> à 50 000 MWh", statut="annoncé"),
        site("d", **{"class": "Papeterie"}, size="> à 50 000 MWh", rattachement="ti-3213"),
        site("e", **{"class": ""}, size="> à 50 000 MWh"),
    ]
    found = profile(consumers=rows)
    assert told(found.figures, "grands_consommateurs") == (2, "2 sites")
    assert told(found.figures, "grands_consommateurs_50_gwh") == (1, "1 site")
    table = found.tables["consommateurs"]
    assert table.columns == (
        "Secteur",
        "10\u202f000 à 50\u202f000 MWh",
        "> 50 000 MWh",
        "Taille non publiée",
        "Ensemble",
    )
    assert table.rows == (("Textile", 1, 1, 0, 2), ("Ensemble", 1, 1, 0, 2))


def test_a_site_of_unknown_size_makes_the_count_a_minimum():
    rows = [
        site("a", **{"class": "Textile"}, size="> à 10 000 MWh"),
        site("b", **{"class": "Textile"}, size="Taille non publiée"),
    ]
    found = figures(consumers=rows)
    assert told(found, "grands_consommateurs") == (1, "au moins 1 site")
    assert told(found, "consommateurs_taille_inconnue") == (1, "1 site")


def plant(key, kw, kind="Thermique non renouvelable", **cells):
    return site(key, power_kw=kw, **{"class": kind, **cells})


def test_plants_are_named_by_proof_and_projects_stand_apart():
    found = profile(
        producers=[
            plant("big", 790_000.0),
            plant("small", 40_000.0),
            plant("store", 90_000.0, "Stockage d'électricité"),
            plant("later", 600_000.0, statut="autorisé"),
            plant("paused", 300_000.0, statut="suspendu"),
            plant("halted", 8_000.0, statut="suspendu"),
            plant("hoped", 90_000.0, statut="autorisé", verifie_par=None, source_atlas="Énergie"),
            plant("typed", 100_000.0, verifie_par=None, source_atlas="Énergie"),
            plant("unnamed", 70_000.0, verifie_par=None),
        ]
    )
    assert told(found.figures, "centrales_nombre") == (3, "3 centrales")
    assert told(found.figures, "plus_grande_centrale")[0] == "Site big"
    assert told(found.figures, "plus_grande_centrale_mw") == (790.0, "790 MW")
    rows = {(row[0], row[2], row[3], row[4]) for row in found.tables["centrales"].rows}
    thermal = "Thermique non renouvelable"
    assert rows == {
        ("Site big", thermal, 790.0, "en service"),
        ("Site store", "Stockage d'électricité", 90.0, "en service"),
        (None, thermal, None, "en service"),
        (None, thermal, 70.0, "en service"),
        ("Site later", thermal, 600.0, "autorisé"),
        (None, thermal, None, "annoncé"),
        ("Site paused", thermal, 300.0, "suspendu"),
    }
    assert [row[4] for row in found.tables["centrales"].rows][-3:] == [
        "autorisé",
        "suspendu",
        "annoncé",
    ]


def test_a_typed_plant_beside_one_of_a_register_may_be_the_same():
    typed = plant("typed", None, source_atlas="Énergie", source="irep-2015")
    alone = profile(producers=[typed]).tables["centrales"]
    assert "Doublons" not in alone.note
    both = profile(producers=[typed, plant("big", 788_000.0)]).tables["centrales"]
    assert f"Doublons possibles, à vérifier : {both.rows[0][1]} (thermique" in both.note


def test_an_unknown_power_makes_the_count_of_plants_a_minimum():
    found = figures(producers=[plant("big", 790_000.0), plant("dark", None)])
    assert told(found, "centrales_nombre") == (1, "au moins 1 centrale")


def test_substations_and_gas_entries():
    found = profile(
        network400kv_point=[site("a"), site("b", statut="en travaux", verifie_par=None)],
        gasnetwork_point=[site("c", capacity_gm3_y=13.0), site("d")],
    )
    assert told(found.figures, "postes_400kv") == (1, "1 poste")
    assert found.tables["postes_400kv"].rows == (
        ("Site a", "Gravelines", "en service"),
        (None, "Gravelines", "en travaux"),
    )
    assert told(found.figures, "entrees_gaz") == (2, "2 ouvrages")
    assert told(found.figures, "capacite_entree_gaz_gm3_an") == (13.0, "au moins 13 Gm³/an")


def test_nobody_lists_gas_entries_so_that_none_noted_is_not_none():
    assert figures(gasnetwork=[], gasnetwork_point=[])["entrees_gaz"].value is None


# ---------------------------------------------------------------- heat and land


def network(key, km=None, mwh=None, recovered=None, **cells):
    return site(key, length_km=km, delivered_mwh=mwh, recovered_pct=recovered, **cells)


def test_heat_networks_once_each_with_their_mean_share():
    found = profile(
        heatnetworks=[network("a", 10.0, 90_000.0, 50.0), network("b", 5.0, 10_000.0, 100.0)],
        heatnetworks_point=[network("a", 10.0, 90_000.0, 50.0)],
    )
    assert told(found.figures, "reseaux_chaleur_nombre") == (2, "2 réseaux de chaleur")
    assert told(found.figures, "reseaux_chaleur_km") == (15.0, "15 km")
    assert told(found.figures, "reseaux_chaleur_gwh") == (100.0, "100 GWh")
    assert told(found.figures, "part_recuperation") == (55.0, "55 %")
    assert [row[0] for row in found.tables["reseaux_chaleur"].rows] == ["Site a", "Site b"]


def test_what_a_network_does_not_publish_is_unknown():
    rows = [network("a", 10.0, 90_000.0, 50.0), network("b", None, None, 100.0)]
    found = figures(heatnetworks=rows)
    assert told(found, "reseaux_chaleur_km") == (10.0, "au moins 10 km")
    assert told(found, "reseaux_chaleur_gwh") == (90.0, "au moins 90 GWh")
    assert told(found, "part_recuperation") == (50.0, "50 %")
    assert "sur 1 réseau de 2 :" in found["part_recuperation"].note
    rows = [network("a", 10.0, 90_000.0), network("b", 1.0, 10_000.0, 100.0)]
    assert figures(heatnetworks=rows)["part_recuperation"].value is None


def test_a_typed_list_is_a_minimum():
    found = figures(heatnetworks=[network("a", 10.0, 90_000.0)], _listed=False)
    assert told(found, "reseaux_chaleur_nombre")[1] == "au moins 1 réseau de chaleur"
    assert told(found, "reseaux_chaleur_gwh")[1] == "au moins 90 GWh"


def test_brownfields_once_each_and_solar_sites_never_named():
    industrial = {"class": "Friche industrielle"}
    solar = {"class": "Friche pour solaire"}
    found = profile(
        brownfields=[site("a", **industrial, area_ha=13.4)],
        brownfields_point=[
            site("a", **industrial, area_ha=13.4),
            site("b", **industrial, area_ha=22.0, verifie_par=None),
            site("c", **solar, area_ha=5.0),
        ],
    )
    assert told(found.figures, "friches_nombre") == (2, "2 friches")
    assert told(found.figures, "friches_ha") == (35.4, "35 ha")
    assert told(found.figures, "friches_solaires_nombre") == (1, "1 friche")
    assert "ADEME (2021), non vérifié" in found.figures["friches_solaires_nombre"].note
    assert found.tables["friches"].rows == (
        (None, "Gravelines", 22.0, "Friche industrielle"),
        ("Site a", "Gravelines", 13.4, "Friche industrielle"),
        (None, "Gravelines", 5.0, "Friche pour solaire"),
    )


def test_an_unknown_area_is_not_0_ha():
    rows = [site("a", **{"class": "Friche industrielle"})]
    assert told(figures(brownfields_point=rows), "friches_ha") == (None, UNKNOWN)
    assert told(figures(brownfields_point=[]), "friches_ha") == (0.0, "0 ha")


# ---------------------------------------------------------------- lines


def road(key, number, rank, wkt):
    return site(key, number=number, rank=rank, geometry=geometry.from_wkt(wkt))


def across(shift=0.0):
    """A line from far west to far east of the territory, and its km within the perimeter."""
    west, south, east, north = geometry.bounds(perimeter(TERRITORY))
    y = (south + north) / 2 + shift
    line = f"LINESTRING ({west - 50_000} {y}, {east + 50_000} {y})"
    return line, geometry.length_km(geometry.clip(geometry.from_wkt(line), perimeter(TERRITORY)))


def test_roads_are_measured_within_the_perimeter_each_stretch_once():
    line, km = across()
    other, more = across(5000)
    rows = [
        road("1", "A16", 1, line),
        road("2", "A16", 1, line),
        road("3", "A2", 1, other),
        road("4", "N1", 2, "LINESTRING (0 6000000, 1000 6000000)"),
    ]
    found = profile(roads=rows)
    assert told(found.figures, "autoroutes") == ("A2, A16", "A2, A16")
    assert found.figures["autoroutes_km"].value == pytest.approx(km + more)
    assert 0 < km < 100
    assert told(found.figures, "routes_nationales") == ("aucune", "aucune")
    assert told(found.figures, "routes_nationales_km") == (0.0, "0 km")
    assert found.tables["infrastructures"].rows[0][:2] == ("Autoroutes", "A2, A16")


def test_roads_without_numbers_tell_nothing():
    line, _ = across()
    found = figures(roads=[road("1", None, None, line)])
    assert found["autoroutes"].value is None
    assert found["autoroutes_km"].value is None


def test_waterways_and_lines_of_400_kv():
    line, km = across()
    shape = geometry.from_wkt(line)
    found = profile(
        waterways=[site("w", name="Canal d'essai", geometry=shape)],
        network400kv=[site("l", geometry=shape)],
        hydrogennetwork=[site("h", geometry=shape)],
    )
    assert found.figures["voies_navigables_km"].value == pytest.approx(km)
    assert found.figures["lignes_400kv_km"].value == pytest.approx(km)
    assert found.figures["reseau_hydrogene"].value == "réseau privé, tracé indicatif"
    assert ("Voies navigables", "Canal d'essai", pytest.approx(km)) in found.tables[
        "infrastructures"
    ].rows


def test_geothermal_potential_by_its_share_of_the_perimeter():
    west, south, east, north = geometry.bounds(perimeter(TERRITORY))
    half = geometry.rectangle(west, south, (west + east) / 2, north)
    strong = {"class": "Potentiel fort"}
    rows = [site("a", **strong, geometry=half), site("b", **strong, geometry=half)]
    found = figures(geothermalpotential=rows)
    part = geometry.area_km2(geometry.clip(half, perimeter(TERRITORY)))
    whole = geometry.area_km2(perimeter(TERRITORY))
    assert found["part_geothermie_forte"].value == pytest.approx(100 * part / whole)
    assert told(found, "part_geothermie_moyenne") == (0.0, "0 %")
    assert told(figures(geothermalpotential=[], _listed=False), "part_geothermie_forte")[0] is None


def test_no_shape_gets_into_a_profile():
    found = profile(producers=[plant("a", 60_000.0, geometry=geometry.point(650_000, 7_100_000))])
    cells = [cell for table in found.tables.values() for row in table.rows for cell in row]
    assert not any(isinstance(cell, bytes) for cell in cells)
    assert "geometry" in frame_of("producers", []).columns
    assert SOURCE
