"""One question to a server and its answer, read once; and the page that an answer names next."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar
from urllib.parse import urlsplit

from ...catalogue import Source
from ...net.answer import Answer, Refused
from ..errors import NotPublished

if TYPE_CHECKING:
    from ...net.client import Client

T = TypeVar("T")


def asked(
    client: Client,
    url: str,
    read: Callable[[Answer], T],
    *,
    source: Source,
    timeout: float = 60.0,
) -> tuple[Answer, T]:
    """Get an address and read its body once: what `read` refuses is not kept.

    `timeout` is the longest silence in seconds. Raises what `read` raises, NotPublished for the
    statuses 404 and 410, the client's errors otherwise.
    """
    found: list[T] = []

    def check(answer: Answer) -> None:
        found.append(read(answer))

    with refusals(source):
        answer = client.get(url, check=check, timeout=timeout)
    return answer, found[-1] if found else read(answer)


@contextmanager
def refusals(source: Source) -> Iterator[None]:
    """Within it, a refusal with 404 or 410 becomes NotPublished; other refusals pass."""
    try:
        yield
    except Refused as error:
        if error.status not in (404, 410):
            raise
        raise NotPublished(
            "{publisher} no longer publishes the source {source} there (HTTP {status}): see "
            "{page}, then correct its address in your own catalogue.",
            publisher=source.publisher,
            source=source.id,
            status=error.status,
            page=source.page,
        ) from error


def next_page(url: str, named: object) -> str | None:
    """The next page at the scheme, host and path that were asked, with the query that was named.

    None where the answer names none.
    """
    if not isinstance(named, str) or "?" not in named:
        return None
    return urlsplit(url)._replace(query=named.split("?", 1)[1]).geturl()
