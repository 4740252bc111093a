"""What is said of a source that was looked at."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from territoires_industrie.territoires_industrie import inspection
from territoires_industrie.territoires_industrie.catalogue import load_catalogue
from territoires_industrie.territoires_industrie.errors import Cancelled
from territoires_industrie.territoires_industrie.inspection import (
    CHANGED,
    DEAD,
    NOT_ASKED,
    REACHED,
    STRANGE,
    inspect,
    inspection_report,
    judge,
)
from territoires_industrie.territoires_industrie.net.answer import TimedOut
from territoires_industrie.territoires_industrie.sources.area import Area
from territoires_industrie.territoires_industrie.sources.errors import SchemaChanged
from territoires_industrie.territoires_industrie.sources.raw import Sample
from territoires_industrie.territoires_industrie.territories import find

CATALOGUE = load_catalogue()
BIOMETHANE = replace(CATALOGUE.sources["odre-biomethane"], expected_rows=(90, 250))
AREA = Area.of([find("ti-3201")])


def looked_at(**values):
    said = {"columns": BIOMETHANE.expected_columns, "rows": 107, "vintage": "2026"}
    return judge(BIOMETHANE, Sample(**{**said, **values}), 0.2, str)


def test_as_expected():
    assert looked_at().state == REACHED


def test_a_renamed_column_is_named_with_its_nearest():
    columns = ("Code_commune2", *BIOMETHANE.expected_columns)
    renamed = tuple(name for name in columns if name != "code_commune")
    verdict = looked_at(columns=renamed)
    assert verdict.state == CHANGED
    assert "« code_commune » manque (proche : Code_commune2" in verdict.remark


@pytest.mark.parametrize("rows", [0, 89, 251])
def test_rows_out_of_range(rows):
    verdict = looked_at(rows=rows)
    assert verdict.state == STRANGE
    assert "attendu de 90 à 250" in verdict.remark


@pytest.mark.parametrize("rows", [90, 250, None])
def test_rows_in_range_or_not_said(rows):
    assert looked_at(rows=rows).state == REACHED


def test_errors_are_verdicts_not_ends():
    changed = SchemaChanged("odre-biomethane", "site_ouvert", ["site_ouverte"])
    assert judge(BIOMETHANE, changed, 1.0, str).state == CHANGED
    assert judge(BIOMETHANE, TimedOut("x said nothing"), 1.0, str).state == DEAD
    assert "KeyError" in judge(BIOMETHANE, KeyError("x"), 1.0, str).remark


def test_every_source_gets_its_verdict_in_order(monkeypatch):
    def sample(source, _area, _client):
        if source.id == "fcu":
            raise TimedOut("{host} said nothing", host="data.gouv.fr")
        return Sample(source.expected_columns, None, "2026")

    monkeypatch.setattr(inspection.protocols, "sample", sample)
    told = []
    verdicts = inspect(
        list(CATALOGUE.sources.values()),
        AREA,
        None,
        str,
        lambda share, text: told.append((share, text)),
        lambda: False,
    )
    assert [verdict.source.id for verdict in verdicts] == list(CATALOGUE.sources)
    states = {verdict.source.id: verdict.state for verdict in verdicts}
    assert states["fcu"] == DEAD
    assert states["atlas-2026"] == NOT_ASKED
    assert states["odre-registre"] == REACHED
    assert told[-1][0] == 1.0
    html = inspection_report(verdicts, date(2026, 11, 22))
    assert "dont 1 à regarder" in html.replace("\u00a0", " ")
    assert "22 novembre 2026" in html.replace("\u00a0", " ")


def test_cancelled(monkeypatch):
    monkeypatch.setattr(inspection.protocols, "sample", lambda *_: Sample((), None, ""))
    with pytest.raises(Cancelled):
        inspect([BIOMETHANE], AREA, None, str, lambda *_: None, lambda: True)
