"""Pages to files: PDF with bookmarks, PNG, SVG; each written whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from html import escape
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

#: GDAL reads PDF pages through one of these libraries; without any it cannot join pages.
_PDF_READERS = ("HAVE_POPPLER", "HAVE_PDFIUM", "HAVE_PODOFO")

_NOT_WRITTEN = "{path} was not written ({reason}): is it open elsewhere, is the disk full?"
_TOO_LARGE = "{path} was not written, for lack of memory: ask for fewer dots per inch."


class ExportError(AtlasError):
    """A page could not be written; the message says which file and why."""


@dataclass(frozen=True)
class Document:
    """What a PDF says of itself."""

    title: str
    author: str
    created: datetime


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
    """Write pages into one PDF, with vector maps and selectable text.

    Args:
        layouts: one layout a page.
        target: the PDF; replaced only once the new one is whole.
        dpi: resolution of what has to be drawn as pixels.
        document: title, author and date stored in the file.
        page_done: told the number of pages written so far; may raise `Cancelled`.

    Returns:
        True when the file has bookmarks: False where this GDAL cannot read PDF pages.

    Raises:
        ExportError: a page or the file could not be written.
    """
    if not _can_join_pages():
        _write(target, lambda path: _export_iterated(layouts, path, dpi, page_done))
        return False
    with _workshop(target) as folder:
        pages = []
        for index, layout in enumerate(layouts):
            page = folder / f"{index}.pdf"
            _write(page, partial(_export_page, layout, dpi))
            pages.append(page)
            page_done(index + 1)
        joined = folder / target.name
        _join(pages, layouts, joined, document)
        os.replace(joined, target)
    return True


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
    return settings


def _export_page(layout: QgsPrintLayout, dpi: int, path: str) -> QgsLayoutExporter.ExportResult:
    return QgsLayoutExporter(layout).exportToPdf(path, _pdf_settings(dpi))


def _can_join_pages() -> bool:
    driver = gdal.GetDriverByName("PDF")
    return driver is not None and any(
        driver.GetMetadataItem(reader) == "YES" for reader in _PDF_READERS
    )


def _join(
    pages: Sequence[Path], layouts: Sequence[QgsPrintLayout], target: Path, document: Document
) -> None:
    composition = _composition(pages, layouts)
    driver = gdal.GetDriverByName("PDF")
    source = target.with_suffix(".xml")
    source.write_text(composition, encoding="utf-8")
    with _QuietGdal():
        driver.Create(str(target), 0, 0, 0, gdal.GDT_Unknown, [f"COMPOSITION_FILE={source}"])
        joined = gdal.OpenEx(str(target), gdal.OF_UPDATE | gdal.OF_RASTER)
    if joined is None:
        raise RuntimeError(f"GDAL: {gdal.GetLastErrorMsg()}")
    joined.SetMetadataItem("TITLE", document.title)
    joined.SetMetadataItem("AUTHOR", document.author)
    joined.SetMetadataItem("CREATION_DATE", f"D:{document.created:%Y%m%d%H%M%S}Z")
    joined.FlushCache()


def _composition(pages: Sequence[Path], layouts: Sequence[QgsPrintLayout]) -> str:
    """GDAL's description of the joined document: pages at their own size, one bookmark a page."""
    bodies, bookmarks = [], []
    for index, (page, layout) in enumerate(zip(pages, layouts, strict=True)):
        size = layout.pageCollection().page(0).pageSize()
        width, height = (round(side / 25.4 * 72) for side in (size.width(), size.height()))
        bodies.append(
            f'<Page id="p{index}"><DPI>72</DPI><Width>{width}</Width><Height>{height}</Height>'
            f'<Content><PDF dataset="{escape(str(page))}"/></Content></Page>'
        )
        bookmarks.append(
            f'<OutlineItem name="{escape(layout.name())}"><Actions>'
            f'<GotoPageAction pageId="p{index}"/></Actions></OutlineItem>'
        )
    return (
        "<PDFComposition>"
        + "".join(bodies)
        + f"<Outline>{''.join(bookmarks)}</Outline></PDFComposition>"
    )


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
    return answer
