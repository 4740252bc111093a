"""Where the algorithms keep what is the user's: editions, imports, servers' answers."""

from __future__ import annotations

from pathlib import Path

from ..territoires_industrie import preferences
from ..territoires_industrie.paths import own_editions, own_folder


def editions_folder() -> Path:
    """Where the plugin keeps editions: where the user said, else in the QGIS profile in use."""
    return preferences.place(preferences.EDITIONS) or own_editions()


def imports_folder() -> Path:
    """Where the plugin keeps the user's own files that were imported: in the profile in use."""
    return own_folder() / "imports"


def cache_folder() -> Path:
    """Where the plugin keeps what servers answered: in the QGIS profile in use."""
    return own_folder() / "cache"
