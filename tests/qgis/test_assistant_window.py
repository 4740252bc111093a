"""The assistant in a real QGIS window: a CSV onto the map of Dunkerque, with mouse and keys."""

from __future__ import annotations

import shutil

import pytest
from qgis.PyQt.QtGui import QImage

HEAT = (
    "Nom du site;Commune;Température (°C);Gisement (GWh/an);X;Y;Type\n"
    "Verrerie (inventée);Grande-Synthe;38,5;12,4;646000;7103000;basse T\n"
    "Four (inventé);Gravelines;70;8;;;\n"
    "Papeterie (inventée);Nulle-Part;60;3;;;\n"
)

#: What happens in the window, each step once the one before has had its time.
SCRIPT = """
from driving import AGAIN, button_of, click, dock, report, take, until_idle
from qgis.core import QgsProject
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QWizard
from qgis.utils import iface, plugins, unloadPlugin

NAME = "territoires_industrie"
report.update(counts=[], reasons=[], pages=[])


def assistant():
    return iface.mainWindow().findChild(QWizard, "TerritoiresIndustrieAssistant")


def heat():
    layers = QgsProject.instance().mapLayers().values()
    key = NAME + "/table"
    (layer,) = [each for each in layers if each.customProperty(key) == "wasteheat"]
    return layer


def press(which):
    button = assistant().button(which)
    report["reasons"].append(button.toolTip())
    click(button)


def load_dunkerque():
    from territoires_industrie.territoires_industrie.territories import find

    plugins[NAME]._toolbar.open_territory(find("ti-3201"))


def look_at_map():
    report["counts"].append(heat().featureCount())
    report["sources"] = report.get("sources", []) + [heat().source()]
    report["valid"] = heat().isValid()
    report["renderer"] = type(heat().renderer()).__name__
    report["messages"] = [item.text() for item in iface.messageBar().items()]


def open_assistant():
    click(button_of(2))


def type_the_file():
    line = assistant().file_page.file.lineEdit()
    report["first_reason"] = assistant().file_page.reason.text()
    line.setFocus()
    QTest.keyClicks(line, FILE)
    QTest.keyClick(line, Qt.Key.Key_Tab)


def until_worked_out():
    if assistant().session.background.is_busy() or not assistant().currentPage().isComplete():
        return AGAIN
    number = len(report["pages"])
    report["pages"].append(assistant().currentPage().objectName())
    assistant().grab().save(SHOTS + "/page-%d.png" % number)


def press_next():
    press(QWizard.WizardButton.NextButton)


def choose_class():
    combo = assistant().classes_page.table.cellWidget(0, 3)
    combo.setFocus()
    QTest.keyClick(combo, Qt.Key.Key_Down)
    QTest.keyClick(combo, Qt.Key.Key_Down)


def mark_on_map():
    box = assistant().preview_page.on_map
    QTest.keyClick(box, Qt.Key.Key_Space)
    report["preview"] = [list(row) for row in assistant().session.preview.rows]


def look_at_markers():
    iface.mainWindow().grab().save(SHOTS + "/markers.png")


def press_finish():
    press(QWizard.WizardButton.FinishButton)


def save_window():
    report["wizards"] = len(iface.mainWindow().findChildren(QWizard))
    iface.mainWindow().grab().save(SHOTS + "/window.png")
    names = [feature["name"] for feature in heat().getFeatures()]
    report["names"] = [name for name in names if "inventé" in str(name)]


def open_again_and_unload():
    open_assistant()
    unloadPlugin(NAME)


def look_after_unload():
    report["left"] = len(iface.mainWindow().findChildren(QWizard))


#: Each with the time (ms) that it is given.
steps = [
    (load_dunkerque, 1000),
    (until_idle, 300),
    (look_at_map, 100),
    (open_assistant, 1500),
    (type_the_file, 500),
    (until_worked_out, 300),
    (press_next, 500),
    (until_worked_out, 300),
    (press_next, 500),
    (choose_class, 500),
    (until_worked_out, 300),
    (press_next, 500),
    (until_worked_out, 300),
    (mark_on_map, 1500),
    (look_at_markers, 100),
    (press_next, 500),
    (until_worked_out, 300),
    (press_finish, 1500),
    (until_idle, 300),
    (look_at_map, 100),
    (save_window, 100),
    (open_again_and_unload, 500),
    (look_after_unload, 100),
]


take(steps, SHOTS)
"""


@pytest.fixture(scope="module")
def visit(drive, profiles, tmp_path_factory):
    """What the script saw, and the folders of its pictures and of its profile."""
    folder = tmp_path_factory.mktemp("assistant")
    own = shutil.copytree(profiles("fr"), folder / "profiles-own")
    file = folder / "Chaleur fatale 2024.csv"
    file.write_bytes(HEAT.encode("cp1252"))
    seen = drive(SCRIPT, folder, own, {"FILE": str(file)})
    return seen, folder, own


@pytest.fixture
def seen(visit):
    return visit[0]


def test_every_page_is_passed_with_next(seen):
    pages = ["file_page", "columns_page", "classes_page", "preview_page", "keeping_page"]
    assert seen["pages"] == pages
    assert seen["first_reason"], "why Next is disabled"
    assert set(seen["reasons"]) == {""}


def test_the_rows_are_on_the_map_at_once(seen):
    before, after = seen["counts"]
    assert after == before + 2
    assert sorted(seen["names"]) == ["Four (inventé)", "Verrerie (inventée)"]
    assert seen["sources"][0] != seen["sources"][1], "a new edition, the one before stays"
    assert seen["valid"]
    assert seen["renderer"] == "QgsCategorizedSymbolRenderer"
    assert [text for text in seen["messages"] if "Chaleur fatale 2024.csv" in text or text]


def test_the_file_is_kept_with_its_mapping(visit):
    imports = visit[2] / "profiles" / "default" / "territoires_industrie" / "imports"
    kept = sorted(path.name for path in imports.iterdir())
    assert kept == [
        "wasteheat.chaleur-fatale-2024.csv",
        "wasteheat.chaleur-fatale-2024.csv.mapping.json",
    ]


def test_markers_show_where_the_rows_would_be(visit):
    with_markers, later = (QImage(str(visit[1] / f"{name}.png")) for name in ("markers", "window"))
    assert with_markers.width() > 1000
    assert with_markers != later


def test_it_closes_with_the_plugin(seen):
    assert seen["wizards"] == 0
    assert seen["left"] == 0
