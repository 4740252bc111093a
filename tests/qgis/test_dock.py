"""The dock with clicks, off screen: choose, load, refresh from the played services, print, stop."""

from __future__ import annotations

import shutil
import time
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from gui_window import Window, click, wait_until
from qgis.core import Qgis, QgsApplication, QgsExpressionContextUtils, QgsProject, QgsSettings
from qgis.PyQt.QtCore import QCoreApplication, QEvent, Qt, QTimer
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QLabel,
    QLineEdit,
    QProgressBar,
    QPushButton,
)
from territoires_industrie.territoires_industrie import paths, preferences
from territoires_industrie.territoires_industrie.edition import Edition, EditionStore
from territoires_industrie.territoires_industrie.gui import edition_picker, notices, orders
from territoires_industrie.territoires_industrie.gui.dock import Dock
from territoires_industrie.territoires_industrie.gui.edition_panel import EditionPanel
from territoires_industrie.territoires_industrie.gui.jobs import DONE, FAILED, STOPPED, Ending, Job
from territoires_industrie.territoires_industrie.gui.memory import Memory
from territoires_industrie.territoires_industrie.gui.progress_strip import ProgressStrip
from territoires_industrie.territoires_industrie.maps.layers import (
    PART_PROPERTY,
    TABLE_PROPERTY,
    TERRITORY_VARIABLE,
    file_of,
    load_table,
)
from territoires_industrie.territoires_industrie.perimeters.saved import own_territory, save
from territoires_industrie.territoires_industrie.perimeters.view import is_made_of
from territoires_industrie.territoires_industrie.serving import edition_in_use
from territoires_industrie.territoires_industrie.territories import atlas_territories
from territoires_industrie.territoires_industrie.workers import running
from territoires_industrie.territoires_industrie.workers.running import WorkersMissing

pytest_plugins = "territoires_industrie.tests.qgis.toolbox"

HERE = "ti-3201"
DEAD = "odre-biomethane"


@pytest.fixture
def own_folder(toolbox, monkeypatch):
    """The plugin's folder of this test file; also for the processes that it starts."""
    monkeypatch.setenv(paths.OWN_FOLDER_VARIABLE, str(toolbox.profile))
    return toolbox.profile


@pytest.fixture
def shipped_in_use(embedded, tmp_path, monkeypatch):
    """The shipped edition in the profile's folder, without a pointer."""
    own = tmp_path / "own"
    (own / "editions").mkdir(parents=True)
    monkeypatch.setenv(paths.OWN_FOLDER_VARIABLE, str(own))
    shutil.copy2(embedded.path, own / "editions")
    return edition_in_use(tmp_path / "none", own / "editions")


@pytest.fixture
def settings():
    QgsSettings().remove("territoires_industrie/dock")
    yield QgsSettings()
    QgsSettings().remove("territoires_industrie/dock")


@pytest.fixture
def window(qgis_app):
    made = Window()
    made.resize(1280, 800)
    yield made
    made.deleteLater()


@pytest.fixture
def opened(monkeypatch):
    """The files that would have been opened."""
    found = []
    monkeypatch.setattr(notices, "open_file", found.append)
    return found


@pytest.fixture
def dock(window, own_folder, settings, opened, tmp_path):
    made = Dock(window, lambda: own_folder / "editions")
    window.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, made)
    window.show()
    made.pages.folder.setFilePath(str(tmp_path / "pages"))
    made.endings = []
    made.queue.ended.connect(made.endings.append)
    yield made
    made.close_down()
    QgsProject.instance().clear()
    settled()


def settled():
    QCoreApplication.processEvents()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def button(dock, name):
    return dock.findChild(QPushButton, name)


def only(dock, theme):
    """Check one map alone."""
    for box in dock.themes:
        box.setChecked(box.objectName() == f"theme_{theme}")


def ended(dock, seconds=60):
    """How the next job ends."""
    number = len(dock.endings)
    assert wait_until(lambda: len(dock.endings) > number, seconds), "not ended"
    return dock.endings[-1]


class Gaps:
    """How long the window was deaf: the pauses between ticks of a timer of 20 ms.

    By `time.thread_time` only what this thread did itself counts, however busy the machine is.
    """

    def __init__(self, clock=time.monotonic):
        self.seconds = []
        self._clock = clock
        self._timer = QTimer()
        self._timer.setInterval(20)
        self._timer.timeout.connect(self._tick)
        self._last = clock()
        self._timer.start()

    def _tick(self):
        now = self._clock()
        self.seconds.append(now - self._last)
        self._last = now

    def stop(self):
        self._timer.stop()
        return sorted(self.seconds, reverse=True)


