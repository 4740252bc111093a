"""The folder of the user's imports: each file with its instructions, put there at one stroke.

A file is named `<table>.<name>.<ending>`, so that every refresh knows what it feeds; what belongs
to it stands beside it as `….mapping.json`.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from ..catalogue import Catalogue
from ..errors import AtlasError
from ..files import FileIsThere
from ..layers.columns import slug
from ..sources.contents import kind_of
from ..sources.instructions import MAPPING_SUFFIX, Instructions, mapping_place, written_out
from ..sources.local import LocalFile, local_files

_SHAPEFILE = ".shp"
_PACKAGE = ".gpkg"
#: Letters of a name.
LONGEST = 60


class CannotKeep(AtlasError):
    """A file cannot be put into the folder of imports."""


@dataclass(frozen=True)
class Staged:
    """A file ready to be put in its place, and the earlier import that it replaces."""

    file: Path
    target: Path
    replaced: tuple[Path, ...]

    def put(self) -> Path:
        """Put it there, its instructions first; the earlier import goes last.

        Raises:
            CannotKeep: the folder refuses it; the earlier import stays.
        """
        try:
            os.replace(mapping_place(self.file), mapping_place(self.target))
            os.replace(self.file, self.target)
            for old in self.replaced:
                if old != self.target:
                    old.unlink()
                    mapping_place(old).unlink(missing_ok=True)
        except OSError as error:
            raise _cannot(self.target.parent, error) from error
        return self.target


@contextmanager
def staged(
    source: Path, how: Instructions, folder: Path, name: str, *, replace: bool
) -> Iterator[Staged]:
    """A copy of a file with its instructions in a workshop beside its place, which goes afterwards.

    Args:
        source: the user's file; of a shapefile all parts go into one archive.
        how: its instructions, `table` among them.
        folder: where imports are kept; it is made.
        name: what the import is called, "" for the file's own name.
        replace: whether an earlier import of that name may give way.

    Raises:
        FileIsThere: one has that name.
        CannotKeep: the folder cannot be written to.
    """
    stem = import_stem(source, how, name)
    earlier = tuple(imports_named(folder, stem))
    if earlier and not replace:
        raise FileIsThere(
            'An import named "{name}" is there already ({file}): ask for it to be replaced, or '
            "give this one another name.",
            name=stem.partition(".")[2],
            file=earlier[0].name,
        )
    ending = ".zip" if kind_of(source) == _SHAPEFILE else kind_of(source)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        workshop = Path(tempfile.mkdtemp(prefix=".import-", dir=folder))
    except OSError as error:
        raise _cannot(folder, error) from error
    try:
        file = workshop / f"{stem}{ending}"
        _copy(source, file)
        mapping_place(file).write_text(written_out(how), encoding="utf-8")
        yield Staged(file, folder / file.name, earlier)
    except OSError as error:
        raise _cannot(folder, error) from error
    finally:
        shutil.rmtree(workshop, ignore_errors=True)


def keep(source: Path, how: Instructions, folder: Path, name: str, *, replace: bool) -> Path:
    """Keep a file for the next refresh, which takes it in; arguments and errors as `staged`."""
    with staged(source, how, folder, name, replace=replace) as ready:
        return ready.put()


def import_stem(source: Path, how: Instructions, name: str) -> str:
    """What a file's import is named, without its ending."""
    return f"{how.table}.{slug(name or source.stem)[:LONGEST] or 'fichier'}"


def imports_named(folder: Path, stem: str) -> list[Path]:
    """The imports of that name in a folder, whatever their ending."""
    if not folder.is_dir():
        return []
    return [
        path
        for path in sorted(folder.iterdir())
        if path.name.rpartition(".")[0] == stem and not path.name.endswith(MAPPING_SUFFIX)
    ]


def kept_files(folder: Path, catalogue: Catalogue) -> dict[str, list[LocalFile]]:
    """The imports of a folder by the layer that they feed; none where there is no folder."""
    return local_files(folder, catalogue) if folder.is_dir() else {}


def _copy(source: Path, target: Path) -> None:
    if kind_of(source) == _SHAPEFILE:
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
            for part in sorted(source.parent.iterdir()):
                if part.stem == source.stem and part.suffix.casefold() not in (".zip", ".qgz"):
                    archive.write(part, part.name)
    elif kind_of(source) == _PACKAGE:
        _copy_package(source, target)
    else:
        shutil.copyfile(source, target)
    target.chmod(0o644)
    written = source.stat()
    os.utime(target, ns=(written.st_atime_ns, written.st_mtime_ns))


def _copy_package(source: Path, target: Path) -> None:
    """A GeoPackage with what is still in its write-ahead log, where somebody has it open."""
    log = source.with_name(f"{source.name}-wal")
    if log.is_file() and log.stat().st_size:
        with suppress(sqlite3.Error):
            with closing(sqlite3.connect(source)) as old, closing(sqlite3.connect(target)) as new:
                old.backup(new)
            return
    shutil.copyfile(source, target)


def _cannot(folder: Path, error: OSError) -> CannotKeep:
    return CannotKeep(
        "The import cannot be kept in {folder} ({reason}): check the free space and the rights "
        "there, or choose another folder.",
        folder=folder,
        reason=error,
    )
