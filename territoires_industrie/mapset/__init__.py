"""The map set: pages of chosen territories and themes, from an edition to files."""

from __future__ import annotations

from .composing import MapPages, compose, compose_in_turns
from .order import MapSetFiles, MapSetOrder
from .printing import print_map_set, write_project

__all__ = [
    "MapPages",
    "MapSetFiles",
    "MapSetOrder",
    "compose",
    "compose_in_turns",
    "print_map_set",
    "write_project",
]
