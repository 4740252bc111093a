from __future__ import annotations

from datetime import datetime

import numpy
import pandas
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from osgeo import ogr
from raw_tables import ground, layer, raw, tables
from territoires_industrie.territoires_industrie.audience import (
    MASKED,
    NO_COORDINATES,
    RESERVED,
    ROUNDED,
    UNTOLD,
    for_audience,
    select,
)
from territoires_industrie.territoires_industrie.catalogue import load_catalogue
from territoires_industrie.territoires_industrie.conformity import EditionError
from territoires_industrie.territoires_industrie.edition import (
    Accounting,
    Availability,
    EditionCancelled,
    EditionStore,
    Provenance,
    write_edition,
)
from territoires_industrie.territoires_industrie.geometry import to_wkt
from territoires_industrie.territoires_industrie.layers.energy import energy
from territoires_industrie.territoires_industrie.layers.masking import ALL, masked_totals
from territoires_industrie.territoires_industrie.territories import all_communes
from test_layer_consumers import sdes

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


LINE = wkb("LINESTRING (640012.3 7100049, 641031 7100960.7)")
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
        [
            row("s-exact", geometry=wkb("POINT (640012.3 7099970)")),
            row("s-address", position="adresse", insee="99999"),
            row("s-known", insee="59273"),
            row("s-commune", position="commune"),
        ]
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
    assert keys(public, "network400kv_point") == {"s-commune", "s-known"}
    points = public.frame("network400kv_point").set_index("key")
    assert points.loc["s-known", "position"] == "commune"
    assert points.loc["s-known", "geometry"] == all_communes()["59273"].centre


def test_partners_get_the_400_kv_network_no_finer_than_1_to_100_000(made_for):
    partners = made_for("partenaires")
    for table, key, corners in (
        ("network400kv", "l-exact", ["640000 7100000", "641000 7101000"]),
        ("network400kv_point", "s-exact", ["640000 7100000"]),
    ):
        row = partners.frame(table).set_index("key").loc[key]
        assert all(corner in to_wkt(row["geometry"]) for corner in corners)
        assert row["note"].endswith(ROUNDED)


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


# ---------------------------------------------------------------- energies


def consumer(key, **cells):
    figures = {"electricity_mwh": 12_000.0, "gas_mwh": 1.0, "total_mwh": 12_001.0}
    return row(key, **{"size": "> à 10 000 MWh", **figures, **cells})


def energy_row(category, mwh, masked=None, flux="consommation", **cells):
    frame = {field.name: None for field in CATALOGUE.table("energy").fields}
    told = {"territory": TERRITORY, "energy": "électricité", "sites": 4, "share_max": 0.5}
    told |= {"flux": flux, "category": category, "mwh": mwh, "masked": masked, "geometry": None}
    return {**frame, **told, **cells}


@pytest.fixture
def with_energies(tmp_path):
    tables = {
        "consumers": pandas.DataFrame([consumer("c", name=None)]),
        "wasteheat": pandas.DataFrame(
            [
                row("w-own", "partenaires", energy_mwh=5.0, source="polenergie-local"),
                row("w-public", energy_mwh=6.0, source="enrezo-industrie"),
            ]
        ),
        "energy": pandas.DataFrame(
            [
                energy_row("Textile", 123_456.0, "moins de 3 sites"),
                energy_row("Papeterie", 300.0),
                energy_row("Nucléaire", 9e6, flux="production", share_max=None),
            ]
        ),
    }
    sources = [
        Provenance("consumers", "registre"),
        Provenance("wasteheat", "polenergie-local"),
        Provenance("wasteheat", "enrezo-industrie"),
        Provenance("energy", "sdes-elec-adresse"),
    ]
    known = [Availability("energy", TERRITORY, "complete", "")]
    whole = write_edition(tmp_path, tables, sources, known, datetime(2026, 11, 22), CATALOGUE)
    return lambda audience: for_audience(whole, audience, tmp_path / audience, CATALOGUE)


@pytest.mark.parametrize("audience", ["publique", "partenaires"])
def test_masked_cells_have_no_figure_outside(with_energies, audience):
    made = with_energies(audience)
    cells = made.frame("energy").set_index("category")
    assert pandas.isna(cells.loc["Textile", "mwh"])
    assert cells.loc["Textile", "masked"] == "moins de 3 sites"
    assert cells.loc[["Papeterie", "Nucléaire"], "mwh"].tolist() == [300, 9e6]
    assert cells["share_max"].isna().all()
    known = made.availability(TERRITORY)["energy"]
    assert (known.state, known.statement) == ("partial", MASKED)
    assert made.provenance("energy")[0].sum == 9_000_300


@pytest.mark.parametrize("audience", ["publique", "partenaires"])
def test_a_site_s_consumption_leaves_as_its_class(with_energies, audience):
    made = with_energies(audience)
    (site,) = made.frame("consumers").to_dict("records")
    assert site["size"] == "> à 10 000 MWh"
    assert pandas.isna([site["electricity_mwh"], site["gas_mwh"], site["total_mwh"]]).all()
    heat = made.frame("wasteheat").set_index("key")["energy_mwh"].dropna().to_dict()
    assert heat == {"w-public": 6.0}


def test_the_analyst_s_own_edition_is_exempt(with_energies):
    made = with_energies("interne")
    assert made.frame("energy")["mwh"].tolist() == [123_456, 300, 9e6]
    assert made.frame("energy")["share_max"].tolist()[:2] == [0.5, 0.5]
    assert made.frame("consumers")["total_mwh"].tolist() == [12_001]
    assert made.frame("wasteheat")["energy_mwh"].tolist() == [5, 6]
    assert made.availability(TERRITORY)["energy"].state == "complete"


