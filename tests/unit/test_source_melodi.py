"""Melodi observations: several EPCI a request, all pages, the latest year."""

import json
from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

import pytest
from fake_client import FakeClient, Reply
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from territoires_industrie.territoires_industrie.sources import asking, melodi
from territoires_industrie.territoires_industrie.sources.area import Area
from territoires_industrie.territoires_industrie.sources.errors import (
    Incomplete,
    NothingThere,
    SchemaChanged,
    WrongAnswer,
)
from territoires_industrie.territoires_industrie.territories import resolve
from wild_bodies import (
    dunkerque,
    fixture,
    server_of,
    source_of,
    survive,
    truncated,
    wrongly_typed,
)

FLORES = source_of("melodi-flores")
PAGE = json.loads(fixture("melodi-flores", "synthetic-page.json"))


def observation(siren, year="2024", value=10.0, status="A", measure="EMPL3112"):
    made = json.loads(json.dumps(PAGE["observations"][0]))
    made["dimensions"] |= {
        "GEO": f"2025-EPCI-{siren}",
        "TIME_PERIOD": year,
        "FLORES_MEASURE": measure,
    }
    made["attributes"] = {"OBS_STATUS": status}
    made["measures"] = {"OBS_VALUE_NIVEAU": {} if value is None else {"value": value}}
    return made


class Insee:
    """Plays Melodi: filters by GEO (repeated), `most` observations a page, counts on demand."""

    def __init__(self, observations, most=3, only_last=False):
        self.observations, self.most, self.only_last = observations, most, only_last

    def __call__(self, url):
        query = parse_qs(urlsplit(url).query)
        wanted = {geo.removeprefix("EPCI-") for geo in query["GEO"][-1 if self.only_last else 0 :]}
        found = [o for o in self.observations if o["dimensions"]["GEO"][-9:] in wanted]
        most = min(self.most, int(query["maxResult"][0]))
        start = (int(query.get("page", ["1"])[0]) - 1) * most
        paging = {"first": url}
        if query.get("totalCount") == ["TRUE"]:
            paging["count"] = len(found)
        if start + most < len(found) and most:
            following = url.split("&page=")[0].replace("https:", "http:")
            paging["next"] = f"{following}&page={start // most + 2}"
        return Reply({"observations": found[start : start + most], "paging": paging})


def observations():
    return [
        observation(siren, year, measure=measure)
        for siren in dunkerque().sirens
        for year in ("2023", "2024")
        for measure in ("EMPL3112", "UNIT_LOC")
    ]


def fetched(tmp_path, server, source=FLORES, area=None):
    client = FakeClient(tmp_path, server)
    return melodi.fetch(source, area or dunkerque(), client), client


def test_the_latest_year_of_every_epci_in_both_measures(tmp_path):
    table, client = fetched(tmp_path, Insee(observations()))
    assert len(table.frame) == 8
    assert table.frame["TIME_PERIOD"].unique().tolist() == ["2024"]
    assert set(table.frame["FLORES_MEASURE"]) == {"EMPL3112", "UNIT_LOC"}
    assert table.frame["GEO"].str[-9:].tolist() == [s for s in dunkerque().sirens for _ in "ab"]
    assert table.vintage == "fin 2024"
    assert all(url.startswith("https://api.insee.fr/melodi/data/DS_F") for url in client.asked)


def test_one_request_names_all_epci(tmp_path):
    _, client = fetched(tmp_path, Insee(observations(), most=1000))
    assert len(client.asked) == 1
    asked = parse_qs(urlsplit(client.asked[0]).query)
    assert asked["GEO"] == [f"EPCI-{siren}" for siren in dunkerque().sirens]


def test_the_whole_region_fits_in_two_addresses():
    area = Area.of(resolve(["all"]))
    urls = melodi._addresses(FLORES, area, area.sirens)
    assert len(urls) <= 2
    assert all(len(url) < asking.LONGEST_ADDRESS for url in urls)
    assert sum(url.count("GEO=EPCI-") for url in urls) == len(area.sirens)


def test_many_epci_are_split_over_addresses(tmp_path, monkeypatch):
    monkeypatch.setattr(asking, "LONGEST_ADDRESS", 140)
    table, client = fetched(tmp_path, Insee(observations(), most=1000))
    assert len(table.frame) == 8
    assert len(client.asked) > 1
    assert all(len(url) < 140 for url in client.asked)


