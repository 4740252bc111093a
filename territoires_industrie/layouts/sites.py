"""The sites of one map: which rows it draws, where their symbols go, which bear a number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from qgis.core import (
    QgsFeature,
    QgsGeometry,
    QgsPoint,
    QgsRectangle,
    QgsVectorLayer,
)

from ..catalogue import Catalogue
from ..geometry import bounds
from ..maps.layers import ThemeLayers
from ..territories import Territory, perimeter
from . import wording
from .placement import Box, Name, Placement, place
from .symbols import APPROXIMATE, View, names_in, sites_in

#: Town names offered to a page, largest first: one for so much map (mm²); what finds no room is
#: not written.
_MAP_PER_TOWN = 1100.0
#: Of these, the territory's first take their place before the symbols that may move.
_EARLY = 6
#: A site is named before any town.
_SITE_WEIGHT = 1e9
#: Free edge inside the map's frame (mm).
_EDGE = 1.0
#: How far around the territory a map shows what is nobody's (metres), about its own margin.
_NEAR = 5_000


@dataclass(frozen=True)
class Placed:
    """The sites of a page once placed: where, under which numbers, and the list they need."""

    placement: Placement
    numbers: dict[str, int]
    paragraphs: list[str]


@dataclass(frozen=True)
class Drawn:
    """What the rows of a page's territory say: their sources, their classes, how sure they are.

    Attributes:
        sources: pairs (layer id, source id).
        present: class keys by table and field.
        approximate: some point stands at its commune or IRIS.
        planned: some point is a project.
    """

    sources: set[tuple[str, str]]
    present: dict[str, dict[str, set[str]]]
    approximate: bool
    planned: bool

    def lacks_classes(self, catalogue: Catalogue, layer_ids: Sequence[str]) -> bool:
        """Whether some legend of these layers has a class without a row."""
        return any(
            legend_class.key not in self.present[legend.table][legend.field]
            for layer_id in layer_ids
            for legend in catalogue.layers[layer_id].legends
            for legend_class in legend.classes
        )


class MapSites:
    """What one map draws of one territory, inside one view."""

    def __init__(
        self,
        layers: ThemeLayers,
        catalogue: Catalogue,
        territory: Territory,
        outline: QgsGeometry,
        view: View,
        frame: Box,
    ) -> None:
        self._layers = layers
        self._catalogue = catalogue
        self._territory = territory
        self._view = view
        self._frame = frame
        self._ground = QgsGeometry.createGeometryEngine(outline.constGet())
        self._ground.prepareGeometry()
        self._outline = outline  # the engine only points at it
        self.all = [
            site
            for name, layer in self._point_layers()
            for site in sites_in(layer, name, self._view)
        ]
        self.own = [site for site in self.all if site.territory == territory.id]

    @cached_property
    def freely_placed(self) -> Placed:
        """The sites placed with no box on the map, once for all who ask."""
        return self.placed()

    def placed(self, boxes: Sequence[Box] = (), most: int | None = None) -> Placed:
        """Place the symbols around the boxes; number what bears no name on the map.

        A neighbour's symbol takes its place, but has neither name nor number (DOMAIN 4).
        """
        names = [*self._site_names(), *self._town_names()]
        inside = Box(0, 0, self._frame.width, self._frame.height).grown(-_EDGE)
        marks = [site.mark for site in self.all]
        placement = place(marks, names, inside, boxes, self._on_ground)
        return self.numbered(placement, most)

    def numbered(self, placement: Placement, most: int | None = None) -> Placed:
        """Number and list the sites without a name; of a crowd, the `most` weightiest only."""
        unnamed = [site for site in self.own if site.key not in placement.names]
        weightiest = sorted(unnamed, key=lambda site: (-site.mark.priority, site.key))
        listed = weightiest if most is None else weightiest[:most]
        numbers = wording.numbered(listed)
        paragraphs = wording.site_list(listed, numbers)
        if len(listed) < len(unnamed):
            paragraphs.append(wording.unlisted(len(unnamed) - len(listed)))
        return Placed(placement, numbers, paragraphs)

    def freest_corner(self, width: float, height: float) -> Box:
        """The corner of the map where a box hides the least: first of symbols, then of land."""
        right, bottom = self._frame.width - width, self._frame.height - height
        corners = [Box(x, y, width, height) for y in (0.0, bottom) for x in (0.0, right)]
        return min(corners, key=self._hidden_by)

    def _hidden_by(self, corner: Box) -> float:
        metres = self._view.scale / 1000
        left, top = self._view.extent.xMinimum(), self._view.extent.yMaximum()
        ground = QgsGeometry.fromRect(
            QgsRectangle(
                left + corner.x * metres,
                top - corner.bottom * metres,
                left + corner.right * metres,
                top - corner.y * metres,
            )
        )
        covered = self._outline.intersection(ground).area() / ground.area()
        reach = corner.grown(2.0)
        hidden = sum(Box(s.mark.x, s.mark.y, 0.1, 0.1).overlaps(reach) for s in self.own)
        return hidden + covered

    def _on_ground(self, x: float, y: float) -> bool:
        """Whether a point of the map (mm) lies in the territory: factories are not drawn at sea."""
        metres = self._view.scale / 1000
        extent = self._view.extent
        # A point of its own: what a passing QgsGeometry points at is gone before it is looked at.
        point = QgsPoint(extent.xMinimum() + x * metres, extent.yMaximum() - y * metres)
        return self._ground.contains(point)

    def _site_names(self) -> list[Name]:
        """Names that may stand beside their symbol: of exact positions, from a register."""
        named = {site.key for site in self.own if site.verified and not site.approximate}
        return [
            replace(name, key=row["key"], at=None, priority=_SITE_WEIGHT)
            for _, layer in self._point_layers()
            for row, name in names_in(layer, self._view)
            if row["key"] in named
        ]

    def _town_names(self) -> list[Name]:
        """The main towns: seats of State first, then by population, the territory's own early."""
        towns = sorted(
            names_in(self._layers.base["communes"], self._view),
            key=lambda town: (-(town[0]["is_prefecture"] or 0), -(town[0]["population"] or 0)),
        )
        offered = round(self._frame.width * self._frame.height / _MAP_PER_TOWN)
        own = [row["insee"] for row, _ in towns if row["territory"] == self._territory.id]
        return [
            replace(name, key=row["insee"], priority=-rank, early=row["insee"] in own[:_EARLY])
            for rank, (row, name) in enumerate(towns[:offered])
        ]

    def _point_layers(self) -> list[tuple[str, QgsVectorLayer]]:
        return [
            (name, layer)
            for name, layer in self._layers.own.items()
            if self._catalogue.table(name).geometry == "point"
        ]


