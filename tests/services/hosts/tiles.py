"""france-chaleur-urbaine.beta.gouv.fr: real vector tiles, made by GDAL, one zoom at a time."""

from __future__ import annotations

import gzip
import json
import math
import re
import tempfile
import threading
from pathlib import Path

import tables
from made import heat
from osgeo import gdal, ogr
from places import srs
from replies import Reply, Request, json_reply

_PATH = re.compile(r"/api/map/([^/]+)/(\d+)/(\d+)/(\d+)(?:\.\w+)?/?$")
_LEAST, _MOST = 5, 12
_MADE: dict[tuple[int, tuple[str, ...]], dict[tuple[int, int], bytes]] = {}
_LOCK = threading.Lock()
_COLUMN_FAULTS = ("renamed-column", "dropped-column", "added-column")


def sources(request: Request) -> tuple[str, ...]:
    return ("brgm-nappes",) if "ressources-geothermales-nappes" in request.path else ()


def answer(request: Request) -> Reply:
    match = _PATH.search(request.path)
    if match is None or match[1] != "ressources-geothermales-nappes":
        return json_reply({"message": "Not found"}, 404)
    zoom, x, y = (int(match[n]) for n in (2, 3, 4))
    if request.faulty("tile-204-all") or request.faulty("empty-array"):
        return Reply(status=204, kind="", headers=_open())
    if not _LEAST <= zoom <= _MOST or not (0 <= x < 2**zoom and 0 <= y < 2**zoom):
        return Reply(status=204, kind="", headers=_open())
    if request.faulty("tile-garbage"):
        return _tile(gzip.compress(b"\x00\xffce n'est pas une tuile", mtime=0))
    body = tileset(zoom, request).get((x, y))
    return Reply(status=204, kind="", headers=_open()) if body is None else _tile(body)


def _open() -> dict[str, str]:
    return {"Access-Control-Allow-Origin": "*"}


def _tile(body: bytes) -> Reply:
    headers = _open() | {"Content-Encoding": "gzip"}
    return Reply(body, kind="application/vnd.mapbox-vector-tile", headers=headers)


def tileset(zoom: int, request: Request) -> dict[tuple[int, int], bytes]:
    """Every tile of a zoom that holds something, gzipped, by (x, y)."""
    faults = tuple(f"{n}:{request.faults[n]}" for n in _COLUMN_FAULTS if request.faulty(n))
    with _LOCK:
        if (zoom, faults) not in _MADE:
            _MADE[zoom, faults] = _make(zoom, tables.changed(heat.aquifers(), request))
        return _MADE[zoom, faults]


def mercator(lon: float, lat: float) -> tuple[float, float]:
    radius = 6378137.0
    y = math.log(math.tan(math.pi / 4 + math.radians(lat) / 2))
    return radius * math.radians(lon), radius * y


def _make(zoom: int, rows: list[tables.Row]) -> dict[tuple[int, int], bytes]:
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "tiles"
        source = gdal.GetDriverByName("Memory").Create("", 0, 0, 0, gdal.GDT_Unknown)
        layer = source.CreateLayer("layer", srs(3857), ogr.wkbPolygon)
        names = list(tables.properties(rows[0]))
        for name in names:
            kind = ogr.OFTInteger if isinstance(rows[0][name], int) else ogr.OFTString
            layer.CreateField(ogr.FieldDefn(name, kind))
        for row in rows:
            feature = ogr.Feature(layer.GetLayerDefn())
            for name in names:
                feature.SetField(name, row[name])
            ring = [mercator(*point) for point in row["ring"]]
            shape = {"type": "Polygon", "coordinates": [ring]}
            feature.SetGeometryDirectly(ogr.CreateGeometryFromJson(json.dumps(shape)))
            layer.CreateFeature(feature)
        options = [f"MINZOOM={zoom}", f"MAXZOOM={zoom}", "COMPRESS=YES", "SIMPLIFICATION=0"]
        gdal.VectorTranslate(str(target), source, format="MVT", datasetCreationOptions=options)
        return {
            (int(path.parent.name), int(path.stem)): path.read_bytes()
            for path in (target / str(zoom)).rglob("*.pbf")
        }


HOSTS = {"france-chaleur-urbaine.beta.gouv.fr": (answer, sources)}
