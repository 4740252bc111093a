"""The symbols: whole, honest about their columns, told apart by all eyes, live on a page."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from itertools import combinations

import numpy as np
import pytest
from osgeo import gdal
from qgis.core import (
    Qgis,
    QgsCategorizedSymbolRenderer,
    QgsCoordinateReferenceSystem,
    QgsExpression,
    QgsExpressionContextScope,
    QgsExpressionContextUtils,
    QgsFeature,
    QgsFeatureRequest,
    QgsGeometry,
    QgsLayoutItemMap,
    QgsLayoutSize,
    QgsMapRendererSequentialJob,
    QgsMapSettings,
    QgsMarkerSymbol,
    QgsPointXY,
    QgsPrintLayout,
    QgsProject,
    QgsRectangle,
    QgsRenderContext,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QPointF, QRectF, QSize
from qgis.PyQt.QtGui import QColor, QImage, QPainter, QPolygonF
from qgis.PyQt.QtSvg import QSvgRenderer
from territoires_industrie.resources.rebuild import styles as rebuild
from territoires_industrie.territoires_industrie.catalogue import load_catalogue
from territoires_industrie.territoires_industrie.layouts.export import (
    Document,
    export_pdf,
    export_png,
    export_svg,
)
from territoires_industrie.territoires_industrie.maps import styles
from territoires_industrie.territoires_industrie.maps.styles import (
    StyleError,
    fade_symbol,
    load_style,
    sample_symbol,
    style_document,
)

CATALOGUE = load_catalogue()
TABLES = [table.name for table in CATALOGUE.tables if table.geometry != "none"]
LEGENDS = [legend for layer in CATALOGUE.layers.values() for legend in layer.legends]
CLASSES = [
    pytest.param(legend.table, entry.key, id=f"{legend.table}-{entry.key}")
    for legend in LEGENDS
    if legend.field == "class"
    for entry in legend.classes
]
POINT_CLASSES = [param for param in CLASSES if CATALOGUE.table(param.values[0]).geometry == "point"]
QML_TABLES = [*TABLES, *rebuild.SECOND_VIEWS]

_TYPES = {"text": "string", "integer": "integer", "real": "double", "date": "date"}
_GEOMETRIES = {"point": "Point", "line": "MultiLineString", "polygon": "MultiPolygon"}

#: Views are 30 mm wide at 1:100 000: a millimetre is 100 m, and so many pixels.
WIDTH_MM, MM, DPI = 30, 100, 300
PIXELS = DPI / 25.4
CENTRE = QgsPointXY(650_000, 7_000_000)
BLANK = "#f3efe7"
#: Shapes that every view sees.
ACROSS = {
    "line": "LineString(649000 7000000, 651000 7000000)",
    "polygon": "Polygon((649000 6999500, 651000 6999500, 651000 7000500, 649000 6999500))",
}


def empty_layer(table: str) -> QgsVectorLayer:
    schema = CATALOGUE.table(table)
    fields = "".join(f"&field={field.name}:{_TYPES[field.type]}" for field in schema.fields)
    uri = f"{_GEOMETRIES[schema.geometry]}?crs=EPSG:2154{fields}"
    return QgsVectorLayer(uri, table, "memory")


def layer_of(table: str, *rows: dict, geometry: QgsGeometry | None = None) -> QgsVectorLayer:
    layer = empty_layer(table)
    load_style(layer, table)
    for row in rows:
        feature = QgsFeature(layer.fields())
        feature.setGeometry(geometry or QgsGeometry.fromPointXY(CENTRE))
        for name, value in row.items():
            feature[name] = value
        assert layer.dataProvider().addFeature(feature)
    return layer


def site(**values) -> dict:
    row = {"key": "a", "name": "Usine", "statut": "en service", "position": "exacte"}
    return row | {"rattachement": "ti-3201", "verifie_par": "SIRET"} | values


def drawn(
    layer: QgsVectorLayer,
    placement: dict | None = None,
    territory: str | None = None,
    printed: bool = False,
):
    """Draw a layer as a page does: the finished job, and its pixels as an array of RGB.

    `printed` as a layout does, which plays pictures back; else as the canvas, from images kept.
    """
    settings = QgsMapSettings()
    settings.setFlag(Qgis.MapSettingsFlag.ForceVectorOutput, printed)
    settings.setLayers([layer])
    settings.setDestinationCrs(QgsCoordinateReferenceSystem("EPSG:2154"))
    settings.setBackgroundColor(QColor(BLANK))
    settings.setOutputDpi(DPI)
    side = round(WIDTH_MM * PIXELS)
    settings.setOutputSize(QSize(side, side))
    settings.setExtent(QgsRectangle.fromCenterAndSize(CENTRE, WIDTH_MM * MM, WIDTH_MM * MM))
    context = settings.expressionContext()
    context.appendScope(QgsExpressionContextUtils.globalScope())
    context.appendScope(QgsExpressionContextUtils.mapSettingsScope(settings))
    scope = QgsExpressionContextScope()
    if placement is not None:
        scope.setVariable("ti_placement", json.dumps(placement))
    if territory is not None:
        scope.setVariable("ti_territory", territory)
    context.appendScope(scope)
    settings.setExpressionContext(context)
    job = QgsMapRendererSequentialJob(settings)
    job.start()
    job.waitForFinished()
    assert not job.errors()
    return job, rgb_of(job.renderedImage())


def rgb_of(image: QImage):
    """An image's pixels as an array of RGB."""
    image = image.convertToFormat(QImage.Format.Format_RGB32)
    data = np.frombuffer(image.constBits().asstring(image.sizeInBytes()), np.uint8)
    return data.reshape(image.height(), image.width(), 4)[:, :, 2::-1].astype(int)


