"""A project goes on with a new edition: which layers move, what they keep, which are left."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace

import pytest
from qgis.core import QgsExpressionContextUtils, QgsProject, QgsRenderContext
from qgis.PyQt import sip
from qgis.PyQt.QtGui import QColor
from territoires_industrie.territoires_industrie import paths
from territoires_industrie.territoires_industrie.edition import Edition
from territoires_industrie.territoires_industrie.layouts.canvas import (
    SPREAD_VARIABLE,
    forget_spread,
    keep_spread,
    offsets_of,
    spread,
)
from territoires_industrie.territoires_industrie.maps.describing import SOURCES_VARIABLE
from territoires_industrie.territoires_industrie.maps.following import (
    Followed,
    follow,
    following,
)
from territoires_industrie.territoires_industrie.maps.layers import (
    TABLE_PROPERTY,
    add_locator_layer,
    add_table,
    base_in,
    file_of,
    theme_in,
)
from territoires_industrie.territoires_industrie.maps.showing import (
    show_only,
    show_table,
    show_theme,
    showing,
)
from territoires_industrie.territoires_industrie.territories import find

DUNKERQUE = find("ti-3201")


@pytest.fixture(autouse=True)
def own_folder(monkeypatch, tmp_path):
    monkeypatch.setenv(paths.OWN_FOLDER_VARIABLE, str(tmp_path / "profile"))
    return tmp_path / "profile"


@pytest.fixture
def project(qgis_app):
    made = QgsProject()
    yield made
    sip.delete(made)


@pytest.fixture
def editions(crafted, site):
    """Two editions of one folder: sites a and b, then b alone, under another source."""
    return (
        crafted(consumers=[site("a"), site("b")]),
        crafted(consumers=[site("b", source="registre-neuf")]),
    )


def keys(layer):
    return sorted(feature["key"] for feature in layer.getFeatures())


def test_layers_move_and_keep_their_look(project, editions, catalogue):
    old, new = editions
    theme = catalogue.themes[0]
    shown = show_theme(project, old, catalogue, theme, DUNKERQUE)
    add_locator_layer(project, old, catalogue)
    sites = shown.own["consumers"]
    sites.setOpacity(0.4)
    sites.setName("Mes sites")
    sites.renderer().symbols(_context())[0].setColor(QColor("#ff00ff"))
    number = len(project.mapLayers())
    assert follow(project, new, catalogue) == Followed(number)
    assert {file_of(layer) for layer in project.mapLayers().values()} == {new.path}
    assert all(layer.isValid() for layer in project.mapLayers().values())
    assert keys(sites) == ["b"]
    assert (sites.name(), sites.opacity()) == ("Mes sites", 0.4)
    assert sites.renderer().symbols(_context())[0].color() == QColor("#ff00ff")
    told = QgsExpressionContextUtils.layerScope(sites).variable(SOURCES_VARIABLE)
    assert "registre-neuf" in told
    assert "registre-essai" not in told
    # It is the edition that the project is found to show.
    base = base_in(project, new, catalogue)
    assert base is not None
    assert theme_in(project, new, catalogue, theme, base).own["consumers"] is sites
    assert len(project.mapLayers()) == number
    assert old.path.exists()
    assert follow(project, new, catalogue) == Followed()


def test_a_stop_halfway_leaves_no_project_of_two_editions(project, editions, catalogue):
    old, new = editions
    show_theme(project, old, catalogue, catalogue.themes[0], DUNKERQUE)
    turns = following(project, new, catalogue)
    next(turns)
    assert {file_of(layer) for layer in project.mapLayers().values()} == {old.path, new.path}
    turns.close()
    assert {file_of(layer) for layer in project.mapLayers().values()} == {new.path}


def test_a_layer_that_somebody_takes_out_meanwhile_holds_nothing_up(project, editions, catalogue):
    old, new = editions
    show_theme(project, old, catalogue, catalogue.themes[0], DUNKERQUE)
    turns = following(project, new, catalogue)
    next(turns)
    waiting = [x for x in project.mapLayers().values() if file_of(x) == old.path]
    project.removeMapLayer(waiting[0].id())
    for _turn in turns:
        pass
    assert {file_of(layer) for layer in project.mapLayers().values()} == {new.path}


class TestShowing:
    def test_stopped_it_leaves_the_map_that_was_there(self, project, editions, catalogue):
        old, new = editions
        theme = catalogue.themes[0]
        shown = show_theme(project, old, catalogue, theme, DUNKERQUE)
        before = set(project.mapLayers())
        groups = [group.name() for group in project.layerTreeRoot().children()]
        turns = showing(project, new, catalogue, theme, DUNKERQUE)
        while len(project.mapLayers()) < len(before) + 10:
            next(turns)
        turns.close()
        assert set(project.mapLayers()) == before
        assert [group.name() for group in project.layerTreeRoot().children()] == groups
        assert keys(shown.own["consumers"]) == ["a", "b"]

    def test_stopped_in_an_empty_project_it_leaves_it_empty(self, project, editions, catalogue):
        turns = showing(project, editions[0], catalogue, catalogue.themes[0], DUNKERQUE)
        while len(project.mapLayers()) < 10:
            next(turns)
        turns.close()
        assert not project.mapLayers()
        assert not project.layerTreeRoot().children()

    def test_loaded_again_it_takes_the_place_of_the_old(self, project, editions, catalogue):
        old, new = editions
        theme = catalogue.themes[0]
        show_theme(project, old, catalogue, theme, DUNKERQUE)
        count = len(project.mapLayers())
        layers = show_theme(project, old, catalogue, theme, DUNKERQUE)
        assert len(project.mapLayers()) == count
        group = project.layerTreeRoot().findGroup(theme.title)
        assert [node.layerId() for node in group.findLayers()] == [
            layer.id() for layer in layers.own.values()
        ]


class TestSpread:
    def test_found_apart_it_is_what_the_layers_say(self, project, embedded, catalogue):
        for theme in catalogue.themes:
            layers = show_theme(project, embedded, catalogue, theme, DUNKERQUE)
            forget_spread(project)
            spread(project, layers, catalogue, DUNKERQUE)
            told = json.loads(
                QgsExpressionContextUtils.projectScope(project).variable(SPREAD_VARIABLE)
            )
            assert offsets_of(embedded, catalogue, theme, DUNKERQUE) == told
        assert told

    def test_a_site_that_stands_alone_now_goes_back_to_its_place(self, project, catalogue):
        consumers, producers = catalogue.themes[:2]
        keep_spread(project, [consumers], {"consumers/a": "1,2", "consumers/b": "3,4"})
        keep_spread(project, [producers], {"producers/a": "5,6"})
        keep_spread(project, [consumers], {"consumers/b": "7,8"})
        scope = QgsExpressionContextUtils.projectScope(project)
        assert json.loads(scope.variable(SPREAD_VARIABLE)) == {
            "producers/a": "5,6",
            "consumers/b": "7,8",
        }


def test_a_filter_stays(project, editions, catalogue):
    old, new = editions
    layer = add_table(project, old, catalogue, "consumers")
    layer.setSubsetString("\"key\" = 'a'")
    follow(project, new, catalogue)
    assert layer.subsetString() == "\"key\" = 'a'"
    assert keys(layer) == []


def test_a_layer_being_edited_stays_and_is_named(project, editions, catalogue):
    old, new = editions
    old.path.chmod(0o644)
    edited = add_table(project, old, catalogue, "consumers")
    other = add_table(project, old, catalogue, "perimeters")
    assert edited.startEditing()
    assert follow(project, new, catalogue) == Followed(1, (edited.name(),))
    assert (file_of(edited), file_of(other)) == (old.path, new.path)
    assert edited.isEditable()
    edited.rollBack()
    assert follow(project, new, catalogue) == Followed(1)


def test_a_table_that_the_new_edition_lacks_stays_and_is_named(
    project, editions, catalogue, monkeypatch
):
    old, new = editions
    layer = add_table(project, old, catalogue, "consumers")
    lacks = new.tables() - {"consumers"}
    monkeypatch.setattr(Edition, "tables", lambda self: lacks)
    assert follow(project, new, catalogue) == Followed(0, (), (layer.name(),))
    assert file_of(layer) == old.path


def test_what_was_opened_elsewhere_stays(project, editions, catalogue, tmp_path):
    old, new = editions
    colleague = tmp_path / "colleague" / old.path.name
    publication = new.path.parent / "aa-dunkerque-flandre.gpkg"
    colleague.parent.mkdir()
    for place in (colleague, publication):
        shutil.copy(old.path, place)
    kept = [
        add_table(project, replace(old, path=place), catalogue, "consumers")
        for place in (colleague, publication)
    ]
    foreign = add_table(project, old, catalogue, "consumers")
    foreign.removeCustomProperty(TABLE_PROPERTY)
    assert follow(project, new, catalogue) == Followed()
    assert [file_of(layer) for layer in kept] == [colleague, publication]
    assert file_of(foreign) == old.path


def test_maps_of_the_shipped_edition_move_to_a_folder_elsewhere(
    project, editions, catalogue, own_folder, tmp_path
):
    old, new = editions
    shipped = own_folder / "editions" / old.path.name
    shipped.parent.mkdir(parents=True)
    shutil.copy(old.path, shipped)
    layer = add_table(project, replace(old, path=shipped), catalogue, "consumers")
    assert follow(project, new, catalogue) == Followed(1)
    assert file_of(layer) == new.path


def test_a_layer_whose_file_is_gone_shows_something_again(project, editions, catalogue):
    old, new = editions
    layer = add_table(project, old, catalogue, "consumers")
    layer.setDataSource(layer.source().replace("edition-", "edition-0"), layer.name(), "ogr")
    assert not layer.isValid()
    assert follow(project, new, catalogue) == Followed(1)
    assert keys(layer) == ["b"]


def _context():
    return QgsRenderContext()


def test_new_rows_are_seen_whatever_map_was_seen_before(project, editions, catalogue):
    heat, consumers = catalogue.themes[3], catalogue.themes[0]
    old = editions[0]
    assert show_table(project, catalogue, "wasteheat") == heat.title, "not in the project"
    for theme in (consumers, heat):
        show_theme(project, old, catalogue, theme, DUNKERQUE)
    show_only(project, consumers, [consumers, heat])
    root = project.layerTreeRoot()
    (node,) = [
        x for x in root.findLayers() if x.layer().customProperty(TABLE_PROPERTY) == "wasteheat"
    ]
    node.setItemVisibilityChecked(False)
    assert show_table(project, catalogue, "wasteheat") == ""
    assert node.isVisible()
    assert not root.findGroup(consumers.title).isVisible(), "one map at a time"
    root.findGroup(consumers.title).setItemVisibilityChecked(True)
    assert show_table(project, catalogue, "wasteheat") == ""
    assert root.findGroup(consumers.title).isVisible(), "seen already: nothing is changed"
