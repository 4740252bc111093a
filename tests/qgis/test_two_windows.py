"""Processes that write the corrections that wait at one time, as two QGIS on one profile do."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from textwrap import dedent

import pytest
from territoires_industrie.territoires_industrie.catalogue import load_catalogue
from territoires_industrie.territoires_industrie.corrections import pending
from territoires_industrie.territoires_industrie.workers.held import alone

#: Adds wishes, every third of which it discards again; never one of the other's.
WRITER = """
    import json, sys
    from pathlib import Path
    from territoires_industrie.territoires_industrie.catalogue import load_catalogue
    from territoires_industrie.territoires_industrie.corrections.correction import Correction, HIDE
    from territoires_industrie.territoires_industrie.corrections.drafting import Wish
    from territoires_industrie.territoires_industrie.corrections.pending import Pending
    from territoires_industrie.territoires_industrie.workers.held import alone

    name, path, count = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3])
    window = Pending(path, load_catalogue(), alone)
    print("ready", flush=True)
    sys.stdin.readline()
    for number in range(count):
        draft = Correction(
            0, "producers", f"{name}{number}", HIDE, author="A. Lyste", made_on="2026-11-22"
        )
        wish = Wish(draft)
        window.add(wish)
        if number % 3 == 0:
            window.remove([wish.id])
"""
#: Takes the lock and says so; is killed then.
HOLDER = """
    import sys, time
    from pathlib import Path
    from territoires_industrie.territoires_industrie.workers.held import alone

    with alone(Path(sys.argv[1])):
        print("in", flush=True)
        time.sleep(60)
"""
COUNT = 25


@pytest.fixture
def start():
    """Start a process with a script; none outlives the test."""
    made = []

    def begin(script, *arguments):
        process = subprocess.Popen(
            [sys.executable, "-P", "-c", dedent(script), *map(str, arguments)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        )
        made.append(process)
        assert process.stdout.readline().strip(), "it has begun"
        return process

    yield begin
    for process in made:
        process.kill()
        process.communicate()


def test_nothing_is_lost_and_nothing_comes_back(start, tmp_path):
    path = tmp_path / "corrections-en-attente.json"
    writers = [start(WRITER, name, path, COUNT) for name in "ab"]
    for each in writers:
        each.stdin.write("go\n")
        each.stdin.flush()
    assert [each.wait(120) for each in writers] == [0, 0]
    found = {each.draft.key for each in pending.load(path, load_catalogue())}
    assert found == {f"{name}{n}" for name in "ab" for n in range(COUNT) if n % 3}
    assert len(json.loads(path.read_text("utf-8"))) == len(found)
    assert [each.name for each in tmp_path.iterdir()] == [path.name], "no lock, no draft is left"


def test_who_was_killed_keeps_nobody_out(start, tmp_path):
    path = tmp_path / "x.json"
    holder = start(HOLDER, path)
    with pytest.raises(TimeoutError), alone(path):
        pass
    holder.kill()
    holder.wait()
    began = time.monotonic()
    with alone(path):
        assert time.monotonic() - began < 1


def test_a_folder_that_takes_nothing_is_no_wait(tmp_path):
    (tmp_path / "fichier").write_text("")
    with pytest.raises(PermissionError), alone(tmp_path / "fichier" / "x.json"):
        pass
