"""What comes by itself, what F1 does, and the menus; with a stub of QGIS' window."""

from __future__ import annotations

import time

import pytest
from gui_window import Window, click, let_be_still, wait_until
from qgis.core import QgsNetworkAccessManager, QgsPrintLayout, QgsProject, QgsSettings
from qgis.PyQt.QtCore import QCoreApplication, QEvent, QSize, Qt, QUrl
from qgis.PyQt.QtGui import QKeySequence, QTextCursor
from qgis.PyQt.QtNetwork import QNetworkProxy
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QAction, QDialog, QDockWidget, QMainWindow, QMenu, QWidget
from territoires_industrie.territoires_industrie import paths, preferences
from territoires_industrie.territoires_industrie.edition import EditionStore
from territoires_industrie.territoires_industrie.embedded import build_embedded
from territoires_industrie.territoires_industrie.gui import about, pages_here, toolbar
from territoires_industrie.territoires_industrie.gui import help as help_module
from territoires_industrie.territoires_industrie.gui.help import GuidePage, close_guide, open_guide
from territoires_industrie.territoires_industrie.gui.jobs import DONE, STOPPED, Job
from territoires_industrie.territoires_industrie.gui.layouts import territory_of
from territoires_industrie.territoires_industrie.gui.memory import Memory
from territoires_industrie.territoires_industrie.gui.toolbar import Toolbar
from territoires_industrie.territoires_industrie.layouts.page import TERRITORY_PROPERTY
from territoires_industrie.territoires_industrie.territories import find

pytest_plugins = "territoires_industrie.tests.qgis.toolbox"

HERE = "ti-3201"


def settled():
    QCoreApplication.processEvents()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture(autouse=True)
def _new_here(monkeypatch, qgis_app):
    """Nobody has used the plugin; nothing is left in the settings afterwards."""
    for name in ("dock", "welcome"):
        QgsSettings().remove(f"territoires_industrie/{name}")
    monkeypatch.delenv(preferences.WELCOME.variable, raising=False)
    yield
    for name in ("dock", "welcome"):
        QgsSettings().remove(f"territoires_industrie/{name}")


@pytest.fixture
def window(qgis_app):
    made = Window()
    made.resize(1280, 800)
    yield made
    made.deleteLater()
    settled()


class Starter:
    """QGIS' start and the plugin's end."""

    def __init__(self, window, editions):
        self._window, self._editions = window, editions
        self.bars = []

    def __call__(self):
        bar = Toolbar(self._window, lambda: self._editions)
        self.bars.append(bar)
        assert bar.dock is None, "nothing while QGIS starts"
        self._window.show()
        self._window.initializationCompleted.emit()
        settled()
        return bar

    def end(self, bar):
        self.bars.remove(bar)
        bar.remove()
        settled()


@pytest.fixture
def started(window, embedded):
    """Make toolbars as at QGIS' start; each is taken away again."""
    made = Starter(window, embedded.path.parent)
    yield made
    for bar in list(made.bars):
        made.end(bar)
    QgsProject.instance().clear()
    settled()


def opens(bar):
    action, *_ = bar._bar.actions()
    return action


