"""The whole document: what a reader turns to, and what is left when it cannot be printed."""

from __future__ import annotations

import json
import re
import subprocess
import tempfile
import unicodedata
from dataclasses import replace

import pytest
from helping import StopAfter, names_in
from pypdf import PdfReader
from territoires_industrie.territoires_industrie.atlas import AtlasOrder, print_atlas, print_profile
from territoires_industrie.territoires_industrie.atlas.named import named_sites
from territoires_industrie.territoires_industrie.errors import Cancelled
from territoires_industrie.territoires_industrie.files import FileIsThere, FolderRefused
from territoires_industrie.territoires_industrie.french import day_of, long_date
from territoires_industrie.territoires_industrie.layouts.templates import Look
from territoires_industrie.territoires_industrie.territories import find
from territoires_industrie.territoires_industrie.words.imprint import Imprint
from territoires_industrie.territoires_industrie.words.words import WordsError
from territoires_industrie.territoires_industrie.workers import running

DUNKERQUE, SOMME = find("ti-3201"), find("ti-3203")
IMPRINT = Imprint("Agence d'essai", "essai@exemple.fr")
#: Every element of a territory's chapter that Dunkerque has words and figures for (DOMAIN 9).
CHAPTER = [
    "Portrait synthétique du territoire",
    "Emploi industriel",
    "Carte des consommateurs",
    "Pôles d’activité majeurs et énergie",
    "Carte des producteurs",
    "Carte des réseaux et des friches",
    "Carte des potentiels de chaleur valorisables",
    "Chaleur valorisable",
    "Tableaux",
    "Attractivité, enjeux et projets",
    "SWOT",
]
BEFORE = [
    "Introduction",
    "Limites des données",
    "Sources des cartographies",
    "Fiche « Sous-bassin Territoire d’industrie »",
    "Aux référents des Territoires d’industrie",
]
AFTER = ["Réserve et mentions", "Index des sites"]
#: What ends a territory's own document.
ALONE = ["Limites des données", "Sources des cartographies", "Réserve et mentions"]
#: The sheet of a territory without words, in place of three.
UNWRITTEN = "Énergie, chaleur, perspectives"


def never():
    return False


def order_for(folder, catalogue, territories=(DUNKERQUE, SOMME), themes=None, **options):
    chosen = [theme for theme in catalogue.themes if themes is None or theme.id in themes]
    usual = {"dpi": 72, "imprint": IMPRINT}
    return AtlasOrder(list(territories), chosen, folder / "atlas.pdf", **{**usual, **options})


def plain(text):
    """Typography aside: apostrophes and spaces as on a keyboard."""
    text = unicodedata.normalize("NFKC", text).replace("\u2019", "'")
    return " ".join(text.split())


def pages_of(path):
    """The text of each page, as `pdftotext` reads it."""
    command = ["pdftotext", "-layout", str(path), "-"]
    text = subprocess.run(command, capture_output=True, check=True, text=True).stdout
    return [plain(page) for page in text.split("\f")[:-1]]


def marks_of(path):
    """(level, title, page counted from 1) of each bookmark."""
    reader = PdfReader(path)

    def walk(items, level):
        for item in items:
            if isinstance(item, list):
                yield from walk(item, level + 1)
            else:
                yield level, plain(item.title), reader.get_destination_page_number(item) + 1

    return list(walk(reader.outline, 1))


@pytest.fixture(scope="module")
def printed(embedded, catalogue, tmp_path_factory):
    """The atlas of two territories, one with words, and a document for each."""
    folder = tmp_path_factory.mktemp("atlas de deux territoires")
    order = order_for(folder, catalogue, each=True)
    told = []
    written = print_atlas(order, embedded, catalogue, lambda *step: told.append(step), never)
    return folder, written, told


@pytest.fixture(scope="module")
def texts(printed):
    return pages_of(printed[0] / "atlas.pdf")


