"""What a catalogue is made of: maps, layers with their tables and legends, and sources."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any

from .errors import CatalogueError, did_you_mean


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


#: By which servers are asked; each has its module in sources/.
REMOTE_PROTOCOLS = (
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
)


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


def _find(name: str, items: Iterable[Any], attribute: str, what: str) -> Any:
    by_name = {getattr(item, attribute): item for item in items}
    if name not in by_name:
        raise CatalogueError(f"unknown {what} '{name}'{did_you_mean(name, by_name)}")
    return by_name[name]
