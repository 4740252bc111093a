"""Perimeters of one's own in QGIS: saved, then taken by what takes a territory."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from pypdf import PdfReader
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsFeature,
    QgsGeometry,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProject,
    QgsVectorLayer,
)
from territoires_industrie.territoires_industrie.edition import Edition
from territoires_industrie.territoires_industrie.territories import (
    all_communes,
    communes,
    find,
    perimeter,
)

pytest_plugins = "territoires_industrie.tests.qgis.toolbox"

CUD = "245900428"
IN_CUD = sorted(c.insee for c in all_communes().values() if c.siren_epci == CUD)
OPALE = "200072478"


@pytest.fixture(scope="module")
def saved(toolbox):
    """The CU of Dunkerque, one of the four EPCI of ti-3201, as a perimeter."""
    return toolbox.run("ownperimeters", NAME="Communauté d'essai", CODES=CUD, REPLACE=True)


@pytest.fixture(scope="module")
def given(toolbox, saved, embedded):
    return {"TERRITORIES": "communaute d essai", "EDITION": str(embedded.path)}


def squeezed(text):
    return "".join(text.split()).replace("\u2019", "'")


def layer_around(wkb, crs):
    """A memory layer with an outline (EPSG:2154) brought into a CRS, in two features."""
    shape = QgsGeometry()
    shape.fromWkb(wkb)
    lambert = QgsCoordinateReferenceSystem("EPSG:2154")
    shape.transform(
        QgsCoordinateTransform(lambert, QgsCoordinateReferenceSystem(crs), QgsProject.instance())
    )
    layer = QgsVectorLayer(f"Polygon?crs={crs}", "tracé", "memory")
    for part in (shape, shape.buffer(-0.001, 4)):
        feature = QgsFeature()
        feature.setGeometry(part)
        layer.dataProvider().addFeature(feature)
    return layer


def test_codes_are_saved_counted_listed_and_deleted(toolbox, saved):
    assert saved["ID"] == "pp-communaute-d-essai"
    assert (saved["COMMUNES"], saved["EPCI"]) == (len(IN_CUD), 1)
    path = toolbox.profile / "perimetres" / "communaute-d-essai.json"
    told = json.loads(path.read_text(encoding="utf-8"))
    assert [each["insee"] for each in told["communes"]] == IN_CUD
    assert told["defini_le"] == date.today().isoformat()
    with pytest.raises(QgsProcessingException, match=r"communaute-d-essai\.json"):
        toolbox.run("ownperimeters", NAME="COMMUNAUTÉ D'ESSAI", CODES=OPALE)
    toolbox.run("ownperimeters", NAME="À jeter", CODES="59350; 59183")
    heard = toolbox.told()
    listed = toolbox.run("ownperimeters", heard, ACTION="list", OUTPUT="memory:")
    assert listed["SAVED"] == 2
    assert [text.split(" ")[0] for text in heard.infos[:2]] == [
        "pp-a-jeter",
        "pp-communaute-d-essai",
    ]
    assert {f["insee"] for f in listed["OUTPUT"].getFeatures()} == {*IN_CUD, "59350"}
    assert toolbox.run("ownperimeters", ACTION="delete", NAME="a jeter")["SAVED"] == 1


@pytest.mark.parametrize("crs", ["EPSG:2154", "EPSG:4326", "EPSG:3857"])
def test_a_polygon_in_any_crs_takes_the_same_communes(toolbox, crs):
    here = find("ti-3201")
    found = toolbox.run(
        "ownperimeters",
        NAME="Tracé",
        POLYGON=layer_around(perimeter(here), crs),
        REPLACE=True,
        OUTPUT="memory:",
    )
    features = list(found["OUTPUT"].getFeatures())
    assert {f["insee"] for f in features} == {each.insee for each in communes(here)}
    assert found["OUTPUT"].crs().authid() == "EPSG:2154"
    area = sum(feature.geometry().area() for feature in features) / 1e6
    assert area == pytest.approx(sum(each.area_km2 for each in communes(here)), rel=0.001)


@pytest.mark.parametrize(
    ("values", "why"),
    [
        ({"NAME": "X"}, "give one of them"),
        ({"NAME": "X", "CODES": CUD, "POLYGON": True}, "give one of them"),
        ({"NAME": "X", "CODES": "245900429"}, "245900428 CU de Dunkerque"),
        ({"NAME": "lens henin", "CODES": CUD}, "names a territory already"),
        ({"NAME": "", "CODES": CUD}, "cannot name a perimeter"),
        ({"ACTION": "delete", "NAME": "nulle part"}, "nulle part"),
    ],
)
def test_what_cannot_be_is_told_in_a_sentence_and_nothing_is_kept(toolbox, saved, values, why):
    if "POLYGON" in values:
        values = {**values, "POLYGON": layer_around(perimeter(find("ti-3201")), "EPSG:2154")}
    before = sorted(path.name for path in (toolbox.profile / "perimetres").iterdir())
    with pytest.raises(QgsProcessingException, match=why):
        toolbox.run("ownperimeters", **values)
    assert sorted(p.name for p in (toolbox.profile / "perimetres").iterdir()) == before


def test_a_layer_without_crs_or_surface_is_refused(toolbox):
    bare = QgsVectorLayer("Polygon", "tracé", "memory")
    empty = QgsVectorLayer("Polygon?crs=EPSG:2154", "tracé", "memory")
    bare.setCrs(QgsCoordinateReferenceSystem())
    for layer in (bare, empty):
        with pytest.raises(QgsProcessingException, match="cannot be used"):
            toolbox.run("ownperimeters", NAME="X", POLYGON=layer)


def test_its_tables_have_the_rows_of_its_communes(toolbox, given, embedded, tmp_path):
    (path,) = toolbox.run("tables", **given, OUTPUT=str(tmp_path))["FILES"]
    assert path.endswith("communaute-d-essai-tables.xlsx")
    head, *rows = openpyxl.load_workbook(path)["Consommateurs"].iter_rows(values_only=True)
    place = head.index("Code INSEE de la commune")
    consumers = embedded.frame("consumers")
    expected = consumers["insee"].isin(IN_CUD) & (consumers["rattachement"] == "ti-3201")
    assert 0 < expected.sum() < len(consumers)
    assert len(rows) == expected.sum()
    assert {row[place] for row in rows} <= set(IN_CUD)
    read = " ".join(
        str(cell)
        for row in openpyxl.load_workbook(path)["À lire"].iter_rows(values_only=True)
        for cell in row
        if cell
    )
    assert "17 communes, défini par l'utilisateur le" in read.replace("\u2019", "'")


def test_its_page_says_its_name_its_communes_and_its_limits(toolbox, given, tmp_path):
    (path,) = toolbox.run(
        "mapset", **given, THEMES=[1], PUBLICATION=False, DPI=72, OUTPUT=str(tmp_path)
    )["FILES"]
    text = squeezed(PdfReader(path).pages[0].extract_text())
    assert "COMMUNAUTÉD'ESSAI" in text.upper()
    assert "Périmètre:17communes,définiparl'utilisateurle" in text
    assert "périmètreANCT" not in text


def test_its_profile_has_its_own_figures(toolbox, given, tmp_path):
    (path,) = toolbox.run("profile", **given, FORMAT=["json"], OUTPUT=str(tmp_path))["FILES"]
    told = json.loads(Path(path).read_text(encoding="utf-8"))
    assert told["territoire"]["id"] == "pp-communaute-d-essai"
    assert told["territoire"]["epci"] == [CUD]
    assert told["indicateurs"]["communes"]["valeur"] == len(IN_CUD)
    people = sum(all_communes()[insee].population for insee in IN_CUD)
    assert told["indicateurs"]["population"]["valeur"] == people


def test_a_map_of_it_stands_in_the_project_after_the_work(toolbox, given):
    project = QgsProject()
    context = QgsProcessingContext()
    context.setProject(project)
    toolbox.run(
        "loadmap",
        context=context,
        TERRITORY=given["TERRITORIES"],
        THEME=0,
        EDITION=given["EDITION"],
    )
    layers = list(project.mapLayers().values())
    assert layers
    files = {layer.source().partition("|")[0] for layer in layers if "gpkg" in layer.source()}
    assert len(files) == 1
    assert str(toolbox.profile / "perimetres" / "editions") in files.pop()
    assert all(layer.isValid() for layer in layers)
    project.clear()


def test_a_shared_folder_holds_its_page_and_data(toolbox, given, tmp_path):
    done = toolbox.run("share", **given, PDF="none", OUTPUT=str(tmp_path / "out"))
    page = Path(done["WEB_PAGE"]).read_text(encoding="utf-8")
    assert "Communauté d" in page
    assert "pp-communaute-d-essai" in page
    (path,) = [file for file in done["FILES"] if file.endswith(".gpkg")]
    rows = Edition.open(path).frame("consumers")
    mine = rows[rows["rattachement"] == "pp-communaute-d-essai"]
    assert set(mine["insee"]) <= set(IN_CUD)


def test_territories_that_overlap_are_refused_together(toolbox, given, tmp_path):
    with pytest.raises(QgsProcessingException, match="share 17 communes"):
        toolbox.run(
            "tables", **{**given, "TERRITORIES": "ti-3201, communaute d essai"},
            OUTPUT=str(tmp_path),
        )  # fmt: skip
    assert not list(tmp_path.glob("*.xlsx"))


class TestFetching:
    """A perimeter over a part of ti-3201 and an EPCI of no territory."""

    @pytest.fixture(scope="class")
    def fetched(self, toolbox, tmp_path_factory):
        toolbox.run("ownperimeters", NAME="À cheval", CODES=f"59183 59350 {OPALE}", REPLACE=True)
        folder = tmp_path_factory.mktemp("fetched")
        done = toolbox.run(
            "fetchedition",
            TERRITORIES="à cheval",
            THEMES=[0],
            FOLDER=str(folder),
            OUTPUT_HTML=str(folder / "r.html"),
        )
        return Edition.open(done["OUTPUT"])

    def test_whole_parts_are_fetched_and_rows_belong_to_them(self, fetched):
        assert set(fetched.record["territories_asked"].split()) == {
            "ti-3201",
            "ti-3213",
            f"epci-{OPALE}",
        }
        rows = fetched.frame("consumers")
        there = rows["insee"].map(lambda insee: all_communes()[insee].siren_epci) == OPALE
        assert set(rows.loc[there, "rattachement"]) == {f"epci-{OPALE}"}
        assert "absent" not in {
            entry.state
            for entry in fetched.availability(f"epci-{OPALE}").values()
            if entry.layer == "consumers"
        }

    def test_another_fetch_keeps_a_part_that_it_does_not_ask_for(self, toolbox, fetched, tmp_path):
        done = toolbox.run(
            "fetchedition",
            TERRITORIES="ti-3201",
            THEMES=[0],
            EDITION=str(fetched.path),
            FOLDER=str(tmp_path),
            OUTPUT_HTML=str(tmp_path / "r.html"),
        )
        again = Edition.open(done["OUTPUT"])
        before, after = (
            set(rows.loc[rows["rattachement"] == f"epci-{OPALE}", "key"])
            for rows in (fetched.frame("consumers"), again.frame("consumers"))
        )
        assert before == after
        assert again.availability(f"epci-{OPALE}")["consumers"].state != "absent"

    def test_a_single_layer_of_it_is_of_its_communes(self, toolbox, fetched):
        done = toolbox.run(
            "consumers", TERRITORY="à cheval", EDITION=str(fetched.path), OUTPUT="memory:"
        )
        found = {f["insee"] for f in done["OUTPUT"].getFeatures()}
        inside = {"59183", "59350"} | {
            c.insee for c in all_communes().values() if c.siren_epci == OPALE
        }
        rows = fetched.frame("consumers")
        assert found == set(rows.loc[rows["insee"].isin(inside), "insee"])


def test_the_command_line_saves_and_takes_one(run_qgis, profiles, embedded, tmp_path):
    settings = {"QGIS_CUSTOM_CONFIG_PATH": profiles("en"), "LANG": "en_US.UTF-8"}
    own = {**settings, "TERRITOIRES_INDUSTRIE_FOLDER": tmp_path / "plugin"}
    command = ("qgis_process", "--json", "run")
    done = run_qgis(
        *command, "territoires_industrie:ownperimeters", "--", "NAME=Ici", f"CODES={CUD}", **own
    )
    assert done.code == 0, done.stderr
    assert json.loads(done.stdout)["results"]["ID"] == "pp-ici"
    done = run_qgis(
        *command, "territoires_industrie:tables", "--", "TERRITORIES=ici",
        f"EDITION={embedded.path}", f"OUTPUT={tmp_path / 'out'}", **own,
    )  # fmt: skip
    assert done.code == 0, done.stderr
    assert (tmp_path / "out" / "ici-tables.xlsx").exists()
