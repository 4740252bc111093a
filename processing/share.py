"""`territoires_industrie:share`: a folder for people without QGIS, for one audience."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from qgis.core import (
    Qgis,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputFile,
    QgsProcessingOutputVariant,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFolderDestination,
)

from ..territoires_industrie.catalogue import load_catalogue
from ..territoires_industrie.i18n import spoken, tr
from .base import AtlasAlgorithm
from .parameters import (
    AUDIENCE,
    DPI,
    PAGE,
    REPLACE,
    TEXTS,
    WORKERS,
    audience_parameter,
    chosen_look,
    dots_parameter,
    look_parameters,
    paper_parameter,
    replace_parameter,
    texts_parameter,
    workers_parameter,
)

THEMES = "THEMES"
HTML = "HTML"
DATA = "DATA"
PDF = "PDF"
PUBLICATION = "PUBLICATION"
OUTPUT = "OUTPUT"
FILES = "FILES"
WEB_PAGE = "WEB_PAGE"

# The words of the command line too: `--PDF=atlas`.
DOCUMENTS = ("maps", "atlas", "none")


class Share(AtlasAlgorithm):
    """Fills a folder with an audience's web page, PDF and data."""

    ID = "share"
    TERRITORIES = "TERRITORIES"

    def displayName(self) -> str:
        return tr("Share with an audience")

    def flags(self) -> Qgis.ProcessingAlgorithmFlag:
        # Layouts are drawn in the main thread; the work is cancelled between pages.
        return super().flags() | Qgis.ProcessingAlgorithmFlag.NoThreading

    def stopped(self) -> str:
        return tr("Stopped: the folder is as it was.")

    def initAlgorithm(self, _configuration: dict[str, Any] | None = None) -> None:
        self.addParameter(
            self.territories_parameter(
                tr("Territories (identifiers or names, separated by commas; all)")
            )
        )
        self.addParameter(self.themes_parameter(THEMES, tr("Maps")))
        self.addParameter(self.edition_parameter())
        self.addParameter(audience_parameter())
        self.addParameter(
            QgsProcessingParameterBoolean(HTML, tr("Web page (one file, opens offline)"), True)
        )
        self.addParameter(
            QgsProcessingParameterEnum(
                PDF,
                tr("PDF of each territory (its maps, its chapter of the atlas, or none)"),
                list(DOCUMENTS),
                defaultValue=DOCUMENTS[0],
                usesStaticStrings=True,
            )
        )
        self.addParameter(
            QgsProcessingParameterBoolean(DATA, tr("Data (the audience's edition)"), True)
        )
        self.addParameter(
            QgsProcessingParameterBoolean(
                PUBLICATION, tr("Publication of each territory (GeoPackage with project)"), False
            )
        )
        self.addParameter(paper_parameter())
        self.addParameter(texts_parameter())
        for parameter in look_parameters():
            self.addParameter(parameter)
        self.addParameter(dots_parameter())
        self.addParameter(workers_parameter())
        self.addParameter(replace_parameter())
        self.addParameter(
            QgsProcessingParameterFolderDestination(OUTPUT, tr("Folder of what is shared"))
        )
        self.addOutput(QgsProcessingOutputFile(WEB_PAGE, tr("Web page")))
        self.addOutput(QgsProcessingOutputVariant(FILES, tr("Files written")))

    def work(
        self,
        parameters: dict[str, Any],
        context: QgsProcessingContext,
        feedback: QgsProcessingFeedback,
    ) -> dict[str, Any]:
        # Imported here: nothing heavy is loaded before somebody shares.
        from ..territoires_industrie.sharing.order import ShareOrder
        from ..territoires_industrie.sharing.share import share

        catalogue = load_catalogue()
        texts = self.parameterAsString(parameters, TEXTS, context)
        order = ShareOrder(
            territories=self.chosen_territories(parameters, context),
            # In the atlas' order, each once, whatever order they were asked in.
            themes=[
                catalogue.themes[i]
                for i in sorted(set(self.parameterAsEnums(parameters, THEMES, context)))
            ],
            folder=Path(self.parameterAsString(parameters, OUTPUT, context)),
            audience=self.parameterAsEnumString(parameters, AUDIENCE, context),
            documents=self.parameterAsEnumString(parameters, PDF, context),
            page=self.parameterAsBoolean(parameters, HTML, context),
            edition=self.parameterAsBoolean(parameters, DATA, context),
            publications=self.parameterAsBoolean(parameters, PUBLICATION, context),
            paper=self.parameterAsEnumString(parameters, PAGE, context),
            look=chosen_look(self, parameters, context),
            texts=Path(texts) if texts else None,
            dpi=self.parameterAsInt(parameters, DPI, context),
            replace=self.parameterAsBoolean(parameters, REPLACE, context),
            workers=self.parameterAsInt(parameters, WORKERS, context),
        )
        edition = self.chosen_edition(parameters, context, feedback)

        def progress(done: float, text: str) -> None:
            feedback.setProgress(100 * done)
            if text:
                feedback.setProgressText(text)

        written = share(order, edition, catalogue, progress, feedback.isCanceled)
        for warning in written.warnings:
            feedback.pushWarning(spoken(warning))
        for path in written.files:
            feedback.pushInfo(str(path))
        return {
            OUTPUT: str(order.place),
            WEB_PAGE: str(order.page_file) if order.page else "",
            FILES: [str(path) for path in written.files],
        }
