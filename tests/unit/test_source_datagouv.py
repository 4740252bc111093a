"""data.gouv.fr: the right resource, its file whole, and of a national file the area's rows."""

import hashlib
import io
import json
import zipfile
from dataclasses import replace

import pytest
from fake_client import FakeClient, Reply
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from osgeo import ogr, osr
from territoires_industrie.territoires_industrie import geometry
from territoires_industrie.territoires_industrie.sources import archives, datagouv
from territoires_industrie.territoires_industrie.sources.area import Area
from territoires_industrie.territoires_industrie.sources.errors import (
    NothingThere,
    NotPublished,
    SchemaChanged,
    WrongAnswer,
)
from territoires_industrie.territoires_industrie.territories import (
    PhaseOneList,
    all_territories,
    atlas_territories,
)
from wild_bodies import dunkerque, source_of, survive, truncated, wrongly_typed

HEAT, SITES, ROADS = source_of("fcu"), source_of("cartofriches-gpkg"), source_of("rrn-liaisons")
LIST, RIVERS = source_of("anct-ti"), source_of("dpf-cerema")
FILE = "https://static.data.gouv.fr/resources/x/20260914-103127/"


def resource(title, **members):
    return {
        "title": title,
        "url": f"{FILE}{title}",
        "format": title.rpartition(".")[2],
        "last_modified": "2026-09-14T10:31:27.000000+00:00",
        "checksum": None,
        **members,
    }


def dataset(*resources, **members):
    return {"id": "x", "resources": list(resources), **members}


def server_of(resources, files, final=None):
    """The API gives `resources`, every other address its file by the end of its name."""

    def server(url):
        if "/api/1/datasets/" in url and "/r/" not in url:
            return Reply(resources)
        found = [body for name, body in files.items() if url.endswith(name)]
        return Reply(found[0], final_url=final) if found else Reply(status=404)

    return server


def fetched(tmp_path, source, server, area=None):
    client = FakeClient(tmp_path, server)
    return datagouv.fetch(source, area or dunkerque(), client), client


def zipped(members):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, body in members.items():
            packed.writestr(name, body)
    return content.getvalue()


# ---------------------------------------------------------------- invented files


def network(name, region, coordinates, kind="MultiLineString"):
    shape = coordinates and {
        "type": kind,
        "crs": {"type": "name", "properties": {"name": "EPSG:2154"}},
        "coordinates": coordinates,
    }
    properties = dict.fromkeys(HEAT.expected_columns) | {
        "nom_reseau": name,
        "region": region,
        "Taux EnR&R": 59.9,
        "reseaux classes": True,
    }
    return {"type": "Feature", "geometry": shape, "properties": properties}


def collection(*features):
    crs = {"type": "name", "properties": {"name": "EPSG:2154"}}
    return json.dumps({"type": "FeatureCollection", "crs": crs, "features": features})


HERE, FAR = [650_000, 7_103_000], [900_000, 6_250_000]
TRACES = collection(
    network("Fictif nord", "Hauts-de-France", [[HERE, [651_000, 7_104_000]]]),
    network("Fictif sud", "Provence-Alpes-Côte d'Azur", [[FAR, [901_000, 6_251_000]]]),
)
POINTS = collection(
    network("Fictif point", "Hauts-de-France", HERE, "Point"),
    network("Fictif sans rien", "Hauts-de-France", None),
    network("Fictif sans rien, au sud", "Occitanie", None),
)


def heat_archive(**changed):
    return zipped(
        {
            "reseaux_de_chaleur.geojson": TRACES,
            "reseaux_de_chaleur_sans_traces.geojson": POINTS,
            "reseaux_de_froid.geojson": TRACES,
            "pdp.geojson": TRACES,
            "nomenclature.xlsx": b"not read",
            **changed,
        }
    )


def heat(body=None, *resources):
    first = resource("opendata-fcu.zip", type="main")
    listed = dataset(*(resources or (first,)))
    return server_of(listed, {".zip": heat_archive() if body is None else body})


