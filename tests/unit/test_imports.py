"""Imports: what is typed by hand comes back, whatever wrote the file; nothing half done."""

from __future__ import annotations

import csv
import json
import time
from datetime import datetime
from pathlib import Path

import openpyxl
import pandas
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from osgeo import gdal, ogr, osr
from territoires_industrie.territoires_industrie import gathering, geometry
from territoires_industrie.territoires_industrie.audience import for_audience
from territoires_industrie.territoires_industrie.catalogue import load_catalogue
from territoires_industrie.territoires_industrie.corrections.store import CorrectionStore
from territoires_industrie.territoires_industrie.edition import Edition, EditionStore
from territoires_industrie.territoires_industrie.embedded import build_embedded
from territoires_industrie.territoires_industrie.errors import AtlasError, Cancelled
from territoires_industrie.territoires_industrie.files import FileIsThere
from territoires_industrie.territoires_industrie.imports import adding, keeping
from territoires_industrie.territoires_industrie.imports.adding import (
    ImportOrder,
    NotYours,
    import_files,
)
from territoires_industrie.territoires_industrie.imports.headings import heading_of
from territoires_industrie.territoires_industrie.imports.looking import look
from territoires_industrie.territoires_industrie.imports.report import (
    sections,
    summary,
    unplaced,
)
from territoires_industrie.territoires_industrie.imports.saying import corrected, pairs_of
from territoires_industrie.territoires_industrie.imports.sheets import look_inside
from territoires_industrie.territoires_industrie.imports.trying import fates_to_be
from territoires_industrie.territoires_industrie.net.answer import TimedOut
from territoires_industrie.territoires_industrie.refresh import RefreshOrder, refresh
from territoires_industrie.territoires_industrie.report import document
from territoires_industrie.territoires_industrie.sources import local
from territoires_industrie.territoires_industrie.sources.instructions import (
    BadFile,
    Instructions,
    read_instructions,
    written_out,
)
from territoires_industrie.territoires_industrie.territories import atlas_territories, find

CATALOGUE = load_catalogue()
NOW, LATER = datetime(2026, 11, 22, 9), datetime(2026, 11, 23, 9)
HERE = "59183"


@pytest.fixture(scope="module")
def embedded(tmp_path_factory):
    return build_embedded(tmp_path_factory.mktemp("embedded"))


class Desk:
    """An analyst's folders, and what is done in them."""

    def __init__(self, folder: Path, edition: Edition):
        self.folder, self.embedded, self.edition = folder, edition, edition
        self.imports, self.editions = folder / "imports", folder / "editions"

    def file(self, name: str, content: str | bytes) -> Path:
        path = self.folder / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    def look(self, path: Path, table: str = "", **said):
        how = corrected(Instructions(**said), None, None)
        return look(path, CATALOGUE, table, how=how, remembered=self.imports)

    def bring(self, path, table="", name="", replace=False, now=NOW, **said):
        found = self.look(path, table, **said)
        order = ImportOrder(
            [(found, name)],
            self.imports,
            self.editions,
            self.edition,
            CorrectionStore(self.editions, CATALOGUE).standing(),
            replace=replace,
        )
        (done,) = import_files(order, CATALOGUE, now, lambda *_: None, lambda: False)
        self.edition = done.edition
        return done

    def refreshed(self, now=LATER, territories=None):
        """A refresh on a day when no server answers: what is the user's own needs none."""
        order = RefreshOrder(
            territories or atlas_territories(),
            ["wasteheat", "wastewaterplants", "producers"],
            self.embedded,
            self.edition,
            imports=self.imports,
            corrections=CorrectionStore(self.editions, CATALOGUE).standing(),
        )
        done = refresh(
            order, self.editions, CATALOGUE, Client(), now, lambda *_: None, lambda: False
        )
        self.edition = done.edition
        return done.edition

    def own(self, table="wasteheat", edition=None):
        rows = (edition or self.edition).frame(table)
        return rows[rows["source"] == "polenergie-local"].reset_index(drop=True)


class Client:
    def raise_if_cancelled(self):
        pass


@pytest.fixture
def desk(tmp_path, embedded):
    return Desk(tmp_path, embedded)


