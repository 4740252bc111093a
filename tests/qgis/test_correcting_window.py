"""Three objects of Dunkerque put right by clicks in a real QGIS window, then once more."""

from __future__ import annotations

import csv
import json
import shutil

import pytest
from qgis.PyQt.QtGui import QImage

#: What happens in the window, each step once the one before has had its time.
SCRIPT = """
from driving import button_of, click, dock, named, report, take, until_idle
from qgis.core import QgsProject, QgsSettings
from qgis.PyQt.QtCore import QPoint, QRect
from qgis.PyQt.QtWidgets import QApplication, QDockWidget
from qgis.utils import iface, unloadPlugin
from territoires_industrie.territoires_industrie.gui.correcting.rows import drawn_at

TABLE = "consumers"
NAME = "territoires_industrie"
MOVED, RECLASSED, HIDDEN = "67203997101753", "34951600500015", "49129379100027"
report["clicked"] = {}
QgsSettings().setValue(NAME + "/dock/territories", ["ti-3201"])
QgsSettings().setValue(NAME + "/dock/themes", ["consumers"])


def panel():
    (found,) = [each for each in named(QDockWidget) if each.objectName().endswith("Correcting")]
    return found


def canvas():
    return iface.mapCanvas()


def layer():
    layers = QgsProject.instance().mapLayers().values()
    return next(x for x in layers if x.customProperty(NAME + "/table") == TABLE)


def feature(key):
    return next(layer().getFeatures('"key" = \\'' + key + '\\''))


def place_of(key):
    # Where it is drawn: symbols of one commune stand apart.
    wkt = feature(key).geometry().asWkt(9)
    found = canvas().getCoordinateTransform().transform(drawn_at(canvas(), TABLE, key, wkt))
    return QPoint(round(found.x()), round(found.y()))


def click_at(place):
    click(canvas().viewport(), place)


def picture(name):
    # Once the window has made room for what has changed in it.
    for _ in range(3):
        QApplication.processEvents()
    iface.mainWindow().grab().save(SHOTS + "/" + name + ".png")


def around(key, name):
    # The map about the place where an object stood at first, without what marks corrections.
    place = places.setdefault(key, place_of(key))
    area = QRect(place.x() - 7, place.y() - 7, 15, 15)
    canvas().grab(area).save(SHOTS + "/" + key + "-" + name + ".png")


def open_dock():
    click(button_of(0))


def load():
    click(dock().buttons.load)


def look_closer():
    canvas().zoomByFactor(0.8)


def look_before():
    for key in (MOVED, RECLASSED, HIDDEN):
        around(key, "before")


def open_corrections():
    click(button_of(1))
    report["tool"] = canvas().mapTool().metaObject().className()


def choose(key):
    place = place_of(key)
    click_at(place)
    keys = [row.key for row, _ in panel()._found]
    report["clicked"][key] = keys
    if len(keys) > 1:
        panel().several.setCurrentIndex(keys.index(key))


def kind(word):
    panel().kind.setCurrentIndex(panel().kind.findData(word))


def sign(reason):
    panel().signature.author.setText("Camille Fictive")
    panel().signature.reason.setText(reason)


def move():
    choose(MOVED)
    kind("déplacer")
    click(panel().forms.move.click)
    target = place_of(MOVED) + QPoint(-90, -30)
    click_at(target)
    sign("plan du site")
    report["target"] = panel().forms.move.place


def list_move():
    picture("move")
    click(panel().wish)


def reclass():
    choose(RECLASSED)
    kind("reclasser")
    box = panel().forms.classes.value
    box.setCurrentIndex(box.findData("Métallurgie/sidérurgie"))
    sign("emballages métalliques")
    picture("reclass")
    click(panel().wish)


def hide():
    choose(HIDDEN)
    kind("masquer")
    sign("doublon")
    click(panel().wish)
    report["waiting"] = len(panel().waiting.wishes)


def apply():
    picture("waiting")
    click(panel().waiting.apply)


def look_after():
    report["after"] = state()
    report["left"] = len(panel().waiting.wishes)
    for key in (MOVED, RECLASSED, HIDDEN):
        around(key, "after")
    picture("applied")


def state():
    moved = feature(MOVED).geometry().asPoint()
    return {
        "moved": [moved.x(), moved.y()],
        "class": feature(RECLASSED)["class"],
        "hidden": str(feature(HIDDEN)["class"] or ""),
        "source": layer().source(),
        "valid": all(x.isValid() for x in QgsProject.instance().mapLayers().values()),
    }


def rename():
    click(panel().pick) if not panel().pick.isChecked() else None
    choose(RECLASSED)
    kind("renommer")
    panel().forms.name.setText("Ball (Bierne)")
    sign("enseigne")
    click(panel().wish)
    click(panel().waiting.apply)


def look_again():
    report["again"] = state()
    report["name"] = feature(RECLASSED)["name"]
    click_at(places[HIDDEN])
    report["found_at_hidden"] = [row.key for row, _ in panel()._found]
    picture("again")


def wish_without_applying():
    choose(RECLASSED)
    kind("masquer")
    click(panel().wish)
    picture("left")
    panel().close()


def unload():
    report["closed_messages"] = [x.text() for x in iface.messageBar().items()]
    unloadPlugin(NAME)


def look_after_unload():
    report["docks_left"] = [each.objectName() for each in named(QDockWidget)]


places = {}
#: Each with the time (ms) that it is given.
steps = [
    (open_dock, 800),
    (load, 500),
    (until_idle, 500),
    (look_closer, 500),
    (until_idle, 300),
    (look_before, 100),
    (open_corrections, 800),
    (move, 800),
    (list_move, 200),
    (reclass, 200),
    (hide, 200),
    (apply, 300),
    (until_idle, 300),
    (look_after, 200),
    (rename, 300),
    (until_idle, 300),
    (look_again, 200),
    (wish_without_applying, 300),
    (unload, 300),
    (look_after_unload, 100),
]


take(steps, SHOTS)
"""
KEYS = MOVED, RECLASSED, HIDDEN = "67203997101753", "34951600500015", "49129379100027"


