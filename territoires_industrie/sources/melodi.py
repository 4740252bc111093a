"""Melodi, the API of INSEE: observations of several EPCI at once, counted against `paging.count`.

30 requests a minute are allowed, so that the parameter with {siren} is repeated in one request for
as many EPCI as an address holds (GEO=EPCI-…&GEO=EPCI-…, as public clients do). An EPCI that the
answer then leaves out is asked for alone. All years are asked for and the latest one is kept: what
is the latest is known only from the answer.

OBS_STATUS K means included elsewhere, with an empty value which is not 0
(sources/consumption-economy-territories.md 3.1): the status is a column, the value stays null.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from .. import french
from ..catalogue import Source
from ..errors import AtlasError
from ..net.answer import Answer
from . import asking
from .area import Area
from .errors import NothingThere
from .raw import RawTable, Sample, raw_table, require_columns

if TYPE_CHECKING:
    from pandas import DataFrame

    from ..net.client import Client

_PER_SIREN = re.compile(r"(?<=[?&])[^?&]*\{siren\}[^?&]*")
_SIREN = re.compile(r"EPCI-(\d{9})\b")
_YEAR = "TIME_PERIOD"


def fetch(source: Source, area: Area, client: Client) -> RawTable:
    """The observations of the latest year: dimensions and attributes as text, OBS_VALUE a number.

    GEO is Melodi's own, `2025-EPCI-245900428`. Raises SchemaChanged, Incomplete, NothingThere,
    WrongAnswer, NotPublished, asking.WrongAddress and the client's errors.
    """
    answers: list[Answer] = []
    rows: list[dict[str, Any]] = []
    for url in _addresses(source, area, area.sirens):
        _gather(source, url, client, answers, rows)
    missing = [siren for siren in area.sirens if siren not in _answered(rows)]
    for siren in missing:
        _gather(source, _addresses(source, area, [siren])[0], client, answers, rows)
    silent = [siren for siren in missing if siren not in _answered(rows)]
    if silent:
        raise NothingThere(
            "{publisher} gave no row of the source {source} for the EPCI {sirens}, though each has "
            "employers: its geography may have changed, see {page}.",
            publisher=source.publisher,
            source=source.id,
            sirens=", ".join(silent),
            page=source.page,
        )
    frame = asking.frame_of(rows)
    require_columns(source, frame.columns)
    frame, year = _latest(source, frame)
    return raw_table(source, frame, answers, f"fin {year}")


def sample(source: Source, area: Area, client: Client) -> Sample:
    """The columns of one observation, and how many there are for the area."""
    url = _addresses(source, area, area.sirens)[0]
    _, page = _page(source, _with(url, maxResult="1"), client)
    frame = asking.frame_of([_row(observation) for observation in page["observations"]])
    require_columns(source, frame.columns)
    rows = 0
    for one in _addresses(source, area, area.sirens):
        _, counted = _page(source, _with(one, maxResult="0", totalCount="TRUE"), client)
        rows += asking.count_of(counted["paging"].get("count"), source)
    return Sample(
        tuple(frame.columns),
        rows,
        "",
        f"Toutes années : {french.number(rows)} observations ; la dernière année n'est connue "
        "qu'en les lisant.",
    )


# ---------------------------------------------------------------- what is asked


def _addresses(source: Source, area: Area, sirens: Iterable[str]) -> list[str]:
    """The source's address with its {siren} repeated for several EPCI, as many as it can hold."""
    match = _PER_SIREN.search(source.url)
    if match is None:
        return [asking.address(source, area, siren=siren) for siren in list(sirens)[:1]]
    found: list[str] = []
    batch: list[str] = []
    for siren in sirens:
        longer = [*batch, siren]
        if batch and len(_repeated(source, area, match[0], longer)) >= asking.LONGEST_ADDRESS:
            found.append(_repeated(source, area, match[0], batch))
            longer = [siren]
        batch = longer
    return [*found, _repeated(source, area, match[0], batch)]


def _repeated(source: Source, area: Area, parameter: str, sirens: list[str]) -> str:
    several = "&".join(parameter.replace("{siren}", siren) for siren in sirens)
    return asking.address(replace(source, url=source.url.replace(parameter, several)), area)


def _with(url: str, **parameters: str) -> str:
    """The address with these parameters instead of its own."""
    parts = urlsplit(url)
    kept = [part for part in parts.query.split("&") if part.split("=")[0] not in parameters]
    added = [f"{name}={value}" for name, value in parameters.items()]
    return parts._replace(query="&".join([*kept, *added])).geturl()


def _gather(
    source: Source, url: str, client: Client, answers: list[Answer], rows: list[dict[str, Any]]
) -> None:
    """Add all the pages of an address, as many observations as it counts."""
    found: list[dict[str, Any]] = []
    announced = 0
    asked: set[str] = set()
    following: str | None = url
    while following is not None and following not in asked:
        client.raise_if_cancelled()
        asked.add(following)
        answer, page = _page(source, following, client)
        if len(asked) == 1:
            announced = _announced(source, url, page, client)
        answers.append(answer)
        found += [_row(observation) for observation in page["observations"]]
        more = page["observations"] and len(found) < announced
        following = asking.next_page(url, page["paging"].get("next")) if more else None
    asking.require_count(source, len(found), announced)
    rows += found


def _announced(source: Source, url: str, page: dict[str, Any], client: Client) -> int:
    if "count" not in page["paging"]:
        _, page = _page(source, _with(url, maxResult="0", totalCount="TRUE"), client)
    return asking.count_of(page["paging"].get("count"), source)


def _page(source: Source, url: str, client: Client) -> tuple[Answer, dict[str, Any]]:
    def read(answer: Answer) -> dict[str, Any]:
        found = asking.json_of(answer, source)
        if not isinstance(found, dict) or not isinstance(found.get("paging"), dict):
            raise asking.broken(source, AtlasError("something else than observations"))
        for observation in asking.rows_of(found.get("observations"), source):
            parts = (observation.get(name) or {} for name in ("dimensions", "measures"))
            if not all(isinstance(part, dict) for part in parts):
                raise asking.broken(source, AtlasError("observations without dimensions"))
        return found

    return asking.asked(client, url, read, source=source)


# ---------------------------------------------------------------- what is answered


def _row(observation: dict[str, Any]) -> dict[str, Any]:
    """One observation flat; its value is the first measure's, whatever its name.

    OBS_VALUE_NIVEAU here, other names in other datasets. Where no attributes are given, the status
    is unknown.
    """
    attributes = observation.get("attributes")
    measures = list((observation.get("measures") or {}).values())
    first = measures[0] if measures else None
    value = first.get("value") if isinstance(first, dict) else None
    number = value if isinstance(value, (int, float)) and not isinstance(value, bool) else None
    return {
        **(observation.get("dimensions") or {}),
        "OBS_STATUS": None,
        **(attributes if isinstance(attributes, dict) else {}),
        "OBS_VALUE": number,
    }


def _answered(rows: list[dict[str, Any]]) -> set[str]:
    found = (_SIREN.search(str(row.get("GEO"))) for row in rows)
    return {match[1] for match in found if match}


def _latest(source: Source, frame: DataFrame) -> tuple[DataFrame, str]:
    years = frame[_YEAR].astype("string").str.extract(r"^((?:19|20)\d\d)$", expand=False)
    if not years.notna().any():
        raise asking.broken(source, AtlasError("observations without a year"))
    latest = str(years.dropna().max())
    return frame[(years == latest).fillna(False).astype(bool)].reset_index(drop=True), latest
