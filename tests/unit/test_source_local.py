"""The user's own files: whatever wrote them, in the atlas' columns, or one sentence to act on."""

import json
import os
import stat
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from osgeo import ogr, osr
from territoires_industrie.territoires_industrie import geometry
from territoires_industrie.territoires_industrie.catalogue import load_catalogue
from territoires_industrie.territoires_industrie.errors import AtlasError
from territoires_industrie.territoires_industrie.sources import local, mappings
from territoires_industrie.territoires_industrie.sources.mappings import BadFile
from wild_bodies import truncated

CATALOGUE = load_catalogue()
HEAT = CATALOGUE.table("wasteheat")
LINES = CATALOGUE.table("heatnetworks")
DAY = datetime(2026, 3, 1, 12, tzinfo=UTC)
CSV = """Nom;Température (°C);Longitude;Latitude
Usine d'été;38,5;2,37;51,03
Œuvre;1 234,5;2.40;51.01
"""


def written(folder, name, content):
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    os.utime(path, (DAY.timestamp(), DAY.timestamp()))
    return path


def read(path, table=HEAT, mapping=None, layer=""):
    return local.read_local(path, table, mapping, layer=layer)


def wkt(raw):
    return [None if wkb is None else geometry.to_wkt(wkb) for wkb in raw.frame["geometry"]]


def made(folder, driver, name, layers, epsg=4326):
    """A file written by GDAL: layers of (name, columns, rows of (cells, WKT))."""
    path = folder / name
    file = ogr.GetDriverByName(driver).CreateDataSource(str(path))
    reference = osr.SpatialReference()
    reference.ImportFromEPSG(epsg)
    reference.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    for title, columns, rows in layers:
        layer = file.CreateLayer(title, reference)
        for column in columns:
            kind = ogr.OFTReal if column.startswith("temp") else ogr.OFTString
            layer.CreateField(ogr.FieldDefn(column, kind))
        for cells, shape in rows:
            feature = ogr.Feature(layer.GetLayerDefn())
            for index, cell in enumerate(cells):
                if cell is not None:
                    feature.SetField(index, cell)
            if shape:
                feature.SetGeometry(ogr.CreateGeometryFromWkt(shape))
            layer.CreateFeature(feature)
        del layer
    del file
    return path


class TestTexts:
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
    @pytest.mark.parametrize("separator", [";", "\t", "|"])
    def test_any_encoding_and_separator(self, tmp_path, encoding, separator):
        text = CSV.replace(";", separator)
        raw, mapping = read(written(tmp_path, "wasteheat.csv", text.encode(encoding)))
        assert list(raw.frame["name"]) == ["Usine d'été", "Œuvre"]
        assert list(raw.frame["temperature_c"]) == [38.5, 1234.5]
        assert wkt(raw) == ["POINT (2.37 51.03)", "POINT (2.4 51.01)"]
        assert mapping == {"Nom": "name", "Température (°C)": "temperature_c"}

    def test_commas_and_quotes(self, tmp_path):
        text = 'name,temperature_c,lon,lat\n"Usine ""A"", quai",38.5,2.37,51.03\n'
        raw, _ = read(written(tmp_path, "wasteheat.txt", text))
        assert list(raw.frame["name"]) == ['Usine "A", quai']

    def test_what_the_table_says_of_itself(self, tmp_path):
        raw, _ = read(written(tmp_path, "wasteheat.csv", CSV))
        assert (raw.source, raw.epsg, raw.vintage) == ("polenergie-local", 4326, "1er mars 2026")
        assert raw.url == "wasteheat.csv"
        assert raw.retrieved_at == DAY
        assert set(raw.frame["table"]) == {"wasteheat"}
        assert raw.notes == ()

    def test_cells_that_are_no_numbers_stay_and_are_noted(self, tmp_path):
        text = "nom;Température\nA;env. 300\nB;40\nC;\n"
        raw, _ = read(written(tmp_path, "wasteheat.csv", text))
        assert list(raw.frame["temperature_c"]) == ["env. 300", 40.0, None]
        assert any(
            "« Température » qui ne sont pas des nombres : 1 (par exemple « env. 300 »)" in note
            for note in raw.notes
        )

    def test_rows_may_lack_their_last_cells_and_lines_be_blank(self, tmp_path):
        raw, _ = read(written(tmp_path, "wasteheat.csv", "name;note;x\n\nA;b\n;;\nC;d;e;;\n"))
        assert list(raw.frame["note"]) == ["b", "d"]

    @pytest.mark.parametrize(
        ("content", "said"),
        [
            ("", "it has no heading"),
            ("name;note\n", "it has no row"),
            ("name;note\nA;b\nC;d;e\n", "its line 3 has 3 cells under 2 headings"),
            ('name;note\nA;"b\n', "its line 3 is not delimited text|its line 2 is not delimited"),
            (b"name;note\nA\0;b\n", "it is not text"),
            ("<html></html>", "it is a page"),
            ("name;x;y\nA;17000000;9200000\n", "neither degrees nor Lambert 93"),
        ],
    )
    def test_bad_files_say_where_and_what_to_do(self, tmp_path, content, said):
        with pytest.raises(BadFile, match=f"wasteheat.csv cannot be used: .*({said}).*UTF-8"):
            read(written(tmp_path, "wasteheat.csv", content))


