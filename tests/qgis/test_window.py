"""The plugin in a real QGIS window, in French, on a screen of its own (Xvfb)."""

from __future__ import annotations

import json
import shutil

import pytest
from pypdf import PdfReader
from qgis.PyQt.QtGui import QImage
from territoires_industrie.tests.services.running import Services

#: What happens in the window, each step once the one before has had its time.
SCRIPT = """
import os
import sys
import time

import driving
from driving import AGAIN, button_of, click, dock, later, named, report, take
from qgis.core import QgsApplication, QgsProject, QgsSettings, QgsVectorLayer
from qgis.PyQt.QtCore import QPoint, Qt
from qgis.PyQt.QtWidgets import (
    QAction, QApplication, QDockWidget, QListView, QPushButton, QToolBar,
)
from qgis.utils import iface, plugins, reloadPlugin

NAME = "territoires_industrie"
report["locale"] = QgsApplication.locale()
# Remembered, as from the last time; the files of another run must not be in the way.
QgsSettings().setValue(NAME + "/dock/folder", SHOTS + "/pages")
QgsSettings().setValue(NAME + "/dock/territories", ["ti-3204"])


def dialogs():
    shown = [widget for widget in QApplication.topLevelWidgets() if widget.isVisible()]
    return [widget for widget in shown if widget is not iface.mainWindow()]


def provider():
    return QgsApplication.processingRegistry().providerById(NAME)


def pressed(name):
    click(dock().findChild(QPushButton, name))


def open_dialog():
    report["loaded"] = NAME in plugins
    report["docks_at_start"] = len(named(QDockWidget))
    report["menu"] = [a.text() for a in iface.pluginMenu().actions()]
    (action,) = [a for a in named(QAction) if a.objectName().endswith("MapSet")]
    report["action"] = action.text()
    later(action.trigger)


def close_dialog():
    report["dialogs"] = [w.windowTitle() for w in dialogs()]
    report["heavy"] = sorted({"pandas", "requests", "pyproj", "matplotlib"} & set(sys.modules))
    for dialog in dialogs():
        dialog.grab().save(SHOTS + "/dialog.png")
        dialog.close()


def open_dock():
    click(button_of(0))


def choose_dunkerque():
    listed = dock().chooser.list
    (item,) = listed.findItems("Dunkerque", Qt.MatchFlag.MatchContains)
    listed.scrollToItem(item)
    click(listed.viewport(), listed.visualItemRect(item).center())


def load_maps():
    pressed("load")


def until_idle():
    if driving.until_idle() is AGAIN:
        return AGAIN
    report.setdefault("messages", []).append([x.text() for x in iface.messageBar().items()])


def editions():
    return sorted(name for name in os.listdir(FOLDER + "/editions") if name.endswith(".gpkg"))


def sources():
    # The files that the project's layers show.
    layers = QgsProject.instance().mapLayers().values()
    return sorted({layer.source().partition("|")[0].rpartition("/")[2] for layer in layers})


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
    report.setdefault("before", [editions(), sources()])
    pressed("refresh")


def look_at_refreshed():
    report["states"] = dock().edition.summary.text()
    click(dock().edition.summary)
    tree = dock().edition.sources
    rows = [tree.topLevelItem(number) for number in range(tree.topLevelItemCount())]
    report["rows"] = [[row.text(0), row.text(1)] for row in rows]
    report["rows_shown"] = tree.isVisible()
    report["refreshed"] = [editions(), sources()]
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
    report["after_stop"] = [editions(), sources()]


def begin_profile():
    pressed("profile")


def look_at_profile():
    report["pages"] = sorted(os.listdir(SHOTS + "/pages"))


def look_at_map():
    root = QgsProject.instance().layerTreeRoot()
    report["groups"] = [group.name() for group in root.children()]
    report["layers"] = {g.name(): [n.name() for n in g.findLayers()] for g in root.children()}
    report["valid"] = all(layer.isValid() for layer in QgsProject.instance().mapLayers().values())
    report["looks"] = {
        layer.name(): [item.label() for item in layer.renderer().legendSymbolItems()]
        for layer in QgsProject.instance().mapLayers().values()
        if isinstance(layer, QgsVectorLayer)
    }
    report["scale"] = iface.mapCanvas().scale()
    iface.mainWindow().grab().save(SHOTS + "/window.png")


def reload_plugin():
    reloadPlugin(NAME)
    report["reloaded"] = [NAME in plugins, provider() is not None, len(named(QToolBar))]


def look_after_reload():
    tasks = QgsApplication.taskManager().activeTasks()
    report["tasks_left"] = [task.description() for task in tasks]
    report["bars_after_reload"] = len(named(QToolBar))
    report["docks_after_reload"] = len(named(QDockWidget))
    QgsProject.instance().layerTreeRoot().removeAllChildren()


def look_at_map_again():
    root = QgsProject.instance().layerTreeRoot()
    report["groups_after_reload"] = [group.name() for group in root.children()]


def open_manager():
    later(iface.actionManagePlugins().trigger)


def manager():
    shown = [widget for widget in dialogs() if widget.objectName() == "QgsPluginManagerBase"]
    return shown[0]


def tick():
    # The plugin's box in QGIS' own list.
    view = manager().findChild(QListView, "vwPlugins")
    rows = [view.model().index(row, 0) for row in range(view.model().rowCount())]
    (row,) = [row for row in rows if row.data() == "Territoires d'industrie"]
    view.scrollTo(row)
    place = view.visualRect(row)
    click(view.viewport(), QPoint(place.left() + 10, place.center().y()))


def look_after_tick():
    report["ticked"] = [NAME in plugins, provider() is not None, len(named(QToolBar))]


def close_manager():
    manager().reject()


def look_after_unload():
    unloaded = [NAME in plugins, provider() is not None, len(named(QToolBar))]
    report.setdefault("unloaded", []).append(unloaded)
    left = [thing.objectName() for kind in (QAction, QDockWidget) for thing in named(kind)]
    report.setdefault("left", []).append(left)


stopped = []
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
    (look_after_reload, 300),
    (open_dock, 500),
    (load_maps, 500),
    (until_idle, 300),
    (look_at_map_again, 100),
    (open_manager, 3000),
    (tick, 1000),
    (look_after_unload, 100),
    (tick, 2000),
    (look_after_tick, 100),
    (tick, 1000),
    (close_manager, 300),
    (look_after_unload, 100),
]


take(steps, SHOTS, first=1000)
"""


