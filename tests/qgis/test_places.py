"""What the plugin puts into QGIS' own places: the locator bar and the options."""

from __future__ import annotations

import gc
import threading
from typing import NamedTuple

import pytest
from qgis.core import (
    QgsApplication,
    QgsFeedback,
    QgsLocator,
    QgsLocatorContext,
    QgsLocatorFilter,
    QgsLocatorResult,
    QgsSettings,
)
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QCoreApplication, QEvent, QObject
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QCheckBox, QComboBox, QLabel, QLineEdit, QPushButton, QWidget
from territoires_industrie.processing import folders, network, parameters
from territoires_industrie.territoires_industrie import preferences
from territoires_industrie.territoires_industrie.gui.browser import KEY
from territoires_industrie.territoires_industrie.gui.locator import TerritoryFilter
from territoires_industrie.territoires_industrie.gui.options import OptionsFactory
from territoires_industrie.territoires_industrie.gui.places import Places
from territoires_industrie.territoires_industrie.gui.threads import still_at_work
from territoires_industrie.territoires_industrie.net.cache import Cache, Held
from territoires_industrie.territoires_industrie.paths import OWN_FOLDER_VARIABLE
from territoires_industrie.territoires_industrie.preferences import PREFERENCES
from territoires_industrie.territoires_industrie.territories import find

import territoires_industrie


def wait_until(true, seconds=10):
    for _ in range(int(seconds * 50)):
        if true():
            return True
        QTest.qWait(20)
    return False


# ---------------------------------------------------------------- the locator bar


class Found(NamedTuple):
    """What is told of a result: the result itself lives as long as its signal."""

    title: str
    description: str
    score: float
    territory: str
    filter: QgsLocatorFilter


class Bar:
    """QGIS' locator, as its bar uses it."""

    def __init__(self):
        self.locator = QgsLocator()
        self.found = []
        self.locator.foundResult.connect(self.keep)

    def keep(self, result):
        words = (result.displayString, result.description, result.score, result.userData)
        self.found.append(Found(*words, result.filter))

    def type(self, text):
        self.found.clear()
        self.locator.fetchResults(text, QgsLocatorContext())
        assert wait_until(lambda: not self.locator.isRunning())
        QCoreApplication.processEvents()
        self.found.sort(key=lambda found: -found.score)
        return [found.title for found in self.found]


@pytest.fixture
def opened():
    return []


@pytest.fixture
def bar(opened):
    made = Bar()
    made.filter = TerritoryFilter(opened.append)
    made.locator.registerFilter(made.filter)
    yield made
    made.found.clear()
    made.locator.deregisterFilter(made.filter)


