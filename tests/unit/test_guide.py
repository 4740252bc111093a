"""The guide's pages and headings are found by the words that code and links name them with."""

from __future__ import annotations

import re

import pytest
from territoires_industrie.territoires_industrie import guide as guide_module
from territoires_industrie.territoires_industrie.guide import find, headings, pages, slug


@pytest.fixture
def guide(tmp_path):
    folder = tmp_path / "guide"
    folder.mkdir()
    (folder / "cartes.md").write_text(
        "# Les cartes\n\n## En cas d’erreur\n\n```\n# pas un titre\n```\n\n### `mapset` ##\n",
        encoding="utf-8",
    )
    (folder / "index.md").write_text("# Guide\n\n## [Installer](cartes.md)\n", encoding="utf-8")
    return folder


def test_the_first_page_is_the_index(guide):
    assert [page.name for page in pages(guide)] == ["index.md", "cartes.md"]


def test_headings_are_read_and_code_is_not(guide):
    told = [(each.level, each.title, each.slug) for each in headings(guide / "cartes.md")]
    assert told == [
        (1, "Les cartes", "les-cartes"),
        (2, "En cas d’erreur", "en-cas-derreur"),
        (3, "mapset", "mapset"),
    ]


@pytest.mark.parametrize(
    ("section", "page", "heading"),
    [
        ("", "index.md", ""),
        ("cartes", "cartes.md", ""),
        ("en-cas-derreur", "cartes.md", "en-cas-derreur"),
        ("installer", "index.md", "installer"),
        ("nulle-part", "index.md", ""),
    ],
)
def test_a_section_is_found(guide, section, page, heading):
    assert find(section, guide) == (guide / page, heading)


def test_a_guide_of_one_page(tmp_path):
    (tmp_path / "guide.md").write_text("# Guide\n", encoding="utf-8")
    assert find("", tmp_path / "guide") == (tmp_path / "guide.md", "")


def test_without_a_guide_there_is_none(tmp_path):
    assert pages(tmp_path / "guide") == []
    assert find("cartes", tmp_path / "guide") is None


def test_slugs_are_those_that_links_use():
    assert slug("Ce que contient l’édition embarquée") == "ce-que-contient-lédition-embarquée"
    assert slug("Cache, hors ligne, miroir, proxy") == "cache-hors-ligne-miroir-proxy"


def test_the_shipped_guide_is_there():
    assert pages()
    last = headings(pages()[-1])[-1]
    assert find(last.slug) is not None
    for page in pages():
        first = headings(page)[0]
        assert first.level == 1, page.name


@pytest.mark.skipif(not guide_module.GUIDE.is_dir(), reason="a guide of one page")
@pytest.mark.parametrize("page", ["MAPS", "PAGES", "TROUBLE"])
def test_windows_open_pages_that_are_there(page):
    name = getattr(guide_module, page)
    assert find(name) == (guide_module.GUIDE / f"{name}.md", "")


def test_pictures_of_the_guide_are_shipped_with_it():
    for page in pages():
        for link in re.findall(r"!\[[^\]]*\]\(([^)\s]+)\)", page.read_text(encoding="utf-8")):
            picture = (page.parent / link).resolve()
            assert picture.is_file(), f"{page.name}: {link}"
            assert picture.is_relative_to(page.parent.resolve()), f"{page.name}: {link}"
