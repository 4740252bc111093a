"""A day's work in the plugin changes nothing in QGIS' own settings."""

from __future__ import annotations

import gc

import pytest
from gui_window import Window, click, wait_until
from qgis.core import QgsApplication, QgsNetworkAccessManager, QgsProject, QgsSettings
from qgis.PyQt.QtCore import QCoreApplication, QEvent, QLocale
from qgis.PyQt.QtWidgets import QAction, QApplication, QComboBox, QPushButton
from territoires_industrie.territoires_industrie import paths
from territoires_industrie.territoires_industrie.gui.options import OptionsFactory

import territoires_industrie

pytest_plugins = "territoires_industrie.tests.qgis.toolbox"

OWN = "territoires_industrie/"


def state():
    """What the user, or QGIS, has chosen for everybody, and not for this plugin."""
    store = QgsSettings()
    store.sync()
    keys = [key for key in store.allKeys() if not key.startswith(OWN)]
    network = QgsNetworkAccessManager.instance()
    return {
        "settings": {key: str(store.value(key)) for key in keys},
        "timeout": network.timeout(),
        "proxy": network.proxy().hostName(),
        "user agent": store.value("qgis/networkAndProxy/userAgent"),
        "locale": (QgsApplication.locale(), QLocale().name()),
        "font": QApplication.font().toString(),
        "palette": QApplication.palette().cacheKey(),
        "style": QApplication.style().objectName(),
        "search": [str(path) for path in QgsApplication.svgPaths()],
        "crs": QgsProject.instance().crs().authid(),
    }


@pytest.fixture
def plugin(toolbox, monkeypatch):
    monkeypatch.setenv(paths.OWN_FOLDER_VARIABLE, str(toolbox.profile))
    QgsSettings().remove(OWN.rstrip("/"))
    window = Window()
    window.show()
    made = territoires_industrie.classFactory(window)
    yield made, window
    made.unload()
    window.deleteLater()
    QgsProject.instance().clear()
    QgsSettings().remove(OWN.rstrip("/"))
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()


def test_loading_refreshing_printing_and_choosing_leave_them_alone(plugin, tmp_path):
    made, window = plugin
    before = state()
    made.initProcessing()
    made.initGui()
    window.findChild(QAction, "TerritoiresIndustrieDock").trigger()
    dock = made._toolbar.dock
    dock.pages.folder.setFilePath(str(tmp_path / "pages"))
    endings = []
    dock.queue.ended.connect(endings.append)
    for box in dock.themes:
        box.setChecked(box.objectName() == "theme_heat")
    for number, name in enumerate(("load", "refresh", "export"), start=1):
        click(dock.findChild(QPushButton, name))
        assert wait_until(lambda wanted=number: len(endings) == wanted, 150), name
        assert endings[-1].outcome == "done", endings[-1].sentence
    page = OptionsFactory().createWidget(window)
    page.findChild(QComboBox, "paper").setCurrentText("a3")
    page.apply()
    page.deleteLater()
    after = state()
    # A project has the coordinates of what is loaded first, as whoever loads a layer sees.
    after["crs"] = before["crs"]
    assert after == before
    assert QgsSettings().value(f"{OWN}paper") == "a3", "what is ours was written"
