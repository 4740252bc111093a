"""A small picture of where a territory lies among the atlas' others; painted, no map canvas."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from qgis.core import QgsGeometry
from qgis.PyQt.QtCore import QPointF, QRectF, QSize
from qgis.PyQt.QtGui import QPainter, QPaintEvent, QPalette, QPen, QPolygonF, QTransform
from qgis.PyQt.QtWidgets import QSizePolicy, QWidget

from ..i18n import tr
from ..territories import Territory, all_epci, territory_of_epci

#: What cannot be seen on a picture of this size is left out (metres).
_TOLERANCE = 700.0
_AIR = 4.0
_FAINT = 60  # of 255


class Outline(QWidget):
    """The EPCI of Hauts-de-France and its borders; those of the chosen territories stand out."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chosen: frozenset[str] = frozenset()
        self.setMinimumSize(QSize(96, 96))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(tr("Outline of the territory"))

    def sizeHint(self) -> QSize:
        return QSize(104, 104)

    def show_territories(self, territories: Sequence[Territory]) -> None:
        """Let these stand out."""
        self._chosen = frozenset(siren for each in territories for siren in each.sirens)
        names = ", ".join(each.title for each in territories)
        self.setAccessibleDescription(names)
        self.update()

    def paintEvent(self, _event: QPaintEvent | None) -> None:
        outlines = _outlines()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setTransform(_fitted(_extent(outlines.values()), QRectF(self.rect())))
        palette = self.palette()
        faint = palette.color(QPalette.ColorRole.WindowText)
        faint.setAlpha(_FAINT)
        line = QPen(palette.color(QPalette.ColorRole.Window), 0)
        for siren, rings in outlines.items():
            strong = siren in self._chosen
            painter.setPen(line)
            painter.setBrush(palette.color(QPalette.ColorRole.Highlight) if strong else faint)
            for ring in rings:
                painter.drawPolygon(ring)
        painter.end()


@lru_cache(maxsize=1)
def _outlines() -> dict[str, list[QPolygonF]]:
    """The outer rings of the EPCI that belong to a territory or lie between, by SIREN."""
    owners = territory_of_epci()
    shown = {siren: epci for siren, epci in all_epci().items() if siren in owners}
    shown |= {siren: epci for siren, epci in all_epci().items() if siren not in shown}
    return {siren: _rings(epci.outline) for siren, epci in shown.items()}


def _rings(wkb: bytes) -> list[QPolygonF]:
    geometry = QgsGeometry()
    geometry.fromWkb(wkb)
    geometry = geometry.simplify(_TOLERANCE)
    geometry.convertToMultiType()
    return [
        QPolygonF([QPointF(point.x(), point.y()) for point in polygon[0]])
        for polygon in geometry.asMultiPolygon()
    ]


def _extent(outlines: Iterable[list[QPolygonF]]) -> QRectF:
    extent = QRectF()
    for rings in outlines:
        for ring in rings:
            extent = extent.united(ring.boundingRect())
    return extent


def _fitted(extent: QRectF, room: QRectF) -> QTransform:
    """From metres, northward, to pixels, downward, in the middle of the room."""
    room = room.adjusted(_AIR, _AIR, -_AIR, -_AIR)
    scale = min(room.width() / extent.width(), room.height() / extent.height())
    fitted = QTransform()
    fitted.translate(room.center().x(), room.center().y())
    fitted.scale(scale, -scale)
    fitted.translate(-extent.center().x(), -extent.center().y())
    return fitted
