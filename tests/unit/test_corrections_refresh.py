"""Corrections through refreshes: replayed on what is fetched and on what is taken over alike."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from corrected_rows import correction, texts
from territoires_industrie.territoires_industrie import refresh
from territoires_industrie.territoires_industrie.audience import for_audience
from territoires_industrie.territoires_industrie.correcting import correct, correction_report
from territoires_industrie.territoires_industrie.corrections.correction import (
    ADD,
    CLOSE,
    HIDE,
    RENAME,
    row_text,
)
from territoires_industrie.territoires_industrie.corrections.marks import PUBLIC_MARK
from territoires_industrie.territoires_industrie.corrections.outcome import (
    APPLIED,
    CONFLICT,
    ORPHAN,
)
from territoires_industrie.territoires_industrie.corrections.store import CorrectionStore
from territoires_industrie.territoires_industrie.corrections.uncorrected import Uncorrected
from territoires_industrie.territoires_industrie.edition import EditionStore
from territoires_industrie.territoires_industrie.refresh_report import refresh_report, warnings
from test_refresh import CATALOGUE, FIRST, HERE, LAYERS, THERE, Client
from test_refresh import embedded as embedded
from test_refresh import store as store
from test_refresh import world as world

KEY = "odre-registre-ti-3201"
PLACE = "POINT (650100 7000100)"
ROW = row_text({"name": "Zéphyr", "class": "Éolien", "geometry": PLACE, "rattachement": HERE.id})


@pytest.fixture
def kept(store):
    """Three corrections of the producers, kept beside the editions."""
    made = CorrectionStore(store, CATALOGUE)
    made.add(
        [
            correction(RENAME, KEY, field="name", before="", after="Parc"),
            correction(HIDE, "odre-biomethane-ti-3201", before="Cogénération de biométhane"),
            correction(ADD, "mine", after=ROW),
        ]
    )
    return made


@pytest.fixture
def run(world, embedded, store, kept):
    def run(day=0, territories=(HERE,), layers=LAYERS):
        previous = EditionStore(store).current() or embedded
        order = refresh.RefreshOrder(
            territories, layers, embedded, previous, corrections=kept.standing()
        )
        now = FIRST + timedelta(days=day)
        return refresh.refresh(
            order, store, CATALOGUE, Client(), now, lambda *_: None, lambda: False
        )

    return run


def seen(edition):
    """What a page could show of the producers here, whatever notes say of where it comes from."""
    found = texts(edition.frame("producers"), ["note"])
    return {key: row for key, row in found.items() if row["rattachement"] == HERE.id}


def states(edition):
    return [(o.correction.kind, o.state, o.applied) for o in edition.corrections()]


ALL_WELL = [(RENAME, APPLIED, True), (HIDE, APPLIED, True), (ADD, APPLIED, True)]


def test_they_hold_through_ten_refreshes_whatever_fails(run, world):
    first = run().edition
    rows = seen(first)
    assert rows[KEY]["name"] == "Parc"
    assert rows["odre-biomethane-ti-3201"]["class"] == ""
    assert rows["mine"]["source"] == "polenergie-local"
    years = [
        {},
        {"dead": {"odre-registre"}},
        {"dead": {"odre-registre", "odre-biomethane"}},
        {"territories": (THERE,)},
        {"layers": ("consumers",)},
        {"empty": {"odre-registre"}},
        {"broken": {"producers"}},
        {"territories": (HERE, THERE)},
        {},
        {"dead": {"odre-biomethane"}},
    ]
    for day, year in enumerate(years, start=1):
        world.dead, world.empty = year.pop("dead", set()), year.pop("empty", set())
        world.broken = year.pop("broken", set())
        done = run(day, **year)
        assert states(done.edition) == ALL_WELL
        assert seen(done.edition) == rows
        notes = done.edition.frame("producers").set_index("key")["note"]
        assert notes[KEY].count("Correction de l'analyste : nom (n° 1).") == 1
        (line,) = (p for p in done.edition.provenance("producers") if p.source == LOCAL)
        assert (line.rows, line.notes) == (1, "1 objet ajouté par correction.")
        assert line.vintage == "20 novembre 2026"
        hidden = [a for a in done.edition.accounting() if "masquée" in a.reason]
        # Of a territory that was not asked, nothing was read, and there is nothing to account for.
        assert sum(a.rows for a in hidden) <= 1
        assert hidden or day > 3
        added = [a for a in done.edition.accounting() if "ajoutée" in a.reason]
        assert sum(a.rows for a in added) == 1
        assert done.edition.is_unchanged()


LOCAL = "polenergie-local"


def test_what_is_to_be_decided_is_in_the_report_and_the_warnings(run, world, kept):
    kept.add(
        [
            correction(RENAME, KEY, field="name", before="Autre chose", after="Parc"),
            correction(RENAME, "gone", field="name", before="", after="X"),
        ]
    )
    done = run()
    assert (RENAME, CONFLICT, True) in states(done.edition)
    assert (RENAME, ORPHAN, False) in states(done.edition)
    told = "\n".join(warnings(done, CATALOGUE))
    assert "1 correction à décider, l'objet n'est plus dans cette édition" in told
    assert "n° 4 (Producteurs, odre-registre-ti-3201)" in told
    report = refresh_report(done, CATALOGUE)
    assert "Corrections de l’analyste" in report
    assert "orpheline" in report


def test_without_corrections_an_edition_has_no_record_of_any(run, kept):
    kept.withdraw([1, 2, 3], "Chef", "", FIRST.date())
    done = run()
    assert done.edition.corrections() == []
    assert "Corrections de l’analyste" not in refresh_report(done, CATALOGUE)


def test_replaying_without_a_fetch_is_as_good_as_a_fetch(run, kept, store):
    fetched = run().edition
    kept.withdraw([2], "Chef", "", FIRST.date())
    kept.add([correction(CLOSE, KEY, before="en service", effective="2026-11-22")])
    now = FIRST + timedelta(days=1)
    done = correct(fetched, kept.standing(), store, CATALOGUE, now)
    assert EditionStore(store).current().path == done.edition.path
    again = run(2).edition
    for name in sorted(again.tables()):
        assert texts(done.edition.frame(name)) == texts(again.frame(name)), name
    assert [o.state for o in done.outcomes] == [APPLIED] * 3
    counts = [
        sorted((a.outcome, a.reason, a.rows) for a in e.accounting() if a.layer == "producers")
        for e in (done.edition, again)
    ]
    assert counts[0] == counts[1]
    known = [e.availability(HERE.id)["producers"] for e in (done.edition, again)]
    assert known[0] == known[1]
    assert "Rien à décider." in correction_report(done, CATALOGUE)


def test_a_layer_whose_objects_are_all_off_the_map_does_not_say_that_there_are_none(run, kept):
    rows = run().edition.frame("heatnetworks_point")
    mine = rows[rows["rattachement"] == HERE.id]
    kept.add([correction(HIDE, key, "heatnetworks_point") for key in mine["key"]])
    told = run(1).edition.availability(HERE.id)["heatnetworks"]
    assert told.state == "partial"
    assert "l'analyste a retiré de la carte" in told.statement
    kept.withdraw([each.number for each in kept.standing()][3:], "Chef", "", FIRST.date())
    assert run(2).edition.availability(HERE.id)["heatnetworks"].state == "complete"


def test_an_edition_gives_its_publishers_rows_back(run, kept, world):
    corrected = run().edition
    plain = Uncorrected.of(corrected)
    kept.withdraw([1, 2, 3], "Chef", "", FIRST.date())
    public = run(0).edition
    for name in sorted(public.tables()):
        assert texts(plain.frame(name)) == texts(public.frame(name)), name
    assert sorted(map(str, plain.accounting())) == sorted(map(str, public.accounting()))
    assert Uncorrected.of(public) is public


def test_internal_corrections_are_taken_back_for_others(run, kept, tmp_path):
    secret = replace(correction(RENAME, KEY, field="name", after="Nom secret"), diffusion="interne")
    kept.add([secret])
    edition = run().edition
    assert texts(edition.frame("producers"))[KEY]["name"] == "Nom secret"
    given = for_audience(edition, "partenaires", tmp_path / "partners", CATALOGUE)
    assert texts(given.frame("producers"))[KEY]["name"] == ""
    assert "mine" not in texts(given.frame("producers"))
    content = given.path.read_bytes()
    for text in ("Nom secret", "A. Lyste", "visite", "Zéphyr"):
        assert text.encode() not in content
    assert [o.correction.kind for o in given.corrections()] == [HIDE]


def test_the_public_reads_that_a_row_is_corrected_and_not_how(run, kept, tmp_path):
    edition = run().edition
    mine = texts(edition.frame("producers"))[KEY]["note"]
    assert mine.startswith("Correction de l'analyste")
    given = for_audience(edition, "publique", tmp_path / "public", CATALOGUE)
    notes = {key: row["note"] for key, row in texts(given.frame("producers")).items()}
    assert notes[KEY] == PUBLIC_MARK
    assert set(notes.values()) == {PUBLIC_MARK, ""}


def test_totals_that_do_not_count_corrections_say_so(run, kept):
    edition = run().edition
    told = {e.statement for e in edition.availabilities() if e.layer == "energy"}
    assert any("ne sont pas comptées" in statement for statement in told)
    plain = Uncorrected.of(edition)
    told = {e.statement for e in plain.availabilities() if e.layer == "energy"}
    assert not any("ne sont pas comptées" in statement for statement in told)
