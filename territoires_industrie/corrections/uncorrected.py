"""An edition as its publishers have it, without the analyst's corrections."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from ..catalogue import Catalogue, load_catalogue
from ..edition import Accounting, Availability, Edition
from .applying import restored
from .consequences import accounted, uncovered
from .outcome import Outcome

if TYPE_CHECKING:
    from pandas import DataFrame


class Uncorrected(Edition):
    """Reads an edition's rows, coverage and accounts as they were before corrections.

    What a new edition takes over is the publishers': a correction is replayed on it, and would
    otherwise be held against itself.
    """

    @classmethod
    def of(cls, edition: Edition) -> Edition:
        """The edition without its corrections; itself where it has none."""
        if not edition.corrections():
            return edition
        return cls(edition.path, edition.created, edition.record)

    @cached_property
    def _outcomes(self) -> list[Outcome]:
        return super().corrections()

    @property
    def _catalogue(self) -> Catalogue:
        return load_catalogue()

    def corrections(self) -> list[Outcome]:
        """None: that is what this edition is."""
        return []

    def frame(self, table: str) -> DataFrame:
        """The rows of a table as the publishers have them; see `Edition.frame`."""
        return restored({table: super().frame(table)}, self._outcomes, self._catalogue)[table]

    def availabilities(self) -> list[Availability]:
        """What was known of each layer before corrections."""
        return list(uncovered(super().availabilities(), self._catalogue))

    def accounting(self) -> list[Accounting]:
        """The accounts of the rows before corrections."""
        frames = {name: super(Uncorrected, self).frame(name) for name in self._corrected()}
        before = restored(frames, self._outcomes, self._catalogue)
        return accounted(super().accounting(), [], frames, before, self._catalogue)

    def _corrected(self) -> set[str]:
        """The tables that corrections changed, and their twins."""
        layers = {self._catalogue.layer_of(o.correction.table) for o in self._outcomes}
        return {table.name for layer in layers for table in layer.tables} & self.tables()