def test_a_service_that_takes_one_epci_only_is_asked_for_each(tmp_path):
    table, client = fetched(tmp_path, Insee(observations(), most=1000, only_last=True))
    assert len(table.frame) == 8
    assert len(client.asked) == 4


def test_included_elsewhere_has_its_status_and_no_value(tmp_path):
    rows = [observation(s, value=None, status="K") for s in dunkerque().sirens]
    table, _ = fetched(tmp_path, Insee(rows))
    assert table.frame["OBS_STATUS"].unique().tolist() == ["K"]
    assert table.frame["OBS_VALUE"].isna().all()


def test_zero_stays_zero(tmp_path):
    rows = [observation(s, value=0) for s in dunkerque().sirens]
    table, _ = fetched(tmp_path, Insee(rows))
    assert table.frame["OBS_VALUE"].tolist() == [0, 0, 0, 0]


def test_without_attributes_the_status_is_unknown(tmp_path):
    rows = [observation(s) for s in dunkerque().sirens]
    for row in rows:
        del row["attributes"]
    table, _ = fetched(tmp_path, Insee(rows))
    assert table.frame["OBS_STATUS"].isna().all()


def test_a_count_that_the_address_does_not_ask_for_is_asked(tmp_path):
    source = replace(FLORES, url=FLORES.url.replace("&totalCount=TRUE", ""))
    table, client = fetched(tmp_path, Insee(observations(), most=1000), source)
    assert len(table.frame) == 8
    assert "maxResult=0&totalCount=TRUE" in client.asked[1]


def test_fewer_observations_than_counted(tmp_path):
    def server(url):
        reply = Insee(observations())(url)
        reply.body["paging"].pop("next", None)
        return reply

    with pytest.raises(Incomplete, match="announced 16 rows .* gave 3"):
        fetched(tmp_path, server)


def test_an_epci_without_any_row_is_named(tmp_path):
    rows = [o for o in observations() if "200040947" not in o["dimensions"]["GEO"]]
    with pytest.raises(NothingThere, match="EPCI 200040947"):
        fetched(tmp_path, Insee(rows))


def test_a_renamed_dimension_is_named(tmp_path):
    rows = json.loads(json.dumps(observations()).replace("NUMBER_EMPL", "SIZE_EMPL"))
    with pytest.raises(SchemaChanged, match="NUMBER_EMPL"):
        fetched(tmp_path, Insee(rows))


def test_observations_without_a_year(tmp_path):
    rows = [observation(s, year="") for s in dunkerque().sirens]
    with pytest.raises(WrongAnswer, match="without a year"):
        fetched(tmp_path, Insee(rows))


def test_a_sample_reads_one_observation(tmp_path):
    client = FakeClient(tmp_path, Insee(observations()))
    found = melodi.sample(FLORES, dunkerque(), client)
    assert found.rows == 16
    assert set(FLORES.expected_columns) <= set(found.columns)
    assert ["maxResult=1" in url for url in client.asked] == [True, False]


def replies():
    page = {"observations": [observation(s) for s in dunkerque().sirens[:2]]}
    page["paging"] = {"count": 2, "next": "http://x/?page=2"}
    alone = {"observations": [observation(dunkerque().sirens[2])], "paging": {"count": 1}}
    nothing = {"observations": [], "paging": {"count": 0}}
    several = "&".join(f"GEO=EPCI-{siren}" for siren in dunkerque().sirens)
    return {several: page, "GEO=": alone, "page=2": nothing}


@pytest.mark.parametrize("asked", list(replies()))
def test_wild_bodies_are_errors_or_tables(tmp_path, asked):
    body = json.dumps(replies()[asked]).encode()
    for wild in (*truncated(body), *wrongly_typed(body)):
        survive(melodi.fetch, FLORES, dunkerque(), tmp_path, server_of(replies(), asked, wild))


def test_wild_pages_of_one_epci(tmp_path):
    area = Area.of(resolve(["ti-3206"]))  # a single EPCI: the page alone makes the table
    body = json.dumps(
        {"observations": [observation(area.sirens[0])], "paging": {"count": 1}}
    ).encode()
    for wild in (*truncated(body), *wrongly_typed(body)):
        survive(melodi.fetch, FLORES, area, tmp_path, lambda url, wild=wild: wild)


@given(wild=st.binary(max_size=200))
@settings(
    max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
def test_any_bytes(tmp_path, wild):
    survive(melodi.fetch, FLORES, dunkerque(), tmp_path, lambda url: wild)
