"""Returned workbooks as corrections: the cells that were filled in, and nothing else.

Answers are put into a copy of the edition's tables, and that copy is read as one that somebody
edited by hand (`corrections.capture`): what it says as the edition does is no correction, and each
is held against the publisher's word.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from ..catalogue import Catalogue
from ..correcting import correct
from ..corrections.capture import Copy, Hand, capture
from ..corrections.cells import Tables
from ..corrections.correction import ADD, CLOSE, CLOSED, STATUT, WITHDRAW, Correction
from ..corrections.store import standing
from ..corrections.wording import far_move
from ..edition import Edition
from ..errors import Cancelled
from ..layers.rows import atlas_frame, no_rows
from ..sources.local import SOURCE
from .additions import Addition, MissingReader
from .answers import AnswerReader, Wish
from .cells import text_of
from .first_sheet import author_of, day_told, keep_statuses, origin_of, status_of
from .form import kinds
from .merging import agreed
from .notices import CONTRADICTORY, RECEIVED, REFUSED, TO_READ
from .objects import SHOWN
from .order import FileRead, Imported, ImportOrder
from .reading import Returned, read_returned

if TYPE_CHECKING:
    from pandas import DataFrame

_EPCI = "epci"
_ASK = "à revoir avec le référent"
_BY_HAND = "la faire autrement, dans QGIS"


def import_reviews(
    order: ImportOrder,
    catalogue: Catalogue,
    cancelled: Callable[[], bool] = lambda: False,
) -> Imported:
    """Keep the answers of workbooks as corrections, and write the edition that bears them.

    Raises:
        ReviewError: a file is no workbook of a review, or nobody answers for it; nothing is kept.
        LibraryMissing: openpyxl is not installed.
        CorrectionError: the corrections cannot be kept; then none is.
        StatusError: the statuses of the fiches cannot be kept.
        EditionError: the edition cannot be read or written; the corrections are kept.
        Cancelled: the user stopped.
    """
    returned = []
    for path in order.files:
        if cancelled():
            raise Cancelled
        returned.append(read_returned(path))
    frames = _frames(order.edition, returned, catalogue, cancelled)
    found = _Import(order, catalogue, frames).read(returned)
    if cancelled():
        raise Cancelled
    if order.look:
        return found
    found.corrections = order.store.add(found.corrections)
    there = order.store.standing()
    known = {each.correction.number for each in order.edition.corrections()}
    if {each.number for each in there} != known:
        # Also where an import before was stopped between its corrections and its edition.
        now = order.now.replace(tzinfo=None, microsecond=0)
        done = correct(order.edition, there, order.store.folder, catalogue, now, cancelled)
        found.edition, found.outcomes, found.written = done.edition, done.outcomes, True
    found.statuses = keep_statuses(order, found.statuses, found.edition, catalogue)
    return found


def _frames(
    edition: Edition,
    files: Sequence[Returned],
    catalogue: Catalogue,
    cancelled: Callable[[], bool],
) -> dict[str, DataFrame]:
    """The tables that the files speak of, their twins, and the outlines of all territories."""
    named = {table for each in files for table in each.tables}
    if any(each.missing for each in files):
        named |= {table for table, _ in kinds(catalogue).values()}
    names = {_EPCI} | {
        table.name
        for layer in catalogue.layers.values()
        if layer.family == "atlas" and not named.isdisjoint(each.name for each in layer.tables)
        for table in layer.tables
    }
    found = {}
    for name in sorted(names & edition.tables()):
        if cancelled():
            raise Cancelled
        found[name] = edition.frame(name)
    return found


class _Import:
    """One import: the workbooks read against the edition's tables."""

    def __init__(
        self, order: ImportOrder, catalogue: Catalogue, whole: dict[str, DataFrame]
    ) -> None:
        self._order = order
        self._catalogue = catalogue
        # A table that the edition lacks may still be missed something.
        empty = [no_rows(each) for each in catalogue.layers.values() if each.family == "atlas"]
        self._whole = {name: rows for each in empty for name, rows in each.items()} | whole
        self._tables = Tables(self._whole, catalogue)
        self._history = order.store.history()
        self._standing = {each.number for each in standing(self._history, catalogue)}
        self._found = Imported(order.edition, order.edition)

    def read(self, files: Sequence[Returned]) -> Imported:
        """What the workbooks say, together."""
        readers = [
            AnswerReader(each, self._tables, self._catalogue, day_told(each) or self._today)
            for each in files
        ]
        wishes: list[tuple[AnswerReader, list[Wish]]] = [(r, r.wishes()) for r in readers]
        whose = {id(wish.line): reader for reader, mine in wishes for wish in mine}

        def tell(wish: Wish, column: str, reason: str) -> None:
            whose[id(wish.line)].notice(wish.line, column, CONTRADICTORY, reason, _ASK)

        granted = agreed([wish for _, mine in wishes for wish in mine], tell)
        for each, (reader, mine) in zip(files, wishes, strict=True):
            own = [wish for wish in granted if whose[id(wish.line)] is reader]
            self._add_file(each, reader, own, len(mine))
        return self._found

    @property
    def _today(self) -> date:
        return self._order.now.date()

    def _add_file(
        self, returned: Returned, reader: AnswerReader, wishes: Sequence[Wish], answered: int
    ) -> None:
        author = author_of(returned, self._order.author)
        missing = MissingReader(returned, self._catalogue)
        additions = missing.additions()
        for wish in wishes:
            self._look_at_changes(returned, reader, wish)
        drafts = self._drafts(returned, author, wishes, additions, reader)
        notices = [*reader.notices, *missing.notices]
        status = status_of(returned, notices)
        self._found.notices += notices
        self._found.corrections += drafts
        if status is not None:
            self._found.statuses.append(status)
        answered += len(returned.missing) + reader.confirmed
        self._found.files.append(
            FileRead(returned, author, reader.confirmed, answered, len(drafts), status)
        )

    # ------------------------------------------------------------ corrections

    def _drafts(
        self,
        returned: Returned,
        author: str,
        wishes: Sequence[Wish],
        additions: Sequence[Addition],
        reader: AnswerReader,
    ) -> list[Correction]:
        asked = {*(each.table for each in wishes), *(each.table for each in additions)}
        names = asked & set(self._whole)
        given = {name: self._whole[name] for name in names}
        edited = Tables(given, self._catalogue)
        for wish in wishes:
            _grant(edited, wish)
        for each in additions:
            if each.table in names and not edited.has(each.table, each.key):
                row = {**each.cells, "source": SOURCE}
                table = self._catalogue.table(each.table)
                edited.append(each.table, atlas_frame(table, row, range(1)))
        whole, outcomes = self._whole, self._order.edition.corrections()
        hand = self._hand(returned, author, wishes, additions)
        found = capture(Copy(edited.frames, given, whole, outcomes), hand, self._catalogue)
        lines = {each.object: each for each in wishes}
        for draft, error in found.refused:
            refused = lines.get((draft.table, draft.key))
            if refused is not None:
                reader.notice(refused.line, "", REFUSED, self._order.say(error), _BY_HAND)
        undated = {each.object for each in wishes if not each.dated}
        fresh = []
        for draft in found.drafts:
            earlier = self._received(draft, (draft.table, draft.key) not in undated)
            if earlier is None:
                fresh.append(draft)
                self._look_at_move(reader, lines.get((draft.table, draft.key)), draft)
            elif earlier.number and earlier.number not in self._standing:
                self._tell_received(reader, lines.get((draft.table, draft.key)), earlier)
        return fresh

    def _hand(
        self,
        returned: Returned,
        author: str,
        wishes: Sequence[Wish],
        additions: Sequence[Addition],
    ) -> Hand:
        usual = origin_of(returned)
        told = {
            **{each.object: each.reason for each in wishes},
            **{(each.table, each.key): each.reason for each in additions},
        }
        return Hand(
            author,
            usual,
            self._today,
            diffusion=self._order.diffusion,
            reason_diffusion=self._order.reason_diffusion,
            reasons={place: f"{text} ({usual})" for place, text in told.items() if text},
            closings={each.object: each.closed for each in wishes if each.closed},
        )

    def _received(self, draft: Correction, dated: bool) -> Correction | None:
        """The correction that already says what a draft says: kept before, or found before."""
        if draft.kind == WITHDRAW:
            number = int(draft.after)
            return None if number in self._standing else replace(draft, number=number)
        slot = draft.slot(self._catalogue)
        for each in reversed([*self._history, *self._found.corrections]):
            if each.kind != draft.kind or each.slot(self._catalogue) != slot:
                continue
            if each.kind == ADD:  # its key is made of what it says
                return each
            alike = each.after == draft.after
            if each.kind == CLOSE and dated:
                alike = each.effective == draft.effective
            again = (each.author, each.reason) == (draft.author, draft.reason)
            if alike and (again or not each.number or each.number in self._standing):
                return each
        return None

    @staticmethod
    def _tell_received(reader: AnswerReader, wish: Wish | None, earlier: Correction) -> None:
        if wish is not None:
            why = f"reçue sous le n° {earlier.number}, remplacée ou annulée depuis"
            advice = "rien à faire, sauf si elle vaut de nouveau"
            reader.notice(wish.line, "", RECEIVED, why, advice)

    @staticmethod
    def _look_at_move(reader: AnswerReader, wish: Wish | None, draft: Correction) -> None:
        """Tell of a site that was moved so far that a slip of the pen is likely."""
        if wish is not None and (far := far_move(draft)):
            advice = "la correction est prise ; à défaire si le point est faux"
            reader.notice(wish.line, "new_place", TO_READ, f"à vérifier : {far}", advice)

    def _look_at_changes(self, returned: Returned, reader: AnswerReader, wish: Wish) -> None:
        """Tell where the edition says something else than the référent was shown."""
        given = {each.key: each for each in returned.given.values()}.get("/".join(wish.object))
        if given is None:
            return
        shown = dict(zip(SHOWN, (given.name, given.kind, given.statut), strict=True))
        for name, value in wish.changes.items():
            now = text_of(self._tables.text(wish.table, wish.key, name))
            if name in shown and shown[name] != now and now != value and shown[name]:
                column = {"name": "new_name", "class": "new_class"}.get(name, "new_statut")
                why = f"le référent a lu « {shown[name]} », l'édition dit « {now or 'rien'} »"
                advice = "la correction est prise ; voir si elle vaut encore"
                reader.notice(wish.line, column, TO_READ, why, advice)


def _grant(edited: Tables, wish: Wish) -> None:
    """Do in the copy what a row asks for."""
    if wish.hide:
        edited.drop(wish.table, wish.key)
        return
    changes: dict[str, Any] = dict(wish.changes)
    if wish.closed is not None:
        changes[STATUT] = CLOSED
    for name, value in changes.items():
        if edited.knows(wish.table, name):
            edited.put(wish.table, wish.key, name, value)
