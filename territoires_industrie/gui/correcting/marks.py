"""Marks on the canvas: what is being corrected, and the corrections that wait."""

from __future__ import annotations

from collections.abc import Sequence

from qgis.core import Qgis, QgsGeometry, QgsPointXY
from qgis.gui import QgsMapCanvas, QgsMapCanvasItem, QgsRubberBand, QgsVertexMarker
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QColor

from ...corrections.correction import ADD, CLOSE, HIDE
from ...corrections.drafting import Wish, place_of
from .rows import to_canvas

#: Sizes in pixels at 96 dots per inch.
_SIZE, _PEN = 14, 3


class Marks:
    """Draws over a canvas until `clear`."""

    def __init__(self, canvas: QgsMapCanvas) -> None:
        self._canvas = canvas
        self._waiting: list[QgsMapCanvasItem] = []
        self._current: list[QgsMapCanvasItem] = []

    @property
    def count(self) -> int:
        """How many are drawn."""
        return len(self._waiting) + len(self._current)

    def show_current(self, wkt: str, to: str = "") -> None:
        """Ring the object at hand, and show where it would stand."""
        self._take_away(self._current)
        self._draw(self._current, wkt, QgsVertexMarker.IconType.ICON_CIRCLE)
        if to:
            self._draw(self._current, to, QgsVertexMarker.IconType.ICON_CROSS)
            self._draw_way(self._current, wkt, to)

    def show_waiting(self, wishes: Sequence[Wish]) -> None:
        """Mark what waits: a cross where something goes, a box where something comes."""
        self._take_away(self._waiting)
        for wish in wishes:
            place = place_of(wish)
            gone = wish.draft.kind in (HIDE, CLOSE)
            icon = QgsVertexMarker.IconType.ICON_X if gone else QgsVertexMarker.IconType.ICON_BOX
            self._draw(self._waiting, place or wish.stands, icon)
            if place and wish.draft.kind != ADD:
                self._draw_way(self._waiting, wish.stands, place)

    def clear(self) -> None:
        """Leave nothing on the canvas."""
        self._take_away(self._waiting)
        self._take_away(self._current)

    def _take_away(self, items: list[QgsMapCanvasItem]) -> None:
        for item in items:
            self._canvas.scene().removeItem(item)
        items.clear()

    def _draw(
        self, items: list[QgsMapCanvasItem], wkt: str, icon: QgsVertexMarker.IconType
    ) -> None:
        place = to_canvas(self._canvas, wkt) if wkt else None
        if place is None:
            return
        scale = self._canvas.logicalDpiX() / 96
        # A pale line below lets it stand out from every map, whatever the theme.
        for colour, wider in ((self._pale(), 2), (self._ink(), 0)):
            mark = QgsVertexMarker(self._canvas)
            mark.setCenter(place)
            mark.setIconType(icon)
            mark.setIconSize(round(_SIZE * scale))
            mark.setPenWidth(round((_PEN + wider) * scale))
            mark.setColor(colour)
            mark.setFillColor(QColor(Qt.GlobalColor.transparent))
            items.append(mark)

    def _draw_way(self, items: list[QgsMapCanvasItem], start: str, end: str) -> None:
        ends = [to_canvas(self._canvas, wkt) for wkt in (start, end) if wkt]
        points: list[QgsPointXY] = [each for each in ends if each is not None]
        if len(points) == 2:
            line = QgsRubberBand(self._canvas, Qgis.GeometryType.Line)
            line.setColor(self._ink())
            line.setSecondaryStrokeColor(self._pale())
            line.setWidth(2)
            line.setToGeometry(QgsGeometry.fromPolylineXY(points), None)
            items.append(line)

    def _ink(self) -> QColor:
        return self._canvas.palette().highlight().color()

    def _pale(self) -> QColor:
        return self._canvas.palette().highlightedText().color()