class TestFirstUse:
    def test_a_start_says_one_quiet_line_once(self, started, window):
        started()
        assert len(window.messages()) == 1
        assert window.findChildren(QDialog) == []
        assert window.findChildren(QDockWidget) == []
        started.end(started.bars[0])
        assert window.messages() == [], "it goes with the plugin"
        window.hide()
        started()
        assert window.messages() == []

    def test_the_line_leads_to_the_welcome(self, started, window):
        started()
        click(window.buttons("show_welcome")[0])
        assert wait_until(lambda: not window.messages(), 2)
        (welcome,) = window.findChildren(QDialog, "TerritoiresIndustrieWelcome")
        assert welcome.isVisible()

    def test_the_button_welcomes_once(self, started, window):
        bar = started()
        opens(bar).trigger()
        (welcome,) = window.findChildren(QDialog, "TerritoiresIndustrieWelcome")
        assert welcome.isVisible()
        assert not welcome.isModal()
        assert bar.dock.isVisible()
        welcome.close()
        opens(bar).trigger()
        opens(bar).trigger()
        assert not welcome.isVisible()

    @pytest.mark.parametrize("known", ["forbidden", "worked"])
    def test_it_does_not_come_by_itself(self, started, window, monkeypatch, known):
        if known == "forbidden":
            monkeypatch.setenv("TERRITOIRES_INDUSTRIE_WELCOME", "0")
        else:
            Memory().territories = [HERE]
        bar = started()
        opens(bar).trigger()
        assert window.messages() == []
        assert window.findChildren(QDialog) == []
        bar._opened.welcome()
        assert len(window.findChildren(QDialog)) == 1, "the menu has it all the same"

    def test_every_control_has_a_name(self, started):
        bar = started()
        bar._opened.welcome()
        welcome = bar._opened._dialogs["welcome"]
        for button in (welcome.skip, welcome.back, welcome.next, welcome.load, welcome.guide):
            assert button.objectName()
            assert button.accessibleName()

    def test_steps_lead_forth_and_back(self, started):
        bar = started()
        bar._opened.welcome()
        welcome = bar._opened._dialogs["welcome"]
        assert not welcome.back.isEnabled()
        click(welcome.next)
        click(welcome.next)
        assert welcome.number.text() == "3 / 4"
        assert not welcome.next.isVisible(), "the last step is what loading leads to"
        click(welcome.back)
        assert welcome.steps.currentIndex() == 1
        QTest.keyClick(welcome, Qt.Key.Key_Escape)
        assert not welcome.isVisible()


class TestLastStep:
    """What it says once the maps are loaded."""

    @pytest.fixture
    def welcome(self, started, window, tmp_path, monkeypatch):
        monkeypatch.setenv(paths.OWN_FOLDER_VARIABLE, str(tmp_path))
        made = build_embedded(tmp_path / "editions")
        EditionStore(made.path.parent).set_current(made)
        Memory().themes = ["heat"]
        bar = Starter(window, made.path.parent)()
        bar._opened.welcome()
        yield bar._opened._dialogs["welcome"]
        let_be_still(window.mapCanvas())
        bar.remove()
        settled()

    def load(self, welcome, territory):
        welcome.chooser.choose([territory])
        click(welcome.load)
        queue = welcome._dock.queue
        assert wait_until(lambda: queue.running is None, 60)

    def test_it_says_what_is_on_the_map_and_what_is_not(self, welcome):
        self.load(welcome, "ti-3204")
        assert "Nothing of" in welcome.told.text()
        assert find("ti-3204").title in welcome.told.text()
        assert "on the map" not in welcome.told.text()
        assert "Refresh" in welcome.told.text()
        welcome._show_step(1)
        self.load(welcome, HERE)
        assert f"{find(HERE).title} is on the map." in welcome.told.text()
        assert "Nothing of" not in welcome.told.text()

    def test_of_another_job_it_says_nothing(self, welcome):
        self.load(welcome, HERE)
        before = welcome.told.text()
        queue = welcome._dock.queue
        queue.add(Job("Corrections (3)", "Corrections", lambda _talk: {}, "Done."))
        assert wait_until(lambda: queue.running is None, 10)
        assert welcome.told.text() == before

    def test_of_maps_forgotten_before_their_turn_it_says_so(self, welcome):
        welcome.chooser.choose([HERE])
        click(welcome.load)
        queue = welcome._dock.queue
        assert wait_until(lambda: queue.running is None, 60)
        welcome._show_step(1)

        def until_stopped(talk):
            while not talk.isCanceled():
                time.sleep(0.01)
            return {}

        queue.add(Job("Essai", "Essai", until_stopped, "Fait."))
        click(welcome.load)
        assert "Loading" in welcome.told.text()
        queue.stop()
        assert wait_until(lambda: queue.running is None, 10)
        assert "Stopped" in welcome.told.text()


class TestDockAtTheStart:
    def test_it_comes_back_as_it_was_left(self, started, window):
        bar = started()
        opens(bar).trigger()
        assert Memory().open
        started.end(bar)
        assert Memory().open, "unloading is no closing"
        window.hide()
        again = started()
        assert again.dock is not None
        assert again.dock.isVisible()
        opens(again).trigger()
        assert not Memory().open
        started.end(again)
        window.hide()
        assert started().dock is None

    def test_enabled_while_qgis_runs_nothing_opens(self, started, window):
        Memory().open = True
        window.show()
        assert started().dock is None


# ---------------------------------------------------------------- the guide


@pytest.fixture
def closing():
    yield
    close_guide()
    settled()


