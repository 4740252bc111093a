"""Vector tiles: cut at their own squares, joined across them, gone through whole."""

import gzip
from pathlib import Path

import pytest
from fake_client import FakeClient, Reply
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from osgeo import gdal, ogr, osr
from territoires_industrie.territoires_industrie import geometry
from territoires_industrie.territoires_industrie.net.answer import Refused, Unreachable
from territoires_industrie.territoires_industrie.sources import vectortiles
from territoires_industrie.territoires_industrie.sources.area import Area
from territoires_industrie.territoires_industrie.sources.errors import (
    NothingThere,
    NotPublished,
    SchemaChanged,
    WrongAnswer,
)
from territoires_industrie.territoires_industrie.territories import atlas_territories
from wild_bodies import dunkerque, source_of, survive, truncated

SOURCE = source_of("brgm-nappes")
EMPTY = Reply(b"", status=204)


@pytest.fixture(scope="module")
def tiles(tmp_path_factory):
    """Two invented zones across several tiles, written by GDAL at the zoom that is asked."""
    return made_tiles(tmp_path_factory.mktemp("tiles"), "pot_value")


def made_tiles(folder, value):
    memory = gdal.GetDriverByName("Memory").Create("", 0, 0, 0, gdal.GDT_Unknown)
    reference = osr.SpatialReference()
    reference.ImportFromEPSG(4326)
    reference.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    layer = memory.CreateLayer("layer", reference, ogr.wkbPolygon)
    layer.CreateField(ogr.FieldDefn(value, ogr.OFTInteger))
    layer.CreateField(ogr.FieldDefn("potentiel", ogr.OFTString))
    layer.CreateField(ogr.FieldDefn("fid_origine", ogr.OFTInteger))
    for code, name, west, east in ((8, "Fort", 1.9, 2.4), (5, "Très faible", 2.4, 2.9)):
        feature = ogr.Feature(layer.GetLayerDefn())
        feature.SetField(0, code)
        feature.SetField(1, name)
        feature.SetField(2, code * 10)
        south, north = 50.7, 51.0
        ring = f"{west} {south},{east} {south},{east} {north},{west} {north},{west} {south}"
        feature.SetGeometry(ogr.CreateGeometryFromWkt(f"POLYGON(({ring}))"))
        layer.CreateFeature(feature)
    zoom = vectortiles.ZOOM
    gdal.VectorTranslate(
        str(folder / "set"),
        memory,
        format="MVT",
        datasetCreationOptions=[f"MINZOOM={zoom}", f"MAXZOOM={zoom}", "COMPRESS=NO"],
    )
    return {
        f"/{path.relative_to(folder / 'set').with_suffix('').as_posix()}": path.read_bytes()
        for path in Path(folder / "set").rglob("*.pbf")
    }


def server_of(tiles, packed=lambda body: body):
    def server(url):
        found = [body for place, body in tiles.items() if url.endswith(place)]
        return Reply(packed(found[0])) if found else EMPTY

    return server


def fetched(tmp_path, server):
    client = FakeClient(tmp_path, server)
    return vectortiles.fetch(SOURCE, dunkerque(), client), client


