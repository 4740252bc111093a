"""WFS 2.0: GetFeature in pages, in GeoJSON, GML or CSV, verified against the service's own count.

What these services do that is no error to HTTP (sources/electricity-gas-hydrogen.md 6.1,
heat-brownfields-biomethane.md 2.1 and 4.1): cut an answer at their own limit with a 200, repeat
rows in pages without a stable order, swap the axes, report an exception inside a 200, write bare
`nan` into JSON, and give their types new names with each release.

The user's address decides all: where it has {start} it is paged; where it has {typename} the
service is asked what the type is called today; where it asks EPSG:2154, {xmin} {ymin} {xmax} {ymax}
are metres.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

from .. import french, geometry
from ..catalogue import Source
from ..libraries import require
from ..net.answer import Answer, NetworkError
from .area import Area
from .asking import address, asked, refuse_repeats, require_count
from .boxes import meets
from .crs import bounds_in
from .errors import Incomplete, NothingThere, SourceError
from .raw import RawTable, Sample, raw_table, require_columns
from .wfsanswers import (
    Page,
    feature_types,
    field_names,
    hits_of,
    in_lon_lat,
    newest_type,
    page_of,
    text_of_xml,
    when_named,
)
from .wfsrequests import count_asked, hits, operation

if TYPE_CHECKING:
    from pandas import DataFrame

    from ..net.client import Client

SILENCE_S = 120.0
MOST_PAGES = 400
#: No area with its margin is without a main road or a plant for its waste water, and none this wide
#: (metres) without a line of 400 kV; anything else may be missing from an area.
_NEVER_EMPTY_FROM_M = {
    "troncon_de_route": 0.0,
    "SysTraitementEauxUsees": 0.0,
    "ligne_electrique": 100_000.0,
}
#: The Géoplateforme describes thousands of types in 5 MB (sources/base-layers.md 1.1).
_CAPABILITIES_TOO_LARGE = ("data.geopf.fr",)
_CHANGED = "date_modification"
#: What a row without shape says of its commune, in the services known.
_COMMUNE_COLUMNS = ("Code_commune", "code_insee", "INSEE_COM", "CdCommune")


class _Service(NamedTuple):
    """The type as it is called today, and its date as far as its name or title tells."""

    typename: str
    vintage: str
    answers: list[Answer]


def fetch(source: Source, area: Area, client: Client) -> RawTable:
    """All features of the area, 2D, longitude or x first.

    Where the address narrows nothing down, the whole layer comes and the area's rows are kept.

    Raises:
        Incomplete: fewer features than the service counts, a feature twice, a list cut short.
        NothingThere: nothing at all where something must be.
        NotPublished: no type of the service is the dataset.
        NetworkError, WrongAnswer, SchemaChanged: see `asking`.
    """
    service = _service(source, area, client)
    pages, answers = _pages(source, area, client, service.typename)
    frame = require("pandas").concat([page.frame for page in pages], ignore_index=True)
    epsg = next((page.epsg for page in pages if page.epsg is not None), None)
    _refuse_empty(source, area, frame)
    if len(frame):
        frame = _with_all_columns(source, area, client, service.typename, frame)
    _refuse_shapeless(source, frame)
    notes: list[str] = []
    if epsg is not None:
        frame, epsg, notes = in_lon_lat(frame, epsg, source)
    if not _is_narrowed(source.url):
        frame, said = _near(frame, epsg, area)
        notes = [*notes, said]
    vintage = _vintage(frame, service, answers)
    return raw_table(source, frame, [*answers, *service.answers], vintage, epsg=epsg, notes=notes)


def sample(source: Source, area: Area, client: Client) -> Sample:
    """The type's columns (DescribeFeatureType) and how many features the area has (hits)."""
    service = _service(source, area, client)
    answer, columns = _described(source, area, client, service.typename)
    require_columns(source, columns)
    client.raise_if_cancelled()
    counted = hits(_url(source, area, service.typename, 0))
    _, rows = asked(client, counted, lambda given: hits_of(given, source), source=source)
    note = "" if rows is not None else "Le service n'annonce pas son nombre de lignes."
    if rows is not None and not _is_narrowed(source.url):
        note, rows = f"Lignes pour toute la France : {french.number(rows)}.", None
    vintage = service.vintage or f"consulté le {french.long_date(answer.retrieved_at.date())}"
    return Sample(columns, rows, vintage, note)


# ---------------------------------------------------------------- addresses


