"""The catalogue: what the atlas shows, in which words, by which rule and from which sources.

The catalogue is data, written by people, in resources/catalogue/: `themes.json` (the maps),
`sources.json`, `common.json` (the columns that all atlas tables share) and one `layers/<id>.json`
a layer. This module reads these files, checks them against the schema below and against each other,
and gives frozen objects. It needs nothing but the standard library and a few milliseconds, for it
is read whenever the plugin loads.
"""

from __future__ import annotations

import json
import re
import reprlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple, NoReturn

from .errors import AtlasError
from .paths import RESOURCES

CATALOGUE_FOLDER = RESOURCES / "catalogue"


class CatalogueError(AtlasError):
    """The catalogue cannot be used; from a file, the message reads "file: key: reason"."""


# --- What a catalogue is made of ---


@dataclass(frozen=True)
class Field:
    """A column: name, type, French title, unit, and its values where they are a closed list."""

    name: str
    type: str
    title: str
    unit: str | None = None
    values: tuple[str, ...] = ()

    @property
    def alias(self) -> str:
        """The heading for readers, with its unit: "Surface (ha)"."""
        return f"{self.title} ({self.unit})" if self.unit else self.title

    @property
    def is_yes_or_no(self) -> bool:
        """Whether it is a number that says no or yes, as its title tells."""
        return self.type == "integer" and self.title.endswith("(0 non, 1 oui)")


@dataclass(frozen=True)
class LegendClass:
    """A legend's line: `key` in the atlas' words, `label` as printed, `atlas` False when ours."""

    key: str
    label: str
    atlas: bool


@dataclass(frozen=True)
class Legend:
    """The classes of a table, held by its column `field`, under the atlas' group title."""

    id: str
    title: str
    table: str
    field: str
    classes: tuple[LegendClass, ...]


@dataclass(frozen=True)
class Table:
    """A table of an edition; `geometry` is point, line or polygon, in EPSG:2154, or none."""

    name: str
    geometry: str
    fields: tuple[Field, ...]


@dataclass(frozen=True)
class AtlasLayer:
    """A layer of the atlas, of the map under it (family `base`) or of the portrait (`profile`).

    `rule` says in French how the layer is made, with its figures in `parameters`; `sources` are ids
    in order of preference; `fallbacks` are the ids, by source, of what is asked only when that
    source fails; `empty` is printed on a map where the layer has nothing to show.
    """

    id: str
    title: str
    family: str
    tables: tuple[Table, ...]
    legends: tuple[Legend, ...]
    rule: str
    parameters: Mapping[str, Any] = field(hash=False)
    sources: tuple[str, ...]
    empty: str
    fallbacks: Mapping[str, tuple[str, ...]] = field(default_factory=dict, hash=False)

    def legend(self, legend_id: str) -> Legend:
        """Find a legend by its id, or raise CatalogueError."""
        return _find(legend_id, self.legends, "id", f"legend of layer '{self.id}'")


@dataclass(frozen=True)
class Source:
    """A dataset behind one protocol.

    `dataset` is its identifier at the publisher's (for datagouv a slug, then "#" and a resource's
    title and "#" and an archive's members, wildcards allowed; for cartofriches the list, then "#"
    and what a row's source says; for overpass the query), `url` the address to ask, with what
    varies in {braces}, `page` the address for people (either may be empty), `vintage` how its date
    is read, `expected_rows` the least and the most that are plausible over the region. `filters`
    are conditions in the service's own language that narrow the answer to an area, the narrowest
    first, to stand in the url's {where}; `geocode` names the columns of an `address` and of its
    `insee` code where the publisher gives no position.
    """

    id: str
    title: str
    protocol: str
    dataset: str
    url: str
    publisher: str
    licence: str
    attribution: str
    page: str
    vintage: str
    expected_columns: tuple[str, ...]
    expected_rows: tuple[int, int] | None
    filters: tuple[str, ...] = ()
    geocode: Mapping[str, str] = field(default_factory=dict, hash=False)


