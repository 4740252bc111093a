"""Opendatasoft exports: whole, counted, dated, with whatever shapes the portal gives."""

import json
from dataclasses import replace
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from fake_client import FakeClient, Reply
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from territoires_industrie.territoires_industrie import geometry
from territoires_industrie.territoires_industrie.net.answer import Refused
from territoires_industrie.territoires_industrie.sources import asking, opendatasoft
from territoires_industrie.territoires_industrie.sources.errors import (
    Incomplete,
    NothingThere,
    NotPublished,
    SchemaChanged,
    WrongAnswer,
)
from wild_bodies import (
    dunkerque,
    fixture,
    server_of,
    source_of,
    survive,
    truncated,
    wrongly_typed,
)

REGISTRE, BIOMETHANE = source_of("odre-registre"), source_of("odre-biomethane")
TRACE, POSTES, IRIS = source_of("natran-trace"), source_of("odre-postes"), source_of("odre-iris")
REAL = Path(__file__).parents[3] / "shared" / "data" / "real"


def answers(source, count=None, **changed):
    """The three answers of a portal: count, export, and the dataset itself."""
    geojson = "geojson" in source.url
    name = "synthetic-export.geojson" if geojson else "synthetic-export.json"
    export = fixture(source.id, name)
    rows = json.loads(export)
    total = len(rows["features"] if geojson else rows) if count is None else count
    return {
        "/records?": changed.get("records", {"total_count": total, "results": []}),
        "/exports/": changed.get("export", export),
        "/datasets/": changed.get("dataset", fixture(source.id, "synthetic-dataset.json")),
    }


def fetched(tmp_path, source, replies, area=None):
    client = FakeClient(tmp_path, lambda url: _given(server_of(replies)(url)))
    return opendatasoft.fetch(source, area or dunkerque(), client), client


def _given(body):
    return body if isinstance(body, (Reply, Exception)) else Reply(body)


class TestWholeExports:
    def test_rows_keep_the_publishers_names_and_values(self, tmp_path):
        table, client = fetched(tmp_path, REGISTRE, answers(REGISTRE))
        assert table.frame["puismaxinstallee"].tolist() == [790000.0, 49.46]
        assert table.frame["codeinseecommune"].tolist() == ["59183", "59273"]
        assert table.epsg is None
        assert "geometry" not in table.frame.columns
        assert table.url.startswith("https://odre.opendatasoft.com/api/explore/v2.1/catalog/")

    def test_one_export_with_no_limit_and_the_same_filter_as_its_count(self, tmp_path):
        _, client = fetched(tmp_path, REGISTRE, answers(REGISTRE))
        dataset, count, export = client.asked
        assert dataset.endswith(REGISTRE.dataset)
        assert count.startswith(f"{dataset}/records?limit=0&where=")
        asked = parse_qs(urlsplit(export).query)
        assert asked["limit"] == ["-1"] and "offset" not in asked
        counted = parse_qs(urlsplit(count).query)
        assert counted["where"] == asked["where"] and counted["timezone"] == asked["timezone"]

    def test_the_users_own_portal_is_asked(self, tmp_path):
        source = replace(REGISTRE, url=REGISTRE.url.replace("odre.opendatasoft.com", "m.example"))
        _, client = fetched(tmp_path, source, answers(REGISTRE))
        assert {urlsplit(url).netloc for url in client.asked} == {"m.example"}

    def test_an_address_that_is_no_export_is_said(self, tmp_path):
        source = replace(REGISTRE, url="https://odre.opendatasoft.com/records?limit=100")
        with pytest.raises(asking.WrongAddress, match="/exports/json or /exports/geojson"):
            fetched(tmp_path, source, answers(REGISTRE))

    @pytest.mark.parametrize("count", [1, 3])
    def test_another_number_of_rows_than_counted_is_incomplete(self, tmp_path, count):
        with pytest.raises(Incomplete, match=f"announced {count} rows"):
            fetched(tmp_path, REGISTRE, answers(REGISTRE, count=count))

    def test_a_dataset_replaced_in_between_is_counted_again(self, tmp_path):
        first = iter([{"total_count": 3, "results": []}])
        replies = answers(REGISTRE)
        second = replies["/records?"]

        def reply(url):
            return Reply(next(first, second) if "/records?" in url else server_of(replies)(url))

        client = FakeClient(tmp_path, reply)
        assert len(opendatasoft.fetch(REGISTRE, dunkerque(), client).frame) == 2
        counts = [url for url in client.asked if "/records?" in url]
        assert len(set(counts)) == 2, "the same question gets the same answer from the client"


