"""An import at once in a new edition: the current one's rows, the user's before them, no network.

What a refresh does with the user's files is done here with the rows of an edition in the place of
the public sources': a public object that one of the user's names stands back, and is told.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from .. import carryover, projects
from ..catalogue import AtlasLayer, Catalogue
from ..edition import Accounting, Availability, Edition, EditionStore, Provenance, write_edition
from ..errors import AtlasError
from ..french import long_date
from ..layers.ground import Ground
from ..layers.local import overlaid
from ..layers.local_fates import COLUMNS
from ..layers.made import REJECTED, Account, Made
from ..layers.recipes import recipe
from ..layers.rows import no_rows, stacked
from ..libraries import require
from ..net.side_by_side import run_side_by_side
from ..sources import local
from ..sources.area import Area
from ..sources.local import LocalFile
from ..territories import atlas_territories
from .keeping import kept_files, staged
from .looking import Look

if TYPE_CHECKING:
    from pandas import DataFrame

    from ..sources.raw import RawTable

#: Told a share from 0 to 1 and what is being done.
Progress = Callable[[float, str], None]

_OF_ITSELF = ("format", "created", "plugin", "checksum", "title")
_OWN_ONLY = "Fichier de l'utilisateur seul ; sources publiques non interrogées."
_REPLACED = ("key", "name", "commune", "class", "source")


class NotYours(AtlasError):
    """The edition was made for others: an import into it would be lost or shown to them."""


@dataclass(frozen=True)
class ImportOrder:
    """What to import, and into what.

    Attributes:
        look: the file, looked at and corrected.
        imports: the folder where imports are kept.
        editions: the store that the new edition goes to, as its current one.
        previous: the edition that it is made of.
        name: what the import is called, "" for the file's own name.
        replace: whether an earlier import of that name may give way.
    """

    look: Look
    imports: Path
    editions: Path
    previous: Edition
    name: str = ""
    replace: bool = False


@dataclass(frozen=True)
class Imported:
    """The edition written, and what became of the file's rows.

    Attributes:
        edition: the new one, current in its store.
        file: where the import is kept.
        fates: a row for each of the file's, in the columns of `local_fates`.
        overruled: the public rows that stand back: key, name, commune, class, source.
        gone: how many earlier files gave way.
        notes: in French, what was noticed when the file was read.
    """

    edition: Edition
    file: Path
    fates: DataFrame
    overruled: DataFrame
    gone: int
    notes: tuple[str, ...]


def import_file(
    order: ImportOrder,
    catalogue: Catalogue,
    now: datetime,
    progress: Progress,
    cancelled: Callable[[], bool],
) -> Imported:
    """Keep a file with its instructions and write the edition that has its rows.

    Nothing is changed unless all of it works: the edition is written first, then the file is put
    in its place, then the edition becomes the current one.

    Raises:
        FileIsThere: an import of that name is there.
        BadFile: it, or an earlier import into its layer, cannot be read.
        NotYours: the edition was made for an audience.
        EditionError, CannotKeep: the edition or the file cannot be written.
        Cancelled: the user stopped.
    """
    _refuse_others(order.previous)
    layer = catalogue.layer_of(order.look.table.name)
    how = order.look.how
    with staged(order.look.path, how, order.imports, order.name, replace=order.replace) as ready:
        kept = kept_files(order.imports, catalogue).get(layer.id, [])
        before = [file for file in kept if file.path.exists()]
        new = LocalFile(ready.file, order.look.table, how.layer)
        after = [file for file in before if file.path not in ready.replaced]
        progress(0.1, order.look.path.name)
        job = {"rows": lambda: _both(layer, before, [*after, new])}
        # In a thread of ours, as a refresh does: pyproj crashes in QGIS' pooled threads.
        done = run_side_by_side(job, 1, cancelled, lambda _name, _result: None)["rows"]
        if isinstance(done, Exception):
            raise done
        old, own, raw = done
        progress(0.5, layer.title)
        made, overruled = _merged(order.previous, layer, old, own)
        edition = _written(order, layer, made, raw, catalogue, now, cancelled)
        file = ready.put()
    EditionStore(order.editions).set_current(edition)
    progress(1.0, edition.path.name)
    fates = own.own.fates if own.own else require("pandas").DataFrame(columns=list(COLUMNS))
    name = LocalFile(file, order.look.table, how.layer).name
    return Imported(
        edition=edition,
        file=file,
        fates=_told(fates, name),
        overruled=overruled,
        gone=len(ready.replaced),
        notes=tuple(note for note in raw.notes if note.startswith(f"{name}, ")),
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


def _both(
    layer: AtlasLayer, before: Sequence[LocalFile], after: Sequence[LocalFile]
) -> tuple[Made, Made, RawTable]:
    """What the imports made of the layer until now, what they make with the new one, and that."""
    ground = Ground(Area.of(atlas_territories()))
    raw = local.read_layer(layer, after)
    old = Made(no_rows(layer), ())
    if before:
        old = recipe(layer)({local.SOURCE: local.read_layer(layer, before)}, layer, ground)
    return old, recipe(layer)({local.SOURCE: raw}, layer, ground), raw


def _told(fates: DataFrame, name: str) -> DataFrame:
    """The fates of the new file's rows; those whose key an earlier row bears say so."""
    keys = fates["key"].where(fates["key"] != "")
    twice = keys.notna() & keys.duplicated(keep=False)
    told = fates.assign(twice=twice)
    return told[told["file"] == name].reset_index(drop=True)


