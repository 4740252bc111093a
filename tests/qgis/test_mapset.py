"""The map set as files: what a reader, a printer and a curious stranger find in them."""

from __future__ import annotations

import getpass
import sqlite3
import tempfile
import unicodedata
import zipfile
from dataclasses import replace
from io import BytesIO
from xml.etree import ElementTree

import numpy as np
import pytest
from helping import StopAfter, names_in
from pypdf import PdfReader
from qgis.core import QgsLayoutItemMap, QgsProject
from qgis.PyQt.QtGui import QImage
from territoires_industrie.territoires_industrie import mapset
from territoires_industrie.territoires_industrie.edition import Edition
from territoires_industrie.territoires_industrie.errors import AtlasError, Cancelled
from territoires_industrie.territoires_industrie.files import FolderRefused
from territoires_industrie.territoires_industrie.layouts import export
from territoires_industrie.territoires_industrie.layouts.export import ExportError
from territoires_industrie.territoires_industrie.mapset import MapSetOrder
from territoires_industrie.territoires_industrie.net.open import open_client
from territoires_industrie.territoires_industrie.publish import project_address
from territoires_industrie.territoires_industrie.territories import find
from territoires_industrie.tests.services.running import Services

NAME = "aa-dunkerque-flandre"
PAGES = ["1-consommateurs", "2-producteurs", "3-reseaux-et-friches", "4-chaleur"]
#: Points of PDF in a millimetre.
POINTS = 72 / 25.4
SECRET = "Fonderie confidentielle"


def order_for(folder, catalogue, themes=None, **options):
    folder.mkdir(exist_ok=True)
    chosen = [theme for theme in catalogue.themes if themes is None or theme.id in themes]
    usual = {"formats": ["pdf"], "dpi": 72, "publication": False, "replace": True}
    return MapSetOrder([find("ti-3201")], chosen, folder=folder, **{**usual, **options})


def print_it(order, edition, catalogue, cancelled=lambda: False, progress=lambda *_: None):
    return mapset.print_map_set(order, edition, catalogue, progress, cancelled)


def squeezed(text):
    """Without spaces, ligatures and curved apostrophes: typography is not what is said."""
    return unicodedata.normalize("NFKC", "".join(text.split())).replace("\u2019", "'")


def pdf_texts(path):
    return [squeezed(page.extract_text()) for page in PdfReader(path).pages]


@pytest.fixture(scope="module")
def printed(embedded, catalogue, tmp_path_factory):
    """Everything in every format, as the embedded edition gives it to the public."""
    folder = tmp_path_factory.mktemp("jeu de cartes")
    order = order_for(folder, catalogue, formats=["pdf", "png", "svg"], dpi=96, publication=True)
    told = []
    written = print_it(order, embedded, catalogue, progress=lambda *step: told.append(step))
    return folder, written, told


class TestFiles:
    def test_their_names_and_nothing_else(self, printed):
        folder, written, _ = printed
        pictures = [f"{NAME}-{page}.{kind}" for kind in ("png", "svg") for page in PAGES]
        expected = [f"{NAME}.pdf", *pictures, f"{NAME}.gpkg"]
        assert [path.name for path in written.files] == expected
        assert names_in(folder) == sorted(expected)
        assert written.warnings == []

    def test_progress_rises_to_the_end_and_names_every_page(self, printed):
        _, _, told = printed
        shares = [share for share, _ in told]
        assert shares == sorted(shares)
        assert shares[0] == 0
        assert shares[-1] == 1
        said = " ".join(text for _, text in told)
        assert "Carte des consommateurs" in said
        assert f"{NAME}.pdf" in said

    def test_printed_again_they_are_replaced(self, printed, embedded, catalogue, tmp_path):
        order = order_for(tmp_path, catalogue, themes=["heat"])
        (tmp_path / f"{NAME}.pdf").write_text("l'an dernier")
        print_it(order, embedded, catalogue)
        assert len(PdfReader(tmp_path / f"{NAME}.pdf").pages) == 1
        assert names_in(tmp_path) == [f"{NAME}.pdf"]


