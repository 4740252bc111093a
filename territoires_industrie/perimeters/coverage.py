"""What an edition covers of a user's own perimeter, said from what it covers of the parts."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from ..catalogue import AtlasLayer, Catalogue
from ..edition import Availability
from ..french import number
from ..presence import any_in
from ..sentences import NOT_COVERED, common, sentences, without_numbers
from ..territories import Territory, all_communes, all_epci
from .parts import part_of_epci
from .rows import ENERGY, JOBS, Inside

if TYPE_CHECKING:
    from pandas import DataFrame

NOTHING = "Couche absente de cette édition."
WITHHELD = (
    "Non disponible (secret) : le périmètre coupe {parts}, et un total des consommations y dirait "
    "par différence ce qui est masqué ; la production n'est comptée que par territoire entier."
)
NOT_COUNTED = "Compté par territoire : non disponible, car le périmètre coupe {parts}."
NO_JOBS = "Sans les emplois de {parts}, en partie dans le périmètre : publiés par EPCI."
MISSING = NOT_COVERED + " : {communes} ({parts})."
_MOST_NAMED = 4
_PLURAL = re.compile(r"(?<=\w)s\b")


def coverage(
    inside: Inside,
    known: Sequence[Availability],
    tables: Mapping[str, DataFrame],
    catalogue: Catalogue,
) -> Iterator[Availability]:
    """For each layer, what the edition has of it in the perimeter, and what pages say of that.

    Args:
        inside: the perimeter.
        known: what the edition says of each layer and territory.
        tables: its rows, those inside already attached to the perimeter.
        catalogue: the layers.
    """
    for layer in catalogue.layers.values():
        said = [entry for entry in known if entry.layer == layer.id]
        # An edition may be older than a layer: then it says nothing of it.
        if said:
            yield _Layer(inside, layer, said).told(tables)


class _Layer:
    """A layer in a perimeter."""

    def __init__(self, inside: Inside, layer: AtlasLayer, said: Sequence[Availability]) -> None:
        self._inside = inside
        self._territory = inside.territory
        self._layer = layer
        self._by_part = {entry.territory: entry for entry in said}
        self._covered = [
            part
            for part in inside.parts
            if part.id in self._by_part and self._by_part[part.id].state != "absent"
        ]

    def told(self, tables: Mapping[str, DataFrame]) -> Availability:
        """The state, and the sentences."""
        parts = self._inside.parts
        if len(parts) == 1 and not self._inside.cut and parts[0].id in self._by_part:
            entry = self._by_part[parts[0].id]
            return self._entry(entry.state, entry.statement)
        if not self._covered:
            why = {self._by_part[part.id].statement for part in parts if part.id in self._by_part}
            return self._entry("absent", why.pop() if len(why) == 1 else NOTHING)
        if self._inside.cut and self._is_figures:
            template = WITHHELD if self._layer.id == ENERGY else NOT_COUNTED
            cut = [part.title for part in parts if part.id in self._inside.cut]
            return self._entry("absent", template.format(parts=_named(cut)))
        there = any(any_in(tables[t.name], self._territory) for t in self._layer.tables)
        said = [*self._sentences(), *self._missing(), *self._no_jobs()]
        partial = bool(said) or any(
            self._by_part[part.id].state == "partial" for part in self._covered
        )
        if not there and len(self._covered) == len(parts):
            return self._entry("empty", " ".join((f"{self._layer.empty}.", *said)))
        return self._entry("partial" if partial else "complete", " ".join(said))

    @property
    def _is_figures(self) -> bool:
        """Whether the edition has nothing but sums and lists by territory."""
        return all(table.geometry == "none" for table in self._layer.tables) and (
            self._layer.id != JOBS
        )

    def _entry(self, state: str, statement: str) -> Availability:
        return Availability(self._layer.id, self._territory.id, state, statement)

    def _sentences(self) -> Iterator[str]:
        """What is said of the parts: of all of them, then together what counts the rows of some.

        A page has little room: sentences that differ by their numbers are one, and the parts are
        not named with each.
        """
        found: dict[str, list[tuple[str, Territory]]] = defaultdict(list)
        for part in self._covered:
            for text in sentences(self._by_part[part.id].statement):
                if text != f"{self._layer.empty}.":
                    found[_kind(text)].append((text, part))
        counts: list[str] = []
        for told in found.values():
            # The longest is in the plural.
            texts = sorted((text for text, _ in told), key=len, reverse=True)
            if self._holds_anywhere(set(texts), [part for _, part in told]):
                yield texts[0]
            else:
                counts.append(common(texts).rstrip("."))
        if counts:
            listed = " ; ".join(f"{text[0].lower()}{text[1:]}" for text in counts)
            yield f"{self._whose()} : {listed}."

    def _holds_anywhere(self, texts: set[str], parts: Sequence[Territory]) -> bool:
        """Whether a sentence is of the layer, not of the rows of one part."""
        if len(texts) > 1 or 2 * len(parts) < len(self._covered):
            return False
        (text,) = texts
        if text == without_numbers(text) or len(parts) > 1:
            return True
        mine = {part.id for part in parts}
        others = [
            entry
            for entry in self._by_part.values()
            if entry.territory not in mine and entry.state != "absent"
        ]
        same = sum(text in sentences(entry.statement) for entry in others)
        return 2 * same > len(others)

    def _whose(self) -> str:
        cut = any(part.id in self._inside.cut for part in self._covered)
        if len(self._covered) == 1:
            (part,) = self._covered
            return f"{part.title}, au-delà du périmètre aussi" if cut else part.title
        return "Selon les territoires" + (", au-delà du périmètre aussi" if cut else "")

    def _missing(self) -> Iterator[str]:
        """Which communes are outside what was fetched."""
        absent = {part.id: part for part in self._inside.parts if part not in self._covered}
        if not absent:
            return
        owners = part_of_epci()
        outside = [
            insee
            for insee in self._territory.insee
            if owners[all_communes()[insee].siren_epci].id in absent
        ]
        yield MISSING.format(
            communes=_counted(outside), parts=_named([part.title for part in absent.values()])
        )

    def _no_jobs(self) -> Iterator[str]:
        if self._layer.id == JOBS and self._territory.parts:
            names = [all_epci()[siren].name for siren in self._territory.parts]
            yield NO_JOBS.format(parts=_named(names))


def _kind(sentence: str) -> str:
    """What sentences have in common that differ by their numbers, or by one being several."""
    return _PLURAL.sub("", without_numbers(sentence))


def _counted(insee: Sequence[str]) -> str:
    count = len(insee)
    return f"{number(count)} commune{'s' if count > 1 else ''} du périmètre"


def _named(titles: Sequence[str]) -> str:
    """`A, B, C, D et 3 autres`."""
    rest = len(titles) - _MOST_NAMED
    named = ", ".join(titles[:_MOST_NAMED])
    return f"{named} et {number(rest)} autre{'s' if rest > 1 else ''}" if rest > 0 else named
