"""The plugin comes and goes whole, and loads nothing heavy."""

from __future__ import annotations

import gc
import json
import sys

import pytest
from gui_window import Window
from qgis.core import QgsApplication, QgsProcessingProvider
from qgis.PyQt.QtCore import QCoreApplication, QEvent, QLocale, QObject
from qgis.PyQt.QtWidgets import QAction, QDockWidget, QTabBar, QToolBar
from territoires_industrie.processing.provider import PROVIDER_ID
from territoires_industrie.territoires_industrie.catalogue import load_catalogue

import territoires_industrie

#: What the toolbox offers: the atlas' twelve layers, and these.
ALGORITHMS = {
    *(
        "mapset",
        "atlas",
        "profile",
        "loadmap",
        "ownperimeters",
        "perimeter",
        "share",
        "tables",
        "compareterritories",
    ),
    *("fetchedition", "checksources", "compareeditions", "clearcache"),
    *("capturecorrections", "applycorrections", "listcorrections", "decidecorrections"),
    *("importlayer", "importproject"),
    *("reviewpack", "importreview"),
    *(name for name, layer in load_catalogue().layers.items() if layer.family == "atlas"),
}

HEAVY = ["pandas", "requests", "pyproj", "matplotlib"]


def is_ours(action):
    return action.objectName().startswith("Territoires")


def registered() -> QgsProcessingProvider | None:
    """Asked anew each time: what Python holds, it keeps alive."""
    return QgsApplication.processingRegistry().providerById(PROVIDER_ID)


def settled():
    """Let Qt delete what was to be deleted later."""
    QCoreApplication.processEvents()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()


@pytest.fixture
def translators(monkeypatch):
    """The translators installed and not yet removed."""
    held = []
    install, remove = QCoreApplication.installTranslator, QCoreApplication.removeTranslator
    monkeypatch.setattr(
        QCoreApplication, "installTranslator", lambda t: held.append(t) or install(t)
    )
    monkeypatch.setattr(QCoreApplication, "removeTranslator", lambda t: held.remove(t) or remove(t))
    return held


@pytest.fixture
def french():
    before = QgsApplication.locale()
    QgsApplication.setLocale(QLocale("fr_FR"))
    yield
    QgsApplication.setLocale(QLocale(before))


def test_without_a_window_it_offers_its_algorithms_and_goes(translators):
    for _ in range(2):
        plugin = territoires_industrie.classFactory(None)
        plugin.initProcessing()
        gc.collect()
        algorithms = {algorithm.name() for algorithm in registered().algorithms()}
        assert algorithms == ALGORITHMS
        plugin.unload()
        assert registered() is None
        assert translators == []


def test_in_a_window_it_comes_and_goes_twice(french, translators):
    window = Window()
    children = {type(child) for child in window.children()}
    for _ in range(2):
        plugin = territoires_industrie.classFactory(window)
        plugin.initGui()
        gc.collect()
        assert len(translators) == 1
        assert registered() is not None
        assert len(window.registered) == 3, "locator filter, options page, drop handler"
        (bar,) = window.findChildren(QToolBar)
        (menu,) = window.menus
        assert set(bar.actions()) <= set(window.menus[menu])
        assert bar.actions()
        assert all(action.text() and not action.icon().isNull() for action in window.menus[menu])
        assert window.findChildren(QDockWidget) == [], "made when it is asked for"
        opens, corrects, *_ = bar.actions()
        opens.trigger()
        (dock,) = window.findChildren(QDockWidget)
        assert opens.isChecked()
        opens.trigger()
        assert not dock.isVisible()
        assert not opens.isChecked()
        opens.trigger()
        corrects.trigger()
        assert len(window.findChildren(QDockWidget)) == 2
        plugin.unload()
        settled()
        assert registered() is None
        assert translators == []
        assert window.menus[menu] == []
        assert window.registered == []
        assert window.findChildren(QToolBar) == []
        assert window.findChildren(QDockWidget) == []
        assert [action for action in window.findChildren(QAction) if is_ours(action)] == []
    # A window keeps the bar of tabs that it needed for two docks.
    assert {type(child) for child in window.children()} <= children | {QObject, QTabBar}


def test_with_the_stub_of_pytest_qgis(qgis_iface):
    for _ in range(2):
        plugin = territoires_industrie.classFactory(qgis_iface)
        plugin.initGui()
        plugin.unload()
        settled()
    assert registered() is None


def test_initialised_twice_it_is_there_once():
    """QGIS Desktop calls both entrances."""
    plugin = territoires_industrie.classFactory(None)
    plugin.initProcessing()
    plugin.initGui()
    providers = [provider.id() for provider in QgsApplication.processingRegistry().providers()]
    assert providers.count(PROVIDER_ID) == 1
    plugin.unload()
    assert registered() is None


def test_in_french_its_words_are_french_and_go_with_it(french):
    plugin = territoires_industrie.classFactory(None)
    plugin.initProcessing()
    assert registered().algorithm("mapset").displayName() == "Imprimer un jeu de cartes"
    plugin.unload()
    assert QCoreApplication.translate("TerritoiresIndustrie", "Load a map") == "Load a map"


def test_loading_imports_nothing_heavy(run_qgis, profiles):
    code = f"""
import json, sys
from qgis.core import QgsApplication
application = QgsApplication([], False)
application.initQgis()
before = set(sys.modules)
import territoires_industrie
plugin = territoires_industrie.classFactory(None)
plugin.initGui()
plugin.initProcessing()
import territoires_industrie.territoires_industrie.gui.dock
names = [a.create().displayName() + a.create().shortHelpString()
         for a in QgsApplication.processingRegistry().providerById({PROVIDER_ID!r}).algorithms()]
loaded = sorted(set(sys.modules) - before)
plugin.unload()
print(json.dumps([len(names), loaded]), flush=True)
application.exitQgis()
"""
    outcome = run_qgis(
        sys.executable, "-P", "-c", code, QGIS_CUSTOM_CONFIG_PATH=profiles("fr"), timeout=60
    )
    assert outcome.code == 0, outcome.stderr
    count, loaded = json.loads(outcome.stdout.splitlines()[-1])
    assert count == len(ALGORITHMS)
    assert not {name.partition(".")[0] for name in loaded} & set(HEAVY)
