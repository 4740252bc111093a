"""`territoires_industrie:capturecorrections`: what was edited by hand, kept as corrections."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingParameterFile,
)

from ..territoires_industrie.i18n import spoken, tr
from .base import EDITION, AtlasAlgorithm
from .corrections import (
    REASON,
    author_parameter,
    chosen_author,
    chosen_store,
    reason_parameter,
    today,
)
from .network import REPORT, catalogue_in_use, chosen_report, report_parameter
from .parameters import AUDIENCES, choice, folder_parameter, rare

EDITED = "EDITED"
DELETED = "DELETED"
DIFFUSION = "DIFFUSION"
REASON_DIFFUSION = "REASON_DIFFUSION"
CORRECTIONS = "CORRECTIONS"
REFUSED = "REFUSED"

# The words of the command line too: `--DELETED=fermer`.
_DELETED = ("masquer", "fermer")


class CaptureCorrections(AtlasAlgorithm):
    """Turns plain editing of an edition's copy, or of a publication, into corrections."""

    ID = "capturecorrections"
    GROUP = "own"

    def displayName(self) -> str:
        return tr("Keep what was edited by hand as corrections")

    def stopped(self) -> str:
        return tr("Stopped: no correction was kept.")

    def initAlgorithm(self, _configuration: dict[str, Any] | None = None) -> None:
        self.addParameter(
            QgsProcessingParameterFile(
                EDITED,
                tr("Edited copy of an edition, or publication"),
                fileFilter="GeoPackage (*.gpkg)",
            )
        )
        self.addParameter(author_parameter())
        self.addParameter(reason_parameter())
        self.addParameter(choice(DELETED, tr("A row taken out means"), _DELETED))
        self.addParameter(choice(DIFFUSION, tr("Who may see corrected values"), AUDIENCES))
        self.addParameter(report_parameter())
        self.addParameter(
            rare(choice(REASON_DIFFUSION, tr("Who may see author and reason"), AUDIENCES[::-1]))
        )
        self.addParameter(
            rare(self.edition_parameter(tr("Edition that it was made from (empty = looked for)")))
        )
        self.addParameter(rare(folder_parameter()))
        self.addOutput(QgsProcessingOutputNumber(CORRECTIONS, tr("Corrections kept")))
        self.addOutput(QgsProcessingOutputNumber(REFUSED, tr("Changes that could not be kept")))

    def work(
        self,
        parameters: dict[str, Any],
        context: QgsProcessingContext,
        feedback: QgsProcessingFeedback,
    ) -> dict[str, Any]:
        # Imported here: nothing heavy is loaded before somebody corrects.
        from ..territoires_industrie.capturing import capture_report, keep, uncorrected
        from ..territoires_industrie.corrections.capture import Hand
        from ..territoires_industrie.corrections.wording import layer_title
        from ..territoires_industrie.edition import Edition
        from ..territoires_industrie.report import write

        hand = Hand(
            chosen_author(self, parameters, context),
            self.parameterAsString(parameters, REASON, context).strip(),
            today(),
            self.parameterAsEnumString(parameters, DELETED, context),
            self.parameterAsEnumString(parameters, DIFFUSION, context),
            self.parameterAsEnumString(parameters, REASON_DIFFUSION, context),
        )
        report = chosen_report(self, parameters, context)
        catalogue = catalogue_in_use()
        store = chosen_store(self, parameters, context, catalogue)
        edited = Path(self.parameterAsFile(parameters, EDITED, context))
        path = self.parameterAsFile(parameters, EDITION, context)
        origin = Edition.open(path) if path else None
        kept = keep(edited, origin, store, hand, feedback.isCanceled)
        for draft, error in kept.captured.refused:
            layer = layer_title(draft.table, catalogue)
            feedback.pushWarning(f"{layer}, {draft.key} : {spoken(error)}")
        for sentence in uncorrected(kept):
            feedback.pushWarning(sentence)
        feedback.pushInfo(str(store.path))
        write(capture_report(kept, edited, hand, catalogue, spoken), report)
        return {
            REPORT: str(report),
            CORRECTIONS: len(kept.corrections),
            REFUSED: len(kept.captured.refused),
        }
