from __future__ import annotations

import base64
import gc
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import textwrap
import zipfile
from contextlib import closing, contextmanager
from datetime import datetime
from io import BytesIO
from pathlib import Path

import pandas
import pytest
from osgeo import ogr
from qgis.core import (
    Qgis,
    QgsCategorizedSymbolRenderer,
    QgsLayoutItemLabel,
    QgsLayoutItemMap,
    QgsLayoutItemPicture,
    QgsMarkerSymbol,
    QgsPrintLayout,
    QgsProject,
    QgsRendererCategory,
    QgsSingleSymbolRenderer,
    QgsSvgMarkerSymbolLayer,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QRectF
from territoires_industrie.territoires_industrie.audience import for_audience
from territoires_industrie.territoires_industrie.catalogue import load_catalogue
from territoires_industrie.territoires_industrie.edition import (
    Edition,
    EditionCancelled,
    Provenance,
    write_edition,
)
from territoires_industrie.territoires_industrie.publish import (
    PROJECT_NAME,
    PublicationError,
    project_address,
    publish,
    relocate,
    save_project,
)

ICON = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M0 0h9v9z"/></svg>'
SECRET = "Fonderie confidentielle"


def wkb(wkt):
    return bytes(ogr.CreateGeometryFromWkt(wkt).ExportToIsoWkb(ogr.wkbNDR))


def row(key, name, x, **values):
    common = {
        "key": key,
        "name": name,
        "class": "Éolien",
        "commune": "Gravelines",
        "position": "exacte",
        "diffusion": "publique",
        "source": "registre",
        "geometry": wkb(f"POINT ({x} 7100000)"),
    }
    return {**common, **values}


def make_edition(folder):
    tables = {
        "producers": pandas.DataFrame(
            [
                row("p1", "Parc des Éoliennes", 640000),
                row("p2", SECRET, 650000, diffusion="interne"),
            ]
        )
    }
    created = datetime(2026, 11, 22, 9, 30)
    sources = [Provenance("producers", "registre")]
    return write_edition(folder, tables, sources, [], created, load_catalogue())


def make_project(edition, icon):
    """Two themes over one table, and a page with a map, a title and a north arrow."""
    project = QgsProject()
    add_producers(project, edition, "Producteurs encore", single())
    first = add_producers(project, edition, "Producteurs", categorised(icon))
    layout = QgsPrintLayout(project)
    layout.initializeDefaults()
    layout.setName("Carte des producteurs")
    project.layoutManager().addLayout(layout)
    page_map = QgsLayoutItemMap(layout)
    layout.addLayoutItem(page_map)
    page_map.attemptSetSceneRect(QRectF(10, 10, 150, 100))
    page_map.zoomToExtent(first.extent())
    page_map.setKeepLayerSet(True)
    page_map.setLayers([first])
    arrow = QgsLayoutItemPicture(layout)
    arrow.setPicturePath(str(icon))
    arrow.setId("nord")
    layout.addLayoutItem(arrow)
    return project


def add_producers(project, edition, title, renderer):
    layer = QgsVectorLayer(edition.uri("producers"), title, "ogr")
    assert layer.isValid()
    layer.setRenderer(renderer)
    return project.addMapLayer(layer)


def single():
    return QgsSingleSymbolRenderer(QgsMarkerSymbol.createSimple({"color": "red"}))


def categorised(icon):
    symbol = QgsMarkerSymbol.createSimple({})
    symbol.changeSymbolLayer(0, QgsSvgMarkerSymbolLayer(str(icon)))
    return QgsCategorizedSymbolRenderer("class", [QgsRendererCategory("Éolien", symbol, "Éolien")])


@pytest.fixture(scope="module", autouse=True)
def nothing_outlives_qgis(qgis_app):
    """What an exception held on to has to go while QGIS is there."""
    yield
    gc.collect()


@pytest.fixture
def icon(tmp_path):
    path = tmp_path / "icônes d'ici" / "parc.svg"
    path.parent.mkdir()
    path.write_text(ICON)
    return path


@pytest.fixture
def edition(tmp_path, qgis_app):
    return make_edition(tmp_path / "éditions d'été & d'hiver")


@pytest.fixture
def project(edition, icon):
    return make_project(edition, icon)


@pytest.fixture
def shared():
    """A folder that everybody can reach, where a publication may end up."""
    folder = Path(tempfile.mkdtemp(prefix="partage-"))
    folder.chmod(0o755)
    yield folder
    folder.chmod(0o755)
    shutil.rmtree(folder)


@pytest.fixture
def published(edition, project, shared):
    target = shared / "aa-dunkerque-flandre.gpkg"
    return publish(edition, project, ["ti-3201"], "interne", target)


def stored_document(path):
    with sqlite3.connect(path) as database:
        (content,) = database.execute("SELECT content FROM qgis_projects").fetchone()
    with zipfile.ZipFile(BytesIO(bytes.fromhex(content))) as package:
        return package.read(package.namelist()[0]).decode("utf-8")


def everything_in(path):
    """All that a curious reader can find: the file's bytes and the project packed in them."""
    return path.read_bytes() + stored_document(path).encode("utf-8")


def opened(path):
    project = QgsProject()
    assert project.read(project_address(path)), project.error()
    return project


class TestOpening:
    def test_the_layers_are_there_and_styled(self, published):
        project = opened(published)
        first, second = sorted(project.mapLayers().values(), key=lambda layer: layer.name())
        for layer in (first, second):
            assert layer.isValid()
            assert layer.featureCount() == 2
            assert Path(layer.source().partition("|")[0]) == published
        assert isinstance(first.renderer(), QgsCategorizedSymbolRenderer)
        assert isinstance(second.renderer(), QgsSingleSymbolRenderer)

    def test_the_pages_are_there_with_their_layers(self, published):
        project = opened(published)
        (layout,) = project.layoutManager().printLayouts()
        assert layout.name() == "Carte des producteurs"
        (page_map,) = [item for item in layout.items() if isinstance(item, QgsLayoutItemMap)]
        (layer,) = page_map.layers()
        assert layer.name() == "Producteurs"
        assert page_map.scale() == page_map.scale(), "not NaN"

    def test_a_table_opened_alone_has_its_style(self, published):
        layer = QgsVectorLayer(f"{published}|layername=producers", "x", "ogr")
        renderer = layer.renderer()
        assert isinstance(renderer, QgsCategorizedSymbolRenderer)
        assert [category.value() for category in renderer.categories()] == ["Éolien"]

    def test_it_is_listed_as_an_ordinary_project_and_style(self, published):
        with sqlite3.connect(published) as database:
            (name,) = database.execute("SELECT name FROM qgis_projects").fetchone()
            styles = database.execute("SELECT f_table_name, styleName FROM layer_styles").fetchall()
        assert name == PROJECT_NAME
        assert styles == [("producers", "Producteurs")]

    def test_it_is_an_edition_too(self, published):
        found = Edition.open(published)
        assert found.record["audience"] == "interne"
        assert found.record["territories"] == "ti-3201"
        assert set(found.frame("producers")["key"]) == {"p1", "p2"}

    def test_moved_with_its_name_it_opens_whole(self, published, tmp_path):
        (tmp_path / "ailleurs").mkdir()
        moved = shutil.move(published, tmp_path / "ailleurs" / published.name)
        project = opened(moved)
        assert all(layer.isValid() for layer in project.mapLayers().values())

    def test_symbols_are_drawn_where_their_files_are_not(self, published, icon):
        shutil.rmtree(icon.parent)
        project = opened(published)
        layer = next(
            layer for layer in project.mapLayers().values() if layer.name() == "Producteurs"
        )
        (category,) = layer.renderer().categories()
        assert category.symbol().symbolLayer(0).path().startswith("base64:")
        (layout,) = project.layoutManager().printLayouts()
        arrow = layout.itemById("nord")
        assert arrow.picturePath().startswith("base64:")
        assert arrow.mode() == Qgis.PictureFormat.SVG
        assert "parc.svg" not in stored_document(published)

    def test_pictures_that_were_inlined_before_stay_vectors(self, edition, project, shared):
        (layout,) = project.layoutManager().printLayouts()
        inlined = "base64:" + base64.b64encode(ICON.encode()).decode()
        layout.itemById("nord").setPicturePath(inlined, Qgis.PictureFormat.SVG)
        reopened = opened(publish(edition, project, ["ti-3201"], "interne", shared / "p.gpkg"))
        (layout,) = reopened.layoutManager().printLayouts()
        assert layout.itemById("nord").mode() == Qgis.PictureFormat.SVG


class TestReadOnly:
    def test_closed_in_one_file(self, published):
        assert published.read_bytes()[18:20] == b"\x01\x01", "not in write-ahead mode"
        assert list(published.parent.iterdir()) == [published]

    def test_opened_by_somebody_who_may_write_nowhere(self, published):
        published.chmod(0o444)
        published.parent.chmod(0o555)
        outcome = run(f"""
            become("www-data")
            from qgis.core import QgsApplication, QgsProject
            application = QgsApplication([], True)
            application.initQgis()
            project = QgsProject()
            print(project.read({project_address(published)!r}))
            print(*sorted(layer.featureCount() for layer in project.mapLayers().values()))
            print(*(layout.name() for layout in project.layoutManager().printLayouts()))
            sys.stdout.flush()
            os._exit(0)
            """)
        assert outcome.splitlines()[-3:] == ["True", "2 2", "Carte des producteurs"]
        assert list(published.parent.iterdir()) == [published]


class TestNames:
    def test_nobody_saved_it(self, published):
        document = stored_document(published)
        assert "saveUser" not in document
        assert "<author></author>" in document
        with sqlite3.connect(published) as database:
            (metadata,) = database.execute("SELECT metadata FROM qgis_projects").fetchone()
        assert '"last_modified_user": ""' in metadata

    def test_no_path_of_this_computer(self, published, edition, icon):
        content = everything_in(published)
        for path in (edition.path.parent, icon.parent, published.parent):
            assert path.name.encode() not in content
            assert str(path).replace("&", "&amp;").encode() not in content

    @pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="only root changes user")
    def test_the_login_and_the_full_name_are_nowhere(self, shared):
        shared.chmod(0o777)
        run(f"""
            sys.path.insert(0, {str(Path(__file__).parent)!r})
            import test_publish
            test_publish.load_catalogue()
            become("www-data")
            from qgis.core import QgsApplication
            application = QgsApplication([], True)
            application.initQgis()
            assert QgsApplication.userLoginName() == "www-data"
            folder = Path({str(shared)!r})
            icon = folder / "parc.svg"
            icon.write_text(test_publish.ICON)
            edition = test_publish.make_edition(folder / "editions")
            project = test_publish.make_project(edition, icon)
            assert project.write(str(folder / "witness.qgs"))
            target = folder / "publication.gpkg"
            test_publish.publish(edition, project, ["ti-3201"], "interne", target)
            sys.stdout.flush()
            os._exit(0)
            """)
        assert b"www-data" in (shared / "witness.qgs").read_bytes(), "QGIS writes it by itself"
        assert b"www-data" not in everything_in(shared / "publication.gpkg")


