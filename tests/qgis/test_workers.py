"""Workers as they run: this very plugin in QGIS processes of their own, off screen."""

from __future__ import annotations

import json
import os
import sqlite3
import stat
import subprocess
import sys
import tempfile
import textwrap
import time
from contextlib import closing
from pathlib import Path

import pytest
from qgis.core import QgsApplication, QgsSettings, QgsVectorLayer
from qgis.PyQt.QtCore import QSettings
from territoires_industrie.processing import folders
from territoires_industrie.territoires_industrie import paths
from territoires_industrie.territoires_industrie.errors import AtlasError, Cancelled
from territoires_industrie.territoires_industrie.layouts.export import ExportError
from territoires_industrie.territoires_industrie.mapset import MapSetOrder, placing, side_by_side
from territoires_industrie.territoires_industrie.publish import PublicationError
from territoires_industrie.territoires_industrie.territories import find
from territoires_industrie.territoires_industrie.workers import lending, running
from territoires_industrie.territoires_industrie.workers.held import hold, is_forsaken
from territoires_industrie.territoires_industrie.workers.running import (
    Job,
    Outcome,
    WorkerError,
    WorkersMissing,
    run_jobs,
)

PERIMETER = "territoires_industrie:perimeter"
MAPS = "territoires_industrie:mapset"
ENDINGS = ("pdf", "gpkg")


@pytest.fixture(autouse=True)
def desk(tmp_path, monkeypatch):
    """Temporary files where the test can count them."""
    folder = tmp_path / "desk"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    yield folder
    assert list(folder.iterdir()) == []


def children():
    """Identifiers of the workers that this process has started and that still run."""
    own = os.getpid()
    return [
        path.name
        for path in Path("/proc").iterdir()
        if path.name.isdigit() and parent_of(path) == own and "qgis_process" in command_of(path)
    ]


def command_of(process):
    try:
        return (process / "cmdline").read_text(errors="replace")
    except OSError:
        return ""


def parent_of(process):
    try:
        words = (process / "stat").read_text().rpartition(")")[2].split()
    except OSError:
        return None
    return None if words[0] == "Z" else int(words[1])


def never():
    return False


def perimeter(folder, territory):
    return Job(PERIMETER, {"TERRITORY": territory, "OUTPUT": str(folder / f"{territory}.gpkg")})


class TestRunJobs:
    def test_side_by_side_in_the_order_asked(self, tmp_path):
        told = []
        jobs = [perimeter(tmp_path, each) for each in ("ti-3203", "ti-3201")]
        results = run_jobs(jobs, lambda *step: told.append(step), never)
        assert [result.results["OUTPUT"] for result in results] == [
            job.inputs["OUTPUT"] for job in jobs
        ]
        for job in jobs:
            assert QgsVectorLayer(job.inputs["OUTPUT"], "x", "ogr").featureCount() == 1
        shares = [share for share, _ in told]
        assert shares == sorted(shares)
        assert shares[-1] == 1
        assert children() == []

    def test_one_that_fails_is_told_and_stops_the_other(self, tmp_path):
        jobs = [perimeter(tmp_path, each) for each in ("nulle part", "ti-3201")]
        with pytest.raises(WorkerError, match="nulle part"):
            run_jobs(jobs, lambda *_: None, never)
        assert children() == []

    def test_stopped_within_a_second(self, tmp_path):
        begun = time.monotonic()
        with pytest.raises(Cancelled):
            run_jobs(
                [perimeter(tmp_path, each) for each in ("ti-3201", "ti-3202")],
                lambda *_: None,
                lambda: time.monotonic() > begun + 0.5,
            )
        assert time.monotonic() < begun + 2.5
        assert children() == []
        assert not list(tmp_path.glob("*.gpkg"))

    def test_silence_ends_it(self, tmp_path):
        with pytest.raises(WorkerError, match="said nothing"):
            run_jobs([perimeter(tmp_path, "ti-3201")], lambda *_: None, never, silence=0.2)
        assert children() == []

    def test_no_qgis_process_here(self, tmp_path, monkeypatch):
        monkeypatch.setattr(running, "find_qgis_process", lambda *_: None)
        with pytest.raises(WorkersMissing, match="qgis_process"):
            run_jobs([perimeter(tmp_path, "ti-3201")], lambda *_: None, never)

    def test_one_that_does_not_start(self, tmp_path, monkeypatch):
        monkeypatch.setattr(running, "find_qgis_process", lambda *_: tmp_path / "qgis_process")
        with pytest.raises(WorkersMissing, match="does not start"):
            run_jobs([perimeter(tmp_path, "ti-3201")], lambda *_: None, never)


