"""The dated store: one closed GeoPackage per edition, written once and never changed.

An edition holds every table of the catalogue (geometry in EPSG:2154, RGF93 / Lambert-93), the
provenance of each of its numbers, and what is known of each layer's coverage. It opens from a
read-only folder, and it is the only thing that maps, pages and publications read.

An edition is closed by three means: its file is read-only, a checksum of its rows stands in its
record, and it gets its name only once it was read again and found whole.

No QGIS here: GDAL writes and reads the features, SQLite the few records beside them.
"""

from __future__ import annotations

from .edition import EPSG, FORMAT, Edition
from .geopackage import close_geopackage, flush_to_disk, reading, remove_folder
from .records import STATES, Accounting, Availability, Provenance
from .store import EditionStore
from .writing import EditionCancelled, write_edition

__all__ = [
    "EPSG",
    "FORMAT",
    "STATES",
    "Accounting",
    "Availability",
    "Edition",
    "EditionCancelled",
    "EditionStore",
    "Provenance",
    "close_geopackage",
    "flush_to_disk",
    "reading",
    "remove_folder",
    "write_edition",
]
