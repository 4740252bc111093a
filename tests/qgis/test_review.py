"""Reviews from the toolbox: numbers on paper find their rows, answers come back as corrections."""

from __future__ import annotations

import json
import re
import subprocess
import zipfile
import zlib
from pathlib import Path

import openpyxl
import pytest
from osgeo import gdal, ogr
from qgis.core import (
    QgsExpressionContextUtils,
    QgsProcessingException,
    QgsProcessingFeedback,
)
from territoires_industrie.territoires_industrie import paths
from territoires_industrie.territoires_industrie.atlas import AtlasOrder
from territoires_industrie.territoires_industrie.atlas.side_by_side import inputs
from territoires_industrie.territoires_industrie.corrections.store import CorrectionStore
from territoires_industrie.territoires_industrie.edition import Edition
from territoires_industrie.territoires_industrie.geometry import from_wkt
from territoires_industrie.territoires_industrie.layouts.lands import PLACENAMES
from territoires_industrie.territoires_industrie.layouts.page import PLACEMENT_VARIABLE
from territoires_industrie.territoires_industrie.reviewing.objects import objects_of
from territoires_industrie.territoires_industrie.reviewing.pack import numbering_of
from territoires_industrie.territoires_industrie.reviewing.statuses import DRAFT, Printed
from territoires_industrie.territoires_industrie.territories import find

NAME = "aa-dunkerque-flandre-relecture"
SECRET = "Fonderie Cachotterie"
HEAT = {"class": "Gisement identifié, température non publiée"}


@pytest.fixture
def run(provider, tmp_path, monkeypatch):
    monkeypatch.setenv(paths.OWN_FOLDER_VARIABLE, str(tmp_path / "profile"))

    def start(algorithm, feedback=None, **parameters):
        import processing

        given = {"DPI": 72, "TERRITORIES": "ti-3201"} if algorithm == "reviewpack" else {}
        name = f"territoires_industrie:{algorithm}"
        return processing.run(name, {**given, **parameters}, feedback=feedback)

    return start


def rows(path, sheet="À vérifier"):
    head, *rest = openpyxl.load_workbook(path)[sheet].iter_rows(values_only=True)
    return [dict(zip(head, row, strict=True)) for row in rest]


def words_of(path):
    """The text of a PDF, page by page, with plain spaces."""
    done = subprocess.run(
        ["pdftotext", "-raw", str(path), "-"], check=True, capture_output=True, text=True
    )
    plain = done.stdout.replace("\u00a0", " ").replace("\u202f", " ").replace("\u2019", "'")
    return [" ".join(page.split()) for page in plain.split("\f")]


def fill(path, answers, **about):
    book = openpyxl.load_workbook(path)
    sheet = book["À vérifier"]
    columns = {cell.value: cell.column for cell in sheet[1]}
    for number, cells in answers.items():
        for title, value in cells.items():
            sheet.cell(number + 1, columns[title]).value = value
    for row in book["À lire"].iter_rows(max_row=8):
        if row[0].value in about:
            row[1].value = about[row[0].value]
    book.save(path)
    return str(path)


def test_a_number_on_paper_is_the_row_of_that_name(run, embedded, tmp_path):
    done = run("reviewpack", EDITION=str(embedded.path), OUTPUT=str(tmp_path / "out"))
    assert [Path(path).name for path in done["FILES"]] == [f"{NAME}.pdf", f"{NAME}.xlsx"]
    pages = words_of(done["FILES"][0])
    table = rows(done["FILES"][1])
    assert len(table) > 40
    told = 0
    for row in table:
        (page,) = [p for p in pages if row["Carte"].partition(". ")[2].partition(" (")[0] in p]
        number = row["N°"]
        names = [text.replace("’", "'") for text in (row["Nom"], row["Classe"]) if text]
        assert any(f"{number} {name}" in page for name in names), row
        told += f"{number} {names[0]}" in page
    assert told > 30
    assert "Épreuve à relire" in pages[0]


