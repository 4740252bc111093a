"""All bytes that a curious reader can find in a file: its own, and what is packed in it."""

from __future__ import annotations

import base64
import gzip
import html
import re
import sqlite3
import subprocess
import zipfile
import zlib
from contextlib import closing, suppress
from io import BytesIO
from urllib.parse import unquote_to_bytes

import pypdf

_BASE64 = re.compile(rb"base64[:,]([A-Za-z0-9+/]{16,}={0,2})")
_QUOTED = re.compile(rb"data:[\w/+-]+,([%\w.~!*'();:@&=+$,/?#-]{16,})")
_HEX = re.compile(rb"\A(?:[0-9a-fA-F]{2}){16,}\Z")
_ESCAPED = re.compile(rb"\\u([0-9a-fA-F]{4})")
_DEEPEST = 6
#: Thousands are set apart by any of these on paper.
_SPACES = re.compile("(?<=\\d)[ \u00a0\u202f\u2009](?=\\d{3})")


def unpacked(path):
    """The contents of a file, one after another: as it is, then what is packed in it."""
    data = path.read_bytes()
    yield data
    if data.startswith(b"SQLite format 3"):
        yield from _cells_of(path)
    elif data.startswith(b"%PDF"):
        yield from _parts_of(path, data)
    else:
        yield from _inside(data)


def readable(content):
    """A content as texts: in the encodings in which texts are kept, entities and escapes read."""
    told = _ESCAPED.sub(lambda m: chr(int(m[1], 16)).encode("utf-8", "replace"), content)
    text = told.decode("utf-8", "replace")
    yield text
    if "&" in text:
        yield html.unescape(text)
    for coding in ("utf-16-le", "utf-16-be"):
        yield content.decode(coding, "ignore")


def without_spaces(text):
    """A text whose figures are written as a program would: `48 151,6` is `48151.6`."""
    return re.sub(r"(?<=\d),(?=\d)", ".", _SPACES.sub("", text))


def _cells_of(path):
    """Every cell of every table: texts and blobs, packed ones opened."""
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as database:
        database.text_factory = bytes
        names = database.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        for (name,) in names:
            with suppress(sqlite3.OperationalError):  # an index of SQLite's own kind
                for row in database.execute(f'SELECT * FROM "{name.decode()}"'):
                    for cell in row:
                        if isinstance(cell, bytes):
                            yield cell
                            yield from _inside(cell)


def _parts_of(path, data):
    """Streams and words of a PDF: inflated, decoded, and as a reader copies them."""
    reader = pypdf.PdfReader(BytesIO(data))
    yield repr(reader.metadata).encode()
    for number in sorted({n for table in reader.xref.values() for n in table} | set(
        reader.xref_objStm
    )):  # fmt: skip
        found = reader.get_object(pypdf.generic.IndirectObject(number, 0, reader))
        if isinstance(found, pypdf.generic.StreamObject):
            with suppress(Exception):  # pictures that pypdf cannot decode have no texts
                yield found.get_data()
        else:
            yield repr(found).encode()
    ran = subprocess.run(["pdftotext", str(path), "-"], check=True, capture_output=True)
    yield ran.stdout


def _inside(data, depth=0):
    if depth > _DEEPEST:
        return
    for part in _opened(data):
        yield part
        yield from _inside(part, depth + 1)


def _opened(data):
    if data.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(BytesIO(data)) as package:
            yield "\n".join(package.namelist()).encode()
            for name in package.namelist():
                yield package.read(name)
        return
    with suppress(OSError, EOFError, zlib.error):
        if data.startswith(b"\x1f\x8b"):
            yield gzip.decompress(data)
        elif data[:1] == b"\x78":
            yield zlib.decompress(data)
    if _HEX.match(data):
        yield bytes.fromhex(data.decode())
    for packed in _BASE64.findall(data):
        with suppress(ValueError):
            yield base64.b64decode(packed, validate=True)
    for packed in _QUOTED.findall(data):
        if b"%" in packed:
            yield unquote_to_bytes(packed)