class TestPlaces:
    def placed(self, tmp_path, heading, *rows):
        text = "\n".join([f"name;{heading}", *(f"A;{row}" for row in rows)])
        raw, _ = read(written(tmp_path, "wasteheat.csv", text))
        return wkt(raw), raw.epsg, raw.notes

    @pytest.mark.parametrize(
        ("heading", "row", "epsg"),
        [
            ("lon;lat", "2,37;51,03", 4326),
            ("LATITUDE;LONGITUDE", "51.03;2.37", 4326),
            ("X;Y", "2.37;51.03", 4326),
            ("Coord_X;Coord_Y", "2.37;51.03", 4326),
            ("WKT", "POINT (2.37 51.03)", 4326),
            ("geom", "SRID=4326;POINT (2.37 51.03)", 4326),
            ("Coordonnées GPS", "51.03, 2.37", 4326),
            ("geo_point_2d", "[51.03, 2.37]", 4326),
        ],
    )
    def test_by_the_columns_names(self, tmp_path, heading, row, epsg):
        row = f'"{row}"' if "SRID" in row else row
        assert self.placed(tmp_path, heading, row) == (["POINT (2.37 51.03)"], epsg, ())

    def test_metres_by_their_magnitude(self, tmp_path):
        found = self.placed(tmp_path, "x;y", "650 000,5;7103000", "651000;7104000")
        assert found == (["POINT (650000.5 7103000.0)", "POINT (651000 7104000)"], 2154, ())

    def test_exchanged_coordinates_are_put_right(self, tmp_path):
        shapes, epsg, notes = self.placed(tmp_path, "lon;lat", "51.03;2.37")
        assert (shapes, epsg) == (["POINT (2.37 51.03)"], 4326)
        assert "inversées" in notes[0]

    @pytest.mark.parametrize("bad", [";", "n.c.;51", "0;0", "1e400;51", "nan;nan", "51.03;2.37"])
    def test_a_row_without_a_place_is_kept_and_counted(self, tmp_path, bad):
        shapes, _, notes = self.placed(tmp_path, "lon;lat", "2.37;51.03", bad)
        assert shapes == ["POINT (2.37 51.03)", None]
        assert notes == ("wasteheat.csv, lignes sans position lisible : 1.",)

    def test_none_at_all(self, tmp_path):
        assert self.placed(tmp_path, "note", "x") == (
            [None],
            None,
            ("wasteheat.csv, aucune coordonnée trouvée.",),
        )


