"""PDF files after QGIS has printed them: their texts made readable, their pages joined.

Changes are appended to a file as the format foresees (an incremental update, ISO 32000-1, 7.5.6):
what stands in it is not touched, and a reader takes the newest version of each object. QGIS and
GDAL write the classic table of objects that this needs; a file without one is left as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
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
_LANGUAGE = b"/Lang (fr-FR)"


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
class BoundPage:
    """A page as it stands in a document.

    Attributes:
        sheets: drawn one over the other, the page itself first.
        bookmark: its name in the outline; a page without one continues the page before.
        level: 1 for a bookmark at the margin, 2 for one under it, and so on.
    """

    sheets: Sequence[PrintedPage]
    bookmark: str = ""
    level: int = 1


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
    _append(path, data, updates)


def declare_french(path: Path) -> None:
    """Say that the document is in French, which a voice needs to read it aloud.

    GDAL has no word for it: `/Lang` is added to the catalogue that it wrote.
    """
    data = path.read_bytes()
    root = re.findall(rb"/Root (\d+) 0 R", data)
    found = (
        re.findall(rb"\n%s 0 obj\s*<<(.*?)>>\s*endobj" % root[-1], data, re.DOTALL) if root else []
    )
    if found and b"/Lang" not in found[-1]:
        _append(path, data, {int(root[-1]): b"<< %s%s>>" % (_LANGUAGE, found[-1])})


def _append(path: Path, data: bytes, updates: Mapping[int, bytes]) -> None:
    """Add newer versions of some objects to a PDF; nothing where its table is of another kind."""
    start = re.search(rb"startxref\s+(\d+)\s+%%EOF\s*\Z", data)
    if not updates or start is None or not data[int(start[1]) :].startswith(b"xref"):
        return
    trailer = data[data.rindex(b"trailer") :]
    entries = [
        re.search(rb"/%s %s" % (key, value), trailer)
        for key, value in ((b"Size", rb"\d+"), (b"Root", rb"\d+ 0 R"), (b"Info", rb"\d+ 0 R"))
    ]
    added, table = b"\n", b"xref\n0 1\n0000000000 65535 f \n"
    for number, body in sorted(updates.items()):
        table += b"%d 1\n%010d 00000 n \n" % (number, len(data) + len(added))
        added += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    kept = b" ".join(entry[0] for entry in entries if entry is not None)
    tail = b"trailer\n<< %s /Prev %s >>\nstartxref\n%d\n%%%%EOF\n" % (
        kept,
        start[1],
        len(data) + len(added),
    )
    with path.open("ab") as file:
        file.write(added + table + tail)


def join(pages: Sequence[BoundPage], target: Path, document: Document) -> None:
    """Bind printed pages into one PDF with an outline, in French.

    Args:
        pages: at least one.
        target: a file that is not there yet; its folder also takes a file of work.
        document: what the PDF says of itself.

    Raises:
        RuntimeError: GDAL cannot write it.
    """
    source = target.with_suffix(".xml")
    source.write_text(_composition(pages, document), encoding="utf-8")
    options = [f"COMPOSITION_FILE={source}"]
    written = gdal.GetDriverByName("PDF").Create(str(target), 0, 0, 0, gdal.GDT_Unknown, options)
    if written is None or not target.exists():
        raise RuntimeError(f"GDAL: {gdal.GetLastErrorMsg()}")
    del written  # closes the file
    declare_french(target)


def _composition(pages: Sequence[BoundPage], document: Document) -> str:
    """GDAL's description of a document: pages at their own size, and their bookmarks."""
    bodies = []
    for index, page in enumerate(pages):
        width, height = (round(side * _POINTS) for side in _size(page))
        sheets = "".join(f'<PDF dataset="{escape(str(s.path))}"/>' for s in page.sheets)
        bodies.append(
            f'<Page id="p{index}"><DPI>72</DPI><Width>{width}</Width><Height>{height}</Height>'
            f"<Content>{sheets}</Content></Page>"
        )
    return (
        f"<PDFComposition><Metadata><Author>{escape(document.author)}</Author>"
        f"<CreationDate>D:{document.created:%Y%m%d%H%M%S}Z</CreationDate>"
        f"<Title>{escape(document.title)}</Title></Metadata>"
        f"{''.join(bodies)}<Outline>{''.join(_outline(pages))}</Outline></PDFComposition>"
    )


def _size(page: BoundPage) -> tuple[float, float]:
    return page.sheets[0].width, page.sheets[0].height


def _outline(pages: Iterable[BoundPage]) -> Iterator[str]:
    """Bookmarks, each inside the last one of a lower level."""
    open_levels: list[int] = []
    for index, page in enumerate(pages):
        if not page.bookmark:
            continue
        while open_levels and open_levels[-1] >= page.level:
            open_levels.pop()
            yield "</OutlineItem>"
        open_levels.append(page.level)
        yield (
            f'<OutlineItem name="{escape(page.bookmark)}" open="false">'
            f'<Actions><GotoPageAction pageId="p{index}"/></Actions>'
        )
    yield "</OutlineItem>" * len(open_levels)
