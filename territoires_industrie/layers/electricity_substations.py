"""Substations at 400 kV: OpenStreetMap's, at BD TOPO's outline, under the names of RTE's register.

No source has all three: BD TOPO's substations have no voltage, RTE's register no position since
2025, OpenStreetMap's names are nobody's register (electricity-gas-hydrogen.md 1 and 6).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from .. import geometry
from ..catalogue import AtlasLayer
from ..libraries import require
from ..territories import normalised
from .columns import column, nothing_as_none, prefixed, texts
from .ground import Ground, in_box
from .made import DRAWN, KEPT_OFF, Account
from .networks_osm import DISUSED, has_one_of, identifiers, out_of_use, statuses
from .rows import Ledger, atlas_frame, checked_on, dated, settled, stacked
from .shapes import judge_places, shapes_of

if TYPE_CHECKING:
    from pandas import DataFrame, Series

    from ..sources.raw import RawTable

OSM, OUTLINES, REGISTER, LINES = "osm-power", "bdtopo-postes", "odre-postes", "odre-lignes"
_OTHER_VOLTAGE = "autre tension que 400 kV"
_OUTLINE_USED = "contour d'un poste dessiné"
_OUTLINE_UNUSED = "poste sans tension publiée"
_NAME_USED = "nom repris, sans position publiée"
_NAME_UNUSED = "sans position publiée"
_NEAREST = "Commune la plus proche."
_COMMUNE_M = 10_000  # farther from any centre, a substation is abroad
# What stands before a substation's own name: `Poste de Gravelines`, `GRAVELINES`.
_GENERIC = {"poste", "electrique", "source", "rte", "de", "du", "des", "d", "la", "le", "les", "l"}


class Substations(NamedTuple):
    """The rows drawn, and where each raw row of the source belongs."""

    rows: DataFrame
    territories: Series


def substations(
    raw: Mapping[str, RawTable], layer: AtlasLayer, ground: Ground, ledger: Ledger
) -> Substations:
    """OpenStreetMap's substations at 400 kV; `ledger` (its source's) judges those still open.

    Converters, traction and customers' stations (`substation=…`) and tap-offs (RTE's function
    "Point de piquage") are left out (DOMAIN 5). `ref:FR:RTE` is RTE's `code_poste`: the name comes
    from there with `verifie_par`; OpenStreetMap's own name is kept, unverified. A BD TOPO outline
    that holds the point, or lies within `outline_m`, gives the exact place.
    """
    source = raw[OSM]
    frame = source.frame.reset_index(drop=True)
    register = _register(raw)
    codes = texts(column(frame, "ref:FR:RTE")).str.split(";").str[0].str.strip().str.upper()
    known = codes.where(codes.isin(register.index))
    _judge(frame, known.map(register["function"]), layer, ledger)
    shapes = shapes_of(source)
    judge_places(ledger, shapes, ground)
    drawn = ledger.open
    ledger.judge(drawn, DRAWN)
    places = shapes.where(drawn, None).map(
        lambda wkb: None if wkb is None else geometry.centroid(wkb)
    )
    if OUTLINES in raw:
        places = _at_outlines(places, shapes_of(raw[OUTLINES]), layer.parameters["outline_m"])
    named = known.map(register["name"])
    proof = prefixed("RTE, code poste ", known).where(named.notna())
    key = identifiers(frame)
    line = "osm-power:" + (frame.index.to_series() + 1).astype("str")
    values = {
        "key": key.where(key.notna(), line),
        "name": named.where(named.notna(), texts(column(frame, "name"))),
        "class": layer.legends[1].classes[0].key,
        "statut": statuses(frame),
        "source": source.source,
        "vintage": dated(source),
        "verifie_par": proof,
        "verifie_le": _dates(raw, proof),
        "voltage_kv": layer.parameters["voltage_kv"],
        "geometry": places,
    }
    table = layer.tables[1]
    rows = settled(atlas_frame(table, values, frame.index)[drawn], ground)
    rows = _with_communes(rows, ground)
    territories = rows["rattachement"].reindex(frame.index).fillna("")
    return Substations(stacked(table, [rows]), territories)


def register_accounts(raw: Mapping[str, RawTable], drawn: DataFrame) -> list[Account]:
    """What became of the rows that give names and outlines only, and are never drawn themselves."""
    accounts: list[Account] = []
    if OUTLINES in raw:
        shapes = shapes_of(raw[OUTLINES])
        ledger = Ledger(OUTLINES, len(shapes))
        corners = {geometry.inner_point(wkb) for wkb in shapes if wkb is not None}
        placed = set(drawn["geometry"]) & corners
        used = shapes.map(lambda wkb: wkb is not None and geometry.inner_point(wkb) in placed)
        ledger.judge(used, KEPT_OFF, _OUTLINE_USED)
        ledger.judge(ledger.open, KEPT_OFF, _OUTLINE_UNUSED)
        accounts += ledger.accounts([""] * len(shapes))
    if REGISTER in raw:
        frame = raw[REGISTER].frame.reset_index(drop=True)
        ledger = Ledger(REGISTER, len(frame))
        cited = prefixed("RTE, code poste ", texts(column(frame, "code_poste")).str.upper())
        ledger.judge(cited.isin(drawn["verifie_par"].dropna()), KEPT_OFF, _NAME_USED)
        ledger.judge(ledger.open, KEPT_OFF, _NAME_UNUSED)
        accounts += ledger.accounts([""] * len(frame))
    if LINES in raw:
        ledger = Ledger(LINES, len(raw[LINES].frame))
        ledger.judge(ledger.open, KEPT_OFF, _NAME_UNUSED)
        accounts += ledger.accounts([""] * len(raw[LINES].frame))
    return accounts


def same_place(typed: DataFrame, public: DataFrame) -> Series:
    """Which typed substations a public one is: by RTE's code in the key, by name.

    A nameless public one in the same commune counts too: a place has one substation at 400 kV.
    """
    pandas = require("pandas")
    proofs = public["verifie_par"].dropna().astype("str")
    codes = set(proofs.str.split(" ").str[-1])
    names = set(public["name"].dropna().map(_bare))
    nameless = set(public.loc[public["name"].isna(), "insee"].dropna())
    code = typed["key"].astype("str").str.split(":").str[-1]
    bare = typed["name"].map(_bare, na_action="ignore")
    found = code.isin(codes) | bare.isin(names) | typed["insee"].isin(nameless)
    return pandas.Series(found, index=typed.index) | typed["key"].isin(public["key"])


def _judge(frame: DataFrame, functions: Series, layer: AtlasLayer, ledger: Ledger) -> None:
    wanted = [str(volts) for volts in layer.parameters["osm_substation_voltages"]]
    kinds = texts(column(frame, "substation")).str.casefold()
    ledger.judge(~has_one_of(column(frame, "voltage"), wanted), KEPT_OFF, _OTHER_VOLTAGE)
    excluded: Mapping[str, str] = layer.parameters["osm_excluded"]
    ledger.judge_each(ledger.open & kinds.isin(excluded), KEPT_OFF, kinds.map(excluded))
    said = nothing_as_none(functions).fillna("").map(normalised)
    for function in layer.parameters["excluded_functions"]:
        ledger.judge(said == normalised(function), KEPT_OFF, function.casefold())
    ledger.judge(out_of_use(frame), KEPT_OFF, DISUSED)


def _register(raw: Mapping[str, RawTable]) -> DataFrame:
    """RTE's substations by code: name and function."""
    pandas = require("pandas")
    if REGISTER not in raw:
        return pandas.DataFrame({"name": [], "function": []}, dtype="object")
    frame = raw[REGISTER].frame.reset_index(drop=True)
    table = pandas.DataFrame(
        {
            "code": texts(column(frame, "code_poste")).str.upper(),
            "name": texts(column(frame, "nom_poste")),
            "function": texts(column(frame, "fonction")),
        }
    )
    return table.dropna(subset=["code"]).drop_duplicates("code").set_index("code")