class TestMappings:
    text = "Établissement;name;T max;Titre\nA;x;40;t\n"

    def test_a_given_mapping_holds_and_nothing_is_lost(self, tmp_path):
        path = written(tmp_path, "wasteheat.csv", self.text)
        mapping = {"Établissement": "name", "T max": "temperature_c"}
        raw, used = read(path, mapping=mapping)
        assert used == mapping
        assert list(raw.frame.columns) == [
            *("name", "name (fichier)", "temperature_c", "Titre", "geometry"),
            *("table", "ti_file", "ti_line"),
        ]
        assert raw.frame[["ti_file", "ti_line"]].to_numpy().tolist() == [["wasteheat.csv", 2]]
        assert raw.frame["name"][0] == "A"

    def test_by_title_alias_and_accents(self, tmp_path):
        path = written(
            tmp_path,
            "wasteheat.csv",
            "NOM;energie recuperable (mwh/an);Code INSEE de la commune\nA;1;59183\n",
        )
        _, mapping = read(path)
        assert mapping == {
            "NOM": "name",
            "energie recuperable (mwh/an)": "energy_mwh",
            "Code INSEE de la commune": "insee",
        }

    def test_a_mapping_of_columns_that_are_not_there(self, tmp_path):
        path = written(tmp_path, "wasteheat.csv", self.text)
        with pytest.raises(BadFile, match='names "Etablissement".*nearest: Établissement'):
            read(path, mapping={"Etablissement": "name"})
        with pytest.raises(BadFile, match='names "temperature".*nearest: temperature_c'):
            read(path, mapping={"T max": "temperature"})

    def test_it_is_kept_beside_the_file_and_used_again(self, tmp_path):
        path = written(tmp_path, "wasteheat.csv", self.text)
        assert mappings.load_mapping(path) is None
        assert mappings.save_mapping(path, {"Établissement": "name"})
        assert (tmp_path / "wasteheat.csv.mapping.json").exists()
        files = local.local_files(tmp_path, CATALOGUE)["wasteheat"]
        assert [file.path for file in files] == [path]
        raw = local.read_layer(CATALOGUE.layers["wasteheat"], files)
        assert raw.frame["name"][0] == "A"
        assert mappings.load_mapping(path) == {"Établissement": "name"}

    def test_a_folder_that_cannot_be_written_is_no_error(self, tmp_path, monkeypatch):
        path = written(tmp_path, "wasteheat.csv", self.text)

        def refuse(*_args, **_kwargs):
            raise PermissionError

        monkeypatch.setattr(Path, "write_text", refuse)
        assert mappings.save_mapping(path, {}) is False
        files = local.local_files(tmp_path, CATALOGUE)["wasteheat"]
        assert len(local.read_layer(CATALOGUE.layers["wasteheat"], files).frame) == 1

    def again(self, tmp_path, text):
        """What is read of a file whose first content was another."""
        files = local.local_files(written(tmp_path, "wasteheat.csv", text), CATALOGUE)["wasteheat"]
        return local.read_layer(CATALOGUE.layers["wasteheat"], files)

    def test_columns_that_come_later_are_read_and_saved(self, tmp_path):
        self.again(tmp_path, "Nom\nA\nB\n")
        raw = self.again(tmp_path, "Nom;Commune;SIRET\nA;Dunkerque;12345678900011\n")
        assert list(raw.frame["commune"]) == ["Dunkerque"]
        assert list(raw.frame["siret"]) == ["12345678900011"]
        saved = mappings.load_mapping(tmp_path / "wasteheat.csv")
        assert saved == {"Nom": "name", "Commune": "commune", "SIRET": "siret"}

    def test_identifiers_are_known_by_what_people_write_above_them(self, tmp_path):
        text = "N° SIRET;Code Sandre;Déjà valorisée\n12345678900011;032345678901;oui\n"
        raw = self.again(tmp_path, text)
        assert list(raw.frame["siret"]) == ["12345678900011"]
        assert list(raw.frame["sandre"]) == ["032345678901"]
        assert raw.notes == ("wasteheat.csv, aucune coordonnée trouvée.",)

    def test_a_heading_renamed_is_found_again(self, tmp_path):
        self.again(tmp_path, "Nom;Température\nA;40\n")
        raw = self.again(tmp_path, "NOM;temp.\nA;40\n")
        assert list(raw.frame["name"]) == ["A"]
        assert raw.notes[1:] == (
            "wasteheat.csv, colonnes non lues : « temp. ».",
            "wasteheat.csv, colonnes de la correspondance absentes du fichier : « Température ».",
        )

    def test_columns_not_read_are_named_but_for_places_and_those_left_out(self, tmp_path):
        text = "Nom;lon;lat;Débit;Contact\nA;2,37;51,03;7;x\n"
        raw, _ = read(written(tmp_path, "wasteheat.csv", text), mapping={"Contact": ""})
        assert raw.notes == ("wasteheat.csv, colonnes non lues : « Débit ».",)
        many = ";".join(f"c{number}" for number in range(20))
        raw, _ = read(written(tmp_path, "wasteheat.csv", f"name;{many}\nA\n"))
        assert raw.notes[-1].endswith("« c11 » et 8 autres.")

    def test_a_column_may_be_left_out(self, tmp_path):
        mapping = {"Nom": "", "Ancien": ""}
        raw, used = read(written(tmp_path, "wasteheat.csv", "Nom\nA\nB\n"), mapping=mapping)
        assert (used, raw.notes[1:]) == ({"Nom": ""}, ())
        assert list(raw.frame["Nom"]) == ["A", "B"]
        assert "name" not in raw.frame

    def test_the_users_own_file_is_not_written_again(self, tmp_path):
        mapping = written(tmp_path, "wasteheat.csv.mapping.json", '{"Nom":"name"}')
        self.again(tmp_path, "Nom\nA\nB\n")
        assert mapping.read_text() == '{"Nom":"name"}'

    @pytest.mark.parametrize("content", ["{", "[]", '{"a": 1}', "\xff", "[" * 100_000])
    def test_a_broken_one_says_so(self, tmp_path, content):
        path = written(tmp_path, "wasteheat.csv", self.text)
        written(tmp_path, "wasteheat.csv.mapping.json", content.encode("latin-1"))
        with pytest.raises(BadFile, match="wasteheat.csv.mapping.json"):
            mappings.load_mapping(path)


