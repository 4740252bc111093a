"""Tables from the toolbox and by `qgis_process`: workbooks, readers, what is not overwritten."""

from __future__ import annotations

import json

import openpyxl
import pytest
from qgis.core import QgsProcessingException, QgsProcessingFeedback
from territoires_industrie.territoires_industrie import paths

NAME = "aa-dunkerque-flandre-tables.xlsx"


@pytest.fixture
def run(provider, embedded, tmp_path, monkeypatch):
    monkeypatch.setenv(paths.OWN_FOLDER_VARIABLE, str(tmp_path / "profile"))

    def start(feedback=None, **parameters):
        import processing

        given = {"TERRITORIES": "ti-3201", "EDITION": str(embedded.path), **parameters}
        return processing.run("territoires_industrie:tables", given, feedback=feedback)

    return start


def rows(path, sheet):
    head, *rest = openpyxl.load_workbook(path)[sheet].iter_rows(values_only=True)
    return [dict(zip(head, row, strict=True)) for row in rest]


class Stopped(QgsProcessingFeedback):
    """Stops as soon as a workbook is begun."""

    def setProgressText(self, text):
        if text.endswith(".xlsx"):
            self.cancel()


def test_a_workbook_for_each_territory_or_one_for_all(run, tmp_path):
    each = run(TERRITORIES="ti-3201, Lens - Hénin", OUTPUT=str(tmp_path / "each"))
    assert [path.rpartition("/")[2] for path in each["FILES"]] == [NAME, "lens-henin-tables.xlsx"]
    one = run(TERRITORIES="ti-3201, Lens - Hénin", TOGETHER=True, OUTPUT=str(tmp_path / "one"))
    (path,) = one["FILES"]
    found = rows(path, "Consommateurs")
    assert found == rows(each["FILES"][0], "Consommateurs") + rows(
        each["FILES"][1], "Consommateurs"
    )
    assert {row["Source"] for row in found if row["Nom"]}


def test_by_default_for_the_public(run, crafted, site, tmp_path):
    edition = crafted(consumers=[site("a", "Vue"), site("b", "Cachée", diffusion="interne")])
    for audience, names in ((None, {"Vue"}), ("interne", {"Vue", "Cachée"})):
        given = {"AUDIENCE": audience} if audience else {}
        (path,) = run(EDITION=str(edition.path), OUTPUT=str(tmp_path / str(audience)), **given)[
            "FILES"
        ]
        assert {row["Nom"] for row in rows(path, "Consommateurs")} == names


def test_a_file_that_is_there_stops_before_anything_is_written(run, tmp_path):
    (tmp_path / "lens-henin-tables.xlsx").write_text("à garder")
    with pytest.raises(QgsProcessingException, match=r"lens-henin-tables\.xlsx"):
        run(TERRITORIES="ti-3201, Lens - Hénin", OUTPUT=str(tmp_path))
    assert not (tmp_path / NAME).exists()


def test_a_stop_leaves_no_half_workbook(run, tmp_path):
    (tmp_path / "out").mkdir()
    assert run(Stopped(), OUTPUT=str(tmp_path / "out")) == {}
    assert not list((tmp_path / "out").iterdir())


def test_from_the_command_line(run_qgis, profiles, embedded, tmp_path):
    outcome = run_qgis(
        *("qgis_process", "--json", "run", "territoires_industrie:tables"),
        "--TERRITORIES=ti-3201",
        f"--EDITION={embedded.path}",
        f"--OUTPUT={tmp_path / 'tables'}",
        QGIS_CUSTOM_CONFIG_PATH=profiles("en_US"),
    )
    assert outcome.code == 0, outcome.stderr
    (path,) = json.loads(outcome.stdout)["results"]["FILES"]
    assert path == str(tmp_path / "tables" / NAME)
    assert openpyxl.load_workbook(path).sheetnames[0] == "À lire"
