"""The pages by their rectangles, their words and their pixels: nothing overlaps, nothing is cut."""

from __future__ import annotations

import math
import re
import time
from functools import cache
from html import unescape
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest
from page_checks import (
    DPI,
    TOUCH,
    box_on_the_map,
    check_names,
    check_names_are_near,
    check_nothing_overlaps,
    check_on_paper,
    check_symbols,
    check_texts_fit,
    check_the_box_hides_nothing,
    frame_of,
    inside,
    legend_words,
    map_names,
    paper,
    placement,
    plain,
    point_layers,
    shrunk,
    symbols,
    texts,
)
from qgis.core import (
    Qgis,
    QgsGeometry,
    QgsLayoutExporter,
    QgsLayoutItemLabel,
    QgsLayoutUtils,
    QgsLegendRenderer,
    QgsRectangle,
)
from qgis.PyQt.QtCore import QCoreApplication, QSize, Qt
from qgis.PyQt.QtGui import QImage, QPainter, QTransform
from territoires_industrie.territoires_industrie.edition import Availability
from territoires_industrie.territoires_industrie.layouts import views
from territoires_industrie.territoires_industrie.layouts.export import export_svg
from territoires_industrie.territoires_industrie.layouts.placement import Box
from territoires_industrie.territoires_industrie.layouts.wording import CONTINUED
from territoires_industrie.territoires_industrie.maps.layers import MapError, load_table
from territoires_industrie.territoires_industrie.maps.styles import sample_symbol
from territoires_industrie.territoires_industrie.territories import (
    all_territories,
    atlas_territories,
    find,
)

#: Typed whole; two EPCI around a metropolis; long and thin; 49 communes outside the region.
TERRITORIES = ["ti-3201", "ti-3213", "ti-3203", "ti-2809"]
THEMES = ["consumers", "producers", "networks", "heat"]
#: So many pixels of a colour make a symbol of it; fewer are the edges of others.
PAINTED = 12
#: A class whose own colour is lighter than this is hardly told from its shadow.
PALE = 190

MARKUP = "<b>Gras</b> & <i>fils</i> <img src='x'>"
WILD_NAMES = [
    "Société anonyme des anciens établissements Vandenbroucke, Vanhoutte et fils réunis de "
    "Dunkerque, Gravelines, Grande-Synthe et Loon-Plage pour la transformation des céréales",
    MARKUP,
    "L'Usine \"Neuve\" \\ d'en face",
    "Deux\nlignes\tet une tabulation",
    "Usine 🏭 n° 5 – αβγ – 工場",
    "{{x}} %s @project_folder",
    "",
    " ",
]
LONG_WORD = "Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetzgebungsverfahren" * 2
EXPRESSION = "[% 40 + 2 %]"

#: Communes of the territory, far from one another: one for each wild name.
GROUND = ["59273", "59183", "59295", "59043", "59663", "62057", "59580", "59094"]


# ---------------------------------------------------------------- reading a page


@pytest.fixture(scope="module")
def sets(composer):
    """The four pages of a territory by theme, composed once."""
    compose = composer()

    @cache
    def of(territory):
        return {page.theme: page for page in compose(territory)}

    yield of
    compose.close()


@pytest.fixture(params=[(t, theme) for t in TERRITORIES for theme in THEMES], ids="-".join)
def page(request, sets):
    territory, theme = request.param
    return sets(territory)[theme]


