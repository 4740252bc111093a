"""Territories compared from the toolbox and by `qgis_process`: files, marks, a live map."""

from __future__ import annotations

import json
import subprocess
from itertools import combinations

import openpyxl
import pytest
from page_checks import check_on_paper, check_texts_fit, plain, rectangles, shrunk
from qgis.core import (
    QgsLayoutItem,
    QgsLayoutItemMap,
    QgsLayoutItemPage,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProject,
)
from qgis.PyQt import sip
from territoires_industrie.territoires_industrie import paths
from territoires_industrie.territoires_industrie.indicators.mapping import (
    COLOURS,
    IndicatorMap,
    LegendLine,
    Ranked,
)
from territoires_industrie.territoires_industrie.layouts.sheets.indicator_map import (
    indicator_sheet,
)
from territoires_industrie.territoires_industrie.layouts.sheets.sheet import Desk
from territoires_industrie.territoires_industrie.layouts.templates import Look
from territoires_industrie.territoires_industrie.territories import resolve

ATLAS = resolve(["all"])


class Page:
    """A composed page as the checks of pages look at it."""

    def __init__(self, layout):
        self.layout = layout

    def item(self, name):
        return self.layout.itemById(name)

    def items(self):
        found = (item for item in self.layout.items() if isinstance(item, QgsLayoutItem))
        return {item.id(): item for item in found if not isinstance(item, QgsLayoutItemPage)}


NAMES = ["comparaison-territoires.xlsx", "comparaison-territoires.html"]


@pytest.fixture
def run(provider, embedded, tmp_path, monkeypatch):
    monkeypatch.setenv(paths.OWN_FOLDER_VARIABLE, str(tmp_path / "profile"))

    def start(feedback=None, **parameters):
        import processing

        given = {"EDITION": str(embedded.path), "OUTPUT": str(tmp_path / "out"), **parameters}
        return processing.run("territoires_industrie:compareterritories", given, feedback=feedback)

    return start


def names_in(folder):
    return sorted(path.name for path in folder.iterdir())


def pdf_text(path):
    ran = subprocess.run(
        ["pdftotext", "-layout", str(path), "-"], check=True, capture_output=True, text=True
    )
    return plain(ran.stdout)


# ---------------------------------------------------------------- the algorithm


def test_all_territories_in_three_formats(run, tmp_path):
    result = run(INDICATOR="population")
    assert [path.rpartition("/")[2] for path in result["FILES"]] == [*NAMES, "carte-population.pdf"]
    sheet = openpyxl.load_workbook(result["FILES"][0])["Comparaison"]
    assert [sheet.cell(row, 1).value for row in range(2, 20)] == [each.id for each in ATLAS]
    html = (tmp_path / "out" / NAMES[1]).read_text(encoding="utf-8")
    assert html.count('<th scope="row">') % 19 == 0
    text = pdf_text(result["FILES"][2])
    assert "POPULATION" in text
    assert "habitants, par territoire d'industrie" in text
    assert "Édition du" in text
    assert "COG 2026" in text
    assert all(f"{rank} " in text for rank in range(1, 19))
    assert ATLAS[1].title in text


def test_chosen_territories_and_formats(run, tmp_path):
    run(TERRITORIES="ti-3201, Lens - Hénin", FORMAT=["html"])
    assert names_in(tmp_path / "out") == [NAMES[1]]
    html = (tmp_path / "out" / NAMES[1]).read_text(encoding="utf-8")
    assert "2 territoires" in plain(html)


def test_what_is_not_known_is_hatched_and_said(run, tmp_path):
    run(INDICATOR="conso_gaz_textile_gwh", FORMAT=["pdf"])
    text = pdf_text(tmp_path / "out" / "carte-conso-gaz-textile-gwh.pdf")
    assert "non disponible (18 territoires)" in text


def test_an_unknown_indicator_is_refused_before_anything(run, tmp_path):
    with pytest.raises(QgsProcessingException, match="puissance_eolien_mw"):
        run(INDICATOR="puissance_eolienne_mw")
    assert not (tmp_path / "out").exists()


def test_files_that_are_there_are_kept(run, tmp_path):
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / NAMES[0]).write_text("à garder")
    with pytest.raises(QgsProcessingException, match=NAMES[0].replace(".", r"\.")):
        run()
    assert names_in(tmp_path / "out") == [NAMES[0]]


class Stopping(QgsProcessingFeedback):
    def setProgressText(self, text):
        if text == ATLAS[2].title:
            self.cancel()


