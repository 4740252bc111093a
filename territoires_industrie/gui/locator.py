"""Territories in QGIS' locator bar: `ti dunk`, and Enter loads its maps."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from qgis.core import QgsFeedback, QgsLocatorContext, QgsLocatorFilter, QgsLocatorResult
from qgis.PyQt.QtGui import QIcon

from ..i18n import tr
from ..paths import ICON
from .messages import TITLE

if TYPE_CHECKING:
    from ..searching import Match
    from ..territories import Territory

#: QGIS keeps prefixes of two letters for itself and ignores a plugin's. So `ti ` is read off the
#: text here, and QGIS knows the prefix of three; users may give another one in QGIS' options.
WORD = "ti"
PREFIX = "tdi"
_NAME = "territoires_industrie"
#: Without our word others have more to say: two letters are for nobody's towns.
_LEAST_ELSEWHERE = 3
_MOST = 18


class TerritoryFilter(QgsLocatorFilter):
    """Finds territories by their names, their EPCI's and towns', accents and case aside."""

    def __init__(self, open_territory: Callable[[Territory], None]) -> None:
        """`open_territory` is called in the main thread with the one that was chosen."""
        super().__init__()
        self._open = open_territory

    def clone(self) -> TerritoryFilter:
        """Another one, for the thread in which QGIS searches."""
        return TerritoryFilter(self._open)

    def name(self) -> str:
        return _NAME

    def displayName(self) -> str:
        return TITLE

    def description(self) -> str:
        return tr("Zooms to a territory and loads its maps: “ti dunk”.")

    def prefix(self) -> str:
        return PREFIX

    def priority(self) -> QgsLocatorFilter.Priority:
        return QgsLocatorFilter.Priority.Medium

    def flags(self) -> QgsLocatorFilter.Flags:
        # Names are in memory: an answer takes a millisecond.
        return QgsLocatorFilter.Flag.FlagFast

    def fetchResults(self, string: str, context: QgsLocatorContext, feedback: QgsFeedback) -> None:
        """Tell what was found; in a thread of QGIS, without anything of QGIS' main one."""
        wanted, is_ours = _wanted(string, context.usingPrefix)
        if wanted is None:
            return
        # Imported here, as below: territories are read once somebody searches one.
        from ..searching import can_be_drawn, search
        from .own import own_perimeters

        found = search(wanted, own_perimeters())
        drawn = [match for match in found.matches if can_be_drawn(match.territory)]
        for place, match in enumerate(drawn[:_MOST]):
            if feedback.isCanceled():
                return
            # QGIS sorts by score; what only resembles is for those who asked us alone.
            likely = 1.0 - place / _MOST
            if is_ours or not found.guessed:
                self.resultFetched.emit(
                    self._result(match, likely / 2 if found.guessed else likely)
                )

    def triggerResult(self, result: QgsLocatorResult) -> None:
        """Show the chosen territory."""
        from .own import territory_of

        self._open(territory_of(str(result.userData)))

    def _result(self, match: Match, score: float) -> QgsLocatorResult:
        result = QgsLocatorResult(self, match.territory.title, match.territory.id)
        result.description = tr("own perimeter") if match.territory.is_own else match.by
        result.score = score
        result.icon = QIcon(str(ICON))
        return result


def _wanted(text: str, is_ours: bool) -> tuple[str | None, bool]:
    """What is searched, None where the text is not for us; and whether we alone were asked."""
    text = text.strip()
    word, _, rest = text.partition(" ")
    if word.lower() in (WORD, PREFIX):
        return rest.strip(), True
    if is_ours or len(text) >= _LEAST_ELSEWHERE:
        return text, is_ours
    return None, False
