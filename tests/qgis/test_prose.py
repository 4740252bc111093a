"""Running text: broken into measured lines, poured into columns, printed as it was measured."""

from __future__ import annotations

import re
import unicodedata
from html import unescape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader
from qgis.core import (
    Qgis,
    QgsLayoutExporter,
    QgsLayoutItemLabel,
    QgsLayoutUtils,
    QgsPrintLayout,
    QgsProject,
    QgsTextRenderer,
)
from qgis.PyQt import sip
from territoires_industrie.territoires_industrie.layouts.placement import Box
from territoires_industrie.territoires_industrie.layouts.prose import add_blocks, flow, pour
from territoires_industrie.territoires_industrie.layouts.texts import text_format, width_of
from territoires_industrie.territoires_industrie.profile.profile import profile_of
from territoires_industrie.territoires_industrie.territories import find
from territoires_industrie.territoires_industrie.words.words import (
    DOCUMENTS,
    document_words,
    territory_words,
)

NBSP = "\u00a0"
DUNKERQUE = find("ti-3201")


def printed(line):
    """What a line of HTML prints."""
    return unescape(re.sub(r"</?[bi]>", "", line))


def texts(blocks):
    return [printed(line) for block in blocks for line in block.lines]


def squeezed(text):
    return re.sub(r"\s", "", text)


def measured(line, size):
    """Width (mm) of a line of HTML, each run in its own weight."""
    width, bold, italic = 0.0, False, False
    for tag, text in re.findall(r"(</?[bi]>)|([^<]+)", line):
        if tag:
            bold, italic = (
                (tag == "<b>" if "b" in tag else bold),
                (tag == "<i>" if "i" in tag else italic),
            )
        width += width_of(unescape(text), size, bold=bold, italic=italic)
    return width


@pytest.fixture(scope="session")
def own_words(embedded, catalogue):
    """All the texts that the plugin ships, as one text of Dunkerque's pages."""
    words = territory_words(DUNKERQUE, profile_of(embedded, DUNKERQUE, catalogue).figures, None)
    sections = [*words.sections, *(document_words(name, {}, None) for name in DOCUMENTS)]
    swot = "\n".join(f"- {entry}" for entries in words.swot.values() for entry in entries)
    return "\n\n".join(f"# {x.title}\n\n{x.markdown}" for x in sections) + f"\n\n# SWOT\n\n{swot}"


@pytest.fixture
def page(qgis_app):
    project = QgsProject()
    layout = QgsPrintLayout(project)
    layout.initializeDefaults()
    yield layout
    sip.delete(project)


# ---------------------------------------------------------------- Markdown to lines


@pytest.mark.parametrize(
    ("markdown", "kinds", "lines"),
    [
        ("# Un\n\n## Deux\n\n#### Trois", ["heading1", "heading2", "heading3"],
         ["<b>Un</b>", "<b>Deux</b>", "<b>Trois</b>"]),
        ("un\ndeux **trois *quatre*** *cinq*", ["paragraph"],
         ["un deux <b>trois </b><b><i>quatre</i></b><i> cinq</i>"]),
        ("un  \ndeux\\\ntrois", ["paragraph"], ["un", "deux", "trois"]),
        ("- un\n- **deux**\n\n  suite", ["bullet", "bullet", "paragraph"],
         ["un", "<b>deux</b>", "suite"]),
        ("3. un\n4. deux", ["number", "number"], ["un", "deux"]),
        ("- _un_  \n  deux\n- trois", ["bullet", "bullet"], ["<i>un</i>", "deux", "trois"]),
        ("en\n2024. Puis", ["paragraph"], ["en 2024. Puis"]),
        ("<b onclick='x'>a</b> & <!-- b -->", ["paragraph"],
         ["&lt;b onclick=’x’&gt;a&lt;/b&gt; &amp; &lt;!-- b --&gt;"]),
        (r"\*a\* 1 \< 2 [% 1 + 1 %]", ["paragraph"], [f"*a* 1 &lt; 2 &#91;% 1 + 1{NBSP}%]"]),
        ("[Cerema](https://cerema.fr/a?b=1&c=2)", ["paragraph"],
         ["Cerema (https://cerema.fr/a?b=1&amp;c=2)"]),
        ("[**a** b](mailto:c@d.fr) <https://e.fr> [f](#)", ["paragraph"],
         ["<b>a</b> b (c@d.fr) https://e.fr f"]),
        ("a ![image](b.png) c", ["paragraph"], ["a c"]),
        ("---", [], []),
        ("", [], []),
        ("\n \n", [], []),
    ],
)  # fmt: skip
def test_what_is_read_of_markdown(qgis_app, markdown, kinds, lines):
    blocks = flow(markdown, 120)
    assert [x.kind for x in blocks] == kinds
    assert [line for x in blocks for line in x.lines] == lines


