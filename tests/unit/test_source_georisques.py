"""Géorisques: installations joined with their activities, placed, from archives of tables."""

import io
import zipfile
from pathlib import Path

import pytest
from fake_client import FakeClient, Reply
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from territoires_industrie.territoires_industrie import geometry
from territoires_industrie.territoires_industrie.sources import georisques
from territoires_industrie.territoires_industrie.sources.delimited import read_delimited
from territoires_industrie.territoires_industrie.sources.errors import (
    Incomplete,
    NothingThere,
    SchemaChanged,
    WrongAnswer,
)
from wild_bodies import dunkerque, source_of, survive, truncated

SOURCE = source_of("georisques-icpe")
REAL = Path(__file__).parents[3] / "shared/data/real/georisques_icpe_SCHEMA_SAMPLE_gironde.csv"
COLUMNS = (
    'codeAiot;raisonSociale;"adresse1";codePostal;codeInsee;commune;codeNaf;numeroSiret;'
    "coordonneeX;coordonneeY;systemeCoordonnees;longitude;latitude;statutSeveso;etatActivite"
)
#: Invented installations in the service's form.
ROWS = (
    '"{d}07000001";"SOCIÉTÉ FICTIVE";"QUAI ""EST""";"59140";"59183";Dunkerque;"20";"0";'
    '650000;7103000;"2154";2.3;51.02;"Seveso seuil haut";"En exploitation avec titre"',
    '"{d}07000002";"SANS DEGRÉS";;"59140";"59183";Dunkerque;"10";;'
    '650000;7103000;"2154";;;"";"En exploitation avec titre"',
    '"{d}07000003";"SANS RIEN";;"59140";"59183";Dunkerque;"10";;;;;;;"Non Seveso";"A l\'arrêt"',
)
ACTIVITIES = """codeAiot;numeroRubrique;nature;alinea
"{d}07000001";"2910";x;1
"{d}07000001";"2750";x;1
"{d}07000001";"2910";x;2
"{d}07000002";"2781";x;1
"{d}99999999";"1";x;1
"""
DOCUMENTS = "codeAiot;dateDepot;identifiant\n1;2026-04-08;a\n1;31/12/2025;b\n1;2027-01-01;c\n"


def archive(department="59", **changed):
    tables = {
        "InstallationClassee": "\n".join([COLUMNS, *ROWS]),
        "rubriqueIC": ACTIVITIES,
        "metadataFichierHorsInspection": DOCUMENTS,
        **changed,
    }
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, text in tables.items():
            if text is not None:
                text = text.replace("{d}", department)
                packed.writestr(f"{name}.csv", text.encode("iso-8859-1"))
    return content.getvalue()


def department_of(url):
    return url.partition("departement=")[2][:2]


def fetched(tmp_path, answers=lambda url: archive(department_of(url))):
    client = FakeClient(tmp_path, lambda url: Reply(answers(url)))
    return georisques.fetch(SOURCE, dunkerque(), client), client


