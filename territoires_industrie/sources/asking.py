"""What the protocols share: addresses filled for an area, bodies read with suspicion.

A body is read by a function that raises when it is not what was asked for. The same function is
the client's check, so that nothing enters the cache that would be refused when it comes out.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime, timezone
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import quote, urlsplit

from .. import french
from ..catalogue import Source
from ..errors import AtlasError
from ..libraries import require
from ..net.answer import Answer, Refused
from .area import Area
from .errors import Incomplete, NotPublished, SourceError, WrongAnswer, quoted
from .raw import RawTable

if TYPE_CHECKING:
    from pandas import DataFrame

    from ..net.client import Client

T = TypeVar("T")

#: Servers and proxies cut longer addresses off, or answer 414.
LONGEST_ADDRESS = 4_000
_BRACES = re.compile(r"\{([^{}]*)\}")
#: Half of a pair that stands alone is no character: nothing could write it to a file.
_HALF_CHARACTER = re.compile(
    r"\\u[dD][89abAB][0-9a-fA-F]{2}(?!\\u[dD][c-fC-F][0-9a-fA-F]{2})"
    r"|(?<!\\u[dD][89abAB][0-9a-fA-F]{2})\\u[dD][c-fC-F][0-9a-fA-F]{2}"
)


class WrongAddress(SourceError):
    """The catalogue's address of a source cannot be filled, or is not of its protocol's form."""


# ---------------------------------------------------------------- addresses


def requests_of(source: Source, area: Area) -> list[dict[str, str]]:
    """What varies from one request of a source to the next: SIREN and department.

    One mapping a request: where the address has {siren} one for each EPCI of the area, where it
    has {departement} one for each department, else a single empty one.
    """
    found: list[dict[str, str]] = [{}]
    for name, codes in (("siren", area.sirens), ("departement", area.departements)):
        if f"{{{name}}}" in source.url:
            found = [{**values, name: code} for values in found for code in codes]
    return found


def addresses(source: Source, area: Area, **more: object) -> list[str]:
    """The addresses to ask, one for each of `requests_of`; `more` as in `address`."""
    return [address(source, area, **{**values, **more}) for values in requests_of(source, area)]


def address(source: Source, area: Area, **values: object) -> str:
    """The source's address with its {braces} filled, each value percent-encoded.

    Filled from the area: {xmin} {ymin} {xmax} {ymax} (degrees, EPSG:4326), {polygon} (the same
    rectangle as WKT, longitude first), {communes} and {departements} (codes in double quotes,
    joined by commas); from the source: {dataset}, and {where}, the first of its filters with which
    the address stays shorter than `LONGEST_ADDRESS`, else the last. `values` add others, such as
    page=2, and win over these. Raises WrongAddress for braces that nothing fills.
    """
    known = {**area_values(area), "dataset": source.dataset, **values}
    if "{where}" not in source.url or "where" in known:
        return _filled(source, source.url, known)
    if not source.filters:
        raise WrongAddress(
            "The address of the source {source} has a {place}, and the catalogue gives it no "
            "filters: add some, or take it out of the address in your own catalogue.",
            source=source.id,
            place="{where}",
        )
    found = ""
    for condition in source.filters:
        where = _filled(source, condition, known, encode=str)
        found = _filled(source, source.url, {**known, "where": where})
        if len(found) < LONGEST_ADDRESS:
            break
    return found


def filled_query(source: Source, area: Area) -> str:
    """`source.dataset` where that is a query (overpass), its {braces} filled, not encoded."""
    return _filled(source, source.dataset, area_values(area), encode=str)


def area_values(area: Area) -> dict[str, object]:
    """What an area fills in: see `address`."""
    xmin, ymin, xmax, ymax = area.bounds
    ring = ((xmin, ymin), (xmax, ymin), (xmax, ymax), (xmin, ymax), (xmin, ymin))
    return {
        "xmin": xmin,
        "ymin": ymin,
        "xmax": xmax,
        "ymax": ymax,
        "polygon": f"POLYGON(({','.join(f'{x} {y}' for x, y in ring)}))",
        "communes": _codes(area.communes),
        "departements": _codes(area.departements),
    }


def _codes(codes: Iterable[str]) -> str:
    return ",".join(f'"{code}"' for code in codes)


def _encoded(value: object) -> str:
    return quote(str(value), safe=":")


def _filled(
    source: Source,
    template: str,
    known: Mapping[str, object],
    encode: Callable[[object], str] = _encoded,
) -> str:
    def value(match: re.Match[str]) -> str:
        if match[1] not in known:
            raise WrongAddress(
                "The address of the source {source} has a {place} that nothing fills: correct it "
                "in your own catalogue, where it may have {places}.",
                source=source.id,
                place=match[0],
                places=" ".join(f"{{{name}}}" for name in (*known, "siren", "departement")),
            )
        return encode(known[match[1]])

    return _BRACES.sub(value, template)


# ---------------------------------------------------------------- asking


def asked(
    client: Client,
    url: str,
    read: Callable[[Answer], T],
    *,
    source: Source,
    timeout: float = 60.0,
) -> tuple[Answer, T]:
    """Get an address and read its body once: what `read` refuses is not kept.

    `timeout` is the longest silence in seconds. Raises what `read` raises, NotPublished for the
    statuses 404 and 410, the client's errors otherwise.
    """
    found: list[T] = []

    def check(answer: Answer) -> None:
        found.append(read(answer))

    with refusals(source):
        answer = client.get(url, check=check, timeout=timeout)
    return answer, found[-1] if found else read(answer)


@contextmanager
def refusals(source: Source) -> Iterator[None]:
    """Within it, a refusal with 404 or 410 becomes NotPublished; other refusals pass."""
    try:
        yield
    except Refused as error:
        if error.status not in (404, 410):
            raise
        raise NotPublished(
            "{publisher} no longer publishes the source {source} there (HTTP {status}): see "
            "{page}, then correct its address in your own catalogue.",
            publisher=source.publisher,
            source=source.id,
            status=error.status,
            page=source.page,
        ) from error


def next_page(url: str, named: object) -> str | None:
    """The next page at the scheme, host and path that were asked, with the query that was named.

    None where the answer names none.
    """
    if not isinstance(named, str) or "?" not in named:
        return None
    return urlsplit(url)._replace(query=named.split("?", 1)[1]).geturl()


# ---------------------------------------------------------------- bodies


def text_of(answer: Answer, source: Source, encoding: str = "utf-8-sig") -> str:
    """The body as text; raises WrongAnswer when it is empty, a web page, or not text."""
    try:
        text = answer.text(encoding)
    except UnicodeDecodeError as error:
        raise broken(source, AtlasError("bytes that are no text")) from error
    start = text[:500].lstrip()
    if not start:
        raise broken(source, AtlasError("an empty answer"))
    if start.startswith("<"):
        raise broken(
            source, AtlasError("a page (“{said}”)", said=quoted(_without_tags(text[:2_000])))
        )
    return text


def json_of(answer: Answer, source: Source, *, mended: Callable[[str], str] | None = None) -> Any:
    """The body as JSON, whole and no error object; `mended` repairs its text beforehand.

    Raises WrongAnswer for anything else, Incomplete for a stream that the server interrupted
    inside a 200: an Opendatasoft export then ends with "Streaming interrupted due to the following
    error" (sources/base-layers.md 6).
    """
    text = text_of(answer, source)
    if mended is not None:
        text = mended(text)
    if "\\u" in text:
        text = _HALF_CHARACTER.sub(r"\\ufffd", text)
    try:
        found = json.loads(text, parse_int=_whole_number)
    except (ValueError, RecursionError) as error:
        raise _unreadable(text, source) from error
    refuse_error_object(found, source)
    return found


def _whole_number(digits: str) -> float:
    """As int, or as float where no column of numbers could hold it."""
    return int(digits) if len(digits) < 19 else float(digits)


def refuse_error_object(found: Any, source: Source) -> None:
    """Raise WrongAnswer for an object that reports an error, in any of the shapes seen.

    {"error_code", "message"} (Opendatasoft v2.1), {"errorcode", "error"} (Opendatasoft v1, also
    for quotas), {"error": {"code", "message"}} (ArcGIS), {"statusCode", "message"} (DiDo).
    """
    if not isinstance(found, dict):
        return
    inner = found.get("error")
    marked = {"error_code", "errorcode", "statusCode"} & found.keys()
    if not marked and not inner:
        return
    parts = inner if isinstance(inner, dict) else found
    words = [parts.get(key) for key in ("error_code", "errorcode", "code", "message", "error")]
    said = ": ".join(str(word) for word in words if isinstance(word, (str, int)))
    raise WrongAnswer(
        "{publisher} answered for the source {source} with an error instead of data (“{said}”): "
        "try again later, and if it stays, see {page}.",
        publisher=source.publisher,
        source=source.id,
        said=quoted(said or json.dumps(found)),
        page=source.page,
    )


def rows_of(found: Any, source: Source) -> list[dict[str, Any]]:
    """A list of objects, as it is; WrongAnswer for any other value."""
    if not isinstance(found, list) or not all(isinstance(row, dict) for row in found):
        raise broken(source, AtlasError("something else than a list of rows"))
    return found


def frame_of(rows: Sequence[Mapping[str, Any]]) -> DataFrame:
    """Rows as a table; a cell that is itself a list or an object becomes its JSON text."""
    frame = require("pandas").DataFrame(list(rows))
    for name in frame.columns[frame.dtypes == "object"]:
        frame[name] = frame[name].map(_flat)
    return frame


def _flat(cell: Any) -> Any:
    return json.dumps(cell, ensure_ascii=False) if isinstance(cell, (dict, list)) else cell


def count_of(found: Any, source: Source) -> int:
    """A number of rows; WrongAnswer for any other value."""
    if type(found) is not int or found < 0:
        raise broken(source, AtlasError("no number of rows"))
    return found


def require_count(source: Source, rows: int, announced: int) -> None:
    """Raise Incomplete unless as many rows came as were announced."""
    if rows != announced:
        raise Incomplete(
            "{publisher} announced {announced} rows of the source {source} and gave {rows}: "
            "nothing of them was taken, try again later.",
            publisher=source.publisher,
            source=source.id,
            rows=rows,
            announced=announced,
        )


def refuse_repeats(source: Source, rows: Iterable[Any], seen: set[Any]) -> None:
    """Raise Incomplete for a row that came before, and note the others in `seen`.

    Pages of a list that changed meanwhile, or that has no stable order, repeat rows and leave out
    as many others. A row is what tells it from others: its key, or a tuple that begins with it.
    """
    for row in rows:
        if row in seen:
            raise Incomplete(
                "{publisher} gave {row} twice in the source {source}, whose pages changed while "
                "they were read: try again later.",
                publisher=source.publisher,
                row=row[0] if isinstance(row, tuple) else row,
                source=source.id,
            )
        seen.add(row)


def broken(source: Source, what: str | AtlasError) -> WrongAnswer:
    """The error for an answer that is `what` (English, after "gave") instead of the data.

    As an AtlasError, `what` is said in the interface's language too.
    """
    return WrongAnswer(
        "{publisher} gave {what} for the source {source} instead of its data: try again later, "
        "and if it stays, see {page}.",
        publisher=source.publisher,
        what=what,
        source=source.id,
        page=source.page,
    )


def _unreadable(text: str, source: Source) -> SourceError:
    tail = text[-2_000:]
    at = tail.find("Streaming interrupted")
    if at >= 0:
        return Incomplete(
            "{publisher} broke off in the middle of the source {source} (“{said}”): nothing of "
            "it was taken, try again later.",
            publisher=source.publisher,
            source=source.id,
            said=quoted(tail[at:]),
        )
    return broken(
        source, AtlasError("JSON that is broken or cut off (“{said}”)", said=quoted(text))
    )


def _without_tags(text: str) -> str:
    return re.sub(r"<[^>]*>", " ", text)


# ---------------------------------------------------------------- dates and tables


def given_at(answer: Answer) -> datetime:
    """When an answer was given, in UTC: the server's own date, or the client's where that is later.

    The header of a body that the server only confirmed since may be an old one.
    """
    try:
        stated = parsedate_to_datetime(answer.headers.get("date", ""))
    except (TypeError, ValueError):
        return answer.retrieved_at
    stated = stated if stated.tzinfo else stated.replace(tzinfo=timezone.utc)
    return max(stated.astimezone(timezone.utc), answer.retrieved_at)


def day_of(text: object) -> date | None:
    """The day at the start of an ISO date or timestamp; None for anything else."""
    try:
        return date.fromisoformat(text[:10]) if isinstance(text, str) else None
    except ValueError:
        return None


def day_in(name: str) -> date | None:
    """The last day written 20240704 or 2024-07-04 in a name; None where there is none."""
    for parts in reversed(re.findall(r"(?<!\d)(20\d\d)-?(\d\d)-?(\d\d)(?!\d)", name)):
        found = day_of("-".join(parts))
        if found:
            return found
    return None


def french_day(text: object) -> str:
    """`2026-06-30T00:00:00Z` -> `30 juin 2026`; "" for what is no date."""
    day = day_of(text)
    return french.long_date(day) if day else ""


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
