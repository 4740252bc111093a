"""Brownfields of the Cartofriches inventory: outlines, and one marker for each class of a site."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from .. import geometry
from ..catalogue import AtlasLayer
from ..french import number
from ..libraries import require
from ..territories import normalised
from .columns import column, ids_of, nothing_as_none, numbers, prefixed, texts
from .ground import Ground
from .local import insee_codes, with_local
from .made import DRAWN, KEPT_OFF, REJECTED, Account, Made
from .rows import (
    OUTSIDE,
    UNDATED,
    Ledger,
    atlas_frame,
    checked_on,
    counted,
    dated,
    no_rows,
    settled,
    stacked,
)
from .shapes import NO_SHAPE, shapes_of
from .typed import is_typed, standing_back, with_typed

if TYPE_CHECKING:
    from pandas import DataFrame, Series

    from ..sources.raw import RawTable

_KNOWN = "site d'une source préférée"
_TWICE = "identifiant en double"
_OTHER_TYPE = "autre type"
_NO_AREA = "surface du site inconnue"
_STATES = {
    "friche avec projet": "avec projet",
    "friche reconvertie": "reconvertie",
    "friche potentielle": "potentielle",
}
_OTHER_STATE = "statut inconnu"
_ALSO = "Second repère du site {} : la surface est portée par le premier."
_M2_PER_HA = 10_000
#: The reasons that make a site "non représenté" (DOMAIN 5): it is a brownfield, off this map.
_UNSHOWN = {*_STATES.values(), _OTHER_STATE, _OTHER_TYPE, _NO_AREA}


class _Sites(NamedTuple):
    """The sites of a source, a row each: shapes in EPSG:2154, areas in ha, classes by rule."""

    frame: DataFrame
    shapes: Series
    areas: Series
    classes: dict[str, Series]


def brownfields(raw: Mapping[str, RawTable], layer: AtlasLayer, ground: Ground) -> Made:
    """Sites "sans projet" above `min_area_ha` by their own polygon (DOMAIN 5).

    The rule is deduced from one territory (heat-brownfields-biomethane.md 5.4), so its figures are
    parameters and the sites that it leaves out are counted on the page. `unite_fonciere_surface`
    is never read: the land-parcel unit is several times the site. Without polygon `site_surface`
    (m²) counts. A site of two classes has two markers, the second under the key `<site_id>-solaire`
    and without area, so that totals hold; its outline, once, is of the first class.
    """
    frames: dict[str, list[DataFrame]] = {table.name: [] for table in layer.tables}
    accounts: list[Account] = []
    seen: set[str] = set()
    for name in (name for name in layer.sources if name in raw and "table" not in raw[name].frame):
        source = raw[name]
        sites = _read(source, layer)
        ledger = Ledger(name, len(source.frame))
        rows = _rows(source, sites, layer, ground)
        _judge(ledger, sites, rows, layer, ground, seen)
        seen |= set(rows["key"])
        drawn = ledger.open
        ledger.judge(drawn, DRAWN)
        for table_name, made in _drawn(rows[drawn], sites, layer).items():
            frames[table_name].append(made)
        accounts += ledger.accounts(rows["rattachement"])
    tables = {table.name: stacked(table, frames[table.name]) for table in layer.tables}
    told = _limits(raw, accounts, layer, ground)
    made = Made({**no_rows(layer), **tables}, tuple(accounts), limits_by_territory=told)
    made = with_typed(made, raw, layer, ground, standing_back(_same_site))
    return with_local(made, raw, layer, ground)


def _read(raw: RawTable, layer: AtlasLayer) -> _Sites:
    """Fields of 2023 and of 2025; shapes may be polygons, or points where none was published."""
    frame = raw.frame.reset_index(drop=True)
    shapes = shapes_of(raw, "polygon", "point")
    outlined = shapes.map(lambda wkb: wkb is not None and geometry.kind(wkb) == "polygon")
    measured = shapes.where(outlined, None).map(
        lambda wkb: None if wkb is None else geometry.area_ha(wkb)
    )
    said = numbers(column(frame, "site_surface")) / _M2_PER_HA
    areas = numbers(measured).where(outlined, said)
    classes = {key: _meets(frame, rule) for key, rule in layer.parameters["classes"].items()}
    return _Sites(frame, shapes, areas, classes)


def _meets(frame: DataFrame, rule: Mapping[str, str]) -> Series:
    """Whether each condition, a column and words that it must hold, is met; accents do not count.

    A type is met whole (`friche industrielle` is not `friche agro-industrielle`), other columns by
    a part of theirs.
    """
    met = require("pandas").Series(True, index=frame.index)
    for name, words in rule.items():
        said = texts(column(frame, name)).fillna("").map(normalised)
        wanted = normalised(words)
        met &= (said == wanted) if name == "site_type" else said.str.contains(wanted, regex=False)
    return met


def _judge(
    ledger: Ledger,
    sites: _Sites,
    rows: DataFrame,
    layer: AtlasLayer,
    ground: Ground,
    seen: set[str],
) -> None:
    """The first reason that holds, from "who is it" to "is it large enough"."""
    state = texts(column(sites.frame, "site_statut")).fillna("").map(normalised)
    wanted = normalised(layer.parameters["statut"])
    named = state.map({normalised(state): why for state, why in _STATES.items()})
    smallest = layer.parameters["min_area_ha"]
    any_class = require("pandas").Series(False, index=sites.frame.index)
    for met in sites.classes.values():
        any_class |= met
    ledger.judge(rows["geometry"].isna(), REJECTED, NO_SHAPE)
    ledger.judge(rows["key"].isin(seen), KEPT_OFF, _KNOWN)
    ledger.judge(rows["key"].duplicated(), REJECTED, _TWICE)
    ledger.judge(~ground.inside(rows["geometry"]), KEPT_OFF, OUTSIDE)
    ledger.judge_each(ledger.open & (state != wanted), KEPT_OFF, named.fillna(_OTHER_STATE))
    ledger.judge(~any_class, KEPT_OFF, _OTHER_TYPE)
    ledger.judge(sites.areas.isna(), KEPT_OFF, _NO_AREA)
    ledger.judge(~(sites.areas > smallest), KEPT_OFF, _too_small(layer))


def _too_small(layer: AtlasLayer) -> str:
    return f"surface ≤ {_hectares(layer)}"


def _hectares(layer: AtlasLayer) -> str:
    least = float(layer.parameters["min_area_ha"])
    return f"{number(least, 0 if least.is_integer() else 1)} ha"


def _rows(raw: RawTable, sites: _Sites, layer: AtlasLayer, ground: Ground) -> DataFrame:
    """The sites as rows of the table of outlines, whatever their shape, drawn or not."""
    frame, unverified = sites.frame, _unverified(sites, layer)
    site_id = ids_of(column(frame, "site_id"))
    line = f"{raw.source}:" + (frame.index.to_series() + 1).astype("str")
    name = texts(column(frame, "site_nom"))
    name = name.where(~unverified & (name != site_id) & site_id.notna())
    insee = insee_codes(column(frame, "comm_insee"))
    solar = sites.classes[layer.parameters["unverified_class"]]
    values = {
        "key": site_id.where(site_id.notna(), line),
        "name": name,
        "insee": insee,
        "commune": _communes(frame, insee, ground),
        "class": _class(sites, layer),
        "source": raw.source,
        "vintage": dated(raw),
        "verifie_par": prefixed("Cartofriches (Cerema), site ", site_id).where(name.notna()),
        "verifie_le": _days(raw, name),
        "note": _sentence(layer.parameters["mention"], solar),
        "area_ha": sites.areas,
        "site_type": texts(column(frame, "site_type")),
        "site_statut": texts(column(frame, "site_statut")),
        "geometry": sites.shapes,
    }
    return settled(atlas_frame(layer.tables[0], values, frame.index), ground)


def _unverified(sites: _Sites, layer: AtlasLayer) -> Series:
    """ADEME's list, and what Cerema says it did not verify: never named (DOMAIN 5).

    The word stands in `nature` since 2025, in `source_nature` in 2023, and in `source_nom`.
    """
    told = sites.classes[layer.parameters["unverified_class"]].copy()
    for name in ("nature", "source_nature", "source_nom"):
        words = texts(column(sites.frame, name)).fillna("").map(normalised)
        told |= words.str.contains("non verifie", regex=False)
    return told


def _class(sites: _Sites, layer: AtlasLayer) -> Series:
    """The first class, in the parameters' order, whose rule a site meets; "" for none."""
    found = require("pandas").Series("", index=sites.frame.index, dtype="object")
    for key in reversed(list(layer.parameters["classes"])):
        found = found.mask(sites.classes[key], key)
    return found