class TestPdf:
    @pytest.fixture(scope="class")
    def reader(self, printed):
        return PdfReader(printed[0] / f"{NAME}.pdf")

    @pytest.fixture(scope="class")
    def texts(self, printed):
        return pdf_texts(printed[0] / f"{NAME}.pdf")

    def test_four_pages_of_a4_landscape(self, reader):
        assert len(reader.pages) == 4
        for page in reader.pages:
            assert float(page.mediabox.width) == pytest.approx(297 * POINTS, abs=1)
            assert float(page.mediabox.height) == pytest.approx(210 * POINTS, abs=1)

    def test_a_bookmark_a_page(self, reader, catalogue):
        title = find("ti-3201").title
        marks = [(x.title, reader.get_destination_page_number(x)) for x in reader.outline]
        assert marks == [
            (f"{title} – {theme.number}. {theme.title}", index)
            for index, theme in enumerate(catalogue.themes)
        ]

    def test_it_says_what_it_is_and_not_who_made_it(self, reader, embedded, printed):
        about = reader.metadata
        assert about.title == f"{find('ti-3201').title} – jeu de cartes"
        assert about.author == "Territoires d'industrie"
        assert about.creation_date.date() == embedded.created.date()
        assert not {getpass.getuser(), str(printed[0])} & set(map(str, about.values()))
        assert str(printed[0]).encode() not in (printed[0] / f"{NAME}.pdf").read_bytes()

    def test_title_legend_and_date_can_be_selected(self, texts, catalogue):
        for text, theme in zip(texts, catalogue.themes, strict=True):
            for words in ("AA - DUNKERQUE - FLANDRE", theme.title, "Édition du 22 novembre 2026"):
                assert squeezed(words) in text
            for group in theme.groups:
                assert squeezed(group.title) in text
                for layer, identifier in group.entries:
                    legends = catalogue.layers[layer].legends
                    legend = next(x for x in legends if x.id == identifier)
                    for entry in legend.classes:
                        assert squeezed(entry.label) in text, entry.label

    def test_the_sources_of_what_is_drawn_are_at_the_foot(self, texts, catalogue, embedded):
        for text, theme in zip(texts, catalogue.themes, strict=True):
            cited = sources_of(embedded, catalogue, theme)
            assert cited
            for entry in cited:
                assert squeezed(entry.dataset) in text, entry.dataset
                assert squeezed(entry.licence) in text, entry.licence
            assert squeezed("Périmètre ANCT 2023-2027, COG 2026") in text

    def test_names_of_the_map_and_of_the_list_can_be_selected(self, texts):
        for text in texts:
            assert "Hazebrouck" in text
            assert "MerduNord" in text
        assert squeezed("Eramet Comilog Dunkerque") in texts[0]
        assert squeezed("Centrale nucléaire de Gravelines") in texts[1]

    def test_unverified_names_cannot(self, texts, embedded, catalogue):
        """The whole page as a machine reads it, map and list."""
        unverified = [
            row["name"]
            for table in ("consumers", "producers", "network400kv_point", "heatnetworks_point")
            for row in embedded.frame(table).to_dict("records")
            if row["name"] and not row["verifie_par"]
        ]
        assert unverified
        for name in unverified:
            assert squeezed(name) not in "".join(texts)

    def test_fonts_are_the_pages_own_and_in_the_file(self, reader):
        fonts = [font for page in reader.pages for font in fonts_of(page)]
        assert any("OpenSans" in str(font["/BaseFont"]).replace(" ", "") for font in fonts)
        for font in fonts:
            assert "/FontFile2" in font["/DescendantFonts"][0].get_object()["/FontDescriptor"]

    def test_maps_stay_vectors(self, reader):
        """A page turned into pixels would be one large picture."""
        for page in reader.pages:
            for picture in page.images:
                assert picture.image.width * picture.image.height < 1_000_000


def sources_of(edition, catalogue, theme):
    """Provenance of the rows that the map of Dunkerque draws: its own, and nobody's."""
    drawn = {
        (catalogue.layer_of(table).id, row["source"])
        for table in theme.draw_order
        for row in edition.frame(table).to_dict("records")
        if row["rattachement"] in (None, "", "ti-3201")
    }
    return [entry for entry in edition.provenance() if (entry.layer, entry.source) in drawn]


def fonts_of(page):
    """Fonts of a page and of the pages laid into it."""
    waiting, found = [page["/Resources"]], []
    while waiting:
        resources = waiting.pop().get_object()
        fonts = resources.get("/Font", {})
        found += [fonts[name].get_object() for name in fonts]
        forms = resources.get("/XObject", {})
        for name in forms:
            form = forms[name].get_object()
            if "/Resources" in form:
                waiting.append(form["/Resources"])
    return found


