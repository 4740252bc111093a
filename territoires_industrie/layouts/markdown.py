"""Markdown as paragraphs of weighted letters, in printed French: Qt reads it, we only ask."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qgis.PyQt.QtGui import QFont, QTextBlock, QTextDocument

from ..french import NO_BREAK_SPACE, THIN_SPACE, typographic

#: A letter with its weight: (letter, bold, italic). A line break is a letter, "\n".
Letter = tuple[str, bool, bool]

_DEEPEST_HEADING = 3
_BULLETS = ("•", "–", "·")
#: Stand-ins for what Qt 5 drops: a line break within a paragraph, and the number of a list's entry.
#: Both are code points of Unicode's private area, which no text has a use for.
_BREAK = "\ue000"
_NUMBER = "\ue001"
#: How Qt writes a picture.
_PICTURE = "\ufffc"
_QT_BREAKS = re.compile(f"[\n\r\u2028\u2029{_BREAK}]")
_THIN = re.compile(f"[\u2007{THIN_SPACE}]")
#: White space that is neither a break nor a no-break space.
_SPACES = re.compile("[\t\x0b\x0c\x1c-\x1f\x85\u1680\u2000-\u2006\u2008-\u200a\u205f\u3000]")
_HARD_BREAK = re.compile(r"(?: {2,}|\\)$")
_NUMBERED = re.compile(r"([ \t]*)(\d{1,9}[.)])[ \t]+(?=\S)")
_NUMBERED_TEXT = re.compile(f"^{_NUMBER}([^{_NUMBER}]*){_NUMBER} ?")


@dataclass(frozen=True)
class Paragraph:
    """A heading, a paragraph or an entry of a list.

    `kind` is heading1, heading2, heading3, paragraph, bullet or number; `marker` is what stands
    before a list's entry; `depth` is 0 outside of lists and quotations.
    """

    kind: str
    marker: str
    depth: int
    letters: tuple[Letter, ...]


def paragraphs(markdown: str) -> Iterator[Paragraph]:
    """The paragraphs of a text that print something, in reading order.

    HTML is a text like any other; links are their text and their address; pictures and rules are
    nothing. Apostrophes and spaces are those of French typography.
    """
    document = QTextDocument()
    # CommonMark: plain addresses stay text. (Two features at once would be written differently for
    # each version of Qt.)
    document.setMarkdown(_prepared(markdown), QTextDocument.MarkdownFeature.MarkdownNoHTML)
    for number in range(document.blockCount()):
        paragraph = _paragraph(document.findBlockByNumber(number))
        if any(not letter.isspace() for letter, _, _ in paragraph.letters):
            yield paragraph


def _prepared(markdown: str) -> str:
    """The text with stand-ins for breaks and numbers; entries with a number become bullets."""
    lines = re.sub(f"[{_BREAK}{_NUMBER}]", "", markdown).split("\n")
    blank, within = True, False
    for index, line in enumerate(lines):
        entry = _NUMBERED.match(line)
        # As in CommonMark: a year at the head of a line, within a paragraph, begins no list.
        if entry and (blank or within or entry[2] in ("1.", "1)")):
            within = True
            lines[index] = f"{entry[1]}- {_NUMBER}{entry[2]}{_NUMBER} {line[entry.end() :]}"
        elif blank and line.strip() and not line.startswith((" ", "\t")):
            within = False
        blank = not line.strip()
        after = lines[index + 1] if index + 1 < len(lines) else ""
        if any(map(str.isalnum, line)) and after.strip():
            lines[index] = _HARD_BREAK.sub(f" {_BREAK}", lines[index])
    return "\n".join(lines)


def _paragraph(source: QTextBlock) -> Paragraph:
    level = min(source.blockFormat().headingLevel(), _DEEPEST_HEADING)
    letters = _letters(source, heading=level > 0)
    text = "".join(letter for letter, _, _ in letters)
    number = _NUMBERED_TEXT.match(text)
    first = number.end() if number else 0
    letters = [x for x in letters[first:] if x[0] != _NUMBER]
    entries = source.textList()
    if level:
        return Paragraph(f"heading{level}", "", 0, tuple(letters))
    if entries is None:
        return Paragraph("paragraph", "", source.blockFormat().indent(), tuple(letters))
    depth = max(entries.format().indent(), 1)
    if number:
        return Paragraph("number", number[1], depth, tuple(letters))
    return Paragraph("bullet", _BULLETS[min(depth, len(_BULLETS)) - 1], depth, tuple(letters))


def _letters(source: QTextBlock, heading: bool) -> list[Letter]:
    """The letters of a paragraph with their weights, addresses of links printed after them."""
    letters: list[Letter] = []
    link, start = "", 0
    for text, bold, italic, href in _fragments(source):
        if href != link:
            letters += _address(letters[start:], link)
            link, start = href, len(letters)
        letters += ((letter, bold or heading, italic) for letter in text)
    letters += _address(letters[start:], link)
    text = _unbroken(typographic("".join(letter for letter, _, _ in letters)))
    return [(new, bold, italic) for new, (_, bold, italic) in zip(text, letters, strict=True)]


def _fragments(source: QTextBlock) -> Iterator[tuple[str, bool, bool, str]]:
    """Runs of one weight: text, bold, italic, address of the link that it belongs to."""
    place = source.begin()
    while not place.atEnd():
        run = place.fragment()
        letters = run.charFormat()
        text = _SPACES.sub(" ", _QT_BREAKS.sub("\n", run.text()).replace(_PICTURE, ""))
        bold = letters.fontWeight() > QFont.Weight.Normal
        yield text, bold, letters.fontItalic(), letters.anchorHref()
        place += 1


def _address(text: Sequence[Letter], href: str) -> Iterator[Letter]:
    """A link's address in brackets, nothing where its text already is the address."""
    address = href.removeprefix("mailto:")
    said = "".join(letter for letter, _, _ in text)
    if address and not address.startswith("#") and not address.endswith(said.strip()):
        yield from ((letter, False, False) for letter in f" ({address})")


def _unbroken(text: str) -> str:
    """The text with no-break spaces within numbers and between them and signs; no letter more.

    Thin spaces become wide ones: in a label's HTML, QGIS makes plain spaces of them.
    """
    text = _THIN.sub(NO_BREAK_SPACE, text)
    text = re.sub(r"(?<!\d)(\d{1,3}) (?=\d{3}(?!\d))", rf"\1{NO_BREAK_SPACE}", text)
    text = re.sub(r"(?<=\d) (?=[°€])", NO_BREAK_SPACE, text)
    return re.sub(r"(?<=n°) (?=\d)", NO_BREAK_SPACE, text)