def drawn_of(layers: ThemeLayers, catalogue: Catalogue, territory: Territory) -> Drawn:
    """Read the rows that a territory's map draws: its own, and those of nobody (roads) near it."""
    near = QgsRectangle(*bounds(perimeter(territory))).buffered(_NEAR)
    present: dict[str, dict[str, set[str]]] = {}
    sources: set[tuple[str, str]] = set()
    approximate = planned = False
    for layer_id in wording.theme_layers(layers.theme):
        layer = catalogue.layers[layer_id]
        for table in layer.tables:
            seen = [
                row
                for row in layers.own[table.name].getFeatures()
                if row["rattachement"] == territory.id or _meets(row, near)
            ]
            # Neighbours' objects are drawn, if pale: whoever published them is named.
            sources |= {(layer.id, str(row["source"])) for row in seen}
            rows = [row for row in seen if row["rattachement"] in (None, "", territory.id)]
            if table.geometry == "point":
                approximate |= any(row["position"] in APPROXIMATE for row in rows)
                planned |= any(row["statut"] not in wording.IN_SERVICE for row in rows)
            fields = {legend.field for legend in layer.legends if legend.table == table.name}
            present[table.name] = {field: {str(row[field]) for row in rows} for field in fields}
    return Drawn(sources, present, approximate, planned)


def _meets(row: QgsFeature, near: QgsRectangle) -> bool:
    return row.hasGeometry() and row.geometry().boundingBox().intersects(near)
