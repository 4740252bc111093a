"""How much of the territory lies on aquifers of each geothermal potential (DOMAIN 6)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .. import geometry
from .figure import NOTHING, Figure, Total, figure
from .holdings import Holdings

if TYPE_CHECKING:
    from pandas import DataFrame

LAYER = "geothermalpotential"

_NAMES = (
    ("part_geothermie_moyenne", "moyen et faible"),
    ("part_geothermie_forte", "fort"),
    ("part_geothermie_inconnue", "non connu"),
)


def geothermal_figures(holdings: Holdings) -> list[Figure]:
    """The share of the perimeter's area with each class of the heat map's legend."""
    rows = holdings.frame(LAYER)
    origin = holdings.origin_of(LAYER, rows)
    note = f"Potentiel sur nappe. {holdings.statement(LAYER)}".strip()
    classes = holdings.catalogue.layers[LAYER].legends[0].classes
    return [
        figure(
            name,
            f"Part du périmètre au potentiel géothermique {said}",
            _share(holdings, rows[rows["class"] == each.key]),
            "%",
            origin,
            note,
            0,
        )
        for (name, said), each in zip(_NAMES, classes, strict=True)
    ]


def _share(holdings: Holdings, rows: DataFrame) -> Total:
    """A class's area in % of the perimeter; unknown where the map of potentials was not read."""
    if holdings.outline is None or not holdings.is_listed(LAYER):
        return NOTHING
    inside = holdings.inside(rows["geometry"])
    area = geometry.area_km2(holdings.outline)
    if not area:
        return NOTHING
    return Total(0.0 if inside is None else min(100 * geometry.area_km2(inside) / area, 100.0))
