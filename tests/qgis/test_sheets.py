"""The sheets that are no maps: nothing overlaps, nothing is cut, nothing is lost or invented."""

from __future__ import annotations

import re
import subprocess
import unicodedata
from dataclasses import replace
from datetime import date
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from qgis.core import (
    Qgis,
    QgsExpression,
    QgsLayoutExporter,
    QgsLayoutItem,
    QgsLayoutItemLabel,
    QgsLayoutItemMap,
    QgsLayoutItemPage,
    QgsLayoutUtils,
    QgsLinePatternFillSymbolLayer,
    QgsPrintLayout,
    QgsProject,
    QgsReadWriteContext,
    QgsTextRenderer,
)
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QRectF
from qgis.PyQt.QtGui import QTextDocumentFragment
from qgis.PyQt.QtXml import QDomDocument
from territoires_industrie.territoires_industrie.edition import Availability
from territoires_industrie.territoires_industrie.french import number
from territoires_industrie.territoires_industrie.layouts.sheets import jobs as chart
from territoires_industrie.territoires_industrie.layouts.sheets import sources
from territoires_industrie.territoires_industrie.layouts.sheets.contents import (
    Entry,
    contents_sheets,
)
from territoires_industrie.territoires_industrie.layouts.sheets.cover import (
    document_cover,
    territory_cover,
)
from territoires_industrie.territoires_industrie.layouts.sheets.index import (
    IndexEntry,
    index_sheets,
)
from territoires_industrie.territoires_industrie.layouts.sheets.portrait import portrait_sheets
from territoires_industrie.territoires_industrie.layouts.sheets.prose_sheets import (
    GROUPS,
    prose_sheets,
    section_sheets,
)
from territoires_industrie.territoires_industrie.layouts.sheets.sheet import Desk
from territoires_industrie.territoires_industrie.layouts.sheets.swot import swot_sheet
from territoires_industrie.territoires_industrie.layouts.sheets.table_text import Grid
from territoires_industrie.territoires_industrie.layouts.sheets.table_widths import widths_of
from territoires_industrie.territoires_industrie.layouts.sheets.tables import tables_sheets
from territoires_industrie.territoires_industrie.layouts.sheets.territory_map import PRIORITY
from territoires_industrie.territoires_industrie.layouts.sheets.unwritten import (
    is_written,
    unwritten_sheets,
)
from territoires_industrie.territoires_industrie.layouts.templates import TEMPLATES, Look
from territoires_industrie.territoires_industrie.profile.figure import UNKNOWN, Figure
from territoires_industrie.territoires_industrie.profile.lines import (
    EpciLine,
    SectorLine,
    Table,
    TownLine,
)
from territoires_industrie.territoires_industrie.profile.profile import profile_of
from territoires_industrie.territoires_industrie.territories import atlas_territories, find
from territoires_industrie.territoires_industrie.words.headings import title_of
from territoires_industrie.territoires_industrie.words.words import (
    Section,
    Words,
    document_words,
    territory_words,
)

#: Two items that only share an edge touch (mm).
TOUCH = 0.15
#: What lies under other items, and holds them: their ids.
GROUNDS = ("aside", "_ground")
BANDS = {"": 0, "1 à 4": 10, "10 à 19": 20, "20 à 49": 30, "100 à 199": 40, "500 et plus": 50}
LONG = "Béthune-Bruay et Flandres-Lys"


# ---------------------------------------------------------------- making sheets


@pytest.fixture(scope="module")
def desks(qgis_app, embedded, catalogue):
    """Desks by paper, whose projects outlive the sheets made with them."""
    made = []

    def of(paper="a4", edition=None):
        desk = Desk(QgsProject(), Look(), edition or embedded, catalogue, paper)
        made.append(desk)
        return desk

    yield of
    for desk in made:
        sip.delete(desk.project)


@pytest.fixture(scope="module")
def desk(desks):
    return desks()