# ---------------------------------------------------------------- what a worker is lent


@pytest.fixture
def set_for_now():
    """Set something in QGIS' settings until the test ends: `set_for_now(key, value)`."""
    own = QgsSettings()
    before = {}

    def set_one(key, value):
        before.setdefault(key, own.value(key))
        own.setValue(key, value)

    yield set_one
    for key, value in before.items():
        if value is None:
            own.remove(key)
        else:
            own.setValue(key, value)


def ini_of(folder):
    (path,) = (folder / "profiles" / "default").rglob("*.ini")
    return path, QSettings(str(path), QSettings.Format.IniFormat)


class TestLending:
    def test_the_way_to_the_network_and_nothing_else(self, tmp_path, set_for_now):
        lent = {
            "territoires_industrie/mirror": "https://miroir.example",
            "proxy/proxyEnabled": True,
            "proxy/proxyHost": "proxy.example",
            "proxy/proxyPassword": "s;e=c,ret",
            "proxy/proxyExcludedUrls": ["a.example", "b.example"],
            "qgis/networkAndProxy/userAgent": "Mozilla/5.0",
        }
        for key, value in lent.items():
            set_for_now(key, value)
        set_for_now("qgis/iconSize", 48)
        set_for_now("PythonPlugins/another", True)
        lending.environment_for(tmp_path / "own")
        path, theirs = ini_of(tmp_path / "own")
        for key, value in lent.items():
            assert theirs.value(key) in (value, str(value).lower()), key
        assert theirs.value("PythonPlugins/territoires_industrie") in (True, "true")
        assert not theirs.contains("qgis/iconSize")
        assert not theirs.contains("PythonPlugins/another")
        assert stat.S_IMODE(path.stat().st_mode) == 0o600

    def test_the_folder_of_the_plugin(self, tmp_path, monkeypatch):
        environment = lending.environment_for(tmp_path / "own")
        variable = lending.OWN_FOLDER_VARIABLE
        assert environment.value(variable) == os.path.abspath(paths.own_folder())
        monkeypatch.setenv(variable, str(tmp_path / "lent"))
        assert folders.cache_folder() == tmp_path / "lent" / "cache"

    def test_the_database_of_authentication_where_there_is_one(self, tmp_path, monkeypatch):
        class Manager:
            def authenticationDatabaseUri(self):
                return f"QSQLITE://{tmp_path / 'qgis-auth.db'}"

        monkeypatch.delenv("QGIS_AUTH_DB_URI", raising=False)
        monkeypatch.setattr(QgsApplication, "authManager", Manager)
        without = lending.environment_for(tmp_path / "a")
        assert not without.contains("QGIS_AUTH_DB_URI")
        (tmp_path / "qgis-auth.db").touch()
        given = lending.environment_for(tmp_path / "b").value("QGIS_AUTH_DB_URI")
        assert given == Manager().authenticationDatabaseUri()

    def test_a_worker_asks_the_mirror_of_the_settings_and_tells_what_it_warns_of(
        self, tmp_path, set_for_now, monkeypatch, embedded
    ):
        """The whole way: an empty folder as the mirror, so that there is no Plan IGN."""
        monkeypatch.delenv("TERRITOIRES_INDUSTRIE_MIRROR", raising=False)
        monkeypatch.setenv(lending.OWN_FOLDER_VARIABLE, str(tmp_path / "plugin"))
        (tmp_path / "miroir").mkdir()
        set_for_now("territoires_industrie/mirror", str(tmp_path / "miroir"))
        inputs = {**one_page(embedded, tmp_path / "out"), "BASEMAP": True}
        (outcome,) = run_jobs([Job(MAPS, inputs)], lambda *_: None, never)
        (warning,) = outcome.warnings
        assert str(tmp_path / "miroir") in str(warning)
        assert (tmp_path / "plugin" / "cache").is_dir()


