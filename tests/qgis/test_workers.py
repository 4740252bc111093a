"""Workers as they run: this very plugin in QGIS processes of their own, off screen."""

from __future__ import annotations

import os
import tempfile
import time
from pathlib import Path

import pytest
from qgis.core import QgsVectorLayer
from territoires_industrie.territoires_industrie.errors import Cancelled
from territoires_industrie.territoires_industrie.workers import running
from territoires_industrie.territoires_industrie.workers.running import (
    Job,
    WorkerError,
    WorkersMissing,
    run_jobs,
)

PERIMETER = "territoires_industrie:perimeter"


@pytest.fixture(autouse=True)
def desk(tmp_path, monkeypatch):
    """Temporary files where the test can count them."""
    folder = tmp_path / "desk"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    yield folder
    assert list(folder.iterdir()) == []


def children():
    """Identifiers of the processes that this one has started and that still run."""
    own = os.getpid()
    return [
        path.name
        for path in Path("/proc").iterdir()
        if path.name.isdigit() and parent_of(path) == own
    ]


def parent_of(process):
    try:
        words = (process / "stat").read_text().rpartition(")")[2].split()
    except OSError:
        return None
    return None if words[0] == "Z" else int(words[1])


def never():
    return False


def perimeter(folder, territory):
    return Job(PERIMETER, {"TERRITORY": territory, "OUTPUT": str(folder / f"{territory}.gpkg")})


class TestRunJobs:
    def test_side_by_side_in_the_order_asked(self, tmp_path):
        told = []
        jobs = [perimeter(tmp_path, each) for each in ("ti-3203", "ti-3201")]
        results = run_jobs(jobs, lambda *step: told.append(step), never)
        assert [result["OUTPUT"] for result in results] == [job.inputs["OUTPUT"] for job in jobs]
        for job in jobs:
            assert QgsVectorLayer(job.inputs["OUTPUT"], "x", "ogr").featureCount() == 1
        shares = [share for share, _ in told]
        assert shares == sorted(shares)
        assert shares[-1] == 1
        assert children() == []

    def test_one_that_fails_is_told_and_stops_the_other(self, tmp_path):
        jobs = [perimeter(tmp_path, each) for each in ("nulle part", "ti-3201")]
        with pytest.raises(WorkerError, match="nulle part"):
            run_jobs(jobs, lambda *_: None, never)
        assert children() == []

    def test_stopped_within_a_second(self, tmp_path):
        begun = time.monotonic()
        with pytest.raises(Cancelled):
            run_jobs(
                [perimeter(tmp_path, each) for each in ("ti-3201", "ti-3202")],
                lambda *_: None,
                lambda: time.monotonic() > begun + 0.5,
            )
        assert time.monotonic() < begun + 2.5
        assert children() == []
        assert not list(tmp_path.glob("*.gpkg"))

    def test_silence_ends_it(self, tmp_path):
        with pytest.raises(WorkerError, match="said nothing"):
            run_jobs([perimeter(tmp_path, "ti-3201")], lambda *_: None, never, silence=0.2)
        assert children() == []

    def test_no_qgis_process_here(self, tmp_path, monkeypatch):
        monkeypatch.setattr(running, "find_qgis_process", lambda *_: None)
        with pytest.raises(WorkersMissing, match="qgis_process"):
            run_jobs([perimeter(tmp_path, "ti-3201")], lambda *_: None, never)

    def test_one_that_does_not_start(self, tmp_path, monkeypatch):
        monkeypatch.setattr(running, "find_qgis_process", lambda *_: tmp_path / "qgis_process")
        with pytest.raises(WorkersMissing, match="does not start"):
            run_jobs([perimeter(tmp_path, "ti-3201")], lambda *_: None, never)
