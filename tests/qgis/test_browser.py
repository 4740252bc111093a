"""Our node in the Browser panel, and layers that keep their style when they are drawn from it."""

from __future__ import annotations

import gc
import shutil

import pytest
from qgis.core import (
    QgsApplication,
    QgsBrowserProxyModel,
    QgsCategorizedSymbolRenderer,
    QgsMimeDataUtils,
    QgsProject,
)
from qgis.gui import QgsBrowserGuiModel
from qgis.PyQt.QtCore import QCoreApplication, QModelIndex
from territoires_industrie.territoires_industrie import preferences
from territoires_industrie.territoires_industrie.gui.browser import (
    KEY,
    TITLE,
    EditionsProvider,
    TableDrop,
)
from territoires_industrie.territoires_industrie.maps.describing import sources_of
from territoires_industrie.territoires_industrie.paths import OWN_FOLDER_VARIABLE

OLDER, NEWER = "edition-2026-10-01T080000.gpkg", "edition-2026-11-02T093000.gpkg"


class Tree:
    """The Browser panel, as QGIS shows it."""

    def __init__(self):
        self._all = QgsBrowserGuiModel()
        self._all.initialize()
        self.model = QgsBrowserProxyModel()
        self.model.setBrowserModel(self._all)

    def rows(self, parent=None):
        """The rows below one, by what they are called, in the panel's order."""
        above = QModelIndex() if parent is None else parent
        if self.model.canFetchMore(above):
            self.model.fetchMore(above)
        for _ in range(20):
            QCoreApplication.processEvents()
        gc.collect()
        found = [self.model.index(row, 0, above) for row in range(self.model.rowCount(above))]
        return {self.model.dataItem(index).name(): index for index in found}

    def item(self, index):
        return self.model.dataItem(index)

    def dragged(self, index):
        return QgsMimeDataUtils.decodeUriList(self.model.mimeData([index]))


@pytest.fixture
def folder(tmp_path, monkeypatch, embedded):
    """Two editions, and what is none."""
    shared = tmp_path / "partagé"
    shared.mkdir()
    for name in (OLDER, NEWER):
        shutil.copyfile(embedded.path, shared / name)
    (shared / "edition-brouillon.gpkg").touch()
    (shared / "corrections.csv").touch()
    monkeypatch.setenv(preferences.EDITIONS.variable, str(shared))
    monkeypatch.setenv(OWN_FOLDER_VARIABLE, str(tmp_path / "profil"))
    return shared


@pytest.fixture
def tree(folder):
    registry = QgsApplication.dataItemProviderRegistry()
    made, provider = Tree(), EditionsProvider()
    registry.addProvider(provider)
    yield made
    registry.removeProvider(provider)
    QgsProject.instance().clear()


class Interface:
    def __init__(self):
        self.told = []

    def messageBar(self):
        return self

    def pushMessage(self, *arguments):
        self.told.append(arguments)


def editions(tree):
    return tree.rows(tree.rows()[TITLE])


def layers(tree):
    return tree.rows(next(iter(editions(tree).values())))


def shown():
    return list(QgsProject.instance().mapLayers().values())


def test_the_newest_edition_stands_first(tree):
    assert list(editions(tree)) == ["2 novembre 2026, 09:30", "1er octobre 2026, 08:00"]


def test_those_of_the_profile_are_there_too(tree, folder, tmp_path, embedded):
    own = tmp_path / "profil" / "editions"
    own.mkdir(parents=True)
    shutil.copyfile(embedded.path, own / "edition-2026-12-24T000000-2.gpkg")
    assert next(iter(editions(tree))) == "24 décembre 2026 (2)"
    assert len(editions(tree)) == 3


def test_no_folder_is_no_error(tree, folder, monkeypatch, tmp_path):
    monkeypatch.setenv(preferences.EDITIONS.variable, str(tmp_path / "nulle part"))
    assert list(editions(tree)) == []


def test_an_edition_shows_its_layers_the_atlas_first(tree):
    names = list(layers(tree))
    assert names.index("Consommateurs") < names.index("Communes")
    assert len(names) == 25


def test_a_damaged_one_says_why(tree, folder):
    (folder / NEWER).write_bytes(b"nothing")
    (sentence,) = layers(tree)
    assert NEWER in sentence


def test_drawn_to_the_map_a_layer_keeps_its_style(tree, folder):
    (uri,) = tree.dragged(layers(tree)["Consommateurs"])
    handler = TableDrop(Interface())
    assert (uri.layerType, uri.providerKey) == ("custom", handler.customUriProviderKey())
    handler.handleCustomUriDrop(uri)
    (layer,) = shown()
    assert layer.source() == f"{(folder / NEWER).as_posix()}|layername=consumers"
    assert isinstance(layer.renderer(), QgsCategorizedSymbolRenderer)
    assert "irep-2015" in sources_of(layer)
    assert layer.metadata().title() == layer.name()


def test_a_double_click_does_the_same(tree):
    assert tree.item(layers(tree)["Producteurs"]).handleDoubleClick()
    (layer,) = shown()
    assert "layername=producers" in layer.source()


def test_what_has_gone_meanwhile_is_told(tree, folder):
    (uri,) = tree.dragged(layers(tree)["Consommateurs"])
    interface = Interface()
    (folder / NEWER).unlink()
    TableDrop(interface).handleCustomUriDrop(uri)
    ((_title, sentence, level),) = interface.told
    assert NEWER in sentence
    assert level == 2
    assert shown() == []


def test_the_node_goes_with_its_provider(folder):
    registry = QgsApplication.dataItemProviderRegistry()
    tree = Tree()
    for _ in range(2):
        provider = EditionsProvider()
        registry.addProvider(provider)
        assert TITLE in tree.rows()
        registry.removeProvider(provider)
        assert TITLE not in tree.rows()
        assert registry.provider(KEY) is None
