"""The first use in a real QGIS window: the welcome, F1, pages in the open project, and leaving."""

from __future__ import annotations

import getpass
import json
import re
from textwrap import dedent

import pytest
from territoires_industrie.tests.qgis.test_window import display as display

#: What happens in the window, each step once the one before has had its time.
SCRIPT = """
import json
import traceback

from qgis.core import QgsProject
from qgis.PyQt.QtCore import Qt, QTimer
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QAction, QDialog, QDockWidget, QMenu, QPushButton, QToolBar
from qgis.utils import iface, unloadPlugin

from territoires_industrie.territoires_industrie.guide import headings, pages

NAME = "territoires_industrie"
report = {"clicks": []}


def named(kind, within=None):
    # Objects that bear the plugin's name.
    found = (within or iface.mainWindow()).findChildren(kind)
    return [thing for thing in found if thing.objectName().startswith("Territoires")]


def action(name):
    (found,) = [a for a in named(QAction) if a.objectName() == "TerritoiresIndustrie" + name]
    return found


def window(name):
    shown = [w for w in named(QDialog) if w.isVisible()]
    return next((w for w in shown if w.objectName() == "TerritoiresIndustrie" + name), None)


def dock():
    (found,) = named(QDockWidget)
    return found


def click(widget):
    report["clicks"].append(widget.objectName() or widget.parent().objectName())
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)


def entries(menu):
    return [a.objectName() or a.text() for a in menu.actions()]


def shot(widget, name):
    widget.grab().save(SHOTS + "/" + name + ".png")


def look_at_start():
    report["docks_at_start"] = len(named(QDockWidget))
    report["dialogs_at_start"] = len([w for w in named(QDialog) if w.isVisible()])
    bar = iface.messageBar()
    report["line"] = len(bar.findChildren(QPushButton, "territoires_show_welcome"))
    shot(iface.mainWindow(), "start")
    entry = action("Pages")
    around = list(iface.projectMenu().actions())
    report["after"] = around[around.index(entry) - 1] is iface.actionShowLayoutManager()
    report["help"] = action("Help") in iface.pluginHelpMenu().actions()


def open_by_button():
    (bar,) = named(QToolBar)
    opens, *_ = bar.actions()
    click(bar.widgetForAction(opens))


def look_at_welcome():
    welcome = window("Welcome")
    report["welcome"] = welcome is not None and not welcome.isModal()
    report["chosen"] = [territory.id for territory in welcome.chooser.chosen]
    iface.mainWindow().screen().grabWindow(0).save(SHOTS + "/first.png")
    for step in range(3):
        shot(welcome, "welcome" + str(step + 1))
        if step < 2:
            QTest.mouseClick(welcome.next, Qt.MouseButton.LeftButton)
    report["step"] = welcome.steps.currentIndex()


def load_maps():
    click(window("Welcome").load)


def until_idle():
    if dock().queue.running is not None or iface.mapCanvas().isDrawing():
        return AGAIN


def look_at_maps():
    root = QgsProject.instance().layerTreeRoot()
    report["to_the_maps"] = list(report["clicks"])
    report["groups"] = [group.name() for group in root.children()]
    report["valid"] = all(layer.isValid() for layer in QgsProject.instance().mapLayers().values())
    report["scale"] = iface.mapCanvas().scale()
    report["told"] = window("Welcome").told.text()
    shot(iface.mainWindow(), "maps")
    shot(window("Welcome"), "welcome4")
    window("Welcome").close()


def press_f1():
    dock().chooser.search.setFocus()
    QTest.keyClick(dock().chooser.search, Qt.Key.Key_F1)


def look_at_guide():
    guide = window("Guide")
    report["guide"] = guide is not None
    report["page"] = guide.page.toPlainText()
    shot(guide, "guide")
    last = [heading for heading in headings(pages()[-1]) if heading.level == 2][-1]
    guide.page.open_at(last.page, last.slug)
    report["turned"] = guide.page.verticalScrollBar().value()
    shot(guide, "guide-section")
    guide.close()


def open_about():
    action("About").trigger()


def look_at_about():
    report["facts"] = window("About").facts.toPlainText()
    shot(window("About"), "about")
    window("About").close()


def ask_for_pages():
    QgsProject.instance().setTitle("Mon projet")
    action("Pages").trigger()


def confirm_pages():
    shot(window("Pages"), "pages")
    click(window("Pages").ready)


def layouts():
    return QgsProject.instance().layoutManager().printLayouts()


def look_at_pages():
    report["layouts"] = [layout.name() for layout in layouts()]
    report["title"] = QgsProject.instance().title()
    (designer,) = iface.openLayoutDesigners()
    report["designer"] = designer.masterLayout().name()
    (menu,) = named(QMenu, designer.window())
    report["menu"] = entries(menu)
    shot(designer.window(), "designer")
    title = designer.layout().itemById("title")
    title.setText("À ma façon")
    next(a for a in menu.actions() if a.objectName().endswith("Fill")).trigger()


def look_at_filled():
    report["filled"] = [layout.name() for layout in layouts()]
    report["by_hand"] = iface.openLayoutDesigners()[0].layout().itemById("title").text()
    shot(iface.mainWindow(), "window-with-pages")
    action("Guide").trigger()


def export_from_designer():
    (menu,) = named(QMenu, iface.openLayoutDesigners()[0].window())
    next(a for a in menu.actions() if a.objectName().endswith("Export")).trigger()


def look_at_export():
    report["export_shown"] = dock().pages.isVisible()


def unload_plugin():
    unloadPlugin(NAME)


def look_after_unload():
    report["left"] = [
        thing.objectName()
        for kind in (QAction, QDialog, QDockWidget, QToolBar)
        for thing in named(kind)
    ]
    designer = iface.openLayoutDesigners()[0].window()
    report["menus_left"] = [menu.objectName() for menu in named(QMenu, designer)]
    report["bar_left"] = [a.text() for a in designer.menuBar().actions()]
    iface.openLayoutDesigners()[0].close()


#: Said by a step that shall be tried again.
AGAIN = object()
#: Each with the time (ms) that it is given.
steps = [
    (look_at_start, 100),
    (open_by_button, 800),
    (look_at_welcome, 500),
    (load_maps, 500),
    (until_idle, 300),
    (look_at_maps, 100),
    (press_f1, 800),
    (look_at_guide, 100),
    (open_about, 500),
    (look_at_about, 100),
    (ask_for_pages, 500),
    (confirm_pages, 500),
    (until_idle, 1500),
    (look_at_pages, 500),
    (until_idle, 300),
    (look_at_filled, 500),
    (export_from_designer, 300),
    (look_at_export, 100),
    (unload_plugin, 500),
    (look_after_unload, 300),
]


def finish():
    with open(REPORT, "w", encoding="utf-8") as file:
        json.dump(report, file)
    iface.mapCanvas().freeze(True)
    leave()


def leave():
    # A layer that goes while another thread draws it takes QGIS 3.40 along.
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
    QTimer.singleShot(time, next_step)
    try:
        if step() is AGAIN:
            steps.insert(0, (step, time))
    except Exception:
        report["error"] = step.__name__ + "\\n" + traceback.format_exc()
        steps.clear()


iface.mainWindow().resize(1500, 850)
QTimer.singleShot(2500, next_step)
"""


