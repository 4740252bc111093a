"""What the sources answered to an order, and which of it is not to be believed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from .. import carryover
from ..catalogue import AtlasLayer, Catalogue
from ..errors import AtlasError
from ..french import long_date
from ..gathering import Gathered
from ..sources.errors import SourceError
from .order import RefreshOrder

#: The note of a source that failed; `freshness.py` knows it by its beginning.
SILENT = "Non actualisé le {day} : {reason}"


class NothingAnswered(AtlasError):
    """No server at all gave anything: there is nothing to make a new edition of."""


class SuddenlyEmpty(SourceError):
    """A source has no row left where the edition before has some."""


@dataclass(frozen=True)
class Answers:
    """What everything about a new edition is told from.

    Attributes:
        order: what was asked for.
        gathered: what came of it.
        catalogue: layers and sources.
        now: the edition's date.
    """

    order: RefreshOrder
    gathered: Gathered
    catalogue: Catalogue
    now: datetime

    @property
    def today(self) -> str:
        """The edition's day, in French."""
        return long_date(self.now.date())

    def require_one(self) -> None:
        """Raise NothingAnswered when every source failed and the user has no file either."""
        errors = [outcome.error for outcome in self.gathered.outcomes.values() if outcome.error]
        if errors and len(errors) == len(self.gathered.outcomes) and not self.gathered.local:
            raise NothingAnswered(
                "None of the {count} sources answered, so no edition was written and the last one "
                "stays. The first said: {error}",
                count=len(errors),
                error=errors[0],
            )

    def failures(self, layer: AtlasLayer) -> dict[str, AtlasError]:
        """The sources of a layer that failed, and those that are suddenly empty.

        A server that misunderstands a filter, or holds another country's extract, answers well and
        has nothing: where there were rows before, that is no news to believe without a look.
        """
        empty = [
            name
            for name, outcome in self.gathered.outcomes.items()
            if name in layer.sources and outcome.raw is not None and outcome.raw.frame.empty
        ]
        previous = self.order.previous
        emptied = carryover.holds(previous, layer, empty, self.gathered.area) if empty else ()
        sources = [self.gathered.outcomes[name].source for name in sorted(emptied)]
        return self.gathered.failed(layer) | {
            source.id: SuddenlyEmpty(
                'The source "{title}" answered without a single row, where the edition of {day} '
                "has some: look at {page}; if they are gone for good, fetch with the embedded "
                "edition as the one to take over from.",
                title=source.title,
                day=long_date(previous.created.date()),
                page=source.page or source.url,
            )
            for source in sources
        }

    def silent(self, *errors: AtlasError) -> str:
        """The note of what failed, in French and in the user's language."""
        reason = " ".join(self.order.say(error) for error in errors)
        return SILENT.format(day=self.today, reason=reason)
