"""The deliverable: an edition for an audience with its styles, its QGIS project and its pages.

One GeoPackage, which any QGIS opens styled and laid out without this plugin. Tried on QGIS 3.40:
symbols by path vanish elsewhere, so they are inlined; a saved project bears the login and the full
name of whoever saved it, so both are taken out; styles and projects saved by QGIS leave the file in
write-ahead mode, in which it does not open from a read-only folder, so they are stored by hand.
"""

from __future__ import annotations

from .document import document_in, repointed, unzipped
from .errors import PublicationError
from .in_place import put_in_place, release
from .publication import publish, refuse_secrets, relocate, save_project
from .storing import PROJECT_NAME, project_address

__all__ = [
    "PROJECT_NAME",
    "PublicationError",
    "document_in",
    "project_address",
    "publish",
    "put_in_place",
    "refuse_secrets",
    "release",
    "relocate",
    "repointed",
    "save_project",
    "unzipped",
]
