"""How much work goes to each process."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

Item = TypeVar("Item")


def shares(items: Sequence[Item], workers: int) -> list[list[Item]]:
    """The items dealt to so many workers in turn; none goes empty-handed."""
    return [list(items[start::workers]) for start in range(min(workers, len(items)))]
