"""Territories side by side: marks are never numbers, totals tell no secret, classes hold all."""

from __future__ import annotations

import itertools
import json
import math
import re
import shutil
import subprocess
from dataclasses import replace
from datetime import datetime
from html.parser import HTMLParser

import numpy
import openpyxl
import pandas
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from profile_rows import frame_of, shelf
from raw_tables import CATALOGUE, layer
from territoires_industrie.territoires_industrie.audience import select
from territoires_industrie.territoires_industrie.edition import (
    Accounting,
    Availability,
    Provenance,
    write_edition,
)
from territoires_industrie.territoires_industrie.errors import Cancelled
from territoires_industrie.territoires_industrie.files import FileIsThere, FolderRefused
from territoires_industrie.territoires_industrie.indicators.choice import (
    UnknownIndicator,
    find_indicator,
    groups,
    indicators,
    map_title,
)
from territoires_industrie.territoires_industrie.indicators.classes import (
    METHODS,
    NATURAL,
    QUANTILES,
    classes_of,
)
from territoires_industrie.territoires_industrie.indicators.document import comparison_page
from territoires_industrie.territoires_industrie.indicators.mapping import COLOURS, indicator_map
from territoires_industrie.territoires_industrie.indicators.table import (
    MASKED,
    Row,
    Table,
    mark_of,
    printed,
    table_of,
    totals_of,
    value_of,
)
from territoires_industrie.territoires_industrie.indicators.workbook import write_comparison
from territoires_industrie.territoires_industrie.indicators.writing import (
    CompareOrder,
    write_comparisons,
)
from territoires_industrie.territoires_industrie.layers.energy import _cells
from territoires_industrie.territoires_industrie.profile.energy import (
    energy_figures,
    sector_figures,
    sector_name,
    sectors,
)
from territoires_industrie.territoires_industrie.profile.figure import Figure
from territoires_industrie.territoires_industrie.profile.holdings import Holdings
from territoires_industrie.territoires_industrie.territories import find, resolve

ADDRESSES = "Ensemble des adresses"
CREATED = datetime(2026, 11, 22, 7, 30)
#: Territories of the tests: the first three of the atlas.
ATLAS = resolve(["all"])
THREE = ATLAS[:3]


def cell(territory, category, mwh, energy="électricité", **cells):
    common = {
        "territory": territory,
        "flux": "consommation",
        "category": category,
        "energy": energy,
        "sites": 10,
        "mwh": mwh,
        "of_which_withheld": 0,
        "year": 2024,
        "vintage": "2024",
        "sources": "registre-essai",
    }
    return {**common, **cells}


def made(figures_of_rows):
    """A table from figures: `[{name: figure}, …]`; what is left out is not available."""
    rows = [
        Row(territory, {each.name: figures.get(each.name) or number(each.name, None)
                        for each in indicators()})
        for territory, figures in zip(ATLAS, figures_of_rows, strict=False)
    ]  # fmt: skip
    return Table(CREATED, "publique", tuple(rows), dict(totals_of(rows)))


def number(name, value, **marks):
    return Figure(name, name, value, "", "", "Bureau, Essai", "2024", **marks)


def column(name, *figures):
    return made([{name: replace(figure, name=name)} for figure in figures])


def plain(text):
    return text.replace("\u202f", " ").replace("\u00a0", " ").replace("’", "'")


# ---------------------------------------------------------------- figures


def test_every_indicator_is_a_figure_of_the_profile():
    table = table_of(shelf(energy=[cell(THREE[0].id, ADDRESSES, 1000.0)]), THREE, CATALOGUE)
    assert [row.territory for row in table.rows] == THREE
    nobody = "Aucune valeur pour ce territoire."
    notes = {name: f.note for row in table.rows for name, f in row.figures.items()}
    assert not [name for name, note in notes.items() if note == nobody]
    assert len({each.name for each in indicators()}) == len(indicators())


