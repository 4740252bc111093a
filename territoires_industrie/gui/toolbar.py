"""The plugin's toolbar and menus: the dock, which is made when it is first asked for, and more."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from qgis.core import QgsApplication, QgsProject
from qgis.gui import QgsCollapsibleGroupBox
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QIcon
from qgis.PyQt.QtWidgets import QAction, QDialog, QTabWidget, QToolBar

from ..errors import AtlasError
from ..i18n import spoken, tr
from ..paths import ICON
from .first_run import FirstRun, is_wanted
from .layouts import Layouts
from .memory import Memory

if TYPE_CHECKING:
    from qgis.gui import QgisInterface

    from ..catalogue import MapTheme
    from ..territories import Territory
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
        self._dialogs: dict[str, QDialog] = {}
        self._bar: QToolBar = iface.addToolBar(_MENU)
        self._bar.setObjectName("TerritoiresIndustrieToolbar")
        self._open = self._action("Dock", _MENU, self._toggle_dock)
        self._open.setCheckable(True)
        self._bar.addAction(self._open)
        pages = self._action("Pages", tr("Pages of a territory…"), self._ask_for_pages)
        guide = self._action("Guide", tr("Guide"), self._open_guide, "/mActionHelpContents.svg")
        self._actions = (
            self._open,
            self._action("MapSet", tr("Print a map set…"), self._open_map_set),
            pages,
            self._action("Welcome", tr("Welcome…"), self.welcome),
            guide,
            self._action("Log", tr("Messages"), self._open_log, "/mMessageLog.svg"),
            self._action("About", tr("About…"), self._open_about, "/mActionPropertiesWidget.svg"),
        )
        for action in self._actions:
            iface.addPluginToMenu(_MENU, action)
        # The guide under the plugin's own name: QGIS lists every plugin's there.
        self._help = self._action("Help", _MENU, self._open_guide)
        iface.pluginHelpMenu().addAction(self._help)
        self._layouts = Layouts(iface, pages, self._fill_pages, self._export_from_designer)
        self._first_run = FirstRun(iface, self._show_dock, self.welcome)

    # ------------------------------------------------------------ what others ask for

    def open_territory(self, territory: Territory) -> None:
        """Show the dock, and load a territory's maps as if they were asked for there."""
        self._show_dock().load_territory(territory)

    def welcome(self) -> None:
        """Show the welcome; it does not come by itself again."""
        from .welcome import Welcome

        Memory().welcomed = True
        self._show("welcome", lambda: Welcome(self._load, self._iface.mainWindow()))

    def remove(self) -> None:
        """Leave no trace in the window."""
        from .help import close_guide
        from .missing import take_back

        self._first_run.remove()
        self._layouts.remove()
        for dialog in self._dialogs.values():
            dialog.close()
            dialog.deleteLater()
        self._dialogs.clear()
        close_guide()
        if self.dock is not None:
            take_back(self._iface)
            self.dock.visibilityChanged.disconnect(self._dock_changed)
            self.dock.close_down()
            self.dock = None
        self._iface.pluginHelpMenu().removeAction(self._help)
        self._help.deleteLater()
        for action in self._actions:
            self._iface.removePluginMenu(_MENU, action)
            action.deleteLater()
        self._iface.mainWindow().removeToolBar(self._bar)
        self._bar.deleteLater()

    # ------------------------------------------------------------ the dock

    def _toggle_dock(self, shown: bool) -> None:
        if not shown:
            self._opened_dock().setUserVisible(False)
            return
        first = is_wanted(Memory())
        self._show_dock()
        if first:
            self.welcome()

    def _show_dock(self) -> Dock:
        dock = self._opened_dock()
        dock.setUserVisible(True)
        return dock

    def _load(self, territory: Territory) -> Dock:
        self.open_territory(territory)
        return self._opened_dock()

    def _opened_dock(self) -> Dock:
        if self.dock is None:
            # Imported here: nothing of it is loaded before somebody opens it.
            from ..guide import MAPS
            from ..libraries import lacking
            from .dock import Dock
            from .help import HelpKey
            from .missing import tell_missing

            self.dock = Dock(self._iface, self._editions())
            HelpKey(self.dock, MAPS)
            self.dock.visibilityChanged.connect(self._dock_changed)
            # Where it was the last time, which Qt remembers by its name.
            if not self._iface.mainWindow().restoreDockWidget(self.dock):
                self._iface.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, self.dock)
            tell_missing(self._iface, lacking())
        return self.dock

    def _dock_changed(self, visible: bool) -> None:
        self._open.setChecked(visible)
        if self.dock is not None:
            # Behind another tab, or in a window that closes, it is open still.
            Memory().open = not self.dock.isHidden()

    # ------------------------------------------------------------ pages

    def _ask_for_pages(self) -> None:
        from .pages_here import PagesDialog

        self._show("pages", lambda: PagesDialog(self._lay_out, self._iface.mainWindow()))

    def _lay_out(self, territory: Territory, themes: Sequence[MapTheme]) -> None:
        self._compose(territory, themes, self._iface.openLayoutDesigner)

    def _fill_pages(self, territory_id: str) -> None:
        from .pages_here import themes_of

        territory = self._territory(territory_id)
        if territory is not None:
            themes = themes_of(QgsProject.instance(), territory)
            self._compose(territory, themes, lambda _page: None)

    def _compose(
        self,
        territory: Territory,
        themes: Sequence[MapTheme],
        made: Callable[..., object],
    ) -> None:
        from .pages_here import compose_here

        project, canvas = QgsProject.instance(), self._iface.mapCanvas()
        job = compose_here(territory, themes, self._editions(), project, canvas, made)
        self._show_dock().queue.add(job)

    def _export_from_designer(self, territory_id: str) -> None:
        """Lead to the dock's own export: there one says for whom, and where to."""
        dock = self._show_dock()
        dock.chooser.choose([territory_id])
        dock.findChild(QgsCollapsibleGroupBox, "pages").setCollapsed(False)
        self._iface.mainWindow().activateWindow()
        dock.buttons.export.setFocus()

    def _territory(self, territory_id: str) -> Territory | None:
        from ..territories import find

        try:
            return find(territory_id)
        except AtlasError as error:
            self._iface.messageBar().pushWarning(_MENU, spoken(error))
            return None

    # ------------------------------------------------------------ menus

    def _open_map_set(self) -> None:
        # QGIS' own Processing plugin, which may be switched off: imported when it is needed.
        try:
            from processing import execAlgorithmDialog
        except ImportError:
            message = tr("Switch on the Processing plugin first (Plugins menu).")
            self._iface.messageBar().pushWarning(_MENU, message)
            return
        execAlgorithmDialog("territoires_industrie:mapset")

    def _open_guide(self) -> None:
        from .help import open_guide

        open_guide("", self._iface.mainWindow())

    def _open_about(self) -> None:
        from .about import About

        self._show("about", lambda: About(self._editions(), self._iface.mainWindow()))

    def _open_log(self) -> None:
        """QGIS' log panel, at our own tab where something was said already."""
        from .notices import CHANNEL

        self._iface.openMessageLog()
        for tabs in self._iface.mainWindow().findChildren(QTabWidget):
            for index in range(tabs.count()):
                if tabs.tabText(index).replace("&", "") == CHANNEL:
                    tabs.setCurrentIndex(index)

    def _show(self, name: str, make: Callable[[], QDialog]) -> None:
        """A window that is not modal, made anew each time: one of its kind at once."""
        before = self._dialogs.pop(name, None)
        if before is not None:
            before.close()
            before.deleteLater()
        dialog = self._dialogs[name] = make()
        dialog.show()
        dialog.raise_()
        dialog.activateWindow()

    def _action(self, name: str, text: str, act: Callable[..., None], icon: str = "") -> QAction:
        shown = QgsApplication.getThemeIcon(icon) if icon else QIcon(str(ICON))
        action = QAction(shown, text, self._iface.mainWindow())
        action.setObjectName(f"TerritoiresIndustrie{name}")
        action.triggered.connect(act)
        return action