def test_markers_stand_in_the_indent(qgis_app):
    outer, inner, ninth, tenth = flow("- a\n    - b\n\n9. c\n10. d", 100)
    assert (outer.marker, inner.marker, ninth.marker, tenth.marker) == ("•", "–", "9.", "10.")
    assert 0 < outer.indent < inner.indent
    assert tenth.indent > width_of("10.", 9)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Population : 3 km", [f"Population{NBSP}:", f"3{NBSP}km"]),
        ("« Mais oui ! » ; vraiment ?", [f"«{NBSP}Mais", f"oui{NBSP}!{NBSP}»{NBSP};"]),
        ("environ 1 234 567 habitants", [f"1{NBSP}234{NBSP}567{NBSP}habitants"]),
        ("environ 1\u202f234 MW", [f"1{NBSP}234{NBSP}MW"]),
        ("n° 12, à 100 °C et 3 €, 5 % et 2 %", [f"n°{NBSP}12,", f"100{NBSP}°C", f"3{NBSP}€,"]),
        ("**Gras** : suite", [f"Gras{NBSP}:"]),
        ("l'an d'avant", ["l’an", "d’avant"]),
    ],
)
def test_no_line_breaks_where_french_has_none(qgis_app, text, kept):
    wide = texts(flow(text, 300))
    assert len(wide) == 1
    assert set(kept) <= set(wide[0].split(" "))


LETTERS = "abcdeéèçàùœÉMWil"
WORDS = st.text(LETTERS, min_size=1, max_size=12) | st.text(LETTERS, min_size=30, max_size=90)
MARKS = st.sampled_from(["", "", "", "**", "*", "***"])
RUNS = st.lists(st.tuples(WORDS, MARKS), min_size=1, max_size=40).map(
    lambda runs: " ".join(f"{mark}{word}{mark}" for word, mark in runs)
)
BLOCKS = st.tuples(st.sampled_from(["", "", "", "# ", "## ", "### ", "- ", "1. "]), RUNS)
TEXTS = st.lists(BLOCKS.map("".join), max_size=12).map("\n\n".join)
WIDTHS = st.floats(25, 150)


@settings(deadline=None, max_examples=60)
@given(TEXTS, WIDTHS, st.floats(6, 14))
def test_no_letter_is_lost_and_no_line_is_too_long(qgis_app, text, width, size):
    blocks = flow(text, width, size)
    expected = re.sub(r"^(#+|-|1\.) |\*", "", text, flags=re.MULTILINE)
    assert squeezed("".join(texts(blocks))) == squeezed(expected)
    for block in blocks:
        for line in block.lines:
            assert measured(line, block.size) <= width - block.indent
        assert block.height > block.text_height > 0


@settings(deadline=None, max_examples=150)
@given(st.text(max_size=80) | st.text("*_-#[]()<>!`~&;\\ \n1.a|", max_size=40), st.floats(0, 100))
def test_any_text_becomes_lines_of_plain_html(qgis_app, text, width):
    for block in flow(text, width):
        assert block.lines
        for line in block.lines:
            assert re.fullmatch(r"(</?[bi]>|[^<>\n])*", line)
            assert "[%" not in line
            assert line.count("<b>") == line.count("</b>")


# ---------------------------------------------------------------- lines to columns

COLUMNS = st.lists(st.floats(0, 120), max_size=5).map(
    lambda heights: [Box(10 + 60 * i, 20, 50, height) for i, height in enumerate(heights)]
)


def bottom(box):
    return box.y + box.height