@pytest.fixture
def no_network(monkeypatch):
    def dead(source, area, client):
        raise TimedOut("{host} said nothing: try again later.", host=source.publisher)

    monkeypatch.setattr(gathering.protocols, "fetch", dead)


# ---------------------------------------------------------------- the round trip

#: What people write: accents, dashes, quotes, digits; no controls, which no spreadsheet takes.
LETTERS = st.characters(
    codec="cp1252", exclude_categories=("Cc", "Cf"), exclude_characters="\u00c2\u00c3\u00c5\u00e2"
)
WILD = st.one_of(
    st.text(LETTERS, max_size=40),
    st.sampled_from(
        ["", "00123", "01/02/2024", "2024-02-01", "12,50", "1e5", "n.c.", "-", "O'Brien & fils"]
        + ["a;b", 'dit "le Four"', "x" * 2_000, "œuvre d'été n° 2", "1 234,5", "=1+1", "oui"]
        + ["deux\nlignes", "0", "@nom", "+33 3 28", "-1", "'=1", " bord "]
    ),
)
NUMBERS = st.one_of(
    st.floats(1, 199, allow_nan=False).map(lambda n: f"{n:.2f}".replace(".", ",")),
    st.integers(1, 199).map(str),
    st.sampled_from(["", "0", "0,0", "env. 75", "1 050,5", "> 60", "38 °C"]),
)
ROWS = st.lists(st.tuples(WILD, NUMBERS, WILD, WILD, WILD), min_size=4, max_size=20)
HEADING = ["Nom du site", "Code INSEE", "Température (°C)", "Contact", "Remarque", "Remarque"]


def as_number(cell):
    text = "".join(cell.split()).replace(",", ".").replace("°C", "")
    try:
        return float(text)
    except ValueError:
        return None


@settings(
    max_examples=5,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(
    rows=ROWS,
    encoding=st.sampled_from(["cp1252", "utf-8", "utf-8-sig", "utf-16"]),
    separator=st.sampled_from([";", "\t", ","]),
    end=st.sampled_from(["\r\n", "\n"]),
)
def test_every_cell_comes_back_after_import_refresh_and_export(
    tmp_path_factory, embedded, no_network, rows, encoding, separator, end
):
    desk = Desk(tmp_path_factory.mktemp("trip"), embedded)
    path = desk.folder / "chaleur fatale.csv"
    with path.open("w", encoding=encoding, newline="") as file:
        writer = csv.writer(file, delimiter=separator, lineterminator=end)
        writer.writerow(HEADING)
        for number, (name, heat, *others) in enumerate(rows):
            writer.writerow([f"S{number} {name}", HERE, heat, *others])
    desk.bring(path, "wasteheat")
    edition = desk.refreshed()
    told = exported(edition, desk.folder)
    assert len(told) == len(rows)
    for number, (name, heat, contact, first, second) in enumerate(rows):
        row = told[f"S{number} {name}".strip()]
        assert row["insee"] == HERE
        wanted = as_number(heat)
        if not heat.strip():
            assert not row["temperature_c"]
        if wanted is None or not row["temperature_c"]:  # where few cells are numbers
            assert heat.strip() in row["note"]
        else:
            assert float(row["temperature_c"]) == wanted
        for cell in (contact, first, second):
            assert cell.strip() in row["note"]
        assert row["diffusion"] == "interne"


def exported(edition, folder):
    """The user's rows as a colleague gets them: the edition's table as CSV, by GDAL."""
    target = folder / "export.csv"
    gdal.VectorTranslate(
        str(target), str(edition.path), layers=["wasteheat"], format="CSV", accessMode=None
    )
    with target.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["source"] == "polenergie-local"]
    return {row["name"]: row for row in rows}


# ---------------------------------------------------------------- wild files

WILD_FILES = {
    "mixed line ends": "Nom;Température\nA;40\r\nB;50\rC;60\n",
    "byte order mark": "\ufeffNom;Température\nA;40\nB;50\nC;60\n",
    "titles above": "Recensement 2024;\n\nPôlenergie;\nNom;Température\nA;40\nB;50\nC;60\n",
    "mojibake": "Nom;TempÃ©rature\nA;40\nB;50\nC;60\n",
    "unit in the heading": "Nom;Temp. rejet (°C)\nA;40\nB;50\nC;60\n",
}