class TestPictures:
    @pytest.mark.parametrize("page", PAGES)
    def test_png(self, printed, page):
        image = QImage(str(printed[0] / f"{NAME}-{page}.png"))
        assert image.width() == pytest.approx(297 / 25.4 * 96, abs=2)
        assert image.height() == pytest.approx(210 / 25.4 * 96, abs=2)
        image = image.convertToFormat(QImage.Format.Format_RGB32)
        data = np.frombuffer(image.constBits().asstring(image.sizeInBytes()), np.uint8)
        assert len(np.unique(data.reshape(-1, 4), axis=0)) > 200, "a blank page"

    def test_png_does_not_say_who_made_it(self, printed):
        image = QImage(str(printed[0] / f"{NAME}-{PAGES[0]}.png"))
        said = [image.text(key) for key in image.textKeys()]
        assert getpass.getuser() not in said
        assert not [text for text in said if str(printed[0]) in text]

    def test_svg_does_not_either(self, printed):
        tree = ElementTree.parse(printed[0] / f"{NAME}-{PAGES[0]}.svg")
        assert getpass.getuser() not in [(x.text or "").strip() for x in tree.iter()]

    @pytest.mark.parametrize(("page", "number"), [(page, n) for n, page in enumerate(PAGES)])
    def test_svg_keeps_its_texts(self, printed, catalogue, page, number):
        tree = ElementTree.parse(printed[0] / f"{NAME}-{page}.svg")
        texts = {squeezed("".join(x.itertext())) for x in tree.iter() if x.tag.endswith("}text")}
        assert squeezed(catalogue.themes[number].title) in texts
        assert squeezed("AA - DUNKERQUE - FLANDRE") in texts


class TestPublication:
    def test_it_opens_with_its_pages(self, printed, qgis_app):
        project = QgsProject()
        assert project.read(project_address(printed[0] / f"{NAME}.gpkg"))
        assert all(layer.isValid() for layer in project.mapLayers().values())
        layouts = project.layoutManager().printLayouts()
        assert len(layouts) == 4
        for layout in layouts:
            maps = [item for item in layout.items() if isinstance(item, QgsLayoutItemMap)]
            assert all(item.layers() and item.scale() == item.scale() for item in maps)
        project.clear()


class TestPaper:
    def test_a3(self, embedded, catalogue, tmp_path):
        order = order_for(tmp_path, catalogue, themes=["heat"], paper="a3", formats=["pdf", "png"])
        print_it(order, embedded, catalogue)
        (page,) = PdfReader(tmp_path / f"{NAME}.pdf").pages
        assert float(page.mediabox.width) == pytest.approx(420 * POINTS, abs=1)
        assert float(page.mediabox.height) == pytest.approx(297 * POINTS, abs=1)
        image = QImage(str(tmp_path / f"{NAME}-4-chaleur.png"))
        assert image.width() == pytest.approx(420 / 25.4 * 72, abs=2)

    def test_more_dots_make_a_larger_picture(self, embedded, catalogue, tmp_path):
        order = order_for(tmp_path, catalogue, themes=["heat"], formats=["png"], dpi=150)
        print_it(order, embedded, catalogue)
        image = QImage(str(tmp_path / f"{NAME}-4-chaleur.png"))
        assert image.width() == pytest.approx(297 / 25.4 * 150, abs=2)


class TestPdfOfAnotherKind:
    @pytest.fixture(autouse=True)
    def unknown_to_us(self, monkeypatch):
        monkeypatch.setattr(export, "bind", lambda *_: False)

    def test_all_pages_in_one_file_and_a_warning(self, embedded, catalogue, tmp_path):
        written = print_it(order_for(tmp_path, catalogue), embedded, catalogue)
        reader = PdfReader(tmp_path / f"{NAME}.pdf")
        assert len(reader.pages) == 4
        assert reader.outline == []
        (warning,) = written.warnings
        assert f"{NAME}.pdf" in str(warning)
        assert "bookmarks" in str(warning)
        for text, theme in zip(pdf_texts(tmp_path / f"{NAME}.pdf"), catalogue.themes, strict=True):
            assert squeezed(theme.title) in text

    def test_stopped_between_two_pages_it_leaves_no_half_file(self, embedded, catalogue, tmp_path):
        order = order_for(tmp_path / "out", catalogue, themes=["producers", "heat"])
        stop = StopAfter(3)
        with pytest.raises(Cancelled):
            print_it(order, embedded, catalogue, stop.cancelled, stop.progress)
        assert names_in(tmp_path / "out") == []


