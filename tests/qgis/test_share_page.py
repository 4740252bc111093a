"""The shared page in a browser: from a disk, offline, on a desk and on a phone, by the keyboard."""

from __future__ import annotations

import csv
import re
from dataclasses import replace

import chromium
import pypdf
import pytest
from territoires_industrie.territoires_industrie.french import typographic
from territoires_industrie.territoires_industrie.sharing.order import ShareOrder
from territoires_industrie.territoires_industrie.sharing.share import share
from territoires_industrie.territoires_industrie.territories import find

pytestmark = pytest.mark.skipif(
    chromium.found() is None,
    reason="needs Chromium on the PATH (Debian: apt-get install chromium)",
)

READY = "document.documentElement.dataset.ready === 'yes'"
DESK = {"width": 1366, "height": 768}
PHONE = {"width": 360, "height": 740, "touch": True}
#: What a person hears of an element that takes the focus.
NAMELESS = """
[...document.querySelectorAll('a[href], button, input, select, summary, [tabindex="0"]')]
  .filter((e) => !(e.labels?.length || e.getAttribute('aria-label') ||
    e.getAttribute('aria-labelledby') || e.textContent.trim()))
  .map((e) => e.outerHTML.slice(0, 80))
"""


@pytest.fixture(scope="module")
def browser(tmp_path_factory):
    with chromium.Chromium(tmp_path_factory.mktemp("chromium")) as made:
        yield made


@pytest.fixture(scope="module")
def shared(qgis_app, embedded, catalogue, tmp_path_factory):
    """The embedded edition for everybody, under a name that needs care in an address."""
    order = ShareOrder(
        territories=[find("ti-3201"), find("ti-3209")],
        themes=list(catalogue.themes),
        folder=tmp_path_factory.mktemp("page") / "À partager – n° 1",
        documents="none",
        edition=False,
    )
    share(order, embedded, catalogue, lambda *_: None, lambda: False)
    return order.page_file


@pytest.fixture
def opened(browser, shared):
    """Open the page in a window of a size, on a map; at the end nothing must have gone wrong."""
    windows = []

    def start(size=DESK, place="", page=shared):
        window = browser.page(**size)
        windows.append(window)
        window.open(page.as_uri() + place, READY)
        return window

    yield start
    for window in windows:
        assert window.problems == []


def texts(window, selector):
    return window.evaluate(
        f"[...document.querySelectorAll({selector!r})].map((e) => e.textContent.trim())"
    )


def focused(window):
    return window.evaluate("document.activeElement.id || document.activeElement.tagName")


def test_it_opens_from_a_disk_without_a_network(opened):
    window = opened()
    assert window.evaluate("document.title") == "Territoires d’industrie"
    assert window.evaluate("document.documentElement.lang") == "fr"
    assert "Édition du 22" in window.evaluate("document.getElementById('edition').textContent")
    assert "non affilié" in window.evaluate("document.body.innerText")
    assert "À savoir" in window.evaluate("document.body.innerText")


@pytest.mark.parametrize("size", [DESK, PHONE])
def test_it_fits_the_window(opened, size):
    window = opened(size, "#ti-3201/consumers")
    width = window.evaluate("document.documentElement.scrollWidth")
    assert width <= size["width"], "nothing sticks out sideways"
    box = window.evaluate("document.getElementById('map').getBoundingClientRect().toJSON()")
    assert box["width"] >= 0.7 * size["width"]
    assert box["height"] >= 0.5 * size["height"]
    assert box["top"] < 0.45 * size["height"], "the map is seen at once"
    if size is PHONE:
        low = """[...document.querySelectorAll('header label, select, #sites button')]
            .filter((e) => e.offsetParent && e.htmlFor !== 'territory')
            .map((e) => e.getBoundingClientRect().height).filter((h) => h < 44)"""
        assert window.evaluate(low) == [], "fingers find what is to be touched"


