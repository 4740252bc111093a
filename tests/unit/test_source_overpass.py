"""Overpass objects: never a remark for data, never an old base, whole shapes."""

import json
from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

import pytest
from fake_client import FakeClient, Reply
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from territoires_industrie.territoires_industrie import geometry
from territoires_industrie.territoires_industrie.sources import asking, overpass
from territoires_industrie.territoires_industrie.sources.area import Area
from territoires_industrie.territoires_industrie.sources.errors import NothingThere, WrongAnswer
from territoires_industrie.territoires_industrie.territories import resolve
from wild_bodies import dunkerque, fixture, source_of, survive, truncated, wrongly_typed

POWER, HYDROGEN = source_of("osm-power"), source_of("osm-hydrogen")
FOUND = json.loads(fixture("osm-power", "synthetic-overpass.json"))


def answer(**changed):
    return {**json.loads(json.dumps(FOUND)), **changed}


def fetched(tmp_path, body, source=POWER, area=None):
    client = FakeClient(tmp_path, lambda url: Reply(body))
    return overpass.fetch(source, area or dunkerque(), client), client


def shapes(table):
    return {row.id: row.geometry for row in table.frame.itertuples()}


def test_the_query_is_asked_by_get_with_the_areas_rectangle(tmp_path):
    _, client = fetched(tmp_path, FOUND)
    asked = urlsplit(client.asked[0])
    assert asked.netloc == "overpass-api.de" and len(client.asked) == 1
    query = parse_qs(asked.query)["data"][0]
    west, south, east, north = dunkerque().bounds
    assert f"({south},{west},{north},{east})" in query
    assert '["voltage"~"(^|;)(400000|380000)(;|$)"]' in query
    assert query.endswith("out geom;")
    assert "{" not in query


def test_objects_with_every_tag_and_those_that_the_catalogue_expects(tmp_path):
    table, _ = fetched(tmp_path, FOUND)
    assert table.frame["type"].tolist() == ["way", "way", "node", "relation", "way"]
    assert table.frame["id"].tolist() == [1, 2, 3, 4, 5]
    assert table.frame["tag:type"].dropna().tolist() == ["multipolygon"]
    assert table.frame["voltage"][0] == "400000;225000"
    assert table.vintage == "20 novembre 2026"
    assert table.epsg == 4326
    bare = answer(elements=[{"type": "node", "id": 9, "lat": 50, "lon": 2}])
    table, _ = fetched(tmp_path, bare, HYDROGEN)
    assert table.frame["operator"].isna().all()


def test_shapes_of_ways_nodes_and_relations(tmp_path):
    table, _ = fetched(tmp_path, FOUND)
    made = {key: wkb and geometry.to_geojson(wkb) for key, wkb in shapes(table).items()}
    assert made[1]["type"] == "LineString" and made[1]["coordinates"] == [[2.1, 50.9], [2.2, 51.0]]
    assert made[2]["type"] == "Polygon"
    assert made[3] == {"type": "Point", "coordinates": [2.15, 50.95]}
    assert made[4]["type"] == "MultiLineString" and len(made[4]["coordinates"]) == 2
    assert made[5] is None
    assert table.notes == ("1 objet(s) sans tracé.",)


def test_closed_outer_members_make_polygons(tmp_path):
    ring = FOUND["elements"][1]["geometry"]
    relation = json.loads(json.dumps(FOUND["elements"][3]))
    relation["members"] = [
        {"type": "way", "role": "outer", "geometry": ring},
        {"type": "way", "role": "inner", "geometry": ring},
    ]
    table, _ = fetched(tmp_path, answer(elements=[relation]))
    made = geometry.to_geojson(table.frame["geometry"][0])
    assert made["type"] == "MultiPolygon" and len(made["coordinates"]) == 1


def test_a_closed_line_that_encloses_nothing_stays_a_line(tmp_path):
    element = json.loads(json.dumps(FOUND["elements"][1]))
    element["tags"] = {"power": "line"}
    table, _ = fetched(tmp_path, answer(elements=[element]))
    assert geometry.kind(table.frame["geometry"][0]) == "line"


