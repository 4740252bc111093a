"""The profile from the toolbox and by `qgis_process`: files, readers, what is not overwritten."""

from __future__ import annotations

import json
import subprocess

import pytest
from helping import names_in
from qgis.core import QgsProcessingException, QgsProcessingFeedback
from territoires_industrie.territoires_industrie import paths

NAME = "aa-dunkerque-flandre-fiche"


@pytest.fixture
def run(provider, embedded, tmp_path, monkeypatch):
    monkeypatch.setenv(paths.OWN_FOLDER_VARIABLE, str(tmp_path / "profile"))

    def start(feedback=None, **parameters):
        import processing

        given = {"TERRITORIES": "ti-3201", "EDITION": str(embedded.path), **parameters}
        return processing.run("territoires_industrie:profile", given, feedback=feedback)

    return start


def figures(path):
    return json.loads(path.read_text(encoding="utf-8"))["indicateurs"]


class Stopping(QgsProcessingFeedback):
    """Stops while the last file of the first territory is written."""

    def __init__(self):
        super().__init__()
        self.warnings = []

    def setProgressText(self, text):
        if text == f"{NAME}.csv":
            self.cancel()

    def pushWarning(self, text):
        self.warnings.append(text)


def test_json_and_csv_of_each_territory(run, tmp_path):
    results = run(TERRITORIES="ti-3201, Lens - Hénin", OUTPUT=str(tmp_path / "fiches"))
    assert [path.rpartition("/")[2] for path in results["FILES"]] == [
        f"{NAME}.json", f"{NAME}.csv", "lens-henin-fiche.json", "lens-henin-fiche.csv",
    ]  # fmt: skip
    assert names_in(tmp_path / "fiches") == sorted(
        path.rpartition("/")[2] for path in results["FILES"]
    )
    assert figures(tmp_path / "fiches" / f"{NAME}.json")["population"]["valeur"] == 376909
    lens = figures(tmp_path / "fiches" / "lens-henin-fiche.json")
    assert lens["population"]["valeur"] == 368724
    assert lens["plus_grande_centrale"]["valeur"] is None


def test_a_file_that_is_there_stops_before_anything_is_written(run, tmp_path):
    folder = tmp_path / "fiches"
    folder.mkdir()
    there = folder / "lens-henin-fiche.csv"
    there.write_text("à garder", encoding="utf-8")
    with pytest.raises(QgsProcessingException, match=r"lens-henin-fiche\.csv"):
        run(TERRITORIES="ti-3201, Lens - Hénin", OUTPUT=str(folder))
    assert names_in(folder) == [there.name]
    run(TERRITORIES="Lens - Hénin", OUTPUT=str(folder), FORMAT=["csv"], REPLACE=True)
    assert there.read_text(encoding="utf-8-sig").startswith("Territoire;ti-3209;")


def test_by_default_for_the_public(run, crafted, site, tmp_path):
    rows = [
        site("a", **{"class": "Textile"}, size="> à 10 000 MWh"),
        site("b", **{"class": "Textile"}, size="> à 10 000 MWh", diffusion="interne"),
    ]
    edition = str(crafted(consumers=rows).path)
    for audience, count in ((None, 1), ("interne", 2)):
        given = {"AUDIENCE": audience} if audience else {}
        folder = tmp_path / str(audience)
        run(EDITION=edition, OUTPUT=str(folder), FORMAT=["json"], **given)
        assert figures(folder / f"{NAME}.json")["grands_consommateurs"]["valeur"] == count


def test_a_stop_between_territories_keeps_what_is_whole(run, tmp_path):
    told = Stopping()
    run(told, TERRITORIES="ti-3201, ti-3213", OUTPUT=str(tmp_path / "fiches"))
    assert names_in(tmp_path / "fiches") == [f"{NAME}.csv", f"{NAME}.json"]
    assert told.warnings


def test_the_pages(run, tmp_path):
    run(FORMAT=["pdf"], OUTPUT=str(tmp_path / "fiches"))
    assert names_in(tmp_path / "fiches") == [f"{NAME}.pdf"]
    text = subprocess.run(
        ["pdftotext", str(tmp_path / "fiches" / f"{NAME}.pdf"), "-"],
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    assert "377" in text
    assert "non disponible" in text.replace("\u00a0", " ")


def test_from_the_command_line(run_qgis, profiles, embedded, tmp_path):
    outcome = run_qgis(
        "qgis_process",
        "--json",
        "run",
        "territoires_industrie:profile",
        "--TERRITORIES=ti-3201",
        "--FORMAT=csv",
        f"--EDITION={embedded.path}",
        f"--OUTPUT={tmp_path / 'fiches'}",
        QGIS_CUSTOM_CONFIG_PATH=profiles("en_US"),
    )
    assert outcome.code == 0, outcome.stderr
    target = tmp_path / "fiches" / f"{NAME}.csv"
    assert json.loads(outcome.stdout)["results"]["FILES"] == [str(target)]
    assert target.read_bytes().startswith(b"\xef\xbb\xbfTerritoire;ti-3201;")