@pytest.fixture(scope="module")
def dunkerque(embedded, catalogue):
    return profile_of(embedded, find("ti-3201"), catalogue)


@pytest.fixture(scope="module")
def spoken(dunkerque):
    return territory_words(dunkerque.territory, dunkerque.figures, None)


@pytest.fixture(scope="module")
def full(dunkerque):
    """A profile that knows everything, and more of it than fits on one sheet."""
    figures = {
        name: Figure(name, f.label, 1234567, "1 230 000 tonnes", "tonnes", "INSEE, Source", "2024")
        for name, f in dunkerque.figures.items()
    }
    sectors = tuple(
        SectorLine(code, f"Secteur {code} au nom assez long", 150 * (i + 1), 7 * i, bands(i + 1))
        for i, code in enumerate(chart.COLOURS)
    )
    return replace(
        dunkerque,
        figures=figures,
        epci=tuple(EpciLine(str(i), f"CC du {LONG} n° {i}", 10000 + i, 20) for i in range(9)),
        towns=tuple(TownLine(str(i), f"Ville-{i}-sur-{LONG}", 9000 - i, 0) for i in range(60)),
        sectors=sectors,
        jobs_year=2023,
        jobs_source="INSEE, FLORES",
        tables={name: grown(table) for name, table in dunkerque.tables.items()},
    )


def bands(factor):
    return {label: posts * factor for label, posts in BANDS.items()}


def grown(table):
    """A table of sixty rows, each cell of its own."""
    rows = tuple(
        tuple(
            f"{table.title[:9]} {row}-{column} {LONG}" if places is None else row * 10 + column
            for column, places in enumerate(table.decimals)
        )
        for row in range(60)
    )
    return replace(table, rows=rows, source="INSEE", vintage="2023", note="Une note.")


def words_of(territory, paragraphs=0, bullets=0):
    text = "\n\n".join(f"Paragraphe{n} " + "mot " * 60 for n in range(paragraphs))
    sections = tuple(
        Section(key, key.capitalize(), text, Path("essai.md"), 1)
        for _, keys, _ in GROUPS.values()
        for key in keys
    )
    told = tuple(f"**Puce{n} :** " + "mot " * 25 for n in range(bullets))
    swot = dict.fromkeys(("forces", "faiblesses", "opportunites", "menaces"), told)
    return Words(territory, date(2026, 3, 1), "brouillon", sections if paragraphs else (), swot)


# ---------------------------------------------------------------- reading sheets


def items(sheet):
    """Items by id, which must be one's own."""
    found = {}
    for item in sheet.layout.items():
        if isinstance(item, QgsLayoutItem) and not isinstance(item, QgsLayoutItemPage):
            assert item.id() not in found, f"two items named {item.id()}"
            found[item.id()] = item
    return found


def labels(sheet):
    return {n: i for n, i in items(sheet).items() if isinstance(i, QgsLayoutItemLabel)}


def text_of(label):
    text = label.currentText()
    if label.textFormat().allowHtmlFormatting():
        text = QTextDocumentFragment.fromHtml(text.replace("\n", " ")).toPlainText()
    return re.sub(r"\s+", " ", text)


def texts(sheets):
    return [text_of(label) for sheet in sheets for label in labels(sheet).values()]


def place_of(item):
    """Where an item stands; a line has no height, and QRectF holds nothing of that kind inside."""
    place = item.mapRectToScene(item.rect())
    return place if place.height() else place.adjusted(0, 0, 0, 0.01)


def grown_by(rectangle, margin=TOUCH):
    return rectangle.adjusted(-margin, -margin, margin, margin)


def shrunk(rectangle):
    """Without its edges; a thin rule keeps a core."""
    across, down = (min(TOUCH, side / 4) for side in (rectangle.width(), rectangle.height()))
    return rectangle.adjusted(across, down, -across, -down)


