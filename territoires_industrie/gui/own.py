"""Perimeters of the user's own, wherever a territory is chosen."""

from __future__ import annotations

from pathlib import Path

from ..paths import own_folder
from ..perimeters.saved import FOLDER, own_territories
from ..territories import Territory, find


def perimeters_folder() -> Path:
    """Where they are kept, as the algorithms keep them."""
    return own_folder() / FOLDER


def own_perimeters() -> list[Territory]:
    """Those saved now; a file that cannot be read is told by the algorithm that lists them."""
    return own_territories(perimeters_folder())


def territory_of(name: str) -> Territory:
    """A territory by its id, the user's own too; UnknownTerritory where there is none."""
    for own in own_perimeters():
        if own.id == name:
            return own
    return find(name)
