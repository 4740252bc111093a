"""Corrections with clicks on the canvas, off screen: pick, say what is wrong, apply, see."""

from __future__ import annotations

import json
import shutil
import time
from contextlib import contextmanager
from dataclasses import replace
from datetime import date

import pytest
from gui_window import Window, click, let_be_still, wait_until
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsExpressionContextUtils,
    QgsPointXY,
    QgsProject,
    QgsRectangle,
    QgsSettings,
)
from qgis.gui import QgsMapToolPan, QgsRubberBand, QgsVertexMarker
from qgis.PyQt.QtCore import QCoreApplication, QDate, QEvent, QPoint, Qt
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
)
from territoires_industrie.territoires_industrie import paths
from territoires_industrie.territoires_industrie.catalogue import load_catalogue
from territoires_industrie.territoires_industrie.corrections.correction import (
    ADD,
    CHANGE,
    CLOSE,
    HIDE,
    MOVE,
    RECLASS,
    RENAME,
)
from territoires_industrie.territoires_industrie.corrections.store import CorrectionStore
from territoires_industrie.territoires_industrie.edition import EditionStore
from territoires_industrie.territoires_industrie.embedded import build_embedded
from territoires_industrie.territoires_industrie.gui.correcting.panel import CorrectingPanel
from territoires_industrie.territoires_industrie.gui.jobs import DONE, FAILED, Job, JobQueue
from territoires_industrie.territoires_industrie.gui.opened import Opened
from territoires_industrie.territoires_industrie.gui.threads import still_at_work
from territoires_industrie.territoires_industrie.maps.layers import add_table, file_of
from territoires_industrie.territoires_industrie.shelf import title_of
from territoires_industrie.territoires_industrie.workers.held import alone

pytest_plugins = "territoires_industrie.tests.qgis.toolbox"

TODAY = date(2026, 11, 22)
NUCLEAR = "registre:gravelines"
TITLE = "Centrale nucléaire de Gravelines"
WAITING = "corrections-en-attente.json"


@pytest.fixture
def own_folder(toolbox, tmp_path, monkeypatch):
    """The plugin's folder, of each test its own."""
    folder = tmp_path / "profil"
    monkeypatch.setenv(paths.OWN_FOLDER_VARIABLE, str(folder))
    with toolbox.other_profile(folder):
        yield folder


@pytest.fixture
def edition(own_folder):
    made = build_embedded(own_folder / "editions")
    EditionStore(made.path.parent).set_current(made)
    return made


@pytest.fixture
def window(qgis_app):
    made = Window()
    made.resize(1280, 900)
    yield made
    made.deleteLater()


@pytest.fixture
def canvas(window, edition, catalogue):
    project = QgsProject.instance()
    project.clear()
    project.setCrs(QgsCoordinateReferenceSystem("EPSG:2154"))
    names = ("producers", "consumers", "roads", "communes")
    layers = [add_table(project, edition, catalogue, name) for name in names]
    shown = window.mapCanvas()
    shown.setDestinationCrs(project.crs())
    shown.setLayers(layers)
    window.show()
    shown.setExtent(QgsRectangle(625000, 7085000, 665000, 7110000))
    shown.refresh()
    yield shown
    let_be_still(shown)
    shown.setLayers([])
    project.clear()


@pytest.fixture
def queue(canvas):
    made = JobQueue()
    made.endings = []
    made.ended.connect(made.endings.append)
    yield made
    made.close()


@pytest.fixture
def opened(window, canvas, queue, own_folder):
    """Opens panels, and takes down those that the test leaves."""
    QgsSettings().remove("territoires_industrie/correcting")
    made = []

    def open_panel(editions=lambda: own_folder / "editions"):
        panel = CorrectingPanel(window, editions, queue, lambda: TODAY)
        window.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, panel)
        made.append(panel)
        panel.begin()
        panel.signature.author.setText("A. Lyste")
        QTest.qWait(50)
        return panel

    yield open_panel
    for panel in made:
        if panel in window.findChildren(CorrectingPanel):
            panel.close_down()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QgsSettings().remove("territoires_industrie/correcting")
    assert wait_until(lambda: not still_at_work(), 10)


@pytest.fixture
def panel(opened):
    return opened()


