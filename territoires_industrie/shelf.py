"""The files of editions, told by their names alone: none is opened to be listed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime, time
from pathlib import Path

from .french import long_date

_NAMED = re.compile(r"edition-(\d{4}-\d{2}-\d{2}T\d{6})(?:-(\d+))?\.gpkg")


def is_edition(path: Path) -> bool:
    """Whether a file is called as the store calls its editions."""
    return _NAMED.fullmatch(path.name) is not None


def editions_in(folders: Iterable[Path]) -> list[Path]:
    """The files of editions in some folders: the newest first, each once."""
    found = [path for each in dict.fromkeys(folders) for path in each.glob("edition-*.gpkg")]
    return sorted((path for path in found if is_edition(path)), key=_age, reverse=True)


def title_of(path: Path) -> str:
    """`22 novembre 2026, 07:58`; the file's name where that tells no moment."""
    if not is_edition(path):
        return path.stem
    moment, number = _moment(path)
    return _numbered(f"{long_date(moment.date())}{_hour(moment, ', ')}", number)


def short_title_of(path: Path) -> str:
    """`22/11/2026 07:58`, where there is little room."""
    if not is_edition(path):
        return path.stem
    moment, number = _moment(path)
    return _numbered(f"{moment:%d/%m/%Y}{_hour(moment, ' ')}", number)


def _moment(path: Path) -> tuple[datetime, int]:
    stamp, number = _age(path)
    return datetime.strptime(stamp, "%Y-%m-%dT%H%M%S"), number


def _hour(moment: datetime, before: str) -> str:
    """None for midnight: the edition that the plugin ships is of a day."""
    return f"{before}{moment:%H:%M}" if moment.time() != time() else ""


def _numbered(text: str, number: int) -> str:
    return text if number == 1 else f"{text} ({number})"


def _age(path: Path) -> tuple[str, int]:
    """By the moment in the name, then by the number of those of one second."""
    named = _NAMED.fullmatch(path.name)
    return (named[1], int(named[2] or 1)) if named else ("", 0)
