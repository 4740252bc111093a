"""`territoires_industrie:reviewpack`: what a local référent needs to review a territory."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputVariant,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFolderDestination,
)

from ..territoires_industrie.i18n import tr
from .base import AtlasAlgorithm
from .network import catalogue_in_use
from .parameters import (
    AUDIENCE,
    AUDIENCES,
    DPI,
    PAGE,
    REPLACE,
    chosen_look,
    dots_parameter,
    logo_parameter,
    paper_parameter,
    replace_parameter,
    templates_parameter,
)
from .telling import show_progress, tell_files

OUTPUT = "OUTPUT"
FILES = "FILES"


class ReviewPack(AtlasAlgorithm):
    """Writes each territory's maps with numbered sites, and the workbook with the same numbers."""

    ID = "reviewpack"
    GROUP = "own"
    TERRITORIES = "TERRITORIES"
    MAIN_THREAD = True

    def displayName(self) -> str:
        return tr("Write review packs for référents")

    def initAlgorithm(self, _configuration: dict[str, Any] | None = None) -> None:
        self.addParameter(self.territories_parameter())
        self.addParameter(self.edition_parameter())
        self.addParameter(
            QgsProcessingParameterEnum(
                AUDIENCE,
                tr("Audience"),
                list(AUDIENCES),
                # A référent is a partner.
                defaultValue=AUDIENCES[1],
                usesStaticStrings=True,
            )
        )
        self.addParameter(paper_parameter())
        self.addParameter(dots_parameter())
        self.addParameter(templates_parameter())
        self.addParameter(logo_parameter())
        self.addParameter(replace_parameter())
        self.addParameter(
            QgsProcessingParameterFolderDestination(OUTPUT, tr("Folder of the review packs"))
        )
        self.addOutput(QgsProcessingOutputVariant(FILES, tr("Files written")))

    def work(
        self,
        parameters: dict[str, Any],
        context: QgsProcessingContext,
        feedback: QgsProcessingFeedback,
    ) -> dict[str, Any]:
        # Imported here: nothing heavy is loaded before somebody prints.
        from ..territoires_industrie.reviewing.pack import PackOrder, write_packs

        order = PackOrder(
            territories=self.chosen_territories(parameters, context),
            folder=Path(self.parameterAsString(parameters, OUTPUT, context)),
            audience=self.parameterAsEnumString(parameters, AUDIENCE, context),
            paper=self.parameterAsEnumString(parameters, PAGE, context),
            look=chosen_look(self, parameters, context),
            dpi=self.parameterAsInt(parameters, DPI, context),
            replace=self.parameterAsBoolean(parameters, REPLACE, context),
        )
        edition = self.chosen_edition(parameters, context, feedback)
        progress = partial(show_progress, feedback)
        written = write_packs(order, edition, catalogue_in_use(), progress, feedback.isCanceled)
        files = tell_files(feedback, written.files, written.warnings)
        return {OUTPUT: str(order.folder), FILES: files}