class TestRectangles:
    def test_everything_lies_on_the_paper(self, page):
        check_on_paper(page)

    def test_nothing_overlaps(self, page):
        check_nothing_overlaps(page)

    def test_every_part_is_there(self, page):
        parts = {"title", "theme", "edition", "map", "legend", "locator", "scale", "scale_bar"}
        assert parts | {"sources", "page_number", "limits"} <= set(page.items())

    def test_every_text_fits_its_box(self, page):
        check_texts_fit(page)

    def test_the_legend_fits_its_box(self, page):
        legend = page.item("legend")
        context = QgsLayoutUtils.createRenderContextForLayout(page.layout, None, 300)
        renderer = QgsLegendRenderer(legend.model(), legend.legendSettings())
        needed = renderer.minimumSize(context)
        assert needed.width() <= legend.rect().width() + TOUCH
        assert needed.height() <= legend.rect().height() + TOUCH

    def test_the_scale_is_a_round_one_and_not_too_fine(self, page):
        scale = page.item("map").scale()
        assert not math.isnan(scale)
        nearest = min(views.SCALES, key=lambda known: abs(known - scale))
        assert scale == pytest.approx(nearest, rel=1e-6)
        assert scale >= 99_999
        assert f"1:{nearest:_}".replace("_", "\u00a0") in page.item("scale").currentText()

    @pytest.mark.parametrize("metres", [1, 3_000, 20_000, 60_000, 3_000_000])
    def test_no_territory_is_so_small_that_its_scale_is_finer(self, metres):
        view = views.view_of(QgsRectangle(0, 0, metres, metres), Box(0, 0, 213, 160))
        assert view.scale >= 100_000
        assert view.extent.contains(QgsRectangle(0, 0, metres, metres))

    def test_the_map_shows_the_whole_territory(self, page):
        layer = next(x for x in page.item("map").layers() if "layername=perimeters" in x.source())
        (outline,) = layer.getFeatures(f"\"territory\" = '{page.territory}'")
        assert page.item("map").extent().contains(outline.geometry().boundingBox())

    def test_a_box_hides_nothing_of_the_territory(self, page):
        check_the_box_hides_nothing(page)

    def test_symbols_are_on_the_map_and_apart(self, page):
        check_symbols(page)

    def test_names_hide_no_symbol(self, page):
        check_names(page)

    def test_names_stand_beside_what_they_name(self, page):
        check_names_are_near(page)

    def test_every_name_that_was_placed_is_written_where_it_was_placed(self, page):
        written = map_names(page)
        assert len(placement(page)["labels"]) == len(written)

    def test_seas_and_neighbours_are_named_where_the_reader_sees_them(self, page):
        box, frame = box_on_the_map(page), frame_of(page)
        written = map_names(page)
        for _, text, rectangle in [x for x in written if x[0] == "placenames"]:
            assert inside(frame, rectangle), text
            assert box is None or not box.intersects(rectangle), text
            for table, other, its in written:
                apart = table == "placenames" or not shrunk(its).intersects(rectangle)
                assert apart, (text, other)


class TestNamesInACrowd:
    """Of Dunkerque, where the list covers the middle of Belgium and the towns stand close."""

    def test_the_list_does_not_hide_the_neighbour(self, sets):
        for page in sets("ti-3201").values():
            box = box_on_the_map(page)
            lands = [(text, its) for table, text, its in map_names(page) if table == "placenames"]
            assert sorted(text for text, _ in lands) == ["Belgique", "Mer du Nord"], page.theme
            for text, its in lands:
                assert box is None or not box.intersects(its), (page.theme, text)

    def test_the_neighbour_is_named_on_its_own_ground(self, sets):
        for page in sets("ti-3201").values():
            extent, metres = page.item("map").extent(), page.item("map").scale() / 1000
            layers = page.item("map").layers()
            france = [x for x in layers if "layername=departments" in x.source()][0]
            ((_, _, its),) = [x for x in map_names(page) if x[1] == "Belgique"]
            ground = QgsRectangle(
                extent.xMinimum() + its.left() * metres,
                extent.yMaximum() - its.bottom() * metres,
                extent.xMinimum() + its.right() * metres,
                extent.yMaximum() - its.top() * metres,
            )
            for department in france.getFeatures():
                assert not department.geometry().intersects(ground), page.theme

    def test_no_town_is_named_upon_the_outline(self, sets):
        for page in sets("ti-3201").values():
            border = outline_on(page)
            for table, text, its in map_names(page):
                crossed = border.intersects(QgsGeometry.fromRect(QgsRectangle(shrunk(its, 0.4))))
                assert table != "communes" or not crossed, text

    def test_leaders_keep_off_the_towns_names(self, sets):
        """In the crowd of the first map two pass under names; ten of the set did."""
        under = 0
        for page in sets("ti-3201").values():
            offsets = placement(page)["offsets"]
            drawn = [site.mark for site, _ in symbols(page) if site.key in offsets]
            shifts = [tuple(map(float, offsets[mark.key].split(","))) for mark in drawn]
            leaders = [m.leader(shift) for m, shift in zip(drawn, shifts, strict=True)]
            for _, _, its in map_names(page):
                box = Box(its.left(), its.top(), its.width(), its.height()).grown(-0.6)
                under += sum(box.meets(leader) for leader in leaders if leader is not None)
        assert under <= 3


