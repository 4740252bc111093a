"""Files given their name at one stroke, in the place of older ones that nobody is writing."""

from __future__ import annotations

import os
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ..conformity import EditionError
from ..edition import close_geopackage, remove_folder
from .errors import PublicationError

_NO_FOLDER = "Nothing can be written in {folder} ({error}): choose another folder."
_NOT_WRITTEN = (
    "{path} was not written ({error}): check the free space and the rights there, and close the "
    "programs that have it open."
)
_IN_USE = "{path} is open in another program: close it there, then try again."


def make_folder(folder: Path) -> None:
    """Make a folder, and those above it, where it is missing; raises PublicationError."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise PublicationError(_NO_FOLDER, folder=folder, error=error) from error


@contextmanager
def workshop_for(target: Path) -> Iterator[Path]:
    """A temporary folder on the disk of `target`; what goes wrong in it is told of `target`."""
    try:
        folder = Path(tempfile.mkdtemp(prefix=f".{target.stem}-", dir=target.parent))
    except OSError as error:
        raise PublicationError(_NO_FOLDER, folder=target.parent, error=error) from error
    try:
        yield folder
    except (OSError, sqlite3.Error) as error:
        raise PublicationError(_NOT_WRITTEN, path=target, error=error) from error
    finally:
        remove_folder(folder)


def put_in_place(draft: Path, target: Path) -> None:
    """Give a finished GeoPackage its name, in the place of an older one that nobody is writing.

    Raises PublicationError when somebody is.
    """
    close_geopackage(draft)
    release(target)
    os.replace(draft, target)


def release(path: Path) -> None:
    """Have nobody's unfinished writing beside a file that is to be replaced.

    SQLite would play a log or a journal of the old file back into the new one.
    """
    beside = [path.with_name(path.name + ending) for ending in ("-journal", "-wal", "-shm")]
    if not any(file.exists() for file in beside):
        return
    try:
        if path.exists():
            close_geopackage(path)
        else:
            for file in beside:
                file.unlink(missing_ok=True)
    except (EditionError, OSError, sqlite3.Error) as error:
        raise PublicationError(_IN_USE, path=path) from error
    if any(file.exists() for file in beside):
        raise PublicationError(_IN_USE, path=path)