class TestCancelling:
    #: Two pages composed, two printed to PDF, two to PNG.
    @pytest.mark.parametrize("steps", [0, 1, 3, 4, 5])
    def test_nothing_half_done_stays(self, embedded, catalogue, tmp_path, monkeypatch, steps):
        (tmp_path / "tmp").mkdir()
        monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "tmp"))
        folder = tmp_path / "out"
        order = order_for(folder, catalogue, themes=["producers", "heat"], formats=["pdf", "png"])
        (folder / f"{NAME}.pdf").write_text("l'an dernier")
        stop = StopAfter(steps)
        with pytest.raises(Cancelled):
            print_it(order, embedded, catalogue, stop.cancelled, stop.progress)
        # A territory's files are put in place together.
        assert names_in(folder) == [f"{NAME}.pdf"]
        assert (folder / f"{NAME}.pdf").read_bytes() == b"l'an dernier"
        assert names_in(tmp_path / "tmp") == []

    def test_a_project_is_not_written_either(self, embedded, catalogue, tmp_path):
        order = order_for(tmp_path, catalogue, themes=["producers", "heat"])
        answers = iter([False, True])
        with pytest.raises(Cancelled):
            mapset.write_project(
                order, embedded, catalogue, tmp_path / "pages.qgz", lambda: next(answers)
            )
        assert names_in(tmp_path) == []


class TestWriting:
    @pytest.mark.parametrize("kind", ["pdf", "png", "svg"])
    def test_a_target_that_cannot_be_replaced(self, embedded, catalogue, tmp_path, kind):
        order = order_for(tmp_path, catalogue, themes=["heat"], formats=[kind])
        name = f"{NAME}.pdf" if kind == "pdf" else f"{NAME}-4-chaleur.{kind}"
        (tmp_path / name / "occupied").mkdir(parents=True)
        with pytest.raises(ExportError, match=name) as error:
            print_it(order, embedded, catalogue)
        assert_one_sentence(error.value)
        assert names_in(tmp_path) == [name]

    def test_a_folder_that_is_missing_is_made(self, embedded, catalogue, tmp_path):
        order = order_for(tmp_path, catalogue, themes=["heat"], formats=["png"])
        order = replace(order, folder=tmp_path / "jeux" / "2026")
        print_it(order, embedded, catalogue)
        assert names_in(order.folder) == [f"{NAME}-4-chaleur.png"]

    def test_a_folder_that_cannot_be_made(self, embedded, catalogue, tmp_path):
        order = order_for(tmp_path, catalogue, themes=["heat"], formats=["png"])
        (tmp_path / "jeux").write_text("un fichier")
        order = replace(order, folder=tmp_path / "jeux" / "2026")
        with pytest.raises(FolderRefused, match="jeux") as error:
            print_it(order, embedded, catalogue)
        assert_one_sentence(error.value)

    def test_a_project_that_cannot_be_written(self, embedded, catalogue, tmp_path):
        order = order_for(tmp_path, catalogue, themes=["heat"])
        (tmp_path / "none").write_text("un fichier")
        target = tmp_path / "none" / "pages.qgz"
        with pytest.raises(AtlasError, match="none") as error:
            write_project(order, embedded, catalogue, target)
        assert_one_sentence(error.value)


def assert_one_sentence(error):
    text = str(error)
    assert text.endswith((".", "?"))
    assert "\n" not in text


