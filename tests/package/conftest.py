"""The zip of the last commit, as `make package` builds it, and the portal's checks."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
NAME = "territoires_industrie"


@pytest.fixture(scope="session")
def package(tmp_path_factory):
    """The zip of HEAD."""
    path = tmp_path_factory.mktemp("package") / f"{NAME}.zip"
    subprocess.run(
        ["git", "archive", f"--prefix={NAME}/", f"--output={path}", "HEAD"], cwd=ROOT, check=True
    )
    return path


@pytest.fixture(scope="session")
def plugins(package, tmp_path_factory):
    """A plugins folder of a profile in which nothing but the zip was ever installed."""
    folder = tmp_path_factory.mktemp("config") / "profiles/default/python/plugins"
    with zipfile.ZipFile(package) as archive:
        archive.extractall(folder)
    return folder


@pytest.fixture(scope="session")
def check_package():
    """The module .ci/check_package.py."""
    spec = importlib.util.spec_from_file_location("check_package", ROOT / ".ci/check_package.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module