@pytest.fixture
def store(own_folder, catalogue):
    return CorrectionStore(own_folder / "editions", catalogue)


def layer(table):
    (found,) = [
        each
        for each in QgsProject.instance().mapLayers().values()
        if each.customProperty("territoires_industrie/table") == table
    ]
    return found


def feature(table, key):
    return next(layer(table).getFeatures(f"\"key\" = '{key}'"))


def pixel(canvas, place):
    found = canvas.getCoordinateTransform().transform(place)
    return QPoint(round(found.x()), round(found.y()))


def where(canvas, table, key):
    return pixel(canvas, feature(table, key).geometry().asPoint())


def click_at(canvas, place):
    QTest.mouseClick(
        canvas.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place
    )


def choose(panel, kind):
    place = panel.kind.findData(kind)
    assert place >= 0, kind
    panel.kind.setCurrentIndex(place)


def wish(panel, kind, *, table="producers", key=NUCLEAR, reason="visite", act=lambda: None):
    """Pick an object with the mouse and put what is wished on the list."""
    if not panel.pick.isChecked():
        click(panel.pick)
    canvas = panel._canvas
    click_at(canvas, where(canvas, table, key))
    keys = [row.key for row, _ in panel._found]
    panel.several.setCurrentIndex(keys.index(key))
    assert panel._row.key == key, panel.facts.text()
    choose(panel, kind)
    act()
    panel.signature.reason.setText(reason)
    before = len(panel.waiting.wishes)
    click(panel.wish)
    assert len(panel.waiting.wishes) == before + 1, panel.hint.text()


def applied(panel, queue, seconds=60):
    number = len(queue.endings)
    click(panel.waiting.apply)
    assert wait_until(lambda: len(queue.endings) > number, seconds), "not ended"
    ending = queue.endings[-1]
    assert ending.outcome == DONE, (ending.sentence, ending.trace)
    return ending


def replaced(row, **cells):
    return replace(row, cells={**row.cells, **cells})


def drawn(canvas, kind):
    return [item for item in canvas.scene().items() if isinstance(item, kind) and item.isVisible()]


# ---------------------------------------------------------------- what is chosen


