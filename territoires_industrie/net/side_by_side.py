"""Work done side by side, one thread a job, so that one slow job holds up no other.

In QGIS the threads are QThreads of ours: `QgsNetworkAccessManager` needs their event loop, and the
newest pyproj crashed in QGIS' own tasks where it did not in these.
"""

from __future__ import annotations

import queue
import sys
import threading
import time
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from ..errors import AtlasError, Cancelled
from .waiting import GLANCE

T = TypeVar("T")

#: Sources asked at once, over all hosts; each host has a rate of its own besides.
AT_ONCE = 24
#: How long a cancelled job may take to notice, in seconds, before it is left to end by itself.
_TO_NOTICE = 0.6
#: macOS gives a secondary thread 512 KiB, too little for pandas and GDAL.
_STACK = 16 * 1024 * 1024
#: Threads that were left: PyQGIS crashes when a QThread is collected before it ended.
_LEFT: set[Any] = set()


_ENDED = "The work on {name} was broken off ({reason}): try again."


class JobEnded(AtlasError):
    """A job that a `SystemExit` or the like ended, which is no exception to hand on."""


def run_side_by_side(
    jobs: Mapping[str, Callable[[], T]],
    most: int,
    cancelled: Callable[[], bool],
    finished: Callable[[str, T | Exception], None],
) -> dict[str, T | Exception]:
    """Do all jobs, at most `most` at a time; a failed one gives its exception as result.

    A job that something ended outright (`SystemExit`) gives JobEnded.

    Args:
        jobs: by name, begun in this order.
        most: threads at a time, at least one.
        cancelled: looked at ten times a second.
        finished: told of each result as it comes, in the caller's thread.

    Returns:
        The results by name, in the order of `jobs`.

    Raises:
        Cancelled: within a second of `cancelled()`. A job that does not look at it itself then goes
            on in the background, and its result is lost.
    """
    qt = _running_qt()
    results: queue.SimpleQueue[tuple[str, T | Exception]] = queue.SimpleQueue()
    done: dict[str, T | Exception] = {}
    waiting = list(jobs.items())
    threads: dict[str, Any] = {}
    try:
        while len(done) < len(jobs):
            if cancelled():
                raise Cancelled
            while waiting and len(threads) < max(1, most):
                name, job = waiting.pop(0)
                threads[name] = _begun(_kept(name, job, results), qt)
            for name, result in _arrived(results, qt):
                if cancelled():
                    raise Cancelled
                done[name] = result
                _end([threads.pop(name)])
                finished(name, result)
    finally:
        _end(list(threads.values()))
    return {name: done[name] for name in jobs}


def _kept(
    name: str, job: Callable[[], T], results: queue.SimpleQueue[tuple[str, T | Exception]]
) -> Callable[[], None]:
    """A job that puts its result, or its exception, into the queue: none leaves its thread."""

    def run() -> None:
        try:
            results.put((name, job()))
        except Exception as error:
            results.put((name, error))
        except BaseException as error:
            results.put((name, JobEnded(_ENDED, name=name, reason=repr(error))))

    return run


def _running_qt() -> Any:
    """Qt's core when QGIS is running; never imports it to find out."""
    if "qgis.core" not in sys.modules:
        return None
    from qgis.PyQt import QtCore

    return QtCore if QtCore.QCoreApplication.instance() is not None else None


def _begun(run: Callable[[], None], qt: Any) -> Any:
    if qt is None:
        thread = threading.Thread(target=run, name="side-by-side", daemon=True)
        thread.start()
        return thread
    worker = _worker(qt)(run)
    worker.setStackSize(_STACK)
    worker.start()
    return worker


def _worker(qt: Any) -> Any:
    class Worker(qt.QThread):
        def __init__(self, work: Callable[[], None]) -> None:
            super().__init__()
            self._work = work

        def run(self) -> None:
            self._work()

    return Worker


def _arrived(results: queue.SimpleQueue[Any], qt: Any) -> list[Any]:
    """The next results, after a moment at most, in which the main thread's events go on."""
    if qt is not None and _is_main(qt):
        _pump(qt, results)
        wait = 0.0
    else:
        wait = GLANCE / 2
    try:
        arrived = [results.get(timeout=wait) if wait else results.get_nowait()]
    except queue.Empty:
        return []
    while not results.empty():
        arrived.append(results.get_nowait())
    return arrived


def _is_main(qt: Any) -> bool:
    return bool(qt.QThread.currentThread() == qt.QCoreApplication.instance().thread())


def _pump(qt: Any, results: queue.SimpleQueue[Any]) -> None:
    """Let events happen until a result is there, for a moment at most."""
    loop = qt.QEventLoop()
    glance = qt.QTimer()
    glance.setInterval(10)
    until = time.monotonic() + GLANCE / 2
    glance.timeout.connect(
        lambda: loop.quit() if not results.empty() or time.monotonic() > until else None
    )
    glance.start()
    loop.exec()
    glance.stop()


def _end(threads: list[Any]) -> None:
    """Wait for threads to end; those that do not soon are held until they have."""
    for left in list(_LEFT):
        if not _is_alive(left):
            _LEFT.discard(left)
    until = time.monotonic() + _TO_NOTICE
    for thread in threads:
        _join(thread, max(0.0, until - time.monotonic()))
        if _is_alive(thread):
            _LEFT.add(thread)


def _join(thread: Any, seconds: float) -> None:
    if isinstance(thread, threading.Thread):
        thread.join(seconds)
    else:
        thread.wait(int(seconds * 1000))


def _is_alive(thread: Any) -> bool:
    if isinstance(thread, threading.Thread):
        return thread.is_alive()
    return bool(thread.isRunning())
