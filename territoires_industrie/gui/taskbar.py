"""QGIS' task bar tells of our jobs too."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from qgis.core import QgsApplication, QgsTask

from .threads import LEFT

if TYPE_CHECKING:
    from .jobs import Job


class TaskBarEntry(QgsTask):
    """What QGIS' task bar shows of a job, and where it can be stopped too."""

    def __init__(self, job: Job) -> None:
        # Silent: the message bar tells the ending in our words.
        super().__init__(job.title, QgsTask.Flag.CanCancel | QgsTask.Flag.Silent)
        # Let go of when it is over: nothing of a job outlives it with its last entry.
        self._job: Job | None = job
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
        job = self._job
        if job is None:
            return False
        while not self._over.wait(0.1):
            self.setProgress(100 * job.share)
        return not job.talk.isCanceled()

    def finished(self, _result: bool) -> None:
        self._seen_off = True
        self._job = None

    def cancel(self) -> None:
        # Also where it still waits for a place in QGIS' pool and nothing runs.
        if self._job is not None:
            self._job.talk.cancel()
        super().cancel()

    def close(self) -> None:
        """The job has ended."""
        self._over.set()
