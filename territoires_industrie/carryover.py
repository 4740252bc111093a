"""What a new edition takes over from the one before: a dead server loses nothing.

Two reasons to take rows over: a source of their layer failed, or their territory was not asked for.
Rows taken over say so in their note.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from . import geometry
from .catalogue import AtlasLayer, Table
from .edition import Availability, Edition
from .french import long_date
from .geometry import kind
from .layers.rows import unique_keys
from .libraries import require
from .sources.area import Area

if TYPE_CHECKING:
    from pandas import DataFrame, Series

TAKEN_OVER = "Repris de l'édition du {day}."

#: Two drawings of one line this near are the same (metres): coordinates are rounded on the way.
_SAME_M = 1.0


def holds(previous: Edition, layer: AtlasLayer, sources: Collection[str], area: Area) -> set[str]:
    """Those of the sources of which an edition has rows of the layer in the territories asked."""
    told = {entry.source for entry in previous.provenance(layer.id) if entry.rows}
    if not told.intersection(sources):
        return set()
    asked = {"", *(territory.id for territory in area.territories)}
    found: set[str] = set()
    for table in layer.tables:
        rows = _rows(previous, table)
        if "source" not in rows.columns:  # figures by territory, of one source
            there = rows["territory"].isin(asked).any()
            found |= set(layer.sources).intersection(sources) if there else set()
            continue
        near = rows[rows["source"].isin(sources) & rows["rattachement"].fillna("").isin(asked)]
        inside = near[(near["rattachement"].fillna("") != "") | near["geometry"].map(area.meets)]
        found |= set(inside["source"])
    return found


def all_rows(previous: Edition, layer: AtlasLayer) -> dict[str, DataFrame]:
    """Every row of a layer in an edition, marked as taken over."""
    tables = {table.name: _rows(previous, table) for table in layer.tables}
    return {name: _marked(frame, previous) for name, frame in tables.items()}


def taken_over(tables: Mapping[str, DataFrame], layer: AtlasLayer) -> set[str]:
    """The sources of a layer's rows that were taken over."""
    start = TAKEN_OVER.partition("{")[0]
    frames = [tables[table.name] for table in layer.tables if "note" in tables[table.name].columns]
    return {
        source
        for rows in frames
        for source in rows.loc[rows["note"].fillna("").str.contains(start, regex=False), "source"]
    }


def said_of(entry: Availability, previous: Edition) -> Availability:
    """What an edition knew of a layer in a territory, with its date: the page shows a newer one."""
    start = TAKEN_OVER.partition("{")[0]
    if entry.state == "absent" or start in entry.statement:
        return entry
    said = entry.statement if entry.state in ("partial", "empty") else ""
    mark = TAKEN_OVER.format(day=long_date(previous.created.date()))
    state = "empty" if entry.state == "empty" else "partial"
    return replace(entry, state=state, statement=f"{said} {mark}".strip())


def with_own(
    own: Mapping[str, DataFrame], previous: Edition, layer: AtlasLayer, area: Area
) -> dict[str, DataFrame]:
    """Every row of a layer in an edition, behind the user's own, which need no server.

    The user's rows of the edition in the territories asked give way to the new ones.
    """
    asked = {territory.id for territory in area.territories}
    kept = all_rows(previous, layer)
    for name, mine in own.items():
        if mine.empty or "key" not in mine.columns:
            continue
        old = kept[name]
        replaced = old["source"].isin(set(mine["source"])) & old["rattachement"].isin(asked)
        both = require("pandas").concat([mine, old[~replaced]], ignore_index=True)
        kept[name] = both.drop_duplicates("key", ignore_index=True)
    return kept


def with_other_territories(
    new: Mapping[str, DataFrame],
    previous: Edition,
    layer: AtlasLayer,
    area: Area,
) -> dict[str, DataFrame]:
    """The new rows of a layer, and those that an edition has of territories not asked for.

    Of a neighbour that the edition covers the edition's rows stand: it was asked for itself then,
    and now only as far as it is near.
    """
    pandas = require("pandas")
    asked = {territory.id for territory in area.territories}
    covered = _covered(previous, layer) - asked
    merged = {}
    for table in layer.tables:
        old = _elsewhere(_marked(_rows(previous, table), previous), area, asked, covered)
        frame = new.get(table.name)
        if frame is None or frame.empty:
            merged[table.name] = old.reset_index(drop=True)
        elif old.empty:
            merged[table.name] = frame
        elif "key" not in frame.columns:
            merged[table.name] = pandas.concat([frame, old], ignore_index=True)
        else:
            merged[table.name] = _joined(frame, old, area, covered)
    return merged


