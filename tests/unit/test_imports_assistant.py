"""What the assistant stands on: files opened, columns and classes chosen, what would happen."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from territoires_industrie.territoires_industrie.catalogue import load_catalogue
from territoires_industrie.territoires_industrie.embedded import build_embedded
from territoires_industrie.territoires_industrie.imports import choosing, opening
from territoires_industrie.territoires_industrie.imports.adding import ImportOrder, import_files
from territoires_industrie.territoires_industrie.imports.choosing import (
    NotYet,
    chosen_columns,
    lacking,
    noted_columns,
    placed_by,
    slots,
    with_class,
    with_columns,
    words_to_class,
)
from territoires_industrie.territoires_industrie.imports.keeping import keep
from territoires_industrie.territoires_industrie.imports.looking import look_again
from territoires_industrie.territoires_industrie.imports.opening import open_file
from territoires_industrie.territoires_industrie.imports.preview import preview
from territoires_industrie.territoires_industrie.imports.vocabulary import units_for
from territoires_industrie.territoires_industrie.sources.instructions import (
    EMPTY,
    Instructions,
    read_instructions,
    written_out,
)

CATALOGUE = load_catalogue()
HEAT = (
    "Nom du site;Commune;Code INSEE;Température (°C);Gisement (GWh/an);X;Y;Contact\n"
    "Verrerie (inventée);Grande-Synthe;59271;38,5;12,4;646000;7103000;M. Bœuf\n"
    "Four (inventé);Hazebrouck;59295;240;8;;;\n"
    "Papeterie (inventée);Nulle-Part;;60;3;;;\n"
)


@pytest.fixture(scope="module")
def embedded(tmp_path_factory):
    return build_embedded(tmp_path_factory.mktemp("embedded"))


@pytest.fixture
def imports(tmp_path):
    return tmp_path / "imports"


@pytest.fixture
def written(tmp_path):
    def write(name: str, content: str | bytes) -> Path:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write


@pytest.fixture
def heat(written, imports):
    return open_file(written("Chaleur 2024.csv", HEAT), CATALOGUE, imports).look


def chosen_again(look, chosen, noted=(), factors=None):
    how = with_columns(look, chosen, noted, factors or {})
    return look_again(look, CATALOGUE, how)


# ---------------------------------------------------------------- opening


def test_a_file_is_opened_with_its_first_rows_and_why_it_is_for_a_layer(written, imports):
    opened = open_file(written("Chaleur fatale.csv", HEAT), CATALOGUE, imports)
    assert opened.problem is None
    assert opened.told_by == opening.NAMED
    assert opened.heads[:2] == ("Nom du site", "Commune")
    assert opened.rows[0][:2] == ("Verrerie (inventée)", "Grande-Synthe")
    assert not imports.exists(), "nothing is written"


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("vide.csv", b"", "vide.csv"),
        ("titres.csv", "Nom;Commune;Température (°C)\n", "no row"),
        ("octets.csv", bytes(range(256)) * 4, "octets.csv"),
        ("page.csv", "<html><body>404</body></html>", "page, not a table"),
        ("faux.xlsx", b"not a workbook", "faux.xlsx"),
        ("fichier.doc", b"x", "no kind of file"),
        ("rien.csv", "a;b\n1;2\n3;4\n", "choose the layer"),
    ],
)
def test_a_bad_file_has_one_sentence_and_raises_nothing(written, imports, name, content, told):
    opened = open_file(written(name, content), CATALOGUE, imports)
    assert opened.look is None
    assert told in str(opened.problem)
    assert "\n" not in str(opened.problem)


def test_a_file_that_is_gone_has_a_sentence_too(tmp_path, imports):
    opened = open_file(tmp_path / "gone.csv", CATALOGUE, imports)
    assert "gone.csv" in str(opened.problem)


def test_a_file_for_no_layer_shows_its_rows_and_takes_the_layer_that_is_said(written, imports):
    path = written("rien.csv", "a;Commune\n1;Cassel\n3;Bergues\n")
    assert open_file(path, CATALOGUE, imports).rows[1] == ("1", "Cassel")
    opened = open_file(path, CATALOGUE, imports, "wasteheat")
    assert opened.look is not None
    assert opened.told_by == opening.SAID


def test_of_several_sheets_the_chosen_one_is_read(tmp_path, imports):
    book = openpyxl.Workbook()
    book.active.title = "Lisez-moi"
    book.active.append(["Bonjour"])
    for title in ("Chaleur fatale", "Autre chaleur fatale"):
        sheet = book.create_sheet(title)
        sheet.append(["Nom", "Commune", "Température (°C)"])
        sheet.append([title, "Cassel", 60])
    path = tmp_path / "classeur.xlsx"
    book.save(path)
    opened = open_file(path, CATALOGUE, imports)
    assert opened.sheets == ("Lisez-moi", "Chaleur fatale", "Autre chaleur fatale")
    assert opened.rows[0][0] == "Chaleur fatale"
    other = open_file(path, CATALOGUE, imports, sheet="Autre chaleur fatale")
    assert other.rows[0][0] == "Autre chaleur fatale"


class TestEarlierImports:
    """A mapping that was kept is found again, by the file's name or by its columns."""

    @pytest.fixture
    def kept(self, heat, imports):
        chosen = chosen_columns(heat)
        del chosen["energy_mwh"]
        how = with_columns(heat, chosen, (), {})
        how = replace(how, defaults={"statut": "annoncé"}, diffusion="partenaires")
        return keep(heat.path, how, imports, "", replace=False)

    def test_by_name_even_where_columns_came(self, kept, written, imports):
        path = written("Chaleur 2024.csv", HEAT.replace("Contact", "Autre"))
        opened = open_file(path, CATALOGUE, imports)
        assert opened.kept.name == "chaleur-2024"
        assert opened.told_by == opening.KEPT
        assert "energy_mwh" not in chosen_columns(opened.look)
        assert opened.look.how.defaults == {"statut": "annoncé"}
        assert opened.look.how.diffusion == "partenaires"
        assert noted_columns(opened.look) == ("Autre",)

    def test_by_the_same_columns_under_another_name(self, kept, written, imports):
        opened = open_file(written("export.csv", HEAT), CATALOGUE, imports, "wasteheat")
        assert opened.kept.name == "chaleur-2024"
        assert "energy_mwh" not in chosen_columns(opened.look)

    def test_other_columns_under_another_name_are_another_file(self, kept, written, imports):
        text = HEAT.replace("Contact", "Autre")
        opened = open_file(written("export.csv", text), CATALOGUE, imports, "wasteheat")
        assert opened.kept is None
        assert "energy_mwh" in chosen_columns(opened.look)

    def test_a_mapping_that_cannot_be_read_is_none(self, imports, written):
        imports.mkdir()
        (imports / "wasteheat.chaleur-2024.csv.mapping.json").write_text("{")
        opened = open_file(written("Chaleur 2024.csv", HEAT), CATALOGUE, imports)
        assert opened.problem is None
        assert opened.kept is None


