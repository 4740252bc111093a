"""What a new edition takes over from the one before: a dead server loses nothing.

Two reasons to take rows over: a source of their layer failed, or their territory was not asked for.
Rows taken over say so in their note.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

from . import geometry
from .catalogue import AtlasLayer, Table
from .edition import Edition
from .french import long_date
from .libraries import require
from .sources.area import Area

if TYPE_CHECKING:
    from pandas import DataFrame

TAKEN_OVER = "Repris de l'édition du {day}."


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


def with_other_territories(
    new: Mapping[str, DataFrame],
    previous: Edition,
    layer: AtlasLayer,
    area: Area,
) -> dict[str, DataFrame]:
    """The new rows of a layer, and those that an edition has of territories not asked for.

    What lies on both sides is taken from the new rows. But a neighbour that the edition covers was
    asked for itself then, and now only as far as it is near: there the edition's rows stand.
    """
    pandas = require("pandas")
    asked = {territory.id for territory in area.territories}
    covered = _covered(previous, layer) - asked
    merged = {}
    for table in layer.tables:
        frame = new.get(table.name)
        old = _marked(_rows(previous, table), previous)
        old = _elsewhere(old, area, asked, covered)
        if frame is None or frame.empty:
            merged[table.name] = old.reset_index(drop=True)
        elif old.empty or "key" not in frame.columns:
            merged[table.name] = (
                pandas.concat([frame, old], ignore_index=True) if len(old) else frame
            )
        else:
            own = ~frame["rattachement"].isin(covered)
            parts = pandas.concat([frame[own], old, frame[~own]], ignore_index=True)
            merged[table.name] = parts.drop_duplicates("key", ignore_index=True)
    return merged


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

    What belongs to no territory that the edition covers keeps its part outside the area.
    """
    if "territory" in rows.columns:  # figures by territory, without a shape
        return rows[~rows["territory"].isin(asked)]
    attached = rows["rattachement"].fillna("")
    free = rows[~attached.isin({*asked, *covered})]
    outside = free.assign(geometry=[_outside(wkb, area) for wkb in free["geometry"]])
    outside = outside[outside["geometry"].notna()]
    if "length_km" in outside.columns:
        outside = outside.assign(length_km=outside["geometry"].map(geometry.length_km))
    return require("pandas").concat([rows[attached.isin(covered)], outside])


def _outside(wkb: bytes | None, area: Area) -> bytes | None:
    """The part of a shape outside the area asked for, None where there is none."""
    if wkb is None:
        return None
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
