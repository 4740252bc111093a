"""What every printed map keeps to, whatever its territory: rectangles, texts, symbols, names."""

from __future__ import annotations

import json
import math
from itertools import combinations

from qgis.core import (
    Qgis,
    QgsExpressionContextUtils,
    QgsGeometry,
    QgsLayoutItemLabel,
    QgsLayoutUtils,
    QgsMapRendererSequentialJob,
    QgsRectangle,
    QgsTextRenderer,
)
from qgis.PyQt.QtCore import QPointF, QRectF, QSizeF, Qt
from qgis.PyQt.QtGui import QTextDocumentFragment
from territoires_industrie.territoires_industrie.layouts.symbols import View, sites_in

IN_THE_BOX = {"sites", "sites_head", "limits", "limits_head"}
#: Frames are drawn astride an item's edge; below this (mm) two items touch, they do not overlap.
TOUCH = 0.15
#: A name stands no further from its symbol or dot (mm); and half the width of a large dot.
NEAR, DOT = 2.0, 0.75
DPI = 150
PIXELS = DPI / 25.4


def rectangles(page):
    return {name: item.sceneBoundingRect() for name, item in page.items().items()}


def paper(page):
    size = page.layout.pageCollection().page(0).pageSize()
    return QRectF(0, 0, size.width(), size.height())


def shrunk(rectangle, margin=TOUCH):
    return rectangle.adjusted(margin, margin, -margin, -margin)


def inside(outer, inner):
    return shrunk(outer, -TOUCH).contains(inner)


def texts(page):
    """What the page's labels say once QGIS has read them, by item."""
    return {
        name: item.currentText()
        for name, item in page.items().items()
        if isinstance(item, QgsLayoutItemLabel)
    }


def placement(page):
    scope = QgsExpressionContextUtils.layoutItemScope(page.item("map"))
    return json.loads(scope.variable("ti_placement"))


def point_layers(page):
    """The theme's tables of points, by name, as the map item draws them."""
    found = {}
    for layer in page.item("map").layers():
        table = layer.source().rpartition("layername=")[2]
        points = layer.geometryType() == Qgis.GeometryType.Point
        if points and layer.fields().lookupField("key") >= 0:
            found[table] = layer
    return found


def symbols(page):
    """Every symbol of the page: its row's key and its square on the map (mm, from its corner)."""
    map_item = page.item("map")
    view = View(map_item.extent(), map_item.scale())
    offsets = placement(page)["offsets"]
    drawn = []
    for table, layer in point_layers(page).items():
        for site in sites_in(layer, table, view):
            x, y = (float(part) for part in offsets.get(site.key, "0,0").split(","))
            mark = site.mark
            square = QRectF(0, 0, 2 * mark.radius, 2 * mark.radius)
            square.moveCenter(QPointF(mark.x + x, mark.y + y))
            drawn.append((site, square))
    return drawn


def map_names(page):
    """The texts that QGIS writes on the map: layer's table, text, rectangle (mm) on the map."""
    map_item = page.item("map")
    extent, millimetre = map_item.extent(), map_item.scale() / 1000
    size = QSizeF(map_item.rect().width() * PIXELS, map_item.rect().height() * PIXELS)
    job = QgsMapRendererSequentialJob(map_item.mapSettings(extent, size, DPI, True))
    job.start()
    job.waitForFinished()
    assert not job.errors()
    return [
        (
            page.project.mapLayer(label.layerID).source().rpartition("layername=")[2],
            label.labelText,
            QRectF(
                (label.labelRect.xMinimum() - extent.xMinimum()) / millimetre,
                (extent.yMaximum() - label.labelRect.yMaximum()) / millimetre,
                label.labelRect.width() / millimetre,
                label.labelRect.height() / millimetre,
            ),
        )
        for label in job.takeLabelingResults().allLabels()
    ]


def box_on_the_map(page):
    """The list that lies on the map, in the map's millimetres; None when it stands in the panel."""
    ground = page.item("sites_ground")
    if ground is None or not ground.isVisible():
        return None
    corner = page.item("map").mapRectToScene(page.item("map").rect()).topLeft()
    return ground.mapRectToScene(ground.rect()).translated(-corner)


def frame_of(page):
    rectangle = page.item("map").rect()
    return QRectF(0, 0, rectangle.width(), rectangle.height())


# ---------------------------------------------------------------- what every page keeps to


def check_on_paper(page):
    for name, rectangle in rectangles(page).items():
        assert inside(paper(page), rectangle), name


def check_nothing_overlaps(page):
    found = rectangles(page)
    ground = found.pop("sites_ground", QRectF())
    lying = {name for name in IN_THE_BOX & set(found) if ground.intersects(found[name])}
    for name in lying:
        assert inside(ground, found[name]), f"{name} leaves its box"
    if not ground.isNull():
        assert lying, "an empty box"
        assert inside(found["map"], ground), "the box leaves the map"
    for one, other in combinations(sorted(found), 2):
        if "map" in (one, other) and {one, other} & lying:
            continue
        assert not shrunk(found[one]).intersects(shrunk(found[other])), f"{one} and {other}"


