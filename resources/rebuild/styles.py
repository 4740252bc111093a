"""Write styles/<table>.qml, one for every table with shapes: `make styles`.

The looks are decided here, in the tables of the first part; QGIS writes the files. Written twice,
the files are the same to the byte, so that a change of style reads as a diff of a few lines.

Colours, sizes and shapes: CHARTE, "Colours". Network colours are those of the French marking code
for buried networks (NF P 98-332): red electricity, yellow gas, violet heat, brown waste water.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from qgis.core import (
    Qgis,
    QgsApplication,
    QgsCategorizedSymbolRenderer,
    QgsEllipseSymbolLayer,
    QgsFeatureRenderer,
    QgsFeatureRequest,
    QgsFillSymbol,
    QgsFontMarkerSymbolLayer,
    QgsGeometryGeneratorSymbolLayer,
    QgsInvertedPolygonRenderer,
    QgsLinePatternFillSymbolLayer,
    QgsLineSymbol,
    QgsMapLayer,
    QgsMarkerLineSymbolLayer,
    QgsMarkerSymbol,
    QgsNullSymbolRenderer,
    QgsPalLayerSettings,
    QgsProperty,
    QgsReadWriteContext,
    QgsRendererCategory,
    QgsRuleBasedRenderer,
    QgsSimpleFillSymbolLayer,
    QgsSimpleLineSymbolLayer,
    QgsSimpleMarkerSymbolLayer,
    QgsSingleSymbolRenderer,
    QgsSvgMarkerSymbolLayer,
    QgsSymbol,
    QgsSymbolLayer,
    QgsTextBufferSettings,
    QgsTextFormat,
    QgsVectorLayer,
    QgsVectorLayerSimpleLabeling,
)
from qgis.PyQt.QtCore import QPointF, Qt
from qgis.PyQt.QtGui import QColor, QFont
from qgis.PyQt.QtXml import QDomDocument, QDomElement
from territoires_industrie.resources.rebuild.documents import as_text, elements
from territoires_industrie.territoires_industrie.catalogue import Catalogue, load_catalogue
from territoires_industrie.territoires_industrie.layouts.placement import SHORTEST_LEADER

STYLE_FOLDER = Path(__file__).parents[2] / "styles"
#: Written in the files instead of the version at work: the oldest QGIS that the plugin supports.
QGIS_VERSION = "3.40"

# --- What things look like: colours, millimetres, points ---

INK = "#2b2b2b"
FAINT_INK = "#6f767c"
WHITE = "#ffffff"
HALO = "#fbfaf7"
OUTLINE = 0.2
#: Extra diameter of the dashed ring of an approximate position.
DASHED_RING = 0.9
#: Symbols of other territories fade to this opacity (%).
FADED = 40
NUMBER_SIZE = 5.2
#: A number of three digits is smaller, and its badge a little larger.
LONG_NUMBER_SIZE = 4.2
#: QGIS centres a character's whole line; figures, which have no descender, must rise (mm).
NUMBER_RISE = 0.22
BADGE_DIAMETER = 2.7
LONG_BADGE_DIAMETER = 3.1
#: From the centre of a pictogram to that of its number's badge, right and down.
BADGE_SHIFT = 1.8
#: The same of a disc, as a share of its diameter: its sign must stay free.
DISC_BADGE = 0.46
#: Least contrast of a graphic sign (WCAG 2.1, 1.4.11).
READABLE = 3.0
NAME_SIZE = 7.0
HALO_WIDTH = 0.6
FONTS = ("Open Sans", "Liberation Sans", "Arial", "DejaVu Sans")

UNPUBLISHED_SIZE = "Taille non publiée"
CONSUMER_SIZES = {"> à 10 000 MWh": 3.2, "> à 50 000 MWh": 5.6}
#: No larger than the smallest published: what is not known must not look important.
UNPUBLISHED_DIAMETER = 3.2
UNPUBLISHED_RING = 0.42
#: Of a sector in a legend, which speaks of no size.
SAMPLE_DIAMETER = 4.4
#: Thickness of the coloured ring of a heat source without a temperature, and of any disc before it
#: is in service.
RING = 0.65
PLANNED_RING = 0.32
#: A pictogram is drawn smaller inside the ring of a hollow symbol.
WITHIN_RING = 0.84

SECTORS = {
    "Agroalimentaire": "#009E73",
    "Papeterie": "#F0E442",
    "Textile": "#CC79A7",
    "Métallurgie/sidérurgie": "#3B3B3B",
    "Matériels de transport": "#0072B2",
    "Industrie chimique et pharmaceutique": "#D55E00",
    "Produits minéraux, caoutchouc, plastique": "#E69F00",
    "Biens intermédiaires et d'équipement": "#56B4E9",
}
#: Signs that tell the sectors apart in a photocopy too: a grain, a sheet of paper, a stitch, a
#: steel beam, a wheel, a flask, bricks, a screw's head. SVG paths about 0 0 in a disc of radius 12,
#: thick enough for one of 3.2 mm, where 1 is 0.13 mm.
SIGNS = {
    "Agroalimentaire": "M0 -8 C6 -3.5 6 3.5 0 8 C-6 3.5 -6 -3.5 0 -8 Z",
    "Papeterie": "M-5 -6.5 H5 V6.5 H-5 Z",
    "Textile": "M-7.5 -5.5 L-4 -5.5 L0 1.5 L4 -5.5 L7.5 -5.5 L2 6.5 L-2 6.5 Z",
    "Métallurgie/sidérurgie": "M-6 -7 H6 V-3.6 H2 V3.6 H6 V7 H-6 V3.6 H-2 V-3.6 H-6 Z",
    "Matériels de transport": (
        "M-7.5 0 A7.5 7.5 0 1 1 7.5 0 A7.5 7.5 0 1 1 -7.5 0 Z"
        " M-4 0 A4 4 0 1 0 4 0 A4 4 0 1 0 -4 0 Z"
    ),
    "Industrie chimique et pharmaceutique": "M0 -8 L7.6 5.6 H-7.6 Z",
    "Produits minéraux, caoutchouc, plastique": "M-7 -5.6 H7 V-1.6 H-7 Z M-7 1.6 H7 V5.6 H-7 Z",
    "Biens intermédiaires et d'équipement": (
        "M-2.1 -7.5 H2.1 V-2.1 H7.5 V2.1 H2.1 V7.5 H-2.1 V2.1 H-7.5 V-2.1 H-2.1 Z"
    ),
}
NEUTRAL = "#A7ADB3"

UNPUBLISHED_TEMPERATURE = "Gisement identifié, température non publiée"
HEAT_BANDS = {
    "Chaleur fatale < à 40°C": "#FEE08B",
    "Chaleur fatale < à 80°C": "#FD8D3C",
    "Chaleur fatale < à 100°C": "#D7301F",
    "Chaleur fatale < à 200°C": "#67001F",
    UNPUBLISHED_TEMPERATURE: "#8C9298",
}
HEAT_DIAMETER = 4.4


@dataclass(frozen=True)
class Pictogram:
    """A symbol with a picture in it: icon, colour, diameter (mm), colour of the picture."""

    icon: str
    colour: str
    size: float = 5.0
    ink: str = WHITE


PICTOGRAMS: Mapping[str, Mapping[str, Pictogram]] = {
    "producers": {
        "Cogénération de biométhane": Pictogram("flame-leaves", "#2E8540"),
        "Cogénération de gaz": Pictogram("flame-bolt", "#E8710A"),
        "Point d'injection de biométhane": Pictogram("injection", "#00796B"),
        "Bioénergies": Pictogram("leaf", "#7A9A01"),
        "Thermique non renouvelable": Pictogram("chimney", "#5A5A5A"),
        "Centrale nucléaire": Pictogram("atom", "#B3246B"),
        "Éolien": Pictogram("turbine", "#1F6FB2"),
        "Stockage d'électricité": Pictogram("battery", "#2F4B7C"),
    },
    "network400kv_point": {
        "Poste électrique (400 kV)": Pictogram("bolt-square", "#D7191C", 4.0),
    },
    "gasnetwork_point": {
        "Entrée ou compression de gaz": Pictogram("injection", "#FFD400", 4.4, INK),
    },
    "heatnetworks_point": {
        "Réseau de chaleur": Pictogram("heat", "#7B3FA0", 4.6),
    },
    "wastewaterplants": {
        "Collectivités": Pictogram("drop-round", "#7A4A21", 4.0),
        "Industriels": Pictogram("drop-square", "#7A4A21", 3.8),
    },
    "brownfields_point": {
        "Friche industrielle": Pictogram("factory", "#6B5B4B", 4.0),
        "Friche pour solaire": Pictogram("sun", "#F2B200", 4.0, INK),
    },
}


@dataclass(frozen=True)
class Stroke:
    """A line: colour and width (mm), what lies under it, and dashes (mm) where it has any."""

    colour: str
    width: float
    casing: str = ""
    casing_width: float = 0.0
    dashes: tuple[float, ...] = ()


STROKES: Mapping[str, Mapping[str, Stroke]] = {
    "roads": {"Réseau routier": Stroke("#9B9B9B", 0.55, WHITE, 0.95)},
    # A double line: in grey a single one would be a road's.
    "waterways": {"Réseau fluviale": Stroke("#D3E8F7", 0.4, "#2F7FC1", 0.9)},
    "gasnetwork": {"Réseau gaz": Stroke("#FFD400", 0.75, "#3A3A3A", 1.25)},
    "network400kv": {"Réseau électrique (400 kV)": Stroke("#D7191C", 0.6, WHITE, 1.1)},
    "hydrogennetwork": {"Réseau hydrogène": Stroke("#00A6B4", 0.8, WHITE, 1.3, (2.4, 1.2))},
    "heatnetworks": {"Réseau de chaleur": Stroke("#7B3FA0", 0.8, WHITE, 1.3)},
}
ROAD_WIDTHS = {1: 0.8, 2: 0.55, 3: 0.35}
#: Dashes of a line that is not in service, in widths of the line.
PLANNED_DASHES = (3.0, 2.0)


@dataclass(frozen=True)
class Surface:
    """A surface: colour, opacity of its fill (0 none), angle of its hatch if it has one."""

    colour: str
    opacity: float = 0.0
    hatch_angle: float | None = None


SURFACES: Mapping[str, Mapping[str, Surface]] = {
    "geothermalpotential": {
        "Potentiel moyen et faible": Surface("#B7DE8E", 0.45),
        "Potentiel fort": Surface("#2E9E4F", 0.45),
        "Potentiel non connu": Surface("#8C8C8C", hatch_angle=45),
    },
    "brownfields": {
        "Friche industrielle": Surface("#6B5B4B", 0.15, 45),
        "Friche pour solaire": Surface("#C98A00", 0.15, 135),
    },
}

#: Lines and surfaces that belong to a territory, and fade in the others' maps as points do.
#: Networks and grounds belong to none and are drawn whole.
ATTACHED = ("heatnetworks", "brownfields")

LAND = "#F3EFE7"
COAST = "#9FB3C1"
LIMIT = "#B9B0A2"
#: Paler and thinner than the navigable network, which it must not be taken for.
RIVER = "#CFDDE5"
TERRITORY = "#26323A"
#: Whiteness (%) laid over everything outside the printed territory.
MASK = 52

TOWN_SIZES = ((50_000, 9.0), (20_000, 8.2), (8_000, 7.4))
SMALLEST_TOWN = 6.6
#: Diameter of a town's dot (mm) from so many inhabitants on, and of the others'.
TOWN_DOTS = ((20_000, 1.5),)
SMALLEST_DOT = 1.1
PLACENAMES = {"sea": ("#4D7FA3", 9.0), "country": (FAINT_INK, 9.0), "region": (FAINT_INK, 8.0)}
SEA_NAME, LAND_NAME = PLACENAMES["sea"], PLACENAMES["country"]

# --- What styles read from a row and from the map: expressions ---

#: A name with the apostrophes of printed French.
CURLED_NAME = "replace(\"name\", '''', '’')"
#: A legend draws symbols without a row, and every row has a key.
IS_ROW = '"key" is not null'
APPROXIMATE = "\"position\" in ('iris', 'commune')"
PLANNED = "\"statut\" not in ('en service', '')"
SIZE_UNPUBLISHED = f'("size" = \'{UNPUBLISHED_SIZE}\' or ("size" is null and {IS_ROW}))'
ELSEWHERE = (
    f"{IS_ROW} and @ti_territory is not null and coalesce(\"rattachement\", '') <> @ti_territory"
)
#: A name is printed where the position is true and an official source vouches for it (DOMAIN 2, 8).
MAY_BE_NAMED = """"position" in ('exacte', 'adresse') and coalesce("verifie_par", '') <> ''"""


@dataclass(frozen=True)
class Spot:
    """What a page decided for the rows of a table: expressions.

    The page calls a row by its table and its key, for two tables may know the same site
    (`key_of` in layouts/symbols.py); of a table without keys by its number in the file.
    """

    table: str
    field: str = "key"

    def placed(self, what: str) -> str:
        """A row's 'offsets', 'numbers' or 'labels' entry, or null."""
        return f"map_get(map_get(from_json(@ti_placement), '{what}'), {self._row})"

    @property
    def _row(self) -> str:
        key = f'"{self.field}"' if self.field else "@id"
        return f"'{self.table}/' || {key}"

    @property
    def offset(self) -> str:
        """A symbol's displacement, `dx,dy` in millimetres.

        On the canvas, where no page has placed anything, symbols at one spot are still spread.
        """
        spread = f"map_get(from_json(@ti_spread), {self._row})"
        return f"coalesce(if(@ti_placement is null, {spread}, {self.placed('offsets')}), '0,0')"

    @property
    def number(self) -> str:
        """The number under which the page lists the row, or null."""
        return self.placed("numbers")

    @property
    def leader(self) -> str:
        """The line from the true point to a symbol moved away, or nothing."""
        dx, dy = part_of(self.offset, 0), part_of(self.offset, 1)
        line = f"make_line(@geometry, translate(@geometry, {on_ground(dx)}, -({on_ground(dy)})))"
        return f"if(({dx}) ^ 2 + ({dy}) ^ 2 > {SHORTEST_LEADER**2}, {line}, null)"