def is_ground(name):
    return re.sub(r"_\d+$", "", name).endswith(GROUNDS)


def check(sheets):
    """What every sheet keeps to."""
    assert sheets
    names = [sheet.layout.name() for sheet in sheets]
    assert len(set(names)) == len(names)
    assert sheets[0].bookmark
    assert not any(sheet.bookmark for sheet in sheets[1:])
    for sheet in sheets:
        check_places(sheet)
        check_texts(sheet)


def check_places(sheet):
    size = sheet.layout.pageCollection().page(0).pageSize()
    paper = QRectF(0, 0, size.width(), size.height())
    places = {name: place_of(item) for name, item in items(sheet).items()}
    for name, place in places.items():
        assert grown_by(paper).contains(place), f"{name} leaves the paper: {place}"
    grounds = {name: place for name, place in places.items() if is_ground(name)}
    others = {name: place for name, place in places.items() if name not in grounds}
    for ground_name, ground in grounds.items():
        for name, place in others.items():
            if shrunk(ground).intersects(shrunk(place)):
                assert grown_by(ground).contains(place), f"{name} leaves {ground_name}"
    for one, other in combinations(sorted(others), 2):
        assert not shrunk(others[one]).intersects(shrunk(others[other])), f"{one} over {other}"


def check_texts(sheet):
    """Texts as QGIS measures them: a line that is too long is broken again, and cut off."""
    context = QgsLayoutUtils.createRenderContextForLayout(sheet.layout, None, 300)
    context.setFlag(Qgis.RenderContextFlag.ApplyScalingWorkaroundForTextRendering, True)
    for name, item in labels(sheet).items():
        letters, lines = item.textFormat(), item.currentText().split("\n")
        if not any(lines):
            continue
        width = QgsTextRenderer.textWidth(context, letters, lines) / context.scaleFactor()
        mode = Qgis.TextLayoutMode.Rectangle
        height = QgsTextRenderer.textHeight(context, letters, lines, mode) / context.scaleFactor()
        assert width <= item.rect().width(), f"{name} is {width:.1f} mm wide: {lines}"
        assert height <= item.rect().height() + 0.25, f"{name} is {height:.1f} mm high: {lines}"


# ---------------------------------------------------------------- the shipped edition


@pytest.mark.parametrize("paper", ["a4", "a3"])
class TestDunkerque:
    """The real rows and the shipped words."""

    def test_the_portrait(self, desks, dunkerque, spoken, paper):
        sheets = portrait_sheets(desks(paper), dunkerque, spoken)
        check(sheets)
        told = " ".join(texts(sheets))
        for line in dunkerque.epci:
            assert line.name.replace("'", "\u2019").replace("Coeur", "Cœur") in told
        assert "377" in told
        assert "Le territoire compte 2 friches" in told
        assert "A25" in told, "what is written of the roads"

    def test_the_chart_says_why_it_is_empty(self, desks, dunkerque, paper):
        sheets = chart.jobs_sheet(desks(paper), dunkerque)
        check(sheets)
        told = " ".join(texts(sheets))
        assert "aucune donnée dans cette édition" in told
        assert "FLORES" in told

    def test_the_tables(self, desks, dunkerque, paper):
        sheets = tables_sheets(desks(paper), dunkerque)
        check(sheets)
        told = texts(sheets)
        assert "Centrale nucléaire de Gravelines" in told
        assert UNKNOWN in [text.replace("\u00a0", " ") for text in told]
        assert any("aucune donnée dans cette édition" in text for text in told)

    @pytest.mark.parametrize("group", list(GROUPS))
    def test_the_words(self, desks, dunkerque, spoken, group, paper):
        sheets = section_sheets(desks(paper), dunkerque, spoken, group)
        check(sheets)
        printed = set(re.findall(r"\w+", " ".join(texts(sheets))))
        for section in spoken.sections:
            if section.key in GROUPS[group][1]:
                written = set(re.findall(r"\w+", section.markdown))
                assert written <= printed, written - printed

    def test_the_swot(self, desks, dunkerque, spoken, paper):
        check(swot_sheet(desks(paper), dunkerque, spoken))

    def test_the_covers(self, desks, spoken, paper):
        words = replace(spoken, updated=date(2026, 3, 1))
        check(document_cover(desks(paper), "Territoires d'industrie", ["Une mention."]))
        sheets = territory_cover(desks(paper), words)
        check(sheets)
        assert any("Document mis à jour en mars 2026" in text for text in texts(sheets))
        assert any(isinstance(item, QgsLayoutItemMap) for item in items(sheets[0]).values())


