"""What the protocols share: addresses filled for an area, bodies read with suspicion.

A body is read by a function that raises when it is not what was asked for. The same function is
the client's check, so that nothing enters the cache that would be refused when it comes out.
"""

from __future__ import annotations

from .addressing import LONGEST_ADDRESS, WrongAddress, address, addresses, filled_query, requests_of
from .bodies import (
    broken,
    count_of,
    frame_of,
    json_of,
    refuse_repeats,
    require_count,
    rows_of,
    text_of,
)
from .dates import day_in, day_of, french_day, given_at
from .exchange import asked, next_page, refusals

__all__ = [
    "LONGEST_ADDRESS",
    "WrongAddress",
    "address",
    "addresses",
    "asked",
    "broken",
    "count_of",
    "day_in",
    "day_of",
    "filled_query",
    "frame_of",
    "french_day",
    "given_at",
    "json_of",
    "next_page",
    "refusals",
    "refuse_repeats",
    "requests_of",
    "require_count",
    "rows_of",
    "text_of",
]
