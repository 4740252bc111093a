"""The deliverable: an edition for an audience with its styles, its QGIS project and its pages.

One GeoPackage, which any QGIS opens styled and laid out without this plugin. Tried on QGIS 3.40:
symbols by path vanish elsewhere, so they are inlined; a saved project bears the login and the full
name of whoever saved it, so both are taken out; styles and projects saved by QGIS leave the file in
write-ahead mode, in which it does not open from a read-only folder, so they are stored by hand.
"""

from __future__ import annotations

import base64
import html
import json
import os
import re
import shutil
import sqlite3
import tempfile
import zipfile
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from functools import lru_cache
from io import BytesIO
from pathlib import Path

from qgis.core import (
    Qgis,
    QgsMapLayer,
    QgsProject,
    QgsProviderRegistry,
    QgsSymbolLayerUtils,
    QgsVectorLayer,
)
from qgis.PyQt.QtXml import QDomDocument

from .audience import for_audience, select
from .catalogue import Catalogue, load_catalogue
from .conformity import EditionError
from .edition import Edition, close_geopackage, flush_to_disk, remove_folder
from .maps.describing import sources_of
from .paths import ROOT

PROJECT_NAME = "Jeu de cartes"
"""Name of the stored project: `geopackage:<file>?projectName=Jeu de cartes`."""

_NO_FOLDER = "Nothing can be written in {folder} ({error}): choose another folder."
_NOT_WRITTEN = (
    "{path} was not written ({error}): check the free space and the rights there, and close the "
    "programs that have it open."
)
_IN_USE = "{path} is open in another program: close it there, then try again."

_PICTURES = (".svg", ".png", ".jpg", ".jpeg")
_DOCUMENT = "projet.qgs"

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


class PublicationError(EditionError):
    """A publication cannot be made or mended; the message says what is wrong and what to do."""


def publish(
    edition: Edition,
    project: QgsProject,
    territory_ids: Sequence[str],
    audience: str,
    target: str | Path,
    cancelled: Callable[[], bool] = lambda: False,
    secrets: Collection[str] = (),
) -> Path:
    """Write the publication to `target` at one stroke, in the place of an older one.

    The data is the whole edition (the pages show the neighbours too) less what the audience may not
    see; `territory_ids` say whose pages these are. `project` holds layers of this very edition and
    print layouts; it is left as it was. For the public, layers and pages have to be made
    from `for_audience(edition, "publique", …)` when anything is kept back: a page that still names
    such a row, or bears one of `secrets`, is refused.

    Raises PublicationError, EditionError when the edition cannot be read or written, and
    EditionCancelled when `cancelled()` says so; then an older publication stays as it was.
    Main thread only, as everything about projects.
    """
    target = Path(os.path.abspath(target))
    catalogue = load_catalogue()
    layers = _layers_of(edition, project)
    notes = {"file": target.name, "territories": " ".join(territory_ids)}
    with _workshop(target) as workshop:
        document = _portable(_written(project, workshop), layers, target.name, project)
        styles = _styles(layers, project)
        selection = select(edition, audience, catalogue)
        withheld = {*secrets, *selection.secrets()}
        _refuse(withheld, [document, *(qml for _, qml in styles.values())])
        seen = for_audience(edition, audience, workshop, catalogue, notes, cancelled, selection)
        _refuse_sources(layers, seen, catalogue)
        draft = workshop / target.name
        shutil.copyfile(seen.path, draft)  # an edition is read-only, a publication is not
        _store(draft, edition, styles, _zipped(document))
        put_in_place(draft, target)
    return target


def refuse_secrets(project: QgsProject, folder: Path, secrets: Collection[str]) -> None:
    """See that a project bears none of these words; raises PublicationError naming the first."""
    _refuse(secrets, [_written(project, folder)])


def relocate(path: str | Path) -> None:
    """Mend the stored project of a publication that was copied or renamed.

    The project names its data by file name, so under another name it would not find them. A
    publication that has kept its name is left untouched.

    Raises PublicationError when the file is no publication.
    """
    path = Path(os.path.abspath(path))
    old_name = Edition.open(path).record.get("file")
    if old_name is None:
        raise PublicationError(
            "{path} is an edition without a project: there is nothing to mend.", path=path
        )
    if old_name == path.name:
        return
    with _workshop(path) as workshop:
        release(path)
        draft = workshop / path.name
        shutil.copyfile(path, draft)
        with closing(sqlite3.connect(draft)) as database, database:
            stored = database.execute("SELECT name, content FROM qgis_projects").fetchall()
            for name, content in stored:
                document = repointed(unzipped(content), f"./{old_name}", f"./{path.name}")
                database.execute(
                    "UPDATE qgis_projects SET content = ? WHERE name = ?", (_zipped(document), name)
                )
            database.execute("UPDATE edition SET value = ? WHERE key = 'file'", (path.name,))
        put_in_place(draft, path)


