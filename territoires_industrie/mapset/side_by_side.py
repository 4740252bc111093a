"""Map sets printed by several QGIS processes, each by this plugin's `mapset` algorithm."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from ..catalogue import Catalogue
from ..edition import Edition, close_geopackage, reading
from ..pace import Progress
from ..publish import release
from ..workers.dealing import shares
from ..workers.running import Job, run_jobs
from .order import MapSetFiles, MapSetOrder
from .placing import put_in_place, workshop
from .resuming import lends

ALGORITHM = "territoires_industrie:mapset"


def print_side_by_side(
    order: MapSetOrder,
    edition: Edition,
    catalogue: Catalogue,
    progress: Progress,
    cancelled: Callable[[], bool],
    *,
    basemap: bool,
) -> MapSetFiles:
    """Print the map sets in `order.workers` processes, then put all files in place.

    Raises:
        WorkersMissing: no such process can be started; nothing is printed.
        Cancelled: the user stopped; no process is left, and no file is written.
        PublicationError: another program has a publication open.
        ExportError: nothing can be written in the folder.
        AtlasError: what a process ended with.
    """
    for territory in order.territories:
        release(order.publication_of(territory))  # told now, not after the printing
    written = MapSetFiles()
    with workshop(order.folder) as folder:
        _lend_stored(order, folder)
        jobs = [
            Job(
                ALGORITHM,
                inputs(replace(order, territories=share), edition, catalogue, folder)
                | {"BASEMAP": basemap},
            )
            for share in shares(order.territories, order.workers)
        ]
        names = []
        for outcome in run_jobs(jobs, progress, cancelled):
            names += [Path(file).name for file in outcome.results["FILES"]]
            written.add_warnings(outcome.warnings)
        for territory in order.territories:
            own = (f"{territory.slug}.", f"{territory.slug}-")
            drafts = [folder / name for name in names if name.startswith(own)]
            written.files += put_in_place(order, territory, drafts)
    return written


def inputs(
    order: MapSetOrder, edition: Edition, catalogue: Catalogue, folder: Path
) -> dict[str, object]:
    """The order as parameters of the algorithm that prints into `folder`."""
    given: dict[str, object] = {
        "TERRITORIES": [territory.id for territory in order.territories],
        "EDITION": str(edition.path),
        "THEMES": [catalogue.themes.index(theme) for theme in order.themes],
        "FORMAT": list(order.formats),
        "DPI": order.dpi,
        "PAGE": order.paper,
        "ORIENTATION": order.orientation,
        "AUDIENCE": order.audience,
        "HIDE_ABSENT": order.hide_absent,
        "PUBLICATION": order.publication,
        "REPLACE": True,
        "RESET": order.reset,
        "OUTPUT": str(folder),
    }
    look = (("TEMPLATES", order.look.folder), ("LOGO", order.look.logo))
    return given | {name: str(path) for name, path in look if path is not None}


def _lend_stored(order: MapSetOrder, folder: Path) -> None:
    """Copy the pages that analysts have worked on to where the processes look for them.

    By SQLite, which knows what of a file in use is still beside it.
    """
    for territory in order.territories:
        stored = order.publication_of(territory)
        if lends(order, stored):
            lent = folder / stored.name
            with reading(stored) as database, closing(sqlite3.connect(lent)) as copy:
                database.backup(copy)
            close_geopackage(lent)