def _url(source: Source, area: Area, typename: str, start: int) -> str:
    """The address of a page; metres where it asks for Lambert 93, whose axes nobody swaps."""
    metres = re.search(r"SRSNAME=[^&]*\b2154\b", source.url, re.IGNORECASE)
    names = ("xmin", "ymin", "xmax", "ymax")
    box = dict(zip(names, bounds_in(area, geometry.LAMBERT93), strict=True)) if metres else {}
    return address(source, area, typename=typename, start=start, **box)


def _is_narrowed(url: str) -> bool:
    """Whether an address asks for an area rather than for the whole layer."""
    return any(f"{{{name}}}" in url for name in ("xmin", "where", "polygon", "departement"))


# ---------------------------------------------------------------- the service


def _service(source: Source, area: Area, client: Client) -> _Service:
    """What the capabilities say of the type; they are asked only where they are needed."""
    url = _url(source, area, "", 0)
    if "{typename}" in source.url:
        answer, types = _types(source, url, client)
        name = newest_type(types, source)
        return _Service(name, when_named(name), [answer])
    if urlsplit(url).hostname in _CAPABILITIES_TOO_LARGE:
        return _Service("", "", [])
    try:
        answer, types = _types(source, url, client)
    except (NetworkError, SourceError):  # they would only date the data
        return _Service("", "", [])
    return _Service("", when_named(types.get(source.dataset, "")), [answer])


def _described(
    source: Source, area: Area, client: Client, typename: str
) -> tuple[Answer, tuple[str, ...]]:
    """The type's columns, as the service describes them."""
    url = operation(_url(source, area, typename, 0), "DescribeFeatureType")
    return asked(client, url, lambda given: field_names(given, source), source=source)


def _with_all_columns(
    source: Source, area: Area, client: Client, typename: str, frame: DataFrame
) -> DataFrame:
    """The rows with the expected columns; SchemaChanged for one that the type does not have.

    GML leaves out what is empty: a column that no feature fills is only in the description.
    """
    missing = [name for name in source.expected_columns if name not in frame]
    if missing:
        try:
            _, described = _described(source, area, client, typename)
        except (NetworkError, SourceError):
            described = ()
        frame = frame.assign(**{name: None for name in missing if name in described})
    require_columns(source, frame.columns)
    return frame


def _types(source: Source, url: str, client: Client) -> tuple[Answer, dict[str, str]]:
    client.raise_if_cancelled()
    return asked(
        client,
        operation(url, "GetCapabilities"),
        lambda given: feature_types(text_of_xml(given, source)),
        source=source,
    )


# ---------------------------------------------------------------- pages


def _pages(
    source: Source, area: Area, client: Client, typename: str
) -> tuple[list[Page], list[Answer]]:
    """All pages, until as many features came as the service counts, or until none comes."""
    pages: list[Page] = []
    answers: list[Answer] = []
    seen: set[tuple[str, int]] = set()
    total, announced = 0, None
    for _ in range(MOST_PAGES):
        client.raise_if_cancelled()
        url = _url(source, area, typename, total)
        answer, page = asked(
            client, url, lambda given: page_of(given, source), source=source, timeout=SILENCE_S
        )
        pages.append(page)
        answers.append(answer)
        total += len(page.frame)
        _refuse_repeats(source, page, seen)
        if "{start}" not in source.url:
            announced = page.matched
            if announced is None:
                announced = _counted(source, url, client)
            _require_uncut(source, page, announced, count_asked(url))
            return pages, answers
        announced = _announced(source, page, announced)
        if announced is None and len(pages) == 1:
            announced = _counted(source, url, client)
        if announced is not None and (total >= announced or page.frame.empty):
            require_count(source, total, announced)
            return pages, answers
        if announced is None and _is_last(pages, count_asked(url)):
            return pages, answers
    raise Incomplete(
        "{publisher} still had more of the source {source} after {pages} pages: choose fewer "
        "territories, or narrow its address down in your own catalogue.",
        publisher=source.publisher,
        source=source.id,
        pages=MOST_PAGES,
    )


def _announced(source: Source, page: Page, before: int | None) -> int | None:
    """How many features the list has, as far as the pages say: MapServer's last one alone does."""
    if page.matched is not None and before is not None and page.matched != before:
        raise Incomplete(
            "{publisher} changed the source {source} while its pages were read: nothing of it was "
            "taken, try again later.",
            publisher=source.publisher,
            source=source.id,
        )
    return before if page.matched is None else page.matched


