"""One map page: a live print layout, composed from an edition's styled layers."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from qgis.core import (
    QgsExpressionContextUtils,
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
from ..maps.layers import PERIMETERS, TERRITORY_VARIABLE, MapError, ThemeLayers, perimeter_of
from ..territories import Territory
from . import wording
from .frames import GUTTER, MARGIN, PAGES, Frames, frames
from .furniture import FRAME_COLOUR, add_map, add_rectangle, add_rule, add_scale_bar, add_text
from .legend import add_legend
from .locator import add_locator
from .placement import Box, Point
from .sites import MapSites, Placed, drawn_of
from .symbols import View
from .texts import FAINT_INK, height_of, line_height, wrap

#: The map item's variable that carries offsets, numbers and anchors (mm) to the styles.
PLACEMENT_VARIABLE = "ti_placement"
#: The project's, with the offsets (mm) of the canvas.
SPREAD_VARIABLE = "ti_spread"
#: Scales that a reader can reckon with; none finer than 1:100 000 (DOMAIN 1, public safety).
SCALES = (100_000, 125_000, 150_000, 200_000, 250_000, 300_000, 350_000, 400_000, 500_000, 750_000)
#: Land kept around the territory, as a factor of its size.
_AIR = 1.04
_SOURCE_SIZE = 5.5
_NOTE_SIZE = 6.0
_HEAD_SIZE = 7.5
#: Inside margin and width (mm) of the list of sites when it stands on the map.
_PADDING = 1.5
_BOX_WIDTH = 58.0
_BOX_INSIDE = _BOX_WIDTH - 2 * _PADDING
#: A box of text takes at most this share of the map's height; a longer list is cut, and says so.
_BOX_SHARE = 0.9
_BLOCKS = ("limits", "sites")
#: Which blocks stand on the map when the panel is too small for all, the best way first.
_WAYS: tuple[tuple[str, ...], ...] = ((), ("sites",), ("limits",), ("limits", "sites"))
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


@dataclass(frozen=True)
class _Arranged:
    """Sites placed, and the blocks shared between the panel and a box on the map."""

    placed: Placed
    panel: list[_Block]
    on_map: list[_Block]
    box: Box | None


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
    name = builder.layout.name()
    # A manager that already has a page of this name deletes the new one.
    if not project.layoutManager().addLayout(builder.layout):
        raise MapError("The project has a page named “{name}” already.", name=name)
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


def spread(
    project: QgsProject, layers: ThemeLayers, catalogue: Catalogue, territory: Territory
) -> None:
    """Let the canvas draw apart the symbols of one commune, as an A4 page would.

    The offsets (mm) join those of the maps that the project shows already.
    """
    frame = frames("a4", 0.0).map
    outline = perimeter_of(layers.own[PERIMETERS], territory)
    view = view_of(outline.boundingBox(), frame)
    placed = MapSites(layers, catalogue, territory, outline, view, frame).freely_placed
    scope = QgsExpressionContextUtils.projectScope(project)
    offsets = json.loads(scope.variable(SPREAD_VARIABLE) or "{}")
    offsets.update(_pairs(placed.placement.offsets))
    QgsExpressionContextUtils.setProjectVariable(project, SPREAD_VARIABLE, json.dumps(offsets))


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
        self._drawn = drawn_of(layers, catalogue, spec.territory)
        self._sources = wrap(
            self._footer_text(),
            width - 2 * MARGIN - _PAGE_NUMBER_WIDTH,
            _SOURCE_SIZE,
        )
        self._frames: Frames = frames(spec.paper, height_of(len(self._sources), _SOURCE_SIZE) + 1.5)
        self.layout.pageCollection().page(0).setPageSize(QgsLayoutSize(width, height))
        outline = perimeter_of(layers.own[PERIMETERS], spec.territory)
        self._view = view_of(outline.boundingBox(), self._frames.map)
        self._sites = MapSites(
            layers, catalogue, spec.territory, outline, self._view, self._frames.map
        )
        self._limit_texts = self._limits()
        self._map = self._add_map()

    def compose(self) -> None:
        """Add every part; the map's variable last, for it says what was placed."""
        self._add_title()
        placed = self._place_sites(self._add_legend())
        QgsExpressionContextUtils.setLayoutItemVariable(
            self._map, PLACEMENT_VARIABLE, _placement_json(placed)
        )
        add_locator(self.layout, self._locator, self._layers, self._territory, self._frames.locator)
        add_scale_bar(self.layout, self._map, self._frames.scale_bar)
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
            self._drawn.present,
            panel.width,
            self._spec.hide_absent,
        )
        legend.attemptSetSceneRect(QRectF(panel.x, panel.y, panel.width, size.height()))
        legend.setId("legend")
        return panel.y + size.height() + GUTTER

    def _footer_text(self) -> str:
        theme = self._layers.theme
        drawn = self._drawn
        sources = wording.sources_line(self._edition, self._catalogue, theme, drawn.sources)
        greyed = not self._spec.hide_absent and drawn.lacks_classes(
            self._catalogue, wording.theme_layers(theme)
        )
        return f"{sources} {wording.reading_notes(drawn.approximate, drawn.planned, greyed)}"

    def _limits(self) -> list[str]:
        """What the map does not show, and why."""
        known = self._edition.availability(self._territory.id)
        limits = wording.limits(self._catalogue, self._layers.theme, known)
        return [f"– {text}" for text in limits]

    def _place_sites(self, top: float) -> Placed:
        """Place symbols and names; write notes and list in the panel, or where the map is free.

        Of the ways to share them between the panel and a box on the map, the first that fits.
        """
        room = self._frames.reading.bottom - top
        ways = (self._arranged(on_map, room) for on_map in _WAYS)
        arranged = next(way for way in ways if way is not None)
        for block in arranged.panel:
            top = self._write(block, self._frames.panel.x, top)
        if arranged.box is not None:
            self._write_box(arranged.box, arranged.on_map)
        return arranged.placed

    def _arranged(self, on_map: tuple[str, ...], room: float) -> _Arranged | None:
        """Sites placed with these blocks on the map; None when the others exceed the panel."""
        placed, box = self._sites.freely_placed, None
        if self._blocks(placed, _BOX_INSIDE, on_map):
            placed, box = self._placed_around_a_box(on_map)
        others = tuple(name for name in _BLOCKS if name not in on_map)
        panel = self._blocks(placed, self._frames.panel.width, others)
        # The last block needs no gutter below it: the locator's own is there.
        if sum(block.height for block in panel) - GUTTER > room:
            return None
        return _Arranged(placed, panel, self._blocks(placed, _BOX_INSIDE, on_map), box)

    def _placed_around_a_box(self, on_map: tuple[str, ...]) -> tuple[Placed, Box]:
        """Sites placed around a box in the freest corner of the map, high enough for its blocks."""
        # Room for a few lines more than now: the names that the box itself will push out.
        spare = 3 * line_height(_NOTE_SIZE)
        highest = self._frames.map.height * _BOX_SHARE
        placed = self._sites.freely_placed
        most = len(placed.numbers)
        while self._height(placed, on_map) + spare > highest and most > 1:
            most = most * 4 // 5
            placed = self._sites.numbered(placed.placement, most)
        height = self._height(placed, on_map) + spare
        corner = self._sites.freest_corner(_BOX_WIDTH, height)
        return self._sites.placed((corner,), most), corner

    def _height(self, placed: Placed, names: tuple[str, ...]) -> float:
        return _stacked_height(self._blocks(placed, _BOX_INSIDE, names))

    def _blocks(self, placed: Placed, width: float, names: tuple[str, ...]) -> list[_Block]:
        """Those of the named blocks that have something to say, broken to a width (mm)."""
        made = {
            "limits": lambda: _block("limits", "À savoir", self._limit_texts, width),
            "sites": lambda: _block("sites", "Sites numérotés", placed.paragraphs, width),
        }
        return [block for block in (made[name]() for name in names) if block.lines]

    def _write_box(self, corner: Box, blocks: Sequence[_Block]) -> None:
        """Write blocks on the map, on white ground against the frame; labels stay clear of it."""
        used = _stacked_height(blocks)
        frame = self._frames.map
        top = frame.y if corner.y == 0 else frame.bottom - used
        box = Box(frame.x + corner.x, top, _BOX_WIDTH, used)
        ground = add_rectangle(self.layout, "sites_ground", box, "#ffffff", FRAME_COLOUR)
        self._map.addLabelBlockingItem(ground)
        top += _PADDING
        for block in blocks:
            top = self._write(block, box.x + _PADDING, top)

    def _write(self, block: _Block, x: float, top: float) -> float:
        """Add a block to the layout; the place below it (mm)."""
        head = Box(x, top, block.width, line_height(_HEAD_SIZE))
        add_text(self.layout, f"{block.name}_head", [block.head], head, _HEAD_SIZE, bold=True)
        body = Box(x, head.bottom + _AFTER_HEAD, block.width, block.body_height)
        add_text(self.layout, block.name, block.lines, body, _NOTE_SIZE)
        return top + block.height

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


def _stacked_height(blocks: Sequence[_Block]) -> float:
    """Height (mm) of a box that holds these blocks one above the other."""
    return 2 * _PADDING - GUTTER + sum(block.height for block in blocks)


def _placement_json(placed: Placed) -> str:
    placement = placed.placement
    return json.dumps(
        {
            "offsets": _pairs(placement.offsets),
            "numbers": {key: str(number) for key, number in placed.numbers.items()},
            "labels": _pairs(placement.names),
        }
    )


def _pairs(shifts: Mapping[str, Point]) -> dict[str, str]:
    """Displacements as the styles read them: `dx,dy`."""
    return {key: f"{x},{y}" for key, (x, y) in shifts.items()}
