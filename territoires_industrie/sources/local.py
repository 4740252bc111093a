"""The user's own files: found, read whatever wrote them, their columns given the atlas' names.

A file feeds the layer or table whose name it bears (wasteheat.csv, consumers.xlsx); a GeoPackage or
a workbook feeds one for each of its layers or sheets so named. Nothing is sent anywhere.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timezone
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .. import french, geometry
from ..catalogue import AtlasLayer, Catalogue, CatalogueError, Field, Source, Table
from ..libraries import require
from ..territories import normalised
from .archives import archive_members, read_file
from .delimited import Unreadable, read_delimited
from .mappings import (
    MAPPING_SUFFIX,
    BadFile,
    load_mapping,
    mapping_of,
    renamed,
    save_mapping,
    unread_columns,
    vanished_columns,
)
from .places import in_lambert93, of_the_kind, with_places
from .raw import RawTable, Sample
from .shapes import configured, layer_names, read_shapes

if TYPE_CHECKING:
    from pandas import DataFrame

    from ..net.client import Client
    from .area import Area

SOURCE = "polenergie-local"

_TEXTS = (".csv", ".tsv", ".txt")
_WORKBOOKS = {".xlsx": "XLSX", ".ods": "ODS"}
_SHAPES = {
    ".geojson": "GeoJSON",
    ".json": "GeoJSON",
    ".gpkg": "GPKG",
    ".shp": "ESRI Shapefile",
}
_MANY_LAYERS = (*_WORKBOOKS, ".gpkg")
_KNOWN = (*_TEXTS, *_WORKBOOKS, *_SHAPES, ".zip")
#: Of a workbook, the first row is the heading, even where all rows are texts.
_HEADINGS = {"OGR_XLSX_HEADERS": "FORCE", "OGR_ODS_HEADERS": "FORCE"}
_NUMERIC = ("integer", "real")


@dataclass(frozen=True)
class LocalFile:
    """A file (and of one with several, a layer or sheet) and the table that it feeds."""

    path: Path
    table: Table
    layer: str = ""

    @property
    def name(self) -> str:
        """As the user knows it: the file, then its layer or sheet."""
        return f"{self.path.name} ({self.layer})" if self.layer else self.path.name


def local_files(path: Path, catalogue: Catalogue) -> dict[str, list[LocalFile]]:
    """The user's files by the id of the layer that they feed, in the order of their names.

    Args:
        path: a file, or a folder whose files are looked at (not those in folders below).
        catalogue: the names that files may bear: a layer's id or a table's name.

    Raises:
        BadFile: there is no such path; a file alone, or a folder of files, none of which bears a
            name of the atlas; a workbook or GeoPackage that cannot be opened.
    """
    if not path.exists():
        raise BadFile(
            "There is no file or folder {path}: choose your own data again, or none.", path=path
        )
    found: dict[str, list[LocalFile]] = {}
    candidates = sorted(path.iterdir()) if path.is_dir() else [path]
    files = [file for file in candidates if _is_data(file)]
    for file in files:
        for local in _fed_by(file, catalogue):
            found.setdefault(catalogue.layer_of(local.table.name).id, []).append(local)
    if files and not found:
        raise BadFile(
            "No file of {path} is named after a layer of the atlas ({names}): rename it, for "
            "instance wasteheat.csv, or give its layer or sheet that name.",
            path=path.name,
            names=", ".join(_fillable(catalogue)),
        )
    return found


def read_layer(layer: AtlasLayer, files: Sequence[LocalFile]) -> RawTable:
    """All the rows that the user has for a layer, shapes in EPSG:2154; see `read_local`.

    A mapping saved beside a file is used; what was found besides is saved with it, for the user
    to correct. The vintage is the oldest file's. Raises BadFile.
    """
    tables = []
    for local in files:
        saved = load_mapping(local.path, local.layer)
        raw, mapping = read_local(local.path, local.table, saved, layer=local.layer)
        if mapping != saved:
            save_mapping(local.path, mapping, local.layer)
        tables.append(raw)
    oldest = min(tables, key=lambda raw: raw.retrieved_at)
    frames = [in_lambert93(raw.frame, raw.epsg) for raw in tables]
    frame = require("pandas").concat(frames, ignore_index=True)
    return RawTable(
        source=SOURCE,
        frame=frame,
        epsg=geometry.LAMBERT93 if frame["geometry"].notna().any() else None,
        vintage=oldest.vintage,
        retrieved_at=oldest.retrieved_at,
        url=", ".join(local.name for local in files),
        notes=tuple(note for raw in tables for note in raw.notes),
    )


def read_local(
    path: Path, table: Table, mapping: Mapping[str, str] | None = None, *, layer: str = ""
) -> tuple[RawTable, dict[str, str]]:
    """The rows of a file under the atlas' names, and the mapping that gave these names.

    Args:
        path: CSV, TSV, TXT (any encoding and separator), XLSX, ODS, GPKG, GeoJSON, SHP, or a zip
            archive of shapes.
        table: whose columns and kind of shape are wanted.
        mapping: the file's columns that have a name in the atlas ("" for one not to be read);
            the others are matched by name, French title or alias, whatever their case and accents.
        layer: of a GeoPackage or workbook with several.

    The frame has the columns so renamed, the others under their own names, `table` (the table's
    name) and `geometry` (WKB or None; from columns of coordinates where there is no shape). Its
    notes name the columns that nothing was taken from.

    Raises:
        BadFile: unreadable, empty, without a column that only the user can have mapped, or of
            another kind of shape than the table's.
    """
    name = LocalFile(path, table, layer).name
    try:
        frame, epsg = _content(path, layer)
        if frame.empty:
            raise Unreadable("it has no row")
        frame, epsg, notes = with_places(frame, epsg)
        frame, said = of_the_kind(frame, table.geometry)
    except (Unreadable, geometry.GeometryError, OSError) as error:
        raise BadFile(
            "Your file {file} cannot be used: {reason}. Correct it, or save it again as CSV in "
            "UTF-8 or as GeoPackage.",
            file=name,
            reason=error,
        ) from error
    used = mapping_of(frame, table, mapping, name)
    notes += [*said, *unread_columns(frame, used), *vanished_columns(mapping, used)]
    frame = renamed(frame, used)
    frame, odd = _with_numbers(frame, table.fields)
    frame["table"] = table.name
    written = datetime.fromtimestamp(path.stat().st_mtime, timezone.utc)
    raw = RawTable(
        source=SOURCE,
        frame=frame,
        epsg=epsg,
        vintage=french.long_date(written.date()),
        retrieved_at=written,
        url=name,  # the folder's path may name the user
        notes=tuple(f"{name}, {note}" for note in (*notes, *odd)),
    )
    return raw, used


def sample(source: Source, area: Area, client: Client) -> Sample:
    """Nothing is looked at: the file is the user's, and is given with each run."""
    return Sample((), None, "", "Fichier de l'utilisateur : lu à chaque mise à jour, non vérifié.")


