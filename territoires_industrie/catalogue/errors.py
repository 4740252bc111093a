"""What is said of a catalogue that cannot be used."""

from __future__ import annotations

from collections.abc import Iterable

from ..errors import AtlasError


class CatalogueError(AtlasError):
    """The catalogue cannot be used; from a file, the message reads "file: key: reason"."""


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """What ends a sentence about an unknown name: the known one that resembles it, or nothing."""
    import difflib  # needed for a fault only

    matches = difflib.get_close_matches(name, list(known), n=1)
    return f", did you mean '{matches[0]}'?" if matches else ""
