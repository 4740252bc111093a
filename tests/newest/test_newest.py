"""The environment is what it says, and pyproj's own PROJ stands beside QGIS' in one process.

pyproj from 3.7 crashed at the second `Transformer.from_crs` in consecutive tasks of QGIS' pool; the
jobs run in QThreads of the plugin's own, where it did not. A crash ends a process: this is another.
"""

from __future__ import annotations

import json
import subprocess
import sys
import warnings
from pathlib import Path

import numpy
import pandas
import pyproj
import pytest
import requests

IN_QGIS = Path(__file__).with_name("in_qgis.py")


def version(module):
    return tuple(int(part) for part in module.__version__.split(".")[:2])


def test_nothing_here_is_the_systems():
    found = [version(module) for module in (numpy, pandas, pyproj, requests)]
    assert all(
        mine >= least for mine, least in zip(found, [(2, 0), (3, 0), (3, 7), (2, 32)], strict=True)
    )
    for module in (numpy, pandas, pyproj, requests):
        assert Path(module.__file__).is_relative_to(sys.prefix)


def test_what_will_be_taken_away_is_an_error():
    """The message stands in pandas, and blames the line of ours that called it."""
    with pytest.raises(FutureWarning):
        warnings.warn_explicit("x", FutureWarning, "x.py", 1, "territoires_industrie.layers.x")


def test_the_background_job_runs_again_and_again():
    run = subprocess.run(
        [sys.executable, "-P", str(IN_QGIS)], capture_output=True, text=True, timeout=120
    )
    assert run.returncode == 0, run.stderr
    told = json.loads(run.stdout.splitlines()[-1])
    jobs, by_qgis = told["jobs"], told["qgis"]
    assert len(jobs) == 6
    assert {job["thread"] for job in jobs} == {"Worker"}
    assert {job["pyproj"] for job in jobs} == {pyproj.__version__}
    assert {job["places"] for job in jobs} == {1}
    for place in [job["place"] for job in jobs] + by_qgis:
        assert place == pytest.approx([656201.226, 7104428.215], abs=0.001)
