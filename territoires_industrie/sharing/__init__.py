"""What is given to people without QGIS: one folder for one audience."""

from __future__ import annotations

from .order import ShareFiles, ShareOrder
from .share import share

__all__ = ["ShareFiles", "ShareOrder", "share"]
