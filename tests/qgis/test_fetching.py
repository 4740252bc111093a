"""`fetchedition`, `checksources` and `clearcache` as they are used, against the played services."""

from __future__ import annotations

import hashlib
import json
import shutil
import sys
import threading
import time
from html.parser import HTMLParser
from pathlib import Path

import pytest
from osgeo import gdal
from pypdf import PdfReader
from qgis.core import (
    QgsApplication,
    QgsNetworkAccessManager,
    QgsProcessingAlgRunnerTask,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProject,
    QgsSettings,
)
from qgis.PyQt.QtCore import QTimer
from qgis.PyQt.QtTest import QTest
from territoires_industrie.processing import network
from territoires_industrie.territoires_industrie.edition import Edition, EditionStore
from territoires_industrie.territoires_industrie.french import number
from territoires_industrie.territoires_industrie.geometry import length_km
from territoires_industrie.territoires_industrie.layers.lengths import lengths_by_territory
from territoires_industrie.territoires_industrie.objects import keys_in, objects_of
from territoires_industrie.territoires_industrie.sources.protocols import is_remote
from territoires_industrie.territoires_industrie.territories import atlas_territories, find
from territoires_industrie.tests.services.running import Services

pytest_plugins = "territoires_industrie.tests.qgis.toolbox"

HERE = "ti-3201"
NAME = "aa-dunkerque-flandre"
SECRET = "Cimenterie inventée de l'essai"
#: Its accents are what makes a wrong encoding show.
OWN_HEAT = f"nom;insee;température (°C)\n{SECRET};59183;68,5\n"
DEAD = "odre-biomethane"


def names_in(folder):
    return sorted(path.name for path in folder.rglob("*")) if folder.exists() else []


def contents(folder):
    """The files by name, each by the sum of its bytes: a difference must stay readable."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def frames(edition):
    return {name: edition.frame(name) for name in sorted(edition.tables())}


def squeezed(text):
    return "".join(text.split()).replace("\u2019", "'")


def texts_of(path):
    return [squeezed(page.extract_text()) for page in PdfReader(path).pages]


class Html(HTMLParser):
    """A page's text, its language, and what of its elements is not closed in order."""

    def __init__(self, path):
        super().__init__()
        self.language = ""
        self.headings, self.cells, self.wrong, self.text = [], [], [], ""
        self._open = []
        self.feed(path.read_text(encoding="utf-8"))
        self.wrong += self._open

    def handle_starttag(self, tag, attributes):
        self.language = dict(attributes).get("lang", self.language)
        if tag != "meta":
            self._open.append(tag)
        if tag == "td":
            self.cells.append("")

    def handle_endtag(self, tag):
        if not self._open or self._open.pop() != tag:
            self.wrong.append(tag)

    def handle_data(self, data):
        if self._open and self._open[-1] in ("h1", "h2"):
            self.headings.append(data)
        if self._open and self._open[-1] == "td":
            self.cells[-1] += data
        self.text += data


class Fetched:
    """One run of `fetchedition`."""

    def __init__(self, toolbox, folder, context=None, territories=HERE, **parameters):
        self.folder = folder / "éditions"
        self.report = folder / "report" / "rapport.html"
        self.told = toolbox.told()
        self.results = toolbox.run(
            "fetchedition",
            self.told,
            context,
            TERRITORIES=territories,
            FOLDER=str(self.folder),
            OUTPUT_HTML=str(self.report),
            **parameters,
        )
        self.edition = Edition.open(self.results["OUTPUT"])
        self.html = Html(self.report)


@pytest.fixture(scope="module")
def everywhere(toolbox, tmp_path_factory):
    """All 18 territories, as the whole atlas is fetched; with an empty cache."""
    return Fetched(toolbox, tmp_path_factory.mktemp("all"), territories="all")


@pytest.fixture(scope="module")
def fetched(toolbox, everywhere, tmp_path_factory):
    """One territory."""
    return Fetched(toolbox, tmp_path_factory.mktemp("one"))


