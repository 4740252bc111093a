"""Finding a territory while somebody types: its name, an EPCI's or a commune's, old names too.

`territories.find` wants a whole name and serves scripts; this one serves people, who begin to type.
"""

from __future__ import annotations

import csv
import difflib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from .errors import AtlasError
from .territories import (
    TERRITORIES_FOLDER,
    Territory,
    all_communes,
    all_epci,
    all_territories,
    atlas_territories,
    normalised,
    territory_of_epci,
)

#: Shorter texts resemble everything.
_LEAST = 4
_ALIKE = 0.75


@dataclass(frozen=True)
class Match:
    """A territory, and the name by which it was found where that is not its own (else empty)."""

    territory: Territory
    by: str = ""


@dataclass(frozen=True)
class Found:
    """What a text finds, the likeliest first; `guessed` when nothing bears it and some resemble."""

    matches: Sequence[Match]
    guessed: bool = False


@dataclass(frozen=True)
class _Name:
    """A name as it is compared, whose it is, and how it is shown; a lower rank comes first.

    `people` live there, where two communes bear one name or begin alike.
    """

    key: str
    territory: Territory
    shown: str
    rank: int
    people: int = 0


def can_be_drawn(territory: Territory) -> bool:
    """Whether the outlines of all its EPCI are shipped, so that it has maps."""
    return all(siren in all_epci() for siren in territory.sirens)


def search(text: str, own: Sequence[Territory] = ()) -> Found:
    """The territories that a text finds, each once, by the best of its names.

    Perimeters of the user's `own` are found by their names, and stand after the atlas' where
    nothing is typed.

    Every word of the text must begin a word of the name, whatever accents, case and dashes. Own
    names come before those of EPCI, old names and communes; what can be drawn before what cannot.
    Nothing typed finds the atlas' territories, in its order.
    """
    words = normalised(text).split()
    if not words:
        return Found([Match(territory) for territory in (*atlas_territories(), *own)])
    every = [*_own_names(own), *_names()]
    bearing = sorted(
        (name for name in every if _bears(name.key, words)),
        key=lambda name: (_order(name), name.key != " ".join(words)),
    )
    if bearing:
        return Found(_each_once(bearing))
    return Found(_each_once(_alike(" ".join(words), every)), guessed=True)


def _bears(key: str, words: Iterable[str]) -> bool:
    own = key.split()
    return all(any(mine.startswith(word) for mine in own) for word in words)


def _order(name: _Name) -> tuple[bool, int, int]:
    return not can_be_drawn(name.territory), name.rank, -name.people


def _alike(wanted: str, names: Iterable[_Name]) -> list[_Name]:
    """Names spelled nearly so, as a whole or in one of their words; the nearest first."""
    if len(wanted) < _LEAST:
        return []
    scored = []
    for name in names:
        parts = (name.key, *name.key.split())
        near = difflib.get_close_matches(wanted, parts, n=1, cutoff=_ALIKE)
        if near:
            score = difflib.SequenceMatcher(None, wanted, near[0]).ratio()
            scored.append((-score, _order(name), name))
    return [name for *_, name in sorted(scored, key=lambda entry: entry[:2])][:8]


def _each_once(names: Iterable[_Name]) -> list[Match]:
    found: dict[str, Match] = {}
    for name in names:
        found.setdefault(name.territory.id, Match(name.territory, name.shown))
    return list(found.values())


def _own_names(own: Iterable[Territory]) -> Iterator[_Name]:
    for territory in own:
        for name in (territory.name, territory.id):
            yield _Name(normalised(name), territory, "", 0)


@lru_cache(maxsize=1)
def _names() -> tuple[_Name, ...]:
    return tuple(_all_names())


def _all_names() -> Iterator[_Name]:
    owners = territory_of_epci()
    for territory in all_territories():
        for own in dict.fromkeys((territory.title, territory.name, territory.id)):
            yield _Name(normalised(own), territory, "", 0)
    for member in all_epci().values():
        if member.siren in owners:
            yield _Name(normalised(member.name), owners[member.siren], member.name, 1)
    for old, sirens in _old_names():
        for siren in sirens:
            if siren in owners:
                yield _Name(normalised(old), owners[siren], old, 2)
    for commune in all_communes().values():
        if commune.siren_epci in owners:
            owner = owners[commune.siren_epci]
            yield _Name(normalised(commune.name), owner, commune.name, 3, commune.population)


def _old_names() -> Iterator[tuple[str, list[str]]]:
    """Names that EPCI and territories had, and the SIREN that they stand for today."""
    path = TERRITORIES_FOLDER / "old_names.csv"
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise AtlasError(
            "The plugin is incomplete, install it again: {file} cannot be read.", file=path.name
        ) from error
    for row in csv.DictReader(text.splitlines()):
        yield row["old_name"], row["sirens"].split()