def save_project(project: QgsProject, target: str | Path) -> Path:
    """Write the project as a .qgz at one stroke, for the hand of whoever made it.

    Its layers keep the absolute paths of their edition. It bears nobody's name; the project given
    is left as it was. The folder of `target` is made where it is missing.

    Raises PublicationError. Main thread only.
    """
    target = Path(os.path.abspath(target))
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise PublicationError(_NO_FOLDER, folder=target.parent, error=error) from error
    with _workshop(target) as workshop:
        draft = workshop / target.name
        draft.write_bytes(_archive(_anonymous(_written(project, workshop))))
        flush_to_disk(draft)
        os.replace(draft, target)
    return target


def project_address(publication: str | Path) -> str:
    """What `QgsProject.read` opens: the project stored in a publication."""
    return f"geopackage:{Path(publication).as_posix()}?projectName={PROJECT_NAME}"


# ---------------------------------------------------------------- files


@contextmanager
def _workshop(target: Path) -> Iterator[Path]:
    """A temporary folder on the disk of `target`; what goes wrong in it is told of `target`."""
    try:
        folder = Path(tempfile.mkdtemp(prefix=f".{target.stem}-", dir=target.parent))
    except OSError as error:
        raise PublicationError(_NO_FOLDER, folder=target.parent, error=error) from error
    try:
        yield folder
    except (OSError, sqlite3.Error) as error:
        raise PublicationError(_NOT_WRITTEN, path=target, error=error) from error
    finally:
        remove_folder(folder)


def put_in_place(draft: Path, target: Path) -> None:
    """Give a finished GeoPackage its name, in the place of an older one that nobody is writing.

    Raises PublicationError when somebody is.
    """
    close_geopackage(draft)
    release(target)
    os.replace(draft, target)


def release(path: Path) -> None:
    """Have nobody's unfinished writing beside a file that is to be replaced.

    SQLite would play a log or a journal of the old file back into the new one.
    """
    beside = [path.with_name(path.name + ending) for ending in ("-journal", "-wal", "-shm")]
    if not any(file.exists() for file in beside):
        return
    try:
        if path.exists():
            close_geopackage(path)
        else:
            for file in beside:
                file.unlink(missing_ok=True)
    except (EditionError, OSError, sqlite3.Error) as error:
        raise PublicationError(_IN_USE, path=path) from error
    if any(file.exists() for file in beside):
        raise PublicationError(_IN_USE, path=path)


def _store(draft: Path, edition: Edition, styles: dict[str, tuple[str, str]], content: str) -> None:
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


def _zipped(document: str) -> str:
    """A project's XML as QGIS stores it in a GeoPackage: the hexadecimal text of a .qgz."""
    return _archive(document).hex()


def _archive(document: str) -> bytes:
    archive = BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as package:
        # A date of its own makes equal publications equal.
        package.writestr(zipfile.ZipInfo(_DOCUMENT), document, zipfile.ZIP_DEFLATED)
    return archive.getvalue()


def unzipped(content: str) -> str:
    """The XML of a project as a GeoPackage stores it."""
    with zipfile.ZipFile(BytesIO(bytes.fromhex(content))) as package:
        name = next(name for name in package.namelist() if name.endswith(".qgs"))
        return package.read(name).decode("utf-8")


# ---------------------------------------------------------------- layers and styles


def _layers_of(edition: Edition, project: QgsProject) -> list[QgsVectorLayer]:
    """The project's layers of the edition, in the order of its tree.

    A layer from elsewhere would not open at the reader's, or would carry away what the edition does
    not hold; only maps from public services may stand under the atlas.
    """
    nodes = project.layerTreeRoot().findLayers()
    in_tree = [node.layer() for node in nodes if node.layer() is not None]
    others = [layer for layer in project.mapLayers().values() if layer not in in_tree]
    layers = [layer for layer in in_tree + others if not _is_public_service(layer)]
    for layer in layers:
        if Path(_source(layer).get("path", "")).resolve() != edition.path.resolve():
            raise PublicationError(
                'The layer "{layer}" is not of the edition {edition}: take it out of the project, '
                "or add its data to the edition.",
                layer=layer.name(),
                edition=edition.path.name,
            )
    return layers


