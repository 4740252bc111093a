"""Which module speaks which protocol; the one door through which sources are fetched."""

from __future__ import annotations

from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING

from ..catalogue import REMOTE_PROTOCOLS, Source
from .errors import SourceError
from .geocoding import geocode

if TYPE_CHECKING:
    from ..net.client import Client
    from .area import Area
    from .raw import RawTable, Sample


def is_remote(source: Source) -> bool:
    """Whether a server is asked for it; else it is a user's file, or ships with the plugin."""
    return source.protocol in REMOTE_PROTOCOLS


def fetch(source: Source, area: Area, client: Client) -> RawTable:
    """All rows that a remote source has for the area, whole and verified.

    Raises:
        NetworkError: no usable answer.
        SourceError: the answer is not the data.
        Cancelled: the user stopped.
    """
    raw: RawTable = _module(source).fetch(source, area, client)
    return raw


def sample(source: Source, area: Area, client: Client) -> Sample:
    """What a remote source says of itself, at little cost; raises as `fetch` does."""
    found: Sample = _module(source).sample(source, area, client)
    return found


def _module(source: Source) -> ModuleType:
    if source.protocol not in REMOTE_PROTOCOLS:
        raise SourceError(
            'The source {source} has the protocol "{protocol}", which asks no server: correct it '
            "in your own catalogue.",
            source=source.id,
            protocol=source.protocol,
        )
    return import_module(f".{source.protocol}", __package__)


__all__ = ["fetch", "geocode", "is_remote", "sample"]
