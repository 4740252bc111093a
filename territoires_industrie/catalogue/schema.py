"""The schema: which keys the catalogue's files have, and what may stand there."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from .catalogue import (
    REMOTE_PROTOCOLS,
    AtlasLayer,
    Field,
    Legend,
    LegendClass,
    LegendGroup,
    MapTheme,
    Source,
    Table,
)
from .checks import Optional, Place, an_object, list_of, one_of, record, value_of

_PROTOCOLS = (
    *REMOTE_PROTOCOLS,
    "local",  # the user's own file
    "registry",  # shipped with the plugin: rebuilt or typed by its maintainers, asked of no server
)

_text = value_of(str, "a text", str.strip)
_text_or_empty = value_of(str, "a text or empty")
_name = value_of(str, "a name in a-z, 0-9 and _", re.compile(r"[a-z][a-z0-9_]*").fullmatch)
_slug = value_of(str, "a name in a-z, 0-9 and -", re.compile(r"[a-z][a-z0-9-]*").fullmatch)
_address = value_of(str, "an http address or empty", re.compile(r"(https?://\S+)?").fullmatch)
_number = value_of(int, "a whole number")
_flag = value_of(bool, "true or false")
_two_numbers = value_of(
    list,
    "[least, most] in whole numbers",
    lambda pair: [type(bound) for bound in pair] == [int, int] and 0 <= pair[0] <= pair[1],
)
_dotted = value_of(str, "'layer.legend'", re.compile(r"[a-z0-9_]+\.[a-z0-9_]+").fullmatch)


def _bounds(value: Any, place: Place) -> tuple[int, ...]:
    return tuple(_two_numbers(value, place))


def _entry(value: Any, place: Place) -> tuple[str, ...]:
    return tuple(_dotted(value, place).split("."))


def _read_only(value: Any, place: Place) -> Mapping[str, Any]:
    return MappingProxyType(an_object(value, place))


def _alternatives(value: Any, place: Place) -> Mapping[str, tuple[str, ...]]:
    an_object(value, place)
    read = list_of(_slug, least=1)
    return MappingProxyType({name: read(value[name], place.key(name)) for name in value})


def _legend_class(key: str, label: str | None, atlas: bool) -> LegendClass:
    return LegendClass(key, label or key, atlas)


_FIELD = record(
    Field,
    name=_name,
    type=one_of("text", "integer", "real", "date"),
    title=_text,
    unit=Optional(_text, None),
    values=Optional(list_of(_text, least=1), ()),
)
_FIELDS = list_of(_FIELD, "name")
_TABLE = record(
    Table,
    name=_name,
    geometry=one_of("point", "line", "polygon", "none"),
    fields=_FIELDS,
)
_LEGEND_CLASS = record(
    _legend_class,
    key=_text,
    label=Optional(_text, None),
    atlas=Optional(_flag, True),
)
_LEGEND = record(
    Legend,
    id=_name,
    title=_text,
    table=_name,
    field=_name,
    classes=list_of(_LEGEND_CLASS, "key", "label", least=1),
)
LAYER = record(
    AtlasLayer,
    id=_name,
    title=_text,
    family=one_of("atlas", "base", "profile"),
    tables=list_of(_TABLE, "name", least=1),
    legends=Optional(list_of(_LEGEND, "id"), ()),
    rule=_text,
    parameters=Optional(_read_only, MappingProxyType({})),
    sources=list_of(_slug, least=1),
    empty=_text,
    fallbacks=Optional(_alternatives, MappingProxyType({})),
)
_SOURCE = record(
    dict,
    title=_text,
    protocol=one_of(*_PROTOCOLS),
    dataset=_text_or_empty,
    url=_address,
    publisher=_text,
    licence=_text,
    attribution=_text,
    page=_address,
    vintage=_text,
    expected_columns=Optional(list_of(_text), ()),
    expected_rows=Optional(_bounds, None),
    filters=Optional(list_of(_text), ()),
    geocode=Optional(record(dict, address=_name, insee=_name), MappingProxyType({})),
)
_GROUP = record(LegendGroup, title=_text, entries=list_of(_entry, least=1))
_THEME = record(
    MapTheme,
    id=_name,
    number=_number,
    slug=_slug,
    title=_text,
    groups=list_of(_GROUP, "title", least=1),
    draw_order=list_of(_name, least=1),
)
THEMES = record(lambda themes: themes, themes=list_of(_THEME, "id", "number", "slug", least=1))
COMMON = record(lambda fields: fields, fields=_FIELDS)


def source(name: str, value: Any, place: Place) -> Source:
    """The source `name` of the file at `place`, where it stands as `value`."""
    return Source(id=_slug(name, place.key(name)), **_SOURCE(value, place.key(name)))
