"""What an import would make of a file's rows, before anything is kept or written."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from ..catalogue import Catalogue
from ..layers.ground import Ground
from ..layers.made import Made
from ..layers.recipes import recipe
from ..net.side_by_side import run_side_by_side
from ..sources import local
from ..sources.area import Area
from ..sources.instructions import load_instructions
from ..sources.local import LocalFile
from ..territories import atlas_territories
from .adding import told
from .keeping import import_stem, imports_named, kept_files
from .looking import Look

if TYPE_CHECKING:
    from pandas import DataFrame

    from ..sources.raw import RawTable


def fates_to_be(
    look: Look, name: str, imports: Path, catalogue: Catalogue, cancelled: Callable[[], bool]
) -> DataFrame:
    """The fates of a file's rows as `Imported` has them, beside the imports that are kept.

    Args:
        look: the file, looked at and corrected.
        name: what its import would be called ("" for its own name); one of that name gives way.
        imports: the folder where imports are kept.
        catalogue: the atlas' layers.
        cancelled: whether the user stopped.

    Raises:
        BadFile: it, or an earlier import into its layer, cannot be read.
        Cancelled: the user stopped.
    """
    job = {"rows": lambda: _fates(look, name, imports, catalogue)}
    # In a thread of ours, as an import does: pyproj crashes in QGIS' pooled threads.
    found = run_side_by_side(job, 1, cancelled, lambda _name, _result: None)["rows"]
    if isinstance(found, Exception):
        raise found
    return found


def _fates(look: Look, name: str, imports: Path, catalogue: Catalogue) -> DataFrame:
    made = rows_to_be(look, name, imports, catalogue)
    return told(made, LocalFile(look.path, look.table, look.how.layer).name)


def rows_to_be(look: Look, name: str, imports: Path, catalogue: Catalogue) -> Made:
    """What the user's rows of a layer would be with a file's among them; see `fates_to_be`.

    Not to be called in a pooled thread of QGIS'. Raises BadFile.
    """
    layer = catalogue.layer_of(look.table.name)
    gone = imports_named(imports, import_stem(look.path, look.how, name))
    before = kept_files(imports, catalogue).get(layer.id, [])
    tables = [_kept(file) for file in before if file.path not in gone]
    own, _ = local.read_local(look.path, look.table, layer=look.how.layer, how=look.how)
    tables.append(own)
    raw = {local.SOURCE: local.together(tables)}
    return recipe(layer)(raw, layer, Ground(Area.of(atlas_territories())))


def _kept(file: LocalFile) -> RawTable:
    """An earlier import as it stands; unlike `read_layer` this writes no mapping."""
    how = load_instructions(file.path, file.layer)
    return local.read_local(file.path, file.table, layer=file.layer, how=how)[0]