class TestChoosing:
    def test_a_click_shows_the_row_as_the_edition_has_it(self, panel, canvas):
        click_at(canvas, where(canvas, "producers", NUCLEAR) + QPoint(4, -4))
        told = panel.facts.text()
        assert TITLE in told
        assert "Centrale nucléaire" in told
        assert "Gravelines" in told
        assert "exacte" in told

    def test_a_click_on_nothing_says_so_and_keeps_what_was_chosen(self, panel, canvas):
        click_at(canvas, where(canvas, "producers", NUCLEAR))
        click_at(canvas, QPoint(5, 5))
        assert panel._row.key == NUCLEAR
        assert panel.hint.text().startswith("Nothing of the atlas")

    def test_objects_at_one_place_are_offered_side_by_side(self, panel, canvas):
        click_at(canvas, where(canvas, "consumers", "44471856300034"))
        titles = [panel.several.itemText(n) for n in range(panel.several.count())]
        assert not panel.several.isHidden()
        assert any("ArcelorMittal Mardyck" in title for title in titles)
        number = next(n for n, title in enumerate(titles) if "Mardyck" in title)
        panel.several.setCurrentIndex(number)
        assert panel._row.key == "44471856300042"

    def test_a_symbol_is_picked_where_it_is_drawn(self, panel, canvas):
        spread = '{"producers/registre:gravelines": "12,-5"}'
        QgsExpressionContextUtils.setProjectVariable(QgsProject.instance(), "ti_spread", spread)
        per_mm = canvas.mapSettings().outputDpi() / 25.4
        away = QPoint(round(12 * per_mm), round(-5 * per_mm))
        click_at(canvas, where(canvas, "producers", NUCLEAR) + away)
        assert panel._row.key == NUCLEAR

    def test_what_is_off_the_legend_cannot_be_clicked_on(self, panel, canvas):
        # Daudruy stands at Dunkerque without a class.
        click_at(canvas, where(canvas, "consumers", "77811434800015"))
        titles = [panel.several.itemText(n) for n in range(panel.several.count())]
        assert titles
        assert not any("Daudruy" in title for title in titles)

    def test_a_row_selected_in_the_table_is_taken(self, panel):
        layer("consumers").selectByExpression("\"key\" = '77811434800015'")
        assert panel._row.key == "77811434800015"
        layer("consumers").removeSelection()
        assert panel._row.key == "77811434800015"

    def test_what_was_selected_before_is_there_when_it_opens(self, opened, canvas):
        layer("producers").selectByExpression(f"\"key\" = '{NUCLEAR}'")
        assert opened()._row.key == NUCLEAR

    def test_a_line_can_be_renamed_and_hidden_not_moved(self, panel, canvas):
        road = next(layer("roads").getFeatures())
        layer("roads").select(road.id())
        kinds = [panel.kind.itemData(n) for n in range(panel.kind.count())]
        assert kinds == [RENAME, RECLASS, CLOSE, HIDE, CHANGE, ADD]

    def test_a_project_without_our_maps_is_told(self, opened, canvas):
        canvas.setLayers([])
        QgsProject.instance().clear()
        assert opened().hint.text().startswith("Load maps first")

    def test_without_an_object_only_adding_is_offered(self, panel):
        assert [panel.kind.itemData(n) for n in range(panel.kind.count())] == ["", ADD]
        assert panel.wish.isHidden()

    def test_an_object_chosen_is_not_shown_as_the_one_that_is_added(self, panel, canvas):
        click_at(canvas, where(canvas, "producers", NUCLEAR))
        assert not panel.facts.isHidden()
        choose(panel, ADD)
        assert panel.facts.isHidden()
        choose(panel, MOVE)
        assert not panel.facts.isHidden()

    def test_it_also_works_where_the_canvas_has_another_crs(self, panel, canvas):
        canvas.setDestinationCrs(QgsCoordinateReferenceSystem("EPSG:3857"))
        canvas.setExtent(QgsRectangle(200000, 6600000, 290000, 6650000))
        here = feature("producers", NUCLEAR).geometry()
        from qgis.core import QgsCoordinateTransform

        change = QgsCoordinateTransform(
            QgsCoordinateReferenceSystem("EPSG:2154"),
            canvas.mapSettings().destinationCrs(),
            QgsProject.instance(),
        )
        here.transform(change)
        click_at(canvas, pixel(canvas, here.asPoint()))
        assert panel._row.key == NUCLEAR
        assert panel._row.cells["geometry"].startswith("POINT (63")


# ---------------------------------------------------------------- what is wished


