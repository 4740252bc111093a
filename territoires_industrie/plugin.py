"""The plugin as QGIS sees it: loaded, started with or without a window, and unloaded whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.core import QgsApplication
from qgis.PyQt.QtCore import QCoreApplication, QTranslator

from ..processing.folders import editions_folder
from ..processing.provider import PROVIDER_ID, TerritoiresIndustrieProvider
from .i18n import load_translator

if TYPE_CHECKING:
    from qgis.gui import QgisInterface

    from .gui.places import Places
    from .gui.stillness import Guard
    from .gui.toolbar import Toolbar


class TerritoiresIndustriePlugin:
    """Registers the Processing provider, and what a QGIS window shows.

    `qgis_process` calls `initProcessing` alone and gives no `iface`.
    """

    def __init__(self, iface: QgisInterface | None) -> None:
        self._iface = iface
        self._toolbar: Toolbar | None = None
        self._places: Places | None = None
        self._guard: Guard | None = None
        self._provider: TerritoiresIndustrieProvider | None = None
        self._translator: QTranslator | None = load_translator()
        if self._translator is not None:
            QCoreApplication.installTranslator(self._translator)

    def initProcessing(self) -> None:
        """Offer the algorithms; once, for a second provider of the same id deletes the first."""
        registry = QgsApplication.processingRegistry()
        if registry.providerById(PROVIDER_ID) is None:
            # Held: the registry keeps the C++ half only, and algorithms live in the Python half.
            self._provider = TerritoiresIndustrieProvider()
            registry.addProvider(self._provider)

    def initGui(self) -> None:
        """Offer the algorithms and, where there is a window, the toolbar and its dock."""
        self.initProcessing()
        if self._iface is not None:
            from .gui.places import Places
            from .gui.stillness import Guard
            from .gui.toolbar import Toolbar

            self._guard = Guard(self._iface.mapCanvases)
            self._toolbar = Toolbar(self._iface, editions_folder)
            self._places = Places(self._iface, self._toolbar.open_territory)

    def unload(self) -> None:
        """Take everything back: toolbar, provider, translator."""
        if self._toolbar is not None:
            self._toolbar.remove()
            self._toolbar = None
        if self._places is not None:
            self._places.remove()
            self._places = None
        if self._guard is not None:
            self._guard.remove()
            self._guard = None
        if self._provider is not None:
            QgsApplication.processingRegistry().removeProvider(self._provider)
            self._provider = None
        if self._translator is not None:
            QCoreApplication.removeTranslator(self._translator)
            self._translator = None
