"""The assistant with clicks, off screen: every page, good files and bad ones, the rows added."""

from __future__ import annotations

import tempfile
import time
from pathlib import Path

import openpyxl
import pytest
from gui_window import Window, click, wait_until
from osgeo import ogr, osr
from qgis.core import QgsProject
from qgis.gui import QgsMapCanvas
from qgis.PyQt.QtCore import QCoreApplication, QEvent, Qt, QTimer
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QLineEdit,
    QListWidget,
    QSpinBox,
    QWizard,
)
from territoires_industrie.territoires_industrie import paths
from territoires_industrie.territoires_industrie.edition import EditionStore
from territoires_industrie.territoires_industrie.gui.assistant import assistant as module
from territoires_industrie.territoires_industrie.gui.assistant.assistant import Assistant
from territoires_industrie.territoires_industrie.gui.jobs import DONE, FAILED, JobQueue
from territoires_industrie.territoires_industrie.gui.toolbar import Toolbar
from territoires_industrie.territoires_industrie.imports import addresses
from territoires_industrie.territoires_industrie.maps.layers import TABLE_PROPERTY, load_table
from territoires_industrie.territoires_industrie.sources.instructions import read_instructions

HEAT = (
    "Recensement 2024;;;;;;;;\n"
    "Nom du site;Commune;Code INSEE;Température (°C);Gisement (GWh/an);X;Y;Contact;Type\n"
    "Verrerie (inventée);Grande-Synthe;59271;38,5;12,4;646000;7103000;M. Bœuf;basse T\n"
    "Four (inventé);Hazebrouck;59295;240;8;;;;\n"
    "Papeterie (inventée);Nulle-Part;;60;3;;;;\n"
)
NEXT, BACK, FINISH, CANCEL = (
    QWizard.WizardButton.NextButton,
    QWizard.WizardButton.BackButton,
    QWizard.WizardButton.FinishButton,
    QWizard.WizardButton.CancelButton,
)


class Visit:
    """An assistant, the folders that it writes to, and the jobs that it asked for."""

    def __init__(self, folder: Path):
        self.folder = folder
        self.editions, self.imports = folder / "editions", folder / "imports"
        self.canvas = QgsMapCanvas()
        self.queue = JobQueue()
        self.endings = []
        self.queue.ended.connect(self.endings.append)
        self.assistant = None

    def open(self):
        self.assistant = Assistant(self.editions, self.queue.add, None, self.canvas, self.imports)
        self.assistant.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
        self.assistant.show()
        return self.assistant

    def file(self, name, content):
        path = self.folder / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    def choose(self, path, seconds=20):
        self.assistant.file_page.file.setFilePath(str(path))
        self.settled(seconds)

    def settled(self, seconds=30):
        assert wait_until(lambda: not self.assistant.session.background.is_busy(), seconds)
        QTest.qWait(50)

    def press(self, which):
        button = self.assistant.button(which)
        assert button.isEnabled(), self.why
        click(button)
        self.settled()

    @property
    def why(self):
        page = self.assistant.currentPage()
        return page.reason.text()

    def find(self, kind, name):
        found = self.assistant.findChild(kind, name)
        assert found is not None, name
        return found

    def take(self, combo, data):
        """Choose with the keyboard, as a user does."""
        at = combo.findData(data)
        assert at >= 0, data
        combo.setFocus()
        key = Qt.Key.Key_Down if at > combo.currentIndex() else Qt.Key.Key_Up
        for _ in range(abs(at - combo.currentIndex())):
            QTest.keyClick(combo, key)
        assert combo.currentData() == data
        combo.activated.emit(at)

    def tick(self, box):
        """With the space bar: a box as wide as the form has its square at the left."""
        QTest.keyClick(box, Qt.Key.Key_Space)

    def ended(self, seconds=60):
        assert wait_until(lambda: self.endings, seconds), "not ended"
        return self.endings.pop()

    def close(self):
        if self.assistant is not None:
            self.assistant.reject()
            self.assistant.deleteLater()
        self.queue.close()
        self.canvas.deleteLater()
        QgsProject.instance().clear()
        QCoreApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    def disk(self):
        return sorted(str(path) for path in self.folder.rglob("*"))


@pytest.fixture
def visit(qgis_app, tmp_path, tmp_path_factory, monkeypatch):
    monkeypatch.setenv(paths.OWN_FOLDER_VARIABLE, str(tmp_path_factory.mktemp("profile")))
    made = Visit(tmp_path)
    yield made
    made.close()