class TestOtherFormats:
    rows = ((("A", 38.5), "POINT (2.37 51.03)"), (("B", None), None))

    @pytest.mark.parametrize(
        ("driver", "name"),
        [("GPKG", "w.gpkg"), ("GeoJSON", "w.geojson"), ("ESRI Shapefile", "w.shp")],
    )
    def test_shapes(self, tmp_path, driver, name):
        path = made(tmp_path, driver, name, [("w", ("name", "temp"), self.rows)])
        raw, _ = read(path)
        assert (wkt(raw), raw.epsg) == (["POINT (2.37 51.03)", None], 4326)
        assert list(raw.frame["name"]) == ["A", "B"]

    def test_a_zipped_shapefile(self, tmp_path):
        path = made(tmp_path, "ESRI Shapefile", "w.shp", [("w", ("name",), [(("é",), None)] * 2)])
        with zipfile.ZipFile(tmp_path / "w.zip", "w") as packed:
            for part in tmp_path.glob("w.*"):
                if part.suffix in (".shp", ".shx", ".dbf"):
                    packed.write(part, part.name)
        raw, _ = read(tmp_path / "w.zip")
        assert len(raw.frame) == 2
        assert path.exists()

    @pytest.mark.parametrize(("driver", "kind"), [("XLSX", "xlsx"), ("ODS", "ods")])
    def test_a_workbook_of_texts_keeps_its_heading(self, tmp_path, driver, kind):
        columns = ("Nom", "Longitude", "Latitude")
        rows = [(("Usine d'été", "2,37", "51,03"), None), (("B", "2.4", "51.01"), None)]
        path = made(tmp_path, driver, f"wasteheat.{kind}", [("Feuil1", columns, rows)])
        raw, mapping = read(path)
        assert mapping == {"Nom": "name"}
        assert list(raw.frame["name"]) == ["Usine d'été", "B"]
        assert wkt(raw)[0] == "POINT (2.37 51.03)"

    def test_a_line_stands_as_a_point_where_points_are_wanted(self, tmp_path):
        square = "POLYGON ((2.3 51,2.4 51,2.4 51.1,2.3 51.1,2.3 51))"
        path = made(tmp_path, "GPKG", "w.gpkg", [("w", ("name",), [(("A",), square)])])
        raw, _ = read(path)
        assert geometry.kind(raw.frame["geometry"][0]) == "point"
        assert "contours représentés par un point : 1" in raw.notes[0]

    def test_points_are_no_lines(self, tmp_path):
        path = made(tmp_path, "GPKG", "w.gpkg", [("w", ("name",), [(("A",), "POINT (2.3 51)")])])
        with pytest.raises(BadFile, match="its row 1 has a point where a line is wanted"):
            read(path, LINES)

    @pytest.mark.parametrize("name", ["w.gpkg", "w.xlsx", "w.geojson", "w.shp", "w.zip", "w.ods"])
    def test_broken_ones_are_named(self, tmp_path, name):
        for content in (b"", b"nothing", b"PK\x03\x04", b"SQLite format 3\0"):
            with pytest.raises(BadFile, match=f"Your file {name} cannot be used"):
                read(written(tmp_path, name, content))

    def test_another_kind_of_file(self, tmp_path):
        with pytest.raises(BadFile, match=r"no kind of file that is read here"):
            read(written(tmp_path, "wasteheat.pdf", "x"))

    @pytest.mark.parametrize(
        ("driver", "name"),
        [("GPKG", "w.gpkg"), ("GeoJSON", "w.geojson"), ("XLSX", "w.xlsx")],
    )
    def test_cut_anywhere_it_is_refused_or_a_table(self, tmp_path, driver, name):
        rows = [(cells, None) for cells, _ in self.rows] if driver == "XLSX" else self.rows
        path = made(tmp_path, driver, name, [("w", ("name", "temp"), rows)])
        body = path.read_bytes()
        for cut in truncated(body, 80):
            survives(written(tmp_path, f"cut-{name}", cut))