class TestTables:
    def test_installations_with_their_activities(self, tmp_path):
        table, client = fetched(tmp_path)
        first = table.frame.iloc[0]
        assert (first["codeAiot"], first["raisonSociale"]) == ("5907000001", "SOCIÉTÉ FICTIVE")
        assert first["adresse1"] == 'QUAI "EST"'
        assert list(table.frame["rubriques"][:3]) == ["2750 2910", "2781", ""]
        assert list(table.frame["statutSeveso"][:3]) == ["Seveso seuil haut", None, "Non Seveso"]
        assert len(table.frame) == 3 * len(dunkerque().departements) == 3 * len(client.asked)

    def test_points_from_degrees_else_from_metres_else_none(self, tmp_path):
        table, _ = fetched(tmp_path)
        degrees, metres, none = table.frame["geometry"][:3]
        assert geometry.to_wkt(degrees) == "POINT (2.3 51.02)"
        assert geometry.to_wkt(geometry.to_lambert93(metres)).startswith("POINT (65")
        assert none is None
        assert table.epsg == 4326
        assert table.notes == ("Installations sans coordonnées lisibles : 2.",)

    def test_the_youngest_document_not_of_the_future_dates_it(self, tmp_path):
        assert fetched(tmp_path)[0].vintage == "8 avril 2026"

    @pytest.mark.parametrize("documents", [None, "autre\n1\n"])
    def test_without_documents_it_is_dated_by_the_request(self, tmp_path, documents):
        def answers(url):
            return archive(department_of(url), metadataFichierHorsInspection=documents)

        assert fetched(tmp_path, answers)[0].vintage == "22 novembre 2026"

    def test_a_full_page_is_followed_by_another(self, tmp_path, monkeypatch):
        monkeypatch.setattr(georisques, "_page_size", lambda url: 3)

        def answers(url):
            page = url.partition("&page=")[2][0]
            rows = ROWS if page == "1" else ROWS[:1]
            text = "\n".join([COLUMNS, *rows]).replace("{d}", department_of(url) + page)
            return archive(department_of(url), InstallationClassee=text)

        table, client = fetched(tmp_path, answers)
        assert len(table.frame) == 4 * len(dunkerque().departements)
        assert [url.rpartition("?")[2] for url in client.asked[:2]] == [
            f"departement=59&page={page}&page_size=6000" for page in (1, 2)
        ]

    def test_a_full_page_again_is_refused(self, tmp_path, monkeypatch):
        monkeypatch.setattr(georisques, "_page_size", lambda url: 3)
        with pytest.raises(Incomplete, match="still had more"):
            fetched(tmp_path)

    def test_an_installation_twice_is_refused(self, tmp_path):
        with pytest.raises(Incomplete, match="gave 5907000001 twice"):
            fetched(tmp_path, lambda url: archive("59"))

    def test_an_empty_department_is_an_error(self, tmp_path):
        with pytest.raises(NothingThere, match="no installation for 59"):
            fetched(tmp_path, lambda url: archive(InstallationClassee=COLUMNS))

    def test_a_renamed_column_is_named(self, tmp_path):
        renamed = "\n".join([COLUMNS.replace("codeNaf", "code_naf"), *ROWS])
        with pytest.raises(SchemaChanged, match='"codeNaf" .nearest: code_naf'):
            fetched(tmp_path, lambda url: archive(InstallationClassee=renamed))

    @pytest.mark.real
    @pytest.mark.skipif(not REAL.exists(), reason="no real data here")
    def test_real_rows(self, tmp_path):
        rows = REAL.read_bytes()
        text = read_delimited(rows).to_csv(index=False, sep=";")

        def answers(url):
            own = text if department_of(url) == "59" else "\n".join([COLUMNS, *ROWS])
            return archive(department_of(url), InstallationClassee=own)

        frame = fetched(tmp_path, answers)[0].frame
        assert frame["codeAiot"][0] == "0005200756"
        assert geometry.bounds(frame["geometry"][0])[0] == -0.522023


class TestArchives:
    @pytest.mark.parametrize(
        ("body", "said"),
        [
            (b"", "no archive of its tables"),
            (b"<html>", "broken zip archive"),
            (archive(rubriqueIC=None), "no member rubriqueIC.csv"),
            (archive(InstallationClassee="codeAiot;b\n1;2;3\n"), "line 2 has 3 cells under 2"),
            (archive(InstallationClassee="a;b\n1;2\n"), "without a column codeAiot"),
        ],
    )
    def test_what_is_no_data_is_refused(self, tmp_path, body, said):
        with pytest.raises(WrongAnswer, match=said):
            fetched(tmp_path, lambda url: body)

    def test_cut_anywhere(self, tmp_path):
        for cut in truncated(archive(), 120):
            survive(georisques.fetch, SOURCE, dunkerque(), tmp_path, lambda url, cut=cut: cut)

    def test_one_byte_wrong_anywhere(self, tmp_path):
        body = archive()
        for at in range(0, len(body), 7):
            wild = body[:at] + bytes([body[at] ^ 0x55]) + body[at + 1 :]
            survive(georisques.fetch, SOURCE, dunkerque(), tmp_path, lambda url, wild=wild: wild)

    @settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(cells=st.lists(st.text(max_size=12), min_size=15, max_size=15))
    def test_wild_cells(self, tmp_path, cells):
        quoted = ['"' + cell.replace('"', '""') + '"' for cell in cells]
        row = ";".join(quoted).encode("iso-8859-1", "replace").decode("iso-8859-1")

        def server(url):
            rows = "\n".join([COLUMNS, row])
            return archive(department_of(url), InstallationClassee=rows)

        survive(georisques.fetch, SOURCE, dunkerque(), tmp_path, server)


def test_a_sample_has_the_publishers_own_columns(tmp_path):
    client = FakeClient(tmp_path, lambda url: Reply(archive(department_of(url))))
    sample = georisques.sample(SOURCE, dunkerque(), client)
    assert sample.rows == 6
    assert set(SOURCE.expected_columns) <= set(sample.columns)
    assert not {"geometry", "rubriques"} & set(sample.columns)
