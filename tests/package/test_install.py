"""The zip installs in a fresh profile of QGIS, loads and unloads, and loads nothing heavy."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

NAME = "territoires_industrie"
ALGORITHMS = {"mapset", "loadmap", "perimeter"}


@pytest.fixture(scope="session")
def environment(plugins):
    """What with-qgis gives, less every way to the clone: only the installed plugin can be found."""
    environment = dict(os.environ)
    del environment["QGIS_PLUGINPATH"]
    python_path = environment["PYTHONPATH"].split(os.pathsep)
    elsewhere = [entry for entry in python_path if not entry.endswith("build/plugins")]
    environment["PYTHONPATH"] = os.pathsep.join(elsewhere)
    environment["QGIS_CUSTOM_CONFIG_PATH"] = str(plugins.parents[3])
    return environment


def run(environment: dict[str, str], *command: object) -> str:
    done = subprocess.run(
        [str(word) for word in command],
        env=environment,
        cwd=environment["HOME"],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="session")
def enabled(environment):
    """The same, once the plugin is enabled in the profile."""
    run(environment, "qgis_process", "plugins", "enable", NAME)
    return environment


def test_qgis_process_offers_the_algorithms_once_enabled(enabled):
    listed = json.loads(run(enabled, "qgis_process", "--json", "list"))
    provider = listed["providers"][NAME]
    assert provider["is_active"]
    assert set(provider["algorithms"]) >= {f"{NAME}:{name}" for name in ALGORITHMS}


def test_a_french_qgis_names_them_in_french(enabled):
    french = enabled | {"LC_ALL": "fr_FR.UTF-8"}
    listed = json.loads(run(french, "qgis_process", "--json", "list"))
    algorithms = listed["providers"][NAME]["algorithms"]
    assert algorithms[f"{NAME}:loadmap"]["name"] == "Charger une carte"


def test_it_loads_and_unloads_twice_without_a_window_or_a_heavy_library(environment, plugins):
    script = Path(__file__).with_name("load_twice.py")
    python_path = os.pathsep.join([environment["PYTHONPATH"], str(plugins)])
    printed = run(environment | {"PYTHONPATH": python_path}, sys.executable, "-P", script)
    report = json.loads(printed.splitlines()[-1])
    assert Path(report["file"]).is_relative_to(plugins)
    for loaded in report["rounds"]:
        assert set(loaded["algorithms"]) >= ALGORITHMS
        assert loaded["heavy"] == []
        assert not loaded["left"]
    assert len(report["rounds"]) == 2
