"""Plan IGN under a page's map, against the played tiles: its place, its look, and without it."""

from __future__ import annotations

import pytest
from pypdf import PdfReader
from qgis.core import (
    Qgis,
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsLayoutExporter,
    QgsLayoutItemLabel,
    QgsLayoutItemMap,
    QgsPointXY,
    QgsPrintLayout,
    QgsProject,
    QgsRectangle,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QRectF
from territoires_industrie.territoires_industrie.errors import Cancelled
from territoires_industrie.territoires_industrie.maps import basemap
from territoires_industrie.territoires_industrie.maps.layers import TABLE_PROPERTY
from territoires_industrie.territoires_industrie.net.cache import Cache
from territoires_industrie.territoires_industrie.net.client import Client
from territoires_industrie.territoires_industrie.net.mirror import Mirror
from territoires_industrie.territoires_industrie.net.through_qgis import qgis_session
from territoires_industrie.territoires_industrie.net.waiting import Patience

pytest_plugins = "territoires_industrie.tests.services.fixtures"

#: Around Dunkerque, as a page at 1:350 000 shows it (EPSG:2154).
VIEW = QgsRectangle(610_000, 7_060_000, 703_000, 7_130_000)
SCALE = 350_000
QUICK = Patience(delays=(0.05,), broken=1, most=1)
HOST = "data.geopf.fr"
WEST, EAST, SOUTH, NORTH = 0.0, 6.0, 47.0, 53.0  # hosts/wmts.py


@pytest.fixture
def client(services, tmp_path):
    def made(mirror=services.mirror, **options):
        return Client(
            Cache(tmp_path / "cache"),
            mirror=mirror,
            session=qgis_session(lambda: False, tmp_path),
            patience=QUICK,
            **options,
        )

    return made


@pytest.fixture
def here(client, tmp_path, qgis_new_project):
    found = basemap.plan_ign(client(), VIEW, SCALE, tmp_path)
    QgsProject.instance().addMapLayer(found.layer, False)  # deleted with it, and before QGIS ends
    return found


def in_degrees(place):
    crs = (QgsCoordinateReferenceSystem(name) for name in ("EPSG:2154", "EPSG:4326"))
    return QgsCoordinateTransform(*crs, QgsProject.instance()).transform(place)


def test_every_pixel_is_where_it_belongs(here):
    assert here.layer.isValid()
    assert here.layer.crs().authid() == "EPSG:3857"
    provider = here.layer.dataProvider()
    to_tiles = QgsCoordinateTransform(
        QgsCoordinateReferenceSystem("EPSG:2154"), here.layer.crs(), QgsProject.instance()
    )
    for place in (
        VIEW.center(),
        QgsPointXY(VIEW.xMinimum(), VIEW.yMinimum()),
        QgsPointXY(VIEW.xMaximum(), VIEW.yMaximum()),
    ):
        red, green, blue, alpha = (
            provider.sample(to_tiles.transform(place), band)[0] for band in (1, 2, 3, 4)
        )
        degrees = in_degrees(place)
        assert red == pytest.approx((degrees.x() - WEST) / (EAST - WEST) * 255, abs=1)
        assert green == pytest.approx((degrees.y() - SOUTH) / (NORTH - SOUTH) * 255, abs=1)
        assert (round(blue / 255 * 19), alpha) == (11, 255)


def test_it_asks_the_mirror_alone_and_prints_again_offline(services, client, here, tmp_path):
    asked = services.log()
    assert {entry["host"] for entry in asked} == {HOST}
    assert 20 < len(asked) < 120
    services.fault(HOST, "503")
    again = tmp_path / "again"
    again.mkdir()
    offline = basemap.plan_ign(client(offline=True), VIEW, SCALE, again)
    assert offline.layer.isValid()


def test_a_folder_serves_as_mirror(services, client, here, tmp_path):
    folder = tmp_path / "mirror"
    mirror = Mirror(str(folder))
    tiles = basemap._tiles(VIEW, SCALE)
    for column, row in tiles.places():
        address = basemap.ADDRESS.format(zoom=tiles.zoom, row=row, column=column)
        path = mirror.files(address)[0]
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(client().get(address).path.read_bytes())
    services.fault(HOST, "503")
    again = tmp_path / "again"
    again.mkdir()
    assert basemap.plan_ign(client(str(folder)), VIEW, SCALE, again).layer.isValid()


def test_the_page_owes_a_line_with_the_day(here):
    assert here.attribution.startswith("Plan IGN © IGN, Géoplateforme, consulté le ")
    assert here.attribution.endswith("(Licence Ouverte 2.0)")


@pytest.mark.parametrize("scale", [25_000, 350_000, 900_000, 5_000_000])
def test_its_words_print_in_a_readable_size_whatever_the_scale(scale):
    width, height = 0.265 * scale, 0.2 * scale  # an A4 page's map, in metres
    x, y = VIEW.center().x(), VIEW.center().y()
    view = QgsRectangle(x - width / 2, y - height / 2, x + width / 2, y + height / 2)
    tiles = basemap._tiles(view, scale)
    assert tiles.columns * tiles.rows <= 150
    per_inch = tiles.columns * 256 / (0.265 / 0.0254)
    assert 90 < per_inch < 300


def test_a_whole_country_at_a_large_scale_is_coarser_instead_of_endless():
    tiles = basemap._tiles(QgsRectangle(100_000, 6_000_000, 1_200_000, 7_100_000), 25_000)
    assert tiles.columns * tiles.rows <= 400


def table_layer(name):
    layer = QgsVectorLayer("Polygon?crs=EPSG:2154", name, "memory")
    layer.setCustomProperty(TABLE_PROPERTY, name)
    return layer


def test_it_lies_on_the_land_and_under_all_else(here):
    names = ("consumers", "perimeters", "placenames", "rail", "rivers", "land")
    drawn = [table_layer(name) for name in names]
    found = [layer.name() for layer in basemap.under(drawn, here.layer)]
    assert found == ["consumers", "perimeters", "placenames", "Plan IGN", "land"]
    assert [layer.name() for layer in basemap.under(drawn[:2], here.layer)][-1] == "Plan IGN"


def test_a_page_draws_it_pale_and_its_words_stay_words(here, tmp_path, qgis_new_project):
    project = QgsProject.instance()
    project.setCrs(QgsCoordinateReferenceSystem("EPSG:2154"))
    layout = QgsPrintLayout(project)
    layout.initializeDefaults()
    item = QgsLayoutItemMap(layout)
    item.attemptSetSceneRect(QRectF(10, 10, 265, 190))
    layout.addLayoutItem(item)
    item.setExtent(VIEW)
    item.setLayers([here.layer])
    label = QgsLayoutItemLabel(layout)
    label.setText("Dunkerque")
    layout.addLayoutItem(label)
    label.attemptSetSceneRect(QRectF(10, 200, 50, 8))
    assert not item.containsAdvancedEffects()
    settings = QgsLayoutExporter.PdfExportSettings()
    settings.textRenderFormat = Qgis.TextRenderFormat.AlwaysText
    exporter = QgsLayoutExporter(layout)
    done = exporter.exportToPdf(str(tmp_path / "a.pdf"), settings)
    assert done == QgsLayoutExporter.ExportResult.Success
    (page,) = PdfReader(tmp_path / "a.pdf").pages
    assert "Dunkerque" in page.extract_text()
    assert len(page.images) >= 1
    picture = exporter.renderPageToImage(0, dpi=50)
    middle = picture.pixelColor(picture.width() // 2, picture.height() // 2)
    degrees = in_degrees(VIEW.center())
    plain = round((degrees.y() - SOUTH) / (NORTH - SOUTH) * 255)
    assert middle.green() > plain + 20
    assert middle.lightness() > 130


@pytest.mark.parametrize(
    "fault", ["503", "404", "403", "html-200", "refuse-connection", "tile-garbage"]
)
def test_a_dead_service_is_one_sentence_after_few_questions(services, client, fault, tmp_path):
    services.fault(HOST, fault)
    with pytest.raises(basemap.BasemapError) as error:
        basemap.plan_ign(client(), VIEW, SCALE, tmp_path)
    said = str(error.value)
    assert said.startswith("Plan IGN could not be fetched (")
    assert said.endswith("pages are printed on the plugin's own base.")
    assert "\n" not in said
    assert len(services.log()) <= 6  # Qt itself asks again where a connection breaks
    assert not list(tmp_path.glob("*.tif"))


def test_one_tile_that_fails_costs_the_picture(services, client, tmp_path):
    tiles = basemap._tiles(VIEW, SCALE)
    services.fault(f"plan-ign-{tiles.zoom}-{tiles.north}-{tiles.west}", "503")
    with pytest.raises(basemap.BasemapError):
        basemap.plan_ign(client(), VIEW, SCALE, tmp_path)


def test_a_tile_that_is_nowhere_leaves_the_land_visible(services, client, tmp_path):
    tiles = basemap._tiles(VIEW, SCALE)
    services.fault(f"plan-ign-{tiles.zoom}-{tiles.north}-{tiles.west}", "404")
    layer = basemap.plan_ign(client(), VIEW, SCALE, tmp_path).layer
    corner = QgsPointXY(layer.extent().xMinimum() + 100, layer.extent().yMaximum() - 100)
    assert layer.dataProvider().sample(corner, 4)[0] == 0
    assert layer.dataProvider().sample(layer.extent().center(), 4)[0] == 255


def test_offline_without_a_cache_it_says_so(client, tmp_path):
    with pytest.raises(basemap.BasemapError, match="Plan IGN"):
        basemap.plan_ign(client(offline=True), VIEW, SCALE, tmp_path)


def test_it_stops_when_told(client, tmp_path):
    with pytest.raises(Cancelled):
        basemap.plan_ign(client(), VIEW, SCALE, tmp_path, cancelled=lambda: True)
