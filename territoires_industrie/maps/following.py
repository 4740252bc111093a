"""Layers of a project that go on with a new edition: their style stays, their rows are new.

An edition is never overwritten, so a project goes on showing the old file until its layers are
pointed at the new one. Nothing here deletes a file.
"""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from qgis.core import QgsDataProvider, QgsProject, QgsProviderRegistry, QgsVectorLayer
from qgis.PyQt import sip

from ..catalogue import Catalogue
from ..edition import Edition
from ..paths import own_editions, plain
from ..turns import finished
from .describing import describe
from .layers import LOCATOR, PERIMETERS, TABLE_PROPERTY, file_of

#: What a file is called that the store wrote: a publication beside it bears another name.
_NAMED = "edition-*.gpkg"
_NONE: Mapping[Path, Edition] = MappingProxyType({})


@dataclass(frozen=True)
class Followed:
    """What became of a project's layers when a new edition came.

    Attributes:
        moved: how many show it now.
        left: titles of layers that somebody is editing; they stay.
        lacking: titles of layers whose table it lacks; they stay too.
    """

    moved: int = 0
    left: tuple[str, ...] = ()
    lacking: tuple[str, ...] = ()


def follow(project: QgsProject, edition: Edition, catalogue: Catalogue) -> Followed:
    """As `following`, without a pause."""
    return finished(following(project, edition, catalogue))


def following(
    project: QgsProject,
    edition: Edition,
    catalogue: Catalogue,
    derived: Mapping[Path, Edition] = _NONE,
) -> Generator[None, None, Followed]:
    """Let every layer of ours show this edition, in the main thread and while nothing is drawn.

    Layers of editions elsewhere than in its folder, or the profile's, were opened on purpose and
    stay: a colleague's, a publication. A turn moves a layer.

    Args:
        project: whose layers.
        edition: the new one.
        catalogue: layers and sources.
        derived: what is shown instead of editions of the user's own perimeters, by their files
            (perimeters/renewal.py); those that are not named stay.
    """
    old = list(followers(project, edition, derived))
    tables = {target.path: target.tables() for target in (edition, *derived.values())}
    left, lacking, moving = [], [], []
    for layer, target in old:
        if layer.isEditable():
            left.append(layer)
        elif table_of(layer) not in tables[target.path]:
            lacking.append(layer)
        else:
            moving.append((layer, target))
    # While they are all there: somebody may take one out between two turns.
    followed = Followed(len(moving), _titles(left), _titles(lacking))
    to_go = ((layer, target) for layer, target in moving if not sip.isdeleted(layer))
    for layer, target in to_go:
        show(layer, target, catalogue)
        try:
            yield
        except GeneratorExit:
            # Stopped halfway the project would show neither edition.
            for other, its_target in to_go:
                show(other, its_target, catalogue)
            raise
    return followed


def followers(
    project: QgsProject, edition: Edition, derived: Mapping[Path, Edition] = _NONE
) -> Iterator[tuple[QgsVectorLayer, Edition]]:
    """The layers of ours that show another edition of the folders in use, and what they go to."""
    folders = {plain(edition.path.parent), plain(own_editions())}
    for layer, file in files_shown(project):
        ours = file.match(_NAMED) and plain(file.parent) in folders
        if file in derived:
            yield layer, derived[file]
        elif ours and plain(file) != plain(edition.path):
            yield layer, edition


def files_shown(project: QgsProject) -> list[tuple[QgsVectorLayer, Path]]:
    """The layers of ours, each with the file that it shows."""
    layers = project.mapLayers().values()
    return [(layer, file_of(layer)) for layer in layers if table_of(layer)]


def table_of(layer: QgsVectorLayer) -> str:
    """The edition's table that a layer of ours shows; "" for anybody else's."""
    name = str(layer.customProperty(TABLE_PROPERTY, ""))
    return PERIMETERS if name == LOCATOR else name


def show(layer: QgsVectorLayer, edition: Edition, catalogue: Catalogue) -> None:
    """Let a layer of ours show an edition that has its table, under the style that it has.

    Raises:
        EditionError: the edition has no such table.
    """
    table = table_of(layer)
    parts = QgsProviderRegistry.instance().decodeUri(layer.providerType(), layer.source())
    uri = edition.uri(table)
    if parts.get("subset"):
        # What somebody has filtered stays so.
        uri += f"|subset={parts['subset']}"
    options = QgsDataProvider.ProviderOptions()
    layer.setDataSource(uri, layer.name(), "ogr", options, False)
    describe(layer, catalogue.table(table), edition, catalogue)


def _titles(layers: Iterable[QgsVectorLayer]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(layer.name() for layer in layers))
