from __future__ import annotations

from datetime import datetime

import pandas
import pytest
from osgeo import ogr
from territoires_industrie.territoires_industrie.audience import (
    NO_COORDINATES,
    RESERVED,
    for_audience,
    select,
)
from territoires_industrie.territoires_industrie.catalogue import load_catalogue
from territoires_industrie.territoires_industrie.edition import (
    Availability,
    EditionCancelled,
    EditionError,
    EditionStore,
    Provenance,
    write_edition,
)

CATALOGUE = load_catalogue()
TERRITORY = "ti-3201"


def wkb(wkt):
    return bytes(ogr.CreateGeometryFromWkt(wkt).ExportToIsoWkb(ogr.wkbNDR))


def row(key, diffusion="publique", **values):
    common = {
        "key": key,
        "name": f"Site {key}",
        "class": None,
        "commune": "Gravelines",
        "position": "exacte",
        "diffusion": diffusion,
        "source": "registre",
        "geometry": wkb("POINT (640000 7100000)"),
    }
    return {**common, **values}


LINE = wkb("LINESTRING (640000 7100000, 641000 7101000)")
TABLES = {
    "producers": pandas.DataFrame(
        [
            row("p-public", power_kw=1000.0),
            row("p-partners", "partenaires", power_kw=200.0),
            row("p-inside", "interne", power_kw=30.0, source="atelier"),
        ]
    ),
    "network400kv": pandas.DataFrame([row("l-exact", geometry=LINE)]),
    "network400kv_point": pandas.DataFrame(
        [row("s-exact"), row("s-address", position="adresse"), row("s-commune", position="commune")]
    ),
    "placenames": pandas.DataFrame(
        [{"name": "Mer du Nord", "kind": "sea", "geometry": wkb("POINT (640000 7150000)")}]
    ),
}
PROVENANCE = [
    Provenance("producers", "registre", url="https://example.org/registre"),
    Provenance("producers", "atelier", url="file:///home/jeanne/sites.xlsx"),
    Provenance("network400kv", "registre", url="/home/jeanne/lignes.gpkg"),
    Provenance("wasteheat", "fichier"),
]
AVAILABILITY = [
    Availability("producers", TERRITORY, "complete", "Tous les sites."),
    Availability("network400kv", TERRITORY, "complete", "Lignes et postes."),
    Availability("wasteheat", TERRITORY, "empty", "Aucun gisement."),
]


@pytest.fixture
def edition(tmp_path):
    notes = {"title": "Essai", "fingerprint": "abc"}
    created = datetime(2026, 11, 22)
    return write_edition(tmp_path, TABLES, PROVENANCE, AVAILABILITY, created, CATALOGUE, notes)


@pytest.fixture
def made_for(edition, tmp_path):
    return lambda audience: for_audience(edition, audience, tmp_path / audience, CATALOGUE)


def keys(edition, table):
    return set(edition.frame(table)["key"])


@pytest.mark.parametrize(
    ("audience", "producers"),
    [
        ("publique", {"p-public"}),
        ("partenaires", {"p-public", "p-partners"}),
        ("interne", {"p-public", "p-partners", "p-inside"}),
    ],
)
def test_each_audience_sees_what_is_meant_for_it(made_for, audience, producers):
    made = made_for(audience)
    assert keys(made, "producers") == producers
    assert len(made.frame("placenames")) == 1
    content = made.path.read_bytes()
    for key in {"p-public", "p-partners", "p-inside"} - producers:
        assert key.encode() not in content
        assert f"Site {key}".encode() not in content


def test_the_public_gets_no_position_of_the_400_kv_network(made_for):
    public = made_for("publique")
    assert keys(public, "network400kv") == set()
    assert keys(public, "network400kv_point") == {"s-commune"}
    assert keys(made_for("partenaires"), "network400kv") == {"l-exact"}


def test_positions_that_others_publish_stay(made_for):
    assert keys(made_for("publique"), "producers") == {"p-public"}


def test_the_statement_says_that_something_is_kept_back(made_for):
    public = made_for("publique").availability(TERRITORY)
    assert public["network400kv"].statement == f"Lignes et postes. {NO_COORDINATES}"
    assert public["producers"].statement == f"Tous les sites. {RESERVED}"
    assert public["producers"].state == "partial"
    assert public["wasteheat"].statement == "Aucun gisement."
    assert made_for("interne").availability(TERRITORY)["producers"].state == "complete"


