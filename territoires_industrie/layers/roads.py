"""The main roads: motorways and national roads as lines, each with its number and rank."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

from ..catalogue import AtlasLayer
from ..libraries import require
from .columns import column, ids_of, texts
from .ground import Ground
from .local import with_local
from .made import DRAWN, KEPT_OFF, REJECTED, SPARE, Account, Made
from .rows import OUTSIDE, Ledger, atlas_frame, checked_on, dated, stacked
from .shapes import NO_LENGTH, NO_SHAPE, gathered, lines_of, shapes_of
from .typed import any_public, standing_back, with_typed

if TYPE_CHECKING:
    from pandas import DataFrame, Series

    from ..sources.raw import RawTable

_SLIP_ROAD = "bretelle ou route hors A et N"
_OTHER_SIDE = "chaussée opposée, déjà tracée"
_JUNCTION = "bretelle ou rond-point"
_MINOR = "route sans numéro ou secondaire"
_LIMITS = {
    "rrn-liaisons": (),
    "bdtopo-troncon-route": (
        "Routes : BD TOPO de l'IGN, routes départementales principales comprises.",
    ),
}
_SHIPPED_LIMIT = ("Routes : tracé schématique, écarts jusqu'à 3 km, sans numéro ni classement.",)


class _Numbered(NamedTuple):
    """Pieces of roads, a row each: their number, rank (Int64) and the id that makes the key."""

    numbers: Series
    ranks: Series
    ids: Series
    register: str


def roads(raw: Mapping[str, RawTable], layer: AtlasLayer, ground: Ground) -> Made:
    """The roads of the first source that has any here (rule: DOMAIN 9, DESIGN 5).

    The pieces of one number that touch end to end are one line, kept whole beyond the area. Of
    `rrn-liaisons` only A and N roads without slip roads, one carriageway of two
    (base-layers.md 2); of BD TOPO importance 1 and 2, departmental roads of importance 1 only;
    else the main roads of OpenStreetMap as they are shipped, without number.
    """
    table = layer.tables[0]
    readers = {"rrn-liaisons": _rrn, "bdtopo-troncon-route": _bdtopo}
    frames: list[DataFrame] = []
    accounts: list[Account] = []
    limits: tuple[str, ...] = ()
    for name in (name for name in layer.sources if name in raw and name in readers):
        source = raw[name]
        ledger = Ledger(name, len(source.frame))
        if frames:
            ledger.judge(ledger.open, KEPT_OFF, SPARE)
        else:
            frames += _made(source, readers[name](source, layer, ledger), layer, ground, ledger)
            limits = _LIMITS[name] if frames else limits
        accounts += ledger.accounts([""] * len(source.frame))
    made = Made({table.name: stacked(table, frames)}, tuple(accounts), limits)
    made = with_typed(made, raw, layer, ground, standing_back(any_public, SPARE))
    if not frames and len(made.tables[table.name]):
        made = replace(made, limits=_SHIPPED_LIMIT)
    return with_local(made, raw, layer, ground)


def _rrn(raw: RawTable, layer: AtlasLayer, ledger: Ledger) -> _Numbered:
    """`lib_rte` is a road's number, or a slip road's (`01A803903CD`); `portee` D, G or U.

    G is the carriageway opposite to D; U is a road of one carriageway (base-layers.md 2).
    """
    frame = raw.frame.reset_index(drop=True)
    number = texts(column(frame, "lib_rte")).str.upper()
    wanted = number.str.contains(layer.parameters["rrn_number"], regex=True, na=False)
    sides = texts(column(frame, "portee")).str.upper()
    ledger.judge(~wanted, KEPT_OFF, _SLIP_ROAD)
    ledger.judge(~sides.isin(layer.parameters["rrn_carriageways"]), KEPT_OFF, _OTHER_SIDE)
    none = require("pandas").Series(None, index=frame.index, dtype="object")
    return _Numbered(number, _rank(number, none, layer), none, "DGITM, réseau routier national")


def _bdtopo(raw: RawTable, layer: AtlasLayer, ledger: Ledger) -> _Numbered:
    """`cpx_numero` may name two roads on one carriageway (`A104/N104`): the first counts."""
    frame = raw.frame.reset_index(drop=True)
    number = texts(column(frame, "cpx_numero")).str.split("/").str[0].str.strip().str.upper()
    listed = texts(column(frame, "cpx_classement_administratif")).str.split("/").str[0]
    importance = texts(column(frame, "importance"))
    nature = texts(column(frame, "nature"))
    rank = _rank(number, listed, layer)
    main = importance.isin(layer.parameters["bdtopo_importance"]) & number.notna()
    local = (rank > 2) & ~importance.isin(layer.parameters["bdtopo_departmental"])
    ledger.judge(nature.isin(layer.parameters["bdtopo_junctions"]), KEPT_OFF, _JUNCTION)
    ledger.judge(~main | local, KEPT_OFF, _MINOR)
    return _Numbered(number, rank, ids_of(column(frame, "cleabs")), "IGN, BD TOPO")


def _rank(number: Series, listed: Series, layer: AtlasLayer) -> Series:
    """1 for a motorway, 2 for a national road, 3 for another: as listed, else by the number."""
    by_list = listed.map(layer.parameters["classements"])
    by_letter = number.str[:1].map(layer.parameters["ranks"])
    return by_list.fillna(by_letter).fillna(3).astype("int64")


def _made(
    raw: RawTable, roads: _Numbered, layer: AtlasLayer, ground: Ground, ledger: Ledger
) -> list[DataFrame]:
    shapes = shapes_of(raw, "line")
    lines = lines_of(shapes)
    ledger.judge(shapes.isna(), REJECTED, NO_SHAPE)
    ledger.judge(lines.str.len() == 0, REJECTED, NO_LENGTH)
    near = roads.numbers[ground.inside(shapes).to_numpy() & ledger.open].unique()
    chosen = ledger.open & roads.numbers.isin(near).to_numpy()
    found = gathered(lines[chosen], roads.numbers[chosen])
    pandas = require("pandas")
    rows = pandas.DataFrame(found, columns=["number", "geometry", "rows"])
    rows["part"] = rows.groupby("number").cumcount() + 1
    rows = rows[ground.inside(rows["geometry"])].reset_index(drop=True)
    drawn = pandas.Series(False, index=shapes.index)
    drawn[[row for members in rows["rows"] for row in members]] = True
    ledger.judge(drawn, DRAWN)
    ledger.judge(ledger.open, KEPT_OFF, OUTSIDE)
    return [_frame(raw, rows, roads, layer)] if len(rows) else []


def _frame(raw: RawTable, rows: DataFrame, roads: _Numbered, layer: AtlasLayer) -> DataFrame:
    """The key is the number and the part; of a source that has ids, the first of its pieces'.

    A part's place among the parts of its road is stable only where a source gives the whole road.
    """
    first = rows["rows"].map(lambda members: roads.ids[members].dropna().min())
    part = first.where(first.notna(), rows["part"].astype("str"))
    values: dict[str, Any] = {
        "key": rows["number"].str.cat(part, sep="-"),
        "name": rows["number"],
        "number": rows["number"],
        "rank": rows["rows"].map(lambda members: roads.ranks[members].min()),
        "rattachement": "",
        "class": layer.legends[0].classes[0].key,
        "position": "exacte",
        "source": raw.source,
        "vintage": dated(raw),
        "verifie_par": roads.register,
        "verifie_le": checked_on(raw),
        "geometry": rows["geometry"],
    }
    return atlas_frame(layer.tables[0], values, rows.index)