@pytest.mark.parametrize("content", WILD_FILES.values(), ids=list(WILD_FILES))
def test_wild_texts_are_understood(desk, content):
    found = desk.look(desk.file("x.csv", content), "wasteheat")
    assert set(found.how.columns.values()) == {"name", "temperature_c"}
    assert found.rows == 3


def test_a_file_that_is_not_there_is_said_in_plain_words(desk):
    with pytest.raises(BadFile, match=r"There is no file or folder \S+/chaleur.csv"):
        look_inside(desk.folder / "chaleur.csv", CATALOGUE)


def test_a_file_of_one_column(desk):
    found = desk.look(desk.file("x.csv", "Nom\nA\nB\n"), "wasteheat")
    assert (found.rows, found.how.columns) == (2, {"Nom": "name"})


def test_no_heading_is_told_and_cells_say_what_they_are(desk):
    path = desk.file("x.csv", "Four;59183;2,37;51,03\nForge;59271;2,29;51,01\n")
    found = desk.look(path, "wasteheat")
    assert found.how.heading == 0
    names = {each.column: each.name for each in found.columns}
    assert names["colonne 2"] == "insee"
    assert names["colonne 3"] == names["colonne 4"] == "position"
    done = desk.bring(path, "wasteheat", columns={"colonne 1": "name"}, heading=0)
    assert list(done.fates["position"]) == ["exacte", "exacte"]
    assert list(desk.own()["name"]) == ["Four", "Forge"]


def test_repaired_accents_are_told(desk):
    found = desk.look(desk.file("x.csv", "Nom;Commune\nMÃ©tha d'Å“uvre;LumiÃ¨re\n"), "wasteheat")
    assert found.content.frame["Nom"][0] == "Métha d'œuvre"
    assert any("accents mal encodés" in note for note in found.notes)


def projected(epsg, *places):
    """Longitudes and latitudes in another CRS."""
    source, target = osr.SpatialReference(), osr.SpatialReference()
    for reference, code in ((source, 4326), (target, epsg)):
        reference.ImportFromEPSG(code)
        reference.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    way = osr.CoordinateTransformation(source, target)
    return [way.TransformPoint(*place)[:2] for place in places]


@pytest.mark.parametrize("epsg", [4326, 2154, 3950, 3949, 27572, 32631, 3857])
@pytest.mark.parametrize("turned", [False, True])
def test_coordinates_say_themselves_what_they_are_in(desk, epsg, turned):
    pairs = projected(epsg, (2.37, 51.03), (2.9, 50.3), (1.8, 50.1))
    pairs = [(y, x) if turned else (x, y) for x, y in pairs]
    text = "Nom;X;Y\n" + "".join(f"S{i};{x:.6f};{y:.6f}\n" for i, (x, y) in enumerate(pairs))
    path = desk.file("chaleur.csv", text.replace(".", ","))
    found = desk.look(path)
    assert found.epsg == epsg
    raw, _ = local.read_local(path, found.table, how=found.how)
    assert raw.epsg == epsg
    x, y, *_ = geometry.bounds(geometry.to_wgs84(raw.frame["geometry"][0], epsg))
    assert (x, y) == (pytest.approx(2.37, abs=1e-4), pytest.approx(51.03, abs=1e-4))


def test_a_file_that_declares_the_wrong_crs_is_put_right(desk):
    path = desk.folder / "chaleur.geojson"
    shape = {"type": "Point", "coordinates": [654_000, 7_104_000]}
    feature = {"type": "Feature", "properties": {"Nom": "A"}, "geometry": shape}
    path.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}))
    found = desk.look(path)
    assert found.epsg == 2154
    assert any("déclaré à tort" in note for note in found.notes)
    desk.bring(path)
    assert geometry.to_wkt(desk.own()["geometry"][0]) == "POINT (654000 7104000)"


