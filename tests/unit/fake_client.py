"""A client that answers from the test itself: no network, no cache."""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from territoires_industrie.territoires_industrie.net.answer import Answer, Refused

ASKED_AT = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)


@dataclass
class Reply:
    """What a pretended server gives; `body` is bytes, a text, or what becomes JSON."""

    body: Any = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    final_url: str | None = None

    @property
    def content(self) -> bytes:
        if isinstance(self.body, bytes):
            return self.body
        text = self.body if isinstance(self.body, str) else json.dumps(self.body)
        return text.encode()


class FakeClient:
    """Gives what `reply(url)` says, checks it as the real client does, and notes what was asked."""

    def __init__(self, folder: Path, reply: Callable[[str], Reply | Exception]) -> None:
        self.folder = folder
        self.reply = reply
        self.asked: list[str] = []
        self.posted: list[tuple[str, bytes]] = []
        self._numbers = itertools.count()

    def get(self, url, *, check=None, timeout=60.0, accept=None) -> Answer:
        self.asked.append(url)
        return self._answer(url, check)

    def post_file(self, url, *, fields, name, content, check=None, timeout=60.0) -> Answer:
        self.asked.append(url)
        self.posted.append((url, content))
        return self._answer(url, check)

    def raise_if_cancelled(self) -> None:
        pass

    def _answer(self, url: str, check) -> Answer:
        reply = self.reply(url)
        if isinstance(reply, Exception):
            raise reply
        if reply.status >= 400:
            raise Refused("{url}: {status}", status=reply.status, url=url)
        path = self.folder / f"body-{next(self._numbers)}"
        path.write_bytes(reply.content)
        headers = {name.lower(): value for name, value in reply.headers.items()}
        final = reply.final_url or url
        answer = Answer(url, final, path, reply.status, headers, ASKED_AT, "network")
        if check is not None:
            check(answer)
        return answer
