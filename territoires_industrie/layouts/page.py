"""One map page: a template filled with an edition's styled layers, live in the print composer."""

from __future__ import annotations

import json
from dataclasses import dataclass, field

from qgis.core import (
    QgsExpressionContextUtils,
    QgsLayoutItemMap,
    QgsPrintLayout,
    QgsProject,
    QgsRectangle,
    QgsVectorLayer,
)

from ..catalogue import Catalogue, MapTheme
from ..edition import Edition
from ..maps.layers import PERIMETERS, TERRITORY_VARIABLE, MapError, ThemeLayers, perimeter_of
from ..territories import Territory
from . import wording
from .foot import give_way, write_sources
from .frames import GUTTER, ORIENTATIONS, PAPERS, frames
from .legend import fill_legend
from .locator import fill_locator
from .notes import Notes
from .placement import Box
from .scale import write_scale
from .sites import MapSites, Placed, drawn_of, pairs
from .symbols import Numbering, View
from .templates import Look, box_of, file_name, item_of, open_page, place, write
from .views import view_of

#: The map item's variable that carries offsets, numbers and anchors (mm) to the styles.
PLACEMENT_VARIABLE = "ti_placement"
#: The kind of template of a map page.
MAP = "map"
#: Whose page a layout is.
TERRITORY_PROPERTY = "ti_territory"
THEME_PROPERTY = "ti_theme"
#: The list of sites of a map that has no room for it, paragraph by paragraph (JSON).
LIST_PROPERTY = "ti_list"
#: Height (mm) of the sources of a usual page: five lines, seven across an upright one.
_USUAL_FOOTERS = (15.0, 20.0)
_VIEW = "ti_view"
#: A map item whose corners moved less than this (m) still shows what it was given.
_SAME_GROUND = 5.0


@dataclass(frozen=True)
class PageSpec:
    """What one page shows, and on what paper."""

    territory: Territory
    paper: str = "a4"
    orientation: str = "landscape"
    hide_absent: bool = False
    look: Look = field(default_factory=Look)
    numbering: Numbering | None = None


def template_name(spec: PageSpec) -> str:
    """The template that a new page would be made from."""
    return file_name(MAP, spec.paper, spec.orientation)


def paper_of(layout: QgsPrintLayout) -> str:
    """The paper of a page: A3 where a side is longer than A4's."""
    size = layout.pageCollection().page(0).pageSize()
    return "a3" if max(size.width(), size.height()) > max(PAPERS["a4"]) + 1 else "a4"


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
    """Open a page's template, fill it and add it to the project's layouts.

    Args:
        project: holds the layers, and will hold the layout.
        layers: the theme's styled layers, already in the project.
        locator: the layer of the small map of the region.
        edition: where the layers come from: date, sources, limits.
        catalogue: legend groups and words.
        spec: the territory and the paper.

    Raises:
        MapError: the edition has no outline for the territory.
        TemplateError: the template lacks a part, or cannot be read.
    """
    layout = open_page(project, MAP, spec.paper, spec.orientation, spec.look)
    name = page_name(spec.territory, layers)
    layout.setName(name)
    layout.setCustomProperty(TERRITORY_PROPERTY, spec.territory.id)
    layout.setCustomProperty(THEME_PROPERTY, layers.theme.id)
    fill_page(layout, layers, locator, edition, catalogue, spec)
    # A manager that already has a page of this name deletes the new one.
    if not project.layoutManager().addLayout(layout):
        raise MapError("The project has a page named “{name}” already.", name=name)
    return layout


def fill_page(
    layout: QgsPrintLayout,
    layers: ThemeLayers,
    locator: QgsVectorLayer,
    edition: Edition,
    catalogue: Catalogue,
    spec: PageSpec,
) -> None:
    """Put an edition's map and words on a page, new or filled before from another edition.

    What somebody has moved, written or zoomed by hand on the page stays as it is. Arguments and
    errors as for `build_page`.
    """
    _Filling(layout, layers, edition, catalogue, spec).fill(locator)


def list_elsewhere(layout: QgsPrintLayout) -> list[str]:
    """The paragraphs of a map's list of sites, where the map has no room for it; else none."""
    paragraphs: list[str] = json.loads(layout.customProperty(LIST_PROPERTY, "[]"))
    return paragraphs


def pages_in(project: QgsProject, territory: Territory, theme: MapTheme) -> list[QgsPrintLayout]:
    """The page of a territory's map that a project holds, however called, and copies made of it."""
    return [
        layout
        for layout in project.layoutManager().printLayouts()
        if layout.customProperty(TERRITORY_PROPERTY) == territory.id
        and layout.customProperty(THEME_PROPERTY) == theme.id
    ]


def best_orientation(extent: QgsRectangle, paper: str) -> str:
    """The orientation of a territory's pages: upright where that wins its map a round scale.

    Args:
        extent: the territory's bounding box, EPSG:2154.
        paper: `a4` or `a3`.
    """
    lying, upright = (
        view_of(extent, frames(paper, way, footer).map).scale
        for way, footer in zip(ORIENTATIONS, _USUAL_FOOTERS, strict=True)
    )
    return ORIENTATIONS[upright < lying]