class TestLocator:
    @pytest.mark.parametrize(
        "text",
        ["ti dunk", "TI Dunk", "tdi dunk", "dunkerque", "ti flandre intérieure", "ti flandre aa"],
    )
    def test_a_few_letters_find_a_territory(self, bar, text):
        assert bar.type(text)[0] == find("ti-3201").title

    @pytest.mark.parametrize("text", ["ti béthune", "ti BETHUNE", "ti bethu"])
    def test_accents_are_tolerated(self, bar, text):
        assert bar.type(text)[0].startswith("Béthune-Bruay")

    def test_our_word_alone_lists_all(self, bar):
        assert len(bar.type("ti ")) == 18

    @pytest.mark.parametrize("text", ["du", "ti xyzzy", "tarte", "b"])
    def test_what_is_not_for_us_is_left_alone(self, bar, text):
        assert bar.type(text) == []

    def test_a_town_is_told_beside_its_territory(self, bar):
        bar.type("ti hazebrouck")
        assert bar.found[0].description == "Hazebrouck"

    def test_choosing_opens_the_territory(self, bar, opened):
        bar.type("ti dunk")
        found = bar.found[0]
        assert found.filter is bar.filter, "the one registered, not the thread's copy"
        found.filter.triggerResult(QgsLocatorResult(None, found.title, found.territory))
        assert opened == [find("ti-3201")]

    def test_it_searches_in_a_thread_with_a_copy(self, bar, monkeypatch):
        threads, filters = [], []
        fetch = TerritoryFilter.fetchResults

        def watched(self, *arguments):
            threads.append(threading.get_ident())
            filters.append(self is bar.filter)
            fetch(self, *arguments)

        monkeypatch.setattr(TerritoryFilter, "fetchResults", watched)
        # Only fast filters stay in the main thread; ours shall stand both.
        monkeypatch.setattr(
            TerritoryFilter, "flags", lambda _: QgsLocatorFilter.Flags(), raising=False
        )
        assert bar.type("ti dunk")
        assert filters == [False]
        assert threads != [threading.get_ident()]

    def test_cancelled_it_says_no_more(self):
        feedback = QgsFeedback()
        made = TerritoryFilter(lambda _: None)
        told = []
        made.resultFetched.connect(lambda result: (told.append(result.score), feedback.cancel()))
        made.fetchResults("ti ", QgsLocatorContext(), feedback)
        assert len(told) == 1

    def test_its_prefix_is_one_that_qgis_allows(self, bar):
        assert bar.filter.activePrefix() == bar.filter.prefix() == "tdi"

    def test_it_goes_whole(self):
        locator = QgsLocator()
        made = TerritoryFilter(lambda _: None)
        locator.registerFilter(made)
        locator.deregisterFilter(made)
        assert locator.filters() == []


class Messages:
    def __init__(self):
        self.told = []

    def pushMessage(self, *arguments):
        self.told.append(arguments)


class Interface:
    """The little of QGIS' interface that the plugin's places use."""

    def __init__(self):
        self.filters, self.factories, self.drops, self.messages = [], [], [], Messages()
        self.registerCustomDropHandler = self.drops.append
        self.unregisterCustomDropHandler = self.drops.remove
        self.registerLocatorFilter = self.filters.append
        self.deregisterLocatorFilter = self.filters.remove
        self.registerOptionsWidgetFactory = self.factories.append
        self.unregisterOptionsWidgetFactory = self.factories.remove

    def messageBar(self):
        return self.messages


# ---------------------------------------------------------------- the options


@pytest.fixture(autouse=True)
def _no_preferences(monkeypatch):
    """Nothing chosen and nothing imposed; nothing is left in the settings afterwards."""
    for each in PREFERENCES:
        monkeypatch.delenv(each.variable, raising=False)
        QgsSettings().remove(each.key)
    yield
    for each in PREFERENCES:
        QgsSettings().remove(each.key)


@pytest.fixture
def profile(tmp_path, monkeypatch):
    folder = tmp_path / "profil"
    monkeypatch.setenv(OWN_FOLDER_VARIABLE, str(folder))
    return folder


@pytest.fixture
def page(profile):
    made = OptionsFactory().createWidget(None)
    yield made
    assert wait_until(lambda: not still_at_work())
    sip.delete(made)


def widget(page, name, kind=QWidget):
    return page.findChild(kind, name)


def cached(folder, size):
    from datetime import datetime, timezone

    cache = Cache(folder)
    with cache.incoming() as incoming:
        incoming.write(b"x" * size)
        now = datetime.now(timezone.utc)
        held = Held("https://a.example.org", "https://a.example.org", incoming.path, 200, {}, now)
        cache.keep("demande", incoming, held)


