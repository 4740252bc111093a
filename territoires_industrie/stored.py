"""The analyst's own project, carried over to a new edition: layouts, styles and layers as they are.

A map set is stored with its project (`publish/`). Printed again into the same folder, it starts
from there: what somebody has moved, restyled or written stays, what comes from data is refreshed.
"""

from __future__ import annotations

import html
import re
import sqlite3
import tempfile
import zipfile
from pathlib import Path

from qgis.core import QgsProject

from .audience import AUDIENCES
from .catalogue import load_catalogue
from .conformity import EditionError
from .edition import Edition, reading
from .maps.following import show, table_of
from .publish import PROJECT_NAME, PublicationError, document_in, repointed, unzipped

_UNREADABLE = (
    "The pages stored in {path} cannot be read ({reason}): ask for new pages, which replaces them."
)


def stored_project(path: Path, edition: Edition, audience: str) -> QgsProject:
    """The project of a publication or of a .qgz, showing another edition.

    The publication itself is not opened by QGIS, so that it can be replaced afterwards.

    Args:
        path: a publication (GeoPackage with a project), or a project that the plugin wrote.
        edition: what its layers show from now on; layers of tables that it lacks are taken out.
        audience: for whom its pages will be printed.

    Raises:
        PublicationError: there is no project, or its pages were made for more eyes.
    """
    document = _document(path, edition, audience)
    project = QgsProject()
    with tempfile.TemporaryDirectory(prefix="territoires-") as folder:
        file = Path(folder) / "projet.qgs"
        file.write_text(document, encoding="utf-8")
        if not project.read(str(file)):
            raise PublicationError(_UNREADABLE, path=path, reason=project.error())
    project.setFileName("")
    tables = edition.tables()
    for layer in list(project.mapLayers().values()):
        table = table_of(layer)
        if table in tables:
            show(layer, edition, load_catalogue())
        elif table:
            project.removeMapLayer(layer.id())
    return project


def themes_stored(path: Path, property_name: str) -> set[str]:
    """The maps of which a publication, or a project, holds pages; none where it cannot be read.

    Args:
        path: a publication or a .qgz.
        property_name: under which a page says which map it is.
    """
    try:
        document = _content(path)
    except EditionError:
        return set()
    tags = re.findall(rf'<Option\b[^>]*\bname="{re.escape(property_name)}"[^>]*>', document)
    found = (re.search(r'\bvalue="([^"]*)"', tag) for tag in tags)
    return {html.unescape(value[1]) for value in found if value}


def _document(path: Path, edition: Edition, audience: str) -> str:
    """The project's XML, its layers pointed at the edition."""
    document = _content(path)
    if path.suffix.lower() != ".gpkg":
        return document
    _refuse_more_eyes(path, audience)
    return repointed(document, f"./{path.name}", edition.path.as_posix())


def _content(path: Path) -> str:
    """The project's XML as it is stored."""
    try:
        if path.suffix.lower() == ".gpkg":
            return unzipped(_stored(path))
        return document_in(path)
    except (OSError, sqlite3.Error, zipfile.BadZipFile, StopIteration, ValueError) as error:
        raise PublicationError(_UNREADABLE, path=path, reason=error) from error


def _stored(path: Path) -> str:
    with reading(path) as database:
        row = database.execute(
            "SELECT content FROM qgis_projects WHERE name = ?", (PROJECT_NAME,)
        ).fetchone()
    if row is None:
        raise PublicationError(_UNREADABLE, path=path, reason=PROJECT_NAME)
    return str(row[0])


def _refuse_more_eyes(path: Path, audience: str) -> None:
    """Words written by hand on pages for colleagues must not slip into those for the public."""
    made_for = Edition.open(path).record.get("audience", audience)
    if made_for in AUDIENCES and AUDIENCES.index(made_for) > AUDIENCES.index(audience):
        raise PublicationError(
            "The pages stored in {path} were made for the audience “{made_for}” and may bear what "
            "“{audience}” must not see: choose another folder, or ask for new pages of all maps.",
            path=path,
            made_for=made_for,
            audience=audience,
        )
