"""What a référent is asked about: a territory's own objects on the maps, under one number each.

Numbers run through all maps of a territory, so that one number on paper is one row of the workbook.
The edition is the audience's own (`audience.for_audience`): what is withheld is not there. As in
other tables for outside, 400 kV objects have no coordinates (DOMAIN 1), and a brownfield that
nobody has verified no name (DOMAIN 5).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from .. import geometry
from ..audience import AUDIENCES, NETWORK_400_KV
from ..catalogue import AtlasLayer, Catalogue, MapTheme, Table
from ..corrections.correction import CLASS, NAME, STATUT
from ..corrections.values import cell_text
from ..edition import Edition
from ..territories import Territory

if TYPE_CHECKING:
    from pandas import DataFrame

#: What the workbook shows of an object and a correction may change, as it was when it went out.
SHOWN = (NAME, CLASS, STATUT)
_DEGREES = 6  # digits of a coordinate: a tenth of a metre
_UNPLACED = float("inf")


@dataclass(frozen=True)
class Reviewed:
    """One row of the workbook, one number on the maps.

    Attributes:
        number: from 1, through all maps of the territory; 0 before it is given.
        theme: the map.
        layer: what it is.
        table: where its row stands.
        key: its stable identifier.
        name: "" where none may be told.
        commune: "" for none.
        kind: its class, in the atlas' words.
        measure: what `quantity` is, with its unit, or the class of its size; "" for neither.
        quantity: power, surface, length…; None where it is not known or not published.
        statut: "" where the source says nothing.
        position: how precise its place is.
        place: longitude and latitude (degrees, WGS84), None where it may not be told.
        source: the publisher's name of the data set.
        vintage: of that.
        traced: it is a line: it bears no number on its map, but stands in the list.
    """

    number: int
    theme: MapTheme
    layer: AtlasLayer
    table: str
    key: str
    name: str
    commune: str
    kind: str
    measure: str
    quantity: float | None
    statut: str
    position: str
    place: tuple[float, float] | None
    source: str
    vintage: str
    traced: bool = False

    @property
    def label(self) -> str:
        """Its class as it is printed."""
        return class_label(self.layer, self.kind)

    def shown(self) -> dict[str, str]:
        """What the workbook says of it, by column."""
        return {NAME: self.name, CLASS: self.kind, STATUT: self.statut}


def class_label(layer: AtlasLayer, key: str) -> str:
    """A class as it is printed; as it is where the legend lacks it."""
    labels = (
        each.label
        for legend in layer.legends
        if legend.field == CLASS
        for each in legend.classes
        if each.key == key
    )
    return next(labels, key)


def objects_of(edition: Edition, territory: Territory, catalogue: Catalogue) -> list[Reviewed]:
    """The objects of a territory in the order of their numbers.

    Map by map; on each commune by commune from west to east, then from north to south. Points that
    a map draws, and lines that have a name and belong to the territory: roads, rivers and areas of
    geological potential are nobody's to answer for.

    Args:
        edition: the audience's own.
        territory: whose objects.
        catalogue: maps, classes, sources.
    """
    there = edition.tables()
    told: set[tuple[str, str]] = set()
    found: list[Reviewed] = []
    for theme in catalogue.themes:
        mine: list[tuple[Reviewed, float, float]] = []
        for name in theme.draw_order:
            table, layer = catalogue.table(name), catalogue.layer_of(name)
            if name in there and layer.family == "atlas" and table.geometry != "polygon":
                rows = _Rows(edition, theme, layer, table, catalogue)
                mine += [each for each in rows.of(territory) if (name, each[0].key) not in told]
        told |= {(each.table, each.key) for each, _, _ in mine}
        found += _ordered(mine)
    return [replace(each, number=number) for number, each in enumerate(found, start=1)]


def _ordered(placed: Sequence[tuple[Reviewed, float, float]]) -> list[Reviewed]:
    west: dict[str, float] = {}
    for each, x, _ in placed:
        west[each.commune] = min(west.get(each.commune, _UNPLACED), x)

    def rank(one: tuple[Reviewed, float, float]) -> tuple[Any, ...]:
        each, _, y = one
        return each.traced, west[each.commune], each.commune, each.table, -y, each.key

    return [each for each, _, _ in sorted(placed, key=rank)]


class _Rows:
    """The rows of one table as objects."""

    def __init__(
        self,
        edition: Edition,
        theme: MapTheme,
        layer: AtlasLayer,
        table: Table,
        catalogue: Catalogue,
    ) -> None:
        self._edition = edition
        self._theme, self._layer, self._table = theme, layer, table
        self._sources = {name: source.title for name, source in catalogue.sources.items()}
        self._inside = edition.record.get("audience", AUDIENCES[-1]) == AUDIENCES[-1]
        self._measures = [each for each in table.fields if each.unit and each.type != "text"]

    def of(self, territory: Territory) -> Iterator[tuple[Reviewed, float, float]]:
        """Those that the map draws of a territory, each with x and y (EPSG:2154)."""
        frame: DataFrame = self._edition.frame(self._table.name)
        if frame.empty:
            return
        classes = {
            each.key
            for legend in self._layer.legends
            if legend.table == self._table.name and legend.field == CLASS
            for each in legend.classes
        }
        mine = frame[(frame["rattachement"] == territory.id) & frame[CLASS].isin(classes)]
        traced = self._table.geometry == "line"
        if traced:
            mine = mine[mine[NAME].map(cell_text) != ""]
        for row in mine.to_dict("records"):
            yield self._object(row, traced)

    def _object(self, row: dict[str, Any], traced: bool) -> tuple[Reviewed, float, float]:
        text = {name: cell_text(row.get(name)) for name in (*SHOWN, "commune", "position")}
        shape = row.get("geometry")
        x, y = _UNPLACED, 0.0
        if isinstance(shape, bytes):
            x, y, _, _ = geometry.bounds(shape)
        unnamed = self._layer.parameters.get("unverified_class")
        hidden = not self._inside and unnamed is not None and text[CLASS] == unnamed
        measure, quantity = self._measured(row)
        source = cell_text(row.get("source"))
        made = Reviewed(
            number=0,
            theme=self._theme,
            layer=self._layer,
            table=self._table.name,
            key=cell_text(row.get("key")),
            name="" if hidden else text[NAME],
            commune=text["commune"],
            kind=text[CLASS],
            measure=measure,
            quantity=quantity,
            statut=text[STATUT],
            position=text["position"],
            place=None if traced else self._place(shape),
            source=self._sources.get(source, source),
            vintage=cell_text(row.get("vintage")),
            traced=traced,
        )
        return made, x, y

    def _measured(self, row: dict[str, Any]) -> tuple[str, float | None]:
        """The first quantity that is known, else the class of its size."""
        for field in reversed(self._measures) if "size" in row else self._measures:
            if cell_text(row.get(field.name)):
                return field.alias, float(row[field.name])
        size = cell_text(row.get("size"))
        return _size_label(self._layer, size), None

    def _place(self, shape: Any) -> tuple[float, float] | None:
        if not isinstance(shape, bytes) or (not self._inside and self._layer.id == NETWORK_400_KV):
            return None
        longitude, latitude, _, _ = geometry.bounds(geometry.to_wgs84(shape))
        return round(longitude, _DEGREES), round(latitude, _DEGREES)


def _size_label(layer: AtlasLayer, size: str) -> str:
    labels = {
        each.key: each.label
        for legend in layer.legends
        if legend.field == "size"
        for each in legend.classes
    }
    return labels.get(size, size)
