"""The dock's choices for what is printed: where, in which formats, for whom."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from qgis.gui import QgsFileWidget
from qgis.PyQt.QtWidgets import QCheckBox, QComboBox, QFormLayout, QWidget

from .. import preferences
from ..i18n import tr
from .compound import name_parts
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
        name_parts(self.folder, tr("Folder of what is printed"), tr("Choose a folder"))
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
        self._preferred = ""
        self.prefer()
        self._choose_audience(memory.audience if memory.audience else self._preferred)
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

    def prefer(self) -> None:
        """Take over the audience of the options where it has become another."""
        preferred = preferences.chosen(preferences.AUDIENCE)
        if preferred != self._preferred:
            self._preferred = preferred
            self._choose_audience(preferred)

    def choice(self, edition: Path | None = None) -> Pages:
        """What is chosen, the usual folder where none is, for the edition in use or another."""
        folder = self.folder.filePath().strip()
        return Pages(
            Path(folder) if folder else self._memory.folder,
            str(self.formats.currentData()).split(","),
            str(self.audience.currentData()),
            self.replace.isChecked(),
            edition,
        )

    def remember(self) -> None:
        """Keep it for the next time."""
        choice = self.choice()
        self._memory.folder = choice.folder
        self._memory.formats = ",".join(choice.formats)
        self._memory.audience = "" if choice.audience == self._preferred else choice.audience

    def _choose_audience(self, audience: str) -> None:
        self.audience.setCurrentIndex(max(0, self.audience.findData(audience)))
