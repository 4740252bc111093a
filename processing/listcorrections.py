"""`territoires_industrie:listcorrections`: what became of each correction in an edition."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingParameterBoolean,
)

from ..territoires_industrie.i18n import tr
from .base import AtlasAlgorithm
from .corrections import OUTPUT, list_parameter, write_list
from .network import REPORT, catalogue_in_use, report_parameter

TO_DECIDE = "TO_DECIDE"
ONLY_OPEN = "ONLY_OPEN"


class ListCorrections(AtlasAlgorithm):
    """Lists the corrections of an edition: applied, orphan, in conflict, moved by the publisher."""

    ID = "listcorrections"
    GROUP = "own"

    def displayName(self) -> str:
        return tr("List corrections")

    def initAlgorithm(self, _configuration: dict[str, Any] | None = None) -> None:
        self.addParameter(self.edition_parameter())
        self.addParameter(
            QgsProcessingParameterBoolean(ONLY_OPEN, tr("Only those to decide on"), False)
        )
        self.addParameter(list_parameter())
        self.addParameter(report_parameter())
        self.addOutput(QgsProcessingOutputNumber(TO_DECIDE, tr("Corrections to decide on")))

    def work(
        self,
        parameters: dict[str, Any],
        context: QgsProcessingContext,
        feedback: QgsProcessingFeedback,
    ) -> dict[str, Any]:
        # Imported here: nothing heavy is loaded before somebody asks.
        from ..territoires_industrie.correcting import Corrected, correction_report
        from ..territoires_industrie.corrections.outcome import OPEN
        from ..territoires_industrie.corrections.wording import decisions
        from ..territoires_industrie.report import write

        catalogue = catalogue_in_use()
        edition = self.chosen_edition(parameters, context, feedback)
        outcomes = edition.corrections()
        listed = [
            outcome
            for outcome in outcomes
            if outcome.state in OPEN or not self.parameterAsBoolean(parameters, ONLY_OPEN, context)
        ]
        for sentence in decisions(outcomes, catalogue):
            feedback.pushWarning(sentence)
        report = self.parameterAsFileOutput(parameters, REPORT, context)
        write(correction_report(Corrected(edition, listed), catalogue), Path(report))
        target = write_list(self, parameters, context, listed)
        open_ = sum(outcome.state in OPEN for outcome in outcomes)
        return {OUTPUT: target, REPORT: report, TO_DECIDE: open_}