def _communes(frame: DataFrame, insee: Series, ground: Ground) -> Series:
    official = ground.commune_names(insee).replace("", None)
    return nothing_as_none(official.where(official.notna(), texts(column(frame, "comm_nom"))))


def _days(raw: RawTable, names: Series) -> Series:
    days = require("pandas").Series(checked_on(raw), index=names.index, dtype="object")
    return days.where(names.notna())


def _sentence(mention: str, rows: Series) -> Series:
    text = f"{mention[:1].upper()}{mention[1:]}."
    return require("pandas").Series(text, index=rows.index, dtype="object").where(rows)


def _drawn(rows: DataFrame, sites: _Sites, layer: AtlasLayer) -> dict[str, DataFrame]:
    """Outlines where there are some, and the markers: one for each class that a site meets."""
    outlines, markers = layer.tables
    has_outline = rows["geometry"].map(lambda wkb: geometry.kind(wkb) == "polygon").astype(bool)
    at = rows.assign(geometry=nothing_as_none(rows["geometry"].map(geometry.inner_point)))
    second = layer.parameters["unverified_class"]
    both = (at["class"] != second) & sites.classes[second].reindex(at.index).astype(bool)
    again: dict[str, Any] = {
        "key": at["key"] + "-solaire",
        "class": second,
        "area_ha": require("numpy").nan,
        "note": at["key"].map(_ALSO.format),
    }
    return {
        outlines.name: rows[has_outline],
        markers.name: require("pandas").concat([at, at.assign(**again)[both]]),
    }


