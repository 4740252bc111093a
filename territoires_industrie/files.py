"""Files that an output would overwrite."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from .errors import AtlasError


class FileIsThere(AtlasError):
    """A file of that name exists, and nobody has asked for it to be replaced."""


def refuse_existing(paths: Iterable[Path]) -> None:
    """Raise FileIsThere for the first of these that exists, before anything is written."""
    found = next((path for path in paths if path.exists()), None)
    if found is not None:
        raise FileIsThere(
            "{path} exists already: ask for files to be replaced, or choose another folder.",
            path=found,
        )