def own_rows(edition, table="wasteheat"):
    rows = edition.frame(table)
    return rows[rows["source"] == "polenergie-local"].set_index("name")


# ---------------------------------------------------------------- through all pages


def test_a_csv_through_all_pages_into_the_edition_and_the_map(visit, embedded, catalogue):
    before = embedded.path.read_bytes()
    copy = visit.editions / embedded.path.name
    copy.parent.mkdir()
    copy.write_bytes(before)
    store = EditionStore(visit.editions)
    (edition,) = store.editions()
    store.set_current(edition)
    layer = load_table(edition, catalogue.table("wasteheat"), "Chaleur fatale")
    layer.setCustomProperty(TABLE_PROPERTY, "wasteheat")
    QgsProject.instance().addMapLayer(layer)
    count = layer.featureCount()

    pages = visit.open()
    assert visit.why
    assert not pages.button(NEXT).isEnabled()
    assert pages.button(NEXT).toolTip() == visit.why
    path = visit.file("Chaleur 2024.csv", HEAT)
    visit.choose(path)
    assert visit.find(QComboBox, "layer").currentData() == "wasteheat"
    assert visit.find(QComboBox, "separator").itemText(0) != "found"
    visit.press(NEXT)

    # Columns: what was guessed stands there; the contact is left out, the unit is another.
    columns = pages.columns_page
    assert columns.combo("name").currentData() == "Nom du site"
    assert (columns.combo("x").currentData(), columns.combo("y").currentData()) == ("X", "Y")
    unit = visit.find(QComboBox, "unit_energy_mwh")
    assert unit.currentText() == "GWh"
    visit.take(unit, 1.0)
    others = visit.find(QListWidget, "others")
    assert [others.item(row).text() for row in range(others.count())] == ["Contact"]
    others.item(0).setCheckState(Qt.CheckState.Unchecked)
    visit.take(visit.find(QComboBox, "default_statut"), "annoncé")
    visit.settled()
    assert pages.session.look.how.columns["Contact"] == ""
    visit.press(NEXT)

    # Classes: the unknown word is marked, and gets its class.
    table = pages.classes_page.table
    assert table.item(0, 1).text() == "basse T"
    assert not table.item(0, 1).icon().isNull()
    visit.take(visit.find(QComboBox, "class_0"), "Chaleur fatale < à 80°C")
    visit.settled()
    assert table.item(0, 1).icon().isNull()
    visit.press(NEXT)

    # Preview: nothing is written yet.
    view = pages.preview_page.table.texts
    assert view.rowCount() == 3
    assert pages.session.preview.drawn == 1
    visit.tick(visit.find(QAbstractButton, "on_map"))
    assert pages.preview_page._band is not None
    visit.take(visit.find(QComboBox, "which_rows"), "bad")
    assert view.rowCount() == 1
    assert not visit.imports.exists()
    visit.press(NEXT)

    visit.take(visit.find(QComboBox, "audience"), "partenaires")
    QTest.keyClicks(visit.find(QLineEdit, "date"), "janvier 2026")
    QTest.keyClicks(visit.find(QLineEdit, "origin"), "Essai, licence ouverte")
    visit.press(FINISH)
    ending = visit.ended()
    assert ending.outcome == DONE, (ending.sentence, ending.trace)

    page = Path(ending.job.report(ending.results)).read_text("utf-8")
    assert "Papeterie (inventée)" in page, "the story of every row"

    current = store.current()
    rows = own_rows(current)
    verrerie = rows.loc["Verrerie (inventée)"]
    assert verrerie["class"] == "Chaleur fatale < à 80°C"
    assert verrerie["energy_mwh"] == 12.4
    assert (verrerie["statut"], verrerie["vintage"]) == ("annoncé", "janvier 2026")
    assert set(rows["diffusion"]) == {"partenaires"}
    assert "Bœuf" not in str(verrerie["note"])
    assert layer.featureCount() == count + len(rows), "the layer on the map follows"
    assert copy.read_bytes() == before, "the edition before is as it was"
    assert visit.canvas.isFrozen() is False

    # The same file again: its mapping is found, and it takes the place of the first.
    pages = visit.open()
    visit.choose(path)
    assert pages.session.opened.kept.name == "chaleur-2024"
    for _ in range(4):
        visit.press(NEXT)
    replace = visit.find(QAbstractButton, "replace")
    assert replace.isChecked()
    visit.tick(replace)
    assert not pages.button(FINISH).isEnabled()
    assert visit.why
    visit.tick(replace)
    assert visit.find(QComboBox, "audience").currentData() == "partenaires"
    visit.press(FINISH)
    assert visit.ended().outcome == DONE
    assert len(own_rows(store.current())) == len(rows)


