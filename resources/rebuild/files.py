"""How the rebuilt files are written: text whose yearly difference a person can read."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

from territoires_industrie.resources.rebuild.packages import ROOT
from territoires_industrie.territoires_industrie import geometry

EMBEDDED_FOLDER = ROOT / "resources" / "embedded"
BASE_FOLDER = EMBEDDED_FOLDER / "base"

Feature = tuple[Mapping[str, object], Mapping[str, Any]]
"""Properties, and a GeoJSON geometry in EPSG:4326."""

DECIMALS = 5
"""Decimals of a degree: about a metre, finer than any of the sources."""


def write_table(path: Path, header: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """A CSV file: UTF-8, comma, one line a row."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


def write_features(path: Path, features: Iterable[Feature]) -> None:
    """A GeoJSON file, coordinates rounded, one feature a line."""
    lines = [
        json.dumps(
            {"type": "Feature", "properties": properties, "geometry": writable(shape)},
            ensure_ascii=False,
            separators=(",", ":"),
        )
        for properties, shape in features
    ]
    opening = f'{{"type":"FeatureCollection","name":"{path.stem}","features":['
    path.write_text("\n".join((opening, ",\n".join(lines), "]}\n")), encoding="utf-8")


def writable(shape: Mapping[str, Any]) -> Mapping[str, Any]:
    """A geometry as it will be read again: rounded, mended where rounding makes it cross itself."""
    coarse = {"type": shape["type"], "coordinates": rounded(shape["coordinates"])}
    read_again = geometry.from_geojson(coarse)
    if geometry.is_valid(read_again):
        return coarse
    return geometry.to_geojson(geometry.buffer(read_again, 0), DECIMALS)


def rounded(coordinates: Any) -> Any:
    """Coordinates of any depth with DECIMALS decimals; what is shared stays shared.

    Points of a line or ring that fall on the one before are left out.
    """
    if not isinstance(coordinates[0], (list, tuple)):
        return [round(value, DECIMALS) for value in coordinates[:2]]
    parts = [rounded(part) for part in coordinates]
    if isinstance(parts[0][0], list):
        return parts
    return parts[:1] + [part for before, part in pairwise(parts) if part != before]
