"""What stands beside a map in words: its limits and its numbered sites, shared out on the page."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from qgis.core import QgsLayoutItemMap, QgsPrintLayout

from .frames import GUTTER
from .placement import Box
from .sites import MapSites, Placed
from .templates import box_of, item_of, moved_by_hand, place, show, write
from .texts import Type, line_height, type_of, wrap
from .wording import CONTINUED

#: Blocks of words, in their order: each a heading `<name>_head` and a text `<name>`.
BLOCKS = ("limits", "sites")
#: The white ground of the blocks that stand on the map, as wide as they may be.
GROUND = "sites_ground"
#: Which blocks stand on the map when the panel is too small for all, the best way first.
_WAYS: tuple[tuple[str, ...], ...] = ((), ("sites",), ("limits",), ("limits", "sites"))
#: Inside margin (mm) of the box on the map.
_PADDING = 1.5
#: It takes at most this share of the map's height; a longer list goes on elsewhere.
_BOX_SHARE = 0.9
#: A list may always have this height (mm): some twenty lines.
_BOX_LEAST = 56.0
_AFTER_HEAD = 0.3


@dataclass(frozen=True)
class _Block:
    """A heading and its lines, already broken to a width (mm)."""

    name: str
    head: Type
    body: Type
    lines: Sequence[str]
    width: float

    @property
    def head_height(self) -> float:
        return line_height(self.head.size, self.head.families)

    @property
    def line_height(self) -> float:
        return line_height(self.body.size, self.body.families) * 1.03

    @property
    def body_height(self) -> float:
        return len(self.lines) * self.line_height + 0.4

    @property
    def height(self) -> float:
        """Height on paper with the gutter below (mm)."""
        return self.head_height + _AFTER_HEAD + self.body_height + GUTTER


@dataclass(frozen=True)
class _Arranged:
    """Sites placed, and the blocks shared between the panel and a box on the map."""

    placed: Placed
    panel: list[_Block]
    on_map: list[_Block]
    box: Box | None


@dataclass(frozen=True)
class Written:
    """What stands on a page now.

    Attributes:
        placed: symbols, names, numbers.
        list_elsewhere: the whole list of sites, where the page has no room for all of it.
    """

    placed: Placed
    list_elsewhere: list[str]


class Notes:
    """The blocks of words of one page: written in the panel, or where the map is free."""

    def __init__(
        self,
        layout: QgsPrintLayout,
        map_item: QgsLayoutItemMap,
        sites: MapSites,
        limits: Sequence[str],
        panel: Box,
    ) -> None:
        """Begin with what is to be said.

        Args:
            layout: a page whose template has the items of the blocks and their ground.
            map_item: the page's map; its names stay clear of the box.
            sites: what the map draws.
            limits: one sentence a line.
            panel: the room beside the map (mm).
        """
        self._layout = layout
        self._map = map_item
        self._sites = sites
        self._limits = limits
        self._panel = panel
        self._box_width = box_of(layout, GROUND).width
        self._types = {
            name: (type_of(item_of(layout, f"{name}_head")), type_of(item_of(layout, name)))
            for name in BLOCKS
        }

    def write(self) -> Written:
        """Write the blocks; where the symbols and names stand now, and what is not listed here.

        Of the ways to share them between the panel and a box on the map, the first that fits. On a
        page where somebody has moved them, they stay where they are.
        """
        by_hand = [name for name in BLOCKS if moved_by_hand(item_of(self._layout, name))]
        arranged = self._as_moved() if by_hand else self._first_that_fits()
        for name in BLOCKS:
            written = [b for b in (*arranged.panel, *arranged.on_map) if b.name == name]
            for item in (f"{name}_head", name):
                show(self._layout, item, bool(written))
        top = self._panel.y
        for block in arranged.panel:
            top = self._put(block, self._panel.x, top)
        show(self._layout, GROUND, arranged.box is not None)
        if arranged.box is not None:
            self._put_box(arranged.box, arranged.on_map)
        cut = any(CONTINUED in block.lines for block in arranged.on_map)
        return Written(arranged.placed, arranged.placed.paragraphs if cut else [])

    def _first_that_fits(self) -> _Arranged:
        ways = (self._arranged(on_map) for on_map in _WAYS)
        return next(way for way in ways if way is not None)

    def _as_moved(self) -> _Arranged:
        """All blocks as wide as their items are now; the symbols keep clear of those on the map."""
        inside = box_of(self._layout, "map")
        boxes = []
        for name in BLOCKS:
            box = box_of(self._layout, name)
            if box.overlaps(inside):
                boxes.append(Box(box.x - inside.x, box.y - inside.y, box.width, box.height))
        placed = self._sites.placed(boxes) if boxes else self._sites.freely_placed
        blocks = [
            block
            for name in BLOCKS
            for block in self._blocks(placed, box_of(self._layout, name).width, (name,))
        ]
        return _Arranged(placed, blocks, [], None)

    def _arranged(self, on_map: tuple[str, ...]) -> _Arranged | None:
        """Sites placed with these blocks on the map; None when the others exceed the panel."""
        placed = self._sites.freely_placed
        box, inside = None, self._blocks(placed, self._inside_width, on_map)
        if inside:
            placed, box, inside = self._placed_around_a_box(on_map)
        others = tuple(name for name in BLOCKS if name not in on_map)
        panel = self._blocks(placed, self._panel.width, others)
        # The last block needs no gutter below it: there is one below the panel.
        if sum(block.height for block in panel) - GUTTER > self._panel.height:
            return None
        return _Arranged(placed, panel, inside, box)

    @property
    def _inside_width(self) -> float:
        return self._box_width - 2 * _PADDING

    def _placed_around_a_box(self, on_map: tuple[str, ...]) -> tuple[Placed, Box, list[_Block]]:
        """Sites placed around a box in the freest corner of the map, high enough for its blocks.

        The box pushes names out, which lengthens its list: it grows until the list fits, or is as
        high as a box may be, for it must not hide the territory; then the list is cut.
        """
        spare = 3 * line_height(self._types["sites"][1].size)
        free = self._blocks(self._sites.freely_placed, self._inside_width, on_map)
        least = max(_BOX_LEAST, _stacked_height(_cut(free, 0.0)) + spare)
        highest = self._sites.highest_box(
            self._box_width, least, box_of(self._layout, "map").height * _BOX_SHARE
        )
        height = _stacked_height(free)
        while True:
            height = min(height + spare, highest)
            corner = self._sites.freest_corner(self._box_width, height)
            placed = self._sites.placed((corner,))
            blocks = self._blocks(placed, self._inside_width, on_map)
            needed = _stacked_height(blocks)
            if needed <= height:
                return placed, corner, blocks
            if height == highest:
                return placed, corner, _cut(blocks, highest)
            height = needed

    def _blocks(self, placed: Placed, width: float, names: tuple[str, ...]) -> list[_Block]:
        """Those of the named blocks that have something to say, broken to a width (mm)."""
        said = {"limits": self._limits, "sites": placed.paragraphs}
        blocks = [self._block(name, said[name], width) for name in names]
        return [block for block in blocks if block.lines]

    def _block(self, name: str, texts: Sequence[str], width: float) -> _Block:
        head, body = self._types[name]
        lines = [
            line
            for text in texts
            for line in wrap(text, width, body.size, bold=body.bold, families=body.families)
        ]
        return _Block(name, head, body, lines, width)

    def _put_box(self, corner: Box, blocks: Sequence[_Block]) -> None:
        """Blocks on the map, on white ground against the frame; labels stay clear of it."""
        used = _stacked_height(blocks)
        frame = box_of(self._layout, "map")
        top = frame.y if corner.y == 0 else frame.bottom - used
        box = Box(frame.x + corner.x, top, self._box_width, used)
        place(self._layout, GROUND, box)
        self._map.addLabelBlockingItem(item_of(self._layout, GROUND))
        top += _PADDING
        for block in blocks:
            top = self._put(block, box.x + _PADDING, top)

    def _put(self, block: _Block, x: float, top: float) -> float:
        """Write a block at a place; the place below it (mm)."""
        head = Box(x, top, block.width, block.head_height)
        place(self._layout, f"{block.name}_head", head)
        body = Box(x, head.bottom + _AFTER_HEAD, block.width, block.body_height)
        place(self._layout, block.name, body)
        write(self._layout, block.name, block.lines)
        return top + block.height


def _stacked_height(blocks: Sequence[_Block]) -> float:
    """Height (mm) of a box that holds these blocks one above the other."""
    return 2 * _PADDING - GUTTER + sum(block.height for block in blocks)


def _cut(blocks: list[_Block], highest: float) -> list[_Block]:
    """The blocks with so much of the list of sites, the last, as a box of that height (mm) holds.

    At least one line of it, and one that says where the whole list is.
    """
    over = _stacked_height(blocks) - highest
    *others, last = blocks
    if over <= 0 or last.name != "sites":
        return blocks
    kept = max(len(last.lines) - math.ceil(over / last.line_height) - 1, 1)
    return [*others, replace(last, lines=[*last.lines[:kept], CONTINUED])]