def _same_site(typed: DataFrame, public: DataFrame) -> Series:
    """Which typed brownfields a public one is: same commune and class, and not another name."""
    place, there = _place(typed), _place(public)
    named = public["name"].notna()
    alone = place.isin(there[~named]) | (typed["name"].isna() & place.isin(there))
    full = there[named].str.cat(public.loc[named, "name"].map(normalised), sep="|")
    called = place.str.cat(typed["name"].fillna("").map(normalised), sep="|")
    return alone | called.isin(full)


def _place(rows: DataFrame) -> Series:
    return rows["insee"].fillna("").str.cat(rows["class"], sep="|")


def _limits(
    raw: Mapping[str, RawTable], accounts: list[Account], layer: AtlasLayer, ground: Ground
) -> dict[str, tuple[str, ...]]:
    """The rule, how far the inventory goes, and by territory the sites that are not shown."""
    name = next((name for name in layer.sources if name in raw and not is_typed(raw[name])), None)
    if name is None:
        return {}
    unshown = {*_UNSHOWN, _too_small(layer)}
    counts: Counter[str] = Counter()
    for account in accounts:
        if account.reason in unshown:
            counts[account.territory] += account.rows
    date = dated(raw[name])
    day = date if date == UNDATED else f"du {date}"
    state = normalised(layer.parameters["statut"]).removeprefix("friche ")
    rule = f"{state}, plus de {_hectares(layer)} ; inventaire Cartofriches {day}"
    return {
        territory.id: (f"Friches : {rule}, non exhaustif, {_not_shown(counts[territory.id])}.",)
        for territory in ground.area.territories
    }


def _not_shown(count: int) -> str:
    return counted(count, "site non représenté", "sites non représentés")
