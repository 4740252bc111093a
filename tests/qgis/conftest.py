"""Editions and pages that the QGIS tests share: the real embedded edition, and crafted ones."""

from __future__ import annotations

import gc
import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from textwrap import dedent

import pandas
import pytest
from osgeo import ogr
from qgis.core import (
    QgsApplication,
    QgsLayoutItem,
    QgsLayoutItemPage,
    QgsPrintLayout,
    QgsProject,
)
from qgis.PyQt import sip
from territoires_industrie.processing.provider import TerritoiresIndustrieProvider
from territoires_industrie.territoires_industrie.catalogue import load_catalogue
from territoires_industrie.territoires_industrie.edition import Provenance, write_edition
from territoires_industrie.territoires_industrie.embedded import build_embedded
from territoires_industrie.territoires_industrie.geometry import point
from territoires_industrie.territoires_industrie.mapset import MapSetOrder, compose
from territoires_industrie.territoires_industrie.territories import all_communes, find

ROOT = Path(__file__).parents[2]
DUNKERQUE = "ti-3201"
#: Rectangles of a template that show where something may stand, and print nothing.
PLACEHOLDERS = ("notes",)
#: The public source that the rows of crafted editions name.
REGISTER = "registre-essai"


@dataclass(frozen=True)
class Page:
    """A composed page, with the project that its layers live in."""

    project: QgsProject
    layout: QgsPrintLayout
    theme: str
    territory: str
    lists: Sequence[QgsPrintLayout] = ()

    def item(self, name: str) -> QgsLayoutItem | None:
        return self.layout.itemById(name)

    def items(self) -> dict[str, QgsLayoutItem]:
        """What is printed, by id: neither the sheet, nor what is hidden, nor placeholders."""
        return {
            item.id(): item
            for item in self.layout.items()
            if isinstance(item, QgsLayoutItem)
            and not isinstance(item, QgsLayoutItemPage)
            and item.isVisible()
            and item.id() not in PLACEHOLDERS
        }


@pytest.fixture(autouse=True, scope="session")
def _nothing_outlives_qgis(qgis_app):
    """Let go of what a failed test holds: deleted after QGIS has ended, it would crash Python."""
    yield
    sys.last_type = sys.last_value = sys.last_traceback = None
    gc.collect()


@pytest.fixture(scope="session")
def catalogue():
    return load_catalogue()


@pytest.fixture(scope="session")
def embedded(qgis_app, tmp_path_factory):
    """The edition that the plugin ships, built from its text tables."""
    return build_embedded(tmp_path_factory.mktemp("embedded"))


@pytest.fixture(scope="session")
def base_tables(embedded, catalogue):
    """The tables of the base map, which crafted editions share."""
    return {
        table.name: embedded.frame(table.name)
        for layer in catalogue.layers.values()
        if layer.family == "base"
        for table in layer.tables
    }


@pytest.fixture
def crafted(tmp_path, base_tables, embedded, catalogue):
    """Write an edition over the real base: `crafted(consumers=[site(...), ...])`."""

    def write(availability=(), **tables):
        given = {name: pandas.DataFrame(rows, dtype="object") for name, rows in tables.items()}
        layers = {catalogue.layer_of(name).id: name for name in tables}
        base = [p for p in embedded.provenance() if catalogue.layers[p.layer].family == "base"]
        own = [
            Provenance(layer, source, publisher="Essai", dataset="Registre d'essai", licence="LO")
            for layer, name in layers.items()
            for source in {row["source"] for row in tables[name]}
        ]
        return write_edition(
            tmp_path / "editions",
            {**base_tables, **given},
            [*base, *own],
            list(availability),
            embedded.created,
            catalogue,
        )

    return write


@pytest.fixture
def site():
    """A row of an atlas table: verified, at the centre of a commune (Gravelines)."""

    def row(key, name="Usine", insee="59273", position="commune", shift=(0.0, 0.0), **values):
        commune = all_communes()[insee]
        common = {
            "key": key,
            "name": name,
            "commune": commune.name,
            "insee": insee,
            "rattachement": DUNKERQUE,
            "class": "Agroalimentaire",
            "statut": "en service",
            "position": position,
            "diffusion": "publique",
            "source": REGISTER,
            "verifie_par": "Registre d'essai",
            "geometry": moved(commune.centre, *shift),
        }
        return {**common, **values}

    return row


def moved(centre, east, north):
    """A point as WKB, carried away by so many metres."""
    place = ogr.CreateGeometryFromWkb(centre)
    return point(place.GetX() + east, place.GetY() + north)


class Composer:
    """Composes pages, and takes their projects down again: QGIS must outlive what it draws."""

    def __init__(self, edition, catalogue, folder):
        self._edition = edition
        self._catalogue = catalogue
        self._folder = folder
        self._projects = []

    def __call__(self, territory=DUNKERQUE, edition=None, themes=None, **options):
        """The pages of a territory: `compose_pages("ti-3201", themes=["heat"], paper="a3")`."""
        chosen = [t for t in self._catalogue.themes if themes is None or t.id in themes]
        order = replace(MapSetOrder([find(territory)], chosen, ["pdf"], self._folder), **options)
        project = QgsProject()
        self._projects.append(project)
        edition = edition or self._edition
        pages = compose(project, order, edition, self._catalogue, lambda _: None)
        return [
            Page(project, map_pages.page, map_pages.theme.id, territory, map_pages.lists)
            for map_pages in pages
        ]

    def close(self):
        for project in self._projects:
            sip.delete(project)


