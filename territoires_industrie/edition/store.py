"""The editions of a folder, and which of them is in use."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from ..conformity import EditionError
from .edition import Edition
from .geopackage import flush_folder, flush_to_disk

_POINTER = "current"


class EditionStore:
    """The editions of one folder, and the one-line pointer file that names the current one."""

    def __init__(self, folder: str | Path) -> None:
        self.folder = Path(os.path.abspath(folder))

    def editions(self) -> list[Edition]:
        """Every edition of the folder that opens, the newest first."""
        found = []
        for path in self.folder.glob("edition-*.gpkg"):
            # A damaged file is no edition; opening it by its name says why.
            with suppress(EditionError):
                found.append(Edition.open(path))
        return sorted(found, key=_age, reverse=True)

    def current(self) -> Edition | None:
        """The edition that the pointer names, None when there is none, or it was deleted since.

        Raises:
            EditionError: what the pointer names cannot be told, or the edition not be read.
        """
        pointer = self.folder / _POINTER
        try:
            if not pointer.is_file():
                return None
            name = pointer.read_text(encoding="utf-8", errors="replace").strip()
        except OSError as error:
            raise EditionError(
                "{path} cannot be read ({error}): see whether you may read its folder, then try "
                "again.",
                path=pointer,
                error=error.strerror or error,
            ) from error
        if not name or "\N{REPLACEMENT CHARACTER}" in name or Path(name).name != name:
            raise EditionError(
                "{path} does not name an edition: choose the current edition again.", path=pointer
            )
        path = self.folder / name
        return Edition.open(path) if path.is_file() else None

    def set_current(self, edition: Edition) -> None:
        """Make an edition of this folder the current one, at one stroke."""
        if edition.path.parent != self.folder:
            raise EditionError(
                "{path} is not in {folder}: copy it there to make it current.",
                path=edition.path,
                folder=self.folder,
            )
        draft = self.folder / f".{_POINTER}-{os.getpid()}"
        draft.write_text(edition.path.name + "\n", encoding="utf-8")
        flush_to_disk(draft)
        os.replace(draft, self.folder / _POINTER)
        flush_folder(self.folder)


def _age(edition: Edition) -> tuple[str, int, str]:
    """Orders by date, then by the number that editions of one second carry."""
    return edition.record["created"], len(edition.path.name), edition.path.name
