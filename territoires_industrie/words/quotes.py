"""Figures quoted in a text by name, so that prose is never older than the data beside it."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

from .errors import Place, WordsError, nearest

if TYPE_CHECKING:
    from ..profile.figure import Figure

#: What may follow a figure's name: `{{ population.source }}`. Alone, a name quotes its text.
PARTS = ("text", "label", "source", "vintage")

_QUOTE = re.compile(r"\\\{\{|\{\{(?P<name>[^{}]*)\}\}|\{\{")
_SPECIAL = re.compile(r"([\\`*_\[\]<>~|&#])")
_LIKE_A_LIST = re.compile(r"^(\d+)([.)])(?=\s|$)|^([-+])(?=\s|$)")


def quoted(line: str, figures: Mapping[str, Figure], place: Place) -> str:
    r"""A line of Markdown whose `{{ name }}` are replaced by what the figures say.

    `\{{` prints two braces. A figure is data: its text is escaped, it cannot change the page.

    Raises:
        WordsError: a figure that nobody knows, or braces that do not close on the line.
    """

    def replacement(match: re.Match[str]) -> str:
        if match[0] == r"\{{":
            return "{{"
        if match["name"] is None:
            raise WordsError(
                "{file}, line {line}: the quotation that begins with “{braces}” does "
                "not end: write it as {example} on one line, or {escaped} to print "
                "two braces.",
                **place.names,
                braces="{{",
                example="{{ population }}",
                escaped=r"\{{",
            )
        return _said(match["name"].strip(), figures, place)

    return _QUOTE.sub(replacement, line)


def quotes(line: str, names: Collection[str]) -> bool:
    """Whether a line of Markdown quotes one of these figures."""
    found = (match["name"] for match in _QUOTE.finditer(line))
    return any(name is not None and name.strip().partition(".")[0] in names for name in found)


def _said(name: str, figures: Mapping[str, Figure], place: Place) -> str:
    figure_name, dot, part = name.partition(".")
    figure = figures.get(figure_name)
    if figure is None and not figures:
        raise WordsError(
            "{file}, line {line}: no figure can be quoted here: take “{name}” out.",
            **place.names,
            name=figure_name,
        )
    if figure is None:
        raise WordsError(
            "{file}, line {line}: no figure is called “{name}”: did you mean {near}?",
            **place.names,
            name=figure_name,
            near=nearest(figure_name, figures),
        )
    if dot and part not in PARTS:
        raise WordsError(
            "{file}, line {line}: a figure has no “{part}” to quote: did you mean {near}?",
            **place.names,
            part=part,
            near=nearest(part, PARTS),
        )
    return plain(str(getattr(figure, part or "text")))


def plain(text: str) -> str:
    """A text as Markdown that prints exactly it."""
    text = _SPECIAL.sub(r"\\\1", " ".join(text.split("\n")))
    return _LIKE_A_LIST.sub(lambda m: f"{m[1]}\\{m[2]}" if m[1] else f"\\{m[3]}", text)
