"""From a symbol to its source: tips, the way to the publisher's page, and the layers' metadata."""

from __future__ import annotations

import re

import pytest
from qgis.core import (
    Qgis,
    QgsExpression,
    QgsExpressionContextUtils,
    QgsFeature,
    QgsProject,
    QgsVectorLayer,
)
from territoires_industrie.territoires_industrie.audience import for_audience
from territoires_industrie.territoires_industrie.edition import Edition, Provenance, write_edition
from territoires_industrie.territoires_industrie.maps.describing import (
    PAGE_ACTION,
    PAGE_TITLE,
    describe,
    sources_of,
)
from territoires_industrie.territoires_industrie.maps.layers import load_table
from territoires_industrie.territoires_industrie.maps.showing import show_theme
from territoires_industrie.territoires_industrie.publish import (
    PublicationError,
    project_address,
    publish,
)
from territoires_industrie.territoires_industrie.stored import stored_project
from territoires_industrie.territoires_industrie.territories import find

PAGE = "https://registre.example.org/jeu?annee=2025&page=1"
REGISTER = "registre-essai"
ATLAS = "atlas-2026"


@pytest.fixture
def edition(tmp_path, base_tables, embedded, catalogue, site):
    """Sites of a register with a page, of the atlas without one, and of a file kept inside."""
    pandas = pytest.importorskip("pandas")
    rows = [
        site("a", vintage="2025"),
        site("b", name="<i>Fours & Fils</i>", position="adresse"),
        site("c", name="Secrète", verifie_par=None, source=ATLAS),
        site("reserve-17", diffusion="interne", source="polenergie-local"),
    ]
    own = [
        Provenance(
            "consumers",
            REGISTER,
            "Registre & Cie",
            "Jeu d'essai",
            PAGE,
            "2024",
            "2026-11-22T08:00:00+00:00",
            licence="Licence Ouverte 2.0",
            notes="Deux lignes.",
        ),
        Provenance("consumers", ATLAS, "Pôlenergie", "Atlas", "", "mars 2026"),
        Provenance("consumers", "polenergie-local", "Moi", "Fichier", "C:\\moi\\sites.csv"),
        Provenance("consumers", "odre-iris", "ODRÉ", "Repli", "https://odre.example.org"),
    ]
    base = [p for p in embedded.provenance() if catalogue.layers[p.layer].family == "base"]
    tables = {**base_tables, "consumers": pandas.DataFrame(rows, dtype="object")}
    made = embedded.created
    return write_edition(tmp_path / "editions", tables, [*base, *own], [], made, catalogue)


@pytest.fixture
def layer(edition, catalogue):
    return load_table(edition, catalogue.table("consumers"), "Sites")


def said(layer: QgsVectorLayer, text: str, key: str) -> str:
    """A text with expressions, as QGIS evaluates it for one row."""
    row = next(layer.getFeatures(f"\"key\" = '{key}'"), None)
    assert isinstance(row, QgsFeature)
    context = layer.createExpressionContext()
    context.setFeature(row)
    return QgsExpression.replaceExpressionText(text, context)


def tip(layer: QgsVectorLayer, key: str) -> list[str]:
    told = re.sub("</?div[^>]*>", "", said(layer, layer.mapTipTemplate(), key))
    lines = told.replace("\u00a0", " ").split("<br>")
    return [line.replace("\u2019", "'") for line in lines]


def page(layer: QgsVectorLayer, key: str) -> str:
    return said(layer, layer.actions().action(PAGE_ACTION).command(), key)


class TestTip:
    def test_a_row_tells_what_it_is_and_where_it_comes_from(self, layer):
        assert tip(layer, "a") == [
            "<b>Usine</b>",
            "Agroalimentaire",
            "Gravelines",
            "Position : approchée, au centre de la commune",
            "Source : Registre &amp; Cie – Jeu d'essai",
            "Millésime : 2025",
            "Licence : Licence Ouverte 2.0",
            f'<a href="{PAGE}">Page du producteur</a>',
        ]

    def test_what_a_row_does_not_say_its_source_does(self, layer):
        lines = tip(layer, "b")
        assert "Millésime : 2024" in lines
        assert "Position : à l'adresse" in lines

    def test_names_are_text(self, layer):
        assert tip(layer, "b")[0] == "<b>&lt;i&gt;Fours &amp; Fils&lt;/i&gt;</b>"

    def test_nobody_vouches_for_this_name_and_there_is_no_page(self, layer):
        lines = tip(layer, "c")
        assert not any("Secrète" in line or "Page" in line for line in lines)
        assert "Source : Pôlenergie – Atlas" in lines

    def test_a_source_that_nobody_described_is_told_by_its_id(self, layer):
        QgsExpressionContextUtils.setLayerVariable(layer, "ti_sources", "{}")
        assert f"Source : {REGISTER}" in tip(layer, "a")
        assert page(layer, "a") == ""

    def test_every_table_has_one_that_can_be_read(self, embedded, catalogue):
        """Of the base too, whose rows name no source: its layers do."""
        layers = [
            load_table(embedded, table, table.name)
            for each in catalogue.layers.values()
            for table in each.tables
            if table.geometry in ("point", "line", "polygon")
        ]
        assert len(layers) > 20
        for shown in layers:
            (template,) = re.findall(r"\[%(.+)%\]", shown.mapTipTemplate(), re.DOTALL)
            expression = QgsExpression(template)
            assert not expression.hasParserError(), expression.parserErrorString()
            named = set(re.findall(r'"(\w+)"', expression.expression()))
            assert named <= {field.name() for field in shown.fields()}, shown.name()
            for row in list(shown.getFeatures())[:3]:
                context = shown.createExpressionContext()
                context.setFeature(row)
                told = QgsExpression.replaceExpressionText(shown.mapTipTemplate(), context)
                assert re.search("Source\u00a0: .+", told), (shown.name(), told)


