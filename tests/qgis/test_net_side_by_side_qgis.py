"""Jobs side by side on QThreads, as in QGIS."""

from __future__ import annotations

import sys
import threading
import time
from pathlib import Path

import pytest
from qgis.PyQt.QtCore import QCoreApplication, QThread, QTimer

sys.path.append(str(Path(__file__).parents[1] / "unit"))
pytest.register_assert_rewrite("net_side_by_side")

import loopback  # noqa: E402
from net_side_by_side import *  # noqa: E402, F403
from net_side_by_side import ignore, napping, never  # noqa: E402
from territoires_industrie.territoires_industrie.errors import Cancelled  # noqa: E402
from territoires_industrie.territoires_industrie.net.open import open_client  # noqa: E402
from territoires_industrie.territoires_industrie.net.side_by_side import (  # noqa: E402
    run_side_by_side,
)

pytestmark = pytest.mark.usefixtures("qgis_app")


@pytest.fixture
def server():
    made = loopback.Loopback()
    yield made
    made.close()


def test_jobs_run_in_qthreads():
    threads = []
    run_side_by_side({"a": lambda: threads.append(QThread.currentThread())}, 1, never, ignore)
    assert threads[0] != QCoreApplication.instance().thread()
    assert type(threads[0]).__name__ == "Worker"


def test_events_of_the_main_thread_go_on():
    ticks = []
    timer = QTimer()
    timer.setInterval(20)
    timer.timeout.connect(lambda: ticks.append(time.monotonic()))
    timer.start()
    run_side_by_side({"a": napping(0.5)}, 1, never, ignore)
    timer.stop()
    assert len(ticks) > 15


def test_called_from_another_thread_than_the_main_one():
    results = {}

    def outer():
        return run_side_by_side({"in": napping(0.05, 1)}, 1, never, ignore)

    results = run_side_by_side({"out": outer}, 1, never, ignore)
    assert results == {"out": {"in": 1}}
    thread = threading.Thread(target=lambda: results.update(outer()))
    thread.start()
    thread.join(5)
    assert results["in"] == 1


def test_one_client_for_all_threads(server, tmp_path):
    body = b"x" * 300_000
    for number in range(8):
        server.play(f"/{number}", loopback.late(loopback.reply(body), 0.5))
    client = open_client(tmp_path)

    def seconds(numbers):
        jobs = {n: lambda n=n: client.get(server.url(f"/{n}")).path.read_bytes() for n in numbers}
        began = time.monotonic()
        results = run_side_by_side(jobs, 8, never, ignore)
        assert set(results.values()) == {body}
        return time.monotonic() - began

    assert seconds("0") >= 0.5
    assert seconds("1234567") < 1.5
    assert all("QGIS" in asked.headers["user-agent"] for asked in server.asked)


def test_cancel_reaches_requests_under_way(server, tmp_path):
    began = time.monotonic()

    def cancelled():
        return time.monotonic() > began + 0.3

    client = open_client(tmp_path, cancelled=cancelled)
    ended = []

    def job(path):
        try:
            client.get(server.play(path, loopback.silent))
        except Cancelled:
            ended.append(path)
            raise

    with pytest.raises(Cancelled):
        run_side_by_side({p: lambda p=p: job(p) for p in ("/a", "/b")}, 2, cancelled, ignore)
    assert time.monotonic() - began < 1.3
    assert sorted(ended) == ["/a", "/b"]


def test_asked_for_a_password_in_a_thread(server, tmp_path):
    """QGIS asks its main thread for one, which goes on meanwhile; here it has none to give."""
    headers = {"WWW_Authenticate": 'Basic realm="essai"'}
    url = server.play("/a", loopback.reply(b"", 401, **headers))
    client = open_client(tmp_path)
    results = run_side_by_side({"a": lambda: client.get(url)}, 1, never, ignore)
    assert results["a"].status == 401
