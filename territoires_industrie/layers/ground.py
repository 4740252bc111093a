"""Where raw rows belong: communes, territories and the area that an edition is made for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from .. import geometry
from ..libraries import require
from ..sources.area import Area
from ..territories import (
    Territory,
    all_communes,
    all_epci,
    perimeter,
    territory_of_epci,
)
from .columns import numbers

if TYPE_CHECKING:
    from pandas import DataFrame, Series


@dataclass(frozen=True)
class Ground:
    """The shipped communes and territories as pandas tables, around the area asked for."""

    area: Area

    @cached_property
    def owners(self) -> Mapping[str, Territory]:
        """Whose each EPCI is: a territory's, else that of a part that is asked for by itself."""
        parts = (*self.area.beside, *self.area.territories)
        return {siren: part for part in parts for siren in part.sirens} | territory_of_epci()

    @cached_property
    def communes(self) -> DataFrame:
        """By INSEE code: name, siren_epci, territory (id or ""), x and y of the centre (2154)."""
        owners = self.owners
        known = all_communes().values()
        table = (
            require("pandas")
            .DataFrame(
                {
                    "insee": [commune.insee for commune in known],
                    "name": [commune.name for commune in known],
                    "siren_epci": [commune.siren_epci for commune in known],
                    "territory": [
                        owners[commune.siren_epci].id if commune.siren_epci in owners else ""
                        for commune in known
                    ],
                    "lon": [commune.lon for commune in known],
                    "lat": [commune.lat for commune in known],
                }
            )
            .set_index("insee")
        )
        table["x"], table["y"] = to_lambert93(table.pop("lon"), table.pop("lat"))
        return table

    def commune_names(self, insee: Series) -> Series:
        """The names of communes by code, "" where a code is unknown."""
        return insee.map(self.communes["name"]).fillna("")

    def centres(self, insee: Series) -> Series:
        """The centres of communes as WKB (EPSG:2154), None where a code is unknown."""
        x, y = insee.map(self.communes["x"]), insee.map(self.communes["y"])
        return points(x, y)

    def territories_of(self, insee: Series, shapes: Series | None = None) -> Series:
        """The ids of the territories that rows belong to, "" outside any.

        By commune where its code is known (a written membership), else by where the shape's
        point stands (WKB in EPSG:2154). A commune that merged since keeps its place on the ground.
        """
        found = insee.map(self.communes["territory"])
        if shapes is not None:
            unknown = found.isna() & shapes.notna()
            found[unknown] = shapes[unknown].map(self._territory_at)
        return found.fillna("")

    def inside(self, shapes: Series) -> Series:
        """Whether each shape (WKB in EPSG:2154 or None) touches the area with its margin."""
        return shapes.map(self.area.meets).astype(bool)

    @cached_property
    def _perimeters(self) -> Sequence[tuple[Territory, bytes, tuple[float, float, float, float]]]:
        """The territories whose EPCI are shipped, each with its outline and its bounds."""
        shipped = all_epci()
        owners = {territory.id: territory for territory in self.owners.values()}
        known = [t for t in owners.values() if all(siren in shipped for siren in t.sirens)]
        return [(t, perimeter(t), geometry.bounds(perimeter(t))) for t in known]

    def _territory_at(self, wkb: bytes) -> str:
        place = geometry.inner_point(wkb)
        x, y, _, _ = geometry.bounds(place)
        for territory, outline, box in self._perimeters:
            if in_box(x, y, box) and geometry.intersects(outline, place):
                return territory.id
        return ""


def points(x: Iterable[Any], y: Iterable[Any]) -> Series:
    """Points as little-endian WKB, None where a coordinate is missing or not finite."""
    pandas, numpy = require("pandas"), require("numpy")
    across, up = pandas.Series(x, dtype="float64"), pandas.Series(y, dtype="float64")
    pairs = numpy.column_stack([across.to_numpy("<f8"), up.to_numpy("<f8")])
    known = numpy.isfinite(pairs).all(axis=1)
    head = b"\x01\x01\x00\x00\x00"
    wkb = [
        head + pair.tobytes() if there else None for pair, there in zip(pairs, known, strict=True)
    ]
    return pandas.Series(wkb, index=across.index, dtype="object")


def points_at(lon: Series, lat: Series) -> Series:
    """Points as WKB in EPSG:2154 at published longitudes and latitudes (EPSG:4326), else None."""
    return points(*to_lambert93(numbers(lon), numbers(lat)))


def in_box(x: float, y: float, box: tuple[float, float, float, float], reach: float = 0.0) -> bool:
    """Whether a place lies in a box (west, south, east, north), or at most `reach` outside it."""
    west, south, east, north = box
    return west - reach <= x <= east + reach and south - reach <= y <= north + reach


def to_lambert93(lon: Series, lat: Series) -> tuple[Series, Series]:
    """Longitudes and latitudes (EPSG:4326) as x and y (EPSG:2154), NaN where they are missing.

    A pair outside mainland France's projection comes out NaN: swapped or absurd coordinates put
    nothing on a map.
    """
    pandas, numpy = require("pandas"), require("numpy")
    transformer = require("pyproj").Transformer.from_crs(4326, 2154, always_xy=True)
    lon = pandas.to_numeric(pandas.Series(lon), errors="coerce").astype("float64")
    lat = pandas.to_numeric(pandas.Series(lat), errors="coerce").astype("float64")
    plausible = lon.between(-10, 15) & lat.between(40, 53)
    x, y = transformer.transform(lon.where(plausible).to_numpy(), lat.where(plausible).to_numpy())
    x, y = (numpy.where(numpy.isfinite(values), values, numpy.nan) for values in (x, y))
    return pandas.Series(x, index=lon.index), pandas.Series(y, index=lat.index)
