"""Corrections as an analyst makes them: a copy edited in QGIS, kept, replayed, printed, decided."""

from __future__ import annotations

import json
import shutil

import pandas
import pytest
from pypdf import PdfReader
from qgis.core import (
    QgsFeature,
    QgsGeometry,
    QgsPointXY,
    QgsProcessingException,
    QgsVectorLayer,
    QgsVectorLayerUtils,
)
from territoires_industrie.territoires_industrie.audience import for_audience
from territoires_industrie.territoires_industrie.corrections.store import CorrectionStore
from territoires_industrie.territoires_industrie.edition import Edition, EditionStore

pytest_plugins = "territoires_industrie.tests.qgis.toolbox"

HERE = "ti-3201"
AUTHOR, REASON = "Camille Fictive", "visite confidentielle du 20 novembre"


@pytest.fixture
def desk(toolbox, tmp_path, catalogue):
    """An analyst's folder of editions, and the algorithms run on it."""

    class Desk:
        folder = tmp_path / "éditions"
        report = tmp_path / "rapport.html"
        store = CorrectionStore(folder, catalogue)

        def run(self, algorithm, **parameters):
            self.told = toolbox.told()
            where = {} if algorithm == "listcorrections" else {"FOLDER": str(self.folder)}
            page = {} if algorithm == "decidecorrections" else {"OUTPUT_HTML": str(self.report)}
            return toolbox.run(algorithm, self.told, **where, **page, **parameters)

        def capture(self, edited, **parameters):
            who = {"AUTHOR": AUTHOR, "REASON": REASON}
            return self.run("capturecorrections", EDITED=str(edited), **{**who, **parameters})

        def apply(self, edition=None, **parameters):
            path = str(edition.path if edition else self.current().path)
            done = self.run("applycorrections", EDITION=path, **parameters)
            return Edition.open(done["OUTPUT"])

        def current(self):
            return EditionStore(self.folder).current()

        def page(self):
            return self.report.read_text(encoding="utf-8").replace("\u2019", "'")

    return Desk()


@pytest.fixture
def edition(crafted, site, desk):
    """Three sites at Gravelines, in the analyst's folder."""
    exact = {"position": "exacte"}
    made = crafted(
        consumers=[
            site("moves", name="Râperie", **exact),
            site("named", name="USINE SA", shift=(500.0, 0.0), **exact),
            site("gone", name="Fermée", shift=(0.0, 900.0), **exact),
        ]
    )
    assert made.path.parent == desk.folder.parent / "editions"
    desk.folder.mkdir()
    shutil.copy2(made.path, desk.folder / made.path.name)
    return Edition.open(desk.folder / made.path.name)


class Editing:
    """QGIS' own editing of a layer of a copy, saved when it ends."""

    def __init__(self, path, table="consumers"):
        self.layer = QgsVectorLayer(f"{path}|layername={table}", table, "ogr")
        assert self.layer.isValid()

    def __enter__(self):
        assert self.layer.startEditing()
        return self

    def __exit__(self, *_):
        assert self.layer.commitChanges(), self.layer.commitErrors()
        self.layer = None

    def row(self, key):
        return next(f for f in self.layer.getFeatures() if f["key"] == key)

    def write(self, key, /, **cells):
        for name, value in cells.items():
            index = self.layer.fields().indexOf(name)
            assert self.layer.changeAttributeValue(self.row(key).id(), index, value)

    def move(self, key, east, north):
        shape = self.row(key).geometry()
        shape.translate(east, north)
        assert self.layer.changeGeometry(self.row(key).id(), shape)

    def add(self, x, y, **cells):
        place = QgsGeometry.fromPointXY(QgsPointXY(x, y))
        row = QgsVectorLayerUtils.createFeature(self.layer, place)
        for name, value in cells.items():
            row[name] = value
        assert self.layer.addFeature(QgsFeature(row))

    def delete(self, key):
        assert self.layer.deleteFeature(self.row(key).id())


def copy_of(edition, folder):
    copy = folder / "ma copie.gpkg"
    shutil.copyfile(edition.path, copy)
    return copy


@pytest.fixture
def edited(edition, tmp_path):
    copy = copy_of(edition, tmp_path)
    with Editing(copy) as editing:
        place = editing.row("moves").geometry().asPoint()
        editing.move("moves", 40.0, -30.0)
        editing.write("named", name="Usine de l'Aa", **{"class": "Papeterie"})
        editing.delete("gone")
        cells = {"class": "Textile", "name": "Tissage secret", "statut": "en service"}
        editing.add(place.x() + 200, place.y(), **cells)
    return copy


def rows(edition, table="consumers"):
    return {row["key"]: row for row in edition.frame(table).to_dict("records")}


