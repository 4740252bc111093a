"""The analyst's Markdown: what is read of it, what it quotes, and what is said of its mistakes."""

from __future__ import annotations

import unicodedata
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from territoires_industrie.territoires_industrie.profile.figure import Figure
from territoires_industrie.territoires_industrie.territories import atlas_territories, find
from territoires_industrie.territoires_industrie.words.headings import (
    HEADINGS,
    QUADRANTS,
    SWOT,
    heading_of,
)
from territoires_industrie.territoires_industrie.words.imprint import Imprint
from territoires_industrie.territoires_industrie.words.quotes import PARTS, plain
from territoires_industrie.territoires_industrie.words.skeleton import skeleton
from territoires_industrie.territoires_industrie.words.words import (
    DOCUMENTS,
    SHIPPED,
    WordsError,
    document_words,
    territory_words,
)

DUNKERQUE = find("ti-3201")
FIGURES = {
    "population": Figure(
        "population", "Population", 376909, "377 000 habitants", "habitants", "INSEE", "COG 2026"
    ),
    "postes_400kv": Figure("postes_400kv", "Postes", None, "non disponible", "", "", ""),
}
SECTIONS = [x for x in HEADINGS if not x.parent and x.key != SWOT]


class AnyFigure(dict):
    """Knows every name, for texts whose figures another test looks at."""

    def get(self, name, default=None):
        return Figure(name, name, 1, f"({name})", "", "source", "2026")


@pytest.fixture
def read(tmp_path):
    """Read a territory's words from a text, or from bytes."""

    def reading(text, figures=FIGURES, territory=DUNKERQUE):
        raw = text if isinstance(text, bytes) else text.encode()
        (tmp_path / f"{territory.id}.md").write_bytes(raw)
        return territory_words(territory, figures, tmp_path)

    return reading


def text_of(words, key):
    section = words.section(key)
    return None if section is None else section.markdown


# ---------------------------------------------------------------- what is read


def test_sections_are_in_the_atlas_order_whatever_the_file_s(read):
    text = "\n".join(f"# {x.title}\n\nTexte {x.key}.\n" for x in reversed(SECTIONS))
    words = read(text)
    assert [x.key for x in words.sections] == [x.key for x in SECTIONS]
    assert [x.title for x in words.sections] == [x.title for x in SECTIONS]
    assert all(x.markdown == f"Texte {x.key}." for x in words.sections)


def test_a_section_says_where_its_heading_is(read, tmp_path):
    words = read("---\nstatut: relu\n---\n\n# Portrait\n\nTexte.\n")
    assert (words.sections[0].file, words.sections[0].line) == (tmp_path / "ti-3201.md", 5)


def test_headings_within_a_section_are_printed_with_their_text(read):
    words = read("# ENERGIE\n\nTout.\n\n## gaz\n\nDu gaz.\n\n## Électricité\n\n# Portrait\nP.\n")
    assert text_of(words, "energie") == "Tout.\n\n## Gaz\n\nDu gaz."
    assert words.section("energie").line == 1


def test_an_author_s_own_heading_stays_in_its_section(read):
    assert text_of(read("# Portrait\n\n### À soi\n\nTexte."), "portrait") == "### À soi\n\nTexte."


@pytest.mark.parametrize("underline", ["===", "---", "==="])
def test_underlined_headings_are_headings(read, underline):
    words = read(f"Portrait\n{underline}\n\nTexte.\n\nENJEUX GLOBAUX\n---\nAutre.\n")
    assert (text_of(words, "portrait"), text_of(words, "enjeux")) == ("Texte.", "Autre.")


@pytest.mark.parametrize("text", ["Un mot.", "Un\ndeux.", "Un.\n"])
def test_a_rule_under_a_paragraph_makes_no_heading_of_it(read, text):
    assert text_of(read(f"# Portrait\n\n{text}\n---\n\nFin\n"), "portrait").split() == [
        *text.split(),
        "Fin",
    ]


