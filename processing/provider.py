"""The algorithms that the plugin gives to QGIS' toolbox and to `qgis_process`."""

from __future__ import annotations

from qgis.core import QgsProcessingProvider
from qgis.PyQt.QtGui import QIcon

from ..territoires_industrie.paths import ICON
from .loadmap import LoadMap
from .mapset import MapSet
from .perimeter import Perimeter

PROVIDER_ID = "territoires_industrie"


class TerritoiresIndustrieProvider(QgsProcessingProvider):
    """`territoires_industrie:mapset`, `:loadmap`, `:perimeter`."""

    def id(self) -> str:
        return PROVIDER_ID

    def name(self) -> str:
        return "Territoires d'industrie"

    def longName(self) -> str:
        return self.name()

    def icon(self) -> QIcon:
        return QIcon(str(ICON))

    def loadAlgorithms(self) -> None:
        for algorithm in (MapSet, LoadMap, Perimeter):
            self.addAlgorithm(algorithm())
