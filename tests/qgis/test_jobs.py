"""Jobs of the dock: one after the other, in threads of ours, stopped at once, told once."""

from __future__ import annotations

import threading
import time

import pytest
from gui_window import wait_until
from qgis.core import QgsApplication
from qgis.PyQt.QtCore import QThread
from territoires_industrie.territoires_industrie.errors import AtlasError, Cancelled
from territoires_industrie.territoires_industrie.gui import jobs
from territoires_industrie.territoires_industrie.gui.jobs import (
    DONE,
    FAILED,
    STOPPED,
    Job,
    JobFailed,
    JobQueue,
)
from territoires_industrie.territoires_industrie.gui.running import run_here
from territoires_industrie.territoires_industrie.gui.threads import aside, still_at_work


@pytest.fixture
def queue(qgis_app):
    made = JobQueue()
    made.endings = []
    made.ended.connect(made.endings.append)
    yield made
    made.close()


def job(work=lambda _talk: {}, name="essai", **values):
    return Job("Essai", name, work, "Fait.", **values)


def until_stopped(talk):
    while not talk.isCanceled():
        time.sleep(0.01)
    raise Cancelled


def test_jobs_are_done_in_their_order_one_at_a_time(queue):
    at_once, most, order = [0], [0], []

    def work_of(name):
        def work(_talk):
            at_once[0] += 1
            most[0] = max(most[0], at_once[0])
            time.sleep(0.05)
            order.append(name)
            at_once[0] -= 1
            return {"name": name}

        return work

    for name in "abc":
        queue.add(job(work_of(name), name))
    assert [waiting.title for waiting in queue.waiting] == ["b", "c"]
    assert wait_until(lambda: len(queue.endings) == 3, 10)
    assert order == ["a", "b", "c"]
    assert most == [1]
    assert [(end.outcome, end.sentence) for end in queue.endings] == [(DONE, "Fait.")] * 3
    assert [end.results["name"] for end in queue.endings] == order
    assert queue.running is None


def test_work_is_in_a_thread_of_its_own_and_what_follows_in_the_main_one(queue, qgis_app):
    seen = {}

    def work(_talk):
        seen["work"] = QThread.currentThread()
        seen["python"] = threading.current_thread()
        return {}

    def after(_results, _talk):
        seen["after"] = QThread.currentThread()
        yield

    queue.add(job(work, after=after))
    assert wait_until(lambda: queue.endings, 10)
    assert seen["work"] != qgis_app.thread()
    assert seen["after"] == qgis_app.thread()
    assert seen["python"] is not threading.main_thread()


def test_a_stop_is_heard_at_once_and_forgets_what_waits(queue):
    done = []
    queue.add(job(until_stopped))
    queue.add(job(lambda _talk: done.append(1) or {}))
    wait_until(lambda: False, 0.2)
    begun = time.monotonic()
    queue.stop()
    assert wait_until(lambda: queue.endings, 5)
    assert time.monotonic() - begun < 1
    assert [end.outcome for end in queue.endings] == [STOPPED]
    wait_until(lambda: False, 0.2)
    assert not done
    assert queue.running is None


def test_who_waits_for_a_job_hears_also_that_it_was_forgotten(queue):
    over = []
    queue.over.connect(over.append)
    running, waiting = job(until_stopped), job()
    queue.add(running)
    queue.add(waiting)
    queue.stop()
    assert wait_until(lambda: queue.running is None, 5)
    assert [(end.job, end.outcome) for end in over] == [(waiting, STOPPED), (running, STOPPED)]
    assert [end.job for end in queue.endings] == [running], "one message is enough"


def test_what_follows_is_stopped_between_turns_and_puts_back(queue):
    told = []

    def after(_results, _talk):
        try:
            while True:
                told.append("turn")
                yield
        finally:
            told.append("back")

    queue.add(job(after=after))
    assert wait_until(lambda: "turn" in told, 5)
    queue.stop()
    assert wait_until(lambda: queue.endings, 5)
    assert queue.endings[0].outcome == STOPPED
    assert told[-1] == "back"


def test_a_stop_that_comes_too_late_stops_nothing(queue):
    def work(talk):
        talk.cancel()
        return {"file": "x"}

    queue.add(job(work))
    assert wait_until(lambda: queue.endings, 5)
    assert (queue.endings[0].outcome, queue.endings[0].results) == (DONE, {"file": "x"})


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (AtlasError("No {what}.", what="room"), "No room."),
        (JobFailed("Rien à faire."), "Rien à faire."),
        (ZeroDivisionError("seven"), "essai: something unforeseen happened. The details say what."),
    ],
)
def test_an_error_is_a_sentence_and_the_next_job_is_done(queue, error, sentence):
    def work(_talk):
        raise error

    def after(_results, _talk):
        yield
        raise error

    queue.add(job(work))
    queue.add(job(after=after))
    queue.add(job())
    assert wait_until(lambda: len(queue.endings) == 3, 10)
    assert [end.outcome for end in queue.endings] == [FAILED, FAILED, DONE]
    assert [end.sentence for end in queue.endings[:2]] == [sentence, sentence]
    assert ("seven" in queue.endings[0].trace) is isinstance(error, ZeroDivisionError)


