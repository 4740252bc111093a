"""`territoires_industrie:perimeter`: territories' outlines as a layer."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from qgis.core import (
    Qgis,
    QgsFeature,
    QgsField,
    QgsFields,
    QgsGeometry,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingParameterFeatureSink,
)
from qgis.PyQt.QtCore import QMetaType

from ..territoires_industrie.i18n import tr
from .base import AtlasAlgorithm

if TYPE_CHECKING:
    from ..territoires_industrie.territories import Territory

OUTPUT = "OUTPUT"
_FIELDS = (
    ("id", QMetaType.Type.QString),
    ("name", QMetaType.Type.QString),
    ("sirens", QMetaType.Type.QString),
    ("communes", QMetaType.Type.Int),
    ("population", QMetaType.Type.Int),
    ("area_km2", QMetaType.Type.Double),
)


class Perimeter(AtlasAlgorithm):
    """The union of a territory's EPCI, with its population and area (EPSG:2154)."""

    ID = "perimeter"
    TERRITORIES = "TERRITORY"

    def displayName(self) -> str:
        return tr("Perimeter of territories")

    def initAlgorithm(self, _configuration: dict[str, Any] | None = None) -> None:
        self.addParameter(self.territories_parameter())
        self.addParameter(
            QgsProcessingParameterFeatureSink(
                OUTPUT, tr("Perimeters"), Qgis.ProcessingSourceType.VectorPolygon
            )
        )

    def work(
        self,
        parameters: dict[str, Any],
        context: QgsProcessingContext,
        feedback: QgsProcessingFeedback,
    ) -> dict[str, Any]:
        fields = QgsFields()
        for name, kind in _FIELDS:
            fields.append(QgsField(name, kind))
        territories = self.chosen_territories(parameters, context)

        def features() -> Iterator[QgsFeature]:
            for rank, territory in enumerate(territories):
                if feedback.isCanceled():
                    break
                yield _feature(territory, fields)
                feedback.setProgress(100 * (rank + 1) / len(territories))

        shape = Qgis.WkbType.MultiPolygon
        return {OUTPUT: self.written(parameters, OUTPUT, context, fields, shape, features())}


def _feature(territory: Territory, fields: QgsFields) -> QgsFeature:
    from ..territoires_industrie.territories import area_km2, communes, perimeter, population

    geometry = QgsGeometry()
    geometry.fromWkb(perimeter(territory))
    geometry.convertToMultiType()
    feature = QgsFeature(fields)
    feature.setGeometry(geometry)
    feature.setAttributes(
        [
            territory.id,
            territory.title,
            " ".join(territory.sirens),
            len(communes(territory)),
            population(territory),
            round(area_km2(territory), 1),
        ]
    )
    return feature
