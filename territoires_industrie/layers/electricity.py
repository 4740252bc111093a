"""The 400 kV network: lines of BD TOPO, substations of OpenStreetMap under RTE's names."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ..catalogue import AtlasLayer
from .columns import column, ids_of, texts
from .electricity_substations import register_accounts, same_place, substations
from .ground import Ground
from .local import with_local
from .made import DRAWN, KEPT_OFF, REJECTED, Account, Made
from .networks_osm import DISUSED, has_one_of, identifiers, out_of_use, statuses
from .rows import OUTSIDE, Ledger, atlas_frame, dated, no_rows, stacked
from .shapes import NO_LENGTH, NO_SHAPE, lines_of, shapes_of
from .typed import standing_back, with_typed

if TYPE_CHECKING:
    from pandas import DataFrame, Series

    from ..sources.raw import RawTable

IGN, OSM = "bdtopo-lignes", "osm-power"
_OTHER_VOLTAGE = "autre tension que 400 kV"
_NO_VOLTAGE = "tension inconnue ou hors tension"
_IGN_PREFERRED = "ligne déjà tracée par la BD TOPO"
_NOT_A_LINE = "ni ligne ni poste"
_VOLTAGE = re.compile(r"(\d+(?:[.,]\d+)?)kv")
_STATES = {
    "en service": "en service",
    "en projet": "annoncé",
    "en construction": "en travaux",
}


def network400kv(raw: Mapping[str, RawTable], layer: AtlasLayer, ground: Ground) -> Made:
    """Lines and substations at 400 kV (DOMAIN 5, DESIGN 5).

    Lines: BD TOPO by its `voltage`; OpenStreetMap where BD TOPO has none. BD TOPO gives lines no
    name. Substations: see `substations`. ODRÉ gives names and counts: RTE withdrew its positions,
    so a shape that it might give again is counted in a note and never used
    (electricity-gas-hydrogen.md 1.1 and 7). What the public may see is ruled in `audience`.
    """
    lines_table, points_table = layer.tables
    tables = no_rows(layer)
    accounts: list[Account] = []
    if IGN in raw:
        ledger = Ledger(IGN, len(raw[IGN].frame))
        tables[lines_table.name] = _ign_lines(raw[IGN], layer, ground, ledger)
        accounts += ledger.accounts([""] * len(raw[IGN].frame))
    if OSM in raw:
        ledger = Ledger(OSM, len(raw[OSM].frame))
        power = texts(column(raw[OSM].frame.reset_index(drop=True), "power"))
        is_line = power.isin(("line", "cable"))
        ledger.judge(~is_line & (power != "substation"), KEPT_OFF, _NOT_A_LINE)
        if len(tables[lines_table.name]):
            ledger.judge(is_line, KEPT_OFF, _IGN_PREFERRED)
        else:
            tables[lines_table.name] = _osm_lines(raw[OSM], is_line, layer, ground, ledger)
        found = substations(raw, layer, ground, ledger)
        tables[points_table.name] = found.rows
        accounts += ledger.accounts(found.territories)
    accounts += register_accounts(raw, tables[points_table.name])
    made = Made(tables, tuple(accounts), (), _notes(raw))
    made = with_typed(made, raw, layer, ground, standing_back(same_place))
    return with_local(made, raw, layer, ground)


def kilovolts(cells: Series) -> Series:
    """Voltages in kV from `400kV`, `400 kV`, `400 KV`; NaN for `<45kV`, a bound, and for words."""
    bare = texts(cells).str.replace(r"\s", "", regex=True).str.casefold()
    found = bare.str.extract(f"^{_VOLTAGE.pattern}$", expand=False)
    return found.str.replace(",", ".", regex=False).astype("float64")


def _ign_lines(raw: RawTable, layer: AtlasLayer, ground: Ground, ledger: Ledger) -> DataFrame:
    frame = raw.frame.reset_index(drop=True)
    shapes = shapes_of(raw, "line")
    voltage = kilovolts(column(frame, "voltage"))
    state = texts(column(frame, "etat_de_l_objet")).str.casefold().fillna("en service")
    ledger.judge(voltage.isna(), KEPT_OFF, _NO_VOLTAGE)
    ledger.judge(voltage != layer.parameters["voltage_kv"], KEPT_OFF, _OTHER_VOLTAGE)
    ledger.judge(~state.isin(_STATES), KEPT_OFF, DISUSED)
    values = {"key": ids_of(column(frame, "cleabs")), "statut": state.map(_STATES)}
    return _lines(raw, shapes, values, layer, ground, ledger)


def _osm_lines(
    raw: RawTable, is_line: Series, layer: AtlasLayer, ground: Ground, ledger: Ledger
) -> DataFrame:
    """`voltage` may hold several (`400000;225000`), in volts; Belgium's network has 380 kV."""
    frame = raw.frame.reset_index(drop=True)
    shapes = shapes_of(raw, "line").where(is_line, None)
    high = has_one_of(column(frame, "voltage"), layer.parameters["osm_voltages"])
    ledger.judge(is_line & ~high, KEPT_OFF, _OTHER_VOLTAGE)
    ledger.judge(is_line & out_of_use(frame), KEPT_OFF, DISUSED)
    values = {
        "key": identifiers(frame),
        "name": texts(column(frame, "name")),
        "statut": statuses(frame),
    }
    return _lines(raw, shapes, values, layer, ground, ledger, among=is_line)


def _lines(
    raw: RawTable,
    shapes: Series,
    values: dict[str, Any],
    layer: AtlasLayer,
    ground: Ground,
    ledger: Ledger,
    among: Any = True,
) -> DataFrame:
    """The rows still without verdict, `among` those of the source that are lines, as atlas rows."""
    table = layer.tables[0]
    lines = lines_of(shapes)
    ledger.judge(among & shapes.isna(), REJECTED, NO_SHAPE)
    ledger.judge(among & (lines.str.len() == 0), REJECTED, NO_LENGTH)
    ledger.judge(among & ~ground.inside(shapes), KEPT_OFF, OUTSIDE)
    drawn = ledger.open & (shapes.notna().to_numpy())
    ledger.judge(drawn, DRAWN)
    line = f"{raw.source}:" + (shapes.index.to_series() + 1).astype("str")
    filled = {
        **values,
        "key": values["key"].where(values["key"].notna(), line),
        "rattachement": "",
        "class": layer.legends[0].classes[0].key,
        "position": "exacte",
        "source": raw.source,
        "vintage": dated(raw),
        "voltage_kv": layer.parameters["voltage_kv"],
        "geometry": shapes,
    }
    return stacked(table, [atlas_frame(table, filled, shapes.index)[drawn]])


def _notes(raw: Mapping[str, RawTable]) -> dict[str, str]:
    """What the provenance says where ODRÉ gave shapes that are not used."""
    notes = {}
    for name in ("odre-postes", "odre-lignes"):
        frame = raw[name].frame if name in raw else None
        if frame is not None and "geometry" in frame.columns and frame["geometry"].notna().any():
            shapes = int(frame["geometry"].notna().sum())
            notes[name] = f"{shapes} géométries reçues, non utilisées : RTE les a retirées."
    return notes