class TestFaults:
    def test_an_export_interrupted_inside_a_200(self, tmp_path):
        export = b'[{"a":1},\nStreaming interrupted due to the following error: x (error_code: y)'
        with pytest.raises(Incomplete, match="Streaming interrupted"):
            fetched(tmp_path, REGISTRE, answers(REGISTRE, export=export))

    @pytest.mark.parametrize(
        "body, said",
        [
            ({"error_code": "ODSQLError", "message": "Unknown field: geo_point_2d"}, "Unknown"),
            ({"errorcode": 10005, "error": "You have exceeded the requests limit"}, "exceeded"),
            ("<html><h1>Maintenance</h1></html>", "Maintenance"),
            ("", "an empty answer"),
        ],
    )
    @pytest.mark.parametrize("asked", ["export", "records", "dataset"])
    def test_errors_inside_a_200_in_both_shapes(self, tmp_path, asked, body, said):
        with pytest.raises(WrongAnswer, match=said):
            fetched(tmp_path, REGISTRE, answers(REGISTRE, **{asked: body}))

    def test_a_renamed_column_is_named_before_anything_is_downloaded(self, tmp_path):
        dataset = json.loads(fixture("odre-registre", "synthetic-dataset.json"))
        dataset["fields"][8]["name"] = "puismax_installee"
        client = FakeClient(tmp_path, lambda url: Reply(dataset))
        with pytest.raises(SchemaChanged) as raised:
            opendatasoft.fetch(REGISTRE, dunkerque(), client)
        assert raised.value.missing == "puismaxinstallee"
        assert "puismax_installee" in raised.value.near
        assert len(client.asked) == 1

    def test_a_renamed_column_of_the_filter_is_named(self, tmp_path):
        dataset = json.loads(fixture("odre-biomethane", "synthetic-dataset.json"))
        dataset["fields"][4]["name"] = "code_departement"
        replies = answers(BIOMETHANE, dataset=dataset, records=Reply(status=400))
        with pytest.raises(SchemaChanged) as raised:
            fetched(tmp_path, BIOMETHANE, replies)
        assert raised.value.missing == "code_dep"
        assert raised.value.near[0] == "code_departement"

    def test_another_refusal_passes(self, tmp_path):
        with pytest.raises(Refused):
            fetched(tmp_path, TRACE, answers(TRACE, records=Reply(status=400)))

    def test_a_dataset_that_is_gone(self, tmp_path):
        with pytest.raises(NotPublished):
            fetched(tmp_path, REGISTRE, answers(REGISTRE, dataset=Reply(status=404)))

    def test_no_row_where_there_must_be_some(self, tmp_path):
        with pytest.raises(NothingThere):
            fetched(tmp_path, REGISTRE, answers(REGISTRE, count=0, export=b"[]"))

    def test_no_row_where_there_may_be_none_still_has_columns(self, tmp_path):
        source = replace(TRACE, dataset="another")
        empty = {"type": "FeatureCollection", "features": []}
        table, _ = fetched(tmp_path, source, answers(TRACE, count=0, export=empty))
        assert table.frame.empty
        assert "object_id" in table.frame.columns