class TestDocument:
    """What stands once in the atlas."""

    @pytest.mark.parametrize("name", ["introduction", "fiche", "referents", "reserve"])
    def test_its_own_texts(self, desk, name):
        section = document_words(name, {}, None)
        sheets = prose_sheets(desk, section.title, "", section)
        check(sheets)
        heads = [text for text in texts(sheets) if text.casefold() == section.title.casefold()]
        assert len(heads) == 1, "the title is not repeated as a heading"

    def test_sources_are_all_named(self, desk, embedded, catalogue):
        sheets = sources.sources_sheets(desk)
        check(sheets)
        told = " ".join(texts(sheets)).replace("\u00a0", " ").replace("\u2019", "'")
        for heading in (*sources.HEADINGS, sources.BASE):
            assert heading in told
        for row in embedded.provenance():
            if row.rows:
                wanted = [row.dataset, row.licence, catalogue.sources[row.source].attribution]
                assert row.url.split("/")[2].removeprefix("www.") in told if row.url else True
                for text in wanted:
                    assert text.replace("\u00a0", " ") in told, text

    def test_no_layer_of_the_catalogue_is_without_a_heading(self, catalogue):
        headed = [layer for layers in sources.headings(catalogue).values() for layer in layers]
        assert sorted(headed) == sorted(set(headed))
        assert set(catalogue.layers) <= set(headed)

    def test_limits_count_every_row(self, desk, embedded):
        sheets = sources.limits_sheets(desk)
        check(sheets)
        told = " ".join(texts(sheets))
        for entry in embedded.accounting():
            if entry.reason:
                assert entry.reason.replace("'", "\u2019") in told.replace("\u00a0", " ")

    def test_limits_of_one_territory_are_its_own_words(self, crafted, desks):
        edition = crafted(
            [
                Availability("consumers", "ti-3201", "partial", "13 sites cachés. Toujours vrai."),
                Availability("consumers", "ti-3213", "partial", "7 sites cachés. Toujours vrai."),
            ]
        )
        alone = texts(sources.limits_sheets(desks(edition=edition), [find("ti-3201")]))
        assert any("13" in text and "cachés" in text for text in alone)
        both = texts(sources.limits_sheets(desks(edition=edition)))
        assert "7 à 13 sites cachés." in both
        assert both.count("Toujours vrai.") == 1

    def test_contents(self, desk):
        territories = atlas_territories()
        entries = [
            Entry(f"{title} {territory.title}", level, 100 + place)
            for place, territory in enumerate(territories)
            for level, title in ((1, "Territoire"), (2, "Carte des consommateurs"), (3, "Détail"))
        ]
        sheets = contents_sheets(desk, entries, "Atlas")
        check(sheets)
        told = texts(sheets)
        for entry in entries:
            assert entry.title.replace("'", "\u2019") in told
            assert str(entry.page) in told

    def test_contents_take_as_many_sheets_before_pages_are_known(self, desk):
        entries = [Entry(f"Titre {n}", 1 + n % 3, 1000 + n) for n in range(150)]
        unknown = [replace(entry, page=None) for entry in entries]
        assert len(contents_sheets(desk, entries)) == len(contents_sheets(desk, unknown)) > 1

    def test_the_index_loses_no_site(self, desk):
        entries = [
            IndexEntry(f"{letter}tablissement {n} de {LONG}", "Dunkerque", LONG, (n, n + 3))
            for n in range(60)
            for letter in ("É", "e", "Z", "4")
        ]
        sheets = index_sheets(desk, entries)
        check(sheets)
        assert len(sheets) > 1
        told = texts(sheets)
        assert sorted(t for t in told if "tablissement" in t) == sorted(e.name for e in entries)
        assert all(told.count(f"{n}, {n + 3}") == 4 for n in range(60))
        heads = [text for text in told if text in ("0–9", "E", "Z")]
        assert heads == ["0–9", "E", "Z"]

    def test_the_index_is_sorted_by_names_not_by_legal_forms(self, desk):
        names = ["SARL Zinc", "GAEC de la Lys", "SAS", "Sasso", "S.A.S. Bois", "Arc", "sas Étain"]
        entries = [IndexEntry(name, "Lens", "Artois", (1,)) for name in names]
        (sheet,) = index_sheets(desk, entries)
        told = texts([sheet])
        found = [label for label in labels(sheet).values() if text_of(label) in names]
        found.sort(key=lambda label: (place_of(label).left(), place_of(label).top()))
        assert [text_of(label) for label in found] == [
            "Arc",
            "S.A.S. Bois",
            "GAEC de la Lys",
            "sas Étain",
            "SAS",
            "Sasso",
            "SARL Zinc",
        ]
        assert "Lens" in told, "one territory is not named at each site"
        other = replace(entries[0], territory="Somme")
        assert "Lens – Somme" in texts(index_sheets(desk, [*entries, other]))

    def test_an_index_without_sites_says_so(self, desk):
        sheets = index_sheets(desk, [])
        check(sheets)
        assert any("Aucun site" in text for text in texts(sheets))


