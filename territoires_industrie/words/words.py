"""What analysts write of a territory, section by section, with the figures that they quote."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ..french import long_date
from ..paths import RESOURCES
from ..profile.figure import Figure
from ..territories import Territory
from .errors import WordsError, nearest
from .headings import HEADINGS, QUADRANTS, SWOT, Heading, heading_of, is_coming
from .imprint import Imprint
from .quotes import quoted, quotes
from .reading import Source, Title, is_rule, read_source, title_at

__all__ = ["DOCUMENTS", "Section", "Words", "WordsError", "document_words", "territory_words"]

SHIPPED = RESOURCES / "words"
#: The texts of the whole document, each a file of that name.
DOCUMENTS = ("introduction", "fiche", "referents", "reserve", "mentions")

COMING = "À venir."

#: Deeper headings are the author's own; the first two levels are the page's.
_OWN_LEVELS = 2
_PICTURE = re.compile(r"!\[[^\]]*\]\s?[(\[]")
_BULLET = re.compile(r" {0,3}[-*+][ \t]+")


@dataclass(frozen=True)
class Section:
    """One part of a text: `markdown` has its figures quoted; `line` is that of its heading.

    `key` is the heading's short name (words/headings.py), `title` the heading as printed.
    """

    key: str
    title: str
    markdown: str
    file: Path
    line: int


@dataclass(frozen=True)
class Words:
    """What is written of a territory; `sections` are those with text, in the atlas' order.

    `swot` has the four quadrants, each a tuple of Markdown paragraphs, empty where nothing is
    written. `updated` is None and `status` "" where the file does not say.
    """

    territory: Territory
    updated: date | None
    status: str
    sections: tuple[Section, ...]
    swot: Mapping[str, tuple[str, ...]]

    @property
    def updated_month(self) -> str:
        """`mars 2026`: what follows "Document mis à jour en"; "" where it is not known."""
        return long_date(self.updated).partition(" ")[2] if self.updated else ""

    def section(self, key: str) -> Section | None:
        """The section of that key, None where nothing is written under its heading."""
        return next((x for x in self.sections if x.key == key), None)


def territory_words(
    territory: Territory, figures: Mapping[str, Figure], folder: Path | None
) -> Words:
    """Read what is written of a territory.

    Args:
        territory: whose words.
        figures: what `{{ name }}` in the text may quote.
        folder: the analyst's own files, `ti-3201.md`…, each before the shipped one of that name.

    Returns:
        The words; without any section where no file is about this territory.

    Raises:
        WordsError: a file cannot be printed as it is.
    """
    file = _file(f"{territory.id}.md", folder)
    if file is None:
        return Words(territory, None, "", (), dict.fromkeys(QUADRANTS, ()))
    source = read_source(file)
    parts = _parts(source, figures)
    swot = {key: _entries(parts.get(key)) for key in QUADRANTS}
    return Words(territory, source.updated, source.status, tuple(_sections(parts, file)), swot)


def document_words(
    name: str,
    figures: Mapping[str, Figure],
    folder: Path | None,
    imprint: Imprint | None = None,
) -> Section:
    """Read one of the document's own texts, such as its introduction.

    Args:
        name: one of `DOCUMENTS`.
        figures: what the text may quote, beside `{{ editeur }}` and `{{ contact }}`.
        folder: the institution's own files, each before the shipped one of that name.
        imprint: who publishes and where readers write; a line that quotes what it does not say is
            left out.

    Raises:
        WordsError: the text cannot be printed as it is, or has no first heading.
    """
    file = _file(f"{name}.md", folder)
    if file is None:
        raise WordsError(
            "There is no text called “{name}”: choose one of {names}.",
            name=name,
            names=", ".join(DOCUMENTS),
        )
    source = read_source(file)
    said = (imprint or Imprint()).figures
    known = {**said, **figures}
    unsaid = {name for name, figure in known.items() if name in said and not figure.text}
    for index, line in enumerate(source.lines):
        title = title_at(source.lines, index)
        if title is not None and title.level == 1:
            body = [
                _printed(source, each, known)
                for each in range(title.body, len(source.lines))
                if not quotes(source.lines[each], unsaid)
            ]
            return Section(name, title.text, "\n".join(body).strip("\n").rstrip(), file, index + 1)
        if line.strip():
            raise WordsError(
                "{file}, line {line}: the text begins without its title: write a first line “# …”.",
                **source.at(index).names,
            )
    raise WordsError(
        "{file}, line {line}: the text has no title: write a first line “# …”.",
        **source.at(0).names,
    )


def _file(name: str, folder: Path | None) -> Path | None:
    folders = [SHIPPED] if folder is None else [folder, SHIPPED]
    return next((path / name for path in folders if (path / name).exists()), None)


@dataclass(frozen=True)
class _Part:
    """What stands under one heading of a file."""

    heading: Heading
    line: int
    lines: tuple[str, ...]


def _parts(source: Source, figures: Mapping[str, Figure]) -> dict[str, _Part]:
    """What stands under each heading of a territory's file, by the heading's key."""
    starts = list(_headings(source))
    ends = [index for index, _, _ in starts] + [len(source.lines)]
    _check_before(source, ends[0])
    parts: dict[str, _Part] = {}
    for (index, title, heading), end in zip(starts, ends[1:], strict=True):
        if heading.key in parts:
            raise WordsError(
                "{file}, line {line}: “{title}” is already the heading of line "
                "{first}: join the two texts.",
                **source.at(index).names,
                title=heading.title,
                first=parts[heading.key].line,
            )
        # A rule under a paragraph would make a heading of it.
        body = tuple(
            "" if is_rule(line) else line for line in _body(source, title.body, end, figures)
        )
        text = "\n".join(body).strip()
        if is_coming(title.text, text):
            body = (COMING,)
        elif heading.key == SWOT and text:
            raise WordsError(
                "{file}, line {line}: the text under “SWOT” has no place on the page: "
                "put it under one of {quadrants}.",
                **source.at(index).names,
                quadrants=", ".join(x.title for x in HEADINGS if x.parent == SWOT),
            )
        parts[heading.key] = _Part(heading, index + 1, body)
    return parts


def _headings(source: Source) -> Iterator[tuple[int, Title, Heading]]:
    """The page's own headings of a file, each with the index of its line."""
    for index in range(len(source.lines)):
        title = title_at(source.lines, index)
        if title is None or title.level > _OWN_LEVELS:
            continue
        heading = heading_of(title.text)
        if heading is None and is_rule(source.lines[title.body - 1]):
            continue
        if heading is None:
            raise WordsError(
                "{file}, line {line}: “{text}” is no heading of a territory's page: "
                "write {near}, or begin the line with “###” for a heading of your "
                "own.",
                **source.at(index).names,
                text=title.text,
                near=nearest(title.text, (x.title for x in HEADINGS)),
            )
        yield index, title, heading


