"""What the analyst reads of corrections captured: in French, with the titles of the legend."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pandas
import pytest
from corrected_rows import tables
from raw_tables import CATALOGUE
from territoires_industrie.territoires_industrie.capturing import Kept, capture_report
from territoires_industrie.territoires_industrie.corrections.capture import Copy, Hand, capture
from territoires_industrie.territoires_industrie.corrections.rekeyed import uncorrectable
from territoires_industrie.territoires_industrie.edition import Edition
from territoires_industrie.territoires_industrie.geometry import point

HAND = Hand("A. Lyste", "visite du 20 novembre", date(2026, 11, 22))
SITE = {"key": "a", "name": "Cimenterie d'essai", "class": "Chaleur haute température"}


@pytest.fixture
def report():
    """The page of a copy with other cells than its edition."""

    def made(before, after):
        found = capture(Copy(after, before, before), HAND, CATALOGUE)
        others = list(uncorrectable(before, after, CATALOGUE))
        kept = Kept(Edition(Path("e.gpkg"), None, {}), found.drafts, found, others)
        return (
            capture_report(
                kept, Path("copie.gpkg"), HAND, CATALOGUE, lambda error: f"DIT {error.sentence}"
            )
            .replace("\u202f", " ")
            .replace("\xa0", " ")
        )

    return made


def changed(frame, **cells):
    return frame.assign(**{name: [value] for name, value in cells.items()})


def test_reasons_are_said_in_the_reader_s_language_and_columns_by_their_titles(report):
    before = tables(wasteheat=[SITE])
    after = changed(before["wasteheat"], source="moi", couleur="bleu", **{"class": "Tiède"})
    page = report(before, {**before, "wasteheat": after})
    assert "DIT “{text}” is none of {words}" in page
    assert "DIT the column “{name}”" in page
    for title in ("Chaleur fatale", "Classe de légende", "Chaleur fatale – couleur"):
        assert title in page
    for technical in ("wasteheat", ">class<", ">source<"):
        assert technical not in page


def test_of_a_row_that_cannot_be_added_name_and_place_are_told(report):
    before = tables(wasteheat=[SITE])
    wrong = {**SITE, "key": None, "class": "Tiède", "geometry": point(651000.0, 7100000.0)}
    after = tables(wasteheat=[SITE, wrong])
    page = report(before, after)
    assert "Cimenterie d’essai, " in page
    assert "x 651 000, y 7 100 000 (Lambert-93)" in page
    assert "{&quot;" not in page and "POINT" not in page


def test_a_move_of_many_kilometres_is_to_be_looked_at(report):
    before = tables(wasteheat=[{**SITE, "geometry": point(650000.0, 7100000.0)}])
    for metres, told in ((21_400.0, True), (19_900.0, False)):
        after = changed(before["wasteheat"], geometry=point(650000.0, 7100000.0 - metres))
        page = report(before, {**before, "wasteheat": after})
        assert ("à vérifier : déplacé de 21 km" in page) is told


def test_rows_of_the_map_under_the_atlas_that_were_edited_are_counted(report):
    rows = pandas.DataFrame(
        {
            "territory": ["ti-3201", "ti-3216", "ti-3217"],
            "name": ["Un", "Deux", None],
            "communes": pandas.array([3, None, 5], dtype="Int64"),
            "geometry": [point(1.0, 2.0), None, point(3.0, 4.0)],
        }
    )
    before = {**tables(wasteheat=[SITE]), "perimeters": rows, "communes": rows}
    renamed = rows.assign(name=["Nouveau", "Deux", "Trois"])
    page = report(before, {**before, "perimeters": renamed, "communes": rows[::-1]})
    assert (
        "Périmètres (perimeters), 2 lignes modifiées – fond de carte : ne se corrige pas." in page
    )
    assert "(communes)" not in page
    shorter = report(before, {**before, "communes": rows[:2]})
    assert "Communes (communes), 1 ligne modifiée" in shorter
