"""Batch geocoding: every pair once, matched by our own key, weak scores kept. All is invented."""

import csv
import io

import pandas
import pytest
from fake_client import FakeClient, Reply
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from territoires_industrie.territoires_industrie.errors import AtlasError
from territoires_industrie.territoires_industrie.net.answer import TimedOut
from territoires_industrie.territoires_industrie.sources import geocoding
from territoires_industrie.territoires_industrie.sources.errors import WrongAnswer

COLUMNS = {"address": "adresse", "insee": "code_commune"}
ANSWERED = ["latitude", "longitude", "result_score", "result_label", "result_type", "result_id"]
ANSWERED += ["result_citycode", "result_status"]


def frame():
    return pandas.DataFrame(
        {
            "adresse": ["2 RUE B", "1 RUE A", None, "1  RUE\nA ", "1 RUE A", "", '3 RUE, "C"'],
            "code_commune": ["59183", "59183", "59183", "59183", "62041", "59183", "59183"],
            "mwh": range(7),
        },
        index=[10, 11, 12, 13, 14, 15, 16],
    )


class Geocoder(FakeClient):
    """Plays the service: `answer(row)` gives the cells to add, None to drop the row."""

    def __init__(self, folder, answer=None, body=None):
        super().__init__(folder, self._reply)
        self.answer, self.body, self.fields = answer or placed, body, []

    def post_file(self, url, *, fields, name, content, check=None, timeout=60.0):
        self.fields.append(fields)
        self._content = content
        return super().post_file(
            url, fields=fields, name=name, content=content, check=check, timeout=timeout
        )

    def _reply(self, url):
        if self.body is not None:
            return self.body
        out = io.StringIO()
        sent = list(csv.DictReader(io.StringIO(self._content.decode())))
        writer = csv.DictWriter(out, [*sent[0], *ANSWERED])
        writer.writeheader()
        answers = [(row, self.answer(row)) for row in reversed(sent)]  # in another order
        writer.writerows(row | cells for row, cells in answers if cells is not None)
        return Reply(out.getvalue())


def placed(row, **more):
    number = int(row["ti_address"][0])
    return {
        "latitude": 51 + number / 100,
        "longitude": 2 + number / 100,
        "result_score": 0.9,
        "result_label": f"{row['ti_address']} SYNTHETIC",
        "result_type": "housenumber",
        "result_id": f"{row['ti_insee']}_{number}",
        "result_citycode": row["ti_insee"],
        "result_status": "ok",
        **more,
    }


def test_positions_stand_beside_the_rows_that_have_addresses(tmp_path):
    client = Geocoder(tmp_path)
    made = geocoding.geocode(frame(), COLUMNS, client)
    assert made.index.tolist() == frame().index.tolist()
    assert made["mwh"].tolist() == list(range(7))
    assert made["geo_lat"].fillna(0).round(2).tolist() == [51.02, 51.01, 0, 51.01, 51.01, 0, 51.03]
    assert made["geo_id"].tolist()[:3] == ["59183_2", "59183_1", None]
    assert made["geo_id"][14] == "62041_1"
    assert made["geo_score"].dtype == made["geo_lon"].dtype == "float64"
    assert made["geo_type"][12] is None and made["geo_label"][16] == '3 RUE, "C" SYNTHETIC'
    assert "geo_lon" not in frame().columns


def test_every_pair_is_sent_once_in_a_stable_order(tmp_path):
    client = Geocoder(tmp_path)
    geocoding.geocode(frame(), COLUMNS, client)
    geocoding.geocode(frame().iloc[::-1], COLUMNS, client)
    (url, first), (_, second) = client.posted
    assert url == "https://data.geopf.fr/geocodage/search/csv"
    assert first == second, "the cache holds a batch by its bytes"
    sent = list(csv.DictReader(io.StringIO(first.decode())))
    assert [(row["ti_insee"], row["ti_address"]) for row in sent] == [
        ("59183", "1 RUE A"),
        ("59183", "2 RUE B"),
        ("59183", '3 RUE, "C"'),
        ("62041", "1 RUE A"),
    ]
    assert client.fields[0] == {"columns": "ti_address", "citycode": "ti_insee"}


