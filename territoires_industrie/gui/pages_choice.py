"""The dock's choices for what is printed: where, in which formats, for whom."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from qgis.gui import QgsFileWidget
from qgis.PyQt.QtWidgets import QCheckBox, QComboBox, QFormLayout, QToolButton, QWidget

from ..i18n import tr
from .memory import Memory
from .orders import Pages


class PagesChoice(QWidget):
    """A folder, formats, an audience, and whether files may be replaced (never remembered)."""

    def __init__(self, memory: Memory, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._memory = memory
        self.folder = QgsFileWidget(self)
        self.folder.setObjectName("folder")
        self.folder.setStorageMode(QgsFileWidget.StorageMode.GetDirectory)
        self.folder.setFilePath(str(memory.folder))
        self.folder.lineEdit().setAccessibleName(tr("Folder of what is printed"))
        for browse in self.folder.findChildren(QToolButton):
            browse.setAccessibleName(tr("Choose a folder"))
        self.formats = QComboBox(self)
        self.formats.setObjectName("formats")
        self.formats.setAccessibleName(tr("Formats"))
        for formats in ("pdf", "pdf,png", "pdf,svg", "pdf,png,svg"):
            self.formats.addItem(formats.upper().replace(",", " + "), formats)
        self.formats.setCurrentIndex(max(0, self.formats.findData(memory.formats)))
        self.audience = QComboBox(self)
        self.audience.setObjectName("audience")
        self.audience.setAccessibleName(tr("Audience"))
        self.audience.addItem(tr("Everybody"), "publique")
        self.audience.addItem(tr("Partners"), "partenaires")
        self.audience.addItem(tr("Internal"), "interne")
        self.audience.setCurrentIndex(max(0, self.audience.findData(memory.audience)))
        self.replace = QCheckBox(tr("Replace files that are there already"), self)
        self.replace.setObjectName("replace")
        self.replace.setAccessibleName(self.replace.text())
        form = QFormLayout(self)
        form.setContentsMargins(0, 0, 0, 0)
        form.addRow(tr("Folder"), self.folder)
        form.addRow(tr("Formats"), self.formats)
        form.addRow(tr("Audience"), self.audience)
        form.addRow(self.replace)

    @property
    def in_order(self) -> Sequence[QWidget]:
        """As the keyboard goes through them."""
        return (self.folder.lineEdit(), self.formats, self.audience, self.replace)

    def choice(self) -> Pages:
        """What is chosen; the usual folder where none is."""
        folder = self.folder.filePath().strip()
        return Pages(
            Path(folder) if folder else self._memory.folder,
            str(self.formats.currentData()).split(","),
            str(self.audience.currentData()),
            self.replace.isChecked(),
        )

    def remember(self) -> None:
        """Keep it for the next time."""
        choice = self.choice()
        self._memory.folder = choice.folder
        self._memory.formats = ",".join(choice.formats)
        self._memory.audience = choice.audience
