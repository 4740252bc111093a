"""Profiles as JSON and CSV say the same, are read back whole, and are written at one stroke."""

from __future__ import annotations

import csv
import io
import json
import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from profile_rows import TERRITORY, Shelf, frame_of, profile, shelf, site
from raw_tables import CATALOGUE, DUNKERQUE
from territoires_industrie.territoires_industrie.embedded import build_embedded
from territoires_industrie.territoires_industrie.errors import Cancelled
from territoires_industrie.territoires_industrie.files import FileIsThere, FolderRefused
from territoires_industrie.territoires_industrie.profile import writing
from territoires_industrie.territoires_industrie.profile.profile import (
    as_csv,
    as_json,
    profile_of,
)
from territoires_industrie.territoires_industrie.profile.writing import (
    ProfileError,
    ProfileOrder,
    write_profiles,
)
from territoires_industrie.territoires_industrie.territories import find
from test_profile import all_sectors, everywhere
from test_profile_energy import ADDRESSES, cell, made

ROWS = {
    "energy": [
        cell(ADDRESSES, 1_034_257.126, of_which_withheld=2),
        cell("Textile", None, masked="moins de 3 sites"),
        made("Ensemble", 58_750.0, 85_269.0),
    ],
    "jobs": everywhere(*all_sectors()),
    "brownfields_point": [
        site("f", name="=1+1", **{"class": "Friche industrielle"}, area_ha=13.25),
        site("g", name='Le « Grand » ; "site"', **{"class": "Friche industrielle"}),
    ],
    "heatnetworks": [site("h", length_km=1e-7, delivered_mwh=10.0, year=2023)],
}


def full():
    return profile(**ROWS)


def rows_of(text):
    assert text.startswith("\ufeff")
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=";"))


# ---------------------------------------------------------------- JSON


def test_the_json_holds_every_figure_exactly():
    told = full()
    found = json.loads(as_json(told))
    assert list(found) == ["format", "territoire", "edition", "indicateurs", "epci", "communes",
                           "secteurs", "tableaux"]  # fmt: skip
    assert found["format"] == "territoires-industrie/fiche/1"
    assert found["territoire"]["id"] == DUNKERQUE
    assert found["territoire"]["epci"] == list(TERRITORY.sirens)
    assert found["edition"] == {"date": "2026-11-22T07:30:00"}
    assert list(found["indicateurs"]) == list(told.figures)
    for name, figure in told.figures.items():
        assert found["indicateurs"][name] == {
            "libelle": figure.label,
            "valeur": figure.value,
            "unite": figure.unit,
            "texte": figure.text,
            "minimum": figure.minimum,
            "source": figure.source,
            "millesime": figure.vintage,
            "note": figure.note,
        }
    assert found["indicateurs"]["conso_gaz_gwh"]["valeur"] is None
    assert found["indicateurs"]["conso_electricite_gwh"]["minimum"] is True


def test_the_json_holds_lines_and_tables():
    told = full()
    found = json.loads(as_json(told))
    assert [line["siren"] for line in found["epci"]] == list(TERRITORY.sirens)
    assert found["communes"][0] == {
        "insee": "59183", "nom": "Dunkerque", "population": 87013, "chef_lieu": 1,
    }  # fmt: skip
    assert [line["postes"] for line in found["secteurs"]["lignes"]] == [40] * 13
    assert found["secteurs"]["annee"] == 2023
    for name, table in told.tables.items():
        assert found["tableaux"][name]["lignes"] == [list(row) for row in table.rows]
        assert [each["nom"] for each in found["tableaux"][name]["colonnes"]] == list(table.columns)


# ---------------------------------------------------------------- CSV


def test_the_csv_has_a_line_a_figure_as_french_spreadsheets_read_it():
    told = full()
    lines = rows_of(as_csv(told))
    assert lines[0][:3] == ["Territoire", DUNKERQUE, "AA - Dunkerque - Flandre"]
    start = next(at for at, line in enumerate(lines) if line[:1] == ["Nom"])
    for line, figure in zip(lines[start + 1 :], told.figures.values(), strict=False):
        assert line[0] == figure.name
        assert line[4:] == [
            figure.text, "oui" if figure.minimum else "", figure.source, figure.vintage,
            figure.note,
        ]  # fmt: skip
        if figure.value is None:
            assert line[2] == ""
        elif not isinstance(figure.value, str):
            assert float(line[2].replace(",", ".")) == figure.value
    assert lines[start + 1 + len(told.figures)] == []


