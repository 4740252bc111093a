"""What a new edition has of each layer in each territory, as its pages say it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from .. import carryover
from ..catalogue import AtlasLayer
from ..edition import Availability
from ..embedded import ABSENT
from ..perimeters.parts import parts_in
from ..presence import any_in
from ..territories import Territory, atlas_territories
from .answers import Answers
from .keeping import OUT_OF_ORDER

if TYPE_CHECKING:
    from pandas import DataFrame


def availability_of(
    answers: Answers, kept: Mapping[str, str], tables: Mapping[str, DataFrame]
) -> Iterator[Availability]:
    """For each layer and territory: how much of it there is, and what the page says of that."""
    order = answers.order
    asked = {territory.id: territory for territory in order.territories}
    known = [*atlas_territories(), *parts_in(order.previous)]
    others = [territory for territory in known if territory.id not in asked]
    before = {(entry.layer, entry.territory): entry for entry in order.previous.availabilities()}
    for layer in answers.catalogue.layers.values():
        if layer.family == "base":
            continue
        for territory in [*asked.values(), *others]:
            old = before.get(
                (layer.id, territory.id), Availability(layer.id, territory.id, "absent", ABSENT)
            )
            if territory.id not in asked or kept.get(layer.id) == OUT_OF_ORDER:
                yield carryover.said_of(old, order.previous)
            elif layer.id in kept:
                yield _not_renewed(old, answers.today)
            else:
                yield _renewed(answers, layer, territory, tables)


def _not_renewed(old: Availability, today: str) -> Availability:
    statement = f"Non actualisé, source en panne le {today}."
    if old.state == "absent":
        return replace(old, statement=statement)
    told = old.statement if old.state == "partial" and statement not in old.statement else ""
    return replace(old, state="partial", statement=f"{told} {statement}".strip())


def _renewed(
    answers: Answers,
    layer: AtlasLayer,
    territory: Territory,
    tables: Mapping[str, DataFrame],
) -> Availability:
    gathered, today = answers.gathered, answers.today
    failed = [gathered.outcomes[name].source.title for name in gathered.failed(layer) if name]
    silent = [f"Sans « {title} » : source en panne le {today}." for title in failed]
    there = any(any_in(tables[table.name], territory) for table in layer.tables)
    if not there:
        # What is said of drawn things is not: only what counts the territory's own rows.
        counts = gathered.made[layer.id].limits_by_territory.get(territory.id, ())
        state, said = ("absent", silent) if silent else ("empty", [layer.empty + ".", *counts])
    else:
        said = [*gathered.made[layer.id].limits_in(territory.id), *silent]
        state = "partial" if said else "complete"
    return Availability(layer.id, territory.id, state, " ".join(said))
