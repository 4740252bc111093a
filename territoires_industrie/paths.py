"""Where the plugin's shipped files are, and where it keeps what is the user's."""

from __future__ import annotations

import os
from pathlib import Path

ROOT = Path(__file__).parents[1]
RESOURCES = ROOT / "resources"
ICON = RESOURCES / "icons" / "icon.svg"
HELP = RESOURCES / "help"

#: Names the plugin's own folder, where it is not in the QGIS profile in use; set for workers.
OWN_FOLDER_VARIABLE = "TERRITOIRES_INDUSTRIE_FOLDER"


def own_folder() -> Path:
    """Where the plugin keeps what is the user's: editions, the cache, own sources and templates."""
    # Imported here: everything else in this module is for rooms without QGIS too.
    from qgis.core import QgsApplication

    lent = os.environ.get(OWN_FOLDER_VARIABLE)
    return Path(lent or Path(QgsApplication.qgisSettingsDirPath()) / "territoires_industrie")


def perimeters_folder() -> Path:
    """Where perimeters of one's own are kept: in the plugin's own folder."""
    return own_folder() / "perimetres"


def own_editions() -> Path:
    """Where editions are kept, and the shipped one made, unless another folder was chosen."""
    return own_folder() / "editions"


def derived_editions() -> Path:
    """Where editions are kept as they are seen from perimeters of one's own."""
    return perimeters_folder() / "editions"


def plain(path: Path) -> str:
    """A path as all that lead to one place are written: two of these are equal."""
    return os.path.normcase(os.path.realpath(path))