class TestShapes:
    def test_a_point_field_becomes_the_geometry_and_null_stays_null(self, tmp_path):
        table, _ = fetched(tmp_path, BIOMETHANE, answers(BIOMETHANE))
        assert table.epsg == 4326
        assert table.frame["geometry"][0] is None
        assert geometry.to_wkt(table.frame["geometry"][1]) == "POINT (2.5 50.9)"
        assert json.loads(table.frame["coordonnees"][1]) == {"lon": 2.5, "lat": 50.9}
        assert table.notes == ("1 ligne(s) sans position.",)

    def test_lines_of_all_kinds_come_flat_and_the_degenerate_one_stays(self, tmp_path):
        table, _ = fetched(tmp_path, TRACE, answers(TRACE))
        point_like, multiple, none = table.frame["geometry"]
        assert geometry.to_wkt(point_like).startswith("LINESTRING (2.291834 49.938168,2.2918")
        parts = [[[2.1, 50.9], [2.2, 51.0]], [[2.3, 51.0], [2.4, 51.0]]]
        assert geometry.to_geojson(multiple)["coordinates"] == parts
        assert none is None
        assert table.frame["object_id"].tolist() == [1, 2, 3]

    @pytest.mark.parametrize("wrap", [lambda g: g, lambda g: {"type": "Feature", "geometry": g}])
    def test_json_exports_hold_a_feature_or_a_bare_geometry(self, tmp_path, wrap):
        line = {"type": "LineString", "coordinates": [[2, 50], [2.5, 50.5]]}
        rows = [
            {"object_id": 1, "nom_region": None, "departement": None, "geo_shape": wrap(line)},
            {"object_id": 2, "nom_region": None, "departement": None, "geo_shape": None},
        ]
        source = replace(TRACE, url=TRACE.url.replace("geojson", "json"))
        replies = answers(TRACE, count=2, export=rows)
        table, _ = fetched(tmp_path, source, replies)
        assert geometry.to_wkt(table.frame["geometry"][0]) == "LINESTRING (2 50,2.5 50.5)"
        assert "geo_shape" not in table.frame.columns

    def test_rte_without_positions_is_expected_and_noted(self, tmp_path):
        table, _ = fetched(tmp_path, POSTES, answers(POSTES))
        assert table.epsg is None
        assert table.notes[0].startswith("RTE ne publie plus")

    def test_rte_with_positions_again_is_counted(self, tmp_path):
        rows = json.loads(fixture("odre-postes", "synthetic-export.json"))
        rows[0]["geo_point_2d"] = {"lon": 2.0, "lat": 50.0}
        table, _ = fetched(tmp_path, POSTES, answers(POSTES, export=rows))
        assert table.notes == ("RTE publie de nouveau 1 positions : à examiner.",)
        assert table.epsg == 4326

    def test_a_trace_without_any_shape_is_refused(self, tmp_path):
        found = json.loads(fixture("natran-trace", "synthetic-export.geojson"))
        for feature in found["features"]:
            feature["geometry"] = None
        with pytest.raises(WrongAnswer, match="without a single shape"):
            fetched(tmp_path, TRACE, answers(TRACE, export=found))


class TestVintage:
    @pytest.mark.parametrize(
        "metas, expected",
        [
            ({"title": "X (au 31/07/2026)", "data_processed": "2026-09-10"}, "31 juillet 2026"),
            ({"title": "X (au 1er juin 2026)"}, "1er juin 2026"),
            ({"title": "X (au 16 Août 2026)"}, "16 août 2026"),
            ({"title": "X (au 32/07/2026)", "data_processed": "2026-09-10"}, "10 septembre 2026"),
            (
                {"title": "X", "data_processed": "2026-09-10", "modified": "2019"},
                "10 septembre 2026",
            ),
            ({"title": "X", "modified": "2026-09-11T00:00:00Z"}, "11 septembre 2026"),
            ({"title": None}, "consulté le 22 novembre 2026"),
        ],
    )
    def test_the_titles_day_then_the_day_of_processing(self, tmp_path, metas, expected):
        dataset = json.loads(fixture("odre-registre", "synthetic-dataset.json"))
        dataset["metas"]["default"] = metas
        table, _ = fetched(tmp_path, REGISTRE, answers(REGISTRE, dataset=dataset))
        assert table.vintage == expected

    def test_where_rows_have_years_the_latest(self, tmp_path):
        rows = [
            dict.fromkeys(IRIS.expected_columns, "x") | {"annee": year}
            for year in ("2022-01-01", "2023-01-01T00:00:00+00:00", None)
        ]
        dataset = {"fields": [{"name": name} for name in IRIS.expected_columns]}
        replies = {"/records?": {"total_count": 3}, "/exports/": rows, "/datasets/": dataset}
        table, _ = fetched(tmp_path, IRIS, replies)
        assert table.vintage == "2023"


