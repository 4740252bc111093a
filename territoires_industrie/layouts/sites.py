"""The sites of one map: which rows it draws, where their symbols go, which bear a number."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from qgis.core import (
    QgsFeature,
    QgsFeatureRequest,
    QgsGeometry,
    QgsRectangle,
    QgsVectorLayer,
)

from ..catalogue import Catalogue
from ..geometry import bounds
from ..maps.layers import ThemeLayers
from ..territories import Territory, perimeter
from . import wording
from .lands import FINEST, Ground, LandNames, lines_on_paper
from .placement import Box, Mark, Name, Placement, Point, place
from .shapes import Lines
from .symbols import APPROXIMATE, Numbering, Site, View, key_of, names_in, sites_in

#: The base map's table of towns.
_TOWNS = "communes"
#: Lines that a name hides when it lies on them.
NETWORKS = ("gasnetwork", "network400kv", "hydrogennetwork", "heatnetworks")
#: Lines that show through a name's halo, if there is no other room.
ROADS = ("roads", "waterways")
#: What is looked at of the base map.
BASE_LOOKED_AT = ("land", _TOWNS)
#: Town names offered to a page, largest first: one for so much map (mm²); what finds no room is
#: not written.
_MAP_PER_TOWN = 1100.0
#: Of these, seats of State and the territory's first take their place before the symbols that may
#: move.
_EARLY = 8
#: A site is named before any town, the weightiest first.
_SITE_WEIGHT = 1e9
#: A neighbour's symbol comes after all, and is carried no further than this (mm): pale, it may
#: rather touch another than draw long leaders across land that is not the page's matter.
_NEIGHBOUR, _NEIGHBOURS_FARTHEST = -1e6, 9.0
#: Free edge inside the map's frame (mm).
_EDGE = 1.0
#: A box of text stays so far (mm) from the territory's outline and from its sites' true points.
_CLEAR = 1.5
#: The whole territory weighs as much as so many symbols when a corner is chosen for a box.
_SYMBOLS_OF_LAND = 80.0
#: How far around the territory a map shows what is nobody's (metres), about its own margin.
_NEAR = 5_000


@dataclass(frozen=True)
class Placed:
    """The sites of a page once placed: where, under which numbers, and the list they need.

    `taken` is what else no name may hide (mm): the boxes of text and the dots of the towns.
    """

    placement: Placement
    numbers: dict[str, int]
    paragraphs: list[str]
    taken: Sequence[Box] = ()


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

    def lacks_classes(
        self, catalogue: Catalogue, layer_ids: Sequence[str], withheld: Container[str] = ()
    ) -> bool:
        """Whether some legend of these layers has a class without a row, but withheld tables'."""
        return any(
            legend.table not in withheld
            and legend_class.key not in self.present[legend.table][legend.field]
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
        numbering: Numbering | None = None,
    ) -> None:
        self._numbering = numbering
        self._layers = layers
        self._catalogue = catalogue
        self._territory = territory
        self._view = view
        self._frame = frame
        self._outline = outline
        self._ground = Ground(outline, layers.base["land"], view)
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

    def placed(self, boxes: Sequence[Box] = ()) -> Placed:
        """Place the symbols around the boxes; number what bears no name on the map.

        A neighbour's symbol takes its place, but has neither name nor number (DOMAIN 4).
        """
        names = [*self._site_names(), *self._town_names()]
        inside = Box(0, 0, self._frame.width, self._frame.height).grown(-_EDGE)
        marks = [self._mark(site) for site in self.all]
        placement = place(
            marks,
            names,
            inside,
            boxes,
            self._ground.at,
            self._outline_on_paper,
            self._networks_on_paper,
            self._roads_on_paper,
        )
        dots = (name.dot_box for name in names if name.key in placement.names)
        taken = [*boxes, *(dot for dot in dots if dot is not None)]
        return replace(self._numbered(placement), taken=taken)

    def name_lands(self, placed: Placed) -> None:
        """Write the seas and neighbours that the page shows, once all the rest has its place."""
        marks = (self._mark(site) for site in self.all)
        leaders = (m.leader(placed.placement.offsets.get(m.key, (0.0, 0.0))) for m in marks)
        lands = LandNames(
            self._layers.base, self._outline_on_paper, self._ground, self._view, self._frame
        )
        lands.name(placed.placement, [x for x in leaders if x is not None], placed.taken)

    def _numbered(self, placement: Placement) -> Placed:
        """Number and list the sites without a name."""
        if self._numbering is not None:
            return self._numbered_as_told(placement, self._numbering)
        unnamed = [site for site in self.own if site.key not in placement.names]
        numbers = wording.numbered(unnamed)
        return Placed(placement, numbers, wording.site_list(unnamed, numbers))

    def _numbered_as_told(self, placement: Placement, told: Numbering) -> Placed:
        sites = [site for site in self.own if site.key in told.numbers]
        numbers = {site.key: told.numbers[site.key] for site in sites}
        besides = told.besides.get(self._layers.theme.id, ())
        return Placed(placement, numbers, [*wording.site_list(sites, numbers), *besides])

    def free_corner(self, width: float, height: float) -> Box | None:
        """The corner of the map where a box (mm) hides nothing of the territory; None without one.

        Neither its ground nor the true point of any site of its own. Of several, the one that hides
        the fewest neighbours.
        """
        if height > self._frame.height:
            return None
        free = [corner for corner in self._corners(width, height) if self._hides_nothing(corner)]
        return min(free, key=lambda corner: self._symbols_in(corner, self.all), default=None)

    def freest_corner(self, width: float, height: float) -> Box:
        """The corner of the map where a box hides the least of symbols and of the territory."""
        return min(self._corners(width, height), key=self._hidden_by)

    def _corners(self, width: float, height: float) -> list[Box]:
        right, bottom = self._frame.width - width, max(self._frame.height - height, 0.0)
        return [Box(x, y, width, height) for y in (0.0, bottom) for x in (0.0, right)]

    def _hides_nothing(self, corner: Box) -> bool:
        reach = corner.grown(_CLEAR)
        apart = not self._outline.intersects(self._under(reach))
        return apart and not self._symbols_in(corner, self.own)

    def _hidden_by(self, corner: Box) -> float:
        """What a box hides, in symbols."""
        hidden = self._outline.intersection(self._under(corner)).area() / self._outline.area()
        return self._symbols_in(corner, self.own) + _SYMBOLS_OF_LAND * hidden

    def _symbols_in(self, corner: Box, sites: Sequence[Site]) -> int:
        reach = corner.grown(_CLEAR)
        return sum(Box(s.mark.x, s.mark.y, 0.1, 0.1).overlaps(reach) for s in sites)

    def _under(self, box: Box) -> QgsGeometry:
        """The piece of land under a box of the map."""
        metres = self._view.scale / 1000
        left, top = self._view.extent.xMinimum(), self._view.extent.yMaximum()
        return QgsGeometry.fromRect(
            QgsRectangle(
                left + box.x * metres,
                top - box.bottom * metres,
                left + box.right * metres,
                top - box.y * metres,
            )
        )

    def _mark(self, site: Site) -> Mark:
        """A site's symbol; a neighbour's bears no number and makes way for the territory's own."""
        if site.territory == self._territory.id:
            return site.mark
        return replace(
            site.mark,
            priority=site.mark.priority + _NEIGHBOUR,
            badge=0.0,
            farthest=_NEIGHBOURS_FARTHEST,
        )

    @cached_property
    def _outline_on_paper(self) -> list[list[Point]]:
        """The territory's outline as lines on paper (mm), no finer than an eye sees."""
        return lines_on_paper(self._outline.simplify(FINEST * self._view.scale / 1000), self._view)

    @cached_property
    def _networks_on_paper(self) -> list[list[Point]]:
        return self._lines_of(NETWORKS)

    @cached_property
    def _roads_on_paper(self) -> Lines:
        return Lines.of(self._lines_of(ROADS))

    def _lines_of(self, tables: tuple[str, ...]) -> list[list[Point]]:
        """The lines of some tables on paper (mm)."""
        wanted = QgsFeatureRequest(self._view.extent).setNoAttributes()
        return [
            line
            for name, layer in self._layers.own.items()
            if name in tables
            for feature in layer.getFeatures(wanted)
            for line in lines_on_paper(feature.geometry(), self._view)
        ]

    def _site_names(self) -> list[Name]:
        """Names that may stand beside their symbol: of exact positions, from a register."""
        if self._numbering is not None:
            return []
        named = {
            site.key: site.mark.priority
            for site in self.own
            if site.verified and not site.approximate
        }
        return [
            replace(name, key=key, at=None, priority=_SITE_WEIGHT + named[key])
            for table, layer in self._point_layers()
            for row, name in names_in(layer, self._view)
            for key in [key_of(table, row["key"])]
            if key in named
        ]

    def _town_names(self) -> list[Name]:
        """The main towns: seats of State first, then by population, the territory's own early."""
        towns = sorted(
            names_in(self._layers.base[_TOWNS], self._view),
            key=lambda town: (-(town[0]["is_prefecture"] or 0), -(town[0]["population"] or 0)),
        )
        offered = round(self._frame.width * self._frame.height / _MAP_PER_TOWN)
        own = [row["insee"] for row, _ in towns if row["territory"] == self._territory.id]
        early = {*own[:_EARLY], *(row["insee"] for row, _ in towns if row["is_prefecture"])}
        return [
            replace(
                name,
                key=key_of(_TOWNS, row["insee"]),
                priority=-rank,
                early=row["insee"] in early,
            )
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
            # A road is nobody's; a site of nobody stands outside, as pale as a neighbour's.
            mine = (territory.id,) if table.geometry == "point" else (None, "", territory.id)
            rows = [row for row in seen if row["rattachement"] in mine]
            if table.geometry == "point":
                approximate |= any(row["position"] in APPROXIMATE for row in rows)
                planned |= any(row["statut"] not in wording.IN_SERVICE for row in rows)
            fields = {legend.field for legend in layer.legends if legend.table == table.name}
            present[table.name] = {field: {str(row[field]) for row in rows} for field in fields}
    return Drawn(sources, present, approximate, planned)


def _meets(row: QgsFeature, near: QgsRectangle) -> bool:
    return row.hasGeometry() and row.geometry().boundingBox().intersects(near)


def pairs(shifts: Mapping[str, Point]) -> dict[str, str]:
    """Displacements as the styles read them: `dx,dy`."""
    return {key: f"{x},{y}" for key, (x, y) in shifts.items()}