# ---------------------------------------------------------------- choosing


def test_coordinates_and_units_are_among_the_choices(heat):
    chosen = chosen_columns(heat)
    assert (chosen["x"], chosen["y"], chosen["energy_mwh"]) == ("X", "Y", "Gisement (GWh/an)")
    assert noted_columns(heat) == ("Contact",)
    assert "Lambert 93" in placed_by(heat)
    by_name = {slot.name: slot for slot in slots(heat.table, CATALOGUE.layer_of("wasteheat"))}
    assert by_name["energy_mwh"].units["GWh"] == 1000.0
    assert by_name["temperature_c"].units == {}
    assert by_name["statut"].may_default
    assert not by_name["key"].may_default
    assert units_for("kW")["MW"] == 1000.0


def test_every_layer_of_the_atlas_has_choices_for_what_may_be_guessed():
    for layer in CATALOGUE.layers.values():
        if layer.family != "atlas":
            continue
        for table in layer.tables:
            names = [slot.name for slot in slots(table, layer)]
            assert len(names) == len(set(names))
            fields = {field.name for field in table.fields}
            assert fields - set(names) <= {*choosing._NOT_CHOSEN}


def test_what_is_chosen_is_what_is_read(heat):
    chosen = {**chosen_columns(heat), "name": "Contact"}
    again = chosen_again(heat, chosen, ("Nom du site",), {"Gisement (GWh/an)": 1.0})
    assert chosen_columns(again) == chosen
    assert noted_columns(again) == ("Nom du site",)
    assert again.content is heat.content, "the file is not read twice"
    later = look_again(again, CATALOGUE, with_class(again.how, "class", EMPTY, ""))
    (energy,) = (each for each in later.columns if each.name == "energy_mwh")
    assert energy.factor == 1.0, "what was said of a unit holds, whatever is said next"


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_choice_is_understood_as_it_was_made(heat, data):
    layer = CATALOGUE.layer_of("wasteheat")
    columns = data.draw(
        st.permutations(list(heat.content.frame.columns.drop("geometry", errors="ignore")))
    )
    names = data.draw(st.permutations([slot.name for slot in slots(heat.table, layer)]))
    number = data.draw(st.integers(0, len(columns)))
    chosen = dict(zip(names, columns[:number], strict=False))
    again = chosen_again(heat, chosen, columns[number:])
    found = chosen_columns(again)
    # Coordinates nobody names are found by their headings.
    assert {name: found[name] for name in chosen} == chosen
    assert set(found) - set(chosen) <= {"x", "y"}
    lacking(again)
    words_to_class(again, layer)


