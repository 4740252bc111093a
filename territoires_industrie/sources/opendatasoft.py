"""Opendatasoft Explore v2.1: one whole export, counted against the portal's own count.

An export with limit=-1 has no limit of rows, while paging is cut at 10,000 and promises no order
(sources/electricity-gas-hydrogen.md 1.4). It can break off inside an HTTP 200, so that its rows are
compared with `records?limit=0`. Fields are renamed without notice: the dataset's own list of fields
is read first, and a missing one is named before anything is downloaded.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, unquote

from .. import french, geometry
from ..catalogue import Source
from ..errors import AtlasError
from ..libraries import require
from ..net.answer import Answer, Refused
from . import asking
from .area import Area
from .errors import Incomplete, NothingThere, SchemaChanged
from .raw import RawTable, Sample, raw_table, require_columns

if TYPE_CHECKING:
    from pandas import DataFrame, Series

    from ..net.client import Client

_EXPORT = re.compile(r"(https?://[^?]+)/exports/(json|geojson)(?:\?(.*))?")
#: What narrows an export narrows its count alike.
_NARROWING = ("where", "refine", "exclude", "timezone")
#: An export is prepared before its first byte comes.
_EXPORT_SILENCE = 120.0

#: RTE has withdrawn the positions of its works for public security: rows without any shape are
#: what it publishes (sources/electricity-gas-hydrogen.md 1.1).
_WITHOUT_SHAPES = frozenset(
    {"postes-electriques-rte", "lignes-aeriennes-rte-nv", "lignes-souterraines-rte-nv"}
)
#: Where an empty answer is a misread filter: roofs with solar panels stand in every EPCI, every
#: department of the atlas injects biomethane, the other three are asked for a region or the nation,
#: and no box of an EPCI with its margin of 10 km lies between the pipes of the gas network.
_NEVER_EMPTY = frozenset(
    {
        "registre-national-installation-production-stockage-electricite-agrege",
        "points-dinjection-de-biomethane-en-france",
        "consommation-annuelle-par-iris",
        "postes-electriques-rte",
        "lignes-aeriennes-rte-nv",
        "trace-du-reseau-grt-250",
    }
)
_MONTHS = [french.long_date(date(2000, month, 2)).split()[1] for month in range(1, 13)]
_DAY_IN_FIGURES = re.compile(r"\bau (\d{1,2})/(\d{1,2})/(\d{4})")
_DAY_IN_WORDS = re.compile(rf"\bau (\d{{1,2}})(?:er)? ({'|'.join(_MONTHS)}) (\d{{4}})", re.I)
_STRINGS = re.compile(r"'[^']*'|\"[^\"]*\"")
_NAMES = re.compile(r"\b[a-z_][a-z0-9_]*\b(?!\s*\()")
_WORDS_OF_ODSQL = frozenset("and or not in is null like true false asc desc geom date to".split())


def fetch(source: Source, area: Area, client: Client) -> RawTable:
    """The export whole, under the fields' technical names; shapes as WKB in EPSG:4326.

    A field of type geo_shape (or, without one, geo_point) becomes the column `geometry`. The
    vintage is the title's "au JJ/MM/AAAA", else data_processed (`modified` can be years old); where
    the catalogue expects a column `annee`, its latest year. Raises SchemaChanged, Incomplete,
    NothingThere, WrongAnswer, NotPublished, asking.WrongAddress and the client's errors.
    """
    urls = asking.addresses(source, area)
    about, metadata = _described(source, urls[0], client)
    require_columns(source, _fields(metadata, source))
    answers, frames = [], []
    for url in urls:
        client.raise_if_cancelled()
        answer, frame = _exported(source, url, metadata, client)
        answers.append(answer)
        frames.append(frame)
    frame = frames[0] if len(frames) == 1 else require("pandas").concat(frames, ignore_index=True)
    if frame.empty and source.dataset in _NEVER_EMPTY:
        raise NothingThere(
            "{publisher} gave no row of the source {source}, which cannot be empty: its filter was "
            "misunderstood, try again later, and if it stays, see {page}.",
            publisher=source.publisher,
            source=source.id,
            page=source.page,
        )
    if not frame.empty:
        require_columns(source, frame.columns)
    frame, notes = _with_geometry(frame, source)
    return raw_table(
        source,
        frame,
        [*answers, about],
        _vintage(source, metadata, about, frame),
        epsg=geometry.WGS84 if "geometry" in frame.columns else None,
        notes=notes,
    )


def sample(source: Source, area: Area, client: Client) -> Sample:
    """The dataset's fields, its date, and how many rows the same filter counts."""
    urls = asking.addresses(source, area)
    about, metadata = _described(source, urls[0], client)
    fields = tuple(_fields(metadata, source))
    require_columns(source, fields)
    rows = sum(_counted(source, url, metadata, client)[1] for url in urls)
    latest = None
    if _by_year(source):
        dataset, _, _ = _parts(source, urls[0])
        query = "records?select=annee&order_by=annee%20desc&limit=1"
        _, latest = asking.asked(
            client,
            f"{dataset}/{query}",
            lambda answer: asking.frame_of(_results(answer, source)),
            source=source,
        )
    return Sample(fields, rows, _vintage(source, metadata, about, latest))


