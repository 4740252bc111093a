"""One figure of a territory's profile: exact for tables, rounded in French for pages."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal

from .. import french

#: What a page prints of a figure that nobody published.
UNKNOWN = "non disponible"
AT_LEAST = "au moins "


@dataclass(frozen=True)
class Figure:
    """What is known of one thing, and from whom.

    `value` is exact, in `unit`, None where it is not known; `text` is what a page prints, rounded
    as DOMAIN 8 asks, with its unit. `source` names publisher and dataset; `note` says in French
    what the figure leaves out. `minimum`: parts of it are not published, so it is at least that.
    `masked`: it would tell a site's, so that only the analyst's own edition has its value.
    """

    name: str
    label: str
    value: float | int | str | None
    text: str
    unit: str
    source: str
    vintage: str
    note: str = ""
    minimum: bool = False
    masked: bool = False


@dataclass(frozen=True)
class Origin:
    """Who published a figure (publisher, dataset) and the vintage of it; empty where unknown."""

    source: str = ""
    vintage: str = ""


@dataclass(frozen=True)
class Total:
    """A sum, None where it cannot be told; `minimum` when unknown parts are missing from it."""

    value: float | None
    minimum: bool = False


NOTHING = Total(None)


def total(values: Iterable[float | None], unknown: int = 0) -> Total:
    """The sum of what is known; an unknown part is never 0.

    None among the values, and `unknown` more parts, make the sum a minimum. Where they are more
    than the known ones, a minimum would say too little to be printed, and there is no sum.
    """
    parts = list(values)
    known = [part for part in parts if part is not None and math.isfinite(part)]
    missing = len(parts) - len(known) + unknown
    if not known or missing > len(known):
        return NOTHING
    return Total(math.fsum(known), minimum=missing > 0)


def thousandth(value: float) -> float:
    """KW as MW, MWh as GWh: no more decimals than were published, six of them."""
    return round(value / 1000, 6)


def counted(number: int, one: str, many: str) -> str:
    """`1 réseau`, `12 réseaux`."""
    return f"{french.number(number)} {many if number > 1 else one}"


def text_figure(name: str, label: str, value: str | None, origin: Origin, note: str = "") -> Figure:
    """A figure in words; None is "non disponible"."""
    text = UNKNOWN if value is None else french.typographic(value)
    return Figure(name, label, value, text, "", *_told(value, origin), note=note)


def year_figure(name: str, label: str, year: int | None, origin: Origin) -> Figure:
    """A year: printed without a thousands' separator."""
    text = UNKNOWN if year is None else str(year)
    return Figure(name, label, year, text, "", *_told(year, origin))


def count_figure(
    name: str,
    label: str,
    count: int | Total | None,
    words: tuple[str, str],
    origin: Origin,
    note: str = "",
) -> Figure:
    """A number of things, printed exactly: `words` are the thing and the things."""
    found = count if isinstance(count, Total) else Total(count)
    if found.value is None:
        return Figure(name, label, None, UNKNOWN, words[1], "", "", note)
    number = int(found.value)
    text = counted(number, *words)
    return _quantity(name, label, number, text, words[1], origin, note, found.minimum)


def figure(
    name: str,
    label: str,
    found: Total | float | None,
    unit: str,
    origin: Origin,
    note: str = "",
    decimals: int | None = None,
) -> Figure:
    """A measure, printed with `decimals` decimals, or rounded to three digits when None."""
    sum_ = found if isinstance(found, Total) else Total(found)
    value = sum_.value
    if value is None or not math.isfinite(value):
        return Figure(name, label, None, UNKNOWN, unit, "", "", note)
    told = rounded(value, decimals, downwards=sum_.minimum)
    text = f"{told} {unit}".strip()
    return _quantity(name, label, value, text, unit, origin, note, sum_.minimum)


def rounded(value: float, decimals: int | None = None, downwards: bool = False) -> str:
    """A number in French with so many decimals, or with three digits: `5886.3` -> `5 890`.

    A minimum is rounded downwards, for otherwise it would be none.
    """
    exact = Decimal(repr(float(value)))
    if decimals is None:
        kept = 2 - exact.adjusted() if exact else 0
        step = Decimal(1).scaleb(-min(kept, 3))
    else:
        step = Decimal(1).scaleb(-decimals)
    kept_value = (exact / step).to_integral_value(ROUND_FLOOR if downwards else ROUND_HALF_UP)
    kept_value *= step
    shown = max(-int(step.adjusted()), 0)
    told = french.number(float(kept_value), shown)
    return told.rstrip("0").rstrip(",") if decimals is None and "," in told else told


def _quantity(
    name: str,
    label: str,
    value: float,
    text: str,
    unit: str,
    origin: Origin,
    note: str,
    minimum: bool,
) -> Figure:
    told = french.typographic(AT_LEAST * minimum + text)
    return Figure(name, label, value, told, unit, origin.source, origin.vintage, note, minimum)


def _told(value: object, origin: Origin) -> tuple[str, str]:
    """Source and vintage of what is known; nobody vouches for what is not."""
    return ("", "") if value is None else (origin.source, origin.vintage)