def outline_on(page):
    """The territory's outline as a line on the map (mm)."""
    layer = next(x for x in page.item("map").layers() if "layername=perimeters" in x.source())
    (row,) = layer.getFeatures(f"\"territory\" = '{page.territory}'")
    extent, metres = page.item("map").extent(), page.item("map").scale() / 1000
    shape = row.geometry()
    shape.translate(-extent.xMinimum(), -extent.yMaximum())
    shape.transform(QTransform.fromScale(1 / metres, -1 / metres))
    return shape.convertToType(Qgis.GeometryType.Line, True)


class TestOtherPaper:
    @pytest.mark.parametrize("theme", ["consumers", "heat"])
    def test_a3(self, compose_pages, theme):
        (page,) = compose_pages(themes=[theme], paper="a3")
        assert (paper(page).width(), paper(page).height()) == (420, 297)
        check_on_paper(page)
        check_nothing_overlaps(page)
        check_texts_fit(page)
        check_symbols(page)


# ---------------------------------------------------------------- the legend


def atlas_words(catalogue, theme):
    """[(group, [labels])] as the atlas orders them."""
    return [
        (
            group.title,
            [entry.label for legend in legends_of(catalogue, group) for entry in legend.classes],
        )
        for group in catalogue.theme(theme).groups
    ]


def legends_of(catalogue, group):
    for layer, identifier in group.entries:
        yield next(x for x in catalogue.layers[layer].legends if x.id == identifier)


def pixels(page, rectangle, dpi=DPI):
    """A piece of the printed page, as an array of RGB."""
    size = QSize(round(rectangle.width() * dpi / 25.4), round(rectangle.height() * dpi / 25.4))
    image = QgsLayoutExporter(page.layout).renderRegionToImage(rectangle, size, dpi)
    return as_array(image)


def as_array(image):
    image = image.convertToFormat(QImage.Format.Format_RGB32)
    data = np.frombuffer(image.constBits().asstring(image.sizeInBytes()), np.uint8)
    return data.reshape(image.height(), image.width(), 4)[:, :, 2::-1].astype(int)


def main_colour(symbol):
    """The colour that a symbol is mostly made of when it is drawn on white paper."""
    picture = symbol.asImage(QSize(64, 64))
    sheet = QImage(picture.size(), QImage.Format.Format_RGB32)
    sheet.fill(Qt.GlobalColor.white)
    painter = QPainter(sheet)
    painter.drawImage(0, 0, picture)
    painter.end()
    ink = as_array(sheet).reshape(-1, 3)
    values, counts = np.unique(ink[ink.min(axis=1) < 245], axis=0, return_counts=True)
    assert len(values), "an empty symbol"
    return values[counts.argmax()]


def apart(one, other):
    """Whether two colours cannot be taken for one another."""
    return np.abs(one - other).max() > 24


def count(image, colour, tolerance=8):
    return int((np.abs(image - colour).max(axis=2) <= tolerance).sum())


