"""The edition that the plugin ships: text tables that people review, a GeoPackage at first use.

`resources/embedded/` holds one CSV a table (places as lon and lat or wkt in EPSG:4326, or none
where the commune's centre is meant), GeoJSON for the base map, and the records of the edition;
`resources/territories/` gives the limits and the communes.
"""

from __future__ import annotations

import csv
import json
import math
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, fields, replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .catalogue import Catalogue, Table, load_catalogue
from .conformity import EditionError, MisfitError
from .edition import (
    Availability,
    Edition,
    EditionCancelled,
    Provenance,
    write_edition,
)
from .geometry import GeometryError, from_geojson, from_wkt, point, to_lambert93
from .libraries import require
from .pace import Progress
from .serving import EMBEDDED_FOLDER, fingerprint, found_whole, shipped_in
from .territories import (
    TerritoryError,
    all_communes,
    atlas_territories,
    commune_rows,
    epci_rows,
    perimeter_rows,
)

if TYPE_CHECKING:
    from pandas import DataFrame

ABSENT = "Couche absente de cette édition."

_UNREADABLE = "{file} cannot be read ({error}): install the plugin again."

_FROM_TERRITORIES: dict[str, Callable[[], Iterable[dict[str, Any]]]] = {
    "communes": commune_rows,
    "epci": epci_rows,
    "perimeters": perimeter_rows,
}
_PLACES = ("lon", "lat", "wkt")
_COUNTED = {"rows", "rows_rejected", "sum"}

Row = dict[str, Any]


@dataclass(frozen=True)
class TextTable:
    """Rows read from a file of people, and where each of them stands in it."""

    path: Path | None
    rows: list[Row]
    places: list[str]

    def error(self, misfit: MisfitError) -> EditionError:
        """The same complaint, told by file and line."""
        if self.path is None:
            return misfit
        return _error(self.path, self.places[misfit.row], misfit.column, misfit.reason)


def build_embedded(
    folder: str | Path,
    cancelled: Callable[[], bool] = lambda: False,
    progress: Progress = lambda _share, _text: None,
    source: Path = EMBEDDED_FOLDER,
) -> Edition:
    """The embedded edition in `folder`: written there, or the one already made from the same text.

    An edition is used again only as long as it holds all tables of the catalogue, and their rows
    have the checksum that they were written with: one that somebody edited is left to them.

    `progress` is told a share from 0 to 1 and the table being read. Raises EditionError, which
    names file, line and column of a table that cannot be used, and EditionCancelled.
    """
    catalogue = load_catalogue()
    head = _read_head(source / "edition.json")
    created = datetime.fromisoformat(head.pop("created"))
    made = shipped_in(Path(folder), source)
    if made is not None:
        return made
    text = fingerprint(source)
    tables = dict(_read_tables(source, catalogue, cancelled, progress))
    progress(0.8, "GeoPackage")
    try:
        edition = write_edition(
            folder,
            {name: _frame(table.rows) for name, table in tables.items()},
            _read_provenance(source / "provenance.csv"),
            _read_availability(source / "availability.csv", tables, catalogue),
            created,
            catalogue,
            {**head, "fingerprint": text},
            cancelled,
        )
    except MisfitError as misfit:
        raise tables[misfit.table].error(misfit) from misfit
    found_whole(edition)
    progress(1.0, edition.path.name)
    return edition


# ---------------------------------------------------------------- the tables


def _read_tables(
    source: Path,
    catalogue: Catalogue,
    cancelled: Callable[[], bool],
    progress: Progress,
) -> Iterator[tuple[str, TextTable]]:
    for number, table in enumerate(catalogue.tables):
        if cancelled():
            raise EditionCancelled("The edition was cancelled while its text was read.")
        progress(0.8 * number / len(catalogue.tables), table.name)
        yield table.name, _read_table(source, table)


def _read_table(source: Path, table: Table) -> TextTable:
    if table.name in _FROM_TERRITORIES:
        try:
            return TextTable(None, list(_FROM_TERRITORIES[table.name]()), [])
        except TerritoryError as error:
            raise EditionError(error.sentence, **error.values) from error
    for folder in (source, source / "base"):
        for suffix, read in ((".csv", _read_csv), (".geojson", _read_geojson)):
            path = folder / f"{table.name}{suffix}"
            if path.is_file():
                return read(path, table)
    return TextTable(None, [], [])


def _read_csv(path: Path, table: Table) -> TextTable:
    types = {field.name: field.type for field in table.fields}
    rows, places = [], []
    for line, cells in _cells(path):
        for column in cells:
            if column not in types and column not in _PLACES:
                raise _error(path, "line 1", column, "the catalogue does not know this column")
        row = {
            name: _value(path, line, name, text, types[name])
            for name, text in cells.items()
            if name in types
        }
        row["geometry"] = _place(path, line, cells)
        rows.append(row)
        places.append(line)
    return TextTable(path, rows, places)


def _read_geojson(path: Path, table: Table) -> TextTable:
    names = [field.name for field in table.fields]
    rows, places = [], []
    for number, feature in enumerate(_read_json(path).get("features", ()), start=1):
        place = f"feature {number}"
        row = dict.fromkeys(names) | feature["properties"]
        try:
            row["geometry"] = to_lambert93(from_geojson(feature["geometry"]))
        except GeometryError as error:
            raise _error(path, place, "geometry", str(error)) from error
        rows.append(row)
        places.append(place)
    return TextTable(path, rows, places)


