"""What the user says of a file in the place of what was guessed, as instructions."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from ..sources.instructions import BadFile, Instructions

_CLASS = "class"


def pairs_of(said: Any) -> dict[str, str]:
    """Pairs as a dictionary, given as text, as JSON, or as a list of two by two.

    As text: `Nom = name; T max = temperature_c`, a line or a semicolon between two. Raises BadFile
    for a part that is no pair.
    """
    if not said:
        return {}
    if isinstance(said, Mapping):
        return {str(left): str(right) for left, right in said.items()}
    if isinstance(said, (list, tuple)):
        return _two_by_two(said)
    text = str(said).strip()
    if text.startswith("{"):
        try:
            return pairs_of(json.loads(text))
        except ValueError as error:
            raise _malformed(text) from error
    found = {}
    for part in (part.strip() for part in re.split(r"[;\n]", text)):
        left, sign, right = part.rpartition("=")
        if part and not (sign and left.strip()):
            raise _malformed(part)
        if part:
            found[left.strip()] = right.strip()
    return found


def _two_by_two(said: Sequence[Any]) -> dict[str, str]:
    """A table of two columns, by rows or in one list, or pairs written as texts."""
    cells = [cell for row in said for cell in (row if isinstance(row, (list, tuple)) else [row])]
    if all(isinstance(cell, str) and "=" in cell for cell in cells):
        return {left: right for cell in cells for left, right in pairs_of(cell).items()}
    if len(cells) % 2:
        raise _malformed(str(cells[-1]))
    named = zip(cells[::2], cells[1::2], strict=True)
    return {str(left): str(right or "") for left, right in named if left}


def _malformed(part: str) -> BadFile:
    return BadFile(
        '"{part}" is no pair: write what stands in your file, "=", and what it is in the atlas, '
        "with a semicolon between two pairs.",
        part=part[:60],
    )


def corrected(how: Instructions, columns: Any = None, classes: Any = None) -> Instructions:
    """Instructions with what is said besides: columns, and classes.

    A class may be said of another column than `class`: `nature:communale = urbain`. `*` stands for
    the rows that say nothing. Raises BadFile.
    """
    told = {name: dict(words) for name, words in how.classes.items()}
    for word, key in pairs_of(classes).items():
        field, sign, rest = word.partition(":")
        named = bool(sign) and field.strip().isidentifier() and field.strip().islower()
        told.setdefault(field.strip() if named else _CLASS, {})[rest.strip() if named else word] = (
            key
        )
    return replace(how, columns={**how.columns, **pairs_of(columns)}, classes=told)
