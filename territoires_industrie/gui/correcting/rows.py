"""Objects of our layers as the canvas and the attribute table have them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from qgis.core import (
    Qgis,
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCsException,
    QgsExpressionContextUtils,
    QgsFeature,
    QgsFeatureRequest,
    QgsGeometry,
    QgsMapLayer,
    QgsPointXY,
    QgsProject,
    QgsRectangle,
    QgsRenderContext,
    QgsVariantUtils,
    QgsVectorLayer,
)
from qgis.gui import QgsMapCanvas

from ...catalogue import AtlasLayer, Table, load_catalogue
from ...corrections.drafting import Row, kinds_for
from ...corrections.values import GEOMETRY, text_of
from ...french import typographic
from ...i18n import tr
from ...maps.describing import SOURCES_VARIABLE
from ...maps.layers import MAP_CRS, TABLE_PROPERTY

#: As far from a click (millimetres on the screen) a symbol is still meant.
_REACH_MM = 4.0
#: The project's variable that says how far symbols stand from their places, in millimetres.
_SPREAD = "ti_spread"
_RANK = {
    Qgis.GeometryType.Point: 0,
    Qgis.GeometryType.Line: 1,
    Qgis.GeometryType.Polygon: 2,
}
#: What is shown of a row, in this order.
_SHOWN = ("class", "commune", "statut", "position", "source", "vintage", "note")


@dataclass(frozen=True)
class Found:
    """An object under the pointer: its row and layer, and how far away it is in pixels.

    `rank` is smaller where a click is likelier meant for it: symbols before lines before areas, and
    of these what is drawn above.
    """

    row: Row
    layer: QgsVectorLayer
    rank: tuple[int, int]
    distance: float


def table_of(layer: QgsMapLayer | None) -> Table | None:
    """The table that a layer of ours shows, where its objects can be corrected."""
    if not isinstance(layer, QgsVectorLayer):
        return None
    name = layer.customProperty(TABLE_PROPERTY)
    table = next((each for each in load_catalogue().tables if each.name == name), None)
    return table if table is not None and kinds_for(table, atlas_layer(table)) else None


def atlas_layer(table: Table) -> AtlasLayer:
    """The layer of the atlas that a table belongs to."""
    return load_catalogue().layer_of(table.name)


def correctable(project: QgsProject) -> list[QgsVectorLayer]:
    """The layers of a project whose objects can be corrected."""
    return [layer for layer in project.mapLayers().values() if table_of(layer) is not None]


def row_of(layer: QgsVectorLayer, feature: QgsFeature) -> Row | None:
    """A feature as corrections read it; None where it has no key to be known by."""
    table = table_of(layer)
    names = set(feature.fields().names())
    if table is None or "key" not in names:
        return None
    cells = {
        field.name: _text(feature.attribute(field.name))
        for field in table.fields
        if field.name in names
    }
    if feature.hasGeometry():
        cells[GEOMETRY] = text_of(feature.geometry().asWkb().data())
    return Row(table.name, cells["key"], cells) if cells["key"] else None


def selected_row(layers: Sequence[QgsVectorLayer]) -> tuple[QgsVectorLayer, Row] | None:
    """The one object that is selected in these layers; None for none, or for several."""
    found = []
    for layer in layers:
        if layer.selectedFeatureCount() > 1:
            return None
        found += [(layer, row_of(layer, each)) for each in layer.selectedFeatures()]
    rows = {(row.table, row.key): (layer, row) for layer, row in found if row is not None}
    return next(iter(rows.values())) if len(rows) == 1 else None


# ---------------------------------------------------------------- under the pointer


def found_near(canvas: QgsMapCanvas, place: QgsPointXY) -> list[Found]:
    """The objects drawn at a place of the canvas (its pixels), each once: what is meant first."""
    found: dict[tuple[str, str], Found] = {}
    for depth, layer in enumerate(canvas.layers()):
        if table_of(layer) is None or not layer.isInScaleRange(canvas.scale()):
            continue
        try:
            near = list(_near_in(layer, depth, canvas, place))
        except QgsCsException:  # a place that the layer's CRS does not know: nothing stands there
            continue
        for each in near:
            same = (each.row.table, each.row.key)
            if same not in found or each.distance < found[same].distance:
                found[same] = each
    return sorted(found.values(), key=_likelihood)


def _likelihood(found: Found) -> tuple[int, int, int, str]:
    shape, depth = found.rank
    return shape, round(found.distance), depth, found.row.title


def _near_in(
    layer: QgsVectorLayer, depth: int, canvas: QgsMapCanvas, place: QgsPointXY
) -> Iterator[Found]:
    settings = canvas.mapSettings()
    per_mm = _pixels_per_mm(canvas)
    moved = _spread_of(str(layer.customProperty(TABLE_PROPERTY)))
    furthest = max((abs(each) for pair in moved.values() for each in pair), default=0.0)
    here, step = canvas.getCoordinateTransform(), settings.mapUnitsPerPixel()
    centre = here.toMapCoordinates(round(place.x()), round(place.y()))
    around = QgsRectangle.fromCenterAndSize(
        centre, *[2 * step * per_mm * (_REACH_MM + furthest)] * 2
    )
    to_canvas = QgsCoordinateTransform(
        layer.crs(), settings.destinationCrs(), settings.transformContext()
    )
    back = Qgis.TransformDirection.Reverse
    request = QgsFeatureRequest(to_canvas.transformBoundingBox(around, back))
    for feature in _drawn(layer, canvas, request):
        row = row_of(layer, feature)
        shape = feature.geometry()
        if row is None or shape.isEmpty():
            continue
        shape.transform(to_canvas)
        east, south = moved.get(row.key, (0.0, 0.0))
        shape.translate(east * per_mm * step, -south * per_mm * step)
        distance = shape.distance(QgsGeometry.fromPointXY(centre)) / step
        if distance <= _REACH_MM * per_mm:
            yield Found(row, layer, (_RANK[shape.type()], depth), distance)


def _drawn(
    layer: QgsVectorLayer, canvas: QgsMapCanvas, request: QgsFeatureRequest
) -> Iterator[QgsFeature]:
    """The features that the layer's style draws: what is off the legend cannot be clicked on."""
    context = QgsRenderContext.fromMapSettings(canvas.mapSettings())
    context.expressionContext().appendScopes(
        QgsExpressionContextUtils.globalProjectLayerScopes(layer)
    )
    renderer = layer.renderer().clone()
    renderer.startRender(context, layer.fields())
    try:
        for feature in layer.getFeatures(request):
            context.expressionContext().setFeature(feature)
            if renderer.willRenderFeature(feature, context):
                yield feature
    finally:
        renderer.stopRender(context)