class TestAudience:
    def test_rows_above_it_are_not_in_the_bytes(self, edition, project, icon, tmp_path, shared):
        public = for_audience(edition, "publique", tmp_path / "public", load_catalogue())
        pages = make_project(public, icon)
        target = publish(public, pages, ["ti-3201"], "publique", shared / "public.gpkg")
        assert SECRET.encode() not in everything_in(target)
        assert SECRET.encode() in edition.path.read_bytes()
        assert Edition.open(target).frame("producers")["key"].tolist() == ["p1"]

    def test_filtered_even_when_the_project_shows_the_whole_edition(self, edition, project, shared):
        target = publish(edition, project, ["ti-3201"], "partenaires", shared / "p.gpkg")
        assert SECRET.encode() not in everything_in(target)
        pages = opened(target)
        assert {layer.featureCount() for layer in pages.mapLayers().values()} == {1}

    def test_a_page_that_names_a_withheld_row_is_refused(self, edition, project, shared):
        (layout,) = project.layoutManager().printLayouts()
        label = QgsLayoutItemLabel(layout)
        label.setText(f"1. {SECRET}")
        layout.addLayoutItem(label)
        with pytest.raises(PublicationError, match=SECRET):
            publish(edition, project, ["ti-3201"], "publique", shared / "p.gpkg")
        assert list(shared.iterdir()) == []

    def test_a_layer_from_elsewhere_is_refused(self, edition, project, shared):
        project.addMapLayer(QgsVectorLayer("Point?crs=EPSG:2154", "Brouillon", "memory"))
        with pytest.raises(PublicationError, match='"Brouillon" is not of the edition'):
            publish(edition, project, ["ti-3201"], "interne", shared / "p.gpkg")