# ---------------------------------------------------------------- what is seen


class TestControls:
    def test_everything_has_a_name_that_is_read_aloud(self, dock):
        kinds = (QAbstractButton, QLineEdit, QComboBox, QAbstractItemView, QProgressBar)
        mute = [
            (type(widget).__name__, widget.objectName())
            for kind in kinds
            for widget in dock.widget().findChildren(kind)
            # What Qt puts into its own: arrows, popups.
            if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
            and not widget.objectName().startswith("qt_")
            and not isinstance(widget.parent(), (QComboBox, QAbstractItemView))
            and widget.window() is dock.window()
            and not (widget.accessibleName() or getattr(widget, "text", str)())
        ]
        assert mute == [], mute

    def test_the_keyboard_goes_from_top_to_bottom(self, dock):
        dock.edition.summary.setVisible(True)
        dock.edition.sources.setVisible(True)
        wanted = ["search", "territories", "theme_consumers", "theme_producers"]
        wanted += ["theme_networks", "theme_heat", "load", "refresh", "lay_out", "export"]
        wanted += ["profile", "sources_shown", "sources", "formats", "audience", "replace", "stop"]
        seen, widget = [], dock.chooser.search
        for _ in range(80):
            if widget.objectName() in wanted:
                seen.append(widget.objectName())
            widget = widget.nextInFocusChain()
            if widget is dock.chooser.search:
                break
        assert seen == wanted

    def test_the_arrow_leads_from_the_search_into_the_list(self, dock):
        dock.chooser.search.setFocus()
        QTest.keyClick(dock.chooser.search, Qt.Key.Key_Down)
        assert dock.chooser.list.currentRow() == 0

    def test_it_fits_a_small_screen(self, dock):
        assert dock.minimumSizeHint().width() < 480
        assert dock.minimumSizeHint().height() < 500
        inner = dock.widget().layout().itemAt(0).widget()
        assert inner.widget().minimumSizeHint().width() <= inner.viewport().width()

    def test_nothing_is_clipped_sideways(self, dock):
        for each in dock.buttons.in_order:
            assert each.width() >= each.sizeHint().width()


class TestChoosing:
    def test_at_first_it_is_the_territory_of_the_shipped_edition(self, dock):
        assert [each.id for each in dock.chooser.chosen] == [HERE]
        assert all(box.isChecked() for box in dock.themes)
        assert dock.chooser.list.count() == len(atlas_territories())
        assert "376" in dock.chooser.facts.text()

    def test_an_old_name_and_enter_choose(self, dock):
        dock.chooser.choose(["ti-3204"])
        QTest.keyClicks(dock.chooser.search, "flandre interieure")
        assert dock.chooser.list.count() == 1
        QTest.keyClick(dock.chooser.search, Qt.Key.Key_Return)
        assert [each.id for each in dock.chooser.chosen] == [HERE]
        assert dock.chooser.outline.accessibleDescription() == "AA - Dunkerque - Flandre"

    def test_what_has_no_outline_cannot_be_chosen(self, dock):
        dock.chooser.search.setText("lacq")
        (item,) = [dock.chooser.list.item(0)]
        assert not item.flags() & Qt.ItemFlag.ItemIsEnabled
        QTest.keyClick(dock.chooser.search, Qt.Key.Key_Return)
        assert [each.id for each in dock.chooser.chosen] == [HERE]

    @pytest.mark.parametrize(("text", "rows"), [("dunkerke", 1), ("zzzzz", 0)])
    def test_what_is_not_found_is_said(self, dock, text, rows):
        assert dock.chooser.hint.isHidden()
        dock.chooser.search.setText(text)
        assert text in dock.chooser.hint.text()
        assert not dock.chooser.hint.isHidden()
        assert dock.chooser.list.count() == rows
        # What was chosen stays: a search is no choice.
        assert [each.id for each in dock.chooser.chosen] == [HERE]
        dock.chooser.search.setText("")
        assert dock.chooser.hint.isHidden()
        assert [item.text() for item in dock.chooser.list.selectedItems()] == [
            "AA - Dunkerque - Flandre"
        ]

    def test_several_can_be_chosen_but_one_is_loaded(self, dock):
        dock.chooser.choose([HERE, "ti-3204"])
        assert not button(dock, "load").isEnabled()
        assert button(dock, "load").toolTip()
        assert button(dock, "refresh").isEnabled()

    def test_without_a_map_only_the_profile_can_be_had(self, dock):
        only(dock, "none")
        enabled = {each.objectName() for each in dock.buttons.in_order if each.isEnabled()}
        assert enabled == {"profile"}

    def test_it_remembers(self, dock, window, own_folder, monkeypatch):
        monkeypatch.setattr(dock.queue, "add", lambda _job: None)
        dock.chooser.choose(["ti-3204", "ti-3212"])
        only(dock, "heat")
        dock.pages.formats.setCurrentIndex(1)
        dock.pages.audience.setCurrentIndex(2)
        dock.pages.replace.setChecked(True)
        dock.refresh()
        other = Dock(window, lambda: own_folder / "editions")
        assert [each.id for each in other.chooser.chosen] == ["ti-3204", "ti-3212"]
        assert [box.isChecked() for box in other.themes] == [False, False, False, True]
        choice = other.pages.choice()
        assert (choice.folder, choice.formats) == (dock.pages.choice().folder, ["pdf", "png"])
        assert choice.audience == "interne"
        assert not choice.replace, "nobody wants to replace files without having said so"
        other.close_down()

    def test_what_it_remembers_wrongly_does_no_harm(self, settings, window, own_folder):
        settings.setValue("territoires_industrie/dock/territories", ["ti-9999", "ti-6401", "x"])
        settings.setValue("territoires_industrie/dock/themes", ["gone"])
        settings.setValue("territoires_industrie/dock/audience", "nobody")
        made = Dock(window, lambda: own_folder / "editions")
        assert made.chooser.chosen == ()
        assert not any(each.isEnabled() for each in made.buttons.in_order)
        assert made.pages.choice().audience == "publique"
        made.close_down()