def test_a_shapefile_without_its_encoding_is_read_as_windows_wrote_it(desk):
    path = desk.folder / "friches.shp"
    reference = osr.SpatialReference()
    reference.ImportFromEPSG(2154)
    file = ogr.GetDriverByName("ESRI Shapefile").CreateDataSource(str(path))
    layer = file.CreateLayer("friches", reference, ogr.wkbPolygon, ["ENCODING=CP1252"])
    layer.CreateField(ogr.FieldDefn("NOM", ogr.OFTString))
    feature = ogr.Feature(layer.GetLayerDefn())
    feature.SetField(0, "Aciérie d’été n° 2")
    square = "POLYGON ((651000 7104000, 651300 7104000, 651300 7104300, 651000 7104000))"
    feature.SetGeometry(ogr.CreateGeometryFromWkt(square))
    layer.CreateFeature(feature)
    del feature, layer, file
    path.with_suffix(".cpg").unlink()
    done = desk.bring(path)
    assert list(desk.own("brownfields")["name"]) == ["Aciérie d’été n° 2"]
    report = document("Import", "", sections(desk.look(path), done, CATALOGUE))
    report.encode()


@pytest.fixture
def workbook(desk):
    def written(**sheets):
        book = openpyxl.Workbook()
        book.remove(book.active)
        for name, rows in sheets.items():
            sheet = book.create_sheet(name)
            for row in rows:
                sheet.append(row)
        book.save(desk.folder / "classeur.xlsx")
        return desk.folder / "classeur.xlsx"

    return written


STEPS_SHEET = [["STEP, campagne 2024"], [], ["Nom", "Code SANDRE", "Commune"]] + [
    ["Brasserie", "030000000010", "Bergues"]
]


def test_a_page_of_words_before_the_table_is_passed_over_and_told(workbook):
    path = workbook(Notes=[["À lire"], ["Sources : terrain"]], STEP=STEPS_SHEET)
    found = look_inside(path, CATALOGUE)
    assert (found.sheet, found.how.layer, found.table.name) == ("STEP", "STEP", "wastewaterplants")
    assert "le fichier a aussi « Notes »" in " ".join(summary(found, None, CATALOGUE))
    assert look_inside(path, CATALOGUE, "wasteheat").sheet == "STEP"
    path = workbook(STEP=STEPS_SHEET, Autre=STEPS_SHEET)
    assert look_inside(path, CATALOGUE).sheet == "STEP"
    assert look_inside(path, CATALOGUE, "wastewaterplants").sheet == ""
    with pytest.raises(BadFile, match="Notes, Autres"):
        look_inside(workbook(Notes=[["À lire"], ["A"]], Autres=[["B"], ["C"]]), CATALOGUE)


def test_a_workbook_with_merged_titles(desk):
    path = desk.folder / "metha.xlsx"
    file = ogr.GetDriverByName("XLSX").CreateDataSource(str(path))
    layer = file.CreateLayer("Feuille 1")
    for number in range(4):
        layer.CreateField(ogr.FieldDefn(f"Field{number}", ogr.OFTString))
    table = [
        ("Suivi des méthaniseurs", None, None, None),
        (None, None, None, None),
        ("Unité", "Commune", "Valorisation", "Production (MWh/an)"),
        ("Métha A (inventée)", "Cassel", "Injection", "25 400"),
        ("Métha B (inventée)", "Bergues", "Cogénération", ""),
    ]
    for cells in table:
        feature = ogr.Feature(layer.GetLayerDefn())
        for index, cell in enumerate(cells):
            if cell is not None:
                feature.SetField(index, cell)
        layer.CreateFeature(feature)
    del layer, file
    done = desk.bring(path)
    rows = desk.own("producers")
    assert list(rows["class"]) == ["Point d'injection de biométhane", "Cogénération de biométhane"]
    assert rows["capacity_gwh_y"][0] == 25.4
    assert done.file.name == "producers.metha.xlsx"


CELLS = st.text(max_size=12)


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(st.one_of(st.binary(max_size=200), st.lists(CELLS, max_size=20).map(";".join), st.text()))
def test_whatever_a_file_holds_it_is_read_or_refused_in_one_sentence(tmp_path, content):
    path = tmp_path / "wasteheat.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8", "replace"))
    try:
        found = look(path, CATALOGUE, "wasteheat")
    except AtlasError as error:
        assert "\n" not in str(error)
        assert "wasteheat.csv" in str(error)
    else:
        assert found.rows == len(found.content.frame)
        document("", "", sections(found, None, CATALOGUE))


# ---------------------------------------------------------------- units, classes, notes


