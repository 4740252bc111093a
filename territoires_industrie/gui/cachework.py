"""Measuring and emptying the cache of downloads, away from the thread that draws windows."""

from __future__ import annotations

from pathlib import Path

from ..french import number
from ..i18n import tr
from .threads import Asking

_BYTES_PER_MB = 1_000_000


def cache_size(folder: Path, clearing: bool) -> Asking:
    """What a cache weighs (bytes on disk), once it was emptied where that is wanted."""

    def measure(_given_up: object) -> int:
        from ..net.cache import Cache

        # Looking at a cache that is not there would make one.
        if not folder.is_dir():
            return 0
        cache = Cache(folder)
        if clearing:
            cache.clear()
        return cache.size()

    return Asking(measure)


def size_in_words(size: int) -> str:
    """A size for people: in megabytes, one decimal."""
    return tr("{megabytes} MB").format(megabytes=number(size / _BYTES_PER_MB, 1))
