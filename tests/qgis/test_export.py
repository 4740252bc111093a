"""Pages bound into one PDF: outline, language, texts that read as written, nothing half done."""

from __future__ import annotations

import shutil
import subprocess
from datetime import UTC, datetime

import pytest
from helping import names_in
from pypdf import PdfReader
from qgis.core import (
    QgsFillSymbol,
    QgsLayoutItemLabel,
    QgsLayoutSize,
    QgsPrintLayout,
    QgsProject,
)
from qgis.PyQt.QtCore import QRectF
from territoires_industrie.territoires_industrie.errors import Cancelled
from territoires_industrie.territoires_industrie.layouts import export
from territoires_industrie.territoires_industrie.layouts.export import (
    Document,
    ExportError,
    Page,
    export_document,
    print_page,
)
from territoires_industrie.territoires_industrie.layouts.pdf import make_readable
from territoires_industrie.territoires_industrie.layouts.texts import text_format

ABOUT = Document(
    "L'atlas : été & œuvre <n° 1>", "Territoires d'industrie", datetime(2026, 3, 1, tzinfo=UTC)
)
LIGATURES = "L'office identifie cinq afflux fluviaux : difficile, suffisant."


@pytest.fixture
def layout_of(qgis_app):
    """Make a page of a size (mm) that says something: `layout_of("texte", 297, 210)`."""
    project = QgsProject()

    def make(text, width=297, height=210, paper=True):
        layout = QgsPrintLayout(project)
        layout.initializeDefaults()
        layout.setName(text)
        sheets = layout.pageCollection()
        sheets.page(0).setPageSize(QgsLayoutSize(width, height))
        if not paper:
            sheets.setPageStyleSymbol(
                QgsFillSymbol.createSimple({"style": "no", "outline_style": "no"})
            )
        label = QgsLayoutItemLabel(layout)
        label.setText(text)
        label.setTextFormat(text_format(12))
        layout.addLayoutItem(label)
        label.attemptSetSceneRect(QRectF(20, 20 if paper else 60, 250, 20))
        return layout

    return make


def text_of(path):
    """What a reader copies, ligatures and tabulations as they are in the file."""
    command = ["pdftotext", "-raw", "-nopgbrk", str(path), "-"]
    return subprocess.run(command, capture_output=True, check=True, text=True).stdout


def outline(reader, items=None, level=1):
    """(level, title, page index) of each bookmark."""
    for item in reader.outline if items is None else items:
        if isinstance(item, list):
            yield from outline(reader, item, level + 1)
        else:
            yield level, item.title, reader.get_destination_page_number(item)


class TestDocument:
    def test_bookmarks_in_levels_and_pages_that_continue(self, layout_of, tmp_path):
        marks = [("Sommaire", 1), ("Aa & Flandre", 1), ("« Carte »", 2), ("", 1), ("Fin", 1)]
        pages = [Page(layout_of(f"page {n}"), *mark) for n, mark in enumerate(marks)]
        told = []
        assert export_document(pages, tmp_path / "a.pdf", 72, ABOUT, told.append)
        reader = PdfReader(tmp_path / "a.pdf")
        assert list(outline(reader)) == [
            (1, "Sommaire", 0),
            (1, "Aa & Flandre", 1),
            (2, "« Carte »", 2),
            (1, "Fin", 4),
        ]
        assert told == [1, 2, 3, 4, 5]
        assert names_in(tmp_path) == ["a.pdf"]

    def test_what_it_says_of_itself(self, layout_of, tmp_path):
        export_document([Page(layout_of("x"))], tmp_path / "a.pdf", 72, ABOUT, lambda _: None)
        reader = PdfReader(tmp_path / "a.pdf")
        assert reader.metadata.title == ABOUT.title
        assert reader.metadata.author == ABOUT.author
        assert reader.metadata.creation_date == ABOUT.created
        assert reader.trailer["/Root"]["/Lang"] == "fr-FR"

    def test_pages_keep_their_size(self, layout_of, tmp_path):
        sizes = [(297, 210), (210, 297), (420, 297)]
        pages = [Page(layout_of("x", *size)) for size in sizes]
        export_document(pages, tmp_path / "a.pdf", 72, ABOUT, lambda _: None)
        for page, (width, height) in zip(PdfReader(tmp_path / "a.pdf").pages, sizes, strict=True):
            assert float(page.mediabox.width) == pytest.approx(width / 25.4 * 72, abs=1)
            assert float(page.mediabox.height) == pytest.approx(height / 25.4 * 72, abs=1)

    def test_printed_pages_and_what_is_laid_over_them(self, layout_of, tmp_path):
        (tmp_path / "work").mkdir()
        below = print_page(layout_of("imprimée avant"), tmp_path / "work" / "1.pdf", 72)
        over = print_page(layout_of("42", paper=False), tmp_path / "work" / "2.pdf", 72)
        pages = [Page(below, "Avant", overlays=(over,)), Page(layout_of("vivante"))]
        export_document(pages, tmp_path / "a.pdf", 72, ABOUT, lambda _: None)
        first, second = PdfReader(tmp_path / "a.pdf").pages
        assert "imprimée avant" in first.extract_text()
        assert "42" in first.extract_text()
        assert "vivante" in second.extract_text()

    def test_it_reads_as_it_was_written(self, layout_of, tmp_path):
        export_document([Page(layout_of(LIGATURES))], tmp_path / "a.pdf", 72, ABOUT, lambda _: None)
        assert LIGATURES in text_of(tmp_path / "a.pdf")

    def test_fonts_are_in_the_file(self, layout_of, tmp_path):
        export_document([Page(layout_of(LIGATURES))], tmp_path / "a.pdf", 72, ABOUT, lambda _: None)
        lines = subprocess.run(
            ["pdffonts", str(tmp_path / "a.pdf")], capture_output=True, check=True, text=True
        ).stdout.splitlines()[2:]
        assert lines
        # emb sub uni, before the two numbers of the object
        assert {tuple(line.split()[-5:-2]) for line in lines} <= {
            ("yes", "no", "yes"),
            ("yes", "yes", "yes"),
        }


