"""Territoires d'industrie: from a territory's name to its atlas of energy and industry."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from qgis.gui import QgisInterface

    from .territoires_industrie.plugin import TerritoiresIndustriePlugin


def classFactory(iface: QgisInterface | None) -> TerritoiresIndustriePlugin:
    """Return the plugin; `iface` is None where QGIS has no window, as in qgis_process."""
    from .territoires_industrie.plugin import TerritoiresIndustriePlugin

    return TerritoiresIndustriePlugin(iface)