class TestGuide:
    def test_f1_opens_it_although_the_window_has_that_key(self, started, window, closing):
        own = QAction("QGIS' own help", window)
        own.setShortcut(QKeySequence(Qt.Key.Key_F1))
        told = []
        own.triggered.connect(lambda: told.append(1))
        window.addAction(own)
        bar = started()
        opens(bar).trigger()
        bar._opened._dialogs["welcome"].close()
        window.activateWindow()
        bar.dock.chooser.search.setFocus()
        QTest.keyClick(bar.dock.chooser.search, Qt.Key.Key_F1)
        assert [guide.isVisible() for guide in help_module._OPENED] == [True]
        assert told == []
        (guide,) = help_module._OPENED
        assert guide.contents.currentItem().text(0) == "Première carte", "the page that is read"
        guide.page.follow(QUrl("03-actualiser.md"))
        assert guide.contents.currentItem().text(0) == "Actualiser"
        guide.page.go_back()
        assert guide.contents.currentItem().text(0) == "Première carte"

    def test_links_lead_to_headings_and_files(self, closing, monkeypatch, tmp_path):
        (tmp_path / "une.md").write_text("# Une\n\n" + "texte\n\n" * 90 + "## La suite\n\nfin\n")
        (tmp_path / "deux.md").write_text("# Deux\n")
        page = GuidePage()
        page.resize(600, 300)
        page.open_at(tmp_path / "une.md", "")
        page.show()
        assert page.verticalScrollBar().value() == 0
        page.follow(QUrl("#la-suite"))
        assert page.verticalScrollBar().value() > 500
        page.follow(QUrl("deux.md"))
        assert page.toPlainText() == "Deux"
        page.go_back()
        assert page.toPlainText().startswith("Une")
        assert page.verticalScrollBar().value() > 500, "where one was reading"
        page.go_back()
        assert page.verticalScrollBar().value() == 0
        page.go_forth()
        page.go_forth()
        assert page.toPlainText() == "Deux"
        page.go_back()
        asked = []
        monkeypatch.setattr(help_module.QDesktopServices, "openUrl", asked.append)
        page.follow(QUrl("https://example.org/x"))
        assert [url.host() for url in asked] == ["example.org"]
        page.follow(QUrl("nulle-part.md"))
        assert page.toPlainText().startswith("Une")

    def test_pictures_are_never_wider_than_the_page(self, closing):
        open_guide()
        (guide,) = help_module._OPENED
        for width in (1200, 700):
            guide.resize(QSize(width, 500))
            assert wait_until(lambda: guide.page._width == guide.page._room(), 2)
        document = guide.page.document()
        assert document.idealWidth() <= guide.page.viewport().width() + 1
        assert guide.contents.topLevelItemCount()

    def test_words_are_searched_in_the_page_from_the_top_again(self, closing):
        open_guide()
        (guide,) = help_module._OPENED
        for _ in range(2):
            guide.page.moveCursor(QTextCursor.MoveOperation.End)
            QTest.keyClicks(guide.search, "territoire")
            QTest.keyClick(guide.search, Qt.Key.Key_Return)
            assert guide.page.textCursor().selectedText().lower() == "territoire"
            guide.search.clear()

    def test_it_goes_with_the_plugin(self, started):
        bar = started()
        bar._opened.guide()
        started.end(bar)
        assert help_module._OPENED == []


# ---------------------------------------------------------------- pages


class Designer:
    """As QGIS' for a layout."""

    def __init__(self, layout):
        self._layout, self._window = layout, QMainWindow()

    def layout(self):
        return self._layout

    def window(self):
        return self._window


def test_what_is_copied_for_help_tells_the_proxy_and_nobodys_name(qgis_app, tmp_path):
    network = QgsNetworkAccessManager.instance()
    before = network.fallbackProxy(), network.excludeList(), network.noProxyList()
    way = QNetworkProxy.ProxyType.HttpProxy
    proxy = QNetworkProxy(way, "mandataire.example.org", 3128, "durand", "motdepasse")
    network.setFallbackProxyAndExcludes(proxy, ["intranet.example.org"], [])
    try:
        told = about.facts(tmp_path)
    finally:
        network.setFallbackProxyAndExcludes(*before)
    assert "HTTP mandataire.example.org:3128, not for intranet.example.org" in told
    assert "durand" not in told
    assert "motdepasse" not in told


