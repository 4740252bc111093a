"""Whether the process that something belongs to still runs, also when it was killed.

A lock file of Qt's bears the process' number, its name and the machine's, and knows on every system
whether that one is gone. One that another machine holds counts as held.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from qgis.PyQt.QtCore import QLockFile

#: How long others are waited for, and after which time nobody is believed to be in (ms).
_WAIT, _STALE = 1_000, 60_000


def hold(file: Path) -> QLockFile:
    """Say at `file` that this process is at work; so long as the result lives and is not unlocked.

    A folder that takes no such file is held by nobody.
    """
    lock = _lock(file)
    lock.tryLock(0)
    return lock


def is_forsaken(file: Path) -> bool:
    """Whether a process said so at `file` and has ended without taking it back."""
    if not file.exists():
        return False
    lock = _lock(file)
    forsaken = bool(lock.tryLock(0))
    lock.unlock()
    return forsaken


@contextmanager
def alone(file: Path) -> Iterator[None]:
    """Nobody else is in here for that file meanwhile, in no process; its folder is made.

    Raises:
        TimeoutError: somebody is still in, after a second.
        PermissionError: nothing can be written there.
    """
    from qgis.PyQt.QtCore import QLockFile

    try:
        file.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise PermissionError(error.errno, error.strerror, str(file)) from error
    lock = QLockFile(str(file.with_name(f".{file.name}.lock")))
    # A process of this machine that died is known at once, one of another machine by its age.
    lock.setStaleLockTime(_STALE)
    if not lock.tryLock(_WAIT):
        busy = lock.error() == QLockFile.LockError.LockFailedError
        number = errno.ETIMEDOUT if busy else errno.EACCES
        raise OSError(number, os.strerror(number), str(file))
    try:
        yield
    finally:
        lock.unlock()


def _lock(file: Path) -> QLockFile:
    # Imported here: rooms without QGIS tell their progress too.
    from qgis.PyQt.QtCore import QLockFile

    lock = QLockFile(str(file))
    # Long work is no sign of death.
    lock.setStaleLockTime(0)
    return lock
