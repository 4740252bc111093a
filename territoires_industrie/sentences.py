"""What is said of several territories, as one sentence where only its numbers differ."""

from __future__ import annotations

import re
from collections.abc import Sequence

#: How the sentence begins that tells which communes of a perimeter were not fetched.
NOT_COVERED = "Non couvert par cette édition"

_SENTENCES = re.compile(r"(?<=[.!?]) (?=[A-ZÀÉÈÊÎÔÇ«0-9])")
#: A number with its thousands and decimals: "1 910", "2023", "12,5".
_NUMBER = re.compile(r"\d+(?:[ \u202f\u00a0]\d{3}(?!\d))*(?:,\d+)?")


def sentences(statement: str) -> list[str]:
    """The sentences of a statement, with one space between two words; none of an empty one."""
    return [text for text in _SENTENCES.split(" ".join(statement.split())) if text]


def without_numbers(sentence: str) -> str:
    """What sentences that differ by their numbers have in common."""
    return _NUMBER.sub("#", sentence)


def common(texts: Sequence[str]) -> str:
    """Sentences that differ by their numbers as one: from the least number to the greatest."""
    columns = iter(list(zip(*(_NUMBER.findall(text) for text in texts), strict=True)))

    def told(_match: re.Match[str]) -> str:
        values = sorted(set(next(columns)), key=_value)
        return values[0] if len(values) == 1 else f"{values[0]} à {values[-1]}"

    return _NUMBER.sub(told, texts[0])


def _value(text: str) -> float:
    return float(re.sub(r"[ \u202f\u00a0]", "", text).replace(",", "."))
