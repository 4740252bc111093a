"""Wishes that wait to be kept, on the disk meanwhile: what is not applied today is not lost.

Two windows of QGIS may write one file. So a window never writes its list: it does what it has
changed (wishes added, wishes that go) over what the file says by then, while nobody else may.
"""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import asdict
from itertools import count
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_OID, uuid5

from ..catalogue import Catalogue
from .correction import Correction, check
from .drafting import Wish, with_wish
from .values import CorrectionError

#: Lets nobody else into a file's lock meanwhile. TimeoutError: somebody is there; PermissionError:
#: the folder takes no lock.
Lock = Callable[[Path], AbstractContextManager[None]]


class WishesUnreadable(CorrectionError):
    """The wishes that wait cannot be read or written; a whole sentence."""


class Pending:
    """The wishes that wait, as one window has them; safe to use from two threads.

    What could not be written is shown all the same, and tried again with each further call.

    Args:
        path: the file, which other windows write too.
        catalogue: the layers.
        lock: orders those who write.
    """

    def __init__(self, path: Path, catalogue: Catalogue, lock: Lock) -> None:
        self._path, self._catalogue, self._lock = path, catalogue, lock
        self._turn = threading.RLock()
        self._told: list[Wish] = []
        #: What this window has changed and the file does not say yet.
        self._added: list[Wish] = []
        self._gone: set[str] = set()

    @property
    def wishes(self) -> Sequence[Wish]:
        """In the order in which they were made."""
        with self._turn:
            return tuple(self._due())

    @property
    def is_kept(self) -> bool:
        """Whether the file says all that this window has changed."""
        with self._turn:
            return not (self._added or self._gone)

    def read(self) -> None:
        """See what other windows have added or taken away.

        Raises:
            WishesUnreadable: the file cannot be read, or not be written where it has to be; a
                damaged one is set aside, and what this window knows is written anew.
        """
        with self._turn:
            self._agree()

    def add(self, wish: Wish) -> None:
        """Put one behind the others; an earlier one about the same thing goes, if it was shown.

        Of another window's that nobody has seen here both wait: the later one will hold.

        Raises:
            WishesUnreadable: as in `read`; it waits in this window alone.
        """
        with self._turn:
            shown = self._due()
            left = {each.id for each in with_wish(shown, wish, self._catalogue)}
            self._added.append(wish)
            self._take_away(each.id for each in shown if each.id not in left)
            self._agree()

    def remove(self, ids: Collection[str]) -> None:
        """Have these wait no longer: they are written, or nobody wants them any more.

        Raises:
            WishesUnreadable: as in `read`; they are gone from this window alone.
        """
        with self._turn:
            self._take_away(iter(ids))
            self._agree()

    @contextmanager
    def applying(self) -> Iterator[None]:
        """Nobody else applies wishes meanwhile; that may take longer than writing the file.

        Raises:
            TimeoutError: another window does.
            PermissionError: the folder takes no lock.
        """
        with self._lock(self._path.with_suffix(".application")):
            yield

    def _take_away(self, ids: Iterator[str]) -> None:
        self._gone.update(ids)
        self._added = [each for each in self._added if each.id not in self._gone]

    def _due(self) -> list[Wish]:
        known = {each.id for each in self._told}
        new = [each for each in self._added if each.id not in known]
        return [*(each for each in self._told if each.id not in self._gone), *new]

    def _agree(self) -> None:
        """Take what the file says, and have it say what this window has changed."""
        if self.is_kept and not self._path.exists():
            self._told = []
            return
        try:
            with self._lock(self._path):
                self._change()
        except OSError as error:
            if self.is_kept:
                self._told = load(self._path, self._catalogue, may_change=False)
                return
            raise _unwritable(self._path, error) from error

    def _change(self) -> None:
        try:
            self._told = load(self._path, self._catalogue)
        except WishesUnreadable as error:
            if not self._path.exists():  # set aside
                self._added = self._due()
                self._told = []
                with suppress(WishesUnreadable):  # tried again; that it was damaged is said once
                    self._write()
            elif not self.is_kept:
                raise _unwritable(self._path, error.__cause__ or error) from error
            raise
        if not self.is_kept:
            self._write()

    def _write(self) -> None:
        due = self._due()
        if due != self._told:
            save(self._path, due)
        self._told, self._added, self._gone = due, [], set()


def save(path: Path, wishes: Sequence[Wish]) -> None:
    """Put wishes that wait on the disk, whole or not at all; without any, take the file away.

    Raises:
        WishesUnreadable: the file cannot be written.
    """
    draft = path.with_name(f".{path.name}-{os.getpid()}.partial")
    try:
        if not wishes:
            path.unlink(missing_ok=True)
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        text = json.dumps([asdict(each) for each in wishes], ensure_ascii=False, indent=1)
        with draft.open("w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        os.replace(draft, path)
    except OSError as error:
        with suppress(OSError):
            draft.unlink()
        raise _unwritable(path, error) from error


def load(path: Path, catalogue: Catalogue, may_change: bool = True) -> list[Wish]:
    """The wishes that wait; none where there is no file.

    Raises:
        WishesUnreadable: the file cannot be had now; or it is damaged, or of another version of
            this program: then it is set aside under a name of its own, unless nothing `may_change`.
    """
    try:
        content = path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return []
    except OSError as error:
        raise WishesUnreadable(
            "The corrections that wait in {path} cannot be read ({reason}).",
            path=path,
            reason=error,
        ) from error
    try:
        told = json.loads(content.decode("utf-8"))
        found = [_wish(number, each) for number, each in enumerate(told)]
        for each in found:
            check(each.draft, catalogue)
    except (ValueError, TypeError, AttributeError, KeyError, CorrectionError) as error:
        raise WishesUnreadable(
            "The corrections that waited cannot be read ({reason}): they are in {path}.",
            reason=error,
            path=_set_aside(path) if may_change else path,
        ) from error
    return found


def _wish(number: int, told: dict[str, Any]) -> Wish:
    # Before wishes had one: the same in all windows that read the same file.
    same = str(uuid5(NAMESPACE_OID, f"{number} {json.dumps(told, sort_keys=True)}"))
    cells = {"id": same, **told}
    found = Wish(Correction(**cells.pop("draft")), **cells)
    if not all(isinstance(text, str) for text in cells.values()):
        raise CorrectionError("it holds something else than texts")
    return found


def _set_aside(path: Path) -> Path:
    """Give a file a name that no other has; the old one where that cannot be."""
    names = ("" if number == 1 else f"-{number}" for number in count(1))
    aside = next(
        there
        for name in names
        if not (there := path.with_suffix(f".illisible{name}.json")).exists()
    )
    try:
        os.replace(path, aside)
    except OSError:
        return path
    return aside


def _unwritable(path: Path, error: BaseException) -> WishesUnreadable:
    busy = CorrectionError("another QGIS window is writing there")
    return WishesUnreadable(
        "The corrections that wait cannot be kept in {path} ({reason}): apply them before you "
        "close QGIS.",
        path=path,
        reason=busy if isinstance(error, TimeoutError) else error,
    )
