"""The user's guide as it is shipped: French pages in Markdown, found by a heading."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from .paths import ROOT

#: A folder of pages; one page alone where it is a file.
GUIDE = ROOT / "docs" / "guide"
#: Pages that windows open at; where one is not there, the guide opens at its beginning.
MAPS = "02-premiere-carte"
PAGES = "05-mettre-en-page-et-exporter"
TROUBLE = "11-en-cas-de-souci"
_FIRST = ("index.md", "README.md")
_HEADING = re.compile(r"^(#{1,3})\s+(.+?)\s*#*$")
_FENCE = re.compile(r"^\s*(```|~~~)")
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")


@dataclass(frozen=True)
class Heading:
    """A heading of a page.

    Attributes:
        page: its file.
        level: 1 for a page's title, 2 and 3 below.
        title: as it is read.
        slug: as links name it after `#`.
    """

    page: Path
    level: int
    title: str
    slug: str


def pages(folder: Path = GUIDE) -> list[Path]:
    """The guide's pages in their order, the first page first; none where it is not installed."""
    if not folder.is_dir():
        alone = folder.with_suffix(".md")
        return [alone] if alone.is_file() else []
    found = sorted(folder.glob("*.md"))
    # Stable: the others stay in the order of their names.
    return sorted(found, key=lambda page: page.name not in _FIRST)


def headings(page: Path) -> list[Heading]:
    """The headings of a page down to the third level, in order."""
    found = []
    in_code = False
    for line in page.read_text(encoding="utf-8").splitlines():
        if _FENCE.match(line):
            in_code = not in_code
        match = None if in_code else _HEADING.match(line)
        if match:
            title = _plain(match[2])
            found.append(Heading(page, len(match[1]), title, slug(title)))
    return found


def find(section: str, folder: Path = GUIDE) -> tuple[Path, str] | None:
    """The page and the heading that a word names; the first page where it names none.

    Args:
        section: a page's name without `.md`, or a heading's slug; "" for the beginning.
        folder: of the guide.

    Returns:
        None where no guide is installed. The heading is "" for a page's beginning.
    """
    every = pages(folder)
    if not every:
        return None
    for page in every:
        if page.stem == section:
            return page, ""
    for page in every:
        if section and any(heading.slug == section for heading in headings(page)):
            return page, section
    return every[0], ""


def slug(title: str) -> str:
    """As readers of Markdown make it of a heading: `En cas d’erreur` -> `en-cas-derreur`."""
    kept = re.sub(r"[^\w\- ]", "", title.strip().lower())
    return kept.replace(" ", "-")


def _plain(text: str) -> str:
    """A heading without its marks."""
    return _LINK.sub(r"\1", text).replace("`", "").replace("*", "")