@pytest.fixture(scope="session")
def composer(qgis_app, embedded, catalogue, tmp_path_factory):
    """Makes composers; each is closed by whoever asked for it."""
    return lambda: Composer(embedded, catalogue, tmp_path_factory.mktemp("pages"))


@pytest.fixture
def compose_pages(composer):
    """Compose pages that live as long as the test."""
    made = composer()
    yield made
    made.close()


@pytest.fixture(scope="module")
def provider(qgis_processing):
    """The plugin's provider in the toolbox of this process."""
    made = TerritoiresIndustrieProvider()
    registry = QgsApplication.processingRegistry()
    assert registry.addProvider(made)
    yield made
    registry.removeProvider(made)


# ---------------------------------------------------------------- a QGIS of its own


@dataclass(frozen=True)
class Outcome:
    """How a command ended."""

    code: int
    stdout: str
    stderr: str


@pytest.fixture(scope="session")
def run_qgis():
    """Run a command as `.ci/with-qgis` does, and end all of its processes when time is up.

    An exception that nobody catches opens a dialog, which nobody sees off screen.
    """

    def run(*command, timeout=120, stdin="", **environment):
        settings = [f"{name}={value}" for name, value in environment.items()]
        process = subprocess.Popen(
            [ROOT / ".ci" / "with-qgis", "env", *settings, *map(str, command)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        try:
            stdout, stderr = process.communicate(stdin, timeout)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            stdout, stderr = process.communicate()
            pytest.fail(f"not ended after {timeout} s:\n{stdout}\n{stderr}")
        return Outcome(process.returncode, stdout, stderr)

    return run


@pytest.fixture(scope="session")
def profiles(tmp_path_factory):
    """A folder of QGIS profiles in a language, with the plugin enabled: `profiles("fr")`."""

    @cache
    def folder(language):
        made = tmp_path_factory.mktemp(f"profiles-{language}")
        settings = made / "profiles" / "default" / "QGIS" / "QGIS3.ini"
        settings.parent.mkdir(parents=True)
        settings.write_text(
            "[PythonPlugins]\nterritoires_industrie=true\n"
            f"[locale]\noverrideFlag=true\nuserLocale={language}\n"
            "[qgis]\ncheckVersion=false\n"
        )
        return made

    return folder


# ---------------------------------------------------------------- a window of its own


@pytest.fixture(scope="session")
def display():
    """A screen that nobody sees; the X server picks its number (no xvfb-run: that needs xauth)."""
    if shutil.which("Xvfb") is None:
        pytest.fail("Xvfb is missing: `.ci/setup test` installs it")
    told, telling = os.pipe()
    size = ["-screen", "0", "1600x900x24", "-nolisten", "tcp"]
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(telling), *size],
        pass_fds=[telling],
        stderr=subprocess.DEVNULL,
    )
    os.close(telling)
    with open(told) as answer:
        yield f":{answer.readline().strip()}"
    server.terminate()
    server.wait(10)


def _how_it_died(folder, outcome):
    from driving import LAST_STEP

    last = folder / LAST_STEP
    step = last.read_text(encoding="utf-8") if last.is_file() else "no step was taken"
    # QGIS writes its stack first, and why it died on the last line.
    return f"QGIS died, {step}\n{outcome.stdout[-4000:]}\n{outcome.stderr[-4000:]}"


@pytest.fixture(scope="session")
def drive(display, run_qgis):
    """Drive a French window by a script that uses driving.py; what the script reported.

    The script finds `SHOTS`, the folder of its pictures, and what else is `given` by name.
    """

    def driven(script, folder, profiles, given=None, timeout=240, may_crash=False, **environment):
        told = {"SHOTS": str(folder), **(given or {})}
        # No path of the tests stays: their names are not QGIS' to find.
        begin = f"import sys\nsys.path.insert(0, {str(Path(__file__).parent)!r})\n"
        begin += "import driving\nsys.path.pop(0)\n"
        begin += "".join(f"{name} = {value!r}\n" for name, value in told.items())
        (folder / "script.py").write_text(begin + dedent(script), encoding="utf-8")
        outcome = run_qgis(
            *("qgis", "--nologo", "--profiles-path", profiles, "--profile", "default"),
            *("--lang", "fr", "--code", folder / "script.py"),
            timeout=timeout,
            **{"DISPLAY": display, "QT_QPA_PLATFORM": "xcb", **environment},
        )
        report = folder / "report.json"
        assert report.is_file(), _how_it_died(folder, outcome)
        seen = json.loads(report.read_text(encoding="utf-8"))
        assert "error" not in seen, seen.get("error")
        assert may_crash or outcome.code == 0, outcome.stdout[-4000:] + outcome.stderr[-4000:]
        return seen

    return driven
