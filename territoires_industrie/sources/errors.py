"""Why an answer that did arrive is not the data that was asked for."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

from ..errors import AtlasError
from ..net.addresses import masked

_QUOTED = 160  # characters of a server's own words
_LOOKED_AT = 4_000


class SourceError(AtlasError):
    """The data of a source cannot be used; the sentence says what, of whom, why, what to do."""


class WrongAnswer(SourceError):
    """Something else than data: a page, an error object, a broken body."""


class Incomplete(SourceError):
    """Fewer rows than the service announced: a part of the data would pass for all of it."""


class SchemaChanged(SourceError):
    """A column that the catalogue expects is not there; `missing` and `near` name them."""

    def __init__(self, source: str, missing: str, columns: Iterable[str]) -> None:
        self.missing = missing
        self.near = nearest(missing, columns)
        super().__init__(
            'The source {source} no longer has the column "{missing}" (nearest: {near}): update '
            "the plugin, or correct the source in your own catalogue.",
            source=source,
            missing=missing,
            near=", ".join(self.near) or "–",
        )


class NothingThere(SourceError):
    """No row at all where some must be: a filter was misunderstood, or the service is empty."""


class NotPublished(SourceError):
    """The dataset, resource or vintage that was asked for is not (or no longer) there."""


def nearest(name: str, columns: Iterable[str], most: int = 3) -> tuple[str, ...]:
    """The column names closest to one that is missing, the closest first, whatever their case."""
    by_fold = {column.casefold(): column for column in columns}
    found = difflib.get_close_matches(name.casefold(), list(by_fold), n=most, cutoff=0.5)
    return tuple(by_fold[match] for match in found)


def quoted(text: str) -> str:
    """A server's own words as a sentence may quote them: one short line, secrets hidden.

    What a server repeats of a request may bear the user's key, and errors stand in reports.
    """
    line = " ".join(masked(text[:_LOOKED_AT]).split())
    return line if len(line) <= _QUOTED else f"{line[:_QUOTED]}…"