def one_page(edition, folder):
    return {
        "TERRITORIES": ["ti-3201"],
        "EDITION": str(edition.path),
        "THEMES": [0],
        "DPI": 72,
        "PUBLICATION": False,
        "OUTPUT": str(folder),
    }


# ---------------------------------------------------------------- when the parent is killed

PARENT = """
    import json
    import sys
    from pathlib import Path
    from qgis.core import QgsApplication
    application = QgsApplication([], False)
    application.initQgis()
    from territoires_industrie.territoires_industrie.mapset import placing
    from territoires_industrie.territoires_industrie.workers.running import Job, run_jobs
    inputs = json.loads(sys.argv[1])
    with placing.workshop(Path(inputs["OUTPUT"])):
        run_jobs(
            [Job("territoires_industrie:mapset", inputs)],
            lambda share, text: text and print(text, flush=True),
            lambda: False,
        )
"""


def alive_with(text):
    """Processes whose command or environment names something."""
    found = []
    for path in Path("/proc").iterdir():
        if path.name.isdigit() and path.name != str(os.getpid()):
            try:
                said = (path / "environ").read_bytes() + (path / "cmdline").read_bytes()
            except OSError:
                continue
            if text.encode() in said:
                found.append(path.name)
    return found


class TestKilledParent:
    def test_its_workers_end_and_the_next_run_sweeps(self, tmp_path, embedded):
        out = tmp_path / "out"
        out.mkdir()
        temporary = tmp_path / "temporary"
        temporary.mkdir()
        inputs = {**one_page(embedded, out), "THEMES": [0, 1, 2, 3], "FORMAT": "pdf,png,svg"}
        program = [sys.executable, "-P", "-c", textwrap.dedent(PARENT), json.dumps(inputs)]
        environment = {
            **os.environ,
            "TMPDIR": str(temporary),
            "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
        }
        with subprocess.Popen(program, stdout=subprocess.PIPE, env=environment) as parent:
            assert parent.stdout.readline()  # the worker is at a page
            parent.kill()
        killed = time.monotonic()
        assert alive_with(str(temporary))
        while alive_with(str(temporary)) and time.monotonic() < killed + 10:
            time.sleep(0.1)
        assert time.monotonic() < killed + 5
        assert list(temporary.glob("territoires-*")) == []
        assert len(list(out.glob(".pages-*"))) == 1
        (out / ".pages-of-somebody").mkdir()
        with placing.workshop(out):
            assert len(list(out.glob(".pages-*"))) == 2
        assert [path.name for path in out.glob(".pages-*")] == [".pages-of-somebody"]

    def test_who_is_at_work_is_left_alone(self, tmp_path):
        with placing.workshop(tmp_path) as first, placing.workshop(tmp_path) as second:
            assert first.is_dir()
            assert second.is_dir()
        assert list(tmp_path.glob(".pages-*")) == []

    def test_a_lock_taken_back_is_no_death(self, tmp_path):
        lock = hold(tmp_path / "parent")
        assert not is_forsaken(tmp_path / "parent")
        lock.unlock()
        assert not is_forsaken(tmp_path / "parent")


# ---------------------------------------------------------------- map sets side by side


@pytest.fixture
def order(tmp_path, catalogue):
    folder = tmp_path / "out"
    folder.mkdir()
    territories = [find("ti-3201"), find("ti-3202")]
    return MapSetOrder(territories, catalogue.themes, ["pdf"], folder, replace=True, workers=2)


@pytest.fixture
def printed(monkeypatch):
    """What the workers would print, of which nothing is asked here: `printed(jobs) -> outcomes`."""

    def give(run):
        monkeypatch.setattr(side_by_side, "run_jobs", lambda jobs, *_: run(jobs))

    return give