def part_of(pair: str, index: int) -> str:
    """The first (0) or second (1) number of an expression that gives 'dx,dy'."""
    return f"to_real(array_get(string_to_array({pair}), {index}))"


def shifted(pair: str, right: str, down: str | None = None) -> str:
    """A 'dx,dy' expression moved by millimetres, as far down as right unless told."""
    down = right if down is None else down
    return f"({part_of(pair, 0)} + {right}) || ',' || ({part_of(pair, 1)} + {down})"


def on_ground(millimetres: str) -> str:
    """Millimetres of paper as metres, the unit of EPSG:2154 in which all tables are."""
    return f"{millimetres} * @map_scale / 1000"


def case(pairs: Mapping[str, object], otherwise: object) -> str:
    """A CASE expression from conditions and values."""
    branches = " ".join(f"WHEN {condition} THEN {value}" for condition, value in pairs.items())
    return f"CASE {branches} ELSE {otherwise} END"


# --- Symbols of several layers ---


def _stacked(symbol: QgsSymbol, layers: Sequence[QgsSymbolLayer]) -> QgsSymbol:
    """Give a new symbol its layers, which are then the symbol's own, no longer Python's."""
    symbol.changeSymbolLayer(0, layers[0])
    for layer in layers[1:]:
        symbol.appendSymbolLayer(layer)
    return symbol