# ---------------------------------------------------------------- the chart


def bars(sheet, code):
    """Rectangles of a sector's bar."""
    return [
        place_of(item) for name, item in items(sheet).items() if name.startswith(f"bar_{code}_")
    ]


def is_striped(item):
    layers = item.symbol().symbolLayers()
    return any(isinstance(layer, QgsLinePatternFillSymbolLayer) for layer in layers)


class TestChart:
    def test_lengths_are_the_jobs(self, desk, full):
        (sheet,) = chart.jobs_sheet(desk, full)
        check([sheet])
        lengths = {s.code: sum(r.width() for r in bars(sheet, s.code)) for s in full.sectors}
        ratios = [lengths[sector.code] / sector.posts for sector in full.sectors]
        assert max(ratios) - min(ratios) < 1e-3 * max(ratios)
        posts = [label for name, label in labels(sheet).items() if name.startswith("sector_posts")]
        assert len(posts) == len(full.sectors)

    def test_the_longest_comes_first_and_bands_fill_a_bar(self, desk, full):
        (sheet,) = chart.jobs_sheet(desk, full)
        order = sorted(full.sectors, key=lambda sector: -sector.posts)
        tops = [min(r.top() for r in bars(sheet, sector.code)) for sector in order]
        assert tops == sorted(tops)
        parts = sorted(bars(sheet, order[0].code), key=QRectF.left)
        assert len(parts) == len(chart.SIZES)
        for one, other in zip(parts, parts[1:], strict=False):
            assert one.right() == pytest.approx(other.left(), abs=0.01)

    def test_the_unknown_has_no_bar_and_says_so(self, desk, full):
        sectors = (
            replace(full.sectors[0], posts=None, establishments=None, bands={}),
            replace(full.sectors[1], bands={"500 et plus": None}),
            replace(full.sectors[2], posts=None, least=229, bands={}),
            *full.sectors[3:],
        )
        (sheet,) = chart.jobs_sheet(desk, replace(full, sectors=sectors))
        check([sheet])
        found = items(sheet)
        assert not bars(sheet, sectors[0].code)
        assert not bars(sheet, sectors[2].code)
        assert is_striped(found[f"bar_{sectors[1].code}_{len(chart.SIZES)}"])
        assert not is_striped(found[f"bar_{sectors[3].code}_0"])
        told = texts([sheet])
        plain = [text.replace("\u00a0", " ").replace("\u202f", " ") for text in told]
        assert "au moins 229" in plain
        whole = sum(sector.posts or sector.least or 0 for sector in sectors)
        share = f"({number(100 * sectors[3].posts / whole)} %)"
        assert share in plain, sorted(text for text in plain if "%" in text)
        assert UNKNOWN in [text.replace("\u00a0", " ") for text in told]
        assert "taille non publiée" in told
        assert "0" not in told, "what is unknown is no zero"

    def test_parts_never_say_more_than_the_whole(self, full):
        sector = replace(full.sectors[0], posts=10, bands={"1 à 4": 8, "500 et plus": 8})
        assert chart.parts_of(sector) == [0, 0, 0, 0, 10]
        hidden = replace(full.sectors[0], posts=10, bands={"1 à 4": 3, "10 à 19": None})
        assert chart.parts_of(hidden) == [0, 0, 0, 0, 10]

    def test_source_and_year_stand_below(self, desk, full):
        (sheet,) = chart.jobs_sheet(desk, full)
        foot = text_of(labels(sheet)["sources"])
        assert "INSEE, FLORES" in foot
        assert "2023" in foot
        assert "hors intérim détaché" in foot


