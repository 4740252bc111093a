"""A new edition: checked, written as a draft, read again and found whole, then named."""

from __future__ import annotations

import configparser
import itertools
import os
import sqlite3
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from osgeo import gdal, ogr, osr

from ..conformity import GEOMETRIES, Columns, EditionError, check_tables, converted, from_wkb
from ..corrections.outcome import Outcome
from ..errors import AtlasError, Cancelled
from ..paths import ROOT
from .edition import EPSG, FORMAT, Edition, checksum_of, read_record
from .geopackage import close_geopackage, count_of, flush_folder, reading, remove_folder
from .records import (
    Accounting,
    Availability,
    Provenance,
    table_names,
    write_own_record,
    write_records,
)
from .tracing import accounted, check_availability, check_sources

if TYPE_CHECKING:
    from pandas import DataFrame

    from ..catalogue import AtlasLayer, Catalogue, Table

_OGR_TYPES = {
    "text": ogr.OFTString,
    "integer": ogr.OFTInteger64,
    "real": ogr.OFTReal,
    "date": ogr.OFTDate,
}
_TWINS = {"point": "points", "line": "lignes", "polygon": "surfaces"}
_ABANDONED_AFTER = 24 * 3600  # seconds: no edition takes a day to write


class EditionCancelled(Cancelled):
    """The writing was cancelled, which is no error; nothing is left behind."""


class _RowsLost(AtlasError, RuntimeError):
    """What GDAL should have raised; it is told as the reason why nothing was written."""


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
    entries = [accounted(entry, tables, catalogue) for entry in provenance]
    check_sources(tables, entries, catalogue)
    check_availability(availability, catalogue)
    record = _new_record(created, notes or {})
    go_on = partial(_raise_if, cancelled)
    try:
        with _reserved_name(Path(os.path.abspath(folder)), created) as (draft, final):
            _write_features(draft, columns, catalogue, go_on)
            _check_written(draft, columns, catalogue)
            write_records(draft, entries, availability, accounting, corrections)
            checksum = checksum_of(draft, go_on)
            write_own_record(draft, {**record, "checksum": checksum})
            close_geopackage(draft)
            written = read_record(draft)
            go_on()
            draft.chmod(draft.stat().st_mode & ~0o222)  # QGIS lets nobody edit a read-only file
            os.rename(draft, final)
            flush_folder(final.parent)
    except (OSError, RuntimeError, sqlite3.Error) as error:  # RuntimeError is GDAL's
        raise EditionError(
            "No edition can be written in {folder} ({error}): check the free space and the "
            "rights there, or choose another folder.",
            folder=folder,
            error=error,
        ) from error
    return Edition(final, created, written)


def _raise_if(cancelled: Callable[[], bool]) -> None:
    if cancelled():
        raise EditionCancelled("The edition was cancelled while it was written.")


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


def _write_features(
    path: Path,
    tables: Mapping[str, Columns],
    catalogue: Catalogue,
    before_table: Callable[[], None],
) -> None:
    dataset = gdal.GetDriverByName("GPKG").Create(str(path), 0, 0, 0, gdal.GDT_Unknown)
    _require(dataset is not None)
    try:
        _require(dataset.StartTransaction() == ogr.OGRERR_NONE)
        for layer in catalogue.layers.values():
            for table in layer.tables:
                before_table()
                target = _create_layer(dataset, layer, table)
                _write_rows(target, table, tables.get(table.name, {}))
        _require(dataset.CommitTransaction() == ogr.OGRERR_NONE)
    finally:
        del dataset  # what closes it, also under an exception whose traceback lives on


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


def _check_written(path: Path, tables: Mapping[str, Columns], catalogue: Catalogue) -> None:
    """Find every table with all its rows: of a full disk GDAL may say nothing when it closes."""
    with reading(path) as database:
        found = {name: count_of(path, name) for name in table_names(database)}
    for table in catalogue.tables:
        rows = len(tables.get(table.name, {}).get("geometry", ()))
        if found.get(table.name) != rows:
            raise _RowsLost('the table "{table}" lacks rows after it was written', table=table.name)


def _require(success: bool) -> None:
    """Raise what GDAL does not raise by itself where its exceptions are off."""
    if not success:
        raise RuntimeError(gdal.GetLastErrorMsg())


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