def test_its_buttons_are_in_our_words(visit, monkeypatch):
    """Qt's own are English wherever its translations are not installed."""
    monkeypatch.setattr(module, "tr", lambda text: f"({text})")
    pages = visit.open()
    said = [pages.buttonText(each) for each in (BACK, NEXT, FINISH, CANCEL)]
    assert said == ["(< &Back)", "(&Next >)", "(&Finish)", "(Cancel)"]
    assert pages.file_page.heading.text() == "found", "no file, no line of headings"
    assert not pages.file_page.heading.isEnabled()


def test_a_workbook_with_two_sheets_is_only_kept_for_later(visit):
    book = openpyxl.Workbook()
    book.active.title = "Lisez-moi"
    book.active.append(["Bonjour"])
    sheet = book.create_sheet("STEP")
    sheet.append(["Nom STEP", "Commune", "Nature", "EH"])
    sheet.append(["Station (inventée)", "Cassel", "communale", 12000])
    path = visit.folder / "Stations d'épuration.xlsx"
    book.save(path)
    pages = visit.open()
    visit.choose(path)
    sheets = visit.find(QComboBox, "sheet")
    assert sheets.isEnabled()
    assert [sheets.itemText(row) for row in range(sheets.count())] == ["Lisez-moi", "STEP"]
    assert visit.find(QComboBox, "layer").currentData() == "wastewaterplants"
    assert pages.session.look.sheet in ("", "STEP")
    assert pages.file_page.first.texts.rowCount() == 1
    visit.take(sheets, "Lisez-moi")
    visit.settled()
    assert pages.file_page.first.texts.columnCount() < 4, "the page of words"
    visit.take(sheets, "STEP")
    visit.settled()
    for _ in range(4):
        visit.press(NEXT)
    visit.tick(visit.find(QAbstractButton, "keep_for_later"))
    visit.press(FINISH)
    assert visit.ended().outcome == DONE
    kept = sorted(file.name for file in visit.imports.iterdir())
    assert [name.split(".")[0] for name in kept] == ["wastewaterplants"] * 2
    assert read_instructions(visit.imports / kept[1]).layer == "STEP"
    assert not visit.editions.exists(), "no edition was written"


def test_a_geopackage_with_shapes_needs_no_columns_of_places(visit):
    path = visit.folder / "chaleur fatale.gpkg"
    source = ogr.GetDriverByName("GPKG").CreateDataSource(str(path))
    reference = osr.SpatialReference()
    reference.ImportFromEPSG(2154)
    layer = source.CreateLayer("sites", reference, ogr.wkbPoint)
    layer.CreateField(ogr.FieldDefn("nom", ogr.OFTString))
    layer.CreateField(ogr.FieldDefn("temperature", ogr.OFTReal))
    feature = ogr.Feature(layer.GetLayerDefn())
    feature["nom"], feature["temperature"] = "Verrerie (inventée)", 55.0
    feature.SetGeometry(ogr.CreateGeometryFromWkt("POINT (646000 7103000)"))
    layer.CreateFeature(feature)
    del feature, layer, source
    pages = visit.open()
    visit.choose(path)
    assert not pages.file_page.heading.isEnabled(), "it has no lines"
    for _ in range(3):
        visit.press(NEXT)
    assert "Géométries du fichier" in pages.columns_page.place.text()
    assert pages.session.preview.drawn == 1
    visit.press(NEXT)
    visit.press(FINISH)
    ending = visit.ended()
    assert ending.outcome == DONE, (ending.sentence, ending.trace)
    rows = own_rows(EditionStore(visit.editions).current())
    assert rows.loc["Verrerie (inventée)", "position"] == "exacte"
    (where,) = ending.warnings
    assert "Carte des potentiels de chaleur valorisables" in where, "no map of it is loaded"