def test_one_column_for_two_is_refused(heat):
    with pytest.raises(NotYet, match="Contact"):
        with_columns(heat, {"name": "Contact", "address": "Contact"}, (), {})


@pytest.mark.parametrize(
    ("heads", "told"),
    [
        ("Nom;Température (°C)", "Nothing says where"),
        ("Nom;Adresse", "needs its commune"),
        ("Nom;Commune", None),
    ],
)
def test_a_file_that_says_nowhere_where_its_rows_are_is_told_so(written, imports, heads, told):
    text = f"{heads}\nVerrerie;Cassel\nFour;Bergues\n"
    look = open_file(written("f.csv", text), CATALOGUE, imports, "wasteheat").look
    wanted = {"Adresse": "address", "Température (°C)": "temperature_c", "Commune": "commune"}
    second = heads.partition(";")[2]
    look = chosen_again(look, {"name": "Nom", wanted[second]: second})
    found = lacking(look)
    assert (found is None) if told is None else (told in str(found))
    placed = replace(look, how=replace(look.how, defaults={"insee": "59135"}))
    assert lacking(placed) is None, "one commune for all"


def test_one_coordinate_alone_is_not_enough(heat):
    assert "both" in str(lacking(chosen_again(heat, {"name": "Nom du site", "x": "X"})))


def test_classes_are_chosen_unknown_ones_first(written, imports):
    text = "Nom;Commune;Type;Statut\nA;Cassel;basse T;projet\nB;Cassel;< 40 °C;en service\n"
    look = open_file(written("f.csv", text), CATALOGUE, imports, "wasteheat").look
    layer = CATALOGUE.layer_of("wasteheat")
    words = words_to_class(look, layer)
    assert (words[0].word, words[0].key) == ("basse T", "")
    assert words[-1].word == EMPTY
    by_word = {word.word: word for word in words}
    assert by_word["projet"].key == "annoncé"
    key = "Chaleur fatale < à 80°C"
    how = with_class(look.how, "class", "basse T", key)
    how = with_class(how, "class", EMPTY, key)
    again = {
        word.word: word.key for word in words_to_class(look_again(look, CATALOGUE, how), layer)
    }
    assert again["basse T"] == again[EMPTY] == key
    assert with_class(with_class(Instructions(), "class", EMPTY, key), "class", EMPTY, "") == (
        Instructions()
    )


