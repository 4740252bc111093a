"""One question to one address: in its turn, and again while that may help."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timezone
from functools import cache
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from ..libraries import require
from ..paths import ROOT
from .addresses import host_of, masked
from .answer import CutShort, NetworkError, Unreachable
from .cache import Held, disk_full
from .failures import failure
from .mirror import Mirror
from .rates import Rates
from .waiting import Patience, retry_after

if TYPE_CHECKING:
    from requests import Session

CHUNK = 256 * 1024
#: Statuses that often pass by themselves (RFC 9110 and RFC 6585).
_PASSING_TROUBLE = (429, 502, 503, 504)
#: How much of an address stands in a sentence.
_SHOWN = 160


@dataclass(frozen=True)
class Question:
    """A request at the publisher's address, already written as the wire needs it."""

    method: str
    url: str
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""

    @property
    def shown(self) -> str:
        """The address as sentences show it: without secrets, not too long."""
        text = masked(self.url)
        return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"

    def unless_as(self, held: Held | None) -> Question:
        """The same, to be answered with 304 where the body is still the one held.

        Only at the address that gave that body: elsewhere its date and mark mean nothing.
        """
        if held is None or self.method != "GET" or masked(self.url) != held.final_url:
            return self
        marks = {"If-None-Match": "etag", "If-Modified-Since": "last-modified"}
        conditions = {
            name: held.headers[mark] for name, mark in marks.items() if mark in held.headers
        }
        return replace(self, headers={**self.headers, **conditions})

    def sent_on(self, url: str, *, keeps_method: bool) -> Question:
        """The same at the address that a redirect names (RFC 9110, 15.4)."""
        if keeps_method or self.method == "GET":
            return replace(self, url=url)
        return Question("GET", url)


@dataclass(frozen=True)
class Given:
    """What came back: `url` is the publisher's address, `headers` have names in lower case."""

    url: str
    status: int
    headers: Mapping[str, str]
    body: IO[bytes]
    retrieved_at: datetime

    def chunks(self) -> Iterator[bytes]:
        while chunk := self.body.read(CHUNK):
            yield chunk

    def close(self) -> None:
        self.body.close()

    def __enter__(self) -> Given:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class Asker:
    """Asks publishers, or the mirror that stands for them."""

    def __init__(
        self,
        session: Session,
        folder: Path,
        mirror: Mirror,
        patience: Patience,
        rates: Rates,
        raise_if_cancelled: Callable[[], None],
    ) -> None:
        self._session = session
        self._folder = folder
        self._mirror = mirror
        self._patience = patience
        self._rates = rates
        self._raise_if_cancelled = raise_if_cancelled

    def ask(self, question: Question, timeout: float) -> Given:
        """What the server gives, of any status; raises Unreachable, TimedOut, CutShort, Cancelled.

        Trouble that often passes is waited for, as long as the server asks; a broken connection
        is tried twice more.
        """
        if self._mirror.folder is not None:
            return self._from_folder(question)
        waited = 0.0
        broken = self._patience.broken
        for delay in self._patience.delays:
            given, trouble = self._try(question, timeout)
            if given is not None and given.status not in _PASSING_TROUBLE:
                return given
            if given is not None:
                delay = self._asked_to_wait(given, delay)
            elif trouble is not None:
                broken -= 1
            waited += delay
            if broken < 0 or waited > self._patience.most:
                return _one_of(given, trouble)
            if given is not None:
                given.close()
                self._rates.pause(question.url, delay, published=not self._mirror.is_here)
            self._patience.wait(delay, self._raise_if_cancelled)
        return _one_of(*self._try(question, timeout))

    def _try(self, question: Question, timeout: float) -> tuple[Given | None, NetworkError | None]:
        published = not self._mirror.is_here
        turn = self._rates.reserve(question.url, published=published)
        self._patience.wait(turn, self._raise_if_cancelled)
        try:
            given = self._send(question, timeout)
        except (Unreachable, CutShort) as trouble:
            return None, trouble
        self._rates.heed(question.url, given.headers, published=published)
        return given, None

    def _send(self, question: Question, timeout: float) -> Given:
        requests = require("requests")
        session = self._session
        headers = {"User-Agent": user_agent(), **question.headers}
        address = self._mirror.address(question.url)
        request = requests.Request(question.method, address, headers, data=question.body or None)
        try:
            prepared = session.prepare_request(request)
            settings: dict[str, Any] = session.merge_environment_settings(
                prepared.url, {}, True, None, None
            )
            adapter = session.get_adapter(prepared.url)
            response = adapter.send(prepared, timeout=timeout, **settings)
        except requests.RequestException as error:
            whom = self._mirror.whom(question.url)
            raise failure(error, question.shown, whom, timeout) from error
        except OSError as error:
            raise disk_full(self._folder, error) from error
        headers = {name.lower(): value for name, value in response.headers.items()}
        return Given(question.url, response.status_code, headers, response.raw, _now())

    def _asked_to_wait(self, given: Given, delay: float) -> float:
        asked = retry_after(given.headers.get("retry-after", ""), _now())
        return delay if asked is None else max(delay, asked)

    def _from_folder(self, question: Question) -> Given:
        path = self._mirror.file(question.url, question.body)
        if path is None:
            raise NetworkError(
                "The mirror has no file {path}, which would answer for {host}: put it there, or "
                "work without the mirror.",
                path=self._mirror.files(question.url, question.body)[0],
                host=host_of(question.url),
            )
        about = path.stat()
        mark = f'"{about.st_mtime_ns:x}-{about.st_size:x}"'
        at = datetime.fromtimestamp(about.st_mtime, timezone.utc)
        status = 304 if question.headers.get("If-None-Match") == mark else 200
        return Given(question.url, status, {"etag": mark}, path.open("rb"), at)


@cache
def user_agent() -> str:
    """How the plugin names itself: `territoires_industrie/<version>`."""
    metadata = (ROOT / "metadata.txt").read_text(encoding="utf-8")
    version = re.search(r"^version=(\S+)", metadata, re.MULTILINE)
    return f"territoires_industrie/{version[1]}" if version else "territoires_industrie"


def _one_of(given: Given | None, trouble: NetworkError | None) -> Given:
    if given is None:
        raise trouble or NetworkError("A request ended without answer.")
    return given


def _now() -> datetime:
    return datetime.now(timezone.utc)
