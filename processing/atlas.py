"""`territoires_industrie:atlas`: the whole document of chosen territories."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from qgis.core import (
    Qgis,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputVariant,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterFileDestination,
    QgsProcessingParameterString,
)

from ..territoires_industrie.i18n import tr
from .base import AtlasAlgorithm
from .editions import fiche_reviews
from .parameters import (
    AUDIENCE,
    DPI,
    HIDE_ABSENT,
    PAGE,
    REPLACE,
    WORKERS,
    absent_classes_parameter,
    audience_parameter,
    chosen_imprint,
    chosen_look,
    chosen_texts,
    contact_parameter,
    dots_parameter,
    logo_parameter,
    paper_parameter,
    publisher_parameter,
    replace_parameter,
    templates_parameter,
    texts_parameter,
    workers_parameter,
)
from .telling import show_progress, tell_files

THEMES = "THEMES"
EACH = "EACH"
OUTPUT = "OUTPUT"
FILES = "FILES"
#: Given by the process that shares its work: where the pages of the chapters go, unbound.
CHAPTERS = "CHAPTERS"
#: Given by it too: the status of each fiche, as JSON; its edition's copy does not tell.
REVIEWS = "REVIEWS"


class Atlas(AtlasAlgorithm):
    """Prints cover, contents, texts, a chapter a territory, and the index, as one PDF."""

    ID = "atlas"
    TERRITORIES = "TERRITORIES"
    MAIN_THREAD = True

    def displayName(self) -> str:
        return tr("Print the atlas")

    def initAlgorithm(self, _configuration: dict[str, Any] | None = None) -> None:
        self.addParameter(self.territories_parameter())
        self.addParameter(self.themes_parameter(THEMES, tr("Maps")))
        self.addParameter(self.edition_parameter())
        self.addParameter(audience_parameter())
        self.addParameter(paper_parameter())
        self.addParameter(absent_classes_parameter())
        self.addParameter(texts_parameter())
        self.addParameter(templates_parameter())
        self.addParameter(logo_parameter())
        self.addParameter(publisher_parameter())
        self.addParameter(contact_parameter())
        self.addParameter(
            QgsProcessingParameterBoolean(EACH, tr("Also one document a territory"), False)
        )
        self.addParameter(workers_parameter())
        self.addParameter(dots_parameter())
        self.addParameter(replace_parameter())
        chapters = QgsProcessingParameterString(CHAPTERS, "", optional=True)
        chapters.setFlags(chapters.flags() | Qgis.ProcessingParameterFlag.Hidden)
        self.addParameter(chapters)
        reviews = QgsProcessingParameterString(REVIEWS, "", optional=True)
        reviews.setFlags(reviews.flags() | Qgis.ProcessingParameterFlag.Hidden)
        self.addParameter(reviews)
        self.addParameter(
            QgsProcessingParameterFileDestination(
                OUTPUT, tr("Atlas (PDF)"), tr("PDF files (*.pdf)")
            )
        )
        self.addOutput(QgsProcessingOutputVariant(FILES, tr("Files written")))

    def work(
        self,
        parameters: dict[str, Any],
        context: QgsProcessingContext,
        feedback: QgsProcessingFeedback,
    ) -> dict[str, Any]:
        # Imported here: nothing heavy is loaded before somebody prints.
        from ..territoires_industrie.atlas import AtlasOrder, print_atlas, print_chapters_only
        from ..territoires_industrie.catalogue import load_catalogue
        from ..territoires_industrie.reviewing.statuses import Printed
        from ..territoires_industrie.workers.telling import telling

        catalogue = load_catalogue()
        order = AtlasOrder(
            territories=self.chosen_territories(parameters, context),
            themes=self.chosen_themes(parameters, THEMES, context),
            target=Path(self.parameterAsFileOutput(parameters, OUTPUT, context)),
            audience=self.parameterAsEnumString(parameters, AUDIENCE, context),
            paper=self.parameterAsEnumString(parameters, PAGE, context),
            look=chosen_look(self, parameters, context),
            texts=chosen_texts(self, parameters, context),
            hide_absent=self.parameterAsBoolean(parameters, HIDE_ABSENT, context),
            each=self.parameterAsBoolean(parameters, EACH, context),
            workers=self.parameterAsInt(parameters, WORKERS, context),
            dpi=self.parameterAsInt(parameters, DPI, context),
            replace=self.parameterAsBoolean(parameters, REPLACE, context),
            imprint=chosen_imprint(self, parameters, context),
        )
        edition = self.chosen_edition(parameters, context, feedback)

        progress = partial(show_progress, feedback)
        chapters = self.parameterAsString(parameters, CHAPTERS, context)
        if chapters:
            given = json.loads(self.parameterAsString(parameters, REVIEWS, context) or "{}")
            reviews = {name: Printed(*words) for name, words in given.items()}
            order = replace(order, reviews=reviews)
            with telling(progress) as told:
                print_chapters_only(
                    order, edition, catalogue, Path(chapters), told, feedback.isCanceled
                )
            return {OUTPUT: chapters, FILES: []}
        reviews = fiche_reviews(edition, order.territories, catalogue, order.audience)
        order = replace(order, reviews=reviews)
        written = print_atlas(order, edition, catalogue, progress, feedback.isCanceled)
        files = tell_files(feedback, written.files, written.warnings)
        return {OUTPUT: str(order.target), FILES: files}
