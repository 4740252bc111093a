"""Chapters printed by several QGIS processes, each by the `atlas` algorithm of this very plugin."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from ..catalogue import Catalogue
from ..edition import Edition
from ..pace import Progress
from ..territories import Territory
from ..workers.dealing import shares
from ..workers.running import Job, run_jobs
from .chapter import print_chapter, read_chapter
from .order import AtlasOrder, Step
from .printing import Leaf, load_leaves, save_leaves

ALGORITHM = "territoires_industrie:atlas"
_NOTE = "pages.json"


def print_chapters(
    order: AtlasOrder, edition: Edition, catalogue: Catalogue, folder: Path, step: Step
) -> dict[Territory, list[Leaf]]:
    """Print the chapters here, one after the other, each noted when it is whole.

    Figures and words of all are read first: a mistake in the last text is told before any page.

    Raises:
        Cancelled: by the step.
        AtlasError: with one sentence for the user.
    """
    told = {}
    for territory in order.territories:
        step(territory.title)
        told[territory] = read_chapter(order, edition, catalogue, territory)
    chapters = {}
    for territory, (profile, words) in told.items():
        own = folder / territory.id
        own.mkdir(parents=True)
        leaves = print_chapter(order, edition, catalogue, profile, words, own, step)
        save_leaves(leaves, own / _NOTE)
        chapters[territory] = leaves
    return chapters


def print_side_by_side(
    order: AtlasOrder,
    edition: Edition,
    catalogue: Catalogue,
    folder: Path,
    progress: Progress,
    cancelled: Callable[[], bool],
) -> dict[Territory, list[Leaf]]:
    """Print the chapters in `order.workers` processes.

    Raises:
        WorkersMissing: no such process can be started; nothing is printed.
        Cancelled: the user stopped; no process is left.
        AtlasError: what a process ended with.
    """
    jobs = [
        Job(ALGORITHM, inputs(replace(order, territories=share), edition, catalogue, folder))
        for share in shares(order.territories, order.workers)
    ]
    run_jobs(jobs, progress, cancelled)
    return {each: load_leaves(folder / each.id / _NOTE) for each in order.territories}


def inputs(
    order: AtlasOrder, edition: Edition, catalogue: Catalogue, folder: Path
) -> dict[str, object]:
    """The order as parameters of the algorithm that prints chapters into `folder`."""
    given: dict[str, object] = {
        "TERRITORIES": [territory.id for territory in order.territories],
        "EDITION": str(edition.path),
        "THEMES": [catalogue.themes.index(theme) for theme in order.themes],
        "PAGE": order.paper,
        "HIDE_ABSENT": order.hide_absent,
        "DPI": order.dpi,
        "AUDIENCE": order.audience,
        "PUBLISHER": order.imprint.publisher,
        "CONTACT": order.imprint.contact,
        "OUTPUT": str(order.target),
        "CHAPTERS": str(folder),
        "REVIEWS": json.dumps(dict(order.reviews), ensure_ascii=False),
    }
    places = (
        ("TEXTS", order.texts),
        ("TEMPLATES", order.look.folder),
        ("LOGO", order.look.logo),
    )
    return given | {name: str(path) for name, path in places if path is not None}