@pytest.fixture(scope="module")
def marks(printed):
    return marks_of(printed[0] / "atlas.pdf")


class TestFiles:
    def test_their_names_and_nothing_else(self, printed):
        folder, written, _ = printed
        names = ["atlas.pdf", f"atlas-{DUNKERQUE.slug}.pdf", f"atlas-{SOMME.slug}.pdf"]
        assert [path.name for path in written.files] == names
        assert names_in(folder) == sorted(names)
        assert written.warnings == []

    def test_a_territory_is_light(self, printed):
        for path in printed[0].iterdir():
            assert path.stat().st_size < 8_000_000 * (2 if path.name == "atlas.pdf" else 1)

    def test_progress_rises_to_the_end_and_names_pages(self, printed):
        shares = [share for share, _ in printed[2]]
        assert shares == sorted(shares)
        assert shares[0] == 0
        assert shares[-1] == 1
        said = " ".join(text for _, text in printed[2])
        assert "Carte des réseaux et des friches" in said
        assert "atlas.pdf" in said


class TestContents:
    def test_elements_in_the_order_of_the_atlas(self, marks):
        titles = [title for _, title, _ in marks if title not in ("Couverture", "Sommaire")]
        start = len(BEFORE)
        assert titles[:start] == list(map(plain, BEFORE))
        assert titles[start] == plain(DUNKERQUE.title)
        assert titles[start + 1 : start + 1 + len(CHAPTER)] == list(map(plain, CHAPTER))
        assert titles[-len(AFTER) :] == AFTER
        somme = titles[titles.index(plain(SOMME.title)) + 1 : -len(AFTER)]
        assert somme == [*map(plain, [*CHAPTER[:3], *CHAPTER[4:7], UNWRITTEN, CHAPTER[8]])]

    def test_bookmarks_are_nested_by_territory(self, marks):
        levels = {title: level for level, title, _ in marks}
        assert levels[plain(DUNKERQUE.title)] == levels[plain(SOMME.title)] == 1
        assert {levels[plain(title)] for title in CHAPTER} == {2}
        assert {levels[title] for title in AFTER} == {1}

    def test_its_page_numbers_are_those_where_the_bookmarks_lead(self, printed, marks):
        (first,) = (page for _, title, page in marks if title == "Sommaire")
        shown = ["-f", str(first), "-l", str(marks[2][2] - 1)]
        command = ["pdftotext", "-layout", *shown, str(printed[0] / "atlas.pdf"), "-"]
        text = subprocess.run(command, capture_output=True, check=True, text=True).stdout
        # Two columns: a title, at least two spaces, its page.
        listed = re.findall(r"(\S(?:\S| (?! ))*?) {2,}(\d+)(?= {2,}|\n)", text)
        told = [(plain(title), int(page)) for title, page in listed]
        expected = [(title, page) for _, title, page in marks[2:]]
        assert sorted(told) == sorted(expected)

    def test_every_page_but_covers_bears_its_number(self, texts, marks):
        titles = {plain(DUNKERQUE.title), plain(SOMME.title), "Couverture"}
        covers = {page for level, title, page in marks if level == 1 and title in titles}
        assert len(covers) == 3
        for number, text in enumerate(texts, start=1):
            assert (str(number) in text.split()) == (number not in covers), number

    def test_numbers_are_laid_over_pages_and_do_not_hide_them(self, printed, tmp_path):
        stem = str(tmp_path / "page")
        file = str(printed[0] / "atlas.pdf")
        subprocess.run(["pdftoppm", "-r", "30", "-png", file, stem], check=True)
        for path in sorted(tmp_path.glob("page*.png")):
            assert path.stat().st_size > 1200, f"{path.name}: a blank page"


