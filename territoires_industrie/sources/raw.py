"""The rows of a source as its publisher gives them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from ..catalogue import Source
from ..net.answer import Answer
from .errors import SchemaChanged

if TYPE_CHECKING:
    from pandas import DataFrame


@dataclass(frozen=True)
class RawTable:
    """Rows under the publisher's own column names, whole and verified.

    Attributes:
        source: the source's id.
        frame: the rows; a source with shapes has a column `geometry` of WKB (bytes) or None.
        epsg: what the shapes are in, None where there are none.
        vintage: the data's date as printed, in French: `30 juin 2026`, `2024`.
        retrieved_at: when the oldest part of it was given or confirmed by the server, in UTC.
        url: the first address asked.
        offline: whether no server was asked, so that `retrieved_at` may be long ago.
        notes: in French, what the provenance should say of it.
    """

    source: str
    frame: DataFrame
    epsg: int | None
    vintage: str
    retrieved_at: datetime
    url: str
    offline: bool = False
    notes: tuple[str, ...] = ()


def raw_table(
    source: Source,
    frame: DataFrame,
    answers: Sequence[Answer],
    vintage: str,
    *,
    epsg: int | None = None,
    notes: Iterable[str] = (),
) -> RawTable:
    """The rows of one or several answers (the first is the one named) as a RawTable."""
    return RawTable(
        source=source.id,
        frame=frame,
        epsg=epsg,
        vintage=vintage,
        retrieved_at=min(answer.retrieved_at for answer in answers),
        url=answers[0].url,
        offline=any(answer.origin == "cache" for answer in answers),
        notes=tuple(notes),
    )


@dataclass(frozen=True)
class Sample:
    """What a service says of a source when it is only looked at, not fetched.

    Attributes:
        columns: the publisher's own names.
        rows: how many rows the region has; None where the service does not say.
        vintage: as in `RawTable`.
        note: in French, what was not checked and why.
    """

    columns: tuple[str, ...]
    rows: int | None
    vintage: str
    note: str = ""


def require_columns(source: Source, columns: Iterable[str]) -> None:
    """Let columns pass among which are all that the catalogue expects; else SchemaChanged."""
    known = list(columns)
    for expected in source.expected_columns:
        if expected not in known:
            raise SchemaChanged(source.id, expected, known)
