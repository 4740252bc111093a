"""Projects to come, off the page once nobody has checked them for a year (DOMAIN 8).

What is announced, authorised, under construction, suspended or given up changes without notice:
such a row says when it was last checked (`verifie_le`), and where it does not, the date of the
document that it was read in (`vintage`) holds. After twelve months it leaves the legend, not the
edition: its class is emptied and its note says since when.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, TypeAlias

from .french import long_date
from .layers.made import DRAWN, KEPT_OFF

if TYPE_CHECKING:
    from pandas import DataFrame, Series

    from .catalogue import Catalogue
    from .edition import Accounting

#: How many rows were set aside, by table, source and territory ("" where it is not known).
Counts: TypeAlias = "Counter[tuple[str, str, str]]"

UNCHECKED = "projet non vérifié depuis douze mois"

_IN_SERVICE = "en service"
_SINCE = "Projet non vérifié depuis {day}."
_NEVER = "Projet sans date de vérification."
_MONTHS = [long_date(date(2000, month, 2)).split()[1] for month in range(1, 13)]
_COLUMNS = {"class", "statut", "verifie_le", "vintage", "note"}
_ISO = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b")
_SLASHED = re.compile(r"\b(\d{2})/(\d{2})/(\d{4})\b")
_WRITTEN = re.compile(rf"\b(?:(\d{{1,2}})(?:er)? )?(?:({'|'.join(_MONTHS)}) )?(\d{{4}})\b")


def set_aside(
    tables: Mapping[str, DataFrame], now: datetime
) -> tuple[dict[str, DataFrame], Counts]:
    """The tables, their unchecked projects off the legend, and how many these are.

    A row without `statut`, or in service, is no project; what is off the legend already stays as it
    is and is not counted again. The tables given are left alone.
    """
    counts: Counts = Counter()
    found = {}
    for name, frame in tables.items():
        found[name] = frame
        if not _COLUMNS.issubset(frame.columns):
            continue
        stale = _stale(frame, now)
        if not stale.any():
            continue
        rows = frame.copy()
        rows["class"] = rows["class"].where(~stale, "")
        notes = rows["note"].fillna("").astype("object") + " " + _reasons(rows[stale])
        rows["note"] = rows["note"].where(~stale, notes.str.strip())
        found[name] = rows
        places = zip(rows["source"], rows["rattachement"].fillna(""), stale, strict=True)
        counts.update((name, source, territory) for source, territory, out in places if out)
    return found, counts


def unchecked(frame: DataFrame) -> Series:
    """Which rows of an atlas table are projects that were set aside, now or before."""
    since = _SINCE.partition("{")[0]
    notes = frame["note"].fillna("").astype("object")
    told = notes.str.contains(since, regex=False) | notes.str.contains(_NEVER, regex=False)
    return told & (frame["class"].fillna("") == "")


def accounted(
    entries: Iterable[Accounting], counts: Counts, catalogue: Catalogue
) -> Iterator[Accounting]:
    """The accounts of an edition, the rows set aside no longer among those that are drawn."""
    left: Counter[tuple[str, str, str]] = Counter()
    for (table, source, territory), rows in counts.items():
        left[catalogue.layer_of(table).id, source, territory] += rows
    for entry in entries:
        place = (entry.layer, entry.source, entry.territory)
        moved = min(left[place], entry.rows) if entry.outcome == DRAWN else 0
        left[place] -= moved
        if moved < entry.rows:
            yield replace(entry, rows=entry.rows - moved)
        if moved:
            yield replace(entry, outcome=KEPT_OFF, reason=UNCHECKED, rows=moved)


def _stale(frame: DataFrame, now: datetime) -> Series:
    planned = frame["statut"].fillna("").ne("") & frame["statut"].ne(_IN_SERVICE)
    planned &= frame["class"].fillna("") != ""
    if not planned.any():
        return planned
    limit = _year_before(now.date())
    fresh = _dates(frame[planned]).map(lambda told: bool(told) and told[0] > limit)
    return planned & ~fresh.reindex(frame.index, fill_value=True).astype(bool)


def _reasons(rows: DataFrame) -> Series:
    return _dates(rows).map(lambda told: _SINCE.format(day=told[1]) if told else _NEVER)


def _dates(rows: DataFrame) -> Series:
    """When each row was last checked, and that in French words; () where nothing says it."""
    checked, published = rows["verifie_le"].map(read_date), rows["vintage"].map(read_date)
    return checked.where(checked.map(bool), published).astype("object")


def read_date(text: Any) -> tuple[date, str] | tuple[()]:
    """The first date in a text, ISO or French, and how a sentence says it: "le 3 mai 2026".

    A month or a year alone ("mars 2026") counts from its first day and is said as it is; a text
    without a date gives nothing.
    """
    if not isinstance(text, str):
        return ()
    try:
        if iso := _ISO.search(text):
            day = date(int(iso[1]), int(iso[2]), int(iso[3]))
        elif slashed := _SLASHED.search(text):
            day = date(int(slashed[3]), int(slashed[2]), int(slashed[1]))
        elif written := _WRITTEN.search(text):
            month = _MONTHS.index(written[2]) + 1 if written[2] else 1
            exact = written[1] and written[2]
            day = date(int(written[3]), month, int(written[1]) if exact else 1)
            if not exact:
                return day, " ".join(word for word in written.groups()[1:] if word)
        else:
            return ()
    except ValueError:  # the 31st of February
        return ()
    return day, f"le {long_date(day)}"


def _year_before(day: date) -> date:
    return day.replace(year=day.year - 1, day=28 if (day.month, day.day) == (2, 29) else day.day)
