"""DiDo: the right file, the newest published millésime, the area's rows, cells as they are.

All rows are invented.
"""

import json
from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

import pytest
from fake_client import FakeClient, Reply
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from territoires_industrie.territoires_industrie.errors import Cancelled
from territoires_industrie.territoires_industrie.net.answer import Refused
from territoires_industrie.territoires_industrie.sources import asking, dido
from territoires_industrie.territoires_industrie.sources.errors import (
    Incomplete,
    NothingThere,
    NotPublished,
    SchemaChanged,
    WrongAnswer,
)
from wild_bodies import dunkerque, source_of, survive, truncated, wrongly_typed

GAS, POWER = source_of("sdes-gaz-adresse"), source_of("sdes-elec-adresse")
BASE = "https://data.statistiques.developpement-durable.gouv.fr/dido/api/v1"
RID, OTHER = "f68dee12-435f-40c8-bb4a-b869c598b046", "48a563c4-7dfc-41a3-88bd-ec2f34336a54"
COLUMNS = (*GAS.expected_columns, "BAN_NIVEAU")
PUBLISHED, TO_COME = "2025-10-02T00:00:00.000Z", "2026-12-01T00:00:00.000Z"


def row(iris="591830101", filiere="G", **cells):
    made = dict.fromkeys(COLUMNS, "")
    made |= {
        "OPERATEUR": "SYNTHETIC",
        "FILIERE": filiere,
        "ANNEE": "2024",
        "CODE_GRAND_SECTEUR": "I",
        "CODE_SECTEUR_NAF2_CODE": "01",
        "CONSO": "12345.67",
        "PDL": "1",
        "NOM_COMMUNE": "DUNKERQUE",
        "ADRESSE": "1 RUE; SYNTHETIC",
        "BAN_LATITUDE": "51.03",
        "BAN_LONGITUDE": "2.37",
        "CODE_IRIS_CODE": iris,
    }
    return made | cells


def table(rows, header=COLUMNS, above=()):
    def line(cells):
        return ";".join(f'"{cell}"' for cell in cells)

    lines = [*above, line(header), *(line(one[name] for name in COLUMNS) for one in rows)]
    return "".join(f"{one}\n" for one in lines)


def millesime(name, rows, published=PUBLISHED, columns=COLUMNS):
    listed = [{"name": column, "type": "string"} for column in columns]
    return {"millesime": name, "date_diffusion": published, "rows": rows, "columns": listed}


def datafile(title, *millesimes, rid=RID):
    return {"rid": rid, "title": title, "millesimes": list(millesimes)}


class Sdes:
    """Plays DiDo: a list of datafiles, CSV bodies by rid and millésime, first rows."""

    def __init__(self, files, bodies, first_rows=None):
        self.files, self.bodies, self.first_rows = files, bodies, first_rows or {}

    def __call__(self, url):
        path = urlsplit(url).path
        if path.endswith("/datasets"):
            listed = {"total": 1, "data": [{"id": "x", "title": "x", "datafiles": self.files}]}
            return Reply(listed)
        rid, form = path.split("/")[-2:]
        if form == "rows":
            found = self.first_rows.get(rid)
            return Reply({"total": 1, "data": [found]}) if found else Reply(status=500)
        name = parse_qs(urlsplit(url).query).get("millesime", [""])[0]
        body = self.bodies.get((rid, name), Reply(status=400))
        return body if isinstance(body, Reply) else Reply(body)


def one_file(rows, announced=None, body=None, title="Gaz à l'adresse 2024"):
    count = len(rows) if announced is None else announced
    files = [datafile(title, millesime("2025-10", count))]
    return Sdes(files, {(RID, "2025-10"): table(rows) if body is None else body})


def fetched(tmp_path, server, source=GAS):
    client = FakeClient(tmp_path, server)
    return dido.fetch(source, dunkerque(), client), client


