"""The layers of a project that is published: of the edition alone, with their styles."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from qgis.core import QgsMapLayer, QgsProject, QgsProviderRegistry, QgsVectorLayer
from qgis.PyQt.QtXml import QDomDocument

from ..catalogue import Catalogue
from ..edition import Edition
from ..maps.describing import sources_of
from .errors import PublicationError
from .pictures import with_pictures


def layers_of(edition: Edition, project: QgsProject) -> list[QgsVectorLayer]:
    """The project's layers of the edition, in the order of its tree.

    A layer from elsewhere would not open at the reader's, or would carry away what the edition does
    not hold; only maps from public services may stand under the atlas.
    """
    nodes = project.layerTreeRoot().findLayers()
    in_tree = [node.layer() for node in nodes if node.layer() is not None]
    others = [layer for layer in project.mapLayers().values() if layer not in in_tree]
    layers = [layer for layer in in_tree + others if not _is_public_service(layer)]
    for layer in layers:
        if Path(address_of(layer).get("path", "")).resolve() != edition.path.resolve():
            raise PublicationError(
                'The layer "{layer}" is not of the edition {edition}: take it out of the project, '
                "or add its data to the edition.",
                layer=layer.name(),
                edition=edition.path.name,
            )
    return layers


def refuse_sources(layers: Iterable[QgsVectorLayer], seen: Edition, catalogue: Catalogue) -> None:
    """Layers tell the sources of their rows: none may tell one of which the audience has no row."""
    for layer in layers:
        given = seen.provenance(catalogue.layer_of(address_of(layer)["layerName"]).id)
        for source in sorted(sources_of(layer) - {entry.source for entry in given}):
            raise PublicationError(
                'The layer "{layer}" still tells of the source "{source}", which is not for this '
                "audience: make its layers and pages from the edition for this audience.",
                layer=layer.name(),
                source=source,
            )


def styles_of(layers: Iterable[QgsVectorLayer], project: QgsProject) -> dict[str, tuple[str, str]]:
    """Table -> name and style (QML), pictures inlined, of the first layer that shows it."""
    styles: dict[str, tuple[str, str]] = {}
    for layer in layers:
        table = address_of(layer)["layerName"]
        if table not in styles:
            document = QDomDocument()
            layer.exportNamedStyle(document)
            styles[table] = layer.name(), with_pictures(document.toString(), project)
    return styles


def address_of(layer: QgsMapLayer) -> dict[str, str]:
    """The parts of a layer's address, `path` and `layerName` among them."""
    registry = QgsProviderRegistry.instance()
    parts: dict[str, str] = registry.decodeUri(layer.providerType(), layer.source())
    return parts


def _is_public_service(layer: QgsMapLayer) -> bool:
    secret = re.search(r"\b(authcfg|password|username)=", layer.source())
    return layer.providerType() == "wms" and secret is None
