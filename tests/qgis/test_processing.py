"""The algorithms as they are used: from the toolbox, and by `qgis_process` by itself."""

from __future__ import annotations

import json

import pytest
from helping import names_in
from qgis.core import (
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProject,
    QgsVectorLayer,
)
from territoires_industrie.territoires_industrie.territories import atlas_territories, find

ALGORITHMS = ["mapset", "loadmap", "perimeter"]
NAME = "aa-dunkerque-flandre"


class Told(QgsProcessingFeedback):
    """A feedback that remembers, and stops the work after so many steps."""

    def __init__(self, steps=None):
        super().__init__(False)
        self.texts = []
        self.shares = []
        self.warnings = []
        self._left = steps
        self.progressChanged.connect(self.shares.append)

    def setProgressText(self, text):
        self.texts.append(text)
        if self._left is not None:
            self._left -= 1
            if self._left <= 0:
                self.cancel()

    def pushWarning(self, text):
        self.warnings.append(text)


@pytest.fixture
def run(provider):
    """Run an algorithm of the toolbox: `run("mapset", TERRITORIES=…)`."""

    def start(algorithm, feedback=None, context=None, **parameters):
        import processing

        return processing.run(
            f"territoires_industrie:{algorithm}", parameters, feedback=feedback, context=context
        )

    return start


class TestMapSet:
    def test_the_files_it_returns_are_those_it_writes(self, run, embedded, tmp_path):
        told = Told()
        results = run(
            "mapset",
            told,
            TERRITORIES="ti-3201",
            THEMES=[3],
            EDITION=str(embedded.path),
            FORMAT=["pdf", "png"],
            DPI=72,
            OUTPUT=str(tmp_path / "new" / "folder"),
            PROJECT=str(tmp_path / "pages.qgz"),
        )
        folder = tmp_path / "new" / "folder"
        assert results["OUTPUT"] == str(folder)
        assert names_in(folder) == [f"{NAME}-4-chaleur.png", f"{NAME}.gpkg", f"{NAME}.pdf"]
        assert sorted(results["FILES"]) == sorted(
            str(path) for path in [*folder.iterdir(), tmp_path / "pages.qgz"]
        )
        assert told.shares == sorted(told.shares)
        assert told.shares[-1] == 100
        assert any("Carte des potentiels de chaleur" in text for text in told.texts)

    def test_the_project_opens_with_its_pages(self, run, embedded, tmp_path):
        run(
            "mapset",
            TERRITORIES="ti-3201",
            THEMES=[1, 3],
            EDITION=str(embedded.path),
            FORMAT=["png"],
            DPI=72,
            PUBLICATION=False,
            OUTPUT=str(tmp_path),
            PROJECT=str(tmp_path / "pages.qgz"),
        )
        project = QgsProject()
        assert project.read(str(tmp_path / "pages.qgz"))
        assert project.mapLayers()
        assert all(layer.isValid() for layer in project.mapLayers().values())
        assert [
            layout.name().partition(" – ")[2] for layout in project.layoutManager().printLayouts()
        ] == [
            "2. Carte des producteurs",
            "4. Carte des potentiels de chaleur valorisables",
        ]
        project.clear()

    @pytest.mark.parametrize("steps", [1, 2])
    def test_stopped_it_leaves_nothing_half_done(self, run, embedded, tmp_path, steps):
        told = Told(steps)
        results = run(
            "mapset",
            told,
            TERRITORIES="ti-3201",
            THEMES=[1, 3],
            EDITION=str(embedded.path),
            OUTPUT=str(tmp_path),
        )
        assert "FILES" not in results
        assert told.warnings
        assert names_in(tmp_path) == []

    def test_the_embedded_edition_serves_when_none_is_given(self, run, tmp_path):
        results = run(
            "mapset",
            TERRITORIES="baie de somme ponthieu marquenterre",
            THEMES=[3],
            FORMAT=["png"],
            DPI=72,
            PUBLICATION=False,
            OUTPUT=str(tmp_path),
        )
        (path,) = results["FILES"]
        assert path.endswith("baie-de-somme-ponthieu-marquenterre-4-chaleur.png")

    def test_a_file_that_is_no_edition(self, run, tmp_path):
        (tmp_path / "x.gpkg").write_text("rien")
        with pytest.raises(QgsProcessingException, match=r"x\.gpkg"):
            run(
                "mapset",
                TERRITORIES="ti-3201",
                EDITION=str(tmp_path / "x.gpkg"),
                OUTPUT=str(tmp_path / "out"),
            )


