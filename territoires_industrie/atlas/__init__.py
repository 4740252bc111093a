"""The whole document: chosen territories from cover to index, from an edition to files."""

from __future__ import annotations

from .book import print_atlas, print_chapters_only
from .fiche import print_profile
from .order import AtlasFiles, AtlasOrder

__all__ = ["AtlasFiles", "AtlasOrder", "print_atlas", "print_chapters_only", "print_profile"]
