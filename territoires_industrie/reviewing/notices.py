"""What somebody has to look at after a review came back: nothing that was answered is lost."""

from __future__ import annotations

from dataclasses import dataclass

#: What became of an answer that is no correction; these words stand in reports and tables.
CONTRADICTORY = "contradictoire"
UNREADABLE = "illisible"
GONE = "objet disparu"
LOCKED = "case verrouillée modifiée"
TO_READ = "à lire"
RECEIVED = "déjà reçue"
REFUSED = "refusée"
#: Those that somebody has to decide on.
OPEN = (CONTRADICTORY, UNREADABLE, GONE, LOCKED, TO_READ, REFUSED)


@dataclass(frozen=True)
class Notice:
    """An answer that did not become a correction: where it stands, why, and what to do.

    Attributes:
        file: the workbook's name.
        sheet: the tab, as it is called now.
        line: its row there; 0 for the whole file.
        number: on the maps; "" for none.
        name: the object's.
        column: the heading.
        answer: as it was typed.
        outcome: one of the words above.
        reason: why.
        advice: what to do.
    """

    file: str
    sheet: str
    line: int
    number: str
    name: str
    column: str
    answer: str
    outcome: str
    reason: str
    advice: str