def of_the_row(table: str, **decided) -> dict:
    """A page's placement that decides something for one row: an offset, a number, a label."""
    return {what: {f"{table}/a": value} for what, value in decided.items()}


def pixels_of(layer: QgsVectorLayer, **options):
    return drawn(layer, **options)[1]


def where(image, colour: str, tolerance: int = 6):
    """Rows and columns of the pixels of a colour."""
    return np.argwhere(np.abs(image - rgb(colour)).max(axis=2) <= tolerance)


def rgb(colour: str):
    return np.array(QColor(colour).getRgb()[:3])


def colour_of(layer: QgsVectorLayer, key: str) -> str:
    categories = layer.renderer().categories()
    index = layer.renderer().categoryIndexForValue(key)
    return categories[index].symbol().color().name()


def elements(node):
    child = node.firstChildElement()
    while not child.isNull():
        yield child
        yield from elements(child)
        child = child.nextSiblingElement()


# --- The files ---


@pytest.mark.parametrize("table", TABLES)
def test_every_table_has_a_style_that_loads_with_french_headings(table):
    layer = empty_layer(table)
    load_style(layer, table)
    for index, field in enumerate(CATALOGUE.table(table).fields):
        assert layer.attributeDisplayName(index) == field.alias


@pytest.mark.parametrize("name", QML_TABLES)
def test_a_style_names_only_fields_of_its_table(name):
    table = CATALOGUE.table(rebuild.SECOND_VIEWS.get(name, name))
    used = set()
    for element in elements(style_document(name)):
        for expression in expressions_in(element):
            parsed = QgsExpression(expression)
            assert not parsed.hasParserError(), (expression, parsed.parserErrorString())
            used |= parsed.referencedColumns()
    # Some functions may read any column, as far as QGIS knows; it says so with a name of its own.
    used.discard(QgsFeatureRequest.ALL_ATTRIBUTES)
    assert used <= {field.name for field in table.fields}


def expressions_in(element):
    if element.tagName() == "Option":
        if element.attribute("name") in ("expression", "geometryModifier"):
            yield element.attribute("value")
        elif element.attribute("name") == "field":
            yield QgsExpression.quotedColumnRef(element.attribute("value"))
    for name in ("attr", "filter", "fieldName"):
        if element.attribute(name):
            yield element.attribute(name).replace("ELSE", "true")


@pytest.mark.parametrize("name", QML_TABLES)
def test_a_style_needs_no_file_and_no_named_font(name):
    text = style_document(name).toString()
    assert ".svg" not in text
    for element in elements(style_document(name)):
        assert not element.attribute("namedStyle")
        if element.attribute("name") == "font_style":
            assert not element.attribute("value")


@pytest.mark.skipif(
    Qgis.QGIS_VERSION_INT // 100 != 340, reason="the files are written by QGIS 3.40"
)
@pytest.mark.parametrize("name", QML_TABLES)
def test_the_files_are_those_that_the_command_writes(name):
    path = rebuild.STYLE_FOLDER / f"{name}.qml"
    assert path.read_text(encoding="utf-8") == rebuild.style_text(name, CATALOGUE)


def test_no_file_is_left_from_a_table_that_is_no_more():
    assert {path.stem for path in rebuild.STYLE_FOLDER.glob("*.qml")} == set(QML_TABLES)


