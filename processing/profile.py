"""`territoires_industrie:profile`: what is known of a territory, as figures, tables and pages."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputVariant,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFolderDestination,
)

from ..territoires_industrie.i18n import tr
from .base import AtlasAlgorithm
from .editions import fiche_reviews
from .parameters import (
    AUDIENCE,
    REPLACE,
    audience_parameter,
    chosen_imprint,
    chosen_look,
    chosen_texts,
    contact_parameter,
    logo_parameter,
    publisher_parameter,
    replace_parameter,
    templates_parameter,
    texts_parameter,
)
from .telling import show_progress, tell_files

if TYPE_CHECKING:
    from ..territoires_industrie.edition import Edition
    from ..territoires_industrie.territories import Territory

FORMAT = "FORMAT"
OUTPUT = "OUTPUT"
FILES = "FILES"

# The words of the command line too: `--FORMAT=json,csv`.
_FORMATS = ("json", "csv", "pdf")


class ProfileAlgorithm(AtlasAlgorithm):
    """Writes each territory's profile: JSON for programs, CSV for spreadsheets, PDF for readers."""

    ID = "profile"
    TERRITORIES = "TERRITORIES"
    MAIN_THREAD = True

    def displayName(self) -> str:
        return tr("Write territories' profiles")

    def initAlgorithm(self, _configuration: dict[str, Any] | None = None) -> None:
        self.addParameter(self.territories_parameter())
        self.addParameter(self.edition_parameter())
        self.addParameter(
            QgsProcessingParameterEnum(
                FORMAT,
                tr("Formats"),
                list(_FORMATS),
                allowMultiple=True,
                defaultValue=list(_FORMATS[:2]),
                usesStaticStrings=True,
            )
        )
        self.addParameter(audience_parameter())
        self.addParameter(texts_parameter())
        self.addParameter(templates_parameter())
        self.addParameter(logo_parameter())
        self.addParameter(publisher_parameter())
        self.addParameter(contact_parameter())
        self.addParameter(replace_parameter())
        self.addParameter(
            QgsProcessingParameterFolderDestination(OUTPUT, tr("Folder of the profiles"))
        )
        self.addOutput(QgsProcessingOutputVariant(FILES, tr("Files written")))

    def work(
        self,
        parameters: dict[str, Any],
        context: QgsProcessingContext,
        feedback: QgsProcessingFeedback,
    ) -> dict[str, Any]:
        # Imported here: nothing heavy is loaded before somebody asks for a profile.
        from ..territoires_industrie.catalogue import load_catalogue
        from ..territoires_industrie.profile.writing import ProfileOrder, write_profiles
        from ..territoires_industrie.workers.telling import telling

        catalogue = load_catalogue()
        chosen = self.parameterAsEnumStrings(parameters, FORMAT, context)
        order = ProfileOrder(
            territories=self.chosen_territories(parameters, context),
            formats=[name for name in _FORMATS if name in chosen],
            folder=Path(self.parameterAsString(parameters, OUTPUT, context)),
            audience=self.parameterAsEnumString(parameters, AUDIENCE, context),
            replace=self.parameterAsBoolean(parameters, REPLACE, context),
        )
        texts = chosen_texts(self, parameters, context)
        look = chosen_look(self, parameters, context)
        imprint = chosen_imprint(self, parameters, context)
        edition = self.chosen_edition(parameters, context, feedback)

        pages = _FORMATS[2] in order.formats
        asked = order.territories if pages else []
        reviews = fiche_reviews(edition, asked, catalogue, order.audience)
        progress = partial(show_progress, feedback)

        def print_pages(seen: Edition, territory: Territory, target: Path) -> None:
            from ..territoires_industrie.atlas import print_profile

            print_profile(
                seen,
                territory,
                catalogue,
                target,
                look,
                texts,
                feedback.isCanceled,
                lambda _share, text: feedback.setProgressText(text),
                imprint,
                reviews[territory.id],
            )

        # In a process of its own it tells the one that waits for it how far it is.
        with telling(progress) as told:
            written = write_profiles(
                order, edition, catalogue, print_pages, told, feedback.isCanceled
            )
        return {OUTPUT: str(order.folder), FILES: tell_files(feedback, written)}
