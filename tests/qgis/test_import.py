"""`importlayer` in the toolbox: three files as analysts have them, looked at, kept, printed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from osgeo import ogr, osr
from qgis.core import QgsProcessingException, QgsVectorLayer
from territoires_industrie.territoires_industrie.edition import Edition

pytest_plugins = "territoires_industrie.tests.qgis.toolbox"

HEAT = """Recensement des gisements de chaleur fatale – campagne 2024;;;;;;;
;;;;;;;
Nom du site;Commune;Code INSEE;Température du rejet (°C);Gisement (GWh/an);X;Y;Contact
Verrerie d'été (inventée);Grande-Synthe;59271;38,5;12,4;1 650 188,75;9 314 808,93;M. Bœuf
Four à chaux (inventé);Hazebrouck;59295;240;8;;;
Papeterie (inventée);Nulle-Part-sur-Mer;;60;3;;;
"""
SECRET = "M. Bœuf"


@pytest.fixture(scope="module")
def heat_file(tmp_path_factory):
    path = tmp_path_factory.mktemp("own") / "Chaleur fatale 2024.csv"
    path.write_bytes(HEAT.replace("\n", "\r\n").encode("cp1252"))
    return path


@pytest.fixture(scope="module")
def imported(toolbox, heat_file, tmp_path_factory):
    folder = tmp_path_factory.mktemp("out")
    return toolbox.run(
        "importlayer",
        INPUT=str(heat_file),
        OUTPUT_HTML=str(folder / "rapport.html"),
        UNPLACED=str(folder / "lignes.gpkg"),
    )


def own_rows(edition, table):
    rows = Edition.open(edition).frame(table)
    return rows[rows["source"] == "polenergie-local"].set_index("name")


def test_the_rows_are_in_a_new_edition_at_once_and_internal(imported, toolbox):
    rows = own_rows(imported["OUTPUT"], "wasteheat")
    assert list(rows["class"]) == ["Chaleur fatale < à 40°C", ""]
    assert set(rows["diffusion"]) == {"interne"}
    assert list(rows["energy_mwh"]) == [12_400.0, 8_000.0]
    assert list(rows["position"]) == ["exacte", "commune"]
    assert rows["note"][0] == f"Contact : {SECRET}"
    assert (imported["ROWS"], imported["DRAWN"]) == (3, 1)
    assert toolbox.services.log() == []


def test_what_could_not_be_placed_is_listed_with_why(imported):
    table = QgsVectorLayer(imported["UNPLACED"], "lignes", "ogr")
    told = {
        (feature["name"], feature["line"], feature["outcome"]) for feature in table.getFeatures()
    }
    assert ("Papeterie (inventée)", 6, "écartée") in told
    assert ("Four à chaux (inventé)", 5, "hors carte") in told
    page = Path(imported["OUTPUT_HTML"]).read_text("utf-8")
    for words in ("CC50", "cp1252", "point-virgule", "ligne 3", "Papeterie (inventée)", "× 1000"):
        assert words in page, words


def test_a_second_import_of_the_name_is_refused_and_changes_nothing(toolbox, heat_file, imported):
    store = sorted((toolbox.profile / "editions").iterdir())
    with pytest.raises(QgsProcessingException, match="chaleur-fatale-2024"):
        toolbox.run("importlayer", INPUT=str(heat_file), OUTPUT_HTML="TEMPORARY_OUTPUT")
    assert sorted((toolbox.profile / "editions").iterdir()) == store
    again = toolbox.run(
        "importlayer",
        INPUT=str(heat_file),
        REPLACE=True,
        CLASSES="",
        COLUMNS="Contact =",
        OUTPUT_HTML="TEMPORARY_OUTPUT",
    )
    rows = own_rows(again["OUTPUT"], "wasteheat")
    assert len(rows) == 2
    assert rows["note"].isna().all()


def test_only_looking_keeps_nothing(toolbox, tmp_path):
    path = tmp_path / "STEP.csv"
    text = "Nom STEP;Commune;Type;EH\nA (inventée);Cassel;communale;12 000\nB;Nulle-Part;;1\n"
    path.write_text(text, "utf-8")
    before = sorted(toolbox.profile.rglob("*"))
    done = toolbox.run(
        "importlayer",
        INPUT=str(path),
        LOOK=True,
        OUTPUT_HTML=str(tmp_path / "r.html"),
        UNPLACED=str(tmp_path / "lignes.gpkg"),
    )
    assert sorted(toolbox.profile.rglob("*")) == before
    assert "OUTPUT" not in done
    page = (tmp_path / "r.html").read_text("utf-8")
    assert "Rien n’a été importé" in page
    assert "Collectivités" in page
    assert "commune inconnue et sans géométrie" in page
    rows = QgsVectorLayer(done["UNPLACED"], "lignes", "ogr").getFeatures()
    assert {(row["name"], row["outcome"]) for row in rows} >= {("B", "écartée")}


def test_a_shapefile_in_lambert_93_is_kept_whole(toolbox, tmp_path):
    path = tmp_path / "step_2023.shp"
    reference = osr.SpatialReference()
    reference.ImportFromEPSG(2154)
    file = ogr.GetDriverByName("ESRI Shapefile").CreateDataSource(str(path))
    layer = file.CreateLayer("step_2023", reference, ogr.wkbPoint, ["ENCODING=UTF-8"])
    for name in ("NOM_STEP", "CD_SANDRE", "TYPE_STEP", "CAPA_EH"):
        layer.CreateField(ogr.FieldDefn(name, ogr.OFTString))
    feature = ogr.Feature(layer.GetLayerDefn())
    for index, cell in enumerate(("Œuvre (inventée)", "030000000001", "Urbaine", "120000")):
        feature.SetField(index, cell)
    feature.SetGeometry(ogr.CreateGeometryFromWkt("POINT (654000 7104000)"))
    layer.CreateFeature(feature)
    del layer, file
    done = toolbox.run("importlayer", INPUT=str(path), OUTPUT_HTML="TEMPORARY_OUTPUT")
    (row,) = own_rows(done["OUTPUT"], "wastewaterplants").reset_index().to_dict("records")
    assert (row["name"], row["key"], row["class"]) == (
        *("Œuvre (inventée)", "030000000001"),
        "Collectivités",
    )
    assert row["capacity_eh"] == 120_000
    assert done["KEPT"].endswith("wastewaterplants.step-2023.zip")


def test_a_refresh_takes_the_imports_again(toolbox, imported, tmp_path):
    done = toolbox.run(
        "fetchedition",
        TERRITORIES="ti-3201",
        THEMES=[3],
        REFRESH=False,
        OUTPUT_HTML=str(tmp_path / "r.html"),
    )
    rows = own_rows(done["OUTPUT"], "wasteheat")
    assert "Verrerie d'été (inventée)" in rows.index
    assert "Œuvre (inventée)" in own_rows(done["OUTPUT"], "wastewaterplants").index
    assert rows["rattachement"]["Verrerie d'été (inventée)"] == "ti-3201"


def test_addresses_are_sent_to_the_geocoder_only_when_asked(toolbox, tmp_path):
    path = tmp_path / "rejets thermiques.csv"
    path.write_text(
        "Nom;Adresse;Commune;Température\nFonderie (inventée);12 rue du Port;Dunkerque;60\n",
        "utf-8",
    )
    asked = {"INPUT": str(path), "LAYER": "wasteheat", "OUTPUT_HTML": "TEMPORARY_OUTPUT"}
    done = toolbox.run("importlayer", **asked)
    assert toolbox.services.log() == []
    row = own_rows(done["OUTPUT"], "wasteheat").loc["Fonderie (inventée)"]
    assert (row["position"], row["note"]) == ("commune", "Adresse : 12 rue du Port")
    done = toolbox.run("importlayer", **asked, GEOCODE=True, REPLACE=True)
    assert toolbox.services.log() != []
    row = own_rows(done["OUTPUT"], "wasteheat").loc["Fonderie (inventée)"]
    assert row["position"] == "adresse"
    kept = json.loads(Path(f"{done['KEPT']}.mapping.json").read_text("utf-8"))
    assert kept["places"]


MISTAKES = [
    ({"INPUT": "{folder}/nothing.csv"}, "nothing.csv"),
    ({"COLUMNS": "Nom du sit = name"}, "Nom du site"),
    ({"COLUMNS": "Nom du site = nam"}, "name"),
    ({"COLUMNS": "Nom du site"}, "no pair"),
    ({"SHEET": "", "MAPPING": "{folder}/none.mapping.json"}, "none.mapping.json"),
]


@pytest.mark.parametrize(("mistake", "said"), MISTAKES)
def test_mistakes_are_one_sentence(toolbox, heat_file, tmp_path, mistake, said):
    given = {name: text.format(folder=tmp_path) for name, text in mistake.items()}
    before = sorted(toolbox.profile.rglob("*"))
    with pytest.raises(QgsProcessingException, match=said) as failure:
        toolbox.run(
            "importlayer",
            **{"INPUT": str(heat_file), "NAME": "autre", "OUTPUT_HTML": "TEMPORARY_OUTPUT"} | given,
        )
    assert "Traceback" not in str(failure.value)
    assert sorted(toolbox.profile.rglob("*")) == before