def classes_of(page, catalogue):
    """Each class of the page's legend, and whether the territory, or nobody, has a row of it."""
    by_table = {x.source().rpartition("layername=")[2]: x for x in page.item("map").layers()}
    for group in catalogue.theme(page.theme).groups:
        for legend in legends_of(catalogue, group):
            rows = by_table[legend.table].getFeatures()
            nobody = () if legend.table in point_layers(page) else (None, "")
            own = (*nobody, page.territory)
            seen = {row[legend.field] for row in rows if row["rattachement"] in own}
            for entry in legend.classes:
                yield legend, entry, entry.key in seen


@pytest.fixture(scope="module")
def colour_of(embedded, catalogue):
    """The colour of a class, from a layer that no page holds."""
    layers = {}

    def colour(legend, key):
        if legend.table not in layers:
            layers[legend.table] = load_table(embedded, catalogue.table(legend.table), "x")
        return main_colour(sample_symbol(layers[legend.table], **{legend.field: key}))

    return colour


def symbol_strip(page):
    """The column of the legend where the symbols stand, without the texts."""
    legend = page.item("legend")
    rectangle = legend.mapRectToScene(legend.rect())
    rectangle.setWidth(7.0)
    return rectangle


class TestLegend:
    def test_it_has_the_atlas_groups_and_classes_in_order(self, page, catalogue):
        assert legend_words(page) == atlas_words(catalogue, page.theme)

    @pytest.mark.parametrize("theme", THEMES)
    def test_present_classes_are_painted_and_absent_ones_are_paler(
        self, sets, catalogue, colour_of, theme
    ):
        page = sets("ti-3201")[theme]
        strip = pixels(page, symbol_strip(page))
        classes = list(classes_of(page, catalogue))
        shown = [colour_of(legend, entry.key) for legend, entry, present in classes if present]
        assert shown
        for legend, entry, present in classes:
            colour = colour_of(legend, entry.key)
            if present:
                assert count(strip, colour) >= PAINTED, f"{entry.key} is not painted"
            elif colour.min() < PALE and all(apart(colour, other) for other in shown):
                assert count(strip, colour) < PAINTED, f"{entry.key} is not faded"

    def test_a_symbol_is_whole_after_qgis_has_drawn_its_layer(self, compose_pages):
        """QGIS draws a layout's preview as soon as it finds time; legends are made later too."""
        (page,) = compose_pages(themes=["consumers"])
        layer = point_layers(page)["consumers"]
        before = main_colour(sample_symbol(layer, **{"class": "Agroalimentaire"}))
        QCoreApplication.processEvents()
        (again,) = compose_pages(themes=["consumers"])
        after = point_layers(again)["consumers"]
        QCoreApplication.processEvents()
        assert not apart(before, main_colour(sample_symbol(after, **{"class": "Agroalimentaire"})))

    @pytest.mark.parametrize("theme", THEMES)
    def test_as_many_symbols_are_painted_as_there_are_classes(self, sets, catalogue, theme):
        """Also the absent ones: a shadow of a symbol is still one."""
        page = sets("ti-3201")[theme]
        inked = (pixels(page, symbol_strip(page)).min(axis=2) < 250)[:, 4:32].any(axis=1)
        runs = np.flatnonzero(np.diff(np.concatenate(([False], inked, [False])).astype(int)) == 1)
        # Headings stand at the left too, each as one more run of ink.
        groups = len(catalogue.theme(theme).groups)
        assert len(runs) >= len(list(classes_of(page, catalogue))) + groups

    def test_words_of_absent_classes_are_paler_too(self, sets):
        page = sets("ti-3201")["consumers"]
        legend = page.item("legend")
        rectangle = legend.mapRectToScene(legend.rect())
        rectangle.setLeft(rectangle.left() + 8)
        rows = pixels(page, rectangle).min(axis=2).min(axis=1)
        darkness = [int(rows[first:last].min()) for first, last in runs_of(rows < 230)]
        words = [label for group, labels in legend_words(page) for label in [group, *labels]]
        assert len(darkness) == len(words)
        by_word = dict(zip(words, darkness, strict=True))
        assert by_word["Agroalimentaire"] < 80
        assert by_word["Papeterie"] > by_word["Agroalimentaire"] + 60

    def test_absent_classes_can_be_left_out(self, compose_pages, sets, catalogue):
        (page,) = compose_pages(themes=["consumers"], hide_absent=True)
        present = [entry.label for _, entry, shown in classes_of(page, catalogue) if shown]
        assert [label for _, labels in legend_words(page) for label in labels] == present
        assert page.item("legend").rect().height() < (
            sets("ti-3201")["consumers"].item("legend").rect().height()
        )


