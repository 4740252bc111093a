"""The pages' font, lent to Qt where the system has none, so that pages are alike everywhere."""

from __future__ import annotations

from functools import cache

from qgis.core import QgsFontUtils
from qgis.PyQt.QtGui import QFontDatabase

from ..paths import RESOURCES

FAMILY = "Open Sans"
FOLDER = RESOURCES / "fonts"


@cache
def provide() -> str:
    """Make `FAMILY` usable in this process; the family's name, or "" where it stays unknown.

    Once a process, and before the first text in it, for Qt remembers what it has put in a missing
    font's place. The shipped files are added to the process' own fonts only where the system has
    none of the name: no setting is touched and nothing is installed.
    """
    if not _is_known():
        for path in sorted(FOLDER.glob("*.ttf")):
            QFontDatabase.addApplicationFont(str(path))
    return FAMILY if _is_known() else ""


def _is_known() -> bool:
    """Whether Qt lists a family of just this name; asking for a font would load another instead."""
    _begins_so, is_it = QgsFontUtils.fontFamilyMatchOnSystem(FAMILY)
    return bool(is_it)
