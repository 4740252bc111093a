"""What shall become of an object: one small form for each kind of correction."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from qgis.PyQt.QtCore import QDate, pyqtSignal
from qgis.PyQt.QtWidgets import (
    QComboBox,
    QDateEdit,
    QFormLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ...catalogue import Field, Table, load_catalogue
from ...corrections.correction import (
    ADD,
    CHANGE,
    CLASS,
    CLOSE,
    HIDE,
    MOVE,
    NAME,
    POSITION,
    RECLASS,
    RENAME,
)
from ...corrections.drafting import Row, columns_to_change, tables_to_add_to
from ...corrections.values import GEOMETRY
from ...i18n import tr
from ..upright import Wrapped
from .places import PlaceChoice
from .rows import atlas_layer


def kind_title(kind: str) -> str:
    """A kind of correction for people."""
    return {
        MOVE: tr("Move"),
        ADD: tr("Add"),
        RENAME: tr("Rename"),
        RECLASS: tr("Reclass"),
        CLOSE: tr("Close"),
        HIDE: tr("Hide from print"),
        CHANGE: tr("Change another value"),
    }[kind]


def combo(name: str, title: str, parent: QWidget) -> QComboBox:
    """A list to choose from that is not wider than its window."""
    made = QComboBox(parent)
    made.setObjectName(name)
    made.setAccessibleName(title)
    made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    made.setMinimumContentsLength(12)
    return made


def line(name: str, title: str, parent: QWidget) -> QLineEdit:
    """A line to type into."""
    made = QLineEdit(parent)
    made.setObjectName(name)
    made.setAccessibleName(title)
    return made


def pick_button(parent: QWidget) -> QPushButton:
    """What takes up the tool that chooses objects."""
    made = QPushButton(tr("Choose an object on the map"), parent)
    made.setObjectName("pick")
    made.setCheckable(True)
    made.setAccessibleName(made.text())
    made.setToolTip(tr("Click on a symbol, a line or an area; drag a symbol to move it"))
    return made


class ClassChoice(QWidget):
    """A class of a table's legends; of which column, where it has several."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._table: Table | None = None
        self.column = combo(f"{name}_column", tr("Legend"), self)
        self.value = combo(name, tr("Class"), self)
        self.column.currentIndexChanged.connect(self._fill)
        self._form = QFormLayout(self)
        self._form.setContentsMargins(0, 0, 0, 0)
        self._form.addRow(tr("Legend"), self.column)
        self._form.addRow(tr("Class"), self.value)

    def begin(self, table: Table, only: str = "") -> None:
        """Offer the classes of a table, of one column or of all."""
        self._table = table
        self.column.clear()
        for legend in atlas_layer(table).legends:
            if legend.table == table.name and only in ("", legend.field):
                self.column.addItem(legend.title, legend.field)
        several = self.column.count() > 1
        self.column.setVisible(several)
        self._form.labelForField(self.column).setVisible(several)
        self._fill()

    def said(self) -> tuple[str, str]:
        """The column and the class's key."""
        return str(self.column.currentData() or ""), str(self.value.currentData() or "")

    def _fill(self) -> None:
        self.value.clear()
        if self._table is None:
            return
        for legend in atlas_layer(self._table).legends:
            if legend.table == self._table.name and legend.field == self.column.currentData():
                for each in legend.classes:
                    self.value.addItem(each.label, each.key)


