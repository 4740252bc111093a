"""Work that is done in turns, so that whoever leads it can let other things happen between them."""

from __future__ import annotations

from collections.abc import Generator
from typing import TypeVar

_Result = TypeVar("_Result")


def finished(turns: Generator[None, None, _Result]) -> _Result:
    """What the work comes to, all of its turns taken at once."""
    while True:
        try:
            next(turns)
        except StopIteration as end:
            result: _Result = end.value
            return result
