"""Styles and projects in a GeoPackage, where QGIS looks for them, stored by hand.

Saved by QGIS they bear the login of whoever saved them, and leave the file in write-ahead mode, in
which it does not open from a read-only folder.
"""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

from ..edition import Edition
from .document import repointed, unzipped, zipped

PROJECT_NAME = "Jeu de cartes"
"""Name of the stored project: `geopackage:<file>?projectName=Jeu de cartes`."""

# The tables as QGIS itself makes them.
_STYLES_AND_PROJECTS = """
CREATE TABLE layer_styles (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, f_table_catalog TEXT(256),
    f_table_schema TEXT(256), f_table_name TEXT(256), f_geometry_column TEXT(256),
    styleName TEXT(30), styleQML TEXT, styleSLD TEXT, useAsDefault BOOLEAN, description TEXT,
    owner TEXT(30), ui TEXT(30), update_time DATETIME DEFAULT CURRENT_TIMESTAMP);
CREATE TABLE qgis_projects (name TEXT PRIMARY KEY, metadata BLOB, content BLOB);
INSERT INTO gpkg_contents (table_name, data_type, identifier, description, srs_id)
    VALUES ('layer_styles', 'attributes', 'layer_styles', 'Styles QGIS des couches', 0);
"""
_INSERT_STYLE = """
INSERT INTO layer_styles (f_table_catalog, f_table_schema, f_table_name, f_geometry_column,
    styleName, styleQML, styleSLD, useAsDefault, description, owner, update_time)
    SELECT '', '', table_name, column_name, ?, ?, '', 1, ?, '', ?
    FROM gpkg_geometry_columns WHERE table_name = ?
"""


def store(draft: Path, edition: Edition, styles: dict[str, tuple[str, str]], content: str) -> None:
    """Put styles and project where QGIS looks for them, under nobody's name."""
    moment = f"{edition.created:%Y-%m-%dT%H:%M:%S}.000Z"
    metadata = json.dumps({"last_modified_time": moment, "last_modified_user": ""})
    with closing(sqlite3.connect(draft)) as database, database:
        database.executescript(_STYLES_AND_PROJECTS)
        database.executemany(
            _INSERT_STYLE,
            [(title, qml, title, moment, table) for table, (title, qml) in styles.items()],
        )
        database.execute(
            "INSERT INTO qgis_projects VALUES (?, ?, ?)", (PROJECT_NAME, metadata, content)
        )


def rename(draft: Path, old_name: str, new_name: str) -> None:
    """Have the stored projects find their data under the file's new name."""
    with closing(sqlite3.connect(draft)) as database, database:
        stored = database.execute("SELECT name, content FROM qgis_projects").fetchall()
        for name, content in stored:
            document = repointed(unzipped(content), f"./{old_name}", f"./{new_name}")
            database.execute(
                "UPDATE qgis_projects SET content = ? WHERE name = ?", (zipped(document), name)
            )
        database.execute("UPDATE edition SET value = ? WHERE key = 'file'", (new_name,))


def project_address(publication: str | Path) -> str:
    """What `QgsProject.read` opens: the project stored in a publication."""
    return f"geopackage:{Path(publication).as_posix()}?projectName={PROJECT_NAME}"
