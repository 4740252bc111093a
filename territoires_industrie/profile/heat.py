"""Heat: networks, recovered heat, waste heat deposits and sewage plants (DOMAIN 6)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..libraries import require
from .energy_cells import whole_in
from .figure import NOTHING, Figure, Total, count_figure, counted, figure, thousandth
from .holdings import Holdings, as_series, in_service, measures, printable_name, word
from .lines import Table

if TYPE_CHECKING:
    from pandas import DataFrame, Series

LAYER = "heatnetworks"


def heat_figures(holdings: Holdings) -> list[Figure]:
    """Networks with their km, GWh and recovered share; deposits and plants of the heat map."""
    rows = _networks(holdings)
    origin, note = holdings.origin_of(LAYER, rows), holdings.statement(LAYER)
    return [
        count_figure(
            "reseaux_chaleur_nombre",
            "Réseaux de chaleur",
            holdings.number_of(LAYER, rows),
            ("réseau de chaleur", "réseaux de chaleur"),
            origin,
            note,
        ),
        figure(
            "reseaux_chaleur_km",
            "Longueur des réseaux de chaleur",
            holdings.sum_of(LAYER, rows["length_km"]),
            "km",
            origin,
            _partly(rows["length_km"], "Longueur"),
            0,
        ),
        figure(
            "reseaux_chaleur_gwh",
            "Chaleur livrée par an",
            holdings.sum_of(LAYER, rows["delivered_mwh"], 1000),
            "GWh",
            origin,
            " ".join(
                filter(None, (_years(rows), _partly(rows["delivered_mwh"], "Chaleur livrée")))
            ),
        ),
        *_shares(holdings, rows),
        _count(
            holdings,
            "wasteheat",
            "gisements_chaleur_fatale",
            "Gisements de chaleur fatale recensés",
            ("gisement", "gisements"),
        ),
        _count(
            holdings,
            "wastewaterplants",
            "stations_epuration",
            "Stations d'épuration de la carte",
            ("station", "stations"),
        ),
    ]


def heat_table(holdings: Holdings) -> Table:
    """The networks, the one that delivers most first."""
    rows = _networks(holdings)
    rows = rows.assign(heat=as_series(rows["delivered_mwh"]))
    rows = rows.sort_values(["heat", "key"], ascending=[False, True], kind="stable")
    origin = holdings.origin_of(LAYER, rows)
    columns = zip(
        *(
            measures(rows[name])
            for name in ("length_km", "heat", "recovered_pct", "enr_pct", "year")
        ),
        strict=True,
    )
    return Table(
        title="Réseaux de chaleur",
        columns=(
            "Nom",
            "Commune",
            "Longueur",
            "Chaleur livrée",
            "Chaleur de récupération",
            "Énergies renouvelables et de récupération",
            "Année",
        ),
        rows=tuple(
            (
                printable_name(row),
                word(row["commune"]),
                km,
                None if mwh is None else thousandth(mwh),
                recovered,
                renewable,
                None if (told := whole_in(year)) is None else str(told),
            )
            for row, (km, mwh, recovered, renewable, year) in zip(
                rows.to_dict("records"), columns, strict=True
            )
        ),
        units=("", "", "km", "GWh/an", "%", "%", ""),
        decimals=(None, None, 1, 1, 0, 0, None),
        source=origin.source,
        vintage=origin.vintage,
        note=holdings.statement(LAYER),
    )


def _networks(holdings: Holdings) -> DataFrame:
    """The networks in service, each once: one with a trace may have a point as well."""
    traced, bare = (
        in_service(holdings.drawn(name)) for name in ("heatnetworks", "heatnetworks_point")
    )
    both = require("pandas").concat([traced, bare], ignore_index=True)
    return both.drop_duplicates("key", ignore_index=True)


def _shares(holdings: Holdings, rows: DataFrame) -> list[Figure]:
    origin = holdings.origin_of(LAYER, rows)
    found = []
    for name, label, column in (
        ("part_recuperation", "Part de chaleur de récupération", "recovered_pct"),
        ("part_enr_reseaux", "Taux d'énergies renouvelables et de récupération", "enr_pct"),
    ):
        share, telling = _weighted(measures(rows["delivered_mwh"]), measures(rows[column]))
        note = "Moyenne pondérée par la chaleur livrée"
        if telling < len(rows):
            both = counted(telling, "réseau", "réseaux")
            note += f", sur {both} de {len(rows)} : les autres ne publient pas les deux"
        if share.value is None:
            note = "Part ou chaleur livrée non publiée" if len(rows) else "Aucun réseau"
        found.append(figure(name, label, share, "%", origin, f"{note}.", 0))
    return found


def _weighted(weights: list[float | None], shares: list[float | None]) -> tuple[Total, int]:
    """The mean of shares by weight, and how many rows tell both.

    None where less than half of the known heat, or of the networks, tells its share.
    """
    pairs = [
        (weight, share)
        for weight, share in zip(weights, shares, strict=True)
        if weight is not None and weight > 0 and share is not None and 0 <= share <= 100
    ]
    heat = sum(weight for weight in weights if weight is not None and weight > 0)
    told = sum(weight for weight, _ in pairs)
    if not pairs or told * 2 < heat or len(pairs) * 2 < len(weights):
        return NOTHING, len(pairs)
    return Total(sum(weight * share for weight, share in pairs) / told), len(pairs)


def _years(rows: DataFrame) -> str:
    """The years of the figures; a file's date is none of them."""
    if rows.empty:
        return ""
    years = [whole_in(year) for year in rows["year"]]
    told = ", ".join(str(year) for year in sorted({year for year in years if year is not None}))
    if None not in years:
        return f"Année {told}."
    return f"Années {told} ou non publiées." if told else "Année non publiée."


def _partly(cells: Series, word_: str) -> str:
    values = measures(cells)
    missing = sum(value is None for value in values)
    if not missing:
        return ""
    return f"{word_} non publiée pour {counted(missing, 'réseau', 'réseaux')} sur {len(values)}."


def _count(holdings: Holdings, layer: str, name: str, label: str, words: tuple[str, str]) -> Figure:
    rows = in_service(holdings.drawn(layer))
    return count_figure(
        name,
        label,
        holdings.number_of(layer, rows),
        words,
        holdings.origin_of(layer, rows),
        holdings.statement(layer),
    )