class TestAction:
    def test_it_opens_the_publishers_page(self, layer, monkeypatch):
        action = layer.actions().action(PAGE_ACTION)
        assert action.name() == PAGE_TITLE
        assert action.type() == Qgis.AttributeActionType.OpenUrl
        assert page(layer, "a") == PAGE
        assert layer.actions().defaultAction("Canvas").id() == PAGE_ACTION
        assert action.actionScopes() == {"Canvas", "Feature"}

    def test_without_a_page_nothing_is_opened(self, layer):
        assert page(layer, "c") == ""

    def test_a_file_of_ones_own_is_no_page(self, layer):
        assert page(layer, "reserve-17") == ""
        assert "moi" not in QgsExpressionContextUtils.layerScope(layer).variable("ti_sources")

    def test_there_is_one_after_a_second_style(self, layer, edition, catalogue):
        from territoires_industrie.territoires_industrie.maps.describing import give_tip

        give_tip(layer, catalogue.table("consumers"), catalogue)
        assert [action.id() for action in layer.actions().actions()] == [PAGE_ACTION]


class TestMetadata:
    def test_it_tells_title_sources_licences_and_dates(self, layer, edition):
        told = layer.metadata()
        assert told.title() == "Sites"
        assert told.language() == "FRE"
        assert "Carte des consommateurs" in told.abstract()
        assert told.licenses() == ["Licence Ouverte 2.0"]
        assert "Pôlenergie, atlas Territoires d'industrie, région Hauts-de-France" in told.rights()
        assert [(link.name, link.url) for link in told.links()] == [("Jeu d'essai", PAGE)]
        organizations = [contact.organization for contact in told.contacts()]
        assert organizations == ["Registre & Cie", "Pôlenergie", "Moi"]
        assert told.crs().authid() == "EPSG:2154"
        created = told.dateTime(Qgis.MetadataDateType.Created)
        assert created.toSecsSinceEpoch() == int(edition.created.timestamp())
        assert told.extent().spatialExtents()[0].extentCrs.authid() == "EPSG:2154"

    def test_its_history_says_what_was_taken(self, layer):
        first, *_, last = [line.replace("\u00a0", " ") for line in layer.metadata().history()]
        assert first == (
            "Registre & Cie – Jeu d’essai, millésime : 2024 ; consulté le 22 novembre 2026 ; "
            "lignes : 2 ; Deux lignes."
        )
        assert "22/11/2026" in last

    def test_a_source_that_gave_no_row_is_not_told(self, layer):
        assert "odre-iris" not in sources_of(layer)
        assert not any("Repli" in line for line in layer.metadata().history())

    def test_another_edition_is_told_anew(self, layer, embedded, catalogue):
        describe(layer, catalogue.table("consumers"), embedded, catalogue)
        assert REGISTER not in sources_of(layer)
        assert "irep-2015" in sources_of(layer)


@pytest.fixture
def project():
    made = QgsProject()
    yield made
    made.clear()


class TestStored:
    def shown(self, project, edition, catalogue):
        layers = show_theme(project, edition, catalogue, catalogue.themes[0], find("ti-3201"))
        return layers.own["consumers"]

    def test_a_publication_tells_its_sources_without_the_plugin(
        self, project, edition, catalogue, tmp_path
    ):
        seen = for_audience(edition, "publique", tmp_path / "publique", catalogue)
        self.shown(project, seen, catalogue)
        target = publish(seen, project, ["ti-3201"], "publique", tmp_path / "dunkerque.gpkg")
        opened = QgsProject()
        assert opened.read(project_address(target))
        (layer,) = [
            each for each in opened.mapLayers().values() if "layername=consumers" in each.source()
        ]
        assert "Source : Registre &amp; Cie – Jeu d'essai" in tip(layer, "a")
        assert page(layer, "a") == PAGE
        assert layer.metadata().licenses() == ["Licence Ouverte 2.0"]
        opened.clear()
        assert b"polenergie-local" not in target.read_bytes()

    def test_the_style_in_the_file_tells_them_too(self, project, edition, catalogue, tmp_path):
        """Somebody drags the table out of the publication: no project, no plugin."""
        seen = for_audience(edition, "publique", tmp_path / "publique", catalogue)
        self.shown(project, seen, catalogue)
        target = publish(seen, project, ["ti-3201"], "publique", tmp_path / "dunkerque.gpkg")
        layer = QgsVectorLayer(f"{target}|layername=consumers", "x", "ogr")
        layer.loadDefaultStyle()
        assert "Licence : Licence Ouverte 2.0" in tip(layer, "a")
        assert page(layer, "a") == PAGE

    def test_a_layer_of_more_eyes_is_not_published(self, project, edition, catalogue, tmp_path):
        layer = self.shown(project, edition, catalogue)
        assert "polenergie-local" in sources_of(layer)
        with pytest.raises(PublicationError, match="polenergie-local"):
            publish(edition, project, ["ti-3201"], "publique", tmp_path / "dunkerque.gpkg")
        assert not (tmp_path / "dunkerque.gpkg").exists()

    def test_a_stored_project_tells_the_edition_that_it_is_given(
        self, project, edition, embedded, catalogue, tmp_path
    ):
        self.shown(project, edition, catalogue)
        target = publish(edition, project, ["ti-3201"], "interne", tmp_path / "dunkerque.gpkg")
        carried = stored_project(target, Edition.open(embedded.path), "interne")
        (layer,) = [
            each for each in carried.mapLayers().values() if "layername=consumers" in each.source()
        ]
        assert REGISTER not in sources_of(layer)
        assert "irep-2015" in sources_of(layer)
        carried.clear()
