"""Why a table or a chart has nothing to show: the edition's own sentence."""

from __future__ import annotations

from ...territories import Territory
from .sheet import Desk

_NOTHING = ("empty", "absent")
_NO_ROW = "Rien de recensé dans ce périmètre, dans cette édition."


def why_empty(desk: Desk, territory: Territory, layer: str, part: bool = False) -> str:
    """A French sentence: what the edition says of the layer there, else what the catalogue says.

    A layer that an edition says nothing of is absent from it, which is not the same as empty.

    Args:
        desk: edition and catalogue.
        territory: where there is nothing.
        layer: of which there is nothing.
        part: only a part of the layer is meant, and the rest of it may well be there.
    """
    known = desk.edition.availability(territory.id).get(layer)
    if known is None:
        return f"{desk.catalogue.layers[layer].title} : aucune donnée dans cette édition."
    if known.state in _NOTHING and known.statement:
        return known.statement
    return _NO_ROW if part else f"{desk.catalogue.layers[layer].empty.rstrip('.')}."
