"""Pages to files: PDF with bookmarks, PNG, SVG; each written whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from osgeo import gdal
from qgis.core import (
    Qgis,
    QgsAbstractLayoutIterator,
    QgsLayout,
    QgsLayoutExporter,
    QgsPrintLayout,
)

from ..errors import AtlasError, Cancelled
from .pdf import Document as Document
from .pdf import Mark, PrintedPage, bind, can_join, join, make_readable

_NOT_WRITTEN = "{path} was not written ({reason}): is it open elsewhere, is the disk full?"
_NOT_JOINED = (
    "{path} was not written: the GDAL of this QGIS cannot read PDF pages, so not join them either; "
    "use a QGIS whose GDAL was built with poppler or pdfium."
)
_TOO_LARGE = "{path} was not written, for lack of memory: ask for fewer dots per inch."


class ExportError(AtlasError):
    """A page could not be written; the message says which file and why."""


@dataclass(frozen=True)
class Page:
    """A page of a document.

    Attributes:
        source: a live layout, or a page printed before.
        bookmark: its name in the outline; a page without one continues the page before.
        level: 1 for a bookmark at the margin, 2 for one under it.
        overlays: printed over it, as its number is.
    """

    source: QgsPrintLayout | PrintedPage
    bookmark: str = ""
    level: int = 1
    overlays: tuple[PrintedPage, ...] = ()


def export_png(layout: QgsPrintLayout, target: Path, dpi: int) -> None:
    """Write a page as a PNG picture."""
    settings = QgsLayoutExporter.ImageExportSettings()
    settings.dpi = dpi
    settings.generateWorldFile = False
    _write(target, lambda path: QgsLayoutExporter(layout).exportToImage(path, settings))


def export_svg(layout: QgsPrintLayout, target: Path, dpi: int) -> None:
    """Write a page as an SVG drawing whose texts stay texts."""
    settings = QgsLayoutExporter.SvgExportSettings()
    settings.dpi = dpi
    settings.forceVectorOutput = True
    settings.textRenderFormat = Qgis.TextRenderFormat.AlwaysText
    _write(target, lambda path: _whole_svg(path, QgsLayoutExporter(layout), settings))


def export_pdf(
    layouts: Sequence[QgsPrintLayout],
    target: Path,
    dpi: int,
    document: Document,
    page_done: Callable[[int], None],
) -> bool:
    """Write layouts into one PDF, each with its name as a bookmark: see `export_document`."""
    pages = [Page(layout, layout.name()) for layout in layouts]
    return export_document(pages, target, dpi, document, page_done)


def without_bookmarks(target: Path) -> AtlasError:
    """The warning about a document that is otherwise whole."""
    return AtlasError(
        "{file} has no bookmarks: this QGIS writes PDF files in a way unknown to us.",
        file=target.name,
    )


def export_document(
    pages: Sequence[Page],
    target: Path,
    dpi: int,
    document: Document,
    page_done: Callable[[int], None],
) -> bool:
    """Write pages into one PDF, with vector maps, selectable text and nested bookmarks.

    Args:
        pages: live layouts, or pages printed before, in the order of the document.
        target: the PDF; replaced only once the new one is whole.
        dpi: resolution of what has to be drawn as pixels.
        document: title, author and date stored in the file.
        page_done: told the number of pages written so far; may raise `Cancelled`.

    Returns:
        True when the file has bookmarks: False where it is not as we know QGIS to write it.

    Raises:
        ExportError: a page or the file could not be written, or pages printed before cannot be
            joined by this GDAL.
    """
    marks = [
        Mark(page.bookmark, page.level, number)
        for number, page in enumerate(pages)
        if page.bookmark
    ]
    layouts = [page.source for page in pages if isinstance(page.source, QgsPrintLayout)]
    with _workshop(target) as folder:
        draft = folder / target.name
        if len(layouts) == len(pages) and not any(page.overlays for page in pages):
            _write(draft, lambda path: _export_iterated(layouts, path, dpi, page_done))
        else:
            _join(pages, draft, dpi, page_done)
        marked = bind(draft, marks, document)
        os.replace(draft, target)
    return marked


def _join(pages: Sequence[Page], draft: Path, dpi: int, page_done: Callable[[int], None]) -> None:
    """Join pages printed before, live ones printed now, and what lies over them."""
    if not can_join():
        raise ExportError(_NOT_JOINED, path=draft.name)
    sheets = []
    for number, page in enumerate(pages, start=1):
        printed = page.source
        if not isinstance(printed, PrintedPage):
            printed = print_page(printed, draft.parent / f"{number}.page.pdf", dpi)
        sheets.append((printed, *page.overlays))
        page_done(number)
    with _QuietGdal():
        join(sheets, draft)


def print_page(layout: QgsPrintLayout, target: Path, dpi: int) -> PrintedPage:
    """Write a layout of one page as a PDF of its own, to be joined to others; ExportError."""
    _write(target, partial(_export_page, layout, dpi))
    size = layout.pageCollection().page(0).pageSize()
    return PrintedPage(target, size.width(), size.height())


def _write(
    target: Path, export: Callable[[str], QgsLayoutExporter.ExportResult | tuple[object, str]]
) -> None:
    """Export under a temporary name beside the target, then put it in place at once."""
    with _workshop(target) as folder:
        unfinished = folder / target.name
        with _QuietGdal():
            answer = export(str(unfinished))
        result, detail = answer if isinstance(answer, tuple) else (answer, "")
        if result != QgsLayoutExporter.ExportResult.Success or not unfinished.exists():
            if result == QgsLayoutExporter.ExportResult.MemoryError:
                raise ExportError(_TOO_LARGE, path=target)
            raise ExportError(_NOT_WRITTEN, path=target, reason=detail or f"QGIS: {result}")
        os.replace(unfinished, target)


@contextmanager
def _workshop(target: Path) -> Iterator[Path]:
    """A folder beside the target for what is unfinished; what goes wrong in it names the target."""
    try:
        with tempfile.TemporaryDirectory(dir=target.parent, prefix=".export-") as folder:
            yield Path(folder)
    except (OSError, RuntimeError) as error:
        raise ExportError(_NOT_WRITTEN, path=target, reason=error) from error


def _whole_svg(
    path: str, exporter: QgsLayoutExporter, settings: QgsLayoutExporter.SvgExportSettings
) -> QgsLayoutExporter.ExportResult:
    """Export, and see that the drawing was closed: on a full disk QGIS still says Success."""
    result = exporter.exportToSvg(path, settings)
    end = Path(path).read_bytes()[-32:] if Path(path).exists() else b""
    complete = b"</svg>" in end
    return result if complete else QgsLayoutExporter.ExportResult.FileError


class _QuietGdal:
    """Hides GDAL's harmless complaint about PNG update access while a page is exported."""

    def __enter__(self) -> None:
        gdal.PushErrorHandler("CPLQuietErrorHandler")

    def __exit__(self, *_: object) -> None:
        gdal.PopErrorHandler()


