"""The part of the window that says where something shall stand: a click, or an address."""

from __future__ import annotations

from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtWidgets import (
    QCompleter,
    QFormLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ...corrections.addresses import Located, towns_named
from ...i18n import tr
from ...territories import Commune, all_communes
from ..threads import Asking
from ..upright import Wrapped
from .asking import town_at, where_is


class PlaceChoice(QWidget):
    """A place, once there is one.

    Signals:
        clicking: whether the next click on the map shall give the place.
        changed: the place is another.
        said: there is something to read.
    """

    clicking = pyqtSignal(bool)
    changed = pyqtSignal()
    said = pyqtSignal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.place = ""
        self.position = ""
        self._asked: Asking | None = None
        self._looked: Asking | None = None
        self.click = QPushButton(tr("Click the place on the map"), self)
        self.click.setObjectName("place_click")
        self.click.setCheckable(True)
        self.click.setAccessibleName(self.click.text())
        self.click.setToolTip(tr("Then click where it shall stand; Escape gives up"))
        self.click.toggled.connect(self.clicking)
        self.address = QLineEdit(self)
        self.address.setObjectName("address")
        self.address.setAccessibleName(tr("Address: number and street"))
        self.address.setPlaceholderText(tr("number and street"))
        self.address.returnPressed.connect(self._find)
        self.town = QLineEdit(self)
        self.town.setObjectName("town")
        self.town.setAccessibleName(tr("Commune of the address"))
        self.town.returnPressed.connect(self._find)
        self.find = QPushButton(tr("Find the address"), self)
        self.find.setObjectName("address_find")
        self.find.setAccessibleName(self.find.text())
        self.find.setToolTip(tr("Asks the public geocoder; only the address is sent"))
        self.find.clicked.connect(self._find)
        self.told = Wrapped("", self)
        self.told.setObjectName("place_told")
        self.told.setAccessibleName(tr("The place chosen"))
        form = QFormLayout()
        form.setContentsMargins(0, 0, 0, 0)
        form.addRow(tr("Or address"), self.address)
        form.addRow(tr("Commune"), self.town)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(self.click)
        rows.addLayout(form)
        rows.addWidget(self.find)
        rows.addWidget(self.told)
        self._say("")

    def begin(self, town: str) -> None:
        """Begin anew, for an object of that commune."""
        self.stop()
        self.place = self.position = ""
        self.address.clear()
        self.town.setText(town)
        if self.town.completer() is None:
            self.town.setCompleter(_completer(self.town))
        self.click.setChecked(False)
        self._say("")

    def stop(self) -> None:
        """Wait for no answer any more."""
        for asking in (self._asked, self._looked):
            if asking is not None:
                asking.give_up()
        self._asked = self._looked = None
        self.find.setEnabled(True)

    def take(self, wkt: str, position: str = "", label: str = "") -> None:
        """Have a place (WKT, EPSG:2154), and say where that is."""
        self.place, self.position = wkt, position
        self.click.setChecked(False)
        self._say(label or tr("Place chosen."))
        if not label:
            self._looked = town_at(wkt)
            self._looked.answered.connect(self._tell_town)
            self._looked.begin()
        self.changed.emit()

    def _find(self) -> None:
        address = self.address.text().strip()
        towns = towns_named(self.town.text())
        if not address:
            self._say(tr("Type an address: number and street."))
            return
        if len(towns) != 1:
            self._say(
                tr("Choose the commune: several bear that name.")
                if towns
                else tr("No commune of Hauts-de-France is called so: choose one of the list.")
            )
            return
        self.stop()
        self.find.setEnabled(False)
        self._say(tr("Looking for the address…"))
        self._asked = where_is(address, towns[0])
        self._asked.answered.connect(self._take_address)
        self._asked.failed.connect(self._fail)
        self._asked.begin()

    def _take_address(self, found: Located | None) -> None:
        self.find.setEnabled(True)
        if found is None:
            self._say(tr("No such address was found in that commune: click the place on the map."))
        else:
            self.take(
                found.place, found.position, tr("Found: {address}").format(address=found.label)
            )

    def _fail(self, sentence: str) -> None:
        self.find.setEnabled(True)
        self._say(sentence)

    def _tell_town(self, town: Commune | None) -> None:
        if town is not None:
            self._say(tr("Place chosen, in {commune}.").format(commune=town.name))
        else:
            self._say(
                tr("Place chosen, in no commune of Hauts-de-France: at sea, or outside the region.")
            )

    def _say(self, text: str) -> None:
        self.told.setText(text)
        self.told.setVisible(bool(text))
        if text:
            self.said.emit()


def _completer(parent: QWidget) -> QCompleter:
    names = sorted(f"{each.name} ({each.insee})" for each in all_communes().values())
    made = QCompleter(names, parent)
    made.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    made.setFilterMode(Qt.MatchFlag.MatchStartsWith)
    made.popup().setAccessibleName(tr("Communes"))
    return made