def _check_before(source: Source, end: int) -> None:
    for index in range(end):
        if source.lines[index].strip():
            raise WordsError(
                "{file}, line {line}: this text stands before the first heading: put "
                "it under one, such as {title}.",
                **source.at(index).names,
                title=f"“# {HEADINGS[0].title}”",
            )


def _body(source: Source, start: int, end: int, figures: Mapping[str, Figure]) -> tuple[str, ...]:
    return tuple(_printed(source, index, figures) for index in range(start, end))


def _printed(source: Source, index: int, figures: Mapping[str, Figure]) -> str:
    line = source.lines[index]
    if _PICTURE.search(line):
        raise WordsError(
            "{file}, line {line}: pictures cannot stand in a text: take this one "
            "out and place it on the page in QGIS.",
            **source.at(index).names,
        )
    return quoted(line, figures, source.at(index))


def _sections(parts: Mapping[str, _Part], file: Path) -> Iterator[Section]:
    """The parts as sections, each with those under its heading, in the atlas' order."""
    for top in HEADINGS:
        if top.parent or top.key == SWOT:
            continue
        family = [parts[x.key] for x in HEADINGS if top.key in (x.key, x.parent) and x.key in parts]
        texts = [text for part in family if (text := _with_title(part))]
        if texts:
            yield Section(top.key, top.title, "\n\n".join(texts), file, family[0].line)


def _with_title(part: _Part) -> str:
    """The part's text, under its own heading where it is one within a section; "" when empty."""
    text = "\n".join(part.lines).strip("\n").rstrip()
    return f"## {part.heading.title}\n\n{text}" if part.heading.parent and text else text


def _entries(part: _Part | None) -> tuple[str, ...]:
    """The bullets of a quadrant; a paragraph without a bullet is an entry as well."""
    entries: list[list[str]] = []
    fresh = True
    for line in part.lines if part else ():
        bullet = _BULLET.match(line)
        if not line.strip():
            fresh = True
        elif bullet or fresh:
            start = bullet.end() if bullet else 0
            entries.append([line[start:] if bullet else line.strip()])
            fresh = False
        else:
            entries[-1].append(line.strip())
    return tuple(" ".join(lines).strip() for lines in entries)