def test_every_sector_of_the_map_is_compared_for_both_energies():
    names = {each.name for each in indicators()}
    for sector, kind in itertools.product(sectors(CATALOGUE), ("électricité", "gaz")):
        assert sector_name(kind, sector) in names


def test_titles_on_a_map_stand_alone():
    assert map_title(find_indicator("puissance_eolien_mw")) == "Puissance installée : éolien"
    assert map_title(find_indicator("conso_gaz_textile_gwh")) == "Consommation : gaz, textile"
    titles = [map_title(each) for each in indicators()]
    assert len(set(titles)) == len(titles)


def test_an_unknown_indicator_names_its_neighbours():
    with pytest.raises(UnknownIndicator, match="puissance_eolien_mw"):
        find_indicator("puissance_eolienne_mw")


# ---------------------------------------------------------------- marks


def test_marks_stay_marks():
    name = "conso_gaz_gwh"
    figures = (
        number(name, 0.0),
        number(name, 12.345, minimum=True),
        number(name, None, masked=True),
        number(name, None),
        number(name, 7.0, masked=True),
    )
    assert [mark_of(one) for one in figures] == [
        "", "au moins", "masqué", "non disponible", "interne",
    ]  # fmt: skip
    indicator = find_indicator(name)
    assert [plain(printed(one, indicator)) for one in figures] == [
        "0", "au moins 12,3", "masqué", "non disponible", "7",
    ]  # fmt: skip


def test_a_masked_sector_is_masked_and_never_zero():
    rows = [
        cell(THREE[0].id, "Textile", None, masked="moins de 3 sites"),
        cell(THREE[0].id, "Papeterie", 5_000.0, of_which_withheld=1),
        cell(THREE[0].id, ADDRESSES, 9_000.0),
    ]
    table = table_of(shelf(energy=rows), THREE, CATALOGUE)
    figures = table.rows[0].figures
    assert mark_of(figures["conso_electricite_textile_gwh"]) == MASKED
    assert mark_of(figures["conso_electricite_industrie_gwh"]) == MASKED
    assert figures["conso_electricite_papeterie_gwh"].minimum
    assert mark_of(figures["conso_gaz_textile_gwh"]) == "non disponible"


def test_a_total_of_unknown_parts_is_a_minimum_or_nothing():
    name = "conso_gaz_gwh"
    whole = column(name, number(name, 1.0), number(name, 2.0)).totals[name]
    assert (whole.value, whole.minimum) == (3.0, False)
    parts = column(name, number(name, 1.0), number(name, 2.0), number(name, None, masked=True))
    assert (parts.totals[name].value, parts.totals[name].minimum) == (3.0, True)
    least = column(name, number(name, 1.0, minimum=True), number(name, 2.0)).totals[name]
    assert least.minimum
    most_unknown = column(name, number(name, 1.0), number(name, None), number(name, None))
    assert most_unknown.totals[name].value is None


def test_shares_have_no_total():
    assert "part_emplois_industrie" not in made([{}, {}]).totals
    assert "densite" not in made([{}, {}]).totals


# ---------------------------------------------------------------- no secret by subtraction

SITES = st.lists(
    st.tuples(
        st.sampled_from(THREE),
        st.sampled_from([*sectors(CATALOGUE)][:4]),
        st.integers(1, 100_000),
    ),
    min_size=4,
    max_size=40,
)


def published(sites):
    """The public's table and the whole one, from sites (territory, sector, MWh)."""
    frame = pandas.DataFrame(
        {
            "rattachement": [territory.id for territory, _, _ in sites],
            "class": [sector for _, sector, _ in sites],
            "electricity_mwh": [float(mwh) for _, _, mwh in sites],
            "electricity_withheld": 0,
            "gas_mwh": float("nan"),
            "gas_withheld": 0,
        }
    )
    rows = _cells(frame, ADDRESSES).to_dict("records")
    rows = [{**row, "flux": "consommation", "sources": "registre-essai"} for row in rows]
    whole, public = shelf(energy=rows), shelf(energy=rows)
    whole.frames = {"energy": whole.frames["energy"].assign(geometry=None)}
    public.frames = dict(select(whole, "publique", CATALOGUE).tables)
    return energies(public), energies(whole)


