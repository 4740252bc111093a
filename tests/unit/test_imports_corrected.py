"""Imports and corrections together: neither loses a cell of the other, whatever comes first."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from corrected_rows import correction, texts
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from territoires_industrie.territoires_industrie.capturing import keep
from territoires_industrie.territoires_industrie.correcting import correct
from territoires_industrie.territoires_industrie.corrections.applying import apply
from territoires_industrie.territoires_industrie.corrections.capture import Hand
from territoires_industrie.territoires_industrie.corrections.correction import (
    ADD,
    CHANGE,
    CLOSE,
    HIDE,
    MOVE,
    RECLASS,
    RENAME,
    row_text,
)
from territoires_industrie.territoires_industrie.corrections.outcome import (
    APPLIED,
    CONFLICT,
    ORPHAN,
)
from territoires_industrie.territoires_industrie.corrections.store import CorrectionStore
from territoires_industrie.territoires_industrie.corrections.uncorrected import Uncorrected
from test_imports import CATALOGUE, LATER, NOW, Desk
from test_imports import desk as desk
from test_imports import embedded as embedded
from test_imports import no_network as no_network

TODAY = date(2026, 11, 22)
FILE = "Nom;Commune;Température;Contact\nForge;Cassel;38;M. Un\nFour;Bergues;60;M. Deux\n"
OWN = "polenergie-local"
FORGE, FOUR = "local:forge-59135", "local:four-59067"
COLD, WARM = "Chaleur fatale < à 40°C", "Chaleur fatale < à 80°C"
PLACE = "POINT (655000 7100000)"
ADDED = row_text({"name": "Ajouté", "class": WARM, "geometry": PLACE, "rattachement": "ti-3201"})


@pytest.fixture
def kept(desk):
    return CorrectionStore(desk.editions, CATALOGUE)


def heat(edition):
    return texts(edition.frame("wasteheat"), ["note", "vintage"])


def replayed(desk, kept, now=LATER):
    desk.edition = correct(desk.edition, kept.standing(), desk.editions, CATALOGUE, now).edition
    return desk.edition


def states(edition):
    return [(each.correction.kind, each.state) for each in edition.corrections()]


def public_key(desk, table="wasteheat"):
    rows = desk.embedded.frame(table)
    return rows["key"].iloc[0], rows["name"].iloc[0] or ""


def adds_up(edition):
    """The accounts of the user's rows are what the edition has of them, drawn and not."""
    rows = edition.frame("wasteheat")
    mine = rows.loc[rows["source"] == OWN, "class"].fillna("") != ""
    told = [a for a in edition.accounting() if (a.layer, a.source) == ("wasteheat", OWN)]
    drawn = sum(account.rows for account in told if account.outcome == "dessinée")
    assert (drawn, sum(account.rows for account in told)) == (mine.sum(), len(mine))


def test_an_import_keeps_the_corrections_that_the_edition_has(desk, kept):
    key, name = public_key(desk)
    kept.add(
        [
            correction(RENAME, key, "wasteheat", field="name", before=name, after="À la main"),
            correction(ADD, "mine", "wasteheat", after=ADDED),
        ]
    )
    before = replayed(desk, kept, NOW)
    done = desk.bring(desk.file("chaleur.csv", FILE), now=LATER)
    rows = heat(done.edition)
    assert {k: rows[k] for k in heat(before)} == heat(before)
    assert (rows[key]["name"], rows["mine"]["name"]) == ("À la main", "Ajouté")
    assert (rows[FORGE]["name"], rows[FOUR]["class"]) == ("Forge", WARM)
    assert states(done.edition) == [(RENAME, APPLIED), (ADD, APPLIED)]
    assert [each.state for each in done.outcomes] == [APPLIED, APPLIED]
    adds_up(done.edition)
    assert before.corrections() == done.edition.corrections()
    (line,) = (p for p in done.edition.provenance("wasteheat") if p.source == OWN)
    assert line.rows == 3
    assert line.notes.count("1 objet ajouté par correction.") == 1


