"""Imports at once in a new edition: the current one's rows, the user's before them, no network.

What a refresh does with the user's files is done here with the rows of an edition in the place of
the public sources': a public object that one of the user's names stands back, and is told.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from .. import carryover
from ..catalogue import Catalogue
from ..correcting import Corrected, Draft, write_corrected
from ..corrections.correction import Correction
from ..corrections.outcome import Outcome
from ..corrections.uncorrected import Uncorrected
from ..edition import Accounting, Availability, Edition, EditionStore, Provenance
from ..errors import AtlasError
from ..files import FileIsThere
from ..layers.local_fates import COLUMNS
from ..layers.made import REJECTED, Made
from ..libraries import require
from ..net.side_by_side import run_side_by_side
from ..pace import Progress
from ..sources import local
from ..sources.local import LocalFile
from .keeping import Staged, kept_files, staged
from .looking import Look
from .merging import Merged, merged

if TYPE_CHECKING:
    from pandas import DataFrame

_OWN_ONLY = "Fichier de l'utilisateur seul ; sources publiques non interrogées."
_NOTHING = ("absent", "empty")


class NotYours(AtlasError):
    """The edition was made for others: an import into it would be lost or shown to them."""


@dataclass(frozen=True)
class ImportOrder:
    """What to import, and into what.

    Attributes:
        files: each looked at and corrected, with what its import is called ("" for its own name).
        imports: the folder where imports are kept.
        editions: the store that the new edition goes to, as its current one.
        previous: the edition that it is made of.
        corrections: the analyst's, replayed on its rows.
        replace: whether earlier imports of those names may give way.
    """

    files: Sequence[tuple[Look, str]]
    imports: Path
    editions: Path
    previous: Edition
    corrections: Sequence[Correction] = ()
    replace: bool = False


@dataclass(frozen=True)
class Imported:
    """The edition written, and what became of a file's rows.

    Attributes:
        edition: the new one, current in its store.
        file: where the import is kept.
        fates: a row for each of the file's, in the columns of `local_fates`, and `twice`.
        overruled: the public rows of the layer that stand back: key, name, commune, class, source.
        gone: how many earlier files gave way.
        outcomes: what became of the analyst's corrections.
        notes: in French, what was noticed when the file was read.
    """

    edition: Edition
    file: Path
    fates: DataFrame
    overruled: DataFrame
    gone: int
    outcomes: Sequence[Outcome]
    notes: tuple[str, ...]


def import_files(
    order: ImportOrder,
    catalogue: Catalogue,
    now: datetime,
    progress: Progress,
    cancelled: Callable[[], bool],
) -> list[Imported]:
    """Keep files with their instructions and write the edition that has their rows.

    Nothing is changed unless all of it works: the edition is written first, then the files are put
    in their places, then the edition becomes the current one.

    Raises:
        FileIsThere: an import of a file's name is there.
        BadFile: one, or an earlier import into its layer, cannot be read.
        NotYours: the edition was made for an audience.
        EditionError, CannotKeep: the edition or a file cannot be written.
        Cancelled: the user stopped.
    """
    _refuse_others(order.previous)
    # Corrections are replayed on what they were made for: the rows before them.
    order = replace(order, previous=Uncorrected.of(order.previous))
    with ExitStack() as stack:
        ready = [
            stack.enter_context(
                staged(look.path, look.how, order.imports, name, replace=order.replace)
            )
            for look, name in order.files
        ]
        _refuse_twins([each.target for each in ready])
        progress(0.1, ", ".join(look.path.name for look, _ in order.files))
        job = {"rows": lambda: _layers(order, ready, catalogue)}
        # In a thread of ours, as a refresh does: pyproj crashes in QGIS' pooled threads.
        found = run_side_by_side(job, 1, cancelled, lambda _name, _result: None)["rows"]
        if isinstance(found, Exception):
            raise found
        progress(0.5, ", ".join(each.layer.title for each in found))
        draft = _draft(order.previous, found, catalogue, now)
        done = write_corrected(draft, order.corrections, order.editions, catalogue, now, cancelled)
        files = [each.put() for each in ready]
    EditionStore(order.editions).set_current(done.edition)
    progress(1.0, done.edition.path.name)
    by_layer = {each.layer.id: each for each in found}
    return [
        _imported(done, look, kept, file, by_layer[catalogue.layer_of(look.table.name).id])
        for (look, _), kept, file in zip(order.files, ready, files, strict=True)
    ]


def _refuse_twins(targets: Sequence[Path]) -> None:
    """Raise FileIsThere where one of the files would take another's place."""
    twin = next((path for path in targets if targets.count(path) > 1), None)
    if twin is not None:
        raise FileIsThere(
            'Two of the files would be kept under the name "{name}": give them other names.',
            name=twin.name,
        )


def _layers(order: ImportOrder, ready: Sequence[Staged], catalogue: Catalogue) -> list[Merged]:
    """Each layer that a file goes to, with that file in it."""
    kept = kept_files(order.imports, catalogue)
    gone = {path for each in ready for path in each.replaced}
    new: dict[str, list[LocalFile]] = {}
    for (look, _), each in zip(order.files, ready, strict=True):
        layer = catalogue.layer_of(look.table.name).id
        new.setdefault(layer, []).append(LocalFile(each.file, look.table, look.how.layer))
    found = []
    for layer, files in new.items():
        before = kept.get(layer, [])
        after = [file for file in before if file.path not in gone]
        found.append(merged(order.previous, catalogue.layers[layer], before, [*after, *files]))
    return found


