"""The two map tools: click on an object, or drag it; click where something shall stand."""

from __future__ import annotations

from qgis.core import Qgis, QgsGeometry, QgsPointXY
from qgis.gui import QgsMapCanvas, QgsMapMouseEvent, QgsMapTool, QgsRubberBand
from qgis.PyQt.QtCore import QPoint, Qt, pyqtSignal
from qgis.PyQt.QtGui import QKeyEvent
from qgis.PyQt.QtWidgets import QApplication

from .rows import Found, found_near, to_atlas, to_canvas


class _Tool(QgsMapTool):
    """A tool with a line from a place to the pointer.

    Signals:
        placed: where something shall stand (WKT, EPSG:2154).
        left: Escape was pressed.
    """

    placed = pyqtSignal(str)
    left = pyqtSignal()

    def __init__(self, canvas: QgsMapCanvas, cursor: Qt.CursorShape) -> None:
        super().__init__(canvas)
        self.setCursor(cursor)
        self._line = QgsRubberBand(canvas, Qgis.GeometryType.Line)
        self._line.setColor(canvas.palette().highlight().color())
        self._line.setWidth(2)
        self._line.setLineStyle(Qt.PenStyle.DashLine)

    def keyPressEvent(self, event: QKeyEvent | None) -> None:
        if event is not None and event.key() == Qt.Key.Key_Escape:
            event.accept()
            self._line.reset(Qgis.GeometryType.Line)
            self.left.emit()

    def deactivate(self) -> None:
        self._line.reset(Qgis.GeometryType.Line)
        super().deactivate()

    def close(self) -> None:
        """Go, with what it has drawn: the canvas would keep both."""
        self.canvas().scene().removeItem(self._line)
        self.deleteLater()

    def _draw(self, start: QgsPointXY | None, end: QgsPointXY) -> None:
        if start is not None:
            self._line.setToGeometry(QgsGeometry.fromPolylineXY([start, end]), None)


class PickTool(_Tool):
    """Click on an object to correct it; drag a point to move it.

    Signals:
        picked: the objects under the click (a list of Found), what is meant first.
    """

    picked = pyqtSignal(list)

    def __init__(self, canvas: QgsMapCanvas) -> None:
        super().__init__(canvas, Qt.CursorShape.WhatsThisCursor)
        self._pressed: QPoint | None = None
        self._start: QgsPointXY | None = None

    def canvasPressEvent(self, event: QgsMapMouseEvent | None) -> None:
        if event is None or event.button() != Qt.MouseButton.LeftButton:
            return
        found = found_near(self.canvas(), QgsPointXY(event.pos()))
        self._pressed = event.pos() if found and _is_point(found[0]) else None
        self._start = event.mapPoint() if found else None
        self.picked.emit(found)

    def canvasMoveEvent(self, event: QgsMapMouseEvent | None) -> None:
        if event is not None and self._is_dragged(event):
            self._draw(self._start, event.mapPoint())

    def canvasReleaseEvent(self, event: QgsMapMouseEvent | None) -> None:
        if event is None or event.button() != Qt.MouseButton.LeftButton:
            return
        dragged = self._is_dragged(event)
        self._pressed = None
        self._line.reset(Qgis.GeometryType.Line)
        if dragged:
            self.placed.emit(to_atlas(self.canvas(), event.mapPoint()))

    def _is_dragged(self, event: QgsMapMouseEvent) -> bool:
        if self._pressed is None:
            return False
        way = (event.pos() - self._pressed).manhattanLength()
        return bool(way >= QApplication.startDragDistance())


class PlaceTool(_Tool):
    """Click where something shall stand; a line leads there from where it stands."""

    def __init__(self, canvas: QgsMapCanvas) -> None:
        super().__init__(canvas, Qt.CursorShape.CrossCursor)
        self._stands = ""

    def start_from(self, wkt: str) -> None:
        """Say where the object stands now (WKT, EPSG:2154); "" for one that stands nowhere."""
        self._stands = wkt

    def canvasMoveEvent(self, event: QgsMapMouseEvent | None) -> None:
        if event is not None and self._stands:
            self._draw(to_canvas(self.canvas(), self._stands), event.mapPoint())

    def canvasReleaseEvent(self, event: QgsMapMouseEvent | None) -> None:
        if event is not None and event.button() == Qt.MouseButton.LeftButton:
            self._line.reset(Qgis.GeometryType.Line)
            self.placed.emit(to_atlas(self.canvas(), event.mapPoint()))


def _is_point(found: Found) -> bool:
    return found.row.cells.get("geometry", "").startswith("POINT")
