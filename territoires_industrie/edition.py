"""The dated store: one closed GeoPackage per edition, written once and never changed.

An edition holds every table of the catalogue (geometry in EPSG:2154, RGF93 / Lambert-93), the
provenance of each of its numbers, and what is known of each layer's coverage. It opens from a
read-only folder, and it is the only thing that maps, pages and publications read.

An edition is closed by three means: its file is read-only, a checksum of its rows stands in its
record, and it gets its name only once it was read again and found whole.

No QGIS here: GDAL writes and reads the features, SQLite the few records beside them.
"""

from __future__ import annotations

import configparser
import itertools
import math
import os
import shutil
import sqlite3
import time
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import astuple, dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from osgeo import gdal, ogr, osr

from .conformity import GEOMETRIES, Columns, EditionError, check_tables, converted, from_wkb
from .corrections.outcome import Outcome, read_outcomes, read_rows, write_outcomes
from .errors import AtlasError, Cancelled
from .libraries import require
from .paths import ROOT

if TYPE_CHECKING:
    from pandas import DataFrame

    from .catalogue import AtlasLayer, Catalogue, Table

FORMAT = "2"
EPSG = 2154
STATES = ("complete", "partial", "empty", "absent")

# Summing these over rows means nothing, so they never serve as a control sum.
_NOT_ADDITIVE = ("°C", "%", "kV")

_OGR_TYPES = {
    "text": ogr.OFTString,
    "integer": ogr.OFTInteger64,
    "real": ogr.OFTReal,
    "date": ogr.OFTDate,
}
_TWINS = {"point": "points", "line": "lignes", "polygon": "surfaces"}

_POINTER = "current"
_ABANDONED_AFTER = 24 * 3600  # seconds: no edition takes a day to write

