"""`importproject` in the toolbox: an old project's layers, broken paths and all."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from osgeo import ogr, osr
from qgis.core import QgsProcessingException, QgsProject, QgsVectorLayer
from territoires_industrie.territoires_industrie.edition import Edition

pytest_plugins = "territoires_industrie.tests.qgis.toolbox"

HEAT = "Nom;Commune;Température;lon;lat\nVerrerie (inventée);Dunkerque;38,5;2,37;51,03\n"


def shapefile(path, columns, *rows):
    reference = osr.SpatialReference()
    reference.ImportFromEPSG(2154)
    file = ogr.GetDriverByName("ESRI Shapefile").CreateDataSource(str(path))
    layer = file.CreateLayer(path.stem, reference, ogr.wkbPoint, ["ENCODING=UTF-8"])
    for name in columns:
        layer.CreateField(ogr.FieldDefn(name, ogr.OFTString))
    for number, cells in enumerate(rows):
        feature = ogr.Feature(layer.GetLayerDefn())
        for index, cell in enumerate(cells):
            feature.SetField(index, cell)
        shape = f"POINT ({654_000 + number * 900} 7104000)"
        feature.SetGeometry(ogr.CreateGeometryFromWkt(shape))
        layer.CreateFeature(feature)
    del layer, file


@pytest.fixture(scope="module")
def project(qgis_processing, tmp_path_factory):
    """A project that was moved with most of its data, and lost some of them."""
    old = tmp_path_factory.mktemp("old")
    (old / "data").mkdir()
    columns = ("NOM_STEP", "CD_SANDRE", "TYPE_STEP", "CAPA_EH")
    shapefile(
        old / "data" / "step.shp",
        columns,
        ("Grande (inventée)", "030000000001", "urbaine", "120000"),
        ("Petite (inventée)", "030000000002", "urbaine", "800"),
    )
    shapefile(old / "data" / "friches.shp", ("NOM",), ("Perdue (inventée)",))
    (old / "data" / "rejets.csv").write_text(HEAT, encoding="cp1252")
    made = QgsProject()
    steps = QgsVectorLayer(str(old / "data" / "step.shp"), "Stations d'épuration", "ogr")
    steps.setSubsetString("\"CAPA_EH\" <> '800'")
    lost = QgsVectorLayer(str(old / "data" / "friches.shp"), "Friches 2019", "ogr")
    table = f"file://{old / 'data' / 'rejets.csv'}?delimiter=;&xField=lon&yField=lat"
    heat = QgsVectorLayer(table, "Chaleur fatale", "delimitedtext")
    memory = QgsVectorLayer("Point?crs=EPSG:2154", "Brouillon", "memory")
    for layer in (steps, lost, heat, memory):
        assert layer.isValid(), layer.name()
        made.addMapLayer(layer)
    assert made.write(str(old / "atlas.qgz"))
    made.clear()
    new = tmp_path_factory.mktemp("new") / "atlas"
    shutil.copytree(old, new)
    for part in (new / "data").glob("friches.*"):
        part.unlink()
    shutil.rmtree(old)
    return new / "atlas.qgz"


def run(toolbox, project, folder, **parameters):
    return toolbox.run(
        "importproject", PROJECT=str(project), OUTPUT_HTML=str(folder / "r.html"), **parameters
    )


def plain(path: Path) -> str:
    return path.read_text("utf-8").replace("’", "'").replace("\u00a0", " ")


def test_without_a_choice_it_only_says_what_is_there(toolbox, project, tmp_path):
    before = sorted(toolbox.profile.rglob("*"))
    done = run(toolbox, project, tmp_path)
    assert done["IMPORTED"] == 0
    assert "OUTPUT" not in done
    page = plain(tmp_path / "r.html")
    assert "wasteheat – Chaleur fatale" in page
    assert "wastewaterplants – Stations d'épuration" in page
    assert "chemin rompu" in page and "friches.shp n'existe plus" in page
    assert "n'est pas dans un fichier (memory)" in page
    assert [p for p in sorted(toolbox.profile.rglob("*")) if p not in before] == []


def test_all_that_is_recognised_goes_into_one_edition(toolbox, project, tmp_path):
    content = project.read_bytes()
    done = run(toolbox, project, tmp_path, LAYERS="all")
    assert done["IMPORTED"] == 2
    edition = Edition.open(done["OUTPUT"])
    steps, heat = (edition.frame(name) for name in ("wastewaterplants", "wasteheat"))
    mine = steps[steps["source"] == "polenergie-local"]
    assert list(mine["name"]) == ["Grande (inventée)"]  # the project's filter holds
    assert "Verrerie (inventée)" in set(heat["name"])
    assert len(list((toolbox.profile / "editions").glob("edition-*.gpkg"))) <= 2
    assert project.read_bytes() == content
    kept = {path.name for path in (toolbox.profile / "imports").iterdir()}
    assert "wasteheat.chaleur-fatale.csv" in kept
    assert "wastewaterplants.stations-d-epuration.gpkg" in kept


def test_a_layer_goes_where_it_is_said(toolbox, project, tmp_path):
    done = run(toolbox, project, tmp_path, LAYERS="chaleur fatale = producers", REPLACE=True)
    rows = Edition.open(done["OUTPUT"]).frame("producers")
    assert "Verrerie (inventée)" in set(rows["name"])


@pytest.mark.parametrize(
    ("choice", "said"),
    [
        ("Chaleur = wasteheat", "Chaleur fatale"),
        ("Friches 2019 = brownfields", "no layer"),
        ("Chaleur fatale = nowhere", "nearest"),
    ],
)
def test_a_wrong_choice_is_one_sentence(toolbox, project, tmp_path, choice, said):
    with pytest.raises(QgsProcessingException, match=said):
        run(toolbox, project, tmp_path, LAYERS=choice)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04broken", b"<qgis><unclosed"])
def test_what_is_no_project_is_one_sentence(toolbox, tmp_path, content):
    path = tmp_path / "p.qgz"
    path.write_bytes(content)
    with pytest.raises(QgsProcessingException, match="p.qgz"):
        run(toolbox, path, tmp_path)