class TestTiles:
    def test_one_row_a_value_joined_without_a_seam(self, tmp_path, tiles):
        table, client = fetched(tmp_path, server_of(tiles))
        assert list(table.frame["pot_value"]) == [5, 8]
        assert list(table.frame["potentiel"]) == ["Très faible", "Fort"]
        assert len(tiles) > 3
        for wkb, width in zip(table.frame["geometry"], (0.5, 0.5), strict=True):
            west, south, east, north = geometry.bounds(geometry.to_wgs84(wkb, 3857))
            assert (east - west, north - south) == pytest.approx((width, 0.3), abs=5e-4)
            assert len(geometry.parts(wkb)) == 1
            assert geometry.is_valid(wkb)
        assert table.epsg == 3857
        assert table.vintage == "consulté le 22 novembre 2026"
        assert f"Tuiles au zoom 9 : {len(client.asked)}," in table.notes[0]

    def test_pieces_end_at_the_tile_and_do_not_overlap(self, tmp_path, tiles):
        table, _ = fetched(tmp_path, server_of(tiles))
        area = [geometry.area_km2(geometry.to_lambert93(g, 3857)) for g in table.frame["geometry"]]
        expected = geometry.area_km2(
            geometry.to_lambert93(
                geometry.from_wkt("POLYGON((1.9 50.7,2.4 50.7,2.4 51,1.9 51,1.9 50.7))")
            )
        )
        assert area == pytest.approx([expected, expected], rel=2e-3)

    def test_a_territory_takes_few_tiles_and_the_region_some_dozens(self):
        assert 2 <= len(list(vectortiles.tiles_of(dunkerque().bounds))) <= 9
        region = list(vectortiles.tiles_of(Area.of(atlas_territories()).bounds))
        assert len(region) == len(set(region)) <= 48

    def test_the_tile_of_a_place_holds_it(self):
        (tile,) = vectortiles.tiles_of((2.37, 51.03, 2.37, 51.03))
        place = geometry.to_lambert93(geometry.point(2.37, 51.03))
        square = geometry.to_lambert93(vectortiles.square_of(tile), 3857)
        assert geometry.contains(square, place)

    def test_neighbours_share_their_edge_exactly(self):
        one, other = (vectortiles.square_of((9, x, 171)) for x in (259, 260))
        assert geometry.bounds(one)[2] == geometry.bounds(other)[0]

    def test_stored_compression_is_taken_off(self, tmp_path, tiles):
        table, _ = fetched(tmp_path, server_of(tiles, gzip.compress))
        assert list(table.frame["pot_value"]) == [5, 8]


class TestRefusals:
    def test_empty_tiles_only(self, tmp_path):
        with pytest.raises(NothingThere, match="empty tiles only"):
            fetched(tmp_path, lambda url: EMPTY)

    def test_a_renamed_column_is_named(self, tmp_path):
        renamed = made_tiles(tmp_path, "pot_valeur")
        folder = tmp_path / "bodies"
        folder.mkdir()
        with pytest.raises(SchemaChanged, match='"pot_value" .nearest: pot_valeur'):
            fetched(folder, server_of(renamed))

    @pytest.mark.parametrize(
        ("reply", "error"),
        [
            (Reply("<html>no</html>"), WrongAnswer),
            (Reply(b"\x1f\x8bnot gzip"), WrongAnswer),
            (Reply(gzip.compress(b"x" * 1000)[:-9]), WrongAnswer),
            (Reply(status=404), NotPublished),
            (Reply(status=500), Refused),
            (Unreachable("no {host}", host="x"), Unreachable),
        ],
    )
    def test_what_is_no_tile(self, tmp_path, reply, error):
        with pytest.raises(error):
            fetched(tmp_path, lambda url: reply)

    def test_a_compressed_bomb_is_refused(self, tmp_path, monkeypatch):
        monkeypatch.setattr(vectortiles, "LARGEST_TILE", 1000)
        with pytest.raises(WrongAnswer, match="hides more than a tile holds"):
            fetched(tmp_path, lambda url: Reply(gzip.compress(b"\0" * 100_000)))

    def test_cut_anywhere(self, tmp_path, tiles):
        for packed in (lambda body: body, gzip.compress):
            body = packed(max(tiles.values(), key=len))
            for cut in truncated(body, 60):
                server = server_of(tiles, lambda body, cut=cut: cut)
                survive(vectortiles.fetch, SOURCE, dunkerque(), tmp_path, server)

    @settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(wild=st.binary(min_size=1, max_size=80), at=st.integers(0, 300))
    def test_wild_bytes(self, tmp_path, tiles, wild, at):
        def spoiled(body):
            return body[:at] + wild + body[at + len(wild) :]

        survive(vectortiles.fetch, SOURCE, dunkerque(), tmp_path, server_of(tiles, spoiled))


def test_a_sample_looks_at_one_tile(tmp_path, tiles):
    client = FakeClient(tmp_path, lambda url: Reply(max(tiles.values(), key=len)))
    sample = vectortiles.sample(SOURCE, dunkerque(), client)
    assert set(SOURCE.expected_columns) <= set(sample.columns)
    assert (sample.rows, len(client.asked)) == (None, 1)