_RECORDS = """
CREATE TABLE provenance (
    fid INTEGER PRIMARY KEY, layer TEXT NOT NULL, source TEXT NOT NULL, publisher TEXT,
    dataset TEXT, url TEXT, vintage TEXT, retrieved_at TEXT, rows INTEGER, rows_rejected INTEGER,
    sum REAL, licence TEXT, notes TEXT);
CREATE TABLE availability (
    fid INTEGER PRIMARY KEY, layer TEXT NOT NULL, territory TEXT NOT NULL, state TEXT NOT NULL,
    statement TEXT);
CREATE TABLE accounting (
    fid INTEGER PRIMARY KEY, layer TEXT NOT NULL, source TEXT NOT NULL, outcome TEXT NOT NULL,
    reason TEXT, rows INTEGER NOT NULL, territory TEXT);
CREATE TABLE edition (key TEXT PRIMARY KEY, value TEXT);
INSERT INTO gpkg_contents (table_name, data_type, identifier, description, srs_id) VALUES
    ('provenance', 'attributes', 'Provenance', 'Sources, millésimes et licences', 0),
    ('availability', 'attributes', 'Disponibilité', 'Couverture par couche et par territoire', 0),
    ('accounting', 'attributes', 'Décompte', 'Ce que sont devenues les lignes de chaque source', 0),
    ('edition', 'attributes', 'Édition', 'Date, titre et format de l''édition', 0);
"""
_INSERT_PROVENANCE = (
    "INSERT INTO provenance (layer, source, publisher, dataset, url, vintage, retrieved_at, rows,"
    " rows_rejected, sum, licence, notes) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
_SELECT_PROVENANCE = (
    "SELECT layer, source, publisher, dataset, url, vintage, retrieved_at, rows, rows_rejected,"
    " sum, licence, notes FROM provenance ORDER BY fid"
)
_INSERT_AVAILABILITY = (
    "INSERT INTO availability (layer, territory, state, statement) VALUES (?, ?, ?, ?)"
)
_SELECT_AVAILABILITY = "SELECT layer, territory, state, statement FROM availability ORDER BY fid"
_INSERT_ACCOUNTING = (
    "INSERT INTO accounting (layer, source, outcome, reason, rows, territory)"
    " VALUES (?, ?, ?, ?, ?, ?)"
)
_SELECT_ACCOUNTING = (
    "SELECT layer, source, outcome, reason, rows, territory FROM accounting ORDER BY fid"
)
# Tables of the catalogue, with shapes or without; records and a publication's own are none of them.
_SELECT_TABLES = (
    "SELECT table_name FROM gpkg_contents WHERE data_type IN ('features', 'attributes')"
    " AND table_name NOT IN ('provenance', 'availability', 'accounting', 'corrections', 'edition',"
    " 'layer_styles', 'qgis_projects')"
)

#: What an edition says of itself alone.
_OF_ITSELF = ("format", "created", "plugin", "checksum", "fingerprint")


class EditionCancelled(Cancelled):
    """The writing was cancelled, which is no error; nothing is left behind."""


class _RowsLost(AtlasError, RuntimeError):
    """What GDAL should have raised; it is told as the reason why nothing was written."""


@dataclass(frozen=True)
class Provenance:
    """Where the rows of one layer that name one source come from.

    `rows` and `sum` are computed from the data when the edition is written: `sum` is the total of
    the layer's control quantity, in the unit of that column (None where the layer has none).
    """

    layer: str
    source: str
    publisher: str = ""
    dataset: str = ""
    url: str = ""
    vintage: str = ""
    retrieved_at: str = ""
    rows: int = 0
    rows_rejected: int = 0
    sum: float | None = None
    licence: str = ""
    notes: str = ""


@dataclass(frozen=True)
class Availability:
    """What an edition holds of a layer in a territory: a state of `STATES`, a French sentence."""

    layer: str
    territory: str
    state: str
    statement: str


@dataclass(frozen=True)
class Accounting:
    """What became of `rows` rows that were read of a source for a layer, and why (in French).

    The entries of a layer and source add up to what the publisher gave. `territory` is empty where
    a row's territory is not known.
    """

    layer: str
    source: str
    outcome: str
    reason: str
    rows: int
    territory: str = ""


@dataclass(frozen=True)
class Edition:
    """A closed edition; `record` holds its title, notes, format and the plugin that wrote it."""

    path: Path
    created: datetime
    record: Mapping[str, str]

    @classmethod
    def open(cls, path: str | Path) -> Edition:
        """The edition in the file at ``path``, verified whole; EditionError when it isn't one."""
        file = Path(os.path.abspath(path))
        if not file.is_file():
            raise EditionError(
                "There is no edition at {path}: choose an edition-….gpkg file.", path=file
            )
        record = _read_record(file)
        return cls(file, _created(record, file), record)

    @property
    def title(self) -> str:
        return self.record.get("title", self.path.stem)

    def inherited(self, *less: str) -> dict[str, str]:
        """What its record says that is true of an edition made from it too, `less` some of it."""
        own = {*_OF_ITSELF, *less}
        return {key: text for key, text in self.record.items() if key not in own}

    def uri(self, table: str) -> str:
        """The address of a table for QGIS' and GDAL's readers, with forward slashes everywhere."""
        if table not in self.tables():
            raise EditionError(
                'The edition {path} has no table "{table}".', path=self.path, table=table
            )
        return f"{self.path.as_posix()}|layername={table}"

    def tables(self) -> set[str]:
        """The names of all tables of the catalogue that wrote it."""
        with reading(self.path) as database:
            return {name for (name,) in database.execute(_SELECT_TABLES)}

    def frame(self, table: str) -> DataFrame:
        """The rows of a table, in the order written; ``geometry`` is WKB in EPSG:2154 or None.

        Text and dates (ISO) are str or None, integers the nullable Int64, reals float64.
        """
        pandas = require("pandas")
        self.uri(table)
        columns = _read_columns(self.path, table)
        return pandas.DataFrame(
            {
                name: pandas.array(values, dtype=dtype)
                if dtype == "Int64"
                else pandas.Series(values, dtype=dtype)
                for name, (dtype, values) in columns.items()
            }
        )

    def is_unchanged(self) -> bool:
        """Whether its rows, all read for this, are still those that were written."""
        return self.record.get("checksum") == _checksum(self.path)

    def provenance(self, layer: str | None = None) -> list[Provenance]:
        """The provenance of every layer, or of one, in the order written."""
        with reading(self.path) as database:
            entries = [Provenance(*row) for row in database.execute(_SELECT_PROVENANCE)]
        return [entry for entry in entries if layer in (None, entry.layer)]

    def availability(self, territory_id: str) -> dict[str, Availability]:
        """What the edition knows of each layer in a territory, by layer id."""
        return {
            entry.layer: entry for entry in self.availabilities() if entry.territory == territory_id
        }

    def availabilities(self) -> list[Availability]:
        """What the edition knows of each layer in every territory, in the order written."""
        with reading(self.path) as database:
            return [Availability(*row) for row in database.execute(_SELECT_AVAILABILITY)]

    def accounting(self) -> list[Accounting]:
        """What became of every row that was read, in the order written."""
        with reading(self.path) as database:
            return [Accounting(*row) for row in database.execute(_SELECT_ACCOUNTING)]

    def corrections(self) -> list[Outcome]:
        """What became of the analyst's corrections, in the order of their replay."""
        with reading(self.path) as database:
            return read_outcomes(database)


class EditionStore:
    """The editions of one folder, and the one-line pointer file that names the current one."""

    def __init__(self, folder: str | Path) -> None:
        self.folder = Path(os.path.abspath(folder))

    def editions(self) -> list[Edition]:
        """Every edition of the folder that opens, the newest first."""
        found = []
        for path in self.folder.glob("edition-*.gpkg"):
            # A damaged file is no edition; opening it by its name says why.
            with suppress(EditionError):
                found.append(Edition.open(path))
        return sorted(found, key=_age, reverse=True)

    def current(self) -> Edition | None:
        """The edition that the pointer names, None when there is none, or it was deleted since."""
        pointer = self.folder / _POINTER
        if not pointer.is_file():
            return None
        name = pointer.read_text(encoding="utf-8").strip()
        if not name or Path(name).name != name:
            raise EditionError(
                "{path} does not name an edition: choose the current edition again.", path=pointer
            )
        path = self.folder / name
        return Edition.open(path) if path.is_file() else None

    def set_current(self, edition: Edition) -> None:
        """Make an edition of this folder the current one, at one stroke."""
        if edition.path.parent != self.folder:
            raise EditionError(
                "{path} is not in {folder}: copy it there to make it current.",
                path=edition.path,
                folder=self.folder,
            )
        draft = self.folder / f".{_POINTER}-{os.getpid()}"
        draft.write_text(edition.path.name + "\n", encoding="utf-8")
        flush_to_disk(draft)
        os.replace(draft, self.folder / _POINTER)
        _flush_folder(self.folder)


def _age(edition: Edition) -> tuple[str, int, str]:
    """Orders by date, then by the number that editions of one second carry."""
    return edition.record["created"], len(edition.path.name), edition.path.name


def write_edition(
    folder: str | Path,
    tables: Mapping[str, DataFrame],
    provenance: Sequence[Provenance],
    availability: Sequence[Availability],
    created: datetime,
    catalogue: Catalogue,
    notes: Mapping[str, str] | None = None,
    cancelled: Callable[[], bool] = lambda: False,
    accounting: Sequence[Accounting] = (),
    corrections: Sequence[Outcome] = (),
) -> Edition:
    """Write `edition-<date>T<time>.gpkg` into `folder`; an existing file is never overwritten.

    `tables` maps table names of the catalogue to rows with a `geometry` column of WKB in EPSG:2154;
    a table left out is written empty. Each source that a row names needs its `provenance` entry.
    `notes` go into the edition's record, `title` among them is shown to people; `accounting` says
    what became of the rows that were read, `corrections` what became of those that are replayed.

    Raises EditionError naming table, column and row when the data do not fit the catalogue, and
    EditionCancelled when `cancelled()` says so between two tables, written or read again; then, as
    after a killed process, the store holds what it held before.
    """
    check_tables(tables, catalogue)
    columns = {name: converted(frame, catalogue.table(name)) for name, frame in tables.items()}
    entries = [_accounted(entry, tables, catalogue) for entry in provenance]
    _check_sources(tables, entries, catalogue)
    _check_availability(availability, catalogue)
    record = _new_record(created, notes or {})
    try:
        with _reserved_name(Path(os.path.abspath(folder)), created) as (draft, final):
            _write_features(draft, columns, catalogue, cancelled)
            _check_written(draft, columns, catalogue)
            _write_records(draft, entries, availability, accounting, corrections)
            checksum = _checksum(draft, cancelled)
            _write_own_record(draft, {**record, "checksum": checksum})
            close_geopackage(draft)
            written = _read_record(draft)
            _raise_if(cancelled)
            draft.chmod(draft.stat().st_mode & ~0o222)  # QGIS lets nobody edit a read-only file
            os.rename(draft, final)
            _flush_folder(final.parent)
    except (OSError, RuntimeError, sqlite3.Error) as error:  # RuntimeError is GDAL's
        raise EditionError(
            "No edition can be written in {folder} ({error}): check the free space and the "
            "rights there, or choose another folder.",
            folder=folder,
            error=error,
        ) from error
    return Edition(final, created, written)


@contextmanager
def reading(path: Path) -> Iterator[sqlite3.Connection]:
    """A read-only connection, which changes no file; EditionError when reading fails."""
    posix = Path(os.path.abspath(path)).as_posix()
    address = "file://" + ("" if posix.startswith("/") else "/")
    # A Windows share (//server/…) needs four slashes: SQLite refuses an authority.
    address += ("//" if posix.startswith("//") else "") + quote(posix, safe="/:")
    try:
        with closing(sqlite3.connect(address + "?mode=ro", uri=True)) as database:
            yield database
    except sqlite3.DatabaseError as error:
        raise EditionError(
            "{path} is damaged or is not a GeoPackage ({error}): take another copy of it, or "
            "another edition.",
            path=path,
            error=error,
        ) from error


def close_geopackage(path: Path) -> None:
    """Leave a GeoPackage whole in one file, on the disk: no write-ahead log and no journal."""
    with closing(sqlite3.connect(path)) as database:
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        (mode,) = database.execute("PRAGMA journal_mode=DELETE").fetchone()
    if mode != "delete":
        raise EditionError(
            "{path} is still open in another program: close it there, then try again.", path=path
        )
    flush_to_disk(path)


def flush_to_disk(path: Path) -> None:
    """Return only when the file's bytes have reached the disk."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def remove_folder(folder: Path) -> None:
    """Delete a folder as far as that goes, with its editions: Windows keeps read-only files."""
    for path in folder.glob("*.gpkg"):
        with suppress(OSError):
            path.chmod(0o600)
    shutil.rmtree(folder, ignore_errors=True)


def _flush_folder(folder: Path) -> None:
    if os.name != "posix":  # other systems cannot open a folder; their renames are journaled
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


# --- Names ---


@contextmanager
def _reserved_name(folder: Path, created: datetime) -> Iterator[tuple[Path, Path]]:
    """A draft's path in a temporary folder on the same disk, and the name that it is to be given.

    Making the temporary folder, which carries the name, is what reserves it: two writers never get
    the same one, on any system and any file system.
    """
    folder.mkdir(parents=True, exist_ok=True)
    _sweep(folder)
    stem = f"edition-{created:%Y-%m-%dT%H%M%S}"
    for name in itertools.chain([stem], (f"{stem}-{number}" for number in itertools.count(2))):
        workshop = folder / f".{name}.partial"
        try:
            workshop.mkdir()
        except FileExistsError:
            continue
        try:
            final = folder / f"{name}.gpkg"
            # A log that outlived its file would be played back into the new one.
            if not any(folder.glob(f"{final.name}*")):
                yield workshop / "draft.gpkg", final
                return
        finally:
            remove_folder(workshop)


def _sweep(folder: Path) -> None:
    """Remove what killed writers left long ago: the store does not see it, but it takes space."""
    for workshop in folder.glob(".edition-*.partial"):
        with suppress(OSError):  # its writer may be just ending
            if time.time() - workshop.stat().st_mtime > _ABANDONED_AFTER:
                remove_folder(workshop)


# --- Checks ---


def _check_sources(
    tables: Mapping[str, DataFrame], entries: Iterable[Provenance], catalogue: Catalogue
) -> None:
    """Every number on the paper can be traced: no row without the provenance of its source."""
    known = {(entry.layer, entry.source) for entry in entries}
    for name, frame in tables.items():
        if "source" not in frame.columns:
            continue
        layer = catalogue.layer_of(name).id
        for source in frame["source"].unique():
            if (layer, source) not in known:
                raise EditionError(
                    'Table "{table}" names the source "{source}", which has no provenance '
                    'entry for the layer "{layer}".',
                    table=name,
                    source=source,
                    layer=layer,
                )


def _check_availability(availability: Iterable[Availability], catalogue: Catalogue) -> None:
    for entry in availability:
        if entry.layer not in catalogue.layers:
            raise EditionError(
                'Availability names the layer "{layer}", which the catalogue does not know.',
                layer=entry.layer,
            )
        if entry.state not in STATES:
            raise EditionError(
                'Availability of "{layer}": "{state}" is none of {states}.',
                layer=entry.layer,
                state=entry.state,
                states=", ".join(STATES),
            )


# --- Accounting ---


def _accounted(
    entry: Provenance, tables: Mapping[str, DataFrame], catalogue: Catalogue
) -> Provenance:
    """The entry with its rows and control sum counted in the data.

    An object that stands in two tables of a layer (a brownfield's outline and its marker) counts
    once.
    """
    layer = catalogue.layers.get(entry.layer)
    if layer is None:
        raise EditionError(
            'Provenance names the layer "{layer}", which the catalogue does not know.',
            layer=entry.layer,
        )
    rows = 0
    total: float | None = None
    seen: set[str] = set()
    for table in layer.tables:
        frame = tables.get(table.name)
        if frame is None or frame.empty:
            continue
        if "source" in frame.columns:
            frame = frame[(frame["source"] == entry.source) & ~frame["key"].isin(seen)]
            seen.update(frame["key"])
        rows += len(frame)
        quantity = _control_quantity(layer, table)
        if quantity in frame.columns and frame[quantity].notna().any():
            total = _sum([total or 0.0, *frame[quantity].dropna()], table, quantity)
    return replace(entry, rows=rows, sum=total)


def _sum(values: Iterable[float], table: Table, column: str | None) -> float:
    try:
        return math.fsum(values)
    except OverflowError as error:
        raise EditionError(
            'Table "{table}", column "{column}": its values are too large to be added up.',
            table=table.name,
            column=column,
        ) from error


def _control_quantity(layer: AtlasLayer, table: Table) -> str | None:
    """The column whose total proves that no row was lost or counted twice.

    The layer's parameter `control_sum` names it, else it is the first column whose unit adds up.
    """
    if "control_sum" in layer.parameters:
        return str(layer.parameters["control_sum"])
    units = (field.name for field in table.fields if field.unit and field.unit not in _NOT_ADDITIVE)
    return next(units, None)


# --- Writing ---


def _write_features(
    path: Path,
    tables: Mapping[str, Columns],
    catalogue: Catalogue,
    cancelled: Callable[[], bool],
) -> None:
    dataset = gdal.GetDriverByName("GPKG").Create(str(path), 0, 0, 0, gdal.GDT_Unknown)
    _require(dataset is not None)
    try:
        _require(dataset.StartTransaction() == ogr.OGRERR_NONE)
        for layer in catalogue.layers.values():
            for table in layer.tables:
                _raise_if(cancelled)
                target = _create_layer(dataset, layer, table)
                _write_rows(target, table, tables.get(table.name, {}))
        _require(dataset.CommitTransaction() == ogr.OGRERR_NONE)
    finally:
        del dataset  # what closes it, also under an exception whose traceback lives on


def _raise_if(cancelled: Callable[[], bool]) -> None:
    if cancelled():
        raise EditionCancelled("The edition was cancelled while it was written.")


def _require(success: bool) -> None:
    """Raise what GDAL does not raise by itself where its exceptions are off."""
    if not success:
        raise RuntimeError(gdal.GetLastErrorMsg())


def _check_written(path: Path, tables: Mapping[str, Columns], catalogue: Catalogue) -> None:
    """Find every table with all its rows: of a full disk GDAL may say nothing when it closes."""
    with reading(path) as database:
        found = {name: _count(path, name) for (name,) in database.execute(_SELECT_TABLES)}
    for table in catalogue.tables:
        rows = len(tables.get(table.name, {}).get("geometry", ()))
        if found.get(table.name) != rows:
            raise _RowsLost('the table "{table}" lacks rows after it was written', table=table.name)


def _write_rows(target: ogr.Layer, table: Table, columns: Columns) -> None:
    definition = target.GetLayerDefn()
    fields = [
        (index, columns[field.name])
        for index, field in enumerate(table.fields)
        if field.name in columns
    ]
    wanted = GEOMETRIES[table.geometry]
    for row, wkb in enumerate(columns.get("geometry", ())):
        feature = ogr.Feature(definition)
        for index, values in fields:
            if values[row] is not None:
                feature.SetField(index, values[row])
        if wkb is not None:
            feature.SetGeometryDirectly(ogr.ForceTo(from_wkb(wkb), wanted))
        _require(target.CreateFeature(feature) == ogr.OGRERR_NONE)


def _create_layer(dataset: gdal.Dataset, layer: AtlasLayer, table: Table) -> ogr.Layer:
    twin = table is not layer.tables[0]
    title = f"{layer.title} ({_TWINS[table.geometry]})" if twin else layer.title
    reference = osr.SpatialReference()
    reference.ImportFromEPSG(EPSG)
    # Identifiers are unique in a GeoPackage; titles need not be in the catalogue.
    options = [f"IDENTIFIER={title} [{table.name}]", f"DESCRIPTION={title}"]
    if table.geometry != "none":
        options.append("SPATIAL_INDEX=YES")
    kind = GEOMETRIES[table.geometry]
    target = dataset.CreateLayer(table.name, reference, kind, options)
    _require(target is not None)
    for field in table.fields:
        definition = ogr.FieldDefn(field.name, _OGR_TYPES[field.type])
        _require(target.CreateField(definition) == ogr.OGRERR_NONE)
    return target


def _write_records(
    path: Path,
    provenance: Iterable[Provenance],
    availability: Iterable[Availability],
    accounting: Iterable[Accounting],
    corrections: Sequence[Outcome],
) -> None:
    """The tables beside the features."""
    with closing(sqlite3.connect(path)) as database, database:
        database.executescript(_RECORDS)
        database.executemany(
            _INSERT_PROVENANCE,
            [astuple(entry) for entry in provenance],
        )
        database.executemany(
            _INSERT_AVAILABILITY,
            [astuple(entry) for entry in availability],
        )
        database.executemany(_INSERT_ACCOUNTING, [astuple(entry) for entry in accounting])
        write_outcomes(database, corrections)


def _write_own_record(path: Path, record: Mapping[str, str]) -> None:
    """What the edition says of itself comes last and makes it one."""
    with closing(sqlite3.connect(path)) as database, database:
        database.executemany("INSERT INTO edition (key, value) VALUES (?, ?)", record.items())


def _new_record(created: datetime, notes: Mapping[str, str]) -> dict[str, str]:
    reserved = {"format": FORMAT, "created": created.isoformat(), "plugin": _plugin_version()}
    for key in notes:
        if key in (*reserved, "checksum"):
            raise EditionError(
                'The note "{key}" has a name that every edition uses for itself: give it another.',
                key=key,
            )
    return {**reserved, "title": f"Édition du {created:%d/%m/%Y}", **notes}


def _plugin_version() -> str:
    metadata = configparser.ConfigParser(interpolation=None)
    metadata.read(ROOT / "metadata.txt", encoding="utf-8")
    return metadata.get("general", "version", fallback="")


# --- Reading ---


def _read_record(path: Path) -> dict[str, str]:
    """The edition's own record, once the file is known to be whole."""
    with reading(path) as database:
        (verdict,) = database.execute("PRAGMA quick_check(1)").fetchone()
        if verdict != "ok":
            raise sqlite3.DatabaseError(verdict)
        if not database.execute("SELECT 1 FROM sqlite_master WHERE name = 'edition'").fetchone():
            raise EditionError(
                "{path} is not an edition of this plugin: choose an edition-….gpkg file.", path=path
            )
        return dict(database.execute("SELECT key, value FROM edition"))


def _created(record: Mapping[str, str], path: Path) -> datetime:
    if record.get("format", "") < FORMAT:
        raise EditionError(
            "{path} was made by an older version of the plugin (format {found}): fetch a new "
            "edition.",
            path=path,
            found=record.get("format", "0"),
        )
    if record.get("format") != FORMAT:
        raise EditionError(
            '{path} has the edition format "{found}", where this version of the plugin reads '
            '"{expected}": update the plugin, or choose another edition.',
            path=path,
            found=record.get("format", ""),
            expected=FORMAT,
        )
    try:
        return datetime.fromisoformat(record["created"])
    except (KeyError, ValueError) as error:
        raise EditionError(
            "{path} does not say when it was made: take another copy of it.", path=path
        ) from error


def _checksum(path: Path, cancelled: Callable[[], bool] = lambda: False) -> str:
    """A CRC-32 over all rows, their provenance, availability and accounts, in hexadecimal.

    It tells that somebody edited them, not that somebody meant harm.
    """
    with reading(path) as database:
        names = sorted(name for (name,) in database.execute(_SELECT_TABLES))
        records = [
            *database.execute(_SELECT_PROVENANCE),
            *database.execute(_SELECT_AVAILABILITY),
            *database.execute(_SELECT_ACCOUNTING),
            *read_rows(database),
        ]
    checksum = zlib.crc32(repr(records).encode())
    for name in names:
        _raise_if(cancelled)
        checksum = zlib.crc32(repr((name, _read_columns(path, name))).encode(), checksum)
    return f"{checksum:08x}"


def _count(path: Path, table: str) -> int:
    dataset = _opened(path)
    layer = dataset.GetLayerByName(table)
    layer.SetAttributeFilter("fid IS NOT NULL")  # else GDAL gives the number that it noted down
    count: int = layer.GetFeatureCount()
    return count


def _opened(path: Path) -> gdal.Dataset:
    with suppress(RuntimeError):  # where GDAL's exceptions are on
        dataset = gdal.OpenEx(str(path), gdal.OF_VECTOR | gdal.OF_READONLY)
        if dataset is not None:
            return dataset
    raise EditionError(
        "{path} cannot be read ({error}): take another copy of it.",
        path=path,
        error=gdal.GetLastErrorMsg(),
    )


def _read_columns(path: Path, table: str) -> dict[str, tuple[str, list[Any]]]:
    """Name -> (pandas dtype, values) of every column, the geometry last."""
    dataset = _opened(path)
    layer = dataset.GetLayerByName(table)
    definition = layer.GetLayerDefn()
    fields = [definition.GetFieldDefn(index) for index in range(definition.GetFieldCount())]
    columns: dict[str, tuple[str, list[Any]]] = {
        field.GetName(): (_dtype(field), []) for field in fields
    }
    columns["geometry"] = ("object", [])
    names = list(columns)[:-1]
    for feature in layer:
        for index, name in enumerate(names):
            columns[name][1].append(_value(feature, index, fields[index].GetType()))
        shape = feature.GetGeometryRef()
        columns["geometry"][1].append(
            None if shape is None else bytes(shape.ExportToIsoWkb(ogr.wkbNDR))
        )
    return columns


def _dtype(field: ogr.FieldDefn) -> str:
    return {ogr.OFTInteger64: "Int64", ogr.OFTInteger: "Int64", ogr.OFTReal: "float64"}.get(
        field.GetType(), "object"
    )


def _value(feature: ogr.Feature, index: int, kind: int) -> object:
    if not feature.IsFieldSetAndNotNull(index):
        return None
    value = feature.GetField(index)
    return value.replace("/", "-") if kind == ogr.OFTDate else value
