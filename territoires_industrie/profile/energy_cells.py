"""The table `energy` of a territory, cell by cell: None where a measure is not known (DOMAIN 1)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from .. import french
from ..libraries import require
from .figure import NOTHING, Origin, Total, counted
from .holdings import Holdings, word

LAYER = "energy"
CONSUMED, PRODUCED = "consommation", "production"
ELECTRICITY, GAS, BIOMETHANE = "électricité", "gaz", "biométhane"
#: The register's filière of batteries and the like.
STORAGE = "Stockage non hydraulique"


@dataclass(frozen=True)
class Cell:
    """One row of the table: None where a measure is not known."""

    sites: int | None
    mwh: float | None
    power_kw: float | None
    capacity_gwh_y: float | None
    withheld: int
    masked: str | None
    year: int | None
    origin: Origin


class Energy:
    """The territory's cells by flux, category and energy."""

    def __init__(self, holdings: Holdings) -> None:
        self.holdings = holdings
        self.parameters = holdings.catalogue.layers[LAYER].parameters
        rows = holdings.mine(LAYER)
        self.rows = rows.drop_duplicates(["flux", "category", "energy"])
        self._cells = {
            (row["flux"], row["category"], row["energy"]): self._cell(row)
            for row in self.rows.to_dict("records")
        }

    def _cell(self, row: dict[str, Any]) -> Cell:
        sources = (word(row["sources"]) or "").split(", ")
        origin = self.holdings.origin(LAYER, sources)
        vintage = word(row["vintage"]) or origin.vintage
        return Cell(
            sites=whole_in(row["sites"]),
            mwh=number_in(row["mwh"]),
            power_kw=number_in(row["power_kw"]),
            capacity_gwh_y=number_in(row["capacity_gwh_y"]),
            withheld=whole_in(row["of_which_withheld"]) or 0,
            masked=word(row["masked"]),
            year=whole_in(row["year"]),
            origin=Origin(origin.source, vintage),
        )

    def produced(self) -> Cell | None:
        """What the plants of the territory are and produce together, without what stores.

        A storage site gives back what others produced: counted with them it would count twice.
        """
        whole = self.cell(PRODUCED, self.parameters["all_kinds"], ELECTRICITY)
        stored = self.cell(PRODUCED, STORAGE, ELECTRICITY)
        return whole if whole is None or stored is None else _less(whole, stored)

    def told(self, found: Total) -> Total:
        """A figure of the table: a minimum where a source of the table could not be read."""
        listed = self.holdings.is_listed(LAYER)
        return replace(found, minimum=found.value is not None and (found.minimum or not listed))

    def cell(self, flux: str, category: str, energy: str) -> Cell | None:
        return self._cells.get((flux, category, energy))


def _less(whole: Cell, part: Cell) -> Cell:
    """A total without one of its parts; None where nothing else is known."""

    def rest(total: float | None, taken: float | None) -> float | None:
        left = None if total is None else round(total - (taken or 0), 6)
        return left if left is None or left > 0 else None

    return replace(
        whole,
        sites=None if whole.sites is None else whole.sites - (part.sites or 0),
        mwh=rest(whole.mwh, part.mwh),
        power_kw=rest(whole.power_kw, part.power_kw),
        withheld=max(whole.withheld - part.withheld, 0),
    )


def cell_sum(cell: Cell) -> Total:
    """A cell's MWh: each withheld value is one more unknown part beside its known sites."""
    if cell.mwh is None:
        return NOTHING
    if cell.withheld > (cell.sites or 0):
        return NOTHING
    return Total(cell.mwh, minimum=cell.withheld > 0)


def reason(cell: Cell) -> str:
    """What the cell leaves out, or why it says nothing."""
    if cell.masked and cell.mwh is None:
        return f"Masquée : {cell.masked}."
    inside = f"À usage interne : masquée dans une diffusion ({cell.masked})." if cell.masked else ""
    return " ".join(filter(None, (inside, withheld(cell.withheld))))


def remark(cell: Cell) -> str | None:
    """The same in the few words that a column has room for; None for nothing."""
    told = []
    if cell.masked:
        told.append(f"{'masquée' if cell.mwh is None else 'interne'} : {cell.masked}")
    if cell.withheld:
        unknown = counted(cell.withheld, "valeur inconnue", "valeurs inconnues")
        # What is known of a sum is no more than its minimum.
        told.append(unknown if cell.mwh is None else f"au moins : {unknown}")
    return " ; ".join(told) or None


def withheld(count: int) -> str:
    """How many values are under secrecy, as a sentence; "" for none."""
    if not count:
        return ""
    words = "valeur non publiée, inconnue" if count == 1 else "valeurs non publiées, inconnues"
    return f"{french.number(count)} {words}."


def number_in(cell: Any) -> float | None:
    """A cell as a finite number, None where nothing is known."""
    pandas = require("pandas")
    value = None if pandas.isna(cell) else float(cell)
    return value if value is None or abs(value) < float("inf") else None


def whole_in(cell: Any) -> int | None:
    """A cell as a whole number, None where nothing is known."""
    value = number_in(cell)
    return None if value is None else int(value)
