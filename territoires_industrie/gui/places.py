"""What the plugin puts into QGIS' own places: the locator bar, the options, the Browser panel."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from qgis.core import QgsApplication

from ..territories import Territory
from .browser import EditionsProvider, TableDrop
from .locator import TerritoryFilter
from .options import OptionsFactory

if TYPE_CHECKING:
    from qgis.gui import QgisInterface


class Places:
    """Registers with a QGIS window, and takes everything back."""

    def __init__(self, iface: QgisInterface, open_territory: Callable[[Territory], None]) -> None:
        """`open_territory` puts one that was chosen in the locator bar on the map."""
        self._iface = iface
        self._filter = TerritoryFilter(open_territory)
        self._options = OptionsFactory()
        self._drop = TableDrop(iface)
        self._editions = EditionsProvider()
        iface.registerLocatorFilter(self._filter)
        iface.registerOptionsWidgetFactory(self._options)
        iface.registerCustomDropHandler(self._drop)
        QgsApplication.dataItemProviderRegistry().addProvider(self._editions)

    def remove(self) -> None:
        """Leave no trace in the window."""
        self._iface.deregisterLocatorFilter(self._filter)
        self._iface.unregisterOptionsWidgetFactory(self._options)
        self._iface.unregisterCustomDropHandler(self._drop)
        QgsApplication.dataItemProviderRegistry().removeProvider(self._editions)
