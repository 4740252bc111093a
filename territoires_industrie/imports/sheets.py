"""Which sheet of a workbook, or layer of a GeoPackage, an import is meant to read."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from ..catalogue import Catalogue
from ..errors import AtlasError
from ..sources.contents import layers_of
from ..sources.instructions import BadFile, Instructions
from .looking import Look, look


def look_inside(
    path: Path,
    catalogue: Catalogue,
    wanted: str = "",
    sheet: str = "",
    how: Instructions | None = None,
    remembered: Path | None = None,
    usual: Mapping[str, str] | None = None,
) -> Look:
    """Look at a file; of one with several sheets, at the first that holds a table for the atlas.

    A page of words before it ("Lisez-moi") is no table. Arguments and errors as for `look`.
    """
    sheets = () if sheet else _several(path)
    # The first one without its name, where that tells nothing: another file may call it otherwise.
    for each in ("", *sheets) if sheets else ():
        try:
            found = look(path, catalogue, wanted, each, how, remembered, usual)
        except BadFile:
            continue
        if _is_table(found):
            return found
    if sheets:
        raise BadFile(
            "No sheet or layer of your file {file} ({sheets}) says which layer of the atlas it is "
            "for: choose the one to read and the layer that it goes to.",
            file=path.name,
            sheets=", ".join(sheets),
        )
    return look(path, catalogue, wanted, sheet, how, remembered, usual)


def _several(path: Path) -> tuple[str, ...]:
    """The sheets of a file that has several; none of one that cannot be read: `look` says why."""
    try:
        sheets = layers_of(path)
    except (AtlasError, OSError):
        return ()
    return sheets if len(sheets) > 1 else ()


def _is_table(found: Look) -> bool:
    frame = found.content.frame
    placed = "geometry" in frame and bool(frame["geometry"].notna().any())
    return placed or len(found.columns) > 1