def test_a_layer_of_which_nothing_is_left(tmp_path):
    tables = {"producers": TABLES["producers"].tail(1)}
    whole = write_edition(
        tmp_path, tables, PROVENANCE, AVAILABILITY, datetime(2026, 1, 1), CATALOGUE
    )
    public = for_audience(whole, "publique", tmp_path / "public", CATALOGUE)
    entry = public.availability(TERRITORY)["producers"]
    assert (entry.state, entry.statement) == ("absent", RESERVED)


def test_sums_and_sources_do_not_betray_them(made_for):
    public = made_for("publique")
    (registre,) = public.provenance("producers")
    assert (registre.source, registre.rows, registre.sum) == ("registre", 1, 1000.0)
    assert [entry.source for entry in public.provenance("wasteheat")] == ["fichier"]
    assert b"atelier" not in public.path.read_bytes()


def test_addresses_in_somebodys_computer_go(made_for):
    made = made_for("interne")
    assert {entry.url for entry in made.provenance()} == {"https://example.org/registre", ""}
    assert b"jeanne" not in made.path.read_bytes()


def test_it_says_for_whom_it_is_and_does_not_pass_for_the_whole(made_for):
    made = made_for("publique")
    assert made.record["audience"] == "publique"
    assert made.title == "Essai"
    assert "fingerprint" not in made.record


def test_the_whole_edition_is_left_alone(edition, made_for):
    before = edition.path.read_bytes()
    made_for("publique")
    assert edition.path.read_bytes() == before
    assert EditionStore(edition.path.parent).editions() == [edition]


def test_secrets_are_what_only_withheld_rows_bear(edition):
    secrets = set(select(edition, "partenaires", CATALOGUE).secrets())
    assert secrets == {"p-inside", "Site p-inside"}


def test_a_name_that_a_shown_row_bears_too_is_no_secret(tmp_path):
    tables = {"producers": pandas.DataFrame([row("a"), row("b", "interne", name="Gravelines")])}
    whole = write_edition(tmp_path, tables, PROVENANCE, [], datetime(2026, 1, 1), CATALOGUE)
    assert list(select(whole, "publique", CATALOGUE).secrets()) == ["b"]


def test_an_unknown_audience(edition, tmp_path):
    with pytest.raises(EditionError, match='"public" is no audience'):
        for_audience(edition, "public", tmp_path, CATALOGUE)


def test_cancelled(edition, tmp_path):
    answers = iter([False, False, True])
    with pytest.raises(EditionCancelled):
        for_audience(edition, "interne", tmp_path / "x", CATALOGUE, cancelled=lambda: next(answers))
    assert list((tmp_path / "x").iterdir()) == []


def test_what_is_made_has_a_checksum_of_its_own(edition, made_for):
    made = made_for("publique")
    assert made.is_unchanged()
    assert made.record["checksum"] != edition.record["checksum"]


def test_the_public_file_names_nobody_whom_no_register_vouches_for(tmp_path):
    """DOMAIN 8: what has no name on paper has none in the file that goes with it."""
    sites = [
        row("verified", verifie_par="IREP 2015", note="revu en séance", source_atlas="page 6"),
        row("doubtful", verifie_par=None, note="à vérifier", source_atlas="600 MW en 2038"),
    ]
    edition = write_edition(
        tmp_path / "whole",
        {"producers": pandas.DataFrame(sites)},
        [Provenance("producers", "registre")],
        [],
        datetime(2026, 11, 22),
        CATALOGUE,
    )
    public = for_audience(edition, "publique", tmp_path / "public", CATALOGUE)
    told = public.frame("producers").set_index("key")
    assert told.loc["verified", ["name", "source_atlas"]].tolist() == ["Site verified", "page 6"]
    assert told.loc["doubtful", ["name", "source_atlas"]].isna().all()
    assert told["note"].isna().all()
    content = public.path.read_bytes()
    assert all(word.encode() not in content for word in ("Site doubtful", "2038", "séance"))
    partners = for_audience(edition, "partenaires", tmp_path / "partners", CATALOGUE)
    assert partners.frame("producers")["name"].notna().all()