def runs_of(mask):
    edges = np.flatnonzero(np.diff(np.concatenate(([False], mask, [False])).astype(int)))
    return list(zip(edges[::2], edges[1::2], strict=True))


# ---------------------------------------------------------------- whose name is printed


def everything_written(page):
    """All words of a page: labels, legend, map."""
    words = [*texts(page).values(), *(text for _, text, _ in map_names(page))]
    for group, labels in legend_words(page):
        words += [group, *labels]
    # Lines are broken where they must: a name may run over two.
    return plain(" ".join(words))


def squeezed(text):
    """Letters only."""
    return plain(text).replace(" ", "")


def site_list(page):
    """What the side list says, its lines joined again."""
    item = page.item("sites")
    return " ".join(item.currentText().split("\n")) if item else ""


class TestNames:
    @pytest.mark.parametrize("theme", THEMES)
    def test_of_the_embedded_edition(self, sets, theme):
        page = sets("ti-3201")[theme]
        on_the_map = " ".join(text for _, text, _ in map_names(page))
        written = everything_written(page)
        for site, _ in symbols(page):
            if site.name and not site.verified:
                assert site.name not in written
            if site.name and site.approximate:
                assert site.name not in on_the_map

    def test_the_embedded_edition_has_such_sites(self, sets):
        found = [site for page in sets("ti-3201").values() for site, _ in symbols(page)]
        assert [site for site in found if site.name and not site.verified]
        assert [site for site in found if site.name and site.approximate and site.verified]
        assert [site for site in found if site.verified and not site.approximate]

    @pytest.mark.parametrize("theme", THEMES)
    def test_each_symbol_bears_a_name_or_a_number_of_the_list(self, sets, theme):
        page = sets("ti-3201")[theme]
        placed = placement(page)
        own = [site.key for site, _ in symbols(page) if site.territory == "ti-3201"]
        for key in own:
            assert (key in placed["labels"]) != (key in placed["numbers"])
        numbers = [int(placed["numbers"][key]) for key in own if key in placed["numbers"]]
        listed = [int(number) for number in re.findall(r"[:·] (\d+)\u00a0", site_list(page))]
        assert sorted(numbers) == list(range(1, len(numbers) + 1)) == listed

    def test_a_neighbours_site_is_drawn_but_neither_named_nor_listed(
        self, crafted, site, compose_pages
    ):
        rows = [site("k", "Usine voisine", insee="62765", rattachement="ti-3212")]
        (page,) = compose_pages(edition=crafted(consumers=rows), themes=["consumers"])
        assert [site.key for site, _ in symbols(page)] == ["consumers/k"]
        assert "Usine voisine" not in everything_written(page)

    @pytest.mark.parametrize("position", ["exacte", "adresse", "iris", "commune"])
    @pytest.mark.parametrize("verified", ["Registre d'essai", ""])
    def test_by_position_and_verification(self, crafted, site, compose_pages, position, verified):
        name = "Vandenbroucke Frères"
        row = site("k", name, position=position, verifie_par=verified, insee="59309")
        (page,) = compose_pages(edition=crafted(consumers=[row]), themes=["consumers"])
        ((mark, _),) = symbols(page)
        on_the_map = [text for _, text, _ in map_names(page)]
        approximate = position in ("iris", "commune")
        assert (name in " ".join(on_the_map)) == (bool(verified) and not approximate)
        assert (name in everything_written(page)) == bool(verified)
        if approximate or not verified:
            assert mark.key in placement(page)["numbers"]

    def test_an_unverified_project_prints_no_power_either(self, crafted, site, compose_pages):
        row = site(
            "k", "Parc Z", position="exacte", verifie_par="", statut="annoncé", power_kw=612_345.0
        )
        edition = crafted(producers=[{**row, "class": "Éolien"}])
        (page,) = compose_pages(edition=edition, themes=["producers"])
        written = everything_written(page)
        assert "Parc Z" not in written
        assert "612" not in written
        assert "Éolien, projet annoncé" in written

    def test_one_site_in_two_layers_of_a_page(self, crafted, site, compose_pages):
        """The same SIRET recovers heat and treats water: two symbols, two places, two numbers."""
        edition = crafted(
            wasteheat=[site("k", "Usine", **{"class": "Chaleur fatale < à 40°C"})],
            wastewaterplants=[site("k", "Station", **{"class": "Industriels"})],
        )
        (page,) = compose_pages(edition=edition, themes=["heat"])
        check_symbols(page)
        assert "Usine" in site_list(page)
        assert "Station" in site_list(page)