class TestRows:
    def test_cells_stay_what_the_publisher_wrote(self, tmp_path):
        rows = [row(CONSO="secret"), row(CONSO="s"), row(CONSO=""), row(CONSO="NA", PDL="null")]
        found, _ = fetched(tmp_path, one_file(rows))
        assert found.frame["CONSO"].tolist() == ["secret", "s", "", "NA"]
        assert found.frame["PDL"].tolist() == ["1", "1", "1", "null"]
        assert found.frame["CODE_SECTEUR_NAF2_CODE"].unique().tolist() == ["01"]
        assert found.frame["ADRESSE"][0] == "1 RUE; SYNTHETIC"
        assert found.vintage == "2024"
        assert found.notes[0].endswith("millésime 2025-10, diffusé le 2 octobre 2025.")

    def test_only_the_areas_communes_are_kept_and_the_nation_is_counted(self, tmp_path):
        rows = [row(), row("751010101"), row("620570000"), row("024080101")]
        found, _ = fetched(tmp_path, one_file(rows))
        assert found.frame["CODE_IRIS_CODE"].tolist() == ["591830101", "620570000"]
        assert found.notes[1] == "2 lignes du périmètre sur 4 du fichier national."

    @pytest.mark.parametrize(
        "cells, kept",
        [
            ({"iris": "59183XXXX"}, True),
            ({"iris": ""}, True),
            ({"iris": "XXXXXXXXX"}, True),
            ({"iris": "", "BAN_LONGITUDE": "6.0"}, False),
            ({"iris": "", "BAN_LONGITUDE": "", "NOM_COMMUNE": "Dunkerque"}, True),
            ({"iris": "", "BAN_LATITUDE": "", "NOM_COMMUNE": "MARSEILLE"}, False),
            ({"iris": "595400101"}, True),  # Saint-Pol-sur-Mer, which Dunkerque has absorbed
            ({"iris": "595400101", "BAN_LATITUDE": "45.0"}, False),
            ({"iris": "133400101"}, False),  # an unknown code of another department
        ],
    )
    def test_rows_without_a_usable_commune_belong_by_point_then_name(self, tmp_path, cells, kept):
        rows = [row("591830102"), row(**cells)]
        found, _ = fetched(tmp_path, one_file(rows))
        assert len(found.frame) == 1 + kept

    def test_a_zero_lost_in_front_is_no_other_commune(self, tmp_path):
        rows = [row(), row("24080101", BAN_LATITUDE="", BAN_LONGITUDE="")]  # of department 02
        found, _ = fetched(tmp_path, one_file(rows))
        assert len(found.frame) == 1

    def test_descriptions_above_or_under_the_header_are_no_rows(self, tmp_path):
        rows = [row(), row()]
        above = table(rows, above=[";".join(f'"du {name.lower()}"' for name in COLUMNS)])
        found, _ = fetched(tmp_path, one_file(rows, body=above))
        assert len(found.frame) == 2
        under = table([{name: f"du {name}" for name in COLUMNS}, *rows])
        found, _ = fetched(tmp_path, one_file(rows, body=under))
        assert len(found.frame) == 2

    def test_a_file_larger_than_a_chunk(self, tmp_path, monkeypatch):
        monkeypatch.setattr(dido, "_CHUNK", 3)
        rows = [row("591830101" if n % 2 else "751010101") for n in range(10)]
        found, _ = fetched(tmp_path, one_file(rows))
        assert len(found.frame) == 5
        assert found.frame.index.tolist() == list(range(5))

    def test_a_mark_of_byte_order_is_no_part_of_a_name(self, tmp_path):
        found, _ = fetched(tmp_path, one_file([row()], body="\ufeff" + table([row()])))
        assert "OPERATEUR" in found.frame.columns


class TestRequests:
    def test_the_file_is_asked_by_millesime_with_the_columns_that_it_has(self, tmp_path):
        _, client = fetched(tmp_path, one_file([row()]))
        assert client.asked[0] == f"{BASE}/datasets?page=1&pageSize=all"
        asked = urlsplit(client.asked[1])
        assert asked.path.endswith(f"/datafiles/{RID}/csv")
        query = parse_qs(asked.query)
        assert query["millesime"] == ["2025-10"]
        assert query["withColumnName"] == ["true"]
        assert query["withColumnDescription"] == query["withColumnUnit"] == ["false"]
        assert query["columns"][0].split(",") == list(COLUMNS)

    def test_the_users_own_datafile_is_asked(self, tmp_path):
        source = replace(GAS, url=f"{BASE}/datafiles/{OTHER}/csv?withColumnName=true&x=1")
        files = [datafile("whatever", millesime("2025-10", 1), rid=OTHER)]
        _, client = fetched(tmp_path, Sdes(files, {(OTHER, "2025-10"): table([row()])}), source)
        assert client.asked[0].startswith(f"{BASE}/datasets?")
        assert f"/{OTHER}/csv?millesime=2025-10&withColumnName=true&x=1&" in client.asked[1]

    @pytest.mark.parametrize("url", ["https://x.fr/api", f"{BASE}/datafiles/{{rid}}/csv"])
    def test_an_address_of_another_form_is_said(self, tmp_path, url):
        with pytest.raises(asking.WrongAddress):
            fetched(tmp_path, one_file([row()]), replace(GAS, url=url))

    def test_a_search_needs_its_energy(self, tmp_path):
        with pytest.raises(asking.WrongAddress, match="FILIERE=E or FILIERE=G"):
            fetched(tmp_path, one_file([row()]), replace(GAS, dataset="gaz"))


