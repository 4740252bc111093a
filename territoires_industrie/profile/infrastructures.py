"""Roads, waterways, railways and hydrogen: names, and lengths within the perimeter.

A road's number is public; a waterway's name prints only where something vouches for it. A line
drawn without number or class (the schematic roads of the embedded edition) tells neither names nor
lengths. No open register of ports is read: they belong to the analyst's own words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from .. import geometry
from .figure import Figure, Origin, Total, figure, text_figure
from .holdings import Holdings, as_series, in_service, printable_name, word
from .lines import Cell, Table

if TYPE_CHECKING:
    from pandas import DataFrame

#: Shorter pieces only touch the perimeter: outlines are generalised (km).
_TOUCHES_KM = 0.1
_NONE = "aucune"
_RANKS = {1: ("autoroutes", "Autoroutes"), 2: ("routes_nationales", "Routes nationales")}


class Infrastructures:
    """What runs through the perimeter, clipped to it."""

    def __init__(self, holdings: Holdings) -> None:
        self.holdings = holdings
        self.roads = _standing(holdings.frame("roads"))
        self.waterways = _standing(holdings.frame("waterways"))
        self.hydrogen = _standing(holdings.frame("hydrogennetwork"))

    def roads_of(self, rank: int) -> tuple[list[str] | None, Total]:
        """The numbers of a rank's roads within the perimeter, and their km; None where unknown."""
        numbered = self.roads[self.roads["number"].notna() & self.roads["rank"].notna()]
        if numbered.empty or not self.holdings.is_known("roads"):
            return None, Total(None)
        mine = numbered[as_series(numbered["rank"]) == rank]
        lengths = {
            number: self._km(rows["geometry"]) for number, rows in mine.groupby("number", sort=True)
        }
        there = [number for number, km in lengths.items() if km > _TOUCHES_KM]
        shapes = mine.loc[mine["number"].isin(there), "geometry"]
        return sorted(there, key=_natural), Total(self._km(shapes))

    def waterway_km(self) -> Total:
        """Navigable reaches within the perimeter (km)."""
        if not self.holdings.is_known("waterways"):
            return Total(None)
        return Total(self._km(self.waterways["geometry"]))

    def waterway_names(self) -> list[str]:
        """Names and gauges that may be printed of what lies within the perimeter."""
        found = set()
        for row in self.waterways.to_dict("records"):
            name, gauge = printable_name(row), word(row["gauge"])
            if (name or gauge) and self._km([row["geometry"]]) > _TOUCHES_KM:
                found.add(name or f"gabarit {gauge}")
        return sorted(found)

    def has_hydrogen(self) -> bool | None:
        """Whether an open trace of a hydrogen network crosses the perimeter."""
        if self._km(self.hydrogen["geometry"]) > 0:
            return True
        return False if self.holdings.is_known("hydrogennetwork") else None

    def has_rail(self) -> bool | None:
        rail = self.holdings.frame("rail")
        return None if rail.empty else self._km(rail["geometry"]) > _TOUCHES_KM

    def _km(self, shapes: Iterable[Any]) -> float:
        inside = self.holdings.inside(shapes)
        return 0.0 if inside is None else geometry.length_km(inside)


def infrastructure_figures(found: Infrastructures) -> list[Figure]:
    """Motorways and national roads by number, with km; waterways; hydrogen."""
    holdings = found.holdings
    figures = []
    roads = holdings.origin_of("roads", found.roads[found.roads["number"].notna()])
    said = holdings.statement("roads")
    for rank, (name, label) in _RANKS.items():
        numbers, km = found.roads_of(rank)
        words = None if numbers is None else ", ".join(numbers) or _NONE
        origin = roads if numbers is not None else Origin()
        figures.append(text_figure(name, label, words, origin, said))
        in_km = f"{label} dans le périmètre"
        figures.append(figure(f"{name}_km", in_km, km, "km", origin, said, 0))
    hydrogen = found.has_hydrogen()
    return [
        *figures,
        figure(
            "voies_navigables_km",
            "Voies navigables dans le périmètre",
            found.waterway_km(),
            "km",
            holdings.origin_of("waterways", found.waterways),
            holdings.statement("waterways"),
            0,
        ),
        text_figure(
            "reseau_hydrogene",
            "Réseau d'hydrogène",
            _hydrogen(holdings, hydrogen),
            holdings.origin_of("hydrogennetwork", found.hydrogen) if hydrogen else Origin(),
            holdings.statement("hydrogennetwork"),
        ),
    ]


def infrastructure_table(found: Infrastructures) -> Table:
    """One line a kind: what it is called here, and its length within the perimeter."""
    holdings = found.holdings
    rows: list[tuple[Cell, ...]] = []
    for rank, (_, label) in _RANKS.items():
        numbers, km = found.roads_of(rank)
        if numbers is not None:
            rows.append((label, ", ".join(numbers) or _NONE, km.value))
    water = found.waterway_km().value
    if water is not None:
        rows.append(("Voies navigables", ", ".join(found.waterway_names()) or None, water))
    rail = found.has_rail()
    if rail is not None:
        rows.append(("Voies ferrées principales", "présentes" if rail else _NONE, None))
    hydrogen = found.has_hydrogen()
    if hydrogen is not None:
        rows.append(("Réseau d'hydrogène", _hydrogen(holdings, hydrogen), None))
    layers = ("roads", "waterways", "rail", "hydrogennetwork")
    origins = [holdings.origin(layer) for layer in layers]
    return Table(
        title="Infrastructures et connectivité",
        columns=("Nature", "Noms", "Longueur dans le périmètre"),
        rows=tuple(rows),
        units=("", "", "km"),
        decimals=(None, None, 0),
        source=" ; ".join(dict.fromkeys(each.source for each in origins if each.source)),
        vintage=" ; ".join(dict.fromkeys(each.vintage for each in origins if each.vintage)),
        note=" ".join(filter(None, (_said(holdings, layer) for layer in ("roads", "waterways")))),
    )


def _said(holdings: Holdings, layer: str) -> str:
    """What is said of a layer, by its name where it is not there."""
    said = holdings.statement(layer)
    if holdings.is_known(layer) or not said:
        return said
    return f"{holdings.catalogue.layers[layer].title} : {said[0].lower()}{said[1:]}"


def _hydrogen(holdings: Holdings, there: bool | None) -> str | None:
    layer = holdings.catalogue.layers["hydrogennetwork"]
    if there is None:
        return None
    return str(layer.parameters["mention"]) if there else layer.empty.lower()


def _standing(rows: DataFrame) -> DataFrame:
    return in_service(rows[rows["class"].fillna("") != ""])


def _natural(number: str) -> tuple[str, int]:
    """`A2` before `A16`."""
    digits = re.search(r"\d+", number)
    return number[:1], int(digits[0]) if digits else 0