def test_a_missing_style_is_one_sentence():
    with pytest.raises(StyleError, match=r"'volcanoes' has no style: 'styles/volcanoes\.qml'"):
        style_document("volcanoes")


def test_a_damaged_style_is_one_sentence(monkeypatch, tmp_path):
    (tmp_path / "broken.qml").write_text("<qgis>\n<oops", encoding="utf-8")
    monkeypatch.setattr(styles, "STYLE_FOLDER", tmp_path)
    with pytest.raises(StyleError, match=r"'styles/broken\.qml' is damaged at line 2"):
        style_document("broken")


def test_a_missing_icon_is_one_sentence(monkeypatch, tmp_path):
    (tmp_path / "gone.qml").write_text("<qgis a='resources/icons/gone.svg'/>", encoding="utf-8")
    monkeypatch.setattr(styles, "STYLE_FOLDER", tmp_path)
    with pytest.raises(StyleError, match=r"Icon 'resources/icons/gone\.svg' is missing"):
        style_document("gone")


# --- The classes ---


@pytest.mark.parametrize(
    "legend",
    [legend for legend in LEGENDS if legend.field == "class"],
    ids=lambda legend: f"{legend.table}-{legend.id}",
)
def test_every_legend_class_has_a_category_with_its_printed_label(legend):
    layer = layer_of(legend.table)
    renderer = layer.renderer()
    assert isinstance(renderer, QgsCategorizedSymbolRenderer)
    categories = renderer.categories()
    labels = {category.value(): category.label() for category in categories}
    assert labels == {entry.key: entry.label for entry in legend.classes}
    assert all(category.symbol().symbolLayerCount() for category in categories)


@pytest.mark.parametrize(("table", "key"), POINT_CLASSES)
def test_a_point_is_drawn_in_the_colour_of_its_class(table, key):
    layer = layer_of(table, site(**{"class": key, "statut": "en service"}))
    assert len(where(pixels_of(layer), colour_of(layer, key))) > 60


@pytest.mark.parametrize(("table", "key"), [p for p in CLASSES if p not in POINT_CLASSES])
def test_a_line_or_surface_is_drawn(table, key):
    shape = QgsGeometry.fromWkt(ACROSS[CATALOGUE.table(table).geometry])
    layer = layer_of(table, {"class": key}, geometry=shape)
    image = pixels_of(layer)
    assert (np.abs(image - rgb(BLANK)).max(axis=2) > 25).sum() > 800


def test_outside_the_legend_nothing_is_drawn():
    image = pixels_of(layer_of("consumers", site(**{"class": ""})), placement={"labels": {}})
    assert (image == rgb(BLANK)).all()


def test_every_size_class_has_its_size():
    keys = [entry.key for entry in CATALOGUE.layers["consumers"].legend("sizes").classes]
    assert keys == [*rebuild.CONSUMER_SIZES, rebuild.UNPUBLISHED_SIZE]


def test_sizes_are_told_apart_at_arms_length():
    def width(size):
        image = pixels_of(layer_of("consumers", site(**{"class": "Textile", "size": size})))
        columns = where(image, rebuild.SECTORS["Textile"])[:, 1]
        return (columns.max() - columns.min()) / PIXELS

    small, large, unknown = map(width, ("> à 10 000 MWh", "> à 50 000 MWh", "Taille non publiée"))
    assert small == pytest.approx(2.6, abs=0.2)
    assert large == pytest.approx(5.0, abs=0.2)
    assert unknown == pytest.approx(small, abs=0.1)


@pytest.mark.parametrize("size", [None, "Taille non publiée"])
def test_an_unpublished_size_is_hollow(size):
    image = pixels_of(layer_of("consumers", site(**{"class": "Textile", "size": size})))
    middle = image.shape[0] // 2
    assert (image[middle, middle] == 255).all()


@pytest.mark.parametrize("table", ["producers", "wasteheat", "consumers"])
def test_what_is_not_in_service_is_hollow(table):
    key = next(p.values[1] for p in POINT_CLASSES if p.values[0] == table)
    size = {"size": "> à 50 000 MWh"} if table == "consumers" else {}

    def white(statut):
        row = site(**{"class": key, "statut": statut, "name": None}, **size)
        return len(where(pixels_of(layer_of(table, row)), "#ffffff"))

    assert white("annoncé") > white("en service") + 200


