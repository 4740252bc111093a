"""The foot of a page: its sources, whole, whatever the map has to give up for them."""

from __future__ import annotations

from qgis.core import QgsLayoutItem, QgsLayoutItemLabel, QgsPrintLayout

from .placement import Box
from .templates import item_of, place, rectangle_of, write
from .texts import height_of, type_of, wrap

SOURCES = "sources"
#: What moves with the top of the footer.
_WITH_THE_TOP = ("footer_rule", "page_number")
_AIR = 0.4
_TOUCH = 1.0


def write_sources(layout: QgsPrintLayout, text: str) -> float:
    """Write the sources into their label; how many millimetres it is too low for them.

    A template may leave them out, and then answers for it.
    """
    label = layout.itemById(SOURCES)
    if not isinstance(label, QgsLayoutItemLabel):
        return 0.0
    letters = type_of(label)
    box = rectangle_of(label)
    lines = wrap(text, box.width, letters.size, bold=letters.bold, families=letters.families)
    write(layout, SOURCES, lines)
    return max(height_of(len(lines), letters.size, letters.families) + _AIR - box.height, 0.0)


def give_way(layout: QgsPrintLayout, missing: float) -> None:
    """Let the footer grow upwards by so many millimetres, for a source cut off is no source.

    What begins at the map's top gets lower; what stands below that moves up. On a template whose
    sources do not stand below the map, nothing moves.
    """
    if missing <= 0:
        return
    sources, picture = (rectangle_of(item_of(layout, name)) for name in (SOURCES, "map"))
    if sources.y < picture.bottom:
        return
    for item in layout.items():
        if isinstance(item, QgsLayoutItem) and item.id():
            box = rectangle_of(item)
            place(layout, item.id(), _moved(item.id(), box, missing, picture, sources))


def _moved(name: str, box: Box, missing: float, picture: Box, sources: Box) -> Box:
    if name == SOURCES:
        return Box(box.x, box.y - missing, box.width, box.height + missing)
    if name in _WITH_THE_TOP:
        return Box(box.x, box.y - missing, box.width, box.height)
    if box.y < picture.y - _TOUCH or box.y >= sources.y - _TOUCH:
        return box
    if box.y <= picture.y + _TOUCH:
        return Box(box.x, box.y, box.width, max(box.height - missing, 0.0))
    return Box(box.x, box.y - missing, box.width, box.height)
