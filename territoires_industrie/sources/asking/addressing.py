"""A source's address, its {braces} filled for an area."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from urllib.parse import quote

from ...catalogue import Source
from ..area import Area
from ..errors import SourceError

#: Servers and proxies cut longer addresses off, or answer 414.
LONGEST_ADDRESS = 4_000
_BRACES = re.compile(r"\{([^{}]*)\}")


class WrongAddress(SourceError):
    """The catalogue's address of a source cannot be filled, or is not of its protocol's form."""


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
    known = {**_area_values(area), "dataset": source.dataset, **values}
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
    return _filled(source, source.dataset, _area_values(area), encode=str)


def _area_values(area: Area) -> dict[str, object]:
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
