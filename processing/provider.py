"""The algorithms that the plugin gives to QGIS' toolbox and to `qgis_process`."""

from __future__ import annotations

from qgis.core import QgsProcessingProvider
from qgis.PyQt.QtGui import QIcon

from ..territoires_industrie.listing import listed_layers
from ..territoires_industrie.paths import ICON
from .applycorrections import ApplyCorrections
from .atlas import Atlas
from .atlaslayer import AtlasLayerAlgorithm
from .capturecorrections import CaptureCorrections
from .checksources import CheckSources
from .clearcache import ClearCache
from .compareeditions import CompareEditions
from .compareterritories import CompareTerritories
from .decidecorrections import DecideCorrections
from .fetchedition import FetchEdition
from .importlayer import ImportLayer
from .importproject import ImportProject
from .importreview import ImportReview
from .listcorrections import ListCorrections
from .loadmap import LoadMap
from .mapset import MapSet
from .ownperimeters import OwnPerimeters
from .perimeter import Perimeter
from .profile import ProfileAlgorithm
from .reviewpack import ReviewPack
from .share import Share
from .tables import TablesAlgorithm

PROVIDER_ID = "territoires_industrie"


class TerritoiresIndustrieProvider(QgsProcessingProvider):
    """`territoires_industrie:mapset`, `:fetchedition`… and one algorithm per atlas layer."""

    def id(self) -> str:
        return PROVIDER_ID

    def name(self) -> str:
        return "Territoires d'industrie"

    def longName(self) -> str:
        return self.name()

    def icon(self) -> QIcon:
        return QIcon(str(ICON))

    def loadAlgorithms(self) -> None:
        maps = (MapSet, Atlas, ProfileAlgorithm, LoadMap, Perimeter, OwnPerimeters)
        results = (Share, TablesAlgorithm, CompareTerritories)
        data = (FetchEdition, CompareEditions, CheckSources, ClearCache)
        hand = (ImportLayer, ImportProject, CaptureCorrections, ApplyCorrections)
        lists = (ListCorrections, DecideCorrections)
        review = (ReviewPack, ImportReview)
        for algorithm in (*maps, *results, *data, *hand, *lists, *review):
            self.addAlgorithm(algorithm())
        for layer in listed_layers().values():
            if layer.family == "atlas":
                self.addAlgorithm(AtlasLayerAlgorithm(layer.id))
