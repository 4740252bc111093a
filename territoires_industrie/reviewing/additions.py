"""Sites that a référent misses, as rows to add: each with a key made of what was answered.

The same answer has the same key, so a workbook that comes back twice adds nothing twice.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from .. import geometry
from ..catalogue import Catalogue
from ..corrections.correction import CLASS, INTERNAL, NAME, POSITION, STATUT
from ..corrections.values import GEOMETRY
from ..territories import Commune, all_communes, communes, normalised
from .answers import is_near, territory_of
from .cells import is_readable, place_of, word_of
from .form import MISSING_COLUMNS, STATUTS, kinds
from .notices import UNREADABLE, Notice
from .reading import Line, Returned

TITLES = {each.id: each.title for each in MISSING_COLUMNS}
KEY = "ajout:relecture:{sum}"
_DIGITS = 12  # of the sum: a review adds dozens of sites, not millions
_AGAIN = "compléter la ligne et importer le classeur de nouveau"


@dataclass(frozen=True)
class Addition:
    """A row to add: where it was asked for, its table and cells, the référent's own words."""

    line: Line
    table: str
    cells: Mapping[str, Any]
    reason: str

    @property
    def key(self) -> str:
        """Its identifier."""
        return str(self.cells["key"])


class MissingReader:
    """Reads the lines of what is missing."""

    def __init__(self, returned: Returned, catalogue: Catalogue) -> None:
        self._returned = returned
        self._kinds = kinds(catalogue)
        self.notices: list[Notice] = []

    def additions(self) -> list[Addition]:
        """The sites to add; lines that do not say enough are in `notices`."""
        found: dict[str, Addition] = {}
        for line in self._returned.missing:
            each = self._addition(line)
            if each is not None:
                found.setdefault(each.key, each)
        return list(found.values())

    def _addition(self, line: Line) -> Addition | None:
        kind = word_of(line.text("kind"), self._kinds)
        if kind is None:
            self._notice(line, "kind", "le type de site manque, ou n'est pas de la liste")
            return None
        name = line.text("name")
        if not is_readable(name):
            self._notice(line, "name", "ce n'est pas un nom")
            return None
        town = self._town(line.text("commune"))
        place, position = self._place(line, town)
        if place is None:
            return None
        statut = word_of(line.text("statut"), STATUTS)
        if line.text("statut") and statut is None:
            self._notice(line, "statut", f"attendu : {', '.join(STATUTS)}")
        table, key = self._kinds[kind]
        cells = {
            NAME: name or None,
            CLASS: key,
            "commune": town.name if town else line.text("commune") or None,
            "insee": town.insee if town else None,
            POSITION: position,
            STATUT: statut or STATUTS[0],
            "diffusion": INTERNAL,
            GEOMETRY: place,
        }
        return Addition(line, table, {**cells, "key": _key(table, cells)}, _reason(line))

    def _place(self, line: Line, town: Commune | None) -> tuple[bytes | None, str]:
        """Where it stands and how precisely: at its coordinates, else at its commune's centre."""
        said = line.text("place")
        if said:
            place = place_of(said)
            if place is None or not is_near(place, self._returned.territory):
                self._notice(line, "place", "ce ne sont pas des coordonnées près du territoire")
                return None, ""
            return place, "exacte"
        if town is None:
            why = "ni coordonnées, ni commune connue : le site ne peut pas être placé"
            self._notice(line, "commune", why)
            return None, ""
        return town.centre, "commune"

    def _town(self, said: str) -> Commune | None:
        """The commune of that name or code: the territory's own before others."""
        if not said:
            return None
        if said in all_communes():
            return all_communes()[said]
        territory = territory_of(self._returned.territory)
        own = communes(territory) if territory else ()
        for towns in (own, all_communes().values()):
            found = [each for each in towns if normalised(each.name) == normalised(said)]
            if len(found) == 1:
                return found[0]
        return None

    def _notice(self, line: Line, column: str, reason: str) -> None:
        told = " ; ".join(
            f"{title} : {line.text(name)}" for name, title in TITLES.items() if line.text(name)
        )
        self.notices.append(
            Notice(
                self._returned.path.name,
                line.sheet,
                line.number,
                "",
                line.text("name"),
                TITLES[column],
                told,
                UNREADABLE,
                reason,
                _AGAIN,
            )
        )


def _key(table: str, cells: Mapping[str, Any]) -> str:
    x, y, _, _ = geometry.bounds(cells[GEOMETRY])
    said = (table, cells[NAME], cells[CLASS], cells["commune"], f"{x:.0f}", f"{y:.0f}")
    found = hashlib.sha256("\x1f".join(str(each or "") for each in said).encode()).hexdigest()
    return KEY.format(sum=found[:_DIGITS])


def _reason(line: Line) -> str:
    address = line.text("address")
    told = [line.text("comment"), f"adresse : {address}" if address else ""]
    return " ; ".join(text for text in told if text)
