"""What the plugin puts into QGIS' own places: the locator bar, the options, the Browser panel."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from qgis.core import QgsApplication

from ..territories import Territory
from .browser import EditionsProvider, TableDrop
from .locator import TerritoryFilter
from .opening import open_territory
from .options import OptionsFactory

if TYPE_CHECKING:
    from qgis.gui import QgisInterface


class Places:
    """Registers with a QGIS window, and takes everything back."""

    def __init__(
        self, iface: QgisInterface, opening: Callable[[Territory], None] | None = None
    ) -> None:
        """`opening` shows a chosen territory; without one it is loaded at once."""
        self._iface = iface
        self._filter = TerritoryFilter(opening or partial(open_territory, iface))
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