def energies(edition):
    """The table of an edition's consumptions alone, as `table_of` makes it."""
    figures = []
    for territory in THREE:
        holdings = Holdings(edition, territory, CATALOGUE)
        found = [*energy_figures(holdings), *sector_figures(holdings)]
        figures.append({figure.name: figure for figure in found})
    return made(figures)


def equations(public, whole):
    """What a reader knows: each printed number is a sum of cells (territory, sector)."""
    kinds = sectors(CATALOGUE)
    there = [
        (territory.id, sector)
        for territory, row in zip(THREE, whole.rows, strict=True)
        for sector in kinds
        if value_of(row.figures[sector_name("électricité", sector)]) is not None
    ]
    place = {cell: index for index, cell in enumerate(there)}
    known = []

    def told(figure, cells):
        if value_of(figure) is not None:
            line = numpy.zeros(len(there))
            line[[place[cell] for cell in cells if cell in place]] = 1
            known.append(line)

    shown = set()
    for territory, row in zip(THREE, public.rows, strict=True):
        for sector in kinds:
            figure = row.figures[sector_name("électricité", sector)]
            told(figure, [(territory.id, sector)])
            if value_of(figure) is not None:
                shown.add((territory.id, sector))
        mine = [(territory.id, sector) for sector in kinds]
        told(row.figures["conso_electricite_gwh"], mine)
        told(row.figures["conso_electricite_industrie_gwh"], mine[:-1])
    for sector in kinds:
        name = sector_name("électricité", sector)
        total = public.totals[name]
        # a minimum is what is shown, added up; a whole total would be all cells of the column
        cells = [(t.id, sector) for t in THREE if not total.minimum or (t.id, sector) in shown]
        told(total, cells)
    for name, parts in (("conso_electricite_gwh", kinds),
                        ("conso_electricite_industrie_gwh", kinds[:-1])):  # fmt: skip
        total = public.totals[name]
        rows = [t for t, row in zip(THREE, public.rows, strict=True)
                if not total.minimum or value_of(row.figures[name]) is not None]  # fmt: skip
        told(total, [(t.id, sector) for t in rows for sector in parts])
    return there, shown, numpy.array(known).reshape(-1, len(there))


def deducible(cells, shown, matrix):
    """The cells that are not shown and that the equations determine."""
    rank = numpy.linalg.matrix_rank(matrix) if len(matrix) else 0
    found = []
    for index, cell in enumerate(cells):
        unit = numpy.zeros(len(cells))
        unit[index] = 1
        if cell not in shown and numpy.linalg.matrix_rank(numpy.vstack([matrix, unit])) == rank:
            found.append(cell)
    return found


@settings(max_examples=30, deadline=None)
@given(SITES)
def test_no_masked_cell_can_be_worked_out_from_what_is_printed(sites):
    public, whole = published(sites)
    cells, shown, matrix = equations(public, whole)
    assert not deducible(cells, shown, matrix)


@settings(max_examples=30, deadline=None)
@given(SITES)
def test_totals_are_the_sums_of_what_is_shown(sites):
    public, whole = published(sites)
    for name, total in public.totals.items():
        known = [value_of(one) for one in public.column(name) if value_of(one) is not None]
        hidden = [one for one in public.column(name) if one.masked]
        if value_of(total) is not None:
            assert value_of(total) == pytest.approx(math.fsum(known))
            assert total.minimum >= bool(hidden)
    assume(any(one.masked for row in public.rows for one in row.figures.values()))
    masked = [one for row in public.rows for one in row.figures.values() if one.masked]
    assert all(one.value is None for one in masked)