def test_a_stop_between_territories_leaves_nothing(run, tmp_path):
    assert run(Stopping()) == {}
    assert names_in(tmp_path / "out") == []


def test_from_the_command_line(run_qgis, profiles, embedded, tmp_path):
    outcome = run_qgis(
        *("qgis_process", "--json", "run", "territoires_industrie:compareterritories"),
        f"--EDITION={embedded.path}",
        "--TERRITORIES=ti-3201,ti-3209",
        "--FORMAT=html,pdf",
        "--INDICATOR=superficie_km2",
        "--METHOD=seuils-naturels",
        f"--OUTPUT={tmp_path / 'out'}",
        QGIS_CUSTOM_CONFIG_PATH=profiles("en_US"),
    )
    assert outcome.code == 0, outcome.stderr
    assert names_in(tmp_path / "out") == ["carte-superficie-km2.pdf", NAMES[1]]
    files = json.loads(outcome.stdout)["results"]["FILES"]
    assert files == [
        str(tmp_path / "out" / name) for name in (NAMES[1], "carte-superficie-km2.pdf")
    ]


# ---------------------------------------------------------------- the page


def shown(paper_title="Consommation : électricité, produits minéraux, caoutchouc, plastique"):
    """A page with everything on it: seven classes, masked, unknown, long names and values."""
    groups = [ATLAS[:3], ATLAS[3:5], ATLAS[5:7], ATLAS[7:9], ATLAS[9:11], ATLAS[11:13],
              ATLAS[13:15]]  # fmt: skip
    legend = [
        LegendLine(colour, f"de {100 * place} à {100 * place + 99} GWh", tuple(t.id for t in some))
        for place, (colour, some) in enumerate(zip(COLOURS[7], groups, strict=True))
    ]
    legend += [
        LegendLine("", "masqué", (ATLAS[15].id,), masked=True),
        LegendLine("", "non disponible", (ATLAS[16].id, ATLAS[17].id)),
    ]
    colours = {name: line.colour for line in legend for name in line.members}
    ranking = [Ranked(t.id, t.title, "au moins 10 200", colours[t.id]) for t in ATLAS]
    return IndicatorMap(
        title=paper_title,
        subtitle="GWh, par territoire d’industrie · usage interne",
        legend=tuple(legend),
        method="Classes : effectifs à peu près égaux (quantiles).",
        ranking=tuple(ranking),
        notes=("Une phrase qui dit ce qu’il faut savoir avant de lire la carte. " * 4,),
        sources="Sources : "
        + " ; ".join(f"Bureau, jeu de données n° {n} (2024)" for n in range(9)),
    )


@pytest.fixture
def compose(embedded, catalogue):
    projects = []

    def make(paper):
        project = QgsProject()
        projects.append(project)
        desk = Desk(project, Look(), embedded, catalogue, paper)
        return Page(indicator_sheet(desk, shown()).layout)

    yield make
    for project in projects:
        sip.delete(project)


@pytest.mark.parametrize("paper", ["a4", "a3"])
def test_everything_fits_and_nothing_overlaps(compose, paper):
    page = compose(paper)
    check_on_paper(page)
    check_texts_fit(page)
    found = rectangles(page)
    assert found["indicator_map"].contains(found.pop("scale_bar"))
    for one, other in combinations(sorted(found), 2):
        assert not shrunk(found[one]).intersects(shrunk(found[other])), f"{one} and {other}"


def test_the_page_is_live(compose):
    page = compose("a4")
    item = page.item("indicator_map")
    assert isinstance(item, QgsLayoutItemMap)
    perimeters = item.layers()[2]
    rules = perimeters.renderer().rootRule().children()
    assert [rule.label() for rule in rules] == [line.text for line in shown().legend]
    drawn = {
        feature["territory"]: rule.label()
        for rule in rules
        for feature in perimeters.getFeatures(rule.filterExpression())
    }
    assert drawn == {name: line.text for line in shown().legend for name in line.members}
    fills = [rule.symbol().color().name() for rule in rules[:7]]
    assert fills == list(COLOURS[7])
    assert all(rule.symbol().symbolLayerCount() == 2 for rule in rules[7:])
    angles = [rule.symbol().symbolLayer(1).lineAngle() for rule in rules[7:]]
    assert len(set(angles)) == 2


def test_the_region_is_no_finer_than_the_law_allows(compose):
    assert compose("a3").item("indicator_map").scale() >= 100_000