def test_each_symbol_bears_the_number_of_its_row_and_no_name(embedded, catalogue, compose_pages):
    objects = objects_of(embedded, find("ti-3201"), catalogue)
    borne = {}
    for page in compose_pages(numbering=numbering_of(objects)):
        scope = QgsExpressionContextUtils.layoutItemScope(page.item("map"))
        placed = json.loads(scope.variable(PLACEMENT_VARIABLE))
        borne |= placed["numbers"]
        named = {key.partition("/")[0] for key in placed["labels"]}
        assert named <= {"communes", PLACENAMES}, "towns and lands, no site"
    wanted = {f"{o.table}/{o.key}": str(o.number) for o in objects if not o.traced}
    assert borne == wanted
    assert len(set(borne.values())) == len(objects)


def test_what_has_no_symbol_to_number_stands_in_the_list(crafted, site, catalogue, compose_pages):
    line = from_wkt("MULTILINESTRING ((640000 7090000, 645000 7095000))")
    row = site("net", "Réseau du Port", geometry=line, **{"class": "Réseau de chaleur"})
    edition = crafted(heatnetworks=[row], wasteheat=[site("heat", "Four", **HEAT)])
    objects = objects_of(edition, find("ti-3201"), catalogue)
    assert [(o.key, o.traced) for o in objects] == [("heat", False), ("net", True)]
    options = {"themes": ["heat"], "numbering": numbering_of(objects)}
    (page,) = compose_pages(edition=edition, **options)
    listed = page.item("sites").text().replace("\n", " ")
    assert "1\u00a0Four" in listed
    assert "Tracés, sans repère sur la carte\u00a0: 2\u00a0Réseau du Port" in listed


def test_what_is_kept_from_the_audience_is_in_no_byte(run, crafted, site, tmp_path):
    edition = crafted(
        consumers=[
            site("vu", "Sucrerie Visible"),
            site("lait-4711", "Laiterie Partenaire", diffusion="partenaires"),
            site("cache-0815", SECRET, diffusion="interne"),
        ]
    )
    for audience, expected in (
        ({}, {"vu", "lait-4711"}),
        ({"AUDIENCE": "interne"}, {"vu", "lait-4711", "cache-0815"}),
    ):
        folder = tmp_path / "-".join(["out", *audience.values()])
        files = run("reviewpack", EDITION=str(edition.path), OUTPUT=str(folder), **audience)[
            "FILES"
        ]
        assert {row["Clé"].partition("/")[2] for row in rows(files[1])} == expected
        found = b"".join([*packed(files[1]), unpacked(files[0])])
        for secret in (SECRET, "Cachotterie", "cache-0815"):
            shown = "cache-0815" in expected
            assert (secret.encode() in b"".join(packed(files[1]))) == shown
            assert shown or secret.encode() not in found


def packed(path):
    with zipfile.ZipFile(path) as archive:
        return [archive.read(name) for name in archive.namelist()]


def unpacked(path):
    """A PDF's bytes with its streams inflated, as GDAL sees them, and as they are."""
    raw = Path(path).read_bytes()
    streams = []
    for found in re.finditer(rb"stream\r?\n(.*?)endstream", raw, re.DOTALL):
        try:
            streams.append(zlib.decompress(found[1]))
        except zlib.error:
            continue
    return b"".join([raw, *streams])


def test_files_that_are_there_stop_before_anything_is_written(run, embedded, tmp_path):
    (tmp_path / f"{NAME}.xlsx").write_text("à garder")
    with pytest.raises(QgsProcessingException, match=rf"{NAME}\.xlsx"):
        run("reviewpack", EDITION=str(embedded.path), OUTPUT=str(tmp_path))
    assert [path.name for path in tmp_path.glob(f"{NAME}*")] == [f"{NAME}.xlsx"]


class Stopped(QgsProcessingFeedback):
    """Stops as soon as the first page is begun."""

    def setProgressText(self, text):
        self.cancel()


def test_a_stop_leaves_no_half_pack(run, embedded, tmp_path):
    out = tmp_path / "out"
    assert run("reviewpack", Stopped(), EDITION=str(embedded.path), OUTPUT=str(out)) == {}
    assert not list(out.iterdir())