class TestTerritories:
    """What stands after TERRITORIES, checked before anything runs."""

    @pytest.fixture
    def check(self, provider):
        def of(text, algorithm="mapset"):
            made = provider.algorithm(algorithm).create()
            name = made.TERRITORIES
            values = {name: text, "OUTPUT": "memory:"}
            good, message = made.checkParameterValues(values, QgsProcessingContext())
            context = QgsProcessingContext()
            return made.chosen_territories(values, context) if good else message

        return of

    @pytest.mark.parametrize(
        ("text", "ids"),
        [
            ("ti-3201", ["ti-3201"]),
            ("Aa - Dunkerque - Flandre", ["ti-3201"]),
            ("THIERACHE et pays de la serre", ["ti-3217"]),
            ("ti-3201,ti-3203", ["ti-3201", "ti-3203"]),
            ("ti-3203, Beauvaisis ,ti-3203", ["ti-3203", "ti-3204"]),
            (["ti-3201", "Sud Oise"], ["ti-3201", "ti-3216"]),
            ("all", [territory.id for territory in atlas_territories()]),
            ("hauts-de-france", [territory.id for territory in atlas_territories()]),
        ],
    )
    def test_known(self, check, text, ids):
        assert [territory.id for territory in check(text)] == ids

    @pytest.mark.parametrize("algorithm", ALGORITHMS)
    def test_unknown_is_answered_with_the_nearest(self, check, algorithm):
        message = check("Dunkerque", algorithm)
        assert "Dunkerque" in message
        assert "ti-3201" in message

    @pytest.mark.parametrize("algorithm", ALGORITHMS)
    @pytest.mark.parametrize("text", ["", " ", ",", " , ,"])
    def test_none_at_all_is_refused(self, check, text, algorithm):
        assert isinstance(check(text, algorithm), str)

    def test_one_map_shows_one_territory(self, check):
        assert isinstance(check("ti-3201,ti-3203", "loadmap"), str)

    def test_one_whose_outlines_are_not_shipped_is_refused(self, check):
        assert "ti-0101" not in {territory.id for territory in atlas_territories()}
        assert isinstance(check("ti-0101"), str)


class TestLoadMap:
    def test_into_the_project(self, run, embedded, catalogue, qgis_new_project):
        project = QgsProject.instance()
        context = QgsProcessingContext()
        context.setProject(project)
        told = Told()
        for index in (0, 1):
            results = run(
                "loadmap",
                told,
                context,
                TERRITORY="ti-3201",
                THEME=index,
                EDITION=str(embedded.path),
            )
            assert all(project.mapLayer(layer).isValid() for layer in results["LAYERS"])
        groups = [group.name() for group in project.layerTreeRoot().children()]
        assert sorted(groups) == [
            "Carte des consommateurs",
            "Carte des producteurs",
            "Fond de carte",
        ]
        assert groups[-1] == "Fond de carte", "the base lies under all maps, once"
        assert project.crs().authid() == "EPSG:2154"
        assert told.warnings, "what the map does not show is said"


class TestPerimeter:
    def test_all_of_the_atlas(self, run):
        layer = run("perimeter", TERRITORY="all", OUTPUT="memory:")["OUTPUT"]
        assert layer.crs().authid() == "EPSG:2154"
        rows = {row["id"]: row for row in layer.getFeatures()}
        assert list(rows) == [territory.id for territory in atlas_territories()]
        dunkerque = rows["ti-3201"]
        assert dunkerque["name"] == find("ti-3201").title
        assert dunkerque["area_km2"] == pytest.approx(dunkerque.geometry().area() / 1e6, rel=0.01)
        assert all(row["population"] > 10_000 and row["communes"] > 10 for row in rows.values())
        assert all(not row.geometry().isEmpty() for row in rows.values())


# ---------------------------------------------------------------- qgis_process


@pytest.fixture
def qgis_process(run_qgis, profiles):
    def run(*arguments, language="en_US", **options):
        folder = profiles(language)
        return run_qgis("qgis_process", *arguments, QGIS_CUSTOM_CONFIG_PATH=folder, **options)

    return run


