"""Map sets printed by several QGIS processes, each by this plugin's `mapset` algorithm."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from ..catalogue import Catalogue
from ..edition import Edition
from ..workers.dealing import shares
from ..workers.running import Job, run_jobs
from .order import MapSetFiles, MapSetOrder, Progress

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
        AtlasError: what a process ended with.
    """
    with TemporaryDirectory(
        dir=order.folder, prefix=".pages-", ignore_cleanup_errors=True
    ) as workshop:
        folder = Path(workshop)
        _lend_stored(order, folder)
        jobs = [
            Job(
                ALGORITHM,
                inputs(replace(order, territories=share), edition, catalogue, folder)
                | {"BASEMAP": basemap},
            )
            for share in shares(order.territories, order.workers)
        ]
        results = run_jobs(jobs, progress, cancelled)
        names = [Path(file).name for result in results for file in result["FILES"]]
        written = MapSetFiles()
        for territory in order.territories:
            for name in names:
                if name.startswith((f"{territory.slug}.", f"{territory.slug}-")):
                    os.replace(folder / name, order.folder / name)
                    written.files.append(order.folder / name)
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
    """Copy the pages that analysts have worked on to where the processes look for them."""
    for territory in order.territories:
        stored = order.publication_of(territory)
        if stored.exists() and not order.reset:
            shutil.copyfile(stored, folder / stored.name)
