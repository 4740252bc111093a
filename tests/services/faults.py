"""Every fault that a host can be given, and those that spoil an answer on its way out.

A fault is `name` or `name:argument`. Those of `DATA` are played where the rows are (hosts/*.py).
"""

from __future__ import annotations

import fnmatch
import math
import threading
import time
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

from replies import Reply, Request, json_reply, text_reply

#: Before any answer: how the connection or the server behaves.
CONNECTION = {
    "latency": "answers after that many milliseconds (default 100)",
    "rate": "at most COUNT/SECONDS requests (default 30/60), else 429 with Retry-After",
    "refuse-connection": "closes the connection without a word (a reset)",
    "drop-then-ok": "the first requests (default 1) of each address are dropped, the next answered",
    "hang": "reads the request and never answers",
}
STATUS = {
    "400": "400 Bad Request",
    "401": "401 Unauthorized, WWW-Authenticate: Basic",
    "403": "403 Forbidden, an HTML page, as where data centres are blocked",
    "404": "404 Not Found",
    "410": "410 Gone: a deleted dataset, a retired API",
    "500": "500, an HTML page",
    "502": "502 Bad Gateway",
    "503": "503, without Retry-After",
    "504": "504 Gateway Timeout",
    "html-200": "a maintenance page in HTML with status 200",
    "html-503": "a maintenance page in HTML with status 503",
    "502-then-ok": "the first requests (default 1) of each address get a 502",
    "503-then-ok": "the first requests (default 1) of each address get a 503",
    "504-then-ok": "the first requests (default 1) of each address get a 504",
    "429-retry-after-seconds": "429 with Retry-After in seconds (default 1) until they have passed",
    "429-date": "429 with Retry-After as an HTTP date (default 2 seconds ahead) until then",
    "429-no-header": "the first request of each address gets a 429 without Retry-After",
    "429-forever": "always 429, Retry-After: 1",
    "429-an-hour": "always 429, Retry-After: 3600",
}
REDIRECTION = {
    "redirect-loop": "302 to itself, for ever",
    "redirect-other-scheme": "302 to ftp://",
    "redirect-file": "302 to file:///etc/hostname",
    "redirect-http": "302 to the same address in http://",
    "redirect-portal": "302 to a captive portal, which answers a page with status 200",
    "redirect-nowhere": "302 without Location",
    "relative-redirect": "302 to an address relative to the one asked, then the answer",
}
BODY = {
    "drop-mid-body": "announces the whole length, sends half, resets the connection",
    "short-content-length": "announces more than it sends, closes properly",
    "hang-mid-body": "sends half of the body, then nothing more",
    "chunked": "chunked transfer without a length (nothing wrong)",
    "chunked-cut": "chunked transfer that stops before its end",
    "slow-trickle": "sends twenty pieces with that pause between them (default 100 ms)",
    "truncated-json": "half of the body, with a length that agrees",
    "gzip": "the body compressed (nothing wrong)",
    "gzip-garbage": "Content-Encoding: gzip over what is not gzip",
    "gzip-cut": "a gzip stream cut in the middle",
    "empty-200": "status 200 and no body",
    "wrong-encoding": "declared UTF-8, written in ISO-8859-1 (Géorisques: the other way round)",
    "bom": "a byte order mark before the body (nothing wrong)",
}
FRESHNESS = {
    "validators": "ETag and Last-Modified on every answer of the host",
    "no-validators": "no ETag, no Last-Modified",
    "changed": "each answer has another ETag: never a 304",
    "etag-ignored": "sends ETag, never answers 304",
    "304-always": "304 to every request that has a condition, whatever it is",
}
DATA = {
    "empty-array": "well-formed, and nothing in it",
    "wrong-count": "fewer rows than announced",
    "silent-cap": "pages cut at that many rows (default 50) without a word",
    "duplicate-page": "the second page is the first again",
    "renamed-column": "a column (the argument, else the last one expected) is called …_2026",
    "dropped-column": "a column is gone: the argument, else the last one expected",
    "added-column": "one column more (nothing wrong)",
    "numbers-as-text": "numbers written as texts with a decimal comma",
    "no-geometry": "every shape is null",
    "swapped-axes": "coordinates in the other order",
    "ods-streaming-error-in-200": "Explore: the export breaks off inside a 200, with a sentence",
    "ods-error-v2": "Explore: 400 with error_code and message (a field was renamed)",
    "ods-error-v1": "Explore: 429 with errorcode and error (the quota of version 1)",
    "wfs-exception-200": "WFS: an ExceptionReport with status 200",
    "json-refused": "WFS: JSON is not an output format",
    "bare-nan": "WFS: `nan` in the JSON (always so on cartagene)",
    "renamed-type": "WFS: the type name has another date (cartagene)",
    "no-types": "WFS: GetCapabilities lists no type (cartagene)",
    "overpass-remark": "Overpass: 200, a remark and no element",
    "overpass-old-base": "Overpass: a base of months ago",
    "overpass-empty-extract": "Overpass: the extract of another country, no element",
    "dido-not-yet-published": "DiDo: the newest vintage's day has passed, its rows answer 400",
    "dido-only-announced": "DiDo: the only vintage is still to come",
    "datafile-gone": "DiDo: the file is unknown (404)",
    "melodi-K-only": "Melodi: every observation has status K and no value",
    "http-next": "pages: the address of the next one is in http://",
    "next-other-host": "pages: the address of the next one is on another host",
    "next-loop": "pages: the address of the next one is the same page",
    "corrupt-zip": "an archive whose members do not match their sums",
    "truncated-zip": "an archive without its end",
    "not-a-zip": "a page where an archive should be",
    "zip-missing-member": "an archive without the file that matters",
    "checksum-mismatch": "data.gouv: the announced sum is another file's",
    "checksum-null": "data.gouv: no sum is announced, as for remote files (nothing wrong)",
    "resource-gone": "data.gouv: the dataset no longer has the main resource",
    "re-uploaded": "data.gouv: the file was uploaded again, under another dated folder",
    "geocode-unmatched": "geocoder: no address is found",
    "tile-204-all": "tiles: every one is empty",
    "tile-garbage": "tiles: bytes that are no tile",
}
ALL = CONNECTION | STATUS | REDIRECTION | BODY | FRESHNESS | DATA