def test_many_addresses_go_in_batches(tmp_path, monkeypatch):
    monkeypatch.setattr(geocoding, "BATCH", 3)
    client = Geocoder(tmp_path)
    made = geocoding.geocode(frame(), COLUMNS, client)
    assert len(client.posted) == 2
    assert made["geo_lat"].notna().sum() == 5
    assert geocoding.BATCH <= 5000


def test_rows_that_the_service_drops_or_does_not_find_have_no_position(tmp_path):
    def answer(row):
        if row["ti_address"].startswith("1"):
            return None
        return dict.fromkeys(ANSWERED, "") if row["ti_address"].startswith("2") else placed(row)

    made = geocoding.geocode(frame(), COLUMNS, Geocoder(tmp_path, answer))
    assert made["geo_lat"].notna().tolist() == [False] * 6 + [True]
    assert made["geo_score"].isna().sum() == 6


def test_weak_scores_are_kept_and_other_departments_are_not(tmp_path):
    def answer(row):
        far = {"result_citycode": "13055"} if row["ti_insee"] == "62041" else {}
        return placed(row, result_score=0.21, result_type="municipality", **far)

    made = geocoding.geocode(frame(), COLUMNS, Geocoder(tmp_path, answer))
    assert made["geo_score"][11] == 0.21 and made["geo_type"][11] == "municipality"
    assert pandas.isna(made["geo_lat"][14]) and made["geo_id"][14] is None


def test_nothing_to_ask_asks_nothing(tmp_path):
    client = Geocoder(tmp_path)
    made = geocoding.geocode(frame().iloc[[2, 5]], COLUMNS, client)
    assert not client.asked
    assert made["geo_lat"].isna().all() and made["geo_lat"].dtype == "float64"
    assert len(geocoding.geocode(frame().iloc[:0], COLUMNS, client)) == 0


@pytest.mark.parametrize(
    "body, said",
    [
        ("<html>504 Gateway Time-out</html>", "504"),
        ("", "an empty answer"),
        ({"code": 400, "error": "Bad request", "message": ["citycode"]}, "Bad request"),
        ("[]", "JSON"),
        ("ti_id,ti_address\n0,x\n", "without longitude, latitude"),
        (f"ti_id,{','.join(ANSWERED)}\n99,1,2,3,4,5,6,7,8\n", "none of the addresses"),
        (b"\xff\xfe", "no text"),
    ],
)
def test_something_else_than_our_rows(tmp_path, body, said):
    with pytest.raises(WrongAnswer, match=said) as raised:
        geocoding.geocode(frame(), COLUMNS, Geocoder(tmp_path, body=Reply(body)))
    assert "Géoplateforme" in str(raised.value)


def test_a_failure_of_the_service_is_the_callers(tmp_path):
    with pytest.raises(TimedOut):
        geocoding.geocode(frame(), COLUMNS, Geocoder(tmp_path, body=TimedOut("slow")))


@given(
    wild=st.binary(max_size=200)
    | st.lists(
        st.lists(st.sampled_from(["0", "1", "", "x", "1e999", "nan", '"', "\n"]), max_size=9),
        max_size=4,
    ).map(lambda rows: "\n".join([f"ti_id,{','.join(ANSWERED)}", *map(",".join, rows)]).encode())
)
@settings(
    max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
def test_any_bytes_are_positions_or_an_error_of_ours(tmp_path, wild):
    try:
        made = geocoding.geocode(frame(), COLUMNS, Geocoder(tmp_path, body=Reply(wild)))
    except AtlasError as error:
        assert "Géoplateforme" in str(error)
    else:
        assert len(made) == 7
