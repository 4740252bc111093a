"""The place of one address, from the public geocoder, when somebody asks for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .. import geometry
from ..libraries import require
from ..sources.geocoding import geocode, is_address
from ..territories import Commune, all_communes, normalised
from .drafting import AT_ADDRESS
from .values import text_of

if TYPE_CHECKING:
    from ..net.client import Client


@dataclass(frozen=True)
class Located:
    """Where an address is: WKT in EPSG:2154, how precisely, and the address as it was found."""

    place: str
    position: str
    label: str


def locate(address: str, town: Commune, client: Client) -> Located | None:
    """Ask where an address is; None where nothing like it was found in that commune.

    Only the address and the commune's code are sent. Raises SourceError and NetworkError.
    """
    asked = require("pandas").DataFrame({"address": [address], "insee": [town.insee]})
    found = geocode(asked, {"address": "address", "insee": "insee"}, client)
    if not is_address(found).iloc[0]:
        return None
    row = found.iloc[0]
    place = geometry.to_lambert93(geometry.point(row["geo_lon"], row["geo_lat"]))
    return Located(text_of(place), AT_ADDRESS, row["geo_label"] or address)


def towns_named(text: str) -> list[Commune]:
    """The communes of a name, accents and case aside, or of a code; several may share a name."""
    wanted = text.strip()
    if wanted in all_communes():
        return [all_communes()[wanted]]
    return [each for each in all_communes().values() if normalised(each.name) == normalised(wanted)]
