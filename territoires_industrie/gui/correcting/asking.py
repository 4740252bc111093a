"""Questions that a window asks beside all other work: where an address is, what lies at a place."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

from qgis.PyQt.QtCore import QThread, pyqtSignal

from ... import preferences
from ...corrections.addresses import Located, locate
from ...corrections.whereabouts import commune_of
from ...errors import AtlasError, Cancelled
from ...i18n import spoken
from ...paths import own_folder
from ...territories import Commune

#: As the queue's: macOS gives a secondary thread too little for pandas and GDAL.
_STACK = 16 * 1024 * 1024
#: Those at work: a thread whose object goes while it runs would take QGIS along.
_RUNNING: set[Asking] = set()


class Asking(QThread):
    """One question, answered in a thread of ours; the queue of jobs may be busy for minutes.

    Signals:
        answered: the answer, whatever it is.
        failed: why there is none, one sentence.
    """

    answered = pyqtSignal(object)
    failed = pyqtSignal(str)

    def __init__(self, ask: Callable[[Callable[[], bool]], Any]) -> None:
        """`ask` is given what says whether nobody wants to know any more."""
        super().__init__()
        self._ask = ask
        self._given_up = threading.Event()
        self.setStackSize(_STACK)
        self.finished.connect(self._forget)

    def begin(self) -> Asking:
        """Ask; the object lives until there is an answer."""
        _RUNNING.add(self)
        self.start()
        return self

    def give_up(self) -> None:
        """Tell nothing, and end soon."""
        self._given_up.set()

    def run(self) -> None:
        try:
            found = self._ask(self._given_up.is_set)
        except Cancelled:
            return
        except AtlasError as error:
            if not self._given_up.is_set():
                self.failed.emit(spoken(error))
            return
        if not self._given_up.is_set():
            self.answered.emit(found)

    def _forget(self) -> None:
        _RUNNING.discard(self)


def still_at_work() -> bool:
    """Whether something is being asked."""
    return bool(_RUNNING)


def where_is(address: str, town: Commune) -> Asking:
    """Where an address is: a Located, or None where nothing like it is known there."""

    def ask(given_up: Callable[[], bool]) -> Located | None:
        # Imported here: nothing of the network is loaded before somebody asks.
        from ...net.open import open_client

        client = open_client(
            own_folder() / "cache",
            mirror=preferences.chosen(preferences.MIRROR),
            cancelled=given_up,
        )
        return locate(address, town, client)

    return Asking(ask)


def town_at(wkt: str) -> Asking:
    """The commune of a place; None at sea and outside the region."""
    return Asking(lambda _given_up: commune_of(wkt))
