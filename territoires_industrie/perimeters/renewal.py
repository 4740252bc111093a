"""Derived editions that a project shows, made anew of the edition that has come since.

Only the new ones are written: a project may show the old ones as long as somebody works with it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from ..catalogue import Catalogue
from ..conformity import EditionError
from ..edition import Edition, reading
from ..errors import AtlasError
from ..freshness import knows
from ..paths import plain
from ..territories import Territory
from .parts import parts_of
from .view import base_of, is_made_of, perimeters_of, seen_from


@dataclass
class Renewed:
    """What became of derived editions.

    Attributes:
        editions: what shows the same perimeters now, by the file of the edition before.
        gone: names of perimeters that the user has no more; their layers stay.
        outside: titles of perimeters of which the new edition has nothing; theirs stay too.
        errors: why others could not be made.
    """

    editions: dict[Path, Edition] = field(default_factory=dict)
    gone: list[str] = field(default_factory=list)
    outside: list[str] = field(default_factory=list)
    errors: list[AtlasError] = field(default_factory=list)


def derived_among(files: Iterable[Path], folder: Path) -> list[Path]:
    """Those of some files that `seen_from` keeps in a folder, each once."""
    place = plain(folder)
    return [file for file in dict.fromkeys(files) if plain(file.parent.parent) == place]


def renewed(
    files: Iterable[Path],
    edition: Edition,
    own: Sequence[Territory],
    folder: Path,
    in_use: Iterable[Path],
    catalogue: Catalogue,
    cancelled: Callable[[], bool] = lambda: False,
) -> Renewed:
    """See a new edition from the perimeters of derived ones, in any thread.

    Args:
        files: derived editions that a project shows.
        edition: the new one; where it is a derived one itself, it takes the place of those of its
            own perimeters, and the others stay.
        own: the perimeters that the user has now, as they are defined now.
        folder: of derived editions.
        in_use: folders of editions. What was made of one elsewhere was opened on purpose, and
            stays without a word.
        catalogue: layers and tables.
        cancelled: whether to stop.

    Raises:
        Cancelled: `cancelled()` said so.
    """
    found = Renewed()
    bases = _checksums({*in_use, edition.path.parent})
    known = {territory.id: territory for territory in own}
    for file in files:
        if file == edition.path or is_made_of(file, edition) or base_of(file) not in bases:
            continue
        try:
            old = Edition.open(file)
            wanted = perimeters_of(old)
            if perimeters_of(edition):
                if perimeters_of(edition).issuperset(wanted):
                    found.editions[file] = edition
                continue
            gone = sorted(wanted.difference(known))
            mine = [known[each] for each in sorted(wanted) if each in known]
            outside = [each for each in mine if not knows(edition, parts_of([each]), catalogue)]
            found.gone += [_name(old, each) for each in gone]
            found.outside += [each.title for each in outside]
            if not gone and not outside:
                found.editions[file] = seen_from(edition, mine, folder, catalogue, cancelled)
        except AtlasError as error:
            found.errors.append(error)
    return found


def _checksums(folders: Iterable[Path]) -> set[str]:
    """Of the editions in some folders, as their records tell them: none is verified for this."""
    found: set[str] = set()
    for path in (path for each in folders for path in each.glob("edition-*.gpkg")):
        with suppress(EditionError), reading(path) as database:
            told = database.execute("SELECT value FROM edition WHERE key = 'checksum'").fetchone()
            found.update(told or ())
    return found


def _name(edition: Edition, perimeter: str) -> str:
    """What a perimeter is called in an edition."""
    with reading(edition.path) as database:
        told = database.execute(
            "SELECT name FROM perimeters WHERE territory = ?", (perimeter,)
        ).fetchone()
    return str(told[0]) if told else perimeter
