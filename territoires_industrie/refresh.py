"""A new edition from the public sources, beside the one before, which stays whole.

Every source of the catalogue gets its line of provenance: what it gave, or why it gave nothing.
What fails keeps its rows of the edition before, and says so on paper.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from . import carryover, geometry, projects
from .catalogue import AtlasLayer, Catalogue, Source
from .corrections.applying import apply
from .corrections.consequences import accounted, covered, sourced
from .corrections.correction import Correction
from .corrections.outcome import Outcome as Replayed
from .corrections.uncorrected import Uncorrected
from .edition import (
    Accounting,
    Availability,
    Edition,
    EditionStore,
    Provenance,
    write_edition,
)
from .embedded import ABSENT
from .errors import AtlasError, Cancelled
from .french import day_of, long_date
from .gathering import LOCAL, Gathered, Outcome, Wanted, gather
from .layers.made import REJECTED, Made
from .net.addresses import masked
from .pace import Progress
from .perimeters.parts import parts_in
from .sources.area import Area
from .sources.errors import SourceError
from .sources.protocols import is_remote
from .territories import Territory, atlas_territories, perimeter

if TYPE_CHECKING:
    from pandas import DataFrame

    from .net.client import Client

T = TypeVar("T")

_UNASKED = "Source de repli, non demandée : la source préférée a répondu."
_NO_FILE = "Aucun fichier de l'utilisateur."
_OUT_OF_ORDER = "Thème non demandé pour cette édition."
#: The note of a source that failed; `freshness.py` knows it by its beginning.
SILENT = "Non actualisé le {day} : {reason}"
_SILENT_BEGINS = SILENT.partition("{")[0]
#: Before it, of a source that answered well, in a layer that keeps its rows for another's sake.
_KEPT_ALONG = "Gardé avec sa couche, dont une source est en panne."


class NothingAnswered(AtlasError):
    """No server at all gave anything: there is nothing to make a new edition of."""


class SuddenlyEmpty(SourceError):
    """A source has no row left where the edition before has some."""


@dataclass(frozen=True)
class RefreshOrder:
    """What to fetch, and what to fall back on.

    Attributes:
        territories: the edition's territories.
        layers: ids of the atlas' and the portrait's layers to fetch; others keep their rows.
        embedded: the edition that the plugin ships (base map, registers, typed facts).
        previous: the edition to take rows over from; `embedded` where there is no other.
        local_data: the user's own file, or folder of files, or None.
        imports: the folder of the user's imports, or None.
        say: an error's sentence in the user's language, for notes that people read.
        corrections: the analyst's, to be replayed on the rows once they are made.
    """

    territories: Sequence[Territory]
    layers: Sequence[str]
    embedded: Edition
    previous: Edition
    local_data: Path | None = None
    imports: Path | None = None
    say: Callable[[AtlasError], str] = str
    corrections: Sequence[Correction] = ()


@dataclass(frozen=True)
class Refreshed:
    """The edition written, and the story of it for the report."""

    edition: Edition
    outcomes: Mapping[str, Outcome]
    made: Mapping[str, Made]
    kept: Mapping[str, str]
    failures: Mapping[str, Mapping[str, AtlasError]]
    order: RefreshOrder
    corrections: Sequence[Replayed] = ()


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
    _require_an_answer(order, gathered)
    public, kept = _tables(order, gathered, catalogue, now, cancelled)
    corrected = apply(public, order.corrections, catalogue, now.date())
    replayed = corrected.outcomes
    tables, aside = projects.set_aside(corrected.tables, now)
    provenance = _provenance(order, gathered, kept, tables, catalogue, now)
    known = _until(cancelled, _availability(order, gathered, kept, tables, catalogue, now))
    accounts = accounted(
        list(_accounting(order, gathered, kept)), replayed, public, corrected.tables, catalogue
    )
    edition = write_edition(
        folder,
        tables,
        list(sourced(provenance, replayed, catalogue)),
        list(covered(known, replayed, catalogue)),
        now,
        catalogue,
        {"title": f"Édition du {long_date(now.date())}", "territories_asked": _ids(order)},
        cancelled,
        list(projects.accounted(accounts, aside, catalogue)),
        replayed,
    )
    EditionStore(folder).set_current(edition)
    progress(1.0, edition.path.name)
    failures = {layer.id: _failures(order, gathered, layer) for layer in layers}
    return Refreshed(edition, gathered.outcomes, gathered.made, kept, failures, order, replayed)


def _require_an_answer(order: RefreshOrder, gathered: Gathered) -> None:
    errors = [outcome.error for outcome in gathered.outcomes.values() if outcome.error]
    if errors and len(errors) == len(gathered.outcomes) and not gathered.local:
        raise NothingAnswered(
            "None of the {count} sources answered, so no edition was written and the last one "
            "stays. The first said: {error}",
            count=len(errors),
            error=errors[0],
        )


def _until(cancelled: Callable[[], bool], entries: Iterable[T]) -> Iterator[T]:
    """The entries, one by one; Cancelled once the user stops."""
    for entry in entries:
        if cancelled():
            raise Cancelled
        yield entry


def _ids(order: RefreshOrder) -> str:
    return " ".join(territory.id for territory in order.territories)


# ---------------------------------------------------------------- the tables


def _tables(
    order: RefreshOrder,
    gathered: Gathered,
    catalogue: Catalogue,
    now: datetime,
    cancelled: Callable[[], bool],
) -> tuple[dict[str, DataFrame], dict[str, str]]:
    """The rows of every table, and for each layer that keeps its old ones the reason in French."""
    tables: dict[str, DataFrame] = {}
    kept: dict[str, str] = {}
    for layer in catalogue.layers.values():
        if cancelled():
            raise Cancelled
        if layer.family == "base":
            tables |= {table.name: order.embedded.frame(table.name) for table in layer.tables}
        elif layer.id not in order.layers:
            kept[layer.id] = _OUT_OF_ORDER
            tables |= carryover.all_rows(order.previous, layer)
        elif reason := _must_keep(order, gathered, layer, now):
            kept[layer.id] = reason
            own = gathered.own[layer.id].tables if layer.id in gathered.own else {}
            tables |= carryover.with_own(own, order.previous, layer, gathered.area)
        else:
            new = gathered.made[layer.id].tables
            tables |= carryover.with_other_territories(new, order.previous, layer, gathered.area)
    return tables, kept


def _must_keep(
    order: RefreshOrder, gathered: Gathered, layer: AtlasLayer, now: datetime
) -> str | None:
    """Why a layer keeps its rows: what failed had given some of them before.

    A failed source that never gave anything loses nothing: the layer is made of the others.
    """
    failed = _failures(order, gathered, layer)
    before = carryover.holds(order.previous, layer, failed, gathered.area)
    if not before and layer.id in gathered.made:
        return None
    reason = " ".join(order.say(error) for error in failed.values())
    return SILENT.format(day=long_date(now.date()), reason=reason)


def _failures(order: RefreshOrder, gathered: Gathered, layer: AtlasLayer) -> dict[str, AtlasError]:
    """The sources of a layer that failed, and those that are suddenly empty.

    A server that misunderstands a filter, or holds another country's extract, answers well and has
    nothing: where there were rows before, that is no news to believe without a look.
    """
    empty = [
        name
        for name, outcome in gathered.outcomes.items()
        if name in layer.sources and outcome.raw is not None and outcome.raw.frame.empty
    ]
    emptied = carryover.holds(order.previous, layer, empty, gathered.area) if empty else ()
    sources = [gathered.outcomes[name].source for name in sorted(emptied)]
    return gathered.failed(layer) | {
        source.id: SuddenlyEmpty(
            'The source "{title}" answered without a single row, where the edition of {day} has '
            "some: look at {page}; if they are gone for good, fetch with the embedded edition as "
            "the one to take over from.",
            title=source.title,
            day=long_date(order.previous.created.date()),
            page=source.page or source.url,
        )
        for source in sources
    }


# ---------------------------------------------------------------- the records


def _provenance(
    order: RefreshOrder,
    gathered: Gathered,
    kept: Mapping[str, str],
    tables: Mapping[str, DataFrame],
    catalogue: Catalogue,
    now: datetime,
) -> Iterator[Provenance]:
    """A line for every source of every layer, and for every source that rows name."""
    for layer in catalogue.layers.values():
        before = {entry.source: entry for entry in order.previous.provenance(layer.id)}
        shipped = {entry.source: entry for entry in order.embedded.provenance(layer.id)}
        own = [LOCAL] if layer.id in gathered.local else []
        failed = _failures(order, gathered, layer) if layer.id in kept else {}
        for name in dict.fromkeys([*layer.sources, *own, *before, *shipped]):
            source = catalogue.sources[name]
            if layer.family == "base" or not (is_remote(source) or name == LOCAL):
                yield shipped.get(name) or _line(layer, source, "")
            elif layer.id in kept and not (name == LOCAL and layer.id in gathered.own):
                reason = kept[layer.id]
                if reason.startswith(_SILENT_BEGINS) and name not in failed:
                    reason = f"{_KEPT_ALONG} {reason}"
                yield _kept_line(layer, source, before.get(name), reason)
            else:
                taken = name in carryover.taken_over(tables, layer)
                yield _new_line(order, gathered, layer, source, before.get(name), taken, now)


def _line(layer: AtlasLayer, source: Source, notes: str) -> Provenance:
    return Provenance(
        layer=layer.id,
        source=source.id,
        publisher=source.publisher,
        dataset=source.title,
        url=source.page or masked(source.url),
        licence=source.licence,
        notes=notes,
    )


def _kept_line(
    layer: AtlasLayer, source: Source, before: Provenance | None, reason: str
) -> Provenance:
    return replace(before or _line(layer, source, ""), notes=reason)


def _new_line(
    order: RefreshOrder,
    gathered: Gathered,
    layer: AtlasLayer,
    source: Source,
    before: Provenance | None,
    taken_over: bool,
    now: datetime,
) -> Provenance:
    """What a source gave now; `taken_over` says that rows of the edition before stay beside it."""
    outcome = gathered.outcomes.get(source.id)
    made = (gathered.own if source.id == LOCAL else gathered.made).get(layer.id)
    given = outcome.raw if outcome else None
    raw = gathered.local.get(layer.id) if source.id == LOCAL else given
    if raw is None or made is None:
        # What stays of other territories keeps the vintage that it has.
        line = before or _line(layer, source, "")
        return replace(line, notes=_why_nothing(order, outcome, source, now))
    notes = [*raw.notes, made.notes.get(source.id, "")]
    if raw.offline:
        notes.append(f"Copie locale du {long_date(day_of(raw.retrieved_at))}, sans la redemander.")
    if taken_over and before is not None:
        notes.append(
            f"Des lignes d'autres territoires ont un millésime antérieur : {before.vintage}."
        )
    rejected = sum(
        account.rows
        for account in made.accounts
        if account.source == source.id and account.outcome == REJECTED
    )
    return replace(
        _line(layer, source, " ".join(note for note in notes if note)),
        vintage=raw.vintage,
        retrieved_at=raw.retrieved_at.isoformat(timespec="seconds"),
        rows_rejected=rejected,
    )


def _why_nothing(
    order: RefreshOrder, outcome: Outcome | None, source: Source, now: datetime
) -> str:
    if outcome is not None and outcome.error is not None:
        return SILENT.format(day=long_date(now.date()), reason=order.say(outcome.error))
    return _NO_FILE if source.id == LOCAL else _UNASKED


def _accounting(
    order: RefreshOrder, gathered: Gathered, kept: Mapping[str, str]
) -> Iterator[Accounting]:
    """The accounts of the layers made now, and those of the layers that keep their rows."""
    for entry in order.previous.accounting():
        if entry.layer in kept:
            yield entry
    for name, made in gathered.made.items():
        # Of a layer that keeps its rows, the user's own are new all the same.
        told = made if name not in kept else gathered.own.get(name)
        for a in told.accounts if told else ():
            yield Accounting(name, a.source, a.outcome, a.reason, a.rows, a.territory)


# ---------------------------------------------------------------- what each territory has


def _availability(
    order: RefreshOrder,
    gathered: Gathered,
    kept: Mapping[str, str],
    tables: Mapping[str, DataFrame],
    catalogue: Catalogue,
    now: datetime,
) -> Iterator[Availability]:
    """For each layer and territory: how much of it there is, and what the page says of that."""
    asked = {territory.id: territory for territory in order.territories}
    known = [*atlas_territories(), *parts_in(order.previous)]
    others = [territory for territory in known if territory.id not in asked]
    before = {(entry.layer, entry.territory): entry for entry in order.previous.availabilities()}
    for layer in catalogue.layers.values():
        if layer.family == "base":
            continue
        for territory in [*asked.values(), *others]:
            old = before.get(
                (layer.id, territory.id), Availability(layer.id, territory.id, "absent", ABSENT)
            )
            if territory.id not in asked or kept.get(layer.id) == _OUT_OF_ORDER:
                yield carryover.said_of(old, order.previous)
            elif layer.id in kept:
                yield _not_renewed(old, now)
            else:
                yield _renewed(order, gathered, layer, territory, tables, now)


def _not_renewed(old: Availability, now: datetime) -> Availability:
    statement = f"Non actualisé, source en panne le {long_date(now.date())}."
    if old.state == "absent":
        return replace(old, statement=statement)
    told = old.statement if old.state == "partial" and statement not in old.statement else ""
    return replace(old, state="partial", statement=f"{told} {statement}".strip())


def _renewed(
    order: RefreshOrder,
    gathered: Gathered,
    layer: AtlasLayer,
    territory: Territory,
    tables: Mapping[str, DataFrame],
    now: datetime,
) -> Availability:
    failed = [gathered.outcomes[name].source.title for name in gathered.failed(layer) if name]
    silent = [f"Sans « {title} » : source en panne le {long_date(now.date())}." for title in failed]
    there = any(any_in(tables[table.name], territory) for table in layer.tables)
    if not there:
        # What is said of drawn things is not: only what counts the territory's own rows.
        counts = gathered.made[layer.id].limits_by_territory.get(territory.id, ())
        state, said = ("absent", silent) if silent else ("empty", [layer.empty + ".", *counts])
    else:
        said = [*gathered.made[layer.id].limits_in(territory.id), *silent]
        state = "partial" if said else "complete"
    return Availability(layer.id, territory.id, state, " ".join(said))


def any_in(rows: DataFrame, territory: Territory) -> bool:
    """Whether a territory has an object on the legend: attached to it, or lying across it."""
    if "territory" in rows.columns:
        return bool((rows["territory"] == territory.id).any())
    drawn = rows[rows["class"].fillna("") != ""]
    attached = drawn["rattachement"].fillna("")
    if (attached == territory.id).any():
        return True
    outline = perimeter(territory)
    west, south, east, north = geometry.bounds(outline)
    for wkb in drawn.loc[attached == "", "geometry"].dropna():
        left, bottom, right, top = geometry.bounds(wkb)
        near = left <= east and right >= west and bottom <= north and top >= south
        if near and geometry.intersects(outline, wkb):
            return True
    return False