def test_every_map_has_its_legend_with_absent_classes_greyed(opened, catalogue):
    window = opened(place="#ti-3201/consumers")
    for theme in catalogue.themes:
        window.evaluate(f"document.querySelector('input[value={theme.id}]').click()")
        assert texts(window, "#legend h3") == [typographic(group.title) for group in theme.groups]
        lines = [
            typographic(each.label)
            for group in theme.groups
            for layer, legend in group.entries
            for each in catalogue.layers[layer].legend(legend).classes
        ]
        seen = texts(window, "#legend li span:nth-child(2)")
        assert [text.removesuffix(" (absent)") for text in seen] == lines
        assert theme.title.replace("'", "’") in window.evaluate(
            "document.getElementById('map-title').textContent"
        )
    window.evaluate("document.querySelector('input[value=producers]').click()")
    absent = texts(window, "#legend li.absent span:nth-child(2)")
    present = texts(window, "#legend li:not(.absent) span:nth-child(2)")
    assert present, "Dunkerque has producers"
    assert all(text.endswith("(absent)") for text in absent)


def test_another_territory_changes_map_list_and_limits(opened):
    window = opened(place="#ti-3201/producers")
    before = texts(window, "#sites .name")
    assert before
    assert window.evaluate("document.querySelectorAll('.site').length") >= len(before)
    window.evaluate(
        "(() => { const s = document.getElementById('territory'); s.value = '1';"
        " s.dispatchEvent(new Event('change')); })()"
    )
    assert "Lens" in window.evaluate("document.getElementById('map-title').textContent")
    assert texts(window, "#sites .name") == []
    assert window.evaluate("location.hash") == "#ti-3209/producers"
    assert texts(window, "#limits li"), "why there is nothing is said"


def test_a_site_is_found_by_its_name_without_accents(opened):
    window = opened(place="#ti-3201/heat")
    window.evaluate("document.getElementById('search').focus()")
    window.type("CENTRALE nucleaire")
    assert "sur d’autres cartes" in window.evaluate("document.getElementById('found').textContent")
    assert "Producteurs" in texts(window, "#sites .place")[0]
    window.press("Enter")
    window.wait("document.querySelector('.leaflet-popup .card')")
    assert window.evaluate("document.querySelector('input[value=producers]').checked")


def test_the_list_is_a_file_for_a_spreadsheet(opened):
    window = opened(place="#ti-3201/producers")
    count = len(texts(window, "#sites .name"))
    window.evaluate(
        "(() => { TI.listing.save = (text, name) => { window.saved = [text, name]; }; "
        "document.getElementById('download').click(); })()"
    )
    text, name = window.evaluate("window.saved")
    assert name == "sites-producers.csv"
    head, *rows = csv.reader(text.removeprefix("\ufeff").splitlines(), delimiter=";")
    assert len(rows) == count
    first = dict(zip(head, rows[0], strict=True))
    assert first["Nom"] == window.evaluate(
        "document.querySelector('#sites .name').firstChild.textContent"
    )
    assert first["Source"]
    assert re.fullmatch(r"\d,\d+", first["Longitude"])
    row = "{...TI.rows('producers')[0], name: '=1+1', commune: 'a;\"b\"', status: '-2'}"
    told = window.evaluate(f"TI.listing.csv([{{row: {row}, theme: TI.data.themes[1]}}])")
    assert "\n'=1+1;" in told, "a text is never a formula"
    assert ';"a;""b""";' in told


def test_without_scripts_it_says_what_it_is(browser, shared, tmp_path):
    text = re.sub(r"<script>.*?</script>", "", shared.read_text(encoding="utf-8"), flags=re.DOTALL)
    silent = tmp_path / "silent.html"
    silent.write_text(text.replace("<noscript>", "").replace("</noscript>", ""), encoding="utf-8")
    window = browser.page(**PHONE)
    window.open(silent.as_uri(), "document.readyState === 'complete'")
    said = window.evaluate("document.body.innerText")
    assert "Territoires d’industrie" in said
    assert "JavaScript" in said
    assert "Diffusion publique" in said
    assert "Légende" not in said, "no empty furniture"