class TestAudience:
    """DOMAIN 1: rows above the audience are absent from the bytes, not hidden."""

    @pytest.fixture
    def edition(self, crafted, site):
        rows = [
            site("public", "Usine publique", **{"class": "Agroalimentaire"}),
            site("secret-1", SECRET, **{"class": "Papeterie", "diffusion": "interne"}),
        ]
        return crafted(consumers=rows)

    def test_of_the_public_it_keeps_what_is_not_public(self, edition, catalogue, tmp_path):
        order = order_for(
            tmp_path,
            catalogue,
            themes=["consumers"],
            formats=["pdf", "png", "svg"],
            publication=True,
        )
        print_it(order, edition, catalogue)
        assert squeezed("Usine publique") in pdf_texts(tmp_path / f"{NAME}.pdf")[0]
        assert squeezed(SECRET) not in pdf_texts(tmp_path / f"{NAME}.pdf")[0]
        for path in tmp_path.iterdir():
            if path.is_file():
                for word in (SECRET, "secret-1"):
                    assert word not in everything_in(path), path.name
        assert Edition.open(tmp_path / f"{NAME}.gpkg").frame("consumers")["key"].tolist() == [
            "public"
        ]

    def test_inside_it_is_printed(self, edition, catalogue, tmp_path):
        order = order_for(tmp_path, catalogue, themes=["consumers"], audience="interne")
        print_it(order, edition, catalogue)
        assert squeezed(SECRET) in pdf_texts(tmp_path / f"{NAME}.pdf")[0]

    def test_an_analysts_own_project_shows_everything(self, edition, catalogue, tmp_path):
        order = order_for(tmp_path, catalogue, themes=["consumers"])
        path = write_project(order, edition, catalogue, tmp_path / "pages.qgz")
        assert SECRET in everything_in(path)


def write_project(order, edition, catalogue, target):
    return mapset.write_project(order, edition, catalogue, target, lambda: False)


def everything_in(path):
    """All that a curious reader can find: bytes, packed files, texts of pictures."""
    content = path.read_bytes()
    found = [content.decode("utf-8", "ignore"), content.decode("utf-16-be", "ignore")]
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as package:
            found += [package.read(name).decode("utf-8", "ignore") for name in package.namelist()]
    if path.suffix == ".gpkg":
        with sqlite3.connect(path) as database:
            (project,) = database.execute("SELECT content FROM qgis_projects").fetchone()
        with zipfile.ZipFile(BytesIO(bytes.fromhex(project))) as package:
            found += [package.read(name).decode("utf-8", "ignore") for name in package.namelist()]
    if path.suffix == ".png":
        image = QImage(str(path))
        found += [image.text(key) for key in image.textKeys()]
    return "\n".join(found)


class TestProject:
    def test_all_pages_of_several_territories(self, embedded, catalogue, tmp_path):
        order = order_for(tmp_path, catalogue, themes=["producers", "heat"])
        order = replace(order, territories=[find("ti-3201"), find("ti-3203")])
        path = write_project(order, embedded, catalogue, tmp_path / "pages.qgz")
        project = QgsProject()
        assert project.read(str(path))
        assert all(layer.isValid() for layer in project.mapLayers().values())
        assert [layout.name() for layout in project.layoutManager().printLayouts()] == [
            f"{find(territory).title} – {theme.number}. {theme.title}"
            for territory in ("ti-3201", "ti-3203")
            for theme in order.themes
        ]
        project.clear()


class TestBasemap:
    """Plan IGN under the printed maps; the tiles come from the played Géoplateforme."""

    @pytest.fixture
    def served(self, tmp_path):
        with Services.start() as services:
            yield services, open_client(tmp_path / "cache", mirror=services.mirror)

    def printed(self, embedded, catalogue, tmp_path, client):
        order = order_for(tmp_path, catalogue, ["networks"], formats=["svg"], publication=True)
        return mapset.print_map_set(
            order, embedded, catalogue, lambda *_: None, lambda: False, client
        )

    def test_printed_pages_have_it_and_its_credit(self, embedded, catalogue, tmp_path, served):
        written = self.printed(embedded, catalogue, tmp_path / "cartes", served[1])
        assert not written.warnings
        drawing = written.files[0].read_text(encoding="utf-8")
        assert "Plan IGN © IGN" in drawing
        assert "<image" in drawing

    def test_the_publication_keeps_the_vector_base(self, embedded, catalogue, tmp_path, served):
        written = self.printed(embedded, catalogue, tmp_path / "cartes", served[1])
        project = QgsProject()
        assert project.read(project_address(written.files[-1]))
        (page,) = project.layoutManager().printLayouts()
        assert page.itemById("background_credit") is None
        tables = {layer.name() for layer in page.itemById("map").layers()}
        assert "Plan IGN" not in tables
        assert len(tables) > 10
        project.clear()

    def test_a_dead_service_is_one_warning(self, embedded, catalogue, tmp_path, served):
        services, client = served
        services.stop()
        written = self.printed(embedded, catalogue, tmp_path / "cartes", client)
        assert len(written.warnings) == 1
        assert "Plan IGN" in str(written.warnings[0])
        assert all(path.exists() for path in written.files)
        assert "Plan IGN" not in written.files[0].read_text(encoding="utf-8")