class TestWishing:
    def test_a_move_by_a_click(self, panel, canvas, own_folder):
        target = QgsPointXY(640000, 7100000)

        def act():
            click(panel.forms.move.click)
            click_at(canvas, pixel(canvas, target))
            assert not panel.forms.move.click.isChecked()

        wish(panel, MOVE, act=act)
        (kept,) = panel.waiting.wishes
        x, y = (float(each) for each in kept.draft.after[7:-1].split())
        step = canvas.mapUnitsPerPixel()
        assert abs(x - 640000) <= step
        assert abs(y - 7100000) <= step
        assert (own_folder / WAITING).is_file()
        assert len(drawn(canvas, QgsVertexMarker)) == 2
        assert drawn(canvas, QgsRubberBand)

    def test_a_move_by_dragging(self, panel, canvas):
        start = where(canvas, "producers", NUCLEAR)
        end = start + QPoint(60, 40)
        view = canvas.viewport()
        button, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        QTest.mousePress(view, button, keys, start)
        QTest.mouseMove(view, end)
        QTest.mouseRelease(view, button, keys, end)
        assert panel.kind.currentData() == MOVE
        assert panel.forms.move.place
        click(panel.wish)
        assert [each.draft.kind for each in panel.waiting.wishes] == [MOVE]

    def test_a_click_that_trembles_is_no_move(self, panel, canvas):
        start = where(canvas, "producers", NUCLEAR)
        view = canvas.viewport()
        button, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        QTest.mousePress(view, button, keys, start)
        QTest.mouseRelease(view, button, keys, start + QPoint(2, 1))
        assert panel.forms.move.place == ""

    def test_an_address_gives_the_place(self, panel, canvas, toolbox):
        click_at(canvas, where(canvas, "producers", NUCLEAR))
        choose(panel, MOVE)
        assert panel.forms.move.town.text() == "Gravelines"
        panel.forms.move.address.setText("12 rue du Port")
        click(panel.forms.move.find)
        assert not panel.forms.move.find.isEnabled()
        assert wait_until(lambda: panel.forms.move.find.isEnabled(), 30)
        assert panel.forms.move.place, panel.forms.move.told.text()
        assert panel.forms.move.position == "adresse"
        assert "Gravelines" in panel.forms.move.told.text()

    def test_what_is_said_of_a_place_is_scrolled_to(self, panel, canvas):
        click_at(canvas, where(canvas, "producers", NUCLEAR))
        choose(panel, MOVE)
        panel.setFloating(True)
        panel.resize(panel.width(), 400)
        bar = panel._scroll.verticalScrollBar()
        assert wait_until(lambda: bar.maximum() > 0, 5)
        QTest.qWait(50)
        bar.setValue(0)
        click(panel.forms.move.find)
        told = panel.forms.move.told
        assert wait_until(lambda: not told.visibleRegion().isEmpty(), 5)
        click_at(canvas, where(canvas, "producers", NUCLEAR))
        assert wait_until(lambda: bar.value() == 0, 5)

    def test_offline_is_one_sentence(self, panel, canvas, toolbox, monkeypatch):
        click_at(canvas, where(canvas, "producers", NUCLEAR))
        choose(panel, MOVE)
        toolbox.services.fault("geocoder", "404")
        monkeypatch.setenv("TERRITOIRES_INDUSTRIE_MIRROR", "http://127.0.0.1:9")
        panel.forms.move.address.setText("14 rue du Port")
        click(panel.forms.move.find)
        assert wait_until(lambda: panel.forms.move.find.isEnabled(), 60)
        assert "cannot be reached" in panel.forms.move.told.text()
        assert panel.forms.move.place == ""

    def test_an_address_without_its_commune_is_not_asked(self, panel, canvas):
        click_at(canvas, where(canvas, "producers", NUCLEAR))
        panel.forms.move.town.setText("Nulle-Part")
        panel.forms.move.address.setText("12 rue du Port")
        click(panel.forms.move.find)
        assert "No commune" in panel.forms.move.told.text()

    def test_a_place_at_sea_is_told(self, panel, canvas):
        click_at(canvas, where(canvas, "producers", NUCLEAR))
        choose(panel, MOVE)
        click(panel.forms.move.click)
        click_at(canvas, pixel(canvas, QgsPointXY(627000, 7108500)))
        assert wait_until(lambda: "at sea" in panel.forms.move.told.text(), 10)

    def test_escape_puts_the_tool_down(self, panel, canvas):
        pan = QgsMapToolPan(canvas)
        click(panel.pick)
        canvas.setMapTool(pan)
        click(panel.pick)
        assert canvas.mapTool() is not pan
        QTest.keyClick(canvas, Qt.Key.Key_Escape)
        assert canvas.mapTool() is pan
        assert not panel.pick.isChecked()

    def test_what_stands_there_already_is_refused_in_a_sentence(self, panel, canvas):
        click_at(canvas, where(canvas, "producers", NUCLEAR))
        choose(panel, RENAME)
        click(panel.wish)
        assert not panel.waiting.wishes
        assert "stands there already" in panel.hint.text()

    def test_nobody_corrects_without_a_name(self, panel, canvas):
        click_at(canvas, where(canvas, "producers", NUCLEAR))
        choose(panel, HIDE)
        panel.signature.author.setText("")
        click(panel.wish)
        assert not panel.waiting.wishes
        assert "auteur" in panel.hint.text()

    def test_undo_takes_the_last_back(self, panel, canvas, own_folder):
        wish(panel, HIDE)
        wish(panel, RENAME, act=lambda: panel.forms.name.setText("CNPE"))
        click(panel.waiting.undo)
        assert [each.draft.kind for each in panel.waiting.wishes] == [HIDE]
        wish(panel, RENAME, act=lambda: panel.forms.name.setText("CNPE"))
        panel.waiting.list.setCurrentRow(0)
        QTest.keyClick(panel.waiting.list, Qt.Key.Key_Delete)
        assert [each.draft.kind for each in panel.waiting.wishes] == [RENAME]
        click(panel.waiting.undo)
        assert not panel.waiting.wishes
        assert not panel.waiting.apply.isEnabled()
        assert not (own_folder / WAITING).exists()