@pytest.mark.parametrize("position", ["iris", "commune"])
def test_an_approximate_position_has_a_dashed_ring(position):
    def ink(position):
        row = site(**{"class": "Éolien", "position": position, "name": None})
        image = pixels_of(layer_of("producers", row))
        middle = image.shape[0] // 2
        y, x = np.ogrid[: image.shape[0], : image.shape[1]]
        distance = np.hypot(x - middle, y - middle) / PIXELS
        ring = (distance > 2.7) & (distance < 2.95)
        return (image[ring].sum(axis=1) < 250).mean()

    assert ink("exacte") == 0
    assert 0.2 < ink(position) < 0.8


# --- The page's placement ---


@pytest.mark.parametrize(("table", "key"), POINT_CLASSES)
def test_a_page_moves_a_symbol_and_leads_back_to_its_place(table, key):
    layer = layer_of(table, site(**{"class": key, "name": None}))
    colour = colour_of(layer, key)
    still = where(pixels_of(layer, placement={"offsets": {}}), colour).mean(axis=0)
    image = pixels_of(layer, placement=of_the_row(table, offsets="6,-4"))
    moved = where(image, colour).mean(axis=0)
    assert (moved - still) / PIXELS == pytest.approx([-4, 6], abs=0.15)
    middle = image.shape[0] // 2
    assert np.abs(image[middle, middle] - rgb(BLANK)).max() > 50


@pytest.mark.parametrize(("offset", "led"), [("2.4,0", False), ("0,-2.6", True)])
def test_a_small_displacement_needs_no_leader(offset, led):
    row = site(**{"class": "Textile", "size": "> à 10 000 MWh", "name": None})
    shown = of_the_row("consumers", offsets=offset)
    image = pixels_of(layer_of("consumers", row), placement=shown)
    middle = image.shape[0] // 2
    assert (np.abs(image[middle, middle] - rgb(BLANK)).max() > 50) == led


@pytest.mark.parametrize(("table", "key"), POINT_CLASSES)
def test_a_page_writes_a_number_on_a_symbol(table, key):
    layer = layer_of(table, site(**{"class": key, "name": None}))
    plain = pixels_of(layer, placement={})
    one, two = (pixels_of(layer, placement=of_the_row(table, numbers=text)) for text in ("1", "12"))
    assert (plain != one).any()
    assert (one != two).any()
    middle = plain.shape[0] // 2
    changed = np.argwhere((plain != two).any(axis=2)) - middle
    assert np.abs(changed).max() / PIXELS < 3.6


def labels_of(layer, **options):
    job, _ = drawn(layer, **options)
    return job.takeLabelingResults().allLabels()


def test_a_true_and_verified_name_is_written():
    layer = layer_of("producers", site(**{"class": "Éolien", "name": "Parc"}))
    assert [label.labelText for label in labels_of(layer)] == ["Parc"]


@pytest.mark.parametrize(
    "doubt", [{"position": "commune"}, {"position": "iris"}, {"verifie_par": None}]
)
def test_a_doubtful_name_is_not_written(doubt):
    assert not labels_of(layer_of("producers", site(**{"class": "Éolien"}, **doubt)))


def test_a_large_plant_carries_its_power_and_one_to_come_its_status():
    row = site(**{"class": "Centrale nucléaire", "power_kw": 5_460_000.0, "statut": "annoncé"})
    (label,) = labels_of(layer_of("producers", row))
    name, power = label.labelText.split("\n")
    assert name == "Usine (annoncé)"
    assert power.split() == ["5", "460", "MW"]


@pytest.mark.parametrize(
    ("table", "row"),
    [
        ("producers", site(**{"class": "Éolien"})),
        ("communes", {"insee": "a", "name": "Bergues", "population": 3500, "is_prefecture": 0}),
    ],
)
def test_a_page_writes_the_names_it_placed_where_it_placed_them(table, row):
    layer = layer_of(table, row)
    assert not labels_of(layer, placement={"labels": {}})
    (label,) = labels_of(layer, placement=of_the_row(table, labels="4,-3"))
    assert label.isPinned
    assert (label.labelRect.xMinimum() - CENTRE.x()) / MM == pytest.approx(4, abs=0.3)
    assert (label.labelRect.center().y() - CENTRE.y()) / MM == pytest.approx(3, abs=0.4)


# --- Neighbours ---


def darkest(image) -> int:
    """The darkest of an image's pixels, 0 black to 765 white."""
    return image.sum(axis=2).min()


def is_paler(other, own) -> bool:
    """Whether even the darkest parts of an image are far paler than those of another."""
    return darkest(other) > darkest(own) + 120


