"""The page of one indicator as a PDF."""

from __future__ import annotations

from pathlib import Path

from qgis.core import QgsCoordinateReferenceSystem, QgsProject

from ..catalogue import Catalogue
from ..edition import Edition
from ..indicators.mapping import IndicatorMap
from ..maps.layers import MAP_CRS
from .export import Document, export_pdf
from .sheets.indicator_map import indicator_sheet
from .sheets.sheet import Desk
from .templates import Look

AUTHOR = "Territoires d'industrie"
_DPI = 300


def print_indicator(
    edition: Edition,
    catalogue: Catalogue,
    shown: IndicatorMap,
    target: Path,
    look: Look,
    paper: str = "a4",
) -> None:
    """Print the map of an indicator into a PDF of one page.

    Args:
        edition: the audience's own.
        catalogue: titles, attributions.
        shown: what the page says.
        target: the PDF, replaced once the new one is whole.
        look: the institution's own templates and logo.
        paper: `a4` or `a3`.

    Raises:
        AtlasError: with one sentence for the user.
    """
    project = QgsProject()
    project.setCrs(QgsCoordinateReferenceSystem(MAP_CRS))
    try:
        sheet = indicator_sheet(Desk(project, look, edition, catalogue, paper), shown)
        document = Document(shown.title, AUTHOR, edition.created)
        export_pdf([sheet.layout], target, _DPI, document, lambda _page: None)
    finally:
        project.clear()