def _pdf_settings(dpi: int) -> QgsLayoutExporter.PdfExportSettings:
    settings = QgsLayoutExporter.PdfExportSettings()
    settings.dpi = dpi
    settings.forceVectorOutput = True
    settings.textRenderFormat = Qgis.TextRenderFormat.AlwaysText
    # Joining would drop the map's place on Earth, which takes GDAL a while to add to each page.
    settings.appendGeoreference = False
    return settings


def _export_page(layout: QgsPrintLayout, dpi: int, path: str) -> QgsLayoutExporter.ExportResult:
    result = QgsLayoutExporter(layout).exportToPdf(path, _pdf_settings(dpi))
    if result == QgsLayoutExporter.ExportResult.Success:
        make_readable(Path(path))
    return result


class _Pages(QgsAbstractLayoutIterator):
    """Layouts one after the other, for QGIS' own exporter of several pages."""

    def __init__(self, layouts: Sequence[QgsPrintLayout], page_done: Callable[[int], None]) -> None:
        super().__init__()
        self._layouts = layouts
        self._page_done = page_done
        self._index = -1
        self.stopped: Cancelled | None = None

    def beginRender(self) -> bool:
        return True

    def endRender(self) -> bool:
        return True

    def count(self) -> int:
        return len(self._layouts)

    def layout(self) -> QgsLayout:
        return self._layouts[max(self._index, 0)]

    def next(self) -> bool:
        # An exception must not cross QGIS' own code: it is kept and raised by the caller.
        try:
            if self._index >= 0:
                self._page_done(self._index + 1)
        except Cancelled as stop:
            self.stopped = stop
            return False
        self._index += 1
        return self._index < len(self._layouts)

    def filePath(self, base: str, _extension: str) -> str:
        return base


def _export_iterated(
    layouts: Sequence[QgsPrintLayout], path: str, dpi: int, page_done: Callable[[int], None]
) -> tuple[QgsLayoutExporter.ExportResult, str]:
    pages = _Pages(layouts, page_done)
    answer = QgsLayoutExporter.exportToPdf(pages, path, _pdf_settings(dpi), None)
    if pages.stopped is not None:
        raise pages.stopped
    if answer[0] == QgsLayoutExporter.ExportResult.Success:
        make_readable(Path(path))
    return answer
