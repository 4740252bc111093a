"""Géorisques: the classified installations of a department, as tables in a zip archive.

The archive holds InstallationClassee.csv, rubriqueIC.csv (a row for each activity of an
installation) and three lists of documents, in ISO-8859-1, separated by semicolons
(sources/consumption-economy-territories.md 4). The service pages: it is asked for pages of 6,000
installations, more than any department of the region has, until one is not full.
"""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from .. import french, geometry
from ..catalogue import Source
from ..libraries import require
from ..net.answer import Answer
from .archives import archive_members, find_member, read_member
from .area import Area
from .asking import address, asked, broken, refuse_repeats, requests_of
from .crs import IN_DEGREES, IN_LAMBERT93
from .delimited import Unreadable, read_delimited
from .errors import Incomplete, NothingThere
from .raw import RawTable, Sample, raw_table, require_columns

if TYPE_CHECKING:
    from pandas import DataFrame, Series

    from ..net.client import Client

SILENCE_S = 120.0
MOST_PAGES = 20
_KEY = "codeAiot"
_INSTALLATIONS = "InstallationClassee.csv"
_ACTIVITIES = "rubriqueIC.csv"
_DOCUMENTS = "metadataFichierHorsInspection.csv"
_DOCUMENT_DAY = "dateDepot"


class _Tables(NamedTuple):
    installations: DataFrame
    activities: DataFrame
    documents: DataFrame


def fetch(source: Source, area: Area, client: Client) -> RawTable:
    """The installations of the area's departments, each with its activities, as EPSG:4326 points.

    The column `rubriques` joins the numbers of an installation's activities by spaces ("2750
    2910"); `statutSeveso` and all others stay as published, as texts. An installation whose
    coordinates are missing or not in France has no shape.

    Raises:
        Incomplete: a page that repeats another's installations.
        NothingThere: a department without any installation: each has thousands.
        NetworkError, WrongAnswer, SchemaChanged: see `asking`.
    """
    answers: list[Answer] = []
    tables: list[_Tables] = []
    for values in requests_of(source, area):
        tables.extend(_department(source, area, client, values, answers))
    pandas = require("pandas")
    frame = pandas.concat([found.installations for found in tables], ignore_index=True)
    require_columns(source, frame.columns)
    refuse_repeats(source, frame[_KEY].dropna(), set())
    activities = pandas.concat([found.activities for found in tables], ignore_index=True)
    frame["rubriques"] = frame[_KEY].map(_numbers_by_installation(activities)).fillna("")
    frame["geometry"] = _points(frame)
    documents = pandas.concat([found.documents for found in tables], ignore_index=True)
    asked_on = min(answer.retrieved_at for answer in answers).date()
    unplaced = int(frame["geometry"].isna().sum())
    notes = [f"Installations sans coordonnées lisibles : {french.number(unplaced)}."]
    return raw_table(
        source,
        frame,
        answers,
        french.long_date(_latest_day(documents, asked_on)),
        epsg=geometry.WGS84,
        notes=notes if unplaced else (),
    )


def sample(source: Source, area: Area, client: Client) -> Sample:
    """The columns and the number of installations, from the archives themselves.

    The service has no cheaper look: an archive is some hundred kilobytes.
    """
    raw = fetch(source, area, client)
    columns = tuple(name for name in raw.frame.columns if name not in ("rubriques", "geometry"))
    return Sample(columns, len(raw.frame), raw.vintage)


def _department(
    source: Source,
    area: Area,
    client: Client,
    values: dict[str, str],
    answers: list[Answer],
) -> list[_Tables]:
    """The tables of all pages of one department."""
    found: list[_Tables] = []
    for number in range(1, MOST_PAGES + 1):
        client.raise_if_cancelled()
        url = address(source, area, **{**values, "page": number})
        answer, page = asked(
            client, url, lambda given: _read(given, source), source=source, timeout=SILENCE_S
        )
        answers.append(answer)
        if number == 1 and page.installations.empty:
            raise NothingThere(
                "{publisher} has no installation for {request} in the source {source}, where "
                "there are thousands: try again later, and if it stays, see {page}.",
                publisher=source.publisher,
                request=values.get("departement", "–"),
                source=source.id,
                page=source.page,
            )
        found.append(page)
        if len(page.installations) < _page_size(url):
            return found
    raise Incomplete(
        "{publisher} still had more of the source {source} after {pages} pages: check its address "
        "in your own catalogue.",
        publisher=source.publisher,
        source=source.id,
        pages=MOST_PAGES,
    )