# ---------------------------------------------------------------- files that are wrong


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("vide.csv", b""),
        ("titres.csv", b"Nom;Commune\n"),
        ("octets.csv", bytes(range(256)) * 4),
        ("faux.xlsx", b"no workbook"),
        ("faux.gpkg", b"no database"),
        ("rien.csv", b"a;b\n1;2\n3;4\n"),
    ],
)
def test_a_wrong_file_is_told_in_one_sentence_and_goes_no_further(visit, name, content):
    pages = visit.open()
    path = visit.file(name, content)
    before = visit.disk()
    visit.choose(path)
    assert not pages.button(NEXT).isEnabled()
    assert name in visit.why
    assert "\n" not in visit.why
    assert pages.button(NEXT).toolTip() == visit.why
    assert visit.disk() == before
    visit.choose(visit.file("Chaleur 2024.csv", HEAT))
    assert pages.button(NEXT).isEnabled(), "a good one helps"


def test_windows_encoding_is_read_and_told(visit):
    visit.open()
    visit.choose(visit.file("Chaleur 2024.csv", HEAT.encode("cp1252")))
    assert "cp1252" in visit.find(QComboBox, "encoding").itemText(0)
    assert visit.assistant.session.opened.rows[0][0] == "Verrerie (inventée)"


def test_a_file_without_coordinates_or_commune_stops_at_the_columns(visit):
    pages = visit.open()
    visit.choose(visit.file("Chaleur.csv", "Nom;Température (°C);Lieu\nA;30;Cassel\nB;50;Cassel\n"))
    visit.press(NEXT)
    columns = pages.columns_page
    visit.take(columns.combo("commune"), "")
    visit.settled()
    assert not pages.button(NEXT).isEnabled()
    assert "commune" in visit.why
    visit.take(columns.combo("commune"), "Lieu")
    visit.settled()
    assert pages.button(NEXT).isEnabled()
    visit.take(columns.combo("name"), "Lieu")
    visit.settled()
    assert "Lieu" in visit.why
    assert not pages.button(NEXT).isEnabled()


def test_one_commune_for_all_rows_places_them(visit):
    pages = visit.open()
    visit.choose(visit.file("Chaleur.csv", "Nom;Température (°C)\nA;30\nB;50\n"))
    visit.press(NEXT)
    assert not pages.button(NEXT).isEnabled()
    QTest.keyClicks(visit.find(QLineEdit, "default_insee"), "59135")
    visit.settled()
    visit.press(NEXT)
    assert pages.session.preview.drawn == 2


def test_a_file_without_a_column_of_classes_says_what_to_do(visit):
    pages = visit.open()
    visit.choose(visit.file("Producteurs.csv", "Nom;Commune;Lieu-dit\nA;Cassel;x\nB;Bergues;y\n"))
    visit.press(NEXT)
    visit.press(NEXT)
    assert pages.session.preview.drawn == 0
    told = pages.classes_page.told.text()
    assert "back" in told
    combo = visit.find(QComboBox, "class_0")
    visit.take(combo, combo.itemData(1))
    visit.settled()
    assert pages.classes_page.told.text() != told
    assert pages.session.preview.drawn == 2


def test_twin_keys_and_wild_dates_are_shown_and_kept(visit):
    pages = visit.open()
    text = (
        "Identifiant;Nom;Commune;Filière;Puissance (MW);Mise en service\n"
        "K1;A;Cassel;Éolien;2;01/02/2019\nK1;B;Cassel;Éolien;3;mars 2020\n"
        "K2;C;Cassel;Éolien;n.c.;avant-guerre\nK3;D;Cassel;Éolien;1;2021-05-06\n"
    )
    visit.choose(visit.file("Producteurs.csv", text))
    assert visit.find(QComboBox, "layer").currentData() == "producers"
    visit.press(NEXT)
    visit.take(pages.columns_page.combo("key"), "Identifiant")
    visit.settled()
    visit.press(NEXT)
    visit.press(NEXT)
    found = pages.session.preview
    told = [dict(zip(found.heads, row, strict=True)) for row in found.rows]
    assert ["même identifiant" in each["À regarder"].lower() for each in told] == [
        True,
        True,
        False,
        False,
    ]
    years = [each.get("Année de mise en service") for each in told]
    assert (years[2], years[3]) == ("", "2021")


# ---------------------------------------------------------------- the window


