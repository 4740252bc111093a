"""SEVESO establishments by threshold: name, regime and count only (DOMAIN 1)."""

from __future__ import annotations

from .figure import Figure, count_figure
from .holdings import Holdings

LAYER = "seveso"
_SITES = ("établissement", "établissements")


def seveso_figures(holdings: Holdings) -> list[Figure]:
    """How many establishments of each threshold; None in an edition that did not ask for them."""
    rows = holdings.mine(LAYER)
    origin = holdings.origin(LAYER)
    note = holdings.statement(LAYER)

    def count(name: str, label: str, regimes: list[str]) -> Figure:
        mine = rows[rows["regime"].isin(regimes)]
        return count_figure(name, label, holdings.number_of(LAYER, mine), _SITES, origin, note)

    high, low = holdings.catalogue.layers[LAYER].parameters["regimes"]
    return [
        count("seveso_seuil_haut", "Établissements SEVESO seuil haut", [high]),
        count("seveso_seuil_bas", "Établissements SEVESO seuil bas", [low]),
        count("seveso_nombre", "Établissements SEVESO", [high, low]),
    ]