def _place(path: Path, line: str, cells: dict[str, str]) -> bytes:
    """Where a row stands, as WKB in EPSG:2154: its own place, else its commune's centre."""
    try:
        if cells.get("wkt"):
            return to_lambert93(from_wkt(cells["wkt"]))
        if cells.get("lon") or cells.get("lat"):
            lon, lat = (_value(path, line, name, cells[name], "real") for name in ("lon", "lat"))
            if lon is None or lat is None:
                raise _error(path, line, "lat" if lat is None else "lon", "a place needs both")
            return to_lambert93(point(lon, lat))
    except GeometryError as error:
        raise _error(path, line, "wkt" if cells.get("wkt") else "lon", str(error)) from error
    if cells.get("position") != "commune":
        raise _error(path, line, "position", "without lon and lat or wkt it has to be 'commune'")
    commune = all_communes().get(cells.get("insee", ""))
    if commune is None:
        raise _error(path, line, "insee", f"no commune is known as {cells.get('insee')!r}")
    return commune.centre


def _frame(rows: list[Row]) -> DataFrame:
    """Columns as they were read: pandas would make floats of integers beside empty cells."""
    return require("pandas").DataFrame(rows, dtype="object")


# ---------------------------------------------------------------- the records


def _read_head(path: Path) -> dict[str, str]:
    head: dict[str, str] = _read_json(path)
    try:
        datetime.fromisoformat(head["created"])
    except (KeyError, ValueError) as error:
        raise _error(path, "line 1", "created", "an ISO date and time is needed") from error
    return head


def _read_provenance(path: Path) -> list[Provenance]:
    """The entries; what they say of rows and sums is counted anew when the edition is written."""
    known = {field.name for field in fields(Provenance)}
    entries = []
    for line, cells in _cells(path):
        for column in ("layer", "source"):
            if not cells.get(column):
                raise _error(path, line, column, "a value is required")
        for column in cells.keys() - known:
            raise _error(path, "line 1", column, "provenance has no such column")
        rejected = _value(path, line, "rows_rejected", cells.get("rows_rejected", ""), "integer")
        said: dict[str, Any] = {column: cells[column] for column in cells.keys() - _COUNTED}
        entries.append(Provenance(**said, rows_rejected=rejected or 0))
    return entries


def _read_availability(
    path: Path, tables: dict[str, TextTable], catalogue: Catalogue
) -> list[Availability]:
    """The typed entries, and what follows for the atlas' territories that have none.

    A layer whose rows belong to no territory (roads) covers the region: what was typed of it once
    holds everywhere. Any other is absent where nothing was typed.
    """
    typed = [_availability(path, line, cells) for line, cells in _cells(path)]
    known = {(entry.layer, entry.territory) for entry in typed}
    entries = list(typed)
    for layer in catalogue.layers.values():
        if layer.family != "atlas":
            continue
        rows = [row for table in layer.tables for row in tables[table.name].rows]
        regional = bool(rows) and not any(row.get("rattachement") for row in rows)
        model = next((entry for entry in typed if regional and entry.layer == layer.id), None)
        model = model or Availability(layer.id, "", "absent", ABSENT)
        entries += [
            replace(model, territory=territory.id)
            for territory in atlas_territories()
            if (layer.id, territory.id) not in known
        ]
    return entries


def _availability(path: Path, line: str, cells: dict[str, str]) -> Availability:
    for column in (field.name for field in fields(Availability)):
        if not cells.get(column):
            raise _error(path, line, column, "a value is required")
    return Availability(**cells)


# ---------------------------------------------------------------- reading text


def _cells(path: Path) -> Iterator[tuple[str, dict[str, str]]]:
    """("line 12", {column: text}) of each row of a CSV file."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.reader(file, strict=True)
            header = next(reader, [])
            for cells in reader:
                line = f"line {reader.line_num}"
                if len(cells) != len(header):
                    column = header[min(len(cells), len(header) - 1)] if header else ""
                    reason = f"the row has {len(cells)} cells, the header {len(header)}"
                    raise _error(path, line, column, reason)
                yield line, dict(zip(header, cells, strict=True))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise EditionError(_UNREADABLE, file=path.name, error=error) from error


def _read_json(path: Path) -> dict[str, Any]:
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:  # a decoding error is a ValueError
        raise EditionError(_UNREADABLE, file=path.name, error=error) from error
    if not isinstance(content, dict):
        raise _error(path, "line 1", "", "an object is needed")
    return content


def _value(path: Path, line: str, column: str, text: str, kind: str) -> Any:
    """The cell as its column's type; an empty one is nothing."""
    if text == "":
        return None
    try:
        return _PARSERS[kind](text)
    except ValueError as error:
        raise _error(path, line, column, f"{text!r} is no {_KINDS[kind]}") from error


def _real(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise ValueError(text)
    return number


_PARSERS: dict[str, Callable[[str], Any]] = {
    "text": str,
    "integer": int,
    "real": _real,
    "date": date.fromisoformat,
}
_KINDS = {"integer": "whole number", "real": "number", "date": "date (YYYY-MM-DD)"}


def _error(path: Path, line: str, column: str, reason: str) -> EditionError:
    return EditionError(f'{path.name}, {line}, column "{column}": {reason}.')
