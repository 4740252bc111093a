"""What the algorithms share: territories and editions as parameters, and one help text each."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qgis.core import (
    Qgis,
    QgsApplication,
    QgsCoordinateReferenceSystem,
    QgsFeature,
    QgsFeatureSink,
    QgsField,
    QgsFields,
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFile,
    QgsProcessingParameterString,
)
from qgis.PyQt.QtCore import QMetaType
from qgis.PyQt.QtGui import QIcon, QTextDocument

from ..territoires_industrie.errors import AtlasError, Cancelled
from ..territoires_industrie.i18n import language, spoken, tr
from ..territoires_industrie.listing import theme_titles
from ..territoires_industrie.paths import HELP, ICON, own_editions, perimeters_folder
from .editions import edition_seen_from, embedded_edition
from .folders import editions_folder

if TYPE_CHECKING:
    from ..territoires_industrie.catalogue import MapTheme
    from ..territoires_industrie.edition import Edition
    from ..territoires_industrie.territories import Territory

EDITION = "EDITION"
FOLDER = "FOLDER"


class AtlasAlgorithm(QgsProcessingAlgorithm):
    """Base of the plugin's algorithms.

    A subclass gives `ID`, `GROUP`, `TERRITORIES` (its parameter's name, empty for none), whether it
    takes `SEVERAL`, whether it has to run in the `MAIN_THREAD`, its parameters and its work;
    its help stands in resources/help/<language>/<ID>.md.
    """

    ID = ""
    GROUP = "maps"
    TERRITORIES = ""
    SEVERAL = True
    #: Layers, layouts and the project's tree belong to it; the work is cancelled between pages.
    MAIN_THREAD = False

    def createInstance(self) -> AtlasAlgorithm:
        return type(self)()

    def name(self) -> str:
        return self.ID

    def groupId(self) -> str:
        return self.GROUP

    def group(self) -> str:
        titles = {
            "maps": tr("Maps"),
            "layers": tr("Layers"),
            "sources": tr("Sources and editions"),
            "own": tr("Your own data"),
            "sharing": tr("Tables and sharing"),
        }
        return titles[self.GROUP]

    def flags(self) -> Qgis.ProcessingAlgorithmFlag:
        flags = super().flags()
        return flags | Qgis.ProcessingAlgorithmFlag.NoThreading if self.MAIN_THREAD else flags

    def icon(self) -> QIcon:
        return QIcon(str(ICON))

    def shortHelpString(self) -> str:
        document = QTextDocument()
        document.setMarkdown(self.help_markdown())
        # The toolbox shows HTML; qgis_process prints what it is given to a terminal.
        if QgsApplication.platform() == "qgis_process":
            return document.toPlainText()
        # The body alone: the panel would show the style sheet of a whole document as text.
        return re.sub(r"\A.*?<body[^>]*>|</body>.*\Z", "", document.toHtml(), flags=re.DOTALL)

    def help_markdown(self) -> str:
        """What the panel and `qgis_process help` say of the algorithm, in Markdown."""
        return help_text(self.ID)

    def checkParameterValues(
        self, parameters: dict[str, Any], context: QgsProcessingContext
    ) -> tuple[bool, str]:
        """Refuse territories that are unknown, or not shipped, before anything runs."""
        from ..territoires_industrie.territories import epci

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
            feedback.pushWarning(self.stopped())
            return {}
        except AtlasError as error:
            raise QgsProcessingException(spoken(error)) from error

    def stopped(self) -> str:
        """What is left when the user stopped the work."""
        return tr("Stopped: what was finished is kept.")

    def work(
        self,
        parameters: dict[str, Any],
        context: QgsProcessingContext,
        feedback: QgsProcessingFeedback,
    ) -> dict[str, Any]:
        """What the algorithm does; raises AtlasError or Cancelled."""
        raise NotImplementedError

    def written(
        self,
        parameters: dict[str, Any],
        name: str,
        context: QgsProcessingContext,
        fields: QgsFields,
        shape: Qgis.WkbType,
        features: Iterable[QgsFeature],
    ) -> str | None:
        """Write features, in EPSG:2154 or without a shape, to the output of that name.

        Returns where they went, None for an optional output that was not asked for.

        Raises:
            QgsProcessingException: the output cannot be made, or takes no more.
        """
        bare = shape == Qgis.WkbType.NoGeometry
        crs = QgsCoordinateReferenceSystem("" if bare else "EPSG:2154")
        sink, target = self.parameterAsSink(parameters, name, context, fields, shape, crs)
        if sink is None:
            optional = (
                self.parameterDefinition(name).flags() & Qgis.ProcessingParameterFlag.Optional
            )
            if optional and not parameters.get(name):
                return None
            raise QgsProcessingException(self.invalidSinkError(parameters, name))
        for_spreadsheets = str(target).lower().endswith(".csv")
        for feature in features:
            if for_spreadsheets:
                feature.setAttributes([_shielded(value) for value in feature.attributes()])
            if not sink.addFeature(feature, QgsFeatureSink.Flag.FastInsert):
                raise QgsProcessingException(self.writeFeatureError(sink, parameters, name))
        return str(target)

    def written_rows(
        self,
        parameters: dict[str, Any],
        name: str,
        context: QgsProcessingContext,
        columns: Sequence[str],
        numbers: Collection[str],
        rows: Iterable[Sequence[Any]],
    ) -> str | None:
        """Write rows without shapes to the output of that name; see `written`.

        `columns` are their names in the rows' order, `numbers` those of whole numbers; all others
        are texts.
        """
        fields = QgsFields()
        for column in columns:
            kind = QMetaType.Type.Int if column in numbers else QMetaType.Type.QString
            fields.append(QgsField(column, kind))

        def features() -> Iterator[QgsFeature]:
            for row in rows:
                feature = QgsFeature(fields)
                feature.setAttributes(list(row))
                yield feature

        bare = Qgis.WkbType.NoGeometry
        return self.written(parameters, name, context, fields, bare, features())

    def territories_parameter(self, usual: str | None = None) -> QgsProcessingParameterString:
        """A text: ids, names, `all`, `hauts-de-france`, separated by commas or given repeatedly.

        Not an enumeration: that would list 183 bare ids and refuse `all` (DESIGN 6). `usual` is
        what it holds at first.
        """
        many = tr("Territories (identifiers or names, separated by commas; all)")
        one = tr("Territory (identifier or name)")
        return QgsProcessingParameterString(self.TERRITORIES, many if self.SEVERAL else one, usual)

    def chosen_territories(
        self, parameters: dict[str, Any], context: QgsProcessingContext
    ) -> list[Territory]:
        """The territories asked for, none by an algorithm that asks for none.

        The user's own perimeters are named like any other.

        Raises:
            UnknownTerritory: with near matches.
        """
        if not self.TERRITORIES:
            return []
        from ..territoires_industrie.perimeters.saved import own_territories
        from ..territoires_industrie.territories import resolve

        named = self.parameterAsStrings(parameters, self.TERRITORIES, context)
        return resolve(named, own_territories(perimeters_folder()))

    @staticmethod
    def themes_parameter(name: str, description: str) -> QgsProcessingParameterEnum:
        """The atlas' maps, any of them, all by default."""
        titles = theme_titles()
        return QgsProcessingParameterEnum(
            name,
            description,
            titles,
            allowMultiple=True,
            defaultValue=list(range(len(titles))),
        )

    def chosen_themes(
        self, parameters: dict[str, Any], name: str, context: QgsProcessingContext
    ) -> list[MapTheme]:
        """The maps asked for: in the atlas' order, each once, whatever order they came in."""
        from ..territoires_industrie.catalogue import load_catalogue

        chosen = sorted(set(self.parameterAsEnums(parameters, name, context)))
        return [load_catalogue().themes[index] for index in chosen]

    @staticmethod
    def edition_parameter(description: str = "") -> QgsProcessingParameterFile:
        """A GeoPackage; when it is left empty the edition fetched last, else the embedded one."""
        return QgsProcessingParameterFile(
            EDITION,
            description
            or tr("Edition (GeoPackage; empty = the one fetched last, else the embedded one)"),
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
        """The edition asked for, else the current one of its folder, else the embedded one.

        The embedded edition is built in the profile at its first use. Where a perimeter of the
        user's own is asked for, it is the edition as it is seen from there.

        Raises:
            EditionError: it cannot be read, or built.
            PerimeterError: two perimeters share communes.
        """
        # Imported here: nothing heavy is loaded before somebody needs it.
        from ..territoires_industrie.edition import Edition
        from ..territoires_industrie.serving import edition_in_use

        path = self.parameterAsFile(parameters, EDITION, context)
        if path:
            edition = Edition.open(Path(path))
        else:
            folder = self.chosen_folder(parameters, context)
            found = edition_in_use(folder, own_editions())
            edition = found or embedded_edition(feedback)
        territories = self.chosen_territories(parameters, context)
        return edition_seen_from(territories, edition, feedback)

    def chosen_folder(self, parameters: dict[str, Any], context: QgsProcessingContext) -> Path:
        """The folder of editions asked for, else the profile's."""
        chosen = self.parameterAsString(parameters, FOLDER, context)
        return Path(chosen) if chosen else editions_folder()


def _shielded(value: Any) -> Any:
    from ..territoires_industrie.spreadsheets import shielded

    return shielded(value) if isinstance(value, str) else value


def help_text(algorithm: str) -> str:
    """The algorithm's help in the interface's language, else in English (Markdown)."""
    translated = HELP / language() / f"{algorithm}.md"
    text = translated if translated.exists() else HELP / "en" / f"{algorithm}.md"
    return text.read_text(encoding="utf-8")
