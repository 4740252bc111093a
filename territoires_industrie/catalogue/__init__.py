"""The catalogue: what the atlas shows, in which words, by which rule and from which sources.

The catalogue is data, written by people, in resources/catalogue/: `themes.json` (the maps),
`sources.json`, `common.json` (the columns that all atlas tables share) and one `layers/<id>.json`
a layer. This room reads these files, checks them against its schema and against each other, and
gives frozen objects. It needs nothing but the standard library and a few milliseconds.
"""

from __future__ import annotations

from .catalogue import (
    REMOTE_PROTOCOLS,
    AtlasLayer,
    Catalogue,
    Field,
    Legend,
    LegendClass,
    LegendGroup,
    MapTheme,
    Source,
    Table,
)
from .errors import CatalogueError
from .reading import CATALOGUE_FOLDER, load_catalogue

__all__ = [
    "CATALOGUE_FOLDER",
    "REMOTE_PROTOCOLS",
    "AtlasLayer",
    "Catalogue",
    "CatalogueError",
    "Field",
    "Legend",
    "LegendClass",
    "LegendGroup",
    "MapTheme",
    "Source",
    "Table",
    "load_catalogue",
]
