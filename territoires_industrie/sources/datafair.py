"""data-fair: lines of the latest year, page by page along `next`, counted against `total`.

Known from sources/consumption-economy-territories.md 2.3: filters `<column>_eq`, `select`, `sort`,
`size`; an answer is {total, next, results}. `next` may say http where https was asked, so that only
its query is believed.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from ..catalogue import Source
from ..errors import AtlasError
from ..libraries import require
from ..net.answer import Answer, Refused
from . import asking
from .area import Area
from .errors import NothingThere, NotPublished, SchemaChanged
from .raw import RawTable, Sample, raw_table, require_columns

if TYPE_CHECKING:
    from pandas import DataFrame

    from ..net.client import Client

_LINES = re.compile(r"(https?://[^?]+)/lines(?:\?(.*))?")
_YEAR = "annee"
_EPCI = "code_epci"


def fetch(source: Source, area: Area, client: Client) -> RawTable:
    """The lines of the dataset's latest year, of each EPCI of the area, as text and numbers.

    Rows without an address are real and stay. Raises SchemaChanged, Incomplete, NothingThere,
    WrongAnswer, NotPublished, asking.WrongAddress and the client's errors.
    """
    dataset = _dataset(source, area)
    about, columns = _columns(source, dataset, client)
    require_columns(source, columns)
    first, year = _latest_year(source, dataset, client)
    answers, frames = [], []
    empty = []
    for values in asking.requests_of(source, area):
        pages, rows = _lines(source, asking.address(source, area, **values, year=year), client)
        siren = values.get("siren")
        frame = _of_year(asking.frame_of(rows), year)
        if not frame.empty and siren is not None:
            _refuse_other_epci(source, frame, siren)
        answers += pages
        frames.append(frame)
        if frame.empty and siren is not None:
            empty.append(siren)
    frame = require("pandas").concat(frames, ignore_index=True)
    if frame.empty:
        raise NothingThere(
            "{publisher} gave no row of the source {source} for {year}, though every EPCI has "
            "businesses: its filter was misunderstood, try again later, and if it stays, see "
            "{page}.",
            publisher=source.publisher,
            source=source.id,
            year=year,
            page=source.page,
        )
    require_columns(source, frame.columns)
    notes = [f"Aucune ligne pour l'EPCI {siren}." for siren in empty]
    return raw_table(source, frame, [*answers, about, first], year, notes=notes)


def sample(source: Source, area: Area, client: Client) -> Sample:
    """The dataset's columns, its latest year, and how many lines the area has in it."""
    dataset = _dataset(source, area)
    _, columns = _columns(source, dataset, client)
    require_columns(source, columns)
    _, year = _latest_year(source, dataset, client)
    rows = 0
    for values in asking.requests_of(source, area):
        client.raise_if_cancelled()
        url = asking.address(source, area, **values, year=year)
        _, page = _page(source, re.sub(r"([?&]size)=\d+", r"\1=1", url), client)
        rows += asking.count_of(page.get("total"), source)
    return Sample(tuple(columns), rows, year)


# ---------------------------------------------------------------- what is asked


def _dataset(source: Source, area: Area) -> str:
    values = asking.requests_of(source, area)[0]
    match = _LINES.fullmatch(asking.address(source, area, **values, year=""))
    if match is None:
        raise asking.WrongAddress(
            "The address of the source {source} must have a path that ends in /lines, as those of "
            "data-fair do: correct it in your own catalogue.",
            source=source.id,
        )
    return match[1]


def _columns(source: Source, dataset: str, client: Client) -> tuple[Answer, list[str]]:
    """The dataset's columns from its description, without those that data-fair adds (`_id`…)."""

    def read(answer: Answer) -> list[str]:
        found = asking.json_of(answer, source)
        schema = found.get("schema") if isinstance(found, dict) else None
        keys = [column.get("key") for column in asking.rows_of(schema, source)]
        return [key for key in keys if isinstance(key, str) and not key.startswith("_")]

    return asking.asked(client, dataset, read, source=source)


def _latest_year(source: Source, dataset: str, client: Client) -> tuple[Answer, str]:
    answer, page = _page(source, f"{dataset}/lines?sort=-{_YEAR}&size=1&select={_YEAR}", client)
    year = str(page["results"][0].get(_YEAR, "")) if page["results"] else ""
    if not re.fullmatch(r"(?:19|20)\d\d", year):
        raise NotPublished(
            "{publisher} does not say the latest year of the source {source}: see {page}.",
            publisher=source.publisher,
            source=source.id,
            page=source.page,
        )
    return answer, year


def _lines(source: Source, url: str, client: Client) -> tuple[list[Answer], list[dict[str, Any]]]:
    """All the pages from an address on, and their lines: as many as the first one announces."""
    answers: list[Answer] = []
    rows: list[dict[str, Any]] = []
    announced = 0
    asked: set[str] = set()
    following: str | None = url
    while following is not None and following not in asked:
        client.raise_if_cancelled()
        asked.add(following)
        answer, page = _page(source, following, client)
        announced = announced if answers else asking.count_of(page.get("total"), source)
        answers.append(answer)
        rows += page["results"]
        more = page["results"] and len(rows) < announced
        following = asking.next_page(url, page.get("next")) if more else None
    asking.require_count(source, len(rows), announced)
    return answers, [_own_cells(row) for row in rows]


def _page(source: Source, url: str, client: Client) -> tuple[Answer, dict[str, Any]]:
    def read(answer: Answer) -> dict[str, Any]:
        found = asking.json_of(answer, source)
        if not isinstance(found, dict):
            raise asking.broken(source, AtlasError("something else than a page of lines"))
        asking.rows_of(found.get("results"), source)
        return found

    try:
        return asking.asked(client, url, read, source=source)
    except Refused as error:
        if error.status == 400:
            _blame_unknown_column(source, url, client, error)
        raise


# ---------------------------------------------------------------- what is answered


def _own_cells(row: dict[str, Any]) -> dict[str, Any]:
    return {name: cell for name, cell in row.items() if not name.startswith("_")}


def _of_year(frame: DataFrame, year: str) -> DataFrame:
    """The lines of that year: of all, where the address has no place for it."""
    if _YEAR not in frame.columns:
        return frame
    return frame[frame[_YEAR].astype("string").str.startswith(year).fillna(False).astype(bool)]


def _refuse_other_epci(source: Source, frame: DataFrame, siren: str) -> None:
    """A filter that the service does not know is passed over in silence, and all France comes."""
    if _EPCI in frame.columns and not (frame[_EPCI].astype("string") == siren).fillna(False).all():
        raise asking.broken(source, AtlasError("lines of other EPCI than {siren}", siren=siren))


def _blame_unknown_column(source: Source, url: str, client: Client, error: Refused) -> None:
    """Raise SchemaChanged when the address filters by or selects a column that is not there."""
    match = _LINES.fullmatch(url)
    if match is None:
        return
    _, columns = _columns(source, match[1], client)
    query = match[2] or ""
    named = re.findall(r"(?:^|&)(\w+)_eq=", query)
    for selected in re.findall(r"(?:^|&)select=([^&]*)", query):
        named += re.split(r",|%2C", selected)
    for name in named:
        if name not in columns:
            raise SchemaChanged(source.id, name, columns) from error
