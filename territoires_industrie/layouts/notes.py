"""What stands beside a map in words: its limits and its numbered sites, shared out on the page."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

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
#: Inside margin (mm) of the box on the map.
_PADDING = 1.5
#: A box lower than this (mm) is not worth its place on the map.
_BOX_LEAST = 20.0
#: How much wider it may be than the template's, the narrowest first.
_WIDER = (1.0, 1.5, 2.0)
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
    on_map: list[_Block] = field(default_factory=list)
    box: Box | None = None


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

        On a page where somebody has moved them, they stay where they are.
        """
        by_hand = [name for name in BLOCKS if moved_by_hand(item_of(self._layout, name))]
        arranged = self._as_moved() if by_hand else self._first_that_fits()
        for name in BLOCKS:
            written = [b for b in (*arranged.panel, *arranged.on_map) if b.name == name]
            for item in (f"{name}_head", name):
                show(self._layout, item, bool(written))
            if not written:
                write(self._layout, name, [])  # hidden words are still in the file
        top = self._panel.y
        for block in arranged.panel:
            top = self._put(block, self._panel.x, top)
        show(self._layout, GROUND, arranged.box is not None)
        if arranged.box is not None:
            self._put_box(arranged.box, arranged.on_map)
        cut = any(CONTINUED in b.lines for b in (*arranged.panel, *arranged.on_map))
        return Written(arranged.placed, arranged.placed.paragraphs if cut else [])

    def _first_that_fits(self) -> _Arranged:
        """The blocks shared between the panel and a box on the map, in the best way that fits.

        What a map does not show must be read beside it. A list that fits neither beside the map
        nor, whole, where the map is free goes on on pages of its own.
        """
        ways: tuple[Callable[[], _Arranged | None], ...] = (
            lambda: self._in_the_panel(BLOCKS),
            *(partial(self._around_a_box, ("sites",), width) for width in self._widths),
            lambda: self._in_the_panel(BLOCKS, cut=True),
            *(partial(self._around_a_box, ("limits",), width) for width in self._widths),
            lambda: self._around_a_box(BLOCKS, self._box_width),
            lambda: self._around_a_box(("limits",), self._box_width, cut=True),
        )
        found = (way() for way in ways)
        return next((way for way in found if way is not None), None) or self._upon_the_map()

    def _in_the_panel(self, names: tuple[str, ...], *, cut: bool = False) -> _Arranged | None:
        """The named blocks in the panel, the list cut to what it holds; None if they exceed it."""
        placed = self._sites.freely_placed
        blocks = self._fitting(self._blocks(placed, self._panel.width, names), cut)
        return None if blocks is None else _Arranged(placed, blocks)

    def _fitting(self, blocks: list[_Block], cut: bool) -> list[_Block] | None:
        """Blocks as high as the panel at most, cut if they may be; None where they do not fit."""
        # The last block needs no gutter below it: there is one below the panel.
        room = self._panel.height + GUTTER
        blocks = _cut(blocks, room) if cut else blocks
        return blocks if _sum_of_heights(blocks) <= room else None

    def _around_a_box(
        self, on_map: tuple[str, ...], width: float, *, cut: bool = False
    ) -> _Arranged | None:
        """These blocks in a box (mm) where the map is free of the territory, the others beside it.

        The box pushes names out, which lengthens the list: it grows until the list fits. None
        where the map is not free enough, or the others exceed the panel.
        """
        inside = width - 2 * _PADDING
        blocks = self._blocks(self._sites.freely_placed, inside, on_map)
        height = max(_stacked_height(blocks), _BOX_LEAST)
        while blocks:
            corner = self._sites.free_corner(width, height)
            if corner is None:
                break
            placed = self._sites.placed((corner,))
            blocks = self._blocks(placed, inside, on_map)
            needed = _stacked_height(blocks)
            if needed <= height:
                others = tuple(name for name in BLOCKS if name not in on_map)
                beside = self._blocks(placed, self._panel.width, others)
                panel = self._fitting(beside, cut)
                return None if panel is None else _Arranged(placed, panel, blocks, corner)
            height = needed + self._spare
        return None

    def _upon_the_map(self) -> _Arranged:
        """All in the corner where they hide the least, where nothing else is left.

        Of the list, only where it is.
        """
        inside = self._box_width - 2 * _PADDING
        free = _cut(self._blocks(self._sites.freely_placed, inside, BLOCKS), 0.0)
        corner = self._sites.freest_corner(self._box_width, _stacked_height(free))
        placed = self._sites.placed((corner,))
        return _Arranged(placed, [], free, corner)

    @property
    def _spare(self) -> float:
        """Three lines of the list (mm)."""
        return 3 * line_height(self._types["sites"][1].size)

    @property
    def _widths(self) -> list[float]:
        """How wide a box may be (mm): a low corner may be free where a high one is not."""
        return [self._box_width * factor for factor in _WIDER]

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
        return _Arranged(placed, blocks)

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
        box = Box(frame.x + corner.x, top, corner.width, used)
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


def _sum_of_heights(blocks: Sequence[_Block]) -> float:
    return sum(block.height for block in blocks)


def _stacked_height(blocks: Sequence[_Block]) -> float:
    """Height (mm) of a box that holds these blocks one above the other."""
    return 2 * _PADDING - GUTTER + _sum_of_heights(blocks)


def _cut(blocks: list[_Block], room: float) -> list[_Block]:
    """The blocks with so much of the list of sites, the last, as the room (mm) holds.

    At least the line that says where the whole list is.
    """
    over = _sum_of_heights(blocks) - room
    if over <= 0 or blocks[-1].name != "sites":
        return blocks
    *others, last = blocks
    kept = max(len(last.lines) - math.ceil(over / last.line_height) - 1, 0)
    return [*others, replace(last, lines=[*last.lines[:kept], CONTINUED])]