class TestReadable:
    def test_a_file_of_another_kind_is_left_as_it_is(self, tmp_path):
        for data in (
            b"",
            b"no PDF",
            b"\n7 0 obj\n<< /Length 9 >>\nstream\n/CIDInit <FB01>\nendstream",
        ):
            (tmp_path / "x.pdf").write_bytes(data)
            make_readable(tmp_path / "x.pdf")
            assert (tmp_path / "x.pdf").read_bytes() == data

    def test_what_stood_there_still_does(self, layout_of, tmp_path, monkeypatch):
        with monkeypatch.context() as patch:
            patch.setattr(export, "make_readable", lambda _path: None)
            printed = print_page(layout_of(LIGATURES), tmp_path / "x.pdf", 72)
        before = printed.path.read_bytes()
        assert LIGATURES not in text_of(printed.path), "QGIS writes texts well: do not mend them"
        make_readable(printed.path)
        assert printed.path.read_bytes().startswith(before)
        assert LIGATURES in text_of(printed.path)


class TestStopping:
    @pytest.mark.parametrize("joins", [True, False])
    @pytest.mark.parametrize("after", [1, 2])
    def test_an_older_file_stays(self, layout_of, tmp_path, monkeypatch, joins, after):
        monkeypatch.setattr(export, "can_join", lambda: joins)
        (tmp_path / "a.pdf").write_text("l'an dernier")

        def page_done(page):
            if page == after:
                raise Cancelled

        pages = [Page(layout_of(f"page {n}")) for n in range(3)]
        with pytest.raises(Cancelled):
            export_document(pages, tmp_path / "a.pdf", 72, ABOUT, page_done)
        assert names_in(tmp_path) == ["a.pdf"]
        assert (tmp_path / "a.pdf").read_text() == "l'an dernier"


class TestErrors:
    def test_printed_pages_cannot_be_joined(self, layout_of, tmp_path, monkeypatch):
        (tmp_path / "work").mkdir()
        printed = print_page(layout_of("x"), tmp_path / "work" / "1.pdf", 72)
        monkeypatch.setattr(export, "can_join", lambda: False)
        with pytest.raises(ExportError, match="poppler"):
            export_document([Page(printed)], tmp_path / "a.pdf", 72, ABOUT, lambda _: None)
        assert not (tmp_path / "a.pdf").exists()

    def test_a_page_that_is_gone(self, layout_of, tmp_path):
        (tmp_path / "work").mkdir()
        printed = print_page(layout_of("x"), tmp_path / "work" / "1.pdf", 72)
        shutil.rmtree(tmp_path / "work")
        with pytest.raises(ExportError, match=r"a\.pdf"):
            export_document([Page(printed)], tmp_path / "a.pdf", 72, ABOUT, lambda _: None)
        assert names_in(tmp_path) == []