def _page_size(url: str) -> float:
    """How many installations a full page has; an address that does not page is never full."""
    size = re.search(r"\bpage_size=(\d+)", url)
    return int(size[1]) if size and re.search(r"\bpage=\d", url) else float("inf")


def _read(answer: Answer, source: Source) -> _Tables:
    try:
        members = list(archive_members(answer.path))
        installations, activities = (
            read_delimited(read_member(answer.path, find_member(members, name)), ";")
            for name in (_INSTALLATIONS, _ACTIVITIES)
        )
        try:
            documents = read_delimited(
                read_member(answer.path, find_member(members, _DOCUMENTS)), ";"
            )
        except Unreadable:  # it only dates the data
            documents = require("pandas").DataFrame({_DOCUMENT_DAY: []})
    except Unreadable as error:
        raise broken(source, f"no archive of its tables ({error})") from error
    if _KEY not in installations or not {_KEY, "numeroRubrique"} <= set(activities):
        raise broken(source, f"tables without a column {_KEY}, or numeroRubrique")
    return _Tables(installations, activities, documents)


def _numbers_by_installation(activities: DataFrame) -> Series:
    """By `codeAiot`: the distinct activity numbers in order, joined by spaces."""
    known = activities.dropna(subset=[_KEY, "numeroRubrique"])
    distinct = known[[_KEY, "numeroRubrique"]].drop_duplicates().sort_values("numeroRubrique")
    joined: Series = distinct.groupby(_KEY)["numeroRubrique"].agg(" ".join)
    return joined


def _points(frame: DataFrame) -> list[bytes | None]:
    """Points in EPSG:4326: from longitude and latitude, else from x and y in Lambert 93."""
    none = require("pandas").Series(None, index=frame.index, dtype="object")
    lon, lat, x, y = (
        _numbers(frame.get(name, none))
        for name in ("longitude", "latitude", "coordonneeX", "coordonneeY")
    )
    lambert = frame.get("systemeCoordonnees", none) == str(geometry.LAMBERT93)
    west, south, east, north = IN_DEGREES
    placed = lon.between(west, east) & lat.between(south, north)
    west, south, east, north = IN_LAMBERT93
    projected = ~placed & lambert & x.between(west, east) & y.between(south, north)
    return [
        geometry.point(a, b)
        if degrees
        else geometry.to_wgs84(geometry.point(c, d))
        if metres
        else None
        for a, b, c, d, degrees, metres in zip(lon, lat, x, y, placed, projected, strict=True)
    ]


def _numbers(cells: Series) -> Series:
    texts = cells.map(lambda cell: str(cell).replace(",", "."))
    numbers: Series = require("pandas").to_numeric(texts, errors="coerce")
    return numbers


def _latest_day(documents: DataFrame, asked_on: date) -> date:
    """The day of the youngest document in the archive, none later than it was asked for."""
    cells = documents.get(_DOCUMENT_DAY, ())
    days = [day for day in (_day(str(cell)) for cell in cells) if day and day <= asked_on]
    return max(days, default=asked_on)


def _day(text: str) -> date | None:
    """A day written 2026-04-08 or 08/04/2026."""
    iso = re.match(r"(\d{4})-(\d\d)-(\d\d)", text)
    spoken = re.match(r"(\d\d)/(\d\d)/(\d{4})", text)
    parts = iso.groups() if iso else spoken.groups()[::-1] if spoken else ()
    try:
        return date(*map(int, parts)) if parts else None
    except ValueError:
        return None
