"""Sectors: from SIRET and NAF to a class of the consumers' legend (DOMAIN 3)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from .columns import divisions, nothing_as_none
from .registers import Registers

if TYPE_CHECKING:
    from pandas import Series


class Sector:
    """From SIRET and NAF to a class of the legend, and why there is none."""

    def __init__(self, parameters: Mapping[str, Any], registers: Registers) -> None:
        written = registers.sectors.drop_duplicates("siret").set_index("siret")
        self._by_siret = written["classe"]
        self._reasons = written["raison"]
        self._undecided = set(parameters["naf_undecided"])
        self._by_division = {
            division: name
            for name, known in parameters["naf_divisions"].items()
            for division in known
        }

    def classes(self, siret: Series, naf: Series) -> Series:
        """The class of each site: by its SIRET where that is written down, else by its NAF."""
        by_naf = nothing_as_none(divisions(naf).map(self._by_division)).fillna("")
        by_siret = nothing_as_none(siret.map(self._by_siret))
        return nothing_as_none(by_siret.where(by_siret.notna(), by_naf))

    def notes(self, siret: Series, naf: Series) -> Series:
        """Why sites are in the class that a decision gave them, or in none; "" for the others."""
        division = divisions(naf)
        outside = (
            "Hors légende : division NAF " + division.fillna("") + ", hors des divisions 10 à 33."
        )
        outside = outside.where(division.notna(), "Hors légende : division NAF non publiée.")
        undecided = "Hors légende : division NAF " + division.fillna("") + ", non tranchée."
        outside = outside.where(~division.isin(self._undecided), undecided)
        outside = (outside + " À décider.").where(~division.isin(set(self._by_division)), "")
        written = nothing_as_none(siret.map(self._reasons))
        return (written + ".").where(written.notna(), outside)
