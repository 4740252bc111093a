"""A window upright and narrow: it scrolls up and down only, and its texts are never cut off."""

from __future__ import annotations

from qgis.PyQt.QtCore import QSize, Qt, QTimer
from qgis.PyQt.QtGui import QResizeEvent
from qgis.PyQt.QtWidgets import QFrame, QLabel, QScrollArea, QWidget


class Upright(QScrollArea):
    """Scrolls up and down; sideways it is as wide as what is inside."""

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._sought: QWidget | None = None
        # What has just been filled or shown has its place a turn later.
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._scroll_there)

    def lead_to(self, widget: QWidget) -> None:
        """Scroll until a part of what is inside is seen."""
        self._sought = widget
        self._soon.start()

    def minimumSizeHint(self) -> QSize:
        return QSize(self._width(), super().minimumSizeHint().height())

    def sizeHint(self) -> QSize:
        return QSize(self._width(), super().sizeHint().height())

    def _scroll_there(self) -> None:
        if self._sought is not None:
            self.ensureWidgetVisible(self._sought)
            self._sought = None

    def _width(self) -> int:
        bar = self.verticalScrollBar().sizeHint().width()
        return int(self.widget().minimumSizeHint().width() + bar)


def rule() -> QFrame:
    """A line across."""
    line = QFrame()
    line.setFrameShape(QFrame.Shape.HLine)
    line.setFrameShadow(QFrame.Shadow.Sunken)
    return line


class Wrapped(QLabel):
    """A text of several lines, each of which is seen: a scroll area asks nobody how high it is."""

    def __init__(self, text: str, parent: QWidget) -> None:
        super().__init__(text, parent)
        self.setWordWrap(True)
        self.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)

    def setText(self, text: str) -> None:
        super().setText(text)
        self._fit()

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        # Qt's answer is never below what was asked for last.
        self.setMinimumHeight(0)
        self.setMinimumHeight(max(0, self.heightForWidth(self.width())))
