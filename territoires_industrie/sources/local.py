"""The user's own files: found, read whatever wrote them, their columns given the atlas' names.

A file feeds the layer or table whose name it bears (wasteheat.csv, consumers.xlsx); a GeoPackage or
a workbook feeds one for each of its layers or sheets so named. Nothing is sent anywhere.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timezone
from pathlib import Path
from typing import TYPE_CHECKING

from .. import french, geometry
from ..catalogue import AtlasLayer, Catalogue, CatalogueError, Source, Table
from ..libraries import require
from ..territories import normalised
from .contents import KNOWN, MANY_LAYERS, kind_of, layers_of, read_content
from .delimited import Unreadable
from .instructions import MAPPING_SUFFIX, BadFile, Instructions, load_instructions
from .mappings import (
    columns_of_places,
    mapping_of,
    save_mapping,
    unread_columns,
    vanished_columns,
)
from .places import in_lambert93, of_the_kind, place_columns, with_places
from .raw import RawTable, Sample
from .terms import in_the_atlas_terms

if TYPE_CHECKING:
    from ..net.client import Client
    from .area import Area

SOURCE = "polenergie-local"


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
        saved = load_instructions(local.path, local.layer)
        raw, mapping = read_local(local.path, local.table, layer=local.layer, how=saved)
        if saved is None or mapping != saved.columns:
            save_mapping(local.path, mapping, local.layer)
        tables.append(raw)
    return together(tables)


def together(tables: Sequence[RawTable]) -> RawTable:
    """The rows of several files as one table, with the vintage of the oldest."""
    oldest = min(tables, key=lambda raw: raw.retrieved_at)
    frames = [in_lambert93(raw.frame, raw.epsg) for raw in tables]
    frame = require("pandas").concat(frames, ignore_index=True)
    return RawTable(
        source=SOURCE,
        frame=frame,
        epsg=geometry.LAMBERT93 if frame["geometry"].notna().any() else None,
        vintage=oldest.vintage,
        retrieved_at=oldest.retrieved_at,
        url=", ".join(raw.url for raw in tables),
        notes=tuple(note for raw in tables for note in raw.notes),
    )


def read_local(
    path: Path,
    table: Table,
    mapping: Mapping[str, str] | None = None,
    *,
    layer: str = "",
    how: Instructions | None = None,
) -> tuple[RawTable, dict[str, str]]:
    """The rows of a file under the atlas' names, and the mapping that gave these names.

    Args:
        path: CSV, TSV, TXT (any encoding and separator), XLSX, ODS, GPKG, GeoJSON, SHP, or a zip
            archive of shapes.
        table: whose columns and kind of shape are wanted.
        mapping: the file's columns that have a name in the atlas ("" for one not to be read);
            the others are matched by name, French title or alias, whatever their case and accents.
        layer: of a GeoPackage or workbook with several.
        how: whatever else is known of how to read it, and the mapping where that is not given.

    The frame has the columns so renamed, the others under their own names, `table` (the table's
    name), `ti_file` and `ti_line` (where each row stands) and `geometry` (WKB or None; from columns
    of coordinates where there is no shape). Its notes name the columns that nothing was taken from.

    Raises:
        BadFile: unreadable, empty, without a column that only the user can have mapped, or of
            another kind of shape than the table's.
    """
    name = LocalFile(path, table, layer).name
    how = how or Instructions()
    wanted = mapping if mapping is not None else how.columns or None
    try:
        content = read_content(path, how, layer)
        frame = content.frame
        if frame.empty:
            raise Unreadable("it has no row")
        used = mapping_of(frame, table, wanted, name)
        named = columns_of_places(used)
        placed = place_columns(frame, named)
        frame, epsg, notes = with_places(frame, content.epsg, how.epsg, named)
        frame, said = of_the_kind(frame, table.geometry)
    except (Unreadable, geometry.GeometryError, OSError) as error:
        raise BadFile(
            "Your file {file} cannot be used: {reason}. Correct it, or save it again as CSV in "
            "UTF-8 or as GeoPackage.",
            file=name,
            reason=error,
        ) from error
    notes = [*content.notes, *notes, *said]
    notes += [*unread_columns(frame, used), *vanished_columns(wanted, used)]
    notes += [f"provenance indiquée : {how.origin}."] if how.origin else []
    frame, odd = in_the_atlas_terms(frame, used, table, how, placed)
    frame = frame.assign(table=table.name, ti_file=name, ti_line=list(content.lines))
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


def _is_data(path: Path) -> bool:
    """Whether it is a file of data: no mapping of ours, no lock that a spreadsheet leaves."""
    ours = path.name.endswith(MAPPING_SUFFIX) or path.name.startswith(("~", "."))
    return path.is_file() and kind_of(path) in KNOWN and not ours


def _fillable(catalogue: Catalogue) -> list[str]:
    """The layers that a user's file may feed."""
    return [layer.id for layer in catalogue.layers.values() if layer.family == "atlas"]


def _fed_by(path: Path, catalogue: Catalogue) -> list[LocalFile]:
    """What a file feeds: as its instructions say, by its layers' or sheets' names, else its own."""
    how = load_instructions(path)
    if how is not None and how.table:
        table = _table(how.table, catalogue)
        return [LocalFile(path, table, how.layer)] if table else []
    if kind_of(path) in MANY_LAYERS:
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
    try:
        return layers_of(path)
    except Unreadable as error:
        raise BadFile(
            "Your file {file} cannot be opened: {reason}. Save it again, or take it out of the "
            "folder of your own data.",
            file=path.name,
            reason=error,
        ) from error
