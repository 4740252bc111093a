"""Where QGIS keeps layouts: an entry beside the Layout manager, a menu in our pages' designers."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from qgis.core import QgsApplication, QgsLayout, QgsProject
from qgis.PyQt import sip
from qgis.PyQt.QtWidgets import QAction, QMenu

from ..i18n import tr
from .messages import TITLE

if TYPE_CHECKING:
    from qgis.gui import QgisInterface, QgsLayoutDesignerInterface


class Layouts:
    """Registers with a QGIS window, and takes everything back, also from open designers.

    Args:
        iface: QGIS'.
        pages: the entry that asks for pages.
        fill_again: given a territory's id, fills its pages anew.
        export: given a territory's id, leads to its printed map set.
    """

    def __init__(
        self,
        iface: QgisInterface,
        pages: QAction,
        fill_again: Callable[[str], object],
        export: Callable[[str], object],
    ) -> None:
        self._iface = iface
        self._pages = pages
        self._fill_again = fill_again
        self._export = export
        self._menus: list[QMenu] = []
        _insert_after(iface.projectMenu(), iface.actionShowLayoutManager(), pages)
        iface.layoutDesignerOpened.connect(self._designer_opened)
        for designer in iface.openLayoutDesigners():
            self._designer_opened(designer)

    def remove(self) -> None:
        """Leave no trace."""
        self._iface.projectMenu().removeAction(self._pages)
        self._iface.layoutDesignerOpened.disconnect(self._designer_opened)
        for menu in self._menus:
            if not sip.isdeleted(menu):
                menu.deleteLater()
        self._menus.clear()

    def _designer_opened(self, designer: QgsLayoutDesignerInterface) -> None:
        territory = territory_of(designer.layout())
        window = designer.window()
        if not territory or window is None:
            return
        self._menus = [menu for menu in self._menus if not sip.isdeleted(menu)]
        menu = QMenu(TITLE, window)
        menu.setObjectName("TerritoiresIndustrieDesigner")
        menu.setToolTipsVisible(True)
        fill = menu.addAction(
            QgsApplication.getThemeIcon("/mActionRefresh.svg"),
            tr("Fill again from the edition in use"),
        )
        fill.setObjectName("TerritoiresIndustrieFill")
        fill.setToolTip(tr("All pages of this territory; what you changed on them stays"))
        fill.triggered.connect(lambda: self._fill_again(territory))
        export = menu.addAction(
            QgsApplication.getThemeIcon("/mActionSaveAsPDF.svg"), tr("Export the map set…")
        )
        export.setObjectName("TerritoiresIndustrieExport")
        export.setToolTip(
            tr(
                "Printed for the audience that you choose, with its data; this page as it stands: "
                "Layout menu"
            )
        )
        export.triggered.connect(lambda: self._export(territory))
        window.menuBar().addMenu(menu)
        self._menus.append(menu)


def territory_of(layout: QgsLayout | None) -> str:
    """The id of the territory that a page of ours, or a page of its sites, belongs to; else ""."""
    # Imported here: nothing of pages is loaded before somebody opens one.
    from ..layouts.page import TERRITORY_PROPERTY
    from ..mapset.composing import LIST_OF_PROPERTY

    if layout is None:
        return ""
    own = str(layout.customProperty(TERRITORY_PROPERTY, "") or "")
    page = str(layout.customProperty(LIST_OF_PROPERTY, "") or "")
    if own or not page:
        return own
    listed = (layout.project() or QgsProject.instance()).layoutManager().layoutByName(page)
    return "" if listed is None else str(listed.customProperty(TERRITORY_PROPERTY, "") or "")


def _insert_after(menu: QMenu, known: QAction, action: QAction) -> None:
    """Beside an entry of QGIS; at the menu's end where QGIS no longer has it there."""
    actions = list(menu.actions())
    place = actions.index(known) + 1 if known in actions else len(actions)
    if place < len(actions):
        menu.insertAction(actions[place], action)
    else:
        menu.addAction(action)
