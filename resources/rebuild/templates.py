"""Write resources/templates/*.qpt, the designs of the pages: `make templates`.

What a page looks like is decided here, from the rectangles of layouts/frames.py; at work the plugin
only fills these files. Written twice, they are the same to the byte.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable

from qgis.core import (
    Qgis,
    QgsApplication,
    QgsLayoutItemLegend,
    QgsLayoutItemPicture,
    QgsLayoutItemScaleBar,
    QgsLayoutSize,
    QgsPrintLayout,
    QgsProject,
    QgsReadWriteContext,
    QgsRectangle,
)
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtXml import QDomDocument
from territoires_industrie.resources.rebuild.documents import as_text, elements
from territoires_industrie.territoires_industrie.layouts.frames import (
    GUTTER,
    MARGIN,
    ORIENTATIONS,
    PAPERS,
    Frames,
    frames,
    page_size,
)
from territoires_industrie.territoires_industrie.layouts.furniture import (
    FRAME_COLOUR,
    add_map,
    add_rectangle,
    add_rule,
    add_text,
    put,
)
from territoires_industrie.territoires_industrie.layouts.legend import set_type
from territoires_industrie.territoires_industrie.layouts.placement import Box
from territoires_industrie.territoires_industrie.layouts.templates import TEMPLATES
from territoires_industrie.territoires_industrie.layouts.texts import FAINT_INK, text_format

PAGE_NUMBER_WIDTH = 12.0
LOGO_WIDTH = 30.0
#: Anywhere in the region: a template's map shows nothing yet, but must not be empty.
SOMEWHERE = QgsRectangle(600_000, 6_900_000, 700_000, 7_000_000)
_UUID = re.compile(r"\{[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\}")
RIGHT = Qt.AlignmentFlag.AlignRight


def map_page(layout: QgsPrintLayout, paper: str, orientation: str) -> None:
    """A map with its legend, notes, list of sites, small map, scale and sources."""
    parts = frames(paper, orientation)
    _head(layout, parts.title, "theme")
    add_rectangle(layout, "notes", parts.notes, None)
    add_map(layout, "map", parts.map, SOMEWHERE, [])
    _legend(layout, parts.legend, 1 if orientation == "landscape" else 2)
    add_map(layout, "locator", parts.locator, SOMEWHERE, [])
    _scale(layout, parts)
    add_rectangle(layout, "sites_ground", Box(*_corner(parts.map)), "#ffffff", FRAME_COLOUR)
    for block, head in (("limits", "À savoir"), ("sites", "Sites numérotés")):
        add_text(layout, f"{block}_head", [head], parts.notes, 7.5, bold=True)
        add_text(layout, block, ["…"], parts.notes, 6.0)
    _foot(layout, parts.footer)


def text_page(layout: QgsPrintLayout, paper: str, orientation: str) -> None:
    """Title, body, foot: what a page of words, figures or tables stands on."""
    parts = frames(paper, orientation, footer_height=5.0)
    _head(layout, parts.title, "subtitle")
    top = parts.title.bottom + 2 * GUTTER
    body = Box(MARGIN, top, parts.footer.width, parts.footer.y - GUTTER - top)
    add_rectangle(layout, "body", body, None)
    _foot(layout, parts.footer)


def cover(layout: QgsPrintLayout, paper: str, orientation: str) -> None:
    """The first page of an atlas or of a territory; `picture` is where the region's map goes."""
    width, height = page_size(paper, orientation)
    left, inner = 3 * MARGIN, width - 6 * MARGIN
    logo = QgsLayoutItemPicture(layout)
    put(layout, logo, "logo", Box(left, 3 * MARGIN, 2 * LOGO_WIDTH, 24.0))
    middle = height * 0.40
    if orientation == "landscape":
        side = inner * 0.44
        picture = Box(left + inner - side, (height - side) / 2, side, side)
        inner -= side + 2 * MARGIN
    else:
        top = 3 * MARGIN + 24.0 + 2 * MARGIN
        picture = Box(left, top, inner, inner * 0.8)
        middle = picture.bottom + 3 * MARGIN
    add_rectangle(layout, "picture", picture, "#00ffffff")
    add_rectangle(layout, "band", Box(left, middle - 4.0, 24.0, 1.6), "#0072b2")
    add_text(layout, "subtitle", ["Sous-titre"], Box(left, middle, inner, 9.0), 15)
    # Room for a title of three lines, which the longest names take.
    title = Box(left, middle + 11.0, inner, 44.0)
    add_text(layout, "title", ["TERRITOIRE"], title, 30, bold=True)
    add_text(layout, "date", ["Date"], Box(left, title.bottom + 3.0, inner, 7.0), 11)
    note = Box(left, height - 3 * MARGIN - 22.0, inner, 16.0)
    add_text(layout, "mention", ["Mentions"], note, 8, colour=FAINT_INK)
    edition = Box(left, note.bottom + GUTTER, inner, 5.0)
    add_text(layout, "edition", ["Édition"], edition, 8, colour=FAINT_INK)


