"""From an edition to styled layers in a project's tree, grouped as the atlas' maps.

One layer object per (theme, table), in its theme's group, so that a map item can lock its layer set
without style overrides (DESIGN 6). The base (land, limits, towns) is shared by all themes.
"""

from __future__ import annotations

from collections.abc import Generator, Mapping
from dataclasses import dataclass
from pathlib import Path

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsExpressionContextUtils,
    QgsGeometry,
    QgsLayerTree,
    QgsLayerTreeGroup,
    QgsProject,
    QgsProviderRegistry,
    QgsRectangle,
    QgsReferencedRectangle,
    QgsVectorLayer,
)
from qgis.PyQt.QtGui import QColor

from ..catalogue import Catalogue, MapTheme, Table, load_catalogue
from ..edition import Edition
from ..errors import AtlasError
from ..territories import Territory
from ..turns import finished
from .describing import describe, give_tip
from .styles import load_style

#: Lambert-93, in which editions are stored and pages drawn.
MAP_CRS = "EPSG:2154"
#: What is not land on the map.
SEA = QColor("#cfe0ea")

#: The project's and the map items' variable that names the territory whose outline stands out.
TERRITORY_VARIABLE = "ti_territory"

#: Land kept around a territory on the canvas, as a factor of its size.
_AIR = 1.1

BASE_GROUP = "Fond de carte"
#: The base that stands in its own group, top first. The territory's outline is not here: it lies
#: between lines and symbols, so each theme has its own.
BASE_TABLES = (
    "placenames",
    "communes",
    "epci",
    "borders",
    "departments",
    "rail",
    "rivers",
    "land",
)
PERIMETERS = "perimeters"
TOWNS = "communes"


class MapError(AtlasError):
    """A layer of the edition could not be shown; the message says which and why."""


#: The small map of the region: the perimeters once more, under a style of their own.
LOCATOR = "locator"
#: Every layer says which table it shows, so that a project's own layers are found again.
TABLE_PROPERTY = "territoires_industrie/table"
#: And of which map it is, or of the base: groups may be renamed.
PART_PROPERTY = "territoires_industrie/part"
BASE = "base"


@dataclass(frozen=True)
class ThemeLayers:
    """The layers of one map: the theme's own, by table, and the shared base."""

    theme: MapTheme
    own: dict[str, QgsVectorLayer]
    base: dict[str, QgsVectorLayer]

    @property
    def drawn(self) -> list[QgsVectorLayer]:
        """All layers, top first, in the order in which a page draws them.

        The towns' dots lie above the territory's outline and all lines.
        """
        own = list(self.own.values())
        base = [self.base[name] for name in BASE_TABLES]
        above = list(self.own).index(PERIMETERS)
        towns = self.base[TOWNS]
        base.remove(towns)
        return [*own[:above], towns, *own[above:], *base]


def load_table(
    edition: Edition, table: Table, title: str, style: str | None = None
) -> QgsVectorLayer:
    """One table of the edition as a styled layer, under its own style or another.

    It tells where its rows come from, under the pointer, by an action and in its metadata.

    Raises:
        MapError: QGIS cannot read the table.
        EditionError: the edition has no such table.
    """
    layer = styled_table(edition, table, title, style)
    layer.setCustomProperty(TABLE_PROPERTY, style or table.name)
    catalogue = load_catalogue()
    give_tip(layer, table, catalogue)
    describe(layer, table, edition, catalogue)
    return layer


def styled_table(
    edition: Edition, table: Table, title: str = "", style: str | None = None
) -> QgsVectorLayer:
    """As `load_table`, without a word about sources: for what only looks at rows and symbols."""
    layer = QgsVectorLayer(edition.uri(table.name), title, "ogr")
    if not layer.isValid():
        raise MapError(
            "Layer {table} of {path} cannot be read: the edition may be damaged or made by another "
            "version; make it again.",
            table=table.name,
            path=edition.path,
        )
    load_style(layer, table.name, style)
    return layer


