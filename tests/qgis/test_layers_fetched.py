"""One algorithm a layer: fetched, classed, headed in French, and styled when it is loaded."""

from __future__ import annotations

import gc
import shutil
from pathlib import Path

import pytest
from qgis.core import (
    QgsApplication,
    QgsCategorizedSymbolRenderer,
    QgsExpression,
    QgsGeometry,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProject,
    QgsRuleBasedRenderer,
    QgsVectorLayer,
)
from territoires_industrie.territoires_industrie.catalogue import load_catalogue
from territoires_industrie.territoires_industrie.edition import Edition
from territoires_industrie.territoires_industrie.french import number
from territoires_industrie.territoires_industrie.layers.lengths import lengths_by_territory
from territoires_industrie.territoires_industrie.maps.describing import PAGE_ACTION, sources_of
from territoires_industrie.territoires_industrie.maps.styles import load_style
from territoires_industrie.territoires_industrie.territories import find, perimeter

pytest_plugins = "territoires_industrie.tests.qgis.toolbox"

HERE = "ti-3201"
LAYERS = [
    *("consumers", "producers", "network400kv", "gasnetwork", "hydrogennetwork", "brownfields"),
    *("geothermalpotential", "wasteheat", "wastewaterplants", "heatnetworks", "roads", "waterways"),
]
CATALOGUE = load_catalogue()
#: What may be empty here: the territory's hydrogen is no more than a few objects near it.
MAY_BE_EMPTY = {"hydrogennetwork"}


def outputs(layer):
    """The names of a layer's outputs with their tables."""
    tables = CATALOGUE.layers[layer].tables
    return {f"OUTPUT{table.name.removeprefix(layer).upper()}": table for table in tables}


def temporary(layer, where="memory:"):
    return dict.fromkeys(outputs(layer), where)


@pytest.fixture(scope="module")
def edition(toolbox, tmp_path_factory):
    """An edition of the territory, which also fills the cache that the layers are made from."""
    folder = tmp_path_factory.mktemp("edition")
    told = toolbox.told()
    results = toolbox.run(
        "fetchedition",
        told,
        TERRITORIES=HERE,
        FOLDER=str(folder / "store"),
        OUTPUT_HTML=str(folder / "r.html"),
    )
    assert results["FAILED"] == 0
    return results["OUTPUT"]


@pytest.fixture(scope="module")
def made(toolbox, edition):
    """Each layer once: from the services (`made("roads", False)`), or from the edition."""
    known = {}

    def layers(layer, from_edition):
        if (layer, from_edition) not in known:
            given = {"EDITION": edition} if from_edition else {}
            results = toolbox.run(layer, TERRITORY=HERE, **given, **temporary(layer))
            known[layer, from_edition] = {
                table: results[name] for name, table in outputs(layer).items()
            }
        return known[layer, from_edition]

    yield layers
    known.clear()
    gc.collect()


@pytest.fixture
def tables(made, request):
    return made(*request.param)


every_layer_both_ways = pytest.mark.parametrize(
    "tables",
    [(layer, way) for layer in LAYERS for way in (False, True)],
    indirect=True,
    ids=lambda value: f"{value[0]}-{'edition' if value[1] else 'services'}",
)
every_layer = pytest.mark.parametrize("layer", LAYERS)


def test_there_is_an_algorithm_for_each_layer_of_the_atlas():
    assert {layer.id for layer in CATALOGUE.layers.values() if layer.family == "atlas"} == set(
        LAYERS
    )


@every_layer_both_ways
def test_its_objects_belong_to_the_territory_or_lie_across_it(tables, request):
    outline = QgsGeometry()
    outline.fromWkb(perimeter(find(HERE)))
    count = 0
    for layer in tables.values():
        assert layer.crs().authid() == "EPSG:2154"
        for row in layer.getFeatures():
            count += 1
            if row["rattachement"] != HERE:
                assert not row["rattachement"]
                assert row.geometry().intersects(outline)
            elif row["position"] in ("exacte", "adresse"):
                assert row.geometry().distance(outline) < 1000
    layer_id = CATALOGUE.layer_of(next(iter(tables)).name).id
    assert count or layer_id in MAY_BE_EMPTY


@every_layer_both_ways
def test_its_columns_are_the_catalogues_and_its_classes_are_on_the_legend(tables):
    for table, layer in tables.items():
        assert [field.name() for field in layer.fields()] == [field.name for field in table.fields]
        legends = CATALOGUE.layer_of(table.name).legends
        known = {
            entry.key for legend in legends if legend.field == "class" for entry in legend.classes
        }
        used = {row["class"] or "" for row in layer.getFeatures()}
        assert used <= {"", *known}


@every_layer
def test_from_the_services_or_from_their_edition_it_is_the_same(made, layer):
    fetched, read = made(layer, False), made(layer, True)
    for table in fetched:
        # An edition's rows of other sources than this layer's own may only be more.
        keys = [{row["key"] for row in way[table].getFeatures()} for way in (fetched, read)]
        assert keys[0] == keys[1]


def headings(layer):
    return [layer.attributeDisplayName(index) for index in range(len(layer.fields()))]


def looks(renderer):
    """What tells one look from another: the kind, the values or rules, and their symbols."""
    if isinstance(renderer, QgsCategorizedSymbolRenderer):
        return renderer.classAttribute(), [
            (category.value(), category.label(), category.symbol().dump())
            for category in renderer.categories()
        ]
    if isinstance(renderer, QgsRuleBasedRenderer):
        return [
            (rule.filterExpression(), rule.label(), rule.symbol().dump() if rule.symbol() else "")
            for rule in renderer.rootRule().descendants()
        ]
    return renderer.dump()


