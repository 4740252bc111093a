"""Work that a window asks for again and again while choices change: the last question counts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from qgis.PyQt.QtCore import QObject, QTimer, pyqtSignal

from ...errors import Cancelled
from ..threads import Worker

#: How long choices must rest before they are worked on (ms), and how often an end is looked for.
_REST = 250
_TURN = 30
_TO_END = 4000


@dataclass(frozen=True)
class Question:
    """What is asked: worked on in a thread of ours, answered in the main one."""

    name: str
    work: Callable[[], Any]
    answered: Callable[[Any], None]
    failed: Callable[[Exception], None]


class Background(QObject):
    """Works on one question at a time; one of the same name takes the place of one that waits.

    An answer whose question was asked again meanwhile is told to nobody.
    """

    changed = pyqtSignal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._waiting: dict[str, Question] = {}
        self._running: Question | None = None
        self._thread: Worker | None = None
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST)
        self._rest.timeout.connect(self._begin)
        self._turn = QTimer(self)
        self._turn.setInterval(_TURN)
        self._turn.timeout.connect(self._look)

    def is_busy(self, name: str = "") -> bool:
        """Whether anything (of that name) waits or is worked on."""
        names = [*self._waiting, *([self._running.name] if self._running else [])]
        return name in names if name else bool(names)

    def ask(self, question: Question) -> None:
        """Work on it once choices rest."""
        self._waiting.pop(question.name, None)
        self._waiting[question.name] = question
        self._rest.start()
        self.changed.emit()

    def forget(self, name: str) -> None:
        """Take back a question: no answer to it comes any more."""
        self._waiting.pop(name, None)
        if self._running is not None and self._running.name == name:
            self._running = None

    def close(self, tidy_up: Callable[[], None], wait: bool = False) -> None:
        """Tell nobody anything any more.

        Args:
            tidy_up: done once nothing is worked on, in whatever thread; maybe twice.
            wait: whether QGIS goes: what is worked on is waited for then, for a while.
        """
        self._waiting.clear()
        self._rest.stop()
        self._turn.stop()
        thread, self._thread, self._running = self._thread, None, None
        if thread is None:
            tidy_up()
            return
        thread.finished.connect(tidy_up)
        if wait:
            thread.wait(_TO_END)
        if thread.isFinished():
            tidy_up()

    def _begin(self) -> None:
        if self._thread is not None or not self._waiting:
            return
        question = self._waiting.pop(next(iter(self._waiting)))
        self._running = question
        self._thread = Worker(question.work)
        self._thread.begin()
        self._turn.start()

    def _look(self) -> None:
        thread = self._thread
        if thread is None or not thread.isFinished():
            return
        # It says so a moment before it has: collected then, it would take QGIS along.
        thread.wait()
        self._turn.stop()
        question, self._thread, self._running = self._running, None, None
        stale = question is None or question.name in self._waiting
        if not self._rest.isActive():
            self._begin()
        if question is not None and not stale:
            _tell(question, thread)
        self.changed.emit()


def _tell(question: Question, thread: Worker) -> None:
    if thread.error is None:
        question.answered(thread.result)
    elif not isinstance(thread.error, Cancelled):
        question.failed(thread.error)