# ---------------------------------------------------------------- more than fits


class TestOverflow:
    def test_a_full_portrait_goes_on(self, desk, full):
        sheets = portrait_sheets(desk, full, words_of(full.territory))
        check(sheets)
        assert len(sheets) > 1
        told = texts(sheets)
        for town in full.towns:
            assert town.name in told
        for line in full.epci:
            assert told.count(line.name.replace("° ", "°\u00a0")) + told.count(line.name) == 1

    def test_tables_lose_no_row(self, desk, full):
        sheets = tables_sheets(desk, full)
        check(sheets)
        told = texts(sheets)
        for name, table in full.tables.items():
            if name in ("infrastructures", "energie"):
                continue
            for row in table.rows:
                assert told.count(row[0]) == 1, row[0]
        assert "Friches (suite)" in told, "what goes on says so, under its heads"
        assert told.count("Classe") > 1

    def test_words_lose_nothing(self, desk, full):
        words = words_of(full.territory, paragraphs=12)
        for group, (_, keys, _) in GROUPS.items():
            sheets = section_sheets(desk, full, words, group)
            check(sheets)
            told = " ".join(texts(sheets))
            assert told.count("Paragraphe") == 12 * len(keys)
            assert told.count("mot ") + told.count(" mot") >= 12 * 60 * len(keys)

    def test_swot_goes_on_where_a_quadrant_is_too_small(self, desk, full):
        sheets = swot_sheet(desk, full, words_of(full.territory, bullets=30))
        check(sheets)
        assert len(sheets) > 1
        told = " ".join(texts(sheets))
        assert all(told.count(f"Puce{n} ") + told.count(f"Puce{n}\u00a0") == 4 for n in range(30))

    def test_without_words_the_computed_figures_stay(self, desk, full):
        silent = words_of(full.territory)
        assert swot_sheet(desk, full, silent) == []
        assert not is_written(silent)
        (sheet,) = unwritten_sheets(desk, full, silent)
        check([sheet])
        told = texts([sheet])
        for _, keys, names in GROUPS.values():
            assert all(full.figures[name].label.replace("'", "\u2019") in told for name in names)
            assert all(title_of(key) in told for key in keys)
        assert (
            told.count("Texte à rédiger.") == sum(len(keys) for _, keys, _ in GROUPS.values()) + 1
        )

    def test_a_part_without_words_says_so(self, desk, dunkerque, spoken):
        some = tuple(section for section in spoken.sections if section.key != "hydrogene")
        words = replace(spoken, sections=some)
        assert is_written(words)
        sheets = section_sheets(desk, dunkerque, words, "perspectives")
        check(sheets)
        told = texts(sheets)
        assert "Projets hydrogène" in told
        assert told.count("Texte à rédiger.") == 1

    def test_long_names_fit_their_covers(self, desk, full):
        name = "Grand Hainaut - Douaisis - Cambrésis et Béthune-Bruay et Flandres-Lys réunis"
        territory = replace(full.territory, atlas_name=name)
        sheets = territory_cover(desk, replace(words_of(territory), updated=None))
        check(sheets)
        told = " ".join(texts(sheets)).replace("\u00a0", " ")
        assert name.upper() in told
        month = (
            "janvier février mars avril mai juin juillet août septembre octobre novembre décembre"
        ).split()[desk.edition.created.month - 1]
        assert f"mis à jour en {month} {desk.edition.created.year}" in told


