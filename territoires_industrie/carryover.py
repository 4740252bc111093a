"""What a new edition takes over from the one before: a dead server loses nothing.

Two reasons to take rows over: a source of their layer failed, or their territory was not asked for.
Rows taken over say so in their note.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

from . import geometry
from .catalogue import AtlasLayer
from .edition import Edition
from .french import long_date
from .libraries import require
from .sources.area import Area

if TYPE_CHECKING:
    from pandas import DataFrame

TAKEN_OVER = "Repris de l'édition du {day}."


def holds(previous: Edition, layer: AtlasLayer, sources: Collection[str]) -> bool:
    """Whether an edition has rows of the layer that come from one of these sources."""
    return any(entry.rows and entry.source in sources for entry in previous.provenance(layer.id))


def all_rows(previous: Edition, layer: AtlasLayer) -> dict[str, DataFrame]:
    """Every row of a layer in an edition, marked as taken over."""
    tables = {table.name: previous.frame(table.name) for table in layer.tables}
    return {name: _marked(frame, previous) for name, frame in tables.items()}


def with_other_territories(
    new: Mapping[str, DataFrame],
    previous: Edition,
    layer: AtlasLayer,
    area: Area,
) -> dict[str, DataFrame]:
    """The new rows of a layer, and those that an edition has of territories not asked for.

    What lies on both sides is taken from the new rows. A neighbour's object that was fetched only
    because it is near stands back behind the neighbour's own rows.
    """
    pandas = require("pandas")
    asked = {territory.id for territory in area.territories}
    merged = {}
    for table in layer.tables:
        frame = new.get(table.name)
        old = _marked(previous.frame(table.name), previous)
        old = _elsewhere(old, area, asked)
        if frame is None or frame.empty:
            merged[table.name] = old.reset_index(drop=True)
        elif old.empty or "key" not in frame.columns:
            merged[table.name] = (
                pandas.concat([frame, old], ignore_index=True) if len(old) else frame
            )
        else:
            own = frame["rattachement"].fillna("").isin({"", *asked})
            parts = pandas.concat([frame[own], old, frame[~own]], ignore_index=True)
            merged[table.name] = parts.drop_duplicates("key", ignore_index=True)
    return merged


def _elsewhere(rows: DataFrame, area: Area, asked: Collection[str]) -> DataFrame:
    """The rows that an answer over the area cannot speak of, as far as it cannot.

    A line or a surface that belongs to no territory keeps its part outside the area.
    """
    if "territory" in rows.columns:  # figures by territory, without a shape
        return rows[~rows["territory"].isin(asked)]
    attached = rows["rattachement"].fillna("")
    free = rows[attached == ""]
    outside = free.assign(geometry=[_outside(wkb, area) for wkb in free["geometry"]])
    outside = outside[outside["geometry"].notna()]
    if "length_km" in outside.columns:
        outside = outside.assign(length_km=outside["geometry"].map(geometry.length_km))
    return require("pandas").concat([rows[~attached.isin({"", *asked})], outside])


def _outside(wkb: bytes | None, area: Area) -> bytes | None:
    """The part of a shape outside the area asked for, None where there is none."""
    if wkb is None:
        return None
    left, bottom, right, top = geometry.bounds(wkb)
    west, south, east, north = area.bounds_lambert93
    if left > east or right < west or bottom > north or top < south:
        return wkb
    box = geometry.rectangle(west, south, east, north)
    return geometry.difference(wkb, box)


def _marked(rows: DataFrame, previous: Edition) -> DataFrame:
    """The rows with their note saying where they come from; said once, however often taken over."""
    if "note" not in rows.columns or rows.empty:
        return rows
    start = TAKEN_OVER.partition("{")[0]
    mark = TAKEN_OVER.format(day=long_date(previous.created.date()))
    notes = rows["note"].fillna("")
    fresh = ~notes.str.contains(start, regex=False)
    return rows.assign(note=notes.where(~fresh, (notes + " " + mark).str.strip()))
