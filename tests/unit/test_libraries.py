"""Each system is told its own way to install a library."""

from __future__ import annotations

import importlib.abc
import sys

import pytest
from territoires_industrie.territoires_industrie import libraries
from territoires_industrie.territoires_industrie.libraries import (
    LIBRARIES,
    LibraryMissing,
    System,
    lacking,
    require,
)


def system(tmp_path, platform="linux", commands=(), **environment):
    return System(platform, environment, tmp_path, lambda name: name if name in commands else None)


BOTH = ["pandas", "requests"]


@pytest.mark.parametrize(
    ("platform", "commands", "environment", "command", "where"),
    [
        ("win32", (), {}, "python -m pip install pandas requests", "OSGeo4W Shell"),
        ("linux", ("apt",), {}, "sudo apt install python3-pandas python3-requests", "terminal"),
        ("linux", ("dnf",), {}, "sudo dnf install python3-pandas python3-requests", "terminal"),
        ("linux", ("zypper",), {}, "sudo zypper install python3-pandas", "terminal"),
        ("linux", ("pacman",), {}, "sudo pacman -S python-pandas python-requests", "terminal"),
        (
            "linux",
            ("apt",),
            {"FLATPAK_ID": "org.qgis.qgis"},
            "flatpak run --devel --command=pip3 org.qgis.qgis install --user pandas requests",
            "terminal",
        ),
        (
            "darwin",
            (),
            {},
            "/Applications/QGIS.app/Contents/MacOS/bin/python3 -m pip install pandas requests",
            "terminal",
        ),
    ],
)
def test_each_system_has_its_command(tmp_path, platform, commands, environment, command, where):
    made = system(tmp_path, platform, commands, **environment)
    assert made.command(BOTH).startswith(command)
    sentence = str(made.missing(BOTH))
    assert sentence.startswith("Not installed: pandas, requests; run `")
    assert made.command(BOTH) in sentence
    assert where in sentence
    assert sentence.endswith("then restart QGIS.")


def test_the_python_inside_the_application_is_named(tmp_path):
    prefix = tmp_path / "QGIS 4.app"
    (prefix / "bin").mkdir(parents=True)
    (prefix / "bin" / "python3").touch()
    command = system(prefix, "darwin").command(["pandas"])
    assert command == f"'{prefix}/bin/python3' -m pip install pandas", "quoted: the shell splits"


@pytest.mark.parametrize("platform", ["linux", "win32", "darwin"])
def test_a_conda_has_its_own_packages_on_every_system(tmp_path, platform):
    (tmp_path / "conda-meta").mkdir()
    made = system(tmp_path, platform, ("apt",))
    assert made.command(["pyproj"]) == "conda install -c conda-forge pyproj"
    assert "OSGeo4W" not in str(made.missing(["pyproj"]))


def test_where_no_command_is_known_none_is_invented(tmp_path):
    made = system(tmp_path)
    assert made.command(BOTH) == ""
    assert "to the Python that QGIS runs on" in str(made.missing(BOTH))


def test_what_is_asked_for_in_parts_is_installed_whole(monkeypatch):
    monkeypatch.setitem(sys.modules, "openpyxl.styles", None)
    with pytest.raises(LibraryMissing) as caught:
        require("openpyxl.styles")
    assert caught.value.values["library"] == "openpyxl"


def test_nothing_is_imported_to_see_what_is_there():
    before = set(sys.modules)
    assert set(lacking()) <= set(LIBRARIES)
    assert not set(sys.modules) - before


class Blocking(importlib.abc.MetaPathFinder):
    """As where a library is broken: looking for it is an error."""

    def find_spec(self, name, path=None, target=None):
        if name == "pandas":
            raise ImportError(name)


def test_what_is_blocked_or_broken_is_lacking(monkeypatch):
    monkeypatch.setattr(libraries, "LIBRARIES", ("pandas", "json", "requests"))
    monkeypatch.delitem(sys.modules, "pandas", raising=False)
    monkeypatch.setitem(sys.modules, "requests", None)
    monkeypatch.setattr(sys, "meta_path", [Blocking(), *sys.meta_path])
    assert lacking() == ("pandas", "requests")
