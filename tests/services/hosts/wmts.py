"""data.geopf.fr/wmts: tiles of Plan IGN, every pixel of which tells where it is."""

from __future__ import annotations

import math
import struct
import zlib

from replies import Reply, Request, text_reply

LAYER = "GEOGRAPHICALGRIDSYSTEMS.PLANIGNV2"
#: What the colours of a pixel count from and to: degrees of longitude and latitude, then the zoom.
WEST, EAST, SOUTH, NORTH, DEEPEST = 0.0, 6.0, 47.0, 53.0, 19
_SIZE = 256
_ASKED = {
    "service": {"wmts"},
    "request": {"gettile"},
    "layer": {LAYER.casefold()},
    "style": {"normal"},
    "format": {"image/png"},
    "tilematrixset": {"pm_0_19", "pm"},
}


def sources(request: Request) -> tuple[str, ...]:
    """All tiles, and this one: a fault can spoil a single tile."""
    names = ("tilematrix", "tilerow", "tilecol")
    return "plan-ign", "-".join(["plan-ign", *(request.folded(name) for name in names)])


def answer(request: Request) -> Reply:
    """A tile, or what the real service says of a parameter that it does not know."""
    for name, known in _ASKED.items():
        if request.folded(name).casefold() not in known:
            return _refusal("InvalidParameterValue", f"{name}: {request.folded(name)}", 400)
    try:
        zoom, row, column = (
            int(request.folded(name)) for name in ("tilematrix", "tilerow", "tilecol")
        )
    except ValueError:
        return _refusal("InvalidParameterValue", "tilematrix, tilerow, tilecol", 400)
    if not 0 <= zoom <= DEEPEST:
        return _refusal("InvalidParameterValue", f"tilematrix: {zoom}", 400)
    if not (0 <= row < 2**zoom and 0 <= column < 2**zoom):
        return _refusal("Not Found", "No data found", 404)
    if request.faulty("tile-garbage"):
        return Reply(b"\x89PNG\r\n\x1a\nce n'est pas une tuile", kind="image/png")
    return Reply(picture(zoom, row, column), kind="image/png", validators=True)


def picture(zoom: int, row: int, column: int) -> bytes:
    """A tile as PNG: red tells the longitude of a pixel, green its latitude, blue the zoom."""
    world = _SIZE * 2**zoom
    reds = [
        _level((column * _SIZE + x + 0.5) / world * 360 - 180, WEST, EAST) for x in range(_SIZE)
    ]
    blue = _level(zoom, 0, DEEPEST)
    lines = []
    for y in range(_SIZE):
        mercator = math.pi * (1 - 2 * (row * _SIZE + y + 0.5) / world)
        green = _level(math.degrees(math.atan(math.sinh(mercator))), SOUTH, NORTH)
        lines.append(b"\0" + b"".join(bytes((red, green, blue)) for red in reds))
    header = struct.pack(">IIBBBBB", _SIZE, _SIZE, 8, 2, 0, 0, 0)
    body = zlib.compress(b"".join(lines))
    parts = ((b"IHDR", header), (b"IDAT", body), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, data) for name, data in parts)


def _level(value: float, least: float, most: float) -> int:
    return min(max(round((value - least) / (most - least) * 255), 0), 255)


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def _refusal(code: str, text: str, status: int) -> Reply:
    body = (
        '<?xml version="1.0" encoding="UTF-8"?><ExceptionReport version="1.1.0">'
        f'<Exception exceptionCode="{code}">{text}</Exception></ExceptionReport>'
    )
    return text_reply(body, "text/xml; charset=utf-8", status)
