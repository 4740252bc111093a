"""`territoires_industrie:tables`: an edition's rows as workbooks, for readers without QGIS."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputVariant,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterFolderDestination,
)

from ..territoires_industrie.i18n import tr
from .base import AtlasAlgorithm
from .network import catalogue_in_use
from .parameters import AUDIENCE, REPLACE, audience_parameter, replace_parameter
from .telling import show_progress, tell_files

TOGETHER = "TOGETHER"
OUTPUT = "OUTPUT"
FILES = "FILES"


class TablesAlgorithm(AtlasAlgorithm):
    """Writes each territory's rows as an XLSX workbook, or those of all as one."""

    ID = "tables"
    GROUP = "sharing"
    TERRITORIES = "TERRITORIES"

    def displayName(self) -> str:
        return tr("Write territories' tables (XLSX)")

    def initAlgorithm(self, _configuration: dict[str, Any] | None = None) -> None:
        self.addParameter(self.territories_parameter())
        self.addParameter(self.edition_parameter())
        self.addParameter(audience_parameter())
        self.addParameter(
            QgsProcessingParameterBoolean(
                TOGETHER, tr("One workbook for all territories instead of one each"), False
            )
        )
        self.addParameter(replace_parameter())
        self.addParameter(
            QgsProcessingParameterFolderDestination(OUTPUT, tr("Folder of the workbooks"))
        )
        self.addOutput(QgsProcessingOutputVariant(FILES, tr("Files written")))

    def work(
        self,
        parameters: dict[str, Any],
        context: QgsProcessingContext,
        feedback: QgsProcessingFeedback,
    ) -> dict[str, Any]:
        # Imported here: nothing heavy is loaded before somebody asks for tables.
        from ..territoires_industrie.tables.writing import TablesOrder, write_tables

        order = TablesOrder(
            territories=self.chosen_territories(parameters, context),
            folder=Path(self.parameterAsString(parameters, OUTPUT, context)),
            audience=self.parameterAsEnumString(parameters, AUDIENCE, context),
            together=self.parameterAsBoolean(parameters, TOGETHER, context),
            replace=self.parameterAsBoolean(parameters, REPLACE, context),
        )
        edition = self.chosen_edition(parameters, context, feedback)
        written = write_tables(
            order,
            edition,
            catalogue_in_use(),
            lambda share, text: show_progress(feedback, share, text),
            feedback.isCanceled,
        )
        return {OUTPUT: str(order.folder), FILES: tell_files(feedback, written)}
