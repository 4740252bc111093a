"""The plugin in a real QGIS window, in French, on a screen of its own (Xvfb)."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from textwrap import dedent

import pytest
from qgis.PyQt.QtGui import QImage

#: What happens in the window, each step once the one before has had its time.
SCRIPT = """
import json
import sys
import traceback

from qgis.PyQt.QtCore import QTimer
from qgis.PyQt.QtWidgets import QAction, QApplication, QToolBar
from qgis.core import QgsApplication, QgsProject
from qgis.utils import iface, plugins, reloadPlugin, unloadPlugin

NAME = "territoires_industrie"
report = {"locale": QgsApplication.locale()}


def dialogs():
    shown = [widget for widget in QApplication.topLevelWidgets() if widget.isVisible()]
    return [widget for widget in shown if widget is not iface.mainWindow()]


def named(kind):
    # Objects of the window that bear the plugin's name.
    found = iface.mainWindow().findChildren(kind)
    return [thing for thing in found if thing.objectName().startswith("Territoires")]


def provider():
    return QgsApplication.processingRegistry().providerById(NAME)


def open_dialog():
    report["loaded"] = NAME in plugins
    (bar,) = named(QToolBar)
    (action,) = bar.actions()
    report["action"] = action.text()
    report["menu"] = [a.text() for a in iface.pluginMenu().actions()]
    action.trigger()


def close_dialog():
    report["dialogs"] = [w.windowTitle() for w in dialogs()]
    report["heavy"] = sorted({"pandas", "requests", "pyproj", "matplotlib"} & set(sys.modules))
    for dialog in dialogs():
        dialog.grab().save(SHOTS + "/dialog.png")
        dialog.close()


def load_map():
    import processing

    processing.run(NAME + ":loadmap", {"TERRITORY": "ti-3201", "THEME": 0})
    iface.mapCanvas().refresh()


def look_at_map():
    root = QgsProject.instance().layerTreeRoot()
    report["groups"] = [group.name() for group in root.children()]
    report["layers"] = {g.name(): [n.name() for n in g.findLayers()] for g in root.children()}
    report["valid"] = all(layer.isValid() for layer in QgsProject.instance().mapLayers().values())
    report["scale"] = iface.mapCanvas().scale()
    iface.mainWindow().grab().save(SHOTS + "/window.png")
    report["messages"] = [item.text() for item in iface.messageBar().items()]


def reload_plugin():
    reloadPlugin(NAME)
    report["reloaded"] = [NAME in plugins, provider() is not None, len(named(QToolBar))]


def unload_plugin():
    report["bars_after_reload"] = len(named(QToolBar))
    unloadPlugin(NAME)


def look_after_unload():
    report["unloaded"] = [NAME in plugins, provider() is not None, len(named(QToolBar))]
    report["actions_left"] = [action.objectName() for action in named(QAction)]


#: Each with the time (ms) that it is given.
steps = [
    (open_dialog, 2000),
    (close_dialog, 500),
    (load_map, 4000),
    (look_at_map, 100),
    (reload_plugin, 500),
    (unload_plugin, 500),
    (look_after_unload, 100),
]


def finish():
    with open(REPORT, "w", encoding="utf-8") as file:
        json.dump(report, file)
    iface.mapCanvas().freeze(True)
    leave()


def leave():
    # A layer that goes while another thread draws it takes QGIS 3.40 along: threads share the
    # expressions of its symbols (QgsExpression::detach).
    if iface.mapCanvas().isDrawing():
        QTimer.singleShot(100, leave)
        return
    QgsProject.instance().clear()
    QgsProject.instance().setDirty(False)
    iface.actionExit().trigger()


def next_step():
    if not steps:
        return finish()
    step, time = steps.pop(0)
    # Before the step: a dialog holds it up until a later one closes the dialog.
    QTimer.singleShot(time, next_step)
    try:
        step()
    except Exception:
        report["error"] = step.__name__ + "\\n" + traceback.format_exc()
        steps.clear()


iface.mainWindow().resize(1500, 850)
QTimer.singleShot(1000, next_step)
"""


@pytest.fixture(scope="module")
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


@pytest.fixture(scope="module")
def visit(display, run_qgis, profiles, tmp_path_factory):
    """What the script saw, and the folder of its pictures."""
    folder = tmp_path_factory.mktemp("window")
    report, script = folder / "report.json", folder / "script.py"
    script.write_text(f"REPORT = {str(report)!r}\nSHOTS = {str(folder)!r}\n{dedent(SCRIPT)}")
    outcome = run_qgis(
        "qgis",
        "--nologo",
        "--profiles-path",
        profiles("fr"),
        "--profile",
        "default",
        "--lang",
        "fr",
        "--code",
        script,
        timeout=120,
        DISPLAY=display,
        QT_QPA_PLATFORM="xcb",
    )
    assert report.is_file(), outcome.stderr[-4000:]
    seen = json.loads(report.read_text(encoding="utf-8"))
    assert "error" not in seen, seen.get("error")
    assert outcome.code == 0, outcome.stderr[-4000:]
    return seen, folder


@pytest.fixture
def seen(visit):
    return visit[0]


def test_it_starts_in_french(seen):
    assert seen["locale"].startswith("fr")
    assert seen["loaded"]
    assert seen["action"] == "Imprimer un jeu de cartes…"
    assert "Territoires d'industrie" in [text.replace("&", "") for text in seen["menu"]]


def test_the_button_opens_the_dialog_and_loads_nothing_heavy(seen):
    assert any("Imprimer un jeu de cartes" in title for title in seen["dialogs"])
    # QGIS' own plugins may import some of them; ours shall not wait for that.
    assert "pandas" not in seen["heavy"]


def test_a_map_is_loaded_into_groups(seen):
    assert seen["groups"] == ["Carte des consommateurs", "Fond de carte"]
    assert seen["valid"]
    assert seen["layers"]["Carte des consommateurs"]
    assert "Communes" in seen["layers"]["Fond de carte"]
    assert 100_000 < seen["scale"] < 2_000_000, "the canvas shows the territory"
    assert not [text for text in seen["messages"] if "rror" in text or "rreur" in text]


def test_the_map_is_painted(visit):
    image = QImage(str(visit[1] / "window.png"))
    assert image.width() > 1000
    middle = [image.pixel(x, y) for x in range(500, 1500, 7) for y in range(200, 800, 7)]
    assert len(set(middle)) > 40


def test_it_reloads_and_unloads_whole(seen):
    assert seen["reloaded"][:2] == [True, True]
    assert seen["bars_after_reload"] == 1
    assert seen["unloaded"] == [False, False, 0]
    assert seen["actions_left"] == []