def vector_file(folder, driver, name, rows, epsg=2154, columns=("lib_rte", "portee")):
    """An invented file written by GDAL: rows of (columns' texts, WKT)."""
    path = folder / name
    made = ogr.GetDriverByName(driver).CreateDataSource(str(path))
    reference = osr.SpatialReference()
    reference.ImportFromEPSG(epsg)
    layer = made.CreateLayer(path.stem, reference, options=["ENCODING=UTF-8"])
    for column in columns:
        layer.CreateField(ogr.FieldDefn(column, ogr.OFTString))
    for cells, wkt in rows:
        feature = ogr.Feature(layer.GetLayerDefn())
        for index, cell in enumerate(cells):
            feature.SetField(index, cell)
        if wkt:
            feature.SetGeometry(ogr.CreateGeometryFromWkt(wkt))
        layer.CreateFeature(feature)
    del layer, made
    return path


ROAD_ROWS = [
    (("A16", "D"), "LINESTRING (650000 7103000,651000 7104000)"),
    (("Rocade é", "U"), "LINESTRING (652000 7103000,653000 7104000)"),
    (("A7", "D"), "LINESTRING (850000 6250000,851000 6251000)"),
]


def road_archive(folder, rows=ROAD_ROWS, without=(".cpg",)):
    folder = folder / "rrn"
    folder.mkdir(exist_ok=True)
    vector_file(folder, "ESRI Shapefile", "VSMAP_TOUT.shp", rows)
    vector_file(folder, "ESRI Shapefile", "BORNAGE_TOUT.shp", rows[:1])
    return zipped(
        {
            f"rrn/{path.name}": path.read_bytes()
            for path in folder.iterdir()
            if path.suffix not in without
        }
    )


class TestResource:
    def test_by_its_title_not_its_place(self, tmp_path):
        daily = resource("140926-opendata-fcu.zip", last_modified="2026-10-01T00:00:00")
        first = resource("opendata-fcu.zip")
        _, client = fetched(tmp_path, HEAT, heat(None, daily, first))
        assert client.asked[-1] == f"{FILE}opendata-fcu.zip"

    def test_the_youngest_of_several(self, tmp_path):
        named = [
            resource("liste-ti-grpt2023-20230802.csv", last_modified="2023-08-02T00:00:00"),
            resource("liste-ti-grpt2023-20240704.csv", last_modified="2024-07-04T00:00:00"),
            resource("liste-ti-com2023-20250704.csv", last_modified="2025-07-04T00:00:00"),
        ]
        table, _ = fetched(tmp_path, LIST, server_of(dataset(*named), {"0704.csv": TERRITORIES}))
        assert table.vintage == "4 juillet 2024"

    def test_none_of_that_title_lists_those_there_are(self, tmp_path):
        with pytest.raises(NotPublished, match="it has fcu-2027.zip"):
            fetched(tmp_path, HEAT, heat(None, resource("fcu-2027.zip")))

    def test_formats_and_addresses_that_are_not_read_are_left(self, tmp_path):
        unread = [
            resource("a.pdf"),
            resource("b.zip", url="http://example.org/b.zip"),
            resource("c.zip", url="file:///etc/passwd"),
        ]
        with pytest.raises(NotPublished, match="it has –"):
            fetched(tmp_path, RIVERS, server_of(dataset(*unread), {}))

    def test_a_withdrawn_dataset(self, tmp_path):
        gone = dataset(resource("opendata-fcu.zip"), deleted="2026-01-01")
        with pytest.raises(NotPublished, match="withdrew"):
            fetched(tmp_path, HEAT, server_of(gone, {}))

    @pytest.mark.parametrize("status", [404, 410])
    def test_a_dataset_or_file_that_is_gone(self, tmp_path, status):
        with pytest.raises(NotPublished, match=f"HTTP {status}"):
            fetched(tmp_path, RIVERS, lambda url: Reply(status=status))
        with pytest.raises(NotPublished, match="HTTP 404"):
            fetched(tmp_path, HEAT, server_of(dataset(resource("opendata-fcu.zip")), {}))

    @pytest.mark.parametrize("kind", ["sha1", "sha256"])
    def test_the_checksum_is_verified(self, tmp_path, kind):
        body = heat_archive()
        right = hashlib.new(kind, body).hexdigest()
        for value, passes in ((right, True), (right.upper(), True), (right[::-1], False)):
            one = resource("opendata-fcu.zip", checksum={"type": kind, "value": value})
            if passes:
                fetched(tmp_path, HEAT, heat(body, one))
            else:
                with pytest.raises(WrongAnswer, match="another checksum"):
                    fetched(tmp_path, HEAT, heat(body, one))


