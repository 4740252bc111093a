"""The rows of an edition as columns for a web page: what a card says, where, under which symbol.

What is given follows paper (DOMAIN 1, 2, 8): a name only where a register vouches for it, figures
likewise, a site's consumption as its size class alone, and objects at 400 kV, outside, no finer
than 1:100 000.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from .. import geometry
from ..audience import AUDIENCES, NETWORK_400_KV
from ..catalogue import AtlasLayer, Catalogue, Table
from ..french import number, typographic
from ..layouts.wording import IN_SERVICE

if TYPE_CHECKING:
    from pandas import DataFrame, Series

    from .looks import Looks

#: Decimals of a degree: a metre.
DECIMALS = 5
#: The same for objects at 400 kV outside: 1 mm at 1:100 000 is 100 m.
COARSE_DECIMALS = 3
#: The finest zoom of web maps (256 pixels a tile) that is coarser than 1:100 000 at 50° north.
COARSE_ZOOM = 11
#: Detail of lines and surfaces that is left out (metres).
_DETAIL = 10.0
#: Rows of other territories, or of none, are given so far around those chosen (metres).
NEAR = 5_000.0

POSITIONS = {
    "exacte": "exacte",
    "adresse": "à l\u2019adresse",
    "iris": "approchée, au centre du quartier (IRIS)",
    "commune": "approchée, au centre de la commune",
}
NO_NAME, DOUBTFUL_NAME = "nom non publié", "nom non vérifié"
#: Columns that decide how a row looks, where its table has them.
_LOOKS = ("class", "size", "statut", "position", "rank")
Window = tuple[float, float, float, float]


@dataclass(frozen=True)
class Fact:
    """A line of a card: a column, its heading, how its value is printed.

    `vouched` facts are figures of one site, told only where a register vouches for the row.
    """

    field: str
    heading: str
    unit: str = ""
    decimals: int = 0
    share: float = 1.0
    vouched: bool = True
    year: bool = False

    def text(self, value: object) -> str | None:
        """The value in French; None where it is not known."""
        if isinstance(value, str):
            return typographic(value) or None
        if not isinstance(value, (int, float)) or value != value:
            return None
        if self.year:
            return str(int(value))
        scaled = round(value * self.share, self.decimals)
        decimals = self.decimals if scaled % 1 else 0
        return typographic(f"{number(scaled, decimals)} {self.unit}".strip())


_HEAT = (
    Fact("length_km", "Longueur", "km", 1),
    Fact("delivered_mwh", "Chaleur livrée", "GWh/an", 1, 0.001),
    Fact("recovered_pct", "Part récupérée", "%"),
    Fact("enr_pct", "Part renouvelable et récupérée", "%"),
    Fact("year", "Année", year=True),
)
_BROWNFIELD = (Fact("area_ha", "Surface du site", "ha", 1, vouched=False),)
FACTS: Mapping[str, Sequence[Fact]] = {
    "consumers": (Fact("size", "Taille", vouched=False),),
    "producers": (
        Fact("filiere", "Filière", vouched=False),
        Fact("power_kw", "Puissance installée", "MW", 1, 0.001),
        Fact("capacity_gwh_y", "Capacité d'injection", "GWh/an", 1),
        Fact("commissioning", "Mise en service", year=True),
    ),
    "brownfields": _BROWNFIELD,
    "brownfields_point": _BROWNFIELD,
    "wasteheat": (Fact("temperature_c", "Température", "°C", 1),),
    "wastewaterplants": (Fact("capacity_eh", "Capacité", "équivalents-habitants"),),
    "heatnetworks": _HEAT,
    "heatnetworks_point": _HEAT,
    "network400kv_point": (Fact("voltage_kv", "Tension", "kV", vouched=False),),
    "gasnetwork_point": (Fact("capacity_gm3_y", "Capacité", "Gm³/an", 1),),
    "roads": (Fact("number", "Numéro", vouched=False),),
    "waterways": (Fact("gauge", "Gabarit", vouched=False),),
}


class Columns:
    """Makes the columns of one table after another; sources and looks are numbered on the way."""

    def __init__(
        self,
        catalogue: Catalogue,
        looks: Looks,
        audience: str,
        territories: Sequence[str],
        windows: Sequence[Window],
    ) -> None:
        """Set what every table is made for.

        Args:
            catalogue: classes and printed labels.
            looks: where symbols come from.
            audience: for whom; the rows given are its own already.
            territories: ids of the chosen territories.
            windows: of each of these, with some land around (EPSG:2154).
        """
        self.sources: list[tuple[str, str]] = []
        self._catalogue = catalogue
        self._looks = looks
        self._audience = audience
        self._territories = territories
        self._windows = windows

    def of(self, table: Table, frame: DataFrame) -> dict[str, Any]:
        """The columns of a table: lists of one length, told in page.py."""
        layer = self._catalogue.layer_of(table.name)
        frame = self.given(table, frame)
        vouched = frame["verifie_par"].fillna("") != ""
        named = frame["name"].fillna("") != ""
        points = table.geometry == "point"
        doubts = named.map({True: DOUBTFUL_NAME, False: NO_NAME})
        columns = {
            "at": _coordinates(frame["geometry"], self._decimals(layer)),
            "name": _texts(frame["name"].where(vouched & named)),
            "nameless": _texts(doubts.mask((vouched & named) | (not points))),
            "kind": _texts(frame["class"].map(self._labels(table, "class"))),
            "class": frame["class"].tolist(),
            "commune": _texts(frame["commune"]),
            "home": self._homes(frame),
            "position": _texts(
                frame["position"].map(POSITIONS).map(typographic, na_action="ignore")
            ),
            "status": _texts(frame["statut"].mask(frame["statut"].isin(IN_SERVICE))),
            "vintage": _texts(frame["vintage"]),
            "source": [self._source(layer.id, source) for source in frame["source"]],
            "look": self._look_of(table, frame),
            "facts": _facts(self._printed(table, frame), FACTS.get(table.name, ()), vouched),
        }
        if layer.id == NETWORK_400_KV and self._audience != AUDIENCES[-1]:
            return {**columns, "finest": COARSE_ZOOM}
        return columns

    def given(self, table: Table, frame: DataFrame) -> DataFrame:
        """The rows that the page draws: of the chosen territories, and what lies near them."""
        frame = frame[frame["geometry"].notna()]
        frame = frame[frame["class"].isin(self._looks.drawn_classes(table.name))]
        near = frame["geometry"].map(self._is_near).astype(bool)
        frame = frame[frame["rattachement"].isin(self._territories) | near]
        if table.geometry == "point":
            return frame
        clipped = frame["geometry"].map(self._simplified)
        return frame.assign(geometry=clipped)[clipped.notna()]

    def _is_near(self, shape: bytes) -> bool:
        return any(meets(shape, window) for window in self._windows)

    @staticmethod
    def _simplified(shape: bytes) -> bytes | None:
        simple = geometry.simplify(shape, _DETAIL)
        return simple if geometry.parts(simple) else None

    def _decimals(self, layer: AtlasLayer) -> int:
        outside = self._audience != AUDIENCES[-1]
        return COARSE_DECIMALS if outside and layer.id == NETWORK_400_KV else DECIMALS

    def _labels(self, table: Table, field: str) -> dict[str, str]:
        """Printed labels of a table's classes, by key."""
        legends = self._catalogue.layer_of(table.name).legends
        return {
            each.key: typographic(each.label)
            for legend in legends
            if legend.table == table.name and legend.field == field
            for each in legend.classes
        }

    def _printed(self, table: Table, frame: DataFrame) -> DataFrame:
        """The frame with printed words where a column holds keys of a legend."""
        if "size" not in frame.columns:
            return frame
        return frame.assign(size=frame["size"].map(self._labels(table, "size")))

    def _homes(self, frame: DataFrame) -> list[int | None]:
        """The number of each row's territory among those chosen; -1 of another, None of nobody."""
        numbers = {territory: index for index, territory in enumerate(self._territories)}
        return [numbers.get(home, -1) if home else None for home in _texts(frame["rattachement"])]

    def _source(self, layer: str, source: str) -> int:
        if (layer, source) not in self.sources:
            self.sources.append((layer, source))
        return self.sources.index((layer, source))

    def _look_of(self, table: Table, frame: DataFrame) -> list[int]:
        """The number of each row's symbol; rows that look alike are asked for once."""
        fields = [name for name in _LOOKS if name in frame.columns]
        find = self._looks.symbol if table.geometry == "point" else self._looks.path
        numbers: dict[tuple[object, ...], int] = {}
        for values in zip(*(_values(frame[name]) for name in fields), strict=True):
            if values not in numbers:
                known = {n: v for n, v in zip(fields, values, strict=True) if v is not None}
                numbers[values] = find(table.name, known)
        return [
            numbers[values] for values in zip(*(_values(frame[n]) for n in fields), strict=True)
        ]


