"""A project's XML: written by QGIS, without who saved it and where it lay, packed and unpacked."""

from __future__ import annotations

import html
import re
import zipfile
from collections.abc import Iterable
from io import BytesIO
from pathlib import Path
from typing import IO

from qgis.core import Qgis, QgsProject, QgsVectorLayer

from .errors import PublicationError
from .layers import address_of
from .pictures import with_modes, with_pictures

_DOCUMENT = "projet.qgs"


def written(project: QgsProject, workshop: Path) -> str:
    """The project's XML with absolute paths; the project's own file name and state are restored."""
    file_name, dirty, storage = project.fileName(), project.isDirty(), project.filePathStorage()
    path = workshop / _DOCUMENT
    project.setFilePathStorage(Qgis.FilePathType.Absolute)
    try:
        if not project.write(str(path)):
            raise PublicationError(
                "The project cannot be written: {reason}", reason=project.error()
            )
    finally:
        project.setFilePathStorage(storage)
        project.setFileName(file_name)
        project.setDirty(dirty)
    return path.read_text(encoding="utf-8")


def portable(
    document: str, layers: Iterable[QgsVectorLayer], file_name: str, project: QgsProject
) -> str:
    """The project as anybody may open it anywhere: own data, no names, no paths."""
    for path in {address_of(layer)["path"] for layer in layers}:
        document = repointed(document, path, f"./{file_name}")
    document = with_pictures(with_modes(anonymous(document)), project)
    return document.replace('<Absolute type="bool">true<', '<Absolute type="bool">false<')


def repointed(document: str, old: str, new: str) -> str:
    """The document with its layers' sources moved from one file to another."""
    address = re.escape(_escaped(old))
    return re.sub(rf'(?<=[">]){address}(?=[|"<])', lambda _: _escaped(new), document)


def anonymous(document: str) -> str:
    """The document without who saved it and where it lay.

    QGIS writes the login and the full name into the root element, and the full name as the author
    of every new project.
    """
    head, root, rest = document.partition("<qgis ")
    attributes, end, rest = rest.partition(">")
    attributes = re.sub(r'\s*\bsaveUser(Full)?="[^"]*"', "", attributes)
    rest = re.sub(r"<author>[^<]*</author>", "<author></author>", rest)
    rest = re.sub(r'<homePath path="[^"]*"', '<homePath path=""', rest)
    return head + root + attributes + end + rest


def refuse_words(secrets: Iterable[str], documents: Iterable[str]) -> None:
    """Pages made from the whole edition carry names and keys in their texts and their variables."""
    text = html.unescape("\n".join(documents))
    for secret in secrets:
        if secret in text and re.search(rf"(?<!\w){re.escape(secret)}(?!\w)", text):
            raise PublicationError(
                'The project still bears "{secret}", which is not for this audience: make its '
                "layers and pages from the edition for this audience.",
                secret=secret,
            )


def _escaped(text: str) -> str:
    """Text as Qt writes it into XML, where an apostrophe stays one."""
    return html.escape(text, quote=False).replace('"', "&quot;")


# ---------------------------------------------------------------- packages


def zipped(document: str) -> str:
    """A project's XML as QGIS stores it in a GeoPackage: the hexadecimal text of a .qgz."""
    return packed(document).hex()


def unzipped(content: str) -> str:
    """The XML of a project as a GeoPackage stores it."""
    return document_in(BytesIO(bytes.fromhex(content)))


def packed(document: str) -> bytes:
    """A .qgz that holds a project's XML."""
    archive = BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as package:
        # A date of its own makes equal publications equal.
        package.writestr(zipfile.ZipInfo(_DOCUMENT), document, zipfile.ZIP_DEFLATED)
    return archive.getvalue()


def document_in(package: Path | IO[bytes]) -> str:
    """The XML of the project in a .qgz; StopIteration where it holds none."""
    with zipfile.ZipFile(package) as archive:
        name = next(name for name in archive.namelist() if name.endswith(".qgs"))
        return archive.read(name).decode("utf-8")