def test_a_remark_inside_a_200_is_no_data(tmp_path):
    body = answer(elements=[], remark='runtime error: Query timed out in "query" at line 1')
    with pytest.raises(WrongAnswer, match="Query timed out"):
        fetched(tmp_path, body)
    with pytest.raises(WrongAnswer, match="out of memory"):
        fetched(tmp_path, answer(remark="runtime error: out of memory"))


def test_an_old_base_is_noted_and_a_very_old_one_refused(tmp_path):
    stamp = lambda day: {"osm3s": {"timestamp_osm_base": f"{day}T05:00:00Z"}}  # noqa: E731
    fresh, _ = fetched(tmp_path, answer(**stamp("2026-10-24")))
    noted, _ = fetched(tmp_path, answer(**stamp("2026-09-01")))
    assert not any("vieille" in note for note in fresh.notes)
    assert noted.notes[0] == "Base OpenStreetMap vieille de 82 jours."
    assert noted.vintage == "1er septembre 2026"
    with pytest.raises(WrongAnswer, match="2026-05-01"):
        fetched(tmp_path, answer(**stamp("2026-05-01")))


def test_the_age_is_measured_from_the_servers_date(tmp_path):
    body = json.dumps(answer(osm3s={"timestamp_osm_base": "2027-01-01T00:00:00Z"}))
    headers = {"Date": "Sat, 20 Feb 2027 09:00:00 GMT"}
    client = FakeClient(tmp_path, lambda url: Reply(body, headers=headers))
    assert "50 jours" in overpass.fetch(POWER, dunkerque(), client).notes[0]


@pytest.mark.parametrize("about", [{}, {"timestamp_osm_base": ""}, None, {"timestamp_osm_base": 3}])
def test_a_base_without_a_date_is_refused(tmp_path, about):
    with pytest.raises(WrongAnswer, match="unknown date"):
        fetched(tmp_path, answer(osm3s=about))


def test_nothing_is_an_error_only_for_power_in_the_whole_region(tmp_path):
    region = Area.of(resolve(["all"]))
    with pytest.raises(NothingThere, match="another country"):
        fetched(tmp_path, answer(elements=[]), area=region)
    table, _ = fetched(tmp_path, answer(elements=[]))
    assert table.frame.empty and "ref:FR:RTE" in table.frame.columns
    table, _ = fetched(tmp_path, answer(elements=[]), HYDROGEN, region)
    assert table.frame.empty


@pytest.mark.parametrize(
    "url, asked",
    [
        ("https://m.example/interpreter?data={dataset}", "https://m.example/interpreter?data=%5B"),
        ("https://m.example/interpreter?key=1", "https://m.example/interpreter?key=1&data=%5B"),
    ],
)
def test_the_users_own_server_is_asked(tmp_path, url, asked):
    _, client = fetched(tmp_path, FOUND, replace(POWER, url=url))
    assert client.asked[0].startswith(asked)
    assert parse_qs(urlsplit(client.asked[0]).query)["data"][0].startswith("[out:json]")


def test_braces_of_the_users_query_are_said(tmp_path):
    with pytest.raises(asking.WrongAddress, match="{bbox}"):
        fetched(tmp_path, FOUND, replace(POWER, dataset="way({bbox});out geom;"))


def test_a_page_instead_of_objects(tmp_path):
    with pytest.raises(WrongAnswer, match="Dispatcher_Client"):
        fetched(tmp_path, "<?xml version='1.0'?><html>Error: Dispatcher_Client timeout</html>")


def test_a_sample_counts(tmp_path):
    count = {"type": "count", "id": 0, "tags": {"nodes": "0", "ways": "7", "total": "7"}}
    client = FakeClient(tmp_path, lambda url: Reply(answer(elements=[count])))
    found = overpass.sample(POWER, dunkerque(), client)
    assert (found.rows, found.vintage) == (7, "20 novembre 2026")
    assert parse_qs(urlsplit(client.asked[0]).query)["data"][0].endswith("out count;")


def test_wild_bodies_are_errors_or_tables(tmp_path):
    body = json.dumps(FOUND).encode()
    for wild in (*truncated(body), *wrongly_typed(body)):
        survive(overpass.fetch, POWER, dunkerque(), tmp_path, lambda url, wild=wild: wild)


@given(wild=st.binary(max_size=200))
@settings(
    max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
def test_any_bytes(tmp_path, wild):
    survive(overpass.fetch, POWER, dunkerque(), tmp_path, lambda url: wild)
