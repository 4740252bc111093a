"""`territoires_industrie:<layer>`: one layer of the atlas, fetched, classed and styled."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qgis.core import (
    Qgis,
    QgsFeature,
    QgsField,
    QgsFields,
    QgsGeometry,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingLayerPostProcessorInterface,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterFeatureSink,
    QgsVectorLayer,
)
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QMetaType

from ..territoires_industrie.french import long_date, number, typographic
from ..territoires_industrie.i18n import spoken, tr
from ..territoires_industrie.libraries import require
from ..territoires_industrie.listing import ListedLayer, listed_layers
from .base import EDITION, AtlasAlgorithm, help_text
from .editions import embedded_edition
from .folders import imports_folder
from .network import catalogue_in_use, client_for
from .telling import show_progress

if TYPE_CHECKING:
    from pandas import DataFrame

    from ..territoires_industrie.catalogue import AtlasLayer, Table
    from ..territoires_industrie.maps.metadata import Origin
    from ..territoires_industrie.territories import Territory

OFFLINE = "OFFLINE"
OUTPUT = "OUTPUT"

_KINDS = {
    "text": QMetaType.Type.QString,
    "integer": QMetaType.Type.LongLong,
    "real": QMetaType.Type.Double,
    "date": QMetaType.Type.QDate,
}
_SHAPES = {
    "point": (Qgis.ProcessingSourceType.VectorPoint, Qgis.WkbType.Point),
    "line": (Qgis.ProcessingSourceType.VectorLine, Qgis.WkbType.MultiLineString),
    "polygon": (Qgis.ProcessingSourceType.VectorPolygon, Qgis.WkbType.MultiPolygon),
}


class AtlasLayerAlgorithm(AtlasAlgorithm):
    """A layer's objects in one territory; one instance per layer of the catalogue."""

    ID = "atlaslayer"  # the help page that all layers share; each instance has its layer's id
    GROUP = "layers"
    TERRITORIES = "TERRITORY"
    SEVERAL = False

    def __init__(self, layer: str) -> None:
        super().__init__()
        self.ID = layer
        self._listed = listed_layers()[layer]

    def createInstance(self) -> AtlasLayerAlgorithm:
        return type(self)(self.ID)

    def displayName(self) -> str:
        return self._listed.title

    def help_markdown(self) -> str:
        """The page that layers share, with this layer's rule and its sources."""
        from ..territoires_industrie.catalogue import load_catalogue

        sources = load_catalogue().sources
        named = "\n".join(
            f"- {sources[name].title} ({sources[name].publisher}, {sources[name].licence})"
            for name in self._layer.sources
        )
        return help_text(type(self).ID).format(
            title=self._layer.title, rule=typographic(self._layer.rule), sources=typographic(named)
        )

    def initAlgorithm(self, _configuration: dict[str, Any] | None = None) -> None:
        self.addParameter(self.territories_parameter())
        self.addParameter(self.edition_parameter(tr("Edition to read (empty = ask the sources)")))
        self.addParameter(
            QgsProcessingParameterBoolean(OFFLINE, tr("Offline: from the cache alone"), False)
        )
        title = self._listed.title
        twin = tr("{layer} (points)").format(layer=title)
        for place, name in enumerate(_outputs(self._listed)):
            kind, _shape = _SHAPES[self._listed.tables[place].geometry]
            # A script that asks for the lines need not know that there are points too.
            self.addParameter(
                QgsProcessingParameterFeatureSink(
                    name, twin if place else title, kind, optional=place > 0
                )
            )

    @property
    def _layer(self) -> AtlasLayer:
        """All that the catalogue says of it."""
        from ..territoires_industrie.catalogue import load_catalogue

        return load_catalogue().layers[self.ID]

    def work(
        self,
        parameters: dict[str, Any],
        context: QgsProcessingContext,
        feedback: QgsProcessingFeedback,
    ) -> dict[str, Any]:
        territory = self.chosen_territories(parameters, context)[0]
        tables = seen_in(self._tables(parameters, context, feedback, territory), territory)
        origin = self._origin(parameters, context, tables)
        results = {}
        for name, table in zip(_outputs(self._listed), self._layer.tables, strict=True):
            fields = _fields(table)
            _kind, shape = _SHAPES[table.geometry]
            features = _features(tables[table.name], table, fields, territory)
            target = self.written(parameters, name, context, fields, shape, features)
            if target is None:
                continue
            _style_when_loaded(context, target, table, origin)
            results[name] = target
        self._tell_length(tables, territory, feedback)
        return results

    def _origin(
        self,
        parameters: dict[str, Any],
        context: QgsProcessingContext,
        tables: dict[str, DataFrame],
    ) -> Origin:
        """Whose the rows are: as the edition says that they are read from, else the catalogue."""
        from ..territoires_industrie.edition import Edition, Provenance
        from ..territoires_industrie.maps.metadata import Origin, origin_in

        path = self.parameterAsFile(parameters, EDITION, context)
        if path:
            return origin_in(Edition.open(Path(path)), self._layer)
        sources = catalogue_in_use().sources
        rows = require("pandas").concat([frame["source"] for frame in tables.values()])
        entries = [
            Provenance(
                self.ID,
                name,
                sources[name].publisher,
                sources[name].title,
                sources[name].page,
                rows=int(count),
                licence=sources[name].licence,
            )
            for name, count in rows.value_counts().items()
            if name in sources
        ]
        now = datetime.now().astimezone()
        return Origin(entries, now, f"Sources interrogées le {long_date(now.date())}.")

    def _tell_length(
        self, tables: dict[str, DataFrame], territory: Territory, feedback: QgsProcessingFeedback
    ) -> None:
        """Lines come whole, with their whole length: what lies inside is told beside them."""
        lines = [tables[table.name] for table in self._layer.tables if table.geometry == "line"]
        if lines:
            from ..territoires_industrie.layers.lengths import lengths_by_territory

            length = lengths_by_territory(lines, [territory])[territory.id]
            feedback.pushInfo(
                tr("{length} km of lines in service lie within {territory}.").format(
                    length=number(length, 1), territory=territory.title
                )
            )

    def _tables(
        self,
        parameters: dict[str, Any],
        context: QgsProcessingContext,
        feedback: QgsProcessingFeedback,
        territory: Territory,
    ) -> dict[str, DataFrame]:
        """The layer's rows by table: of an edition, or fetched now for this layer alone."""
        from ..territoires_industrie.edition import Edition
        from ..territoires_industrie.gathering import Wanted, gather
        from ..territoires_industrie.perimeters.parts import parts_of
        from ..territoires_industrie.sources.area import Area

        catalogue = catalogue_in_use()
        layer = catalogue.layers[self.ID]
        path = self.parameterAsFile(parameters, EDITION, context)
        if path:
            edition = Edition.open(Path(path))
            return {table.name: edition.frame(table.name) for table in layer.tables}
        gathered = gather(
            Wanted(
                [layer],
                Area.of(parts_of([territory])),
                catalogue,
                embedded_edition(feedback),
                imports=imports_folder(),
            ),
            client_for(feedback, offline=self.parameterAsBoolean(parameters, OFFLINE, context)),
            lambda share, text: show_progress(feedback, share, text),
            feedback.isCanceled,
        )
        failed = gathered.failed(layer)
        if layer.id not in gathered.made or not _any_answer(gathered.outcomes):
            raise next(iter(failed.values()))
        for error in failed.values():
            feedback.pushWarning(spoken(error))
        made = gathered.made[layer.id]
        told = (text for part in parts_of([territory]) for text in made.limits_in(part.id))
        for sentence in dict.fromkeys(told):
            feedback.pushWarning(sentence)
        return dict(gathered.made[layer.id].tables)