class TestTables:
    def test_a_column_of_nothing_is_named_once(self, desk, full):
        table = Table(
            "Essai", ("Nom", "Longueur"), (("A", None), ("B", None)), ("", "km"), (None, 1), "S", ""
        )
        profile = replace(full, tables={**full.tables, "friches": table})
        told = texts(tables_sheets(desk, profile))
        assert any("Non disponible : longueur." in text.replace("\u00a0", " ") for text in told)

    def test_no_word_is_cut_in_a_table_of_many_columns(self, desk, full):
        row = ("production", "Thermique non renouvelable", "électricité", 16261, 2081.9, 3368.7)
        table = Table(
            "Énergie : tout",
            ("Flux", "Filière", "Énergie", "Installations", "Puissance", "Énergie annuelle")
            + ("Capacité d'injection", "Remarque", "Millésime"),
            ((*row, None, "95 valeurs inconnues", "31 juillet 2026"), (*row, 67.7, None, None)),
            ("", "", "", "", "MW", "GWh", "GWh/an", "", ""),
            (None, None, None, 0, 1, 1, 1, None, None),
            "S",
            "2026",
        )
        sheets = tables_sheets(desk, replace(full, tables={"energie": table}))
        check(sheets)
        told = texts(sheets)
        for text in ("Thermique non renouvelable", "95 valeurs inconnues", "31 juillet 2026"):
            assert text in told
        assert "Énergie : production, électricité" in told

    def test_an_empty_table_says_why(self, crafted, desks, full):
        why = "Aucune friche ici, vraiment."
        edition = crafted([Availability("brownfields", "ti-3201", "empty", why)])
        profile = replace(full, tables={})
        told = texts(tables_sheets(desks(edition=edition), profile))
        assert why in told

    def test_no_entry_of_gas_does_not_mean_no_pipe(self, crafted, desks, full):
        edition = crafted([Availability("gasnetwork", "ti-3201", "partial", "À 250 m près.")])
        told = texts(tables_sheets(desks(edition=edition), replace(full, tables={})))
        assert not any("Aucune canalisation" in text for text in told)
        assert any(text.startswith("Rien de recensé") for text in told)

    def test_columns_keep_their_longest_word_while_the_page_is_wide_enough(self, qgis_app):
        long, short = "anticonstitutionnellement deux", "un mot et puis un autre mot " * 20
        grid = Grid("", ("A", "B", "C"), ((long, short, long),), (False,) * 3)
        for width in (110.0, 136.0, 280.0):
            for text, room in zip(grid.rows[0], widths_of(grid, width), strict=True):
                assert max(grid.kind.width(word) for word in text.split()) < room * 0.97

    @settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
    @given(
        rows=st.lists(
            st.tuples(*[st.text(st.characters(exclude_categories=["C"]), max_size=40)] * 4),
            min_size=1,
            max_size=6,
        ),
        numeric=st.tuples(*[st.booleans()] * 4),
    )
    def test_columns_always_fill_their_width_and_no_more(self, qgis_app, rows, numeric):
        grid = Grid("", ("Un", "Deux mots", "Trois", "Quatre"), tuple(rows), numeric)
        widths = widths_of(grid, 136.0)
        assert all(width > 0 for width in widths)
        assert sum(widths) + 3 * 3.5 <= 136.0 + 0.01