def test_what_was_written_on_the_last_page_stays_when_one_goes_back(visit):
    visit.open()
    visit.choose(visit.file("Chaleur 2024.csv", HEAT))
    for _ in range(4):
        visit.press(NEXT)
    QTest.keyClicks(visit.find(QLineEdit, "author"), "Moi")
    visit.press(BACK)
    visit.press(BACK)
    visit.press(NEXT)
    visit.press(NEXT)
    assert visit.find(QLineEdit, "author").text() == "Moi"


def test_an_import_that_is_replaced_does_not_count_twice(visit):
    pages = visit.open()
    text = "Nom;Commune;Température (°C)\nA;Cassel;30\nB;Bergues;50\n"
    visit.choose(visit.file("Chaleur 2023.csv", text))
    for _ in range(4):
        visit.press(NEXT)
    visit.tick(visit.find(QAbstractButton, "keep_for_later"))
    visit.press(FINISH)
    assert visit.ended().outcome == DONE
    pages = visit.open()
    visit.choose(visit.file("Chaleur 2024.csv", text))
    assert pages.session.opened.kept.name == "chaleur-2023"
    for _ in range(3):
        visit.press(NEXT)
    # Both are at their commune's centre; none bears the identifier of another.
    assert not [row for row in pages.session.preview.rows if "même identifiant" in str(row).lower()]
    visit.press(NEXT)
    assert visit.find(QLineEdit, "name").text() == "chaleur-2023"


def test_addresses_are_asked_for_only_when_it_is_ticked(visit, monkeypatch):
    asked = []

    def found(look, client):
        asked.append(client)
        return look, "Adresses géocodées : 0."

    monkeypatch.setattr(addresses, "with_addresses", found)
    text = "Nom;Adresse;Commune;Température (°C)\nA;1 rue du Port;Cassel;30\n"
    for ticked in (False, True):
        visit.open()
        visit.choose(visit.file(f"Chaleur {ticked}.csv", text))
        for _ in range(4):
            visit.press(NEXT)
        box = visit.find(QAbstractButton, "geocode")
        assert box.isVisible()
        if ticked:
            visit.tick(box)
        visit.tick(visit.find(QAbstractButton, "keep_for_later"))
        visit.press(FINISH)
        assert visit.ended().outcome == DONE
        assert len(asked) == ticked


def test_cancel_at_any_page_changes_nothing_on_disk(visit):
    path = visit.file("Chaleur 2024.csv", HEAT)
    before = visit.disk()
    for pages in range(5):
        visit.open()
        visit.choose(path)
        for _ in range(pages):
            visit.press(NEXT)
        click(visit.assistant.button(CANCEL))
        assert visit.disk() == before, pages
        assert visit.endings == []
        assert not wait_until(lambda: visit.queue.running is not None, 0.1)


def test_what_fails_at_the_end_is_told_and_leaves_the_edition(visit):
    visit.open()
    path = visit.file("Chaleur 2024.csv", HEAT)
    visit.choose(path)
    for _ in range(4):
        visit.press(NEXT)
    visit.imports.write_text("a file where the folder should be")
    visit.press(FINISH)
    ending = visit.ended()
    assert ending.outcome == FAILED
    assert ending.trace == ""
    assert str(visit.imports) in ending.sentence


def test_everything_has_a_name_that_is_read_aloud(visit):
    pages = visit.open()
    visit.choose(visit.file("Chaleur 2024.csv", HEAT))
    kinds = (QAbstractButton, QLineEdit, QComboBox, QAbstractItemView, QSpinBox)
    mute = []
    for _ in range(5):
        for kind in kinds:
            mute += [
                (pages.currentPage().objectName(), type(widget).__name__, widget.objectName())
                for widget in pages.currentPage().findChildren(kind)
                if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
                and widget.isVisible()
                and not widget.objectName().startswith("qt_")
                and not isinstance(widget.parent(), (QComboBox, QAbstractItemView, QSpinBox))
                and type(widget.parent()).__name__ not in ("QgsFileWidget",)
                and type(widget.parent()).__name__ != "QgsProjectionSelectionWidget"
                and not (widget.accessibleName() or getattr(widget, "text", str)())
            ]
        if pages.button(NEXT).isVisible():
            visit.press(NEXT)
    assert mute == []


def test_the_keyboard_alone_leads_through(visit):
    pages = visit.open()
    visit.choose(visit.file("Chaleur 2024.csv", HEAT))
    for _ in range(4):
        number = pages.currentId()
        pages.button(NEXT).setFocus()
        QTest.keyClick(pages.button(NEXT), Qt.Key.Key_Space)
        visit.settled()
        assert pages.currentId() == number + 1


