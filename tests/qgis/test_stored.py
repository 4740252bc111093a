"""An analyst's own pages: what a hand has changed survives new data; the rest follows the data."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace

import pytest
from pypdf import PdfReader
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
from territoires_industrie.territoires_industrie.layouts.export import ExportError
from territoires_industrie.territoires_industrie.mapset import (
    MapSetOrder,
    compose,
    print_map_set,
    write_project,
)
from territoires_industrie.territoires_industrie.mapset.resuming import lends
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


@pytest.fixture(scope="module")
def shelf(tmp_path_factory):
    """Where the set that the next tests begin with is kept: it is printed once."""
    return tmp_path_factory.mktemp("shelf") / "cartes"


class TestOneMapOfSeveral:
    """One corrected page is printed again; the others of its territory stay."""

    @pytest.fixture
    def whole(self, shelf, order, catalogue, crafted, site):
        """A set of two maps as PDF and SVG, both pages changed by hand."""
        themes = [theme for theme in catalogue.themes if theme.id in (THEME, "producers")]
        whole = replace(order, themes=themes, formats=["pdf", "svg"])
        if not shelf.exists():
            edition = crafted(consumers=[site("s", "Ancienne usine", size="> à 10 000 MWh")])
            draft = replace(whole, folder=shelf)
            print_map_set(draft, edition, catalogue, lambda *_: None, lambda: False)
            publication = draft.publication_of(DUNKERQUE)
            project = stored_project(publication, edition, "publique")
            for page in project.layoutManager().printLayouts():
                page.itemById("theme").setText(f"À la main : {page.customProperty('ti_theme')}")
            publish(edition, project, [DUNKERQUE.id], "publique", publication)
            project.clear()
        shutil.copytree(shelf, whole.folder)
        return whole

    @pytest.fixture
    def one(self, whole, catalogue, crafted, site):
        """Print the consumers alone, of an edition with another site."""

        def printed(**changes):
            edition = crafted(consumers=[site("n", "Nouvelle usine", size="> à 50 000 MWh")])
            theme = next(theme for theme in whole.themes if theme.id == THEME)
            only = replace(whole, themes=[theme], **changes)
            return print_map_set(only, edition, catalogue, lambda *_: None, lambda: False)

        return printed

    def test_the_document_keeps_all_its_maps_and_other_pictures_are_left_alone(self, whole, one):
        other = whole.picture_of(DUNKERQUE, whole.themes[1], "svg")
        mine = whole.picture_of(DUNKERQUE, whole.themes[0], "svg")
        before = other.read_bytes()
        written = one().files
        assert other.read_bytes() == before
        assert other not in written
        assert "Nouvelle usine" in mine.read_text("utf-8")
        pages = texts_of(whole.document_of(DUNKERQUE))
        assert ["Àlamain:consumers" in pages[0], "Àlamain:producers" in pages[1]] == [True, True]
        assert "Nouvelleusine" in pages[0]
        assert [page.count("/2") for page in pages] == [1, 1]
        assert headings(whole) == {THEME: "À la main : consumers", "producers": BY_HAND}

    def test_a_new_page_leaves_the_other_as_it_was(self, whole, one):
        one(reset=True)
        assert headings(whole) == {THEME: "Carte des consommateurs", "producers": BY_HAND}
        assert ["Àlamain" in page for page in texts_of(whole.document_of(DUNKERQUE))] == [
            False,
            True,
        ]
        project = QgsProject()
        assert project.read(project_address(whole.publication_of(DUNKERQUE)))
        names = [node.name() for node in project.layerTreeRoot().children()]
        titles = [theme.title for theme in whole.themes]
        assert [name for name in names if name in titles] == titles
        project.clear()

    def test_a_new_page_for_the_public_does_not_carry_a_colleagues_one_along(
        self, whole, one, catalogue, crafted, site
    ):
        edition = crafted(consumers=[site("s", "Usine", size="> à 10 000 MWh")])
        inside = replace(whole, audience="interne", formats=[])
        print_map_set(inside, edition, catalogue, lambda *_: None, lambda: False)
        with pytest.raises(PublicationError, match="all maps"):
            one(reset=True)

    def test_without_stored_pages_a_document_does_not_lose_maps(self, whole, one):
        whole.publication_of(DUNKERQUE).unlink()
        before = {path: path.read_bytes() for path in whole.folder.iterdir()}
        with pytest.raises(ExportError, match="Carte des producteurs"):
            one()
        assert {path: path.read_bytes() for path in whole.folder.iterdir()} == before
        one(formats=["svg"])

    def test_several_processes_are_lent_the_pages_that_stay(self, whole):
        only = replace(whole, themes=whole.themes[:1], reset=True)
        publication = whole.publication_of(DUNKERQUE)
        assert lends(only, publication)
        assert lends(replace(only, reset=False), publication)
        assert not lends(replace(whole, reset=True), publication)


BY_HAND = "À la main : producers"


def headings(order):
    """What stands at the head of each page of a publication, by map."""
    project = QgsProject()
    assert project.read(project_address(order.publication_of(DUNKERQUE)))
    found = {
        page.customProperty("ti_theme"): text(page, "theme")
        for page in project.layoutManager().printLayouts()
    }
    project.clear()
    return found


def texts_of(path):
    return ["".join(page.extract_text().split()) for page in PdfReader(path).pages]


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