def test_the_pdf_says_what_the_labels_say(desk, full, tmp_path):
    """Text stays text: every figure can be found and copied."""
    (sheet,) = chart.jobs_sheet(desk, full)
    target = tmp_path / "chart.pdf"
    options = QgsLayoutExporter.PdfExportSettings()
    options.textRenderFormat = Qgis.TextRenderFormat.AlwaysText
    options.forceVectorOutput = True
    assert QgsLayoutExporter(sheet.layout).exportToPdf(str(target), options) == 0
    told = subprocess.run(
        ["pdftotext", "-layout", str(target), "-"], capture_output=True, text=True, check=True
    ).stdout
    # Letters that are joined in print are read as one sign.
    plain = re.sub(r"\s", "", unicodedata.normalize("NFKC", told))
    for text in texts([sheet]):
        for word in text.split():
            assert unicodedata.normalize("NFKC", word) in plain, word
    images = subprocess.run(
        ["pdfimages", "-list", str(target)], capture_output=True, text=True, check=True
    ).stdout
    assert len(images.splitlines()) == 2, "no raster in a chart"


@pytest.fixture
def house(tmp_path):
    """An institution's text page: larger letters, sources beside the body, no date."""
    source = TEMPLATES / "text-a4-landscape.qpt"
    layout = QgsPrintLayout(QgsProject.instance())
    document = QDomDocument()
    assert document.setContent(source.read_text(encoding="utf-8"))[0]
    layout.loadFromTemplate(document, QgsReadWriteContext())
    layout.removeLayoutItem(layout.itemById("edition"))
    places = {"body": (30, 40, 200, 140), "sources": (235, 40, 50, 100)}
    for name, (x, y, width, height) in places.items():
        layout.itemById(name).attemptSetSceneRect(QRectF(x, y, width, height))
    title = layout.itemById("title")
    letters = title.textFormat()
    letters.setSize(24)
    title.setTextFormat(letters)
    title.attemptSetSceneRect(QRectF(8, 4, 150, 11))
    assert layout.saveAsTemplate(str(tmp_path / source.name), QgsReadWriteContext())
    return tmp_path


def test_an_institutions_page_keeps_its_parts(desk, full, house):
    own = replace(desk, look=Look(house))
    sheets = tables_sheets(own, full)
    check(sheets)
    found = items(sheets[0])
    assert place_of(found["sources"]).left() == pytest.approx(235)
    assert "edition" not in found
    for name, item in found.items():
        if name.startswith(("friches_", "card_", "energie_")):
            assert place_of(item).right() <= 230 + TOUCH


def test_data_never_run_as_expressions(desk, full):
    wild = replace(full, epci=(EpciLine("1", "[% 40 + 2 %] <b>CC</b> & Cie", 10, 2),))
    told = " ".join(texts(portrait_sheets(desk, wild, words_of(full.territory))))
    assert "42 <b>" not in told
    assert "40 + 2" in told


def test_a_large_town_outweighs_two_small_ones_on_the_portrait(qgis_app):
    """QGIS leaves out the names whose powers of two of the priority are the least."""

    def priority(population):
        return QgsExpression(PRIORITY.replace('"population"', str(population))).evaluate()

    assert 2 ** priority(20833) > 2 ** priority(8272) + 2 ** priority(7865)
    assert all(2 <= priority(population) <= 10 for population in (200, 5000, 300000))
