"""Rows of a returned workbook as wishes: what shall be changed of which object, and why.

Cells are read one by one. What cannot be read, or contradicts another answer of its row, is noticed
and changes nothing; the other answers hold.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from .. import geometry
from ..catalogue import AtlasLayer, Catalogue, CatalogueError, Table
from ..corrections.cells import Tables
from ..corrections.correction import CLASS, CLOSED, NAME, STATUT
from ..corrections.values import GEOMETRY
from ..errors import AtlasError
from ..territories import Territory, find, perimeter
from .cells import day_of, is_readable, place_of, text_of, word_of
from .form import (
    CHECK_COLUMNS,
    CORRECT,
    REMOVE,
    STATUTS,
    UNSURE,
    VERDICTS,
    YES,
    class_choices,
)
from .notices import CONTRADICTORY, GONE, LOCKED, REFUSED, TO_READ, UNREADABLE, Notice
from .objects import class_label
from .reading import Given, Line, Returned

TITLES = {each.id: each.title for each in CHECK_COLUMNS}
_ANSWERS = tuple(each.id for each in CHECK_COLUMNS if each.answer)
_LOCKED = {NAME: "name", CLASS: "class", STATUT: "statut"}
_LONGEST_NAME = 250
#: A place farther than this (metres) from the territory is taken for a slip of the pen.
_FARTHEST = 40_000.0
_ASK = "à revoir avec le référent"
_COPY = f"la recopier dans « Sites manquants », ou {_ASK}"
_AGAIN = "écrire la réponse comme « À lire » le dit, et importer le classeur de nouveau"


@dataclass(frozen=True)
class Wish:
    """What one row asks for.

    Attributes:
        line: where it stands.
        table, key: the object.
        changes: new values by column; places as WKB in EPSG:2154.
        hide: it shall leave the maps.
        closed: the day on which it closed; None for not.
        dated: that day was told.
        reason: the référent's own words.
    """

    line: Line
    table: str
    key: str
    changes: Mapping[str, Any] = field(default_factory=dict)
    hide: bool = False
    closed: date | None = None
    dated: bool = True
    reason: str = ""

    @property
    def object(self) -> tuple[str, str]:
        return self.table, self.key

    @property
    def decisions(self) -> dict[str, Any]:
        """All it says, by what it is about."""
        closing = {"closed": self.closed} if self.closed else {}
        return {**self.changes, **closing, **({"hide": True} if self.hide else {})}


class AnswerReader:
    """Reads the rows of one returned workbook against an edition."""

    def __init__(self, returned: Returned, tables: Tables, catalogue: Catalogue, on: date) -> None:
        """Begin with a workbook.

        Args:
            returned: what came back.
            tables: the edition's own tables.
            catalogue: classes.
            on: the day on which a site closed whose closing has no date.
        """
        self._returned = returned
        self._tables = tables
        self._catalogue = catalogue
        self._on = on
        self._given = {each.key: each for each in returned.given.values() if each.key}
        self.notices: list[Notice] = []
        self.confirmed = 0

    def wishes(self) -> list[Wish]:
        """What the rows ask for; what they do not say clearly is in `notices`."""
        found = []
        for line in self._returned.checked:
            wish = self._wish(line)
            if wish is not None:
                found.append(wish)
        return found

    def notice(self, line: Line, column: str, outcome: str, reason: str, advice: str) -> None:
        """Tell of an answer that becomes no correction."""
        number, name = line.text("number"), line.text("name")
        answer = line.text(column) if column else _all_of(line)
        file = self._returned.path.name
        title = TITLES.get(column, column)
        self.notices.append(
            Notice(
                file, line.sheet, line.number, number, name, title, answer, outcome, reason, advice
            )
        )

    # ------------------------------------------------------------ rows

    def _wish(self, line: Line) -> Wish | None:
        found = self._object(line)
        if found is None:
            return None
        self._look_at_locked(line, "/".join(found))
        if not any(line.text(name) for name in _ANSWERS):
            return None
        table, key = found
        if not self._tables.has(table, key):
            why = "cet objet n'est plus dans l'édition, ou n'y est pas encore"
            self.notice(line, "", GONE, why, "vérifier s'il y est sous un autre identifiant")
            return None
        verdict = self._verdict(line)
        wish = Wish(line, table, key, self._changes(line, table), reason=self._reason(line))
        wish = self._closing(line, wish)
        return self._agreed(line, wish, verdict)

    def _object(self, line: Line) -> tuple[str, str] | None:
        """The table and key of a row: by its key, else by its number on the maps."""
        whole = line.text("key")
        if not whole and line.text("number").isdecimal():
            given = self._returned.given.get(int(line.text("number")))
            whole = given.key if given else ""
        table, _, key = whole.partition("/")
        try:
            known = self._catalogue.layer_of(table).family == "atlas"
        except CatalogueError:
            known = False
        if known and key:
            return table, key
        if any(line.text(name) for name in (*_ANSWERS, NAME)):
            why = "ni clé ni numéro connus : on ne sait pas de quel objet parle la ligne"
            self.notice(line, "", UNREADABLE, why, _COPY)
        return None

    def _look_at_locked(self, line: Line, whole: str) -> None:
        given = self._given.get(whole)
        if given is None:
            return
        for name, column in _LOCKED.items():
            if column not in line.cells or line.text(column) == self._told(given, name):
                continue
            if given.key and name == CLASS and line.text(column) == given.kind:
                continue
            why = f"la case disait « {self._told(given, name) or 'rien'} »"
            advice = f"si c'est une correction, la porter dans « {_answer_to(name)} »"
            self.notice(line, column, LOCKED, why, advice)

    def _told(self, given: Given, name: str) -> str:
        if name == NAME:
            return given.name
        if name == STATUT:
            return given.statut
        layer = self._catalogue.layer_of(given.key.partition("/")[0])
        return text_of(class_label(layer, given.kind))

    def _verdict(self, line: Line) -> str:
        said = line.text("verdict")
        word = word_of(said, VERDICTS)
        if said and word is None:
            self.notice(line, "verdict", UNREADABLE, f"attendu : {', '.join(VERDICTS)}", _AGAIN)
        return word or ""

    def _agreed(self, line: Line, wish: Wish, verdict: str) -> Wish | None:
        """The wish, unless the row contradicts itself; what it says without correcting is told."""
        said = wish.decisions
        if verdict in (YES, UNSURE) and said:
            self.notice(
                line, "", CONTRADICTORY, f"« {verdict} » et une correction sur la même ligne", _ASK
            )
            return None
        if verdict == REMOVE:
            if set(said) - {"closed"}:
                why = "« à supprimer » et une correction sur la même ligne"
                self.notice(line, "", CONTRADICTORY, why, _ASK)
                return None
            wish = wish if wish.closed else replace(wish, hide=True)
        self.confirmed += verdict == YES
        if wish.decisions:
            return wish
        unread = any(each.line == line.number and each.sheet == line.sheet for each in self.notices)
        if verdict == CORRECT and not unread:
            why = "« à corriger », mais aucune case ne dit quoi"
            self.notice(line, "", CONTRADICTORY, why, _ASK)
        elif line.text("address"):
            advice = "placer le site à la main, ou demander ses coordonnées"
            self.notice(line, "address", TO_READ, "une adresse n'est pas un point", advice)
            if line.text("comment"):
                self.notice(line, "comment", TO_READ, "commentaire sans correction", "à lire")
        elif line.text("comment"):
            self.notice(line, "comment", TO_READ, "commentaire sans correction", "à lire")
        return None

    def _reason(self, line: Line) -> str:
        address = line.text("address")
        told = [line.text("comment"), f"adresse : {address}" if address else ""]
        return " ; ".join(text for text in told if text)

    # ------------------------------------------------------------ cells

    def _changes(self, line: Line, table: str) -> dict[str, Any]:
        layer, made = self._catalogue.layer_of(table), self._catalogue.table(table)
        found: dict[str, Any] = {}
        name = line.text("new_name")
        if name and is_readable(name) and len(name) <= _LONGEST_NAME:
            found[NAME] = name
        elif name:
            self.notice(line, "new_name", UNREADABLE, "ce n'est pas un nom", _AGAIN)
        self._read_class(line, layer, table, found)
        statut = word_of(line.text("new_statut"), STATUTS)
        if statut:
            found[STATUT] = statut
        elif line.text("new_statut"):
            why = f"attendu : {', '.join(STATUTS)}"
            self.notice(line, "new_statut", UNREADABLE, why, _AGAIN)
        if line.text("new_place"):
            self._read_place(line, made, found)
        return found

    def _read_class(self, line: Line, layer: AtlasLayer, table: str, found: dict[str, Any]) -> None:
        said = line.text("new_class")
        if not said:
            return
        choices = class_choices(layer, table)
        choices |= {key: key for key in choices.values() if key}
        word = word_of(said, choices)
        if word is not None:
            found[CLASS] = choices[word]
            return
        offered = ", ".join(class_choices(layer, table))
        self.notice(line, "new_class", UNREADABLE, f"attendu : {offered}", _AGAIN)

    def _read_place(self, line: Line, table: Table, found: dict[str, Any]) -> None:
        place = place_of(line.text("new_place"))
        if table.geometry != "point":
            why = "un tracé ne se déplace pas par des coordonnées"
            self.notice(line, "new_place", REFUSED, why, "le redessiner dans QGIS")
        elif place is None:
            why = "ce ne sont pas deux coordonnées de la région, en degrés ou en Lambert-93"
            self.notice(line, "new_place", UNREADABLE, why, _AGAIN)
        elif not is_near(place, self._returned.territory):
            why = "ce point est loin du territoire"
            self.notice(line, "new_place", UNREADABLE, why, _ASK)
        else:
            found[GEOMETRY] = place

    def _closing(self, line: Line, wish: Wish) -> Wish:
        """The wish with the day of the closing, which may be told by date or by status."""
        said = line.text("closed_on")
        day = day_of(line.cells.get("closed_on"))
        if said and day is None:
            self.notice(line, "closed_on", UNREADABLE, "attendu : une date, jj/mm/aaaa", _AGAIN)
        statut = wish.changes.get(STATUT)
        if day is not None and statut not in (None, CLOSED):
            why = f"une date de fermeture et le statut « {statut} »"
            self.notice(line, "closed_on", CONTRADICTORY, why, _ASK)
            return replace(wish, changes={k: v for k, v in wish.changes.items() if k != STATUT})
        if day is None and statut != CLOSED:
            return wish
        rest = {name: value for name, value in wish.changes.items() if name != STATUT}
        return replace(wish, changes=rest, closed=day or self._on, dated=day is not None)


def is_near(place: bytes, territory: str) -> bool:
    """Whether a point (EPSG:2154) lies in or about a territory; yes where that is not known."""
    known = territory_of(territory)
    if known is None:
        return True
    west, south, east, north = geometry.bounds(perimeter(known))
    x, y, _, _ = geometry.bounds(place)
    return west - _FARTHEST <= x <= east + _FARTHEST and south - _FARTHEST <= y <= north + _FARTHEST


def territory_of(name: str) -> Territory | None:
    """The territory of an id; None for none."""
    try:
        return find(name) if name else None
    except AtlasError:
        return None


def _answer_to(name: str) -> str:
    return TITLES[{NAME: "new_name", CLASS: "new_class", STATUT: "new_statut"}[name]]


def _all_of(line: Line) -> str:
    """All answers of a row, each after its heading."""
    told: Iterator[tuple[str, str]] = ((name, line.text(name)) for name in _ANSWERS)
    return " ; ".join(f"{TITLES[name]} : {text}" for name, text in told if text)
