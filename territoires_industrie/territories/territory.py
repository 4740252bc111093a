"""What the lists speak of: a territory, an EPCI, a commune."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from .. import geometry
from .names import normalised


@dataclass(frozen=True)
class Territory:
    """One territoire d'industrie: `sirens` are its EPCI (outside the region also communes).

    A user's own perimeter is a list of communes: `insee` are their codes, `sirens` the EPCI that
    lie in it as a whole, `parts` those that it cuts; `defined` is the day when it was saved.
    """

    id: str
    name: str
    sirens: tuple[str, ...]
    atlas_name: str | None = None
    atlas_page: int | None = None
    atlas_order: int | None = None
    insee: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    defined: date | None = None

    @property
    def is_own(self) -> bool:
        """Whether a user has defined it, commune by commune."""
        return bool(self.insee)

    @property
    def title(self) -> str:
        """The name to print: the atlas' wording where it has one, else ANCT's."""
        return self.atlas_name or self.name

    @property
    def slug(self) -> str:
        """The name for files: plain lower-case letters, digits and hyphens."""
        return normalised(self.title).replace(" ", "-")


@dataclass(frozen=True)
class Epci:
    """One EPCI with its outline: WKB in EPSG:2154; `departements` are the codes that it touches."""

    siren: str
    name: str
    type: str
    population: int
    departements: tuple[str, ...]
    outline: bytes


@dataclass(frozen=True)
class Commune:
    """One commune of COG 2026; centre in EPSG:4326, area of its outline in EPSG:2154.

    `is_prefecture` is 2 for a prefecture, 1 for a sous-préfecture, 0 otherwise.
    """

    insee: str
    name: str
    departement: str
    siren_epci: str
    population: int
    lon: float
    lat: float
    area_km2: float
    is_prefecture: int

    @property
    def centre(self) -> bytes:
        """The centre (town hall, or a point inside where none is known) as WKB in EPSG:2154."""
        return geometry.to_lambert93(geometry.point(self.lon, self.lat))
