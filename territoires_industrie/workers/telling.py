"""What a worker tells the process that started it: how far it is, and what went wrong.

A file, not the standard output: `qgis_process` says nothing there before it has ended when it was
asked in JSON, and on Windows a batch file may stand between the two.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..errors import AtlasError, Cancelled

#: Names the file; set for workers only.
TOLD_VARIABLE = "TERRITOIRES_INDUSTRIE_TOLD"

#: Told (share done from 0 to 1, what is being done).
Progress = Callable[[float, str], None]


@dataclass(frozen=True)
class Told:
    """One thing that a worker said: a step of its work, or why it gave up."""

    share: float = 0.0
    text: str = ""
    error: AtlasError | None = None


@contextmanager
def telling(progress: Progress) -> Iterator[Progress]:
    """The progress to give to the work: `progress`, which a worker's parent is told too.

    An AtlasError that ends the work is told before it goes on. Where nobody waits for it, nothing
    is written.

    Raises:
        Cancelled: by the progress, when the parent is gone.
    """
    path = os.environ.get(TOLD_VARIABLE)
    if not path:
        yield progress
        return
    file = Path(path)

    def told(share: float, text: str) -> None:
        _write(file, {"share": share, "text": text})
        progress(share, text)

    try:
        yield told
    except AtlasError as error:
        _write(file, {"error": as_data(error)})
        raise


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
            error = note.get("error")
            yield Told(
                float(note.get("share", 0.0)),
                str(note.get("text", "")),
                None if error is None else from_data(error),
            )


def as_data(error: AtlasError) -> dict[str, Any]:
    """An error as JSON can carry it: the template and its values, those that are errors too."""
    values = {
        name: as_data(value) if isinstance(value, AtlasError) else str(value)
        for name, value in error.values.items()
    }
    return {"sentence": error.sentence, "values": values}


def from_data(data: dict[str, Any]) -> AtlasError:
    """The error that `as_data` took apart; it is said in the language of whoever reads it."""
    values = {
        name: from_data(value) if isinstance(value, dict) else value
        for name, value in data["values"].items()
    }
    return AtlasError(data["sentence"], **values)
