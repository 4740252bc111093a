"""What the assistant's pages share: a reason why one cannot go on, tables of texts."""

from __future__ import annotations

from collections.abc import Sequence

from qgis.PyQt.QtCore import QAbstractTableModel, QModelIndex, Qt
from qgis.PyQt.QtGui import QIcon
from qgis.PyQt.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QLabel,
    QTableView,
    QTableWidget,
    QVBoxLayout,
    QWidget,
    QWizard,
    QWizardPage,
)

from ...i18n import tr
from .session import Session

_DISPLAY = Qt.ItemDataRole.DisplayRole


class Page(QWizardPage):
    """A page that says why Next is disabled, on itself and on the button.

    A subclass gives its title, puts widgets into `rows`, and says `why_not`.
    """

    def __init__(self, session: Session, name: str, title: str, subtitle: str) -> None:
        super().__init__()
        self.session = session
        self.setObjectName(name)
        self.setTitle(title)
        self.setSubTitle(subtitle)
        whole = QVBoxLayout(self)
        self.rows = QVBoxLayout()
        whole.addLayout(self.rows, 1)
        self.reason = QLabel(self)
        self.reason.setObjectName(f"{name}_reason")
        self.reason.setAccessibleName(tr("Why one cannot go on"))
        self.reason.setWordWrap(True)
        self.reason.setTextFormat(Qt.TextFormat.PlainText)
        whole.addWidget(self.reason)
        session.changed.connect(self.look)

    def why_not(self) -> str:
        """Why one cannot go on, "" where one can."""
        return ""

    def isComplete(self) -> bool:
        return not self.why_not()

    def initializePage(self) -> None:
        self.look()

    def look(self) -> None:
        """Say whether one can go on."""
        why = self.why_not()
        self.reason.setText(why)
        self.completeChanged.emit()
        wizard = self.wizard()
        if wizard is not None and wizard.currentPage() is self:
            for kind in (QWizard.WizardButton.NextButton, QWizard.WizardButton.FinishButton):
                wizard.button(kind).setToolTip(why)


class Texts(QAbstractTableModel):
    """Rows of texts under headings; an icon before the first cell of some."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._heads: Sequence[str] = ()
        self._rows: Sequence[Sequence[str]] = ()
        self._icons: Sequence[QIcon | None] = ()

    def show(
        self,
        heads: Sequence[str],
        rows: Sequence[Sequence[str]],
        icons: Sequence[QIcon | None] = (),
    ) -> None:
        """Show these instead."""
        self.beginResetModel()
        self._heads, self._rows, self._icons = heads, rows, icons
        self.endResetModel()

    def rowCount(self, parent: QModelIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def columnCount(self, parent: QModelIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._heads)

    def data(self, index: QModelIndex, role: int = _DISPLAY) -> object:
        row = self._rows[index.row()]
        if role in (_DISPLAY, Qt.ItemDataRole.ToolTipRole):
            return row[index.column()] if index.column() < len(row) else ""
        if role == Qt.ItemDataRole.DecorationRole and index.column() == 0 and self._icons:
            return self._icons[index.row()]
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> object:
        if role != _DISPLAY:
            return None
        if orientation == Qt.Orientation.Horizontal:
            return self._heads[section] if section < len(self._heads) else ""
        return None


class TextsView(QTableView):
    """A table of `Texts`: read, copied, never written."""

    def __init__(self, name: str, spoken_name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.texts = Texts(self)
        self.setModel(self.texts)
        self.setObjectName(name)
        self.setAccessibleName(spoken_name)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setAlternatingRowColors(True)
        self.verticalHeader().setVisible(False)
        self.verticalHeader().setDefaultSectionSize(int(self.fontMetrics().height() * 1.5))

    def show_rows(
        self,
        heads: Sequence[str],
        rows: Sequence[Sequence[str]],
        icons: Sequence[QIcon | None] = (),
    ) -> None:
        """Show these, each column as wide as its first cells want, within bounds."""
        self.texts.show(heads, rows, icons)
        measure = self.fontMetrics()
        most = measure.averageCharWidth() * 40
        room = measure.averageCharWidth() * 4
        for column, head in enumerate(heads):
            cells = [head, *(row[column] for row in rows[:30] if column < len(row))]
            widest = max(measure.horizontalAdvance(text) for text in cells)
            icon = measure.height() if column == 0 and icons else 0
            self.setColumnWidth(column, min(widest, most) + room + icon)
        self.horizontalHeader().setStretchLastSection(True)


def form_table(name: str, spoken_name: str, heads: Sequence[str], stretched: int) -> QTableWidget:
    """A table whose cells are widgets to choose with."""
    table = QTableWidget(0, len(heads))
    table.setObjectName(name)
    table.setAccessibleName(spoken_name)
    table.setHorizontalHeaderLabels(list(heads))
    table.verticalHeader().setVisible(False)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
    table.setTabKeyNavigation(False)
    table.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    header = table.horizontalHeader()
    for column in range(len(heads)):
        header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
    header.setSectionResizeMode(stretched, QHeaderView.ResizeMode.Stretch)
    return table


def counts_line(session: Session) -> str:
    """What the import would do, in one line."""
    if session.preview_problem:
        return session.preview_problem
    found = session.preview
    if found is None or session.background.is_busy():
        return tr("Working out what the rows become…")
    told = [
        tr("{total} rows: {drawn} in the legend, {look} to look at, {rejected} rejected.").format(
            total=found.total, drawn=found.drawn, look=found.to_look_at, rejected=found.rejected
        )
    ]
    if found.overruled:
        told.append(tr("Public rows that give way: {count}.").format(count=len(found.overruled)))
    if found.outside:
        told.append(tr("Outside the atlas' territories: {count}.").format(count=found.outside))
    if found.centred:
        told.append(tr("At their commune's centre: {count}.").format(count=found.centred))
    return " ".join(told)