def test_the_attack_of_these_tests_finds_a_leak():
    """A regional total of the whole edition beside the public's cells: that must be found."""
    sites = [(THREE[0], "Textile", 5_000)] + [
        (territory, sector, mwh)
        for territory in THREE
        for sector in sectors(CATALOGUE)[:2]
        for mwh in (900, 1_000, 1_100, 1_200)
    ]
    public, whole = published(sites)
    name = sector_name("électricité", "Textile")
    assert mark_of(public.rows[0].figures[name]) == MASKED
    assert public.totals[name].value is None
    told = replace(public.totals[name], value=5.0)
    leaking = replace(public, totals={**public.totals, name: told})
    assert (THREE[0].id, "Textile") in deducible(*equations(leaking, whole))
    assert not deducible(*equations(public, whole))


# ---------------------------------------------------------------- classes

VALUES = st.dictionaries(
    st.text("abcdefgh", min_size=1, max_size=4),
    st.one_of(st.integers(-5, 5).map(float), st.floats(-1e9, 1e9)),
    max_size=20,
)


@settings(max_examples=150)
@given(VALUES, st.integers(1, 7), st.sampled_from(METHODS))
def test_each_value_has_one_class_and_equal_values_share_it(values, count, method):
    classes = classes_of(values, count, method)
    members = [name for each in classes for name in each.members]
    assert sorted(members) == sorted(values)
    assert len(classes) <= count
    for each in classes:
        inside = [values[name] for name in each.members]
        assert (min(inside), max(inside)) == (each.low, each.high)
    for lower, higher in itertools.pairwise(classes):
        assert lower.high < higher.low


def test_quantiles_have_about_as_many_each():
    values = {str(index): float(index) for index in range(18)}
    assert [len(each.members) for each in classes_of(values, 5, QUANTILES)] == [4, 3, 4, 3, 4]
    tied = {str(index): 0.0 if index < 12 else float(index) for index in range(18)}
    assert [len(each.members) for each in classes_of(tied, 3, QUANTILES)] == [12, 6]


def test_natural_breaks_lie_in_the_gaps():
    values = dict(zip("abcdefg", (1, 2, 3, 50, 52, 900, 905), strict=True))
    found = [(each.low, each.high) for each in classes_of(values, 3, NATURAL)]
    assert found == [(1, 3), (50, 52), (900, 905)]


def test_natural_breaks_are_the_best_there_are():
    values = dict(zip("abcdefgh", (1.0, 4.0, 5.0, 11.0, 12.0, 20.0, 21.0, 23.0), strict=True))
    numbers = sorted(values.values())

    def spread(parts):
        return sum(len(part) * float(numpy.var(part)) for part in parts)

    best = min(
        spread([numbers[:i], numbers[i:j], numbers[j:]])
        for i in range(1, 7)
        for j in range(i + 1, 8)
    )
    found = [[values[name] for name in each.members] for each in classes_of(values, 3, NATURAL)]
    assert spread(found) == pytest.approx(best)


# ---------------------------------------------------------------- the map's words


def test_a_map_says_what_is_not_known():
    name = "conso_gaz_textile_gwh"
    table = column(
        name,
        number(name, 10.0),
        number(name, 250.0, minimum=True),
        number(name, None, masked=True),
        number(name, None),
    )
    shown = indicator_map(table, find_indicator(name), 5)
    assert [plain(line.text) for line in shown.legend] == [
        "10 GWh PCS", "250 GWh PCS", "masqué", "non disponible",
    ]  # fmt: skip
    assert [line.colour for line in shown.legend] == [*COLOURS[2], "", ""]
    assert [line.members for line in shown.legend] == [(row.territory.id,) for row in table.rows]
    assert [plain(one.text) for one in shown.ranking] == [
        "au moins 250", "10", "masqué", "non disponible",
    ]  # fmt: skip
    assert any("au moins" in note for note in shown.notes)
    assert shown.sources == "Sources : Bureau, Essai (2024)"
    assert "quantiles" in shown.method


