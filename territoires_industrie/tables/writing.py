"""Workbooks of chosen territories, written for an audience."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ..audience import for_audience
from ..catalogue import Catalogue
from ..edition import Edition
from ..errors import Cancelled
from ..files import refuse_existing
from ..french import day_of, long_date
from ..pace import Progress
from ..profile.profile import Profile, profile_of
from ..territories import Territory
from .cells import Grid, sheet_names
from .layers import layer_grid, layers_shown
from .profiles import profile_grids
from .readme import NAME, audience_line, readme
from .workbook import About, excel, write_workbook

#: Added to a territory's slug; alone for the workbook of all.
_SUFFIX = "tables"


@dataclass(frozen=True)
class TablesOrder:
    """What to write, where, and for whom.

    Attributes:
        territories: a workbook each.
        folder: made where it is missing.
        audience: rows meant for fewer eyes are absent from the files.
        together: one workbook of all of them instead.
        replace: write over files of the same names; else they are refused before anything is done.
    """

    territories: Sequence[Territory]
    folder: Path
    audience: str = "publique"
    together: bool = False
    replace: bool = False

    def books(self) -> list[tuple[Path, Sequence[Territory]]]:
        """The files, each with its territories."""
        if self.together:
            return [(self.folder / f"territoires-{_SUFFIX}.xlsx", self.territories)]
        return [(self.folder / f"{each.slug}-{_SUFFIX}.xlsx", [each]) for each in self.territories]


def write_tables(
    order: TablesOrder,
    edition: Edition,
    catalogue: Catalogue,
    progress: Progress,
    cancelled: Callable[[], bool],
) -> list[Path]:
    """Write the workbooks; the files written, in order.

    Args:
        order: what to write.
        edition: the data, whole: what the audience may not see is left out here.
        catalogue: headings, classes, sources.
        progress: told (share done, what is begun).
        cancelled: asked between sheets and rows.

    Raises:
        Cancelled: the user stopped; finished files stay, none is half written.
        FileIsThere: a file is there already, and none may be replaced.
        LibraryMissing: openpyxl is not installed; nothing was written.
        TablesError: a file cannot be written.
        EditionError: the edition is damaged.
    """
    excel()
    books = order.books()
    if not order.replace:
        refuse_existing(path for path, _ in books)
    written: list[Path] = []
    with tempfile.TemporaryDirectory(prefix="territoires-", ignore_cleanup_errors=True) as workshop:
        seen = for_audience(edition, order.audience, workshop, catalogue, cancelled=cancelled)
        for path, territories in books:
            progress(len(written) / len(books), path.name)
            write_book(path, seen, territories, catalogue, cancelled)
            written.append(path)
    progress(1.0, "")
    return written


def write_book(
    path: Path,
    seen: Edition,
    territories: Sequence[Territory],
    catalogue: Catalogue,
    cancelled: Callable[[], bool] = lambda: False,
) -> None:
    """Write one workbook of an audience's own edition; raises as `write_tables` does."""
    profiles: list[Profile] = []
    for territory in territories:
        _look(cancelled)
        profiles.append(profile_of(seen, territory, catalogue))
    grids = [*_layers(seen, territories, catalogue, cancelled), *profile_grids(profiles)]
    names = sheet_names([NAME, *(grid.name for grid in grids)])[1:]
    first = readme(seen, territories, catalogue, grids, names, profiles)
    about = About(
        title=first.title,
        subject="Territoires d’industrie",
        footer=f"Édition du {long_date(day_of(seen.created))}. {audience_line(seen)}",
        created=seen.created,
    )
    write_workbook(path, [first, *grids], about, cancelled)


def _layers(
    seen: Edition,
    territories: Sequence[Territory],
    catalogue: Catalogue,
    cancelled: Callable[[], bool],
) -> Iterator[Grid]:
    for layer in layers_shown(catalogue):
        _look(cancelled)
        yield layer_grid(seen, layer, territories, catalogue)


def _look(cancelled: Callable[[], bool]) -> None:
    if cancelled():
        raise Cancelled