# ---------------------------------------------------------------- files


def _with_numbers(frame: DataFrame, fields: Sequence[Field]) -> tuple[DataFrame, list[str]]:
    """Texts as numbers where the atlas wants numbers, also `1 234,5`; notes on what is none.

    A cell that is no number stays as it is, for the layer to account for.
    """
    pandas, notes = require("pandas"), []
    for field in fields:
        if field.type not in _NUMERIC or field.name not in frame or field.is_yes_or_no:
            continue  # a layer understands `oui` and `non`
        cells = frame[field.name]
        plain = cells.map(_plain_number)
        numbers = pandas.to_numeric(plain, errors="coerce").astype("float64")
        wrong = cells[numbers.isna() & cells.notna()]
        frame[field.name] = numbers.astype("object").where(numbers.notna(), cells)
        if len(wrong):
            notes.append(
                f"valeurs de « {field.title} » qui ne sont pas des nombres : "
                f"{french.number(len(wrong))} (par exemple « {str(wrong.iloc[0])[:30]} »)."
            )
    return frame, notes


def _plain_number(cell: Any) -> Any:
    if isinstance(cell, str):
        return "".join(cell.split()).replace(",", ".")
    return cell if isinstance(cell, (int, float)) and not isinstance(cell, bool) else None


def _kind(path: Path) -> str:
    return path.suffix.casefold()


