"""Heat networks of France Chaleur Urbaine: traces, and points where no trace is published."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from .. import geometry
from ..catalogue import AtlasLayer
from ..libraries import require
from ..territories import normalised
from .columns import column, nothing_as_none, numbers, prefixed, slug, texts, years
from .ground import Ground
from .local import insee_of, with_local
from .made import DRAWN, KEPT_OFF, NOWHERE, REJECTED, Account, Made
from .rows import OUTSIDE, Ledger, atlas_frame, checked_on, dated, no_rows, settled, stacked
from .shapes import lines_of, shapes_of
from .typed import Replaced, standing_back, with_typed

if TYPE_CHECKING:
    from pandas import DataFrame, Series

    from ..sources.raw import RawTable

FCU = "fcu"
_TRACED = "même réseau, déjà tracé"
_SNCU = r"[0-9A-Z]{2,}C(?:_\w+)?"


def heatnetworks(raw: Mapping[str, RawTable], layer: AtlasLayer, ground: Ground) -> Made:
    """Networks by SNCU code: lines in `heatnetworks`, all else as points (DESIGN 5, DOMAIN 6).

    The archive is in EPSG:2154; its numbers are texts in the shapefile; 192 traces have no code and
    are keyed by name and commune, unverified; `communes` are names, told apart by department
    (heat-brownfields-biomethane.md 1.1). The figures' year is not in the archive, so `year` stays
    null unless a column gives it. A network without shape stands at its first commune's centre.
    """
    tables = no_rows(layer)
    accounts: tuple[Account, ...] = ()
    if FCU in raw:
        ledger = Ledger(FCU, len(raw[FCU].frame))
        lines, points = layer.tables
        rows, traced = _rows(raw[FCU], layer, ground, ledger)
        drawn = ledger.open
        ledger.judge(drawn, DRAWN)
        tables[lines.name] = stacked(lines, [rows[drawn & traced]])
        at = rows[drawn & ~traced]
        at = at.assign(geometry=nothing_as_none(at["geometry"].map(geometry.inner_point)))
        tables[points.name] = stacked(points, [at])
        accounts = ledger.accounts(rows["rattachement"])
    rule = standing_back(_same_network(tables))
    made = with_typed(Made(tables, accounts), raw, layer, ground, rule)
    return with_local(made, raw, layer, ground)


def _rows(
    raw: RawTable, layer: AtlasLayer, ground: Ground, ledger: Ledger
) -> tuple[DataFrame, Any]:
    """All networks as atlas rows, judged but for those to draw, and which have a trace."""
    frame = raw.frame.reset_index(drop=True)
    shapes = shapes_of(raw)
    traced = (lines_of(shapes.where(shapes.map(_is_line), None)).str.len() > 0).to_numpy()
    sncu = _codes(frame)
    name = texts(column(frame, "nom_reseau"))
    insee, commune = _communes(frame, layer, ground)
    day = require("pandas").Series(checked_on(raw), index=frame.index, dtype="object")
    values: dict[str, Any] = {
        "key": _keys(sncu, name, insee, raw.source),
        "name": name,
        "insee": insee,
        "commune": commune,
        "class": layer.legends[0].classes[0].key,
        "source": raw.source,
        "vintage": dated(raw),
        "verifie_par": prefixed("France Chaleur Urbaine, SNCU ", sncu),
        "verifie_le": day.where(sncu.notna()),
        "length_km": _lengths(frame, shapes, traced),
        "delivered_mwh": _not_negative(_cells(frame, "livraisons_totale_MWh", "livraisons")),
        "recovered_pct": _recovered(frame, layer),
        "enr_pct": _share(_cells(frame, "Taux EnR&R")),
        "year": years(_cells(frame, "annee_donnees", "annee")),
        "geometry": shapes,
    }
    rows = settled(atlas_frame(layer.tables[0], values, frame.index), ground)
    also_traced = sncu.notna() & ~traced & sncu.isin(sncu[traced])
    ledger.judge(rows["geometry"].isna(), REJECTED, NOWHERE)
    ledger.judge(~ground.inside(rows["geometry"]), KEPT_OFF, OUTSIDE)
    ledger.judge(also_traced, KEPT_OFF, _TRACED)
    return rows, traced


def _is_line(wkb: bytes | None) -> bool:
    return wkb is not None and geometry.kind(wkb) == "line"


def _codes(frame: DataFrame) -> Series:
    """SNCU codes (`5914C`, `84XXC_16`), None for empty cells and for what is no code."""
    said = _cells(frame, "Identifiant reseau", "Identifian")
    found = texts(said).str.replace(r"\s", "", regex=True).str.upper()
    return nothing_as_none(found.where(found.str.fullmatch(_SNCU, na=False)))


def _cells(frame: DataFrame, *names: str) -> Series:
    """The first of the columns that is there: the shapefile cuts names at ten characters."""
    present = [name for name in names if name in frame.columns]
    return column(frame, present[0] if present else names[0])


def _keys(sncu: Series, name: Series, insee: Series, source: str) -> Series:
    spoken = insee.fillna("").str.cat(name.fillna(""), sep=" ").map(slug)
    line = f"{source}:" + (sncu.index.to_series() + 1).astype("str")
    spare = (f"{source}:" + spoken).where(name.notna() & (spoken != ""), line)
    return nothing_as_none(sncu.where(sncu.notna(), spare))


def _communes(frame: DataFrame, layer: AtlasLayer, ground: Ground) -> tuple[Series, Series]:
    """The code and the official name of the first commune that is known, else what is written."""
    known = {normalised(n): code for n, code in layer.parameters["departements"].items()}
    places = texts(_cells(frame, "departement", "departemen")).fillna("").map(normalised)
    departements = nothing_as_none(places.map(known))
    written = texts(column(frame, "communes"))
    each = written.str.split(",").explode().str.strip()
    found = insee_of(each, ground, departements.reindex(each.index)).groupby(level=0).first()
    insee = nothing_as_none(found.reindex(frame.index))
    official = ground.commune_names(insee).replace("", None)
    return insee, nothing_as_none(official.where(official.notna(), written))


def _lengths(frame: DataFrame, shapes: Series, traced: Any) -> Series:
    """Kilometres as published (`longueur_reseau`), else of the trace."""
    said = _not_negative(_cells(frame, "longueur_reseau", "longueur_r"))
    measured = shapes[traced].map(geometry.length_km).reindex(frame.index)
    return said.where(said > 0, numbers(measured))


def _recovered(frame: DataFrame, layer: AtlasLayer) -> Series:
    """The share (%) of recovered heat in production: industry, waste incineration, other.

    Unknown where the production is, or where all its recovered parts are.
    """
    parts = [_not_negative(column(frame, name)) for name in layer.parameters["recovered"]]
    recovered = require("pandas").concat(parts, axis=1).sum(axis=1, min_count=1)
    produced = _not_negative(column(frame, "production_totale_MWh"))
    return _share(recovered / produced.where(produced > 0) * 100)


def _share(cells: Series) -> Series:
    found = numbers(cells)
    return found.where(found.between(0, 100))


def _not_negative(cells: Series) -> Series:
    found = numbers(cells)
    return found.where(found >= 0)


def _same_network(tables: Mapping[str, DataFrame]) -> Replaced:
    """Typed rows stand back where a network of their code, or of their commune and name, has come.

    Both tables count: a network typed as a point may have come with its trace.
    """
    public = require("pandas").concat(list(tables.values()), ignore_index=True)

    def replaced(typed: DataFrame, _public: DataFrame) -> Series:
        return typed["key"].isin(public["key"]) | _called(typed).isin(_called(public))

    return replaced


def _called(rows: DataFrame) -> Series:
    return rows["insee"].fillna("").str.cat(rows["name"].fillna("").map(normalised), sep="|")