@pytest.mark.parametrize(
    ("heading", "cell", "mwh"),
    [
        ("Gisement (GWh/an)", "12,4", 12_400.0),
        ("Gisement en MWh", "12,4", 12.4),
        ("Energie_kWh", "12 400", 12.4),
        ("Gisement", "1.234,5", 1234.5),
    ],
)
def test_a_unit_of_the_heading_counts(desk, heading, cell, mwh):
    desk.bring(desk.file("chaleur.csv", f"Nom;Commune;{heading}\nA;Cassel;{cell}\n"))
    assert desk.own()["energy_mwh"][0] == pytest.approx(mwh)


def test_a_unit_that_cannot_be_made_the_atlas_goes_to_the_note(desk):
    text = "Nom;Commune;Production (Nm3/h)\nA;Cassel;250\n"
    desk.bring(desk.file("methanisation.csv", text))
    row = desk.own("producers").iloc[0]
    assert pandas.isna(row["capacity_gwh_y"])
    assert row["note"] == "Production (Nm3/h) : 250"


def test_bands_of_temperature_are_classes(desk):
    text = "Nom;Commune;Classe\n" + "".join(
        f"S{i};Cassel;{band}\n" for i, band in enumerate(("40-80 °C", "<100", "> 200 °C", "tiède"))
    )
    done = desk.bring(desk.file("chaleur.csv", text))
    rows = desk.own()
    assert list(rows["class"]) == ["Chaleur fatale < à 80°C", "Chaleur fatale < à 100°C", "", ""]
    assert rows["note"][0] == "Classe saisie : 40-80 °C"
    assert "« tiède » hors légende" in rows["note"][3]
    told = [(row.name, row.reason) for row in unplaced(done.fates)]
    assert ("S3", "hors légende") in told


def test_sectors_are_told_from_their_words_and_a_name_from_its_heading(desk):
    text = "NOM_FRICHE;Commune;Secteur\nA;Cassel;Chimie\nB;Bergues;Sidérurgie\nC;Cassel;Verre\n"
    found = desk.look(desk.file("consommateurs.csv", text))
    assert {each.column: each.name for each in found.columns} == {
        **{"NOM_FRICHE": "name", "Commune": "commune", "Secteur": "class"}
    }
    assert [(each.word, each.key) for each in found.classes] == [
        ("Chimie", "Industrie chimique et pharmaceutique"),
        ("Sidérurgie", "Métallurgie/sidérurgie"),
        ("Verre", "Produits minéraux, caoutchouc, plastique"),
    ]


def test_classes_and_columns_are_corrected_and_remembered(desk):
    text = "Site;Ville;Etage;Débit\nA;Cassel;tiède;7\n"
    how = corrected(Instructions(), "Etage = class; Débit =", "tiède = Chaleur fatale < à 80°C")
    path = desk.file("chaleur.csv", text)
    desk.bring(path, columns=how.columns, classes=how.classes)
    assert list(desk.own()["class"]) == ["Chaleur fatale < à 80°C"]
    assert "7" not in desk.own()["note"][0]
    again = desk.look(desk.file("chaleur 2025.csv", text))
    assert {each.column: each.name for each in again.columns}["Etage"] == "class"


def test_what_a_column_cannot_hold_stands_in_the_note(desk):
    text = "Nom;Code INSEE;Température;Déjà valorisée;SIRET;AIOT\nA;5918;env. 75;peut-être;1;2\n"
    path = desk.file("chaleur.csv", text + "B;59183;40;oui;12345678900011;6301234\n")
    done = desk.bring(path)
    note = desk.own()["note"][0]
    assert note == "AIOT : 0006301234."
    (lost,) = [row for row in unplaced(done.fates) if row.name == "A"]
    assert (lost.line, lost.outcome) == (2, "écartée")


PLACES = """Nom;Code INSEE;X;Y;Température
Ici;59183;650000;7100000;50
Encore ici;59183;652000;7101000;50
Degrés;59183;50,28;3,97;60
Mots;59183;651000;vers le port;60
Nulle part;;50,28;3,97;60
Valenciennes ?;59606;650000;7100000;50
Paris;75056;652000;6862000;50
"""