def check_texts_fit(page):
    """Texts as QGIS measures them: a line that is too long would be broken again, and cut off."""
    context = QgsLayoutUtils.createRenderContextForLayout(page.layout, None, 300)
    context.setFlag(Qgis.RenderContextFlag.ApplyScalingWorkaroundForTextRendering, True)
    for name, item in page.items().items():
        if not isinstance(item, QgsLayoutItemLabel):
            continue
        letters, lines = item.textFormat(), item.currentText().split("\n")
        width = QgsTextRenderer.textWidth(context, letters, lines) / context.scaleFactor()
        mode = Qgis.TextLayoutMode.Rectangle
        height = QgsTextRenderer.textHeight(context, letters, lines, mode) / context.scaleFactor()
        assert width <= item.rect().width(), f"{name} is {width:.1f} mm wide"
        assert height <= item.rect().height() + 0.2, f"{name} is {height:.1f} mm high"


def check_the_box_hides_nothing(page):
    """A box of text lies beside the territory and the true points of its sites."""
    box = box_on_the_map(page)
    if box is None:
        return
    assert share_hidden(page, box) < 0.005
    for site, _ in symbols(page):
        hidden = site.territory == page.territory and box.contains(QPointF(*site.mark.point))
        assert not hidden, site.name


def share_hidden(page, box):
    """The share of the territory that lies under a box of the map (mm)."""
    layer = next(x for x in page.item("map").layers() if "layername=perimeters" in x.source())
    (outline,) = layer.getFeatures(f"\"territory\" = '{page.territory}'")
    extent, metres = page.item("map").extent(), page.item("map").scale() / 1000
    left, top = extent.xMinimum(), extent.yMaximum()
    ground = QgsRectangle(
        left + box.left() * metres,
        top - box.bottom() * metres,
        left + box.right() * metres,
        top - box.top() * metres,
    )
    covered = outline.geometry().intersection(QgsGeometry.fromRect(ground))
    return covered.area() / outline.geometry().area()


def check_symbols(page):
    """The territory's symbols lie on the map, beside the list's box, and none hides another.

    Neighbours, pale and nameless, may lie under them, under the list, or half out of the map.
    """
    drawn = [(site, square) for site, square in symbols(page) if site.territory == page.territory]
    box, frame = box_on_the_map(page), frame_of(page)
    for site, square in drawn:
        assert inside(frame, square), site.name
        assert box is None or not box.intersects(square), site.name
    touching = [
        (one.name, other.name)
        for (one, its), (other, others) in combinations(drawn, 2)
        if shrunk(its, 0.05).intersects(shrunk(others, 0.05))
    ]
    # In a crowd of more than a hundred the last may find no room within sight of its place.
    assert len(touching) <= len(drawn) // 100, touching


def check_names(page):
    """No name hides a symbol of the territory, or lies half under the list's box."""
    drawn = [(site, square) for site, square in symbols(page) if site.territory == page.territory]
    box = box_on_the_map(page)
    for _, text, rectangle in map_names(page):
        for site, square in drawn:
            assert not shrunk(rectangle, 0.4).intersects(square), (text, site.name)
        if box is not None:
            assert not shrunk(rectangle, 0.4).intersects(box), text


def check_names_are_near(page):
    """Every town and site is named beside its dot or symbol, and no name hides a town's dot."""
    written, drawn, shown = map_names(page), symbols(page), placement(page)["labels"]
    towns = [town for key, town in town_points(page).items() if key in shown]
    for table, text, box in written:
        for name, point in towns:
            assert not shrunk(box, 0.4).contains(point), (text, "on the dot of", name)
        if table == "communes":
            dots = [QRectF(point, point) for name, point in towns if name == text]
            distance = min(away(box, dot) for dot in dots)
            # A main town in a crowd may have its name a little further.
            assert distance <= NEAR + 2 * DOT, f"{text}: {distance:.2f} mm"
        elif table != "placenames":
            its = [square for site, square in drawn if text.startswith(curled(site.name))]
            assert min(away(box, square) for square in its) <= NEAR, text


def town_points(page):
    """Name and point on the map (mm) of every town, by its key."""
    map_item = page.item("map")
    view = View(map_item.extent(), map_item.scale())
    (layer,) = [x for x in map_item.layers() if x.source().endswith("layername=communes")]
    found = {}
    for row in layer.getFeatures(map_item.extent()):
        point = row.geometry().asPoint()
        found[f"communes/{row['insee']}"] = (
            curled(row["name"]),
            QPointF(*view.on_paper(point.x(), point.y())),
        )
    return found


def curled(name):
    return name.replace("'", "\u2019")


def away(one, other):
    """How far two rectangles are apart (mm)."""
    across = max(one.left() - other.right(), other.left() - one.right(), 0)
    down = max(one.top() - other.bottom(), other.top() - one.bottom(), 0)
    return math.hypot(across, down)


def legend_words(page):
    """[(group, [labels])] as the legend item shows them."""
    model = page.item("legend").model()
    return [
        (
            plain(group.name()),
            [
                printed(node)
                for layer in group.findLayers()
                for node in model.layerLegendNodes(layer)
            ],
        )
        for group in model.rootGroup().children()
    ]


def plain(text):
    """Words without typography: spaces of one kind, straight apostrophes, no hidden signs."""
    return " ".join(text.replace("\u2019", "'").replace("\u2060", "").split())


def printed(node):
    """A legend's text as one reads it: without markup and without the breaks of its lines."""
    text = node.data(Qt.ItemDataRole.DisplayRole)
    return plain(QTextDocumentFragment.fromHtml(text.replace("\n", " ")).toPlainText())
