"""The rows of a new edition: what came, or what the edition before had where that must stay."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from .. import carryover
from ..catalogue import AtlasLayer
from ..errors import Cancelled
from .answers import Answers

if TYPE_CHECKING:
    from pandas import DataFrame

OUT_OF_ORDER = "Thème non demandé pour cette édition."


def tables_of(
    answers: Answers, cancelled: Callable[[], bool]
) -> tuple[dict[str, DataFrame], dict[str, str]]:
    """The rows of every table, and for each layer that keeps its old ones the reason in French."""
    order, gathered = answers.order, answers.gathered
    tables: dict[str, DataFrame] = {}
    kept: dict[str, str] = {}
    for layer in answers.catalogue.layers.values():
        if cancelled():
            raise Cancelled
        if layer.family == "base":
            tables |= {table.name: order.embedded.frame(table.name) for table in layer.tables}
        elif layer.id not in order.layers:
            kept[layer.id] = OUT_OF_ORDER
            tables |= carryover.all_rows(order.previous, layer)
        elif reason := _must_keep(answers, layer):
            kept[layer.id] = reason
            own = gathered.own[layer.id].tables if layer.id in gathered.own else {}
            tables |= carryover.with_own(own, order.previous, layer, gathered.area)
        else:
            new = gathered.made[layer.id].tables
            tables |= carryover.with_other_territories(new, order.previous, layer, gathered.area)
    return tables, kept


def _must_keep(answers: Answers, layer: AtlasLayer) -> str | None:
    """Why a layer keeps its rows: what failed had given some of them before.

    A failed source that never gave anything loses nothing: the layer is made of the others.
    """
    failed = answers.failures(layer)
    gathered = answers.gathered
    before = carryover.holds(answers.order.previous, layer, failed, gathered.area)
    if not before and layer.id in gathered.made:
        return None
    return answers.silent(*failed.values())
