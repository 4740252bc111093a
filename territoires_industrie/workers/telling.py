"""What a worker tells the process that started it: how far it is, and what went wrong.

A file, not the standard output: `qgis_process` says nothing there before it has ended when it was
asked in JSON, and on Windows a batch file may stand between the two.

A worker ends itself soon after its parent has ended without stopping it, as a killed one does.
"""

from __future__ import annotations

import json
import os
import shutil
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..errors import AtlasError, Cancelled
from ..files import FileIsThere
from ..pace import Progress
from .held import is_forsaken

#: Names the file; set for workers only.
TOLD_VARIABLE = "TERRITOIRES_INDUSTRIE_TOLD"
#: Between two looks at whether the parent still runs, in seconds.
_GLANCE = 1.0
#: How the folder begins that the parent makes for its workers.
FOLDER_PREFIX = "territoires-"


@dataclass(frozen=True)
class Told:
    """One thing that a worker said: a step of its work, a warning, or why it gave up."""

    share: float = 0.0
    text: str = ""
    error: AtlasError | None = None
    warning: AtlasError | None = None


@contextmanager
def telling(progress: Progress) -> Iterator[Progress]:
    """The progress to give to the work: `progress`, which a worker's parent is told too.

    An AtlasError that ends the work is told before it goes on. Where nobody waits for it, nothing
    is written. When the parent is killed this process ends, within seconds.

    Raises:
        Cancelled: by the progress, when what the parent reads is gone.
    """
    file = _told_file()
    if file is None:
        yield progress
        return

    def told(share: float, text: str) -> None:
        _write(file, {"share": share, "text": text})
        progress(share, text)

    try:
        with _watching(file):
            yield told
    except AtlasError as error:
        _write(file, {"error": as_data(error)})
        raise


def tell_warnings(warnings: Iterable[AtlasError]) -> None:
    """Tell a worker's parent what the user should know; nothing where nobody waits for it.

    Raises:
        Cancelled: what the parent reads is gone.
    """
    file = _told_file()
    if file is not None:
        for warning in warnings:
            _write(file, {"warning": as_data(warning)})


def lock_of(file: Path) -> Path:
    """Where the parent says that it is at work, beside the file that it reads."""
    return file.with_name("parent")


def _told_file() -> Path | None:
    path = os.environ.get(TOLD_VARIABLE)
    return Path(path) if path else None


@contextmanager
def _watching(file: Path) -> Iterator[None]:
    """Meanwhile a thread looks whether the parent was killed."""
    over = threading.Event()

    def watch() -> None:
        while not over.wait(_GLANCE):
            if is_forsaken(lock_of(file)):
                _leave(file.parent)

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    try:
        yield
    finally:
        over.set()
        watcher.join()


def _leave(folder: Path) -> None:
    """End this process at once, with the folder that the parent had made for it.

    Nothing of QGIS is asked to end well: the work is of no use to anybody, and may go on for long.
    """
    if folder.parent.name.startswith(FOLDER_PREFIX):
        shutil.rmtree(folder, ignore_errors=True)
        with suppress(OSError):  # other workers are still there
            folder.parent.rmdir()
    os._exit(1)


def _write(file: Path, note: dict[str, Any]) -> None:
    # Opened to be added to, never made: it is the parent's, and goes with it.
    if not file.exists():
        raise Cancelled
    with file.open("a", encoding="utf-8") as lines:
        lines.write(json.dumps(note) + "\n")


class Listener:
    """Reads what one worker tells, as it comes."""

    def __init__(self, file: Path) -> None:
        file.touch()
        self._file = file
        self._read = 0

    def news(self) -> Iterator[Told]:
        """What was told since the last time; a line still being written waits."""
        with self._file.open("rb") as lines:
            lines.seek(self._read)
            data = lines.read()
        whole = data[: data.rfind(b"\n") + 1]
        self._read += len(whole)
        for line in whole.splitlines():
            note = json.loads(line)
            yield Told(
                float(note.get("share", 0.0)),
                str(note.get("text", "")),
                _error(note.get("error")),
                _error(note.get("warning")),
            )


def _error(data: dict[str, Any] | None) -> AtlasError | None:
    return None if data is None else from_data(data)


def as_data(error: AtlasError) -> dict[str, Any]:
    """An error as JSON can carry it: the template and its values, those that are errors too."""
    values = {
        name: as_data(value) if isinstance(value, AtlasError) else str(value)
        for name, value in error.values.items()
    }
    return {"kind": type(error).__name__, "sentence": error.sentence, "values": values}


def from_data(data: dict[str, Any]) -> AtlasError:
    """The error that `as_data` took apart; it is said in the language of whoever reads it."""
    values = {
        name: from_data(value) if isinstance(value, dict) else value
        for name, value in data["values"].items()
    }
    # Of the other kinds nobody asks which: their sentence is all that is wanted.
    kind = FileIsThere if data["kind"] == FileIsThere.__name__ else AtlasError
    return kind(data["sentence"], **values)