@dataclass(frozen=True)
class LegendGroup:
    """A heading of a map's legend with its entries, (layer id, legend id), in printing order."""

    title: str
    entries: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class MapTheme:
    """One of the atlas' maps; `draw_order` names its tables bottom to top, above the base map."""

    id: str
    number: int
    slug: str
    title: str
    groups: tuple[LegendGroup, ...]
    draw_order: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Catalogue:
    """The maps in the atlas' order; the layers and the sources by id."""

    themes: tuple[MapTheme, ...]
    layers: Mapping[str, AtlasLayer]
    sources: Mapping[str, Source]

    @property
    def tables(self) -> tuple[Table, ...]:
        """All the tables that an edition may hold."""
        return tuple(table for layer in self.layers.values() for table in layer.tables)

    def table(self, name: str) -> Table:
        """Find a table by its name, or raise CatalogueError."""
        return _find(name, self.tables, "name", "table")

    def layer_of(self, table_name: str) -> AtlasLayer:
        """Find the layer that a table belongs to, or raise CatalogueError."""
        table = self.table(table_name)
        return next(layer for layer in self.layers.values() if table in layer.tables)

    def measured_by(self, basis: str) -> Catalogue:
        """This catalogue with consumers' sizes measured by another of its `bases`."""
        layer = self.layers["consumers"]
        if basis == layer.parameters["basis"] or basis not in layer.parameters["bases"]:
            return self
        own = replace(layer, parameters=MappingProxyType({**layer.parameters, "basis": basis}))
        return replace(self, layers=MappingProxyType({**self.layers, layer.id: own}))

    def theme(self, theme_id: str) -> MapTheme:
        """Find a map by its id, or raise CatalogueError."""
        return _find(theme_id, self.themes, "id", "theme")


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


def _find(name: str, items: Iterable[Any], attribute: str, what: str) -> Any:
    by_name = {getattr(item, attribute): item for item in items}
    if name not in by_name:
        raise CatalogueError(f"unknown {what} '{name}'{_did_you_mean(name, by_name)}")
    return by_name[name]


def _did_you_mean(name: str, known: Iterable[str]) -> str:
    import difflib  # needed for a fault only

    matches = difflib.get_close_matches(name, list(known), n=1)
    return f", did you mean '{matches[0]}'?" if matches else ""


# --- What the schema is written with ---
# A check is given a value and its place; it gives back the value as the catalogue keeps it, or
# refuses it.


class _Place(NamedTuple):
    """Where a value stands: a file and the path of keys in it, as an error names them."""

    file: str
    path: str = ""

    def key(self, name: str) -> _Place:
        return _Place(self.file, f"{self.path}.{name}" if self.path else name)

    def item(self, index: int) -> _Place:
        return _Place(self.file, f"{self.path}[{index}]")

    def refuse(self, reason: str) -> NoReturn:
        raise CatalogueError(f"{self.file}: {self.path or 'whole file'}: {reason}")

    def refuse_unknown(self, name: str, known: Iterable[str], what: str) -> None:
        if name not in known:
            self.refuse(f"unknown {what} '{name}'{_did_you_mean(name, known)}")


_Check = Callable[[Any, _Place], Any]


class _Optional(NamedTuple):
    """The check of a key that may be left out, and what then stands for it."""

    check: _Check
    default: Any


def _a(kind: type, wanted: str, accepts: Callable[[Any], object] = lambda value: True) -> _Check:
    def check(value: Any, place: _Place) -> Any:
        if type(value) is not kind or not accepts(value):
            place.refuse(f"must be {wanted}, not {reprlib.repr(value)}")
        return value

    return check


def _one_of(*choices: str) -> _Check:
    return _a(str, f"one of {', '.join(choices)}", lambda value: value in choices)


def _list_of(check_item: _Check, *unique: str, least: int = 0) -> _Check:
    """Check a list of like items, of which no two are equal or share a `unique` attribute."""
    check_list = _a(list, f"a list of {least} or more", lambda value: len(value) >= least)

    def check(value: Any, place: _Place) -> tuple[Any, ...]:
        check_list(value, place)
        items = tuple(check_item(item, place.item(index)) for index, item in enumerate(value))
        for attribute in unique or ("",):
            refuse_repeated([getattr(item, attribute, item) for item in items], place, attribute)
        return items

    def refuse_repeated(names: list[Any], place: _Place, attribute: str) -> None:
        for index, name in enumerate(names):
            if name in names[:index]:
                item = place.item(index)
                (item.key(attribute) if attribute else item).refuse(f"repeats {name!r}")

    return check


def _record(make: Callable[..., Any], **checks: _Check | _Optional) -> _Check:
    """Check an object with these keys and no other, and hand them to `make`."""

    def check(value: Any, place: _Place) -> Any:
        _object(value, place)
        for name in value:
            place.key(name).refuse_unknown(name, checks, "key")
        return make(**{name: read(value, name, each, place) for name, each in checks.items()})

    def read(value: dict[str, Any], name: str, each: _Check | _Optional, place: _Place) -> Any:
        if isinstance(each, _Optional):
            return each.check(value[name], place.key(name)) if name in value else each.default
        if name not in value:
            place.key(name).refuse("missing")
        return each(value[name], place.key(name))

    return check


