"""PDF files after QGIS has printed them: their texts made readable, their pages joined.

Changes are appended to a file as the format foresees (an incremental update, ISO 32000-1, 7.5.6):
what stands in it is not touched, and a reader takes the newest version of each object. QGIS and
GDAL write the classic table of objects that this needs; a file without one is left as it is.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from html import escape
from pathlib import Path

from osgeo import gdal

#: GDAL reads PDF pages through one of these libraries; without any it cannot join pages.
_READERS = ("HAVE_POPPLER", "HAVE_PDFIUM", "HAVE_PODOFO")
_POINTS = 72 / 25.4

#: What Qt says a glyph stands for, and what a reader should copy and search: the first character of
#: the font with that shape (a space is a tabulation), and ligatures as one character.
_READ_AS = {
    b"<0009>": b"<0020>",
    b"<FB00>": b"<00660066>",
    b"<FB01>": b"<00660069>",
    b"<FB02>": b"<0066006C>",
    b"<FB03>": b"<006600660069>",
    b"<FB04>": b"<00660066006C>",
}
_TO_UNICODE = re.compile(
    rb"\n(\d+) 0 obj\s*<<\s*/Length \d+\s*>>\s*stream\r?\n(/CIDInit.*?)\s*endstream", re.DOTALL
)


@dataclass(frozen=True)
class Document:
    """What a PDF says of itself."""

    title: str
    author: str
    created: datetime


@dataclass(frozen=True)
class PrintedPage:
    """A PDF of one page, and its size on paper (mm)."""

    path: Path
    width: float
    height: float


@dataclass(frozen=True)
class Mark:
    """A bookmark: its name, its depth from 1, the page that it opens, counted from 0."""

    title: str
    level: int
    page: int


def can_join() -> bool:
    """Whether this GDAL can read PDF pages, which joining them takes."""
    driver = gdal.GetDriverByName("PDF")
    return driver is not None and any(driver.GetMetadataItem(name) == "YES" for name in _READERS)


def make_readable(path: Path) -> None:
    """Have the texts of a PDF printed by Qt copied and searched as they were written.

    Qt tells a reader that a space is a tabulation and that "fi" is the one character U+FB01.
    """
    data = path.read_bytes()
    updates = {}
    for match in _TO_UNICODE.finditer(data):
        text = match[2]
        for written, read in _READ_AS.items():
            text = text.replace(written, read)
        if text != match[2]:
            updates[int(match[1])] = b"<< /Length %d >>\nstream\n%s\nendstream" % (len(text), text)
    if updates:
        _append(path, data, updates)


def bind(path: Path, marks: Sequence[Mark], document: Document) -> bool:
    """Give a PDF its bookmarks and what it says of itself: title, author, date, French.

    QGIS knows no bookmarks, and neither QGIS nor GDAL has a word for the language, which a voice
    needs to read the text aloud.

    Args:
        path: a PDF whose list of pages is flat, as Qt and GDAL write it.
        marks: in the order of their pages.
        document: what it says of itself.

    Returns:
        False where the file is not as Qt and GDAL write it; it is then left as it was.
    """
    data = path.read_bytes()
    roots = re.findall(rb"/Root (\d+) 0 R", data)
    sizes = re.findall(rb"/Size (\d+)", data)
    if not roots or not sizes:
        return False
    root = _newest(data, int(roots[-1]))
    pages = re.search(rb"/Pages (\d+) 0 R", root)
    listed = re.search(rb"/Kids\s*\[(.*?)\]", _newest(data, int(pages[1])) if pages else b"", re.S)
    kids = re.findall(rb"(\d+) 0 R", listed[1]) if listed else []
    if pages is None or not kids or any(mark.page >= len(kids) for mark in marks):
        return False
    about, outline = int(sizes[-1]), int(sizes[-1]) + 1
    updates = {
        int(roots[-1]): b"<< /Type /Catalog /Pages %s 0 R /Lang (fr-FR) /Outlines %d 0 R "
        b"/PageMode /UseOutlines >>" % (pages[1], outline),
        about: b"<< /Title %s%s /CreationDate (D:%sZ) >>"
        % (
            _string(document.title),
            b" /Author %s" % _string(document.author) if document.author else b"",
            f"{document.created.astimezone(UTC):%Y%m%d%H%M%S}".encode(),
        ),
        **_outline(marks, kids, outline),
    }
    return _append(path, data, updates, about)


def titles_in(path: Path) -> set[str]:
    """The titles of a PDF's bookmarks, and its own; none where `bind` did not write it."""
    found = re.findall(rb"/Title <FEFF([0-9A-F]*)>", path.read_bytes())
    return {bytes.fromhex(title.decode()).decode("utf-16-be", "replace") for title in found}