class TestCommandLine:
    def test_a_map_set_with_its_project(self, qgis_process, embedded, tmp_path):
        outcome = qgis_process(
            "--json",
            "run",
            "territoires_industrie:mapset",
            "--TERRITORIES=ti-3201",
            "--THEMES=3",
            "--FORMAT=pdf,svg",
            "--DPI=72",
            f"--EDITION={embedded.path}",
            f"--OUTPUT={tmp_path / 'jeu'}",
            f"--PROJECT={tmp_path / 'pages.qgz'}",
        )
        assert outcome.code == 0, outcome.stderr
        files = json.loads(outcome.stdout)["results"]["FILES"]
        expected = [f"{NAME}-4-chaleur.svg", f"{NAME}.gpkg", f"{NAME}.pdf"]
        assert names_in(tmp_path / "jeu") == expected
        assert {path.rpartition("/")[2] for path in files} == {*expected, "pages.qgz"}
        project = QgsProject()
        assert project.read(str(tmp_path / "pages.qgz"))
        assert all(layer.isValid() for layer in project.mapLayers().values())
        assert len(project.layoutManager().printLayouts()) == 1
        project.clear()

    def test_what_to_do_may_come_as_json(self, qgis_process, embedded, tmp_path):
        inputs = {
            "TERRITORIES": ["ti-3203", "Beauvaisis"],
            "THEMES": [3],
            "FORMAT": ["png"],
            "DPI": 72,
            "PUBLICATION": False,
            "EDITION": str(embedded.path),
            "OUTPUT": str(tmp_path),
        }
        outcome = qgis_process(
            "--json",
            "run",
            "territoires_industrie:mapset",
            "-",
            stdin=json.dumps({"inputs": inputs}),
        )
        assert outcome.code == 0, outcome.stderr
        assert json.loads(outcome.stdout)["results"]["FILES"] == [
            str(tmp_path / "baie-de-somme-ponthieu-marquenterre-4-chaleur.png"),
            str(tmp_path / "beauvaisis-4-chaleur.png"),
        ]

    def test_repeated_names_without_accents(self, qgis_process, tmp_path):
        target = tmp_path / "p.gpkg"
        outcome = qgis_process(
            "run",
            "territoires_industrie:perimeter",
            "--TERRITORY=thierache et pays de la serre",
            "--TERRITORY=ti-3201",
            f"--OUTPUT={target}",
        )
        assert outcome.code == 0, outcome.stderr
        layer = QgsVectorLayer(str(target), "x", "ogr")
        assert {row["id"] for row in layer.getFeatures()} == {"ti-3217", "ti-3201"}

    def test_a_map_is_loaded(self, qgis_process, embedded):
        outcome = qgis_process(
            "--json",
            "run",
            "territoires_industrie:loadmap",
            "--TERRITORY=ti-3201",
            "--THEME=2",
            f"--EDITION={embedded.path}",
        )
        assert outcome.code == 0, outcome.stderr
        assert json.loads(outcome.stdout)["results"]["LAYERS"]

    @pytest.mark.parametrize("text", ["Dunkerque", ",", "ti-3201,Dunkerque"])
    def test_a_mistake_ends_in_a_sentence(self, qgis_process, tmp_path, text):
        outcome = qgis_process(
            "run",
            "territoires_industrie:mapset",
            f"--TERRITORIES={text}",
            f"--OUTPUT={tmp_path}",
        )
        assert outcome.code == 1
        assert "Traceback" not in outcome.stderr
        assert "ti-3201" in outcome.stdout + outcome.stderr
        assert names_in(tmp_path) == []

    @pytest.mark.parametrize(
        ("language", "algorithm", "title", "word"),
        [
            ("en_US", "mapset", "Print a map set", "Audience"),
            ("en_US", "loadmap", "Load a map", "brownfields"),
            ("en_US", "perimeter", "Perimeter of territories", "outlines"),
            ("fr", "mapset", "Imprimer un jeu de cartes", "Diffusion"),
            ("fr", "loadmap", "Charger une carte", "friches"),
            ("fr", "perimeter", "Périmètres de territoires", "contours"),
        ],
    )
    def test_help(self, qgis_process, language, algorithm, title, word):
        outcome = qgis_process("help", f"territoires_industrie:{algorithm}", language=language)
        assert outcome.code == 0, outcome.stderr
        assert outcome.stdout.startswith(f"{title} (territoires_industrie:{algorithm})")
        description = outcome.stdout.partition("Arguments")[0]
        assert word in description
        assert "<" not in description, "a terminal shows no markup"
        assert "**" not in description
