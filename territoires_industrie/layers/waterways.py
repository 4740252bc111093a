"""Navigable waterways, one line a river or canal, with an indicative gauge."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING

from ..catalogue import AtlasLayer
from ..libraries import require
from ..territories import normalised
from .columns import column, ids_of, slug, texts, truths
from .ground import Ground
from .local import column_like, with_local
from .made import DRAWN, KEPT_OFF, REJECTED, SPARE, Account, Made
from .registers import load_registers
from .rows import Ledger, atlas_frame, checked_on, dated, stacked
from .shapes import NO_LENGTH, gathered, judge_places, lines_of, shapes_of
from .typed import any_public, standing_back, with_typed

if TYPE_CHECKING:
    from pandas import DataFrame, Series

    from ..sources.raw import RawTable

GAUGE_NOTE = "Gabarit indicatif, d'après le nom de la voie."
_NOT_NAVIGABLE = "non navigable"
# Words that a waterway's name may have or lack: `Canal de la Deûle`, `la Deûle`.
_EMPTY_WORDS = set("canal riviere fleuve la le les l de du des d a canalise canalisee".split())
_REGISTERS = {"bdtopo-hydro": "IGN, BD TOPO", "dpf-cerema": "Cerema, MyDPF"}


def waterways(raw: Mapping[str, RawTable], layer: AtlasLayer, ground: Ground) -> Made:
    """The navigable waterways of BD TOPO, else of the public fluvial domain (DESIGN 5).

    Pieces of one name are one line, with the gauge that the register gives its name: no IGN layer
    has it (base-layers.md 3). Pieces without a name are joined where they touch.
    """
    table = layer.tables[0]
    frames: list[DataFrame] = []
    accounts: list[Account] = []
    for name in (name for name in layer.sources if name in raw and name in _REGISTERS):
        source = raw[name]
        ledger = Ledger(name, len(source.frame))
        if frames:
            ledger.judge(ledger.open, KEPT_OFF, SPARE)
        else:
            frames += _made(source, layer, ground, ledger)
        accounts += ledger.accounts([""] * len(source.frame))
    made = Made({table.name: stacked(table, frames)}, tuple(accounts))
    made = with_typed(made, raw, layer, ground, standing_back(any_public, SPARE))
    return with_local(made, raw, layer, ground)


def _made(raw: RawTable, layer: AtlasLayer, ground: Ground, ledger: Ledger) -> list[DataFrame]:
    frame = raw.frame.reset_index(drop=True)
    shapes = shapes_of(raw, "line")
    lines = lines_of(shapes)
    if "navigabilite" in frame.columns:
        navigable = truths(frame["navigabilite"]) == layer.parameters["bdtopo_navigabilite"]
        ledger.judge(~navigable, KEPT_OFF, _NOT_NAVIGABLE)
    judge_places(ledger, shapes, ground)
    ledger.judge(lines.str.len() == 0, REJECTED, NO_LENGTH)
    chosen = ledger.open
    ledger.judge(chosen, DRAWN)
    names = _names(frame)
    found = gathered(lines[chosen], names[chosen], apart=False)
    if not found:
        return []
    rows = require("pandas").DataFrame(found, columns=["name", "geometry", "rows"])
    ids = ids_of(column(frame, "cleabs"))
    return [_frame(raw, rows, ids, layer)]


def _names(frame: DataFrame) -> Series:
    """The name of the waterway that a piece belongs to; the piece's own where it has no other."""
    course = texts(column(frame, "cpx_toponyme_de_cours_d_eau")).str.split("/").str[0].str.strip()
    own = texts(column_like(frame, "toponyme", "nom", "libelle"))
    return course.where(course.notna(), own)


def _frame(raw: RawTable, rows: DataFrame, ids: Series, layer: AtlasLayer) -> DataFrame:
    pandas = require("pandas")
    named = rows["name"].map(slug) != ""
    first = rows["rows"].map(lambda members: ids[members].dropna().min())
    line = rows["rows"].map(lambda members: str(members[0] + 1))
    unnamed = raw.source + ":" + first.where(first.notna(), line).astype("str")
    gauge = rows["name"].map(gauge_of)
    values = {
        "key": rows["name"].map(slug).where(named, unnamed),
        "name": rows["name"].where(rows["name"] != ""),
        "rattachement": "",
        "class": layer.legends[0].classes[0].key,
        "position": "exacte",
        "source": raw.source,
        "vintage": dated(raw),
        "verifie_par": pandas.Series(_REGISTERS[raw.source], rows.index).where(named),
        "verifie_le": pandas.Series(checked_on(raw), rows.index).where(named),
        "note": pandas.Series(GAUGE_NOTE, rows.index).where(gauge.notna()),
        "gauge": gauge,
        "geometry": rows["geometry"],
    }
    return atlas_frame(layer.tables[0], values, rows.index)


def gauge_of(name: str) -> str | None:
    """The indicative CEMT class of a waterway by its name, with the section that it holds for."""
    return _gauges().get(_bare(name))


@lru_cache(maxsize=1)
def _gauges() -> dict[str, str]:
    rows = load_registers().gauges.to_dict("records")
    return {
        _bare(row["nom"]): f"{row['gabarit']} ({row['section']})"
        if row["section"]
        else row["gabarit"]
        for row in rows
    }


def _bare(name: str) -> str:
    return " ".join(word for word in normalised(name).split() if word not in _EMPTY_WORDS)