def add_table(
    project: QgsProject, edition: Edition, catalogue: Catalogue, name: str
) -> QgsVectorLayer:
    """One table of an edition in a project by itself, styled, where QGIS puts a new layer.

    Raises:
        MapError: QGIS cannot read the table.
        EditionError: the edition has no such table.
    """
    layer = load_table(edition, catalogue.table(name), layer_title(catalogue, name))
    return project.addMapLayer(layer)


def prepare_project(project: QgsProject, territory: Territory) -> None:
    """Tell a project which territory stands out; give an empty one the atlas' CRS and sea."""
    if not project.mapLayers():
        project.setCrs(QgsCoordinateReferenceSystem(MAP_CRS))
        project.setBackgroundColor(SEA)
    QgsExpressionContextUtils.setProjectVariable(project, TERRITORY_VARIABLE, territory.id)


def add_base(
    project: QgsProject, edition: Edition, catalogue: Catalogue
) -> dict[str, QgsVectorLayer]:
    """Add the base group at the bottom of the tree; the layers by table name."""
    layers = {name: load_part(edition, catalogue, name, BASE) for name in BASE_TABLES}
    finished(putting_base(project, layers))
    return layers


def putting_base(
    project: QgsProject, layers: Mapping[str, QgsVectorLayer]
) -> Generator[None, None, None]:
    """As `add_base`, in turns, with layers that were loaded before."""
    group = project.layerTreeRoot().addGroup(BASE_GROUP)
    group.setExpanded(False)
    for layer in layers.values():
        _put(project, group, layer)
        yield


def add_locator_layer(
    project: QgsProject, edition: Edition, catalogue: Catalogue
) -> QgsVectorLayer:
    """The layer of the pages' small map; in the project, but not in its tree."""
    layer = load_table(edition, catalogue.table(PERIMETERS), "Carte de situation", LOCATOR)
    return project.addMapLayer(layer, False)


def open_on(project: QgsProject, layers: ThemeLayers, territory: Territory) -> QgsRectangle:
    """Let the project open on the territory; the rectangle it opens on (EPSG:2154)."""
    extent = perimeter_of(layers.own[PERIMETERS], territory).boundingBox()
    extent.scale(_AIR)
    view = QgsReferencedRectangle(extent, QgsCoordinateReferenceSystem(MAP_CRS))
    project.viewSettings().setDefaultViewExtent(view)
    # Also what QGIS zooms to when it sees the first layer of an empty project.
    project.viewSettings().setPresetFullExtent(view)
    return extent


def base_in(
    project: QgsProject, edition: Edition, catalogue: Catalogue
) -> dict[str, QgsVectorLayer] | None:
    """The base that a project shows of this very edition, by table; None where it has none.

    What somebody has taken out of it comes back at its foot: pages need it whole.
    """
    found = _layers_in(project, edition, BASE)
    if not found:
        return None
    root = project.layerTreeRoot()
    group = root.findGroup(BASE_GROUP) or root.addGroup(BASE_GROUP)
    return {
        name: found.get(name) or _add(project, group, edition, catalogue, name, BASE)
        for name in BASE_TABLES
    }


def theme_in(
    project: QgsProject,
    edition: Edition,
    catalogue: Catalogue,
    theme: MapTheme,
    base: dict[str, QgsVectorLayer],
) -> ThemeLayers | None:
    """One map that a project shows already, restyled or not; None where it has none.

    Tables that it lacks join its group, at its foot.
    """
    found = _layers_in(project, edition, theme.id)
    if not found:
        return None
    root = project.layerTreeRoot()
    group = root.findGroup(theme.title) or root.insertGroup(0, theme.title)
    own = {
        name: found.get(name) or _add(project, group, edition, catalogue, name, theme.id)
        for name in drawing_order(catalogue, theme)
    }
    return ThemeLayers(theme, own, base)


def _layers_in(project: QgsProject, edition: Edition, part: str) -> dict[str, QgsVectorLayer]:
    """The layers of one map, or of the base, that show this very edition, by table."""
    return {
        layer.customProperty(TABLE_PROPERTY): layer
        for layer in project.mapLayers().values()
        if layer.customProperty(PART_PROPERTY) == part and file_of(layer) == edition.path
    }


