"""Cartofriches: every page of every department, counted, for two sources at the price of one."""

import json
from dataclasses import replace

import pytest
from fake_client import FakeClient, Reply
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from territoires_industrie.territoires_industrie import geometry
from territoires_industrie.territoires_industrie.sources import cartofriches
from territoires_industrie.territoires_industrie.sources.errors import (
    Incomplete,
    NothingThere,
    SchemaChanged,
    WrongAnswer,
)
from wild_bodies import dunkerque, fixture, source_of, survive, truncated, wrongly_typed

SITES, SOLAR = source_of("cartofriches"), source_of("ademe-pv-2021")
PAGE = json.loads(fixture("cartofriches", "synthetic-page.json"))
LAST = {
    **PAGE,
    "next": None,
    "features": [{**PAGE["features"][0], "id": "59183_3", "geometry": None}],
}


def server(url):
    """Two pages a department, whose ids begin with its code."""
    page = LAST if "&page=2" in url else PAGE
    department = url.partition("coddep=")[2][:2]
    return json.dumps(page).replace('"59183_', f'"{department}183_')


def fetched(tmp_path, source=SITES, answers=server):
    client = FakeClient(tmp_path, lambda url: Reply(answers(url)))
    return cartofriches.fetch(source, dunkerque(), client), client


class TestPages:
    def test_all_pages_of_all_departments(self, tmp_path):
        table, client = fetched(tmp_path)
        assert len(dunkerque().departements) > 1
        assert len(table.frame) == 3 * len(dunkerque().departements)
        assert list(table.frame["site_id"][:3]) == ["59183_1", "59183_2", "59183_3"]
        assert all(url.startswith("https://") for url in client.asked)
        assert "coddep=59&fields=all&page=1&page_size=500" in client.asked[0]
        assert (table.epsg, table.vintage) == (4326, "22 novembre 2026")

    def test_cells_stay_as_they_are_published(self, tmp_path):
        first = fetched(tmp_path)[0].frame.iloc[0]
        assert first["unite_fonciere_refcad"] == "['59183000AB0001', '59183000AB0002']"
        assert first["proprio_type"] == '["P", "M"]'
        assert geometry.kind(first["geometry"]) == "polygon"

    def test_fewer_sites_than_counted_are_refused(self, tmp_path):
        with pytest.raises(Incomplete, match="announced 3 rows .* and gave 2"):
            fetched(tmp_path, answers=lambda url: {**PAGE, "next": None})

    def test_a_site_on_two_pages_is_refused(self, tmp_path):
        with pytest.raises(Incomplete, match="gave 59183_1 twice"):
            fetched(tmp_path, answers=lambda url: PAGE)

    def test_an_address_without_pages_must_hold_all(self, tmp_path):
        source = replace(SITES, url=SITES.url.replace("&page={page}", ""))
        with pytest.raises(Incomplete, match="and gave 2"):
            fetched(tmp_path, source)

    def test_an_empty_department_is_an_error(self, tmp_path):
        nothing = {**LAST, "count": 0, "features": []}
        with pytest.raises(NothingThere, match="no brownfield for 59"):
            fetched(tmp_path, answers=lambda url: nothing)

    def test_sites_that_lost_their_shapes_are_refused(self, tmp_path):
        bare = {**LAST, "count": 1}
        with pytest.raises(Incomplete, match="without any shape"):
            fetched(
                tmp_path,
                answers=lambda url: json.dumps(bare).replace("59183_", url.partition("coddep=")[2]),
            )

    def test_a_renamed_column_is_named(self, tmp_path):
        with pytest.raises(SchemaChanged, match='"site_statut" .nearest: site_status'):
            fetched(tmp_path, answers=lambda url: server(url).replace("site_statut", "site_status"))


class TestSolarStudy:
    def test_it_asks_what_the_other_source_asks(self, tmp_path):
        (solar, one), (_, other) = fetched(tmp_path, SOLAR), fetched(tmp_path)
        assert one.asked == other.asked
        assert set(solar.frame["source_nom"]) == {
            "Friche étude Ademe 2021, intéressante pour du PV au sol"
        }
        assert len(solar.frame) == len(dunkerque().departements)
        assert solar.vintage == "2021"
        assert ": 2 sur 6" in solar.notes[0]


class TestBodies:
    @pytest.mark.parametrize(
        "body", ["<html><body>502</body></html>", "", "[]", '{"detail": "Invalid page."}']
    )
    def test_what_is_no_data_is_refused(self, tmp_path, body):
        with pytest.raises(WrongAnswer):
            fetched(tmp_path, answers=lambda url: body)

    def test_cut_anywhere_or_wrong_anywhere(self, tmp_path):
        whole = json.dumps({**PAGE, "next": None, "count": 2}).encode()
        for wild in (*truncated(whole, 150), *wrongly_typed(whole)):
            survive(cartofriches.fetch, SITES, dunkerque(), tmp_path, lambda url, w=wild: w)

    @settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(wild=st.binary(max_size=200))
    def test_wild_bytes(self, tmp_path, wild):
        survive(cartofriches.fetch, SITES, dunkerque(), tmp_path, lambda url: wild)


def test_a_sample_asks_for_one_site_of_each_department(tmp_path):
    client = FakeClient(tmp_path, lambda url: Reply(server(url)))
    sample = cartofriches.sample(SITES, dunkerque(), client)
    assert sample.rows == 3 * len(dunkerque().departements)
    assert set(SITES.expected_columns) <= set(sample.columns)
    assert all("page_size=1" in url and "page_size=1&" not in url for url in client.asked)