class TestEdition:
    def texts(self, panel):
        return [label.text() for label in panel.findChildren(QLabel) if not label.isHidden()]

    def test_without_one_it_says_so(self, qgis_app, tmp_path, monkeypatch):
        # The profile has the plugin's own edition as soon as any test has loaded it.
        monkeypatch.setenv(paths.OWN_FOLDER_VARIABLE, str(tmp_path / "own"))
        panel = EditionPanel(tmp_path / "none")
        panel.read(datetime(2026, 11, 22))
        assert "No edition" in self.texts(panel)[0]
        assert panel.summary.isHidden()
        assert not (tmp_path / "none").exists()

    def test_a_pointer_to_nowhere_is_a_sentence(self, qgis_app, tmp_path):
        (tmp_path / "current").write_text("../elsewhere")
        panel = EditionPanel(tmp_path)
        panel.read(datetime(2026, 11, 22))
        assert "does not name an edition" in self.texts(panel)[0]
        assert panel.picker.box.currentText() == "None in use"

    def test_it_shows_age_and_states(self, crafted, site):
        edition = crafted(consumers=[site("a")])
        store = EditionStore(edition.path.parent)
        store.set_current(edition)
        panel = EditionPanel(store.folder)
        panel.read(edition.created + timedelta(days=40))
        assert "40 days" in panel.title.text()
        assert panel.sources.topLevelItemCount() > 3
        assert "local" in panel.summary.text()
        assert panel.sources.isHidden()
        panel.summary.click()
        assert not panel.sources.isHidden()
        assert "Registre d'essai" in [
            panel.sources.topLevelItem(row).text(0)
            for row in range(panel.sources.topLevelItemCount())
        ]

    def test_a_territory_that_it_does_not_know_is_told(self, dock, shipped_in_use):
        panel = EditionPanel(shipped_in_use.path.parent)
        panel.read(shipped_in_use.created)
        by_id = {each.id: each for each in atlas_territories()}
        panel.look_for([by_id[HERE]], QgsProject())
        assert panel.hint.isHidden()
        panel.look_for([by_id[HERE], by_id["ti-3204"]], QgsProject())
        assert "Beauvaisis" in panel.hint.text()
        assert "Dunkerque" not in panel.hint.text()
        rows = panel.layout()
        assert rows.indexOf(panel.hint) < rows.indexOf(panel.picker), "in sight on a low screen"

    def test_maps_of_another_edition_are_told(self, shipped_in_use, crafted, site, catalogue):
        project = QgsProject()
        layer = load_table(shipped_in_use, catalogue.table("consumers"), "Sites")
        project.addMapLayer(layer)
        panel = EditionPanel(shipped_in_use.path.parent)
        panel.read(shipped_in_use.created)
        panel.look_for([], project)
        assert panel.hint.isHidden()
        layer.setCustomProperty(PART_PROPERTY, "consumers")
        panel.look_for([], project)
        assert panel.hint.isHidden(), "it is this very edition"
        other = crafted(consumers=[site("a")])
        EditionStore(other.path.parent).set_current(other)
        panel = EditionPanel(other.path.parent)
        panel.read(other.created)
        panel.look_for([], project)
        assert "another edition" in panel.hint.text()
        project.clear()


