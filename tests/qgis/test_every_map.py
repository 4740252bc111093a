"""All 72 maps, from an edition of the whole region fetched from the played services."""

from __future__ import annotations

import pytest
from page_checks import (
    check_names,
    check_names_are_near,
    check_nothing_overlaps,
    check_on_paper,
    check_symbols,
    check_texts_fit,
    check_the_box_hides_nothing,
    legend_words,
    texts,
)
from territoires_industrie.territoires_industrie.audience import for_audience
from territoires_industrie.territoires_industrie.edition import Edition
from territoires_industrie.territoires_industrie.french import long_date, typographic
from territoires_industrie.territoires_industrie.layouts.views import SCALES
from territoires_industrie.territoires_industrie.territories import atlas_territories, find

pytest_plugins = "territoires_industrie.tests.qgis.toolbox"

THEMES = ["consumers", "producers", "networks", "heat"]
#: Point tables of each theme, whose legend's classes are those of the territory's own rows.
SITES = {
    "consumers": ["consumers"],
    "producers": ["producers"],
    "networks": ["brownfields_point", "gasnetwork_point", "network400kv_point"],
    "heat": ["wastewaterplants", "wasteheat"],
}


@pytest.fixture(scope="module")
def region(toolbox, catalogue, tmp_path_factory):
    """What the public is given of an edition with every layer of the 18 territories."""
    folder = tmp_path_factory.mktemp("region")
    results = toolbox.run(
        "fetchedition",
        TERRITORIES="all",
        FOLDER=str(folder / "store"),
        OUTPUT_HTML=str(folder / "rapport.html"),
    )
    assert results["FAILED"] == 0
    return for_audience(Edition.open(results["OUTPUT"]), "publique", folder, catalogue)


@pytest.fixture(scope="module", params=[territory.id for territory in atlas_territories()])
def pages(request, composer, region):
    """The four pages of a territory by theme; of one territory at a time."""
    compose = composer()
    made = compose(request.param, edition=region, hide_absent=True)
    yield {page.theme: page for page in made}
    compose.close()


@pytest.fixture(params=THEMES)
def page(request, pages):
    return pages[request.param]


def test_a_cartographer_would_sign_it(page):
    check_on_paper(page)
    check_nothing_overlaps(page)
    check_texts_fit(page)
    check_symbols(page)
    check_names(page)
    check_names_are_near(page)
    check_the_box_hides_nothing(page)
    assert page.item("map").scale() == pytest.approx(
        min(SCALES, key=lambda known: abs(known - page.item("map").scale())), rel=1e-6
    )


def test_it_says_what_it_shows_of_what_and_when(page, region, catalogue):
    said = {name: " ".join(text.split()) for name, text in texts(page).items()}
    theme = next(theme for theme in catalogue.themes if theme.id == page.theme)
    assert said["title"] == find(page.territory).title.upper()
    assert said["theme"] == theme.title
    assert long_date(region.created.date()) in said["edition"]
    sources = said["sources"].replace("\u00a0", " ")
    assert "COG 2026" in sources
    for table in SITES[page.theme]:
        layer = catalogue.layer_of(table).id
        rows = region.frame(table)
        used = set(rows[rows["rattachement"] == page.territory]["source"])
        for line in region.provenance(layer):
            if line.source in used:
                dataset = " ".join(typographic(line.dataset).split())
                assert dataset.replace("\u00a0", " ") in sources, dataset


def test_its_legend_has_the_classes_that_are_drawn(page, region, catalogue):
    words = {word for _, labels in legend_words(page) for word in labels}
    for table in SITES[page.theme]:
        rows = region.frame(table)
        own = rows[rows["rattachement"] == page.territory]
        for legend in catalogue.layer_of(table).legends:
            drawn = set(own[legend.field]) if legend.table == table else None
            for entry in legend.classes if drawn is not None else ():
                assert (entry.label in words) == (entry.key in drawn), entry.label