def side(order, edition, catalogue):
    return side_by_side.print_side_by_side(
        order, edition, catalogue, lambda *_: None, never, basemap=False
    )


def stored(path, text):
    """A GeoPackage, as far as SQLite can tell, that says something."""
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("CREATE TABLE said (text TEXT)")
        database.execute("INSERT INTO said VALUES (?)", (text,))


def said(path):
    with closing(sqlite3.connect(path)) as database:
        return database.execute("SELECT text FROM said").fetchone()[0]


def outcomes(jobs, warnings=()):
    """Each worker's territories as PDF and publication."""
    done = []
    for job in jobs:
        files = []
        for each in job.inputs["TERRITORIES"]:
            files += [Path(job.inputs["OUTPUT"], f"{find(each).slug}.{x}") for x in ("pdf", "gpkg")]
            files[-2].write_text("nouveau")
            files[-1].unlink(missing_ok=True)
            stored(files[-1], "nouveau")
        done.append(Outcome({"FILES": [str(file) for file in files]}, list(warnings)))
    return done


class TestSideBySide:
    def test_files_in_order_and_each_warning_once(self, order, embedded, catalogue, printed):
        warnings = [AtlasError("{host} does not answer.", host="data.geopf.fr")]
        printed(lambda jobs: outcomes(jobs, warnings))
        written = side(order, embedded, catalogue)
        expected = [order.folder / f"{t.slug}.{x}" for t in order.territories for x in ENDINGS]
        assert written.files == expected
        assert list(map(str, written.warnings)) == ["data.geopf.fr does not answer."]
        assert sorted(order.folder.iterdir()) == sorted(expected)

    def test_one_open_elsewhere_is_told_before_anything_is_printed(
        self, order, embedded, catalogue, printed
    ):
        path = order.publication_of(order.territories[1])
        stored(path, "ancien")
        begun = []
        printed(begun.append)
        with closing(writing(path, "en cours")), pytest.raises(PublicationError, match="is open"):
            side(order, embedded, catalogue)
        assert begun == []
        assert said(path) == "en cours"

    def test_one_opened_meanwhile_is_not_replaced(self, order, embedded, catalogue, printed):
        path = order.publication_of(order.territories[1])
        stored(path, "ancien")
        held = []

        def run(jobs):
            held.append(writing(path, "en cours"))
            return outcomes(jobs)

        printed(run)
        with pytest.raises(PublicationError, match="is open"):
            side(order, embedded, catalogue)
        held[0].close()
        assert said(path) == "en cours"
        assert not list(order.folder.glob(".pages-*"))

    def test_edits_beside_the_file_come_along(self, order, embedded, catalogue, printed):
        """As a program that crashed leaves it: the newest edits are in the -wal alone."""
        path = order.publication_of(order.territories[0])
        stored(path, "ancien")
        with closing(writing(path, "en cours")):
            folder = order.folder / "lent"
            folder.mkdir()
            side_by_side._lend_stored(order, folder)
            assert [file.name for file in folder.iterdir()] == [path.name]
            assert said(folder / path.name) == "en cours"

    def test_a_folder_that_takes_no_files(self, order, embedded, catalogue, printed):
        printed(outcomes)
        nowhere = MapSetOrder(order.territories, order.themes, ["pdf"], Path("/proc/self"))
        with pytest.raises(ExportError, match="Nothing can be written in the folder /proc/self"):
            side(nowhere, embedded, catalogue)

    def test_a_file_that_cannot_be_replaced(self, order, embedded, catalogue, printed):
        (order.document_of(order.territories[0]) / "x").mkdir(parents=True)
        printed(outcomes)
        with pytest.raises(ExportError, match="Nothing can be written"):
            side(order, embedded, catalogue)
        assert not list(order.folder.glob(".pages-*"))


def writing(path, text):
    """Another program that has changed the file, and keeps it open."""
    database = sqlite3.connect(path)
    database.execute("PRAGMA journal_mode=WAL")
    with database:
        database.execute("UPDATE said SET text = ?", (text,))
    database.execute("BEGIN")
    database.execute("SELECT * FROM said").fetchone()
    return database