def test_the_dock_names_the_edition_that_load_takes(
    window, settings, opened, embedded, tmp_path, monkeypatch
):
    # A shipped edition that a colleague left in the folder they share, without a pointer.
    shared, own = tmp_path / "shared", tmp_path / "own"
    monkeypatch.setenv(paths.OWN_FOLDER_VARIABLE, str(own))
    shared.mkdir()
    left = Path(shutil.copy2(embedded.path, shared))
    made = Dock(window, lambda: shared)
    made.endings = []
    made.queue.ended.connect(made.endings.append)
    window.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, made)
    window.show()
    settled()
    picker = made.edition.picker
    assert picker.file is None
    assert picker.box.currentText() == "Shipped with the plugin"
    made.chooser.choose([HERE])
    only(made, "consumers")
    click(button(made, "load"))
    assert ended(made).outcome == DONE, made.endings[-1].sentence
    (taken,) = files_shown()
    assert taken.parent == own / "editions"
    assert picker.file == taken != left
    assert made.edition.hint.isHidden(), "the project shows no other one"
    made.close_down()
    QgsProject.instance().clear()
    settled()


def test_a_shipped_edition_is_named_once_its_rows_were_read(
    window, settings, embedded, tmp_path, monkeypatch
):
    kept = tmp_path / "own" / "editions" / embedded.path.name
    kept.parent.mkdir(parents=True)
    shutil.copy2(embedded.path, kept)
    monkeypatch.setenv(paths.OWN_FOLDER_VARIABLE, str(tmp_path / "own"))
    made = Dock(window, lambda: tmp_path / "none")
    window.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, made)
    made.chooser.choose(["ti-3204"])
    window.show()
    made.look_again()
    assert made.edition.picker.file is None, "that would hold up the window"
    assert "the plugin's own serves" in made.edition.title.text()
    assert wait_until(lambda: made.edition.picker.file == kept, 20)
    assert embedded.title in made.edition.title.text()
    assert "Beauvaisis" in made.edition.hint.text()
    made.close_down()
    settled()


@pytest.fixture
def two(crafted, site, own_folder):
    """Two editions in the folder in use, the second of them current; put back afterwards."""
    store = EditionStore(own_folder / "editions")
    store.folder.mkdir(exist_ok=True)
    kept = store.current()
    made = []
    for keys in (("a", "b"), ("b",)):
        path = crafted(consumers=[site(key) for key in keys]).path
        number = len(made)
        target = store.folder / f"edition-2026-11-2{number}T080000.gpkg"
        shutil.copy(path, target)
        made.append(Edition.open(target))
    store.set_current(made[1])
    yield made
    for edition in made:
        edition.path.chmod(0o644)
        edition.path.unlink()
    if kept is not None:
        store.set_current(kept)
    else:
        (store.folder / "current").unlink()


@pytest.fixture
def real(two, embedded):
    """As `two`, the current one with rows of real sources."""
    two[1].path.chmod(0o644)
    shutil.copy(embedded.path, two[1].path)
    return two


def files_shown():
    return {file_of(layer) for layer in QgsProject.instance().mapLayers().values()}