def test_what_was_edited_in_qgis_is_kept_and_replayed(desk, edition, edited):
    before = edition.path.read_bytes()
    results = desk.capture(edited)
    assert (results["CORRECTIONS"], results["REFUSED"]) == (5, 0)
    kinds = [correction.kind for correction in desk.store.standing()]
    assert sorted(kinds) == ["ajouter", "déplacer", "masquer", "reclasser", "renommer"]
    assert "Tissage secret" in desk.page()
    assert "ne se corrige" not in desk.page()
    assert desk.capture(edited)["CORRECTIONS"] == 0

    corrected = desk.apply(edition)
    assert desk.current().path == corrected.path
    assert edition.path.read_bytes() == before
    found, old = rows(corrected), rows(edition)
    assert (found["named"]["name"], found["named"]["class"]) == ("Usine de l'Aa", "Papeterie")
    assert found["gone"]["class"] == ""
    assert found["moves"]["geometry"] != old["moves"]["geometry"]
    assert found["moves"]["source"] == old["moves"]["source"]
    (new,) = (row for key, row in found.items() if key not in old)
    assert (new["name"], new["source"], new["diffusion"]) == (
        "Tissage secret",
        "polenergie-local",
        "interne",
    )
    assert (new["commune"], new["rattachement"]) == ("Gravelines", HERE)
    assert corrected.is_unchanged()
    told = {(a.source, a.outcome, a.reason): a.rows for a in corrected.accounting()}
    assert told["polenergie-local", "dessinée", "ajoutée (correction)"] == 1

    again = desk.apply()
    pandas.testing.assert_frame_equal(again.frame("consumers"), corrected.frame("consumers"))
    assert again.corrections() == corrected.corrections()


def test_what_cannot_be_corrected_is_told_and_not_dropped(desk, edition, tmp_path):
    copy = copy_of(edition, tmp_path)
    with Editing(copy, "perimeters") as editing:
        row = next(editing.layer.getFeatures())
        name = editing.layer.fields().indexOf("name")
        assert editing.layer.changeAttributeValue(row.id(), name, "Notre territoire")
    with Editing(copy) as editing:
        editing.write("named", key="autre")
    results = desk.capture(copy)
    assert (results["CORRECTIONS"], results["REFUSED"]) == (0, 1)
    page = desk.page().replace("\u202f", " ").replace("\xa0", " ")
    assert "Périmètres (perimeters), 1 ligne modifiée – fond de carte : ne se corrige pas" in page
    assert any("perimeters" in warning for warning in desk.told.warnings)


def test_nothing_internal_is_in_the_publics_bytes(desk, edition, edited, tmp_path, catalogue):
    desk.capture(edited)
    corrected = desk.apply(edition)
    seen = for_audience(corrected, "publique", tmp_path / "public", catalogue)
    content = seen.path.read_bytes()
    for secret in (AUTHOR, REASON, "Tissage secret", "USINE SA"):
        assert secret.encode() not in content
        assert secret.encode() in corrected.path.read_bytes()
    assert b"Usine de l'Aa" in content
    told = seen.corrections()
    assert {o.correction.kind for o in told} == {"déplacer", "masquer", "reclasser", "renommer"}


def test_a_value_for_internal_eyes_leaves_the_publishers_in_the_publics(
    desk, edition, edited, tmp_path, catalogue
):
    desk.capture(edited, DIFFUSION="interne")
    corrected = desk.apply(edition)
    seen = for_audience(corrected, "publique", tmp_path / "public", catalogue)
    found, old = rows(seen), rows(edition)
    assert found.keys() == old.keys()
    for key, row in old.items():
        for name in ("name", "class", "geometry"):
            assert found[key][name] == row[name]
    assert b"Usine de l'Aa" not in seen.path.read_bytes()
    assert seen.corrections() == []


def test_a_conflict_is_listed_and_decided(desk, edition, edited, crafted, site):
    desk.capture(edited)
    newer = crafted(
        consumers=[
            site("moves", name="Râperie", position="exacte", shift=(600.0, 600.0)),
            site("named", name="USINE NOUVELLE", position="exacte", shift=(500.0, 0.0)),
        ]
    )
    corrected = desk.apply(newer)
    assert rows(corrected)["named"]["name"] == "Usine de l'Aa"
    assert len(desk.told.warnings) == 3
    listed = desk.run(
        "listcorrections", EDITION=str(corrected.path), ONLY_OPEN=True, OUTPUT="memory:"
    )
    assert listed["TO_DECIDE"] == 3
    states = {f["cle"]: (f["state"], f["found"]) for f in listed["OUTPUT"].getFeatures()}
    assert states["named"] == ("en conflit", "USINE NOUVELLE")
    assert states["gone"][0] == "orpheline"
    assert states["moves"][0] == "déplacée par l'éditeur"
    for text in ("À décider", "USINE NOUVELLE", "orpheline"):
        assert text in desk.page()

    number = {f["cle"]: f["numero"] for f in listed["OUTPUT"].getFeatures()}
    who = {"AUTHOR": "Chef", "EDITION": str(corrected.path)}
    desk.run("decidecorrections", NUMBERS=f"{number['named']}", DECISION="confirmer", **who)
    done = desk.run(
        "decidecorrections",
        NUMBERS=f"{number['moves']}, {number['gone']}",
        DECISION="annuler",
        **who,
    )
    assert done["DECIDED"] == 2
    settled = desk.apply()
    assert desk.told.warnings == []
    assert rows(settled)["named"]["name"] == "Usine de l'Aa"
    assert rows(settled)["moves"]["geometry"] == rows(newer)["moves"]["geometry"]
    assert desk.store.history()[0].kind == "déplacer"


