"""Finding the territories that somebody names by id, name or slug, one or several."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from .errors import TerritoryError, UnknownTerritory
from .names import normalised
from .programme import all_territories, atlas_territories
from .territory import Territory

EVERY_TERRITORY_OF_THE_ATLAS = ("all", "hauts de france")
_ID_PATTERN = re.compile(r"^(?:ti ?)?(\d{4})$")


def find(text: str, own: Sequence[Territory] = ()) -> Territory:
    """The territory with this id, ANCT name, atlas name or slug, whatever accents, case and dashes.

    `own` are the user's perimeters, found in the same way.

    Raises UnknownTerritory, which lists near matches.
    """
    wanted = normalised(text)
    index = _index_with(own)
    found = index.get(_ID_PATTERN.sub(r"ti \1", wanted))
    if found is None:
        raise UnknownTerritory(text, _near(wanted, index))
    return found


def resolve(values: Iterable[str], own: Sequence[Territory] = ()) -> list[Territory]:
    """The territories that `values` name, each once, in the order of their first mention.

    A value is an id, a name, several of them separated by commas, or `all` / `hauts-de-france` for
    the 18 of the atlas; `own` are the user's perimeters, found by id or name too. Raises
    UnknownTerritory for an unknown one and TerritoryError for none.
    """
    found = [territory for value in values for territory in _named_in(value, own)]
    if not found:
        raise TerritoryError("No territory is named: give an id such as ti-3201, a name, or 'all'.")
    return list(dict.fromkeys(found))


@lru_cache(maxsize=1)
def _index() -> dict[str, Territory]:
    index: dict[str, Territory] = {}
    for territory in all_territories():
        for key in (territory.id, territory.name, territory.title):
            index[normalised(key)] = territory
    return index


def _index_with(own: Sequence[Territory]) -> dict[str, Territory]:
    """The index with a user's perimeters, which never stand in for a territory of the list."""
    names = {normalised(key): each for each in own for key in (each.id, each.name)}
    return names | _index()


def _near(wanted: str, index: Mapping[str, Territory], most: int = 5) -> tuple[Territory, ...]:
    """Territories whose name contains the words, then those spelled alike, at most `most`."""
    names = list(index)
    containing = [name for name in names if len(wanted) > 2 and wanted in name]
    alike = difflib.get_close_matches(wanted, names, n=most, cutoff=0.6)
    word_alike = [
        name for name in names if difflib.get_close_matches(wanted, name.split(), n=1, cutoff=0.8)
    ]
    return tuple(dict.fromkeys(index[name] for name in containing + alike + word_alike))[:most]


def _named_in(value: str, own: Sequence[Territory]) -> Iterator[Territory]:
    """Territories of a comma-separated value; a name that has commas itself is taken whole."""
    parts = [part for part in value.split(",") if part.strip()]
    while parts:
        taken, found = _longest_name(parts, own)
        yield from found
        parts = parts[taken:]


def _longest_name(parts: list[str], own: Sequence[Territory]) -> tuple[int, tuple[Territory, ...]]:
    """How many of the first parts make one name, and whom it names."""
    index = _index_with(own)
    for taken in range(len(parts), 1, -1):
        whole = index.get(normalised(" ".join(parts[:taken])))
        if whole is not None:
            return taken, (whole,)
    if normalised(parts[0]) in EVERY_TERRITORY_OF_THE_ATLAS:
        return 1, atlas_territories()
    return 1, (find(parts[0].strip(), own),)