class TestChoice:
    def test_the_newest_millesime_that_is_published(self, tmp_path):
        files = [
            datafile(
                "Gaz à l'adresse",
                millesime("2024-09", 2),
                millesime("2026-12", 9, TO_COME),
                millesime("2025-10", 1),
            )
        ]
        found, client = fetched(tmp_path, Sdes(files, {(RID, "2025-10"): table([row()])}))
        assert len(found.frame) == 1
        assert len(client.asked) == 2

    def test_the_day_is_the_servers_not_the_clocks(self, tmp_path):
        files = [
            datafile("Gaz, adresse", millesime("2025-10", 1), millesime("2026-12", 1, TO_COME))
        ]
        server = Sdes(files, {(RID, name): table([row()]) for name in ("2025-10", "2026-12")})

        def later(url):
            return Reply(server(url).body, headers={"Date": "Wed, 02 Dec 2026 08:00:00 GMT"})

        _, client = fetched(tmp_path, later)
        assert "millesime=2026-12" in client.asked[1]

    def test_one_that_is_refused_all_the_same_gives_way_to_the_one_before(self, tmp_path):
        files = [datafile("Gaz, adresse", millesime("2025-10", 1), millesime("2026-10", 1))]
        found, client = fetched(tmp_path, Sdes(files, {(RID, "2025-10"): table([row()])}))
        assert "2025-10" in found.notes[0]
        assert len(client.asked) == 3

    def test_none_that_is_given(self, tmp_path):
        with pytest.raises(NotPublished):
            fetched(tmp_path, Sdes([datafile("Gaz, adresse", millesime("2025-10", 1))], {}))

    def test_another_refusal_passes(self, tmp_path):
        server = one_file([row()], body=Reply(status=503))
        with pytest.raises(Refused):
            fetched(tmp_path, server)

    def test_the_latest_year_in_the_titles_wins(self, tmp_path):
        files = [
            datafile("Gaz à l'adresse - année 2023", millesime("2026-01", 1), rid=RID),
            datafile("Gaz à l'adresse - année 2024", millesime("2025-10", 1), rid=OTHER),
            datafile("Gaz à l'IRIS - année 2025", millesime("2026-10", 1), rid="x"),
            datafile("Electricité à l'adresse 2025", millesime("2026-10", 1), rid="y"),
            datafile("Gaz à l'adresse 2026", millesime("2026-10", 1, columns=["A"]), rid="z"),
        ]
        _, client = fetched(tmp_path, Sdes(files, {(OTHER, "2025-10"): table([row()])}))
        assert OTHER in client.asked[1]

    def test_a_title_that_names_no_energy_is_told_by_its_first_row(self, tmp_path):
        files = [
            datafile("Consommation à l'adresse 2025 (b)", millesime("2026-10", 1), rid="broken"),
            datafile("Consommation à l'adresse 2024 (a)", millesime("2025-10", 1), rid=RID),
            datafile("Consommation à l'adresse 2024 (b)", millesime("2025-09", 1), rid=OTHER),
        ]
        server = Sdes(
            files,
            {(OTHER, "2025-09"): table([row(filiere="E")])},
            {RID: {"FILIERE": "G"}, OTHER: {"FILIERE": "E"}},
        )
        found, client = fetched(tmp_path, server, POWER)
        assert found.frame["FILIERE"].tolist() == ["E"]
        assert [url.split("/")[-1][:8] for url in client.asked[1:4]] == ["rows?mil"] * 3

    def test_the_known_file_serves_when_the_search_finds_none(self, tmp_path):
        found, _ = fetched(tmp_path, one_file([row()], title="Fichier 42"))
        assert len(found.frame) == 1
        with pytest.raises(NotPublished, match="FILIERE=E"):
            fetched(tmp_path, one_file([row()], title="Fichier 42"), POWER)

    def test_a_renamed_column_is_named_before_the_download(self, tmp_path):
        columns = ["CONSOMMATION" if name == "CONSO" else name for name in COLUMNS]
        files = [datafile("Gaz, adresse", millesime("2025-10", 1, columns=columns))]
        client = FakeClient(tmp_path, Sdes(files, {}))
        with pytest.raises(SchemaChanged, match='"CONSO" .nearest: CONSOMMATION'):
            dido.fetch(GAS, dunkerque(), client)
        assert len(client.asked) == 1