# ---------------------------------------------------------------- editions


class TestEdition:
    @pytest.mark.parametrize("which", ["fetched", "everywhere"])
    def test_every_source_of_the_catalogue_has_its_provenance(self, which, request, catalogue):
        done = request.getfixturevalue(which)
        lines = done.edition.provenance()
        assert {line.source for line in lines} == set(catalogue.sources)
        assert done.results["FAILED"] == 0
        asked = {
            line.source for line in lines if is_remote(catalogue.sources[line.source]) and line.rows
        }
        assert len(asked) > 20
        given = [line for line in lines if line.source in asked and line.rows]
        told = [line for line in given if catalogue.layers[line.layer].family != "base"]
        assert [line for line in told if not (line.vintage and line.licence)] == []

    def test_the_atlas_has_something_in_every_territory(self, everywhere):
        consumers = everywhere.edition.frame("consumers")
        wanted = {territory.id for territory in atlas_territories()}
        assert wanted <= set(consumers["rattachement"])

    def test_every_layer_is_made_for_every_territory(self, everywhere, catalogue):
        """The stand-ins have these layers in all 18 territories, and the others in some."""
        in_all = {"consumers", "producers", "network400kv", "geothermalpotential", "wasteheat"}
        for layer in (each for each in catalogue.layers.values() if each.family == "atlas"):
            tables = {table.name: everywhere.edition.frame(table.name) for table in layer.tables}
            objects = objects_of(layer, tables)
            there = [bool(keys_in(objects, [territory])) for territory in atlas_territories()]
            assert all(there) if layer.id in in_all else any(there), layer.id

    def test_the_report_measures_lines_within_each_territory(self, everywhere, catalogue):
        assert "Longueurs" in everywhere.html.headings
        cells = iter(everywhere.html.cells)
        roads = lengths_by_territory([everywhere.edition.frame("roads")], atlas_territories())
        whole = everywhere.edition.frame("roads")["geometry"].map(length_km).sum()
        assert 0 < roads[HERE] < whole
        layers = [
            each
            for each in catalogue.layers.values()
            if each.family == "atlas" and any(table.geometry == "line" for table in each.tables)
        ]
        at = [each.id for each in layers].index("roads")
        rows = [[next(cells) for _ in layers] for cell in cells if cell == find(HERE).title]
        assert squeezed(number(roads[HERE])) in [squeezed(row[at]) for row in rows]

    def test_one_territory_leaves_the_others_as_they_were(self, fetched, embedded):
        before, after = (edition.frame("wasteheat") for edition in (embedded, fetched.edition))
        there = before[~before["rattachement"].isin([HERE, None, ""])]
        assert set(there["key"]) <= set(after["key"])

    def test_it_is_one_closed_file_beside_its_pointer(self, fetched):
        name = Path(fetched.results["OUTPUT"]).name
        assert names_in(fetched.folder) == ["current", name]
        assert names_in(fetched.report.parent) == ["rapport.html"]
        assert fetched.edition.is_unchanged()
        assert EditionStore(fetched.folder).current().path == fetched.edition.path

    def test_progress_rises_and_names_sources(self, fetched, catalogue):
        shares = fetched.told.shares
        assert shares == sorted(shares)
        assert shares[-1] == 100
        remote = [source for source in catalogue.sources.values() if is_remote(source)]
        assert sum(source.title in fetched.told.texts for source in remote) > 20