class TestHeatNetworks:
    def test_two_members_down_to_the_area(self, tmp_path):
        table, _ = fetched(tmp_path, HEAT, heat())
        assert list(table.frame["nom_reseau"]) == [
            "Fictif nord",
            "Fictif point",
            "Fictif sans rien",
        ]
        assert set(table.frame["member"]) == {
            "reseaux_de_chaleur.geojson",
            "reseaux_de_chaleur_sans_traces.geojson",
        }
        assert table.epsg == 2154
        assert geometry.bounds(table.frame["geometry"][0]) == (650e3, 7103e3, 651e3, 7104e3)
        assert table.frame["geometry"][2] is None
        assert (table.frame["Taux EnR&R"][0], table.frame["reseaux classes"][0]) == (59.9, True)
        assert table.vintage == "14 septembre 2026"
        assert table.notes == ("Fichier opendata-fcu.zip, lignes retenues : 3 sur 5.",)

    def test_no_network_near_a_territory_is_no_error_but_near_the_region_it_is(self, tmp_path):
        far = collection(network("Fictif sud", "Occitanie", [[FAR, [901_000, 6_251_000]]]))
        nothing = collection(network("Fictif sud", "Occitanie", None))
        body = heat_archive(
            **{
                "reseaux_de_chaleur.geojson": far,
                "reseaux_de_chaleur_sans_traces.geojson": nothing,
            }
        )
        assert len(fetched(tmp_path, HEAT, heat(body))[0].frame) == 0
        with pytest.raises(NothingThere, match="None of the 2 rows"):
            fetched(tmp_path, HEAT, heat(body), Area.of(atlas_territories()))

    def test_a_renamed_column_is_named(self, tmp_path):
        other = {
            name: body.replace("nom_reseau", "nom_du_reseau")
            for name, body in (
                ("reseaux_de_chaleur.geojson", TRACES),
                ("reseaux_de_chaleur_sans_traces.geojson", POINTS),
            )
        }
        with pytest.raises(SchemaChanged, match='"nom_reseau" .nearest: nom_du_reseau'):
            fetched(tmp_path, HEAT, heat(heat_archive(**other)))

    def test_one_of_two_members_is_not_enough(self, tmp_path):
        body = zipped({"reseaux_de_chaleur_sans_traces.geojson": POINTS})
        with pytest.raises(WrongAnswer, match="lacks what is to be read"):
            fetched(tmp_path, HEAT, heat(body))

    def test_a_missing_member_lists_those_there_are(self, tmp_path):
        with pytest.raises(
            WrongAnswer, match=r"lacks what is to be read among its members .autre\.geojson"
        ):
            fetched(tmp_path, HEAT, heat(zipped({"autre.geojson": TRACES})))


class TestRoads:
    def test_a_shapefile_in_its_own_crs_and_letters(self, tmp_path):
        files = {"90a65602-3ca4-41d7-bf7c-23d435c916e1": road_archive(tmp_path)}
        final = f"{FILE}rrn-2025-metropole-shp.zip"
        table, client = fetched(tmp_path, ROADS, server_of({}, files, final))
        assert list(table.frame["lib_rte"]) == ["A16", "Rocade é"]
        assert set(table.frame["member"]) == {"VSMAP_TOUT.shp"}
        assert (table.epsg, table.vintage, len(client.asked)) == (2154, "2025", 1)

    def test_without_a_crs_the_coordinates_tell(self, tmp_path):
        body = road_archive(tmp_path, without=(".prj",))
        table, _ = fetched(tmp_path, ROADS, server_of({}, {"16e1": body}))
        assert (table.epsg, len(table.frame)) == (2154, 2)
        assert table.vintage == "22 novembre 2026"

    def test_no_road_near_is_an_error(self, tmp_path):
        body = road_archive(tmp_path, ROAD_ROWS[2:])
        with pytest.raises(NothingThere):
            fetched(tmp_path, ROADS, server_of({}, {"16e1": body}))

    def test_a_part_of_a_shapefile_missing(self, tmp_path):
        body = road_archive(tmp_path, without=(".shx", ".dbf"))
        with pytest.raises((WrongAnswer, SchemaChanged)):
            fetched(tmp_path, ROADS, server_of({}, {"16e1": body}))