class TestFaults:
    @pytest.mark.parametrize("announced", [1, 3])
    def test_another_number_of_rows_than_announced(self, tmp_path, announced):
        with pytest.raises(Incomplete, match=f"announced {announced} rows"):
            fetched(tmp_path, one_file([row(), row()], announced))

    @pytest.mark.parametrize(
        "body, error, said",
        [
            ("", WrongAnswer, "an empty answer"),
            ("<html>Erreur 502</html>", WrongAnswer, "Erreur 502"),
            ({"statusCode": 400, "message": "millesime"}, WrongAnswer, "millesime"),
            ("{}", WrongAnswer, "JSON"),
            (b"\xff\xfe;\x00", WrongAnswer, "no text"),
            ("A;B\n1;2\n", SchemaChanged, "OPERATEUR"),
        ],
    )
    def test_something_else_than_the_file(self, tmp_path, body, error, said):
        with pytest.raises(error, match=said):
            fetched(tmp_path, one_file([row()], body=body))

    def test_a_file_cut_in_its_last_row(self, tmp_path):
        body = table([row(), row()])
        cut = body[: body.rindex("DUNKERQUE") - 3].rstrip('";')
        with pytest.raises((Incomplete, WrongAnswer)):
            fetched(tmp_path, one_file([row(), row()], body=cut))

    def test_a_quote_that_never_closes(self, tmp_path):
        body = table([row(), row()])
        with pytest.raises((Incomplete, WrongAnswer)):
            fetched(tmp_path, one_file([row(), row()], body=body[: body.rindex("RUE; S") + 6]))

    def test_rows_of_the_other_energy(self, tmp_path):
        with pytest.raises(WrongAnswer, match="another FILIERE than G"):
            fetched(tmp_path, one_file([row(), row(filiere="E")]))

    def test_no_row_of_the_area(self, tmp_path):
        with pytest.raises(NothingThere):
            fetched(tmp_path, one_file([row("751010101")]))

    def test_cancelling_stops_the_reading(self, tmp_path):
        client = FakeClient(tmp_path, one_file([row()]))

        def stop():
            raise Cancelled

        client.raise_if_cancelled = stop
        with pytest.raises(Cancelled):
            dido.fetch(GAS, dunkerque(), client)


def test_a_sample_downloads_no_row(tmp_path):
    client = FakeClient(tmp_path, one_file([row()]))
    found = dido.sample(GAS, dunkerque(), client)
    assert found.rows is None and found.columns == COLUMNS
    assert found.note == "Fichier national de 1 lignes, non téléchargé."
    assert len(client.asked) == 1


class TestWildBodies:
    def test_the_list(self, tmp_path):
        server = one_file([row()])
        body = json.dumps(server("/datasets").body).encode()

        def wildly(wild):
            return lambda url: wild if "/datasets" in url else server(url)

        for wild in (*truncated(body), *wrongly_typed(body)):
            survive(dido.fetch, GAS, dunkerque(), tmp_path, wildly(wild))

    def test_the_file_cut_anywhere_is_never_taken_for_whole(self, tmp_path):
        rows = [row(), row(), row()]
        body = table(rows).encode()
        for wild in truncated(body, most=len(body)):
            server = one_file(rows, body=wild)
            survive(dido.fetch, GAS, dunkerque(), tmp_path, server)
            if wild.count(b";") < body.count(b";"):
                with pytest.raises((Incomplete, WrongAnswer, SchemaChanged)):
                    fetched(tmp_path, server)

    @given(
        wild=st.binary(max_size=200) | st.text(alphabet='"; \n\\a1', max_size=60).map(str.encode)
    )
    @settings(
        max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
    )
    def test_any_bytes(self, tmp_path, wild):
        header = (table([]) + wild.decode("latin-1")).encode("latin-1")
        for body in (wild, header):
            survive(dido.fetch, GAS, dunkerque(), tmp_path, one_file([row()], body=body))