def test_the_map_sets_print_from_it(everywhere, toolbox, catalogue, tmp_path):
    """Two territories; each page cites the sources of what it draws, with their vintages."""
    toolbox.run(
        "mapset",
        TERRITORIES="ti-3201,ti-3204",
        EDITION=everywhere.results["OUTPUT"],
        DPI=72,
        OUTPUT=str(tmp_path),
    )
    pdfs = sorted(tmp_path.rglob("*.pdf"))
    assert len(pdfs) == 2
    lines = everywhere.edition.provenance()
    for path in pdfs:
        # Lists of sites that a map has no room for have pages of their own.
        pages = [page for page in texts_of(path) if "–sitesnumérotés" not in page]
        assert len(pages) == len(catalogue.themes)
        for page, theme in zip(pages, catalogue.themes, strict=True):
            drawn = {catalogue.layer_of(table).id for table in theme.draw_order}
            cited = [
                line
                for line in lines
                if line.layer in drawn and line.rows and is_remote(catalogue.sources[line.source])
            ]
            said = [
                line
                for line in cited
                if squeezed(line.dataset) in page and squeezed(line.vintage) in page
            ]
            assert said, f"{path.name}, {theme.title}: {[line.dataset for line in cited]}"


class TestCache:
    def test_refresh_off_asks_nobody(self, fetched, toolbox, tmp_path):
        again = Fetched(toolbox, tmp_path, REFRESH=False, EDITION=fetched.results["OUTPUT"])
        assert toolbox.services.log() == []
        before, after = frames(fetched.edition), frames(again.edition)
        assert all(after[name].equals(before[name]) for name in before)
        assert again.results["FAILED"] == 0

    def test_refreshed_it_asks_once_for_each_file(self, fetched, toolbox, tmp_path):
        Fetched(toolbox, tmp_path)
        asked = [(e["host"], e["path"], e["query"], e["method"]) for e in toolbox.services.log()]
        assert asked
        assert len(asked) == len(set(asked))

    def test_cleared_it_frees_bytes_and_offline_has_nothing(self, toolbox, tmp_path):
        with toolbox.other_profile(tmp_path / "profile"):
            Fetched(toolbox, tmp_path, THEMES=[3])
            cache = tmp_path / "profile" / "cache"
            held = sum(path.stat().st_size for path in cache.rglob("*") if path.is_file())
            told = toolbox.told()
            freed = toolbox.run("clearcache", told)["FREED"]
            assert 10_000 < freed <= held
            assert "MB" in told.infos[0] or "Mo" in told.infos[0]
            assert toolbox.run("clearcache")["FREED"] == 0
            toolbox.services.clear_log()
            before = contents(tmp_path / "éditions")
            with pytest.raises(QgsProcessingException) as error:
                Fetched(toolbox, tmp_path, THEMES=[3], OFFLINE=True)
            assert_one_sentence(str(error.value))
            assert contents(tmp_path / "éditions") == before
            assert toolbox.services.log() == []


class TestWhichEdition:
    @pytest.fixture(scope="class")
    def profile(self, everywhere, toolbox, tmp_path_factory):
        """A profile with a fetched edition in its own store, made offline from the cache."""
        profile = tmp_path_factory.mktemp("own") / "profile"
        shutil.copytree(toolbox.profile / "cache", profile / "cache")
        with toolbox.other_profile(profile):
            results = toolbox.run(
                "fetchedition",
                TERRITORIES=HERE,
                REFRESH=False,
                OUTPUT_HTML=str(profile.parent / "r.html"),
            )
            yield profile, results

    def test_without_a_folder_it_goes_into_the_profile(self, profile):
        folder, results = profile
        assert Path(results["OUTPUT"]).parent == folder / "editions"

    def test_what_fails_is_taken_over_from_the_current_one(self, profile, toolbox, tmp_path):
        folder, results = profile
        toolbox.services.fault(DEAD, "404")
        told = toolbox.told()
        again = toolbox.run(
            "fetchedition", told, TERRITORIES=HERE, OUTPUT_HTML=str(tmp_path / "r.html")
        )
        before, after = (Edition.open(r["OUTPUT"]).frame("producers") for r in (results, again))
        held = before[before["source"] == DEAD]
        assert len(held)
        assert set(held["key"]) <= set(after["key"])
        assert EditionStore(folder / "editions").current().path == Path(again["OUTPUT"])

    def test_maps_show_the_one_fetched_last(self, profile, toolbox, tmp_path, qgis_new_project):
        folder, _ = profile
        current = EditionStore(folder / "editions").current().path
        context = QgsProcessingContext()
        context.setProject(QgsProject.instance())
        loaded = toolbox.run("loadmap", None, context, TERRITORY=HERE, THEME=3)["LAYERS"]
        sources = [QgsProject.instance().mapLayer(layer).source() for layer in loaded]
        assert sources
        assert all(str(current) in source for source in sources)
        toolbox.run(
            "mapset",
            TERRITORIES=HERE,
            THEMES=[3],
            DPI=72,
            PUBLICATION=False,
            OUTPUT=str(tmp_path),
        )
        page = texts_of(tmp_path / f"{NAME}.pdf")[0]
        assert squeezed("EnRezo : chaleur fatale de l'industrie") in page


