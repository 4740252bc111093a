"""What the algorithms share: territories and editions as parameters, and one help text each."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qgis.core import (
    Qgis,
    QgsApplication,
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProcessingParameterFile,
    QgsProcessingParameterString,
)
from qgis.PyQt.QtGui import QIcon, QTextDocument

from ..territoires_industrie.errors import AtlasError, Cancelled
from ..territoires_industrie.i18n import language, spoken, tr
from ..territoires_industrie.paths import HELP, ICON
from ..territoires_industrie.territories import Territory, epci, resolve

if TYPE_CHECKING:
    from ..territoires_industrie.edition import Edition

EDITION = "EDITION"


class AtlasAlgorithm(QgsProcessingAlgorithm):
    """Base of the plugin's algorithms.

    A subclass gives `ID`, `TERRITORIES` (its parameter's name), whether it takes `SEVERAL`, its
    parameters and its work;
    its help stands in resources/help/<language>/<ID>.md.
    """

    ID = ""
    TERRITORIES = ""
    SEVERAL = True

    def createInstance(self) -> AtlasAlgorithm:
        return type(self)()

    def name(self) -> str:
        return self.ID

    def icon(self) -> QIcon:
        return QIcon(str(ICON))

    def shortHelpString(self) -> str:
        document = QTextDocument()
        document.setMarkdown(help_text(self.ID))
        # The toolbox shows HTML; qgis_process prints what it is given to a terminal.
        if QgsApplication.platform() == "qgis_process":
            return document.toPlainText()
        # The body alone: the panel would show the style sheet of a whole document as text.
        return re.sub(r"\A.*?<body[^>]*>|</body>.*\Z", "", document.toHtml(), flags=re.DOTALL)

    def checkParameterValues(
        self, parameters: dict[str, Any], context: QgsProcessingContext
    ) -> tuple[bool, str]:
        """Refuse territories that are unknown, or not shipped, before anything runs."""
        try:
            chosen = self.chosen_territories(parameters, context)
            for territory in chosen:
                epci(territory)
        except AtlasError as error:
            return False, spoken(error)
        if len(chosen) > 1 and not self.SEVERAL:
            return False, tr("One territory at a time, please.")
        return super().checkParameterValues(parameters, context)

    def processAlgorithm(
        self,
        parameters: dict[str, Any],
        context: QgsProcessingContext,
        feedback: QgsProcessingFeedback,
    ) -> dict[str, Any]:
        """Do the work; an error is one sentence in the user's language, a stop is no error."""
        try:
            return self.work(parameters, context, feedback)
        except Cancelled:
            feedback.pushWarning(tr("Stopped: what was finished is kept."))
            return {}
        except AtlasError as error:
            raise QgsProcessingException(spoken(error)) from error

    def work(
        self,
        parameters: dict[str, Any],
        context: QgsProcessingContext,
        feedback: QgsProcessingFeedback,
    ) -> dict[str, Any]:
        """What the algorithm does; raises AtlasError or Cancelled."""
        raise NotImplementedError

    def territories_parameter(self, description: str) -> QgsProcessingParameterString:
        """A text: ids, names, `all`, `hauts-de-france`, separated by commas or given repeatedly.

        Not an enumeration: that would list 183 bare ids and refuse `all` (DESIGN 6).
        """
        return QgsProcessingParameterString(self.TERRITORIES, description)

    def chosen_territories(
        self, parameters: dict[str, Any], context: QgsProcessingContext
    ) -> list[Territory]:
        """The territories asked for.

        Raises:
            UnknownTerritory: with near matches.
        """
        values = self.parameterAsStrings(parameters, self.TERRITORIES, context)
        return resolve(values)

    @staticmethod
    def edition_parameter() -> QgsProcessingParameterFile:
        """A GeoPackage; the embedded edition when it is left empty."""
        return QgsProcessingParameterFile(
            EDITION,
            tr("Edition (GeoPackage; empty = the embedded edition)"),
            behavior=Qgis.ProcessingFileParameterBehavior.File,
            fileFilter="GeoPackage (*.gpkg)",
            optional=True,
        )

    def chosen_edition(
        self,
        parameters: dict[str, Any],
        context: QgsProcessingContext,
        feedback: QgsProcessingFeedback,
    ) -> Edition:
        """The edition asked for, or the embedded one, built in the profile at its first use.

        Raises:
            EditionError: it cannot be read, or built.
        """
        # Imported here: nothing heavy is loaded before somebody needs it.
        from ..territoires_industrie.edition import Edition
        from ..territoires_industrie.embedded import build_embedded

        path = self.parameterAsFile(parameters, EDITION, context)
        if path:
            return Edition.open(Path(path))
        feedback.setProgressText(tr("Preparing the embedded edition…"))
        return build_embedded(editions_folder(), cancelled=feedback.isCanceled)


def editions_folder() -> Path:
    """Where the plugin keeps editions: in the QGIS profile in use."""
    return Path(QgsApplication.qgisSettingsDirPath()) / "territoires_industrie" / "editions"


def help_text(algorithm: str) -> str:
    """The algorithm's help in the interface's language, else in English (Markdown)."""
    translated = HELP / language() / f"{algorithm}.md"
    text = translated if translated.exists() else HELP / "en" / f"{algorithm}.md"
    return text.read_text(encoding="utf-8")