def test_an_imports_own_rows_are_corrected_and_given_back(desk, kept, no_network):
    desk.bring(desk.file("chaleur.csv", FILE))
    file_says = heat(desk.edition)
    kept.add(
        [
            correction(RENAME, FORGE, "wasteheat", field="name", before="Forge", after="=1+1"),
            correction(RECLASS, FORGE, "wasteheat", field="class", before=COLD, after=WARM),
            correction(
                *(MOVE, FOUR, "wasteheat"),
                field="geometry",
                before=file_says[FOUR]["geometry"],
                after=PLACE,
            ),
            correction(HIDE, FOUR, "wasteheat", before=WARM),
        ]
    )
    corrected = heat(replayed(desk, kept))
    assert (corrected[FORGE]["name"], corrected[FORGE]["class"]) == ("=1+1", WARM)
    assert corrected[FORGE]["temperature_c"] == "38"
    assert (corrected[FOUR]["class"], corrected[FOUR]["position"]) == ("", "exacte")
    adds_up(desk.edition)
    for day in range(3):
        desk.refreshed(LATER + timedelta(days=day))
        again = heat(desk.edition)
        assert (again[FORGE], again[FOUR]) == (corrected[FORGE], corrected[FOUR])
        assert [state for _, state in states(desk.edition)] == [APPLIED] * 4
        adds_up(desk.edition)
    kept.withdraw([each.number for each in kept.standing()], "Chef", "", TODAY)
    rows = heat(desk.refreshed(LATER + timedelta(days=4)))
    assert (rows[FORGE], rows[FOUR]) == (file_says[FORGE], file_says[FOUR])


def test_another_file_of_the_name_lists_what_it_has_changed(desk, kept):
    desk.bring(desk.file("chaleur.csv", FILE))
    kept.add(
        [
            correction(
                *(CHANGE, FORGE, "wasteheat"), field="temperature_c", before="38", after="39"
            ),
            correction(RECLASS, FORGE, "wasteheat", field="class", before=COLD, after=WARM),
            correction(RENAME, FOUR, "wasteheat", field="name", before="Four", after="Four neuf"),
        ]
    )
    replayed(desk, kept)
    other = "Nom;Commune;Température\nForge;Cassel;150\n"
    done = desk.bring(desk.file("chaleur.csv", other), replace=True, now=LATER)
    row = heat(done.edition)[FORGE]
    assert (row["temperature_c"], row["class"]) == ("150", WARM)
    assert states(done.edition) == [(CHANGE, CONFLICT), (RECLASS, CONFLICT), (RENAME, ORPHAN)]
    assert FOUR not in heat(done.edition)
    desk.bring(desk.file("chaleur.csv", FILE), replace=True, now=LATER)
    assert {state for _, state in states(desk.edition)} == {APPLIED}
    assert heat(desk.edition)[FOUR]["name"] == "Four neuf"


def test_a_file_that_takes_over_a_corrected_object_is_told(desk, kept):
    key, name = public_key(desk)
    kept.add([correction(RENAME, key, "wasteheat", field="name", before=name, after="À la main")])
    replayed(desk, kept, NOW)
    text = f"Identifiant;Nom;Commune\n{key};Le fichier;Cassel\n"
    done = desk.bring(desk.file("chaleur.csv", text), "wasteheat", now=LATER)
    assert heat(done.edition)[key]["name"] == "À la main"
    (outcome,) = done.outcomes
    assert (outcome.state, outcome.found) == (CONFLICT, "Le fichier")
    kept.withdraw([1], "Chef", "", TODAY)
    assert heat(replayed(desk, kept))[key]["name"] == "Le fichier"


def test_a_copy_that_has_imports_is_read_as_corrections(desk, kept, no_network):
    desk.bring(desk.file("chaleur.csv", FILE))
    copy = desk.folder / "copie.gpkg"
    shutil.copyfile(desk.edition.path, copy)
    copy.chmod(0o644)
    key, _ = public_key(desk)
    with closing(sqlite3.connect(copy)) as database, database:
        for trigger in database.execute(
            "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'wasteheat'"
        ).fetchall():
            database.execute(f'DROP TRIGGER "{trigger[0]}"')
        change = "UPDATE wasteheat SET {} = ? WHERE key = ?"
        database.execute(change.format("name"), ("La Forge d'été", FORGE))
        database.execute(change.format("name"), ("Publique", key))
        database.execute(change.format("note"), ("Contact : M. Trois", FOUR))
    hand = Hand("A. Lyste", "visite", TODAY)
    found = keep(copy, None, kept, hand)
    assert sorted((each.key, each.field, each.after) for each in found.corrections) == sorted(
        [
            (FORGE, "name", "La Forge d'été"),
            (key, "name", "Publique"),
            (FOUR, "note", "Contact : M. Trois"),
        ]
    )
    assert (found.captured.refused, found.captured.ignored) == ([], [])
    for edition in (replayed(desk, kept), desk.refreshed(LATER + timedelta(days=1))):
        rows = heat(edition)
        assert (rows[FORGE]["name"], rows[key]["name"]) == ("La Forge d'été", "Publique")
        notes = edition.frame("wasteheat").set_index("key")["note"]
        assert notes[FOUR].startswith("Contact : M. Trois")
    content = keep(copy, found.edition, kept, hand)
    assert content.corrections == []