def _joined(new: DataFrame, old: DataFrame, area: Area, covered: Collection[str]) -> DataFrame:
    """New rows, and old ones that stay, each object once.

    Lines and surfaces of nobody meet at the area's border: the numbers of some hold within one
    fetch only, so neither key nor source could tell what would be drawn twice there. Only what came
    again whole, under its own key, needs no border. All others have keys of their publishers.
    """
    pandas = require("pandas")
    again = _come_again(new, old)
    old = old[~(_is_spread(old) & old["key"].isin(again))]
    if (old_spread := _is_spread(old)).any():
        new = _cut(new, area, again)
    behind = new["rattachement"].isin(covered)
    points = pandas.concat([new[~behind], old[~old_spread], new[behind]], ignore_index=True)
    points = points.drop_duplicates("key")
    both = pandas.concat([points, old[old_spread]], ignore_index=True)
    return both.assign(key=unique_keys(both["key"]))


def _come_again(new: DataFrame, old: DataFrame) -> set[str]:
    """The keys of lines and surfaces whose new shape covers what is left of the old one."""
    columns = ["key", "geometry"]
    pairs = new.loc[_is_spread(new), columns].merge(old.loc[_is_spread(old), columns], on="key")
    return {
        key
        for key, shape, part in zip(
            pairs["key"], pairs["geometry_x"], pairs["geometry_y"], strict=True
        )
        if geometry.contains(geometry.buffer(shape, _SAME_M), part)
    }


def _is_spread(rows: DataFrame) -> Series:
    """Which rows are lines or surfaces of nobody, which the area's border may cut."""
    free = rows["rattachement"].fillna("") == ""
    return free & rows["geometry"].map(lambda wkb: wkb is not None and kind(wkb) != "point")


def _cut(rows: DataFrame, area: Area, whole: Collection[str]) -> DataFrame:
    """The rows with what is nobody's ending at the area's border, but for the keys in `whole`."""
    box = geometry.rectangle(*area.bounds_lambert93)
    spread = _is_spread(rows) & ~rows["key"].isin(whole)
    shapes = rows["geometry"].copy()
    shapes[spread] = rows.loc[spread, "geometry"].map(partial(_inside, box=box))
    return _measured(rows.assign(geometry=shapes)[shapes.notna()], spread)


def _inside(wkb: bytes, box: bytes) -> bytes | None:
    """The part of a shape in the box, None where there is none."""
    return wkb if geometry.contains(box, wkb) else geometry.clip(wkb, box)


def _measured(rows: DataFrame, cut: Series) -> DataFrame:
    """Rows of which those that were cut have the length that is left."""
    if "length_km" not in rows.columns or rows.empty:
        return rows
    lengths = rows.loc[cut, "geometry"].map(geometry.length_km)
    return rows.assign(length_km=rows["length_km"].mask(cut, lengths))


def _rows(previous: Edition, table: Table) -> DataFrame:
    """The rows of a table; none where the edition is older than the table."""
    if table.name in previous.tables():
        return previous.frame(table.name)
    columns = [*(field.name for field in table.fields), "geometry"]
    return require("pandas").DataFrame(columns=columns, dtype="object")


def _covered(previous: Edition, layer: AtlasLayer) -> set[str]:
    """The territories of which an edition knows something about a layer, be it that it is empty."""
    return {
        entry.territory
        for entry in previous.availabilities()
        if entry.layer == layer.id and entry.state != "absent"
    }


def _elsewhere(
    rows: DataFrame, area: Area, asked: Collection[str], covered: Collection[str]
) -> DataFrame:
    """The rows that an answer over the area cannot speak of, as far as it cannot.

    A line or a surface of nobody keeps its part outside the area.
    """
    if "territory" in rows.columns:  # figures by territory, without a shape
        return rows[~rows["territory"].isin(asked)]
    attached = rows["rattachement"].fillna("")
    spread = _is_spread(rows)
    # Points of no territory were not asked for by every source: those that came again are new.
    stays = attached.isin(covered) | (~attached.isin(asked) & ~spread)
    free = rows[spread]
    outside = free.assign(geometry=[_outside(wkb, area) for wkb in free["geometry"]])
    outside = outside[outside["geometry"].notna()]
    cut = outside["geometry"].notna()
    return require("pandas").concat([rows[stays], _measured(outside, cut)])


def _outside(wkb: bytes, area: Area) -> bytes | None:
    """The part of a shape outside the area asked for, None where there is none."""
    if not area.meets(wkb):
        return wkb
    return geometry.difference(wkb, geometry.rectangle(*area.bounds_lambert93))


def _marked(rows: DataFrame, previous: Edition) -> DataFrame:
    """The rows with their note saying where they come from; said once, however often taken over."""
    if "note" not in rows.columns or rows.empty:
        return rows
    start = TAKEN_OVER.partition("{")[0]
    mark = TAKEN_OVER.format(day=long_date(previous.created.date()))
    notes = rows["note"].fillna("")
    fresh = ~notes.str.contains(start, regex=False)
    return rows.assign(note=notes.where(~fresh, (notes + " " + mark).str.strip()))
