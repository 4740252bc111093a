"""Files on their way: made in a folder beside those that they replace, then put in place."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from ..layouts.export import ExportError
from ..publish import release
from ..territories import Territory
from ..workers.held import hold, is_forsaken
from .order import MapSetOrder

_PREFIX = ".pages-"
#: In each such folder, says which process made it.
_MAKER = ".maker"


@contextmanager
def workshop(folder: Path) -> Iterator[Path]:
    """A folder on the disk of the results for what is unfinished; it goes when the work ends.

    Those that killed processes have left in `folder` go first.

    Raises:
        ExportError: nothing can be written in `folder`, before or during the work.
    """
    try:
        _sweep(folder)
        with TemporaryDirectory(dir=folder, prefix=_PREFIX, ignore_cleanup_errors=True) as name:
            held = hold(Path(name) / _MAKER)
            try:
                yield Path(name)
            finally:
                # Windows deletes no folder with an open file in it.
                held.unlock()
    except (OSError, sqlite3.Error) as error:
        raise ExportError(
            "Nothing can be written in the folder {path} ({reason}): choose another.",
            path=folder,
            reason=error,
        ) from error


def _sweep(folder: Path) -> None:
    for left in folder.glob(f"{_PREFIX}*"):
        if is_forsaken(left / _MAKER):
            shutil.rmtree(left, ignore_errors=True)


def put_in_place(order: MapSetOrder, territory: Territory, drafts: Sequence[Path]) -> list[Path]:
    """Replace a territory's files by their drafts, and take away lists of sites without a draft.

    Returns:
        The files, in the order of their drafts.

    Raises:
        PublicationError: another program has the publication open.
        OSError: a file cannot be replaced.
    """
    targets = [order.folder / draft.name for draft in drafts]
    for stale in order.lists(territory):
        if stale not in targets:
            stale.unlink()
    for draft, target in zip(drafts, targets, strict=True):
        release(target)
        os.replace(draft, target)
    return targets
