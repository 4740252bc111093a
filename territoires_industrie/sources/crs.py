"""What coordinates are in: as a file declares it, else as their size tells."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from osgeo import ogr, osr

from .. import geometry
from .area import Area
from .boxes import Bounds, within

#: What degrees and metres can be in mainland France, Belgium's and Italy's neighbours included.
IN_DEGREES: Bounds = (-10, 40, 15, 53)
IN_LAMBERT93: Bounds = (-400_000, 5_900_000, 1_500_000, 7_300_000)

#: What else French files are in without saying so, after degrees and Lambert 93.
NAMED_CRS: Mapping[int, str] = {
    geometry.WGS84: "degrés WGS 84 (EPSG:4326)",
    geometry.LAMBERT93: "Lambert 93 (EPSG:2154)",
    3950: "CC50 (EPSG:3950)",
    3949: "CC49 (EPSG:3949)",
    27572: "Lambert II étendu (EPSG:27572)",
    32631: "UTM 31 Nord (EPSG:32631)",
    3857: "Mercator sphérique (EPSG:3857)",
}
_REGION: Bounds = (1.2, 48.6, 4.6, 51.3)  # the Hauts-de-France and what is near, in degrees

_SURE = 70  # per cent: the least confidence at which PROJ's match of a CRS is believed


def epsg_by_magnitude(box: Bounds | None) -> int | None:
    """The CRS that a box of coordinates can only be in: one of the region's, else of France's."""
    if box is None:
        return None
    if within(box, IN_DEGREES):
        return geometry.WGS84
    told = (epsg for epsg, region in region_boxes().items() if within(box, region))
    return next(told, geometry.LAMBERT93 if within(box, IN_LAMBERT93) else None)


@lru_cache(maxsize=1)
def region_boxes() -> Mapping[int, Bounds]:
    """The box of the region in each of `NAMED_CRS`: none of them meets another."""
    return {epsg: _box_in(_REGION, epsg) for epsg in NAMED_CRS}


def bounds_in(area: Area, epsg: int) -> Bounds:
    """An area's box with its margin in another CRS: around its corners."""
    if epsg == geometry.LAMBERT93:
        return area.bounds_lambert93
    if epsg == geometry.WGS84:
        return area.bounds
    return _box_in(area.bounds, epsg)


def declared(
    reference: osr.SpatialReference | None,
) -> tuple[int | None, osr.CoordinateTransformation | None]:
    """A layer's CRS as an EPSG code, else Lambert 93 and the way there from what it is in."""
    if reference is None:
        return None, None
    for authority, code in _authorities(reference):
        if authority == "EPSG":
            return int(code), None
    reference.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    target = _reference(geometry.LAMBERT93)
    return geometry.LAMBERT93, osr.CoordinateTransformation(reference, target)


def swapped(shapes: Iterable[bytes | None]) -> list[bytes | None]:
    """The shapes with x and y exchanged: latitude first becomes longitude first."""
    return [None if wkb is None else _swapped(wkb) for wkb in shapes]


def _box_in(box: Bounds, epsg: int) -> Bounds:
    """A box of degrees in another CRS: around its corners."""
    if epsg == geometry.WGS84:
        return box
    west, south, east, north = box
    transformation = osr.CoordinateTransformation(_reference(geometry.WGS84), _reference(epsg))
    corners = [(x, y) for x in (west, east) for y in (south, north)]
    placed = [transformation.TransformPoint(x, y)[:2] for x, y in corners]
    across, up = zip(*placed, strict=True)
    return min(across), min(up), max(across), max(up)


def _authorities(reference: osr.SpatialReference) -> Iterator[tuple[str | None, str]]:
    """The names that a CRS may go by: its own, then PROJ's matches (a .prj file names none)."""
    if reference.GetAuthorityName(None) == "OGC" and reference.GetAuthorityCode(None) == "CRS84":
        yield "EPSG", str(geometry.WGS84)
    yield reference.GetAuthorityName(None), reference.GetAuthorityCode(None)
    matches = [match for match, sureness in reference.FindMatches() or [] if sureness >= _SURE]
    codes = [(match.GetAuthorityName(None), match.GetAuthorityCode(None)) for match in matches]
    # RGF93's later realisations (v2, v2b) match as well and differ by millimetres.
    yield from sorted(codes, key=lambda code: code != ("EPSG", str(geometry.LAMBERT93)))


def _reference(epsg: int) -> osr.SpatialReference:
    reference = osr.SpatialReference()
    reference.ImportFromEPSG(epsg)
    reference.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    return reference


def _swapped(wkb: bytes) -> bytes:
    shape = ogr.CreateGeometryFromWkb(wkb)
    shape.SwapXY()
    return bytes(shape.ExportToIsoWkb(ogr.wkbNDR))
