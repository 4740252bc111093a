"""Reading a catalogue: its files one by one, each checked, then against the others."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from ..paths import RESOURCES
from . import schema
from .agreement import check_legends, check_sources, check_tables, check_themes
from .catalogue import AtlasLayer, Catalogue, Field, Source
from .checks import Place, an_object

CATALOGUE_FOLDER = RESOURCES / "catalogue"


def load_catalogue(folder: Path | None = None, overrides: Path | None = None) -> Catalogue:
    """Read and check a catalogue: the plugin's own (kept in memory) unless a folder is given.

    `overrides` is a user's own sources.json, which holds only what changes, by source:
    {"cartofriches": {"url": "https://…"}}; no such file means no change. Raises CatalogueError.
    """
    if folder is None and overrides is None:
        return _shipped_catalogue()
    return _read_catalogue(folder or CATALOGUE_FOLDER, overrides)


@lru_cache(maxsize=1)
def _shipped_catalogue() -> Catalogue:
    return _read_catalogue(CATALOGUE_FOLDER, None)


def _read_catalogue(folder: Path, overrides: Path | None) -> Catalogue:
    sources = _read_sources(folder, overrides)
    common = schema.COMMON(*_read_json(folder / "common.json", "common.json"))
    layers = {
        path.stem: _read_layer(path, common, sources)
        for path in sorted(folder.glob("layers/*.json"))
    }
    themes = schema.THEMES(*_read_json(folder / "themes.json", "themes.json"))
    check_themes(themes, layers)
    return Catalogue(themes, MappingProxyType(layers), MappingProxyType(sources))


def _read_sources(folder: Path, overrides: Path | None) -> dict[str, Source]:
    values, place = _read_json(folder / "sources.json", "sources.json")
    an_object(values, place)
    sources = {name: schema.source(name, value, place) for name, value in values.items()}
    if overrides is not None and overrides.exists():
        changes, place = _read_json(overrides, str(overrides))
        for name, change in an_object(changes, place).items():
            place.key(name).refuse_unknown(name, sources, "source")
            changed = {**values[name], **an_object(change, place.key(name))}
            sources[name] = schema.source(name, changed, place)
    return sources


def _read_layer(path: Path, common: tuple[Field, ...], sources: Mapping[str, Source]) -> AtlasLayer:
    value, place = _read_json(path, f"layers/{path.name}")
    layer = schema.LAYER(value, place)
    if layer.id != path.stem:
        place.key("id").refuse(f"must be '{path.stem}', as the file is named, not '{layer.id}'")
    check_tables(layer, common, place)
    if layer.family == "atlas":
        tables = (replace(table, fields=common + table.fields) for table in layer.tables)
        layer = replace(layer, tables=tuple(tables))
    check_sources(layer, sources, place)
    check_legends(layer, place)
    return layer


def _read_json(path: Path, name: str) -> tuple[Any, Place]:
    place = Place(name)
    try:
        text = path.read_text(encoding="utf-8")
        return json.loads(text, object_pairs_hook=_without_repeats), place
    except OSError as error:
        place.refuse(f"cannot be read ({error.strerror})")
    except (ValueError, RecursionError) as error:
        place.refuse(f"is not valid JSON ({error})")


def _without_repeats(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    value = dict(pairs)
    if len(value) < len(pairs):
        names = [name for name, _ in pairs]
        raise ValueError(f"key {next(n for n in names if names.count(n) > 1)!r} is repeated")
    return value
