"""A QGIS that starts with the plugin: asks nobody, needs no library, and keeps its own settings."""

from __future__ import annotations

import json
import sys
from textwrap import dedent

import pytest

#: Libraries that a QGIS may lack; `None` in their place makes an import of them fail.
ABSENT = ("pandas", "numpy", "requests", "pyproj", "openpyxl", "matplotlib", "PIL", "urllib3")
#: What only work needs. Editions bring SQLite, territories GDAL: nothing that is free.
LATER = ("catalogue", "edition", "geometry", "territories", "searching", "refresh", "net.client")

SCRIPT = """
import json
import sys

asked = []


def hear(event, given):
    # All that Python itself does with the network.
    if event in ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname"):
        asked.append(f"{event} {given[-1]!r}")


sys.addaudithook(hear)
from qgis.core import QgsApplication, QgsNetworkAccessManager, QgsSettings
from qgis.PyQt.QtCore import QCoreApplication, QTimer
from qgis.PyQt.QtTest import QTest

application = QgsApplication([], True)
application.initQgis()
QgsNetworkAccessManager.instance().requestAboutToBeCreated.connect(
    lambda request: asked.append(request.request().url().toString())
)
for name in ABSENT:
    sys.modules[name] = None
sys.path.insert(0, TESTS)
from gui_window import Window


def settings():
    store = QgsSettings()
    return {key: str(store.value(key)) for key in store.allKeys()}


window = Window()
window.show()
before, modules = settings(), set(sys.modules)
import territoires_industrie

plugin = territoires_industrie.classFactory(window)
plugin.initProcessing()
plugin.initGui()
QTest.qWait(1500)
loaded = set(sys.modules) - modules
algorithms = QgsApplication.processingRegistry().providerById("territoires_industrie").algorithms()
told = {
    "asked": asked,
    "loaded": sorted(loaded),
    "settings": {k: v for k, v in settings().items() if before.get(k) != v},
    "algorithms": [algorithm.displayName() for algorithm in algorithms],
}
if DOCK:
    (opens,) = [a for a in window.menus["Territoires d'industrie"] if a.isCheckable()][:1]
    opens.trigger()
    QTest.qWait(500)
    told["dock"] = plugin._toolbar.dock.isVisible()
    told["asked"] = asked
plugin.unload()
QCoreApplication.processEvents()
print(json.dumps(told), flush=True)
import os

os._exit(0)
"""


@pytest.fixture(scope="module")
def start(run_qgis, profiles):
    """What happened in a fresh process that started with the plugin: `start(absent=[…])`."""

    def started(absent=(), dock=False):
        tests = __file__.rpartition("/")[0]
        given = f"ABSENT = {tuple(absent)!r}\nTESTS = {tests!r}\nDOCK = {dock!r}\n"
        outcome = run_qgis(
            *(sys.executable, "-P", "-c", given + dedent(SCRIPT)),
            QGIS_CUSTOM_CONFIG_PATH=profiles("fr"),
            timeout=90,
        )
        assert outcome.code == 0, outcome.stderr[-3000:]
        return json.loads(outcome.stdout.splitlines()[-1])

    return started


@pytest.fixture(scope="module")
def seen(start):
    return start()


def test_nobody_is_asked(seen):
    assert seen["asked"] == []


def test_no_setting_is_written(seen):
    assert seen["settings"] == {}


def test_what_only_work_needs_is_not_read(seen):
    ours = "territoires_industrie.territoires_industrie."
    assert not {ours + name for name in LATER} & set(seen["loaded"])
    assert not {name.partition(".")[0] for name in seen["loaded"]} & {*ABSENT, "sqlite3"}


def test_it_starts_where_every_library_is_missing(start, seen):
    without = start(absent=ABSENT, dock=True)
    assert without["algorithms"] == seen["algorithms"]
    assert len(without["algorithms"]) > 30
    assert without["dock"], "the dock opens: what needs a library says so when it is asked for"
    assert without["asked"] == []
