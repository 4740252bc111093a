"""Which edition is looked at and worked with: the one in use, an older one, a colleague's file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from qgis.core import QgsApplication
from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtWidgets import (
    QAction,
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QMenu,
    QToolButton,
    QWidget,
)

from ..i18n import tr
from ..shelf import short_title_of

#: At least so many letters of a date are seen.
_LETTERS = 12
_TIP = Qt.ItemDataRole.ToolTipRole


class EditionPicker(QWidget):
    """A list of editions, the newest first, and a menu for what can be done with the chosen one.

    The choice lasts as long as QGIS does.
    """

    changed = pyqtSignal()
    make_current = pyqtSignal()
    compare = pyqtSignal()
    #: What there is was looked at again.
    filled = pyqtSignal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chosen: Path | None = None
        self._in_use: Path | None = None
        self.box = QComboBox(self)
        self.box.setObjectName("editions")
        self.box.setAccessibleName(tr("Edition"))
        self.box.setToolTip(tr("The edition that maps, pages and profiles are made from"))
        self.box.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.box.setMinimumContentsLength(_LETTERS)
        self.box.activated.connect(self._take)
        self.menu_button = QToolButton(self)
        self.menu_button.setObjectName("edition_menu")
        self.menu_button.setAccessibleName(tr("More about the edition"))
        self.menu_button.setToolTip(tr("Open another file, make it the edition in use, compare"))
        self.menu_button.setIcon(QgsApplication.getThemeIcon("/mActionOptions.svg"))
        self.menu_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(self.menu_button)
        self.open_file = self._entry(menu, "open_edition", tr("Open another file…"))
        self.use = self._entry(menu, "use_edition", tr("Make this the edition in use"))
        self.hold_against = self._entry(
            menu, "compare_edition", tr("Compare with the edition before")
        )
        self.open_file.triggered.connect(self._open_another)
        self.use.triggered.connect(self.make_current)
        self.hold_against.triggered.connect(self.compare)
        self.menu_button.setMenu(menu)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.box, 1)
        row.addWidget(self.menu_button)

    @property
    def chosen(self) -> Path | None:
        """Another edition than the one in use; None for that one."""
        return self._chosen

    @property
    def file(self) -> Path | None:
        """The file of the edition looked at; None where the shipped one was never made."""
        return self._chosen or self._in_use

    def fill(
        self, files: Sequence[Path], in_use: Path | None, folder: Path, is_broken: bool = False
    ) -> None:
        """Show what there is.

        Args:
            files: the editions that can be chosen, the newest first.
            in_use: the one in use, None where there is none yet.
            folder: of editions; only one of its own can be made the one in use.
            is_broken: whether the one in use cannot be told, or read.
        """
        self._in_use = in_use
        if self._chosen in (in_use, None) or not self._chosen.is_file():
            self._chosen = None
        listed = list(files)
        for one in (in_use, self._chosen):
            if one is not None and one not in listed:
                listed.append(one)
        self.box.blockSignals(True)
        self.box.clear()
        if in_use is None:
            shipped = tr("Shipped with the plugin")
            self.box.addItem(tr("None in use") if is_broken else shipped, None)
        for path in listed:
            self._add(path)
        self.box.setCurrentIndex(max(0, self.box.findData(self._data(self.file))))
        self.box.blockSignals(False)
        self.box.setEnabled(self.box.count() > 1)
        own = self._chosen is not None and self._chosen.parent == folder
        self.use.setEnabled(own)
        at_hand = [path for path in listed if self.file and path.parent == self.file.parent]
        self.hold_against.setEnabled(len(at_hand) > 1 and at_hand[-1] != self.file)
        self.filled.emit()

    def choose(self, path: Path | None) -> None:
        """Look at another edition, or at the one in use."""
        path = None if path == self._in_use else path
        if path != self._chosen:
            self._chosen = path
            self.changed.emit()

    def _add(self, path: Path) -> None:
        title = short_title_of(path)
        if path == self._in_use:
            title = tr("{date} (in use)").format(date=title)
        self.box.addItem(title, self._data(path))
        self.box.setItemData(self.box.count() - 1, str(path), _TIP)

    @staticmethod
    def _data(path: Path | None) -> str | None:
        return None if path is None else str(path)

    def _take(self, row: int) -> None:
        data = self.box.itemData(row)
        self.choose(Path(data) if data else None)

    def _open_another(self) -> None:
        start = str(self.file.parent) if self.file else ""
        path = ask_for_file(self, start)
        if path:
            self.choose(Path(path))

    @staticmethod
    def _entry(menu: QMenu, name: str, text: str) -> QAction:
        action = menu.addAction(text)
        action.setObjectName(name)
        return action


def ask_for_file(parent: QWidget, start: str) -> str:
    """Let the user choose an edition's file, or a publication; "" for none."""
    title = tr("Edition or publication")
    return QFileDialog.getOpenFileName(parent, title, start, "GeoPackage (*.gpkg)")[0]
