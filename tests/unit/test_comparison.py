"""Two editions compared: nothing is lost, nothing is told twice, and time may run backwards."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pandas
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from territoires_industrie.territoires_industrie import refresh
from territoires_industrie.territoires_industrie.carryover import TAKEN_OVER
from territoires_industrie.territoires_industrie.catalogue import load_catalogue
from territoires_industrie.territoires_industrie.comparison import compare
from territoires_industrie.territoires_industrie.comparison_report import (
    MOST_LINES,
    NO_DIFFERENCE,
    comparison_report,
    summary,
    warnings,
)
from territoires_industrie.territoires_industrie.differences import (
    APPEARED,
    AREA,
    CLASS,
    COLUMNS,
    DETAIL,
    FIGURE,
    GONE,
    KINDS,
    LENGTH,
    MOVED,
    NOT_RENEWED,
    PRECISER,
    RENAMED,
    SIZE,
    STATUT,
    VAGUER,
    Side,
    compare_layer,
)
from territoires_industrie.territoires_industrie.edition import Provenance, write_edition
from territoires_industrie.territoires_industrie.errors import Cancelled
from territoires_industrie.territoires_industrie.geometry import from_wkt, point, rectangle
from territoires_industrie.territoires_industrie.layers.rows import atlas_frame
from territoires_industrie.territoires_industrie.territories import all_communes, find

CATALOGUE = load_catalogue()
FIRST, SECOND = datetime(2026, 11, 22, 9, 0), datetime(2026, 12, 22, 9, 0)
HERE, THERE = find("ti-3201"), find("ti-3216")
X, Y = 650_000.0, 7_100_000.0


def row(key="a", x=X, y=Y, **values):
    """A site; `shape` in place of its point."""
    common = {
        "key": key,
        "name": f"Usine {key}",
        "commune": "Gravelines",
        "rattachement": HERE.id,
        "class": "Textile",
        "statut": "en service",
        "position": "exacte",
        "diffusion": "publique",
        "source": "sdes-gaz-adresse",
        "vintage": "2024",
        "geometry": values.pop("shape", None) or point(x, y),
    }
    return {**common, **values}


def frame(table, rows):
    index = range(len(rows))
    names = dict.fromkeys(name for values in rows for name in values)
    columns = {
        name: pandas.Series([values.get(name) for values in rows], index=index, dtype="object")
        for name in names
    }
    return atlas_frame(CATALOGUE.table(table), columns, index)


def side(silent=(), **tables):
    return Side({name: frame(name, rows) for name, rows in tables.items()}, silent)


def compared(before, after, layer="consumers", moved_from=50.0, territories=()):
    return compare_layer(CATALOGUE.layers[layer], before, after, moved_from, territories)


def told(found, *columns):
    """The changes as tuples of the columns asked for."""
    return list(found.changes[list(columns or ("key", "change", "field"))].itertuples(index=False))


def change_of(before, after, table="consumers", **options):
    """The changes of one object, given its two rows."""
    layer = CATALOGUE.layer_of(table).id
    found = compared(side(**{table: [before]}), side(**{table: [after]}), layer, **options)
    return [tuple(x) for x in told(found, "change", "field", "before", "after")]


# ---------------------------------------------------------------- objects


def test_what_one_edition_alone_has_appeared_or_is_gone():
    before = side(consumers=[row("a"), row("b", vintage="2023")])
    after = side(consumers=[row("b", vintage="2024"), row("c")])
    found = compared(before, after)
    assert list(found.changes.columns) == list(COLUMNS)
    wanted = ("key", "change", "vintage_before", "vintage_after", "name", "source", "territory")
    assert [tuple(x) for x in told(found, *wanted)] == [
        ("c", APPEARED, "", "2024", "Usine c", "sdes-gaz-adresse", HERE.id),
        ("a", GONE, "2024", "", "Usine a", "sdes-gaz-adresse", HERE.id),
    ]
    assert found.figures[["before", "after"]].to_numpy().tolist() == [[2, 2]]


def test_a_site_moves_when_both_positions_are_exact_and_far_enough():
    place = row(x=X, y=Y)
    assert change_of(place, row(x=X + 30, y=Y + 40)) == []
    assert change_of(place, row(x=X + 30, y=Y + 40.1)) == [
        (MOVED, "geometry", "650000 7100000", "650030 7100040")
    ]
    assert change_of(place, row(x=X + 30, y=Y + 40), moved_from=49.9)[0][0] == MOVED
    found = compared(side(consumers=[place]), side(consumers=[row(x=X + 300, y=Y - 400)]))
    assert found.changes["difference"].tolist() == [500.0]
    assert change_of(place, row(x=X + 900, position="adresse"))[0][0] == MOVED


@pytest.mark.parametrize(
    ("first", "second", "change"),
    [
        ("commune", "exacte", PRECISER),
        ("iris", "adresse", PRECISER),
        ("adresse", "exacte", PRECISER),
        ("exacte", "commune", VAGUER),
    ],
)
def test_a_position_that_becomes_more_precise_is_no_move(first, second, change):
    far = 0 if change == PRECISER and first == "adresse" else 5_000
    before, after = row(position=first), row(x=X + far, position=second)
    assert change_of(before, after) == [(change, "position", first, second)]


def test_a_centre_of_a_commune_that_was_computed_otherwise_is_no_change():
    assert change_of(row(position="commune"), row(x=X + 400, position="commune")) == []


@pytest.mark.parametrize(
    ("values", "change"),
    [
        ({"class": "Agroalimentaire"}, (CLASS, "class", "Textile", "Agroalimentaire")),
        ({"class": ""}, (CLASS, "class", "Textile", "")),
        ({"size": "GE"}, (SIZE, "size", "", "GE")),
        ({"statut": "suspendu"}, (STATUT, "statut", "en service", "suspendu")),
        ({"name": "Usine Z"}, (RENAMED, "name", "Usine a", "Usine Z")),
        ({"gas_mwh": 1234.5}, (FIGURE, "gas_mwh", "", "1234.5")),
        ({"naf": "10.81Z"}, (DETAIL, "naf", "", "10.81Z")),
        ({"diffusion": "interne"}, (DETAIL, "diffusion", "publique", "interne")),
        ({"source": "atlas-2026"}, (DETAIL, "source", "sdes-gaz-adresse", "atlas-2026")),
    ],
)
def test_each_kind_of_change(values, change):
    assert change_of(row(), row(**values)) == [change]


def test_figures_within_a_hundredth_are_the_same():
    assert change_of(row(gas_mwh=1000.0), row(gas_mwh=1010.0)) == []
    (changed,) = change_of(row(gas_mwh=1000.0), row(gas_mwh=1020.0))
    assert changed == (FIGURE, "gas_mwh", "1000", "1020")
    found = compared(side(consumers=[row(gas_mwh=1000.0)]), side(consumers=[row(gas_mwh=900.0)]))
    assert found.changes["difference"].tolist() == [-100.0]


def test_counts_have_no_tolerance():
    plant = row(units=200, **{"class": ""})
    assert change_of(plant, {**plant, "units": 201}, "producers") == [
        (DETAIL, "units", "200", "201")
    ]


def test_rows_taken_over_and_new_vintages_are_no_change():
    note = TAKEN_OVER.format(day="22 novembre 2026")
    assert change_of(row(), row(note=note, vintage="2025", year=2025, verifie_le="hier")) == []


def test_lines_are_measured():
    def road(length, **values):
        shape = from_wkt(f"LINESTRING ({X} {Y}, {X + length} {Y})")
        return row(shape=shape, rattachement=None, **{"class": "Réseau routier"}, **values)

    assert change_of(road(10_000), road(10_050), "roads") == []
    assert change_of(road(10_000), road(12_000), "roads") == [(LENGTH, "length_km", "10", "12")]
    note = TAKEN_OVER.format(day="22 novembre 2026")
    assert change_of(road(10_000), road(12_000, note=note), "roads") == [], "cut at the area"
    pipe = {**road(10_000), "class": "", "length_km": 3.0}
    assert change_of(pipe, {**pipe, "length_km": 4.0}, "gasnetwork") == [
        (LENGTH, "length_km", "3", "4")
    ]


def test_surfaces_are_measured():
    def field(width):
        return row(shape=rectangle(X, Y, X + width, Y + 100), **{"class": ""})

    (changed,) = change_of(field(1000), field(2000), "geothermalpotential")
    assert changed == (AREA, "area_ha", "10", "20")


def test_an_object_in_two_tables_is_one_object():
    outline = row(shape=rectangle(X, Y, X + 500, Y + 500), area_ha=25.0, **{"class": ""})
    marker = row(area_ha=25.0, **{"class": ""})
    other = {**outline, "key": "b"}
    found = compared(
        side(brownfields=[outline], brownfields_point=[marker]),
        side(brownfields=[outline, other], brownfields_point=[marker, {**marker, "key": "b"}]),
        "brownfields",
    )
    assert told(found) == [("b", APPEARED, "")]
    assert found.figures.to_numpy().tolist() == [[HERE.id, 1, 2, 25.0, 50.0]]
    lost = compared(
        side(brownfields=[outline], brownfields_point=[marker]),
        side(brownfields=[], brownfields_point=[marker]),
        "brownfields",
    )
    assert told(lost) == [("a", DETAIL, "table")]


def test_what_a_silent_source_lacks_says_so():
    before = side(consumers=[row("a"), row("b", source="atlas-2026")])
    found = compared(before, side(silent={"sdes-gaz-adresse"}, consumers=[]))
    assert [tuple(x) for x in told(found, "key", "change", "after")] == [
        ("a", GONE, NOT_RENEWED),
        ("b", GONE, ""),
    ]
    back = compared(side(silent={"sdes-gaz-adresse"}, consumers=[]), before)
    assert back.changes["before"].tolist() == [NOT_RENEWED, ""]


def test_older_editions_may_lack_tables_and_columns():
    pipe = from_wkt(f"LINESTRING ({X} {Y}, {X + 10} {Y})")
    old = Side({"gasnetwork_point": frame("gasnetwork_point", [row("a", **{"class": ""})])})
    new = side(
        gasnetwork=[row("p", shape=pipe, **{"class": ""})],
        gasnetwork_point=[row("a", capacity_gm3_y=2.0, **{"class": ""})],
    )
    bare = old.tables["gasnetwork_point"].drop(columns=["capacity_gm3_y", "statut", "note"])
    found = compared(Side({"gasnetwork_point": bare}), new, "gasnetwork")
    assert told(found) == [("p", APPEARED, "")], "a column that one lacks is not compared"
    assert found.missing == ("gasnetwork",)
    nothing = compared(Side({}), Side({}), "gasnetwork")
    assert nothing.changes.empty
    assert nothing.figures.empty
    assert told(compared(Side({}), new, "gasnetwork"), "change") == [(APPEARED,), (APPEARED,)]


def test_territories_keep_their_own_and_what_crosses_them():
    centre = all_communes()["59273"].centre
    there = all_communes()[
        next(code for code, c in all_communes().items() if c.siren_epci in THERE.sirens)
    ].centre
    rows = [
        row("own"),
        row("other", rattachement=THERE.id),
        row("leaves", rattachement=THERE.id),
        row("free", shape=centre, rattachement=None),
        row("far", shape=there, rattachement=None),
    ]
    before = side(consumers=[row("leaves")])
    found = compared(before, side(consumers=rows), territories=[HERE])
    assert [tuple(x) for x in told(found)] == [
        ("own", APPEARED, ""),
        ("free", APPEARED, ""),
        ("leaves", DETAIL, "rattachement"),
    ]


# ---------------------------------------------------------------- whatever editions hold


def some(*values):
    return st.sampled_from(values)


ROWS = st.fixed_dictionaries(
    {
        "x": st.floats(X, X + 200),
        "position": some("exacte", "adresse", "iris", "commune"),
        "name": some(None, "", "Usine", "Usine 'A'", "É"),
        "class": some("", "Agroalimentaire", "Textile"),
        "size": some(None, "GE"),
        "statut": some(None, "en service", "suspendu"),
        "rattachement": some(None, "", HERE.id, THERE.id),
        "source": some("atlas-2026", "odre-iris"),
        "vintage": some(None, "2023", "2024"),
        "note": some(None, TAKEN_OVER.format(day="hier")),
        "gas_mwh": st.none() | st.floats(-1e12, 1e12),
        "year": st.none() | st.integers(2000, 2030),
    }
)
EDITIONS = st.dictionaries(some(*"abcdefgh"), ROWS, max_size=8)


def as_side(edition):
    return side(consumers=[row(key, **values) for key, values in edition.items()])


@settings(deadline=None, max_examples=50, suppress_health_check=[HealthCheck.too_slow])
@given(EDITIONS, EDITIONS)
def test_every_object_is_in_one_edition_or_in_both(first, second):
    found = compared(as_side(first), as_side(second))
    appeared, gone = (
        set(found.changes.loc[found.changes["change"] == kind, "key"]) for kind in (APPEARED, GONE)
    )
    assert appeared == second.keys() - first.keys()
    assert gone == first.keys() - second.keys()
    assert set(found.changes["change"]) <= set(KINDS)
    assert not found.changes.duplicated(["key", "change", "field"]).any()
    assert found.figures["before"].sum() == len(first)
    assert found.figures["after"].sum() == len(second)
    both = first.keys() & second.keys()
    assert set(found.changes["key"]) <= appeared | gone | both


MIRRORED = {APPEARED: GONE, GONE: APPEARED, PRECISER: VAGUER, VAGUER: PRECISER}


@settings(deadline=None, max_examples=50, suppress_health_check=[HealthCheck.too_slow])
@given(EDITIONS, EDITIONS)
def test_time_runs_backwards(first, second):
    there, back = (compared(as_side(a), as_side(b)) for a, b in ((first, second), (second, first)))
    columns = ("key", "change", "field", "before", "after", "vintage_before", "vintage_after")
    forward = {tuple(x) for x in told(there, *columns)}
    mirrored = {
        (key, MIRRORED.get(change, change), field, before, after, *vintages)
        for key, change, field, after, before, *reversed_vintages in told(back, *columns)
        for vintages in [reversed_vintages[::-1]]
    }
    assert forward == mirrored
    assert there.figures["before"].tolist() == back.figures["after"].tolist()


@settings(deadline=None, max_examples=50, suppress_health_check=[HealthCheck.too_slow])
@given(EDITIONS)
def test_an_edition_does_not_differ_from_itself(edition):
    assert compared(as_side(edition), as_side(edition)).changes.empty


# ---------------------------------------------------------------- whole editions


@pytest.fixture
def written(tmp_path):
    """Write an edition: `written(FIRST, consumers=[row(…)])`, `notes` being those of sources."""

    def write(created, vintage="2024", notes=None, **tables):
        frames = {name: frame(name, rows) for name, rows in tables.items()}
        pairs = {
            (CATALOGUE.layer_of(name).id, values["source"])
            for name, rows in tables.items()
            for values in rows
        }
        pairs |= {tuple(pair) for pair in notes or {}}
        lines = [
            Provenance(layer, source, vintage=vintage, notes=(notes or {}).get((layer, source), ""))
            for layer, source in sorted(pairs)
        ]
        return write_edition(tmp_path, frames, lines, [], created, CATALOGUE)

    return write


def compare_all(before, after, territories=()):
    return compare(before, after, CATALOGUE, territories, 50.0)


def page(found):
    html = comparison_report(found, CATALOGUE)
    for typographic, plain in (("\u00a0", " "), ("\u202f", " "), ("\u2019", "'")):
        html = html.replace(typographic, plain)
    return html


def test_the_same_edition_twice(written):
    edition = written(FIRST, consumers=[row("a", gas_mwh=3.0)])
    found = compare_all(edition, edition)
    assert summary(found) == NO_DIFFERENCE
    assert list(warnings(found, CATALOGUE)) == []
    assert NO_DIFFERENCE in page(found)


def test_the_report_counts_and_names(written):
    before = written(FIRST, consumers=[row("a", gas_mwh=1000.0), row("b"), row("c")])
    after = written(
        SECOND,
        vintage="2025",
        consumers=[
            row("a", x=X + 132, gas_mwh=2345.5),
            row("c", **{"class": ""}),
            row("d", name="<b>Neuve</b>"),
            row("e"),
        ],
    )
    found = compare_all(before, after)
    assert summary(found) == (
        "2 apparus, 1 disparu, 1 déplacé, 1 changement de classe et 1 autre changement."
    )
    html = page(found)
    assert summary(found) in html
    for cell in (
        "déplacé de 132 m",
        "hors légende",
        "&lt;b&gt;Neuve&lt;/b&gt;",
        "2 345,50",
        "Consommation de gaz (MWh PCS)",
        HERE.title,
        "autre millésime",
        "22 décembre 2026",
    ):
        assert cell in html, cell
    (line,) = [x for x in found.sources if x.source == "sdes-gaz-adresse"]
    assert (line.before.vintage, line.after.vintage) == ("2024", "2025")


def test_only_a_vintage_changed(written):
    found = compare_all(
        written(FIRST, consumers=[row("a")]), written(SECOND, vintage="2025", consumers=[row("a")])
    )
    assert summary(found).startswith("Aucune différence entre les objets ;")
    assert "<td>autre millésime</td>" in page(found)


def test_a_source_that_failed_is_named_with_what_it_took_away(written):
    # As a refresh writes it; should that change, this test has to fail.
    note = refresh.SILENT.format(day="22 décembre 2026", reason="timed out")
    before = written(FIRST, consumers=[row("a"), row("b")])
    after = written(SECOND, notes={("consumers", "sdes-gaz-adresse"): note}, consumers=[row("a")])
    found = compare_all(before, after)
    (sentence,) = warnings(found, CATALOGUE)
    title = CATALOGUE.sources["sdes-gaz-adresse"].title
    assert sentence == (
        f"Consommateurs : source non actualisée, « {title} » ; 1 objet en moins, sans qu'aucune "
        "source l'ait dit."
    )
    html = page(found)
    assert "<td>non actualisée</td>" in html
    assert html.count('<tr class="bad">') == 2, "the source and the object"


def test_the_page_is_short_and_the_table_is_whole(written):
    after = written(SECOND, consumers=[row(f"k{n}") for n in range(MOST_LINES + 12)])
    found = compare_all(written(FIRST), after)
    assert found.count(APPEARED) == MOST_LINES + 12
    html = page(found)
    assert f"Les {MOST_LINES} premiers ; 12 autres dans la table des changements." in html
    assert html.count("Usine k") == MOST_LINES


def test_editions_of_other_catalogues_are_compared(tmp_path, written):
    layers = dict(CATALOGUE.layers)
    network = layers.pop("hydrogennetwork")
    layers["oldlayer"] = replace(
        network,
        id="oldlayer",
        tables=(replace(network.tables[0], name="oldtable"),),
        legends=(),
    )
    small = replace(CATALOGUE, layers=layers)
    before = write_edition(tmp_path, {}, [], [], FIRST, small)
    pipe = from_wkt(f"LINESTRING ({X} {Y}, {X + 10} {Y})")
    after = written(SECOND, hydrogennetwork=[row(shape=pipe, **{"class": ""})])
    found = compare_all(before, after)
    assert found.count(APPEARED) == 1
    assert list(warnings(found, CATALOGUE)) == [
        "« Réseau d'hydrogène » : la table hydrogennetwork manque dans l'édition du 22 novembre "
        "2026, ses objets paraissent donc apparus.",
        "La table oldtable n'est plus au catalogue : elle n'est pas comparée.",
    ]
    back = compare_all(after, before)
    assert back.count(GONE) == 1
    first, second, _ = warnings(back, CATALOGUE)
    assert "est la plus récente" in first
    assert "paraissent donc disparus" in second


def test_it_stops_when_asked(written):
    edition = written(FIRST)
    with pytest.raises(Cancelled):
        compare(edition, edition, CATALOGUE, (), 50.0, cancelled=lambda: True)
