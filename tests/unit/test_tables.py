"""Workbooks read back cell by cell: types, secrets, words, names of sheets, nobody's login."""

from __future__ import annotations

import getpass
import html
import re
import zipfile
from datetime import date, datetime
from xml.etree import ElementTree

import openpyxl
import pandas
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from osgeo import gdal, ogr
from profile_rows import Shelf, frame_of, profile
from raw_tables import CATALOGUE, DUNKERQUE
from territoires_industrie.territoires_industrie.edition import (
    Accounting,
    Availability,
    Provenance,
    write_edition,
)
from territoires_industrie.territoires_industrie.errors import Cancelled
from territoires_industrie.territoires_industrie.files import FileIsThere
from territoires_industrie.territoires_industrie.geometry import point
from territoires_industrie.territoires_industrie.libraries import LibraryMissing
from territoires_industrie.territoires_industrie.tables import writing
from territoires_industrie.territoires_industrie.tables.cells import (
    DATE,
    LONGEST_NAME,
    NUMBER,
    AtLeast,
    Column,
    Grid,
    sheet_names,
)
from territoires_industrie.territoires_industrie.tables.layers import (
    NOT_TOLD,
    RESERVED,
    SECRECY,
    layer_grid,
)
from territoires_industrie.territoires_industrie.tables.profiles import profile_grids
from territoires_industrie.territoires_industrie.tables.workbook import (
    AUTHOR,
    About,
    TablesError,
    write_workbook,
)
from territoires_industrie.territoires_industrie.tables.writing import TablesOrder, write_tables
from territoires_industrie.territoires_industrie.territories import all_communes, find

TERRITORY = find(DUNKERQUE)
LENS = find("ti-3209")
CENTRE = all_communes()["59273"].centre
ABOUT = About("Essai", "Essai", "Pied & page", datetime(2026, 11, 22, 7, 30))
REGISTER = "registre-essai"


def site(key, **cells):
    common = {
        "key": key,
        "name": f"Usine {key}",
        "commune": "Gravelines",
        "insee": "02059",
        "rattachement": DUNKERQUE,
        "class": "Agroalimentaire",
        "statut": "en service",
        "position": "commune",
        "diffusion": "publique",
        "source": REGISTER,
        "verifie_par": "Registre d'essai",
        "verifie_le": "2026-01-31",
        "geometry": CENTRE,
    }
    return {**common, **cells}


ROWS = [
    site("=1+1", name="=cmd|'/c calc'!A0", siret="01234567800012", naf="1071A",
         size="> à 50 000 MWh", electricity_mwh=51234.5678, total_mwh=60000.0, year=2024),
    site("b", name="Usine cachée XYZ", diffusion="interne", electricity_mwh=777333.25,
         size="> à 50 000 MWh"),
    site("c", name="@SUM(1)", size="Taille non publiée", **{"class": None}),
    site("d", name="Chez les partenaires", diffusion="partenaires"),
    site("e", rattachement="ti-3209", name="À Lens"),
]  # fmt: skip
SECRETS = ("Usine cachée XYZ", "777333", "Chez les partenaires")


@pytest.fixture(scope="module")
def edition(tmp_path_factory):
    """Consumers of every audience, and two sources that are told in "À lire"."""
    rows = pandas.DataFrame(ROWS, dtype="object")
    return write_edition(
        tmp_path_factory.mktemp("editions"),
        {"consumers": rows},
        [
            Provenance("consumers", REGISTER, publisher="Bureau", dataset="Essai", vintage="2024",
                       retrieved_at="2026-11-20T10:00:00+00:00", licence="Licence d'essai"),
        ],
        [Availability("consumers", DUNKERQUE, "partial", "Trois sites manquent.")],
        datetime(2026, 11, 22, 7, 30),
        CATALOGUE,
        accounting=[
            Accounting("consumers", REGISTER, "dessinée", "", 5, DUNKERQUE),
            Accounting("consumers", REGISTER, "hors carte", "sous le seuil", 7, DUNKERQUE),
            Accounting("consumers", REGISTER, "écartée", "en double", 2, ""),
        ],
    )  # fmt: skip


def told(edition, folder, audience="publique", territories=(TERRITORY,), **options):
    order = TablesOrder(list(territories), folder, audience, **options)
    return write_tables(order, edition, CATALOGUE, lambda _share, _text: None, lambda: False)


@pytest.fixture(scope="module")
def books(edition, tmp_path_factory):
    """The territory's workbook by audience, with openpyxl."""
    found = {}
    for audience in ("publique", "partenaires", "interne"):
        (path,) = told(edition, tmp_path_factory.mktemp(audience), audience)
        found[audience] = path
    return found


