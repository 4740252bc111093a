"""The rectangles of the shipped pages, in millimetres, before anything is drawn in them.

Figures from CHARTE "Page": margins 8, title band 16, right panel 66, footer 9 or more. The shipped
templates are written from these (resources/rebuild/templates.py); on an institution's own template
every part stands where the institution has put it.
"""

from __future__ import annotations

from dataclasses import dataclass

from .placement import Box

#: Width and height of the papers, landscape (mm).
PAPERS = {"a4": (297.0, 210.0), "a3": (420.0, 297.0)}
ORIENTATIONS = ("landscape", "portrait")

MARGIN = 8.0
TITLE_HEIGHT = 16.0
PANEL_WIDTH = 66.0
GUTTER = 2.0
#: Two lines of sources; a page with more of them has a higher footer, and a lower map.
FOOTER_HEIGHT = 6.8
#: The region is about as high as wide: a wider frame would show land that is not shipped.
LOCATOR_WIDTH = 47.0
LOCATOR_HEIGHT = 36.0
SCALE_BAR_HEIGHT = 9.0
#: Under an upright map: the legend in two columns with the notes below it, and the locator.
FOOT_HEIGHT = 60.0


@dataclass(frozen=True)
class Frames:
    """Where each part of a map page stands.

    Legend and notes (limits, list of sites) share a panel: the notes begin where the legend ends.
    """

    page: Box
    title: Box
    map: Box
    legend: Box
    notes: Box
    locator: Box
    scale_bar: Box
    footer: Box


def page_size(paper: str, orientation: str) -> tuple[float, float]:
    """Width and height (mm) of a sheet."""
    width, height = PAPERS[paper]
    return (width, height) if orientation == "landscape" else (height, width)


def frames(paper: str, orientation: str, footer_height: float = FOOTER_HEIGHT) -> Frames:
    """The frames of a map page.

    Args:
        paper: `a4` or `a3`.
        orientation: `landscape` has the legend in a panel at the map's right, `portrait` below it.
        footer_height: height (mm) that the sources need.
    """
    width, height = page_size(paper, orientation)
    inner = width - 2 * MARGIN
    footer = Box(MARGIN, height - MARGIN - footer_height, inner, footer_height)
    top = MARGIN + TITLE_HEIGHT + GUTTER
    body = Box(MARGIN, top, inner, footer.y - GUTTER - top)
    parts = _beside(body) if orientation == "landscape" else _below(body)
    page, title = Box(0, 0, width, height), Box(MARGIN, MARGIN, inner, TITLE_HEIGHT)
    return Frames(page, title, *parts, footer)


def _beside(body: Box) -> tuple[Box, Box, Box, Box, Box]:
    """Map, legend, notes, locator and scale bar of a landscape page."""
    x = body.right - PANEL_WIDTH
    scale_bar = Box(x, body.bottom - SCALE_BAR_HEIGHT, PANEL_WIDTH, SCALE_BAR_HEIGHT)
    locator = Box(x, scale_bar.y - GUTTER - LOCATOR_HEIGHT, LOCATOR_WIDTH, LOCATOR_HEIGHT)
    panel = Box(x, body.y, PANEL_WIDTH, locator.y - GUTTER - body.y)
    return Box(body.x, body.y, x - GUTTER - body.x, body.height), panel, panel, locator, scale_bar


def _below(body: Box) -> tuple[Box, Box, Box, Box, Box]:
    """The same of a portrait page."""
    foot = Box(body.x, body.bottom - FOOT_HEIGHT, body.width, FOOT_HEIGHT)
    x = foot.right - LOCATOR_WIDTH
    locator = Box(x, foot.y, LOCATOR_WIDTH, LOCATOR_HEIGHT)
    scale_bar = Box(x, locator.bottom + GUTTER, LOCATOR_WIDTH, SCALE_BAR_HEIGHT)
    panel = Box(foot.x, foot.y, x - 2 * GUTTER - foot.x, foot.height)
    picture = Box(body.x, body.y, body.width, foot.y - GUTTER - body.y)
    return picture, panel, panel, locator, scale_bar
