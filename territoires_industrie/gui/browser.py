"""Editions in QGIS' Browser panel; a layer drawn from there to the map comes with its style.

A layer that QGIS loads by itself would come bare, for an edition is data alone. So what is dragged
is not a file's address but our own, which the drop handler turns into a layer of ours.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from qgis.core import (
    Qgis,
    QgsDataCollectionItem,
    QgsDataItem,
    QgsDataItemProvider,
    QgsErrorItem,
    QgsIconUtils,
    QgsMimeDataUtils,
    QgsProject,
    QgsProviderRegistry,
)
from qgis.gui import QgsCustomDropHandler
from qgis.PyQt import sip
from qgis.PyQt.QtGui import QIcon

from .. import preferences
from ..errors import AtlasError
from ..i18n import spoken, tr
from ..paths import ICON, own_editions
from ..shelf import editions_in, title_of
from .messages import TITLE

if TYPE_CHECKING:
    from qgis.gui import QgisInterface

    from ..catalogue import AtlasLayer, Table

#: Of the Browser's root item, and of the addresses that our drop handler takes.
KEY = "territoires_industrie"
_DRAWN = {
    "point": Qgis.GeometryType.Point,
    "line": Qgis.GeometryType.Line,
    "polygon": Qgis.GeometryType.Polygon,
}


class EditionsProvider(QgsDataItemProvider):
    """Our node at the Browser's root."""

    def name(self) -> str:
        return KEY

    def capabilities(self) -> Qgis.DataItemProviderCapabilities:
        return Qgis.DataItemProviderCapability.Files

    def createDataItem(self, path: str, parentItem: QgsDataItem | None) -> QgsDataItem | None:
        if path or parentItem is not None:
            return None
        root = EditionsItem()
        sip.transferto(root, None)
        return root


class EditionsItem(QgsDataCollectionItem):
    """The editions of the folder in use and of the profile, the newest first."""

    def __init__(self) -> None:
        super().__init__(None, TITLE, f"{KEY}:", KEY)
        self.setIcon(QIcon(str(ICON)))
        # A list of names: read at once, without a thread.
        self.setCapabilitiesV2(Qgis.BrowserItemCapability.Fast | Qgis.BrowserItemCapability.Fertile)

    def createChildren(self) -> list[QgsDataItem]:
        return _owned([EditionItem(self, path) for path in editions_on_disk()], self)


class EditionItem(QgsDataCollectionItem):
    """One edition and its layers, in the catalogue's order."""

    def __init__(self, parent: QgsDataItem, path: Path) -> None:
        super().__init__(parent, title_of(path), f"{KEY}:{path.as_posix()}", KEY)
        self._file = path
        self.setToolTip(str(path))
        self.setCapabilitiesV2(Qgis.BrowserItemCapability.Fast)

    def createChildren(self) -> list[QgsDataItem]:
        from ..edition import Edition

        try:
            edition = Edition.open(self._file)
            tables = edition.tables()
        except AtlasError as error:
            return _owned([QgsErrorItem(self, spoken(error), self.path() + "/error")], self)
        return _owned(
            [
                TableItem(self, layer, table, edition.uri(table.name))
                for layer, table in _drawn_tables()
                if table.name in tables
            ],
            self,
        )


class TableItem(QgsDataItem):
    """One table of an edition, as it can be drawn from here to the map."""

    def __init__(self, parent: EditionItem, layer: AtlasLayer, table: Table, uri: str) -> None:
        several = len([t for t in layer.tables if t.geometry in _DRAWN]) > 1
        title = f"{layer.title} ({_shape(table)})" if several else layer.title
        path = f"{parent.path()}/{table.name}"
        super().__init__(Qgis.BrowserItemType.Custom, parent, title, path, KEY)
        self._uri = uri
        self.setIcon(QgsIconUtils.iconForGeometryType(_DRAWN[table.geometry]))
        self.setState(Qgis.BrowserItemState.Populated)

    def hasDragEnabled(self) -> bool:
        return True

    def mimeUris(self) -> list[QgsMimeDataUtils.Uri]:
        uri = QgsMimeDataUtils.Uri()
        uri.layerType = "custom"
        uri.providerKey = KEY
        uri.name = self.name()
        uri.uri = self._uri
        return [uri]

    def handleDoubleClick(self) -> bool:
        from qgis.utils import iface

        drop(iface, self._uri)
        return True


class TableDrop(QgsCustomDropHandler):
    """Makes a styled layer of what was drawn from our node to the map or to the list of layers."""

    def __init__(self, iface: QgisInterface) -> None:
        super().__init__()
        self._iface = iface

    def customUriProviderKey(self) -> str:
        return KEY

    def handleCustomUriDrop(self, uri: QgsMimeDataUtils.Uri) -> None:
        drop(self._iface, uri.uri)


def drop(iface: QgisInterface | None, uri: str) -> None:
    """Put a table of an edition into the project; what goes wrong is told in the message bar."""
    from ..catalogue import load_catalogue
    from ..edition import Edition
    from ..layouts.fonts import provide
    from ..maps.layers import add_table

    parts = QgsProviderRegistry.instance().decodeUri("ogr", uri)
    try:
        provide()
        edition = Edition.open(parts.get("path", ""))
        add_table(QgsProject.instance(), edition, load_catalogue(), parts.get("layerName", ""))
    except AtlasError as error:
        if iface is not None:
            iface.messageBar().pushMessage(TITLE, spoken(error), Qgis.MessageLevel.Critical)


def editions_on_disk() -> list[Path]:
    """The files of editions, told by their names: the newest first, each once."""
    own = own_editions()
    return editions_in([preferences.place(preferences.EDITIONS) or own, own])


@lru_cache(maxsize=1)
def _drawn_tables() -> tuple[tuple[AtlasLayer, Table], ...]:
    """The tables that have a shape, those of the atlas before the base."""
    from ..catalogue import load_catalogue

    layers = sorted(load_catalogue().layers.values(), key=lambda layer: layer.family != "atlas")
    return tuple((x, table) for x in layers for table in x.tables if table.geometry in _DRAWN)


def _shape(table: Table) -> str:
    return {"point": tr("points"), "line": tr("lines"), "polygon": tr("areas")}[table.geometry]


def _owned(items: Iterable[QgsDataItem], parent: QgsDataItem) -> list[QgsDataItem]:
    """Items that live as long as their parent, in this order: Python shall not take them away."""
    children = list(items)
    for place, item in enumerate(children):
        item.setSortKey(place)
        sip.transferto(item, parent)
    return children
