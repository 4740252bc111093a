"""What is the user's own, wherever a window needs it: perimeters, the way to the network."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from .. import preferences
from ..paths import own_folder, perimeters_folder
from ..perimeters.saved import own_territories
from ..territories import Territory, find

if TYPE_CHECKING:
    from ..net.client import Client


def own_perimeters() -> list[Territory]:
    """Those saved now; a file that cannot be read is told by the algorithm that lists them."""
    return own_territories(perimeters_folder())


def territory_of(name: str) -> Territory:
    """A territory by its id, the user's own too; UnknownTerritory where there is none."""
    for own in own_perimeters():
        if own.id == name:
            return own
    return find(name)


def own_client(cancelled: Callable[[], bool]) -> Client:
    """A client over QGIS' network, the cache of the profile and the mirror that was chosen.

    Raises as `net.open.open_client`.
    """
    # Imported here: nothing of the network is loaded before somebody asks.
    from ..net.open import open_client

    mirror = preferences.chosen(preferences.MIRROR)
    return open_client(own_folder() / "cache", mirror=mirror, cancelled=cancelled)
