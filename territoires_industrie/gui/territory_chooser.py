"""The dock's chooser of territories: type a part of any name, or take one of the list."""

from __future__ import annotations

from collections.abc import Sequence

from qgis.gui import QgsFilterLineEdit
from qgis.PyQt.QtCore import QEvent, QObject, Qt, pyqtSignal
from qgis.PyQt.QtGui import QKeyEvent
from qgis.PyQt.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ..errors import AtlasError
from ..i18n import spoken, tr
from ..searching import Found, Match, can_be_drawn, search
from ..territories import Territory, communes, find, population
from .figures import number
from .outline import Outline
from .own import own_perimeters

_ID = Qt.ItemDataRole.UserRole
_ROWS = 7


class TerritoryChooser(QWidget):
    """A search line, a list, and where what is chosen lies; `changed` when it is another."""

    changed = pyqtSignal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chosen: list[Territory] = []
        self._own: list[Territory] = []
        self.search = QgsFilterLineEdit(self)
        self.search.setObjectName("search")
        self.search.setShowClearButton(True)
        self.search.setShowSearchIcon(True)
        self.search.setPlaceholderText(tr("Territory, EPCI or commune"))
        self.search.setAccessibleName(tr("Search a territory"))
        self.search.textChanged.connect(self._fill)
        self.search.returnPressed.connect(self._take_first)
        self.search.installEventFilter(self)
        self.hint = QLabel(self)
        self.hint.setWordWrap(True)
        self.hint.setAccessibleName(tr("Result of the search"))
        self.list = QListWidget(self)
        self.list.setObjectName("territories")
        self.list.setAccessibleName(tr("Territories"))
        self.list.setToolTip(tr("Several: with Ctrl or Shift held down"))
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.list.setUniformItemSizes(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.itemSelectionChanged.connect(self._take_selected)
        self.outline = Outline(self)
        self.facts = QLabel(self)
        self.facts.setWordWrap(True)
        self.facts.setAccessibleName(tr("What is chosen"))
        below = QHBoxLayout()
        below.addWidget(self.outline)
        below.addWidget(self.facts, 1)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        for widget in (self.search, self.hint, self.list):
            rows.addWidget(widget)
        rows.addLayout(below)
        self.read_own()
        self._fill("")

    @property
    def chosen(self) -> Sequence[Territory]:
        """The territories chosen; never none again, once there was one."""
        return tuple(self._chosen)

    def choose(self, ids: Sequence[str]) -> None:
        """Choose these; ids that no longer exist, or have no maps, are passed over."""
        found = []
        for name in ids:
            try:
                territory = self._named(name)
            except AtlasError:
                continue
            if can_be_drawn(territory):
                found.append(territory)
        self._take(found)
        self._select()

    def read_own(self) -> None:
        """Look again which perimeters of their own the user has."""
        own = own_perimeters()
        if own != self._own:
            self._own = own
            self._fill(self.search.text())
            # One that was changed is chosen as it is now; one that was deleted, no more.
            ids = {each.id for each in own}
            kept = [each for each in self._chosen if not each.is_own or each.id in ids]
            self._chosen = []
            self._take([self._named(each.id) for each in kept])
            self._select()

    def eventFilter(self, watched: QObject | None, event: QEvent | None) -> bool:
        """From the search line the arrow leads into the list."""
        if watched is self.search and isinstance(event, QKeyEvent):
            down = event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Down
            if down and self.list.count():
                self.list.setFocus()
                self.list.setCurrentRow(max(self.list.currentRow(), 0))
                return True
        return bool(super().eventFilter(watched, event))

    def _fill(self, text: str) -> None:
        try:
            found = search(text, self._own)
        except AtlasError as error:
            found = Found([])
            self._say(spoken(error))
        else:
            self._say(_hint(text, found))
        self.list.blockSignals(True)
        self.list.clear()
        for match in found.matches:
            self.list.addItem(_item(match))
        if found.matches:
            # Whole rows, whatever the font and the screen.
            rows = self.list.sizeHintForRow(0) * _ROWS
            self.list.setFixedHeight(rows + 2 * self.list.frameWidth())
        self.list.blockSignals(False)
        self._select()

    def _say(self, text: str) -> None:
        self.hint.setText(text)
        self.hint.setVisible(bool(text))

    def _select(self) -> None:
        """Show in the list what is chosen, as far as the search leaves it there."""
        chosen = {territory.id for territory in self._chosen}
        self.list.blockSignals(True)
        for item in self._items():
            item.setSelected(item.data(_ID) in chosen)
            if item.isSelected():
                self.list.scrollToItem(item)
        self.list.blockSignals(False)

    def _take_first(self) -> None:
        for item in self._items():
            if item.flags() & Qt.ItemFlag.ItemIsEnabled:
                self.list.clearSelection()
                item.setSelected(True)
                return

    def _take_selected(self) -> None:
        ids = [item.data(_ID) for item in self._items() if item.isSelected()]
        # An empty list, or a click beside its rows, unchooses nothing: buttons would go dead.
        if ids:
            self._take([self._named(name) for name in ids])

    def _take(self, territories: list[Territory]) -> None:
        if not territories or territories == self._chosen:
            return
        self._chosen = territories
        self.outline.show_territories(territories)
        self.facts.setText(_facts(territories))
        self.changed.emit()

    def _named(self, name: str) -> Territory:
        own = next((each for each in self._own if each.id == name), None)
        return own or find(name)

    def _items(self) -> list[QListWidgetItem]:
        return [self.list.item(row) for row in range(self.list.count())]


def _item(match: Match) -> QListWidgetItem:
    title = match.territory.title
    beside = tr("own perimeter") if match.territory.is_own else match.by
    text = f"{title}  ({beside})" if beside else title
    item = QListWidgetItem(text)
    item.setData(_ID, match.territory.id)
    item.setToolTip(f"{match.territory.id}  {text}")
    if not can_be_drawn(match.territory):
        item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsEnabled)
        item.setToolTip(tr("Outside Hauts-de-France: the plugin has no outlines there."))
    return item


def _hint(text: str, found: Found) -> str:
    if not found.matches:
        return tr("Nothing resembles “{text}”: try a commune's name.").format(text=text)
    if found.guessed:
        return tr("Nothing is called “{text}”. Alike:").format(text=text)
    return ""


def _facts(territories: Sequence[Territory]) -> str:
    """What is chosen, in figures."""
    people = number(sum(population(each) for each in territories))
    towns = sum(len(communes(each)) for each in territories)
    members = sum(len(each.sirens) for each in territories)
    figures = tr("{members} EPCI, {towns} communes, {people} inhabitants").format(
        members=members, towns=towns, people=people
    )
    if len(territories) == 1:
        return f"<b>{territories[0].title}</b><br>{figures}"
    names = tr("{count} territories").format(count=len(territories))
    return f"<b>{names}</b><br>{figures}"