def table(path, name):
    """A sheet as a list of dicts by heading."""
    sheet = openpyxl.load_workbook(path)[name]
    head, *rows = sheet.iter_rows(values_only=True)
    return [dict(zip(head, row, strict=True)) for row in rows]


def everything(path):
    """All bytes of a workbook, unzipped, XML's ways of writing letters undone."""
    with zipfile.ZipFile(path) as box:
        return html.unescape(b"\n".join(map(box.read, box.namelist())).decode("utf-8"))


def lines(path):
    sheet = openpyxl.load_workbook(path)["À lire"]
    return [[cell for cell in row if cell is not None] for row in sheet.iter_rows(values_only=True)]


# ---------------------------------------------------------------- what a reader is given


def test_numbers_dates_codes_and_words_are_what_they_are(books):
    rows = {row["Identifiant stable"]: row for row in table(books["interne"], "Consommateurs")}
    row = rows["=1+1"]
    assert row["Territoire"] == TERRITORY.title
    assert row["SIRET"] == "01234567800012"
    assert row["Code INSEE de la commune"] == "02059"
    assert row["Consommation d'électricité (MWh)"] == 51234.5678
    assert row["Consommation de gaz (MWh PCS)"] is None
    assert row["Année des consommations"] == 2024
    assert row["Vérifié le"] == datetime(2026, 1, 31)
    assert row["Taille"] == "> 50 000 MWh"
    assert row["Classe de légende"] == "Agroalimentaire"
    assert rows["c"]["Classe de légende"] == "Hors légende"
    assert row["X (m, Lambert-93)"] == 638455
    assert "e" not in rows


def test_gdal_reads_the_same_cells(books):
    source = gdal.OpenEx(str(books["interne"]), gdal.OF_VECTOR)
    layer = source.GetLayerByName("Consommateurs")
    read = {feature["Identifiant stable"]: feature for feature in layer}
    kinds = {field.GetName(): field.GetType() for field in layer.schema}
    assert read["=1+1"]["Nom"] == "=cmd|'/c calc'!A0"
    assert read["=1+1"]["SIRET"] == "01234567800012"
    assert read["=1+1"]["Consommation d'électricité (MWh)"] == 51234.5678
    assert kinds["Consommation d'électricité (MWh)"] == ogr.OFTReal
    assert kinds["Vérifié le"] == ogr.OFTDate


def test_no_text_is_a_formula(books):
    for path in books.values():
        assert not re.search(r"<f[ >]", everything(path))
    sheet = openpyxl.load_workbook(books["publique"])["Consommateurs"]
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} <= {"s", "n", "d"}
    assert "=cmd|'/c calc'!A0" in {cell.value for cell in cells}


@pytest.mark.parametrize("audience", ["publique", "partenaires"])
def test_rows_above_the_audience_are_in_no_byte(books, audience):
    whole = everything(books[audience])
    kept = SECRETS if audience == "publique" else SECRETS[:2]
    assert not [secret for secret in kept if secret in whole]
    assert "51234.5678" not in whole
    assert all(secret in everything(books["interne"]) for secret in SECRETS)


def test_secrecy_is_said_in_words_in_its_own_column(books):
    public = {row["Identifiant stable"]: row for row in table(books["publique"], "Consommateurs")}
    assert public["=1+1"][SECRECY] == RESERVED
    assert public["=1+1"]["Consommation d'électricité (MWh)"] is None
    assert public["c"][SECRECY] == NOT_TOLD
    inside = {row["Identifiant stable"]: row for row in table(books["interne"], "Consommateurs")}
    assert inside["=1+1"][SECRECY] is None


def test_nobody_is_named_as_the_author(books):
    properties = openpyxl.load_workbook(books["publique"]).properties
    assert properties.creator == properties.lastModifiedBy == AUTHOR
    assert properties.created == datetime(2026, 11, 22, 7, 30)
    login = getpass.getuser()
    with zipfile.ZipFile(books["publique"]) as box:
        own = box.read("docProps/core.xml").decode() + box.read("docProps/app.xml").decode()
    assert f">{login}<" not in own


def test_sheets_are_ready_to_be_filtered_and_printed(books):
    book = openpyxl.load_workbook(books["publique"])
    assert book.sheetnames[0] == "À lire"
    for sheet in book.worksheets[1:]:
        assert sheet.freeze_panes == "C2"
        assert sheet.auto_filter.ref == f"A1:{sheet.cell(1, sheet.max_column).coordinate[:-1]}" + (
            f"{sheet.max_row}"
        )
        assert sheet.print_title_rows.replace("$", "") == "1:1"
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
        widths = [sheet.column_dimensions[cell.column_letter].width for cell in sheet[1]]
        assert all(9 <= width <= 48 for width in widths)
        for width, cell in zip(widths, sheet[1], strict=True):
            assert all(len(word) <= width for word in cell.value.split())