class TestChoosingAnEdition:
    def pick(self, dock, path):
        box = dock.edition.picker.box
        row = box.findData(str(path))
        box.setCurrentIndex(row)
        box.activated.emit(row)

    def test_they_are_listed_the_newest_first(self, dock, two):
        dock.look_again()
        box = dock.edition.picker.box
        texts = [box.itemText(row) for row in range(box.count())]
        assert texts.index("21/11/2026 08:00 (in use)") + 1 == texts.index("20/11/2026 08:00")
        assert box.currentText().endswith("(in use)")
        assert not dock.edition.picker.use.isEnabled()

    def test_what_is_done_is_done_with_the_chosen_one(self, dock, two, monkeypatch):
        old, _new = two
        asked = []
        monkeypatch.setattr(
            orders, "run_apart", lambda _name, inputs, _talk: asked.append(inputs) or {}
        )
        dock.look_again()
        only(dock, "consumers")
        for name in ("export", "lay_out", "profile"):
            click(button(dock, name))
            ended(dock)
        assert not any("EDITION" in inputs for inputs in asked), "the algorithms know it"
        asked.clear()
        self.pick(dock, old.path)
        assert dock.edition.chosen == old.path
        for name in ("export", "lay_out", "profile"):
            click(button(dock, name))
            ended(dock)
        assert [inputs["EDITION"] for inputs in asked] == [str(old.path)] * 3
        click(button(dock, "load"))
        assert ended(dock).outcome == DONE, dock.endings[-1].sentence
        assert files_shown() == {old.path}

    def test_it_can_be_made_the_one_in_use(self, dock, two, own_folder):
        dock.look_again()
        self.pick(dock, two[0].path)
        assert dock.edition.picker.use.isEnabled()
        dock.edition.picker.use.trigger()
        assert EditionStore(own_folder / "editions").current().path == two[0].path
        assert dock.edition.chosen is None
        assert dock.edition.picker.box.currentText() == "20/11/2026 08:00 (in use)"

    def test_a_folder_that_cannot_be_written_to_is_a_sentence(self, dock, two, window, monkeypatch):
        def full(*_arguments):
            raise OSError(28, "No space left on device")

        dock.look_again()
        self.pick(dock, two[0].path)
        monkeypatch.setattr(EditionStore, "set_current", full)
        dock.edition.picker.use.trigger()
        assert "No space left" in window.messages()[0]
        assert dock.edition.chosen == two[0].path

    def test_a_colleagues_file_is_opened_and_one_that_is_none_is_told(
        self, dock, two, tmp_path, monkeypatch
    ):
        other = tmp_path / "colleague.gpkg"
        shutil.copy(two[0].path, other)
        wrong = tmp_path / "wrong.gpkg"
        wrong.write_text("no edition")
        dock.look_again()
        for path in (wrong, other):
            monkeypatch.setattr(edition_picker, "ask_for_file", lambda *_, path=path: str(path))
            dock.edition.picker.open_file.trigger()
            assert dock.edition.chosen == path
            assert dock.edition.picker.box.currentText() == path.stem
            assert not dock.edition.picker.use.isEnabled(), "it is in no folder of ours"
            read = "No edition can be read" not in dock.edition.title.text()
            assert read == (path == other)
        # It is gone the next time one looks.
        other.chmod(0o644)
        other.unlink()
        dock.look_again()
        assert dock.edition.chosen is None

    def test_it_is_held_against_the_one_before(self, dock, two, opened, window):
        dock.look_again()
        dock.edition.picker.hold_against.trigger()
        assert ended(dock).outcome == DONE, dock.endings[-1].sentence
        window.buttons("open")[0].click()
        assert opened[0].endswith("comparison.html")
        assert "Comparaison de deux éditions" in Path(opened[0]).read_text("utf-8")


class TestOptions:
    def come_back(self, window):
        QCoreApplication.sendEvent(window, QEvent(QEvent.Type.WindowActivate))

    def test_another_folder_of_editions_holds_at_once(
        self, window, own_folder, settings, crafted, site, monkeypatch
    ):
        edition = crafted(consumers=[site("a")])
        EditionStore(edition.path.parent).set_current(edition)
        folders = [own_folder / "editions"]
        made = Dock(window, lambda: folders[0])
        window.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, made)
        window.show()
        settled()
        assert made.edition.picker.file != edition.path
        folders[0] = edition.path.parent
        self.come_back(window)
        assert made.edition.picker.file == edition.path
        made.close_down()

    def test_the_audience_is_that_of_the_options(self, dock, window, monkeypatch):
        assert dock.pages.choice().audience == "publique"
        monkeypatch.setenv(preferences.AUDIENCE.variable, "partenaires")
        self.come_back(window)
        assert dock.pages.choice().audience == "partenaires"
        dock.pages.audience.setCurrentIndex(dock.pages.audience.findData("interne"))
        self.come_back(window)
        assert dock.pages.choice().audience == "interne", "chosen since"


@pytest.fixture
def perimeter(dock, own_folder):
    folder = own_folder / "perimetres"
    made = own_territory("Façade d'Opale", ["59183", "59273"], date(2026, 11, 22))
    saved = save(folder, made, "essai", "59183 59273", True)
    dock.look_again()
    yield made
    saved.path.unlink(missing_ok=True)


