"""A page of words in the pages' font, in a QGIS of its own; prints as JSON what became of them."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from pypdf import PdfReader
from qgis.core import (
    Qgis,
    QgsApplication,
    QgsLayoutExporter,
    QgsLayoutItemLabel,
    QgsPrintLayout,
    QgsProject,
    QgsSettings,
)
from qgis.PyQt.QtCore import QRectF
from qgis.PyQt.QtGui import QFont, QFontDatabase, QFontInfo, QImage
from territoires_industrie.territoires_industrie.layouts import fonts, texts

WORDS = (
    "Réseau électrique (400 kV) – Œuvre à l’Aa",
    "1\u202f234\u00a0GWh/an, > 10\u202f000 MWh, ≥ 50 %",
    "« AVEYRON, Tourcoing, Wattrelos » ÀÉÈÇÎÔÛŒ",
    "fi fl ffi – — … ’ “ ” • · ° ² ³ × − ≈ ≤ ≥ € №",
)
FACES = ((False, False), (True, False), (False, True), (True, True))


def all_settings():
    settings = QgsSettings()
    return {key: str(settings.value(key)) for key in settings.allKeys()}


def page(folder):
    layout = QgsPrintLayout(QgsProject.instance())
    layout.initializeDefaults()
    layout.renderContext().setTextRenderFormat(Qgis.TextRenderFormat.AlwaysText)
    for row, (bold, italic) in enumerate(FACES):
        for column, words in enumerate(WORDS):
            label = QgsLayoutItemLabel(layout)
            label.setText(words)
            label.setTextFormat(texts.text_format(10, bold=bold, italic=italic))
            layout.addLayoutItem(label)
            label.attemptSetSceneRect(QRectF(10, 10 + 40 * row + 9 * column, 250, 8))
    exporter = QgsLayoutExporter(layout)
    pdf, svg = QgsLayoutExporter.PdfExportSettings(), QgsLayoutExporter.SvgExportSettings()
    pdf.textRenderFormat = svg.textRenderFormat = Qgis.TextRenderFormat.AlwaysText
    image = QgsLayoutExporter.ImageExportSettings()
    image.dpi = 72
    done = [
        exporter.exportToPdf(str(folder / "a.pdf"), pdf),
        exporter.exportToSvg(str(folder / "a.svg"), svg),
        exporter.exportToImage(str(folder / "a.png"), image),
    ]
    if any(result != QgsLayoutExporter.ExportResult.Success for result in done):
        raise SystemExit(f"not exported: {done}")


def fonts_of(path):
    names = set()
    for sheet in PdfReader(path).pages:
        for font in sheet["/Resources"]["/Font"].values():
            names.add(str(font.get_object()["/BaseFont"]).lstrip("/").split("+")[-1])
    return sorted(names)


def ink(path):
    """The share of a picture that is dark."""
    picture = QImage(str(path)).convertToFormat(QImage.Format.Format_Grayscale8)
    bits = picture.constBits()
    bits.setsize(picture.sizeInBytes())
    values = bytes(bits)
    return sum(value < 128 for value in values) / len(values)


class Counted:
    """Stands for QFontDatabase, and remembers the files that it was given."""

    def __init__(self, added):
        self._added = added

    def addApplicationFont(self, path):
        self._added.append(path)
        return QFontDatabase.addApplicationFont(path)


def main():
    folder = Path(sys.argv[1])
    qgis = QgsApplication([], False)
    qgis.initQgis()
    added = []
    fonts.QFontDatabase = Counted(added)
    settings = all_settings()
    widths = {
        f"{words}|{bold}|{italic}": texts.width_of(words, 10, bold=bold, italic=italic)
        for words in WORDS
        for bold, italic in FACES
    }
    page(folder)
    told = {
        "provided": fonts.provide(),
        "printed": QFontInfo(QFont(fonts.FAMILY)).family(),
        "added": len(added),
        "widths": widths,
        "height": texts.line_height(10),
        "in_pdf": fonts_of(folder / "a.pdf"),
        "svg": (folder / "a.svg").read_text(encoding="utf-8"),
        "ink": ink(folder / "a.png"),
        "settings_before": settings,
        "settings": all_settings(),
    }
    print(json.dumps(told))
    qgis.exitQgis()


main()