@settings(deadline=None, max_examples=100)
@given(TEXTS, COLUMNS)
def test_pouring_keeps_order_and_columns(qgis_app, text, columns):
    blocks = flow(text, 50)
    placed, rest = pour(blocks, columns)
    assert texts([block for _, block in placed] + rest) == texts(blocks)
    before = None
    for box, block in placed:
        column = next(x for x in columns if x.x <= box.x < x.x + x.width)
        assert box.y >= column.y
        assert bottom(box) <= bottom(column) + 0.001
        assert box.x + box.width == pytest.approx(column.x + column.width)
        assert box.height == pytest.approx(block.text_height)
        if before is not None and before[0].x // 60 == box.x // 60:
            assert box.y >= bottom(before[0]) - 0.001
        before = box, block


@settings(deadline=None, max_examples=60)
@given(TEXTS, st.floats(0, 80))
def test_pouring_page_after_page_ends(qgis_app, text, height):
    rest = flow(text, 50)
    highest = max((x.text_height / len(x.lines) for x in rest), default=0)
    for _ in range(sum(len(x.lines) for x in rest) + 1):
        placed, rest = pour(rest, [Box(0, 0, 50, height)])
        if not placed:
            break
    assert not rest or height <= highest


@settings(deadline=None, max_examples=60)
@given(TEXTS, st.floats(70, 120))
def test_no_line_stays_alone_and_no_heading_ends_a_column(qgis_app, text, height):
    blocks = [x for x in flow(text, 50) if not x.kind.startswith("heading") or len(x.lines) < 3]
    pages, rest = [], blocks
    while rest:
        placed, rest = pour(rest, [Box(0, 0, 50, height)])
        pages.append([block for _, block in placed])
    whole = {len(x.lines) for x in blocks}
    for page_blocks, following in zip(pages, pages[1:], strict=False):
        last, first = page_blocks[-1], following[0]
        if not all(x.kind.startswith("heading") for x in following[:3]):
            assert not last.kind.startswith("heading")
        if first.kind == last.kind == "paragraph" and 1 not in whole:
            assert len(last.lines) > 1
            assert len(first.lines) > 1


def test_a_paragraph_is_divided_between_its_lines(qgis_app):
    (block,) = flow("mot " * 150, 50)
    line = block.text_height / len(block.lines)
    placed, rest = pour([block], [Box(0, 0, 50, 5.5 * line), Box(60, 0, 50, 3.5 * line)])
    assert [len(x.lines) for _, x in placed] == [5, 3]
    assert len(rest[0].lines) == len(block.lines) - 8


@pytest.mark.parametrize(("lines", "room", "shares"), [
    (4, 3, [2, 2]), (5, 4, [3, 2]), (5, 1, [5]), (3, 2, [3]), (4, 1, [4]), (2, 1, [2]),
])  # fmt: skip
def test_no_line_of_a_paragraph_stays_alone(qgis_app, lines, room, shares):
    first, block = flow("mot\n\n" + "mot  \n" * lines, 50)
    line = first.text_height
    columns = [Box(0, 0, 50, first.height + (room + 0.2) * line), Box(60, 0, 50, 100)]
    placed, rest = pour([first, block], columns)
    assert [len(x.lines) for _, x in placed[1:]] == shares
    assert not rest


def test_the_rest_of_a_list_s_entry_has_no_marker(qgis_app):
    (block,) = flow("- " + "mot " * 60, 50)
    placed, _ = pour([block], [Box(0, 0, 50, 30), Box(60, 0, 50, 30)])
    assert [x.marker for _, x in placed] == ["•", ""]
    assert placed[0][0].x == pytest.approx(placed[1][0].x - 60)


@pytest.mark.parametrize("lines", [1, 2, 3])
def test_an_announcement_stays_with_its_list(qgis_app, lines):
    blocks = flow("mot " * 40 + "\n\nVoici :\n\n- un\n- deux", 50)
    assert [x.keep_with_next for x in blocks] == [False, True, False, False]
    height = blocks[0].height + blocks[1].height + 0.5
    placed, _ = pour(blocks, [Box(0, 0, 50, height), Box(60, 0, 50, 100)])
    assert [(x.kind, box.x >= 60) for box, x in placed] == [
        ("paragraph", False),
        ("paragraph", True),
        ("bullet", True),
        ("bullet", True),
    ]


def test_headings_without_text_fill_their_column(qgis_app):
    blocks = flow("# Titre\n\n" * 100, 50)
    placed, rest = pour(blocks, [Box(0, 0, 50, 150)])
    assert sum(block.height for _, block in placed) > 150 - 4 * blocks[1].height
    assert len(placed) + len(rest) == 100


