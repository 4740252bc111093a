"""What a référent says of himself and of the fiche, on the first sheet of a workbook."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from ..catalogue import Catalogue
from ..edition import Edition, EditionStore
from ..french import day_of as local_day
from ..french import long_date
from .cells import day_of, text_of, word_of
from .form import ABOUT_LINES, README, STATES
from .notices import UNREADABLE, Notice
from .order import ImportOrder
from .reading import Returned, ReviewError
from .statuses import Status, StatusStore, sums_of


def author_of(returned: Returned, wanted: str) -> str:
    """Who answers for a workbook's corrections: as ordered, else whom it names.

    Raises:
        ReviewError: nobody does.
    """
    person, body = (text_of(returned.about.get(name)) for name in ("person", "body"))
    named = f"{person} ({body})" if person and body else person or body
    if not (wanted or named):
        raise ReviewError(
            "{path} does not say who has reviewed it: give an author.", path=returned.path
        )
    return wanted or named


def day_told(returned: Returned) -> date | None:
    """The day of the review; None where it is not told."""
    return day_of(returned.about.get("day"))


def origin_of(returned: Returned) -> str:
    """Which review a correction comes from: `relecture du 3 mars 2026, édition du …`."""
    day = day_told(returned)
    told = [f"relecture du {long_date(day)}" if day else "relecture"]
    if returned.edition is not None:
        told.append(f"édition du {long_date(local_day(returned.edition))}")
    return ", ".join(told)


def status_of(returned: Returned, notices: list[Notice]) -> Status | None:
    """The status of the fiche, without the sum of its rows; what is not readable is noticed."""
    about = {name: text_of(value) for name, value in returned.about.items()}
    day = day_told(returned)
    if about.get("day") and day is None:
        notices.append(_notice(returned, "day", "attendu : une date, jj/mm/aaaa"))
    if not about.get("state"):
        return None
    state = word_of(about["state"], STATES)
    if state is None:
        notices.append(_notice(returned, "state", f"attendu : {', '.join(STATES)}"))
        return None
    if not returned.territory:
        notices.append(_notice(returned, "state", "le classeur ne dit plus son territoire"))
        return None
    return Status(
        returned.territory,
        state,
        about.get("body", ""),
        about.get("person", ""),
        day.isoformat() if day else "",
        returned.edition.isoformat() if returned.edition else "",
        "",
        returned.path.name,
    )


def keep_statuses(
    order: ImportOrder, statuses: list[Status], after: Edition, catalogue: Catalogue
) -> list[Status]:
    """Keep the new ones of some statuses, each with the sum of the rows that it stands for.

    Raises:
        StatusError: they cannot be kept.
    """
    if not statuses:
        return []
    store = StatusStore(order.store.folder)
    with order.store.locked():
        fresh = store.new(statuses)
        kept = [replace(each, lignes=_sum(order, after, each, catalogue)) for each in fresh]
        store.add(kept)
    return kept


def _sum(order: ImportOrder, after: Edition, status: Status, catalogue: Catalogue) -> str:
    """The sum of a territory's rows as reviewed: with the corrections, if only these came between.

    Where the edition that was reviewed is no longer there, nobody knows what it said.
    """
    editions = [order.edition, *EditionStore(order.store.folder).editions()]
    reviewed = next((e for e in editions if e.created.isoformat() == status.edition), None)
    if reviewed is None:
        return ""
    name = status.territoire
    then = sums_of(reviewed, [name], catalogue)[name]
    now = sums_of(order.edition, [name], catalogue)[name]
    return sums_of(after, [name], catalogue)[name] if then == now else then


def _notice(returned: Returned, name: str, reason: str) -> Notice:
    answer = text_of(returned.about.get(name))
    title, file = ABOUT_LINES[name], returned.path.name
    advice = "à revoir avec le référent"
    return Notice(file, README, 0, "", "", title, answer, UNREADABLE, reason, advice)
