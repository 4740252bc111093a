"""Rows of atlas tables, and corrections of them, for the tests of corrections. All is invented."""

from __future__ import annotations

import pandas
from raw_tables import CATALOGUE, DUNKERQUE
from territoires_industrie.territoires_industrie.corrections.cells import cell_text
from territoires_industrie.territoires_industrie.corrections.correction import Correction
from territoires_industrie.territoires_industrie.geometry import from_wkt, point
from territoires_industrie.territoires_industrie.layers.rows import atlas_frame, no_rows

OUTLINE = "POLYGON ((650000 7100000, 650200 7100000, 650000 7100200, 650000 7100000))"


def frame(table, *cells):
    """Rows of an atlas table, complete but for what `cells` say of each."""
    rows = pandas.DataFrame(
        [
            {
                "key": str(number),
                "source": "atlas-2026",
                "position": "exacte",
                "rattachement": DUNKERQUE,
                "geometry": shape(table, number),
                **each,
            }
            for number, each in enumerate(cells)
        ],
        dtype="object",
    )
    return atlas_frame(
        CATALOGUE.table(table), {n: rows[n] for n in rows.columns}, range(len(cells))
    )


def shape(table, number=0):
    if CATALOGUE.table(table).geometry == "point":
        return point(650000.0 + 100 * number, 7100000.0)
    return from_wkt(OUTLINE)


def tables(**given):
    """All tables of the layers named, empty but for the rows given."""
    layers = {CATALOGUE.layer_of(name).id for name in given}
    found = {}
    for name in layers:
        found |= no_rows(CATALOGUE.layers[name])
    return found | {name: frame(name, *rows) for name, rows in given.items()}


def correction(kind, key="0", table="producers", number=1, **values):
    usual = {"author": "A. Lyste", "reason": "visite", "made_on": "2026-11-20"}
    return Correction(number, table, key, kind, **{**usual, **values})


def texts(found, drop=()):
    """The rows of a table as texts, by key: what two tables are compared by."""
    if "key" not in found.columns:
        return {}
    return {
        row["key"]: {n: cell_text(v) for n, v in row.items() if n not in drop}
        for row in found.to_dict("records")
    }


def all_texts(given, drop=()):
    return {name: texts(rows, drop) for name, rows in given.items()}
