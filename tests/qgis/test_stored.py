"""An analyst's own pages: what a hand has changed survives new data; the rest follows the data."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from qgis.core import (
    QgsExpressionContextUtils,
    QgsLayoutItemLabel,
    QgsProject,
    QgsRectangle,
)
from qgis.PyQt.QtCore import QRectF
from qgis.PyQt.QtGui import QColor
from territoires_industrie.territoires_industrie.conformity import EditionError
from territoires_industrie.territoires_industrie.files import FileIsThere
from territoires_industrie.territoires_industrie.mapset import (
    MapSetOrder,
    compose,
    print_map_set,
    write_project,
)
from territoires_industrie.territoires_industrie.publish import (
    PublicationError,
    project_address,
    publish,
    save_project,
)
from territoires_industrie.territoires_industrie.stored import stored_project
from territoires_industrie.territoires_industrie.territories import find

DUNKERQUE = find("ti-3201")
THEME = "consumers"


@pytest.fixture
def order(catalogue, tmp_path):
    theme = next(theme for theme in catalogue.themes if theme.id == THEME)
    return MapSetOrder([DUNKERQUE], [theme], ["svg"], tmp_path / "cartes", dpi=96, replace=True)


@pytest.fixture
def printed(order, catalogue, crafted, site):
    """A map set of an edition with two sites, its publication edited by `changed`."""

    def printed_set(changed, sites=("Ancienne usine", "Usine fermée")):
        edition = crafted(
            consumers=[site(f"s{n}", name, size="> à 10 000 MWh") for n, name in enumerate(sites)]
        )
        print_map_set(order, edition, catalogue, lambda *_: None, lambda: False)
        edit(order.folder / f"{DUNKERQUE.slug}.gpkg", edition, changed)
        return edition

    return printed_set


def edit(publication, edition, changed):
    """Open the stored project as an analyst does, change its page, store it again."""
    project = stored_project(publication, edition, "publique")
    (page,) = project.layoutManager().printLayouts()
    changed(page)
    publish(edition, project, [DUNKERQUE.id], "publique", publication)
    project.clear()


def page_of(publication):
    project = QgsProject()
    assert project.read(project_address(publication))
    (page,) = project.layoutManager().printLayouts()
    return project, page


@pytest.fixture
def again(order, catalogue, crafted, site):
    """Print the same set from new data, and open its stored page."""
    projects = []

    def printed_again(changes=None, sites=("Nouvelle usine",)):
        edition = crafted(
            consumers=[site(f"n{n}", name, size="> à 50 000 MWh") for n, name in enumerate(sites)]
        )
        print_map_set(
            replace(order, **(changes or {})), edition, catalogue, lambda *_: None, lambda: False
        )
        project, page = page_of(order.folder / f"{DUNKERQUE.slug}.gpkg")
        projects.append(project)
        return page

    yield printed_again
    for project in projects:
        project.clear()


def text(page, item):
    return page.itemById(item).text()


class TestByHand:
    def test_a_moved_title_a_note_and_a_restyled_layer_stay(self, printed, again):
        def changed(page):
            page.itemById("title").attemptSetSceneRect(QRectF(20, 9, 100, 8))
            note = QgsLayoutItemLabel(page)
            note.setText("Vu avec le référent.")
            page.addLayoutItem(note)
            note.attemptSetSceneRect(QRectF(30, 60, 40, 8))
            note.setId("note")
            layer = layer_of(page, "roads")
            layer.renderer().symbols(_context())[0].setColor(QColor("#ff00ff"))

        printed(changed)
        page = again()
        assert page.itemById("title").pagePos().x() == pytest.approx(20, abs=0.1)
        assert text(page, "note") == "Vu avec le référent."
        colour = layer_of(page, "roads").renderer().symbols(_context())[0].color()
        assert colour.name() == "#ff00ff"

    def test_words_written_over_ours_stay_and_others_are_refreshed(self, printed, again):
        def changed(page):
            page.itemById("theme").setText("Les grands consommateurs")

        printed(changed)
        page = again()
        assert text(page, "theme") == "Les grands consommateurs"
        assert "Nouvelle usine" in text(page, "sites")
        assert "Ancienne usine" not in text(page, "sites")

    def test_a_zoomed_map_stays_where_it_is(self, printed, again):
        wanted = QgsRectangle(640_000, 7_090_000, 660_000, 7_105_000)

        def changed(page):
            page.itemById("map").zoomToExtent(wanted)

        printed(changed)
        extent = again().itemById("map").extent()
        assert extent.center().distance(wanted.center()) < 10
        assert extent.contains(wanted.buffered(-10))

    def test_a_list_that_was_moved_keeps_its_place(self, printed, again):
        def changed(page):
            page.itemById("sites").attemptSetSceneRect(QRectF(12, 150, 55, 20))

        printed(changed)
        page = again()
        assert page.itemById("sites").pagePos().x() == pytest.approx(12, abs=0.1)
        assert "Nouvelle usine" in text(page, "sites").replace("\n", " ")

    def test_a_part_that_was_hidden_stays_hidden(self, printed, again):
        printed(lambda page: page.itemById("limits").setVisibility(False))
        assert not again().itemById("limits").isVisible()

    def test_a_renamed_page_is_still_the_same_page(self, printed, again):
        printed(lambda page: page.setName("Ma carte"))
        assert again().name() == "Ma carte"


class TestByData:
    def test_untouched_parts_say_what_the_new_edition_says(self, printed, again):
        printed(lambda page: None)
        page = again(sites=["Nouvelle usine", "Autre usine"])
        numbers = json.loads(
            QgsExpressionContextUtils.layoutItemScope(page.itemById("map")).variable("ti_placement")
        )["numbers"]
        assert len(numbers) == 2
        assert "Autre usine" in text(page, "sites")

    def test_new_pages_are_made_when_asked(self, printed, again):
        printed(lambda page: page.itemById("theme").setText("Les grands consommateurs"))
        assert text(again({"reset": True}), "theme") == "Carte des consommateurs"

    def test_the_same_page_filled_twice_is_the_same(self, order, catalogue, crafted, site):
        edition = crafted(consumers=[site("s", "Usine", size="> à 10 000 MWh")])
        project = QgsProject()
        places = []
        for _ in range(2):
            (pages,) = compose(project, order, edition, catalogue, lambda _: None)
            page = pages.page
            places.append({i.id(): i.sceneBoundingRect() for i in page.items() if hasattr(i, "id")})
        project.clear()
        assert places[0] == places[1]


class TestRefusals:
    def test_files_are_replaced_only_when_asked(self, printed, order, catalogue):
        edition = printed(lambda page: None)
        before = {path: path.read_bytes() for path in order.folder.iterdir()}
        with pytest.raises(FileIsThere):
            print_map_set(
                replace(order, replace=False), edition, catalogue, lambda *_: None, lambda: False
            )
        assert {path: path.read_bytes() for path in order.folder.iterdir()} == before

    def test_pages_for_colleagues_are_not_printed_for_the_public(
        self, order, catalogue, crafted, site
    ):
        edition = crafted(consumers=[site("s", "Usine", size="> à 10 000 MWh")])
        inside = replace(order, audience="interne")
        print_map_set(inside, edition, catalogue, lambda *_: None, lambda: False)
        with pytest.raises(PublicationError, match="interne"):
            print_map_set(order, edition, catalogue, lambda *_: None, lambda: False)

    def test_a_file_that_is_no_publication(self, order, catalogue, embedded):
        order.folder.mkdir()
        (order.folder / f"{DUNKERQUE.slug}.gpkg").write_bytes(b"rien")
        with pytest.raises(EditionError, match="is not a GeoPackage"):
            print_map_set(order, embedded, catalogue, lambda *_: None, lambda: False)


class TestProjectFile:
    def test_an_analysts_project_keeps_its_pages(self, order, catalogue, crafted, site, tmp_path):
        target = tmp_path / "projet.qgz"
        old = crafted(consumers=[site("s", "Ancienne usine", size="> à 10 000 MWh")])
        write_project(order, old, catalogue, target, lambda: False)
        project = stored_project(target, old, "interne")
        (page,) = project.layoutManager().printLayouts()
        page.itemById("theme").setText("Les grands consommateurs")
        save_project(project, target)
        project.clear()
        new = crafted(consumers=[site("n", "Nouvelle usine", size="> à 10 000 MWh")])
        write_project(order, new, catalogue, target, lambda: False)
        project = QgsProject()
        assert project.read(str(target))
        (page,) = project.layoutManager().printLayouts()
        assert text(page, "theme") == "Les grands consommateurs"
        assert "Nouvelle usine" in text(page, "sites")
        assert {layer.source().partition("|")[0] for layer in project.mapLayers().values()} == {
            str(new.path)
        }
        project.clear()


def layer_of(page, table):
    layers = page.itemById("map").layers()
    return next(x for x in layers if x.customProperty("territoires_industrie/table") == table)


def _context():
    from qgis.core import QgsRenderContext

    return QgsRenderContext()
