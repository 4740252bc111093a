"""The pages under docs/ say what the catalogue says, and their links lead somewhere."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from urllib.parse import unquote

import pytest
from territoires_industrie.territoires_industrie.catalogue import load_catalogue

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
LABELS = (
    "Ce que c'est",
    "À qui",
    "Licence",
    "Adresse",
    "Protocole et filtre",
    "Millésime",
    "Pièges",
)
CATALOGUE = load_catalogue()
HEADING = re.compile(r"^### .*\(`([^`]+)`\)$", re.MULTILINE)
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")


def plain(text: str) -> str:
    """The text without typography and line ends, so that words can be compared."""
    for typographic, typed in (("’", "'"), ("\u00a0", " "), ("\u202f", " ")):
        text = text.replace(typographic, typed)
    return re.sub(r"\s+", " ", text).strip()


@cache
def page(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def sections() -> list[tuple[str, str]]:
    """The sections of sources.md: the id that each heading names, and the text below it."""
    parts = re.split(r"^(?=#{2,3} )", page(DOCS / "sources.md"), flags=re.MULTILINE)
    found = []
    for part in parts:
        if part.startswith("### "):
            heading, _, body = part.partition("\n")
            named = HEADING.match(heading)
            assert named, f"no source in the heading {heading!r}"
            found.append((named[1], body))
    return found


def items(body: str) -> list[tuple[str, str]]:
    """The labelled items of a section, in order."""
    found = re.findall(
        r"^- \*\*([^*]+)\*\*[\u00a0 ]:\s(.*?)(?=^- |\Z)", body, re.MULTILINE | re.DOTALL
    )
    return [(plain(label), plain(text)) for label, text in found]


def test_every_source_has_one_section_and_no_section_is_of_another():
    named = [name for name, _ in sections()]
    assert sorted(named) == sorted(CATALOGUE.sources)


@pytest.mark.parametrize("name", sorted(CATALOGUE.sources))
def test_a_section_says_what_the_catalogue_says(name):
    source = CATALOGUE.sources[name]
    found = items(dict(sections())[name])
    assert [label for label, _ in found] == list(LABELS)
    said = dict(found)
    assert all(len(text) > 3 for text in said.values())
    assert said["Licence"] == plain(source.licence)
    assert said["À qui"].startswith(plain(source.publisher))
    assert plain(source.attribution) in said["À qui"]
    assert f"<{source.page}>" in said["Adresse"] or not source.page
    assert source.url.partition("?")[0] in said["Adresse"]
    assert said["Protocole et filtre"].startswith(f"`{source.protocol}`")
    assert said["Millésime"].startswith(plain(source.vintage))


@pytest.mark.parametrize("name", sorted(CATALOGUE.sources))
def test_a_section_names_the_layers_that_its_source_feeds(name):
    layers = [layer.title for layer in CATALOGUE.layers.values() if name in layer.sources]
    what = dict(items(dict(sections())[name]))["Ce que c'est"]
    told = re.search(r"Couches? : ([^.]*)\.$", what)
    assert sorted(told[1].split(", ") if told else []) == sorted(map(plain, layers))


def test_every_protocol_of_the_catalogue_is_explained():
    table = page(DOCS / "sources.md").partition("## Réseaux")[0]
    explained = set(re.findall(r"^\| `([a-z]+)` \|", table, re.MULTILINE))
    assert explained == {source.protocol for source in CATALOGUE.sources.values()}


def anchors(path: Path) -> set[str]:
    """The fragments that a page's headings answer to, as forges and editors make them."""
    headings = re.findall(r"^#+ (.*)$", page(path), re.MULTILINE)
    bare = (re.sub(r"[^\w\s-]", "", heading.lower()) for heading in headings)
    return {re.sub(r"\s", "-", heading) for heading in bare}


@pytest.mark.parametrize(
    "path", [ROOT / "README.md", *sorted(DOCS.rglob("*.md"))], ids=lambda path: path.name
)
def test_links_within_the_project_lead_somewhere(path):
    text = re.sub(r"```.*?```", "", page(path), flags=re.DOTALL)
    for target in LINK.findall(text):
        if re.match(r"[a-z]+:", target):
            continue
        file, _, fragment = unquote(target).partition("#")
        leads_to = path.parent / file if file else path
        assert leads_to.exists(), f"{path.name} links to {target}"
        if fragment:
            assert fragment in anchors(leads_to), f"{path.name} links to {target}"
