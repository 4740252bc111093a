"""The base under the maps of a web page: land, limits, towns, as far as one may look."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from .. import geometry
from ..catalogue import Catalogue
from ..edition import Edition
from ..errors import Cancelled
from ..french import typographic
from .looks import Looks
from .rows import Window, meets, near, shape_of

#: The base under the maps, bottom to top; outlines and names of places are apart.
TABLES = ("land", "rivers", "rail", "departments", "epci", "borders")
#: It reaches so far around the territories (metres), land and sea farther; in so much detail.
_REACH, _FAR_REACH, DETAIL = 60_000.0, 400_000.0, 30.0
_FAR = ("land", "borders")


def base_data(
    edition: Edition,
    catalogue: Catalogue,
    looks: Looks,
    windows: Sequence[Window],
    cancelled: Callable[[], bool],
) -> dict[str, Any]:
    """Layers with their look, towns and names of seas and countries.

    Args:
        edition: any audience's, for the base is everybody's.
        catalogue: which tables are surfaces.
        looks: where colours come from.
        windows: around the territories (EPSG:2154).
        cancelled: asked between layers.

    Raises:
        Cancelled: `cancelled()` says so.
    """
    west, south = (min(window[side] for window in windows) for side in (0, 1))
    east, north = (max(window[side] for window in windows) for side in (2, 3))
    whole = near((west, south, east, north), _REACH)
    far = near((west, south, east, north), _FAR_REACH)
    layers = []
    for name in TABLES:
        if cancelled():
            raise Cancelled
        layers.append(_layer(edition, catalogue, looks, name, far if name in _FAR else whole))
    return {"layers": layers, "towns": _towns(edition, whole), "places": _places(edition, far)}


def _layer(
    edition: Edition, catalogue: Catalogue, looks: Looks, name: str, window: Window
) -> dict[str, Any]:
    mask = geometry.rectangle(*window)
    shapes = edition.frame(name)["geometry"].dropna()
    pieces = [geometry.clip(shape, mask) for shape in shapes if meets(shape, window)]
    simple = [geometry.simplify(piece, DETAIL) for piece in pieces if piece]
    return {
        "name": name,
        "surface": catalogue.table(name).geometry == "polygon",
        "look": looks.path(name, {}),
        "at": [shape_of(piece) for piece in simple if geometry.parts(piece)],
    }


def _towns(edition: Edition, window: Window) -> list[list[Any]]:
    """[name, longitude, latitude, inhabitants, rank of its seat of State], largest first."""
    frame = edition.frame("communes")
    frame = frame[frame["geometry"].map(lambda shape: meets(shape, window)).astype(bool)]
    frame = frame.sort_values(["is_prefecture", "population"], ascending=False, kind="stable")
    points = [shape_of(shape) for shape in frame["geometry"]]
    columns = zip(frame["name"], points, frame["population"], frame["is_prefecture"], strict=True)
    return [[name, *point, int(count), int(seat)] for name, point, count, seat in columns]


def _places(edition: Edition, window: Window) -> list[list[Any]]:
    """[name, longitude, latitude, kind] of seas and countries."""
    frame = edition.frame("placenames")
    columns = zip(frame["name"], frame["geometry"], frame["kind"], strict=True)
    return [
        [typographic(name), *shape_of(shape), kind]
        for name, shape, kind in columns
        if meets(shape, window)
    ]