# ---------------------------------------------------------------- what is asked


def _parts(source: Source, url: str) -> tuple[str, str, str]:
    """The dataset's address, the export's format, and the query that narrows the export."""
    match = _EXPORT.fullmatch(url)
    if match is None:
        raise asking.WrongAddress(
            "The address of the source {source} must end in /exports/json or /exports/geojson and "
            "a query, as Opendatasoft's do: correct it in your own catalogue.",
            source=source.id,
        )
    parts = (match[3] or "").split("&")
    narrowing = [part for part in parts if part.split("=")[0] in _NARROWING]
    return match[1], match[2], "&".join(narrowing)


def _described(source: Source, url: str, client: Client) -> tuple[Answer, dict[str, Any]]:
    def read(answer: Answer) -> dict[str, Any]:
        found = asking.json_of(answer, source)
        if isinstance(found, dict) and isinstance(found.get("dataset"), dict):
            found = found["dataset"]  # as v2.0 wraps it
        if not isinstance(found, dict) or not _fields(found, source):
            raise asking.broken(source, AtlasError("no description of the dataset"))
        return found

    return asking.asked(client, _parts(source, url)[0], read, source=source)


def _fields(metadata: dict[str, Any], source: Source) -> list[str]:
    names = [field.get("name") for field in asking.rows_of(metadata.get("fields"), source)]
    return [name for name in names if isinstance(name, str)]


def _counted(
    source: Source, url: str, metadata: dict[str, Any], client: Client, limit: int = 0
) -> tuple[Answer, int]:
    dataset, _, narrowing = _parts(source, url)

    def read(answer: Answer) -> int:
        found = asking.json_of(answer, source)
        total = found.get("total_count") if isinstance(found, dict) else None
        return asking.count_of(total, source)

    address = "&".join(filter(None, (f"{dataset}/records?limit={limit}", narrowing)))
    try:
        return asking.asked(client, address, read, source=source)
    except Refused as error:
        if error.status == 400:
            _blame_unknown_field(source, narrowing, metadata, error)
        raise


def _blame_unknown_field(
    source: Source, narrowing: str, metadata: dict[str, Any], error: Refused
) -> None:
    """Raise SchemaChanged when a filter names a field that the dataset does not have.

    Such a filter is refused with 400 and an ODSQLError "Unknown field"; the client says the status.
    """
    fields = _fields(metadata, source)
    conditions = " ".join(value for name, value in parse_qsl(narrowing) if name == "where")
    for name in _NAMES.findall(_STRINGS.sub(" ", unquote(conditions).lower())):
        if name not in fields and name not in _WORDS_OF_ODSQL:
            raise SchemaChanged(source.id, name, fields) from error


def _exported(
    source: Source, url: str, metadata: dict[str, Any], client: Client
) -> tuple[Answer, DataFrame]:
    """One export and its rows, as many as were counted just before.

    The dataset may be replaced between the count and the export: a difference is looked into once,
    with another `limit`, since a client gives the same answer again to the same question.
    """
    try:
        return _exported_as_counted(source, url, metadata, client, limit=0)
    except Incomplete:
        return _exported_as_counted(source, url, metadata, client, limit=1)


def _exported_as_counted(
    source: Source, url: str, metadata: dict[str, Any], client: Client, limit: int
) -> tuple[Answer, DataFrame]:
    _, announced = _counted(source, url, metadata, client, limit)
    features = _parts(source, url)[1] == "geojson"

    def read(answer: Answer) -> DataFrame:
        rows = _features(answer, source) if features else _rows(answer, source)
        asking.require_count(source, len(rows), announced)
        return asking.frame_of(rows) if rows else _no_rows(metadata, source)

    return asking.asked(client, url, read, source=source, timeout=_EXPORT_SILENCE)


# ---------------------------------------------------------------- what is answered


def _rows(answer: Answer, source: Source) -> list[dict[str, Any]]:
    """A JSON export: a bare array, its shapes replaced by `geometry` where there are any."""
    rows = asking.rows_of(asking.json_of(answer, source), source)
    shaped = _shape_field(rows)
    if shaped is None:
        return rows
    name, is_shape = shaped
    for row in rows:
        row["geometry"] = _shape(row.get(name))
        if is_shape:
            row.pop(name, None)  # the same again, and the longest cell of all
    return rows


