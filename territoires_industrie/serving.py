"""Which edition serves where nobody names one: one rule for the window and for the toolbox."""

from __future__ import annotations

import hashlib
import json
from contextlib import suppress
from datetime import datetime
from functools import lru_cache
from pathlib import Path

from .catalogue import CATALOGUE_FOLDER, load_catalogue
from .conformity import EditionError
from .edition import FORMAT, Edition, EditionStore
from .paths import RESOURCES
from .territories import TERRITORIES_FOLDER

EMBEDDED_FOLDER = RESOURCES / "embedded"


def edition_in_use(folder: Path, own: Path) -> Edition | None:
    """The one that is in use: what the dock names, and what maps and pages are made from.

    It is the edition that the folder's pointer names, else the one that the plugin ships. Another
    that lies there does not serve before somebody makes it the current one.

    Args:
        folder: of editions, which colleagues may share.
        own: the profile's, where alone the shipped one is made: others may be read-only.

    Returns:
        None where the shipped one serves and is still to be made: `build_embedded(own)`.

    Raises:
        EditionError: the one that the pointer names cannot be told, or read.
    """
    return EditionStore(folder).current() or shipped_in(own)


def shipped_in(folder: Path, source: Path = EMBEDDED_FOLDER) -> Edition | None:
    """The shipped edition as a folder has it already, made from this very text; else None.

    One that lacks a table of the catalogue, or whose rows somebody has edited, does not count.
    """
    text = fingerprint(source)
    tables = {table.name for table in load_catalogue().tables}
    for path in _called_so(folder, source):
        with suppress(EditionError):  # a damaged one is left to whoever damaged it; another is made
            edition = Edition.open(path)
            same_text = edition.record.get("fingerprint") == text
            if same_text and edition.tables() == tables and _is_as_written(edition):
                return edition
    return None


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
    """Whether nobody has edited its rows; all are read for this, but once as the file stands."""
    now = edition.path.stat()
    return _has_its_checksum(edition.path, now.st_size, now.st_mtime_ns)


@lru_cache(maxsize=16)
def _has_its_checksum(path: Path, _size: int, _changed: int) -> bool:
    return Edition.open(path).is_unchanged()
