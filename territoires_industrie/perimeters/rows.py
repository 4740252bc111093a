"""Which rows of an edition are inside a user's own perimeter: the one place that decides it.

Rows belong to parts (`parts.py`). Those of a part that lies in the perimeter as a whole are inside,
an offshore wind farm attached by decision too; of a part that the perimeter cuts, those whose
commune is inside, or that stand there where no commune is known. What belongs to nobody (lines,
surfaces) goes on belonging to nobody: pages show what lies across the outline.

Figures that an edition only has by territory (energy, SEVESO) are the perimeter's when it cuts no
part, and unknown when it does: a total of chosen communes beside a territory's published one would
tell by subtraction what is masked (DOMAIN 1, 2). What is published of a perimeter is thus a sum of
what is published of its parts; where one of these is masked, so is the sum.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from .. import geometry
from ..libraries import require
from ..territories import Territory, all_communes, area_km2, communes, perimeter, population
from .parts import part_of_epci, parts_of

if TYPE_CHECKING:
    from pandas import DataFrame, Series

#: Figures by territory that are sums over its sites, and the table by EPCI.
ENERGY, JOBS = "energy", "jobs"

SUM_MASKED = "un des territoires réunis est masqué"
CUT = "secret, car le périmètre coupe un territoire"
_CONSUMED = "consommation"
_PLACE = ["flux", "category", "energy"]


@dataclass(frozen=True)
class Inside:
    """What of an edition's tables is inside one perimeter; asks nothing but the rows."""

    territory: Territory

    @cached_property
    def parts(self) -> tuple[Territory, ...]:
        """Those that the perimeter touches."""
        return tuple(parts_of([self.territory]))

    @cached_property
    def cut(self) -> frozenset[str]:
        """The ids of the parts that lie in it only in part."""
        return frozenset(part.id for part in self.parts) - self.whole

    @cached_property
    def whole(self) -> frozenset[str]:
        """The ids of the parts that lie in it as a whole."""
        sirens = set(self.territory.sirens)
        return frozenset(part.id for part in self.parts if sirens.issuperset(part.sirens))

    def rows(self, rows: DataFrame) -> Series:
        """Whether each row of an atlas table is inside, as a mask over its index."""
        attached = rows["rattachement"].fillna("")
        inside = attached.isin(self.whole)
        owners = rows["insee"].map(_part_of_commune()) if "insee" in rows.columns else None
        if owners is None:
            unknown = inside == inside
        else:
            unknown = owners.isna()
            chosen = rows["insee"].isin(self.territory.insee)
            # A row that was attached elsewhere by decision stays with the whole of that part.
            inside |= chosen & (owners == attached) & attached.isin(self.cut)
            # Of EPCI of no territory, an edition may have rows without having been asked for them.
            inside |= chosen & (attached == "") & ~owners.isin(_territories())
        there = unknown & attached.isin(self.cut) & rows["geometry"].notna()
        if there.any():
            inside.loc[there] = rows.loc[there, "geometry"].map(self._contains).astype(bool)
        return inside.astype(bool)

    def _contains(self, wkb: bytes) -> bool:
        return geometry.intersects(perimeter(self.territory), geometry.inner_point(wkb))

    # ------------------------------------------------------------ whole tables

    def table(self, name: str, rows: DataFrame) -> DataFrame:
        """A table in which what is inside belongs to the perimeter."""
        mine = self.territory.id
        if name == "perimeters":
            return require("pandas").concat([rows, self._outline(rows)], ignore_index=True)
        if name == "communes":
            return _given(rows, rows["insee"].isin(self.territory.insee), "territory", mine)
        if name in ("epci", JOBS):
            return _given(rows, rows["siren"].isin(self.territory.sirens), "territory", mine)
        if "rattachement" in rows.columns:
            return _given(rows, self.rows(rows), "rattachement", mine)
        if "territory" in rows.columns:
            return self._figures(name, rows)
        return rows

    def _outline(self, perimeters: DataFrame) -> DataFrame:
        told = {
            "territory": self.territory.id,
            "name": self.territory.title,
            "area_km2": round(area_km2(self.territory), 2),
            "population": population(self.territory),
            "communes": len(communes(self.territory)),
            "geometry": perimeter(self.territory),
        }
        frame = require("pandas").DataFrame([told]).reindex(columns=perimeters.columns)
        return frame.astype(perimeters.dtypes.to_dict())

    def _figures(self, name: str, rows: DataFrame) -> DataFrame:
        """Figures by territory: the parts' own put together, none where a part is cut."""
        if name == ENERGY:
            return self._energy(rows)
        return (
            rows
            if self.cut
            else _given(rows, rows["territory"].isin(self.whole), "territory", self.territory.id)
        )

    def _energy(self, rows: DataFrame) -> DataFrame:
        pandas = require("pandas")
        touched = rows["territory"].isin(self.whole | self.cut)
        if not touched.any():
            return rows
        cells = self._secret(rows[touched]) if self.cut else self._added(rows[touched])
        others = rows if self.cut else rows[~touched]
        added = cells.reindex(columns=rows.columns).astype(rows.dtypes.to_dict())
        return pandas.concat([others, added], ignore_index=True)

    def _secret(self, cells: DataFrame) -> DataFrame:
        """The cells of consumption without a figure: they are under secrecy, not unpublished."""
        known = cells[cells["flux"] == _CONSUMED].drop_duplicates(_PLACE)
        named = known[[*_PLACE, "year", "vintage", "sources"]]
        return named.assign(territory=self.territory.id, masked=CUT)

    def _added(self, cells: DataFrame) -> DataFrame:
        """The parts' cells added up; masked where one is, and without a figure where one has none.

        A part without a cell of that place has no site there.
        """
        pandas = require("pandas")
        if len(self.whole) == 1:
            return cells.assign(territory=self.territory.id)
        masked = cells["masked"].notna()
        cells = cells.assign(_masked=masked, _gone=masked & cells["mwh"].isna())
        grouped = cells.groupby(_PLACE, dropna=False, sort=False)
        sums = {
            name: grouped[name].sum(min_count=1)
            for name in ("sites", "mwh", "power_kw", "capacity_gwh_y", "of_which_withheld")
        }
        sums |= {name: grouped[name].max() for name in ("year",)}
        sums |= {name: grouped[name].agg(_joined) for name in ("vintage", "sources")}
        found = pandas.DataFrame(sums)
        hidden, gone = grouped["_masked"].any(), grouped["_gone"].any()
        found["mwh"] = found["mwh"].mask(gone)
        found["masked"] = hidden.map({True: SUM_MASKED, False: None})
        return found.reset_index().assign(territory=self.territory.id)


def _given(rows: DataFrame, mine: Series, column: str, owner: str) -> DataFrame:
    return rows.assign(**{column: rows[column].mask(mine, owner)})


def _joined(cells: Series) -> Any:
    """The words of several cells, each once; None for none."""
    words = [word for cell in cells.dropna() for word in cell.split(", ")]
    return ", ".join(dict.fromkeys(words)) or None


def _part_of_commune() -> Mapping[str, str]:
    parts = part_of_epci()
    return {insee: parts[each.siren_epci].id for insee, each in all_communes().items()}


def _territories() -> set[str]:
    """The ids of the parts that are territories of ANCT's list."""
    return {part.id for part in part_of_epci().values() if part.atlas_order is not None}
