"""A territory's first map, put on the canvas by the toolbox' own algorithm."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.core import (
    Qgis,
    QgsApplication,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProject,
)
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QApplication

from ..i18n import tr
from ..territories import Territory

if TYPE_CHECKING:
    from qgis.gui import QgisInterface

_TITLE = "Territoires d'industrie"
_ALGORITHM = "territoires_industrie:loadmap"


class _Told(QgsProcessingFeedback):
    """Keeps what went wrong, and what the user should know."""

    def __init__(self) -> None:
        super().__init__(False)
        self.errors: list[str] = []
        self.warnings: list[str] = []

    def reportError(self, error: str, fatalError: bool = False) -> None:
        self.errors.append(error)

    def pushWarning(self, warning: str) -> None:
        self.warnings.append(warning)


def open_territory(iface: QgisInterface, territory: Territory) -> None:
    """Load the first of a territory's maps into the open project and zoom there.

    What goes wrong is told in the message bar.
    """
    algorithm = QgsApplication.processingRegistry().createAlgorithmById(_ALGORITHM)
    told = _Told()
    context = QgsProcessingContext()
    context.setProject(QgsProject.instance())
    parameters = {"TERRITORY": territory.id, "THEME": 0}
    QApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
    try:
        done = algorithm.run(parameters, context, told)[1]
    finally:
        QApplication.restoreOverrideCursor()
    if not done:
        reason = " ".join(told.errors) or tr("The map was not loaded.")
        iface.messageBar().pushMessage(_TITLE, reason, Qgis.MessageLevel.Critical)
    elif told.warnings:
        iface.messageBar().pushMessage(_TITLE, " ".join(told.warnings), Qgis.MessageLevel.Info)
