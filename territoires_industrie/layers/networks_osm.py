"""What OpenStreetMap's tags say of networks: who an object is, whether it is built yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..libraries import require
from .columns import column, ids_of, nothing_as_none, texts

if TYPE_CHECKING:
    from pandas import DataFrame, Series

DISUSED = "hors service"
_PLANNED = (("construction", "en travaux"), ("proposed", "annoncé"), ("planned", "annoncé"))
_GONE = ("disused", "abandoned", "demolished", "razed", "removed")
_NO = ("no", "0", "false")


def identifiers(frame: DataFrame) -> Series:
    """`way/123`: an object's type and number, which stay while it is edited; None without."""
    kind = texts(column(frame, "type"))
    number = ids_of(column(frame, "id"))
    return nothing_as_none(kind.fillna("").str.cat(number, sep="/").str.strip("/"))


def statuses(frame: DataFrame) -> Series:
    """The atlas' `statut` by life-cycle tags (`construction=yes`, `proposed:man_made=…`)."""
    found = require("pandas").Series("en service", index=frame.index, dtype="object")
    for tag, statut in reversed(_PLANNED):
        found = found.mask(_tagged(frame, tag), statut)
    return found


def out_of_use(frame: DataFrame) -> Series:
    """Whether tags say that an object is no longer used."""
    gone = _tagged(frame, _GONE[0])
    for tag in _GONE[1:]:
        gone = gone | _tagged(frame, tag)
    return gone


def _tagged(frame: DataFrame, tag: str) -> Series:
    """Whether an object has the tag, or one that begins with it and a colon, and not "no"."""
    told = require("pandas").Series(False, index=frame.index)
    for name in frame.columns:
        if str(name) == tag or str(name).startswith(f"{tag}:"):
            words = texts(frame[name]).str.casefold()
            told = told | (words.notna() & ~words.isin(_NO))
    return told


def has_one_of(values: Series, wanted: list[str]) -> Series:
    """Whether a list in one tag (`400000;225000`) holds one of the values."""
    several = texts(values).fillna("").str.split(r"\s*;\s*", regex=True)
    return several.map(lambda cells: not set(wanted).isdisjoint(cells)).astype(bool)