class TestText:
    def test_maps_name_territory_theme_date_and_sources(self, texts, marks, catalogue, embedded):
        day = plain(f"Édition du {long_date(day_of(embedded.created))}")
        for theme in catalogue.themes:
            pages = [page for _, title, page in marks if title == plain(theme.title)]
            assert len(pages) == 2
            for territory, page in zip((DUNKERQUE, SOMME), pages, strict=True):
                text = texts[page - 1]
                assert plain(territory.title).upper() in text.upper()
                assert plain(theme.title) in text
                assert day in text
                assert "Licence Ouverte" in text

    def test_no_ligature_and_no_tabulation(self, printed):
        command = ["pdftotext", "-raw", str(printed[0] / "atlas.pdf"), "-"]
        text = subprocess.run(command, capture_output=True, check=True, text=True).stdout
        assert not re.findall("[\ufb00-\ufb06\t]", text)

    def test_every_document_says_who_publishes_it(self, printed):
        for path in printed[1].files:
            assert PdfReader(path).metadata.author == IMPRINT.publisher
            texts = pages_of(path)
            assert "Éditeur : Agence d'essai. Contact : essai@exemple.fr." in texts[0]
            assert any("Contact. essai@exemple.fr" in text for text in texts[1:])

    def test_the_reserve_ends_every_document(self, printed):
        for path in printed[0].iterdir():
            text = " ".join(pages_of(path)[-6:])
            assert "indicatives" in text, path.name

    def test_the_index_leads_to_the_maps(self, texts, marks, embedded, catalogue):
        sites = named_sites(embedded, catalogue, catalogue.themes, DUNKERQUE)
        assert any("Eramet" in site.name for site in sites)
        first = next(page for _, title, page in marks if title == "Index des sites")
        index = plain(" ".join(texts[first - 1 :]))
        theme = catalogue.themes[0]
        page = min(page for _, title, page in marks if title == plain(theme.title))
        assert re.search(rf"Eramet Comilog Dunkerque\D*{page}\b", index)

    def test_unverified_names_are_not_in_it(self, texts, marks, embedded):
        first = next(page for _, title, page in marks if title == "Index des sites")
        index = " ".join(texts[first - 1 :])
        unverified = {
            row["name"]
            for table in ("consumers", "producers")
            for row in embedded.frame(table).to_dict("records")
            if row["name"] and not row["verifie_par"]
        }
        assert unverified
        for name in unverified:
            assert plain(name) not in index


class TestEach:
    def test_a_territorys_own_document_counts_its_own_pages(self, printed):
        path = printed[0] / f"atlas-{DUNKERQUE.slug}.pdf"
        texts = pages_of(path)
        marks = marks_of(path)
        assert marks[0] == (1, plain(DUNKERQUE.title), 1)
        assert [title for _, title, _ in marks[1:]] == [*map(plain, CHAPTER), *ALONE]
        for number, text in enumerate(texts[1:], start=2):
            assert str(number) in text.split()
        assert not any(plain(SOMME.title) in text for text in texts[:2])


class TestReplacing:
    @pytest.mark.parametrize("name", ["atlas.pdf", f"atlas-{SOMME.slug}.pdf"])
    def test_only_when_asked(self, embedded, catalogue, tmp_path, name):
        (tmp_path / name).write_text("l'an dernier")
        told = []
        order = order_for(tmp_path, catalogue, each=True)
        with pytest.raises(FileIsThere, match=re.escape(name)):
            print_atlas(order, embedded, catalogue, lambda *step: told.append(step), never)
        assert told == []
        assert names_in(tmp_path) == [name]

    def test_asked(self, embedded, catalogue, tmp_path):
        (tmp_path / "atlas.pdf").write_text("l'an dernier")
        order = order_for(tmp_path, catalogue, [SOMME], [], replace=True)
        print_atlas(order, embedded, catalogue, lambda *_: None, never)
        assert len(PdfReader(tmp_path / "atlas.pdf").pages) > 5