def test_of_one_map_the_other_layers_stay(fetched, toolbox, catalogue, tmp_path):
    done = Fetched(toolbox, tmp_path, THEMES=[3], EDITION=fetched.results["OUTPUT"])
    drawn = {catalogue.layer_of(table).id for table in catalogue.themes[3].draw_order}
    wanted = {source for name in drawn for source in catalogue.layers[name].sources}
    assert {source for entry in toolbox.services.log() for source in entry["sources"]} <= wanted
    for name in ("consumers", "producers", "brownfields", "jobs"):
        before, after = (edition.frame(name) for edition in (fetched.edition, done.edition))
        assert len(after) == len(before)
    kept = [line.notes for line in done.edition.provenance("consumers") if line.rows]
    assert any("non demandé" in note for note in kept)


def test_one_layer_asks_its_own_sources_and_nothing_else(fetched, toolbox, catalogue, tmp_path):
    before = fetched.edition
    done = Fetched(toolbox, tmp_path, LAYERS=["wasteheat"], EDITION=fetched.results["OUTPUT"])
    asked = {source for entry in toolbox.services.log() for source in entry["sources"]}
    assert asked
    assert asked <= set(catalogue.layers["wasteheat"].sources)
    for name in sorted(before.tables() - {"wasteheat"}):
        assert len(done.edition.frame(name)) == len(before.frame(name)), name
    fresh = [line for line in done.edition.provenance("wasteheat") if line.rows]
    assert not any("non demandé" in line.notes for line in fresh)
    kept = [line.notes for line in done.edition.provenance("wastewaterplants") if line.rows]
    assert any("non demandé" in note for note in kept)


# ---------------------------------------------------------------- the user's own rows


class TestLocalData:
    @pytest.fixture(scope="class")
    def done(self, everywhere, toolbox, tmp_path_factory):
        folder = tmp_path_factory.mktemp("local")
        (folder / "wasteheat.csv").write_text(OWN_HEAT, encoding="cp1252")
        return Fetched(toolbox, folder, REFRESH=False, LOCAL_DATA=str(folder / "wasteheat.csv"))

    def test_its_rows_are_internal(self, done):
        rows = done.edition.frame("wasteheat")
        (own,) = rows[rows["name"] == SECRET].to_dict("records")
        assert own["diffusion"] == "interne"
        assert own["source"] == "polenergie-local"
        assert own["rattachement"] == HERE
        assert own["class"] == "Chaleur fatale < à 80°C"
        assert own["temperature_c"] == 68.5

    def test_no_file_for_the_public_has_their_bytes(self, done, toolbox, tmp_path):
        toolbox.run(
            "mapset",
            TERRITORIES=HERE,
            THEMES=[3],
            EDITION=done.results["OUTPUT"],
            FORMAT=["pdf", "svg"],
            DPI=72,
            OUTPUT=str(tmp_path),
        )
        assert SECRET.encode() in done.edition.path.read_bytes()
        files = [path for path in tmp_path.rglob("*") if path.is_file()]
        assert {path.suffix for path in files} == {".gpkg", ".pdf", ".svg"}
        for path in files:
            for encoding in ("utf-8", "cp1252", "utf-16-be"):
                assert SECRET.encode(encoding) not in path.read_bytes(), path.name
        keys = done.edition.frame("wasteheat")
        key = keys[keys["name"] == SECRET]["key"].item()
        assert key.encode() not in (tmp_path / f"{NAME}.gpkg").read_bytes()
        assert squeezed(SECRET) not in "".join(texts_of(tmp_path / f"{NAME}.pdf"))


