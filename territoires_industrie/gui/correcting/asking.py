"""Questions that a window asks beside all other work: where an address is, what lies at a place."""

from __future__ import annotations

from collections.abc import Callable

from ...corrections.addresses import Located, locate
from ...corrections.whereabouts import commune_of
from ...territories import Commune
from ..own import own_client
from ..threads import Asking


def where_is(address: str, town: Commune) -> Asking:
    """Where an address is: a Located, or None where nothing like it is known there."""

    def ask(given_up: Callable[[], bool]) -> Located | None:
        return locate(address, town, own_client(given_up))

    return Asking(ask)


def town_at(wkt: str) -> Asking:
    """The commune of a place; None at sea and outside the region."""
    return Asking(lambda _given_up: commune_of(wkt))