def _spread_of(table: str) -> Mapping[str, tuple[float, float]]:
    """How far symbols of a table stand from their places, in millimetres, down positive."""
    scope = QgsExpressionContextUtils.projectScope(QgsProject.instance())
    told = json.loads(scope.variable(_SPREAD) or "{}")
    start = f"{table}/"
    found = {}
    for name, text in told.items():
        if name.startswith(start):
            east, _, south = str(text).partition(",")
            found[name.removeprefix(start)] = (float(east), float(south))
    return found


def drawn_at(canvas: QgsMapCanvas, table: str, key: str, wkt: str) -> QgsPointXY | None:
    """Where the canvas draws an object that stands at a place (WKT, EPSG:2154)."""
    place = to_canvas(canvas, wkt)
    if place is None:
        return None
    east, south = _spread_of(table).get(key, (0.0, 0.0))
    per_mm = _pixels_per_mm(canvas) * canvas.mapUnitsPerPixel()
    return QgsPointXY(place.x() + east * per_mm, place.y() - south * per_mm)


def _pixels_per_mm(canvas: QgsMapCanvas) -> float:
    return float(canvas.mapSettings().outputDpi()) / 25.4


def to_atlas(canvas: QgsMapCanvas, place: QgsPointXY) -> str:
    """A place of the canvas, in its CRS, as corrections write it (WKT, EPSG:2154).

    "" where that CRS does not know the place.
    """
    settings = canvas.mapSettings()
    change = QgsCoordinateTransform(
        settings.destinationCrs(),
        QgsCoordinateReferenceSystem(MAP_CRS),
        settings.transformContext(),
    )
    try:
        found = change.transform(place)
    except QgsCsException:
        return ""
    # A screen shows no tenth of a metre.
    return f"POINT ({found.x():.1f} {found.y():.1f})"


def to_canvas(canvas: QgsMapCanvas, wkt: str) -> QgsPointXY | None:
    """A place of a correction where the canvas has it; None where there is none."""
    settings = canvas.mapSettings()
    shape = QgsGeometry.fromWkt(wkt)
    if shape.isEmpty():
        return None
    change = QgsCoordinateTransform(
        QgsCoordinateReferenceSystem(MAP_CRS),
        settings.destinationCrs(),
        settings.transformContext(),
    )
    try:
        return change.transform(shape.pointOnSurface().asPoint())
    except QgsCsException:
        return None


# ---------------------------------------------------------------- as it is read


def told(row: Row, layer: QgsVectorLayer) -> str:
    """A row for people, as HTML: what the edition says of it, and who said so."""
    table = load_catalogue().table(row.table)
    titles = {field.name: field.title for field in table.fields}
    known = QgsExpressionContextUtils.layerScope(layer).variable(SOURCES_VARIABLE)
    source = json.loads(known or "{}").get(row.cells.get("source", ""), {})
    cells = dict(row.cells)
    cells["class"] = class_label(row)
    credit = " – ".join(source[name] for name in ("publisher", "dataset") if source.get(name))
    cells["source"] = credit or cells.get("source", "")
    cells["vintage"] = cells.get("vintage") or source.get("vintage", "")
    lines = [f"<b>{escape(row.title)}</b>", f"<i>{escape(atlas_layer(table).title)}</i>"]
    lines += [
        f"{typographic(escape(titles[name]) + ' : ')}{escape(typographic(cells[name]))}"
        for name in _SHOWN
        if cells.get(name) and name in titles
    ]
    return "<br>".join(lines)


def class_label(row: Row) -> str:
    """The class of a row as it is printed."""
    for legend in load_catalogue().layer_of(row.table).legends:
        for each in legend.classes:
            if legend.field == "class" and each.key == row.cells.get("class"):
                return each.label
    return row.cells.get("class") or tr("off the legend")


def _text(value: Any) -> str:
    return "" if QgsVariantUtils.isNull(value) else text_of(value)
