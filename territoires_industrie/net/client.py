"""Asking a publisher: patiently, politely, and believing nothing that is not whole."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from functools import partial
from typing import TYPE_CHECKING

from ..errors import Cancelled
from . import rates as shared_rates
from .addresses import host_of, masked, normal, redirected
from .answer import Answer, Check, NetworkError, NotInCache
from .asking import Asker, Given, Question
from .cache import Cache, Held, Incoming
from .failures import refusal
from .mirror import Mirror
from .plain import plain_session
from .waiting import GLANCE, Patience

if TYPE_CHECKING:
    from requests import Session

#: How long the answer to a posted file serves again without asking: addresses hardly move, and the
#: same batch is the same question.
POSTED_LASTS = timedelta(days=30)
_MOST_REDIRECTS = 10
_REDIRECTS = (301, 302, 303, 307, 308)
#: Headers that are not kept: of the connection, of a coding that is already undone, or secret.
_PASSING = {
    *("connection", "keep-alive", "transfer-encoding", "content-encoding", "content-length"),
    *("set-cookie", "authentication-info", "www-authenticate", "proxy-authenticate", "trailer"),
}


class Client:
    """Asks for answers, once each: what it has already got or confirmed it gives again unasked.

    One client serves all threads of a run.
    """

    def __init__(
        self,
        cache: Cache,
        *,
        mirror: str = "",
        offline: bool = False,
        fresh: bool = True,
        cancelled: Callable[[], bool] = lambda: False,
        session: Session | None = None,
        patience: Patience | None = None,
        rates: shared_rates.Rates | None = None,
    ) -> None:
        """Ask through `session` (by default a plain one), or look in the cache only.

        Args:
            cache: where bodies are kept.
            mirror: a base address or a folder that stands for all publishers (`mirror.py`).
            offline: ask nobody; what the cache does not hold raises NotInCache.
            fresh: ask whether what the cache holds is still right; otherwise it is used unasked.
            cancelled: looked at often; once true, everything raises errors.Cancelled.
            session: `through_qgis.qgis_session` or `plain.plain_session`.
            patience: how to try again.
            rates: how often each host may be asked.
        """
        self._cache = cache
        self._mirror = Mirror(mirror)
        self._offline = offline
        self._fresh = fresh
        self._cancelled = cancelled
        self._asker = Asker(
            session or plain_session(cancelled, cache.folder),
            cache.folder,
            self._mirror,
            patience or Patience(),
            rates or shared_rates.SHARED,
            partial(_raise_if, cancelled),  # no method of ours: a circle would hold the cache
        )
        self._answers: dict[str, Answer] = {}
        self._turns: dict[str, threading.RLock] = {}
        self._turns_lock = threading.Lock()

    def raise_if_cancelled(self) -> None:
        """Raise errors.Cancelled once the work was cancelled."""
        _raise_if(self._cancelled)

    def get(
        self,
        url: str,
        *,
        check: Check | None = None,
        timeout: float = 60.0,
        accept: str | None = None,
    ) -> Answer:
        """The answer to GET.

        Args:
            url: the publisher's address.
            check: looks at a new body before it is kept.
            timeout: the longest silence, also while connecting, in seconds.
            accept: the media types wanted.

        Raises:
            NetworkError: one of `answer.py`; also CacheUnusable, LibraryMissing and Cancelled.
        """
        headers = {"Accept": accept} if accept else {}
        return self._answer(Question("GET", normal(url), headers), check, timeout)

    def post_file(
        self,
        url: str,
        *,
        fields: Mapping[str, str],
        name: str,
        content: bytes,
        check: Check | None = None,
        timeout: float = 60.0,
    ) -> Answer:
        """The answer to a form with one file, in the field `data`; errors as `get`.

        The same form posted within the last 30 days is answered by the cache.
        """
        body, media_type = _form(fields, name, content)
        question = Question("POST", normal(url), {"Content-Type": media_type}, body)
        return self._answer(question, check, timeout)

    # ------------------------------------------------------------ from the cache or the network

    def _answer(self, question: Question, check: Check | None, timeout: float) -> Answer:
        name = _name(question, self._mirror.where)
        with self._turn(name):
            answer = self._answers.get(name)
            if answer is not None and answer.path.exists():
                if check is not None:
                    check(answer)
                return answer
            held = self._cache.find(name)
            if held is not None and not self._must_ask(question, held):
                answer = _as_answer(question.url, held, "cache")
            elif self._offline:
                raise NotInCache(
                    "Offline, and {url} of {host} was never fetched before: fetch once online.",
                    url=question.shown,
                    host=host_of(question.url),
                )
            else:
                answer = self._ask(name, question, held, check, timeout)
            self._answers[name] = answer
            return answer

    def _must_ask(self, question: Question, held: Held) -> bool:
        if self._offline or not self._fresh:
            return False
        oldest = datetime.now(timezone.utc) - POSTED_LASTS
        return question.method == "GET" or held.retrieved_at < oldest

    def _ask(
        self,
        name: str,
        question: Question,
        held: Held | None,
        check: Check | None,
        timeout: float,
    ) -> Answer:
        with self._follow(question, held, timeout) as given:
            if given.status == 304 and held is not None:
                self._cache.confirm(name, given.retrieved_at)
                held = replace(held, retrieved_at=given.retrieved_at)
                return _as_answer(question.url, held, "unchanged")
            if not 200 <= given.status < 300:
                whom = self._mirror.whom(given.url)
                about = (given.headers, given.body, question.shown, whom, given.retrieved_at)
                raise refusal(given.status, *about)
            return self._take_in(name, question, given, check)

    def _take_in(self, name: str, question: Question, given: Given, check: Check | None) -> Answer:
        with self._cache.incoming() as incoming:
            self._write(given, incoming)
            held = Held(
                question.url,
                given.url,
                incoming.path,
                given.status,
                {key: value for key, value in given.headers.items() if key not in _PASSING},
                given.retrieved_at,
            )
            if check is not None:
                check(_as_answer(question.url, held, "network"))
            self.raise_if_cancelled()
            return _as_answer(question.url, self._cache.keep(name, incoming, held), "network")

    def _write(self, given: Given, incoming: Incoming) -> None:
        for chunk in given.chunks():
            self.raise_if_cancelled()
            incoming.write(chunk)
        incoming.close()

    # ------------------------------------------------------------ redirects

    def _follow(self, question: Question, held: Held | None, timeout: float) -> Given:
        for _ in range(_MOST_REDIRECTS + 1):
            given = self._asker.ask(question.unless_as(held), timeout)
            location = given.headers.get("location", "")
            if given.status not in _REDIRECTS or not location:
                return given
            given.close()
            target = redirected(question.url, self._mirror.publisher(question.url, location))
            question = question.sent_on(target, keeps_method=given.status in (307, 308))
        raise NetworkError(
            "{host} sends the request for {url} on more than {most} times: correct the source's "
            "address in the catalogue.",
            host=host_of(question.url),
            url=question.shown,
            most=_MOST_REDIRECTS,
        )

    # ------------------------------------------------------------ threads

    @contextmanager
    def _turn(self, name: str) -> Iterator[None]:
        """One thread at a time asks a question; the others then find its answer.

        The main thread may ask again while it asks, for its events go on: it does not lock itself.
        """
        with self._turns_lock:
            lock = self._turns.setdefault(name, threading.RLock())
        while not lock.acquire(timeout=GLANCE):
            self.raise_if_cancelled()
        try:
            self.raise_if_cancelled()
            yield
        finally:
            lock.release()


def _raise_if(cancelled: Callable[[], bool]) -> None:
    if cancelled():
        raise Cancelled


def _as_answer(url: str, held: Held, origin: str) -> Answer:
    return Answer(
        masked(url),
        masked(held.final_url),
        held.path,
        held.status,
        held.headers,
        held.retrieved_at,
        origin,
    )


def _name(question: Question, mirror: str) -> str:
    """A question's name in the index: what a mirror says is not what the publisher says."""
    parts = [question.method, mirror, question.url, question.headers.get("Accept", "")]
    body = hashlib.sha256(question.body).hexdigest() if question.body else ""
    return hashlib.sha256("\n".join([*parts, body]).encode()).hexdigest()


def _form(fields: Mapping[str, str], name: str, content: bytes) -> tuple[bytes, str]:
    """A multipart form (RFC 7578) and its media type; the same form is always the same bytes."""
    described = [
        (f'form-data; name="{_quoted(key)}"', value.encode()) for key, value in fields.items()
    ]
    described.append((f'form-data; name="data"; filename="{_quoted(name)}"', content))
    whole = hashlib.sha256(b"".join(value for _, value in described)).hexdigest()
    boundary = f"form-{whole[:32]}"
    parts = [
        f"--{boundary}\r\nContent-Disposition: {about}\r\n\r\n".encode() + value + b"\r\n"
        for about, value in described
    ]
    ending = f"--{boundary}--\r\n".encode()
    return b"".join([*parts, ending]), f"multipart/form-data; boundary={boundary}"


def _quoted(name: str) -> str:
    return name.replace('"', "%22").replace("\r", "%0D").replace("\n", "%0A")