def test_coordinates_that_are_none_stay_in_the_note_and_are_told(desk):
    done = desk.bring(desk.file("chaleur.csv", PLACES))
    rows = desk.own().set_index("name")
    assert rows.loc["Degrés", ["position", "note"]].tolist() == [
        *("commune", "X : 50,28 ; Y : 3,97")
    ]
    assert rows["note"]["Ici"] is None
    told = {row.name: row for row in unplaced(done.fates)}
    assert told["Degrés"].reason == "coordonnées illisibles : 50,28 / 3,97"
    assert told["Mots"].reason == "coordonnées illisibles : 651000 / vers le port"
    assert told["Degrés"].advice.startswith("Corriger les coordonnées")
    assert (told["Nulle part"].outcome, told["Nulle part"].reason) == (
        *("écartée", "coordonnées illisibles : 50,28 / 3,97"),
    )
    assert not {"Ici", "Encore ici"} & set(told)


@pytest.mark.parametrize("epsg", [2154, 3950, 32631, 2192])
def test_degrees_among_metres_are_no_place_whatever_the_metres_are_in(desk, epsg):
    points = [*projected(epsg, (2.37, 51.03)), (2.37, 51.03), (51.03, 2.37)]
    text = "Nom;INSEE;X;Y\n" + "".join(f"S{x};{HERE};{x};{y}\n" for x, y in points)
    path = desk.file("chaleur.csv", text)
    desk.bring(path, "wasteheat", epsg=epsg)
    rows = desk.own()
    assert list(rows["position"]) == ["exacte", "commune", "commune"]
    assert "51.03" in rows["note"][1]


def test_a_look_tells_the_same_as_the_import_and_writes_nothing(desk):
    desk.bring(desk.file("chaleur-avant.csv", "Nom;Code INSEE;Température\nIci;59183;50\n"))
    path = desk.file("chaleur.csv", PLACES)
    before = {file: file.stat().st_mtime_ns for file in desk.folder.rglob("*")}
    found = desk.look(path)
    fates = fates_to_be(found, "", desk.imports, CATALOGUE, lambda: False)
    assert {file: file.stat().st_mtime_ns for file in desk.folder.rglob("*")} == before
    done = desk.bring(path)
    pandas.testing.assert_frame_equal(
        fates.drop(columns="file"), done.fates.drop(columns="file"), check_dtype=False
    )
    told = list(unplaced(fates))
    assert {row.name for row in told} >= {"Degrés", "Nulle part", "Valenciennes ?", "Paris", "Ici"}
    again = fates_to_be(found, "", desk.imports, CATALOGUE, lambda: False)
    assert list(again["twice"]) == list(fates["twice"])  # the one of its name gives way
    titles = [section.title for section in sections(found, None, CATALOGUE, fates)]
    assert titles[-2:] == ["Ce que deviendraient les lignes", "À regarder"]


def test_rows_far_from_their_commune_or_in_no_territory_are_told(desk):
    done = desk.bring(desk.file("chaleur.csv", PLACES))
    told = {row.name: (row.outcome, row.reason) for row in unplaced(done.fates)}
    assert told["Valenciennes ?"] == ("dessinée", "à 108 km de sa commune")
    assert told["Paris"] == ("dessinée", "hors des territoires de l'atlas")
    assert desk.own().set_index("name")["position"]["Valenciennes ?"] == "exacte"


def test_sentences_of_a_note_do_not_run_together(desk):
    text = "Nom;Commune;Âge four;Température;Statut\nA;Cassel;12;n.c.;bof\nB;Cassel;Ah !;60;\n"
    desk.bring(desk.file("chaleur.csv", text))
    note = desk.own()["note"][0]
    assert note.startswith("Âge four : 12. Température")
    assert "« n.c. ». Statut : « bof »" in note
    assert desk.own()["note"][1] == "Âge four : Ah !"


def test_a_temperature_above_the_legend_is_said_to_be(desk):
    text = "Nom;Commune;Température\nFour;Cassel;250\nBain;Cassel;60\n"
    done = desk.bring(desk.file("chaleur.csv", text))
    told = {(row.name, row.reason, row.advice) for row in unplaced(done.fates)}
    assert ("Four", "au-dessus de 200 °C, hors légende") in {row[:2] for row in told}
    assert not any("Donner une classe" in row[2] for row in told)


# ---------------------------------------------------------------- the edition