def _is_data(path: Path) -> bool:
    """Whether it is a file of data: no mapping of ours, no lock that a spreadsheet leaves."""
    ours = path.name.endswith(MAPPING_SUFFIX) or path.name.startswith(("~", "."))
    return path.is_file() and _kind(path) in _KNOWN and not ours


def _fillable(catalogue: Catalogue) -> list[str]:
    """The layers that a user's file may feed."""
    return [layer.id for layer in catalogue.layers.values() if layer.family == "atlas"]


def _fed_by(path: Path, catalogue: Catalogue) -> list[LocalFile]:
    """What a file feeds: by its layers' or sheets' names, else by its own."""
    if _kind(path) in _MANY_LAYERS:
        tables = {name: _table(name, catalogue) for name in _layers(path)}
        named = [LocalFile(path, table, name) for name, table in tables.items() if table]
        if named:
            return named
    table = _table(path.name.split(".")[0], catalogue)
    return [LocalFile(path, table)] if table else []


def _table(name: str, catalogue: Catalogue) -> Table | None:
    """The table of that name, or the first of the layer with that id; None for other names."""
    wanted = normalised(name).replace(" ", "_")
    layer = catalogue.layers.get(wanted)
    if layer is not None and layer.family == "atlas":
        tables = {table.name: table for table in layer.tables}
        return tables.get(wanted, layer.tables[0])
    try:
        table = catalogue.table(wanted)
    except CatalogueError:
        return None
    return table if catalogue.layer_of(wanted).family == "atlas" else None


def _layers(path: Path) -> tuple[str, ...]:
    driver = _WORKBOOKS.get(_kind(path)) or _SHAPES[_kind(path)]
    try:
        if _kind(path) in _WORKBOOKS:
            archive_members(path)
        return layer_names(str(path), (driver,))
    except Unreadable as error:
        raise BadFile(
            "Your file {file} cannot be opened: {reason}. Save it again, or take it out of the "
            "folder of your own data.",
            file=path.name,
            reason=error,
        ) from error


def _content(path: Path, layer: str) -> tuple[DataFrame, int | None]:
    """A file's rows with `geometry`, under its own names; raises Unreadable, OSError."""
    kind = _kind(path)
    if kind in _TEXTS:
        return read_delimited(path.read_bytes(), ragged=True), None
    if kind in _WORKBOOKS:
        archive_members(path)  # a workbook is a zip archive, and may be a bad one
        with configured(_HEADINGS):
            shapes = read_shapes(str(path), (_WORKBOOKS[kind],), layer)
        return _filled(shapes.frame), None
    if kind in _SHAPES:
        shapes = read_shapes(str(path), (_SHAPES[kind],), layer)
        return shapes.frame, shapes.epsg
    if kind == ".zip":
        shapes = read_file(path)
        return shapes.frame.drop(columns="member", errors="ignore"), shapes.epsg
    raise Unreadable('it is no kind of file that is read here ("{kind}")', kind=kind or "–")


def _filled(frame: DataFrame) -> DataFrame:
    """A sheet without the empty rows and columns that spreadsheets leave around a table."""
    cells = frame.drop(columns="geometry")
    cells = cells.where(cells.notna() & (cells != ""), None)
    filled: DataFrame = cells.dropna(how="all").reset_index(drop=True)
    return filled
