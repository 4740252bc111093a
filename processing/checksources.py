"""`territoires_industrie:checksources`: do the sources answer, and as the catalogue expects?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
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
    QgsProcessingParameterString,
)
from qgis.PyQt.QtCore import QMetaType

from ..territoires_industrie.errors import AtlasError
from ..territoires_industrie.i18n import spoken, tr
from .base import AtlasAlgorithm
from .network import (
    REPORT,
    catalogue_in_use,
    chosen_report,
    client_for,
    report_parameter,
)
from .telling import show_progress

if TYPE_CHECKING:
    from ..territoires_industrie.catalogue import Catalogue, Source
    from ..territoires_industrie.inspection import Verdict

SOURCES = "SOURCES"
OUTPUT = "OUTPUT"
TO_LOOK_AT = "TO_LOOK_AT"

_FIELDS = (
    ("source", QMetaType.Type.QString),
    ("title", QMetaType.Type.QString),
    ("publisher", QMetaType.Type.QString),
    ("verdict", QMetaType.Type.QString),
    ("rows", QMetaType.Type.LongLong),
    ("vintage", QMetaType.Type.QString),
    ("seconds", QMetaType.Type.Double),
    ("remark", QMetaType.Type.QString),
)


class CheckSources(AtlasAlgorithm):
    """Looks at every source over the atlas' region, side by side, without fetching its data."""

    ID = "checksources"
    GROUP = "sources"

    def displayName(self) -> str:
        return tr("Check the sources")

    def initAlgorithm(self, _configuration: dict[str, Any] | None = None) -> None:
        self.addParameter(
            QgsProcessingParameterString(
                SOURCES, tr("Sources (identifiers; empty = all)"), optional=True
            )
        )
        self.addParameter(
            QgsProcessingParameterFeatureSink(
                OUTPUT, tr("State of the sources"), Qgis.ProcessingSourceType.Vector
            )
        )
        self.addParameter(report_parameter())
        self.addOutput(QgsProcessingOutputNumber(TO_LOOK_AT, tr("Sources to look at")))

    def work(
        self,
        parameters: dict[str, Any],
        context: QgsProcessingContext,
        feedback: QgsProcessingFeedback,
    ) -> dict[str, Any]:
        from ..territoires_industrie.inspection import CHANGED, DEAD, inspect, inspection_report
        from ..territoires_industrie.report import write
        from ..territoires_industrie.sources.area import Area
        from ..territoires_industrie.territories import atlas_territories

        catalogue = catalogue_in_use()
        report = chosen_report(self, parameters, context)
        chosen = self.parameterAsString(parameters, SOURCES, context)
        verdicts = inspect(
            _chosen(catalogue, chosen),
            Area.of(atlas_territories()),
            client_for(feedback),
            spoken,
            lambda share, text: show_progress(feedback, share, text),
            feedback.isCanceled,
        )
        target = self._table(parameters, context, verdicts)
        write(inspection_report(verdicts, date.today()), report)
        bad = [verdict for verdict in verdicts if verdict.state in (CHANGED, DEAD)]
        for verdict in bad:
            feedback.pushWarning(f"{verdict.source.title} : {verdict.remark}")
        return {OUTPUT: target, REPORT: str(report), TO_LOOK_AT: len(bad)}

    def _table(
        self,
        parameters: dict[str, Any],
        context: QgsProcessingContext,
        verdicts: list[Verdict],
    ) -> str | None:
        fields = QgsFields()
        for name, kind in _FIELDS:
            fields.append(QgsField(name, kind))

        def features() -> Iterator[QgsFeature]:
            for verdict in verdicts:
                feature = QgsFeature(fields)
                feature.setAttributes(_attributes(verdict))
                yield feature

        return self.written(
            parameters, OUTPUT, context, fields, Qgis.WkbType.NoGeometry, features()
        )


def _chosen(catalogue: Catalogue, text: str) -> list[Source]:
    """The sources named, all when none is; raises AtlasError with the nearest names."""
    from ..territoires_industrie.sources.errors import nearest

    names = text.replace(",", " ").split()
    for name in names:
        if name not in catalogue.sources:
            raise AtlasError(
                'No source of the catalogue is called "{name}" (nearest: {near}): correct it, or '
                "leave the field empty for all.",
                name=name,
                near=", ".join(nearest(name, catalogue.sources)) or "–",
            )
    return [catalogue.sources[name] for name in names] or list(catalogue.sources.values())


def _attributes(verdict: Verdict) -> list[Any]:
    sample = verdict.sample
    return [
        verdict.source.id,
        verdict.source.title,
        verdict.source.publisher,
        verdict.state,
        sample.rows if sample else None,
        sample.vintage if sample else None,
        None if verdict.seconds is None else round(verdict.seconds, 2),
        verdict.remark,
    ]