class ValueChoice(QWidget):
    """Another value of any other column: of its words, or typed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._fields: list[Field] = []
        self._row: Row | None = None
        self.column = combo("column", tr("Column"), self)
        self.words = combo("word", tr("New value"), self)
        self.text = line("value", tr("New value"), self)
        self.column.currentIndexChanged.connect(self._fill)
        form = QFormLayout(self)
        form.setContentsMargins(0, 0, 0, 0)
        form.addRow(tr("Column"), self.column)
        both = QVBoxLayout()
        both.addWidget(self.words)
        both.addWidget(self.text)
        form.addRow(tr("New value"), both)

    def begin(self, table: Table, row: Row) -> None:
        """Offer the columns of a row that no other form is for."""
        self._row = row
        self._fields = columns_to_change(table, atlas_layer(table))
        self.column.clear()
        for field in self._fields:
            self.column.addItem(field.alias, field.name)

    def said(self) -> tuple[str, str]:
        """The column and the value as text, with a point for decimals."""
        field = self._field()
        if field is None:
            return "", ""
        if field.values:
            return field.name, self.words.currentText()
        text = self.text.text().strip()
        is_figure = field.type in ("real", "integer")
        return field.name, "".join(text.split()).replace(",", ".") if is_figure else text

    def _field(self) -> Field | None:
        name = self.column.currentData()
        return next((field for field in self._fields if field.name == name), None)

    def _fill(self) -> None:
        field = self._field()
        if field is None or self._row is None:
            return
        self.words.setVisible(bool(field.values))
        self.text.setVisible(not field.values)
        self.words.clear()
        self.words.addItems(field.values)
        now = self._row.cells.get(field.name, "")
        self.words.setCurrentText(now)
        self.text.setText(now.replace(".", ",") if field.type == "real" else now)


class Forms(QWidget):
    """The form of the kind that was chosen; `placing` when a click shall give a place."""

    placing = pyqtSignal(bool)
    placed = pyqtSignal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row: Row | None = None
        self._kind = ""
        self.move = PlaceChoice(self)
        self.name = line("new_name", tr("New name"), self)
        self.classes = ClassChoice("new_class", self)
        self.closed_on = QDateEdit(self)
        self.closed_on.setObjectName("closed_on")
        self.closed_on.setAccessibleName(tr("Closed on"))
        self.closed_on.setCalendarPopup(True)
        self.value = ValueChoice(self)
        self.layers = combo("new_layer", tr("Layer"), self)
        self.new_classes = ClassChoice("added_class", self)
        self.new_name = line("added_name", tr("Name"), self)
        self.new_place = PlaceChoice(self)
        for layer, table in tables_to_add_to(load_catalogue()):
            self.layers.addItem(_title(layer.title, table), table.name)
        self.layers.currentIndexChanged.connect(self._layer_has_changed)
        self._pages = {
            MOVE: self.move,
            RENAME: self._page((tr("New name"), self.name)),
            RECLASS: self.classes,
            CLOSE: self._page((tr("Closed on"), self.closed_on)),
            HIDE: self._told(tr("It leaves maps and legends; tables and sources keep it.")),
            CHANGE: self.value,
            ADD: self._page(
                (tr("Layer"), self.layers),
                ("", self.new_classes),
                (tr("Name"), self.new_name),
                ("", self.new_place),
            ),
        }
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        # Not in a stack: that would always be as high as its highest page.
        for page in self._pages.values():
            rows.addWidget(page)
        for place in self.places:
            place.clicking.connect(self.placing)
            place.changed.connect(self.placed)

    @property
    def places(self) -> Sequence[PlaceChoice]:
        """Those that ask for a place."""
        return (self.move, self.new_place)

    @property
    def place(self) -> PlaceChoice | None:
        """That of the kind at hand, if it asks for a place."""
        return {MOVE: self.move, ADD: self.new_place}.get(self._kind)

    def begin(self, kind: str, row: Row | None, today: date) -> None:
        """Show the form of a kind, with what the row says now."""
        self._kind, self._row = kind, row
        for place in self.places:
            place.stop()
        if kind == ADD:
            self.new_name.clear()
            self._layer_has_changed()
            self.new_place.begin("")
        elif row is not None:
            table = load_catalogue().table(row.table)
            self.move.begin(row.cells.get("commune", ""))
            self.name.setText(row.cells.get(NAME, ""))
            self.classes.begin(table)
            self.value.begin(table, row)
        self.closed_on.setDate(QDate(today.year, today.month, today.day))
        for each, page in self._pages.items():
            page.setVisible(each == kind)

    def stop(self) -> None:
        """Wait for no answer any more."""
        for place in self.places:
            place.stop()

    def said(self) -> dict[str, str]:
        """What is wished, as `wish_for` takes it."""
        if self._kind == MOVE:
            return {"after": self.move.place, "position": self.move.position}
        if self._kind == RENAME:
            return {"after": self.name.text()}
        if self._kind == CLOSE:
            return {"after": self.closed_on.date().toPyDate().isoformat()}
        if self._kind in (RECLASS, CHANGE):
            field, after = (self.classes if self._kind == RECLASS else self.value).said()
            return {"field": field, "after": after}
        return {}

    def added(self) -> tuple[str, dict[str, str]]:
        """The table to add to, and the new row's cells as texts."""
        cells = {
            CLASS: self.new_classes.said()[1],
            NAME: self.new_name.text(),
            GEOMETRY: self.new_place.place,
            POSITION: self.new_place.position,
        }
        return str(self.layers.currentData()), {k: text for k, text in cells.items() if text}

    def _layer_has_changed(self) -> None:
        self.new_classes.begin(load_catalogue().table(str(self.layers.currentData())), CLASS)

    def _page(self, *rows: tuple[str, QWidget]) -> QWidget:
        page = QWidget(self)
        form = QFormLayout(page)
        form.setContentsMargins(0, 0, 0, 0)
        for title, widget in rows:
            if title:
                form.addRow(title, widget)
            else:
                form.addRow(widget)
        return page

    def _told(self, text: str) -> QWidget:
        return Wrapped(text, self)


def _title(title: str, table: Table) -> str:
    """A layer for people; which of its tables, where a marker stands beside lines or outlines."""
    classes = [
        each.label
        for legend in atlas_layer(table).legends
        if legend.table == table.name
        for each in legend.classes
    ]
    own = len(atlas_layer(table).tables) > 1 and len(classes) == 1
    return f"{title} – {classes[0]}" if own else title
