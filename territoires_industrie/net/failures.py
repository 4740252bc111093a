"""Sentences for what goes wrong between a question and its answer."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import datetime
from typing import IO, Any

from ..libraries import require
from .addresses import masked
from .answer import CutShort, NetworkError, Refused, TimedOut, Unreachable
from .waiting import retry_after

#: How much of an error's text is read, and how much of it is said, in characters.
_READ, _SAID = 8192, 200
#: Where services put what they have to say, in JSON: Opendatasoft alone has two ways.
_MESSAGES = ("message", "error", "detail", "error_description", "title", "error_code", "errorcode")
_MARKUP = re.compile(r"<(script|style)\b.*?</\1>|<[^>]*>", re.IGNORECASE | re.DOTALL)
_OBJECT = re.compile(r"<[\w.]+ object at 0x[0-9a-fA-F]+>:?\s*")


def failure(error: Exception, shown: str, host: str, timeout: float) -> NetworkError:
    """A failure of requests as one of ours; `shown` is the address without secrets."""
    exceptions = require("requests.exceptions")
    if isinstance(error, exceptions.Timeout):
        return TimedOut(
            "{host} said nothing for {seconds} seconds ({url}): try again later.",
            host=host,
            seconds=f"{timeout:g}",
            url=shown,
        )
    if isinstance(error, (exceptions.ChunkedEncodingError, exceptions.ContentDecodingError)):
        return CutShort(
            "The answer of {host} broke off before its end ({url}: {reason}) and nothing of it was "
            "kept: try again later.",
            host=host,
            url=shown,
            reason=_reason(error),
        )
    return Unreachable(
        "{host} cannot be reached ({reason}): check the connection and the proxy in the options of "
        "QGIS, then try again.",
        host=host,
        reason=_reason(error),
    )


def refusal(
    status: int, headers: Mapping[str, str], body: IO[bytes], shown: str, host: str, now: datetime
) -> Refused:
    """An HTTP status that is no success, with what the server says about it at that time."""
    said = _said(body.read(_READ))
    said = f" ({said})" if said else ""
    if status == 429:
        return _asked_too_often(retry_after(headers.get("retry-after", ""), now), said, host)
    if status in (401, 403, 407):
        return Refused(
            "{host} does not allow {url} (status {status}){said}: check the proxy and the "
            "authentication in the options of QGIS.",
            host=host,
            url=shown,
            status=status,
            said=said,
        )
    if status >= 500:
        return Refused(
            "The server of {host} is out of order (status {status}, {url}){said}: try again later.",
            host=host,
            status=status,
            url=shown,
            said=said,
        )
    return Refused(
        "{host} does not give {url} (status {status}){said}: correct the source's address in the "
        "catalogue, or try again later.",
        host=host,
        url=shown,
        status=status,
        said=said,
    )


def _asked_too_often(seconds: float | None, said: str, host: str) -> Refused:
    if seconds is None:
        return Refused(
            "{host} has been asked too often (status {status}){said}: try again later.",
            host=host,
            status=429,
            said=said,
        )
    return Refused(
        "{host} has been asked too often (status {status}){said}: try again in {seconds} seconds.",
        host=host,
        status=429,
        said=said,
        seconds=round(seconds),
    )


def _said(body: bytes) -> str:
    """What an error's body says to a reader, in one line."""
    text = body.decode("utf-8", errors="replace")
    try:
        told = _told(json.loads(text))
    except ValueError:
        told = _MARKUP.sub(" ", text)
    return _clean(told)


def _told(answer: Any) -> str:
    """The message of an error in JSON, however deep its publisher puts it."""
    if isinstance(answer, dict):
        found = (_told(answer[name]) for name in _MESSAGES if answer.get(name))
        return next(filter(None, found), "")
    if isinstance(answer, list):
        return _told(answer[0]) if answer else ""
    return str(answer)


def _reason(error: BaseException) -> str:
    """The innermost cause that a library gives, in its own words."""
    inner: Any = error
    for _ in range(8):
        deeper = getattr(inner, "reason", None) or (inner.args[0] if inner.args else None)
        if not isinstance(deeper, BaseException):
            break
        inner = deeper
    words = getattr(inner, "strerror", None) or str(inner) or type(inner).__name__
    return _clean(_OBJECT.sub("", words))


def _clean(text: str) -> str:
    words = " ".join(masked(text).split())
    words = "".join(character for character in words if character.isprintable())
    return words if len(words) <= _SAID else f"{words[:_SAID]}…"