def _features(answer: Answer, source: Source) -> list[dict[str, Any]]:
    """A GeoJSON export: the features' properties with their `geometry`."""
    found = asking.json_of(answer, source)
    features = asking.rows_of(found.get("features") if isinstance(found, dict) else None, source)
    rows = []
    for feature in features:
        properties = feature.get("properties")
        if not isinstance(properties, dict):
            raise asking.broken(source, AtlasError("features without properties"))
        rows.append({**properties, "geometry": _shape(feature.get("geometry"))})
    return rows


def _no_rows(metadata: dict[str, Any], source: Source) -> DataFrame:
    return require("pandas").DataFrame(columns=_fields(metadata, source), dtype="object")


def _results(answer: Answer, source: Source) -> list[dict[str, Any]]:
    found = asking.json_of(answer, source)
    return asking.rows_of(found.get("results") if isinstance(found, dict) else None, source)


def _shape_field(rows: list[dict[str, Any]]) -> tuple[str, bool] | None:
    """The field that holds shapes, else the one that holds points, and whether it is the former."""
    points = None
    seen: set[str] = set()
    for row in rows:
        for name, value in row.items():
            if name in seen or not isinstance(value, dict):
                continue
            seen.add(name)
            if "geometry" in value or "coordinates" in value:
                return name, True
            if "lon" in value and "lat" in value:
                points = points or (name, False)
    return points


def _shape(value: Any) -> bytes | None:
    """WKB of a geo_shape (a Feature or a bare geometry) or a geo_point, two-dimensional.

    None for null and for what is no geometry. A line collapsed to one point stays: what to do
    with it is for the layer to say.
    """
    if not isinstance(value, dict):
        return None
    try:
        if "lon" in value:
            return geometry.point(float(value["lon"]), float(value["lat"]))
        bare = value.get("geometry") if "geometry" in value else value
        return geometry.from_geojson(bare) if isinstance(bare, dict) else None
    except (geometry.GeometryError, KeyError, TypeError, ValueError, OverflowError):
        return None


def _with_geometry(frame: DataFrame, source: Source) -> tuple[DataFrame, list[str]]:
    """The rows, without a column of no shape at all, and what to say of missing shapes."""
    shapes = frame["geometry"].notna().sum() if "geometry" in frame.columns else 0
    if source.dataset in _WITHOUT_SHAPES:
        if not shapes:
            return frame.drop(columns="geometry", errors="ignore"), [
                "RTE ne publie plus la position de ses ouvrages : noms et nombres seulement."
            ]
        return frame, [f"RTE publie de nouveau {french.number(shapes)} positions : à examiner."]
    if "geometry" in frame.columns and len(frame) and not shapes:
        raise asking.broken(source, AtlasError("rows without a single shape"))
    without = len(frame) - shapes if "geometry" in frame.columns else 0
    return frame, [f"{french.number(without)} ligne(s) sans position."] if without else []


# ---------------------------------------------------------------- vintage


def _by_year(source: Source) -> bool:
    return "annee" in source.expected_columns


def _vintage(
    source: Source, metadata: dict[str, Any], about: Answer, frame: DataFrame | None
) -> str:
    if _by_year(source) and frame is not None and "annee" in frame.columns:
        years = _years(frame["annee"])
        if len(years):
            return str(max(years))
    metas = metadata.get("metas")
    default = metas.get("default") if isinstance(metas, dict) else None
    known = default if isinstance(default, dict) else {}
    return next(filter(None, _dates(known)), f"consulté le {_day_of_asking(about)}")


def _years(cells: Series) -> set[int]:
    found = cells.astype("string").str.extract(r"^((?:19|20)\d\d)", expand=False).dropna()
    return {int(year) for year in found.unique()}


def _dates(known: dict[str, Any]) -> Iterable[str]:
    yield _day_in(str(known.get("title") or ""))
    yield asking.french_day(known.get("data_processed"))
    yield asking.french_day(known.get("modified"))


def _day_in(title: str) -> str:
    """`… (au 31/07/2026)` or `… (au 16 juin 2026)` -> `31 juillet 2026`; "" without such a day."""
    figures, words = _DAY_IN_FIGURES.search(title), _DAY_IN_WORDS.search(title)
    try:
        if figures:
            day, month, year = (int(part) for part in figures.groups())
            return french.long_date(date(year, month, day))
        if words:
            month = _MONTHS.index(words[2].lower()) + 1
            return french.long_date(date(int(words[3]), month, int(words[1])))
    except ValueError:
        pass
    return ""


def _day_of_asking(about: Answer) -> str:
    return french.long_date(asking.given_at(about).date())
