"""Work that the window must not wait for: one job after the other, each in a thread of ours.

A QThread of ours, not QGIS' pool: the newest pyproj crashed in pooled threads (DESIGN 4). QGIS'
task bar shows an entry that only waits.
"""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from qgis.core import QgsProcessingFeedback
from qgis.PyQt.QtCore import QCoreApplication, QObject, QTimer, pyqtSignal

from ..errors import AtlasError, Cancelled
from ..files import FileIsThere
from ..i18n import spoken, tr
from ..territories import Territory
from .taskbar import TaskBarEntry
from .threads import Worker

DONE, STOPPED, FAILED = "done", "stopped", "failed"
Results = Mapping[str, Any]
_NO_MORE = object()
#: How often a job is looked at (ms): a stop is a click and must be seen.
_TURN = 50
#: And between two steps in the main thread: many, each short.
_STEP = 5
#: How long a stopped job is waited for when the plugin goes (ms).
_TO_END = 4000


class JobFailed(Exception):
    """A job cannot be done; the sentence is in the user's language already."""


class Talk(QgsProcessingFeedback):
    """What a job says, from whatever thread, and how it hears that it shall stop."""

    def __init__(self) -> None:
        super().__init__(False)
        self.text = ""
        self.warnings: list[str] = []
        self.errors: list[str] = []
        self.infos: list[str] = []

    def setProgressText(self, text: str) -> None:
        self.text = text

    def pushWarning(self, text: str) -> None:
        self.warnings.append(text)

    def pushInfo(self, text: str) -> None:
        self.infos.append(text)

    def reportError(self, error: str, fatalError: bool = False) -> None:
        self.errors.append(error)

    def tell(self, share: float, text: str) -> None:
        """Say how far the work is (0 to 1), and what is done."""
        self.setProgress(100 * share)
        if text:
            self.setProgressText(text)


def _nothing(_results: Results, _talk: Talk) -> Iterator[None]:
    return iter(())


@dataclass(eq=False)
class Job:
    """Something asked for with a button.

    Attributes:
        about: whom it is for, as the message says it.
        title: what is done, for whom; shown while it is.
        work: done in a thread of its own; raises AtlasError, JobFailed or Cancelled.
        after: done in the main thread with the results, in turns: events happen at each `yield`.
        success: the sentence once it is done.
        report: finds the page that tells the whole story, "" where there is none.
        is_partial: whether the results lack something that was asked for.
        makes_edition: whether it ends with a new edition in use.
        writes: whether files go where the dock says: its choices are shown when it fails.
        product: finds the file or folder that the user wants to open, "" where there is none.
        territory: whose maps or figures it makes, None where it makes none.
        edition: of which edition, None for the one in use.
        replacing: makes the same job once more, allowed to replace files; None where it may.
    """

    about: str
    title: str
    work: Callable[[Talk], Results]
    success: str
    after: Callable[[Results, Talk], Iterator[None]] = _nothing
    report: Callable[[Results], str] = lambda _results: ""
    is_partial: Callable[[Results], bool] = lambda _results: False
    writes: bool = False
    makes_edition: bool = False
    product: Callable[[Results], str] = lambda _results: ""
    territory: Territory | None = None
    edition: Path | None = None
    replacing: Callable[[], Job] | None = None
    talk: Talk = field(default_factory=Talk)

    @property
    def share(self) -> float:
        """How much is done, from 0 to 1."""
        return float(self.talk.progress()) / 100


@dataclass(frozen=True)
class Ending:
    """How a job ended: DONE, STOPPED or FAILED, one sentence about it, and what it raised."""

    job: Job
    outcome: str
    sentence: str
    results: Results = field(default_factory=dict)
    trace: str = ""
    error: AtlasError | None = None

    @property
    def can_replace(self) -> bool:
        """Whether nothing but files that are there already was in the way."""
        return self.job.replacing is not None and isinstance(self.error, FileIsThere)

    @property
    def warnings(self) -> Sequence[str]:
        """What the user should know, each sentence once."""
        told = self.job.talk.warnings
        return [text for text in dict.fromkeys(told) if text != self.sentence]