# ---------------------------------------------------------------- what is written


class TestApplying:
    def test_what_waits_is_written_and_seen(self, panel, canvas, queue, store, edition):
        wish(panel, RENAME, act=lambda: panel.forms.name.setText("CNPE de Gravelines"))
        other, gone = "50149843000047", "biomethane-342"

        def reclass():
            classes = panel.forms.classes.value
            classes.setCurrentIndex(classes.findData("Bioénergies"))

        def move():
            click(panel.forms.move.click)
            click_at(canvas, pixel(canvas, QgsPointXY(650000, 7095000)))

        wish(panel, MOVE, key=other, table="producers", act=move)
        wish(panel, HIDE, key=gone, reason="doublon")
        wish(panel, RECLASS, key="biomethane-614", act=reclass)
        ending = applied(panel, queue)

        kinds = [(each.kind, each.key, each.author) for each in store.history()]
        assert (RENAME, NUCLEAR, "A. Lyste") in kinds
        assert (MOVE, other, "A. Lyste") in kinds
        assert (HIDE, gone, "A. Lyste") in kinds
        assert {each.reason for each in store.history() if each.kind == HIDE} == {"doublon"}
        now = EditionStore(store.folder).current()
        assert now.path != edition.path
        assert {file_of(layer(name)) for name in ("producers", "roads")} == {now.path}
        assert feature("producers", NUCLEAR)["name"] == "CNPE de Gravelines"
        moved = feature("producers", other).geometry().asPoint()
        assert abs(moved.x() - 650000) < canvas.mapUnitsPerPixel() + 1
        assert not feature("producers", gone)["class"]
        assert feature("producers", "biomethane-614")["class"] == "Bioénergies"
        assert not panel.waiting.wishes
        assert len(drawn(canvas, QgsVertexMarker)) == 0
        assert ending.job.report(ending.results).endswith("corrections.html")

        # What is hidden is no longer clicked on; a second round leaves the first.
        wish(panel, RENAME, act=lambda: panel.forms.name.setText("Gravelines"))
        applied(panel, queue)
        rows = EditionStore(store.folder).current().frame("producers").set_index("key")
        assert rows.loc[NUCLEAR, "name"] == "Gravelines"
        assert rows.loc[gone, "class"] == ""

    def test_an_object_is_added_by_a_click(self, panel, canvas, queue, store):
        choose(panel, ADD)
        forms = panel.forms
        forms.layers.setCurrentIndex(forms.layers.findData("consumers"))
        forms.new_classes.value.setCurrentIndex(forms.new_classes.value.findData("Papeterie"))
        forms.new_name.setText("Papeterie neuve")
        click(panel.wish)
        assert "no place" in panel.hint.text()
        click(forms.new_place.click)
        click_at(canvas, pixel(canvas, QgsPointXY(651000, 7097000)))
        click(panel.wish)
        assert panel.waiting.wishes[0].draft.diffusion == "interne"
        applied(panel, queue)
        (added,) = layer("consumers").getFeatures("\"name\" = 'Papeterie neuve'")
        assert added["class"] == "Papeterie"
        assert added["rattachement"] == "ti-3201"
        assert added["commune"]

    def test_another_folder_chosen_meanwhile_is_the_one_written_to(
        self, opened, canvas, queue, own_folder, edition, tmp_path
    ):
        folders = [own_folder / "editions"]
        panel = opened(lambda: folders[-1])
        folders.append(tmp_path / "partage")
        wish(panel, HIDE)
        applied(panel, queue)
        assert (folders[-1] / "corrections.csv").is_file()
        assert not (folders[0] / "corrections.csv").exists()

    def test_a_figure_stands_there_as_french_writes_it(self, panel, canvas):
        key = "50149843000047"
        layer("producers").select(feature("producers", key).id())
        choose(panel, CHANGE)
        value = panel.forms.value
        value.begin(load_catalogue().table("producers"), replaced(panel._row, power_kw="1250.5"))
        value.column.setCurrentIndex(value.column.findData("power_kw"))
        assert value.text.text() == "1250,5"
        assert value.said() == ("power_kw", "1250.5")

    def test_a_closing_and_a_figure(self, panel, canvas, queue):
        closing = panel.forms.closed_on
        wish(panel, CLOSE, act=lambda: closing.setDate(QDate(2026, 10, 1)))

        def change():
            value = panel.forms.value
            value.column.setCurrentIndex(value.column.findData("power_kw"))
            value.text.setText("12 500,5")

        wish(panel, CHANGE, key="50149843000047", act=change)
        applied(panel, queue)
        assert feature("producers", NUCLEAR)["statut"] == "abandonné"
        assert not feature("producers", NUCLEAR)["class"]
        assert feature("producers", "50149843000047")["power_kw"] == 12500.5

    def test_a_row_that_is_gone_waits_on_and_says_why(self, panel, canvas, queue, store):
        wish(panel, RENAME, act=lambda: panel.forms.name.setText("CNPE"))
        lost = panel.waiting.wishes[0]
        panel.waiting.add(replace(lost, id="2", draft=replace(lost.draft, key="nulle-part")))
        applied(panel, queue)
        assert [each.draft.key for each in panel.waiting.wishes] == ["nulle-part"]
        assert len(store.history()) == 1
        assert "no longer has" in queue.endings[-1].warnings[0]

    def test_where_the_edition_fails_nothing_is_written_twice(
        self, panel, canvas, queue, store, monkeypatch
    ):
        from territoires_industrie.territoires_industrie.gui.correcting import applying
        from territoires_industrie.territoires_industrie.gui.jobs import JobFailed

        def fail(*_arguments):
            raise JobFailed("The disk is full.")

        monkeypatch.setattr(applying, "run_here", fail)
        wish(panel, HIDE)
        click(panel.waiting.apply)
        assert wait_until(lambda: queue.endings, 30)
        assert queue.endings[-1].outcome == FAILED
        assert "are written" in panel.hint.text()
        assert "The disk is full." in panel.hint.text()
        assert not panel.waiting.wishes
        assert [each.kind for each in store.history()] == [HIDE]

    def test_what_is_written_waits_no_longer_although_qgis_is_left(
        self, panel, canvas, queue, store, own_folder, monkeypatch
    ):
        from territoires_industrie.territoires_industrie.gui.correcting import applying

        left = []
        monkeypatch.setattr(
            applying, "run_here", lambda *_: left.append((own_folder / WAITING).exists())
        )
        wish(panel, HIDE)
        click(panel.waiting.apply)
        assert wait_until(lambda: left, 30)
        assert left == [False], "before its edition is made"
        queue.close()
        assert [each.kind for each in store.history()] == [HIDE]

    def test_what_cannot_be_written_waits_on(self, panel, canvas, queue, store):
        wish(panel, HIDE)
        store.path.write_text("ceci n'est pas une liste")
        click(panel.waiting.apply)
        assert wait_until(lambda: queue.endings, 30)
        assert queue.endings[-1].outcome == FAILED
        assert len(panel.waiting.wishes) == 1
        assert store.path.read_text() == "ceci n'est pas une liste"


