"""Where a mirror keeps what a publisher's address leads to.

A mirror is a base address, or a folder, under which `https://host/path?query` is found as
`<mirror>/host/path?query`: an institution's own copy, and how tests play the internet.

In a folder, names obey what every system allows:

- the host in lower case; a port after `%3A`;
- of the address, already percent-encoded, `A-Z a-z 0-9 - _ . ~ ! $ & ' ( ) + , ; = @ %` stay, and
  anything else, first of all the `?` before the query and `/ : *` within it, is percent-encoded;
- an address that ends in `/`, or that is also the folder of others, is the file `index` in it
  (before a query: `index%3F…`);
- a point at a name's end becomes `%2E`, and the first letter of a name that Windows reserves
  (`con`, `nul`, `com1`…) is encoded;
- a name of more than 120 characters is its first 100, `~`, and the first 16 digits of the SHA-256
  of the whole name;
- what is sent with the request (POST) is part of the name: `~post-` and the first 16 digits of its
  SHA-256, at the end.
"""

from __future__ import annotations

import hashlib
import ipaddress
import re
from pathlib import Path
from urllib.parse import quote, urlsplit

from .addresses import host_of

_PLAIN = "-_.~!$&'()+,;=@%"
_LONGEST, _KEPT = 120, 100
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?$", re.IGNORECASE)


class Mirror:
    """The publisher's addresses themselves where `where` is empty, or their places elsewhere."""

    def __init__(self, where: str = "") -> None:
        where = where.strip()
        self.where = where
        self.is_address = where.lower().startswith(("http://", "https://"))
        self.folder = None if self.is_address or not where else _folder(where)
        self._base = where.rstrip("/") if self.is_address else ""

    @property
    def is_here(self) -> bool:
        """Whether what answers is a copy on this machine, with no publisher to spare."""
        return self.folder is not None or (self.is_address and _is_loopback(host_of(self._base)))

    def address(self, url: str) -> str:
        """Where the answer to a publisher's address is asked for."""
        if not self._base:
            return url
        parts = urlsplit(url)
        query = f"?{parts.query}" if parts.query else ""
        return f"{self._base}/{parts.netloc.rpartition('@')[2]}{parts.path}{query}"

    def whom(self, url: str) -> str:
        """Who is asked, as sentences name it: the publisher, and the mirror that stands for it."""
        mirror = f" ({host_of(self._base)})" if self._base else ""
        return f"{host_of(url)}{mirror}"

    def publisher(self, url: str, location: str) -> str:
        """A redirect's target as the publisher would write it, sent in answer to `url`."""
        if not self._base or not location.startswith(f"{self._base}/"):
            return location
        return f"{urlsplit(url).scheme}://{location[len(self._base) + 1 :]}"

    def file(self, url: str, body: bytes = b"") -> Path | None:
        """The file of a folder mirror that answers, or None where there is none."""
        found = (path for path in self.files(url, body) if path.is_file())
        return next(found, None)

    def files(self, url: str, body: bytes = b"") -> list[Path]:
        """Where a folder mirror may keep the answer, the usual place first."""
        folder = self.folder or Path()
        parts = urlsplit(url)
        ending = f"?{parts.query}" if parts.query else ""
        if body:
            ending += f"~post-{hashlib.sha256(body).hexdigest()[:16]}"
        *folders, last = [parts.netloc.rpartition("@")[2].lower(), *parts.path.split("/")[1:]]
        inside = folder.joinpath(*(_name(segment) for segment in folders if segment))
        within = (inside / _name(last) if last else inside) / _name(f"index{ending}")
        return [inside / _name(last + ending), within] if last else [within]


def _folder(where: str) -> Path:
    if where.lower().startswith("file:"):
        from urllib.request import url2pathname

        return Path(url2pathname(urlsplit(where).path))
    return Path(where).expanduser()


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _name(segment: str) -> str:
    """A file's name that every system allows."""
    name = quote(segment, safe=_PLAIN)
    if len(name) > _LONGEST:
        name = f"{name[:_KEPT]}~{hashlib.sha256(name.encode()).hexdigest()[:16]}"
    if name.endswith("."):
        name = f"{name[:-1]}%2E"
    if _RESERVED.match(name):
        name = f"%{ord(name[0]):02X}{name[1:]}"
    return name