@pytest.fixture(scope="module")
def profile(tmp_path_factory):
    """Profiles of somebody who has never seen the plugin."""
    made = tmp_path_factory.mktemp("first-profiles")
    settings = made / "profiles" / "default" / "QGIS" / "QGIS3.ini"
    settings.parent.mkdir(parents=True)
    settings.write_text(
        "[PythonPlugins]\nterritoires_industrie=true\n"
        "[locale]\noverrideFlag=true\nuserLocale=fr\n"
        "[qgis]\ncheckVersion=false\n"
    )
    return made


@pytest.fixture(scope="module")
def visit(display, run_qgis, profile, tmp_path_factory):
    """What the script saw, and the folder of its pictures."""
    folder = tmp_path_factory.mktemp("welcome")
    report, script = folder / "report.json", folder / "script.py"
    script.write_text(f"REPORT = {str(report)!r}\nSHOTS = {str(folder)!r}\n{dedent(SCRIPT)}")
    outcome = run_qgis(
        "qgis",
        "--nologo",
        "--profiles-path",
        profile,
        "--profile",
        "default",
        "--lang",
        "fr",
        "--code",
        script,
        timeout=240,
        DISPLAY=display,
        QT_QPA_PLATFORM="xcb",
    )
    assert report.is_file(), outcome.stderr[-4000:]
    seen = json.loads(report.read_text(encoding="utf-8"))
    assert "error" not in seen, seen.get("error")
    assert outcome.code == 0, outcome.stderr[-4000:]
    return seen


def test_a_start_shows_one_line_and_no_window(visit):
    assert visit["docks_at_start"] == visit["dialogs_at_start"] == 0
    assert visit["line"] == 1


def test_two_clicks_lead_through_the_welcome_to_the_maps(visit):
    assert visit["welcome"]
    assert visit["chosen"] == ["ti-3201"]
    assert visit["to_the_maps"] == ["TerritoiresIndustrieToolbar", "welcome_load"]
    assert visit["groups"][0] == "Carte des consommateurs"
    assert len(visit["groups"]) == 5
    assert visit["valid"]
    assert 100_000 < visit["scale"] < 2_000_000
    assert "Dunkerque" in visit["told"]
    assert "F1" in visit["told"]


def test_f1_in_the_dock_opens_the_guide(visit):
    assert visit["guide"]
    assert "territoire" in visit["page"].lower()
    assert visit["turned"] > 100, "at the heading"


def test_the_entry_stands_beside_the_layout_manager(visit):
    assert visit["after"]
    assert visit["help"]


def test_pages_come_into_the_open_project(visit):
    assert len(visit["layouts"]) >= 4
    assert visit["layouts"] == visit["filled"], "filled again, not made again"
    assert visit["designer"] == visit["layouts"][0]
    assert visit["title"] == "Mon projet", "the project stays the analyst's"
    assert visit["menu"] == ["TerritoiresIndustrieFill", "TerritoiresIndustrieExport"]
    assert visit["by_hand"] == "À ma façon"
    assert visit["export_shown"]


def test_about_names_no_user(visit):
    assert "Territoires d'industrie: " in visit["facts"]
    assert getpass.getuser() not in re.findall(r"\w+", visit["facts"])


def test_it_leaves_nothing_not_even_in_open_designers(visit):
    assert visit["left"] == []
    assert visit["menus_left"] == []
    assert not [text for text in visit["bar_left"] if "Territoires" in text]