@pytest.fixture(scope="module")
def steps(embedded, catalogue, tmp_path_factory):
    """How many steps a small atlas has."""
    told = []
    order = order_for(tmp_path_factory.mktemp("steps"), catalogue, [SOMME], [])
    print_atlas(order, embedded, catalogue, lambda *step: told.append(step), never)
    return len(told)


class TestMistakes:
    def test_in_the_documents_own_texts_are_told_before_any_page(
        self, embedded, catalogue, tmp_path
    ):
        (tmp_path / "reserve.md").write_text("# Réserve\n\n{{ rien }}\n", encoding="utf-8")
        told = []
        order = order_for(tmp_path / "out", catalogue, texts=tmp_path)
        with pytest.raises(WordsError, match=r"reserve\.md, line 3"):
            print_atlas(order, embedded, catalogue, lambda *step: told.append(step), never)
        assert told == []
        assert names_in(tmp_path / "out") == []

    def test_a_folder_that_cannot_be(self, embedded, catalogue, tmp_path):
        (tmp_path / "file").touch()
        order = order_for(tmp_path / "file", catalogue)
        with pytest.raises(FolderRefused, match="choose another"):
            print_atlas(order, embedded, catalogue, lambda *_: None, never)


class TestStopping:
    @pytest.mark.parametrize("share", [0, 0.02, 0.2, 0.4, 0.6, 0.8, 0.97])
    def test_nothing_half_done_stays(
        self, embedded, catalogue, tmp_path, monkeypatch, steps, share
    ):
        desk, out = tmp_path / "desk", tmp_path / "out"
        desk.mkdir()
        out.mkdir()
        monkeypatch.setattr(tempfile, "tempdir", str(desk))
        (out / "atlas.pdf").write_text("l'an dernier")
        stop = StopAfter(int(share * steps))
        order = order_for(out, catalogue, [SOMME], [], replace=True)
        with pytest.raises(Cancelled):
            print_atlas(order, embedded, catalogue, stop.progress, stop.cancelled)
        assert names_in(out) == ["atlas.pdf"]
        assert (out / "atlas.pdf").read_text() == "l'an dernier"
        assert names_in(desk) == []


class TestSideBySide:
    def test_two_processes_print_what_one_does(self, printed, texts, embedded, catalogue, tmp_path):
        told = []
        order = order_for(tmp_path, catalogue, workers=2)
        written = print_atlas(order, embedded, catalogue, lambda *step: told.append(step), never)
        assert written.warnings == []
        assert pages_of(tmp_path / "atlas.pdf") == texts
        assert marks_of(tmp_path / "atlas.pdf") == marks_of(printed[0] / "atlas.pdf")
        shares = [share for share, _ in told]
        assert shares == sorted(shares)
        assert len({text for share, text in told if 0 < share < 0.85}) > 2

    def test_what_goes_wrong_in_one_is_told_as_it_is(self, embedded, catalogue, tmp_path):
        folder = tmp_path / "textes"
        folder.mkdir()
        (folder / "ti-3203.md").write_text("# Portrait\n\n{{ habitants }}\n", encoding="utf-8")
        out = tmp_path / "out"
        order = order_for(out, catalogue, themes=["heat"], texts=folder)
        said = []
        for workers in (1, 2):
            with pytest.raises(Exception, match=r"ti-3203\.md") as failure:
                print_atlas(
                    replace(order, workers=workers), embedded, catalogue, lambda *_: None, never
                )
            said.append(str(failure.value))
        assert said[0] == said[1]
        assert "habitants" in said[0]
        assert "line 3" in said[0]
        assert names_in(out) == []

    def test_stopped_at_once_without_a_trace(self, embedded, catalogue, tmp_path, monkeypatch):
        desk, out = tmp_path / "desk", tmp_path / "out"
        desk.mkdir()
        monkeypatch.setattr(tempfile, "tempdir", str(desk))
        stop = StopAfter(4)
        order = order_for(out, catalogue, workers=2)
        with pytest.raises(Cancelled):
            print_atlas(order, embedded, catalogue, stop.progress, stop.cancelled)
        assert names_in(out) == []
        assert names_in(desk) == []

    def test_alone_with_a_warning_where_no_other_can_be_started(
        self, embedded, catalogue, tmp_path, monkeypatch
    ):
        monkeypatch.setattr(running, "find_qgis_process", lambda *_: None)
        order = order_for(tmp_path, catalogue, themes=[], workers=2)
        written = print_atlas(order, embedded, catalogue, lambda *_: None, never)
        assert names_in(tmp_path) == ["atlas.pdf"]
        (warning,) = written.warnings
        assert "qgis_process" in str(warning)