@pytest.mark.parametrize("printed", [False, True], ids=["canvas", "print"])
@pytest.mark.parametrize(("table", "key"), POINT_CLASSES)
def test_another_territorys_symbol_and_its_leader_are_pale_in_every_part(table, key, printed):
    shown = {"placement": of_the_row(table, offsets="6,-4"), "printed": printed}
    for position, statut in (
        ("exacte", "en service"),
        ("adresse", "annoncé"),
        ("commune", "en service"),
    ):
        row = site(**{"class": key, "position": position, "statut": statut, "name": None})
        layer = layer_of(table, row)
        own, other = (pixels_of(layer, territory=of, **shown) for of in ("ti-3201", "ti-2809"))
        assert darkest(own) < 200
        assert is_paler(other, own), position


@pytest.mark.parametrize("printed", [False, True], ids=["canvas", "print"])
@pytest.mark.parametrize(
    ("table", "key"), [p for p in CLASSES if p.values[0] in ("brownfields", "heatnetworks")]
)
def test_another_territorys_line_or_surface_fades(table, key, printed):
    shape = QgsGeometry.fromWkt(ACROSS[CATALOGUE.table(table).geometry])
    layer = layer_of(table, site(**{"class": key}), geometry=shape)
    own, other = (pixels_of(layer, territory=of, printed=printed) for of in ("ti-3201", "ti-2809"))
    assert is_paler(other, own)


@pytest.mark.parametrize("kind", ["pdf", "png", "svg"])
@pytest.mark.parametrize("table", sorted({p.values[0] for p in POINT_CLASSES}))
def test_a_neighbours_exact_symbol_is_pale_on_paper(table, kind, tmp_path):
    key = next(p.values[1] for p in POINT_CLASSES if p.values[0] == table)
    layer = layer_of(table, site(**{"class": key, "position": "exacte", "name": None}))
    own, other = (on_paper(layer, of, tmp_path / f"{of}.{kind}") for of in ("ti-3201", "ti-2809"))
    assert darkest(own) < 200
    assert is_paler(other, own)


def on_paper(layer: QgsVectorLayer, territory: str, path):
    """The pixels of a page with nothing but a map, exported to a file as the pages are."""
    project = QgsProject()
    layout = QgsPrintLayout(project)
    layout.initializeDefaults()
    layout.pageCollection().page(0).setPageSize(QgsLayoutSize(WIDTH_MM, WIDTH_MM))
    item = QgsLayoutItemMap(layout)
    item.attemptSetSceneRect(QRectF(0, 0, WIDTH_MM, WIDTH_MM))
    item.setLayers([layer])
    item.setCrs(layer.crs())
    item.setExtent(QgsRectangle.fromCenterAndSize(CENTRE, WIDTH_MM * MM, WIDTH_MM * MM))
    QgsExpressionContextUtils.setLayoutItemVariable(item, "ti_territory", territory)
    layout.addLayoutItem(item)
    if path.suffix == ".pdf":
        about = Document("Essai", "Essai", datetime(2026, 1, 1, tzinfo=UTC))
        export_pdf([layout], path, DPI, about, lambda _: None)
    elif path.suffix == ".svg":
        export_svg(layout, path, DPI)
    else:
        export_png(layout, path, DPI)
    return rgb_of(opened(path))