class TestSample:
    def test_only_the_description_and_the_count_are_asked(self, tmp_path):
        client = FakeClient(tmp_path, lambda url: Reply(server_of(answers(REGISTRE))(url)))
        found = opendatasoft.sample(REGISTRE, dunkerque(), client)
        assert (found.rows, found.vintage) == (2, "31 juillet 2026")
        assert "puismaxinstallee" in found.columns
        assert not any("/exports/" in url for url in client.asked)

    def test_the_latest_year_is_one_row(self, tmp_path):
        dataset = {"fields": [{"name": name} for name in IRIS.expected_columns]}
        records = {"total_count": 9, "results": [{"annee": "2023"}]}
        replies = {"/records?": records, "/datasets/": dataset}
        client = FakeClient(tmp_path, lambda url: Reply(server_of(replies)(url)))
        assert opendatasoft.sample(IRIS, dunkerque(), client).vintage == "2023"


class TestWildBodies:
    @pytest.mark.parametrize("asked", ["/records?", "/exports/", "/datasets/"])
    @pytest.mark.parametrize("source", [BIOMETHANE, TRACE], ids=lambda source: source.id)
    def test_cut_at_any_offset_or_of_wrong_types(self, tmp_path, source, asked):
        replies = answers(source)
        body = replies[asked]
        body = body if isinstance(body, bytes) else json.dumps(body).encode()
        for wild in (*truncated(body), *wrongly_typed(body)):
            server = server_of(replies, asked, wild)
            survive(opendatasoft.fetch, source, dunkerque(), tmp_path, server)

    @pytest.mark.parametrize("asked", ["/records?", "/exports/", "/datasets/"])
    @given(wild=st.binary(max_size=300))
    @settings(
        max_examples=30,
        suppress_health_check=[HealthCheck.function_scoped_fixture],
        deadline=None,
    )
    def test_any_bytes(self, tmp_path, asked, wild):
        server = server_of(answers(BIOMETHANE), asked, wild)
        survive(opendatasoft.fetch, BIOMETHANE, dunkerque(), tmp_path, server)


@pytest.mark.real
@pytest.mark.skipif(not REAL.is_dir(), reason="the real rows are not here")
def test_real_rows_of_the_portal(tmp_path):
    rows = json.loads((REAL / "biomethane_points_injection_HDF_107.json").read_text())
    dataset = {"fields": [{"name": name} for name in rows[0]]}
    replies = {"/records?": {"total_count": 107}, "/exports/": rows, "/datasets/": dataset}
    table, _ = fetched(tmp_path, BIOMETHANE, replies)
    assert len(table.frame) == 107
    assert table.frame["geometry"].notna().all()

    rows = json.loads((REAL / "odre_trace_grt_250_records_extrait.json").read_text())
    source = replace(TRACE, url=TRACE.url.replace("geojson", "json"))
    dataset = fixture("natran-trace", "synthetic-dataset.json")
    replies = {"/records?": {"total_count": len(rows)}, "/exports/": rows, "/datasets/": dataset}
    table, _ = fetched(tmp_path, source, replies)
    assert table.frame["geometry"].notna().all()

    found = json.loads((REAL / "odre_registre_records_extrait.json").read_text())["results"]
    dataset = {"fields": [{"name": name} for name in found[0]]}
    replies = {"/records?": {"total_count": len(found)}, "/exports/": found, "/datasets/": dataset}
    table, _ = fetched(tmp_path, REGISTRE, replies)
    assert len(table.frame.columns) == 51