def seen_in(tables: dict[str, DataFrame], territory: Territory) -> dict[str, DataFrame]:
    """The tables in which what is inside a user's own perimeter belongs to it."""
    from ..territoires_industrie.perimeters.rows import Inside

    if not territory.is_own:
        return tables
    return {name: Inside(territory).table(name, rows) for name, rows in tables.items()}


class _Styler(QgsProcessingLayerPostProcessorInterface):
    """Gives a loaded layer the atlas' look and its sources; QGIS calls it in the main thread."""

    def __init__(self, table: Table, origin: Origin) -> None:
        super().__init__()
        self._table = table
        self._origin = origin

    def postProcessLayer(
        self,
        layer: QgsVectorLayer,
        _context: QgsProcessingContext,
        _feedback: QgsProcessingFeedback,
    ) -> None:
        from ..territoires_industrie.catalogue import load_catalogue
        from ..territoires_industrie.maps.describing import give_tip, tell_origin
        from ..territoires_industrie.maps.styles import load_style

        load_style(layer, self._table.name)
        give_tip(layer, self._table, load_catalogue())
        tell_origin(layer, self._table, self._origin, load_catalogue())
        layer.triggerRepaint()


#: QGIS holds the C++ half of a styler only; its Python half, which does the work, lives here until
#: the context, which owns it, deletes it. So each run has its own.
_STYLERS: list[_Styler] = []


def _style_when_loaded(
    context: QgsProcessingContext, target: str, table: Table, origin: Origin
) -> None:
    if context.willLoadLayerOnCompletion(target):
        styler = _Styler(table, origin)
        context.layerToLoadOnCompletionDetails(target).setPostProcessor(styler)
        _STYLERS[:] = [*(known for known in _STYLERS if not sip.isdeleted(known)), styler]


def _any_answer(outcomes: Any) -> bool:
    """Whether some server answered; a layer that asks none is always answered."""
    return not outcomes or any(outcome.raw is not None for outcome in outcomes.values())


def _outputs(layer: ListedLayer) -> list[str]:
    """The outputs of the layer's tables, in their order: OUTPUT, and for a twin OUTPUT_POINT."""
    return [OUTPUT + table.name.removeprefix(layer.id).upper() for table in layer.tables]


def _fields(table: Table) -> QgsFields:
    fields = QgsFields()
    for column in table.fields:
        field = QgsField(column.name, _KINDS[column.type])
        field.setAlias(column.alias)
        fields.append(field)
    return fields


def _features(
    rows: DataFrame, table: Table, fields: QgsFields, territory: Territory
) -> Iterator[QgsFeature]:
    """The rows that belong to the territory, or lie across it, as features in EPSG:2154."""
    from ..territoires_industrie import geometry
    from ..territoires_industrie.territories import perimeter

    known = require("pandas").notna
    names = [column.name for column in table.fields]
    outline = perimeter(territory)
    attached = rows["rattachement"].fillna("")
    own = rows[(attached == territory.id) | (attached == "")]
    for values in own[[*names, "geometry"]].itertuples(index=False, name=None):
        wkb = values[-1]
        belongs = values[names.index("rattachement")] == territory.id
        if not belongs and (wkb is None or not geometry.intersects(outline, wkb)):
            continue
        feature = QgsFeature(fields)
        if wkb is not None:
            shape = QgsGeometry()
            shape.fromWkb(wkb)
            if table.geometry != "point":
                shape.convertToMultiType()
            feature.setGeometry(shape)
        feature.setAttributes([_plain(value) if known(value) else None for value in values[:-1]])
        yield feature


def _plain(value: Any) -> Any:
    """The value as QGIS takes it: numbers of numpy as Python's own."""
    return value.item() if hasattr(value, "item") else value
