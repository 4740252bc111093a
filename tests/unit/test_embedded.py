from __future__ import annotations

import json
import shutil
import sqlite3

import pytest
from osgeo import ogr
from territoires_industrie.territoires_industrie.catalogue import load_catalogue
from territoires_industrie.territoires_industrie.conformity import EditionError
from territoires_industrie.territoires_industrie.edition import (
    Edition,
    EditionCancelled,
)
from territoires_industrie.territoires_industrie.embedded import (
    EMBEDDED_FOLDER,
    build_embedded,
)
from territoires_industrie.territoires_industrie.territories import all_communes, find

HEADER = "key,name,insee,rattachement,class,statut,position,diffusion,source"
GRAVELINES = "p1,Centrale,59273,ti-3201,Centrale nucléaire,en service,commune,publique,registre"


@pytest.fixture
def source(tmp_path):
    """The smallest text that makes an edition: one power station."""
    folder = tmp_path / "text"
    folder.mkdir()
    head = {"created": "2026-11-22T00:00:00", "title": "Essai"}
    (folder / "edition.json").write_text(json.dumps(head))
    (folder / "provenance.csv").write_text(
        "layer,source,publisher,rows,rows_rejected,sum\nproducers,registre,ODRÉ,,2,\nroads,osm,,,,\n"
    )
    (folder / "availability.csv").write_text("layer,territory,state,statement\n")
    (folder / "producers.csv").write_text(f"{HEADER}\n{GRAVELINES}\n")
    return folder


def build(source, **options):
    return build_embedded(source.parent / "editions", source=source, **options)


def failure(source):
    with pytest.raises(EditionError) as caught:
        build(source)
    return str(caught.value)


def producers(source, header, *rows):
    (source / "producers.csv").write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")


class TestPlaces:
    def test_the_communes_centre(self, source):
        frame = build(source).frame("producers")
        assert frame["geometry"].tolist() == [all_communes()["59273"].centre]

    def test_two_of_one_commune_stand_on_the_same_spot(self, source):
        producers(source, HEADER, GRAVELINES, GRAVELINES.replace("p1", "p2"))
        first, second = build(source).frame("producers")["geometry"]
        assert first == second

    def test_longitude_and_latitude(self, source):
        exact = GRAVELINES.replace("commune", "exacte")
        producers(source, f"{HEADER},lon,lat", f"{exact},2.13929,51.01285")
        (wkb,) = build(source).frame("producers")["geometry"]
        point = ogr.CreateGeometryFromWkb(wkb)
        # Computed by the formulas of IGN's note NTG 71.
        assert point.GetX() == pytest.approx(639464.36, abs=0.01)
        assert point.GetY() == pytest.approx(7102227.21, abs=0.01)

    def test_well_known_text(self, source):
        line = "a1,A 16,59273,,Réseau routier,en service,exacte,publique,osm"
        text = '"LINESTRING (2.1 51.0, 2.2 51.0)"'
        (source / "roads.csv").write_text(f"{HEADER},wkt\n{line},{text}\n")
        (wkb,) = build(source).frame("roads")["geometry"]
        assert ogr.CreateGeometryFromWkb(wkb).GetGeometryName() == "MULTILINESTRING"

    def test_geojson_of_the_base(self, source):
        square = [[[2.1, 51.0], [2.2, 51.0], [2.2, 51.1], [2.1, 51.0]]]
        feature = {
            "type": "Feature",
            "properties": {"code": "59", "name": "Nord"},
            "geometry": {"type": "Polygon", "coordinates": square},
        }
        (source / "base").mkdir()
        (source / "base" / "departments.geojson").write_text(json.dumps({"features": [feature]}))
        frame = build(source).frame("departments")
        assert frame[["code", "name"]].values.tolist() == [["59", "Nord"]]
        assert ogr.CreateGeometryFromWkb(frame["geometry"][0]).GetArea() > 1e7


