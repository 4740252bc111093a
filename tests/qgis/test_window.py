"""The plugin in a real QGIS window, in French, on a screen of its own (Xvfb)."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from textwrap import dedent

import pytest
from pypdf import PdfReader
from qgis.PyQt.QtGui import QImage
from territoires_industrie.tests.services.running import Services

#: What happens in the window, each step once the one before has had its time.
SCRIPT = """
import json
import os
import sys
import time
import traceback

from qgis.PyQt.QtCore import Qt, QTimer
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QAction, QApplication, QDockWidget, QPushButton, QToolBar
from qgis.core import QgsApplication, QgsProject, QgsSettings
from qgis.utils import iface, plugins, reloadPlugin, unloadPlugin

NAME = "territoires_industrie"
report = {"locale": QgsApplication.locale(), "clicks": []}
# Remembered, as from the last time; the files of another run must not be in the way.
QgsSettings().setValue(NAME + "/dock/folder", SHOTS + "/pages")
QgsSettings().setValue(NAME + "/dock/territories", ["ti-3204"])


def dialogs():
    shown = [widget for widget in QApplication.topLevelWidgets() if widget.isVisible()]
    return [widget for widget in shown if widget is not iface.mainWindow()]


def named(kind):
    # Objects of the window that bear the plugin's name.
    found = iface.mainWindow().findChildren(kind)
    return [thing for thing in found if thing.objectName().startswith("Territoires")]


def provider():
    return QgsApplication.processingRegistry().providerById(NAME)


def click(widget, place=None):
    if place is None:
        place = widget.rect().center()
    own = widget.objectName()
    # Qt names the inside of a list, and nothing names a toolbar's button.
    named_by = widget.parent() if not own or own.startswith("qt_") else widget
    report["clicks"].append(named_by.objectName())
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)


def dock():
    (found,) = named(QDockWidget)
    return found


def pressed(name):
    click(dock().findChild(QPushButton, name))


def open_dialog():
    report["loaded"] = NAME in plugins
    report["docks_at_start"] = len(named(QDockWidget))
    report["menu"] = [a.text() for a in iface.pluginMenu().actions()]
    (action,) = [a for a in named(QAction) if a.objectName().endswith("MapSet")]
    report["action"] = action.text()
    action.trigger()


def close_dialog():
    report["dialogs"] = [w.windowTitle() for w in dialogs()]
    report["heavy"] = sorted({"pandas", "requests", "pyproj", "matplotlib"} & set(sys.modules))
    for dialog in dialogs():
        dialog.grab().save(SHOTS + "/dialog.png")
        dialog.close()


def open_dock():
    (bar,) = named(QToolBar)
    action = bar.actions()[0]
    click(bar.widgetForAction(action))


def choose_dunkerque():
    listed = dock().chooser.list
    (item,) = listed.findItems("Dunkerque", Qt.MatchFlag.MatchContains)
    listed.scrollToItem(item)
    click(listed.viewport(), listed.visualItemRect(item).center())


def load_maps():
    pressed("load")


def until_idle():
    if dock().queue.running is not None or iface.mapCanvas().isDrawing():
        return AGAIN
    report.setdefault("messages", []).append([x.text() for x in iface.messageBar().items()])


def export():
    pressed("export")


def open_pdf():
    from territoires_industrie.territoires_industrie.gui import notices

    report["opened"] = []
    notices.open_file = report["opened"].append
    click(iface.messageBar().findChildren(QPushButton, "territoires_open")[0])
    iface.mainWindow().grab().save(SHOTS + "/exported.png")
    report["all_clicks"] = list(report["clicks"])


def refresh():
    pressed("refresh")


def look_at_refreshed():
    report["states"] = dock().edition.summary.text()
    report["level"] = int(iface.messageBar().currentItem().level())
    iface.mainWindow().grab().save(SHOTS + "/refreshed.png")


def stop():
    report["running"] = dock().queue.running is not None
    stopped.append(time.monotonic())
    click(dock().progress.stop)


def stopped_in():
    if dock().queue.running is not None:
        return AGAIN
    report["stopped_in"] = time.monotonic() - stopped[0]


def begin_profile():
    pressed("profile")


def look_at_profile():
    report["pages"] = sorted(os.listdir(SHOTS + "/pages"))


def look_at_map():
    root = QgsProject.instance().layerTreeRoot()
    report["groups"] = [group.name() for group in root.children()]
    report["layers"] = {g.name(): [n.name() for n in g.findLayers()] for g in root.children()}
    report["valid"] = all(layer.isValid() for layer in QgsProject.instance().mapLayers().values())
    report["scale"] = iface.mapCanvas().scale()
    iface.mainWindow().grab().save(SHOTS + "/window.png")


