"""What the played WFS services share: GML, exceptions, type lists."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import Any
from xml.sax.saxutils import escape, quoteattr

import tables
from places import project
from replies import Reply, Request, text_reply
from tables import Row

_SPACES = (
    'xmlns:wfs="http://www.opengis.net/wfs/2.0" xmlns:gml="http://www.opengis.net/gml/3.2" '
    'xmlns:ows="http://www.opengis.net/ows/1.1" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
)


def exception(code: str, text: str, locator: str = "", status: int = 400) -> Reply:
    """An OWS ExceptionReport."""
    where = f" locator={quoteattr(locator)}" if locator else ""
    xml = (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<ows:ExceptionReport xmlns:ows="http://www.opengis.net/ows/1.1" version="2.0.0">'
        f'<ows:Exception exceptionCode="{code}"{where}>'
        f"<ows:ExceptionText>{escape(text)}</ows:ExceptionText></ows:Exception>"
        "</ows:ExceptionReport>\n"
    )
    return text_reply(xml, "application/xml; charset=utf-8", status)


def epsg_of(text: str) -> tuple[int, bool]:
    """The EPSG code that a CRS text means, and whether latitude comes first in it."""
    folded = text.upper()
    if "CRS84" in folded or folded == "CRS:84":
        return 4326, False
    code = int(folded.rpartition(":")[2] or 4326)
    return code, code == 4326


def box(text: str) -> tuple[list[float], str]:
    """The four numbers of a BBOX parameter, and its CRS if it names one; raises ValueError."""
    parts = text.split(",")
    if len(parts) not in {4, 5}:
        raise ValueError(text)
    return [float(part) for part in parts[:4]], parts[4] if len(parts) == 5 else ""


def capabilities(types: Sequence[tuple[str, str, str]], title: str, namespace: str) -> Reply:
    """GetCapabilities; of each type its name, title and default CRS."""
    listed = "".join(
        f"<FeatureType><Name>{escape(name)}</Name><Title>{escape(label)}</Title>"
        f"<DefaultCRS>{crs}</DefaultCRS><OtherCRS>urn:ogc:def:crs:EPSG::2154</OtherCRS>"
        "</FeatureType>"
        for name, label, crs in types
    )
    xml = (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<wfs:WFS_Capabilities {_SPACES} xmlns="http://www.opengis.net/wfs/2.0" {namespace} '
        'version="2.0.0"><ows:ServiceIdentification>'
        f"<ows:Title>{escape(title)}</ows:Title><ows:ServiceType>WFS</ows:ServiceType>"
        "<ows:ServiceTypeVersion>2.0.0</ows:ServiceTypeVersion></ows:ServiceIdentification>"
        f"<FeatureTypeList>{listed}</FeatureTypeList></wfs:WFS_Capabilities>\n"
    )
    return text_reply(xml, "text/xml; charset=utf-8")


def schema(name: str, columns: Iterable[str], kinds: dict[str, str], geometry: str) -> Reply:
    """DescribeFeatureType as an XML schema."""
    local = name.rpartition(":")[2]
    elements = "".join(
        f'<xsd:element maxOccurs="1" minOccurs="0" name={quoteattr(column)} nillable="true" '
        f'type="{kinds.get(column, "xsd:string")}"/>'
        for column in columns
    )
    elements += f'<xsd:element name="{geometry}" minOccurs="0" type="gml:GeometryPropertyType"/>'
    xml = (
        '<?xml version="1.0" encoding="UTF-8"?><xsd:schema '
        'xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:gml="http://www.opengis.net/gml/3.2" '
        f'elementFormDefault="qualified"><xsd:complexType name={quoteattr(local + "Type")}>'
        '<xsd:complexContent><xsd:extension base="gml:AbstractFeatureType"><xsd:sequence>'
        f"{elements}</xsd:sequence></xsd:extension></xsd:complexContent></xsd:complexType>"
        f'<xsd:element name={quoteattr(local)} substitutionGroup="gml:AbstractFeature" '
        f"type={quoteattr(local + 'Type')}/></xsd:schema>\n"
    )
    return text_reply(xml, "text/xml; charset=utf-8")


def hits(matched: int) -> Reply:
    """RESULTTYPE=hits answers XML, whatever format was asked for."""
    xml = (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<wfs:FeatureCollection {_SPACES} '
        f'numberMatched="{matched}" numberReturned="0" timeStamp="2026-11-22T09:00:00Z"/>\n'
    )
    return text_reply(xml, "text/xml; charset=utf-8")


def gml(
    rows: Sequence[Row],
    name: str,
    *,
    namespace: tuple[str, str],
    matched: int | None,
    crs: str,
    geometry: str,
    dates: Sequence[str] = (),
    empty: bool = False,
    swap: bool = False,
) -> Reply:
    """A GML 3.2 collection; coordinates in the order that the CRS' authority has.

    What is null is left out, as GeoServer does, or with `empty` an empty element, as MapServer
    does. `matched` None is written "unknown".
    """
    prefix, uri = namespace
    local = name.rpartition(":")[2]
    epsg, lat_first = epsg_of(crs)
    urn = f"urn:ogc:def:crs:EPSG::{epsg}"
    members = "".join(
        _member(row, number, prefix, local, geometry, urn, epsg, lat_first != swap, dates, empty)
        for number, row in enumerate(rows)
    )
    counts = f'numberReturned="{len(rows)}"'
    counts = f'numberMatched="{"unknown" if matched is None else matched}" {counts}'
    xml = (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<wfs:FeatureCollection {_SPACES} '
        f'xmlns:{prefix}="{uri}" timeStamp="2026-11-22T09:00:00Z" {counts}>'
        f"{members}</wfs:FeatureCollection>\n"
    )
    return text_reply(xml, "text/xml; subtype=gml/3.2.1; charset=UTF-8")


def _member(
    row: Row, number: int, prefix: str, local: str, geometry: str, urn: str, epsg: int,
    lat_first: bool, dates: Sequence[str], empty: bool,
) -> str:  # fmt: skip
    inside = [_geometry(row, number, prefix, geometry, urn, epsg, lat_first)]
    for key, value in tables.properties(row).items():
        if value is None or (isinstance(value, float) and math.isnan(value)):
            if empty:
                inside.append(f"<{prefix}:{key}></{prefix}:{key}>")
            continue
        text = escape(str(value).lower() if isinstance(value, bool) else str(value))
        if key in dates:
            text = (
                f'<gml:TimeInstant gml:id="t.{number}.{key}"><gml:timePosition>{text}'
                "</gml:timePosition></gml:TimeInstant>"
            )
        inside.append(f"<{prefix}:{key}>{text}</{prefix}:{key}>")
    body = "".join(inside)
    return (
        f'<wfs:member><{prefix}:{local} gml:id="{local}.{number}">{body}</{prefix}:{local}>'
        "</wfs:member>"
    )


def _geometry(
    row: Row, number: int, prefix: str, column: str, urn: str, epsg: int, lat_first: bool
) -> str:
    shape = tables.shape_of(row)
    if shape is None:
        return ""
    moved = project(shape, epsg)
    moved.AssignSpatialReference(None)  # its name is written below, as the service writes it
    if lat_first:
        moved.SwapXY()
    text = moved.ExportToGML(["FORMAT=GML32", f"GMLID=g.{number}"])
    head, rest = text.split(">", 1)
    return f'<{prefix}:{column}>{head} srsName="{urn}">{rest}</{prefix}:{column}>'


def page(request: Request, rows: list[Row], cap: int) -> tuple[list[Row], int]:
    """The rows of one page, and how many there are in all; raises ValueError."""
    count = request.number("count", request.number("maxfeatures", cap))
    limit = int(request.faults.get("silent-cap") or 50) if request.faulty("silent-cap") else cap
    start = tables.page_start(request, request.number("startindex", 0))
    return rows[start : start + min(count, limit)], len(rows)


def kinds_of(row: Row) -> dict[str, str]:
    names: dict[type[Any], str] = {int: "xsd:int", float: "xsd:double", bool: "xsd:boolean"}
    return {key: names.get(type(value), "xsd:string") for key, value in row.items()}
