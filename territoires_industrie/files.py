"""Where outputs go: a folder that takes them, and no file overwritten unasked."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory

from .errors import AtlasError


class FileIsThere(AtlasError):
    """A file of that name exists, and nobody has asked for it to be replaced."""


class FolderRefused(AtlasError):
    """A folder cannot be made, or takes no file."""


def make_folder(folder: Path) -> None:
    """Make a folder where it is missing, and see that it takes files; FolderRefused."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(dir=folder, prefix=".export-"):
            pass
    except OSError as error:
        raise FolderRefused(
            "Nothing can be written in the folder {path} ({reason}): choose another.",
            path=folder,
            reason=error,
        ) from error


def refuse_existing(paths: Iterable[Path]) -> None:
    """Raise FileIsThere for the first of these that exists, before anything is written."""
    found = next((path for path in paths if path.exists()), None)
    if found is not None:
        # Its name first: a message bar cuts off what is long, and folders are.
        raise FileIsThere(
            "{name} exists already: check “Replace files that are there already”, or choose "
            "another folder than {folder}.",
            name=found.name,
            folder=found.parent,
        )
