"""`territoires_industrie:share`: a folder for people without QGIS, for one audience."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputFile,
    QgsProcessingOutputVariant,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFolderDestination,
)

from ..territoires_industrie.i18n import tr
from .base import AtlasAlgorithm
from .editions import fiche_reviews
from .parameters import (
    AUDIENCE,
    DPI,
    PAGE,
    REPLACE,
    WORKERS,
    audience_parameter,
    chosen_look,
    chosen_texts,
    dots_parameter,
    logo_parameter,
    paper_parameter,
    replace_parameter,
    templates_parameter,
    texts_parameter,
    workers_parameter,
)
from .telling import show_progress, tell_files

THEMES = "THEMES"
HTML = "HTML"
DATA = "DATA"
PDF = "PDF"
PUBLICATION = "PUBLICATION"
TABLES = "TABLES"
OUTPUT = "OUTPUT"
FILES = "FILES"
WEB_PAGE = "WEB_PAGE"

# The words of the command line too: `--PDF=atlas`.
DOCUMENTS = ("maps", "atlas", "none")


class Share(AtlasAlgorithm):
    """Fills a folder with an audience's web page, PDF and data."""

    ID = "share"
    GROUP = "sharing"
    TERRITORIES = "TERRITORIES"
    MAIN_THREAD = True

    def displayName(self) -> str:
        return tr("Share with an audience")

    def stopped(self) -> str:
        return tr("Stopped: the folder is as it was.")

    def initAlgorithm(self, _configuration: dict[str, Any] | None = None) -> None:
        self.addParameter(self.territories_parameter())
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
            QgsProcessingParameterBoolean(TABLES, tr("Tables of each territory (XLSX)"), True)
        )
        self.addParameter(
            QgsProcessingParameterBoolean(
                PUBLICATION, tr("Publication of each territory (GeoPackage with project)"), False
            )
        )
        self.addParameter(paper_parameter())
        self.addParameter(texts_parameter())
        self.addParameter(templates_parameter())
        self.addParameter(logo_parameter())
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
        from ..territoires_industrie.catalogue import load_catalogue
        from ..territoires_industrie.sharing.order import ShareOrder
        from ..territoires_industrie.sharing.share import share

        order = ShareOrder(
            territories=self.chosen_territories(parameters, context),
            themes=self.chosen_themes(parameters, THEMES, context),
            folder=Path(self.parameterAsString(parameters, OUTPUT, context)),
            audience=self.parameterAsEnumString(parameters, AUDIENCE, context),
            documents=self.parameterAsEnumString(parameters, PDF, context),
            page=self.parameterAsBoolean(parameters, HTML, context),
            edition=self.parameterAsBoolean(parameters, DATA, context),
            tables=self.parameterAsBoolean(parameters, TABLES, context),
            publications=self.parameterAsBoolean(parameters, PUBLICATION, context),
            paper=self.parameterAsEnumString(parameters, PAGE, context),
            look=chosen_look(self, parameters, context),
            texts=chosen_texts(self, parameters, context),
            dpi=self.parameterAsInt(parameters, DPI, context),
            replace=self.parameterAsBoolean(parameters, REPLACE, context),
            workers=self.parameterAsInt(parameters, WORKERS, context),
        )
        edition = self.chosen_edition(parameters, context, feedback)
        reviews = fiche_reviews(edition, order.territories, load_catalogue(), order.audience)
        order = replace(order, reviews=reviews)

        written = share(
            order,
            edition,
            load_catalogue(),
            lambda done, text: show_progress(feedback, done, text),
            feedback.isCanceled,
        )
        files = tell_files(feedback, written.files, written.warnings)
        return {
            OUTPUT: str(order.place),
            WEB_PAGE: str(order.page_file) if order.page else "",
            FILES: files,
        }