class TestProfile:
    def test_its_pages(self, embedded, catalogue, tmp_path):
        target = tmp_path / "new" / "fiche.pdf"
        shares = []
        print_profile(
            embedded,
            DUNKERQUE,
            catalogue,
            target,
            Look(),
            None,
            never,
            lambda share, _text: shares.append(share),
        )
        titles = [title for _, title, _ in marks_of(target)]
        assert titles == [*map(plain, (CHAPTER[0], CHAPTER[1], CHAPTER[8])), *ALONE]
        assert PdfReader(target).metadata.author is None, "nobody said who publishes it"
        assert shares == sorted(shares)
        assert names_in(target.parent) == ["fiche.pdf"]
        for number, text in enumerate(pages_of(target), start=1):
            assert str(number) in text.split()

    def test_a_mistake_in_the_words(self, embedded, catalogue, tmp_path):
        (tmp_path / "ti-3201.md").write_text("# Portrait\n\n{{ x }}\n", encoding="utf-8")
        target = tmp_path / "out" / "fiche.pdf"
        with pytest.raises(WordsError, match="line 3"):
            print_profile(
                embedded, DUNKERQUE, catalogue, target, Look(), tmp_path, never, lambda *_: None
            )
        assert names_in(target.parent) == []


class TestAlgorithm:
    @pytest.fixture
    def run(self, run_qgis, profiles, embedded):
        def start(**inputs):
            given = {"TERRITORIES": "ti-3203", "EDITION": str(embedded.path), "DPI": 72, **inputs}
            return run_qgis(
                "qgis_process",
                "--json",
                "run",
                "territoires_industrie:atlas",
                "-",
                stdin=json.dumps({"inputs": given}),
                timeout=300,
                QGIS_CUSTOM_CONFIG_PATH=profiles("en_US"),
            )

        return start

    def test_from_the_command_line_in_the_readers_own_words(self, run, tmp_path):
        texts = tmp_path / "textes"
        texts.mkdir()
        words = "# Portrait\n\nIci vivent {{ population }}, dit notre texte.\n"
        (texts / "ti-3203.md").write_text(words, encoding="utf-8")
        target = tmp_path / "new" / "atlas.pdf"
        outcome = run(OUTPUT=str(target), TEXTS=str(texts), THEMES=[3], EACH=True)
        assert outcome.code == 0, outcome.stderr
        alone = target.with_name(f"atlas-{SOMME.slug}.pdf")
        assert json.loads(outcome.stdout)["results"]["FILES"] == [str(target), str(alone)]
        assert names_in(target.parent) == [alone.name, target.name]
        said = " ".join(pages_of(alone))
        assert re.search(r"Ici vivent \d.* habitants, dit notre texte", said)

    def test_a_file_in_the_way_is_named_in_a_sentence(self, run, tmp_path):
        (tmp_path / "atlas.pdf").write_text("l'an dernier")
        outcome = run(OUTPUT=str(tmp_path / "atlas.pdf"))
        assert outcome.code == 1
        assert "atlas.pdf exists already" in outcome.stderr
        assert (tmp_path / "atlas.pdf").read_text() == "l'an dernier"
