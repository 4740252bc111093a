"""How often and how long to try again, and waiting that can be cancelled."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timezone
from email.utils import parsedate_to_datetime

#: No wait is longer than this between two looks at whether the work was cancelled, in seconds.
GLANCE = 0.1


@dataclass(frozen=True)
class Patience:
    """How a client waits, in seconds.

    Attributes:
        delays: before the second try, the third…; their number bounds the tries.
        broken: how many of them are worth it for a connection that fails or breaks.
        most: all waiting of one request together, whatever a server asks for.
        sleep: waits; tests give one that does not.
    """

    delays: tuple[float, ...] = (1, 2, 4, 8, 16)
    broken: int = 2
    most: float = 120.0
    sleep: Callable[[float], None] = time.sleep

    def wait(self, seconds: float, raise_if_cancelled: Callable[[], None]) -> None:
        """Let time pass, looking often at whether to go on."""
        raise_if_cancelled()
        while seconds > 0:
            self.sleep(min(seconds, GLANCE))
            seconds -= GLANCE
            raise_if_cancelled()


def retry_after(value: str, now: datetime) -> float | None:
    """Seconds that a `Retry-After` asks to wait, in seconds or as a date (RFC 9110, 10.2.3)."""
    value = value.strip()
    if value.isdecimal():
        return float(value)
    try:
        moment = parsedate_to_datetime(value)
    except (TypeError, ValueError):
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=timezone.utc)
    return max(0.0, (moment - now).total_seconds())
