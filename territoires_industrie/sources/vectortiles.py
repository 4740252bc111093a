"""Vector tiles: the geothermal potential of aquifers, as France Chaleur Urbaine serves it.

Why tiles: BRGM and ADEME publish no download and no WFS of this national layer that anyone is
known to have found; France Chaleur Urbaine got it as a file and shows it as tiles
(sources/heat-brownfields-biomethane.md 1.3 and 3.1). What a tile costs in precision is known: at
zoom 9 its square of some 50 km here is a grid of 4,096 steps, 12 m each, a twentieth of a
millimetre at 1:250 000, finer than the map it was made from. A territory takes four to nine tiles.

Tiles tell no date of their data: the vintage is "consulté le …", the day they were asked.

Each tile repeats a margin of its neighbours: pieces are cut at the tile's own square, then the
pieces of one value are joined across tiles.
"""

from __future__ import annotations

import math
import zlib
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from .. import french, geometry
from ..catalogue import Source
from ..libraries import require
from ..net.answer import Answer
from .area import Area
from .asking import address, asked, broken
from .boxes import Bounds
from .delimited import Unreadable
from .errors import NothingThere
from .raw import RawTable, Sample, raw_table, require_columns
from .shapes import in_memory, read_shapes

if TYPE_CHECKING:
    from pandas import DataFrame

    from ..net.client import Client

ZOOM = 9
WEB_MERCATOR = 3857
LARGEST_TILE = 64 * 1024 * 1024
_HALF_WORLD_M = 20_037_508.342789244
_NO_CONTENT = 204

Tile = tuple[int, int, int]


def fetch(source: Source, area: Area, client: Client) -> RawTable:
    """One row for each combination of the expected columns, in the area's tiles (EPSG:3857).

    Raises:
        NothingThere: no tile has anything; the map covers the whole of mainland France.
        NetworkError, WrongAnswer, SchemaChanged: see `asking`.
    """
    answers: list[Answer] = []
    frames: list[DataFrame] = []
    for tile in tiles_of(area.bounds):
        client.raise_if_cancelled()
        answer, frame = _ask(source, area, client, tile)
        answers.append(answer)
        if not frame.empty:
            frames.append(frame)
    if not frames:
        raise NothingThere(
            "{publisher} gives empty tiles only for the source {source}, whose map covers all of "
            "France: try again later, and if it stays, see {page}.",
            publisher=source.publisher,
            source=source.id,
            page=source.page,
        )
    frame = require("pandas").concat(frames, ignore_index=True)
    require_columns(source, frame.columns)
    return raw_table(
        source,
        _joined(frame, source.expected_columns),
        answers,
        _vintage(answers),
        epsg=WEB_MERCATOR,
        notes=[
            f"Tuiles au zoom {ZOOM} : {french.number(len(answers))}, contours arrondis à 12 m "
            "environ."
        ],
    )


def sample(source: Source, area: Area, client: Client) -> Sample:
    """The columns of the tile in the middle of the area; tiles count no rows."""
    west, south, east, north = area.bounds
    lon, lat = (west + east) / 2, (south + north) / 2
    (tile,) = tiles_of((lon, lat, lon, lat))
    answer, frame = _ask(source, area, client, tile)
    columns = tuple(name for name in frame.columns if name != "geometry")
    note = "Les tuiles n'annoncent pas de nombre de lignes."
    if not columns:
        note = "La tuile du milieu est vide : colonnes non vérifiées."
    return Sample(columns, None, _vintage([answer]), note)


def tiles_of(bounds: Bounds) -> Iterator[Tile]:
    """The tiles (zoom, column, row) that meet a box in degrees of EPSG:4326, row by row."""
    west, south, east, north = bounds
    for y in range(_row(north), _row(south) + 1):
        for x in range(_column(west), _column(east) + 1):
            yield ZOOM, x, y


def square_of(tile: Tile) -> bytes:
    """A tile's own square, as WKB in EPSG:3857."""
    zoom, x, y = tile
    side = 2 * _HALF_WORLD_M / 2**zoom
    # Neighbours must share their edges to the last bit, or their pieces would not join.
    west, east = (column * side - _HALF_WORLD_M for column in (x, x + 1))
    north, south = (_HALF_WORLD_M - row * side for row in (y, y + 1))
    ring = ((west, south), (east, south), (east, north), (west, north), (west, south))
    return geometry.from_wkt(f"POLYGON(({','.join(f'{a!r} {b!r}' for a, b in ring)}))")


def _column(lon: float) -> int:
    return int((lon + 180) / 360 * 2**ZOOM)


def _row(lat: float) -> int:
    return int((1 - math.asinh(math.tan(math.radians(lat))) / math.pi) / 2 * 2**ZOOM)


def _ask(source: Source, area: Area, client: Client, tile: Tile) -> tuple[Answer, DataFrame]:
    zoom, x, y = tile
    url = address(source, area, z=zoom, x=x, y=y)
    return asked(client, url, lambda answer: _pieces(answer, source, tile), source=source)


def _pieces(answer: Answer, source: Source, tile: Tile) -> DataFrame:
    """A tile's shapes, cut at its own square."""
    content = answer.path.read_bytes()
    if answer.status == _NO_CONTENT or not content:
        return require("pandas").DataFrame()
    zoom, x, y = tile
    # The tile's place must be told: its content does not say it.
    options = [f"X={x}", f"Y={y}", f"Z={zoom}", "CLIP=NO"]
    try:
        with in_memory(_unpacked(content), "tile.pbf") as path:
            found = read_shapes(f"MVT:{path}", ("MVT",), options=options)
        square = square_of(tile)
        frame = found.frame.drop(columns=[n for n in ("mvt_id",) if n in found.frame])
        frame["geometry"] = frame["geometry"].map(lambda wkb: _cut(wkb, square))
    except (Unreadable, geometry.GeometryError) as error:
        raise broken(source, f"no vector tile ({error})") from error
    kept: DataFrame = frame[frame["geometry"].notna()].reset_index(drop=True)
    return kept


def _unpacked(content: bytes) -> bytes:
    """A tile without the compression that it may be stored in; raises Unreadable."""
    if not content.startswith(b"\x1f\x8b"):
        return content
    try:
        unpacked = zlib.decompressobj(16 + zlib.MAX_WBITS)
        tile = unpacked.decompress(content, LARGEST_TILE)
    except zlib.error as error:
        raise Unreadable("broken compression ({reason})", reason=str(error)) from error
    if not unpacked.eof:
        raise Unreadable("compression that is cut off, or hides more than a tile holds")
    return tile


def _cut(wkb: bytes | None, square: bytes) -> bytes | None:
    if wkb is None:
        return None
    # Rounding to the grid may cross a ring with itself; a buffer of nothing mends that.
    mended = wkb if geometry.is_valid(wkb) else geometry.buffer(wkb, 0)
    return geometry.clip(mended, square)


def _joined(frame: DataFrame, columns: Sequence[str]) -> DataFrame:
    """One row for each combination of values in `columns`, its tiles' pieces in one shape."""
    values = list(columns) or [name for name in frame.columns if name != "geometry"]
    groups = frame.groupby(values, dropna=False, sort=True)["geometry"]
    joined: DataFrame = groups.agg(lambda pieces: geometry.union(list(pieces))).reset_index()
    return joined


def _vintage(answers: list[Answer]) -> str:
    """When the tiles were asked: they carry no date of their own, and must not seem to."""
    return f"consulté le {french.long_date(min(answer.retrieved_at for answer in answers).date())}"
