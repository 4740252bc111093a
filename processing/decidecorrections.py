"""`territoires_industrie:decidecorrections`: corrections confirmed, or taken back."""

from __future__ import annotations

from typing import Any

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingParameterString,
)

from ..territoires_industrie.errors import AtlasError
from ..territoires_industrie.i18n import tr
from .base import AtlasAlgorithm
from .corrections import (
    REASON,
    author_parameter,
    chosen_author,
    chosen_store,
    reason_parameter,
    today,
)
from .network import catalogue_in_use
from .parameters import choice, folder_parameter, rare

NUMBERS = "NUMBERS"
DECISION = "DECISION"
DECIDED = "DECIDED"

# The words of the command line too: `--DECISION=annuler`.
_CONFIRM, _WITHDRAW = "confirmer", "annuler"


class NotANumber(AtlasError):
    """What should name corrections does not."""


class DecideCorrections(AtlasAlgorithm):
    """Keeps corrections against what the publisher says now, or lets the publisher's word hold."""

    ID = "decidecorrections"
    GROUP = "own"

    def displayName(self) -> str:
        return tr("Decide on corrections")

    def initAlgorithm(self, _configuration: dict[str, Any] | None = None) -> None:
        self.addParameter(
            QgsProcessingParameterString(
                NUMBERS, tr("Numbers of the corrections, separated by commas")
            )
        )
        self.addParameter(choice(DECISION, tr("Decision"), (_CONFIRM, _WITHDRAW)))
        self.addParameter(author_parameter())
        self.addParameter(reason_parameter())
        self.addParameter(self.edition_parameter())
        self.addParameter(rare(folder_parameter()))
        self.addOutput(QgsProcessingOutputNumber(DECIDED, tr("Corrections decided on")))

    def work(
        self,
        parameters: dict[str, Any],
        context: QgsProcessingContext,
        feedback: QgsProcessingFeedback,
    ) -> dict[str, Any]:
        # Imported here: nothing heavy is loaded before somebody decides.
        from ..territoires_industrie.corrections.outcome import ORPHAN

        author = chosen_author(self, parameters, context)
        reason = self.parameterAsString(parameters, REASON, context).strip()
        numbers = _numbers(self.parameterAsString(parameters, NUMBERS, context))
        store = chosen_store(self, parameters, context, catalogue_in_use())
        if self.parameterAsEnumString(parameters, DECISION, context) == _WITHDRAW:
            done = store.withdraw(numbers, author, reason, today())
        else:
            edition = self.chosen_edition(parameters, context, feedback)
            said = {
                o.correction.number: o.correction.before if o.state == ORPHAN else o.found
                for o in edition.corrections()
            }
            if missing := sorted(numbers - said.keys()):
                raise NotANumber(
                    "The edition {path} bears no correction {number}: choose the edition whose "
                    "list you decide on.",
                    path=edition.path,
                    number=missing[0],
                )
            done = store.confirm({n: said[n] for n in numbers}, author, reason, today())
        feedback.pushInfo(str(store.path))
        return {DECIDED: len(done)}


def _numbers(text: str) -> set[int]:
    words = text.replace(";", ",").replace(" ", ",").split(",")
    try:
        found = {int(word) for word in words if word}
    except ValueError:
        found = set()
    if not found:
        raise NotANumber("“{text}” names no corrections: give numbers such as 3, 7.", text=text)
    return found
