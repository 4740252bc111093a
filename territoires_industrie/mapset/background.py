"""Plan IGN under printed maps: there while pages are printed, gone before they are stored.

A publication opens anywhere; a picture of tiles would not come along. So the pages stored in it
keep the vector base, and only what is printed shows the picture.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from qgis.core import QgsLayoutItemMap, QgsPrintLayout, QgsProject
from qgis.PyQt.QtCore import Qt

from ..errors import AtlasError
from ..layouts.furniture import add_text
from ..layouts.notes import GROUND
from ..layouts.placement import Box
from ..layouts.templates import item_of, rectangle_of
from ..layouts.texts import INK, width_of
from ..maps.basemap import Basemap, BasemapError, plan_ign, under

if TYPE_CHECKING:
    from ..net.client import Client

_CREDIT = "background_credit"
_CREDIT_SIZE = 5.5
_CREDIT_HEIGHT = 3.0


@contextmanager
def background(
    project: QgsProject,
    layouts: Sequence[QgsPrintLayout],
    client: Client | None,
    cancelled: Callable[[], bool],
) -> Iterator[list[AtlasError]]:
    """Lay Plan IGN under the maps of the pages while this lasts.

    Args:
        project: of the pages.
        layouts: pages filled before.
        client: asks for the tiles; None lays nothing.
        cancelled: looked at often.

    Yields:
        What the user should know: empty, or why the pages do without.

    Raises:
        Cancelled: the user stopped.
    """
    if client is None:
        yield []
        return
    with TemporaryDirectory(prefix="territoires-", ignore_cleanup_errors=True) as folder:
        laid = _Laid(project, client, Path(folder), cancelled)
        try:
            yield laid.under(layouts)
        finally:
            laid.take_away()


class _Laid:
    """The pictures laid under the maps of one project, and how to take them away again."""

    def __init__(
        self, project: QgsProject, client: Client, folder: Path, cancelled: Callable[[], bool]
    ) -> None:
        self._project = project
        self._client = client
        self._folder = folder
        self._cancelled = cancelled
        self._pictures: dict[str, Basemap] = {}
        self._undo: list[Callable[[], object]] = []

    def under(self, layouts: Sequence[QgsPrintLayout]) -> list[AtlasError]:
        """Lay the pictures; the first that cannot be had ends it, for all are one service's."""
        try:
            for layout in layouts:
                self._lay(layout, item_of(layout, "map"))
        except BasemapError as error:
            self.take_away()
            return [error]
        return []

    def take_away(self) -> None:
        """Leave the pages as they were."""
        while self._undo:
            self._undo.pop()()

    def _lay(self, layout: QgsPrintLayout, item: QgsLayoutItemMap) -> None:
        picture = self._picture_for(item)
        before = item.layers()
        item.setLayers(under(before, picture.layer))
        self._undo.append(lambda: item.setLayers(before))
        credit = add_text(
            layout,
            _CREDIT,
            [picture.attribution],
            _corner(layout, rectangle_of(item), width_of(picture.attribution, _CREDIT_SIZE) + 2.0),
            _CREDIT_SIZE,
            colour=INK,
            align=Qt.AlignmentFlag.AlignHCenter,
        )
        credit.setBackgroundEnabled(True)
        item.addLabelBlockingItem(credit)
        self._undo += [
            lambda: layout.removeLayoutItem(credit),
            lambda: item.removeLabelBlockingItem(credit),
        ]

    def _picture_for(self, item: QgsLayoutItemMap) -> Basemap:
        """The picture of a map's land; pages of one view share it."""
        view = f"{item.extent().toString(0)} {item.scale():.0f}"
        if view not in self._pictures:
            made = plan_ign(
                self._client, item.extent(), item.scale(), self._folder, self._cancelled
            )
            layer = self._project.addMapLayer(made.layer, False)
            self._undo.append(lambda: self._project.removeMapLayer(layer.id()))
            self._pictures[view] = made
        return self._pictures[view]


def _corner(layout: QgsPrintLayout, frame: Box, width: float) -> Box:
    """The right foot of the map, or its right top where the box of the list stands at the foot."""
    foot = Box(frame.right - width, frame.bottom - _CREDIT_HEIGHT, width, _CREDIT_HEIGHT)
    ground = layout.itemById(GROUND)
    if ground is None or not ground.isVisible() or not rectangle_of(ground).overlaps(foot):
        return foot
    return Box(foot.x, frame.y, width, _CREDIT_HEIGHT)