class TestOwnPerimeters:
    def test_it_is_found_chosen_and_loaded(self, dock, perimeter, embedded, own_folder):
        dock.chooser.search.setText("facade")
        (item,) = [dock.chooser.list.item(row) for row in range(dock.chooser.list.count())]
        assert item.text() == "Façade d'Opale  (own perimeter)"
        QTest.keyClick(dock.chooser.search, Qt.Key.Key_Return)
        assert dock.chooser.chosen == (perimeter,)
        only(dock, "consumers")
        click(button(dock, "load"))
        assert ended(dock).outcome == DONE, dock.endings[-1].sentence
        scope = QgsExpressionContextUtils.projectScope(QgsProject.instance())
        assert scope.variable(TERRITORY_VARIABLE) == perimeter.id
        (file,) = files_shown()
        assert own_folder / "perimetres" in file.parents
        assert dock.edition.hint.isHidden(), "it is made of the edition in use"

    def test_its_maps_follow_a_refresh(self, dock, perimeter, real, toolbox):
        dock.chooser.choose([perimeter.id])
        only(dock, "consumers")
        click(button(dock, "load"))
        assert ended(dock).outcome == DONE, dock.endings[-1].sentence
        before = files_shown()
        click(button(dock, "refresh"))
        ending = ended(dock, 120)
        assert ending.outcome == DONE, ending.sentence
        made = Edition.open(ending.results["OUTPUT"])
        (file,) = files_shown()
        assert {file} != before
        assert is_made_of(file, made)
        assert all(path.exists() for path in before)
        assert not any("perimeter" in text for text in ending.warnings)
        assert "Load brings this one" not in dock.edition.hint.text()
        made.path.chmod(0o644)
        made.path.unlink()

    def test_one_that_was_deleted_is_chosen_no_more(self, dock, perimeter, own_folder):
        dock.chooser.choose([perimeter.id])
        assert dock.chooser.chosen == (perimeter,)
        (own_folder / "perimetres" / f"{perimeter.slug}.json").unlink()
        dock.look_again()
        assert perimeter not in dock.chooser.chosen


# ---------------------------------------------------------------- what is done


def test_loading_leaves_the_window_awake(dock):
    """Each layer is a turn of its own; what is computed is computed in a thread."""
    for _ in range(2):
        gaps = Gaps(time.thread_time)
        click(button(dock, "load"))
        assert ended(dock, 120).outcome == DONE
        deaf = gaps.stop()
        if deaf[0] < 0.5:
            break
    assert deaf[0] < 0.5, deaf[:6]


def test_a_stop_while_loading_leaves_no_half_map(dock):
    only(dock, "networks")
    click(button(dock, "load"))
    assert wait_until(lambda: QgsProject.instance().mapLayers(), 60)
    click(dock.progress.stop)
    assert ended(dock).outcome == STOPPED
    assert not QgsProject.instance().mapLayers()


def test_maps_follow_a_refresh_but_for_what_is_being_edited(dock, toolbox, real):
    only(dock, "consumers")
    click(button(dock, "load"))
    assert ended(dock).outcome == DONE
    assert files_shown() == {real[1].path}
    real[1].path.chmod(0o644)
    layers = QgsProject.instance().mapLayers().values()
    edited = next(x for x in layers if x.customProperty(TABLE_PROPERTY) == "consumers")
    name = edited.name()
    assert edited.startEditing()
    click(button(dock, "refresh"))
    ending = ended(dock, 120)
    assert ending.outcome == DONE, ending.sentence
    assert any("still of the edition before" in text and name in text for text in ending.warnings)
    edited.rollBack()
    made = Path(ending.results["OUTPUT"])
    assert files_shown() == {real[1].path, made}
    assert file_of(edited) == real[1].path
    assert dock.edition.picker.file == made
    made.chmod(0o644)
    made.unlink()


def test_a_dead_network_is_one_sentence_and_costs_no_edition(dock, window, toolbox, real):
    toolbox.services.fault("*", "404")
    click(button(dock, "refresh"))
    ending = ended(dock, 120)
    assert ending.outcome == FAILED
    assert "Traceback" not in ending.sentence
    assert "None of the" in ending.sentence
    assert window.messageBar().currentItem().level() == Qgis.MessageLevel.Critical
    assert window.buttons("details")
    assert dock.edition.picker.file == real[1].path


def test_load_puts_the_maps_into_the_project(dock, window):
    click(button(dock, "load"))
    assert not dock.progress.isHidden()
    assert ended(dock).outcome == DONE
    groups = [group.name() for group in QgsProject.instance().layerTreeRoot().children()]
    assert groups[:2] == ["Carte des consommateurs", "Carte des producteurs"]
    assert groups[-1] == "Fond de carte"
    assert len(groups) == 5
    root = QgsProject.instance().layerTreeRoot()
    seen = [group.name() for group in root.children() if group.itemVisibilityChecked()]
    assert seen == ["Carte des consommateurs", "Fond de carte"]
    assert all(layer.isValid() for layer in QgsProject.instance().mapLayers().values())
    assert not window.mapCanvas().isFrozen()
    assert dock.progress.isHidden()
    assert "Maps loaded" in window.messages()[0]
    assert "Shipped" in dock.edition.title.text()
    # Loaded twice it is there once.
    click(button(dock, "load"))
    assert ended(dock).outcome == DONE
    assert len(root.children()) == 5


