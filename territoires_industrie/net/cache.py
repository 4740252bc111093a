"""What was fetched before: bodies on disk by their content, and an index by request.

Several threads and two processes may use one folder: SQLite's write lock orders them, and files
come and go only under it. The cache may always be thrown away, so whatever is damaged in it is as
if it had never been fetched.
"""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
import tempfile
import threading
import time
import weakref
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import IO, TypeVar

from ..errors import AtlasError
from .addresses import masked

T = TypeVar("T")

GIB = 1024**3
#: A body that any process used this lately, in seconds, is not thrown away: it may be reading it.
LATELY = 3600.0
#: A body that is still not whole after so long, in seconds, was left by a process that died.
_FORSAKEN = 24 * 3600.0

_INDEX = "index.sqlite"
_BODIES = "bodies"
_PARTIAL = ".partial"
_SCHEMA = (
    """CREATE TABLE IF NOT EXISTS bodies (
        name TEXT PRIMARY KEY, size INTEGER NOT NULL, last_used REAL NOT NULL)""",
    """CREATE TABLE IF NOT EXISTS answers (
        request TEXT PRIMARY KEY, url TEXT NOT NULL, final_url TEXT NOT NULL,
        status INTEGER NOT NULL, headers TEXT NOT NULL, retrieved_at TEXT NOT NULL,
        body TEXT NOT NULL REFERENCES bodies (name) ON DELETE CASCADE)""",
    "CREATE INDEX IF NOT EXISTS answers_by_body ON answers (body)",
)
#: SQLite's codes for an index that is wrong itself (ERROR, CORRUPT, NOTADB: sqlite.org/rescode),
#: and where Python tells no codes (3.10), what it says of anything else in the way.
_DAMAGE = (1, 11, 26)
_IN_THE_WAY = ("locked", "locking", "unable to open", "disk I/O", "full", "readonly", "interrupted")
_FIND = """SELECT url, final_url, status, headers, retrieved_at, body, size
    FROM answers JOIN bodies ON body = name WHERE request = ?"""
#: Bodies that no request leads to any more first, then those unused longest.
_TO_EVICT = """SELECT name, size, EXISTS (SELECT 1 FROM answers WHERE body = name) AS asked
    FROM bodies WHERE last_used < ? ORDER BY asked, last_used"""
_LATELY_USED = "SELECT name FROM bodies WHERE last_used >= ?"


#: Names of bodies that this process used, whichever object gave them out; the objects that live.
_USED_HERE: set[str] = set()
_ALIVE: weakref.WeakSet[Cache] = weakref.WeakSet()


class CacheUnusable(AtlasError):
    """The folder of the cache cannot be written."""


@dataclass(frozen=True)
class Held:
    """An answer that the cache holds: `path` is its body; `url` and `final_url` bear no secrets."""

    url: str
    final_url: str
    path: Path
    status: int
    headers: Mapping[str, str]
    retrieved_at: datetime