def test_a_heading_underlined_with_equals_signs_must_be_known(read):
    with pytest.raises(WordsError, match="line 3: “Portrat”"):
        read("# Gaz\n\nPortrat\n===\n")


def test_only_a_line_of_its_own_can_be_underlined(read):
    assert text_of(read("# Gaz\nUn\nPortrait\n---\n"), "energie") == "## Gaz\n\nUn\nPortrait"


@given(st.sampled_from(HEADINGS), st.data())
def test_headings_are_known_whatever_their_accents_case_and_number(heading, data):
    wording = data.draw(st.sampled_from([heading.title, *heading.accepted]))
    if data.draw(st.booleans()):
        letters = unicodedata.normalize("NFD", wording)
        wording = "".join(x for x in letters if not unicodedata.combining(x))
    case = data.draw(st.sampled_from([str.upper, str.lower, str.title, str]))
    number = data.draw(st.sampled_from(["", "3. ", "3) "]))
    assert heading_of(number + case(wording)) is heading


def test_every_wording_means_one_heading():
    wordings = [w for x in HEADINGS for w in (x.title, *x.accepted)]
    assert [heading_of(w) for w in wordings] == [
        x for x in HEADINGS for _ in (x.title, *x.accepted)
    ]


def test_empty_sections_are_left_out(read):
    words = read("# Portrait\n\n<!-- à écrire -->\n\n# Énergie\n\n## Gaz\n\n   \n\n# SWOT\n")
    assert words.sections == ()


@pytest.mark.parametrize(
    "text",
    [
        "# Vulnérabilités et enjeux climatiques\n\nà venir\n",
        "# Vulnérabilités et enjeux climatiques\n\nÀ VENIR.\n",
        "# 4. Vulnérabilités et enjeux climatiques (à venir)\n",
    ],
)
def test_what_is_to_come_says_so(read, text):
    assert text_of(read(text), "vulnerabilites") == "À venir."


@pytest.mark.parametrize("text", ["Les projets à venir", "Rien à venir."])
def test_a_text_that_only_ends_in_a_venir_is_kept(read, text):
    assert text_of(read(f"# Projets hydrogène (à venir)\n{text}\n"), "hydrogene") == text


def test_the_four_quadrants(read):
    words = read(
        "# SWOT\n## Forces\n- **Un :** deux\n  trois\n* quatre\n\nSans puce.\n"
        "## FAIBLESSES\n\n## Opportunites\n1\n\n2\n## Menaces\n+ {{population}}\n"
    )
    assert words.sections == ()
    assert words.swot == {
        "forces": ("**Un :** deux trois", "quatre", "Sans puce."),
        "faiblesses": (),
        "opportunites": ("1", "2"),
        "menaces": ("377 000 habitants",),
    }


def test_comments_are_not_printed_and_move_no_line(read):
    text = "# Portrait\nA <!-- B\n{{ inconnu }} ![image](x)\n# Rien --> C\n<!---->D\n{{ faux }}\n"
    with pytest.raises(WordsError, match=r"line 6: .*“faux”"):
        read(text)
    assert text_of(read(text.replace("{{ faux }}", "")), "portrait") == "A \n\n C\nD"


@pytest.mark.parametrize("comment", ["<!-- sans fin", "<!-- un --> <!-- deux"])
def test_a_comment_that_does_not_end(read, comment):
    with pytest.raises(WordsError, match="line 3: the comment"):
        read(f"# Portrait\n\n{comment}\n\n# Énergie\n")


# ---------------------------------------------------------------- the head


@pytest.mark.parametrize(
    ("head", "updated", "month", "status"),
    [
        ("", None, "", ""),
        ("---\n---\n", None, "", ""),
        ("---\nmis_a_jour: 2026-03\nstatut: brouillon\n---\n", date(2026, 3, 1), "mars 2026",
         "brouillon"),
        ("---\nstatut:  relu par X : oui \n\nmis_a_jour:2024-02-29\n---\n", date(2024, 2, 29),
         "février 2024", "relu par X : oui"),
        ("---\nmis_a_jour:\nstatut:\n---\n", None, "", ""),
    ],
)  # fmt: skip
def test_the_head(read, head, updated, month, status):
    words = read(f"{head}# Portrait\nTexte.\n")
    assert (words.updated, words.updated_month, words.status) == (updated, month, status)
    assert text_of(words, "portrait") == "Texte."


