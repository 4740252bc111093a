"""The assistant's second page: which column of the file is which of the atlas'."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from qgis.core import QgsCoordinateReferenceSystem
from qgis.gui import QgsProjectionSelectionWidget
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import (
    QComboBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QTableWidgetItem,
    QWidget,
)

from ...errors import AtlasError
from ...i18n import spoken, tr
from ..compound import name_parts
from .page import Page, counts_line, form_table
from .session import UNDERSTAND, Session, with_default

if TYPE_CHECKING:
    from ...imports.choosing import Slot
    from ...imports.looking import Look

_TITLE, _COLUMN, _SAMPLE, _WHY, _UNIT, _DEFAULT = range(6)
_NONE = ""
_LINES = 3  # of the list of other columns


class ColumnsPage(Page):
    """A line for each column of the atlas; what is left of the file goes to the notes, or not."""

    def __init__(self, session: Session) -> None:
        super().__init__(
            session,
            "columns_page",
            tr("Columns"),
            tr("For each column of the atlas, the one of your file that fills it."),
        )
        heads = [
            tr("Column of the atlas"),
            tr("Column of your file"),
            tr("First values"),
            tr("Guess"),
            tr("Unit in your file"),
            tr("Value where it says nothing"),
        ]
        self.table = form_table("columns", tr("Columns"), heads, _SAMPLE)
        self.place = QLabel(self)
        self.place.setObjectName("place")
        self.place.setWordWrap(True)
        self.crs = QgsProjectionSelectionWidget(self)
        self.crs.setObjectName("crs")
        name_parts(self.crs, tr("Coordinate system"), tr("Choose another"))
        self.crs.setOptionVisible(QgsProjectionSelectionWidget.CrsOption.CrsNotSet, True)
        self.crs.setNotSetText(tr("as the coordinates show"))
        self.crs.setCrs(QgsCoordinateReferenceSystem())
        self.others = QListWidget(self)
        self.others.setObjectName("others")
        self.others.setAccessibleName(tr("Columns kept in the note"))
        self.others.setToolTip(tr("Unchecked, a column is not read"))
        self.others.setMaximumHeight(int(self.fontMetrics().height() * 1.5 * _LINES))
        self.counts = QLabel(self)
        self.counts.setObjectName("columns_counts")
        self.counts.setWordWrap(True)
        self.problem = ""
        self._slots: tuple[Slot, ...] = ()
        # Held here: those of a file before stay children of the table until Qt deletes them.
        self._combos: dict[str, QComboBox] = {}
        self._unit_combos: dict[str, QComboBox] = {}
        self._shown: tuple[object, ...] = ()
        self._lay_out()
        session.understood.connect(self._refresh)
        self.crs.crsChanged.connect(self._choose)
        self.others.itemChanged.connect(self._choose)

    def initializePage(self) -> None:
        self._refresh()
        super().initializePage()

    def why_not(self) -> str:
        from ...imports.choosing import lacking

        if self.session.look is None:
            return self.session.problem or tr("Choose a file.")
        if self.problem or self.session.problem:
            return self.problem or self.session.problem
        if self.session.background.is_busy(UNDERSTAND):
            return tr("Reading the columns…")
        missing = lacking(self.session.look)
        return "" if missing is None else spoken(missing)

    def look(self) -> None:
        super().look()
        self.counts.setText(counts_line(self.session) if self.session.look else "")

    def combo(self, name: str) -> QComboBox:
        """The combo of one of the atlas' columns."""
        return self._combos[name]

    def _lay_out(self) -> None:
        self.rows.addWidget(self.table, 1)
        legend = QLabel(
            tr("In bold: what names, places or classes a row. One place is needed."), self
        )
        legend.setObjectName("columns_legend")
        legend.setWordWrap(True)
        self.rows.addWidget(legend)
        form = QFormLayout()
        form.addRow(tr("Positions"), self.place)
        form.addRow(tr("Coordinate system"), self.crs)
        form.addRow(tr("Columns kept in the note"), self.others)
        self.rows.addLayout(form)
        self.rows.addWidget(self.counts)

    # ------------------------------------------------------------ shown

    def _refresh(self) -> None:
        look = self.session.look
        if look is None:
            return
        shown = (look.content, look.table)
        if not self._shown or any(a is not b for a, b in zip(shown, self._shown, strict=True)):
            self._shown = shown
            self.problem = ""
            self._build(look)
        self._show_guesses(look)
        self._show_others(look)
        from ...imports.choosing import placed_by

        self.place.setText(placed_by(look))
        self.look()

    def _build(self, look: Look) -> None:
        from ...imports.choosing import chosen_columns, slots

        layer = self.session.catalogue.layer_of(look.table.name)
        chosen = chosen_columns(look)
        self._slots = slots(look.table, layer, {"siret", *chosen})
        columns = [name for name in look.content.frame.columns if name != "geometry"]
        self._combos, self._unit_combos = {}, {}
        self.table.setRowCount(0)
        self.table.setRowCount(len(self._slots))
        for row, slot in enumerate(self._slots):
            self.table.setItem(row, _TITLE, _title(slot))
            combo = QComboBox()
            combo.setObjectName(f"column_{slot.name}")
            combo.setAccessibleName(slot.title)
            combo.addItem("–", _NONE)
            for name in columns:
                combo.addItem(name, name)
            combo.setCurrentIndex(max(combo.findData(chosen.get(slot.name, _NONE)), 0))
            combo.activated.connect(self._choose)
            self._combos[slot.name] = combo
            self.table.setCellWidget(row, _COLUMN, combo)
            for column in (_SAMPLE, _WHY):
                self.table.setItem(row, column, QTableWidgetItem())
            if slot.units:
                self.table.setCellWidget(row, _UNIT, self._units(slot))
            else:
                self.table.setItem(row, _UNIT, QTableWidgetItem(slot.unit))
            if slot.may_default:
                self.table.setCellWidget(row, _DEFAULT, self._default(slot, look))
        self.crs.blockSignals(True)
        epsg = look.how.epsg if look.how.epsg else None
        self.crs.setCrs(QgsCoordinateReferenceSystem(f"EPSG:{epsg}" if epsg else ""))
        self.crs.blockSignals(False)

    def _units(self, slot: Slot) -> QComboBox:
        combo = QComboBox()
        self._unit_combos[slot.name] = combo
        combo.setObjectName(f"unit_{slot.name}")
        combo.setAccessibleName(tr("Unit of {column}").format(column=slot.title))
        for name, factor in slot.units.items():
            combo.addItem(name, factor)
        combo.activated.connect(self._choose)
        return combo

    def _default(self, slot: Slot, look: Look) -> QWidget:
        said = look.how.defaults.get(slot.name, "")
        name = tr("Value of {column} where your file says nothing").format(column=slot.title)
        if slot.values:
            combo = QComboBox()
            combo.addItem("", "")
            for word in slot.values:
                combo.addItem(word, word)
            combo.setCurrentIndex(max(combo.findData(said), 0))
            combo.activated.connect(
                lambda _row, n=slot.name, c=combo: self._fill_in(n, c.currentData())
            )
            made: QWidget = combo
        else:
            line = QLineEdit(said)
            line.textEdited.connect(lambda text, n=slot.name: self._fill_in(n, text))
            made = line
        made.setObjectName(f"default_{slot.name}")
        made.setAccessibleName(name)
        return made

    def _show_guesses(self, look: Look) -> None:
        from ...imports.choosing import guess_of, samples

        for row, slot in enumerate(self._slots):
            column = self.combo(slot.name).currentData()
            guess = guess_of(look, column) if column else None
            shown = samples(look.content.frame, column) if column else ""
            self._write(row, _SAMPLE, shown)
            self._write(row, _WHY, guess.why if guess is not None else "")
            unit = self._unit_combos.get(slot.name)
            if unit is not None:
                unit.setEnabled(bool(column))
                factor = guess.factor if guess is not None else 1.0
                unit.setCurrentIndex(_nearest_unit(slot.units, factor))

    def _write(self, row: int, column: int, text: str) -> None:
        item = self.table.item(row, column)
        item.setText(text)
        item.setToolTip(text)

    def _show_others(self, look: Look) -> None:
        from ...imports.choosing import noted_columns

        noted = noted_columns(look)
        taken = set(self._chosen().values())
        self.others.blockSignals(True)
        self.others.clear()
        for name in (name for name in look.content.frame.columns if name != "geometry"):
            if name in taken:
                continue
            item = QListWidgetItem(name)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            checked = Qt.CheckState.Checked if name in noted else Qt.CheckState.Unchecked
            item.setCheckState(checked)
            self.others.addItem(item)
        self.others.blockSignals(False)

    # ------------------------------------------------------------ chosen

    def _chosen(self) -> dict[str, str]:
        found = {slot.name: self.combo(slot.name).currentData() for slot in self._slots}
        return {name: column for name, column in found.items() if column}

    def _noted(self) -> set[str]:
        items = [self.others.item(row) for row in range(self.others.count())]
        return {item.text() for item in items if item.checkState() == Qt.CheckState.Checked}

    def _factors(self, look: Look, chosen: Mapping[str, str]) -> dict[str, float]:
        """Of columns that were chosen before, as the units say; of new ones as their heads do."""
        from ...imports.choosing import chosen_columns

        before = chosen_columns(look)
        found = {}
        for slot in self._slots:
            column = chosen.get(slot.name)
            unit = self._unit_combos.get(slot.name)
            if column and unit is not None and before.get(slot.name) == column:
                found[column] = float(unit.currentData())
        return found

    def _choose(self) -> None:
        from dataclasses import replace

        from ...imports.choosing import with_columns

        look = self.session.look
        if look is None:
            return
        chosen = self._chosen()
        freed = set(look.content.frame.columns) - set(chosen.values()) - {"geometry"}
        seen = {self.others.item(row).text() for row in range(self.others.count())}
        # A column that is chosen for nothing any more goes to the note: no cell is lost.
        noted = self._noted() | (freed - seen)
        try:
            how = with_columns(look, chosen, noted, self._factors(look, chosen))
        except AtlasError as error:
            self.problem = spoken(error)
            self.look()
            return
        self.problem = ""
        code = self.crs.crs().authid().partition(":")[2] if self.crs.crs().isValid() else ""
        epsg = int(code) if code.isdigit() else None
        self.session.say(replace(how, epsg=epsg or (None if self._crs_unset() else how.epsg)))
        self.look()

    def _crs_unset(self) -> bool:
        return not self.crs.crs().isValid()

    def _fill_in(self, name: str, text: str) -> None:
        look = self.session.look
        if look is not None:
            defaults = with_default(look.how.defaults, name, text)
            self.session.say_of_rows(defaults=defaults)
            self.look()


def _title(slot: Slot) -> QTableWidgetItem:
    text = f"{slot.title} ({slot.unit})" if slot.unit else slot.title
    marks = {
        "place": tr("places the row: one of these is needed"),
        "wanted": tr("wanted on the map"),
    }
    item = QTableWidgetItem(text)
    item.setToolTip(marks.get(slot.needed, slot.name))
    if slot.needed:
        font = item.font()
        font.setBold(True)
        item.setFont(font)
    return item


def _nearest_unit(units: Mapping[str, float], factor: float) -> int:
    """The unit with that factor, else the atlas' own."""
    factors = list(units.values())
    return factors.index(factor) if factor in factors else factors.index(1.0)
