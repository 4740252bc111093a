"""Where `qgis_process` is, beside the QGIS that is running."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

_NAME = "qgis_process"


def find_qgis_process(
    system: str, prefix: Path, program: Path, is_file: Callable[[Path], bool] = Path.is_file
) -> Path | None:
    """The `qgis_process` of a running QGIS, else the one on the PATH, else None.

    Args:
        system: as `platform.system()` says: Linux, Windows, Darwin.
        prefix: QGIS' prefix path.
        program: the running program.
        is_file: whether there is a file; for tests.
    """
    for path in _candidates(system, prefix, program):
        if is_file(path):
            return path
    on_path = shutil.which(_NAME)
    return None if on_path is None else Path(on_path)


def _candidates(system: str, prefix: Path, program: Path) -> Iterator[Path]:
    """Where each system's packages put it, the likeliest first."""
    if program.stem == _NAME:
        yield program
    if system == "Windows":
        # OSGeo4W and the installer: <root>/apps/qgis-ltr is the prefix. The program itself, for a
        # batch file's own child would outlive its being killed.
        yield prefix / "bin" / f"{_NAME}.exe"
        yield program.parent / f"{_NAME}.exe"
        for folder in (program.parent, prefix.parent.parent / "bin"):
            yield folder / f"{_NAME}-{prefix.name}.bat"
            yield folder / f"{_NAME}.bat"
    elif system == "Darwin":
        # QGIS.app/Contents/MacOS is the prefix, and where the program is.
        for folder in (prefix, program.parent):
            yield folder / "bin" / _NAME
            yield folder / _NAME
    else:
        # Debian's own is a script around the .bin.
        for name in (f"{_NAME}.bin", _NAME):
            yield prefix / "bin" / name
            yield program.parent / name
