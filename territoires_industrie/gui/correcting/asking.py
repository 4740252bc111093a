"""Questions that a window asks beside all other work: where an address is, what lies at a place."""

from __future__ import annotations

from collections.abc import Callable

from ... import preferences
from ...corrections.addresses import Located, locate
from ...corrections.whereabouts import commune_of
from ...paths import own_folder
from ...territories import Commune
from ..threads import Asking


def where_is(address: str, town: Commune) -> Asking:
    """Where an address is: a Located, or None where nothing like it is known there."""

    def ask(given_up: Callable[[], bool]) -> Located | None:
        # Imported here: nothing of the network is loaded before somebody asks.
        from ...net.open import open_client

        client = open_client(
            own_folder() / "cache",
            mirror=preferences.chosen(preferences.MIRROR),
            cancelled=given_up,
        )
        return locate(address, town, client)

    return Asking(ask)


def town_at(wkt: str) -> Asking:
    """The commune of a place; None at sea and outside the region."""
    return Asking(lambda _given_up: commune_of(wkt))
