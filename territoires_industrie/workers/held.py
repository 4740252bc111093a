"""Whether the process that something belongs to still runs, also when it was killed.

A lock file of Qt's bears the process' number, its name and the machine's, and knows on every system
whether that one is gone. One that another machine holds counts as held.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from qgis.PyQt.QtCore import QLockFile


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


def _lock(file: Path) -> QLockFile:
    # Imported here: rooms without QGIS tell their progress too.
    from qgis.PyQt.QtCore import QLockFile

    lock = QLockFile(str(file))
    # Long work is no sign of death.
    lock.setStaleLockTime(0)
    return lock