class Held:
    """What `select` asks of an edition, without its file."""

    def __init__(self, tables):
        self._tables = tables

    def tables(self):
        return set(self._tables)

    def frame(self, table):
        return self._tables[table]

    def corrections(self):
        return []

    def accounting(self):
        return []


PLACES = ("591830101", "021680000", "593440101")  # IRIS of three territories
KINDS = {"10": "Agroalimentaire", "13": "Textile", "17": "Papeterie", "47": "Hors légende"}
SITES = st.tuples(
    st.sampled_from(PLACES),
    st.sampled_from(list(KINDS)),
    st.one_of(st.integers(0, 10**5), st.sampled_from([10, 90_000])),
)


@settings(deadline=None, max_examples=40)
@given(st.lists(SITES, min_size=1, max_size=40), st.sampled_from(["publique", "partenaires"]))
def test_no_masked_cell_can_be_worked_out_from_published_totals(sites, audience):
    """Rows add up to their totals, columns to those that are fit to be published: neither tells.

    Nor does a total less its shown cells: it is the sum of at least three sites, none of 85 %.
    """
    rows = [
        sdes(
            float(mwh),
            ban=f"{iris[:5]}_1_{number:05d}",
            CODE_IRIS_CODE=iris,
            CODE_SECTEUR_NAF2_CODE=naf,
        )
        for number, (iris, naf, mwh) in enumerate(sites)
    ]
    place = ground()
    table = energy(tables(raw("sdes-elec-adresse", rows)), layer("energy"), place).tables["energy"]
    given_cells = select(Held({"energy": table}), audience, CATALOGUE).tables["energy"]
    total = layer("energy").parameters["all_addresses"]
    cells = given_cells.assign(category=given_cells["category"].replace(total, ALL))
    cells = cells.set_index(["territory", "category"])["mwh"]
    assert (cells.isna() == given_cells["masked"].notna().to_numpy()).all()
    territories = place.territories_of(pandas.Series([iris[:5] for iris, _, _ in sites]))
    known = pandas.DataFrame(
        {
            "rattachement": territories,
            "class": [KINDS[naf] for _, naf, _ in sites],
            "electricity_mwh": [float(mwh) for *_, mwh in sites],
            "gas_mwh": float("nan"),
        }
    )
    for territory, line in cells.groupby(level=0):
        if pandas.notna(line.get((territory, ALL))):
            # the total less the cells that are shown
            gone = line.index[line.isna()].get_level_values(1)
            mine = known[(known["rattachement"] == territory) & known["class"].isin(gone)]
            union = mine["electricity_mwh"]
            assert union.empty or len(union) >= 3
            assert not union.sum() or union.max() < 0.85 * union.sum()
    columns = masked_totals(known, layer("consumers").parameters)
    columns = columns[columns["territory"] == ALL].set_index(["territory", "sector"])["mwh"]
    cells = pandas.concat([cells, columns])
    hidden = [where for where in cells.index if pandas.isna(cells[where])]
    if not hidden:
        return
    lines = [
        [(-1 if where[1 - axis] == ALL else 1) if where[axis] == name else 0 for where in hidden]
        for axis in (0, 1)
        for name in {where[axis] for where in cells.index}
    ]
    equations = numpy.array(lines, dtype=float)
    rank = numpy.linalg.matrix_rank(equations)
    for number in range(len(hidden)):
        alone = numpy.zeros(len(hidden))
        alone[number] = 1
        assert numpy.linalg.matrix_rank(numpy.vstack([equations, alone])) == rank + 1, hidden[
            number
        ]


# ---------------------------------------------------------------- words


def test_words_that_name_what_is_withheld_are_withheld_too(tmp_path):
    hidden = row("p-hidden", "interne", name="Usine Cachée", source="polenergie-local")
    own = row("p-own", name="Usine Vue", source="polenergie-local")
    edition = write_edition(
        tmp_path / "whole",
        {"producers": pandas.DataFrame([row("p-public"), hidden, own])},
        [
            Provenance("producers", "registre", notes="Relu. L'usine cachée manque. Suite."),
            Provenance("producers", "polenergie-local", notes="visites.xlsx, Tél. non lue."),
        ],
        [Availability("producers", TERRITORY, "partial", "Incomplet. Sans p-hidden. Sans p-hid.")],
        datetime(2026, 11, 22),
        CATALOGUE,
        accounting=[
            Accounting("producers", "registre", "hors carte", "sur Usine Cachée", 2, TERRITORY),
            Accounting("producers", "registre", "hors carte", "sous le seuil", 1, TERRITORY),
        ],
    )  # fmt: skip
    public = for_audience(edition, "publique", tmp_path / "public", CATALOGUE)
    registre, local = public.provenance("producers")
    assert (registre.notes, local.notes) == ("Relu. Suite.", "")
    statement = public.availability(TERRITORY)["producers"].statement
    assert statement == f"Incomplet. Sans p-hid. {RESERVED}"
    assert [(entry.reason, entry.rows) for entry in public.accounting()] == [
        (UNTOLD, 2),
        ("sous le seuil", 1),
    ]
    inside = for_audience(edition, "interne", tmp_path / "inside", CATALOGUE)
    assert [entry.notes for entry in inside.provenance("producers")] == [
        entry.notes for entry in edition.provenance("producers")
    ]
    assert inside.accounting() == edition.accounting()
