"""The plugin's toolbar and menus; what they lead to is opened elsewhere, and only then."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from qgis.core import QgsApplication
from qgis.PyQt.QtGui import QIcon
from qgis.PyQt.QtWidgets import QAction, QMenu, QToolBar

from ..i18n import tr
from ..paths import ICON
from .first_run import FirstRun, is_wanted
from .layouts import Layouts
from .memory import Memory
from .messages import TITLE
from .opened import Opened

if TYPE_CHECKING:
    from qgis.gui import QgisInterface

    from ..territories import Territory
    from .dock import Dock


class Toolbar:
    """Adds the plugin's entries to a QGIS window, and takes them away with all that they opened.

    Args:
        iface: QGIS'.
        editions: says where editions are, once somebody needs them.
    """

    def __init__(self, iface: QgisInterface, editions: Callable[[], Path]) -> None:
        self._iface = iface
        opened = self._opened = Opened(iface, editions)
        self._open = self._action("Dock", TITLE, self._toggle_dock)
        self._open.setCheckable(True)
        opened.dock_seen.connect(self._open.setChecked)
        correct = self._action(
            "Correct", tr("Correct…"), opened.correct, "/mActionToggleEditing.svg"
        )
        own = self._action("Assistant", tr("Add my data…"), opened.add_data, "/mActionAddTable.svg")
        pages = self._action("Pages", tr("Pages of a territory…"), opened.ask_for_pages)
        self._bar: QToolBar = iface.addToolBar(TITLE)
        self._bar.setObjectName("TerritoiresIndustrieToolbar")
        self._bar.addActions([self._open, correct, own])
        self._actions = (
            self._open,
            correct,
            own,
            pages,
            self._action("MapSet", tr("Print a map set…"), opened.print_map_set),
            self._action("Welcome", tr("Welcome…"), opened.welcome),
            self._action("Guide", tr("Guide"), opened.guide, "/mActionHelpContents.svg"),
            self._action("Log", tr("Messages"), opened.log, "/mMessageLog.svg"),
            self._action("About", tr("About…"), opened.about, "/mActionPropertiesWidget.svg"),
        )
        for action in self._actions:
            iface.addPluginToMenu(TITLE, action)
        # The guide under the plugin's own name: QGIS lists every plugin's there.
        self._help = self._action("Help", TITLE, opened.guide)
        iface.pluginHelpMenu().addAction(self._help)
        self._layouts = Layouts(iface, pages, opened.fill_pages, opened.lead_to_export)
        self._first_run = FirstRun(iface, opened.show_dock, opened.welcome)

    @property
    def dock(self) -> Dock | None:
        """The dock, once it was asked for."""
        return self._opened.dock

    def open_territory(self, territory: Territory) -> None:
        """Show the dock, and load a territory's maps as if they were asked for there."""
        self._opened.open_territory(territory)

    def remove(self) -> None:
        """Leave no trace in the window."""
        self._first_run.remove()
        self._layouts.remove()
        self._opened.close_down()
        self._iface.pluginHelpMenu().removeAction(self._help)
        self._help.deleteLater()
        menus = [w for w in self._open.associatedWidgets() if isinstance(w, QMenu)]
        for action in self._actions:
            self._iface.removePluginMenu(TITLE, action)
            action.deleteLater()
        # QGIS takes a menu that is empty out of its own, and forgets it in the window.
        for menu in menus:
            if menu.isEmpty():
                menu.deleteLater()
        self._iface.mainWindow().removeToolBar(self._bar)
        self._bar.deleteLater()

    def _toggle_dock(self, shown: bool) -> None:
        if not shown:
            self._opened.hide_dock()
            return
        first = is_wanted(Memory())
        self._opened.show_dock()
        if first:
            self._opened.welcome()

    def _action(self, name: str, text: str, act: Callable[..., object], icon: str = "") -> QAction:
        shown = QgsApplication.getThemeIcon(icon) if icon else QIcon(str(ICON))
        action = QAction(shown, text, self._iface.mainWindow())
        action.setObjectName(f"TerritoiresIndustrie{name}")
        action.triggered.connect(act)
        return action