# ---------------------------------------------------------------- what goes wrong


#: What QGIS writes above the sentence of an algorithm that refuses its parameters.
REFUSED = "Unable to execute algorithm\n"


def assert_one_sentence(text):
    text = text.removeprefix(REFUSED)
    assert "\n" not in text
    assert "Traceback" not in text
    assert text.endswith((".", "?"))


MISTAKES = {
    "unknown territory": {"territories": "Dunkerque"},
    "territory that is not shipped": {"territories": "ti-0101"},
    "no file of one's own": {"LOCAL_DATA": "{folder}/nothing/wasteheat.csv"},
    "unreadable file of one's own": {"LOCAL_DATA": "{folder}/wasteheat.csv"},
    "edition that is none": {"EDITION": "{folder}/wasteheat.gpkg"},
    "folder that cannot be made": {"FOLDER": "{folder}/wasteheat.csv/editions"},
    "report that cannot be written": {"OUTPUT_HTML": "{folder}/wasteheat.csv/rapport.html"},
}


FILES = ["wasteheat.csv", "wasteheat.gpkg"]


def given(mistake, folder):
    """Parameters with one mistake; a file of one's own is a picture, whatever it is called."""
    for name in FILES:
        (folder / name).write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR")
    usual = {
        "TERRITORIES": HERE,
        "FOLDER": str(folder / "store"),
        "OUTPUT_HTML": str(folder / "rapport.html"),
    }
    changed = {key: value.format(folder=folder) for key, value in MISTAKES[mistake].items()}
    if "territories" in changed:
        changed["TERRITORIES"] = changed.pop("territories")
    return usual | changed


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_one_sentence_before_anybody_is_asked(mistake, toolbox, tmp_path):
    parameters = given(mistake, tmp_path)
    with pytest.raises(QgsProcessingException) as error:
        toolbox.run("fetchedition", **parameters)
    assert_one_sentence(str(error.value))
    assert toolbox.services.log() == []
    assert names_in(tmp_path) == FILES


class TestDeadSource:
    @pytest.fixture(scope="class")
    def done(self, everywhere, toolbox, tmp_path_factory):
        toolbox.services.fault(DEAD, "refuse-connection")
        toolbox.services.fault("sandre-step", "renamed-column")
        return Fetched(
            toolbox, tmp_path_factory.mktemp("dead"), EDITION=everywhere.results["OUTPUT"]
        )

    def test_it_is_counted_and_told(self, done, catalogue):
        assert done.results["FAILED"] == 2
        for source in (DEAD, "sandre-step"):
            title = catalogue.sources[source].title
            told = [text for text in done.told.warnings if f"« {title} »" in text]
            assert told, done.told.warnings
            assert all("En attendant" in text for text in told)

    def test_the_report_names_it(self, done, catalogue):
        assert done.html.cells.count("en panne") == 2
        assert squeezed(catalogue.sources[DEAD].title) in squeezed(done.html.text)

    def test_the_others_arrived(self, done, everywhere):
        rows = done.edition.frame("wasteheat")
        own = rows[rows["rattachement"] == HERE]
        assert not own["note"].fillna("").str.contains("Repris").any()
        producers = done.edition.frame("producers")
        dead = producers[(producers["source"] == DEAD) & (producers["rattachement"] == HERE)]
        assert dead["note"].str.contains("Repris").all()
        assert len(dead)


def test_the_report_is_a_whole_page_in_french(fetched):
    html = fetched.html
    assert html.wrong == []
    assert html.language == "fr"
    assert "À savoir" in html.headings
    assert "Ce que sont devenues les lignes" in html.headings
    assert {"à jour", "non demandée"} <= set(html.cells)
    assert "Toutes les sources demandées ont répondu." in html.text
    raw = fetched.report.read_text(encoding="utf-8")
    assert "<script" not in raw
    assert "http" not in raw, "nothing to fetch"


