"""The catalogue's files held against each other: what one names has to stand in another."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from .catalogue import AtlasLayer, Field, Legend, MapTheme, Source, Table
from .checks import Place


def check_tables(layer: AtlasLayer, common: Iterable[Field], place: Place) -> None:
    """Tables are named after their layer, and those of the atlas repeat no common column."""
    shared = [column.name for column in common] if layer.family == "atlas" else []
    for index, table in enumerate(layer.tables):
        _check_table(table, layer, shared, place.key("tables").item(index))


def check_sources(layer: AtlasLayer, sources: Mapping[str, Source], place: Place) -> None:
    """A layer's sources are in sources.json, and only they stand in for one another."""
    for index, name in enumerate(layer.sources):
        place.key("sources").item(index).refuse_unknown(name, sources, "source")
    for name, others in layer.fallbacks.items():
        for other in (name, *others):
            place.key("fallbacks").key(name).refuse_unknown(other, layer.sources, "source here")


def check_legends(layer: AtlasLayer, place: Place) -> None:
    """A legend's table and column are the layer's."""
    for index, legend in enumerate(layer.legends):
        _check_legend(legend, layer, place.key("legends").item(index))


def check_themes(themes: Sequence[MapTheme], layers: Mapping[str, AtlasLayer]) -> None:
    """A map draws tables of the atlas, prints legends of what it draws, and no table is left."""
    for index, theme in enumerate(themes):
        place = Place("themes.json").key("themes").item(index)
        _check_drawn(theme, layers, place)
        _check_printed(theme, layers, place)
    _check_all_drawn(layers, themes)


def _check_table(table: Table, layer: AtlasLayer, shared: list[str], place: Place) -> None:
    allowed = (layer.id, f"{layer.id}_point")
    if table.name not in allowed:
        place.key("name").refuse(f"must be {' or '.join(allowed)}, not '{table.name}'")
    for index, own in enumerate(table.fields):
        if own.name in shared:
            place.key("fields").item(index).key("name").refuse(f"repeats common '{own.name}'")


def _check_legend(legend: Legend, layer: AtlasLayer, place: Place) -> None:
    tables = {table.name: table for table in layer.tables}
    place.key("table").refuse_unknown(legend.table, tables, "table")
    columns = [column.name for column in tables[legend.table].fields]
    place.key("field").refuse_unknown(legend.field, columns, "field")


def _check_drawn(theme: MapTheme, layers: Mapping[str, AtlasLayer], place: Place) -> None:
    atlas = [layer for layer in layers.values() if layer.family == "atlas"]
    drawable = [table.name for layer in atlas for table in layer.tables]
    for index, table in enumerate(theme.draw_order):
        place.key("draw_order").item(index).refuse_unknown(table, drawable, "atlas table")


def _check_printed(theme: MapTheme, layers: Mapping[str, AtlasLayer], place: Place) -> None:
    for group_index, group in enumerate(theme.groups):
        entries = place.key("groups").item(group_index).key("entries")
        for index, (layer_id, legend_id) in enumerate(group.entries):
            at = entries.item(index)
            at.refuse_unknown(layer_id, layers, "layer")
            legends = {legend.id: legend for legend in layers[layer_id].legends}
            at.refuse_unknown(legend_id, legends, f"legend of layer '{layer_id}'")
            if (table := legends[legend_id].table) not in theme.draw_order:
                at.refuse(f"its table '{table}' is not in the draw_order of this theme")


def _check_all_drawn(layers: Mapping[str, AtlasLayer], themes: Iterable[MapTheme]) -> None:
    drawn = {table for theme in themes for table in theme.draw_order}
    for layer in layers.values():
        for index, table in enumerate(layer.tables):
            if layer.family == "atlas" and table.name not in drawn:
                place = Place(f"layers/{layer.id}.json").key("tables").item(index)
                place.key("name").refuse(f"no draw_order in themes.json has '{table.name}'")
