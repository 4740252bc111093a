"""Measuring and emptying the cache of downloads, away from the thread that draws windows."""

from __future__ import annotations

from pathlib import Path

from qgis.PyQt.QtCore import QThread, pyqtSignal

from ..errors import AtlasError
from ..french import number
from ..i18n import spoken, tr

_BYTES_PER_MB = 1_000_000
#: Those at work: a thread whose object goes while it runs would take QGIS along.
_RUNNING: set[CacheWork] = set()


class CacheWork(QThread):
    """Empties a cache when asked to, and measures it.

    Signals:
        measured: bytes on disk (an object: a C++ int is too small).
        failed: why it could not be done, one sentence.
    """

    measured = pyqtSignal(object)
    failed = pyqtSignal(str)

    def __init__(self, folder: Path, clearing: bool) -> None:
        super().__init__()
        self._folder = folder
        self._clearing = clearing
        self.finished.connect(self._forget)

    def begin(self) -> None:
        """Work; the object lives until it is done, whoever has asked."""
        _RUNNING.add(self)
        self.start()

    def run(self) -> None:
        from ..net.cache import Cache

        # Looking at a cache that is not there would make one.
        if not self._folder.is_dir():
            self.measured.emit(0)
            return
        try:
            cache = Cache(self._folder)
            if self._clearing:
                cache.clear()
            self.measured.emit(cache.size())
        except AtlasError as error:
            self.failed.emit(spoken(error))

    def _forget(self) -> None:
        _RUNNING.discard(self)


def still_at_work() -> bool:
    """Whether a cache is being measured or emptied."""
    return bool(_RUNNING)


def size_in_words(size: int) -> str:
    """A size for people: in megabytes, one decimal."""
    return tr("{megabytes} MB").format(megabytes=number(size / _BYTES_PER_MB, 1))
