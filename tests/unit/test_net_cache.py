from __future__ import annotations

import gc
import os
import sqlite3
import subprocess
import sys
import threading
import time
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from territoires_industrie.territoires_industrie.net import cache as cache_module
from territoires_industrie.territoires_industrie.net.cache import Cache, CacheUnusable, Held
from territoires_industrie.territoires_industrie.net.client import Client

AT = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)


def keep(cache, request, body, url="https://a.fr/x"):
    with cache.incoming() as incoming:
        incoming.write(body)
        incoming.close()
        held = Held(url, url, incoming.path, 200, {"etag": '"1"'}, AT)
        return cache.keep(request, incoming, held)


def bodies(folder):
    return sorted(path.read_bytes() for path in (folder / "bodies").rglob("*") if path.is_file())


def age(folder, **last_used):
    """Say when requests were used last, in seconds before now."""
    with sqlite3.connect(folder / "index.sqlite") as index:
        for request, seconds in last_used.items():
            index.execute(
                "UPDATE bodies SET last_used = ? "
                "WHERE name = (SELECT body FROM answers WHERE request = ?)",
                (time.time() - seconds, request),
            )
    index.close()


def test_kept_and_found(tmp_path):
    kept = keep(Cache(tmp_path), "a", b"body")
    found = Cache(tmp_path).find("a")
    assert found == kept
    assert found.path.read_bytes() == b"body"
    assert Cache(tmp_path).find("b") is None
    assert Cache(tmp_path).size() == 4


def test_equal_bodies_are_kept_once(tmp_path):
    cache = Cache(tmp_path)
    assert keep(cache, "a", b"body").path == keep(cache, "b", b"body").path
    assert bodies(tmp_path) == [b"body"]


def test_confirmed(tmp_path):
    cache = Cache(tmp_path)
    keep(cache, "a", b"body")
    later = datetime(2027, 1, 1, tzinfo=UTC)
    cache.confirm("a", later)
    assert cache.find("a").retrieved_at == later


def test_clear(tmp_path):
    cache = Cache(tmp_path)
    keep(cache, "a", b"body")
    keep(cache, "b", b"other")
    assert cache.clear() == 9
    assert cache.size() == 0
    assert cache.find("a") is None
    assert keep(cache, "a", b"body").path.read_bytes() == b"body"


def test_clear_spares_what_another_object_gave_out_as_long_as_it_lives(tmp_path):
    reader = Cache(tmp_path)
    given = keep(reader, "a", b"body")
    cache = Cache(tmp_path)
    assert cache.clear() == 0
    assert given.path.read_bytes() == b"body"
    assert cache.find("a") is None
    del reader
    assert cache.clear() == 4
    assert bodies(tmp_path) == []


def test_a_client_that_is_done_lets_go_of_its_cache(tmp_path):
    gc.disable()
    try:
        client = Client(Cache(tmp_path / "cache"), mirror=str(tmp_path))
        (tmp_path / "a.fr").mkdir()
        (tmp_path / "a.fr" / "x").write_bytes(b"body")
        client.get("https://a.fr/x")
        assert Cache(tmp_path / "cache").clear() == 0
        del client
        assert Cache(tmp_path / "cache").clear() == 4
    finally:
        gc.enable()


def test_clear_spares_what_another_process_used_lately(tmp_path, monkeypatch):
    keep(Cache(tmp_path), "a", b"body")
    keep(Cache(tmp_path), "b", b"old")
    age(tmp_path, b=9000)
    monkeypatch.setattr(cache_module, "_USED_HERE", set())
    assert Cache(tmp_path).clear() == 3
    assert bodies(tmp_path) == [b"body"]


def test_what_no_request_leads_to_goes_once_nobody_reads_it(tmp_path, monkeypatch):
    keep(Cache(tmp_path), "a", b"body")
    monkeypatch.setattr(cache_module, "_USED_HERE", set())
    Cache(tmp_path).clear()
    monkeypatch.setattr(cache_module, "LATELY", -1.0)
    keep(Cache(tmp_path), "b", b"new")
    assert bodies(tmp_path) == [b"new"]


def test_a_file_that_a_reader_still_holds_hides_no_error(tmp_path, monkeypatch):
    def held_open(path, **_):
        raise PermissionError(path)

    cache = Cache(tmp_path)
    with monkeypatch.context() as patch:
        patch.setattr(Path, "unlink", held_open)
        with pytest.raises(KeyError, match="refused"), cache.incoming() as incoming:
            incoming.write(b"half")
            raise KeyError("refused")
    os.utime(incoming.path, (0, 0))
    Cache(tmp_path)
    assert bodies(tmp_path) == []


