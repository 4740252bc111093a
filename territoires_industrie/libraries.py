"""Python libraries that come with most QGIS, asked for when they are needed, never at load."""

from __future__ import annotations

import importlib
import shutil
import sys
from typing import Any

from .errors import AtlasError

_INSTALL = {
    "win32": "{library} is missing: run `python -m pip install {library}` in the OSGeo4W Shell, "
    "then restart QGIS.",
    "darwin": "{library} is missing: run `python3 -m pip install {library}` with the python3 "
    "inside QGIS.app, then restart QGIS.",
    "apt": "{library} is missing: run `sudo apt install python3-{library}`, then restart QGIS.",
    "dnf": "{library} is missing: run `sudo dnf install python3-{library}`, then restart QGIS.",
    "": "{library} is missing: install it for the Python that QGIS runs on, then restart QGIS.",
}


class LibraryMissing(AtlasError):
    """A library is not installed; the sentence gives this system's way to install it."""


def require(library: str) -> Any:
    """The module of that name (pandas, requests, pyproj); LibraryMissing when it is not there."""
    try:
        return importlib.import_module(library)
    except ImportError as error:
        installers = (name for name in ("apt", "dnf") if shutil.which(name))
        system = sys.platform if sys.platform in _INSTALL else next(installers, "")
        raise LibraryMissing(_INSTALL[system], library=library) from error
