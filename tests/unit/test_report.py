"""Reports: words stay words, tables keep their columns, nothing is written half."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from territoires_industrie.territoires_industrie.report import (
    BAD,
    Column,
    Line,
    ReportError,
    Section,
    document,
    write,
)

COLUMNS = (Column("Source"), Column("Lignes", number=True))


def page(*cells, tone=""):
    return document("État", "du 22", [Section("Sources", ("Deux.",), COLUMNS, [Line(cells, tone)])])


def test_a_publishers_words_are_never_markup():
    html = page("<script>alert(1)</script> & Cie", "1")
    assert "<script>" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; Cie" in html


@given(st.text(), st.text())
def test_any_text_leaves_the_page_well_formed(first, second):
    html = page(first, second)
    assert html.count("<td") == 2
    assert html.count("</table>") == 1


def test_numbers_stand_right_and_bad_rows_show():
    html = page("Gaz", "12", tone=BAD)
    assert '<tr class="bad">' in html
    assert '<td class="number">12</td>' in html
    assert 'lang="fr"' in html


def test_a_line_must_have_a_cell_for_each_column():
    with pytest.raises(ValueError, match="shorter"):
        page("seul")


def test_a_section_without_lines_has_no_table():
    assert "<table" not in document("t", "s", [Section("Vide", ("Rien.",), COLUMNS, ())])


def test_written_whole_or_not_at_all(tmp_path):
    target = tmp_path / "nouveau" / "rapport.html"
    assert write("é", target) == target
    assert target.read_text(encoding="utf-8") == "é"
    assert [path.name for path in target.parent.iterdir()] == ["rapport.html"]


def test_no_place_to_write_is_one_sentence(tmp_path):
    (tmp_path / "fichier").write_text("x")
    with pytest.raises(ReportError, match="choose another place"):
        write("é", tmp_path / "fichier" / "rapport.html")