class TestOptions:
    def test_what_is_applied_is_read_everywhere(self, page, tmp_path):
        editions, pages = tmp_path / "partage", tmp_path / "gabarits"
        pages.mkdir()
        logo = tmp_path / "logo.svg"
        widget(page, "editions").setFilePath(str(editions))
        widget(page, "mirror").setText("https://mandataire.example.org")
        widget(page, "templates").setFilePath(str(pages))
        widget(page, "logo").setFilePath(str(logo))
        widget(page, "audience").setCurrentText("partenaires")
        widget(page, "paper").setCurrentText("a3")
        assert folders.editions_folder() != editions, "not before it is confirmed"
        page.apply()
        assert folders.editions_folder() == editions
        assert network.mirror() == "https://mandataire.example.org"
        assert parameters.audience_parameter().defaultValue() == "partenaires"
        assert parameters.paper_parameter().defaultValue() == "a3"
        again = OptionsFactory().createWidget(None)
        assert [field.read() for field in again.fields] == [field.read() for field in page.fields]
        assert wait_until(lambda: not still_at_work())
        sip.delete(again)

    def test_defaults_of_documents_are_read_where_they_are_made(self, page):
        widget(page, "hide_absent", QCheckBox).setChecked(True)
        widget(page, "publisher").setText("Agence d'essai")
        widget(page, "contact").setText("essai@example.org")
        page.apply()
        assert parameters.absent_classes_parameter().defaultValue() is True
        assert parameters.publisher_parameter().defaultValue() == "Agence d'essai"
        assert parameters.contact_parameter().defaultValue() == "essai@example.org"

    def test_the_basis_is_that_of_the_next_fetch(self, page, monkeypatch):
        measured = widget(page, "basis", QComboBox)
        assert measured.currentData() == "electricity+gas"
        measured.setCurrentIndex(measured.findData("gas"))
        page.apply()
        assert network.catalogue_in_use().layers["consumers"].parameters["basis"] == "gas"
        monkeypatch.setenv("TERRITOIRES_INDUSTRIE_BASIS", "electricity")
        assert network.catalogue_in_use().layers["consumers"].parameters["basis"] == "electricity"

    def test_nothing_chosen_leaves_nothing_in_the_settings(self, page, profile):
        before = QgsSettings().allKeys()
        page.apply()
        assert QgsSettings().allKeys() == before
        assert folders.editions_folder() == profile / "editions"
        assert parameters.audience_parameter().defaultValue() == "publique"

    def test_only_our_own_keys_are_written(self, page):
        before = set(QgsSettings().allKeys())
        widget(page, "paper").setCurrentText("a3")
        widget(page, "mirror").setText("/miroir")
        page.apply()
        new = set(QgsSettings().allKeys()) - before
        assert new == {"territoires_industrie/paper", "territoires_industrie/mirror"}

    def test_the_environment_holds_and_says_so(self, profile, monkeypatch):
        QgsSettings().setValue(preferences.PAPER.key, "a4")
        monkeypatch.setenv("TERRITOIRES_INDUSTRIE_PAPER", "a3")
        page = OptionsFactory().createWidget(None)
        paper = widget(page, "paper", QComboBox)
        assert not paper.isEnabled()
        assert paper.currentText() == "a3"
        note = widget(page, "paper_note", QLabel)
        assert "TERRITOIRES_INDUSTRIE_PAPER" in note.text()
        assert widget(page, "mirror", QLineEdit).isEnabled()
        assert widget(page, "mirror_note", QLabel).text() == ""
        page.apply()
        assert QgsSettings().value(preferences.PAPER.key) == "a4", "the user's own choice stays"
        assert parameters.paper_parameter().defaultValue() == "a3"
        assert wait_until(lambda: not still_at_work())
        sip.delete(page)

    @pytest.mark.parametrize("name", ["templates", "logo", "mirror"])
    def test_what_is_not_there_is_said_at_once(self, page, tmp_path, name):
        field = next(each for each in page.fields if each.preference.name == name)
        note = widget(page, f"{name}_note", QLabel)
        show = field.widget.setText if name == "mirror" else field.widget.setFilePath
        assert note.isHidden()
        show(str(tmp_path / "nulle part"))
        assert note.text()
        assert not note.isHidden()
        show("")
        assert note.isHidden()

    def test_every_field_has_a_name_for_screen_readers(self, page):
        buddies = [label.buddy() for label in page.findChildren(QLabel) if label.buddy()]
        for field in page.fields:
            assert field.widget.accessibleName()
            assert field.widget in buddies

    def test_the_cache_is_measured_and_cleared_meanwhile(self, profile, monkeypatch):
        cached(profile / "cache", 2_500_000)
        blocked = threading.Event()
        size = Cache.size
        monkeypatch.setattr(Cache, "size", lambda self: blocked.wait(10) and size(self))
        page = OptionsFactory().createWidget(None)
        label, button = widget(page, "cache_size", QLabel), widget(page, "cache_clear", QPushButton)
        QTest.qWait(100)
        assert not button.isEnabled(), "the page is there while a thread measures"
        blocked.set()
        assert wait_until(lambda: label.text() == "2,5 MB"), label.text()
        button.click()
        assert wait_until(lambda: label.text() == "0,0 MB")
        assert not button.isEnabled()
        assert Cache(profile / "cache").size() == 0
        assert wait_until(lambda: not still_at_work())
        sip.delete(page)

    def test_a_page_closed_meanwhile_does_no_harm(self, profile, monkeypatch):
        cached(profile / "cache", 10)
        blocked = threading.Event()
        size = Cache.size
        monkeypatch.setattr(Cache, "size", lambda self: blocked.wait(10) and size(self))
        page = OptionsFactory().createWidget(None)
        sip.delete(page)
        gc.collect()
        blocked.set()
        assert wait_until(lambda: not still_at_work())

    def test_looking_makes_no_cache(self, page, profile):
        assert wait_until(lambda: widget(page, "cache_size", QLabel).text() == "0,0 MB")
        assert not profile.exists()