# ---------------------------------------------------------------- coming and going


class TestLeaving:
    def test_closed_it_leaves_the_canvas_and_says_what_waits(self, panel, canvas, window):
        wish(panel, HIDE)
        panel.close()
        assert not drawn(canvas, QgsVertexMarker)
        assert not panel.pick.isChecked()
        assert any("1 corrections wait" in text for text in window.messages())
        panel.begin()
        assert drawn(canvas, QgsVertexMarker)

    def test_what_waits_outlives_the_window(self, opened, canvas):
        first = opened()
        wish(first, HIDE)
        first.close_down()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        second = opened()
        assert [each.title for each in second.waiting.wishes] == [TITLE]
        assert second.signature.author.text() == "A. Lyste"

    def test_a_project_that_goes_takes_the_row_along_but_nothing_that_waits(self, panel, canvas):
        wish(panel, HIDE)
        click_at(canvas, where(canvas, "producers", NUCLEAR))
        canvas.setLayers([])
        QgsProject.instance().clear()
        assert panel._row is None
        assert len(panel.waiting.wishes) == 1
        assert panel.hint.text().startswith("Load maps first")

    def test_nothing_is_changed_by_looking(self, opened, own_folder, canvas, edition):
        before = {path: path.read_bytes() for path in own_folder.rglob("*") if path.is_file()}
        panel = opened()
        click_at(canvas, where(canvas, "producers", NUCLEAR))
        choose(panel, RENAME)
        panel.forms.name.setText("Autre")
        panel.close()
        after = {path: path.read_bytes() for path in own_folder.rglob("*") if path.is_file()}
        assert after.keys() - before.keys() == set()
        assert after == before


