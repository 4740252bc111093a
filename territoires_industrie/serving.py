"""Which edition serves where nobody names one: one rule for the window and for the toolbox."""

from __future__ import annotations

import hashlib
import json
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from .catalogue import CATALOGUE_FOLDER, load_catalogue
from .conformity import EditionError
from .edition import FORMAT, Edition, EditionStore
from .paths import RESOURCES
from .territories import TERRITORIES_FOLDER

EMBEDDED_FOLDER = RESOURCES / "embedded"
#: Whether the rows of a file are those that were written, as far as they were read.
_AS_WRITTEN: dict[tuple[Path, int, int], bool] = {}


def edition_in_use(folder: Path, own: Path, at_once: bool = False) -> Edition | None:
    """The one that is in use: what the dock names, and what maps and pages are made from.

    It is the edition that the folder's pointer names, else the one that the plugin ships. Another
    that lies there does not serve before somebody makes it the current one.

    Args:
        folder: of editions, which colleagues may share.
        own: the profile's, where alone the shipped one is made: others may be read-only.
        at_once: whether a window waits for the answer. To see that nobody has edited the shipped
            one all its rows are read, once; where that was not done yet the answer is None.

    Returns:
        None where the shipped one serves and is still to be made: `build_embedded(own)`.

    Raises:
        EditionError: the one that the pointer names cannot be told, or read.
    """
    return EditionStore(folder).current() or shipped_in(own, at_once=at_once)


def shipped_in(
    folder: Path, source: Path = EMBEDDED_FOLDER, at_once: bool = False
) -> Edition | None:
    """The shipped edition as a folder has it already, made from this very text; else None.

    One that lacks a table of the catalogue, or whose rows somebody has edited, does not count.
    """
    text = fingerprint(source)
    tables = {table.name for table in load_catalogue().tables}
    for path in _called_so(folder, source):
        # A damaged one is left to whoever damaged it; another is made.
        with suppress(EditionError, OSError):
            edition = Edition.open(path)
            if edition.record.get("fingerprint") != text or edition.tables() != tables:
                continue
            if at_once and _as_it_stands(edition) not in _AS_WRITTEN:
                return None
            if _is_as_written(edition):
                return edition
    return None


def found_whole(edition: Edition) -> None:
    """Take note of an edition that was written, and read again, just now."""
    _AS_WRITTEN[_as_it_stands(edition)] = True


def fingerprint(source: Path = EMBEDDED_FOLDER) -> str:
    """What changes whenever the text, the territories, the catalogue or the format changes."""
    digest = hashlib.sha256(FORMAT.encode())
    for folder in (source, TERRITORIES_FOLDER, CATALOGUE_FOLDER):
        for path in sorted(folder.rglob("*")):
            if path.suffix in (".csv", ".json", ".geojson"):
                digest.update(path.relative_to(folder).as_posix().encode())
                digest.update(path.read_bytes())
    return digest.hexdigest()


def _called_so(folder: Path, source: Path) -> list[Path]:
    """The files that may be it, by their names: to open one takes long."""
    try:
        created = json.loads((source / "edition.json").read_text(encoding="utf-8"))["created"]
        named = f"edition-{datetime.fromisoformat(created):%Y-%m-%dT%H%M%S}*.gpkg"
    except (OSError, ValueError, KeyError, TypeError):
        return []  # whoever makes it says what is wrong with the text
    return sorted(folder.glob(named))


def _is_as_written(edition: Edition) -> bool:
    file = _as_it_stands(edition)
    if file not in _AS_WRITTEN:
        _AS_WRITTEN[file] = edition.is_unchanged()
    return _AS_WRITTEN[file]


def _as_it_stands(edition: Edition) -> tuple[Path, int, int]:
    """What changes when the file does."""
    now = edition.path.stat()
    return edition.path, now.st_size, now.st_mtime_ns
