"""The shipped files, read: resources/territories/README.md says where they are from."""

from __future__ import annotations

import csv

from ..paths import RESOURCES
from .errors import TerritoryError

TERRITORIES_FOLDER = RESOURCES / "territories"


def text_of(name: str) -> str:
    """A shipped file as it stands; TerritoryError when it is not there."""
    path = TERRITORIES_FOLDER / name
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise TerritoryError(
            "The plugin is incomplete, install it again: {file} cannot be read.", file=path.name
        ) from error


def rows_of(name: str) -> list[dict[str, str]]:
    """The rows of a shipped table, by the names of its columns."""
    return list(csv.DictReader(text_of(name).splitlines()))