def locator_in(project: QgsProject) -> QgsVectorLayer | None:
    """The layer of the pages' small map, where a project has one."""
    layers = project.mapLayers().values()
    return next((x for x in layers if x.customProperty(TABLE_PROPERTY) == LOCATOR), None)


def add_theme(
    project: QgsProject,
    edition: Edition,
    catalogue: Catalogue,
    theme: MapTheme,
    base: dict[str, QgsVectorLayer],
) -> ThemeLayers:
    """Add one theme's group above the base, in the atlas' order; its layers top first."""
    names = drawing_order(catalogue, theme)
    own = {name: load_part(edition, catalogue, name, theme.id) for name in names}
    finished(putting_theme(project, catalogue, theme, own))
    return ThemeLayers(theme, own, base)


def putting_theme(
    project: QgsProject,
    catalogue: Catalogue,
    theme: MapTheme,
    layers: Mapping[str, QgsVectorLayer],
) -> Generator[None, None, None]:
    """As `add_theme`, in turns, with layers that were loaded before."""
    group = _group_for(project.layerTreeRoot(), catalogue, theme)
    for layer in layers.values():
        _put(project, group, layer)
        yield


def _group_for(root: QgsLayerTree, catalogue: Catalogue, theme: MapTheme) -> QgsLayerTreeGroup:
    """A theme's group: the one there is, else a new one, in the atlas' order above the base."""
    found = root.findGroup(theme.title)
    if found is not None:
        return found
    titles = [each.title for each in catalogue.themes]
    own = titles.index(theme.title)
    below = {*titles[own:], BASE_GROUP}
    names = [node.name() for node in root.children()]
    place = next((index for index, name in enumerate(names) if name in below), len(names))
    return root.insertGroup(place, theme.title)


def drawing_order(catalogue: Catalogue, theme: MapTheme) -> list[str]:
    """Tables of a theme, top first: symbols, then the outline, then lines and surfaces."""
    top_first = list(reversed(theme.draw_order))
    points = [name for name in top_first if catalogue.table(name).geometry == "point"]
    others = [name for name in top_first if name not in points]
    return [*points, PERIMETERS, *others]


def layer_title(catalogue: Catalogue, table_name: str) -> str:
    """The layer's name in the tree: its only class where it has one, else the layer's title."""
    layer = catalogue.layer_of(table_name)
    legends = [legend for legend in layer.legends if legend.table == table_name]
    if len(legends) == 1 and len(legends[0].classes) == 1:
        return legends[0].classes[0].label
    return layer.title


def perimeter_of(layer: QgsVectorLayer, territory: Territory) -> QgsGeometry:
    """The territory's outline in the layer of perimeters, in its CRS (EPSG:2154).

    Raises:
        MapError: the edition has no outline for this territory.
    """
    for feature in layer.getFeatures(f"\"territory\" = '{territory.id}'"):
        return feature.geometry()
    raise MapError(
        "This edition has no outline for {territory} ({id}): maps are drawn for the 18 territories "
        "of Hauts-de-France.",
        territory=territory.title,
        id=territory.id,
    )


def file_of(layer: QgsVectorLayer) -> Path:
    """The file that a layer shows: an edition's, for layers of ours."""
    parts = QgsProviderRegistry.instance().decodeUri(layer.providerType(), layer.source())
    return Path(parts.get("path") or "")


def load_part(edition: Edition, catalogue: Catalogue, name: str, part: str) -> QgsVectorLayer:
    """One table as a layer of a map (its theme's id) or of the base, in no project yet."""
    layer = load_table(edition, catalogue.table(name), layer_title(catalogue, name))
    layer.setCustomProperty(PART_PROPERTY, part)
    return layer


def _put(project: QgsProject, group: QgsLayerTreeGroup, layer: QgsVectorLayer) -> None:
    project.addMapLayer(layer, False)
    group.addLayer(layer).setExpanded(False)


def _add(
    project: QgsProject,
    group: QgsLayerTreeGroup,
    edition: Edition,
    catalogue: Catalogue,
    name: str,
    part: str,
) -> QgsVectorLayer:
    layer = load_part(edition, catalogue, name, part)
    _put(project, group, layer)
    return layer