class TestRows:
    def test_empty_cells_are_nothing_and_numbers_are_numbers(self, source):
        producers(
            source,
            f"{HEADER},power_kw,units",
            f"{GRAVELINES},5460000,6",
            f"{GRAVELINES.replace('p1,Centrale,', 'p2,,')},,",
        )
        frame = build(source).frame("producers")
        assert frame["power_kw"].tolist()[0] == 5460000.0
        assert frame["units"].tolist()[0] == 6
        assert frame.loc[1, ["name", "power_kw", "units"]].isna().all()

    def test_provenance_is_counted(self, source):
        entry, roads = build(source).provenance()
        assert (entry.publisher, entry.rows, entry.rows_rejected) == ("ODRÉ", 1, 2)
        assert (roads.rows, roads.sum) == (0, None)

    def test_what_was_not_typed_is_absent(self, source):
        (source / "availability.csv").write_text(
            "layer,territory,state,statement\nproducers,ti-3201,partial,Une centrale.\n"
        )
        edition = build(source)
        assert edition.availability("ti-3201")["producers"].statement == "Une centrale."
        elsewhere = edition.availability("ti-3213")["producers"]
        assert elsewhere.state == "absent"
        assert elsewhere.statement == "Couche absente de cette édition."

    def test_what_belongs_to_no_territory_holds_everywhere(self, source):
        road = "a1,A 16,,,Réseau routier,en service,exacte,publique,osm"
        text = '"LINESTRING (2.1 51.0, 2.2 51.0)"'
        (source / "roads.csv").write_text(f"{HEADER},wkt\n{road},{text}\n")
        (source / "availability.csv").write_text(
            "layer,territory,state,statement\nroads,ti-3201,partial,Axes principaux.\n"
        )
        assert build(source).availability("ti-3213")["roads"].statement == "Axes principaux."


class TestMistakes:
    """Each is told with file, line and column."""

    @pytest.mark.parametrize(
        ("change", "column", "reason"),
        [
            (("commune", "Commune"), "position", "has to be 'commune'"),
            (("commune", "exacte"), "position", "has to be 'commune'"),
            (("59273", "99999"), "insee", "no commune is known as '99999'"),
            (("publique", "public"), "diffusion", "'public' is none of"),
            (("Centrale nucléaire", "Nucléaire"), "class", "'Nucléaire' is none of"),
            (("p2,", ","), "key", "a value is required"),
            (("p2,", "p1,"), "key", "'p1' is the key of an earlier row"),
            ((",registre", ""), "source", "the row has 8 cells, the header 9"),
            ((",registre", ",registre,x"), "source", "the row has 10 cells, the header 9"),
        ],
    )
    def test_a_cell(self, source, change, column, reason):
        second = GRAVELINES.replace("p1", "p2").replace(*change)
        producers(source, HEADER, GRAVELINES, second)
        message = failure(source)
        assert message.startswith(f'producers.csv, line 3, column "{column}": ')
        assert reason in message

    @pytest.mark.parametrize(
        ("column", "value", "reason"),
        [
            ("units", "six", "'six' is no whole number"),
            ("units", "1.5", "'1.5' is no whole number"),
            ("power_kw", "5,4", "is no number"),
            ("power_kw", "nan", "'nan' is no number"),
        ],
    )
    def test_a_number(self, source, column, value, reason):
        producers(source, f"{HEADER},{column}", f'{GRAVELINES},"{value}"')
        message = failure(source)
        assert message.startswith(f'producers.csv, line 2, column "{column}": ')
        assert reason in message

    @pytest.mark.parametrize(
        ("lon", "lat", "column"), [("2.1", "", "lat"), ("x", "51", "lon"), ("2.1", "91", "lon")]
    )
    def test_a_place(self, source, lon, lat, column):
        producers(source, f"{HEADER},lon,lat", f"{GRAVELINES},{lon},{lat}")
        assert failure(source).startswith(f'producers.csv, line 2, column "{column}": ')

    def test_a_shape(self, source):
        producers(source, f"{HEADER},wkt", f"{GRAVELINES},POINT (2")
        assert failure(source).startswith('producers.csv, line 2, column "wkt": ')

    def test_a_column(self, source):
        producers(source, f"{HEADER},colour", f"{GRAVELINES},red")
        assert failure(source).startswith('producers.csv, line 1, column "colour": ')

    def test_lines_are_counted_in_the_file_not_in_rows(self, source):
        two_lines = GRAVELINES.replace("Centrale,", '"Centrale\nde Gravelines",')
        producers(source, HEADER, two_lines, GRAVELINES.replace("59273", "0"))
        assert failure(source).startswith('producers.csv, line 4, column "insee": ')

    @pytest.mark.parametrize(
        ("name", "content", "words"),
        [
            ("edition.json", "{", "edition.json cannot be read"),
            ("edition.json", "[]", "edition.json, line 1"),
            ("edition.json", "{}", 'column "created"'),
            ("provenance.csv", "layer,source\n,x\n", 'provenance.csv, line 2, column "layer"'),
            ("provenance.csv", "layer,source,x\na,b,c\n", 'provenance.csv, line 1, column "x"'),
            (
                "availability.csv",
                "layer,territory\na,b\n",
                'availability.csv, line 2, column "state"',
            ),
            ("producers.csv", '"', "producers.csv cannot be read"),
            ("land.geojson", "<html>", "land.geojson cannot be read"),
            (
                "land.geojson",
                '{"features": [{"properties": {}, "geometry": {"type": "Circle"}}]}',
                'land.geojson, feature 1, column "geometry"',
            ),
        ],
    )
    def test_a_file(self, source, name, content, words):
        (source / name).write_text(content)
        assert words in failure(source)

    def test_a_file_that_is_not_utf8(self, source):
        (source / "producers.csv").write_bytes(f"{HEADER}\n{GRAVELINES}".encode("latin-1"))
        assert "producers.csv cannot be read" in failure(source)

    def test_a_file_that_is_missing(self, source):
        (source / "provenance.csv").unlink()
        assert "provenance.csv cannot be read" in failure(source)

    def test_nothing_is_left_behind(self, source):
        producers(source, HEADER, GRAVELINES.replace("publique", "public"))
        failure(source)
        assert not (source.parent / "editions").exists()


