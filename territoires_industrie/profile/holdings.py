"""What an edition holds of one territory, read once: rows, shapes, coverage and sources."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .. import geometry, territories
from ..catalogue import Catalogue
from ..edition import Availability, Edition, Provenance
from ..libraries import require
from ..sentences import NOT_COVERED
from ..territories import Territory
from .figure import Origin, Total, total

if TYPE_CHECKING:
    from pandas import DataFrame, Series

#: What stands there: planned, suspended and abandoned objects are not counted with it.
IN_SERVICE = "en service"

_ANNOUNCED = "annoncé"
_STRONGER = ("autorisé", "en travaux")
#: What is to come; suspended and abandoned objects are not.
TO_COME = (_ANNOUNCED, *_STRONGER)

#: How `refresh` says that a source's rows are missing for the day that its server was down.
_WITHOUT_SOURCE = "Sans «"


@dataclass(frozen=True)
class Holdings:
    """An edition (an audience's own), a territory, and the catalogue that says what tables mean."""

    edition: Edition
    territory: Territory
    catalogue: Catalogue

    # ------------------------------------------------------------ rows

    def frame(self, table: str) -> DataFrame:
        """The rows of a table; none where the edition is older than the table."""
        if table in self._tables:
            checksum = self.edition.record.get("checksum", "")
            rows = _rows(_Closed(self.edition.path, checksum, self.edition), table)
            missing = [name for name in self._columns(table) if name not in rows.columns]
            return rows.assign(**dict.fromkeys(missing)) if missing else rows
        return require("pandas").DataFrame(columns=self._columns(table), dtype="object")

    def mine(self, table: str) -> DataFrame:
        """The rows that belong to the territory: by decision or commune, never by intersection."""
        rows = self.frame(table)
        owner = "rattachement" if "rattachement" in rows.columns else "territory"
        return rows[rows[owner].eq(self.territory.id).fillna(False).astype(bool)]

    def drawn(self, table: str) -> DataFrame:
        """The territory's rows that the legend shows."""
        rows = self.mine(table)
        return rows[rows["class"].fillna("") != ""]

    def _columns(self, table: str) -> list[str]:
        return [*(field.name for field in self.catalogue.table(table).fields), "geometry"]

    @cached_property
    def _tables(self) -> set[str]:
        return self.edition.tables()

    # ------------------------------------------------------------ the ground

    @cached_property
    def outline(self) -> bytes | None:
        """The territory's perimeter (WKB, EPSG:2154); None where nobody has its outline."""
        rows = self.mine("perimeters")
        shapes = [shape for shape in rows["geometry"] if shape is not None]
        if shapes:
            return bytes(shapes[0])
        try:
            return territories.perimeter(self.territory)
        except territories.MissingOutlines:
            return None

    def inside(self, shapes: Iterable[Any]) -> bytes | None:
        """What lies within the perimeter (EPSG:2154), each stretch or piece once; None for none."""
        if self.outline is None:
            return None
        west, south, east, north = geometry.bounds(self.outline)
        near = []
        for shape in shapes:
            if shape is None:
                continue
            left, bottom, right, top = geometry.bounds(shape)
            if left <= east and right >= west and bottom <= north and top >= south:
                near.append(shape)
        clipped = [geometry.clip(shape, self.outline) for shape in near]
        parts = [part for part in clipped if part is not None]
        return geometry.union(parts) if parts else None

    # ------------------------------------------------------------ what is known of it

    def availability(self, layer: str) -> Availability | None:
        return self._availabilities.get(layer)

    def is_known(self, layer: str) -> bool:
        """Whether the edition covers a layer here, so that no row means none."""
        entry = self.availability(layer)
        return entry is not None and entry.state != "absent"

    def is_listed(self, layer: str) -> bool:
        """Whether the layer's sources were read here, and all of them.

        An edition accounts for every row that it read. Facts typed one by one have no accounts:
        they are some of what there is, and so are rows without those of a server that was down, or
        of communes that were not asked for.
        """
        entry = self.availability(layer)
        whole = entry is not None and not any(
            mark in entry.statement for mark in (_WITHOUT_SOURCE, NOT_COVERED)
        )
        return whole and self.is_known(layer) and layer in self._accounted

    def number_of(self, layer: str, rows: DataFrame) -> Total:
        """How many rows there are: a minimum of an incomplete list, 0 of a complete one only."""
        listed = self.is_listed(layer)
        if rows.empty:
            return Total(0 if listed else None)
        return Total(len(rows), minimum=not listed)

    def sum_of(self, layer: str, cells: Series, scale: float = 1) -> Total:
        """What the cells add up to, each divided by `scale`; as `number_of` for what is missing."""
        listed = self.is_listed(layer)
        if cells.empty:
            return Total(0.0 if listed else None)
        values = measures(cells)
        if scale != 1:
            values = [None if value is None else round(value / scale, 6) for value in values]
        found = total(values)
        return replace(found, minimum=found.value is not None and (found.minimum or not listed))

    @cached_property
    def _accounted(self) -> set[str]:
        return {entry.layer for entry in self.edition.accounting()}

    def statement(self, layer: str) -> str:
        """What pages say of a layer here, in French; "" when there is nothing to say."""
        entry = self.availability(layer)
        return "Absent de cette édition." if entry is None else entry.statement.strip()

    @cached_property
    def _availabilities(self) -> dict[str, Availability]:
        return self.edition.availability(self.territory.id)

    # ------------------------------------------------------------ sources

    def origin(self, layer: str, sources: Iterable[Any] | None = None) -> Origin:
        """The publishers, datasets and vintages of a layer's rows, of some sources or of all."""
        wanted = None if sources is None else {str(name) for name in sources if name}
        entries = [
            entry
            for entry in self._provenance
            if entry.layer == layer
            and (entry.rows > 0 if wanted is None else entry.source in wanted)
        ]
        names = (", ".join(filter(None, (e.publisher, e.dataset))) for e in entries)
        vintages = (entry.vintage for entry in entries)
        return Origin(_joined(names), _joined(vintages))

    def origin_of(self, layer: str, rows: DataFrame) -> Origin:
        """The same for the sources that rows name; of the layer where there is no row."""
        named = rows["source"].dropna().unique() if len(rows) else ()
        return self.origin(layer, named) if len(named) else self.origin(layer)

    @cached_property
    def _provenance(self) -> list[Provenance]:
        return self.edition.provenance()


@dataclass(frozen=True)
class _Closed:
    """An edition as a key; the checksum tells apart those that had one path after each other."""

    path: Path
    checksum: str
    edition: Edition = field(compare=False)


@lru_cache(maxsize=32)
def _rows(closed: _Closed, table: str) -> DataFrame:
    """A table of an edition, kept for the next territory: an edition never changes."""
    return closed.edition.frame(table)


def _joined(texts: Iterable[str]) -> str:
    return " ; ".join(dict.fromkeys(text for text in texts if text))


# ---------------------------------------------------------------- cells


def in_service(rows: DataFrame) -> DataFrame:
    """The rows that stand there today; a row without a status does."""
    return rows[rows["statut"].fillna(IN_SERVICE) == IN_SERVICE]


def as_series(cells: Series) -> Series:
    """Cells as float64, NaN where nothing is known."""
    found: Series = require("pandas").to_numeric(cells, errors="coerce").astype("float64")
    return found


def measures(cells: Series) -> list[float | None]:
    """Cells as numbers, None where nothing is known."""
    return [value if math.isfinite(value) else None for value in as_series(cells).tolist()]


def word(cell: Any) -> str | None:
    """A text, None for nothing."""
    return cell if isinstance(cell, str) and cell.strip() else None


def printable_status(row: dict[str, Any]) -> str:
    """The status that may stand on paper: what no official source vouches for is announced."""
    status = word(row.get("statut")) or IN_SERVICE
    typed = word(row.get("source_atlas")) is not None and word(row.get("verifie_par")) is None
    return _ANNOUNCED if typed and status in _STRONGER else status


def printable_name(row: dict[str, Any]) -> str | None:
    """The name that may stand on paper: one that an identifier or a register vouches for."""
    return word(row.get("name")) if word(row.get("verifie_par")) else None
