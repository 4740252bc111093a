"""data-fair lines: of the latest year, page by page, as many as announced."""

import json
from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

import pytest
from fake_client import FakeClient, Reply
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from territoires_industrie.territoires_industrie.net.answer import Refused
from territoires_industrie.territoires_industrie.sources import asking, datafair
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

ENEDIS = source_of("enedis-adresse")
DATASET = json.loads(fixture("enedis-adresse", "synthetic-dataset.json"))
LINES = f"https://opendata.enedis.fr/data-fair/api/v1/datasets/{ENEDIS.dataset}/lines"


def line(siren, number, **more):
    return {
        "annee": "2024",
        "code_commune": "59183",
        "nom_commune": "SYNTHETIC",
        "adresse": f"{number} RUE SYNTHETIC",
        "code_grand_secteur": "INDUSTRIE",
        "code_secteur_naf2": "24",
        "nombre_de_sites": 1,
        "consommation_annuelle_totale_de_ladresse_mwh": 12345.6,
        "code_epci": siren,
        "_score": None,
        **more,
    }


class Portal:
    """Plays data-fair: filters by EPCI and year, `most` lines a page, `next` in plain http."""

    def __init__(self, lines, most=2, dataset=DATASET):
        self.lines, self.most, self.dataset = lines, most, dataset
        self.announced = None

    def __call__(self, url):
        query = parse_qs(urlsplit(url).query)
        if not urlsplit(url).path.endswith("/lines"):
            return Reply(self.dataset)
        if query.get("sort") == ["-annee"]:
            years = sorted((str(row["annee"]) for row in self.lines), reverse=True)
            return Reply({"total": len(years), "results": [{"annee": y} for y in years[:1]]})
        siren, year = query["code_epci_eq"][0], query.get("annee_eq", [None])[0]
        rows = [r for r in self.lines if r["code_epci"] == siren]
        rows = [r for r in rows if year in (None, str(r["annee"]))]
        start = int(query.get("after", ["0"])[0])
        page = {"total": len(rows), "results": rows[start : start + self.most]}
        if self.announced is not None:
            page["total"] = self.announced
        if start + self.most < len(rows):
            page["next"] = f"http://inside.example/?code_epci_eq={siren}&after={start + self.most}"
        return Reply(page)


def lines():
    sirens = dunkerque().sirens
    return [line(siren, number) for number in range(5) for siren in sirens[:2]]


def fetched(tmp_path, portal, source=ENEDIS):
    client = FakeClient(tmp_path, portal)
    return datafair.fetch(source, dunkerque(), client), client


def test_every_page_of_every_epci_comes_once(tmp_path):
    table, client = fetched(tmp_path, Portal(lines()))
    assert sorted(table.frame["adresse"].value_counts()) == [2] * 5
    assert "_score" not in table.frame.columns
    assert table.vintage == "2024"
    assert table.notes == tuple(
        f"Aucune ligne pour l'EPCI {siren}." for siren in dunkerque().sirens[2:]
    )
    assert all(url.startswith("https://opendata.enedis.fr/") for url in client.asked)
    first = dunkerque().sirens[0]
    assert client.asked[2].startswith(f"{LINES}?code_epci_eq={first}&annee_eq=2024&size=1000")


def test_rows_without_an_address_are_real(tmp_path):
    rows = [line(dunkerque().sirens[0], 1, adresse=None, code_secteur_naf2=None)]
    table, _ = fetched(tmp_path, Portal(rows))
    assert table.frame["adresse"].isna().all()


def test_only_the_latest_year_is_kept_where_the_address_asks_for_all(tmp_path):
    rows = [*lines(), *[dict(row, annee="2023") for row in lines()]]
    source = replace(ENEDIS, url=f"{LINES}?code_epci_eq={{siren}}&size=1000")
    table, _ = fetched(tmp_path, Portal(rows), source)
    assert table.frame["annee"].unique().tolist() == ["2024"]
    assert len(table.frame) == 10


def test_years_may_be_numbers(tmp_path):
    table, _ = fetched(tmp_path, Portal([dict(row, annee=2024) for row in lines()]))
    assert table.vintage == "2024" and len(table.frame) == 10


