"""`territoires_industrie:importreview`: what référents have answered, kept as corrections."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import astuple, fields
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qgis.core import (
    Qgis,
    QgsFeature,
    QgsField,
    QgsFields,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputFile,
    QgsProcessingOutputNumber,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterMultipleLayers,
    QgsProcessingParameterString,
)
from qgis.PyQt.QtCore import QMetaType

from ..territoires_industrie.errors import AtlasError
from ..territoires_industrie.i18n import spoken, tr
from .base import AtlasAlgorithm
from .corrections import AUTHOR, chosen_store
from .network import REPORT, catalogue_in_use, chosen_report, report_parameter
from .parameters import AUDIENCES, choice, folder_parameter

if TYPE_CHECKING:
    from ..territoires_industrie.reviewing.notices import Notice

INPUT = "INPUT"
DIFFUSION = "DIFFUSION"
REASON_DIFFUSION = "REASON_DIFFUSION"
LOOK = "LOOK"
NOTICES = "NOTICES"
OUTPUT = "OUTPUT"
CORRECTIONS = "CORRECTIONS"
TO_SEE = "TO_SEE"


class NoFiles(AtlasError):
    """An import of nothing."""


class ImportReview(AtlasAlgorithm):
    """Turns the answers of returned workbooks into corrections, and writes their edition."""

    ID = "importreview"
    GROUP = "own"

    def displayName(self) -> str:
        return tr("Import référents' reviews")

    def stopped(self) -> str:
        return tr(
            "Stopped: corrections that were kept stay; start again to write the edition with them."
        )

    def initAlgorithm(self, _configuration: dict[str, Any] | None = None) -> None:
        self.addParameter(
            QgsProcessingParameterMultipleLayers(
                INPUT, tr("Returned workbooks (XLSX)"), Qgis.ProcessingSourceType.File
            )
        )
        self.addParameter(self.edition_parameter())
        self.addParameter(
            QgsProcessingParameterString(
                AUTHOR, tr("Author (empty = as each workbook says)"), "", optional=True
            )
        )
        # As their workbooks say: for partners, no farther.
        self.addParameter(
            choice(DIFFUSION, tr("Who may see corrected values"), AUDIENCES, AUDIENCES[1])
        )
        self.addParameter(
            choice(REASON_DIFFUSION, tr("Who may see author and reason"), AUDIENCES[::-1])
        )
        self.addParameter(
            QgsProcessingParameterBoolean(LOOK, tr("Only look: change nothing"), False)
        )
        self.addParameter(folder_parameter())
        self.addParameter(report_parameter())
        self.addParameter(
            QgsProcessingParameterFeatureSink(
                NOTICES,
                tr("Answers to look at"),
                Qgis.ProcessingSourceType.Vector,
                optional=True,
                createByDefault=False,
            )
        )
        self.addOutput(QgsProcessingOutputFile(OUTPUT, tr("Edition")))
        self.addOutput(QgsProcessingOutputNumber(CORRECTIONS, tr("Corrections kept")))
        self.addOutput(QgsProcessingOutputNumber(TO_SEE, tr("Answers to look at")))

    def work(
        self,
        parameters: dict[str, Any],
        context: QgsProcessingContext,
        feedback: QgsProcessingFeedback,
    ) -> dict[str, Any]:
        # Imported here: nothing heavy is loaded before somebody imports.
        from ..territoires_industrie.report import write
        from ..territoires_industrie.reviewing.importing import import_reviews
        from ..territoires_industrie.reviewing.notices import OPEN
        from ..territoires_industrie.reviewing.order import ImportOrder
        from ..territoires_industrie.reviewing.report import import_report, summary

        files = [Path(path) for path in self.parameterAsFileList(parameters, INPUT, context)]
        if not files:
            raise NoFiles("No workbook is given: choose those that came back.")
        catalogue = catalogue_in_use()
        report = chosen_report(self, parameters, context)
        store = chosen_store(self, parameters, context, catalogue)
        order = ImportOrder(
            files=files,
            edition=self.chosen_edition(parameters, context, feedback),
            store=store,
            now=datetime.now().replace(microsecond=0),
            author=self.parameterAsString(parameters, AUTHOR, context).strip(),
            diffusion=self.parameterAsEnumString(parameters, DIFFUSION, context),
            reason_diffusion=self.parameterAsEnumString(parameters, REASON_DIFFUSION, context),
            look=self.parameterAsBoolean(parameters, LOOK, context),
            say=spoken,
        )
        found = import_reviews(order, catalogue, feedback.isCanceled)
        for sentence in summary(found, order.look):
            feedback.pushInfo(sentence)
        feedback.pushInfo(str(found.edition.path))
        write(import_report(found, order.look, catalogue), report)
        return {
            OUTPUT: str(found.edition.path),
            REPORT: str(report),
            CORRECTIONS: len(found.corrections),
            TO_SEE: sum(each.outcome in OPEN for each in found.notices),
            NOTICES: self._write_notices(parameters, context, found.notices),
        }

    def _write_notices(
        self, parameters: dict[str, Any], context: QgsProcessingContext, notices: Iterable[Notice]
    ) -> str | None:
        """Write what is to be looked at to the output table; where it went, None for nowhere."""
        from ..territoires_industrie.reviewing.notices import Notice

        columns = QgsFields()
        for each in fields(Notice):
            kind = QMetaType.Type.Int if each.name == "line" else QMetaType.Type.QString
            columns.append(QgsField(each.name, kind))

        def features() -> Iterator[QgsFeature]:
            for notice in notices:
                feature = QgsFeature(columns)
                feature.setAttributes(list(astuple(notice)))
                yield feature

        bare = Qgis.WkbType.NoGeometry
        return self.written(parameters, NOTICES, context, columns, bare, features())
