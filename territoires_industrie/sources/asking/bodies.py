"""Bodies read with suspicion: text, JSON, rows, counts, else an error that says what came."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from ...catalogue import Source
from ...errors import AtlasError
from ...libraries import require
from ...net.answer import Answer
from ..errors import Incomplete, SourceError, WrongAnswer, quoted

if TYPE_CHECKING:
    from pandas import DataFrame

#: Half of a pair that stands alone is no character: nothing could write it to a file.
_HALF_CHARACTER = re.compile(
    r"\\u[dD][89abAB][0-9a-fA-F]{2}(?!\\u[dD][c-fC-F][0-9a-fA-F]{2})"
    r"|(?<!\\u[dD][89abAB][0-9a-fA-F]{2})\\u[dD][c-fC-F][0-9a-fA-F]{2}"
)


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
