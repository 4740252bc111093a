"""One map page: a live print layout, composed from an edition's styled layers."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace

from qgis.core import (
    QgsExpressionContextUtils,
    QgsFeatureRequest,
    QgsGeometry,
    QgsLayoutItemMap,
    QgsLayoutSize,
    QgsPrintLayout,
    QgsProject,
    QgsRectangle,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QRectF, Qt

from ..catalogue import Catalogue
from ..edition import Edition
from ..maps.layers import PERIMETERS, TERRITORY_VARIABLE, ThemeLayers, perimeter_of
from ..territories import Territory
from . import wording
from .frames import GUTTER, MARGIN, PAGES, Frames, frames
from .furniture import FRAME_COLOUR, add_map, add_rectangle, add_rule, add_scale_bar, add_text
from .legend import add_legend
from .locator import add_locator
from .placement import Box, Name, Placement, place
from .symbols import Site, View, names_in, sites_in
from .texts import FAINT_INK, height_of, line_height, wrap

#: The map item's variable that carries offsets, numbers and anchors (mm) to the styles.
PLACEMENT_VARIABLE = "ti_placement"
#: Scales that a reader can reckon with; none finer than 1:100 000 (DOMAIN 1, public safety).
SCALES = (100_000, 125_000, 150_000, 200_000, 250_000, 300_000, 350_000, 400_000, 500_000, 750_000)
#: Land kept around the territory, as a factor of its size.
_AIR = 1.04
#: Town names offered to a page, largest first: one for so much map (mm²); what finds no room is
#: not written.
_MAP_PER_TOWN = 1100.0
#: Of these, the territory's first take their place before the symbols that may move.
_EARLY = 6
#: A site is named before any town.
_SITE_WEIGHT = 1e9
_SOURCE_SIZE = 5.5
_NOTE_SIZE = 6.0
_HEAD_SIZE = 7.5
#: Inside margin and width (mm) of the list of sites when it stands on the map.
_PADDING = 1.5
_BOX_WIDTH = 64.0
_AFTER_HEAD = 0.3
_PAGE_NUMBER_WIDTH = 12.0


@dataclass(frozen=True)
class PageSpec:
    """What one page shows, and where it stands in its set."""

    territory: Territory
    number: int
    count: int
    paper: str = "a4"
    hide_absent: bool = False


@dataclass(frozen=True)
class _Placed:
    """The sites of a page once placed: where, under which numbers, and the list they need."""

    placement: Placement
    numbers: dict[str, int]
    paragraphs: list[str]


@dataclass(frozen=True)
class _Block:
    """A heading and its lines, already broken to a width (mm)."""

    name: str
    head: str
    lines: Sequence[str]
    width: float

    @property
    def body_height(self) -> float:
        return height_of(len(self.lines), _NOTE_SIZE) * 1.03 + 0.4

    @property
    def height(self) -> float:
        """Height on paper with the gutter below (mm)."""
        return line_height(_HEAD_SIZE) + _AFTER_HEAD + self.body_height + GUTTER


def page_name(territory: Territory, layers: ThemeLayers) -> str:
    """The layout's name in the project, and its bookmark in the PDF."""
    return f"{territory.title} – {layers.theme.number}. {layers.theme.title}"


def build_page(
    project: QgsProject,
    layers: ThemeLayers,
    locator: QgsVectorLayer,
    edition: Edition,
    catalogue: Catalogue,
    spec: PageSpec,
) -> QgsPrintLayout:
    """Compose a page and add it to the project's layouts.

    Args:
        project: holds the layers, and will hold the layout.
        layers: the theme's styled layers, already in the project.
        locator: the layer of the small map of the region.
        edition: where the layers come from: date, sources, limits.
        catalogue: legend groups and words.
        spec: the territory, the paper, the page's number.

    Raises:
        MapError: the edition has no outline for the territory.
    """
    builder = _Page(project, layers, locator, edition, catalogue, spec)
    builder.compose()
    project.layoutManager().addLayout(builder.layout)
    return builder.layout