def test_colours_are_there_for_every_number_of_classes():
    assert all(len(colours) == count for count, colours in COLOURS.items())
    assert set(COLOURS) == set(range(1, 8))


# ---------------------------------------------------------------- the page


class Reader(HTMLParser):
    """Cells of all tables, and what the page asks for from outside."""

    def __init__(self, html):
        super().__init__()
        self.outside, self.tables, self._cell = [], [], None
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        found = dict(attributes)
        asked = found.get("src") or (found.get("href") if tag != "a" else None)
        if asked or (tag == "a" and not found["href"].startswith("#")):
            self.outside.append((tag, found))
        if tag == "table":
            self.tables.append([])
        elif tag == "tr":
            self.tables[-1].append([])
        elif tag in ("td", "th"):
            self._cell = [found, ""]
            self.tables[-1][-1].append(self._cell)

    def handle_data(self, data):
        if self._cell is not None:
            self._cell[1] += data

    def handle_endtag(self, tag):
        if tag in ("td", "th"):
            self._cell = None


@pytest.fixture
def page():
    def make(table, changes=()):
        return comparison_page(table, shelf(), CATALOGUE, changes)

    return make


def example():
    name = "puissance_eolien_mw"
    return column(
        name,
        number(name, 1016.08),
        number(name, 58.8, minimum=True),
        number(name, None, note="Rien de publié."),
        number(name, 0.0),
    )


def test_the_page_has_a_row_for_each_territory_and_keeps_marks(page):
    found = Reader(page(example()))
    assert found.outside == []
    (table,) = found.tables
    place = next(i for i, head in enumerate(table[0]) if head[1].startswith("Éolien"))
    cells = [row[place] for row in table[1:]]
    assert [plain(cell[1]) for cell in cells] == [
        "1 020", "au moins 58,8", "non disponible", "0", "au moins 1 070",
    ]  # fmt: skip
    assert [cell[0].get("data-value") for cell in cells[:4]] == ["1016.08", "58.8", None, "0.0"]
    assert [plain(row[0][1]) for row in table[1:]] == [
        *(plain(territory.title) for territory in ATLAS[:4]), "Ensemble des 4 territoires",
    ]  # fmt: skip
    assert cells[2][0]["title"] == "Rien de publié."


def test_words_of_publishers_are_never_markup(page):
    name = "puissance_eolien_mw"
    evil = replace(number(name, None, note='"><script>alert(1)</script>'), source="<b>x</b>")
    html = page(column(name, evil, replace(number(name, 1.0), source="<b>x</b>")), ["<i>", "<u>"])
    assert "<script>alert" not in html
    assert "<b>x" not in html
    assert "<u>" not in html


def test_the_page_fetches_nothing_and_says_so(page):
    html = page(example())
    assert "default-src 'none'" in html
    assert not re.search(r"https?://|url\(|@import|\bfetch\b|XMLHttp", html)
    assert '<html lang="fr">' in html
    assert 'name="viewport"' in html


def test_changes_since_an_earlier_edition_are_mentioned(page):
    html = page(example(), ["Depuis l’édition du 1er mars 2026", "12 apparus."])
    assert "<h2>Depuis l’édition du 1er mars 2026</h2>" in html
    assert "12 apparus." in html.replace("\u00a0", " ")