def opened(path) -> QImage:
    """A picture, or the first page of a drawing, as an image."""
    if path.suffix == ".pdf":
        bands = gdal.OpenEx(str(path), open_options=[f"DPI={DPI}"]).ReadAsArray()[:3]
        data = np.ascontiguousarray(bands.transpose(1, 2, 0))
        height, width, _ = data.shape
        return QImage(data.tobytes(), width, height, 3 * width, QImage.Format.Format_RGB888).copy()
    if path.suffix == ".png":
        return QImage(str(path))
    side = round(WIDTH_MM * PIXELS)
    image = QImage(side, side, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    QSvgRenderer(str(path)).render(painter)
    painter.end()
    return image


def test_the_outside_of_the_printed_territory_fades():
    square = (
        "Polygon((649500 6999500, 650500 6999500, 650500 7000500, 649500 7000500, 649500 6999500))"
    )
    row = {"territory": "ti-3201", "name": "x"}
    layer = layer_of("perimeters", row, geometry=QgsGeometry.fromWkt(square))
    image = pixels_of(layer, territory="ti-3201")
    middle = image.shape[0] // 2
    assert (image[middle, middle] == rgb(BLANK)).all()
    assert (image[10, 10] > rgb(BLANK)).all()
    assert where(image, rebuild.TERRITORY).size


def test_neighbours_limits_are_dotted_once():
    """Two squares side by side have as many dots between them as one has on that side."""

    def inked(*squares):
        layer = empty_layer("epci")
        load_style(layer, "epci")
        for square in squares:
            feature = QgsFeature(layer.fields())
            feature.setGeometry(QgsGeometry.fromRect(square))
            assert layer.dataProvider().addFeature(feature)
        image = pixels_of(layer)
        middle = image.shape[1] // 2
        column = image[:, middle - 3 : middle + 4]
        return (np.abs(column - rgb(BLANK)).max(axis=2) > 60).sum()

    x, y = CENTRE.x(), CENTRE.y()
    left = QgsRectangle(x - 1000, y - 1000, x, y + 1000)
    right = QgsRectangle(x, y - 1000, x + 1000, y + 1000)
    alone = sorted((inked(left), inked(right)))
    assert alone[1] > 100
    assert inked(left, right) == pytest.approx(alone[1], rel=0.25)


# --- Samples for legends ---


def test_a_sample_is_true_before_anything_was_drawn():
    layer = layer_of("consumers")
    widths = [sample_symbol(layer, size=size).size() for size in rebuild.CONSUMER_SIZES]
    assert widths == [3.2, 5.6]
    assert sample_symbol(layer, **{"class": "Textile"}).color().name() == "#cc79a7"


def test_a_sample_of_an_approximate_position_has_its_ring():
    sample = sample_symbol(layer_of("producers"), **{"class": "Éolien", "position": "commune"})
    assert sample.size() == pytest.approx(5.9)
    assert sample.symbolLayerCount() == 1


@pytest.mark.parametrize(("table", "key"), CLASSES)
def test_a_faded_sample_is_pale_in_every_part(table, key):
    def darkest(symbol):
        image = symbol.asImage(QSize(40, 40)).convertToFormat(QImage.Format.Format_ARGB32)
        colours = (image.pixelColor(x, y) for x in range(40) for y in range(40))
        return min(colour.lightness() for colour in colours if colour.alpha() > 100)

    sample = sample_symbol(layer_of(table), **{"class": key})
    fade_symbol(sample, 0)
    before = darkest(sample)
    fade_symbol(sample, 0.8)
    assert darkest(sample) > max(before, 180)


@pytest.mark.parametrize(("table", "key"), CLASSES)
def test_a_sample_never_asks_whose_it_is(table, key):
    sample = sample_symbol(layer_of(table), **{"class": key})
    assert sample.dataDefinedProperties().count() == 0


def test_a_sample_of_an_unknown_class_is_refused():
    with pytest.raises(StyleError, match="no class 'Volcan'"):
        sample_symbol(layer_of("producers"), **{"class": "Volcan"})


def test_a_base_layer_has_no_samples():
    with pytest.raises(StyleError, match="has no classes"):
        sample_symbol(layer_of("rail"))


# --- Colours for all eyes ---

#: What dichromats see, in linear RGB: Machado, Oliveira & Fernandes 2009, severity 1.
VISIONS = {
    "normal": np.eye(3),
    "protanopia": np.array(
        [
            [0.152286, 1.052583, -0.204868],
            [0.114503, 0.786281, 0.099216],
            [-0.003882, -0.048116, 1.051998],
        ]
    ),
    "deuteranopia": np.array(
        [
            [0.367322, 0.860646, -0.227968],
            [0.280085, 0.672501, 0.047413],
            [-0.011820, 0.042940, 0.968881],
        ]
    ),
    "tritanopia": np.array(
        [
            [1.255528, -0.076749, -0.178779],
            [-0.078411, 0.930809, 0.147602],
            [0.004733, 0.691367, 0.303900],
        ]
    ),
}
#: sRGB to XYZ relative to the white point D65 (IEC 61966-2-1).
TO_XYZ = np.array(
    [
        [0.4124564, 0.3575761, 0.1804375],
        [0.2126729, 0.7151522, 0.0721750],
        [0.0193339, 0.1191920, 0.9503041],
    ]
)


#: CIECAM02 (CIE 159:2004): XYZ to the sharpened cones of CAT02, and to those of Hunt, Pointer and
#: Estévez, in which the eye's answer is computed.
CAT02 = np.array([[0.7328, 0.4296, -0.1624], [-0.7036, 1.6975, 0.0061], [0.0030, 0.0136, 0.9834]])
HUNT = np.array([[0.38971, 0.68898, -0.07868], [-0.22981, 1.18340, 0.04641], [0.0, 0.0, 1.0]])
#: How one looks at sRGB: adapting luminance (cd/m²) and background of IEC 61966-2-1, an average
#: surround.
LUMINANCE, BACKGROUND, IMPACT, INDUCTION = 64 / np.pi / 5, 0.2, 0.69, 1.0


def cones(xyz, white):
    """The eye's answer to a colour (XYZ, white 100) once it is used to the light."""
    used = 1 - np.exp((-LUMINANCE - 42) / 92) / 3.6
    adapted = (used * 100 / (CAT02 @ white) + 1 - used) * (CAT02 @ xyz)
    answer = HUNT @ np.linalg.inv(CAT02) @ adapted
    drive = (adaptation() * np.abs(answer) / 100) ** 0.42
    return np.sign(answer) * 400 * drive / (27.13 + drive) + 0.1


def adaptation():
    """The factor F_L of the adapting luminance."""
    k = 1 / (5 * LUMINANCE + 1)
    return 0.2 * k**4 * 5 * LUMINANCE + 0.1 * (1 - k**4) ** 2 * np.cbrt(5 * LUMINANCE)


def appearance(colour: str, vision: str = "normal"):
    """CAM02-UCS J', a', b' of a colour (Luo, Cui and Li 2006) as a kind of eye sees it."""
    channels = rgb(colour) / 255
    linear = np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)
    seen = np.clip(VISIONS[vision] @ linear, 0, 1)
    white = 100 * TO_XYZ.sum(axis=1)
    gain = 0.725 * BACKGROUND**-0.2
    weights = np.array([2, 1, 1 / 20])
    red, green, blue = answer = cones(100 * TO_XYZ @ seen, white)
    total, of_white = ((weights @ x - 0.305) * gain for x in (answer, cones(white, white)))
    lightness = 100 * (total / of_white) ** (IMPACT * (1.48 + np.sqrt(BACKGROUND)))
    a, b = red - 12 * green / 11 + blue / 11, (red + green - 2 * blue) / 9
    hue = np.arctan2(b, a)
    eccentricity = (np.cos(hue + 2) + 3.8) / 4
    chroma = 50_000 / 13 * INDUCTION * gain * eccentricity * np.hypot(a, b)
    chroma = (chroma / (red + green + 21 / 20 * blue)) ** 0.9
    chroma *= np.sqrt(lightness / 100) * (1.64 - 0.29**BACKGROUND) ** 0.73
    colourfulness = np.log(1 + 0.0228 * chroma * adaptation() ** 0.25) / 0.0228
    return np.array(
        [
            1.7 * lightness / (1 + 0.007 * lightness),
            colourfulness * np.cos(hue),
            colourfulness * np.sin(hue),
        ]
    )


