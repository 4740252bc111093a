"""Threads of ours: jobs, their side work, questions that a window asks beside all other work.

QThreads, not QGIS' pool: the newest pyproj crashed in pooled threads (DESIGN 4).
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Generator
from typing import Any, TypeVar

from qgis.PyQt.QtCore import QThread, pyqtSignal

from ..errors import AtlasError, Cancelled
from ..i18n import spoken

#: As in net/side_by_side.py: macOS gives a secondary thread too little for pandas and GDAL.
STACK = 16 * 1024 * 1024
#: Threads and entries that have not ended yet: PyQGIS crashes when they are collected before.
LEFT: set[Any] = set()
_Result = TypeVar("_Result")


class Worker(QThread):
    """Does one thing; what it gives or raises is kept for whoever asked.

    Attributes:
        result: what the work gave.
        error: what it raised instead.
    """

    def __init__(self, work: Callable[[], Any]) -> None:
        super().__init__()
        self._work = work
        self.result: Any = None
        self.error: Exception | None = None
        self.setStackSize(STACK)
        self.finished.connect(self._forget)

    def begin(self) -> None:
        """Work; the object lives until that is done, whoever forgets it."""
        LEFT.add(self)
        self.start()

    def given(self) -> Any:
        """What the finished work gave; what it raised is raised here."""
        # It says that it has finished a moment before it has.
        self.wait()
        if self.error is not None:
            raise self.error
        return self.result

    def run(self) -> None:
        try:
            self.result = self._work()
        except Exception as error:
            self.error = error

    def _forget(self) -> None:
        # It says so a moment before it has: collected then, it would take QGIS along.
        self.wait()
        LEFT.discard(self)


class Asking(Worker):
    """One question of a window; the queue of jobs may be busy for minutes.

    Signals, told in the main thread:
        answered: the answer, whatever it is.
        failed: why there is none, one sentence.
    """

    answered = pyqtSignal(object)
    failed = pyqtSignal(str)

    def __init__(self, ask: Callable[[Callable[[], bool]], Any]) -> None:
        """`ask` is given what says whether nobody wants to know any more."""
        self._given_up = threading.Event()
        super().__init__(lambda: ask(self._given_up.is_set))
        self.finished.connect(self._tell)

    def give_up(self) -> None:
        """Tell nothing, and end soon."""
        self._given_up.set()

    def _tell(self) -> None:
        if self._given_up.is_set() or isinstance(self.error, Cancelled):
            return
        if isinstance(self.error, AtlasError):
            self.failed.emit(spoken(self.error))
        elif self.error is not None:
            raise self.error
        else:
            self.answered.emit(self.result)


def still_at_work() -> bool:
    """Whether a thread of ours works."""
    return any(isinstance(each, Worker) for each in LEFT)


def aside(work: Callable[[], _Result]) -> Generator[None, None, _Result]:
    """Do something of a job's steps in a thread, while the steps only wait.

    What it raises is raised here. It should hear of a stop itself: nobody waits for it then.
    """
    worker = Worker(work)
    worker.begin()
    while not worker.isFinished():
        yield
    result: _Result = worker.given()
    return result