def test_what_is_not_taken_vanishes(tmp_path):
    cache = Cache(tmp_path)
    with pytest.raises(KeyError), cache.incoming() as incoming:
        incoming.write(b"half")
        raise KeyError
    assert bodies(tmp_path) == []


def test_half_written_bodies_of_dead_processes_are_swept(tmp_path):
    Cache(tmp_path)
    old, new = tmp_path / "bodies" / "old.partial", tmp_path / "bodies" / "new.partial"
    for path in (old, new):
        path.write_bytes(b"half")
    os.utime(old, (0, 0))
    Cache(tmp_path)
    assert (old.exists(), new.exists()) == (False, True)


# ---------------------------------------------------------------- room


def test_unused_longest_goes_first(tmp_path):
    for name in ("a", "b", "c"):
        keep(Cache(tmp_path), name, name.encode() * 10)
    age(tmp_path, a=9000, b=20000, c=8000)
    cache = Cache(tmp_path, max_bytes=35)
    keep(cache, "d", b"d" * 10)
    assert cache.find("b") is None
    assert bodies(tmp_path) == [b"a" * 10, b"c" * 10, b"d" * 10]


def test_replaced_bodies_go_before_all_others(tmp_path):
    keep(Cache(tmp_path), "a", b"old" * 10)
    age(tmp_path, a=4000)
    keep(Cache(tmp_path), "b", b"b" * 10)
    age(tmp_path, b=90000)
    keep(Cache(tmp_path), "a", b"new" * 10)
    keep(Cache(tmp_path, max_bytes=75), "c", b"c" * 10)
    assert bodies(tmp_path) == [b"b" * 10, b"c" * 10, b"new" * 10]


def test_what_was_given_out_stays(tmp_path):
    keep(Cache(tmp_path), "a", b"a" * 10)
    cache = Cache(tmp_path, max_bytes=5)
    given = cache.find("a")
    age(tmp_path, a=9000)
    keep(cache, "b", b"b" * 10)
    assert given.path.exists()


def test_what_another_process_may_read_stays(tmp_path):
    other = keep(Cache(tmp_path), "a", b"a" * 10)
    keep(Cache(tmp_path, max_bytes=5), "b", b"b" * 10)
    assert other.path.exists()


def test_what_cannot_be_deleted_stays_known(tmp_path, monkeypatch):
    keep(Cache(tmp_path), "a", b"a" * 10)
    age(tmp_path, a=9000)

    def held_elsewhere(path, *_, **__):
        raise PermissionError(path)

    cache = Cache(tmp_path, max_bytes=5)
    with monkeypatch.context() as patch:
        patch.setattr(Path, "unlink", held_elsewhere)
        patch.setattr(cache_module, "_PARTIAL", ".none")
        with cache._lock:
            cache._with_index(cache._evict)
    assert cache.find("a") is not None


# ---------------------------------------------------------------- damage


@pytest.mark.parametrize("rubbish", [b"", b"no database", b"SQLite format 3\x00" + bytes(500)])
def test_damaged_index_is_an_empty_one(tmp_path, rubbish):
    keep(Cache(tmp_path), "a", b"body")
    (tmp_path / "index.sqlite").write_bytes(rubbish)
    cache = Cache(tmp_path)
    assert cache.find("a") is None
    keep(cache, "a", b"body")
    assert Cache(tmp_path).find("a").path.read_bytes() == b"body"


def test_index_of_another_shape_is_an_empty_one(tmp_path):
    with sqlite3.connect(tmp_path / "index.sqlite") as index:
        index.execute("CREATE TABLE answers (a)")
    index.close()
    keep(Cache(tmp_path), "a", b"body")
    assert Cache(tmp_path).find("a") is not None


@pytest.mark.parametrize("code", [True, False], ids=["with codes", "as Python 3.10 tells it"])
@pytest.mark.parametrize(
    ("harm", "damaged"),
    [
        ("INSERT INTO answers VALUES (1)", True),
        ("SELECT nothing FROM answers", True),
        ("SELECT * FROM nothing", True),
        ("ATTACH '/nowhere/x' AS other", False),
        ("PRAGMA query_only = 1; DELETE FROM answers", False),
        ("PRAGMA max_page_count = 3; INSERT INTO bodies VALUES (zeroblob(99999), 1, 1)", False),
    ],
)
def test_damage_is_told_from_trouble(tmp_path, harm, damaged, code):
    Cache(tmp_path).find("a")
    *before, statement = harm.split("; ")
    with sqlite3.connect(tmp_path / "index.sqlite") as index:
        for each in before:
            index.execute(each)
        with pytest.raises(sqlite3.OperationalError) as caught:
            index.execute(statement)
    index.close()
    error = caught.value if code else sqlite3.OperationalError(str(caught.value))
    assert cache_module._is_damage(error) is damaged