def _imported(done: Corrected, look: Look, kept: Staged, file: Path, layer: Merged) -> Imported:
    name = LocalFile(file, look.table, look.how.layer).name
    return Imported(
        edition=done.edition,
        file=file,
        fates=told(layer.own, name),
        overruled=layer.overruled,
        gone=len(kept.replaced),
        outcomes=done.outcomes,
        notes=tuple(note for note in layer.raw.notes if note.startswith(f"{name}, ")),
    )


def _refuse_others(edition: Edition) -> None:
    audience = edition.record.get("audience", "")
    if audience not in ("", "interne"):
        raise NotYours(
            'The edition {path} was made for the audience "{audience}": import into an edition of '
            "your own.",
            path=edition.path,
            audience=audience,
        )


def told(own: Made, name: str) -> DataFrame:
    """The fates of a file's rows among the user's; those whose key another row bears say so."""
    fates = own.own.fates if own.own else require("pandas").DataFrame(columns=list(COLUMNS))
    keys = fates["key"].where(fates["key"] != "")
    twice = keys.notna() & keys.duplicated(keep=False)
    return fates.assign(twice=twice)[fates["file"] == name].reset_index(drop=True)


# ---------------------------------------------------------------- the edition


def _draft(
    previous: Edition, found: Sequence[Merged], catalogue: Catalogue, now: datetime
) -> Draft:
    layers = {each.layer.id for each in found}
    others = (entry for entry in previous.accounting() if entry.layer not in layers)
    own = (
        Accounting(layer.layer.id, a.source, a.outcome, a.reason, a.rows, a.territory)
        for layer in found
        for a in layer.made.accounts
    )
    return Draft(
        _tables(previous, found, catalogue, now),
        previous,
        list(_provenance(previous, found, catalogue)),
        list(_availability(previous, found, now)),
        [*others, *own],
    )


def _tables(
    previous: Edition, found: Sequence[Merged], catalogue: Catalogue, now: datetime
) -> dict[str, DataFrame]:
    """All tables; rows of an earlier day say of which, for the page shows the new one's."""
    there = previous.tables()
    tables: dict[str, DataFrame] = {}
    for each in catalogue.layers.values():
        if previous.created.date() != now.date() and each.family != "base":
            tables |= carryover.all_rows(previous, each)
        else:
            tables |= {t.name: previous.frame(t.name) for t in each.tables if t.name in there}
    for layer in found:
        for name, rows in layer.made.tables.items():
            tables[name] = _with_marks(rows, tables.get(name))
    return tables


def _with_marks(rows: DataFrame, marked: DataFrame | None) -> DataFrame:
    """Rows of the layer with the notes that the edition's have once they are taken over."""
    if marked is None or "note" not in rows.columns:
        return rows
    notes = marked.drop_duplicates("key").set_index("key")["note"]
    public = rows["source"] != local.SOURCE
    told = rows["key"].map(notes)
    return rows.assign(note=rows["note"].where(~public | told.isna(), told))


def _provenance(
    previous: Edition, found: Sequence[Merged], catalogue: Catalogue
) -> Iterator[Provenance]:
    mine = {layer.layer.id: _line(layer, catalogue) for layer in found}
    for entry in previous.provenance():
        own = entry.source == local.SOURCE
        yield mine.pop(entry.layer, entry) if own else entry
    yield from mine.values()


def _line(layer: Merged, catalogue: Catalogue) -> Provenance:
    """Where the user's rows of a layer come from."""
    source = catalogue.sources[local.SOURCE]
    rejected = (
        each.rows
        for each in layer.made.accounts
        if each.source == source.id and each.outcome == REJECTED
    )
    return Provenance(
        layer=layer.layer.id,
        source=source.id,
        publisher=source.publisher,
        dataset=source.title,
        vintage=layer.raw.vintage,
        retrieved_at=layer.raw.retrieved_at.isoformat(timespec="seconds"),
        rows_rejected=sum(rejected),
        licence=source.licence,
        notes=" ".join(layer.raw.notes),
    )


def _availability(
    previous: Edition, found: Sequence[Merged], now: datetime
) -> Iterator[Availability]:
    """What the edition knew; territories that had nothing of a layer have the user's rows."""
    drawn = {(layer.layer.id, territory) for layer in found for territory in _drawn(layer)}
    same_day = previous.created.date() == now.date()
    for entry in previous.availabilities():
        known = entry if same_day else carryover.said_of(entry, previous)
        place = (entry.layer, entry.territory)
        if place in drawn and known.state in _NOTHING:
            known = replace(known, state="partial", statement=_OWN_ONLY)
        drawn.discard(place)
        yield known
    for layer_id, territory in sorted(drawn):
        yield Availability(layer_id, territory, "partial", _OWN_ONLY)


def _drawn(layer: Merged) -> set[str]:
    """The territories where rows of the user's are in the legend."""
    found: set[str] = set()
    for rows in layer.made.tables.values():
        mine = (rows["source"] == local.SOURCE) & (rows["class"].fillna("") != "")
        found |= set(rows.loc[mine, "rattachement"].dropna())
    return found - {""}