@pytest.mark.parametrize(
    ("algorithm", "parameters", "said"),
    [
        ("capturecorrections", {"EDITED": "{other}", "AUTHOR": "A"}, "no copy of"),
        ("capturecorrections", {"EDITED": "{nothing}", "AUTHOR": "A"}, "There is no edition"),
        ("capturecorrections", {"EDITED": "{copy}", "AUTHOR": " "}, "needs an author"),
        ("decidecorrections", {"NUMBERS": "trois", "AUTHOR": "A"}, "names no corrections"),
        ("decidecorrections", {"NUMBERS": "3", "AUTHOR": "A"}, "bears no correction 3"),
        (
            "decidecorrections",
            {"NUMBERS": "3", "DECISION": "annuler", "AUTHOR": "A"},
            "No correction 3 stands",
        ),
    ],
)
def test_what_cannot_be_done_is_one_sentence(
    desk, edition, embedded, tmp_path, algorithm, parameters, said
):
    paths = {
        "copy": str(copy_of(edition, tmp_path)),
        "other": str(embedded.path),
        "nothing": str(tmp_path / "none.gpkg"),
    }
    given = {name: text.format(**paths) for name, text in parameters.items()}
    if algorithm == "decidecorrections":
        given["EDITION"] = str(edition.path)
    if "other" in parameters.get("EDITED", ""):
        given["EDITION"] = str(edition.path)
    with pytest.raises(QgsProcessingException, match=said):
        desk.run(algorithm, **given)
    assert not desk.store.path.exists()


def text_of(folder):
    (pdf,) = folder.rglob("*.pdf")
    pages = "".join(page.extract_text() for page in PdfReader(pdf).pages)
    return "".join(pages.split()).replace("\u2019", "'")


def test_a_publication_edited_in_qgis_is_printed_after_the_next_fetch(toolbox, desk, tmp_path):
    """The analyst's week (DOMAIN 10): print, correct on the map, refresh, print again."""
    asked = {"TERRITORIES": HERE, "THEMES": [1]}
    first = Edition.open(desk.run("fetchedition", **asked)["OUTPUT"])

    def printed(edition, name):
        folder = tmp_path / name
        toolbox.run("mapset", EDITION=str(edition.path), OUTPUT=str(folder), **asked)
        return folder

    folder = printed(first, "one")
    publication = next(folder.rglob("*.gpkg"))
    frame = first.frame("producers")
    own = frame[(frame["rattachement"] == HERE) & (frame["class"] != "")]
    named = own[own["name"].notna() & own["verifie_par"].notna()]
    key = named["key"].iloc[0]
    other = own.loc[own["key"] != key, "key"].iloc[0]
    with Editing(publication, "producers") as editing:
        place = editing.row(key).geometry().asPoint()
        editing.move(key, 350.0, 120.0)
        editing.write(key, name="Centrale rebaptisée")
        editing.delete(other)
        cells = {"name": "Chaudière neuve", "verifie_par": "Arrêté", "class": "Bioénergies"}
        editing.add(place.x() - 900, place.y() + 900, diffusion="publique", **cells)
    assert desk.capture(publication)["CORRECTIONS"] == 4
    assert "ne se corrige" not in desk.page()

    second = Edition.open(desk.run("fetchedition", **asked)["OUTPUT"])
    found = rows(second, "producers")
    assert found[key]["name"] == "Centrale rebaptisée"
    assert found[other]["class"] == ""
    assert "Corrections de l'analyste" in desk.page()
    text = text_of(printed(second, "two"))
    assert "Centralerebaptisée" in text
    assert "Chaudièreneuve" in text
    assert "4correctionsdel'analyste." in text
    assert AUTHOR.replace(" ", "") not in text


def test_by_qgis_process(run_qgis, profiles, desk, edition, edited, tmp_path):
    def call(algorithm, *parameters):
        outcome = run_qgis(
            *("qgis_process", "--json", "run", f"territoires_industrie:{algorithm}"),
            *(f"--OUTPUT_HTML={tmp_path / 'page.html'}", *parameters),
            QGIS_CUSTOM_CONFIG_PATH=profiles("en_US"),
        )
        assert outcome.code == 0, outcome.stderr
        return json.loads(outcome.stdout)["results"]

    folder = f"--FOLDER={desk.folder}"
    kept = call("capturecorrections", f"--EDITED={edited}", "--AUTHOR=A. Lyste", folder)
    assert kept["CORRECTIONS"] == 5
    done = call("applycorrections", f"--EDITION={edition.path}", folder)
    assert (done["APPLIED"], done["TO_DECIDE"]) == (5, 0)
    assert rows(Edition.open(done["OUTPUT"]))["named"]["class"] == "Papeterie"
    # Without an edition, it is the current one of that folder.
    again = call("applycorrections", folder)
    assert rows(Edition.open(again["OUTPUT"])).keys() == rows(Edition.open(done["OUTPUT"])).keys()