# --- The schema ---

_PROTOCOLS = (
    "opendatasoft",
    "wfs",
    "datagouv",
    "dido",
    "datafair",
    "melodi",
    "cartofriches",
    "georisques",
    "overpass",
    "vectortiles",
    "local",  # the user's own file
    "registry",  # shipped with the plugin: rebuilt or typed by its maintainers, asked of no server
)

_object = _a(dict, "an object")
_text = _a(str, "a text", str.strip)
_text_or_empty = _a(str, "a text or empty")
_name = _a(str, "a name in a-z, 0-9 and _", re.compile(r"[a-z][a-z0-9_]*").fullmatch)
_slug = _a(str, "a name in a-z, 0-9 and -", re.compile(r"[a-z][a-z0-9-]*").fullmatch)
_address = _a(str, "an http address or empty", re.compile(r"(https?://\S+)?").fullmatch)
_number = _a(int, "a whole number")
_flag = _a(bool, "true or false")
_two_numbers = _a(
    list,
    "[least, most] in whole numbers",
    lambda pair: [type(bound) for bound in pair] == [int, int] and 0 <= pair[0] <= pair[1],
)
_dotted = _a(str, "'layer.legend'", re.compile(r"[a-z0-9_]+\.[a-z0-9_]+").fullmatch)


def _bounds(value: Any, place: _Place) -> tuple[int, ...]:
    return tuple(_two_numbers(value, place))


def _entry(value: Any, place: _Place) -> tuple[str, ...]:
    return tuple(_dotted(value, place).split("."))


def _read_only(value: Any, place: _Place) -> Mapping[str, Any]:
    return MappingProxyType(_object(value, place))


def _alternatives(value: Any, place: _Place) -> Mapping[str, tuple[str, ...]]:
    _object(value, place)
    read = _list_of(_slug, least=1)
    return MappingProxyType({name: read(value[name], place.key(name)) for name in value})


def _legend_class(key: str, label: str | None, atlas: bool) -> LegendClass:
    return LegendClass(key, label or key, atlas)


_FIELD = _record(
    Field,
    name=_name,
    type=_one_of("text", "integer", "real", "date"),
    title=_text,
    unit=_Optional(_text, None),
    values=_Optional(_list_of(_text, least=1), ()),
)
_FIELDS = _list_of(_FIELD, "name")
_TABLE = _record(
    Table,
    name=_name,
    geometry=_one_of("point", "line", "polygon", "none"),
    fields=_FIELDS,
)
_LEGEND_CLASS = _record(
    _legend_class,
    key=_text,
    label=_Optional(_text, None),
    atlas=_Optional(_flag, True),
)
_LEGEND = _record(
    Legend,
    id=_name,
    title=_text,
    table=_name,
    field=_name,
    classes=_list_of(_LEGEND_CLASS, "key", "label", least=1),
)
_LAYER = _record(
    AtlasLayer,
    id=_name,
    title=_text,
    family=_one_of("atlas", "base", "profile"),
    tables=_list_of(_TABLE, "name", least=1),
    legends=_Optional(_list_of(_LEGEND, "id"), ()),
    rule=_text,
    parameters=_Optional(_read_only, MappingProxyType({})),
    sources=_list_of(_slug, least=1),
    empty=_text,
    fallbacks=_Optional(_alternatives, MappingProxyType({})),
)
_SOURCE = _record(
    dict,
    title=_text,
    protocol=_one_of(*_PROTOCOLS),
    dataset=_text_or_empty,
    url=_address,
    publisher=_text,
    licence=_text,
    attribution=_text,
    page=_address,
    vintage=_text,
    expected_columns=_Optional(_list_of(_text), ()),
    expected_rows=_Optional(_bounds, None),
    filters=_Optional(_list_of(_text), ()),
    geocode=_Optional(_record(dict, address=_name, insee=_name), MappingProxyType({})),
)
_GROUP = _record(LegendGroup, title=_text, entries=_list_of(_entry, least=1))
_THEME = _record(
    MapTheme,
    id=_name,
    number=_number,
    slug=_slug,
    title=_text,
    groups=_list_of(_GROUP, "title", least=1),
    draw_order=_list_of(_name, least=1),
)
_THEMES = _record(lambda themes: themes, themes=_list_of(_THEME, "id", "number", "slug", least=1))
_COMMON = _record(lambda fields: fields, fields=_FIELDS)


# --- Reading the files and checking them against each other ---