def test_every_layer_of_the_atlas_and_the_profile_has_its_sheet(books):
    names = openpyxl.load_workbook(books["publique"]).sheetnames
    for layer in CATALOGUE.layers.values():
        assert (layer.title.replace("'", "’") in names) == (
            layer.family == "atlas" or layer.id == "seveso"
        )
    assert names[1] == "Consommateurs"
    assert {"Fiche – indicateurs", "Fiche – énergie", "Fiche – emplois par secteur"} <= set(names)


def test_the_first_sheet_says_where_everything_comes_from(books):
    said = lines(books["publique"])
    text = "\n".join(str(cell) for line in said for cell in line)
    assert "Édition du 22 novembre 2026" in text
    assert "Diffusion publique" in text
    (source,) = [line for line in said if "Licence d'essai" in line]
    assert source[:4] == ["Consommateurs", "Bureau, Essai", "2024", datetime(2026, 11, 20)]
    assert ["Consommateurs", "Trois sites manquent. Des données réservées ne figurent pas dans "
            "cette diffusion.", TERRITORY.title] in said  # fmt: skip
    assert any(line[1:2] == ["iris : centre de l'IRIS : le site est ailleurs dans celui-ci."]
               for line in said)  # fmt: skip


def test_rows_read_are_rows_drawn_kept_off_and_rejected(books):
    said = [line for line in lines(books["publique"]) if line[1:2] == [REGISTER]]
    assert ["Consommateurs", REGISTER, 12, 5, 7, 0, "sous le seuil : 7"] in said
    assert ["Consommateurs (territoire non connu)", REGISTER, 2, 0, 0, 2, "en double : 2"] in said
    assert all(line[2] == sum(line[3:6]) for line in said)


def test_all_territories_in_one_workbook(edition, tmp_path):
    (path,) = told(edition, tmp_path, territories=(TERRITORY, LENS), together=True)
    assert path.name == "territoires-tables.xlsx"
    owners = {row["Territoire"] for row in table(path, "Consommateurs")}
    assert owners == {TERRITORY.title, LENS.title}
    figures = {row["Territoire"] for row in table(path, "Fiche – indicateurs")}
    assert figures == owners


# ---------------------------------------------------------------- layers


def grid(layer, audience="publique", **tables):
    """A layer's sheet from rows in memory."""
    frames = {name: frame_of(name, rows).assign(geometry=[r.get("geometry") for r in rows])
              for name, rows in tables.items()}  # fmt: skip
    shelf = Shelf(frames)
    shelf.record["audience"] = audience
    made = layer_grid(shelf, CATALOGUE.layers[layer], [TERRITORY], CATALOGUE)
    heads = [column.title for column in made.columns]
    return [dict(zip(heads, row, strict=True)) for row in made.rows]


def test_the_400_kv_network_has_no_coordinates_outside():
    rows = [site("p", **{"class": "Poste électrique (400 kV)"})]
    assert not [head for head in grid("network400kv", network400kv_point=rows)[0] if "X (" in head]
    inside = grid("network400kv", "interne", network400kv_point=rows)
    assert inside[0]["X (m, Lambert-93)"] == 638455


def test_an_unverified_brownfield_has_no_name_outside():
    rows = [site("s", **{"class": "Friche pour solaire"}),
            site("i", **{"class": "Friche industrielle"})]  # fmt: skip
    named = {row["Identifiant stable"]: row["Nom"] for row in grid("brownfields",
             brownfields_point=rows)}  # fmt: skip
    assert named == {"s": None, "i": "Usine i"}


def test_an_object_of_two_tables_is_one_row():
    both = grid("brownfields", brownfields=[site("f")], brownfields_point=[site("f"), site("g")])
    assert [(row["Identifiant stable"], row["Objet"]) for row in both] == [
        ("f", "surface"), ("g", "point"),
    ]  # fmt: skip


def test_what_belongs_to_nobody_is_told_where_it_lies():
    here, far = point(638455.0, 7099406.0), point(700000.0, 6600000.0)
    rows = [site("a", rattachement=None, geometry=here),
            site("b", rattachement=None, geometry=far),
            site("c", rattachement=None, geometry=None)]  # fmt: skip
    assert [row["Identifiant stable"] for row in grid("producers", producers=rows)] == ["a"]


def test_a_table_that_an_older_edition_lacks_is_an_empty_sheet():
    assert grid("wasteheat") == []


def test_yes_and_no_are_words():
    rows = [site(key, deja_valorisee=value) for key, value in (("a", 1), ("b", 0), ("c", None))]
    assert [row["Déjà valorisée"] for row in grid("wasteheat", wasteheat=rows)] == [
        "oui", "non", None,
    ]  # fmt: skip


# ---------------------------------------------------------------- the profile's tables