def colours_of(table: str) -> dict[str, str]:
    layer = layer_of(table)
    return {p.values[1]: colour_of(layer, p.values[1]) for p in CLASSES if p.values[0] == table}


@pytest.mark.parametrize(
    ("vision", "expected"),
    [("normal", 20.8), ("deuteranopia", 14.8), ("protanopia", 14.0), ("tritanopia", 11.0)],
)
def test_sectors_are_told_apart_by_all_eyes(vision, expected):
    """CHARTE "Colours": the smallest difference of two sectors, 10 or more for every eye."""
    seen = {key: appearance(colour, vision) for key, colour in colours_of("consumers").items()}
    assert len(seen) == 8
    differences = {
        (first, second): np.linalg.norm(seen[first] - seen[second])
        for first, second in combinations(seen, 2)
    }
    closest = min(differences, key=differences.get)
    assert differences[closest] == pytest.approx(expected, abs=0.1), closest
    assert expected >= 10


# --- A photocopy ---

#: Symbols as large on the sheet as on the printed page, and how many of its pixels must differ
#: clearly in lightness between two classes: a sign of 1 mm by 1 mm has some 140.
SHEET, CLEARLY, TOLD_APART = 96, 40, 60


def photocopied(symbol: QgsMarkerSymbol):
    """A sample in grey (0 black, 255 white) at 300 dots an inch, on white paper."""
    sheet = QImage(SHEET, SHEET, QImage.Format.Format_RGB32)
    sheet.fill(QColor("white"))
    painter = QPainter(sheet)
    context = QgsRenderContext.fromQPainter(painter)
    context.setScaleFactor(PIXELS)
    symbol.startRender(context)
    symbol.renderPoint(QPointF(SHEET / 2, SHEET / 2), None, context)
    symbol.stopRender(context)
    painter.end()
    return rgb_of(sheet) @ np.array([0.299, 0.587, 0.114])


def look_alikes(samples: dict) -> list:
    """Pairs of samples that a photocopy would not tell apart."""
    copies = {name: photocopied(symbol) for name, symbol in samples.items()}
    return [
        (one, other)
        for one, other in combinations(copies, 2)
        if (np.abs(copies[one] - copies[other]) > CLEARLY).sum() < TOLD_APART
    ]


