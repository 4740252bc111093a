"""One figure of a territory's profile: exact for tables, rounded in French for pages."""

from __future__ import annotations

from dataclasses import dataclass

#: What a page prints of a figure that nobody published.
UNKNOWN = "non disponible"


@dataclass(frozen=True)
class Figure:
    """What is known of one thing, and from whom.

    `value` is exact, in `unit`, None where it is not known; `text` is what a page prints, rounded
    as DOMAIN 8 asks, with its unit. `source` names publisher and dataset; `note` says in French
    what the figure leaves out.
    """

    name: str
    label: str
    value: float | int | str | None
    text: str
    unit: str
    source: str
    vintage: str
    note: str = ""
