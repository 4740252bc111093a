"""Archives and files of shapes as publishers offer them, read down to an area.

Nothing is unpacked to disk: GDAL reads inside a zip archive, after its list of members has been
looked through for what an honest archive does not have.
"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Callable, Sequence
from fnmatch import fnmatchcase
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from .. import geometry
from ..libraries import require
from .delimited import Unreadable, read_delimited
from .places import in_lambert93
from .shapes import Shapes, Wanted, layer_names, read_shapes

if TYPE_CHECKING:
    from pandas import DataFrame

_MEBIBYTE = 1024 * 1024
#: The largest member in sight is a national GeoJSON of 83 MB (sources/heat-brownfields 1.1).
LARGEST_MEMBER = 1024 * _MEBIBYTE
MOST_MEMBERS = 10_000
#: Text compresses some ten times; what compresses a thousand times was made to fill memory.
STRONGEST_COMPRESSION = 300

_DRIVERS = {
    ".geojson": ("GeoJSON",),
    ".json": ("GeoJSON",),
    ".shp": ("ESRI Shapefile",),
    ".gpkg": ("GPKG",),
}
_ENCRYPTED = 0x1
_CHUNK = _MEBIBYTE


def read_file(
    path: Path,
    members: Sequence[str] = (),
    wanted: Wanted | None = None,
    tick: Callable[[], None] = lambda: None,
) -> Shapes:
    """The rows of a file: a zip archive, a GeoPackage, GeoJSON or delimited text, told by its head.

    `members` are wildcards (`VSMAP*.shp`) for an archive's members or a GeoPackage's layers; all
    that can be read when there are none. The rows of each say in the column `member` where they
    are from, and share one CRS: the first's, or Lambert 93 where they differ.

    Raises:
        Unreadable: broken, or not what its head says, or without such a member.
    """
    with path.open("rb") as file:
        head = file.read(16)
    if head.startswith(b"PK"):
        return _read_archive(path, members, wanted, tick)
    if head.startswith(b"SQLite format 3"):
        return _read_package(str(path), members, wanted, tick)
    if head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"{", b"[")):
        return read_shapes(str(path), _DRIVERS[".geojson"], wanted=wanted, tick=tick)
    return _table(read_delimited(path.read_bytes()))


def archive_members(path: Path) -> dict[str, zipfile.ZipInfo]:
    """The members of a zip archive by name, folders left out.

    Raises:
        Unreadable: no zip archive, or one with paths that lead elsewhere, members that are
            encrypted, too many, too large or compressed as no data is.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError) as error:
        raise Unreadable("it is a broken zip archive ({reason})", reason=str(error)) from error
    if len(entries) > MOST_MEMBERS:
        raise Unreadable("it is a zip archive of {members} members", members=len(entries))
    for entry in entries:
        _refuse_tricks(entry)
    return {entry.filename: entry for entry in entries}


def read_member(path: Path, name: str) -> bytes:
    """The content of a member of an archive that `archive_members` let pass; raises Unreadable."""
    try:
        with zipfile.ZipFile(path) as archive:
            return archive.read(name)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError) as error:
        raise Unreadable(
            "its member {member} is broken ({reason})", member=name, reason=str(error)
        ) from error


def find_member(members: Sequence[str], name: str) -> str:
    """The member with this file name, in whatever folder and case; raises Unreadable."""
    for member in members:
        if PurePosixPath(member).name.casefold() == name.casefold():
            return member
    raise Unreadable("it has no member {member}", member=name)


def _refuse_tricks(entry: zipfile.ZipInfo) -> None:
    name = entry.filename
    parts = PurePosixPath(name).parts
    if name.startswith("/") or "\\" in name or ":" in name or ".." in parts or "}" in name:
        raise Unreadable("its member {member} leads out of the archive", member=repr(name))
    if entry.flag_bits & _ENCRYPTED:
        raise Unreadable("its member {member} is encrypted", member=name)
    too_dense = entry.file_size > STRONGEST_COMPRESSION * max(entry.compress_size, 1)
    if entry.file_size > LARGEST_MEMBER or (too_dense and entry.file_size > _MEBIBYTE):
        raise Unreadable(
            "its member {member} would take {size} MB once unpacked",
            member=name,
            size=entry.file_size // 1_000_000,
        )