class TestWriting:
    def test_the_project_given_is_left_as_it_was(self, edition, project, shared):
        project.setFileName("mien.qgz")
        project.setDirty(False)
        publish(edition, project, ["ti-3201"], "interne", shared / "p.gpkg")
        assert project.fileName() == "mien.qgz"
        assert not project.isDirty()
        assert project.filePathStorage() == Qgis.FilePathType.Relative
        for layer in project.mapLayers().values():
            assert layer.source() == edition.uri("producers")

    def test_the_edition_is_left_as_it_was(self, edition, project, shared):
        before = edition.path.read_bytes()
        publish(edition, project, ["ti-3201"], "publique", shared / "p.gpkg")
        assert edition.path.read_bytes() == before

    def test_an_older_publication_is_replaced(self, edition, project, shared):
        target = shared / "p.gpkg"
        target.write_text("l'an dernier")
        publish(edition, project, ["ti-3201"], "interne", target)
        assert len(opened(target).mapLayers()) == 2
        assert list(shared.iterdir()) == [target]

    def test_an_older_publication_survives_a_failure(self, edition, project, shared, monkeypatch):
        target = shared / "p.gpkg"
        target.write_text("l'an dernier")

        def full(*_):
            raise OSError("No space left on device")

        monkeypatch.setattr(os, "replace", full)
        with pytest.raises(PublicationError, match="No space left"):
            publish(edition, project, ["ti-3201"], "interne", target)
        assert target.read_text() == "l'an dernier"
        assert list(shared.iterdir()) == [target]

    def test_a_folder_that_is_not_there(self, edition, project, shared):
        with pytest.raises(PublicationError, match="choose another folder"):
            publish(edition, project, ["ti-3201"], "interne", shared / "none" / "p.gpkg")

    def test_twice_the_same_is_the_same_project(self, edition, project, shared):
        one = publish(edition, project, ["ti-3201"], "interne", shared / "one.gpkg")
        again = publish(edition, project, ["ti-3201"], "interne", shared / "again.gpkg")
        assert len(stored_document(one)) == len(stored_document(again)) - 2 * 5

    def test_anybody_with_the_right_may_write_in_it(self, edition, published):
        assert published.stat().st_mode & 0o200
        assert edition.path.stat().st_mode & 0o222 == 0

    def test_cancelled(self, edition, project, shared):
        target = shared / "p.gpkg"
        target.write_text("l'an dernier")
        with pytest.raises(EditionCancelled):
            publish(edition, project, ["ti-3201"], "interne", target, cancelled=lambda: True)
        assert target.read_text() == "l'an dernier"
        assert list(shared.iterdir()) == [target]