class TestPages:
    def test_the_entry_stands_behind_the_layout_manager(self, started, window):
        started()
        names = [action.objectName() or action.text() for action in window.projectMenu().actions()]
        assert names == ["New", "Manager", "TerritoiresIndustriePages", "Layouts"]

    def test_designers_of_our_pages_have_a_menu(self, started, window):
        ours, other = QgsPrintLayout(QgsProject.instance()), QgsPrintLayout(QgsProject.instance())
        ours.setCustomProperty(TERRITORY_PROPERTY, HERE)
        window.designers = [Designer(ours)]
        bar = started()
        later = [Designer(ours), Designer(other)]
        for each in later:
            window.layoutDesignerOpened.emit(each)
        menus = [len(each.window().findChildren(QMenu)) for each in (*window.designers, *later)]
        assert menus == [1, 1, 0]
        started.end(bar)
        left = [each.window().menuBar().actions() for each in (*window.designers, *later)]
        assert left == [[], [], []]
        window.layoutDesignerOpened.emit(later[0])
        assert later[0].window().findChildren(QMenu) == []

    def test_pages_are_composed_filled_again_and_stopped_between(self, started, window):
        bar = started()
        endings = []
        bar._opened.show_dock().queue.ended.connect(endings.append)
        QgsProject.instance().setTitle("Mon projet")
        bar._opened.ask_for_pages()
        dialog = bar._opened._dialogs["pages"]
        for box in dialog.themes[1:]:
            box.setChecked(False)
        click(dialog.ready)
        assert wait_until(lambda: endings, 60)
        assert endings[0].outcome == DONE, endings[0].sentence
        (page,) = QgsProject.instance().layoutManager().printLayouts()
        assert window.opened == [page]
        assert territory_of(page) == HERE
        assert QgsProject.instance().title() == "Mon projet"
        assert not window.mapCanvas().isFrozen()
        page.itemById("title").setText("À ma façon")
        bar._opened.fill_pages(HERE)
        assert wait_until(lambda: len(endings) == 2, 60)
        assert QgsProject.instance().layoutManager().printLayouts() == [page]
        assert page.itemById("title").text() == "À ma façon"
        assert window.opened == [page], "a page that is open stays as it is"

        themes = pages_here.load_catalogue().themes
        bar._opened._lay_out(find(HERE), themes)
        manager = QgsProject.instance().layoutManager()
        stopping = manager.layoutAdded.connect(lambda _: bar.dock.queue.stop())
        assert wait_until(lambda: len(endings) == 3, 60)
        manager.layoutAdded.disconnect(stopping)
        assert endings[2].outcome == STOPPED
        assert len(manager.printLayouts()) == 2, "those that were finished stay"

    def test_a_project_closed_meanwhile_is_said(self, started):
        bar = started()
        endings = []
        bar._opened.show_dock().queue.ended.connect(endings.append)
        manager = QgsProject.instance().layoutManager()
        bar._opened._lay_out(find(HERE), pages_here.load_catalogue().themes)
        closing = manager.layoutAdded.connect(lambda _: QgsProject.instance().cleared.emit())
        assert wait_until(lambda: endings, 60)
        manager.layoutAdded.disconnect(closing)
        assert "closed" in endings[0].sentence

    def test_export_leads_to_the_docks_own(self, started):
        bar = started()
        bar._opened.lead_to_export(HERE)
        assert [territory.id for territory in bar.dock.chooser.chosen] == [HERE]
        assert bar.dock.pages.isVisible()

    def test_an_unknown_territory_is_said(self, started, window):
        started()._opened.fill_pages("ti-0000")
        assert any("ti-0000" in text for text in window.messages())


def test_the_log_is_shown_at_our_tab(started, window):
    started()._opened.log()
    assert window.opened == ["log"]


def test_the_menu_has_all_of_it(started, window):
    started()
    names = [action.objectName() for action in window.menus[toolbar.TITLE]]
    for name in ("Dock", "MapSet", "Pages", "Welcome", "Guide", "Log", "About"):
        assert f"TerritoiresIndustrie{name}" in names


def test_every_window_answers_f1(started, closing):
    bar = started()
    bar._opened.welcome()
    bar._opened.about()
    bar._opened.ask_for_pages()
    for name in ("welcome", "about", "pages"):
        close_guide()
        dialog: QWidget = bar._opened._dialogs[name]
        QTest.keyClick(dialog, Qt.Key.Key_F1)
        assert len(help_module._OPENED) == 1, name
