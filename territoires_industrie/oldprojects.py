"""The vector layers of a QGIS project that somebody has made by hand, and where their data are.

Nothing is resolved while a project is read: no server is asked, no password wanted, and a layer
whose file is gone is told like the others. Styles and layouts are left alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from qgis.core import (
    Qgis,
    QgsCoordinateTransformContext,
    QgsProject,
    QgsProviderRegistry,
    QgsVectorFileWriter,
    QgsVectorLayer,
)

from .errors import AtlasError
from .sources.contents import KNOWN, kind_of

_FILES = ("ogr", "delimitedtext", "spatialite")
_ENDINGS = (".qgz", ".qgs")


class BadProject(AtlasError):
    """A project, or a layer of it, that cannot be read."""


@dataclass(frozen=True)
class ProjectLayer:
    """A vector layer of a project.

    Attributes:
        name: as the project calls it.
        provider: what read it ("ogr", "delimitedtext", "postgres"…).
        source: as the provider wants it, mended where the file was found elsewhere.
        path: its file, None for what is in no file.
        sheet: the file's layer or sheet, "" for its only one.
        filter: the rows that the project shows, "" for all.
        epsg: what the project says its coordinates are in, None for what the file says.
        broken: whether there is no such file any more.
        moved: whether the file was found beside the project, not where the project says.
    """

    name: str
    provider: str
    source: str
    path: Path | None
    sheet: str
    filter: str
    epsg: int | None
    broken: bool
    moved: bool

    @property
    def as_it_is(self) -> bool:
        """Whether its file can be imported as it stands."""
        return self.path is not None and not self.filter and kind_of(self.path) in KNOWN


def layers_of_project(path: Path) -> list[ProjectLayer]:
    """The vector layers of a .qgz or .qgs file, by name.

    Raises:
        BadProject: it is none, or it is broken.
    """
    if path.suffix.casefold() not in _ENDINGS or not path.is_file():
        raise BadProject("{path} is no QGIS project: choose a .qgz or .qgs file.", path=path.name)
    project = QgsProject()
    flags = Qgis.ProjectReadFlag.DontResolveLayers | Qgis.ProjectReadFlag.DontLoadLayouts
    flags |= Qgis.ProjectReadFlag.DontLoad3DViews
    if not project.read(str(path), flags):
        raise BadProject(
            "The project {path} cannot be read ({reason}): open it in QGIS and save it again.",
            path=path.name,
            reason=" ".join(project.error().split()) or "?",
        )
    found = [
        _layer(layer, path.parent)
        for layer in project.mapLayers().values()
        if isinstance(layer, QgsVectorLayer)
    ]
    project.clear()
    return sorted(found, key=lambda layer: layer.name)


def _layer(layer: QgsVectorLayer, home: Path) -> ProjectLayer:
    provider = layer.providerType()
    parts = QgsProviderRegistry.instance().decodeUri(provider, layer.source())
    named = str(parts.get("path") or "") if provider in _FILES else ""
    path = Path(named) if named else None
    found = _found(path, home) if path is not None else None
    authority, _, code = layer.crs().authid().partition(":")
    # A shapefile without .prj and a table of coordinates are in what the project says.
    told = authority == "EPSG" and (provider == "delimitedtext" or _says_nothing(found))
    source = layer.source()
    if path is not None and found is not None and found != path:
        source = source.replace(named, str(found))
    return ProjectLayer(
        name=layer.name(),
        provider=provider,
        source=source,
        path=found or path,
        sheet=str(parts.get("layerName") or ""),
        filter=str(parts.get("subset") or layer.subsetString() or ""),
        epsg=int(code) if told else None,
        broken=path is not None and found is None,
        moved=path is not None and found is not None and found != path,
    )


def _found(path: Path, home: Path) -> Path | None:
    """The file where the project says, else beside it under the last of its own folders."""
    if path.is_file():
        return path
    parts = [part for part in str(path).replace("\\", "/").split("/") if part not in ("", "..")]
    for start in range(len(parts)):
        near = home.joinpath(*parts[start:])
        if near.is_file():
            return near
    return None


def _says_nothing(path: Path | None) -> bool:
    """Whether a file is a shapefile that does not say what it is in."""
    return path is not None and kind_of(path) == ".shp" and not path.with_suffix(".prj").is_file()


def as_package(layer: ProjectLayer, folder: Path) -> Path:
    """The rows that a project shows of a layer, as a GeoPackage in a folder.

    For what cannot be imported as it stands: a filter, or a format that only QGIS reads.

    Raises:
        BadProject: QGIS cannot read the layer, or not write the file.
    """
    loaded = QgsVectorLayer(layer.source, layer.name, layer.provider)
    if layer.filter:
        loaded.setSubsetString(layer.filter)
    target = folder / f"{_file_name(layer.name)}.gpkg"
    options = QgsVectorFileWriter.SaveVectorOptions()
    options.driverName, options.layerName = "GPKG", "layer"
    # The number that a file gives its rows would clash with the package's own.
    options.attributes = [
        index for index, field in enumerate(loaded.fields()) if field.name().casefold() != "fid"
    ]
    error: object = None
    if loaded.isValid():
        error, message, *_ = QgsVectorFileWriter.writeAsVectorFormatV3(
            loaded, str(target), QgsCoordinateTransformContext(), options
        )
    if error != QgsVectorFileWriter.WriterError.NoError:
        raise BadProject(
            'The layer "{name}" cannot be read ({reason}): export it from QGIS as GeoPackage, then '
            "import that file.",
            name=layer.name,
            reason=message if loaded.isValid() else loaded.error().summary() or layer.provider,
        )
    return target


def _file_name(name: str) -> str:
    return "".join(sign if sign.isalnum() else "-" for sign in name) or "layer"
