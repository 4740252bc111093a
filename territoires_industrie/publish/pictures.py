"""Pictures put into a project's XML in the place of their paths, which lead nowhere elsewhere."""

from __future__ import annotations

import base64
import html
import os
import re
from functools import lru_cache
from pathlib import Path

from qgis.core import Qgis, QgsProject, QgsSymbolLayerUtils

from ..paths import ROOT

_PICTURES = (".svg", ".png", ".jpg", ".jpeg")


def with_pictures(document: str, project: QgsProject) -> str:
    """The document with every picture that can be found put in the place of its path."""
    endings = "|".join(map(re.escape, _PICTURES))
    pattern = re.compile(rf'(?<==")(?!base64:)[^"<>]+(?:{endings})(?=")', re.IGNORECASE)
    return pattern.sub(lambda match: _inlined(match.group(), project), document)


def with_modes(document: str) -> str:
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