class JobQueue(QObject):
    """Does jobs one after the other; its signals are told in the main thread.

    Signals:
        changed: something is otherwise than before.
        ended: how one ended that had begun.
        over: the same, and of those that were forgotten before they began.
    """

    changed = pyqtSignal()
    ended = pyqtSignal(object)
    over = pyqtSignal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.running: Job | None = None
        self.waiting: list[Job] = []
        self._worker: Worker | None = None
        self._after: Iterator[None] | None = None
        self._entry: TaskBarEntry | None = None
        self._results: Results = {}
        self._in_turn = False
        self._ended_before = 0
        self._timer = QTimer(self)
        self._timer.setInterval(_TURN)
        self._timer.timeout.connect(self._turn)
        QCoreApplication.instance().aboutToQuit.connect(self.close)
        self._open = True

    @property
    def place(self) -> tuple[int, int]:
        """Which job of how many runs, counted since nothing ran."""
        number = self._ended_before + 1
        return number, number + len(self.waiting)

    def add(self, job: Job) -> None:
        """Do a job once those before it have ended."""
        self.waiting.append(job)
        self._timer.start()
        self._begin_next()
        self.changed.emit()

    def stop(self) -> None:
        """Stop the running job, and forget those that wait."""
        forgotten, self.waiting = self.waiting, []
        if self.running is not None:
            self.running.talk.cancel()
        for job in forgotten:
            self.over.emit(_stopped(job))
        self.changed.emit()

    def close(self) -> None:
        """Stop everything and tell nobody: the window, or the plugin, goes."""
        if self._open:
            # What stands between this signal and its method would outlive the queue.
            QCoreApplication.instance().aboutToQuit.disconnect(self.close)
            self._open = False
        self.waiting.clear()
        self._timer.stop()
        if self.running is not None:
            self.running.talk.cancel()
        if self._after is not None and not self._in_turn:
            _closed(self._after)
        if self._worker is not None:
            self._worker.wait(_TO_END)
        self._forget()

    def _begin_next(self) -> None:
        if self.running is not None or not self.waiting:
            return
        job = self.running = self.waiting.pop(0)
        self._entry = TaskBarEntry(job.title, lambda: job.share, job.talk)
        self._entry.show()
        self._worker = Worker(lambda: job.work(job.talk))
        self._worker.begin()

    def _turn(self) -> None:
        """See how far the running job is; a window that a step opens must not let two run."""
        if self._in_turn or self.running is None:
            return
        self._in_turn = True
        try:
            ending = self._look(self.running)
        finally:
            self._in_turn = False
        if ending is not None:
            self._end(ending)
        self.changed.emit()

    def _end(self, ending: Ending) -> None:
        if self.running is not ending.job:
            return  # closed meanwhile
        self._forget()
        if self.waiting:
            self._ended_before += 1
            self._begin_next()
        else:
            self._ended_before = 0
            self._timer.stop()
        self.ended.emit(ending)
        self.over.emit(ending)

    def _look(self, job: Job) -> Ending | None:
        if self._worker is not None and not self._worker.isFinished():
            return None
        return _guarded(job, self._one_step)

    def _one_step(self, job: Job) -> Ending | None:
        if self._worker is not None:
            worker, self._worker = self._worker, None
            self._results = worker.given()
            self._timer.setInterval(_STEP)
            self._after = job.after(self._results, job.talk)
        if self._after is None:
            return None
        if next(self._after, _NO_MORE) is _NO_MORE:
            # Also when a stop came too late: what is done is done, and said so.
            job.talk.setProgress(100)
            return Ending(job, DONE, job.success, self._results)
        if job.talk.isCanceled():
            _closed(self._after)
            return _stopped(job)
        return None

    def _forget(self) -> None:
        if self._entry is not None:
            self._entry.close()
        self.running = self._worker = self._after = self._entry = None
        self._results = {}
        self._timer.setInterval(_TURN)


def _guarded(job: Job, act: Callable[[Job], Ending | None]) -> Ending | None:
    """What an act ends with; whatever it raises is an ending too."""
    try:
        return act(job)
    except Cancelled:
        return _stopped(job)
    except AtlasError as error:
        return Ending(job, FAILED, spoken(error), error=error)
    except JobFailed as error:
        return Ending(job, FAILED, str(error))
    except Exception:
        sentence = tr("{title}: something unforeseen happened. The details say what.")
        return Ending(job, FAILED, sentence.format(title=job.title), {}, traceback.format_exc())


def _stopped(job: Job) -> Ending:
    # What an algorithm says last when it is stopped is what is left.
    said = job.talk.warnings[-1] if job.talk.warnings else tr("Stopped.")
    return Ending(job, STOPPED, said)


def _closed(steps: Iterator[None]) -> None:
    """Let a job's steps put back what they changed."""
    close = getattr(steps, "close", None)
    if close is not None:
        close()