def _head(layout: QgsPrintLayout, box: Box, second: str) -> None:
    words = box.width - LOGO_WIDTH - GUTTER
    picture = QgsLayoutItemPicture(layout)
    put(layout, picture, "logo", Box(box.right - LOGO_WIDTH, box.y, LOGO_WIDTH, 8.5))
    add_text(layout, "title", ["TERRITOIRE"], Box(box.x, box.y, words, 8.0), 16, bold=True)
    left = box.width * 0.72
    add_text(layout, second, ["Thème"], Box(box.x, box.y + 8.2, left, 6.0), 11)
    date = Box(box.x + left, box.y + 9.4, box.width - left, 5.0)
    add_text(layout, "edition", ["Édition"], date, 8, colour=FAINT_INK, align=RIGHT)
    add_rule(layout, "title_rule", box.x, box.bottom - 0.3, box.width)


def _foot(layout: QgsPrintLayout, box: Box) -> None:
    add_rule(layout, "footer_rule", box.x, box.y, box.width)
    words = Box(box.x, box.y + 1.0, box.width - PAGE_NUMBER_WIDTH, box.height - 1.0)
    add_text(layout, "sources", ["Sources"], words, 5.5, colour=FAINT_INK)
    number = Box(words.right, words.y, PAGE_NUMBER_WIDTH, 4.0)
    add_text(layout, "page_number", ["1"], number, 8, align=RIGHT)


def _legend(layout: QgsPrintLayout, box: Box, columns: int) -> None:
    legend = QgsLayoutItemLegend(layout)
    legend.setAutoUpdateModel(False)
    legend.model().rootGroup().removeAllChildren()
    set_type(legend, columns)
    put(layout, legend, "legend", box)


def _scale(layout: QgsPrintLayout, parts: Frames) -> None:
    box = parts.scale_bar
    words = Box(box.x, box.y, box.width, 3.0)
    add_text(layout, "scale", ["Échelle"], words, 6.5, colour=FAINT_INK)
    bar = QgsLayoutItemScaleBar(layout)
    bar.setStyle("Single Box")
    bar.setLinkedMap(layout.itemById("map"))
    bar.setUnits(Qgis.DistanceUnit.Kilometers)
    bar.setUnitLabel("km")
    bar.setNumberOfSegmentsLeft(0)
    bar.setNumberOfSegments(2)
    bar.setTextFormat(text_format(6.5))
    bar.setHeight(1.2)
    bar.setLabelBarSpace(0.7)
    bar.setBoxContentSpace(0)
    put(layout, bar, "scale_bar", Box(box.x, box.y + 3.2, box.width, box.height - 3.2))


def _corner(box: Box) -> tuple[float, float, float, float]:
    """Where a box of text would stand on the map, as wide as it may be."""
    return box.x, box.y, 58.0, 30.0


KINDS: dict[str, Callable[[QgsPrintLayout, str, str], None]] = {
    "map": map_page,
    "text": text_page,
    "cover": cover,
}


def template_text(kind: str, paper: str, orientation: str) -> str:
    """One template as the text of a .qpt file, without what changes from one run to the next."""
    layout = QgsPrintLayout(QgsProject.instance())
    layout.initializeDefaults()
    layout.setName(kind)
    width, height = page_size(paper, orientation)
    layout.pageCollection().page(0).setPageSize(QgsLayoutSize(width, height))
    KINDS[kind](layout, paper, orientation)
    document = QDomDocument()
    root = layout.writeXml(document, QgsReadWriteContext())
    document.appendChild(root)
    return _settled(document)


def _settled(document: QDomDocument) -> str:
    for element in elements(document.documentElement()):
        if element.tagName() == "LayoutItem":
            element.removeAttribute("groupUuid")
    text = as_text(document.documentElement()).replace("<!DOCTYPE qgis>\n", "")
    known = {uuid: index for index, uuid in enumerate(dict.fromkeys(_UUID.findall(text)), 1)}
    return _UUID.sub(lambda match: f"{{00000000-0000-0000-0000-{known[match[0]]:012}}}", text)


def main() -> None:
    """Write all templates."""
    application = QgsApplication([], False)
    application.initQgis()
    TEMPLATES.mkdir(parents=True, exist_ok=True)
    names = [(k, p, o) for k in KINDS for p in PAPERS for o in ORIENTATIONS]
    for kind, paper, orientation in names:
        path = TEMPLATES / f"{kind}-{paper}-{orientation}.qpt"
        text = template_text(kind, paper, orientation)
        path.write_text(text, encoding="utf-8", newline="\n")
    sys.stdout.write(f"{len(names)} templates in {TEMPLATES}\n")


if __name__ == "__main__":
    main()