# ---------------------------------------------------------------- figures


@pytest.mark.parametrize(
    ("quote", "printed"),
    [
        ("{{ population }}", "377 000 habitants"),
        ("{{population}}", "377 000 habitants"),
        ("{{  population.text }}", "377 000 habitants"),
        ("{{ population.source }}, {{ population.vintage }}", "INSEE, COG 2026"),
        ("{{ population.label }} : {{ postes_400kv }}", "Population : non disponible"),
        (r"\{{ population }}", "{{ population }}"),
        ("{ population }", "{ population }"),
    ],
)
def test_figures_are_quoted_by_name(read, quote, printed):
    assert text_of(read(f"# Portrait\n{quote}\n"), "portrait") == printed


@pytest.mark.parametrize(
    ("quote", "message"),
    [
        (
            "{{ popluation }}",
            r"line 3: no figure is called “popluation”: did you mean “population”",
        ),
        ("{{ POPULATION }}", "“POPULATION”"),
        ("{{ population.unite }}", "no “unite” to quote"),
        ("{{ population. }}", "no “” to quote"),
        ("{{ }}", "no figure is called “”"),
        ("{{ population", "does not end"),
        ("{{ population }", "does not end"),
        ("{{ {{ population }} }}", "does not end"),
    ],
)
def test_a_quotation_that_nobody_can_fill(read, quote, message):
    with pytest.raises(WordsError, match=message):
        read(f"# Portrait\n\nDeux {quote} et la suite\n")


def test_where_there_is_no_figure_none_is_proposed(read):
    with pytest.raises(WordsError, match="line 2: no figure can be quoted here"):
        read("# Portrait\n{{ population }}\n", figures={})


@pytest.mark.parametrize("part", PARTS)
def test_a_figure_cannot_change_the_page(read, part):
    wild = "**a** <b>_c_ [d](e) `f` ![g](h) # i\n- j & k {{ population }}"
    figure = Figure("x", wild, 1, wild, "", wild, wild)
    printed = text_of(read(f"# Portrait\n{{{{ x.{part} }}}}\n", {"x": figure}), "portrait")
    assert printed == plain(wild)
    assert "\n" not in printed
    assert r"\*\*a\*\* \<b\>\_c\_ \[d\](e)" in printed


# ---------------------------------------------------------------- what cannot be printed


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("# Portrat\n", 1, "“Portrait synthétique"),
        ("\n\n## Gaze\n", 3, "“Gaz”"),
        ("# Portrait\na\n\n# PORTRAIT SYNTHÉTIQUE\nb\n", 4, "already the heading of line 1"),
        ("#\n", 1, "no heading"),
        ("Bonjour\n\n# Portrait\n", 1, "before the first heading"),
        ("Bonjour\n", 1, "before the first heading"),
        ("# Portrait\n\n![carte](carte.png)\n", 3, "pictures cannot"),
        ("# Portrait\n\nvoir ![carte][1]\n", 3, "pictures cannot"),
        ("# SWOT\n\nTexte perdu\n", 1, "Forces, Faiblesses"),
        ("---\nmis_a_jour: 2026-13\n---\n", 2, "“2026-13” is no date"),
        ("---\nmis_a_jour: mars 2026\n---\n", 2, "is no date"),
        ("---\n\nmis_a_jour: 2026-02-30\n---\n", 3, "is no date"),
        ("---\nmis_à_jour: 2026-03\n---\n", 2, "“mis_a_jour:”"),
        ("---\nauteur: moi\n---\n", 2, "no entry of the head"),
        ("---\nstatut\n---\n", 2, "no entry of the head"),
        ("---\nstatut: a\nstatut: b\n---\n", 3, "twice"),
        ("---\nstatut: a\n# Portrait\n", 1, "does not end"),
        ("# Portrait\n\nsonnette\x07\n", 3, "control character"),
        ("# Portrait\n\né".encode() + "\né".encode("cp1252"), 4, "UTF-8"),
        ("# Portrait\n".encode("utf-16"), 1, "UTF-8"),
    ],
)
def test_mistakes_are_said_with_their_line(read, tmp_path, text, line, words):
    with pytest.raises(WordsError) as caught:
        read(text)
    said = str(caught.value)
    assert said.startswith(f"{tmp_path / 'ti-3201.md'}, line {line}: ")
    assert words in said


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_line_ends_and_marks_of_other_systems(read, mark, end):
    text = "---\nstatut: é\n---\n# Portrait\n\nUn\ndeux\n".replace("\n", end)
    words = read(mark + text.encode())
    assert (words.status, text_of(words, "portrait")) == ("é", "Un\ndeux")