@pytest.fixture(scope="module")
def services():
    """The played services, one of them dead."""
    with Services.start() as made:
        made.fault("odre-biomethane", "404")
        yield made


@pytest.fixture(scope="module")
def visit(drive, profiles, tmp_path_factory, services):
    """What the script saw, and the folder of its pictures."""
    folder = tmp_path_factory.mktemp("window")
    own = {
        "TERRITOIRES_INDUSTRIE_FOLDER": folder / "own",
        "TERRITOIRES_INDUSTRIE_MIRROR": services.mirror,
    }
    profile = shutil.copytree(profiles("fr"), folder / "profiles-own")
    # QGIS' manager of plugins would ask the portal.
    with open(profile / "profiles" / "default" / "QGIS" / "QGIS3.ini", "a") as settings:
        portal = "plugin_repositories\\QGIS%20Official%20Plugin%20Repository"
        settings.write("[app]\nplugin_installer\\checkOnStart=false\n")
        settings.write(f"{portal}\\enabled=false\n")
        settings.write(f"{portal}\\url=https://plugins.qgis.org/plugins/plugins.xml\n")
    given = {"FOLDER": str(folder / "own")}
    return drive(SCRIPT, folder, profile, given, timeout=400, **own), folder


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


def words_of(pdf):
    """As a search reads them: some headings are in capitals, some lines broken."""
    text = " ".join(page.extract_text() for page in PdfReader(pdf).pages)
    return " ".join(text.split()).casefold()


