"""`territoires_industrie:applycorrections`: the corrections replayed without asking any source."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputFile,
    QgsProcessingOutputNumber,
)

from ..territoires_industrie.i18n import tr
from .base import AtlasAlgorithm
from .corrections import chosen_store
from .network import REPORT, catalogue_in_use, chosen_report, report_parameter
from .parameters import folder_parameter, rare

OUTPUT = "OUTPUT"
APPLIED = "APPLIED"
TO_DECIDE = "TO_DECIDE"


class ApplyCorrections(AtlasAlgorithm):
    """Writes a new edition: the rows of another, with exactly the corrections that stand."""

    ID = "applycorrections"
    GROUP = "own"

    def displayName(self) -> str:
        return tr("Apply corrections to an edition")

    def stopped(self) -> str:
        return tr("Stopped: no edition was written, the last one stays.")

    def initAlgorithm(self, _configuration: dict[str, Any] | None = None) -> None:
        self.addParameter(self.edition_parameter())
        self.addParameter(report_parameter())
        self.addParameter(rare(folder_parameter()))
        self.addOutput(QgsProcessingOutputFile(OUTPUT, tr("Edition")))
        self.addOutput(QgsProcessingOutputNumber(APPLIED, tr("Corrections applied")))
        self.addOutput(QgsProcessingOutputNumber(TO_DECIDE, tr("Corrections to decide on")))

    def work(
        self,
        parameters: dict[str, Any],
        context: QgsProcessingContext,
        feedback: QgsProcessingFeedback,
    ) -> dict[str, Any]:
        # Imported here: nothing heavy is loaded before somebody corrects.
        from ..territoires_industrie.correcting import correct, correction_report
        from ..territoires_industrie.corrections.outcome import OPEN
        from ..territoires_industrie.corrections.wording import decisions
        from ..territoires_industrie.report import write

        catalogue = catalogue_in_use()
        report = chosen_report(self, parameters, context)
        store = chosen_store(self, parameters, context, catalogue)
        standing = store.standing()
        edition = self.chosen_edition(parameters, context, feedback)
        now = datetime.now().replace(microsecond=0)
        done = correct(edition, standing, store.folder, catalogue, now, feedback.isCanceled)
        for sentence in decisions(done.outcomes, catalogue):
            feedback.pushWarning(sentence)
        feedback.pushInfo(str(done.edition.path))
        write(correction_report(done, catalogue), report)
        return {
            OUTPUT: str(done.edition.path),
            REPORT: str(report),
            APPLIED: sum(outcome.applied for outcome in done.outcomes),
            TO_DECIDE: sum(outcome.state in OPEN for outcome in done.outcomes),
        }
