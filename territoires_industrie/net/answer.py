"""What a server gave, and what can go wrong on the way."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from ..errors import AtlasError


class NetworkError(AtlasError):
    """A request got no usable answer; the sentence says of whom, what happened and what to do."""


class Unreachable(NetworkError):
    """No connection, or one that broke before the answer began."""


class TimedOut(NetworkError):
    """The server said nothing within the time that the request allows."""


class Refused(NetworkError):
    """An HTTP error status that trying again did not change: the sentence's value `status`."""

    @property
    def status(self) -> int:
        return int(str(self.values["status"]))


class CutShort(NetworkError):
    """A body shorter than announced: nothing of it is kept."""


class NotInCache(NetworkError):
    """Offline, and this was never fetched before."""


@dataclass(frozen=True)
class Answer:
    """A whole answer, its body on disk.

    Attributes:
        url: what was asked, at the publisher's address (never the mirror's), as it was sent;
            secrets in it are masked, here and in `final_url`.
        final_url: where redirects led, at the publisher's address.
        path: the body, complete, without transfer or content coding. It belongs to the cache:
            read it, never change it.
        status: the HTTP status.
        headers: with names in lower case.
        retrieved_at: when the server gave or last confirmed this body, in UTC.
        origin: `network` (fetched now), `unchanged` (the server confirmed the cache) or `cache`
            (nobody was asked).
    """

    url: str
    final_url: str
    path: Path
    status: int
    headers: Mapping[str, str]
    retrieved_at: datetime
    origin: str

    def text(self, encoding: str = "utf-8-sig") -> str:
        """The body as text; raises UnicodeDecodeError."""
        return self.path.read_text(encoding=encoding)

    def json(self) -> Any:
        """The body as JSON; raises ValueError."""
        return json.loads(self.text())


#: Looks at an answer before it is believed: raises AtlasError when it is not what was asked for,
#: and then nothing of it is kept.
Check = Callable[[Answer], None]