@pytest.fixture(scope="module")
def visit(drive, profiles, tmp_path_factory):
    """What the script saw, and the folder of its pictures."""
    folder = tmp_path_factory.mktemp("correcting")
    # What is chosen and corrected here shall be no other test's.
    own = shutil.copytree(profiles("fr"), folder / "profiles-own")
    own_folders = {
        "TERRITOIRES_INDUSTRIE_EDITIONS": folder / "editions",
        "TERRITOIRES_INDUSTRIE_FOLDER": folder / "own",
    }
    return drive(SCRIPT, folder, own, **own_folders), folder


@pytest.fixture
def seen(visit):
    return visit[0]


@pytest.fixture
def lines(visit):
    with open(visit[1] / "editions" / "corrections.csv", encoding="utf-8-sig") as file:
        return list(csv.DictReader(file, delimiter=";"))


def test_three_objects_were_found_by_clicks(seen):
    assert all(key in seen["clicked"][key] for key in KEYS)
    assert seen["waiting"] == 3


def test_they_are_written_with_author_and_reason(lines):
    told = {(line["action"], line["cle"]): line for line in lines}
    assert told["déplacer", MOVED]["motif"] == "plan du site"
    assert told["reclasser", RECLASSED]["apres"] == "Métallurgie/sidérurgie"
    assert told["masquer", HIDDEN]["motif"] == "doublon"
    assert {line["auteur"] for line in lines} == {"Camille Fictive"}
    assert not [line for line in lines if line["cle"] == RECLASSED and line["action"] == "masquer"]


def test_they_are_seen_on_the_canvas(visit):
    seen, folder = visit
    after = seen["after"]
    x, y = (float(each) for each in seen["target"][7:-1].split())
    assert abs(after["moved"][0] - x) < 1
    assert abs(after["moved"][1] - y) < 1
    assert after["class"] == "Métallurgie/sidérurgie"
    assert after["hidden"] == ""
    assert after["valid"]
    assert seen["left"] == 0
    for key in KEYS:
        before, now = (QImage(str(folder / f"{key}-{when}.png")) for when in ("before", "after"))
        assert not before.isNull()
        assert before != now, "the symbol has gone, or has another colour"


def test_a_second_round_leaves_the_first_as_it_was(seen):
    first, again = seen["after"], seen["again"]
    assert first["source"] != again["source"]
    assert {k: v for k, v in first.items() if k != "source"} == {
        k: v for k, v in again.items() if k != "source"
    }
    assert seen["name"] == "Ball (Bierne)"
    assert HIDDEN not in seen["found_at_hidden"]


def test_what_was_not_applied_waits(visit):
    seen, folder = visit
    (waiting,) = json.loads((folder / "own" / "corrections-en-attente.json").read_text("utf-8"))
    assert waiting["draft"]["kind"] == "masquer"
    assert any("1" in text for text in seen["closed_messages"])
    assert seen["docks_left"] == []
