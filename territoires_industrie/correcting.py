"""The stored corrections replayed on an edition, without asking anybody: a new edition."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from . import projects
from .catalogue import Catalogue
from .corrections.applying import apply
from .corrections.consequences import accounted, covered, sourced
from .corrections.correction import Correction
from .corrections.outcome import Outcome
from .corrections.uncorrected import Uncorrected
from .corrections.wording import decisions, section
from .edition import (
    Accounting,
    Availability,
    Edition,
    EditionCancelled,
    EditionStore,
    Provenance,
    write_edition,
)
from .french import long_date
from .report import Section, document

if TYPE_CHECKING:
    from pandas import DataFrame


@dataclass(frozen=True)
class Draft:
    """An edition to be made from another, before the analyst's corrections.

    Attributes:
        tables: the rows as their publishers, and the analyst's files, have them.
        source: the edition that it is made from.
        provenance, availability, accounting: what is told of those rows.
    """

    tables: Mapping[str, DataFrame]
    source: Edition
    provenance: Iterable[Provenance]
    availability: Iterable[Availability]
    accounting: Iterable[Accounting]


@dataclass(frozen=True)
class Corrected:
    """The edition written, and what became of each correction."""

    edition: Edition
    outcomes: Sequence[Outcome]


def correct(
    edition: Edition,
    corrections: Sequence[Correction],
    folder: Path,
    catalogue: Catalogue,
    now: datetime,
    cancelled: Callable[[], bool] = lambda: False,
) -> Corrected:
    """Write into `folder` the edition with exactly these corrections, and make it the current one.

    Corrections that it bears already are taken back first, so nothing is done twice and a
    withdrawn one leaves no trace on the rows.

    Args:
        edition: what is corrected; its file stays as it is.
        corrections: those that stand.
        folder: the store of editions.
        catalogue: the layers.
        now: the new edition's date; closings up to that day are in force.
        cancelled: asked between tables.

    Raises:
        EditionError: the edition cannot be read or written; the store is as it was.
        EditionCancelled: the user stopped.
    """
    plain = Uncorrected.of(edition)
    names = sorted({table.name for table in catalogue.tables} & edition.tables())
    public: dict[str, DataFrame] = {}
    for name in names:
        if cancelled():
            raise EditionCancelled("The correction was cancelled while the edition was read.")
        public[name] = plain.frame(name)
    draft = Draft(public, plain, plain.provenance(), plain.availabilities(), plain.accounting())
    corrected = write_corrected(draft, corrections, folder, catalogue, now, cancelled)
    EditionStore(folder).set_current(corrected.edition)
    return corrected


def write_corrected(
    draft: Draft,
    corrections: Sequence[Correction],
    folder: Path,
    catalogue: Catalogue,
    now: datetime,
    cancelled: Callable[[], bool],
) -> Corrected:
    """Write into `folder` the edition of a draft's rows, with these corrections; see `correct`.

    It does not become the current one.
    """
    done = apply(draft.tables, corrections, catalogue, now.date())
    tables, aside = projects.set_aside(done.tables, now)
    accounts = accounted(draft.accounting, done.outcomes, draft.tables, done.tables, catalogue)
    source = draft.source
    written = write_edition(
        folder,
        tables,
        list(sourced(draft.provenance, done.outcomes, catalogue)),
        list(covered(draft.availability, done.outcomes, catalogue)),
        now,
        catalogue,
        {
            **source.inherited(),
            "title": f"Édition du {long_date(now.date())}",
            "made_from": source.path.name,
        },
        cancelled,
        list(projects.accounted(accounts, aside, catalogue)),
        done.outcomes,
    )
    return Corrected(written, done.outcomes)


def correction_report(done: Corrected, catalogue: Catalogue) -> str:
    """What became of the corrections of an edition, as an HTML page in French."""
    edition = done.edition
    to_decide = tuple(decisions(done.outcomes, catalogue)) or ("Rien à décider.",)
    sections = [Section("À décider", to_decide), *section(done.outcomes, catalogue)]
    day = long_date(edition.created.date())
    return document(edition.title, f"Fichier {edition.path.name}, écrit le {day}.", sections)
