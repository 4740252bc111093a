"""A new edition from the public sources, beside the one before, which stays whole.

Every source of the catalogue gets its line of provenance: what it gave, or why it gave nothing.
What fails keeps its rows of the edition before, and says so on paper.
"""

from __future__ import annotations

from .answers import SILENT, NothingAnswered, SuddenlyEmpty
from .leading import refresh
from .order import Refreshed, RefreshOrder

__all__ = [
    "SILENT",
    "NothingAnswered",
    "RefreshOrder",
    "Refreshed",
    "SuddenlyEmpty",
    "refresh",
]
