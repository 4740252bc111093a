"""Hydrogen pipelines: private networks, drawn as indicative; no open national trace exists."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from .. import geometry
from ..catalogue import AtlasLayer
from .columns import column, nothing_as_none, texts
from .ground import Ground
from .local import with_local
from .made import DRAWN, KEPT_OFF, REJECTED, Account, Made
from .networks_osm import DISUSED, has_one_of, identifiers, out_of_use, statuses
from .rows import Ledger, atlas_frame, dated, no_rows, stacked
from .shapes import NO_LENGTH, judge_places, lines_of, shapes_of
from .typed import with_typed

if TYPE_CHECKING:
    from pandas import DataFrame, Series

    from ..sources.raw import RawTable

PIPES = "osm-hydrogen"
_OTHER_SUBSTANCE = "autre substance"


def hydrogennetwork(raw: Mapping[str, RawTable], layer: AtlasLayer, ground: Ground) -> Made:
    """The user's pipelines first, then OpenStreetMap's (DESIGN 5).

    All bear "réseau privé, tracé indicatif" (DOMAIN 5); where there are none, the map prints the
    layer's `empty` sentence. `length_km` is measured in EPSG:2154.
    """
    table = layer.tables[0]
    tables = no_rows(layer)
    accounts: tuple[Account, ...] = ()
    if PIPES in raw:
        ledger = Ledger(PIPES, len(raw[PIPES].frame))
        tables[table.name] = stacked(table, [_pipes(raw[PIPES], layer, ground, ledger)])
        accounts = ledger.accounts([""] * len(raw[PIPES].frame))
    made = with_typed(Made(tables, accounts), raw, layer, ground)
    made = with_local(made, raw, layer, ground)
    rows = _told(made.tables[table.name], layer.parameters["mention"])
    limits = (f"Réseau d'hydrogène : {layer.parameters['mention']}.",) if len(rows) else ()
    return replace(made, tables={table.name: rows}, limits=limits)


def _pipes(raw: RawTable, layer: AtlasLayer, ground: Ground, ledger: Ledger) -> DataFrame:
    frame = raw.frame.reset_index(drop=True)
    shapes = shapes_of(raw, "line")
    substances = column(frame, "substance")
    other = substances.notna() & ~has_one_of(substances, [layer.parameters["osm_substance"]])
    ledger.judge(other, KEPT_OFF, _OTHER_SUBSTANCE)
    ledger.judge(out_of_use(frame), KEPT_OFF, DISUSED)
    judge_places(ledger, shapes, ground)
    ledger.judge(lines_of(shapes).str.len() == 0, REJECTED, NO_LENGTH)
    drawn = ledger.open
    ledger.judge(drawn, DRAWN)
    key = identifiers(frame)
    line = "osm-hydrogen:" + (frame.index.to_series() + 1).astype("str")
    values = {
        "key": key.where(key.notna(), line),
        "name": texts(column(frame, "name")),
        "rattachement": "",
        "class": layer.legends[0].classes[0].key,
        "statut": statuses(frame),
        "position": "exacte",
        "source": raw.source,
        "vintage": dated(raw),
        "operator": texts(column(frame, "operator")),
        "geometry": shapes,
    }
    return atlas_frame(layer.tables[0], values, frame.index)[drawn]


def _told(rows: DataFrame, mention: str) -> DataFrame:
    """Rows with their lengths, where not given, and what must be said of every one of them."""
    measured = rows["geometry"].map(geometry.length_km).astype("float64")
    return rows.assign(
        length_km=rows["length_km"].where(rows["length_km"].notna(), measured),
        note=_with_mention(rows["note"], mention),
    )


def _with_mention(notes: Series, mention: str) -> Series:
    said = notes.fillna("").str.contains(mention, regex=False)
    added = notes.fillna("").str.cat([mention] * len(notes), sep=" ").str.strip()
    return nothing_as_none(notes.where(said, added))
