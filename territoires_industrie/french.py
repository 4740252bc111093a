"""Numbers and dates as printed in French; nothing here depends on the machine's locale."""

from __future__ import annotations

import re
from datetime import date, datetime

#: Narrow no-break space: the thousands' separator of French typography.
THIN_SPACE = "\u202f"
NO_BREAK_SPACE = "\u00a0"

_MONTHS = (
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
)


def number(value: float, decimals: int = 0) -> str:
    """`1234.5` -> `1 234,5` (narrow no-break space, decimal comma)."""
    text = f"{value:,.{decimals}f}"
    return text.replace(",", THIN_SPACE).replace(".", ",")


def typographic(text: str) -> str:
    """Printed French: curved apostrophes, and spaces that no line break may fall on.

    `l'atlas : 3 km` -> `l’atlas : 3 km`, with no-break spaces before the colon and the unit.
    """
    text = text.replace("'", "\u2019")
    text = re.sub(r" (?=[:;?!»%])", NO_BREAK_SPACE, text)
    text = re.sub(r"(?<=«) ", NO_BREAK_SPACE, text)
    return re.sub(r"(?<=\d) (?=[^\W\d_])", NO_BREAK_SPACE, text)


def day_of(moment: datetime) -> date:
    """The day that a moment is here, where whoever reads it is: 0:30 is no longer yesterday."""
    return moment.astimezone().date()


def long_date(day: date) -> str:
    """`2026-03-01` -> `1er mars 2026`."""
    ordinal = "1er" if day.day == 1 else str(day.day)
    return f"{ordinal} {_MONTHS[day.month - 1]} {day.year}"
