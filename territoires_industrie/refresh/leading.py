"""The foreman: asks the sources, has rows made and corrected, writes the edition."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from .. import projects
from ..catalogue import Catalogue
from ..corrections.applying import apply
from ..corrections.consequences import accounted, covered, sourced
from ..corrections.uncorrected import Uncorrected
from ..edition import EditionStore, write_edition
from ..errors import Cancelled
from ..gathering import Wanted, gather
from ..pace import Progress
from ..perimeters.parts import parts_in
from ..sources.area import Area
from .answers import Answers
from .availability import availability_of
from .keeping import tables_of
from .order import Refreshed, RefreshOrder
from .provenance import accounting_of, provenance_of

if TYPE_CHECKING:
    from ..net.client import Client

T = TypeVar("T")


def refresh(
    order: RefreshOrder,
    folder: Path,
    catalogue: Catalogue,
    client: Client,
    now: datetime,
    progress: Progress,
    cancelled: Callable[[], bool],
) -> Refreshed:
    """Write a new edition into `folder` and make it the current one there.

    Args:
        order: territories, layers, what to fall back on.
        folder: the store of editions.
        catalogue: layers and sources.
        client: the network, the cache or the mirror.
        now: the edition's date.
        progress: told from the calling thread as sources and layers are done.
        cancelled: asked often.

    Raises:
        Cancelled: the user stopped; the store is as it was.
        EditionError: the edition cannot be written; the store is as it was.
        SourceError: the user's own files cannot be read.
        NothingAnswered: no server gave anything; the store is as it was.
    """
    # What is taken over is the publishers': corrections are replayed on it.
    order = replace(order, previous=Uncorrected.of(order.previous))
    area = Area.of(order.territories, parts_in(order.previous))
    layers = [catalogue.layers[name] for name in order.layers]
    wanted = Wanted(layers, area, catalogue, order.embedded, order.local_data, order.imports)
    gathered = gather(wanted, client, progress, cancelled)
    answers = Answers(order, gathered, catalogue, now)
    answers.require_one()
    public, kept = tables_of(answers, cancelled)
    corrected = apply(public, order.corrections, catalogue, now.date())
    replayed = corrected.outcomes
    tables, aside = projects.set_aside(corrected.tables, now)
    provenance = provenance_of(answers, kept, tables)
    known = _until(cancelled, availability_of(answers, kept, tables))
    accounts = accounted(
        list(accounting_of(answers, kept)), replayed, public, corrected.tables, catalogue
    )
    edition = write_edition(
        folder,
        tables,
        list(sourced(provenance, replayed, catalogue)),
        list(covered(known, replayed, catalogue)),
        now,
        catalogue,
        {"title": f"Édition du {answers.today}", "territories_asked": _ids(order)},
        cancelled,
        list(projects.accounted(accounts, aside, catalogue)),
        replayed,
    )
    EditionStore(folder).set_current(edition)
    progress(1.0, edition.path.name)
    failures = {layer.id: answers.failures(layer) for layer in layers}
    return Refreshed(edition, gathered.outcomes, gathered.made, kept, failures, order, replayed)


def _until(cancelled: Callable[[], bool], entries: Iterable[T]) -> Iterator[T]:
    """The entries, one by one; Cancelled once the user stops."""
    for entry in entries:
        if cancelled():
            raise Cancelled
        yield entry


def _ids(order: RefreshOrder) -> str:
    return " ".join(territory.id for territory in order.territories)
