"""The rectangles of a map page, in millimetres, before anything is drawn in them.

Figures from CHARTE "Page": margins 8, title band 16, right panel 66, footer 9 or more.
"""

from __future__ import annotations

from dataclasses import dataclass

from .placement import Box

#: Width and height of the paper, landscape (mm).
PAGES = {"a4": (297.0, 210.0), "a3": (420.0, 297.0)}

MARGIN = 8.0
TITLE_HEIGHT = 16.0
PANEL_WIDTH = 66.0
GUTTER = 2.0
#: The region is about as high as wide: a wider frame would show land that is not shipped.
LOCATOR_WIDTH = 47.0
LOCATOR_HEIGHT = 36.0
SCALE_BAR_HEIGHT = 9.0


@dataclass(frozen=True)
class Frames:
    """Where each part of a page stands."""

    page: Box
    title: Box
    map: Box
    panel: Box
    locator: Box
    scale_bar: Box
    footer: Box

    @property
    def reading(self) -> Box:
        """What is left of the panel for the legend, the notes and the list of numbered sites."""
        top = self.panel.y
        return Box(self.panel.x, top, self.panel.width, self.locator.y - GUTTER - top)


def frames(paper: str, footer_height: float) -> Frames:
    """The frames of a page.

    Args:
        paper: `a4` or `a3`, landscape.
        footer_height: height (mm) that the sources need; the map gives way to it, since a
            source that is cut off is not a source.
    """
    width, height = PAGES[paper]
    inner = width - 2 * MARGIN
    footer = Box(MARGIN, height - MARGIN - footer_height, inner, footer_height)
    body_top = MARGIN + TITLE_HEIGHT + GUTTER
    body_height = footer.y - GUTTER - body_top
    panel_x = width - MARGIN - PANEL_WIDTH
    scale_bar_y = body_top + body_height - SCALE_BAR_HEIGHT
    return Frames(
        page=Box(0, 0, width, height),
        title=Box(MARGIN, MARGIN, inner, TITLE_HEIGHT),
        map=Box(MARGIN, body_top, panel_x - GUTTER - MARGIN, body_height),
        panel=Box(panel_x, body_top, PANEL_WIDTH, body_height),
        locator=Box(panel_x, scale_bar_y - GUTTER - LOCATOR_HEIGHT, LOCATOR_WIDTH, LOCATOR_HEIGHT),
        scale_bar=Box(panel_x, scale_bar_y, PANEL_WIDTH, SCALE_BAR_HEIGHT),
        footer=footer,
    )