def test_a_folder_in_place_of_a_file(tmp_path):
    (tmp_path / "ti-3201.md").mkdir()
    with pytest.raises(WordsError, match="cannot be read"):
        territory_words(DUNKERQUE, FIGURES, tmp_path)


PIECES = st.sampled_from(
    ["---", "# ", "## ", "Portrait", "Forces", "Gaz", "SWOT", "\n", "\n\n", "\r\n", "{{", "}}",
     "population", ".source", "\\", "- ", "à venir", "<!--", "-->", "statut: x", "===", "![a](b)"]
)  # fmt: skip


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=300)
@given(
    st.binary(max_size=60)
    | st.lists(PIECES, max_size=25).map("".join)
    | st.lists(PIECES | st.text(max_size=5), max_size=25).map("".join)
)
def test_any_file_is_read_or_refused_with_a_sentence(read, tmp_path, content):
    raw = content if isinstance(content, bytes) else content.encode()
    try:
        words = read(raw)
    except WordsError as error:
        line = int(str(error).split(", line ")[1].split(":")[0])
        assert 1 <= line <= len(raw.replace(b"\r", b"\n").split(b"\n"))
    else:
        assert all(x.markdown.strip() for x in words.sections)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.from_regex(r"[a-zé]{1,8}", fullmatch=True), min_size=1, max_size=40), st.data())
def test_no_word_is_lost_between_the_file_and_its_sections(read, written, data):
    keys = [x for x in HEADINGS if x.key != SWOT]
    used = data.draw(st.lists(st.sampled_from(keys), min_size=1, unique=True))
    shares = [data.draw(st.sampled_from(used)) for _ in written]
    text = ""
    for heading in used:
        own = [w for w, share in zip(written, shares, strict=True) if share is heading]
        text += f"# {heading.title}\n\n" + "\n\n".join(own) + "\n"
    words = read(text)
    printed = " ".join(
        [x.markdown for x in words.sections] + [w for v in words.swot.values() for w in v]
    )
    titles = [w for x in used if x.parent and x.key not in QUADRANTS for w in x.title.split()]
    assert sorted(set(printed.split()) - set(titles) - {"##"}) == sorted(set(written) - set(titles))


# ---------------------------------------------------------------- files and folders


def test_the_analyst_s_file_comes_before_the_shipped_one(read, tmp_path):
    assert text_of(read("# Portrait\nÀ moi.\n"), "portrait") == "À moi."
    empty = tmp_path / "empty"
    shipped = territory_words(DUNKERQUE, AnyFigure(), empty)
    assert shipped.section("portrait").file == SHIPPED / "ti-3201.md"


def test_a_territory_without_words_has_no_section(tmp_path):
    words = territory_words(find("ti-3217"), FIGURES, tmp_path)
    assert (words.sections, words.updated, words.status) == ((), None, "")
    assert set(words.swot) == set(QUADRANTS)


@pytest.mark.parametrize("territory", atlas_territories(), ids=lambda x: x.id)
def test_an_empty_file_reads_as_no_words(read, territory):
    words = read(skeleton(territory), {}, territory)
    assert (words.sections, words.status) == ((), "brouillon")
    assert not any(words.swot.values())