def test_several_files_go_to_one_layer_and_a_second_of_the_name_is_refused(desk, no_network):
    first = desk.file("chaleur.csv", "Nom;Commune;Température\nA;Cassel;40\n")
    second = desk.file("rejets.csv", "Nom;Commune;Température\nB;Bergues;50\nA;Cassel;41\n")
    desk.bring(first, "wasteheat")
    done = desk.bring(second, "wasteheat")
    assert list(desk.own()["name"]) == ["A", "B", "A"]
    assert [row.reason for row in unplaced(done.fates) if "identifiant" in row.reason] == [
        "même identifiant qu'une autre ligne importée"
    ]
    before = sorted(desk.folder.rglob("*"))
    with pytest.raises(FileIsThere, match="chaleur"):
        desk.bring(first, "wasteheat")
    assert sorted(desk.folder.rglob("*")) == before
    desk.bring(desk.file("chaleur.csv", "Nom;Commune;Température\nC;Cassel;40\n"), replace=True)
    assert sorted(desk.own()["name"]) == ["A", "B", "C"]
    desk.refreshed()
    assert sorted(desk.own()["name"]) == ["A", "B", "C"]
    drawn = sum(a.rows for a in desk.edition.accounting() if a.source == "polenergie-local")
    assert drawn == 3


def test_a_public_row_stands_back_and_everything_else_stays(desk):
    public = desk.embedded.frame("wasteheat")
    key = public["key"].iloc[0]
    text = f"Identifiant;Nom;Commune;Température\n{key};Le mien;Cassel;40\n"
    done = desk.bring(desk.file("chaleur.csv", text))
    rows = desk.edition.frame("wasteheat")
    assert list(rows.loc[rows["key"] == key, "name"]) == ["Le mien"]
    assert list(done.overruled["key"]) == [key]
    assert len(rows) == len(public)
    for table in CATALOGUE.tables:
        if table.name != "wasteheat":
            old, new = (e.frame(table.name) for e in (desk.embedded, desk.edition))
            assert len(old) == len(new), table.name


def test_rows_that_came_with_another_file_stay(desk, tmp_path, no_network):
    other = tmp_path / "given"
    other.mkdir()
    (other / "wasteheat.csv").write_text("Nom;Commune\nGiven;Cassel\n", "utf-8")
    order = RefreshOrder(
        atlas_territories(), ["wasteheat"], desk.embedded, desk.embedded, local_data=other
    )
    arguments = (desk.editions, CATALOGUE, Client(), NOW, lambda *_: None, lambda: False)
    desk.edition = refresh(order, *arguments).edition
    desk.bring(desk.file("chaleur.csv", "Nom;Commune\nMine;Cassel\n"), now=LATER)
    assert sorted(desk.own()["name"]) == ["Given", "Mine"]
    drawn = [a.rows for a in desk.edition.accounting() if a.source == "polenergie-local"]
    assert sum(drawn) == 2


def test_an_older_edition_says_of_which_day_its_rows_are(desk):
    desk.bring(desk.file("chaleur.csv", "Nom;Commune\nA;Cassel\n"), now=datetime(2030, 1, 1))
    rows = desk.edition.frame("wasteheat")
    public = rows[rows["source"] != "polenergie-local"]
    assert public["note"].str.contains("Repris de l'édition du").all()
    assert desk.own()["note"].isna().all()


def test_a_refresh_of_one_territory_keeps_the_imports_of_the_others(desk, no_network):
    desk.bring(desk.file("chaleur.csv", "Nom;Commune\nA;Dunkerque\nB;Saint-Quentin\n"))
    desk.refreshed(territories=[find("ti-3201")])
    assert sorted(desk.own()["name"]) == ["A", "B"]


def test_nothing_internal_is_in_the_bytes_of_a_public_edition(desk):
    text = "Nom;Commune;Contact\nSecrète Forge;Cassel;M. Confidentiel\n"
    desk.bring(desk.file("chaleur.csv", text))
    public = for_audience(desk.edition, "publique", desk.folder / "public", CATALOGUE)
    content = public.path.read_bytes()
    for word in ("Secrète Forge", "Confidentiel", "secrete-forge", "chaleur.csv"):
        assert word.encode() in desk.edition.path.read_bytes()
        assert word.encode() not in content
    desk.edition = public
    with pytest.raises(NotYours, match="publique"):
        desk.bring(desk.file("rejets.csv", text), "wasteheat")


