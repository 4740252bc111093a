"""Overpass: OpenStreetMap's objects in a rectangle, with every tag and their whole shapes.

The query is the catalogue's `dataset`; it is sent with GET, so that cache and mirror work. Traps
seen (sources/electricity-gas-hydrogen.md 6.2): an overloaded server answers HTTP 200 with a
`remark` and no elements; a mirror of another country answers France with nothing; another served a
base that was months old. `out geom` is asked for, since `out tags geom` leaves out the members of
relations.
"""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from .. import french, geometry
from ..catalogue import Source
from ..errors import AtlasError
from ..libraries import require
from ..net.answer import Answer
from . import asking
from .area import Area
from .errors import NothingThere, WrongAnswer, quoted
from .raw import RawTable, Sample, raw_table

if TYPE_CHECKING:
    from pandas import DataFrame

    from ..net.client import Client

_SILENCE = 120.0  # the query gives the server 60 seconds, and it may queue as long before
_NOTED_AGE = timedelta(days=30)
_REFUSED_AGE = timedelta(days=180)
#: The departments of Hauts-de-France: where all are asked for, 400 kV lines must be among the
#: objects (Gravelines feeds them), and an empty answer is another country's extract. A single
#: territory may well have none.
_WHOLE_REGION = frozenset({"02", "59", "60", "62", "80"})
_NEVER_EMPTY_IN_REGION = "osm-power"
_AREAS = ("substation", "plant", "station")  # values of `power` that a closed way encloses


def fetch(source: Source, area: Area, client: Client) -> RawTable:
    """The objects: `type`, `id`, a column a tag, `geometry` in EPSG:4326.

    A tag that is itself called type or id stands under `tag:type`, `tag:id`. Tags that the
    catalogue expects and no object bears are empty columns: OpenStreetMap has no schema. Ways are
    lines, or polygons where they are closed substations; relations are the lines of their members,
    or polygons where all outer ones are closed; nodes are points. The vintage is the day of the
    server's base: refused when it is older than 180 days, noted above 30. Raises WrongAnswer,
    NothingThere, asking.WrongAddress and the client's errors.
    """
    answer, found = asking.asked(
        client,
        _address(source, area, asking.filled_query(source, area)),
        lambda answer: _read(answer, source),
        source=source,
        timeout=_SILENCE,
    )
    base = _base_of(found, answer, source)
    elements = found["elements"]
    if (
        not elements
        and source.id == _NEVER_EMPTY_IN_REGION
        and set(area.departements) >= _WHOLE_REGION
    ):
        raise NothingThere(
            "{publisher} gave no object of the source {source} in the whole region, as a server of "
            "another country does: name another server in your own catalogue.",
            publisher=source.publisher,
            source=source.id,
        )
    frame = _frame(elements, source)
    age = asking.given_at(answer) - base
    notes = [f"Base OpenStreetMap vieille de {age.days} jours."] if age > _NOTED_AGE else []
    without = int(frame["geometry"].isna().sum())
    if without:
        notes.append(f"{french.number(without)} objet(s) sans tracé.")
    day = french.long_date(base.date())
    return raw_table(source, frame, [answer], day, epsg=geometry.WGS84, notes=notes)


def sample(source: Source, area: Area, client: Client) -> Sample:
    """How many objects the query counts (`out count`), and the day of the server's base."""
    query = asking.filled_query(source, area)
    counting = query[: query.rindex("out ")] + "out count;" if "out " in query else query
    answer, found = asking.asked(
        client,
        _address(source, area, counting),
        lambda answer: _read(answer, source),
        source=source,
        timeout=_SILENCE,
    )
    totals = [e.get("tags") for e in found["elements"] if e.get("type") == "count"]
    total = totals[0].get("total") if totals and isinstance(totals[0], dict) else None
    if not isinstance(total, str) or not total.isdecimal():
        raise asking.broken(source, AtlasError("no number of objects"))
    day = french.long_date(_base_of(found, answer, source).date())
    note = "OpenStreetMap n'a pas de schéma : les colonnes sont les étiquettes attendues."
    return Sample(("type", "id", *source.expected_columns), int(total), day, note)