class TestWildNames:
    @pytest.fixture(params=["exacte", "commune"])
    def page(self, request, crafted, site, compose_pages):
        rows = [
            site(f'clé "{n}" d\'un {{site}}', name, position=request.param, insee=insee)
            for n, (name, insee) in enumerate(zip(WILD_NAMES, GROUND, strict=True))
        ]
        (page,) = compose_pages(edition=crafted(consumers=rows), themes=["consumers"])
        return page

    def test_nothing_leaves_its_place(self, page):
        check_on_paper(page)
        check_nothing_overlaps(page)
        check_texts_fit(page)
        check_symbols(page)
        check_names(page)

    def test_they_are_printed_letter_by_letter(self, page):
        written = squeezed(everything_written(page))
        for name in WILD_NAMES:
            assert squeezed(name) in written

    def test_markup_in_a_name_is_painted_as_it_stands(self, page):
        written = painted_words(page)
        for name in (MARKUP, "{{x}} %s @project_folder"):
            assert squeezed(name) in written

    @pytest.mark.parametrize(
        "name",
        [LONG_WORD, EXPRESSION],
        ids=["word", "expression"],
    )
    def test_the_worst_of_them(self, crafted, site, compose_pages, name):
        edition = crafted(consumers=[site("k", name)])
        (page,) = compose_pages(edition=edition, themes=["consumers"])
        check_nothing_overlaps(page)
        check_texts_fit(page)
        assert squeezed(name) in squeezed(everything_written(page))

    @pytest.mark.parametrize(
        "commune",
        ["<b>V</b>", EXPRESSION, "A & B", "Ville\nNeuve"],
    )
    def test_a_commune_of_that_kind(self, crafted, site, compose_pages, commune):
        edition = crafted(consumers=[site("k", "Usine", commune=commune)])
        (page,) = compose_pages(edition=edition, themes=["consumers"])
        check_texts_fit(page)
        assert squeezed(commune) in squeezed(everything_written(page))

    @pytest.mark.parametrize(
        "sentence",
        [
            WILD_NAMES[0] * 4,
            MARKUP,
            LONG_WORD,
            EXPRESSION,
        ],
    )
    def test_a_limit_of_that_kind(self, crafted, site, compose_pages, sentence):
        known = [Availability("consumers", "ti-3201", "partial", sentence)]
        (page,) = compose_pages(edition=crafted(known), themes=["consumers"])
        check_on_paper(page)
        check_nothing_overlaps(page)
        check_texts_fit(page)
        assert squeezed(sentence) in squeezed(everything_written(page))


