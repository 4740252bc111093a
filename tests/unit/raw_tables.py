"""Raw tables, areas and checks that the tests of the layers share. All rows here are invented."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pandas
from fake_client import FakeClient, Reply
from hypothesis import strategies as st
from territoires_industrie.territoires_industrie.catalogue import load_catalogue
from territoires_industrie.territoires_industrie.conformity import check_tables, converted
from territoires_industrie.territoires_industrie.layers.ground import Ground
from territoires_industrie.territoires_industrie.layers.made import OUTCOMES
from territoires_industrie.territoires_industrie.sources import opendatasoft
from territoires_industrie.territoires_industrie.sources.area import Area
from territoires_industrie.territoires_industrie.sources.raw import RawTable
from territoires_industrie.territoires_industrie.territories import atlas_territories, find

CATALOGUE = load_catalogue()
REAL = Path(__file__).parents[3] / "shared" / "data" / "real"
DUNKERQUE = "ti-3201"


def layer(name, **parameters):
    """A layer of the catalogue, some of its parameters changed."""
    found = CATALOGUE.layers[name]
    return replace(found, parameters={**found.parameters, **parameters})


@cache
def ground(*territories):
    """The ground of some territories; of the atlas' 18 when none is named."""
    return Ground(Area.of([find(name) for name in territories] or atlas_territories()))


def raw(source, rows, vintage="2024", columns=()):
    frame = pandas.DataFrame(list(rows), columns=list(columns) or None, dtype="object")
    asked = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
    return RawTable(source, frame, None, vintage, asked, "https://example.org/")


def exported(source, rows, vintage="2024"):
    """Rows as the reader of Opendatasoft portals hands them on: positions made shapes."""
    described = CATALOGUE.sources[source]
    fields = [{"name": name} for name in dict.fromkeys(name for row in rows for name in row)]
    replies = {
        "/records?": {"total_count": len(rows), "results": []},
        "/exports/": rows,
        "/datasets/": {"dataset_id": described.dataset, "fields": fields},
    }

    def reply(url):
        return Reply(next(body for part, body in replies.items() if part in url))

    with TemporaryDirectory() as folder:
        asked = FakeClient(Path(folder), reply)
        table = opendatasoft.fetch(described, ground(DUNKERQUE).area, asked)
    return replace(table, vintage=vintage)


def tables(*raws):
    return {table.source: table for table in raws}


def check(made, given, name):
    """What holds of every layer: the edition takes its tables, and no row is lost or told twice."""
    check_tables(made.tables, CATALOGUE)
    for table in CATALOGUE.layers[name].tables:
        frame = made.tables[table.name]
        assert list(frame.columns) == [*(field.name for field in table.fields), "geometry"]
        converted(frame, table)
    for source, table in given.items():
        mine = [account for account in made.accounts if account.source == source]
        assert sum(account.rows for account in mine) == len(table.frame), source
        assert all(account.rows > 0 and account.outcome in OUTCOMES for account in mine)
    assert {account.source for account in made.accounts} <= set(given)
    assert len(made.accounts) == len(
        {(a.source, a.outcome, a.reason, a.territory) for a in made.accounts}
    )
    for sentence in made.limits_in(DUNKERQUE):
        assert len(sentence) <= 140, sentence


def outcome(made, source):
    """{reason: rows} of a source, whatever the territory."""
    told = {}
    for account in made.accounts:
        if account.source == source:
            told[account.reason] = told.get(account.reason, 0) + account.rows
    return told


#: What publishers, spreadsheets and people put into cells.
WILD = st.one_of(
    st.none(),
    st.sampled_from(
        ["", "s", "secret", "1 234,5", "1\u202f234,5", "Ã©tÃ©", "nan", "NA", "True", "false"]
        + ["59183", "02691", 2691, 59183.0, "591830101", "59183XXXX", "2A004", "2024", 2024]
        + ["59183_0001_00012", "59183_0001", "10", "1", "24.42Z", "16", "I", "R", "x\0y", "\ud800"]
        + [
            math.nan,
            math.inf,
            -1.0,
            0,
            1e308,
            12_000.0,
            60_000.0,
            True,
            "2.3",
            51.03,
            2.37,
            "51,03",
        ]
        + ["31/12/2023", "2023-12-31", "1900-01-01", "Confidentiel", "En service", "K", "_T"]
    ),
    st.floats(),
    st.integers(),
    st.text(max_size=8),
)


def wild_rows(columns, most=12):
    """Rows with any of these columns holding anything."""
    row = st.fixed_dictionaries({}, optional=dict.fromkeys(columns, WILD))
    return st.lists(row, max_size=most)
