"""The dock's five buttons, and why one cannot be pressed."""

from __future__ import annotations

from collections.abc import Sequence

from qgis.core import QgsApplication
from qgis.PyQt.QtWidgets import QGridLayout, QPushButton, QSizePolicy, QWidget

from ..i18n import tr


class Actions(QWidget):
    """Load stands out: it is what one comes for."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.load = self._button(
            "load",
            tr("Load"),
            tr("Put the maps into the project, styled"),
            "/mActionAddOgrLayer.svg",
        )
        self.refresh = self._button(
            "refresh",
            tr("Refresh"),
            tr("Ask the public sources for a new edition; the last one stays"),
            "/mActionRefresh.svg",
        )
        self.lay_out = self._button(
            "lay_out",
            tr("Lay out"),
            tr("Make a project with the pages, to be changed by hand"),
            "/mActionNewLayout.svg",
        )
        self.export = self._button(
            "export",
            tr("Export"),
            tr("Print the maps to files, with their data"),
            "/mActionSaveAsPDF.svg",
        )
        self.profile = self._button(
            "profile",
            tr("Profile"),
            tr("Write the territory's portrait: pages, figures, tables"),
            "/mActionOpenTable.svg",
        )
        font = self.load.font()
        font.setBold(True)
        self.load.setFont(font)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.addWidget(self.load, 0, 0, 1, 2)
        for number, button in enumerate(self.in_order[1:]):
            grid.addWidget(button, 1 + number // 2, number % 2)

    @property
    def in_order(self) -> Sequence[QPushButton]:
        """As the keyboard goes through them."""
        return (self.load, self.refresh, self.lay_out, self.export, self.profile)

    def allow(self, territories: int, any_theme: bool) -> None:
        """Let press what can be done with so many territories, with maps or without."""
        lacking = ""
        if not territories:
            lacking = tr("Choose a territory first.")
        elif not any_theme:
            lacking = tr("Check a map first.")
        for button in self.in_order:
            needs_map = button is not self.profile
            _allow(button, lacking if needs_map or not territories else "")
        if territories > 1 and not lacking:
            _allow(self.load, tr("One territory at a time stands out on the map: choose one."))

    def _button(self, name: str, text: str, tip: str, icon: str) -> QPushButton:
        button = QPushButton(QgsApplication.getThemeIcon(icon), text, self)
        button.setObjectName(name)
        button.setAccessibleName(text)
        button.setAccessibleDescription(tip)
        button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        button.setToolTip(tip)
        return button


def _allow(button: QPushButton, lacking: str) -> None:
    button.setEnabled(not lacking)
    button.setToolTip(lacking or button.accessibleDescription())
