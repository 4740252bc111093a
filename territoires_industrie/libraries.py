"""Python libraries that come with most QGIS, asked for when they are needed, never at load."""

from __future__ import annotations

import importlib
import importlib.util
import os
import shlex
import shutil
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from .errors import AtlasError

#: What the plugin may ask for. Numbers, requests' own parts and the like come along with these.
LIBRARIES = ("pandas", "requests", "pyproj", "openpyxl")

_SHELL = "Not installed: {library}; run `{command}` in the OSGeo4W Shell, then restart QGIS."
_TERMINAL = "Not installed: {library}; run `{command}` in a terminal, then restart QGIS."
_UNKNOWN = "Not installed: {library}; add it to the Python that QGIS runs on, then restart QGIS."

#: Where the QGIS of its makers keeps its Python, when the running one cannot be found.
_QGIS_APP = "/Applications/QGIS.app/Contents/MacOS/bin/python3"


class LibraryMissing(AtlasError):
    """A library is not installed; the sentence gives this system's way to install it."""


@dataclass(frozen=True)
class System:
    """What decides how a library is installed for the Python of this QGIS.

    Attributes:
        platform: as `sys.platform`.
        environment: the process' variables.
        prefix: where its Python is installed.
        has: whether a command can be run.
    """

    # Read when it is made, not when this module is.
    platform: str = field(default_factory=lambda: sys.platform)
    environment: Mapping[str, str] = field(default_factory=lambda: os.environ)
    prefix: Path = field(default_factory=lambda: Path(sys.prefix))
    has: Callable[[str], object] = field(default_factory=lambda: shutil.which)

    def command(self, libraries: Sequence[str]) -> str:
        """What is typed to install libraries; "" where nobody knows.

        A QGIS of conda or Flatpak has a Python of its own, whatever the system around it offers.
        Flatpak's way is the one of qgis.org's installation page.
        """
        names = " ".join(libraries)
        packages = " ".join(f"python3-{name}" for name in libraries)
        if (self.prefix / "conda-meta").is_dir():
            return f"conda install -c conda-forge {names}"
        if self.platform == "win32":
            return f"python -m pip install {names}"
        if self.platform == "darwin":
            own = self.prefix / "bin" / "python3"
            python = shlex.quote(str(own) if own.exists() else _QGIS_APP)
            return f"{python} -m pip install {names}"
        if "FLATPAK_ID" in self.environment:
            application = self.environment["FLATPAK_ID"]
            return f"flatpak run --devel --command=pip3 {application} install --user {names}"
        for installer, says in (
            ("apt", f"sudo apt install {packages}"),
            ("dnf", f"sudo dnf install {packages}"),
            ("zypper", f"sudo zypper install {packages}"),
            ("pacman", "sudo pacman -S " + packages.replace("python3-", "python-")),
        ):
            if self.has(installer):
                return says
        return ""

    def missing(self, libraries: Sequence[str]) -> LibraryMissing:
        """One sentence on libraries that are not there, and how to have them."""
        command, named = self.command(libraries), ", ".join(libraries)
        if not command:
            return LibraryMissing(_UNKNOWN, library=named)
        if self.platform == "win32" and not command.startswith("conda"):
            return LibraryMissing(_SHELL, library=named, command=command)
        return LibraryMissing(_TERMINAL, library=named, command=command)


def require(library: str) -> Any:
    """The module of that name (pandas, requests, pyproj); LibraryMissing when it is not there."""
    try:
        return importlib.import_module(library)
    except ImportError as error:
        # A part of a library is installed with the whole.
        raise System().missing([library.partition(".")[0]]) from error


def lacking() -> tuple[str, ...]:
    """The libraries that are not installed; looked for, not imported."""
    return tuple(library for library in LIBRARIES if not _is_there(library))


def _is_there(library: str) -> bool:
    try:
        return importlib.util.find_spec(library) is not None
    except (ImportError, ValueError):
        return False
