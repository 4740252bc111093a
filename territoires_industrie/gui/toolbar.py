"""The plugin's toolbar and menu: the dock, which is made when it is first asked for."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from qgis.core import QgsApplication
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QIcon
from qgis.PyQt.QtWidgets import QAction, QMenu, QToolBar, QWizard

from ..i18n import tr
from ..paths import ICON
from .assistant import ASSISTANT

if TYPE_CHECKING:
    from qgis.gui import QgisInterface

    from ..territories import Territory
    from .correcting.panel import CorrectingPanel
    from .dock import Dock

_MENU = "Territoires d'industrie"


class Toolbar:
    """Adds the plugin's button to a QGIS window, and takes it away again with all that it opened.

    Args:
        iface: QGIS'.
        editions: says where editions are, once somebody needs them.
    """

    def __init__(self, iface: QgisInterface, editions: Callable[[], Path]) -> None:
        self._iface = iface
        self._editions = editions
        self.dock: Dock | None = None
        self._bar: QToolBar = iface.addToolBar(_MENU)
        self._bar.setObjectName("TerritoiresIndustrieToolbar")
        self._open = self._action("Dock", _MENU, self._toggle_dock)
        self._open.setCheckable(True)
        self._bar.addAction(self._open)
        self._correcting: CorrectingPanel | None = None
        self._correct = self._action("Correct", tr("Correct…"), self._open_corrections)
        self._correct.setIcon(QgsApplication.getThemeIcon("/mActionToggleEditing.svg"))
        self._bar.addAction(self._correct)
        self._own = self._action("Assistant", tr("Add my data…"), self._open_assistant)
        self._own.setIcon(QgsApplication.getThemeIcon("/mActionAddTable.svg"))
        self._bar.addAction(self._own)
        self._print = self._action("MapSet", tr("Print a map set…"), self._open_map_set)
        self._actions = (self._open, self._correct, self._own, self._print)
        for action in self._actions:
            iface.addPluginToMenu(_MENU, action)

    def open_territory(self, territory: Territory) -> None:
        """Show the dock, and load a territory's maps as if they were asked for there."""
        dock = self._opened_dock()
        dock.setUserVisible(True)
        dock.load_territory(territory)

    def remove(self) -> None:
        """Leave no trace in the window."""
        if self._correcting is not None:
            self._correcting.close_down()
            self._correcting = None
        for assistant in self._iface.mainWindow().findChildren(QWizard, ASSISTANT):
            assistant.close()
        if self.dock is not None:
            self.dock.visibilityChanged.disconnect(self._open.setChecked)
            self.dock.close_down()
            self.dock = None
        menus = [w for w in self._open.associatedWidgets() if isinstance(w, QMenu)]
        for action in self._actions:
            self._iface.removePluginMenu(_MENU, action)
            action.deleteLater()
        # QGIS takes a menu that is empty out of its own, and forgets it in the window.
        for menu in menus:
            if menu.isEmpty():
                menu.deleteLater()
        self._iface.mainWindow().removeToolBar(self._bar)
        self._bar.deleteLater()

    def _action(self, name: str, text: str, act: Callable[..., None]) -> QAction:
        action = QAction(QIcon(str(ICON)), text, self._iface.mainWindow())
        action.setObjectName(f"TerritoiresIndustrie{name}")
        action.triggered.connect(act)
        return action

    def _toggle_dock(self, shown: bool) -> None:
        self._opened_dock().setUserVisible(shown)

    def _opened_dock(self) -> Dock:
        if self.dock is None:
            # Imported here: nothing of it is loaded before somebody opens it.
            from .dock import Dock

            self.dock = Dock(self._iface, self._editions)
            self._iface.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, self.dock)
            self.dock.visibilityChanged.connect(self._open.setChecked)
        return self.dock

    def _open_corrections(self) -> None:
        if self._correcting is None:
            from .correcting.panel import CorrectingPanel

            dock = self._opened_dock()
            self._correcting = CorrectingPanel(self._iface, self._editions(), dock.queue)
            area = Qt.DockWidgetArea.RightDockWidgetArea
            self._iface.addDockWidget(area, self._correcting)
            self._iface.mainWindow().tabifyDockWidget(dock, self._correcting)
        self._correcting.begin()

    def _open_assistant(self) -> None:
        # Imported here: nothing of it is loaded before somebody opens it.
        from .assistant.assistant import show_assistant

        dock = self._opened_dock()
        dock.setUserVisible(True)
        show_assistant(self._iface, self._editions(), dock.queue.add)

    def _open_map_set(self) -> None:
        # QGIS' own Processing plugin, which may be switched off: imported when it is needed.
        try:
            from processing import execAlgorithmDialog
        except ImportError:
            message = tr("Switch on the Processing plugin first (Plugins menu).")
            self._iface.messageBar().pushWarning(_MENU, message)
            return
        execAlgorithmDialog("territoires_industrie:mapset")