def test_the_last_entry_of_a_list_has_the_air_of_a_paragraph(qgis_app):
    first, last, text, end = flow("- un\n- deux\n\n\ntexte\n\n- trois", 50)
    assert first.below < last.below == pytest.approx(text.below) == pytest.approx(end.below)


def test_a_low_column_is_left_to_a_higher_one(qgis_app):
    blocks = flow("# Titre\n\n" + "mot " * 40, 50)
    placed, rest = pour(blocks, [Box(0, 0, 50, 8), Box(60, 0, 50, 100)])
    assert [box.x for box, _ in placed] == [60, 60]
    assert not rest


def test_no_air_at_the_head_of_a_column(qgis_app):
    blocks = flow("## Titre\n\nTexte.\n\n## Titre\n\nTexte.", 50)
    placed, _ = pour(blocks, [Box(0, 20, 50, 100)])
    assert placed[0][0].y == 20
    assert placed[2][0].y > bottom(placed[1][0]) + blocks[2].above


# ---------------------------------------------------------------- on paper


@pytest.mark.parametrize("dpi", [72, 150, 300])
def test_qgis_draws_lines_no_wider_and_no_higher_than_measured(page, own_words, dpi):
    context = QgsLayoutUtils.createRenderContextForLayout(page, None, dpi)
    # As the items of a layout draw their texts.
    context.setFlag(Qgis.RenderContextFlag.ApplyScalingWorkaroundForTextRendering, True)
    millimetres = 25.4 / dpi
    for block in flow(own_words, 85):
        letters = text_format(block.size)
        letters.setAllowHtmlFormatting(True)
        lines = list(block.lines)
        for line in lines:
            width = QgsTextRenderer.textWidth(context, letters, [line]) * millimetres
            assert width <= 85 - block.indent, line
        mode = Qgis.TextLayoutMode.Rectangle
        height = QgsTextRenderer.textHeight(context, letters, lines, mode) * millimetres
        assert height <= block.text_height


def test_the_pdf_holds_every_line_once_in_order(page, own_words, tmp_path):
    placed, rest = pour(flow(own_words, 130), [Box(8, 10, 130, 185), Box(150, 10, 130, 185)])
    assert rest
    add_blocks(page, "prose", placed)
    settings_ = QgsLayoutExporter.PdfExportSettings()
    settings_.textRenderFormat = Qgis.TextRenderFormat.AlwaysText
    target = tmp_path / "prose.pdf"
    assert QgsLayoutExporter(page).exportToPdf(str(target), settings_) == 0
    sheet = PdfReader(target).pages[0]
    baselines = set()
    text = sheet.extract_text(
        visitor_text=lambda t, cm, tm, *_: (
            t.strip() and baselines.add((tm[4] * cm[0] + cm[4] > 400, round(tm[5] * cm[3] + cm[5])))
        )
    )
    expected = "".join(squeezed(x.marker + "".join(texts([x]))) for _, x in placed)
    assert squeezed(unicodedata.normalize("NFKC", text)) == unicodedata.normalize("NFKC", expected)
    assert len(baselines) == sum(len(x.lines) for _, x in placed)
    fonts = {font.get_object()["/BaseFont"] for font in sheet["/Resources"]["/Font"].values()}
    assert any("Bold" in font for font in fonts)


def test_blocks_are_live_labels(page):
    placed, _ = pour(flow("Un **deux**\n\n- trois\n\n1. quatre", 80), [Box(10, 10, 80, 50)])
    add_blocks(page, "prose", placed)
    items = {x.id(): x for x in page.items() if isinstance(x, QgsLayoutItemLabel)}
    assert sorted(items) == [
        "prose_1", "prose_2", "prose_2_marker", "prose_3", "prose_3_marker"
    ]  # fmt: skip
    assert items["prose_1"].text() == "Un <b>deux</b>"
    assert items["prose_3_marker"].text() == "1."
    assert items["prose_2"].pos().x() == pytest.approx(10 + placed[1][1].indent)


def test_figures_quoted_by_the_shipped_words_are_known(own_words):
    assert "377\u202f000\u00a0habitants" in own_words
    assert "{{" not in own_words
