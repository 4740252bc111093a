"""What jobs do in threads of ours, and the threads that nobody waits for any more."""

from __future__ import annotations

from collections.abc import Callable, Generator
from typing import Any, TypeVar

from qgis.PyQt.QtCore import QThread

#: As in net/side_by_side.py: macOS gives a secondary thread too little for pandas and GDAL.
STACK = 16 * 1024 * 1024
#: Threads and entries that have not ended yet: PyQGIS crashes when they are collected before.
LEFT: set[Any] = set()
_Result = TypeVar("_Result")


def aside(work: Callable[[], _Result]) -> Generator[None, None, _Result]:
    """Do something of a job's steps in a thread, while the steps only wait.

    What it raises is raised here. It should hear of a stop itself: nobody waits for it then.
    """
    thread = _Aside(work)
    thread.start()
    try:
        while not thread.isFinished():
            yield
        thread.wait()
    finally:
        if not thread.isFinished():
            LEFT.add(thread)
    if thread.error is not None:
        raise thread.error
    result: _Result = thread.result
    return result


class _Aside(QThread):
    """Does one thing; what it raises is kept for whoever asked."""

    def __init__(self, work: Callable[[], Any]) -> None:
        super().__init__()
        self._work = work
        self.result: Any = None
        self.error: Exception | None = None
        self.setStackSize(STACK)

    def run(self) -> None:
        try:
            self.result = self._work()
        except Exception as error:
            self.error = error