def test_fewer_lines_than_announced(tmp_path):
    portal = Portal(lines())
    portal.announced = 6
    with pytest.raises(Incomplete, match="announced 6 rows"):
        fetched(tmp_path, portal)


def test_pages_that_turn_in_a_circle_end(tmp_path):
    def portal(url):
        found = Portal(lines())(url)
        if "code_epci_eq" in url:
            found.body["total"] = 99
            found.body["next"] = url
        return found

    with pytest.raises(Incomplete):
        fetched(tmp_path, portal)


def test_a_filter_that_the_service_passes_over(tmp_path):
    everywhere = {"total": 1, "results": [line("243500139", 1)]}

    def portal(url):
        return Reply(everywhere) if "code_epci_eq" in url else Portal(lines())(url)

    with pytest.raises(WrongAnswer, match=f"other EPCI than {dunkerque().sirens[0]}"):
        fetched(tmp_path, portal)


def test_no_line_at_all(tmp_path):
    with pytest.raises(NothingThere, match="2024"):
        fetched(tmp_path, Portal([line("000000000", 1)]))


def test_no_year_at_all(tmp_path):
    with pytest.raises(NotPublished):
        fetched(tmp_path, Portal([]))


def test_a_renamed_column_is_named_at_once(tmp_path):
    dataset = json.loads(json.dumps(DATASET).replace("nombre_de_sites", "nb_sites"))
    client = FakeClient(tmp_path, Portal(lines(), dataset=dataset))
    with pytest.raises(SchemaChanged, match="nombre_de_sites.*nb_sites"):
        datafair.fetch(ENEDIS, dunkerque(), client)
    assert len(client.asked) == 1


def test_a_renamed_column_of_the_request_is_named(tmp_path):
    dataset = json.loads(json.dumps(DATASET).replace('"code_iris"', '"iris"'))

    def portal(url):
        return Reply(status=400) if "code_epci_eq" in url else Portal(lines(), dataset=dataset)(url)

    with pytest.raises(SchemaChanged, match="code_iris"):
        fetched(tmp_path, portal)


def test_another_refusal_passes(tmp_path):
    def portal(url):
        return Reply(status=400) if "code_epci_eq" in url else Portal(lines())(url)

    with pytest.raises(Refused):
        fetched(tmp_path, portal)


def test_an_address_of_another_form_is_said(tmp_path):
    with pytest.raises(asking.WrongAddress, match="/lines"):
        fetched(tmp_path, Portal(lines()), replace(ENEDIS, url="https://x.fr/raw?{siren}"))


def test_a_sample_counts_with_one_line_an_epci(tmp_path):
    client = FakeClient(tmp_path, Portal(lines(), most=1))
    found = datafair.sample(ENEDIS, dunkerque(), client)
    assert (found.rows, found.vintage) == (10, "2024")
    assert "_id" not in found.columns and "adresse" in found.columns
    assert all("size=1&" in url for url in client.asked[2:])


def replies():
    siren = dunkerque().sirens[0]
    return {
        "sort=-annee": {"total": 9, "results": [{"annee": "2024"}]},
        f"code_epci_eq={siren}": {"total": 1, "next": None, "results": [line(siren, 1)]},
        "code_epci_eq": {"total": 0, "results": []},
        ENEDIS.dataset: DATASET,
    }


@pytest.mark.parametrize("asked", list(replies()))
def test_wild_bodies_are_errors_or_tables(tmp_path, asked):
    body = json.dumps(replies()[asked]).encode()
    for wild in (*truncated(body), *wrongly_typed(body)):
        survive(datafair.fetch, ENEDIS, dunkerque(), tmp_path, server_of(replies(), asked, wild))


@pytest.mark.parametrize("asked", list(replies()))
@given(wild=st.binary(max_size=200))
@settings(
    max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
def test_any_bytes(tmp_path, asked, wild):
    survive(datafair.fetch, ENEDIS, dunkerque(), tmp_path, server_of(replies(), asked, wild))
