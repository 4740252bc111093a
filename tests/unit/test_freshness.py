"""How fresh an edition is, source by source."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

import pytest
from territoires_industrie.territoires_industrie import freshness, refresh
from territoires_industrie.territoires_industrie.catalogue import load_catalogue
from territoires_industrie.territoires_industrie.edition import Provenance
from territoires_industrie.territoires_industrie.embedded import build_embedded
from territoires_industrie.territoires_industrie.freshness import (
    FAILED,
    FRESH,
    LOCAL,
    STALE,
    STATES,
    age_in_days,
    counts,
    is_shipped,
    states_of,
)
from territoires_industrie.territoires_industrie.refresh import provenance

NOW = datetime(2026, 11, 22, 9, 30)
REMOTE = "odre-registre"


@dataclass
class Edition:
    """As much of an edition as is asked."""

    lines: list[Provenance]
    record: dict[str, str] = field(default_factory=dict)
    created: datetime = NOW

    def provenance(self):
        return self.lines


def line(source=REMOTE, layer="producers", rows=3, retrieved="2026-11-20T08:00:00+00:00", notes=""):
    return Provenance(
        layer,
        source,
        publisher="Essai",
        dataset=f"Jeu {source}",
        vintage="2025",
        retrieved_at=retrieved,
        rows=rows,
        notes=notes,
    )


def state_of(*lines, now=NOW, **values):
    (found,) = states_of(Edition(list(lines), **values), load_catalogue(), now)
    return found


@pytest.mark.parametrize(
    ("retrieved", "state"),
    [
        ("2026-11-20T08:00:00+00:00", FRESH),
        ("2026-11-20", FRESH),
        ("2026-08-25T12:00:00", FRESH),
        ("2026-08-01T12:00:00", STALE),
        ("", STALE),
        ("hier", STALE),
        ("2027-01-01", FRESH),
    ],
)
def test_age_makes_a_source_stale(retrieved, state):
    assert state_of(line(retrieved=retrieved)).state == state


def test_a_failure_counts_more_than_anything():
    note = refresh.SILENT.format(day="22 novembre 2026", reason="le serveur se tait.")
    found = state_of(line(), line(layer="network400kv", rows=0, notes=note))
    assert found.state == FAILED
    assert found.rows == 3
    assert note in found.notes


def test_a_failed_source_without_rows_is_told_and_an_unused_one_is_not():
    note = refresh.SILENT.format(day="22 novembre 2026", reason="le serveur se tait.")
    assert state_of(line(rows=0, notes=note)).state == FAILED
    unused = [line(rows=0, notes="Source de repli, non demandée : la source préférée a répondu.")]
    assert states_of(Edition(unused), load_catalogue(), NOW) == []


@pytest.mark.parametrize("source", ["atlas-2026", "irep-2015", "polenergie-local", "inconnue"])
def test_what_no_server_gives_is_local(source):
    assert state_of(line(source=source, retrieved="2019-01-01")).state == LOCAL


def test_the_shipped_edition_is_local_all_of_it(tmp_path):
    edition = build_embedded(tmp_path)
    assert is_shipped(edition)
    states = states_of(edition, load_catalogue(), edition.created)
    assert counts(states) == {LOCAL: len(states)}
    assert len(states) > 5


def test_what_is_kept_for_anothers_sake_has_not_failed():
    silent = refresh.SILENT.format(day="22 novembre 2026", reason="un autre se tait.")
    assert state_of(line(notes=f"{provenance.KEPT_ALONG} {silent}")).state == FRESH


def test_the_youngest_asking_of_a_source_counts():
    old, young = line(retrieved="2020-01-01"), line(layer="network400kv", rows=2)
    found = state_of(old, young)
    assert (found.state, found.rows, found.vintage) == (FRESH, 5, "2025")


def test_what_to_look_at_comes_first():
    note = freshness._FAILED_NOTE + "…"
    lines = [
        line("atlas-2026"),
        line("cartofriches"),
        line("odre-biomethane", retrieved="2020-01-01"),
        line(rows=0, notes=note),
    ]
    found = states_of(Edition(lines), load_catalogue(), NOW)
    assert [each.state for each in found] == list(STATES)
    assert counts(found) == dict.fromkeys(STATES, 1)
    assert list(counts(found)) == list(STATES)


def test_the_note_of_a_failure_is_the_one_that_a_refresh_writes():
    assert refresh.SILENT.startswith(freshness._FAILED_NOTE)


@pytest.mark.parametrize(
    ("now", "days"),
    [
        (datetime(2026, 11, 22, 23, 59), 0),
        (datetime(2026, 11, 23, 0, 1), 1),
        (datetime(2027, 11, 22), 365),
        (datetime(2026, 11, 20), 0),
    ],
)
def test_age_is_in_days_of_the_calendar(now, days):
    assert age_in_days(Edition([]), now) == days