class Cache:
    """Answers in a folder, at most `max_bytes` of bodies: those unused longest go first.

    What this object gave out is thrown away by its own `clear` alone while it lives, and what
    another process used in the last hour stays, even when that is more than `max_bytes`. A body
    that no request leads to any more goes as soon as it may.
    """

    def __init__(self, folder: Path, max_bytes: int = 2 * GIB) -> None:
        """Make the folder where it is missing; CacheUnusable when nothing can be written there."""
        self.folder = folder
        self.max_bytes = max_bytes
        self._bodies = folder / _BODIES
        self._lock = threading.RLock()
        self._given_out: set[str] = set()
        _ALIVE.add(self)
        with self._unusable():
            self._bodies.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryFile(dir=self._bodies):
                self._sweep(_FORSAKEN)

    # ------------------------------------------------------------ asking and keeping

    def find(self, request: str) -> Held | None:
        """The answer to a request of that name, or None; from now on it is in use."""

        def look(index: sqlite3.Connection) -> Held | None:
            row = index.execute(_FIND, (request,)).fetchone()
            held = self._read(row) if row else None
            if held is not None:
                self._use(index, held.path.name)
            elif row:
                index.execute("DELETE FROM answers WHERE request = ?", (request,))
            return held

        return self._with_index(look)

    def confirm(self, request: str, at: datetime) -> None:
        """The server says that the answer still holds, at that time."""
        self._with_index(
            lambda index: index.execute(
                "UPDATE answers SET retrieved_at = ? WHERE request = ?", (at.isoformat(), request)
            )
        )

    @contextmanager
    def incoming(self) -> Iterator[Incoming]:
        """A file beside the bodies to write a new one to; it vanishes unless `keep` took it."""
        with self._unusable():
            number, name = tempfile.mkstemp(suffix=_PARTIAL, dir=self._bodies)
        incoming = Incoming(Path(name), os.fdopen(number, "wb"))
        try:
            yield incoming
        finally:
            with suppress(OSError):  # Windows, where a reader still holds it: swept later
                incoming.file.close()
                incoming.path.unlink(missing_ok=True)

    def keep(self, request: str, incoming: Incoming, answer: Held) -> Held:
        """Take a written body in as the answer to a request, instead of an older one.

        Returns `answer` with the path where its body now is. CacheUnusable when the disk is full or
        forbids it.
        """
        name, size = incoming.digest, incoming.size
        path = self._place(name)

        def take(index: sqlite3.Connection) -> None:
            if not _is_whole(path, size):
                path.parent.mkdir(exist_ok=True)
                os.replace(incoming.path, path)
            index.execute("INSERT OR IGNORE INTO bodies VALUES (?, ?, 0)", (name, size))
            self._use(index, name)
            index.execute(
                "INSERT OR REPLACE INTO answers VALUES (?, ?, ?, ?, ?, ?, ?)",
                (
                    request,
                    masked(answer.url),
                    masked(answer.final_url),
                    answer.status,
                    json.dumps(dict(answer.headers)),
                    answer.retrieved_at.isoformat(),
                    name,
                ),
            )
            self._evict(index)

        with self._unusable():
            self._with_index(take)
        return replace(answer, path=path)

    # ------------------------------------------------------------ room

    def size(self) -> int:
        """Bytes on disk of all bodies."""
        return sum(_size_of(path) for path in self._bodies.glob("*/*"))

    def clear(self) -> int:
        """Forget every answer; returns the bytes set free.

        Bodies that may still be read stay, and go when that is over: those given out by another
        object of this process that lives, those that another process used in the last hour. What
        this object itself gave out goes.
        """

        def forget(index: sqlite3.Connection) -> int:
            index.execute("DELETE FROM answers")
            self._given_out.clear()
            lately = {name for (name,) in index.execute(_LATELY_USED, (time.time() - LATELY,))}
            spared = (lately - _USED_HERE).union(*(cache._given_out for cache in list(_ALIVE)))
            places = [path for path in self._bodies.glob("*/*") if path.name not in spared]
            freed = sum(_delete(path) for path in places)
            gone = [(path.name,) for path in places if not path.exists()]
            index.executemany("DELETE FROM bodies WHERE name = ?", gone)
            return freed

        return self._with_index(forget)

    def _evict(self, index: sqlite3.Connection) -> None:
        (total,) = index.execute("SELECT SUM(size) FROM bodies").fetchone()
        excess = total - self.max_bytes
        for name, size, asked in index.execute(_TO_EVICT, (time.time() - LATELY,)).fetchall():
            if asked and excess <= 0:
                return
            path = self._place(name)
            if name in self._given_out:
                continue
            _delete(path)
            if not path.exists():
                index.execute("DELETE FROM answers WHERE body = ?", (name,))
                index.execute("DELETE FROM bodies WHERE name = ?", (name,))
                excess -= size

    def _sweep(self, older: float) -> None:
        """Delete what processes that died left half written, longer ago than so many seconds."""
        for path in self._bodies.glob(f"*{_PARTIAL}"):
            with suppress(OSError):
                if path.stat().st_mtime < time.time() - older:
                    path.unlink()

    # ------------------------------------------------------------ files and index

    def _place(self, name: str) -> Path:
        return self._bodies / name[:2] / name

    def _use(self, index: sqlite3.Connection, name: str) -> None:
        self._given_out.add(name)
        _USED_HERE.add(name)
        index.execute("UPDATE bodies SET last_used = ? WHERE name = ?", (time.time(), name))

    def _read(self, row: tuple) -> Held | None:
        """A row of the index, or None when it or its body is damaged."""
        url, final_url, status, headers, retrieved_at, name, size = row
        path = self._place(name)
        if not _is_whole(path, size):
            return None
        try:
            moment = datetime.fromisoformat(retrieved_at)
            return Held(url, final_url, path, status, json.loads(headers), moment)
        except (ValueError, TypeError):
            return None

    def _with_index(self, work: Callable[[sqlite3.Connection], T]) -> T:
        """Do work in one transaction that no other thread or process comes between."""
        with self._lock:
            try:
                return self._transact(work)
            except sqlite3.DatabaseError as error:
                if not _is_damage(error):
                    raise self._locked(error) from error
                self._start_anew()
            try:
                return self._transact(work)
            except sqlite3.DatabaseError as error:
                raise self._locked(error) from error

    def _transact(self, work: Callable[[sqlite3.Connection], T]) -> T:
        path = self.folder / _INDEX
        with closing(sqlite3.connect(path, timeout=30, isolation_level=None)) as index:
            # An index that a power cut damages is begun anew: no answer waits for the disk.
            index.execute("PRAGMA synchronous = OFF")
            index.execute("BEGIN IMMEDIATE")
            try:
                for statement in _SCHEMA:
                    index.execute(statement)
                done = work(index)
            except BaseException:
                with suppress(sqlite3.Error):
                    index.execute("ROLLBACK")
                raise
            index.execute("COMMIT")
            return done

    def _start_anew(self) -> None:
        """A damaged index leads nowhere any more: neither it nor the bodies are of use."""
        with self._unusable():
            for name in (_INDEX, f"{_INDEX}-journal"):
                (self.folder / name).unlink(missing_ok=True)
        for path in self._bodies.glob("*/*"):
            if path.name not in self._given_out:
                _delete(path)

    def _locked(self, error: sqlite3.Error) -> CacheUnusable:
        return CacheUnusable(
            "The index of the cache in {folder} cannot be written ({reason}): make room on "
            "that disk, or make the folder writable.",
            folder=self.folder,
            reason=error,
        )

    @contextmanager
    def _unusable(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise CacheUnusable(
                "The cache in {folder} cannot be written ({reason}): make room on that disk, or "
                "make the folder writable.",
                folder=self.folder,
                reason=error.strerror or error,
            ) from error


class Incoming:
    """A body being written: its file, and its name by content once whole."""

    def __init__(self, path: Path, file: IO[bytes]) -> None:
        self.path = path
        self.file = file
        self.size = 0
        self._hash = hashlib.sha256()

    def write(self, chunk: bytes) -> None:
        """Add to the body; CacheUnusable when the disk takes no more."""
        try:
            self.file.write(chunk)
        except OSError as error:
            raise disk_full(self.path.parent, error) from error
        self._hash.update(chunk)
        self.size += len(chunk)

    def close(self) -> None:
        """Nothing more is added: what was written is safe on the disk."""
        try:
            self.file.flush()
            os.fsync(self.file.fileno())
            self.file.close()
        except OSError as error:
            raise disk_full(self.path.parent, error) from error

    @property
    def digest(self) -> str:
        return self._hash.hexdigest()


def disk_full(folder: Path, error: OSError) -> CacheUnusable:
    """What to say when a body cannot be written."""
    return CacheUnusable(
        "What was fetched cannot be written to {folder} ({reason}): make room on that disk.",
        folder=folder,
        reason=error.strerror or error,
    )


def _is_damage(error: sqlite3.DatabaseError) -> bool:
    """Whether the index itself is wrong, not the disk or another program in the way."""
    if not isinstance(error, sqlite3.OperationalError):
        return True
    code = getattr(error, "sqlite_errorcode", None)  # from Python 3.11 on
    if code is None:
        return not any(words in str(error) for words in _IN_THE_WAY)
    return code & 0xFF in _DAMAGE


def _is_whole(path: Path, size: int) -> bool:
    try:
        return path.stat().st_size == size
    except OSError:
        return False


def _size_of(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _delete(path: Path) -> int:
    """Bytes set free; none where another program holds the file (Windows)."""
    size = _size_of(path)
    try:
        path.unlink()
    except OSError:
        return 0
    return size
