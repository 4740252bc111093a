"""Where the algorithms keep what is the user's: editions, imports, perimeters, servers' answers."""

from __future__ import annotations

from pathlib import Path

from ..territoires_industrie import paths, preferences


def editions_folder() -> Path:
    """Where the plugin keeps editions: where the user said, else in the QGIS profile in use."""
    return preferences.place(preferences.EDITIONS) or own_folder() / "editions"


def imports_folder() -> Path:
    """Where the plugin keeps the user's own files that were imported: in the profile in use."""
    return own_folder() / "imports"


def perimeters_folder() -> Path:
    """Where the plugin keeps perimeters of one's own: in the QGIS profile in use."""
    from ..territoires_industrie.perimeters.saved import FOLDER as FOLDER_OF_PERIMETERS

    return own_folder() / FOLDER_OF_PERIMETERS


def cache_folder() -> Path:
    """Where the plugin keeps what servers answered: in the QGIS profile in use."""
    return own_folder() / "cache"


def own_folder() -> Path:
    """The plugin's own folder: in the QGIS profile in use, or as a worker's parent says."""
    return paths.own_folder()