def test_maps_of_a_territory_that_is_not_in_the_edition_are_no_good_news(dock, window, opened):
    dock.chooser.choose(["ti-3204"])
    only(dock, "heat")
    click(button(dock, "load"))
    assert ended(dock).outcome == DONE
    assert "No data of this territory" in window.messages()[0]
    assert window.messageBar().currentItem().level() == Qgis.MessageLevel.Warning
    click(window.buttons("details")[-1])
    assert "No data of this territory" in Path(opened[-1]).read_text("utf-8")
    # Chosen is enough to be remembered.
    dock.chooser.choose(["ti-3212"])
    assert Memory().territories == ["ti-3212"]
    dock.chooser.choose([HERE])
    click(button(dock, "load"))
    assert ended(dock).outcome == DONE
    assert "No data of" not in window.messages()[0]


def test_refresh_leaves_the_window_awake_and_tells_what_failed(
    dock, window, toolbox, opened, own_folder
):
    toolbox.services.fault(DEAD, "404")
    gaps = Gaps()
    click(button(dock, "refresh"))
    while dock.queue.running is not None and len(gaps.seconds) < 3000:
        QTest.qWait(20)
    deaf = gaps.stop()
    ending = dock.endings[-1]
    assert ending.outcome == DONE
    assert len(gaps.seconds) > 50
    # The longest is the end itself, when the new edition is read; one more may be the machine's.
    assert deaf[2] < 0.2, deaf[:6]
    assert deaf[0] < 1.0, deaf[:6]
    assert "1 sources failed" in ending.warnings[0]
    assert "1 failed" in dock.edition.summary.text()
    assert EditionStore(own_folder / "editions").current() is not None
    assert window.messageBar().currentItem().level() == Qgis.MessageLevel.Warning
    click(window.buttons("details")[0])
    (report,) = opened
    assert Path(report) == own_folder / "reports" / "edition.html"
    assert "404" in Path(report).read_text("utf-8")


def test_a_refresh_is_stopped_within_a_second(dock, window, toolbox, own_folder):
    toolbox.services.fault("*", "hang")
    before = sorted(path.name for path in (own_folder / "editions").glob("edition-*"))
    click(button(dock, "refresh"))
    QTest.qWait(3500)
    begun = time.monotonic()
    click(dock.progress.stop)
    assert not dock.progress.stop.isEnabled()
    ending = ended(dock)
    assert time.monotonic() - begun < 1.0
    assert ending.outcome == STOPPED
    assert "no edition was written" in window.messages()[0]
    after = sorted(path.name for path in (own_folder / "editions").glob("edition-*"))
    assert [name for name in after if name not in before] in ([], after[-1:])
    assert not [path for path in (own_folder / "editions").iterdir() if "draft" in path.name]


def test_several_territories_wait_their_turn_and_go_with_a_stop(dock, monkeypatch):
    monkeypatch.setattr(orders, "run_apart", lambda _name, _inputs, talk: until_stopped(talk))
    dock.chooser.choose([HERE, "ti-3204", "ti-3212"])
    click(button(dock, "export"))
    assert len(dock.queue.waiting) == 2
    assert dock.progress.title.text().startswith("1 of 3: ")
    assert not dock.progress.waiting.isHidden()
    assert "Beauvaisis" in dock.progress.waiting.text()
    click(dock.progress.stop)
    assert ended(dock).outcome == STOPPED
    assert not dock.queue.waiting
    assert dock.queue.running is None


def test_a_step_is_written_in_the_room_there_is(dock, monkeypatch):
    step = "Préparation de l’édition embarquée…"

    def told(_name, _inputs, talk):
        talk.tell(0.1, step)
        return until_stopped(talk)

    monkeypatch.setattr(orders, "run_apart", told)
    click(button(dock, "export"))
    assert wait_until(lambda: dock.progress.step.toolTip() == step, 5)
    strip = ProgressStrip(dock.queue)
    strip.resize(90, 120)
    strip.show()
    settled()
    assert "…" in strip.step.text()[:-1], "cut in its middle"
    strip.resize(900, 120)
    settled()
    assert strip.step.text() == step, "at once, not at the next step"
    strip.deleteLater()
    click(dock.progress.stop)
    assert ended(dock).outcome == STOPPED


def until_stopped(talk):
    from territoires_industrie.territoires_industrie.errors import Cancelled

    while not talk.isCanceled():
        time.sleep(0.01)
    raise Cancelled


