"""What is asked of a played host, and what it answers."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl


@dataclass
class Request:
    """One request as the publisher's server would see it; `path` is percent-decoded."""

    method: str
    host: str
    path: str
    raw_path: str
    raw_query: str
    headers: Mapping[str, str]
    body: bytes = b""
    faults: dict[str, str] = field(default_factory=dict)
    sources: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        self.query = parse_qsl(self.raw_query, keep_blank_values=True)

    def get(self, name: str, default: str = "") -> str:
        """The first value of a parameter, its name as written."""
        return next((value for key, value in self.query if key == name), default)

    def all(self, name: str) -> list[str]:
        return [value for key, value in self.query if key == name]

    def folded(self, name: str, default: str = "") -> str:
        """The first value of a parameter, whatever the case of its name (OGC services)."""
        wanted = name.casefold()
        return next((value for key, value in self.query if key.casefold() == wanted), default)

    def number(self, name: str, default: int) -> int:
        """A whole parameter; raises ValueError."""
        text = self.folded(name)
        return int(text) if text else default

    @property
    def url(self) -> str:
        """The publisher's own address of what is asked."""
        query = f"?{self.raw_query}" if self.raw_query else ""
        return f"https://{self.host}{self.raw_path}{query}"

    def faulty(self, name: str) -> bool:
        return name in self.faults


@dataclass
class Reply:
    """An answer, before faults spoil it; `validators` gives it ETag and Last-Modified."""

    body: bytes = b""
    status: int = 200
    kind: str = "application/json; charset=utf-8"
    headers: dict[str, str] = field(default_factory=dict)
    validators: bool = False
    last_modified: str = "Mon, 14 Sep 2026 10:31:27 GMT"

    @property
    def etag(self) -> str:
        return f'"{hashlib.sha1(self.body).hexdigest()}"'


def json_reply(value: Any, status: int = 200, **headers: str) -> Reply:
    body = json.dumps(value, ensure_ascii=False).encode()
    return Reply(body, status, headers=dict(headers))


def text_reply(text: str, kind: str = "text/html; charset=utf-8", status: int = 200) -> Reply:
    return Reply(text.encode(), status, kind)


def csv_text(
    rows: Iterable[Mapping[str, Any]],
    columns: Sequence[str],
    delimiter: str = ";",
    *,
    quoted: bool = False,
    header: bool = True,
) -> str:
    """Rows as CSV; None is an empty cell and a truth is written as JSON writes it."""
    out = io.StringIO()
    quoting = csv.QUOTE_ALL if quoted else csv.QUOTE_MINIMAL
    writer = csv.writer(out, delimiter=delimiter, quoting=quoting, lineterminator="\r\n")
    if header:
        writer.writerow(columns)
    for row in rows:
        writer.writerow([_cell(row.get(column)) for column in columns])
    return out.getvalue()


def _cell(value: Any) -> Any:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False)
    return value
