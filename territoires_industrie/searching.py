"""Territories by a few letters of a name: theirs, an EPCI's or a town's, whatever accents and case.

Only those that can be drawn are found: the atlas' territories, whose outlines are shipped.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from .territories import Territory, atlas_territories, communes, epci, normalised

#: Names that an EPCI has borne and that people still use, by SIREN, which stays.
_OLD = {"200040947": ("CC de Flandre Intérieure",)}
#: Fewer letters than these would find nearly everything.
LEAST = 2


@dataclass(frozen=True)
class Match:
    """A territory that was found, and why.

    Attributes:
        territory: the one found.
        score: from 0 to 1, the likeliest highest.
        member: the EPCI or the town whose name was meant; empty where it is the territory's own.
    """

    territory: Territory
    score: float
    member: str = ""


@dataclass(frozen=True)
class _Entry:
    territory: Territory
    words: tuple[str, ...]
    rank: float
    member: str


def matching(text: str, most: int = 10) -> list[Match]:
    """The territories that a text may mean, the likeliest first, each once; all for no text.

    Every word of the text has to begin a word of the name, in any order.
    """
    wanted = normalised(text).split()
    if not wanted:
        return [Match(territory, 1.0) for territory in atlas_territories()]
    if len("".join(wanted)) < LEAST:
        return []
    found: dict[str, Match] = {}
    for entry in _entries():
        if not all(any(word.startswith(w) for word in entry.words) for w in wanted):
            continue
        match = Match(entry.territory, _score(entry, wanted), entry.member)
        best = found.get(entry.territory.id)
        if best is None or match.score > best.score:
            found[entry.territory.id] = match
    order = {territory.id: place for place, territory in enumerate(atlas_territories())}
    ranked = sorted(found.values(), key=lambda m: (-m.score, order[m.territory.id]))
    return ranked[:most]


def _score(entry: _Entry, wanted: list[str]) -> float:
    """Own names before members', a name that is wholly told before one that is begun."""
    told = sum(map(len, wanted)) / max(1, sum(map(len, entry.words)))
    begins = 0.1 if entry.words[0].startswith(wanted[0]) else 0.0
    return min(1.0, entry.rank + begins + 0.2 * told)


@lru_cache(maxsize=1)
def _entries() -> tuple[_Entry, ...]:
    return tuple(entry for territory in atlas_territories() for entry in _entries_of(territory))


def _entries_of(territory: Territory) -> Iterable[_Entry]:
    own = {territory.title, territory.name, territory.id}
    names = [(name, 0.7, "") for name in sorted(own)]
    names += [(member.name, 0.4, member.name) for member in epci(territory)]
    names += [
        (old, 0.4, member.name) for member in epci(territory) for old in _OLD.get(member.siren, ())
    ]
    names += [(town.name, 0.2, town.name) for town in communes(territory)]
    for name, rank, member in names:
        yield _Entry(territory, tuple(normalised(name).split()), rank, member)
