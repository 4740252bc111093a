"""Large consumers: counts by sector and size; a site's own figure stands nowhere (DOMAIN 1, 3)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from ..french import number
from .figure import Figure, Total, count_figure
from .holdings import Holdings, in_service
from .lines import Table

if TYPE_CHECKING:
    from pandas import DataFrame

LAYER = "consumers"
_SITES = ("site", "sites")


def consumer_figures(holdings: Holdings) -> list[Figure]:
    """How many sites are known to consume more than each threshold."""
    rows = _sites(holdings)
    large, unknown = _sizes(holdings)
    origin, note = holdings.origin_of(LAYER, rows), holdings.statement(LAYER)
    hidden = int((rows["size"] == unknown).sum())

    def count(sizes: list[str]) -> Total:
        # A site of unknown size may be a large one.
        found = holdings.number_of(LAYER, rows[rows["size"].isin(sizes)])
        return replace(found, minimum=found.value is not None and (found.minimum or hidden > 0))

    return [
        count_figure(
            "consommateurs_recenses",
            "Consommateurs industriels figurés sur la carte",
            holdings.number_of(LAYER, rows),
            _SITES,
            origin,
            note,
        ),
        count_figure(
            "grands_consommateurs",
            "Grands consommateurs industriels recensés (> 10 000 MWh)",
            count(large),
            _SITES,
            origin,
            note,
        ),
        count_figure(
            "grands_consommateurs_50_gwh",
            "Grands consommateurs industriels recensés (> 50 000 MWh)",
            count(large[-1:]),
            _SITES,
            origin,
            note,
        ),
        count_figure(
            "consommateurs_taille_inconnue",
            "Consommateurs industriels recensés de taille non publiée",
            holdings.number_of(LAYER, rows[rows["size"] == unknown]),
            _SITES,
            origin,
            note,
        ),
    ]


def consumer_table(holdings: Holdings) -> Table:
    """Sectors by sizes: numbers of sites, in the order of the map's legend, with their total."""
    layer = holdings.catalogue.layers[LAYER]
    labels = {each.key: each.label for each in layer.legend("sizes").classes}
    sizes = list(labels)
    rows = _sites(holdings)
    origin = holdings.origin_of(LAYER, rows)
    lines: list[tuple[str | int, ...]] = []
    for sector in layer.legend("types").classes:
        mine = rows[rows["class"] == sector.key]
        counts = [int((mine["size"] == size).sum()) for size in sizes]
        if sum(counts):
            lines.append((sector.label, *counts, sum(counts)))
    if lines:
        sums = [sum(int(line[at]) for line in lines) for at in range(1, len(sizes) + 2)]
        lines.append(("Ensemble", *sums))
    return Table(
        title="Consommateurs industriels de la carte par secteur et par taille",
        columns=("Secteur", *_ranges(holdings, labels), "Ensemble"),
        rows=tuple(lines),
        units=("", *["sites"] * (len(sizes) + 1)),
        decimals=(None, *[0] * (len(sizes) + 1)),
        source=origin.source,
        vintage=origin.vintage,
        note=holdings.statement(LAYER),
    )


def _ranges(holdings: Holdings, labels: Mapping[str, str]) -> list[str]:
    """The sizes as heads of columns: a site counts in one, so each but the last has two ends."""
    thresholds = holdings.catalogue.layers[LAYER].parameters["thresholds_mwh"]
    large, _ = _sizes(holdings)
    ends = dict(zip(large, large[1:], strict=False))
    return [
        f"{number(thresholds[size])} à {number(thresholds[ends[size]])} MWh"
        if size in ends
        else label
        for size, label in labels.items()
    ]


def _sizes(holdings: Holdings) -> tuple[list[str], str]:
    """The sizes above a threshold, the smallest first, and the size that nobody publishes."""
    parameters = holdings.catalogue.layers[LAYER].parameters
    thresholds = parameters["thresholds_mwh"]
    return sorted(thresholds, key=lambda size: thresholds[size]), parameters["size_unknown"]


def _sites(holdings: Holdings) -> DataFrame:
    """The sites on the legend that run."""
    return in_service(holdings.drawn(LAYER))