def painted_words(page):
    """The letters of the page as it is painted, without spaces."""
    with TemporaryDirectory() as folder:
        target = Path(folder) / "page.svg"
        export_svg(page.layout, target, 96)
        found = re.findall(r"<text[^>]*>([^<]*)</text>", target.read_text(encoding="utf-8"))
    return squeezed("".join(unescape(text) for text in found))


# ---------------------------------------------------------------- crowds


def composing(compose_pages, edition):
    begun = time.perf_counter()
    (page,) = compose_pages(edition=edition, themes=["consumers"])
    return page, time.perf_counter() - begun


class TestCrowds:
    """Seconds depend on the machine: a crowded page is timed against an empty one."""

    @pytest.mark.parametrize(
        ("sites", "ratio"),
        [
            ("one commune, 200", 15),
            ("every corner, 40", 15),
            ("every corner, 150", 15),
            ("everywhere, 2000", 60),
        ],
    )
    def test_the_page_still_holds(self, crafted, site, compose_pages, sites, ratio):
        _, empty = composing(compose_pages, crafted())
        page, crowded = composing(compose_pages, crafted(consumers=crowd(site, sites)))
        assert crowded < ratio * empty
        check_on_paper(page)
        check_nothing_overlaps(page)
        check_texts_fit(page)
        box, frame = box_on_the_map(page), frame_of(page)
        for one, square in symbols(page):
            assert inside(frame, square), one.name
            assert box is None or not box.intersects(square), one.name

    def test_a_long_list_is_cut_rather_than_laid_over_the_territory(
        self, crafted, site, compose_pages
    ):
        edition = crafted(consumers=crowd(site, "every corner, 150"))
        (page,) = compose_pages(edition=edition, themes=["consumers"])
        assert site_list(page).endswith(plain(CONTINUED))
        assert box_on_the_map(page) is None
        check_nothing_overlaps(page)

    def test_what_the_map_has_no_room_for_is_listed_on_pages_of_its_own(
        self, crafted, site, compose_pages
    ):
        edition = crafted(consumers=crowd(site, "every corner, 150"))
        (page,) = compose_pages(edition=edition, themes=["consumers"])
        assert page.lists
        listed = " ".join(
            item.currentText()
            for layout in page.lists
            for item in layout.items()
            if isinstance(item, QgsLayoutItemLabel)
        )
        numbers = placement(page)["numbers"]
        assert len(numbers) > 100
        for number in numbers.values():
            assert f"{number}\u00a0Usine" in listed.replace("\n", " ")
        count = len(page.lists) + 1
        for place, layout in enumerate([page.layout, *page.lists], start=1):
            assert layout.itemById("page_number").text() == f"{place} / {count}"


def crowd(site, kind):
    if kind == "one commune, 200":
        return [site(f"k{n}", f"Usine numéro {n}") for n in range(200)]
    if kind.startswith("every corner"):
        # Gravelines lies in the north-west of a land of some 70 km by 50.
        columns, rows = (8, 5) if kind.endswith("40") else (15, 10)
        return [
            site(
                f"k{row}-{column}",
                f"Usine numéro {row}-{column}",
                shift=(70_000 / columns * column - 16_000, 8_000 - 56_000 / rows * row),
            )
            for row in range(rows)
            for column in range(columns)
        ]
    return [
        site(f"k{n}", f"Usine numéro {n}", shift=(600 * (n % 50) - 5000, 600 * (n // 50) - 20000))
        for n in range(2000)
    ]


class TestElsewhere:
    def test_a_territory_without_outline_is_refused(self, compose_pages):
        known = {territory.id for territory in atlas_territories()}
        other = next(x for x in all_territories() if x.id not in known)
        with pytest.raises(MapError, match=other.id):
            compose_pages(other.id, themes=["heat"])

    def test_titles_and_numbers(self, sets):
        for number, page in enumerate(sets("ti-3201").values(), start=1):
            assert page.item("title").text() == find("ti-3201").title.upper()
            assert page.item("page_number").text() == f"{number} / 4"
            assert page.layout.name().startswith(f"{find('ti-3201').title} – {number}. Carte des")
