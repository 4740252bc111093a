"""Bodies as they come over the wire: counted, decoded once, and whole or nothing.

Both transports ask for compressed bodies themselves and decode them here. Qt would decode them too,
but takes a compressed body that breaks off for a whole one, and requests before 2.32 does not count
what it received.
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from typing import IO, Any

from ..libraries import require

#: The codings that are asked for and understood.
CODINGS = "gzip, deflate"
_BODILESS = (204, 304)
_GZIP = 16 + zlib.MAX_WBITS
_MEMBER = b"\x1f\x8b"
_PORTION = 1024 * 1024


class Arriving:
    """A body on its way to a file.

    `headers` may have names in any case if the mapping takes any, as requests' does. All methods
    raise requests' ContentDecodingError or ChunkedEncodingError on what is damaged or too short.
    """

    def __init__(self, file: IO[bytes], status: int, headers: Mapping[str, str]) -> None:
        self._file = file
        self._received = 0
        announced = headers.get("content-length", "").strip()
        counts = announced.isdecimal() and status not in _BODILESS
        self._announced = int(announced) if counts else None
        self._coding = _coding(headers.get("content-encoding", ""))
        self._decoder: Any = None

    def write(self, chunk: bytes) -> None:
        """Add what came over the wire."""
        self._received += len(chunk)
        if not self._coding or not chunk:
            self._file.write(chunk)
            return
        if self._decoder is None:
            self._decoder = zlib.decompressobj(self._window(chunk))
        try:
            self._inflate(chunk)
        except zlib.error as error:
            raise require("requests.exceptions").ContentDecodingError(str(error)) from error

    def close(self) -> None:
        """Nothing more comes: make sure that it was all."""
        if self._announced is not None and self._received != self._announced:
            raise _cut(f"{self._received} of {self._announced} bytes")
        if self._decoder is not None:
            self._file.write(self._decoder.flush())
            if not self._decoder.eof:
                raise _cut("compressed data without its end")

    def _inflate(self, chunk: bytes) -> None:
        """Decode in small portions, for a few bytes may stand for many.

        gzip may be several members in a row (RFC 1952, 2.2); what else follows is no part of it.
        """
        while chunk:
            self._file.write(self._decoder.decompress(chunk, _PORTION))
            chunk = self._decoder.unconsumed_tail
            if self._decoder.eof:
                chunk = self._decoder.unused_data if self._coding == "gzip" else b""
                if not chunk.startswith(_MEMBER):
                    return
                self._decoder = zlib.decompressobj(_GZIP)

    def _window(self, chunk: bytes) -> int:
        """Which way zlib undoes the coding: some servers send `deflate` without its two bytes."""
        if self._coding == "gzip":
            return _GZIP
        has_head = chunk[0] & 0x0F == 8 and (
            len(chunk) < 2 or (chunk[0] * 256 + chunk[1]) % 31 == 0
        )
        return zlib.MAX_WBITS if has_head else -zlib.MAX_WBITS


def _coding(header: str) -> str:
    coding = header.strip().lower().removeprefix("x-")
    if coding in ("", "identity"):
        return ""
    if coding not in ("gzip", "deflate"):
        raise require("requests.exceptions").ContentDecodingError(f"Content-Encoding: {coding}")
    return coding


def _cut(how: str) -> Exception:
    cut: Exception = require("requests.exceptions").ChunkedEncodingError(how)
    return cut