PAGE = (
    "<!DOCTYPE html><html><head><title>Maintenance</title></head><body><h1>Service "
    "momentanément indisponible</h1></body></html>"
)


class Dropped(Exception):
    """The connection is to be reset without an answer."""


class Hung(Exception):
    """The request is never to be answered."""


@dataclass
class Faults:
    """Which faults are on, by host, source id, address beginning or pattern; thread safe."""

    on: dict[str, list[str]] = field(default_factory=dict)
    _seen: dict[tuple[str, str], list[float]] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def set(self, key: str, names: list[str]) -> None:
        """Give a key its faults, in place of those it had, counted anew; raises ValueError."""
        for name in names:
            if name.partition(":")[0] not in ALL:
                raise ValueError(f"unknown fault {name}")
        with self._lock:
            bare = {name.partition(":")[0] for name in names}
            for counted in [seen for seen in self._seen if seen[0] in bare]:
                del self._seen[counted]
            self.on[key] = list(names)
            if not names:
                del self.on[key]

    def clear(self) -> None:
        with self._lock:
            self.on.clear()
            self._seen.clear()

    def of(self, request: Request) -> dict[str, str]:
        """The faults of a request, name -> argument."""
        address = f"{request.host}{request.path}"
        with self._lock:
            items = list(self.on.items())
        found: dict[str, str] = {}
        for key, names in items:
            known = {request.host, *request.sources, "*"}
            if key in known or address.startswith(key) or fnmatch.fnmatch(address, key):
                found |= {n: a for n, _, a in (name.partition(":") for name in names)}
        return found

    def times(self, name: str, request: Request) -> list[float]:
        """When this fault met this address, now included (monotonic seconds)."""
        with self._lock:
            seen = self._seen.setdefault((name, f"{request.method} {request.url}"), [])
            seen.append(time.monotonic())
            return list(seen)

    def recent(self, name: str, host: str, seconds: float) -> list[float]:
        """The moments of the last seconds in which the host was asked, now included."""
        with self._lock:
            now = time.monotonic()
            kept = [t for t in self._seen.get((name, host), []) if t > now - seconds]
            self._seen[name, host] = [*kept, now]
            return [*kept, now]


