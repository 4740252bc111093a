"""QGIS' task bar tells of our jobs too."""

from __future__ import annotations

import threading
from collections.abc import Callable

from qgis.core import QgsApplication, QgsFeedback, QgsTask

from .threads import LEFT


class TaskBarEntry(QgsTask):
    """What QGIS' task bar shows of work that is done elsewhere, and where it can be stopped too.

    Args:
        title: what is done.
        share: says how much is done, from 0 to 1.
        feedback: of the work, which it stops.
    """

    def __init__(self, title: str, share: Callable[[], float], feedback: QgsFeedback) -> None:
        # Silent: the message bar tells the ending in our words.
        super().__init__(title, QgsTask.Flag.CanCancel | QgsTask.Flag.Silent)
        # Let go of when it is over: nothing of the work outlives it with its last entry.
        self._share: Callable[[], float] | None = share
        self._feedback: QgsFeedback | None = feedback
        self._over = threading.Event()

    def show(self) -> None:
        """Hand it to QGIS."""
        for ended in [entry for entry in LEFT if getattr(entry, "is_over", False)]:
            LEFT.discard(ended)
        LEFT.add(self)
        QgsApplication.taskManager().addTask(self)

    @property
    def is_over(self) -> bool:
        """Whether it may be let go of."""
        return self._over.is_set() and self._seen_off

    _seen_off = False

    def run(self) -> bool:
        share, feedback = self._share, self._feedback
        if share is None or feedback is None:
            return False
        while not self._over.wait(0.1):
            self.setProgress(100 * share())
        return not feedback.isCanceled()

    def finished(self, _result: bool) -> None:
        self._seen_off = True
        self._share = self._feedback = None

    def cancel(self) -> None:
        # Also where it still waits for a place in QGIS' pool and nothing runs.
        if self._feedback is not None:
            self._feedback.cancel()
        super().cancel()

    def close(self) -> None:
        """The job has ended."""
        self._over.set()
