"""Two editions compared, from the toolbox and by `qgis_process`: table, report, defaults."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta

import pandas
import pytest
from qgis.core import (
    NULL,
    QgsProcessingContext,
    QgsProcessingException,
    QgsVectorLayer,
)
from territoires_industrie.territoires_industrie import paths
from territoires_industrie.territoires_industrie.differences import COLUMNS
from territoires_industrie.territoires_industrie.edition import (
    EditionStore,
    Provenance,
    write_edition,
)

DAY = timedelta(days=1)
DUNKERQUE = "ti-3201"
#: The source that the rows of `site` name.
REGISTER = "registre-essai"


@pytest.fixture
def profile(tmp_path, monkeypatch):
    """A profile of the plugin's own, so that no edition of anybody else's is the current one."""
    monkeypatch.setenv(paths.OWN_FOLDER_VARIABLE, str(tmp_path / "profile"))
    return tmp_path / "profile"


@pytest.fixture
def run(provider, profile, tmp_path):
    def start(**parameters):
        import processing

        given = {"OUTPUT": "memory:", "OUTPUT_HTML": str(tmp_path / "report.html"), **parameters}
        return processing.run("territoires_industrie:compareeditions", given)

    return start


@pytest.fixture
def written(embedded, catalogue, profile):
    """Write an edition into the profile, so many days after the embedded one."""

    def write(days, rows, vintage="2024"):
        entry = Provenance("consumers", REGISTER, dataset="Registre d'essai", vintage=vintage)
        return write_edition(
            profile / "editions",
            {"consumers": pandas.DataFrame(rows, dtype="object")},
            [entry],
            [],
            embedded.created + days * DAY,
            catalogue,
        )

    return write


@pytest.fixture
def pair(written, site):
    """Two editions between which everything happens that can happen to a site."""
    exact = {"position": "exacte"}
    before = [
        site("gone", name="Fermée"),
        site("moves", **exact, gas_mwh=100.0),
        site("found", insee="59183"),
        site("turns", vintage="2023"),
        site("stays", name="Inchangée"),
        site("elsewhere", rattachement="ti-3216"),
    ]
    after = [
        site("new", name="Neuve"),
        site("moves", **exact, shift=(300.0, 400.0), gas_mwh=110.5),
        site("found", insee="59183", position="adresse", shift=(900.0, 0.0)),
        site("turns", vintage="2024", **{"class": "Textile"}),
        site(
            "stays", name="Inchangée", vintage="2024", note="Repris de l'édition du 1er mai 2026."
        ),
    ]
    return written(1, before, "2023"), written(2, after)


def rows_of(layer):
    return [feature.attributes() for feature in layer.getFeatures()]


def told(layer, *columns):
    return [tuple(feature[name] for name in columns) for feature in layer.getFeatures()]


def test_the_table_and_the_report(run, pair, tmp_path):
    before, after = pair
    results = run(BEFORE=str(before.path), AFTER=str(after.path))
    layer = results["OUTPUT"]
    assert [field.name() for field in layer.fields()] == list(COLUMNS)
    assert not layer.isSpatial()
    assert told(layer, "key", "change", "field", "before", "after") == [
        ("new", "apparu", NULL, NULL, NULL),
        ("gone", "disparu", NULL, NULL, NULL),
        ("elsewhere", "disparu", NULL, NULL, NULL),
        ("moves", "déplacé", "geometry", *places(layer)),
        ("found", "position précisée", "position", "commune", "adresse"),
        ("turns", "classe changée", "class", "Agroalimentaire", "Textile"),
        ("moves", "chiffre changé", "gas_mwh", "100", "110.5"),
    ]
    assert results["CHANGES"] == layer.featureCount() == 7
    by_change = {row[0]: row[1:] for row in told(layer, "change", "difference", "vintage_after")}
    assert by_change["déplacé"][0] == pytest.approx(500, abs=0.1)
    assert by_change["chiffre changé"][0] == pytest.approx(10.5)
    assert by_change["classe changée"] == (NULL, "2024")
    html = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert results["OUTPUT_HTML"] == str(tmp_path / "report.html")
    for word in ("1 apparu, 2 disparus", "déplacé de", "Neuve", "Fermée", "autre millésime"):
        assert word in html.replace("\u00a0", " "), word
    assert "Inchangée" not in html


def places(layer):
    (found,) = [row[1:] for row in told(layer, "change", "before", "after") if row[0] == "déplacé"]
    first, second = ([float(number) for number in text.split()] for text in found)
    assert second[0] - first[0] == pytest.approx(300, abs=1)
    assert second[1] - first[1] == pytest.approx(400, abs=1)
    return found


def test_territories_and_distance(run, pair):
    before, after = pair
    given = {"BEFORE": str(before.path), "AFTER": str(after.path), "TERRITORIES": DUNKERQUE}
    layer = run(**given, DISTANCE=1000)["OUTPUT"]
    changes = told(layer, "key", "change")
    assert ("elsewhere", "disparu") not in changes
    assert ("moves", "déplacé") not in changes
    assert len(changes) == 5


def test_by_default_the_current_edition_and_the_one_before_it(run, written, site, profile):
    store = EditionStore(profile / "editions")
    with pytest.raises(QgsProcessingException, match="nothing to compare"):
        run()
    only = written(3, [site("a"), site("b")])
    store.set_current(only)
    with pytest.raises(QgsProcessingException, match=only.path.name):
        run()
    written(1, [])
    last_but_one = written(2, [site("b")])
    assert told(run()["OUTPUT"], "key", "change") == [("a", "apparu")]
    newest = written(4, [])
    assert told(run()["OUTPUT"], "key", "change") == [("a", "apparu")], "not the current one"
    twin = written(4, [site("c")])
    changes = told(run(AFTER=str(twin.path))["OUTPUT"], "key", "change")
    assert changes == [("c", "apparu")], f"{newest.path.name} was written in the same second"
    store.set_current(last_but_one)
    assert told(run()["OUTPUT"], "key", "change") == [("b", "apparu")]


def test_an_edition_beside_itself(run, embedded, tmp_path):
    results = run(BEFORE=str(embedded.path), AFTER=str(embedded.path))
    assert results["CHANGES"] == 0
    assert rows_of(results["OUTPUT"]) == []
    assert "Aucune différence." in (tmp_path / "report.html").read_text(encoding="utf-8")


def test_an_older_edition_without_a_table(run, embedded, catalogue, profile):
    layers = {name: x for name, x in catalogue.layers.items() if name != "producers"}
    small = replace(catalogue, layers=layers)
    old = write_edition(profile / "old", {}, [], [], embedded.created - DAY, small)
    layer = run(BEFORE=str(old.path), AFTER=str(embedded.path))["OUTPUT"]
    appeared = told(layer, "table", "change")
    assert appeared.count(("producers", "apparu")) == len(embedded.frame("producers"))
    assert {change for _, change in appeared} == {"apparu"}


def test_territories_are_checked_before_anything_runs(provider):
    algorithm = provider.algorithm("compareeditions").create()
    context = QgsProcessingContext()

    def check(text):
        given = {"TERRITORIES": text, "OUTPUT": "memory:", "OUTPUT_HTML": "report.html"}
        return algorithm.checkParameterValues(given, context)

    assert check("")[0]
    assert check(None)[0]
    good, message = check("Dunkerque")
    assert not good
    assert DUNKERQUE in message


def test_by_qgis_process(run_qgis, profiles, pair, tmp_path):
    before, after = pair
    target, report = tmp_path / "changes.gpkg", tmp_path / "page.html"
    outcome = run_qgis(
        *("qgis_process", "--json", "run", "territoires_industrie:compareeditions"),
        *(f"--BEFORE={before.path}", f"--AFTER={after.path}", "--TERRITORIES=ti-3201,ti-3216"),
        *(f"--OUTPUT={target}", f"--OUTPUT_HTML={report}"),
        QGIS_CUSTOM_CONFIG_PATH=profiles("en_US"),
    )
    assert outcome.code == 0, outcome.stderr
    assert json.loads(outcome.stdout)["results"]["CHANGES"] == 7
    layer = QgsVectorLayer(str(target), "x", "ogr")
    assert layer.featureCount() == 7
    assert "Neuve" in report.read_text(encoding="utf-8")


def test_a_file_that_is_no_edition_ends_in_a_sentence(run, embedded, tmp_path):
    (tmp_path / "x.gpkg").write_text("rien")
    with pytest.raises(QgsProcessingException, match=r"x\.gpkg"):
        run(BEFORE=str(tmp_path / "x.gpkg"), AFTER=str(embedded.path))
