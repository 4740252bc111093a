"""Marks on the canvas: what is being corrected, and the corrections that wait."""

from __future__ import annotations

from collections.abc import Sequence

from qgis.core import Qgis, QgsGeometry, QgsPointXY
from qgis.gui import QgsMapCanvas, QgsMapCanvasItem, QgsRubberBand, QgsVertexMarker
from qgis.PyQt.QtGui import QColor

from ...corrections.correction import CLOSE, HIDE
from ...corrections.drafting import Row, Wish, place_of
from .rows import drawn_at, to_canvas

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

    def show_current(self, row: Row | None, to: str = "") -> None:
        """Ring the object at hand where it is drawn, and show where it would stand."""
        self._take_away(self._current)
        start = drawn_at(self._canvas, row.table, row.key, row.stands) if row else None
        end = to_canvas(self._canvas, to) if to else None
        self._draw(self._current, start, QgsVertexMarker.IconType.ICON_CIRCLE)
        self._draw(self._current, end, QgsVertexMarker.IconType.ICON_CROSS)
        self._draw_way(self._current, start, end)

    def show_waiting(self, wishes: Sequence[Wish]) -> None:
        """Mark what waits: a cross where something goes, a box where something comes."""
        self._take_away(self._waiting)
        for wish in wishes:
            told = wish.draft
            start = drawn_at(self._canvas, told.table, told.key, wish.stands)
            end = to_canvas(self._canvas, place_of(wish))
            gone = told.kind in (HIDE, CLOSE)
            icon = QgsVertexMarker.IconType.ICON_X if gone else QgsVertexMarker.IconType.ICON_BOX
            self._draw(self._waiting, end or start, icon)
            self._draw_way(self._waiting, start, end)

    def clear(self) -> None:
        """Leave nothing on the canvas."""
        self._take_away(self._waiting)
        self._take_away(self._current)

    def _take_away(self, items: list[QgsMapCanvasItem]) -> None:
        for item in items:
            self._canvas.scene().removeItem(item)
        items.clear()

    def _draw(
        self,
        items: list[QgsMapCanvasItem],
        place: QgsPointXY | None,
        icon: QgsVertexMarker.IconType,
    ) -> None:
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
            items.append(mark)

    def _draw_way(
        self, items: list[QgsMapCanvasItem], start: QgsPointXY | None, end: QgsPointXY | None
    ) -> None:
        if start is None or end is None:
            return
        line = QgsRubberBand(self._canvas, Qgis.GeometryType.Line)
        line.setColor(self._ink())
        line.setSecondaryStrokeColor(self._pale())
        line.setWidth(2)
        line.setToGeometry(QgsGeometry.fromPolylineXY([start, end]), None)
        items.append(line)

    def _ink(self) -> QColor:
        return self._canvas.palette().highlight().color()

    def _pale(self) -> QColor:
        return self._canvas.palette().highlightedText().color()