def rounded(coordinates: Any, decimals: int) -> Any:
    """Coordinates of any depth (degrees); repeated points of a line, once rounded, left out."""
    if not isinstance(coordinates[0], (list, tuple)):
        return [round(value, decimals) for value in coordinates[:2]]
    parts = [rounded(part, decimals) for part in coordinates]
    if isinstance(parts[0][0], list):
        return parts
    return [part for index, part in enumerate(parts) if index == 0 or part != parts[index - 1]]


def shape_of(wkb: bytes, decimals: int = DECIMALS) -> Any:
    """[lon, lat] of a point, [line, …] of lines, [[ring, …], …] of surfaces (WGS 84)."""
    shapes = [
        geometry.to_geojson(geometry.to_wgs84(part), decimals) for part in geometry.parts(wkb)
    ]
    coordinates = [rounded(shape["coordinates"], decimals) for shape in shapes]
    return coordinates[0] if shapes[0]["type"] == "Point" else coordinates


def _coordinates(shapes: Iterable[bytes], decimals: int) -> list[Any]:
    return [shape_of(shape, decimals) for shape in shapes]


def _facts(frame: DataFrame, facts: Sequence[Fact], vouched: Series) -> list[list[tuple[str, str]]]:
    """The lines of each row's card: heading and text."""
    told: list[list[tuple[str, str] | None]] = []
    for fact in facts:
        if fact.field not in frame.columns:
            continue
        values = frame[fact.field]
        values = values.where(vouched) if fact.vouched else values
        told.append([_line(fact, value) for value in _values(values)])
    if not told:
        return [[] for _ in range(len(frame))]
    return [[line for line in lines if line is not None] for lines in zip(*told, strict=True)]


def _line(fact: Fact, value: object) -> tuple[str, str] | None:
    text = fact.text(value)
    return (typographic(fact.heading), text) if text else None


def _texts(column: Series) -> list[str | None]:
    return [value if isinstance(value, str) and value else None for value in column]


def _values(column: Series) -> list[Any]:
    """A column's values as Python's own, None where there is none."""
    known = column.notna().tolist()
    return [v if there else None for v, there in zip(column.tolist(), known, strict=True)]


def meets(shape: bytes, window: Window) -> bool:
    """Whether the rectangle around a shape and a window have a point in common."""
    west, south, east, north = geometry.bounds(shape)
    return west <= window[2] and east >= window[0] and south <= window[3] and north >= window[1]


def near(bounds: Window, distance: float = NEAR) -> Window:
    """A rectangle with some land around (EPSG:2154)."""
    west, south, east, north = bounds
    return west - distance, south - distance, east + distance, north + distance
