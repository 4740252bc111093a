"""Brownfields by the map's rule, of an inventory that is not exhaustive; solar sites apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..libraries import require
from .figure import Figure, count_figure, figure
from .holdings import Holdings, as_series, measures, printable_name, word
from .lines import Table

if TYPE_CHECKING:
    from pandas import DataFrame

LAYER = "brownfields"
_WORDS = ("friche", "friches")


def land_figures(holdings: Holdings) -> list[Figure]:
    """Number and hectares of the map's brownfields, and apart those studied for solar power."""
    parameters = holdings.catalogue.layers[LAYER].parameters
    rows = _sites(holdings)
    unverified = parameters["unverified_class"]
    solar = rows[rows["class"] == unverified]
    vacant = f"Friches sans projet de plus de {parameters['min_area_ha']:g} ha"
    mention = f"{parameters['mention']}."
    mention = mention[0].upper() + mention[1:]
    return [
        *_counted(
            holdings,
            rows[rows["class"] != unverified],
            ("friches_nombre", vacant),
            ("friches_ha", f"Surface des {vacant[0].lower()}{vacant[1:]}"),
            "",
        ),
        *_counted(
            holdings,
            solar,
            ("friches_solaires_nombre", "Friches étudiées pour le solaire"),
            ("friches_solaires_ha", "Surface des friches étudiées pour le solaire"),
            mention,
        ),
    ]


def _counted(
    holdings: Holdings,
    rows: DataFrame,
    count: tuple[str, str],
    area: tuple[str, str],
    mention: str,
) -> list[Figure]:
    origin = holdings.origin_of(LAYER, rows)
    note = f"{mention} {holdings.statement(LAYER)}".strip()
    areas = holdings.sum_of(LAYER, rows["area_ha"])
    return [
        count_figure(*count, holdings.number_of(LAYER, rows), _WORDS, origin, note),
        figure(*area, areas, "ha", origin, note, 0),
    ]


def land_table(holdings: Holdings) -> Table:
    """The brownfields, the largest first; unverified sites are never named."""
    parameters = holdings.catalogue.layers[LAYER].parameters
    rows = _sites(holdings)
    rows = rows.assign(ha=as_series(rows["area_ha"]))
    rows = rows.sort_values(["ha", "key"], ascending=[False, True], kind="stable")
    origin = holdings.origin_of(LAYER, rows)
    unnamed = parameters["unverified_class"]
    return Table(
        title="Friches",
        columns=("Nom", "Commune", "Surface", "Classe"),
        rows=tuple(
            (
                None if row["class"] == unnamed else printable_name(row),
                word(row["commune"]),
                area,
                word(row["class"]),
            )
            for row, area in zip(rows.to_dict("records"), measures(rows["ha"]), strict=True)
        ),
        units=("", "", "ha", ""),
        decimals=(None, None, 1, None),
        source=origin.source,
        vintage=origin.vintage,
        note=holdings.statement(LAYER),
    )


def _sites(holdings: Holdings) -> DataFrame:
    """The territory's brownfields, each once: a site has an outline and a marker."""
    markers, outlines = (holdings.drawn(name) for name in ("brownfields_point", "brownfields"))
    both = require("pandas").concat([markers, outlines], ignore_index=True)
    return both.drop_duplicates("key", ignore_index=True)
