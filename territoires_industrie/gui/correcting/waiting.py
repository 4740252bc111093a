"""The corrections that wait: on the disk as soon as they are wished, so that none is lost."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from qgis.PyQt.QtCore import QEvent, Qt, pyqtSignal
from qgis.PyQt.QtGui import QKeySequence
from qgis.PyQt.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QShortcut,
    QVBoxLayout,
    QWidget,
)

from ...catalogue import load_catalogue
from ...corrections.correction import ADD, CLOSE, HIDE, MOVE, RECLASS
from ...corrections.drafting import Wish
from ...corrections.pending import Pending
from ...corrections.wording import far_km
from ...errors import AtlasError
from ...i18n import spoken, tr
from ...paths import own_folder
from ...workers.held import alone
from ..figures import day, number
from .forms import kind_title

_ROWS = 3


class Waiting(QWidget):
    """A list with Undo and Apply, one with those of other QGIS windows on this profile.

    Signals:
        changed: other corrections wait.
        told: something else went wrong than the time before, one sentence.
    """

    changed = pyqtSignal()
    told = pyqtSignal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        file = own_folder() / "corrections-en-attente.json"
        self.pending = Pending(file, load_catalogue(), alone)
        self._shown: Sequence[Wish] = ()
        self._trouble = ""
        self.title = QLabel(self)
        self.title.setObjectName("waiting_title")
        self.list = QListWidget(self)
        self.list.setObjectName("waiting")
        self.list.setAccessibleName(tr("Corrections that wait"))
        self.list.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setFixedHeight(int(self.fontMetrics().height() * 1.25 * _ROWS) + 4)
        self.undo = QPushButton(tr("Undo"), self)
        self.undo.setObjectName("undo")
        self.undo.setAccessibleName(tr("Undo the correction chosen in the list, else the last"))
        self.undo.setToolTip(self.undo.accessibleName())
        self.undo.clicked.connect(self._undo)
        self.apply = QPushButton(tr("Apply"), self)
        self.apply.setObjectName("apply")
        self.apply.setAccessibleName(self.apply.text())
        self.apply.setToolTip(tr("Writes the corrections, and an edition that bears them"))
        font = self.apply.font()
        font.setBold(True)
        self.apply.setFont(font)
        gone = QShortcut(QKeySequence(QKeySequence.StandardKey.Delete), self.list)
        gone.setContext(Qt.ShortcutContext.WidgetShortcut)
        gone.activated.connect(self._undo)
        row = QHBoxLayout()
        row.addWidget(self.undo)
        row.addWidget(self.apply, 1)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(self.title)
        rows.addWidget(self.list)
        rows.addLayout(row)
        self._show()

    def event(self, event: QEvent | None) -> bool:
        """Where somebody comes back to this window, another may have changed what waits."""
        if event is not None and event.type() in (QEvent.Type.Show, QEvent.Type.WindowActivate):
            self.read()
        return bool(super().event(event))

    @property
    def wishes(self) -> Sequence[Wish]:
        """Those that are shown, in the order in which they were made."""
        return self._shown

    def read(self) -> None:
        """Take up what waited when QGIS was left, and what other windows have changed."""
        chosen = [self._shown[index.row()].id for index in self.list.selectedIndexes()]
        self._change(self.pending.read)
        for row, wish in enumerate(self._shown):
            if wish.id in chosen:  # what Undo is about to be told of stays so
                self.list.setCurrentRow(row)

    def add(self, wish: Wish) -> None:
        """Put one behind the others; an earlier one about the same thing goes."""
        self._change(lambda: self.pending.add(wish))

    def leave(self) -> None:
        """Try once more to have on the disk what is not."""
        if not self.pending.is_kept:
            self.read()

    def lock(self, locked: bool) -> None:
        """Nothing of it may change while it is being written."""
        self.setEnabled(not locked)

    def _undo(self) -> None:
        # What is selected: a list that gets the focus makes its first row the current one.
        rows = [index.row() for index in self.list.selectedIndexes()]
        if self._shown:
            gone = self._shown[rows[0] if rows else -1].id
            self._change(lambda: self.pending.remove([gone]))

    def _change(self, act: Callable[[], None]) -> None:
        trouble = ""
        try:
            act()
        except AtlasError as error:
            trouble = spoken(error)
        now = self.pending.wishes
        if now != self._shown:
            self._shown = now
            self._show()
        if trouble and trouble != self._trouble:
            self.told.emit(trouble)
        self._trouble = trouble

    def _show(self) -> None:
        self.list.clear()
        for wish in self._shown:
            self.list.addItem(_item(wish))
        self.list.scrollToBottom()
        count = len(self._shown)
        self.title.setText(
            tr("Waiting: {count}").format(count=count) if count else tr("No correction waits.")
        )
        self.apply.setText(tr("Apply ({count})").format(count=count) if count else tr("Apply"))
        self._allow()
        self.changed.emit()

    def _allow(self) -> None:
        self.undo.setEnabled(bool(self._shown))
        self.apply.setEnabled(bool(self._shown))


def _item(wish: Wish) -> QListWidgetItem:
    item = QListWidgetItem(said_of(wish))
    tips = [said_of(wish), wish.draft.author, wish.draft.reason, far_sentence(wish)]
    item.setToolTip("\n".join(text for text in tips if text))
    return item


def said_of(wish: Wish) -> str:
    """A wish in a line: what, of which object, and what it shall be."""
    told = wish.draft
    begun = f"{kind_title(told.kind)} – {wish.title}"
    if told.kind in (MOVE, HIDE, ADD):
        return begun
    if told.kind == CLOSE:
        closed = day(date.fromisoformat(told.effective))
        return tr("{what}: {value}").format(what=begun, value=closed)
    after = _label(wish) if told.kind == RECLASS else told.after or "–"
    return tr("{what}: {value}").format(what=begun, value=after)


def far_sentence(wish: Wish) -> str:
    """What is to be said of a point that would move so far that a slip is likely; else nothing."""
    km = far_km(wish.draft)
    if not km:
        return ""
    return tr("{km} km from where it stands: is that the right place?").format(km=number(round(km)))


def _label(wish: Wish) -> str:
    """A class as it is printed."""
    for legend in load_catalogue().layer_of(wish.draft.table).legends:
        for each in legend.classes:
            if legend.field == wish.draft.field and each.key == wish.draft.after:
                return each.label
    return wish.draft.after