# ---------------------------------------------------------------- stopping, and traces


def our_threads():
    """The threads that ask for sources, of those that this process has now (Linux)."""
    names = [
        task.joinpath("comm").read_text().strip() for task in Path("/proc/self/task").iterdir()
    ]
    return [name for name in names if name in ("Worker", "side-by-side")]


def wait_until(happened, seconds):
    until = time.monotonic() + seconds
    while not happened() and time.monotonic() < until:
        QTest.qWait(20)
    return happened()


class InTheBackground:
    """`fetchedition` as the toolbox runs it: in a task, with the window alive."""

    def __init__(self, parameters, feedback):
        algorithm = QgsApplication.processingRegistry().createAlgorithmById(
            "territoires_industrie:fetchedition"
        )
        self.context = QgsProcessingContext()
        self.ended = []
        task = QgsProcessingAlgRunnerTask(algorithm, parameters, self.context, feedback)
        task.executed.connect(lambda good, results: self.ended.append((good, results)))
        QgsApplication.taskManager().addTask(task)


@pytest.fixture(scope="module")
def making(everywhere, toolbox, tmp_path_factory):
    """Seconds that an edition takes here once the last source has answered."""
    folder = tmp_path_factory.mktemp("making")
    feedback = toolbox.told()
    parameters = {
        "TERRITORIES": "all",
        "REFRESH": False,
        "FOLDER": str(folder / "store"),
        "OUTPUT_HTML": str(folder / "r.html"),
    }
    running = InTheBackground(parameters, feedback)
    assert wait_until(lambda: 85 in [round(share) for share in feedback.shares], 60)
    began = time.monotonic()
    assert wait_until(lambda: list((folder / "store").glob("edition-*.gpkg")), 60)
    seconds = time.monotonic() - began
    assert wait_until(lambda: running.ended, 60)
    return seconds


class TestStopping:
    """While every server hangs, and at other moments."""

    @pytest.fixture
    def parameters(self, everywhere, tmp_path):
        (tmp_path / "store").mkdir()
        shutil.copy(everywhere.edition.path, tmp_path / "store")
        (tmp_path / "store" / "current").write_text(everywhere.edition.path.name + "\n")
        return {
            "TERRITORIES": "all",
            "FOLDER": str(tmp_path / "store"),
            "OUTPUT_HTML": str(tmp_path / "r.html"),
        }

    @pytest.fixture
    def store(self, parameters, tmp_path):
        """The store, which a stopped run has to leave as it is; and no thread goes on."""
        before = contents(tmp_path)
        yield
        assert contents(tmp_path) == before
        assert wait_until(lambda: not our_threads(), 5), our_threads()

    def test_in_the_main_thread(self, parameters, store, toolbox):
        toolbox.services.fault("*", "hang")
        feedback = QgsProcessingFeedback(False)
        stopped = []
        QTimer.singleShot(2500, lambda: (stopped.append(time.monotonic()), feedback.cancel()))
        results = toolbox.run("fetchedition", feedback, **parameters)
        assert time.monotonic() - stopped[0] < 1.3
        assert "OUTPUT" not in results

    def test_in_a_task(self, parameters, store, toolbox):
        toolbox.services.fault("*", "hang")
        feedback = toolbox.told()
        running = InTheBackground(parameters, feedback)
        assert wait_until(lambda: len(our_threads()) > 5, 20)
        QTest.qWait(500)
        began = time.monotonic()
        feedback.cancel()
        assert wait_until(lambda: running.ended, 10)
        assert time.monotonic() - began < 1.3
        assert "OUTPUT" not in running.ended[0][1]
        assert feedback.warnings

    @pytest.mark.parametrize("share", [0.01, 0.1, 0.3, 0.5, 0.7, 0.85])
    def test_once_the_last_source_has_answered(self, parameters, making, store, toolbox, share):
        """Layers are made and tables put together: no server is waited for, yet it stops."""
        stopped = []

        def stop():
            stopped.append(time.monotonic())
            feedback.cancel()

        feedback = toolbox.told()
        parameters["REFRESH"] = False
        running = InTheBackground(parameters, feedback)
        assert wait_until(lambda: 85 in [round(share) for share in feedback.shares], 60)
        QTest.qWait(int(share * making * 1000))
        assert not running.ended, "there is nothing left to stop"
        stop()
        assert wait_until(lambda: running.ended, 10)
        assert time.monotonic() - stopped[0] < 1.3
        assert "OUTPUT" not in running.ended[0][1]