def before(request: Request, faults: Faults) -> Reply | None:
    """What comes instead of an answer, or None; raises Dropped or Hung."""
    on = request.faults
    if "latency" in on:
        time.sleep(float(on["latency"] or 100) / 1000)
    if "refuse-connection" in on:
        raise Dropped
    if "hang" in on:
        raise Hung
    if "drop-then-ok" in on and len(faults.times("drop-then-ok", request)) <= _count(
        on, "drop-then-ok"
    ):
        raise Dropped
    return _rated(request, faults) or _then_ok(request, faults) or _refused(request, faults)


def _count(on: dict[str, str], name: str) -> int:
    return int(on[name] or 1)


def _too_many(after: str) -> Reply:
    reply = json_reply({"message": "API rate limit exceeded"}, 429)
    reply.headers |= {"Retry-After": after} if after else {}
    return reply


def _rated(request: Request, faults: Faults) -> Reply | None:
    if "rate" not in request.faults:
        return None
    count, _, seconds = (request.faults["rate"] or "30/60").partition("/")
    window = float(seconds or 1)
    times = faults.recent("rate", request.host, window)
    if len(times) <= int(count):
        return None
    return _too_many(str(max(1, round(times[-int(count)] + window - times[-1]))))


def _then_ok(request: Request, faults: Faults) -> Reply | None:
    on = request.faults
    for status in (502, 503, 504):
        name = f"{status}-then-ok"
        if name in on and len(faults.times(name, request)) <= _count(on, name):
            return text_reply(PAGE, status=status)
    if "429-no-header" in on and len(faults.times("429-no-header", request)) <= 1:
        return _too_many("")
    for name, default in (("429-retry-after-seconds", 1.0), ("429-date", 2.0)):
        if name in on:
            times = faults.times(name, request)
            wait = float(on[name] or default)
            if times[-1] - times[0] < wait - 0.05 or len(times) == 1:
                moment = datetime.now(UTC) + timedelta(seconds=wait)
                dated = format_datetime(moment, usegmt=True)
                return _too_many(dated if name == "429-date" else str(math.ceil(wait)))
    return None


def _refused(request: Request, faults: Faults) -> Reply | None:
    on = request.faults
    if "429-forever" in on:
        return _too_many("1")
    if "429-an-hour" in on:
        return _too_many("3600")
    for status in ("400", "404", "410"):
        if status in on:
            return json_reply({"message": ALL[status]}, int(status))
    if "401" in on:
        reply = text_reply(PAGE, status=401)
        reply.headers["WWW-Authenticate"] = 'Basic realm="essai"'
        return reply
    for status in ("403", "500", "502", "503", "504"):
        if status in on:
            return text_reply(PAGE, status=int(status))
    if "html-200" in on or "html-503" in on:
        return text_reply(PAGE, status=200 if "html-200" in on else 503)
    return _redirected(request)


def _redirected(request: Request) -> Reply | None:
    on = request.faults
    rest = request.url.partition("://")[2]
    targets = {
        "redirect-loop": request.url,
        "redirect-other-scheme": f"ftp://{rest}",
        "redirect-file": "file:///etc/hostname",
        "redirect-http": f"http://{rest}",
        "redirect-portal": "https://portail-captif.example/connexion",
    }
    if "redirect-nowhere" in on:
        return Reply(status=302, kind="text/html")
    for name, target in targets.items():
        if name in on:
            return Reply(status=302, kind="text/html", headers={"Location": target})
    if "relative-redirect" in on and not request.get("_suite"):
        query = f"{request.raw_query}&_suite=1" if request.raw_query else "_suite=1"
        last = request.raw_path.rpartition("/")[2]
        return Reply(status=302, kind="text/html", headers={"Location": f"{last}?{query}"})
    return None


def after(request: Request, reply: Reply) -> Reply:
    """The answer as the faults of bodies leave it; those of the wire are the server's."""
    on, body = request.faults, reply.body
    if reply.status != 200:
        return reply
    if "empty-200" in on:
        return replace(reply, body=b"")
    if "truncated-json" in on:
        reply = replace(reply, body=body[: len(body) // 2])
    if "wrong-encoding" in on and request.host not in {"www.georisques.gouv.fr"}:
        text = reply.body.decode("utf-8", "replace")
        reply = replace(reply, body=text.encode("iso-8859-1", "replace"))
    if "bom" in on:
        reply = replace(reply, body=b"\xef\xbb\xbf" + reply.body)
    return reply
