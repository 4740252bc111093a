"""An institution's own look: its templates before the shipped ones, its logo, no code."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from qgis.core import QgsLayoutItemPicture, QgsProject
from territoires_industrie.resources.rebuild.templates import KINDS, template_text
from territoires_industrie.territoires_industrie.layouts.frames import ORIENTATIONS, PAPERS
from territoires_industrie.territoires_industrie.layouts.templates import (
    TEMPLATES,
    Look,
    TemplateError,
    box_of,
    look_in,
    open_page,
    rectangle_of,
    take_box,
    write,
)
from territoires_industrie.territoires_industrie.layouts.texts import type_of, width_of

NAMES = [(kind, paper, way) for kind in KINDS for paper in PAPERS for way in ORIENTATIONS]
LOGO = """<svg xmlns="http://www.w3.org/2000/svg" width="40" height="10"><rect width="40"
height="10" fill="#123456"/></svg>"""


@pytest.fixture
def project(qgis_app):
    made = QgsProject()
    yield made
    made.clear()


@pytest.fixture
def own(tmp_path):
    """A folder with one template, changed by `own(pattern, replacement)`."""

    def changed(pattern, replacement, name="map-a4-landscape.qpt"):
        folder = tmp_path / "modeles"
        folder.mkdir(exist_ok=True)
        text = (TEMPLATES / name).read_text(encoding="utf-8")
        new, count = re.subn(pattern, replacement, text)
        assert count, "the pattern is not in the template"
        (folder / name).write_text(new, encoding="utf-8")
        return Look(folder)

    return changed


class TestShipped:
    @pytest.mark.parametrize(("kind", "paper", "way"), NAMES)
    def test_they_are_what_the_maintainers_command_writes(self, qgis_app, kind, paper, way):
        shipped = (TEMPLATES / f"{kind}-{paper}-{way}.qpt").read_text(encoding="utf-8")
        assert template_text(kind, paper, way) == shipped

    @pytest.mark.parametrize(("kind", "paper", "way"), NAMES)
    def test_every_part_lies_on_the_paper(self, project, kind, paper, way):
        layout = open_page(project, kind, paper, way, Look())
        size = layout.pageCollection().page(0).pageSize()
        lying = PAPERS[paper]
        assert (size.width(), size.height()) == (lying if way == "landscape" else lying[::-1])
        for item in layout.items():
            if getattr(item, "id", str)():
                box = rectangle_of(item)
                assert box.x >= 0 and box.right <= size.width() + 0.1, item.id()
                assert box.y >= 0 and box.bottom <= size.height() + 0.1, item.id()

    def test_they_name_nobody_and_no_folder(self):
        for path in TEMPLATES.glob("*.qpt"):
            text = path.read_text(encoding="utf-8")
            assert not re.search(r"/(home|root|work|tmp|usr)/|[A-Z]:\\", text), path.name


class TestOwn:
    def test_its_rectangles_and_letters_are_used(self, own, compose_pages):
        look = own(
            r'(<LayoutItem[^>]*\bid="title"[^>]*\bposition=")[^"]+(")', r"\g<1>30,12,mm\g<2>"
        )
        (page,) = compose_pages(themes=["consumers"], look=look)
        title = page.item("title")
        assert box_of(page.layout, "title").x == pytest.approx(30, abs=0.5)
        assert title.text() == "AA - DUNKERQUE - FLANDRE"

    def test_larger_letters_are_measured(self, own, compose_pages):
        shipped = compose_pages(themes=["networks"])[0].item("sources")
        look = own(r'(?s)(id="sources".*?fontSize=")5\.5(")', r"\g<1>9\g<2>")
        own_page = compose_pages(themes=["networks"], look=look)[0]
        label = own_page.item("sources")
        letters = type_of(label)
        assert letters.size == 9
        assert label.text().count("\n") > shipped.text().count("\n")
        widest = max(
            width_of(line, 9, families=letters.families) for line in label.currentText().split("\n")
        )
        assert widest <= rectangle_of(label).width
        # And the map gave way to them.
        assert box_of(own_page.layout, "map").bottom <= rectangle_of(label).y

    def test_other_kinds_stay_the_shipped_ones(self, own, project):
        look = own('units="mm"', 'units="mm"')
        assert open_page(project, "cover", "a4", "landscape", look).itemById("title") is not None

    def test_a_logo_stands_in_its_frame(self, tmp_path, project):
        logo = tmp_path / "logo.svg"
        logo.write_text(LOGO, encoding="utf-8")
        layout = open_page(project, "text", "a4", "landscape", Look(logo=logo))
        picture = layout.itemById("logo")
        assert isinstance(picture, QgsLayoutItemPicture)
        assert Path(picture.picturePath()) == logo

    def test_without_a_logo_no_frame_is_left(self, project):
        assert open_page(project, "text", "a4", "landscape", Look()).itemById("logo") is None

    def test_the_profiles_folder(self, tmp_path):
        assert look_in(tmp_path / "nulle part") == Look(None, None)
        (tmp_path / "logo.png").write_bytes(b"")
        assert look_in(tmp_path) == Look(tmp_path, tmp_path / "logo.png")


class TestRefusals:
    def test_a_logo_that_is_not_there(self, project, tmp_path):
        with pytest.raises(TemplateError, match="Logo .* is not there"):
            open_page(project, "map", "a4", "landscape", Look(logo=tmp_path / "logo.svg"))

    @pytest.mark.parametrize("content", [b"", b"<Layout", b"\xff\xfe", b"<html></html>"])
    def test_a_damaged_template(self, project, tmp_path, content):
        (tmp_path / "map-a4-landscape.qpt").write_bytes(content)
        with pytest.raises(TemplateError, match="map-a4-landscape"):
            open_page(project, "map", "a4", "landscape", Look(tmp_path))

    def test_a_part_that_is_missing_is_named(self, own, compose_pages):
        look = own('id="sites"', 'id="liste"')
        with pytest.raises(TemplateError, match="sites"):
            compose_pages(themes=["consumers"], look=look)

    def test_a_part_that_may_be_missing(self, own, compose_pages):
        look = own('id="locator"', 'id="petite carte"')
        (page,) = compose_pages(themes=["consumers"], look=look)
        assert "title" in page.items()


class TestWriting:
    def test_what_somebody_wrote_stays(self, project):
        layout = open_page(project, "text", "a4", "landscape", Look())
        write(layout, "title", ["Un"])
        write(layout, "title", ["Deux"])
        assert layout.itemById("title").text() == "Deux"
        layout.itemById("title").setText("À la main")
        write(layout, "title", ["Trois"])
        assert layout.itemById("title").text() == "À la main"

    def test_data_runs_no_expression(self, project):
        layout = open_page(project, "text", "a4", "landscape", Look())
        write(layout, "title", ["[% 40 + 2 %]"])
        assert "42" not in layout.itemById("title").currentText()

    def test_a_placeholder_is_taken_away(self, project):
        layout = open_page(project, "text", "a4", "landscape", Look())
        assert take_box(layout, "body").width > 200
        assert layout.itemById("body") is None