def marker(*layers: QgsSymbolLayer) -> QgsMarkerSymbol:
    """A point symbol of layers, bottom to top."""
    return _stacked(QgsMarkerSymbol(), layers)


def stroke(*layers: QgsSymbolLayer) -> QgsLineSymbol:
    """A line symbol of layers, bottom to top."""
    return _stacked(QgsLineSymbol(), layers)


def surface(*layers: QgsSymbolLayer) -> QgsFillSymbol:
    """A polygon symbol of layers, bottom to top."""
    return _stacked(QgsFillSymbol(), layers)


# --- Point symbols ---

PASS_LEADER, PASS_SYMBOL, PASS_BADGE, PASS_NUMBER = range(4)


def icon(
    spot: Spot, name: str, colour: str, size: float, parameters: Mapping[str, str]
) -> QgsSvgMarkerSymbolLayer:
    """A picture of resources/icons, displaced as the page says.

    Its shapes come and go by `display`, never by `opacity`: printed, a picture is played back to
    the painter, and a shape's own opacity, 0 or not, ends with the painter set to 1 again. All
    shapes after it would escape the symbol's opacity.
    """
    layer = QgsSvgMarkerSymbolLayer(f"resources/icons/{name}.svg", size)
    layer.setFillColor(QColor(colour))
    layer.setStrokeColor(QColor(INK))
    layer.setStrokeWidth(OUTLINE)
    layer.setParameters({k: QgsProperty.fromExpression(v) for k, v in parameters.items()})
    layer.setDataDefinedProperty(
        QgsSymbolLayer.Property.Offset, QgsProperty.fromExpression(spot.offset)
    )
    layer.setRenderingPass(PASS_SYMBOL)
    return layer


def pictogram(spot: Spot, look: Pictogram, hollow: str) -> QgsSvgMarkerSymbolLayer:
    """A disc or square with its picture; `hollow` is the condition of its variant."""
    total = look.size + DASHED_RING
    layer = icon(
        spot,
        look.icon,
        look.colour,
        look.size,
        {
            "approx": shown_if(APPROXIMATE),
            "fit": f"if({APPROXIMATE}, '{scaled(look.size / total)}', '{scaled(1)}')",
            "hollow": shown_if(hollow),
            "picture": f"if({hollow}, '{scaled(WITHIN_RING)}', '{scaled(1)}')",
            "ink": f"if({hollow}, '{_on_white(look)}', '{look.ink}')",
            "paper": f"if({hollow}, '{WHITE}', '{look.colour}')",
        },
    )
    _set_size(layer, f"if({APPROXIMATE}, {total:g}, {look.size:g})")
    return layer


def shown_if(condition: str) -> str:
    """The `display` of a shape that an icon has only under a condition."""
    return f"if({condition}, 'inline', 'none')"