def test_the_toolbar_opens_one_and_takes_it_along(qgis_app, tmp_path, monkeypatch):
    monkeypatch.setenv(paths.OWN_FOLDER_VARIABLE, str(tmp_path))
    window = Window()
    window.show()
    bar = Toolbar(window, lambda: tmp_path / "editions")
    (opens,) = [each for each in bar._actions if each.objectName().endswith("Assistant")]
    opens.trigger()
    opens.trigger()
    (assistant,) = window.findChildren(QWizard)
    assert assistant.isVisible()
    bar.remove()
    QCoreApplication.processEvents()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert window.findChildren(QWizard) == []
    assert list(tmp_path.iterdir()) == []
    window.deleteLater()


class Gaps:
    """How long the window was deaf: the pauses between ticks of a timer of 20 ms."""

    def __init__(self):
        self.seconds = []
        self._timer = QTimer()
        self._timer.setInterval(20)
        self._timer.timeout.connect(self._tick)
        self._last = time.monotonic()
        self._timer.start()

    def _tick(self):
        now = time.monotonic()
        self.seconds.append(now - self._last)
        self._last = now

    def stop(self):
        self._timer.stop()
        return sorted(self.seconds, reverse=True)


def test_fifty_thousand_rows_do_not_hold_up_the_window(visit):
    rows = (
        f"Site {n};Grande-Synthe;59271;{20 + n % 150};{n % 30},5;{640000 + n % 900};"
        f"{7100000 + n % 700};Contact {n}\n"
        for n in range(50_000)
    )
    head = "Nom du site;Commune;Code INSEE;Température (°C);Gisement (GWh/an);X;Y;Contact\n"
    path = visit.file("Chaleur fatale.csv", head + "".join(rows))
    pages = visit.open()
    # What is loaded once for all is no part of it.
    visit.choose(visit.file("Chaleur 2024.csv", HEAT))
    gaps = Gaps()
    pages.file_page.file.setFilePath(str(path))
    assert wait_until(lambda: pages.session.look is not None and pages.session.look.rows > 3, 30)
    QTest.qWait(600)
    assert pages.session.background.is_busy(), "worked out"
    begun = time.monotonic()
    pages.reject()
    assert time.monotonic() - begun < 0.5, "nobody waits for what is cancelled"
    pages = visit.open()
    visit.choose(path, 90)
    visit.press(NEXT)
    # Choices that follow each other: only the last is worked out.
    unit = visit.find(QComboBox, "unit_energy_mwh")
    for factor in (1.0, 1000.0, 0.001, 1.0):
        visit.take(unit, factor)
        QTest.qWait(30)
    visit.settled(90)
    visit.press(NEXT)
    visit.press(NEXT)
    assert pages.preview_page.table.texts.rowCount() == 50_000
    visit.take(visit.find(QComboBox, "which_rows"), "bad")
    visit.take(visit.find(QComboBox, "which_rows"), "good look bad")
    visit.tick(visit.find(QAbstractButton, "on_map"))
    QTest.qWait(100)
    deaf = gaps.stop()
    assert len(deaf) > 100
    # The longest are Python's own, when it looks through all that it holds for what is spare.
    assert deaf[0] < 1.0, deaf[:10]
    assert deaf[9] < 0.3, deaf[:10]


def test_what_is_made_for_a_look_goes_with_it(visit, monkeypatch, tmp_path):
    apart = tmp_path / "apart"
    apart.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(apart))
    visit.open()
    path = visit.file("Chaleur 2024.csv", HEAT)
    for seconds in (0.0, 0.4, 0.8, 1.6, 20.0):
        pages = visit.open()
        pages.file_page.file.setFilePath(str(path))
        wait_until(lambda p=pages: p.session.preview is not None, seconds)
        assert list(apart.glob("*/*.gpkg")) or seconds < 20
        pages.reject()
        assert wait_until(lambda: not list(apart.iterdir()), 20), seconds


def test_it_measures_consumers_as_the_options_say(visit, monkeypatch):
    monkeypatch.setenv("TERRITOIRES_INDUSTRIE_BASIS", "electricity")
    layer = visit.open().session.catalogue.layers["consumers"]
    assert layer.parameters["basis"] == "electricity"