def test_nothing_of_qgis_is_changed(everywhere, toolbox, tmp_path):
    def state():
        settings = QgsSettings()
        return (
            QgsNetworkAccessManager.instance().timeout(),
            {key: settings.value(key) for key in settings.allKeys()},
            gdal.GetUseExceptions(),
            gdal.GetConfigOption("OGR_XLSX_HEADERS"),
            sys.gettrace(),
            threading.active_count(),
            QgsProject.instance().mapLayers().keys(),
        )

    before = state()
    Fetched(toolbox, tmp_path, REFRESH=False, THEMES=[3])
    assert state() == before


def test_the_mirror_may_stand_in_the_settings(everywhere, toolbox, tmp_path, monkeypatch):
    monkeypatch.delenv(network.MIRROR_VARIABLE)
    QgsSettings().setValue(network.MIRROR_SETTING, toolbox.services.mirror)
    try:
        assert Fetched(toolbox, tmp_path, THEMES=[3]).results["FAILED"] == 0
    finally:
        QgsSettings().remove(network.MIRROR_SETTING)
    assert toolbox.services.log()


# ---------------------------------------------------------------- checking the sources


class TestCheckSources:
    @pytest.fixture(scope="class")
    def checked(self, toolbox, tmp_path_factory):
        services = toolbox.services
        services.fault("sandre-step", "renamed-column")
        services.fault(DEAD, "refuse-connection")
        path = tmp_path_factory.mktemp("check") / "état.html"
        told = toolbox.told()
        results = toolbox.run("checksources", told, OUTPUT="memory:", OUTPUT_HTML=str(path))
        rows = {row["source"]: row for row in results["OUTPUT"].getFeatures()}
        return results, rows, Html(path), told

    def test_every_source_has_its_row(self, checked, catalogue):
        _, rows, html, _ = checked
        assert list(rows) == list(catalogue.sources)
        assert html.wrong == []
        assert html.language == "fr"
        assert len(html.cells) == 7 * len(rows)
        for name, row in rows.items():
            if row["verdict"] == "conforme":
                assert row["seconds"] >= 0
            assert is_remote(catalogue.sources[name]) == (row["verdict"] != "sans serveur")

    def test_a_renamed_column_is_named_with_the_nearest(self, checked, catalogue):
        row = checked[1]["sandre-step"]
        assert row["verdict"] == "schéma changé"
        renamed = [
            c for c in catalogue.sources["sandre-step"].expected_columns if c in row["remark"]
        ]
        assert any(f"{column}_2026" in row["remark"] for column in renamed), row["remark"]

    def test_a_dead_host_is_told(self, checked):
        row = checked[1][DEAD]
        assert row["verdict"] == "en panne"
        assert "odre.opendatasoft.com" in row["remark"]

    def test_the_others_are_as_expected(self, checked):
        results, rows, _, told = checked
        strange = {
            name: row["remark"]
            for name, row in rows.items()
            if row["verdict"] not in ("conforme", "sans serveur")
            and name not in ("sandre-step", DEAD)
        }
        assert strange == {}
        assert results["TO_LOOK_AT"] == len(told.warnings) == 2

    def test_rows_out_of_range_are_told(self, toolbox, tmp_path):
        """Where the user's own file of sources expects more than there is."""
        own = tmp_path / "profile"
        own.mkdir()
        own.joinpath("sources.json").write_text(
            '{"natran-trace": {"expected_rows": [900000, 1000000]}}'
        )
        with toolbox.other_profile(own):
            layer = toolbox.run(
                "checksources",
                SOURCES="natran-trace, odre-postes",
                OUTPUT="memory:",
                OUTPUT_HTML=str(tmp_path / "r.html"),
            )["OUTPUT"]
        rows = {row["source"]: row for row in layer.getFeatures()}
        assert list(rows) == ["natran-trace", "odre-postes"]
        assert rows["natran-trace"]["verdict"] == "nombre de lignes inattendu"
        assert "900" in rows["natran-trace"]["remark"]
        assert rows["odre-postes"]["verdict"] == "conforme"

    def test_an_unknown_source_is_answered_with_the_nearest(self, toolbox, tmp_path):
        with pytest.raises(QgsProcessingException, match="odre-postes") as error:
            toolbox.run(
                "checksources",
                SOURCES="odre-poste",
                OUTPUT="memory:",
                OUTPUT_HTML=str(tmp_path / "r.html"),
            )
        assert_one_sentence(str(error.value))


