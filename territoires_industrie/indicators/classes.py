"""Values in a few classes for a map: as many in each, or as alike as can be within each."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

QUANTILES, NATURAL = "quantiles", "seuils-naturels"
METHODS = (QUANTILES, NATURAL)
#: How a legend names the method.
SAID = {
    QUANTILES: "effectifs à peu près égaux (quantiles)",
    NATURAL: "seuils naturels (Fisher-Jenks)",
}


@dataclass(frozen=True)
class ValueClass:
    """Values from `low` to `high`, both of them there, and whose they are."""

    low: float
    high: float
    members: tuple[str, ...]


def classes_of(values: Mapping[str, float], count: int, method: str) -> list[ValueClass]:
    """Finite values in at most `count` classes, in rising order; equal values share a class."""
    order = sorted(values, key=lambda name: (values[name], name))
    numbers = [values[name] for name in order]
    cuts = _quantiles(numbers, count) if method == QUANTILES else _natural(numbers, count)
    edges = [0, *cuts, len(numbers)]
    return [
        ValueClass(numbers[start], numbers[end - 1], tuple(order[start:end]))
        for start, end in zip(edges, edges[1:], strict=False)
        if start < end
    ]


def _quantiles(numbers: Sequence[float], count: int) -> list[int]:
    """Where classes begin: as near to equal shares as equal values allow."""
    steps = _steps(numbers)
    wanted = [index * len(numbers) / count for index in range(1, count)] if steps else []
    return sorted({min(steps, key=lambda place: (abs(place - one), place)) for one in wanted})


def _steps(numbers: Sequence[float]) -> list[int]:
    """The places before which a value differs from the next."""
    return [place for place in range(1, len(numbers)) if numbers[place - 1] != numbers[place]]


def _natural(numbers: Sequence[float], count: int) -> list[int]:
    """Where classes begin, such that the squares of deviations within them are least.

    W. D. Fisher, "On Grouping for Maximum Homogeneity", 1958: exact, by dynamic programming.
    """
    places = [0, *_steps(numbers), len(numbers)] if numbers else [0]
    steps = len(places) - 1
    least = [[math.inf] * (steps + 1) for _ in range(count + 1)]
    came = [[0] * (steps + 1) for _ in range(count + 1)]
    least[0][0] = 0.0
    for used in range(1, count + 1):
        for end in range(1, steps + 1):
            for start in range(end):
                first, behind = places[start], places[end]
                spread = _spread(numbers[first:behind])
                if (found := least[used - 1][start] + spread) < least[used][end]:
                    least[used][end], came[used][end] = found, start
    used = min(count, steps)
    cuts, end = [], steps
    while used > 1:
        end = came[used][end]
        cuts.append(places[end])
        used -= 1
    return cuts[::-1]


def _spread(numbers: Sequence[float]) -> float:
    mean = math.fsum(numbers) / len(numbers)
    return math.fsum((number - mean) ** 2 for number in numbers)