def test_a_minimum_stays_a_number_and_says_so(tmp_path):
    cell = {"territory": DUNKERQUE, "flux": "consommation", "category": "Ensemble des adresses",
            "energy": "électricité", "sites": 10, "mwh": 999_999.0, "of_which_withheld": 3,
            "year": 2024, "vintage": "2024", "sources": REGISTER}  # fmt: skip
    grids = list(profile_grids([profile(energy=[cell])]))
    figures = {row[1]: row for row in grids[0].rows}
    row = figures["Consommation d'électricité aux adresses, toutes activités"]
    assert row[2] == AtLeast(999.999)
    write_workbook(tmp_path / "a.xlsx", grids, ABOUT)
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx")["Fiche – indicateurs"]
    (found,) = [line for line in sheet.iter_rows() if line[1].value == row[1]]
    assert found[2].value == 999.999
    assert found[2].number_format == '"au moins "General'
    gas = figures["Consommation de gaz aux adresses, toutes activités"]
    assert (gas[2], gas[4]) == (None, "non disponible")


# ---------------------------------------------------------------- files


def test_a_file_that_is_there_is_kept(edition, tmp_path):
    there = tmp_path / f"{TERRITORY.slug}-tables.xlsx"
    there.write_text("à garder")
    with pytest.raises(FileIsThere):
        told(edition, tmp_path)
    assert there.read_text() == "à garder"
    told(edition, tmp_path, replace=True)
    assert zipfile.is_zipfile(there)


def test_a_stop_leaves_nothing(edition, tmp_path):
    asked = []

    def stop():
        asked.append(None)
        return len(asked) > 40

    order = TablesOrder([TERRITORY], tmp_path, "interne")
    with pytest.raises(Cancelled):
        write_tables(order, edition, CATALOGUE, lambda _share, _text: None, stop)
    assert not list(tmp_path.iterdir())


def test_without_openpyxl_one_sentence_before_anything(edition, tmp_path, monkeypatch):
    def missing():
        raise LibraryMissing("{library} is missing: install it.", library="openpyxl")

    monkeypatch.setattr(writing, "excel", missing)
    with pytest.raises(LibraryMissing, match="openpyxl is missing"):
        told(edition, tmp_path / "new")
    assert not (tmp_path / "new").exists()


def test_no_place_to_write_is_one_sentence(tmp_path):
    (tmp_path / "fichier").write_text("x")
    with pytest.raises(TablesError, match="choose another folder"):
        write_workbook(tmp_path / "fichier" / "a.xlsx", [], ABOUT)


# ---------------------------------------------------------------- whatever is in the cells


@given(st.lists(st.text(), min_size=1, max_size=8))
def test_names_of_sheets_are_valid_and_unique(wished):
    names = sheet_names(wished)
    assert len({name.casefold() for name in names}) == len(wished)
    for name in names:
        assert 1 <= len(name) <= LONGEST_NAME
        assert not re.search(r"[\[\]:*?/\\]", name)
        assert not (name.startswith("'") or name.endswith("'"))
        assert name.casefold() not in ("history", "historique")
        assert name.strip() == name


SAFE = st.text(st.characters(exclude_categories=["Cc", "Cs", "Cn"]), max_size=40)
WILD = st.text(max_size=40)
NUMBERS = st.one_of(st.none(), st.integers(-(2**49), 2**49), st.floats(-1e300, 1e300))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(SAFE, NUMBERS, st.one_of(st.none(), st.dates(date(1901, 1, 1)))),
                max_size=5))  # fmt: skip
def test_any_cell_is_read_back(rows):
    columns = (Column("Nom"), Column("Valeur", NUMBER, 1), Column("Jour", DATE))
    book = written([Grid("Essai", "Essai", columns, rows)])
    found = list(book["Essai"].iter_rows(min_row=2, values_only=True)) if rows else []
    for (name, number, day), cells in zip(rows, found, strict=False):
        assert (cells[0] or "") == name
        assert cells[1] == (pytest.approx(number, rel=1e-15) if number is not None else None)
        assert (cells[2].date() if cells[2] else None) == day


@settings(max_examples=60, deadline=None)
@given(WILD, WILD)
def test_wild_texts_never_break_a_workbook(name, text):
    book = written([Grid(name, text, (Column("Nom"),), [(text,)])])
    cell = book.worksheets[0]["A2"]
    assert cell.data_type != "f"
    assert (cell.value or "") == "" or cell.data_type == "s"


def written(grids):
    from tempfile import TemporaryDirectory

    with TemporaryDirectory() as folder:
        path = writing.Path(folder) / "a.xlsx"
        write_workbook(path, grids, ABOUT)
        with zipfile.ZipFile(path) as box:
            for name in box.namelist():
                if name.endswith(".xml"):
                    ElementTree.fromstring(box.read(name))
        return openpyxl.load_workbook(path)