@contextmanager
def being_edited(path):
    """As QGIS holds it while somebody edits: in write-ahead mode, the last edit in the log."""
    with closing(sqlite3.connect(path)) as database:
        database.execute("PRAGMA journal_mode=WAL")
        database.execute("UPDATE edition SET value = 'Retouchée' WHERE key = 'title'")
        database.commit()
        yield database


class TestInUse:
    def test_a_publication_that_is_being_edited_is_not_replaced(self, edition, project, published):
        with being_edited(published) as database:
            expected = f"{published} is open in another program: close it there, then try again."
            with pytest.raises(PublicationError, match=f"^{re.escape(expected)}$"):
                publish(edition, project, ["ti-3201"], "interne", published)
            (title,) = database.execute("SELECT value FROM edition WHERE key = 'title'").fetchone()
            assert title == "Retouchée"
        publish(edition, project, ["ti-3201"], "interne", published)
        assert Edition.open(published).title == edition.title

    def test_nor_is_it_mended(self, published):
        copy = published.with_name("copie.gpkg")
        shutil.copyfile(published, copy)
        with (
            being_edited(copy),
            pytest.raises(PublicationError, match=r"copie\.gpkg is open in another program"),
        ):
            relocate(copy)
        relocate(copy)
        assert Edition.open(copy).title == "Retouchée"
        assert Edition.open(copy).record["file"] == "copie.gpkg"

    @pytest.mark.parametrize("gone", [True, False])
    def test_a_log_left_by_a_crash_is_not_played_into_the_new_file(
        self, edition, project, published, gone
    ):
        copy = published.with_name("copie.gpkg")
        with being_edited(published):
            shutil.copyfile(published, copy)
            shutil.copyfile(f"{published}-wal", f"{copy}-wal")
        if gone:
            copy.unlink()
        publish(edition, project, ["ti-3201"], "interne", copy)
        assert Edition.open(copy).title == edition.title
        assert sorted(copy.parent.iterdir()) == [published, copy]