_SORT = """
const fs = require("fs");
const script = fs.readFileSync(0, "utf8");
function cell(text, value) {
  const listeners = [];
  return { textContent: text, attributes: value === null ? {} : { "data-value": value },
    getAttribute(n) { return n in this.attributes ? this.attributes[n] : null; },
    setAttribute(n, v) { this.attributes[n] = v; },
    querySelector() { return { addEventListener(_, f) { listeners.push(f); } }; },
    click() { listeners.forEach((f) => f()); } };
}
const names = ["Béthune", "Aa", "Étaples", "Calais"], values = ["5", "10", null, "9"];
const rows = names.map((name, i) => ({ cells: [cell(name, null), cell("", values[i])] }));
const shown = rows.slice();
const body = { rows, appendChild(row) { shown.splice(shown.indexOf(row), 1); shown.push(row); } };
const heads = [cell("Territoire", null), cell("MW", null)];
const table = { tBodies: [body], tHead: { rows: [{ cells: heads }] } };
global.document = { querySelectorAll: () => [table] };
eval(script);
const told = [];
for (const column of [1, 1, 1, 0]) {
  heads[column].click();
  told.push([heads[column].getAttribute("aria-sort"), shown.map((r) => r.cells[0].textContent)]);
}
console.log(JSON.stringify(told));
"""


@pytest.mark.skipif(shutil.which("node") is None, reason="Node is not installed")
def test_a_click_sorts_and_marks_stay_last(page):
    (script,) = re.findall(r"<script>(.*?)</script>", page(example()), re.DOTALL)
    ran = subprocess.run(
        ["node", "-e", _SORT], input=script, capture_output=True, text=True, check=True, timeout=60
    )
    assert json.loads(ran.stdout) == [
        ["descending", ["Aa", "Calais", "Béthune", "Étaples"]],
        ["ascending", ["Béthune", "Calais", "Aa", "Étaples"]],
        ["none", ["Béthune", "Aa", "Étaples", "Calais"]],
        ["ascending", ["Aa", "Béthune", "Calais", "Étaples"]],
    ]


# ---------------------------------------------------------------- the workbook


def test_the_workbook_keeps_numbers_and_marks(tmp_path):
    path = tmp_path / "a.xlsx"
    write_comparison(path, example(), shelf(), CATALOGUE)
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["À lire", "Comparaison", "Valeurs"]
    sheet = book["Comparaison"]
    place = next(cell.column for cell in sheet[1] if cell.value.endswith("Éolien (MW)"))
    cells = [sheet.cell(row, place) for row in range(2, 7)]
    assert [cell.value for cell in cells] == [1016.08, 58.8, "non disponible", 0, 1074.88]
    assert [cell.number_format.startswith('"au moins') for cell in cells] == [
        False, True, False, False, True,
    ]  # fmt: skip
    assert sheet.auto_filter.ref.endswith("5")
    assert sheet.cell(6, 2).value == "Ensemble des 4 territoires"
    assert sheet.print_title_cols.replace("$", "") == "A:B"
    head, *rows = book["Valeurs"].iter_rows(values_only=True)
    told = {(row[0], row[9]): dict(zip(head, row, strict=True)) for row in rows}
    assert len(told) == len(rows) == 4 * len(indicators())
    second = told[ATLAS[1].title, "puissance_eolien_mw"]
    assert (second["Valeur"], second["Mention"]) == (
        58.8,
        "minimum : des parts ne sont pas publiées",
    )
    third = told[ATLAS[2].title, "puissance_eolien_mw"]
    assert (third["Valeur"], third["Mention"]) == (None, "non disponible")


# ---------------------------------------------------------------- files


@pytest.fixture(scope="module")
def edition(tmp_path_factory):
    """Energies of two territories, one cell of them masked, and a hidden consumer."""
    one, two = THREE[0].id, THREE[1].id
    rows = [
        cell(one, "Textile", 777.125, masked="moins de 3 sites", sites=2),
        cell(one, "Papeterie", 333.875, masked="masquage complémentaire"),
        cell(one, ADDRESSES, 90_000.0),
        cell(two, "Textile", 4_000.0),
        cell(two, ADDRESSES, 50_000.0),
    ]
    return write_edition(
        tmp_path_factory.mktemp("editions"),
        {"energy": frame_of("energy", rows).assign(geometry=None)},
        [Provenance("energy", "registre-essai", publisher="Bureau", dataset="Essai", rows=5)],
        [Availability("energy", name, "complete", "") for name in (one, two)],
        CREATED,
        CATALOGUE,
        accounting=[Accounting("energy", "registre-essai", "dessinée", "", 5, one)],
    )