def view_of(extent: QgsRectangle, frame: Box) -> View:
    """The piece of land shown in a frame: the extent's centre at the finest round scale that fits.

    Args:
        extent: the territory's bounding box, EPSG:2154.
        frame: the map's frame (mm).
    """
    needed = 1000 * _AIR * max(extent.width() / frame.width, extent.height() / frame.height)
    scale = next((scale for scale in SCALES if scale >= needed), -(-needed // 100_000) * 100_000)
    centre = extent.center()
    half_width, half_height = (side * scale / 2000 for side in (frame.width, frame.height))
    shown = QgsRectangle(
        centre.x() - half_width,
        centre.y() - half_height,
        centre.x() + half_width,
        centre.y() + half_height,
    )
    return View(shown, scale)


class _Page:
    """The composition of one page, step by step."""

    def __init__(
        self,
        project: QgsProject,
        layers: ThemeLayers,
        locator: QgsVectorLayer,
        edition: Edition,
        catalogue: Catalogue,
        spec: PageSpec,
    ) -> None:
        self._layers = layers
        self._locator = locator
        self._edition = edition
        self._catalogue = catalogue
        self._spec = spec
        self._territory = spec.territory
        self.layout = QgsPrintLayout(project)
        self.layout.initializeDefaults()
        self.layout.setName(page_name(spec.territory, layers))
        self.layout.setCustomProperty("ti_territory", spec.territory.id)
        self.layout.setCustomProperty("ti_theme", layers.theme.id)
        width, height = PAGES[spec.paper]
        self._sources = wrap(
            wording.sources_line(edition, catalogue, layers.theme),
            width - 2 * MARGIN - _PAGE_NUMBER_WIDTH,
            _SOURCE_SIZE,
        )
        self._frames: Frames = frames(spec.paper, height_of(len(self._sources), _SOURCE_SIZE) + 1.5)
        self.layout.pageCollection().page(0).setPageSize(QgsLayoutSize(width, height))
        self._outline = perimeter_of(layers.own[PERIMETERS], spec.territory)
        self._view = view_of(self._outline.boundingBox(), self._frames.map)

    def compose(self) -> None:
        map_item = self._add_map()
        self._add_title()
        placed = self._place_sites(self._add_legend())
        QgsExpressionContextUtils.setLayoutItemVariable(
            map_item, PLACEMENT_VARIABLE, _placement_json(placed)
        )
        add_locator(self.layout, self._locator, self._layers, self._territory, self._frames.locator)
        add_scale_bar(self.layout, map_item, self._frames.scale_bar)
        self._add_footer()

    def _add_map(self) -> QgsLayoutItemMap:
        item = add_map(self.layout, "map", self._frames.map, self._view.extent, self._layers.drawn)
        QgsExpressionContextUtils.setLayoutItemVariable(
            item, TERRITORY_VARIABLE, self._territory.id
        )
        return item

    def _add_title(self) -> None:
        box = self._frames.title
        head = Box(box.x, box.y, box.width * 0.8, 8.0)
        add_text(self.layout, "title", [self._territory.title.upper()], head, 16, bold=True)
        theme = Box(box.x, box.y + 8.2, box.width * 0.8, 6.0)
        add_text(self.layout, "theme", [self._layers.theme.title], theme, 11)
        date = Box(box.right - box.width * 0.2, box.y + 9.4, box.width * 0.2, 5.0)
        add_text(
            self.layout,
            "edition",
            [wording.edition_line(self._edition)],
            date,
            8,
            colour=FAINT_INK,
            align=Qt.AlignmentFlag.AlignRight,
        )
        add_rule(self.layout, "title_rule", box.x, box.bottom - 0.3, box.width)

    def _add_legend(self) -> float:
        panel = self._frames.panel
        legend, size = add_legend(
            self.layout,
            self._layers,
            self._catalogue,
            self._present(),
            panel.width,
            self._spec.hide_absent,
        )
        legend.attemptSetSceneRect(QRectF(panel.x, panel.y, panel.width, size.height()))
        legend.setId("legend")
        return panel.y + size.height() + GUTTER

    def _limits(self, width: float) -> _Block | None:
        """What the map does not show, and why; None when it shows all."""
        known = self._edition.availability(self._territory.id)
        texts = [f"– {text}" for text in wording.limits(self._catalogue, self._layers.theme, known)]
        return _block("limits", "À savoir", texts, width) if texts else None

    def _place_sites(self, top: float) -> _Placed:
        """Place symbols and names; write notes and list in the panel, or where the map is free.

        What does not fit in the panel goes into a box in the freest corner of the map, and the
        symbols are placed again around it.
        """
        panel = self._frames.reading
        limits = self._limits(panel.width)
        sites = self._sites()
        placed = self._placed(sites, ())
        room = panel.bottom - top
        if limits is not None and limits.height <= room:
            top = self._write(limits, panel.x, top)
            room, limits = panel.bottom - top, None
        listed = _site_block(placed, panel.width)
        if limits is None and (listed is None or listed.height <= room):
            if listed is not None:
                self._write(listed, panel.x, top)
            return placed
        return self._place_around_a_box(sites, placed, with_limits=limits is not None)

    def _place_around_a_box(
        self, sites: Sequence[Site], placed: _Placed, with_limits: bool
    ) -> _Placed:
        inside = _BOX_WIDTH - 2 * _PADDING
        limits = self._limits(inside) if with_limits else None
        # Room for a few lines more than now: the names that the box itself will push out.
        spare = 3 * line_height(_NOTE_SIZE)
        height = _stacked_height(limits, _site_block(placed, inside)) + spare
        corner = self._freest_corner(_BOX_WIDTH, height, sites)
        placed = self._placed(sites, (corner,))
        blocks = [block for block in (_site_block(placed, inside), limits) if block is not None]
        used = _stacked_height(*blocks)
        frame = self._frames.map
        top = frame.y if corner.y == 0 else frame.bottom - used
        box = Box(frame.x + corner.x, top, _BOX_WIDTH, used)
        add_rectangle(self.layout, "sites_ground", box, "255,255,255,240", FRAME_COLOUR)
        top += _PADDING
        for block in blocks:
            top = self._write(block, box.x + _PADDING, top)
        return placed

    def _write(self, block: _Block, x: float, top: float) -> float:
        """Add a block to the layout; the place below it (mm)."""
        head = Box(x, top, block.width, line_height(_HEAD_SIZE))
        add_text(self.layout, f"{block.name}_head", [block.head], head, _HEAD_SIZE, bold=True)
        body = Box(x, head.bottom + _AFTER_HEAD, block.width, block.body_height)
        add_text(self.layout, block.name, block.lines, body, _NOTE_SIZE)
        return top + block.height

    def _sites(self) -> list[Site]:
        return [
            site
            for name, layer in self._point_layers().items()
            for site in sites_in(layer, name, self._view)
        ]

    def _placed(self, sites: Sequence[Site], boxes: Sequence[Box]) -> _Placed:
        """Place the symbols around the boxes; number what bears no name on the map.

        A neighbour's symbol takes its place, but has neither name nor number (DOMAIN 4).
        """
        names = [*self._site_names(sites), *self._town_names()]
        frame = Box(0, 0, self._frames.map.width, self._frames.map.height).grown(-1.0)
        placement = place([site.mark for site in sites], names, frame, boxes)
        own = [site for site in sites if site.territory == self._territory.id]
        listed = [site for site in own if site.key not in placement.names]
        numbers = wording.numbered(listed)
        return _Placed(placement, numbers, wording.site_list(listed, numbers))

    def _site_names(self, sites: Sequence[Site]) -> list[Name]:
        """Names that may stand beside their symbol: of exact positions, from a register."""
        named = {
            site.key
            for site in sites
            if site.verified and not site.approximate and site.territory == self._territory.id
        }
        return [
            replace(name, key=row["key"], at=None, priority=_SITE_WEIGHT)
            for layer in self._point_layers().values()
            for row, name in names_in(layer, self._view)
            if row["key"] in named
        ]

    def _town_names(self) -> list[Name]:
        """The main towns: seats of State first, then by population, the territory's own early."""
        towns = sorted(
            names_in(self._layers.base["communes"], self._view),
            key=lambda town: (-town[0]["is_prefecture"], -town[0]["population"]),
        )
        offered = round(self._frames.map.width * self._frames.map.height / _MAP_PER_TOWN)
        own = [row["insee"] for row, _ in towns if row["territory"] == self._territory.id]
        return [
            replace(name, key=row["insee"], priority=-rank, early=row["insee"] in own[:_EARLY])
            for rank, (row, name) in enumerate(towns[:offered])
        ]

    def _point_layers(self) -> dict[str, QgsVectorLayer]:
        return {
            name: layer
            for name, layer in self._layers.own.items()
            if self._catalogue.table(name).geometry == "point"
        }

    def _freest_corner(self, width: float, height: float, sites: Sequence[Site]) -> Box:
        """The corner of the map where a box hides the least: first of symbols, then of land."""
        frame = self._frames.map
        right, bottom = frame.width - width, frame.height - height
        corners = [Box(x, y, width, height) for y in (0.0, bottom) for x in (0.0, right)]
        return min(corners, key=lambda corner: self._hidden_by(corner, sites))

    def _hidden_by(self, corner: Box, sites: Sequence[Site]) -> float:
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
        symbols = sum(Box(site.mark.x, site.mark.y, 0.1, 0.1).overlaps(reach) for site in sites)
        return symbols + covered

    def _present(self) -> dict[str, dict[str, set[str]]]:
        """Which classes of each legend have a row of the territory, or of none, inside the view."""
        present: dict[str, dict[str, set[str]]] = {}
        for layer_id in wording.theme_layers(self._layers.theme):
            for legend in self._catalogue.layers[layer_id].legends:
                layer = self._layers.own[legend.table]
                request = QgsFeatureRequest(self._view.extent)
                values = {
                    str(row[legend.field])
                    for row in layer.getFeatures(request)
                    if row["rattachement"] in (None, "", self._territory.id)
                }
                present.setdefault(legend.table, {})[legend.field] = values
        return present

    def _add_footer(self) -> None:
        box = self._frames.footer
        add_rule(self.layout, "footer_rule", box.x, box.y, box.width)
        text = Box(box.x, box.y + 1.0, box.width - _PAGE_NUMBER_WIDTH, box.height - 1.0)
        add_text(self.layout, "sources", self._sources, text, _SOURCE_SIZE, colour=FAINT_INK)
        number = Box(text.right, text.y, _PAGE_NUMBER_WIDTH, text.height)
        add_text(
            self.layout,
            "page_number",
            [f"{self._spec.number} / {self._spec.count}"],
            number,
            8,
            align=Qt.AlignmentFlag.AlignRight,
        )


def _block(name: str, head: str, texts: Sequence[str], width: float) -> _Block:
    lines = [line for text in texts for line in wrap(text, width, _NOTE_SIZE)]
    return _Block(name, head, lines, width)


def _site_block(placed: _Placed, width: float) -> _Block | None:
    """The list of numbered sites, or None when every site bears its name."""
    if not placed.paragraphs:
        return None
    return _block("sites", "Sites numérotés", placed.paragraphs, width)


def _stacked_height(*blocks: _Block | None) -> float:
    """Height (mm) of a box that holds these blocks one above the other."""
    return 2 * _PADDING - GUTTER + sum(block.height for block in blocks if block is not None)


def _placement_json(placed: _Placed) -> str:
    placement = placed.placement
    return json.dumps(
        {
            "offsets": {key: f"{x},{y}" for key, (x, y) in placement.offsets.items()},
            "numbers": {key: str(number) for key, number in placed.numbers.items()},
            "labels": {key: f"{x},{y}" for key, (x, y) in placement.names.items()},
        }
    )