def _at_outlines(places: Series, outlines: Series, reach: float) -> Series:
    """Each place, or the point inside the nearest outline that is at most `reach` metres away."""
    known = [(geometry.bounds(wkb), wkb) for wkb in outlines if wkb is not None]

    def moved(place: bytes | None) -> bytes | None:
        if place is None:
            return None
        x, y, _, _ = geometry.bounds(place)
        near = [
            (geometry.distance_m(place, wkb), number)
            for number, (box, wkb) in enumerate(known)
            if in_box(x, y, box, reach)
        ]
        distance, number = min(near, default=(reach + 1, -1))
        return geometry.inner_point(known[number][1]) if distance <= reach else place

    return nothing_as_none(places.map(moved))


def _with_communes(rows: DataFrame, ground: Ground) -> DataFrame:
    """Rows with the commune whose centre is nearest, and a note on it: OpenStreetMap tells none.

    Outside, where no position may be told, the commune is all that places a substation (DOMAIN 1).
    Where a row belongs is settled before, by where it really stands.
    """
    numpy = require("numpy")
    if rows.empty:
        return rows
    places = numpy.array([geometry.bounds(wkb)[:2] for wkb in rows["geometry"]])
    centres = ground.communes[["x", "y"]].to_numpy()
    ways = numpy.hypot(*(places[:, None, :] - centres[None, :, :]).transpose(2, 0, 1))
    near = ways.min(axis=1) <= _COMMUNE_M
    found = ground.communes.index.to_numpy()[ways.argmin(axis=1)]
    insee = require("pandas").Series(found, index=rows.index, dtype="object").where(near)
    names = ground.commune_names(insee).where(insee.notna())
    notes = insee.map(lambda _: _NEAREST, na_action="ignore")
    told = {"insee": insee, "commune": names, "note": notes}
    return rows.assign(**{name: nothing_as_none(cells) for name, cells in told.items()})


def _dates(raw: Mapping[str, RawTable], proof: Series) -> Series:
    day = checked_on(raw[REGISTER]) if REGISTER in raw else None
    return require("pandas").Series(day, index=proof.index, dtype="object").where(proof.notna())


def _bare(name: str) -> str:
    return " ".join(word for word in normalised(name).split() if word not in _GENERIC)
