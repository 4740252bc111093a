"""Shallow geothermal potential of aquifers, in the atlas' classes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from .. import geometry
from ..catalogue import AtlasLayer
from ..libraries import require
from .columns import column, numbers
from .ground import Ground
from .local import with_local
from .made import DRAWN, KEPT_OFF, REJECTED, Account, Made
from .rows import Ledger, atlas_frame, dated, no_rows, stacked
from .shapes import judge_places, shapes_of
from .typed import with_typed

if TYPE_CHECKING:
    from pandas import DataFrame, Series

    from ..sources.raw import RawTable

AQUIFERS = "brgm-nappes"
_UNREADABLE = "code de potentiel illisible"
_OFF_MAP = "absence de potentiel ou code hors légende"
_UNKNOWN = "potentiel non connu, non représenté"
_LIMIT = "Géothermie de surface : potentiel sur {}, sans les sondes."


def geothermalpotential(raw: Mapping[str, RawTable], layer: AtlasLayer, ground: Ground) -> Made:
    """The potential by `pot_value`: 8 and 9 strong, 5 to 7 medium and weak (DOMAIN 6).

    Codes 1, 3 and 4 ("potentiel non connu") are shown by option, so that Dunkerque, eligible but
    unknown, is not blank; 2 is no potential (heat-brownfields-biomethane.md 3.1). Pieces of one
    code that touch are one polygon. Keys: `nappe-<code>-<n>`, from west to east.
    """
    tables = no_rows(layer)
    accounts: tuple[Account, ...] = ()
    limits: tuple[str, ...] = ()
    if AQUIFERS in raw:
        source = raw[AQUIFERS]
        ledger = Ledger(AQUIFERS, len(source.frame))
        rows = _rows(source, layer, ground, ledger)
        tables[layer.tables[0].name] = rows
        accounts = ledger.accounts([""] * len(source.frame))
        limits = (_LIMIT.format(layer.parameters["resource"]),) if len(rows) else ()
    made = with_typed(Made(tables, accounts, limits), raw, layer, ground)
    return with_local(made, raw, layer, ground)


def _rows(raw: RawTable, layer: AtlasLayer, ground: Ground, ledger: Ledger) -> DataFrame:
    table = layer.tables[0]
    codes = numbers(column(raw.frame.reset_index(drop=True), "pot_value"))
    classes = _classes(layer)
    unknown = layer.legends[0].classes[-1].key
    shapes = shapes_of(raw, "polygon").map(_mended)
    ledger.judge(codes.isna() | (codes % 1 != 0), REJECTED, _UNREADABLE)
    ledger.judge(~codes.isin(classes), KEPT_OFF, _OFF_MAP)
    if not layer.parameters["show_unknown"]:
        ledger.judge(codes.map(classes) == unknown, KEPT_OFF, _UNKNOWN)
    judge_places(ledger, shapes, ground)
    drawn = ledger.open
    ledger.judge(drawn, DRAWN)
    rows = _merged(shapes[drawn], codes[drawn].astype("int64"), ground)
    count = (rows.groupby("code").cumcount() + 1).astype("str")
    values = {
        "key": "nappe-" + rows["code"].astype("str") + "-" + count,
        "rattachement": "",
        "class": rows["code"].map(classes),
        "position": "exacte",
        "source": raw.source,
        "vintage": dated(raw),
        "pot_value": rows["code"],
        "geometry": rows["geometry"],
    }
    return stacked(table, [atlas_frame(table, values, rows.index)])


def _classes(layer: AtlasLayer) -> dict[int, str]:
    by_class: Mapping[str, Iterable[int]] = layer.parameters["codes"]
    return {code: key for key, codes in by_class.items() for code in codes}


def _mended(wkb: bytes | None) -> bytes | None:
    """A polygon whose rings cross made whole; None where nothing is left of it."""
    if wkb is None:
        return None
    try:
        mended = wkb if geometry.is_valid(wkb) else geometry.buffer(wkb, 0)
        return mended if geometry.area_m2(mended) > 0 else None
    except geometry.GeometryError:
        return None


def _merged(shapes: Series, codes: Series, ground: Ground) -> DataFrame:
    """One polygon for each stretch of one code, from west to east."""
    pandas = require("pandas")
    found = [
        (code, part)
        for code, pieces in shapes.groupby(codes, sort=True)
        for part in sorted(geometry.parts(geometry.union(pieces)), key=geometry.bounds)
    ]
    rows = pandas.DataFrame(found, columns=["code", "geometry"])
    rows["code"] = rows["code"].astype("int64")
    return rows[ground.inside(rows["geometry"])].reset_index(drop=True)