def scaled(factor: float) -> str:
    """An SVG transform about the centre of an icon, which is 24 units wide."""
    return f"translate(12 12) scale({factor:.3f}) translate(-12 -12)"


def _on_white(look: Pictogram) -> str:
    """The colour of a picture drawn on white: the class' own, or ink where that is too pale."""
    return look.colour if look.ink == WHITE else look.ink


def disc(
    spot: Spot, colour: str, diameter: str, core: str, sign: str = ""
) -> QgsSvgMarkerSymbolLayer:
    """A disc whose diameter and white core (mm) are expressions, with a sign (SVG path) in it."""
    total = f"(({diameter}) + if({APPROXIMATE}, {DASHED_RING}, 0))"
    unit = f"24 / {total}"
    parameters = {
        "approx": shown_if(APPROXIMATE),
        "body": f"(({diameter}) / 2 - {OUTLINE / 2}) * {unit}",
        "core": f"({core}) / 2 * {unit}",
        "halo-line": f"0.25 * {unit}",
        "halo-radius": f"12 - 0.15 * {unit}",
        "dash": f"(0.62 * {unit}) || ' ' || (0.5 * {unit})",
    }
    if sign:
        room = f"if(({core}) > 0, {core}, {diameter}) / {total}"
        parameters |= {
            "sign": f"'{sign}'",
            "fit": f"'translate(12 12) scale(' || round({room}, 3) || ')'",
            "ink": f"if(({core}) > 0, '{INK}', '{on_colour(colour)}')",
        }
    layer = icon(spot, "disc", colour, UNPUBLISHED_DIAMETER, parameters)
    _set_size(layer, total)
    return layer


def _set_size(layer: QgsSvgMarkerSymbolLayer, expression: str) -> None:
    layer.setDataDefinedProperty(
        QgsSymbolLayer.Property.Size, QgsProperty.fromExpression(expression)
    )


def leader_line(spot: Spot) -> QgsGeometryGeneratorSymbolLayer:
    """The leader line, with a dot at the true point, beneath all symbols."""
    dot = QgsSimpleMarkerSymbolLayer(Qgis.MarkerShape.Circle, 0.6)
    dot.setColor(QColor(INK))
    dot.setStrokeStyle(Qt.PenStyle.NoPen)
    end = QgsMarkerLineSymbolLayer()
    end.setPlacements(Qgis.MarkerLinePlacement.FirstVertex)
    end.setRotateSymbols(False)
    end.setSubSymbol(marker(dot))
    layer = QgsGeometryGeneratorSymbolLayer.create(
        {"SymbolType": "Line", "geometryModifier": spot.leader}
    )
    thread = stroke(line(INK, 0.2), end)
    # A generator does not hand its symbol's opacity down.
    fading(thread)
    layer.setSubSymbol(thread)
    layer.setRenderingPass(PASS_LEADER)
    layer.setLocked(True)
    return layer


def number(spot: Spot, offset: str, colour: str) -> QgsFontMarkerSymbolLayer:
    """The number that stands for a name in the list beside the map; nothing where there is none."""
    layer = QgsFontMarkerSymbolLayer(FONTS[0], "", NUMBER_SIZE)
    layer.setSizeUnit(Qgis.RenderUnit.Points)
    # The regular weight with a thin stroke: a bold one would need a named style.
    layer.setStrokeWidth(0.06)
    for name, value in (
        (QgsSymbolLayer.Property.Character, spot.number),
        (QgsSymbolLayer.Property.Size, by_length(spot, NUMBER_SIZE, LONG_NUMBER_SIZE)),
        (QgsSymbolLayer.Property.Offset, shifted(offset, "0", f"-{NUMBER_RISE}")),
        (QgsSymbolLayer.Property.FillColor, colour),
        (QgsSymbolLayer.Property.StrokeColor, colour),
        (QgsSymbolLayer.Property.LayerEnabled, f"{spot.number} is not null"),
    ):
        layer.setDataDefinedProperty(name, QgsProperty.fromExpression(value))
    layer.setOffsetUnit(Qgis.RenderUnit.Millimeters)
    layer.setRenderingPass(PASS_NUMBER)
    layer.setLocked(True)
    return layer


def by_length(spot: Spot, short: float, long: float) -> str:
    """A size for numbers of one or two digits, and another for longer ones."""
    return f"if(length({spot.number}) > 2, {long}, {short})"


def badge(spot: Spot, offset: str) -> QgsSimpleMarkerSymbolLayer:
    """The white disc under a number that would hide a pictogram."""
    layer = QgsSimpleMarkerSymbolLayer(Qgis.MarkerShape.Circle, BADGE_DIAMETER)
    layer.setColor(QColor(WHITE))
    layer.setStrokeColor(QColor(INK))
    layer.setStrokeWidth(OUTLINE)
    for name, value in (
        (QgsSymbolLayer.Property.Offset, offset),
        (QgsSymbolLayer.Property.Size, by_length(spot, BADGE_DIAMETER, LONG_BADGE_DIAMETER)),
        (QgsSymbolLayer.Property.LayerEnabled, f"{spot.number} is not null"),
    ):
        layer.setDataDefinedProperty(name, QgsProperty.fromExpression(value))
    layer.setRenderingPass(PASS_BADGE)
    layer.setLocked(True)
    return layer


def fading(symbol: QgsSymbol) -> None:
    """Let a symbol fade in other territories."""
    symbol.setDataDefinedProperty(
        QgsSymbol.Property.Opacity,
        QgsProperty.fromExpression(f"if({ELSEWHERE}, {FADED}, @value)"),
    )


def point_symbol(spot: Spot, *layers: QgsSymbolLayer) -> QgsMarkerSymbol:
    """Symbol layers over a leader line, faded in other territories."""
    symbol = marker(leader_line(spot), *layers)
    fading(symbol)
    return symbol


def pictogram_symbol(spot: Spot, look: Pictogram, hollow: str) -> QgsMarkerSymbol:
    """A pictogram with its number on a badge at its lower right."""
    shift = BADGE_SHIFT * look.size / 5
    corner = shifted(spot.offset, f"{shift:g}")
    return point_symbol(
        spot, pictogram(spot, look, hollow), badge(spot, corner), number(spot, corner, f"'{INK}'")
    )


