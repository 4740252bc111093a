"""The gas transport network: its public, rounded trace, and the typed points where gas comes in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from .. import geometry
from ..catalogue import AtlasLayer
from ..libraries import require
from .columns import column, ids_of
from .ground import Ground
from .local import with_local
from .made import DRAWN, REJECTED, Account, Made
from .rows import Ledger, atlas_frame, dated, no_rows, stacked
from .shapes import NO_LENGTH, NO_SHAPE, judge_places, lines_of, shapes_of, strung
from .typed import with_typed

if TYPE_CHECKING:
    from pandas import DataFrame, Series

    from ..sources.raw import RawTable

TRACE = "natran-trace"
_DIGITS = 5  # of degrees, a metre: where 147 of the national pieces shrink to one point
_LIMIT = "Réseau de gaz : tracé public arrondi à {} m près, aucune distance ne s'y mesure."


def gasnetwork(raw: Mapping[str, RawTable], layer: AtlasLayer, ground: Ground) -> Made:
    """NaTran's trace in long lines, and the typed entry and compression points.

    The publisher rounds the trace to some 250 m on purpose. Pieces that collapse to one point at
    five decimals are rejected; a piece without region is as good as another; equal ends are joined
    (electricity-gas-hydrogen.md 4). `length_km` is measured in EPSG:2154.
    """
    tables = no_rows(layer)
    accounts: tuple[Account, ...] = ()
    limits: tuple[str, ...] = ()
    if TRACE in raw:
        source = raw[TRACE]
        ledger = Ledger(TRACE, len(source.frame))
        rows = _trace(source, layer, ground, ledger)
        tables[layer.tables[0].name] = rows
        accounts = ledger.accounts([""] * len(source.frame))
        limits = (_LIMIT.format(layer.parameters["accuracy_m"]),) if len(rows) else ()
    made = with_typed(Made(tables, accounts, limits), raw, layer, ground)
    return with_local(made, raw, layer, ground)


def _trace(raw: RawTable, layer: AtlasLayer, ground: Ground, ledger: Ledger) -> DataFrame:
    table = layer.tables[0]
    shapes = shapes_of(raw, "line")
    lines = lines_of(shapes)
    ledger.judge(shapes.isna(), REJECTED, NO_SHAPE)
    ledger.judge((lines.str.len() == 0) | shapes.map(_is_a_point), REJECTED, NO_LENGTH)
    judge_places(ledger, shapes, ground)
    chosen = ledger.open
    ledger.judge(chosen, DRAWN)
    ids = ids_of(column(raw.frame.reset_index(drop=True), "object_id"))
    rows = require("pandas").DataFrame(strung(lines[chosen]), columns=["geometry", "rows"])
    values = {
        "key": rows["rows"].map(lambda members: _key(ids, members)),
        "rattachement": "",
        "class": layer.legends[0].classes[0].key,
        "position": "exacte",
        "source": raw.source,
        "vintage": dated(raw),
        "length_km": rows["geometry"].map(geometry.length_km),
        "geometry": rows["geometry"],
    }
    return stacked(table, [atlas_frame(table, values, rows.index)])


def _is_a_point(wkb: bytes | None) -> bool:
    """Whether all vertices are one once rounded; what has no shape is judged apart."""
    if wkb is None:
        return False
    west, south, east, north = geometry.bounds(geometry.to_wgs84(wkb))
    return round(west, _DIGITS) == round(east, _DIGITS) and (
        round(south, _DIGITS) == round(north, _DIGITS)
    )


def _key(ids: Series, members: list[int]) -> str:
    """The least `object_id` of the pieces: it stays as long as the trace does."""
    known = ids[members].dropna()
    least = min(known, key=lambda text: (len(text), text)) if len(known) else f"ligne-{members[0]}"
    return f"natran-{least}"
