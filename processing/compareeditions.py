"""`territoires_industrie:compareeditions`: what changed from one edition to another."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qgis.core import (
    Qgis,
    QgsFeature,
    QgsField,
    QgsFields,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFile,
    QgsProcessingParameterNumber,
    QgsProcessingParameterString,
)
from qgis.PyQt.QtCore import QMetaType

from ..territoires_industrie.errors import AtlasError
from ..territoires_industrie.i18n import tr
from .base import AtlasAlgorithm
from .editions import edition_seen_from
from .folders import editions_folder
from .network import REPORT, catalogue_in_use, report_parameter
from .telling import show_progress

if TYPE_CHECKING:
    from ..territoires_industrie.comparison import Comparison
    from ..territoires_industrie.edition import Edition
    from ..territoires_industrie.territories import Territory

BEFORE = "BEFORE"
AFTER = "AFTER"
TERRITORIES = "TERRITORIES"
DISTANCE = "DISTANCE"
OUTPUT = "OUTPUT"
CHANGES = "CHANGES"

_DEFAULT_DISTANCE = 50.0  # metres
_NUMBERS = ("difference",)


class NothingToCompare(AtlasError):
    """There are not two editions."""


class CompareEditions(AtlasAlgorithm):
    """Holds two editions against each other, object by object."""

    ID = "compareeditions"
    GROUP = "sources"
    TERRITORIES = TERRITORIES

    def displayName(self) -> str:
        return tr("Compare two editions")

    def initAlgorithm(self, _configuration: dict[str, Any] | None = None) -> None:
        self.addParameter(
            QgsProcessingParameterFile(
                BEFORE,
                tr("Earlier edition (empty = the one before the later edition, in its folder)"),
                fileFilter="GeoPackage (*.gpkg)",
                optional=True,
            )
        )
        self.addParameter(
            QgsProcessingParameterFile(
                AFTER,
                tr("Later edition (empty = the one fetched last)"),
                fileFilter="GeoPackage (*.gpkg)",
                optional=True,
            )
        )
        self.addParameter(
            QgsProcessingParameterString(
                TERRITORIES, tr("Only these territories (empty = everything)"), optional=True
            )
        )
        self.addParameter(
            QgsProcessingParameterNumber(
                DISTANCE,
                tr("Distance from which a site has moved (metres)"),
                Qgis.ProcessingNumberParameterType.Double,
                _DEFAULT_DISTANCE,
                minValue=0.0,
            )
        )
        self.addParameter(
            QgsProcessingParameterFeatureSink(
                OUTPUT, tr("Changes"), Qgis.ProcessingSourceType.Vector
            )
        )
        self.addParameter(report_parameter())
        self.addOutput(QgsProcessingOutputNumber(CHANGES, tr("Number of changes")))

    def chosen_territories(
        self, parameters: dict[str, Any], context: QgsProcessingContext
    ) -> list[Territory]:
        """The territories asked for, none when nothing is said: then all are compared."""
        if not any(self.parameterAsStrings(parameters, TERRITORIES, context)):
            return []
        return super().chosen_territories(parameters, context)

    def work(
        self,
        parameters: dict[str, Any],
        context: QgsProcessingContext,
        feedback: QgsProcessingFeedback,
    ) -> dict[str, Any]:
        # Imported here: nothing heavy is loaded before somebody compares.
        from ..territoires_industrie.comparison import compare
        from ..territoires_industrie.comparison_report import comparison_report, summary, warnings
        from ..territoires_industrie.report import write

        territories = self.chosen_territories(parameters, context)
        before, after = (
            edition_seen_from(territories, edition, feedback)
            for edition in self._editions(parameters, context)
        )
        catalogue = catalogue_in_use()
        found = compare(
            before,
            after,
            catalogue,
            territories,
            self.parameterAsDouble(parameters, DISTANCE, context),
            lambda share, text: show_progress(feedback, share, text),
            feedback.isCanceled,
        )
        target = self._table(parameters, context, found)
        report = self.parameterAsFileOutput(parameters, REPORT, context)
        write(comparison_report(found, catalogue), Path(report))
        for sentence in warnings(found, catalogue):
            feedback.pushWarning(sentence)
        feedback.pushInfo(summary(found))
        changes = sum(len(layer.changes) for layer in found.layers)
        return {OUTPUT: target, REPORT: report, CHANGES: changes}

    def _editions(
        self, parameters: dict[str, Any], context: QgsProcessingContext
    ) -> tuple[Edition, Edition]:
        from ..territoires_industrie.edition import Edition, EditionStore

        later = self.parameterAsFile(parameters, AFTER, context)
        after = Edition.open(later) if later else EditionStore(editions_folder()).current()
        if after is None:
            raise NothingToCompare(
                "No edition was fetched yet, so there is nothing to compare: fetch one, or choose "
                "the later edition."
            )
        earlier = self.parameterAsFile(parameters, BEFORE, context)
        before = Edition.open(earlier) if earlier else _one_before(after)
        if before is None:
            raise NothingToCompare(
                "There is no edition older than {path} in its folder: choose the earlier edition.",
                path=after.path,
            )
        return before, after

    def _table(
        self,
        parameters: dict[str, Any],
        context: QgsProcessingContext,
        found: Comparison,
    ) -> str | None:
        from ..territoires_industrie.differences import COLUMNS

        fields = QgsFields()
        for name in COLUMNS:
            kind = QMetaType.Type.Double if name in _NUMBERS else QMetaType.Type.QString
            fields.append(QgsField(name, kind))

        def features() -> Iterator[QgsFeature]:
            for layer in found.layers:
                for values in zip(*(layer.changes[name] for name in COLUMNS), strict=True):
                    feature = QgsFeature(fields)
                    feature.setAttributes([_attribute(value) for value in values])
                    yield feature

        return self.written(
            parameters, OUTPUT, context, fields, Qgis.WkbType.NoGeometry, features()
        )


def _one_before(after: Edition) -> Edition | None:
    """The newest of the editions in the same folder that are older than this one."""
    from ..territoires_industrie.edition import EditionStore

    newest_first = EditionStore(after.path.parent).editions()
    names = [edition.path.name for edition in newest_first]
    if after.path.name in names:  # editions of one second are told apart by their names
        first_older = names.index(after.path.name) + 1
        older = newest_first[first_older:]
    else:
        older = [edition for edition in newest_first if edition.created < after.created]
    return older[0] if older else None


def _attribute(value: Any) -> Any:
    """A cell of the table of changes; what is not known is null."""
    return None if value == "" or value != value else value
