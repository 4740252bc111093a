"""`territoires_industrie:ownperimeters`: perimeters of one's own, saved, listed and deleted."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qgis.core import (
    Qgis,
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCsException,
    QgsFeature,
    QgsField,
    QgsFields,
    QgsGeometry,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingOutputString,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterFile,
    QgsProcessingParameterString,
)
from qgis.PyQt.QtCore import QMetaType

from ..territoires_industrie.errors import AtlasError
from ..territoires_industrie.french import number
from ..territoires_industrie.i18n import spoken, tr
from ..territoires_industrie.paths import perimeters_folder
from .base import AtlasAlgorithm
from .parameters import REPLACE, choice, replace_parameter

if TYPE_CHECKING:
    from ..territoires_industrie.perimeters.saved import Saved
    from ..territoires_industrie.territories import Territory

ACTION = "ACTION"
NAME = "NAME"
CODES = "CODES"
FILE = "FILE"
POLYGON = "POLYGON"
OUTPUT = "OUTPUT"
ID = "ID"
COMMUNES = "COMMUNES"
EPCI = "EPCI"
POPULATION = "POPULATION"
SAVED = "SAVED"

# The words of the command line too: `--ACTION=save`.
SAVE, LIST, DELETE = "save", "list", "delete"
_FIELDS = (
    ("perimeter", QMetaType.Type.QString),
    ("name", QMetaType.Type.QString),
    ("insee", QMetaType.Type.QString),
    ("commune", QMetaType.Type.QString),
    ("siren_epci", QMetaType.Type.QString),
    ("epci", QMetaType.Type.QString),
    ("departement", QMetaType.Type.QString),
    ("population", QMetaType.Type.Int),
)
_HAUTS_DE_FRANCE = ("02", "59", "60", "62", "80")


class OwnPerimeters(AtlasAlgorithm):
    """Keeps lists of communes under a name that may be given wherever a territory is asked for."""

    ID = "ownperimeters"
    GROUP = "own"

    def displayName(self) -> str:
        return tr("Perimeters of your own")

    def initAlgorithm(self, _configuration: dict[str, Any] | None = None) -> None:
        self.addParameter(choice(ACTION, tr("What to do"), (SAVE, LIST, DELETE)))
        self.addParameter(
            QgsProcessingParameterString(NAME, tr("Name of the perimeter"), optional=True)
        )
        self.addParameter(
            QgsProcessingParameterString(
                CODES,
                tr("Codes (SIREN of EPCI, INSEE of communes, départements, R32)"),
                multiLine=True,
                optional=True,
            )
        )
        self.addParameter(
            QgsProcessingParameterFile(FILE, tr("Or a text file of codes"), optional=True)
        )
        self.addParameter(
            QgsProcessingParameterFeatureSource(
                POLYGON,
                tr("Or a layer with the polygon"),
                [Qgis.ProcessingSourceType.VectorPolygon],
                optional=True,
            )
        )
        self.addParameter(replace_parameter())
        self.addParameter(
            QgsProcessingParameterFeatureSink(
                OUTPUT,
                tr("Communes of the perimeter"),
                Qgis.ProcessingSourceType.VectorPolygon,
                optional=True,
                createByDefault=False,
            )
        )
        self.addOutput(QgsProcessingOutputString(ID, tr("Identifier of the perimeter")))
        self.addOutput(QgsProcessingOutputNumber(COMMUNES, tr("Communes")))
        self.addOutput(QgsProcessingOutputNumber(EPCI, tr("EPCI that lie in it as a whole")))
        self.addOutput(QgsProcessingOutputNumber(POPULATION, tr("Inhabitants")))
        self.addOutput(QgsProcessingOutputNumber(SAVED, tr("Perimeters that are saved")))

    def work(
        self,
        parameters: dict[str, Any],
        context: QgsProcessingContext,
        feedback: QgsProcessingFeedback,
    ) -> dict[str, Any]:
        from ..territoires_industrie.perimeters.saved import delete, read_all

        action = self.parameterAsEnumString(parameters, ACTION, context)
        name = self.parameterAsString(parameters, NAME, context)
        results: dict[str, Any] = {}
        if action == SAVE:
            saved = self._save(name, parameters, context, feedback)
            shown = [saved]
            results = _counts(saved.territory)
        elif action == DELETE:
            shown = [delete(perimeters_folder(), name)]
            feedback.pushInfo(tr("Deleted: {path}").format(path=shown[0].path))
            results = {ID: shown[0].territory.id}
        else:
            shown, broken = read_all(perimeters_folder())
            for error in broken:
                feedback.pushWarning(spoken(error))
            for saved in shown:
                feedback.pushInfo(_line(saved))
        results[SAVED] = len(read_all(perimeters_folder())[0])
        target = self._layer(parameters, context, [each.territory for each in shown])
        return results if target is None else results | {OUTPUT: target}

    def _save(
        self,
        name: str,
        parameters: dict[str, Any],
        context: QgsProcessingContext,
        feedback: QgsProcessingFeedback,
    ) -> Saved:
        from ..territoires_industrie.perimeters import saved as perimeters

        codes = self._codes(parameters, context)
        polygon = self._polygon(parameters, context, feedback)
        if bool(codes) == (polygon is not None):
            raise perimeters.PerimeterError(
                "A perimeter is made of codes, of a file of codes or of a layer with a polygon: "
                "give one of them."
            )
        if polygon is None:
            insee, rule = perimeters.communes_of(codes), perimeters.BY_CODES
        else:
            insee, rule = perimeters.communes_in(polygon), perimeters.BY_POLYGON
            stray = perimeters.stray_km2(polygon)
            if stray:
                feedback.pushWarning(
                    tr(
                        "{area} km² of the polygon lie where the plugin knows no commune: at sea, "
                        "or beyond the EPCI of Hauts-de-France."
                    ).format(area=number(stray))
                )
        territory = perimeters.own_territory(name, insee, date.today())
        replace = self.parameterAsBoolean(parameters, REPLACE, context)
        saved = perimeters.save(perimeters_folder(), territory, rule, codes, replace)
        for sentence in _warnings(territory):
            feedback.pushWarning(sentence)
        feedback.pushInfo(_line(saved))
        return saved

    def _codes(self, parameters: dict[str, Any], context: QgsProcessingContext) -> str:
        from ..territoires_industrie.perimeters.codes import in_file

        typed = self.parameterAsString(parameters, CODES, context).strip()
        file = self.parameterAsFile(parameters, FILE, context)
        return f"{typed} {in_file(Path(file)) if file else ''}".strip()

    def _polygon(
        self,
        parameters: dict[str, Any],
        context: QgsProcessingContext,
        feedback: QgsProcessingFeedback,
    ) -> bytes | None:
        """What a layer's surfaces cover together (WKB in EPSG:2154), None where none is given."""
        source = self.parameterAsSource(parameters, POLYGON, context)
        if source is None:
            return None
        if not source.sourceCrs().isValid():
            raise _unusable(tr("it has no CRS: set it, then try again"))
        lambert = QgsCoordinateReferenceSystem("EPSG:2154")
        way = QgsCoordinateTransform(source.sourceCrs(), lambert, context.transformContext())
        shapes = []
        for feature in source.getFeatures():
            if feedback.isCanceled():
                break
            shape = QgsGeometry(feature.geometry())
            if shape.isEmpty():
                continue
            try:
                shape.transform(way)
            except QgsCsException as error:
                raise _unusable(tr("its coordinates do not fit its CRS")) from error
            shapes.append(shape.makeValid())
        covered = QgsGeometry.unaryUnion(shapes)
        if covered.isEmpty() or covered.area() <= 0:
            raise _unusable(tr("it has no surface"))
        return bytes(covered.asWkb())

    def _layer(
        self,
        parameters: dict[str, Any],
        context: QgsProcessingContext,
        territories: Sequence[Territory],
    ) -> str | None:
        fields = QgsFields()
        for name, kind in _FIELDS:
            fields.append(QgsField(name, kind))
        features = (
            _feature(territory, insee, fields)
            for territory in territories
            for insee in territory.insee
        )
        shape = Qgis.WkbType.MultiPolygon
        return self.written(parameters, OUTPUT, context, fields, shape, features)


