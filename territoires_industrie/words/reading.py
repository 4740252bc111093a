"""Files of words as text: encoding, head, comments; what stands where, line by line."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from .errors import Place, WordsError, nearest

_FENCE = "---"
_UPDATED = "mis_a_jour"
_STATUS = "statut"
_KEYS = (_UPDATED, _STATUS)
_DATE = re.compile(r"(\d{4})-(\d{2})(?:-(\d{2}))?")
_HEADING = re.compile(r" {0,3}(#{1,6})(?:[ \t]+(.*?))?(?:[ \t]+#+)?[ \t]*$")
_RULE = re.compile(r" {0,3}-{2,}[ \t]*$")
_UNDERLINE = re.compile(r" {0,3}(=+|-{2,})[ \t]*$")
#: Line feeds and tabs are the only control characters that a text needs.
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


@dataclass(frozen=True)
class Source:
    """A file read: its head, and its text without comments.

    `lines` are all lines of the file, those of the head and of comments blank, so that the place of
    a line in them is its place in the file.
    """

    file: Path
    updated: date | None
    status: str
    lines: tuple[str, ...]

    def at(self, index: int) -> Place:
        """Where the line of that index (from 0) is, for errors."""
        return Place(self.file, index + 1)


def read_source(file: Path) -> Source:
    """Read a file of words.

    Raises:
        WordsError: it cannot be read, is not UTF-8, or its head or a comment is malformed.
    """
    lines = _text_of(file).split("\n")
    for index, line in enumerate(lines):
        if _CONTROL.search(line):
            raise WordsError(
                "{file}, line {line}: there is an invisible control character in this "
                "line: type the line anew.",
                **Place(file, index + 1).names,
            )
    end = _end_of_head(file, lines)
    last = max(end - 1, 1)
    head = _head(file, lines[1:last])
    body = _without_comments(file, [""] * end + lines[end:])
    return Source(file, _updated(head), head.get(_STATUS, ("", Place(file, 1)))[0], tuple(body))


def _text_of(file: Path) -> str:
    try:
        raw = file.read_bytes()
    except OSError as error:
        raise WordsError(
            "{file} cannot be read ({reason}): check that it is a file that you may open.",
            file=file,
            reason=error.strerror or error,
        ) from error
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise WordsError(
            "{file}, line {line}: the text is not in UTF-8 (older Windows "
            "programs write another encoding): open it in a text editor and save "
            "it with the encoding UTF-8.",
            **Place(file, line).names,
        ) from error
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _end_of_head(file: Path, lines: list[str]) -> int:
    """How many lines the head takes, its two fences included; 0 where there is none."""
    if lines[0].rstrip() != _FENCE:
        return 0
    for index, line in enumerate(lines[1:], start=1):
        if line.rstrip() == _FENCE:
            return index + 1
    raise WordsError(
        "{file}, line {line}: the head that begins here does not end: put a "
        "line “---” after its last entry.",
        **Place(file, 1).names,
    )


def _head(file: Path, lines: list[str]) -> dict[str, tuple[str, Place]]:
    found: dict[str, tuple[str, Place]] = {}
    for number, line in enumerate(lines, start=2):
        place = Place(file, number)
        if not line.strip():
            continue
        key, colon, value = (part.strip() for part in line.partition(":"))
        if not colon or key not in _KEYS:
            raise WordsError(
                "{file}, line {line}: “{entry}” is no entry of the head: write {entries}.",
                **place.names,
                entry=line.strip(),
                entries=nearest(key, (f"{name}:" for name in _KEYS)),
            )
        if key in found:
            raise WordsError(
                "{file}, line {line}: “{key}” stands in the head twice: keep one.",
                **place.names,
                key=key,
            )
        found[key] = (value, place)
    return found


def _updated(head: dict[str, tuple[str, Place]]) -> date | None:
    value, place = head.get(_UPDATED, ("", None))
    if not value or place is None:
        return None
    day = _day(value)
    if day is None:
        raise WordsError(
            "{file}, line {line}: “{value}” is no date: write the year and the "
            "month, as in 2026-03.",
            **place.names,
            value=value,
        )
    return day


def _day(text: str) -> date | None:
    """`2026-03` or `2026-03-15`; None where that is no day of the calendar."""
    parts = _DATE.fullmatch(text)
    if parts is None:
        return None
    try:
        return date(int(parts[1]), int(parts[2]), int(parts[3] or 1))
    except ValueError:
        return None


def _without_comments(file: Path, lines: list[str]) -> list[str]:
    """The lines without their HTML comments, which are notes between those who write."""
    text = "\n".join(lines)
    kept: list[str] = []
    while True:
        before, opened, rest = text.partition("<!--")
        kept.append(before)
        if not opened:
            return "".join(kept).split("\n")
        comment, closed, text = rest.partition("-->")
        if not closed:
            line = "".join(kept).count("\n") + 1
            raise WordsError(
                "{file}, line {line}: the comment that begins here does not end: put "
                "“-->” after it.",
                **Place(file, line).names,
            )
        kept.append("\n" * comment.count("\n"))


def is_rule(line: str) -> bool:
    """Whether a line is but dashes: a rule, or what underlines the line above."""
    return _RULE.fullmatch(line) is not None


@dataclass(frozen=True)
class Title:
    """A heading found in a file: `body` is the index of the first line that stands under it."""

    level: int
    text: str
    body: int


def title_at(lines: tuple[str, ...], index: int) -> Title | None:
    """The heading that begins in a line, None where none does.

    Both of Markdown's ways are known: `## Gaz`, and `Gaz` underlined with `---` or `===`.
    """
    marked = _HEADING.fullmatch(lines[index])
    if marked:
        return Title(len(marked[1]), (marked[2] or "").strip(), index + 1)
    if not lines[index].strip() or (index and lines[index - 1].strip()):
        return None
    underline = _UNDERLINE.fullmatch(lines[index + 1]) if index + 1 < len(lines) else None
    if underline is None or _UNDERLINE.fullmatch(lines[index]):
        return None
    return Title(1 if underline[1].startswith("=") else 2, lines[index].strip(), index + 2)
