"""How fresh an edition is, source by source, read from its provenance."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from .catalogue import Catalogue
from .edition import Edition, Provenance
from .sources.protocols import is_remote
from .territories import Territory

FRESH, STALE, FAILED, LOCAL = "fresh", "stale", "failed", "local"
#: From what to look at first to what is well.
STATES = (FAILED, STALE, FRESH, LOCAL)
#: After so many days without being asked a source is stale: registers change every few months.
STALE_AFTER = 90
#: How the note of a source that failed begins (`refresh.SILENT`).
_FAILED_NOTE = "Non actualisé le "
#: Of the whole region in every edition: they tell nothing of a territory.
_COMMON = ("roads", "waterways")
#: Stands in the record of the edition that the plugin ships alone.
_SHIPPED = "fingerprint"


@dataclass(frozen=True)
class SourceState:
    """What an edition has of a source.

    Attributes:
        source: its id.
        title: the dataset's name.
        publisher: who gives it.
        state: one of STATES; `local` is never asked of a server: the user's own, or shipped.
        vintage: what the data say of their date.
        retrieved: when the server was asked last, None where that is not known.
        rows: of all layers.
        notes: what the provenance says of it, in French.
    """

    source: str
    title: str
    publisher: str
    state: str
    vintage: str
    retrieved: datetime | None
    rows: int
    notes: str


def is_shipped(edition: Edition) -> bool:
    """Whether it is the edition that came with the plugin."""
    return _SHIPPED in edition.record


def knows(edition: Edition, territories: Iterable[Territory], catalogue: Catalogue) -> bool:
    """Whether an edition has anything of some territories, beside what it has of the region."""
    drawn = {table for theme in catalogue.themes for table in theme.draw_order}
    layers = {catalogue.layer_of(table).id for table in drawn}.difference(_COMMON)
    ids = {territory.id for territory in territories}
    return any(
        entry.state != "absent" and entry.territory in ids and entry.layer in layers
        for entry in edition.availabilities()
    )


def age_in_days(edition: Edition, now: datetime) -> int:
    """Days of the calendar since the edition was made; none for one of the future."""
    return max(0, (now.date() - edition.created.date()).days)


def states_of(edition: Edition, catalogue: Catalogue, now: datetime) -> list[SourceState]:
    """The sources that an edition has rows of, and those that failed; what is not well first.

    Fallbacks that were not asked, and the user's file where there is none, are left out.
    """
    lines: dict[str, list[Provenance]] = {}
    for entry in edition.provenance():
        lines.setdefault(entry.source, []).append(entry)
    shipped = is_shipped(edition)
    found = [
        _state(source, entries, catalogue, now, shipped)
        for source, entries in lines.items()
        if any(entry.rows or _has_failed(entry) for entry in entries)
    ]
    return sorted(found, key=lambda each: (STATES.index(each.state), each.title))


def counts(states: Iterable[SourceState]) -> dict[str, int]:
    """How many sources are in each state, in the order of STATES; states of none are left out."""
    every = [each.state for each in states]
    return {state: every.count(state) for state in STATES if state in every}


def _state(
    source: str,
    entries: Sequence[Provenance],
    catalogue: Catalogue,
    now: datetime,
    shipped: bool,
) -> SourceState:
    asked = [moment for entry in entries if (moment := _moment(entry.retrieved_at))]
    latest = max(asked, key=_naive, default=None)
    known = catalogue.sources.get(source)
    if any(_has_failed(entry) for entry in entries):
        state = FAILED
    elif shipped or known is None or not is_remote(known):
        state = LOCAL
    elif latest is None or _naive(now) - _naive(latest) > timedelta(days=STALE_AFTER):
        state = STALE
    else:
        state = FRESH
    first = entries[0]
    vintages = dict.fromkeys(entry.vintage for entry in entries if entry.vintage)
    notes = dict.fromkeys(entry.notes for entry in entries if entry.notes)
    rows = sum(entry.rows for entry in entries)
    return SourceState(
        source,
        first.dataset,
        first.publisher,
        state,
        ", ".join(vintages),
        latest,
        rows,
        " ".join(notes),
    )


def _has_failed(entry: Provenance) -> bool:
    return entry.notes.startswith(_FAILED_NOTE)


def _moment(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def _naive(moment: datetime) -> datetime:
    """Here, where whoever reads it is: some moments carry their zone and some do not."""
    return moment.astimezone().replace(tzinfo=None) if moment.tzinfo else moment