# ---------------------------------------------------------------- what would happen


def test_the_preview_says_what_every_row_becomes_and_writes_nothing(heat, imports, embedded):
    found = preview(heat, "", imports, embedded, CATALOGUE)
    assert (found.total, found.drawn, found.rejected) == (3, 1, 1)
    assert found.marks == ("good", "look", "bad")
    told = [dict(zip(found.heads, row, strict=True)) for row in found.rows]
    assert told[0]["Énergie récupérable (MWh/an)"] == "12400"
    assert told[0]["À regarder"] == ""
    assert "commune inconnue" in told[2]["À regarder"].lower()
    assert len(found.points) == 2
    assert not imports.exists()


def test_the_preview_is_what_the_import_does(heat, imports, embedded, tmp_path):
    keys = embedded.frame("wasteheat")
    public = keys[keys["source"] != "polenergie-local"].iloc[0]
    text = f"Identifiant;Nom;Code INSEE;Température (°C)\n{public['key']};A;{public['insee']};30\n"
    path = heat.path.with_name("Chaleur bis.csv")
    path.write_text(text + text.splitlines()[1] + "\n", "utf-8")
    look = open_file(path, CATALOGUE, imports).look
    look = chosen_again(look, {**chosen_columns(look), "key": "Identifiant"})
    found = preview(look, "", imports, embedded, CATALOGUE)
    order = ImportOrder([(look, "")], imports, tmp_path / "editions", embedded)
    now = datetime(2026, 11, 22, 9)
    (done,) = import_files(order, CATALOGUE, now, lambda *_: None, lambda: False)
    assert [row[0] for row in found.overruled] == list(done.overruled["key"])
    assert len(found.overruled) == 1
    assert found.drawn == int((done.fates["outcome"] == "dessinée").sum())
    assert set(found.marks) == {"look"}, "the same identifier twice"


def test_a_preview_without_an_edition_knows_no_public_rows(heat, imports):
    assert preview(heat, "", imports, None, CATALOGUE).overruled == ()


# ---------------------------------------------------------------- what holds for all rows


def test_defaults_and_origin_are_kept_and_fill_empty_cells_only(
    written, imports, embedded, tmp_path
):
    text = "Nom;Commune;Statut;Température (°C)\nA;Cassel;autorisé;\nB;Cassel;;60\n"
    look = open_file(written("Chaleur.csv", text), CATALOGUE, imports).look
    how = replace(
        look.how,
        defaults={"statut": "annoncé", "temperature_c": "35,5", "vintage": "mars 2024"},
        origin="Gestionnaire, licence ouverte 2.0",
    )
    again = tmp_path / "how.json"
    again.write_text(written_out(how), "utf-8")
    assert read_instructions(again) == how
    order = ImportOrder([(replace(look, how=how), "")], imports, tmp_path / "editions", embedded)
    now = datetime(2026, 11, 22, 9)
    (done,) = import_files(order, CATALOGUE, now, lambda *_: None, lambda: False)
    rows = done.edition.frame("wasteheat")
    rows = rows[rows["source"] == "polenergie-local"].set_index("name")
    assert list(rows["statut"]) == ["autorisé", "annoncé"]
    assert list(rows["temperature_c"]) == [35.5, 60.0]
    assert set(rows["vintage"]) == {"mars 2024"}
    line = next(
        p
        for p in done.edition.provenance()
        if p.source == "polenergie-local" and p.layer == "wasteheat"
    )
    assert "Gestionnaire, licence ouverte 2.0" in line.notes
    kept = json.loads(Path(f"{done.file}.mapping.json").read_text("utf-8"))
    assert kept["defaults"]["statut"] == "annoncé"


def test_kept_for_later_a_file_stands_where_a_refresh_finds_it(heat, imports):
    kept = keep(heat.path, heat.how, imports, "Ma chaleur", replace=False)
    assert kept.name == "wasteheat.ma-chaleur.csv"
    assert read_instructions(Path(f"{kept}.mapping.json")).table == "wasteheat"
