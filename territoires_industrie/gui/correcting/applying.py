"""The corrections that wait, written and replayed: a job of the dock's queue."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from pathlib import Path

from qgis.core import QgsProject
from qgis.gui import QgsMapCanvas

from ...catalogue import load_catalogue
from ...corrections.correction import ADD, Correction
from ...corrections.drafting import Wish
from ...corrections.pending import Pending, WishesUnreadable
from ...errors import AtlasError
from ...i18n import spoken, tr
from ..jobs import Job, JobFailed, Results, Talk
from ..maporders import edition_to_use, keep_up, show_rows_of
from ..orders import reports_folder
from ..running import run_here

_EDITION = "EDITION"
_OUTPUT = "OUTPUT"
_REPORT = "OUTPUT_HTML"


@dataclass
class Progress:
    """How far a job has come, also where it does not end well.

    Attributes:
        written: the wishes stand in corrections.csv, but for those that were refused.
        refused: what could not be kept, and why.
    """

    written: bool = False
    refused: list[tuple[Correction, AtlasError]] = field(default_factory=list)

    def done(self, asked: Sequence[Wish]) -> list[str]:
        """Which of the wishes that were asked for wait no longer, by their ids."""
        if not self.written:
            return []
        kept = [draft for draft, _ in self.refused]
        return [wish.id for wish in asked if not _is_among(wish.draft, kept)]


def _is_among(draft: Correction, others: Sequence[Correction]) -> bool:
    return any(
        (draft.table, draft.key, draft.kind) == (each.table, each.key, each.kind) for each in others
    )


def apply(
    wishes: Sequence[Wish],
    pending: Pending,
    editions: Path,
    project: QgsProject,
    canvas: QgsMapCanvas | None,
) -> Job:
    """Keep wishes as corrections, and make the edition that bears them; layers follow it.

    Those that are kept leave `pending` at once, whatever comes of the edition.
    """
    progress = Progress()
    report = reports_folder() / "corrections.html"

    def work(talk: Talk) -> Results:
        # Imported here: nothing heavy is loaded before somebody corrects.
        from ...capturing import keep_wishes
        from ...corrections.store import CorrectionStore

        store = CorrectionStore(editions, load_catalogue())
        talk.tell(0.0, tr("Writing the corrections…"))
        edition = edition_to_use(editions, talk)
        with ExitStack() as held:
            try:
                # Where no lock can be had nothing else can be written either.
                with suppress(PermissionError):
                    held.enter_context(pending.applying())
            except OSError as busy:
                said = tr("Another QGIS window applies corrections: try again once it has done so.")
                raise JobFailed(said) from busy
            asked = _still(wishes, pending, talk)
            kept = keep_wishes(asked, edition, store, talk.isCanceled)
            progress.written = True
            progress.refused = list(kept.captured.refused)
            try:
                pending.remove(progress.done(asked))
            except WishesUnreadable as unkept:
                talk.pushWarning(spoken(unkept))
        for draft, error in progress.refused:
            said = tr("{key}: not kept, for {reason}.")
            talk.pushWarning(said.format(key=draft.key, reason=spoken(error)))
        known = {each.correction.number for each in edition.corrections()}
        if {each.number for each in store.standing()} == known:
            if progress.refused:
                raise JobFailed(talk.warnings[0])
            return {_OUTPUT: str(edition.path)}
        talk.tell(0.2, tr("Making the corrected edition…"))
        inputs = {_EDITION: str(edition.path), "FOLDER": str(editions), _REPORT: str(report)}
        try:
            return run_here("applycorrections", inputs, talk)
        except (JobFailed, AtlasError) as error:
            reason = spoken(error) if isinstance(error, AtlasError) else str(error)
            said = tr("The corrections are written, their edition is not. {reason}")
            raise JobFailed(said.format(reason=reason)) from error

    def after(results: Results, talk: Talk) -> Iterator[None]:
        yield from keep_up(str(results[_OUTPUT]), project, canvas, talk)
        added = [wish.draft for wish in wishes if wish.draft.kind == ADD]
        show_rows_of([draft.table for draft in added], project, talk)

    title = tr("Corrections ({count})").format(count=len(wishes))
    return Job(
        title,
        tr("Applying corrections ({count})").format(count=len(wishes)),
        work,
        tr("Corrected edition in use."),
        after,
        report=lambda results: str(results.get(_REPORT, "")),
        is_partial=lambda _results: bool(progress.refused),
        makes_edition=True,
    )


def _still(wishes: Sequence[Wish], pending: Pending, talk: Talk) -> list[Wish]:
    """Those that no other window has written or taken back meanwhile.

    Raises:
        JobFailed: that is none.
    """
    try:
        pending.read()
    except WishesUnreadable as error:
        talk.pushWarning(spoken(error))
    ids = {each.id for each in pending.wishes}
    found = [wish for wish in wishes if wish.id in ids]
    if not found:
        raise JobFailed(tr("Another QGIS window has written or discarded these corrections."))
    return found