def test_the_csv_has_every_table_under_its_title():
    told = full()
    lines = rows_of(as_csv(told))
    for table in told.tables.values():
        at = lines.index([table.title])
        assert len(lines[at + 1]) == len(table.columns)
        assert len(lines[at + 2 : at + 2 + len(table.rows)]) == len(table.rows)
        assert lines[at + 2 + len(table.rows)] == ["Source", table.source, table.vintage]


def test_numbers_are_written_out_and_no_cell_is_a_formula():
    text = as_csv(full())
    assert ";13,25;" in text
    assert "0,000000100" in text
    assert "'=1+1" in text
    assert '"Le « Grand » ; ""site"""' in text
    for line in rows_of(text):
        assert not any(value[:1] in ("=", "+", "@") for value in line)


# ---------------------------------------------------------------- whatever rows hold

TEXT = st.one_of(st.none(), st.sampled_from(["", " ", "É", "A16", "=1", "a;b\n", "59183"]))
REAL = st.one_of(
    st.none(), st.floats(), st.sampled_from([0.0, -1.0, 1e300, 60_000.0, math.nan, math.inf])
)
WHOLE = st.one_of(st.none(), st.integers(-5, 3000))


def wild(field, layer):
    if field.name in ("rattachement", "territory"):
        return st.sampled_from([DUNKERQUE, DUNKERQUE, "ti-3213", "", None])
    if field.name == "class":
        keys = [each.key for legend in layer.legends for each in legend.classes]
        return st.sampled_from([*keys, "", None, "autre"])
    if field.name in ("siren", "siren_epci"):
        return st.sampled_from([*TERRITORY.sirens, None, "x"])
    if field.name == "category":
        return st.sampled_from([*layer.parameters.values(), "Eolien", "Textile", None])
    if field.values:
        return st.sampled_from([*field.values, None])
    words = {"activity": ["CA", "CH", "BE", "_T"], "size_band": ["_T", "E1T4"]}.get(field.name)
    if words:
        return st.sampled_from([*words, None])
    return {"integer": WHOLE, "real": REAL}.get(field.type, TEXT)


def wild_frame(table):
    layer = CATALOGUE.layer_of(table.name)
    row = st.fixed_dictionaries({field.name: wild(field, layer) for field in table.fields})
    return st.lists(row, max_size=6).map(lambda rows: frame_of(table.name, rows))


TABLES = [
    table
    for table in CATALOGUE.tables
    if table.name not in ("land", "departments", "borders", "placenames", "rivers")
]


@settings(deadline=None, max_examples=40)
@given(data=st.data())
def test_whatever_the_rows_hold_there_is_a_profile(data):
    frames = {}
    for table in TABLES:
        drawn = data.draw(st.sampled_from(["without", "empty", "wild"]), label=table.name)
        if drawn != "without":
            rows = wild_frame(table) if drawn == "wild" else st.just(frame_of(table.name, []))
            frames[table.name] = data.draw(rows)
    state = st.sampled_from(["complete", "partial", "empty", "absent"])
    states = {name: (data.draw(state), "Phrase.") for name in CATALOGUE.layers}
    listed = tuple(data.draw(st.sets(st.sampled_from(list(CATALOGUE.layers)))))
    told = profile_of(Shelf(frames, states, listed), TERRITORY, CATALOGUE)
    found = json.loads(as_json(told))
    rows_of(as_csv(told))
    for figure in told.figures.values():
        assert (figure.value is None) == (figure.text == "non disponible")
        assert figure.minimum is False or figure.text.startswith("au moins")
    for table in told.tables.values():
        for row in table.rows:
            assert len(row) == len(table.columns) == len(table.decimals)
            assert not any(isinstance(value, float) and not math.isfinite(value) for value in row)
    assert set(found["indicateurs"]) == set(told.figures)


MWH = st.lists(st.one_of(st.none(), st.integers(1, 10**7).map(float)), min_size=1, max_size=8)


@settings(deadline=None, max_examples=40)
@given(values=MWH, secrets=st.integers(0, 30))
def test_a_sum_of_sectors_counts_no_null_as_0(values, secrets):
    classes = CATALOGUE.layers["consumers"].legend("types").classes
    rows = [cell(each.key, value) for each, value in zip(classes, values, strict=False)]
    rows[0]["of_which_withheld"] = secrets
    told = profile(energy=[*rows, cell(ADDRESSES, 1.0)]).figures["conso_electricite_industrie_gwh"]
    known = [value for value in values if value is not None]
    if told.value is not None:
        whole = len(known) == len(values) and not secrets
        assert told.minimum is not whole
        assert told.value <= math.fsum(known) / 1000 + 1e-6
        assert told.minimum or told.value == pytest.approx(math.fsum(known) / 1000)


