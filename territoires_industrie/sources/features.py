"""GeoJSON's objects, as services answer with them, as rows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from .. import geometry
from ..libraries import require
from .cells import plain_cell
from .delimited import Unreadable

if TYPE_CHECKING:
    from pandas import DataFrame

_FARTHEST = 1e9  # metres or degrees: no place on Earth; nor is what is not a number


def from_features(features: object, id_column: str = "") -> DataFrame:
    """The rows of GeoJSON features: their properties and `geometry`.

    A shape without coordinates is None; a list or an object within a property becomes JSON text;
    `id_column` receives the features' ids.

    Raises:
        Unreadable: something in it is no feature.
    """
    pandas = require("pandas")
    if not isinstance(features, list) or not all(isinstance(one, dict) for one in features):
        raise Unreadable("its features are not a list of objects")
    rows = [{key: plain_cell(cell) for key, cell in _properties(one).items()} for one in features]
    frame = pandas.DataFrame(rows, index=range(len(rows)), dtype="object")
    frame = frame.where(frame.notna(), None)
    if id_column:
        frame[id_column] = [plain_cell(one.get("id")) for one in features]
    frame["geometry"] = pandas.Series(
        [_shape(one.get("geometry")) for one in features], index=frame.index, dtype="object"
    )
    return frame


def _properties(feature: Mapping[str, Any]) -> Mapping[str, Any]:
    properties = feature.get("properties") or {}
    if not isinstance(properties, dict):
        raise Unreadable("a feature's properties are not an object")
    return properties


def _shape(shape: Any) -> bytes | None:
    """WKB of a GeoJSON geometry; None where its coordinates are missing, null or not finite."""
    if not isinstance(shape, dict) or not shape.get("coordinates", shape.get("geometries")):
        return None
    try:
        if not _finite(shape.get("coordinates", [])):
            return None
        wkb = geometry.from_geojson(shape)
        geometry.bounds(wkb)
    except (geometry.GeometryError, RecursionError):
        return None
    return wkb


def _finite(coordinates: Any) -> bool:
    if isinstance(coordinates, list):
        return all(_finite(part) for part in coordinates)
    if isinstance(coordinates, bool) or not isinstance(coordinates, (int, float)):
        return False
    return -_FARTHEST < coordinates < _FARTHEST
