"""The dock with clicks, off screen: choose, load, refresh from the played services, print, stop."""

from __future__ import annotations

import time
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from gui_window import Window, click, wait_until
from qgis.core import Qgis, QgsApplication, QgsProject, QgsSettings
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
from territoires_industrie.territoires_industrie import paths
from territoires_industrie.territoires_industrie.edition import EditionStore
from territoires_industrie.territoires_industrie.gui import notices, orders
from territoires_industrie.territoires_industrie.gui.dock import Dock
from territoires_industrie.territoires_industrie.gui.edition_panel import EditionPanel
from territoires_industrie.territoires_industrie.gui.jobs import DONE, FAILED, STOPPED, Ending, Job
from territoires_industrie.territoires_industrie.maps.layers import PART_PROPERTY, load_table
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
    """How long the window was deaf: the pauses between ticks of a timer of 20 ms."""

    def __init__(self):
        self.seconds = []
        self._timer = QTimer()
        self._timer.setInterval(20)
        self._timer.timeout.connect(self._tick)
        self._last = time.monotonic()
        self._timer.start()

    def _tick(self):
        now = time.monotonic()
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

    def test_without_one_it_says_so(self, qgis_app, tmp_path):
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

    def test_a_territory_that_it_does_not_know_is_told(self, dock, embedded, tmp_path):
        panel = EditionPanel(embedded.path.parent)
        panel.read(embedded.created)
        by_id = {each.id: each for each in atlas_territories()}
        panel.look_for([by_id[HERE]], QgsProject())
        assert panel.hint.isHidden()
        panel.look_for([by_id[HERE], by_id["ti-3204"]], QgsProject())
        assert "Beauvaisis" in panel.hint.text()
        assert "Dunkerque" not in panel.hint.text()

    def test_maps_of_another_edition_are_told(self, embedded, crafted, site, catalogue):
        project = QgsProject()
        layer = load_table(embedded, catalogue.table("consumers"), "Sites")
        project.addMapLayer(layer)
        panel = EditionPanel(embedded.path.parent)
        panel.read(embedded.created)
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


# ---------------------------------------------------------------- what is done


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