def test_a_card_tells_name_class_position_and_source(opened):
    window = opened(place="#ti-3201/producers")
    window.evaluate("document.querySelector('#sites button').click()")
    window.wait("document.querySelector('.leaflet-popup .card')")
    terms = texts(window, ".card dt")
    for term in ("Commune", "Position", "Source", "Millésime", "Licence"):
        assert term in terms
    links = window.evaluate("[...document.querySelectorAll('.card a')].map((a) => a.href)")
    assert all(link.startswith("https://") for link in links)
    assert texts(window, ".card h3") == window.evaluate(
        "[document.querySelector('#sites .name').firstChild.textContent]"
    )


class TestKeyboard:
    def test_tab_goes_through_the_page_in_its_order(self, opened):
        window = opened(place="#ti-3201/producers")
        order = []
        for _ in range(40):
            window.press("Tab")
            order.append(focused(window))
            if order[-1] == "BODY":
                break
        stops = ["territory", "map", "search"]
        assert [order.index(stop) for stop in stops] == sorted(order.index(stop) for stop in stops)
        assert order.count("BUTTON") == 1, "the list is one stop, arrows move inside"

    def test_the_focus_is_seen(self, opened):
        window = opened(place="#ti-3201/producers")
        stops = 0
        while focused(window) != "BODY" or not stops:
            window.press("Tab")
            stops += 1
            if focused(window) == "BODY":
                break
            outline = """(() => {
                const e = document.activeElement;
                const seen = e.type === 'radio' ? e.nextElementSibling : e;
                const style = getComputedStyle(seen);
                return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
            })()"""
            assert window.evaluate(outline), focused(window)
        assert stops >= 10

    def test_arrows_choose_the_map(self, opened):
        window = opened(place="#ti-3201/consumers")
        window.evaluate("document.querySelector('#themes input:checked').focus()")
        window.press("ArrowRight")
        assert (
            window.evaluate("document.querySelector('#themes input:checked').value") == "producers"
        )
        assert window.evaluate("location.hash") == "#ti-3201/producers"

    def test_list_card_and_back(self, opened):
        window = opened(place="#ti-3201/producers")
        window.evaluate("document.getElementById('search').focus()")
        window.press("ArrowDown", times=3)
        name = window.evaluate("document.activeElement.querySelector('.name').textContent")
        assert name == texts(window, "#sites .name")[2]
        window.press("Enter")
        window.wait("document.activeElement.matches('.card')")
        window.press("Escape")
        window.wait("!document.querySelector('.leaflet-popup .card')")
        assert window.evaluate("document.activeElement.textContent").startswith(name)
        window.press("End")
        last = texts(window, "#sites .name")[-1]
        assert window.evaluate("document.activeElement.querySelector('.name').textContent") == last
        window.press("Home")
        window.press("ArrowUp")
        assert focused(window) == "search"

    def test_everything_has_a_name(self, opened):
        window = opened(place="#ti-3201/producers")
        assert window.evaluate(NAMELESS) == []
        window.evaluate("document.querySelector('#sites button').click()")
        assert window.evaluate(NAMELESS) == []
        assert (
            window.evaluate(
                "document.querySelector('.leaflet-popup-close-button').getAttribute('aria-label')"
            )
            == "Fermer"
        )


def test_a_symbol_tells_its_source_under_the_pointer_and_its_card_when_clicked(opened):
    window = opened(place="#ti-3201/producers")
    spot = window.evaluate(
        """(() => {
            const map = document.getElementById('map').getBoundingClientRect();
            const inside = [...document.querySelectorAll('img.site:not(.elsewhere)')]
                .map((e) => e.getBoundingClientRect())
                .find((b) => b.left > map.left + 90 && b.top > map.top + 90);
            return [inside.left + inside.width / 2, inside.top + inside.height / 2];
        })()"""
    )
    window.hover(*spot)
    window.wait("document.querySelector('.leaflet-tooltip')")
    assert "Source" in texts(window, ".leaflet-tooltip")[0]
    window.click(*spot)
    window.wait("document.querySelector('.leaflet-popup .card')")