@pytest.mark.parametrize("broken", ["write_corrected", "merged"])
def test_a_failure_leaves_everything_as_it_was(desk, monkeypatch, broken):
    desk.bring(desk.file("chaleur.csv", "Nom;Commune\nA;Cassel\n"))
    before = {path: path.stat().st_mtime_ns for path in desk.folder.rglob("*") if path.is_file()}

    def fail(*_args, **_kwargs):
        raise BadFile("broken")

    monkeypatch.setattr(adding, broken, fail)
    path = desk.file("rejets.csv", "Nom;Commune\nB;Cassel\n")
    with pytest.raises(BadFile):
        desk.bring(path, "wasteheat")
    path.unlink()
    after = {path: path.stat().st_mtime_ns for path in desk.folder.rglob("*") if path.is_file()}
    assert after == before
    assert not list(desk.imports.glob(".import-*"))


def test_it_stops_when_it_is_told_to(desk):
    found = desk.look(desk.file("chaleur.csv", "Nom;Commune\nA;Cassel\n"))
    order = ImportOrder([(found, "")], desk.imports, desk.editions, desk.edition)
    with pytest.raises(Cancelled):
        import_files(order, CATALOGUE, NOW, lambda *_: None, lambda: True)
    assert EditionStore(desk.editions).current() is None
    assert list(desk.imports.iterdir()) == []


def test_ten_thousand_rows_take_seconds(desk):
    rows = "".join(
        f"Site n° {i};Cassel;{i % 190 + 1},5;{2.3 + i / 1e5:.5f};50,8\n" for i in range(10_000)
    )
    path = desk.file("chaleur.csv", f"Nom;Commune;Température;lon;lat\n{rows}")
    began = time.monotonic()
    done = desk.bring(path)
    assert len(done.fates) == 10_000
    assert time.monotonic() - began < 60


# ---------------------------------------------------------------- words


def test_instructions_are_kept_whole_and_in_short(tmp_path):
    how = Instructions(
        columns={"A": "name"},
        classes={"class": {"x": "y"}},
        factors={"B": 1000.0},
        table="wasteheat",
        heading=0,
        epsg=3950,
        places={"rue|59183": (2.3, 51.0, "adresse")},
    )
    place = tmp_path / "a.mapping.json"
    place.write_text(written_out(how), "utf-8")
    again = read_instructions(place)
    assert written_out(again) == written_out(how)
    place.write_text(written_out(Instructions(columns={"A": "name"})), "utf-8")
    assert json.loads(place.read_text("utf-8")) == {"A": "name"}


@pytest.mark.parametrize(
    ("said", "pairs"),
    [
        ("A = b; C=d", {"A": "b", "C": "d"}),
        ("A = b\nT = x = y", {"A": "b", "T = x": "y"}),
        ('{"A; B": "name"}', {"A; B": "name"}),
        (["A", "b", "C", ""], {"A": "b", "C": ""}),
        (["A=b", "C = d"], {"A": "b", "C": "d"}),
        ([["A", "b"]], {"A": "b"}),
        ("", {}),
        (None, {}),
    ],
)
def test_pairs_are_written_in_many_ways(said, pairs):
    assert pairs_of(said) == pairs


@pytest.mark.parametrize("said", ["A", "= b", "{", ["A"]])
def test_what_is_no_pair_is_refused(said):
    with pytest.raises(BadFile, match="no pair"):
        pairs_of(said)


@pytest.mark.parametrize(
    ("rows", "line"),
    [
        ([(1, ["Nom", "Commune"]), (2, ["A", "B"])], None),
        ([(3, ["Nom", "Commune"]), (4, ["A", "B"])], 3),
        ([(1, ["Titre", ""]), (2, ["Machin", "Truc"]), (3, ["A", "1"])], 2),
        ([(1, ["A", "1"]), (2, ["B", "2"])], 0),
        ([], None),
    ],
)
def test_the_line_of_the_headings(rows, line):
    assert heading_of(rows) == line


def test_a_workshop_left_over_is_no_import(desk):
    (desk.imports / ".import-old").mkdir(parents=True)
    (desk.imports / ".import-old" / "wasteheat.x.csv").write_text("Nom\nA\n")
    assert keeping.kept_files(desk.imports, CATALOGUE) == {}
