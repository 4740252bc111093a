"""Wishes of several rows and files about one object: where they agree they are one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from ..corrections.correction import CLASS, NAME, STATUT
from ..corrections.values import GEOMETRY
from .answers import Wish

#: Told of a wish of that file, a column of its row, and why it is not granted.
Tell = Callable[["Wish", str, str], None]

_COLUMNS = {
    NAME: "new_name",
    CLASS: "new_class",
    STATUT: "new_statut",
    GEOMETRY: "new_place",
    "closed": "closed_on",
    "hide": "verdict",
}


def agreed(wishes: Sequence[Wish], tell: Tell) -> list[Wish]:
    """The wishes that no other contradicts.

    Two answers to one question, or a site that one takes away and the other corrects, are both set
    aside. What several say alike stays with each of them: whoever keeps it keeps it once.
    """
    objects: dict[tuple[str, str], list[Wish]] = {}
    for wish in wishes:
        objects.setdefault(wish.object, []).append(wish)
    found = []
    for group in objects.values():
        found += group if len(group) == 1 else _without_conflicts(group, tell)
    return found


def _without_conflicts(group: Sequence[Wish], tell: Tell) -> list[Wish]:
    answers: dict[str, set[Any]] = {}
    for wish in group:
        for name, value in wish.decisions.items():
            answers.setdefault(name, set()).add(value)
    if "hide" in answers and len(answers) > 1:
        for wish in group:
            column = "verdict" if wish.hide else ""
            tell(wish, column, "une autre réponse sur le même site dit le contraire")
        return []
    disputed = {name for name, values in answers.items() if len(values) > 1}
    found = []
    for wish in group:
        for name in disputed & set(wish.decisions):
            tell(wish, _COLUMNS[name], "une autre réponse sur le même site dit autre chose")
        changes = {name: v for name, v in wish.changes.items() if name not in disputed}
        closed = None if "closed" in disputed else wish.closed
        left = replace(wish, changes=changes, closed=closed)
        if left.decisions:
            found.append(left)
    return found
