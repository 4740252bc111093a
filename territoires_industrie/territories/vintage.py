"""Of which year the lists are, and how a page names it: several dated ones coexist."""

from __future__ import annotations

from collections.abc import Iterable

from ..french import long_date, number
from .territory import Territory

POPULATION_YEAR = 2022
"""Year of the `population municipale` of the shipped tables (the EPCI list of 2026 carries it)."""

PERIMETER_NOTE = "périmètre ANCT 2023-2027, COG 2026"
"""How a page must name the perimeter, since several dated lists coexist."""

COG_NOTE = "COG 2026"
"""The list of communes that a user's own perimeters are made of."""


def perimeter_note(territories: Iterable[Territory]) -> str:
    """How a page names the perimeters it shows, several dated lists being about, in French."""
    notes = dict.fromkeys(_note_of(territory) for territory in territories)
    return " ; ".join(notes) or PERIMETER_NOTE


def perimeter_sentence(territories: Iterable[Territory]) -> str:
    """The same as the beginning of a sentence."""
    note = perimeter_note(territories)
    return note[0].upper() + note[1:]


def _note_of(territory: Territory) -> str:
    if not territory.is_own:
        return PERIMETER_NOTE
    count = len(territory.insee)
    communes_counted = f"{number(count)} commune{'s' if count > 1 else ''}"
    day = f" le {long_date(territory.defined)}" if territory.defined else ""
    return f"périmètre : {communes_counted}, défini par l'utilisateur{day}, {COG_NOTE}"