def _read_archive(
    path: Path, members: Sequence[str], wanted: Wanted | None, tick: Callable[[], None]
) -> Shapes:
    entries = archive_members(path)
    readable = [name for name in entries if PurePosixPath(name).suffix.casefold() in _DRIVERS]
    chosen = _matching(readable, members)
    if not chosen:
        tables = [name for name in entries if name.casefold().endswith(".csv")]
        return _table(_tables(path, _matching(tables, members), entries))
    for name in chosen:
        _verify(path, [other for other in entries if _stem(other) == _stem(name)], tick)
    parts = {}
    for name in chosen:
        suffix = PurePosixPath(name).suffix.casefold()
        inside = f"/vsizip/{{{path.as_posix()}}}/{name}"
        if suffix == ".gpkg":
            parts[name] = _read_package(inside, (), wanted, tick)
        else:
            parts[name] = read_shapes(inside, _DRIVERS[suffix], wanted=wanted, tick=tick)
    return _together(parts)


def _table(frame: DataFrame) -> Shapes:
    return Shapes(frame, None, len(frame))


def _tables(path: Path, chosen: Sequence[str], entries: dict[str, zipfile.ZipInfo]) -> DataFrame:
    if not chosen:
        raise Unreadable(
            "it lacks what is to be read among its members ({members})",
            members=", ".join(list(entries)[:10]) or "–",
        )
    frames = [
        read_delimited(read_member(path, name)).assign(member=PurePosixPath(name).name)
        for name in chosen
    ]
    frame: DataFrame = require("pandas").concat(frames, ignore_index=True)
    return frame


def _read_package(
    path: str, layers: Sequence[str], wanted: Wanted | None, tick: Callable[[], None]
) -> Shapes:
    names = layer_names(path, _DRIVERS[".gpkg"])
    chosen = _matching(names, layers)
    if not chosen:
        raise Unreadable(
            "it has no layer {wanted} among {layers}",
            wanted=", ".join(layers),
            layers=", ".join(names) or "–",
        )
    return _together(
        {
            name: read_shapes(path, _DRIVERS[".gpkg"], name, wanted=wanted, tick=tick)
            for name in chosen
        }
    )


def _together(parts: dict[str, Shapes]) -> Shapes:
    """Several members as one table, in one CRS; a shape that has no place in it is left out."""
    codes = {part.epsg for part in parts.values() if part.epsg is not None}
    one = codes.pop() if len(codes) == 1 else None
    frames = {
        name: part.frame if one else in_lambert93(part.frame, part.epsg)
        for name, part in parts.items()
    }
    named = [frame.assign(member=PurePosixPath(name).name) for name, frame in frames.items()]
    together = require("pandas").concat(named, ignore_index=True)
    before = sum(part.frame["geometry"].notna().sum() for part in parts.values())
    return Shapes(
        together,
        one or (geometry.LAMBERT93 if codes else None),
        sum(part.read for part in parts.values()),
        int(before - together["geometry"].notna().sum()),
    )


def _matching(names: Sequence[str], wildcards: Sequence[str]) -> list[str]:
    """The names (or the file names in them) that a wildcard fits, whatever their case.

    None where one of the wildcards fits nothing: a part of what is wanted would pass for all.
    """

    def fits(name: str, wildcard: str) -> bool:
        forms = (name.casefold(), PurePosixPath(name).name.casefold())
        return any(fnmatchcase(form, wildcard.casefold()) for form in forms)

    if not all(any(fits(name, wildcard) for name in names) for wildcard in wildcards):
        return []
    return [name for name in names if not wildcards or any(fits(name, w) for w in wildcards)]


def _verify(path: Path, names: Sequence[str], tick: Callable[[], None]) -> None:
    """Read members through once, for their checksums: GDAL might stop short without a word."""
    try:
        with zipfile.ZipFile(path) as archive:
            for name in names:
                with archive.open(name) as member:
                    while member.read(_CHUNK):
                        tick()
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError) as error:
        raise Unreadable("it is a broken zip archive ({reason})", reason=str(error)) from error


def _stem(name: str) -> str:
    """A member's name up to the first dot of its file name: what a shapefile's parts share."""
    place = PurePosixPath(name)
    return str(place.with_name(place.name.split(".")[0])).casefold()
