"""The file of an edition: read without being changed, closed whole, flushed to the disk."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any
from urllib.parse import quote

from osgeo import gdal, ogr

from ..conformity import EditionError


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


def flush_folder(folder: Path) -> None:
    """The same of the names in a folder."""
    if os.name != "posix":  # other systems cannot open a folder; their renames are journaled
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def remove_folder(folder: Path) -> None:
    """Delete a folder as far as that goes, with its editions: Windows keeps read-only files."""
    for path in folder.glob("*.gpkg"):
        with suppress(OSError):
            path.chmod(0o600)
    shutil.rmtree(folder, ignore_errors=True)


def count_of(path: Path, table: str) -> int:
    """The rows that a table has, counted one by one."""
    dataset = _opened(path)
    layer = dataset.GetLayerByName(table)
    layer.SetAttributeFilter("fid IS NOT NULL")  # else GDAL gives the number that it noted down
    count: int = layer.GetFeatureCount()
    return count


def read_columns(path: Path, table: str) -> dict[str, tuple[str, list[Any]]]:
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


def _dtype(field: ogr.FieldDefn) -> str:
    return {ogr.OFTInteger64: "Int64", ogr.OFTInteger: "Int64", ogr.OFTReal: "float64"}.get(
        field.GetType(), "object"
    )


def _value(feature: ogr.Feature, index: int, kind: int) -> object:
    if not feature.IsFieldSetAndNotNull(index):
        return None
    value = feature.GetField(index)
    return value.replace("/", "-") if kind == ogr.OFTDate else value
