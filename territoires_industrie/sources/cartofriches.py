"""Cartofriches (Cerema): brownfields by department, in pages of GeoJSON.

The service is slow (15 to 60 seconds an answer), needs no key, and gives {count, next, features}
(sources/heat-brownfields-biomethane.md 5.1). Pages are asked by number in the source's own
address: of `next` only its being there counts, since it may name http:// where https is asked.
After a "#", `source.dataset` says what `source_nom` must contain, so that two sources share their
requests, and the cache's answers.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

from .. import french, geometry
from ..catalogue import Source
from ..libraries import require
from ..net.answer import Answer
from .area import Area
from .asking import (
    address,
    asked,
    broken,
    count_of,
    json_of,
    refuse_repeats,
    requests_of,
    require_count,
)
from .delimited import Unreadable
from .errors import Incomplete, NothingThere
from .features import from_features
from .raw import RawTable, Sample, raw_table, require_columns

if TYPE_CHECKING:
    from pandas import DataFrame

    from ..net.client import Client

SILENCE_S = 120.0
MOST_PAGES = 200
_ID = "site_id"


class _Page(NamedTuple):
    frame: DataFrame
    announced: int
    more: bool


def fetch(source: Source, area: Area, client: Client) -> RawTable:
    """The brownfields of the area's departments, shapes in EPSG:4326, ids in `site_id`.

    Raises:
        Incomplete: other rows than the service counts, or one twice.
        NothingThere: a department without any: each of the region's has hundreds.
        NetworkError, WrongAnswer, SchemaChanged: see `asking`.
    """
    answers: list[Answer] = []
    frames: list[DataFrame] = []
    for values in requests_of(source, area):
        frame = _department(source, area, client, values, answers)
        if frame.empty:
            raise NothingThere(
                "{publisher} has no brownfield for {request} in the source {source}, where there "
                "are hundreds: try again later, and if it stays, see {page}.",
                publisher=source.publisher,
                request=values.get("departement", "–"),
                source=source.id,
                page=source.page,
            )
        frames.append(frame)
    frame = require("pandas").concat(frames, ignore_index=True)
    require_columns(source, frame.columns)
    if frame["geometry"].isna().all():
        raise Incomplete(
            "{publisher} gave the {rows} sites of the source {source} without any shape: nothing "
            "of them was taken, see {page}.",
            publisher=source.publisher,
            rows=len(frame),
            source=source.id,
            page=source.page,
        )
    kept, notes = _asked_for(source, frame)
    return raw_table(
        source, kept, answers, _vintage(source, answers), epsg=geometry.WGS84, notes=notes
    )


def sample(source: Source, area: Area, client: Client) -> Sample:
    """The columns of one brownfield and the number of them in the area's departments."""
    light = replace(source, url=re.sub(r"(?<=page_size=)\d+", "1", source.url))
    counts, columns, answers = 0, (), []
    for values in requests_of(source, area):
        url = address(light, area, **{**values, "page": 1})
        answer, page = asked(
            client, url, lambda found: _page(found, source), source=source, timeout=SILENCE_S
        )
        client.raise_if_cancelled()
        answers.append(answer)
        counts += page.announced
        columns = columns or tuple(page.frame.columns)
    note = ""
    if _condition(source):
        note = f"Compte avant le filtre « {_condition(source)} »."
    return Sample(columns, None if note else counts, _vintage(source, answers), note)


def _department(
    source: Source,
    area: Area,
    client: Client,
    values: dict[str, str],
    answers: list[Answer],
) -> DataFrame:
    """All the pages of one request, as one table."""
    frames: list[DataFrame] = []
    seen: set[str] = set()
    announced = 0
    for number in range(1, MOST_PAGES + 1):
        client.raise_if_cancelled()
        url = address(source, area, **{**values, "page": number})
        answer, page = asked(
            client, url, lambda found: _page(found, source), source=source, timeout=SILENCE_S
        )
        answers.append(answer)
        frames.append(page.frame)
        announced = page.announced
        refuse_repeats(source, page.frame[_ID].dropna().tolist(), seen)
        if not page.more or page.frame.empty or "{page}" not in source.url:
            break
    frame = require("pandas").concat(frames, ignore_index=True)
    require_count(source, len(frame), announced)
    return frame


def _page(answer: Answer, source: Source) -> _Page:
    found: Any = json_of(answer, source)
    if not isinstance(found, dict) or "features" not in found:
        raise broken(source, "something else than GeoJSON features")
    try:
        frame = from_features(found["features"], id_column=_ID)
    except Unreadable as error:
        raise broken(source, f"something else than GeoJSON features ({error})") from error
    return _Page(frame, count_of(found.get("count"), source), bool(found.get("next")))


def _asked_for(source: Source, frame: DataFrame) -> tuple[DataFrame, list[str]]:
    condition = _condition(source)
    if not condition:
        return frame, []
    named = frame["source_nom"].map(lambda name: condition.casefold() in str(name).casefold())
    kept = frame[named].reset_index(drop=True)
    note = (
        f"Sites dont la source est « {condition} » : {french.number(len(kept))} sur "
        f"{french.number(len(frame))}."
    )
    return kept, [note]


def _condition(source: Source) -> str:
    return source.dataset.partition("#")[2]


def _vintage(source: Source, answers: list[Answer]) -> str:
    """The year of the study that is picked out, else the day asked: the inventory never closes."""
    year = re.search(r"\b20\d\d\b", source.vintage)
    if _condition(source) and year:
        return year[0]
    return french.long_date(min(answer.retrieved_at for answer in answers).date())