def order(folder, **options):
    given = {
        "territories": THREE[:2],
        "formats": ["xlsx", "html"],
        "folder": folder,
        "indicator": find_indicator("conso_electricite_textile_gwh"),
    }
    return CompareOrder(**{**given, **options})


def write(order, edition, printed=None, stop=lambda: False):
    def printer(seen, shown, path):
        printed.append((seen, shown, path))
        path.write_bytes(b"%PDF")

    return write_comparisons(order, edition, CATALOGUE, printer, lambda _s, _t: None, stop)


def test_each_format_has_its_file(edition, tmp_path):
    maps = []
    written = write(order(tmp_path, formats=["xlsx", "html", "pdf"]), edition, maps)
    assert [path.name for path in written] == [
        "comparaison-territoires.xlsx",
        "comparaison-territoires.html",
        "carte-conso-electricite-textile-gwh.pdf",
    ]
    assert all(path.is_file() for path in written)
    ((seen, shown, _path),) = maps
    assert seen.record["audience"] == "publique"
    assert plain(shown.title) == "Consommation : électricité, textile"


def test_masked_figures_are_in_no_byte_of_what_the_public_is_given(edition, tmp_path):
    import html
    import zipfile

    def everything(folder, audience):
        paths = write(order(folder, audience=audience), edition)
        with zipfile.ZipFile(paths[0]) as box:
            whole = b"\n".join(map(box.read, box.namelist())).decode()
        return html.unescape(whole + paths[1].read_text(encoding="utf-8"))

    secrets = ("0.777125", "0.333875", "0,777", "0,334")
    public = everything(tmp_path / "publique", "publique")
    assert not [secret for secret in secrets if secret in public]
    inside = everything(tmp_path / "interne", "interne")
    assert [secret for secret in secrets if secret in inside] == list(secrets)
    assert "Usage interne" in inside


def test_files_that_are_there_are_kept(edition, tmp_path):
    there = tmp_path / "comparaison-territoires.html"
    there.write_text("à garder")
    with pytest.raises(FileIsThere):
        write(order(tmp_path), edition)
    assert [path.name for path in tmp_path.iterdir()] == [there.name]
    write(order(tmp_path, replace=True), edition)
    assert "à garder" not in there.read_text(encoding="utf-8")


def test_a_stop_between_territories_leaves_nothing(edition, tmp_path):
    told = []

    def stop():
        return THREE[1].title in told

    with pytest.raises(Cancelled):
        write_comparisons(
            order(tmp_path, territories=THREE),
            edition,
            CATALOGUE,
            None,
            lambda _share, text: told.append(text),
            stop,
        )
    assert told[:2] == [THREE[0].title, THREE[1].title]
    assert not list(tmp_path.iterdir())


def test_a_folder_that_cannot_be_made_is_one_sentence(edition, tmp_path):
    (tmp_path / "fichier").write_text("x")
    with pytest.raises(FolderRefused, match="choose another"):
        write(order(tmp_path / "fichier" / "sous"), edition)


def test_changes_are_told_as_the_audience_may_know_them(edition, tmp_path):
    (_, path) = write(order(tmp_path, earlier=edition), edition)
    html = plain(path.read_text(encoding="utf-8"))
    assert "Depuis l'édition du 22 novembre 2026" in html
    assert "Aucune différence entre les objets." in html


def test_the_groups_are_in_the_order_of_the_issue():
    assert [group.title for group in groups()][2:5] == [
        "Électricité consommée", "Gaz consommé", "Production d’énergie",
    ]  # fmt: skip
    assert all(group.notes for group in groups())
    assert find(THREE[0].id) == THREE[0]
    assert layer("energy").parameters["all_addresses"] == ADDRESSES