class TestPackagesAndTexts:
    def test_the_named_layer_of_a_package(self, tmp_path):
        square = "POLYGON ((2.3 51,2.4 51,2.4 51.05,2.3 51))"
        far = "POLYGON ((5.3 43,5.4 43,5.4 43.05,5.3 43))"
        cells = [str(n) for n in range(len(SITES.expected_columns))]
        path = vector_file(
            tmp_path,
            "GPKG",
            "friches_surfaces.gpkg",
            [(cells, square), (cells, far)],
            4326,
            SITES.expected_columns,
        )
        final = f"{FILE}friches-surfaces-2026-04-15.gpkg"
        table, _ = fetched(tmp_path, SITES, server_of({}, {"098df": path.read_bytes()}, final))
        assert (len(table.frame), table.epsg, table.vintage) == (1, 4326, "15 avril 2026")
        other = replace(SITES, dataset="x##autres")
        with pytest.raises(WrongAnswer, match="no layer autres among friches_surfaces"):
            fetched(tmp_path, other, server_of({}, {"098df": path.read_bytes()}, final))

    def test_the_other_phase_of_the_territories_is_refused(self, tmp_path):
        named = dataset(resource("liste-ti-grpt2023-20240704.csv"))
        table, _ = fetched(tmp_path, LIST, server_of(named, {".csv": TERRITORIES}))
        assert (table.frame["id_ti"].nunique(), table.epsg) == (183, None)
        old = "\n".join(TERRITORIES.splitlines()[:150])
        with pytest.raises(PhaseOneList):
            fetched(tmp_path, LIST, server_of(named, {".csv": old}))

    def test_an_unnamed_dataset_takes_what_can_be_read(self, tmp_path):
        named = dataset(resource("notice.pdf"), resource("voies.zip"))
        table, _ = fetched(tmp_path, RIVERS, server_of(named, {".zip": road_archive(tmp_path)}))
        assert set(table.frame["member"]) == {"VSMAP_TOUT.shp", "BORNAGE_TOUT.shp"}


TERRITORIES = "id_ti,lib_ti\n" + "".join(f'{t.id},"{t.name}"\n' for t in all_territories())


def test_one_place_outside_the_projection_costs_its_row_alone(tmp_path):
    def degrees(*places):
        rows = [
            {"type": "Feature", "geometry": {"type": "Point", "coordinates": place}}
            for place in places
        ]
        return json.dumps({"type": "FeatureCollection", "features": rows})

    path = tmp_path / "w.zip"
    metres = json.loads(POINTS) | {"features": json.loads(POINTS)["features"][:1]}
    members = {"a.geojson": json.dumps(metres), "b.geojson": degrees([2.37, 51.03], [2.37, 1e6])}
    path.write_bytes(zipped(members))
    shapes = archives.read_file(path)
    assert (shapes.epsg, shapes.read, shapes.unplaced) == (2154, 3, 1)
    assert shapes.frame["geometry"].isna().tolist() == [False, False, True]


def test_a_shape_without_a_place_is_noted(tmp_path):
    far = network("Fictif perdu", "Hauts-de-France", [[[2.37, 51.03], [2.37, 1e6]]])
    lost = json.dumps({"type": "FeatureCollection", "features": [dict(far)]})
    lost = lost.replace("EPSG:2154", "EPSG:4326").replace('"crs"', '"crs_of_another"')
    content = zipped({"reseaux_de_chaleur.geojson": TRACES, "b.geojson": lost})
    source = replace(HEAT, dataset="x")
    raw, _ = fetched(tmp_path, source, heat(content))
    assert raw.notes[1:] == ("Formes hors de toute projection, laissées : 1.",)
    assert raw.frame["geometry"].notna().sum() == len(raw.frame) - 1