class TestWhichEdition:
    """It is the one in use, whatever the dock shows."""

    def test_it_is_named(self, panel, edition):
        assert title_of(edition.path) in panel.corrected.text()
        assert "another one" not in panel.corrected.text()

    def test_the_shipped_one_is_before_it_is_made(self, opened, tmp_path, monkeypatch):
        monkeypatch.setenv(paths.OWN_FOLDER_VARIABLE, str(tmp_path / "neuf"))
        panel = opened(lambda: tmp_path / "none")
        assert "the one shipped with the plugin" in panel.corrected.text()

    def test_a_pointer_to_nowhere_is_a_sentence(self, opened, tmp_path):
        (tmp_path / "current").write_text("../elsewhere")
        assert "does not name an edition" in opened(lambda: tmp_path).corrected.text()

    def test_another_that_the_dock_shows_is_told(self, window, own_folder, edition, canvas):
        older = own_folder / "editions" / "edition-2026-11-20T080000.gpkg"
        shutil.copy2(edition.path, older)
        places = Opened(window, lambda: own_folder / "editions")
        places.correct()
        (panel,) = window.findChildren(CorrectingPanel)
        picker = places.dock.edition.picker
        QTest.qWait(50)
        said = panel.corrected.text
        assert said() == f"Corrects the edition in use: {title_of(edition.path)}."
        picker.choose(older)
        assert said() == (
            f"Corrects the edition in use: {title_of(edition.path)}. "
            f"The dock shows another one, {title_of(older)}, which stays as it is."
        )
        picker.use.trigger()
        assert said() == f"Corrects the edition in use: {title_of(older)}."
        # Somebody else has made another the current one, and one comes back to the window.
        EditionStore(older.parent).set_current(edition)
        QCoreApplication.sendEvent(window, QEvent(QEvent.Type.WindowActivate))
        assert said() == f"Corrects the edition in use: {title_of(edition.path)}."
        places.close_down()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def test_applying_forgotten_before_it_began_leaves_the_list_to_the_user(panel, canvas, queue):
    def until_stopped(talk):
        while not talk.isCanceled():
            time.sleep(0.01)
        return {}

    wish(panel, HIDE)
    queue.add(Job("Essai", "Essai", until_stopped, "Fait."))
    click(panel.waiting.apply)
    assert not panel.waiting.apply.isEnabled()
    queue.stop()
    assert wait_until(lambda: queue.running is None, 5)
    assert len(panel.waiting.wishes) == 1
    assert panel.waiting.apply.isEnabled()