def _read_catalogue(folder: Path, overrides: Path | None) -> Catalogue:
    sources = _read_sources(folder, overrides)
    common = _COMMON(*_read_json(folder / "common.json", "common.json"))
    layers = {
        path.stem: _read_layer(path, common, sources)
        for path in sorted(folder.glob("layers/*.json"))
    }
    themes = _THEMES(*_read_json(folder / "themes.json", "themes.json"))
    for index, theme in enumerate(themes):
        _check_theme(theme, layers, _Place("themes.json").key("themes").item(index))
    _check_all_drawn(layers, themes)
    return Catalogue(themes, MappingProxyType(layers), MappingProxyType(sources))


def _read_json(path: Path, name: str) -> tuple[Any, _Place]:
    place = _Place(name)
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


def _read_sources(folder: Path, overrides: Path | None) -> dict[str, Source]:
    values, place = _read_json(folder / "sources.json", "sources.json")
    sources = {name: _source(name, value, place) for name, value in _object(values, place).items()}
    if overrides is not None and overrides.exists():
        changes, place = _read_json(overrides, str(overrides))
        for name, change in _object(changes, place).items():
            place.key(name).refuse_unknown(name, sources, "source")
            changed = {**values[name], **_object(change, place.key(name))}
            sources[name] = _source(name, changed, place)
    return sources


def _source(name: str, value: Any, place: _Place) -> Source:
    return Source(id=_slug(name, place.key(name)), **_SOURCE(value, place.key(name)))


def _read_layer(path: Path, common: tuple[Field, ...], sources: Mapping[str, Source]) -> AtlasLayer:
    value, place = _read_json(path, f"layers/{path.name}")
    layer = _LAYER(value, place)
    if layer.id != path.stem:
        place.key("id").refuse(f"must be '{path.stem}', as the file is named, not '{layer.id}'")
    for index, table in enumerate(layer.tables):
        _check_table(table, layer, common, place.key("tables").item(index))
    if layer.family == "atlas":
        tables = (replace(table, fields=common + table.fields) for table in layer.tables)
        layer = replace(layer, tables=tuple(tables))
    for index, name in enumerate(layer.sources):
        place.key("sources").item(index).refuse_unknown(name, sources, "source")
    for name, others in layer.fallbacks.items():
        for other in (name, *others):
            place.key("fallbacks").key(name).refuse_unknown(other, layer.sources, "source here")
    for index, legend in enumerate(layer.legends):
        _check_legend(legend, layer, place.key("legends").item(index))
    return layer


def _check_table(table: Table, layer: AtlasLayer, common: tuple[Field, ...], place: _Place) -> None:
    allowed = (layer.id, f"{layer.id}_point")
    if table.name not in allowed:
        place.key("name").refuse(f"must be {' or '.join(allowed)}, not '{table.name}'")
    shared = [column.name for column in common] if layer.family == "atlas" else []
    for index, own in enumerate(table.fields):
        if own.name in shared:
            place.key("fields").item(index).key("name").refuse(f"repeats common '{own.name}'")


def _check_legend(legend: Legend, layer: AtlasLayer, place: _Place) -> None:
    tables = {table.name: table for table in layer.tables}
    place.key("table").refuse_unknown(legend.table, tables, "table")
    columns = [column.name for column in tables[legend.table].fields]
    place.key("field").refuse_unknown(legend.field, columns, "field")


def _check_theme(theme: MapTheme, layers: Mapping[str, AtlasLayer], place: _Place) -> None:
    atlas = [layer for layer in layers.values() if layer.family == "atlas"]
    drawable = [table.name for layer in atlas for table in layer.tables]
    for index, table in enumerate(theme.draw_order):
        place.key("draw_order").item(index).refuse_unknown(table, drawable, "atlas table")
    for group_index, group in enumerate(theme.groups):
        entries = place.key("groups").item(group_index).key("entries")
        for index, (layer_id, legend_id) in enumerate(group.entries):
            at = entries.item(index)
            at.refuse_unknown(layer_id, layers, "layer")
            legends = {legend.id: legend for legend in layers[layer_id].legends}
            at.refuse_unknown(legend_id, legends, f"legend of layer '{layer_id}'")
            if (table := legends[legend_id].table) not in theme.draw_order:
                at.refuse(f"its table '{table}' is not in the draw_order of this theme")


def _check_all_drawn(layers: Mapping[str, AtlasLayer], themes: tuple[MapTheme, ...]) -> None:
    drawn = {table for theme in themes for table in theme.draw_order}
    for layer in layers.values():
        for index, table in enumerate(layer.tables):
            if layer.family == "atlas" and table.name not in drawn:
                place = _Place(f"layers/{layer.id}.json").key("tables").item(index)
                place.key("name").refuse(f"no draw_order in themes.json has '{table.name}'")