def _newest(data: bytes, number: int) -> bytes:
    """The newest version of an object that holds no stream; b"" where there is none."""
    found = re.findall(rb"[\r\n]%d 0 obj\s*(<<.*?>>)\s*endobj" % number, data, re.DOTALL)
    return found[-1] if found else b""


def _string(text: str) -> bytes:
    """Any text as a PDF has it."""
    return b"<FEFF%s>" % text.encode("utf-16-be").hex().upper().encode()


def _outline(marks: Sequence[Mark], kids: Sequence[bytes], root: int) -> dict[int, bytes]:
    """The outline's objects by number: its root, then a bookmark each, closed over its own."""
    children: dict[int, list[int]] = {root: []}
    parents: dict[int, int] = {}
    above = [(0, root)]
    for number, mark in enumerate(marks, start=root + 1):
        while above[-1][0] >= mark.level:
            above.pop()
        parents[number] = above[-1][1]
        children[above[-1][1]].append(number)
        children[number] = []
        above.append((mark.level, number))
    objects = {root: b"<< /Type /Outlines%s >>" % _family(children[root], closed=False)}
    for number, mark in enumerate(marks, start=root + 1):
        siblings = children[parents[number]]
        place = siblings.index(number)
        links = b"".join(
            b" /%s %d 0 R" % (name, siblings[there])
            for name, there in ((b"Prev", place - 1), (b"Next", place + 1))
            if 0 <= there < len(siblings)
        )
        objects[number] = b"<< /Title %s /Parent %d 0 R /Dest [%s 0 R /Fit]%s%s >>" % (
            _string(mark.title),
            parents[number],
            kids[mark.page],
            links,
            _family(children[number], closed=True),
        )
    return objects


def _family(children: Sequence[int], closed: bool) -> bytes:
    if not children:
        return b""
    count = -len(children) if closed else len(children)
    return b" /First %d 0 R /Last %d 0 R /Count %d" % (children[0], children[-1], count)


def _append(
    path: Path, data: bytes, updates: Mapping[int, bytes], about: int | None = None
) -> bool:
    """Add objects, or newer versions of some, to a PDF; `about` is what it says of itself.

    False where its table of objects is of another kind: then nothing is added.
    """
    start = re.search(rb"startxref\s+(\d+)\s+%%EOF\s*\Z", data)
    if start is None or not data.startswith(b"xref", int(start[1])):
        return False
    last = data.rindex(b"trailer")
    trailer = data[last:]
    size, root, info = (
        re.search(rb"/%s (%s)" % (key, value), trailer)
        for key, value in ((b"Size", rb"\d+"), (b"Root", rb"\d+ 0 R"), (b"Info", rb"\d+ 0 R"))
    )
    if size is None or root is None:
        return False
    added, table = b"\n", b"xref\n0 1\n0000000000 65535 f \n"
    for number, body in sorted(updates.items()):
        table += b"%d 1\n%010d 00000 n \n" % (number, len(data) + len(added))
        added += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    told = b"%d 0 R" % about if about is not None else info[1] if info else b""
    tail = b"trailer\n<< /Size %d /Root %s%s /Prev %s >>\nstartxref\n%d\n%%%%EOF\n" % (
        max(int(size[1]), max(updates) + 1),
        root[1],
        b" /Info " + told if told else b"",
        start[1],
        len(data) + len(added),
    )
    with path.open("ab") as file:
        file.write(added + table + tail)
    return True


def join(pages: Sequence[Sequence[PrintedPage]], target: Path) -> None:
    """Join printed pages into one PDF.

    Args:
        pages: at least one; each a page and what is drawn over it.
        target: a file that is not there yet; its folder also takes a file of work.

    Raises:
        RuntimeError: GDAL cannot write it.
    """
    source = target.with_suffix(".xml")
    source.write_text(_composition(pages), encoding="utf-8")
    options = [f"COMPOSITION_FILE={source}"]
    written = gdal.GetDriverByName("PDF").Create(str(target), 0, 0, 0, gdal.GDT_Unknown, options)
    if written is None or not target.exists():
        raise RuntimeError(f"GDAL: {gdal.GetLastErrorMsg()}")
    del written  # closes the file


def _composition(pages: Sequence[Sequence[PrintedPage]]) -> str:
    """GDAL's description of a document: pages at their own size."""
    bodies = []
    for index, sheets in enumerate(pages):
        width, height = (round(side * _POINTS) for side in (sheets[0].width, sheets[0].height))
        drawn = "".join(f'<PDF dataset="{escape(str(sheet.path))}"/>' for sheet in sheets)
        bodies.append(
            f'<Page id="p{index}"><DPI>72</DPI><Width>{width}</Width><Height>{height}</Height>'
            f"<Content>{drawn}</Content></Page>"
        )
    return f"<PDFComposition>{''.join(bodies)}</PDFComposition>"
