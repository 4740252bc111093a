"""The guide is in step with the program: its pictures, its words, its pages and what is shipped."""

from __future__ import annotations

import ast
import json
import re
import subprocess
from functools import cache
from pathlib import Path

import pytest
from territoires_industrie.resources.rebuild import pictures, translations
from territoires_industrie.territoires_industrie.preferences import PREFERENCES

ROOT = Path(__file__).resolve().parents[2]
GUIDE = ROOT / "docs" / "guide"
PAGES = sorted(GUIDE.glob("*.md"))
PICTURE = re.compile(r"!\[([^\]]*)\]\(images/([^)]+)\.png\)")
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s#]+)[^)]*\)")
#: Words in italics: those of an interface, a way through menus with ` › `.
ITALICS = re.compile(r"(?<![*\w\\])\*([^*\s][^*]*?)\*(?![*\w])")
#: QGIS' own, as its French says them.
OF_QGIS = set(
    """Projet|Ouvrir depuis|GeoPackage|Mises en page|Vue|Couches
    |Afficher les infobulles|Identifier des entités|Action de l'entité|(Actions)|Information
    |Préférences|Profils utilisateurs|Ouvrir le dossier du profil actif|Options…|Réseau|Localisateur
    |Authentification|Extensions|Installer/Gérer les extensions|Installer depuis un ZIP
    |Installer l'extension|Traitement|Boîte à outils|Explorateur|OSGeo4W Shell|Entrée
    |territoire d'industrie|Territoires d'industrie""".replace("\n    ", "").split("|")
)


def plain(text: str) -> str:
    for typographic, typed in (("’", "'"), ("\u00a0", " "), ("\u202f", " ")):
        text = text.replace(typographic, typed)
    return re.sub(r"\s+", " ", text).strip()


@cache
def text_of(page: Path) -> str:
    """A page without its code, whose stars and brackets mean something else."""
    text = re.sub(r"^    .*$", "", page.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return re.sub(r"`[^`\n]*`", "`…`", text)


@cache
def ours() -> tuple[set[str], list[str]]:
    """Our French: every whole text that the interface may show, and all of them as sentences.

    The translation file's; and what is French in the code and the catalogue: printed data, titles.
    """
    shown = translations.translations(ROOT / "resources/i18n/territoires_industrie_fr.ts").values()
    found = {plain(text) for text in shown if text}
    for room in ("territoires_industrie", "processing"):
        for path in (ROOT / room).rglob("*.py"):
            nodes = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            found |= {plain(n.value) for n in nodes if isinstance(n, ast.Constant) and is_text(n)}
    themes = json.loads((ROOT / "resources/catalogue/themes.json").read_text(encoding="utf-8"))
    found |= {plain(text) for text in strings(themes)}
    return {name(text) for text in found}, sorted(found)


def is_text(node: ast.Constant) -> bool:
    return isinstance(node.value, str)


def strings(value):
    if isinstance(value, str):
        yield value
    elif isinstance(value, (dict, list)):
        for each in value.values() if isinstance(value, dict) else value:
            yield from strings(each)


def name(text: str) -> str:
    """A text as the guide may name it: without what stands in brackets, dots or a colon behind."""
    return re.sub(r"( \(.*\)|…| :)$", "", text).lower()


def is_ours(words: str) -> bool:
    whole, sentences = ours()
    if "…" not in words.rstrip("…") and name(words) in whole:
        return True
    # A message, in which dots stand for what it is about.
    parts = [re.escape(part.strip()) for part in words.split("…") if part.strip()]
    return len(words) > 12 and any(re.search(".*".join(parts), text) for text in sentences)


def italics(page: Path) -> list[str]:
    return [
        plain(part)
        for found in ITALICS.findall(text_of(page))
        for part in plain(found).split(" › ")
    ]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_every_word_of_the_interface_is_one(page):
    unknown = [w for w in italics(page) if w not in OF_QGIS and not is_ours(w)]
    assert unknown == []


def test_words_that_are_nobodys_are_found_out():
    assert not is_ours("Charger la lune")
    assert is_ours("Charger une carte")


def test_qgis_own_words_are_those_that_the_guide_uses():
    said = {word for page in PAGES for word in italics(page)}
    assert said >= OF_QGIS, sorted(OF_QGIS - said)


def test_the_guide_and_the_script_have_the_same_pictures():
    shown = {name for page in PAGES for _, name in PICTURE.findall(text_of(page))}
    assert shown == pictures.PICTURES.keys()
    assert {path.stem for path in pictures.IMAGES.iterdir()} == shown


def test_every_picture_is_described_and_they_weigh_little():
    told = [alt for page in PAGES for alt, _ in PICTURE.findall(text_of(page))]
    assert all(len(alt) > 10 for alt in told)
    assert sum(path.stat().st_size for path in pictures.IMAGES.iterdir()) < 2_500_000


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_page_is_one_reading(page):
    lines = page.read_text(encoding="utf-8").splitlines()
    assert len(lines) <= 120
    assert lines[0].startswith("# ")


def test_every_variable_of_the_environment_is_explained():
    page = (GUIDE / "09-options-et-deploiement.md").read_text(encoding="utf-8")
    explained = set(re.findall(r"^\| `(TERRITOIRES_INDUSTRIE_[A-Z_]+)` \|", page, re.MULTILINE))
    assert explained == {each.variable for each in PREFERENCES}


def test_the_first_page_leads_to_every_other():
    linked = set(LINK.findall(text_of(GUIDE / "README.md")))
    assert linked >= {page.name for page in PAGES if page.name != "README.md"}


def test_what_is_shipped_leads_to_nothing_that_is_not():
    """The guide is read without a network, from the plugin's zip."""
    shipped = [page for page in (ROOT / "docs").rglob("*.md") if not is_left_out(page)]
    assert set(shipped) >= set(PAGES)
    for page in shipped:
        for target in LINK.findall(text_of(page)):
            file = (page.parent / target).resolve()
            if not target.startswith("http"):
                assert not is_left_out(file), f"{page.name} links to {target}"
    assert is_left_out(ROOT / "docs" / "architecture.md")


def is_left_out(file: Path) -> bool:
    """Whether `git archive` leaves a file, or a folder that it is in, out of the zip."""
    inside = file.relative_to(ROOT)
    asked = [str(path) for path in (inside, *inside.parents) if str(path) != "."]
    command = ["git", "-C", str(ROOT), "check-attr", "export-ignore", "--", *asked]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return ": set" in told