def _refuse_sources(layers: Iterable[QgsVectorLayer], seen: Edition, catalogue: Catalogue) -> None:
    """Layers tell the sources of their rows: none may tell one of which the audience has no row."""
    for layer in layers:
        given = seen.provenance(catalogue.layer_of(_source(layer)["layerName"]).id)
        for source in sorted(sources_of(layer) - {entry.source for entry in given}):
            raise PublicationError(
                'The layer "{layer}" still tells of the source "{source}", which is not for this '
                "audience: make its layers and pages from the edition for this audience.",
                layer=layer.name(),
                source=source,
            )


def _source(layer: QgsMapLayer) -> dict[str, str]:
    """The parts of a layer's address, `path` and `layerName` among them."""
    registry = QgsProviderRegistry.instance()
    parts: dict[str, str] = registry.decodeUri(layer.providerType(), layer.source())
    return parts


def _is_public_service(layer: QgsMapLayer) -> bool:
    secret = re.search(r"\b(authcfg|password|username)=", layer.source())
    return layer.providerType() == "wms" and secret is None


def _styles(layers: Iterable[QgsVectorLayer], project: QgsProject) -> dict[str, tuple[str, str]]:
    """Table -> name and style (QML), pictures inlined, of the first layer that shows it."""
    styles: dict[str, tuple[str, str]] = {}
    for layer in layers:
        table = _source(layer)["layerName"]
        if table not in styles:
            document = QDomDocument()
            layer.exportNamedStyle(document)
            styles[table] = layer.name(), _with_pictures(document.toString(), project)
    return styles


# ---------------------------------------------------------------- the project's document


def _written(project: QgsProject, workshop: Path) -> str:
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


def _portable(
    document: str, layers: Iterable[QgsVectorLayer], file_name: str, project: QgsProject
) -> str:
    """The project as anybody may open it anywhere: own data, no names, no paths."""
    for path in {_source(layer)["path"] for layer in layers}:
        document = repointed(document, path, f"./{file_name}")
    document = _with_pictures(_with_modes(_anonymous(document)), project)
    return document.replace('<Absolute type="bool">true<', '<Absolute type="bool">false<')


def repointed(document: str, old: str, new: str) -> str:
    """The document with its layers' sources moved from one file to another."""
    address = re.escape(_escaped(old))
    return re.sub(rf'(?<=[">]){address}(?=[|"<])', lambda _: _escaped(new), document)


def _escaped(text: str) -> str:
    """Text as Qt writes it into XML, where an apostrophe stays one."""
    return html.escape(text, quote=False).replace('"', "&quot;")


def _anonymous(document: str) -> str:
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


def _refuse(secrets: Iterable[str], documents: Iterable[str]) -> None:
    """Pages made from the whole edition carry names and keys in their texts and their variables."""
    text = html.unescape("\n".join(documents))
    for secret in secrets:
        if secret in text and re.search(rf"(?<!\w){re.escape(secret)}(?!\w)", text):
            raise PublicationError(
                'The project still bears "{secret}", which is not for this audience: make its '
                "layers and pages from the edition for this audience.",
                secret=secret,
            )


# ---------------------------------------------------------------- pictures


def _with_pictures(document: str, project: QgsProject) -> str:
    """The document with every picture that can be found put in the place of its path."""
    endings = "|".join(map(re.escape, _PICTURES))
    pattern = re.compile(rf'(?<==")(?!base64:)[^"<>]+(?:{endings})(?=")', re.IGNORECASE)
    return pattern.sub(lambda match: _inlined(match.group(), project), document)


def _with_modes(document: str) -> str:
    """The document with the kind of each page's picture told, which QGIS guesses from its path.

    Of an inlined one it knows nothing, and would draw a vector drawing as a raster.
    """

    def told(match: re.Match[str]) -> str:
        vector = match["file"].lower().endswith(".svg")
        mode = Qgis.PictureFormat.SVG if vector else Qgis.PictureFormat.Raster
        return re.sub(r'\bmode="\d"', f'mode="{mode.value}"', match.group())

    return re.sub(r'<LayoutItem\b[^>]*\bfile="(?P<file>(?!base64:)[^"]+)"[^>]*>', told, document)


def _inlined(value: str, project: QgsProject) -> str:
    name = html.unescape(value)
    places = (
        name if os.path.isabs(name) else str(ROOT / name),
        QgsSymbolLayerUtils.svgSymbolNameToPath(name, project.pathResolver()),
    )
    found = next((place for place in places if os.path.isfile(place)), None)
    return value if found is None else _base64(found)


@lru_cache(maxsize=256)
def _base64(path: str) -> str:
    return "base64:" + base64.b64encode(Path(path).read_bytes()).decode("ascii")