class _Filling:
    """The filling of one page, step by step."""

    def __init__(
        self,
        layout: QgsPrintLayout,
        layers: ThemeLayers,
        edition: Edition,
        catalogue: Catalogue,
        spec: PageSpec,
    ) -> None:
        self._layout = layout
        self._layers = layers
        self._edition = edition
        self._catalogue = catalogue
        self._spec = spec
        self._territory = spec.territory
        self._outline = perimeter_of(layers.own[PERIMETERS], spec.territory)
        self._drawn = drawn_of(layers, catalogue, spec.territory)

    def fill(self, locator: QgsVectorLayer) -> None:
        """Fill every part; the map's variable last, for it says what was placed."""
        self._write_head()
        give_way(self._layout, write_sources(self._layout, self._footer_text()))
        map_item, view = self._fill_map()
        panel = self._beside(self._fill_legend())
        sites = MapSites(
            self._layers,
            self._catalogue,
            self._territory,
            self._outline,
            view,
            box_of(self._layout, "map"),
            self._spec.numbering,
        )
        written = Notes(self._layout, map_item, sites, self._limits(), panel).write()
        sites.name_lands(written.placed)
        QgsExpressionContextUtils.setLayoutItemVariable(
            map_item, PLACEMENT_VARIABLE, _placement_json(written.placed)
        )
        self._layout.setCustomProperty(LIST_PROPERTY, json.dumps(written.list_elsewhere))
        fill_locator(self._layout, locator, self._layers, self._territory)
        write_scale(self._layout, map_item)

    def _write_head(self) -> None:
        write(self._layout, "title", [self._territory.title.upper()])
        write(self._layout, "theme", [self._layers.theme.title])
        write(self._layout, "edition", [wording.edition_line(self._edition)])

    def _fill_map(self) -> tuple[QgsLayoutItemMap, View]:
        """The map on its land: the territory's, unless somebody has moved or zoomed the map."""
        item = item_of(self._layout, "map")
        noted = item.customProperty(_VIEW, "")
        if not noted or _same_ground(item.extent(), noted):
            view = view_of(self._outline.boundingBox(), box_of(self._layout, "map"))
            item.zoomToExtent(view.extent)
            item.setCustomProperty(_VIEW, item.extent().asWktPolygon())
        item.setLayers(self._layers.drawn)
        item.setKeepLayerSet(True)
        QgsExpressionContextUtils.setLayoutItemVariable(
            item, TERRITORY_VARIABLE, self._territory.id
        )
        return item, View(item.extent(), item.scale())

    def _fill_legend(self) -> Box:
        """The legend, as high as it needs; where it stands now (mm)."""
        legend = item_of(self._layout, "legend")
        size = fill_legend(
            self._layout,
            legend,
            self._layers,
            self._catalogue,
            self._drawn.present,
            self._spec.hide_absent,
            self._withheld,
        )
        box = box_of(self._layout, "legend")
        place(self._layout, "legend", Box(box.x, box.y, box.width, size.height()))
        return box_of(self._layout, "legend")

    def _beside(self, legend: Box) -> Box:
        """The room for notes: below the legend where it reaches into their frame."""
        notes = box_of(self._layout, "notes")
        if not notes.overlaps(legend):
            return notes
        top = legend.bottom + GUTTER
        return Box(notes.x, top, notes.width, max(notes.bottom - top, 0.0))

    def _footer_text(self) -> str:
        theme = self._layers.theme
        drawn = self._drawn
        sources = wording.sources_line(
            self._edition, self._catalogue, theme, drawn.sources, self._territory
        )
        greyed = not self._spec.hide_absent and drawn.lacks_classes(
            self._catalogue, wording.theme_layers(theme), self._withheld
        )
        return f"{sources} {wording.reading_notes(drawn.approximate, drawn.planned, greyed)}"

    @property
    def _withheld(self) -> set[str]:
        """The tables that are known, but of which the page's readers are given no row at all."""
        known = self._edition.availability(self._territory.id)
        return {
            table.name
            for layer in wording.withheld(known)
            for table in self._catalogue.layers[layer].tables
            if table.name in self._layers.own and not self._layers.own[table.name].featureCount()
        }

    def _limits(self) -> list[str]:
        """What the map does not show, and why."""
        known = self._edition.availability(self._territory.id)
        theme = self._layers.theme
        limits = wording.limits(self._catalogue, theme, known)
        hand = wording.corrections(
            self._edition, self._catalogue, wording.theme_layers(theme), [self._territory.id]
        )
        return [f"– {text}" for text in (*limits, *hand)]


def _same_ground(extent: QgsRectangle, noted: str) -> bool:
    """Whether a map still shows what it was noted to show, but for what rounding moves."""
    then = QgsRectangle.fromWkt(noted)
    grown = then.buffered(_SAME_GROUND)
    return grown.contains(extent) and extent.buffered(_SAME_GROUND).contains(then)


def _placement_json(placed: Placed) -> str:
    placement = placed.placement
    return json.dumps(
        {
            "offsets": pairs(placement.offsets),
            "numbers": {key: str(number) for key, number in placed.numbers.items()},
            "labels": pairs(placement.names),
        }
    )