@pytest.fixture
def returned(run, crafted, site, tmp_path):
    """A workbook that went out and came back, with its edition."""
    edition = crafted(consumers=[site("a", "Ancien"), site("b", "Fermé"), site("c", "Juste")])
    files = run("reviewpack", EDITION=str(edition.path), OUTPUT=str(tmp_path / "out"))["FILES"]
    numbers = {row["Nom"]: row["N°"] for row in rows(files[1])}
    answers = {
        numbers["Ancien"]: {"Nom corrigé": "Nouveau"},
        numbers["Fermé"]: {"Vérifié": "oui", "Date de fermeture": "03/02/2025"},
        numbers["Juste"]: {"Vérifié": "oui"},
    }
    about = {
        "Nom et prénom": "Jeanne Essai",
        "Organisme et fonction": "Agglo d'essai",
        "Date de la relecture": "02/11/2026",
        "État de la fiche": "validé",
    }
    return edition, fill(Path(files[1]), answers, **about)


def test_answers_become_corrections_a_list_and_the_fiche_s_status(
    run, returned, catalogue, tmp_path
):
    edition, path = returned
    folder = tmp_path / "kept"
    given = {
        "INPUT": [path],
        "EDITION": str(edition.path),
        "FOLDER": str(folder),
        "OUTPUT_HTML": str(tmp_path / "r.html"),
        "NOTICES": str(tmp_path / "a-revoir.csv"),
    }
    look = run("importreview", LOOK=True, **given)
    assert (look["CORRECTIONS"], look["TO_SEE"]) == (1, 1)
    assert look["OUTPUT"] == str(edition.path)
    assert not folder.exists()
    done = run("importreview", **given)
    assert (done["CORRECTIONS"], done["TO_SEE"]) == (1, 1)
    consumers = Edition.open(done["OUTPUT"]).frame("consumers").set_index("key")
    assert consumers["name"].to_dict() == {"a": "Nouveau", "b": "Fermé", "c": "Juste"}
    assert (folder / "fiches.csv").is_file()
    assert [each.diffusion for each in CorrectionStore(folder, catalogue).history()] == [
        "partenaires"
    ]
    dataset = gdal.OpenEx(given["NOTICES"], gdal.OF_VECTOR)
    (notice,) = [feature.items() for feature in dataset.GetLayer(0)]
    assert (notice["outcome"], notice["name"]) == ("contradictoire", "Fermé")
    assert "Fermé" in (tmp_path / "r.html").read_text(encoding="utf-8")
    again = run("importreview", **{**given, "EDITION": done["OUTPUT"]})
    assert (again["CORRECTIONS"], again["OUTPUT"]) == (0, done["OUTPUT"])

    pages = {}
    for name, path in (("new", done["OUTPUT"]), ("old", str(edition.path))):
        written = run(
            "profile",
            TERRITORIES="ti-3201",
            EDITION=path,
            FORMAT="pdf",
            OUTPUT=str(tmp_path / name),
        )
        pages[name] = words_of(written["FILES"][0])[0]
    assert "fiche validée le 2 novembre 2026" in pages["new"]
    assert "Fiche validée par Agglo d'essai le 2 novembre 2026 (édition du" in pages["new"]
    assert "Jeanne" not in pages["new"]
    assert "modifiées depuis" not in pages["new"]
    assert "fiche brouillon" in pages["old"]


def test_from_the_command_line(run_qgis, profiles, returned, tmp_path):
    edition, path = returned
    outcome = run_qgis(
        *("qgis_process", "--json", "run", "territoires_industrie:importreview"),
        f"--INPUT={path}",
        f"--EDITION={edition.path}",
        f"--FOLDER={tmp_path / 'kept'}",
        f"--OUTPUT_HTML={tmp_path / 'r.html'}",
        QGIS_CUSTOM_CONFIG_PATH=profiles("en_US"),
    )
    assert outcome.code == 0, outcome.stderr
    results = json.loads(outcome.stdout)["results"]
    assert results["CORRECTIONS"] == 1
    assert ogr.Open(results["OUTPUT"]).GetLayerByName("consumers").GetFeatureCount() == 3


def test_processes_that_print_chapters_are_told_the_statuses(embedded, catalogue, tmp_path):
    told = {"ti-3201": DRAFT}
    order = AtlasOrder([find("ti-3201")], catalogue.themes, tmp_path / "a.pdf", reviews=told)
    given = inputs(order, embedded, catalogue, tmp_path)["REVIEWS"]
    assert {name: Printed(*words) for name, words in json.loads(given).items()} == told
