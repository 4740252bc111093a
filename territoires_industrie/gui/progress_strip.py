"""The dock's foot: how far the running job is, how many wait, and the button that stops them."""

from __future__ import annotations

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QResizeEvent
from qgis.PyQt.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ..i18n import tr
from .jobs import JobQueue

#: Of those that wait so many are shown.
_NEXT = 3


class ProgressStrip(QWidget):
    """Seen while something runs."""

    def __init__(self, queue: JobQueue, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._queue = queue
        self.title = QLabel(self)
        self.title.setWordWrap(True)
        self.title.setAccessibleName(tr("What is being done"))
        self.bar = QProgressBar(self)
        self.bar.setAccessibleName(tr("How far it is"))
        self.step = QLabel(self)
        self.step.setTextFormat(Qt.TextFormat.PlainText)
        self.step.setAccessibleName(tr("The step at hand"))
        self.step.setMinimumWidth(1)
        self.waiting = QLabel(self)
        self.waiting.setObjectName("waiting")
        self.waiting.setWordWrap(True)
        self.waiting.setTextFormat(Qt.TextFormat.PlainText)
        self.waiting.setAccessibleName(tr("What waits"))
        self.stop = QPushButton(tr("Stop"), self)
        self.stop.setObjectName("stop")
        self.stop.setAccessibleName(tr("Stop what runs and forget what waits"))
        self.stop.clicked.connect(queue.stop)
        row = QHBoxLayout()
        row.addWidget(self.bar, 1)
        row.addWidget(self.stop)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(6, 2, 6, 6)
        rows.addWidget(self.title)
        rows.addLayout(row)
        rows.addWidget(self.step)
        rows.addWidget(self.waiting)
        queue.changed.connect(self.look)
        self.look()

    def look(self) -> None:
        """Show what the queue is at."""
        job = self._queue.running
        self.setVisible(job is not None)
        if job is None:
            return
        place, every = self._queue.place
        more = tr("{number} of {every}: ").format(number=place, every=every) if every > 1 else ""
        self.title.setText(more + job.title)
        self._show_waiting()
        stopping = job.talk.isCanceled()
        self.stop.setEnabled(not stopping)
        self._show_step(tr("Stopping…") if stopping else job.talk.text)
        share = round(100 * job.share)
        # A bar that runs to and fro: nobody knows yet how much there is.
        self.bar.setRange(0, 100 if share else 0)
        self.bar.setValue(share)

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        """As much of the step's words as there is room now: the first come before any is given."""
        super().resizeEvent(event)
        self._show_step(self.step.toolTip())

    def _show_step(self, text: str) -> None:
        margins = self.layout().contentsMargins()
        room = self.width() - margins.left() - margins.right()
        middle = Qt.TextElideMode.ElideMiddle
        self.step.setText(self.step.fontMetrics().elidedText(text, middle, room))
        self.step.setToolTip(text)

    def _show_waiting(self) -> None:
        """The next by their titles, the others by their number; all of them in the tip."""
        titles = [job.title for job in self._queue.waiting]
        shown = list(titles[:_NEXT])
        if len(titles) > _NEXT:
            shown.append(tr("and {count} more").format(count=len(titles) - _NEXT))
        text = "\n".join(shown)
        self.waiting.setVisible(bool(titles))
        self.waiting.setText(tr("Then:") + "\n" + text)
        self.waiting.setToolTip("\n".join(titles))
        self.waiting.setAccessibleDescription("\n".join(titles))