NAMES = st.sampled_from(["A", "B", "C", "D"])
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("file"), st.dictionaries(NAMES, st.integers(20, 99), max_size=4)),
        st.tuples(st.just("refresh"), st.none()),
        st.tuples(st.just("replay"), st.none()),
        st.tuples(
            st.just("correct"), st.tuples(NAMES, st.sampled_from([RENAME, CHANGE, HIDE, CLOSE]))
        ),
        st.tuples(st.just("withdraw"), st.integers(0, 3)),
    ),
    min_size=3,
    max_size=5,
)


def drafted(edition, key, kind, number):
    """A correction of a row as its publisher has it, as somebody makes it who sees the edition."""
    plain = texts(Uncorrected.of(edition).frame("wasteheat"))
    if key not in plain:
        return None
    made = correction(kind, key, "wasteheat", number=0)
    if kind == RENAME:
        return replace(made, field="name", before=plain[key]["name"], after=f"Nom {number}")
    if kind == CHANGE:
        before = plain[key]["temperature_c"]
        return replace(made, field="temperature_c", before=before, after=str(200 + number))
    if kind == HIDE:
        return replace(made, before=plain[key]["class"])
    return replace(made, before=plain[key]["statut"], effective="2026-11-20")


@settings(
    max_examples=3,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # a step takes a second
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(steps=STEPS)
def test_whatever_comes_first_nothing_is_lost_and_nothing_done_twice(
    tmp_path_factory, embedded, no_network, steps
):
    """After each step the edition is what its uncorrected rows and the corrections make."""
    desk = Desk(tmp_path_factory.mktemp("desk"), embedded)
    kept = CorrectionStore(desk.editions, CATALOGUE)
    in_file: dict[str, int] = {}
    now = datetime(2026, 11, 22, 9)
    for number, (what, how) in enumerate([("file", {"A": 30, "B": 60}), *steps]):
        now += timedelta(hours=7)
        if what == "file":
            in_file = how
            lines = [f"Site {name};Cassel;{heat}" for name, heat in sorted(how.items())]
            text = "\n".join(["Nom;Commune;Température", *lines, "Autre;Bergues;50", ""])
            desk.bring(desk.file("sites.csv", text), "wasteheat", replace=True, now=now)
        elif what == "refresh":
            desk.refreshed(now)
        elif what == "correct":
            made = drafted(desk.edition, f"local:site-{how[0].lower()}-59135", how[1], number)
            kept.add([made] if made else [])
            continue
        elif what == "withdraw":
            standing = kept.standing()
            if standing:
                kept.withdraw([standing[how % len(standing)].number], "Chef", "", TODAY)
            continue
        else:
            replayed(desk, kept, now)
        plain = Uncorrected.of(desk.edition)
        sites = {
            row["name"]: float(row["temperature_c"])
            for row in texts(plain.frame("wasteheat")).values()
            if row["name"].startswith("Site ")
        }
        assert sites == {f"Site {name}": heat for name, heat in in_file.items()}
        wanted = apply(
            {"wasteheat": plain.frame("wasteheat")}, kept.standing(), CATALOGUE, now.date()
        )
        assert texts(wanted.tables["wasteheat"]) == texts(desk.edition.frame("wasteheat"))
        told = [(o.correction.number, o.state, o.applied) for o in desk.edition.corrections()]
        assert told == [(o.correction.number, o.state, o.applied) for o in wanted.outcomes]
        assert [number for number, _, _ in told] == [each.number for each in kept.standing()]
        adds_up(desk.edition)