# ---------------------------------------------------------------- files


@pytest.fixture(scope="module")
def embedded(tmp_path_factory):
    return build_embedded(tmp_path_factory.mktemp("embedded"))


def order(folder, **more):
    given = {"territories": (TERRITORY,), "formats": ("json", "csv"), "folder": folder, **more}
    return ProfileOrder(**given)


def write(order_, edition, cancelled=lambda: False, printer=None):
    told = []
    found = write_profiles(
        order_, edition, CATALOGUE, printer, lambda *step: told.append(step), cancelled
    )
    return found, told


def test_two_files_a_territory(embedded, tmp_path):
    found, told = write(order(tmp_path / "new"), embedded)
    assert [path.name for path in found] == [
        "aa-dunkerque-flandre-fiche.json",
        "aa-dunkerque-flandre-fiche.csv",
    ]
    assert sorted(path.name for path in (tmp_path / "new").iterdir()) == sorted(
        path.name for path in found
    )
    figures = json.loads(found[0].read_text(encoding="utf-8"))["indicateurs"]
    assert figures["plus_grande_centrale_mw"]["valeur"] == 5460.0
    assert figures["emplois_salaries"]["valeur"] is None
    assert found[1].read_bytes().startswith(b"\xef\xbb\xbf")
    assert told[-1] == (1.0, "")


def test_a_file_is_replaced_only_when_asked(embedded, tmp_path):
    there = tmp_path / "aa-dunkerque-flandre-fiche.csv"
    there.write_text("à garder", encoding="utf-8")
    with pytest.raises(FileIsThere):
        write(order(tmp_path), embedded)
    assert [path.name for path in tmp_path.iterdir()] == [there.name]
    assert there.read_text(encoding="utf-8") == "à garder"
    write(order(tmp_path, replace=True), embedded)
    assert "à garder" not in there.read_text(encoding="utf-8-sig")


def test_a_stop_leaves_whole_files_only(embedded, tmp_path):
    asked = iter([False] * 60)
    lille = find("ti-3213")

    def cancelled():
        there = list(tmp_path.glob("*.csv"))
        return next(asked, True) or bool(there)

    with pytest.raises(Cancelled):
        write(order(tmp_path, territories=(TERRITORY, lille)), embedded, cancelled)
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "aa-dunkerque-flandre-fiche.csv",
        "aa-dunkerque-flandre-fiche.json",
    ]


def test_what_cannot_be_written_is_one_sentence(embedded, tmp_path, monkeypatch):
    def full_disk(*_paths):
        raise OSError("No space left on device")

    monkeypatch.setattr(writing.os, "replace", full_disk)
    with pytest.raises(ProfileError, match=r"fiche\.json cannot be written \(No space left"):
        write(order(tmp_path / "full"), embedded)
    assert list((tmp_path / "full").iterdir()) == []
    (tmp_path / "file").write_text("")
    with pytest.raises(FolderRefused, match="choose another"):
        write(order(tmp_path / "file"), embedded)


def test_pages_are_printed_from_the_audiences_own_edition(embedded, tmp_path):
    asked = []

    def printer(edition, territory, target):
        asked.append((edition.record["audience"], territory.id, target.name))

    write(order(tmp_path, formats=("pdf",), audience="partenaires"), embedded, printer=printer)
    assert asked == [("partenaires", DUNKERQUE, "aa-dunkerque-flandre-fiche.pdf")]


def test_the_public_is_not_told_what_the_analyst_is(embedded, tmp_path):
    public, inside = (
        json.loads(write(order(tmp_path / name, audience=name), embedded)[0][0].read_text("utf-8"))
        for name in ("publique", "interne")
    )
    assert public["indicateurs"]["postes_400kv"]["valeur"] == 2
    rows = inside["tableaux"]["postes_400kv"]["lignes"]
    assert [row[2] for row in rows] == ["en service", "en service", "annoncé"]
    assert public["tableaux"]["postes_400kv"]["lignes"] == rows


def test_what_is_kept_of_one_edition_is_not_told_of_another(embedded):
    first = profile_of(embedded, TERRITORY, CATALOGUE)
    other = shelf(producers=[])
    assert profile_of(other, TERRITORY, CATALOGUE).figures["points_injection"].value == 0
    assert profile_of(embedded, TERRITORY, CATALOGUE) == first
