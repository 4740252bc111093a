"""The folder for an audience: what is in it, and above all what is not."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pypdf
import pytest
from osgeo import ogr
from qgis.core import QgsProcessingException, QgsProcessingFeedback
from territoires_industrie.territoires_industrie import paths
from territoires_industrie.territoires_industrie.audience import for_audience
from territoires_industrie.territoires_industrie.edition import Availability, Edition
from territoires_industrie.territoires_industrie.errors import Cancelled
from territoires_industrie.territoires_industrie.files import FileIsThere
from territoires_industrie.territoires_industrie.french import typographic
from territoires_industrie.territoires_industrie.geometry import from_wkt, to_wgs84
from territoires_industrie.territoires_industrie.layouts import wording
from territoires_industrie.territoires_industrie.mapset import MapSetFiles
from territoires_industrie.territoires_industrie.sharing import rows
from territoires_industrie.territoires_industrie.sharing import share as foreman
from territoires_industrie.territoires_industrie.sharing.order import ShareOrder
from territoires_industrie.territoires_industrie.sharing.page import page_data
from territoires_industrie.territoires_industrie.sharing.share import ShareError, share
from territoires_industrie.territoires_industrie.territories import all_communes, find

DUNKERQUE, LENS = "ti-3201", "ti-3209"
SLUG = "aa-dunkerque-flandre"


def order_for(folder, catalogue, **options):
    """The page and the data of Dunkerque, quickly: documents and tables have tests of their own."""
    given = {"territories": [find(DUNKERQUE)], "themes": list(catalogue.themes), "folder": folder}
    return ShareOrder(**{**given, "documents": "none", "tables": False, **options})


def share_it(order, edition, catalogue, cancelled=lambda: False):
    return share(order, edition, catalogue, lambda *_: None, cancelled)


def data_in(page):
    """The data of a page, as its own script reads them."""
    text = page.read_text(encoding="utf-8")
    start = text.index('id="data">') + len('id="data">')
    return json.loads(text[start : text.index("</script>", start)])


def names_in(folder):
    return sorted(path.name for path in folder.iterdir())


def xy(wkb):
    shape = ogr.CreateGeometryFromWkb(wkb)
    return shape.GetX(), shape.GetY()


# ---------------------------------------------------------------- the page's data


@pytest.fixture(scope="module")
def page(embedded, catalogue):
    territories = [find(DUNKERQUE), find(LENS)]
    return page_data(embedded, "interne", catalogue, territories, catalogue.themes)


def test_legends_are_the_atlas_in_its_order(page, catalogue):
    for told, theme in zip(page["themes"], catalogue.themes, strict=True):
        assert [group["title"] for group in told["legend"]] == [
            typographic(group.title) for group in theme.groups
        ]
        for told_group, group in zip(told["legend"], theme.groups, strict=True):
            for entry, (layer, legend) in zip(told_group["entries"], group.entries, strict=True):
                classes = catalogue.layers[layer].legend(legend).classes
                assert [each["label"] for each in entry["classes"]] == [
                    typographic(each.label) for each in classes
                ]


def test_symbols_are_the_styles_own(page):
    types = page["themes"][0]["legend"][0]["entries"][0]["classes"]
    colours = [page["symbols"][each["look"]]["svg"] for each in types]
    assert "#009e73" in colours[0], "food is green in styles/consumers.qml"
    assert len(set(colours)) == len(types)
    drawings = [symbol["svg"] for symbol in page["symbols"]]
    assert not [svg for svg in drawings if "param(" in svg or "href" in svg or "xlink" in svg]
    assert not [svg for svg in drawings if not svg.startswith('<svg height="24" ')], "sorted"
    sizes = page["themes"][0]["legend"][1]["entries"][0]["classes"]
    small, large, _ = (page["symbols"][each["look"]]["size"] for each in sizes)
    assert (small, large) == (3.2, 5.6)
    entries = [entry for group in page["themes"][2]["legend"] for entry in group["entries"]]
    gas = next(entry for entry in entries if entry["table"] == "gasnetwork")
    strokes = page["paths"][gas["classes"][0]["look"]]["strokes"]
    assert [(s["colour"], s["width"]) for s in strokes] == [("#3a3a3a", 1.25), ("#ffd400", 0.75)]


def test_columns_are_of_one_length_and_looks_are_there(page):
    for table in page["tables"].values():
        lengths = {len(value) for value in table.values() if isinstance(value, list)}
        assert len(lengths) == 1
        looks = page["symbols"] if table["geometry"] == "point" else page["paths"]
        assert all(0 <= look < len(looks) for look in table["look"])
        assert all(0 <= source < len(page["sources"]) for source in table["source"])


def test_coordinates_have_five_decimals_at_most(page):
    def decimals(value):
        return len(repr(value).partition(".")[2])

    for table in page["tables"].values():
        for at in table["at"]:
            points = flattened(at)
            assert all(decimals(x) <= 5 and decimals(y) <= 5 for x, y in points)
            assert all(-6 < x < 10 and 40 < y < 52 for x, y in points), "longitude first"


def flattened(at):
    return [at] if isinstance(at[0], float) else [p for part in at for p in flattened(part)]


def test_what_is_present_is_told_by_territory(page, embedded):
    dunkerque, lens = page["territories"]
    frame = embedded.frame("producers")
    legend = page["themes"][1]["legend"][0]["entries"][0]["classes"]
    mine = set(frame[frame["rattachement"] == DUNKERQUE]["class"])
    present = dunkerque["present"]["producers.types"]
    assert {legend[i]["key"] for i in present} == mine
    assert lens["present"]["producers.types"] == []


def test_limits_are_those_of_the_printed_pages(page, embedded, catalogue):
    for territory in page["territories"]:
        known = embedded.availability(territory["id"])
        for theme in catalogue.themes:
            assert territory["limits"][theme.id] == wording.limits(catalogue, theme, known)


def test_sources_have_vintage_licence_and_page(page):
    for source in page["sources"]:
        assert all(source[field] for field in ("publisher", "dataset", "vintage", "licence"))
        assert source["page"].startswith("https://") or not source["page"]
    assert any(source["page"] for source in page["sources"])
    headings = [group["title"] for group in page["credits"]]
    assert headings[0] == "Réseaux"
    assert headings[-1] == "Fond de carte"
    assert any("OpenStreetMap" in name for name in page["base"]["credits"]), "ODbL, beside the map"


def test_a_name_is_told_only_where_a_register_gives_it(crafted, site, catalogue):
    edition = crafted(
        producers=[
            site("1", "Centrale connue", **{"class": "Éolien", "power_kw": 12_345.0}),
            site("2", "Rumeur", **{"class": "Éolien", "verifie_par": "", "power_kw": 678.0}),
            site("3", None, **{"class": "Éolien"}),
        ]
    )
    table = page_data(edition, "interne", catalogue, [find(DUNKERQUE)], catalogue.themes)["tables"][
        "producers"
    ]
    assert table["name"] == ["Centrale connue", None, None]
    assert table["nameless"] == [None, rows.DOUBTFUL_NAME, rows.NO_NAME]
    assert table["facts"][0] == [("Puissance installée", "12,3\u00a0MW")]
    assert table["facts"][1:] == [[], []], "what no register vouches for has no figure either"


def test_what_the_legend_does_not_know_is_left_out(crafted, site, catalogue):
    edition = crafted(
        producers=[site("1", "Soleil", **{"class": None}), site("2", "Vent", **{"class": "Éolien"})]
    )
    data = page_data(edition, "interne", catalogue, [find(DUNKERQUE)], catalogue.themes)
    assert data["tables"]["producers"]["name"] == ["Vent"]


def test_neighbours_are_faded_and_the_far_left_out(crafted, site, catalogue):
    edition = crafted(
        producers=[
            site("1", "Chez soi", **{"class": "Éolien"}),
            site("2", "Voisine", **{"class": "Éolien", "rattachement": "ti-3213"}),
            site("3", "Au loin", insee="60057", **{"class": "Éolien", "rattachement": "ti-3204"}),
            site("4", "En mer", shift=(-60_000, 60_000), **{"class": "Éolien"}),
        ]
    )
    table = page_data(edition, "interne", catalogue, [find(DUNKERQUE)], catalogue.themes)["tables"][
        "producers"
    ]
    assert dict(zip(table["name"], table["home"], strict=True)) == {
        "Chez soi": 0,
        "Voisine": -1,
        "En mer": 0,
    }, "attached by decision, not by place"


class TestHighVoltage:
    """DOMAIN 1: outside, no coordinates of 400 kV objects, and nothing finer than 1:100 000."""

    @pytest.fixture
    def edition(self, crafted, site):
        line = from_wkt("LINESTRING (650123 7100123, 651456 7101456, 652789 7099321)")
        station = site(
            "poste",
            position="exacte",
            shift=(777.0, -555.0),
            **{"class": "Poste électrique (400 kV)"},
        )
        wire = site("ligne", position="exacte", **{"class": "Réseau électrique (400 kV)"})
        return crafted(network400kv_point=[station], network400kv=[{**wire, "geometry": line}])

    def tables(self, edition, audience, catalogue, folder):
        seen = for_audience(edition, audience, folder, catalogue)
        return page_data(seen, audience, catalogue, [find(DUNKERQUE)], catalogue.themes)["tables"]

    def test_the_public_gets_communes_and_no_line(self, edition, catalogue, tmp_path):
        tables = self.tables(edition, "publique", catalogue, tmp_path)
        (at,) = tables["network400kv_point"]["at"]
        centre = all_communes()["59273"]
        assert at == [round(centre.lon, 3), round(centre.lat, 3)]
        assert tables["network400kv"]["at"] == []

    def test_partners_get_a_hundred_metres_and_no_large_scale(self, edition, catalogue, tmp_path):
        tables = self.tables(edition, "partenaires", catalogue, tmp_path)
        points = flattened(tables["network400kv"]["at"])
        assert all(round(v, rows.COARSE_DECIMALS) == v for point in points for v in point)
        assert tables["network400kv"]["finest"] == tables["network400kv_point"]["finest"]
        scale = 559_082_264 * 0.64 / 2 ** tables["network400kv"]["finest"]
        assert scale > 100_000

    def test_inside_it_is_as_it_is(self, edition, catalogue, tmp_path):
        tables = self.tables(edition, "interne", catalogue, tmp_path)
        assert "finest" not in tables["network400kv"]
        x, y = xy(to_wgs84(edition.frame("network400kv_point")["geometry"][0]))
        assert tables["network400kv_point"]["at"] == [[round(x, 5), round(y, 5)]]


# ---------------------------------------------------------------- what is kept back

SECRET = "Usine Zwölfkant"
FIGURE = 48_151.625
PLACE = (1234.5, -2345.25)


class TestKeptBack:
    @pytest.fixture
    def edition(self, crafted, site):
        def hidden(table, kind, audience="interne", **values):
            return site(
                f"zwk-{table}", f"{SECRET} {table}", position="exacte", shift=PLACE,
                **{"class": kind, "diffusion": audience, "note": f"{SECRET} note", **values},
            )  # fmt: skip

        here = site("x")["geometry"]
        x, y = xy(here)
        trace = from_wkt(f"LINESTRING ({x + 1234.5} {y - 2345.25}, {x + 1734.5} {y - 2845.25})")
        open_site = site("ouverte", "Usine ouverte", total_mwh=13_579.75, size="> à 10 000 MWh")
        return crafted(
            consumers=[
                open_site,
                hidden("consumers", "Papeterie", total_mwh=FIGURE, siret="98765432109876"),
            ],
            producers=[hidden("producers", "Éolien", "partenaires", power_kw=FIGURE)],
            brownfields_point=[hidden("brownfields", "Friche industrielle", area_ha=FIGURE)],
            gasnetwork=[hidden("gasnetwork", "Réseau gaz", geometry=trace, length_km=FIGURE)],
            wasteheat=[
                hidden(
                    "wasteheat", "Gisement identifié, température non publiée", energy_mwh=FIGURE
                )
            ],
            availability=[Availability("consumers", DUNKERQUE, "partial", "Une limite connue.")],
        )

    def test_what_is_reserved_is_told_to_be_reserved(self, edition, catalogue, tmp_path):
        order = order_for(tmp_path, catalogue, edition=False)
        share_it(order, edition, catalogue)
        page = data_in(order.page_file)
        assert page["tables"]["consumers"]["name"] == ["Usine ouverte"]
        told = [["Taille", typographic("> 10 000 MWh")]]
        assert page["tables"]["consumers"]["facts"] == [told]
        limits = page["territories"][0]["limits"]["consumers"]
        assert any("réservées" in sentence for sentence in limits), "that something is kept is said"

    def test_each_audience_sees_its_own(self, edition, catalogue, tmp_path):
        def names(audience, theme):
            order = order_for(tmp_path / audience, catalogue, audience=audience, edition=False)
            share_it(order, edition, catalogue)
            return data_in(order.page_file)["tables"][theme]["name"]

        assert names("partenaires", "producers") == [f"{SECRET} producers"]
        assert names("interne", "consumers") == ["Usine ouverte", f"{SECRET} consumers"]
        partners = (tmp_path / "partenaires" / "partenaires" / f"{SLUG}.html").read_bytes()
        assert f"{SECRET} consumers".encode() not in partners
        for audience in ("partenaires", "interne"):
            page = (tmp_path / audience / audience / f"{SLUG}.html").read_text(encoding="utf-8")
            assert "13579" not in page, "a site's consumption is told by its class alone"
            assert "98765432109876" not in page
            assert f"{SECRET} note" not in page


# ---------------------------------------------------------------- the folder


class TestFolder:
    @pytest.fixture
    def order(self, tmp_path, catalogue):
        return order_for(tmp_path / "à partager", catalogue, themes=[catalogue.themes[0]])

    def test_page_and_data(self, order, embedded, catalogue):
        written = share_it(order, embedded, catalogue)
        assert written.files == [order.edition_file, order.page_file]
        assert names_in(order.place) == [f"{SLUG}.html", "edition-publique.gpkg"]
        edition = Edition.open(order.edition_file)
        assert edition.record["audience"] == "publique"
        assert edition.is_unchanged()

    def test_a_workbook_a_territory(self, tmp_path, embedded, catalogue):
        territories = [find(DUNKERQUE), find(LENS)]
        order = order_for(
            tmp_path, catalogue, territories=territories, edition=False, page=False, tables=True
        )
        written = share_it(order, embedded, catalogue)
        assert names_in(order.place) == [f"{SLUG}.xlsx", "lens-henin.xlsx"]
        book = openpyxl.load_workbook(written.files[0], read_only=True)
        assert book.sheetnames[0] == "À lire"
        words = " ".join(str(c) for row in book["À lire"].values for c in row if c)
        assert "Diffusion publique" in words

    def test_several_territories_stand_in_one_page(self, tmp_path, embedded, catalogue):
        territories = [find(DUNKERQUE), find(LENS)]
        order = order_for(tmp_path, catalogue, territories=territories, edition=False)
        share_it(order, embedded, catalogue)
        assert names_in(order.place) == ["territoires-d-industrie.html"]
        assert [t["id"] for t in data_in(order.page_file)["territories"]] == [DUNKERQUE, LENS]

    def test_the_same_edition_gives_the_same_page(self, order, embedded, catalogue, tmp_path):
        share_it(order, embedded, catalogue)
        again = order_for(tmp_path / "again", catalogue, themes=order.themes)
        share_it(again, embedded, catalogue)
        assert order.page_file.read_bytes() == again.page_file.read_bytes()

    def test_a_file_that_is_there_is_not_replaced_unasked(self, order, embedded, catalogue):
        order.place.mkdir(parents=True)
        order.page_file.write_text("à garder", encoding="utf-8")
        with pytest.raises(FileIsThere, match=SLUG):
            share_it(order, embedded, catalogue)
        assert names_in(order.place) == [f"{SLUG}.html"]
        assert order.page_file.read_text(encoding="utf-8") == "à garder"

    def test_a_stop_leaves_the_folder_as_it_was(self, order, embedded, catalogue, monkeypatch):
        order.place.mkdir(parents=True)
        order.page_file.write_text("à garder", encoding="utf-8")
        asked = []

        def stop_late():
            asked.append(1)
            return len(asked) > 12

        again = order_for(order.folder, catalogue, replace=True)
        with pytest.raises(Cancelled):
            share_it(again, embedded, catalogue, stop_late)
        assert names_in(order.place) == [f"{SLUG}.html"]
        assert order.page_file.read_text(encoding="utf-8") == "à garder"

    def test_replaced_when_asked(self, order, embedded, catalogue):
        share_it(order, embedded, catalogue)
        order.page_file.write_text("vieux", encoding="utf-8")
        again = order_for(order.folder, catalogue, themes=order.themes, replace=True)
        share_it(again, embedded, catalogue)
        assert data_in(order.page_file)["title"].startswith("AA")
        assert len(names_in(order.place)) == 2

    def test_each_audience_has_a_folder_of_its_own(self, order, embedded, catalogue):
        inside = order_for(order.folder, catalogue, themes=order.themes, audience="interne")
        share_it(inside, embedded, catalogue)
        share_it(order, embedded, catalogue)
        assert names_in(order.folder) == ["interne", "publique"]
        assert "edition-interne.gpkg" not in names_in(order.place)

    def test_nothing_asked_for_is_told(self, order, embedded, catalogue):
        nothing = order_for(order.folder, catalogue, page=False, edition=False)
        with pytest.raises(foreman.ShareError, match="Nothing is asked for"):
            share_it(nothing, embedded, catalogue)
        assert not order.folder.exists()

    def test_a_folder_that_is_a_file_is_told(self, order, embedded, catalogue):
        order.folder.write_text("", encoding="utf-8")
        with pytest.raises(foreman.ShareError, match="choose another"):
            share_it(order, embedded, catalogue)

    def test_a_heavy_document_is_printed_again_with_fewer_dots(
        self, embedded, catalogue, tmp_path, monkeypatch
    ):
        printed = []

        def weigh_by_dots(order, *_):
            printed.append((order.dpi, [t.id for t in order.territories], order.publication))
            for territory in order.territories:
                dots = 1 if territory.id == LENS else order.dpi
                order.files(territory)[0].write_bytes(b"%PDF" + b" " * dots * 1000)
            return MapSetFiles(warnings=[ShareError("Told once.")])

        monkeypatch.setattr(foreman, "print_map_set", weigh_by_dots)
        for most, dots, told in (
            (400_000, [300], ["Told once."]),
            (200_000, [300, 150], ["Told once.", "at 150 dots"]),
            (50_000, [300, 150, 96], ["Told once.", "at 150", "at 96", "weighs 0.1 MB"]),
        ):
            printed.clear()
            monkeypatch.setattr(foreman, "HEAVY_DOCUMENT", most)
            order = order_for(
                tmp_path / str(most), catalogue, territories=[find(DUNKERQUE), find(LENS)],
                page=False, edition=False, documents="maps",
            )  # fmt: skip
            warnings = [str(each) for each in share_it(order, embedded, catalogue).warnings]
            assert [each for each, *_ in printed] == dots
            assert all(ids == [DUNKERQUE] for _, ids, _ in printed[1:]), "only what is heavy"
            assert len(warnings) == len(told)
            for warning, words in zip(warnings, told, strict=True):
                assert words in warning
            assert order.document_of(find(DUNKERQUE)).stat().st_size == dots[-1] * 1000 + 4


# ---------------------------------------------------------------- the algorithm


@pytest.fixture
def run(provider, embedded, tmp_path, monkeypatch):
    monkeypatch.setenv(paths.OWN_FOLDER_VARIABLE, str(tmp_path / "profile"))

    def start(feedback=None, **parameters):
        import processing

        given = {
            "TERRITORIES": DUNKERQUE,
            "EDITION": str(embedded.path),
            "OUTPUT": str(tmp_path / "out"),
            **parameters,
        }
        return processing.run("territoires_industrie:share", given, feedback=feedback)

    return start


class Told(QgsProcessingFeedback):
    def __init__(self):
        super().__init__(False)
        self.warnings = []

    def pushWarning(self, text):
        self.warnings.append(text)


def test_from_the_toolbox(run, tmp_path, monkeypatch):
    monkeypatch.setattr(foreman, "HEAVY_DOCUMENT", 1000)
    feedback = Told()
    results = run(feedback, THEMES=[0], PDF="maps", AUDIENCE="partenaires", DPI=100)
    assert [text for text in feedback.warnings if "96 dots" in text], "printed again"
    names = [Path(path).name for path in results["FILES"]]
    assert names == [
        "edition-partenaires.gpkg", f"{SLUG}.xlsx", f"{SLUG}.html", f"{SLUG}.pdf",
    ]  # fmt: skip
    assert results["WEB_PAGE"] == str(tmp_path / "out" / "partenaires" / f"{SLUG}.html")
    assert [t["id"] for t in data_in(Path(results["WEB_PAGE"]))["themes"]] == ["consumers"]
    document = pypdf.PdfReader(results["FILES"][3])
    assert len(document.pages) == 1
    assert Path(results["FILES"][3]).stat().st_size < 8_000_000


def test_the_chapter_of_the_atlas(run, tmp_path):
    results = run(THEMES=[1], PDF="atlas", HTML=False, DATA=False, TABLES=False, DPI=100)
    assert [Path(path).name for path in results["FILES"]] == [f"{SLUG}.pdf"]
    assert names_in(tmp_path / "out" / "publique") == [f"{SLUG}.pdf"]
    assert len(pypdf.PdfReader(results["FILES"][0]).pages) > 5


def test_a_mistake_is_one_sentence(run, tmp_path):
    there = tmp_path / "out" / "publique" / f"{SLUG}.html"
    there.parent.mkdir(parents=True)
    there.write_text("à garder", encoding="utf-8")
    with pytest.raises(QgsProcessingException, match="check “Replace files that are"):
        run(PDF="none")


def test_stopped_it_says_what_is_left(run, tmp_path):
    class Stopping(QgsProcessingFeedback):
        warnings = ()

        def setProgressText(self, text):
            if text.endswith(".html"):
                self.cancel()

        def pushWarning(self, text):
            self.warnings = (*self.warnings, text)

    feedback = Stopping()
    run(feedback, PDF="none")
    assert "folder is as it was" in feedback.warnings[0]
    assert names_in(tmp_path / "out" / "publique") == []