class TestArchives:
    def refused(self, tmp_path, body, said):
        with pytest.raises(WrongAnswer, match=said):
            fetched(tmp_path, HEAT, heat(body))

    @pytest.mark.parametrize("name", ["../x.geojson", "/etc/x.geojson", "a\\b.geojson", "c:x.shp"])
    def test_paths_that_lead_elsewhere(self, tmp_path, name):
        self.refused(tmp_path, heat_archive(**{name: "{}"}), "leads out of the archive")

    def test_a_member_that_would_fill_memory(self, tmp_path, monkeypatch):
        bomb = heat_archive(**{"reseaux_de_chaleur.geojson": " " * 20_000_000})
        self.refused(tmp_path, bomb, "would take 20 MB once unpacked")
        monkeypatch.setattr(archives, "LARGEST_MEMBER", 100)
        self.refused(tmp_path, heat_archive(), "once unpacked")

    def test_too_many_members(self, tmp_path, monkeypatch):
        monkeypatch.setattr(archives, "MOST_MEMBERS", 3)
        self.refused(tmp_path, heat_archive(), "a zip archive of 5 members")

    def test_an_encrypted_member(self, tmp_path):
        body = bytearray(heat_archive())
        at = body.rindex(b"PK\x01\x02")
        body[at + 8] |= 1
        self.refused(tmp_path, bytes(body), "is encrypted")

    def test_a_page_instead_of_the_file(self, tmp_path):
        self.refused(tmp_path, "<html><body>Maintenance</body></html>", "a page, not a table")

    def test_one_byte_wrong_is_never_data(self, tmp_path):
        body = heat_archive()
        start = body.index(b"reseaux_de_chaleur.geojson") + len(b"reseaux_de_chaleur.geojson")
        for at in range(start, start + 120, 5):
            wrong = body[:at] + bytes([body[at] ^ 0x55]) + body[at + 1 :]
            self.refused(tmp_path, wrong, "broken|cannot")

    def test_cut_anywhere(self, tmp_path):
        for cut in truncated(heat_archive(), 150):
            survive(datagouv.fetch, HEAT, dunkerque(), tmp_path, heat(cut))

    def test_a_cut_member_is_refused(self, tmp_path):
        for cut in truncated(TRACES.encode()[:-1], 60):
            body = heat_archive(**{"reseaux_de_chaleur.geojson": cut})
            with pytest.raises((WrongAnswer, SchemaChanged)):
                fetched(tmp_path, HEAT, heat(body))

    def test_wrong_values_anywhere_in_the_dataset(self, tmp_path):
        right = {"type": "sha1", "value": hashlib.sha1(heat_archive()).hexdigest()}
        whole = json.dumps(dataset(resource("opendata-fcu.zip", checksum=right))).encode()
        for wild in (*truncated(whole, 60), *wrongly_typed(whole)):
            server = server_of(wild, {".zip": heat_archive()})
            survive(datagouv.fetch, HEAT, dunkerque(), tmp_path, server)

    @settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(
        wild=st.binary(max_size=200),
        head=st.sampled_from([b"", b"PK\x03\x04", b"SQLite format 3\0", b'{"type":', b"a;b\n"]),
    )
    def test_wild_bytes(self, tmp_path, wild, head):
        survive(datagouv.fetch, HEAT, dunkerque(), tmp_path, heat(head + wild))


class TestSample:
    def test_the_resource_dates_it(self, tmp_path):
        client = FakeClient(tmp_path, heat())
        sample = datagouv.sample(HEAT, dunkerque(), client)
        assert (sample.vintage, sample.rows, len(client.asked)) == ("14 septembre 2026", None, 1)
        assert "non vérifiées" in sample.note

    def test_a_stable_address_is_looked_up(self, tmp_path):
        about = {"resource": resource("rrn-2025-metropole-shp.zip"), "dataset_id": "x"}
        client = FakeClient(tmp_path, lambda url: Reply(about))
        assert datagouv.sample(ROADS, dunkerque(), client).vintage == "2025"
        assert client.asked == [
            "https://www.data.gouv.fr/api/2/datasets/resources/"
            "90a65602-3ca4-41d7-bf7c-23d435c916e1/"
        ]