# ---------------------------------------------------------------- the layer


def _merged(previous: Edition, layer: AtlasLayer, old: Made, own: Made) -> tuple[Made, DataFrame]:
    """The layer with the user's rows before the edition's, and the public rows that stand back.

    Rows of the user's that came with another file than the imports stay as they are.
    """
    pandas = require("pandas")
    tables, apart, gone = {}, {}, []
    for table in layer.tables:
        rows = _rows(previous, layer, table.name)
        mine = rows["source"] == local.SOURCE
        replaced = {*old.tables[table.name]["key"], *own.tables[table.name]["key"]}
        apart[table.name] = rows[mine & ~rows["key"].isin(replaced)]
        tables[table.name] = rows[~mine]
    public = Made(tables, tuple(_accounts(previous, layer, public=True)))
    made = overlaid(public, own, layer)
    for table in layer.tables:
        kept = set(made.tables[table.name]["key"])
        rows = tables[table.name]
        gone.append(rows.loc[~rows["key"].isin(kept) | _overlapped(rows, own, table.name)])
    accounts = [*made.accounts, *_left_over(previous, layer, old)]
    whole = {
        table.name: stacked(table, [made.tables[table.name], apart[table.name]])
        for table in layer.tables
    }
    overruled = pandas.concat(gone, ignore_index=True)
    return replace(made, tables=whole, accounts=tuple(accounts)), overruled[list(_REPLACED)]


def _overlapped(rows: DataFrame, own: Made, table: str) -> object:
    """Which public rows have the very key of one of the user's."""
    return rows["key"].isin(set(own.tables[table]["key"]))


def _rows(previous: Edition, layer: AtlasLayer, table: str) -> DataFrame:
    """A table's rows; none where the edition is older than the table."""
    return previous.frame(table) if table in previous.tables() else no_rows(layer)[table]


def _accounts(previous: Edition, layer: AtlasLayer, *, public: bool) -> Iterator[Account]:
    for entry in previous.accounting():
        if entry.layer == layer.id and (entry.source != local.SOURCE) == public:
            yield Account(entry.source, entry.outcome, entry.reason, entry.rows, entry.territory)


def _left_over(previous: Edition, layer: AtlasLayer, old: Made) -> Iterator[Account]:
    """The accounts of rows of the user's that the imports did not bring."""
    brought: Counter[tuple[object, ...]] = Counter()
    for account in old.accounts:
        brought[astuple(replace(account, rows=0))] += account.rows
    for account in _accounts(previous, layer, public=False):
        rest = account.rows - brought[astuple(replace(account, rows=0))]
        if rest > 0:
            yield replace(account, rows=rest)


# ---------------------------------------------------------------- the edition


