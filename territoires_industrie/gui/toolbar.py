"""The plugin's toolbar: one button that opens the map set's dialog."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.PyQt.QtGui import QIcon
from qgis.PyQt.QtWidgets import QAction, QToolBar

from ..i18n import tr
from ..paths import ICON

if TYPE_CHECKING:
    from qgis.gui import QgisInterface

_MENU = "Territoires d'industrie"


class Toolbar:
    """Adds the plugin's button to a QGIS window, and takes it away again."""

    def __init__(self, iface: QgisInterface) -> None:
        self._iface = iface
        self._bar: QToolBar = iface.addToolBar(_MENU)
        self._bar.setObjectName("TerritoiresIndustrieToolbar")
        self._action = QAction(QIcon(str(ICON)), tr("Print a map set…"), iface.mainWindow())
        self._action.setObjectName("TerritoiresIndustrieMapSet")
        self._action.triggered.connect(self._open_map_set)
        self._bar.addAction(self._action)
        iface.addPluginToMenu(_MENU, self._action)

    def remove(self) -> None:
        """Leave no trace in the window."""
        self._iface.removePluginMenu(_MENU, self._action)
        self._action.deleteLater()
        self._iface.mainWindow().removeToolBar(self._bar)
        self._bar.deleteLater()

    def _open_map_set(self) -> None:
        # QGIS' own Processing plugin, which may be switched off: imported when it is needed.
        try:
            from processing import execAlgorithmDialog
        except ImportError:
            message = tr("Switch on the Processing plugin first (Plugins menu).")
            self._iface.messageBar().pushWarning(_MENU, message)
            return
        execAlgorithmDialog("territoires_industrie:mapset")