def _unusable(reason: str) -> AtlasError:
    from ..territoires_industrie.perimeters.saved import PerimeterError

    return PerimeterError(
        "The layer with the polygon cannot be used ({reason}): choose another.", reason=reason
    )


def _feature(territory: Territory, insee: str, fields: QgsFields) -> QgsFeature:
    from ..territoires_industrie.territories import all_communes, all_epci, commune_outlines

    commune = all_communes()[insee]
    geometry = QgsGeometry()
    geometry.fromWkb(commune_outlines()[insee])
    geometry.convertToMultiType()
    feature = QgsFeature(fields)
    feature.setGeometry(geometry)
    feature.setAttributes(
        [
            territory.id,
            territory.title,
            insee,
            commune.name,
            commune.siren_epci,
            all_epci()[commune.siren_epci].name,
            commune.departement,
            commune.population,
        ]
    )
    return feature


def _counts(territory: Territory) -> dict[str, Any]:
    from ..territoires_industrie.territories import population

    return {
        ID: territory.id,
        COMMUNES: len(territory.insee),
        EPCI: len(territory.sirens),
        POPULATION: population(territory),
    }


def _warnings(territory: Territory) -> list[str]:
    """What the user should know of a perimeter: what it cuts, what lies outside the region."""
    from ..territoires_industrie.territories import all_communes, all_epci

    told = []
    if territory.parts:
        names = ", ".join(all_epci()[siren].name for siren in territory.parts)
        told.append(
            tr(
                "Only a part of these EPCI is in the perimeter, their jobs are not known: {names}."
            ).format(names=names)
        )
    outside = [
        insee
        for insee in territory.insee
        if all_communes()[insee].departement not in _HAUTS_DE_FRANCE
    ]
    if outside:
        told.append(
            tr("{count} communes are outside Hauts-de-France.").format(count=number(len(outside)))
        )
    return told


def _line(saved: Saved) -> str:
    from ..territoires_industrie.territories import population

    territory = saved.territory
    return tr(
        "{id} “{name}”: {communes} communes, {epci} whole EPCI, {people} inhabitants, saved on "
        "{day} ({rule})"
    ).format(
        id=territory.id,
        name=territory.name,
        communes=number(len(territory.insee)),
        epci=number(len(territory.sirens)),
        people=number(population(territory)),
        day=f"{territory.defined:%d/%m/%Y}" if territory.defined else "-",
        rule=saved.rule,
    )
