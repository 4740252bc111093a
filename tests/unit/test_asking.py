"""Addresses filled for an area, and bodies that are not what they should be."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from urllib.parse import parse_qs, urlsplit

import pytest
from fake_client import ASKED_AT, FakeClient, Reply
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from territoires_industrie.territoires_industrie.errors import AtlasError
from territoires_industrie.territoires_industrie.net.answer import Answer, Refused
from territoires_industrie.territoires_industrie.sources import asking, raw, wfsanswers
from territoires_industrie.territoires_industrie.sources.area import Area
from territoires_industrie.territoires_industrie.sources.asking import addressing
from territoires_industrie.territoires_industrie.sources.errors import (
    Incomplete,
    NotPublished,
    WrongAnswer,
    quoted,
)
from territoires_industrie.territoires_industrie.territories import (
    atlas_territories,
    find,
    resolve,
)
from wild_bodies import dunkerque, source_of

REGISTRE = source_of("odre-registre")


def body(tmp_path, content, **headers):
    path = tmp_path / "body"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return Answer("u", "u", path, 200, headers, ASKED_AT, "network")


class TestAddresses:
    def test_one_request_an_epci(self):
        area = dunkerque()
        urls = asking.addresses(source_of("enedis-adresse"), area, year="2024")
        assert len(urls) == len(area.sirens) == 4
        for siren, url in zip(area.sirens, urls, strict=True):
            assert parse_qs(urlsplit(url).query)["code_epci_eq"] == [siren]

    def test_one_request_a_department(self):
        source = replace(REGISTRE, url="https://x.fr/?d={departement}&p={page}")
        assert asking.addresses(source, dunkerque(), page=3) == [
            "https://x.fr/?d=59&p=3",
            "https://x.fr/?d=62&p=3",
        ]

    def test_the_narrowest_filter_that_fits_is_taken(self):
        narrow = asking.address(REGISTRE, dunkerque())
        assert len(narrow) < asking.LONGEST_ADDRESS
        where = parse_qs(urlsplit(narrow).query)["where"][0]
        assert where.startswith('codeinseecommune in ("59')
        assert '"59183"' in where and '","' in where

        wide = asking.address(REGISTRE, Area.of(resolve(["all"])))
        assert len(wide) < asking.LONGEST_ADDRESS
        where = parse_qs(urlsplit(wide).query)["where"][0]
        assert where == 'codedepartement in ("02","59","60","62","76","80")'

    def test_the_last_filter_is_taken_when_none_fits(self, monkeypatch):
        monkeypatch.setattr(addressing, "LONGEST_ADDRESS", 10)
        assert "codedepartement" in asking.address(REGISTRE, dunkerque())

    def test_the_rectangle_is_written_longitude_first_and_encoded(self):
        area = dunkerque()
        url = asking.address(source_of("natran-trace"), area)
        assert " " not in url and "(" not in url
        where = parse_qs(urlsplit(url).query)["where"][0]
        west, south, east, north = area.bounds
        assert f"geom'POLYGON(({west} {south},{east} {south},{east} {north}," in where

    def test_values_win_over_the_area(self):
        source = replace(REGISTRE, url="https://x.fr/{xmin}/{typename}")
        url = asking.address(source, dunkerque(), xmin=650000, typename="a b&c")
        assert url == "https://x.fr/650000/a%20b%26c"

    def test_braces_that_nothing_fills_are_said_in_one_sentence(self):
        source = replace(REGISTRE, url="https://x.fr/?k={key}")
        with pytest.raises(asking.WrongAddress) as raised:
            asking.address(source, dunkerque())
        assert "odre-registre" in str(raised.value) and "{key}" in str(raised.value)
        assert str(raised.value).count(".") == 1

    def test_a_filter_that_is_asked_for_and_missing_is_said(self):
        with pytest.raises(asking.WrongAddress, match="gives it no filters"):
            asking.address(replace(REGISTRE, filters=()), dunkerque())

    def test_the_users_own_address_is_obeyed(self):
        source = replace(REGISTRE, url="https://miroir.example/{dataset}?d={departements}")
        url = asking.address(source, dunkerque())
        assert url.startswith("https://miroir.example/registre-national")
        assert url.endswith("?d=%2259%22%2C%2262%22")


class TestBodies:
    @pytest.mark.parametrize(
        "content, said",
        [
            ("", "an empty answer"),
            ("  \n", "an empty answer"),
            (b"\xff\xfe\x00", "no text"),
            ("<!DOCTYPE html><title>502 Bad Gateway</title>", "502 Bad Gateway"),
            ('{"a": [1, 2', "broken or cut off"),
            ("[" * 100_000, "broken or cut off"),
            ('{"error_code": "ODSQLError", "message": "Unknown field: x"}', "Unknown field: x"),
            ('{"errorcode": 10005, "error": "You have exceeded the requests limit"}', "exceeded"),
            ('{"error": {"code": 400, "message": "Invalid URL"}}', "Invalid URL"),
            ('{"statusCode": 400, "message": "millesime inconnu"}', "millesime inconnu"),
        ],
    )
    def test_what_is_no_data_is_named(self, tmp_path, content, said):
        with pytest.raises(WrongAnswer) as raised:
            asking.json_of(body(tmp_path, content), REGISTRE)
        assert said in str(raised.value)
        assert "odre-registre" in str(raised.value)

    def test_a_stream_that_the_server_interrupts_is_incomplete(self, tmp_path):
        cut = (
            '[{"a": 1},\nStreaming interrupted due to the following error: timeout (error_code: 9)'
        )
        with pytest.raises(Incomplete, match="timeout"):
            asking.json_of(body(tmp_path, cut), REGISTRE)

    def test_half_a_character_becomes_a_mark_that_can_be_written(self, tmp_path):
        found = asking.json_of(body(tmp_path, r'["\ud83d\ude00 \ud800 \udc00x"]'), REGISTRE)
        assert found == ["\U0001f600 \ufffd \ufffdx"]
        found[0].encode()

    def test_a_mark_of_byte_order_is_no_obstacle(self, tmp_path):
        assert asking.json_of(body(tmp_path, b"\xef\xbb\xbf[1]"), REGISTRE) == [1]

    def test_the_text_may_be_mended_first(self, tmp_path):
        mend = lambda text: text.replace("nan", "null")  # noqa: E731
        assert asking.json_of(body(tmp_path, "[nan]"), REGISTRE, mended=mend) == [None]

    @given(content=st.binary(max_size=200))
    @settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
    def test_any_bytes_are_json_or_an_error_of_ours(self, tmp_path, content):
        try:
            json.dumps(asking.json_of(body(tmp_path, content), REGISTRE))
        except AtlasError as error:
            assert "odre-registre" in str(error)

    @pytest.mark.parametrize("wrong", [None, {}, "rows", [1], [{}, None]])
    def test_rows_are_a_list_of_objects(self, wrong):
        with pytest.raises(WrongAnswer):
            asking.rows_of(wrong, REGISTRE)

    @pytest.mark.parametrize("wrong", [None, True, -1, 1.5, "12", float("nan")])
    def test_a_count_is_a_whole_number(self, wrong):
        with pytest.raises(WrongAnswer):
            asking.count_of(wrong, REGISTRE)

    def test_fewer_rows_than_announced_are_incomplete(self):
        asking.require_count(REGISTRE, 3, 3)
        with pytest.raises(Incomplete, match="announced 4 rows .* gave 3"):
            asking.require_count(REGISTRE, 3, 4)

    def test_nested_cells_become_text(self):
        frame = asking.frame_of([{"a": [1], "b": "é"}, {"a": {"é": None}, "b": None}])
        assert frame["a"].tolist() == ["[1]", '{"é": null}']
        assert len(asking.frame_of([{}, {}])) == 2


class TestAsking:
    def test_what_the_reading_refuses_is_refused_as_the_check(self, tmp_path):
        client = FakeClient(tmp_path, lambda url: Reply("oops"))
        with pytest.raises(WrongAnswer):
            asking.asked(client, "u", lambda a: asking.json_of(a, REGISTRE), source=REGISTRE)

    def test_a_body_is_read_once_and_read_when_no_check_ran(self, tmp_path):
        reads = []

        def read(answer):
            reads.append(answer)
            return answer.json()

        client = FakeClient(tmp_path, lambda url: Reply([1]))
        assert asking.asked(client, "u", read, source=REGISTRE)[1] == [1]
        assert len(reads) == 1
        client.get = lambda url, **options: reads[0]  # as from the cache: nothing is checked
        assert asking.asked(client, "u", read, source=REGISTRE)[1] == [1]
        assert len(reads) == 2

    @pytest.mark.parametrize("status", [404, 410])
    def test_a_dataset_that_is_gone_is_said_with_its_page(self, tmp_path, status):
        client = FakeClient(tmp_path, lambda url: Reply(status=status))
        with pytest.raises(NotPublished, match="explore/dataset/registre"):
            asking.asked(client, "u", lambda a: a, source=REGISTRE)

    def test_other_refusals_pass(self, tmp_path):
        client = FakeClient(tmp_path, lambda url: Reply(status=503))
        with pytest.raises(Refused):
            asking.asked(client, "u", lambda a: a, source=REGISTRE)


class TestDates:
    @pytest.mark.parametrize(
        "header, expected",
        [
            ("Sun, 22 Nov 2026 10:00:00 GMT", datetime(2026, 11, 22, 10, tzinfo=UTC)),
            ("Sun, 01 Nov 2026 10:00:00 GMT", ASKED_AT),  # a body confirmed since
            ("yesterday", ASKED_AT),
            ("", ASKED_AT),
        ],
    )
    def test_the_later_of_the_servers_date_and_ours_counts(self, tmp_path, header, expected):
        assert asking.given_at(body(tmp_path, "x", date=header)) == expected

    def test_a_day_is_read_from_a_timestamp(self):
        assert asking.french_day("2026-03-01T02:00:00+00:00") == "1er mars 2026"
        assert [asking.french_day(text) for text in ("soon", None, 3, "2026-13-01")] == [""] * 4

    def test_a_table_of_several_answers_is_as_old_as_the_oldest(self, tmp_path):
        new = body(tmp_path, "x")
        old = replace(new, retrieved_at=datetime(2026, 1, 1, tzinfo=UTC), origin="cache")
        table = raw.raw_table(REGISTRE, asking.frame_of([{"a": 1}]), [new, old], "2024")
        assert table.retrieved_at == old.retrieved_at
        assert table.offline
        assert table.url == "u"


def test_every_territory_gets_addresses_that_servers_take():
    for territory in atlas_territories():
        area = Area.of([find(territory.id)])
        for name in ("odre-registre", "odre-biomethane", "natran-trace", "odre-iris"):
            url = asking.address(source_of(name), area)
            assert len(url) < asking.LONGEST_ADDRESS and " " not in url and "{" not in url


class TestQuotes:
    """What a server repeats of a request may bear the user's key."""

    @pytest.mark.parametrize(
        "content",
        [
            '{"error": "no dataset at https://x.fr/?y=1&apikey=TOPSECRET"}',
            '{"error_code": "E", "message": "called with …apikey=TOPSECRET"}',
            '{"error": {"note": "https://u:p@TOPSECRET@x.fr/"}}',
            "<html><title>See https://x.fr/?apikey=TOPSECRET</title></html>",
            'broken {"token": "TOPSECRET"',
            "[1, 2 Streaming interrupted due to the following error: ?jeton=TOPSECRET",
        ],
    )
    def test_bear_no_secret(self, tmp_path, content):
        with pytest.raises(AtlasError) as caught:
            asking.json_of(body(tmp_path, content), REGISTRE)
        assert "TOPSECRET" not in str(caught.value)
        assert "***" in str(caught.value)

    @pytest.mark.parametrize(
        "content",
        [
            "<html>No https://x.fr/?apikey=TOPSECRET</html>",
            "<ows:ExceptionReport>Map apikey=TOPSECRET wrong</ows:ExceptionReport>",
            "<ServiceExceptionReport>?a=1&amp;apikey=TOPSECRET</ServiceExceptionReport>",
        ],
    )
    def test_bear_no_secret_in_markup(self, tmp_path, content):
        with pytest.raises(AtlasError, match="apikey=") as caught:
            wfsanswers.text_of_xml(body(tmp_path, content), REGISTRE)
        assert "TOPSECRET" not in str(caught.value)

    def test_are_short(self):
        assert len(quoted("word " * 10_000)) == 161


class TestShared:
    @pytest.mark.parametrize(
        ("named", "following"),
        [
            ("http://inner:80/y?after=2&size=3", "https://x.fr/a?after=2&size=3"),
            ("/y", None),
            (None, None),
            (7, None),
        ],
    )
    def test_the_next_page_is_where_the_first_was(self, named, following):
        assert asking.next_page("https://x.fr/a?size=3", named) == following

    def test_rows_twice_are_refused_also_over_pages(self):
        seen = set()
        asking.refuse_repeats(REGISTRE, [("a", 1), ("a", 2)], seen)
        with pytest.raises(Incomplete, match="gave a twice"):
            asking.refuse_repeats(REGISTRE, [("b", 1), ("a", 2)], seen)

    @pytest.mark.parametrize(
        ("name", "day"),
        [
            ("friches-2025-01-02-au-20260415.csv", date(2026, 4, 15)),
            ("rrn-20251399.zip", None),
            ("x-20250230-2024-07-04", date(2024, 7, 4)),
            ("1202407041", None),
        ],
    )
    def test_the_day_in_a_name(self, name, day):
        assert asking.day_in(name) == day