class TestFolders:
    def test_by_the_name_of_the_layer_or_table(self, tmp_path):
        for name in (
            "wasteheat.csv",
            "Consumers.TSV",
            "heatnetworks_point.geojson",
            "notes.txt",
            "~$consumers.xlsx",
            ".wasteheat.csv",
            "roads.pdf",
        ):
            written(tmp_path, name, "x")
        found = local.local_files(tmp_path, CATALOGUE)
        assert {
            layer: [(file.path.name, file.table.name) for file in files]
            for layer, files in found.items()
        } == {
            "wasteheat": [("wasteheat.csv", "wasteheat")],
            "consumers": [("Consumers.TSV", "consumers")],
            "heatnetworks": [("heatnetworks_point.geojson", "heatnetworks_point")],
        }

    def test_the_layers_of_a_package_and_the_sheets_of_a_workbook(self, tmp_path):
        made(
            tmp_path,
            "GPKG",
            "mine.gpkg",
            [
                ("wasteheat", ("name",), [(("A",), "POINT (2.3 51)")]),
                ("other", ("name",), [(("B",), None)]),
            ],
        )
        made(tmp_path, "XLSX", "book.xlsx", [("Wasteheat", ("name",), [(("C",), None)] * 2)])
        files = local.local_files(tmp_path, CATALOGUE)["wasteheat"]
        assert [file.name for file in files] == ["book.xlsx (Wasteheat)", "mine.gpkg (wasteheat)"]
        raw = local.read_layer(CATALOGUE.layers["wasteheat"], files)
        assert sorted(raw.frame["name"]) == ["A", "C", "C"]
        assert raw.epsg == 2154
        assert raw.url == "book.xlsx (Wasteheat), mine.gpkg (wasteheat)"

    def test_one_file_alone(self, tmp_path):
        path = written(tmp_path, "wasteheat.csv", CSV)
        written(tmp_path, "consumers.csv", CSV)
        assert list(local.local_files(path, CATALOGUE)) == ["wasteheat"]

    def test_names_that_mean_nothing_list_those_that_do(self, tmp_path):
        path = written(tmp_path, "chaleur.csv", CSV)
        for place in (path, tmp_path):
            with pytest.raises(BadFile, match="named after a layer of the atlas .*wasteheat"):
                local.local_files(place, CATALOGUE)

    def test_an_empty_folder_and_one_that_is_not_there(self, tmp_path):
        assert local.local_files(tmp_path, CATALOGUE) == {}
        with pytest.raises(BadFile, match="no file or folder"):
            local.local_files(tmp_path / "none", CATALOGUE)

    def test_a_base_map_is_not_the_users_to_fill(self, tmp_path):
        written(tmp_path, "communes.csv", CSV)
        with pytest.raises(BadFile):
            local.local_files(tmp_path, CATALOGUE)

    def test_a_package_that_cannot_be_opened_is_named(self, tmp_path):
        written(tmp_path, "mine.gpkg", b"x")
        with pytest.raises(BadFile, match="Your file mine.gpkg cannot be opened"):
            local.local_files(tmp_path, CATALOGUE)

    def test_a_read_only_file_is_read(self, tmp_path):
        path = written(tmp_path, "wasteheat.csv", CSV)
        path.chmod(stat.S_IREAD)
        assert len(read(path)[0].frame) == 2


