"""What a WFS answers, read with suspicion: pages of features, counts, types and their names."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from .. import french, geometry
from ..catalogue import Source
from ..net.answer import Answer
from .asking import broken, count_of, day_in, json_of
from .boxes import Bounds, extent, within
from .crs import IN_DEGREES, IN_LAMBERT93, epsg_by_magnitude, swapped
from .delimited import Unreadable, read_delimited
from .errors import NotPublished, WrongAnswer, nearest, quoted
from .features import from_features
from .shapes import configured, in_memory, read_shapes

if TYPE_CHECKING:
    from pandas import DataFrame

#: GDAL would look for a schema on the web, and leave a .gfs file beside the answer.
_GML_OPTIONS = ("DOWNLOAD_SCHEMA=NO", "EXPOSE_GML_ID=YES", "INVERT_AXIS_ORDER_IF_LAT_LONG=YES")
#: Codes keep the zeros in front that a guess at numbers would take from them.
_GML_AS_WRITTEN = {"GML_FIELDTYPES": "ALWAYS_STRING"}
#: Elements within a date's own: GDAL would name the column after the innermost, all dates alike.
_TIME_WITHIN = re.compile(r"\s*</?(?:\w+:)?(?:TimeInstant|timePosition)\b[^>]*>\s*")
_HEAD = 100_000  # characters in which a collection says how many features there are
_NAN = re.compile(r"-?\b(?:nan|inf|infinity)\b", re.IGNORECASE)
_TEXT_OR_NAN = re.compile(rf'("(?:[^"\\]|\\.)*")|{_NAN.pattern}', re.IGNORECASE)


class Page(NamedTuple):
    """A page of features.

    Attributes:
        frame: the rows, with `geometry`.
        epsg: what the shapes are in, None without shapes.
        matched: how many features the whole list has; None where the service does not say.
        ids: the features' ids, as far as they have some.
        is_cut: whether the service says that it stopped at its own limit.
    """

    frame: DataFrame
    epsg: int | None
    matched: int | None
    ids: tuple[str, ...]
    is_cut: bool


# ---------------------------------------------------------------- pages


def page_of(answer: Answer, source: Source) -> Page:
    """A page in GeoJSON, GML or CSV, told by its head; raises WrongAnswer or Incomplete."""
    text = _text(answer, source)
    head = text[:500].lstrip()
    try:
        if head.startswith(("{", "[")):
            return _geojson(answer, source)
        if head.startswith("<"):
            return _gml(text_of_xml(answer, source), source)
        if not head:
            raise broken(source, "an empty answer")
        return _csv(text)
    except Unreadable as error:
        raise broken(source, f"features that cannot be read ({error})") from error


def _text(answer: Answer, source: Source) -> str:
    """The body in the encoding that XML names at its head, in UTF-8 where it names none."""
    content = answer.path.read_bytes()
    prolog = re.match(rb"""\s*<\?xml[^>]*?encoding=["']([\w.-]+)["'][^>]*\?>""", content)
    try:
        return content.decode(prolog[1].decode() if prolog else "utf-8-sig")
    except (UnicodeError, LookupError) as error:
        raise broken(source, "bytes that are no text") from error


def _geojson(answer: Answer, source: Source) -> Page:
    found = _json(answer, source)
    if not isinstance(found, dict) or not isinstance(found.get("features"), list):
        raise broken(source, "something else than GeoJSON features")
    frame = from_features(found["features"])
    ids = tuple(str(one["id"]) for one in found["features"] if one.get("id") is not None)
    matched = found.get("numberMatched", found.get("totalFeatures"))
    _require_returned(source, len(frame), found.get("numberReturned"))
    cut = found.get("exceededTransferLimit") or _inner(found).get("exceededTransferLimit")
    return Page(
        frame,
        _epsg(frame, found, source),
        None if matched in (None, "unknown") else count_of(matched, source),
        ids,
        bool(cut),
    )


def _inner(found: Mapping[str, Any]) -> Mapping[str, Any]:
    properties = found.get("properties")
    return properties if isinstance(properties, dict) else {}


def _json(answer: Answer, source: Source) -> Any:
    """JSON, also where a number is written `nan` as EnRezo's server does."""
    return json_of(
        answer, source, mended=lambda text: _without_nan(text) if _NAN.search(text) else text
    )


def _without_nan(text: str) -> str:
    """JSON text with bare `nan` and infinities as null; what stands in texts stays."""
    return _TEXT_OR_NAN.sub(lambda match: match[1] or "null", text)


def _epsg(frame: DataFrame, found: Mapping[str, Any], source: Source) -> int | None:
    """What GeoJSON's shapes are in: as an obsolete `crs` member says, else longitude first."""
    if frame["geometry"].isna().all():
        return None
    declared = re.search(r"EPSG:{1,2}(?:[\d.]*:)?(\d+)", json.dumps(found.get("crs") or ""))
    if declared:
        return int(declared[1])
    asked = re.search(r"SRSNAME=[^&]*\b2154\b", source.url, re.IGNORECASE)
    return geometry.LAMBERT93 if asked else geometry.WGS84


def _gml(text: str, source: Source) -> Page:
    head = text[:_HEAD]
    matched = re.search(r'\bnumberMatched\s*=\s*"(\w+)"', head)
    returned = re.search(r'\bnumberReturned\s*=\s*"(\d+)"', head)
    if "FeatureCollection" not in head:
        raise broken(source, "something else than features")
    if not re.search(r"members?>", text, re.IGNORECASE):
        frame, epsg = from_features([]), None
    else:
        bare = re.sub(r"^\s*<\?xml[^>]*\?>", "", _TIME_WITHIN.sub("", text)).lstrip()
        content = f'<?xml version="1.0" encoding="UTF-8"?>\n{bare}'.encode()
        with in_memory(content, "page.gml") as path, configured(_GML_AS_WRITTEN):
            shapes = read_shapes(path, ("GML",), options=_GML_OPTIONS)
        frame, epsg = shapes.frame, shapes.epsg
    _require_returned(source, len(frame), int(returned[1]) if returned else None)
    ids = tuple(frame.pop("gml_id").dropna().astype(str)) if "gml_id" in frame else ()
    known = matched is not None and matched[1].isdigit()
    return Page(frame, epsg, int(matched[1]) if matched and known else None, ids, False)


def _csv(text: str) -> Page:
    """CSV has no shapes, ids or count, which is why SANDRE is asked for GML, its default."""
    frame = read_delimited(text.encode())
    frame["geometry"] = None
    return Page(frame, None, None, (), False)


def _require_returned(source: Source, rows: int, returned: Any) -> None:
    """A page holds as many features as it says itself."""
    if isinstance(returned, int) and returned != rows:
        raise broken(source, f"{rows} features in a page that says it has {returned}")


# ---------------------------------------------------------------- axes


def in_lon_lat(frame: DataFrame, epsg: int, source: Source) -> tuple[DataFrame, int, list[str]]:
    """The rows with longitude first, their CRS, and a note where the axes had to be swapped.

    They are swapped only where it is certain: all that stands first can only be French latitudes,
    all that stands second only French longitudes. Raises WrongAnswer for shapes elsewhere.
    """
    box = extent(frame["geometry"])
    if box is None:
        return frame, epsg, []
    limits: dict[int, Bounds] = {geometry.WGS84: IN_DEGREES, geometry.LAMBERT93: IN_LAMBERT93}
    if epsg not in limits or within(box, limits[epsg]):
        return frame, epsg, []
    turned: Bounds = (box[1], box[0], box[3], box[2])
    if within(turned, limits[epsg]):
        frame = frame.assign(geometry=swapped(frame["geometry"]))
        return frame, epsg, ["Coordonnées inversées par le service, remises en ordre."]
    other = epsg_by_magnitude(box)
    if other is not None:
        return frame, other, [f"Coordonnées lues en EPSG:{other}, comme leurs valeurs le montrent."]
    raise WrongAnswer(
        "{publisher} gives shapes of the source {source} that are not in France (from {west} "
        "{south} to {east} {north} in EPSG:{epsg}): see {page}, then correct its address in your "
        "own catalogue.",
        publisher=source.publisher,
        source=source.id,
        west=round(box[0], 3),
        south=round(box[1], 3),
        east=round(box[2], 3),
        north=round(box[3], 3),
        epsg=epsg,
        page=source.page,
    )


# ---------------------------------------------------------------- the service's own words


def text_of_xml(answer: Answer, source: Source) -> str:
    """A body in XML; raises WrongAnswer for a web page, an exception report, a body cut off."""
    text = _text(answer, source)
    if not text.strip():
        raise broken(source, "an empty answer")
    if not text.lstrip().startswith("<") or re.search(r"<html\b", text[:2_000], re.IGNORECASE):
        raise broken(source, f"a page (“{_spoken(text)}”)")
    report = re.search(r"<(?:\w+:)?(?:ExceptionReport|ServiceException)", text[:_HEAD])
    if report:
        raise broken(source, f"an exception (“{_spoken(text[report.start() :])}”)")
    if "<!ENTITY" in text[:_HEAD]:
        raise broken(source, "XML that defines entities of its own")
    root = re.search(
        r"<(?![?!])([\w:.-]+)", re.sub(r"<!--.*?-->", "", text[:_HEAD], flags=re.DOTALL)
    )
    tail = text.rstrip()[-200:]
    if root is None or not (tail.endswith(f"</{root[1]}>") or tail.endswith("/>")):
        raise broken(source, "XML that is cut off")
    return text


def _spoken(markup: str) -> str:
    """What markup says to a reader, as a sentence may quote it."""
    return quoted(html.unescape(re.sub(r"<[^>]*>", " ", markup)))


def feature_types(text: str) -> dict[str, str]:
    """The names of a service's types with their titles, from its capabilities."""
    found = {}
    for block in re.findall(r"<(?:\w+:)?FeatureType\b.*?</(?:\w+:)?FeatureType>", text, re.DOTALL):
        name, title = (_element(block, tag) for tag in ("Name", "Title"))
        if name:
            found[name] = title
    return found


def _element(block: str, tag: str) -> str:
    found = re.search(rf"<(?:\w+:)?{tag}\b[^>]*>(.*?)</(?:\w+:)?{tag}>", block, re.DOTALL)
    return html.unescape(found[1]).strip() if found else ""


def newest_type(types: Mapping[str, str], source: Source) -> str:
    """The type whose service is the source's dataset, the one of the latest date when several are.

    EnRezo's types are called service:name_with_a_date. Raises NotPublished when none fits.
    """
    wanted = source.dataset.casefold()
    fitting = [name for name in types if name.partition(":")[0].casefold() == wanted]
    fitting = fitting or [name for name in types if wanted in name.casefold()]
    if not fitting:
        raise NotPublished(
            'The service of the source {source} has no type named "{wanted}" (nearest: {near}): '
            "see {page}, then correct the dataset in your own catalogue.",
            source=source.id,
            wanted=source.dataset,
            near=", ".join(nearest(source.dataset, types)) or ", ".join(list(types)[:5]) or "–",
            page=source.page,
        )
    return max(sorted(fitting), key=_stamp)


def when_named(text: str) -> str:
    """The date that a name or title carries, in French: `20250902` -> `2 septembre 2025`."""
    day = day_in(text)
    return french.long_date(day) if day else _stamp(text)[:4]


def _stamp(name: str) -> str:
    """The last date in a name as `20250902` or `2025`, which sort as they should; "" for none."""
    day = day_in(name)
    if day:
        return f"{day:%Y%m%d}"
    years = re.findall(r"(?<!\d)(20\d\d)(?!\d)", name)
    return years[-1] if years else ""


def field_names(answer: Answer, source: Source) -> tuple[str, ...]:
    """A type's columns, from DescribeFeatureType in XML Schema or in GeoServer's JSON."""
    text = _text(answer, source)
    if text.lstrip().startswith("{"):
        found = _json(answer, source)
        types = found.get("featureTypes") if isinstance(found, dict) else None
        if not isinstance(types, list) or not types:
            raise broken(source, "no description of its columns")
        return tuple(str(one.get("name")) for one in types[0].get("properties", []))
    schema = text_of_xml(answer, source)
    elements = re.findall(r"<(?:\w+:)?element\b[^>]*>", schema)
    columns = [one for one in elements if "substitutionGroup=" not in one and '"gml:' not in one]
    names = [re.search(r'\bname="([^"]+)"', one) for one in columns]
    return tuple(dict.fromkeys(html.unescape(name[1]) for name in names if name))


def hits_of(answer: Answer, source: Source) -> int | None:
    """How many features there are, from an answer to RESULTTYPE=hits; None for "unknown"."""
    text = _text(answer, source)
    if text.lstrip().startswith("<"):
        text_of_xml(answer, source)
    found = re.search(r'\bnumberMatched"?\s*[=:]\s*"?(\w+)', text[:_HEAD])
    if not found:
        raise broken(source, "no number of features")
    return int(found[1]) if found[1].isdigit() else None
