"""The window's hands on the canvas: its two tools, and giving back the tool that was there."""

from __future__ import annotations

from qgis.gui import QgsMapCanvas, QgsMapTool
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QObject, pyqtSignal

from .tools import PickTool, PlaceTool


class Hands(QObject):
    """Holds at most one of the tools up.

    Signals:
        picked: the objects under a click (a list of Found), what is meant first.
        placed: where something shall stand (WKT, EPSG:2154), and whether an object was dragged.
        changed: another tool is up; maybe none of ours.
    """

    picked = pyqtSignal(list)
    placed = pyqtSignal(str, bool)
    changed = pyqtSignal()

    def __init__(self, canvas: QgsMapCanvas, parent: QObject) -> None:
        super().__init__(parent)
        self._canvas = canvas
        self._before: QgsMapTool | None = None
        self._picking, self._placing = PickTool(canvas), PlaceTool(canvas)
        self._picking.picked.connect(self.picked)
        self._picking.placed.connect(lambda wkt: self.placed.emit(wkt, True))
        self._placing.placed.connect(lambda wkt: self.placed.emit(wkt, False))
        for tool in (self._picking, self._placing):
            tool.left.connect(self.put_down)
        canvas.mapToolSet.connect(self._told)

    @property
    def is_picking(self) -> bool:
        """Whether a click chooses an object."""
        return self._canvas.mapTool() is self._picking

    @property
    def is_placing(self) -> bool:
        """Whether a click says where something shall stand."""
        return self._canvas.mapTool() is self._placing

    def pick(self, on: bool) -> None:
        """Let clicks choose objects, or no longer."""
        if on:
            self._take_up(self._picking)
        elif self.is_picking:
            self.put_down()

    def place(self, on: bool, stands: str = "") -> None:
        """Let a click say where something shall stand that stands there now, or no longer."""
        if on:
            self._placing.start_from(stands)
            self._take_up(self._placing)
        elif self.is_placing:
            self.put_down()

    def put_down(self) -> None:
        """Give the canvas back the tool that it had."""
        if not (self.is_picking or self.is_placing):
            return
        before, self._before = self._before, None
        if before is not None and not sip.isdeleted(before):
            self._canvas.setMapTool(before)
        else:
            self._canvas.unsetMapTool(self._canvas.mapTool())

    def close(self) -> None:
        """Leave nothing on the canvas."""
        self.put_down()
        self._canvas.mapToolSet.disconnect(self._told)
        for tool in (self._picking, self._placing):
            tool.close()

    def _take_up(self, tool: QgsMapTool) -> None:
        if not (self.is_picking or self.is_placing):
            self._before = self._canvas.mapTool()
        self._canvas.setMapTool(tool)

    def _told(self, *_tools: object) -> None:
        self.changed.emit()
