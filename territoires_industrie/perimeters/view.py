"""An edition as it is seen from perimeters of one's own: a derived edition, made once and kept.

Everything that prints or writes reads rows by the territory that they are attached to. So a
perimeter is no case of its own anywhere: where an edition is chosen for territories, those of the
user's own are given their rows here (`rows.py`), their coverage (`coverage.py`) and their outline,
in an edition like any other. It keeps the date, the sources and the corrections of the one that it
is made from, and stays in a folder: a project may show it as long as somebody works with it.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from ..catalogue import Catalogue
from ..corrections.outcome import Outcome
from ..edition import (
    Accounting,
    Availability,
    Edition,
    EditionCancelled,
    EditionStore,
    write_edition,
)
from ..territories import Territory, communes
from .coverage import coverage
from .rows import Inside
from .saved import PerimeterError

if TYPE_CHECKING:
    from pandas import DataFrame

_Thing = TypeVar("_Thing")

#: What a derived edition says of itself: of which perimeters, and of which edition.
PERIMETERS, MADE_OF = "perimeters", "made_of"
#: And which territories have lost rows to them.
TOUCHED = "perimeters_touch"


def seen_from(
    edition: Edition,
    territories: Sequence[Territory],
    folder: Path,
    catalogue: Catalogue,
    cancelled: Callable[[], bool] = lambda: False,
) -> Edition:
    """The edition in which the user's own among `territories` have their rows.

    The edition itself where there are none, or where it was made for these, and maybe others
    beside them.

    Raises:
        PerimeterError: two of the territories share communes; or the edition was made for other
            perimeters.
        EditionError: it cannot be read, or the derived one not be written into `folder`.
        EditionCancelled: `cancelled()` said so.
    """
    own = [territory for territory in territories if territory.is_own]
    wanted = _signature(own)
    if _serves(edition, wanted, territories):
        return edition
    refuse_derived(edition)
    refuse_overlap(territories)
    place = folder / f"{_mark_of(edition)}{zlib.crc32(wanted.encode()):08x}"
    for made in EditionStore(place).editions():
        if made.record.get(PERIMETERS) == wanted:
            return made
    return _written(edition, own, place, catalogue, cancelled)


def is_made_of(file: Path, edition: Edition) -> bool:
    """Whether a file is an edition as `seen_from` keeps it, made of this one."""
    return bool(edition.record.get("checksum")) and file.parent.name.startswith(_mark_of(edition))


def base_of(file: Path) -> str:
    """The checksum of the edition that one kept by `seen_from` was made of."""
    return file.parent.name.partition("-")[0]


def perimeters_of(edition: Edition) -> set[str]:
    """The ids of the user's own perimeters that have their rows in an edition."""
    return {each.partition(":")[0] for each in edition.record.get(PERIMETERS, "").split()}


def _mark_of(edition: Edition) -> str:
    return f"{edition.record.get('checksum', '')}-"


def _serves(edition: Edition, wanted: str, territories: Sequence[Territory]) -> bool:
    """Whether an edition has the rows of the territories attached to them as it is."""
    made_for = set(edition.record.get(PERIMETERS, "").split())
    if not made_for:
        return not wanted
    touched = set(edition.record.get(TOUCHED, "").split())
    whole = touched.isdisjoint(territory.id for territory in territories)
    return bool(territories) and whole and made_for.issuperset(wanted.split())


def refuse_derived(edition: Edition) -> None:
    """Raise PerimeterError for an edition whose rows are attached to perimeters of one's own."""
    if edition.record.get(PERIMETERS):
        raise PerimeterError(
            "The edition {path} was made for perimeters of one's own ({perimeters}): choose the "
            "edition that it was made of.",
            path=edition.path,
            perimeters=", ".join(
                each.partition(":")[0] for each in edition.record[PERIMETERS].split()
            ),
        )


def refuse_overlap(territories: Sequence[Territory]) -> None:
    """Raise PerimeterError when a user's own perimeter shares communes with another territory.

    A row belongs to one territory, and sums over territories count it once; what two overlapping
    ones differ by would also be told beside each of them.
    """
    for first, second in combinations(territories, 2):
        if not (first.is_own or second.is_own):
            continue
        shared = {c.insee for c in communes(first)} & {c.insee for c in communes(second)}
        if shared:
            raise PerimeterError(
                "“{first}” and “{second}” share {count} communes: ask for one of them at a time.",
                first=first.title,
                second=second.title,
                count=len(shared),
            )


def _signature(own: Sequence[Territory]) -> str:
    """Which perimeters, with a sum over all that is printed of them."""
    told = {each.id: repr((each.name, each.insee, each.defined)) for each in own}
    return " ".join(f"{id_}:{zlib.crc32(told[id_].encode()):08x}" for id_ in sorted(told))


def _written(
    edition: Edition,
    own: Sequence[Territory],
    place: Path,
    catalogue: Catalogue,
    cancelled: Callable[[], bool],
) -> Edition:
    names = _until(cancelled, sorted(edition.tables()))
    tables = {name: edition.frame(name) for name in names}
    before = edition.availabilities()
    accounts, outcomes = edition.accounting(), edition.corrections()
    known: list[Availability] = list(before)
    for territory in own:
        inside = Inside(territory)
        given = _until(cancelled, tables.items())
        tables = {name: inside.table(name, rows) for name, rows in given}
        told = coverage(inside, before, tables, catalogue)
        # A part that has become the perimeter's is no territory of this edition any more.
        known = [entry for entry in known if entry.territory not in inside.whole] + list(told)
        accounts = list(_accounts(accounts, inside))
        outcomes = list(_outcomes(outcomes, inside, tables))
    touched = {part.id for territory in own for part in Inside(territory).parts}
    mark = {
        PERIMETERS: _signature(own),
        MADE_OF: edition.record.get("checksum", ""),
        TOUCHED: " ".join(sorted(touched)),
    }
    return write_edition(
        place,
        tables,
        edition.provenance(),
        known,
        edition.created,
        catalogue,
        {**edition.inherited(), **mark},
        cancelled,
        accounts,
        outcomes,
    )


def _until(cancelled: Callable[[], bool], things: Iterable[_Thing]) -> Iterator[_Thing]:
    for each in things:
        if cancelled():
            raise EditionCancelled
        yield each


def _accounts(accounts: Sequence[Accounting], inside: Inside) -> Iterator[Accounting]:
    """The accounts of whole parts; those of a part that is cut are not known commune by commune."""
    for entry in accounts:
        mine = entry.territory in inside.whole
        yield replace(entry, territory=inside.territory.id) if mine else entry


def _outcomes(
    outcomes: Sequence[Outcome], inside: Inside, tables: dict[str, DataFrame]
) -> Iterator[Outcome]:
    keys = {
        name: set(rows.loc[rows["rattachement"] == inside.territory.id, "key"])
        for name, rows in tables.items()
        if "rattachement" in rows.columns and "key" in rows.columns
    }
    for outcome in outcomes:
        mine = outcome.territory in inside.whole
        mine |= outcome.correction.key in keys.get(outcome.correction.table, ())
        yield replace(outcome, territory=inside.territory.id) if mine else outcome