class TestLook:
    class Algorithm:
        def parameterAsFile(self, *_):
            return ""

    def look(self):
        return parameters.chosen_look(self.Algorithm(), {}, None)

    def test_the_options_hold_before_the_profile(self, profile, tmp_path, monkeypatch):
        own, shared = profile / "templates", tmp_path / "commun"
        for folder in (own, shared):
            folder.mkdir(parents=True)
        (own / "logo.png").touch()
        assert (self.look().folder, self.look().logo) == (own, own / "logo.png")
        monkeypatch.setenv(preferences.TEMPLATES.variable, str(shared))
        assert (self.look().folder, self.look().logo) == (shared, None)
        monkeypatch.setenv(preferences.LOGO.variable, str(tmp_path / "marque.svg"))
        assert self.look().logo == tmp_path / "marque.svg"


# ---------------------------------------------------------------- coming and going


def test_the_plugin_takes_its_places_back(profile):
    interface = Interface()
    registry = QgsApplication.dataItemProviderRegistry()
    for _ in range(2):
        places = Places(interface, lambda _: None)
        assert len(interface.filters) == len(interface.factories) == len(interface.drops) == 1
        assert registry.provider(KEY) is not None
        places.remove()
        assert interface.filters == interface.factories == interface.drops == []
        assert registry.provider(KEY) is None


def test_unloaded_it_is_gone_from_a_window(qgis_iface, monkeypatch):
    interface = Interface()
    for name in ("registerLocatorFilter", "deregisterLocatorFilter"):
        monkeypatch.setattr(qgis_iface, name, getattr(interface, name), raising=False)
    for name in ("registerOptionsWidgetFactory", "unregisterOptionsWidgetFactory"):
        monkeypatch.setattr(qgis_iface, name, getattr(interface, name), raising=False)
    plugin = territoires_industrie.classFactory(qgis_iface)
    plugin.initGui()
    assert len(interface.filters) == len(interface.factories) == 1
    plugin.unload()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert interface.filters == interface.factories == []
    assert not [child for child in QgsApplication.instance().children() if _ours(child)]


def _ours(thing: QObject) -> bool:
    return thing.objectName().startswith("Territoires")
