"""What jobs side by side do, on threads of whatever kind: the suites import these tests."""

from __future__ import annotations

import threading
import time

import pytest
from territoires_industrie.territoires_industrie.errors import AtlasError, Cancelled
from territoires_industrie.territoires_industrie.net.side_by_side import run_side_by_side


def never():
    return False


def ignore(name, result):
    pass


def napping(seconds, result=None, cancelled=never):
    """A job that takes a while, and looks at whether it is cancelled as a client does."""

    def job():
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            if cancelled():
                raise Cancelled
            time.sleep(0.01)
        return result

    return job


def test_results_in_order_of_jobs_whenever_they_come():
    jobs = {"slow": napping(0.2, 1), "quick": napping(0.01, 2)}
    told = []
    results = run_side_by_side(jobs, 2, never, lambda name, result: told.append((name, result)))
    assert list(results.items()) == [("slow", 1), ("quick", 2)]
    assert told == [("quick", 2), ("slow", 1)]


def test_nothing_to_do():
    assert run_side_by_side({}, 4, never, ignore) == {}


def test_failures_stop_nobody():
    def failing():
        raise ValueError("no data")

    results = run_side_by_side({"a": failing, "b": napping(0.05, 2)}, 1, never, ignore)
    assert isinstance(results["a"], ValueError)
    assert results["b"] == 2


@pytest.mark.parametrize("end", [SystemExit(3), KeyboardInterrupt(), GeneratorExit()])
def test_a_job_that_is_ended_outright_is_told_too(end):
    def ending():
        raise end

    results = run_side_by_side({"a": ending, "b": napping(0.05, 2)}, 2, never, ignore)
    assert isinstance(results["a"], AtlasError)
    assert type(end).__name__ in str(results["a"])
    assert results["b"] == 2


def test_side_by_side_takes_hardly_longer_than_one():
    def seconds(count):
        began = time.monotonic()
        run_side_by_side({str(n): napping(0.5) for n in range(count)}, 8, never, ignore)
        return time.monotonic() - began

    assert seconds(8) < 1.5 * seconds(1)


def test_never_more_than_so_many_at_a_time():
    lock = threading.Lock()
    now, most = 0, 0

    def job():
        nonlocal now, most
        with lock:
            now += 1
            most = max(most, now)
        time.sleep(0.03)
        with lock:
            now -= 1

    run_side_by_side({str(n): job for n in range(10)}, 3, never, ignore)
    assert most == 3


def test_each_job_in_a_thread_of_its_own_and_results_in_the_callers():
    here, threads, told = threading.get_ident(), [], []

    def job():
        threads.append(threading.get_ident())
        time.sleep(0.1)

    run_side_by_side({"a": job, "b": job}, 2, never, lambda *_: told.append(threading.get_ident()))
    assert len({here, *threads}) == 3
    assert set(told) == {here}


@pytest.mark.parametrize("most", [1, 8])
def test_cancel_ends_all_threads(most):
    began = time.monotonic()

    def cancelled():
        return time.monotonic() > began + 0.2

    ended = []

    def job():
        try:
            napping(30, cancelled=cancelled)()
        finally:
            ended.append(threading.get_ident())

    with pytest.raises(Cancelled):
        run_side_by_side({str(n): job for n in range(8)}, most, cancelled, ignore)
    assert time.monotonic() - began < 1.2
    assert len(ended) == most


def test_cancel_does_not_wait_for_a_deaf_job():
    began = time.monotonic()
    deaf = threading.Event()
    with pytest.raises(Cancelled):
        run_side_by_side({"deaf": lambda: deaf.wait(10)}, 1, lambda: True, ignore)
    with pytest.raises(Cancelled):
        run_side_by_side(
            {"deaf": lambda: deaf.wait(10)}, 1, lambda: time.monotonic() > began + 0.1, ignore
        )
    assert time.monotonic() - began < 1.2
    deaf.set()
    time.sleep(0.1)
    assert run_side_by_side({"next": lambda: 1}, 1, never, ignore) == {"next": 1}


def test_who_is_told_may_stop_everything():
    def tell(name, result):
        raise KeyError(name)

    with pytest.raises(KeyError):
        run_side_by_side({"a": napping(0.01)}, 1, never, tell)
