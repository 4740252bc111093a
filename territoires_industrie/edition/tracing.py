"""Every number on the paper can be traced: what rows and records owe each other."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from ..conformity import EditionError
from .records import STATES, Availability, Provenance

if TYPE_CHECKING:
    from pandas import DataFrame

    from ..catalogue import AtlasLayer, Catalogue, Table

# Summing these over rows means nothing, so they never serve as a control sum.
_NOT_ADDITIVE = ("°C", "%", "kV")


def check_sources(
    tables: Mapping[str, DataFrame], entries: Iterable[Provenance], catalogue: Catalogue
) -> None:
    """No row without the provenance of its source."""
    known = {(entry.layer, entry.source) for entry in entries}
    for name, frame in tables.items():
        if "source" not in frame.columns:
            continue
        layer = catalogue.layer_of(name).id
        for source in frame["source"].unique():
            if (layer, source) not in known:
                raise EditionError(
                    'Table "{table}" names the source "{source}", which has no provenance '
                    'entry for the layer "{layer}".',
                    table=name,
                    source=source,
                    layer=layer,
                )


def check_availability(availability: Iterable[Availability], catalogue: Catalogue) -> None:
    """Layers of the catalogue, states of `STATES`."""
    for entry in availability:
        if entry.layer not in catalogue.layers:
            raise EditionError(
                'Availability names the layer "{layer}", which the catalogue does not know.',
                layer=entry.layer,
            )
        if entry.state not in STATES:
            raise EditionError(
                'Availability of "{layer}": "{state}" is none of {states}.',
                layer=entry.layer,
                state=entry.state,
                states=", ".join(STATES),
            )


def accounted(
    entry: Provenance, tables: Mapping[str, DataFrame], catalogue: Catalogue
) -> Provenance:
    """The entry with its rows and control sum counted in the data.

    An object that stands in two tables of a layer (a brownfield's outline and its marker) counts
    once.
    """
    layer = catalogue.layers.get(entry.layer)
    if layer is None:
        raise EditionError(
            'Provenance names the layer "{layer}", which the catalogue does not know.',
            layer=entry.layer,
        )
    rows = 0
    total: float | None = None
    seen: set[str] = set()
    for table in layer.tables:
        frame = tables.get(table.name)
        if frame is None or frame.empty:
            continue
        if "source" in frame.columns:
            frame = frame[(frame["source"] == entry.source) & ~frame["key"].isin(seen)]
            seen.update(frame["key"])
        rows += len(frame)
        quantity = control_quantity(layer, table)
        if quantity in frame.columns and frame[quantity].notna().any():
            total = _sum([total or 0.0, *frame[quantity].dropna()], table, quantity)
    return replace(entry, rows=rows, sum=total)


def control_quantity(layer: AtlasLayer, table: Table) -> str | None:
    """The column whose total proves that no row was lost or counted twice.

    The layer's parameter `control_sum` names it, else it is the first column whose unit adds up.
    """
    if "control_sum" in layer.parameters:
        return str(layer.parameters["control_sum"])
    units = (field.name for field in table.fields if field.unit and field.unit not in _NOT_ADDITIVE)
    return next(units, None)


def _sum(values: Iterable[float], table: Table, column: str | None) -> float:
    try:
        return math.fsum(values)
    except OverflowError as error:
        raise EditionError(
            'Table "{table}", column "{column}": its values are too large to be added up.',
            table=table.name,
            column=column,
        ) from error
