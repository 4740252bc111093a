"""One edition, open: its rows as frames, and its records."""

from __future__ import annotations

import os
import sqlite3
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from ..conformity import EditionError
from ..corrections.outcome import Outcome, read_outcomes
from ..libraries import require
from .geopackage import read_columns, reading
from .records import (
    Accounting,
    Availability,
    Provenance,
    all_records,
    read_accounting,
    read_availability,
    read_provenance,
    table_names,
)

if TYPE_CHECKING:
    from pandas import DataFrame

FORMAT = "2"
EPSG = 2154

#: What an edition says of itself alone.
_OF_ITSELF = ("format", "created", "plugin", "checksum", "fingerprint")


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
        record = read_record(file)
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
            return set(table_names(database))

    def frame(self, table: str) -> DataFrame:
        """The rows of a table, in the order written; ``geometry`` is WKB in EPSG:2154 or None.

        Text and dates (ISO) are str or None, integers the nullable Int64, reals float64.
        """
        pandas = require("pandas")
        self.uri(table)
        columns = read_columns(self.path, table)
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
        return self.record.get("checksum") == checksum_of(self.path)

    def provenance(self, layer: str | None = None) -> list[Provenance]:
        """The provenance of every layer, or of one, in the order written."""
        with reading(self.path) as database:
            entries = read_provenance(database)
        return [entry for entry in entries if layer in (None, entry.layer)]

    def availability(self, territory_id: str) -> dict[str, Availability]:
        """What the edition knows of each layer in a territory, by layer id."""
        return {
            entry.layer: entry for entry in self.availabilities() if entry.territory == territory_id
        }

    def availabilities(self) -> list[Availability]:
        """What the edition knows of each layer in every territory, in the order written."""
        with reading(self.path) as database:
            return read_availability(database)

    def accounting(self) -> list[Accounting]:
        """What became of every row that was read, in the order written."""
        with reading(self.path) as database:
            return read_accounting(database)

    def corrections(self) -> list[Outcome]:
        """What became of the analyst's corrections, in the order of their replay."""
        with reading(self.path) as database:
            return read_outcomes(database)


def read_record(path: Path) -> dict[str, str]:
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


def checksum_of(path: Path, before_table: Callable[[], None] = lambda: None) -> str:
    """A CRC-32 over all rows, their provenance, availability and accounts, in hexadecimal.

    It tells that somebody edited them, not that somebody meant harm. `before_table` is called
    before each table and may raise.
    """
    with reading(path) as database:
        names = sorted(table_names(database))
        records = all_records(database)
    checksum = zlib.crc32(repr(records).encode())
    for name in names:
        before_table()
        checksum = zlib.crc32(repr((name, read_columns(path, name))).encode(), checksum)
    return f"{checksum:08x}"


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
