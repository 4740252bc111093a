"""Days as publishers write them: in headers, in columns, in names of files."""

from __future__ import annotations

import re
from datetime import date, datetime, timezone
from email.utils import parsedate_to_datetime

from ... import french
from ...net.answer import Answer


def given_at(answer: Answer) -> datetime:
    """When an answer was given, in UTC: the server's own date, or the client's where that is later.

    The header of a body that the server only confirmed since may be an old one.
    """
    try:
        stated = parsedate_to_datetime(answer.headers.get("date", ""))
    except (TypeError, ValueError):
        return answer.retrieved_at
    stated = stated if stated.tzinfo else stated.replace(tzinfo=timezone.utc)
    return max(stated.astimezone(timezone.utc), answer.retrieved_at)


def day_of(text: object) -> date | None:
    """The day at the start of an ISO date or timestamp; None for anything else."""
    try:
        return date.fromisoformat(text[:10]) if isinstance(text, str) else None
    except ValueError:
        return None


def day_in(name: str) -> date | None:
    """The last day written 20240704 or 2024-07-04 in a name; None where there is none."""
    for parts in reversed(re.findall(r"(?<!\d)(20\d\d)-?(\d\d)-?(\d\d)(?!\d)", name)):
        found = day_of("-".join(parts))
        if found:
            return found
    return None


def french_day(text: object) -> str:
    """`2026-06-30T00:00:00Z` -> `30 juin 2026`; "" for what is no date."""
    day = day_of(text)
    return french.long_date(day) if day else ""