def test_three_clicks_lead_to_the_maps_and_two_more_to_the_pdf(visit, catalogue):
    seen, folder = visit
    pdf = folder / "pages" / "aa-dunkerque-flandre.pdf"

    to_the_maps = ["TerritoiresIndustrieToolbar", "territories", "load"]
    assert seen["all_clicks"] == [*to_the_maps, "export", "territoires_open"]
    assert seen["opened"] == [str(pdf)]
    assert len(PdfReader(pdf).pages) >= len(catalogue.themes)
    said = words_of(pdf)
    assert "aa - dunkerque - flandre" in said
    assert not [x.title for x in catalogue.themes if x.title.casefold() not in said]


def test_the_maps_are_loaded_into_groups(seen, catalogue):
    titles = [theme.title for theme in catalogue.themes]
    assert seen["groups"] == [*titles, "Fond de carte"]
    assert seen["valid"]
    assert all(seen["layers"].values())
    assert "Communes" in seen["layers"]["Fond de carte"]
    assert 100_000 < seen["scale"] < 2_000_000, "the canvas shows the territory"
    told = [text for texts in seen["messages"] for text in texts]
    assert told
    assert not [text for text in told if "rror" in text or "rreur" in text]


def test_the_maps_have_the_symbols_of_their_legends(seen):
    looks = seen["looks"]
    assert "Métallurgie/sidérurgie" in looks["Consommateurs"]
    assert "Centrale nucléaire" in looks["Producteurs"]
    assert "Chaleur fatale < 40 °C" in looks["Chaleur fatale"]
    assert looks["Friches"] == ["Friche industrielle", "Friche pour solaire"]


def test_the_map_is_painted(visit):
    image = QImage(str(visit[1] / "window.png"))
    assert image.width() > 1000
    middle = [image.pixel(x, y) for x in range(500, 1500, 7) for y in range(200, 800, 7)]
    assert len(set(middle)) > 40


def test_a_fresh_edition_says_which_source_was_dead(seen):
    assert seen["states"].startswith("1 ")
    assert seen["level"] == 1, "a warning"
    assert seen["rows_shown"], "the states are one click away"
    assert [title for title, state in seen["rows"] if state == "en panne"] == [
        "Points d'injection de biométhane en France"
    ]
    assert len([title for title, state in seen["rows"] if state == "à jour"]) > 15


def test_the_maps_follow_the_fresh_edition(seen):
    (old, shown), (new, shown_then) = seen["before"], seen["refreshed"]
    assert shown == old, "the plugin's own"
    assert len(new) == 2
    assert shown_then == sorted({*new} - {*old})


def test_a_refresh_is_stopped_within_a_second(seen):
    assert seen["running"]
    assert seen["stopped_in"] < 1.0
    assert seen["after_stop"] == seen["refreshed"], "nothing half made"


def test_a_profile_is_written(visit):
    seen, folder = visit
    name = "aa-dunkerque-flandre-fiche"
    assert {f"{name}.{ending}" for ending in ("csv", "json", "pdf")} <= {*seen["pages"]}
    assert "aa-dunkerque-flandre.gpkg" in seen["pages"]
    assert "aa - dunkerque - flandre" in words_of(folder / "pages" / f"{name}.pdf")
    figures = json.loads((folder / "pages" / f"{name}.json").read_text(encoding="utf-8"))
    assert figures["territoire"]["id"] == "ti-3201"
    assert figures["indicateurs"]
    table = (folder / "pages" / f"{name}.csv").read_text(encoding="utf-8-sig")
    assert table.startswith("Territoire;ti-3201;")


def test_it_reloads_and_unloads_whole(seen):
    assert seen["reloaded"][:2] == [True, True]
    assert seen["bars_after_reload"] == 1
    assert seen["docks_after_reload"] == 0
    assert seen["tasks_left"] == [], "what ran when the plugin went"
    assert seen["groups_after_reload"] == seen["groups"], "it works again"


def test_its_box_in_the_plugin_manager_takes_it_out_and_in(seen):
    assert seen["unloaded"] == [[False, False, 0]] * 2
    assert seen["left"] == [[], []]
    assert seen["ticked"] == [True, True, 1]
