"""What the plugin has open in a QGIS window: dock, panel, dialogs, each made when asked for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from qgis.core import QgsProject
from qgis.gui import QgsCollapsibleGroupBox
from qgis.PyQt.QtCore import QObject, Qt, pyqtSignal
from qgis.PyQt.QtWidgets import QDialog, QTabWidget

from ..errors import AtlasError
from ..i18n import spoken, tr
from .assistant import ASSISTANT
from .memory import Memory
from .messages import TITLE

if TYPE_CHECKING:
    from qgis.gui import QgisInterface

    from ..catalogue import MapTheme
    from ..territories import Territory
    from .correcting.panel import CorrectingPanel
    from .dock import Dock


class Opened(QObject):
    """Opens what the plugin's entries lead to. Nothing of it is imported before.

    Args:
        iface: QGIS'.
        editions: says where editions are, once somebody needs them.
    """

    #: Whether the dock is seen now.
    dock_seen = pyqtSignal(bool)

    def __init__(self, iface: QgisInterface, editions: Callable[[], Path]) -> None:
        super().__init__()
        self._iface = iface
        self._editions = editions
        self.dock: Dock | None = None
        self._correcting: CorrectingPanel | None = None
        self._dialogs: dict[str, QDialog] = {}

    def close_down(self) -> None:
        """Close all of it, and forget it."""
        from .help import close_guide
        from .missing import take_back

        for dialog in self._dialogs.values():
            dialog.close()
            dialog.deleteLater()
        self._dialogs.clear()
        close_guide()
        for assistant in self._iface.mainWindow().findChildren(QDialog, ASSISTANT):
            assistant.close()
        if self._correcting is not None:
            self._correcting.close_down()
            self._correcting = None
        if self.dock is not None:
            take_back(self._iface)
            self.dock.visibilityChanged.disconnect(self._dock_changed)
            self.dock.close_down()
            self.dock = None

    # ------------------------------------------------------------ the dock

    def show_dock(self) -> Dock:
        """The dock, before the user's eyes."""
        dock = self._made_dock()
        dock.setUserVisible(True)
        return dock

    def hide_dock(self) -> None:
        """Put the dock away; what runs goes on."""
        if self.dock is not None:
            self.dock.setUserVisible(False)

    def open_territory(self, territory: Territory) -> Dock:
        """Show the dock, and load a territory's maps as if they were asked for there."""
        dock = self.show_dock()
        dock.load_territory(territory)
        return dock

    def _made_dock(self) -> Dock:
        if self.dock is None:
            from ..guide import MAPS
            from ..libraries import lacking
            from .dock import Dock
            from .help import HelpKey
            from .missing import tell_missing

            self.dock = Dock(self._iface, self._editions)
            HelpKey(self.dock, MAPS)
            self.dock.visibilityChanged.connect(self._dock_changed)
            # Where it was the last time, which Qt remembers by its name.
            if not self._iface.mainWindow().restoreDockWidget(self.dock):
                self._iface.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, self.dock)
            tell_missing(self._iface, lacking())
        return self.dock

    def _dock_changed(self, visible: bool) -> None:
        self.dock_seen.emit(visible)
        if self.dock is not None:
            # Behind another tab, or in a window that closes, it is open still.
            Memory().open = not self.dock.isHidden()

    # ------------------------------------------------------------ one's own data

    def correct(self) -> None:
        """The panel in which objects of the map are put right."""
        if self._correcting is None:
            from .correcting.panel import CorrectingPanel

            dock = self._made_dock()
            self._correcting = CorrectingPanel(
                self._iface, self._editions, dock.queue, picker=dock.edition.picker
            )
            area = Qt.DockWidgetArea.RightDockWidgetArea
            self._iface.addDockWidget(area, self._correcting)
            self._iface.mainWindow().tabifyDockWidget(dock, self._correcting)
        self._correcting.begin()

    def add_data(self) -> None:
        """The assistant that takes in a file of the user's own."""
        from .assistant.assistant import show_assistant

        show_assistant(self._iface, self._editions(), self.show_dock().queue.add)

    # ------------------------------------------------------------ pages

    def ask_for_pages(self) -> None:
        """Whose pages shall come into the open project."""
        from .pages_here import PagesDialog

        self._show("pages", lambda: PagesDialog(self._lay_out, self._iface.mainWindow()))

    def fill_pages(self, territory_id: str) -> None:
        """Fill a territory's pages of the open project anew."""
        from .pages_here import themes_of

        territory = self._territory(territory_id)
        if territory is not None:
            themes = themes_of(QgsProject.instance(), territory)
            self._compose(territory, themes, lambda _page: None)

    def lead_to_export(self, territory_id: str) -> None:
        """Show the dock's own export: there one says for whom, and where to."""
        dock = self.show_dock()
        dock.chooser.choose([territory_id])
        dock.findChild(QgsCollapsibleGroupBox, "pages").setCollapsed(False)
        self._iface.mainWindow().activateWindow()
        dock.buttons.export.setFocus()

    def print_map_set(self) -> None:
        """The toolbox' own dialog, with all that can be said about pages."""
        # QGIS' own Processing plugin, which may be switched off: imported when it is needed.
        try:
            from processing import execAlgorithmDialog
        except ImportError:
            message = tr("Switch on the Processing plugin first (Plugins menu).")
            self._iface.messageBar().pushWarning(TITLE, message)
            return
        execAlgorithmDialog("territoires_industrie:mapset")

    def _lay_out(self, territory: Territory, themes: Sequence[MapTheme]) -> None:
        self._compose(territory, themes, self._iface.openLayoutDesigner)

    def _compose(
        self,
        territory: Territory,
        themes: Sequence[MapTheme],
        made: Callable[..., object],
    ) -> None:
        from .pages_here import compose_here

        dock = self.show_dock()
        project, canvas = QgsProject.instance(), self._iface.mapCanvas()
        chosen = dock.edition.chosen
        dock.queue.add(
            compose_here(territory, themes, self._editions(), chosen, project, canvas, made)
        )

    def _territory(self, territory_id: str) -> Territory | None:
        from .own import territory_of

        try:
            return territory_of(territory_id)
        except AtlasError as error:
            self._iface.messageBar().pushWarning(TITLE, spoken(error))
            return None

    # ------------------------------------------------------------ words

    def welcome(self) -> None:
        """The welcome; it does not come by itself again."""
        from .welcome import Welcome

        Memory().welcomed = True
        self._show("welcome", lambda: Welcome(self.open_territory, self._iface.mainWindow()))

    def guide(self) -> None:
        """The user guide, which is shipped."""
        from .help import open_guide

        open_guide("", self._iface.mainWindow())

    def about(self) -> None:
        """Versions, folders, the network: what to tell somebody who helps."""
        from .about import About

        self._show("about", lambda: About(self._editions(), self._iface.mainWindow()))

    def log(self) -> None:
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