def survives(path, table=HEAT):
    """The one promise about any file: a table, or a sentence that names the file."""
    try:
        raw, mapping = read(path, table)
    except AtlasError as error:
        assert path.name in str(error)
        assert str(error).endswith(".")
    else:
        assert len(raw.frame)
        assert not raw.frame.columns.duplicated().any()
        assert set(mapping.values()) <= set(raw.frame.columns)
        shapes = raw.frame["geometry"].dropna()
        assert shapes.map(lambda cell: isinstance(cell, bytes)).all()
        assert raw.epsg is not None or shapes.empty
        json.dumps(mapping)


CELLS = st.one_of(
    st.text(max_size=8),
    st.sampled_from(["2,37", "51.03", "NaN", "inf", "1e400", "POINT (1 2)", "51, 2", "", "POINT"]),
)
HEADS = st.sampled_from(
    ["name", "nom", "x", "y", "lon", "lat", "WKT", "geometry", "table", "gps", "", "geom", "note"]
)


class TestWildFiles:
    @settings(
        max_examples=150,
        deadline=None,  # the first one loads pandas
        suppress_health_check=[HealthCheck.function_scoped_fixture],
    )
    @given(data=st.data(), separator=st.sampled_from(";,\t|"))
    def test_wild_cells(self, tmp_path, data, separator):
        heads = data.draw(st.lists(HEADS, min_size=1, max_size=5))
        rows = data.draw(st.lists(st.lists(CELLS, max_size=6), max_size=4))
        lines = [separator.join(row) for row in (heads, *rows)]
        survives(written(tmp_path, "w.csv", "\n".join(lines).encode("utf-8", "surrogatepass")))

    @settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(
        wild=st.binary(max_size=120),
        name=st.sampled_from(["w.csv", "w.geojson", "w.gpkg", "w.xlsx", "w.zip", "w.shp"]),
        head=st.sampled_from(
            [b"", b"\xff\xfe", b'{"type":"FeatureCollection","features":[', b"PK"]
        ),
    )
    def test_wild_bytes(self, tmp_path, wild, name, head):
        survives(written(tmp_path, name, head + wild))

    def test_a_table_cut_anywhere(self, tmp_path):
        for cut in truncated(CSV.encode()):
            survives(written(tmp_path, "w.csv", cut))


def test_a_sample_asks_nothing():
    sample = local.sample(CATALOGUE.sources["polenergie-local"], None, None)
    assert (sample.columns, sample.rows) == ((), None)
    assert "utilisateur" in sample.note