def reload_plugin():
    reloadPlugin(NAME)
    report["reloaded"] = [NAME in plugins, provider() is not None, len(named(QToolBar))]


def unload_plugin():
    tasks = QgsApplication.taskManager().activeTasks()
    report["tasks_left"] = [task.description() for task in tasks]
    report["bars_after_reload"] = len(named(QToolBar))
    report["docks_after_reload"] = len(named(QDockWidget))
    open_dock()
    unloadPlugin(NAME)


def look_after_unload():
    report["unloaded"] = [NAME in plugins, provider() is not None, len(named(QToolBar))]
    report["actions_left"] = [action.objectName() for action in named(QAction)]
    report["docks_left"] = len(named(QDockWidget))


stopped = []
#: Said by a step that shall be tried again.
AGAIN = object()
#: Each with the time (ms) that it is given.
steps = [
    (open_dialog, 2000),
    (close_dialog, 500),
    (open_dock, 500),
    (choose_dunkerque, 200),
    (load_maps, 500),
    (until_idle, 300),
    (look_at_map, 100),
    (export, 500),
    (until_idle, 300),
    (open_pdf, 100),
    (begin_profile, 300),
    (until_idle, 300),
    (look_at_profile, 100),
    (refresh, 300),
    (until_idle, 300),
    (look_at_refreshed, 100),
    (refresh, 2500),
    (stop, 20),
    (stopped_in, 20),
    (begin_profile, 1500),
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
        if step() is AGAIN:
            steps.insert(0, (step, time))
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
def services():
    """The played services, one of them dead."""
    with Services.start() as made:
        made.fault("odre-biomethane", "404")
        yield made


@pytest.fixture(scope="module")
def visit(display, run_qgis, profiles, tmp_path_factory, services):
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
        timeout=400,
        DISPLAY=display,
        QT_QPA_PLATFORM="xcb",
        TERRITOIRES_INDUSTRIE_MIRROR=services.mirror,
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
    assert seen["docks_at_start"] == 0
    assert seen["action"] == "Imprimer un jeu de cartes…"
    assert "Territoires d'industrie" in [text.replace("&", "") for text in seen["menu"]]


def test_the_menu_opens_the_dialog_and_loads_nothing_heavy(seen):
    assert any("Imprimer un jeu de cartes" in title for title in seen["dialogs"])
    # QGIS' own plugins may import some of them; ours shall not wait for that.
    assert "pandas" not in seen["heavy"]


def test_three_clicks_lead_to_the_maps_and_two_more_to_the_pdf(visit):
    seen, folder = visit
    pdf = str(folder / "pages" / "aa-dunkerque-flandre.pdf")

    to_the_maps = ["TerritoiresIndustrieToolbar", "territories", "load"]
    assert seen["all_clicks"] == [*to_the_maps, "export", "territoires_open"]
    assert seen["opened"] == [pdf]
    with open(pdf, "rb") as file:
        assert len(PdfReader(file).pages) >= 4


def test_the_maps_are_loaded_into_groups(seen):
    assert seen["groups"][0] == "Carte des consommateurs"
    assert seen["groups"][-1] == "Fond de carte"
    assert len(seen["groups"]) == 5
    assert seen["valid"]
    assert seen["layers"]["Carte des consommateurs"]
    assert "Communes" in seen["layers"]["Fond de carte"]
    assert 100_000 < seen["scale"] < 2_000_000, "the canvas shows the territory"
    told = [text for texts in seen["messages"] for text in texts]
    assert told
    assert not [text for text in told if "rror" in text or "rreur" in text]


def test_the_map_is_painted(visit):
    image = QImage(str(visit[1] / "window.png"))
    assert image.width() > 1000
    middle = [image.pixel(x, y) for x in range(500, 1500, 7) for y in range(200, 800, 7)]
    assert len(set(middle)) > 40


def test_a_fresh_edition_says_which_source_was_dead(seen):
    assert seen["states"].startswith("1 ")
    assert seen["level"] == 1, "a warning"


def test_a_refresh_is_stopped_within_a_second(seen):
    assert seen["running"]
    assert seen["stopped_in"] < 1.0


def test_a_profile_is_written(seen):
    endings = {name.rpartition(".")[2] for name in seen["pages"]}
    assert endings >= {"pdf", "gpkg", "json", "csv"}


def test_it_reloads_and_unloads_whole(seen):
    assert seen["reloaded"][:2] == [True, True]
    assert seen["bars_after_reload"] == 1
    assert seen["docks_after_reload"] == 0
    assert seen["tasks_left"] == [], "what ran when the plugin went"
    assert seen["unloaded"] == [False, False, 0]
    assert seen["actions_left"] == []
    assert seen["docks_left"] == 0
