"""Reports as one HTML file each, in French: tables, words, nothing to fetch, nothing to run."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from html import escape
from pathlib import Path

from .errors import AtlasError
from .french import typographic

_STYLE = """
body { font: 15px/1.5 "Open Sans", "Segoe UI", Arial, sans-serif; color: #1d2b36;
  margin: 2rem auto; max-width: 76rem; padding: 0 1.5rem; }
h1 { font-size: 1.6rem; margin-bottom: .2rem; }
h2 { font-size: 1.15rem; margin: 2rem 0 .5rem; border-bottom: 1px solid #c8d2da; }
p { margin: .3rem 0; }
table { border-collapse: collapse; width: 100%; font-size: .88rem; }
th { text-align: left; background: #eef2f5; }
th, td { padding: .3rem .5rem; border-bottom: 1px solid #dde4e9; vertical-align: top; }
td.number, th.number { text-align: right; font-variant-numeric: tabular-nums; }
td.number { white-space: nowrap; }
tr.bad td:first-child { border-left: 4px solid #b3261e; }
tr.warn td:first-child { border-left: 4px solid #a86200; }
tr.good td:first-child { border-left: 4px solid #2e7d32; }
@media print { body { margin: 0; max-width: none; font-size: 10px; } }
"""

#: How a row is to be looked at.
GOOD, WARN, BAD, PLAIN = "good", "warn", "bad", ""


@dataclass(frozen=True)
class Column:
    """A heading; numbers stand to the right."""

    title: str
    number: bool = False


@dataclass(frozen=True)
class Line:
    """The cells of a row, and how it is to be looked at."""

    cells: Sequence[str]
    tone: str = PLAIN


@dataclass(frozen=True)
class Section:
    """A heading, sentences, and perhaps a table."""

    title: str
    sentences: Sequence[str] = ()
    columns: Sequence[Column] = ()
    lines: Sequence[Line] = ()


class ReportError(AtlasError):
    """The report cannot be written where it was asked for."""


def document(title: str, subtitle: str, sections: Iterable[Section]) -> str:
    """A whole page; every text is escaped here, so that a publisher's words stay words."""
    body = "\n".join(_section(section) for section in sections)
    return (
        '<!DOCTYPE html>\n<html lang="fr">\n<head>\n<meta charset="utf-8">\n'
        f"<title>{_text(title)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n"
        f"<h1>{_text(title)}</h1>\n<p>{_text(subtitle)}</p>\n{body}\n</body>\n</html>\n"
    )


def write(html: str, path: Path) -> Path:
    """Write a report at one stroke; ReportError when that cannot be done."""
    draft = path.with_name(f".{path.name}.partial")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        draft.write_text(html, encoding="utf-8")
        os.replace(draft, path)
    except OSError as error:
        with suppress(OSError):
            draft.unlink()
        raise ReportError(
            "The report {path} cannot be written ({reason}): choose another place.",
            path=path,
            reason=error,
        ) from error
    return path


def _section(section: Section) -> str:
    sentences = "\n".join(f"<p>{_text(sentence)}</p>" for sentence in section.sentences)
    return f"<h2>{_text(section.title)}</h2>\n{sentences}\n{_table(section)}"


def _table(section: Section) -> str:
    if not section.lines:
        return ""
    head = "".join(_cell("th", column, column.title) for column in section.columns)
    rows = "\n".join(_row(section.columns, line) for line in section.lines)
    # The attribute is for QGIS' own viewer, which knows less of style sheets than a browser.
    body = f"<thead><tr>{head}</tr></thead>\n<tbody>\n{rows}\n</tbody>"
    return f'<table cellpadding="4">\n{body}\n</table>'


def _row(columns: Sequence[Column], line: Line) -> str:
    cells = "".join(
        _cell("td", column, text) for column, text in zip(columns, line.cells, strict=True)
    )
    tone = f' class="{line.tone}"' if line.tone else ""
    return f"<tr{tone}>{cells}</tr>"


def _cell(tag: str, column: Column, text: str) -> str:
    number = ' class="number"' if column.number else ""
    return f"<{tag}{number}>{_text(text)}</{tag}>"


def _text(text: str) -> str:
    return escape(typographic(text), quote=False)