def disc_symbol(spot: Spot, colour: str, diameter: str, core: str) -> QgsMarkerSymbol:
    """A disc with its number in it."""
    ink = f"if(({core}) > 0, '{INK}', '{on_colour(colour)}')"
    return point_symbol(spot, disc(spot, colour, diameter, core), number(spot, spot.offset, ink))


def on_colour(colour: str) -> str:
    """The colour of signs and numbers on a colour: white where it can be read, else ink.

    A dark sign on a middle tone drowns in a photocopy, even where its contrast is the higher one.
    """
    return WHITE if contrast(WHITE, colour) >= READABLE else INK


def contrast(first: str, second: str) -> float:
    """Contrast of two colours, 1 none to 21 (WCAG 2)."""
    dark, light = sorted((luminance(first), luminance(second)))
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    """Relative luminance of a colour, 0 black to 1 white (WCAG 2)."""
    channels = QColor(colour).getRgbF()[:3]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return sum(w * c for w, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def consumer_symbol(spot: Spot, colour: str, sign: str) -> QgsMarkerSymbol:
    """A disc by size with the sector's sign; a ring where the size is not published.

    Before opening it is a thin ring. A legend's sample of a sector has no size, and is full.
    """
    sizes = {f"\"size\" = '{key}'": diameter for key, diameter in CONSUMER_SIZES.items()}
    diameter = case({**sizes, SIZE_UNPUBLISHED: UNPUBLISHED_DIAMETER}, SAMPLE_DIAMETER)
    core = case(
        {
            PLANNED: f"({diameter}) - {2 * (OUTLINE + PLANNED_RING):g}",
            SIZE_UNPUBLISHED: f"{UNPUBLISHED_DIAMETER - 2 * (OUTLINE + UNPUBLISHED_RING):g}",
        },
        0,
    )
    corner = shifted(spot.offset, f"({diameter}) * {DISC_BADGE}")
    return point_symbol(
        spot,
        disc(spot, colour, diameter, core, sign),
        badge(spot, corner),
        number(spot, corner, f"'{INK}'"),
    )


def heat_symbol(spot: Spot, key: str, colour: str) -> QgsMarkerSymbol:
    """A disc, hollow where the temperature is not published or the source not yet at work."""
    unpublished = f"{HEAT_DIAMETER - 2 * (OUTLINE + RING):g}"
    planned = f"{HEAT_DIAMETER - 2 * (OUTLINE + PLANNED_RING):g}"
    filled = unpublished if key == UNPUBLISHED_TEMPERATURE else "0"
    core = f"if({PLANNED}, {planned}, {filled})"
    return disc_symbol(spot, colour, f"{HEAT_DIAMETER:g}", core)


# --- Line and polygon symbols ---


def line(colour: str, width: float, dashes: tuple[float, ...] = ()) -> QgsSimpleLineSymbolLayer:
    """A plain line with round joins."""
    layer = QgsSimpleLineSymbolLayer(QColor(colour), width)
    layer.setPenJoinStyle(Qt.PenJoinStyle.RoundJoin)
    layer.setPenCapStyle(Qt.PenCapStyle.FlatCap if dashes else Qt.PenCapStyle.RoundCap)
    if dashes:
        layer.setUseCustomDashPattern(True)
        layer.setCustomDashVector(list(dashes))
    return layer


def dotted(colour: str, diameter: float, gap: float) -> QgsSimpleLineSymbolLayer:
    """A row of round dots."""
    layer = line(colour, diameter, (0.01, gap))
    layer.setPenCapStyle(Qt.PenCapStyle.RoundCap)
    return layer


def stroke_symbol(look: Stroke) -> QgsLineSymbol:
    """A line over its casing; dashed before it is in service."""
    core = line(look.colour, look.width, look.dashes)
    core.setRenderingPass(1)
    if not look.dashes:
        dashes = ";".join(f"{look.width * length:g}" for length in PLANNED_DASHES)
        core.setDataDefinedProperty(
            QgsSymbolLayer.Property.CustomDash,
            QgsProperty.fromExpression(f"if({PLANNED}, '{dashes}', null)"),
        )
    casing = [line(look.casing, look.casing_width)] if look.casing else []
    return stroke(*casing, core)


def road_symbol(look: Stroke) -> QgsLineSymbol:
    """A grey line, wider for a motorway, with its number on a small plate now and then."""
    symbol = stroke_symbol(look)
    width = case({f'"rank" = {rank}': wide for rank, wide in ROAD_WIDTHS.items()}, look.width)
    casing = f"{width} + {look.casing_width - look.width:g}"
    for layer, expression in zip(symbol, (casing, width), strict=True):
        layer.setDataDefinedProperty(
            QgsSymbolLayer.Property.StrokeWidth, QgsProperty.fromExpression(expression)
        )
    symbol.appendSymbolLayer(road_plates())
    return symbol


def road_plates() -> QgsMarkerLineSymbolLayer:
    """Plates with the road's number, drawn with the road: beneath symbols and names."""
    plate = QgsEllipseSymbolLayer.create({"symbol_name": "rectangle"})
    plate.setSymbolHeight(2.4)
    plate.setFillColor(QColor("#858585"))
    plate.setStrokeColor(QColor(WHITE))
    plate.setStrokeWidth(OUTLINE)
    plate.setDataDefinedProperty(
        QgsSymbolLayer.Property.Width,
        QgsProperty.fromExpression('0.8 + 1.15 * length("number")'),
    )
    text = QgsFontMarkerSymbolLayer(FONTS[0], "", 5.0)
    text.setSizeUnit(Qgis.RenderUnit.Points)
    text.setColor(QColor(WHITE))
    text.setOffset(QPointF(0, -NUMBER_RISE))
    text.setDataDefinedProperty(QgsSymbolLayer.Property.Character, QgsProperty.fromField("number"))
    layer = QgsMarkerLineSymbolLayer(rotateMarker=False, interval=70)
    layer.setOffsetAlongLine(20)
    layer.setSubSymbol(marker(plate, text))
    layer.setDataDefinedProperty(
        QgsSymbolLayer.Property.LayerEnabled,
        QgsProperty.fromExpression("coalesce(\"number\", '') <> ''"),
    )
    layer.setRenderingPass(2)
    return layer


def surface_symbol(look: Surface) -> QgsFillSymbol:
    """A fill, a hatch, or both with an outline."""
    colour = QColor(look.colour)
    colour.setAlphaF(look.opacity)
    fill = QgsSimpleFillSymbolLayer(colour)
    fill.setStrokeColor(QColor(look.colour))
    fill.setStrokeWidth(0.25)
    if look.hatch_angle is None or look.opacity == 0:
        fill.setStrokeStyle(Qt.PenStyle.NoPen)
    if look.hatch_angle is None:
        return surface(fill)
    hatch = QgsLinePatternFillSymbolLayer()
    hatch.setLineAngle(look.hatch_angle)
    hatch.setDistance(1.1)
    hatch.setSubSymbol(stroke(line(look.colour, 0.2)))
    return surface(fill, hatch)


# --- Labels ---


def text_format(size: float, colour: str, *, italic: bool = False) -> QgsTextFormat:
    """A text in the atlas' font, with a halo, `size` in points."""
    font = QFont(FONTS[0])
    font.setItalic(italic)
    text = QgsTextFormat()
    text.setFont(font)
    text.setFamilies(list(FONTS))
    text.setSize(size)
    text.setSizeUnit(Qgis.RenderUnit.Points)
    text.setColor(QColor(colour))
    text.setLineHeight(0.9)
    halo = QgsTextBufferSettings()
    halo.setEnabled(True)
    halo.setSize(HALO_WIDTH)
    halo.setColor(QColor(HALO))
    text.setBuffer(halo)
    return text


def labels(
    expression: str, text: QgsTextFormat, properties: Mapping[QgsPalLayerSettings.Property, str]
) -> QgsPalLayerSettings:
    """Texts by an expression, with data-defined properties."""
    settings = QgsPalLayerSettings()
    settings.fieldName = expression
    settings.isExpression = True
    settings.setFormat(text)
    settings.placement = Qgis.LabelPlacement.OverPoint
    defined = settings.dataDefinedProperties()
    for name, value in properties.items():
        defined.setProperty(name, QgsProperty.fromExpression(value))
    settings.setDataDefinedProperties(defined)
    return settings


def pinned(spot: Spot) -> dict[QgsPalLayerSettings.Property, str]:
    """A page writes the texts that it found room for, where it found it, and no other."""
    anchor = spot.placed("labels")
    shown = f"coalesce({anchor} is not null, false)"
    dx, dy = on_ground(part_of(anchor, 0)), on_ground(part_of(anchor, 1))
    return {
        QgsPalLayerSettings.Property.PositionX: f"$x + {dx}",
        QgsPalLayerSettings.Property.PositionY: f"$y - {dy}",
        QgsPalLayerSettings.Property.Hali: "'Left'",
        QgsPalLayerSettings.Property.Vali: "'Half'",
        QgsPalLayerSettings.Property.Show: f"@ti_placement is null or {shown}",
        QgsPalLayerSettings.Property.AlwaysShow: f"@ti_placement is not null and {shown}",
    }


def name_labels(spot: Spot, expression: str) -> QgsPalLayerSettings:
    """Names of sites, beside their symbols."""
    text = f"if({MAY_BE_NAMED}, {expression}, null)"
    properties = pinned(spot)
    properties[QgsPalLayerSettings.Property.Color] = f"if({ELSEWHERE}, '{FAINT_INK}', '{INK}')"
    settings = labels(text, text_format(NAME_SIZE, INK), properties)
    settings.placement = Qgis.LabelPlacement.OrderedPositionsAroundPoint
    settings.offsetType = Qgis.LabelOffsetType.FromSymbolBounds
    settings.dist = 0.4
    return settings


def by_population(steps: Sequence[tuple[int, float]], otherwise: float) -> str:
    """A size by a town's inhabitants, the largest towns first."""
    return case({f'"population" >= {least}': size for least, size in steps}, otherwise)


TOWN = Spot("communes", "insee")
#: Free on the canvas: towns of 5,000 at 1:150 000, of 20,000 at 1:600 000. A page writes those that
#: it found room for.
TOWN_SHOWN = (
    '(@ti_placement is null and ("is_prefecture" > 0 or "population" >= @map_scale / 30))'
    f" or coalesce({TOWN.placed('labels')} is not null, false)"
)
TOWN_INK = (
    "if(@ti_territory is null or coalesce(\"territory\", '') = @ti_territory, "
    f"'{INK}', '{FAINT_INK}')"
)


def town_dots() -> QgsFeatureRenderer:
    """A dot at the point of every town that is named, larger for a main one."""
    dot = QgsSimpleMarkerSymbolLayer(Qgis.MarkerShape.Circle, SMALLEST_DOT)
    dot.setColor(QColor(INK))
    dot.setStrokeColor(QColor(HALO))
    dot.setStrokeWidth(OUTLINE)
    for name, value in (
        (QgsSymbolLayer.Property.LayerEnabled, TOWN_SHOWN),
        (QgsSymbolLayer.Property.Size, by_population(TOWN_DOTS, SMALLEST_DOT)),
        (QgsSymbolLayer.Property.FillColor, TOWN_INK),
    ):
        dot.setDataDefinedProperty(name, QgsProperty.fromExpression(value))
    return single(marker(dot))


def town_labels() -> QgsPalLayerSettings:
    """Names of towns by population, prefectures bold, seats of State underlined."""
    properties = pinned(TOWN)
    properties |= {
        QgsPalLayerSettings.Property.Show: TOWN_SHOWN,
        QgsPalLayerSettings.Property.Size: by_population(TOWN_SIZES, SMALLEST_TOWN),
        QgsPalLayerSettings.Property.Bold: '"is_prefecture" = 2',
        QgsPalLayerSettings.Property.Underline: '"is_prefecture" > 0',
        QgsPalLayerSettings.Property.Color: TOWN_INK,
    }
    settings = labels(CURLED_NAME, text_format(SMALLEST_TOWN, INK), properties)
    settings.priority = 8
    # On the canvas, beside the symbol that may stand at the town's centre.
    settings.placement = Qgis.LabelPlacement.OrderedPositionsAroundPoint
    settings.dist = 2.6
    return settings


#: The table has no key but its rows' number.
NAMED_LAND = Spot("placenames", "")


def placename_labels() -> QgsPalLayerSettings:
    """Seas in blue, countries and regions in grey, all in italics."""
    sea = "\"kind\" = 'sea'"
    text = text_format(LAND_NAME[1], LAND_NAME[0], italic=True)
    sizes = {f"\"kind\" = '{kind}'": size for kind, (_, size) in PLACENAMES.items()}
    return labels(
        '"name"',
        text,
        {
            **pinned(NAMED_LAND),
            QgsPalLayerSettings.Property.Color: f"if({sea}, '{SEA_NAME[0]}', '{LAND_NAME[0]}')",
            QgsPalLayerSettings.Property.Size: case(sizes, LAND_NAME[1]),
            QgsPalLayerSettings.Property.FontLetterSpacing: f"if({sea}, 1.2, 0.6)",
            QgsPalLayerSettings.Property.BufferDraw: f"not ({sea})",
        },
    )


#: A large plant carries its power (DOMAIN 4), a plant to come its status (DOMAIN 8).
PRODUCER_NAME = (
    f"{CURLED_NAME}"
    f" || if({PLANNED}, ' (' || \"statut\" || ')', '')"
    ' || if(coalesce("power_kw", 0) > 50000,'
    " '\\n' || format_number(\"power_kw\" / 1000, 0, 'fr') || ' MW', '')"
)
SITE_NAME = f"{CURLED_NAME} || if({PLANNED}, ' (' || \"statut\" || ')', '')"
NAMES = {
    "consumers": SITE_NAME,
    "producers": PRODUCER_NAME,
    "gasnetwork_point": SITE_NAME,
    "network400kv_point": SITE_NAME,
    "heatnetworks_point": SITE_NAME,
    "wastewaterplants": SITE_NAME,
    "wasteheat": SITE_NAME,
    "brownfields_point": CURLED_NAME,
}

# --- Base map ---


def single(symbol: QgsSymbol) -> QgsFeatureRenderer:
    """The same symbol for all."""
    return QgsSingleSymbolRenderer(symbol)


def plain_fill(colour: str, outline: str = "", width: float = 0.0) -> QgsFillSymbol:
    """A fill with an outline or none."""
    fill = QgsSimpleFillSymbolLayer(QColor(colour))
    fill.setStrokeColor(QColor(outline or colour))
    fill.setStrokeWidth(width)
    if not outline:
        fill.setStrokeStyle(Qt.PenStyle.NoPen)
    fill.setPenJoinStyle(Qt.PenJoinStyle.RoundJoin)
    return surface(fill)


def railway() -> QgsFeatureRenderer:
    """A thin line with ticks."""
    tick = QgsSimpleMarkerSymbolLayer(Qgis.MarkerShape.Line, 1.1)
    tick.setStrokeColor(QColor("#A3A3A3"))
    tick.setStrokeWidth(0.2)
    ticks = QgsMarkerLineSymbolLayer(rotateMarker=True, interval=2.6)
    ticks.setSubSymbol(marker(tick))
    return single(stroke(line("#A3A3A3", 0.22), ticks))


def perimeter_renderer() -> QgsFeatureRenderer:
    """The printed territory's outline, strong, and a white veil over all that lies outside it.

    Drawn inside out, so that the fill covers the outside; without a territory every perimeter has
    a thin outline.
    """
    veil = QColor(WHITE)
    veil.setAlpha(round(255 * MASK / 100))
    outside = QgsSimpleFillSymbolLayer(veil)
    outside.setStrokeStyle(Qt.PenStyle.NoPen)
    strong = surface(outside, line(WHITE, 1.2), line(TERRITORY, 0.6))
    thin = surface(line(TERRITORY, 0.3))
    root = QgsRuleBasedRenderer.Rule(None)
    for index, (label, expression, symbol) in enumerate(
        (
            ("Territoire imprimé", '"territory" = @ti_territory', strong),
            ("Périmètres", "@ti_territory is null", thin),
        )
    ):
        rule = QgsRuleBasedRenderer.Rule(symbol, filterExp=expression, label=label)
        rule.setRuleKey(f"{{rule-{index}}}")
        root.appendChild(rule)
    root.setRuleKey("{root}")
    return QgsInvertedPolygonRenderer(QgsRuleBasedRenderer(root))


def locator_renderer() -> QgsFeatureRenderer:
    """The pages' small map of the region: the printed territory filled, the others pale."""
    root = QgsRuleBasedRenderer.Rule(None)
    for index, (expression, colour) in enumerate(
        (('"territory" = @ti_territory', TERRITORY), ("ELSE", "#C9D3DA"))
    ):
        symbol = plain_fill(colour, WHITE, 0.15)
        rule = QgsRuleBasedRenderer.Rule(symbol, filterExp=expression)
        rule.setRuleKey(f"{{rule-{index}}}")
        root.appendChild(rule)
    root.setRuleKey("{root}")
    return QgsRuleBasedRenderer(root)


def shared_limits() -> QgsFeatureRenderer:
    """Dots along the limits; those of two neighbours would fill each other's gaps.

    Both go round clockwise, so along a common limit in opposite directions: each draws the edges
    on which it goes east. What is then missing of the outer edge lies under stronger limits.
    """
    edges = (
        "array_foreach(generate_series(1, num_geometries(@edges)), geometry_n(@edges, @element))"
    )
    eastward = "azimuth(start_point(@element), end_point(@element)) < pi()"
    limits = QgsGeometryGeneratorSymbolLayer.create(
        {
            "SymbolType": "Line",
            "geometryModifier": (
                "with_variable('edges', segments_to_lines(boundary(force_rhr(@geometry))), "
                f"line_merge(collect_geometries(array_filter({edges}, {eastward}))))"
            ),
        }
    )
    limits.setSubSymbol(stroke(dotted("#868C91", 0.3, 0.7)))
    return single(surface(limits))


BASE: Mapping[str, Callable[[], QgsFeatureRenderer]] = {
    "land": lambda: single(plain_fill(LAND, COAST, 0.2)),
    "departments": lambda: single(surface(line(LIMIT, 0.25))),
    "epci": shared_limits,
    "perimeters": perimeter_renderer,
    "communes": town_dots,
    "rail": railway,
    "rivers": lambda: single(stroke(line(RIVER, 0.15))),
    "borders": lambda: single(stroke(line("#7F7F7F", 0.4, (3.0, 1.0, 0.4, 1.0)))),
    "placenames": QgsNullSymbolRenderer,
    "locator": locator_renderer,
}
#: A second view of a table, under a style of its own.
SECOND_VIEWS = {"locator": "perimeters"}

# --- Classes ---


def class_symbols(table: str) -> dict[str, QgsSymbol]:
    """The symbol of every class of an atlas table, by the class' key."""
    spot = Spot(table)
    if table == "consumers":
        return {k: consumer_symbol(spot, colour, SIGNS[k]) for k, colour in SECTORS.items()}
    if table == "wasteheat":
        return {key: heat_symbol(spot, key, colour) for key, colour in HEAT_BANDS.items()}
    if table in PICTOGRAMS:
        # A brownfield is never "in service": its status says nothing about its being there.
        hollow = "false" if table == "brownfields_point" else PLANNED
        looks = PICTOGRAMS[table]
        return {key: pictogram_symbol(spot, look, hollow) for key, look in looks.items()}
    if table == "roads":
        return {key: road_symbol(look) for key, look in STROKES[table].items()}
    if table in STROKES:
        return {key: stroke_symbol(look) for key, look in STROKES[table].items()}
    return {key: surface_symbol(look) for key, look in SURFACES[table].items()}


def atlas_renderer(table: str, labels_by_key: Mapping[str, str]) -> QgsFeatureRenderer:
    """One category a class, in the legend's order; rows without a class are not drawn."""
    symbols = class_symbols(table)
    if table in ATTACHED:
        for symbol in symbols.values():
            fading(symbol)
            for hatch in symbol:
                # A pattern does not hand its symbol's opacity down to its lines.
                if isinstance(hatch, QgsLinePatternFillSymbolLayer):
                    fading(hatch.subSymbol())
    categories = [
        QgsRendererCategory(key, symbols[key], label, True, str(index))
        for index, (key, label) in enumerate(labels_by_key.items())
    ]
    renderer = QgsCategorizedSymbolRenderer("class", categories)
    renderer.setUsingSymbolLevels(True)
    # Where a crowd leaves no room, the territory's own sites lie above their pale neighbours.
    own_last = QgsFeatureRequest.OrderByClause(f"not coalesce({ELSEWHERE}, false)", True)
    renderer.setOrderBy(QgsFeatureRequest.OrderBy([own_last]))
    renderer.setOrderByEnabled(True)
    if table == "consumers":
        renderer.setSourceSymbol(consumer_symbol(Spot(table), NEUTRAL, ""))
    return renderer


def printed_labels(catalogue: Catalogue, table: str) -> dict[str, str]:
    """The printed label of every class of a table, by key, in the legend's order."""
    return {
        legend_class.key: legend_class.label
        for legend in catalogue.layer_of(table).legends
        if legend.table == table and legend.field == "class"
        for legend_class in legend.classes
    }


# --- Writing ---


def styled(layer: QgsVectorLayer, table: str, catalogue: Catalogue) -> None:
    """Give an empty layer a table's renderer and labels."""
    if table in BASE:
        layer.setRenderer(BASE[table]())
    else:
        layer.setRenderer(atlas_renderer(table, printed_labels(catalogue, table)))
    settings = None
    if table in NAMES:
        settings = name_labels(Spot(table), NAMES[table])
    elif table == "communes":
        settings = town_labels()
    elif table == "placenames":
        settings = placename_labels()
    if settings is not None:
        layer.setLabeling(QgsVectorLayerSimpleLabeling(settings))
        layer.setLabelsEnabled(True)


def style_text(table: str, catalogue: Catalogue) -> str:
    """A table's style as the text of a QML file, without what changes from one run to the next."""
    geometry = catalogue.table(SECOND_VIEWS.get(table, table)).geometry.capitalize()
    layer = QgsVectorLayer(f"{geometry}?crs=EPSG:2154", table, "memory")
    styled(layer, table, catalogue)
    document = QDomDocument()
    categories = QgsMapLayer.StyleCategory.Symbology | QgsMapLayer.StyleCategory.Labeling
    message = layer.exportNamedStyle(document, QgsReadWriteContext(), categories)
    if message:
        raise RuntimeError(f"QGIS could not write the style of '{table}': {message}")
    root = document.documentElement()
    _settle(root)
    return as_text(root)


def _settle(root: QDomElement) -> None:
    """Replace what changes from run to run: version, identifiers, font styles, folders."""
    root.setAttribute("version", QGIS_VERSION)
    for element in elements(root):
        if element.tagName() == "layer" and element.hasAttribute("id"):
            element.setAttribute("id", "")
        if element.hasAttribute("namedStyle"):
            element.setAttribute("namedStyle", "")
        if element.attribute("value").endswith(".svg"):
            name = Path(element.attribute("value")).name
            element.setAttribute("value", f"resources/icons/{name}")
    # Neither is used: the layer's colour of selection, and lines from labels to their points.
    for name in ("selection", "callout"):
        for element in [found for found in elements(root) if found.tagName() == name]:
            element.parentNode().removeChild(element)


def main() -> None:
    """Write all files; files of tables that are no more are removed."""
    application = QgsApplication([], False)
    application.initQgis()
    catalogue = load_catalogue()
    drawn = [table.name for table in catalogue.tables if table.geometry != "none"]
    names = [*drawn, *SECOND_VIEWS]
    texts = {name: style_text(name, catalogue) for name in names}
    for path in STYLE_FOLDER.glob("*.qml"):
        if path.stem not in texts:
            path.unlink()
    for table, text in texts.items():
        (STYLE_FOLDER / f"{table}.qml").write_text(text, encoding="utf-8", newline="\n")
    sys.stdout.write(f"{len(texts)} styles in {STYLE_FOLDER}\n")


if __name__ == "__main__":
    main()