# ---------------------------------------------------------------- qgis_process


@pytest.fixture
def qgis_process(run_qgis, profiles):
    def run(*arguments, mirror="", language="en_US", **options):
        return run_qgis(
            "qgis_process",
            *arguments,
            QGIS_CUSTOM_CONFIG_PATH=profiles(language),
            TERRITOIRES_INDUSTRIE_MIRROR=mirror,
            **options,
        )

    return run


class TestCommandLine:
    def test_fetched_then_unplugged(self, qgis_process, tmp_path):
        """The same tables once the servers are gone, and a report that says how old each is."""

        def fetch(folder, mirror, *options):
            outcome = qgis_process(
                "--json",
                "run",
                "territoires_industrie:fetchedition",
                f"--TERRITORIES={HERE}",
                f"--FOLDER={tmp_path / folder}",
                f"--OUTPUT_HTML={tmp_path / folder}.html",
                *options,
                mirror=mirror,
            )
            assert outcome.code == 0, outcome.stderr
            return json.loads(outcome.stdout)["results"]

        with Services.start() as services:
            plugged = fetch("plugged", services.mirror)
        unplugged = fetch("unplugged", services.mirror, "--OFFLINE=true")
        assert plugged["FAILED"] == unplugged["FAILED"] == 0
        before, after = (frames(Edition.open(r["OUTPUT"])) for r in (plugged, unplugged))
        assert [name for name in before if not after[name].equals(before[name])] == []
        html = Html(tmp_path / "unplugged.html")
        assert html.cells.count("copie locale") > 20
        assert "Copie" not in Html(tmp_path / "plugged.html").text

    @pytest.mark.parametrize(
        ("mistake", "words"),
        [
            ("unknown territory", "Territoire inconnu"),
            ("no file of one's own", "dossier"),
            ("unreadable file of one's own", "fichier"),
            ("folder that cannot be made", "dossier"),
        ],
    )
    def test_a_mistake_is_one_french_sentence(self, qgis_process, tmp_path, mistake, words):
        outcome = qgis_process(
            "run",
            "territoires_industrie:fetchedition",
            *(f"--{name}={value}" for name, value in given(mistake, tmp_path).items()),
            language="fr",
            mirror="http://127.0.0.1:9",
        )
        assert outcome.code == 1
        said = outcome.stdout + outcome.stderr
        assert "Traceback" not in said
        assert words in said.replace("'", "’"), said
        assert names_in(tmp_path) == FILES

    @pytest.mark.parametrize("algorithm", ["fetchedition", "checksources", "clearcache"])
    def test_help(self, qgis_process, algorithm):
        outcome = qgis_process("help", f"territoires_industrie:{algorithm}", language="fr")
        assert outcome.code == 0, outcome.stderr
        description = outcome.stdout.partition("Arguments")[0]
        assert "<" not in description
        assert len(description) > 200