def test_a_locked_index_is_not_thrown_away(tmp_path):
    place = tmp_path / "index.sqlite"
    with closing(sqlite3.connect(place, isolation_level=None)) as holder:
        holder.execute("BEGIN EXCLUSIVE")
        with closing(sqlite3.connect(place, timeout=0)) as index:
            with pytest.raises(sqlite3.OperationalError) as caught:
                index.execute("BEGIN IMMEDIATE")
            assert not cache_module._is_damage(sqlite3.OperationalError(str(caught.value)))


@pytest.mark.parametrize(
    "harm",
    [
        lambda path: path.unlink(),
        lambda path: path.write_bytes(b"bod"),
        lambda path: (path.unlink(), path.mkdir()),
    ],
    ids=["missing", "cut", "a folder"],
)
def test_damaged_body_is_none(tmp_path, harm):
    cache = Cache(tmp_path)
    harm(keep(cache, "a", b"body").path)
    assert Cache(tmp_path).find("a") is None


@pytest.mark.parametrize("column", ["headers", "retrieved_at"])
def test_damaged_row_is_none(tmp_path, column):
    keep(Cache(tmp_path), "a", b"body")
    with sqlite3.connect(tmp_path / "index.sqlite") as index:
        index.execute(f"UPDATE answers SET {column} = '{{'")
    index.close()
    assert Cache(tmp_path).find("a") is None


def test_folder_that_cannot_be_made(tmp_path):
    file = tmp_path / "file"
    file.write_text("")
    with pytest.raises(CacheUnusable, match="make room"):
        Cache(file / "cache")


def test_folder_that_cannot_be_written(tmp_path, monkeypatch):
    def forbidden(*_, **__):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(cache_module.tempfile, "TemporaryFile", forbidden)
    with pytest.raises(CacheUnusable, match="Permission denied"):
        Cache(tmp_path)


def test_full_disk(tmp_path):
    cache = Cache(tmp_path)

    class Full:
        def write(self, _):
            raise OSError(28, "No space left on device")

        def close(self):
            pass

    with pytest.raises(CacheUnusable, match="No space left"), cache.incoming() as incoming:
        incoming.file.close()
        incoming.file = Full()
        incoming.write(b"x")


def test_index_that_cannot_be_opened(tmp_path):
    cache = Cache(tmp_path)
    (tmp_path / "index.sqlite").mkdir()
    with pytest.raises(CacheUnusable, match="index"):
        cache.find("a")


# ---------------------------------------------------------------- side by side


def test_threads(tmp_path):
    cache = Cache(tmp_path)
    failures = []

    def work(number):
        try:
            for turn in range(10):
                keep(cache, f"{number}-{turn}", b"%d" % turn)
                assert cache.find(f"{number}-{turn}").path.read_bytes() == b"%d" % turn
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert failures == []
    assert len(bodies(tmp_path)) == 10


PROCESS = """
import sys
from pathlib import Path
sys.path.insert(0, {unit!r})
from test_net_cache import keep
from territoires_industrie.territoires_industrie.net.cache import Cache
cache = Cache(Path(sys.argv[1]), max_bytes=200)
for turn in range(25):
    body = (b"%d" % turn) * 20
    keep(cache, sys.argv[2] + str(turn), body)
    if cache.find(sys.argv[2] + str(turn)).path.read_bytes() != body:
        sys.exit("not whole")
"""


def test_two_processes(tmp_path):
    code = PROCESS.format(unit=str(Path(__file__).parent))
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    processes = [
        subprocess.Popen(
            [sys.executable, "-P", "-c", code, str(tmp_path), name],
            env=environment,
            stderr=subprocess.PIPE,
        )
        for name in ("a", "b")
    ]
    for process in processes:
        _, said = process.communicate(timeout=60)
        assert process.returncode == 0, said.decode()
    cache = Cache(tmp_path)
    assert all(cache.find(f"{name}{turn}") for name in "ab" for turn in range(25))
