"""What tests of printing and of algorithms have in common."""

from __future__ import annotations


def names_in(folder):
    """The names of the files in a folder, in order."""
    return sorted(path.name for path in folder.iterdir())


class StopAfter:
    """Somebody who stops the work once told so many steps of it."""

    def __init__(self, steps):
        self._left = steps

    def progress(self, _share, _text):
        self._left -= 1

    def cancelled(self):
        return self._left <= 0