class TestReuse:
    def test_built_once(self, source):
        first = build(source)
        stamp = first.path.stat().st_mtime_ns
        assert build(source) == first
        assert first.path.stat().st_mtime_ns == stamp

    def test_another_text_makes_another_edition(self, source):
        first = build(source)
        producers(source, HEADER, GRAVELINES.replace("Centrale,", "Réacteurs,"))
        second = build(source)
        assert second.path != first.path
        assert second.frame("producers")["name"].tolist() == ["Réacteurs"]
        assert first.frame("producers")["name"].tolist() == ["Centrale"]

    def test_a_damaged_one_is_not_used_again(self, source):
        first = build(source)
        first.path.chmod(0o644)
        first.path.write_bytes(first.path.read_bytes()[:5000])
        assert Edition.open(build(source).path).frame("producers")["key"].tolist() == ["p1"]

    @pytest.mark.parametrize(
        "change",
        [
            "UPDATE producers SET geom = NULL",
            "UPDATE availability SET statement = 'Rien.' WHERE layer = 'producers'",
            # What a full disk once left of an edition.
            "DELETE FROM gpkg_contents WHERE table_name = 'consumers'",
            "DELETE FROM edition WHERE key = 'checksum'",
        ],
    )
    def test_one_that_is_no_longer_as_written_is_not_used_again(self, source, change):
        first = build(source)
        first.path.chmod(0o644)
        with sqlite3.connect(first.path) as database:
            triggers = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
            for (name,) in database.execute(triggers).fetchall():
                database.execute(f'DROP TRIGGER "{name}"')
            database.execute(change)
        second = build(source)
        assert second.path != first.path
        assert second.tables() == {table.name for table in load_catalogue().tables}
        assert build(source) == second

    def test_cancelled(self, source):
        with pytest.raises(EditionCancelled):
            build(source, cancelled=lambda: True)
        assert not (source.parent / "editions").exists()

    def test_progress(self, source):
        told = []
        build(source, progress=lambda share, text: told.append((share, text)))
        shares = [share for share, _ in told]
        assert shares == sorted(shares)
        assert (shares[0], shares[-1]) == (0.0, 1.0)
        assert "producers" in [text for _, text in told]


@pytest.fixture(scope="module")
def edition(tmp_path_factory):
    return build_embedded(tmp_path_factory.mktemp("editions"))


class TestShipped:
    """The text of the plugin itself."""

    def test_it_has_every_table_of_the_catalogue(self, edition):
        assert edition.tables() == {table.name for table in load_catalogue().tables}

    def test_every_file_is_read(self, edition):
        known = {table.name for table in load_catalogue().tables} | {"provenance", "availability"}
        tables = [*EMBEDDED_FOLDER.rglob("*.csv"), *EMBEDDED_FOLDER.rglob("*.geojson")]
        assert {path.stem for path in tables} <= known

    def test_dunkerque_has_a_word_on_every_layer(self, edition):
        layers = {layer.id for layer in load_catalogue().layers.values() if layer.family == "atlas"}
        for territory in ("ti-3201", "ti-3213"):
            assert set(edition.availability(territory)) == layers

    def test_its_perimeters(self, edition):
        frame = edition.frame("perimeters").set_index("territory")
        assert len(frame) == 18
        dunkerque = frame.loc["ti-3201"]
        assert dunkerque["name"] == find("ti-3201").title
        assert dunkerque["communes"] > 80

    def test_every_place_is_in_the_north_of_france(self, edition):
        for table in ("producers", "consumers", "heatnetworks_point", "communes"):
            for wkb in edition.frame(table)["geometry"]:
                west, east, south, north = ogr.CreateGeometryFromWkb(wkb).GetEnvelope()
                assert 500_000 < west <= east < 850_000
                assert 6_850_000 < south <= north < 7_150_000

    def test_the_text_does_not_depend_on_its_folder(self, tmp_path, edition):
        copy = shutil.copytree(EMBEDDED_FOLDER, tmp_path / "copy")
        assert build_embedded(edition.path.parent, source=copy) == edition