def _address(source: Source, area: Area, query: str) -> str:
    url = asking.address(source, area, dataset=query)
    if "{dataset}" in source.url:
        return url
    return f"{url}{'&' if '?' in url else '?'}data={quote(query, safe='')}"


# ---------------------------------------------------------------- what is answered


def _read(answer: Answer, source: Source) -> dict[str, Any]:
    found = asking.json_of(answer, source)
    if not isinstance(found, dict):
        raise asking.broken(source, AtlasError("something else than objects"))
    if found.get("remark"):
        raise WrongAnswer(
            "The Overpass server could not finish the query of the source {source} (“{remark}”): "
            "try again later, or name another server in your own catalogue.",
            source=source.id,
            remark=quoted(str(found["remark"])),
        )
    asking.rows_of(found.get("elements"), source)
    _base_of(found, answer, source)
    return found


def _base_of(found: dict[str, Any], answer: Answer, source: Source) -> datetime:
    """When the server's base was last brought up to date, in UTC."""
    about = found.get("osm3s")
    stamp = about.get("timestamp_osm_base") if isinstance(about, dict) else None
    try:
        base = datetime.fromisoformat(str(stamp).replace("Z", "+00:00"))
    except ValueError as error:
        raise asking.broken(source, AtlasError("objects of an unknown date")) from error
    base = base if base.tzinfo else base.replace(tzinfo=timezone.utc)
    if asking.given_at(answer) - base > _REFUSED_AGE:
        raise WrongAnswer(
            "The Overpass server answers the source {source} from a base of {day}, which is too "
            "old: name another server in your own catalogue.",
            source=source.id,
            day=base.date().isoformat(),
        )
    return base.astimezone(timezone.utc)


def _frame(elements: list[dict[str, Any]], source: Source) -> DataFrame:
    if not elements:
        columns = ["type", "id", *source.expected_columns, "geometry"]
        return require("pandas").DataFrame(columns=columns, dtype="object")
    frame = asking.frame_of([_row(element) for element in elements])
    for name in source.expected_columns:
        if name not in frame.columns:
            frame[name] = None
    return frame


def _row(element: dict[str, Any]) -> dict[str, Any]:
    tags = element.get("tags")
    own = tags if isinstance(tags, dict) else {}
    known = ("type", "id", "geometry")
    named = {f"tag:{name}" if name in known else name: value for name, value in own.items()}
    shape = _shape(element, own)
    return {"type": element.get("type"), "id": element.get("id"), **named, "geometry": shape}


def _shape(element: dict[str, Any], tags: dict[str, Any]) -> bytes | None:
    try:
        made = _geojson(element, tags)
        return geometry.from_geojson(made) if made else None
    except (geometry.GeometryError, AttributeError, KeyError, TypeError, ValueError):
        return None


def _geojson(element: dict[str, Any], tags: dict[str, Any]) -> dict[str, Any] | None:
    if element["type"] == "node":
        return {"type": "Point", "coordinates": _pair(element)}
    if element["type"] == "way":
        line = _line(element)
        if not line:
            return None
        if _closed(line) and (tags.get("power") in _AREAS or tags.get("area") == "yes"):
            return {"type": "Polygon", "coordinates": [line]}
        return {"type": "LineString", "coordinates": line}
    members = [m for m in element.get("members") or [] if m.get("type") == "way"]
    outer = [_line(m) for m in members if m.get("role") != "inner"]
    lines = [line for line in outer if line]
    if not lines:
        return None
    if tags.get("type") == "multipolygon" and all(_closed(line) for line in lines):
        return {"type": "MultiPolygon", "coordinates": [[line] for line in lines]}
    return {"type": "MultiLineString", "coordinates": lines}


def _line(element: dict[str, Any]) -> list[list[float]]:
    """The vertices; those outside a clipped answer are null there and left out."""
    line = [_pair(vertex) for vertex in element.get("geometry") or [] if vertex]
    return line if len(line) > 1 else []


def _pair(vertex: dict[str, Any]) -> list[float]:
    return [float(vertex["lon"]), float(vertex["lat"])]


def _closed(line: list[list[float]]) -> bool:
    return len(line) > 3 and line[0] == line[-1]