class TestSavedProject:
    def test_it_opens_on_the_edition_itself(self, edition, project, tmp_path):
        target = tmp_path / "nouveau" / "dossier" / "jeu.qgz"
        assert save_project(project, target) == target
        assert list(target.parent.iterdir()) == [target]
        found = QgsProject()
        assert found.read(str(target)), found.error()
        sources = {layer.source() for layer in found.mapLayers().values()}
        assert sources == {edition.uri("producers")}
        assert all(layer.isValid() for layer in found.mapLayers().values())
        assert [layout.name() for layout in found.layoutManager().layouts()] == [
            "Carte des producteurs"
        ]

    def test_it_moves_without_losing_its_edition(self, project, tmp_path):
        target = save_project(project, tmp_path / "jeu.qgz")
        elsewhere = tmp_path / "ailleurs"
        elsewhere.mkdir()
        found = QgsProject()
        assert found.read(str(target.rename(elsewhere / "jeu.qgz")))
        assert all(layer.isValid() for layer in found.mapLayers().values())

    def test_it_bears_nobodys_name(self, project, tmp_path):
        metadata = project.metadata()
        metadata.setAuthor("Jeanne Dupont")
        project.setMetadata(metadata)
        witness = tmp_path / "witness.qgs"
        assert project.write(str(witness))
        assert "saveUser=" in witness.read_text()
        with zipfile.ZipFile(save_project(project, tmp_path / "jeu.qgz")) as package:
            (name,) = package.namelist()
            document = package.read(name).decode("utf-8")
        for word in ("saveUser", "Jeanne"):
            assert word not in document

    def test_the_project_given_is_left_as_it_was(self, project, tmp_path):
        project.setFileName("mien.qgz")
        project.setDirty(True)
        save_project(project, tmp_path / "jeu.qgz")
        assert (project.fileName(), project.isDirty()) == ("mien.qgz", True)
        assert project.filePathStorage() == Qgis.FilePathType.Relative

    def test_an_older_one_survives_a_failure(self, project, tmp_path, monkeypatch):
        target = tmp_path / "jeu.qgz"
        target.write_text("l'an dernier")

        def full(*_):
            raise OSError("No space left on device")

        before = sorted(tmp_path.iterdir())
        monkeypatch.setattr(os, "fsync", full)
        with pytest.raises(PublicationError, match="jeu.qgz was not written .No space left"):
            save_project(project, target)
        assert target.read_text() == "l'an dernier"
        assert sorted(tmp_path.iterdir()) == before

    def test_a_folder_that_cannot_be(self, project, tmp_path):
        (tmp_path / "file").touch()
        with pytest.raises(PublicationError, match="choose another folder"):
            save_project(project, tmp_path / "file" / "jeu.qgz")


class TestRelocate:
    def test_under_another_name_it_opens_again(self, published):
        copy = published.with_name("copie d'archive & co.gpkg")
        shutil.copyfile(published, copy)
        published.unlink()
        broken = QgsProject()
        broken.read(project_address(copy))
        assert not any(layer.isValid() for layer in broken.mapLayers().values())
        relocate(copy)
        project = opened(copy)
        assert all(layer.isValid() for layer in project.mapLayers().values())
        (layout,) = project.layoutManager().printLayouts()
        assert layout.itemById("nord").picturePath().startswith("base64:")
        assert copy.read_bytes()[18:20] == b"\x01\x01"
        assert list(copy.parent.iterdir()) == [copy]

    def test_again_under_a_third_name(self, published):
        for name in ("b.gpkg", "c.gpkg"):
            published = published.rename(published.with_name(name))
            relocate(published)
        project = opened(published)
        assert all(layer.isValid() for layer in project.mapLayers().values())

    def test_with_its_own_name_nothing_changes(self, published):
        before = published.stat().st_mtime_ns, published.read_bytes()
        relocate(published)
        assert (published.stat().st_mtime_ns, published.read_bytes()) == before

    def test_an_edition_made_from_a_publication_has_no_project(self, published, tmp_path):
        made = for_audience(Edition.open(published), "publique", tmp_path / "x", load_catalogue())
        with pytest.raises(PublicationError, match="without a project"):
            relocate(made.path)

    def test_an_edition_has_no_project(self, edition):
        with pytest.raises(PublicationError, match="without a project"):
            relocate(edition.path)


PRELUDE = """
import os, pwd, sys
from pathlib import Path
import numpy, pandas
from osgeo import gdal

def become(name):
    if os.geteuid() == 0:
        user = pwd.getpwnam(name)
        os.setgid(user.pw_gid)
        os.setuid(user.pw_uid)

"""


def run(code):
    """Run code in a QGIS of its own, at home in a folder that everybody can write to."""
    home = Path(tempfile.mkdtemp())
    home.chmod(0o777)
    environment = {
        **os.environ,
        "HOME": str(home),
        "XDG_RUNTIME_DIR": str(home),
        "QT_QPA_PLATFORM": "offscreen",
        "PYTHONPATH": os.pathsep.join(path for path in sys.path if path),
        "QGIS_CUSTOM_CONFIG_PATH": str(home),
    }
    try:
        outcome = subprocess.run(
            [sys.executable, "-P", "-c", PRELUDE + textwrap.dedent(code)],
            env=environment,
            text=True,
            capture_output=True,
            check=False,
            timeout=120,
        )
    finally:
        shutil.rmtree(home, ignore_errors=True)
    assert outcome.returncode == 0, outcome.stderr
    return outcome.stdout