def test_qgis_shows_the_running_job_and_can_stop_it(queue):
    def work(talk):
        talk.tell(0.4, "à mi-chemin")
        until_stopped(talk)

    queue.add(job(work, "Essai de la barre"))
    manager = QgsApplication.taskManager()

    def shown():
        return [task for task in manager.tasks() if task.description() == "Essai de la barre"]

    assert wait_until(lambda: shown() and round(shown()[0].progress()) == 40, 5)
    assert queue.running.share == pytest.approx(0.4)
    begun = time.monotonic()
    shown()[0].cancel()
    assert wait_until(lambda: queue.endings, 5)
    assert time.monotonic() - begun < 1
    assert queue.endings[0].outcome == STOPPED
    assert wait_until(lambda: not shown(), 5)


def test_closed_it_leaves_nothing_running_and_tells_nobody(queue):
    threads = []

    def work(talk):
        threads.append(QThread.currentThread())
        until_stopped(talk)

    queue.add(job(work))
    queue.add(job())
    assert wait_until(lambda: threads, 5)
    queue.close()
    assert queue.running is None
    assert not queue.waiting
    wait_until(lambda: False, 0.3)
    assert queue.endings == []
    active = [task.description() for task in QgsApplication.taskManager().activeTasks()]
    assert "essai" not in active


def test_closed_it_holds_a_thread_that_does_not_hear_until_it_has_ended(queue, monkeypatch):
    monkeypatch.setattr(jobs, "_TO_END", 10)
    heard = threading.Event()
    queue.add(job(lambda _talk: heard.wait(20) and {}))
    queue.close()
    assert still_at_work(), "collected now, it would take QGIS along"
    heard.set()
    assert wait_until(lambda: not still_at_work(), 5)


def test_warnings_are_told_once(queue):
    def work(talk):
        for text in ("a", "b", "a", "Fait."):
            talk.pushWarning(text)
        return {}

    queue.add(job(work))
    assert wait_until(lambda: queue.endings, 5)
    assert queue.endings[0].warnings == ["a", "b"]


class TestAside:
    """What a job's steps have done in a thread."""

    def ends(self, queue, work):
        found = []

        def after(_results, _talk):
            found.append((yield from aside(work)))

        queue.add(job(after=after))
        assert wait_until(lambda: queue.endings, 10)
        return queue.endings[0], found

    def test_steps_get_what_it_found(self, queue):
        ending, found = self.ends(queue, lambda: threading.current_thread())
        assert ending.outcome == DONE
        assert found[0] is not threading.main_thread()

    def test_what_it_raises_is_the_jobs_own_end(self, queue):
        def broken():
            raise AtlasError("No room in {place}.", place="Lens")

        ending, found = self.ends(queue, broken)
        assert (ending.outcome, ending.sentence, found) == (FAILED, "No room in Lens.", [])

    def test_a_stop_does_not_wait_for_it(self, queue):
        released = threading.Event()

        def after(_results, _talk):
            yield from aside(lambda: released.wait(10))

        queue.add(job(after=after))
        assert wait_until(lambda: queue._after is not None, 5)
        begun = time.monotonic()
        queue.stop()
        assert wait_until(lambda: queue.endings, 5)
        assert time.monotonic() - begun < 1
        assert queue.endings[0].outcome == STOPPED
        released.set()


def test_an_algorithm_that_is_not_there_is_a_sentence(queue):
    queue.add(job(lambda talk: run_here("no_such_thing", {}, talk)))
    assert wait_until(lambda: queue.endings, 5)
    assert queue.endings[0].outcome == FAILED
    assert "switch the plugin off and on" in queue.endings[0].sentence


def test_each_job_knows_its_place(queue):
    places, all_asked = [], threading.Event()

    def work(_talk):
        all_asked.wait(10)
        places.append(queue.place)
        return {}

    for number in range(3):
        queue.add(job(work, str(number)))
    all_asked.set()
    assert wait_until(lambda: len(queue.endings) == 3, 10)
    assert places == [(1, 3), (2, 3), (3, 3)]
    assert queue.place == (1, 1)