def _counted(source: Source, url: str, client: Client) -> int | None:
    """How many features a list has that does not say so itself; None where nobody does."""
    try:
        _, rows = asked(client, hits(url), lambda given: hits_of(given, source), source=source)
    except (NetworkError, SourceError):
        return None
    return rows


def _is_last(pages: list[Page], asked_for: int | None) -> bool:
    """Whether an uncounted list ends with this page: it is empty, or shorter than those before.

    A first page that is not full may be the server's own limit rather than the end: one more page
    tells.
    """
    last = len(pages[-1].frame)
    if last == 0:
        return True
    return len(pages) > 1 and last < len(pages[0].frame) and last != asked_for


def _require_uncut(
    source: Source, page: Page, announced: int | None, asked_for: int | None
) -> None:
    """A list in one answer is whole when it is counted, or shorter than what was asked for."""
    if announced is not None:
        require_count(source, len(page.frame), announced)
    elif page.is_cut or len(page.frame) == asked_for:
        raise Incomplete(
            "{publisher} cut the source {source} off at {rows} rows, its limit for one answer: "
            "ask for more, or for pages, in its address in your own catalogue.",
            publisher=source.publisher,
            source=source.id,
            rows=len(page.frame),
        )


def _refuse_repeats(source: Source, page: Page, seen: set[tuple[str, int]]) -> None:
    """Pages without a stable order repeat features, and leave out as many others.

    A feature is the same when its id and all its cells are: some services count ids anew in each
    page.
    """
    if len(page.ids) != len(page.frame):
        return
    cells = page.frame.apply(lambda column: column.map(str))  # astype decodes bytes in pandas 3
    hashed = require("pandas").util.hash_pandas_object(cells, index=False)
    refuse_repeats(source, zip(page.ids, hashed.tolist(), strict=True), seen)


# ---------------------------------------------------------------- what came


def _refuse_empty(source: Source, area: Area, frame: DataFrame) -> None:
    if len(frame):
        return
    west, _, east, _ = area.bounds_lambert93
    kind = source.dataset.rpartition(":")[2]
    if _is_narrowed(source.url) and east - west < _NEVER_EMPTY_FROM_M.get(kind, float("inf")):
        return
    raise NothingThere(
        "{publisher} gives no row of the source {source}, where some must be (axes swapped, or a "
        "filter that it no longer understands): see {page}, then correct its address in your own "
        "catalogue.",
        publisher=source.publisher,
        source=source.id,
        page=source.page,
    )


def _refuse_shapeless(source: Source, frame: DataFrame) -> None:
    """Rows that all lost their shapes are no map; only CSV is expected to have none."""
    expects_none = re.search(r"OUTPUTFORMAT=[^&]*csv", source.url, re.IGNORECASE)
    if len(frame) and frame["geometry"].isna().all() and not expects_none:
        raise Incomplete(
            "{publisher} gave the {rows} rows of the source {source} without any shape: nothing of "
            "them was taken, see {page}.",
            publisher=source.publisher,
            rows=len(frame),
            source=source.id,
            page=source.page,
        )


def _near(frame: DataFrame, epsg: int | None, area: Area) -> tuple[DataFrame, str]:
    """The rows of a whole layer that are in the area: by their shape, else by their commune."""
    box = bounds_in(area, epsg) if epsg else None
    near = (
        frame["geometry"]
        .map(lambda wkb: wkb is not None and box is not None and meets(geometry.bounds(wkb), box))
        .astype(bool)
    )
    column = next((name for name in _COMMUNE_COLUMNS if name in frame), None)
    if column:
        codes = frame[column].map(_commune_code)
        near |= frame["geometry"].isna() & codes.isin(area.communes)
    kept = frame[near].reset_index(drop=True)
    return kept, (
        f"Lignes retenues : {french.number(len(kept))} sur {french.number(len(frame))} en France."
    )


def _commune_code(cell: object) -> str:
    """A code of five characters, whatever a number made of it (2691.0 is 02691)."""
    return str(cell).removesuffix(".0").zfill(5)


def _vintage(frame: DataFrame, service: _Service, answers: list[Answer]) -> str:
    """The latest change of any feature, else the type's own date, else the day it was asked."""
    if _CHANGED in frame:
        days = frame[_CHANGED].dropna().astype(str).str.extract(r"^(\d{4}-\d\d-\d\d)")[0].dropna()
        named = when_named(days.max()) if len(days) else ""
        if named:
            return named
    asked_on = min(answer.retrieved_at for answer in answers).date()
    return service.vintage or f"consulté le {french.long_date(asked_on)}"
