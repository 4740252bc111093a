"""Web addresses: written as the wire needs them, shown without secrets, followed with care."""

from __future__ import annotations

import re
from urllib.parse import SplitResult, quote, unquote, urljoin, urlsplit, urlunsplit

from .answer import NetworkError

#: What may stand in an address as it is; everything else is percent-encoded (RFC 3986, 2).
_KEPT = "!#$%&'()*+,/:;=?@[]~"
_ESCAPE = re.compile(r"%(?![0-9A-Fa-f]{2})")
#: A password may have an @ of its own: the host begins after the last.
_USER = re.compile(r"(//)[^/\s?#\"<>]+@")
#: A name, also with characters of it percent-encoded, before a value: in an address (also in one
#: that stands encoded in another), in a header, in JSON.
_NAMED = re.compile(
    r"(?:(?<![\w.%-])|(?<=%[2-7][0-9A-F]))"
    r"(?P<name>(?:[\w.-]|%(?:2[DE]|3\d|4[1-9A-F]|5[\dAF]|6[1-9A-F]|7[\dA]|[89A-F][\dA-F]))+)"
    r"(?P<sign>\\?[\"']?\s*[=:]\s*\\?[\"']?|%3[AD])",
    re.IGNORECASE,
)
_VALUE = re.compile(r"(?:(?:Bearer|Basic|Digest|Token)\s+)?[^&\s#;,\"'}]+", re.IGNORECASE)
#: Names of parameters whose values nobody else should read, as services and storage hosts use them.
_SECRET = re.compile(
    r".*(?:token|key|authorization|auth|passw(?:or)?d|passphrase|pwd|secret|signature"
    r"|credential|sig|jeton|motdepasse)|(?:.*[._-])?(?:pass|passe|jwt|cle|clé)",
    re.IGNORECASE,
)
#: These are secret in an address only: in a sentence they stand before codes of errors.
_SECRET_IN_ADDRESS = ("code",)


def masked(text: str) -> str:
    """An address, or a text with addresses in it, with names of users and secret values hidden."""
    text = _USER.sub(r"\1***@", text)
    shown, place = [], 0
    while named := _NAMED.search(text, place):
        end = named.end()
        shown.append(text[place:end])
        place = end
        value = _VALUE.match(text, place) if _is_secret(text, named) else None
        if value:
            shown.append("***")
            place = value.end()
    return "".join([*shown, text[place:]])


def _is_secret(text: str, named: re.Match[str]) -> bool:
    name = unquote(named["name"])
    in_address = named["sign"] == "=" and text[max(0, named.start() - 1)] in "?&"
    return bool(_SECRET.fullmatch(name)) or (in_address and name.lower() in _SECRET_IN_ADDRESS)


def normal(url: str) -> str:
    """An address as it is sent: spaces and accents encoded, a host in ASCII, no fragment.

    What is already encoded stays so; NetworkError when it is no http or https address.
    """
    try:
        parts = urlsplit(url.strip())
        host = (parts.hostname or "").encode("idna").decode("ascii")
        port = parts.port
    except ValueError:
        parts, host, port = SplitResult("", "", "", "", ""), "", None
    if parts.scheme not in ("http", "https") or not host:
        raise NetworkError(
            "{url} is no web address: correct the source's address in the catalogue.",
            url=masked(url),
        )
    user, at, _ = parts.netloc.rpartition("@")
    if ":" in host:
        host = f"[{host}]"
    netloc = f"{user}{at}{host}" + (f":{port}" if port else "")
    path = _encoded(parts.path) or "/"
    return urlunsplit((parts.scheme, netloc, path, _encoded(parts.query), ""))


def host_of(url: str) -> str:
    """The host that an address names, without user, in lower case."""
    return urlsplit(url).hostname or ""


def redirected(url: str, location: str) -> str:
    """Where an answer sends a request for `url`; NetworkError when it may not be followed there.

    From https to http it is not followed, for what comes could be changed on the way; nor to any
    other scheme, for `file:` would read this machine.
    """
    try:
        target = urljoin(url, _as_written(location))
        scheme = urlsplit(target).scheme
    except ValueError:
        return normal(location)  # raises: it is no address at all
    if scheme not in ("http", "https"):
        raise NetworkError(
            "{host} sends the request on to an address of the scheme {scheme}, which is not "
            "followed: correct the source's address in the catalogue.",
            host=host_of(url),
            scheme=scheme,
        )
    if urlsplit(url).scheme == "https" and scheme == "http":
        raise NetworkError(
            "{host} sends the request on from https to http ({target}), where anybody could change "
            "what comes, so it is not followed: correct the source's address in the catalogue.",
            host=host_of(url),
            target=masked(target),
        )
    return normal(target)


def _as_written(location: str) -> str:
    """A header is read as Latin-1; servers that write accents into it mean UTF-8."""
    try:
        return location.strip().encode("latin-1").decode("utf-8")
    except UnicodeError:
        return location.strip()


def _encoded(part: str) -> str:
    return quote(_ESCAPE.sub("%25", part), safe=_KEPT)