def _written(
    order: ImportOrder,
    layer: AtlasLayer,
    made: Made,
    raw: RawTable,
    catalogue: Catalogue,
    now: datetime,
    cancelled: Callable[[], bool],
) -> Edition:
    previous = order.previous
    tables = _tables(previous, layer, made, catalogue, now)
    tables, aside = projects.set_aside(tables, now)
    others = (entry for entry in previous.accounting() if entry.layer != layer.id)
    own = (
        Accounting(layer.id, each.source, each.outcome, each.reason, each.rows, each.territory)
        for each in made.accounts
    )
    record = {key: text for key, text in previous.record.items() if key not in _OF_ITSELF}
    return write_edition(
        order.editions,
        tables,
        list(_provenance(previous, layer, made, raw, catalogue)),
        list(_availability(previous, layer, made, now)),
        now,
        catalogue,
        {**record, "title": f"Édition du {long_date(now.date())}"},
        cancelled,
        list(projects.accounted([*others, *own], aside, catalogue)),
    )


def _tables(
    previous: Edition, layer: AtlasLayer, made: Made, catalogue: Catalogue, now: datetime
) -> dict[str, DataFrame]:
    """All tables; rows of an earlier day say of which, for the page shows the new one's."""
    there = previous.tables()
    tables: dict[str, DataFrame] = {}
    for each in catalogue.layers.values():
        older = previous.created.date() != now.date() and each.family != "base"
        if older:
            tables |= carryover.all_rows(previous, each)
        else:
            tables |= {t.name: previous.frame(t.name) for t in each.tables if t.name in there}
    marked = {name: frame for name, frame in tables.items() if name in made.tables}
    return tables | {
        name: _with_marks(frame, marked.get(name)) for name, frame in made.tables.items()
    }


def _with_marks(rows: DataFrame, marked: DataFrame | None) -> DataFrame:
    """Rows of the layer with the notes that the edition's have once they are taken over."""
    if marked is None or "note" not in rows.columns:
        return rows
    notes = marked.drop_duplicates("key").set_index("key")["note"]
    public = rows["source"] != local.SOURCE
    told = rows["key"].map(notes)
    return rows.assign(note=rows["note"].where(~public | told.isna(), told))


def _provenance(
    previous: Edition, layer: AtlasLayer, made: Made, raw: RawTable, catalogue: Catalogue
) -> Iterator[Provenance]:
    source = catalogue.sources[local.SOURCE]
    mine = Provenance(
        layer=layer.id,
        source=source.id,
        publisher=source.publisher,
        dataset=source.title,
        vintage=raw.vintage,
        retrieved_at=raw.retrieved_at.isoformat(timespec="seconds"),
        rows_rejected=sum(
            each.rows
            for each in made.accounts
            if each.source == source.id and each.outcome == REJECTED
        ),
        licence=source.licence,
        notes=" ".join(raw.notes),
    )
    told = False
    for entry in previous.provenance():
        is_mine = (entry.layer, entry.source) == (mine.layer, mine.source)
        told |= is_mine
        yield mine if is_mine else entry
    if not told:
        yield mine


def _availability(
    previous: Edition, layer: AtlasLayer, made: Made, now: datetime
) -> Iterator[Availability]:
    """What the edition knew; territories that had nothing of the layer have the user's rows."""
    frames = made.tables.values()
    drawn = {
        territory
        for rows in frames
        for territory in rows.loc[
            (rows["class"].fillna("") != "") & (rows["source"] == local.SOURCE), "rattachement"
        ]
    }
    told: Mapping[tuple[str, str], Availability] = {
        (entry.layer, entry.territory): entry for entry in previous.availabilities()
    }
    same_day = previous.created.date() == now.date()
    for entry in told.values():
        known = entry if same_day else carryover.said_of(entry, previous)
        if entry.layer == layer.id and entry.territory in drawn and known.state in _NOTHING:
            known = replace(known, state="partial", statement=_OWN_ONLY)
        yield known
    for territory in sorted(drawn - {place for name, place in told if name == layer.id}):
        if territory:
            yield Availability(layer.id, territory, "partial", _OWN_ONLY)


_NOTHING = ("absent", "empty")