class TestPages:
    def test_export_prints_in_another_process_and_offers_the_pdf(
        self, dock, window, opened, tmp_path
    ):
        only(dock, "consumers")
        gaps = Gaps()
        click(button(dock, "export"))
        assert ended(dock, 150).outcome == DONE, dock.endings[-1].sentence
        deaf = gaps.stop()
        assert deaf[2] < 0.3, deaf[:6]
        names = {path.name for path in (tmp_path / "pages").iterdir()}
        assert names == {"aa-dunkerque-flandre.pdf", "aa-dunkerque-flandre.gpkg"}
        assert wait_until(lambda: window.buttons("open"), 2)
        click(window.buttons("open")[0])
        assert opened == [str(tmp_path / "pages" / "aa-dunkerque-flandre.pdf")]
        # Nothing is overwritten without a word.
        click(button(dock, "export"))
        refused = ended(dock, 100)
        assert refused.outcome == FAILED
        assert "exists already" in refused.sentence
        # What to change is in sight, and the sentence is whole where the bar cuts it off.
        assert dock.pages.replace.isVisible()
        click(window.buttons("details")[-1])
        assert "exists already" in Path(opened[-1]).read_text("utf-8")
        assert window.messageBar().currentItem().level() == Qgis.MessageLevel.Critical
        # A click on the message replaces them, this once.
        printed = (tmp_path / "pages" / "aa-dunkerque-flandre.pdf").stat().st_mtime_ns
        click(window.buttons("replace")[0])
        assert ended(dock, 150).outcome == DONE, dock.endings[-1].sentence
        assert (tmp_path / "pages" / "aa-dunkerque-flandre.pdf").stat().st_mtime_ns > printed
        assert not dock.pages.replace.isChecked()
        settled()
        assert not window.buttons("replace")

    def test_lay_out_makes_a_project_and_opens_it(self, dock, window, tmp_path):
        only(dock, "networks")
        click(button(dock, "lay_out"))
        assert ended(dock, 150).outcome == DONE, dock.endings[-1].sentence
        target = tmp_path / "pages" / "aa-dunkerque-flandre.qgz"
        assert [path.name for path in target.parent.iterdir()] == [target.name]
        made = QgsProject()
        assert made.read(str(target))
        (page,) = made.layoutManager().printLayouts()
        assert "Carte des réseaux et des friches" in page.name()
        del page
        made.clear()
        assert wait_until(lambda: window.buttons("open"), 2)
        click(window.buttons("open")[0])
        assert window.opened == [str(target)]

    def test_a_profile_is_written(self, dock, tmp_path):
        click(button(dock, "profile"))
        assert ended(dock, 150).outcome == DONE, dock.endings[-1].sentence
        endings = {path.suffix for path in (tmp_path / "pages").iterdir()}
        assert endings == {".pdf", ".json", ".csv"}

    def test_without_another_process_this_one_does_it(self, dock, tmp_path, monkeypatch):
        def missing(*_arguments):
            raise WorkersMissing("qgis_process was not found beside this QGIS.")

        monkeypatch.setattr(orders, "run_apart", missing)
        click(button(dock, "profile"))
        ending = ended(dock, 150)
        assert ending.outcome == DONE, ending.sentence
        assert "qgis_process was not found" in ending.warnings[0]
        assert (tmp_path / "pages").exists()

    def test_a_stop_kills_the_process(self, dock, tmp_path, monkeypatch):
        processes = []
        start = running._Worker.start
        monkeypatch.setattr(
            running._Worker,
            "start",
            lambda self, job: start(self, job) or processes.append(self._process.processId()),
        )
        click(button(dock, "export"))
        assert wait_until(lambda: processes, 30)
        begun = time.monotonic()
        click(dock.progress.stop)
        assert ended(dock).outcome == STOPPED
        assert time.monotonic() - begun < 1.5
        assert not Path(f"/proc/{processes[0]}").exists()


def test_what_is_unforeseen_has_its_page_of_details(dock, window, opened, monkeypatch):
    def broken(*_arguments):
        raise ZeroDivisionError("<b>seven</b>")

    monkeypatch.setattr(orders, "run_apart", broken)
    logged = []
    QgsApplication.messageLog().messageReceived.connect(
        lambda text, tag, _level: logged.append((tag, text))
    )
    click(button(dock, "profile"))
    assert ended(dock).outcome == FAILED
    click(window.buttons("details")[0])
    page = Path(opened[0]).read_text("utf-8")
    assert "ZeroDivisionError" in page
    assert "<b>seven" not in page
    assert any(tag == "Territoires d'industrie" and "seven" in text for tag, text in logged)


def test_closed_down_it_leaves_nothing(window, own_folder, settings):
    made = Dock(window, lambda: own_folder / "editions")
    window.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, made)
    window.messageBar().pushMessage("d'une autre")
    made.queue.ended.emit(Ending(Job("x", "x", lambda _talk: {}, "x"), FAILED, "x"))
    assert len(window.messages()) == 2
    made.close_down()
    settled()
    assert window.findChildren(Dock) == []
    assert window.messages() == ["d'une autre"]