def test_an_empty_file_has_every_heading(read):
    text = skeleton(DUNKERQUE)
    for heading in HEADINGS:
        if heading.key != SWOT:
            text = text.replace(f" {heading.title}\n", f" {heading.title}\n\nRempli.\n", 1)
    words = read(text)
    assert [x.key for x in words.sections] == [x.key for x in SECTIONS]
    assert words.swot == dict.fromkeys(QUADRANTS, ("Rempli.",))
    assert text_of(words, "chaleur").count("Rempli.") == 3


# ---------------------------------------------------------------- the document's texts


@pytest.mark.parametrize("name", DOCUMENTS)
def test_the_document_s_texts_are_shipped(name):
    section = document_words(name, {}, None)
    assert section.key == name
    assert section.title
    assert len(section.markdown) > 200


@pytest.mark.parametrize("name", ["introduction", "mentions"])
def test_the_document_says_that_it_is_independent(name):
    text = document_words(name, {}, None).markdown
    assert "Agence nationale de la cohésion des territoires" in " ".join(text.split())


def test_who_publishes_is_quoted():
    imprint = Imprint("Notre agence", "ici@exemple.fr")
    assert "Écrivez à ici@exemple.fr." in document_words("referents", {}, None, imprint).markdown
    mentions = document_words("mentions", {}, None, imprint).markdown
    assert "**Éditeur.** Notre agence\n\n**Contact.** ici@exemple.fr\n" in mentions
    assert imprint.mentions == ("Éditeur : Notre agence.", "Contact : ici@exemple.fr.")


def test_who_publishes_is_left_out_where_nobody_says():
    assert "Écrivez" not in document_words("referents", {}, None).markdown
    mentions = document_words("mentions", {}, None, Imprint(contact="ici@exemple.fr")).markdown
    assert "Éditeur" not in mentions
    assert "**Contact.** ici@exemple.fr" in mentions
    assert Imprint().mentions == ()


def test_an_institution_s_own_text(tmp_path):
    (tmp_path / "reserve.md").write_text("---\nstatut: relu\n---\n# Notre réserve\n\n## Un\nDeux\n")
    section = document_words("reserve", {}, tmp_path)
    assert (section.title, section.markdown) == ("Notre réserve", "## Un\nDeux")
    assert section.line == 4


@pytest.mark.parametrize("text", ["", "\n\n", "Sans titre\n", "## Trop bas\n"])
def test_a_text_without_a_title(tmp_path, text):
    (tmp_path / "reserve.md").write_text(text)
    with pytest.raises(WordsError, match="title"):
        document_words("reserve", {}, tmp_path)


def test_a_text_that_does_not_exist():
    with pytest.raises(WordsError, match="introduction"):
        document_words("preface", {}, None)


# ---------------------------------------------------------------- Dunkerque


def test_dunkerque_s_words_are_complete():
    words = territory_words(DUNKERQUE, AnyFigure(), None)
    assert [x.key for x in words.sections] == [x.key for x in SECTIONS]
    assert all(len(entries) >= 3 for entries in words.swot.values())
    assert text_of(words, "vulnerabilites") == "À venir."
    assert {"## Électricité", "## Gaz"} <= set(text_of(words, "energie").split("\n"))


#: Names, years and powers of the atlas that no official source confirms (docs/ecarts-atlas.md).
DOUBTFUL = ("2038", "2031", "2050", "1 650", "790", "600 MW", "46 éoliennes", "Couslier", "Biogie",
            "Flandre Maritime", "Hynamics", "Verkor", "Clarebout", "Délifrance", "Aquanord",
            "51 km", "11 km", "94 %", "33 %", "19 milliards", "Millebrugg")  # fmt: skip


@pytest.mark.parametrize("fact", DOUBTFUL)
def test_dunkerque_s_words_promise_nothing_unverified(fact):
    assert fact not in (SHIPPED / "ti-3201.md").read_text(encoding="utf-8")
