"""How far the work is: phases of known shares, steps of a number that is only guessed."""

from __future__ import annotations

from collections.abc import Callable

from .errors import Cancelled

#: Told a share done, from 0 to 1, and in the user's language or in French what is done.
Progress = Callable[[float, str], None]


def portion(progress: Progress, start: float, end: float) -> Progress:
    """The progress to give to a work that is the part from `start` to `end` (0 to 1) of another."""
    return lambda done, text: progress(start + (end - start) * done, text)


class Pace:
    """Turns steps into a share done that never falls, and stops the work when asked to."""

    def __init__(self, progress: Progress, cancelled: Callable[[], bool]) -> None:
        self._progress = progress
        self._cancelled = cancelled
        self._begin = self._end = self._share = 0.0
        self._guess = 1

    def phase(self, end: float, steps: int) -> None:
        """From where the last phase was to end, go to `end` (0 to 1) in about so many steps."""
        self._begin = self._share = max(self._end, self._share)
        self._end, self._guess = end, max(steps, 1)

    def step(self, text: str) -> None:
        """Tell what is begun; raises Cancelled."""
        if self._cancelled():
            raise Cancelled
        self._progress(self._share, text)
        ahead = (self._end - self._begin) / self._guess
        self._share = min(self._share + ahead, self._end)

    def part(self, share: float, text: str) -> None:
        """Tell how much of this phase is done (0 to 1), where somebody else knows."""
        self._share = max(self._share, self._begin + share * (self._end - self._begin))
        self._progress(self._share, text)