def samples_of(*legends, **values) -> dict:
    """A sample of every class of the legends, by its key."""
    return {
        entry.key: sample_symbol(layer_of(legend.table), **{**values, legend.field: entry.key})
        for legend in legends
        for entry in legend.classes
        if CATALOGUE.table(legend.table).geometry == "point"
    }


@pytest.mark.parametrize("theme", ["consumers", "producers", "networks", "heat"])
@pytest.mark.parametrize("statut", ["en service", "annoncé"])
def test_a_photocopy_tells_the_classes_of_a_map_apart(theme, statut):
    layers = {layer for group in CATALOGUE.theme(theme).groups for layer, _ in group.entries}
    legends = [x for name in sorted(layers) for x in CATALOGUE.layers[name].legends]
    samples = samples_of(*(x for x in legends if x.field == "class"), statut=statut)
    if statut == "annoncé":
        # Of heat sources to come a thin ring tells the band, in colour only: none is known yet.
        samples = {key: x for key, x in samples.items() if key not in rebuild.HEAT_BANDS}
    assert not look_alikes(samples)


@pytest.mark.parametrize("size", [*rebuild.CONSUMER_SIZES, rebuild.UNPUBLISHED_SIZE])
@pytest.mark.parametrize("position", ["exacte", "commune"])
def test_a_photocopy_tells_sectors_apart_in_every_size(size, position):
    sectors = CATALOGUE.layers["consumers"].legend("types")
    samples = samples_of(sectors, size=size, position=position)
    assert len(samples) == 8
    assert not look_alikes(samples)


def test_a_photocopy_tells_sizes_apart():
    samples = samples_of(CATALOGUE.layers["consumers"].legend("sizes"))
    assert len(samples) == 3
    assert not look_alikes(samples)


def test_a_size_that_is_not_published_does_not_look_large():
    sizes = samples_of(CATALOGUE.layers["consumers"].legend("sizes"))
    assert sizes[rebuild.UNPUBLISHED_SIZE].size() <= sizes["> à 10 000 MWh"].size()


def test_a_sector_in_a_legend_is_full():
    """Hollow means that a size is not published, or a project: a legend of sectors says neither."""

    def whites(**values):
        layer = layer_of("consumers")
        symbol = sample_symbol(layer, **{"class": "Métallurgie/sidérurgie"}, **values)
        grey = photocopied(symbol)
        middle, reach = SHEET // 2, round(0.75 * symbol.size() / 2 * PIXELS)
        across = grey[middle, middle - reach : middle + reach]
        return (across > 200).mean()

    assert whites(size=rebuild.UNPUBLISHED_SIZE) > 0.4
    assert whites() < 0.3


def test_hotter_is_darker():
    """In order even on a photocopy (CHARTE "Colours"), with steps that an eye can see."""
    bands = [key for key in colours_of("wasteheat") if key.startswith("Chaleur fatale")]
    colours = colours_of("wasteheat")
    lightness = [appearance(colours[key])[0] for key in bands]
    assert len(bands) == 4
    assert all(cool - hot > 10 for cool, hot in zip(lightness, lightness[1:], strict=False))


def across(table: str, key: str):
    """A line's sample in grey, from one side to the other, at 300 dots an inch."""
    sheet = QImage(SHEET, SHEET, QImage.Format.Format_RGB32)
    sheet.fill(QColor("white"))
    painter = QPainter(sheet)
    context = QgsRenderContext.fromQPainter(painter)
    context.setScaleFactor(PIXELS)
    symbol = sample_symbol(layer_of(table), **{"class": key})
    symbol.startRender(context)
    middle = QPolygonF([QPointF(0, SHEET / 2), QPointF(SHEET, SHEET / 2)])
    symbol.renderPolyline(middle, None, context)
    symbol.stopRender(context)
    painter.end()
    return (rgb_of(sheet) @ np.array([0.299, 0.587, 0.114]))[:, SHEET // 2]


def test_a_photocopy_tells_a_canal_from_a_road():
    """A canal is light between two dark edges, a road dark in its middle."""
    canal, road = across("waterways", "Réseau fluviale"), across("roads", "Réseau routier")
    middle = SHEET // 2
    assert canal[middle] > canal[middle - 8 : middle + 8].min() + CLEARLY
    assert road[middle] < road[middle - 8 : middle + 8].max() - CLEARLY
    assert canal[middle] > road[middle] + CLEARLY
