"""What is said of a file of words that cannot be printed."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from ..errors import AtlasError

_MOST_NAMES = 4


class WordsError(AtlasError):
    """A file of words that cannot be printed; the message says the file, the line, what to do."""


@dataclass(frozen=True)
class Place:
    """A line of a file, counted from 1."""

    file: Path
    line: int

    @property
    def names(self) -> dict[str, object]:
        """What the sentence of an error says of its place: `file` and `line`."""
        return {"file": self.file, "line": self.line}


def nearest(name: str, names: Iterable[str]) -> str:
    """The names most like a wrong one, in quotes; some of them when none resembles it."""
    known = list(names)
    near = difflib.get_close_matches(name, known, n=_MOST_NAMES, cutoff=0.5)
    return ", ".join(f"“{x}”" for x in near or known[:_MOST_NAMES])
