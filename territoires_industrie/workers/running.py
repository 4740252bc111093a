"""Jobs in QGIS processes of their own, side by side: `qgis_process` with its parameters as JSON.

The plugin in the child is this very one, enabled in a profile made for it (`lending.py`): the
user's settings are not written, no other plugin is loaded, and each worker has its settings file.
"""

from __future__ import annotations

import json
import platform
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from qgis.core import QgsApplication
from qgis.PyQt.QtCore import QCoreApplication, QProcess

from ..errors import AtlasError, Cancelled
from ..pace import Progress
from .finding import find_qgis_process
from .held import hold
from .lending import environment_for
from .telling import FOLDER_PREFIX, Listener, lock_of

#: A worker that says nothing for so long (seconds) hangs, in a dialog that nobody sees for one. A
#: page takes seconds.
SILENCE = 300.0
#: How long one worker is waited for before the next is looked at (ms): a stop is heard in time.
_TURN = 40


class WorkersMissing(AtlasError):
    """No other QGIS process can be started here: the work has to be done in this one."""


class WorkerError(AtlasError):
    """A worker ended without its result; the message says how."""


@dataclass(frozen=True)
class Job:
    """What one worker does: an algorithm and its inputs, as JSON can carry them."""

    algorithm: str
    inputs: Mapping[str, object]


@dataclass(frozen=True)
class Outcome:
    """What a job has come to: the algorithm's results, and what its user should know."""

    results: Mapping[str, Any]
    warnings: Sequence[AtlasError]


def run_jobs(
    jobs: Sequence[Job],
    progress: Progress,
    cancelled: Callable[[], bool],
    silence: float = SILENCE,
) -> list[Outcome]:
    """Run every job at the same time, each in a worker, and wait for all.

    Args:
        jobs: as many as there shall be workers.
        progress: told the mean share done, and what a worker is doing.
        cancelled: asked several times a second; events are processed meanwhile.
        silence: seconds after which a worker that tells nothing is given up.

    Returns:
        The outcome of each job, in their order.

    Raises:
        WorkersMissing: `qgis_process` is not here, or does not start.
        Cancelled: the user stopped; no worker is left running.
        WorkerError, or the AtlasError that a worker ended with; the others are stopped.
    """
    program = find_qgis_process(
        platform.system(),
        Path(QgsApplication.prefixPath()),
        Path(QCoreApplication.applicationFilePath()),
    )
    if program is None:
        raise WorkersMissing(
            "qgis_process was not found beside this QGIS: one process does all the work."
        )
    with (
        TemporaryDirectory(prefix=FOLDER_PREFIX, ignore_cleanup_errors=True) as folder,
        _started(program, jobs, Path(folder), silence) as workers,
    ):
        _wait_for(workers, progress, cancelled)
        return [Outcome(worker.result, worker.warnings) for worker in workers]


def _wait_for(
    workers: Sequence[_Worker], progress: Progress, cancelled: Callable[[], bool]
) -> None:
    """Hear the workers until all have ended well."""
    heard: list[float] = []
    while not all(worker.done for worker in workers):
        for worker in workers:
            if cancelled():
                raise Cancelled
            worker.look()
        now = [worker.share for worker in workers]
        if now != heard:
            heard = now
            progress(sum(now) / len(now), next((x.text for x in workers if not x.done), ""))
        # A stop is a click: it must be seen.
        QCoreApplication.processEvents()


@contextmanager
def _started(
    program: Path, jobs: Sequence[Job], folder: Path, silence: float
) -> Iterator[list[_Worker]]:
    """Workers at work; whatever happens, none is left when this ends."""
    workers: list[_Worker] = []
    try:
        for number, job in enumerate(jobs):
            own = folder / str(number)
            own.mkdir()
            worker = _Worker(program, own, silence)
            workers.append(worker)
            worker.start(job)
        yield workers
    finally:
        for worker in workers:
            worker.stop()


class _Worker:
    """One `qgis_process`, from its start to its result."""

    def __init__(self, program: Path, folder: Path, silence: float) -> None:
        self._program = program
        self._process = QProcess()
        self._process.setProcessEnvironment(environment_for(folder))
        told = folder / "told"
        self._listener = Listener(told)
        self._held = hold(lock_of(told))
        self._silence = silence
        self._heard = time.monotonic()
        self._error: AtlasError | None = None
        self.share = 0.0
        self.text = ""
        self.done = False
        self.result: dict[str, Any] = {}
        self.warnings: list[AtlasError] = []

    def start(self, job: Job) -> None:
        self._process.start(str(self._program), ["run", job.algorithm, "-"])
        if not self._process.waitForStarted():
            raise WorkersMissing(
                "{program} does not start ({reason}): one process does all the work.",
                program=self._program,
                reason=self._process.errorString(),
            )
        self._process.write(json.dumps({"inputs": dict(job.inputs)}).encode())
        self._process.closeWriteChannel()

    def look(self) -> None:
        """See how far it is; raises what it ended with when that was not its result."""
        if self.done:
            return
        ended = self._process.waitForFinished(_TURN) or not self._runs()
        for told in self._listener.news():
            self._heard = time.monotonic()
            if told.warning is not None:
                self.warnings.append(told.warning)
            self.share, self.text = max(self.share, told.share), told.text or self.text
            self._error = told.error or self._error
        if ended:
            self._end()
        elif time.monotonic() - self._heard > self._silence:
            raise WorkerError(
                "A process said nothing for {seconds} s and was stopped: try with one process.",
                seconds=round(self._silence),
            )

    def stop(self) -> None:
        """End it at once, with what it may have started itself."""
        if self._runs():
            self._kill()
        # Windows deletes no folder with an open file in it.
        self._held.unlock()

    def _kill(self) -> None:
        if self._program.suffix == ".bat":
            QProcess.execute("taskkill", ["/T", "/F", "/PID", str(self._process.processId())])
        self._process.kill()
        self._process.waitForFinished(1000)

    def _runs(self) -> bool:
        return bool(self._process.state() != QProcess.ProcessState.NotRunning)

    def _end(self) -> None:
        if self._error is not None:
            raise self._error
        output = bytes(self._process.readAllStandardOutput()).decode("utf-8", "replace")
        try:
            # What a driver prints may stand before the answer.
            start = output.index("{")
            self.result = json.loads(output[start:])["results"]
        except (ValueError, KeyError, TypeError) as error:
            said = bytes(self._process.readAllStandardError()).decode("utf-8", "replace")
            raise WorkerError(
                "A process ended without a result (code {code}): {said}; try with one process.",
                code=self._process.exitCode(),
                said=" ".join(said.split())[-300:] or "no word of why",
            ) from error
        self.share, self.done = 1.0, True