@every_layer
def test_loaded_it_has_the_atlas_look_again_and_again(toolbox, edition, layer, qgis_new_project):
    import processing

    for _ in range(2):
        context = QgsProcessingContext()
        context.setProject(QgsProject.instance())
        results = processing.runAndLoadResults(
            f"territoires_industrie:{layer}",
            {"TERRITORY": HERE, "EDITION": edition, **temporary(layer, "TEMPORARY_OUTPUT")},
            context=context,
        )
        gc.collect()
        for name, table in outputs(layer).items():
            loaded = QgsProject.instance().mapLayer(results[name])
            assert headings(loaded) == [field.alias for field in table.fields]
            expected = QgsVectorLayer("Point?crs=EPSG:2154", "expected", "memory")
            if table.geometry != "point":
                kind = {"line": "MultiLineString", "polygon": "MultiPolygon"}[table.geometry]
                expected = QgsVectorLayer(f"{kind}?crs=EPSG:2154", "expected", "memory")
            expected.dataProvider().addAttributes(list(loaded.fields()))
            expected.updateFields()
            load_style(expected, table.name)
            assert looks(loaded.renderer()) == looks(expected.renderer())
            assert loaded.labelsEnabled() == expected.labelsEnabled()
            keys = {str(c.value()) for c in getattr(loaded.renderer(), "categories", list)()}
            classes = {row["class"] for row in loaded.getFeatures()} - {"", None}
            if keys and loaded.renderer().classAttribute() == "class":
                assert classes <= keys
            assert {row["source"] for row in loaded.getFeatures()} <= sources_of(loaded)
            assert loaded.actions().action(PAGE_ACTION).isValid()


def test_fetched_now_it_tells_its_sources(toolbox):
    import processing

    context = QgsProcessingContext()
    context.setProject(QgsProject.instance())
    results = processing.runAndLoadResults(
        "territoires_industrie:brownfields",
        {"TERRITORY": HERE, **temporary("brownfields", "TEMPORARY_OUTPUT")},
        context=context,
    )
    loaded = QgsProject.instance().mapLayer(results["OUTPUT"])
    row = next(loaded.getFeatures())
    assert row["source"] in sources_of(loaded)
    expressions = loaded.createExpressionContext()
    expressions.setFeature(row)
    tip = QgsExpression.replaceExpressionText(loaded.mapTipTemplate(), expressions)
    assert "Cerema" in tip
    assert "Sources interrog" in loaded.metadata().abstract()


@every_layer
def test_into_a_geopackage(toolbox, edition, layer, tmp_path):
    files = {name: str(tmp_path / f"{table.name}.gpkg") for name, table in outputs(layer).items()}
    results = toolbox.run(layer, TERRITORY=HERE, EDITION=edition, **files)
    for name, table in outputs(layer).items():
        assert results[name] == files[name]
        written = QgsVectorLayer(files[name], table.name, "ogr")
        assert written.isValid()
        assert [field.name() for field in written.fields()][1:] == [
            field.name for field in table.fields
        ]
        assert written.crs().authid() == "EPSG:2154"
        assert written.featureCount() or layer in MAY_BE_EMPTY


@pytest.mark.parametrize("layer", ["roads", "brownfields"])
@pytest.mark.parametrize("territory", ["Dunkerque", "ti-3201,ti-3203", "all", "", "ti-0101"])
def test_one_known_territory_at_a_time(toolbox, layer, territory, tmp_path):
    with pytest.raises(QgsProcessingException) as error:
        toolbox.run(layer, TERRITORY=territory, **temporary(layer))
    assert "Traceback" not in str(error.value)
    assert toolbox.services.log() == []


def test_offline_it_asks_nobody(toolbox, edition):
    told = toolbox.told()
    results = toolbox.run("gasnetwork", told, TERRITORY=HERE, OFFLINE=True, OUTPUT="memory:")
    layer = results["OUTPUT"]
    assert layer.featureCount()
    assert toolbox.services.log() == []


def test_it_tells_how_much_of_its_lines_lies_inside(toolbox, edition):
    told = toolbox.told()
    toolbox.run("roads", told, TERRITORY=HERE, EDITION=edition, OUTPUT="memory:")
    inside = lengths_by_territory([Edition.open(Path(edition)).frame("roads")], [find(HERE)])
    assert any(f"{number(inside[HERE], 1)} km" in text for text in told.infos)


def test_what_was_never_fetched_is_told_in_a_sentence(toolbox, tmp_path):
    with (
        toolbox.other_profile(tmp_path / "profile"),
        pytest.raises(QgsProcessingException, match="natran-trace|NaTran|odre") as error,
    ):
        toolbox.run("gasnetwork", TERRITORY=HERE, OFFLINE=True, OUTPUT="memory:")
    assert "\n" not in str(error.value)


def test_a_source_that_fails_leaves_the_others_and_is_told(toolbox, edition, tmp_path):
    """Producers come of several registers; the one that is dead is named."""
    toolbox.services.fault("odre-biomethane", "404")
    told = toolbox.told()
    with toolbox.other_profile(tmp_path / "profile"):
        shutil.copytree(toolbox.profile / "cache", tmp_path / "profile" / "cache")
        layer = toolbox.run("producers", told, TERRITORY=HERE, OUTPUT="memory:")["OUTPUT"]
    sources = {row["source"] for row in layer.getFeatures()}
    assert "odre-registre" in sources
    assert "odre-biomethane" not in sources
    assert any("biométhane" in text or "odre" in text for text in told.warnings)


def test_the_help_names_its_sources(toolbox):
    registry = QgsApplication.processingRegistry()
    for layer in LAYERS:
        text = registry.createAlgorithmById(f"territoires_industrie:{layer}").shortHelpString()
        for source in CATALOGUE.layers[layer].sources:
            assert CATALOGUE.sources[source].licence.split()[0] in text
