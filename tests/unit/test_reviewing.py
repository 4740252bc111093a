"""A review goes out and comes in: what was filled in becomes corrections, and nothing else does."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import openpyxl
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from raw_tables import CATALOGUE
from review_books import (
    CHECK,
    MISSING,
    NOW,
    README,
    TERRITORY,
    brought_in,
    filled,
    headings,
    outcomes,
    pack_of,
    told,
)
from territoires_industrie.territoires_industrie import geometry
from territoires_industrie.territoires_industrie.corrections.store import CorrectionStore
from territoires_industrie.territoires_industrie.corrections.values import cell_text
from territoires_industrie.territoires_industrie.edition import Edition
from territoires_industrie.territoires_industrie.embedded import build_embedded
from territoires_industrie.territoires_industrie.reviewing.cells import text_of
from territoires_industrie.territoires_industrie.reviewing.form import class_choices
from territoires_industrie.territoires_industrie.reviewing.reading import ReviewError
from territoires_industrie.territoires_industrie.reviewing.report import import_report, summary
from territoires_industrie.territoires_industrie.reviewing.statuses import (
    DRAFT,
    StatusError,
    StatusStore,
    printed,
)

STATUTS = ("annoncé", "autorisé", "en travaux", "suspendu")
# An import takes a second: a failing example is told as it is found, not made smaller.
SLOW = settings(
    max_examples=8,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@pytest.fixture(scope="module")
def pack(tmp_path_factory):
    folder = tmp_path_factory.mktemp("pack")
    return pack_of(build_embedded(folder / "editions"), folder)


def values(pack, sheet):
    head, *rows = openpyxl.load_workbook(pack.path)[sheet].iter_rows(values_only=True)
    return [dict(zip(head, row, strict=True)) for row in rows]


# ---------------------------------------------------------------- the workbook


def test_a_row_for_each_object_under_its_number_with_numbers_as_numbers(pack):
    rows = values(pack, CHECK)
    assert [row["N°"] for row in rows] == list(range(1, len(pack.objects) + 1))
    assert {row["Carte"].partition(".")[0] for row in rows} == set("1234")
    plant = rows[pack.number(key=next(o.key for o in pack.objects if o.quantity)) - 1]
    assert isinstance(plant["Valeur"], (int, float))
    assert isinstance(plant["Latitude"], float)
    for row, each in zip(rows, pack.objects, strict=True):
        assert (row["Clé"], row["Nom"] or "") == (f"{each.table}/{each.key}", each.name)
    drawn = pack.edition.frame("consumers")
    mine = drawn[(drawn["rattachement"] == TERRITORY.id) & (drawn["class"].fillna("") != "")]
    assert {o.key for o in pack.objects if o.table == "consumers"} == set(mine["key"])


def test_only_answers_can_be_typed_and_keys_are_hidden(pack):
    book = openpyxl.load_workbook(pack.path)
    assert book.sheetnames == [README, CHECK, MISSING, "Listes", "Données"]
    assert all(sheet.protection.sheet and not sheet.protection.password for sheet in book)
    assert [book[name].sheet_state for name in ("Listes", "Données")] == ["hidden", "veryHidden"]
    sheet = book[CHECK]
    columns = headings(sheet)
    free = {
        title for title, column in columns.items() if not sheet.cell(2, column).protection.locked
    }
    assert free == {
        *("Vérifié", "Nom corrigé", "Classe corrigée", "Statut corrigé", "Date de fermeture"),
        *("Coordonnées corrigées", "Adresse corrigée", "Commentaire"),
    }
    key = openpyxl.utils.get_column_letter(columns["Clé"])
    assert sheet.column_dimensions[key].hidden
    assert sheet.freeze_panes == "E2"
    typed = [
        c.coordinate for row in book[README].iter_rows() for c in row if not c.protection.locked
    ]
    assert typed == ["B3", "B4", "B5", "B6"]


def test_a_list_offers_the_classes_of_the_row_s_own_layer(pack):
    book = openpyxl.load_workbook(pack.path)
    sheet = book[CHECK]
    letter = openpyxl.utils.get_column_letter(headings(sheet)["Classe corrigée"])
    for each in pack.objects:
        cell = f"{letter}{each.number + 1}"
        (rule,) = [r for r in sheet.data_validations.dataValidation if cell in r.sqref]
        name, _, area = rule.formula1.partition("!")
        words = [row[0].value for row in book[name][area.replace("$", "")]]
        assert words == list(class_choices(each.layer, each.table))


def test_a_name_that_looks_like_a_formula_is_a_text(pack, tmp_path):
    objects = [replace(pack.objects[0], name="=1+1", commune="@x\x00y")]
    from territoires_industrie.territoires_industrie.reviewing.book import write_pack_book

    path = tmp_path / "x.xlsx"
    write_pack_book(path, objects, set(), TERRITORY, pack.edition, CATALOGUE)
    cell = openpyxl.load_workbook(path)[CHECK].cell(2, 4)
    assert (cell.value, cell.data_type) == ("=1+1", "s")


# ---------------------------------------------------------------- there and back


@st.composite
def reviews(draw, pack):
    """Answers of some rows, and the corrections that they are."""
    answers, expected = {}, set()
    numbers = st.sampled_from([o.number for o in pack.objects if not o.traced])
    for number in draw(st.sets(numbers, max_size=8)):
        each, cells = pack.object(number), {}
        place = (each.table, each.key)
        if draw(st.integers(0, 5)) == 0:
            answers[number] = {"Vérifié": "à supprimer"}
            expected.add((*place, "masquer", "", ""))
            continue
        if draw(st.booleans()):
            cells["Nom corrigé"] = name = draw(st.text("abéÀ'-&<+ ", min_size=1).map(str.strip))
            name = " ".join(name.split())
            if name and name != each.name:
                expected.add((*place, "renommer", "name", name))
        if draw(st.booleans()):
            label = draw(st.sampled_from(list(class_choices(each.layer, each.table))))
            cells["Classe corrigée"] = label
            key = class_choices(each.layer, each.table)[label]
            if key != each.kind:
                expected.add((*place, "reclasser", "class", key))
        if draw(st.booleans()):
            cells["Date de fermeture"] = day = draw(st.dates(date(2000, 1, 1), date(2030, 1, 1)))
            expected.add((*place, "fermer", "", day.isoformat()))
        elif draw(st.booleans()):
            cells["Statut corrigé"] = statut = draw(st.sampled_from(STATUTS))
            if statut != each.statut:
                expected.add((*place, "modifier", "statut", statut))
        if draw(st.booleans()):
            x, y = draw(st.integers(640_000, 660_000)), draw(st.integers(7_080_000, 7_100_000))
            cells["Coordonnées corrigées"] = f"{x} ; {y}"
            expected.add((*place, "déplacer", "geometry", cell_text(geometry.point(x, y))))
        answers[number] = cells
    return answers, sorted(expected)


@given(data=st.data())
@SLOW
def test_exactly_the_cells_that_were_filled_in_are_corrections(pack, tmp_path_factory, data):
    answers, expected = data.draw(reviews(pack))
    folder = tmp_path_factory.mktemp("back")
    found = brought_in(pack, folder, filled(pack, folder / "r.xlsx", answers))
    moved = {(c[0], c[1]) for c in expected if c[2] == "déplacer"}
    # What moves out of its territory or commune belongs to another: that follows from the move.
    followed = [c for c in told(found) if c[3] in ("rattachement", "commune", "insee")]
    assert {(c[0], c[1]) for c in followed} <= moved
    assert [c for c in told(found) if c not in followed] == expected
    assert all(each.reason.startswith("à vérifier : déplacé de") for each in found.notices)


def test_an_untouched_workbook_is_no_correction(pack, tmp_path):
    found = brought_in(pack, tmp_path, filled(pack, tmp_path / "r.xlsx", {}), look=False)
    assert (found.corrections, found.notices, found.written, found.statuses) == ([], [], False, [])
    assert found.edition is pack.edition
    assert list(tmp_path.iterdir()) == [tmp_path / "r.xlsx"]


def full_review(pack, folder):
    consumer, plant = pack.number(table="consumers"), pack.number(table="producers")
    answers = {
        consumer: {"Vérifié": "à corriger", "Nom corrigé": "Chez Untel", "Commentaire": "vu"},
        consumer + 1: {"Vérifié": "à supprimer"},
        consumer + 2: {"Date de fermeture": datetime(2025, 2, 3)},
        consumer + 3: {"Statut corrigé": "abandonné"},
        consumer + 4: {"Vérifié": "oui"},
        plant: {"Coordonnées corrigées": "51,00 2,20"},
    }
    missing = [
        {
            "Type de site": "Producteurs : Éolien",
            "Nom du site": "Parc",
            "Commune du site": "LOON PLAGE",
        },
        {"Type de site": "Consommateurs : Textile", "Coordonnées du site": "2.3 / 50.9"},
    ]
    return filled(pack, folder / "r.xlsx", answers, missing, **{"État de la fiche": "validé"})


def test_the_new_edition_bears_the_corrections_and_a_second_return_adds_nothing(pack, tmp_path):
    path = full_review(pack, tmp_path)
    editions = tmp_path / "editions"
    done = brought_in(pack, editions, path, look=False)
    assert [c.kind for c in done.corrections].count("ajouter") == 2
    assert len(done.corrections) == 9  # commune and INSEE code follow the move
    first = pack.object(pack.number(table="consumers"))
    consumers = done.edition.frame("consumers").set_index("key")
    assert consumers.loc[first.key, "name"] == "Chez Untel"
    renamed = next(c for c in done.corrections if c.kind == "renommer")
    assert renamed.author == "Jeanne Essai (Agglo d'essai, économie)"
    assert renamed.reason.startswith("vu (relecture du 2 novembre 2026, édition du ")
    assert (renamed.diffusion, renamed.reason_diffusion) == ("partenaires", "interne")
    again = brought_in(replace(pack, edition=done.edition), editions, path, look=False)
    assert (again.corrections, again.statuses, again.written) == ([], [], False)
    page = import_report(again, False, CATALOGUE)
    assert "Ce classeur n’apporte rien de nouveau." in page
    later = NOW.replace(day=24)
    old = brought_in(pack, editions, path, look=False, now=later)
    assert (old.corrections, old.statuses) == ([], [])
    assert len(CorrectionStore(editions, CATALOGUE).history()) == 9


def test_what_was_withdrawn_since_does_not_come_back_with_the_same_file(pack, tmp_path):
    path = filled(pack, tmp_path / "r.xlsx", {1: {"Nom corrigé": "Neuf"}})
    brought_in(pack, tmp_path, path, look=False)
    store = CorrectionStore(tmp_path, CATALOGUE)
    store.withdraw([1], "A. Lyste", "non", NOW.date())
    again = brought_in(pack, tmp_path, path, look=False)
    assert again.corrections == []
    assert outcomes(again) == [(2, "", "déjà reçue")]


def test_a_move_of_many_kilometres_is_to_be_looked_at(pack, tmp_path):
    number = pack.number(table="producers")
    key = pack.object(number).key
    rows = pack.edition.frame("producers").set_index("key")
    x, y, _, _ = geometry.bounds(rows.loc[key, "geometry"])
    answer = {"Coordonnées corrigées": f"{x + 200:.0f} ; {y - 25_000:.0f}"}
    found = brought_in(pack, tmp_path, filled(pack, tmp_path / "r.xlsx", {number: answer}))
    (notice,) = found.notices
    assert (notice.outcome, notice.reason) == ("à lire", "à vérifier : déplacé de 25 km")
    assert {"geometry", "commune", "insee"} <= {each.field for each in found.corrections}


def test_a_workbook_with_something_to_look_at_is_not_said_to_be_nothing(pack, tmp_path):
    path = filled(pack, tmp_path / "r.xlsx", {1: {"Commentaire": "vu"}})
    page = import_report(brought_in(pack, tmp_path, path), True, CATALOGUE)
    assert "Aucune correction nouvelle." in page
    assert "rien de nouveau" not in page


def test_a_look_changes_nothing(pack, tmp_path):
    path = full_review(pack, tmp_path)
    found = brought_in(pack, tmp_path / "editions", path)
    assert len(found.corrections) == 9
    assert len(found.statuses) == 1
    assert not (tmp_path / "editions").exists()
    page = import_report(found, True, CATALOGUE)
    assert "<h2>Corrections qui seraient enregistrées</h2>" in page
    _, _, table = page.partition("qui seraient enregistrées")
    assert "N°" not in table.partition("</table>")[0]
    assert "<h2>Corrections enregistrées</h2>" in import_report(found, False, CATALOGUE)


# ---------------------------------------------------------------- what spreadsheets do


def resaved(book, target):
    """Values only, as a program that keeps nothing else would save them; sheets renamed."""
    new = openpyxl.Workbook()
    new.remove(new.active)
    for sheet in book:
        other = new.create_sheet(f"{sheet.title} (2)"[:31])
        for row in sheet.iter_rows(values_only=True):
            other.append(row)
        other.sheet_state = sheet.sheet_state
    new.save(target)
    return target


def test_rows_may_be_sorted_or_gone_columns_taken_out_and_sheets_renamed(pack, tmp_path):
    answers = {
        1: {"Nom corrigé": "  Chez\u00a0Untel ", "Vérifié": "À CORRIGER "},
        2: {"Date de fermeture": "03/02/2025"},
        3: {"Date de fermeture": 45691},
        4: {"Vérifié": " OUI"},
        5: {"Classe corrigée": "papeterie"},
    }

    def shuffle(book):
        sheet = book[CHECK]
        columns = headings(sheet)
        head, *rows = [list(row) for row in sheet.iter_rows(values_only=True)]
        rows = [[str(row[0]), *row[1:]] for row in reversed(rows) if row[0] not in (7, 8)]
        sheet.delete_rows(1, sheet.max_row)
        for row in ([None, "Relu par nos soins"], head, *rows):
            sheet.append(row)
        for title in ("Source", "Latitude", "Carte"):
            sheet.delete_cols(columns[title])
            columns = headings(sheet, 2)

    path = filled(pack, tmp_path / "r.xlsx", answers, change=shuffle)
    resaved(openpyxl.load_workbook(path), path)
    found = brought_in(pack, tmp_path, path)
    one, two, three, five = (pack.object(n) for n in (1, 2, 3, 5))
    assert told(found) == sorted(
        [
            (one.table, one.key, "renommer", "name", "Chez Untel"),
            (two.table, two.key, "fermer", "", "2025-02-03"),
            (three.table, three.key, "fermer", "", "2025-02-03"),
            (five.table, five.key, "reclasser", "class", "Papeterie"),
        ]
    )
    assert found.notices == []
    assert found.files[0].confirmed == 1
    page = import_report(found, True, CATALOGUE)
    assert "Carte" in page
    assert "rien n’est déduit" in page


@pytest.mark.parametrize("gone", ["Clé", "Données"])
def test_the_key_or_the_hidden_sheet_is_enough(pack, tmp_path, gone):
    def lose(book):
        if gone == "Clé":
            book[CHECK].delete_cols(headings(book[CHECK])["Clé"])
        else:
            del book["Données"]

    path = filled(pack, tmp_path / "r.xlsx", {2: {"Nom corrigé": "X"}}, change=lose)
    found = brought_in(pack, tmp_path, path)
    assert told(found) == [("consumers", pack.object(2).key, "renommer", "name", "X")]


def test_without_both_the_answers_are_listed(pack, tmp_path):
    def lose(book):
        book[CHECK].delete_cols(headings(book[CHECK])["Clé"])
        del book["Données"]

    path = filled(pack, tmp_path / "r.xlsx", {2: {"Nom corrigé": "X"}}, change=lose)
    found = brought_in(pack, tmp_path, path)
    assert found.corrections == []
    assert (3, "", "illisible") in outcomes(found)


# ---------------------------------------------------------------- what is listed


@pytest.mark.parametrize(
    ("cells", "column", "outcome"),
    [
        ({"Vérifié": "oui", "Nom corrigé": "X"}, "", "contradictoire"),
        ({"Vérifié": "ne sait pas", "Classe corrigée": "Textile"}, "", "contradictoire"),
        ({"Vérifié": "à supprimer", "Nom corrigé": "X"}, "", "contradictoire"),
        ({"Vérifié": "à corriger"}, "", "contradictoire"),
        ({"Vérifié": "peut-être"}, "Vérifié", "illisible"),
        ({"Classe corrigée": "Fromagerie"}, "Classe corrigée", "illisible"),
        ({"Statut corrigé": "fini"}, "Statut corrigé", "illisible"),
        ({"Date de fermeture": "l'an dernier"}, "Date de fermeture", "illisible"),
        ({"Date de fermeture": "31/02/2025"}, "Date de fermeture", "illisible"),
        ({"Coordonnées corrigées": "près du pont"}, "Coordonnées corrigées", "illisible"),
        ({"Coordonnées corrigées": "48,50 2,30"}, "Coordonnées corrigées", "illisible"),
        ({"Nom corrigé": "#NAME?"}, "Nom corrigé", "illisible"),
        ({"Nom corrigé": "=A1+1"}, "Nom corrigé", "illisible"),
        ({"Adresse corrigée": "3 rue X"}, "Adresse corrigée", "à lire"),
        ({"Commentaire": "à voir"}, "Commentaire", "à lire"),
        ({"Nom": "Autre"}, "Nom", "case verrouillée modifiée"),
    ],
)
def test_an_answer_that_is_no_correction_is_listed_with_its_place(
    pack, tmp_path, cells, column, outcome
):
    found = brought_in(pack, tmp_path, filled(pack, tmp_path / "r.xlsx", {1: cells}))
    assert found.corrections == []
    assert outcomes(found) == [(2, column, outcome)]
    (notice,) = found.notices
    assert (notice.file, notice.sheet, notice.number) == ("r.xlsx", CHECK, "1")
    assert notice.reason
    assert notice.advice
    for value in cells.values():
        assert str(value) in notice.answer
    assert "contradictoire" in " ".join(summary(found, True)) or outcome != "contradictoire"


def test_a_closing_contradicts_another_status(pack, tmp_path):
    cells = {"Date de fermeture": "03/02/2025", "Statut corrigé": "en travaux"}
    found = brought_in(pack, tmp_path, filled(pack, tmp_path / "r.xlsx", {1: cells}))
    assert found.corrections == []
    assert (2, "Date de fermeture", "contradictoire") in outcomes(found)


def test_two_referents_of_two_minds_are_listed_and_what_they_agree_on_is_kept_once(pack, tmp_path):
    one = filled(pack, tmp_path / "a.xlsx", {1: {"Nom corrigé": "X", "Statut corrigé": "suspendu"}})
    two = filled(pack, tmp_path / "b.xlsx", {1: {"Nom corrigé": "Y", "Statut corrigé": "suspendu"}})
    found = brought_in(pack, tmp_path, one, two)
    assert told(found) == [("consumers", pack.object(1).key, "modifier", "statut", "suspendu")]
    assert [(n.file, n.answer, n.outcome) for n in found.notices] == [
        ("a.xlsx", "X", "contradictoire"),
        ("b.xlsx", "Y", "contradictoire"),
    ]
    gone = filled(pack, tmp_path / "c.xlsx", {1: {"Vérifié": "à supprimer"}})
    assert told(brought_in(pack, tmp_path, one, gone)) == []


def test_an_object_that_the_edition_no_longer_has_is_listed(pack, tmp_path):
    def forge(book):
        sheet = book[CHECK]
        sheet.cell(2, headings(sheet)["Clé"]).value = "consumers/parti"

    path = filled(pack, tmp_path / "r.xlsx", {1: {"Nom corrigé": "X"}}, change=forge)
    found = brought_in(pack, tmp_path, path)
    assert (found.corrections, outcomes(found)) == ([], [(2, "", "objet disparu")])


def test_what_the_edition_says_since_is_told_beside_the_correction(pack, tmp_path):
    path = filled(pack, tmp_path / "a.xlsx", {1: {"Nom corrigé": "Premier"}})
    first = brought_in(pack, tmp_path, path, look=False)
    other = filled(pack, tmp_path / "b.xlsx", {1: {"Nom corrigé": "Second"}})
    newer = replace(pack, edition=first.edition)
    found = brought_in(newer, tmp_path, other)
    assert [c[-1] for c in told(found)] == ["Second"]
    assert outcomes(found) == [(2, "Nom corrigé", "à lire")]
    assert "Premier" in found.notices[0].reason
    assert "sont portées sur une autre" in import_report(found, True, CATALOGUE)


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        ({"Nom du site": "Sans type", "Commune du site": "Gravelines"}, "Type de site"),
        ({"Type de site": "Producteurs : Éolien", "Nom du site": "Nulle part"}, "Commune du site"),
        (
            {"Type de site": "Producteurs : Éolien", "Coordonnées du site": "0 0"},
            "Coordonnées du site",
        ),
    ],
)
def test_a_missing_site_that_says_too_little_is_listed(pack, tmp_path, cells, column):
    found = brought_in(pack, tmp_path, filled(pack, tmp_path / "r.xlsx", {}, [cells]))
    assert (found.corrections, outcomes(found)) == ([], [(2, column, "illisible")])
    assert all(value in found.notices[0].answer for value in cells.values())


wild = st.one_of(
    st.text(
        st.characters(blacklist_categories=("Cs", "Cc"), blacklist_characters="\ufffe\uffff"),
        max_size=40,
    ),
    st.integers(-(10**9), 10**9),
    st.floats(allow_nan=False, allow_infinity=False),
    st.booleans(),
    st.datetimes(datetime(1950, 1, 1), datetime(2090, 1, 1)),
    st.sampled_from(["oui", "50,9 2,3", "#REF!", "Textile", "31/12/2025", "=1", "abandonné"]),
)
ANSWERS = ("Vérifié", "Nom corrigé", "Classe corrigée", "Statut corrigé", "Date de fermeture",
           "Coordonnées corrigées", "Adresse corrigée", "Commentaire")  # fmt: skip


@given(column=st.sampled_from(ANSWERS), value=wild)
@settings(SLOW, max_examples=20)
def test_whatever_is_typed_is_a_correction_or_listed(pack, tmp_path_factory, column, value):
    folder = tmp_path_factory.mktemp("wild")

    def type_in(book):
        cell = book[CHECK].cell(2, headings(book[CHECK])[column])
        cell.value = value
        if isinstance(value, str):
            cell.data_type = "s"

    found = brought_in(pack, folder, filled(pack, folder / "r.xlsx", {}, change=type_in))
    each, text = pack.object(1), text_of(value)
    said_already = text in ("", each.name, each.label, each.statut, "ne sait pas")
    assert found.corrections or found.notices or found.files[0].confirmed or said_already
    import_report(found, True, CATALOGUE)


# ---------------------------------------------------------------- files and people


@pytest.mark.parametrize("content", [b"", b"a;b\n1;2\n", b"PK\x03\x04 cut off"])
def test_a_file_that_is_no_workbook_is_one_sentence(pack, tmp_path, content):
    path = tmp_path / "r.xlsx"
    path.write_bytes(content)
    with pytest.raises(ReviewError, match=r"r\.xlsx cannot be read as an XLSX workbook"):
        brought_in(pack, tmp_path, path)
    with pytest.raises(ReviewError, match=r"rien\.xlsx cannot be read"):
        brought_in(pack, tmp_path, tmp_path / "rien.xlsx")


def test_another_workbook_is_one_sentence(pack, tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["Nom", "Ville"])
    book.save(tmp_path / "r.xlsx")
    with pytest.raises(ReviewError, match="has no sheet of objects to review"):
        brought_in(pack, tmp_path, tmp_path / "r.xlsx")


def test_somebody_answers_for_it(pack, tmp_path):
    nobody = {"Nom et prénom": "", "Organisme et fonction": " "}
    path = filled(pack, tmp_path / "r.xlsx", {1: {"Nom corrigé": "X"}}, **nobody)
    with pytest.raises(ReviewError, match="does not say who has reviewed it"):
        brought_in(pack, tmp_path, path, look=False)
    assert list(tmp_path.iterdir()) == [path]
    (correction,) = brought_in(pack, tmp_path, path, author="A. Lyste").corrections
    assert correction.author == "A. Lyste"


# ---------------------------------------------------------------- the fiche's status


def said(edition, folder, audience="publique"):
    return printed(edition, [TERRITORY], CATALOGUE, folder, audience)[TERRITORY.id]


def test_a_fiche_is_a_draft_until_it_is_reviewed(pack, tmp_path):
    assert said(pack.edition, tmp_path) == DRAFT
    state = {"État de la fiche": "Validé "}
    path = filled(pack, tmp_path / "r.xlsx", {1: {"Nom corrigé": "X"}}, **state)
    done = brought_in(pack, tmp_path, path, look=False)
    told_now = said(done.edition, tmp_path)
    day = "le 2 novembre 2026"
    assert told_now.head == f"fiche validée {day}"
    assert told_now.sentence.startswith(f"Fiche validée par Agglo d'essai, économie {day} (édition")
    assert "Jeanne" not in told_now.sentence
    assert "Jeanne Essai (Agglo" in said(done.edition, tmp_path, "interne").sentence
    before = said(pack.edition, tmp_path)
    assert before.head == f"fiche validée {day}, données modifiées depuis"
    assert before.sentence.endswith("; données modifiées depuis).")


def test_a_change_since_is_told_even_of_a_figure_and_of_rows_kept_inside(pack, tmp_path):
    state = {"État de la fiche": "relu"}
    done = brought_in(pack, tmp_path, filled(pack, tmp_path / "r.xlsx", {}, **state), look=False)
    assert not done.written
    assert "depuis" not in said(pack.edition, tmp_path).head

    class Changed(Edition):
        def frame(self, table):
            frame = super().frame(table)
            if table == "producers":
                frame = frame.copy()
                frame.loc[frame.index[0], "power_kw"] = 1.5
                frame["source"] = "autre"
            return frame

    changed = Changed(pack.edition.path, pack.edition.created, pack.edition.record)
    assert "données modifiées depuis" in said(changed, tmp_path).head


def test_the_last_review_counts_and_the_file_is_whole(pack, tmp_path):
    for number, state in enumerate(("relu", "validé"), start=1):
        path = filled(
            pack,
            tmp_path / f"{number}.xlsx",
            {},
            **{"État de la fiche": state, "Date de la relecture": f"0{number}/10/2026"},
        )
        brought_in(pack, tmp_path, path, look=False)
    assert [s.statut for s in StatusStore(tmp_path).history()] == ["relu", "validé"]
    assert said(pack.edition, tmp_path).head == "fiche validée le 2 octobre 2026"
    assert not [p for p in tmp_path.iterdir() if p.name.startswith(".")]


def test_a_status_that_nobody_can_read_is_listed(pack, tmp_path):
    state = {"État de la fiche": "parfait", "Date de la relecture": "hier"}
    found = brought_in(pack, tmp_path, filled(pack, tmp_path / "r.xlsx", {}, **state))
    assert [(n.line, n.column, n.answer) for n in found.notices] == [
        (0, "Date de la relecture", "hier"),
        (0, "État de la fiche", "parfait"),
    ]


def test_a_damaged_file_of_statuses_is_one_sentence(pack, tmp_path):
    (tmp_path / "fiches.csv").write_text("autre;chose\n1;2\n", encoding="utf-8")
    with pytest.raises(StatusError, match=r"fiches\.csv cannot be read"):
        said(pack.edition, tmp_path)