def test_a_crowd_is_spread_and_no_symbol_hidden(opened):
    window = opened(place="#ti-3201/consumers")
    hidden = """(() => {
        const all = [...document.querySelectorAll('img.site:not(.elsewhere)')]
            .map((e) => e.getBoundingClientRect());
        const far = (a, b) => Math.hypot(
            a.x + a.width / 2 - b.x - b.width / 2, a.y + a.height / 2 - b.y - b.height / 2);
        return all.filter((a, i) => all.some((b, j) => j > i && far(a, b) < a.width / 3)).length;
    })()"""
    assert window.evaluate("document.querySelectorAll('img.site:not(.elsewhere)').length") > 15
    assert window.evaluate(hidden) == 0


def test_what_may_not_be_drawn_large_goes_as_one_comes_near(browser, embedded, catalogue, tmp_path):
    order = ShareOrder(
        [find("ti-3201")], list(catalogue.themes), tmp_path, documents="none", edition=False
    )
    share(order, embedded, catalogue, lambda *_: None, lambda: False)
    window = browser.page(**DESK)
    window.open(order.page_file.as_uri() + "#ti-3201/networks", READY)
    shown = "document.querySelectorAll('img.site').length"
    withheld = "!document.getElementById('withheld').hidden"
    before = window.evaluate(shown)
    assert window.evaluate("TI.rows('network400kv_point').length") > 0
    assert not window.evaluate(withheld)
    nearer = """(async () => {
        const zoom = document.querySelector('.leaflet-control-zoom-in');
        while (document.getElementById('withheld').hidden) {
            zoom.click();
            await new Promise((done) => setTimeout(done, 400));
        }
    })()"""
    window.evaluate(nearer)
    assert window.evaluate(shown) < before
    assert window.evaluate(withheld), "and it is said why"
    assert window.problems == []


def test_a_name_is_never_more_than_a_name(browser, crafted, site, catalogue, tmp_path):
    evil = """</script><script>window.hit=1</script><img src=x onerror="window.hit=1">"""
    edition = crafted(
        producers=[
            site("1", evil, **{"class": "Éolien", "commune": evil, "vintage": evil}),
            site("2", "l'Usine \u2028 & <b>fils</b>", **{"class": "Éolien"}),
        ]
    )
    order = ShareOrder(
        [find("ti-3201")],
        list(catalogue.themes),
        tmp_path / "page",
        documents="none",
        edition=False,
    )
    share(order, edition, catalogue, lambda *_: None, lambda: False)
    window = browser.page(**DESK)
    window.open(order.page_file.as_uri() + "#ti-3201/producers", READY)
    names = window.evaluate(
        "[...document.querySelectorAll('#sites .name')].map((e) => e.firstChild.textContent)"
    )
    assert sorted(names) == sorted([evil, "l'Usine \u2028 & <b>fils</b>"])
    for number in (0, 1):
        window.evaluate(f"document.querySelectorAll('#sites button')[{number}].click()")
        window.wait("document.querySelector('.leaflet-popup .card')")
    assert window.evaluate("window.hit") is None
    assert window.evaluate("document.querySelectorAll('script').length") == 2
    assert window.problems == []


def test_it_prints_on_few_sheets(opened, tmp_path):
    window = opened(place="#ti-3201/producers")
    window.print(tmp_path / "page.pdf")
    document = pypdf.PdfReader(tmp_path / "page.pdf")
    assert 1 <= len(document.pages) <= 4
    text = document.pages[0].extract_text()
    assert "Carte des producteurs" in text
    assert "Légende" in text
    assert round(float(document.pages[0].mediabox.width)) == 595, "A4"


def test_a_page_of_one_territory_has_no_choice_of_all(browser, embedded, catalogue, tmp_path):
    order = ShareOrder(
        [find("ti-3201")], list(catalogue.themes)[:1], tmp_path, documents="none", edition=False
    )
    order = replace(order, audience="interne")
    share(order, embedded, catalogue, lambda *_: None, lambda: False)
    window = browser.page(**PHONE)
    window.open(order.page_file.as_uri(), READY)
    assert window.evaluate("document.querySelectorAll('#territory option').length") == 1
    assert window.evaluate("document.querySelectorAll('#themes input').length") == 1
    assert "ne pas diffuser" in window.evaluate("document.getElementById('edition').textContent")
    assert window.problems == []