class TestTwoWindows:
    """Two panels on one profile, as two QGIS have them."""

    @pytest.fixture
    def other(self, panel, opened):
        return opened()

    def come_back_to(self, window):
        QCoreApplication.sendEvent(window, QEvent(QEvent.Type.WindowActivate))

    def keys(self, panel):
        return [each.draft.key for each in panel.waiting.wishes]

    def test_what_one_adds_the_other_shows_and_keeps(self, panel, other, canvas, window):
        wish(panel, HIDE)
        assert self.keys(other) == []
        hidden = panel.waiting.wishes[0]
        beside = replace(hidden, id="2", draft=replace(hidden.draft, key="biomethane-614"))
        other.waiting.add(beside)
        assert self.keys(other) == [NUCLEAR, "biomethane-614"]
        assert self.keys(panel) == [NUCLEAR]
        panel.waiting.list.setCurrentRow(0)
        self.come_back_to(window)
        assert self.keys(panel) == [NUCLEAR, "biomethane-614"]
        assert panel.waiting.list.count() == 2
        click(panel.waiting.undo)  # what was chosen in the list still is
        assert self.keys(panel) == ["biomethane-614"]
        other.waiting.add(replace(beside, id="3", draft=replace(beside.draft, key="biomethane-1")))
        assert self.keys(other) == ["biomethane-614", "biomethane-1"]

    def test_what_one_applies_the_other_neither_loses_nor_repeats(
        self, panel, other, canvas, queue, store
    ):
        wish(panel, HIDE)
        other.waiting.read()
        hidden = panel.waiting.wishes[0]
        beside = replace(hidden, id="2", draft=replace(hidden.draft, key="biomethane-614"))
        click(panel.waiting.apply)
        other.waiting.add(beside)
        assert wait_until(lambda: queue.endings, 60)
        assert self.keys(panel) == ["biomethane-614"], "it was not asked for"
        assert [each.key for each in store.history()] == [NUCLEAR]

    def test_what_the_other_has_discarded_is_not_written(self, panel, other, canvas, queue, store):
        wish(panel, HIDE)
        other.waiting.read()
        click(panel.waiting.undo)
        click(other.waiting.apply)
        assert wait_until(lambda: queue.endings, 60)
        assert "written or discarded" in queue.endings[0].sentence
        assert store.history() == []
        assert self.keys(other) == []

    def test_two_do_not_apply_at_once(self, panel, other, canvas, queue, store):
        wish(panel, HIDE)
        with other.waiting.pending.applying():
            click(panel.waiting.apply)
            assert wait_until(lambda: queue.endings, 30)
        assert queue.endings[0].outcome == FAILED
        assert "try again once" in panel.hint.text()
        assert self.keys(panel) == [NUCLEAR]
        applied(panel, queue)
        assert [each.key for each in store.history()] == [NUCLEAR]


class TestTrouble:
    def test_a_damaged_file_is_said_and_kept_aside(self, opened, own_folder, canvas, window):
        (own_folder / WAITING).write_text("[{")
        panel = opened()
        said = [text for text in window.messages() if "illisible" in text]
        assert len(said) == 1, window.messages()
        assert (own_folder / "corrections-en-attente.illisible.json").read_text() == "[{"
        wish(panel, HIDE)
        assert len(json.loads((own_folder / WAITING).read_text("utf-8"))) == 1

    def test_what_cannot_be_kept_is_said_and_applied_all_the_same(
        self, panel, canvas, queue, store, window, own_folder, monkeypatch
    ):
        @contextmanager
        def refused(_path):
            raise PermissionError(13, "Permission denied")
            yield

        with monkeypatch.context() as patch:
            patch.setattr(panel.waiting.pending, "_lock", refused)
            wish(panel, HIDE)
            wish(panel, HIDE, key="biomethane-614")
            said = [text for text in window.messages() if "cannot be kept" in text]
            assert len(said) == 1, "once, not for each"
            assert not (own_folder / WAITING).exists()
            applied(panel, queue)
        assert {each.key for each in store.history()} == {NUCLEAR, "biomethane-614"}
        assert not panel.waiting.wishes

    def test_what_is_not_on_the_disk_is_put_there_on_leaving(self, panel, canvas, own_folder):
        held = alone(own_folder / WAITING)
        held.__enter__()
        wish(panel, HIDE)
        assert not (own_folder / WAITING).exists()
        held.__exit__(None, None, None)
        panel.close_down()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        assert (own_folder / WAITING).is_file()


class TestControls:
    def test_everything_has_a_name_that_is_read_aloud(self, panel):
        kinds = (QAbstractButton, QLineEdit, QComboBox, QAbstractItemView, QAbstractSpinBox)
        mute = [
            (type(widget).__name__, widget.objectName())
            for kind in kinds
            for widget in panel.widget().findChildren(kind)
            if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
            and not widget.objectName().startswith("qt_")
            and not isinstance(widget.parent(), (QComboBox, QAbstractItemView))
            and widget.window() is panel.window()
            and not (widget.accessibleName() or getattr(widget, "text", str)())
        ]
        assert mute == [], mute
