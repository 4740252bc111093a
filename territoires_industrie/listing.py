"""What the toolbox names of the catalogue: titles of maps and layers, and which tables there are.

All of the catalogue is read and checked where somebody works with it (`catalogue/`); a QGIS that
starts needs these few words of it, which take a fifth of the time.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from .paths import RESOURCES

_FOLDER = RESOURCES / "catalogue"


class ListedTable(NamedTuple):
    """As catalogue.Table, less its fields."""

    name: str
    geometry: str


class ListedLayer(NamedTuple):
    """As catalogue.AtlasLayer, less its legends, rule and sources."""

    id: str
    title: str
    family: str
    tables: tuple[ListedTable, ...]


@lru_cache(maxsize=1)
def listed_layers() -> Mapping[str, ListedLayer]:
    """The layers by id, in the catalogue's order; CatalogueError where a file has a mistake."""
    return {path.stem: _layer(_json(path.name, "layers")) for path in _files()}


@lru_cache(maxsize=1)
def theme_titles() -> list[str]:
    """The titles of the maps, in their order; CatalogueError where the file has a mistake."""
    try:
        return [theme["title"] for theme in _json("themes.json")["themes"]]
    except (KeyError, TypeError):
        return [theme.title for theme in _checked().themes]


def _files() -> list[Path]:
    return sorted(_FOLDER.glob("layers/*.json"))


def _layer(value: Any) -> ListedLayer:
    try:
        tables = tuple(ListedTable(each["name"], each["geometry"]) for each in value["tables"])
        return ListedLayer(value["id"], value["title"], value["family"], tables)
    except (KeyError, TypeError):
        _checked()
        raise


def _json(name: str, *folders: str) -> Any:
    try:
        return json.loads(_FOLDER.joinpath(*folders, name).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        _checked()
        raise


def _checked() -> Any:
    """The whole catalogue: says by file and key what is wrong with it."""
    from .catalogue import load_catalogue

    return load_catalogue()
